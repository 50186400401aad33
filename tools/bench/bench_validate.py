"""Checking meeting files, beside check-jsonschema on the same files and schema.

The files are variations of the real samples, with their attachments, and with things to find.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from measuring import (
    ENVIRONMENT,
    MOEDEBOG,
    PYTHON,
    ROOT,
    Absent,
    Measure,
    Row,
    alone,
    command,
    compared,
    sizes,
)
from samples import variations

MEETINGS = 84
FOUND = (0, 1)
"""How a program ends that may find something."""
SCHEMA_ONLY = """
import gc, sys
gc.set_threshold(50_000, 20, 20)  # as the command does
from pathlib import Path
from moedebog import schema, source
for name in sys.argv[1:]:
    tree, problems = source.read(Path(name), name)
    if tree:
        schema.check(tree, "meeting")
"""


def rows() -> Iterator[Row | Absent]:
    """Many files in one process, one file, and files that were good before."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "all")
        files = list(map(str, variations(folder, MEETINGS)))
        check = [*MOEDEBOG, "validate", "--jobs", "1"]
        whole = command([*check, "--format", "json"], folder, good=FOUND)
        schema = command([sys.executable, "-c", SCHEMA_ONLY, *files], folder)
        bare = command(PYTHON)
        if find_spec("check_jsonschema") is None:
            yield Absent("validation beside check-jsonschema, which is not installed")
            yield alone(f"validate: {MEETINGS} varied samples", whole, floor=schema, rounds=3)
        else:
            theirs = _check_jsonschema(files, folder)
            who = "check-jsonschema"
            what = f"validate: {MEETINGS} varied samples, all rules"
            yield compared(what, whole, theirs, who, floor=schema, aim=0.5, rounds=3)
            what = f"validate: {MEETINGS} varied samples, schema alone"
            yield compared(what, schema, theirs, who, floor=bare, aim=0.125, rounds=3)
            one = files[1:2]
            name = f"{Path(one[0]).parent.name}/{Path(one[0]).stem}"
            few = _check_jsonschema(one, folder)
            ours = command([*check, name], folder, good=FOUND)
            what = "validate: one file, a fresh process"
            yield compared(what, ours, few, who, floor=bare, aim=0.333, rounds=11)
        again = command(check, folder, good=FOUND)
        again()
        yield alone("validate: again, nothing changed", again, floor=bare, rounds=5)
        less = Path(place, "few")
        variations(less, MEETINGS // 6)
        yield sizes(
            "validate: memory, and with a sixth of the files",
            "MB",
            _peak_memory(folder),
            _peak_memory(less),
            "a sixth",
        )


def _check_jsonschema(files: list[str], folder: Path) -> Measure:
    schema = str(ROOT / "schemas" / "meeting.schema.json")
    arguments = [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, *files]
    return command(arguments, folder, good=FOUND)


def _peak_memory(folder: Path) -> float:
    """Megabytes that a process has at most while it looks at all files."""
    arguments = [*MOEDEBOG, "validate", "--jobs", "1"]
    environment = {**ENVIRONMENT, "CI": "1"}  # nothing is remembered
    process = subprocess.Popen(
        arguments,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) in FOUND
    return usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
