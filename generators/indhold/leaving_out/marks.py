"""What is printed where something was left out, and in which font."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
from msgspec import Struct
from pikepdf import Dictionary, String

from indhold.leaving_out.fonts import font_of

_FONT = Path(__file__).with_name("marks.pdf")
"""Has the font; ``tools/build_mark_font.py`` makes it."""
TELLING = ("/ActualText", "/Alt", "/E")
"""What says in words what is drawn (ISO 32000-2 § 14.9.3 to 14.9.5)."""


class Marks(Struct):
    """The marks of one file."""

    words: Sequence[str]
    """Of each entry, e.g. ``[udeladt: navn]``."""
    short: str
    """Where there is no room, e.g. ``[udeladt]``."""
    font: Any
    letters: dict[str, tuple[bytes, float]]
    """The code of each letter of ``font``, and how wide it is at size 1."""

    @classmethod
    def of(cls, pdf: pikepdf.Pdf, words: Sequence[str], short: str) -> Marks:
        """The marks for a file, in a font that is embedded in it."""
        with pikepdf.open(_FONT) as other:
            (given,) = (font for _, font in other.pages[0].Resources.Font.items())
            font = pdf.copy_foreign(given)
        read = font_of(font)
        codes = {text: code for code, text in read.letters.items()}
        letters = {text: (code, read.glyphs(code)[0].advance) for text, code in codes.items()}
        return cls(words, short, font, letters)

    def spoken(self, entry: int) -> str:
        """What is heard in place of what was left out."""
        return self.words[entry]

    def fitted(
        self, entry: int, room: float, size: float, smallest: float, first: bool
    ) -> tuple[str, float]:
        """The mark that fits a gap, and its size in points."""
        size = min(size, 12.0)
        for text in (self.words[entry], self.short) if first else (self.short,):
            fits = min(size, room / max(self.shown(text)[1], 0.01))
            if fits >= smallest:
                return text, fits
        return self.short, max(min(size, room / max(self.shown(self.short)[1], 0.01)), 0.1)

    def shown(self, text: str) -> tuple[bytes, float]:
        """The codes of a text (»?« for what the font lacks), and how wide it is at size 1."""
        known = [self.letters.get(one, self.letters["?"]) for one in text]
        return b"".join(code for code, _ in known), sum(wide for _, wide in known)

    def without_words(self, properties: Any) -> Any:
        """A property list of marked content that tells nothing of what was in it."""
        made = Dictionary(dict(properties.items()))
        for key in TELLING:
            if key in made:
                made[key] = String(self.short)
        return made
