"""Planted text documents of Word."""

from __future__ import annotations

from collections.abc import Iterator

from corpus import sheets
from corpus.expected import Planted, number, perhaps, told
from corpus.packing import OFFICE, XML, Parts, content_types, core, packed, picture, relationships
from indhold.findings import At, Kind, Unread

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_MAIN = "wordprocessingml.document.main+xml"
_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
_BY = 'w:id="7" w:author="Anna Berg" w:date="2025-01-01T10:00:00Z"'


def run(text: str, properties: str = "") -> str:
    """A run."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """A paragraph; what is no XML becomes a run."""
    return f"<w:p>{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def document(
    body: str,
    parts: Parts | None = None,
    *related: tuple[str, str, str] | tuple[str, str, str, str],
    kind: str = _MAIN,
    types: dict[str, str] | None = None,
) -> bytes:
    """A whole docx with this body, more parts, and relationships of the body to them."""
    overrides = {"word/document.xml": kind, **(types or {})}
    more = dict(parts or {})
    if "docProps/core.xml" in more:
        overrides["docProps/core.xml"] = (
            "application/vnd.openxmlformats-package.core-properties+xml"
        )
    section = "<w:sectPr/>" if "<w:sectPr" not in body else ""
    return packed(
        {
            "[Content_Types].xml": content_types(overrides),
            "_rels/.rels": more.pop("_rels/.rels", "")
            or relationships(("rId1", "officeDocument", "word/document.xml")),
            "word/document.xml": f"{XML}<w:document {_NAMES}><w:body>{body}{section}</w:body>"
            "</w:document>",
            "word/_rels/document.xml.rels": relationships(*related),
            **more,
        }
    )


def _part(root: str, content: str) -> str:
    return f"{XML}<w:{root} {_NAMES}>{content}</w:{root}>"


def files() -> Iterator[Planted]:
    """Each with what must be found in it."""
    yield from _in_the_body()
    yield from _beside_the_body()
    yield from _changed_and_hidden()
    yield from _behind_the_text()


def _in_the_body() -> Iterator[Planted]:
    yield Planted(
        "brev.docx", document(paragraph("Ansøgeren er 010190-1234.")), (number(At.PARAGRAPH),)
    )
    split = paragraph(
        "CPR 0101", run("90", "<w:b/>"), "<w:proofErr w:type='spellStart'/>", "-12", "34"
    )
    yield Planted("delt.docx", document(split), (number(),))
    table = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in (("Navn", "CPR-nr."), ("Anna", "0101901234"))
    )
    yield Planted("tabel.docx", document(f"<w:tbl>{table}</w:tbl><w:p/>"), (number(),))
    box = (
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic>"
        f"<a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{paragraph('020290-1234')}"
        "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        "</mc:Choice></mc:AlternateContent>"
    )
    yield Planted("tekstboks.docx", document(paragraph(f"<w:r>{box}</w:r>")), (number(),))
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>MERGEFIELD "cpr '
        '030390-1234"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    yield Planted("feltkode.docx", document(paragraph("Felt ", field)), (number(),))
    alt = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="b" descr="Pas, 040490-1234"/>'
        "</wp:inline></w:drawing></w:r>"
    )
    yield Planted("billedtekst.docx", document(paragraph("Se ", alt)), (number(),))
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="CPR"/><w:text/></w:sdtPr><w:sdtContent>'
        f"{paragraph('0505901234')}</w:sdtContent></w:sdt>"
    )
    yield Planted("indholdskontrol.docx", document(control), (perhaps(),))
    broken = "<w:p><w:r><w:t>CPR 060690-</w:t><w:br/><w:t>1234</w:t></w:r></w:p>"
    yield Planted("linjeskift.docx", document(broken), (number(),))
    link = '<w:hyperlink r:id="rId5"><w:r><w:t>brevet</w:t></w:r></w:hyperlink>'
    target = ("rId5", "hyperlink", "https://example.org/?cpr=070790-1234", "External")
    yield Planted("link.docx", document(paragraph(link), {}, target), (number(),))


def _beside_the_body() -> Iterator[Planted]:
    for place, root, at in (
        ("header", "hdr", At.HEADER),
        ("footer", "ftr", At.FOOTER),
        ("footnotes", "footnotes", At.NOTE),
        ("endnotes", "endnotes", At.NOTE),
    ):
        words = paragraph("Anna 080890-1234")
        inner = f'<w:{root[:-1]} w:id="2">{words}</w:{root[:-1]}>' if "notes" in root else words
        name = f"word/{place}1.xml" if len(root) == 3 else f"word/{place}.xml"
        refer = f'<w:sectPr><w:{place}Reference w:type="default" r:id="rId9"/></w:sectPr>'
        mark = f'<w:r><w:{place[:-1]}Reference w:id="2"/></w:r>'
        body = paragraph("Tekst") + refer if len(root) == 3 else paragraph("Tekst", mark)
        made = document(
            body,
            {name: _part(root, inner)},
            ("rId9", place, name.removeprefix("word/")),
            types={name: f"wordprocessingml.{place}+xml"},
        )
        yield Planted(f"{place}.docx", made, (number(at),))
    remark = f'<w:comment {_BY} w:initials="AB">{paragraph("Er det 090990-1234?")}</w:comment>'
    made = document(
        paragraph("Tekst", '<w:r><w:commentReference w:id="7"/></w:r>'),
        {"word/comments.xml": _part("comments", remark)},
        ("rId9", "comments", "comments.xml"),
        types={"word/comments.xml": "wordprocessingml.comments+xml"},
    )
    yield Planted("kommentar.docx", made, (number(), told(Kind.COMMENT), told(Kind.AUTHOR)))


def _changed_and_hidden() -> Iterator[Planted]:
    taken = f"<w:del {_BY}><w:r><w:delText>101090-1234</w:delText></w:r></w:del>"
    yield Planted(
        "slettet.docx",
        document(paragraph("Han er ", taken, "enig")),
        (number(), told(Kind.TRACKED_CHANGE), told(Kind.AUTHOR)),
    )
    put = f"<w:ins {_BY}>{run('og glad')}</w:ins>"
    yield Planted(
        "indsat.docx", document(paragraph("Han er enig ", put)), (told(Kind.TRACKED_CHANGE),)
    )
    for name, look in (
        ("skjult", "<w:vanish/>"),
        ("hvid", '<w:color w:val="FFFFFF"/>'),
        ("lille", '<w:sz w:val="1"/>'),
    ):
        made = document(paragraph("Synlig ", run("111190-1234", look)))
        yield Planted(f"{name}.docx", made, (number(), told(Kind.HIDDEN)))
    style = _part(
        "styles",
        '<w:style w:type="character" w:styleId="X"><w:name w:val="X"/><w:rPr><w:vanish/></w:rPr>'
        "</w:style>",
    )
    made = document(
        paragraph("Synlig ", run("121290-1234", '<w:rStyle w:val="X"/>')),
        {"word/styles.xml": style},
        ("rId9", "styles", "styles.xml"),
        types={"word/styles.xml": "wordprocessingml.styles+xml"},
    )
    yield Planted("skjult-typografi.docx", made, (number(), told(Kind.HIDDEN)))


def _behind_the_text() -> Iterator[Planted]:
    plain = paragraph("Tekst")
    rels = relationships(
        ("rId1", "officeDocument", "word/document.xml"),
        (
            "rId2",
            f"{OFFICE.replace('officeDocument/2006', 'package/2006')}/metadata/core-properties",
            "docProps/core.xml",
        ),
        ("rId3", "custom-properties", "docProps/custom.xml"),
        ("rId4", "extended-properties", "docProps/app.xml"),
        ("rId5", "https://example.org/relationships/metadata/thumbnail", "docProps/thumbnail.jpeg"),
    )
    own = {"_rels/.rels": rels}
    parts = own | {"docProps/core.xml": core("Bo Dahl", title="Sag om 130190-1234")}
    yield Planted(
        "egenskaber.docx",
        document(plain, parts),
        (number(At.PROPERTIES), told(Kind.AUTHOR, at=At.PROPERTIES)),
    )
    custom = (
        f'{XML}<Properties xmlns="{OFFICE.removesuffix("/relationships")}/custom-properties" '
        f'xmlns:vt="{OFFICE.removesuffix("/relationships")}/docPropsVTypes">'
        '<property fmtid="{x}" pid="2" name="CPR-nr.">'
        "<vt:lpwstr>1401901234</vt:lpwstr></property></Properties>"
    )
    yield Planted(
        "egne-egenskaber.docx", document(plain, own | {"docProps/custom.xml": custom}), (number(),)
    )
    app = (
        f'{XML}<Properties xmlns="{OFFICE.removesuffix("/relationships")}/extended-properties">'
        "<Template>C:\\Users\\anbe\\Skabeloner\\Brev.dotm</Template><Manager>Bo Dahl</Manager>"
        "</Properties>"
    )
    yield Planted("sti.docx", document(plain, own | {"docProps/app.xml": app}), (told(Kind.PATH),))
    tag = "PersonCivilRegistrationIdentifier"
    item = f"<borger><{tag}>1501901234</{tag}></borger>"
    made = document(
        plain, {"customXml/item1.xml": XML + item}, ("rId9", "customXml", "../customXml/item1.xml")
    )
    yield Planted("data.docx", made, (perhaps(At.CUSTOM_XML),))
    book = sheets.workbook({"Ark1": {"B2": "160190-1234"}})
    made = document(
        plain,
        {"word/embeddings/Microsoft_Excel_Sheet.xlsx": book},
        ("rId9", "package", "embeddings/Microsoft_Excel_Sheet.xlsx"),
    )
    yield Planted(
        "indlejret.docx", made, (number(At.CELL, "B2"), told(Kind.EMBEDDED), number(At.MEMBER))
    )
    yield Planted(
        "miniature.docx",
        document(plain, own | {"docProps/thumbnail.jpeg": picture()}),
        (told(Kind.METADATA, Unread.PICTURE, at=At.THUMBNAIL),),
    )
    settings = _part("settings", '<w:attachedTemplate r:id="rId1"/>')
    made = document(
        plain,
        {
            "word/settings.xml": settings,
            "word/_rels/settings.xml.rels": relationships(
                ("rId1", "attachedTemplate", "https://example.org/skabelon.dotm", "External")
            ),
        },
        ("rId9", "settings", "settings.xml"),
        types={"word/settings.xml": "wordprocessingml.settings+xml"},
    )
    yield Planted("skabelon.docx", made, (told(Kind.EXTERNAL_LINK),))
    variable = _part(
        "settings", '<w:docVars><w:docVar w:name="cpr" w:val="1701901234"/></w:docVars>'
    )
    made = document(
        plain,
        {"word/settings.xml": variable},
        ("rId9", "settings", "settings.xml"),
        types={"word/settings.xml": "wordprocessingml.settings+xml"},
    )
    yield Planted("variabel.docx", made, (perhaps(),))
    macro = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)}
    vba = (
        "rId9",
        "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
        "vbaProject.bin",
    )
    yield Planted("makro.docm", document(plain, macro, vba, kind=_MACROS), (told(Kind.MACRO),))
    yield Planted(
        "makro-omdoebt.docx",
        document(plain, macro, vba, kind=_MACROS),
        (told(Kind.MACRO), told(Kind.DISGUISED)),
    )
    photo = picture(exif=_exif())
    made = document(
        plain, {"word/media/image1.jpeg": photo}, ("rId9", "image", "media/image1.jpeg")
    )
    yield Planted("foto.docx", made, (told(Kind.POSITION),))
    far = ("rId9", "image", "https://example.org/spor.png", "External")
    yield Planted("fjernbillede.docx", document(plain, {}, far), (told(Kind.EXTERNAL_LINK),))


def _exif() -> bytes:
    from corpus.pictures import exif_with_position

    return exif_with_position()
