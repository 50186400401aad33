"""The PDF, beside the same without tags, ReportLab's own layout, WeasyPrint and typst."""

from __future__ import annotations

import gc
import io
import pickle
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from html import escape
from importlib import import_module
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

from bench_others import html, typst
from measuring import ENVIRONMENT, ROOT, Absent, Row, command, compared, sizes, work
from moedebog.document import Document
from moedebog.render.pdf import render
from pdf_samples import style
from samples import largest, varied
from texts import document_lines
from untagged import untagged

VARIATIONS = 5


def rows() -> Iterator[Row | Absent]:
    """The referat of the largest sample."""
    gc.set_threshold(50_000, 20, 20)  # as the command does
    document, look = largest(), style()
    lines = document_lines(document)
    ours, plain = render(document, look), untagged(document, look)
    _platypus(lines)
    yield compared(
        f"pdf: warm, {len(lines)} paragraphs",
        work(lambda: render(document, look)),
        work(lambda: _platypus(lines)),
        "ReportLab's platypus, no tags",
        floor=work(lambda: untagged(document, look)),
        rounds=11,
    )
    yield compared(
        "pdf: warm, what tagging costs",
        work(lambda: render(document, look)),
        work(lambda: untagged(document, look)),
        "the same, no tags",
        aim=1.2,
        rounds=15,
    )
    yield sizes("pdf: size", "kB", len(ours) / 1e3, len(plain) / 1e3, "the same, no tags", 1.1)
    peaks = [_peak(lambda: render(document, look)), _peak(lambda: untagged(document, look))]
    yield sizes("pdf: memory while drawing", "MB", peaks[0], peaks[1], "the same, no tags", 1.3)
    with tempfile.TemporaryDirectory() as folder:
        yield from _beside(Path(folder), document)


def _platypus(paragraphs: list[str]) -> bytes:
    """ReportLab's own layout of the paragraphs, untagged, in the font and size of the style."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    font, side = style().skrift, style().side
    if "Bare" not in getRegisteredFontNames():
        registerFont(TTFont("Bare", str(font.normal)))
    leading = font.stoerrelse * font.linjeafstand
    look = ParagraphStyle(
        "b", fontName="Bare", fontSize=font.stoerrelse, leading=leading, spaceAfter=6
    )
    buffer = io.BytesIO()
    template = SimpleDocTemplate(
        buffer,
        pagesize=(side.bredde, side.hoejde),
        leftMargin=side.venstre,
        rightMargin=side.hoejre,
        topMargin=side.top,
        bottomMargin=side.bund,
        initialFontName="Bare",
        invariant=1,
    )
    template.build([Paragraph(escape(text), look) for text in paragraphs])
    return buffer.getvalue()


def _peak(action: Callable[[], object]) -> float:
    """How much memory Python needs at the most, in megabytes."""
    gc.collect()
    tracemalloc.start()
    action()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


# --- other programs that make tagged PDF ------------------------------------------------------

_OURS = """
import gc, pickle, sys
gc.set_threshold(50_000, 20, 20)  # as the command does
sys.path[:0] = sys.argv[2:]
from {module} import {function}
document, style = pickle.load(open(sys.argv[1] + "/document", "rb"))
open(sys.argv[1] + "/out.pdf", "wb").write({function}(document, style))
"""
_FRESH = {
    "moedebog": _OURS.format(module="moedebog.render.pdf", function="render"),
    "no tags": _OURS.format(module="untagged", function="untagged"),
    "WeasyPrint": """
import sys, weasyprint
text = open(sys.argv[1] + "/0.html", encoding="utf-8").read()
weasyprint.HTML(string=text).write_pdf(sys.argv[1] + "/out.pdf", pdf_variant="pdf/ua-1")
""",
    "typst": """
import sys, typst
source = sys.argv[1] + "/0.typ"
typst.compile(source, sys.argv[1] + "/out.pdf", font_paths=[sys.argv[2]], pdf_standards=["ua-1"])
""",
}


def _beside(folder: Path, document: Document) -> Iterator[Row | Absent]:
    look = style()
    fonts = str(look.skrift.normal.parent)
    drawn = [varied(document, number) for number in range(VARIATIONS)]
    folder.joinpath("document").write_bytes(pickle.dumps((document, look)))
    for number, one in enumerate(drawn):
        folder.joinpath(f"{number}.html").write_text(html(one), encoding="utf-8")
        folder.joinpath(f"{number}.typ").write_text(typst(one), encoding="utf-8")
    paths = [str(ROOT / "generators"), str(ROOT / "tests"), str(Path(__file__).parent)]

    def fresh(name: str) -> list[str]:
        places = [fonts] if name == "typst" else paths
        return [sys.executable, "-c", _FRESH[name], str(folder), *places]

    floor = command([sys.executable, "-c", "import reportlab.pdfgen.canvas"])
    there = []
    for name in ("typst", "WeasyPrint"):
        if find_spec(name.lower()) is None:
            yield Absent(f"pdf beside {name}, which is not installed (pip install --group bench)")
            continue
        there.append(name)
        command(fresh(name))()  # bytecode and disk cache
        what = "pdf: a fresh process"
        yield compared(what, command(fresh("moedebog")), command(fresh(name)), name, floor=floor)
    for name in there:
        mine, others = count(), count()
        theirs = _warm(name, folder, fonts)
        theirs(0)
        yield compared(
            "pdf: warm, every text changed",
            work(lambda mine=mine: render(drawn[next(mine) % VARIATIONS], look)),  # type: ignore[misc]
            work(lambda others=others, theirs=theirs: theirs(1 + next(others) % (VARIATIONS - 1))),  # type: ignore[misc]
            name,
            rounds=VARIATIONS - 1,
        )
    if not Path("/proc/self/status").exists():
        yield Absent("memory of whole processes, which this system does not tell")
        return
    ours = _most_memory(fresh("moedebog"))
    for name in ("no tags", *there):
        yield sizes("pdf: memory of a fresh process", "MB", ours, _most_memory(fresh(name)), name)


def _most_memory(arguments: list[str]) -> float:
    """The most memory that a process of Python has, libraries included, in megabytes."""
    *start, code = arguments[:3]
    code += "\nprint(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    whole = [*start, code, *arguments[3:]]
    done = subprocess.run(whole, check=True, env=ENVIRONMENT, capture_output=True)
    return int(done.stdout) * 1024 / 1e6


def _warm(name: str, folder: Path, fonts: str) -> Callable[[int], object]:
    """One more run of another program in this process, on one of the variations."""
    program: Any = import_module(name.lower())
    if name == "typst":
        return lambda number: program.compile(
            str(folder / f"{number}.typ"), font_paths=[fonts], pdf_standards=["ua-1"]
        )
    texts = [folder.joinpath(f"{n}.html").read_text("utf-8") for n in range(VARIATIONS)]
    return lambda number: program.HTML(string=texts[number]).write_pdf(pdf_variant="pdf/ua-1")
