"""Pictures that a text names: files beside the meeting file."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from moedebog.blocks import Picture
from moedebog.diagnostics import Diagnostic, Position
from moedebog.markdown.rules import PICTURE_MISSING, PICTURE_WITHOUT_ALT


def find_picture(
    source: str, alt: str, position: Position, folder: Path
) -> tuple[Picture | None, list[Diagnostic]]:
    """The picture file that ``source`` names below ``folder``, or what is wrong with it."""
    diagnostics = []
    if not alt.strip():
        diagnostics.append(PICTURE_WITHOUT_ALT.at(position, source=source))
    path = PurePosixPath(source)
    if path.is_absolute() or ".." in path.parts or not (folder / path).is_file():
        diagnostics.append(PICTURE_MISSING.at(position, source=source))
    picture = None if diagnostics else Picture(folder / path, alt.strip(), position)
    return picture, diagnostics
