"""The logical tree of a PDF as a reader finds it, and the one that a ``Document`` asks for.

Both are trees of ``(what, children)``; a child is text or such a pair. Blanks are evened out.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import unquote

import pypdf
from pypdf.generic import ContentStream

from moedebog.blocks import (
    Block,
    Blocks,
    BulletList,
    Cell,
    CodeBlock,
    Counting,
    Footnote,
    Heading,
    Inlines,
    LabelledList,
    NumberedList,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    ThematicBreak,
    notes_in,
)
from moedebog.columns import has_row_headers
from moedebog.document import Afsnitstekst, Art, Document
from texts import BULLETS

Tree = tuple[str, list[Any]]

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufe0f\ufeff"))
_READ_AS = {**_UNSEEN, 0x2010: "-", 0x2011: "-"}
"""A hyphen is read as people type it, whichever it is."""


def even(text: str) -> str:
    """Text as it can be compared: composed, nothing unseen, one kind of blank."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_READ_AS).split())


def dump(tree: Tree, depth: int = 0) -> Iterator[str]:
    """The tree as text, in the manner of YAML: a line for each node and each text."""
    what, children = tree
    lead = "  " * depth + "- "
    if all(isinstance(child, str) for child in children):
        yield f"{lead}{what}: {even(' '.join(children))}".rstrip(": ")
        return
    yield f"{lead}{what}:"
    for child in children:
        if isinstance(child, str):
            yield "  " * (depth + 1) + f"- {even(child)}"
        else:
            yield from dump(child, depth + 1)


def text_of(tree: Tree) -> str:
    """All characters below a node, with nothing put between them."""
    return "".join(child if isinstance(child, str) else text_of(child) for child in tree[1])


_PARAGRAPHS = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "Caption"}


def paragraphs(tree: Tree) -> Iterator[str]:
    """The text of each paragraph, label, caption and heading."""
    if tree[0] in _PARAGRAPHS:
        yield even(text_of(tree))
        return
    for child in tree[1]:
        if not isinstance(child, str):
            yield from paragraphs(child)


# --- what is in the file --------------------------------------------------------------------


def _open(data: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(data))


class Reading:
    """The structure of a file."""

    def __init__(self, data: bytes) -> None:
        self.reader = _open(data)
        self.texts: dict[tuple[int, int], str] = {}
        """By page (its index) and number of the marked content."""
        self.artifacts: list[tuple[int, str, str]] = []
        """Page, subtype and text."""
        self.pictures: set[tuple[int, int]] = set()
        for index, page in enumerate(self.reader.pages):
            self._read(index, page)
        self.in_notes: set[tuple[int, int]] = set()
        """The marked content of notes, which stand at the foot of a page."""
        self._index = {
            page.indirect_reference.idnum: number for number, page in enumerate(self.reader.pages)
        }
        self.order: list[tuple[int, int]] = []
        """Page and number of all marked content, in the order of the tree."""
        self.tree = self._element(self.reader.root_object["/StructTreeRoot"]["/K"].get_object())

    def _read(self, index: int, page: Any) -> None:
        fonts = {
            name: _codes(font.get_object()["/ToUnicode"].get_data().decode())
            for name, font in page["/Resources"]["/Font"].items()
        }
        now: tuple[str, Any] | None = None
        codes: dict[int, str] = {}
        for operands, operator in ContentStream(page["/Contents"], self.reader).operations:
            if operator in (b"BDC", b"BMC"):
                assert now is None, "marked content inside marked content"
                now = (operands[0], operands[1] if operator == b"BDC" else {})
                if now[0] == "/Artifact":
                    self.artifacts.append((index, now[1].get("/Subtype", ""), ""))
            elif operator == b"EMC":
                now = None
            elif operator == b"Tf":
                codes = fonts[operands[0]]
            elif operator in (b"Tj", b"TJ"):
                assert now is not None, "text that is neither content nor artifact"
                strings = operands if operator == b"Tj" else operands[0]
                text = "".join(
                    codes[code]
                    for string in strings
                    if not isinstance(string, (int, float))
                    for code in _bytes(string)
                )
                if now[0] == "/Artifact":
                    *where, before = self.artifacts[-1]
                    self.artifacts[-1] = (*where, before + text)  # type: ignore[assignment]
                else:
                    key = (index, now[1]["/MCID"])
                    self.texts[key] = self.texts.get(key, "") + text
            elif operator in (b"S", b"f", b"Do"):
                assert now is not None, "drawing that is neither content nor artifact"
                if operator == b"Do" and now[0] != "/Artifact":
                    self.pictures.add((index, now[1]["/MCID"]))

    def _element(self, element: Any) -> Tree:
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        page = element.get("/Pg")
        children: list[Any] = []
        target = ""
        begun = len(self.order)
        for kid in kids:
            kid = kid.get_object()
            if isinstance(kid, int):
                children.append(self._content(page, kid))
            elif kid.get("/Type") == "/MCR":
                children.append(self._content(kid.get("/Pg", page), kid["/MCID"]))
            elif kid.get("/Type") == "/OBJR":
                target = _target(kid["/Obj"])
            else:
                assert kid["/P"] == element
                children.append(self._element(kid))
        children = [child for child in children if child is not None]
        if element["/S"] == "/Note":
            self.in_notes.update(self.order[begun:])
        return _described(element) + target, _joined(children)

    def _content(self, page: Any, number: int) -> str | None:
        key = (self._index[page.indirect_reference.idnum], number)
        self.order.append(key)
        return None if key in self.pictures else self.texts[key]


def _target(link: Any) -> str:
    assert link["/Subtype"] == "/Link"
    assert link["/Contents"].strip()
    assert link["/F"] == 4
    return " " + (unquote(link["/A"]["/URI"]) if "/A" in link else "#")


def _described(element: Any) -> str:
    what = str(element["/S"][1:])
    attributes = element.get("/A", {})
    for name in ("/ListNumbering", "/Scope", "/ColSpan"):
        if name in attributes:
            what += f" {str(attributes[name]).removeprefix('/')}"
    if "/RowSpan" in attributes:
        what += f" x {attributes['/RowSpan']}"
    for name in ("/Lang", "/Alt"):
        if name in element:
            what += f" {element[name]}"
    return what


def _joined(children: Iterable[Any]) -> list[Any]:
    """Texts that follow one another as one; texts that are only blank left out."""
    found: list[Any] = []
    for child in children:
        if isinstance(child, str) and found and isinstance(found[-1], str):
            found[-1] += child
        else:
            found.append(child)
    return [child for child in found if not isinstance(child, str) or child]


def _codes(cmap: str) -> dict[int, str]:
    pairs = re.findall(r"<(\w\w)> <(\w+)>", cmap.split("endcodespacerange")[1])
    return {int(c, 16): bytes.fromhex(u).decode("utf-16-be") for c, u in pairs}


def _bytes(string: Any) -> bytes:
    return string if isinstance(string, bytes) else bytes(string.original_bytes)


# --- what the document asks for -------------------------------------------------------------


def outline(d: Document, page_numbers: Sequence[str] = ()) -> Tree:
    """The tree of a document; ``page_numbers`` are those of the overview, where it has them."""
    parts: list[Tree] = [_p(d.forum), ("H1", [d.overskrift]), _p(d.dato_tekst)]
    parts += [_p(words) for words in (d.fortrolighed, d.status) if words]
    if d.fakta.items:
        parts.append(_block(d.fakta))
    parts += _blocks(d.indledning)
    if d.oversigt.linjer:
        parts += [("H2", [d.oversigt.overskrift]), _overview(d, page_numbers)]
    for punkt in d.punkter:
        if punkt.gruppe:
            parts.append((_heading(punkt.gruppe.niveau), [punkt.gruppe.overskrift]))
        parts.append((_heading(punkt.niveau), [punkt.overskrift]))
        parts += [_p(punkt.undertitel)] if punkt.undertitel else []
        for section in punkt.afsnit:
            parts += _section(section)
    for section in d.slutafsnit:
        parts += _section(section)
    return "Document", list(parts)


def _heading(level: int) -> str:
    """All headings stand below the title."""
    return f"H{min(level + 1, 6)}"


def _section(section: Afsnitstekst) -> list[Tree]:
    heading = [(_heading(section.niveau), [section.overskrift])] if section.overskrift else []
    return [*heading, *_blocks(section.tekst, above=section.niveau)]


def _overview(d: Document, numbers: Sequence[str]) -> Tree:
    heads = [column.overskrift for column in d.oversigt.kolonner]
    heads += [d.oversigt.side_overskrift] if numbers else []
    rows = []
    for index, line in enumerate(d.oversigt.linjer):
        link = ("P", [("Link #", [line.titel])])
        if line.art is Art.GRUPPE:
            cells = [(f"TD {len(d.oversigt.kolonner)}", [link])]
        else:
            cells = [
                ("TD", [link] if c.noegle == "titel" else _filled(getattr(line, c.noegle)))
                for c in d.oversigt.kolonner
            ]
        cells += [("TD", [_p(numbers[index])])] if numbers else []
        rows.append(("TR", cells))
    head = ("TR", [("TH Column", [_p(words)]) for words in heads])
    return "Table", [("THead", [head]), ("TBody", rows)]


def _filled(words: str) -> list[Tree]:
    return [_p(words)] if words else []


def _p(words: str) -> Tree:
    return "P", [words]


def _blocks(blocks: Blocks, depth: int = 0, above: int = 0, numbered: int = 0) -> list[Tree]:
    found = []
    for block in blocks:
        if not isinstance(block, ThematicBreak):
            found.append(_block(block, depth, above, numbered))
        if isinstance(block, (Paragraph, Heading)):
            found += map(_note, notes_in(block.inlines))
    return found


def _note(note: Footnote) -> Tree:
    return "Note", [("Lbl", [str(note.number)]), *_blocks(note.paragraphs)]


def _block(block: Block, depth: int = 0, above: int = 0, numbered: int = 0) -> Tree:
    match block:
        case Paragraph():
            return "P", _inlines(block.inlines)
        case Heading():
            deeper = max(block.level - above, 1)  # in the standard style the first is bold alone
            looks = {"strong": True} if deeper == 1 else {"emphasis": True}
            return _heading(block.level), _inlines(block.inlines, **looks)
        case BulletList():
            how = ("Disc", "None", "Disc")[min(depth, 2)]
            marks = [BULLETS[min(depth, 2)]] * len(block.items)
            return _list(how, marks, [item.blocks for item in block.items], depth, numbered)
        case NumberedList():
            counting = Counting.at(numbered)
            marks = [counting.label(n) for n, _ in enumerate(block.items, block.start)]
            how = ("Decimal", "LowerAlpha", "LowerRoman")[numbered % 3]
            return _list(how, marks, [item.blocks for item in block.items], depth, numbered + 1)
        case LabelledList():
            marks = [item.label for item in block.items]
            return _list("None", marks, [item.blocks for item in block.items], depth, numbered)
        case Table():
            caption = [("Caption", [block.caption])] if block.caption else []
            heads_rows = has_row_headers(block)
            cells = [("TH Column", _blocks(cell.blocks)) for cell in block.header]
            if heads_rows and not block.header[0].blocks:
                cells[0] = ("TD", [])
            rows = [("TR", _row(row, heads_rows)) for row in block.rows]
            if not rows:
                return "Table", [*caption, ("TR", cells)]
            return "Table", [*caption, ("THead", [("TR", cells)]), ("TBody", rows)]
        case Quote():
            return "BlockQuote", list(_blocks(block.blocks, depth, numbered=numbered))
        case CodeBlock():
            return "P", [("Code", [block.text])]
        case Picture():
            return f"Figure {block.alt}", []
    raise AssertionError(block)


def _row(cells: Sequence[Cell], heads_row: bool) -> list[Tree]:
    found = []
    for index, cell in enumerate(cells):
        if cell.covered:
            continue
        what = "TD" if index or not heads_row else "TH Row"
        what += f" {cell.columns}" if cell.columns > 1 else ""
        what += f" x {cell.rows}" if cell.rows > 1 else ""
        found.append((what, list(_blocks(cell.blocks))))
    return found


def _list(how: str, marks: list[str], items: list[Blocks], depth: int, numbered: int) -> Tree:
    found = []
    for mark, blocks in zip(marks, items, strict=True):
        body = ("LBody", list(_blocks(blocks, depth + 1, numbered=numbered)))
        found.append(("LI", [("Lbl", [mark]), body] if blocks else [("LBody", [_p(mark)])]))
    return f"L {how}", found


def _inlines(inlines: Inlines, strong: bool = False, emphasis: bool = False) -> list[Any]:
    """``strong`` and ``emphasis`` tell what the style of the text is by itself."""
    bold, slanted = [] if strong else [_strong], [] if emphasis else [_emphasis]
    found: list[Any] = []
    for mark, group in groupby(inlines, key=lambda i: isinstance(i, Footnote)):
        if mark:
            links = (("Link #", [str(i.number)]) for i in group if isinstance(i, Footnote))
            found += [("Reference", [link]) for link in links]
        else:
            runs = [i if isinstance(i, Run) else Run(" ") for i in group]
            found += _nest(runs, [_link, _language, *bold, *slanted, _code])
    return found


def _link(run: Run) -> str:
    if run.link is None:
        return ""
    return "Link #" if run.link.startswith("#") else f"Link {run.link}"


def _language(run: Run) -> str:
    return f"Span {run.language}" if run.language else ""


def _strong(run: Run) -> str:
    return "Strong" if run.strong else ""


def _emphasis(run: Run) -> str:
    return "Em" if run.emphasis else ""


def _code(run: Run) -> str:
    return "Code" if run.code else ""


def _nest(runs: list[Run], kinds: list[Any]) -> list[Any]:
    if not kinds:
        return ["".join(run.text for run in runs)]
    found: list[Any] = []
    for what, group in groupby(runs, kinds[0]):
        inner = _nest(list(group), kinds[1:])
        found += [(what, inner)] if what else inner
    return _joined(found)
