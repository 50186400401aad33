"""Is every item one, and does none stand in the text of another?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile

from moedebog import typography
from moedebog.importer.genre import patterns
from moedebog.importer.genre.dates import MONTH
from moedebog.importer.pieces import GUESSED, Kind, Piece, everything
from moedebog.importer.recognise.draft import Draft, DraftItem, flat
from moedebog.importer.recognise.numbered import label_of
from moedebog.importer.recognise.revision.doubts import Doubt, tell
from moedebog.phrases import DANISH

SWALLOWED = "»{words}« i punktets tekst er måske et punkt for sig"
ELSEWHERE = "»{words}« og det, der står derefter, hører måske til det punkt, som har tallet"
HEAD = "{titles} er nok ikke punkter, men mødets hoved; flyt teksten derhen, hvor den hører til"
HEAD_ONE = "»{words}« er nok ikke et punkt, men en del af mødets hoved"
LIST = "»{words}« er nok ikke et punkt, men listen over punkterne; gør dem til punkter"

_NEXT = re.compile(
    r"(?:\A|(?<=[;|]) ?)(?P<word>§|\$|ad\b\.?|punkt\b|pkt\b\.?|sak\b|sag\b|ärende\b)?\s*"
    rf"(?P<nr>\d{{1,3}})(?:/\d{{2,4}})?\s?(?P<sep>[.):,–-]*)\s*(?P<title>(?!{MONTH})[^\W\d][^;|]+)",
    re.IGNORECASE,
)
_LONGEST = 120
_LAST_TITLE = re.compile(r"\W*(?:\d{1,3}\W{1,3})?(?:eventuelt|evt|øvrige frågor|övrigt)\W*", re.I)
_HAS_LAST = re.compile(r"eventuel|\bevt|øvrig|övrig|any other|ymse|diverse", re.IGNORECASE)
_FACTS = frozenset(
    ("tid", "tidspunkt", "dato", "sted", "tid og sted", "dato og sted", "dato og tid", "mødested")
)
_PEOPLE = frozenset(
    (
        *("deltagere", "deltagere til mødet", "mødedeltagere", "personer", "fremmøde", "fremmødte"),
        *("til stede", "tilstede", "afbud", "fraværende", "fravær"),
    )
)
_LISTS = frozenset(("agenda", "agenda fra mødeindkaldelse", "dagsorden", "sagsliste", "saksliste"))
_FEWEST_LISTED = 3
_FEWEST_ALIKE = 3


def ask(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Notes items that are none, and what may be one in the text of another."""
    items = list(flat(draft.items))
    if len(items) == 1 and items[0].start.note:
        return  # it is told that the items are not known
    heads = _heads(items, draft)
    lists = [item for item in items if _is_list(item)]
    if len(heads) > 1:
        titles = typography.enumeration([f"»{one.title.text}«" for one in heads], DANISH)
        heads[0].notes.append(HEAD.format(titles=titles))
    else:
        tell([Doubt(one, one.title.text) for one in heads], HEAD_ONE)
    tell([Doubt(one, one.title.text) for one in lists], LIST)
    look = _usual_look(items, pieces)
    word = _usual_word(items)
    numbers = {item.start.main for item in items}
    named_last = any(_HAS_LAST.search(item.title.text) for item in items)
    for item, after in pairwise([*items, None]):
        if item is None or item in lists:
            continue
        end = after.start.at if after else len(pieces)
        own = _own(item, pieces, end)
        words = _next_inside(own, item, after, numbers)
        words = words or ("" if named_last else _last_inside(own)) or _alike(own, look, word)
        if words:
            tell([Doubt(item, words)], SWALLOWED)
        elif after is None and (words := _of_another(own, items)):
            tell([Doubt(item, words)], ELSEWHERE)


def _heads(items: Sequence[DraftItem], draft: Draft) -> list[DraftItem]:
    """The items whose titles are labels of facts of the meeting, or of who was there.

    An item with a number may well be who was there, unless the other facts are items as well.
    """
    words = [patterns.folded(item.title.text) for item in items]
    facts = any(word in _FACTS for word in words)
    unread = draft.cover.there is None
    return [
        item
        for item, word in zip(items, words, strict=True)
        if word in _FACTS or (word in _PEOPLE and unread and (facts or not item.start.number))
    ]


def _is_list(item: DraftItem) -> bool:
    """Whether the title stands over a list of items."""
    lines = [piece for section in item.all_sections() for piece in section.pieces]
    listed = len(lines) >= _FEWEST_LISTED and not item.start.number
    return listed and patterns.folded(item.title.text) in _LISTS


def _own(item: DraftItem, pieces: Sequence[Piece], end: int) -> list[Piece]:
    """The pieces of an item, without those below the last one, which are noted there."""
    below = {one.text for section in item.sections if section.bottom for one in section.pieces}
    below |= {section.heading for section in item.sections if section.bottom}
    return list(takewhile(lambda one: one.text not in below, pieces[item.start.at + 1 : end]))


def _next_inside(
    own: Sequence[Piece], item: DraftItem, after: DraftItem | None, numbers: set[int | None]
) -> str:
    """Where a number that no item has goes on from that of the item, and counts no list."""
    low = item.start.main
    high = after.start.main if after else (low or 0) + 2
    if not low or not high:
        return ""
    wanted = set(range(low + 1, high)) - numbers
    seen: set[int] = set()
    for piece in everything(own) if wanted else ():
        text = f"{piece.marker} {piece.text}" if piece.marker[:1].isdigit() else piece.text
        for match in _NEXT.finditer(text):
            number = int(match["nr"])
            told = match["word"] or match["sep"]
            if number in wanted and number - 1 not in seen and told and len(match[0]) < _LONGEST:
                return match[0].strip()
            seen.add(number)
    return ""


def _of_another(own: Sequence[Piece], items: Sequence[DraftItem]) -> str:
    """A heading in the last item with the number of another, where the headings are no list."""
    labels = {piece.text: label_of(piece) for piece in own if piece.kind is Kind.HEADING}
    found = {text: label[0] for text, label in labels.items() if label}
    numbers = [one.start.number for one in items]
    others = (numbers if any(numbers) else [str(at) for at in range(1, len(items) + 1)])[:-1]
    if "1" in found.values():
        return ""
    return next((text for text, number in found.items() if number in others), "")


def _last_inside(own: Sequence[Piece]) -> str:
    """*Eventuelt* on a line of its own, where no item is called so."""
    return next((piece.text for piece in own if _LAST_TITLE.fullmatch(piece.text)), "")


_Look = tuple[Kind, int]


def _look(piece: Piece) -> _Look:
    return piece.kind, piece.level


def _usual_look(items: Sequence[DraftItem], pieces: Sequence[Piece]) -> _Look | None:
    """What most items begin with, where that is a heading without a number."""
    if any(item.start.number for item in items):
        return None
    looks = Counter(_look(pieces[item.start.at]) for item in items)
    look, many = looks.most_common(1)[0]
    heading = look[0] is Kind.HEADING and look[1] != GUESSED
    return look if heading and many >= _FEWEST_ALIKE and many * 2 > len(items) else None


_WORD_AND_NUMBER = re.compile(r"(?P<word>[A-ZÆØÅ]\w*\.?) \d")
"""``Sak 3/24 Titel``, where the word and the number are taken for a part of the title."""


def _usual_word(items: Sequence[DraftItem]) -> str:
    """The word before a number that most titles begin with; empty where there is none."""
    matches = (_WORD_AND_NUMBER.match(item.title.text) for item in items)
    words = Counter(match["word"] for match in matches if match)
    word, many = next(iter(words.most_common(1)), ("", 0))
    return word if many > 1 and many * 2 > len(items) else ""


def _alike(own: Sequence[Piece], look: _Look | None, word: str) -> str:
    """What begins in an item as most items do, by its look or by its words."""
    for piece in own if look or word else ():
        begun = _WORD_AND_NUMBER.match(piece.text)
        alike = _look(piece) == look and not (
            patterns.section_of(piece.text) or patterns.own_heading(piece.text)
        )
        if piece.short and (alike or (word and begun and begun["word"] == word)):
            return piece.text
    return ""
