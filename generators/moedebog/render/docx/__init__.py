"""A ``Document`` as a Word file, drawn with a template that anyone can restyle in Word."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from moedebog.diagnostics import Diagnostic
from moedebog.document import Document
from moedebog.letter_widths import letters_of
from moedebog.settings.appearance import Style, WordFont


def render(
    document: Document,
    template: Path | bytes,
    name: str | None = None,
    font: WordFont | None = None,
) -> bytes:
    """The document as .docx; the same document and template give the same bytes.

    ``template`` is its file, or what that holds. ``name`` is what diagnostics call it, by default
    its path; ``font`` is one whose files are there to be measured. Raises
    ``Problems`` for a faulty template, or for content that Word cannot hold.
    """
    from moedebog.render.docx import lint, package

    prepared, styles = lint.ready(template, name)
    if font and letters_of(font.name) is None:
        from moedebog.render.docx import own_font

        own = own_font.letters(font.name, font.regular, font.bold)
        styles = replace(styles, own_font=(font.name, own) if own else None)
    parts, _ = prepared.fill(document, styles)
    return package.write(parts)


def check(template: Path | bytes, name: str | None = None) -> list[Diagnostic]:
    """What is wrong with a template."""
    from moedebog.render.docx import lint

    return lint.lint(template, name)


def dressed(data: bytes, style: Style, base: Style) -> bytes:
    """A template that looks like ``base`` in the look of ``style``.

    Where that cannot be done, it is given back as it is: what is wrong with it is told by
    ``check``, and of the logo where the style is read.
    """
    from moedebog.pictures import NoPicture
    from moedebog.render.docx import dress
    from moedebog.render.docx.archive import NotWord, Refused

    try:
        return dress.dressed(data, style, base)
    except (NotWord, Refused, NoPicture):
        return data


def age(template: Path, folder: str, style: Style) -> list[Diagnostic]:
    """What is told where a template without faults looks otherwise than the set's PDFs."""
    from moedebog.render.docx import dated

    return dated.age(template, folder, style)
