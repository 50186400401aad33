"""Pages that are pictures of text.

A page is one of them where it has no letter and pictures take a tenth of it or paths draw what may
be letters; or where a picture is the page (seven tenths of it), there are few letters (a stamp, a
page number), and the picture looks like lines of text. A page whose text a program read from its
picture is read, and counted for those who cannot see.
"""

from __future__ import annotations

from typing import Any

from PIL import Image, ImageChops
from pypdfium2 import raw

from indhold.readers.pdf.hidden import PICTURED, picture_of
from indhold.readers.pdf.painted import Painted

_SOME_PICTURE = 0.1
_FEW = 200
"""Letters and digits: fewer on a page-filling picture may be a stamp."""
_OUTLINED = 1000
"""Segments of paths that may be words; a page number in outlines has about a hundred."""
_STAMPED = 40
"""Letters and digits beside words in outlines."""
_MOST_OUTLINED = 15_000
"""Segments from which on a page with a few words is told."""
_TALL = 500
"""Points of the picture that is judged."""
_DARK = 48
"""Of 255: between paper and letters."""
_CHANGES, _LINES = 12, 0.08
"""So many edges in a row of points, in such a share of the rows, are text."""


def is_scan(page: Any, painted: Painted, text: str, is_read: bool) -> bool:
    """Whether a page shows words that are not in its text.

    ``is_read``: its text was read from its picture by a program.
    """
    letters = sum(map(str.isalnum, text[: 10 * _FEW]))
    if is_read:
        return letters < _STAMPED and painted.pictured >= PICTURED
    if not letters and painted.pictured >= _SOME_PICTURE:
        return True
    if letters < _STAMPED:
        segments = sum(raw.FPDFPath_CountSegments(path) for path in painted.paths)
        if segments >= (_MOST_OUTLINED if letters else _OUTLINED):
            return True
    return letters < _FEW and painted.pictured >= PICTURED and _looks_like_text(page, painted)


def _looks_like_text(page: Any, painted: Painted) -> bool:
    """Whether many rows of points go between light and dark many times."""
    for words in painted.words:
        raw.FPDFPageObj_SetIsActive(words.handle, False)
    left, bottom, right, top = painted.box
    shown = picture_of(page, min(2.0, _TALL / max(1.0, right - left, top - bottom)))
    for words in painted.words:
        raw.FPDFPageObj_SetIsActive(words.handle, True)
    beside = ImageChops.difference(shown, ImageChops.offset(shown, 1, 0))
    edges = beside.point([255 if step >= _DARK else 0 for step in range(256)])
    share = edges.resize((1, edges.height), Image.Resampling.BOX).tobytes()
    least = 255 * _CHANGES / max(1, edges.width)
    return sum(one >= least for one in share) >= _LINES * edges.height
