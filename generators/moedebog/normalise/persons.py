"""Somebody who is named: a name, or a name with what is known of them."""

from __future__ import annotations

from typing import Any

from moedebog.catalogue import Deltagelse
from moedebog.meeting import Medvirkende
from moedebog.normalise.reading import Reader, line
from moedebog.source import TreePath

BESIDE = ("fra_forvaltningen", "observatoerer", "gaester")
"""The keys under which those stand who take part without being members."""


def person(reader: Reader, path: TreePath, value: Any) -> Medvirkende:
    """A name, or a name with title, organisation and party."""
    if not isinstance(value, dict):
        return Medvirkende(line(value), position=reader.at(path))
    return Medvirkende(
        line(value["navn"]),
        titel=reader.text(value, "titel"),
        organisation=reader.text(value, "organisation"),
        parti=reader.text(value, "parti"),
        deltog=Deltagelse.of(value["deltog"]) if "deltog" in value else None,
        position=reader.at(path),
    )


def persons_under(
    reader: Reader, data: dict[str, Any], key: str, path: TreePath
) -> tuple[Medvirkende, ...]:
    """The people listed under ``key``."""
    return tuple(
        person(reader, (*path, key, index), one) for index, one in enumerate(data.get(key, ()))
    )
