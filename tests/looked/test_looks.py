"""What was found in files is kept by content, and is never taken for what another file holds."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from indhold.findings import Gap, Kind, Look, Unread
from indhold.given import Given
from indhold.looking import look
from moedebog.looked import looks
from moedebog.looked.looks import Looks

OLD = 1_700_000_000


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were looked into, one after the other."""
    seen: list[str] = []

    def look_at(paths: Sequence[Path], **_: object) -> Iterator[tuple[Path, Look]]:
        for path in paths:
            seen.append(path.name)
            yield path, look(Given(path.name, path))

    monkeypatch.setattr(looks, "look_at", look_at)
    return seen


def file(folder: Path, name: str, text: str, when: int = OLD) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (when, when))
    return path


def numbers(root: Path, path: Path) -> int:
    return len(Looks(root).of([path])[path].of(Kind.PERSONAL_NUMBER))


def test_a_file_is_looked_into_once_and_anew_when_it_has_changed(
    tmp_path: Path, looked: list[str]
) -> None:
    path = file(tmp_path, "a.txt", "CPR 010190-1234")
    assert [numbers(tmp_path, path), numbers(tmp_path, path)] == [1, 1]
    assert looked == ["a.txt"]
    file(tmp_path, "a.txt", "CPR 010190-xxxx")  # as long, and of the same second
    assert numbers(tmp_path, path) == 0
    assert looked == ["a.txt", "a.txt"]


def test_the_same_content_is_known_elsewhere_but_not_by_another_name(
    tmp_path: Path, looked: list[str]
) -> None:
    numbers(tmp_path, file(tmp_path, "a.txt", "Tekst"))
    (tmp_path / "b").mkdir()
    numbers(tmp_path, file(tmp_path / "b", "a.txt", "Tekst"))
    assert looked == ["a.txt"]
    assert numbers(tmp_path, file(tmp_path, "CPR 010190-1234.txt", "Tekst")) == 1
    assert looked == ["a.txt", "CPR 010190-1234.txt"]


def test_a_program_that_sees_more_begins_anew(
    tmp_path: Path, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file(tmp_path, "a.txt", "Tekst")
    numbers(tmp_path, path)
    monkeypatch.setattr(looks.pool, "version", lambda: "en nyere")  # type: ignore[attr-defined]
    numbers(tmp_path, path)
    assert looked == ["a.txt", "a.txt"]


@pytest.mark.parametrize("damage", [b"", b"{", b'{"sha256": 1}'])
def test_a_damaged_record_counts_as_none(damage: bytes, tmp_path: Path, looked: list[str]) -> None:
    path = file(tmp_path, "a.txt", "CPR 010190-1234")
    numbers(tmp_path, path)
    for kept in (tmp_path / ".moedebog" / "kig").iterdir():
        kept.write_bytes(damage)
    assert numbers(tmp_path, path) == 1
    assert looked == ["a.txt", "a.txt"]


def test_what_is_kept_is_private_and_holds_no_number(tmp_path: Path, looked: list[str]) -> None:
    numbers(tmp_path, file(tmp_path, "CPR 010190-1234.txt", "Anna, CPR 020290-1234"))
    state = tmp_path / ".moedebog"
    assert (state / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert state.stat().st_mode & 0o077 == 0
    kept = [path.read_text(encoding="utf-8") for path in (state / "kig").iterdir()]
    assert kept
    assert not [text for text in kept if "1234" in text]


def test_what_took_too_long_is_tried_again_another_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file(tmp_path, "a.txt", "Tekst")
    tried = []

    def look_at(paths: Sequence[Path], **_: object) -> Iterator[tuple[Path, Look]]:
        for one in paths:
            tried.append(one)
            gaps = (Gap(Unread.TOO_LONG),)
            yield one, Look(Given(one.name, one).sha256, one.stat().st_size, "text", gaps=gaps)

    monkeypatch.setattr(looks, "look_at", look_at)
    assert not Looks(tmp_path).of([path])[path].is_read
    assert not Looks(tmp_path).of([path])[path].is_read
    assert len(tried) == 1
    for kept in (tmp_path / ".moedebog" / "kig").iterdir():
        os.utime(kept, (OLD, OLD))
    assert not Looks(tmp_path).of([path])[path].is_read
    assert len(tried) == 2


def test_a_file_that_is_not_there_has_no_checksum(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"

    def gone(paths: Sequence[Path], **_: object) -> Iterator[tuple[Path, Look]]:
        for one in paths:
            yield one, Look("", 0, "", gaps=(Gap(Unread.FAILED),))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(looks, "look_at", gone)
        assert Looks(tmp_path).of([path])[path].sha256 == ""
