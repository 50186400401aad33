"""What a camera wrote into a picture that was put on a page."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Stream
from PIL import ExifTags, Image

from indhold.findings import At, Kind
from indhold.readers.pdf.streams import filters
from indhold.readers.pdf.told import Told

_MARK = b"Exif\0\0"
_WITHIN = 1 << 17
"""Bytes from the beginning in which it stands."""
_JPEG = ("/DCTDecode", "/DCT")


def read_picture(stream: Stream, told: Told) -> None:
    """Tell position, camera, words and names of a JPEG. Raises ``Exceeded``."""
    names = filters(stream)
    if len(names) != 1 or names[0] not in _JPEG:
        return
    try:
        held = stream.read_raw_bytes()
    except pikepdf.PdfError:
        return
    if _MARK not in held[:_WITHIN]:
        return
    try:
        with Image.open(BytesIO(held)) as picture:
            properties = picture.getexif()
            position = properties.get_ifd(ExifTags.IFD.GPSInfo)
            more = properties.get_ifd(ExifTags.IFD.Exif)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return
    _tell({**properties, **more}, bool(position), told)


def _tell(properties: dict[int, object], positioned: bool, told: Told) -> None:
    collector = told.collector
    if positioned:
        collector.found(Kind.POSITION, at=At.PICTURE)
    camera = " ".join(
        str(properties[tag]).strip("\0 ")
        for tag in (ExifTags.Base.Make, ExifTags.Base.Model)
        if tag in properties
    )
    if camera:
        collector.found(Kind.METADATA, f"camera: {camera}", at=At.PICTURE)
    artist = str(properties.get(ExifTags.Base.Artist, "")).strip("\0 ")
    if artist:
        collector.found(Kind.AUTHOR, artist, at=At.PICTURE)
    for value in properties.values():
        words = value.decode("latin-1") if isinstance(value, bytes) else str(value)
        if not isinstance(value, int | float):
            told.rest(words, at=At.PICTURE)
