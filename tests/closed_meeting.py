"""A meeting in which all is closed that can be."""

from __future__ import annotations

from msgspec import Struct

CLOSED = """
    punkter:
      - titel: Åbent
        sagsfremstilling: Alle må læse.
        afsnit_pladsholder: x
      - titel: Hemmelig titel
        nr: 2.A
        gruppe: Lukkede punkter
        sagstype: beslutning
        sagsnr: hemmelig/1
        dok_nr: hemmelig-2
        kle: hemmelig-3
        tid: "11.00-11.10"
        lukket:
          grund: Forvaltningslovens § 27
          offentlig_titel: Personsag
          offentlig_beslutning: Indstillingen blev fulgt.
        resume: Hemmeligt resumé.
        indstilling: {at: [hemmeligt punkt], delbeslutninger: [{punkt: 1, tekst: hemmeligt svar}]}
        beslutning: Hemmelig beslutning.
        gaester: [Gæst Hemmelig]
        fra_forvaltningen: [Embedsmand Hemmelig]
        observatoerer: [Observatør Hemmelig]
        inhabil:
          - navn: Bo Hemmelig
            erklaeret: ja
            forlod_lokalet: ja
            stedfortraeder: Ida Hemmelig
        habilitetsbeslutning:
          udfald: inhabil
          af: Det hemmelige udvalg
        bilag: [{titel: Hemmeligt bilag, fil: hemmelig.pdf}]
        underpunkter: [{titel: Hemmeligt underpunkt, resume: Hemmelig.}]
      - titel: Halvt åbent
        afsnit:
          - {slags: oekonomi, overskrift: Hemmelig pris, tekst: Hemmeligt tal., lukket: Priser}
          - {slags: beslutning, tekst: Åben beslutning.}
        bilag:
          - {titel: Hemmeligt tilbud, fil: hemmelig2.pdf, offentlig: nej}
          - {titel: Åbent bilag}
"""


CLOSED = CLOSED.replace("        afsnit_pladsholder: x\n", "")


def everything(value: object) -> list[str]:
    """Every string anywhere in a document tree, whatever attribute holds it."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in everything(part)]
    if isinstance(value, Struct):
        return [
            text
            for field in value.__struct_fields__
            if field != "position"
            for text in everything(getattr(value, field))
        ]
    return []
