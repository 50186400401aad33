"""Why the system does not let a file be reached that a text names."""

from __future__ import annotations

import errno
from pathlib import Path

from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import PDF, Example, attached

UNREACHABLE = Rule(
    "M553",
    Severity.ERROR,
    Phrase("Filen »{fil}« kan ikke nås: {grund}.", "The file »{fil}« cannot be reached: {grund}."),
    Phrase(
        "Læg filen ved mødefilen, f.eks. i bilag/, under et kort navn, og skriv det her.",
        "Put it beside the meeting file, e.g. in bilag/, under a short name, and write that here.",
    ),
    Example(
        wrong=attached("Notat", "aarsrapport-" * 25 + "navn.pdf"),
        right=attached("Notat", "b.pdf", "en PDF"),
        files={"b.pdf": PDF},
    ),
)

_SHOWN = 80
_LOOP = Phrase("den er et link, der fører til sig selv", "it is a link that leads to itself")
_OTHER = Phrase("systemet melder fejl", "the system reports an error")
_DENIED = Phrase("du har ikke adgang til mappen", "you may not read the folder")
_REASONS = {
    errno.ELOOP: _LOOP,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.ENAMETOOLONG: Phrase("så langt et navn kan en fil ikke have", "no name is that long"),
}


def as_named(folder: Path, name: str) -> Path:
    """The file that a text names, as the disk spells it.

    A Mac and some archives write ``å`` as two characters; both are one name to who reads it.
    """
    place = folder / name
    if name.isascii() or place.exists():
        return place
    from unicodedata import normalize

    place = folder
    for part in Path(name).parts:
        here = place / part
        if not part.isascii() and not here.exists() and place.is_dir():
            wanted = normalize("NFC", part)
            spelt = (one for one in sorted(place.iterdir()) if normalize("NFC", one.name) == wanted)
            here = next(spelt, here)
        place = here
    return place


def why(error: Exception) -> Phrase | None:
    """Why a file cannot be reached; ``None`` where it is just not there."""
    if isinstance(error, RuntimeError):  # how pathlib tells a link to itself
        return _LOOP
    if not isinstance(error, OSError):
        return _OTHER
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EBADF):
        return None
    return _REASONS.get(error.errno or 0, _OTHER)


def shortened(name: str) -> str:
    """A file's name as a message has room for it."""
    name = " ".join(name.split())
    return name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1]}…"
