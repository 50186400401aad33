"""What was typed on the command line of the make that runs this process.

No Makefile can tell: make gives ``SEND=1`` that was left in the variable MAKEFLAGS the same origin,
``command line``, at the same MAKELEVEL, 0, as one that was typed. A mail cannot be called back, and
where no terminal is to ask at (``cron``) there is nobody to say no; so the arguments that make's
process was started with decide.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path, PurePath

from moedebog.diagnostics import EnvironmentProblem, Phrase

PROC = Path("/proc")
"""Where Linux shows its processes; elsewhere ``ps`` is asked."""
_FURTHEST = 4
"""Processes upwards at most: between make and this one there may be a shell."""


def typed(names: Sequence[str]) -> dict[str, str]:
    """The values that these variables were given on make's own command line.

    Raises ``EnvironmentProblem`` where that cannot be seen.
    """
    process = os.getppid()
    for _ in range(_FURTHEST):
        parent, arguments = parent_and_arguments(process)
        if arguments and "make" in PurePath(arguments[0]).name:
            assignments = (argument.partition("=") for argument in arguments[1:])
            return {name: value for name, sign, value in assignments if sign and name in names}
        process = parent
    raise _unseen()


def parent_and_arguments(process: int) -> tuple[int, list[str]]:
    """The parent of a process and what it was started with, its own name first.

    Raises ``EnvironmentProblem`` where it cannot be looked at.
    """
    folder = PROC / str(process)
    try:
        if folder.is_dir():
            arguments = os.fsdecode((folder / "cmdline").read_bytes()).rstrip("\0").split("\0")
            # The name of the program, which is in parentheses, may hold anything.
            after_name = (folder / "stat").read_text(errors="replace").rpartition(")")[2]
            return int(after_name.split()[1]), arguments
        parent, *arguments = subprocess.run(  # noqa: S603 - a number is all it gets
            ["ps", "-ww", "-o", "ppid=", "-o", "args=", "-p", str(process)],  # noqa: S607 - where it is varies
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        return int(parent), arguments
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
