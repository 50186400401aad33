"""Joining PDFs with their tags, beside copying their pages bare; and a gigabyte of attachments."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, ObjectStreamMode, Pdf

from measuring import ENVIRONMENT, ROOT, Absent, Row, compared, work
from moedebog.render.pdf import render
from pdf_parts import Made
from pdf_samples import style
from samling import Label, Part, join
from samples import largest

PAGES = 1_400
LARGE = 200, 5_000_000
MADE = ROOT / "tests" / "samling" / "made"
_JOIN = """
import sys
sys.path[:0] = sys.argv[2:]
from pathlib import Path
from samling import Part, join
files = sorted(Path(sys.argv[1]).glob("*.pdf"))
join([Part(one.name, one) for one in files], Path(sys.argv[1], "whole"), title="t", language="da")
print(open("/proc/self/status").read().split("VmHWM:")[1].split()[0])
"""


def rows() -> Iterator[Row | Absent]:
    """Per page, and to a bare append; then the memory of what is large."""
    gc.set_threshold(50_000, 20, 20)  # as the command does
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = folder / "own.pdf"
        own.write_bytes(render(largest(), style()))
        yield from _joined("our own", [own], folder)
        yield from _joined("of seven makers", sorted(MADE.glob("*.pdf")), folder)
        yield _large(folder / "large")


def _joined(what: str, files: Sequence[Path], folder: Path) -> Iterator[Row]:
    pages = sum(map(_pages, files))
    times = max(1, PAGES // pages)
    several = [*files] * times
    parts = [
        Part(f"{number} {one.name}", one, headings_below=1, label=Label(f"{number} "))
        for number, one in enumerate(several)
    ]
    whole = folder / "whole.pdf"
    found = compared(
        f"join: {pages * times} pages, {what}",
        work(lambda: join(parts, whole, title="t", language="da")),
        work(lambda: _appended(several, whole)),
        "pikepdf's append, no tags",
        aim=12,
        rounds=3,
    )
    yield found
    yield Row(f"join: a page, {what}", found.ours / pages / times, aim=6)


def _pages(path: Path) -> int:
    with Pdf.open(path) as pdf:
        return len(pdf.pages)


def _appended(files: Sequence[Path], out: Path) -> None:
    with Pdf.new() as whole, warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
        for path in files:
            with Pdf.open(path) as one:
                whole.pages.extend(one.pages)
        whole.save(out, object_stream_mode=ObjectStreamMode.generate)


def _large(folder: Path) -> Row | Absent:
    if not Path("/proc/self/status").exists():
        return Absent("memory of whole processes, which this system does not tell")
    folder.mkdir()
    number, size = LARGE
    for at in range(number):
        made = Made()
        page = made.tag(("H1", f"Bilag {at}")).K[0].K[0].Pg
        picture = made.pdf.make_stream(
            os.urandom(size),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=1_000,
            Height=size // 1_000,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
        page.Resources.XObject = Dictionary(I=picture)
        made.pdf.save(folder / f"{at:03}.pdf")
    arguments = [sys.executable, "-c", _JOIN, str(folder), str(ROOT / "generators")]
    done = subprocess.run(arguments, check=True, env=ENVIRONMENT, capture_output=True)
    most = int(done.stdout) * 1024 / 1e6
    return Row(f"join: memory for {number} files of {size / 1e6:.0f} MB", most, "MB", aim=600)
