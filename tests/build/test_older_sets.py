"""Template sets of an earlier day: told of once, with what to run; what was restyled is not."""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path

import pytest

from docx_samples import parts
from moedebog import cli
from moedebog.build import check
from moedebog.render.docx import package
from moedebog.workspace import Workspace
from support import ROOT

OLD = (ROOT / "tests" / "skabeloner" / "gammel", ROOT / "tests" / "opgrader/templates/standard")
STANDARD = ROOT / "templates" / "standard"
FORUM = "navn: Udvalget\nskabelon: eget\n"
MEETING = "dato: 2025-09-12\nstart: 10.00\npunkter:\n  - titel: Budget\n"


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    ws = Workspace(tmp_path)
    folder = ws.meetings / "udvalg"
    folder.mkdir(parents=True)
    (tmp_path / "moedebog.yaml").write_text("", encoding="utf-8")
    (folder / "forum.yaml").write_text(FORUM, encoding="utf-8")
    (folder / "2025-09-12.yaml").write_text(MEETING, encoding="utf-8")
    return ws


def put(ws: Workspace, source: Path) -> Path:
    folder = ws.root / "templates" / "eget"
    shutil.copytree(source, folder)
    return folder


def edit(path: Path, *pairs: tuple[str, str]) -> None:
    members = parts(path.read_bytes())
    text = members["word/styles.xml"].decode()
    for old, new in pairs:
        assert re.search(old, text)
        text = re.sub(old, new, text)
    path.write_bytes(package.write({**members, "word/styles.xml": text.encode()}))


def told(ws: Workspace, *, remember: bool = False) -> list[str]:
    found = check.validate(ws, ws.meeting_files(), remember=remember)
    assert {one.code for one in found} <= {"M393"}
    return [f"{one.position}: {one.hint}" for one in found]


@pytest.mark.parametrize("source", OLD)
def test_an_old_set_is_told_once_with_what_to_run(
    ws: Workspace, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(ws, source)
    (one,) = told(ws)
    assert one.startswith("templates/eget: ")
    assert "moedebog skabelon ret eget" in one
    assert "--skriv" in one
    monkeypatch.chdir(ws.root)
    assert cli.main(["skabelon", "ret", "eget", "--skriv"]) == 0
    assert told(ws) == []


@pytest.mark.parametrize("name", ["Mødebog beslutning", "Mødebog resultat", "Mødebog faktaetiket"])
@pytest.mark.parametrize("kind", ["dagsorden", "referat"])
def test_a_set_that_lacks_one_role_is_old(ws: Workspace, name: str, kind: str) -> None:
    folder = put(ws, STANDARD)
    edit(folder / f"{kind}.docx", (f'w:val="{name}"', 'w:val="Min egen"'))
    (one,) = told(ws)
    assert one.startswith("templates/eget: ")


def test_an_old_set_is_told_every_time(ws: Workspace) -> None:
    folder = put(ws, OLD[0])
    before = time.time() - 3600
    for path in folder.rglob("*"):
        os.utime(path, (before, before))
    assert len(told(ws, remember=True)) == len(told(ws, remember=True)) == 1


def test_the_set_of_today_and_one_restyled_in_word_are_not_told(ws: Workspace) -> None:
    folder = put(ws, STANDARD)
    assert told(ws) == []
    for path in folder.glob("*.docx"):
        edit(
            path,
            ('w:val="Mødebog punkt"', 'w:val="mødebog Punkt"'),
            (r'<w:sz w:val="\d+"/>', '<w:sz w:val="44"/>'),
            (r'<w:color w:val="\w+"/>', '<w:color w:val="00AA00"/>'),
            (r"<w:pBdr>.*?</w:pBdr>", ""),
            (r"<w:shd .*?/>", ""),
        )
    assert told(ws) == []


def recoloured(folder: Path, old: str = "30 pt", new: str = "40 pt") -> Path:
    path = folder / "pdf.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def codes(ws: Workspace, *, remember: bool = False) -> list[str]:
    return [one.code for one in check.validate(ws, ws.meeting_files(), remember=remember)]


@pytest.mark.parametrize(("old", "new"), [("30 pt", "40 pt"), ('hoved: "#', 'hoved: "#a0')])
def test_templates_behind_their_style_file_are_told_of_until_they_are_mended(
    ws: Workspace, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(ws, STANDARD)
    text = (folder / "pdf.yaml").read_text(encoding="utf-8")
    changed = text.replace(old, new) if old == "30 pt" else re.sub(rf"{old}..", new, text)
    assert changed != text
    (folder / "pdf.yaml").write_text(changed, encoding="utf-8")
    (one,) = check.validate(ws, ws.meeting_files())
    assert (one.code, str(one.position)) == ("M394", "templates/eget")
    assert "`moedebog skabelon ret eget --skriv`" in one.hint
    monkeypatch.chdir(ws.root)
    assert cli.main(["skabelon", "ret", "eget", "--skriv"]) == 0
    assert codes(ws) == []


def test_a_style_file_changed_after_its_set_was_found_good_is_looked_at(ws: Workspace) -> None:
    folder = put(ws, STANDARD)
    before = time.time() - 3600
    for path in folder.rglob("*"):
        os.utime(path, (before, before))
    assert codes(ws, remember=True) == []
    recoloured(folder)
    assert codes(ws, remember=True) == ["M394"]


def test_what_a_person_restyled_in_word_is_not_told_though_the_style_file_changes(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(ws, STANDARD)
    for path in folder.glob("*.docx"):
        edit(path, (r'<w:sz w:val="60"/>', '<w:sz w:val="44"/>'))
    assert codes(ws) == []
    recoloured(folder)
    assert codes(ws) == ["M394"]  # the line spacing of the title is nobody's own
    monkeypatch.chdir(ws.root)
    assert cli.main(["skabelon", "ret", "eget", "--skriv"]) == 0
    assert codes(ws) == []


def test_where_no_pdf_is_made_word_may_look_as_it_did(ws: Workspace) -> None:
    put(ws, OLD[0])
    forum = ws.meetings / "udvalg" / "forum.yaml"
    forum.write_text(f"{FORUM}formater: [docx]\n", encoding="utf-8")
    assert told(ws) == []
