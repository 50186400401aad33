"""The letters of a page as text: in the order in which they are drawn, and as they are seen."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from indhold.leaving_out.drawings import Letter
from indhold.leaving_out.geometry import overlap
from indhold.leaving_out.matching import Text, text_of

_GAP = 0.18
"""From how wide a gap on, in parts of the size, it is a blank."""
_LINE = 0.5
"""From how far above or below it is another line."""
_SAME = 0.6
"""From which part of a letter on another one lies on it."""
_ACCENTS = {
    "´": "\u0301",
    "`": "\u0300",
    "ˆ": "\u0302",
    "¨": "\u0308",
    "˜": "\u0303",
    "˚": "\u030a",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˘": "\u0306",
    "¯": "\u0304",
    "°": "\u030a",
}
"""Accents that are drawn over the letter as signs of their own."""
UNKNOWN = "\ufffd"


class Reading(Struct, frozen=True):
    """A text, and the letters that its sources count."""

    text: Text
    letters: tuple[tuple[Letter, ...], ...]
    """Several where one is drawn over the other."""


def readings(letters: Sequence[Letter]) -> Iterator[Reading]:
    """The text of a page, in each order in which it may be meant."""
    yield _reading([(one,) for one in letters])
    yield _reading(_without_doubles(_by_lines(letters)))


def _reading(groups: list[tuple[Letter, ...]]) -> Reading:
    pieces: list[tuple[str, int]] = []
    before: Letter | None = None
    for number, group in enumerate(groups):
        letter = group[0]
        written = letter.text or UNKNOWN
        if before is not None:
            if _is_over(letter, before) and pieces:
                if mark := _ACCENTS.get(letter.text.strip()):
                    written = mark
                elif (mark := _ACCENTS.get(pieces[-1][0].strip())) and letter.text.isalpha():
                    accent = pieces.pop()[1]
                    pieces.append((letter.text, number))
                    pieces.append((mark, accent))
                    before = letter
                    continue
            gap = _between(before, letter)
            if gap:
                pieces.append((gap, -1))
        pieces.append((written, number))
        before = letter
    return Reading(text_of(pieces), tuple(groups))


def _is_over(one: Letter, other: Letter) -> bool:
    wide, high = overlap(one.box, other.box)
    narrow = min(one.box[2] - one.box[0], other.box[2] - other.box[0])
    return high > 0 and narrow > 0 and wide > _SAME * narrow


def _between(before: Letter, letter: Letter) -> str:
    """What stands between two letters that are drawn one after the other."""
    size = max(before.size, letter.size, 0.1)
    dx, dy = letter.start[0] - before.end[0], letter.start[1] - before.end[1]
    way = before.end[0] - before.start[0], before.end[1] - before.start[1]
    length = math.hypot(*way)
    if length < 0.001:
        way, length = (1.0, 0.0), 1.0
    along = (dx * way[0] + dy * way[1]) / length
    across = abs(dx * way[1] - dy * way[0]) / length
    if across > _LINE * size or along < -size * 1.5:
        return "\n"
    return " " if along > _GAP * size else ""


def _by_lines(letters: Sequence[Letter]) -> list[Letter]:
    """From left to right and line by line as they are seen, each direction of writing by itself."""
    by_angle: dict[int, list[tuple[float, float, Letter]]] = {}
    for one in letters:
        dx, dy = one.end[0] - one.start[0], one.end[1] - one.start[1]
        angle = math.atan2(dy, dx) if dx or dy else 0.0
        turned = round(math.degrees(angle) / 5) * 5 % 360
        cos, sin = math.cos(math.radians(turned)), math.sin(math.radians(turned))
        x = one.start[0] * cos + one.start[1] * sin
        y = -one.start[0] * sin + one.start[1] * cos
        by_angle.setdefault(turned, []).append((y, x, one))
    ordered: list[Letter] = []
    for placed in by_angle.values():
        placed.sort(key=lambda each: -each[0])
        line: list[tuple[float, float, Letter]] = []
        for each in placed:
            if line and line[0][0] - each[0] > 0.35 * max(each[2].size, 0.1):
                ordered += [one for _, _, one in sorted(line, key=lambda one: one[1])]
                line = []
            line.append(each)
        ordered += [one for _, _, one in sorted(line, key=lambda one: one[1])]
    return ordered


def _without_doubles(letters: Sequence[Letter]) -> list[tuple[Letter, ...]]:
    """Letters that are drawn twice, for bold or for a shadow, are one."""
    groups: list[tuple[Letter, ...]] = []
    for one in letters:
        for back in range(1, min(4, len(groups)) + 1):
            group = groups[-back]
            if group[0].text == one.text and lies_on(one, group[0]):
                groups[-back] = (*group, one)
                break
        else:
            groups.append((one,))
    return groups


def lies_on(one: Letter, other: Letter) -> bool:
    """Whether a letter is drawn over another."""
    wide, high = overlap(one.box, other.box)
    own_wide = one.box[2] - one.box[0]
    own_high = one.box[3] - one.box[1]
    return wide > _SAME * own_wide and high > _SAME * own_high
