"""What is drawn on the pages of a PDF file is read as pdfminer reads it, only faster."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTContainer, LTTextLine
from pdfminer.pdftypes import PDFObjRef
from pdfminer.psparser import LIT
from reportlab.pdfgen.canvas import Canvas

from import_support import SAMPLES, render
from moedebog.compose import compose
from moedebog.document import Audience, Kind
from moedebog.importer.budget import Budget
from moedebog.importer.readers.pdf.file import File
from moedebog.importer.readers.pdf.syntax import Flat, objects, operations
from moedebog.load import load
from moedebog.workspace import Workspace
from pages_drawn import drawn, lines
from support import ROOT


def spaced(canvas: Canvas) -> None:
    text = canvas.beginText(60, 700)
    for space, words, scale, rise in ((0, 0, 100, 0), (1.5, 0, 100, 0), (-0.2, 4, 80, 3)):
        text.setCharSpace(space)
        text.setWordSpace(words)
        text.setHorizScale(scale)
        text.setRise(rise)
        text.textOut("Tre ord her ")
        text.textLine("og (flere) på linjen \\ under")
    canvas.drawText(text)


def turned_a_little(canvas: Canvas) -> None:
    canvas.rotate(1)
    lines(canvas, ["Skannet lidt skævt", "på to linjer"])
    canvas.rotate(-1)
    canvas.scale(1, -1)
    canvas.drawString(60, -300, "På hovedet")


def in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("stempel")
    canvas.setFont("Courier", 9)
    canvas.drawString(10, 20, "Set og godkendt")
    canvas.endForm()
    for height in (500, 300):
        canvas.saveState()
        canvas.translate(100, height)
        canvas.scale(1.5, 1.2)
        canvas.doForm("stempel")
        canvas.restoreState()
    canvas.drawString(60, 200, "Uden for den")


def beside_each_other(canvas: Canvas) -> None:
    for x in (60, 100, 104, 300):
        canvas.drawString(x, 700, "i alt")
    canvas.drawString(60, 703, "højere")
    canvas.setFont("Helvetica", 40)
    canvas.drawString(60, 640, "stort")


def sample() -> bytes:
    file = max(SAMPLES, key=lambda one: one.path.stat().st_size)
    meeting = load(Workspace(ROOT), file).meeting
    assert meeting is not None
    return render(compose(meeting, Kind.DAGSORDEN, Audience.OFFENTLIG)[0])[1]


@pytest.mark.parametrize(
    "make",
    [
        *(
            lambda page=page: drawn(page)
            for page in (spaced, turned_a_little, in_a_form, beside_each_other)
        ),
        sample,
    ],
    ids=["spaced", "turned a little", "in a form", "beside each other", "a sample"],
)
def test_the_lines_of_a_page_are_those_of_pdfminer(make: Callable[[], bytes]) -> None:
    data = make()
    found = [
        ("".join(char.text for char in line.chars), box_of(line))
        for page in File(data, Budget()).pages()
        for line in page.lines
    ]
    same = LAParams(boxes_flow=None, char_margin=1.3, all_texts=True)
    theirs = [
        (line.get_text().removesuffix("\n"), box_of(line))
        for page in extract_pages(io.BytesIO(data), laparams=same)
        for line in lines_in(page)
    ]
    assert found
    assert sorted(found) == sorted(line for line in theirs if line[0].strip())


def lines_in(item: object) -> Iterator[LTTextLine]:
    if isinstance(item, LTTextLine):
        yield item
    elif isinstance(item, LTContainer):
        for inner in item:
            yield from lines_in(inner)


def box_of(line: object) -> tuple[float, ...]:
    return tuple(round(getattr(line, edge), 2) for edge in ("x0", "y0", "x1", "y1"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"1 -2 .5 +3. 4.25 Td", (b"Td", [1, -2, 0.5, 3.0, 4.25])),
        (rb"(a\(b\)\134\n\7\0501) Tj", (b"Tj", [b"a(b)\\\n\x07(1"])),
        (b"(a (b (c)) d) Tj", (b"Tj", [b"a (b (c)) d"])),
        (b"(a\\\r\nb) Tj", (b"Tj", [b"ab"])),
        (b"<48 6 5 7> Tj", (b"Tj", [b"Hep"])),
        (b"/F#31#2F2 12 Tf", (b"Tf", [LIT("F1/2"), 12])),
        (
            b"/P <</MCID 3/Lang(da)/A [/X [1 2] null]>> BDC",
            (b"BDC", [LIT("P"), {"MCID": 3, "Lang": b"da", "A": [LIT("X"), b"[1 2]", None]}]),
        ),
        (b"% (T*\n0 g", (b"g", [0])),
        (b"[(a)-3<62>] TJ", (b"TJ", [b"[(a)-3<62>]"])),
        (b"] >> 1 g", (b"g", [1])),
        (b"[ 1 << 2 g", (b"g", [2])),
    ],
)
def test_a_step_with_what_it_is_given(written: bytes, read: object) -> None:
    assert [*operations(written)] == [read]


def test_a_list_of_strings_and_numbers() -> None:
    assert [*Flat(rb"[(a\)) -3 <6 2>.5(b)]").shown()] == [b"a)", -3.0, b"b", 0.5, b"b"]


def test_a_picture_among_the_steps_keeps_its_samples() -> None:
    written = b"q BI /W 2 /H 1 /CS /G /D [1 0] ID EI(\nEI Q BI /W 1 /F [/A85] ID z~>\nEI Q"
    found = [*operations(written)]
    assert [name for name, _ in found] == [b"q", b"BI", b"EI", b"Q", b"BI", b"EI", b"Q"]
    first, second = (found[at][1][0] for at in (2, 5))
    assert first.get_data() == b"EI("
    assert first.attrs["D"] == [1, 0]
    assert second.get_data() == bytes(4)


def test_packed_objects_with_references_in_them() -> None:
    found = objects(b"7 0 8 9 <</K [1 0 R (a(b)) true] /N null>> null", "the file")
    assert found[:4] == [7, 0, 8, 9]
    (reference, text, yes), nothing = found[4].pop("K"), found[5]
    assert isinstance(reference, PDFObjRef)
    assert (reference.objid, text, yes, nothing) == (1, b"a(b)", True, None)
    assert found[4] == {}
