"""Keeps count of what is taken out of a file and of what is left in it."""

from __future__ import annotations

from indhold import cpr
from indhold.cleaning.told import Left, Why
from indhold.findings import At, Finding, Kind, Place, Step

_SHOWN = 80
"""Characters of what is told of a finding."""
_MOST = 500
"""Findings that are told one by one; of the rest of a kind the place is not told."""

_Key = tuple[Kind, Place, str]


class Tally:
    """What was taken out of one file, and what was not."""

    def __init__(self) -> None:
        self._taken: dict[_Key, int] = {}
        self._aside: dict[_Key, int] = {}
        self._left: dict[tuple[Why, _Key], int] = {}

    def took(
        self, kind: Kind, at: At | None = None, name: str = "", shown: str = "", count: int = 1
    ) -> None:
        """Something was taken out."""
        if count:
            key = _key(kind, at, name, shown, self._taken)
            self._taken[key] = self._taken.get(key, 0) + count

    def took_aside(self, kind: Kind, at: At | None = None, name: str = "", shown: str = "") -> None:
        """Something was taken out for which alone no copy is made: every file has it."""
        self._aside[_key(kind, at, name, shown, self._aside)] = 1

    def left(
        self,
        why: Why,
        kind: Kind,
        at: At | None = None,
        name: str = "",
        shown: str = "",
        count: int = 1,
    ) -> None:
        """Something was seen, and is still there."""
        if count:
            key = why, _key(kind, at, name, shown, self._left)
            self._left[key] = self._left.get(key, 0) + count

    @property
    def taken(self) -> tuple[Finding, ...]:
        """What is not in the copy; empty where none is worth making."""
        if not self._taken:
            return ()
        both = {**self._taken, **self._aside}
        return tuple(Finding(*key, count) for key, count in both.items())

    @property
    def still_there(self) -> tuple[Left, ...]:
        """What is in the copy too."""
        return tuple(Left(Finding(*key, count), why) for (why, key), count in self._left.items())


def _key(kind: Kind, at: At | None, name: str, shown: str, known: object) -> _Key:
    if len(known) >= _MOST:  # type: ignore[arg-type]
        return kind, (), ""
    place = () if at is None else (Step(at, short(name)),)
    return kind, place, short(shown)


def holds_number(text: str) -> bool:
    """Whether a text that would else stay holds what may be a personal number."""
    return bool(cpr.personal_numbers(text))


def short(text: str) -> str:
    """The beginning of a text without personal numbers."""
    text = " ".join(cpr.masked(text[:2000]).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
