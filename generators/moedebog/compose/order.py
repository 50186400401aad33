"""In which order the items were treated, where that was not the order of the dagsorden.

Numbers stay: ``behandlet_foer`` on an item names the item that it was treated right before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from moedebog.compose.numbering import Numbered
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.typography import composed

_TITLES = ("punkter", "underpunkter", "titel", "nr", "behandlet_foer")

NO_SUCH_ITEM = Rule(
    "M2077",
    Severity.ERROR,
    Phrase(
        "»{titel}« skal være behandlet før »{foer}«, men {fundet} hedder det.",
        "»{titel}« is to have been treated before »{foer}«, but {fundet} called that.",
    ),
    Phrase(
        "Skriv nummeret eller titlen på det punkt, som det blev behandlet lige før.",
        "Write the number or the title of the item that it was treated right before.",
    ),
    Example(
        wrong="- titel: A\n- titel: B\n  behandlet_foer: 7",
        right="- titel: A\n- titel: B\n  behandlet_foer: 1",
    ),
    rests_on=_TITLES,
    about=("behandlet_foer",),
)
BEFORE_ITSELF = Rule(
    "M2078",
    Severity.ERROR,
    Phrase(
        "»{titel}« kan ikke være behandlet før sig selv.",
        "»{titel}« cannot have been treated before itself.",
    ),
    Phrase(
        "Skriv nummeret på et andet punkt; et punkt regnes med sine underpunkter.",
        "Write the number of another item; an item counts together with its sub-items.",
    ),
    Example(
        wrong="- titel: A\n- titel: B\n  behandlet_foer: 2",
        right="- titel: A\n- titel: B\n  behandlet_foer: 1",
    ),
    rests_on=_TITLES,
    about=("behandlet_foer",),
)
IN_A_CIRCLE = Rule(
    "M2079",
    Severity.ERROR,
    Phrase(
        "Rækkefølgen går i ring: »{titel}« og »{andet}« er hver behandlet før den anden.",
        "The order goes in a circle: »{titel}« and »{andet}« were each treated before the other.",
    ),
    Phrase("Slet `behandlet_foer` på det ene.", "Delete `behandlet_foer` at one of them."),
    Example(
        wrong="- titel: A\n  behandlet_foer: 2\n- titel: B\n  behandlet_foer: 1",
        right="- titel: A\n- titel: B\n  behandlet_foer: 1",
    ),
    rests_on=_TITLES,
    about=("behandlet_foer",),
)

_NONE = Phrase("intet punkt", "no item is")
_SEVERAL = Phrase("flere punkter", "several items are")


class Treatment(Struct, frozen=True):
    """In which order the items of a meeting were treated."""

    treated: tuple[int, ...]
    """Indices of the items, the first one treated first."""
    before: dict[int, int]
    """Of an item that was moved: the one that it was treated right before."""


def order(items: Sequence[Numbered]) -> tuple[Treatment, list[Diagnostic]]:
    """The order of treatment, and what cannot be true of it."""
    before: dict[int, int] = {}
    diagnostics: list[Diagnostic] = []
    for index, item in enumerate(items):
        wanted = item.punkt.behandlet_foer
        if wanted is None:
            continue
        place, told = item.punkt.position, {"titel": item.punkt.titel}
        found = _named(items, wanted, item)
        if len(found) != 1:
            finding = NO_SUCH_ITEM.at(
                place, foer=wanted, fundet=_SEVERAL if found else _NONE, **told
            )
        elif contains(items, index, found[0]) or contains(items, found[0], index):
            finding = BEFORE_ITSELF.at(place, **told)
        elif _leads_to(items, before, found[0], index):
            other = items[found[0]].punkt.titel
            finding = IN_A_CIRCLE.at(place, andet=other, **told)
        else:
            before[index] = found[0]
            continue
        diagnostics.append(finding)
    return Treatment(_treated(items, before), before), diagnostics


def day_of_treatment(items: Sequence[Numbered], treatment: Treatment, index: int) -> int:
    """The item whose day an item was treated on: itself, or the one that it was moved to."""
    at: int | None = index
    while at is not None:
        if at in treatment.before:
            return day_of_treatment(items, treatment, treatment.before[at])
        at = items[at].parent
    return index


def _named(items: Sequence[Numbered], wanted: str, by: Numbered) -> list[int]:
    """The items with a number, or else with a title; a number is first that of the own group."""
    plain = re.sub(r"\Apunkt\s+", "", wanted, flags=re.IGNORECASE).removesuffix(".")
    numbers = [i for i, item in enumerate(items) if item.nr and item.nr == plain]
    numbers = [i for i in numbers if items[i].gruppe == by.gruppe] or numbers
    title = composed(wanted).casefold()
    return numbers or [
        i for i, item in enumerate(items) if composed(item.punkt.titel).casefold() == title
    ]


def contains(items: Sequence[Numbered], outer: int, inner: int | None) -> bool:
    """Whether an item is another one, or one that it belongs to."""
    while inner is not None:
        if inner == outer:
            return True
        inner = items[inner].parent
    return False


def _leads_to(items: Sequence[Numbered], before: dict[int, int], start: int, index: int) -> bool:
    """Whether the place of one item rests on that of another."""
    at: int | None = start
    while at is not None:
        if contains(items, index, at):
            return True
        holder: int | None = at
        while holder is not None and holder not in before:
            holder = items[holder].parent
        at = None if holder is None else before[holder]
    return False


def _treated(items: Sequence[Numbered], before: dict[int, int]) -> tuple[int, ...]:
    treated = list(range(len(items)))
    moved: set[int] = set()

    def move(index: int) -> None:
        """Put an item with its sub-items before its target, which is put in its place first."""
        if index in moved:
            return
        moved.add(index)
        target = before[index]
        if target in before:
            move(target)
        block = [i for i in treated if contains(items, index, i)]
        for i in block:
            treated.remove(i)
        place = treated.index(target)
        treated[place:place] = block

    for index in before:
        move(index)
    return tuple(treated)
