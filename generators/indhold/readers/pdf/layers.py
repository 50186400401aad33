"""Layers (optional content) that are off when the file is opened (ISO 32000-2 § 8.11)."""

from __future__ import annotations

from pikepdf import Dictionary

from indhold.collecting import Collector
from indhold.findings import At, Kind
from indhold.readers.pdf.values import array, dictionary, entry, text

_APART = 20
"""Layers that are told one by one."""


def layers_off(root: Dictionary, collector: Collector) -> tuple[str, ...]:
    """Their names; of the usual configuration, which programs show first."""
    properties = dictionary(root, "/OCProperties")
    usual = dictionary(properties, "/D")
    if usual is None:
        return ()
    off = array(usual, "/OFF")
    if entry(usual, "/BaseState") == "/OFF":
        on = {one.objgen for one in array(usual, "/ON") if isinstance(one, Dictionary)}
        every = array(properties, "/OCGs")
        off = [one for one in every if isinstance(one, Dictionary) and one.objgen not in on]
    names = (text(one, "/Name", collector) for one in off if isinstance(one, Dictionary))
    return tuple(name or "?" for name in names)


def tell_layers(names: tuple[str, ...], collector: Collector) -> None:
    """Tell of each, or of all at once where there are many."""
    if len(names) <= _APART:
        for name in names:
            collector.found(Kind.HIDDEN, "layer off", at=At.LAYER, name=name)
    else:
        collector.found(Kind.HIDDEN, "layer off", count=len(names), at=At.LAYER, name=names[0])
