"""Tables: whether what they hold can be shown whole."""

from __future__ import annotations

from collections.abc import Iterator

from moedebog.blocks import Table
from moedebog.columns import Fit, Rooms, TableReckoning, fit_if_need_be, longest_piece
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity, UsageProblem
from moedebog.examples import Example, in_text
from moedebog.rules.case import Case
from moedebog.settings.appearance import Side, Style

TOO_WIDE = Rule(
    "M3610",
    Severity.WARNING,
    Phrase(
        "Tabellen kan ikke være på siden, heller ikke på en liggende med den mindste skrift: "
        "»{stykke}« bliver delt midt i.",
        "The table does not fit the page, not even a landscape one in the smallest type: "
        "»{stykke}« is cut in the middle.",
    ),
    Phrase(
        "Del den i to tabeller, udelad en kolonne, skriv kortere, eller vælg A3 (side, format i "
        "skabelonsættets pdf.yaml).",
        "Split it into two tables, leave out a column, write more briefly, or choose A3 (side, "
        "format in the template set's pdf.yaml).",
    ),
    Example(
        wrong=in_text(f"{'| 123.456.789 ' * 25}|\n{'|---:' * 25}|\n{'| 987.654.321 ' * 25}|"),
        right=in_text("| 123.456.789 |\n|---:|\n| 987.654.321 |"),
    ),
    reason=Phrase(
        "Et tal, der står på to linjer, bliver læst som to tal.",
        "A number on two lines is read as two numbers.",
    ),
)

_SIZE, _PAD = 9.9, 5.0
"""Of cells by habit, in points."""
_NARROW = 400.0
"""A table that fits into this many points fits any page."""
_MOST_SHOWN = 40
"""Characters of what would be cut."""
_A4 = Side(595.3, 841.9, 76.5, 70.9, 70.9, 70.9)


def too_wide(case: Case) -> Iterator[Diagnostic]:
    """Tables of which something would be torn, wherever they stand."""
    tables = [table for table in case.tables if _setting(table, _NARROW).torn]
    if not tables:
        return
    side = _side(case)
    widest = max(side.bredde, side.hoejde) - 2 * min(side.venstre, side.hoejre)
    for table in tables:
        torn = _setting(table, widest).torn
        if torn and table.position is not None:
            piece = longest_piece(table, torn[0])
            if len(piece) > _MOST_SHOWN:
                piece = f"{piece[: _MOST_SHOWN - 1]}…"
            yield TOO_WIDE.at(table.position, stykke=piece)


def _setting(table: Table, room: float) -> Fit:
    reckoning = TableReckoning(table)
    return fit_if_need_be(
        lambda loose: reckoning.needs(_SIZE, _PAD, loose=loose),
        Rooms(room, room),
        size=_SIZE,
        pad=_PAD,
        em=_SIZE,
    )


def _side(case: Case) -> Side:
    """The page of the meeting's documents."""
    from moedebog.settings.lineage import lineage  # few meetings have so wide a table
    from moedebog.settings.style import style_of_set

    style: Style | None = None
    if case.ws is not None:
        try:
            folder = case.ws.template_set(case.meeting.forum.skabelon)
        except UsageProblem:  # told elsewhere
            return _A4
        sets, _ = lineage(case.ws, folder)
        case.inputs.update(sets.style_files)
        style, _ = style_of_set(case.ws, sets)
    return style.side if style else _A4
