"""The text of pages: numbers over lines and pages, and pages that cannot be read."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from indhold.bounds import Bounds
from indhold.collecting import Collector
from indhold.findings import Kind
from indhold.given import Given
from indhold.looking import look, look_inside
from indhold.readers.pdf.pages import text_of
from planted_pdfs import BODY, NUMBER, changed, contents, drawn, gaps, numbers, seen, told, words

ROOT = Path(__file__).parents[2]


def lines(*each: str, y: float = 760) -> object:
    def draw(canvas: Canvas) -> None:
        for index, line in enumerate(each):
            canvas.drawString(72, y - 14 * index, line)

    return draw


def paper(*texts: str, size: tuple[int, int] = (595, 842)) -> ImageReader:
    """A picture of text."""
    picture = Image.new("L", size, 250)
    pen = ImageDraw.Draw(picture)
    for index, text in enumerate(texts):
        pen.text((60, 60 + 16 * index), text, fill=10)
    return ImageReader(picture)


SCAN = paper(*[f"{BODY} {number}" for number in range(30)])
PHOTO = ImageReader(Image.linear_gradient("L").resize((595, 842)))


def shows(picture: ImageReader, *also: object, box: tuple[int, ...] = (0, 0, 595, 842)) -> object:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(picture, *box)  # type: ignore[arg-type]
        for one in also:
            one(canvas)  # type: ignore[operator]

    return draw


def test_a_number_is_found_on_its_page() -> None:
    assert numbers(seen(drawn(words(BODY), words(f"Borger {NUMBER}")))) == ["page 2"]


@pytest.mark.parametrize(
    "broken",
    [("Borger 010190-", "1234 har søgt"), ("Borger 010190", "-1234 har søgt")],
)
def test_a_number_over_two_lines_is_found(broken: tuple[str, str]) -> None:
    assert numbers(seen(drawn(lines(*broken)))) == ["page 1"]  # type: ignore[arg-type]


def test_a_hyphen_at_the_end_of_a_line_is_one() -> None:
    # Between letters the library writes another sign for it.
    assert numbers(seen(drawn(lines("cpr-nummer: 010190-", "1234")))) == ["page 1"]  # type: ignore[arg-type]
    with pypdfium2.PdfDocument(drawn(lines("Udvalgets sags-", "fremstilling"))) as document:  # type: ignore[arg-type]
        text = text_of(document[0], Collector(Bounds(), look_inside))
        assert text.words == "Udvalgets sags-\nfremstilling"
        text.close()


def test_a_number_over_two_pages_is_found() -> None:
    held = drawn(lines(BODY, "Borger 010190-", y=60), lines("1234 har søgt", BODY))  # type: ignore[arg-type]
    assert numbers(seen(held)) == ["page 2"]


def test_numbers_of_pages_make_no_number() -> None:
    held = drawn(lines("Sagen 010190", y=60), lines("1234 har søgt"))  # type: ignore[arg-type]
    assert not numbers(seen(held))


def test_what_is_drawn_is_read_though_other_words_stand_for_it() -> None:
    def replace(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        held = page.obj.Contents.read_bytes()
        page.obj.Contents = Stream(pdf, b"/Span <</ActualText (Navn)>> BDC " + held + b" EMC")

    assert numbers(seen(changed(replace, drawn(words(NUMBER))))) == ["page 1"]


def test_words_that_stand_for_what_is_drawn_are_read() -> None:
    def replace(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        held = page.obj.Contents.read_bytes()
        mark = f"/Span <</Alt (Billede af {NUMBER})>> BDC ".encode()
        page.obj.Contents = Stream(pdf, mark + held + b" EMC")

    assert numbers(seen(changed(replace))) == ["page 1"]


def test_a_pattern_and_a_form_within_a_form_are_read() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        pattern = Stream(pdf, f"BT /F1 9 Tf 0 9 Td ({NUMBER}) Tj ET".encode())
        pattern.PatternType, pattern.PaintType, pattern.TilingType = 1, 1, 1
        pattern.BBox, pattern.XStep, pattern.YStep = Array([0, 0, 90, 20]), 90, 20
        pattern.Resources = pdf.pages[0].obj.Resources
        pdf.pages[0].obj.Resources.Pattern = Dictionary(P1=pattern)

    assert numbers(seen(changed(plant)))

    def nest(pdf: pikepdf.Pdf) -> None:
        inner = contents(pdf, f"BT /F1 9 Tf 0 9 Td ({NUMBER}) Tj ET".encode())
        outer = Stream(pdf, b"/In Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 99])
        outer.Resources = Dictionary(XObject=Dictionary(In=inner))
        page = pdf.pages[0].obj
        page.Resources.XObject = Dictionary(Out=outer)
        page.Contents = Array([page.Contents, Stream(pdf, b"q /Out Do Q")])

    assert numbers(seen(changed(nest))) == ["page 1"]


# --- pictures of text -------------------------------------------------------------------


def test_pages_that_are_pictures_are_told_by_runs() -> None:
    held = drawn(words(BODY), shows(SCAN), shows(SCAN), words(BODY), shows(SCAN))  # type: ignore[arg-type]
    found = seen(held)
    assert gaps(found) == [("scan", "page 2-3"), ("scan", "page 5")]
    assert found.accessible is not None
    assert found.accessible.scanned == 3


def test_a_stamp_does_not_make_a_picture_read() -> None:
    assert gaps(seen(drawn(shows(SCAN, words("Modtaget 3. maj"))))) == [("scan", "page 1")]  # type: ignore[arg-type]


def test_a_title_on_a_photograph_is_no_scan() -> None:
    assert not gaps(seen(drawn(shows(PHOTO, words("Sundhedsaftalen 2024-2027")))))  # type: ignore[arg-type]


def test_text_that_was_read_from_a_picture_is_read() -> None:
    def layer(canvas: Canvas) -> None:
        text = canvas.beginText(60, 780)
        text.setTextRenderMode(3)
        for _ in range(3):
            text.textLine(BODY)
        text.textLine(f"Borger {NUMBER}")
        canvas.drawText(text)

    found = seen(drawn(shows(SCAN, layer)))  # type: ignore[arg-type]
    assert not gaps(found)
    assert not told(found, Kind.HIDDEN)
    assert numbers(found) == ["page 1"]
    assert found.accessible is not None
    assert found.accessible.scanned == 1


def test_text_in_outlines_is_a_scan() -> None:
    def outlines(canvas: Canvas) -> None:
        path = canvas.beginPath()
        for index in range(400):
            x, y = 72 + index % 40 * 10, 700 - index // 40 * 14
            path.moveTo(x, y)
            path.curveTo(x + 2, y + 8, x + 6, y + 8, x + 8, y)
            path.lineTo(x, y)
        canvas.drawPath(path, fill=1)

    assert gaps(seen(drawn(outlines))) == [("scan", "page 1")]


def test_blank_pages_and_frames_are_no_scans() -> None:
    def frame(canvas: Canvas) -> None:
        canvas.rect(40, 40, 500, 760)

    assert not gaps(seen(drawn(lambda canvas: None, frame)))


# --- letters without names --------------------------------------------------------------


@pytest.mark.parametrize("codes", [range(1, 20), range(65, 84)])
def test_letters_that_the_file_does_not_name_are_told(codes: range) -> None:
    def unname(pdf: pikepdf.Pdf) -> None:
        glyph = Stream(pdf, b"600 0 0 0 500 700 d1 0 0 500 700 re f")
        names = [Name(f"/g{code}") for code in codes]
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=[0, 0, 600, 700],
            FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            CharProcs=Dictionary({f"/g{code}": glyph for code in codes}),
            Encoding=Dictionary(Type=Name.Encoding, Differences=[codes[0], *names]),
            FirstChar=codes[0],
            LastChar=codes[-1],
            Widths=[600] * 19,
        )
        page = pdf.pages[0].obj
        page.Resources.Font["/T3"] = pdf.make_indirect(font)
        codes_written = bytes(codes).hex().encode()
        page.Contents = Stream(pdf, b"BT /T3 12 Tf 72 700 Td <" + codes_written * 3 + b"> Tj ET")

    assert gaps(seen(changed(unname))) == [("no-characters", "page 1")]


@pytest.mark.parametrize(
    ("first", "expected"),
    [(0xE000, [("no-characters", "page 1")]), (ord("a"), [])],
)
def test_a_row_of_such_letters_is_told_however_much_else_there_is(
    first: int, expected: list[tuple[str, str]]
) -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        names = b"1 begincodespacerange <00><ff> endcodespacerange 1 beginbfrange <2d><39>"
        named = Stream(pdf, b"begincmap %s <%04x> endbfrange endcmap" % (names, first))
        page.Resources.Font["/T1"] = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Courier,
            Encoding=Name.WinAnsiEncoding,
            ToUnicode=named,
        )
        pdf.pages[0].contents_add(b"BT /T1 12 Tf 72 300 Td (%s) Tj ET" % NUMBER.encode())

    assert gaps(seen(changed(rename, drawn(lines(*[BODY] * 9))))) == expected  # type: ignore[arg-type]


def test_signs_of_lists_are_not_letters_without_names() -> None:
    assert not gaps(seen(drawn(lines("\uf0b7 " + BODY, BODY))))  # type: ignore[arg-type]


# --- what cannot be opened --------------------------------------------------------------


def test_a_password_is_told_and_one_that_only_forbids_is_none() -> None:
    def nothing(pdf: pikepdf.Pdf) -> None:
        pass

    held = drawn(words(NUMBER))
    locked = changed(nothing, held, encryption=pikepdf.Encryption(user="hest", owner="ko"))
    assert gaps(seen(locked)) == [("password", "")]
    forbidding = changed(nothing, held, encryption=pikepdf.Encryption(user="", owner="ko"))
    found = seen(forbidding)
    assert not gaps(found)
    assert numbers(found) == ["page 1"]


def test_a_file_cut_off_is_read_as_far_as_it_goes() -> None:
    whole = drawn(words(NUMBER))
    assert numbers(seen(whole[: whole.index(b"startxref")])) == ["page 1"]
    assert gaps(seen(whole[:60])) == [("damaged", "")]


@pytest.mark.parametrize(
    ("filters", "damage", "expected"),
    [
        ("FlateDecode", lambda packed: packed, []),
        ("FlateDecode", lambda packed: packed[:-4] + b"abcd", []),
        ("FlateDecode", lambda packed: packed[:2] + b"\xff" * 9, ["page 1"]),
        ("NobodyKnows", lambda packed: packed, ["page 1"]),
    ],
)
def test_words_that_cannot_be_unpacked_are_told(
    filters: str, damage: Callable[[bytes], bytes], expected: list[str]
) -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        packed = damage(zlib.compress(b"BT (Hej) Tj ET"))
        made = Stream(pdf, packed)
        made.Filter = Name(f"/{filters}")
        pdf.pages[0].obj.Contents = pdf.make_indirect(made)

    held = changed(plant, compress_streams=False)
    assert [where for reason, where in gaps(seen(held)) if reason == "damaged"] == expected


def test_words_in_any_property_of_a_part_of_a_page_are_read() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(f"/Span <</Egen({NUMBER})>> BDC EMC".encode())

    assert numbers(seen(changed(plant))) == ["page 1"]


def test_a_page_whose_words_are_cut_off_is_told() -> None:
    def last(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(f"BT ({NUMBER}) Tj ET".encode())

    whole = changed(last, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    numbers_of = [match.start() for match in re.finditer(rb"\d+ 0 obj", whole)]
    cut = whole[: whole.index(b"endobj", numbers_of[-1])]
    assert ("damaged", "") in gaps(seen(cut))
    assert not gaps(seen(whole))


def test_a_file_without_pages_is_told(tmp_path: Path) -> None:
    def loop(pdf: pikepdf.Pdf) -> None:
        pages = pdf.Root.Pages
        pages.Kids = Array([pages])

    assert ("damaged", "") in gaps(seen(changed(loop)))


def test_a_file_can_be_removed_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(drawn(words(NUMBER)))
    given = Given(path.name, path)
    assert numbers(look(given)) == ["page 1"]
    given.data.close()  # type: ignore[union-attr]
    path.unlink()


# --- nothing where there is nothing -----------------------------------------------------


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("meetings/*/bilag/*.[pP][dD][fF]")), ids=lambda path: path.name[:30]
)
def test_of_a_clean_file_nothing_is_told(path: Path) -> None:
    found = look(Given(path.name, path))
    harmless = {Kind.METADATA, Kind.AUTHOR}
    assert not found.gaps
    assert {one.kind for one in found.findings} <= harmless
    assert found.accessible is not None
    assert found.accessible.is_good


def test_a_picture_of_text_among_words_is_no_scan() -> None:
    def page(canvas: Canvas) -> None:
        for index in range(20):
            canvas.drawString(72, 400 - 14 * index, BODY)
        canvas.drawImage(SCAN, 72, 450, 400, 300)

    assert not gaps(seen(drawn(page)))


def test_the_same_file_gives_the_same_each_time() -> None:
    held = drawn(words(NUMBER), shows(SCAN))  # type: ignore[arg-type]
    assert seen(held) == seen(io.BytesIO(held).getvalue())
