"""What viewers make of a whole: the same pages, words, bookmarks and links in each of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from stress_set import write_all

from joined_files import Viewed
from samling import Part, join

pytestmark = pytest.mark.slow

VIEWERS = Path(__file__).parent / "viewers"
PDFJS = "pdfjs-dist@4.10.38"
FROM, SHOWN = 500, 505
"""A page in the middle: that of the file that is enciphered."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parts")
    out = tmp_path_factory.mktemp("whole") / "whole.pdf"
    parts = [Part(file.stem, file) for file in write_all(folder)]
    join(parts, out, title="Det hele", language="da")
    return out


@pytest.fixture(scope="module")
def expected(whole: Path) -> dict[str, Any]:
    """What PDFium makes of it; that this is right, the parts tell (``test_samling_stress``)."""
    seen = Viewed(whole)
    assert "kun for ejeren" in seen.text(SHOWN)
    return {
        "pages": seen.pages,
        "bookmarks": [list(one) for one in seen.bookmarks()],
        "links": [[one.page, one.target] for one in seen.links()],
    }


def missing(what: str) -> None:
    """Skips for want of a tool; fails instead where all are to be there, as in CI."""
    words = f"the joined file was not opened in {what}"
    if os.environ.get("MOEDEBOG_ALL_TOOLS"):
        pytest.fail(words)
    pytest.skip(words)


def run(*command: str | Path) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_mupdf(whole: Path, expected: dict[str, Any]) -> None:
    if shutil.which("mutool") is None:
        missing("MuPDF: mutool is not installed")
    seen = json.loads(run("mutool", "run", VIEWERS / "mupdf.js", whole).splitlines()[-1])
    assert seen == expected
    assert "kun for ejeren" in run("mutool", "draw", "-q", "-F", "text", whole, str(SHOWN + 1))


def test_poppler(whole: Path, expected: dict[str, Any]) -> None:
    """From page ``FROM`` on: of files with a profile of colours it takes long for each page."""
    if shutil.which("pdftohtml") is None:
        missing("poppler: pdftohtml is not installed")
    shown = run("pdftohtml", "-xml", "-i", "-stdout", "-f", str(FROM + 1), whole)
    pages = re.split(r'<page number="\d+"', shown)[1:]
    assert len(pages) == expected["pages"] - FROM
    assert "kun for ejeren" in pages[SHOWN - FROM]
    bookmarks = re.findall(r'<item page="(\d+)">(.*?)</item>', shown)
    assert [[title, int(page) - 1] for page, title in bookmarks] == expected["bookmarks"]
    led = {  # it writes a link once for each piece of its words
        (number, int(page) - 1)
        for number, page_shown in enumerate(pages, FROM)
        for page in re.findall(r'<a href="[^"]*\.html#(\d+)"', page_shown)
    }
    assert led == {tuple(link) for link in expected["links"]}


def test_pdfjs(whole: Path, expected: dict[str, Any], tmp_path: Path) -> None:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        missing("pdf.js: node and npm are not installed")
    (tmp_path / "package.json").write_text("{}", encoding="utf-8")
    flags = ("--no-audit", "--no-fund", "--omit=optional", "--ignore-scripts")
    install = [str(npm), "install", *flags, "--prefix", str(tmp_path), PDFJS]
    if subprocess.run(install, capture_output=True, timeout=180).returncode:
        missing(f"pdf.js: npm cannot install {PDFJS}")
    folder = tmp_path / "node_modules" / "pdfjs-dist"
    printed = run(str(node), VIEWERS / "pdfjs.mjs", folder, whole, str(SHOWN)).splitlines()[-1]
    seen = json.loads(printed)
    assert "kun for ejeren" in seen.pop("text")
    assert seen == expected
