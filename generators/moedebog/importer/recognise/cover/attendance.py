"""Who was there, who was not, and who came for whom, as a cover lists them."""

from __future__ import annotations

import re

from moedebog.catalogue import Rolle
from moedebog.importer.genre import labels
from moedebog.importer.pieces import text_piece
from moedebog.importer.recognise import people
from moedebog.importer.recognise.cover.facts import Cover
from moedebog.importer.recognise.people import Someone
from moedebog.phrases import DANISH


def settle_leader(cover: Cover) -> None:
    """*Formand Aase Lind* leads the meeting: the title goes where she is listed."""
    listed = [*(cover.members or ()), *(cover.there or ())]
    cover.moedeleder = _whole_name(cover.moedeleder, listed)
    cover.referent = _whole_name(cover.referent, listed)
    leaders = people.parse(cover.moedeleder)
    if not leaders or len(leaders) > 1 or leaders[0].navn == cover.moedeleder:
        return
    same = [one for one in listed if one.navn == leaders[0].navn]
    for one in same:
        one.titel = one.titel or leaders[0].titel
        one.hverv = one.hverv or leaders[0].hverv
    if same:
        cover.moedeleder = leaders[0].navn


def _whole_name(name: str, listed: list[Someone]) -> str:
    """The name of the only one listed who is called so by the first name."""
    whole = {one.navn for one in listed if one.navn.split()[0] == name}
    return whole.pop() if len(whole) == 1 else name


_MOVED = {
    "ankom": DANISH.label_came,
    "forlod": DANISH.label_left,
    "vaek": DANISH.label_away_for_a_while,
}


def note_people(cover: Cover, key: str, named: list[Someone]) -> None:
    """Notes the people behind a label; those whose box is blank are kept as text."""
    if key not in ("til_stede", "medlemmer"):
        blank = [one for one in named if one.ticked is False]
        called = labels.BESIDE.get(key, key.capitalize())
        cover.rest += [text_piece(f"{called}: [ ] {one.described()}") for one in blank]
        named = [one for one in named if one.ticked is not False]
    match key:
        case "til_stede":
            _took_part(cover, named)
        case "medlemmer":
            cover.members = named
        case "afbud" | "udeblevet":
            getattr(cover, key).extend(named)
        case Rolle.FORVALTNING | Rolle.OBSERVATOER | Rolle.GAEST:
            cover.beside()[key] += named
        case _:
            cover.moved += [(_MOVED[key], one) for one in named]


def _took_part(cover: Cover, named: list[Someone]) -> None:
    """Notes those of a list of who took part, and those whom it says to be missing.

    Where there are boxes, those were there whose box is ticked; where none is, nothing is told.
    """
    cover.for_items += [one for one in named if one.for_an_item]
    named = [one for one in named if not one.for_an_item]
    cover.members = [*(cover.members or []), *named]
    for one in named:
        if one.reason and not one.absent:
            one.absent = True
            cover.notes.append(f"{one.navn} ({one.reason}) står blandt dem, der var der")
    away = [one for one in named if one.absent]
    cover.afbud += [one for one in away if not one.unannounced]
    cover.udeblevet += [one for one in away if one.unannounced]
    boxes = [one.ticked for one in named if one.ticked is not None]
    if boxes and not any(boxes):
        cover.blank_boxes = True
        return
    there = [one for one in named if not one.absent and (one.ticked or not boxes)]
    cover.moved += [(DANISH.label_present, one) for one in there if one.where]
    cover.there = [*(cover.there or []), *there]


def substitutes(cover: Cover, value: str) -> bool:
    """``Ny (V) for Fast (V)``, several divided by commas; false where it is not that."""
    found: list[Someone] = []
    for part in re.split(r"[;,]\s+(?=[A-ZÆØÅ])", value):
        match = labels.INSTEAD.match(part)
        pair = [people.parse(match[name]) for name in ("ny", "fast")] if match else []
        if not match or not all(one and len(one) == 1 for one in pair):
            return False
        (new,), (old,) = pair  # type: ignore[misc]
        new.stands_in_for = old.navn
        found.append(new)
    cover.substitutes += found
    return True


def settle_substitutes(cover: Cover) -> None:
    """Each substitute goes to the one who sent regrets; else the line is kept."""
    missing: dict[str, Someone] = {}
    for one in (*cover.afbud, *cover.udeblevet):
        missing.setdefault(one.navn, one)
    for one in cover.substitutes:
        absent = missing.get(one.stands_in_for)
        if absent is not None and absent.substitute is None:
            absent.substitute, one.stands_in_for = one, ""
            cover.there = [p for p in cover.there if p.navn != one.navn] if cover.there else None
        else:
            text = f"Stedfortræder: {one.described()} for {one.stands_in_for}"
            cover.rest.append(text_piece(text))
