"""What a process is asked to make of one meeting, and what it answers."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field

from moedebog.build.manifest import Made, Seen
from moedebog.diagnostics import Diagnostic, Phrase
from moedebog.document import Audience, Kind
from moedebog.workspace import MeetingFile, Workspace


class Task(Struct, frozen=True):
    """A meeting to make documents of."""

    ws: Workspace
    file: MeetingFile
    kinds: tuple[Kind, ...] | None
    """Which ones; ``None``: those there is content for."""
    audiences: tuple[Audience, ...]
    program: str
    """Checksum of the program."""
    started: int
    """When the run began, in nanoseconds."""
    inputs: tuple[str, ...] = ()
    """What the meeting was made from last time."""
    besides: tuple[tuple[Kind, Audience], ...] = ()
    """What else of it is made."""


class Result(Struct):
    """What became of a task."""

    file: MeetingFile
    diagnostics: list[Diagnostic] = field(default_factory=list)
    trouble: Phrase | None = None
    """What in the environment stood in the way."""
    fingerprint: str = ""
    template: str = ""
    formats: tuple[str, ...] = ()
    """Those that the forum has chosen; none where the forum could not be read."""
    minutes: bool = False
    contents: str = ""
    inputs: tuple[str, ...] = ()
    seen: dict[str, Seen] = field(default_factory=dict)
    made: dict[Path, Made] = field(default_factory=dict)


def kinds(minutes: bool) -> tuple[Kind, ...]:
    """The documents there is content for: a referat only once there are ``minutes``."""
    return (Kind.DAGSORDEN, Kind.REFERAT) if minutes else (Kind.DAGSORDEN,)
