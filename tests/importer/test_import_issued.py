"""What an issued document says of its version and its approval is read as that when imported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import approval_support as life
from approval_support import APPROVED, FIRST, SECOND, event, issue, put_down
from import_support import run
from moedebog import source
from moedebog.catalogue import Godkendelse
from moedebog.document import Audience


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize("status", ["", "til_godkendelse", "godkendt"])
@pytest.mark.parametrize("version", [1, 2])
def test_status_case_and_approval_come_back(
    version: int, status: str, suffix: str, tmp_path: Path
) -> None:
    ws = life.workspace(tmp_path, "udkast" if version == 2 else status)
    issue(ws, FIRST)
    if version == 2:
        items = life.ITEMS if status else life.ITEMS.replace("Imødekommet", "Afslået")
        life.set_status(ws, status, items.replace("26/101", "26/103"))
    if status == "godkendt":
        how = Godkendelse.NAESTE_MOEDE
        put_down(ws, event(APPROVED, date(2026, 6, 19), FIRST, ved=how, moede="x", punkt="2"))
    made = issue(ws, SECOND)
    (data,) = ws.issued.glob(f"{made.gemt[Audience.OFFENTLIG][suffix]}.{suffix}")
    text = run(data, tmp_path / "imported")
    read, problems = source.parse(text.encode(), "m.yaml")
    assert not problems
    assert read is not None
    assert read.data.get("referat_status", "udkast") == (status or "udkast")
    assert str(read.data["sagsnr"]) == "26/100"
    assert "indledning" not in read.data
    assert ("»Godkendt på mødet den 19. juni 2026, punkt 2«" in text) is (status == "godkendt")
