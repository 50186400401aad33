"""Words left out of PDF files: they are nowhere in the copy, and all others are where they were."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from shutil import which
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageChops, ImageStat
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from build_mark_font import LETTERS, built
from indhold.leaving_out import (
    Entry,
    Hit,
    Made,
    Pattern,
    Reason,
    Region,
    Words,
    found_in,
    leave_out,
    unused,
)
from indhold.leaving_out.fonts import font_of
from indhold.leaving_out.marks import Marks
from planted_pdfs import annotation, changed, drawn, words
from validators import pdfua

NAME = "Jens Åkerlund"
GONE = Words(NAME, "[udeladt: navn]")
WIDE = b"\0\1\2" + NAME.encode("utf-16-le")
SHORT = "[udeladt]"
SAMPLES = Path(__file__).parent / "leaving_out"
"""What several programs have written; ``readme.md`` there says how."""


def made(data: bytes, *entries: Entry) -> Made:
    """A copy, which there must be."""
    copy = leave_out(data, entries or (GONE,), SHORT)
    assert copy.data, copy.account.cannot
    return copy


def left(data: bytes, *entries: Entry) -> bytes:
    """The bytes of a copy, in which the name must be nowhere."""
    copy = made(data, *entries).data
    assert_nowhere(copy)
    return copy


def refused(data: bytes, *entries: Entry) -> tuple[Reason, int, int]:
    """Why there is no copy, for which entry and page."""
    copy = leave_out(data, entries or (GONE,), SHORT)
    assert not copy.data
    (cannot,) = copy.account.cannot
    return cannot.reason, cannot.entry, cannot.page


def text(data: bytes, page: int = 0) -> str:
    """The text of a page, with one blank between words."""
    document = pypdfium2.PdfDocument(data)
    return " ".join(document[page].get_textpage().get_text_range().split())


def everything(data: bytes) -> str:
    """All bytes, unpacked by qpdf, and all strings, as one text without blanks."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(
            out,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        strings = [str(one) for one in walked(pdf.trailer, set()) if isinstance(one, String)]
    held = out.getvalue()
    shown = b"".join(re.findall(rb"\(((?:[^()\\]|\\.)*)\)", held))
    ways = [data, held, shown]
    codings = ("latin-1", "utf-8", "utf-16-be", "utf-16-le")
    read = [way.decode(coding, "ignore") for way in ways for coding in codings]
    return re.sub(r"\s", "", "\n".join([*strings, *read])).casefold()


def walked(one: Any, known: set[tuple[int, int]]) -> Any:
    """Every object below one."""
    if isinstance(one, pikepdf.Object) and one.is_indirect:
        if one.objgen in known:
            return
        known.add(one.objgen)
    yield one
    if isinstance(one, pikepdf.Stream | Dictionary):
        for value in one.values():
            yield from walked(value, known)
    elif isinstance(one, Array):
        for value in one:
            yield from walked(value, known)


def assert_nowhere(data: bytes, *gone: str) -> None:
    """The words are in no text, no string and no byte."""
    found = everything(data)
    document = pypdfium2.PdfDocument(data)
    pages = "".join(document[n].get_textpage().get_text_range() for n in range(len(document)))
    if which("pdftotext"):
        run = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
        pages += run.stdout.decode()
    seen = re.sub(r"\s", "", pages).casefold()
    for one in gone or ("Åkerlund", "JensÅkerlund"):
        small = re.sub(r"\s", "", one).casefold()
        assert small not in seen
        assert small not in found


def page(*operators: str, **resources: Any) -> bytes:
    """A page with these operators; F1 is Helvetica."""

    def change(pdf: pikepdf.Pdf) -> None:
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
        pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F1=font), **resources)
        pdf.pages[0].Contents = pdf.make_stream("\n".join(operators).encode("cp1252"))

    return changed(change)


def content(pdf: pikepdf.Pdf, operators: bytes) -> None:
    """Let the first page draw this."""
    pdf.pages[0].Contents = pdf.make_stream(operators)


# --- text -----------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.stem)
def test_nothing_of_the_words_is_left_and_all_others_are(sample: Path) -> None:
    before = sample.read_bytes()
    after = left(before)
    for number in range(len(pypdfium2.PdfDocument(before))):
        there = text(before, number).replace("\ufffe", "-")
        expected = re.sub(r"Jens\s+Åkerlund", "", there, flags=re.IGNORECASE).split()
        found = re.sub(r"\[udeladt(: navn)?\]", "", text(after, number)).split()
        assert found == expected


CUT = {
    "kerned": "BT /F1 12 Tf 72 700 Td [(Om J) 20 (ens \xc5k) -30 (erlund her)] TJ ET",
    "letter by letter": "BT /F1 12 Tf 72 700 Td "
    + " ".join(f"({one}) Tj {9 if one != ' ' else 5} 0 Td" for one in f"Om {NAME} her")
    + " ET",
    "over two lines": "BT /F1 12 Tf 14 TL 72 700 Td (Om Jens) Tj (\xc5ker-) ' (lund her) ' ET",
    "next line with spacing": '14 TL BT /F1 12 Tf 72 700 Td 1 2 (Om Jens \xc5kerlund her) " ET',
    "spaced out": "BT /F1 12 Tf 72 700 Td (Om J e n s  \xc5 k e r l u n d her) Tj ET",
    "in capitals": "BT /F1 12 Tf 72 700 Td (Om JENS \xc5KERLUND her) Tj ET",
    "with soft hyphens": "BT /F1 12 Tf 72 700 Td (Om Jens \xc5ker\xadlund her) Tj ET",
    "twice for bold": "BT /F1 12 Tf 72 700 Td (Om Jens \xc5kerlund her) Tj "
    "-71.7 0 Td 72 0 Td (Om Jens \xc5kerlund her) Tj ET",
    "invisible": "BT 3 Tr /F1 12 Tf 72 700 Td (Om Jens \xc5kerlund her) Tj ET",
    "accent apart": "BT /F1 12 Tf 72 700 Td (Om Jens ) Tj (A) Tj -8 0 Td ET "
    "BT /F1 12 Tf 126.02 700 Td (\xb0) Tj ET BT /F1 12 Tf 133 700 Td (kerlund her) Tj ET",
    "in another order": "BT /F1 12 Tf 103 700 Td (ens \xc5kerlund her) Tj ET "
    "BT /F1 12 Tf 97 700 Td (J) Tj ET",
    "turned": "BT /F1 12 Tf 0 1 -1 0 300 300 Tm (Om Jens \xc5kerlund her) Tj ET",
    "too many Q": "Q Q BT /F1 12 Tf 72 700 Td (Om Jens \xc5kerlund her) Tj ET",
    "open q": "q q BT /F1 12 Tf 72 700 Td (Om Jens \xc5kerlund her) Tj ET",
}


@pytest.mark.parametrize("way", CUT)
def test_words_are_found_however_their_letters_stand(way: str) -> None:
    entries: tuple[Entry, ...] = (GONE,)
    after = made(page(CUT[way]), *entries).data
    assert_nowhere(after)
    if way != "accent apart":
        assert_nowhere(after, "kerlund")
    assert re.search(r"h\s*e\s*r", text(after)) or way == "letter by letter"


def test_a_short_word_is_not_seen_in_what_a_line_break_divides() -> None:
    gone = Words("Ida", SHORT)
    copy = made(page("BT /F1 12 Tf 14 TL 72 700 Td (Det kan vi) Tj (da se, Ida) ' ET"), gone)
    assert text(copy.data) == "Det kan vi da se, [udeladt]"
    for hyphen in "-\xad":
        cut = page(f"BT /F1 12 Tf 14 TL 72 700 Td (Kun I{hyphen}) Tj (da ser) ' ET")
        assert_nowhere(made(cut, gone).data, "ida")


def test_what_follows_stays_where_it_was_and_the_gap_tells_only_its_width() -> None:
    data = page("BT /F1 12 Tf 72 700 Td [(Om J) 20 (ens \xc5k) -30 (erlund her)] TJ ET")
    after = left(data)

    def place(held: bytes) -> tuple[float, ...]:
        found = pypdfium2.PdfDocument(held)[0].get_textpage()
        at = found.search("her").get_next()[0]
        return tuple(round(one, 1) for one in found.get_charbox(at))

    assert place(after) == place(data)
    letters = page(CUT["letter by letter"])
    with pikepdf.open(io.BytesIO(left(letters))) as pdf:
        held = pdf.pages[0].Contents.read_bytes()
    assert held.count(b" Td") < 13, "each letter left a move of its own"


@pytest.mark.parametrize("maker", ["libreoffice", "typst", "weasyprint"])
def test_a_font_has_no_letter_that_is_shown_no_more_and_tells_no_order(
    maker: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (SAMPLES / f"{maker}.pdf").read_bytes()
    copy = left(data)
    seen = set(re.sub(r"\[udeladt(: navn)?\]", "", text(copy)))
    before = fonts(data)
    for name, (letters, glyphs) in fonts(copy).items():
        assert {one for each in letters for one in each} <= seen | {" "}
        if letters == before[name][0]:
            continue  # nothing of it went
        assert letters == sorted(letters), "in the order of the text"
        assert len(glyphs) <= len(letters) + 4, "besides what stands for no letter, and accents"
        assert len(glyphs) < len(before[name][1])
    monkeypatch.setattr(unused, "take_out", lambda *_, **__: None)
    pages = [pypdfium2.PdfDocument(one)[0].render().to_pil() for one in (left(data), copy)]
    changes = ImageChops.difference(*(one.convert("L") for one in pages))
    assert ImageStat.Stat(changes).mean[0] < 0.02, "what stays looks as it did"


@pytest.mark.parametrize("maker", ["typst", "weasyprint"])
def test_a_font_that_another_one_shares_its_glyphs_with_keeps_them(maker: str) -> None:
    with pikepdf.open(SAMPLES / f"{maker}.pdf") as pdf:
        pdf.pages.append(pdf.pages[0])
        second = pdf.pages[1].obj
        resources = Dictionary(dict(pdf.pages[0].resources.items()))
        resources.Font = Dictionary(
            {
                key: pdf.make_indirect(Dictionary(dict(font.items())))
                for key, font in resources.Font.items()
            }
        )
        second.Resources = resources
        out = io.BytesIO()
        pdf.save(out)
    data = out.getvalue()
    copy = made(data, Region(1, 0, 0, 2000, 2000, SHORT)).data
    assert text(copy) == SHORT
    assert text(copy, 1) == text(data, 1)
    pages = [pypdfium2.PdfDocument(one)[1].render().to_pil() for one in (data, copy)]
    changes = ImageChops.difference(*(one.convert("L") for one in pages))
    assert ImageStat.Stat(changes).mean[0] < 0.02


def fonts(data: bytes) -> dict[str, tuple[list[str], list[str]]]:
    """Of each font but that of the marks: the letters by code, and the glyphs that draw anything
    as another program reads it."""
    found = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for one in pdf.objects:
            if (
                isinstance(one, Dictionary)
                and "/ToUnicode" in one
                and "Lato" not in str(one.BaseFont)
            ):
                letters = font_of(one).letters
                inner = one.get("/DescendantFonts", [one])[0]
                rows = [letters[code] for code in sorted(letters)]
                found[str(one.BaseFont)] = rows, drawn_glyphs(inner.FontDescriptor)
    return found


def drawn_glyphs(descriptor: Any) -> list[str]:
    if "/FontFile2" in descriptor:
        read = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
        return [name for name in read.getGlyphOrder() if read["glyf"][name].numberOfContours]
    held = CFFFontSet()
    held.decompile(io.BytesIO(descriptor.FontFile3.read_bytes()), None)
    strings = held[held.fontNames[0]].CharStrings
    return [name for name in strings.keys() if is_drawn(strings[name])]  # noqa: SIM118


def is_drawn(glyph: Any) -> bool:
    glyph.decompile()
    return "rmoveto" in glyph.program or len(glyph.program) > 3


def test_a_mark_stands_in_the_gap_and_says_the_reason() -> None:
    after = left(drawn(words(f"Om {NAME} her")))
    assert text(after) == "Om [udeladt: navn] her"
    with pikepdf.open(io.BytesIO(after)) as pdf:
        held = pdf.pages[0].Contents.read_bytes()
    assert b"ActualText" in held
    narrow = left(page("BT /F1 4 Tf 72 700 Td (Om Jens \xc5kerlund her) Tj ET"))
    with pikepdf.open(io.BytesIO(narrow)) as pdf:
        assert SHORT.encode() in pdf.pages[0].Contents.read_bytes()


def test_pattern() -> None:
    number = Pattern(r"\d{2} \d{2} \d{2} \d{2}", "[udeladt: telefon]")
    copy = made(drawn(words("Ring 71 93 84 26 nu"), words("eller 87  65 43 21 da")), number)
    assert copy.account.hits == (Hit(0, 1, 1), Hit(0, 2, 1))
    assert_nowhere(copy.data, "71938426", "87654321")
    assert text(copy.data).endswith("nu")


def test_a_form_that_other_pages_draw_whole_is_copied() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page(page_size=(595, 842))
        font = pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type1,
                BaseFont=Name.Helvetica,
                Encoding=Name.WinAnsiEncoding,
            )
        )
        form = pdf.make_stream("BT /F1 12 Tf 10 10 Td (Et hemmeligt ord) Tj ET".encode("cp1252"))
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 300, 50])
        form.Resources = Dictionary(Font=Dictionary(F1=font))
        for one in pdf.pages:
            one.obj.Resources = Dictionary(XObject=Dictionary(X1=form))
            one.Contents = pdf.make_stream(b"q 1 0 0 1 60 600 cm /X1 Do Q")

    data = changed(change)
    after = made(data, Region(2, 60, 842 - 640, 300, 40, "[udeladt: navn]")).data
    assert "hemmeligt" in text(after, 0)
    assert text(after, 1) == "[udeladt: navn]"


# --- pictures and drawings --------------------------------------------------------------------


def photo(canvas: Canvas, where: tuple[float, float, float, float]) -> None:
    """A picture that is red all over."""
    held = ImageReader(Image.new("RGB", (100, 100), "red"))
    canvas.drawImage(held, *where)


def dots(data: bytes) -> Image.Image:
    """The first page as it is seen, a dot for a point."""
    picture: Image.Image = pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil()
    return picture.convert("RGB")


def test_dots_of_a_picture_in_a_place_go() -> None:
    data = drawn(lambda canvas: photo(canvas, (100, 500, 200, 200)))
    after = made(data, Region(1, 120, 842 - 660, 60, 60, "[udeladt]")).data
    with pikepdf.open(io.BytesIO(after)) as pdf:
        image: Any
        (image,) = pdf.pages[0].get_images().values()
        held = pikepdf.PdfImage(image).as_pil_image().convert("RGB")
    assert held.getpixel((25, 35)) == (200, 200, 200)
    assert held.getpixel((5, 5)) == held.getpixel((80, 80)) == (255, 0, 0)
    assert dots(after).getpixel((110, 842 - 690)) == (255, 0, 0)
    with pikepdf.open(io.BytesIO(after)) as pdf:
        images = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
    assert len(images) == 1, "the picture as it was is still in the file"


def test_a_scan_that_was_read_loses_words_and_dots() -> None:
    def scan(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, 760, f"Om {NAME} her")
        photo(canvas, (0, 0, 595, 842))

    copy = made(drawn(scan))
    assert copy.account.unsearched == (1,)
    assert dots(copy.data).getpixel((120, 842 - 764)) != (255, 0, 0)
    assert dots(copy.data).getpixel((120, 400)) == (255, 0, 0)


@pytest.mark.parametrize(
    ("drawing", "reason"),
    [
        ("300 600 m 400 700 500 700 560 600 c S", Reason.DRAWING),
        ("q 400 0 0 400 100 400 cm BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q", Reason.PICTURE),
    ],
)
def test_what_cannot_be_taken_apart_is_refused(drawing: str, reason: Reason) -> None:
    place = Region(1, 350, 150, 100, 80, SHORT)
    assert refused(page(drawing), place)[0] is reason


def test_a_rule_across_a_place_stays_and_a_drawing_in_it_goes() -> None:
    data = page("10 700 m 500 700 l S", "1 0 0 rg 100 690 20 20 re f", "300 300 20 20 re f")
    after = made(data, Region(1, 90, 842 - 720, 60, 40, SHORT)).data
    with pikepdf.open(io.BytesIO(after)) as pdf:
        held = pdf.pages[0].Contents.read_bytes()
    assert b"100 690 20 20 re" not in held
    assert b"300 300 20 20 re" in held
    assert b"500 700 l" in held


def two_lines(canvas: Canvas) -> None:
    """The name twice, each with how high it stands."""
    for y in (700, 650):
        canvas.drawString(72, y, f"{NAME} {y}")


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_place_is_measured_on_the_page_as_it_is_seen(turned: int) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Rotate = turned
        pdf.pages[0].obj.CropBox = Array([20, 30, 560, 800])

    data = changed(change, drawn(two_lines))
    document = pypdfium2.PdfDocument(data)[0]
    corners = [document_point(document, x, y) for x, y in ((70, 690), (200, 715))]
    (x, y), (x2, y2) = corners
    place = Region(1, min(x, x2), min(y, y2), abs(x - x2), abs(y - y2), SHORT)
    left_over = sorted(text(made(data, place).data).split())
    assert left_over == ["650", "Jens", SHORT, "Åkerlund"]


def document_point(page: Any, x: float, y: float) -> tuple[float, float]:
    """Where a point of the page is seen, from the upper left."""
    import ctypes

    from pypdfium2 import raw

    wide, high = page.get_size()
    dx, dy = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page.raw, 0, 0, round(wide * 10), round(high * 10), 0, x, y, dx, dy)
    return dx.value / 10, dy.value / 10


# --- beside the pages -------------------------------------------------------------------------


def beside(pdf: pikepdf.Pdf) -> None:
    """Put the name wherever a PDF may have words."""
    pdf.docinfo["/Title"] = f"Sag om {NAME}"
    with pdf.open_metadata() as xmp:
        xmp["dc:title"] = f"Sag om {NAME}"
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"Om {NAME}", 0))
    attached: Any = pikepdf.AttachedFileSpec(  # type: ignore[call-arg]
        pdf, NAME.encode()
    )
    pdf.attachments["kilde.txt"] = attached
    annotation(pdf, "Text", Contents=String(f"Ring til {NAME}"))
    annotation(pdf, "Widget", FT=Name.Tx, T=String("felt"), V=String(NAME))
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([pdf.pages[0].Annots[-1]]), XFA=pdf.make_stream(NAME.encode())
    )
    pdf.pages[0].obj.PieceInfo = Dictionary(Tool=Dictionary(Private=String(NAME)))
    pdf.pages[0].obj.Thumb = pdf.make_stream(NAME.encode())
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(f"Lag {NAME}")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("a"), String(f"// {NAME}")]))
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(NAME))]))


@pytest.mark.parametrize(
    "address", ["https://example.org/om/jens-%C3%A5kerlund", "mailto:jens.åkerlund@example.org"]
)
def test_a_link_whose_address_says_it_goes(address: str) -> None:
    def linked(pdf: pikepdf.Pdf) -> None:
        for one in (address, "https://example.org/om/udvalget"):
            action = Dictionary(S=Name.URI, URI=String(one))
            annotation(pdf, "Link", A=action)

    data = changed(linked, drawn(words(f"Ring til {NAME}", y=300)))
    with pikepdf.open(io.BytesIO(made(data).data)) as pdf:
        (kept,) = pdf.pages[0].Annots
        assert str(kept.A.URI) == "https://example.org/om/udvalget"


def test_what_stands_beside_the_pages_goes_too() -> None:
    copy = made(changed(beside, drawn(words(f"Om {NAME} her"))))
    assert_nowhere(copy.data)
    assert copy.account.files_gone == 1
    assert Hit(0, 1, 1) in copy.account.hits
    with pikepdf.open(io.BytesIO(copy.data)) as pdf:
        assert pdf.docinfo["/Title"] == "Sag om [udeladt]"
        assert "/Annots" not in pdf.pages[0]
        assert list(pdf.Root.AcroForm.Fields) == []


def test_earlier_versions_of_the_file_go() -> None:
    data = drawn(words(f"Om {NAME} her"))
    added = data + b"\n% " + NAME.encode("latin-1") + b"\n"
    left(added)


def test_tags_say_nothing_of_it() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        content(
            pdf,
            b"/P <</MCID 0 /ActualText (Jens \\305kerlund)>> BDC "
            b"BT /F1 12 Tf 72 700 Td (Om Jens \\305kerlund her) Tj ET EMC",
        )
        pdf.pages[0].obj.StructParents = 0
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        words_ = pdf.make_indirect(
            Dictionary(S=Name.P, P=root, Pg=pdf.pages[0].obj, K=0, ActualText=String("Om den sag"))
        )
        root.K = Array([words_])
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array([words_])])))
        pdf.Root.StructTreeRoot = root

    after = left(changed(change))
    with pikepdf.open(io.BytesIO(after)) as pdf:
        assert str(pdf.Root.StructTreeRoot.K[0].ActualText) == SHORT
        assert b"(Jens" not in pdf.pages[0].Contents.read_bytes()


def test_what_stood_in_a_place_goes_from_bookmarks_too() -> None:
    place = Region(1, 60, 842 - 780, 300, 40, "[udeladt: navn]")
    after = made(changed(beside, drawn(words(NAME))), place).data
    assert_nowhere(after)


# --- what is refused --------------------------------------------------------------------------


def test_what_stands_nowhere_is_refused() -> None:
    data = drawn(words(f"Om {NAME} her"))
    assert refused(data, GONE, Words("Kirsten", SHORT)) == (Reason.NO_HIT, 1, 0)
    assert refused(data, Region(1, 400, 400, 9, 9, SHORT)) == (Reason.NO_HIT, 0, 0)
    assert refused(data, Region(2, 1, 1, 9, 9, SHORT)) == (Reason.NO_PAGE, 0, 2)
    assert refused(data, Pattern("(", SHORT))[0] is Reason.BAD_PATTERN
    assert refused(data, Pattern("x*", SHORT))[0] is Reason.EMPTY
    assert refused(data, Words(" – ", SHORT))[0] is Reason.EMPTY


def test_files_that_cannot_be_opened_are_refused() -> None:
    assert refused(b"PK\3\4 no pdf")[0] is Reason.NO_PDF
    secret = changed(lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert refused(secret)[0] is Reason.PASSWORD
    owned = changed(lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user=""))
    assert refused(owned)[0] is Reason.PASSWORD
    assert refused(b"%PDF-1.7\nnothing")[0] is Reason.DAMAGED


def test_text_whose_letters_cannot_be_told_is_refused() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.X, DW=500)
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name.X,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(inner)]),
        )
        pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F1=font))
        pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 12 Tf 72 700 Td <000100020003> Tj ET")

    data = changed(change)
    assert refused(data) == (Reason.NO_MAPPING, -1, 1)
    after = made(data, Region(1, 60, 842 - 720, 100, 40, SHORT)).data
    with pikepdf.open(io.BytesIO(after)) as pdf:
        assert b"000100020003" not in pdf.pages[0].Contents.read_bytes()


def test_words_in_a_pattern_are_refused() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        tile = pdf.make_stream("BT /F1 12 Tf (Jens \xc5kerlund) Tj ET".encode("cp1252"))
        tile.PatternType, tile.Resources = 1, pdf.pages[0].obj.Resources
        pdf.pages[0].obj.Resources.Pattern = Dictionary(P1=tile)

    assert refused(changed(change, page(CUT["kerned"])))[0] is Reason.ELSEWHERE


def test_a_signature_is_told_and_gone() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        signature = Dictionary(Type=Name.Sig, Name=String(NAME), Contents=String("bevis"))
        annotation(
            pdf,
            "Widget",
            FT=Name.Sig,
            T=String("s"),
            V=pdf.make_indirect(signature),
            Rect=Array([0, 0, 1, 1]),
        )

    copy = made(changed(change, drawn(words(f"Om {NAME} her"))))
    assert copy.account.signature_gone
    assert_nowhere(copy.data)


def test_the_same_gives_the_same_bytes() -> None:
    data = changed(beside, drawn(words(f"Om {NAME} her")))
    assert left(data) == left(data)


# --- the check --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "plant",
    [
        lambda pdf: pdf.docinfo.__setitem__("/Title", NAME),
        lambda pdf: pdf.Root.__setitem__("/X", pdf.make_stream(f"<x>{NAME}</x>".encode())),
        lambda pdf: pdf.Root.__setitem__("/X", pdf.make_stream(WIDE)),
        lambda pdf: content(pdf, b"BT /F1 12 Tf [(Jens \\305k) 3 (er) 4 (lund)] TJ ET"),
        lambda pdf: content(pdf, b"BT 3 Tr /F1 12 Tf <4a656e7320c56b65726c756e64> Tj ET"),
        lambda pdf: annotation(pdf, "Text", Contents=String("jens  \xe5kerlund")),
        lambda pdf: pdf.Root.__setitem__("/JensXÅkerlund".replace("X", ""), Name.A),
    ],
)
def test_the_check_finds_what_is_planted(plant: Any) -> None:
    data = changed(plant)
    assert found_in(data, ["Kirsten", NAME, " "]) == (1,)


def test_the_check_finds_nothing_where_nothing_is() -> None:
    assert found_in(drawn(words("Udvalget drøftede sagen.")), [NAME, "ÆQ"]) == ()


# --- what it keeps ----------------------------------------------------------------------------


def test_a_tagged_file_is_as_accessible_as_it_was(tmp_path: Path) -> None:
    before = SAMPLES / "libreoffice.pdf"
    places = Region(1, 50, 100, 300, 60, "[udeladt: adresse]")
    entries: tuple[Entry, ...] = GONE, places
    for number, entry in enumerate(entries):
        after = tmp_path / f"{number}.pdf"
        after.write_bytes(made(before.read_bytes(), entry).data)
        assert pdfua(after) <= pdfua(before)


def test_the_font_of_marks_has_the_letters_of_its_tool() -> None:
    letters = Marks.of(pikepdf.new(), [], "").letters
    assert {one for one in LETTERS if letters.get(one, (b"", 0))[1] <= 0} == set()
    with pikepdf.open(io.BytesIO(built())) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        assert set(LETTERS) - set(font_of(font).letters.values()) == set()
