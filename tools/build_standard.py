"""Makes ``dagsorden.docx`` and ``referat.docx`` in ``templates/standard/`` anew.

For maintainers: the two files are ordinary Word files, and a change can as well be made
in Word. This keeps the way back to a clean start, and the one place where the look of
the standard set is written down. From the repository's root:

    .venv/bin/python tools/build_standard.py [folder]
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "generators"))

from moedebog.render.docx import package  # noqa: E402

FONT = "Calibri"
CODE_FONT = "Consolas"
ACCENT = "1F3A5F"
GREY = "595959"
LINE = "A6B1BF"
LINK = "1F4E9C"
SHADE = "E9EDF2"
TEXT_WIDTH = 9298
"""Of an A4 page with margins of 2.3 cm, in twentieths of a point."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{_OFFICE}"'
_WORD = "application/vnd.openxmlformats-officedocument"


_DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
    '<w:sz w:val="22"/><w:szCs w:val="22"/>'
    '<w:lang w:val="da-DK" w:eastAsia="da-DK" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="264" w:lineRule="auto"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/><w:pPr><w:widowControl/></w:pPr></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)
"""The defaults that every Word file has: font, size, language."""


# --- styles ---------------------------------------------------------------------------


def run(
    size: float | None = None,
    *,
    bold: bool = False,
    italic: bool = False,
    color: str | None = None,
    font: str | None = None,
    extra: str = "",
) -> str:
    """The look of characters; ``size`` in points."""
    inner = ""
    if font:
        inner += f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
    if bold:
        inner += "<w:b/><w:bCs/>"
    if italic:
        inner += "<w:i/><w:iCs/>"
    if color:
        inner += f'<w:color w:val="{color}"/>'
    if size:
        half = round(size * 2)
        inner += f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    return f"<w:rPr>{inner}{extra}</w:rPr>" if inner or extra else ""


def paragraph(
    before: float = 0,
    after: float = 0,
    *,
    first: str = "",
    middle: str = "",
    last: str = "",
    line: int | None = None,
) -> str:
    """The look of paragraphs; gaps in points.

    ``first``, ``middle`` and ``last`` are properties before the spacing (to the border),
    and after it.
    """
    height = f' w:line="{line}" w:lineRule="auto"' if line else ""
    spacing = f'<w:spacing w:before="{before * 20:g}" w:after="{after * 20:g}"{height}/>'
    return f"<w:pPr>{first}{middle}{spacing}{last}</w:pPr>"


def style(
    identity: str,
    name: str,
    look: str,
    *,
    kind: str = "paragraph",
    base: str | None = "Normal",
    following: str | None = None,
    own: bool = False,
) -> str:
    """One style of the sheet; ``own`` marks those that Word does not know by itself."""
    inner = f'<w:name w:val="{escape(name)}"/>'
    if base:
        inner += f'<w:basedOn w:val="{base}"/>'
    if following:
        inner += f'<w:next w:val="{following}"/>'
    custom = ' w:customStyle="1"' if own else ""
    return (
        f'<w:style w:type="{kind}"{custom} w:styleId="{identity}">{inner}'
        f"<w:qFormat/>{look}</w:style>"
    )


def border(side: str, size: int = 4, space: int = 1, color: str = LINE) -> str:
    """A line at one side; ``size`` in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>'


def heading(level: int, before: float, after: float, look: str, line: str) -> str:
    """A heading style."""
    properties = paragraph(
        before,
        after,
        first="<w:keepNext/><w:keepLines/>",
        middle=line,
        last=f'<w:outlineLvl w:val="{level - 1}"/>',
        line=250,
    )
    return style(f"Heading{level}", f"heading {level}", properties + look, following="BodyText")


def numbered(number: int) -> str:
    """That a style is a list."""
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'


def style_sheet() -> str:
    """All styles of the set."""
    keep = "<w:keepNext/>"
    over = f"<w:pBdr>{border('top', 4, 8)}</w:pBdr>"
    sheet = [
        _DEFAULTS,
        style("BodyText", "Body Text", paragraph(0, 7)),
        style(
            "Title",
            "Title",
            paragraph(0, 2, first=keep, line=240) + run(27, bold=True, color=ACCENT),
            following="Subtitle",
        ),
        style("Subtitle", "Subtitle", paragraph(0, 2, first=keep, line=250) + run(16)),
        style("Date", "Date", paragraph(0, 14) + run(12, color=GREY)),
        heading(1, 24, 5, run(15, bold=True, color=ACCENT), over),
        heading(2, 16, 3, run(12.5, bold=True, color=ACCENT), ""),
        heading(3, 12, 2, run(11.5, bold=True, color=ACCENT), ""),
        heading(4, 9, 2, run(11, bold=True), ""),
        heading(5, 8, 2, run(11, italic=True), ""),
        heading(6, 8, 2, run(10, italic=True), ""),
        style("ListBullet", "List Bullet", paragraph(0, 3, middle=numbered(1)), base="BodyText"),
        style("ListNumber", "List Number", paragraph(0, 3, middle=numbered(2)), base="BodyText"),
        style("ListContinue", "List Continue", paragraph(0, 3), base="BodyText"),
        style(
            "Quote",
            "Quote",
            paragraph(
                2,
                7,
                middle=f"<w:pBdr>{border('left', 18, 10)}</w:pBdr>",
                last='<w:ind w:left="284" w:right="284"/>',
            )
            + run(italic=True),
            base="BodyText",
        ),
        style("Caption", "caption", paragraph(6, 4, first=keep) + run(10, bold=True)),
        style(
            "Header",
            "header",
            paragraph(
                0,
                0,
                middle=f"<w:pBdr>{border('bottom', 4, 4)}</w:pBdr>{_tab('right')}",
            )
            + run(9, color=GREY),
        ),
        style("Footer", "footer", paragraph(middle=_tab("right")) + run(9, color=GREY)),
        style("Strong", "Strong", run(bold=True), kind="character", base=None),
        style("Emphasis", "Emphasis", run(italic=True), kind="character", base=None),
        style(
            "Hyperlink",
            "Hyperlink",
            run(color=LINK, extra='<w:u w:val="single"/>'),
            kind="character",
            base=None,
        ),
        style("MbFakta", "Mødebog fakta", paragraph(0, 3), own=True),
        style("MbOpstilling", "Mødebog opstilling", paragraph(0, 3), own=True),
        style(
            "MbUndertitel",
            "Mødebog undertitel",
            paragraph(0, 5, first=keep) + run(10, color=GREY),
            following="BodyText",
            own=True,
        ),
        style(
            "MbFortroligt",
            "Mødebog fortroligt",
            paragraph(0, 8, first=keep) + run(13, bold=True),
            own=True,
        ),
        style(
            "MbStatus", "Mødebog status", paragraph(0, 8, first=keep) + run(12, bold=True), own=True
        ),
        style(
            "MbKode",
            "Mødebog kode",
            paragraph(2, 7, last='<w:ind w:left="284"/>') + run(9.5, font=CODE_FONT),
            own=True,
        ),
        style("MbBillede", "Mødebog billede", paragraph(4, 9), own=True),
        style("MbTabeltekst", "Mødebog tabeltekst", paragraph(1, 1, line=250) + run(10), own=True),
        style(
            "MbTabelhoved",
            "Mødebog tabelhoved",
            paragraph(1, 1, first=keep, line=250) + run(10, bold=True),
            base="MbTabeltekst",
            own=True,
        ),
        style(
            "MbSkillelinje",
            "Mødebog skillelinje",
            paragraph(6, 8, middle=f"<w:pBdr>{border('bottom', 6, 8)}</w:pBdr>"),
            own=True,
        ),
        style(
            "MbSkabelonkode",
            "Mødebog skabelonkode",
            run(8, color="7F7F7F", font=CODE_FONT),
            own=True,
        ),
        style(
            "MbKodetegn",
            "Mødebog kodetegn",
            run(font=CODE_FONT),
            kind="character",
            base=None,
            own=True,
        ),
        style("MbEtiket", "Mødebog etiket", run(bold=True), kind="character", base=None, own=True),
        style(
            "MbOversigtslink",
            "Mødebog oversigtslink",
            "",
            kind="character",
            base=None,
            own=True,
        ),
        _table_style(),
    ]
    return f"<w:styles {_NAMESPACES}>{''.join(sheet)}</w:styles>"


def _tab(kind: str) -> str:
    return f'<w:tabs><w:tab w:val="{kind}" w:pos="{TEXT_WIDTH}"/></w:tabs>'


def _table_style() -> str:
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85))
    )
    look = (
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>'
        f"{border('top', 6, 0)}{border('bottom', 6, 0)}{border('insideH', 4, 0, 'C9D0D8')}"
        f"</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>'
        f"<w:tcBorders>{border('bottom', 8, 0, '7F8C9B')}</w:tcBorders>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/></w:tcPr></w:tblStylePr>'
    )
    return style("MbTabel", "Mødebog tabel", look, kind="table", base="TableNormal", own=True)


# --- lists ----------------------------------------------------------------------------


def numbering() -> str:
    """The two lists: bullets and numbers, nine levels each, on the same indents."""

    def levels(kind: str, texts: list[str]) -> str:
        found = []
        for level, text in enumerate(texts):
            owner = "ListBullet" if kind == "bullet" else "ListNumber"
            linked = "" if level else f'<w:pStyle w:val="{owner}"/>'
            left = 397 * (level + 1)
            found.append(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}'
                f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
                f'<w:pPr><w:ind w:left="{left}" w:hanging="397"/></w:pPr></w:lvl>'
            )
        return "".join(found)

    bullets = levels("bullet", ["•", "–", "◦"] * 3)
    numbers = levels("decimal", [f"%{level}." for level in range(1, 10)])
    return (
        f"<w:numbering {_NAMESPACES}>"
        f'<w:abstractNum w:abstractNumId="0"><w:nsid w:val="4D420001"/>'
        f'<w:multiLevelType w:val="multilevel"/>{bullets}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:nsid w:val="4D420002"/>'
        f'<w:multiLevelType w:val="multilevel"/>{numbers}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


# --- text -----------------------------------------------------------------------------

CODE = "MbSkabelonkode"
COVER = (
    ("Title", "{{ dokument.overskrift }}"),
    ("Subtitle", "{{ dokument.forum }}"),
    ("Date", "{{ dokument.dato_tekst }}"),
    (CODE, "{%p if dokument.fortrolighed %}"),
    ("MbFortroligt", "{{ dokument.fortrolighed }}"),
    (CODE, "{%p endif %}"),
    (CODE, "{%p if dokument.status %}"),
    ("MbStatus", "{{ dokument.status }}"),
    (CODE, "{%p endif %}"),
    ("MbFakta", "{{p dokument.fakta }}"),
    ("BodyText", "{{p dokument.indledning }}"),
    ("Heading1", "{{p dokument.oversigt.overskrift }}"),
    ("BodyText", "{{p dokument.oversigt.tabel }}"),
)
ITEMS = (
    (CODE, "{%p for punkt in dokument.punkter %}"),
    (CODE, "{%p if punkt.gruppe %}"),
    ("Heading1", "{{p punkt.gruppe.overskrift }}"),
    (CODE, "{%p endif %}"),
    ("Heading1", "{{p punkt.overskrift }}"),
    (CODE, "{%p if punkt.undertitel %}"),
    ("MbUndertitel", "{{ punkt.undertitel }}"),
    (CODE, "{%p endif %}"),
    (CODE, "{%p for afsnit in punkt.afsnit %}"),
    ("Heading2", "{{p afsnit.overskrift }}"),
    ("BodyText", "{{p afsnit.tekst }}"),
    (CODE, "{%p endfor %}"),
    (CODE, "{%p endfor %}"),
)
CLOSING = (
    (CODE, "{%p for afsnit in dokument.slutafsnit %}"),
    ("Heading1", "{{p afsnit.overskrift }}"),
    ("BodyText", "{{p afsnit.tekst }}"),
    (CODE, "{%p endfor %}"),
)


def text(style_id: str, *runs: str) -> str:
    """A paragraph; a run that begins with ``<`` is taken as it is."""
    inner = "".join(
        r
        if r.startswith("<")
        else f'<w:r><w:t xml:space="preserve">{escape(r, quote=False)}</w:t></w:r>'
        for r in runs
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>{inner}</w:p>'


def field(code: str) -> str:
    """A field that Word keeps up to date by itself, such as a page number."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def document(name: str) -> str:
    """The text of the template, with its page."""
    note = f"{{#p Skabelon for {name}. Vejledning: docs/skabeloner.md #}}"
    lines = ((CODE, note), *COVER, *ITEMS, *CLOSING)
    return (
        f"<w:document {_NAMESPACES}><w:body>{''.join(text(*line) for line in lines)}"
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1588" w:right="1304" w:bottom="1361" '
        'w:left="1304" w:header="737" w:footer="624" w:gutter="0"/></w:sectPr>'
        "</w:body></w:document>"
    )


def header() -> str:
    """Forum and date, and where it applies that the document is confidential."""
    confidential = (
        '<w:r><w:rPr><w:b/><w:color w:val="000000"/></w:rPr>'
        "<w:t>{{ dokument.fortrolighed }}</w:t></w:r>"
    )
    line = text("Header", "{{ dokument.sidehoved }}", "<w:r><w:tab/></w:r>", confidential)
    return f"<w:hdr {_NAMESPACES}>{line}</w:hdr>"


def footer() -> str:
    """Which page of how many."""
    before, between = (
        f"<w:r><w:t>{{{{ dokument.side_af_sider.{part} }}}}</w:t></w:r>"
        for part in ("foer", "imellem")
    )
    pages = (before, field("PAGE"), between, field("NUMPAGES"))
    line = text("Footer", "<w:r><w:tab/></w:r>", *pages)
    return f"<w:ftr {_NAMESPACES}>{line}</w:ftr>"


SETTINGS = (
    f'<w:settings {_NAMESPACES}><w:zoom w:percent="100"/>'
    '<w:defaultTabStop w:val="1304"/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="da-DK"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
    "</w:settings>"
)


FONT_TABLE = (
    f"<w:fonts {_NAMESPACES}>"
    + "".join(
        f'<w:font w:name="{name}"><w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        for name, family, pitch in ((FONT, "swiss", "variable"), (CODE_FONT, "modern", "fixed"))
    )
    + "</w:fonts>"
)


def theme() -> str:
    """The colours and fonts that Word offers first when one restyles."""
    colours = {
        "dk1": "000000",
        "lt1": "FFFFFF",
        "dk2": ACCENT,
        "lt2": SHADE,
        "accent1": ACCENT,
        "accent2": "4A6C8C",
        "accent3": GREY,
        "accent4": LINE,
        "accent5": "5B7F5B",
        "accent6": "8C5A3C",
        "hlink": LINK,
        "folHlink": "5B4A8C",
    }
    scheme = "".join(f'<a:{k}><a:srgbClr val="{v}"/></a:{k}>' for k, v in colours.items())
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    lines = f'<a:ln w="6350">{fill[: len(fill) // 3]}</a:ln>' * 3
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Moedebog">'
        f'<a:themeElements><a:clrScheme name="Moedebog">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Moedebog"><a:majorFont>{font}</a:majorFont>'
        f"<a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Moedebog"><a:fillStyleLst>{fill}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


# --- the file -------------------------------------------------------------------------


def parts(name: str) -> dict[str, bytes]:
    """The parts of a template."""
    word = f"{_WORD}.wordprocessingml"
    members = {
        "styles": (style_sheet(), f"{word}.styles+xml"),
        "numbering": (numbering(), f"{word}.numbering+xml"),
        "settings": (SETTINGS, f"{word}.settings+xml"),
        "header1": (header(), f"{word}.header+xml"),
        "footer1": (footer(), f"{word}.footer+xml"),
        "fontTable": (FONT_TABLE, f"{word}.fontTable+xml"),
        "theme": (theme(), f"{_WORD}.theme+xml"),
        "document": (document(name), f"{word}.document.main+xml"),
    }
    found = {f"word/{n}.xml": (package.XML_START + xml).encode() for n, (xml, _) in members.items()}
    kinds = "".join(
        f'<Override PartName="/word/{n}.xml" ContentType="{kind}"/>'
        for n, (_, kind) in members.items()
    )
    found[package.CONTENT_TYPES] = (
        f"{package.XML_START}"
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>'
    ).encode()
    related = [n for n in members if n != "document"]
    relations = [
        package.Relationship(f"rId{i}", f"{_OFFICE}/{n.rstrip('1')}", f"word/{n}.xml")
        for i, n in enumerate(related, 1)
    ]
    found["word/_rels/document.xml.rels"] = package.relationships_part(relations, "word")
    root = [package.Relationship("rId1", package.DOCUMENT, "word/document.xml")]
    found[package.ROOT_RELS] = package.relationships_part(root, "")
    return found


def main(folder: Path) -> None:
    """Write the two templates."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("dagsorden", "referat"):
        (folder / f"{name}.docx").write_bytes(package.write(parts(name)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "templates" / "standard")
