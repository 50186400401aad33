"""The version stands once; the changelog, what is to be fetched and git's tags agree with it."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

import release
from moedebog import __version__
from moedebog.send import older
from moedebog.upgrade.changes import CHANGES, TAG_CHANGES
from moedebog.upgrade.typographic import TYPOGRAPHIC
from release import CHANGELOG, PROGRAM, Refused, numbers
from support import ROOT

DAY = date(2026, 12, 1)
PAGES = sorted(path for pattern in release.PAGES for path in ROOT.glob(pattern))
MADE_BY_OTHERS = r"# v\d+\.\d+\.\d+$"
"""The version of what is named by its commit."""


def headings(text: str) -> list[str]:
    return re.findall(r"^## (.*)$", text, re.MULTILINE)


def test_the_changelog_tells_of_this_version_under_its_number_once_it_is_released() -> None:
    first, *others = headings((ROOT / CHANGELOG).read_text(encoding="utf-8"))
    released = others if first == "Unreleased" else [first, *others]
    matches = [re.fullmatch(r"(\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)", text) for text in released]
    assert all(matches), released
    versions = [numbers(match[1]) for match in matches if match]
    days = [date.fromisoformat(match[2]) for match in matches if match]
    assert versions == sorted(set(versions), reverse=True)
    assert days == sorted(days, reverse=True)
    assert versions[:1] in ([], [numbers(__version__)])


def test_no_change_of_files_is_of_a_version_that_nobody_is_told_of() -> None:
    coming = "Unreleased" in headings((ROOT / CHANGELOG).read_text(encoding="utf-8"))
    since = {change.code: change.since for change in (*CHANGES, *older.CHANGES, TYPOGRAPHIC)}
    since |= {change.code: change.since for change in TAG_CHANGES}
    for code, version in since.items():
        assert coming or numbers(version) <= numbers(__version__), code


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_what_is_fetched_is_this_version(path: Path) -> None:
    text = re.sub(MADE_BY_OTHERS, "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for found in re.findall(r"(?<![\w.])v(\d+\.\d+\.\d+)", text):
        assert found == __version__
    for found in re.findall(r"moedebog(?:\[[\w,]+\])?==([\w.]+)", text):
        assert found == __version__
    for found in re.findall(r"moedebog-(\d+\.\d+\.\d+)", text):
        assert found == __version__


def test_a_commit_that_is_tagged_is_tagged_with_its_version() -> None:
    git = ["git", "-C", str(ROOT), "tag", "--points-at", "HEAD"]
    done = subprocess.run(git, capture_output=True, text=True)
    tags = [tag for tag in done.stdout.split() if re.match(r"v\d", tag)]
    assert tags in ([], [f"v{__version__}"])
    if tags:
        assert headings((ROOT / CHANGELOG).read_text(encoding="utf-8"))[0] != "Unreleased"


# --- the tool ---------------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The places that name a version, with version 0.1.0."""
    for path in (ROOT / PROGRAM, ROOT / CHANGELOG, *PAGES):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    (tmp_path / PROGRAM).write_text('"""moedebog."""\n\n__version__ = "0.1.0"\n', "utf-8")
    (tmp_path / CHANGELOG).write_text("# Changelog\n\n## Unreleased\n\n- A.\n", "utf-8")
    page = tmp_path / "docs" / "side.md"
    page.write_text(
        "rev: v0.1.0, x==0.1.0, moedebog-0.1.0-py3. v0.1.01 v1.0.1.0 x-0.1.0-1 | O1 | 0.1.0 |\n",
        "utf-8",
    )
    return tmp_path


def test_a_release_is_written_into_all_places(copy: Path) -> None:
    written = release.release(copy, "0.2.0", DAY)
    assert {PROGRAM, CHANGELOG, "docs/side.md"} <= set(written)
    assert '__version__ = "0.2.0"' in (copy / PROGRAM).read_text("utf-8")
    assert headings((copy / CHANGELOG).read_text("utf-8")) == ["0.2.0 (2026-12-01)"]
    page = (copy / "docs" / "side.md").read_text("utf-8")
    assert (
        page
        == "rev: v0.2.0, x==0.2.0, moedebog-0.2.0-py3. v0.1.01 v1.0.1.0 x-0.1.0-1 | O1 | 0.1.0 |\n"
    )
    if __version__ == "0.1.0":
        assert "@v0.2.0" in (copy / "docs" / "kontrol.md").read_text("utf-8")


@pytest.mark.parametrize("version", ["0.0.9", "0.2", "v0.2.0", "0.2.0rc1", ""])
def test_what_is_no_next_version_is_refused(copy: Path, version: str) -> None:
    with pytest.raises(Refused):
        release.release(copy, version, DAY)
    assert '"0.1.0"' in (copy / PROGRAM).read_text("utf-8")


def test_a_version_is_released_once_and_only_with_something_new(copy: Path) -> None:
    release.release(copy, "0.1.0", DAY)  # the very first one
    with pytest.raises(Refused, match="nothing is new"):
        release.release(copy, "0.2.0", DAY)
    path = copy / CHANGELOG
    path.write_text(path.read_text("utf-8").replace("## 0", "## Unreleased\n\n- B.\n\n## 0", 1))
    with pytest.raises(Refused, match="does not come after"):
        release.release(copy, "0.1.0", DAY)
    release.release(copy, "0.1.1", DAY)
    assert headings(path.read_text("utf-8")) == ["0.1.1 (2026-12-01)", "0.1.0 (2026-12-01)"]
