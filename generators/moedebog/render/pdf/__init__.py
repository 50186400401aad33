"""A ``Document`` as PDF, drawn with ReportLab.

``sheet`` works out the styles, ``story`` turns the document into flowables and their
logical tree, ``pages`` fills the pages and draws them through a ``painter``, with ``running``
heads.
"""

from __future__ import annotations

from collections.abc import Callable

from moedebog.diagnostics import Diagnostic, Problems
from moedebog.document import Document
from moedebog.fakta import Fakta
from moedebog.render.data import as_json
from moedebog.render.pdf import pages, running, story
from moedebog.render.pdf.running import ALONE, Within
from moedebog.render.pdf.shaping import MISSING_GLYPH
from moedebog.render.pdf.sheet import Sheet
from moedebog.settings.appearance import Style
from tagged import Attachment


def missing_characters(document: Document, style: Style) -> list[Diagnostic]:
    """The characters that cannot be shown. One in running text is told at its place, one in a
    title where its item begins, one in a name or a running head at no line of the meeting file.
    """
    sheet = Sheet(style)
    diagnostics = _problems(lambda: story.tell(document, sheet))
    diagnostics += _problems(lambda: running.Running(document, sheet, 1))
    return [finding for finding in diagnostics if finding.rule is MISSING_GLYPH]


def missing_in_heads(style: Style) -> list[Diagnostic]:
    """The characters of the style's own running heads that cannot be shown, without place."""
    return running.missing_characters(Sheet(style))


def _problems(work: Callable[[], object]) -> list[Diagnostic]:
    try:
        work()
    except Problems as problems:
        return problems.diagnostics
    return []


def render(
    document: Document, style: Style, fakta: Fakta | None = None, within: Within = ALONE
) -> bytes:
    """The PDF file, which conforms to PDF/UA-1 and PDF/A-2a; with the document's facts as JSON
    inside, which must be given where the style asks for them (``indlejr_kilde``), to PDF/A-3a.
    The same document, style and facts give the same bytes. ``within``: the file of which it
    becomes a part, by which its pages are numbered.

    Raises ``Problems`` where a character has no glyph, a picture cannot be read or a link
    leads nowhere, and ``EnvironmentProblem`` where a font is missing.
    """
    sheet = Sheet(style)
    attachments = []
    if style.indlejr_kilde:
        assert fakta is not None  # noqa: S101 - else something would be missing unsaid
        name = f"{document.stem}.json"
        attachments.append(Attachment(name, as_json(fakta), "application/json", "Data"))
    return pages.draw(story.tell(document, sheet), document, sheet, attachments, within)
