"""A system without Danish letters: files are read as UTF-8, and nothing is a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from moedebog import source
from support import ROOT

POLITE = {"PYTHONPATH": str(Path(source.__file__).parents[2]), "PATH": os.environ.get("PATH", "")}
ENVIRONMENTS = {
    "POSIX": {"LC_ALL": "POSIX"},
    "POSIX without UTF-8 mode": {
        "LC_ALL": "POSIX",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    },
    "ascii output": {"LANG": "C.UTF-8", "PYTHONIOENCODING": "ascii"},
    "latin-1 output": {"LANG": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"},
}
FORUM = """\
navn: Økonomiudvalget
medlemmer: [Åse Ærø, Søren Ågård]
modtagere:
  - gruppe: medlemmer
    personer: [{navn: Åse Ærø, email: aase@example.org}]
"""
MEETING = """\
dato: 2025-09-12
start: 10.00
punkter:
  - titel: Godkendelse af »dagsorden« – 🙂-fri
    tekst: '![Et kort](<bilag/blå ø.png>)'
    beslutning: Godkendt.
    bilag: [{titel: Årsværk, fil: bilag/årsværk.txt}]
"""
COMMANDS = [
    ["validate"],
    ["validate", "--format", "github"],
    ["referat", "økonomi/2025-09-12-møde"],
    ["all"],
    ["mail", "2025-09-12-møde", "--doc", "dagsorden"],
    ["mail-status", "2025-09-12-møde"],
    ["fakta", "2025-09-12-møde"],
    ["calendar", "--forum", "økonomi"],
    ["new", "2025-10-10-nyt-møde", "--forum", "økonomi"],
    ["forum", "børn og ældre", "--navn", "Børn og Ældre"],
    ["new", "2025-10-10", "--forum", "børn og ældre"],
    ["import", "gammelt møde.txt", "--meeting", "2024-01-12", "--forum", "økonomi"],
    ["validate", "findes-ikke-å"],
    ["dagsorden", "findes-ikke-\udce5"],
    ["clean"],
]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="locales of Linux")
@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_command_without_danish_letters(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "meetings" / "økonomi"
    (folder / "bilag").mkdir(parents=True)
    (folder / "forum.yaml").write_text(FORUM, encoding="utf-8")
    (folder / "2025-09-12-møde.yaml").write_text(MEETING.replace("🙂", ""), encoding="utf-8")
    other = tmp_path / "meetings" / "børn"
    other.mkdir()
    (other / "forum.yaml").write_text("navn: Børneudvalget\n", encoding="utf-8")
    (other / "2025-11-14-møde.yaml").write_text(
        MEETING.replace("09-12", "11-14") + "    ukendt-å: ø\n", encoding="utf-8"
    )
    (folder / "bilag" / "årsværk.txt").write_text("Tal for ærø", encoding="utf-8")
    picture = ROOT / "docs" / "billeder" / "punkt.png"
    shutil.copyfile(picture, folder / "bilag" / "blå ø.png")
    (tmp_path / "moedebog.yaml").write_text(
        "output: færdige\nmail: {afsender: Sekretariat Øst <a@example.org>}\n", encoding="utf-8"
    )
    old = "Referat\nØkonomiudvalget\nDato: 12. januar 2024\n\n1. Årsværk\n\nDrøftet.\n"
    (tmp_path / "gammelt møde.txt").write_text(old, encoding="utf-8")
    expected = {"validate": 1, "all": 1}
    for command in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-m", "moedebog", *command],
            cwd=tmp_path,
            env=POLITE | ENVIRONMENTS[name],
            capture_output=True,
            timeout=60,
        )
        assert b"Traceback" not in done.stderr, (command, done.stderr.decode(errors="replace"))
        unknown = "findes-ikke" in command[-1]
        status = 2 if unknown else expected.get(command[0], 0)
        assert done.returncode == status, (command, done.stderr.decode(errors="replace"))
        if command[0] == "referat":
            assert list((tmp_path / "færdige").rglob("referat.pdf"))
    made = (tmp_path / "meetings" / "økonomi" / "2024-01-12.yaml").read_text(encoding="utf-8")
    assert "Årsværk" in made
