"""This moment beside the versions of before: what each audience would read anew.

A version whose source is kept is composed again by today's program, and what it says is compared.
Where there is none, or it is not here, the checksums in the record tell; where these cannot be
made any more, the record's list of items and attachments.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from moedebog import events
from moedebog.compose import Plan
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.difference import legacy
from moedebog.difference.sums import content_sum
from moedebog.document import Audience, Kind
from moedebog.examples import Example
from moedebog.issue import content
from moedebog.issue.content import Contents, Difference, contents_of
from moedebog.issue.sources import Sources
from moedebog.issued import Issue, Kilde
from moedebog.kept import Then, as_issued_with, read_back, told_by
from moedebog.outgoing import Forsendelse
from moedebog.versions import SOURCE_TAKEN, Versions
from moedebog.workspace import MeetingFile, Workspace

CLOSED_MISSING = Rule(
    "M464",
    Severity.WARNING,
    Phrase(
        "Kilden til det lukkede i {dokument}, version {version}, kan ikke læses her. Om det "
        "lukkede er ændret siden, er derfor afgjort efter kontrolsummer.",
        "The source of what is closed in {dokument}, version {version}, cannot be read here. "
        "Whether that has changed since is decided by checksums.",
    ),
    Phrase(
        "Hent mappen {mappe} fra den maskine, versionen blev sendt fra; den er ikke i git.",
        "Get the folder {mappe} from the machine the version was sent from; it is not in git.",
    ),
    Example(
        wrong="udsendt-lukket/ er ikke på den maskine, hvor moedebog mail køres",
        right="udsendt-lukket/ er der",
        file="Word",
    ),
    always=True,
)
OPEN_MISSING = Rule(
    "M465",
    Severity.WARNING,
    Phrase(
        "Kilden til {dokument}, version {version}, kan ikke læses her. Hvad der er ændret siden, "
        "er derfor afgjort efter kontrolsummer.",
        "The source of {dokument}, version {version}, cannot be read here. What has changed since "
        "is decided by checksums.",
    ),
    Phrase("Hent mappen {mappe} igen fra git.", "Get the folder {mappe} from git again."),
    Example(wrong="udsendt/ er slettet", right="udsendt/ er hentet igen fra git", file="Word"),
    always=True,
)
PRINTED_OTHERWISE = Rule(
    "M469",
    Severity.WARNING,
    Phrase(
        "{dokument}, version {version}, er sendt af en tidligere moedebog, som trykte på en anden "
        "måde, og kilden er her ikke. Kun punkternes numre og titler og bilagene kunne "
        "sammenlignes.",
        "{dokument}, version {version}, was sent by an earlier moedebog, which printed in another "
        "way, and the source is not here. Only numbers and titles of the items and the attachments "
        "could be compared.",
    ),
    Phrase(
        "Er en tekst ændret siden, så skriv det til modtagerne, eller send til dem igen med "
        "--resend adressen (make: RESEND=adressen).",
        "If a text has changed since, tell the recipients, or send to them again with "
        "--resend address (make: RESEND=address).",
    ),
    Example(
        wrong="en version, der blev sendt, før kilder blev gemt",
        right="en version, hvis kilde ligger i udsendt/",
        file="Word",
    ),
    always=True,
)


class Moment(Struct, frozen=True):
    """What would go out now."""

    ws: Workspace
    file: MeetingFile
    kind: Kind
    planned: Plan
    both: Mapping[Audience, Forsendelse]
    digest: Callable[[Path], str]
    sources: Sources
    versions: Versions
    """Tells the versions of before."""

    def contents_for(self, audience: Audience) -> Contents:
        """What an audience would read."""
        return contents_of(self.both[audience], self.both[Audience.OFFENTLIG], self.digest)

    def told_by(self, kilde: Mapping[Audience, Kilde], audience: Audience) -> list[Kilde]:
        """The kept sources that tell what an audience read, the one that is meant for it first."""
        return told_by(kilde, reads_all=self.planned.is_confidential(audience))

    def sums(self) -> legacy.Sums:
        """The checksums for the record."""
        try:
            return legacy.sums(self.both, self.digest)
        except legacy.OutsideFormula:
            return legacy.unknown(len(self.both[Audience.OFFENTLIG].document.punkter))


def proven(moment: Moment) -> Sources:
    """The sources that say what goes out: read back, each gives the very same."""
    now = moment.sources
    good = {}
    for audience, kilde in now.kilde.items():
        data = (now.data[kilde.moede], now.data[kilde.forum])
        then = read_back(moment.ws, *data, moment.file.path)
        if then is not None:
            then = replace(then, meeting=as_issued_with(then.meeting, moment.planned.meeting))
        if then is not None and all(
            _of(then, moment.kind, one) == moment.contents_for(one)
            for one in Audience
            if one is audience or kilde in moment.told_by(now.kilde, one)[:1]
        ):
            good[audience] = kilde
    return Sources(good, now.data, now.closed)


def _of(then: Then, kind: Kind, audience: Audience) -> Contents:
    public = then.dispatch(kind, Audience.OFFENTLIG)
    return contents_of(then.dispatch(kind, audience), public, then.files.digest)


class Comparison:
    """The versions of before beside one moment."""

    def __init__(self, moment: Moment, issue: Issue, audiences: Collection[Audience]) -> None:
        """``issue`` is the moment as the record would have it; ``audiences``: who gets it."""
        self.moment = moment
        self.issue = issue
        self.audiences = audiences
        self.now = {audience: moment.contents_for(audience) for audience in Audience}
        self.missing: list[tuple[Issue, Audience]] = []
        self.unsure: list[Issue] = []
        """The versions of which only the list of items could be compared."""

    def changes(self, old: Issue) -> dict[Audience, Difference]:
        """What each audience would read anew, since a version of before."""
        return {audience: self._change(old, audience) for audience in Audience}

    def _change(self, old: Issue, audience: Audience) -> Difference:
        now = self.now[audience]
        if self._is_same_source(old, audience):
            return Difference(now, now, by_source=True)
        then = self.then(old, audience)
        if then is not None:
            return Difference(_of(then, self.moment.kind, audience), now, by_source=True)
        if old.kilde and audience in self.audiences:
            self.missing.append((old, audience))
        known = old.known_as(audience)
        if legacy.comparable(old.sums[known], self.issue.sums[known]):
            return Difference(content.stored(old, known), content.stored(self.issue, known))
        if audience in self.audiences and old not in self.unsure:
            self.unsure.append(old)
        return Difference(content.listed(old), content.listed(self.issue, old))

    def is_adopted(self, old: Issue) -> bool:
        """Whether this moment's source is that of a version whose own was never kept.

        It is where all checksums of the version are still right.
        """
        now = self.issue
        same = all(
            (old.sums[one], old.heads[one]) == (now.sums[one], now.heads[one]) for one in old.sums
        )
        return same and not old.kilde and all(map(legacy.is_known, old.sums.values()))

    def _is_same_source(self, old: Issue, audience: Audience) -> bool:
        if self.moment.kind is Kind.REFERAT and self._has_happened_since(old):
            return False
        own = self.moment.told_by(old.kilde, audience)[:1]
        return bool(own) and own == self.moment.told_by(self.moment.sources.kilde, audience)[:1]

    def _has_happened_since(self, old: Issue) -> bool:
        """Whether the record tells more of how far the referat is than it did then."""
        happened = self.moment.planned.meeting.begivenheder
        known = events.known_at(happened, old.tid)
        return events.standing(known) != events.standing(happened)

    def then(self, old: Issue, audience: Audience) -> Then | None:
        """A version as its source tells it to an audience, where that is here."""
        return self.moment.versions.then(old, audience)

    def says_the_same(self, old: Issue, dispatch: Forsendelse, names: tuple[str, ...]) -> bool:
        """Whether what a reader who is disqualified would get is what it was in a version."""
        audience = dispatch.document.audience
        if self._is_same_source(old, audience):
            return True
        then = self.then(old, audience)
        if then is None:
            return False
        before = then.dispatch(self.moment.kind, audience, names)
        was = content_sum(before, then.files.digest)
        return was == content_sum(dispatch, self.moment.digest)

    def warnings(self, position: Position) -> Iterator[Diagnostic]:
        """Which sources are not here, and what could not be compared."""
        for issue in self.unsure:
            values = {"dokument": issue.dokument, "version": issue.version}
            yield PRINTED_OTHERWISE.at(position, **values)
        ws = self.moment.ws
        warned = set()
        for issue, audience in self.missing:
            if taken := issue.source_taken:
                if (issue.id, SOURCE_TAKEN.code) not in warned:
                    warned.add((issue.id, SOURCE_TAKEN.code))
                    values = {"dokument": issue.dokument, "version": issue.version}
                    yield SOURCE_TAKEN.at(
                        position, **values, hvordan=issue.taken_how, dato=f"{taken:%d.%m.%Y}"
                    )
                continue
            is_closed = (
                issue.kilde.get(Audience.INTERN) in self.moment.told_by(issue.kilde, audience)[:1]
            )
            rule, folder = (
                (CLOSED_MISSING, ws.issued_closed) if is_closed else (OPEN_MISSING, ws.issued)
            )
            if (issue.id, rule.code) not in warned:
                warned.add((issue.id, rule.code))
                values = {"dokument": issue.dokument, "version": issue.version}
                yield rule.at(position, **values, mappe=ws.display(folder))
