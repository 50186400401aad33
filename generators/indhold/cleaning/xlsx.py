"""Cleaned copies of Excel's files."""

from __future__ import annotations

import re
from typing import Any

from indhold.cleaning.cells import Emptying
from indhold.cleaning.formulas import LINKS
from indhold.cleaning.packages import Package
from indhold.cleaning.properties import (
    clean_properties,
    clean_words_of_pictures,
    drop_titles_of_parts,
)
from indhold.cleaning.shared import (
    clean_pictures,
    drop_links_to_files,
    main_part,
    naming,
    refuse_signed,
    sweep,
    without_macros,
)
from indhold.cleaning.sheets import Sheet, Workbook
from indhold.cleaning.spread import every, text_of
from indhold.cleaning.tally import Tally
from indhold.cleaning.told import Changes, Why, Wishes
from indhold.cleaning.trees import local, take_all_out, take_out
from indhold.findings import At, Kind

_SHEETS = ("worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")
_ALTERNATIVES = re.compile(r"\{[^}]*markup-compatibility[^}]*\}AlternateContent\Z")


def clean_xlsx(package: Package, wishes: Wishes, tally: Tally) -> None:
    """Take out of a workbook what nobody means to hand on. Raises ``Refused``."""
    refuse_signed(package)
    _Xlsx(package, wishes, tally).clean()


class _Xlsx:
    def __init__(self, package: Package, wishes: Wishes, tally: Tally) -> None:
        self.package, self.wishes, self.tally = package, wishes, tally
        self.main = main_part(package)
        self.book = Workbook(package, self.main)
        self.strings = self._strings()
        self.used_before = self._used()

    def clean(self) -> None:
        without_macros(self.package, self.main)
        self._comments()
        self._revisions()
        self._workbook()
        for sheet in self.book.sheets:
            self._sheet(sheet)
        self._drawings()
        self._lost_sheets()
        self._hidden_sheets()
        self._hidden_cells()
        self._left()
        drop_links_to_files(self.package, self.tally)
        clean_properties(self.package, self.tally)
        clean_pictures(self.package, self.tally)
        sweep(self.package, self.tally)
        self._clear_strings()

    # --- comments and changes ---------------------------------------------------------------

    def _comments(self) -> None:
        gone: dict[str, None] = {}
        for link in list(self.package.all_links()):
            if link.kind not in ("comments", "threadedComment", "person"):
                continue
            if link.kind == "comments" and link.target in self.package and link.target not in gone:
                notes = list(every(self.package.tree(link.target), "comment"))
                first = text_of(notes[0]) if notes else ""
                name = self._sheet_called(link.source)
                self.tally.took(Kind.COMMENT, At.SHEET, name, first, len(notes))
            gone[link.target] = None
        self.package.remove(*gone)
        for sheet in self.book.sheets:
            if part := self.book.part_of(sheet):
                self._note_shapes(part)

    def _sheet_called(self, part: str) -> str:
        return next((s.name for s in self.book.sheets if self.book.part_of(s) == part), "")

    def _note_shapes(self, part: str) -> None:
        """The boxes of comments, which are drawn by another part."""
        tree = self.package.tree(part)
        for element in list(every(tree, "legacyDrawing")):
            links = [o for o in self.package.links(part, "vmlDrawing") if _names(element, o.id)]
            for link in links:
                if link.target not in self.package:
                    continue
                drawing = self.package.tree(link.target)
                notes = [
                    one
                    for one in drawing.iter("*")
                    if local(one) == "shape"
                    and any(
                        local(data) == "ClientData" and data.get("ObjectType") == "Note"
                        for data in one
                    )
                ]
                if not notes:
                    continue
                take_all_out(notes)
                self.package.touch(link.target)
                if not any(local(one) == "shape" for one in drawing.iter("*")):
                    take_out(element)
                    self.package.touch(part)
                    self.package.remove(link.target)

    def _revisions(self) -> None:
        """The log of a workbook that several people change (§ 18.11)."""
        users = self.package.linked(self.main, "usernames")
        self.tally.took(Kind.AUTHOR, At.PART, "usernames", count=len(users))
        self.package.remove(*users)
        for name in self.package.linked(self.main, "revisionHeaders"):
            count = len(list(every(self.package.tree(name), "header")))
            if self.wishes.changes is Changes.ACCEPT:
                self.package.remove(name)
                self.tally.took(Kind.TRACKED_CHANGE, count=count)
            else:
                why = Why.UNABLE if self.wishes.changes else Why.NOT_ASKED
                self.tally.left(why, Kind.TRACKED_CHANGE, count=count)

    # --- what a workbook and its sheets tell ------------------------------------------------

    def _workbook(self) -> None:
        tree = self.book.tree
        for element in list(tree.iter("*")):
            if local(element) != "absPath":
                continue
            self.tally.took(Kind.PATH, At.PROPERTIES, shown=element.get("url", ""))
            around = [one for one in element.iterancestors() if _ALTERNATIVES.match(str(one.tag))]
            take_out(around[0] if around else element)
        for sharing in every(tree, "fileSharing"):
            if name := sharing.attrib.pop("userName", None):
                self.tally.took(Kind.AUTHOR, At.PROPERTIES, shown=name)
        views = take_all_out([*every(tree, "customWorkbookViews")])
        self.tally.took(Kind.AUTHOR, At.PROPERTIES, "customWorkbookViews", count=views)
        paths = take_all_out([*every(tree, "webPublishObjects", "webPublishing")])
        self.tally.took(Kind.PATH, At.PROPERTIES, "webPublishing", count=paths)
        take_all_out([one for one in tree.iter("*") if local(one) == "revisionPtr"])
        self.package.touch(self.main)

    def _sheet(self, sheet: Sheet) -> None:
        part = self.book.part_of(sheet)
        if not part:
            return
        tree = self.package.tree(part)
        take_all_out([*every(tree, "customSheetViews", "webPublishItems")])
        scenarios = list(every(tree, "scenario"))
        self.tally.took(Kind.HIDDEN, At.SHEET, sheet.name, "scenario", len(scenarios))
        take_all_out([*every(tree, "scenarios")])
        properties = list(every(tree, "customPr"))
        self.tally.took(Kind.METADATA, At.SHEET, sheet.name, count=len(properties))
        take_all_out([*every(tree, "customProperties")])
        printers = self.package.links(part, "printerSettings")
        for element in naming(tree, printers):
            for key in [k for k, v in element.attrib.items() if v in {p.id for p in printers}]:
                del element.attrib[key]
        self.package.touch(part)

    def _drawings(self) -> None:
        for name in self.package.parts:
            if not name.casefold().endswith(".xml"):
                continue
            tree = self.package.tree(name)
            if local(tree) != "wsDr":
                continue
            changed = clean_words_of_pictures(tree, self.tally)
            for one in list(tree.iter("*")):
                if local(one) == "cNvPr" and one.get("hidden") in ("1", "true"):
                    anchor = next((a for a in one.iterancestors() if a.getparent() is tree), None)
                    if anchor is not None and len(list(_drawn(anchor))) == 1:
                        self.tally.took(Kind.HIDDEN, At.PART, name, one.get("name", ""))
                        take_out(anchor)
                        changed = True
            if changed:
                self.package.touch(name)

    # --- what is hidden ---------------------------------------------------------------------

    def _lost_sheets(self) -> None:
        """Sheets that are in no list: Excel shows them nowhere."""
        named = {one.link.id for one in self.book.sheets if one.link is not None}
        for link in self.package.links(self.main, *_SHEETS):
            if link.id not in named and link.target in self.package:
                kind = Kind.MACRO if "acrosheet" in link.kind else Kind.HIDDEN
                self.tally.took(kind, At.PART, link.target)
                self.package.remove(link.target)

    def _hidden_sheets(self) -> None:
        hidden = [one for one in self.book.sheets if one.is_hidden or one.is_macro]
        if len(hidden) == len(self.book.sheets):  # something must be seen
            hidden = []
        links = self.package.links(self.main, "externalLink")
        wanted = {one.name.casefold() for one in hidden} | ({LINKS} if links else set())
        gone = self.book.removable(wanted)
        for sheet in hidden:
            kind = Kind.MACRO if sheet.is_macro else Kind.HIDDEN
            if sheet.name.casefold() in gone:
                self.tally.took(kind, At.SHEET, sheet.name, sheet.name)
            else:
                self.tally.left(Why.NEEDED, kind, At.SHEET, sheet.name, sheet.name)
        if LINKS in gone:
            self.tally.took(Kind.EXTERNAL_LINK, count=len(links))
        else:
            self.tally.left(Why.NEEDED, Kind.EXTERNAL_LINK, count=len(links))
        self.book.remove(gone)
        if gone - {LINKS}:
            drop_titles_of_parts(self.package)

    def _hidden_cells(self) -> None:
        emptying = Emptying(self.book, self.strings)
        for sheet in self.book.sheets:
            part = self.book.part_of(sheet)
            if not part or local(self.package.tree(part)) != "worksheet":
                continue
            done = emptying.empty(sheet)
            if done is None:
                continue
            if done.needed:
                self.tally.left(
                    Why.NEEDED, Kind.HIDDEN, At.SHEET, sheet.name, done.first, done.cells
                )
            else:
                self.tally.took(Kind.HIDDEN, At.SHEET, sheet.name, done.first, done.cells)

    def _left(self) -> None:
        """What is seen rests on it, or nobody can tell."""
        connections = self.package.linked(self.main, "connections")
        self.tally.left(Why.NEEDED, Kind.EXTERNAL_LINK, count=len(connections))
        # What a pivot table is reckoned from, also what it does not show.
        pivots = self.package.linked(self.main, "pivotCacheDefinition")
        self.tally.left(Why.NEEDED, Kind.HIDDEN, At.PART, "pivotCache", count=len(pivots))
        model = [one for one in self.package.all_links() if one.kind == "powerPivotData"]
        self.tally.left(Why.NEEDED, Kind.HIDDEN, At.PART, "powerPivotData", count=len(model))
        inside = [
            one
            for one in self.package.all_links()
            if one.kind in ("oleObject", "package") and not one.outside
        ]
        self.tally.left(Why.NEEDED, Kind.EMBEDDED, count=len(inside))
        controls = [one for one in self.package.all_links() if one.kind == "control"]
        self.tally.left(Why.NEEDED, Kind.SCRIPT, count=len(controls))

    # --- texts that cells share -------------------------------------------------------------

    def _strings(self) -> list[str]:
        found = self.package.linked(self.main, "sharedStrings")
        if not found:
            return []
        return [text_of(one) for one in every(self.package.tree(found[0]), "si")]

    def _used(self) -> set[int]:
        used: set[int] = set()
        for sheet in self.book.sheets:
            if part := self.book.part_of(sheet):
                for cell in every(self.package.tree(part), "c"):
                    if cell.get("t") == "s":
                        used |= {int(v.text) for v in every(cell, "v") if (v.text or "").isdigit()}
        return used

    def _clear_strings(self) -> None:
        """Texts that no cell has any more are still in the file, so they are emptied."""
        used = self._used()
        for name in self.package.linked(self.main, "sharedStrings"):
            tree = self.package.tree(name)
            for number, one in enumerate(every(tree, "si")):
                if number in used or not text_of(one):
                    continue
                if number not in self.used_before:
                    self.tally.took(Kind.HIDDEN, At.PART, name, text_of(one))
                for child in list(one):
                    one.remove(child)
                one.append(one.makeelement(one.tag.replace("}si", "}t"), {}))
                self.package.touch(name)


def _names(element: Any, relation: str) -> bool:
    return relation in element.attrib.values()


def _drawn(anchor: Any) -> list[Any]:
    return [one for one in anchor.iter("*") if local(one) == "cNvPr"]
