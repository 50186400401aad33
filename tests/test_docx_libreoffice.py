"""The Word files in a word processor that is not ours."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from docx_samples import REFERAT, W, everything, parts, png, tree, words
from moedebog.document import Document
from moedebog.render.docx import check, render
from texts import words as expected

SOFFICE = shutil.which("soffice")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="soffice (LibreOffice) er ikke installeret"),
]


def convert(source: Path, target: str, folder: Path) -> Path:
    """The file as LibreOffice saves it in another format, or in its own hand."""
    assert SOFFICE
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            str(folder / "ud"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / "ud" / f"{source.stem}.{target}"


def same_hyphens(found: list[str]) -> list[str]:
    return [word.replace("\u2011", "-") for word in found]


@pytest.fixture
def full(tmp_path: Path) -> Document:
    return everything(png(tmp_path / "kort.png"))


def test_it_opens_whole_and_is_saved_whole(full: Document, tmp_path: Path) -> None:
    ours = tmp_path / "vores.docx"
    ours.write_bytes(render(full, REFERAT))
    theirs = convert(ours, "docx", tmp_path).read_bytes()
    assert same_hyphens(words(theirs)) == same_hyphens(expected(full))
    before, after = tree(ours.read_bytes()), tree(theirs)
    assert len(list(after.iter(f"{W}tbl"))) == len(list(before.iter(f"{W}tbl")))
    assert len(list(after.iter(f"{W}tblHeader"))) == len(list(before.iter(f"{W}tblHeader")))
    assert len(list(after.iter(f"{W}drawing"))) == 1


def test_numbered_lists_restart_when_they_are_drawn(full: Document, tmp_path: Path) -> None:
    ours = tmp_path / "vores.docx"
    ours.write_bytes(render(full, REFERAT))
    text = convert(ours, "txt", tmp_path).read_text("utf-8", errors="replace")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    for line in ("1. a", "2. b", "4. c", "5. d", "1. et", "2. to"):
        assert line in lines


def test_a_template_saved_by_libreoffice_serves(full: Document, tmp_path: Path) -> None:
    saved = convert(REFERAT, "docx", tmp_path)
    assert (
        parts(saved.read_bytes())["word/styles.xml"]
        != parts(REFERAT.read_bytes())["word/styles.xml"]
    )
    assert check(saved) == []
    assert words(render(full, saved)) == expected(full)
