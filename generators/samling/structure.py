"""Joins structure trees (ISO 32000-1, 14.7): the tags of each file, under the part that it is.

The tree of a file is put in order where it stands, with its names, ids and headings as the whole
has them, and is then copied as one. Its pages have been copied before, so that its elements go on
pointing at them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from samling.describing import is_described
from samling.roles import FileRoles, Roles
from samling.values import Objgen, called, entry, items, leaves, named, objgen, one_or_more, table

_KEYS = (("/StructParents", Array), ("/StructParent", Dictionary))
"""Of what holds marked content, and of what stands whole in the tree; and what they lead to."""
_LEVELS = {f"H{level}": level for level in range(1, 7)}
_DEEPEST = 6
_MATHML = "math"
"""A formula that is words itself (ISO 32000-2, 14.8.6.3)."""


@dataclass(slots=True)
class _Element:
    """An element of a file's tree."""

    object: Dictionary
    role: str
    called: str
    level: int
    """Of a heading, from 1 on; otherwise 0."""
    is_described: bool = True
    """Whether words say what it shows, if it shows something."""


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

    def make_room(self, source: Pdf, in_structure: Sequence[Any]) -> Object:
        """Gives what the pages of a file draw its places in the whole's parent tree.

        ``in_structure`` are the objects of the file that have one (14.7.4.4). Called before the
        pages are copied; the tree of the file is handed to ``graft``.
        """
        tree = entry(source.Root.get("/StructTreeRoot"), "/ParentTree")
        entries = {key: one for key, one in leaves(tree, "/Nums") if isinstance(key, int)}
        new: dict[int, int] = {}
        taken: set[int] = set()
        for holder in in_structure:
            for name, kind in _KEYS:
                if name not in holder:
                    continue
                old = holder.get(name)
                found = entries.get(old) if isinstance(old, int) else None
                if not isinstance(found, kind) or (old in taken and _is_page(holder)):
                    del holder[name]
                    continue
                if _is_page(holder):  # what two pages say is theirs is of the first
                    taken.add(old)
                new.setdefault(old, self._next + len(new))
                holder[name] = new[old]
        self._next += len(new)
        pairs = Array()
        for old, own in new.items():
            pairs.append(own)
            pairs.append(entries[old])
        return source.make_indirect(pairs)

    def graft(
        self,
        source: Pdf,
        pairs: Object,
        above: Object,
        *,
        below: int,
        gone: Collection[Objgen],
    ) -> list[Any]:
        """Hangs the structure of a file under the element of its part.

        Gives those of its elements that show something which no words describe.

        ``below`` is the level of the heading that stands above it, ``gone`` are the annotations
        that were taken out of the file.
        """
        tree: Any = source.make_indirect(source.Root.StructTreeRoot)
        elements = list(_elements(tree, self._roles.of(tree), gone))
        _put_in_order(elements, below)
        classes = table(tree.get("/ClassMap"))
        ids = self._own_ids(elements, classes)
        self._own_classes(source, elements, classes)
        for key in [key for key in tree if key not in ("/Type", "/K")]:
            del tree[key]
        copied = self._whole.copy_foreign(tree)
        self._ids |= {name: self._whole.copy_foreign(one) for name, one in ids.items()}
        if len(pairs):
            nums = self._whole.copy_foreign(pairs)
            limits = Array([nums[0], nums[len(nums) - 2]])
            self._parents.append(self._whole.make_indirect(Dictionary(Limits=limits, Nums=nums)))
        for kid in one_or_more(copied.get("/K")):
            if isinstance(kid, Dictionary):
                kid.P = above
                above.K.append(kid)
        return [one.object for one in elements if not one.is_described]

    def _own_ids(self, elements: Sequence[_Element], classes: Dictionary) -> dict[bytes, Object]:
        """The ids of a file's elements, made other than those before (14.7.2)."""
        ids: dict[bytes, Object] = {}
        new: dict[bytes, bytes] = {}
        for one in elements:
            held = one.object.get("/ID")
            if not isinstance(held, String) or objgen(one.object) is None:
                continue
            old = bytes(held)
            own, number = old, 1
            while own in self._ids or own in ids:
                number += 1
                own = old + b"-%d" % number
            ids[own] = one.object
            if own != old:
                new.setdefault(old, own)
                one.object.ID = String(own)
        if new:
            lists: list[Any] = [one.object.get("/A") for one in elements]
            lists += list(classes.values())
            for attributes in _once(one for some in lists for one in one_or_more(some)):
                headers = items(entry(attributes, "/Headers"))
                if headers:
                    attributes.Headers = Array(
                        [
                            String(new.get(bytes(h), bytes(h))) if isinstance(h, String) else h
                            for h in headers
                        ]
                    )
        return ids

    def _own_classes(self, source: Pdf, elements: Sequence[_Element], classes: Dictionary) -> None:
        """Puts the classes of a file among the whole's (14.7.5.2)."""
        new: dict[str, str] = {}
        for name, held in named(classes).items():
            if not isinstance(held, (Dictionary, Array, Stream)):
                continue
            own, number = f"/{name}", 1
            while own in self._classes:
                number += 1
                own = f"/{name}-{number}"
            new[name] = own
            self._classes[own] = self._whole.copy_foreign(source.make_indirect(held))

        def renamed(used: Any) -> Any:
            own = new.get(called(used))
            return used if own is None else Name(own)

        for one in elements:
            used = one.object.get("/C")
            if isinstance(used, Name):
                one.object.C = renamed(used)
            elif isinstance(used, Array):
                one.object.C = Array([renamed(each) for each in used])

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


def undescribed(source: Pdf) -> list[Any]:
    """The elements of a file that show something which no words describe; its tree is put right."""
    tree: Any = source.Root.StructTreeRoot
    return [one.object for one in _elements(tree, Roles().of(tree), ()) if not one.is_described]


def _elements(tree: Dictionary, names: FileRoles, gone: Collection[Objgen]) -> Iterator[_Element]:
    """The elements of a tree in reading order; what leads to nothing is taken out of it."""
    seen: set[Objgen] = set()
    waiting = [(kid, 1) for kid in reversed(_below(tree, names, gone, seen))]
    while waiting:
        element, level = waiting.pop()
        kids = _below(element, names, gone, seen)
        namespace = element.get("/NS")
        name = called(element.get("/S")) or "NonStruct"
        role, own = names.known(name, namespace)
        if namespace is not None:
            del element["/NS"]
        described = name == _MATHML or is_described(element, role)
        height = level if role == "H" else _LEVELS.get(role, 0)
        yield _Element(element, role, own, height, described)
        titles = [
            names.known(called(kid.get("/S")) or "NonStruct", kid.get("/NS"))[0] == "H"
            for kid in kids
        ]
        below = level + any(titles)  # an H is the heading of what it stands in (14.8.4.3.2)
        both = [(kid, level if title else below) for kid, title in zip(kids, titles, strict=True)]
        waiting.extend(reversed(both))


def _below(
    element: Any, names: FileRoles, gone: Collection[Objgen], seen: set[Objgen]
) -> list[Any]:
    """The elements below one.

    Taken out of it are annotations that are gone, what is no element, and elements that have
    stood somewhere already: a tree has each of them once.
    """
    held = one_or_more(entry(element, "/K"))
    kids: list[Any] = []
    kept: list[Any] = []
    objects = 0
    for kid in held:
        if type(kid) is int:
            kept.append(kid)
            continue
        if not isinstance(kid, Dictionary):
            continue
        if "/Obj" in kid:
            of = objgen(kid.Obj)
            if of is not None and of not in gone:
                kept.append(kid)
                objects += 1
        elif "/MCID" in kid:
            kept.append(kid)
        elif (known := objgen(kid)) not in seen:
            if known is not None:
                seen.add(known)
            kept.append(kid)
            kids.append(kid)
    if len(kept) != len(held):
        element.K = Array(kept)
        led = names.known(called(element.get("/S")))[0] in ("Link", "Annot", "Form")
        if led and not objects:
            element.S = Name.Span  # words that led somewhere, and lead nowhere now
    return kids


def _put_in_order(elements: Sequence[_Element], below: int) -> None:
    """Gives each element the name that it has in the whole, and headings their level there."""
    before = 0
    for one in elements:
        if one.role == "H":  # its level is made here, so that none is left out (ISO 14289-1, 7.4.2)
            one.level = min(one.level, before + 1)
        before = one.level or before
    levels = [one.level for one in elements if one.level]
    deeper = below + 1 - min(levels) if levels and below else 0
    for one in elements:
        called = one.called
        if one.level and (deeper or one.role == "H"):
            called = f"H{min(max(1, one.level + deeper), _DEEPEST)}"
        elif one.role == "Document":
            called = "Sect"
        if f"/{called}" != one.object.get("/S"):
            one.object.S = Name(f"/{called}")


def _is_page(holder: Any) -> bool:
    return bool(holder.get("/Type") == Name.Page)


def _once(attributes: Iterable[Any]) -> Iterator[Any]:
    """Attributes of which several elements may have the same."""
    seen: set[Objgen] = set()
    for one in attributes:
        if (known := objgen(one)) is None or known not in seen:
            if known is not None:
                seen.add(known)
            yield one
