"""What the corpus plants is found, each thing in its place; on the clean pages nothing is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import (
    bombs,
    clean,
    mix,
    opendocument,
    pdfs,
    pictures,
    planted,
    sheets,
    slides,
    texts,
    words,
)
from corpus.expected import Planted
from indhold.bounds import Bounds
from indhold.findings import Kind, Look
from indhold.given import Given
from indhold.looking import look
from indhold.pool import looks

SAMPLE = 60
"""Clean pages that are looked at here; ``make bench`` looks at all."""


def seen(name: str, data: bytes, folder: Path) -> Look:
    path = folder / name
    path.write_bytes(data)
    return look(Given(name, path))


def missed(files: Iterator[Planted], folder: Path) -> dict[str, object]:
    found = {one.name: one.missed(seen(one.name, one.data, folder)) for one in files}
    return {name: lost for name, lost in found.items() if lost}


@pytest.mark.parametrize(
    "kind",
    [words, sheets, slides, opendocument, pdfs, pictures, texts],
    ids=lambda kind: kind.__name__,
)
def test_everything_planted_is_found_in_its_place(kind: object, tmp_path: Path) -> None:
    assert missed(kind.files(), tmp_path) == {}  # type: ignore[attr-defined]


@pytest.mark.slow
def test_what_would_take_all_is_said_not_to_be_read_and_others_are_read(tmp_path: Path) -> None:
    files = [*bombs.files(), *sheets.files()]
    for one in files:
        (tmp_path / one.name).write_bytes(one.data)
    paths = [tmp_path / one.name for one in files]
    bounds = Bounds(seconds=20, memory=800_000_000)
    lost = {files[at].name: files[at].missed(found) for at, found in looks(paths, bounds)}
    assert len(lost) == len(files)
    assert {name: missed for name, missed in lost.items() if missed} == {}


@pytest.mark.slow
def test_there_are_enough_of_them_and_each_has_a_name_of_its_own() -> None:
    names = [one.name for one in planted.files()]
    assert len(set(names)) == len(names) >= 60
    assert len({name.rpartition(".")[2] for name in names}) >= 20


def test_no_clean_page_has_a_personal_number(tmp_path: Path) -> None:
    pages = [clean.page(place) for place in range(SAMPLE)]
    assert {name.rpartition(".")[2] for name, _ in pages} == {"txt", "docx", "pdf", "xlsx"}
    looks = {name: seen(name, data, tmp_path) for name, data in pages}
    wrong = {name: one.of(Kind.PERSONAL_NUMBER) for name, one in looks.items()}
    assert {name: found for name, found in wrong.items() if found} == {}
    assert [name for name, one in looks.items() if one.gaps] == []


def test_a_clean_page_with_a_planted_line_is_found() -> None:
    """The pages are read, and not passed over."""
    name, data = clean.page(0)
    assert look(Given(name, held=data + b"\nAnna 010190-1234\n")).of(Kind.PERSONAL_NUMBER)


def test_the_same_files_come_out_each_time() -> None:
    assert list(words.files()) == list(words.files())
    assert clean.page(2) == clean.page(2)
    assert next(mix.files()) == next(mix.files())
