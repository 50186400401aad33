"""Blanks parts of pictures: the dots themselves, in a copy of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Name, PdfImage, Stream
from PIL import ImageDraw

from indhold.leaving_out.geometry import Box, Matrix, box_of, inside, inverse

_GREY = 200
_BROKEN = (
    *(MemoryError, OSError, ValueError, TypeError, KeyError, NotImplementedError),
    *(pikepdf.PdfError, pikepdf.UnsupportedImageTypeError),
)
_MOST_DOTS = 120_000_000


class Unable(Exception):
    """The picture cannot be taken apart."""


def is_whole(box: Box, boxes: Sequence[Box]) -> bool:
    """Whether one of the boxes covers a picture."""
    return any(inside(box, one) for one in boxes)


def blanked(pdf: pikepdf.Pdf, image: Any, ctm: Matrix, boxes: Sequence[Box]) -> Any:
    """A copy of a picture in which what lies in the boxes is grey. Raises ``Unable``."""
    back = inverse(ctm)
    if back is None:
        raise Unable
    places = [box_of(back, box) for box in boxes]
    if image.get("/ImageMask") is True or "/Mask" in image:
        raise Unable
    made = _grey(pdf, image, places, _GREY)
    mask = image.get("/SMask")
    if isinstance(mask, Stream):
        if "/Matte" in mask:
            raise Unable
        made["/SMask"] = _grey(pdf, mask, places, 255)
    return made


def _grey(pdf: pikepdf.Pdf, image: Any, places: Sequence[Box], shade: int) -> Any:
    if int(image.get("/Width", 0)) * int(image.get("/Height", 0)) > _MOST_DOTS:
        raise Unable
    try:
        picture = PdfImage(image).as_pil_image()
        picture.load()
    except _BROKEN as error:
        raise Unable from error
    mode = "L" if picture.mode in ("1", "L") else "RGB"
    if picture.mode not in ("1", "L", "P", "RGB"):
        if picture.mode != "CMYK":
            raise Unable
        mode = "CMYK"
    picture = picture.convert(mode)
    wide, high = picture.size
    colours: dict[str, int | tuple[int, ...]] = {
        "L": shade,
        "RGB": (shade,) * 3,
        "CMYK": (0, 0, 0, 255 - shade),
    }
    draw = ImageDraw.Draw(picture)
    for left, bottom, right, top in places:
        draw.rectangle(
            (
                int(left * wide) - 1,
                int((1 - top) * high) - 1,
                int(right * wide) + 1,
                int((1 - bottom) * high) + 1,
            ),
            fill=colours[mode],
        )
    made = Stream(pdf, picture.tobytes())
    made["/Type"], made["/Subtype"] = Name.XObject, Name.Image
    made["/Width"], made["/Height"], made["/BitsPerComponent"] = wide, high, 8
    made["/ColorSpace"] = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}[
        mode
    ]
    for key in ("/Interpolate", "/Intent", "/OC", "/StructParent"):
        if key in image:
            made[key] = image[key]
    return pdf.make_indirect(made)
