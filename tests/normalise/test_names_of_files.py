"""A file is found however its name spells its letters, as a Mac does."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from moedebog.build.check import validate
from moedebog.examples import PDF
from moedebog.load import files_of, load
from moedebog.workspace import Workspace

PNG = (Path(__file__).parents[2] / "meetings" / "eksempel" / "bilag" / "cykelsti.png").read_bytes()


@pytest.mark.parametrize(("disk", "typed"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_attachments_and_pictures_are_found_in_the_other_form(
    disk: str, typed: str, tmp_path: Path
) -> None:
    folder = tmp_path / "meetings" / "u"
    held = folder / unicodedata.normalize(disk, "bilag på år")  # type: ignore[arg-type]
    held.mkdir(parents=True)
    (held / unicodedata.normalize(disk, "Nørå.pdf")).write_bytes(PDF)  # type: ignore[arg-type]
    (held / unicodedata.normalize(disk, "Århus.png")).write_bytes(PNG)  # type: ignore[arg-type]
    (folder / "forum.yaml").write_text("navn: Udvalget\n", encoding="utf-8")
    text = (
        "dato: 2025-09-12\nstart: 10.00\npunkter:\n  - titel: Økonomi\n"
        "    tekst: |\n      ![Kort over stien](<bilag på år/Århus.png>)\n"
        "    bilag:\n      - titel: Økonomi\n        fil: bilag på år/Nørå.pdf\n"
    )
    written = unicodedata.normalize(typed, text)  # type: ignore[arg-type]
    (folder / "2025-09-12.yaml").write_text(written, encoding="utf-8")
    ws = Workspace(tmp_path)
    (file,) = ws.meeting_files()
    assert {d.code for d in validate(ws, [file])} & {"M210", "M075", "M553"} == set()
    meeting = load(ws, file).meeting
    assert meeting is not None
    assert sorted(path.suffix for path in files_of(meeting) if path.is_file()) == [".pdf", ".png"]
