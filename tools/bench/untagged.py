"""The same pages without tags: what tagging is measured by.

The layout is ours, the canvas ReportLab's own behind the interface of ``TaggedCanvas``, and no
logical tree is built.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast
from urllib.parse import quote

from reportlab.pdfgen.canvas import Canvas

from moedebog.document import Document
from moedebog.render.pdf import painter, render
from moedebog.settings.appearance import Style
from tagged import Metadata, Node


def untagged(document: Document, style: Style) -> bytes:
    """The file as ``render`` makes it, but for the tags."""
    places: Any = painter, Node  # patched by hand: unittest.mock is large, and memory is measured
    kept = places[0].TaggedCanvas, Node.add
    places[0].TaggedCanvas, places[1].add = UntaggedCanvas, lambda node, *_, **__: node
    try:
        return render(document, style)
    finally:
        places[0].TaggedCanvas, places[1].add = kept


class UntaggedCanvas(Canvas):  # type: ignore[misc,unused-ignore]
    """Draws the same, and says nothing of what it draws."""

    def __init__(
        self, target: BinaryIO, root: Node, about: Metadata, *, font: str, **options: Any
    ) -> None:
        options.pop("attachments", None)
        given = {"pageCompression": 1, "invariant": 1, "pdfVersion": (1, 7)} | options
        super().__init__(target, initialFontName=font, lang=about.language, **given)  # type: ignore[arg-type]
        self._inside = cast(Any, self)
        self.setTitle(about.title)
        self.setAuthor(about.author)

    @contextmanager
    def tag(self, node: Node) -> Iterator[None]:
        yield

    def draw(self, operators: str) -> None:
        self._inside._code.append(operators)

    insert = draw

    def mark(self, node: Node) -> str:
        return ""

    def unmark(self) -> str:
        return ""

    def link(self, node: Node, rect: tuple[float, float, float, float], target: str) -> None:
        if target.startswith("#"):
            self._inside.linkRect("", target[1:], rect, relative=0, Border="[0 0 0]")
        else:
            address = "".join(c if c.isascii() else quote(c) for c in target)
            self._inside.linkURL(address, rect, relative=0, Border="[0 0 0]")
