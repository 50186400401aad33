"""Planted pictures."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image, PngImagePlugin

from corpus.expected import Planted, number, told
from corpus.packing import picture
from indhold.findings import Kind, Unread


def exif_with_position() -> bytes:
    """Where and with what a picture was taken (Exif 2.3, tags 34853 and 272)."""
    exif = Image.Exif()
    exif[272] = "Kamera 3000"
    gps = exif.get_ifd(34853)
    gps.update({1: "N", 2: (55.0, 28.0, 30.0), 3: "E", 4: (8.0, 27.0, 33.0)})
    return exif.tobytes()


def files() -> Iterator[Planted]:
    """Each with what must be found in it."""
    yield Planted(
        "foto.jpg",
        picture(exif=exif_with_position()),
        (told(Kind.POSITION), told(Kind.METADATA), told(Unread.PICTURE)),
    )
    described = Image.Exif()
    described[270] = "Anna, 010490-1234"
    yield Planted("beskrevet.jpg", picture(exif=described.tobytes()), (number(),))
    yield Planted("bemaerket.jpg", picture(comment=b"020490-1234"), (number(),))
    kept = PngImagePlugin.PngInfo()
    kept.add_text("Comment", "030490-1234")
    yield Planted("skaerm.png", picture("PNG", pnginfo=kept), (number(),))
    kept = PngImagePlugin.PngInfo()
    kept.add_text("Comment", "CPR 040490-1234", zip=True)
    yield Planted("pakket.png", picture("PNG", pnginfo=kept), (number(),))
    yield Planted(
        "scan.tif", picture("TIFF", description="050490-1234"), (number(), told(Unread.PICTURE))
    )
    behind = picture() + b"PK\x03\x04 060490-1234"
    yield Planted("efter.jpg", behind, (told(*PERHAPS_OR_UNREAD),))


PERHAPS_OR_UNREAD = (
    Kind.PERSONAL_NUMBER,
    Kind.DISGUISED,
    Kind.EMBEDDED,
    Kind.METADATA,
    Unread.PARTLY,
)
