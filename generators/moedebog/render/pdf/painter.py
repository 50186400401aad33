"""Draws on a ReportLab canvas: characters, rules, pictures, links, bookmarks.

Text is written into the page's stream directly, one text object for each paragraph.
Every piece comes with its node of the logical tree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, cast

from reportlab.lib.utils import ImageReader

from moedebog.addresses import ascii_link
from moedebog.render.pdf.flowables import Bookmark, DrawnPicture
from moedebog.render.pdf.fonts import Face
from moedebog.render.pdf.lines import Line, Segment
from moedebog.render.pdf.sheet import Look, Mark
from moedebog.settings.colour import Colour
from tagged import ARTIFACT, Attachment, Metadata, Node, Role, TaggedCanvas

_SAFE_NAME = re.compile(r"[^A-Za-z0-9._-]")
_SHARE = {"left": 0.0, "right": 1.0, "center": 0.5}
"""Of the room that a line leaves over, how much lies before it."""
_MIDDLE = 0.26
"""How far above the baseline, in its size, a line goes through struck text."""
_ESCAPES = {"(": "\\(", ")": "\\)", "\\": "\\\\"}


class _Writer:
    """The codes of one font in one file."""

    def __init__(self, face: Face, document: Any) -> None:
        self.face = face
        self.document = document
        self._known: set[str] = set()
        self._codes: dict[int, str] = {}
        self._first = ""

    def encode(self, text: str) -> list[tuple[str, str]]:
        """``text`` as parts: the font's name in the file, and a string in its codes."""
        if self._known.issuperset(text) or self._learn(text):
            return [(self._first, text.translate(self._codes))]
        document = self.document
        font: Any = self.face.font
        return [
            (font.getSubsetInternalName(subset, document), "".join(map(_escape, codes)))
            for subset, codes in font.splitString(text, document)
        ]

    def _learn(self, text: str) -> bool:
        """Give the characters codes; whether the font's first 256 codes hold all of them."""
        font: Any = self.face.font
        font.splitString(text, self.document)
        self._first = font.getSubsetInternalName(0, self.document)
        assigned = font.state[self.document].assignments
        for character in set(text) - self._known:
            code = assigned[ord(" " if character == "\xa0" else character)]
            if code < 256:
                self._known.add(character)
                self._codes[ord(character)] = _escape(code)
        return self._known.issuperset(text)


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
        self._buffer = BytesIO()
        self._canvas = TaggedCanvas(
            self._buffer, tree, about, font=base.name, attachments=attachments, pagesize=size
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
        text = _TextObject(self._canvas, self._fill)
        linked = []
        struck = []
        share = _SHARE[align]
        for index, line in enumerate(lines):
            at, y = x + share * (width - line.width), baseline - index * leading
            text.go_to(at, y)
            for segment in line.segments:
                look = segment.look
                if tagged and (look.marks or path):
                    path = _descend(node, path, look.marks)
                text.belongs_to(path[-1][1] if path else node)
                text.write(look, self._writer(look.face).encode(segment.text))
                if look.link is not None:
                    linked.append((segment, at, y, path[0][1] if path else None))
                if look.struck:
                    struck.append((segment, at, y))
                at += segment.width
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

    def _finish_link(self, segment: Segment, x: float, y: float, node: Node | None) -> None:
        """Underline part of a link and make it clickable, unless it is an artifact."""
        look = segment.look
        self.rule(x, y - look.size * 0.14, segment.width, look.size * 0.05, look.colour)
        if node is not None and look.link is not None:
            node.description += segment.text
            area = (x, y - look.size * 0.3, segment.width, look.size * 1.25)
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
        """Draw a picture; ``y`` is its lower edge."""
        node = ARTIFACT if self.repeating else node
        image = ImageReader(BytesIO(picture.data))
        with self._canvas.tag(node):
            self._canvas.drawImage(image, x, y, width, height, mask="auto")
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
        self._canvas.bookmarkPage(name, fit="XYZ", left=0, top=round(y + 12, 2), zoom=0)
        if bookmark.title:
            level = min(bookmark.level - 1, self._level + 1)
            self._level = level
            closed = not bookmark.open
            self._canvas.addOutlineEntry(bookmark.title, name, level=level, closed=closed)

    # --- the file

    def know_pages(self, pages: Mapping[str, int]) -> None:
        """Tell on which page each anchor lies."""
        self._pages = pages

    def end_page(self) -> None:
        """Finish a page and begin the next."""
        self._canvas.showPage()
        self._new_page()

    def finish(self) -> bytes:
        """The whole file."""
        if self._level >= 0:
            self._canvas.showOutline()
        self._canvas.save()
        return self._buffer.getvalue()


class _TextObject:
    """The operators of one text object of PDF."""

    def __init__(self, canvas: TaggedCanvas, fill: Colour | None) -> None:
        self.fill = fill
        """The colour of what is filled."""
        self._canvas = canvas
        self._out = ["BT"]
        self._node: Node | None = None
        self._font: tuple[str, float] | None = None
        self._rise = 0.0
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

    def write(self, look: Look, parts: Sequence[tuple[str, str]]) -> None:
        """Write characters, given by the names of their fonts and their codes."""
        out = self._out
        if self._move:
            out.append(self._move)
            self._move = ""
        if look.colour != self.fill:
            self.fill = look.colour
            out.append("{:.3f} {:.3f} {:.3f} rg".format(*look.colour))
        if look.rise != self._rise:
            self._rise = look.rise
            out.append(f"{look.rise:.2f} Ts")
        for name, codes in parts:
            if (name, look.size) != self._font:
                self._font = (name, look.size)
                out.append(f"{name} {look.size:.2f} Tf")
            out.append(f"({codes}) Tj")

    def finish(self) -> str:
        """All of them."""
        if self._node is not None:
            self._out.append(self._canvas.unmark())
        if self._rise:
            self._out.append("0 Ts")
        return " ".join([*self._out, "ET"])


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
        path = (*path, (mark, parent.add(mark.role, language=mark.language)))
    return path


def _name(anchor: str) -> str:
    """An anchor as the name of a destination: letters without accents, figures, ``.-_``."""
    return _SAFE_NAME.sub(lambda match: f"_{ord(match[0]):x}", anchor)
