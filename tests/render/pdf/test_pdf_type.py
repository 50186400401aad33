"""How text is set: shaping, hyphenation, line breaking, and what is read out of the file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest
import uharfbuzz
from msgspec.structs import replace
from pypdf.generic import ContentStream

import measure_type
from moedebog.blocks import CodeBlock, Paragraph, Run, plain
from moedebog.diagnostics import Position
from moedebog.document import Document, Gruppe
from moedebog.render.pdf import pages as pages_module
from moedebog.render.pdf import render
from moedebog.render.pdf.breaking import balanced, break_lines
from moedebog.render.pdf.flowables import DrawnText
from moedebog.render.pdf.lines import Line, Segment
from moedebog.render.pdf.painter import CanvasPainter
from moedebog.render.pdf.shaping import Join, Piece, Shaper
from moedebog.render.pdf.sheet import Sheet
from moedebog.settings.appearance import Tekstrolle
from moedebog.syllables import at_joint, divisions
from pdf_samples import document, everything, item, prose, section, style
from pdf_structure import Reading, paragraphs
from sample_documents import samples
from stress_meeting import stressed
from tagged import Node, Role
from texts import undivided

SHEET = Sheet(style())
SHAPER = Shaper(SHEET, Position("test"), "da-DK")


def pieces(text: str, **look: Any) -> list[Piece]:
    return SHAPER.pieces((Run(text, **look),), SHEET.body)


def lines(text: str, width: float, *, prose: bool = True) -> list[str]:
    return [measure_type.words(line) for line in break_lines(pieces(text), width, prose=prose)]


def extracted(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


# --- shaping ----------------------------------------------------------------------------------


def harfbuzz(path: Path, text: str) -> float:
    """The width of a text for a size of 1, as HarfBuzz has it."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(face), buffer)
    return float(sum(place.x_advance for place in buffer.glyph_positions or ()) / face.upem)


@pytest.mark.parametrize(
    "text",
    [
        "Tove Trafik",
        "REFERAT",
        "finde fleksible aftaler",
        "AV. Wær",
        "12.500 kr.",
        "P. V. A. Ty",
        "ﬁ",
    ],
)
def test_a_text_is_as_wide_as_harfbuzz_makes_it(text: str) -> None:
    (line,) = break_lines(pieces(text), 500)
    wanted = harfbuzz(style().skrift.normal, text) * SHEET.body.size
    assert line.width == pytest.approx(wanted, abs=0.01)


def advances(page: Any, reader: Any) -> list[float]:
    """How far the operators of each text object on a page move, in points."""
    fonts = {name: font.get_object() for name, font in page["/Resources"]["/Font"].items()}
    found: list[float] = []
    widths: list[float] = []
    size = 0.0
    for operands, operator in ContentStream(page["/Contents"], reader).operations:
        if operator == b"BT":
            found.append(0.0)
        elif operator == b"Tf":
            widths, size = [float(w) for w in fonts[operands[0]]["/Widths"]], float(operands[1])
        elif operator in (b"Tj", b"TJ"):
            for part in operands if operator == b"Tj" else operands[0]:
                if isinstance(part, (int, float)):
                    found[-1] -= float(part) / 1000 * size
                else:
                    codes = part if isinstance(part, bytes) else part.original_bytes
                    found[-1] += sum(widths[code] for code in codes) / 1000 * size
    return found


def test_what_is_drawn_advances_as_harfbuzz_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[float] = []
    faces = {SHEET.fonts.face(b, i, False): p for (b, i), p in _files().items()}

    class Spy(CanvasPainter):
        def lines(self, lines: Sequence[Line], *place: Any, **more: Any) -> None:
            total = 0.0
            for line in lines:
                for segment in line.segments:
                    path = faces.get(segment.look.face)
                    total += _width(segment, path)
            wanted.append(total)
            super().lines(lines, *place, **more)

    monkeypatch.setattr(pages_module, "CanvasPainter", Spy)
    doc = document(item(1, section(prose(9), plain("Å. W. Ty: fif­ten, AVA og Tove Vøl 1.000 kr."))))
    reader = pypdf.PdfReader(io.BytesIO(render(doc, style())))
    drawn = [advance for page in reader.pages for advance in advances(page, reader)]
    assert len(drawn) == len(wanted) > 10
    assert drawn == pytest.approx(wanted, abs=0.05)


def _files() -> dict[tuple[bool, bool], Path]:
    font = style().skrift
    return {(False, False): font.normal, (True, False): font.fed, (False, True): font.kursiv}


def _width(segment: Segment, path: Path | None) -> float:
    assert path is not None
    text = segment.text.replace("\u00a0", " ").replace("\u2011", "-").replace("\u00ad", "-")
    return harfbuzz(path, text) * segment.look.size


def test_a_mark_stands_on_its_letter_and_is_read_with_it() -> None:
    data = render(document(item(1, section(plain("Et Ж̂ og et x̂.")))), style())
    text = extracted(data)
    assert "Ж̂" in text
    assert "x̂" in text
    reader = pypdf.PdfReader(io.BytesIO(data))
    rises = [
        float(operands[0])
        for page in reader.pages
        for operands, operator in ContentStream(page["/Contents"], reader).operations
        if operator == b"Ts"
    ]
    assert max(rises) == pytest.approx(0.196 * SHEET.body.size, abs=0.01)  # the mark over Ж
    assert rises[-1] == 0


def test_a_ligature_is_read_as_its_letters() -> None:
    text = extracted(render(document(item(1, section(plain("finde flere stier")))), style()))
    assert "finde flere stier" in text


def test_a_word_is_shaped_whole_where_a_line_may_end_inside_it() -> None:
    (line,) = break_lines(pieces("AV-To/Vel Sam\u00adarbejde"), 500)
    wanted = harfbuzz(style().skrift.normal, "AV-To/Vel Samarbejde") * SHEET.body.size
    assert line.width == pytest.approx(wanted, abs=0.01)


# --- letters set apart, and capitals -----------------------------------------------------------


def grouped(words: str) -> bytes:
    one = item(1, section(prose(1)), gruppe=Gruppe(words, 1, "gruppe"))
    return render(document(one), style())


def drawn_group(data: bytes) -> tuple[list[float], float]:
    """How far the letters of the heading of a group are set apart, then those after it, and how
    wide it is without that.
    """
    reader = pypdf.PdfReader(io.BytesIO(data))
    operations = ContentStream(reader.pages[0]["/Contents"], reader).operations
    at = next(i for i, (values, name) in enumerate(operations) if name == b"Tc" and values[0] > 0)
    texts = [i for i, (_, name) in enumerate(operations[:at]) if name == b"BT"]
    wide = advances(reader.pages[0], reader)[len(texts) - 1]
    after = [(list(values), name) for values, name in operations[at:]]
    ends = [float(values[0]) for values, name in after if name == b"Tc"]
    return ends, wide


def test_the_letters_of_a_group_are_drawn_apart_as_capitals() -> None:
    spacing, size = style().overskrifter[Tekstrolle.GRUPPE].spatiering, 9.5
    words = "Åbne filer"
    ends, wide = drawn_group(grouped(words))
    assert ends == [pytest.approx(spacing), 0]  # and no text after it
    assert wide == pytest.approx(harfbuzz(style().skrift.fed, words.upper()) * size, abs=0.05)
    look = SHEET.headings[Tekstrolle.GRUPPE]
    (line,) = break_lines(SHAPER.pieces((Run(words),), look), 500)
    assert line.width == pytest.approx(wide + spacing * len(words), abs=0.05)


@pytest.mark.parametrize("words", ["Åbne punkter", "Økonomi og ældre", "Straße ﬁ ŉ", "IT-sager"])
def test_a_group_is_read_as_it_is_typed(words: str) -> None:
    data = grouped(words)
    assert words in extracted(data)
    assert words in list(paragraphs(Reading(data).tree))


def test_programs_do_not_take_letters_that_are_set_apart_for_words() -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext er ikke installeret")
    apart = style()
    group = replace(apart.overskrifter[Tekstrolle.GRUPPE], spatiering=4.0)
    apart = replace(apart, overskrifter={**apart.overskrifter, Tekstrolle.GRUPPE: group})
    one = item(1, gruppe=Gruppe("Økonomiske sager", 1, "gruppe"))
    for data in (grouped("Økonomiske sager"), render(document(one), apart)):
        for more in ((), ("-layout",)):
            command = ["pdftotext", *more, "-enc", "UTF-8", "-", "-"]
            done = subprocess.run(command, input=data, check=True, capture_output=True)
            assert done.stdout.decode().count("Økonomiske sager") == 2


# --- hyphenation ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "before", "halves"),
    [
        ("kommunalbestyrelsen", "den", "kom-mu-nal-besty-relsen"),
        ("psykiatrien", "den", "psy-ki-a-trien"),
        ("(handlingsplanen),", "se", "(hand-lings-planen),"),
        ("Handlingsplanen", "fremlagt.", "Hand-lings-planen"),
        ("Handlingsplanen", "", "Hand-lings-planen"),
        ("Frederiksberg", "på", "Frederiksberg"),
        ("Kristoffersen", "prof.", "Kristoffersen"),
        ("Kristoffersen", "H.", "Kristoffersen"),
        ("SUNDHEDSAFTALEN", "den", "SUNDHEDSAFTALEN"),
        ("SundhedsAftalen", "fremlagt.", "SundhedsAftalen"),
        ("handlingsplan2025", "den", "handlingsplan2025"),
        ("post@eksempelkommune.example.org", "til", "post@eksempelkommune.example.org"),
        ("example.org/handlingsplanen", "på", "example.org/handlingsplanen"),
        ("omkring", "og", "omkring"),
        ("Handlingsplanen", "2.", "Hand-lings-planen"),
        ("”Handlingsplanen", "som", "”Hand-lings-planen"),
        ("”Frederiksberg", "som", "”Frederiksberg"),
        ("Frederiksberg", "fremlagt.", "Frederiksberg"),
        ("Kristoffersen", "", "Kristoffersen"),
        ("Bestyrelsen", "fremlagt.", "Besty-relsen"),
        ("Processerne", "(SDU).", "Pro-ces-serne"),
        ("Kristoffersen", "cand.", "Kristoffersen"),
        ("Sundhedsberedskabsplanen", "lavet", "Sundheds-beredskabs-planen"),
        ("Kommunikationsloop", "Lukket", "Kommunikations-loop"),
    ],
)
def test_words_are_divided_at_syllables_but_names_and_addresses_are_not(
    word: str, before: str, halves: str
) -> None:
    places = [0, *divisions(word, "da-DK", before), len(word)]
    parts = [word[a:b] for a, b in pairwise(places)]
    assert "-".join(parts) == halves


@pytest.mark.parametrize(
    ("word", "halves"),
    [
        ("sundhedsstyregruppe", "sund-heds=styre=gruppe"),
        ("tilgængelighedserklæringen", "til-gæn-ge-lig-heds=erklæ-ringen"),
        ("handlingsplanen", "hand-lings=planen"),
        ("beskæftigelsesindsatsen", "beskæf-ti-gel-ses=ind-satsen"),
        ("kommunalbestyrelsesmedlemmer", "kom-mu-nal-be-sty-rel-ses=med-lemmer"),
        ("sengeafdelingerne", "senge=afde-lin-gerne"),
        ("samarbejdet", "sam-ar-bejdet"),
        ("medarbejder", "med-ar-bejder"),
        ("dokumenterne", "doku-men-terne"),
    ],
)
def test_where_a_danish_word_is_joined_of_two_it_is_divided_there(word: str, halves: str) -> None:
    places = [0, *divisions(word, "da-DK", "den")]
    parts = [
        ("=" if at_joint(word, end, "da-DK") else "-").join((word[start:end], ""))
        for start, end in pairwise(places)
    ]
    assert "".join(parts) + word[places[-1] :] == halves


def test_a_joint_is_taken_before_a_place_that_fills_the_line_only_a_little_more() -> None:
    text = "Udvalget drøftede i går på sit møde den nye sundhedsaftale"
    (whole,) = break_lines(pieces(f"{text}sam-"), 500)
    text += "samarbejdet med regionen og de praktiserende læger i byen"
    assert lines(text, whole.width + 1)[0].endswith("sundhedsaftale\u00ad")


def test_few_letters_stand_before_or_after_a_hyphen_only_where_a_line_would_be_too_short() -> None:
    """*hendes* may be *hen-des*: rather than a first line a sixth short."""
    text = "Alternativt findes et tilbud i kommunen, som passer til kvinden og hendes familie."
    (whole,) = break_lines(pieces(text.replace("familie.", "fam")), 500)
    assert lines(text, whole.width + 1)[0].endswith(" og hen\u00ad")
    longer = "Alternativt findes i dag et godt tilbud i kommunen, som passer til kvinder, altid"
    (whole,) = break_lines(pieces(longer), 500)
    assert lines(f"{longer} ogsaa hendes familie.", whole.width + 1)[0].endswith("altid ")
    assert divisions("hendes", "da", "og") == ()
    assert divisions("hendes", "da", "og", few=True) == (3,)
    assert divisions("Hansen", "da", "og", few=True) == ()
    assert divisions("moder", "da", "og", few=True) == (2,)
    assert divisions("møde", "da", "og", few=True) == ()


def test_words_are_divided_in_their_own_language() -> None:
    assert divisions("understanding", "en", "an") == (5,)
    assert divisions("understanding", "da", "an") != (5,)
    assert divisions("ovttasbargu", "se", "an") == ()
    assert divisions("kommunestyret", "nb", "og") == ()  # its patterns are under GPL


@pytest.mark.parametrize("prose", [True, False])
def test_no_short_word_stands_alone_before_an_address_that_is_cut_anyway(prose: bool) -> None:
    address = "https://example.org/1?" + "plan=12&side=3&" * 6 + "nr=4"
    made = lines(f"Se {address} og mere.", 200, prose=prose)
    assert made[0].startswith("Se https://example.org/1?")
    assert "".join(made) == f"Se {address} og mere."
    endless = "x" * 200
    assert lines(f"Se {endless} og", 200, prose=prose)[0].strip() == "Se"
    short = "https://example.org/12345"
    (whole,) = break_lines(pieces(short), 500)
    assert lines(f"Se {short} og", whole.width + 2, prose=prose)[:2] == ["Se ", f"{short} "]


@pytest.mark.parametrize(
    ("before", "divided"),
    [
        ("die", "Zusam-men-arbeit"),
        ("der", "Gemein-de-ver-samm-lung,"),
        ("kommunale", "Daseins-vor-sorge"),
        ("und", "Gesund-heits-för-de-rung"),
        ("zur", "Ver-wal-tungs-ver-ein-ba-rung"),
        ("die", "Ver-arbei-tung"),
        ("(GF)", "Mit-glie-der-ver-samm-lung"),
        ("in", "Zusam-men-arbeit"),
        ("in", "Norderstedt"),
        ("von", "Richthofen"),
        ("Jürgen", "Habermasser"),
        ("Herr", "Kirchenrat"),
        ("die", "NORDERSTEDT"),
    ],
)
def test_german_nouns_are_divided_and_names_are_not(before: str, divided: str) -> None:
    word = divided.replace("-", "")
    places = [0, *divisions(word, "de", before), len(word)]
    assert "-".join(word[a:b] for a, b in pairwise(places)) == divided


def test_code_headings_and_cells_are_not_divided(tmp_path: Path) -> None:
    long = "Bestyrelsen drøfter kommunalbestyrelsesmøderne, " * 20
    widths = range(200, 300, 10)
    assert any(line.endswith("\u00ad") for width in widths for line in lines(long, width))
    assert not any(
        line.endswith("\u00ad") for width in widths for line in lines(long, width, prose=False)
    )
    words = [measure_type.words(line) for line in balanced(pieces(long), 300)]
    assert not any(word.endswith("\u00ad") for word in words)
    made = SHAPER.pieces((Run(long, code=True),), SHEET.body)
    assert not any(
        "\u00ad" in measure_type.words(line) for line in break_lines(made, 300, prose=True)
    )


def test_a_word_wider_than_its_place_is_divided_rather_than_cut() -> None:
    assert lines("Sundhedsaftalesamarbejdet", 80, prose=False)[0].endswith("\u00ad")
    assert lines("1234567890123456789012345", 80, prose=False)[0].isdigit()


def test_a_soft_hyphen_that_is_typed_counts() -> None:
    found = lines("Hele ordet hedder nu sundheds\u00adaftalesam", 180, prose=False)
    assert found[0].endswith(" sundheds\u00ad")


@pytest.mark.parametrize("width", range(120, 320, 20))
def test_at_most_two_lines_in_a_row_end_inside_a_word(width: int) -> None:
    found = lines("sundhedsaftalesamarbejdet kommunalbestyrelsen handlingsplanen " * 9, width)
    ends = "".join("-" if line.endswith("\u00ad") else " " for line in found)
    assert "-" in ends
    assert "---" not in ends


# --- lines ------------------------------------------------------------------------------------


def test_a_paragraph_does_not_end_with_one_short_word() -> None:
    text = (
        "Udvalget drøftede, hvordan samarbejdet mellem kommunerne og sygehuset kan styrkes, og "
        "hvilke opgaver der egner sig til at blive løst af begge i et fællesskab om det."
    )
    for width in range(200, 380, 4):
        found = lines(text, width)
        assert len(found[-1].split()) > 1 or len(found[-1]) > 6, width
        assert "".join(found).replace("\u00ad", "") == text


@pytest.mark.parametrize("width", [90, 140, 200, 300, 387])
def test_nothing_is_lost_and_nothing_is_too_wide_however_lines_are_broken(width: int) -> None:
    for doc in stressed().values():
        for block in doc.punkter[0].afsnit[0].tekst[:9]:
            text = block.inlines[0].text  # type: ignore[union-attr]
            found = break_lines(pieces(text), width, prose=True)
            words = "".join(measure_type.words(line) for line in found)
            said = words.replace("\u00ad", "").replace("\u00a0", " ").replace("\u2011", "-")
            assert said == text
            assert all(line.width <= width + 0.6 for line in found)


def test_the_lines_of_a_heading_are_about_as_long_as_each_other() -> None:
    made = pieces(
        "Punkt 6: Pause, hvor der bliver serveret en ganske let frokost for alle i salen i dag"
    )
    before, after = break_lines(made, 330), balanced(made, 330)
    assert len(before) == len(after) == 2
    assert max(line.width for line in after) < max(line.width for line in before) - 50
    assert len(balanced(pieces("Kort"), 330)) == 1


# --- what is read -----------------------------------------------------------------------------

LONG = "sundhedsaftalesamarbejdet kommunalbestyrelsen handlingsplanen udviklingsplanen " * 8


def divided() -> Document:
    text = f"{LONG}kl.\u00a016.30\u201118.30 den 12. november"
    return document(item(1, section(plain(text), CodeBlock("a 5 kr."))))


def test_a_divided_word_is_whole_in_the_tree_and_its_hyphen_is_an_artifact() -> None:
    reading = Reading(render(divided(), style()))
    texts = list(paragraphs(reading.tree))
    assert any(text.startswith(LONG.strip()) for text in texts)
    assert sum(text == "-" for _, _, text in reading.artifacts) >= 2


def test_hyphens_and_blanks_are_read_as_people_type_them() -> None:
    data = render(divided(), style())
    text = extracted(data)
    assert "kl. 16.30-18.30 den 12. november" in " ".join(undivided(text).split())
    assert not re.search("[\u00a0\u00ad\u2010\u2011]", text)
    assert re.search(r"[a-z]-\n?[a-z]", text)
    assert LONG.strip() in " ".join(undivided(text).split())


def test_poppler_joins_divided_words() -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext er ikke installeret")
    command = ["pdftotext", "-enc", "UTF-8", "-", "-"]
    data = render(divided(), style())
    done = subprocess.run(command, input=data, check=True, capture_output=True)
    assert LONG.strip() in " ".join(done.stdout.decode().split())


def test_no_page_ends_inside_a_word() -> None:
    for start in range(12):
        text = "Udvalget drøftede " * start + LONG * 40
        made = DrawnText(pieces(text), SHEET.body, Node(Role.PARAGRAPH))
        assert sum(line.divided for line in made.lines(300)) > 20
        parts = made.split(300, 700)
        assert parts is not None
        assert not parts[0].lines(300)[-1].divided


def test_what_belongs_together_is_bound_whatever_its_look() -> None:
    inlines = (Run("den 12.", strong=True), Run(" maj 2026 af Jens-Peter"))
    made = SHAPER.pieces(inlines, SHEET.body)
    said = "".join(" " * (piece.join is Join.SPACE) + piece.text for piece in made)
    assert said == "den 12.\u00a0maj\u00a02026 af Jens\u2011Peter"


def test_a_link_that_is_divided_says_its_words() -> None:
    link = Run(LONG.strip(), link="https://example.org/")
    data = render(document(item(1, section(Paragraph((link,))))), style())
    said = [
        note.get_object()["/Contents"]
        for page in pypdf.PdfReader(io.BytesIO(data)).pages
        for note in page.get("/Annots", ())
        if "/A" in note.get_object()
    ]
    assert said
    assert {" ".join(text.split()) for text in said} == {LONG.strip()}


# --- all samples ------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_pages_of_all_samples_are_set_well() -> None:
    """The bars that hold; the others, and by how much they are missed: tools/measure_type.py."""
    for documents in (samples(), stressed()):
        figures = measure_type.measure(documents, style())
        assert not figures.feet
        assert not figures.ladders
        assert not figures.torn
        assert not figures.torn_in_tables
        assert not figures.empty
        assert 60 <= figures.characters / figures.lines <= 75
        assert len(figures.short) <= 0.045 * figures.lines
        assert len(figures.alone) <= 0.05 * figures.paragraphs


def test_the_measure_sees_what_is_set_badly(tmp_path: Path) -> None:
    made = everything(tmp_path)
    assert measure_type.TORN.search("den 12.\nnovember")
    assert measure_type.TORN.search("1.234\u00a0\nkr.")
    assert measure_type.TORN.search("§\n4")
    assert not measure_type.TORN.search("i 2025.\nDer")
    assert measure_type.measure({"a": made}, style()).pages > 2
