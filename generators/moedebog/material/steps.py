"""How far the one file is, for somebody who waits at a terminal."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from moedebog.diagnostics import Phrase
from samling import Stage
from samling import Step as Joining

_JOINING = {
    Stage.PUTTING_ASIDE: Phrase("Lægger billeder til side", "Putting pictures aside"),
    Stage.JOINING: Phrase("Sætter sammen", "Joining"),
    Stage.WRITING: Phrase("Skriver", "Writing"),
}


class Step(Struct, frozen=True):
    """What is done now."""

    said: Phrase
    done: int
    of: int
    what: str = ""
    """The attachment at work. It may be one that is closed."""


Progress = Callable[[Step], None]
"""Told before each step."""


def untold(_step: Step) -> None:
    """Nobody waits."""


def joining(progress: Progress) -> Callable[[Joining], None]:
    """Tells of joining as of the rest."""

    def told(step: Joining) -> None:
        what = step.part.title if step.part is not None else ""
        progress(Step(_JOINING[step.stage], step.done, step.of, what))

    return told
