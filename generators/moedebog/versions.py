"""The versions of a meeting's documents: what differs, and how a document says which it is.

A version of before is composed by today's program from its kept source; where that is not here,
the record of what was issued tells numbers, titles and attachments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from moedebog import typography
from moedebog.blocks import Block, LabelledItem, LabelledList, plain
from moedebog.catalogue import Begivenhedsart, Datoformat, ReferatStatus
from moedebog.compose import Composer, Plan
from moedebog.compose.planning import PlannedItem
from moedebog.compose.withholding import without_disqualified
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity, joined
from moedebog.difference.changes import ARRANGED, Changes, Edit, diff, is_progress
from moedebog.difference.discretion import anonymised, discreet
from moedebog.difference.identities import marks_of_issue, marks_of_now, reconciled
from moedebog.difference.printed import grouped
from moedebog.difference.record import (
    Recorded,
    as_recorded,
    by_checksums,
    recorded,
    state_of_record,
    sums_of_now,
)
from moedebog.difference.state import VersionState, state_of
from moedebog.difference.sums import Digest, content_sum
from moedebog.difference.words import Danish, Forms, Sentence, told
from moedebog.document import (
    Afsnitstekst,
    Art,
    Audience,
    Document,
    Kind,
    SideAfSider,
    Udgavelinje,
)
from moedebog.events import Begivenhed
from moedebog.examples import Example
from moedebog.extract import Extract, extract
from moedebog.fakta import ZONE, Fakta, Udgivelse
from moedebog.issued import Issue, taken_back
from moedebog.kept import Then, as_issued_with, fetch, told_by
from moedebog.outgoing import Forsendelse
from moedebog.phrases import Phrases
from moedebog.supplement import Added, Changed, Supplement, added, supplement
from moedebog.workspace import MeetingFile, Workspace

FROM_GIT = Phrase("mappen {mappe} fra git", "the folder {mappe} from git")
FROM_MACHINE = Phrase(
    "mappen {mappe} fra den maskine, der blev sendt fra",
    "the folder {mappe} from the machine that it was sent from",
)
"""Where what was issued is kept, and where another copy of it is."""
BY_RECORD = Rule(
    "M4697",
    Severity.WARNING,
    Phrase(
        "Kilden til {dokument}, version {version}, er her ikke i sin helhed. Listen over, hvad der "
        "er rettet siden, kan derfor mangle noget.",
        "The source of {dokument}, version {version}, is not here as a whole. The list of what has "
        "changed since may lack something.",
    ),
    Phrase(
        "Hent {mapper}. Findes kilden ikke, så skriv selv til modtagerne, hvad der er rettet i "
        "teksten.",
        "Get {mapper}. If there is no source, tell the recipients yourself what has changed in the "
        "text.",
    ),
    Example(
        wrong="udsendt/ er slettet, og dagsordenen rettes",
        right="udsendt/ er hentet igen fra git",
        file="Word",
    ),
    always=True,
)
SOURCE_TAKEN = Rule(
    "M4771",
    Severity.WARNING,
    Phrase(
        "Kilden til {dokument}, version {version}, er {hvordan} den {dato}. Hvad der er ændret "
        "siden, er derfor afgjort efter kontrolsummer, og listen over det kan mangle noget.",
        "The source of {dokument}, version {version}, was {hvordan} on {dato}. What has changed "
        "since is therefore decided by checksums, and the list of it may lack something.",
    ),
    Phrase(
        "Skriv selv til modtagerne, hvad der er rettet i teksten.",
        "Tell the recipients yourself what has changed in the text.",
    ),
    Example(
        wrong="Referatet rettes, efter at lageret er kasseret",
        right="Referatet står, som det blev sendt ud",
        file="Word",
    ),
    source=Phrase.same("docs/opbevaring.md"),
    always=True,
)

_Key = tuple[str, Kind, Audience, tuple[str, ...]]
"""A version by its id, or this moment by an empty one; of which document, and for whom."""
_ANCHOR = "rettelser"
_NONE: tuple[str, ...] = ()


class Issuing(Struct, frozen=True):
    """The version that is being made."""

    version: int
    tid: datetime
    """When; to the second, as the record keeps it."""


class Since(Struct, frozen=True):
    """What differs between a version and another, or this moment, for one audience."""

    before: VersionState
    after: VersionState
    changes: Changes
    phrases: Phrases
    forms: Forms = Forms()
    """How the forum writes times."""
    partly: bool = False
    """Whether there may be more: a source was not here, and only what the public reads could be
    compared, or only numbers, titles and attachments."""

    @property
    def is_progress(self) -> bool:
        """Whether nothing differs but how far the referat is."""
        return bool(self.changes) and not self.partly and all(map(is_progress, self.changes))

    @property
    def corrected(self) -> Since:
        """All that differs but how far the referat is."""
        return replace(self, changes=tuple(one for one in self.changes if not is_progress(one)))

    def told(self, language: type[Danish] = Danish) -> tuple[Sentence, ...]:
        """The changes in sentences, by the phrase book of the meeting or in another language."""
        return told(self.changes, self.after, language(self.phrases, self.forms))


class Versions:
    """The documents of a meeting, each with which version it is and what has changed.

    It gives what a ``Composer`` gives; the same as that while none was issued.
    """

    def __init__(
        self,
        ws: Workspace,
        file: MeetingFile,
        planned: Plan,
        digest: Callable[[Path], str],
        issuing: Issuing | None = None,
    ) -> None:
        """``issuing``: the documents are those of a version that is being made."""
        self.ws, self.file, self.planned = ws, file, planned
        self.composer = Composer(planned)
        self.issuing = issuing
        self.warned: set[tuple[str, str]] = set()
        self.taken: dict[tuple[str, str], Issue] = {}
        """The versions whose source was disposed of, and since which something has changed."""
        self.digest: Digest = cache(lambda path: digest(path) if path.is_file() else "")
        self._then: dict[tuple[str, Audience], Then | None] = {}
        self._states: dict[_Key, VersionState | None] = {}
        self._sums: dict[_Key, str] = {}

    # --- as a composer ----------------------------------------------------------------

    def document(self, kind: Kind, audience: Audience) -> Document:
        """One document for one audience, with which version it is."""
        return self.printed(self.composer.document(kind, audience))

    def printed(self, document: Document, names: tuple[str, ...] = _NONE) -> Document:
        """A document with which version it is, for those called ``names`` where it is theirs."""
        udgave, since, issue = self._edition(document.kind, document.audience, names)
        if udgave is None:
            return document
        words, changed = self.planned.phrases, None
        if since is not None and issue is not None and since.changes:
            if since.is_progress:
                document = with_same_wording(document, issue, words)
            else:
                changed = corrections(since, issue)
        return as_version(document, udgave, changed, words)

    def facts(self, kind: Kind, audience: Audience) -> Fakta:
        """What one document says as values for programs."""
        fakta = self.composer.facts(kind, audience)
        return replace(fakta, udgave=self.edition(kind, audience))

    def edition(
        self, kind: Kind, audience: Audience, names: tuple[str, ...] = _NONE
    ) -> Udgivelse | None:
        """Which version a document is; ``None`` while none was issued."""
        own = self._edition(kind, audience, names)[0]
        return None if own is None else _facts_of(own)

    def supplement(self, audience: Audience) -> Supplement | None:
        """The tillægsdagsorden: what is new since the last version of the dagsorden.

        Of a version that was issued as one, and that says the same, that very one. ``None`` where
        nothing is new to these readers.
        """
        udgave, since, issue = self._edition(Kind.DAGSORDEN, audience, _NONE)
        if udgave is None or since is None or issue is None:
            return None
        last = self.issues(Kind.DAGSORDEN)[-1]
        if issue is not last and not last.tillaeg:
            return None  # the last version was issued as a whole
        udgave = replace(udgave, tillaeg=True)
        news, changed = self._added(since, issue, audience)
        if not news:
            return None
        whole = self.composer.document(Kind.DAGSORDEN, audience)
        facts = self.composer.facts(Kind.DAGSORDEN, audience)
        made = supplement(whole, facts, self.planned, news, changed)
        return replace(
            made,
            document=as_version(made.document, udgave, None, self.planned.phrases),
            fakta=replace(made.fakta, udgave=_facts_of(udgave)),
        )

    def extract(self, audience: Audience, item: PlannedItem) -> Extract:
        """One item of the referat, which the audience must be one to read, as a document."""
        kind = Kind.REFERAT
        whole, facts = self.document(kind, audience), self.facts(kind, audience)
        return extract(whole, facts, self.planned, item, self.issues(kind))

    def taken_back(self, kind: Kind, audience: Audience) -> Begivenhed | None:
        """The event by which a document was taken back, where it still says what it said then.

        That it was approved since is nothing else that it says.
        """
        for issue in reversed(self.issues(kind)):
            if event := taken_back(issue, self.planned.meeting.begivenheder):
                since = self.since(kind, audience, issue)
                return event if not since.changes or since.is_progress else None
        return None

    def added(self) -> Added:
        """What the dagsorden has that its last version had not, as whoever reads all sees it."""
        issues, audience = self.issues(Kind.DAGSORDEN), Audience.INTERN
        if not issues:
            return Added()
        since = self.since(Kind.DAGSORDEN, audience, issues[-1])
        return self._added(since, issues[-1], audience)[0]

    def _added(self, since: Since, issue: Issue, audience: Audience) -> tuple[Added, Changed]:
        told_of = Audience.OFFENTLIG if since.partly else audience
        of = self.composer.document(Kind.DAGSORDEN, told_of)
        state = zip(since.after.punkter, of.punkter, strict=True)
        anchors = {one.id: punkt.anker for one, punkt in state}
        changed = Changed(issue, since.changes, since.before, since.after, anchors, since.partly)
        groups = [one.anker for one in of.punkter if one.art is Art.GRUPPE]
        return added(changed, groups), changed

    def _edition(
        self, kind: Kind, audience: Audience, names: tuple[str, ...]
    ) -> tuple[Udgavelinje | None, Since | None, Issue | None]:
        """Which version the document is, and what has changed since which one."""
        issues, made = self.issues(kind), self.issuing
        if not issues:
            first = None if made is None else self._line(made.version, made.tid, made.tid)
            return first, None, None
        last, began = issues[-1], issues[0].tid
        since = self.since(kind, audience, last, names)
        if made is not None and made.version > last.version:
            return self._line(made.version, made.tid, began), since, last
        if since.changes:
            number = last.version + 1
            is_draft = self.is_draft(kind)
            text = edition_text(number, None, self.planned.phrases, is_draft=is_draft)
            return Udgavelinje(number, None, text, foerst=began.astimezone(ZONE)), since, last
        own = self._line(last.version, last.tid, began)
        if len(issues) < 2:
            return own, None, None
        before = issues[-2]
        return own, self.since(kind, audience, before, names), before

    def _line(self, version: int, tid: datetime, began: datetime) -> Udgavelinje:
        """A version that was issued at a time; the first one had ``began``."""
        issued, first = tid.astimezone(ZONE), began.astimezone(ZONE)
        text = edition_text(version, issued.date(), self.planned.phrases)
        return Udgavelinje(version, issued.date(), text, tid=issued, foerst=first)

    def is_draft(self, kind: Kind) -> bool:
        """Whether a document that is not issued is a draft; minutes may be further than that."""
        return kind is Kind.DAGSORDEN or self.planned.meeting.referat_status.is_draft

    # --- what differs -----------------------------------------------------------------

    def issues(self, kind: Kind) -> list[Issue]:
        """The versions of a document, oldest first."""
        own = (one for one in self.planned.meeting.udgaver if one.dokument == kind)
        return sorted(own, key=lambda one: one.version)

    def since(
        self,
        kind: Kind,
        audience: Audience,
        issue: Issue,
        names: tuple[str, ...] = _NONE,
        until: Issue | None = None,
        *,
        hides: bool = True,
    ) -> Since:
        """What has changed for an audience since a version, until another or until now.

        ``names``: who the reader is, where that is somebody who may not have all of it. ``hides``:
        what was anonymised is left out.
        """
        since = self._since(kind, audience, issue, names, until)
        if hides and (numbers := self._anonymised(kind, issue, until)):
            since = replace(since, changes=anonymised(since.changes, numbers))
        return since

    def _anonymised(self, kind: Kind, issue: Issue, until: Issue | None) -> frozenset[str]:
        """The numbers of the items that were anonymised after a version; an empty one: all."""
        last = until.version if until is not None else None
        return frozenset(
            one.punkt
            for one in self.planned.meeting.begivenheder
            if kind is Kind.REFERAT
            and one.art is Begivenhedsart.ANONYMISERET
            and one.version > issue.version
            and (last is None or one.version <= last)
        )

    def _since(
        self,
        kind: Kind,
        audience: Audience,
        issue: Issue,
        names: tuple[str, ...],
        until: Issue | None,
    ) -> Since:
        before = self.of_issue(issue, kind, audience, names)
        after = self.at(until, kind, audience, names)
        if before is None or after is None:
            return self._partly(issue, kind, audience, until)
        before = reconciled(before, after)
        changes = diff(before, after)
        if not changes and self._looks_otherwise(kind, audience, names, issue, until):
            changes = ARRANGED
        if not after.alt and changes:
            whole = self.at(until, kind, Audience.INTERN) or after
            now = self.now(kind, Audience.INTERN)
            changes = self._discreet(changes, after, whole)
            if not self.planned.is_confidential(audience):
                changes = self._discreet(changes, self.now(kind, Audience.OFFENTLIG), now)
        return Since(before, after, changes, self.planned.phrases, self.forms)

    def _discreet(self, changes: Changes, public: VersionState, whole: VersionState) -> Changes:
        apart = self.planned.meeting.udeladt
        return discreet(changes, public, whole, apart.ord if apart else ())

    def _looks_otherwise(
        self,
        kind: Kind,
        audience: Audience,
        names: tuple[str, ...],
        *issues: Issue | None,
    ) -> bool:
        """Whether two versions, or one and this moment, that say the same are not the same."""
        sums = {self._sums[one.id if one else "", kind, audience, names] for one in issues}
        return len(sums) > 1

    @property
    def forms(self) -> Forms:
        """How the forum writes times."""
        politik = self.planned.meeting.forum.politik
        return Forms(politik.klokkeslaet.separator, politik.datoformat is Datoformat.KORT)

    def at(
        self,
        issue: Issue | None,
        kind: Kind,
        audience: Audience,
        names: tuple[str, ...] = _NONE,
    ) -> VersionState | None:
        """A version, or this moment."""
        if issue is not None:
            return self.of_issue(issue, kind, audience, names)
        return self.now(kind, audience, names)

    def _partly(self, issue: Issue, kind: Kind, audience: Audience, until: Issue | None) -> Since:
        """As much as can be told where a source is not here: to the internal readers what has
        changed for the public."""
        taken = issue.source_taken
        if issue.kilde and not taken:  # else there never was one, and nobody can get it
            self.warned.add((kind.value, str(issue.version)))
        if self.planned.is_confidential(audience):
            public = self.since(kind, Audience.OFFENTLIG, issue, until=until)
            since = replace(public, partly=True)
        else:
            since = self._by_record(issue, kind, until)
        more = self._by_checksums(since, kind, audience, issue, until)
        since = replace(since, changes=(*since.changes, *more))
        if taken and since.changes and issue == self.issues(kind)[-1]:  # not what later ones told
            self.taken[kind.value, str(issue.version)] = issue
        return since

    def _by_checksums(
        self, since: Since, kind: Kind, audience: Audience, issue: Issue, until: Issue | None
    ) -> Iterator[Edit]:
        """What the record's checksums tell besides, of all that an audience reads."""
        if until is not None:
            now: Recorded | None = recorded(until, audience)
        else:
            both = {one: self.composer.dispatch(kind, one) for one in Audience}
            now = sums_of_now(both, audience, self.digest)
        if now is not None:
            before = recorded(issue, audience)
            yield from by_checksums(since.changes, before, now, since.after)

    def _by_record(self, issue: Issue, kind: Kind, until: Issue | None) -> Since:
        """The same of what the record tells, which is what the public reads."""
        issues, words = self.planned.meeting.udgaver, self.planned.phrases
        before = state_of_record(issue, issues, words)
        if until is not None:
            later = state_of_record(until, issues, words)
        else:
            later = self.now(kind, Audience.OFFENTLIG)
        before, after = (as_recorded(one, issue) for one in (before, later))
        public, whole = (self.now(kind, one) for one in (Audience.OFFENTLIG, Audience.INTERN))
        changes = self._discreet(diff(before, after), public, whole)
        return Since(before, after, changes, words, self.forms, partly=True)

    def warnings(self, position: Position) -> Iterator[Diagnostic]:
        """Which versions could not be compared as a whole, of those that were asked for."""
        folders = {self.ws.issued: FROM_GIT, self.ws.issued_closed: FROM_MACHINE}
        # Where both are there, nobody knows in which of them something is missing.
        wanted = [one for one in folders if not one.is_dir()] or [*folders]
        kept = (folders[one].put(mappe=self.ws.display(one)) for one in wanted)
        named = joined(kept, Phrase(" og ", " and "))
        for document, version in sorted(self.warned):
            yield BY_RECORD.at(position, dokument=document, version=version, mapper=named)
        for (document, version), issue in sorted(self.taken.items()):
            values = {"dokument": document, "version": version, "hvordan": issue.taken_how}
            yield SOURCE_TAKEN.at(position, **values, dato=f"{issue.source_taken:%d.%m.%Y}")

    # --- states -----------------------------------------------------------------------

    def now(self, kind: Kind, audience: Audience, names: tuple[str, ...] = _NONE) -> VersionState:
        """What the meeting says at this moment."""
        key = ("", kind, audience, names)
        if key not in self._states:
            composer = self.composer
            if names:
                composer = Composer(without_disqualified(self.planned, names, kind, audience))
            dispatch = composer.dispatch(kind, audience)
            public = self.composer.document(kind, Audience.OFFENTLIG)
            issues = self.planned.meeting.udgaver
            marks = marks_of_now(self.planned.of(kind), dispatch.document, public, issues)
            self._sums[key] = content_sum(dispatch, self.digest)
            self._states[key] = state_of(
                dispatch, marks, self.digest, reads_all=self._reads_all(audience, names)
            )
        made = self._states[key]
        assert made is not None  # noqa: S101 - only versions of before can be missing
        return made

    def of_issue(
        self, issue: Issue, kind: Kind, audience: Audience, names: tuple[str, ...] = _NONE
    ) -> VersionState | None:
        """What a version said; ``None`` where its source is not here."""
        key = (issue.id, kind, audience, names)
        if key not in self._states:
            then = self.then(issue, audience)
            self._states[key] = None if then is None else self._read(then, issue, *key[1:])
        return self._states[key]

    def _read(
        self,
        then: Then,
        issue: Issue,
        kind: Kind,
        audience: Audience,
        names: tuple[str, ...],
    ) -> VersionState:
        dispatch: Forsendelse = then.dispatch(kind, audience, names)
        public = then.dispatch(kind, Audience.OFFENTLIG).document
        issues = self.planned.meeting.udgaver
        marks = marks_of_issue(then.planned.of(kind), dispatch.document, public, issues, issue)
        reads_all = self._reads_all(audience, names)
        self._sums[issue.id, kind, audience, names] = content_sum(dispatch, then.files.digest)
        return state_of(dispatch, marks, then.files.digest, reads_all=reads_all)

    def _reads_all(self, audience: Audience, names: tuple[str, ...]) -> bool:
        """Whether nothing that was read before can be kept from a reader now."""
        return self.planned.is_confidential(audience) and not names

    def then(self, issue: Issue, audience: Audience) -> Then | None:
        """A version as its source tells it to an audience, numbered as it was then."""
        key = (issue.id, audience)
        if key not in self._then:
            reads_all = self.planned.is_confidential(audience)
            kept = told_by(issue.kilde, reads_all=reads_all)
            found = (fetch(self.ws, one, self.file.path) for one in kept)
            then = next(filter(None, found), None)
            if then is not None:
                now = self.planned.meeting
                then = replace(then, meeting=as_issued_with(then.meeting, now, issue))
            self._then[key] = then
        return self._then[key]


# --- in print ---------------------------------------------------------------------------------


def _facts_of(own: Udgavelinje) -> Udgivelse:
    return Udgivelse(version=own.version, dato=own.dato, tillaeg=own.tillaeg)


def edition_text(version: int, day: date | None, words: Phrases, *, is_draft: bool = True) -> str:
    """Which version it is, as printed; ``day`` is ``None`` where it is not issued."""
    if day is None:
        text = words.version_draft if is_draft else words.version_unissued
        return text.format(version=version)
    text = typography.long_date(day, words, weekday=False)
    said = words.issued_on if version == 1 else words.version_issued
    return said.format(version=version, date=text)


def as_version(
    document: Document, udgave: Udgavelinje, changed: Afsnitstekst | None, words: Phrases
) -> Document:
    """The document that says which version it is: on the cover, at the foot, in its title.

    The first one says on the cover alone when it was issued.
    """
    own = document.status
    if udgave.dato is None and own is not None:
        own = _but_draft(own, words)  # the version says that it is a draft
    status = words.parts_separator.join(filter(None, (udgave.tekst, own)))
    if udgave.is_first:
        return replace(document, status=status, udgave=udgave)
    page = document.side_af_sider
    foot = words.parts_separator.join((udgave.tekst, page.foer))
    return replace(
        document,
        titel=words.in_brackets.format(text=document.titel, more=udgave.tekst),
        status=status,
        side_af_sider=SideAfSider(foot, page.imellem),
        udgave=udgave,
        rettelser=changed,
    )


def _but_draft(status: str, words: Phrases) -> str:
    """What a status says besides that the document is a draft."""
    drafts = (*words.dagsorden_status.values(), words.referat_status.get(ReferatStatus.UDKAST))
    if status in drafts:
        return ""
    before = (f"{one}{words.parts_separator}" for one in drafts if one)
    return status.removeprefix(next(filter(status.startswith, before), ""))


def with_same_wording(document: Document, issue: Issue, words: Phrases) -> Document:
    """The document whose cover says that it reads as a version before, where it is only farther."""
    day = typography.long_date(issue.tid.astimezone(ZONE).date(), words, weekday=False)
    said = words.same_wording.format(version=issue.version, date=day)
    line = LabelledItem(words.label_since, (plain(said),))
    items = document.fakta.items
    labels = [one.label for one in items]
    place = len(items)
    if words.label_approval in labels:
        place = labels.index(words.label_approval) + 1
    return replace(document, fakta=LabelledList((*items[:place], line, *items[place:])))


def corrections(since: Since, issue: Issue) -> Afsnitstekst:
    """The list of what has changed: of the document as a whole first, then item by item."""
    words = since.phrases
    day = typography.long_date(issue.tid.date(), words, weekday=False)
    blocks: list[Block] = [
        plain(words.corrections_since.format(version=issue.version, date=day)),
        *grouped(since.told(), since.after, words),
    ]
    if since.partly:
        blocks.append(plain(words.corrections_partly))
    return Afsnitstekst(_ANCHOR, words.corrections, 1, tuple(blocks), _ANCHOR)
