"""What makes an error is put down more plainly in the draft: at last as paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from moedebog import cpr
from moedebog.diagnostics import Position
from moedebog.importer.genre import labels
from moedebog.importer.pieces import Kind, everything, text_piece
from moedebog.importer.recognise import Draft, DraftItem, DraftSection, Title, flat
from moedebog.phrases.item_words import USUAL

VOTES = frozenset({"M520", "M522", "M523", "M524", "M525"})
"""Errors of votes that do not fit with who was there."""


MOVES = frozenset({"M220", "M221"})
"""Errors of people who come though they are there, or leave though they are not."""


PERSONAL = frozenset({cpr.PERSONAL_NUMBER.code, cpr.PERHAPS.code})
"""Numbers that are closed; also one that may be another, since nobody has looked at it yet."""


def plainer_cover(draft: Draft, codes: set[str]) -> bool:
    """Takes what may be wrong out of the facts of the meeting; false where nothing is left."""
    cover = draft.cover
    secret = [piece for piece in cover.rest if _has_personal_number(piece.text)]
    if codes & PERSONAL and secret and draft.items:
        cover.rest = [piece for piece in cover.rest if piece not in secret]
        note = "stod på forsiden og rummer noget, der ligner et CPR-nummer; afsnittet er lukket"
        draft.items[-1].sections.append(DraftSection(pieces=secret, closed=True, notes=[note]))
        return True
    beside = {labels.BESIDE[key]: people for key, people in cover.beside().items()}
    lists = {"Afbud": cover.afbud, "Udeblevet": cover.udeblevet, **beside}
    named = {**lists, "Til stede": cover.there or []}
    if not (any(named.values()) or cover.moedeleder or cover.slut or cover.faktisk_slut):
        return False
    for label, people in named.items():
        if people:
            names = "; ".join(one.described() for one in people)
            cover.rest.append(text_piece(f"{label}: {names}"))
    if cover.moedeleder:
        cover.rest.append(text_piece(f"Mødeleder: {cover.moedeleder}"))
    cover.afbud, cover.udeblevet, cover.there = [], [], None
    for people in cover.beside().values():
        people.clear()
    cover.moedeleder, cover.slut, cover.faktisk_slut = "", None, None
    return True


def plainer(item: DraftItem, codes: set[str]) -> DraftItem:
    """The item with what made these errors put down as text."""
    family = list(flat([item]))
    changed = False
    if codes & VOTES and not item.votes_as_text:
        for one in family:
            one.votes_as_text = changed = True
        item.notes.append("stemmerne passer ikke med, hvem der var til stede, og står som tekst")
    if codes & MOVES and any(one.moves for one in family):
        for one in family:
            one.came, one.left, one.partial = [], [], []
            one.declared, one.left_room, one.instead, one.ruling = set(), set(), {}, None
            one.sections += [DraftSection(pieces=one.moves)] if one.moves else []
            one.taken = [piece for piece in one.taken if piece not in one.moves]
            one.moves = []
        changed = True
        item.notes.append("hvem der kom og gik, passer ikke med, hvem der var til stede")
    if codes & PERSONAL and not item.secret:
        _close(item)
        changed = True
    return item if changed else plain(item)


def _close(item: DraftItem) -> None:
    """Closes what holds a personal number: a section of it, else the whole item."""
    found = False
    for one in flat([item]):
        for section in one.sections:
            if not section.closed and any(map(_has_personal_number, _texts(section))):
                found = section.closed = True
    if not found:
        item.secret = item.said_closed = True
    item.notes.append("rummer noget, der ligner et CPR-nummer, og er derfor lukket")


def _has_personal_number(text: str) -> bool:
    return any(cpr.personal_numbers(text, Position("")))


def _texts(section: DraftSection) -> Iterator[str]:
    yield section.heading
    for piece in everything(section.pieces):
        yield piece.text
    for child in section.children:
        yield from _texts(child)


def plain(item: DraftItem) -> DraftItem:
    """The item with all its text in plain paragraphs, for when its structure does not hold."""
    pieces = list(item.taken)
    if item.closed is not None:
        pieces.append(text_piece(f"{USUAL.item_is_closed}: {item.closed}".rstrip(": ") + "."))
    for section in item.all_sections():
        if section.heading:
            pieces.append(text_piece(section.heading))
        pieces += [
            p if p.kind is Kind.PICTURE else replace(text_piece(p.text), notes=p.notes)
            for p in everything(section.pieces)
            if p.text or p.notes or p.kind is Kind.PICTURE
        ]
    note = "punktet kunne ikke deles op; teksten står, som den kom"
    return DraftItem(
        item.start,
        Title(item.start.title or item.title.text),
        item.group,
        item.subgroup,
        item.day,
        sections=[DraftSection(pieces=pieces)] if pieces else [],
        said_closed=item.said_closed
        or item.shown
        or any(one.closed for one in item.all_sections()),
        secret=item.secret or item.shown or any(one.closed for one in item.all_sections()),
        notes=[*item.notes, note],
        children=[plain(child) for child in item.children],
    )
