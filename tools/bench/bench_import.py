"""Importing a PDF, beside programs that only take its text out."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from pdfminer.high_level import extract_pages, extract_text

from import_support import render
from measuring import Absent, Row, command, compared, work
from moedebog.compose import compose
from moedebog.document import Audience, Kind
from moedebog.importer import import_file
from moedebog.workspace import Workspace
from samples import largest_meeting

TIMES = 3
"""How often the items of the largest sample stand in the document."""


def rows() -> Iterator[Row | Absent]:
    """The referat of the largest sample, with its items repeated."""
    data = _long_pdf()
    pages = sum(1 for _ in extract_pages(io.BytesIO(data)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "meetings").mkdir()
        file = folder / "gammelt.pdf"
        file.write_bytes(data)
        numbers = count()

        def whole() -> None:
            import_file(Workspace(folder), file, f"forum-{next(numbers)}", None)

        whole()
        what, ours = f"import: PDF of {pages} pages", work(whole)
        miner = work(lambda: extract_text(io.BytesIO(data)))
        yield compared(what, ours, miner, "pdfminer, text alone", aim=2, rounds=3)
        if find_spec("pypdfium2") is None:
            yield Absent("import beside pypdfium2, which is not installed (--group bench)")
        else:
            pdfium = work(partial(_pdfium, data))
            yield compared(what, ours, pdfium, "pypdfium2", floor=miner, rounds=3)
        if shutil.which("pdftotext") is None:
            yield Absent("import beside pdftotext, which is not installed (poppler-utils)")
        else:
            poppler = command(["pdftotext", "-layout", str(file), "-"], folder)
            yield compared(what, ours, poppler, "pdftotext -layout", floor=miner, rounds=3)


def _long_pdf() -> bytes:
    meeting = largest_meeting()
    items = tuple(replace(p, nr=None, varighed=None, tid=None) for p in meeting.punkter) * TIMES
    meeting = replace(meeting, punkter=items)
    return render(compose(meeting, Kind.REFERAT, Audience.OFFENTLIG)[0])[1]


def _pdfium(data: bytes) -> str:
    import pypdfium2

    document: Any = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_bounded() for page in document)
