"""Meetings beyond all measure become documents, with every word and in bounded room."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pypdf
import pytest

from moedebog.build.check import validate
from moedebog.build.runs import Order, run
from moedebog.document import Kind
from moedebog.workspace import Workspace

pytestmark = pytest.mark.slow


def words(count: int) -> str:
    return " ".join(f"ord{n}" for n in range(count))


def item(**more: Any) -> dict[str, Any]:
    return {"titel": "A", **more}


def rows(count: int, columns: int, cell: str = "{row}") -> str:
    head = "| " + " | ".join(f"k{n}" for n in range(columns)) + " |\n" + "|---" * columns + "|\n"
    return head + "".join(
        "| " + " | ".join(cell.format(row=f"c{row}") for _ in range(columns)) + " |\n"
        for row in range(count)
    )


LONG = words(500)[:3000]
MONSTERS: dict[str, tuple[dict[str, Any], int]] = {
    "a long title in a group": ({"punkter": [item(gruppe="G", varighed=10, titel=LONG)]}, 20),
    "a title of 100,000 characters": (
        {"punkter": [item(gruppe="G", varighed=10, titel=words(12_000))]},
        400,
    ),
    "a long group": ({"punkter": [item(gruppe=LONG, varighed=10)]}, 20),
    "500 rows": ({"punkter": [item(tekst=rows(500, 3))]}, 40),
    "a cell of 30,000 words": ({"punkter": [item(tekst=rows(1, 2, words(15_000)))]}, 400),
    "60 columns": ({"punkter": [item(tekst=rows(20, 60))]}, 40),
    "one word": ({"punkter": [item(tekst="x" * 50_000, titel="y" * 50_000)]}, 200),
    "quotes in lists": ({"punkter": [item(tekst="> - " * 4 + words(200))]}, 20),
    "a long forum": ({"punkter": [item(tekst=words(9))] * 200}, 200),
    "2,000 members": ({"punkter": [item(beslutning="Godkendt.")]}, 200),
    "a long meeting title": ({"titel": words(12_000), "punkter": [item()] * 30}, 200),
}


@pytest.mark.parametrize("name", MONSTERS)
def test_a_monster(name: str, tmp_path: Path) -> None:
    data, most = MONSTERS[name]
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    forum: dict[str, Any] = {"navn": "Udvalget"}
    if name == "a long forum":
        forum["navn"] = words(12_000)
    if name == "2,000 members":
        forum["medlemmer"] = [f"Navn{n} Efternavn{n}" for n in range(2000)]
    (folder / "forum.yaml").write_text(json.dumps(forum), encoding="utf-8")
    meeting = {"dato": "2025-09-12", "start": "10:00", **data}
    (folder / "2025-09-12.yaml").write_text(json.dumps(meeting), encoding="utf-8")
    ws = Workspace(tmp_path)
    (file,) = ws.meeting_files()
    assert not [d for d in validate(ws, [file]) if d.code in ("M551", "M552")]
    report = run(ws, [Order(file, (Kind.REFERAT,))])
    assert not report.failed, list(map(str, report.diagnostics))[:3]
    pdf, docx = (ws.output_file(file, "referat", "offentlig", s) for s in ("pdf", "docx"))
    pages = pypdf.PdfReader(io.BytesIO(pdf.read_bytes())).pages
    assert len(pages) <= most
    assert pdf.stat().st_size < 30_000_000
    with zipfile.ZipFile(docx) as package:
        inside = package.read("word/document.xml").decode()
    if name not in ("60 columns", "one word"):  # letters stand below each other, mixed
        text = "".join("".join(page.extract_text().split()) for page in pages)
        wanted = {w for w in json.dumps(meeting).replace('"', " ").split() if w.startswith("ord")}
        assert not [word for word in wanted if word not in text][:5]
        assert not [word for word in wanted if word not in inside][:5]
