"""Layers (optional content; ISO 32000-1, 8.11): shown and hidden in the whole as in their files."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from samling.values import Objgen, dictionaries, items, objgen, table, text

_DEEPEST = 20
"""So many levels of the list of layers are kept."""


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
        properties = table(source.Root.get("/OCProperties"))
        layers = [one for one in dictionaries(properties.get("/OCGs")) if objgen(one) is not None]
        if not layers:
            return
        usual = table(properties.get("/D"))
        hidden = _hidden(layers, usual)
        copies = {one.objgen: self._whole.copy_foreign(one) for one in layers}
        known: dict[Objgen, Any] = {
            one: copied for one, copied in copies.items() if isinstance(copied, Dictionary)
        }
        for copied in known.values():
            if "/Usage" in copied:  # what decides by itself whether a layer is shown
                del copied["/Usage"]
        self._all.extend(known.values())
        self._off.extend(known[one] for one in known if one in hidden)
        locked = {one.objgen for one in dictionaries(usual.get("/Locked"))}
        self._locked.extend(known[one] for one in known if one in locked)
        for group in items(usual.get("/RBGroups")):
            members = [known[one.objgen] for one in dictionaries(group) if one.objgen in known]
            if members:
                self._groups.append(Array(members))
        named: set[Objgen] = set()
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


def _hidden(layers: list[Any], usual: Dictionary) -> set[Objgen]:
    """Those that are not seen on a screen when the file is opened (8.11.4.3 and 8.11.4.4)."""
    hidden = {one.objgen for one in dictionaries(usual.get("/OFF"))}
    if usual.get("/BaseState") == Name.OFF:
        shown = {one.objgen for one in dictionaries(usual.get("/ON"))}
        hidden = {one.objgen for one in layers} - shown
    for by_itself in dictionaries(usual.get("/AS")):
        if by_itself.get("/Event") != Name.View:
            continue
        for one in dictionaries(by_itself.get("/OCGs")):
            state = table(table(one.get("/Usage")).get("/View")).get("/ViewState")
            if state == Name.OFF:
                hidden.add(one.objgen)
            elif state == Name.ON:
                hidden.discard(one.objgen)
    return hidden


def _order(
    value: Any,
    known: dict[Objgen, Any],
    named: set[Objgen],
    depth: int,
) -> list[Any]:
    made: list[Any] = []
    for one in items(value) if depth < _DEEPEST else ():
        if isinstance(one, Array):
            inside = _order(one, known, named, depth + 1)
            if inside:
                made.append(Array(inside))
        elif isinstance(one, String):
            made.append(String(text(one)))
        elif isinstance(one, Dictionary) and one.objgen in known and one.objgen not in named:
            named.add(one.objgen)
            made.append(known[one.objgen])
    return made
