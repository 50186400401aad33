"""How things are measured: processor time, in pairs taken in turns, and the table of it.

Other work on the machine slows both of a pair, and processor time least of all; so a row tells
the median of the ratios within each pair, not the ratio of two times from different moments.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

from msgspec import Struct

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "generators")}
for _name in ("MEETING", "AUDIENCE", "FORUM", "CI", "PYTHONDONTWRITEBYTECODE"):
    ENVIRONMENT.pop(_name, None)  # as for a user, Python keeps compiled modules

PYTHON = [sys.executable, "-c", "pass"]
MOEDEBOG = [sys.executable, "-m", "moedebog"]


class Row(Struct, frozen=True):
    """A line of the table."""

    what: str
    ours: float
    unit: str = "ms"
    theirs: float | None = None
    who: str = ""
    """Whom or what it is compared with."""
    ratio: float | None = None
    """Ours to theirs."""
    floor: float | None = None
    """What nobody could go below: the start of Python, the libraries' own work."""
    aim: float | None = None
    """Of the ratio, where there is one; else of our own figure. It must not be exceeded."""

    @property
    def met(self) -> bool:
        """Whether the aim, if there is one, is reached."""
        measured = self.ours if self.ratio is None else self.ratio
        return self.aim is None or measured <= self.aim


class Absent(Exception):
    """A program to compare with is not on this machine."""


Measure = Callable[[], float]


def compared(
    what: str,
    ours: Measure,
    theirs: Measure,
    who: str,
    *,
    floor: Measure | None = None,
    aim: float | None = None,
    rounds: int = 7,
) -> Row:
    """A row of two measures in seconds, and a floor, taken in turns."""
    measures = [ours, theirs, *([floor] if floor else [])]
    taken = [[measure() for measure in measures] for _ in range(rounds)]
    ratio = median(one[0] / one[1] for one in taken)
    middle = [median(column) * 1000 for column in zip(*taken, strict=True)]
    least = middle[2] if floor else None
    return Row(what, middle[0], "ms", middle[1], who, ratio, least, aim)


def alone(
    what: str,
    ours: Measure,
    *,
    floor: Measure | None = None,
    aim: float | None = None,
    rounds: int = 7,
) -> Row:
    """A row of one measure in seconds. The aim is in milliseconds."""
    measures = [ours, *([floor] if floor else [])]
    taken = [[measure() for measure in measures] for _ in range(rounds)]
    middle = [median(column) * 1000 for column in zip(*taken, strict=True)]
    return Row(what, middle[0], floor=middle[1] if floor else None, aim=aim)


def sizes(
    what: str, unit: str, ours: float, theirs: float, who: str, aim: float | None = None
) -> Row:
    """A row of two figures that are the same each time."""
    return Row(what, ours, unit, theirs, who, ours / theirs, aim=aim)


# --- measures ---------------------------------------------------------------------------------


def work(action: Callable[[], object]) -> Measure:
    """The processor time that an action takes, processes that it starts included."""

    def measure() -> float:
        gc.collect()
        start = _used()
        action()
        return _used() - start

    return measure


def command(arguments: list[str], folder: Path = ROOT, *, good: Iterable[int] = (0,)) -> Measure:
    """The processor time of a command, start-up included. ``good``: how it may end."""

    def measure() -> float:
        start = _used()
        done = subprocess.run(
            arguments, cwd=folder, env=ENVIRONMENT, check=False, capture_output=True
        )
        if done.returncode not in good:
            raise RuntimeError(f"{arguments}: {done.returncode}\n{done.stderr[-2000:]!r}")
        return _used() - start

    return measure


def _used() -> float:
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


# --- the table --------------------------------------------------------------------------------

HEAD = f"{'':<74} {'ours':>9} {'theirs':>9}  {'ratio':>6} {'floor':>9} {'aim':>7}"


def line(row: Row) -> str:
    """A row as it is printed."""
    figures = [f"{row.ours:>9.1f}", _figure(row.theirs, 9, 1), " " + _figure(row.ratio, 6, 2)]
    figures += [_figure(row.floor, 9, 1), _figure(row.aim, 7, 2)]
    what = f"{row.what}, {row.unit}" + (f" | {row.who}" if row.who else "")
    verdict = "" if row.aim is None else "  met" if row.met else "  MISSED"
    return f"{what:<74} {' '.join(figures)}{verdict}"


def _figure(value: float | None, width: int, places: int) -> str:
    return f"{'–' if value is None else format(value, f'.{places}f'):>{width}}"
