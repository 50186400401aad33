"""Draws on a ReportLab canvas: characters, rules, pictures, links, bookmarks.

Text is written into the page's stream directly, one text object for each paragraph.
Every piece comes with its node of the logical tree.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any, cast
from urllib.parse import quote

from reportlab.lib.utils import ImageReader, TimeStamp
from reportlab.pdfgen.canvas import Canvas

from moedebog import __version__
from moedebog.render.pdf.flowables import Bookmark, Picture
from moedebog.render.pdf.fonts import Face
from moedebog.render.pdf.lines import Line
from moedebog.render.pdf.roles import ARTIFACT, Node
from moedebog.settings.checker import Colour

_SAFE_NAME = re.compile(r"[^A-Za-z0-9._-]")
_ESCAPES = {"(": "\\(", ")": "\\)", "\\": "\\\\"}


class _Writer:
    """The codes of one font in one file."""

    def __init__(self, face: Face, document: Any) -> None:
        self.face = face
        self.document = document
        self._known: set[str] = set()
        self._codes: dict[int, str] = {}

    def encode(self, text: str) -> list[tuple[str, str]]:
        """``text`` as parts: the font's name in the file, and a string in its codes."""
        document = self.document
        font: Any = self.face.font
        if not self._known.issuperset(text):
            font.splitString(text, document)
            assigned = font.state[document].assignments
            for character in text:
                code = assigned.get(ord(" " if character == "\xa0" else character))
                if code is not None and code < 256:
                    self._known.add(character)
                    self._codes[ord(character)] = _escape(code)
        if self._known.issuperset(text):
            return [(font.getSubsetInternalName(0, document), text.translate(self._codes))]
        return [
            (font.getSubsetInternalName(subset, document), "".join(map(_escape, codes)))
            for subset, codes in font.splitString(text, document)
        ]


def _escape(code: int) -> str:
    character = chr(code)
    if 32 <= code < 127:
        return _ESCAPES.get(character, character)
    return f"\\{code:03o}"


class CanvasPainter:
    """A ``Painter`` that draws on the pages of one PDF file."""

    def __init__(self, size: tuple[float, float], base: Face, language: str) -> None:
        self._buffer = BytesIO()
        canvas = Canvas(
            self._buffer,
            pagesize=size,
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=base.name,  # type: ignore[arg-type]
            lang=language,
        )
        self._canvas = cast(Any, canvas)  # much of it is not in its type
        # The file's fingerprint comes from what is in it, not from clock or environment.
        self._canvas._doc.signature = hashlib.md5(usedforsecurity=False)
        self._writers: dict[Face, _Writer] = {}
        self._pages: Mapping[str, int] = {}
        self._level = -1
        self._marked: set[str] = set()
        self.repeating = False
        """What is drawn now has been drawn before, on an earlier page."""
        self._new_page()

    def _new_page(self) -> None:
        self._code: list[str] = self._canvas._code
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
        self.begin(node)
        out = ["BT"]
        font = None
        linked = []
        at_x, at_y = 0.0, 0.0
        for index, line in enumerate(lines):
            shift = {"left": 0.0, "right": 1.0, "center": 0.5}[align] * (width - line.width)
            start, y = x + shift, baseline - index * leading
            out.append(f"{start - at_x:.2f} {y - at_y:.2f} Td")
            at_x, at_y = round(start, 2), round(y, 2)
            for segment in line.segments:
                look = segment.look
                if look.colour != self._fill:
                    self._fill = look.colour
                    out.append("{:.3f} {:.3f} {:.3f} rg".format(*look.colour))
                for name, codes in self._writer(look.face).encode(segment.text):
                    if (name, look.size) != font:
                        font = (name, look.size)
                        out.append(f"{name} {look.size:.2f} Tf")
                    out.append(f"({codes}) Tj")
                if look.link is not None:
                    linked.append((segment, start, y))
                start += segment.width
        out.append("ET")
        self._code.append(" ".join(out))
        self.end(node)
        for segment, left, y in linked:
            size, link = segment.look.size, segment.look.link
            self.rule(left, y - size * 0.14, segment.width, size * 0.05, segment.look.colour)
            if link is not None:
                self.link_area(left, y - size * 0.3, segment.width, size * 1.25, link)

    def _writer(self, face: Face) -> _Writer:
        writer = self._writers.get(face)
        if writer is None:
            writer = self._writers[face] = _Writer(face, self._canvas._doc)
        return writer

    # --- marks of the logical tree (nothing is written yet)

    def begin(self, node: Node) -> None:
        """What is drawn from here on belongs to ``node``."""

    def end(self, node: Node) -> None:
        """The end of what belongs to ``node``."""

    # --- decoration

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle; ``y`` is its lower edge."""
        self.begin(ARTIFACT)
        if colour != self._fill:
            self._fill = colour
            self._code.append("{:.3f} {:.3f} {:.3f} rg".format(*colour))
        self._code.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")
        self.end(ARTIFACT)

    def rule(self, x: float, y: float, length: float, thickness: float, colour: Colour) -> None:
        """Draw a horizontal rule."""
        self.begin(ARTIFACT)
        if colour != self._stroke:
            self._stroke = colour
            self._code.append("{:.3f} {:.3f} {:.3f} RG".format(*colour))
        self._code.append(f"{thickness:.2f} w {x:.2f} {y:.2f} m {x + length:.2f} {y:.2f} l S")
        self.end(ARTIFACT)

    def frame(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Draw the outline of a rectangle."""
        self.begin(ARTIFACT)
        self._stroke = colour
        self._code.append("{:.3f} {:.3f} {:.3f} RG".format(*colour))
        self._code.append(f"0.8 w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")
        self.end(ARTIFACT)

    def picture(
        self, picture: Picture, x: float, y: float, width: float, height: float, node: Node
    ) -> None:
        """Draw a picture; ``y`` is its lower edge."""
        self.begin(node)
        image = ImageReader(BytesIO(picture.data))
        self._canvas.drawImage(image, x, y, width, height, mask="auto")
        self.end(node)

    # --- links and bookmarks

    def link_area(self, x: float, y: float, width: float, height: float, target: str) -> None:
        """Make a rectangle lead to ``target``; ``y`` is its lower edge."""
        rect = (round(x, 2), round(y, 2), round(x + width, 2), round(y + height, 2))
        border = "[ 0 0 0 ]"
        if target.startswith("#"):
            self._canvas.linkRect("", _name(target[1:]), rect, relative=0, Border=border)
        else:
            address = "".join(c if c.isascii() else quote(c) for c in target)
            self._canvas.linkURL(address, rect, relative=0, Border=border)

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
        self._canvas._doc.updateSignature("\n".join(self._code))
        self._canvas.showPage()
        self._new_page()

    def finish(self, title: str, author: str, day: date) -> bytes:
        """The whole file."""
        canvas = self._canvas
        document = canvas._doc
        canvas.setTitle(title)
        canvas.setAuthor(author)
        canvas.setSubject("")
        canvas.setCreator(f"moedebog {__version__}")
        canvas.setProducer("ReportLab")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        if self._level >= 0:
            canvas.showOutline()
        document._timeStamp = _Midnight(day)
        canvas.save()
        strange = [name for name in document.fontMapping if name not in self._fonts()]
        if strange:
            raise AssertionError(f"a font that is not embedded: {', '.join(strange)}")
        return self._buffer.getvalue()

    def _fonts(self) -> set[str]:
        return {face.name for face in self._writers}


class _Midnight(TimeStamp):
    """The start of a day, as the date of a file."""

    def __init__(self, day: date) -> None:  # the clock and the environment are not asked
        self.YMDhms = (day.year, day.month, day.day, 0, 0, 0)
        self.dhh = self.dmm = 0


def _name(anchor: str) -> str:
    """An anchor as the name of a destination: letters without accents, figures, ``.-_``."""
    return _SAFE_NAME.sub(lambda match: f"_{ord(match[0]):x}", anchor)
