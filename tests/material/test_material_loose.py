"""The document and its attachments as files of their own: a folder, or a zip."""

from __future__ import annotations

import hashlib
import re
import zipfile
from functools import partial
from pathlib import Path
from shutil import rmtree
from urllib.parse import quote

import pytest

from mail_support import change, workspace
from moedebog.build import is_public
from moedebog.diagnostics import Problems, UsageProblem
from moedebog.document import Audience, Kind
from moedebog.examples import pdf
from moedebog.issue.names import file_name, unlike
from moedebog.material.files import Packing, make
from moedebog.workspace import STATE, Workspace
from support import make_all

pytestmark = pytest.mark.usefixtures("quick_renderers")

PUBLIC = [
    *("00 Dagsorden.docx", "00 Dagsorden.pdf", "00 Indhold.html"),
    *("02.01 Kort over åen.pdf", "SHA256SUMS"),
]


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path)
    (made.meetings / "udvalg/bilag/kort.pdf").write_bytes(pdf("Kort over den hele by"))
    return made


def made(
    ws: Workspace,
    form: Packing,
    audience: Audience = Audience.OFFENTLIG,
    most: int | None = None,
) -> tuple[Path, ...]:
    file, *_ = ws.meeting_files()
    return make(ws, file, Kind.DAGSORDEN, audience, form=form, most=most).files


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_folder_holds_what_its_readers_may_have_and_their_sums(ws: Workspace) -> None:
    [folder] = made(ws, Packing.FOLDER)
    assert names(folder) == PUBLIC
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8")
    told = {name: sha for sha, _, name in (line.partition("  ") for line in sums.splitlines())}
    assert told == {
        one.name: hashlib.sha256(one.read_bytes()).hexdigest()
        for one in folder.iterdir()
        if one.name != "SHA256SUMS"
    }
    page = (folder / "00 Indhold.html").read_text(encoding="utf-8")
    assert "Kort over åen</a> (PDF" in page
    assert not re.search("Fortrolig|Havnevej|skøde", page)


def test_a_closed_title_is_in_no_name_and_the_folder_is_not_public(ws: Workspace) -> None:
    [folder] = made(ws, Packing.FOLDER, Audience.INTERN)
    assert names(folder)[3:-1] == [
        "02.01 Kort over åen.pdf",
        "02.02 Punkt 2, bilag 2.docx",
        "03.01 Punkt 3, bilag 1.pdf",
    ]
    inside = (folder / "02.01 Kort over åen.pdf").relative_to(ws.output).as_posix()
    assert not is_public(inside)
    assert is_public(inside.replace("dagsorden-intern", "dagsorden"))
    ignored = (ws.output / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "*-intern/" in ignored


NUMBERED = """\
dato: 2025-09-12
start: "10.00"
bilag:
  - {titel: Plan, fil: bilag/kort.pdf}
punkter:
  - titel: Velkomst
    nr: ""
    bilag:
      - {titel: Sange, fil: bilag/kort.pdf}
  - titel: Vejene
    bilag:
      - {titel: Kort, fil: bilag/kort.pdf}
      - {titel: Skema, fil: bilag/kort.pdf, nr: A}
  - titel: Kaffe
    nr: ""
    bilag:
      - {titel: Kager, fil: bilag/kort.pdf}
  - titel: Stierne
    bilag:
      - {titel: Luftfoto, fil: bilag/kort.pdf}
"""


def test_names_stand_in_the_order_of_the_meeting(tmp_path: Path) -> None:
    ws = workspace(tmp_path, meeting=NUMBERED)
    (ws.meetings / "udvalg/bilag/kort.pdf").write_bytes(pdf("Kort over den hele by"))
    [folder] = made(ws, Packing.FOLDER, Audience.INTERN)
    assert [one for one in names(folder) if one.endswith(".pdf")][1:] == [
        "00.01 Plan.pdf",
        "00a.01 Sange.pdf",
        "01.01 Kort.pdf",
        "01.A Skema.pdf",
        "01a.01 Kager.pdf",
        "02.01 Luftfoto.pdf",
    ]


def test_a_zip_is_the_same_bytes_twice_and_opens_everywhere(ws: Workspace) -> None:
    [path] = made(ws, Packing.ZIP)
    first = path.read_bytes()
    path.unlink()
    (ws.meetings / "udvalg/bilag/kort.pdf").touch()
    assert made(ws, Packing.ZIP) == (path,)
    assert path.read_bytes() == first
    with zipfile.ZipFile(path) as packed:
        inside = packed.infolist()
        assert packed.testzip() is None
    folder = "Dagsorden Prøveudvalget 2025-09-12"
    assert [one.filename for one in inside] == [f"{folder}/{name}" for name in PUBLIC]
    assert {one.date_time for one in inside} == {(1980, 1, 1, 0, 0, 0)}
    assert all(one.flag_bits & 0x800 for one in inside)  # the names are UTF-8, and say so
    assert not any(one.filename.endswith((".", " ")) for one in inside)


def test_what_is_no_longer_in_it_goes_and_what_others_put_there_is_left(ws: Workspace) -> None:
    [folder] = made(ws, Packing.FOLDER)
    change(ws, "Kort over åen", "Kort over engen")
    [folder] = made(ws, Packing.FOLDER)
    assert [one for one in names(folder) if one.startswith("02")] == ["02.01 Kort over engen.pdf"]
    (folder / "Mine noter.txt").write_text("husk", encoding="utf-8")
    with pytest.raises(UsageProblem, match="Mine noter"):
        made(ws, Packing.FOLDER)
    assert "Mine noter.txt" in names(folder)


def test_a_zip_goes_when_something_in_it_is_closed_even_if_no_record_knows_it(
    ws: Workspace,
) -> None:
    [path] = made(ws, Packing.ZIP)
    change(ws, "fil: bilag/kort.pdf}", "fil: bilag/kort.pdf, offentlig: nej}")
    rmtree(ws.root / STATE)
    make_all(ws)
    assert not path.exists()


def test_a_zip_is_divided_between_the_items(ws: Workspace) -> None:
    for name in ("kort.pdf", "skoede.pdf"):
        (ws.meetings / "udvalg/bilag" / name).write_bytes(pdf(name, padding=200_000))
    paths = made(ws, Packing.ZIP, Audience.INTERN, most=280_000)
    assert [one.name for one in paths] == ["dagsorden-1-intern.zip", "dagsorden-2-intern.zip"]
    assert all(one.stat().st_size <= 280_000 and not is_public(one.name) for one in paths)
    inside: dict[str, bytes] = {}
    for at, one in enumerate(paths, 1):
        with zipfile.ZipFile(one) as packed:
            assert packed.namelist()[-1].endswith(f", del {at} af 2/SHA256SUMS")
            assert not inside.keys() & set(packed.namelist())  # none replaces another
            inside |= {name: packed.read(name) for name in packed.namelist()}
    (page,) = (data.decode() for name, data in inside.items() if name.endswith("Indhold.html"))
    there = {name.rpartition("/")[2] for name in inside if "del 2 af" in name} - {"SHA256SUMS"}
    assert page.count("ligger i del 2</li>") == len(there) > 0
    assert not [name for name in there if f'href="{quote(name)}"' in page]


def test_a_zip_that_one_file_makes_too_large_is_told_of(ws: Workspace) -> None:
    file, *_ = ws.meeting_files()
    done = make(ws, file, Kind.DAGSORDEN, Audience.OFFENTLIG, form=Packing.ZIP, most=1_000)
    assert "M676" in {one.code for one in done.findings}


def test_closed_words_in_an_open_attachment_stop_it(ws: Workspace) -> None:
    closed = pdf("Vi byder højst 900.000 kroner.")
    (ws.meetings / "udvalg/bilag/kort.pdf").write_bytes(closed)
    with pytest.raises(Problems) as caught:
        made(ws, Packing.FOLDER)
    assert [one.code for one in caught.value.diagnostics] == ["M666"]
    assert not (ws.output / "udvalg/2025-09-12/materiale").exists()


def test_names_are_bounded_and_never_alike() -> None:
    taken: set[str] = set()
    given = ["Æble" * 50, "æBLE" * 50, "🌊" * 200, "a:b/c?d", " . "]
    found = [unlike(taken, partial(file_name, stem, ".PDF")) for stem in given]
    assert len({one.casefold() for one in found}) == len(given)
    assert all(len(one.encode()) <= 240 and len(one) <= 120 for one in found)
    assert all(one.endswith(".PDF") and not set(one) & set('<>:"/\\|?*') for one in found)
    assert found[1].endswith(" (2).PDF")
