"""A small document that uses everything: the linter's trial of a template."""

from __future__ import annotations

from datetime import date

from moedebog.blocks import (
    Alignment,
    BulletList,
    Cell,
    CodeBlock,
    Footnote,
    Heading,
    LabelledItem,
    LabelledList,
    LineBreak,
    ListItem,
    NumberedList,
    Paragraph,
    Quote,
    Run,
    Table,
    ThematicBreak,
    plain,
)
from moedebog.document import (
    Afsnitstekst,
    Art,
    Audience,
    Document,
    Gruppe,
    Kind,
    Kolonne,
    Oversigt,
    Oversigtslinje,
    Punkttekst,
    SideAfSider,
)

INDISPENSABLE = {
    "prøveoverskrift": "{{ dokument.overskrift }}",
    "prøveforum": "{{ dokument.forum }}",
    "prøvedato": "{{ dokument.dato_tekst }}",
    "prøvefortrolighed": "{{ dokument.fortrolighed }}",
    "prøvestatus": "{{ dokument.status }}",
    "prøvesal": "{{p dokument.fakta }}",
    "prøveindledning": "{{p dokument.indledning }}",
    "prøverække": "{{p dokument.oversigt.tabel }}",
    "prøvegruppe": "{{p punkt.gruppe.overskrift }}",
    "prøvepunkt": "{{p punkt.overskrift }}",
    "prøveundertitel": "{{ punkt.undertitel }}",
    "prøveafsnit": "{{p afsnit.overskrift }}",
    "prøvetekst": "{{p afsnit.tekst }}",
    "prøveslutafsnit": "{{p afsnit.overskrift }} (slutafsnit)",
    "prøveslutord": "{{p afsnit.tekst }} (slutafsnit)",
}
"""Words of the sample -> the tag without which they, and so the content, would be lost."""


def document(kind: Kind) -> Document:
    """The sample as a dagsorden or a referat, for the internal audience."""
    cell = Cell((plain("celle"),))
    text = (
        Paragraph(
            (
                Run("prøvetekst & <tegn> "),
                Run("fed", strong=True),
                LineBreak(),
                Run("kursiv", emphasis=True),
                Run("kode", code=True),
                Run("link", link="https://example.org/?a=1&b=2"),
                Run("henvisning", link="#punkt-1"),
                Run("language", language="en"),
                Footnote(
                    (Paragraph((Run("note "), Run("med link", link="https://example.org"))),), 1
                ),
            )
        ),
        Heading(4, (Run("mellemoverskrift"),)),
        BulletList(
            (
                ListItem((plain("punkttegn"), BulletList((ListItem((plain("inde i"),)),)))),
                ListItem((plain("to"), plain("afsnit"))),
            )
        ),
        NumberedList(
            (ListItem((plain("tal"), NumberedList((ListItem((plain("bogstav"),)),)))),), start=3
        ),
        LabelledList((LabelledItem("Bilag 1", (plain("titel"),)),)),
        Table((cell, cell), ((cell, Cell(())),), (Alignment.LEFT, Alignment.RIGHT), "tabel"),
        Quote((plain("citat"),)),
        CodeBlock("linje\n  linje\n"),
        ThematicBreak(),
        plain("sidste afsnit"),
    )
    return Document(
        kind=kind,
        audience=Audience.INTERN,
        overskrift=f"prøveoverskrift {kind}",
        forum="prøveforum {{ 7*7 }} & <andre>",
        dato_tekst="prøvedato",
        titel="Prøvens titel",
        sidehoved="Sidehoved",
        fortrolighed="prøvefortrolighed",
        status="prøvestatus",
        fakta=LabelledList((LabelledItem("Sted", (plain("prøvesal"),)),)),
        indledning=(plain("prøveindledning"),),
        oversigt=Oversigt(
            "Oversigt",
            "oversigt",
            (Kolonne("nr", "Nr."), Kolonne("titel", "Titel")),
            (
                Oversigtslinje("", "Gruppe", "", "", "gruppe-1", Art.GRUPPE),
                Oversigtslinje("1", "prøverække", "kl. 10.30", "Drøftelse", "punkt-1", Art.PUNKT),
                Oversigtslinje("1.1", "Under", "", "", "punkt-1-1", Art.UNDERPUNKT),
            ),
            "Side",
        ),
        punkter=(
            Punkttekst(
                nr="1",
                titel="Et",
                overskrift="Punkt 1: prøvepunkt",
                niveau=2,
                anker="punkt-1",
                tid="kl. 10.30",
                sagstype="Drøftelse",
                sagsnr="22/1",
                undertitel="prøveundertitel",
                afsnit=(
                    Afsnitstekst("tekst", None, 3, (plain("uden overskrift"),)),
                    Afsnitstekst("resume", "prøveafsnit", 3, text, skillelinje=True),
                    Afsnitstekst("beslutning", "tomt", 3, ()),
                ),
                gruppe=Gruppe("prøvegruppe", 1, "gruppe-1"),
            ),
            Punkttekst("1.1", "Under", "Punkt 1.1: Under", 3, "punkt-1-1", "", "", "", "", ()),
        ),
        slutafsnit=(
            Afsnitstekst("bilagsoversigt", "prøveslutafsnit", 1, (plain("prøveslutord"),), "bilag"),
        ),
        dato=date(2025, 9, 12),
        side_af_sider=SideAfSider("Side ", " af "),
        sprog="da-DK",
    )
