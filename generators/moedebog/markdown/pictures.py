"""Pictures that a text names: files beside the meeting file."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from moedebog.blocks import Picture
from moedebog.diagnostics import Diagnostic, Position
from moedebog.markdown.rules import PICTURE_MISSING, PICTURE_WITHOUT_ALT
from moedebog.source.rules import LEADS_OUT
from moedebog.workspace import project_of


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
    elif not (folder / path).resolve().is_relative_to(root := project_of(folder)):
        diagnostics.append(LEADS_OUT.at(position, mappe=root.name))
    picture = None if diagnostics else Picture(folder / path, alt.strip(), position)
    return picture, diagnostics
