"""PDFs of many makers are joined: nothing that was accessible is lost, no fault is added."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from stress_set import write_all

from samling import Kind, Part, join, survey
from validators import verapdf

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_all(tmp_path_factory.mktemp("parts"))


@pytest.fixture(scope="module")
def whole(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("whole") / "whole.pdf"
    join(parts(files), out, title="Det hele", language="da")
    return out


def parts(files: list[Path]) -> list[Part]:
    return [Part(file.stem, file) for file in files]


def test_all_pages_are_there_and_can_be_shown(files: list[Path], whole: Path) -> None:
    texts: list[str] = []
    for file in files:
        count = survey(Part(file.stem, file)).pages
        texts += page_texts(file)[:count] or ["rundt"]
    assert page_texts(whole) == texts
    assert len(texts) > 500


def page_texts(file: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(str(file))
    return [page.get_textpage().get_text_bounded() for page in pdf]


def test_what_a_screen_reader_reads_is_what_the_parts_say(files: list[Path], whole: Path) -> None:
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo (poppler-utils) er ikke installeret")
    read = [read_out(file) for file in files]
    assert "".join(read) == read_out(whole)
    assert sum(map(bool, read)) >= 7


def read_out(file: Path) -> str:
    """The text of the structure, in its order."""
    command = ["pdfinfo", "-struct-text", str(file)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return "".join(re.findall(r'^ *"(.*)"$', done.stdout.decode("utf-8", "replace"), re.MULTILINE))


def test_every_link_leads_to_a_page(whole: Path) -> None:
    with pikepdf.open(whole) as pdf:
        pages = {page.obj.objgen for page in pdf.pages}
        destination: Any
        led = 0
        for page in pdf.pages:
            for link in page.obj.get("/Annots", ()):
                if link.get("/Dest") is not None:
                    assert link.Dest[0].objgen in pages
                    led += 1
        with pdf.open_outline() as outline:
            waiting = list(outline.root)
            for item in waiting:
                destination = item.destination
                assert destination[0].objgen in pages
                waiting += item.children
        assert (led, len(waiting) >= 520) == (11, True)


def test_no_fault_is_added(files: list[Path], whole: Path, tmp_path: Path) -> None:
    """Of PDF/UA-1: the whole has what its parts have, and one of good parts none."""
    good = [file for file in files if file.stem in ("typst", "weasyprint", "writer", "impress")]
    out = tmp_path / "good.pdf"
    join(parts(good), out, title="Det hele", language="da")
    readable = [file for file in files if file.stem not in ("cyclic", "damaged")]  # veraPDF cannot
    found = verapdf([*readable, whole, out], "ua1")
    theirs = set().union(*(found[file]["PDF/UA-1"] for file in readable))
    assert found[whole]["PDF/UA-1"] <= theirs | {"5-1"}  # which says that it claims nothing
    assert found[out]["PDF/UA-1"] == set()


def test_of_pdfa_good_parts_make_a_good_whole(files: list[Path], tmp_path: Path) -> None:
    good = [file for file in files if file.stem in ("typst", "writer", "impress")]
    out = tmp_path / "good.pdf"
    assert join(parts(good), out, title="Det hele", language="da").claims.pdfa == "b"
    assert verapdf([out])[out] == {"PDF/A-2B": set(), "PDF/UA-1": set()}


def test_each_is_told_of_as_it_is(files: list[Path], tmp_path: Path) -> None:
    told = join(parts(files), tmp_path / "w.pdf", title="t", language="da").told
    by_part: dict[str, set[Kind]] = {}
    for one in told:
        by_part.setdefault(one.part.title, set()).add(one.kind)
    untagged = {name for name, kinds in by_part.items() if Kind.UNTAGGED in kinds}
    assert untagged == {
        "bookmarks",
        "cyclic",
        "damaged",
        "form",
        "layers",
        "scan",
        "tex",
        "untagged",
    }
    assert Kind.ENCRYPTED in by_part["encrypted"]
    assert Kind.REPAIRED in by_part["damaged"]
    assert Kind.UNMARKED in by_part["calc"]
    assert "typst" not in by_part
