"""The letters of a font whose files lie in the template set, and which the Word files name."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import uharfbuzz
from PIL import ImageFont

from moedebog.letter_widths import Letters, Measure, width_of


def letters(name: str, regular: Path, bold: Path) -> Letters | None:
    """The letters of the font called ``name``; ``None`` where the files are of another one."""
    return _letters(name, *((path, path.stat().st_mtime_ns) for path in (regular, bold)))


@lru_cache(maxsize=8)
def _letters(name: str, regular: tuple[Path, int], bold: tuple[Path, int]) -> Letters | None:
    family, _ = ImageFont.truetype(regular[0]).getname()
    if (family or "").casefold() != name.casefold():
        return None
    return Letters(_measure(regular[0]), _measure(bold[0]))


def _measure(path: Path) -> Measure:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path))
    width = _width_in(uharfbuzz.Font(face), face.upem)

    @lru_cache(maxsize=20_000)
    def measure(text: str) -> float:
        return sum(map(width, text))

    return measure


def _width_in(font: uharfbuzz.Font, em: int) -> Callable[[str], float]:
    @lru_cache(maxsize=2_000)
    def width(sign: str) -> float:
        glyph = font.get_nominal_glyph(ord(sign))
        return width_of(sign) if glyph is None else font.get_glyph_h_advance(glyph) / em

    return width
