"""A short run of the fuzzer, always the same, and the inputs that once broke something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import fuzz
from support import ROOT

FOUND = sorted((ROOT / "tests" / "found").glob("*.yaml"))
"""``…-forum.yaml`` is a ``forum.yaml``, any other a meeting file."""


@pytest.fixture
def target() -> Iterator[fuzz.Target]:
    one = fuzz.Target()
    yield one
    one.close()


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_was_found_stays_mended(path: Path, target: fuzz.Target) -> None:
    target.run(path.read_bytes(), forum=path.stem.endswith("-forum"), draw=True)


@pytest.mark.slow
def test_a_short_run_breaks_nothing(target: fuzz.Target) -> None:
    done, outcomes = fuzz.by_mutation(target, seconds=600, seed=1, executions=400)
    assert done == 400
    assert outcomes > 150  # it reaches many rules


def test_a_broken_input_is_put_down(
    target: fuzz.Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("navn")

    monkeypatch.setattr(fuzz, "FOUND", tmp_path / "found")
    monkeypatch.setattr("moedebog.build.check.load", broken)
    with pytest.raises(fuzz.Broken):
        fuzz.tried(target, b"x: 1", forum=False, draw=False)
    (traceback, data) = sorted((tmp_path / "found").iterdir())
    assert data.read_bytes() == b"x: 1"
    assert "in broken" in traceback.read_text(encoding="utf-8")
