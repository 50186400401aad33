"""Attachment files: where a typed path leads, and what is there."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import PDF, Example, attached
from moedebog.meeting import Fil
from moedebog.normalise.reading import Reader
from moedebog.normalise.web import address_meant
from moedebog.source import TreePath
from moedebog.source.reach import UNREACHABLE, as_named, shortened, why

OUTSIDE = Rule(
    "M112",
    Severity.ERROR,
    Phrase(
        "Filen {fil} ligger uden for mappen {mappe}.",
        "The file {fil} lies outside the folder {mappe}.",
    ),
    Phrase(
        "Læg en kopi ved mødefilen, f.eks. i bilag/.",
        "Put a copy beside the meeting file, e.g. in bilag/.",
    ),
    Example(wrong=attached("Notat", "../../b.pdf"), right=attached("Notat"), files={"b.pdf": PDF}),
    reason=Phrase(
        "Hvad der ligger uden for mappen, følger ikke med projektet, og en fil, som ingen ville "
        "dele, kan komme med ud.",
        "What lies outside the folder does not come along with the project, and a file that "
        "nobody meant to share may go out.",
    ),
)
NOT_RELATIVE = Rule(
    "M113",
    Severity.ERROR,
    Phrase(
        "{fil} er ikke en sti, der begynder ved mødefilen.",
        "{fil} is not a path that begins at the meeting file.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(wrong=attached("Notat", "'C:\\b.pdf'"), right=attached("Notat"), files={"b.pdf": PDF}),
)
NOT_A_FILE = Rule(
    "M114",
    Severity.ERROR,
    Phrase("{fil} er ikke en fil.", "{fil} is not a file."),
    Phrase(
        "Skriv navnet på filen, ikke på mappen.", "Write the name of the file, not of the folder."
    ),
    Example(wrong=attached("Notat", "."), right=attached("Notat"), files={"b.pdf": PDF}),
)

_WITH_PLAIN_SLASHES = Phrase(
    "Skriv f.eks. bilag/navn.pdf med almindelig skråstreg.",
    "Write e.g. bilag/name.pdf with plain slashes.",
)
_AS_ADDRESS = Phrase(
    "Ligger det på nettet, så skriv »adresse: {adresse}« i stedet for `fil`.",
    "If it is on the web, write »adresse: {adresse}« in place of `fil`.",
)


def file_at(reader: Reader, data: dict[str, Any], key: str, path: TreePath) -> Fil | None:
    """The file that a path names, with its size; a missing file has none."""
    if key not in data:
        return None
    here = (*path, key)
    name = str(data[key]).strip()
    if "\0" in name:
        return None  # told already
    if _not_relative(name):
        name = " ".join(name.split())
        advice = _WITH_PLAIN_SLASHES
        if address := address_meant(name):
            advice = _AS_ADDRESS.put(adresse=address)
        reader.report(NOT_RELATIVE, here, fil=name, raad=advice)
        return None
    place = reader.folder / name
    size = None
    try:
        place = as_named(reader.folder, name)
        if not place.resolve().is_relative_to(reader.root):
            reader.report(OUTSIDE, here, fil=name, mappe=reader.root.name)
            return None
        status = place.stat()
        if stat.S_ISREG(status.st_mode):
            size = status.st_size
        else:
            reader.report(NOT_A_FILE, here, fil=name)
            return None
    except (OSError, ValueError, RuntimeError) as error:
        if reason := why(error):  # else it is not there, which is told where it is asked for
            reader.report(UNREACHABLE, here, fil=shortened(name), grund=reason)
            return None
    return Fil(_tidy(place), name, size, reader.at(here))


def _not_relative(name: str) -> bool:
    absolute = name.startswith(("/", "~")) or name[1:2] == ":"
    unlike = any(part in name for part in ("\\", "\n", "://"))
    return absolute or unlike or name.lower().startswith("www.")


def _tidy(place: Path) -> Path:
    """The path without ``a/../``, so that a file has one name only."""
    parts: list[str] = []
    for part in place.parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return Path(*parts)
