"""A package of Office (ECMA-376 part 2): parts, their types, and which part knows which.

Whatever is taken out of it, no relationship and no content type is left that leads nowhere, and
``Package.save`` refuses a part that names a relationship which is gone.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from msgspec import Struct

from indhold.cleaning.told import Reason, Refused
from indhold.cleaning.trees import local, parsed, take_out, written
from indhold.cleaning.zips import Zip

_TYPES = "[Content_Types].xml"
_IN_TREE = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
"""Namespaces of attributes that name a relationship of their part."""
_LENIENT = ".vml"
"""Drawings of before 2007, in which Excel itself leaves elements open."""


class Link(Struct, frozen=True):
    """A relationship: one part knows another, or something outside the package."""

    source: str
    """The part that has it; empty of the package itself."""
    id: str
    kind: str
    """The last word of its type, e.g. ``comments``: the same in every edition of the standard."""
    target: str
    """The part, by its name in the package; of what is outside, the address."""
    outside: bool
    element: Any


class Package:
    """A package that is changed."""

    def __init__(self, entries: Zip) -> None:
        self._zip = entries
        self._names = {name.casefold(): name for name in entries.names}
        self._trees: dict[str, Any] = {}
        self._touched: set[str] = set()
        if _TYPES not in entries:
            raise Refused(Reason.DAMAGED)
        self._known_before = self.reachable()

    # --- parts ------------------------------------------------------------------------------

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts, without relationships and types."""
        return tuple(n for n in self._zip.names if n != _TYPES and not _is_rels(n))

    def __contains__(self, name: str) -> bool:
        return name in self._zip

    def read(self, name: str) -> bytes:
        """What a part holds."""
        return written(self._trees[name]) if name in self._touched else self._zip.read(name)

    def tree(self, name: str) -> Any:
        """The root of an XML part, always the same one. Raises ``Refused``."""
        if name not in self._trees:
            lenient = name.casefold().endswith(_LENIENT)
            self._trees[name] = parsed(self._zip.read(name), lenient=lenient)
        return self._trees[name]

    def touch(self, name: str) -> None:
        """The tree of a part was changed."""
        self._touched.add(name)

    def change(self, name: str, data: bytes) -> None:
        """A part that is no XML holds something else now."""
        self._zip.change(name, data)

    def remove(self, *names: str) -> None:
        """Parts are gone, with all relationships that lead to them, and their own."""
        self._forget(names)
        for link in list(self.all_links()):
            if not link.outside and link.target in names:
                self.cut(link)

    def _forget(self, names: Iterable[str]) -> None:
        for name in names:
            for gone in (name, _rels(name)):
                self._zip.remove(gone)
                self._trees.pop(gone, None)
                self._touched.discard(gone)
        forgotten = {name.casefold() for name in names}
        for override in list(self.tree(_TYPES)):
            if _part(override.get("PartName", "")) in forgotten:
                take_out(override)
                self.touch(_TYPES)

    # --- types ------------------------------------------------------------------------------

    def type_of(self, name: str) -> str:
        """The content type of a part."""
        ending = name.rpartition(".")[2].casefold()
        found = ""
        for one in self.tree(_TYPES):
            if _part(one.get("PartName", "")) == name.casefold():
                return str(one.get("ContentType", ""))
            if local(one) == "Default" and one.get("Extension", "").casefold() == ending:
                found = one.get("ContentType", "")
        return found

    def set_type(self, name: str, content_type: str) -> None:
        """A part that has a type of its own gets another."""
        for one in self.tree(_TYPES):
            if _part(one.get("PartName", "")) == name.casefold():
                one.set("ContentType", content_type)
                self.touch(_TYPES)

    # --- relationships ----------------------------------------------------------------------

    def links(self, source: str = "", *kinds: str) -> list[Link]:
        """The relationships of a part, or of the package; ``kinds``: only these."""
        name = _rels(source)
        if name not in self._zip:
            return []
        found = [self._link(source, e) for e in self.tree(name) if local(e) == "Relationship"]
        return [one for one in found if not kinds or one.kind in kinds]

    def _link(self, source: str, element: Any) -> Link:
        kind = element.get("Type", "").rstrip("/").rpartition("/")[2]
        target = element.get("Target", "")
        outside = element.get("TargetMode", "").casefold() == "external"
        if not outside:
            path = posixpath.join("/", posixpath.dirname(source), target.partition("#")[0])
            path = posixpath.normpath(path).lstrip("/")
            target = self._names.get(unquote(path).casefold()) or self._names.get(
                path.casefold(), path
            )
        return Link(source, element.get("Id", ""), kind, target, outside, element)

    def linked(self, source: str, *kinds: str) -> list[str]:
        """The parts that a part knows by relationships of some kinds."""
        found = self.links(source, *kinds)
        return list(dict.fromkeys(o.target for o in found if not o.outside and o.target in self))

    def all_links(self) -> Iterator[Link]:
        """Every relationship in the package."""
        for source in ["", *self.parts]:
            yield from self.links(source)

    def cut(self, link: Link) -> None:
        """A relationship is gone."""
        take_out(link.element)
        self.touch(_rels(link.source))

    def cut_unused(self, kinds: frozenset[str]) -> int:
        """Cut relationships of kinds that count only where they are named, and are not.

        How many led to parts: they are pictures and the like that nobody sees.
        """
        gone = 0
        for source in self.parts:
            links = [one for one in self.links(source) if one.kind in kinds]
            if not links:
                continue
            used = _values(self.tree(source))
            for link in links:
                if link.id not in used:
                    self.cut(link)
                    gone += not link.outside
        return gone

    # --- the whole --------------------------------------------------------------------------

    def reachable(self, without: Iterable[str] = ()) -> set[str]:
        """What relationships lead to from the package itself, some parts left out."""
        known = {"", *without}
        waiting = [""]
        while waiting:
            for link in self.links(waiting.pop()):
                if not link.outside and link.target in self._zip and link.target not in known:
                    known.add(link.target)
                    waiting.append(link.target)
        return known - set(without)

    def sweep(self) -> list[str]:
        """Remove what no relationship leads to; the names of the parts to which none ever led."""
        known = self.reachable()
        gone = [name for name in self.parts if name not in known]
        self._forget(gone)
        for name in self._zip.names:
            if _is_rels(name) and _source(name) not in {"", *self._zip.names}:
                self._zip.remove(name)
        return [name for name in gone if name not in self._known_before]

    def save(self, path: Path) -> None:
        """Write it. Raises ``Refused`` where a part names a relationship that is gone."""
        touched = {_source(name) if _is_rels(name) else name for name in self._touched}
        for name in sorted(touched):
            if name in self._zip and name != _TYPES:
                self._check(name)
        for name in self._touched:
            if _is_rels(name) and not len(self._trees[name]):
                self._zip.remove(name)
            else:
                self._zip.change(name, written(self._trees[name]))
        self._zip.save(path)

    def _check(self, name: str) -> None:
        if not name.casefold().endswith((".xml", _LENIENT)):
            return
        named = {
            value
            for element in self.tree(name).iter("*")
            for key, value in element.attrib.items()
            if key.startswith(_IN_TREE)
        }
        known = {link.id for link in self.links(name)}
        before = {
            e.get("Id", "")
            for e in (parsed(self._zip.read(_rels(name))) if _rels(name) in self._zip else ())
        }
        if (named & before) - known:
            raise Refused(Reason.FAILED)


def _values(tree: Any) -> set[str]:
    return {value for element in tree.iter("*") for value in element.attrib.values()}


def _part(name: str) -> str:
    return name.lstrip("/").casefold()


def _is_rels(name: str) -> bool:
    return name.endswith(".rels") and posixpath.basename(posixpath.dirname(name)) == "_rels"


def _rels(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _source(rels: str) -> str:
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
