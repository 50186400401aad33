"""Draws on a ReportLab canvas: characters, rules, pictures, links, bookmarks.

Text is written into the page's stream directly, one text object for each paragraph.
Every piece comes with its node of the logical tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from moedebog.addresses import ascii_link
from moedebog.bidi import in_order
from moedebog.diagnostics import Problems
from moedebog.pictures import NoPicture, fit
from moedebog.render.pdf.flowables import Bookmark, DrawnPicture
from moedebog.render.pdf.fonts import Face
from moedebog.render.pdf.glyphs import Shape, moved
from moedebog.render.pdf.lines import Line, Segment
from moedebog.render.pdf.sheet import Look, Mark
from moedebog.settings.colour import Colour
from tagged import ARTIFACT, Attachment, Metadata, Node, Role, TaggedCanvas

_SAFE_NAME = re.compile(r"[^A-Za-z0-9._-]")
_SHARE = {"left": 0.0, "right": 1.0, "center": 0.5}
"""Of the room that a line leaves over, how much lies before it."""
_MIDDLE = 0.26
"""How far above the baseline, in its size, a line goes through struck text."""
_GROUND_BELOW, _GROUND_HIGH = 0.3, 1.25
"""How far below the baseline a ground begins, and how high it is, in the size of the type."""
_SOFT = "\u00ad"
"""At the end of a line: a word goes on on the next one."""
_SAID = {0xAD: None, 0x200F: None, 0x2011: "-"}
"""What is not said of a link, or otherwise than drawn."""
_ASCII = "\x7f"
_BLANKS = re.compile("( )")
_ESCAPES = {"(": "\\(", ")": "\\)", "\\": "\\\\"}


class _Part(Struct, frozen=True, eq=False, gc=False):
    """Characters in the codes of one font of the file."""

    font: str
    rise: float
    """How far they stand above the line, in parts of their size."""
    codes: str
    """The inside of an array of strings, without the first and the last parenthesis."""


class _Writer:
    """The codes of one font in one file."""

    def __init__(self, face: Face, document: Any) -> None:
        self.face = face
        self.document = document
        self._font: Any = face.font
        self._codes: dict[int, str] = {}
        self._words: dict[str, Shape] = {}
        """The words that are not plain, in this file's codes."""
        self._font.splitString("", document)
        self._first: str = self._font.getSubsetInternalName(0, document)

    def encode(self, text: str) -> list[_Part]:
        """``text`` in the font's codes, kerned as its words and spaces ask for."""
        known = self._words
        words = text.split(" ")
        shapes: list[Shape] = []
        for shape in map(self.face.shape, words):
            if not shape.plain:
                word = words[len(shapes)]
                in_file = known.get(word) or self._learn(word, shape)
                if in_file is None:
                    return self._slowly(words)
                shape = in_file
            shapes.append(shape)
        codes = shapes[0].codes
        if len(shapes) > 1:
            codes += "".join([a.after + b.spaced for a, b in pairwise(shapes)])
        return [_Part(self._first, 0, codes)]

    def hyphen(self, after: str) -> list[_Part]:
        """The hyphen of a word that goes on on the next line."""
        width, last = self.face.width, after.rpartition(" ")[2]
        by = width(last) + width(_SOFT) - width(last + _SOFT)
        (part,) = self.encode(_SOFT)
        return [replace(part, codes=moved(1000 * by) + part.codes)]

    def _learn(self, word: str, shape: Shape) -> Shape | None:
        """A word in codes; none where they are not all among the font's first 256."""
        if shape.rises:
            return None
        codes = shape.codes
        new = "".join([c for c in codes if c > _ASCII and ord(c) not in self._codes])
        if new:
            self._font.splitString(new, self.document)
            assigned = self._font.state[self.document].assignments
            for code in map(ord, new):
                if assigned[code] > 255:
                    return None
                self._codes[code] = f"\\{assigned[code]:03o}"
        codes = codes.translate(self._codes)
        found = self._words[word] = replace(shape, codes=codes, spaced=shape.space + codes)
        return found

    def _slowly(self, words: Sequence[str]) -> list[_Part]:
        """The same where not all codes are in the font's first subset, or where glyphs rise."""
        made: list[_Part] = []
        after = ""
        for index, word in enumerate(words):
            shape = self.face.shape(word)
            if index:
                last = made.pop() if made else _Part(self._first, 0, "")
                made.append(replace(last, codes=last.codes + after + shape.space))
            made += self._parts(word)
            after = shape.after
        return made

    def _parts(self, word: str) -> Iterator[_Part]:
        """A word cut where another subset of its font begins, or where it rises."""
        _, glyphs = self.face.glyphs(word)
        coded = self._font.splitString("".join([g.character for g in glyphs]), self.document)
        subsets = [(subset, code) for subset, codes in coded for code in codes]
        current, level = -1, 0.0
        out: list[str] = []
        for (subset, code), glyph in zip(subsets, glyphs, strict=True):
            if (subset, glyph.rise) != (current, level):
                if out:
                    yield self._part(current, level, out)
                current, level, out = subset, glyph.rise, []
            out += moved(glyph.before), _escape(code), moved(glyph.after)
        if out:
            yield self._part(current, level, out)

    def _part(self, subset: int, rise: float, codes: list[str]) -> _Part:
        name: str = self._font.getSubsetInternalName(subset, self.document)
        return _Part(name, rise, "".join(codes))


def _escape(code: int) -> str:
    character = chr(code)
    if 32 <= code < 127:
        return _ESCAPES.get(character, character)
    return f"\\{code:03o}"


class CanvasPainter:
    """A ``Painter`` that draws on the pages of one PDF file."""

    def __init__(
        self,
        size: tuple[float, float],
        base: Face,
        tree: Node,
        about: Metadata,
        attachments: Sequence[Attachment] = (),
    ) -> None:
        self._canvas = TaggedCanvas(
            BytesIO(), tree, about, font=base.name, attachments=attachments, pagesize=size
        )
        self._writers: dict[Face, _Writer] = {}
        self._paths: dict[Node, _Path] = {}
        self._pages: Mapping[str, int] = {}
        self._level = -1
        self._marked: set[str] = set()
        self.repeating = False
        """What is drawn now has been drawn before, on an earlier page."""
        self._new_page()

    def _new_page(self) -> None:
        self._fill: Colour | None = None
        self._stroke: Colour | None = None

    # --- text

    def lines(
        self,
        lines: Sequence[Line],
        x: float,
        baseline: float,
        leading: float,
        *,
        width: float,
        align: str,
        node: Node,
    ) -> None:
        """Draw lines of text; see ``Painter``."""
        node = ARTIFACT if self.repeating else node
        tagged = node.role is not Role.ARTIFACT
        path: _Path = self._paths.pop(node, ()) if tagged else ()
        share = _SHARE[align]
        self._grounds(lines, x, baseline, leading, width * share, share)
        text = _TextObject(self._canvas, self._fill)
        linked = []
        struck = []
        for index, line in enumerate(lines):
            at, y = x + share * (width - line.width), baseline - index * leading
            levels = [segment.look.level for segment in line.segments]
            mixed = any(levels)
            lefts = _lefts(line.segments, levels, at)
            if not mixed:
                text.go_to(at, y)
            for segment, left in zip(line.segments, lefts, strict=True):
                look, at = segment.look, left
                if tagged and (look.marks or path):
                    path = _descend(node, path, look.marks)
                text.belongs_to(path[-1][1] if path else node)
                words = segment.text.removesuffix(_SOFT)
                if mixed:
                    self._write_mixed(text, segment, left, y)
                else:
                    text.write(look, self._writer(look.face).encode(words))
                if words is not segment.text:  # the hyphen is none of the text's characters
                    text.belongs_to(ARTIFACT)
                    text.write(look, self._writer(look.face).hyphen(words))
                if look.link is not None:
                    linked.append((segment, at, y, _link_of(path)))
                if look.struck:
                    struck.append((segment, at, y))
        self._fill = text.fill
        self._canvas.insert(text.finish())
        if path:
            self._paths[node] = path
        for segment, left, y, link in linked:
            self._finish_link(segment, left, y, link)
        for segment, left, y in struck:
            look = segment.look
            middle = y + look.rise + look.size * _MIDDLE
            width = segment.width - look.space * segment.text.endswith(" ")
            self.rule(left, middle, width, look.size * 0.06, look.colour)

    def _grounds(
        self,
        lines: Sequence[Line],
        x: float,
        baseline: float,
        leading: float,
        over: float,
        share: float,
    ) -> None:
        """Draw what lies behind parts of lines: they begin ``over`` less their share of their own
        width to the right of ``x``."""
        for index, line in enumerate(lines):
            if not any(segment.look.ground for segment in line.segments):
                continue
            levels = [segment.look.level for segment in line.segments]
            lefts = _lefts(line.segments, levels, x + over - share * line.width)
            for segment, left in zip(line.segments, lefts, strict=True):
                look = segment.look
                if look.ground is not None:
                    width = segment.width - look.space * segment.text.endswith(" ")
                    low = baseline - index * leading + look.rise - look.size * _GROUND_BELOW
                    self.box(left, low, width, look.size * _GROUND_HIGH, look.ground)

    def _write_mixed(self, text: _TextObject, segment: Segment, left: float, y: float) -> None:
        """Write part of a line of which something runs to the left."""
        look = segment.look
        writer = self._writer(look.face)
        if not look.level % 2:
            text.go_to(left, y)
            text.write(look, writer.encode(segment.text.removesuffix(_SOFT)))
            return
        at = left + segment.width
        for part in _BLANKS.split(segment.text):
            if part:
                at -= look.space if part == " " else look.face.width(part) * look.size
                text.go_to(at, y)
                text.write(look, writer.encode(part))

    def _finish_link(self, segment: Segment, x: float, y: float, node: Node | None) -> None:
        """Underline part of a link and make it clickable, unless it is an artifact."""
        look = segment.look
        if not look.note:  # a raised number is known to be one
            self.rule(x, y - look.size * 0.14, segment.width, look.size * 0.05, look.colour)
        if node is not None and look.link is not None:
            node.description += segment.text.translate(_SAID)
            area = (x, y + look.rise - look.size * 0.3, segment.width, look.size * 1.25)
            self.link_area(*area, look.link, node)

    def _writer(self, face: Face) -> _Writer:
        writer = self._writers.get(face)
        if writer is None:
            writer = self._writers[face] = _Writer(face, cast(Any, self._canvas)._doc)
        return writer

    # --- decoration, drawn for no node

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle; ``y`` is its lower edge."""
        if colour != self._fill:
            self._fill = colour
            self._canvas.draw("{:.3f} {:.3f} {:.3f} rg".format(*colour))
        self._canvas.draw(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def rule(self, x: float, y: float, length: float, thickness: float, colour: Colour) -> None:
        """Draw a horizontal rule."""
        if colour != self._stroke:
            self._stroke = colour
            self._canvas.draw("{:.3f} {:.3f} {:.3f} RG".format(*colour))
        end = x + length
        self._canvas.draw(f"{thickness:.2f} w {x:.2f} {y:.2f} m {end:.2f} {y:.2f} l S")

    def frame(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Draw the outline of a rectangle."""
        self._stroke = colour
        self._canvas.draw("{:.3f} {:.3f} {:.3f} RG".format(*colour))
        self._canvas.draw(f"0.8 w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    # --- pictures and links

    def picture(
        self, picture: DrawnPicture, x: float, y: float, width: float, height: float, node: Node
    ) -> None:
        """Draw a picture; ``y`` is its lower edge. Raises ``Problems`` where it is not whole."""
        node = ARTIFACT if self.repeating else node
        try:
            made = fit(picture.path, (width / 72, height / 72))
        except NoPicture as error:
            raise Problems([error.at(picture.position, picture.path.name)]) from error
        with self._canvas.tag(node):
            self._canvas.picture(made.data, x, y, width, height)
        if node is not ARTIFACT:
            node.box = (x, y, x + width, y + height)

    def link_area(
        self, x: float, y: float, width: float, height: float, target: str, node: Node
    ) -> None:
        """Make a rectangle lead to ``target``; ``y`` is its lower edge."""
        rect = (round(x, 2), round(y, 2), round(x + width, 2), round(y + height, 2))
        if target.startswith("#"):
            target = f"#{_name(target[1:])}"
        self._canvas.link(node, rect, ascii_link(target))

    def page_of(self, anchor: str) -> str:
        """The number of the page on which an anchor lies."""
        return str(self._pages[anchor])

    def place(self, bookmark: Bookmark, x: float, y: float) -> None:  # noqa: ARG002
        """Make a place to jump to, and its entry in the outline. The first of a name counts."""
        name = _name(bookmark.anchor)
        while name in self._marked:
            name += "_"
        self._marked.add(name)
        self._canvas.bookmarkPage(name, fit="XYZ", left="0", top=f"{round(y + 12, 2):g}", zoom="0")
        if bookmark.title:
            level = min(bookmark.level - 1, self._level + 1)
            self._level = level
            closed = not bookmark.open
            self._canvas.addOutlineEntry(bookmark.title, name, level=level, closed=closed)

    # --- the file

    def know_pages(self, pages: Mapping[str, int]) -> None:
        """Tell on which page each anchor lies."""
        self._pages = pages

    def page_size(self, size: tuple[float, float]) -> None:
        """Make the page that is being drawn as large as this; so are those after it."""
        self._canvas.setPageSize(size)

    def end_page(self) -> None:
        """Finish a page and begin the next."""
        self._canvas.showPage()
        self._new_page()

    def finish(self) -> bytes:
        """The whole file."""
        if self._level >= 0:
            self._canvas.showOutline()
        return self._canvas.getpdfdata()


class _TextObject:
    """The operators of one text object of PDF."""

    def __init__(self, canvas: TaggedCanvas, fill: Colour | None) -> None:
        self.fill = fill
        """The colour of what is filled."""
        self._canvas = canvas
        self._out = ["BT"]
        self._node: Node | None = None
        self._font: tuple[str, float] | None = None
        self._rise = self._spacing = 0.0
        self._at = 0.0, 0.0
        self._move = ""

    def go_to(self, x: float, y: float) -> None:
        """Begin a line at this place."""
        self._move = f"{x - self._at[0]:.2f} {y - self._at[1]:.2f} Td"
        self._at = round(x, 2), round(y, 2)

    def belongs_to(self, node: Node) -> None:
        """What is written from here on belongs to ``node``."""
        if node is self._node:
            return
        if self._node is not None:
            self._out.append(self._canvas.unmark())
        self._out.append(self._canvas.mark(node))
        self._node = node

    def write(self, look: Look, parts: Sequence[_Part]) -> None:
        """Write characters."""
        out = self._out
        if self._move:
            out.append(self._move)
            self._move = ""
        if look.colour != self.fill:
            self.fill = look.colour
            out.append("{:.3f} {:.3f} {:.3f} rg".format(*look.colour))
        for part in parts:
            name, codes = part.font, part.codes
            rise = look.rise + part.rise * look.size
            if rise != self._rise:
                self._rise = rise
                out.append(f"{rise:.2f} Ts")
            if look.spacing != self._spacing:
                self._spacing = look.spacing
                out.append(f"{look.spacing:.2f} Tc")
            if (name, look.size) != self._font:
                self._font = (name, look.size)
                out.append(f"{name} {look.size:.2f} Tf")
            out.append(f"[({codes})]TJ" if ")" in codes else f"({codes})Tj")

    def finish(self) -> str:
        """All of them."""
        if self._node is not None:
            self._out.append(self._canvas.unmark())
        self._out += ["0 Ts"] * (self._rise != 0) + ["0 Tc"] * (self._spacing != 0)
        return " ".join([*self._out, "ET"])


def _lefts(segments: Sequence[Segment], levels: Sequence[int], at: float) -> list[float]:
    """Where each part of a line begins that begins at a place; ``levels`` is as in ``bidi``."""
    if len(segments) == 1:
        return [at]
    order: Sequence[int] = range(len(segments))
    if any(levels):
        order = in_order(order, levels)
    lefts = [0.0] * len(segments)
    for index in order:
        lefts[index] = at
        at += segments[index].width
    return lefts


_Path = tuple[tuple[Mark, Node], ...]
"""The nodes inside a paragraph around a passage, from the outermost on, each with what made it."""


def _descend(node: Node, path: _Path, marks: Sequence[Mark]) -> _Path:
    """The nodes around a passage; those that go on from the passage before it are the same."""
    shared = 0
    while shared < min(len(path), len(marks)) and path[shared][0] == marks[shared]:
        shared += 1
    path = path[:shared]
    for mark in marks[shared:]:
        parent = path[-1][1] if path else node
        made = parent.add(mark.role, language=mark.language)
        if mark.refers is not None:
            made.refers += (mark.refers,)
            mark.refers.refers += (made,)
        path = (*path, (mark, made))
    return path


def _link_of(path: _Path) -> Node | None:
    """The link among the nodes around a passage."""
    return next((made for mark, made in path if mark.role is Role.LINK), None)


def _name(anchor: str) -> str:
    """An anchor as the name of a destination: letters without accents, figures, ``.-_``."""
    return _SAFE_NAME.sub(lambda match: f"_{ord(match[0]):x}", anchor)
