"""How minutes come to be approved: which ones an item approves, and what was answered to them."""

from __future__ import annotations

from datetime import date
from typing import Any

from moedebog.catalogue import Indsigelsessvar
from moedebog.meeting import Godkender, Indsigelse
from moedebog.normalise.people import Names
from moedebog.normalise.reading import Reader, line, one_by_one
from moedebog.normalise.times import NO_SUCH_DATE, date_at
from moedebog.source import TreePath

_DATE = 10
"""Characters of a date."""


def approves(reader: Reader, data: dict[str, Any], path: TreePath) -> tuple[Godkender, ...]:
    """The meetings whose minutes an item approves; their names begin with their dates."""
    made = []
    for place, value in one_by_one(data, "godkender", path):
        name = line(value)
        try:
            day = date.fromisoformat(name.rpartition("/")[2][:_DATE])
        except ValueError:
            reader.report(NO_SUCH_DATE, place, vaerdi=name)
            continue
        made.append(Godkender(name, day, reader.at(place)))
    return tuple(made)


def objections(reader: Reader, data: dict[str, Any], names: Names) -> tuple[Indsigelse, ...]:
    """What was answered to the minutes."""
    return tuple(
        _objection(reader, one, ("indsigelser", index), names)
        for index, one in enumerate(data.get("indsigelser", ()))
    )


def _objection(reader: Reader, data: dict[str, Any], path: TreePath, names: Names) -> Indsigelse:
    answer = data.get("afgoerelse")
    return Indsigelse(
        names.voice(reader, (*path, "fra"), data["fra"]),
        dato=date_at(reader, data, "dato", path),
        punkt=reader.text(data, "punkt"),
        tekst=reader.body(data, "tekst", path),
        afgoerelse=None if answer is None else Indsigelsessvar.of(answer),
        grund=reader.text(data, "grund"),
        position=reader.at(path),
    )
