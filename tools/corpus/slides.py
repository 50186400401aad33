"""Planted presentations of PowerPoint."""

from __future__ import annotations

from collections.abc import Iterator

from corpus import sheets
from corpus.expected import Planted, number, told
from corpus.packing import OFFICE, XML, Parts, content_types, packed, relationships
from indhold.findings import At, Kind

_NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{OFFICE}"'
)


def words(*runs: str, properties: str = "") -> str:
    """A shape with a paragraph."""
    each = "".join(f"<a:r><a:rPr>{properties}</a:rPr><a:t>{run}</a:t></a:r>" for run in runs)
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="t"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:p>{each}</a:p></p:txBody></p:sp>"
    )


def _tree(root: str, content: str, attributes: str = "") -> str:
    return (
        f"{XML}<p:{root} {_NAMES}{attributes}><p:cSld><p:spTree><p:nvGrpSpPr>"
        '<p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{content}</p:spTree></p:cSld></p:{root}>"
    )


def presentation(
    *slides: str,
    parts: Parts | None = None,
    types: dict[str, str] | None = None,
    of_slide: tuple[int, tuple[tuple[str, str, str], ...]] = (1, ()),
    related: tuple[tuple[str, str, str], ...] = (),
    hidden: int = 0,
) -> bytes:
    """A whole pptx. ``of_slide``: relationships of one slide. ``hidden``: a slide not shown."""
    overrides = {"ppt/presentation.xml": "presentationml.presentation.main+xml", **(types or {})}
    made: dict[str, str | bytes] = {}
    links, listed = list(related), []
    for place, slide in enumerate(slides, 1):
        part = f"ppt/slides/slide{place}.xml"
        overrides[part] = "presentationml.slide+xml"
        made[part] = _tree("sld", slide, ' show="0"' if place == hidden else "")
        links.append((f"rId{place}", "slide", f"slides/slide{place}.xml"))
        listed.append(f'<p:sldId id="{255 + place}" r:id="rId{place}"/>')
    if of_slide[1]:
        made[f"ppt/slides/_rels/slide{of_slide[0]}.xml.rels"] = relationships(*of_slide[1])
    return packed(
        {
            "[Content_Types].xml": content_types(overrides),
            "_rels/.rels": relationships(("rId1", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f"{XML}<p:presentation {_NAMES}><p:sldIdLst>{''.join(listed)}"
            "</p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": relationships(*links),
            **made,
            **(parts or {}),
        }
    )


def files() -> Iterator[Planted]:
    """Each with what must be found in it."""
    first, second = words("Oplæg"), words("Sag")
    yield Planted(
        "oplaeg.pptx",
        presentation(first, second, words("Anna ", "0103", "90-1234")),
        (number(At.SLIDE, "3"),),
    )
    notes = _tree("notes", words("Husk 020390-1234"))
    made = presentation(
        first,
        second,
        parts={"ppt/notesSlides/notesSlide1.xml": notes},
        of_slide=(2, (("rId1", "notesSlide", "../notesSlides/notesSlide1.xml"),)),
        types={"ppt/notesSlides/notesSlide1.xml": "presentationml.notesSlide+xml"},
    )
    yield Planted("noter.pptx", made, (number(At.SLIDE, "2"), number(At.SPEAKER_NOTES)))
    yield Planted(
        "skjult-dias.pptx",
        presentation(first, words("030390-1234"), hidden=2),
        (number(At.SLIDE, "2"), told(Kind.HIDDEN, at=At.SLIDE, name="2")),
    )
    remark = (
        f'{XML}<p:cmLst {_NAMES}><p:cm authorId="0" dt="2025-01-01T10:00:00" idx="1">'
        '<p:pos x="1" y="1"/><p:text>Er det 040390-1234?</p:text></p:cm></p:cmLst>'
    )
    author = (
        f'{XML}<p:cmAuthorLst {_NAMES}><p:cmAuthor id="0" name="Anna Berg" initials="AB" '
        'lastIdx="1" clrIdx="0"/></p:cmAuthorLst>'
    )
    made = presentation(
        first,
        parts={"ppt/comments/comment1.xml": remark, "ppt/commentAuthors.xml": author},
        of_slide=(1, (("rId1", "comments", "../comments/comment1.xml"),)),
        related=(("rId9", "commentAuthors", "commentAuthors.xml"),),
        types={
            "ppt/comments/comment1.xml": "presentationml.comments+xml",
            "ppt/commentAuthors.xml": "presentationml.commentAuthors+xml",
        },
    )
    yield Planted(
        "bemaerkning.pptx",
        made,
        (number(At.SLIDE, "1"), told(Kind.COMMENT), told(Kind.AUTHOR)),
    )
    table = "".join(
        f"<a:tr>{''.join(map(_cell, row))}</a:tr>"
        for row in (("Navn", "CPR-nr."), ("Anna", "0503901234"))
    )
    frame = (
        "<p:graphicFrame><a:graphic><a:graphicData><a:tbl>"
        f"{table}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    yield Planted("tabel.pptx", presentation(first, frame), (number(At.SLIDE, "2"),))
    master = _tree("sldMaster", words("060390-1234"))
    made = presentation(
        first,
        parts={"ppt/slideMasters/slideMaster1.xml": master},
        related=(("rId9", "slideMaster", "slideMasters/slideMaster1.xml"),),
        types={"ppt/slideMasters/slideMaster1.xml": "presentationml.slideMaster+xml"},
    )
    yield Planted("master.pptx", made, (number(At.MASTER),))
    made = presentation(
        first,
        parts={"ppt/embeddings/data.xlsx": sheets.workbook({"Ark1": {"A2": "070390-1234"}})},
        of_slide=(1, (("rId1", "package", "../embeddings/data.xlsx"),)),
    )
    yield Planted("diagramdata.pptx", made, (number(At.CELL, "A2"), told(Kind.EMBEDDED)))
    chart = (
        f'{XML}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart>'
        '<c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>080390-1234</c:v></c:pt></c:strCache>'
        "</c:strRef></c:cat></c:chart></c:chartSpace>"
    )
    made = presentation(
        first,
        parts={"ppt/charts/chart1.xml": chart},
        of_slide=(1, (("rId1", "chart", "../charts/chart1.xml"),)),
        types={"ppt/charts/chart1.xml": "drawingml.chart+xml"},
    )
    yield Planted("diagram.pptx", made, (number(),))
    away = words("090390-1234").replace(
        "<p:spPr/>",
        '<p:spPr><a:xfrm><a:off x="-9000000" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
        "</p:spPr>",
    )
    yield Planted("uden-for.pptx", presentation(first + away), (number(At.SLIDE, "1"),))


def _cell(words_: str) -> str:
    run = f"<a:p><a:r><a:t>{words_}</a:t></a:r></a:p>"
    return f"<a:tc><a:txBody>{run}</a:txBody></a:tc>"
