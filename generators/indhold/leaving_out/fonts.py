"""Which letters the codes of a font are, and how wide (ISO 32000-2 § 9.5 to 9.10)."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

import pikepdf
from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name, Stream

from indhold.leaving_out import cmaps
from indhold.leaving_out.glyph_names import encoding, text_of_name

_THOUSAND = 1000.0
_SYMBOLIC = 4
_STANDARD = ("Helvetica", "Courier", "Times", "Symbol", "ZapfDingbats")
_UNKNOWN_FROM, _UNKNOWN_TO = "\ue000", "\uf8ff"


class Glyph(Struct, frozen=True):
    """One code of a string."""

    code: bytes
    text: str
    """Empty where its letter is not known."""
    advance: float
    """To the next one, in units of text space at size 1."""
    is_space: bool
    """Whether the spacing of words counts for it: a single byte 32."""


class Font(Struct):
    """A font as far as it is needed."""

    cmap: cmaps.CMap | None = None
    """Of a composite font."""
    letters: dict[bytes, str] = field(default_factory=dict)
    named: tuple[str, ...] = ()
    """Of a simple font: the letter of each code by its encoding."""
    widths: dict[int, float] = field(default_factory=dict)
    width: float = 0.0
    """Of what is not in ``widths``."""
    drawn: bool = False
    """Whether its glyphs are drawings of the file (Type 3)."""
    known: dict[bytes, Glyph] = field(default_factory=dict)

    @property
    def is_vertical(self) -> bool:
        """Whether its letters stand below each other."""
        return self.cmap is not None and self.cmap.vertical

    def glyphs(self, held: bytes) -> list[Glyph]:
        """The glyphs of a string."""
        if self.cmap is None:
            codes = [held[at : at + 1] for at in range(len(held))]
        else:
            codes = self.cmap.codes(held)
        return [self.known.get(code) or self._glyph(code) for code in codes]

    def _glyph(self, code: bytes) -> Glyph:
        text = self.letters.get(code)
        if text is None and self.named:
            text = self.named[code[0]]
        text = "".join(one for one in text or "" if one not in "\0\ufffd")
        if any(_UNKNOWN_FROM <= one <= _UNKNOWN_TO for one in text):
            text = ""
        if self.is_vertical:
            advance = -1.0
        else:
            number = code[0] if self.cmap is None else self.cmap.cid(code)
            advance = self.widths.get(number, self.width)
        made = Glyph(code, text, advance, code == b" ")
        self.known[code] = made
        return made


def font_of(holder: Any) -> Font:
    """Read a font. One that is damaged has no letters, and widths as well as may be."""
    try:
        if str(holder.get("/Subtype", "")) == "/Type0":
            return _composite(holder)
        return _simple(holder)
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError, IndexError, KeyError):
        return Font(width=0.5)


def _to_unicode(holder: Any) -> dict[bytes, str]:
    given = holder.get("/ToUnicode")
    return cmaps.read(given.read_bytes()).letters if isinstance(given, Stream) else {}


def _composite(holder: Any) -> Font:
    inner = holder["/DescendantFonts"][0]
    given = holder.get("/Encoding")
    if isinstance(given, Stream):
        cmap = cmaps.read(given.read_bytes())
        if str(given.get("/UseCMap", "")).startswith("/Identity") or not cmap.spaces:
            cmap.spaces.append((2, b"\0\0", b"\xff\xff"))
    else:
        cmap = cmaps.identity(vertical=str(given).endswith("V"))
    font = Font(cmap, _to_unicode(holder), width=float(inner.get("/DW", 1000)) / _THOUSAND)
    widths = list(inner.get("/W", Array()))
    at = 0
    while at + 1 < len(widths):
        first = int(widths[at])
        if isinstance(widths[at + 1], Array):
            for nth, width in enumerate(widths[at + 1]):
                font.widths[first + nth] = float(width) / _THOUSAND
            at += 2
        elif at + 2 < len(widths):
            last = min(int(widths[at + 1]), first + 0x10000)
            font.widths |= dict.fromkeys(range(first, last + 1), float(widths[at + 2]) / _THOUSAND)
            at += 3
        else:
            break
    return font


def _simple(holder: Any) -> Font:
    drawn = str(holder.get("/Subtype", "")) == "/Type3"
    unit = 1 / _THOUSAND
    if drawn:
        unit = abs(float(holder.get("/FontMatrix", [0.001])[0]))
    descriptor = holder.get("/FontDescriptor")
    missing = 0.0
    if isinstance(descriptor, Dictionary):
        missing = float(descriptor.get("/MissingWidth", 0)) * unit
    font = Font(None, _to_unicode(holder), _named(holder, descriptor), width=missing, drawn=drawn)
    if "/Widths" in holder:
        first = int(holder.get("/FirstChar", 0))
        for nth, width in enumerate(holder["/Widths"]):
            font.widths[first + nth] = float(width) * unit
    else:
        base = str(holder.get("/BaseFont", "/Helvetica"))[1:].partition("+")[2] or str(
            holder.get("/BaseFont", "/Helvetica")
        ).removeprefix("/")
        own = _standard_widths(base)
        font.widths = {code: own.get(text, 0.5) for code, text in enumerate(font.named)}
        font.width = 0.5
    return font


def _named(holder: Any, descriptor: Any) -> tuple[str, ...]:
    """The letter of each code; none of them where only the font's own program knows."""
    given = holder.get("/Encoding")
    base = ""
    differences: Any = Array()
    if isinstance(given, Name):
        base = str(given)
    elif isinstance(given, Dictionary):
        base = str(given.get("/BaseEncoding", ""))
        differences = given.get("/Differences", Array())
    name = str(holder.get("/BaseFont", ""))
    embedded = isinstance(descriptor, Dictionary) and any(
        key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )
    symbolic = isinstance(descriptor, Dictionary) and int(descriptor.get("/Flags", 0)) & _SYMBOLIC
    if base:
        letters = list(encoding(base))
    elif "Symbol" in name or "Dingbats" in name or (embedded and symbolic) or not name:
        letters = [""] * 256
    else:
        letters = list(encoding("/StandardEncoding"))
    code = 0
    for one in differences:
        if isinstance(one, Name):
            if code < len(letters):
                letters[code] = text_of_name(str(one)[1:])
            code += 1
        else:
            code = int(one)
    return tuple(letters)


@cache
def _standard_widths(name: str) -> dict[str, float]:
    """How wide the letters of one of the 14 standard fonts are; of others those of Helvetica."""
    import pypdfium2
    from pypdfium2 import raw

    is_known = name.startswith(_STANDARD)
    document = pypdfium2.PdfDocument.new()
    try:
        font = raw.FPDFText_LoadStandardFont(
            document.raw, (name if is_known else "Helvetica").encode("ascii", "replace")
        )
        if not font:
            return {} if not is_known or name == "Helvetica" else _standard_widths("Helvetica")
        width = ctypes.c_float()
        made: dict[str, float] = {}
        for code, text in enumerate(encoding("/WinAnsiEncoding")):
            if text and raw.FPDFFont_GetGlyphWidth(font, code, 1.0, width):
                made.setdefault(text, float(width.value))
        raw.FPDFFont_Close(font)
        return made
    finally:
        document.close()
