"""Meetings made by chance: of what is closed in them nothing stands in anything for everybody.

What is looked with knows nothing of how files are made or proven (``plain_search``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from closed_worlds import World
from moedebog import cli
from moedebog.workspace import ISSUED_SUFFIX
from plain_search import found
from threats import is_told

SEEDS = range(int(os.environ.get("MOEDEBOG_EXAMPLES", "3")))
MEETING = "2025-09-12"
TOLD = (
    *(("validate", "-v"), ("validate", "--format", "json"), ("validate", "--format", "gitlab")),
    *(("fakta", MEETING), ("diff", MEETING), ("status", MEETING), ("mail-status", MEETING)),
    *(("gennemset", MEETING), ("kasser",), ("opgrader",), ("validate", "--lang", "en")),
)
"""What tells of meetings, and makes nothing."""
MAKES = (
    *(("all",), ("calendar", "--forum", "udvalg"), ("udskrift", MEETING, "--punkt", "alle")),
    *(("mail", MEETING, "--doc", "dagsorden"), ("mail", MEETING, "--doc", "referat")),
    *(("publish", MEETING, "--doc", "dagsorden"), ("publish", MEETING, "--doc", "referat")),
)


def public_files(root: Path) -> Iterator[Path]:
    """All that others may come to see: outputs that are not internal, the open store, records."""
    for place in ("output", "udsendt"):
        for path in sorted((root / place).rglob("*")):
            if path.is_file() and "-intern." not in path.name:
                yield path
    yield from root.rglob(f"*{ISSUED_SUFFIX}")


def files(root: Path) -> Iterator[Path]:
    """All files of a workspace."""
    return (path for path in root.rglob("*") if path.is_file())


def leaks(world: World, files: Iterator[Path]) -> list[str]:
    """Where secrets stand, and which."""
    told = []
    for path in files:
        name = path.relative_to(world.root).as_posix()
        hits = found(world.planted, name, path.read_bytes())
        if path.name.endswith(ISSUED_SUFFIX):  # knows the kept files by their sums; is not put out
            hits = {word for word in hits if "kontrolsum" not in world.planted[word]}
        told += [f"{name}: {world.planted[word]} {word}" for word in sorted(hits)]
    return told


def run(world: World, capsys: pytest.CaptureFixture[str], *typed: str) -> str:
    """Run a command; what it told holds no secret either."""
    status = cli.main(list(typed))
    out, err = capsys.readouterr()
    hits = found(world.planted, "", (out + err).encode())
    assert not hits, (typed, {word: world.planted[word] for word in hits}, out + err)
    assert status == 0, (typed, out + err)
    return out


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_is_closed_stands_in_any_file_for_everybody(
    seed: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    world = World(tmp_path, seed)
    monkeypatch.chdir(tmp_path)
    given = {path.relative_to(tmp_path).as_posix() for path in files(tmp_path)}
    for typed in (*MAKES, *TOLD):
        run(world, capsys, *typed)
    assert leaks(world, public_files(tmp_path)) == []
    published = sorted((tmp_path / "output" / "offentliggjort").rglob("*"))
    assert {"dagsorden.pdf", "referat.docx", "saet.json"} <= {one.name for one in published}
    told = {
        word
        for path in published
        if path.is_file()
        for word in found(world.open, path.name, path.read_bytes())
    }
    assert told == set(world.open)  # they are found where they may stand

    # Later an item is closed, and the referat approved and corrected.
    world.close_an_item()
    for typed in MAKES[-2:]:
        run(world, capsys, *typed)
    sets = tmp_path / "output" / "offentliggjort"
    assert leaks(world, (one for one in sets.rglob("*") if one.is_file())) == []
    approved = ("--status", "godkendt", "--dato", "2025-10-10", "--af", "Udvalget")
    run(world, capsys, "status", MEETING, *approved)
    run(world, capsys, "udgave", MEETING, "--doc", "referat")
    world.correct()
    for typed in (MAKES[0], *MAKES[-3:], TOLD[0], TOLD[4]):
        run(world, capsys, *typed)
    made = (one for one in (tmp_path / "output").rglob("*") if "-intern." not in one.name)
    assert leaks(world, (one for one in made if one.is_file())) == []
    written = {path.relative_to(tmp_path).as_posix() for path in files(tmp_path)} - given
    assert [name for name in sorted(written) if not is_told(name)] == []


def test_what_stays_in_the_house_is_out_of_git_and_for_its_owner_alone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    quick_renderers: None,
) -> None:
    world = World(tmp_path, 0)
    monkeypatch.chdir(tmp_path)
    for typed in (("all",), ("udgave", MEETING, "--doc", "dagsorden"), MAKES[3]):
        run(world, capsys, *typed)
    for name in (".moedebog", "udsendt-lukket", "udsendelser"):
        folder = tmp_path / name
        assert (folder / ".gitignore").read_text("utf-8").splitlines()[-1] == "*"
        if os.name == "posix":
            assert folder.stat().st_mode & 0o077 == 0, name
