"""Picture files for tests."""

from __future__ import annotations

from pathlib import Path

from moedebog.pictures import PictureFile, fit

_ENORMOUS = 10_000.0
"""A place, in inches, in which every picture has room for all its dots."""


def whole(path: Path) -> PictureFile:
    """The picture in a file with all its dots."""
    return fit(path, (_ENORMOUS, _ENORMOUS))
