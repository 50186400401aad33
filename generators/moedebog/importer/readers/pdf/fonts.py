"""The fonts of a PDF file: how they look, and what their codes are and how wide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFObjRef, dict_value

from moedebog.importer.readers.pdf.glyphs import Look

_BOLD = re.compile(r"bold|black|heavy|semib|fed\b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv|slanted", re.IGNORECASE)
_FLAG_ITALIC, _FLAG_BOLD = 1 << 6, 1 << 18


class Font:
    """A font as pdfminer reads it, asked once for each code."""

    def __init__(self, font: Any) -> None:
        self.font = font
        name = str(font.fontname)
        flags = font.flags if isinstance(font.flags, int) else 0
        self.look: Look = (
            bool(_BOLD.search(name) or flags & _FLAG_BOLD),
            bool(_ITALIC.search(name) or flags & _FLAG_ITALIC),
        )
        self.vertical: bool = font.is_vertical()
        self.spaced: bool = not font.is_multibyte()
        """Whether its blank is as wide as the page says."""
        self.descent: float = font.get_descent()
        self.codes: Callable[[bytes], Iterable[int]] = font.decode
        self._known: dict[tuple[float, float], _Known] = {}

    def known(self, size: float, scaling: float) -> dict[int, tuple[str, float]]:
        """What each code is, and how far it goes on in that size."""
        made = self._known.get((size, scaling))
        if made is None:
            made = self._known[size, scaling] = _Known(self.font, size, scaling)
        return made

    def above(self, code: int, size: float) -> tuple[float, float]:
        """From where to where a character of a vertical font goes, as it hangs from the line."""
        across, up = self.font.char_disp(code)
        return size * 0.5 if across is None else across * size * 0.001, (1000 - up) * size * 0.001


class _Known(dict[int, tuple[str, float]]):
    """Asks the font where a code is not known yet."""

    def __init__(self, font: Any, size: float, scaling: float) -> None:
        super().__init__()
        self._font, self._size, self._scaling = font, size, scaling

    def __missing__(self, code: int) -> tuple[str, float]:
        try:
            text = self._font.to_unichr(code)
        except PDFUnicodeNotDefined:
            text = f"(cid:{code})"
        made = text, self._font.char_width(code) * self._size * self._scaling
        self[code] = made
        return made


class Fonts:
    """All fonts of a file, each read once, when text is set in it."""

    def __init__(self) -> None:
        self._manager = PDFResourceManager()
        self._made: dict[Any, Font] = {}

    def font(self, found: Any) -> Font:
        """The font that a page has under a name; that of no name where it has none."""
        number = found.objid if isinstance(found, PDFObjRef) else None
        font = self._made.get(number)
        if font is None:
            spec = dict_value(found) if found is not None else {}
            font = Font(self._manager.get_font(number, spec))
            if number is not None:
                self._made[number] = font
        return font
