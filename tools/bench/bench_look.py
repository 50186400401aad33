"""Looking into 100 MB of annexes, beside programs that only take the text out; and clean pages."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from corpus import clean, mix, planted
from indhold import pool
from indhold.findings import Kind, Look
from indhold.given import Given
from indhold.looking import look
from measuring import Absent, Row, compared, work

UNPACKED = (".docx", ".xlsx", ".pptx", ".zip")


def rows() -> Iterator[Row | Absent]:
    """The mix in as much time as three times pdftotext and unzip; what is found where."""
    with tempfile.TemporaryDirectory() as name:
        yield from _mix(Path(name))
        yield _planted(Path(name))
    pages = [look(Given(name, held=data)) for name, data in clean.files()]
    what = f"look: on {len(pages)} clean pages"
    yield Row(f"{what}, certain", _numbers(pages, Kind.PERSONAL_NUMBER), "errors", aim=0)
    yield Row(f"{what}, perhaps", _numbers(pages, Kind.PERHAPS_PERSONAL_NUMBER), "warnings")


def _planted(folder: Path) -> Row:
    files = planted.files()
    for one in files:
        (folder / one.name).write_bytes(one.data)
    seen = pool.looks([folder / one.name for one in files])
    lost = sum(bool(files[at].missed(found)) for at, found in seen)
    return Row(f"look: of {len(files)} planted files are missed", lost, "files", aim=0)


def _numbers(looks: list[Look], kind: Kind) -> int:
    return sum(finding.count for found in looks for finding in found.of(kind))


def _mix(folder: Path) -> Iterator[Row | Absent]:
    paths = []
    for name, data in mix.files():
        paths.append(folder / name)
        paths[-1].write_bytes(data)
    size = sum(path.stat().st_size for path in paths) / 1e6
    missing = [name for name in ("pdftotext", "unzip") if shutil.which(name) is None]
    if missing:
        yield Absent(f"looking beside {' and '.join(missing)}, which is not installed")
        return

    def ours() -> None:
        for _ in pool.looks(paths):
            pass

    what = f"look: {len(paths)} files, {size:.0f} MB"
    who = "pdftotext, unzip -p"
    theirs = work(lambda: _taken_out(paths))
    yield compared(what, work(ours), theirs, who, aim=3, rounds=3)


def _taken_out(paths: list[Path]) -> None:
    """The text of each PDF, the parts of each package; other files are not even read."""
    for path in paths:
        if path.suffix == ".pdf":
            arguments = ["pdftotext", "-q", str(path), "-"]
        elif path.suffix in UNPACKED:
            arguments = ["unzip", "-p", "-qq", str(path)]
        else:
            continue
        subprocess.run(arguments, stdout=subprocess.DEVNULL, check=True)
