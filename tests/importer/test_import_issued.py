"""What an issued document says of its version and its approval is read as that when imported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import approved_support as life
from approved_support import APPROVED, FIRST, SECOND, event, issue, put_down
from import_support import run
from moedebog.catalogue import Godkendelse
from moedebog.document import Audience


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize(
    ("version", "status"),
    [(1, ""), (1, "til_godkendelse"), (1, "godkendt"), (2, "til_godkendelse"), (2, "godkendt")],
)
def test_status_case_and_approval_come_back(
    version: int, status: str, suffix: str, tmp_path: Path
) -> None:
    ws = life.workspace(tmp_path, "udkast" if version == 2 else status)
    if version == 2:
        issue(ws, FIRST)
        life.set_status(ws, status)
    if status == "godkendt":
        how = Godkendelse.NAESTE_MOEDE
        put_down(ws, event(APPROVED, date(2026, 6, 19), SECOND, ved=how, moede="x", punkt="2"))
    made = issue(ws, SECOND)
    (data,) = ws.issued.glob(f"{made.gemt[Audience.OFFENTLIG][suffix]}.{suffix}")
    read = run(data, tmp_path / "imported")
    assert read.meeting.referat_status == (status or "udkast")
    assert read.meeting.sagsnr == ("26/100",)
    assert read.meeting.forum.myndighed == "Strandby Kommune"
    assert not read.meeting.indledning
    said = "»Godkendt på mødet den 19. juni 2026, punkt 2«"
    assert (said in read.text.replace("\u00a0", " ")) is (status == "godkendt")
