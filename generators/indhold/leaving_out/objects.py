"""Goes through the objects of a PDF, and the strings in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String


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


def change_strings(one: Any, change: Callable[[str], str]) -> None:
    """Change the strings of a container."""
    held: list[tuple[Any, Any]]
    if _has_keys(one):
        held = [(key, one.get(key)) for key in _keys(one)]
    elif len(one) and isinstance(one[0], Name) and str(one[0]) in ("/Indexed", "/I"):
        return  # colours, in a string
    else:
        held = list(enumerate(one))
    for place, value in held:
        if isinstance(value, String) and (new := change(str(value))) != str(value):
            one[place] = String(new)


def strings_below(one: Any, depth: int = 6) -> str:
    """The strings of an object and of what it leads to, but for what it belongs to."""
    if isinstance(one, String):
        return str(one)
    if depth and _has_keys(one):
        keys = [key for key in _keys(one) if key not in ("/P", "/Parent")]
        return "\n".join(filter(None, (strings_below(one.get(key), depth - 1) for key in keys)))
    if depth and isinstance(one, Array):
        return "\n".join(filter(None, (strings_below(each, depth - 1) for each in one)))
    return ""
