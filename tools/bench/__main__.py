"""``make bench``: how fast the program is, as ratios measured in one run on this machine.

The renderers, the validation and the importer have their own measurements (``bench_*.py``
beside this folder, each a ``run() -> dict[str, float]``); here stand those of the whole
command. Times are the best of several, in seconds.
"""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
SAMPLE = "sydvestjylland-fagligt-strategisk/2025-09-12"
"""The largest sample meeting."""
MEETINGS, PER_FORUM = 1000, 50
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "generators")}
for name in ("MEETING", "AUDIENCE", "FORUM", "PYTHONDONTWRITEBYTECODE"):
    ENVIRONMENT.pop(name, None)  # as for a user, Python keeps compiled modules

BARE = [sys.executable, "-c", "pass"]
LIBRARIES = [sys.executable, "-c", "import reportlab.platypus, docxtpl"]
MOEDEBOG = [sys.executable, "-m", "moedebog"]

Figures = Iterator[tuple[str, float, float | None]]
"""What was measured, the figure, and the aim that it must not exceed."""


def main() -> None:
    """Measure everything and print it."""
    for measure in (help_text, fresh_process, nothing_to_do):
        for figure in measure():
            show(*figure)
    modules = ("docx", "pdf", "validate", "import", "mail")
    for module in (f"bench_{name}" for name in modules):
        sys.path.insert(0, str(TESTS))
        for name, value in importlib.import_module(module).run().items():
            show(name, value, None)


def show(name: str, value: float, aim: float | None) -> None:
    """Print one figure."""
    verdict = "" if aim is None else f"   aim {aim:g}: {'met' if value <= aim else 'MISSED'}"
    print(f"{name:<66} {value:8.3f}{verdict}", flush=True)


# --- the command --------------------------------------------------------------------------


def help_text() -> Figures:
    """``moedebog --help`` above bare Python, in processor time."""
    bare, help_ = best_of(15, lambda: processor_time(BARE), lambda: processor_time(HELP))
    yield "moedebog --help above bare Python, s of CPU", help_ - bare, 0.1


HELP = [*MOEDEBOG, "--help"]


def fresh_process() -> Figures:
    """Both files of a referat from YAML in a fresh process, against what it cannot do without."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "meetings", Path(folder, "meetings"))

        def whole() -> float:
            shutil.rmtree(Path(folder, "output"), ignore_errors=True)
            return wall_time([*MOEDEBOG, "referat", SAMPLE, "--quiet"], Path(folder))

        fresh, start = best_of(7, whole, lambda: wall_time(LIBRARIES, Path(folder)))
        warm = sum(warm_times(Path(folder)))
    yield "start of Python with reportlab.platypus and docxtpl, s", start, None
    yield "warm docx and PDF of the largest sample, s", warm, None
    yield "moedebog referat in a fresh process, s", fresh, None
    yield "  the same, against start and warm times", fresh / (start + warm), 1.3


def warm_times(folder: Path) -> list[float]:
    """Drawing the sample's referat as docx and as PDF, all modules loaded."""
    from moedebog.build.templates import style_of
    from moedebog.compose import compose
    from moedebog.document import Audience, Kind
    from moedebog.load import load
    from moedebog.render import docx, pdf
    from moedebog.workspace import Workspace

    ws = Workspace(folder)
    meeting = load(ws, ws.meeting_file(SAMPLE)).meeting
    assert meeting is not None
    document, _ = compose(meeting, Kind.REFERAT, Audience.OFFENTLIG)
    templates = ws.template_set(meeting.forum.skabelon)
    style, _ = style_of(ws, templates)
    assert style is not None
    return best_of(
        7,
        lambda: seconds(lambda: docx.render(document, templates / "referat.docx")),
        lambda: seconds(lambda: pdf.render(document, style)),
    )


def nothing_to_do() -> Figures:
    """``moedebog all`` over many meetings, all of them up to date.

    The documents are made with stand-ins for the renderers: what is measured is finding
    out that nothing has changed, and that reads the same records either way.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder)
        make_all_quickly(folder)
        command = [*MOEDEBOG, "all", "--quiet"]
        first = wall_time(command, folder)
        (again,) = best_of(5, lambda: wall_time(command, folder))
    yield f"moedebog all, nothing to do for {MEETINGS} meetings, just made, s", first, None
    yield f"moedebog all, nothing to do for {MEETINGS} meetings, s", again, 1.5


def generate(folder: Path) -> None:
    """Many meetings like the largest sample, with its attachments, over several forums."""
    sample = ROOT / "meetings" / f"{SAMPLE}.yaml"
    for number in range(MEETINGS):
        forum = folder / "meetings" / f"forum-{number // PER_FORUM}"
        if not forum.exists():
            shutil.copytree(sample.parent, forum, ignore=shutil.ignore_patterns("2*.yaml"))
        shutil.copyfile(sample, forum / f"2025-09-12-{number}.yaml")


def make_all_quickly(folder: Path) -> None:
    """Make every document, drawn by stand-ins."""
    from moedebog.build import jobs
    from moedebog.build.run import Order, run
    from moedebog.workspace import Workspace

    ws = Workspace(folder)
    orders = [Order(file) for file in ws.meeting_files()]
    with (
        mock.patch("moedebog.render.docx.render", stand_in),
        mock.patch("moedebog.render.pdf.render", stand_in),
    ):
        report = run(ws, orders, processes=jobs.available(), everything=True)
    assert len(report.made) == 4 * MEETINGS, report.diagnostics[:5]


def stand_in(*_: object) -> bytes:
    """As many bytes as a small document has."""
    return bytes(50_000)


# --- measuring ------------------------------------------------------------------------------


def best_of(times: int, *measures: Callable[[], float]) -> list[float]:
    """The best of each, taken in turns so that a disturbance meets all of them."""
    rounds = [[measure() for measure in measures] for _ in range(times)]
    return [min(values) for values in zip(*rounds, strict=True)]


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def wall_time(command: list[str], folder: Path) -> float:
    """How long a command takes, start-up included."""
    return seconds(lambda: subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True))


def processor_time(command: list[str]) -> float:
    """Processor time of a command."""
    before = os.times()
    subprocess.run(command, env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )


if __name__ == "__main__":
    main()
