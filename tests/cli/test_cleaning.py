"""``moedebog rens`` writes cleaned copies beside the originals, and tells what it took."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaned_samples import BY, docx, packed, paragraph, run
from moedebog import cli

MEETING = """dato: 2025-09-12
start: "10:00"
bilag:
  - {titel: Program, fil: bilag/program.txt}
punkter:
  - titel: Havnen
    bilag:
      - titel: Notat
        fil: bilag/notat.docx  # det lange
      - titel: Brev
        fil: "bilag/brev.zip"
  - titel: Personsag
    lukket: ja
    bilag:
      - {titel: Klage, fil: bilag/klage.docx}
"""
NOTE = docx(
    paragraph(run("Synligt "), f"<w:ins {BY}>{run('nyt')}</w:ins>", run("skjult", "<w:vanish/>"))
)


@pytest.fixture
def bilag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the attachments."""
    folder = tmp_path / "meetings" / "a"
    (folder / "bilag").mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n")
    (folder / "2025-09-12.yaml").write_text(MEETING)
    for name, data in {
        "program.txt": b"Program",
        "notat.docx": NOTE,
        "brev.zip": packed({"a.txt": "x"}),
        "klage.docx": NOTE,
    }.items():
        (folder / "bilag" / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return folder / "bilag"


def told(capsys: pytest.CaptureFixture[str], *more: str, status: int = 0) -> str:
    assert cli.main(["rens", "2025-09-12", *more]) == status
    out, err = capsys.readouterr()
    return out + err


def test_it_tells_of_each_file_what_was_taken_and_what_is_left(
    bilag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(capsys)
    assert "Skrevet: meetings/a/bilag/notat-renset.docx" in said
    assert "Taget ud: 1 skjult stykke, 3 navne på personer" in said
    assert "1 sporet ændring (tages ud med --aendringer accepter eller --aendringer afvis)" in said
    assert "skriv »fil: bilag/notat-renset.docx« i linje 9 af meetings/a/2025-09-12.yaml" in said
    assert "Ikke renset: bilag/brev.zip, for den rummer andre filer" in said
    assert "Intet at tage ud: bilag/program.txt" in said
    assert (bilag / "notat.docx").read_bytes() == NOTE
    assert (bilag / "notat-renset.docx").is_file()
    again = told(capsys, "--lang", "en")
    assert "Cleaned before: meetings/a/bilag/notat-renset.docx" in again
    assert "Taken out: 1 hidden piece, 3 names of people" in again
    assert "Not cleaned: bilag/brev.zip, for it holds other files" in again


def test_closed_attachments_are_cleaned_and_named_to_nobody(
    bilag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(capsys)
    assert "en renset kopi af et lukket bilag" in said
    assert "klage" not in said
    assert "--vis-lukket" in said
    assert (bilag / "klage-renset.docx").is_file()
    assert "bilag/klage-renset.docx" in told(capsys, "--vis-lukket")


def test_other_wishes_make_the_copy_anew(bilag: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys)
    first = (bilag / "notat-renset.docx").read_bytes()
    said = told(capsys, "--aendringer", "accepter")
    assert "1 sporet ændring (accepteret)" in said
    assert (bilag / "notat-renset.docx").read_bytes() != first


def test_another_file_in_its_place_stays(bilag: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bilag / "notat-renset.docx").write_bytes(b"min egen")
    said = told(capsys, status=1)
    assert "ligger allerede en anden fil: meetings/a/bilag/notat-renset.docx" in said
    assert (bilag / "notat-renset.docx").read_bytes() == b"min egen"


def test_an_item_can_be_named(bilag: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "program" not in told(capsys, "--punkt", "1")
    assert not (bilag / "klage-renset.docx").exists()
    assert "Intet punkt hedder '9'. Der er: 1, 2." in told(capsys, "--punkt", "9", status=2)


def test_the_meeting_file_can_be_made_to_use_the_copies(
    bilag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(capsys, "--skriv")
    assert "meetings/a/2025-09-12.yaml bruger nu bilag/notat-renset.docx." in said
    assert "meetings/a/2025-09-12.yaml bruger nu kopien af et lukket bilag." in said
    file = bilag.parent / "2025-09-12.yaml"
    wanted = MEETING.replace("notat.docx", "notat-renset.docx")
    assert file.read_text() == wanted.replace("klage.docx", "klage-renset.docx")
    # The copy is made of the original again, also where the meeting file names the copy.
    said = told(capsys, "--aendringer", "accepter")
    assert "Skrevet: meetings/a/bilag/notat-renset.docx" in said
    assert "Brug kopien" not in said
    assert {path.name for path in bilag.iterdir()} == {
        *("program.txt", "notat.docx", "brev.zip", "klage.docx"),
        *("notat-renset.docx", "klage-renset.docx"),
    }


def test_a_line_that_cannot_be_changed_is_told_of(
    bilag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = bilag.parent / "2025-09-12.yaml"
    before = MEETING.replace(
        "fil: bilag/notat.docx", "fil: >-\n          bilag/notat.docx\n       "
    )
    file.write_text(before)
    said = told(capsys, "--skriv", "--punkt", "1", status=1)
    assert "kan ikke rettes uden at røre andet" in said
    assert file.read_text() == before


def test_a_file_that_is_missing_is_told_of(bilag: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bilag / "notat.docx").unlink()
    assert "Filen er her ikke: bilag/notat.docx" in told(capsys)
