"""Picture files as people have them: turned, for print, without a head, not whole."""

from __future__ import annotations

import io
import random
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from docx_samples import STANDARD, parts
from moedebog.blocks import Picture
from moedebog.pictures import NoPicture, read_picture
from moedebog.render import docx
from moedebog.render.pdf import render
from pdf_samples import document, item, section, style
from pdf_structure import Reading

ORIENTATION = 0x0112


def halves(mode: str = "RGB") -> Image.Image:
    """A picture, twice as wide as high, whose left half is red and right half blue."""
    made = Image.new("RGB", (40, 20), (200, 0, 0))
    made.paste((0, 0, 200), (20, 0, 40, 20))
    return made.convert(mode)


def left_and_right(data: bytes) -> tuple[str, str]:
    image = Image.open(io.BytesIO(data)).convert("RGB")
    names = []
    for x in (image.width // 4, image.width * 3 // 4):
        red, _, blue = image.getpixel((x, image.height // 2))  # type: ignore[misc]
        names.append("red" if red > blue else "blue")
    return names[0], names[1]


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
def test_a_png_is_left_as_it_is(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "p.png"
    halves(mode).save(path)
    read = read_picture(path)
    assert read.data == path.read_bytes()
    assert (read.kind, read.width, read.height, read.density) == ("png", 40, 20, (96, 96))


def test_a_file_tells_its_density(tmp_path: Path) -> None:
    halves().save(tmp_path / "p.jpg", dpi=(300, 150))
    assert read_picture(tmp_path / "p.jpg").density == (300, 150)


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_a_picture_is_turned_as_the_camera_tells(tmp_path: Path, kind: str) -> None:
    stored = halves().transpose(Image.Transpose.ROTATE_90)  # as held on end
    told = Image.Exif()
    told[ORIENTATION] = 6  # to be turned back to the right
    stored.save(tmp_path / "p", kind, exif=told, quality=95)
    read = read_picture(tmp_path / "p")
    assert (read.kind, read.width, read.height) == (kind, 40, 20)
    assert left_and_right(read.data) == ("red", "blue")
    assert Image.open(io.BytesIO(read.data)).getexif().get(ORIENTATION) is None


def test_the_colours_of_print_become_those_of_a_screen(tmp_path: Path) -> None:
    halves("CMYK").save(tmp_path / "p.jpg", quality=95)
    read = read_picture(tmp_path / "p.jpg")
    assert Image.open(io.BytesIO(read.data)).mode == "RGB"
    assert left_and_right(read.data) == ("red", "blue")


def test_many_shades_of_grey_become_as_many_as_are_seen(tmp_path: Path) -> None:
    shades = [x * 65_535 // 15 for x in range(16)]
    Image.frombytes("I;16", (16, 1), struct.pack("<16H", *shades)).save(tmp_path / "p.png")
    image = Image.open(io.BytesIO(read_picture(tmp_path / "p.png").data))
    assert image.mode == "L"
    assert [image.getpixel((x, 0)) for x in range(16)] == [shade >> 8 for shade in shades]


def test_the_first_picture_of_a_gif_is_taken(tmp_path: Path) -> None:
    halves().save(tmp_path / "p.gif", save_all=True, append_images=[Image.new("RGB", (40, 20))])
    read = read_picture(tmp_path / "p.gif")
    assert read.kind == "png"
    assert left_and_right(read.data) == ("red", "blue")


def without_head(data: bytes) -> bytes:
    """A JPEG without the first segment, which many programs leave out."""
    assert data[2:4] == b"\xff\xe0"
    return data[:2] + data[4 + struct.unpack(">H", data[4:6])[0] :]


def test_both_renderers_take_every_picture(tmp_path: Path) -> None:
    plain = io.BytesIO()
    halves().save(plain, "jpeg")
    told = Image.Exif()
    told[ORIENTATION] = 8
    (tmp_path / "plain.jpg").write_bytes(plain.getvalue())
    (tmp_path / "without-head.jpg").write_bytes(without_head(plain.getvalue()))
    halves("CMYK").save(tmp_path / "print.jpg")
    halves("L").convert("I;16").save(tmp_path / "deep.png")
    halves("RGBA").save(tmp_path / "clear.png")
    halves().save(tmp_path / "turned.jpg", exif=told)
    halves().save(tmp_path / "moving.gif")
    paths = sorted(tmp_path.iterdir())
    made = document(item(1, section(*(Picture(path, path.stem) for path in paths))))
    assert len(Reading(render(made, style())).pictures) == len(paths) == 7
    members = parts(docx.render(made, STANDARD / "referat.docx"))
    assert sum(name.startswith("word/media/") for name in members) == len(paths)
    kinds = members["[Content_Types].xml"].decode()
    assert 'Extension="jpeg" ContentType="image/jpeg"' in kinds
    assert 'Extension="png" ContentType="image/png"' in kinds


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif"])
def test_a_damaged_picture_is_refused_or_read(tmp_path: Path, kind: str) -> None:
    buffer = io.BytesIO()
    Image.effect_noise((60, 40), 50).save(buffer, kind)
    data = buffer.getvalue()
    path = tmp_path / "p"
    chance = random.Random(2)
    refused = 0
    for number in range(300):
        bad = bytearray(data)
        if number % 3:
            bad[chance.randrange(min(len(bad), 400))] = chance.randrange(256)
        else:
            bad = bad[: chance.randrange(len(bad))]
        path.write_bytes(bad)
        try:
            read_picture(path)
        except NoPicture:
            refused += 1
    assert refused > 60


@pytest.mark.parametrize("data", [b"", b"ikke et billede", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "p.png").write_bytes(data)
    with pytest.raises(NoPicture):
        read_picture(tmp_path / "p.png")
    with pytest.raises(NoPicture):
        read_picture(tmp_path / "mangler.png")
    with pytest.raises(NoPicture):
        read_picture(tmp_path)


def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused(tmp_path: Path) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">2I5B", 60_000, 60_000, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9)))
    (tmp_path / "p.png").write_bytes(png + chunk(b"IEND", b""))
    with pytest.raises(NoPicture):
        read_picture(tmp_path / "p.png")
