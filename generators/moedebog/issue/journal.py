"""The list of a meeting's documents for a records system: ``journalliste.csv``.

It is no journal: it says which files there are, so that they can be filed in one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from moedebog import typography
from moedebog.catalogue import Udfald
from moedebog.compose import Plan, headed
from moedebog.compose.planning import PlannedItem
from moedebog.document import Audience, Kind
from moedebog.extract import case_numbers, extract_called
from moedebog.fakta import ZONE, Bilagsfakta, Fakta
from moedebog.issue.names import called
from moedebog.issued import Issue, is_document
from moedebog.workspace import JOURNAL_COLUMNS

_YES, _NO = "ja", "nej"
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula."""


class Filing(Struct, frozen=True):
    """A document in the list."""

    sagsnr: str
    dokument: str
    titel: str
    dato: date
    lukket: bool
    sha256: str = ""
    """Empty where there is no file, or none that the reader of the list may have."""
    fil: str = ""


class Extracted(Struct, frozen=True):
    """An item with the files of its extract: name and SHA-256 of each."""

    item: PlannedItem
    files: tuple[tuple[str, str], ...]


def journal(
    planned: Plan, fakta: Fakta, audience: Audience, extracted: Sequence[Extracted]
) -> list[Filing]:
    """What was issued, the extracts and the attachments, as far as the audience may know of them.

    ``fakta`` are those of the referat for this audience, with checksums.
    """
    return [*_Listing(planned, fakta, audience, extracted).rows()]


def as_csv(rows: Iterable[Filing]) -> bytes:
    """The list as a file that a Danish spreadsheet opens: UTF-8 with its mark, ``;`` between the
    cells. No cell is read as a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(JOURNAL_COLUMNS)
    for row in rows:
        closed = _YES if row.lukket else _NO
        cells = (row.sagsnr, row.dokument, row.titel, row.dato.isoformat(), closed)
        writer.writerow(map(_harmless, (*cells, row.sha256, row.fil)))
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A cell on one line that a spreadsheet takes for text."""
    cell = " ".join("".join(c if c.isprintable() else " " for c in cell).split())
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


class _Listing:
    def __init__(
        self, planned: Plan, fakta: Fakta, audience: Audience, extracted: Sequence[Extracted]
    ) -> None:
        self.planned, self.fakta, self.audience = planned, fakta, audience
        self.words = planned.phrases
        self.extracts = {one.item.numbered.anchor: one for one in extracted}
        self.items = {one.numbered.anchor: one for one in planned.items}
        numbers = {nr for one in planned.items for nr in self.numbers(one)}
        self.only = next(iter(numbers)) if len(numbers) == 1 else ""
        """The case number of all items that this reader may know one of, where they share it."""

    def numbers(self, item: PlannedItem) -> tuple[str, ...]:
        return () if item.closed_to(self.audience) else case_numbers(self.planned, item)

    def rows(self) -> Iterator[Filing]:
        for issue in self.planned.meeting.udgaver:
            yield from self.issued(issue)
        for bilag in self.fakta.bilag:
            yield self.attachment(bilag, self.only, closed=False)
        for punkt in self.fakta.punkter:
            item = self.items[punkt.anker]
            numbers = self.words.list_separator.join(self.numbers(item))
            yield from self.extract(item, numbers)
            for bilag in punkt.bilag:
                yield self.attachment(bilag, numbers, closed=item.lukket is not None)

    def issued(self, issue: Issue) -> Iterator[Filing]:
        """The files of a version that was issued."""
        words, kind = self.words, Kind(issue.dokument)
        day = issue.tid.astimezone(ZONE).date()
        whole, added = words.documents[kind], words.supplement
        names = {digest: name for name, digest in issue.filer}
        kept = [(whole, issue.gemt), (added, issue.gemt_tillaeg)]
        for name, files in kept:
            for audience, by_format in files.items():
                closed = self.planned.is_confidential(audience)
                if closed and not self.planned.is_confidential(self.audience):
                    continue
                for suffix, digest in by_format.items():
                    usual = called(self.planned, name, suffix, closed=closed)
                    file = names.get(digest, usual)
                    yield self.version(name, issue, day, (digest, file), closed=closed)
        if not issue.gemt:
            yield from self.as_mailed(issue, whole, day)

    def as_mailed(self, issue: Issue, name: str, day: date) -> Iterator[Filing]:
        """The same of an older record, which tells of what was mailed alone."""
        for file, digest in issue.filer:
            closed = f"({self.words.confidential.casefold()})" in file.casefold()
            if is_document(file) and (not closed or self.planned.is_confidential(self.audience)):
                yield self.version(name, issue, day, (digest, file), closed=closed)

    def version(
        self, name: str, issue: Issue, day: date, file: tuple[str, str], *, closed: bool
    ) -> Filing:
        document = self.words.journal_version.format(document=name, version=issue.version)
        title = headed(self.planned, name)[0]
        return Filing(self.only, document, title, day, closed, *file)

    def extract(self, item: PlannedItem, numbers: str) -> Iterator[Filing]:
        """The extract of an item; that there is one of a closed item which the reader may not
        have."""
        name, day = extract_called(self.planned, item), self.planned.meeting.dato
        title = item.title_for(self.audience)
        if item.closed_to(self.audience):
            yield Filing(numbers, name, title, day, lukket=True)
        elif item.numbered.anchor in self.extracts:
            closed = self.planned.is_confidential(self.audience)
            for file, digest in self.extracts[item.numbered.anchor].files:
                yield Filing(numbers, name, title, day, closed, digest, file)

    def attachment(self, bilag: Bilagsfakta, numbers: str, *, closed: bool) -> Filing:
        is_closed = closed or bilag.lukket is not None
        file = bilag.fil or bilag.adresse or ""
        title, words = bilag.titel, self.words
        if bilag.udgaar:
            off = typography.uncapitalised(words.outcomes[Udfald.UDGAAR])
            title = words.in_brackets.format(text=title, more=off)
        day = self.planned.meeting.dato
        return Filing(numbers, bilag.reference, title, day, is_closed, bilag.sha256 or "", file)
