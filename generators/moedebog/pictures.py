"""Picture files as every renderer can use them: PNG or JPEG, upright, in a screen's colours."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import PNG, Example, in_text
from moedebog.stripping import UnknownFormat, stripped

if TYPE_CHECKING:
    from PIL import Image

BAD_PICTURE = Rule(
    "M539",
    Severity.ERROR,
    Phrase("Billedet »{fil}« kan ikke læses.", "The picture “{fil}” cannot be read."),
    Phrase(
        "Det skal være en hel fil i formatet PNG, JPEG eller GIF; gem det igen.",
        "It must be a whole file in the format PNG, JPEG or GIF; save it again.",
    ),
    Example(
        wrong=in_text("![Kort over stien](sti.png)"),
        right=in_text("![Kort over stien](kort.png)"),
        files={"kort.png": PNG, "sti.png": PNG[:40]},
    ),
)

_ORIENTATION, _UPRIGHT = 0x0112, 1
"""The tag by which a camera tells how it was held; neither PDF nor Word looks at it."""
_STRANGE = ("CMYK", "I", "I;16", "I;16B")
"""Colours and shades, as Pillow calls them, that do not come out right."""
_SCREEN = 96
_FAULTS = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)
"""What Pillow raises for a file that is not whole, or not what it seems."""


class PictureFile(Struct, frozen=True):
    """A picture that was read to its end."""

    data: bytes
    kind: str
    """``png`` or ``jpeg``."""
    width: int
    """In dots; ``height`` too."""
    height: int
    density: tuple[int, int]
    """Dots per inch, across and down: as the file says, or those of a screen."""


class NoPicture(Exception):
    """A file that is missing, not whole, or no picture of a kind that is known."""


def read_picture(path: Path) -> PictureFile:
    """The picture in a PNG, JPEG or GIF file; raises ``NoPicture``.

    One that a camera tells to turn is turned. One in the colours of a printing press (CMYK)
    gets those of a screen: PDF/A allows only those of the file's one colour space, sRGB. One
    with 65,536 shades of grey gets 256. What a camera or a program says of it is taken out.
    """
    from PIL import Image

    try:
        data = path.read_bytes()
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "GIF")) as image:
            image.load()
            across, down = image.info.get("dpi", (_SCREEN, _SCREEN))
            density = round(across) or _SCREEN, round(down) or _SCREEN
            kind = str(image.format).lower()
            kind, size = "jpeg" if kind == "mpo" else kind, image.size  # several in one file
            turned = image.getexif().get(_ORIENTATION, _UPRIGHT) != _UPRIGHT
            if turned or image.mode in _STRANGE or kind == "gif":
                kind = "jpeg" if kind == "jpeg" else "png"
                data, size = _made_again(image, kind)
            data = _bare(data, image, kind)
    except (*_FAULTS, Image.DecompressionBombError) as error:
        raise NoPicture(str(error)) from error
    return PictureFile(data, kind, *size, density)


@lru_cache(maxsize=4096)
def can_be_read(path: Path, stamp: int) -> bool:  # noqa: ARG001 (part of the key)
    """Whether the file, changed at ``stamp``, is a picture that every renderer can use."""
    try:
        read_picture(path)
    except NoPicture:
        return False
    return True


def _bare(data: bytes, image: Image.Image, kind: str) -> bytes:
    """The picture alone; one that was read though it is not as it should be is made again."""
    try:
        return stripped(data)
    except UnknownFormat:
        return stripped(_made_again(image, kind)[0])


def _made_again(image: Image.Image, kind: str) -> tuple[bytes, tuple[int, int]]:
    """The bytes and the size of a picture, upright and in the colours of a screen."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode == "CMYK":
        upright = upright.convert("RGB")
    elif upright.mode in _STRANGE:
        upright = upright.convert("I").point(lambda shade: shade * (1 / 256)).convert("L")
    made = BytesIO()
    upright.save(made, kind, **({"quality": 95} if kind == "jpeg" else {}))
    return made.getvalue(), upright.size
