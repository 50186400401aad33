"""What the folders of forums and template sets may be called."""

from __future__ import annotations

import re
import unicodedata

from moedebog.calls import call
from moedebog.diagnostics import Phrase, UsageProblem

_FOLDER = re.compile(r"\w[\w .-]*")
_OF_WINDOWS = re.compile(r"(?i)(?:con|aux|nul|prn|(?:com|lpt)[1-9¹²³])[ ]*(?:\..*)?")
"""What Windows keeps for devices, with any ending: there such a folder cannot be made."""
_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_LONGEST = 60
"""Characters of a folder's name that is made of a forum's: paths on Windows are short."""


def folder_of(name: str) -> str:
    """A folder for a forum of this name: ``oekonomiudvalget``. Raises ``UsageProblem``."""
    folder = slug(name)
    if not folder:
        typed = call("make forum FORUM=mit-forum NAVN=…", "moedebog forum mit-forum --navn …")
        raise UsageProblem(
            Phrase(
                f"Af {name!r} kan der ikke laves navnet på en mappe. Skriv den, f.eks. {typed}",
                f"{name!r} cannot be made into the name of a folder. Write one, e.g. {typed}",
            )
        )
    return folder


def slug(name: str) -> str:
    """A name in small letters a-z, digits and hyphens; empty where it has nothing of the kind."""
    plain = unicodedata.normalize("NFC", name).lower().translate(_DANISH)
    plain = unicodedata.normalize("NFKD", plain)
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return "-".join(words)[:_LONGEST].rstrip("-")


def is_name(typed: str) -> bool:
    """Whether what was typed is a forum's proper name and not its folder: it has a capital."""
    return any(letter.isupper() for letter in typed)


def checked_folder(forum: str) -> str:
    """The folder of a forum below ``meetings/``, as it was typed; raises ``UsageProblem``."""
    parts = forum.strip().strip("/").split("/")
    if kept := next(filter(is_of_windows, parts), ""):
        raise UsageProblem(OF_WINDOWS.put(name=kept))
    if not all(_FOLDER.fullmatch(part) and part.rstrip(" .") == part for part in parts):
        raise UsageProblem(
            Phrase(
                f"{forum!r} duer ikke som navn på en mappe. Brug bogstaver, tal og bindestreg, "
                "f.eks. teknisk-udvalg.",
                f"{forum!r} cannot be the name of a folder. Use letters, digits and hyphens, "
                "e.g. teknisk-udvalg.",
            )
        )
    return "/".join(parts)


def is_of_windows(name: str) -> bool:
    """Whether no folder of this name can be on Windows."""
    return _OF_WINDOWS.fullmatch(name) is not None


OF_WINDOWS = Phrase(
    "{name!r} er på Windows navnet på et apparat, så der kan mappen ikke hentes. Vælg et andet, "
    "f.eks. {name}-udvalget.",
    "{name!r} is the name of a device on Windows, so that the folder cannot be fetched there. "
    "Choose another, e.g. {name}-udvalget.",
)
