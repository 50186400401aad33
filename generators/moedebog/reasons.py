"""Why the system refuses something, in words; its own are English whatever the language."""

from __future__ import annotations

import errno

from moedebog.diagnostics import Phrase

CHANGING = Phrase(
    "Mødets filer bliver ændret hele tiden. Prøv igen om lidt.",
    "The files of the meeting are changed all the time. Try again in a while.",
)
"""Why nothing was made: what it is made of is being saved again and again."""
_DENIED = Phrase("der mangler rettigheder", "permission denied")
_REASONS = {
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.ENOENT: Phrase("den findes ikke", "it is not there"),
    errno.EEXIST: Phrase("der er en anden af samme navn", "another of that name is there"),
    errno.EISDIR: Phrase("det er en mappe", "it is a folder"),
    errno.ENOTDIR: Phrase("en del af stien er ikke en mappe", "a part of the path is no folder"),
    errno.ENOTEMPTY: Phrase("mappen er ikke tom", "the folder is not empty"),
    errno.ENOSPC: Phrase("der er ikke mere plads på disken", "no space is left on the disk"),
    errno.EROFS: Phrase("disken kan kun læses", "the disk can only be read"),
    errno.EFBIG: Phrase("filen er for stor", "the file is too large"),
    errno.ENAMETOOLONG: Phrase("navnet er for langt", "the name is too long"),
    errno.ELOOP: Phrase("et link fører til sig selv", "a link leads to itself"),
    errno.EMFILE: Phrase("for mange filer er åbne", "too many files are open"),
    errno.ENFILE: Phrase("for mange filer er åbne", "too many files are open"),
    errno.EBUSY: Phrase("den er i brug", "it is in use"),
    errno.EXDEV: Phrase("den ligger på en anden disk", "it is on another disk"),
    errno.EIO: Phrase("disken melder fejl", "the disk reports an error"),
    errno.EPIPE: Phrase("forbindelsen blev afbrudt", "the connection was lost"),
    errno.ECONNRESET: Phrase("forbindelsen blev afbrudt", "the connection was lost"),
    errno.ECONNABORTED: Phrase("forbindelsen blev afbrudt", "the connection was lost"),
    errno.ECONNREFUSED: Phrase("forbindelsen blev afvist", "the connection was refused"),
    errno.ENETUNREACH: Phrase("nettet kan ikke nås", "the network cannot be reached"),
    errno.EHOSTUNREACH: Phrase("maskinen kan ikke nås", "the machine cannot be reached"),
}

SYSTEM = tuple(dict.fromkeys(_REASONS.values()))
"""All that may be said."""


class Refusal(OSError):
    """moedebog itself refuses something, as a system would."""

    def __init__(self, said: Phrase) -> None:
        super().__init__(str(said))
        self.said = said


def reason(error: OSError) -> Phrase:
    """Why the system refused: in words of ours, else with its number and, in English, its own."""
    if isinstance(error, Refusal):
        return error.said
    if found := _REASONS.get(error.errno or 0):
        return found
    words = error.strerror or str(error)
    if not error.errno:
        return Phrase.same(words)
    name = errno.errorcode.get(error.errno, str(error.errno))
    return Phrase(f"systemet melder fejl {name}", f"the system reports {name}: {words}")
