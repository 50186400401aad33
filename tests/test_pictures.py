"""Picture files as people have them: large, turned, for print, without a head, not whole."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import warnings
import zlib
from pathlib import Path
from typing import Any, NamedTuple, cast

import pikepdf
import pytest
from PIL import Image, ImageCms, ImageOps, TiffImagePlugin

from docx_samples import STANDARD, parts
from indhold.stripping import stripped
from moedebog.blocks import Picture
from moedebog.diagnostics import Position
from moedebog.document import Document
from moedebog.pictures import Measures, NoPicture, findings, fit, measure
from moedebog.render import docx
from moedebog.render.pdf import render
from pdf_samples import document, item, section, style
from pdf_structure import Reading
from picture_samples import whole
from support import ROOT

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
    read = whole(path)
    assert read.data == path.read_bytes()
    assert (read.kind, read.width, read.height) == ("png", 40, 20)
    assert measure(path) == Measures(40, 20, (96, 96))


def test_a_file_tells_its_density(tmp_path: Path) -> None:
    halves().save(tmp_path / "p.jpg", dpi=(300, 150))
    assert measure(tmp_path / "p.jpg").density == (300, 150)


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_a_picture_is_turned_as_the_camera_tells(tmp_path: Path, kind: str) -> None:
    stored = halves().transpose(Image.Transpose.ROTATE_90)  # as held on end
    told = Image.Exif()
    told[ORIENTATION] = 6  # to be turned back to the right
    stored.save(tmp_path / "p", kind, exif=told, quality=95)
    read = whole(tmp_path / "p")
    assert (read.kind, read.width, read.height) == (kind, 40, 20)
    assert left_and_right(read.data) == ("red", "blue")
    assert Image.open(io.BytesIO(read.data)).getexif().get(ORIENTATION) is None


def test_the_colours_of_print_become_those_of_a_screen(tmp_path: Path) -> None:
    halves("CMYK").save(tmp_path / "p.jpg", quality=95)
    read = whole(tmp_path / "p.jpg")
    assert Image.open(io.BytesIO(read.data)).mode == "RGB"
    assert left_and_right(read.data) == ("red", "blue")


def test_many_shades_of_grey_become_as_many_as_are_seen(tmp_path: Path) -> None:
    shades = [x * 65_535 // 15 for x in range(16)]
    Image.frombytes("I;16", (16, 1), struct.pack("<16H", *shades)).save(tmp_path / "p.png")
    image = Image.open(io.BytesIO(whole(tmp_path / "p.png").data))
    assert image.mode == "L"
    assert [image.getpixel((x, 0)) for x in range(16)] == [shade >> 8 for shade in shades]


def test_the_first_picture_of_a_gif_is_taken(tmp_path: Path) -> None:
    halves().save(tmp_path / "p.gif", save_all=True, append_images=[Image.new("RGB", (40, 20))])
    read = whole(tmp_path / "p.gif")
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
            whole(path)
        except NoPicture:
            refused += 1
    assert refused > 60


@pytest.mark.parametrize("data", [b"", b"ikke et billede", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "p.png").write_bytes(data)
    with pytest.raises(NoPicture):
        whole(tmp_path / "p.png")
    with pytest.raises(NoPicture):
        whole(tmp_path / "mangler.png")
    with pytest.raises(NoPicture):
        whole(tmp_path)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, depth: int, kind: int, rows: bytes) -> bytes:
    head = struct.pack(">2I5B", width, height, depth, kind, 0, 0, 0)
    packed = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + packed


def told(path: Path) -> list[tuple[str, str]]:
    """The codes and messages about a picture."""
    found = findings(path, Position("m.yaml", 4, 1))
    return [(one.code, one.texts("da")[0]) for one in found]


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (12_000, 11_000)])
def test_a_small_file_that_unpacks_to_a_huge_picture_is_told(
    tmp_path: Path, width: int, height: int
) -> None:
    (tmp_path / "p.png").write_bytes(png(width, height, 8, 2, bytes(9)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(NoPicture):
            whole(tmp_path / "p.png")
        assert told(tmp_path / "p.png") == [
            ("M5395", "Billedet »p.png« har over 120 millioner punkter.")
        ]


# --- the place where a picture stands ---------------------------------------------------------


def test_a_picture_has_no_more_dots_than_its_place_can_show(tmp_path: Path) -> None:
    halves().resize((3000, 1500)).save(tmp_path / "p.jpg")
    made = fit(tmp_path / "p.jpg", (2, 1))
    assert (made.kind, made.width, made.height) == ("jpeg", 600, 300)
    assert left_and_right(made.data) == ("red", "blue")


def test_a_picture_is_never_made_larger(tmp_path: Path) -> None:
    halves().save(tmp_path / "p.png")
    made = fit(tmp_path / "p.png", (20, 0.05))
    assert (made.width, made.height) == (40, 12)


def test_a_large_picture_is_turned_as_the_camera_tells(tmp_path: Path) -> None:
    tells = Image.Exif()
    tells[ORIENTATION] = 6
    held = halves().resize((1200, 600)).transpose(Image.Transpose.ROTATE_90)
    held.save(tmp_path / "p.jpg", exif=tells)
    size = measure(tmp_path / "p.jpg")
    assert (size.width, size.height) == (1200, 600)
    made = fit(tmp_path / "p.jpg", (2, 1))
    assert (made.width, made.height) == (600, 300)
    assert left_and_right(made.data) == ("red", "blue")


@pytest.mark.parametrize("turn", range(2, 9))
def test_every_way_to_hold_a_camera_is_put_right(tmp_path: Path, turn: int) -> None:
    tells = Image.Exif()
    tells[ORIENTATION] = turn
    Image.linear_gradient("L").resize((30, 20)).transpose(Image.Transpose.TRANSPOSE).save(
        tmp_path / "p.png", exif=tells
    )
    wanted = ImageOps.exif_transpose(Image.open(tmp_path / "p.png"))
    made = Image.open(io.BytesIO(whole(tmp_path / "p.png").data))
    assert (made.size, made.tobytes()) == (wanted.size, wanted.tobytes())


@pytest.mark.parametrize(
    ("mode", "kept"), [("L", "L"), ("1", "L"), ("RGB", "RGB"), ("RGBA", "RGBA"), ("LA", "LA")]
)
def test_greys_and_clear_dots_stay_when_a_picture_is_made_smaller(
    tmp_path: Path, mode: str, kept: str
) -> None:
    halves(mode).resize((400, 200)).save(tmp_path / "p.png")
    made = Image.open(io.BytesIO(fit(tmp_path / "p.png", (0.5, 0.25)).data))
    assert (made.mode, made.size) == (kept, (148, 72))


def test_a_clear_colour_of_a_palette_stays_clear(tmp_path: Path) -> None:
    image = halves().quantize(4).resize((400, 200))
    image.save(tmp_path / "p.png", transparency=image.getpixel((0, 0)))
    made = Image.open(io.BytesIO(fit(tmp_path / "p.png", (0.5, 0.25)).data))
    assert made.getpixel((20, 30))[3] == 0  # type: ignore[index]
    assert made.getpixel((120, 30))[3] == 255  # type: ignore[index]


def test_the_profile_of_the_colours_stays(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("png", "jpeg", "tiff"):
        halves().resize((400, 200)).save(tmp_path / kind, kind, icc_profile=profile)
        for inches in ((9.0, 9.0), (0.5, 0.25)):
            made = Image.open(io.BytesIO(fit(tmp_path / kind, inches).data))
            assert made.info["icc_profile"] == profile


def test_the_profile_of_a_printing_press_goes_with_its_colours(tmp_path: Path) -> None:
    halves("CMYK").save(tmp_path / "p.jpg", icc_profile=b"en profil, som ikke er hel")
    made = Image.open(io.BytesIO(whole(tmp_path / "p.jpg").data))
    assert (made.mode, made.info.get("icc_profile")) == ("RGB", None)


def test_two_bytes_for_each_colour_become_one(tmp_path: Path) -> None:
    dots = struct.pack(">6H", 0xFF00, 0, 0, 0, 0, 0xFF00)
    (tmp_path / "p.png").write_bytes(png(2, 1, 16, 2, b"\0" + dots))
    made = whole(tmp_path / "p.png").data
    assert made[24] == 8
    assert left_and_right(made) == ("red", "blue")


# --- other formats ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "mode", "options", "becomes"),
    [
        ("webp", "RGB", {"quality": 80}, "jpeg"),
        ("webp", "RGB", {"lossless": True}, "png"),
        ("webp", "RGBA", {"quality": 80}, "png"),
        ("tiff", "RGB", {}, "png"),
        ("tiff", "RGB", {"compression": "jpeg"}, "jpeg"),
        ("tiff", "RGB", {"compression": "tiff_lzw"}, "png"),
        ("tiff", "CMYK", {}, "png"),
        ("tiff", "1", {"compression": "group4"}, "png"),
        ("tiff", "P", {}, "png"),
        ("bmp", "RGB", {}, "png"),
    ],
)
def test_other_formats_become_png_or_jpeg(
    tmp_path: Path, kind: str, mode: str, options: dict[str, object], becomes: str
) -> None:
    image = halves(mode).resize((80, 40))
    if mode == "RGBA":
        image.putalpha(128)
    image.save(tmp_path / "p", kind, **options)
    read = whole(tmp_path / "p")
    assert (read.kind, read.width, read.height) == (becomes, 80, 40)
    assert told(tmp_path / "p") == []
    if mode != "1":
        assert left_and_right(read.data) == ("red", "blue")


def test_a_deep_tiff_has_as_many_shades_as_are_seen(tmp_path: Path) -> None:
    shades = [x * 65_535 // 15 for x in range(16)]
    Image.frombytes("I;16", (16, 1), struct.pack("<16H", *shades)).save(tmp_path / "p.tif")
    image = Image.open(io.BytesIO(whole(tmp_path / "p.tif").data))
    assert [image.getpixel((x, 0)) for x in range(16)] == [shade >> 8 for shade in shades]


@pytest.mark.parametrize("turn", [1, 3, 6, 8])
def test_a_tiff_is_turned_once(tmp_path: Path, turn: int) -> None:
    tells = Image.Exif()
    tells[ORIENTATION] = turn
    stored = {1: 0, 3: 180, 6: 90, 8: 270}[turn]
    halves().rotate(stored, expand=True).save(tmp_path / "p.tif", exif=tells)
    size = measure(tmp_path / "p.tif")
    read = whole(tmp_path / "p.tif")
    assert (size.width, size.height) == (read.width, read.height) == (40, 20)
    assert left_and_right(read.data) == ("red", "blue")


def test_numbers_that_are_no_shades_are_refused(tmp_path: Path) -> None:
    Image.new("F", (4, 4), 0.5).save(tmp_path / "p.tif")
    assert [code for code, _ in told(tmp_path / "p.tif")] == ["M539"]


@pytest.mark.parametrize("kind", ["tiff", "gif", "webp", "png"])
def test_it_is_told_that_only_the_first_of_several_is_shown(tmp_path: Path, kind: str) -> None:
    others = [Image.new("RGB", (40, 20), colour) for colour in ("green", "white")]
    halves().save(tmp_path / "p", kind, save_all=True, append_images=others)
    assert told(tmp_path / "p") == [
        ("M5396", "Filen »p« har 3 sider eller billeder; kun den første vises.")
    ]
    assert left_and_right(whole(tmp_path / "p").data) == ("red", "blue")


def test_smaller_editions_and_a_cameras_own_copies_are_not_told(tmp_path: Path) -> None:
    with TiffImagePlugin.AppendingTiffWriter(str(tmp_path / "p.tif"), new=True) as file:
        halves().save(file, "tiff")
        file.newFrame()
        halves().resize((20, 10)).save(file, "tiff", tiffinfo={254: 1})
    assert Image.open(tmp_path / "p.tif").n_frames == 2  # type: ignore[attr-defined]
    halves().save(tmp_path / "p.jpg", "mpo", save_all=True, append_images=[halves("L")])
    assert told(tmp_path / "p.tif") == told(tmp_path / "p.jpg") == []


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "AVIF"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"%PDF-1.7", "PDF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "EPS"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
    ],
)
def test_a_format_that_cannot_be_shown_is_named(tmp_path: Path, data: bytes, format_: str) -> None:
    (tmp_path / "p.jpg").write_bytes(data + bytes(64))
    assert told(tmp_path / "p.jpg") == [
        ("M5394", f"Billedet »p.jpg« er i formatet {format_}, som ikke kan vises.")
    ]


# --- in the documents -------------------------------------------------------------------------


class Shown(NamedTuple):
    """A picture in a PDF."""

    size: tuple[int, int]
    raw: bytes
    space: str
    clear: bool
    """Something says how clear each dot is."""
    dots: Image.Image


def images(data: bytes) -> list[Shown]:
    """The pictures that the pages of a PDF name."""
    found: dict[tuple[int, int], Shown] = {}
    with pikepdf.open(io.BytesIO(data)) as file:
        for page in file.pages:
            for one in cast(Any, page.Resources.get("/XObject", {})).values():
                space = one.ColorSpace
                found[one.objgen] = Shown(
                    (int(one.Width), int(one.Height)),
                    one.read_raw_bytes(),
                    str(space[0] if isinstance(space, pikepdf.Array) else space),
                    "/SMask" in one,
                    pikepdf.PdfImage(one).as_pil_image().convert("RGB"),
                )
    return list(found.values())


def with_pictures(*paths: Path) -> Document:
    return document(item(1, section(*(Picture(path, "Bakken fra nord") for path in paths))))


PLACE = b"55.4765N"


def photograph(path: Path, size: tuple[int, int], **options: object) -> bytes:
    """A JPEG with a place in it; without that it is returned."""
    tells = Image.Exif()
    tells[0x010E] = PLACE.decode()
    halves().resize(size).save(path, "jpeg", exif=tells, **options)
    assert PLACE in path.read_bytes()
    return stripped(path.read_bytes())


def test_a_jpeg_that_is_small_enough_goes_into_both_formats_as_it_is(tmp_path: Path) -> None:
    bare = photograph(tmp_path / "p.jpg", (300, 150))
    made = with_pictures(tmp_path / "p.jpg")
    (image,) = images(render(made, style()))
    assert image.raw == bare
    media = {
        n: d
        for n, d in parts(docx.render(made, STANDARD / "referat.docx")).items()
        if "media/" in n
    }
    assert list(media.values()) == [bare]
    assert PLACE not in bare


def test_both_formats_take_the_same_dots_of_a_large_picture_once(tmp_path: Path) -> None:
    photograph(tmp_path / "p.jpg", (6000, 3000))
    made = with_pictures(tmp_path / "p.jpg", tmp_path / "p.jpg")
    (image,) = images(render(made, style()))
    width, height = image.size
    assert 1200 < width < 2100
    assert abs(height - width / 2) < 5
    media = [
        d for n, d in parts(docx.render(made, STANDARD / "referat.docx")).items() if "media/" in n
    ]
    assert len(media) == 1
    for data in (*media, image.raw):
        assert PLACE not in data
        assert Image.open(io.BytesIO(data)).size[0] <= 2100


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
@pytest.mark.parametrize("kind", ["png", "interlaced", "clear"])
def test_the_pdf_shows_the_dots_of_a_png(tmp_path: Path, mode: str, kind: str) -> None:
    image = halves(mode)
    if kind == "clear":
        if mode not in ("RGB", "L", "P"):
            pytest.skip("the mode has an alpha of its own, or is black and white")
        image.save(tmp_path / "p.png", transparency=image.getpixel((0, 0)))
    else:
        image.save(tmp_path / "p.png")
    (found,) = images(render(with_pictures(tmp_path / "p.png"), style()))
    assert found.dots.tobytes() == image.convert("RGB").tobytes()
    assert found.clear == (kind == "clear")


def test_the_pdf_keeps_the_profile_of_the_colours_once(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for name in ("a.png", "b.jpg"):
        halves().save(tmp_path / name, icc_profile=profile)
    halves("CMYK").save(tmp_path / "c.jpg")
    data = render(with_pictures(*sorted(tmp_path.iterdir())), style())
    spaces = sorted(image.space for image in images(data))
    assert spaces == ["/DeviceRGB", "/ICCBased", "/ICCBased"]
    with pikepdf.open(io.BytesIO(data)) as file:
        kept = [
            one for one in file.objects if isinstance(one, pikepdf.Stream) and "/Alternate" in one
        ]
        assert [one.read_bytes() for one in kept] == [profile]


_MEASURE = """
import sys
from pathlib import Path
from docx_samples import STANDARD
from pdf_samples import document, item, section, style
from moedebog.blocks import Picture
from moedebog.render import docx
from moedebog.render.pdf import render
from indhold.stripping import stripped
made = document(item(1, section(*(Picture(Path(p), "Bakken") for p in sys.argv[1:]))))
render(made, style())
docx.render(made, STANDARD / "referat.docx")
status = Path("/proc/self/status").read_text()
print(int(status.split("VmHWM:")[1].split()[0]) // 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured otherwise there")
def test_many_photographs_are_decoded_one_at_a_time(tmp_path: Path) -> None:
    shades = Image.linear_gradient("L").resize((6000, 4000))
    for number in range(6):
        turned = shades.point(lambda v, by=number: (v + 9 * by) % 256)
        Image.merge("RGB", (turned, shades, turned)).save(tmp_path / f"{number}.jpg")
    paths = sorted(map(str, tmp_path.iterdir()))
    path = {"PYTHONPATH": f"{ROOT / 'generators'}:{ROOT / 'tests'}"}
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *paths],
        capture_output=True,
        text=True,
        env=path,
        check=True,
    )
    megabytes = int(done.stdout)
    assert megabytes <= 250
