"""Words on a page that nobody sees, although they are in the file.

White or transparent ones, those of no size, those beside the page, those on a layer that is off,
and those that something was painted over: a black box hides words from the eye alone. Whether
words that may be hidden are so is seen from the page itself: it is painted once with them
and once without, and where no point of it differs, they cannot be seen.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct, field
from PIL import Image, ImageChops
from pypdfium2 import raw

from indhold.readers.pdf.backgrounds import Backgrounds
from indhold.readers.pdf.covers import LIGHT, Covers, is_alike, points_of
from indhold.readers.pdf.painted import (
    WHITE,
    Box,
    Painted,
    Words,
    area,
    is_apart,
    within,
)

PICTURED = 0.7
"""The share of a page from which on a picture is the page: text beneath it was read from it."""
_PART_OF_PAGE = 0.15
"""The share of a page that a scan among other matter takes at least."""
_TINY = 1.0
"""Points: letters of that size look like a line."""
_FAINT = 30
"""Of 255: less alpha is not seen."""
_SEEN = 24
"""Points of the picture that differ less are the same to the eye."""
_LONGEST = 1400
"""Points of the picture along its longer side."""
_SEEN_HERE, _LEAST_UNSEEN = 2, 3
_UNSEEN = re.compile(rb"\x01(?:\x00*\x01)*")
"""Columns of points in which there is text, and none that is seen."""
_MOST_WORDS = 40
"""Objects of which the words are fetched to be shown, of one reason on a page."""
_INSET, _EDGE = 0.25, 1.5
"""Points at the edges of a box that are left out of its words, and of its picture."""
_CLOSE = 4.0
"""Points by which a word and its halo are apart at most."""
_LARGE, _NEARLY_WHITE = 40.0, 245
"""Points of the lower side of letters, and a part of a colour of 255, of »UDKAST« over a page."""
_FEWEST = 3
"""Letters and digits that are told: drawings cover a letter here and there."""
_MOST_SHOWN = 400
"""Characters of one object."""
_LEAST, _LEAST_SHARE = 3.0, 0.4
"""Points across, and the share of its height, of a text that something covers."""


class Hidden(Struct):
    """What is hidden on a page, for one reason."""

    reason: str
    layer: str = ""
    texts: list[str] = field(default_factory=list)
    count: int = 0
    """Of words, or of pieces of text where there are many."""

    @property
    def is_told(self) -> bool:
        """Whether it is more than a letter here and there, as in drawings."""
        return sum(map(str.isalnum, self.words)) >= _FEWEST

    @property
    def words(self) -> str:
        """The first of them."""
        return " ".join(self.texts)


class _Asked(Struct):
    """A place where a text may be hidden."""

    words: Words
    box: Box
    reason: str
    layer: str = ""


class Seeing:
    """Tells of one page what is on it and cannot be seen."""

    def __init__(
        self,
        page: Any,
        textpage: Any,
        painted: Painted,
        layers: tuple[str, ...],
        noted: list[Box],
        backgrounds: Backgrounds,
    ) -> None:
        """``layers``: those that are off. ``noted``: boxes that annotations may cover."""
        self._page, self._textpage, self._painted = page, textpage, painted
        self._layers, self._backgrounds = layers, backgrounds
        self._covers = Covers(painted, noted)
        self._found: dict[tuple[str, str], Hidden] = {}
        self._later: dict[tuple[int, int], list[Words]] | None = None
        self.is_read_from_picture = False
        """Whether there is text, without being seen, that a program read from a picture."""

    def hidden(self) -> list[Hidden]:
        """What is hidden on the page."""
        doubtful = [words for words in self._painted.words if not self._is_decided(words)]
        asked = self._covered(doubtful)
        for words in doubtful:
            reason, layer = self._reason(words)
            if reason:
                asked.append(_Asked(words, words.box, reason, layer))
        if asked:
            self._see(asked)
        return [hidden for hidden in self._found.values() if hidden.is_told]

    # --- what is clear without looking ---------------------------------------------------------

    def _is_decided(self, words: Words) -> bool:
        if is_apart(words.box, self._painted.box) and _has_area(words.box):
            self._add("outside the page", words.box)
        elif words.invisible:
            if self._painted.pictured >= PICTURED or self._is_on_a_picture(words.box):
                self.is_read_from_picture = True
            else:
                self._add("invisible", words.box)
        elif 0 < words.size <= _TINY:
            self._add("tiny", words.box)
        else:
            return not _has_area(words.box)
        return True

    def _is_on_a_picture(self, box: Box) -> bool:
        """Whether words were read from a picture that is a good part of the page."""
        return any(
            area(picture) >= _PART_OF_PAGE * self._painted.area
            and area(within(box, picture)) >= PICTURED * max(area(box), 1e-6)
            for picture in self._painted.pictures[:_MOST_WORDS]
        )

    # --- what may be hidden -------------------------------------------------------------------

    def _reason(self, words: Words) -> tuple[str, str]:
        """Why it may be that an object is not seen, and its layer; empty if there is no reason."""
        if self._layers:
            layer = _layer_of(words.handle, self._layers)
            if layer or words.level:  # a whole form may be on a layer
                return "layer off", layer or self._layers[0]
        if words.alpha < _FAINT:
            return "transparent", ""
        if words.colour is None:
            return "", ""
        light = min(words.colour) >= LIGHT
        under = self._covers.under.get(words.order)
        if under is not None and under.colour is None:
            dark = under.picture is not None and self._backgrounds.is_dark(under.picture)
            return ("white" if light and not dark else ""), ""
        behind = WHITE if under is None or under.colour is None else under.colour
        if not is_alike(words.colour, behind) or _is_a_watermark(words):
            return "", ""
        return ("white" if light else "coloured as what is behind it"), ""

    def _covered(self, doubtful: list[Words]) -> list[_Asked]:
        """Parts of texts over which something was painted."""
        asked = []
        for words in doubtful:
            for cover in self._covers.over(words):
                box = within(words.box, cover.box)
                if cover.colour is None and self._is_the_page(cover.box):
                    self.is_read_from_picture = True
                elif _is_large_enough(box, words.box):
                    asked.append(_Asked(words, box, "covered"))
        return asked

    def _is_the_page(self, box: Box) -> bool:
        return area(within(box, self._painted.box)) >= PICTURED * self._painted.area

    # --- looking ------------------------------------------------------------------------------

    def _see(self, asked: list[_Asked]) -> None:
        """Paint the page with what is asked about and without it: what differs is seen."""
        raw.FPDFPage_SetRotation(self._page.raw, 0)
        left, bottom, right, top = self._painted.box
        scale = min(1.0, _LONGEST / max(1.0, right - left, top - bottom))
        before = picture_of(self._page, scale)
        asked = [one for one in asked if not self._stands_out(one, before, scale)]
        if not asked:
            return
        with _without([one.words.handle for one in asked]):
            after = picture_of(self._page, scale)
        seen = _difference(before, after)
        ink = None
        for one in asked:
            points = points_of(_inner(one.box), left, top, scale)
            if one.reason != "covered":
                if seen.crop(points).getbbox() is None and not self._is_a_halo(one.words):
                    self._add(one.reason, one.box, one.layer)
            else:
                ink = ink or self._ink(asked, scale)
                self._add_parts(one, seen.crop(points), ink.crop(points), points, scale)

    def _is_a_halo(self, words: Words) -> bool:
        """Whether the same words are painted upon them, as on maps: what is hidden is read."""
        if self._later is None:
            self._later = {}
            for one in self._painted.words:
                self._later.setdefault(_corner(one.box), []).append(one)
        x, y = _corner(words.box)
        return any(
            one.order > words.order
            and one.alpha >= _FAINT
            and not one.invisible
            and one.colour != words.colour
            and _is_close(one.box, words.box)
            and self._said(one) in (self._said(words), b"")
            for across in (x - 1, x, x + 1)
            for up in (y - 1, y, y + 1)
            for one in self._later.get((across, up), ())[:_MOST_WORDS]
        )

    def _said(self, words: Words) -> bytes:
        """The words of an object; none where they are those of one in the same place."""
        held = (ctypes.c_ushort * _MOST_SHOWN)()
        size = ctypes.sizeof(held)
        written = raw.FPDFTextObj_GetText(words.handle, self._textpage, held, size)
        return bytes(held)[: min(written, size)].strip(b" \0")

    def _stands_out(self, one: _Asked, shown: Image.Image, scale: float) -> bool:
        """Whether white words are on a part of a picture that is not white."""
        under = self._covers.under.get(one.words.order)
        if one.reason != "white" or under is None or under.picture is None:
            return False
        left, _, _, top = self._painted.box
        darkest = shown.crop(points_of(_inner(one.box), left, top, scale)).getextrema()[0]
        return isinstance(darkest, int | float) and darkest < LIGHT - _SEEN

    def _ink(self, asked: list[_Asked], scale: float) -> Image.Image:
        """Where the texts would be seen if there were nothing else on the page."""
        handles = {id(one.words): one.words.handle for one in asked}
        rest = [one.handle for one in self._painted.words if id(one) not in handles]
        with _without([*self._painted.others, *rest]):
            alone = picture_of(self._page, scale, notes=False)
            with _without(list(handles.values())):
                return _difference(alone, picture_of(self._page, scale, notes=False))

    def _add_parts(
        self,
        one: _Asked,
        seen: Image.Image,
        ink: Image.Image,
        points: tuple[int, int, int, int],
        scale: float,
    ) -> None:
        """The parts of a line that are not seen; the box of what covers it may be too large."""
        left, _, _, top = self._painted.box
        across = seen.width >= seen.height
        marks = _rows(ink, across), _rows(seen, across)
        row = bytes(_SEEN_HERE if there else ink_ for ink_, there in zip(*marks, strict=True))
        least = max(_LEAST_UNSEEN, min(seen.size) / 3)
        for match in _UNSEEN.finditer(row):
            if len(match[0]) - match[0].count(0) < least:
                continue
            start, end = match.span()
            if across:
                part = (points[0] + start, points[1], points[0] + end, points[3])
            else:
                part = (points[0], points[1] + start, points[2], points[1] + end)
            x, y, right, bottom = (edge / scale for edge in part)
            self._add(one.reason, (left + x, top - bottom, left + right, top - y))

    def _add(self, reason: str, box: Box, layer: str = "") -> None:
        hidden = self._found.setdefault((reason, layer), Hidden(reason, layer))
        if hidden.count >= _MOST_WORDS:
            hidden.count += 1
            return
        text = self._words_in(box)
        if any(map(str.isalnum, text)):
            hidden.texts.append(text)
            hidden.count += len(text.split())

    def _words_in(self, box: Box) -> str:
        left, bottom, right, top = box
        inset = min(_INSET, (right - left) / 10, (top - bottom) / 10)
        edges = left + inset, top - inset, right - inset, bottom + inset
        held = (ctypes.c_ushort * _MOST_SHOWN)()
        written = raw.FPDFText_GetBoundedText(self._textpage, *edges, held, _MOST_SHOWN)
        text = bytes(held)[: 2 * max(0, written)].decode("utf-16-le", "replace")
        return " ".join(text.rstrip("\0").split())


def _is_a_watermark(words: Words) -> bool:
    """Whether letters are so large that the eye sees them though they are nearly white."""
    left, bottom, right, top = words.box
    colour = words.colour or WHITE
    return min(right - left, top - bottom) >= _LARGE and max(colour) <= _NEARLY_WHITE


def _corner(box: Box) -> tuple[int, int]:
    return int(box[0] // _CLOSE), int(box[1] // _CLOSE)


def _is_close(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= _CLOSE for a, b in zip(one, other, strict=True))


def picture_of(page: Any, scale: float, notes: bool = True) -> Image.Image:
    """The page in grey, with its annotations or without them."""
    shown = page.render(scale=scale, grayscale=True, may_draw_forms=False, draw_annots=notes)
    return shown.to_pil()  # type: ignore[no-any-return]


def _layer_of(handle: Any, layers: tuple[str, ...]) -> str:
    """The layer that is off on which an object is marked to lie; empty if on none."""
    for index in range(raw.FPDFPageObj_CountMarks(handle)):
        mark = raw.FPDFPageObj_GetMark(handle, index)
        name = _string(raw.FPDFPageObjMark_GetParamStringValue, mark, b"Name")
        if name in layers:
            return name
    return ""


def _string(ask: Any, mark: Any, key: bytes) -> str:
    held = (ctypes.c_ushort * _MOST_SHOWN)()
    size = ctypes.c_ulong()
    if not ask(mark, key, held, ctypes.sizeof(held), size):
        return ""
    return (
        bytes(held)[: min(size.value, ctypes.sizeof(held))]
        .decode("utf-16-le", "replace")
        .rstrip("\0")
    )


def _rows(mask: Image.Image, across: bool) -> bytes:
    """1 for each column, or row, in which there is a mark, else 0."""
    size = (mask.width, 1) if across else (1, mask.height)
    return mask.resize(size, Image.Resampling.BOX).point([0] + [1] * 255).tobytes()


def _difference(one: Image.Image, other: Image.Image) -> Image.Image:
    """Marks where two pictures differ for the eye."""
    steps = [255 * (step > _SEEN) for step in range(256)]
    return ImageChops.difference(one, other).point(steps)


@contextmanager
def _without(handles: list[Any]) -> Iterator[None]:
    """The page is painted without some objects meanwhile."""
    for handle in handles:
        raw.FPDFPageObj_SetIsActive(handle, False)
    try:
        yield
    finally:
        for handle in handles:
            raw.FPDFPageObj_SetIsActive(handle, True)


def _inner(box: Box) -> Box:
    """Without the edges, where what lies beside it shows."""
    left, bottom, right, top = box
    across, up = (min(_EDGE, (end - start) / 4) for start, end in ((left, right), (bottom, top)))
    return left + across, bottom + up, right - across, top - up


def _has_area(box: Box) -> bool:
    return box[2] > box[0] and box[3] > box[1]


def _is_large_enough(part: Box, whole: Box) -> bool:
    """Whether a cover takes away letters and not only an edge of them."""
    wide, tall = part[2] - part[0], part[3] - part[1]
    return wide >= _LEAST and tall >= _LEAST_SHARE * (whole[3] - whole[1]) and tall > 0
