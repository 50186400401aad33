"""The pages behind the document that say where in the file its attachments stand.

Those that not everybody can have read out are named first, so that nobody has to look for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import (
    Alignment,
    BulletList,
    Cell,
    LabelledItem,
    LabelledList,
    ListItem,
    Paragraph,
    Run,
    Table,
    plain,
)
from moedebog.document import Document
from moedebog.material.bare import bare
from moedebog.material.contents import Apart, Entry
from moedebog.material.covers import titled
from moedebog.material.reading import Reading, in_list, in_short
from moedebog.phrases import Phrases
from moedebog.typography import NO_BREAK_SPACE
from samling import TO


class VolumePage(Struct, frozen=True):
    """Where an attachment stands."""

    volume: int
    """The number of the file, from 1 on."""
    page: int
    """The number of its first page in all of them, from 1 on."""


def summary(
    document: Document,
    entries: Sequence[Entry],
    readings: Mapping[str, Reading],
    standing: Mapping[str, VolumePage],
    words: Phrases,
    *,
    volume: int,
    volumes: int,
) -> Document:
    """A document that lists attachments, with links to those of this file."""
    titel = words.material_overview
    if volumes > 1:
        titel = words.material_volume.format(title=titel, number=volume, count=volumes)
    here = {one.key for one in entries if standing[one.key].volume == volume}
    lacking = [one for one in entries if one.key in readings and not readings[one.key].is_whole]
    lines = (_lacking(document, one, readings, here, words) for one in lacking)
    listing = (BulletList(tuple(ListItem((line,)) for line in lines)),) if lacking else ()
    table = _table(document, entries, readings, standing, words, here, volumes)
    return bare(
        document,
        overskrift=titel,
        dato_tekst=document.titel,
        titel=titel,
        fakta=LabelledList(tuple(_facts(entries, readings, lacking, words))),
        indledning=(*listing, table),
    )


def _facts(
    entries: Sequence[Entry],
    readings: Mapping[str, Reading],
    lacking: Sequence[Entry],
    words: Phrases,
) -> Iterator[LabelledItem]:
    """How many there are, and whether all of them can be read out."""
    yield LabelledItem(words.attachments_label, (plain(str(len(entries))),))
    if lacking:
        text = words.material_not_all_read.format(number=len(lacking), count=len(entries))
        yield LabelledItem(words.material_reading, (Paragraph((Run(text, strong=True),)),))
    elif readings:
        yield LabelledItem(words.material_reading, (plain(words.material_all_read),))


def _lacking(
    document: Document,
    entry: Entry,
    readings: Mapping[str, Reading],
    here: set[str],
    words: Phrases,
) -> Paragraph:
    link = f"{TO}{entry.key}" if entry.key in here else None
    name = Run(words.labelled.format(label=entry.reference, text=""))
    title = (replace(run, link=link) for run in titled(entry, document))
    why = Run(words.material_listed.format(why=in_list(readings[entry.key], words)))
    return Paragraph((name, *title, why))


def _table(
    document: Document,
    entries: Sequence[Entry],
    readings: Mapping[str, Reading],
    standing: Mapping[str, VolumePage],
    words: Phrases,
    here: set[str],
    volumes: int,
) -> Table:
    columns = (
        words.attachments_label,
        words.attachments_title,
        words.material_short_reading,
        words.material_at_page.replace(" ", NO_BREAK_SPACE),
    )
    rows = []
    for entry in entries:
        at = standing[entry.key]
        page = str(at.page)
        if volumes > 1:
            page = words.material_page_in_volume.format(volume=at.volume, page=at.page)
        link = f"{TO}{entry.key}" if entry.key in here else None
        title = tuple(replace(run, link=link) for run in titled(entry, document))
        read = readings.get(entry.key)
        said = _short_apart(entry, words) if read is None else in_short(read, words)
        strong = read is not None and not read.is_whole
        rows.append(
            (
                _cell(Run(entry.reference.replace(" ", NO_BREAK_SPACE))),
                Cell((Paragraph(title),)),
                _cell(Run(said, strong=strong)),
                _cell(Run(page.replace(" ", NO_BREAK_SPACE))),
            )
        )
    return Table(
        header=tuple(_cell(Run(column)) for column in columns),
        rows=tuple(rows),
        alignments=(*(Alignment.LEFT,) * 3, Alignment.RIGHT),
    )


def _cell(run: Run) -> Cell:
    return Cell((Paragraph((run,)),))


def _short_apart(entry: Entry, words: Phrases) -> str:
    return words.material_short_apart[(entry.apart or Apart.NO_FILE).value]
