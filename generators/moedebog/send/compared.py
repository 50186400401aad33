"""This moment beside the versions of before: what each audience would read anew.

A version whose source is kept is composed again by today's program, and what it says is compared.
Where there is none, or it is not here, the checksums in the record tell; where these cannot be
made any more, the record's list of items and attachments.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from moedebog.diagnostics import Diagnostic, Position, Rule, Severity
from moedebog.document import Audience, Forsendelse, Kind
from moedebog.send import content, legacy, sources
from moedebog.send.content import Change, Said, said
from moedebog.send.issued import Issue, Kilde
from moedebog.send.sources import Sources, Then
from moedebog.workspace import MeetingFile, Workspace

CLOSED_MISSING = Rule(
    "M464",
    Severity.WARNING,
    "Kilden til det lukkede i {dokument}, version {version}, kan ikke læses her. Om det lukkede er "
    "ændret siden, er derfor afgjort efter kontrolsummer.",
    "Hent mappen {mappe} fra den maskine, versionen blev sendt fra; den er ikke i git.",
    always=True,
)
OPEN_MISSING = Rule(
    "M465",
    Severity.WARNING,
    "Kilden til {dokument}, version {version}, kan ikke læses her. Hvad der er ændret siden, er "
    "derfor afgjort efter kontrolsummer.",
    "Hent mappen {mappe} igen fra git.",
    always=True,
)


class Moment(Struct, frozen=True):
    """What would go out now."""

    ws: Workspace
    file: MeetingFile
    kind: Kind
    both: Mapping[Audience, Forsendelse]
    digest: Callable[[Path], str]
    sources: Sources

    def said(self, audience: Audience) -> Said:
        """What an audience would read."""
        return said(self.both[audience], self.both[Audience.OFFENTLIG], self.digest)

    def sums(self) -> legacy.Sums:
        """The checksums for the record."""
        try:
            return legacy.sums(self.both, self.digest)
        except legacy.Unknown:
            return legacy.unknown(len(self.both[Audience.OFFENTLIG].document.punkter))


def proven(moment: Moment) -> Sources:
    """The sources that say what goes out: read back, each gives the very same."""
    found = moment.sources
    good = {}
    for audience, kilde in found.kilde.items():
        data = (found.data[kilde.moede], found.data[kilde.forum])
        then = sources.read_back(moment.ws, *data, moment.file.path)
        if then is not None and all(
            _of(then, moment.kind, one) == moment.said(one)
            for one in Audience
            if one is audience or _own(found.kilde, one) == kilde
        ):
            good[audience] = kilde
    return Sources(good, found.data, found.closed)


def _of(then: Then, kind: Kind, audience: Audience) -> Said:
    public = then.dispatch(kind, Audience.OFFENTLIG)
    own = public if audience is Audience.OFFENTLIG else then.dispatch(kind, audience)
    return said(own, public, then.files.digest)


def _own(kilde: Mapping[Audience, Kilde], audience: Audience) -> Kilde | None:
    """The source that tells what an audience read; where nothing was closed, there is but one."""
    other = Audience.INTERN if audience is Audience.OFFENTLIG else Audience.OFFENTLIG
    return kilde.get(audience) or kilde.get(other)


class Comparison:
    """The versions of before beside one moment."""

    def __init__(self, moment: Moment, issue: Issue, audiences: Collection[Audience]) -> None:
        """``issue`` is the moment as the record would have it; ``audiences``: who gets it."""
        self.moment = moment
        self.issue = issue
        self.audiences = audiences
        self.now = {audience: moment.said(audience) for audience in Audience}
        self.missing: list[tuple[Issue, Audience]] = []
        self._then: dict[tuple[str, Audience], Then | None] = {}

    def changes(self, old: Issue) -> dict[Audience, Change]:
        """What each audience would read anew, since a version of before."""
        return {audience: self._change(old, audience) for audience in Audience}

    def _change(self, old: Issue, audience: Audience) -> Change:
        now = self.now[audience]
        if self._is_same_source(old, audience):
            return Change(now, now, by_source=True)
        then = self.then(old, audience)
        if then is not None:
            return Change(_of(then, self.moment.kind, audience), now, by_source=True)
        if old.kilde and audience in self.audiences:
            self.missing.append((old, audience))
        if all(legacy.is_known(one.sums[audience]) for one in (old, self.issue)):
            return Change(content.stored(old, audience), content.stored(self.issue, audience))
        return Change(content.listed(old), content.listed(self.issue))

    def is_adopted(self, old: Issue) -> bool:
        """Whether this moment's source is that of a version whose own was never kept.

        It is where all checksums of the version are still right.
        """
        same = (old.sums, old.heads) == (self.issue.sums, self.issue.heads)
        return same and not old.kilde and all(map(legacy.is_known, old.sums.values()))

    def _is_same_source(self, old: Issue, audience: Audience) -> bool:
        own = _own(old.kilde, audience)
        return own is not None and own == _own(self.moment.sources.kilde, audience)

    def then(self, old: Issue, audience: Audience) -> Then | None:
        """A version as its source tells it to an audience, where that is here."""
        key = (old.id, audience)
        if key not in self._then:
            wanted = [_own(old.kilde, audience)]
            if audience is Audience.OFFENTLIG:  # the whole serves as well
                wanted.append(old.kilde.get(Audience.INTERN))
            found = (
                sources.fetch(self.moment.ws, kilde, self.moment.file.path)
                for kilde in wanted
                if kilde is not None
            )
            self._then[key] = next(filter(None, found), None)
        return self._then[key]

    def says_the_same(self, old: Issue, dispatch: Forsendelse, names: Collection[str]) -> bool:
        """Whether what a reader who is disqualified would get is what it was in a version."""
        audience = dispatch.document.audience
        if self._is_same_source(old, audience):
            return True
        then = self.then(old, audience)
        if then is None:
            return False
        before = then.dispatch(self.moment.kind, audience, names)
        was = content.content_sum(before, then.files.digest)
        return was == content.content_sum(dispatch, self.moment.digest)

    def warnings(self, position: Position) -> Iterator[Diagnostic]:
        """Which sources are not here."""
        ws = self.moment.ws
        told = set()
        for issue, audience in self.missing:
            public = audience is Audience.OFFENTLIG or Audience.INTERN not in issue.kilde
            rule, folder = (
                (OPEN_MISSING, ws.issued) if public else (CLOSED_MISSING, ws.issued_closed)
            )
            if (issue.id, rule) not in told:
                told.add((issue.id, rule))
                values = {"dokument": issue.dokument, "version": issue.version}
                yield rule.at(position, **values, mappe=ws.display(folder))
