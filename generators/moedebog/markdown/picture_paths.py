"""Pictures that a text names: files beside the meeting file."""

from __future__ import annotations

import stat
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from moedebog.blocks import Picture
from moedebog.diagnostics import Diagnostic, Position
from moedebog.markdown.rules import PICTURE_MISSING, PICTURE_WITHOUT_ALT
from moedebog.source.reach import UNREACHABLE, as_named, shortened, why
from moedebog.source.rules import LEADS_OUT
from moedebog.workspace import project_of


def find_picture(
    source: str, alt: str, position: Position, folder: Path
) -> tuple[Picture | None, list[Diagnostic]]:
    """The picture file that ``source`` names below ``folder``, or what is wrong with it."""
    diagnostics = []
    source = unquote(source)  # the parser writes it as an address: blå as bl%C3%A5
    if not alt.strip():
        diagnostics.append(PICTURE_WITHOUT_ALT.at(position, source=source))
    path = PurePosixPath(source)
    missing = path.is_absolute() or ".." in path.parts
    place = folder / path
    try:
        if not missing:
            place = as_named(folder, str(path))
        missing = missing or not stat.S_ISREG(place.stat().st_mode)
        root = project_of(folder)
        if not missing and not place.resolve().is_relative_to(root):
            diagnostics.append(LEADS_OUT.at(position, mappe=root.name))
    except (OSError, ValueError, RuntimeError) as error:
        missing = (reason := why(error)) is None
        if reason:
            diagnostics.append(UNREACHABLE.at(position, fil=shortened(source), grund=reason))
    if missing:
        diagnostics.append(PICTURE_MISSING.at(position, source=source))
    picture = None if diagnostics else Picture(place, alt.strip(), position)
    return picture, diagnostics
