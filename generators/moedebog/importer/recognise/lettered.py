"""Items with letters, ``A: …`` to ``G: …``, and items that all have the number 1."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from moedebog.importer.genre import patterns
from moedebog.importer.pieces import GUESSED, Kind, Piece
from moedebog.importer.recognise.numbered import numbered
from moedebog.importer.recognise.start import Start

_LETTERED = re.compile(r"(?P<letter>[A-ZÆØÅ])\s?[.:)]\s*(?P<title>[^\W_].*)\Z")
_ROMAN = re.compile(r"(?P<number>[IVX]{1,5})\s?[.:)]\s*(?P<title>[^\W_].*)\Z")
_ROMANS = re.findall(r"\w+", "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII")
_SMALL = re.compile(r"(?P<letter>[a-zæøå])\s?\)\s+(?P<title>[^\W_].*)\Z")
_COUNTED = re.compile(
    r"(?P<before>[(\[#]?(?:[A-ZÆØÅ]\w*\.? (?:nr\.? )?)?)(?P<year>\d{4}[-/])?(?P<number>\d{1,3})"
    r"(?P<of>[-/]\d{2,4})?(?P<behind>[.):\]]{0,2})\s*[–-]?\s*(?P<title>[A-ZÆØÅ»\"][^\W\d]+.*)\Z"
)
_OWN_NUMBER = re.compile(
    r"(?P<word>[A-ZÆØÅ][^\W\d]+\.?) (?:nr\.? )?(?P<number>\d{1,4}/\d{2,4})\s*[:.–-]\s*"
    r"(?P<title>\S.*)\Z"
)
"""``Sak 27/2020: Titel``."""
_FEWEST = 3
"""So many items must look alike, unless they are headings."""
_LONGEST = 200


def label_by_letter(piece: Piece) -> tuple[str, str] | None:
    """The letter and the title of a line that begins with a letter."""
    if piece.quoted or (piece.sure and piece.kind is not Kind.HEADING):
        return None
    if piece.kind is Kind.ITEM and piece.level == 0 and re.fullmatch(r"[A-ZÆØÅ]\W", piece.marker):
        return piece.marker[0], piece.text
    match = _LETTERED.match(piece.text) if piece.kind in (Kind.TEXT, Kind.HEADING) else None
    return (match["letter"], match["title"]) if match and len(piece.text) <= _LONGEST else None


def by_small_letters(pieces: Sequence[Piece], taken: Collection[int]) -> list[Start]:
    """The outermost entries ``a)`` to ``g)`` that have text between them; none where few have."""
    found: list[Start] = []
    for index, piece in enumerate(pieces):
        letter, title = _small_letter(piece) if index not in taken else ("", "")
        if letter == chr(ord("a") + len(found)):
            found.append(Start(index, letter, title, 0))
    apart = [start for start in found if _has_text_below(pieces, start.at)]
    return found if len(found) >= _FEWEST and 2 * len(apart) >= len(found) else []


def _small_letter(piece: Piece) -> tuple[str, str]:
    """The small letter that a piece begins with, and what stands behind it."""
    if piece.sure or piece.quoted:
        return "", ""
    if piece.kind is Kind.ITEM:
        return (piece.marker[:-1], piece.text) if piece.level == 0 else ("", "")
    match = _SMALL.match(piece.text) if piece.may_head and len(piece.text) <= _LONGEST else None
    return (match["letter"], match["title"]) if match else ("", "")


def _has_text_below(pieces: Sequence[Piece], index: int) -> bool:
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    return after is not None and (after.kind is not Kind.ITEM or after.level > 0)


def by_letters(pieces: Sequence[Piece], taken: Collection[int]) -> list[Start]:
    """The longest row of lines with the letters from A on; none where it is short."""
    rows: dict[str, list[Start]] = {}
    best: list[Start] = []
    for index, piece in enumerate(pieces):
        label = label_by_letter(piece) if index not in taken else None
        if label is None:
            continue
        letter, title = label
        before = rows.get(chr(ord(letter) - 1), []) if letter != "A" else []
        if letter != "A" and not before:
            continue
        start = Start(index, letter, title, level_of(piece))
        rows[letter] = [*before, start]
        if len(rows[letter]) > len(best):
            best = rows[letter]
    return best if len(best) >= _FEWEST or (len(best) > 1 and best[0].level) else []


def by_romans(pieces: Sequence[Piece], taken: Collection[int]) -> list[Start]:
    """The lines with the Roman numbers from I on, each the first after the one before it."""
    found: list[Start] = []
    for index, piece in enumerate(pieces):
        entry = piece.kind is Kind.ITEM and piece.level == 0 and not (piece.sure or piece.quoted)
        may_be = index not in taken and (piece.may_head or entry) and len(piece.text) <= _LONGEST
        text = f"{piece.marker} {piece.text}" if entry else piece.text
        match = _ROMAN.match(text) if may_be else None
        if match and match["number"] in _ROMANS[len(found) : len(found) + 1]:
            found.append(Start(index, match["number"], match["title"], level_of(piece)))
    return found if len(found) >= _FEWEST else []


def are_groups(letters: Sequence[Start], items: Sequence[Start], pieces: Sequence[Piece]) -> bool:
    """Whether lines with letters stand over the items, whose numbers run on from one to the next.

    The numbers of lists inside an item begin anew.
    """
    places = [start.at for start in letters]
    ones = {
        bisect_left(places, index)
        for index in range(places[0], len(pieces))
        if (label := numbered(pieces[index])) and label[0] == "1"
    }
    return len({bisect_left(places, start.at) for start in items} - {0}) > 1 and len(ones) < 2


def by_count(pieces: Sequence[Piece], taken: Collection[int]) -> list[Start]:
    """The lines that are written alike and count up by one, with text between them.

    ``(1) …``, ``1 …``, ``01 …``, ``2025-14 …``, ``Sag 12/2025: …``: the count proves the form.
    """
    rows: dict[tuple[object, ...], list[Start]] = {}
    counts: dict[tuple[object, ...], int] = {}
    for index, piece in enumerate(pieces):
        may_be = index not in taken and piece.may_head and len(piece.text) <= _LONGEST
        match = _COUNTED.match(piece.text) if may_be and _has_text_below(pieces, index) else None
        if match is None:
            continue
        look = (match["before"], match["behind"], level_of(piece))
        number, row = int(match["number"]), rows.get(look, [])
        if row and number != counts[look] + 1:
            continue
        label = f"{match['year'] or ''}{match['number']}{match['of'] or ''}"
        label = str(number) if label == match["number"] else label
        counts[look] = number
        rows[look] = [*row, Start(index, label, match["title"], level_of(piece))]
    best = max(rows.values(), key=len, default=[])
    return best if len(best) >= _FEWEST else []


def label_by_own_number(piece: Piece) -> re.Match[str] | None:
    """The word, the number and the title of a heading that is a case by its number."""
    return _OWN_NUMBER.match(piece.text) if level_of(piece) else None


def by_own_numbers(pieces: Sequence[Piece], taken: Collection[int]) -> list[Start]:
    """The headings of one level where most have numbers of their own, in whatever order.

    *Sak 27/2020: …*; the others are items that have no number.
    """
    found: dict[int, list[Start]] = {}
    for index, piece in enumerate(pieces):
        if not level_of(piece) or index in taken or patterns.section_of(piece.text):
            continue
        match = label_by_own_number(piece)
        number, title = (match["number"], match["title"]) if match else ("", piece.text)
        start = Start(index, number, title, piece.level, match["word"] if match else "")
        found.setdefault(piece.level, []).append(start)
    words = {
        level: next((start.word for start in starts if start.number), "")
        for level, starts in found.items()
        if sum(bool(start.number) for start in starts) >= max(_FEWEST, len(starts) / 2)
    }
    level = min(words, default=0)
    return [replace(start, word=words[level]) for start in found.get(level, [])]


def all_first(pieces: Sequence[Piece], taken: Collection[int]) -> list[Start]:
    """The items of a document that gives each of them the number 1, counted by their order."""
    found: dict[tuple[Kind, int], list[tuple[int, str, Piece]]] = {}
    others: Counter[tuple[Kind, int]] = Counter()
    for index, piece in enumerate(pieces):
        label = numbered(piece) if index not in taken else None
        if label is None:
            continue
        look = (piece.kind, piece.level)
        if label[0] != "1":
            others[look] += label[0].isdigit()
        elif not label[1].endswith((",", ";")) and not patterns.AT_PARAGRAPH.match(label[1]):
            found.setdefault(look, []).append((index, label[1], piece))
    alike = [rows for look, rows in found.items() if len(rows) >= _FEWEST and not others[look]]
    rows = max(alike, key=len, default=[])
    return [
        Start(index, str(number), title, level_of(piece))
        for number, (index, title, piece) in enumerate(rows, 1)
    ]


def level_of(piece: Piece) -> int:
    """The level that an item has which begins with this piece; 0 where it is no heading."""
    return piece.level if piece.kind is Kind.HEADING and piece.level != GUESSED else 0
