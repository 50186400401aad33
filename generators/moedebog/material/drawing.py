"""Draws the pages that are our own: the document, where its attachments are, one before each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy

from msgspec import Struct
from msgspec.structs import replace

from moedebog.document import Document
from moedebog.material.contents import Entry
from moedebog.material.covers import cover, style_of
from moedebog.material.linked import linked
from moedebog.material.reading import Origin, Reading, reading
from moedebog.material.reckoning import Counts, PageReckoning
from moedebog.material.summary import VolumePage, summary
from moedebog.phrases import Phrases
from moedebog.render.pdf import render
from moedebog.render.pdf.running import ALONE, Within
from moedebog.settings.appearance import Style
from moedebog.typography import uncapitalised
from samling import Part, Survey, survey

_TRIES = 9


class DrawnPages(Struct, frozen=True):
    """PDFs, and on which pages of the whole they stand."""

    document: bytes
    lists: Sequence[bytes]
    """For each file, where its attachments are; none where there are no attachments."""
    covers: Mapping[str, bytes]
    reckoning: PageReckoning


class Drawing:
    """The pages of one document, and of the attachments that go with it."""

    def __init__(
        self,
        document: Document,
        style: Style,
        surveys: Mapping[str, Survey],
        origins: Mapping[str, Origin],
        words: Phrases,
        kept: bytes | None = None,
    ) -> None:
        """``surveys``: of the attachments that are in the file, by their keys; ``origins``: what
        these are; ``kept``: the document's own file, where it is not to be drawn with links to
        them."""
        self.kept = kept
        self.document, self.style, self.words = document, style, words
        self.own = {key: one.pages for key, one in surveys.items()}
        self.readings: dict[str, Reading] = {
            key: reading(one, words, origins[key]) for key, one in surveys.items()
        }

    def drawn(self, divided: Sequence[Sequence[Entry]]) -> DrawnPages:
        """Draws them for files with these attachments.

        What is printed tells of pages, and so may change how many there are: it is drawn until
        it fits. A page or two is all that the document gains by that, so it is drawn once as a
        rule.
        """
        entries = [one for some in divided for one in some]
        counts = Counts(1, [1] * len(divided) if entries else [0], {one.key: 1 for one in entries})
        reckoning = PageReckoning(divided, counts, self.own)
        counts.lists = [_pages(one) for one in self._lists(divided, reckoning, counts.lists)] or [0]
        for _ in range(_TRIES):
            supposed = deepcopy(counts)
            behind = PageReckoning(divided, counts, self.own).pages - counts.document
            document, found = self._document(divided[0], Within(0, behind))
            counts.document = _pages(document)
            reckoning = PageReckoning(divided, counts, self.own)
            lists = self._lists(divided, reckoning, counts.lists)
            covers = self._covers(divided, reckoning, counts, found)
            counts.lists = [_pages(one) for one in lists] or [0]
            counts.covers = {key: _pages(one) for key, one in covers.items()}
            if (counts.lists, counts.covers) == (supposed.lists, supposed.covers):
                return DrawnPages(document, lists, covers, reckoning)
        raise AssertionError("the pages do not settle")

    def size(self, entries: Sequence[Entry]) -> int:
        """About how many bytes the document takes, and where these attachments are."""
        reckoning = PageReckoning(
            [entries], Counts(1, [1], {one.key: 1 for one in entries}), self.own
        )
        own, _ = self._document(entries, ALONE)
        return len(own) + sum(map(len, self._lists([entries], reckoning, [1])))

    def cover_size(self, entry: Entry) -> int:
        """About how many bytes the page before an attachment takes."""
        return len(self._cover(entry, ALONE, None, self.words.material_overview))

    def _document(self, entries: Sequence[Entry], within: Within) -> tuple[bytes, frozenset[str]]:
        if self.kept is not None:
            return self.kept, frozenset()
        document, found = linked(self.document, entries)
        return render(document, self.style, within=within), found

    def _lists(
        self, divided: Sequence[Sequence[Entry]], reckoning: PageReckoning, lengths: Sequence[int]
    ) -> list[bytes]:
        """The first one tells of the attachments of all files, the others of their own."""
        entries = [one for some in divided for one in some]
        if not entries:
            return []
        standing = {
            one.key: VolumePage(volume, reckoning.covers[one.key] + 1)
            for volume, some in enumerate(divided, 1)
            for one in some
        }
        style = replace(self.style, logo=None)
        made = []
        for at, some in enumerate(divided):
            page = summary(
                self.document,
                some if at else entries,
                self.readings,
                standing,
                self.words,
                volume=at + 1,
                volumes=len(divided),
            )
            before = reckoning.lists[at]
            made.append(
                render(page, style, within=Within(before, reckoning.pages - before - lengths[at]))
            )
        return made

    def _covers(
        self,
        divided: Sequence[Sequence[Entry]],
        reckoning: PageReckoning,
        counts: Counts,
        found: frozenset[str],
    ) -> dict[str, bytes]:
        """``found``: to which of them the document leads."""
        name = uncapitalised(self.words.documents_definite[self.document.kind])
        backs = self.words.material_back.format(document=name), self.words.material_back_to_list
        made = {}
        for at, some in enumerate(divided):
            for entry in some:
                before = reckoning.covers[entry.key]
                within = Within(before, reckoning.pages - before - counts.covers[entry.key])
                inside = reckoning.inside[entry.key]
                pages = range(inside.start + 1, inside.stop + 1)
                back = backs[0 if at == 0 and entry.key in found else 1]
                made[entry.key] = self._cover(entry, within, pages, back)
        return made

    def _cover(self, entry: Entry, within: Within, pages: range | None, back: str) -> bytes:
        page = cover(
            self.document,
            entry,
            self.readings.get(entry.key),
            self.words,
            pages=pages,
            back=back,
        )
        return render(page, style_of(self.style, entry), within=within)


def _pages(pdf: bytes) -> int:
    return survey(Part("", pdf)).pages
