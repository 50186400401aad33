"""What may be said of a referat after the meeting, and what of it is put down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from moedebog import events
from moedebog.catalogue import Begivenhedsart, Godkendelse, Sagstype
from moedebog.compose import Plan, objections, plan
from moedebog.compose.closing import signers
from moedebog.compose.planning import PlannedItem
from moedebog.diagnostics import (
    Diagnostic,
    Phrase,
    Problems,
    Rule,
    Severity,
    UsageProblem,
    counted,
)
from moedebog.document import Kind
from moedebog.events import Begivenhed
from moedebog.examples import Example
from moedebog.issue.happened import new_event
from moedebog.issue.noting import ISSUES
from moedebog.issued import APPROVED, approved_of
from moedebog.load import load
from moedebog.meeting import Meeting
from moedebog.names import Same, same
from moedebog.rules.approving import decided
from moedebog.rules.case import kind
from moedebog.rules.dates import in_words
from moedebog.workspace import MeetingFile, Workspace

NOT_SO = Rule(
    "M470",
    Severity.ERROR,
    Phrase(
        "Det kan ikke noteres som {status}: {grund}",
        "That cannot be put down as {status}: {grund}",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="make status STATUS=godkendt DATO=2025-09-01 om et møde den 12. september",
        right="DATO med den dag, referatet blev godkendt",
        file="Word",
    ),
    about=("referat_status",),
    always=True,
)
UNSIGNED = Rule(
    "M471",
    Severity.WARNING,
    Phrase(
        "Referatet er noteret som godkendt ved underskrift, men der er ingen underskrift noteret "
        "fra {navne}.",
        "The referat is put down as approved by signature, but no signature is put down of "
        "{navne}.",
    ),
    Phrase(
        "Notér hver af dem: `moedebog status {moede} --status underskrevet --dato ÅÅÅÅ-MM-DD --af "
        "NAVN` (make status STATUS=underskrevet), med --forbehold, hvis der er et; en underskrevet "
        "fil tages tilbage med `moedebog underskrevet`.",
        "Put each down: `moedebog status {moede} --status underskrevet --dato YYYY-MM-DD --af "
        "NAME` (make status STATUS=underskrevet), with --forbehold if there is one; a signed file "
        "is taken back by `moedebog underskrevet`.",
    ),
    Example(
        wrong="STATUS=godkendt VED=underskrift, og kun formanden har skrevet under",
        right="STATUS=underskrevet for hver, der deltog",
        file="Word",
    ),
    reason=Phrase(
        "Underskriften er medlemmernes ord for, at referatet gengiver det, de besluttede.",
        "By signing, members vouch that the referat tells what they decided.",
    ),
    source=Phrase("Kommunestyrelsesloven § 13", "The Local Government Act § 13"),
    about=(),
)
STRANGER = Rule(
    "M4711",
    Severity.WARNING,
    Phrase(
        "{navn} er noteret som en, der har skrevet under, men står ikke blandt dem, der deltog.",
        "{navn} is put down as having signed, but is not among those who took part.",
    ),
    Phrase(
        "Ret `fremmoedt` i mødefilen, hvis {navn} var der. Er navnet forkert, så hent filen "
        "med det udsendte igen fra git, og notér det rigtige.",
        "Correct `fremmoedt` in the meeting file if {navn} was there. If the name is wrong, get "
        "the file of what was issued from git again, and put down the right one.",
    ),
    Example(
        wrong='STATUS=underskrevet AF="Bent Birk", som havde afbud',
        right='STATUS=underskrevet AF="Alma Ager", som deltog',
        file="Word",
    ),
    reason=Phrase(
        "Et møde vedkender de sig, der var der.", "Those vouch for a meeting who were there."
    ),
    source=Phrase("Kommunestyrelsesloven § 13", "The Local Government Act § 13"),
    about=("fremmoedt",),
)
_ALWAYS = ("art", "dato", "af")
_BELONGS = {
    Begivenhedsart.TIL_GODKENDELSE: ("frist",),
    Begivenhedsart.UNDERSKREVET: ("forbehold",),
    Begivenhedsart.GODKENDT: ("ved", "moede", "punkt"),
    Begivenhedsart.UDKAST: ("grund",),
    Begivenhedsart.LUKNING_OPHAEVET: ("punkt", "grund"),
    Begivenhedsart.TRUKKET_TILBAGE: ("grund",),
    Begivenhedsart.ANONYMISERET: ("punkt", "grund"),
}
"""What can be said of each kind besides day and person."""
_FOREIGN = Phrase(
    "--{navn} hører ikke til --status {status}.", "--{navn} does not belong to --status {status}."
)


class Given(Struct, frozen=True):
    """What was said of an event."""

    art: Begivenhedsart
    dato: date | None = None
    af: str = ""
    frist: date | None = None
    ved: Godkendelse | None = None
    moede: str = ""
    punkt: str = ""
    forbehold: str = ""
    grund: str = ""


_WRITE_DAY = Phrase(
    "Hvilken dag skete det? Skriv --dato ÅÅÅÅ-MM-DD (make: DATO=…).",
    "On which day did it happen? Write --dato YYYY-MM-DD (make: DATO=…).",
)
_WRITE_WHO = Phrase(
    'Hvem gjorde det? Skriv --af "Navn" (make: AF="Navn").',
    'Who did it? Write --af "Name" (make: AF="Name").',
)
_WRITE_WHY = Phrase(
    'Hvorfor? Skriv --grund "…" (make: GRUND="…").', 'Why? Write --grund "…" (make: GRUND="…").'
)
_BEFORE = Phrase("mødet var først {dato}.", "the meeting was not before {dato}.")
_AHEAD = Phrase("{dato} er ikke kommet endnu.", "{dato} has not come yet.")
_OTHER_DAY = Phrase(
    "Skriv den dag, det skete, som --dato (make: DATO=…).",
    "Write the day on which it happened as --dato (make: DATO=…).",
)
_IS_APPROVED = Phrase("referatet er godkendt.", "the referat is approved.")
_APPROVED_BEFORE = Phrase(
    "det er allerede noteret som godkendt {dato}.", "it is put down as approved {dato} already."
)
_TAKE_BACK = Phrase(
    "Er det noteret forkert, og er det godkendte ikke sendt ud, så tag det tilbage: --status "
    'udkast --grund "…" (make: STATUS=udkast GRUND="…").',
    "If that is wrong, and what was approved has not been sent out, take it back: --status "
    'udkast --grund "…" (make: STATUS=udkast GRUND="…").',
)
_SENT = Phrase(
    "det godkendte referat, version {version}, er sendt ud.",
    "the approved referat, version {version}, has been sent out.",
)
_PUBLISHED = Phrase(
    "det godkendte referat er offentliggjort {dato}.",
    "the approved referat was published {dato}.",
)
_ADD = Phrase(
    "Et godkendt referat ændres kun med en tilføjelse: skriv den under `rettelser` i mødefilen.",
    "An approved referat is changed by an addition alone: write it under `rettelser` in the "
    "meeting file.",
)
_NOT_APPROVED = Phrase("referatet er ikke godkendt.", "the referat is not approved.")
_WRITE_IT = Phrase(
    "Så længe det ikke er det, så ret bare teksten i mødefilen.",
    "As long as it is not, just change the text in the meeting file.",
)
_NOT_OPENED = Phrase(
    "punkt {nr} har ingen `lukning_ophaevet` i mødefilen.",
    "item {nr} has no `lukning_ophaevet` in the meeting file.",
)
_WRITE_OPENING = Phrase(
    "Skriv `lukning_ophaevet` ved punktet med `dato` og `grund`, og dets nummer som --punkt.",
    "Write `lukning_ophaevet` at the item with `dato` and `grund`, and its number as --punkt.",
)
_SAME_AS_BEFORE = Phrase(
    "referatet siger det samme som version {version}.",
    "the referat says the same as version {version}.",
)
_CHANGE_FIRST = Phrase(
    "Ret teksten i mødefilen først, og kør så kommandoen.",
    "Change the text in the meeting file first, then run the command.",
)
_CANCELLED = Phrase("mødet blev aflyst.", "the meeting was cancelled.")
_NO_REFERAT = Phrase(
    "Slet `aflyst` i mødefilen, hvis mødet blev holdt.",
    "Delete `aflyst` in the meeting file if the meeting was held.",
)
_NO_ITEM = Phrase(
    "der er intet punkt {nr} på mødet {moede}. Der er: {numre}.",
    "there is no item {nr} at the meeting {moede}. There are: {numre}.",
)
_WRITE_ITEM = Phrase(
    "Skriv punktets nummer som --punkt (make: PUNKT=2).",
    "Write the number of the item as --punkt (make: PUNKT=2).",
)
_SAME_MEETING = Phrase(
    "et møde kan ikke godkende sit eget referat.", "a meeting cannot approve its own referat."
)
_UNREADABLE = Phrase(
    "mødefilen {moede} kan ikke læses.", "the meeting file {moede} cannot be read."
)
_WRITE_MEETING = Phrase(
    "Hvilket møde godkendte det, og ved hvilket punkt? Skriv --moede 2025-10-10 --punkt 2 (make: "
    "MOEDE=2025-10-10 PUNKT=2).",
    "Which meeting approved it, and by which item? Write --moede 2025-10-10 --punkt 2 (make: "
    "MOEDE=2025-10-10 PUNKT=2).",
)
_EARLIER = Phrase(
    "mødet {moede} blev holdt før dette.", "the meeting {moede} was held before this one."
)
_OTHER_MEETING = Phrase(
    "Skriv det møde, der godkendte referatet, som --moede (make: MOEDE=…).",
    "Write the meeting that approved the referat as --moede (make: MOEDE=…).",
)
_BEFORE_THAT = Phrase(
    "mødet, der godkendte det, var først {dato}.",
    "the meeting that approved it was not before {dato}.",
)
_NOT_THAT_ITEM = Phrase(
    "punkt {nr} på det møde godkender ikke dette referat. Punkter, der siger det: {numre}.",
    "item {nr} of that meeting does not approve this referat. Items that say so: {numre}.",
)
_NOT_APPROVED_THERE = Phrase(
    "udfaldet af punkt {nr} på det møde er ikke_godkendt.",
    "the outcome of item {nr} of that meeting is ikke_godkendt.",
)
_REMARKS = Phrase("bemærkning", "remark"), Phrase("bemærkninger", "remarks")
_UNDECIDED = Phrase(
    "{antal} under `indsigelser` er ikke afgjort.", "{antal} under `indsigelser` not decided on."
)
_DECIDE = Phrase(
    "Skriv `afgoerelse` ved hver af dem i mødefilen.",
    "Write `afgoerelse` at each of them in the meeting file.",
)
_NOTHING_TO_SIGN = Phrase(
    "der er ingen version af referatet at skrive under på.",
    "there is no version of the referat to sign.",
)
_ISSUE_FIRST = Phrase(
    "Lav den først: moedebog udgave {moede} --doc referat (make udgave).",
    "Make it first: moedebog udgave {moede} --doc referat (make udgave).",
)
_OTHERWISE = Phrase(
    "--ved {ved} siger, at det ikke var et møde, der godkendte det.",
    "--ved {ved} says that it was no meeting that approved it.",
)
_ONE_OF_THEM = Phrase(
    "Udelad --ved, eller udelad --moede.", "Leave out --ved, or leave out --moede."
)
_NO_DEADLINE = Phrase(
    "der er ikke noteret nogen frist for indsigelser.", "no deadline for objections is put down."
)
_SET_DEADLINE = Phrase(
    "Skriv den først: --status til_godkendelse --frist ÅÅÅÅ-MM-DD (make: STATUS=til_godkendelse "
    "FRIST=…).",
    "Write it first: --status til_godkendelse --frist YYYY-MM-DD (make: STATUS=til_godkendelse "
    "FRIST=…).",
)
_NOT_OVER = Phrase(
    "fristen for indsigelser løber til og med {frist}.",
    "the deadline for objections runs until the end of {frist}.",
)
_DEADLINE_BEFORE = Phrase(
    "fristen {frist} er før den dag, det blev sendt.",
    "the deadline {frist} is before the day on which it was sent.",
)
_OTHER_DEADLINE = Phrase(
    "Skriv en senere --frist (make: FRIST=…).", "Write a later --frist (make: FRIST=…)."
)


def event(
    ws: Workspace, file: MeetingFile, meeting: Meeting, given: Given, now: datetime
) -> Begivenhed:
    """What is to be put down. Raises ``Problems`` where it cannot be true, or lacks something."""
    return _Asked(ws, file, meeting, given, now).event()


def nothing_new(meeting: Meeting, event: Begivenhed, version: int) -> Problems:
    """That the referat says what it said before what is to be put down."""
    why = _SAME_AS_BEFORE.put(version=version)
    status = event.art.value if event.art else event.ord
    return Problems([NOT_SO.at(meeting.position, status=status, grund=why, raad=_CHANGE_FIRST)])


def strangers(planned: Plan, event: Begivenhed) -> Iterator[Diagnostic]:
    """That somebody signed who is not known to have taken part."""
    if event.art is Begivenhedsart.UNDERSKREVET and all(
        same(name, event.af) is Same.NO for name in _there(planned)
    ):
        yield STRANGER.at(planned.meeting.position, navn=event.af)


def _there(planned: Plan) -> Iterator[str]:
    """Everybody who is known to have been at the meeting, whether they are to sign or not."""
    meeting = planned.meeting
    yield from signers(planned)
    yield from filter(None, (planned.chair, meeting.referent))
    for people in (meeting.fra_forvaltningen, meeting.observatoerer, meeting.gaester):
        yield from (one.navn for one in people)
    if planned.claims_presence:
        yield from filter(planned.presence.was_there, planned.presence.stays)


def unsigned(planned: Plan, happened: Begivenhed, name: str) -> Iterator[Diagnostic]:
    """Who took part and has not signed a referat that is approved by signature."""
    if happened.art is not Begivenhedsart.GODKENDT or happened.ved is not Godkendelse.UNDERSKRIFT:
        return
    signed = [one.af for one in events.signatures(planned.meeting.begivenheder)]
    lacking = [
        name for name in signers(planned) if all(same(name, one) is Same.NO for one in signed)
    ]
    if lacking:
        yield UNSIGNED.at(planned.meeting.position, navne=", ".join(lacking), moede=name)


class _Asked:
    """What was said of an event, held against what is known of the meeting."""

    def __init__(
        self, ws: Workspace, file: MeetingFile, meeting: Meeting, given: Given, now: datetime
    ) -> None:
        self.ws, self.file, self.meeting, self.given, self.now = ws, file, meeting, given, now
        self.approved = approved_of(meeting.udgaver, meeting.begivenheder)

    def event(self) -> Begivenhed:
        given = self.given
        self.check_words()
        match given.art:
            case Begivenhedsart.GODKENDT:
                given = self.approval()
            case Begivenhedsart.TIL_GODKENDELSE:
                self.check_for_approval()
            case Begivenhedsart.UDKAST:
                self.check_draft()
            case Begivenhedsart.ANONYMISERET:
                self.check_exception()
                self.require_reason()
            case Begivenhedsart.LUKNING_OPHAEVET:
                self.check_exception()
                given = self.opening()
            case Begivenhedsart.TRUKKET_TILBAGE:
                self.require_reason()
            case Begivenhedsart.UNDERSKREVET if not self.version():
                raise self.refused(_NOTHING_TO_SIGN, _ISSUE_FIRST.put(moede=self.file.name))
        if given.dato is None:
            raise UsageProblem(_WRITE_DAY)
        if not given.af:
            raise UsageProblem(_WRITE_WHO)
        self.check_day(given.dato)
        return new_event(
            given.art,
            given.dato,
            self.now,
            af=given.af,
            ved=given.ved,
            moede=given.moede,
            punkt=given.punkt,
            frist=given.frist,
            forbehold=given.forbehold,
            grund=given.grund,
            version=self.version(),
        )

    def check_words(self) -> None:
        """That nothing is said that does not belong to such an event."""
        belongs = {*_ALWAYS, *_BELONGS.get(self.given.art, ())}
        for name in Given.__struct_fields__:
            if name not in belongs and getattr(self.given, name):
                raise UsageProblem(_FOREIGN.put(navn=name, status=self.given.art))

    def refused(self, why: Phrase, advice: Phrase) -> Problems:
        fault = NOT_SO.at(
            self.meeting.position, status=self.given.art.value, grund=why, raad=advice
        )
        return Problems([fault])

    def version(self) -> int:
        """The version that is the last, or the one that is being made."""
        own = (one.version for one in self.meeting.udgaver if one.dokument == Kind.REFERAT)
        last = max(own, default=0)
        return last + 1 if self.given.art in ISSUES else last

    def check_day(self, day: date) -> None:
        if day < self.meeting.dato:
            raise self.refused(_BEFORE.put(dato=in_words(self.meeting.dato)), _OTHER_DAY)
        if day > self.now.date():
            raise self.refused(_AHEAD.put(dato=in_words(day)), _OTHER_DAY)

    def check_for_approval(self) -> None:
        given = self.given
        if self.approved is not None:
            raise self.refused(_IS_APPROVED, _ADD)
        if given.frist and given.dato and given.frist < given.dato:
            raise self.refused(_DEADLINE_BEFORE.put(frist=in_words(given.frist)), _OTHER_DEADLINE)

    def check_draft(self) -> None:
        """An approval is taken back only while nobody has been sent what was approved."""
        if self.approved is None:
            return
        _, event = self.approved
        since = event.version if event is not None else 0
        for issue in self.meeting.udgaver:
            is_out = issue.dokument == Kind.REFERAT and issue.version >= since and issue.modtagere
            if is_out and issue.status in APPROVED:
                raise self.refused(_SENT.put(version=issue.version), _ADD)
        published = events.published(self.meeting.begivenheder)
        if published is not None and event is not None and published.noteret > event.noteret:
            raise self.refused(_PUBLISHED.put(dato=in_words(published.dato)), _ADD)
        self.require_reason()

    def check_exception(self) -> None:
        if self.approved is None:
            raise self.refused(_NOT_APPROVED, _WRITE_IT)
        if self.given.punkt:
            self.check_item(self.meeting, self.items)

    def opening(self) -> Given:
        """What was said, with what the meeting file says of the opening."""
        given = self.given
        items = [one.punkt for one in self.items if one.numbered.nr == given.punkt]
        found = next((one.ophaevet for one in items if one.ophaevet), None)
        if found is None:
            raise self.refused(_NOT_OPENED.put(nr=given.punkt or "?"), _WRITE_OPENING)
        return replace(
            given,
            dato=given.dato or found.dato,
            af=given.af or found.af or "",
            grund=given.grund or found.grund or "",
        )

    def require_reason(self) -> None:
        if not self.given.grund:
            raise UsageProblem(_WRITE_WHY)

    @cached_property
    def items(self) -> tuple[PlannedItem, ...]:
        """The items of the meeting itself."""
        return plan(self.meeting)[0].items

    def check_item(self, meeting: Meeting, items: Sequence[PlannedItem]) -> None:
        """That the number that was said is one of a meeting's ``items``."""
        known = [one.numbered.nr for one in items if one.numbered.nr]
        number = self.given.punkt
        if number not in known:
            numbers = ", ".join(known) or "-"
            why = _NO_ITEM.put(nr=number or "?", moede=meeting.stamme, numre=numbers)
            raise self.refused(why, _WRITE_ITEM)

    # --- how it was approved ------------------------------------------------------------

    def approval(self) -> Given:
        """What was said, with what follows from it."""
        given = self.given
        if self.meeting.aflyst:
            raise self.refused(_CANCELLED, _NO_REFERAT)
        if self.approved is not None and self.approved[1] is not None:
            day = in_words(self.approved[1].dato)
            raise self.refused(_APPROVED_BEFORE.put(dato=day), _TAKE_BACK)
        if given.moede and given.ved not in (None, Godkendelse.NAESTE_MOEDE):
            raise self.refused(_OTHERWISE.put(ved=given.ved), _ONE_OF_THEM)
        ved = given.ved or self.meeting.forum.politik.godkendelse
        if given.moede or ved is Godkendelse.NAESTE_MOEDE:
            return self.by_meeting()
        if ved is Godkendelse.INDSIGELSESFRIST:
            return self.unchallenged()
        return replace(given, ved=ved)

    def by_meeting(self) -> Given:
        given = self.given
        if not (given.moede and given.punkt):
            raise UsageProblem(_WRITE_MEETING)
        file = self.ws.meeting_file(given.moede, self.file.forum)
        if file == self.file:
            raise self.refused(_SAME_MEETING, _WRITE_MEETING)
        other = load(self.ws, file, looks=False).meeting
        if other is None:
            raise self.refused(_UNREADABLE.put(moede=file.name), _WRITE_MEETING)
        items = plan(other)[0].items
        self.check_item(other, items)
        if other.dato < self.meeting.dato:
            raise self.refused(_EARLIER.put(moede=file.name), _OTHER_MEETING)
        if given.dato is not None and given.dato < other.dato:
            raise self.refused(_BEFORE_THAT.put(dato=in_words(other.dato)), _OTHER_DAY)
        self.check_approving(items)
        return replace(
            given,
            ved=Godkendelse.NAESTE_MOEDE,
            moede=other.id,
            dato=given.dato or other.dato,
            af=given.af or other.forum.navn,
        )

    def check_approving(self, items: Sequence[PlannedItem]) -> None:
        """That the item of the other meeting is about this referat, and approved it."""
        meeting, number = self.meeting, self.given.punkt
        named = {meeting.id, meeting.stamme, f"{meeting.dato}"}
        named |= {f"{self.file.forum}/{one}" for one in named}
        own = [one for one in items if one.numbered.nr == number]
        naming = {
            one.numbered.nr
            for one in items
            if any(godkender.navn in named for godkender in one.punkt.godkender)
        }
        about = [one for one in own if kind(one.punkt) is Sagstype.GODKENDELSE_REFERAT]
        if number not in naming if naming else not about:
            numbers = ", ".join(sorted(naming)) or "-"
            raise self.refused(_NOT_THAT_ITEM.put(nr=number, numre=numbers), _WRITE_ITEM)
        if any(decided(one) is False for one in own):
            raise self.refused(_NOT_APPROVED_THERE.put(nr=number), _OTHER_MEETING)

    def unchallenged(self) -> Given:
        frist = objections.last_day(self.meeting)
        if frist is None:
            raise self.refused(_NO_DEADLINE, _SET_DEADLINE)
        day = self.given.dato
        if day is not None and day <= frist:
            raise self.refused(_NOT_OVER.put(frist=in_words(frist)), _OTHER_DAY)
        remarks = [one for one in self.meeting.indsigelser if one.tekst]
        open_ones = [one for one in remarks if one.afgoerelse is None]
        if open_ones:
            number = counted(len(open_ones), *_REMARKS)
            raise self.refused(_UNDECIDED.put(antal=number), _DECIDE)
        ved = None if remarks else Godkendelse.INDSIGELSESFRIST
        return replace(self.given, ved=ved, frist=frist)
