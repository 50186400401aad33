"""Words on a page that nobody sees: they are told, and the numbers in them found."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from indhold.findings import Kind
from planted_pdfs import (
    BODY,
    MASKED,
    NUMBER,
    annotation,
    changed,
    drawn,
    gaps,
    numbers,
    seen,
    told,
    words,
)

LINE = f"Vedr. {NUMBER} og mere"


def hidden(held: bytes) -> list[tuple[str, str]]:
    found = seen(held)
    assert not gaps(found)
    return told(found, Kind.HIDDEN)


def white(canvas: Canvas) -> None:
    canvas.drawString(72, 780, BODY)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 700, LINE)


def white_on_a_white_box(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.rect(0, 0, 595, 842, fill=1, stroke=0)
    canvas.drawString(72, 700, LINE)


def white_on_a_white_picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), (255, 255, 250))), 60, 600, 300, 150)
    canvas.drawString(72, 500, BODY)
    canvas.setFillGray(1)
    canvas.drawString(72, 700, LINE)


def transparent(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0, 0, 0, alpha=0.02))
    canvas.drawString(72, 700, LINE)


def black_on_black(canvas: Canvas) -> None:
    canvas.rect(60, 690, 400, 30, fill=1)
    canvas.drawString(72, 700, LINE)


def invisible(canvas: Canvas) -> None:
    text = canvas.beginText(72, 700)
    text.setTextRenderMode(3)
    text.textOut(LINE)
    canvas.drawText(text)


def tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.9)
    canvas.drawString(72, 700, LINE)


def tiny_by_its_matrix(canvas: Canvas) -> None:
    canvas.scale(0.05, 0.05)
    canvas.drawString(1440, 14000, LINE)


def beside(canvas: Canvas) -> None:
    canvas.drawString(700, 700, LINE)


def below_a_picture_without_area(canvas: Canvas) -> None:
    canvas.drawString(72, -40, LINE)


def in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("F")
    white(canvas)
    canvas.endForm()
    canvas.translate(5, -40)
    canvas.doForm("F")


@pytest.mark.parametrize(
    ("draw", "reason"),
    [
        (white, "white"),
        (white_on_a_white_box, "white"),
        (white_on_a_white_picture, "white"),
        (transparent, "transparent"),
        (black_on_black, "coloured as what is behind it"),
        (invisible, "invisible"),
        (tiny, "tiny"),
        (tiny_by_its_matrix, "tiny"),
        (beside, "outside the page"),
        (below_a_picture_without_area, "outside the page"),
        (in_a_form, "white"),
    ],
)
def test_words_that_are_not_seen_are_told(draw: object, reason: str) -> None:
    held = drawn(draw)  # type: ignore[arg-type]
    assert hidden(held) == [("page 1", f"{reason}: Vedr. {MASKED} og mere")]
    assert numbers(seen(held)) == ["page 1"]


@pytest.mark.parametrize(
    "how",
    ["/F1 0 Tf", "/F1 .0001 Tf", "/F1 9 Tf 0 Tz", "/F1 9 Tf 0 0 0 0 9 9 Tm"],
)
def test_words_of_no_size_are_searched(how: str) -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(f"BT {how} ({NUMBER}) Tj ET".encode())

    assert numbers(seen(changed(plant))) == ["page 1"]


def test_words_made_small_by_a_matrix_are_searched() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        words_ = f"q .00001 0 0 .00001 9 9 cm BT /F1 9 Tf ({NUMBER}) Tj ET Q"
        pdf.pages[0].contents_add(words_.encode())

    assert numbers(seen(changed(plant))) == ["page 1"]


def test_on_many_pages_it_is_told_of_all_at_once() -> None:
    found = hidden(drawn(*[white] * 15))
    assert [where for where, _ in found] == [*(f"page {n}" for n in range(1, 10)), "page 10-15"]


def test_of_a_page_that_is_turned_as_well() -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Rotate = 90

    for draw, count in ((white, 1), (words(LINE), 0), (white_on_a_shading, 0)):
        assert len(hidden(changed(turn, drawn(draw)))) == count


def test_beside_the_part_of_the_page_that_is_shown() -> None:
    def crop(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.CropBox = Array([0, 0, 595, 500])

    assert hidden(changed(crop, drawn(words(LINE)))) == [
        ("page 1", f"outside the page: Vedr. {MASKED} og mere")
    ]


# --- covered ------------------------------------------------------------------------------


def covered(canvas: Canvas) -> None:
    canvas.drawString(72, 700, LINE)
    canvas.rect(104, 696, 66, 14, fill=1)


def covered_with_a_word_on_it(canvas: Canvas) -> None:
    covered(canvas)
    canvas.setFillGray(1)
    canvas.drawString(110, 700, "FJERNET")


def covered_by_a_broad_line(canvas: Canvas) -> None:
    canvas.drawString(72, 700, LINE)
    canvas.setLineWidth(14)
    canvas.line(104, 703, 170, 703)


@pytest.mark.parametrize("draw", [covered, covered_with_a_word_on_it, covered_by_a_broad_line])
def test_a_black_box_takes_no_words_away(draw: object) -> None:
    held = drawn(draw)  # type: ignore[arg-type]
    (told_,) = hidden(held)
    assert told_[0] == "page 1"
    assert told_[1].startswith(f"covered: {MASKED[:6]}")
    assert numbers(seen(held)) == ["page 1"]


def test_all_boxes_on_a_line_are_seen() -> None:
    def two(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Anders og Birthe er set i dag")
        canvas.rect(72, 696, 38, 14, fill=1)
        canvas.rect(128, 696, 30, 14, fill=1)

    ((_, shown),) = hidden(drawn(two))
    assert "Ander" in shown
    assert "Birt" in shown


def test_a_note_that_covers_words_is_seen() -> None:
    def cover(pdf: pikepdf.Pdf) -> None:
        one = annotation(pdf, "Square", IC=[0, 0, 0], C=[0, 0, 0])
        look = Stream(pdf, b"0 g 0 0 100 40 re f", Type=Name.XObject, Subtype=Name.Form)
        look.BBox = Array([0, 0, 100, 40])
        one.AP = Dictionary(N=look)
        one.F = 4

    found = seen(changed(cover, drawn(words(f"{NUMBER} er set"))))
    ((where, shown),) = told(found, Kind.HIDDEN)
    assert where == "page 1"
    assert shown.startswith(f"covered: {MASKED}")


def test_what_shines_through_covers_nothing() -> None:
    def marked(canvas: Canvas) -> None:
        canvas.drawString(72, 700, LINE)
        canvas.setFillColor(Color(1, 1, 0, alpha=0.4))
        canvas.rect(70, 696, 200, 14, fill=1, stroke=0)

    assert not hidden(drawn(marked))


# --- what is seen -----------------------------------------------------------------------------


def white_on_blue(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0, 0.2, 0.5)
    canvas.rect(60, 690, 400, 30, fill=1)
    canvas.setFillGray(1)
    canvas.drawString(72, 700, LINE)


def white_on_a_shading(canvas: Canvas) -> None:
    canvas.linearGradient(0, 0, 595, 842, ((0, 0, 0.4), (0, 0.3, 0.5)))
    canvas.setFillGray(1)
    canvas.drawString(72, 700, LINE)


def white_on_a_picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), (20, 40, 90))), 0, 0, 595, 842)
    canvas.setFillGray(1)
    for line in range(30):
        canvas.drawString(72, 700 - 14 * line, LINE)


def halo(canvas: Canvas) -> None:
    canvas.setLineWidth(2)
    canvas.setStrokeGray(1)
    text = canvas.beginText(72, 760)
    text.setTextRenderMode(1)
    text.textOut(LINE)
    text.setTextRenderMode(0)
    canvas.drawText(text)
    canvas.drawString(72, 760, LINE)


def watermark(canvas: Canvas) -> None:
    canvas.setFillGray(0.93)
    canvas.setFont("Helvetica", 90)
    canvas.translate(150, 250)
    canvas.rotate(50)
    canvas.drawString(0, 0, "UDKAST")


def read_from_a_picture_among_words(canvas: Canvas) -> None:
    paper = ImageReader(Image.linear_gradient("L").convert("RGB"))
    canvas.drawImage(paper, 60, 300, 350, 480)
    invisible(canvas)


def before_a_box_beside_it(canvas: Canvas) -> None:
    canvas.drawString(72, 700, LINE)
    canvas.rect(72, 720, 300, 40, fill=1)
    canvas.line(72, 698, 300, 698)


def small_but_legible(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 4)
    canvas.drawString(72, 700, LINE)
    canvas.drawString(72, 690, "-")


@pytest.mark.parametrize(
    "draw",
    [
        white_on_blue,
        white_on_a_shading,
        white_on_a_picture,
        before_a_box_beside_it,
        halo,
        watermark,
        read_from_a_picture_among_words,
        small_but_legible,
    ],
)
def test_words_that_are_seen_are_not_told(draw: object) -> None:
    assert not hidden(drawn(draw))  # type: ignore[arg-type]


def test_a_drawing_that_covers_a_letter_is_not_told() -> None:
    def drawing(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "a")
        canvas.rect(60, 690, 40, 40, fill=1)

    assert not hidden(drawn(drawing))


# --- layers ------------------------------------------------------------------------------------


def layered(pdf: pikepdf.Pdf, **usual: object) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Internt")))
    page = pdf.pages[0].obj
    page.Resources.Properties = Dictionary(L1=layer)
    page.Contents = Array(
        [
            page.Contents,
            Stream(pdf, f"/OC /L1 BDC BT /F1 12 Tf 72 600 Td ({LINE}) Tj ET EMC".encode()),
        ]
    )
    configuration = Dictionary(**usual)  # type: ignore[arg-type]
    if "OFF" in usual:
        configuration.OFF = Array([layer])
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=configuration)


@pytest.mark.parametrize("usual", [{"OFF": []}, {"BaseState": Name.OFF}])
def test_a_layer_that_is_off_is_told(usual: dict[str, object]) -> None:
    held = changed(lambda pdf: layered(pdf, **usual))
    assert hidden(held) == [
        ("layer Internt", "layer off"),
        ("page 1/layer Internt", f"layer off: Vedr. {MASKED} og mere"),
    ]
    assert numbers(seen(held)) == ["page 1"]


def test_a_layer_that_is_on_is_not() -> None:
    assert not hidden(changed(layered))


# --- what was there before -----------------------------------------------------------------------


def appended(held: bytes, number: int, body: bytes) -> bytes:
    """Another version of an object at the end of a file, and nothing taken away."""
    with pikepdf.open(io.BytesIO(held)) as pdf:
        size, root = len(pdf.objects) + 1, pdf.trailer.Root.objgen[0]
    start = len(held)
    one = b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, start)
    before = held.rindex(b"startxref")
    previous = int(held[before:].split()[1])
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (size, root, previous)
    end = b"startxref\n%d\n%%%%EOF\n" % (start + len(one))
    return held + one + table + trailer + end


def test_an_earlier_version_is_told() -> None:
    held = drawn(words(LINE), pageCompression=0)
    with pikepdf.open(io.BytesIO(held)) as pdf:
        number = pdf.pages[0].obj.Contents.objgen[0]
    text = b"BT /F1 12 Tf 72 760 Td (Vedr. borgeren) Tj ET"
    held = appended(held, number, b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text))
    assert hidden(held) == [
        ("part version 1/page 1", f"earlier version: Vedr. {MASKED} og mere"),
    ]
    assert numbers(seen(held)) == ["part version 1/page 1"]


def note_before(pdf: pikepdf.Pdf) -> None:
    annotation(pdf, "Text", Contents=pdf.make_indirect(String(f"Ring til {NUMBER}")))


def properties_before(pdf: pikepdf.Pdf) -> None:
    made = Stream(pdf, f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>{NUMBER}</a></x:xmpmeta>".encode())
    made.Type, made.Subtype = Name.Metadata, Name.XML
    pdf.pages[0].obj.Metadata = pdf.make_indirect(made)


def file_before(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["liste.txt"] = NUMBER.encode()


@pytest.mark.parametrize("plant", [note_before, properties_before, file_before])
def test_what_was_beside_the_pages_before_is_searched(
    plant: Callable[[pikepdf.Pdf], None],
) -> None:
    held = changed(plant)
    with pikepdf.open(io.BytesIO(held)) as pdf:
        for one in pdf.objects:
            written = one.read_bytes() if isinstance(one, Stream) else one.unparse(resolved=True)
            if NUMBER.encode() in written:
                number = one.objgen[0]
    held = appended(held, number, b"<< /Length 1 >>\nstream\nx\nendstream")
    assert [where.partition("/")[0] for where in numbers(seen(held))] == ["part version 1"]


def test_a_version_that_took_nothing_away_is_not_told() -> None:
    held = drawn(words(LINE))
    with pikepdf.open(io.BytesIO(held)) as pdf:
        root = pdf.trailer.Root
        number, body = root.objgen[0], root.unparse(resolved=True)
    assert not hidden(appended(held, number, body))


def test_a_file_made_for_the_net_has_one_version() -> None:
    held = changed(lambda pdf: None, drawn(words(LINE), words(BODY)), linearize=True)
    assert held.count(b"%%EOF") == 2
    assert not hidden(held)


def test_contents_that_nothing_uses_any_more_are_told() -> None:
    held = drawn(words(LINE))
    with pikepdf.open(io.BytesIO(held)) as pdf:
        number = pdf.pages[0].obj.objgen[0]
        page = pdf.pages[0].obj
        text = pdf.make_stream(b"BT /F1 12 Tf 72 760 Td (Vedr. borgeren) Tj ET")
        page.Contents = text
        body = page.unparse(resolved=True).replace(b"%d 0 R" % text.objgen[0], b"99 0 R")
    text_ = b"BT /F1 12 Tf 72 760 Td (Vedr. borgeren) Tj ET"
    held = appended(held, 99, b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text_), text_))
    held = appended(held, number, body)
    # The versions are no longer to be told apart, as after some programs.
    held = held.replace(b"%%EOF", b"%%FOE", 2)
    ((where, shown),) = hidden(held)
    assert where.startswith("part object")
    assert shown == f"earlier version: Vedr. {MASKED} og mere"
