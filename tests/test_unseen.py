"""A folder that is kept out of git is so from the first moment on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from moedebog.unseen import BEGUN, NAME, keep_out_of_git


def test_git_overlooks_all_of_it(tmp_path: Path) -> None:
    keep_out_of_git(tmp_path)
    assert (tmp_path / NAME).read_bytes() == b"*\n"
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_what_somebody_wrote_there_holds(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("*.pdf\n", encoding="utf-8")
    keep_out_of_git(tmp_path)
    assert (tmp_path / NAME).read_text("utf-8") == "*.pdf\n"


def test_stopped_on_the_way_there_is_none_and_the_next_time_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        keep_out_of_git(tmp_path)
    assert not (tmp_path / NAME).exists()
    monkeypatch.undo()
    (tmp_path / NAME).touch()  # as an earlier program may have left it
    keep_out_of_git(tmp_path)
    assert (tmp_path / NAME).read_bytes() == b"*\n"
    assert not (tmp_path / BEGUN).exists()
