"""ReportLab's own canvas behind the interface of ``TaggedCanvas``: what tagging is measured by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast
from urllib.parse import quote

from reportlab.pdfgen.canvas import Canvas

from moedebog.tagged import Metadata, Node


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
