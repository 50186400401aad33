"""Joins files into one: this module reads as the whole program."""

from __future__ import annotations

import secrets
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, String

from samling.colours import Colours
from samling.content import Balance, Marker, balance
from samling.describing import pages_of
from samling.forms import Forms
from samling.layers import Layers
from samling.links import Links
from samling.metadata import Properties, claims_of_all, describe, properties
from samling.objects import Objects
from samling.opening import bounded, claims, is_tagged, opened, readable, says_language
from samling.outline import Bookmark, read, under, write
from samling.pages import labels, own_what_is_inherited
from samling.parts import Claims, Kind, Label, Part, Reason, Refused, Stage, Step, Told
from samling.places import Place, Places
from samling.spilling import Spill, spilled
from samling.stamping import stamp
from samling.stripping import Stripper
from samling.structure import Structure
from samling.values import text

Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of it."""

    pages: int
    claims: Claims
    """What the whole says of itself: what all its files do."""
    told: Sequence[Told]
    spans: Mapping[str, range]
    """By the key of each part with a file, which pages of the whole are its own, from 0 on.

    Parts without a key are not in it.
    """


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

    The file at ``out`` is written whole or not at all. Of the first file come author, subject,
    dates and programs; what else it says of itself is not said of the whole. ``stamps`` is a PDF
    whose pages are drawn small on those of the parts that ask for it (``Part.stamped_from``). The
    same files give the same bytes.

    Raises ``Refused`` where a file cannot be joined, and ``ValueError`` where no part has a file,
    two have the same key, or one asks for a stamp that is not there.
    """
    files = _files(parts, stamped=stamps is not None)
    tell = progress or _untold
    with (
        bounded(),
        warnings.catch_warnings(),
        spilled(files, out.parent, tell) as spill,
    ):
        warnings.simplefilter("ignore", UserWarning)
        work = _Work(spill, stamps)
        work.walk(parts, lambda part, done: tell(Step(Stage.JOINING, done, len(files), part)))
        made = work.finish(title, language)
        with _whole_or_not_at_all(out) as temporary:
            spill.whole.save(
                temporary,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                progress=lambda percent: tell(Step(Stage.WRITING, percent, 100)),
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
        self.forms = Forms(whole)
        self.colours = Colours(whole)
        self.bookmarks: list[Bookmark] = []
        self.labels: list[tuple[int, Label]] = []
        self.firsts: dict[str, int] = {}
        self.spans: dict[str, range] = {}
        self.said: list[Claims] = []
        self.tagged = False
        self.first: Properties | None = None
        """What the first file says of itself."""
        self.stamps = opened(Part("stamps", stamps), self.told) if stamps is not None else None

    def walk(self, parts: Sequence[Part], progress: Callable[[Part, int], None]) -> None:
        """Takes in the parts, each before those below it."""
        waiting = [(part, self.structure.document, self.bookmarks) for part in reversed(parts)]
        done = 0
        while waiting:
            part, above, into = waiting.pop()
            element = self.structure.part(part.title, above)
            first = len(self.whole.pages)
            leads = any(one.file is not None for one in part.all())
            if part.key and leads:
                self.firsts[part.key] = first
            if (own := under(self.bookmarks, part.under)) is not None:
                into = own.inside
            if part.bookmarked:
                bookmark = Bookmark(part.title, Place(first) if leads else None, open=part.open)
                into.append(bookmark)
                into = bookmark.inside
            if part.file is not None:
                progress(part, done)
                self.take_in(part, element, into)
                if part.key:
                    self.spans[part.key] = range(first, len(self.whole.pages))
                done += 1
            waiting += [(one, element, into) for one in reversed(part.parts)]

    def take_in(self, part: Part, element: Object, into: list[Bookmark]) -> None:
        """Puts the file of a part behind what is there."""
        first = len(self.whole.pages)
        with opened(part, self.told) as source, readable(part):
            tagged, said = is_tagged(source), claims(source)
            silent = tagged and not says_language(source)
            if silent:
                self.told.append(Told(Kind.NO_LANGUAGE, part))
            own_what_is_inherited(source)
            objects = Objects(source)
            stripper = Stripper(source, part, self.told)
            stripper.strip(objects.acting)
            places = Places(source)
            into += _own(read(source, places, first, stripper), part)
            self.links.gather(source, places, part, first, self.told)
            self.colours.settle(source)
            pairs = self.structure.make_room(source, objects.in_structure) if tagged else None
            if not tagged:
                _forget_tags(objects.in_structure)
            balances, unmarked = self.mark(source, part, tagged)
            language = part.language if silent else text(source.Root.get("/Lang"))
            self.first = self.first or properties(source)
            self.spill.empty(source, part)
            fields = self.forms.settle(source)
            if objects.too_deep(_copied_from(source)):
                raise Refused(part, Reason.TOO_DEEP)
            self.whole.pages.extend(source.pages)
            self.spill.fill()
            self.layers.gather(source, part.title)
            self.forms.gather(fields)
            whole = tagged
            if pairs is not None:
                if language or silent:  # none: it is not known, and not that of the whole (14.9.2)
                    element.Lang = String(language)
                mute = self.structure.graft(
                    source, pairs, element, below=part.headings_below, gone=stripper.gone
                )
                undescribed = pages_of(source, mute)
                self.told += [Told(Kind.UNDESCRIBED, part, on) for on in undescribed]
                whole = not (unmarked or undescribed) and bool(language or not silent)
            self.say(part, tagged, said, whole=whole)
            self.labels.append((first, part.label))
            self.stamp(part, first, balances)

    def say(self, part: Part, tagged: bool, said: Claims, *, whole: bool) -> None:
        """Puts down what the file says of itself, but what can be seen not to be true.

        Without tags it is neither PDF/UA nor of level a; PDF/UA asks for all of it to be tagged
        and in a language that is known, and what it shows to be described (ISO 14289-1, 7.1 to 7.3
        and 7.7). ``whole``: whether all of that is so.
        """
        if not tagged:
            said = Claims(pdfa="b" if said.pdfa else "")
        elif not whole or not part.readable:
            said = replace(said, ua=False)
        self.said.append(said)
        self.tagged = self.tagged or tagged
        if not tagged:
            self.told.append(Told(Kind.UNTAGGED, part))
        elif not said.ua:
            self.told.append(Told(Kind.NO_UA, part))
        if not said.pdfa:
            self.told.append(Told(Kind.NO_PDFA, part))

    def mark(self, source: Pdf, part: Part, tagged: bool) -> tuple[list[Balance], bool]:
        """Makes artifacts of unmarked shapes; what each page leaves open, where that matters, and
        whether words or pictures are left that no tag holds."""
        if not tagged:
            stamped = self.stamps is not None and part.stamped_from is not None
            return [balance(page.obj) for page in source.pages] if stamped else [], False
        marker, balances, unmarked = Marker(source), [], False
        for number, page in enumerate(source.pages, 1):
            left, open_at_end = marker.page(page.obj)
            balances.append(open_at_end)
            unmarked = unmarked or left
            if left:
                self.told.append(Told(Kind.UNMARKED, part, number))
            if "/Annots" in page.obj:
                page.obj.Tabs = Name.S
        return balances, unmarked

    def stamp(self, part: Part, first: int, balances: list[Balance]) -> None:
        """Draws its stamps on the pages of a part."""
        if self.stamps is None or part.stamped_from is None:
            return
        pages = self.whole.pages[first:]
        if part.stamped_from + len(pages) > len(self.stamps.pages):
            raise ValueError(f"{part.title}: there are too few stamps for its pages")
        for at, open_at_end in enumerate(balances):
            form = self.stamps.pages[part.stamped_from + at].as_form_xobject()
            stamp(
                self.whole,
                pages[at].obj,
                self.whole.copy_foreign(form),
                f"/Stamp{first + at + 1}",
                open_at_end,
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
            ("/AcroForm", self.forms.finish()),
            ("/OutputIntents", self.colours.intents),
        ):
            if value is not None:
                root[key] = value
        if "/Outlines" in root:
            root.PageMode = Name.UseOutlines
        describe(whole, self.first or Properties(), title, language, said)
        if self.stamps is not None:
            self.stamps.close()
        return Joined(len(whole.pages), said, tuple(self.told), self.spans)


def _files(parts: Sequence[Part], *, stamped: bool) -> list[Part]:
    """The parts with a file. Raises ``ValueError`` where they cannot be joined so."""
    every = [part for top in parts for part in top.all()]
    files = [part for part in every if part.file is not None]
    if not files:
        raise ValueError("no part has a file")
    keys = set[str]()
    for part in every:
        if part.key and part.key in keys:
            raise ValueError(f"two parts have the key {part.key!r}")
        keys.add(part.key)
        if part.stamped_from is not None and (part.stamped_from < 0 or not stamped):
            raise ValueError(f"{part.title}: there is no stamp {part.stamped_from}")
    return files


def _own(bookmarks: list[Bookmark], part: Part) -> list[Bookmark]:
    """The bookmarks of a file; one over all others that is called as the part says nothing more."""
    if part.bookmarked or len(bookmarks) != 1:
        return bookmarks
    title = bookmarks[0].title.strip().casefold()
    return bookmarks[0].inside if title == part.title.strip().casefold() else bookmarks


def _untold(_step: Step) -> None:
    """Nobody asks how far it is."""


def _forget_tags(in_structure: Sequence[Any]) -> None:
    """Takes away the keys that would lead into the tree of another file."""
    for holder in in_structure:
        for key in ("/StructParents", "/StructParent"):
            if key in holder:
                del holder[key]


def _copied_from(source: Pdf) -> list[Any]:
    """From where the objects of a file are copied."""
    root = source.Root
    tops = [root.get(key) for key in ("/AcroForm", "/OCProperties", "/StructTreeRoot")]
    return [*(page.obj for page in source.pages), *(one for one in tops if one is not None)]


@contextmanager
def _whole_or_not_at_all(out: Path) -> Iterator[Path]:
    """A file beside ``out`` that takes its place when it has been written."""
    temporary = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        yield temporary
        temporary.replace(out)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()
