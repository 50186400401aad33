"""The page before each attachment: what it is, and how it can be read."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from moedebog.blocks import (
    Block,
    Inlines,
    LabelledItem,
    LabelledList,
    Paragraph,
    Run,
    plain,
    spoken,
)
from moedebog.document import Document
from moedebog.material.bare import bare
from moedebog.material.contents import Apart, Entry
from moedebog.material.reading import Reading, in_full
from moedebog.phrases import Phrases
from moedebog.settings.appearance import Style
from moedebog.typography import enumeration
from samling import FROM

_TITLE = 22.0
"""The size of an attachment's title, at most, in points: smaller than that of the document."""
_LONG = 90
"""Characters of a title that is set smaller."""


def cover(
    document: Document,
    entry: Entry,
    read: Reading | None,
    words: Phrases,
    *,
    pages: range | None = None,
    back: str = "",
) -> Document:
    """A document of one page that says what an attachment is.

    ``read`` and ``pages``, counted in the whole from 1 on: of its PDF, where it is in the file.
    ``back``: what the link is called that leads to where the file first names the attachment.
    """
    punkt = next((one for one in document.punkter if one.anker == entry.punkt), None)
    rows = _rows(entry, read, words, pages)
    told: list[Block] = list(_told(read, words))
    if back:
        told.append(Paragraph((Run(back, link=f"{FROM}{entry.key}"),)))
    return bare(
        document,
        forum=entry.reference,
        overskrift=entry.titel,
        dato_tekst=punkt.overskrift if punkt else document.dato_tekst,
        titel=f"{entry.reference}: {entry.titel}",
        fakta=LabelledList(
            tuple(LabelledItem(label, (Paragraph(inlines),)) for label, inlines in rows)
        ),
        indledning=tuple(told),
    )


def style_of(style: Style, entry: Entry) -> Style:
    """The look of the page: that of the document, with a smaller title."""
    size = _TITLE if len(entry.titel) <= _LONG else _TITLE * 0.75
    return replace(
        style, titelstoerrelse=min(style.titelstoerrelse, size), logo=None, indlejr_kilde=False
    )


def _rows(
    entry: Entry, read: Reading | None, words: Phrases, pages: range | None
) -> Iterator[tuple[str, Inlines]]:
    if entry.apart is not None:
        yield words.material_here, _why(entry, words)
    if entry.filnavn:
        yield words.attachments_file, (Run(entry.filnavn),)
    if entry.fakta:
        yield words.material_kind, (Run(entry.fakta),)
    if entry.maker:
        yield words.material_maker, (Run(entry.maker),)
    if entry.is_closed:
        yield words.material_access, (Run(words.material_closed, strong=True),)
    if pages:
        one = words.material_one_page if len(pages) == 1 else words.material_several_pages
        text = one.format(pages=len(pages), first=pages[0], last=pages[-1])
        yield words.material_pages, (Run(text),)
    if read is not None:
        yield words.material_reading, (Run(in_full(read, words), strong=not read.is_whole),)


def _told(read: Reading | None, words: Phrases) -> Iterator[Block]:
    """What the file has that its pages have not."""
    if read is not None and read.taken_out:
        what = enumeration([words.material_taken_out_kinds[kind] for kind in read.taken_out], words)
        yield plain(words.material_taken_out.format(what=what))
    if read is not None and read.signed:
        yield plain(words.material_signed)


def _why(entry: Entry, words: Phrases) -> Inlines:
    """The same with a link, where that leads to it."""
    if entry.apart is not Apart.ON_THE_WEB:
        return (Run(why_apart(entry, words), strong=True),)
    before, _, after = words.material_web.partition("{address}")
    runs = (Run(before, strong=True), Run(entry.adresse, link=entry.adresse), Run(after))
    return tuple(run for run in runs if run.text)


def why_apart(entry: Entry, words: Phrases) -> str:
    """Why there is nothing behind it."""
    if entry.apart is Apart.ON_THE_WEB:
        return words.material_web.format(address=entry.adresse)
    return {
        Apart.TO_COME: words.material_to_come,
        Apart.HANDED_OUT: words.material_handed_out,
        Apart.OWN_FILE: words.material_own_file,
        Apart.NO_FILE: words.material_no_file,
    }[entry.apart or Apart.NO_FILE]


def titled(entry: Entry, document: Document) -> Inlines:
    """The title of an attachment, with what of it is in another language."""
    return spoken(entry.titel, document.fremmed)
