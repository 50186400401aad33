"""The lines that tell who came, left, was missing or took no part in an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from moedebog.catalogue import Habilitet, Rolle, Slags
from moedebog.importer.genre import patterns
from moedebog.importer.pieces import Kind, Piece
from moedebog.importer.recognise import cover as covers
from moedebog.importer.recognise import people
from moedebog.importer.recognise.allowed_names import called
from moedebog.importer.recognise.draft import Draft, DraftItem, Ruling, flat
from moedebog.importer.recognise.people import Someone
from moedebog.importer.recognise.votes import Known
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import any_of, expression, literal

_BESIDE = tuple(
    (role.value, re.compile(rf"(?:{any_of(*phrase.values())}): (.+)\Z"))
    for role, phrase in (
        (Rolle.FORVALTNING, DANISH.administration_of_item),
        (Rolle.OBSERVATOER, DANISH.observers_of_item),
        (Rolle.GAEST, DANISH.guests_of_item),
    )
)
_ORDER = re.compile(
    expression(
        DANISH.treated_before, item=expression(DANISH.numbered_item, number=r"(?P<nr>[\w.]+?)")
    )
)
_ABSENT = literal(DANISH.absent_at_item)


def presence_line(item: DraftItem, piece: Piece, known: Known) -> bool:
    """Whether the line is one that moedebog derives; it is noted."""
    text = piece.text
    if match := _ORDER.fullmatch(text):
        item.handled_before = match["nr"]
        return True
    moves = [_movement(one, known) for one in re.split(r"(?<=\w\.)\s+(?=[A-ZÆØÅ])", text)]
    if all(moves) and all(known(name) for one in moves if one for name in one.members()):
        for move in filter(None, moves):
            _moved(item, move)
        item.moves.append(piece)
        return True
    for key, pattern in _BESIDE:
        if match := pattern.match(text):
            named = people.parse(match[1])
            if named is None:
                return False
            item.beside[key] = [*item.beside.get(key, ()), *named]
            return True
    match = re.match(rf"(?:(?:Afbud/)?[Ff]raværende|{_ABSENT}):?\s+(\S.*)\Z", text)
    if match and (absent := _known_names(match[1], known)):
        _absent(item, absent, [piece])
        return True
    return False


def absent_list(item: DraftItem, pieces: Sequence[Piece], index: int, known: Known) -> int:
    """How many pieces from ``index`` on tell who was missing, behind a label or below it.

    They are noted; the meeting need not know the names.
    """
    if absent := _each_missing(pieces[index]):
        _absent(item, [replace(one, navn=called(one, known)) for one in absent], [pieces[index]])
        return 1
    missing = covers.missing_below(pieces, index)
    if missing is None:
        return 0
    absent = [replace(one, navn=called(one, known)) for one in missing.people]
    _absent(item, absent, pieces[index : missing.after])
    return missing.after - index


def _each_missing(piece: Piece) -> list[Someone]:
    """Those of a line that says of each that they are missing: ``Bo Prøve (Fraværende)``."""
    if piece.sure or piece.kind is not Kind.TEXT or not piece.text.endswith(")"):
        return []
    named = people.parse(piece.text) if len(piece.text) < _LONGEST_LINE else None
    return named if named and all(one.absent for one in named) else []


_LONGEST_LINE = 1000


def _absent(item: DraftItem, absent: Sequence[Someone], lines: Sequence[Piece]) -> None:
    """Notes who was missing, and the lines that say so."""
    item.absent = [*(item.absent or ()), *absent]
    item.absent_lines += [replace(one, kind=Kind.TEXT, level=0) for one in lines]


def missing_throughout(draft: Draft) -> None:
    """Those whom every item that was decided tells to be missing were missing at the meeting."""
    decided = [
        item
        for item in flat(draft.items)
        if any(one.slags is Slags.BESLUTNING for one in item.sections)
    ]
    named = [{one.navn for one in item.absent or ()} for item in decided]
    cover = draft.cover
    several = len(decided) > 1 or len(draft.items) == 1
    if not (decided and several and all(names and names == named[0] for names in named)):
        return
    if cover.there and not cover.told_present:  # a list of who is to take part
        cover.there = [one for one in cover.there if one.navn not in named[0]]
    told = {one.navn for one in (*(cover.there or ()), *cover.afbud, *cover.udeblevet)}
    throughout = {one.navn: one for one in decided[0].absent or () if one.navn not in told}
    cover.afbud += throughout.values()


_TELLS_PRESENT = re.compile(
    r"(?:[a-zæøå]\s?[.)]\s*)?(?:til ?sted(?:e|et|eværende)|fremmødte?|närvarande|oppmøte"
    r"|attendance|present|mødedeltagere)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(
    r"(?:alle|samtlige|hele)\b.{0,60}\b(?:undtagen|undtagelse af|på nær|bortset fra|unntatt|utom"
    r"|except)\b.{1,80}",
    re.IGNORECASE,
)
"""Those who were missing, told as an exception."""
_CAME = re.compile(r"\bfremmødt|\brepræsenteret", re.IGNORECASE)
_HEADING = re.compile(r"(?:\s+[a-zæøå]+){0,2}\s*:?")


def unread_presence(draft: Draft) -> None:
    """Notes where a document tells who was there, in a place or a way that is not read."""
    cover = draft.cover
    lines = [piece.text for piece in cover.rest]
    cover.told_present = cover.told_present or any(map(_is_count, lines))
    if cover.there is not None or cover.unread or any(item.start.sure for item in draft.items):
        return
    for item in flat(draft.items):
        lines.append(item.title.text)
        for section in item.all_sections():
            lines += [section.heading, *(piece.text for piece in section.pieces)]
    told = next((line for line in lines if _is_presence(line)), None)
    if told is not None:
        cover.unread.append(("til_stede", told))
        cover.told_present = True


def _is_count(line: str) -> bool:
    """Whether a line tells how many came."""
    return bool(_CAME.search(line) and re.search(r"\d", line))


def _is_presence(line: str) -> bool:
    """Whether a line tells, or heads, who was there."""
    match = _TELLS_PRESENT.fullmatch(line)
    if match is None:
        return bool(_ALL_BUT.fullmatch(line))
    rest = match["rest"]
    return bool(_HEADING.fullmatch(rest) or (":" in rest[:40] and people.NAMES.search(rest)))


class _Movement(NamedTuple):
    """What happened, to whom, and when."""

    key: str
    who: list[Someone]
    when: str = ""
    back: str = ""
    """When they came back."""
    by: str = ""
    """Who decided it."""
    instead_of: str = ""

    def members(self) -> list[str]:
        """The names that the meeting must know."""
        if self.key == "stedfortraeder":
            return [self.instead_of]
        return [one.navn for one in self.who]


def _moved(item: DraftItem, move: _Movement) -> None:
    """Notes who came, left, led the item or took no part."""
    names = [one.navn for one in move.who]
    match move.key:
        case "leder":
            item.leader = names[0]
        case "stedfortraeder":
            _out(item, [move.instead_of])
            item.instead[move.instead_of] = move.who[0]
        case "fundet_habil":
            item.ruling = Ruling(Habilitet.HABIL, names, move.by)
        case "fundet_inhabil":
            _out(item, names)
            item.ruling = Ruling(Habilitet.INHABIL, names, move.by)
        case "ankom" | "forlod" | "begge":
            if move.key != "ankom":
                item.left += [Someone(name, where=move.when) for name in names]
            if move.key != "forlod":
                item.came += [Someone(name, where=move.back or move.when) for name in names]
        case key:
            _out(item, names)
            if key.startswith("erklaeret"):
                item.declared.update(names)
            if key in ("forlod_lokalet", "erklaeret_gik"):
                item.left_room.update(names)


def _out(item: DraftItem, names: list[str]) -> None:
    item.partial += [name for name in names if name not in item.partial]


def _movement(text: str, known: Known) -> _Movement | None:
    """Who came, left or took no part, and when, where the sentence says that."""
    for key, pattern in patterns.PRESENCE:
        match = pattern.match(text)
        found = people.parse(match["navne"]) if match else None
        if match and found:
            found = [replace(one, navn=called(one, known)) for one in found]
            said = match.groupdict()
            when, back = (_clock(said.get(name)) for name in ("tid", "tilbage"))
            by, instead = said.get("af") or "", said.get("fast") or ""
            return _Movement(key, found, when, back, by, instead)
    return None


def _clock(text: str | None) -> str:
    return text.replace(".", ":").zfill(5) if text else ""


def _known_names(text: str, known: Known) -> list[Someone] | None:
    """The people of the line *Fraværende*; their party or place may stand before the name."""
    found = people.parse(text)
    if found is None:
        parts = [part.strip() for part in text.split(",")]
        found = [Someone(part) for part in parts if known(part)]
    found = [replace(one, navn=called(one, known)) for one in found]
    return found if found and all(known(one.navn) for one in found) else None
