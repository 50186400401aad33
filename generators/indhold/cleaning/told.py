"""What may be wished of a cleaned copy, and what is told of it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from indhold.findings import Finding


class Changes(StrEnum):
    """What becomes of changes that were tracked."""

    ACCEPT = "accept"
    REJECT = "reject"


class Wishes(Struct, frozen=True):
    """What is taken out only where it is asked for; the rest always is."""

    changes: Changes | None = None
    """``None``: they stay, since each of the two makes another text of the file."""
    embedded: bool = False
    """Whole files inside the file, such as the workbook behind a chart."""
    notes: bool = False
    """What stands below slides for who speaks."""


class Why(StrEnum):
    """Why something was left in the copy."""

    NOT_ASKED = "not-asked"
    """It is taken where ``Wishes`` say so."""
    NEEDED = "needed"
    """Something that is seen would change without it."""
    UNABLE = "unable"
    """It cannot be told from the rest, or taken out alone."""


class Reason(StrEnum):
    """Why a file cannot be cleaned at all."""

    SIGNED = "signed"
    """The signature would not hold any more."""
    PASSWORD = "password"  # noqa: S105
    ARCHIVE = "archive"
    """Files are cleaned one by one."""
    LETTER = "letter"
    OLD_OFFICE = "old-office"
    """What Office wrote before 2007."""
    UNKNOWN = "unknown-format"
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    FAILED = "failed"
    """What came of it would not have been whole."""


class Refused(Exception):
    """A file of which no cleaned copy can be made; none was written."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Left(Struct, frozen=True):
    """Something that is still in the copy."""

    finding: Finding
    why: Why


class Cleaned(Struct, frozen=True):
    """What came of cleaning a file."""

    taken: tuple[Finding, ...] = ()
    """What the copy does not have; where there is nothing, there is no copy."""
    left: tuple[Left, ...] = ()
    written: bool = False
    """Whether the copy was written now; not where the very same was there."""
