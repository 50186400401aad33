"""A table with an item in each row, as many boards write their meetings -> items."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog.importer.genre import labels, patterns
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import (
    BOLD,
    Cell,
    Kind,
    Piece,
    Table,
    everything,
    text_of_cell,
    text_piece,
)
from moedebog.importer.recognise.numbered import label_of
from moedebog.importer.recognise.outline import Outline
from moedebog.importer.recognise.start import Start
from moedebog.importer.recognise.title_likeness import Titles
from moedebog.phrases import DANISH

_FEWEST = 3


class Row(Struct):
    """One item of a table."""

    number: str
    title: str
    """With slot and kind, as a title may have them."""
    body: list[Piece] = field(default_factory=list)
    before: list[Piece] = field(default_factory=list)
    """What stands above it in its table and is of no item."""


class Opened(Struct, frozen=True):
    """The pieces of a document whose tables of items have been opened up."""

    pieces: list[Piece]
    starts: list[Start]
    contents: Outline


def opened(pieces: Sequence[Piece], starts: Sequence[Start], contents: Outline) -> Opened | None:
    """The document with its tables of items opened; ``None`` where none holds the items.

    A table that only lists what the text tells again below is noted in ``contents``.
    """
    tables = _headed(pieces, contents)
    counted = any(start.number for start in starts)
    if not tables and not counted and not any(start.sure for start in starts):
        tables = _numbers_beside(pieces, contents)
        if starts and not _hold_most(pieces, tables, starts[0].at):
            tables = {}
    elif len(starts) > 1:  # a table inside an item is a part of it
        tables = {index: rows for index, rows in tables.items() if index < starts[0].at}
        listed = {} if tables else _numbers_beside(pieces[: starts[0].at], contents)
        _note_listed(listed, starts, contents)
    if not tables and len(starts) < 2:
        tables = _one_table_each(pieces)
    if not tables or _note_listed(tables, starts, contents):
        return None
    return _replaced(pieces, tables, contents)


def _hold_most(pieces: Sequence[Piece], tables: Collection[int], begin: int) -> bool:
    """Whether most of the document from a place on stands in the tables."""
    sizes = [sum(len(one.text) for one in everything((piece,))) for piece in pieces]
    return 2 * sum(sizes[index] for index in tables) >= sum(sizes[begin:])


def _note_listed(tables: dict[int, list[Row]], starts: Sequence[Start], contents: Outline) -> bool:
    """Whether the text tells the rows again below: tables with no more in them are noted."""
    titles = [row.title for rows in tables.values() for row in rows]
    begun = Titles([start.title for start in starts])
    again = sum(1 for title in titles if any(True for _ in begun.like(title)))
    if again * 2 < len(titles) or not titles:
        return False
    for index, rows in tables.items():
        if not any(row.body for row in rows):
            contents.places.add(index)
            contents.titles += [row.title for row in rows]
    return True


def _replaced(pieces: Sequence[Piece], tables: dict[int, list[Row]], contents: Outline) -> Opened:
    made: list[Piece] = []
    starts: list[Start] = []
    places: set[int] = set()
    for index, piece in enumerate(pieces):
        if index in contents.places:
            places.add(len(made))
        if index not in tables:
            made.append(piece)
            continue
        for row in tables[index]:
            made += row.before
            starts.append(Start(len(made), row.number, row.title, 0))
            made += [text_piece(row.title, piece.page), *row.body]
    return Opened(
        made,
        starts,
        Outline(contents.titles, places, contents.groups, numbers=contents.numbers),
    )


# --- a table with a head ------------------------------------------------------------------------


def _headed(pieces: Sequence[Piece], contents: Outline) -> dict[int, list[Row]]:
    """The items of tables whose head says what the columns are, by the pieces they stand in.

    A table may be divided by lines that belong to it: the number and title of a row without
    more in it.
    """
    rows_at: dict[int, list[Row]] = {}
    head: Sequence[Cell] = ()
    between: dict[int, list[Row]] = {}
    for index, piece in enumerate(pieces):
        table = piece.table if index not in contents.places else None
        rows = table.without_empty_columns().rows if table else ()
        if rows and _roles(rows[0]):
            head, rows = rows[0], rows[1:]
        number, title, _ = _title((piece,))
        if rows and head and len(rows[0]) == len(head) and (made := _rows(rows, head)):
            rows_at |= {**between, index: made}
            between = {}
        elif head and number and not piece.table:
            between[index] = [Row(number, title)]
        elif index not in contents.places:
            head, between = (), {}
    titles = [row.title for rows in rows_at.values() for row in rows]
    numbers = sum(bool(_NUMBER_ALONE.fullmatch(title)) for title in titles)
    beside = 2 * numbers > len(titles)  # the titles stand in the column without a head
    return rows_at if len(titles) > 1 and not beside else {}


def _rows(rows: Sequence[Sequence[Cell]], head: Sequence[Cell]) -> list[Row]:
    """The items of the rows; nothing where one of them is none."""
    roles = _roles(head)
    assert roles is not None  # noqa: S101 - the caller has seen to it
    names = [text_of_cell(cell).rstrip(": ") for cell in head]
    made: list[Row] = []
    for cells in rows:
        row = _row(cells, roles, names)
        if row.title:
            made.append(row)
        elif made:
            made[-1].body += row.body
        else:
            return []
    return made


def _roles(head: Sequence[Cell]) -> list[str] | None:
    """What each column holds; ``None`` where the head is not that of a list of items."""
    roles: list[str] = []
    words = [folded(text_of_cell(cell)) for cell in head]
    for word in words:
        word = re.sub(r"\s*/\s*", "/", word)
        role = next((r for r, names in patterns.ITEM_COLUMNS.items() if word in names), "")
        section = patterns.section_of(word.capitalize()) if word and not role else None
        if word and not role and section is None:
            return None
        roles.append(role if section is None else f"={section.slags.value}")
    # »Punkt« beside »Emne« is the number, and so is »Sag« beside »Titel«.
    numbers = (patterns.OVERVIEW_NUMBER, *DANISH.item_nouns.values())
    if roles.count("titel") == 2 and (number := next((n for n in numbers if n in words), "")):
        roles[words.index(number)] = "nr"
    one_each = len(set(roles)) == len(roles)
    return roles if one_each and "titel" in roles and len(roles) > 1 else None


def _row(cells: Sequence[Cell], roles: Sequence[str], names: Sequence[str]) -> Row:
    by_role = dict(zip(roles, cells, strict=True))
    number, title, body = _title(by_role["titel"])
    number = number or text_of_cell(by_role.get("nr", ())).rstrip(".:) ")
    if worded := _NUMBER_ALONE.fullmatch(number):
        number = worded["nr"]
    row = Row(number if re.fullmatch(patterns.NUMBER, number) else "", title)
    facts: list[Piece] = []
    for role, name, cell in zip(roles, names, cells, strict=True):
        text = text_of_cell(cell)
        if not text or role in ("titel", "nr"):
            continue
        if role == "tid" and _is_time(text_piece(text)):
            facts.insert(0, text_piece(text))
        elif role == "tid" and text.isdigit():
            facts.insert(0, text_piece(f"{text} min."))
        elif role == "formaal" and patterns.KIND_SUFFIX.search(f" ({text})"):
            row.title = f"{row.title} ({text})"
        elif role == "tekst" or not name:
            body += cell
        elif role.startswith("="):
            body += [Piece(Kind.HEADING, text_piece(name).inlines, BOLD), *cell]
        else:
            told = body if any(one.kind is Kind.HEADING for one in body) else facts
            told.append(text_piece(f"{name}: {text}"))
    row.body = [*facts, *body]
    return row


def _title(cell: Cell) -> tuple[str, str, list[Piece]]:
    """The number and the title in the first line of a cell, and the lines after it."""
    if not cell:
        return "", "", []
    first = cell[0]
    marker = first.marker.rstrip(".)") if first.kind is Kind.ITEM else ""
    match = patterns.NUMBERED_ITEM.match(first.text)
    if match and not marker:
        return match["nr"].replace(" ", ""), match["title"], list(cell[1:])
    return (marker if marker.isdigit() else ""), first.text, list(cell[1:])


# --- a table for each item ----------------------------------------------------------------------


def _one_table_each(pieces: Sequence[Piece]) -> dict[int, list[Row]]:
    """Tables without a head whose rows begin with the numbers of items, one after the other."""
    rows_at: dict[int, list[Row]] = {}
    number = 0
    for index, piece in enumerate(pieces):
        for cells in piece.rows:
            label, title, body = _title(cells[0]) if cells else ("", "", [])
            if label != str(number + 1) or len(cells) < 2:
                return {}
            number += 1
            rest = [p for cell in cells[1:] for p in cell if not p.text.endswith(":")]
            body = [*sorted(rest, key=lambda p: not _is_time(p)), *body]
            rows_at.setdefault(index, []).append(Row(label, title, body))
    return rows_at if number > 1 else {}


# --- numbers in a column of their own -----------------------------------------------------------

_NUMBER_ALONE = re.compile(
    rf"(?:(?:{patterns.ITEM_WORDS})\.?\s*)?(?:nr\.?\s*)?(?P<nr>\d{{1,3}})[.:)]?", re.IGNORECASE
)
_LONGEST_TITLE = 120


def _numbers_beside(pieces: Sequence[Piece], contents: Outline) -> dict[int, list[Row]]:
    """The items of tables without a head whose first column holds their numbers and no more.

    Beside each number stands a title, perhaps with text below it or beside it: pages are laid out
    so. Where only sentences are counted, it is a list.
    """
    rows_at: dict[int, list[Row]] = {}
    titled = 0
    made: list[Row] = []
    for index, piece in enumerate(pieces):
        table = piece.table if index not in contents.places and not piece.sure else None
        over: list[Piece] = []
        for cells in table.without_empty_columns().rows if table else ():
            number = _NUMBER_ALONE.fullmatch(text_of_cell(cells[0]))
            rest = [one for cell in cells[1:] for one in cell]
            if number is None or not rest:
                whole = [one for cell in cells for one in cell]  # a row over both columns
                (made[-1].body if index in rows_at else over).extend(whole)
                continue
            if int(number["nr"]) != len(made) + 1:
                return {}
            first, *body = rest
            titled += _is_titled(first)
            made.append(Row(number["nr"], first.text.rstrip(": "), body, over))
            over = []
            rows_at.setdefault(index, []).append(made[-1])
    return rows_at if len(made) >= _FEWEST and titled * 3 >= len(made) * 2 else {}


def _is_titled(first: Piece) -> bool:
    """Whether the first line beside a number is a title."""
    short = len(first.text) <= _LONGEST_TITLE and first.kind in (Kind.TEXT, Kind.HEADING)
    return short and (first.kind is Kind.HEADING or not first.text.endswith((".", ",", ";")))


def headed_by_table(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, tables that are the head of an item opened: its number and title stand in the
    first row, and a fact of the case in each of the others, or in a table right below. One that
    only counts sentences is the list that it is.
    """
    made: list[Piece] = []
    pieces = [one for whole in pieces for one in _parted(whole)]
    alone = _row_heads(pieces)
    below = False
    """Whether the head of an item stands right above."""
    for index, piece in enumerate(pieces):
        rows = piece.table.without_empty_columns().rows if piece.table and not piece.sure else ()
        cells = [[cell for cell in row if cell] for row in rows]
        facts = list(_facts(cells if below else cells[1:]))
        head = cells[0][0][0] if cells and len(cells[0]) == 1 and len(cells) > 1 else None
        if index in alone:
            made.append(replace(alone[index], page=piece.page))
        elif facts and head and not below and label_of(head) and head.kind is not Kind.ITEM:
            made.append(replace(head, kind=Kind.HEADING, level=1))
            made += [text_piece(fact, piece.page) for fact in facts]
        elif facts and below:
            made += [text_piece(fact, piece.page) for fact in facts]
        elif listed := _listed_rows(rows):
            made += listed
        else:
            made.append(piece)
        below = index in alone
    return made


def _listed_rows(rows: Sequence[Sequence[Cell]]) -> list[Piece]:
    """The rows as the list that they are, where numbers stand beside sentences; else nothing."""
    made: list[Piece] = []
    count = titled = 0
    for cells in rows:
        number = _NUMBER_ALONE.fullmatch(text_of_cell(cells[0])) if len(cells) == 2 else None
        if number and cells[1] and int(number["nr"]) == count + 1:
            first, *more = cells[1]
            count += 1
            titled += _is_titled(first)
            # As deep as a list inside another one: no item of the meeting begins so.
            made.append(replace(first, kind=Kind.ITEM, level=1, marker=f"{number['nr']}."))
            made += [replace(one, inside=2) for one in more]
        elif number or not count:
            return []
        else:
            made += [one for cell in cells for one in cell]
    return made if count >= _FEWEST and titled * 3 < count * 2 else []


def _row_heads(pieces: Sequence[Piece]) -> dict[int, Piece]:
    """The headings that tables of one row are, each with a number and a title, in their order."""
    found: dict[int, Piece] = {}
    for index, piece in enumerate(pieces):
        rows = piece.table.rows if piece.table and not piece.sure else ()
        texts = list(map(text_of_cell, rows[0])) if len(rows) == 1 else []
        number = _NUMBER_ALONE.fullmatch(texts[0]) if len(texts) == 2 else None
        if number and int(number["nr"]) == len(found) + 1 and 0 < len(texts[1]) <= _LONGEST_TITLE:
            words = text_piece(f"{number['nr']}. {texts[1]}").inlines
            found[index] = Piece(Kind.HEADING, words, 1)
    return found if len(found) > 1 else {}


def _facts(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """The facts of a case that rows hold, a label and its value beside each other or in one cell;
    nothing where there is more in them, or no number of a case.
    """
    texts = [[text_of_cell(cell) for cell in row] for row in rows]
    beside = all(len(row) in (1, 2) and row[0].endswith(":") for row in texts)
    facts = [" ".join(row) for row in texts] if beside else [text for row in texts for text in row]
    labelled = all(":" in fact or _DOORS.fullmatch(fact) for fact in facts)
    if not labelled or not any(_OF_CASE.match(fact) for fact in facts):
        return
    for fact in facts:
        doors = _DOORS.fullmatch(fact)
        if doors is None:
            yield fact
        elif doors["lukket"]:
            yield f"{fact}: ja"


_OF_CASE = re.compile(r"(?:sag|dok|j(?:ournal)?\.?\s?nr)", re.IGNORECASE)
_DOORS = re.compile(r"åben|(?P<lukket>lukket)", re.IGNORECASE)


def _parted(piece: Piece) -> list[Piece]:
    """The piece, a table cut in two where facts of the meeting stand above the row of item 1."""
    rows = piece.rows if not piece.sure else ()
    first = next(
        (at for at, row in enumerate(rows) if _ITEM_ONE.fullmatch(text_of_cell(row[0]))), 0
    )
    above = [text_of_cell(row[0]) for row in rows[:first]]
    if piece.table is None or not any(labels.has_label(f"{text.rstrip(':')}:") for text in above):
        return [piece]
    parts = (Table(rows[:first], piece.table.heads_rows), Table(rows[first:]))
    return [replace(piece, table=part) for part in parts]


_ITEM_ONE = re.compile(rf"(?:{patterns.ITEM_WORDS})\.?\s*(?:nr\.?\s*)?1[.:)]?", re.IGNORECASE)


def _is_time(piece: Piece) -> bool:
    """Whether it says when, or how long."""
    return bool(patterns.SLOT_LINE.match(piece.text) or patterns.LENGTH_LINE.match(piece.text))
