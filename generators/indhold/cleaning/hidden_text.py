"""Text that Word does not show (``w:vanish``, ECMA-376-1 § 17.3.2.41), taken out of a part."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from msgspec import Struct

from indhold.cleaning.revisions import may_go
from indhold.cleaning.trees import local, take_out
from indhold.cleaning.words import is_on, value, words

_CODES = frozenset(("fldChar", "instrText", "delInstrText"))
_WORDS = ("t", "delText")


class Gone(Struct):
    """What was hidden."""

    pieces: int = 0
    codes: int = 0
    """Marks for an index and the like, which are left."""
    first: str = ""


class Styles:
    """Which styles hide their text."""

    def __init__(self, styles: Any | None) -> None:
        every = [] if styles is None else list(words(styles, "style"))
        self._styles = {value(one, "styleId") or "": one for one in every}
        self._default = next(
            (
                value(one, "styleId") or ""
                for one in every
                if value(one, "type") == "paragraph" and value(one, "default") in ("1", "true")
            ),
            "",
        )
        self._hides: Callable[[str], bool] = cache(self._look_up)

    def _look_up(self, name: str) -> bool:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            hidden = _switch(next((one for one in style if local(one) == "rPr"), None))
            if hidden is not None:
                return hidden
            based = next((one for one in style if local(one) == "basedOn"), None)
            name = "" if based is None else value(based) or ""
        return False

    def hide(self, properties: Any | None, paragraph: Any | None) -> bool:
        """Whether text with these properties of a run is hidden in a paragraph.

        What two styles say of it excludes the other (§ 17.7.3).
        """
        direct = _switch(properties)
        if direct is not None:
            return direct
        return self._hides(_style(properties, "rStyle")) != self._hides(self._of(paragraph))

    def _of(self, paragraph: Any | None) -> str:
        if paragraph is None:
            return self._default
        own = next((one for one in paragraph if local(one) == "pPr"), None)
        return _style(own, "pStyle") or self._default


def _switch(properties: Any | None) -> bool | None:
    for one in () if properties is None else properties:
        if local(one) == "vanish":
            return is_on(one)
    return None


def _style(properties: Any | None, name: str) -> str:
    for one in () if properties is None else properties:
        if local(one) == name:
            return value(one) or ""
    return ""


def take_hidden(tree: Any, styles: Styles) -> Gone:
    """Take hidden text, hidden rows and hidden drawings out of a part."""
    gone = Gone()
    _take_rows(tree, gone)
    for drawing in [one for one in tree.iter("*") if local(one) == "docPr" and _is_hidden(one)]:
        holder = next((o for o in drawing.iterancestors() if local(o) == "drawing"), None)
        if holder is not None:
            _count(gone, holder)
            take_out(holder)
    touched: dict[Any, None] = {}
    for run in list(words(tree, "r")):
        paragraph = next((one for one in run.iterancestors() if local(one) == "p"), None)
        properties = next((one for one in run if local(one) == "rPr"), None)
        if styles.hide(properties, paragraph) and _empty(run, gone) and paragraph is not None:
            touched[paragraph] = None
    for paragraph in touched:
        if _is_nothing(paragraph) and _mark_is_hidden(paragraph, styles) and may_go(paragraph):
            take_out(paragraph)
    return gone


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") in ("1", "true")


def _take_rows(tree: Any, gone: Gone) -> None:
    for row in list(words(tree, "tr")):
        properties = next((one for one in row if local(one) == "trPr"), None)
        marks = [] if properties is None else [o for o in properties if local(o) == "hidden"]
        table = next((one for one in row.iterancestors() if local(one) == "tbl"), None)
        if table is None or not any(is_on(one) for one in marks):
            continue
        _count(gone, row)
        take_out(row)
        if next(words(table, "tr"), None) is None and may_go(table):
            take_out(table)


def _empty(run: Any, gone: Gone) -> bool:
    """Take out all that a run shows; whether it had any."""
    pieces = [one for one in run if local(one) not in _CODES and local(one) != "rPr"]
    gone.codes += sum(local(one) == "instrText" for one in run)
    if pieces:
        _count(gone, run)
    for piece in pieces:
        take_out(piece)
    if all(local(one) == "rPr" for one in run):
        take_out(run)
    return bool(pieces)


def _count(gone: Gone, element: Any) -> None:
    gone.pieces += 1
    if len(gone.first) < 80:
        gone.first += "".join(one.text or "" for one in words(element, *_WORDS))


def _is_nothing(paragraph: Any) -> bool:
    return not any(local(one) in ("r", "sdt", "oMath", "hyperlink") for one in paragraph)


def _mark_is_hidden(paragraph: Any, styles: Styles) -> bool:
    own = next((one for one in paragraph if local(one) == "pPr"), None)
    mark = None if own is None else next((one for one in own if local(one) == "rPr"), None)
    return styles.hide(mark, paragraph)
