"""The files that a workspace begins with. They lie in ``skeleton/``, as they will be written.

A name that begins with a dot has ``dot-`` instead there, so that nothing takes them for files of
this repository.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from moedebog.begin.origin import constraints, pins
from moedebog.begin.places import every_schema

CI = ("github", "gitlab", "azure", "forgejo")
"""The servers that there are files for."""
NO_CI = "ingen"
"""What is written for none of them."""
PRE_COMMIT = ".pre-commit-config.yaml"
MEETINGS = "meetings/"
"""What lies below is the secretary's own as soon as it is written."""

_TELLING = 12
"""Characters that a line has at least to be known again."""
_HERE = Path(__file__).parent / "skeleton"
_PLACES = {b"@KRAV@": pins, b"@PAKKER@": constraints}


def core() -> dict[str, bytes]:
    """What every workspace gets, by name from its root."""
    return {**_read("core"), **every_schema()}


def for_server(ci: str) -> dict[str, bytes]:
    """What makes a CI server check the meetings; ``ci``: one of ``CI``."""
    return _read(ci)


def read_at_the_top() -> tuple[str, ...]:
    """The files that nobody reads but at the top of git."""
    return (*(name for ci in CI for name in for_server(ci)), PRE_COMMIT)


def example() -> dict[str, bytes]:
    """A small forum with one meeting, to look at."""
    return _read("example")


def kept_up(known: Container[str]) -> dict[str, bytes]:
    """The files that a later version may write anew where nobody changed them.

    ``known``: names of files that a workspace was given: of a server those count that has one.
    """
    files = core()
    for ci in CI:
        own = for_server(ci)
        if any(name in known for name in own):
            files |= own
    return {name: data for name, data in files.items() if not name.startswith(MEETINGS)}


def resembles(name: str, text: bytes) -> bool:
    """Whether a file seems to be one of ours that somebody or another version wrote otherwise.

    Where nothing tells who wrote it: it has a third of our lines, as far as they say something.
    """
    ours = _lines(kept_up({name}).get(name, b""))
    return bool(ours) and 3 * len(ours & _lines(text)) >= len(ours)


def _lines(text: bytes) -> set[bytes]:
    stripped = (line.strip() for line in text.splitlines())
    return {line for line in stripped if len(line) >= _TELLING}


def _read(group: str) -> dict[str, bytes]:
    top = _HERE / group
    files = sorted(path for path in top.rglob("*") if path.is_file())
    return {_name(path.relative_to(top)): _filled(path.read_bytes()) for path in files}


def _name(path: Path) -> str:
    parts = (f".{part[4:]}" if part.startswith("dot-") else part for part in path.parts)
    return "/".join(parts)


def _filled(data: bytes) -> bytes:
    for place, told in _PLACES.items():
        if place in data:
            data = data.replace(place, told().strip().encode())
    return data
