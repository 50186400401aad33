"""The PDF as a reader gets it: words, links, bookmarks, properties, the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from msgspec.structs import replace
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer, LTImage, LTItem
from PIL import Image

from bookmarks import bookmarks
from moedebog.blocks import CodeBlock, Paragraph, Picture, Run, plain
from moedebog.diagnostics import EnvironmentProblem, Position, Problems
from moedebog.document import Document
from moedebog.render.pdf import render
from moedebog.render.pdf.fonts import load
from moedebog.settings.appearance import Style
from pdf_samples import (
    PROSE,
    bullets,
    document,
    everything,
    item,
    png,
    prose,
    section,
    style,
    style_of,
    table,
)
from support import ROOT
from texts import drawn_lines, squeezed, undivided, without_notes


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def pdftotext(data: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext er ikke installeret")
    command = ["pdftotext", "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=data, check=True, capture_output=True).stdout.decode()


def problems(doc: Document, look: Style | None = None) -> list[str]:
    with pytest.raises(Problems) as caught:
        render(doc, look or style())
    return [str(p) for p in caught.value.diagnostics]


# --- words ----------------------------------------------------------------------------------


def test_the_words_are_the_documents_in_its_order(tmp_path: Path) -> None:
    doc = without_notes(everything(tmp_path))  # these stand at the foot of their pages
    plain_style = replace(style(), oversigt_sidetal=False)
    drawn = ""
    for number, page in enumerate(pages(render(doc, plain_style)), 1):
        foot = f"Side {number} af"
        assert page.count(foot) == 1
        page = re.sub(rf"{foot} \d+", "", page)
        drawn += undivided(page.replace(doc.sidehoved, "") if number > 1 else page)
    assert squeezed(drawn) == squeezed(drawn_lines(doc))


def test_words_are_apart_also_where_a_line_ends() -> None:
    doc = document(item(1, section(prose(4), bullets(PROSE.strip()))))
    expected = " ".join((PROSE * 4).split())
    data = render(doc, style())
    for extracted in ("\n".join(pages(data)), pdftotext(data)):
        words = " ".join(undivided(extracted).split())
        assert expected in words
        assert words.count(" ".join(PROSE.split())) == 5


def test_the_standard_fonts_cover_european_letters() -> None:
    words = (
        "Ærøskøbing blåbærgrød ĀāĞğŁłŐőŘřŠšŽžſ ŊŋŦŧĐđ Ǥǥ Ǩǩ Ǯǯ Þþ Ðð Ελληνικά ώΰ "
        "Кириллица ЀѝҐґ „citat“ »citat« ‘a’ – — … • § ‰ € № ½ ² 22\u201103\u20112023 "
        "✓ ☐ ☑ ⚠ → ⇒ ≤ ≠ 😀 fi ﬁ"
    )
    doc = document(item(1, section(plain(words), CodeBlock("æøå ✓ → ≤"))))
    extracted = "".join(pages(render(doc, style())))
    for word in words.replace("\u2011", "-").split():
        assert word in extracted


def test_each_face_has_the_whole_of_latin_extended_a_greek_and_cyrillic() -> None:
    font = style().skrift
    letters = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x400, 0x460), 0x2011, 0x20AC]
    letters += [c for c in range(0x384, 0x3CF) if c not in (0x38B, 0x38D, 0x3A2)]
    for path in (font.normal, font.fed, font.kursiv, font.fed_kursiv):
        missing = [chr(c) for c in letters if not load(path).has(chr(c))]
        assert not missing, path.name


def test_letters_typed_as_two_signs_are_drawn_as_one() -> None:
    assert "blå grød" in "".join(pages(render(document(item(1, title="bla\u030a grød")), style())))


def test_a_word_longer_than_a_line_is_cut_and_stays_on_the_page() -> None:
    address = "https://www.example.org/" + "meget-lang-sti/" * 30 + "slut?x=" + "1" * 200
    word = "Sundhedsaftalesamarbejdsudvalgsmedlemmer" * 8
    link = Paragraph((Run("Se "), Run(address, link=address)))
    doc = document(item(1, section(link, plain(word), bullets((bullets(word),)), table(2))))
    data = render(doc, style())
    extracted = "".join(pages(data))
    assert address in squeezed(extracted)
    assert squeezed(undivided(extracted)).count(word) == 2
    width = style().side.bredde - style().side.hoejre
    for right in right_edges(data):
        assert right <= width + 0.5


def right_edges(data: bytes) -> list[float]:
    found = [
        thing.x1
        for page in extract_pages(io.BytesIO(data))
        for thing in things(page)
        if isinstance(thing, LTChar) and thing.get_text().strip()
    ]
    assert found
    return found


def things(thing: LTItem) -> Iterator[LTItem]:
    """All that is on a page."""
    yield thing
    if isinstance(thing, LTContainer):
        for inner in thing:
            yield from things(inner)


def test_lines_end_at_hyphens_between_letters_but_not_inside_dates() -> None:
    doc = document(item(1, section(plain("Den 22-03-2023 " * 60 + "social-psykiatrien " * 60))))
    lines = [line.rstrip() for page in pages(render(doc, style())) for line in page.split("\n")]
    assert not [line for line in lines if re.search(r"\d-$", line)]
    assert [line for line in lines if line.endswith("social-")]


def test_a_soft_hyphen_is_seen_only_at_the_end_of_a_line() -> None:
    word = "sundheds\u00adaftale\u00adsamarbejdet"
    doc = document(item(1, section(plain(f"{word} " * 30))))
    text = "".join(pages(render(doc, style())))
    assert "sundhedsaftalesamarbejdet" in text
    assert all(text[m.end()] == "\n" for m in re.finditer("\u00ad", text))


# --- faults -----------------------------------------------------------------------------------


def test_a_character_without_glyph_is_named_with_its_place() -> None:
    text = Paragraph((Run("Vi siger 你好."),), Position("moede.yaml", 12, 5))
    found = problems(document(item(1, section(text)), item(2, title="A\u0007B")))
    assert len(found) == 2
    assert found[0].startswith("moede.yaml: fejl")
    assert "U+0007" in found[0]
    assert found[1].startswith(
        "moede.yaml:12:5: fejl: Ingen af skrifttyperne har tegnene »你好«, U+4F60"
    )
    assert "pdf.yaml" in found[1]


def test_a_private_character_is_refused_although_a_font_draws_it() -> None:
    text = Paragraph((Run("Punkt \uf6c5"),), Position("moede.yaml", 3, 1))
    (found,) = problems(document(item(1, section(text))))
    assert "U+F6C5" in found


def test_a_character_without_glyph_in_a_running_head_is_told() -> None:
    assert "U+4F60" in problems(document(item(1), sidehoved="你"))[0]


def test_a_picture_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "b.png"
    broken.write_bytes(b"\x89PNG nej")
    blocks = (
        Picture(broken, "B", Position("moede.yaml", 4, 2)),
        Picture(tmp_path / "mangler.png", "M", Position("moede.yaml", 9, 2)),
    )
    first, second = problems(document(item(1, section(*blocks))))
    assert first.startswith("moede.yaml:4:2: fejl: Billedet »b.png« kan ikke læses.")
    assert "mangler.png" in second


def test_a_link_to_nowhere_is_told() -> None:
    link = Paragraph((Run("her", link="#bilag-99"),), Position("moede.yaml", 3, 1))
    (found,) = problems(document(item(1, section(link))))
    assert found.startswith("moede.yaml:3:1: fejl: Linket peger på »#bilag-99«")


def test_a_missing_font_is_a_fault_of_the_environment(tmp_path: Path) -> None:
    font = replace(style().skrift, fed=tmp_path / "mangler.ttf")
    with pytest.raises(EnvironmentProblem, match=r"mangler\.ttf"):
        render(document(item(1)), replace(style(), skrift=font))


# --- the file ---------------------------------------------------------------------------------


def test_the_properties(tmp_path: Path) -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(everything(tmp_path), style())))
    about = reader.metadata
    assert about is not None
    assert about.title == "Referat: Udvalget for Ældre og Sundhed, 12. september 2025"
    assert about.author == "Udvalget for Ældre og Sundhed"
    assert not {"/CreationDate", "/ModDate"} & about.keys()  # it is not issued
    catalog = reader.root_object
    assert str(catalog["/Lang"]) == "da-DK"
    assert reader.viewer_preferences is not None
    assert reader.viewer_preferences.display_doctitle


def test_every_font_is_embedded_truetype(tmp_path: Path) -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(everything(tmp_path), style())))
    names = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font = font.get_object()
            assert font["/Subtype"] == "/TrueType"
            assert "/FontFile2" in font["/FontDescriptor"]
            assert "/ToUnicode" in font
            names.add(font["/BaseFont"].split("+")[1])
    assert {"Lato-Regular", "Lato-Bold", "Lato-Italic", "DejaVuSansMono"} <= names
    assert not [name for name in names if "Helvetica" in name]


def test_the_outline_is_the_headings(tmp_path: Path) -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(everything(tmp_path), style())))
    assert bookmarks(reader) == [
        (1, "Oversigt"),
        (1, "Punkt 1: Sag nummer 1"),
        (2, "Resumé"),
        (2, "Sagsfremstilling"),
        (3, "Baggrund"),
        (4, "Dybere"),
        (5, "Endnu dybere"),
        (6, "Dybest"),
        (2, "Beslutning"),
        (1, "Lukkede punkter"),
        (1, "Punkt 2: Sag nummer 2"),
        (2, "Punkt 2.1: Underpunkt"),
        (1, "Bilagsoversigt"),
    ]


def test_the_outline_stands_levels_that_are_left_out() -> None:
    doc = document(item(1, replace(section(plain("x"), heading="Dyb"), niveau=4)))
    reader = pypdf.PdfReader(io.BytesIO(render(doc, style())))
    assert bookmarks(reader)[-1] == (2, "Dyb")


def test_links_lead_where_they_say(tmp_path: Path) -> None:
    data = render(everything(tmp_path), style())
    reader = pypdf.PdfReader(io.BytesIO(data))
    addresses, targets = set(), []
    for page in reader.pages:
        for reference in page.get("/Annots", ()):
            link = reference.get_object()
            assert link["/Subtype"] == "/Link"
            assert list(link["/Border"]) == [0, 0, 0]
            if "/A" in link:
                addresses.add(link["/A"]["/URI"])
            else:
                targets.append(reader.pages.index(page_of(reader, link)))
    assert addresses == {
        "https://example.org/s%C3%B8g?a=(1)&b=2",
        "https://example.org/k",
        "mailto:post@example.org",
    }
    assert len(targets) == 1 + 3 + 4  # the one in the text, the marks, the rows of the overview


def test_a_host_with_danish_letters_is_looked_up_by_its_ascii_form() -> None:
    linked = Paragraph((Run("her", link="https://møde.example.org/ø"),))
    data = render(document(item(1, section(linked))), style())
    (page,) = pypdf.PdfReader(io.BytesIO(data)).pages
    found = [one.get_object() for one in page["/Annots"]]  # type: ignore[attr-defined]
    addresses = {one["/A"]["/URI"] for one in found if "/A" in one}
    assert addresses == {"https://xn--mde-0na.example.org/%C3%B8"}


def page_of(reader: pypdf.PdfReader, link: pypdf.generic.DictionaryObject) -> pypdf.PageObject:
    goal = link["/Dest"][0].get_object()  # type: ignore[index]
    return next(page for page in reader.pages if page.get_object() == goal)


def test_the_overview_tells_the_right_pages() -> None:
    doc = document(*(item(n, section(prose(2 * n % 7 + 3))) for n in range(1, 31)))
    found = pages(render(doc, style()))
    rows = re.findall(r"^(\d+)\s+Sag nummer \1\s+kl\. 10\.30-10\.45\s+Drøftelse\s+(\d+)$",
                      "\n".join(found[:3]), re.M)  # fmt: skip
    assert len(rows) == 30
    for number, page in rows:
        assert f"Punkt {number}: Sag nummer {number}" in found[int(page) - 1]


def test_every_page_but_the_first_has_a_head_and_every_page_its_number() -> None:
    doc = document(item(1, section(prose(40))), fortrolighed="FORTROLIGT")
    found = pages(render(doc, style()))
    assert len(found) > 3
    for number, page in enumerate(found, 1):
        assert f"Side {number} af {len(found)}" in page
        assert page.count("FORTROLIGT") == (2 if number == 1 else 1)
        assert (doc.sidehoved in page) == (number > 1)


def test_a_logo_and_running_heads_as_the_style_says(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    (tmp_path / "pdf.yaml").write_text(
        "logo: {fil: logo.png, alt: Byvåben}\n"
        'sidehoved: {venstre: "{forum}", midt: "{dokument}", hoejre: "{status}", '
        "paa_foerste_side: ja}\n"
        'sidefod: {venstre: "{dato}", hoejre: "{side}/{sider}", streg: ja}\n',
        encoding="utf-8",
    )
    data = render(document(item(1)), style_of(tmp_path / "pdf.yaml"))
    (page,) = pypdf.PdfReader(io.BytesIO(data)).pages
    assert len(page.images) == 1
    words = " ".join(page.extract_text().split())
    head = "Udvalget for Ældre og Sundhed REFERAT Udkast"
    assert words.endswith(f"{head} fredag den 12. september 2025 1/1")


def test_a_foot_that_stands_alone_at_the_right_has_the_whole_line() -> None:
    said = "Tillægsdagsorden · Version 3, 3. december 2026 · Side "
    doc = document(item(1))
    doc = replace(doc, side_af_sider=replace(doc.side_af_sider, foer=said))
    (page,) = pages(render(doc, style()))
    assert page.splitlines()[-1].strip() == f"{said}1 af 1"


@pytest.mark.parametrize("side", ["venstre", "hoejre"])
@pytest.mark.parametrize("height", [16, 80])
@pytest.mark.parametrize("shape", [(400, 200), (100, 400), (2000, 100)])
def test_a_logo_covers_no_words_and_stays_inside_the_margins(
    tmp_path: Path, side: str, height: int, shape: tuple[int, int]
) -> None:
    Image.new("RGB", shape, "#88aacc").save(tmp_path / "logo.png")
    look = f"logo: {{fil: logo.png, alt: A, hoejde: {height} mm, placering: {side}}}\n"
    (tmp_path / "pdf.yaml").write_text(look, encoding="utf-8")
    doc = document(
        item(1), forum="Et udvalg med et meget langt navn " * 3, fortrolighed="FORTROLIGT"
    )
    data = render(doc, style_of(tmp_path / "pdf.yaml"))
    (page,) = extract_pages(io.BytesIO(data))
    (logo,) = (thing.bbox for thing in things(page) if isinstance(thing, LTImage))
    paper = style().side
    left, bottom, right, top = logo
    assert left >= paper.venstre - 0.1
    assert right <= paper.bredde - paper.hoejre + 0.1
    assert top <= paper.hoejde - paper.top + 0.1
    assert (right - left) / (top - bottom) == pytest.approx(shape[0] / shape[1], rel=0.01)
    letters = [t.bbox for t in things(page) if isinstance(t, LTChar) and t.get_text().strip()]
    assert len(letters) > 150
    assert not [b for b in letters if left < b[2] and b[0] < right and bottom < b[3] and b[1] < top]


# --- the same bytes ---------------------------------------------------------------------------

_FRESH = """
import hashlib, sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from pdf_samples import everything, style
from moedebog.render.pdf import render
print(hashlib.sha256(render(everything(Path(sys.argv[1])), style())).hexdigest())
"""


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    first = render(everything(tmp_path), style())
    render(document(item(1, section(plain("imellem ✓")))), style())
    assert render(everything(tmp_path), style()) == first
    here = ROOT / "tests"
    folders = [str(here), str(here.parent / "generators")]
    environment = os.environ | {
        "PYTHONHASHSEED": "7",
        "SOURCE_DATE_EPOCH": "1000000000",
        "TZ": "Pacific/Auckland",
    }
    fresh = subprocess.run(
        [sys.executable, "-c", _FRESH, str(tmp_path), *folders],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert fresh.strip() == hashlib.sha256(first).hexdigest()


def test_another_document_is_another_file() -> None:
    one, two = (render(document(item(1, title=t)), style()) for t in ("Ab", "Ba"))
    prints = [pypdf.PdfReader(io.BytesIO(data)).trailer["/ID"] for data in (one, two)]
    assert prints[0] != prints[1]
