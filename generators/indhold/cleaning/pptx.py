"""Cleaned copies of PowerPoint's files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from indhold.cleaning.packages import Link, Package
from indhold.cleaning.properties import (
    clean_properties,
    clean_words_of_pictures,
    drop_titles_of_parts,
)
from indhold.cleaning.shared import (
    clean_pictures,
    drop_data_of_charts,
    drop_links_to_files,
    main_part,
    naming,
    refuse_signed,
    sweep,
    without_macros,
)
from indhold.cleaning.tally import Tally
from indhold.cleaning.told import Why, Wishes
from indhold.cleaning.trees import local, take_all_out, take_out
from indhold.findings import At, Kind

_COMMENTS = ("comments", "commentAuthors", "authors")
_SHAPES = frozenset(("sp", "pic", "graphicFrame", "grpSp", "cxnSp"))
_FILES = ("oleObject", "package")


def clean_pptx(package: Package, wishes: Wishes, tally: Tally) -> None:
    """Take out of a presentation what nobody means to hand on. Raises ``Refused``."""
    refuse_signed(package)
    _Pptx(package, wishes, tally).clean()


class _Pptx:
    def __init__(self, package: Package, wishes: Wishes, tally: Tally) -> None:
        self.package, self.wishes, self.tally = package, wishes, tally
        self.main = main_part(package)

    def clean(self) -> None:
        without_macros(self.package, self.main)
        self._comments()
        self._history()
        self._lost_slides()
        self._hidden_slides()
        self._notes()
        for name in self.package.parts:
            if name.startswith("ppt/") and name.endswith(".xml"):
                self._part(name)
        drop_data_of_charts(self.package, self.wishes, self.tally)
        drop_links_to_files(self.package, self.tally)
        clean_properties(self.package, self.tally)
        clean_pictures(self.package, self.tally)
        sweep(self.package, self.tally)

    def _slides(self) -> Iterator[tuple[int, Any, Link]]:
        """Each slide: its number, its entry in the list, the link to its part."""
        links = {link.id: link for link in self.package.links(self.main, "slide")}
        entries = [one for one in self.package.tree(self.main).iter("*") if _is_entry(one)]
        for number, entry in enumerate(entries, 1):
            link = next((links[v] for k, v in entry.attrib.items() if _names(k, v, links)), None)
            if link is not None and link.target in self.package:
                yield number, entry, link

    # --- parts that go ----------------------------------------------------------------------

    def _comments(self) -> None:
        gone: dict[str, None] = {}
        for link in list(self.package.all_links()):
            if link.kind not in _COMMENTS or link.target not in self.package:
                continue
            for element in naming(self.package.tree(link.source), [link]):
                around = next((o for o in element.iterancestors() if local(o) == "ext"), element)
                take_out(around)
                self.package.touch(link.source)
            if link.kind == "comments" and link.target not in gone:
                every = [o for o in self.package.tree(link.target).iter("*") if local(o) == "cm"]
                first = "".join(every[0].itertext()) if every else ""
                self.tally.took(Kind.COMMENT, shown=first, count=len(every))
            gone[link.target] = None
        self.package.remove(*gone)

    def _history(self) -> None:
        """Who changed what, and when, though nobody asked PowerPoint to keep that."""
        changes = self.package.linked(self.main, "changesInfo")
        self.tally.took(Kind.AUTHOR, At.PART, "changesInfo", count=len(changes))
        self.package.remove(*changes, *self.package.linked(self.main, "revisionInfo"))

    # --- slides -----------------------------------------------------------------------------

    def _lost_slides(self) -> None:
        """Slides that are in no list: PowerPoint shows them nowhere."""
        named = {link.id for _, _, link in self._slides()}
        for link in self.package.links(self.main, "slide"):
            if link.id not in named and link.target in self.package:
                self.tally.took(
                    Kind.HIDDEN, At.PART, link.target, _text(self.package.tree(link.target))
                )
                self.package.remove(link.target)

    def _hidden_slides(self) -> None:
        slides = list(self._slides())
        hidden = [
            one for one in slides if self.package.tree(one[2].target).get("show") in ("0", "false")
        ]
        if not hidden or len(hidden) == len(slides):  # something must be seen
            self.tally.left(Why.NEEDED, Kind.HIDDEN, At.SLIDE, count=len(hidden))
            return
        gone = {link.target for _, _, link in hidden}
        ids = {entry.get("id") for _, entry, _ in hidden}
        for number, _, link in hidden:
            text = _text(self.package.tree(link.target))
            self.tally.took(Kind.HIDDEN, At.SLIDE, str(number), text)
        tree = self.package.tree(self.main)
        take_all_out(o for o in list(tree.iter("*")) if _is_of(o, ids))
        for source in {link.source for link in self.package.all_links() if link.kind == "slide"}:
            links = [one for one in self.package.links(source, "slide") if one.target in gone]
            if source not in gone and links:
                take_all_out(naming(self.package.tree(source), links))
                self.package.touch(source)
        for show in [one for one in tree.iter("*") if local(one) == "custShow"]:
            if not any(local(one) == "sld" for one in show.iter("*")):
                take_out(show)
        for name in self.package.linked(self.main, "presProps"):
            take_all_out([o for o in self.package.tree(name).iter("*") if local(o) == "sldRg"])
            self.package.touch(name)
        self.package.touch(self.main)
        self.package.remove(*gone)
        drop_titles_of_parts(self.package)

    def _notes(self) -> None:
        for number, _, link in self._slides():
            for name in self.package.linked(link.target, "notesSlide"):
                text = _notes_of(self.package.tree(name))
                if self.wishes.notes:
                    count = int(bool(text))
                    self.tally.took(Kind.HIDDEN, At.SPEAKER_NOTES, str(number), text, count)
                    self.package.remove(name)
                elif text:
                    why = Why.NOT_ASKED
                    self.tally.left(why, Kind.HIDDEN, At.SPEAKER_NOTES, str(number), text)

    # --- each part --------------------------------------------------------------------------

    def _part(self, name: str) -> None:
        tree = self.package.tree(name)
        tags = self.package.links(name, "tags")
        data = take_all_out([one for one in tree.iter("*") if local(one) == "custDataLst"])
        self.tally.took(Kind.METADATA, At.PART, "tags", count=len(tags))
        objects = self._objects(name, tree)
        hidden = self._hidden_shapes(tree)
        controls = [one for one in tree.iter("*") if local(one) == "control"]
        self.tally.left(Why.NEEDED, Kind.SCRIPT, At.PART, name, count=len(controls))
        if clean_words_of_pictures(tree, self.tally) or data or objects or hidden:
            self.package.touch(name)

    def _hidden_shapes(self, tree: Any) -> bool:
        if local(tree) != "sld":
            return False
        moved = {one.get("spid") for one in tree.iter("*") if one.get("spid")}
        changed = False
        for one in [o for o in tree.iter("*") if local(o) == "cNvPr" and _is_hidden(o)]:
            shape = next((o for o in one.iterancestors() if local(o) in _SHAPES), None)
            if shape is None:
                continue
            if moved & {o.get("id") for o in shape.iter("*") if local(o) == "cNvPr"}:
                self.tally.left(Why.NEEDED, Kind.HIDDEN, shown=_text(shape))  # it is animated
                continue
            self.tally.took(Kind.HIDDEN, shown=_text(shape))
            take_out(shape)
            changed = True
        return changed

    def _objects(self, name: str, tree: Any) -> bool:
        """Files in frames on the slide, of which the picture stays."""
        links = {link.id: link for link in self.package.links(name, *_FILES)}
        frames: dict[Any, Link] = {}
        for one in naming(tree, list(links.values())):
            frame = next((o for o in one.iterancestors() if local(o) == "graphicFrame"), None)
            used = next((links[v] for k, v in one.attrib.items() if _names(k, v, links)), None)
            if local(one) == "oleObj" and frame is not None and used is not None:
                frames[frame] = used
        changed = False
        for frame, link in frames.items():
            kind = Kind.EXTERNAL_LINK if link.outside else Kind.EMBEDDED
            shown = link.target.rpartition("/")[2]
            if not link.outside and not self.wishes.embedded:
                self.tally.left(Why.NOT_ASKED, kind, shown=shown)
            elif _put_picture(frame):
                self.tally.took(kind, shown=shown)
                changed = True
            elif not link.outside:  # else it is told with the other links
                self.tally.left(Why.NEEDED, kind, shown=shown)
        if changed and not any(o.get("spid", "").startswith("_x0000") for o in tree.iter("*")):
            for link in self.package.links(name, "vmlDrawing"):
                self.package.cut(link)
        if changed:
            for link in self.package.links(name, *_FILES):
                if not naming(tree, [link]):
                    self.package.cut(link)
        return changed


def _is_entry(element: Any) -> bool:
    return local(element) == "sldId" and local(element.getparent()) == "sldIdLst"


def _is_of(element: Any, ids: set[str | None]) -> bool:
    """Whether it is the entry of a slide in a list: of all slides, or of a section."""
    return local(element) == "sldId" and element.get("id") in ids


def _names(key: str, value: str, links: dict[str, Link]) -> bool:
    return "relationships}" in key and value in links


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") in ("1", "true")


def _text(element: Any) -> str:
    return " ".join(one.text for one in element.iter("*") if local(one) == "t" and one.text)


def _notes_of(tree: Any) -> str:
    """The words of a notes page, without the numbers and dates on it."""
    bodies = [
        shape
        for shape in tree.iter("*")
        if local(shape) == "sp"
        and not any(
            local(one) == "ph" and one.get("type") in ("sldNum", "dt", "hdr", "ftr", "sldImg")
            for one in shape.iter("*")
        )
    ]
    return " ".join(text for one in bodies if (text := _text(one)).strip())


def _put_picture(frame: Any) -> bool:
    """Put the picture of an object in the place of its frame; whether it has one."""
    picture = next((one for one in frame.iter("*") if local(one) == "pic"), None)
    if picture is None:
        return False
    own = next(one for one in frame.iter("*") if local(one) == "cNvPr")
    for one in picture.iter("*"):
        if local(one) == "cNvPr":
            one.attrib.update(dict(own.attrib))
            break
    frame.addprevious(picture)
    take_out(frame)
    return True
