"""``moedebog.lock`` tells what moedebog wrote, whatever git and people do to it meanwhile."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from moedebog.begin.lock import LOCK_FILE, Lock, checksum, is_newer, lock_bytes, read_lock
from moedebog.diagnostics import UsageProblem
from moedebog.workspace import Workspace

SUM = checksum(b"x\n")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    lock = Lock("0.1.0", {"b/ø.yml": SUM, "Makefile": SUM})
    (tmp_path / LOCK_FILE).write_bytes(lock_bytes(lock))
    assert read_lock(Workspace(tmp_path)) == lock
    lines = (tmp_path / LOCK_FILE).read_text(encoding="utf-8").splitlines()
    assert [line.strip()[:8] for line in lines[3:5]] == ['"Makefil', '"b/ø.yml']
    assert json.loads("\n".join(lines)) == {
        "moedebog": "0.1.0",
        "filer": {"Makefile": SUM, "b/ø.yml": SUM},
    }


def test_a_workspace_without_a_lock_has_none(tmp_path: Path) -> None:
    assert read_lock(Workspace(tmp_path)) is None


def test_line_endings_do_not_count(tmp_path: Path) -> None:
    assert checksum(b"a\r\nb\r\n") == checksum(b"a\nb\n") != checksum(b"a\nb")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"filer": {}}',
        '{"moedebog": "", "filer": {}}',
        '{"moedebog": 1, "filer": {}}',
        '{"moedebog": "0.1.0", "filer": {"Makefile": "x"}}',
        f'{{"moedebog": "0.1.0", "filer": {{"../Makefile": "{SUM}"}}}}',
        f'{{"moedebog": "0.1.0", "filer": {{"/etc/x": "{SUM}"}}}}',
        f'{{"moedebog": "0.1.0", "filer": {{"C:/x": "{SUM}"}}}}',
        '<<<<<<< HEAD\n{"moedebog": "0.1.0"}\n=======\n{"moedebog": "0.2.0"}\n>>>>>>> x\n',
    ],
)
def test_a_damaged_one_is_told_of(tmp_path: Path, text: str) -> None:
    (tmp_path / LOCK_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(UsageProblem, match=LOCK_FILE):
        read_lock(Workspace(tmp_path))


@pytest.mark.parametrize(
    ("one", "other", "newer"),
    [
        ("0.2.0", "0.1.0", True),
        ("0.10.0", "0.9.9", True),
        ("1", "0.9.9", True),
        ("0.1.0", "0.1", False),
        ("0.1.0", "0.1.0", False),
        ("0.1.0", "0.2.0", False),
        ("0.2.0.dev3", "0.2.0", False),
        ("0.2.0rc1", "0.1.9", True),
    ],
)
def test_which_version_comes_after_which(one: str, other: str, newer: bool) -> None:
    assert is_newer(one, other) is newer
