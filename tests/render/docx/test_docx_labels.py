"""Labels and heads fit their columns in whatever font stands for the template's."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from moedebog.document import Document
from moedebog.render import docx
from support import ROOT, document

WIDEST = 0.66
"""Of its size, what a middling character of DejaVu Sans Bold takes up: »Udeblevet uden afbud«
in 10.5 pt is 138 pt."""
WIDE = 0.585
"""The same of DejaVu Sans: »Udeblevet uden afbud« in 9 pt is 104 pt."""
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
    assert int(hanging[1]) >= len(label) * 9 * 20 * WIDE


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
