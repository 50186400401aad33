"""Attachments that nobody may have yet: what goes out, what is told, and who answers for them."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from hashlib import sha256 as checksum
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn

import pytest
from PIL import Image

from indhold.findings import At, Finding, Gap, Kind, Step, Unread
from looks import CPR, SHOWN
from mail_support import FORUM, change, record, server, workspace
from mail_support import prepared as prepare
from mail_support import send as sent_through
from moedebog import cli, source
from moedebog.examples import pdf
from moedebog.looked import looks, words
from moedebog.workspace import Workspace
from support import ROOT

HEAD = """\
dato: 2025-09-12
start: "10:00"
slut: "12:00"
sted: Rådhuset
"""


def scan() -> bytes:
    """A picture, of which nobody knows what stands on it."""
    data = BytesIO()
    Image.new("L", (300, 300)).save(data, "PNG")
    return data.getvalue()


def made(root: Path, monkeypatch: pytest.MonkeyPatch, meeting: str) -> Workspace:
    """A workspace with a meeting, two files that wait and one that does not; the folder is it."""
    ws = workspace(root, FORUM, HEAD + meeting)
    bilag = ws.meetings / "udvalg" / "bilag"
    (bilag / "tal.pdf").write_bytes(pdf(f"CPR {CPR}"))
    (bilag / "scan.png").write_bytes(scan())
    monkeypatch.chdir(root)
    return ws


def run(capsys: pytest.CaptureFixture[str], *typed: str, status: int = 0) -> str:
    assert cli.main(list(typed)) == status
    out, err = capsys.readouterr()
    return out + err


def read(text: str) -> Any:
    tree, _ = source.parse(text.encode(), "")
    assert tree is not None
    return tree.data


def meeting_file(ws: Workspace) -> Path:
    return ws.meetings / "udvalg" / "2025-09-12.yaml"


WAITING = """\
punkter:
  - titel: Cykelsti
    bilag:
      - {titel: Kort, fil: bilag/kort.pdf}
      - titel: Brev
        fil: bilag/scan.png
"""


def test_a_version_says_that_it_must_not_be_published_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = made(tmp_path, monkeypatch, WAITING)
    said = run(capsys, "udgave", "2025-09-12", "--doc", "dagsorden")
    assert "M605" in said
    assert "Version 1" in said
    assert "må ikke offentliggøres endnu" in said
    assert list(ws.meetings.rglob("*.udsendt.yaml"))


def test_a_version_tells_what_is_found_though_nothing_is_held_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = made(tmp_path, monkeypatch, WAITING.replace("scan.png", "ti.pdf"))
    (ws.meetings / "udvalg" / "bilag" / "ti.pdf").write_bytes(pdf("Betales til 0101901234"))
    said = run(capsys, "udgave", "2025-09-12", "--doc", "dagsorden")
    assert "M601" in said
    assert "Version 1" in said


TWICE = """\
punkter:
  - titel: Cykelsti
    bilag:
      - titel: Ansøgning
        fil: bilag/tal.pdf
  - titel: Sti
    bilag:
      - titel: Ansøgning
        fil: bilag/tal.pdf
"""


def test_a_file_that_is_attached_twice_is_told_of_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = made(tmp_path, monkeypatch, TWICE)
    with record(ws).opened() as rec:
        mailing = prepare(ws, rec)
    assert [one.code for one in mailing.warnings if one.code.startswith("M60")] == ["M600", "M600"]
    assert [bool(one.kept_back) for one in mailing.variants] == [False, True]


def test_a_file_that_is_attached_twice_waits_until_it_is_answered_for_in_both_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = made(tmp_path, monkeypatch, TWICE)
    for item in ("2", "1"):
        with server() as inbox:
            sent_through(ws, inbox.port)
        assert "avis@example.org" not in inbox.recipients
        run(capsys, "gennemset", "2025-09-12", "--punkt", item, "--navn", "M", "--grund", "Læst")
    with server() as inbox:
        sent_through(ws, inbox.port)
    assert inbox.recipients == ["avis@example.org"]


def test_no_message_is_shown_that_must_not_be_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made(tmp_path, monkeypatch, WAITING)
    monkeypatch.chdir(tmp_path)
    Path("moedebog.yaml").write_text("mail: {afsender: sek@example.org}\n", encoding="utf-8")
    typed = ("mail", "2025-09-12", "--doc", "dagsorden", "--vis-lukket")
    assert "Holdes tilbage fra 1 modtager i gruppen presse" in run(capsys, *typed)
    shown = [path.name for path in tmp_path.rglob("*.eml")]
    assert shown == ["dagsorden-medlemmer-intern.eml"]


WITHOUT_NUMBER = """\
bilag:
  - {titel: Plan, fil: bilag/scan.png}
punkter:
  - titel: Orientering
    sagstype: orientering
    nr: ""
    bilag:
      - titel: Brev
        fil: bilag/tal.pdf
  - titel: Orientering
    sagstype: orientering
    nr: ""
    bilag:
      - titel: Brev
        fil: bilag/tal.pdf
"""


def test_nobody_answers_for_a_file_of_an_item_without_a_number_by_chance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = made(tmp_path, monkeypatch, WITHOUT_NUMBER.replace("Orientering", "Fra os", 1))
    shown = run(capsys, "gennemset", "2025-09-12")
    assert '--punkt "Fra os" --bilag 1' in shown
    signed = ("--bilag", "1", "--navn", "M", "--grund", "Læst")
    run(capsys, "gennemset", "2025-09-12", *signed)
    assert meeting_file(ws).read_text(encoding="utf-8").count("gennemset") == 1
    run(capsys, "gennemset", "2025-09-12", "--punkt", "fra os", *signed)
    assert meeting_file(ws).read_text(encoding="utf-8").count("gennemset") == 2


def test_items_that_are_called_the_same_are_not_answered_for_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = made(tmp_path, monkeypatch, WITHOUT_NUMBER)
    signed = ("--punkt", "Orientering", "--bilag", "1", "--navn", "M", "--grund", "Læst")
    assert "Flere punkter" in run(capsys, "gennemset", "2025-09-12", *signed, status=2)
    assert "gennemset" not in meeting_file(ws).read_text(encoding="utf-8")


def test_what_was_answered_for_is_counted_as_people_speak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made(tmp_path, monkeypatch, TWICE)
    run(capsys, "gennemset", "2025-09-12", "--punkt", "1", "--navn", "M", "--grund", "Læst")
    assert f"hvad der ligner 1 CPR-nummer: {SHOWN}" in run(capsys, "validate", "-v", status=1)
    assert f"what looks like 1 CPR number: {SHOWN}" in run(
        capsys, "validate", "-v", "--lang", "en", status=1
    )


def test_members_get_theirs_though_no_file_can_be_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = made(tmp_path, monkeypatch, WAITING)

    def broken(*_: object, **__: object) -> NoReturn:
        raise RuntimeError

    for look_at in (broken, lambda *_, **__: iter(())):
        monkeypatch.setattr(looks, "look_at", look_at)
        with server() as inbox:
            summary = sent_through(ws, inbox.port)
        assert "avis@example.org" not in inbox.recipients
        assert summary.kept_back == [("avis@example.org", "presse")]
    assert set(summary.already) == {"aase@example.org", "bo@example.org"}


def test_no_number_in_the_name_of_a_file_is_told_or_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = made(tmp_path, monkeypatch, WAITING.replace("scan.png", f"Anna {CPR}.txt"))
    path = ws.meetings / "udvalg" / "bilag" / f"Anna {CPR}.txt"
    path.write_text("Hej", encoding="utf-8")
    long_ago = path.stat().st_mtime - 1000
    os.utime(path, (long_ago, long_ago))
    shown = f"Anna {SHOWN}.txt"
    for typed in (("kig", str(path)), ("kig", str(path), "--format", "json")):
        said = run(capsys, *typed, status=1)
        assert shown in said
        assert CPR not in said
    said = run(capsys, "gennemset", "2025-09-12")
    assert shown in said
    assert CPR not in said
    said = run(capsys, "validate", "--format", "json", status=1)
    assert shown in said
    assert CPR not in said
    kept = [one.read_text(encoding="utf-8") for one in (tmp_path / ".moedebog/kig").iterdir()]
    assert kept
    assert CPR not in "".join(kept)


def test_who_answers_for_a_file_writes_no_number_into_the_meeting_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = made(tmp_path, monkeypatch, WAITING)
    typed = ("gennemset", "2025-09-12", "--punkt", "1", "--navn", "M", "--grund", f"Fra {CPR}")
    said = run(capsys, *typed, status=2)
    assert "CPR-numre" in said
    assert CPR not in said
    assert "gennemset" not in meeting_file(ws).read_text(encoding="utf-8")


def test_a_folder_is_not_said_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made(tmp_path, monkeypatch, WAITING)
    assert "meetings er en mappe" in run(capsys, "kig", "meetings", status=2)


@pytest.mark.parametrize(
    ("gap", "danish"),
    [
        (Gap(Unread.FAILED, shown="no file"), "den kunne ikke læses (det er ikke en fil)"),
        (
            Gap(Unread.FAILED, shown=os.strerror(errno.EACCES)),
            "den kunne ikke læses (der mangler rettigheder)",
        ),
        (Gap(Unread.TOO_MANY, shown="comment"), "den har for mange dele (kommentarer)"),
        (Gap(Unread.DAMAGED, shown="checksum"), "den er beskadiget (forkert kontrolsum)"),
        (Gap(Unread.UNKNOWN, shown="behind pdf"), "den er i et ukendt format (bag pdf)"),
        (
            Gap(Unread.TOO_LARGE, (Step(At.PART, "object 7"),)),
            "delen objekt 7 fylder for meget",
        ),
    ],
)
def test_what_could_not_be_read_is_said_in_danish(gap: Gap, danish: str) -> None:
    assert str(words.unread([gap])) == danish


def test_what_a_file_is_in_truth_is_said_in_danish() -> None:
    assert str(words.found([Finding(Kind.DISGUISED, shown="archive")])) == "pakke med filer"
    assert words.found([Finding(Kind.DISGUISED, shown="archive")]).english == "archive"


def test_who_answers_for_a_file_stands_in_nothing_that_is_kept_for_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = made(tmp_path, monkeypatch, WAITING)
    change(ws, "punkter:", "bilag:\n  - titel: Plan\n    fil: bilag/scan.png\npunkter:")
    for place in (("--bilag", "1"), ("--punkt", "1", "--bilag", "2")):
        signed = (*place, "--navn", "Mette Hansen", "--grund", "Læst")
        run(capsys, "gennemset", "2025-09-12", *signed)
    run(capsys, "udgave", "2025-09-12", "--doc", "dagsorden")
    kept = "".join(one.read_text(encoding="utf-8") for one in ws.issued.glob("*.json"))
    assert "Brev" in kept
    assert "Mette Hansen" not in kept
    assert "Intet er ændret" in run(capsys, "udgave", "2025-09-12", "--doc", "dagsorden")
    change(ws, "Mette Hansen", "Anna Berg")
    assert "Intet er ændret" in run(capsys, "udgave", "2025-09-12", "--doc", "dagsorden")


@pytest.mark.parametrize("sha256", ["abc", "A" * 64, "0x12", "' " + "a" * 64 + "'"])
def test_a_checksum_of_another_form_is_told_in_words(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sha256: str,
) -> None:
    signed = f"        gennemset: {{navn: M, dato: 2025-09-01, grund: Læst, sha256: {sha256}}}\n"
    made(tmp_path, monkeypatch, WAITING + signed)
    assert "En kontrolsum er 64 tegn" in run(capsys, "validate", status=1)
    assert "A checksum is 64 signs" in run(capsys, "validate", "--lang", "en", status=1)


def test_it_is_told_which_file_was_changed_since_somebody_answered_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = "a" * 64
    signed = f"        gennemset: {{navn: M, dato: 2025-09-01, grund: Læst, sha256: {stale}}}\n"
    made(tmp_path, monkeypatch, WAITING + signed)
    assert "Filen bilag/scan.png er ændret, siden den blev set igennem" in run(capsys, "validate")


def test_what_is_held_back_is_told_though_the_forum_does_not_want_to_hear_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = made(tmp_path, monkeypatch, WAITING.replace("scan.png", "halv.pdf"))
    (ws.meetings / "udvalg" / "bilag" / "halv.pdf").write_bytes(b"%PDF-1.7\nhalv")
    forum = FORUM + "politik: {regler: {M538: nej}}\n"
    (ws.meetings / "udvalg" / "forum.yaml").write_text(forum, encoding="utf-8")
    assert "M538" not in run(capsys, "validate")
    with record(ws).opened() as rec:
        mailing = prepare(ws, rec)
    assert [one.code for one in mailing.warnings] == ["M538"]


FOLDED = """\
punkter:
  - titel: Cykelsti
    bilag:
      - titel: Plan
        fil: bilag/scan.png
        gennemset: {navn: M, dato: 2025-09-01, grund: Set, sha256: SHA}
      - titel: Ansøgning
        fil: >-
          bilag/tal.pdf
""".replace("SHA", "a" * 64)


def test_what_is_to_be_written_by_hand_is_right_for_each_file_and_can_be_pasted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = made(tmp_path, monkeypatch, FOLDED)
    before = meeting_file(ws).read_bytes()
    grund = "Læst: på papir, # 3"
    signed = ("--punkt", "1", "--navn", "M", "--grund", grund)
    said = run(capsys, "gennemset", "2025-09-12", *signed, status=1)
    assert meeting_file(ws).read_bytes() == before
    lines = [line.strip() for line in said.splitlines() if "under bilaget: " in line]
    bilag = ws.meetings / "udvalg" / "bilag"
    for line, name in zip(lines, ("scan.png", "tal.pdf"), strict=True):
        pasted = read(line.partition("under bilaget: ")[2])["gennemset"]
        assert pasted["grund"] == grund
        assert pasted["sha256"] == checksum((bilag / name).read_bytes()).hexdigest()


SKELETON = ROOT / "generators" / "moedebog" / "begin" / "skeleton" / "core" / "Makefile"
OF_MAKE = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES")
"""These tests may themselves be run by make."""


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
@pytest.mark.parametrize("makefile", [ROOT / "Makefile", SKELETON], ids=["own", "skeleton"])
def test_make_hands_over_who_answers_for_a_file_where_it_is_typed(
    tmp_path: Path, makefile: Path
) -> None:
    clean = {key: value for key, value in os.environ.items() if key not in (*OF_MAKE, "NAVN")}

    def handed_over(*typed: str, **left: str) -> str:
        shown = ("--no-print-directory", "BOOTSTRAP=true", "MOEDEBOG=printf '%s|'")
        words = ("make", "-f", str(makefile), *shown, "gennemset", *typed)
        told = subprocess.run(
            words, cwd=tmp_path, env={**clean, **left}, capture_output=True, text=True, check=True
        )
        return told.stdout

    assert handed_over("NAVN=O'Brien $x", "GRUND=Læst") == "gennemset|--navn|O'Brien $x|"
    assert handed_over("MEETING=2025-09-12", NAVN="Anna") == "gennemset|"


GROUPS = """\
punkter:
  - titel: Cykelsti
    gruppe: Til beslutning
    bilag:
      - titel: Brev
        fil: bilag/scan.png
  - titel: Kort
    gruppe: Til orientering
    bilag:
      - titel: Brev
        fil: bilag/tal.pdf
"""


def test_a_number_that_items_of_two_groups_have_means_neither_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = made(tmp_path, monkeypatch, GROUPS)
    forum = FORUM + "politik: {nummerering_i_gruppe: forfra}\n"
    (ws.meetings / "udvalg" / "forum.yaml").write_text(forum, encoding="utf-8")
    shown = run(capsys, "gennemset", "2025-09-12")
    assert '--punkt "1 under Til orientering" --bilag 1' in shown
    signed = ("--bilag", "1", "--navn", "M", "--grund", "Læst")
    said = run(capsys, "gennemset", "2025-09-12", "--punkt", "1", *signed, status=2)
    assert "1 under Til beslutning, 1 under Til orientering" in said
    run(capsys, "gennemset", "2025-09-12", "--punkt", "1 under Til orientering", *signed)
    text = meeting_file(ws).read_text(encoding="utf-8")
    assert text.count("gennemset") == 1
    assert text.index("gennemset") > text.index("tal.pdf")
