"""The layer that tags, used as anyone with a ReportLab canvas would use it."""

from __future__ import annotations

import gc
import io
import random
import zlib
from pathlib import Path
from typing import Any, cast

import fontpkg_lato
import fontTools.ttLib
import pypdf
import pytest
from PIL import Image, ImageCms
from reportlab import platypus
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

import tagged
from import_graph import imported, tree_of
from pdf_structure import Reading, dump
from tagged import (
    FOOTER,
    Attachment,
    Metadata,
    Node,
    Role,
    TaggedCanvas,
    TrueTypeFont,
    file,
    profile,
)
from texts import squeezed

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "templates" / "standard" / "fonts"
FONT = "test-sans"
ABOUT = Metadata("A title", "An author", "en-GB")


@pytest.fixture(autouse=True, scope="module")
def font() -> None:
    pdfmetrics.registerFont(TrueTypeFont(FONT, str(FONTS / "DejaVuSans.ttf")))


def canvas(root: Node, **options: Any) -> tuple[TaggedCanvas, io.BytesIO]:
    buffer = io.BytesIO()
    made = TaggedCanvas(buffer, root, ABOUT, font=FONT, **options)
    made.setFont(FONT, 12)
    return made, buffer


def finished(made: TaggedCanvas, buffer: io.BytesIO) -> Reading:
    made.save()
    return Reading(buffer.getvalue())


def test_the_layer_knows_nothing_of_meetings() -> None:
    files = sorted((ROOT / "generators" / "tagged").glob("*.py"))
    assert len(files) > 5
    for path in files:
        assert "moedebog" not in {name.split(".")[0] for name in imported(tree_of(path))}, path


def test_it_works_as_its_description_says(tmp_path: Path) -> None:
    root = Node(Role.DOCUMENT)
    heading, paragraph = root.add(Role.H1), root.add(Role.PARAGRAPH)
    made, buffer = canvas(root)
    with made.tag(paragraph):  # drawn before the heading, read after it
        made.drawString(72, 740, "Some text")
    with made.tag(heading):
        made.drawString(72, 760, "A heading")
    made.line(72, 730, 520, 730)
    with made.tag(FOOTER):
        made.drawString(72, 20, "1")
    reading = finished(made, buffer)
    assert list(dump(reading.tree)) == ["- Document:", "  - H1: A heading", "  - P: Some text"]
    assert [(kind, text) for _, kind, text in reading.artifacts] == [("", ""), ("/Footer", "1")]
    assert tagged.__doc__
    assert "with canvas.tag(heading):" in tagged.__doc__


def test_the_file_may_be_named(tmp_path: Path) -> None:
    root = Node(Role.DOCUMENT)
    for target in (tmp_path / "a.pdf", str(tmp_path / "b.pdf")):
        made = TaggedCanvas(target, root, ABOUT, font=FONT)
        made.drawString(72, 740, "Some text")
        made.save()
    first, second = (tmp_path / name for name in ("a.pdf", "b.pdf"))
    assert first.read_bytes() == second.read_bytes()
    assert len(Reading(first.read_bytes()).reader.pages) == 1


class Tagged(platypus.Paragraph):
    node = tagged.ARTIFACT

    def draw(self) -> None:
        with cast(TaggedCanvas, self.canv).tag(self.node):
            super().draw()

    def split(self, *room: float) -> Any:
        parts: Any = super().split(*room)
        for part in parts:
            part.node = self.node
        return parts


def test_it_serves_platypus() -> None:
    look = ParagraphStyle("look", fontName=FONT, fontSize=12, leading=16)
    root = Node(Role.DOCUMENT)
    buffer = io.BytesIO()

    def paragraph(node: Node, text: str) -> Tagged:
        made = Tagged(text, look)
        made.node = node
        return made

    story: list[Any] = [paragraph(root.add(Role.H1), "Heading")]
    story.append(paragraph(root.add(Role.PARAGRAPH), "word " * 900))
    table = root.add(Role.TABLE)
    roles = (Role.HEADER_CELL, Role.CELL)
    rows = [(table.add(Role.ROW), role) for role in roles]
    cells = [[paragraph(row.add(role), f"{role} {n}") for n in (1, 2)] for row, role in rows]
    story.append(platypus.Table(cells, style=[("FONT", (0, 0), (-1, -1), FONT)]))

    def maker(_: object, *, pagesize: Any, **__: object) -> TaggedCanvas:
        return TaggedCanvas(buffer, root, ABOUT, font=FONT, pagesize=pagesize)

    template: Any = platypus.SimpleDocTemplate("unused.pdf")
    template.build(story, canvasmaker=maker)
    reading = Reading(buffer.getvalue())
    assert len(reading.reader.pages) > 1
    heading, body, found = reading.tree[1]
    assert heading == ("H1", ["Heading"])
    assert squeezed(body[1]) == "word" * 900
    header = ("TR", [("TH Column", ["TH 1"]), ("TH Column", ["TH 2"])])
    assert found == ("Table", [header, ("TR", [("TD", ["TD 1"]), ("TD", ["TD 2"])])])


def test_what_is_tagged_may_go_on_on_the_next_page() -> None:
    root = Node(Role.DOCUMENT)
    paragraph = root.add(Role.PARAGRAPH)
    made, buffer = canvas(root)
    with made.tag(paragraph):
        made.drawString(72, 60, "one ")
        made.showPage()
        made.setFont(FONT, 12)
        made.drawString(72, 760, "two")
    reading = finished(made, buffer)
    assert reading.tree == ("Document", [("P", ["one two"])])
    assert len(reading.reader.pages) == 2


def test_tags_inside_tags_interrupt_them() -> None:
    root = Node(Role.DOCUMENT)
    paragraph = root.add(Role.PARAGRAPH)
    made, buffer = canvas(root)
    with made.tag(paragraph):
        made.drawString(72, 700, "see ")
        link = paragraph.add(Role.LINK)
        link.description = "There"
        with made.tag(link):
            made.drawString(100, 700, "there")
        made.link(link, (100, 690, 150, 710), "https://example.org/ø")
        made.drawString(150, 700, ", now")
    reading = finished(made, buffer)
    expected = ["see ", ("Link https://example.org/ø", ["there"]), ", now"]
    assert reading.tree == ("Document", [("P", expected)])
    assert reading.reader.pages[0]["/Annots"][0].get_object()["/Contents"] == "There"


def test_what_holds_nothing_is_left_out() -> None:
    root = Node(Role.DOCUMENT)
    table = root.add(Role.TABLE)
    row = table.add(Role.TABLE_BODY).add(Role.ROW)
    filled = row.add(Role.CELL).add(Role.PARAGRAPH)
    row.add(Role.CELL).add(Role.PARAGRAPH)
    root.add(Role.LIST).add(Role.ITEM)
    made, buffer = canvas(root)
    with made.tag(filled):
        made.drawString(72, 700, "x")
    body = ("TBody", [("TR", [("TD", [("P", ["x"])]), ("TD", [])])])
    assert finished(made, buffer).tree == ("Document", [("Table", [body])])


def test_a_page_that_was_begun_but_not_drawn_is_no_page() -> None:
    root = Node(Role.DOCUMENT)
    made, buffer = canvas(root)
    with made.tag(root.add(Role.PARAGRAPH)):
        made.drawString(72, 700, "x")
    made.showPage()
    reading = finished(made, buffer)
    assert len(reading.reader.pages) == 1


def test_a_font_that_cannot_be_embedded_is_refused() -> None:
    root = Node(Role.DOCUMENT)
    made, _ = canvas(root)
    with made.tag(root.add(Role.PARAGRAPH)):
        made.setFont("Helvetica", 12)
        made.drawString(72, 700, "x")
    with pytest.raises(ValueError, match="Helvetica"):
        made.save()


@pytest.mark.parametrize("alternative", [None, "", " "])
def test_a_picture_without_words_is_refused(alternative: str | None) -> None:
    root = Node(Role.DOCUMENT)
    made, _ = canvas(root)
    with made.tag(root.add(Role.FIGURE, alternative=alternative)):
        made.rect(10, 10, 10, 10)
    with pytest.raises(ValueError, match="alternative"):
        made.save()


def test_attachments_are_found_under_their_names() -> None:
    files = (
        Attachment("b ø.xml", b"<a/>", "text/xml", "Data", "Tal (1)"),
        Attachment("a.json", b"{}", "application/json"),
    )
    made, buffer = canvas(Node(Role.DOCUMENT), attachments=files)
    made.drawString(72, 700, "x")
    made.save()
    reader = pypdf.PdfReader(io.BytesIO(buffer.getvalue()))
    assert reader.attachments == {"a.json": [b"{}"], "b ø.xml": [b"<a/>"]}


# --- the file -----------------------------------------------------------------------------------


def test_numbers_left_out_and_many_objects() -> None:
    objects = {number: b"<</A %d>>" % number for number in range(3, 1200)}
    objects |= {1: b"<</Type/Catalog/Pages 3 0 R>>", 1300: file.stream(b"/B 1", b"endstream\n")}
    writer = file.FileWriter()
    for number, held in objects.items():
        writer.put(number, held)
    data = writer.finish(1, 3)
    reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
    for number in (3, 402, 403, 1199):
        found: Any = reader.get_object(number)
        assert found["/A"] == number
    stream: Any = reader.get_object(1300)
    assert stream.get_data() == b"endstream\n"
    assert b"\nendstream" in data


def test_a_stream_of_reportlab_ends_with_a_line_of_its_own() -> None:
    content = zlib.compress(b"x" * 50) + b"\n"
    made = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Filter": "/FlateDecode"}), content)
    data = file.of_reportlab(pdfdoc.format(made, pdfdoc.PDFDocument(), toplevel=1))
    assert data.endswith(content + b"\nendstream")
    assert b"/Length %d" % len(content) in data


def test_the_profile_is_srgb() -> None:
    ours: Any = ImageCms.ImageCmsProfile(io.BytesIO(profile.srgb()))
    assert ImageCms.getProfileDescription(ours).strip() == profile.NAME
    theirs = ImageCms.createProfile("sRGB")
    steps = [(r, g, b) for r in range(0, 256, 17) for g in range(0, 256, 51) for b in (0, 99, 255)]
    picture = Image.new("RGB", (len(steps), 1))
    picture.putdata(steps)
    for source, target in ((ours, theirs), (theirs, ours)):
        turned = ImageCms.profileToProfile(picture, source, target)
        assert turned is not None
        values: Any = [turned.getpixel((x, 0)) for x in range(len(steps))]
        assert all(
            abs(a - b) <= 1
            for one, other in zip(values, steps, strict=True)
            for a, b in zip(one, other, strict=True)
        )
    assert len(profile.srgb()) < 1000


# --- fonts ---------------------------------------------------------------------------------------


def faces() -> list[Path]:
    return [*FONTS.glob("*.ttf"), *Path(fontpkg_lato.__file__).parent.rglob("*.ttf")]


def test_a_font_is_read_as_reportlab_reads_it() -> None:
    assert len(faces()) > 10
    for path in faces():
        theirs: Any = TTFont("theirs", str(path)).face
        ours: Any = TrueTypeFont("ours", str(path)).face
        for name in ("name", "bbox", "charToGlyph", "charWidths", "defaultWidth", "glyphPos"):
            assert getattr(ours, name) == getattr(theirs, name), (path.name, name)
        told = int.from_bytes(theirs.get_table("hhea")[34:36], "big")
        assert ours.hmetrics[:told] == theirs.hmetrics[:told]
        # From there on ReportLab mixes up two units of length.
        assert {width for width, _ in ours.hmetrics[told:]} <= {ours.hmetrics[told - 1][0]}


def test_a_font_with_a_rare_table_of_characters_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mac.ttf"
    with fontTools.ttLib.TTFont(FONTS / "DejaVuSansMono.ttf") as made:
        table = made["cmap"]
        table.tables = [t for t in table.tables if t.platformID == 1]
        made.save(path)
    face: Any = TrueTypeFont("mac", str(path)).face
    assert face.charWidths[ord("x")] == pytest.approx(602, abs=0.1)
    assert {width for width, _ in face.hmetrics} == {0, 1233}


@pytest.mark.parametrize("length", [0, 3, 50, 5_000, 100_000, -9])
def test_a_font_that_is_cut_off_is_refused(tmp_path: Path, length: int) -> None:
    path = tmp_path / "half.ttf"
    path.write_bytes((FONTS / "DejaVuSansMono.ttf").read_bytes()[:length])
    with pytest.raises(TTFError):
        TrueTypeFont("half", str(path))


def test_a_font_with_damaged_tables_is_refused_or_read(tmp_path: Path) -> None:
    data = (FONTS / "DejaVuSansMono.ttf").read_bytes()
    path = tmp_path / "bad.ttf"
    chance = random.Random(1)
    refused = 0
    for _ in range(100):
        bad = bytearray(data)
        bad[chance.randrange(3000)] = chance.randrange(256)
        path.write_bytes(bad)
        try:
            TrueTypeFont("bad", str(path))
        except TTFError:
            refused += 1
    assert refused > 3


# --- what it rests on -----------------------------------------------------------------------------


def test_the_private_names_of_reportlab_are_still_there() -> None:
    """When this fails after an upgrade, read what ``tagged.canvas`` does with the name."""
    stock: Any = Canvas(io.BytesIO())
    for name in ("_code", "_doc", "_bookmarkReference", "_addAnnotation", "_annotationCount"):
        assert hasattr(stock, name), name
    document = stock._doc
    for name in (
        "objectcounter",
        "numberToId",
        "idToObject",
        "idToObjectNumberAndVersion",
        "fontMapping",
        "delayedFonts",
        "Outlines",
        "Catalog",
        "Pages",
    ):
        assert hasattr(document, name), name
    assert "StructTreeRoot" in pdfdoc.PDFCatalog.__NoDefault__
    assert "Annots" in pdfdoc.PDFPage.__NoDefault__
    stock._addAnnotation(pdfdoc.PDFDictionary({}))
    assert f"Annot.NUMBER{stock._annotationCount}" in document.idToObject
    stock.drawString(0, 0, "x")
    stock.showPage()
    assert document.Pages.pages[-1].stream.startswith("1 0 0 1 0 0 cm")
    face: Any = TrueTypeFont("test-mono", str(FONTS / "DejaVuSansMono.ttf")).face
    assert {width for width, _ in face.hmetrics} == {0, 1233}


def test_a_header_cell_says_of_what_and_a_cell_over_several_how_many() -> None:
    root = Node(Role.DOCUMENT)
    row = root.add(Role.TABLE).add(Role.ROW)
    row.add(Role.HEADER_CELL)
    row.add(Role.HEADER_CELL, heads_row=True, rows=2)
    row.add(Role.CELL, columns=2, rows=3)
    row.add(Role.CELL)
    made, buffer = canvas(root)
    (table,) = finished(made, buffer).tree[1]
    ((_, cells),) = table[1]
    assert [what for what, _ in cells] == ["TH Column", "TH Row x 2", "TD 2 x 3", "TD"]


def test_what_was_written_waits_for_no_search_of_rings() -> None:
    def nodes() -> int:
        return sum(isinstance(thing, Node) for thing in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        before = nodes()
        root = Node(Role.DOCUMENT)
        made, _ = canvas(root)
        for number in range(3):
            made.bookmarkPage(f"p{number}")
            made.addOutlineEntry(f"Page {number}", f"p{number}")
            with made.tag(root.add(Role.PARAGRAPH)):
                made.drawString(72, 700, "A paragraph")
            made.showPage()
        made.save()
        del root, made
        after = nodes()
    finally:
        gc.enable()
    assert after == before
