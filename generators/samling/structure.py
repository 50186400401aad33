"""Joins structure trees (ISO 32000-1, 14.7): the tags of each file, under the part that it is.

The tree of a file is put in order where it stands, with its names, ids and headings as the whole
has them, and is then copied as one. Its pages have been copied before, so that its elements go on
pointing at them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf, Stream, String

from samling.roles import FileRoles, Roles

_LEVELS = {f"H{level}": level for level in range(1, 7)}
_DEEPEST = 6


@dataclass(slots=True)
class _Element:
    """An element of a file's tree."""

    object: Dictionary
    role: str
    called: str
    level: int
    """Of a heading, from 1 on; otherwise 0."""


class Structure:
    """The structure of the whole, as it grows."""

    def __init__(self, whole: Pdf) -> None:
        self._whole = whole
        self._roles = Roles()
        self._classes = Dictionary()
        self._ids: dict[bytes, Object] = {}
        self._parents = Array()
        self._next = 0
        """The first key of the parent tree that is free."""
        self.root = whole.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = self._element("Document", self.root)
        self.root.K = Array([self.document])

    def part(self, title: str, above: Object) -> Object:
        """The element of a part, which says what it is."""
        made = self._element("Part", above)
        made.T = String(title)
        above.K.append(made)
        return made

    def _element(self, role: str, above: Object) -> Object:
        made = Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=above, K=Array())
        return self._whole.make_indirect(made)

    def make_room(self, source: Pdf) -> Object:
        """Gives what the pages of a file draw its places in the whole's parent tree.

        Called before the pages are copied; the tree of the file is handed to ``graft``.
        """
        pairs = Array()
        last = self._next - 1
        tree = source.Root.StructTreeRoot.get("/ParentTree")
        if isinstance(tree, Dictionary):
            for key, entry in NumberTree(tree).items():
                pairs.append(key + self._next)
                pairs.append(entry)
                last = max(last, key + self._next)
        for holder in source.objects:
            if isinstance(holder, (Dictionary, Stream)):
                for name in ("/StructParents", "/StructParent"):
                    if isinstance(old := holder.get(name), int):
                        holder[name] = old + self._next
                        last = max(last, old + self._next)
        self._next = last + 1
        return source.make_indirect(pairs)

    def graft(
        self,
        source: Pdf,
        pairs: Object,
        above: Object,
        *,
        below: int,
        gone: Collection[tuple[int, int]],
    ) -> None:
        """Hangs the structure of a file under the element of its part.

        ``below`` is the level of the heading that stands above it, ``gone`` are the annotations
        that were taken out of the file.
        """
        tree: Any = source.Root.StructTreeRoot
        elements = list(_elements(tree, self._roles.of(tree), gone))
        _put_in_order(elements, below)
        ids = self._own_ids(elements)
        self._own_classes(source, elements)
        for key in [key for key in tree if key not in ("/Type", "/K")]:
            del tree[key]
        copied = self._whole.copy_foreign(tree)
        self._ids |= {called: self._whole.copy_foreign(one) for called, one in ids.items()}
        if len(pairs):
            nums = self._whole.copy_foreign(pairs)
            limits = Array([nums[0], nums[len(nums) - 2]])
            self._parents.append(self._whole.make_indirect(Dictionary(Limits=limits, Nums=nums)))
        for kid in _kids(copied):
            if isinstance(kid, Dictionary):
                kid.P = above
                above.K.append(kid)

    def _own_ids(self, elements: Sequence[_Element]) -> dict[bytes, Object]:
        """The ids of a file's elements, made other than those before (14.7.2)."""
        ids: dict[bytes, Object] = {}
        new: dict[bytes, bytes] = {}
        for one in elements:
            called = one.object.get("/ID")
            if not isinstance(called, String):
                continue
            old = bytes(called)
            own, number = old, 1
            while own in self._ids or own in ids:
                number += 1
                own = old + b"-%d" % number
            ids[own] = one.object
            if own != old:
                new.setdefault(old, own)
                one.object.ID = String(own)
        if new:
            for one in elements:
                for attributes in _attributes(one.object):
                    headers = attributes.get("/Headers")
                    if isinstance(headers, Array):
                        named = [String(new.get(bytes(h), bytes(h))) for h in headers]
                        attributes.Headers = Array(named)
        return ids

    def _own_classes(self, source: Pdf, elements: Sequence[_Element]) -> None:
        """Puts the classes of a file among the whole's (14.7.5.2)."""
        classes: Any = source.Root.StructTreeRoot.get("/ClassMap")
        if not isinstance(classes, Dictionary):
            return
        new: dict[str, str] = {}
        for name in map(str, classes):
            called, number = name, 1
            while called in self._classes:
                number += 1
                called = f"{name}-{number}"
            new[name] = called
            held = classes[name]
            held = held if held.is_indirect else source.make_indirect(held)
            self._classes[called] = self._whole.copy_foreign(held)
        for one in elements:
            used = one.object.get("/C")
            if isinstance(used, Name):
                one.object.C = Name(new.get(str(used), str(used)))
            elif isinstance(used, Array):
                one.object.C = Array(
                    [Name(new.get(str(u), str(u))) if isinstance(u, Name) else u for u in used]
                )

    def finish(self) -> Object:
        """The root, with the trees that lead from pages and ids to elements."""
        root = self.root
        root.ParentTree = self._whole.make_indirect(Dictionary(Kids=self._parents))
        root.ParentTreeNextKey = self._next
        if self._roles.mapped:
            root.RoleMap = Dictionary(
                {f"/{name}": Name(f"/{role}") for name, role in sorted(self._roles.mapped.items())}
            )
        if len(self._classes.keys()):
            root.ClassMap = self._classes
        if self._ids:
            names = Array()
            for called in sorted(self._ids):
                names.extend([String(called), self._ids[called]])
            limits = Array([names[0], names[len(names) - 2]])
            leaf = self._whole.make_indirect(Dictionary(Limits=limits, Names=names))
            root.IDTree = self._whole.make_indirect(Dictionary(Kids=Array([leaf])))
        return root


def _elements(
    tree: Dictionary, names: FileRoles, gone: Collection[tuple[int, int]]
) -> Iterator[_Element]:
    """The elements of a tree in reading order; what leads to nothing is taken out of it."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, int]] = [(kid, 1) for kid in reversed(_kids(tree))]
    while waiting:
        element, level = waiting.pop()
        if element.is_indirect:
            if element.objgen in seen:
                continue
            seen.add(element.objgen)
        kids = _below(element, names, gone)
        name = element.get("/S")
        if isinstance(name, Name):
            namespace = element.get("/NS")
            role, called = names.known(str(name)[1:], namespace)
            if namespace is not None:
                del element["/NS"]
            yield _Element(element, role, called, level if role == "H" else _LEVELS.get(role, 0))
        below = level + any(kid.get("/S") == Name.H for kid in kids)
        waiting.extend((kid, below) for kid in reversed(kids))


def _below(element: Any, names: FileRoles, gone: Collection[tuple[int, int]]) -> list[Any]:
    """The elements below one; annotations that are gone are taken out of it."""
    held, kids, lost, objects = _kids(element), [], [], 0
    for kid in held:
        if type(kid) is int:
            continue
        kind = kid.get("/Type") if isinstance(kid, Dictionary) else None
        if kind == Name.OBJR:
            of = kid.get("/Obj")
            if of is None or of.objgen in gone:
                lost.append(kid)
            else:
                objects += 1
        elif kind != Name.MCR and isinstance(kid, Dictionary):
            kids.append(kid)
    if lost:
        element.K = Array([kid for kid in held if not any(kid is one for one in lost)])
        if not objects and names.known(str(element.S)[1:])[0] in ("Link", "Annot", "Form"):
            element.S = Name.Span  # words that led somewhere, and lead nowhere now
    return kids


def _put_in_order(elements: Sequence[_Element], below: int) -> None:
    """Gives each element the name that it has in the whole, and headings their level there."""
    levels = [one.level for one in elements if one.level]
    deeper = below + 1 - min(levels) if levels and below else 0
    for one in elements:
        called = one.called
        if one.level and (deeper or one.role == "H"):
            called = f"H{min(max(1, one.level + deeper), _DEEPEST)}"
        elif one.role == "Document":
            called = "Sect"
        if f"/{called}" != one.object.S:
            one.object.S = Name(f"/{called}")


def _kids(holder: Any) -> list[Any]:
    kids = holder.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _attributes(element: Dictionary) -> Iterator[Dictionary]:
    """Its attributes that are written at itself."""
    held = element.get("/A")
    for one in held if isinstance(held, Array) else [held]:
        if isinstance(one, Dictionary):
            yield one
