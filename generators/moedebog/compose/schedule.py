"""When each item is on: from the meeting's start, the lengths and the fixed slots.

Clock times are minutes since midnight here. An item with neither length nor slot takes no
time. A pause with neither fills the gap before the next fixed slot.
"""

from __future__ import annotations

from datetime import time

from msgspec import Struct

from moedebog import typography
from moedebog.compose.numbering import Numbered
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Meeting, Punkt
from moedebog.phrases import DANISH

_TIMES = ("start", "tid", "varighed", "sagstype", "punkter", "underpunkter")

OVERLAP = Rule(
    "M201",
    Severity.ERROR,
    Phrase(
        "»{titel}« begynder {start}, men det foregående slutter først {cursor}.",
        "»{titel}« begins {start}, but what comes before it ends only {cursor}.",
    ),
    Phrase(
        "Ret `tid`, eller gør et af de foregående punkter kortere.",
        "Correct `tid`, or make one of the items before it shorter.",
    ),
    Example(
        wrong="- titel: A\n  varighed: 30\n- titel: B\n  tid: 10:15-10:45",
        right="- titel: A\n  varighed: 30\n- titel: B\n  tid: 10:30-10:45",
    ),
    rests_on=_TIMES,
    about=("tid", "varighed"),
)
GAP = Rule(
    "M202",
    Severity.WARNING,
    Phrase(
        "Der er ingenting på programmet fra {cursor} til »{titel}« {start}.",
        "Nothing is on the programme from {cursor} to »{titel}« {start}.",
    ),
    Phrase(
        "Ret tiderne, eller indsæt en pause; en pause uden `tid` og `varighed` fylder hullet.",
        "Correct the times, or insert a pause; a pause without `tid` and `varighed` fills the gap.",
    ),
    Example(
        wrong="- titel: A\n  varighed: 30\n- titel: B\n  tid: 10:45-11:00",
        right="- titel: A\n  varighed: 30\n- titel: Pause\n  sagstype: pause\n- titel: B\n"
        "  tid: 10:45-11:00",
    ),
    reason=Phrase(
        "Et hul i programmet er oftest en forkert tid. Deltagere, der kommer til ét punkt, møder "
        "op på det klokkeslæt, der står.",
        "A gap in the programme is mostly a wrong time. People who come for one item turn up at "
        "the time that is printed.",
    ),
    rests_on=_TIMES,
    about=("tid",),
)
PAST_END = Rule(
    "M203",
    Severity.WARNING,
    Phrase(
        "Programmet varer til {end}, men mødet slutter {slut}.",
        "The programme lasts until {end}, but the meeting ends {slut}.",
    ),
    Phrase(
        "Ret `slut`, eller gør punkterne kortere.", "Correct `slut`, or make the items shorter."
    ),
    Example(
        wrong='slut: "10:30"\npunkter:\n  - titel: A\n    varighed: 45',
        right='slut: "10:45"\npunkter:\n  - titel: A\n    varighed: 45',
    ),
    reason=Phrase(
        "Deltagerne sætter tid af efter mødets sluttid. Varer programmet længere, bliver de "
        "sidste punkter forhastet eller udsat.",
        "People set time aside by the end of the meeting. If the programme lasts longer, the last "
        "items are hurried or put off.",
    ),
    rests_on=("slut", *_TIMES),
    about=("varighed", "tid"),
)
WRITTEN_WITH_TIME = Rule(
    "M204",
    Severity.ERROR,
    Phrase(
        "»{titel}« er en skriftlig orientering og tager ingen tid på mødet.",
        "»{titel}« is a skriftlig orientering and takes no time at the meeting.",
    ),
    Phrase(
        "Slet `tid` og `varighed`, eller vælg en anden `sagstype`.",
        "Delete `tid` and `varighed`, or choose another `sagstype`.",
    ),
    Example(
        wrong="- titel: A\n  sagstype: skriftlig_orientering\n  varighed: 5",
        right="- titel: A\n  sagstype: skriftlig_orientering",
    ),
    about=("tid", "varighed"),
)
LENGTH_DISAGREES = Rule(
    "M205",
    Severity.ERROR,
    Phrase(
        "»{titel}« varer {minutes:minut|minutter} efter `tid`, men {varighed} efter `varighed`.",
        "»{titel}« lasts {minutes:minute|minutes} by `tid`, but {varighed} by `varighed`.",
    ),
    Phrase("Slet den ene.", "Delete one of them."),
    Example(
        wrong="- titel: A\n  tid: 10:00-10:30\n  varighed: 20",
        right="- titel: A\n  tid: 10:00-10:30",
    ),
    about=("varighed",),
)
OUTSIDE_ITEM = Rule(
    "M206",
    Severity.ERROR,
    Phrase(
        "Underpunktet »{titel}« slutter {end}, efter at punktet selv er slut {limit}.",
        "The sub-item »{titel}« ends {end}, after the item itself has ended {limit}.",
    ),
    Phrase(
        "Gør punktet længere eller underpunkterne kortere.",
        "Make the item longer or the sub-items shorter.",
    ),
    Example(
        wrong="- titel: A\n  varighed: 10\n  underpunkter:\n    - titel: B\n      varighed: 20",
        right="- titel: A\n  varighed: 20\n  underpunkter:\n    - titel: B\n      varighed: 20",
    ),
    rests_on=_TIMES,
    about=("varighed", "tid"),
)
PAST_MIDNIGHT = Rule(
    "M207",
    Severity.ERROR,
    Phrase(
        "Programmet når forbi midnat ved »{titel}«.",
        "The programme reaches past midnight at »{titel}«.",
    ),
    Phrase("Ret `varighed` og `tid`.", "Correct `varighed` and `tid`."),
    Example(wrong="- titel: A\n  varighed: 900", right="- titel: A\n  varighed: 90"),
    rests_on=_TIMES,
    about=("varighed", "tid"),
)

_DAY = 24 * 60


class Slot(Struct, frozen=True):
    """From and to; ``end`` is unset where only a start was given."""

    start: time
    end: time | None


def schedule(meeting: Meeting, items: list[Numbered]) -> tuple[list[Slot | None], list[Diagnostic]]:
    """The slot of each item, in the order of ``items``."""
    clock = _Clock(meeting, items)
    clock.place(clock.children.get(None, []))
    clock.check_end()
    return [_slot(minutes) for minutes in clock.slots], clock.diagnostics


def _slot(minutes: tuple[int, int | None] | None) -> Slot | None:
    if minutes is None:
        return None
    start, end = minutes
    return Slot(_time(start), None if end is None else _time(end))


class _Clock:
    """Walks through the programme with a hand that points at the time reached."""

    def __init__(self, meeting: Meeting, items: list[Numbered]) -> None:
        self.meeting = meeting
        self.items = items
        self.slots: list[tuple[int, int | None] | None] = [None] * len(items)
        self.diagnostics: list[Diagnostic] = []
        self.hand = _minutes(meeting.start)
        self.waiting_pause: int | None = None
        self.last_timed: Punkt | None = None
        self.children: dict[int | None, list[int]] = {}
        for index, item in enumerate(items):
            self.children.setdefault(item.parent, []).append(index)

    def say(self, minutes: int) -> str:
        separator = self.meeting.forum.politik.klokkeslaet.separator
        return typography.slot(_time(minutes), None, DANISH, separator)

    def report(self, rule: Rule, punkt: Punkt, **values: object) -> None:
        self.diagnostics.append(rule.at(punkt.position, titel=punkt.titel, **values))

    def place(self, indices: list[int]) -> None:
        for index in indices:
            self.place_one(index, self.items[index].punkt)

    def place_one(self, index: int, punkt: Punkt) -> None:
        timed = punkt.tid is not None or punkt.varighed is not None
        if punkt.sagstype and not punkt.sagstype.kind.takes_time:
            if timed:
                self.report(WRITTEN_WITH_TIME, punkt)
            return
        if not timed:
            if punkt.sagstype and punkt.sagstype.kind.is_break:
                self.waiting_pause = index
            self.place_children(index)
            return
        start, end = self.interval(punkt)
        self.reach(start, punkt)
        self.slots[index] = (start, end)
        self.last_timed = punkt
        self.place_children(index)
        if end is not None:
            if self.hand > end:
                self.report(OUTSIDE_ITEM, punkt, end=self.say(self.hand), limit=self.say(end))
            self.hand = end
        if self.hand > _DAY:
            self.report(PAST_MIDNIGHT, punkt)

    def interval(self, punkt: Punkt) -> tuple[int, int | None]:
        """Start and end as the item states them."""
        if punkt.tid is None:
            return self.hand, self.hand + (punkt.varighed or 0)
        start = _minutes(punkt.tid[0])
        if punkt.tid[1] is None:
            return start, None if punkt.varighed is None else start + punkt.varighed
        end = _minutes(punkt.tid[1])
        if punkt.varighed is not None and punkt.varighed != end - start:
            self.report(LENGTH_DISAGREES, punkt, minutes=end - start, varighed=punkt.varighed)
        return start, end

    def reach(self, start: int, punkt: Punkt) -> None:
        """Move the hand to ``start``; say what lies between."""
        if start < self.hand:
            self.report(OVERLAP, punkt, start=self.say(start), cursor=self.say(self.hand))
        elif start > self.hand:
            if self.waiting_pause is None:
                self.report(GAP, punkt, start=self.say(start), cursor=self.say(self.hand))
            else:
                self.slots[self.waiting_pause] = (self.hand, start)
        self.waiting_pause = None
        self.hand = start

    def place_children(self, index: int) -> None:
        """Sub-items follow one another inside their item, and give it a slot if it has none."""
        children = self.children.get(index, [])
        self.place(children)
        slots = [slot for slot in (self.slots[child] for child in children) if slot]
        if slots and self.slots[index] is None:
            self.slots[index] = (slots[0][0], slots[-1][1])

    def check_end(self) -> None:
        slut = self.meeting.slut
        if slut is not None and self.last_timed and self.hand > _minutes(slut):
            self.report(
                PAST_END, self.last_timed, end=self.say(self.hand), slut=self.say(_minutes(slut))
            )


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
