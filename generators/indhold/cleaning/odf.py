"""Cleaned copies of OpenDocument files (ODF 1.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from indhold.cleaning import odf_changes
from indhold.cleaning.odf_sheets import attribute, empty_hidden, tables, take_tables
from indhold.cleaning.pictures import clean_picture
from indhold.cleaning.tally import Tally, holds_number
from indhold.cleaning.told import Changes, Reason, Refused, Why, Wishes
from indhold.cleaning.trees import local, parsed, take_all_out, take_out, unwrap, written
from indhold.cleaning.zips import Zip
from indhold.findings import At, Kind

_MANIFEST = "META-INF/manifest.xml"
_SIGNATURES = "META-INF/documentsignatures.xml"
_PARTS = ("content.xml", "styles.xml")
_META_KEPT = frozenset(
    (
        *("title", "language", "subject", "keyword", "generator", "creation-date", "date"),
        *("document-statistic", "hyperlink-behaviour", "auto-reload"),
    )
)
_PEOPLE = frozenset(("initial-creator", "creator", "printed-by"))
_FIELDS = frozenset(
    (
        *("author-name", "author-initials", "initial-creator", "creator", "printed-by"),
        *("user-defined", "editing-cycles", "editing-duration", "template-name", "description"),
        *("print-date", "print-time"),
    )
)
"""Fields that ask for properties that are taken out: the words that they show stay."""
_PRINTER = frozenset(("PrinterName", "PrinterSetup"))
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".emf", ".webp", ".tif", ".tiff")
_DRAWN = ("chart", "formula", "graphics")
"""Words in the type of an object that is a drawing, not a file of its own."""
_LINKS = frozenset(("a", "event-listener", "template", "script"))


def clean_odf(entries: Zip, wishes: Wishes, tally: Tally) -> Callable[[Path], None]:
    """How the copy is written. Raises ``Refused`` where it is signed or enciphered."""
    if _SIGNATURES in entries:
        raise Refused(Reason.SIGNED)
    _Odf(entries, wishes, tally).clean()
    return entries.save


class _Odf:
    def __init__(self, entries: Zip, wishes: Wishes, tally: Tally) -> None:
        self.entries, self.wishes, self.tally = entries, wishes, tally
        if _MANIFEST not in entries or "content.xml" not in entries:
            raise Refused(Reason.DAMAGED)
        self.manifest = parsed(entries.read(_MANIFEST))
        if any(local(one) == "encryption-data" for one in self.manifest.iter("*")):
            raise Refused(Reason.PASSWORD)
        self.trees: dict[str, Any] = {}
        for name in entries.names:
            if name.rpartition("/")[2] in (*_PARTS, "meta.xml", "settings.xml"):
                self.trees[name] = parsed(entries.read(name))

    def clean(self) -> None:
        self._files()
        self._objects()
        for name, tree in self.trees.items():
            last = name.rpartition("/")[2]
            if last == "meta.xml":
                self._meta(tree)
            elif last == "settings.xml":
                self._settings(tree)
            else:
                self._part(tree)
        self._hidden()
        self._sheets()
        self._links()
        self._pictures()
        for name, tree in self.trees.items():
            self.entries.change(name, written(tree))
        self.entries.change(_MANIFEST, written(self.manifest))

    # --- files that go ----------------------------------------------------------------------

    def _files(self) -> None:
        if self._remove(lambda name: name.startswith("Thumbnails/")):
            self.tally.took(Kind.METADATA, At.THUMBNAIL)
        macros = [
            name
            for name in self.entries.names
            if name.startswith(("Basic/", "Scripts/", "Dialogs/"))
        ]
        real = [one for one in macros if one.rpartition("/")[2] not in _LISTS]
        self.tally.took(Kind.MACRO, count=len(real))
        self._remove(lambda name: name in macros or name == "META-INF/macrosignatures.xml")
        versions = self._remove(lambda name: name.startswith("Versions/"))
        self._remove(lambda name: name == "VersionList.xml")
        self.tally.took(Kind.HIDDEN, At.PART, "Versions", count=versions)

    def _remove(self, is_gone: Callable[[str], bool]) -> int:
        gone = [name for name in self.entries.names if is_gone(name)]
        self.entries.remove_all(gone)
        for name in gone:
            self.trees.pop(name, None)
        folders = {f"{name.rpartition('/')[0]}/" for name in gone}
        left = self.entries.names
        for one in list(self.manifest):
            path = attribute(one, "full-path")
            empty = path.endswith("/") and len(path) > 1 and not _has(left, path)
            if path in gone or (empty and any(folder.startswith(path) for folder in folders)):
                take_out(one)
        return len(gone)

    def _objects(self) -> None:
        """Whole files in frames, of which the picture stays."""
        types = {attribute(o, "full-path"): attribute(o, "media-type") for o in self.manifest}
        for tree in self.trees.values():
            for one in [o for o in tree.iter("*") if local(o) in ("object", "object-ole")]:
                path = attribute(one, "href").removeprefix("./")
                kind = types.get(f"{path}/", "") or types.get(path, "")
                if not path or (local(one) == "object" and any(w in kind for w in _DRAWN)):
                    continue
                has_picture = any(local(beside) == "image" for beside in one.getparent())
                if not self.wishes.embedded or not has_picture:
                    why = Why.NEEDED if self.wishes.embedded else Why.NOT_ASKED
                    self.tally.left(why, Kind.EMBEDDED, shown=path)
                    continue
                take_out(one)
                self.tally.took(Kind.EMBEDDED, shown=path)
        unused = self._unused_objects()
        self._remove(lambda name: name.partition("/")[0] in unused)

    def _unused_objects(self) -> set[str]:
        used = {_href(one) for tree in self.trees.values() for one in tree.iter("*")}
        paths = {
            name.partition("/")[0] for name in self.entries.names if name.startswith("Object ")
        }
        return paths - used

    # --- properties -------------------------------------------------------------------------

    def _meta(self, tree: Any) -> None:
        for holder in [one for one in tree.iter("*") if local(one) == "meta"]:
            for one in list(holder):
                word, text = local(one), "".join(one.itertext()).strip()
                if not word or (word in _META_KEPT and not holds_number(text)):
                    continue
                take_out(one)
                if word in _PEOPLE and text:
                    self.tally.took(Kind.AUTHOR, At.PROPERTIES, shown=text)
                elif word == "template":
                    self.tally.took(Kind.PATH, At.PROPERTIES, shown=attribute(one, "href"))
                elif text and (word in ("user-defined", "description") or word in _META_KEPT):
                    name = attribute(one, "name") or word
                    self.tally.took(Kind.METADATA, At.PROPERTIES, name)
                else:
                    self.tally.took_aside(Kind.METADATA, At.PROPERTIES, word)

    def _settings(self, tree: Any) -> None:
        for one in [o for o in tree.iter("*") if attribute(o, "name") in _PRINTER]:
            if (one.text or "").strip():
                self.tally.took(Kind.METADATA, At.PROPERTIES, attribute(one, "name"))
            take_out(one)

    # --- text -------------------------------------------------------------------------------

    def _part(self, tree: Any) -> None:
        remarks = [one for one in tree.iter("*") if local(one) == "annotation"]
        first = "".join(_own_words(remarks[0])) if remarks else ""
        self.tally.took(Kind.COMMENT, shown=first, count=len(remarks))
        take_all_out([*remarks, *(o for o in tree.iter("*") if local(o) == "annotation-end")])
        self._changes(tree)
        for one in [o for o in tree.iter("*") if local(o) in _FIELDS and _is_text(o)]:
            unwrap(one)
        scripts = [o for o in tree.iter("*") if local(o) == "script" or _starts_script(o)]
        self.tally.took(Kind.SCRIPT, count=take_all_out(scripts))
        for page in [o for o in tree.iter("*") if local(o) == "notes"]:
            text = " ".join(_words_of_notes(page).split())
            if self.wishes.notes:
                self.tally.took(Kind.HIDDEN, At.SPEAKER_NOTES, shown=text, count=int(bool(text)))
                take_out(page)
            elif text:
                self.tally.left(Why.NOT_ASKED, Kind.HIDDEN, At.SPEAKER_NOTES, shown=text)

    def _changes(self, tree: Any) -> None:
        found = odf_changes.found(tree)
        changes = self.wishes.changes
        logs = [o for o in tree.iter("*") if local(o) == "tracked-changes"]
        is_sheet = any(local(one.getparent()) == "spreadsheet" for one in logs)
        count = sum(len(one) for one in logs) if is_sheet else found.count
        if not count:
            return
        if changes is None:
            self.tally.left(Why.NOT_ASKED, Kind.TRACKED_CHANGE, shown=found.first, count=count)
        elif (is_sheet and changes is not Changes.ACCEPT) or not odf_changes.settle(tree, changes):
            self.tally.left(Why.UNABLE, Kind.TRACKED_CHANGE, shown=found.first, count=count)
        else:
            self.tally.took(Kind.TRACKED_CHANGE, shown=found.first, count=count)

    # --- what is hidden ---------------------------------------------------------------------

    def _hidden(self) -> None:
        styles = self._styles()
        hidden = {name for name in styles if _hides(name, styles)}
        for tree in [self.trees[name] for name in self.trees if name.endswith(_PARTS)]:
            for one in list(tree.iter("*")):
                if one.getparent() is not None and self._is_hidden(one, hidden):
                    text = attribute(one, "string-value") or "".join(one.itertext())
                    self.tally.took(Kind.HIDDEN, shown=text)
                    take_out(one)
                elif local(one) == "section" and attribute(one, "display") == "condition":
                    self.tally.left(Why.NEEDED, Kind.HIDDEN)

    def _styles(self) -> dict[tuple[str, str], Any]:
        """By family and name."""
        return {
            (attribute(one, "family"), attribute(one, "name")): one
            for name, tree in self.trees.items()
            if name in _PARTS
            for one in tree.iter("*")
            if local(one) == "style"
        }

    def _is_hidden(self, one: Any, hidden: set[tuple[str, str]]) -> bool:
        name, style = local(one), attribute(one, "style-name")
        if name == "section":
            return attribute(one, "display") == "none"
        if name == "hidden-text":
            return attribute(one, "is-hidden") == "true"
        if name == "span":
            return ("text", style) in hidden
        if name in ("p", "h"):
            paragraph = ("paragraph", style) in hidden or any(
                local(o) == "hidden-paragraph" and attribute(o, "is-hidden") == "true" for o in one
            )
            return paragraph and len(one.getparent()) > 1
        is_slide = name == "page" and local(one.getparent()) == "presentation"
        others = len([o for o in one.getparent() if local(o) == "page"]) if is_slide else 0
        return others > 1 and ("drawing-page", style) in hidden

    def _sheets(self) -> None:
        tree = self.trees["content.xml"]
        styles = self._styles()
        charts = [t for name, t in self.trees.items() if name != "content.xml"]
        off = [
            one for one in tables(tree) if _hides(("table", attribute(one, "style-name")), styles)
        ]
        for gone in (*take_tables(tree, charts, off), *empty_hidden(tree, charts)):
            if gone.needed:
                self.tally.left(Why.NEEDED, Kind.HIDDEN, At.SHEET, gone.name, gone.text, gone.count)
            else:
                self.tally.took(Kind.HIDDEN, At.SHEET, gone.name, gone.text, gone.count)

    # --- what is elsewhere, and pictures ----------------------------------------------------

    def _links(self) -> None:
        fetched = [
            href
            for tree in self.trees.values()
            for one in tree.iter("*")
            if local(one) not in _LINKS and "://" in (href := attribute(one, "href"))
        ]
        for href in fetched:
            self.tally.left(Why.NEEDED, Kind.EXTERNAL_LINK, shown=href)

    def _pictures(self) -> None:
        used = {_href(one) for tree in self.trees.values() for one in tree.iter("*")}
        unseen = self._remove(lambda name: name.startswith("Pictures/") and name not in used)
        self.tally.took(Kind.HIDDEN, At.PICTURE, count=unseen)
        for name in self.entries.names:
            if name.casefold().endswith(_PICTURES):
                data = self.entries.read(name)
                new = clean_picture(data, self.tally, At.PICTURE, name.rpartition("/")[2])
                if new != data:
                    self.entries.change(name, new)


_LISTS = frozenset(("script-lb.xml", "script-lc.xml", "dialog-lb.xml", "dialog-lc.xml"))
"""What lists macros, of which each file has an empty one."""


def _has(names: Iterable[str], folder: str) -> bool:
    return any(name.startswith(folder) for name in names)


def _href(element: Any) -> str:
    return attribute(element, "href").removeprefix("./")


def _is_text(element: Any) -> bool:
    return "opendocument:xmlns:text:" in element.tag


def _starts_script(element: Any) -> bool:
    """Unlike what goes to another slide."""
    return local(element) == "event-listener" and "xmlns:script:" in element.tag


def _own_words(remark: Any) -> list[str]:
    return [t for p in remark.iter("*") if local(p) == "p" for t in p.itertext()]


def _words_of_notes(page: Any) -> str:
    return " ".join("".join(p.itertext()) for p in page.iter("*") if local(p) == "p")


def _hides(name: tuple[str, str], styles: dict[tuple[str, str], Any]) -> bool:
    """Whether a style, or one that it builds on, hides what has it."""
    seen: set[tuple[str, str]] = set()
    while name in styles and name not in seen:
        seen.add(name)
        style = styles[name]
        for properties in style:
            what = attribute(properties, "display")
            if local(properties) in ("text-properties", "table-properties") and what:
                return what in ("none", "false")
            if attribute(properties, "visibility") == "hidden":
                return True
        name = name[0], attribute(style, "parent-style-name")
    return False
