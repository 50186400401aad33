"""What a process is asked to make of one meeting, and what it answers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, field

from moedebog.build.manifest import Made, Seen
from moedebog.diagnostics import Diagnostic, Phrase
from moedebog.document import SUPPLEMENT, Audience, Kind
from moedebog.workspace import MeetingFile, Workspace


class Paper(Struct, frozen=True):
    """A document of a meeting for one audience; a file in each format."""

    kind: Kind
    audience: Audience
    tillaeg: bool = False
    """Whether it is the tillægsdagsorden: what is new since the last version, alone."""

    @property
    def stem(self) -> str:
        """What its files are called, but for the audience."""
        return SUPPLEMENT if self.tillaeg else self.kind.value


def every_paper() -> list[Paper]:
    """All that can be made of a meeting."""
    whole = [Paper(kind, audience) for kind in Kind for audience in Audience]
    return whole + [Paper(Kind.DAGSORDEN, audience, tillaeg=True) for audience in Audience]


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
    besides: tuple[Paper, ...] = ()
    """What else of it is made."""
    tillaeg: bool = False
    """Whether it is the tillægsdagsorden that is asked for."""

    def papers(self, minutes: bool) -> list[Paper]:
        """All that is to be made; ``minutes``: there are some, so that a referat can be."""
        return [*papers(self.kinds or kinds(minutes), self.audiences, self.tillaeg), *self.besides]


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
    untrue: tuple[Path, ...] = ()
    """Files that were asked for and for which there is nothing any more."""


def kinds(minutes: bool) -> tuple[Kind, ...]:
    """The documents there is content for: a referat only once there are ``minutes``."""
    return (Kind.DAGSORDEN, Kind.REFERAT) if minutes else (Kind.DAGSORDEN,)


def papers(kinds: Iterable[Kind], audiences: Iterable[Audience], tillaeg: bool) -> list[Paper]:
    """The documents of these kinds for these audiences; ``tillaeg``: what adds to them."""
    wanted = [Kind.DAGSORDEN] if tillaeg else list(kinds)
    return [Paper(kind, audience, tillaeg) for audience in audiences for kind in wanted]
