"""Which number each item has: the same in every document, whoever reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from moedebog.catalogue import Gruppenumre
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
    gruppe: str | None = None
    """The group in which its number counts, where it may be another one's in another group."""


Given = Mapping[int, str]
"""Labels that items have besides those that are written, by identity of the item."""
_NONE: Given = {}


def number(meeting: Meeting, given: Given = _NONE) -> tuple[list[Numbered], list[Diagnostic]]:
    """Every item and sub-item in reading order with its label.

    Once a dagsorden is issued a label that is written, or ``given``, is passed over in counting: an
    item that has moved keeps its own, and so do those around it.
    """
    items: list[Numbered] = []
    anew = meeting.forum.politik.nummerering_i_gruppe is Gruppenumre.FORFRA
    anchors: set[str] = set()
    found: list[Diagnostic] = []
    groups = _groups(meeting.punkter) if anew else [(None, meeting.punkter)]
    for gruppe, punkter in groups:
        first = len(items)
        _number(punkter, None, items, anchors, meeting, gruppe, given)
        found += _twice(items[first:])
    return items, found


def _groups(punkter: Sequence[Punkt]) -> list[tuple[str | None, list[Punkt]]]:
    """The outermost items by the group that they stand in, in order."""
    groups: list[tuple[str | None, list[Punkt]]] = []
    for punkt in punkter:
        if punkt.gruppe or not groups:
            groups.append((punkt.gruppe, []))
        groups[-1][1].append(punkt)
    return groups


def _number(
    punkter: Sequence[Punkt],
    parent: int | None,
    items: list[Numbered],
    anchors: set[str],
    meeting: Meeting,
    gruppe: str | None,
    given: Given,
) -> None:
    above = items[parent] if parent is not None else None
    prefix = f"{above.nr}." if above and above.nr else ""
    count = 0 if above else meeting.nummerering_start - 1
    own = [given.get(id(punkt), punkt.nr) for punkt in punkter]
    taken = {label for label in own if label} if meeting.udgaver else frozenset[str]()
    for punkt, label in zip(punkter, own, strict=True):
        if label is not None:
            pass
        elif (above and not above.nr) or not counts(punkt, meeting):
            label = ""  # below an item without a number its parts have none either
        else:
            count += 1
            while f"{prefix}{count}" in taken:
                count += 1
            label = f"{prefix}{count}"
        index = len(items)
        name = "-".join(["punkt", *re.findall(r"[a-z0-9]+", label.lower())])
        if not label or name == "punkt" or name in anchors:
            # No number, or two labels that differ only in signs: the place in the list is unique.
            name = f"plads-{index + 1}"
        anchors.add(name)
        depth = above.depth + 1 if above else 0
        items.append(Numbered(punkt, label, depth, parent, name, gruppe))
        _number(punkt.underpunkter, index, items, anchors, meeting, gruppe, given)


def counts(punkt: Punkt, meeting: Meeting) -> bool:
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
