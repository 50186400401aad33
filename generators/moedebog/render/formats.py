"""The formats that documents are drawn in: one list, and the one place that knows them all.

To add a format, write its renderer and its entry here, and run ``tools/build_rules.py``, which
puts its name into the forum's schema.
"""

from __future__ import annotations

import mmap
import zipfile
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from moedebog.document import Document, Kind
from moedebog.fakta import Fakta
from moedebog.settings.appearance import Style, WordFont

_HEAD = 64_000
"""Bytes in which a file says what made it; more than we ever put before it."""


class Needs(StrEnum):
    """What of a template set a format is drawn with."""

    NOTHING = "nothing"
    TEMPLATE = "template"
    """The Word template of the kind of document."""
    STYLE = "style"
    """``pdf.yaml``, and the fonts that it names."""


class TemplateLook(Protocol):
    """A template set, as far as a renderer may ask for it. Raises ``Problems``."""

    def style(self) -> Style:
        """How the set's PDFs look."""

    def template(self, kind: Kind) -> tuple[Path | bytes, str]:
        """The Word template of a kind of document, as a file or what one would hold, and how
        findings name it.
        """

    def word_font(self) -> WordFont | None:
        """The font that the set's Word files name, with the files that the set has of it."""


class Format(Struct, frozen=True):
    """A kind of file that a document can be drawn as."""

    suffix: str
    """The end of its files' names, without the point; also its name in ``formater``."""
    name: str
    """What people call it."""
    media_type: str
    needs: Needs
    draw: Callable[[Document, Callable[[], Fakta], TemplateLook], bytes]
    """Its renderer, which asks for the document's facts where it holds them; raises
    ``Problems``."""
    is_ours: Callable[[Path], bool]
    """Whether a file says itself that moedebog made it; any error on the way means no."""


def _draw_docx(document: Document, _: Callable[[], Fakta], look: TemplateLook) -> bytes:
    from moedebog.render import docx

    return docx.render(document, *look.template(document.kind), look.word_font())


def _is_our_docx(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive, archive.open("docProps/app.xml") as part:
        return b"<Application>moedebog</Application>" in part.read(_HEAD)


def _draw_pdf(document: Document, facts: Callable[[], Fakta], look: TemplateLook) -> bytes:
    from moedebog.render import pdf

    style = look.style()
    return pdf.render(document, style, facts() if style.indlejr_kilde else None)


def _is_our_pdf(path: Path) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data[:5] == b"%PDF-" and data.find(b"<xmp:CreatorTool>moedebog ") >= 0


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

FORMATS: dict[str, Format] = {
    one.suffix: one
    for one in (
        Format("docx", "Word", _WORD, Needs.TEMPLATE, _draw_docx, _is_our_docx),
        Format("pdf", "PDF", "application/pdf", Needs.STYLE, _draw_pdf, _is_our_pdf),
    )
}
"""By suffix, in the order in which they are made."""
