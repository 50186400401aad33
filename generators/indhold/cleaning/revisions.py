"""Tracked changes of Word (ECMA-376-1 § 17.13.5): accepted or rejected, as Word itself would.

To accept is to drop what was deleted or moved away and to keep the rest; to reject is the same
with the two sorts exchanged, and with the old properties in the place of the new ones.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from indhold.cleaning.told import Changes
from indhold.cleaning.trees import local, namespace, take_all_out, take_out, unwrap
from indhold.cleaning.words import W, words

_PUT_IN = ("ins", "moveTo")
_TAKEN_OUT = ("del", "moveFrom")
_CELLS = ("cellIns", "cellDel", "cellMerge")
_PROPERTIES = (
    *("rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "tblGridChange"),
    *("trPrChange", "tcPrChange", "sectPrChange", "numberingChange"),
)
_RANGES = tuple(
    f"{name}Range{end}" for name in ("moveFrom", "moveTo") for end in ("Start", "End")
) + tuple(
    f"customXml{name}Range{end}"
    for name in ("Ins", "Del", "MoveFrom", "MoveTo")
    for end in ("Start", "End")
)
_MARKED_IN = frozenset(("rPr", "trPr", "numPr"))
"""Where an element tells of its surroundings, and holds nothing."""
_NOT_IN_OLD = {
    "pPr": ("rPr", "sectPr"),
    "rPr": (*_PUT_IN, *_TAKEN_OUT),
    "trPr": (*_PUT_IN, *_TAKEN_OUT),
    "tcPr": _CELLS,
    "sectPr": ("headerReference", "footerReference"),
}
"""What old properties never tell, so that it holds as it is."""
_BEFORE_MERGE = frozenset(("cnfStyle", "tcW", "gridSpan", "hMerge"))
_NOTHING = frozenset(
    (
        *("pPr", "proofErr", "bookmarkStart", "bookmarkEnd", "commentRangeStart"),
        *("commentRangeEnd", "permStart", "permEnd"),
    )
)
"""What a paragraph without content may have."""
_HOLDERS = frozenset(("tc", "hdr", "ftr", "footnote", "endnote", "txbxContent", "comment"))
"""What must have a paragraph at its end."""


def found(tree: Any) -> tuple[int, str]:
    """How many changes are tracked in a part, and the first words of them."""
    every = list(words(tree, *_PUT_IN, *_TAKEN_OUT, *_CELLS, *_PROPERTIES))
    first = next((text for one in every if (text := _text(one))), "")
    return len(every), first


def _text(element: Any) -> str:
    return "".join(one.text or "" for one in words(element, "t", "delText"))


def settle(tree: Any, changes: Changes) -> None:
    """Accept or reject all changes of a part."""
    accept = changes is Changes.ACCEPT
    dropped = _TAKEN_OUT if accept else _PUT_IN
    _settle_properties(tree, accept=accept)
    _settle_rows(tree, dropped)
    _settle_cells(tree, accept=accept)
    joined = [p for p in words(tree, "p") if _has_mark(p, dropped)]
    for element in list(words(tree, *_PUT_IN, *_TAKEN_OUT)):
        _settle_one(element, dropped)
    take_all_out(words(tree, *_RANGES))
    for paragraph in joined:
        _join(paragraph)
    if not accept:
        _undelete(tree)
    _tidy(tree)


def _settle_properties(tree: Any, *, accept: bool) -> None:
    for change in list(words(tree, *_PROPERTIES)):
        parent = change.getparent()
        name = local(parent)
        old = next((child for child in change if local(child) == name), None)
        if accept or old is None or parent is None:
            take_out(change)
            continue
        keeping = _NOT_IN_OLD.get(name, ())
        kept = [child for child in parent if local(child) in keeping]
        first = name in ("rPr", "sectPr")  # there they come before the rest
        for child in list(parent):
            parent.remove(child)
        parent.extend([*kept, *old] if first else [*old, *kept])


def _settle_rows(tree: Any, dropped: tuple[str, ...]) -> None:
    for row in list(words(tree, "tr")):
        properties = next((child for child in row if local(child) == "trPr"), None)
        if properties is not None and any(local(child) in dropped for child in properties):
            _remove_row(row)


def _remove_row(row: Any) -> None:
    table = next((one for one in row.iterancestors() if local(one) == "tbl"), None)
    take_out(row)
    if table is not None and next(words(table, "tr"), None) is None:
        take_out(table)


def _settle_cells(tree: Any, *, accept: bool) -> None:
    gone = "cellDel" if accept else "cellIns"
    for mark in list(words(tree, *_CELLS)):
        properties = mark.getparent()
        cell = properties.getparent()
        name = local(mark)
        take_out(mark)
        if name == "cellMerge":
            _merge(properties, mark, "vMerge" if accept else "vMergeOrig")
        elif name == gone and cell is not None:
            row = next((one for one in cell.iterancestors() if local(one) == "tr"), None)
            take_out(cell)
            if row is not None and next(words(row, "tc"), None) is None:
                _remove_row(row)


def _merge(properties: Any, mark: Any, attribute: str) -> None:
    space = namespace(mark)
    value = mark.get(f"{{{space}}}{attribute}")
    take_all_out([child for child in properties if local(child) == "vMerge"])
    if value is None:
        return
    merge = etree.Element(f"{{{space}}}vMerge")
    merge.set(f"{{{space}}}val", "restart" if value == "rest" else "continue")
    place = sum(local(child) in _BEFORE_MERGE for child in properties)
    properties.insert(place, merge)


def _has_mark(paragraph: Any, dropped: tuple[str, ...]) -> bool:
    """Whether the end of a paragraph is dropped, so that the next one goes on in it."""
    for properties in paragraph:
        if local(properties) == "pPr":
            return any(
                local(one) in dropped for run in properties if local(run) == "rPr" for one in run
            )
    return False


def _settle_one(element: Any, dropped: tuple[str, ...]) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if local(parent) in _MARKED_IN:
        run = parent.getparent()
        if local(element) in dropped and run is not None and local(run) == "r":
            take_out(run)
        else:
            take_out(element)
    elif local(element) in dropped and local(parent) != "ctrlPr":
        for anchor in list(words(element, "bookmarkStart", "bookmarkEnd")):
            element.addprevious(anchor)
        take_out(element)
    else:
        unwrap(element)


def _join(paragraph: Any) -> None:
    """The next paragraph goes on in this one, as it is."""
    if paragraph.getparent() is None:
        return
    after = paragraph.getnext()
    while after is not None and local(after) in _NOTHING:
        after = after.getnext()
    if after is not None and local(after) == "p":
        content = [child for child in paragraph if local(child) != "pPr"]
        place = 1 if len(after) and local(after[0]) == "pPr" else 0
        after[place:place] = content
        take_out(paragraph)
    elif all(local(child) in _NOTHING for child in paragraph) and may_go(paragraph):
        for child in [child for child in paragraph if local(child) != "pPr"]:
            paragraph.addprevious(child)
        take_out(paragraph)


def may_go(paragraph: Any) -> bool:
    """Whether a document holds without this paragraph, and nothing beside it runs together."""
    before, after = paragraph.getprevious(), paragraph.getnext()
    name = local(paragraph.getparent())
    if name in _HOLDERS or name == "sdtContent":
        return after is not None and (name == "sdtContent" or _holds_paragraph(after))
    sides = [local(one) for one in (before, after) if one is not None]
    has_section = any(local(one) == "sectPr" for one in paragraph.iter("*"))
    return sides != ["tbl", "tbl"] and not has_section


def _holds_paragraph(after: Any) -> bool:
    return any(local(one) == "p" for one in (after, *after.itersiblings()))


def _undelete(tree: Any) -> None:
    for text in words(tree, "delText", "delInstrText"):
        name = "t" if local(text) == "delText" else "instrText"
        text.tag = f"{{{namespace(text)}}}{name}"


def _tidy(tree: Any) -> None:
    """What is left without content, or without its other end."""
    for element in reversed(list(words(tree, "hyperlink", "fldSimple", "smartTag", "sdt"))):
        inner = element
        if local(element) == "sdt":
            inner = next((one for one in element if local(one) == "sdtContent"), element)
        if not any(not local(child).endswith("Pr") for child in inner):
            take_out(element)
    for holder in words(tree, *_HOLDERS):
        last = next((one for one in reversed(holder) if local(one) not in _NOTHING), None)
        if last is None or local(last) not in ("p", "sdt", "customXml"):
            holder.append(etree.Element(f"{{{namespace(holder)}}}p"))
    tidy_bookmarks(tree)


def tidy_bookmarks(tree: Any) -> None:
    """Take out beginnings and ends of bookmarks whose other half is gone."""
    ends: dict[str, list[Any]] = {}
    for element in words(tree, "bookmarkStart", "bookmarkEnd"):
        ends.setdefault(_id(element), []).append(element)
    for both in ends.values():
        if len({local(one) for one in both}) == 1:
            take_all_out(both)


def _id(element: Any) -> str:
    return next((str(value) for key, value in element.attrib.items() if key in _IDS), "")


_IDS = tuple(f"{{{space}}}id" for space in W)
