"""Documents for the tests of the PDF renderer: one with everything, and small ones."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from moedebog.blocks import (
    Alignment,
    Block,
    BulletList,
    Cell,
    CodeBlock,
    Footnote,
    Heading,
    Inlines,
    LabelledItem,
    LabelledList,
    LineBreak,
    ListItem,
    NumberedList,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    ThematicBreak,
    plain,
)
from moedebog.diagnostics import Position
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
from moedebog.settings.appearance import Style
from moedebog.settings.style import load_style
from moedebog.workspace import resources

PROSE = (
    "Udvalget drøftede, hvordan samarbejdet mellem kommunerne, sygehuset og almen praksis kan "
    "styrkes, og hvilke opgaver der egner sig til at blive løst i fællesskab. Der var enighed "
    "om, at borgeren skal opleve ét sammenhængende forløb, og at ansvaret skal være tydeligt. "
)


@cache
def style() -> Style:
    """The standard template set's style."""
    return style_of(resources("templates") / "standard" / "pdf.yaml")


def style_of(path: Path) -> Style:
    """The style in a file, which must be without faults."""
    loaded, problems = load_style(path, path.name)
    assert loaded is not None, list(map(str, problems))
    assert not problems
    return loaded


def prose(times: int) -> Paragraph:
    """A paragraph of some length."""
    return plain((PROSE * times).strip())


def bullets(*items: str | tuple[Block, ...]) -> BulletList:
    """A list; an item is its text, or its blocks."""
    return BulletList(tuple(ListItem((plain(i),) if isinstance(i, str) else i) for i in items))


def cells(*texts: str) -> tuple[Cell, ...]:
    """A row of plain cells."""
    return tuple(Cell((plain(text),) if text else ()) for text in texts)


def table(rows: int, **more: Any) -> Table:
    """A table of two columns."""
    body = tuple(cells(f"Post {i}", f"{i},50 kr.") for i in range(1, rows + 1))
    sides = (Alignment.LEFT, Alignment.RIGHT)
    return Table(cells("Postering", "Beløb i alt"), body, sides, **more)


def section(*blocks: Block, heading: str | None = None, kind: str = "tekst") -> Afsnitstekst:
    """A section of an item."""
    return Afsnitstekst(kind, heading, 2, blocks)


def item(number: int, *sections: Afsnitstekst, title: str = "", **more: Any) -> Punkttekst:
    """An agenda item with a heading of level 1."""
    title = title or f"Sag nummer {number}"
    values: dict[str, Any] = {
        "nr": str(number),
        "titel": title,
        "overskrift": f"Punkt {number}: {title}",
        "niveau": 1,
        "anker": f"punkt-{number}",
        "tid": "kl. 10.30-10.45",
        "sagstype": "Drøftelse",
        "sagsnr": "22/43402",
        "undertitel": f"kl. 10.30-10.45 · Drøftelse · Sagsnr. 22/4340{number}",
        "afsnit": sections,
    }
    return Punkttekst(**(values | more))


def document(*items: Punkttekst, **more: Any) -> Document:
    """A referat of these items."""
    lines = []
    for one in items:
        if one.gruppe:
            words, anchor = one.gruppe.overskrift, one.gruppe.anker
            lines.append(Oversigtslinje("", words, "", "", anchor, Art.GRUPPE))
        kind = Art.PUNKT if one.niveau == 1 else Art.UNDERPUNKT
        lines.append(Oversigtslinje(one.nr, one.titel, one.tid, one.sagstype, one.anker, kind))
    columns = ("nr", "Punkt"), ("titel", "Titel"), ("tid", "Tid"), ("sagstype", "Type")
    values: dict[str, Any] = {
        "kind": Kind.REFERAT,
        "audience": Audience.OFFENTLIG,
        "overskrift": "REFERAT",
        "forum": "Udvalget for Ældre og Sundhed",
        "dato_tekst": "fredag den 12. september 2025",
        "titel": "Referat: Udvalget for Ældre og Sundhed, 12. september 2025",
        "sidehoved": "Sidehoved for udvalgets møde",
        "fortrolighed": None,
        "status": "Udkast",
        "fakta": LabelledList(
            (
                LabelledItem("Tid", (plain("kl. 10.30-12.00"),)),
                LabelledItem("Til stede", (plain("Ane Andersen (A); Bo Bentsen (B)"),)),
            )
        ),
        "indledning": (),
        "oversigt": Oversigt(
            "Oversigt", "oversigt", tuple(Kolonne(*c) for c in columns), tuple(lines), "Side"
        ),
        "punkter": items,
        "slutafsnit": (),
        "dato": date(2025, 9, 12),
        "side_af_sider": SideAfSider("Side ", " af "),
        "sprog": "da-DK",
    }
    return Document(**({"position": Position("moede.yaml")} | values | more))


def png() -> bytes:
    """A small picture."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (400, 200), "#88aacc").save(buffer, "PNG")
    return buffer.getvalue()


def everything(folder: Path) -> Document:
    """A document with every block and every part."""
    picture = folder / "billede.png"
    picture.write_bytes(png())
    looks: Inlines = (
        Run("Almindelig, "),
        Run("fed", strong=True),
        Run(", "),
        Run("kursiv", emphasis=True),
        Run(", "),
        Run("begge", strong=True, emphasis=True),
        Run(", "),
        Run("kode", code=True),
        Run(", "),
        Run("lessons learned", language="en"),
        Run(", "),
        Run("nettet", link="https://example.org/søg?a=(1)&b=2"),
        Run(", "),
        Run("post", link="mailto:post@example.org"),
        Run(" og "),
        Run("punkt to", link="#punkt-2"),
        Run("."),
        LineBreak(),
        Run("En ny linje med <tegn> & (parenteser) \\ og 100 % æøå ÆØÅ."),
        Footnote((Paragraph((Run("Se "), Run("kilden", link="https://example.org/k"))),), 1),
    )
    noted = Paragraph((Run("mellem"), Footnote((plain("Skøn."), plain("Fra 2025.")), 2)))
    nested = bullets(
        "yderst",
        (
            plain("har flere"),
            bullets((noted,), (plain("med"), bullets("inderst", "også inderst"))),
            plain("og slutter sådan"),
        ),
    )
    twelve = Paragraph((Run("12"), Footnote((plain("I alt."),), 3)))
    rich = Table(
        cells("Gruppe", "Ønsker", "Timer"),
        (
            (Cell((plain("Unge"),)), Cell((bullets("lys", "læ"),)), Cell((twelve,))),
            (Cell(()), Cell((plain("to afsnit"), plain("i en celle"))), Cell((plain("9,5"),))),
        ),
        (Alignment.LEFT, Alignment.CENTER, Alignment.RIGHT),
        "Ønsker til lokalet",
    )
    lowest = NumberedList((ListItem((plain("nederst"),)),))
    under = NumberedList((ListItem((plain("under"),)), ListItem((plain("mere"), lowest))), 2)
    first = item(
        1,
        section(Paragraph(looks, Position("m.yaml", 7, 3)), heading="Resumé", kind="resume"),
        section(
            Heading(3, (Run("Baggrund"),)),
            nested,
            NumberedList((ListItem((plain("tolv"), under)), ListItem((plain("tretten"),))), 12),
            Heading(4, (Run("Dybere"),)),
            Heading(5, (Run("Endnu dybere"),)),
            Heading(6, (Run("Dybest"),)),
            rich,
            Quote((plain("Et citat."), bullets("med en liste"))),
            CodeBlock("linje 1\n    linje 2 rykket ind\n\tlinje 3"),
            Picture(picture, "En blå flade"),
            ThematicBreak(),
            prose(2),
            heading="Sagsfremstilling",
        ),
        section(
            plain("Godkendt."),
            LabelledList(
                (
                    LabelledItem("Ad 1", (plain("Taget til efterretning."), plain("Enigt."))),
                    LabelledItem("Ad 2 og 3", ()),
                )
            ),
            heading="Beslutning",
            kind="beslutning",
        ),
        gruppe=None,
    )
    second = item(
        2,
        section(prose(3)),
        section(plain("Under en streg."), kind="sag"),
        gruppe=Gruppe("Lukkede punkter", 1, "gruppe-2"),
    )
    second = replace(second, afsnit=(second.afsnit[0], replace(second.afsnit[1], skillelinje=True)))
    third = item(3, niveau=2, nr="2.1", titel="Underpunkt", overskrift="Punkt 2.1: Underpunkt")
    closing = Afsnitstekst("bilag", "Bilagsoversigt", 1, (table(4),), anker="bilagsoversigt")
    return document(
        first,
        second,
        third,
        indledning=(plain("Mødet er åbent for alle."),),
        slutafsnit=(closing,),
    )


SIGNS = (
    "Ελληνικά: Αθήνα, ώρα. Кириллица: Москва, їжак, ґанок. Davvisámegiella: Sápmi, čáppa, "
    "giđđa, ŋuolla, ruoŧŧa; julevsámegiella: ájgge; åarjelsaemien: ïjjen, Ǩ ǩ Ǥ ǥ Ʒ ʒ. "
    "»citat« „citat“ ‘a’ – — … • § ‰ € № ½ ² 22\u201103\u20112023 1\u202f000\u00a0kr. "
    "✓ ☐ ☑ ⚠ → ⇒ ≤ ≠ ∑ ∞ 😀 😎 sund\u00adheds\u00adaftale e\u0301 a\u030a"
)


def stress(folder: Path) -> Document:
    """A document with what goes wrong most easily."""
    base = everything(folder)
    address = "https://www.example.org/" + "meget-lang-sti/" * 12 + "slut?x=" + "1" * 60
    long = Cell((prose(12), bullets(*["punkt i en celle"] * 40), prose(12)))
    holes = (cells("", "", ""), (Cell((plain("Først"),)), long, Cell(())), cells("Sidst", "", "-"))
    deep: tuple[Block, ...] = (prose(1),)
    for number in range(5):
        deep = (prose(1), bullets(deep, f"kort {number}"), prose(1))
    wrapping = Paragraph(
        (
            Run(PROSE),
            Run(f"Et link, der går over flere linjer: {PROSE}", link="https://example.org/"),
            Run(" og "),
            Run("hele ", link="#punkt-1"),
            Run("punktet", link="#punkt-1", strong=True),
            Run(", "),
            Run("a link in English ", link="https://example.org/en", language="en"),
            Run("with ", language="en"),
            Run("emphasis", language="en", emphasis=True),
            Run(" Deutsch", language="de"),
            Run("."),
        )
    )
    linked = Table(
        (Cell((Paragraph((Run("Kilde", link="https://example.org/kilde"),)),)), *cells("Beløb")),
        tuple(cells(f"Post {i}", f"{i},50 kr.") for i in range(1, 90)),
        (Alignment.LEFT, Alignment.RIGHT),
        "En tabel over flere sider",
    )
    extra = item(
        4,
        section(plain(SIGNS), CodeBlock(f"{SIGNS[:60]}\n" * 90), heading="Tegn"),
        section(wrapping, Paragraph((Run(address, link=address),)), heading="Links"),
        section(
            plain("Sundhedsaftalesamarbejdsudvalgsmedlemmer" * 8),
            Table(cells("A", "B", "C"), holes, (Alignment.LEFT,) * 3),
            linked,
            Table(cells("Kun", "hoved"), (), (Alignment.LEFT,) * 2),
            heading="Tabeller",
        ),
        section(
            *deep,
            NumberedList(tuple(ListItem((prose(2), bullets("a", "b"))) for _ in range(30)), 95),
            LabelledList((LabelledItem("Kun et mærke", ()), LabelledItem("Ad 1", (prose(3),)))),
            heading="Lister",
        ),
        section(*[prose(40)] * 2, heading="Lange afsnit"),
        title="Et punkt, hvis titel er så lang, at den ikke kan stå på én linje " * 3,
    )
    rows = [*base.oversigt.linjer]
    rows.append(Oversigtslinje("4", extra.titel, "", "", extra.anker, Art.PUNKT))
    overview = replace(base.oversigt, linjer=tuple(rows))
    return replace(
        base,
        titel='Referat: <Udvalget> & "Sápmi"',
        punkter=(*base.punkter, extra),
        oversigt=overview,
        fortrolighed="FORTROLIGT",
    )
