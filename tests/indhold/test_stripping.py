"""What a camera and a program write into a picture does not come out with it."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image, PngImagePlugin

from docx_samples import REFERAT, document, item, packed, parts, section
from hostile_docx import Hostile, drawing
from indhold.stripping import UnknownFormat, stripped
from moedebog.blocks import Picture
from moedebog.document import Audience
from moedebog.pictures import NoPicture
from moedebog.render import docx
from moedebog.render.docx import check
from picture_samples import whole

PLACE = b"55.4765N 8.4594E"
"""What must be nowhere in a picture that we write."""


def picture(kind: str, **options: object) -> bytes:
    made = io.BytesIO()
    shades = Image.linear_gradient("L").resize((48, 32)).convert("RGB")
    shades.save(made, kind, **options)
    return made.getvalue()


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def chunk(kind: bytes, content: bytes) -> bytes:
    crc = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)


def told_jpeg(plain: bytes) -> bytes:
    """With every kind of segment that a program may write beside the picture, and a tail."""
    told = [
        segment(0xE1, b"Exif\0\0" + PLACE),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE),
        segment(0xED, b"Photoshop 3.0\0" + PLACE),
        segment(0xE0, b"JFXX\0\x10" + PLACE),
        segment(0xE2, b"MPF\0" + PLACE),
        segment(0xFE, PLACE),
        *(segment(0xE0 + n, PLACE) for n in range(3, 16)),
    ]
    before = plain[:20]  # SOI and JFIF
    return before + b"".join(told) + plain[20:] + plain + PLACE


def told_png(plain: bytes) -> bytes:
    told = [
        chunk(b"tEXt", b"Author\0" + PLACE),
        chunk(b"zTXt", b"Comment\0\0" + zlib.compress(PLACE) + PLACE),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + PLACE),
        chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\0" + PLACE),
        chunk(b"tIME", bytes((7, 0xE9, 9, 12, 10, 30, 0))),
        chunk(b"prVt", PLACE),
    ]
    end = plain.index(b"IDAT") - 4
    return plain[:end] + b"".join(told) + plain[end:] + PLACE


def told_gif(plain: bytes) -> bytes:
    head = 13 + 3 * 2 ** ((plain[10] & 7) + 1)
    comment = b"\x21\xfe" + bytes((len(PLACE),)) + PLACE + b"\0"
    xmp = b"\x21\xff\x0bXMP DataXMP" + bytes((len(PLACE),)) + PLACE + b"\0"
    words = b"\x21\x01\x0c" + bytes(12) + bytes((len(PLACE),)) + PLACE + b"\0"
    return plain[:head] + comment + xmp + words + plain[head:] + PLACE


def emf(description: bytes) -> bytes:
    words = description.decode().encode("utf-16-le")
    size = 108 + len(words)
    head = bytearray(108)
    struct.pack_into("<2I", head, 0, 1, size)
    head[40:44] = b" EMF"
    struct.pack_into("<2I", head, 60, len(words) // 2, 108)
    return bytes(head) + words


TOLD = {
    "jpeg": (picture("jpeg"), told_jpeg(picture("jpeg"))),
    "progressive": (
        picture("jpeg", progressive=True, quality=95),
        told_jpeg(picture("jpeg", progressive=True, quality=95)),
    ),
    "png": (picture("png"), told_png(picture("png"))),
    "gif": (picture("gif"), told_gif(picture("gif"))),
}


@pytest.mark.parametrize("kind", TOLD)
def test_what_is_told_beside_a_picture_is_taken_out_and_nothing_else(kind: str) -> None:
    plain, told = TOLD[kind]
    assert PLACE in told
    assert stripped(told) == plain
    assert stripped(plain) == plain


def test_a_description_of_a_drawing_is_blanked() -> None:
    bare = stripped(emf(PLACE))
    assert len(bare) == len(emf(PLACE))
    assert bare[108:] == bytes(2 * len(PLACE))


def test_colours_and_sizes_are_kept() -> None:
    profile = b"en farveprofil" * 10
    for kind in ("jpeg", "png"):
        made = picture(kind, icc_profile=profile, dpi=(300, 300))
        assert stripped(made) == made
        image = Image.open(io.BytesIO(stripped(made)))
        assert image.info["icc_profile"] == profile
        assert round(image.info["dpi"][0]) == 300
    press = io.BytesIO()
    Image.new("CMYK", (8, 8)).save(press, "jpeg")
    assert b"Adobe" in stripped(press.getvalue())


def test_a_small_picture_in_the_head_is_taken_out() -> None:
    plain = picture("jpeg")
    head = plain[6:18]
    small = segment(0xE0, head[:12] + b"\x02\x02" + PLACE[:12])
    assert PLACE[:12] in small
    assert stripped(plain[:2] + small + plain[20:]) == plain


@pytest.mark.parametrize("kind", TOLD)
def test_a_file_that_ends_too_soon_is_refused(kind: str) -> None:
    plain, told = TOLD[kind]
    for data in (plain, told):
        for length in range(0, data.index(PLACE) if data is told else len(plain) - 1, 7):
            with pytest.raises(UnknownFormat):
                stripped(data[:length])


@pytest.mark.parametrize("kind", ["jpeg", "png", "gif"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_no_document_tells_where_a_picture_was_taken(
    tmp_path: Path, kind: str, orientation: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = PLACE.decode()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", PLACE.decode())
    options: dict[str, object] = {"exif": exif, "comment": PLACE} if kind != "gif" else {}
    options |= {"pnginfo": text} if kind == "png" else {}
    path = tmp_path / f"billede.{kind}"
    path.write_bytes(picture(kind, comment=PLACE) if kind == "gif" else picture(kind, **options))
    path.write_bytes(path.read_bytes() + PLACE)
    upright = (48, 32) if orientation == 1 or kind == "gif" else (32, 48)
    read = whole(path)
    assert (read.width, read.height) == upright
    made = document(item(1, section(Picture(path, "Et sted"))))
    for one in (made, replace(made, audience=Audience.INTERN, fortrolighed="FORTROLIGT")):
        members = parts(docx.render(one, REFERAT))
        assert any(name.startswith("word/media/") for name in members)
        for name, data in members.items():
            assert PLACE not in data, name
            assert b"Exif" not in data, name


def test_several_pictures_in_one_file_are_a_jpeg(tmp_path: Path) -> None:
    """As telephones save them."""
    frames = [Image.new("RGB", (16, 16), shade) for shade in ("red", "blue")]
    path = tmp_path / "p.jpg"
    frames[0].save(path, "MPO", save_all=True, append_images=frames[1:])
    read = whole(path)
    assert read.kind == "jpeg"
    assert b"MPF\0" not in read.data
    assert len(read.data) < path.stat().st_size / 1.5


def test_a_picture_that_is_read_though_it_is_not_as_it_should_be(tmp_path: Path) -> None:
    plain = picture("jpeg")
    (tmp_path / "p.jpg").write_bytes(plain[:20] + b"\0\0\0" + plain[20:] + PLACE)
    try:
        read = whole(tmp_path / "p.jpg")
    except NoPicture:
        return
    assert PLACE not in read.data


@pytest.mark.parametrize("kind", ["jpeg", "png", "gif"])
def test_a_logo_in_a_template_is_stripped(tmp_path: Path, kind: str) -> None:
    plain, told = TOLD[kind]
    hostile = Hostile().add(f"word/media/logo.{kind}", told, f"image/{kind}")
    hostile.relate("image", f"media/logo.{kind}", "word/header1.xml", key="l1")
    logo = drawing("logo").replace("<a:extLst>", "<a:none>").replace("</a:extLst>", "</a:none>")
    hostile.paragraph(logo, "word/header1.xml")
    path = hostile.save(tmp_path)
    assert check(path) == []
    assert parts(docx.render(document(item(1)), path))[f"word/media/logo.{kind}"] == plain
    broken = packed({**hostile.parts, f"word/media/logo.{kind}": told[:60]}, path)
    assert [d.code for d in check(broken)] == ["M391"]
