"""How long the Word file takes, measured against python-docx writing the same paragraphs."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent))

from docx_samples import REFERAT, large, paragraphs, style_of, text
from moedebog.document import Audience, Document, Kind

ROOT = Path(__file__).resolve().parent.parent


def run(rounds: int = 9) -> dict[str, float]:
    """Milliseconds, the best of some rounds, and ratios between them.

    The document is the referat of the largest sample meeting, as it is composed.
    """
    from moedebog.render.docx import lint, render

    document = largest_sample()
    data = render(document, REFERAT)
    lines = [(text(p).strip("\n"), style_of(p)) for p in paragraphs(data)]

    def cold() -> None:
        lint._examined.cache_clear()
        lint.ready(REFERAT)

    template = best(cold, rounds)
    warm = best(lambda: render(document, REFERAT), rounds)
    plain = best(lambda: with_python_docx(lines), max(3, rounds // 3))
    return {
        "docx: afsnit": float(len(lines)),
        "docx: skabelon læses og prøves, ms": template,
        "docx: varm, ms": warm,
        "docx: python-docx add_paragraph, ms": plain,
        "docx: varm / add_paragraph (mål 0,5)": warm / plain,
    }


def with_python_docx(lines: list[tuple[str, str]]) -> bytes:
    """The same paragraphs, in the same styles, into the same template."""
    import docx

    opened = docx.Document(str(REFERAT))
    styles = {style.style_id: style for style in opened.styles}
    for content, style in lines:
        opened.add_paragraph(content, style=styles[style])
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()


def largest_sample() -> Document:
    """The referat of the largest meeting file, or a made-up one where there is none."""
    from moedebog.compose import compose
    from moedebog.load import load
    from moedebog.workspace import Workspace

    workspace = Workspace(ROOT)
    files = sorted(workspace.meeting_files(), key=lambda f: f.path.stat().st_size)
    meeting = load(workspace, files[-1]).meeting if files else None
    if meeting is None:
        return large()
    return compose(meeting, Kind.REFERAT, Audience.OFFENTLIG)[0]


def best(action: Callable[[], object], rounds: int) -> float:
    """The shortest time of some rounds, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = perf_counter()
        action()
        times.append(perf_counter() - start)
    return min(times) * 1000


if __name__ == "__main__":
    for name, value in run().items():
        print(f"{name:42} {value:8.2f}")
