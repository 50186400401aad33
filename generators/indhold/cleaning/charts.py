"""Charts whose cells are taken away: the values that they show are kept in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from indhold.cleaning.trees import local, namespace, take_out

_AS_NUMBERS = frozenset(("cat", "val", "xVal", "yVal", "bubbleSize", "plus", "minus"))
_AS_WORDS = frozenset(("cat", "xVal"))


def is_chart(root: Any) -> bool:
    """Whether a part is a chart, of the old kind or the new one."""
    return local(root) == "chartSpace"


def references(root: Any) -> Iterator[tuple[Any, str]]:
    """Each place that refers to cells, and what it says."""
    for element in root.iter("*"):
        if local(element) in ("f", "sqref") and element.text:
            yield element, element.text
        elif local(element) in ("externalData", "pivotSource"):
            for child in element:
                if local(child) == "name" and child.text:
                    yield child, child.text.rpartition("]")[2]


def can_keep(element: Any) -> bool:
    """Whether the values of a place can be kept in it."""
    return _cache(element) is not None and _kind(element) != ""


def _cache(element: Any) -> Any | None:
    holder = element.getparent()
    return next((one for one in holder if local(one) in ("numCache", "strCache")), None)


def _kind(element: Any) -> str:
    holder = element.getparent()
    above = holder.getparent()
    if above is None:
        return ""
    if local(holder) == "numRef" and local(above) in _AS_NUMBERS:
        return "numLit"
    if local(holder) == "strRef" and local(above) in _AS_WORDS:
        return "strLit"
    is_title = local(holder) == "strRef" and local(above) == "tx"
    return "v" if is_title and local(above.getparent()) == "ser" else ""


def keep(root: Any, is_gone: Callable[[str], bool]) -> int:
    """Keep the values of what refers to cells that are gone; how many places there were."""
    number = 0
    for element, said in list(references(root)):
        if not is_gone(said) or not can_keep(element):
            continue
        holder, cache, kind = element.getparent(), _cache(element), _kind(element)
        if cache is None:
            continue
        if kind == "v":
            made = etree.Element(f"{{{namespace(holder)}}}v")
            made.text = next((v.text for v in cache.iter("*") if local(v) == "v"), "")
        else:
            made = cache
            made.tag = f"{{{namespace(holder)}}}{kind}"
        holder.addprevious(made)
        take_out(holder)
        number += 1
    return number
