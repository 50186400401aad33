"""Fields of Word that ask for what a cleaned file no longer tells: their text stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from indhold.cleaning.trees import local, take_all_out, take_out, unwrap
from indhold.cleaning.words import value, words

PROPERTIES = frozenset(
    (
        *("AUTHOR", "LASTSAVEDBY", "DOCPROPERTY", "DOCVARIABLE", "EDITTIME", "TEMPLATE"),
        *("REVNUM", "COMMENTS", "INFO", "PRINTDATE", "MANAGER"),
    )
)
"""What asks for properties that are taken out: Word would print a fault in place of them."""
FETCHING = frozenset(
    ["INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "DATABASE"]
)
"""What asks for other files."""


class _Field(Struct):
    """A field that is open."""

    code: str = ""
    pieces: list[Any] = []
    """What goes when only its text is to stay."""
    has_result: bool = False


def unlink(tree: Any, kinds: frozenset[str]) -> int:
    """Leave nothing of fields of some kinds but the text that they show; how many there were."""
    simple = [one for one in words(tree, "fldSimple") if _kind(value(one, "instr")) in kinds]
    for one in simple:
        take_all_out([child for child in one if local(child) == "fldData"])
        unwrap(one)
    return len(simple) + _unlink_complex(tree, lambda code: _kind(code) in kinds)


def _kind(code: str | None) -> str:
    return next(iter((code or "").split()), "").upper()


def _unlink_complex(tree: Any, wanted: Callable[[str], bool]) -> int:
    opened: list[_Field] = []
    gone: list[Any] = []
    number = 0
    for run in words(tree, "r"):
        for piece in run:
            if local(piece) == "rPr" or (closed := _piece(opened, piece)) is None:
                continue
            if closed.has_result and wanted(closed.code):
                gone += [*closed.pieces, piece]
                number += 1
    for piece in gone:
        run = piece.getparent()
        if run is None:
            continue
        take_out(piece)
        if all(local(one) == "rPr" for one in run):
            take_out(run)
    return number


def _piece(opened: list[_Field], piece: Any) -> _Field | None:
    """Go on to the next piece of a run; the field that ends with it."""
    mark = value(piece, "fldCharType") if local(piece) == "fldChar" else None
    if mark == "begin":
        opened.append(_Field())
    for field in opened:
        if not field.has_result:
            field.pieces.append(piece)
    if not opened:
        return None
    if mark == "separate":
        opened[-1].has_result = True
    elif local(piece) in ("instrText", "delInstrText") and not opened[-1].has_result:
        opened[-1].code += piece.text or ""
    return opened.pop() if mark == "end" else None
