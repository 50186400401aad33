"""What the PDF costs, beside the same without tags and beside other programs, in one run."""

from __future__ import annotations

import gc
import io
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable
from html import escape
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench_others import html, typst
from moedebog import compose
from moedebog.document import Audience, Document, Kind
from moedebog.load import load
from moedebog.render.pdf import render
from moedebog.workspace import Workspace
from pdf_samples import everything, style
from texts import document_lines
from untagged import untagged

ROUNDS = 20


def largest() -> Document:
    """The referat of the largest sample meeting; of the document with everything without one."""
    workspace = Workspace(Path(__file__).parent.parent)
    files = workspace.meeting_files() if workspace.meetings.is_dir() else []
    if not files:
        with tempfile.TemporaryDirectory() as folder:
            return everything(Path(folder))
    file = max(files, key=lambda f: f.path.stat().st_size)
    meeting = load(workspace, file).meeting
    assert meeting is not None
    return compose.compose(meeting, Kind.REFERAT, Audience.OFFENTLIG)[0]


def bare(paragraphs: list[str]) -> bytes:
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


def seconds(work: Callable[[], object]) -> float:
    """The processor time of one run, processes that it starts included: the machine may be
    busy with other things.
    """
    gc.collect()
    start = _processor_time()
    work()
    return _processor_time() - start


def _processor_time() -> float:
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def best(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """The shortest processor time of each in milliseconds, taken in turns."""
    times = [[seconds(work) for work in works] for _ in range(rounds)]
    return [min(column) * 1000 for column in zip(*times, strict=True)]


def peak(work: Callable[[], object]) -> float:
    """How much memory Python needs at the most, in megabytes."""
    gc.collect()
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


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
    "uden mærkning": _OURS.format(module="untagged", function="untagged"),
    "WeasyPrint": """
import sys, weasyprint
text = open(sys.argv[1] + "/document.html", encoding="utf-8").read()
weasyprint.HTML(string=text).write_pdf(sys.argv[1] + "/out.pdf", pdf_variant="pdf/ua-1")
""",
    "typst": """
import sys, typst
source = sys.argv[1] + "/document.typ"
typst.compile(source, sys.argv[1] + "/out.pdf", font_paths=[sys.argv[2]], pdf_standards=["ua-1"])
""",
}


def _environment() -> dict[str, str]:
    """That of a fresh process: the second one of a user, whose Python has kept its bytecode."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def most_memory(command: list[str]) -> float:
    """The most memory that a process of Python has, libraries included, in megabytes."""
    *start, code, folder = command[:4]
    code += "\nprint(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    command = [*start, code, folder, *command[4:]]
    done = subprocess.run(command, check=True, env=_environment(), capture_output=True)
    return int(done.stdout) * 1024 / 1e6


def beside() -> dict[str, float]:
    """Other programs that make tagged PDF, on the same words: fresh processes, then warm."""
    document, look = largest(), style()
    found: dict[str, float] = {}
    there = [name for name in ("WeasyPrint", "typst") if find_spec(name.lower())]
    for name in {"WeasyPrint", "typst"} - set(there):
        print(f"{name} is left out: it is not installed (pip install --group bench)")
    here = Path(__file__).parent
    folders = [str(here.parent / "generators"), str(here)]
    fonts = str(look.skrift.normal.parent)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.joinpath("document").write_bytes(pickle.dumps((document, look)))
        place.joinpath("document.html").write_text(html(document), encoding="utf-8")
        place.joinpath("document.typ").write_text(typst(document), encoding="utf-8")

        def command(name: str) -> list[str]:
            paths = [fonts] if name == "typst" else folders
            return [sys.executable, "-c", _FRESH[name], folder, *paths]

        def fresh(name: str) -> Callable[[], object]:
            return lambda: subprocess.run(command(name), check=True, env=_environment())

        names = ["moedebog", *there]
        for name in names:
            fresh(name)()  # bytecode and disk cache
        for name, time_ in zip(names, best(*map(fresh, names), rounds=7), strict=True):
            found[f"{name}, ny proces (ms)"] = time_
        if Path("/proc/self/status").exists():
            sizes = {n: most_memory(command(n)) for n in ("uden mærkning", *names)}
            found |= {f"{name}, ny proces (MB)": size for name, size in sizes.items()}
            ratio = sizes["moedebog"] / sizes["uden mærkning"]
            found["hukommelse / uden mærkning, ny proces"] = ratio
        warm = [lambda: render(document, look), *(_warm(name, place, fonts) for name in there)]
        for work in warm:
            work()
        for name, time_ in zip(names, best(*warm, rounds=3), strict=True):
            found[f"{name}, varm (ms)"] = time_
    for how in ("ny proces", "varm"):
        for name in there:
            ratio = found[f"{name}, {how} (ms)"] / found[f"moedebog, {how} (ms)"]
            found[f"{name} / moedebog, {how}"] = ratio
    return found


def _warm(name: str, folder: Path, fonts: str) -> Callable[[], object]:
    """One more run of another program in this process."""
    program: Any = import_module(name.lower())
    if name == "typst":
        source = str(folder / "document.typ")
        options = {"font_paths": [fonts], "pdf_standards": ["ua-1"]}
        # A blank more, or it would only look up what it has just made.
        count = iter(range(1, 1000))

        def work() -> None:
            path = folder / "document.typ"
            path.write_text(path.read_text("utf-8") + " " * next(count), encoding="utf-8")
            program.compile(source, **options)

        return work
    text = folder.joinpath("document.html").read_text("utf-8")
    return lambda: program.HTML(string=text).write_pdf(pdf_variant="pdf/ua-1")


def run() -> dict[str, float]:
    """Best times in milliseconds, their ratios, sizes and memory."""
    gc.set_threshold(50_000, 20, 20)  # as the command does
    document = largest()
    paragraphs = document_lines(document)
    look = style()
    ours, plain = render(document, look), untagged(document, look)
    bare(paragraphs)
    warm, without, alone = best(
        lambda: render(document, look), lambda: untagged(document, look), lambda: bare(paragraphs)
    )
    memory, less = peak(lambda: render(document, look)), peak(lambda: untagged(document, look))
    return {
        "pdf, varm (ms)": warm,
        "uden mærkning (ms)": without,
        "tid / uden mærkning (mål 1,2)": warm / without,
        "ReportLab alene, samme afsnit (ms)": alone,
        "pdf / ReportLab alene": warm / alone,
        "pdf (kB)": len(ours) / 1000,
        "uden mærkning (kB)": len(plain) / 1000,
        "størrelse / uden mærkning (mål 1,1)": len(ours) / len(plain),
        "hukommelse (MB)": memory,
        "hukommelse / uden mærkning (mål 1,3)": memory / less,
        "afsnit": len(paragraphs),
        **beside(),
    }


if __name__ == "__main__":
    for name, value in run().items():
        print(f"{name:40} {value:10.2f}")
