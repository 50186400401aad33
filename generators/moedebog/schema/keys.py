"""Which key somebody meant who wrote another word."""

from __future__ import annotations

from collections.abc import Iterable

from moedebog.catalogue import Slags
from moedebog.diagnostics import Phrase
from moedebog.guesses import nearest
from moedebog.vocabulary import plain_key

SYNONYMS = {
    "abonnenter": "medlemmer",
    "administrationen": "fra_forvaltningen",
    "agenda": "punkter",
    "begyndelse": "start",
    "dagsorden": "punkter",
    "dagsordenspunkter": "punkter",
    "date": "dato",
    "deadline": "frist",
    "deltagere": "gaester",
    "dokumentnummer": "dok_nr",
    "embedsmaend": "fra_forvaltningen",
    "emne": "titel",
    "emner": "punkter",
    "file": "fil",
    "filnavn": "fil",
    "formand": "moedeleder",
    "fortrolig": "lukket",
    "forvaltningen": "fra_forvaltningen",
    "fravaer": "afbud",
    "fravaerende": "udeblevet",
    "habilitet": "inhabil",
    "items": "punkter",
    "blanke": "undlod",
    "blank": "undlod",
    "hverken_for_eller_imod": "undlod",
    "nej": "imod",
    "ja": "for",
    "journalnr": "sagsnr",
    "journalnummer": "sagsnr",
    "klokken": "start",
    "kolonne": "kolonner",
    "kontaktperson": "kontakt",
    "laengde": "varighed",
    "location": "sted",
    "lokale": "sted",
    "mail": "email",
    "members": "medlemmer",
    "minutter": "varighed",
    "modpartier": "imod",
    "moededato": "dato",
    "moedested": "sted",
    "name": "navn",
    "nummer": "nr",
    "ordstyrer": "moedeleder",
    "overskrift": "titel",
    "place": "sted",
    "punkt": "punkter",
    "raekke": "raekker",
    "sagsnummer": "sagsnr",
    "sekretaer": "referent",
    "slutning": "slut",
    "sluttid": "slut",
    "slutter": "slut",
    "starttid": "start",
    "suppleant": "stedfortraeder",
    "suppleanter": "stedfortraedere",
    "status": "referat_status",
    "subpunkter": "underpunkter",
    "svar": "delbeslutninger",
    "link": "fil",
    "url": "fil",
    "sti": "fil",
    "path": "fil",
    "text": "tekst",
    "telefonnummer": "telefon",
    "tid": "start",
    "tidspunkt": "start",
    "tidsforbrug": "varighed",
    "tilstede": "gaester",
    "title": "titel",
    "tlf": "telefon",
    "type": "sagstype",
    "undladt": "undlod",
    "aktindsigt": "offentlig",
    "alttekst": "alt",
    "aabent": "offentlig",
    "afdeling": "organisation",
    "stilling": "titel",
    "begrundelse": "grund",
    "rolle": "hverv",
    "layout": "politik",
    "template": "skabelon",
    **{word: slags.value for slags in Slags for word in slags.kind.synonyms},
}
"""What others call a key -> what it is called here. A word may also be a key of its own."""


def meant_key(key: str, allowed: Iterable[str], present: Iterable[str]) -> str | None:
    """The key that somebody who wrote ``key`` had in mind."""
    free = [name for name in allowed if name not in present]
    folded = plain_key(key)
    if folded in free:
        return folded
    synonym = SYNONYMS.get(folded)
    if synonym in free:
        return synonym
    longer = [name for name in free if len(folded) > 3 and name.startswith(f"{folded}_")]
    return longer[0] if len(longer) == 1 else nearest(folded, free, cutoff=0.75)


def did_you_mean(word: str) -> Phrase:
    """Asks whether another word was meant."""
    return Phrase(f"Mente du {word}?", f"Did you mean {word}?")
