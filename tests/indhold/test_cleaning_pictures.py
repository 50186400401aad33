"""Cleaned pictures are shown as they were."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageOps, PngImagePlugin

from cleaned_samples import Copy, photo
from indhold.findings import Kind


def seen(data: bytes) -> tuple[tuple[int, int], bytes]:
    with Image.open(io.BytesIO(data)) as picture:
        turned = ImageOps.exif_transpose(picture)
        return turned.size, turned.convert("RGB").tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("turned", [1, 3, 6])
def test_a_picture_is_turned_as_before(kind: str, turned: int, tmp_path: Path) -> None:
    data = photo(kind=kind, turned=turned)
    copy = Copy(tmp_path, f"a.{kind.lower()}", data)
    assert seen(copy.data) == seen(data)
    assert b"Kamera" not in copy.data
    with Image.open(io.BytesIO(copy.data)) as picture:
        assert set(picture.getexif()) <= {0x0112}
    assert copy.taken(Kind.POSITION) == 1
    again = Copy(tmp_path, f"b.{kind.lower()}", copy.data)
    assert again.cleaned.taken == ()


def test_words_in_a_png_go(tmp_path: Path) -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Anna Andersen")
    made = io.BytesIO()
    Image.new("RGB", (4, 4)).save(made, "PNG", pnginfo=words)
    assert b"Andersen" not in Copy(tmp_path, "a.png", made.getvalue()).data


def test_what_moves_is_left_and_told(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    made = io.BytesIO()
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:], loop=0)
    copy = Copy(tmp_path, "a.gif", made.getvalue())
    assert not copy.path.exists()
    assert copy.left(Kind.METADATA) == ["unable"]


def test_a_picture_without_anything_is_left_alone(tmp_path: Path) -> None:
    made = io.BytesIO()
    Image.new("RGB", (4, 4)).save(made, "JPEG")
    copy = Copy(tmp_path, "a.jpg", made.getvalue())
    assert copy.cleaned.taken == ()
    assert not copy.path.exists()
