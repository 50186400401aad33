"""Word templates with something in them, for the tests of what is refused."""

from __future__ import annotations

from pathlib import Path

from docx_samples import REFERAT, packed, parts

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


MICROSOFT = "http://schemas.microsoft.com/office"


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


W_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


SPACES = f'xmlns:w="{W_SPACE}" xmlns:r="{OFFICE}"'


MAIN = "word/document.xml"


HEADER = "word/header1.xml"


class Hostile:
    """The standard template, and ways to put things into it."""

    def __init__(self, standard: Path = REFERAT) -> None:
        self.parts = parts(standard.read_bytes())

    def add(self, name: str, data: bytes | str, kind: str | None = None) -> Hostile:
        """A part, and its content type."""
        self.parts[name] = data.encode() if isinstance(data, str) else data
        if kind:
            override = f'<Override PartName="/{name}" ContentType="{kind}"/>'
            self.edit("[Content_Types].xml", "</Types>", f"{override}</Types>")
        return self

    def relate(
        self, kind: str, target: str, source: str = MAIN, *, external: bool = False, key: str = "x1"
    ) -> Hostile:
        """A relationship of a part, or with ``""`` of the file itself."""
        folder, _, name = source.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        self.parts.setdefault(
            rels,
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b"</Relationships>",
        )
        kind = kind if "://" in kind else f"{OFFICE}/{kind}"
        mode = ' TargetMode="External"' if external else ""
        relation = f'<Relationship Id="{key}" Type="{kind}" Target="{target}"{mode}/>'
        return self.edit(rels, "</Relationships>", f"{relation}</Relationships>")

    def edit(self, part: str, old: str, new: str) -> Hostile:
        text = self.parts[part].decode()
        assert old in text
        self.parts[part] = text.replace(old, new, 1).encode()
        return self

    def paragraph(self, xml: str, part: str = MAIN) -> Hostile:
        """A paragraph after the first of a part."""
        return self.edit(part, "</w:p>", f"</w:p><w:p>{xml}</w:p>")

    def save(self, folder: Path) -> Path:
        return packed(self.parts, folder / "skabelon.docx")


def drawing(path: str) -> str:
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    svg = f'xmlns:asvg="{MICROSOFT}/drawing/2016/SVG/main"'
    picture = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing"><wp:extent cx="9" cy="9"/><wp:docPr id="7" name="l" descr="Logo"/>'
        f'<a:graphic xmlns:a="{a}"><a:graphicData uri="{picture}"><pic:pic xmlns:pic="{picture}">'
        f'<pic:nvPicPr><pic:cNvPr id="0" name="l" descr="{path}"/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="l1" xmlns:r="{OFFICE}"><a:extLst><a:ext uri="{{96DAC541}}">'
        f'<asvg:svgBlip {svg} r:embed="l2"/></a:ext></a:extLst></a:blip></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
