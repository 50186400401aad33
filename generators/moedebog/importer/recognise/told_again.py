"""An agenda that is told again below, with the minutes of each item: the two are joined.

Below its heading, such as *Referat*, the items may have other numbers, or only their titles; or
the agenda is quoted, and each item is answered below its quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog.blocks import Run
from moedebog.importer.genre import patterns
from moedebog.importer.genre.labels import COVER
from moedebog.importer.pieces import (
    BOLD,
    CLOSED,
    GUESSED,
    INNER,
    Kind,
    Piece,
    text_piece,
    without_start,
)
from moedebog.importer.recognise import title as titles
from moedebog.importer.recognise.numbered import label_of
from moedebog.importer.recognise.outline import Outline
from moedebog.importer.recognise.start import Start
from moedebog.importer.recognise.starts import find
from moedebog.importer.recognise.title_likeness import Titles, key_of, same_title
from moedebog.phrases import DANISH

_FEWEST = 2
"""So many items must be told again."""
TWICE = "dagsordenen står to gange; det, der står under punkterne anden gang, er læst som referat"
ANSWERED = "dagsordenen er citeret; det, der står uden for citaterne, er læst som referat"
BY_NUMBERS = "det, der står som referat, er sat sammen med dagsordenen efter tallene alene"
CALLED = "i referatet hedder punktet »{}«"
NOT_LISTED = "punktet står ikke i den dagsorden, der står øverst"


_Label = tuple[int, tuple[str, str]]
"""Where a piece with a number stands, and the number and the title."""


class Joined(Struct):
    """The document with each item's minutes below its agenda."""

    pieces: list[Piece]
    starts: list[Start]
    notes: list[str]
    """What is unsure of the document as a whole."""


class _Item(Struct):
    """An item: where it begins in the agenda, and all that is said of it."""

    start: Start
    head: Piece
    agenda: list[Piece] = field(default_factory=list)
    minutes: list[Piece] = field(default_factory=list)
    then: list[_Item] = field(default_factory=list)
    """Items that come after it and are not in the agenda."""


def without_others(pieces: list[Piece]) -> list[Piece]:
    """The pieces, the agenda of another meeting that stands below the minutes as an inner list."""
    first = next((at for at, piece in enumerate(pieces) if label_of(piece)), len(pieces))
    at = next(
        (
            at
            for at in range(first + 2, len(pieces) - 1)
            if pieces[at].kind in (Kind.TEXT, Kind.HEADING)
            and not pieces[at].sure
            and patterns.OTHER_AGENDA.fullmatch(pieces[at].text)
            and (label_of(pieces[at + 1]) or ("", ""))[0] == "1"
        ),
        None,
    )
    if at is None or not any(not label_of(piece) for piece in pieces[first + 1 : at]):
        return pieces
    changed = list(pieces)
    changed[at] = replace(pieces[at], kind=Kind.TEXT, level=0, marker=CLOSED)
    number = 1
    for index in range(at + 1, len(pieces)):
        label = label_of(pieces[index])
        if label is None or label[0] != str(number):
            break
        rest = without_start(pieces[index], len(pieces[index].text) - len(label[1]))
        changed[index] = replace(rest, kind=Kind.ITEM, level=1, marker=f"{number}.")
        number += 1
    return changed


def joined(pieces: Sequence[Piece]) -> Joined | None:
    """The document joined; ``None`` where no agenda with texts is told again in it."""
    if any(piece.sure for piece in pieces):
        return None
    labels = [(at, label) for at, piece in enumerate(pieces) if (label := label_of(piece))]
    if not labels:
        return _answered(pieces)
    headed = [
        at
        for at, piece in enumerate(pieces)
        if at > labels[0][0] and piece.may_title and _is_minutes(piece)
    ]
    if len(headed) == 1:
        return _split(pieces, headed[0], pieces[headed[0]])
    return None if headed else _repeated(pieces, labels)


def _is_minutes(piece: Piece) -> bool:
    return bool(patterns.MINUTES.fullmatch(patterns.folded(piece.text)))


def _repeated(
    pieces: Sequence[Piece], labels: Sequence[tuple[int, tuple[str, str]]]
) -> Joined | None:
    """The same without a heading: the title of the first item comes a second time."""
    number, title = labels[0][1]
    alike = (at for at, one in labels[1:] if one[0] == number and same_title(one[1], title))
    again = next(alike, None)
    if again is not None and title:
        return _split(pieces, again, None)
    first = labels[0][0]
    above = pieces[first - 1].text.rstrip(" :") if first else ""
    anew = next((at for at, one in labels[1:] if one[0] == "1"), None)
    if anew is None:
        return None
    listed = [at for at, _ in labels if at < anew]
    bare = listed[-1] - first + 1 == len(listed) == len(labels) - len(listed)
    if not (patterns.AGENDA.fullmatch(above) or (bare and len(listed) > _FEWEST)):
        return None
    said = [one[1] for at, one in labels if at >= anew]
    sentences = sum(text.endswith(".") for text in said)
    told = sentences * 2 > len(said) or (bare and _answers(pieces, listed[0], anew))
    return _by_numbers(pieces[:anew], pieces[anew:], None) if told else None


def _answers(pieces: Sequence[Piece], first: int, anew: int) -> bool:
    """Whether only the second of two counts is told by *Ad*: ``Ad 1. Bo Prøve valgt``."""
    words = (patterns.KEYWORD_ITEM.match(pieces[at].text) for at in (first, anew))
    one, other = (match["word"].casefold() if match else "" for match in words)
    return other.startswith("ad") and not one


def _split(pieces: Sequence[Piece], at: int, heading: Piece | None) -> Joined | None:
    """The two parts on both sides of a place joined."""
    before, after = pieces[:at], pieces[at + (heading is not None) :]
    told = [_title(piece) for piece in after if _may_begin(piece)]
    starts = _listed(before, Titles(told)) or find(before, Outline(titles=told))[0]
    starts = [start for start in starts if start.plain or not start.number]
    places = _places(after, starts)
    if len(set(places.values()) - {None}) < max(_FEWEST, len(starts) / 2):
        return _by_numbers(before, after, heading) if heading else None
    places |= _by_own_number(after, places, starts)
    items, tail = _agenda(before, starts)
    keys = {key_of(_title(piece)) for piece in after if label_of(piece)}
    for item in items:
        item.agenda = [p for p in item.agenda if key_of(_title(p)) not in keys]
    if not any(item.agenda for item in items):
        return None  # a bare list: a table of contents
    front = [*before[: starts[0].at], *tail]
    current, last = front, items[-1]
    for index, piece in enumerate(after):
        if index not in places:
            current.append(_inner(piece))
            continue
        number = places[index]
        if number is not None:
            item = last = items[number]
            label = _label(piece)
            links = [run.link for run in piece.inlines if isinstance(run, Run) and run.link]
            if label and (links or not _says_again(label[1], _title(item.head))):
                if _stands_out(piece):
                    item.start = replace(item.start, note=_called(label[1], links))
                else:  # other words than those of the agenda
                    again = without_start(piece, len(piece.text) - len(label[1]))
                    item.minutes.append(again)
        else:
            item = _Item(_start(0, piece, NOT_LISTED), piece)
            last.then.append(item)
        current = item.minutes
    ordered = [one for item in items for one in (item, *item.then)]
    if not heading and not any(_says_something(item.minutes) for item in ordered):
        return None  # the second is a bare list: the agenda of another meeting
    words = heading.text if heading and patterns.section_of(heading.text) else ""
    if heading and not words:
        front.append(heading)
    return _put_together(front, ordered, words, [] if heading else [TWICE])


def _says_something(minutes: Sequence[Piece]) -> bool:
    """Whether there is more than further entries of a list with numbers."""
    return any(not label_of(piece) and piece.kind is not Kind.RULE for piece in minutes)


def _called(title: str, links: Sequence[str]) -> str:
    """What tells that an item has another title in the minutes, with where its links lead."""
    return CALLED.format(title) + (f" ({', '.join(dict.fromkeys(links))})" if links else "")


def _says_again(title: str, known: str) -> bool:
    """Whether a title says no more than one that is known, in the same words or fewer."""
    words = re.findall(r"\w+", patterns.folded(title))
    return same_title(title, known) or all(word in patterns.folded(known) for word in words)


def _by_numbers(
    before: Sequence[Piece], after: Sequence[Piece], heading: Piece | None
) -> Joined | None:
    """The same where below the heading only the numbers come again, each with what was said."""
    agenda, answers = (max(_counted(part), key=len, default=[]) for part in (before, after))
    if not _FEWEST <= len(agenda) == len(answers):
        return None
    items, tail = _agenda(before, agenda)
    for number, (item, answer) in enumerate(zip(items, answers, strict=True)):
        end = answers[number + 1].at if number + 1 < len(answers) else len(after)
        piece = after[answer.at]
        said = without_start(piece, len(piece.text) - len(answer.title))
        item.minutes = [said, *map(_inner, after[answer.at + 1 : end])]
    front = [*before[: agenda[0].at], *tail, *after[: answers[0].at]]
    words = heading.text if heading and patterns.section_of(heading.text) else ""
    front += [heading] if heading and not words else []
    return _put_together(front, items, words, [BY_NUMBERS])


def _counted(pieces: Sequence[Piece]) -> Iterator[list[Start]]:
    """What is counted from 1 on in one way."""
    by_look: dict[tuple[object, ...], list[Start]] = {}
    for at, piece in enumerate(pieces):
        label = label_of(piece)
        counted = by_look.setdefault(_look(piece), []) if label else []
        if label and label[0] == str(len(counted) + 1):
            counted.append(_start(at, piece))
    yield from by_look.values()


def _listed(before: Sequence[Piece], told: Titles) -> list[Start]:
    """The agenda's items: what is counted in one way and mostly told again."""
    best: list[Start] = []
    for counted in _counted(before):
        known = sum(told.has(titles.read(start.title).text) for start in counted)
        if known * 2 > len(counted) > len(best):
            best = counted
    return best


def _start(at: int, piece: Piece, note: str = "") -> Start:
    number, title = _label(piece) or ("", piece.text)
    return Start(at, number, title, piece.level if piece.kind is Kind.HEADING else 0, note=note)


def _label(piece: Piece) -> tuple[str, str] | None:
    """The number and the title that a piece begins with, quoted or not."""
    return label_of(replace(piece, quoted=0))


def _places(after: Sequence[Piece], starts: Sequence[Start]) -> dict[int, int | None]:
    """Where items begin among the minutes, with which of the agenda each is; ``None``: none."""
    known = Titles([titles.read(start.title).text for start in starts])
    numbers = {start.number: at for at, start in enumerate(starts) if start.number}
    found: dict[int, int | None] = {}
    waiting = set(range(len(starts)))
    for index, piece in enumerate(after):
        if not _may_begin(piece):
            continue
        title = _title(piece)
        match = next((at for at in known.like(title) if at in waiting), None)
        if match is None:
            label = _label(piece)
            match = numbers.get(label[0]) if label and not label[1] else None
        if match is not None and match in waiting:
            waiting.discard(match)
            found[index] = match
    looks = {_look(after[at]) for at in found}
    for index, piece in enumerate(after):
        if index not in found and _look(piece) in looks and _stands_out(piece):
            found[index] = None
    return dict(sorted(found.items()))


def _by_own_number(
    after: Sequence[Piece], found: dict[int, int | None], starts: Sequence[Start]
) -> dict[int, int]:
    """Items told again in other words, whose number goes on from that of the one before them."""
    known = set(found.values())
    waiting = {s.number: at for at, s in enumerate(starts) if s.number and at not in known}
    looks = {_look(after[at]) for at, number in found.items() if number is not None}
    more: dict[int, int] = {}
    reached: int | None = None
    for index, piece in enumerate(after):
        if (item := found.get(index)) is not None:
            reached = item
            continue
        label = _label(piece) if _look(piece) in looks and _may_begin(piece) else None
        item = waiting.get(label[0]) if label else None
        if item is not None and reached is not None and item == reached + 1:
            more[index] = reached = item
    return more


def _may_begin(piece: Piece) -> bool:
    outermost = piece.kind is Kind.ITEM and piece.level == 0 and piece.marker[:-1].isdigit()
    return 0 < len(piece.text) <= 200 and (outermost or piece.kind in (Kind.TEXT, Kind.HEADING))


def _stands_out(piece: Piece) -> bool:
    """Whether it begins an item by its looks alone: a heading with a number, or *Ad 3*."""
    heading = piece.kind is Kind.HEADING and piece.level != GUESSED
    return heading or bool(patterns.begins_item(piece.text))


def _look(piece: Piece) -> tuple[object, ...]:
    """What the beginnings of items in one document share."""
    numbered = _label(piece) is not None
    return (piece.kind, piece.level, numbered, piece.quoted)


def _title(piece: Piece) -> str:
    label = _label(piece)
    return titles.read(label[1] if label else piece.text).text


def _agenda(before: Sequence[Piece], starts: Sequence[Start]) -> tuple[list[_Item], list[Piece]]:
    """The items of the agenda, and what stands below it and is of none."""
    items: list[_Item] = []
    tail: list[Piece] = []
    for number, start in enumerate(starts):
        last = number + 1 == len(starts)
        end = len(before) if last else starts[number + 1].at
        body = list(before[start.at + 1 : end])
        if last:
            cut = next((at for at, piece in enumerate(body) if _ends_agenda(piece, start)), None)
            if len(items) >= _FEWEST and not any(item.agenda for item in items):
                cut = 0  # a bare list: what stands below it is of none
            body, tail = (body, []) if cut is None else (body[:cut], body[cut:])
        items.append(_Item(start, before[start.at], _outermost(body)))
    return items, tail


def _ends_agenda(piece: Piece, start: Start) -> bool:
    if piece.kind is Kind.RULE or COVER.match(piece.text):
        return True
    heading = piece.kind is Kind.HEADING and piece.level != GUESSED
    return heading and (not start.level or piece.level <= start.level)


def _outermost(body: Sequence[Piece]) -> list[Piece]:
    """The pieces, a list that stood inside that of the items moved out."""
    least = min((piece.level for piece in body if piece.kind is Kind.ITEM), default=0)
    return [
        replace(piece, level=piece.level - least) if piece.kind is Kind.ITEM else piece
        for piece in body
        if piece.kind is not Kind.RULE
    ]


def _inner(piece: Piece) -> Piece:
    """A heading below the title of an item that is none of a known section stands in its text."""
    known = patterns.section_of(piece.text)
    if piece.kind is not Kind.HEADING or piece.level == GUESSED or known or piece.quoted:
        return piece
    return replace(piece, level=max(piece.level, INNER))


def _answered(pieces: Sequence[Piece]) -> Joined | None:
    """An agenda that is quoted item by item, with answers outside of the quotes."""
    if not any(piece.quoted for piece in pieces):
        return None
    bare = [replace(piece, quoted=0) for piece in pieces]
    starts, _ = find(bare, Outline())
    if len(starts) < _FEWEST or not all(pieces[start.at].quoted for start in starts):
        return None
    items: list[_Item] = []
    for number, start in enumerate(starts):
        end = starts[number + 1].at if number + 1 < len(starts) else len(pieces)
        body = pieces[start.at + 1 : end]
        asked = [replace(piece, quoted=piece.quoted - 1) for piece in body if piece.quoted]
        said = any(not piece.quoted and piece.kind is not Kind.RULE for piece in body)
        items.append(_Item(start, bare[start.at], asked, [*map(_inner, body)] if said else []))
    return _put_together(list(pieces[: starts[0].at]), items, "", [ANSWERED])


def _put_together(
    front: list[Piece], items: Sequence[_Item], heading: str, notes: list[str]
) -> Joined:
    """One document of the parts: the minutes of an item stand under the heading of them all."""
    pieces = list(front)
    starts: list[Start] = []
    words = text_piece(heading or DANISH.documents["referat"])
    head = replace(words, kind=Kind.HEADING, level=BOLD)
    for item in items:
        starts.append(replace(item.start, at=len(pieces)))
        minutes = [piece for piece in item.minutes if piece.kind is not Kind.RULE]
        first = minutes[:1]
        headed = first and first[0].may_title and patterns.section_of(first[0].text)
        lead = [head] if minutes and not headed else []
        pieces += [item.head, *item.agenda, *lead, *minutes]
    return Joined(pieces, starts, notes)
