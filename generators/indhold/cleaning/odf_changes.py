"""Tracked changes of OpenDocument text (ODF 1.3 part 3, § 5.5).

What was put in stands in the text between two marks; what was taken out stands apart, and a mark
where it was. So to accept is to drop all marks. To reject is done where each change is within a
paragraph, or between whole ones; else the changes stay.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from msgspec import Struct

from indhold.cleaning.told import Changes
from indhold.cleaning.trees import local, take_all_out, take_out, unwrap

_MARKS = frozenset(("change", "change-start", "change-end"))
_PARAGRAPHS = frozenset(("p", "h"))


class Found(Struct):
    """What is tracked in a part."""

    count: int = 0
    first: str = ""


def found(tree: Any) -> Found:
    """How many changes are tracked, and the first words that were taken out."""
    regions = _regions(tree)
    texts = ("".join(_words(region)) for region in regions)
    return Found(len(regions), next((text for text in texts if text.strip()), ""))


def _regions(tree: Any) -> list[Any]:
    return [one for one in tree.iter("*") if local(one) == "changed-region"]


def _words(region: Any) -> list[str]:
    return [
        text
        for paragraph in region.iter("*")
        if local(paragraph) in _PARAGRAPHS and local(paragraph.getparent()) != "change-info"
        for text in paragraph.itertext()
    ]


def settle(tree: Any, changes: Changes) -> bool:
    """Accept or reject all changes of a part; whether that could be done."""
    if changes is Changes.REJECT and not _reject(tree):
        return False
    take_all_out([one for one in tree.iter("*") if local(one) in _MARKS])
    take_all_out([one for one in tree.iter("*") if local(one) == "tracked-changes"])
    return True


def _reject(tree: Any) -> bool:
    marks: dict[str, dict[str, Any]] = {}
    for one in tree.iter("*"):
        if local(one) in _MARKS:
            number = next((v for k, v in one.attrib.items() if k.endswith("}change-id")), "")
            marks.setdefault(number, {})[local(one)] = one
    steps = []
    for region in _regions(tree):
        number = next((v for k, v in region.attrib.items() if k.endswith("}id")), "")
        step = _step(region, marks.get(number, {}))
        if step is None:
            return False
        steps.append(step)
    for put_back, mark, end in steps:
        if put_back is None:
            _remove_between(mark, end)
        else:
            mark.addprevious(put_back)
            unwrap(put_back)
    return True


def _step(region: Any, marks: dict[str, Any]) -> tuple[Any, Any, Any] | None:
    """What is done for a change: the paragraph to put back, where, up to where."""
    kind = next((one for one in region if isinstance(one.tag, str)), None)
    if kind is None:
        return None
    if local(kind) == "deletion" and "change" in marks:
        content = [one for one in kind if local(one) != "change-info"]
        inside = local(marks["change"].getparent()) in (*_PARAGRAPHS, "span", "a")
        if len(content) != 1 or local(content[0]) not in _PARAGRAPHS or not inside:
            return None
        return deepcopy(content[0]), marks["change"], None
    start, end = marks.get("change-start"), marks.get("change-end")
    if local(kind) != "insertion" or start is None or end is None:
        return None
    if start.getparent() is not end.getparent():
        return None
    return None, start, end


def _remove_between(start: Any, end: Any) -> None:
    start.tail = None
    one = start.getnext()
    while one is not None and one is not end:
        after = one.getnext()
        one.tail = None
        take_out(one)
        one = after
