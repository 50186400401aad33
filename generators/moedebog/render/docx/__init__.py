"""A ``Document`` as a Word file, drawn with a template that anyone can restyle in Word."""

from __future__ import annotations

from pathlib import Path

from moedebog.diagnostics import Diagnostic
from moedebog.document import Document


def render(document: Document, template: Path, name: str | None = None) -> bytes:
    """The document as .docx; the same document and template give the same bytes.

    ``name`` is what diagnostics call the template, by default its path. Raises
    ``Problems`` for a faulty template, or for content that Word cannot hold.
    """
    from moedebog.render.docx import lint, package

    prepared, styles = lint.ready(template, name)
    parts, _ = prepared.fill(document, styles)
    return package.write(parts)


def check(template: Path, name: str | None = None) -> list[Diagnostic]:
    """What is wrong with a template."""
    from moedebog.render.docx import lint

    return lint.lint(template, name)


def age(template: Path, folder: str) -> list[Diagnostic]:
    """What is told where a template without faults is older than the look of the set's PDFs."""
    from moedebog.render.docx.dated import older

    return older(template, folder)
