"""A ``Document`` as PDF, drawn with ReportLab.

``sheet`` works out the styles, ``story`` turns the document into flowables and their
logical tree, ``pages`` fills the pages and draws them through a ``painter``.
"""

from __future__ import annotations

from moedebog.document import Document
from moedebog.render.pdf import pages, story
from moedebog.render.pdf.sheet import Sheet
from moedebog.settings.style import Style


def render(document: Document, style: Style) -> bytes:
    """The PDF file. The same document and style give the same bytes.

    Raises ``Problems`` where a character has no glyph, a picture cannot be read or a link
    leads nowhere, and ``EnvironmentProblem`` where a font is missing.
    """
    sheet = Sheet(style)
    return pages.draw(story.tell(document, sheet), document, sheet)
