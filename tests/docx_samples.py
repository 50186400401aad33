"""Documents, and ways to look into Word files, for the tests of the Word renderer."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec.structs import replace

from moedebog.blocks import (
    Alignment,
    Block,
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
    Picture,
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

STANDARD = Path(__file__).resolve().parent.parent / "templates" / "standard"
REFERAT = STANDARD / "referat.docx"
DAGSORDEN = STANDARD / "dagsorden.docx"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


# --- documents ------------------------------------------------------------------------


def bullets(*items: str | tuple[Block, ...]) -> BulletList:
    return BulletList(tuple(ListItem(_blocks(item)) for item in items))


def numbers(*items: str | tuple[Block, ...], start: int = 1) -> NumberedList:
    return NumberedList(tuple(ListItem(_blocks(item)) for item in items), start)


def labelled(**items: str | tuple[Block, ...]) -> LabelledList:
    return LabelledList(
        tuple(LabelledItem(k.replace("_", " "), _blocks(v)) for k, v in items.items())
    )


def cell(content: str | tuple[Block, ...]) -> Cell:
    return Cell(_blocks(content) if content else ())


def table(
    *rows: tuple[str | tuple[Block, ...], ...],
    alignments: tuple[Alignment, ...] | None = None,
    caption: str | None = None,
) -> Table:
    cells = [tuple(cell(c) for c in row) for row in rows]
    return Table(
        cells[0], tuple(cells[1:]), alignments or (Alignment.LEFT,) * len(cells[0]), caption
    )


def _blocks(content: str | tuple[Block, ...]) -> tuple[Block, ...]:
    return (plain(content),) if isinstance(content, str) else content


def section(
    *blocks: Block, heading: str | None = "Sagsfremstilling", level: int = 2
) -> Afsnitstekst:
    return Afsnitstekst("sagsfremstilling", heading, level, blocks)


def item(number: int, *sections: Afsnitstekst, titel: str = "Et punkt") -> Punkttekst:
    return Punkttekst(
        nr=str(number),
        titel=titel,
        overskrift=f"Punkt {number}: {titel}",
        niveau=1,
        anker=f"punkt-{number}",
        tid="kl. 10.30-10.45",
        sagstype="Drøftelse",
        sagsnr="22/43402",
        undertitel="kl. 10.30-10.45 · Drøftelse · Sagsnr. 22/43402",
        afsnit=sections,
    )


def document(*items: Punkttekst, **changes: Any) -> Document:
    """A small public referat with these items."""
    base = Document(
        kind=Kind.REFERAT,
        audience=Audience.OFFENTLIG,
        overskrift="REFERAT",
        forum="Kulturudvalget",
        dato_tekst="fredag den 12. september 2025",
        titel="Referat: Kulturudvalget, 12. september 2025",
        sidehoved="Kulturudvalget · Referat · 12. september 2025",
        fortrolighed=None,
        status=None,
        fakta=labelled(Tid="kl. 10.30-12.00", Sted="Mødelokale 5", Mødeleder="Anna Eksempel"),
        indledning=(),
        oversigt=Oversigt(
            "Oversigt",
            "oversigt",
            (Kolonne("nr", "Punkt"), Kolonne("titel", "Titel"), Kolonne("tid", "Tid")),
            tuple(Oversigtslinje(p.nr, p.titel, p.tid, p.sagstype, p.anker, p.art) for p in items),
            "Side",
        ),
        punkter=items,
        slutafsnit=(),
        dato=date(2025, 9, 12),
        side_af_sider=SideAfSider("Side ", " af "),
        sprog="da-DK",
    )
    return replace(base, **changes)


def text_document(*blocks: Block) -> Document:
    """A document whose one section holds these blocks."""
    return document(item(1, section(*blocks)))


def everything(picture: Path) -> Document:
    """A document with every kind of block and every part of a document."""
    words = (
        Run("Almindelig & <tegn> "),
        Run("fed", strong=True),
        Run(" og "),
        Run("kursiv", emphasis=True),
        LineBreak(),
        Run("ny linje "),
        Run("begge", strong=True, emphasis=True),
        Run(" x = 1", code=True),
        Run(" se "),
        Run("hjemmesiden", link="https://example.org/sti?a=1&b=æ ø"),
        Run(" eller "),
        Run("punkt 2", link="#punkt-2"),
        Run(" og "),
        Run("lessons learned", language="en-GB"),
        Run(" den 12\u201109\u20112025."),
        Footnote((Paragraph((Run("Se "), Run("kilden", link="https://example.org/k"))),), 1),
    )
    nested = bullets(
        "yderst",
        (plain("med"), bullets("inde", (plain("dybere"), bullets("dybest")))),
        (plain("først"), plain("så et afsnit"), numbers("et", (plain("to"), numbers("under")))),
    )
    ledger = table(
        ("Post", "Ønsker", "Beløb"),
        ("Stole", (bullets("røde", "blå"),), "1.200,50"),
        ("Borde", "", (Paragraph((Run("900,00"), Footnote((plain("Skøn."),), 2))),)),
        alignments=(Alignment.LEFT, Alignment.CENTER, Alignment.RIGHT),
        caption="Indkøb",
    )
    first = replace(
        item(
            1,
            section(Paragraph(words), nested, plain("Efter listen."), heading="Resumé"),
            section(
                Heading(3, (Run("Baggrund"),)),
                ledger,
                plain("Efter tabellen."),
                Quote((plain("Et citat."), bullets("i citatet"))),
                CodeBlock("linje 1\n    linje 2\n"),
                Picture(picture, "Et kort over stien"),
                ThematicBreak(),
                plain("Efter stregen."),
            ),
            Afsnitstekst("beslutning", "Beslutning", 2, (numbers("a", "b"),), skillelinje=True),
            section(
                labelled(
                    Bilag_1="Notat",
                    Bilag_2=(plain("Rapport"), bullets("kapitel 1")),
                ),
                heading="Bilag",
            ),
        ),
        gruppe=Gruppe("Åbne punkter", 1, "gruppe-1"),
        niveau=2,
    )
    second = item(2, section(numbers("c", "d", start=4), heading=None), titel="Et til")
    under = replace(second, nr="2.1", anker="punkt-2-1", overskrift="Punkt 2.1: Under", niveau=3)
    base = document(first, second, under)
    lines = (
        Oversigtslinje("", "Åbne punkter", "", "", "gruppe-1", Art.GRUPPE),
        *base.oversigt.linjer[:2],
        Oversigtslinje("2.1", "Under", "", "", "punkt-2-1", Art.UNDERPUNKT),
    )
    return replace(
        base,
        audience=Audience.INTERN,
        fortrolighed="FORTROLIGT",
        status="Udkast",
        indledning=(plain("Velkommen til mødet."),),
        oversigt=replace(base.oversigt, linjer=lines),
        slutafsnit=(
            Afsnitstekst(
                "bilagsoversigt",
                "Bilagsoversigt",
                1,
                (table(("Bilag", "Titel"), ("Punkt 1, bilag 1", "Notat")),),
                "bilagsoversigt",
            ),
        ),
    )


def large(items: int = 18, sections: int = 6) -> Document:
    """A document of the size of a long meeting: about forty pages of prose and lists."""
    sentence = "Udvalget drøftede forslaget og lagde vægt på, at alle parter bliver hørt. "
    body = (
        plain(sentence * 4),
        plain(sentence * 3),
        bullets(sentence, sentence),
        numbers(sentence, sentence),
    )
    return document(*(item(i + 1, *[section(*body)] * sections) for i in range(items)))


def png(path: Path, width: int = 400, height: int = 200, dpi: int = 100) -> Path:
    """A grey picture of this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    metre = round(dpi / 0.0254)
    rows = (b"\0" + b"\x80" * width) * height
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"pHYs", struct.pack(">IIB", metre, metre, 1))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
    return path


# --- what is in a Word file -----------------------------------------------------------


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tree(data: bytes, part: str = "word/document.xml") -> Any:
    return etree.fromstring(parts(data)[part])


def text(element: Any) -> str:
    """The text in order as people type it, paragraphs on lines of their own."""
    out = []
    for e in element.iter():
        if e.tag == f"{W}t":
            out.append(e.text or "")
        elif e.tag in {f"{W}br", f"{W}p"} or (e.tag == f"{W}tab" and e.getparent().tag == f"{W}r"):
            out.append("\n")
        elif e.tag == f"{W}noBreakHyphen":
            out.append("-")
        elif e.tag == f"{W}softHyphen":
            out.append("\u00ad")
    return "".join(out)


def words(data: bytes) -> list[str]:
    """Every word; footnotes after the paragraph that has their marks."""
    members = parts(data)
    notes = {}
    if "word/footnotes.xml" in members:
        notes = {
            one.get(f"{W}id"): one
            for one in etree.fromstring(members["word/footnotes.xml"]).iter(f"{W}footnote")
        }
    found = []
    for paragraph in etree.fromstring(members["word/document.xml"]).iter(f"{W}p"):
        found += text(paragraph).split()
        for mark in paragraph.iter(f"{W}footnoteReference"):
            found += text(notes[mark.get(f"{W}id")]).split()
    return found


def style_of(paragraph: Any) -> str:
    """The id of its style; empty where it names none."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def headings_by_style(data: bytes) -> dict[str, str]:
    """The styles that are headings, each with the one of Word's own that it is based on."""
    styles = {s.get(f"{W}styleId"): s for s in tree(data, "word/styles.xml").iter(f"{W}style")}
    found = {}
    for identity, style in styles.items():
        while style is not None:
            name = str(style.find(f"{W}name").get(f"{W}val")).lower()
            if name == "title" and style.find(f"{W}pPr/{W}outlineLvl") is not None:
                name = "heading 1"  # it is the first heading, under another name
            if name.startswith("heading "):
                found[identity] = name
                break
            base = style.find(f"{W}basedOn")
            style = None if base is None else styles.get(base.get(f"{W}val"))
    return found


def heading_of(data: bytes, paragraph: Any) -> str:
    """Which of Word's own headings a paragraph is, by what its style is based on."""
    return headings_by_style(data).get(style_of(paragraph), "")


def paragraphs(data: bytes, style: str | None = None) -> list[Any]:
    return [p for p in tree(data).iter(f"{W}p") if style is None or style_of(p) == style]


def paragraph(data: bytes, content: str) -> Any:
    """The one paragraph with this text, in which no-break spaces count as others."""
    found = [
        p for p in tree(data).iter(f"{W}p") if text(p).strip().replace("\u00a0", " ") == content
    ]
    assert len(found) == 1, content
    return found[0]
