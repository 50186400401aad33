"""Who answers for a file stands in the meeting file, and nothing else of it is touched."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from moedebog.diagnostics import Problems, UsageProblem
from moedebog.examples import pdf
from moedebog.issue.answering import Vouching, chosen, put_down, seen
from moedebog.workspace import MeetingFile, Workspace

WHO = Vouching("Anna Prøve", "Læst på papir, side 1-3", date(2025, 9, 2))
ITEM = """\
  - titel: A   # en bemærkning
    bilag:
      - titel: Notat
        fil: a.pdf   # notatet
      - titel: Kort
        fil: b.pdf
        offentlig: ja
  - titel: B
    bilag:
      - {titel: Andet, fil: a.pdf}
"""


def workspace(root: Path, items: str = ITEM, end: str = "\n") -> tuple[Workspace, MeetingFile]:
    folder = root / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: U\n", encoding="utf-8")
    (folder / "a.pdf").write_bytes(pdf("CPR 010190-1234"))
    (folder / "b.pdf").write_bytes(pdf("CPR 020290-1234"))
    text = f"dato: 2025-09-12\nstart: 10.00\npunkter:\n{items}".replace("\n", end)
    (folder / "2025-09-12.yaml").write_bytes(text.encode())
    ws = Workspace(root)
    (file,) = ws.meeting_files()
    return ws, file


def waiting(ws: Workspace, file: MeetingFile) -> list[str]:
    return [one.attached.label for one in seen(ws, file) if one.waits]


def answer(ws: Workspace, file: MeetingFile, punkt: str, bilag: str = "") -> None:
    put_down(ws, file, chosen(seen(ws, file), punkt, bilag, file.name), WHO)


def lines(file: MeetingFile) -> list[str]:
    return file.path.read_bytes().decode().splitlines()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_it_is_written_under_the_attachment_and_the_rest_stays(end: str, tmp_path: Path) -> None:
    ws, file = workspace(tmp_path, end=end)
    before = lines(file)
    answer(ws, file, "1", "1")
    after = lines(file)
    added = [line for line in after if line not in before]
    assert [line for line in after if line not in added] == before
    assert after.index("        gennemset:") == before.index("        fil: a.pdf   # notatet") + 1
    assert added[1:4] == [
        "          navn: Anna Prøve",
        "          dato: 2025-09-02",
        "          grund: Læst på papir, side 1-3",
    ]
    assert file.path.read_bytes().count(b"\r\n") == (len(after) if end == "\r\n" else 0)
    assert waiting(ws, file) == ["Punkt 1, bilag 2", "Punkt 2, bilag 1"]


def test_it_is_written_once_for_an_item_with_several(tmp_path: Path) -> None:
    ws, file = workspace(tmp_path)
    answer(ws, file, "1")
    assert waiting(ws, file) == ["Punkt 2, bilag 1"]
    assert len([line for line in lines(file) if "gennemset:" in line]) == 1
    assert lines(file).index("    gennemset:") == 4


def test_it_is_written_in_braces_where_the_attachment_is(tmp_path: Path) -> None:
    ws, file = workspace(tmp_path)
    answer(ws, file, "2", "1")
    assert waiting(ws, file) == ["Punkt 1, bilag 1", "Punkt 1, bilag 2"]


def test_a_changed_file_is_answered_for_anew_in_the_same_place(tmp_path: Path) -> None:
    ws, file = workspace(tmp_path)
    answer(ws, file, "1", "1")
    (file.path.parent / "a.pdf").write_bytes(pdf("CPR 030390-1234"))
    assert "Punkt 1, bilag 1" in waiting(ws, file)
    count = len(lines(file))
    answer(ws, file, "1", "1")
    assert "Punkt 1, bilag 1" not in waiting(ws, file)
    assert len(lines(file)) == count


@pytest.mark.parametrize(("punkt", "bilag"), [("3", "1"), ("1", "3"), ("", "1")])
def test_what_is_not_there_is_told(punkt: str, bilag: str, tmp_path: Path) -> None:
    ws, file = workspace(tmp_path)
    with pytest.raises(UsageProblem) as told:
        answer(ws, file, punkt, bilag)
    assert "1" in str(told.value.said)


def test_nothing_to_answer_for_is_told(tmp_path: Path) -> None:
    ws, file = workspace(tmp_path)
    for name in ("a.pdf", "b.pdf"):
        (file.path.parent / name).write_bytes(pdf("Tekst"))
    with pytest.raises(UsageProblem):
        answer(ws, file, "1")


def test_closed_attachments_are_not_asked_for(tmp_path: Path) -> None:
    ws, file = workspace(tmp_path, ITEM.replace("offentlig: ja", "offentlig: nej"))
    assert waiting(ws, file) == ["Punkt 1, bilag 1", "Punkt 2, bilag 1"]


def test_what_cannot_be_written_in_its_place_is_told_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    item = "  - titel: A\n    bilag:\n      - titel: N\n        fil: >-\n          a.pdf\n"
    ws, file = workspace(tmp_path, item)
    before = file.path.read_bytes()
    with pytest.raises(Problems) as told:
        answer(ws, file, "1", "1")
    assert [d.code for d in told.value.diagnostics] == ["M6081"]
    assert '"sha256": "' in told.value.diagnostics[0].hint
    assert file.path.read_bytes() == before
