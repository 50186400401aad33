"""The kinds of section that an item may have.

To add one that holds text, add it to ``Slags``, at its usual place among the others, and its
heading to the phrase book, and run ``python tools/build_words.py``: all else follows. A kind whose
content has a form of its own also needs a reader in ``normalise/item_sections.py`` and a place in
the model.
"""

from __future__ import annotations

from typing import Any, Self

from msgspec import Struct

from moedebog.catalogue.word import Word


class Section(Struct, frozen=True, kw_only=True):
    """What a kind of section is like."""

    plural: str
    """Several of them, with a capital."""
    name: str = ""
    """What the manual calls one that has no heading."""
    explanation: str = ""
    """The name as an editor explains it, where it does not explain itself."""
    description: str = ""
    """What is written under its key, as the manual and an editor explain it, in Markdown."""
    example: Any = None
    contents: tuple[str, ...] = ("tekst",)
    """The keys of ``afsnit`` that hold its content; what stands under its own key is the first."""
    own_key: bool = True
    """Whether an item may have it under its own key, and a forum's policy may name it."""
    heading_alone: bool = False
    """Whether one with a heading and nothing below it is printed."""
    minutes: bool = False
    """Written at the meeting or after it: it never stands in a dagsorden."""
    treated: bool = False
    """Tells that the meeting dealt with the item."""
    decides: bool = False
    """Tells what the meeting decided."""
    rests_on: tuple[str, ...] = ()
    """Other keys of an item that a section of this kind comes from; each is one of ``contents``."""
    synonyms: tuple[str, ...] = ()
    """What others call the key."""
    older: tuple[str, ...] = ()
    """Other headings that it has in other documents, in small letters."""
    usual: str = ""
    """The heading that most other documents have, where it is not the one that is printed here."""
    inline: str = ""
    """Pattern of its heading where text follows on the same line; usually just the heading."""
    inside_case: bool = False
    """Whether its heading in another document may as well stand inside a sagsfremstilling."""
    listed: bool = False
    """Whether it holds entries, so that a heading among them begins another section."""

    @property
    def is_text(self) -> bool:
        """Whether it holds running text and nothing else."""
        return self.contents == ("tekst",)


class Slags(Word):
    """The kinds of section in their usual order: the words of ``slags``, and keys of an item."""

    kind: Section

    def __new__(cls, word: str, kind: Section) -> Self:
        """A word as it stands in a file, and what such a section is like."""
        self = str.__new__(cls, word)
        self._value_ = word
        self.kind = kind
        return self

    TEKST = (
        "tekst",
        Section(
            name="Tekst",
            plural="Tekster",
            heading_alone=True,
            explanation="Indledende tekst uden overskrift",
            description="Tekst lige under punktets titel, uden overskrift.",
            example="Formanden byder velkommen.",
            synonyms=("beskrivelse", "notat"),
        ),
    )
    RESUME = (
        "resume",
        Section(
            plural="Resuméer",
            description="Sagen kort fortalt.",
            example="Kort om, hvad sagen går ud på.",
            synonyms=("sammenfatning",),
            inline=r"Resum[eéè]",
            older=(
                *("kort resumé", "resumé af sagen", "sagsresumé", "sammenfatning"),
                *("sammendrag", "kort fortalt"),
            ),
        ),
    )
    SAGSFORLOEB = (
        "sagsforloeb",
        Section(
            plural="Sagsforløb",
            explanation="Sagsforløb: hvor sagen har været behandlet",
            description="Hvor sagen før har været behandlet, og hvad der blev besluttet.",
            example="Drøftet i koordinationsforum den 17. juni 2025.",
            inline=r"Sagsforløb|Tidligere beslutning(?:er)?",
            older=(
                *("tidligere behandling", "sagens forløb", "beslutningshistorik"),
                *("tidligere beslutning", "tidligere beslutninger"),
                *("tidligere politisk behandling", "politisk behandling"),
                *("sagens tidligere behandling", "historik"),
            ),
        ),
    )
    SAGSFREMSTILLING = (
        "sagsfremstilling",
        Section(
            plural="Sagsfremstillinger",
            description="Sagens baggrund og indhold.",
            example="### Baggrund\nAftalen gælder fra 1. januar.",
            synonyms=("baggrund", "sag", "sagen", "sagsbeskrivelse", "grundlag"),
            older=("sagsbeskrivelse", "sagens indhold"),
        ),
    )
    OEKONOMI = (
        "oekonomi",
        Section(
            plural="Økonomi",
            description="Hvad det koster, og hvem der betaler.",
            example="Udgiften er 200.000 kr. årligt.",
            inline=r"Økonomi|Økonomiske konsekvenser",
            older=(
                *("økonomiske konsekvenser", "økonomiske forhold", "bevilling"),
                *("finansiering", "økonomi/finansiering", "økonomi og finansiering"),
                *("økonomi og bevilling", "sagens økonomi", "økonomi og personale"),
                "økonomiske og bevillingsmæssige forhold",
                "økonomiske og personalemæssige konsekvenser",
                "bevillingsmæssige konsekvenser",
            ),
            inside_case=True,
        ),
    )
    PROCES = (
        "proces",
        Section(
            plural="Processer",
            description="Hvad der videre skal ske.",
            example="Aftalen sendes i høring i oktober.",
            inside_case=True,
        ),
    )
    INDSTILLING = (
        "indstilling",
        Section(
            plural="Indstillinger",
            description="Hvad der indstilles, punkt for punkt.",
            contents=("indstilling", "tekst"),
            older=(
                *("indstillinger", "indstilling og proces"),
                *("indstilling og beslutning", "forslag til beslutning", "beslutningspunkter"),
                *("det indstilles", "forslag til vedtak"),
            ),
        ),
    )
    BESLUTNING = (
        "beslutning",
        Section(
            plural="Beslutninger",
            description="Hvad der blev besluttet. Kommer kun med i referatet.",
            example="Godkendt med de bemærkninger, der faldt på mødet.",
            contents=("tekst", "udfald", "indbragt"),
            minutes=True,
            treated=True,
            decides=True,
            rests_on=("udfald", "indbragt"),
            synonyms=("beslutninger", "konklusion", "referat"),
            inline=(
                r"Beslutning(?:er)?|Konklusion|Vedtagelse|Referat|Beslutning (?:i|den) [^:]{3,80}?"
            ),
            older=(
                *("beslutninger", "vedtagelse", "afgørelse", "konklusion"),
                *("referat", "protokol", "referat og beslutning", "beslutning/referat"),
                *("referat/beslutning", "konklusion og beslutning", "beslutning/konklusion"),
                *("konklusion/beslutning", "mødereferat", "vedtak"),
                *("referat fra mødet", "referat af mødet", "referat fra møtet"),
            ),
        ),
    )
    AFSTEMNING = (
        "afstemning",
        Section(
            plural="Afstemninger",
            description="Hvem der stemte hvad; en eller flere afstemninger.",
            contents=("afstemning",),
            minutes=True,
            treated=True,
            decides=True,
            synonyms=("afstemninger",),
            older=("afstemninger", "afstemningsresultat"),
            listed=True,
        ),
    )
    PROTOKOLBEMAERKNINGER = (
        "protokolbemaerkninger",
        Section(
            plural="Protokolbemærkninger",
            description="Udtalelser, som nogen vil have ført til referat.",
            contents=("protokolbemaerkninger",),
            minutes=True,
            treated=True,
            usual="protokolbemærkning",
            inline=r"Protokolbemærkning(?: fra [\wÆØÅæøå .-]+?)?",
            older=(
                *("protokolbemærkning", "protokoltilførsel"),
                *("mindretalsudtalelse", "mindretalsudtalelser", "særudtalelse"),
            ),
        ),
    )
    OPFOELGNING = (
        "opfoelgning",
        Section(
            plural="Opfølgning",
            description="Hvad der skal gøres efter mødet, af hvem og hvornår.",
            contents=("opfoelgning",),
            minutes=True,
            synonyms=("aktion", "opgaver"),
            older=(
                *("aktioner", "handlinger", "to do", "opgaver"),
                *("opfølgningspunkter", "aktionsliste", "aktionspunkter", "handlingsliste"),
                *("opgaveliste", "opfølgningsliste"),
            ),
            inside_case=True,
            listed=True,
        ),
    )
    BILAG = (
        "bilag",
        Section(
            plural="Bilag",
            description=(
                "Filer, der hører til. De får selv numre i den rækkefølge, de står; bilag, der "
                "først udsendes med referatet, nummereres sidst."
            ),
            contents=("bilag",),
            synonyms=("attachments", "bilagsliste", "dokumenter", "vedhaeftede", "vedlagt"),
            inline=r"Bilag(?:sliste)?",
            older=(
                *("bilagsliste", "vedlagte bilag", "vedhæftede bilag", "vedhæftninger"),
                *("bilag til sagen", "bilagsfortegnelse", "bilag eftersendt"),
                *("åbne bilag", "offentlige bilag", "bilag (åbne)", "bilag (offentlige)"),
                *("lukkede bilag", "fortrolige bilag", "ikke-offentlige bilag"),
                *("ikke offentlige bilag", "bilag (lukkede)", "bilag (fortrolige)"),
                *("eftersendte bilag", "bilag til referatet", "bilag til referat"),
                *("bilag vedlagt referatet", "vedlagt referatet", "vedhæftet referatet"),
                *("bilag udsendt med referatet", "bilag udsendes med referatet"),
                "udsendt med referatet",
            ),
            listed=True,
        ),
    )
    SAG = (
        "sag",
        Section(
            name="Sag",
            plural="Sager",
            heading_alone=True,
            explanation="En sag, som er sendt videre fra et andet forum, med egne afsnit",
            contents=("afsnit",),
            own_key=False,
        ),
    )


BODIES = tuple(slags for slags in Slags if slags.kind.is_text)
"""Those that hold running text and nothing else."""
ORDER = tuple(slags for slags in Slags if slags.kind.own_key)
"""The usual order of those an item may have under their own keys."""
KEYS = tuple(
    dict.fromkeys(
        [*(slags.value for slags in ORDER), *(key for s in ORDER for key in s.kind.rests_on)]
    )
)
"""The keys of an item that sections come from."""

RETTELSE = "rettelse"
"""The kind of a section that holds a correction of what the referat says otherwise: it stands in
documents, and in no meeting file."""
