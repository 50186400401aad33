"""What stands on the command line of the make that runs this process.

make itself cannot tell: it takes ``SEND=1`` in the variable MAKEFLAGS, which may have been
left in the environment, as if it stood on its command line, and hands it on to the makes
below. The arguments that its process was started with are what was typed.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from msgspec import Struct

from moedebog.diagnostics import EnvironmentProblem, Phrase

PROC = Path("/proc")
"""Where Linux shows its processes; elsewhere ``ps`` is asked."""
_FURTHEST = 4
"""Processes upwards at most: between make and this one there may be a shell."""


class Process(Struct, frozen=True):
    """A running process."""

    parent: int
    arguments: tuple[str, ...]


def typed(names: Sequence[str]) -> dict[str, str]:
    """The values that these variables were given on make's own command line.

    Raises ``EnvironmentProblem`` where that cannot be seen.
    """
    for process in _upwards():
        if process.arguments and "make" in PurePath(process.arguments[0]).name:
            assignments = (argument.partition("=") for argument in process.arguments[1:])
            return {name: value for name, sign, value in assignments if sign and name in names}
    raise _unseen()


def _upwards() -> Iterator[Process]:
    number = os.getppid()
    for _ in range(_FURTHEST):
        process = process_of(number)
        yield process
        number = process.parent


def process_of(number: int) -> Process:
    """A process by its number; raises ``EnvironmentProblem`` where it cannot be looked at."""
    folder = PROC / str(number)
    try:
        if folder.is_dir():
            arguments = os.fsdecode((folder / "cmdline").read_bytes()).rstrip("\0").split("\0")
            # The name of the program, which is in parentheses, may hold anything.
            after_name = (folder / "stat").read_text(errors="replace").rpartition(")")[2]
            return Process(int(after_name.split()[1]), tuple(arguments))
        shown = subprocess.run(  # noqa: S603 - a number is all it gets
            ["ps", "-ww", "-o", "ppid=", "-o", "args=", "-p", str(number)],  # noqa: S607 - where it is varies
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        parent, *words = shown.split()
        return Process(int(parent), tuple(words))
    except (OSError, ValueError, subprocess.CalledProcessError):
        raise _unseen() from None


def _unseen() -> EnvironmentProblem:
    return EnvironmentProblem(
        Phrase(
            "Det kan ikke ses, om SEND=1 står på makes egen kommandolinje, så intet er sendt. Send "
            "uden make: .venv/bin/python -m moedebog mail 2025-09-12 --doc dagsorden --send",
            "It cannot be seen whether SEND=1 stands on make's own command line, so nothing "
            "was sent. Send without make: .venv/bin/python -m moedebog mail 2025-09-12 --doc "
            "dagsorden --send",
        )
    )
