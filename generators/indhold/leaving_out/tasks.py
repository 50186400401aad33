"""Makes copies in processes that can be ended (``pool``), within bounds of time and memory.

What is to be done lies in a file of its own, and so does what came of it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from indhold import pool
from indhold.bounds import Bounds
from indhold.findings import Look, Unread
from indhold.given import Given
from indhold.leaving_out.making import leave_out
from indhold.leaving_out.told import Account, Cannot, Entry, Reason

_ACCOUNT = ".account"
_SECONDS = 180
"""It takes longer than looking into a file: each letter of each page is placed."""


class Task(Struct, frozen=True):
    """A copy that is to be made."""

    source: str
    """Path of the original."""
    target: str
    """Path of the copy, which is written whole or not at all."""
    entries: tuple[Entry, ...]
    short: str


def carry_out(tasks: Sequence[Task], bounds: Bounds | None = None) -> list[Account]:
    """Make copies side by side; an account for each. Raises ``OSError``."""
    bounds = bounds or Bounds(seconds=_SECONDS)
    accounts = [Account(cannot=(Cannot(Reason.FAILED),))] * len(tasks)
    with tempfile.TemporaryDirectory(prefix="udelad-") as folder:
        paths = [Path(folder) / f"{number}.json" for number in range(len(tasks))]
        for path, task in zip(paths, tasks, strict=True):
            path.write_bytes(msgspec.json.encode(task))
        for index, told in pool.looks(paths, bounds, looker=__name__):
            if told.gaps:
                failed = told.gaps[0].reason is Unread.FAILED
                reason = Reason.FAILED if failed else Reason.TOO_MUCH
                accounts[index] = Account(cannot=(Cannot(reason),))
                continue
            held = paths[index].with_suffix(_ACCOUNT).read_bytes()
            accounts[index] = msgspec.json.decode(held, type=Account)
    return accounts


def look(given: Given, bounds: Bounds) -> Look:
    """Carry out one task; called in a process of ``pool``. Raises ``OSError``."""
    here = given.path or Path()
    task = msgspec.json.decode(given.data, type=Task)
    source, target = Path(task.source), Path(task.target)
    if source.stat().st_size > bounds.bytes:
        account = Account(cannot=(Cannot(Reason.TOO_MUCH),))
    else:
        made = leave_out(source.read_bytes(), task.entries, task.short)
        account = made.account
        if made.data:
            begun = target.with_name(f"{target.name}.{os.getpid()}.tmp")
            begun.write_bytes(made.data)
            begun.replace(target)
    here.with_suffix(_ACCOUNT).write_bytes(msgspec.json.encode(account))
    return Look("", 0, "")
