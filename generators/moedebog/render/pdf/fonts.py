"""Fonts: loading TrueType files, measuring words, finding a font that has a character.

Only TrueType fonts are used, and they are always embedded. Where the font of a passage
lacks a character, the reserve fonts are asked in turn.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from functools import lru_cache, partial
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from moedebog.diagnostics import EnvironmentProblem, Phrase
from moedebog.render.pdf.glyphs import Shape, Shapes
from tagged import TrueTypeFont

# Characters for which another one is drawn, the first that the font has. A reader of the file
# finds what people type: a plain blank, and a plain hyphen.
_DRAWN_AS = {
    0xA0: (0x20,),
    0xAD: (0x2D,),
    0x2010: (0x2D, 0x2010),
    0x2011: (0x2D, 0x2010),
    0x202F: (0x202F, 0x2009, 0x20),
}

# Hebrew, Arabic and what is written like them: the blocks whose characters run from right to
# left, as Unicode has it also for those not yet assigned (UAX 9, table 4). Each pair is where
# one begins and where it has ended.
_RIGHT_TO_LEFT = (
    *(0x590, 0x900, 0xFB1D, 0xFE00, 0xFE70, 0xFEFF),
    *(0x10800, 0x11000, 0x1E800, 0x1F000),
)
# A private character means nothing outside its font (PDF/A-2, 6.2.11.7.3).
_PRIVATE = (0xE000, 0xF900, 0xF0000, 0x110000)
_REFUSED = sorted((*_RIGHT_TO_LEFT, *_PRIVATE))


def runs_to_the_left(code: int) -> bool:
    """Whether a character is of a script that is written from right to left, which is not set."""
    return _within(_RIGHT_TO_LEFT, code)


def _within(pairs: Sequence[int], code: int) -> bool:
    return bisect_right(pairs, code) % 2 == 1


class Face:
    """One font file. Widths are in parts of the font size."""

    def __init__(self, path: Path) -> None:
        try:
            data = path.read_bytes()
            self.name = f"{path.stem}-{zlib.crc32(data):08x}"
            self.font = TrueTypeFont(self.name, str(path))
        except (OSError, TTFError) as error:
            raise EnvironmentProblem(
                Phrase(
                    f"Skrifttypen {path} kan ikke læses: {error}",
                    f"The font {path} cannot be read: {error}",
                )
            ) from error
        pdfmetrics.registerFont(self.font)
        face = self.font.face
        glyphs, widths = face.charToGlyph, face.charWidths
        drawn = {
            code: next((other for other in others if other in glyphs), code)
            for code, others in _DRAWN_AS.items()
        }
        self._characters = {chr(c) for c in widths if glyphs[c] and not _within(_REFUSED, c)} | {
            chr(code) for code, other in drawn.items() if other in glyphs
        }
        self._shapes = partial(Shapes, self.font, data, drawn)
        self._variants = {(False, False): self}
        shapes = self._shapes()
        self.shape: Callable[[str], Shape] = shapes.__getitem__
        """A word as it is drawn. Every character must be there."""
        self.glyphs = shapes.glyphs

    def variant(self, *, apart: bool, capitals: bool) -> Face:
        """The same font for letters that have room between them, or are drawn as capitals."""
        known = self._variants.get((apart, capitals))
        if known is None:
            known = self._variants[apart, capitals] = copy(self)
            shapes = self._shapes(apart=apart, capitals=capitals)
            known.shape, known.glyphs = shapes.__getitem__, shapes.glyphs
        return known

    def width(self, text: str) -> float:
        """The width of some text, for a font size of 1. Every character must be there."""
        return self.shape(text).width

    def has(self, text: str) -> bool:
        """Whether every character of ``text`` is in the font."""
        return self._characters >= set(text)


@lru_cache(maxsize=64)
def _load(path: Path, stamp: tuple[int, int]) -> Face:  # noqa: ARG001 (part of the cache key)
    return Face(path)


def load(path: Path) -> Face:
    """The font in ``path``, read once as long as the file stays the same."""
    try:
        status = path.stat()
    except OSError as error:
        raise EnvironmentProblem(
            Phrase(f"Skrifttypen {path} findes ikke.", f"The font {path} is not there.")
        ) from error
    return _load(path, (status.st_mtime_ns, status.st_size))


class Fonts:
    """The fonts of one style: four faces, one for code, and reserves. Read when needed."""

    def __init__(
        self, faces: dict[tuple[bool, bool], Path], code: Path, reserve: Iterable[Path]
    ) -> None:
        self._faces = faces
        self._code = code
        self._reserve = tuple(reserve)

    @property
    def regular(self) -> Face:
        """The face of running text."""
        return load(self._faces[False, False])

    def face(self, strong: bool, emphasis: bool, code: bool) -> Face:
        """The face for a passage."""
        return load(self._code if code else self._faces[strong, emphasis])

    def split(self, text: str, face: Face) -> Iterator[tuple[str, Face | None]]:
        """Parts of ``text``, each with the font that has all its characters.

        The font is ``None`` where no font has the character.
        """
        if face.has(text):
            yield text, face
            return
        start = 0
        current = self._find(text[0], face)
        for index in range(1, len(text)):
            wanted = self._find(text[index], face)
            if wanted is not current:
                yield text[start:index], current
                start, current = index, wanted
        yield text[start:], current

    def _find(self, character: str, face: Face) -> Face | None:
        if face.has(character):
            return face
        others = (load(path) for path in self._reserve)
        return next((other for other in others if other.has(character)), None)
