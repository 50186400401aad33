"""Copies that show on pages what the file showed when it was saved, whenever and wherever they are
made into pages: dates, names of files and formulas stand, and wide sheets are not torn.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from indhold.bounds import Bounds
from indhold.cleaning.fields import FETCHING, PROPERTIES, unlink
from indhold.cleaning.formulas import can_freeze, freeze
from indhold.cleaning.odf_sheets import attribute
from indhold.cleaning.packages import Package
from indhold.cleaning.spread import every, is_on, placed
from indhold.cleaning.told import Reason, Refused
from indhold.cleaning.trees import local, parsed, take_all_out, unwrap, written
from indhold.cleaning.words import is_word
from indhold.cleaning.zips import Zip

_MOVING = frozenset(
    ("DATE", "TIME", "SAVEDATE", "CREATEDATE", "FILENAME", "FILESIZE", "USERNAME", "USERINITIALS")
)
"""Fields of Word that say when and where the file is opened (ECMA-376 part 1 § 17.16.5)."""
_FIELDS = frozenset(
    f"{{urn:oasis:names:tc:opendocument:xmlns:text:1.0}}{name}"
    for name in (
        *("date", "time", "file-name", "author-name", "author-initials", "creation-date"),
        *("creation-time", "modification-date", "modification-time", "print-date", "print-time"),
        *("editing-duration", "editing-cycles", "printed-by", "creator", "initial-creator"),
    )
)
"""Those of OpenDocument (1.3 part 3 § 7.3 and § 7.5)."""
_CODES = ("&D", "&T", "&F", "&Z")
"""In a sheet's head and foot, the same (ECMA-376 part 1 § 18.3.1.46); ``&A`` is the sheet's own."""

_UPRIGHT, _ACROSS, _LARGE = 490.0, 730.0, 1080.0
"""How wide a sheet can be on A4, on A4 turned, and on A3 turned, in points."""
_SMALLEST = 0.4
"""A sheet is made so much smaller at most; a wider one is torn over pages."""
_CHARACTER, _PADDING = 5.25, 3.75
"""Points: the width of a figure in Excel's usual font, and what stands beside it in a cell."""
_USUAL = 9.14
_A3 = "8"


def stand(given: Path, target: Path, bounds: Bounds) -> None:
    """Write a copy of a file of Office, or of OpenDocument.

    Raises ``Refused`` or ``OSError``.
    """
    with given.open("rb") as file:
        save = _prepared(file, bounds)
        save(target)


def _prepared(file: BinaryIO, bounds: Bounds) -> Callable[[Path], None]:
    entries = Zip(file, bounds)
    if "[Content_Types].xml" not in entries:
        return _odf(entries)
    package = Package(entries)
    for name in package.parts:
        if name.endswith(".xml"):
            _part(package, name)
    return package.save


def _part(package: Package, name: str) -> None:
    try:
        tree = package.tree(name)
    except Refused as refused:
        if refused.reason is not Reason.DAMAGED:  # what nobody draws may be anything
            raise
        return
    if is_word(tree):
        changed = unlink(tree, _MOVING | FETCHING | PROPERTIES)
    elif local(tree) == "worksheet":
        changed = _sheet(tree)
    else:
        changed = _slide(tree)
    if changed:
        package.touch(name)


# --- slides ---------------------------------------------------------------------------------


def _slide(tree: Any) -> int:
    """Dates become words; the numbers of slides stay what they are."""
    moving = [
        one
        for one in tree.iter("*")
        if local(one) == "fld" and str(one.get("type", "")).startswith("datetime")
    ]
    for one in moving:
        take_all_out([child for child in one if local(child) == "pPr"])
        one.tag = one.tag.removesuffix("fld") + "r"
        one.attrib.clear()
    return len(moving)


# --- sheets ---------------------------------------------------------------------------------


def _sheet(tree: Any) -> int:
    formulas = [one for one in every(tree, "f") if local(one.getparent()) == "c"]
    changed = freeze(formulas) if can_freeze(formulas) else 0
    for one in tree.iter("*"):
        if local(one) in _HEADS and one.text:
            for code in _CODES:
                changed += code in one.text
                one.text = one.text.replace(code, "")
    return changed + _fit(tree)


_HEADS = frozenset(
    f"{which}{place}" for which in ("odd", "even", "first") for place in ("Header", "Footer")
)


def _fit(tree: Any) -> bool:
    """Put a sheet that is too wide on pages that are as wide as it, unless somebody has said how it
    is to be printed.
    """
    setup = next(every(tree, "pageSetup"), None)
    scale = "100" if setup is None else setup.get("scale", "100")
    told = any(is_on(one, "fitToPage") for one in every(tree, "pageSetUpPr"))
    if told or scale != "100" or any(True for _ in every(tree, "colBreaks")):
        return False
    wide = _width(tree)
    if wide <= _UPRIGHT or wide * _SMALLEST > _LARGE:
        return False
    space = tree.tag.removesuffix("worksheet")
    if setup is None:
        setup = tree.makeelement(f"{space}pageSetup")
        tree.append(setup)
    setup.attrib.clear()
    setup.set("orientation", "landscape")
    setup.set("fitToWidth", "1")
    setup.set("fitToHeight", "0")
    setup.set("paperSize", _A3 if wide * _SMALLEST > _ACROSS / 1.5 else "9")
    properties = next(every(tree, "sheetPr"), None)
    if properties is None:
        properties = tree.makeelement(f"{space}sheetPr")
        tree.insert(0, properties)
    page = properties.makeelement(f"{space}pageSetUpPr")
    page.set("fitToPage", "1")
    properties.append(page)
    return True


def _width(tree: Any) -> float:
    """Of what is in it, in points."""
    usual = next(every(tree, "sheetFormatPr"), None)
    width = _number(usual.get("defaultColWidth") if usual is not None else None, _USUAL)
    last = max((column for _, _, cell, column in placed(tree) if len(cell)), default=0)
    widths = dict.fromkeys(range(1, last + 1), width)
    for one in every(tree, "col"):
        first, end = int(_number(one.get("min"), 1)), int(_number(one.get("max"), 1))
        own = 0.0 if is_on(one, "hidden") else _number(one.get("width"), width)
        widths.update(dict.fromkeys(range(first, min(end, last) + 1), own))
    return sum(own * _CHARACTER + _PADDING for own in widths.values() if own)


def _number(told: str | None, otherwise: float) -> float:
    try:
        return float(told or otherwise)
    except ValueError:
        return otherwise


# --- OpenDocument ---------------------------------------------------------------------------


def _odf(entries: Zip) -> Callable[[Path], None]:
    for name in entries.names:
        if name.rpartition("/")[2] not in ("content.xml", "styles.xml"):
            continue
        tree = parsed(entries.read(name))
        moving = [one for one in tree.iter("*") if one.tag in _FIELDS]
        for one in moving:
            unwrap(one)
        for one in tree.iter("*"):
            if local(one) == "table-cell" and attribute(one, "value-type"):
                for key in [key for key in one.attrib if str(key).endswith("}formula")]:
                    del one.attrib[key]
        entries.change(name, written(tree))
    return entries.save
