"""Pictures behind white words: whether they are dark, told without painting the whole page."""

from __future__ import annotations

import ctypes
from io import BytesIO
from typing import Any

from PIL import Image
from pypdfium2 import raw

_LIGHT = 225
"""Of 255: on that white words are hard to see."""
_SHARE = 0.05
"""So little of it leaves a picture dark."""
_SMALL = 64, 64
"""Points to which a picture is unpacked at least; JPEG is quick at an eighth of its size."""
_JPEG = b"DCTDecode"
_LONGEST_NAME = 32


class Backgrounds:
    """Remembers the pictures, as the same one is often behind many pages."""

    def __init__(self) -> None:
        self._dark: dict[tuple[int, int], bool] = {}

    def is_dark(self, picture: Any) -> bool:
        """Whether white words can be seen on a picture; ``False`` as well where it is not known."""
        held = _jpeg(picture)
        key = len(held), hash(held)
        if held and key not in self._dark:
            self._dark[key] = _is_dark(held)
        return bool(held) and self._dark[key]


def _jpeg(picture: Any) -> bytes:
    """The bytes of a JPEG; of other pictures none."""
    if raw.FPDFImageObj_GetImageFilterCount(picture) != 1:
        return b""
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    raw.FPDFImageObj_GetImageFilter(picture, 0, name, _LONGEST_NAME)
    if name.value != _JPEG:
        return b""
    size = raw.FPDFImageObj_GetImageDataRaw(picture, None, 0)
    held = ctypes.create_string_buffer(size)
    raw.FPDFImageObj_GetImageDataRaw(picture, held, size)
    return held.raw


def _is_dark(held: bytes) -> bool:
    try:
        with Image.open(BytesIO(held)) as picture:
            if picture.mode not in ("L", "RGB"):
                return False
            picture.draft("L", _SMALL)
            counts = picture.convert("L").histogram()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return sum(counts[_LIGHT:]) < _SHARE * sum(counts)
