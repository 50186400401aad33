"""Layers (optional content; ISO 32000-1, 8.11): shown and hidden in the whole as in their files."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String


class Layers:
    """The layers of the whole, as they are gathered."""

    def __init__(self, whole: Pdf) -> None:
        self._whole = whole
        self._all = Array()
        self._off = Array()
        self._locked = Array()
        self._groups = Array()
        """Sets of layers of which one alone is shown."""
        self._order = Array()

    def gather(self, source: Pdf, title: str) -> None:
        """Takes over the layers of a file, under its title. Its pages have been copied."""
        properties: Any = source.Root.get("/OCProperties")
        layers = properties.get("/OCGs") if isinstance(properties, Dictionary) else None
        if not isinstance(layers, Array) or not len(layers):
            return
        known = {one.objgen: self._whole.copy_foreign(one) for one in layers if one.is_indirect}
        held = properties.get("/D")
        usual = held if isinstance(held, Dictionary) else Dictionary()
        for copied in known.values():
            if "/Usage" in copied:  # what decides by itself whether a layer is shown
                del copied["/Usage"]
        self._all.extend(known.values())
        hidden = {one.objgen for one in _members(usual.get("/OFF"))}
        if usual.get("/BaseState") == Name.OFF:
            hidden = set(known) - {one.objgen for one in _members(usual.get("/ON"))}
        self._off.extend(known[one] for one in known if one in hidden)
        locked = {one.objgen for one in _members(usual.get("/Locked"))}
        self._locked.extend(known[one] for one in known if one in locked)
        groups = usual.get("/RBGroups")
        for group in groups if isinstance(groups, Array) else ():
            members = [known[one.objgen] for one in _members(group) if one.objgen in known]
            if members:
                self._groups.append(Array(members))
        named: set[tuple[int, int]] = set()
        order = _order(usual.get("/Order"), known, named, 0)
        order.extend(known[one] for one in known if one not in named)  # ISO 19005-2, 6.9
        self._order.append(Array([String(title), *order]))

    def finish(self) -> Object | None:
        """What the whole says of its layers; ``None`` where it has none."""
        if not len(self._all):
            return None
        usual = Dictionary(Name=String("Default"), Order=self._order)
        for key, members in (("/OFF", self._off), ("/Locked", self._locked)):
            if len(members):
                usual[key] = members
        if len(self._groups):
            usual.RBGroups = self._groups
        return self._whole.make_indirect(Dictionary(OCGs=self._all, D=usual))


def _members(value: Any) -> list[Any]:
    return [one for one in value if isinstance(one, Dictionary)] if isinstance(value, Array) else []


def _order(
    value: Any,
    known: dict[tuple[int, int], Object],
    named: set[tuple[int, int]],
    depth: int,
) -> list[Any]:
    made: list[Any] = []
    for one in value if isinstance(value, Array) and depth < 20 else ():
        if isinstance(one, Array):
            inside = _order(one, known, named, depth + 1)
            if inside:
                made.append(Array(inside))
        elif isinstance(one, String):
            made.append(String(str(one)))
        elif isinstance(one, Dictionary) and one.objgen in known and one.objgen not in named:
            named.add(one.objgen)
            made.append(known[one.objgen])
    return made
