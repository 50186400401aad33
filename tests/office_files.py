"""Small Office files, made part by part, and what a reader says of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from indhold.bounds import Bounds
from indhold.collecting import Collector
from indhold.findings import Finding, Kind
from indhold.given import Given
from indhold.readers import docx, pptx, xlsx

NUMBER = "010190-1234"
BARE = "0101901234"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{_RELATIONS}" xmlns:a="{DRAWING}" xmlns:p="{SLIDE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:c="urn:chart" xmlns:x="urn:other"'
)
Parts = dict[str, str | bytes]
_READERS: dict[str, Callable[[Given, Collector], None]] = {
    "docx": docx.read,
    "xlsx": xlsx.read,
    "pptx": pptx.read,
}


def packed(parts: Parts) -> bytes:
    """A zip file of them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def element(tag: str, content: str = "", **attributes: str) -> str:
    """The root of a part, with all namespaces."""
    own = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<{tag} {_NAMESPACES}{own}>{content}</{tag}>"


def relations(**targets: str) -> str:
    """``rId=kind:target``; a target with ``!`` before it is outside."""
    made = ""
    for own, target in targets.items():
        kind, _, where = target.partition(":")
        mode = ' TargetMode="External"' if where.startswith("!") else ""
        where = where.removeprefix("!").replace("&", "&amp;")
        made += f'<Relationship Id="{own}" Type="{_RELATIONS}/{kind}" Target="{where}"{mode}/>'
    return f'<Relationships xmlns="{_PACKAGE}">{made}</Relationships>'


def document(body: str, parts: Parts | None = None, **targets: str) -> bytes:
    """A text document."""
    return packed(
        {
            "_rels/.rels": relations(r1="officeDocument:word/document.xml"),
            "word/document.xml": element("w:document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relations(**targets),
            **(parts or {}),
        }
    )


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of text documents; what is no markup becomes a run."""
    made = (run if run.startswith("<") else words(run) for run in runs)
    return f"<w:p>{properties}{''.join(made)}</w:p>"


def words(text: str, properties: str = "") -> str:
    """A run."""
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{text}</w:t></w:r>'


def workbook(sheet: str, parts: Parts | None = None, *, state: str = "", more: str = "") -> bytes:
    """A workbook of one sheet, whose root's content is given."""
    hidden = f' state="{state}"' if state else ""
    sheets = f'<sheet name="Ark1" sheetId="1"{hidden} r:id="r1"/>'
    return packed(
        {
            "_rels/.rels": relations(r1="officeDocument:xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{_RELATIONS}">'
            f"<sheets>{sheets}</sheets>{more}</workbook>",
            "xl/_rels/workbook.xml.rels": relations(
                r1="worksheet:worksheets/sheet1.xml",
                r2="styles:styles.xml",
                r3="sharedStrings:sharedStrings.xml",
                r4="externalLink:externalLinks/externalLink1.xml",
                r5="pivotCacheDefinition:pivotCache/pivotCacheDefinition1.xml",
            ),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}">{sheet}</worksheet>',
            **(parts or {}),
        }
    )


def rows(*cells: tuple[str, ...], hidden: int = 0) -> str:
    """Rows of a sheet: text, or ``=number`` and ``=number/style``; the hidden one by its number."""
    made = ""
    for number, row in enumerate(cells, 1):
        inner = "".join(_cell(f"{'ABCDEFGHIJKL'[n]}{number}", text) for n, text in enumerate(row))
        off = ' hidden="1"' if number == hidden else ""
        made += f'<row r="{number}"{off}>{inner}</row>'
    return f"<sheetData>{made}</sheetData>"


def _cell(place: str, text: str) -> str:
    value, _, style = text.partition("/")
    own = f' s="{style}"' if style else ""
    if value.startswith("="):
        return f'<c r="{place}"{own}><v>{value[1:]}</v></c>'
    return f'<c r="{place}"{own} t="inlineStr"><is><t>{value}</t></is></c>'


def presentation(shapes: str, parts: Parts | None = None, show: str = "", **targets: str) -> bytes:
    """A presentation of one slide, of 1000 by 1000 units."""
    hidden = {"show": show} if show else {}
    slide = f"<p:cSld><p:spTree>{shapes}</p:spTree></p:cSld>"
    return packed(
        {
            "_rels/.rels": relations(r1="officeDocument:ppt/presentation.xml"),
            "ppt/presentation.xml": element(
                "p:presentation",
                '<p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst>'
                '<p:sldSz cx="1000" cy="1000"/>',
            ),
            "ppt/_rels/presentation.xml.rels": relations(
                r1="slide:slides/slide1.xml",
                r2="slideMaster:slideMasters/slideMaster1.xml",
                r3="commentAuthors:commentAuthors.xml",
            ),
            "ppt/slides/slide1.xml": element("p:sld", slide, **hidden),
            "ppt/slides/_rels/slide1.xml.rels": relations(**targets),
            **(parts or {}),
        }
    )


def shape(*texts: str, place: tuple[int, int] = (10, 10), own: str = "", run: str = "") -> str:
    """A box on a slide with paragraphs."""
    inner = "".join(f"<a:p><a:r>{run}<a:t>{text}</a:t></a:r></a:p>" for text in texts)
    form = f'<a:xfrm><a:off x="{place[0]}" y="{place[1]}"/><a:ext cx="100" cy="100"/></a:xfrm>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="Box"{own}/></p:nvSpPr><p:spPr>{form}</p:spPr>'
        f"<p:txBody>{inner}</p:txBody></p:sp>"
    )


class Said(Collector):
    """What a reader said; files inside are only listed."""

    def __init__(self, bounds: Bounds | None = None) -> None:
        self.inside_names: list[str] = []
        super().__init__(bounds or Bounds(), lambda given, _: self.inside_names.append(given.name))

    def of(self, *kinds: Kind) -> list[Finding]:
        """The findings of some kinds."""
        return [one for one in self.findings if one.kind in kinds]

    @property
    def numbers(self) -> list[Finding]:
        """The certain personal numbers."""
        return self.of(Kind.PERSONAL_NUMBER)

    def shown(self, kind: Kind) -> str:
        """What is shown of the one finding of a kind."""
        (one,) = self.of(kind)
        return one.shown


def looked(kind: str, data: bytes, bounds: Bounds | None = None) -> Said:
    """What a reader says of a file."""
    said = Said(bounds)
    _READERS[kind](Given(f"a.{kind}", held=data), said)
    assert NUMBER not in str(said.findings) + str(said.gaps)
    assert BARE not in str(said.findings) + str(said.gaps)
    return said
