"""How fast a PDF of about 60 pages is imported, against the PDF reader's own text extraction."""

from __future__ import annotations

import gc
import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from msgspec.structs import replace

sys.path[:0] = [str(Path(__file__).parents[1] / "generators"), str(Path(__file__).parent)]

from pdfminer.high_level import extract_pages, extract_text  # noqa: E402

from import_support import render  # noqa: E402
from moedebog import compose  # noqa: E402
from moedebog.document import Audience, Kind  # noqa: E402
from moedebog.importer import import_file  # noqa: E402
from moedebog.load import load  # noqa: E402
from moedebog.workspace import Workspace  # noqa: E402
from support import ROOT  # noqa: E402

ROUNDS = 3
PAGES = 60
SAMPLE = "sydvestjylland-fagligt-strategisk/2025-09-12"


def long_pdf() -> bytes:
    """The referat of the largest sample with its items repeated to more than ``PAGES`` pages."""
    ws = Workspace(ROOT)
    meeting = load(ws, ws.meeting_file(SAMPLE)).meeting
    assert meeting is not None
    items = tuple(replace(p, varighed=None, tid=None) for p in meeting.punkter) * 4
    meeting = replace(meeting, punkter=items)
    document = compose.compose(meeting, Kind.REFERAT, Audience.OFFENTLIG)[0]
    return render(document)[1]


def seconds(work: Callable[[], object]) -> float:
    """How much processor time one run takes: others may use the machine as well."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def run() -> dict[str, float]:
    """Median times in seconds, and their ratio."""
    data = long_pdf()
    pages = sum(1 for _ in extract_pages(io.BytesIO(data)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "meetings").mkdir()
        file = folder / "gammelt.pdf"
        file.write_bytes(data)
        number = iter(range(1000))

        def whole() -> None:
            import_file(Workspace(folder), file, f"forum-{next(number)}", None)

        whole()
        times = [
            (seconds(whole), seconds(lambda: extract_text(io.BytesIO(data)))) for _ in range(ROUNDS)
        ]
    imported, alone = (median(column) for column in zip(*times, strict=True))
    return {
        "sider": pages,
        "import af PDF (s)": imported,
        "pdfminer alene, kun teksten (s)": alone,
        "import / pdfminer alene (mål: højst 2)": imported / alone,
    }


if __name__ == "__main__":
    for name, value in run().items():
        print(f"{name:42} {value:8.2f}")
