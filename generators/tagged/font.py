"""TrueType fonts, embedded so that widths are right and every character can be read out."""

from __future__ import annotations

import struct
from itertools import chain, repeat
from struct import unpack_from
from typing import Any, cast
from weakref import WeakKeyDictionary

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase.ttfonts import SUBSETN, TTEncoding, TTFError, TTFont, TTFontFace

_OWN = 0x100000
"""From here on characters are private, and no font for texts has any."""


class TrueTypeFont(TTFont):
    """ReportLab's font, with two faults put right that PDF/A does not forgive.

    Characters beyond U+FFFF come out of the file as what they are, and in a font whose last
    widths are all the same (one of fixed width, as a rule) no glyph has a wrong width.
    It is read several times faster, too. ``glyph`` gives characters for glyphs that no
    character has: ligatures, marks, other shapes of letters.
    """

    def __init__(self, name: str, path: str) -> None:
        """``name`` is what the canvas knows the font by.

        Raises ReportLab's ``TTFError`` for a file that is no font or not whole.
        """
        self.fontName = name
        try:
            self.face: Any = _Face(path)
        except (struct.error, LookupError) as error:
            raise TTFError(f"{path} is damaged") from error
        self.encoding = TTEncoding()
        self.state: Any = WeakKeyDictionary()
        self._asciiReadable = True
        self.shapable = False
        self._glyphs: dict[tuple[int, str], str] = {}
        self._texts: dict[int, str] = {}

    def glyph(self, number: int, text: str) -> str:
        """A character by which this glyph of the font can be written; ``text`` is what is
        read out of the file for it. It means nothing elsewhere.
        """
        known = self._glyphs.get((number, text))
        if known is None:
            code = _OWN + len(self._glyphs)
            width, _ = self.face.hmetrics[number]
            self.face.charToGlyph[code] = number
            self.face.charWidths[code] = self.face._pdfScale(width)
            self._texts[code] = text
            known = self._glyphs[number, text] = chr(code)
        return known

    def addObjects(self, doc: Any) -> None:  # noqa: N802 (name given by ReportLab)
        """Add what a file needs of the font."""
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX))
            stream = doc.idToObject["toUnicodeCMap:" + name.decode("ascii")]
            texts = [self._texts.get(code, chr(code)) for code in subset]
            stream.content = _to_unicode(name.decode("ascii"), texts)


class _Face(TTFontFace):
    """The tables of a font: those with a line for each character or glyph are read at once."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._written: dict[int, bytes] = {}

    def getCharWidth(self, code: int) -> bytes:  # noqa: N802 (name given by ReportLab)
        """The width of a character as files have it, put into figures once."""
        known = self._written.get(code)
        if known is None:
            known = self._written[code] = fp_str(
                self.charWidths.get(code, self.defaultWidth)
            ).encode()
        return known

    def extractInfo(self, *_: object) -> None:  # noqa: N802 (name given by ReportLab)
        """Read the tables."""
        inside = cast(Any, self)  # much of a face is not in its type
        if any(t["offset"] + t["length"] > len(inside._ttf_data) for t in self.tables):
            raise TTFError(f"{self.filename} is not whole")
        super().extractInfo(charInfo=0)
        tables = map(inside.get_table, ("cmap", "hhea", "hmtx", "head", "loca"))
        cmap, hhea, hmtx, head, loca = tables
        characters = _characters(cmap)
        if characters is None:
            super().extractInfo()
            characters = inside.charToGlyph
        count: int = self.numGlyphs
        (told,) = unpack_from(">H", hhea, 34)
        pairs = unpack_from(f">{told * 2}H", hmtx)
        rest = unpack_from(f">{count - told}H", hmtx, told * 4)
        widths = [*pairs[::2], *repeat(pairs[-2], count - told)]
        self.hmetrics = list(zip(widths, chain(pairs[1::2], rest), strict=True))
        scaled = list(map(inside._pdfScale, widths))
        self.defaultWidth = scaled[0]
        for blank, other in ((0xA0, 0x20), (0x20, 0xA0)):
            if other in characters:
                characters[blank] = characters[other]
        self.charToGlyph = characters
        self.charWidths = {c: scaled[glyph] for c, glyph in characters.items() if glyph < count}
        (long,) = unpack_from(">H", head, 50)
        places = unpack_from(f">{count + 1}{'L' if long else 'H'}", loca)
        self.glyphPos = list(places) if long else [place * 2 for place in places]


def _characters(table: bytes) -> dict[int, int] | None:
    """The glyph of each character, by the ``cmap`` that ReportLab chooses; ``None`` where that
    is in a format that fonts for Windows and the web do not have.
    """
    (count,) = unpack_from(">H", table, 2)
    records = [unpack_from(">HHL", table, 4 + 8 * number) for number in range(count)]
    windows = [offset for platform, _, offset in records if platform == 3]
    if not windows:
        return None
    start = windows[-1]
    (form,) = unpack_from(">H", table, start)
    if form == 12:
        return _groups(table, start)
    return _segments(table, start) if form == 4 else None


def _groups(table: bytes, start: int) -> dict[int, int]:
    """A subtable of format 12."""
    found: dict[int, int] = {}
    (count,) = unpack_from(">L", table, start + 12)
    numbers = unpack_from(f">{count * 3}L", table, start + 16)
    for first, last, glyph in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        if glyph + last - first > 0xFFFF:
            raise IndexError(glyph)
        codes = range(first, last + 1)
        found.update(zip(codes, range(glyph, glyph + len(codes)), strict=True))
    return found


def _segments(table: bytes, start: int) -> dict[int, int]:
    """A subtable of format 4."""
    found: dict[int, int] = {}
    length, _, twice = unpack_from(">3H", table, start + 2)
    count = twice // 2
    ends = unpack_from(f">{count}H", table, start + 14)
    starts = unpack_from(f">{count}H", table, start + 16 + twice)
    deltas = unpack_from(f">{count}H", table, start + 16 + 2 * twice)
    offsets_at = 16 + 3 * twice
    glyphs = unpack_from(f">{(length - offsets_at) // 2}H", table, start + offsets_at)
    for number, (first, last, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        codes = range(first, last + 1)
        offset = glyphs[number]
        if not offset:
            found.update((code, code + delta & 0xFFFF) for code in codes)
            continue
        at = number + offset // 2
        known = glyphs[at : at + len(codes)]
        known += (0,) * (len(codes) - len(known))
        pairs = zip(codes, known, strict=True)
        found.update((code, glyph and glyph + delta & 0xFFFF) for code, glyph in pairs)
    return found


def _to_unicode(name: str, texts: list[str]) -> str:
    """The PostScript program by which a reader finds the characters of a font's codes."""
    pairs = [
        f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>"
        for code, text in enumerate(texts)
        if text != "\0" and not "\ud800" <= text <= "\udfff"
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):  # the format allows no more at a time
        block = pairs[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)
