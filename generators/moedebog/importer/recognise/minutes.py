"""Text of a referat that no heading says what it is: what was said at the meeting.

It was written at the meeting or after it, so it must not stand in a dagsorden.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from msgspec.structs import replace

from moedebog.catalogue import Sagstype, Slags
from moedebog.importer.genre import dates, patterns
from moedebog.importer.pieces import INNER, Kind, Piece, text_piece
from moedebog.importer.recognise.answers import outcome
from moedebog.importer.recognise.draft import Draft, DraftItem, DraftSection, flat
from moedebog.importer.recognise.endings import bottom_matter, closing_list, writer_below
from moedebog.importer.recognise.title import in_short
from moedebog.phrases import DANISH

UNHEADED = (
    "ingen overskrift siger, hvad der skete på mødet; teksten under punkterne står derfor som "
    "beslutning uden overskrift, så den ikke kommer med i dagsordenen"
)
UNHEADED_AGENDA = (
    "der står dagsorden over punkterne, men det fortælles også, hvem der kom; teksten under dem "
    "står derfor som beslutning uden overskrift, så den ikke kommer med i dagsordenen; er den "
    "skrevet før mødet, så gør den til tekst"
)
PERHAPS = (
    "under {items} står der kun tekst uden overskrift; er den skrevet på mødet, så gør den til "
    "beslutning, for ellers kommer den med i dagsordenen"
)
UNKNOWN = (
    "det kan ikke ses, om dokumentet er en dagsorden eller et referat; er det et referat, så gør "
    "teksten under punkterne til beslutning, og skriv fremmoedt, og er det en dagsorden, så gør "
    "beslutninger til tekst"
)
IN_TITLE = "titlen på {items} rummer måske også, hvad der skete; flyt det i så fald til beslutning"
LAST_ALONE = "kun under det sidste punkt står der noget; hører det til hele mødet, så flyt det"
_FEW = 2
_TWO = re.compile(r"(?:[^\W\d]{3,}|\b\d{4})[)\]]?[.?!] +[A-ZÆØÅ]")
"""A sentence ends and another begins."""
_FEWEST_WORDS = 6
_BEHIND = re.compile(r"(?::|\s[–-])\s.*")
"""What stands behind a colon or a dash in a title."""
_OUTCOME_LAST = re.compile(
    r"\b(?:godkendt|vedtaget|forkastet|udsat|(?:gen|ny)?valgt|drøftet)[.!]?\Z", re.IGNORECASE
)
_CAME_UP = re.compile(r"(?:der (?:var|er|blev|forelå)|ingen|intet)\b", re.IGNORECASE)
"""``Regnskabet godkendt.`` and ``Ingen forslag`` are no titles, however short."""
_NOTHING = re.compile(r"(?:intet|ingen|ingenting|inget|none)(?: \w+){0,3}\.?\Z", re.IGNORECASE)
"""An item at which nothing came up."""
_ACCOUNT_OF = re.compile(r"referat af \w*mødet?:?", re.IGNORECASE)
"""An item under which all is told that was said at the meeting."""
_LEAST_TOLD = Fraction(1, 3)
_LEAST_OF_AGENDA = Fraction(2, 3)
"""The share of the items with a text that tell what happened, at least: in a document that does not
say what it is, and in one that is called an agenda."""


def settle(draft: Draft) -> None:
    """Text that was written at the meeting becomes a decision without a heading.

    In a document that presents no cases, all text under an item is such; in others that under
    *Eventuelt*, and where nothing stands but an outcome. What is unsure is noted once for all.
    """
    items = [item for item in flat(draft.items) if item.closed is None and item.sections]
    if not items or any(item.start.sure for item in items):
        return
    closing_list(list(flat(draft.items)))
    kinds = {section.slags for item in items for section in item.all_sections()}
    presents = any(_presents(kind) for kind in kinds if kind not in _TOPICS)
    if not draft.cover.kind and _decided_here(items, draft):
        draft.cover.kind, presents = "referat", True
    if not draft.cover.kind and any(_ACCOUNT_OF.fullmatch(item.title.text) for item in items):
        draft.cover.kind = "referat"
    told = [item for item in items if _tells(item)]
    held = _is_referat(draft, len(told), items, presents)
    if not held:
        _unless_held(draft, items, told, held)
        return
    perhaps_before = draft.cover.kind == "dagsorden" and len(told) < len(items) * _LEAST_OF_AGENDA
    perhaps_before = perhaps_before and not draft.cover.call
    draft.cover.kind = "referat"
    if not presents:
        _topics(items)
    _in_titles(draft)
    _last_alone(draft, items)
    bottom_matter(items)
    writer_below(draft, items[-1])
    _accounts(items)
    plain = [item for item in items if _is_plain(item)]
    if not presents:
        for item in plain:
            _as_minutes(item)
        note = UNHEADED_AGENDA if perhaps_before else UNHEADED
        draft.notes += [note] if plain else []
        return
    sure = [item for item in plain if _says_outcome(item)]
    for item in sure:
        _as_minutes(item)
    if perhaps := [told_as(item) for item in plain if item not in sure]:
        draft.notes.append(PERHAPS.format(items=", ".join(perhaps)))


def _in_titles(draft: Draft) -> None:
    """Notes which titles tell what happened."""
    told_in_title = [told_as(item) for item in flat(draft.items) if _title_tells(item)]
    if told_in_title:
        draft.notes.append(IN_TITLE.format(items=", ".join(told_in_title)))


def _last_alone(draft: Draft, items: list[DraftItem]) -> None:
    """Notes that all that was said stands below the last item, under a heading or after several."""
    everything = list(flat(draft.items))
    alone = len(items) == 1 and items[0] is everything[-1] and len(everything) > 1
    if alone and (items[0].sections[0].heading or len(everything) > _FEW):
        items[0].notes.append(LAST_ALONE)


def _unless_held(
    draft: Draft, items: list[DraftItem], told: list[DraftItem], held: bool | None
) -> None:
    """The same where the document is an agenda, or it cannot be seen what it is."""
    agenda = draft.cover.kind == "dagsorden"
    if held is None:
        for item in told if not agenda else ():
            if _is_plain(item):
                _as_minutes(item)
        if not agenda:
            _in_titles(draft)
        draft.notes.append(UNKNOWN)
    elif agenda:
        _only_proposed(draft, items)


def _decided_here(items: list[DraftItem], draft: Draft) -> bool:
    """Whether a heading tells that something was decided, with the day of this meeting."""
    heads = (
        section.heading
        for item in items
        for section in item.all_sections()
        if section.slags is Slags.BESLUTNING and section.pieces
    )
    days = (dates.find_date(one) for one in heads if patterns.DECISION.match(one.rstrip(": ")))
    return any(day and day[0] == draft.cover.dato for day in days)


def _only_proposed(draft: Draft, items: list[DraftItem]) -> None:
    """What *Beslutning:* heads at a few items of an agenda, or under a motion, is proposed: it is
    text of the case. Where it stands at more of them, it cannot be seen what the document is.
    """
    decided: list[DraftSection] = []
    moved = 0
    for item in items:
        sections = item.all_sections()
        here = [one for one in sections if one.slags is Slags.BESLUTNING and one.pieces]
        motion = any(patterns.MOTION.fullmatch(one.heading.rstrip(":")) for one in sections)
        motion = motion or all(one.pieces[0].text.casefold().startswith("at ") for one in here)
        decided += here
        moved += len(here) * motion
    if max(len(decided) - moved, 0) * _FEW_OF > len(list(flat(draft.items))):
        draft.notes.append(UNKNOWN)
        return
    for section in decided:
        section.slags = Slags.TEKST
        section.heading = section.heading or DANISH.sections[Slags.BESLUTNING]
        section.notes.append(PROPOSED)


_FEW_OF = 4
PROPOSED = "dokumentet er en dagsorden; det, der skal besluttes, er derfor læst som tekst til sagen"


def _accounts(items: list[DraftItem]) -> None:
    """Keeps the sections *Drøftelse* out of a dagsorden, as what was decided is."""
    for section in (one for item in items for one in item.sections):
        account = section.slags is Slags.TEKST and patterns.ACCOUNT.fullmatch(section.heading)
        if account and not section.bottom:
            section.slags = Slags.BESLUTNING


_TOPICS = (Slags.OEKONOMI, Slags.PROCES)
"""Sections with the name of what is often spoken of: they present no case by themselves."""


def _topics(items: list[DraftItem]) -> None:
    """Makes text with its heading of the sections that are but topics of an account."""
    for section in (one for item in items for one in item.all_sections()):
        if section.slags in _TOPICS:
            section.heading = section.heading or DANISH.sections[section.slags]
            section.slags, section.usual = Slags.TEKST, False


def _presents(slags: Slags) -> bool:
    """Whether a section of this kind presents a case."""
    return not slags.kind.minutes and slags not in (Slags.TEKST, Slags.BILAG)


def _is_plain(item: DraftItem) -> bool:
    """Whether no section says whether its text presents a case, or was decided."""
    kinds = [section.slags for section in item.all_sections() if not section.bottom]
    settled = any(slags is Slags.BESLUTNING or _presents(slags) for slags in kinds)
    return Slags.TEKST in kinds and not settled


def _says_outcome(item: DraftItem) -> bool:
    pieces = [piece for section in item.sections for piece in section.pieces]
    word, rest = outcome(pieces)
    return item.title.kind is Sagstype.EVENTUELT or (word is not None and not rest)


def told_as(item: DraftItem) -> str:
    """What a note on several items calls one of them."""
    return f"{item.start.number} {in_short(item.title.text)}".strip()


def _is_referat(draft: Draft, told: int, items: Sequence[DraftItem], presents: bool) -> bool | None:
    """Whether the document tells of a meeting that has been held; ``None`` where it cannot be seen.

    ``told``: at how many of its items it tells what happened. An agenda tells of other meetings in
    the sections that present its cases, and a heading *Dagsorden* may stand over the items of a
    referat.
    """
    cover = draft.cover
    decided = sum(map(_decides, flat(draft.items)))
    if cover.kind == "referat" or (cover.kind and decided * 2 > sum(map(_may_decide, items))):
        return True
    if not cover.kind and any(_OF_MEETING.fullmatch(one.title.text) for one in draft.items):
        return True
    if presents and cover.kind:
        return False
    filled_in = cover.call and cover.there  # the call itself, written into at the meeting
    least = _LEAST_OF_AGENDA if cover.kind and not filled_in else _LEAST_TOLD
    few = cover.call and not filled_in and told <= _FEW
    if cover.told_present or (told >= len(items) * least and not few):
        return True
    if cover.kind:
        return None if told and not cover.call else False
    writers = (one for one in cover.there or () if one.hverv.casefold() == "referent")
    if cover.there and (cover.referent or any(writers)):
        return True  # no agenda names who writes, but one that says it is an agenda
    return False if presents or (cover.agenda_above and not told) else None


_OF_MEETING = re.compile(r"(?:møde)?referat (?:af|fra) (?:selve )?møde[\wæøå]*", re.IGNORECASE)
"""The title of an item under which the minutes stand in a form: *4. Referat af møde*."""


def _may_decide(item: DraftItem) -> bool:
    """Whether a decision is to be looked for at an item that is neither closed nor for signing."""
    return not item.said_closed and item.title.kind is not Sagstype.UNDERSKRIFTSARK


def _decides(item: DraftItem) -> bool:
    """Whether it is told under a heading what was decided at an item."""
    sections = [one for one in item.sections if one.slags is Slags.BESLUTNING]
    return any(one.pieces and not one.unheaded for one in sections)


def _tells(item: DraftItem) -> bool:
    """Whether the texts of an item tell what happened at the meeting."""
    return any(patterns.TOLD.search(text) or _NOTHING.match(text) for text in _texts(item))


def _title_tells(item: DraftItem) -> bool:
    """Whether a title is more than one: it tells what happened."""
    title = item.title.text
    if item.start.sure or any("titlen er" in note for note in item.notes) or not title:
        return False
    ends = title.endswith((".", "!"))
    if _OUTCOME_LAST.search(title) or (_CAME_UP.match(title) and (ends or not item.sections)):
        return True
    behind = _BEHIND.search(title)
    if behind and not item.sections and patterns.TOLD.search(behind[0]):
        return True
    if len(title.split()) < _FEWEST_WORDS:
        return False
    told = ends and bool(patterns.TOLD.search(title))
    return told or (not item.sections and bool(_TWO.search(title)))


def _texts(item: DraftItem) -> list[str]:
    return [piece.text for section in item.sections for piece in section.pieces]


def _as_minutes(item: DraftItem) -> None:
    """Makes a decision of the texts of an item; their headings stand in it."""
    sections: list[DraftSection] = []
    for section in item.sections:
        if section.slags is not Slags.TEKST or section.bottom:
            sections.append(section)
            continue
        if not sections or not sections[-1].unheaded or section.closed or sections[-1].closed:
            sections.append(
                replace(section, slags=Slags.BESLUTNING, heading="", pieces=[], unheaded=True)
            )
        elif section.rule:
            sections[-1].pieces.append(Piece(Kind.RULE))
        sections[-1].notes += section.notes
        sections[-1].pieces += [*_head(section), *section.pieces]
    item.sections = sections


def _head(section: DraftSection) -> list[Piece]:
    if not section.heading:
        return []
    return [replace(text_piece(section.heading), kind=Kind.HEADING, level=INNER)]
