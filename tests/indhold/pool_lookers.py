"""What the workers of a pool look with in its tests: a file's words say what becomes of it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

from indhold.bounds import Bounds
from indhold.findings import Finding, Kind, Look
from indhold.given import Given


def loops() -> None:
    while True:
        pass


def prints() -> None:
    os.write(1, b"printed")
    os.write(2, b"printed")
    print("printed")
    print("printed", file=sys.stderr)


KEPT: list[bytes] = []
FATES: dict[str, Callable[[], object]] = {
    "loops": loops,
    "sleeps": lambda: time.sleep(60),
    "is killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "crashes": os.abort,
    "ends": lambda: os._exit(3),
    "takes memory": lambda: bytearray(5_000_000_000),
    "keeps memory": lambda: KEPT.extend(b"x" * 10_000_000 for _ in range(20)),
    "raises": lambda: [][0],
    "prints": prints,
    "says much": lambda: "x" * 20_000_000,
    "says what is no text": lambda: "\ud800",
    "tells its process": lambda: str(os.getpid()),
}


def look(given: Given, bounds: Bounds) -> Look:
    word = bytes(given.data).decode()
    shown = FATES.get(word, lambda: None)() or given.name
    if word == "is written to":
        assert given.path is not None
        given.path.write_text("and is another")
    return Look(given.sha256, given.size, word, (Finding(Kind.COMMENT, shown=str(shown)),))
