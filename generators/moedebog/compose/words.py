"""The fixed Danish words that the toolkit itself writes into a document."""

from __future__ import annotations

from moedebog.document import Kind

DOCUMENT = {Kind.DAGSORDEN: "Dagsorden", Kind.REFERAT: "Referat"}

FORM = {
    "fysisk": "Fysisk møde",
    "virtuelt": "Virtuelt møde",
    "hybrid": "Fysisk og virtuelt møde",
    "skriftlig": "Skriftlig behandling",
    "ekstraordinaert": "Ekstraordinært møde",
}

STATUS = {
    Kind.DAGSORDEN: {"udkast": "Udkast"},
    Kind.REFERAT: {
        "udkast": "Udkast",
        "til_godkendelse": "Til godkendelse",
        "godkendt": "Godkendt",
    },
}

SAGSTYPE = {
    "beslutning": "Beslutning",
    "droeftelse": "Drøftelse",
    "temadroeftelse": "Temadrøftelse",
    "orientering": "Orientering",
    "gensidig_orientering": "Gensidig orientering",
    "skriftlig_orientering": "Skriftlig orientering",
    "valg": "Valg",
    "hoering": "Høring",
}
"""Kinds that tell the reader something; the others (velkomst, pause …) the title tells."""

UDFALD = {
    "godkendt": "Godkendt",
    "godkendt_med_bemaerkninger": "Godkendt med bemærkninger",
    "godkendt_med_aendringer": "Godkendt med ændringer",
    "delvist_godkendt": "Delvist godkendt",
    "tiltraadt": "Tiltrådt",
    "ikke_godkendt": "Ikke godkendt",
    "taget_til_efterretning": "Taget til efterretning",
    "droeftet": "Drøftet",
    "ingen_bemaerkninger": "Ingen bemærkninger",
    "anbefalet": "Anbefalet",
    "oversendt": "Oversendt",
    "tilbagesendt": "Sendt tilbage",
    "sendt_i_hoering": "Sendt i høring",
    "bemyndiget": "Bemyndigelse givet",
    "valgt": "Valgt",
    "udsat": "Udsat",
    "udgaar": "Udgår",
    "bortfaldet": "Bortfaldet",
    "ikke_behandlet": "Ikke behandlet",
}

NOT_TREATED = frozenset({"udgaar", "bortfaldet", "ikke_behandlet"})
"""Outcomes of an item that the meeting did not deal with."""

ONLY_REFERAT = frozenset({"beslutning", "afstemning", "protokolbemaerkninger", "opfoelgning"})
"""Sections that hold what the meeting decided; a dagsorden never has them."""
