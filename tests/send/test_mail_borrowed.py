"""The words of a message come from the template set, or from one that it builds on."""

from __future__ import annotations

from pathlib import Path

import pytest

from mail_support import workspace
from moedebog import cli
from moedebog.workspace import Workspace

pytestmark = pytest.mark.usefixtures("quick_renderers", "sees_closed")


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made = workspace(tmp_path)
    for name in ("SEND", "RESEND", "DOC", "MEETING", "FORUM", "AUDIENCE"):
        monkeypatch.delenv(name, raising=False)
    settings = "mail: {afsender: Sekretariatet <sekretariat@example.org>}\n"
    (tmp_path / "moedebog.yaml").write_text(settings, encoding="utf-8")
    for name, base in (("kommunen", "standard"), ("byraad", "kommunen")):
        folder = tmp_path / "templates" / name
        (folder / "mail").mkdir(parents=True)
        (folder / "pdf.yaml").write_text(f"bygger_paa: {base}\n", encoding="utf-8")
    forum = next(made.meetings.rglob("forum.yaml"))
    lines = [line for line in forum.read_text("utf-8").splitlines() if "skabelon:" not in line]
    forum.write_text("\n".join([*lines, "skabelon: byraad", ""]), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return made


@pytest.mark.parametrize(
    ("owners", "subject"),
    [
        ((), "Dagsorden: Prøveudvalget, 12. september 2025"),
        (("kommunen",), "Fra kommunen"),
        (("kommunen", "byraad"), "Fra byraad"),
    ],
)
def test_the_subject_is_that_of_the_nearest_set_that_has_one(
    ws: Workspace, owners: tuple[str, ...], subject: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in owners:
        path = ws.root / "templates" / name / "mail" / "emne.txt"
        path.write_text(f"Fra {name}", encoding="utf-8")
    assert cli.main(["mail", "2025-09-12", "--doc", "dagsorden"]) == 0
    assert f"Emne: {subject}\n" in capsys.readouterr().out
