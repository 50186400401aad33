"""PDF files as they come from elsewhere, drawn here with ReportLab."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from pypdf.annotations import FreeText, Text
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from import_support import SAMPLES, document_words, run, sample_files
from moedebog import document
from moedebog.blocks import Run
from moedebog.diagnostics import UsageProblem
from moedebog.importer import read
from moedebog.importer.pieces import Kind, Piece, text_piece
from moedebog.importer.readers import furniture, pdf, picture_pieces
from moedebog.importer.readers.letterhead import without_letterhead
from moedebog.importer.readers.letters import clean
from moedebog.importer.readers.pdf import file as pdf_file
from moedebog.importer.readers.pdf import images
from moedebog.importer.readers.pdf import reader as read_pdf
from moedebog.importer.readers.pdf.file import FILLED_IN
from moedebog.importer.readers.pdf.glyphs import Glyph, TextLine
from moedebog.importer.readers.pdf.lines import GARBLED, line_of
from moedebog.importer.readers.struck import STRUCK_KEPT
from pages_drawn import cells, drawn, lines
from support import ROOT

TEXT = (
    "Udvalget drøftede sagen og var enigt om, at arbejdet skal gå videre som foreslået, når",
    "de nødvendige midler er fundet, og at forvaltningen vender tilbage med en plan for det,",
    "som ventes at komme på dagsordenen igen til efteråret sammen med budgettet for næste år.",
)


def own(canvas: Canvas) -> list[str]:
    """Text that no other page has."""
    letter = "abcdefghij"[canvas.getPageNumber() - 1]
    return [f"{line} {letter}" for line in TEXT]


def texts(found: list[Piece]) -> list[str]:
    return [piece.text for piece in found]


def shown(piece: Piece) -> list[tuple[str, str]]:
    """The runs of a piece, with what is special in each."""
    return [
        (run.text, "b" * run.strong + "i" * run.emphasis + (run.link or ""))
        for run in piece.inlines
        if isinstance(run, Run)
    ]


# --- looks and links --------------------------------------------------------------------------


def in_fonts(canvas: Canvas, *parts: tuple[str, str], y: float = 700) -> None:
    x = 60.0
    for text, font in parts:
        canvas.setFont(font, 11)
        canvas.drawString(x, y, text)
        x += canvas.stringWidth(text, font, 11)


def test_words_that_a_line_is_drawn_through_are_told() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Godkendt ikke som indstillet.")
        start = 60 + canvas.stringWidth("Godkendt ", "Helvetica", 11)
        end = start + canvas.stringWidth("ikke", "Helvetica", 11)
        canvas.line(start, 703, end, 703)
        canvas.drawString(60, 640, "Udsat indtil videre.")
        canvas.line(60, 638, 90, 638)  # drawn under words

    struck, under = read_pdf.read(drawn(page))
    assert struck.notes == (STRUCK_KEPT.format("ikke"),)
    assert not under.notes


@pytest.mark.parametrize(
    ("text", "told"),
    [("$QGHQ\x03DIVWHPQLQJ\x03YDU\x03RP", True), ("Anden afstemning\x01var om farven", False)],
)
def test_a_line_in_a_font_that_tells_no_letters_is_marked(text: str, told: bool) -> None:
    glyphs = [
        Glyph(letter, at, 700, at + 6, 710, 10, (False, False), 702, 0)
        for at, letter in zip(range(50, 650, 6), text, strict=False)
    ]
    page = pdf_file.Page(2, None, 595, 842, [], [], [], [], [])
    line = line_of(TextLine([*glyphs], glyphs, 50, 700, 600, 710), page)
    assert line is not None
    assert line.notes == ((GARBLED.format(2),) if told else ())


def test_bold_and_italics_inside_a_line_and_over_two() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, TEXT, y=760)
        in_fonts(
            canvas,
            *(("Vi beslut", "Helvetica"), ("tede", "Helvetica-Bold"), (" i dag, at ", "Helvetica")),
            *(("det her ", "Helvetica-Oblique"), ("er ", "Helvetica"), ("meget", "Helvetica-Bold")),
            ("  vigtigt", "Helvetica-Bold"),
        )
        in_fonts(canvas, ("nu og altid", "Helvetica-Bold"), (" videre.", "Helvetica"), y=686)

    found = read_pdf.read(drawn(page))[-1]
    assert shown(found) == [
        *(("Vi beslut", ""), ("tede ", "b"), ("i dag, at ", ""), ("det her ", "i"), ("er ", "")),
        *(("meget vigtigt nu og altid ", "b"), ("videre.", "")),
    ]


def test_emphasis_never_breaks_a_word(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["Referat fra Udvalget den 3. marts 2025", "", "1. Valg", "", "2. Slut", ""])
        in_fonts(
            canvas, ("be", "Helvetica"), ("slut", "Helvetica-Bold"), ("et", "Helvetica"), y=600
        )
        lines(canvas, TEXT, y=570)

    file = tmp_path / "gammelt.pdf"
    file.write_bytes(drawn(page))
    result = run(file, tmp_path)
    assert "be**slut**et" in result.text
    assert "besluttet" not in document_words(result.document())
    assert "beslutet" in document_words(result.document())


def test_links_keep_their_addresses() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, TEXT, y=760)
        canvas.drawString(60, 700, "Læs mere på hjemmesiden i dag.")
        start = 60 + canvas.stringWidth("Læs mere på ", "Helvetica", 11)
        end = start + canvas.stringWidth("hjemmesiden", "Helvetica", 11)
        canvas.linkURL("https://example.org/a?b=c", (start, 697, end, 711), relative=0)
        canvas.linkRect("", "top", (60, 697, 80, 711), relative=0)
        canvas.bookmarkPage("top")

    found = read_pdf.read(drawn(page))[-1]
    address = "https://example.org/a?b=c"
    assert shown(found) == [("Læs mere på ", ""), ("hjemmesiden ", address), ("i dag.", "")]


def test_a_soft_hyphen_that_is_drawn_within_a_line_is_a_hyphen() -> None:
    font = ROOT / "templates" / "standard" / "fonts" / "DejaVuSans.ttf"
    pdfmetrics.registerFont(TTFont("Sans", str(font)))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Sans", 11)
        told = "Den 14\u00ad03\u00ad2031 kl. 10\u00ad12 (Ada \u00ad Bo), og der læses ind\u00ad"
        canvas.drawString(60, 700, told)
        canvas.drawString(60, 686, "stillinger.")

    assert texts(pdf.read(drawn(draw))) == [
        "Den 14-03-2031 kl. 10-12 (Ada - Bo), og der læses indstillinger."
    ]


def test_raised_numbers_are_powers_or_notes() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, TEXT, y=760)
        for x, word, raised in ((60, "200 m", "2"), (140, "efter loven", "12")):
            canvas.setFont("Helvetica", 11)
            canvas.drawString(x, 700, word)
            canvas.setFont("Helvetica", 9 if raised == "2" else 7)
            canvas.drawString(x + canvas.stringWidth(word, "Helvetica", 11), 705, raised)

    assert read_pdf.read(drawn(page))[-1].text == "200 m² efter loven (note 12)"


# --- how text is drawn --------------------------------------------------------------------------


def test_text_in_a_form_and_text_drawn_twice() -> None:
    def page(canvas: Canvas) -> None:
        canvas.beginForm("form")
        canvas.setFont("Helvetica", 11)
        lines(canvas, TEXT)
        canvas.endForm()
        canvas.doForm("form")
        canvas.setFont("Helvetica", 11)
        for offset in (0, 0.4):
            canvas.drawString(60 + offset, 500, "Helt illegal alliance")

    assert texts(read_pdf.read(drawn(page))) == [" ".join(TEXT), "Helt illegal alliance"]


def test_text_across_the_page_comes_last_and_a_watermark_goes() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, own(canvas))
        canvas.saveState()
        canvas.translate(30, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, f"Sag 25/{canvas.getPageNumber()} i margenen" if once else "Kopi")
        canvas.restoreState()
        canvas.translate(200, 200)
        canvas.rotate(45)
        canvas.drawString(0, 0, "UDKAST")

    once = True
    (body, *across) = read_pdf.read(drawn(page))
    assert "enigt" in body.text
    assert {(x.text, x.notes) for x in across} == {
        ("Sag 25/1 i margenen", (read_pdf.TURNED,)),
        ("UDKAST", (read_pdf.TURNED,)),
    }
    once = False
    assert not any("UDKAST" in x.text for x in read_pdf.read(drawn(page, page, page)))


def test_a_page_that_lies_on_its_side_is_turned() -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        lines(canvas, TEXT, 60, 400)

    (found,) = read_pdf.read(drawn(page))
    assert (found.text, found.notes) == (" ".join(TEXT), ())


def test_where_all_lines_are_short_each_is_one() -> None:
    told = ("Punkt 1. Godkendelse af dagsorden", "Dagsordenen godkendt.", "Punkt 2. Hegn", "Udsat.")
    found = read_pdf.read(drawn(lambda canvas: lines(canvas, told)))
    assert texts(found) == list(told)


def test_a_short_line_is_a_line_of_its_own() -> None:
    def page(canvas: Canvas) -> None:
        for number, (x, text) in enumerate(
            (
                (60, "Referat af generalforsamling i Prøveforeningen, som blev holdt den 4. marts"),
                (60, "1) Valg af dirigent"),
                (75, "Bo Prøve blev valgt"),
                (
                    75,
                    "14 parceller var mødt til mødet i skolens kantine, og de var alle med i",
                ),
                (75, "afstemningen"),
                (60, "2) Samarbejde med Vandværket i Prøveby, Teknisk Forvaltning og de to andre"),
                (75, "Foreninger"),
                (75, "a ) Aftale"),
                (90, "Godkendt"),
                (75, "b ) Penge"),
            )
        ):
            canvas.drawString(x, 700 - 14 * number, text)

    found = read_pdf.read(drawn(page))[1:]
    assert [(p.kind.value, p.level, p.inside, p.text) for p in found] == [
        ("item", 0, 0, "Valg af dirigent"),
        ("text", 0, 1, "Bo Prøve blev valgt"),
        (
            *("text", 0, 1),
            "14 parceller var mødt til mødet i skolens kantine, og de var alle med i afstemningen",
        ),
        (
            *("item", 0, 0),
            "Samarbejde med Vandværket i Prøveby, Teknisk Forvaltning og de to andre Foreninger",
        ),
        ("item", 1, 0, "Aftale"),
        ("text", 0, 2, "Godkendt"),
        ("item", 1, 0, "Penge"),
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"venstre spalte linje nummer {n} med ord" for n in "abcdefghij"]
    right = [f"højre spalte linje nummer {n} med ord i" for n in "abcdefghij"]

    def page(canvas: Canvas) -> None:
        canvas.drawString(
            60, 740, "En linje over hele siden, der er så lang, at den går over begge spalter."
        )
        lines(canvas, left, 60)
        lines(canvas, right, 320)
        canvas.drawString(
            60, 500, "Og en til sidst, der også er så lang, at den går over begge spalter her."
        )

    found = " ".join(texts(read_pdf.read(drawn(page))))
    assert found.index("venstre spalte linje nummer j") < found.index("højre spalte linje nummer a")
    assert found.startswith("En linje over hele siden")
    assert found.endswith("over begge spalter her.")


def test_lines_of_facts_are_lines_however_long() -> None:
    facts = ["Formand: Bo Prøve, Prøvevej 80", "Kasserer: Anna Eksempel, Prøvevej 8", "Vej: Bo"]

    def page(canvas: Canvas) -> None:
        lines(canvas, facts, 60)

    assert texts(read_pdf.read(drawn(page))) == facts


def test_labels_before_text_are_no_columns() -> None:
    def page(canvas: Canvas) -> None:
        for n in range(8):
            canvas.drawString(60, 700 - 20 * n, f"Punkt {n}")
            canvas.drawString(300, 700 - 20 * n, "En tekst, der hører til sit nummer på linjen")

    found = texts(read_pdf.read(drawn(page)))
    assert [text.split(" En ")[0] for text in found] == [f"Punkt {n}" for n in range(8)]


def test_a_table_of_which_each_cell_has_a_frame() -> None:
    rows = [["Post", "Beløb i alt", "Bemærkning"], ["Sti", "5", ""], ["Vej", "", "ukendt"]]

    def page(canvas: Canvas) -> None:
        lines(canvas, TEXT)
        cells(canvas, rows, 60, 600)

    table = read_pdf.read(drawn(page))[-1]
    assert [[" ".join(texts(list(cell))) for cell in row] for row in table.rows] == rows


def test_amounts_between_two_rules_are_rows_of_their_own() -> None:
    rows = [("Udgifter", ""), ("Stier og", ""), ("veje", "12.000"), ("Sne", "8.000")]

    def page(canvas: Canvas) -> None:
        lines(canvas, TEXT)
        for y in (600, 580, 515, 495):
            canvas.line(60, y, 400, y)
        for y, (label, amount) in zip(
            (586, 566, 552, 538, 524), [("I alt", "1"), *rows], strict=True
        ):
            canvas.setFont("Helvetica-Bold" if label == "Udgifter" else "Helvetica", 11)
            canvas.drawString(62, y, label)
            canvas.drawRightString(398, y, amount)
        canvas.drawString(62, 501, "Rest")
        canvas.drawRightString(398, 501, "0")

    table = read_pdf.read(drawn(page))[-1]
    assert [[" ".join(texts(list(cell))) for cell in row] for row in table.rows] == [
        *(["I alt", "1"], ["Udgifter", ""], ["Stier og veje", "12.000"], ["Sne", "8.000"]),
        ["Rest", "0"],
    ]


def test_bullets_that_are_drawn_begin_entries() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, TEXT, y=760)
        for text, x, y in (("en", 80, 700), ("inde", 100, 686), ("to", 80, 672)):
            canvas.circle(x - 9, y + 4, 2, fill=1)
            canvas.drawString(x, y, text)
        cells(canvas, [["Post", "Krav"], ["Sti", "første"], ["Vej", "andet"]], 60, 600)
        canvas.circle(173, 570, 2, fill=1)

    found = read_pdf.read(drawn(page))
    assert [(x.kind, x.level, x.text) for x in found[1:4]] == [
        *((Kind.ITEM, 0, "en"), (Kind.ITEM, 1, "inde"), (Kind.ITEM, 0, "to")),
    ]
    assert [x.kind for row in found[4].rows for x in row[1]] == [Kind.TEXT, Kind.ITEM, Kind.TEXT]


# --- what stands on every page -------------------------------------------------------------------


def test_heads_and_feet_of_left_and_right_pages_go() -> None:
    def page(canvas: Canvas) -> None:
        number = canvas.getPageNumber()
        canvas.drawString(60, 800, "Udvalget" if number % 2 else "Referat af mødet")
        lines(canvas, own(canvas))
        canvas.drawString(60, 60, "Rådhusgade 1, Eksempelby")
        canvas.drawString(60, 46, "Telefon 12 34 56 78")
        canvas.drawString(60, 32, f"{number} | Side")

    found = " ".join(texts(read_pdf.read(drawn(*[page] * 6))))
    assert found.count("Udvalget drøftede") == 6
    for word in ("Referat af", "Rådhusgade", "Telefon", "| Side"):
        assert word not in found


def test_a_foot_on_one_page_alone_is_told_and_bare_page_numbers_go() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, [*own(canvas), "Slut."], y=200)
        canvas.setFont("Helvetica", 8)
        if canvas.getPageNumber() == 1:
            canvas.drawString(60, 40, "Prøvehuset A/S")
            canvas.drawString(60, 31, "Prøvevej 1, tlf. 12 34 56 78")
        else:
            canvas.setFont("Helvetica", 16)
            canvas.drawString(500, 30, str(canvas.getPageNumber()))

    found = read_pdf.read(drawn(*[page] * 3))
    assert [text[-7:] for text in texts(found)] == ["a Slut.", "b Slut.", "c Slut."]
    assert found[0].notes == (
        read_pdf.FOOT.format(1, "Prøvehuset A/S Prøvevej 1, tlf. 12 34 56 78"),
    )


def test_who_was_elected_beside_another_is_told_on_a_line_of_his_own() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, TEXT)
        canvas.drawString(80, 620, "Ane Prøve, A27")
        canvas.drawString(260, 620, "Bo Eksempel, F24 blev valgt ind")

    found = texts(read_pdf.read(drawn(page)))
    assert found[-2:] == ["Ane Prøve, A27", "Bo Eksempel, F24 blev valgt ind"]


def test_a_note_at_the_foot_of_a_page_is_no_foot() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, TEXT, y=200)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 40, "1 Se kortet over haven.")

    assert texts(read_pdf.read(drawn(page)))[-1] == "1 Se kortet over haven."


def test_only_what_stands_at_the_usual_height_runs() -> None:
    pages = [[("Udvalget", 800.0), (f"Tekst {letter}", 700.0)] for letter in "abcde"]
    pages.append([("Udvalget", 600.0), ("Tekst f", 500.0)])
    assert furniture.running(pages) == {(page, 0) for page in range(5)}


def test_a_running_head_may_say_what_a_section_is_called() -> None:
    pages = [
        [("Udvalget", 800.0), ("Referat", 780.0), (f"Side {n}", 760.0), ("abcd"[n], 700.0)]
        for n in range(4)
    ]
    assert furniture.running(pages) == {(page, place) for page in range(4) for place in range(3)}
    pages[3][1] = ("Beslutning", 780.0)
    assert (0, 1) not in furniture.running(pages), "an item may begin a page with its heading"


def test_what_ends_most_pages_at_different_heights_stays() -> None:
    def page(canvas: Canvas) -> None:
        y = lines(canvas, own(canvas)[: canvas.getPageNumber() % 3 + 1])
        lines(canvas, ["Fraværende: Bo Ny"], y=y - 20)

    assert texts(read_pdf.read(drawn(*[page] * 6))).count("Fraværende: Bo Ny") == 6


# --- pictures -----------------------------------------------------------------------------------


def picture(
    colour: str = "red", mode: str = "RGB", size: tuple[int, int] = (60, 40)
) -> ImageReader:
    return ImageReader(Image.new(mode, size, colour))


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "CMYK"])
def test_a_picture_becomes_a_file(mode: str) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, TEXT)
        canvas.drawImage(picture(mode=mode), 60, 500, 120, 80, mask="auto")
        lines(canvas, ["Under billedet."], y=480)

    found = read_pdf.read(drawn(page))
    assert [piece.kind for piece in found] == [Kind.TEXT, Kind.PICTURE, Kind.TEXT]
    made = found[1].picture
    assert made is not None
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.size == (60, 40)
        pixel = image.convert("RGB").getpixel((30, 20))
    expected = Image.new(mode, (1, 1), "red").convert("RGB").getpixel((0, 0))
    assert isinstance(pixel, tuple)
    assert isinstance(expected, tuple)
    assert all(abs(a - b) < 8 for a, b in zip(pixel, expected, strict=True))


def test_a_picture_that_can_be_seen_through_stays_so() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, TEXT)
        clear = ImageReader(Image.new("RGBA", (60, 40), (255, 0, 0, 100)))
        canvas.drawImage(clear, 60, 500, 120, 80, mask="auto")

    made = read_pdf.read(drawn(page))[-1].picture
    assert made is not None
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.getpixel((30, 20)) == (255, 0, 0, 100)


def test_a_photograph_is_kept_as_it_is() -> None:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "blue").save(file, "JPEG")

    def page(canvas: Canvas) -> None:
        lines(canvas, TEXT)
        canvas.drawImage(ImageReader(io.BytesIO(file.getvalue())), 60, 500, 120, 80)

    made = read_pdf.read(drawn(page))[-1].picture
    assert made is not None
    assert (made.suffix, made.data) == ("jpg", file.getvalue())


def test_logos_ornaments_and_scans_behind_text_are_left_out() -> None:
    logo = picture("green")

    def page(canvas: Canvas) -> None:
        canvas.drawImage(logo, 400, 780, 100, 40)
        canvas.drawImage(picture("blue"), 60, 520, 100, 2)
        lines(canvas, own(canvas))

    def scan(canvas: Canvas) -> None:
        canvas.drawImage(picture("white"), 0, 0, *A4)
        lines(canvas, own(canvas))

    found = read_pdf.read(drawn(page, page, page, scan))
    assert {piece.kind for piece in found} == {Kind.TEXT}


def test_a_scanned_page_among_others_is_told() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, TEXT)

    def scan(canvas: Canvas) -> None:
        canvas.drawImage(picture("white"), 0, 0, *A4)

    found = read_pdf.read(drawn(page, scan))
    assert images.SCANNED in found[-1].notes


def test_a_drawing_is_told_where_it_stands_and_a_logo_of_curves_is_not() -> None:
    def curves(canvas: Canvas, count: int, y: float) -> None:
        for n in range(count):
            canvas.bezier(100 + n, y, 110 + n, y + 40, 120 + n, y - 40, 130 + n, y)

    def page(canvas: Canvas) -> None:
        curves(canvas, 40, 790)
        lines(canvas, own(canvas))
        curves(canvas, 40 * (canvas.getPageNumber() == 2), 500)
        lines(canvas, [f"Efter {own(canvas)[0]}"], y=400)

    found = read_pdf.read(drawn(page, page))
    assert [x.text for x in found if x.notes] == ["[Figur]"]
    figure = [x.text for x in found].index("[Figur]")
    assert found[figure].notes == (images.NOT_CARRIED,)
    assert found[figure].page == 2
    assert found[figure + 1].text.startswith("Efter ")


def test_bullets_are_no_drawing_and_a_scanned_first_page_is_no_logo() -> None:
    def page(canvas: Canvas) -> None:
        y = lines(canvas, own(canvas), y=760)
        for n in range(30):
            canvas.circle(64, y - 14 * n + 4, 2, fill=1)
            canvas.drawString(72, y - 14 * n, f"led {'abcdefghij'[n % 10]}")

    def scan(canvas: Canvas) -> None:
        canvas.drawImage(picture("white"), 0, 0, *A4)

    found = without_letterhead(read_pdf.read(drawn(scan, page)))
    assert images.SCANNED in found[0].notes
    assert "[Figur]" not in texts(found)


def test_samples_of_an_unknown_kind_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, TEXT)
        canvas.drawImage(picture(), 60, 500, 120, 80)

    monkeypatch.setattr(images, "_MODES", {})
    found = read_pdf.read(drawn(page))
    assert (found[-1].text, found[-1].notes) == ("[Billede]", (images.NOT_READ,))


def test_a_tagged_picture_keeps_its_description(tmp_path: Path) -> None:
    file = next(file for file in SAMPLES if file.name == "eksempel/2025-11-06")
    old = tmp_path / "gammelt.pdf"
    old.write_bytes(sample_files(file, document.Kind.REFERAT)[1])
    found = [piece.picture for piece in read(old) if piece.picture]
    (seen,) = [Image.open(io.BytesIO(one.data)).convert("RGB") for one in found]
    with Image.open(file.path.parent / "bilag" / "cykelsti.png") as drawn_one:  # of 4 bits a dot
        assert seen.tobytes() == drawn_one.convert("RGB").tobytes()
    assert picture_pieces.WITHOUT_ALT not in [one.alt for one in found if one]


# --- the whole file -------------------------------------------------------------------------------


def test_what_is_filled_in_is_read_and_comments_are_told() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, TEXT)
        canvas.drawString(60, 600, "Navn:")
        canvas.acroForm.textfield(name="navn", value="Anna Eksempel", x=110, y=597, height=14)

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(drawn(page)))
    note = Text(rect=(10, 10, 20, 20), text="Husk det")
    writer.add_annotation(0, note)
    writer.add_annotation(0, FreeText(rect=(60, 500, 200, 520), text="Påskrevet"))
    file = io.BytesIO()
    writer.write(file)
    found = read_pdf.read(file.getvalue())
    assert texts(found)[1:] == ["Navn: Anna Eksempel", "Påskrevet"]
    assert found[1].notes == (FILLED_IN,)
    assert found[0].notes == ("dokumentets kommentarer er ikke kommet med: 1",)


def encrypted(user: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(drawn(lambda canvas: lines(canvas, TEXT))))
    writer.encrypt(user, "ejer", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_locked_file_is_refused_and_one_that_anybody_may_read_is_read() -> None:
    with pytest.raises(UsageProblem, match="adgangskode"):
        read_pdf.read(encrypted("hemmelig"))
    assert texts(read_pdf.read(encrypted(""))) == [" ".join(TEXT)]


def test_a_scanned_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(drawn(lambda canvas: canvas.drawImage(picture(), 0, 0, *A4)))
    with pytest.raises(UsageProblem, match="skannet"):
        read(file)


def test_a_file_whose_fonts_tell_no_letters_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "tegn.pdf"
    file.write_bytes(b"%PDF-1.7")
    unreadable = [text_piece("(cid:3)(cid:17) og"), text_piece("en ganske almindelig tekst " * 4)]
    monkeypatch.setattr(pdf, "read", lambda *_: [clean_piece(one) for one in unreadable])
    found = read(file)
    assert found[0].text == "□□ og"
    assert found[0].notes
    unreadable[1:] = []
    with pytest.raises(UsageProblem, match="bogstaver"):
        read(file)


def clean_piece(piece: Piece) -> Piece:
    return text_piece(clean(piece.text))


def test_a_file_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_file, "MOST_PAGES", 2)
    with pytest.raises(UsageProblem, match="mere end 2 sider"):
        read_pdf.read(drawn(*[lambda canvas: lines(canvas, TEXT)] * 3))
