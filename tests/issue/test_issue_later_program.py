"""A later moedebog, that says and draws everything otherwise, makes no version of what is the same.

It is this one, copied and changed: other phrases, other names of classes, another look.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from mail_support import MEETING, change, issues
from mail_support import workspace as made
from moedebog.workspace import Workspace
from support import ROOT

pytestmark = pytest.mark.slow

LATER = MEETING.replace("dagsorden_status: udsendt\nreferat_status: godkendt\n", "").replace(
    "dato: 2025-09-12", "dato: 2099-09-11"
)
TWICE_CLOSED = """\
  - titel: Ansættelse af en rektor
    lukket: {grund: Personoplysninger}
    sagsfremstilling: Udvalget indstiller Bo Bæk.
  - titel: Klage over en nabo
    lukket: ja
"""
CLASSES = ("Punkttekst", "BulletList", "LabelledList", "ItemState", "SectionState", "KnownItem")
UDGAVE = ("udgave", "2025-09-12", "--doc", "dagsorden")


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder to import the later program from."""
    root = tmp_path_factory.mktemp("later")
    for name in ("generators", "templates", "schemas"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    names = re.compile(rf"\b({'|'.join(CLASSES)})\b")
    for path in (root / "generators").rglob("*.py"):
        text = path.read_text("utf-8")
        path.write_text(names.sub(r"\1Ny", text).replace('"0.1.0"', '"0.2.0"'), "utf-8")
    book = root / "generators" / "moedebog" / "phrases" / "da.json"
    phrases = json.loads(book.read_text("utf-8"))
    for name in ("label_time", "label_place", "closed_item", "item_closed_to_public", "attachment"):
        phrases[name]["text"] = f"Nu {phrases[name]['text']}"
    book.write_text(json.dumps(phrases, ensure_ascii=False, indent=2), "utf-8")
    look = root / "templates" / "standard" / "pdf.yaml"
    look.write_text(re.sub(r"(?m)^(\s*\w*stoerrelse): \d+$", r"\1: 9", look.read_text("utf-8")))
    return root / "generators"


def moedebog(ws: Workspace, program: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(program)}
    done = subprocess.run(
        [sys.executable, "-m", "moedebog", *arguments],
        cwd=ws.root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def kept(ws: Workspace) -> dict[str, bytes]:
    record = ws.meetings / "udvalg" / "2025-09-12.udsendt.yaml"
    folders = (ws.issued, ws.issued_closed)
    files = [record, *(path for folder in folders for path in folder.glob("*"))]
    return {path.name: path.read_bytes() for path in files}


def test_a_later_program_makes_no_version_and_mails_what_was_kept(
    tmp_path: Path, later: Path
) -> None:
    ws = made(tmp_path, meeting=LATER + TWICE_CLOSED)
    assert "Version 1 af dagsorden er lavet" in moedebog(ws, ROOT / "generators", *UDGAVE)
    before = kept(ws)
    assert moedebog(ws, later, *UDGAVE).startswith("Intet er ændret siden version 1")
    assert "M2" not in moedebog(ws, later, "validate")
    moedebog(ws, later, "dagsorden", "2025-09-12")
    assert kept(ws) == before
    (issue,) = issues(ws)
    drawn = {hashlib.sha256(path.read_bytes()).hexdigest() for path in ws.output.rglob("*.pdf")}
    of_record = {digest for files in issue.gemt.values() for digest in files.values()}
    assert drawn
    assert not drawn & of_record  # it does draw otherwise
    settings = "mail:\n  afsender: Sekretariatet <svar@example.org>\n"
    (ws.root / "moedebog.yaml").write_text(settings, "utf-8")
    moedebog(ws, later, "mail", "2025-09-12", "--doc", "dagsorden")
    assert kept(ws) == before
    letters = list(ws.output.rglob("*.eml"))
    assert letters
    for letter in letters:
        files = message_from_bytes(letter.read_bytes(), policy=default).iter_attachments()
        sums = {hashlib.sha256(one.get_content()).hexdigest() for one in files}
        assert sums & of_record
        assert not sums & drawn


def test_a_later_program_tells_what_has_changed_alone(tmp_path: Path, later: Path) -> None:
    ws = made(tmp_path, meeting=LATER + TWICE_CLOSED)
    moedebog(ws, ROOT / "generators", *UDGAVE)
    change(ws, "lang historie", "kort historie")
    told = moedebog(ws, later, "diff", "2025-09-12")
    assert told.count("Punkt ") == 1, told
    assert "kort historie" in told
    assert "Version 2 af dagsorden er lavet" in moedebog(ws, later, *UDGAVE)
    again = moedebog(ws, ROOT / "generators", *UDGAVE)
    assert again.startswith("Intet er ændret siden version 2")
