"""Which glyphs of a font are drawn for a word, and where: kerning, ligatures, marks on letters.

HarfBuzz decides it. Lengths are in parts of the font size, unless said otherwise.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import uharfbuzz
from msgspec import Struct

from moedebog.bidi import runs_leftward
from tagged import TrueTypeFont

_FINEST = 0.05
"""What is less than so many thousandths of the size is not moved."""
_MOST = 50_000
"""So many words are remembered."""
_NARROW = ("\u202f", "\u2007")
"""Blanks that no line breaks, which nobody types who searches."""
LEFTWARD = "\u200f"
"""Before signs that are drawn from right to left though no letter among them says so."""
_MORE = ""
"""What is read for the second glyph of a character that is drawn with several."""
_ESCAPES = {"(": "\\(", ")": "\\)", "\\": "\\\\"}


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


class Shape(Struct, frozen=True, eq=False, gc=False):
    """A word as it is drawn.

    ``space``, ``codes``, ``spaced`` and ``after`` are the inside of an array of strings of PDF,
    without the first and the last parenthesis, in the characters by which the font knows its
    glyphs.
    """

    width: float
    before_space: float
    """How much wider a space after it is than others."""
    after_space: float
    """How much wider a space before it is than others."""
    space: str
    """The space before it."""
    codes: str
    spaced: str
    """The space before it, and the word."""
    after: str
    """What moves a space after it."""
    rises: bool
    """Some glyph stands above or below the line; ``codes`` does not say so."""
    plain: bool
    """All of it is in ASCII and on the line, so that every file has the same codes for it."""


def moved(by: float) -> str:
    """What moves all that follows to the left, by thousandths of the size."""
    return f"){f'{by:.1f}'.removesuffix('.0')}(" if abs(by) > _FINEST else ""


def _code(glyph: Glyph) -> str:
    character, before, after, _ = glyph
    code = _ESCAPES.get(character, character)
    return f"{moved(before)}{code}{moved(after)}" if before or after else code


def _leftward(glyphs: Sequence[Glyph], widths: Mapping[int, float]) -> list[Glyph]:
    """The glyphs of a word that runs to the left, as they are read: the pen begins at the left
    end of the word, goes to each, and is at its right end after the last.
    """
    begins = []
    at = 0.0
    for glyph in glyphs:
        begins.append(at - glyph.before)
        at += widths[ord(glyph.character)] - glyph.before - glyph.after
    made = []
    pen = 0.0
    for begin, glyph in zip(reversed(begins), reversed(glyphs), strict=True):
        made.append(Glyph(glyph.character, pen - begin, 0, glyph.rise))
        pen = begin + widths[ord(glyph.character)]
    if made:
        made[-1] = made[-1]._replace(after=pen - at)
    return made


class Shapes(dict[str, Shape]):
    """The words of one font, each shaped once. Every character must be in the font."""

    def __init__(
        self,
        font: TrueTypeFont,
        data: bytes,
        drawn: Mapping[int, int],
        *,
        apart: bool = False,
        capitals: bool = False,
    ) -> None:
        """``data`` is the font's file; ``drawn`` says which characters are drawn as another one:
        each by its code. ``apart``: no two letters become one glyph, since there is room between
        them. ``capitals``: letters are drawn as capitals, and are read as what they are.
        """
        super().__init__()
        self._features = dict.fromkeys(("liga", "clig"), False) if apart else {}
        self._capitals = capitals
        face = uharfbuzz.Face(data)
        self._font = font
        self._face: Any = font.face
        self._drawn = drawn
        self._harfbuzz = uharfbuzz.Font(face)
        self._em = face.upem
        self._spaces: dict[str, float] = {}
        self._blank = self.glyphs(" ")[0]

    def __missing__(self, word: str) -> Shape:
        if len(self) >= _MOST:
            self.clear()
        width, glyphs = self.glyphs(word)
        end = len(word) - 1
        while end > 0 and unicodedata.combining(word[end]):
            end -= 1
        before, after = 0.0, 0.0
        if not runs_leftward(word):
            before = self._space(word[max(end, 0) :], after=True)
            after = self._space(word[:1], after=False)
        space, codes = " " + moved(-1000 * after), "".join(map(_code, glyphs))
        rises = any(glyph.rise for glyph in glyphs)
        found = self[word] = Shape(
            width,
            before,
            after,
            space,
            codes,
            space + codes,
            moved(-1000 * before),
            rises,
            codes.isascii() and not rises,
        )
        return found

    def _space(self, letter: str, *, after: bool) -> float:
        """How much wider a space is than usual after or before a letter."""
        pair = f"{letter} " if after else f" {letter}"
        known = self._spaces.get(pair)
        if known is None:
            wide = self.glyphs(pair)[0] - self.glyphs(letter)[0] - self._blank
            known = self._spaces[pair] = wide if abs(wide) * 1000 > _FINEST else 0.0
        return known

    def glyphs(self, word: str) -> tuple[float, list[Glyph]]:
        """The width and the glyphs of a word, shaped anew, in the order in which they are read."""
        if not word:
            return 0.0, []
        leftward = runs_leftward(word)
        text = word.removeprefix(LEFTWARD)
        text = text if text.isascii() else text.translate(self._drawn)
        shown = "".join(map(self._capital, text)) if self._capitals else text
        buffer = uharfbuzz.Buffer()
        buffer.add_str(shown)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if leftward else "ltr"
        buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        uharfbuzz.shape(self._harfbuzz, buffer, self._features)
        infos = buffer.glyph_infos
        characters = self._characters(text, infos[::-1] if leftward else infos)
        characters = characters[::-1] if leftward else characters
        widths = self._face.charWidths
        made = []
        total, scale = 0, 1000 / self._em
        for character, position in zip(characters, buffer.glyph_positions, strict=True):
            advance, shift, rise = position.x_advance, position.x_offset, position.y_offset
            total += advance
            after = widths[ord(character)] - (advance - shift) * scale
            if shift or rise or abs(after) > _FINEST:
                made.append(Glyph(character, -shift * scale, after, rise / self._em))
            else:
                made.append(Glyph(character))
        return total / self._em, _leftward(made, widths) if leftward else made

    def _capital(self, character: str) -> str:
        """Its capital, if the font has that and it is one character."""
        capital = character.upper()
        return (
            capital if len(capital) == 1 and ord(capital) in self._face.charToGlyph else character
        )

    def _characters(self, text: str, infos: Any) -> list[str]:
        """A character for each glyph, such that what is read for all of them is the text. The
        glyphs come in the order in which they are read.
        """
        glyphs = [info.codepoint for info in infos]
        nominal = self._face.charToGlyph
        if glyphs == [nominal.get(ord(c)) for c in text]:
            if not any(c in text for c in _NARROW):
                return list(text)
            parts = list(text)
        else:
            clusters = Counter(info.cluster for info in infos)
            parts = []
            for start, end in pairwise([*sorted(clusters), len(text)]):
                count = clusters[start]
                first = max(end - count, start) + 1  # the first glyph stands for what is over
                parts += [text[start:first], *text[first:end]]
                parts += [_MORE] * (count - (end - start))
        return [
            part
            if len(part) == 1 and part not in _NARROW and nominal.get(ord(part)) == glyph
            else self._font.glyph(glyph, " " if part in _NARROW else part)
            for part, glyph in zip(parts, glyphs, strict=True)
        ]
