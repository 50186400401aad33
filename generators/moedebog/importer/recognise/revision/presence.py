"""Does the document tell who was there, or was not, in a place where it was not read?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from moedebog.catalogue import Slags
from moedebog.importer.genre import labels
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import Table, everything
from moedebog.importer.recognise.draft import Draft, DraftSection, flat
from moedebog.importer.recognise.revision.doubts import called, first_words

MISSING = (
    "»{words}« {place} siger, at nogen manglede, og er ikke læst; skriv det som afbud, eller som "
    "ankom eller forlod"
)
ON_COVER = "på forsiden"

_AWAY = (
    r"fraværende|fravær|afbud|afmeldt|sygemeldt|syge?|sjuk|forhindret|udebl[ei]v\w*"
    r"|meldt (?:fra|afbud)|(?:ikke|ej) (?:til ?stede|fremmødt|mødt|närvarande)"
    r"|(?:mødte|deltog) ikke|forfald|forfall|frafall|frånvarande|absent|apologies|regrets"
)
_WORD = r"[A-ZÆØÅ][\w'’.-]{0,40}"
_NAME, _WHOLE_NAME = (rf"(?<!\w){_WORD}(?: {_WORD}){{{least},5}}" for least in (0, 1))
"""Words with capitals; bounded, so that a long row of them is never tried in all its parts."""
_BEHIND = re.compile(rf"(?P<who>{_NAME})\s*\((?i:{_AWAY})\b[^()]*\)")
"""``Bo Prøve (Fraværende)``."""
_LABEL = re.compile(
    rf"(?:\A|[.;!?] )(?i:{_AWAY})(?: (?:medlemmer|deltagere|fra))?\s*:\s*(?P<who>.*)\Z"
)
"""``Fravær: Bo Prøve``, perhaps behind a sentence; the names may stand below."""
_BEGINS = re.compile(rf"(?i:{_AWAY})(?: (?:var|er|är|was|fra))?\s+(?P<who>{_WHOLE_NAME})")
"""``Ikke til stede var Bo Prøve``."""
_HEADING = re.compile(rf"(?:{_AWAY})(?: medlemmer| deltagere)?\s*:?", re.IGNORECASE)
_FIRST_IS_NAME = re.compile(rf"{_NAME}(?=[,;.(]| og |\s\(|\Z)")
_TICK = re.compile(r"ja|nej|yes|no|[xX✓✔✗]")
"""What stands in a table beside the name of one who came, or did not."""
_SENT = re.compile(
    rf"(?i:afbud (?:fra|af))\s+(?P<who>{_WHOLE_NAME})"
    rf"|(?P<name>{_WHOLE_NAME})(?: \([^()]*\))? (?:har |havde )?(?:meldt?e?|sendt?e?) afbud"
)
"""``Der var afbud fra Bo Prøve``, ``Bo Prøve har meldt afbud``."""
_STAYED_AWAY = re.compile(
    rf"(?P<who>{_NAME}) (?:var (?:fraværende|ikke til ?stede)|udeblev|mødte ikke|kunne ikke komme"
    r"|was absent|sent apologies)\b"
)
"""What is told of others as well, so that it counts for those alone who were there."""


def ask(draft: Draft) -> None:
    """Notes the first line that tells somebody to be missing who is not known to be.

    Those whom it names are then not said to have been there.
    """
    cover = draft.cover
    ticks = [piece.text for piece in cover.rest if _TICK.fullmatch(piece.text)]
    if not cover.unread and (ticks or (cover.there is None and _has_table(draft))):
        cover.unread.append(("til_stede", ", ".join(ticks)))
    known = {one.navn for one in (*cover.afbud, *cover.udeblevet)}
    known |= {one.navn for item in flat(draft.items) for one in item.absent or ()}
    there = {one.navn for one in cover.there or ()} - known
    noted = bool(cover.unread)
    for place, line, after in _lines(draft):
        names = _names(_missing(line, after))
        stayed_away = (match["who"] for match in _STAYED_AWAY.finditer(line))
        names |= there.intersection(stayed_away)
        unread = bool(names) and (names.isdisjoint(known) or not names.isdisjoint(there))
        if unread and not noted:
            noted = True
            cover.notes.append(MISSING.format(words=first_words(line), place=place))
        cover.doubted |= there & names if unread else set()


def _lines(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """All lines of this meeting, with the place of each and the line after it."""
    yield from ((ON_COVER, *two) for two in _pairs([piece.text for piece in draft.cover.rest]))
    for item in flat(draft.items):
        for section in item.all_sections():
            if section.slags is not Slags.SAGSFORLOEB:
                place = f"under punkt {called(item)}"
                yield from ((place, *two) for two in _pairs(_texts(section)))


def _texts(section: DraftSection) -> list[str]:
    return [section.heading, *(piece.text for piece in everything(section.pieces))]


def _pairs(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    return pairwise([*lines, ""])


def _missing(line: str, after: str) -> str:
    """The text that names who is missing, perhaps the line after; empty where nobody is."""
    if _BEHIND.match(line) or _BEGINS.match(line):
        return line
    match = _LABEL.search(line)
    who = match["who"] if match else ""
    if not who and (match or _HEADING.fullmatch(line)):
        who = after
    if _FIRST_IS_NAME.match(who) and not labels.NOBODY.match(who):
        return who
    sent = _SENT.search(line)
    return sent["who"] or sent["name"] if sent else ""


def _names(text: str) -> set[str]:
    """What may be names of people in a text: words with capitals, one after the other."""
    found = re.findall(_NAME, text)
    return {*found, *(name.rstrip(".") for name in found)}


def _has_table(draft: Draft) -> bool:
    """Whether a table in an item has columns for who was there."""
    pieces = (p for i in flat(draft.items) for s in i.all_sections() for p in s.pieces)
    return any(piece.table and _is_attendance(piece.table) for piece in pieces)


def _is_attendance(table: Table) -> bool:
    head = map(folded, table.head)
    kinds = {key for word in head for key, words in _COLUMNS if re.fullmatch(words, word)}
    return "navn" in kinds and bool({"til_stede", "afbud"} & kinds)


_COLUMNS = [(key, labels.PEOPLE_COLUMNS[key]) for key in ("navn", "til_stede", "afbud")]
