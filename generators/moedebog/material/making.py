"""Makes the one file, or several of a size: the document, and behind it each attachment.

What is drawn here numbers its pages by the whole that it is part of (``drawing``); the attachments'
own pages get a number stamped on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from moedebog.document import Document
from moedebog.material.contents import Entry
from moedebog.material.dividing import by_item, divided
from moedebog.material.drawing import Drawing, DrawnPages
from moedebog.material.outlined import places
from moedebog.material.pdfs import Pdfs
from moedebog.material.reading import Reading
from moedebog.material.steps import Progress, joining
from moedebog.phrases import Phrases
from moedebog.render.pdf.small_numbers import stamps
from moedebog.settings.appearance import Style, fields
from moedebog.typography import capitalised
from samling import Joined, Label, Part, Survey, join, survey

INSIDE = "i"
"""Behind the key of an attachment, that of its own pages."""
_ROOM = 0.97
"""Of the size that a file may have at most, what is reckoned with."""
_NUMBERS = 30_000
"""Bytes for the numbers that are stamped on its pages, and what stands once in it."""


class Volume(Struct, frozen=True):
    """A file that was made."""

    path: Path
    parts: Sequence[Part]
    """What it was joined of."""
    joined: Joined
    size: int
    """In bytes."""


class Making:
    """One document of a meeting with its attachments, as one reader gets it."""

    def __init__(
        self,
        document: Document,
        entries: Sequence[Entry],
        pdfs: Pdfs,
        style: Style,
        words: Phrases,
        kept: bytes | None = None,
    ) -> None:
        """``pdfs``: what each file is as PDF; one that is not among them has its page alone.

        ``kept``: as for ``Drawing``. Raises ``samling.Refused`` where one cannot be joined.
        """
        self.document = document
        self.entries = entries
        self.pdfs = pdfs
        self.style = replace(style, indlejr_kilde=False)
        self.words = words
        self.headings = {punkt.anker: punkt.overskrift for punkt in document.punkter}
        self.surveys: dict[str, Survey] = {
            entry.key: survey(Part(entry.titel, pdf, key=f"{entry.key}{INSIDE}"), closely=True)
            for entry in entries
            if (pdf := self._pdf(entry)) is not None
        }
        origins = {one.key: pdfs.origin(one) for one in entries if one.key in self.surveys}
        self.drawing = Drawing(document, self.style, self.surveys, origins, words, kept)

    @property
    def readings(self) -> Mapping[str, Reading]:
        """How each attachment that is in it can be read, by its key."""
        return self.drawing.readings

    def volumes(self, folder: Path, most: int | None, progress: Progress) -> list[Volume]:
        """Writes the files into a folder; ``most``: how many bytes one may have.

        Raises ``samling.Refused`` where an attachment cannot be joined.
        """
        sets = self._divided(most)
        drawn = self.drawing.drawn(sets)
        count = drawn.reckoning.pages
        number = self.words.material_number
        numbers = [number.format(number=n, count=count) for n in range(1, count + 1)]
        small = stamps(numbers, self.style)
        made = []
        for at, entries in enumerate(sets):
            path = folder / f"{at + 1}.pdf"
            parts = list(self._parts(at, entries, drawn))
            joined = join(
                parts,
                path,
                title=self._title(at + 1, len(sets)),
                language=self.document.sprog,
                stamps=small,
                progress=joining(progress),
            )
            made.append(Volume(path, parts, joined, path.stat().st_size))
        return made

    def _title(self, at: int, of: int) -> str:
        title = self.words.material_title.format(document=self.document.titel)
        if not self.entries:
            return self.document.titel
        if of == 1:
            return title
        return self.words.material_volume.format(title=title, number=at, count=of)

    def _pdf(self, entry: Entry) -> Path | None:
        if entry.apart is not None or entry.fil is None:
            return None
        return self.pdfs.made.get(entry.fil)

    def _divided(self, most: int | None) -> list[list[Entry]]:
        """The attachments of each file: an item is divided only where it is too large alone."""
        if most is None:
            return [list(self.entries)]
        used = self.drawing.size(self.entries)
        return divided(self.entries, self._size, used, most * _ROOM - _NUMBERS)

    def _size(self, entry: Entry) -> int:
        pdf = self._pdf(entry)
        return self.drawing.cover_size(entry) + (pdf.stat().st_size if pdf else 0)

    def _parts(self, at: int, entries: Sequence[Entry], drawn: DrawnPages) -> Iterator[Part]:
        """The parts of a file; the first one has the document."""
        words, own = self.words, not _is_numbered(self.style)
        if at == 0:
            title = capitalised(words.documents[self.document.kind])
            stamped = 0 if own else None
            yield Part(title, drawn.document, bookmarked=False, stamped_from=stamped)
        if drawn.lists:
            yield Part(
                words.material_overview,
                drawn.lists[at],
                label=Label(words.material_overview_label),
                stamped_from=drawn.reckoning.lists[at] if own else None,
            )
        under = places(self.document) if at == 0 else {}
        for group in by_item(entries):
            anchor = group[0].punkt
            heading = self.headings.get(anchor)
            attachments = [self._attachment(one, drawn, named=heading is None) for one in group]
            if heading is None:
                yield from attachments
            else:
                path = under.get(anchor, ())
                yield Part(heading, parts=attachments, under=path, bookmarked=not path, open=True)

    def _attachment(self, entry: Entry, drawn: DrawnPages, *, named: bool) -> Part:
        """The page before an attachment, and the attachment; ``named``: with what it belongs to."""
        below = []
        if pdf := self._pdf(entry):
            below.append(
                Part(
                    entry.titel,
                    pdf,
                    key=f"{entry.key}{INSIDE}",
                    bookmarked=False,
                    headings_below=1,
                    label=Label(f"{entry.short} {self.words.material_page}"),
                    stamped_from=drawn.reckoning.inside[entry.key].start,
                    readable=self.readings[entry.key].is_told,
                )
            )
        name = entry.reference if named else entry.label
        own = not _is_numbered(self.style)
        return Part(
            self.words.labelled.format(label=name, text=entry.titel),
            drawn.covers[entry.key],
            parts=below,
            key=entry.key,
            label=Label(entry.short, counted=False),
            stamped_from=drawn.reckoning.covers[entry.key] if own else None,
        )


def _is_numbered(style: Style) -> bool:
    """Whether the pages that are drawn here have their number themselves."""
    texts = (*style.sidehoved.tekster, *style.sidefod.tekster)
    return any({"side", "side_af_sider"} & set(fields(text)) for text in texts)
