"""Files of Office with what nobody means to hand on, made part by part."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

from indhold.cleaning import Cleaned, Wishes, clean, suffix_of
from indhold.findings import Kind

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{REL}"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
BY = 'w:id="7" w:author="Anna Andersen" w:date="2025-01-02T03:04:00Z"'
MAIN = f"{TYPE}.wordprocessingml.document.main+xml"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Notat</dc:title>'
    "<dc:creator>Anna Andersen</dc:creator><cp:lastModifiedBy>Bo Bang</cp:lastModifiedBy>"
    "<dc:description>Husk at spørge Bo</dc:description><dc:language>da-DK</dc:language>"
    "<cp:revision>7</cp:revision></cp:coreProperties>"
)
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Template>Normal.dotm</Template><TotalTime>99</TotalTime>'
    "<Company>Eksempel Kommune</Company><Manager>Chr. Chef</Manager></Properties>"
)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def relationships(*links: tuple[str, str]) -> str:
    """Of (kind, target): their ids are rId1, rId2 … An address is outside."""
    made = []
    for number, (kind, target) in enumerate(links, 1):
        kind = kind if "/" in kind else f"{REL}/{kind}"
        mode = ' TargetMode="External"' if ":" in target else ""
        made.append(f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"{mode}/>')
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(made)}</Relationships>'


def types(**overrides: str) -> str:
    """Of part name -> content type, where / is written __ and . is written _dot_."""
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    defaults = {"xml": "application/xml", "png": "image/png", "jpeg": "image/jpeg"} | {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "bin": "application/octet-stream",
        "vml": f"{TYPE}.vmlDrawing",
    }
    made = "".join(
        f'<Default Extension="{one}" ContentType="{kind}"/>' for one, kind in defaults.items()
    )
    for name, kind in overrides.items():
        part = name.replace("__", "/").replace("_dot_", ".")
        made += f'<Override PartName="/{part}" ContentType="{kind}"/>'
    return f'<Types xmlns="{space}">{made}</Types>'


def docx(
    body: str,
    *links: tuple[str, str],
    main: str = MAIN,
    root: tuple[tuple[str, str], ...] = (),
    **parts: str | bytes,
) -> bytes:
    """A Word file; ``links``: of its document. ``parts``: more, named as in ``types``."""
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    named = {k.replace("__", "/").replace("_dot_", "."): v for k, v in parts.items()}
    if "<w:sectPr" not in body:
        body += "<w:sectPr/>"
    return packed(
        {
            "[Content_Types].xml": types(
                word__document_dot_xml=main,
                **{
                    name: f"{TYPE}.wordprocessingml.{name.split('__')[-1].split('_dot_')[0]}+xml"
                    for name in parts
                    if name.startswith("word__") and name.endswith("_dot_xml")
                },
            ),
            "_rels/.rels": relationships(
                ("officeDocument", "word/document.xml"),
                (core, "docProps/core.xml"),
                ("extended-properties", "docProps/app.xml"),
                *root,
            ),
            "docProps/core.xml": CORE,
            "docProps/app.xml": APP,
            "word/_rels/document.xml.rels": relationships(*links),
            "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
            **named,
        }
    )


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def photo(*, kind: str = "JPEG", turned: int = 1) -> bytes:
    """A picture, wider than high, by a camera that knew where it was."""
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Kamera", turned
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (55.0, 28.0, 35.4)
    shades = Image.linear_gradient("L").resize((48, 32)).convert("RGB")
    shades.save(made, kind, exif=exif)
    return made.getvalue()


class Copy:
    """What came of cleaning a file."""

    def __init__(self, folder: Path, name: str, data: bytes, wishes: Wishes | None = None) -> None:
        original = folder / name
        original.write_bytes(data)
        self.path = folder / f"{original.stem}-renset{suffix_of(name)}"
        self.cleaned: Cleaned = clean(original, self.path, wishes or Wishes())
        assert original.read_bytes() == data

    @property
    def data(self) -> bytes:
        return self.path.read_bytes()

    @property
    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(self.path) as package:
            return {name: package.read(name) for name in package.namelist()}

    def text(self, name: str) -> str:
        return self.parts[name].decode()

    @property
    def everything(self) -> bytes:
        """All parts in one, to look for what must be nowhere."""
        return b"\n".join(name.encode() + b"\n" + data for name, data in self.parts.items())

    def taken(self, kind: Kind) -> int:
        return sum(one.count for one in self.cleaned.taken if one.kind is kind)

    def left(self, kind: Kind) -> list[str]:
        return [one.why.value for one in self.cleaned.left if one.finding.kind is kind]


def paragraphs(copy: Copy, name: str = "word/document.xml") -> list[str]:
    """The texts of the paragraphs of a Word file, as they are seen."""
    root = ElementTree.fromstring(copy.parts[name])
    return ["".join(one.text or "" for one in p.iter(f"{{{W}}}t")) for p in root.iter(f"{{{W}}}p")]


def dangling(copy: Copy) -> list[str]:
    """What leads nowhere in a package of Office: relationships, content types, names in parts."""
    parts = copy.parts
    found = []
    for name, data in parts.items():
        if name.endswith(".rels"):
            folder = Path(name).parent.parent
            source = (folder / Path(name).name.removesuffix(".rels")).as_posix()
            if source not in (*parts, "."):
                found.append(name)
            for one in ElementTree.fromstring(data):
                target = one.get("Target", "")
                path = (
                    target[1:]
                    if target.startswith("/")
                    else re.sub(r"[^/]+/\.\./", "", (folder / target).as_posix())
                )
                if one.get("TargetMode") != "External" and path not in parts:
                    found.append(f"{name}: {target}")
        elif name == "[Content_Types].xml":
            found += [
                part
                for one in ElementTree.fromstring(data)
                if (part := one.get("PartName", "/[Content_Types].xml")[1:]) not in parts
            ]
        elif name.endswith(".xml"):
            rels = (Path(name).parent / "_rels" / f"{Path(name).name}.rels").as_posix()
            known = set()
            if rels in parts:
                known = {one.get("Id") for one in ElementTree.fromstring(parts[rels])}
            named = re.findall(rb'\br:(?:id|embed|link|pict)="(\w+)"', data)
            found += [f"{name}: {one.decode()}" for one in named if one.decode() not in known]
    return found
