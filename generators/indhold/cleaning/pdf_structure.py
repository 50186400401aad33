"""Takes annotations out of a PDF, and has its tags forget them (ISO 32000-2 § 14.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from msgspec import Struct, field
from pikepdf import Array, Dictionary, Stream, String

_Ids = set[tuple[int, int]]
_DEEPEST = 200
"""Of number trees; they are a few storeys high."""


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of a file, also those inside others."""
    for one in pdf.objects:
        waiting: list[Any] = [one]
        while waiting:
            here = waiting.pop()
            if isinstance(here, (Dictionary, Stream)):
                yield here
                inner: list[Any] = [here.get(key) for key in list(here.keys())]
            else:
                inner = list(here) if isinstance(here, Array) else []
            waiting += [v for v in inner if _is_object(v) and not v.is_indirect]


def unused(pdf: pikepdf.Pdf) -> int:
    """How many objects with words in them nothing leads to: they are not written again."""
    known: set[tuple[int, int]] = set()
    waiting: list[Any] = [pdf.trailer]
    while waiting:
        here = waiting.pop()
        if here.is_indirect:
            if here.objgen in known:
                continue
            known.add(here.objgen)
        if isinstance(here, (Dictionary, Stream)):
            inner: list[Any] = [here.get(key) for key in list(here.keys())]
        else:
            inner = list(here) if isinstance(here, Array) else []
        waiting += [one for one in inner if isinstance(one, pikepdf.Object)]
    # Objects that are a number alone, such as lengths, come as Python's own.
    own = (one for one in pdf.objects if isinstance(one, pikepdf.Object))
    return sum(one.objgen not in known and _has_words(one) for one in own)


def _has_words(one: Any) -> bool:
    """Whether it may tell anything, unlike what only holds the file together."""
    if isinstance(one, Stream):
        return str(one.get("/Type", "")) not in ("/ObjStm", "/XRef") and "/S" not in one
    if isinstance(one, Dictionary):
        return "/Linearized" not in one and any(
            isinstance(one.get(key), String) for key in list(one.keys())
        )
    return isinstance(one, String)


def _is_object(value: Any) -> bool:
    return isinstance(value, (Dictionary, Stream, Array))


class Gone(Struct):
    """Annotations that were taken out of the pages of a file."""

    ids: _Ids = field(default_factory=set)
    """The objects; those without a number of their own are ``(0, 0)``."""
    _numbers: set[int] = field(default_factory=set)
    """Under which the tree of parents has them."""

    def take(self, page: Any, goes: Callable[[Any], bool]) -> None:
        """Take out of a page those that go."""
        annotations = page.get("/Annots")
        if not isinstance(annotations, Array):
            return
        kept = []
        for one in annotations:
            if not isinstance(one, Dictionary) or not goes(one):
                kept.append(one)
                continue
            self.ids.add(one.objgen)
            if "/StructParent" in one:
                self._numbers.add(int(one["/StructParent"]))
        if len(kept) == len(annotations):
            return
        if kept:
            page["/Annots"] = Array(kept)
        else:
            del page["/Annots"]

    def forget(self, pdf: pikepdf.Pdf) -> None:
        """Take references to them out of the tree, and elements that held nothing else."""
        known = self.ids - {(0, 0)}
        root: Any = pdf.Root.get("/StructTreeRoot")
        if not isinstance(root, Dictionary) or not known:
            return
        parents = root.get("/ParentTree")
        if isinstance(parents, Dictionary):
            _forget_numbers(parents, self._numbers, 0)
        for element in list(dictionaries(pdf)):
            if "/K" in element and "/S" in element:
                _forget_objects(element, known)


def _forget_numbers(node: Any, numbers: set[int], depth: int) -> None:
    pairs = node.get("/Nums")
    if isinstance(pairs, Array):
        kept = []
        for place in range(0, len(pairs) - 1, 2):
            if int(pairs[place]) not in numbers:
                kept += [pairs[place], pairs[place + 1]]
        node["/Nums"] = Array(kept)
    for kid in node.get("/Kids", Array()) if depth < _DEEPEST else ():
        _forget_numbers(kid, numbers, depth + 1)


def _forget_objects(element: Any, gone: _Ids) -> None:
    """Go up as long as an element is left with nothing in it."""
    kids = element["/K"]
    every = list(kids) if isinstance(kids, Array) else [kids]
    left = [one for one in every if not _refers(one, gone)]
    if len(left) == len(every):
        return
    _set_kids(element, left)
    while not left:
        parent = element.get("/P")
        if not isinstance(parent, Dictionary) or "/K" not in parent:
            return
        above = parent["/K"]
        every = list(above) if isinstance(above, Array) else [above]
        left = [one for one in every if not _is(one, element)]
        _set_kids(parent, left)
        if "/S" not in parent:
            return
        element = parent


def _set_kids(element: Any, kids: list[Any]) -> None:
    if kids:
        element["/K"] = Array(kids)
    elif "/K" in element:
        del element["/K"]


def _refers(kid: Any, gone: _Ids) -> bool:
    if not isinstance(kid, Dictionary) or str(kid.get("/Type", "")) != "/OBJR":
        return False
    target = kid.get("/Obj")
    return isinstance(target, Dictionary) and target.objgen in gone


def _is(one: Any, element: Any) -> bool:
    return isinstance(one, Dictionary) and one.objgen == element.objgen != (0, 0)
