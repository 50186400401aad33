"""The numbers and letters that Word counts for itself, as the reader of the page sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from moedebog.importer.readers.docx.xml import W, number, on, value
from moedebog.importer.readers.forms import lettered, roman

BULLET = "-"


class _Level(Struct, frozen=True):
    """How one level of a list is counted."""

    counter: str
    """Lists with the same counter go on counting."""
    format: str
    text: str
    """``%1.%2``"""
    start: int
    override: bool
    """Whether this list begins at ``start`` wherever the counter stands."""
    left: int
    """Where its text begins, in twentieths of a point."""
    restarts: bool = True
    """Whether it begins anew below each entry of a higher level."""
    figures: bool = False
    """Whether it shows the higher levels in figures, however they are counted."""


_SIGNS = frozenset("•–◦")
"""Texts of entries without a number that are bullets, moved in by blanks."""


class Numbering:
    """Counts the entries of all lists of a document in their order."""

    def __init__(self, document: Any) -> None:
        self.levels = dict(_levels(document))
        self.lefts = {key: level.left for key, level in self.levels.items()}
        """Where the text of each level of a list begins, in twentieths of a point."""
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def label(self, list_: str, depth: int) -> str | None:
        """What stands before the next entry of a list: ``-``, ``1.``, ``2.1``, ``a)``.

        ``None`` where nothing does.
        """
        level = self.levels.get((list_, depth))
        if level is None or level.format == "bullet":
            return BULLET
        counts = self.counts.setdefault(level.counter, {})
        if level.override and (list_, depth) not in self.begun:
            counts.pop(depth, None)
        self.begun.add((list_, depth))
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            below = self.levels.get((list_, deeper))
            if below is None or below.restarts:
                del counts[deeper]
        if level.format == "none":
            return BULLET if level.text.strip() in _SIGNS else None

        def counted(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            above = self.levels.get((list_, at), level)
            form = "decimal" if level.figures else above.format
            return _written(counts.get(at, above.start), form)

        return re.sub(r"%([1-9])", counted, level.text).strip() or None


def _levels(document: Any) -> Iterator[tuple[tuple[str, int], _Level]]:
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return
    definitions = {a.get(f"{W}abstractNumId"): a for a in root.findall(f"{W}abstractNum")}
    by_style = {style: a for a in definitions.values() if (style := value(a, "w:styleLink"))}
    for list_ in root.findall(f"{W}num"):
        counter = value(list_, "w:abstractNumId") or ""
        definition = definitions.get(counter)
        if definition is None:
            continue
        definition = by_style.get(value(definition, "w:numStyleLink") or "", definition)
        starts = {
            number(one.get(f"{W}ilvl"), 0): value(one, "w:startOverride")
            for one in list_.findall(f"{W}lvlOverride")
        }
        own = {
            number(one.get(f"{W}ilvl"), 0): one.find(f"{W}lvl")
            for one in list_.findall(f"{W}lvlOverride")
        }
        for level in definition.findall(f"{W}lvl"):
            depth = number(level.get(f"{W}ilvl"), 0)
            level = level if own.get(depth) is None else own[depth]
            start = starts.get(depth)
            yield (
                (list_.get(f"{W}numId"), depth),
                _Level(
                    counter,
                    value(level, "w:numFmt") or "decimal",
                    value(level, "w:lvlText") or "",
                    number(start or value(level, "w:start"), 1),
                    start is not None,
                    _left(level),
                    value(level, "w:lvlRestart") != "0",
                    bool(on(level, "w:isLgl")),
                ),
            )


def _left(level: Any) -> int:
    indent = level.find(f"{W}pPr/{W}ind")
    return number(indent.get(f"{W}left"), 0) if indent is not None else 0


def _written(count: int, form: str) -> str:
    if form.endswith(("Letter", "Roman")):
        text = lettered(count) if form.endswith("Letter") else roman(count)
        return text.upper() if form.startswith("upper") else text
    if form == "decimalZero":
        return f"{count:02d}"
    return f"{count}." if form == "ordinal" else str(count)
