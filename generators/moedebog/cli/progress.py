"""How far a command is, on a terminal, once it takes longer than a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from moedebog.cli import streams
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase
from moedebog.workspace import MeetingFile

if TYPE_CHECKING:
    from moedebog.build import Watcher
    from moedebog.material.steps import Step
    from moedebog.send.record import State

_WAITING = Phrase(
    "Venter på, at en anden kørsel bliver færdig …", "Waiting for another run to end …"
)


class Progress:
    """``[12/40] byraad/2025-09-12``."""

    def __init__(self, teller: Teller) -> None:
        self._wanted = streams.at_terminal() and not teller.quiet
        self._all = self._done = 0
        self._begun = 0.0

    def begin(self, number: int) -> None:
        """So many meetings there are."""
        self._all, self._done = number, 0
        self._begun = time.monotonic()

    def advance(self, file: MeetingFile) -> None:
        """One more is done."""
        self._done += 1
        if self._wanted and self._all > 1 and time.monotonic() - self._begun > 1:
            streams.passing(f"[{self._done}/{self._all}] {file.name}")
            if self._done == self._all:
                self.end()

    def end(self) -> None:
        """Remove the line."""
        if self._wanted and self._all > 1:
            streams.passing("")


def watcher(teller: Teller) -> Watcher:
    """Who is told how a run goes."""
    from moedebog.build import Watcher

    progress = Progress(teller)
    return Watcher(
        waiting=lambda: teller.say(_WAITING), begun=progress.begin, done=progress.advance
    )


@contextmanager
def steps(teller: Teller) -> Iterator[Callable[[Step], None]]:
    """Tells of one step after another, once the work takes longer than a second, and removes the
    line in the end: ``[12/40] Sætter sammen: Punkt 3, bilag 2``."""
    wanted, begun = streams.at_terminal() and not teller.quiet, time.monotonic()
    shown = False

    def tell(step: Step) -> None:
        nonlocal shown
        if wanted and (shown or time.monotonic() - begun > 1):
            what = Phrase.same(f": {step.what}" if step.what else "")
            teller.passing(Phrase.same(f"[{step.done}/{step.of}] ") + step.said + what)
            shown = True

    try:
        yield tell
    finally:
        if shown:
            streams.passing("")


class SendingProgress:
    """``[12/40] b…@example.org: accepteret``."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._wanted = streams.at_terminal() and not teller.quiet

    def settled(self, done: int, everything: int, address: str, state: State) -> None:
        """What came of one message."""
        if not self._wanted:
            return
        line = Phrase.same(f"[{done}/{everything}] {address}: ") + state.said
        self._teller.passing(self._teller.for_reader(line))
        if done == everything:
            streams.passing("")
