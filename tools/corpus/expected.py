"""What must be found in a planted file, and whether it was."""

from __future__ import annotations

from msgspec import Struct

from indhold.findings import At, Kind, Look, Place, Unread

NUMBER = (Kind.PERSONAL_NUMBER,)
PERHAPS = (Kind.PERSONAL_NUMBER, Kind.PERHAPS_PERSONAL_NUMBER)
"""Where it is enough that somebody is told."""


class Wanted(Struct, frozen=True):
    """Something that must be found, or of which it must be said that it could not be read."""

    any_of: tuple[Kind | Unread, ...]
    at: At | None = None
    name: str = ""
    """Part of the name of that step, e.g. a cell."""

    def is_met(self, look: Look) -> bool:
        """Whether a look tells of it."""
        places = [one.place for one in look.findings if one.kind in self.any_of]
        places += [gap.place for gap in look.gaps if gap.reason in self.any_of]
        return any(map(self._is_there, places))

    def _is_there(self, place: Place) -> bool:
        if self.at is None:
            return True
        return any(step.at is self.at and self.name in step.name for step in place)


class Planted(Struct, frozen=True):
    """A file in which something was hidden."""

    name: str
    data: bytes
    wanted: tuple[Wanted, ...]

    def missed(self, look: Look) -> list[Wanted]:
        """What a look at it does not tell."""
        return [one for one in self.wanted if not one.is_met(look)]


def number(at: At | None = None, name: str = "") -> Wanted:
    """A personal number, certain."""
    return Wanted(NUMBER, at, name)


def perhaps(at: At | None = None, name: str = "") -> Wanted:
    """A number of which somebody must be told."""
    return Wanted(PERHAPS, at, name)


def told(*any_of: Kind | Unread, at: At | None = None, name: str = "") -> Wanted:
    """Something else."""
    return Wanted(any_of, at, name)
