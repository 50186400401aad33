"""Importing a long referat, beside programs that only take the text out of the same file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from markdown_it import MarkdownIt
from msgspec.structs import replace
from pdfminer.high_level import extract_text

from measuring import ROOT, Absent, Measure, Row, command, compared, work
from moedebog.compose import compose
from moedebog.document import Audience, Document, Kind
from moedebog.importer import import_file, read
from moedebog.render import pdf
from moedebog.settings.style import load_style
from moedebog.workspace import Workspace
from samples import largest_meeting
from untagged import untagged

TIMES = 3
"""How often the items of the largest sample stand in the PDF files."""
ITEMS = 300
"""Items of the Word file and of the text."""


def rows() -> Iterator[Row | Absent]:
    """A PDF of ours, the same as others would have it, a Word file and a text."""
    style, problems = load_style(Workspace(ROOT).template_set("standard") / "pdf.yaml", "pdf.yaml")
    assert style is not None, problems
    document = _long()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "meetings").mkdir()
        ours, others = folder / "vores.pdf", folder / "andres.pdf"
        ours.write_bytes(pdf.render(document, style))
        others.write_bytes(untagged(document, style))
        yield from _pdf(ours, "with tags")
        yield from _pdf(others, "without")
        word, text = folder / "gammelt.docx", folder / "gammelt.md"
        _write(word, text)
        yield compared(
            f"import: docx of {ITEMS} items",
            _whole(word),
            work(lambda: [(one.text, one.style.name) for one in _paragraphs(word)]),
            "python-docx, text and styles",
            aim=1.5,
            rounds=3,
        )
        yield compared(
            f"import: md of {ITEMS} items",
            _whole(text),
            work(lambda: MarkdownIt().render(text.read_text("utf-8"))),
            "markdown-it",
            rounds=3,
        )


def _pdf(file: Path, tags: str) -> Iterator[Row | Absent]:
    pages = len(pypdfium2.PdfDocument(file))
    whole, miner = _whole(file), work(partial(extract_text, file))
    what = f"import: PDF of {pages} pages {tags}"
    yield compared(
        f"{what}, read alone", work(partial(read, file)), miner, "pdfminer, text", aim=0.4, rounds=3
    )
    yield compared(what, whole, miner, "pdfminer, text", aim=0.6, rounds=3)
    yield compared(what, whole, work(partial(_pdfium, file)), "pypdfium2, text", rounds=3)
    if shutil.which("pdftotext") is None:
        yield Absent("import beside pdftotext, which is not installed (poppler-utils)")
    else:
        poppler = command(["pdftotext", "-layout", str(file), "-"], file.parent)
        yield compared(what, whole, poppler, "pdftotext -layout", rounds=3)


def _whole(file: Path) -> Measure:
    """The import of a file, which has been done once before."""
    workspace = Workspace(file.parent)

    def once() -> None:
        made = import_file(workspace, file, "udvalg", None).made
        shutil.rmtree(made[-1].parent)

    once()
    return work(once)


def _long() -> Document:
    meeting = largest_meeting()
    items = tuple(replace(p, nr=None, varighed=None, tid=None) for p in meeting.punkter) * TIMES
    return compose(replace(meeting, punkter=items), Kind.REFERAT, Audience.OFFENTLIG)[0]


def _write(word: Path, text: Path) -> None:
    """The same referat as a Word file and as Markdown."""
    lines = [
        ("Title", "Referat af møde i Vejudvalget"),
        ("Normal", "Dato: 4. marts 2025 kl. 17.00"),
        ("Normal", "Til stede: Bo Prøve, Ane Prøve, Ib Prøve"),
    ]
    for nr in range(1, ITEMS + 1):
        lines += [
            ("Heading 1", f"Punkt {nr}: Sag om vej {nr}"),
            ("Heading 2", "Sagsfremstilling"),
            (
                "Normal",
                f"Forvaltningen har set på vej {nr} og drøftet den med dem, der bor ved den.",
            ),
            ("List Bullet", "Den er for smal."),
            ("List Bullet", "Den er for mørk."),
            ("Heading 2", "Indstilling"),
            ("Normal", f"Forvaltningen indstiller, at vej {nr} bliver udvidet."),
            ("Heading 2", "Beslutning"),
            ("Normal", "Godkendt."),
        ]
    made = docx.Document()
    for style, line in lines:
        made.add_paragraph(line, style)
    made.save(str(word))
    marks = {"Title": "# ", "Heading 1": "## ", "Heading 2": "### ", "List Bullet": "- "}
    text.write_text("\n\n".join(marks.get(style, "") + line for style, line in lines), "utf-8")


def _paragraphs(file: Path) -> Any:
    return docx.Document(str(file)).paragraphs


def _pdfium(file: Path) -> str:
    document: Any = pypdfium2.PdfDocument(file)
    return "".join(page.get_textpage().get_text_bounded() for page in document)
