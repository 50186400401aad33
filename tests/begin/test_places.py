"""New files are written whole, and never in the place of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedebog.begin.places import write_new


def test_a_file_that_is_there_stays_and_those_before_it_are_written(tmp_path: Path) -> None:
    mine, link = tmp_path / "mine.yaml", tmp_path / "link.yaml"
    mine.write_bytes(b"mine")
    link.symlink_to(tmp_path / "nowhere")
    for there in (mine, link):
        with pytest.raises(FileExistsError):
            write_new({tmp_path / there.stem / "new.yaml": b"new", there: b"other"})
        assert (tmp_path / there.stem / "new.yaml").read_bytes() == b"new"
    assert mine.read_bytes() == b"mine"
    assert link.is_symlink()
    assert sorted(path.name for path in tmp_path.glob("*.*")) == ["link.yaml", "mine.yaml"]
