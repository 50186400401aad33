"""What is added to a referat after the meeting: corrections, and closed matters that are opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from moedebog import secrecy
from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Lukket, Ophaevelse, Rettelse
from moedebog.normalise.reading import Reader
from moedebog.normalise.times import date_at
from moedebog.source import TreePath

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
OPENS_NOTHING = Rule(
    "M479",
    Severity.ERROR,
    Phrase(
        "`lukning_ophaevet` står ved et punkt, der ikke er lukket.",
        "`lukning_ophaevet` stands at an item that is not closed.",
    ),
    Phrase(
        "Lad punktets `lukket` blive stående, som det var; er punktet aldrig behandlet som lukket, "
        "så slet `lukning_ophaevet`.",
        "Leave the item's `lukket` as it was; if the item never was treated as closed, delete "
        "`lukning_ophaevet`.",
    ),
    Example(
        wrong="- titel: A\n  lukning_ophaevet:\n    dato: 2026-03-02",
        right="- titel: A\n  lukket: Forhandling\n  lukning_ophaevet:\n    dato: 2026-03-02",
    ),
    reason=Phrase(
        "Referatet siger, at punktet blev behandlet som lukket, og i dagsordenen er det det "
        "stadig; hvorfor, står i `lukket`.",
        "The referat says that the item was treated as closed, and in the dagsorden it still is; "
        "why, `lukket` says.",
    ),
    rests_on=("lukket",),
)


def opening(
    reader: Reader, data: dict[str, Any], path: TreePath, lukket: Lukket | None
) -> Ophaevelse | None:
    """That an item that was closed has been opened; ``lukket``: how it was closed."""
    if "lukning_ophaevet" not in data:
        return None
    here = (*path, "lukning_ophaevet")
    told = data["lukning_ophaevet"]
    dato = date_at(reader, told, "dato", here)
    if lukket is None:
        reader.report(OPENS_NOTHING, here, key=True)
    if lukket is None or dato is None:
        return None
    return Ophaevelse(
        dato,
        lukket,
        grund=reader.text(told, "grund"),
        af=reader.text(told, "af"),
        position=reader.at(here),
    )


def _decided_in(reader: Reader, data: dict[str, Any]) -> str | None:
    """Where it was decided; a meeting of the forum itself without the folder of that."""
    written = reader.text(data, "besluttet_i")
    folder = reader.folder.resolve()
    if written is None or not folder.is_relative_to(reader.root):
        return written
    own = f"{folder.relative_to(reader.root).as_posix()}/"
    return written.removeprefix(own) if _DAY.match(written, len(own)) else written


def corrections(reader: Reader, data: dict[str, Any]) -> Iterator[Rettelse]:
    """The entries of ``rettelser`` that have a date and a text."""
    for index, one in enumerate(data.get("rettelser", ())):
        path: TreePath = ("rettelser", index)
        dato = date_at(reader, one, "dato", path)
        if dato is None or "tekst" not in one:
            continue
        public = one.get("offentlig")
        lukket = None if public is None else secrecy.closes("offentlig", public)
        yield Rettelse(
            dato,
            reader.markdown((*path, "tekst"), one["tekst"]),
            punkt=reader.text(one, "punkt"),
            besluttet_i=_decided_in(reader, one),
            af=reader.text(one, "af"),
            lukket=lukket,
            position=reader.at(path),
        )
