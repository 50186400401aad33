"""An approved referat changes by additions alone, and a status is an event with its day."""

from __future__ import annotations

from collections.abc import Iterator

from moedebog import orphans
from moedebog.authorities import MINUTES
from moedebog.catalogue import Begivenhedsart, ReferatStatus
from moedebog.diagnostics import (
    NOTHING,
    Diagnostic,
    Phrase,
    Rule,
    Severity,
    joined,
)
from moedebog.document import Kind
from moedebog.events import Begivenhed
from moedebog.examples import Example
from moedebog.fakta import ZONE
from moedebog.issued import approved_of, issued_file
from moedebog.rules.case import Case
from moedebog.rules.dates import in_words

TYPED = Rule(
    "M560",
    Severity.WARNING,
    Phrase(
        "Der står referat_status: {status}, men ikke hvornår det skete, og hvem der gjorde det.",
        "It says referat_status: {status}, but not when that happened, and who did it.",
    ),
    Phrase(
        "Skriv `moedebog status {moede} --status {status} --dato ÅÅÅÅ-MM-DD --af NAVN` (`make "
        "status MEETING={moede} STATUS={status} DATO=ÅÅÅÅ-MM-DD AF=NAVN`); det noterer begge dele "
        "ved siden af mødefilen.",
        "Write `moedebog status {moede} --status {status} --dato YYYY-MM-DD --af NAME` (`make "
        "status MEETING={moede} STATUS={status} DATO=YYYY-MM-DD AF=NAME`); that puts both down "
        "beside the meeting file.",
    ),
    Example(
        wrong="referat_status: godkendt, skrevet i hånden",
        right="make status MEETING=2025-09-12 STATUS=godkendt DATO=2025-10-10 AF=Udvalget",
        file="Word",
    ),
    reason=Phrase(
        "Den, der slår referatet op om ti år, skal kunne se, hvornår det blev godkendt og af hvem; "
        "et ord alene kan enhver skrive.",
        "Whoever looks the referat up in ten years must see when it was approved and by whom; a "
        "word alone anybody can write.",
    ),
    source=MINUTES,
    rests_on=("referat_status",),
    about=("referat_status",),
)
AGAIN = Rule(
    "M5601",
    Severity.WARNING,
    Phrase(
        "Referatet er noteret som godkendt mere end én gang, og de siger ikke det samme: {gange}. "
        "Den sidste bliver trykt.",
        "The referat is put down as approved more than once, and they do not say the same: "
        "{gange}. The last one is printed.",
    ),
    Phrase(
        "To grene har noteret det hver for sig. Slet den begivenhed i {fil}, der er forkert, og "
        "gem filen i git.",
        "Two branches have put it down, each by itself. Delete the event that is wrong in {fil}, "
        "and commit the file to git.",
    ),
    Example(
        wrong="To grene har noteret STATUS=godkendt, en den 22. og en den 23. september",
        right="Den rigtige står i filen med det udsendte",
        file="Word",
    ),
    reason=Phrase(
        "Den, der slår referatet op, kan ikke vide, hvem der godkendte det, og hvornår.",
        "Whoever looks the referat up cannot know who approved it, and when.",
    ),
    source=MINUTES,
    rests_on=("referat_status",),
    about=("referat_status",),
    always=True,
)
_BY = Phrase(" af {af}", " by {af}")
_AND = Phrase(" og ", " and ")


def typed(case: Case) -> Iterator[Diagnostic]:
    """What the referat is, is an event of the record.

    One that was published elsewhere, and never issued here, claims nothing that could be put down.
    """
    meeting = case.meeting
    status = meeting.referat_status
    if status.is_draft or meeting.aflyst or case.file is None:
        return
    if issued_file(case.file).is_file() and not (meeting.udgaver or meeting.begivenheder):
        return  # the record cannot be read, and that is told
    issued = any(one.dokument == Kind.REFERAT for one in meeting.udgaver)
    if status is ReferatStatus.OFFENTLIGGJORT and not issued:
        return
    if not meeting.udgaver and any(
        event.art is Begivenhedsart.KASSERET for event in meeting.begivenheder
    ):
        return  # the record is gone, and its events with it
    if any(e.art == status.value and e.of is Kind.REFERAT for e in meeting.begivenheder):
        return
    orphaned = case.ws and any(orphans.of_meeting(case.ws, case.file, meeting))
    if not orphaned:  # else its events stand in that record, and putting them down anew is wrong
        yield TYPED.at(meeting.position, status=status.value, moede=case.file.name)


def approved_again(case: Case) -> Iterator[Diagnostic]:
    """A referat was approved once, unless that was taken back."""
    if case.file is None:
        return
    told: dict[Phrase, None] = {}
    for event in case.meeting.begivenheder:
        if event.art is Begivenhedsart.UDKAST:
            told = {}
        elif event.art is Begivenhedsart.GODKENDT:
            told[_approval(event)] = None
    if len(told) > 1:
        name = issued_file(case.file).name
        yield AGAIN.at(case.meeting.position, gange=joined([*told], _AND), fil=name)


def _approval(event: Begivenhed) -> Phrase:
    """When and by whom a referat was approved, and how where that is said."""
    by = _BY.put(af=event.af) if event.af else NOTHING
    how = [
        event.ved.value if event.ved else "",
        event.moede,
        event.punkt and f"punkt {event.punkt}",
    ]
    said = ", ".join(filter(None, how))
    return in_words(event.dato) + by + Phrase.same(f" ({said})" if said else "")


def locked(case: Case) -> Iterator[Diagnostic]:
    """An approved referat says what it said, and what was added to it."""
    approved = approved_of(case.meeting.udgaver, case.meeting.begivenheder)
    if approved is None or case.ws is None or case.file is None:
        return
    issue, event = approved
    day = event.dato if event else issue.tid.astimezone(ZONE).date()
    from moedebog.rules.lock import ReferatLock  # all that compares, for few meetings

    yield from ReferatLock(case.ws, case.file, case.plan, issue).findings(in_words(day))
