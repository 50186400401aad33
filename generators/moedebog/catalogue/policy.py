"""What a forum may choose in its policy, and what an item or attachment may choose likewise."""

from __future__ import annotations

from moedebog.catalogue.word import Choice


class TidPlacering(Choice):
    """Where an item's slot stands."""

    UNDER_TITEL = "under_titel", "På linjen under titlen"
    I_TITEL = "i_titel", "Efter titlen: »…, kl. 10.30-10.45«"
    I_TITEL_PARENTES = "i_titel_parentes", "Efter titlen i parentes: »… (kl. 10.30-10.45)«"
    KUN_OVERSIGT = "kun_oversigt", "Kun i oversigten"


class Klokkeslaet(Choice):
    """How clock times are written."""

    PUNKTUM = "punktum", "10.30"
    KOLON = "kolon", "10:30"

    @property
    def separator(self) -> str:
        """What stands between hour and minute."""
        return ":" if self is Klokkeslaet.KOLON else "."


class Datoformat(Choice):
    """How dates are written."""

    LANG = "lang", "fredag den 12. september 2025"
    KORT = "kort", "d. 12-09-2025"


class Godkendelse(Choice):
    """How a referat is approved."""

    UNDERSKRIFT = "underskrift", "De, der deltog, skriver under"
    NAESTE_MOEDE = "naeste_moede", "Et punkt på et senere møde godkender det"
    INDSIGELSESFRIST = "indsigelsesfrist", "Ingen har gjort indsigelse inden fristen"


class Opstilling(Choice):
    """How the points of an indstilling are set."""

    TAL = "tal", "1, 2, 3"
    PUNKTTEGN = "punkttegn", "Punkttegn"


class IndstillingOrdlyd(Choice):
    """How the sentence before the points of an indstilling names who is to decide."""

    AT_MODTAGER = "at_modtager", "»Direktionen indstiller, at Byrådet: godkender …«"
    TIL_MODTAGER = "til_modtager", "»Direktionen indstiller til Byrådet, at: … godkendes«"


class SvarPlacering(Choice):
    """Where the answers to the points of an indstilling stand."""

    UNDER_BESLUTNING = "under_beslutning", "Sidst i beslutningen"
    EGET_AFSNIT = (
        "eget_afsnit",
        "Under en beslutning for sig, efter beslutningen om sagen som helhed",
    )


class Bilagsnumre(Choice):
    """How attachments are numbered."""

    PR_PUNKT = "pr_punkt", "Bilag 1, 2 … under hvert punkt"
    PUNKT_BILAG = "punkt_bilag", "Bilag 3.1, 3.2 …"
    GENNEMLOEBENDE = "gennemloebende", "Én række gennem hele mødet"


class Krav(Choice):
    """What the attachments must meet that are collected into one file."""

    MAERKET = "maerket", "De er mærket op (tagget), så en skærmlæser kan læse dem"
    UA = "ua", "De siger også selv, at de er PDF/UA"


class FremmoedePlacering(Choice):
    """Where the referat tells who was there."""

    FORSIDE = "forside", "På forsiden"
    FOERSTE_PUNKT = "foerste_punkt", "Under det første punkt, først i dets beslutning"


class FremmoedeListe(Choice):
    """How the referat tells who was there."""

    OPDELT = "opdelt", "Hver sin linje: Til stede, Afbud, Udeblevet"
    SAMLET = "samlet", "Én liste over medlemmerne, hvor de, der ikke kom, er mærket"


class Bilagsform(Choice):
    """How the attachments of a document come to a group, besides one by one or not at all."""

    SAMLET = "samlet", "Dokumentet og bilagene som én PDF"


class Tilbagehold(Choice):
    """What is held back from somebody who is disqualified, once that is settled."""

    LUKKET = "lukket", "Kun det, der er lukket"
    ALT = "alt", "Hele punktet, også når det er åbent"
    INTET = "intet", "Intet"


class Andel(Choice):
    """How large a part of the members must be there for a decision."""

    HALVDELEN = "halvdelen", "Mindst halvdelen af medlemmerne"
    OVER_HALVDELEN = "over_halvdelen", "Mere end halvdelen af medlemmerne"

    def number(self, members: int) -> int:
        """How many of them that is."""
        return -(-members // 2) if self is Andel.HALVDELEN else members // 2 + 1


class Gruppenumre(Choice):
    """Where items' numbers begin in a group."""

    FORTSAT = "fortsat", "De tælles videre fra gruppe til gruppe"
    FORFRA = "forfra", "De begynder forfra i hver gruppe"


class NyePunkter(Choice):
    """What a new item without a number gets, once the dagsorden is issued, before others."""

    FEJL = "fejl", "En fejl, som viser, hvad der kan skrives"
    MELLEM = "mellem", "Nummeret på punktet før og et bogstav: 6.A"
    SIDST = "sidst", "Det næste nummer efter det sidste udsendte"


class Numre(Choice):
    """Whether an item may have another number than it was issued with."""

    FAST = "fast", "De er dem, de blev udsendt med"
    TILLAD = "tillad", "De må ændres; rettelserne nævner hvert nummer, der er et andet"


class UdsendesMed(Choice):
    """With which document an attachment comes."""

    DAGSORDEN = "dagsorden", "Sammen med dagsordenen"
    REFERAT = "referat", "Først sammen med referatet"
    EFTERSENDES = "eftersendes", "Dagsordenen nævner det, og filen kommer senere"
    OMDELT = "omdelt", "Omdelt på mødet; referatet nævner det"

    @property
    def is_listed_before(self) -> bool:
        """Whether the dagsorden lists it."""
        return self in (UdsendesMed.DAGSORDEN, UdsendesMed.EFTERSENDES)


class Afgoerelse(Choice):
    """What a tie comes to, or what decided in a vote that was tied."""

    BORTFALDER = "bortfalder", "Forslaget bortfalder"
    FORMAND = "formand", "Formandens stemme er afgørende"
    LODTRAEKNING = "lodtraekning", "Der trækkes lod"


DECIDING = (Afgoerelse.FORMAND, Afgoerelse.LODTRAEKNING)
"""What can have decided a vote that was tied."""


class Flertal(Choice):
    """How many must be for something, of those who vote for or against it."""

    SIMPELT = "simpelt", "Flere for end imod"
    TO_TREDJEDELE = "to_tredjedele", "Mindst to tredjedele af de afgivne stemmer"
    ENIGHED = "enighed", "Ingen imod"

    @property
    def may_tie(self) -> bool:
        """Whether as many against as for leaves it open; else it is simply not carried."""
        return self is Flertal.SIMPELT

    def reached(self, in_favour: int, against: int) -> bool:
        """Whether so many votes carry something; those who abstain do not count."""
        if self is Flertal.ENIGHED:
            return in_favour > 0 and against == 0
        if self is Flertal.TO_TREDJEDELE:
            return in_favour > 0 and 3 * in_favour >= 2 * (in_favour + against)
        return in_favour > against


class Valggrundlag(Choice):
    """What a round of an election takes."""

    OVER_HALVDELEN = "over_halvdelen", "Over halvdelen af de afgivne stemmer"
    FLEST_STEMMER = "flest_stemmer", "Flest stemmer"
    BUNDET = "bundet", "Bundet valg mellem de to, der fik flest stemmer i runden før"
