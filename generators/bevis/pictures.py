"""Pictures by what they show: the same one in another size, form or quality is the same."""

from __future__ import annotations

import io
import warnings

from msgspec import Struct
from PIL import Image, ImageOps

from bevis.held import Held

_SIDE = 24
_DRAFT = 16 * _SIDE
"""Dots on a side that are enough to tell what it shows."""
_ALIKE = 6
"""Of 255 grey levels, how far two may be apart on the average."""
_FLAT = 8
"""Grey levels between the darkest and the lightest spot of a picture that shows nothing."""
_BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*")
_SHAPES = 0.04
"""How far the widths by the heights of two may differ."""


class Picture(Struct, frozen=True):
    """What a picture shows, in few and coarse dots."""

    shape: float
    """Width by height."""
    grey: bytes

    def is_like(self, other: Picture) -> bool:
        """Whether both show the same."""
        if abs(self.shape / other.shape - 1) > _SHAPES:
            return False
        apart = sum(abs(a - b) for a, b in zip(self.grey, other.grey, strict=True))
        return apart <= _ALIKE * len(self.grey)


def picture_of(data: Held) -> Picture | None:
    """What the picture of a file shows; ``None`` where it is none, or shows nothing."""
    if not bytes(data[:8]).startswith(_BEGINNINGS):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(bytes(data))) as image:
                coarsen(image)
                return shown(ImageOps.exif_transpose(image))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return None


def coarsen(image: Image.Image) -> None:
    """Have a picture read in few dots, where its form allows that and it is not yet read."""
    image.draft(None, (_DRAFT, _DRAFT))


def shown(image: Image.Image) -> Picture | None:
    """What a picture shows, on white where one sees through it; ``None`` where that is nothing."""
    if not (image.width and image.height):
        return None
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    grey = image.convert("L").resize((_SIDE, _SIDE), Image.Resampling.BOX)
    least, most = grey.getextrema()
    assert isinstance(least, int) and isinstance(most, int)  # noqa: S101, PT018 - it is grey
    if most - least < _FLAT:
        return None
    return Picture(image.width / image.height, grey.tobytes())
