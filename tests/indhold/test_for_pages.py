"""Copies that show what a file showed when it was saved, and wide sheets that are not torn."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import office_files
from indhold.bounds import Bounds
from indhold.cleaning.for_pages import stand


def part(folder: Path, data: bytes, name: str) -> str:
    """A part of the copy of a file."""
    given, target = folder / "a", folder / "b"
    given.write_bytes(data)
    stand(given, target, Bounds())
    with zipfile.ZipFile(target) as copy:
        return copy.read(name).decode()


def typed(**types: str) -> str:
    rows = "".join(
        f'<Override PartName="/{name}" ContentType="application/{kind}+xml"/>'
        for name, kind in types.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<Types xmlns="{space}"><Default Extension="xml" ContentType="a/b"/>{rows}</Types>'


def test_a_date_that_moves_stays_what_it_was(tmp_path: Path) -> None:
    date = '<w:fldSimple w:instr=" DATE "><w:r><w:t>3. marts 2020</w:t></w:r></w:fldSimple>'
    page = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    parts: office_files.Parts = {"[Content_Types].xml": typed()}
    made = part(
        tmp_path,
        office_files.document(office_files.paragraph(date, page), parts),
        "word/document.xml",
    )
    assert " DATE " not in made
    assert "3. marts 2020" in made
    assert " PAGE " in made


def sheet(inner: str) -> bytes:
    return office_files.workbook(inner, {"[Content_Types].xml": typed()})


SHEET = "xl/worksheets/sheet1.xml"
TODAY = '<sheetData><row r="1"><c r="A1"><f>TODAY()</f>{value}</c></row></sheetData>'


def test_a_formula_stays_what_it_came_to(tmp_path: Path) -> None:
    made = part(tmp_path, sheet(TODAY.format(value="<v>43893</v>")), SHEET)
    assert "TODAY" not in made
    assert "43893" in made


def test_a_formula_that_says_no_value_is_reckoned(tmp_path: Path) -> None:
    assert "TODAY" in part(tmp_path, sheet(TODAY.format(value="")), SHEET)


@pytest.mark.parametrize(
    ("columns", "setup", "fitted"),
    [
        pytest.param(20, "", True, id="wide"),
        pytest.param(4, "", False, id="narrow"),
        pytest.param(200, "", False, id="too-wide"),
        pytest.param(20, '<pageSetup scale="60"/>', False, id="somebody-said-how"),
    ],
)
def test_a_wide_sheet_is_put_on_wide_pages(
    tmp_path: Path, columns: int, setup: str, fitted: bool
) -> None:
    cells = "<c><v>1</v></c>" * columns
    made = part(tmp_path, sheet(f"<sheetData><row>{cells}</row></sheetData>{setup}"), SHEET)
    assert ("fitToPage" in made) is fitted


def test_fields_of_opendocument_become_words(tmp_path: Path) -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    content = f'<a xmlns:text="{space}">Den <text:date>3. marts</text:date> i år</a>'
    data = office_files.packed({"mimetype": "x", "content.xml": content})
    made = part(tmp_path, data, "content.xml")
    assert "text:date" not in made
    assert "Den 3. marts i år" in made
