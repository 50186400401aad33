"""When each item is on: from the meeting's start, the lengths and the fixed slots.

Clock times are minutes since midnight here. An item with neither length nor slot takes no
time. A pause with neither fills the gap before the next fixed slot.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from msgspec import Struct

from moedebog import hours, typography
from moedebog.compose.numbering import Numbered
from moedebog.compose.reckoning import Reckoning
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Meeting, Punkt
from moedebog.phrases import DANISH

_TIMES = ("start", "tid", "varighed", "sagstype", "punkter", "underpunkter", "dato")

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
        "Programmet når for langt ind i det næste døgn ved »{titel}« ({end}).",
        "The programme reaches too far into the next day at »{titel}« ({end}).",
    ),
    Phrase(
        "Ret `varighed` og `tid`, eller skriv `dato` på det punkt, som en ny dag begynder med. "
        "Kun et møde, der begynder kl. 12 eller senere, kan gå over midnat, til kl. 6.",
        "Correct `varighed` and `tid`, or write `dato` at the item that a new day begins with. "
        "Only a meeting that begins at noon or later can pass midnight, until six o'clock.",
    ),
    Example(wrong="- titel: A\n  varighed: 900", right="- titel: A\n  varighed: 90"),
    rests_on=_TIMES,
    about=("varighed", "tid"),
)
UNSAID_MIDNIGHT = Rule(
    "M208",
    Severity.WARNING,
    Phrase(
        "Programmet går over midnat ved »{titel}« og varer til {end}.",
        "The programme passes midnight at »{titel}«, and lasts until {end}.",
    ),
    Phrase(
        "Ret `varighed`, eller skriv `slut` i filen, hvis det er meningen.",
        "Correct `varighed`, or write `slut` in the file if that is meant.",
    ),
    Example(
        wrong='start: "19:00"\npunkter:\n  - titel: A\n    varighed: 330',
        right='start: "19:00"\nslut: "00:30"\npunkter:\n  - titel: A\n    varighed: 330',
    ),
    reason=Phrase(
        "De færreste møder varer over midnat; oftest er en varighed skrevet forkert.",
        "Hardly any meeting lasts past midnight; mostly a length is misspelt.",
    ),
    rests_on=("slut", *_TIMES),
    about=("varighed", "tid"),
)

_NIGHT = 6 * 60
"""Minutes: an item that lasts longer over midnight is rather misspelt than meant."""


class Slot(Struct, frozen=True):
    """From and to, Danish clock time; ``end`` is unset where only a start was given."""

    start: datetime
    end: datetime | None


def schedule(
    meeting: Meeting, items: list[Numbered], reckoning: Reckoning, off: Collection[int] = ()
) -> tuple[list[Slot | None], list[Diagnostic]]:
    """The slot of each item, in the order of ``items``; those that are ``off`` take no time.

    Of a meeting that says no start none has one.
    """
    if meeting.start is None:
        return [None] * len(items), []
    clock = _Clock(meeting, items, reckoning, off)
    clock.place(clock.children.get(None, []))
    clock.check_end()
    return [_slot(minutes, reckoning) for minutes in clock.slots], clock.diagnostics


def _slot(minutes: tuple[int, int | None] | None, reckoning: Reckoning) -> Slot | None:
    if minutes is None:
        return None
    start, end = minutes
    return Slot(reckoning.moment(start), None if end is None else reckoning.moment(end))


class _Clock:
    """Walks through the programme with a hand that points at the time reached."""

    def __init__(
        self,
        meeting: Meeting,
        items: list[Numbered],
        reckoning: Reckoning,
        off: Collection[int],
    ) -> None:
        self.meeting = meeting
        self.off = off
        self.reckoning = reckoning
        self.items = items
        self.slots: list[tuple[int, int | None] | None] = [None] * len(items)
        self.diagnostics: list[Diagnostic] = []
        self.hand = hours.minutes(reckoning.days[0].begins)
        self.waiting_pause: int | None = None
        self.last_timed: Punkt | None = None
        self.children: dict[int | None, list[int]] = {}
        for index, item in enumerate(items):
            self.children.setdefault(item.parent, []).append(index)

    def say(self, minutes: int) -> str:
        separator = self.meeting.forum.politik.klokkeslaet.separator
        return typography.slot(self.reckoning.moment(minutes).time(), None, DANISH, separator)

    def report(self, rule: Rule, punkt: Punkt, **values: object) -> None:
        self.diagnostics.append(rule.at(punkt.position, titel=punkt.titel, **values))

    def place(self, indices: list[int]) -> None:
        for index in indices:
            self.place_one(index, self.items[index].punkt)

    def place_one(self, index: int, punkt: Punkt) -> None:
        if index and self.reckoning.begins_day(index):
            self.begin_day(index, punkt)
        if index in self.off:
            return
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
        start, end = self.interval(index, punkt)
        self.reach(start, punkt)
        self.slots[index] = (start, end)
        self.last_timed = punkt
        self.place_children(index)
        if end is not None:
            if self.hand > end:
                self.report(OUTSIDE_ITEM, punkt, end=self.say(self.hand), limit=self.say(end))
            self.hand = end
        self.check_midnight(index, punkt, start)

    def begin_day(self, index: int, punkt: Punkt) -> None:
        """Move the hand to where a new day begins; the night before it is no gap."""
        day = self.reckoning.days[self.reckoning.of_items[index]]
        start = day.offset + hours.minutes(day.begins)
        if start < self.hand:
            self.report(OVERLAP, punkt, start=self.say(start), cursor=self.say(self.hand))
        self.waiting_pause = None
        self.hand = start

    def check_midnight(self, index: int, punkt: Punkt, start: int) -> None:
        """Reports what goes on past midnight and cannot, or perhaps is not meant to."""
        day = self.reckoning.days[self.reckoning.of_items[index]]
        if self.hand > day.offset + hours.latest(day.begins, day.planned):
            self.report(PAST_MIDNIGHT, punkt, end=self.say(self.hand))
            return
        passes = start <= day.offset + hours.DAY < self.hand and self.meeting.slut is None
        if passes and (punkt.tid is None or self.hand - start > _NIGHT):
            self.report(UNSAID_MIDNIGHT, punkt, end=self.say(self.hand))

    def interval(self, index: int, punkt: Punkt) -> tuple[int, int | None]:
        """Start and end as the item states them."""
        if punkt.tid is None:
            return self.hand, self.hand + (punkt.varighed or 0)
        begins, ends = punkt.tid
        start = self.reckoning.at(index, begins)
        if ends is None:
            return start, None if punkt.varighed is None else start + punkt.varighed
        end = start + hours.reckoned(begins, ends) - hours.minutes(begins)
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
        if slut is None or self.last_timed is None:
            return
        limit = self.reckoning.on_last(slut)
        if self.hand > limit:
            self.report(PAST_END, self.last_timed, end=self.say(self.hand), slut=self.say(limit))
