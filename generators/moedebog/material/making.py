"""Makes the one file, or several of a size: the document, and behind it each attachment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace as restyled

from moedebog.document import Document
from moedebog.material.contents import Entry
from moedebog.material.covers import cover
from moedebog.material.linked import linked
from moedebog.material.steps import Progress, joining
from moedebog.phrases import Phrases
from moedebog.render.pdf import render
from moedebog.render.pdf.small_numbers import stamps
from moedebog.settings.appearance import Style
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
    joined: Joined
    size: int
    """In bytes."""


class Making:
    """One document of a meeting with its attachments, as one reader gets it."""

    def __init__(
        self,
        document: Document,
        entries: Sequence[Entry],
        pdfs: Mapping[Path, Path],
        style: Style,
        words: Phrases,
    ) -> None:
        """``pdfs``: what each file is as PDF; one that is not there has its page alone."""
        self.document = document
        self.entries = entries
        self.pdfs = pdfs
        self.style = style
        self.words = words
        self.headings = {punkt.anker: punkt.overskrift for punkt in document.punkter}
        self._covers: dict[tuple[str, bool], bytes] = {}
        self.surveys: dict[str, Survey] = {
            entry.key: survey(Part(entry.titel, pdf, key=f"{entry.key}{INSIDE}"))
            for entry in entries
            if (pdf := self._pdf(entry)) is not None
        }

    def volumes(self, folder: Path, most: int | None, progress: Progress) -> list[Volume]:
        """Writes the files into a folder; ``most``: how many bytes one may have.

        Raises ``samling.Refused`` where an attachment cannot be joined.
        """
        divided = self._divided(most)
        sets = [self._parts(some, first=at == 0) for at, some in enumerate(divided)]
        sets, count = _numbered(sets)
        numbers = [
            self.words.material_number.format(number=n, count=count) for n in range(1, count + 1)
        ]
        made = []
        for at, parts in enumerate(sets, 1):
            path = folder / f"{at}.pdf"
            joined = join(
                parts,
                path,
                title=self._title(at, len(sets)),
                language=self.document.sprog,
                stamps=stamps(numbers, self.style),
                progress=joining(progress),
            )
            made.append(Volume(path, joined, path.stat().st_size))
        return made

    def _title(self, at: int, of: int) -> str:
        title = self.words.material_title.format(document=self.document.titel)
        if of == 1:
            return title
        return self.words.material_volume.format(title=title, number=at, count=of)

    def _pdf(self, entry: Entry) -> Path | None:
        if entry.apart is not None or entry.fil is None:
            return None
        return self.pdfs.get(entry.fil)

    def _divided(self, most: int | None) -> list[list[Entry]]:
        """The attachments of each file: an item is divided only where it is too large alone."""
        if most is None:
            return [list(self.entries)]
        room = most * _ROOM - _NUMBERS
        divided: list[list[Entry]] = [[]]
        used = float(len(self._own(self.entries)))
        for group in _by_item(self.entries):
            whole = sum(map(self._size, group))
            for some in [group] if whole <= room else [[one] for one in group]:
                size = sum(map(self._size, some))
                if used and used + size > room:
                    divided.append([])
                    used = 0.0
                divided[-1] += some
                used += size
        return divided

    def _size(self, entry: Entry) -> int:
        pdf = self._pdf(entry)
        return len(self._cover(entry, back=True)) + (pdf.stat().st_size if pdf else 0)

    def _own(self, entries: Sequence[Entry]) -> bytes:
        """The document, with links to these attachments."""
        keys = {entry.position: entry.key for entry in entries}
        return render(linked(self.document, keys), self.style)

    def _cover(self, entry: Entry, *, back: bool) -> bytes:
        """The page before an attachment; ``back``: with a link to the document."""
        key = entry.key, back
        if key not in self._covers:
            survey = self.surveys.get(entry.key)
            page = cover(self.document, entry, survey, self.words, back=back)
            self._covers[key] = render(page, _without_foot(self.style))
        return self._covers[key]

    def _parts(self, entries: Sequence[Entry], *, first: bool) -> list[Part]:
        parts = []
        if first:
            parts.append(Part(self.document.overskrift.capitalize(), self._own(entries)))
        for group in _by_item(entries):
            attachments = [self._attachment(entry, back=first) for entry in group]
            heading = self.headings.get(group[0].punkt)
            parts += [Part(heading, parts=attachments)] if heading else attachments
        return parts

    def _attachment(self, entry: Entry, *, back: bool) -> Part:
        """The page before an attachment, and the attachment."""
        below = []
        if pdf := self._pdf(entry):
            label = Label(f"{entry.short} {self.words.material_page}")
            below.append(
                Part(
                    entry.titel,
                    pdf,
                    key=f"{entry.key}{INSIDE}",
                    bookmarked=False,
                    headings_below=1,
                    label=label,
                )
            )
        return Part(
            f"{entry.reference}: {entry.titel}",
            self._cover(entry, back=back),
            parts=below,
            key=entry.key,
            label=Label(entry.short, counted=False),
        )


def _by_item(entries: Sequence[Entry]) -> list[list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.punkt, []).append(entry)
    return list(groups.values())


def _without_foot(style: Style) -> Style:
    """The look of a page whose number is stamped on it."""
    foot = style.sidefod
    return restyled(style, sidefod=restyled(foot, venstre="", midt="", hoejre=""))


def _numbered(sets: Sequence[Sequence[Part]]) -> tuple[list[list[Part]], int]:
    """The parts with the numbers that are stamped on them, and how many pages there are.

    The document itself has its own: it comes first, so they are the same.
    """
    count = survey(sets[0][0]).pages

    def numbered(part: Part) -> Part:
        nonlocal count
        first = count
        if part.file is not None:
            count += survey(part).pages
            part = replace(part, stamped_from=first)
        return replace(part, parts=[numbered(one) for one in part.parts])

    begun = [sets[0][0], *map(numbered, sets[0][1:])]
    return [begun, *(list(map(numbered, parts)) for parts in sets[1:])], count
