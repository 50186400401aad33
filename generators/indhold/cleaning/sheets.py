"""Sheets that are hidden, and links to other workbooks: taken out where what is seen stays.

A formula that refers to them becomes its value, a chart keeps what it shows. Where something else
refers to a sheet (colours that follow from it, a pivot table), the sheet stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from indhold.cleaning import charts
from indhold.cleaning.formulas import LINKS, Formulas, Targets, can_freeze, freeze, trusts_values
from indhold.cleaning.packages import Link, Package
from indhold.cleaning.spread import every, text_of
from indhold.cleaning.trees import local, take_all_out, take_out

_MACRO_SHEETS = ("xlMacrosheet", "xlIntlMacrosheet")
_FORMULAS = frozenset(
    (
        *("f", "totalsRowFormula", "formula", "FmlaLink", "FmlaRange", "FmlaGroup", "FmlaTxbx"),
        *("FmlaPict",),
    )
)
"""Elements of parts other than sheets and charts that refer to cells."""
_ROUNDS = 20
"""How often it is asked anew what is still referred to."""


class Sheet(Struct):
    """A sheet of a workbook."""

    name: str
    element: Any
    link: Link | None
    """To its part."""

    @property
    def is_hidden(self) -> bool:
        """Whether Excel shows no tab of it."""
        return str(self.element.get("state", "visible")) != "visible"

    @property
    def is_macro(self) -> bool:
        """Whether it holds macros of before 1995, which still run."""
        return self.link is not None and self.link.kind in _MACRO_SHEETS


class Workbook:
    """A workbook whose hidden sheets may go."""

    def __init__(self, package: Package, main: str) -> None:
        self.package, self.main = package, main
        self.tree = package.tree(main)
        links = {link.id: link for link in package.links(main)}
        self.sheets = [
            Sheet(one.get("name", ""), one, links.get(_relation(one)))
            for one in every(self.tree, "sheet")
        ]
        self.trusted = trusts_values(self.tree)

    def part_of(self, sheet: Sheet) -> str:
        """The part of a sheet; empty where it has none."""
        link = sheet.link
        return link.target if link is not None and link.target in self.package else ""

    def kept(self, gone: set[str]) -> list[str]:
        """The parts that are still there when some sheets are gone."""
        without = {self.part_of(one) for one in self.sheets if one.name.casefold() in gone}
        return [name for name in self.package.reachable(without) if name]

    # --- what refers to what ----------------------------------------------------------------

    def targets(self, gone: set[str]) -> Targets:
        """By which words formulas refer to sheets that are to go."""
        made = Targets([one.name for one in self.sheets], gone)
        for sheet in self.sheets:
            if sheet.name.casefold() in made.gone and (part := self.part_of(sheet)):
                for name in self.package.linked(part, "table"):
                    table = self.package.tree(name)
                    made.know(table.get("displayName", ""), {sheet.name.casefold()})
        names = [(one.get("name", ""), text_of(one)) for one in every(self.tree, "definedName")]
        for _ in range(_ROUNDS):  # one name may stand for another
            found = [(name, hit) for name, text in names if (hit := made.hit(text))]
            for name, hit in found:
                made.know(name, hit)
            names = [one for one in names if one[0] not in {name for name, _ in found}]
            if not found:
                break
        return made

    def removable(self, wanted: set[str]) -> set[str]:
        """Those of the sheets, or ``LINKS``, that can go without anything seen changing."""
        gone = set(wanted)
        for _ in range(_ROUNDS):
            targets = self.targets(gone)
            needed: set[str] = set()
            for name in self.kept(gone):
                needed |= self._needed_by(name, targets)
            if not needed & gone:
                return gone
            gone -= needed
        return set()

    def _needed_by(self, name: str, targets: Targets) -> set[str]:
        """What a part must have."""
        if not name.casefold().endswith((".xml", ".vml")) or name == self.main:
            return set()
        tree = self.package.tree(name)
        kind = local(tree)
        if kind in ("worksheet", "macrosheet", "dialogsheet"):
            return self._needed_by_sheet(tree, targets)
        if charts.is_chart(tree):
            found: set[str] = set()
            for element, said in charts.references(tree):
                if not charts.can_keep(element):
                    found |= targets.hit(said)
            return found
        return set().union(*(targets.hit(said) for said in _said(tree, kind)))

    def _needed_by_sheet(self, tree: Any, targets: Targets) -> set[str]:
        needed: set[str] = set()
        for text, elements in Formulas(tree).all:
            hit = targets.hit(text)
            if hit and not (self.trusted and can_freeze(elements)):
                needed |= hit
        for element in tree.iter("*"):
            if local(element) in ("formula", "f", "cfvo") and not _is_loose(element):
                needed |= targets.hit(element.text or "")
                needed |= targets.hit(element.get("val", ""))
        return needed

    # --- taking out -------------------------------------------------------------------------

    def remove(self, gone: set[str]) -> int:
        """Take out sheets and links that can go; how many formulas became their values."""
        if not gone:
            return 0
        targets = self.targets(gone)
        frozen = 0
        for name in self.kept(gone):
            if name.casefold().endswith(".xml") and name != self.main:
                frozen += self._let_go(name, targets)
        self._remove_names(targets)
        self._remove_sheets(gone)
        if LINKS in gone:
            take_all_out(every(self.tree, "externalReferences"))
            self.package.remove(*self.package.linked(self.main, "externalLink"))
            for link in self.package.links(self.main, "externalLink"):
                self.package.cut(link)
        self.package.touch(self.main)
        self.package.remove(*self.package.linked(self.main, "calcChain", "volatileDependencies"))
        return frozen

    def _let_go(self, name: str, targets: Targets) -> int:
        """Keep in a part what it shows of what goes."""
        tree = self.package.tree(name)
        if charts.is_chart(tree):
            if charts.keep(tree, lambda said: bool(targets.hit(said))):
                self.package.touch(name)
            return 0
        frozen = 0
        if local(tree) in ("worksheet", "macrosheet", "dialogsheet"):
            for text, elements in Formulas(tree).all:
                if targets.hit(text):
                    frozen += freeze(elements)
        loose = [one for one in _loose(tree) if any(targets.hit(said) for said in _in(one))]
        for element in loose:
            holder = element.getparent()
            take_out(element)
            if "count" in holder.attrib:
                holder.set("count", str(len(holder)))
            if not len(holder) and local(holder) in ("dataValidations", "hyperlinks"):
                take_out(holder)
        linked = False
        for element in tree.iter("*"):
            if element.get("textlink") and targets.hit(element.get("textlink")):
                del element.attrib["textlink"]  # a drawing keeps the words that it shows
                linked = True
        if frozen or loose or linked:
            self.package.touch(name)
        return frozen

    def _remove_names(self, targets: Targets) -> None:
        positions = {
            str(place)
            for place, one in enumerate(self.sheets)
            if one.name.casefold() in targets.gone
        }
        for name in list(every(self.tree, "definedName")):
            if name.get("localSheetId") in positions or targets.hit(text_of(name)):
                holder = name.getparent()
                take_out(name)
                if not len(holder):
                    take_out(holder)

    def _remove_sheets(self, gone: set[str]) -> None:
        removed = [one.name.casefold() in gone for one in self.sheets]
        new_place, number = {}, 0
        for place, is_gone in enumerate(removed):
            new_place[place] = number
            number += not is_gone
        for element in every(self.tree, "definedName", "workbookView"):
            for key in ("localSheetId", "activeTab", "firstSheet"):
                if key in element.attrib:
                    element.set(key, str(new_place.get(int(element.get(key)), 0)))
        for sheet, is_gone in zip(self.sheets, removed, strict=True):
            if is_gone:
                part = self.part_of(sheet)
                take_out(sheet.element)
                if sheet.link is not None:
                    self.package.cut(sheet.link)
                if part:
                    self.package.remove(part)
        self.sheets = [s for s, is_gone in zip(self.sheets, removed, strict=True) if not is_gone]


def _relation(element: Any) -> str:
    return next((str(v) for k, v in element.attrib.items() if k.endswith("relationships}id")), "")


def _is_loose(element: Any) -> bool:
    """Whether something can go without anything seen changing: what may be typed into a cell."""
    holders = {local(one) for one in element.iterancestors()}
    return "dataValidation" in holders or local(element.getparent()) == "c"


def _loose(tree: Any) -> Iterator[Any]:
    names = ("dataValidation", "calculatedColumnFormula", "dataConsolidate")
    for element in list(tree.iter("*")):
        is_link = local(element) == "hyperlink" and bool(element.get("location"))
        if local(element) in names or is_link:
            yield element


def _in(element: Any) -> Iterator[str]:
    yield element.get("location", "")
    for one in element.iter("*"):
        yield one.text or ""
        if sheet := one.get("sheet"):
            yield f"'{sheet}'!A1"


def _said(tree: Any, kind: str) -> Iterator[str]:
    """What a part of any other kind says that may be a reference."""
    for element in tree.iter("*"):
        if kind == "table" and local(element) == "calculatedColumnFormula":
            continue
        if sheet := element.get("sheet"):
            yield f"'{sheet.replace(chr(39), chr(39) * 2)}'!A1"
        for key, value in element.attrib.items():
            if key.startswith("fmla") or key in ("name", "ref", "sqref"):
                yield value
        if element.text and local(element) in _FORMULAS:
            yield element.text
