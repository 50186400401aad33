"""Goes through the objects of a PDF, and the strings in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

_MOST = 20_000_000


def containers(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary, stream and array once, also those that stand in another one."""
    waiting: list[Any] = [pdf.trailer]
    known: set[tuple[int, int]] = set()
    while waiting:
        here = waiting.pop()
        if here.is_indirect:
            if here.objgen in known:
                continue
            known.add(here.objgen)
        yield here
        inner: list[Any] = [here.get(key) for key in _keys(here)] if _has_keys(here) else list(here)
        waiting += [one for one in inner if isinstance(one, Dictionary | Stream | Array)]


def _has_keys(one: Any) -> bool:
    return isinstance(one, Dictionary | Stream)


def _keys(one: Any) -> list[str]:
    return [key for key in one.keys() if key != "/ID"]  # noqa: SIM118 - it is no mapping


def change_strings(one: Any, change: Callable[[str], str]) -> int:
    """Change the strings of a container; tells how many were."""
    count = 0
    if _has_keys(one):
        for key in _keys(one):
            value = one.get(key)
            if isinstance(value, String) and (new := change(str(value))) != str(value):
                one[key] = String(new)
                count += 1
        return count
    if len(one) and isinstance(one[0], Name) and str(one[0]) in ("/Indexed", "/I"):
        return 0  # colours, in a string
    for place, value in enumerate(list(one)):
        if isinstance(value, String) and (new := change(str(value))) != str(value):
            one[place] = String(new)
            count += 1
    return count


def strings_below(one: Any, depth: int = 6, above: tuple[str, ...] = ("/P", "/Parent")) -> str:
    """The strings of an object and of what it leads to, but for what it belongs to."""
    if isinstance(one, String):
        return str(one)
    if depth and _has_keys(one):
        keys = [key for key in _keys(one) if key not in above]
        return "\n".join(filter(None, (strings_below(one.get(key), depth - 1) for key in keys)))
    if depth and isinstance(one, Array):
        return "\n".join(filter(None, (strings_below(each, depth - 1) for each in one)))
    return ""
