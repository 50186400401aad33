"""How a meeting is held, how far its documents are, and the fixed roles at it."""

from __future__ import annotations

from typing import Self

from msgspec import Struct

from moedebog.catalogue.word import Choice, Word


class Form(Choice):
    """How a meeting is held."""

    FYSISK = "fysisk", "Alle mødes på stedet"
    VIRTUELT = "virtuelt", "Alle mødes på skærmen"
    HYBRID = "hybrid", "Nogle på stedet, nogle på skærmen"
    SKRIFTLIG = "skriftlig", "Sagerne afgøres skriftligt"
    EKSTRAORDINAERT = "ekstraordinaert", "Ældre skrivemåde for nøglen `ekstraordinaert`"

    @property
    def on_screen(self) -> bool:
        """Whether anybody takes part on the screen."""
        return self in (Form.VIRTUELT, Form.HYBRID)

    @property
    def older(self) -> tuple[str, ...]:
        """What other documents call it besides, in small letters."""
        return ("virtuelt", "teams", "online") if self is Form.VIRTUELT else ()


class Optegnet(Choice):
    """What ``fremmoedt`` says in a word of who was there."""

    ALLE = "alle", "Alle medlemmer var der"
    ALLE_ANDRE = "alle_andre", "Alle var der undtagen dem under afbud og udeblevet"
    IKKE_NOTERET = "ikke_noteret", "Det er ikke noteret; referatet nævner ingen som til stede"


class Deltagelse(Choice):
    """How somebody took part in a meeting."""

    FYSISK = "fysisk", "På stedet"
    DIGITALT = "digitalt", "På skærmen"


class DagsordenStatus(Choice):
    """How far the dagsorden is."""

    UDKAST = "udkast", "Under arbejde; manglende filer er kun en advarsel"
    UDSENDT = "udsendt", "Sendt ud til medlemmerne"

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written."""
        return self is DagsordenStatus.UDKAST


class ReferatStatus(Choice):
    """How far the referat is."""

    UDKAST = "udkast", "Under arbejde"
    TIL_GODKENDELSE = "til_godkendelse", "Sendt til godkendelse"
    GODKENDT = "godkendt", "Godkendt"
    OFFENTLIGGJORT = "offentliggjort", "Offentliggjort"

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written."""
        return self is ReferatStatus.UDKAST

    @property
    def approved(self) -> bool:
        """Whether it stands as it is."""
        return self in (ReferatStatus.GODKENDT, ReferatStatus.OFFENTLIGGJORT)


class Indsigelsessvar(Choice):
    """What was decided on a remark to the minutes."""

    IMOEDEKOMMET = "imoedekommet", "Referatet er rettet efter bemærkningen"
    DELVIST_IMOEDEKOMMET = "delvist_imoedekommet", "Noget af det er rettet"
    IKKE_IMOEDEKOMMET = "ikke_imoedekommet", "Referatet bliver stående"
    TAGET_TIL_EFTERRETNING = "taget_til_efterretning", "Bemærkningen er noteret; intet skal rettes"


class Begivenhedsart(Choice):
    """What happened to the referat after the meeting, as the record tells it."""

    TIL_GODKENDELSE = "til_godkendelse", "Sendt til godkendelse"
    UNDERSKREVET = "underskrevet", "Underskrevet af én, der deltog"
    GODKENDT = "godkendt", "Godkendt"
    OFFENTLIGGJORT = "offentliggjort", "Offentliggjort"
    UDKAST = "udkast", "Taget tilbage til udkast"
    LUKNING_OPHAEVET = "lukning_ophaevet", "Lukningen af et punkt er ophævet"
    TRUKKET_TILBAGE = "trukket_tilbage", "Trukket tilbage"
    ANONYMISERET = "anonymiseret", "Navne er taget ud"
    KASSERET = "kasseret", "Det gemte er slettet, da tiden var gået"


class Role(Struct, frozen=True, kw_only=True):
    """What a role is like."""

    older: str
    """Pattern of the label in other documents."""


class Habilitet(Choice):
    """What a body decided on whether somebody may take part in an item."""

    INHABIL = "inhabil", "Personen er inhabil og deltager ikke i punktet"
    HABIL = "habil", "Personen er ikke inhabil og deltager"


class Rolle(Word):
    """The roles with a key of their own. What a member is besides (``hverv``) is free text."""

    kind: Role

    def __new__(cls, word: str, kind: Role) -> Self:
        """The key in a file, and what the role is like."""
        self = str.__new__(cls, word)
        self._value_ = word
        self.kind = kind
        return self

    MEDLEM = "medlemmer", Role(older=r"medlemmer")
    FORVALTNING = (
        "fra_forvaltningen",
        Role(
            older=(
                r"(?:fra )?(?:forvaltningen|administrationen)(?: delt(?:og|ager))?"
                r"|embeds(?:mænd|folk)"
            ),
        ),
    )
    OBSERVATOER = ("observatoerer", Role(older=r"observatør(?:er)?"))
    GAEST = (
        "gaester",
        Role(
            older=(
                r"gæst(?:er)?|øvrige(?: deltagere)?|(?:desuden|endvidere|herudover) delt(?:og|ager)"
                r"|også til stede|tilforordnede|inviterede"
            ),
        ),
    )
    STEDFORTRAEDER = (
        "stedfortraeder",
        Role(
            older=r"stedfortrædere?|suppleant(?:er)?|indkaldt stedfortræder",
        ),
    )
    MOEDELEDER = (
        "moedeleder",
        Role(
            older=r"mødeleder|ordstyrer|dirigent|mødet ledes af",
        ),
    )
    REFERENT = (
        "referent",
        Role(older=r"referent|protokolfører"),
    )
