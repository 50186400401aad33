"""What was painted over the texts of a page, and what is behind them, coarsely and in one pass."""

from __future__ import annotations

from array import array
from functools import lru_cache

from PIL import Image, ImageDraw

from indhold.readers.pdf.painted import Box, Colour, Cover, Painted, Words, is_apart

LIGHT = 235
"""From so much of each colour on, words on white are at best guessed."""
_LIKE = 20
"""So far apart, of 255, two colours look alike."""
_COARSE = 0.5
"""Points of the map of covers, by point of the page."""
_MOST_SIDE = 1000
_AFTER_ALL = 1_000_000_000
_FEW_COVERS = 200
"""More are not compared with every text one by one."""


class Covers:
    """What was painted last at each place, coarsely: no text is compared with every box."""

    def __init__(self, painted: Painted, noted: list[Box]) -> None:
        self.under: dict[int, Cover] = {}
        """What is behind the middle of a text, by its order; nothing where that is the paper."""
        self._painted = painted
        self._covers = [*painted.covers, *(Cover(_AFTER_ALL, box, None) for box in noted)]
        self._covering: list[Cover] = []
        self._has_texts = False
        self._alike: dict[Colour, bool] = {}
        left, bottom, right, top = painted.box
        self._scale = min(_COARSE, _MOST_SIDE / max(1.0, right - left, top - bottom))
        if self._covers and painted.words:
            size = int((right - left) * self._scale) + 1, int((top - bottom) * self._scale) + 1
            self._last, self._texts = Image.new("I", size), Image.new("L", size)
            self._fill()

    def over(self, words: Words) -> list[Cover]:
        """What was painted over a text or a part of it, after it."""
        covering = self._covering
        if not covering:
            return []
        if len(covering) > _FEW_COVERS:  # only those that are on top are told, which is enough
            piece = self._last.crop(self._points(words.box))
            found = sorted(set(array("i", piece.tobytes())))
            covering = [self._covers[index - 1] for index in found if index]
        return [
            one for one in covering if one.order > words.order and not is_apart(one.box, words.box)
        ]

    def _fill(self) -> None:
        last, texts = ImageDraw.Draw(self._last), ImageDraw.Draw(self._texts)
        covers, index = self._covers, 0
        for words in self._painted.words:
            while index < len(covers) and covers[index].order < words.order:
                self._cover(index, last)
                index += 1
            left, top, right, bottom = self._points(words.box)
            if index and self._may_be_alike(words.colour):
                self._note_under(words, (left + right) // 2, (top + bottom) // 2)
            if index < len(covers):
                edge = (bottom - top) // 3
                texts.rectangle((left, top + edge, right, bottom - edge), fill=1)
                self._has_texts = True
        for rest in range(index, len(covers)):
            self._cover(rest, last)

    def _may_be_alike(self, colour: Colour | None) -> bool:
        """Whether it matters what is behind a text of a colour; there are few of them."""
        if colour is None:
            return False
        if colour not in self._alike:
            painted = {one.colour for one in self._covers if one.colour is not None}
            self._alike[colour] = min(colour) >= LIGHT or any(
                is_alike(colour, other) for other in painted
            )
        return self._alike[colour]

    def _note_under(self, words: Words, x: int, y: int) -> None:
        if 0 <= x < self._last.width and 0 <= y < self._last.height:
            number = self._last.getpixel((x, y))
            if isinstance(number, int) and number:
                self.under[words.order] = self._covers[number - 1]

    def _cover(self, index: int, last: ImageDraw.ImageDraw) -> None:
        points = self._points(self._covers[index].box)
        if self._has_texts and self._texts.crop(points).getbbox():
            self._covering.append(self._covers[index])
        last.rectangle(points, fill=index + 1)

    def _points(self, box: Box) -> tuple[int, int, int, int]:
        left, _, _, top = self._painted.box
        return points_of(box, left, top, self._scale)


def points_of(box: Box, left: float, top: float, scale: float) -> tuple[int, int, int, int]:
    """Where a box lies in the picture: left, top, right, bottom."""
    x, y = int((box[0] - left) * scale), int((top - box[3]) * scale)
    right, bottom = int((box[2] - left) * scale), int((top - box[1]) * scale)
    return x, y, max(x + 1, right), max(y + 1, bottom)


@lru_cache(1024)
def is_alike(one: Colour, other: Colour) -> bool:
    """Whether the eye does not tell two colours apart."""
    return all(abs(here - there) <= _LIKE for here, there in zip(one, other, strict=True))
