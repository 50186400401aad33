"""Labels and heads fit their columns in whatever font stands for the template's."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from moedebog.blocks import Run
from moedebog.diagnostics import Position
from moedebog.document import Document
from moedebog.letter_widths import letters_of
from moedebog.render import docx
from moedebog.render.pdf.shaping import Shaper
from moedebog.render.pdf.sheet import Sheet
from pdf_samples import style
from support import ROOT, document

WIDEST = 0.66
"""Of its size, what a middling character of DejaVu Sans Bold takes up: »Udeblevet uden afbud«
in 10.5 pt is 138 pt."""
WIDE = letters_of("Verdana")
"""Of which the letters of DejaVu Sans are as wide."""
FORUM = "{navn: U, medlemmer: [Aase Ager, Bo Bæk, Cai Dal]}"


def xml_of(made: Document) -> str:
    data = docx.render(made, ROOT / "templates" / "standard" / "referat.docx")
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("udeblevet: [Bo Bæk]", "Udeblevet uden afbud"),
        ("moedeleder: Aase Ager", "Mødeleder"),
        ("form: virtuelt", "Til stede"),
    ],
)
def test_the_longest_label_fits_its_column_in_a_wide_font(typed: str, label: str) -> None:
    xml = xml_of(document(f"{typed}\npunkter: [{{titel: A}}]", forum_text=FORUM))
    paragraph = re.search(rf"<w:p>(?:(?!</w:p>).)*>{label}<(?:(?!</w:p>).)*</w:p>", xml)
    assert paragraph is not None
    hanging = re.search(r'w:hanging="(\d+)"', paragraph[0])
    assert hanging is not None
    assert WIDE is not None
    assert int(hanging[1]) >= WIDE.regular(label) * 9 * 20


def test_values_stand_as_far_from_the_margin_as_in_the_pdf() -> None:
    xml = xml_of(document("moedeleder: Aase Ager\npunkter: [{titel: A}]", forum_text=FORUM))
    hanging = re.search(r'w:hanging="(\d+)"(?:(?!</w:p>).)*>Mødeleder<', xml)
    assert hanging is not None
    sheet = Sheet(style())
    shaped = Shaper(sheet, Position("a.yaml")).pieces((Run("Mødeleder"),), sheet.fact_label)
    wide = sum(piece.width + piece.gap for piece in shaped)
    assert int(hanging[1]) / 20 == pytest.approx(wide + 14, abs=1)


@pytest.mark.parametrize("word", ["Punkt", "Sag", "Dagsordenspunkt"])
def test_the_head_over_the_numbers_is_not_broken(word: str) -> None:
    forum = f"{{navn: U, politik: {{punktord: {word}}}}}"
    xml = xml_of(document("punkter: [{titel: A}]", forum_text=forum))
    column = re.search(r'<w:tblGrid><w:gridCol w:w="(\d+)"/>', xml)
    assert column is not None
    assert int(column[1]) >= len(word) * 9.5 * 20 * WIDEST + 200


@pytest.mark.parametrize(("long", "apart"), [(True, "br"), (False, "tab")])
def test_an_address_that_is_cut_anyway_stands_right_below_its_label(long: bool, apart: str) -> None:
    address = "https://example.org/" + "meget/lang/adresse/" * 6 * long
    xml = xml_of(document(f"sted: {address} i Odense\npunkter: [{{titel: A}}]", forum_text=FORUM))
    between = re.search(r">Sted</w:t></w:r><w:r><w:(\w+)/></w:r>", xml)
    assert between is not None
    assert between[1] == apart


def test_a_long_name_of_a_file_begins_beside_its_label_and_no_date_in_it_is_torn() -> None:
    name = (
        "udkast_2024_2027_til_behandling_i_kommunerne_2025-09-12_" + "endelig_" * 6 + "version.pdf"
    )
    xml = xml_of(document(f"sted: {name} i Odense\npunkter: [{{titel: A}}]", forum_text=FORUM))
    beside = re.search(r">Sted</w:t></w:r><w:r><w:(\w+)/></w:r>((?:(?!</w:p>).)*)", xml)
    assert beside is not None
    assert beside[1] == "tab"
    assert "udkast_\u200b2024_\u200b" in beside[2]
    assert "kommunerne_\u200b2025</w:t><w:noBreakHyphen/>" in beside[2]
    short = xml_of(document("sted: lokale_5_nord\npunkter: [{titel: A}]", forum_text=FORUM))
    assert "lokale_5_nord" in short


@pytest.mark.parametrize("letters", ["ABC", "ABCDEFGHIJKL"])
def test_no_name_in_a_list_of_people_is_broken(letters: str) -> None:
    members = "".join(f"  - {{navn: Carla {one}. Christensen, parti: V}}\n" for one in letters)
    made = document(
        "fremmoedt: alle_andre\npunkter: [{titel: A}]\n",
        forum_text=f"navn: Rådet\nmedlemmer:\n{members}",
    )
    written = xml_of(made).replace("\u00a0", "~")
    assert all(f"Carla~{one}.~Christensen~(V)" in written for one in letters)
    told = document("punkter:\n  - titel: A\n    beslutning: Carla Christensen\n")
    assert "Carla Christensen" in xml_of(told)
