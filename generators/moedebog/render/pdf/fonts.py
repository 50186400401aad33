"""Fonts: loading TrueType files, measuring words, finding a font that has a character.

Only TrueType fonts are used, and they are always embedded. Where the font of a passage
lacks a character, the reserve fonts are asked in turn.
"""

from __future__ import annotations

import re
import unicodedata
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
from moedebog.typography import is_latin_1
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

# A private character means nothing outside its font (PDF/A-2, 6.2.11.7.3). Each pair is where
# such characters begin and where they have ended.
_PRIVATE = (0xE000, 0xF900, 0xF0000, 0x110000)
# What joins letters or keeps them apart, and says which way signs run: HarfBuzz wants to know.
_SILENT = frozenset("\u200c\u200d\u200f")
# What makes one picture of several characters: where a font has none of the whole, its parts
# would say something else.
_SEQUENCE = re.compile(
    "[\U0001f3fb-\U0001f3ff\U0001f1e6-\U0001f1ff\u20e3\U000e0020-\U000e007f]"
    "|[\u2190-\u2bff\U0001f000-\U0001faff]\u200d"
)


def has_sequence(text: str) -> bool:
    """Whether some of its characters are meant to be one picture."""
    return not is_latin_1(text) and _SEQUENCE.search(text) is not None


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
        self._characters = {chr(c) for c in widths if glyphs[c] and not _within(_PRIVATE, c)} | {
            chr(code) for code, other in drawn.items() if other in glyphs
        }
        self._characters |= _SILENT
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
        return self._characters.issuperset(text)

    def is_one(self, text: str) -> bool:
        """Whether the font draws one glyph for all of ``text``, which it has."""
        return len(self.glyphs(text)[1]) == 1


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
        self._found: dict[Path, Face] = {}
        """Those that were asked for: no file is looked at twice for one document."""

    @property
    def regular(self) -> Face:
        """The face of running text."""
        return self._load(self._faces[False, False])

    def face(self, strong: bool, emphasis: bool, code: bool) -> Face:
        """The face for a passage."""
        return self._load(self._code if code else self._faces[strong, emphasis])

    def _load(self, path: Path) -> Face:
        known = self._found.get(path)
        if known is None:
            known = self._found[path] = load(path)
        return known

    def split(self, text: str, face: Face) -> Iterator[tuple[str, Face | None]]:
        """Parts of ``text``, each with the font that has all its characters. A letter and the
        marks on it are of one font, and so is what makes one picture of several characters.

        The font is ``None`` where no font has them.
        """
        if face.has(text) and not has_sequence(text):
            yield text, face
            return
        together = ""
        current: Face | None = None
        for cluster in _clusters(text):
            wanted = self._find(cluster, face)
            if together and wanted is not current:
                yield together, current
                together = ""
            together, current = together + cluster, wanted
        yield together, current

    def _find(self, cluster: str, face: Face) -> Face | None:
        for other in (face, *map(self._load, self._reserve)):
            if other.has(cluster) and (not has_sequence(cluster) or other.is_one(cluster)):
                return other
        return None


def _clusters(text: str) -> Iterator[str]:
    """Characters that people take for one: a letter with its marks, the parts of an emoji."""
    start = flags = 0
    for index, character in enumerate(text):
        flag = "\U0001f1e6" <= character <= "\U0001f1ff"
        if index and not (_goes_on(text[index - 1], character) or (flag and flags % 2)):
            yield text[start:index]
            start, flags = index, 0
        flags = flags + 1 if flag else 0
    yield text[start:]


def _goes_on(before: str, character: str) -> bool:
    """Whether a character belongs to the one before it."""
    if character.isascii():
        return False
    return (
        unicodedata.category(character) in ("Mn", "Mc", "Me")
        or character in _SILENT
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
        or (before == "\u200d" and character >= "\u2190")
    )
