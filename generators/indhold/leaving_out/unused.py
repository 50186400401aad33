"""Takes out of fonts what nothing shows any more.

Many programs put into a file only the glyphs that it shows, and number them as they come: a font of
which nothing but a name was shown spells it. So a font from which letters went keeps only what is
still shown, and its codes follow the alphabet and no longer the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import pikepdf
from msgspec import Struct, field
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Stream, String

from indhold.leaving_out.cmaps import CMap
from indhold.leaving_out.compact import Compact
from indhold.leaving_out.drawings import Drawing, Page, Reader, Show
from indhold.leaving_out.fonts import Font
from indhold.leaving_out.objects import containers
from indhold.leaving_out.scrubbing import content_apart, looks
from indhold.leaving_out.truetype import NotRead, TrueType

_MARK = "/UdeladtRoert"
"""Says of a font that letters of it went; never in a file that is given to anybody."""
_SPACE = 32
"""The single byte for which the spacing of words counts: it stays what it is."""
_LAST = 255
_PROGRAMS = ("/FontFile2", "/FontFile3")


class _Use(Struct):
    """What is still shown of a font."""

    holder: Any
    font: Font
    codes: dict[bytes, str] = field(default_factory=dict)
    """With the letter of each."""
    is_fixed: bool = False
    """Whether it is shown where contents are not written anew."""
    beside: list[_Use] = field(default_factory=list)
    """The other fonts that have the same program."""

    def cids(self) -> set[int]:
        """The numbers of the glyphs that this font and those beside it show."""
        every = (self, *self.beside)
        return {one.font.cmap.cid(code) for one in every if one.font.cmap for code in one.codes}


def mark(reader: Reader, pdf: pikepdf.Pdf, letters: Iterable[Any]) -> None:
    """Note of fonts that letters of them went."""
    gone = {id(one.show.state.font) for one in letters}
    for objgen in reader.fonts_among(gone):
        pdf.get_object(objgen)[_MARK] = True


def unmark(pdf: pikepdf.Pdf) -> None:
    """Take the notes out again."""
    for one in _marked(pdf):
        del one[_MARK]


def _marked(pdf: pikepdf.Pdf) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, Dictionary) and _MARK in one]


def take_out(pdf: pikepdf.Pdf, *, renumber: bool) -> None:
    """Take out of the fonts that are noted what nothing shows any more.

    ``renumber``: the codes as well follow the alphabet. Raises ``Refused`` where a page cannot be
    read.
    """
    reader = Reader()
    uses: dict[int, _Use] = {}
    noted = {one.objgen for one in _marked(pdf)}
    for group in _by_program(pdf):
        if noted.isdisjoint(one.objgen for one in group):
            continue
        own = [_Use(holder, reader.font(holder)) for holder in group]
        for one in own:
            one.beside = [other for other in own if other is not one]
            uses[id(one.font)] = one
    if not uses:
        return
    pages = [reader.page(one.obj, one.resources, number) for number, one in enumerate(pdf.pages, 1)]
    for page in pages:
        _count(page, uses, is_fixed=False)
    for stream, resources in _beside(pdf):
        _count(reader.page(stream, resources, 0), uses, is_fixed=True)
    fields = _of_fields(pdf)
    shown: dict[int, dict[bytes, bytes]] = {}
    for key, use in uses.items():
        if use.holder.objgen in fields:
            continue  # what is written into a field may need any of its letters
        codes = _Font(pdf, use).without(renumber=renumber)
        if codes:
            shown[key] = codes
    written: set[tuple[int, int]] = set()
    for page in pages if shown else ():
        _write(pdf, page, shown, written)


def _count(page: Page, uses: Mapping[int, _Use], *, is_fixed: bool) -> None:
    for letter in page.letters:
        use = uses.get(id(letter.show.state.font))
        if use is not None:
            use.codes[letter.code] = letter.text
            use.is_fixed = use.is_fixed or is_fixed


def _beside(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """Contents that no page draws as its own, with their resources."""
    for one in containers(pdf):
        if not isinstance(one, Dictionary | Stream):
            continue
        for stream in (*content_apart(one), *looks(one.get("/AP"))):
            yield stream, stream.get("/Resources", one.get("/Resources", Dictionary()))


def _of_fields(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    form = pdf.Root.get("/AcroForm")
    resources = form.get("/DR") if isinstance(form, Dictionary) else None
    fonts = resources.get("/Font") if isinstance(resources, Dictionary) else None
    return {one.objgen for one in fonts.values()} if isinstance(fonts, Dictionary) else set()


def _by_program(pdf: pikepdf.Pdf) -> Iterable[list[Any]]:
    """The fonts of a file, those together that have the same program."""
    groups: dict[tuple[int, int], list[Any]] = {}
    for one in pdf.objects:
        if not isinstance(one, Dictionary) or str(one.get("/Type", "")) != "/Font":
            continue
        kind = str(one.get("/Subtype", ""))
        if kind.startswith("/CIDFont"):
            continue
        descriptor = _inner(one).get("/FontDescriptor")
        held = descriptor if isinstance(descriptor, Dictionary) else Dictionary()
        key = next((held[key].objgen for key in _PROGRAMS if key in held), one.objgen)
        groups.setdefault(key, []).append(one)
    return groups.values()


def _inner(holder: Any) -> Any:
    """What a font has its glyphs from."""
    return holder["/DescendantFonts"][0] if "/DescendantFonts" in holder else holder


class _Font:
    """One font that is written anew."""

    def __init__(self, pdf: pikepdf.Pdf, use: _Use) -> None:
        self.pdf, self.use, self.holder, self.font = pdf, use, use.holder, use.font
        self.cmap = use.font.cmap
        """Of a composite font."""
        self.inner = _inner(use.holder)
        descriptor = self.inner.get("/FontDescriptor")
        self.descriptor = descriptor if isinstance(descriptor, Dictionary) else Dictionary()

    def _program(self, key: str) -> bytes | None:
        """What draws its glyphs; ``None`` where that cannot be written anew."""
        held = self.descriptor.get(key)
        if not isinstance(held, Stream) or (self.cmap is None and self.use.beside):
            return None
        try:
            return held.read_bytes()
        except pikepdf.DataDecodingError:
            return None

    def without(self, *, renumber: bool) -> dict[bytes, bytes]:
        """Take out what is not shown; the new codes where they are others."""
        codes = {code: code for code in self.use.codes}
        renumber = renumber and not self.use.is_fixed and not self.use.beside
        with suppress(NotRead):
            if (program := self._program("/FontFile2")) is not None:
                codes = self._glyphs(TrueType(program), renumber)
            elif (program := self._program("/FontFile3")) is not None and self.cmap is not None:
                codes = self._of_compact(Compact(program), self.cmap, renumber)
        for key in ("/CharSet", "/CIDSet"):
            if key in self.descriptor:
                del self.descriptor[key]
        self._widths(codes)
        if self.cmap is None:
            self._names(codes)
        if "/ToUnicode" in self.holder:
            letters = {new: self.font.letters.get(old, "") for old, new in codes.items()}
            self.holder["/ToUnicode"] = self.pdf.make_stream(_to_unicode(letters))
        return {} if all(old == new for old, new in codes.items()) else codes

    def _sorted(self) -> list[bytes]:
        return sorted(self.use.codes, key=lambda code: (self.use.codes[code], code))

    def _glyphs(self, program: TrueType, renumber: bool) -> dict[bytes, bytes]:
        """Write the program anew. Raises ``NotRead``."""
        if self.cmap is not None:
            return self._of_composite(program, self.cmap, renumber)
        symbols, letters = program.symbols(), {}
        encoded = "/Encoding" in self.holder
        if encoded and self.font.named:
            letters = program.letters()
        glyphs: dict[bytes, int] = {}
        for code in self.use.codes:
            named = self.font.named[code[0]] if letters else ""
            if letters:
                glyph = letters.get(ord(named)) if len(named) == 1 else None
            else:
                glyph = symbols.get(code[0])
            if glyph is None:
                raise NotRead
            glyphs[code] = glyph
        order = self._order(program, glyphs)
        place = {old: new for new, old in enumerate(order)}
        if letters:
            wanted = {ord(self.font.named[code[0]]): place[glyphs[code]] for code in glyphs}
            self._keep(program.written(order, wanted, as_letters=True))
            return {code: code for code in glyphs}
        new = {code: code for code in glyphs}
        if renumber and not encoded:
            free = iter(range(_SPACE + 1, _LAST + 1))
            others = [code for code in self._sorted() if code != b" "]
            if len(others) <= _LAST - _SPACE:
                new |= {code: bytes((next(free),)) for code in others}
        self._keep(program.written(order, {new[code][0]: place[glyphs[code]] for code in glyphs}))
        return new

    def _of_composite(self, program: TrueType, cmap: CMap, renumber: bool) -> dict[bytes, bytes]:
        codes = list(self.use.codes)
        given = self.inner.get("/CIDToGIDMap")
        table = given.read_bytes() if isinstance(given, Stream) else None

        def glyph(cid: int) -> int:
            return cid if table is None else int.from_bytes(table[2 * cid : 2 * cid + 2])

        glyphs = {code: glyph(cmap.cid(code)) for code in codes}
        is_identity = str(self.holder.get("/Encoding", "")) == "/Identity-H" and table is None
        if renumber and is_identity:
            order = self._order(program, glyphs)
            place = {old: new for new, old in enumerate(order)}
            self._keep(program.written(order, {}))
            return {code: place[glyphs[code]].to_bytes(2) for code in codes}
        kept = program.with_parts((0, *map(glyph, self.use.cids())))
        self._keep(
            program.written([one if one in kept else None for one in range(max(kept) + 1)], {})
        )
        return {code: code for code in codes}

    def _of_compact(self, program: Compact, cmap: CMap, renumber: bool) -> dict[bytes, bytes]:
        glyphs = {code: program.glyphs.get(cmap.cid(code), 0) for code in self.use.codes}
        if renumber and str(self.holder.get("/Encoding", "")) == "/Identity-H":
            order = list(dict.fromkeys((0, *(glyphs[code] for code in self._sorted()))))
            with suppress(NotRead):
                self._keep_compact(program.in_order(order))
                return {code: order.index(glyphs[code]).to_bytes(2) for code in glyphs}
        kept = {program.glyphs.get(cid, 0) for cid in self.use.cids()}
        self._keep_compact(program.without((0, *kept)))
        return {code: code for code in glyphs}

    def _keep_compact(self, program: bytes) -> None:
        stream = Stream(self.pdf, program)
        stream["/Subtype"] = Name.CIDFontType0C
        self.descriptor["/FontFile3"] = self.pdf.make_indirect(stream)

    def _order(self, program: TrueType, glyphs: Mapping[bytes, int]) -> list[int]:
        """The glyphs that stay: first that of no letter, then by the alphabet, then parts."""
        order = list(dict.fromkeys((0, *(glyphs[code] for code in self._sorted()))))
        if max(order) >= program.count:
            raise NotRead
        return [*order, *sorted(program.with_parts(order) - set(order))]

    def _keep(self, program: bytes) -> None:
        stream = Stream(self.pdf, program)
        stream["/Length1"] = len(program)
        self.descriptor["/FontFile2"] = self.pdf.make_indirect(stream)

    def _widths(self, codes: Mapping[bytes, bytes]) -> None:
        if self.cmap is not None:
            cmap = self.cmap
            rows = {cmap.cid(new): self._width(cmap.cid(old)) for old, new in codes.items()}
            if self.use.beside:
                rows = {cid: self._width(cid) for cid in self.use.cids()}
            if "/W" in self.inner:
                self.inner["/W"] = Array(
                    [each for cid in sorted(rows) for each in (cid, Array([rows[cid]]))]
                )
            return
        if "/Widths" not in self.holder or not codes or self.font.drawn:
            return
        wide = {new[0]: self._width(old[0]) for old, new in codes.items()}
        first, last = min(wide), max(wide)
        self.holder["/FirstChar"], self.holder["/LastChar"] = first, last
        self.holder["/Widths"] = Array([wide.get(code, 0) for code in range(first, last + 1)])

    def _width(self, number: int) -> float:
        return round(self.font.widths.get(number, self.font.width) * 1000, 4)

    def _names(self, codes: Mapping[bytes, bytes]) -> None:
        """Take out the names of glyphs that are not shown, and those that are drawn here."""
        encoding = self.holder.get("/Encoding")
        differences = encoding.get("/Differences") if isinstance(encoding, Dictionary) else None
        if not isinstance(differences, Array):
            return
        kept: list[Any] = []
        names, code = set(), 0
        for one in differences:
            if not isinstance(one, Name):
                code = int(one)
                continue
            if bytes((code & _LAST,)) in codes:
                kept += [code, one]
                names.add(str(one))
            code += 1
        made = Dictionary(dict(encoding.items()))
        made["/Differences"] = Array(kept)
        self.holder["/Encoding"] = made
        drawn = self.holder.get("/CharProcs")
        if isinstance(drawn, Dictionary):
            own = {key: value for key, value in drawn.items() if key in names}
            self.holder["/CharProcs"] = Dictionary(own)


def _to_unicode(letters: Mapping[bytes, str]) -> bytes:
    rows = [(code, text) for code, text in sorted(letters.items()) if text]
    size = max((len(code) for code, _ in rows), default=1)
    said = [f"<{code.hex()}> <{text.encode('utf-16-be').hex()}>".encode() for code, text in rows]
    made = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        b"/CMapName /Udeladt def /CMapType 2 def 1 begincodespacerange",
        b"<" + b"00" * size + b"> <" + b"ff" * size + b">\nendcodespacerange",
    ]
    for at in range(0, len(said), 100):
        part = said[at : at + 100]
        made += [b"%d beginbfchar" % len(part), *part, b"endbfchar"]
    return b"\n".join((*made, b"endcmap CMapName currentdict /CMap defineresource pop end end"))


def _write(
    pdf: pikepdf.Pdf,
    page: Page,
    shown: Mapping[int, Mapping[bytes, bytes]],
    written: set[tuple[int, int]],
) -> None:
    """Write a page and its forms with the new codes."""
    shows: dict[int, dict[int, Show]] = {}
    drawings: dict[int, Drawing] = {}
    for letter in page.letters:
        show = letter.show
        if id(show.state.font) in shown:
            shows.setdefault(id(show.drawing), {})[show.index] = show
            drawings[id(show.drawing)] = show.drawing
    for key, drawing in drawings.items():
        if drawing.stream.objgen in written:
            continue
        written.add(drawing.stream.objgen)
        made = [
            _renumbered(one, shows[key][index], shown) if index in shows[key] else one
            for index, one in enumerate(drawing.instructions)
        ]
        data = pikepdf.unparse_content_stream(made)
        if isinstance(drawing.stream, Stream):
            drawing.stream.write(data)
        else:
            drawing.stream["/Contents"] = pdf.make_indirect(Stream(pdf, data))


def _renumbered(one: Any, show: Show, shown: Mapping[int, Mapping[bytes, bytes]]) -> Any:
    font = show.state.font or Font()
    codes = shown[id(font)]

    def new(piece: Any) -> Any:
        if not isinstance(piece, String):
            return piece
        return String(b"".join(codes[glyph.code] for glyph in font.glyphs(bytes(piece))))

    *before, last = list(one.operands)
    given = Array([new(each) for each in last]) if isinstance(last, Array) else new(last)
    return ContentStreamInstruction([*before, given], one.operator)
