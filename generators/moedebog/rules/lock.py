"""The lock of an approved referat: what it says is what was approved, and what was added to it.

``approved`` asks for it where something is approved; all that compares is loaded here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec.structs import replace

from moedebog import secrecy, source
from moedebog.authorities import MINUTES
from moedebog.checksums import digest_of
from moedebog.compose import Plan, plan
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity, has_errors, joined
from moedebog.difference.additions import beyond, opened_besides
from moedebog.difference.changes import ANONYMISED, Changes, Edit, Where, is_progress
from moedebog.difference.state import CLOSED, AttachmentState, ItemState, SectionState
from moedebog.difference.words import English
from moedebog.document import Audience, Kind
from moedebog.examples import Example
from moedebog.issued import Issue
from moedebog.kept import copy_of, told_by, with_forum_of
from moedebog.rules.dates import in_words
from moedebog.source import Tree
from moedebog.versions import Since, Versions
from moedebog.workspace import MeetingFile, Workspace

LOCKED = Rule(
    "M561",
    Severity.ERROR,
    Phrase(
        "Referatet blev godkendt {dato}, og siden er det ændret: {aendret}",
        "The referat was approved {dato}, and it has been changed since: {aendret}",
    ),
    Phrase(
        "Skriv det, som det stod; `moedebog diff {moede} --doc referat` (make diff DOC=referat) "
        "viser forskellen. Er det en rettelse, så lad det gamle stå, og skriv den under "
        "`rettelser` i mødefilen med `dato`, `punkt`, `tekst` og `besluttet_i`. Er kun "
        "personoplysninger taget ud, så notér det: `moedebog status {moede} --status "
        "anonymiseret` (make status).",
        "Write it as it stood; `moedebog diff {moede} --doc referat` (make diff DOC=referat) shows "
        "the difference. If it is a correction, leave the old text and write it under `rettelser` "
        "in the meeting file with `dato`, `punkt`, `tekst` and `besluttet_i`. If personal data "
        "alone were taken out, put that down: `moedebog status {moede} --status anonymiseret` "
        "(make status).",
    ),
    Example(
        wrong="udfald: godkendt bliver til ikke_godkendt, efter at referatet er godkendt",
        right="udfald: godkendt bliver stående, og under rettelser står, hvad der er rettet",
        file="Word",
    ),
    reason=Phrase(
        "Et godkendt referat er det, mødet står ved. En ændring, som ingen kan se, gør det usandt.",
        "An approved referat is what the meeting vouches for. A change that nobody can see makes "
        "it untrue.",
    ),
    source=MINUTES,
    rests_on=("referat_status", "punkter", "titel", "rettelser"),
    about=("titel", "referat_status"),
    always=True,
)
BY_FORUM = Rule(
    "M5611",
    Severity.ERROR,
    Phrase(
        "Referatet blev godkendt {dato}. Mødefilen siger det samme nu, men {forum} gør ikke: "
        "{aendret}",
        "The referat was approved {dato}. The meeting file says the same now, but {forum} does "
        "not: {aendret}",
    ),
    Phrase(
        "Slet ikke medlemmer, der er gået af: skriv `til` med deres sidste dag, og `fra` med den "
        "første ved dem, der er kommet til. Har et medlem fået et andet hverv eller parti, så "
        "skriv medlemmet to gange: som før med `til`, og som nu med `fra`. Har forummet fået et "
        "andet navn, så begynd en mappe til det (`moedebog forum`). Er andet ændret i {forum}, så "
        "skriv det i mødefilen, som det var dengang.",
        "Do not delete members who have left: write `til` with their last day, and `fra` with the "
        "first at those who have come. If a member has another office or party, write the member "
        "twice: as before with `til`, and as now with `fra`. If the body has another name, begin a "
        "folder for it (`moedebog forum`). If something else has changed in {forum}, write it in "
        "the meeting file as it was then.",
    ),
    Example(
        wrong="Et medlem er slettet i forum.yaml, efter at referatet er godkendt",
        right="til: 2025-12-31 ved medlemmet i forum.yaml",
        file="Word",
    ),
    reason=Phrase(
        "Det, forummets møder deler, gælder også for de gamle møder.",
        "What a forum's meetings share holds for the old meetings too.",
    ),
    source=MINUTES,
    rests_on=("referat_status", "punkter", "titel", "rettelser"),
    about=("referat_status",),
    always=True,
)
UNPROVEN = Rule(
    "M562",
    Severity.WARNING,
    Phrase(
        "Referatet blev godkendt {dato}, men kilden til det er ikke her. Efter det, der står i "
        "filen med det udsendte, er det ændret siden: {aendret}",
        "The referat was approved {dato}, but its source is not here. By what the file of what "
        "was issued tells, it has changed since: {aendret}",
    ),
    Phrase(
        "Hent {mappe} igen fra git, eller fra den maskine, hvor det blev godkendt.",
        "Get {mappe} again from git, or from the machine on which it was approved.",
    ),
    Example(
        wrong="udsendt/ er slettet, og et godkendt referat rettes",
        right="udsendt/ er hentet igen fra git",
        file="Word",
    ),
    source=MINUTES,
    rests_on=("referat_status", "punkter", "titel", "rettelser"),
    about=("titel", "referat_status"),
    always=True,
)
TAKEN = Rule(
    "M4772",
    Severity.WARNING,
    Phrase(
        "Referatet blev godkendt {dato}, og kilden til det er {hvordan} {kasseret}. Efter det, der "
        "står i filen med det udsendte, er det ændret siden: {aendret}",
        "The referat was approved {dato}, and its source was {hvordan} {kasseret}. By what the "
        "file of what was issued tells, it has changed since: {aendret}",
    ),
    Phrase(
        "Hold det op mod det godkendte referat i journalen eller arkivet, og skriv det, som det "
        "stod; en rettelse skrives under `rettelser`.",
        "Compare it with the approved referat in your case system or archive, and write it as it "
        "stood; a correction is written under `rettelser`.",
    ),
    Example(
        wrong="Et godkendt referat rettes, efter at udsendt/ er kasseret",
        right="Referatet står, som det blev godkendt",
        file="Word",
    ),
    source=MINUTES,
    rests_on=("referat_status", "punkter", "titel", "rettelser"),
    always=True,
)

_INSIDE = Phrase(
    "Noget, der kun står i den interne udgave, er et andet (`moedebog diff {moede} --doc referat "
    "--audience intern` viser det).",
    "Something that only the internal edition holds is another (`moedebog diff {moede} --doc "
    "referat --audience intern` shows it).",
)
_OPENED = Phrase(
    "Noget af punktet, som selv var lukket, er ikke lukket mere. `lukning_ophaevet` åbner kun det, "
    "der var lukket med punktet; lad `lukket` stå ved resten.",
    "Part of the item that was closed by itself is closed no more. `lukning_ophaevet` opens only "
    "what was closed with the item; leave `lukket` at the rest.",
)
_OTHER_FILE = Phrase(
    "Filen er en anden end den, der blev godkendt.", "The file is another than the approved one."
)
_OF_TODAY = frozenset({"kontakt", "myndighed"})
"""Lines of the head that the forum tells of itself, and no meeting decided."""


class ReferatLock:
    """Compares what the referat says with what was approved."""

    def __init__(self, ws: Workspace, file: MeetingFile, planned: Plan, issue: Issue) -> None:
        self.ws, self.file, self.planned, self.issue = ws, file, planned, issue
        self.meeting = planned.meeting
        self.versions = Versions(ws, file, planned, digest_of)
        self.public, self.whole = (
            self.versions.since(Kind.REFERAT, audience, issue)
            for audience in (Audience.OFFENTLIG, Audience.INTERN)
        )

    def findings(self, day: Phrase) -> Iterator[Diagnostic]:
        """What differs, by where it stands; ``day``: when the referat was approved."""
        public, whole = self.forbidden
        if (public or whole) and self._says_the_same_with_its_forum():
            # How a body's documents are arranged is no part of what was approved.
            public, whole = (tuple(filter(_of_head, one)) for one in (public, whole))
            if told := self._told(replace(self.public, changes=public)):
                every = [one for sentences in told.values() for one in sentences]
                forum = self.meeting.forum.position.file
                yield BY_FORUM.at(
                    self.meeting.position, aendret=_in_a_row(every), dato=day, forum=forum
                )
            return
        told = self._told(replace(self.public, changes=public))
        known = {edit.punkt for edit in public}
        inside = tuple(edit for edit in whole if edit.punkt not in known)
        if not (told or inside):
            told = self._opened_besides() or self._files()
        yield from self._found(told, day, self.public)
        yield from self._found(self._told_inside(inside), day, self.whole)

    def _found(
        self, told: Mapping[Position, Sequence[Phrase]], day: Phrase, since: Since
    ) -> Iterator[Diagnostic]:
        rule, more = LOCKED, {"dato": day, "moede": Phrase.same(self.file.name)}
        if since.partly and (taken := self.issue.source_taken):
            rule, more["kasseret"] = TAKEN, in_words(taken)
            more["hvordan"] = self.issue.taken_how
        elif since.partly:
            folder = self.ws.issued if self.public.partly else self.ws.issued_closed
            rule, more["mappe"] = UNPROVEN, Phrase.same(f"{self.ws.display(folder)}/")
        for position, sentences in told.items():
            yield rule.at(position, aendret=_in_a_row(sentences), **more)

    @property
    def forbidden(self) -> tuple[Changes, Changes]:
        """The changes of what was approved, for the public and as a whole."""
        return self._forbidden(self.public), self._forbidden(self.whole)

    def _told(self, since: Since) -> dict[Position, list[Phrase]]:
        """What has changed in sentences, by where it stands."""
        told: dict[str, list[Phrase]] = defaultdict(list)
        for item, sentence in _sentences(since):
            told[item].append(sentence)
        return self._placed(told)

    def _told_inside(self, changes: Changes) -> dict[Position, list[Phrase]]:
        """Of what is closed only that it has changed, unless it stands where the report hides all
        of it from others than the forum."""
        places = self._places() if changes else {}
        hidden = {item for item, place in places.items() if self._is_hidden(place)}
        own = _INSIDE.put(moede=self.file.name)
        told = {edit.punkt: [own] for edit in changes if edit.punkt not in hidden}
        for item, sentence in _sentences(replace(self.whole, changes=changes)):
            if item in hidden:
                told.setdefault(item, []).append(sentence)
        return self._placed(told)

    def _is_hidden(self, place: Position) -> bool:
        """Whether a place is in a part that is closed as a whole, as the report tells it."""
        tree = self._tree
        if tree is None or place == self.meeting.position:
            return False
        path = tree.path_at(place)
        parts = (one for one in secrecy.parts(tree.data) if one.closed and one.path)
        return any(path[: len(one.path)] == one.path for one in parts)

    @cached_property
    def _tree(self) -> Tree | None:
        name = self.ws.display(self.file.path)
        tree, problems = source.read(self.file.path, name, self.ws.meetings)
        return None if has_errors(problems) else tree

    def _placed(self, told: Mapping[str, list[Phrase]]) -> dict[Position, list[Phrase]]:
        places = self._places() if told else {}
        at: dict[Position, list[Phrase]] = defaultdict(list)
        for item, sentences in told.items():
            at[places.get(item, self.meeting.position)] += sentences
        return at

    def _forbidden(self, since: Since) -> Changes:
        """The changes of what was approved that are no additions."""
        told = beyond(since.changes, since.after)
        closed = {one.punkt for one in told if one.hvad is Where.PUNKT and _closes(one)}
        changes = (
            one for one in told if not _closes(one) and (since.after.alt or one.punkt not in closed)
        )
        return tuple(filter(self._is_forbidden, changes))

    def _is_forbidden(self, edit: Edit) -> bool:
        """Whether a change is one of what was approved, and nothing on record allows it."""
        if is_progress(edit) and self.meeting.referat_status.approved:
            return False  # how it is called since is none
        if edit.hvad is Where.SLUTNING and edit.navn == self.planned.phrases.remarks:
            return False  # what the members answered to it is no part of it
        if edit.hvad is Where.HOVED and edit.navn in _OF_TODAY:
            return False
        return edit.felt != ANONYMISED

    def _opened_besides(self) -> dict[Position, list[Phrase]]:
        """What was opened with a matter, although it was closed by itself."""
        then = self.versions.then(self.issue, Audience.INTERN)
        if then is None:
            return {}
        found = opened_besides(then.planned, self.planned.of(Kind.REFERAT))
        return {one.punkt.position: [_OPENED] for one in found}

    def _files(self) -> dict[Position, list[Phrase]]:
        """The attachments whose files are others, and are called the same."""
        then = self.versions.then(self.issue, Audience.INTERN)
        if then is None:
            return {}
        own = [
            one.bilag for each in (self.planned.whole, *self.planned.items) for one in each.bilag
        ]
        found = {}
        for one in own:
            for file, known in ((one.fil, one.fil), (one.kopi, one.fil)):
                if file is None or known is None:
                    continue
                before = then.files.digest(known.sti if file is known else copy_of(known.sti))
                now = self.versions.digest(file.sti)
                if now and before not in ("", now):
                    found[one.position] = [_OTHER_FILE]
        return found

    def _places(self) -> dict[str, Position]:
        """Where each item stands, by its id."""
        items = {one.numbered.anchor: one.punkt.position for one in self.planned.items}
        document = self.versions.composer.document(Kind.REFERAT, Audience.INTERN)
        pairs = zip(self.whole.after.punkter, document.punkter, strict=False)
        return {state.id: items[one.anker] for state, one in pairs if one.anker in items}

    def _says_the_same_with_its_forum(self) -> bool:
        """Whether the meeting file says what it said, and ``forum.yaml`` does not."""
        kept = told_by(self.issue.kilde, reads_all=True)
        own = (with_forum_of(self.ws, one, self.meeting, self.file.path) for one in kept)
        meeting = next(filter(None, own), None)
        if meeting is None:
            return False
        return not any(ReferatLock(self.ws, self.file, plan(meeting)[0], self.issue).forbidden)


def _of_head(edit: Edit) -> bool:
    """Whether a change is of what the cover tells: when, where, who."""
    return edit.hvad is Where.HOVED


def _closes(edit: Edit) -> bool:
    """Whether something was closed: that protects, and takes no word from the approved referat."""
    if edit.felt != "lukket":
        return False
    if isinstance(edit.nu, SectionState):
        return edit.nu.slags == CLOSED
    if isinstance(edit.nu, ItemState | AttachmentState):
        return bool(edit.nu.lukket)
    return bool(edit.nu)


def _sentences(since: Since) -> Iterator[tuple[str, Phrase]]:
    """What has changed in both languages, with the id of the item that it is about."""
    for danish, english in zip(since.told(), since.told(English), strict=True):
        lines = "".join(f" {line};" for line in danish.linjer).removesuffix(";")
        yield danish.punkt, Phrase(danish.alene + lines, english.alene + lines)


def _in_a_row(sentences: Sequence[Phrase]) -> Phrase:
    """The sentences one after the other, each once."""
    return joined(list(dict.fromkeys(sentences)), Phrase.same(" "))
