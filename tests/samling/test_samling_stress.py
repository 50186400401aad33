"""PDFs of many makers are joined: nothing that was accessible is lost, no fault is added."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from stress_set import write_all
from tags_read import Tags

from joined_files import Viewed
from samling import Kind, Part, join, survey
from validators import ROOT, verapdf

pytestmark = pytest.mark.slow

GOOD = ("impress", "typst", "weasyprint", "writer")
"""Those that conform to PDF/UA-1."""
TAGGED = (*GOOD, "calc", "chromium", "encrypted", "turned")


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
    said = []
    for file in files:
        if file.stem in TAGGED:
            with pikepdf.open(file) as pdf:
                said += Tags(pdf).said()
    with pikepdf.open(whole) as pdf:
        tags = Tags(pdf)
        assert tags.said() == said
        assert tags.broken() == []
    assert len(said) > 100


def test_links_and_bookmarks_lead_where_they_led(files: list[Path], whole: Path) -> None:
    links: list[tuple[int, int]] = []
    bookmarks: list[tuple[str, int]] = []
    first = 0
    for file in files:
        bookmarks.append((file.stem, first))
        if file.stem != "cyclic":  # PDFium does not see its page
            part = Viewed(file)
            links += [(one.page + first, one.target + first) for one in part.links()]
            bookmarks += [(title, page + first) for title, page in part.bookmarks()]
        first += survey(Part(file.stem, file)).pages
    shown = Viewed(whole)
    assert [(one.page, one.target) for one in shown.links()] == links
    assert shown.bookmarks() == bookmarks
    assert len(links) >= 11
    assert len(bookmarks) >= 520


def test_no_fault_is_added(files: list[Path], whole: Path, tmp_path: Path) -> None:
    """Of PDF/UA-1: the whole has just what its parts have, and those of good parts none.

    However they are put together: in any order, one of them twice, one inside another.
    """
    readable = [file for file in files if file.stem not in ("cyclic", "damaged")]  # veraPDF cannot
    alone = {file: tmp_path / f"alone-{file.name}" for file in files}
    for file, out in alone.items():
        join([Part(file.stem, file)], out, title="Det hele", language="da")
    first, *rest = parts([file for file in files if file.stem in GOOD])
    ways = [
        [first, *rest],
        [*reversed(rest), first, first],
        [replace(rest[0], parts=[first, replace(rest[1], parts=rest[2:], headings_below=1)])],
    ]
    good = [tmp_path / f"good-{number}.pdf" for number in range(len(ways))]
    for way, out in zip(ways, good, strict=True):
        join(way, out, title="Det hele", language="da")
    found = {
        file: broken["PDF/UA-1"]
        for file, broken in verapdf([*readable, *alone.values(), whole, *good], "ua1").items()
    }
    says_nothing = {"5-1"}
    added = {file.stem: found[alone[file]] - found[file] - says_nothing for file in readable}
    assert added == {file.stem: set() for file in readable}
    without_tags = {"6.2-1", "7.1-11"}  # which the whole has, though not all its parts
    theirs = set().union(*(found[out] for out in alone.values()))
    assert found[whole] == theirs - without_tags
    assert [found[out] for out in good] == [set()] * len(good)


def test_of_pdfa_good_parts_make_a_good_whole(files: list[Path], tmp_path: Path) -> None:
    good = [file for file in files if file.stem in ("typst", "writer", "impress")]
    out = tmp_path / "good.pdf"
    assert join(parts(good), out, title="Det hele", language="da").claims.pdfa == "b"
    assert verapdf([out])[out] == {"PDF/A-2B": set(), "PDF/UA-1": set()}


def test_another_process_elsewhere_writes_the_same_bytes(files: list[Path], tmp_path: Path) -> None:
    some = [file for file in files if file.stem in (*GOOD, "form")]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for file in some:
        shutil.copy(file, elsewhere)
    join(parts(some), tmp_path / "here.pdf", title="Det hele", language="da")
    program = (
        "from pathlib import Path; from samling import Part, join; "
        "files = sorted(Path().glob('*.pdf')); out = Path('there.out'); "
        "join([Part(f.stem, f) for f in files], out, title='Det hele', language='da')"
    )
    here = {"PYTHONPATH": str(ROOT / "generators"), "PYTHONHASHSEED": "7"}
    subprocess.run(
        [sys.executable, "-c", program],
        cwd=elsewhere,
        env=os.environ | here,
        check=True,
        timeout=60,
    )
    assert (elsewhere / "there.out").read_bytes() == (tmp_path / "here.pdf").read_bytes()


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
