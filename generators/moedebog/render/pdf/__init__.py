"""A ``Document`` as PDF, drawn with ReportLab.

``sheet`` works out the styles, ``story`` turns the document into flowables and their
logical tree, ``pages`` fills the pages and draws them through a ``painter``.
"""

from __future__ import annotations

from moedebog.diagnostics import Diagnostic, Problems
from moedebog.document import Document
from moedebog.render.data import as_json
from moedebog.render.pdf import pages, story
from moedebog.render.pdf.shaping import MISSING_GLYPH
from moedebog.render.pdf.sheet import Sheet
from moedebog.settings.appearance import Style
from moedebog.tagged import Attachment


def missing_characters(document: Document, style: Style) -> list[Diagnostic]:
    """The characters that none of the style's fonts has, each at its place."""
    try:
        story.tell(document, Sheet(style))
    except Problems as problems:
        return [d for d in problems.diagnostics if d.rule is MISSING_GLYPH]
    return []


def render(document: Document, style: Style) -> bytes:
    """The PDF file, which conforms to PDF/UA-1 and PDF/A-2a; with the document as JSON inside,
    where the style asks for it, to PDF/A-3a. The same document and style give the same bytes.

    Raises ``Problems`` where a character has no glyph, a picture cannot be read or a link
    leads nowhere, and ``EnvironmentProblem`` where a font is missing.
    """
    sheet = Sheet(style)
    attachments = []
    if style.indlejr_kilde:
        name = f"{document.kind}.json"
        attachments.append(Attachment(name, as_json(document), "application/json", "Source"))
    return pages.draw(story.tell(document, sheet), document, sheet, attachments)
