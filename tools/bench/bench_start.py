"""The command as a process of its own, beside bare Python and what it cannot do without."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from measuring import MOEDEBOG, PYTHON, ROOT, Row, alone, command, compared
from moedebog.build import Order, available, run
from moedebog.workspace import Workspace
from samples import largest_file

MEETINGS, PER_FORUM = 1000, 50
LIBRARIES = [sys.executable, "-c", "import reportlab.platypus, docxtpl"]


def rows() -> Iterator[Row]:
    """Starts, and a run with nothing to do."""
    bare = command(PYTHON)
    name = largest_file().name
    yield compared(
        "start: moedebog --help",
        command([*MOEDEBOG, "--help"]),
        bare,
        "bare Python",
        aim=6,
        rounds=21,
    )
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copytree(ROOT / "meetings", folder / "meetings")
        check = [*MOEDEBOG, "validate", "--jobs", "1", name]
        yield compared(
            "start: validate, largest sample",
            command(check, folder),
            bare,
            "bare Python",
            rounds=11,
        )
        draw = command([*MOEDEBOG, "referat", name, "--quiet"], folder)

        def both_files() -> float:
            shutil.rmtree(folder / "output", ignore_errors=True)
            return draw()

        yield compared(
            "start: referat.docx and .pdf, largest sample",
            both_files,
            command(LIBRARIES),
            "Python with reportlab, docxtpl",
            floor=bare,
            rounds=7,
        )
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _many(folder)
        again = command([*MOEDEBOG, "all", "--quiet"], folder)
        again()
        what = f"start: all, nothing to do for {MEETINGS} meetings"
        yield alone(what, again, floor=bare, aim=1500, rounds=5)


def _many(folder: Path) -> None:
    """Many meetings like the largest sample, up to date.

    Drawn by stand-ins: finding out that nothing has changed reads the same either way.
    """
    sample = largest_file().path
    for number in range(MEETINGS):
        forum = folder / "meetings" / f"forum-{number // PER_FORUM}"
        if not forum.exists():
            shutil.copytree(sample.parent, forum, ignore=shutil.ignore_patterns("2*.yaml"))
        shutil.copyfile(sample, forum / f"2025-09-12-{number}.yaml")
    ws = Workspace(folder)
    orders = [Order(file) for file in ws.meeting_files()]
    with (
        mock.patch("moedebog.render.docx.render", _stand_in),
        mock.patch("moedebog.render.pdf.render", _stand_in),
    ):
        report = run(ws, orders, processes=available(), everything=True)
    assert len(report.made) == 4 * MEETINGS, report.diagnostics[:5]


def _stand_in(*_: object) -> bytes:
    """As many bytes as a small document has."""
    return bytes(50_000)
