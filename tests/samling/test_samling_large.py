"""Large files are joined without holding their pictures; what is written is whole or not there."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import IO

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from pdf_parts import Made
from samling import Part, Stage, Step, join, spilling


def with_pictures(folder: Path, name: str, *dots: bytes) -> Path:
    made = Made("x")
    images = Dictionary()
    for number, data in enumerate(dots):
        mask = made.pdf.make_stream(b"\xff" * 4, Type=Name.XObject, Subtype=Name.Image)
        picture = made.pdf.make_stream(
            data, Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2, SMask=mask
        )
        images[f"/I{number}"] = picture
    made.pdf.pages[0].obj.Resources.XObject = images
    path = folder / name
    path.write_bytes(made.bytes())
    return path


def test_pictures_put_aside_come_back_to_their_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [
        with_pictures(tmp_path, "a.pdf", b"a" * 90, b"b" * 80),
        with_pictures(tmp_path, "b.pdf", b"c" * 70),
    ]
    parts = [Part(file.name, file) for file in files]
    join(parts, tmp_path / "usual.pdf", title="t", language="da")
    monkeypatch.setattr(spilling, "_AT_ONCE", 1)
    monkeypatch.setattr(spilling, "_LARGE", 10)
    join(parts, tmp_path / "large.pdf", title="t", language="da")
    held = []
    for name in ("usual.pdf", "large.pdf"):
        with pikepdf.open(tmp_path / name) as whole:
            pictures = [
                picture
                for page in whole.pages
                for _, picture in sorted(page.obj.Resources.XObject.items())
            ]
            held.append(
                [
                    (one.read_bytes(), one.Width, one.SMask.read_bytes(), len(one.keys()))
                    for one in pictures
                ]
            )
            assert not whole.check_pdf_syntax()
    assert held[0] == held[1]
    assert [data[:1] for data, *_ in held[0]] == [b"a", b"b", b"c"]


@pytest.mark.parametrize("most", [1, 100_000_000], ids=["on disk", "in memory"])
def test_progress_is_told_before_each_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(spilling, "_AT_ONCE", most)
    inner = Part("c", Made("x").bytes())
    parts = [Part("a", Made("x").bytes()), Part("b", parts=[inner])]
    seen: list[Step] = []
    join(parts, tmp_path / "w.pdf", title="t", language="da", progress=seen.append)
    told = [(one.done, one.of, one.part) for one in seen if one.stage is Stage.JOINING]
    assert told == [(0, 2, parts[0]), (1, 2, inner)]
    aside = [one.part for one in seen if one.stage is Stage.PUTTING_ASIDE]
    assert aside == ([parts[0], inner] if most == 1 else [])
    assert (seen[-1].stage, seen[-1].done, seen[-1].of) == (Stage.WRITING, 100, 100)


def test_what_is_put_on_disk_lies_beside_the_new_file_and_has_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spilling, "_AT_ONCE", 1)
    asked = []
    usual = tempfile.TemporaryFile

    def noted(*, dir: Path) -> IO[bytes]:  # noqa: A002
        asked.append(dir)
        return usual(dir=dir)

    monkeypatch.setattr(tempfile, "TemporaryFile", noted)
    join([Part("a", Made("x").bytes())], tmp_path / "w.pdf", title="t", language="da")
    assert asked == [tmp_path]
    assert [one.name for one in tmp_path.iterdir()] == ["w.pdf"]


def test_others_may_read_the_new_file_as_any_file(tmp_path: Path) -> None:
    (tmp_path / "any").touch()
    join([Part("a", Made("x").bytes())], tmp_path / "w.pdf", title="t", language="da")
    assert (tmp_path / "w.pdf").stat().st_mode == (tmp_path / "any").stat().st_mode


@pytest.mark.parametrize("stage", [Stage.JOINING, Stage.WRITING], ids=lambda stage: stage.value)
def test_a_file_that_was_there_stays_until_the_new_one_is_whole(
    tmp_path: Path, stage: Stage
) -> None:
    out = tmp_path / "w.pdf"
    out.write_bytes(b"before")

    def stop(step: Step) -> None:
        if step.stage is stage:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        join([Part("a", Made("x").bytes())], out, title="t", language="da", progress=stop)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("w.pdf", b"before")]
