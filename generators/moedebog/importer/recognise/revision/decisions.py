"""Does a decision hold what is none, and does one stand where it is not looked for?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from moedebog.catalogue import Slags
from moedebog.importer.genre import patterns
from moedebog.importer.pieces import Kind, Piece
from moedebog.importer.recognise import minutes
from moedebog.importer.recognise.answers import outcome
from moedebog.importer.recognise.draft import Draft, DraftItem, DraftSection, flat
from moedebog.importer.recognise.headings import heads_tasks
from moedebog.importer.recognise.revision.doubts import Doubt, tell

ENDS_IN_HEADING = "beslutningen ender med »{words}«, som ligner overskriften over det, der følger"
LIKE_HEADING = "»{words}« i beslutningen ligner en overskrift; er det en, så ender beslutningen der"
ENDS_IN_MATTER = (
    "beslutningen ender med »{words}«, som ligner det, sagen handler om; flyt det i så fald til "
    "sagen"
)
COLUMNS = (
    "»{words}« er hovedet af kolonner ved siden af teksten, hvis ord nu står i beslutningerne; "
    "flyt dem til opfølgning"
)
OWN_TITLE = "beslutningen begynder med punktets egen titel: »{words}«"
NO_PART = "»{words}« i beslutningen ligner en sidefod eller et sted at skrive under"
UNREAD_VOTE = "»{words}« er ikke læst som en del af afstemningen"
TOLD_AS_TEXT = (
    "»{words}« står som tekst, men ligner det, der skete på mødet; gør det i så fald til "
    "beslutning, for ellers kommer det med i dagsordenen"
)

_FOOT = re.compile(
    r"\W*(?:side|page|sida) \d{1,3}(?: (?:af|of|av) \d{1,3})?\W*|\W*\d{1,3}\W*"
    r"|.*\b(?:penneo|transaktions?-?id|underskrevet (?:digitalt|elektronisk))\b.*"
    r"|[^.]*\b(?:tlf|tel|telefon)\b[.:]? ?\+?\d[\d ]{7,}[^.]*"
    r"|(?:justeras|underskrift|signatur)\s*:.*|.*(?:…{3,}|\.{8,}|_{4,}).*",
    re.IGNORECASE,
)
"""A page's number, what a service for signing prints, the address of an office, a dotted line."""
_VOTE = re.compile(r"(?:for|i?mod|ja|nej|blankt?e?|undlod)\s*[:=]\s*\d+\b.*", re.IGNORECASE)
_LETTERED = re.compile(r"\w{1,3}\s?[).]\s")
_DECIDED = re.compile(
    r"\b(?:besluttede|enstemmigt|(?:blev|er) (?:godkendt|vedtaget|forkastet|(?:gen|ny)?valgt)"
    r"|(?:gen|ny)?valgtes|godkendtes|vedtoges)\b",
    re.IGNORECASE,
)
_PERHAPS = minutes.PERHAPS.partition("{")[0]
_MATTER = re.compile(
    r"(?:Forslag (?:om|til)|(?:Anlægs|Tillægs)bevilling til|Endelig vedtagelse af"
    r"|Indstillingen vedrører)\b"
)
_FEWEST_ALIKE = 3
_FEWEST_WITH_MATTER = 2
_LONGEST_FOOT = 250
_SHORTEST_TITLE = 6
_CUT_TITLE = 20
"""How much of a title that broke over two lines tells it."""


class _Decision(NamedTuple):
    """A decision of an item, with what it says."""

    item: DraftItem
    pieces: list[Piece]


def ask(draft: Draft) -> None:
    """Notes what is doubtful of the decisions."""
    items = [item for item in flat(draft.items) if item.closed is None]
    decisions = [
        _Decision(item, section.pieces)
        for item in items
        for section in item.all_sections()
        if section.slags is Slags.BESLUTNING and section.pieces
    ]
    headed = [Doubt(one.item, one.pieces[-1].text) for one in decisions if _ends_in_heading(one)]
    tell(headed, ENDS_IN_HEADING)
    if not headed:
        tell(_repeated(decisions), LIKE_HEADING)
    tell([doubt for item in items for doubt in _in_matter(item)], ENDS_IN_MATTER)
    if columns := next(filter(None, map(_columns, decisions)), ""):
        draft.notes.append(COLUMNS.format(words=columns))
    tell([Doubt(one.item, one.pieces[0].text) for one in decisions if _own_title(one)], OWN_TITLE)
    tell([Doubt(item, text) for item, text in map(_no_part, decisions) if text], NO_PART)
    tell([Doubt(item, text) for item in items if (text := _unread_vote(item))], UNREAD_VOTE)
    if draft.cover.kind == "referat":
        told = [Doubt(item, text) for item in items if (text := _told_as_text(item, draft))]
        tell(told, TOLD_AS_TEXT)


def _ends_in_heading(one: _Decision) -> bool:
    last = one.pieces[-1]
    return last.kind is Kind.HEADING and not (_is_foot(last) or _LETTERED.match(last.text))


def _in_matter(item: DraftItem) -> Iterator[Doubt]:
    """Where the last paragraph of a decision names a case, as it may stand above its account."""
    for section, after in pairwise(item.sections):
        account = section.slags is Slags.BESLUTNING and after.slags is Slags.RESUME
        if account and len(section.pieces) >= _FEWEST_WITH_MATTER:
            last = section.pieces[-1]
            named = last.kind is Kind.TEXT and _MATTER.match(last.text)
            if named and not _DECIDED.search(last.text):
                yield Doubt(item, last.text)


def _columns(one: _Decision) -> str:
    """The head of columns for what is to be done, where it stands in a decision as text."""
    plain = (piece.text for piece in one.pieces if piece.kind is Kind.TEXT and not piece.sure)
    return next((text for text in plain if heads_tasks(text)), "")


def _repeated(decisions: Sequence[_Decision]) -> list[Doubt]:
    """The decisions in which one and the same word stands alone on a line, and decides nothing."""
    places = defaultdict(list)
    for one in decisions:
        for text in dict.fromkeys(piece.text for piece in one.pieces if _is_bare(piece)):
            places[text].append(Doubt(one.item, text))
    often = [doubts for doubts in places.values() if len(doubts) >= _FEWEST_ALIKE]
    return often[0] if often else []


def _is_bare(piece: Piece) -> bool:
    alone = piece.kind is Kind.TEXT and re.fullmatch(r"[A-ZÆØÅ][a-zæøå]{5,}", piece.text)
    return bool(alone) and not patterns.TOLD.search(piece.text) and not outcome([piece])[0]


def _own_title(one: _Decision) -> bool:
    """Whether a decision begins with the title of its item, or its first line, and goes on."""
    if patterns.is_usual_title(one.item.title.text):
        return False
    title, first = (
        patterns.folded(re.sub(r"\A[\W\d]+", "", text))
        for text in (one.item.title.text, one.pieces[0].text)
    )
    cut = len(first) > _CUT_TITLE and title.startswith(first)
    return len(first) >= _SHORTEST_TITLE and (cut or first == title)


def _no_part(one: _Decision) -> tuple[DraftItem, str]:
    """What stands at the foot of a page, or is for signing."""
    return one.item, next((p.text for p in one.pieces if _is_foot(p)), "")


def _is_foot(piece: Piece) -> bool:
    return len(piece.text) <= _LONGEST_FOOT and bool(_FOOT.fullmatch(piece.text))


def _unread_vote(item: DraftItem) -> str:
    """A side of a vote that is left in a text, where the others are read."""
    if not any(section.slags is Slags.AFSTEMNING for section in item.all_sections()):
        return ""
    read = (Slags.BESLUTNING, Slags.TEKST)
    texts = (p.text for one in item.all_sections() if one.slags in read for p in one.pieces)
    return next((text for text in texts if _VOTE.fullmatch(text)), "")


def _told_as_text(item: DraftItem, draft: Draft) -> str:
    """The text of an item that tells what was decided, and is not said to be doubtful."""
    if any(note.startswith(_PERHAPS) and minutes.told_as(item) in note for note in draft.notes):
        return ""
    decided, nowhere = False, all(one.slags is not Slags.BESLUTNING for one in item.sections)
    for number, section in enumerate(item.sections):
        decided = decided or section.slags is Slags.BESLUTNING
        apart = section.bottom or (section.heading and not nowhere)
        plain = section.slags is Slags.TEKST and not apart
        if plain and not any(map(_presents, item.sections[number + 1 :])):
            texts = [piece.text for piece in section.pieces if not piece.quoted]
            told = next((text for text in texts if _DECIDED.search(text)), "")
            if told or (decided and texts):
                return told or texts[0]
    return ""


def _presents(section: DraftSection) -> bool:
    """Whether a section presents a case, as the text before it may do, too."""
    return section.slags not in (Slags.TEKST, Slags.BILAG) and not section.slags.kind.minutes
