"""Which glyphs of a font are drawn for a word, and where: kerning, ligatures, marks on letters.

HarfBuzz decides it. Lengths are in parts of the font size, unless said otherwise.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import uharfbuzz

from tagged import TrueTypeFont

_FINEST = 0.05
"""What is less than so many thousandths of the size is not moved."""
_MOST = 50_000
"""So many words are remembered."""
_NARROW = ("\u202f", "\u2007")
"""Blanks that no line breaks, which nobody types who searches."""


class Glyph(NamedTuple):
    """A glyph of a word."""

    character: str
    """The one by which the font knows it."""
    before: float = 0
    """How far it is moved to the left, in thousandths of the size."""
    after: float = 0
    """How far what follows is moved to the left."""
    rise: float = 0
    """How far it stands above the line."""


class Shape(NamedTuple):
    """A word as it is drawn."""

    width: float
    glyphs: tuple[Glyph, ...] | None
    """``None`` where it is its characters, one beside the other."""


class Shaping:
    """Shapes words in one font, and remembers them."""

    def __init__(self, font: TrueTypeFont, data: bytes, drawn: Mapping[int, int]) -> None:
        """``drawn`` says which characters are drawn as another one: each by its code."""
        face = uharfbuzz.Face(data)
        self._font = font
        self._face: Any = font.face
        self._drawn = drawn
        self._harfbuzz = uharfbuzz.Font(face)
        self._em = face.upem
        self._shapes: dict[str, Shape] = {}
        self._beside: dict[str, float] = {}
        self.blank = self._face.charWidths[32] / 1000
        """The width of a space."""

    def shape(self, word: str) -> Shape:
        """The glyphs of a word. Every character must be in the font."""
        known = self._shapes.get(word)
        if known is None:
            if len(self._shapes) >= _MOST:
                self._shapes.clear()
            known = self._shapes[word] = self._shape(word)
        return known

    def before_space(self, word: str) -> float:
        """How much wider a space is after this word."""
        end = len(word) - 1
        while end > 0 and unicodedata.combining(word[end]):
            end -= 1
        return self._space(f"{word[max(end, 0) :]} ")

    def after_space(self, word: str) -> float:
        """How much wider a space is before this word."""
        return self._space(f" {word[:1]}")

    def _space(self, pair: str) -> float:
        known = self._beside.get(pair)
        if known is None:
            alone = self.shape(pair.strip(" ")).width if len(pair) > 1 else 0
            known = self.shape(pair).width - alone - self.blank
            known = self._beside[pair] = known if abs(known) * 1000 > _FINEST else 0.0
        return known

    def _shape(self, word: str) -> Shape:
        text = word.translate(self._drawn)
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        uharfbuzz.shape(self._harfbuzz, buffer)
        characters = self._characters(text, buffer.glyph_infos)
        widths = self._face.charWidths
        if characters is None:
            return Shape(sum(widths[ord(c)] for c in text) / 1000, tuple(map(Glyph, text)))
        made = []
        total, plain, scale = 0, characters == list(word), 1000 / self._em
        for character, position in zip(characters, buffer.glyph_positions or (), strict=True):
            advance, shift, rise = position.x_advance, position.x_offset, position.y_offset
            total += advance
            after = widths[ord(character)] - (advance - shift) * scale
            if shift or rise or abs(after) > _FINEST:
                plain = False
                made.append(Glyph(character, -shift * scale, after, rise / self._em))
            else:
                made.append(Glyph(character))
        return Shape(total / self._em, None if plain else tuple(made))

    def _characters(self, text: str, infos: Any) -> list[str] | None:
        """A character for each glyph, such that what is read for all of them is the text; none
        where a character is drawn with several glyphs, or with one that is not there.
        """
        glyphs = [info.codepoint for info in infos]
        nominal = self._face.charToGlyph
        if glyphs == [nominal[ord(c)] for c in text]:
            parts = list(text)
        else:
            clusters = Counter(info.cluster for info in infos)
            parts = []
            for start, end in pairwise([*sorted(clusters), len(text)]):
                count = clusters[start]
                if end - start < count or 0 in glyphs:
                    return None
                first = end - count + 1  # the first glyph stands for what is over
                parts += [text[start:first], *text[first:end]]
        return [
            part
            if len(part) == 1 and part not in _NARROW and nominal.get(ord(part)) == glyph
            else self._font.glyph(glyph, " " if part in _NARROW else part)
            for part, glyph in zip(parts, glyphs, strict=True)
        ]

