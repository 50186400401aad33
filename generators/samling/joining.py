"""Joins files into one: this module reads as the whole program."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream, String

from samling.colours import Colours
from samling.content import Marker
from samling.layers import Layers
from samling.links import Links
from samling.metadata import claims_of_all, describe
from samling.opening import claims, is_tagged, opened
from samling.outline import Bookmark, read, write
from samling.pages import labels, own_what_is_inherited, stamp
from samling.parts import Claims, Kind, Label, Part, Told
from samling.places import Place, Places
from samling.spilling import Spill, spilled
from samling.stripping import strip
from samling.structure import Structure

Progress = Callable[[int, int], None]
"""Told how many of the parts with a file are in, and how many there are."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of it."""

    pages: int
    claims: Claims
    """What the whole says of itself: what all its files do."""
    told: Sequence[Told]


def join(
    parts: Sequence[Part],
    out: Path,
    *,
    title: str,
    language: str,
    stamps: bytes | Path | None = None,
    progress: Progress | None = None,
) -> Joined:
    """Joins the files of all parts into one PDF, with their tags, bookmarks, links and layers.

    The file at ``out`` is written whole or not at all. Of the first file come author, dates and
    the other properties. ``stamps`` is a PDF whose pages are drawn small on those of the parts
    that ask for it (``Part.stamped_from``). The same files give the same bytes.

    Raises ``Refused`` where a file cannot be joined.
    """
    files = [part for top in parts for part in top.all() if part.file is not None]
    with warnings.catch_warnings(), spilled(files) as spill:
        warnings.simplefilter("ignore", UserWarning)
        work = _Work(spill, stamps)
        work.walk(parts, lambda done: progress(done, len(files)) if progress else None)
        made = work.finish(title, language)
        with _whole_or_not_at_all(out) as temporary:
            spill.whole.save(
                temporary,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
    return made


class _Work:
    """The whole, as it grows part by part."""

    def __init__(self, spill: Spill, stamps: bytes | Path | None) -> None:
        self.spill = spill
        self.whole = whole = spill.whole
        self.told: list[Told] = []
        self.structure = Structure(whole)
        self.links = Links()
        self.layers = Layers(whole)
        self.colours = Colours(whole)
        self.bookmarks: list[Bookmark] = []
        self.labels: list[tuple[int, Label]] = []
        self.firsts: dict[str, int] = {}
        self.said: list[Claims] = []
        self.tagged = False
        self.packet: bytes | None = None
        self.stamps = opened(Part("stamps", stamps), self.told) if stamps is not None else None

    def walk(self, parts: Sequence[Part], progress: Callable[[int], None]) -> None:
        """Takes in the parts, each before those below it."""
        waiting = [(part, self.structure.document, self.bookmarks) for part in reversed(parts)]
        done = 0
        while waiting:
            part, above, into = waiting.pop()
            element = self.structure.part(part.title, above)
            first = len(self.whole.pages)
            if part.key:
                self.firsts[part.key] = first
            if part.bookmarked:
                bookmark = Bookmark(part.title, Place(first))
                into.append(bookmark)
                into = bookmark.inside
            if part.file is not None:
                self.take_in(part, element, into)
                done += 1
                progress(done)
            waiting += [(one, element, into) for one in reversed(part.parts)]

    def take_in(self, part: Part, element: Object, into: list[Bookmark]) -> None:
        """Puts the file of a part behind what is there."""
        first = len(self.whole.pages)
        with opened(part, self.told) as source:
            tagged, said = is_tagged(source), claims(source)
            self.say(part, tagged, said)
            own_what_is_inherited(source)
            gone = strip(source, part, self.told)
            places = Places(source)
            into += read(source, places, part, first, self.told)
            self.links.gather(source, places, part, first, self.told)
            self.colours.settle(source)
            pairs = self.structure.make_room(source) if tagged else None
            if not tagged:
                _forget_tags(source)
            open_states = self.mark(source, part, tagged)
            language = source.Root.get("/Lang")
            if self.packet is None and isinstance(source.Root.get("/Metadata"), Stream):
                self.packet = source.Root.Metadata.read_bytes()
            self.spill.empty(source, part)
            if "/AcroForm" in source.Root:
                self.whole.add_pages_from(source)
            else:
                self.whole.pages.extend(source.pages)
            self.spill.fill()
            self.layers.gather(source, part.title)
            if pairs is not None:
                if isinstance(language, String):
                    element.Lang = language
                self.structure.graft(source, pairs, element, below=part.headings_below, gone=gone)
            self.labels.append((first, part.label))
            self.stamp(part, first, open_states)

    def say(self, part: Part, tagged: bool, said: Claims) -> None:
        """Puts down what the file says of itself."""
        self.said.append(said)
        self.tagged = self.tagged or tagged
        if not tagged:
            self.told.append(Told(Kind.UNTAGGED, part))
        elif not said.ua:
            self.told.append(Told(Kind.NO_UA, part))
        if not said.pdfa:
            self.told.append(Told(Kind.NO_PDFA, part))

    def mark(self, source: Pdf, part: Part, tagged: bool) -> list[int]:
        """Makes artifacts of unmarked shapes; how many graphics states each page leaves open."""
        if not tagged:
            return []
        marker, states = Marker(source), []
        for number, page in enumerate(source.pages, 1):
            left, open_states = marker.page(page.obj)
            states.append(open_states)
            if left:
                self.told.append(Told(Kind.UNMARKED, part, number))
            if "/Annots" in page.obj:
                page.obj.Tabs = Name.S
        return states

    def stamp(self, part: Part, first: int, open_states: list[int]) -> None:
        """Draws its stamps on the pages of a part."""
        if self.stamps is None or part.stamped_from is None:
            return
        for number in range(first, len(self.whole.pages)):
            at = number - first
            form = self.stamps.pages[part.stamped_from + at].as_form_xobject()
            stamp(
                self.whole,
                self.whole.pages[number].obj,
                self.whole.copy_foreign(form),
                f"/Stamp{number + 1}",
                open_states[at] if open_states else 0,
            )

    def finish(self, title: str, language: str) -> Joined:
        """What stands once in the whole."""
        whole, root = self.whole, self.whole.Root
        self.links.lead(whole, self.firsts, self.told)
        said = claims_of_all(self.said)
        root.Lang = String(language)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.PageLabels = whole.make_indirect(labels(self.labels))
        if self.tagged:
            root.MarkInfo = Dictionary(Marked=True)
            root.StructTreeRoot = self.structure.finish()
        for key, value in (
            ("/Outlines", write(whole, self.bookmarks)),
            ("/OCProperties", self.layers.finish()),
            ("/OutputIntents", self.colours.intents),
        ):
            if value is not None:
                root[key] = value
        describe(whole, self.packet, title, language, said)
        if self.stamps is not None:
            self.stamps.close()
        return Joined(len(whole.pages), said, tuple(self.told))


def _forget_tags(source: Pdf) -> None:
    """Takes away the keys that would lead into the tree of another file."""
    for holder in source.objects:
        if isinstance(holder, (Dictionary, Stream)):
            for key in ("/StructParents", "/StructParent"):
                if key in holder:
                    del holder[key]


@contextmanager
def _whole_or_not_at_all(out: Path) -> Iterator[Path]:
    """A file beside ``out`` that takes its place when it has been written."""
    handle, name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.replace(out)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()
