"""Makes ``dagsorden.docx`` and ``referat.docx`` in ``templates/standard/`` anew.

For maintainers: the two files are ordinary Word files, and a change can as well be made
in Word. This keeps the way back to a clean start, and the one place where the look of
the standard set is written down besides its style file. From the repository's root:

    .venv/bin/python tools/build_standard.py [folder]
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "generators"))

from moedebog.blocks import Counting  # noqa: E402
from moedebog.render.docx import look, package, restyle, running  # noqa: E402
from moedebog.settings.appearance import Style  # noqa: E402
from moedebog.settings.colour import written  # noqa: E402
from moedebog.settings.style import load_style  # noqa: E402

STYLE = ROOT / "templates" / "standard" / "pdf.yaml"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{_OFFICE}"'
_WORD = "application/vnd.openxmlformats-officedocument"


# --- lists ----------------------------------------------------------------------------


def numbering() -> str:
    """The two lists: bullets and numbers, nine levels each, on the same indents."""

    def levels(owner: str, texts: list[tuple[str, str]]) -> str:
        found = []
        for level, (kind, text) in enumerate(texts):
            linked = "" if level else f'<w:pStyle w:val="{owner}"/>'
            left = 336 * (level + 1)
            found.append(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}'
                f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
                f'<w:pPr><w:ind w:left="{left}" w:hanging="336"/></w:pPr></w:lvl>'
            )
        return "".join(found)

    bullets = levels("ListBullet", [("bullet", sign) for sign in "•–◦" * 3])
    numbers = levels("ListNumber", [(Counting.at(n), f"%{n + 1}.") for n in range(9)])
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
    ("Subtitle", "{{ dokument.forum }}"),
    ("Title", "{{ dokument.overskrift }}"),
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


def document(name: str, style: Style) -> str:
    """The text of the template, with its page."""
    note = f"{{#p Skabelon for {name}. Vejledning: docs/skabeloner.md #}}"
    lines = ((CODE, note), *COVER, *ITEMS, *CLOSING)
    first_foot = "rId6" if style.sidefod.paa_foerste_side else "rId7"
    return (
        f"<w:document {_NAMESPACES}><w:body>{''.join(text(*line) for line in lines)}"
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:headerReference w:type="first" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId6"/>'
        f'<w:footerReference w:type="first" r:id="{first_foot}"/>'
        f"{look.section(style)}<w:titlePg/></w:sectPr>"
        "</w:body></w:document>"
    )


SETTINGS = (
    f'<w:settings {_NAMESPACES}><w:zoom w:percent="100"/>'
    f'<w:defaultTabStop w:val="1304"/>{look.hyphenation()}'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="da-DK"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
    "</w:settings>"
)


def font_table(style: Style) -> str:
    """What a program that lacks the fonts has to know of them."""
    fonts = ((style.skrift.word, "swiss", "variable"), (style.skrift.word_kode, "modern", "fixed"))
    known = "".join(
        f'<w:font w:name="{name}"><w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        for name, family, pitch in fonts
    )
    return f"<w:fonts {_NAMESPACES}>{known}</w:fonts>"


def theme(style: Style) -> str:
    """The colours and fonts that Word offers first when one restyles."""
    ink = style.farver
    accent, link = written(ink.titel)[1:], written(ink.link)[1:]
    colours = {
        "dk1": "000000",
        "lt1": "FFFFFF",
        "dk2": accent,
        "lt2": written(ink.tabelhoved)[1:],
        "accent1": accent,
        "accent2": "4A6C8C",
        "accent3": written(ink.daempet)[1:],
        "accent4": written(ink.streg)[1:],
        "accent5": "5B7F5B",
        "accent6": "8C5A3C",
        "hlink": link,
        "folHlink": "5B4A8C",
    }
    scheme = "".join(f'<a:{k}><a:srgbClr val="{v}"/></a:{k}>' for k, v in colours.items())
    font = f'<a:latin typeface="{style.skrift.word}"/><a:ea typeface=""/><a:cs typeface=""/>'
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


def parts(name: str, style: Style) -> dict[str, bytes]:
    """The parts of a template."""
    word = f"{_WORD}.wordprocessingml"
    width = look.text_width(style)
    head, foot = style.sidehoved, style.sidefod
    bare = not head.paa_foerste_side
    members = {
        "styles": (look.style_sheet(style), f"{word}.styles+xml"),
        "numbering": (numbering(), f"{word}.numbering+xml"),
        "settings": (SETTINGS, f"{word}.settings+xml"),
        "header1": (running.head(head, "Header", width), running.HEADER_TYPE),
        "header2": (running.head(head, "Header", width, first=bare), running.HEADER_TYPE),
        "footer1": (running.foot(foot, "Footer", width), running.FOOTER_TYPE),
        "footer2": (running.empty_foot("Footer"), running.FOOTER_TYPE),
        "fontTable": (font_table(style), f"{word}.fontTable+xml"),
        "theme": (theme(style), f"{_WORD}.theme+xml"),
        "document": (document(name, style), f"{word}.document.main+xml"),
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
        package.Relationship(f"rId{i}", f"{_OFFICE}/{n.rstrip('12')}", f"word/{n}.xml")
        for i, n in enumerate(related, 1)
    ]
    found["word/_rels/document.xml.rels"] = package.relationships_part(relations, "word")
    root = [package.Relationship("rId1", package.DOCUMENT, "word/document.xml")]
    found[package.ROOT_RELS] = package.relationships_part(root, "")
    return restyle.marked(found, style)


def main(folder: Path) -> None:
    """Write the two templates."""
    folder.mkdir(parents=True, exist_ok=True)
    style, problems = load_style(STYLE, STYLE.name)
    if style is None:
        sys.exit("\n".join(map(str, problems)))
    for name in ("dagsorden", "referat"):
        (folder / f"{name}.docx").write_bytes(package.write(parts(name, style)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "templates" / "standard")
