"""Whatever is in a presentation is found, and ordinary ones give no alarm."""

from __future__ import annotations

import io

import pptx
import pytest
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from indhold.bounds import Bounds, Exceeded
from indhold.findings import At, Kind, Step
from indhold.given import Given
from indhold.looking import look
from office_files import (
    BARE,
    NUMBER,
    Parts,
    element,
    looked,
    presentation,
    relations,
    shape,
)

PLACES = {
    "box": shape(f"Nummer {NUMBER}"),
    "split runs": "<p:sp><p:txBody><a:p><a:r><a:t>0101</a:t></a:r><a:r><a:t>90-1234</a:t></a:r>"
    "</a:p></p:txBody></p:sp>",
    "line break": "<p:sp><p:txBody><a:p><a:r><a:t>010190-</a:t></a:r><a:br/><a:r><a:t>1234</a:t>"
    "</a:r></a:p></p:txBody></p:sp>",
    "two paragraphs": shape("CPR 010190-", "1234"),
    "line after a label": shape("CPR-nr.:", BARE),
    "box after a label": shape("CPR-nr.:") + shape(BARE),
    "group": f"<p:grpSp><p:grpSp>{shape(NUMBER)}</p:grpSp></p:grpSp>",
    "alt text": shape("Ord", own=f' descr="{NUMBER}"'),
    "equation": f"<p:sp><p:txBody><a:p><x:m><x:t>{NUMBER}</x:t></x:m></a:p></p:txBody></p:sp>",
    "two forms": f"<mc:AlternateContent><mc:Choice>{shape(NUMBER)}</mc:Choice>"
    f"<mc:Fallback>{shape(NUMBER)}</mc:Fallback></mc:AlternateContent>",
    "form for older programs": "<mc:AlternateContent><mc:Choice/>"
    f"<mc:Fallback>{shape(NUMBER)}</mc:Fallback></mc:AlternateContent>",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_number_on_a_slide_is_found_once(place: str) -> None:
    (number,) = looked("pptx", presentation(PLACES[place])).numbers
    assert number.count == 1
    assert number.place[0] == Step(At.SLIDE, "1")


def table(*rows: tuple[str, ...]) -> str:
    def cell(text: str) -> str:
        return f"<a:tc><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"

    made = "".join(f"<a:tr>{''.join(map(cell, row))}</a:tr>" for row in rows)
    return f"<p:graphicFrame><a:tbl>{made}</a:tbl></p:graphicFrame>"


@pytest.mark.parametrize(
    "rows",
    [
        (("Navn", "CPR-nr."), ("Ida", BARE)),
        (("CPR-nr.", BARE), ("Navn", "Ida")),
        (("CPR-nr.", "010190", "1234"),),
    ],
)
def test_a_number_in_a_table_is_found_by_its_head(rows: tuple[tuple[str, ...], ...]) -> None:
    assert len(looked("pptx", presentation(table(*rows))).numbers) == 1


def beside(kind: str, name: str, content: str | bytes) -> bytes:
    return presentation(shape("Ord"), {f"ppt/{name}": content}, r1=f"{kind}:../{name}")


def slide(*shapes: str) -> str:
    return element("p:sld", f"<p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld>")


DIAGRAM = "<d xmlns:a='urn:a'><a:p><a:t>0101</a:t><a:t>90-1234</a:t></a:p></d>"
PARTS = {
    "notes": beside("notesSlide", "notesSlides/notesSlide1.xml", slide(shape(NUMBER))),
    "diagram": beside("diagramData", "diagrams/data1.xml", DIAGRAM),
    "tag": beside("tags", "tags/tag1.xml", f'<t><tag name="CPR" val="{NUMBER}"/></t>'),
    "chart": beside(
        "chart", "charts/c1.xml", f"<chartSpace><strCache><v>{NUMBER}</v></strCache></chartSpace>"
    ),
    "master": presentation("", {"ppt/slideMasters/slideMaster1.xml": slide(shape(NUMBER))}),
    "layout": presentation(
        "",
        {
            "ppt/slideMasters/slideMaster1.xml": slide(),
            "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
                r1="slideLayout:../slideLayouts/slideLayout1.xml"
            ),
            "ppt/slideLayouts/slideLayout1.xml": slide(shape(NUMBER)),
        },
    ),
    "title": presentation("", {"docProps/core.xml": f"<c><title>{NUMBER}</title></c>"}),
    "unknown part": presentation("", {"ppt/new.xml": f"<new>{NUMBER}</new>"}),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_number_in_another_part_is_found_once(name: str) -> None:
    (number,) = looked("pptx", PARTS[name]).numbers
    assert number.count == 1


def test_the_two_parts_of_a_diagram_are_one() -> None:
    parts: Parts = {"ppt/diagrams/data1.xml": DIAGRAM, "ppt/diagrams/drawing1.xml": DIAGRAM}
    (number,) = looked("pptx", presentation("", parts)).numbers
    assert number.count == 1


AUTHORS = '<p:cmAuthorLst xmlns:p="urn:p"><p:cmAuthor id="0" name="Ida Prøve"/></p:cmAuthorLst>'


def test_remarks_and_their_authors_are_told() -> None:
    old = '<cmLst><cm authorId="0"><text>Spørg Bo</text></cm></cmLst>'
    new = (
        '<cmLst xmlns:a="urn:a"><cm authorId="0"><replyLst><reply authorId="0"><txBody><a:p><a:r>'
        "<a:t>Ja</a:t></a:r></a:p></txBody></reply></replyLst><txBody><a:p><a:r><a:t>Spørg Bo</a:t>"
        "</a:r></a:p></txBody></cm></cmLst>"
    )
    for content, count in ((old, 1), (new, 2)):
        parts: Parts = {"ppt/comments/c1.xml": content, "ppt/commentAuthors.xml": AUTHORS}
        said = looked("pptx", presentation("", parts, r1="comments:../comments/c1.xml"))
        (remark,) = said.of(Kind.COMMENT)
        assert (remark.shown, remark.count) == ("Spørg Bo", count)
        assert remark.place == (Step(At.SLIDE, "1"),)
        assert {one.shown for one in said.of(Kind.AUTHOR)} == {"Ida Prøve"}


WHITE = '<a:rPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr>'
HIDDEN = {
    "hidden slide": presentation(shape("Væk"), show="0"),
    "hidden shape": presentation(shape("Væk", own=' hidden="1"')),
    "outside the slide": presentation(shape("Væk", place=(1000, 10))),
    "slide left out": presentation("", {"ppt/slides/slide9.xml": slide(shape("Væk"))}),
    "white": presentation(shape("Væk", run=WHITE)),
    "tiny": presentation(shape("Væk", run='<a:rPr sz="100"/>')),
    "transparent": presentation(
        shape("Væk", run=WHITE.replace("/></a:s", '><a:alpha val="0"/></a:srgbClr></a:s'))
    ),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_what_nobody_sees_is_told(how: str) -> None:
    assert looked("pptx", HIDDEN[how]).shown(Kind.HIDDEN) == f"{how}: Væk"


FILLED = "<p:spPr><a:solidFill><a:srgbClr val='1F3864'/></a:solidFill></p:spPr>"
SEEN = {
    "white in a filled shape": presentation(
        shape("Ord", run=WHITE).replace("<p:spPr>", "<p:spPr><a:solidFill/>")
    ),
    "white over a filled shape": presentation(f"<p:sp>{FILLED}</p:sp>" + shape("Ord", run=WHITE)),
    "white over a picture": presentation("<p:pic/>" + shape("Ord", run=WHITE)),
    "white in a table": presentation(table(("Ord",)).replace("<a:t>", f"{WHITE}<a:t>")),
    "white on a dark master": presentation(
        shape("Ord", run=WHITE),
        {
            "ppt/slideLayouts/l1.xml": slide().replace(
                "<p:spTree>", "<p:bg><a:srgbClr val='1F3864'/></p:bg><p:spTree>"
            )
        },
        r1="slideLayout:../slideLayouts/l1.xml",
    ),
    "empty outside": presentation(shape(place=(2000, 0))),
    "half outside": presentation(shape("Ord", place=(950, 10))),
}


@pytest.mark.parametrize("how", SEEN)
def test_what_is_seen_gives_no_alarm(how: str) -> None:
    assert not looked("pptx", SEEN[how]).findings


def test_files_and_links_of_a_slide_are_told_with_the_slide() -> None:
    parts: Parts = {
        "ppt/embeddings/Ark.xlsx": b"PK\3\4",
        "ppt/media/image1.png": b"\x89PNG",
        "ppt/vbaProject.bin": b"\xd0\xcf\x11\xe0",
    }
    said = looked(
        "pptx",
        presentation(
            "",
            parts,
            r1="package:../embeddings/Ark.xlsx",
            r2="image:../media/image1.png",
            r3="video:!file:///C:\\Film\\møde.mp4",
        ),
    )
    here = (Step(At.SLIDE, "1"),)
    assert said.inside_names == ["Ark.xlsx", "image1.png"]
    assert said.of(Kind.EMBEDDED)[0].place == here
    assert said.of(Kind.EXTERNAL_LINK)[0].place == here
    assert said.shown(Kind.PATH) == r"file:///C:\Film\møde.mp4"
    assert said.of(Kind.MACRO)


def test_slides_are_counted_as_they_are_shown() -> None:
    parts: Parts = {
        "ppt/presentation.xml": element(
            "p:presentation",
            '<p:sldIdLst><p:sldId r:id="r2"/><p:sldId r:id="r1"/></p:sldIdLst>',
        ),
        "ppt/_rels/presentation.xml.rels": relations(
            r1="slide:slides/slide1.xml", r2="slide:slides/slide2.xml"
        ),
        "ppt/slides/slide2.xml": slide(shape("Ord")),
    }
    (number,) = looked("pptx", presentation(shape(NUMBER), parts)).numbers
    assert number.place == (Step(At.SLIDE, "2"), Step(At.PARAGRAPH, "1"))


def test_an_ordinary_presentation_gives_no_alarm() -> None:
    made = pptx.Presentation()
    first = made.slides.add_slide(made.slide_layouts[1])
    first.shapes.title.text = "Budget 2026"
    first.placeholders[1].text = "Et punkt"
    first.notes_slide.notes_text_frame.text = "Husk at hilse"
    data = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["Øst", "Vest"]
    data.add_series("Udgift", (1211901234, 12))  # type: ignore[no-untyped-call]
    first.shapes.add_chart(XL_CHART_TYPE.PIE, Cm(1), Cm(1), Cm(9), Cm(9), data)
    made.core_properties.author = ""
    made.core_properties.last_modified_by = ""
    held = io.BytesIO()
    made.save(held)
    said = looked("pptx", held.getvalue())
    kinds = {one.kind for one in said.findings}
    assert kinds <= {Kind.EMBEDDED, Kind.METADATA, Kind.PERHAPS_PERSONAL_NUMBER}
    assert not said.gaps
    assert said.accessible is not None
    assert (said.accessible.pictures, said.accessible.without_text) == (1, 1)


@pytest.mark.parametrize(("filling", "is_read"), [(b"\x0b", True), (b"PK\x03\x04", False)])
def test_what_the_last_block_of_a_small_picture_is_filled_with_is_no_gap(
    filling: bytes, is_read: bool
) -> None:
    made = io.BytesIO()
    Image.new("RGB", (9, 9)).save(made, "JPEG")
    small = made.getvalue() + b"\x01\xb5" + filling
    small += bytes(range(256)) * 4
    small += b"\x07" * (-len(small) % 1024)
    parts: Parts = {"[Content_Types].xml": "<Types/>", "docProps/thumbnail.jpeg": small}
    found = look(Given("a.pptx", held=presentation("", parts)))
    assert (not found.gaps) is is_read


def test_bombs_end_in_a_gap() -> None:
    with pytest.raises(Exceeded):
        looked("pptx", presentation(shape("x" * 200_000)), Bounds(unpacked=100_000))


def test_parts_that_point_to_one_another_end() -> None:
    parts: Parts = {
        "ppt/tags/tag1.xml": "<a/>",
        "ppt/tags/_rels/tag1.xml.rels": relations(r1="tags:tag1.xml", r2="tags:tag2.xml"),
        "ppt/tags/tag2.xml": "<a/>",
        "ppt/tags/_rels/tag2.xml.rels": relations(r1="tags:tag1.xml"),
    }
    assert not looked("pptx", presentation("", parts, r1="tags:../tags/tag1.xml")).findings
