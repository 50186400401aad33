"""Which number each item has: the same in every document, whoever reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Meeting, Punkt

NUMBER_TWICE = Rule(
    "M200",
    Severity.ERROR,
    Phrase(
        "Nummeret {nr} bruges to gange: også »{other}« i linje {line} har det.",
        "The number {nr} is used twice: »{other}« in line {line} has it as well.",
    ),
    Phrase(
        "Ret `nr`, eller slet det, så punktet får sit eget nummer.",
        "Correct `nr`, or delete it so that the item gets its own number.",
    ),
    Example(
        wrong="- titel: A\n  nr: 7\n- titel: B\n  nr: 7", right="- titel: A\n  nr: 7\n- titel: B"
    ),
    rests_on=("nr", "nummerering", "sagstype", "punkter", "underpunkter"),
    about=("nr",),
)


class Numbered(Struct, frozen=True):
    """An item with its label; sub-items follow their item, one deeper."""

    punkt: Punkt
    nr: str
    """Empty for an item without a number."""
    depth: int
    """0 for an item, 1 for its sub-items, and so on."""
    parent: int | None
    """Index of the item that a sub-item belongs to."""
    anchor: str
    """Unique name of the link target: lower-case ASCII letters, digits and hyphens."""


def number(meeting: Meeting) -> tuple[list[Numbered], list[Diagnostic]]:
    """Every item and sub-item in reading order with its label."""
    items: list[Numbered] = []
    _number(meeting.punkter, None, items, set(), meeting)
    return items, list(_twice(items))


def _number(
    punkter: Sequence[Punkt],
    parent: int | None,
    items: list[Numbered],
    anchors: set[str],
    meeting: Meeting,
) -> None:
    above = items[parent] if parent is not None else None
    prefix = f"{above.nr}." if above and above.nr else ""
    count = 0 if above else meeting.nummerering_start - 1
    for punkt in punkter:
        if punkt.nr is not None:
            label = punkt.nr
        elif not _counts(punkt, meeting):
            label = ""
        else:
            count += 1
            label = f"{prefix}{count}"
        index = len(items)
        name = "-".join(["punkt", *re.findall(r"[a-z0-9]+", label.lower())])
        if not label or name == "punkt" or name in anchors:
            # No number, or two labels that differ only in signs: the place in the list is unique.
            name = f"plads-{index + 1}"
        anchors.add(name)
        items.append(Numbered(punkt, label, above.depth + 1 if above else 0, parent, name))
        _number(punkt.underpunkter, index, items, anchors, meeting)


def _counts(punkt: Punkt, meeting: Meeting) -> bool:
    """Whether an item uses up a number."""
    if punkt.sagstype is None or punkt.sagstype.kind.numbered:
        return True
    return meeting.forum.politik.nummererede_pauser


def _twice(items: list[Numbered]) -> Iterator[Diagnostic]:
    first: dict[str, Punkt] = {}
    for item in items:
        if not item.nr:
            continue
        other = first.setdefault(item.nr, item.punkt)
        if other is not item.punkt:
            yield NUMBER_TWICE.at(
                item.punkt.position, nr=item.nr, other=other.titel, line=other.position.line
            )
