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
    leaders = people.parse(cover.moedeleder)
    listed = [*(cover.members or ()), *(cover.there or ())]
    if not leaders or len(leaders) > 1 or leaders[0].navn == cover.moedeleder:
        return
    same = [one for one in listed if one.navn == leaders[0].navn]
    for one in same:
        one.titel = one.titel or leaders[0].titel
        one.hverv = one.hverv or leaders[0].hverv
    if same:
        cover.moedeleder = leaders[0].navn


_MOVED = {
    "ankom": DANISH.label_came,
    "forlod": DANISH.label_left,
    "vaek": DANISH.label_away_for_a_while,
}


def people_of(cover: Cover, key: str, value: str) -> bool:
    """Notes the people behind a label; false where it is not certain who they are."""
    if labels.NOBODY.match(value):
        return True
    if key == "stedfortraeder":
        return _substitutes(cover, value)
    named = people.parse(value)
    if not named:
        return False
    match key:
        case "til_stede":
            cover.for_items += [one for one in named if one.for_an_item]
            named = [one for one in named if not one.for_an_item]
            cover.there = [*(cover.there or []), *(one for one in named if not one.absent)]
            cover.members = [*(cover.members or []), *named]
            away = [one for one in named if one.absent]
            cover.afbud += [one for one in away if not one.unannounced]
            cover.udeblevet += [one for one in away if one.unannounced]
        case "medlemmer":
            cover.members = named
        case "afbud" | "udeblevet":
            getattr(cover, key).extend(named)
        case Rolle.FORVALTNING | Rolle.OBSERVATOER | Rolle.GAEST:
            cover.beside()[key] += named
        case _:
            cover.moved += [(_MOVED[key], one) for one in named]
    return True


def _substitutes(cover: Cover, value: str) -> bool:
    """``Ny (V) for Fast (V)``, several divided by commas."""
    substitutes: list[Someone] = []
    for part in re.split(r"[;,]\s+(?=[A-ZÆØÅ])", value):
        match = labels.INSTEAD.match(part)
        pair = [people.parse(match[name]) for name in ("ny", "fast")] if match else []
        if not match or not all(one and len(one) == 1 for one in pair):
            return False
        (new,), (old,) = pair  # type: ignore[misc]
        new.stands_in_for = old.navn
        substitutes.append(new)
    cover.substitutes += substitutes
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
