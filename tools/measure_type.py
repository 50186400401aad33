"""``python tools/measure_type.py``: how well the pages of all samples are set, in figures.

Every document of the sample meetings and of a stress meeting (``tests/stress_meeting.py``) is laid
out as for the PDF, and its lines are looked at. Exit status 1 where a bar is missed.

- short lines: lines of running text that leave over more than 12 % of their width, of all that
  another line follows; and those of them after which a name, a date, an amount or an address
  stands, which is not divided
- last lines of one word: of all paragraphs of running text with several lines
- torn: a number and its unit, a date, a paragraph sign and its number … on two lines, anywhere
- a third empty: pages of which a third or more is left empty, but before what begins a page (the
  sheet for signatures, a page that is turned and the one after it), and the last page
- headings at a foot: pages that end with a heading over something on the next one
- ladders: more than two lines in a row that end inside a word
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct, field

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "generators"), str(ROOT / "tests")]

from moedebog.document import Document  # noqa: E402
from moedebog.render.pdf.flowables import draw_placed  # noqa: E402
from moedebog.render.pdf.lines import Line  # noqa: E402
from moedebog.render.pdf.pages import Page, paginate  # noqa: E402
from moedebog.render.pdf.sheet import Sheet  # noqa: E402
from moedebog.render.pdf.story import tell  # noqa: E402
from tagged import Node, Role  # noqa: E402

SHORT = 0.12
EMPTY = 1 / 3
_B = "[ \u00a0]?\n"
_MONTH = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
TORN = re.compile(
    rf"\d{{1,2}}\.{_B}(?:{_MONTH})\b"
    rf"|\d{_B}(?:%|‰|°|kr\.|kroner|mio\.|mia\.|t\.kr\.|km|m|cm|mm|ha|kg|kWh|MWh|kB|MB|GB|byte|pct\.)(?!\w)"
    rf"|(?:mio|mia)\.{_B}kr\."
    rf"|(?<!\w)(?:§|§§|stk\.|nr\.|kl\.|kr\.|s\.|pkt\.|ca\.|Bilag|bilag|Punkt|punkt|DKK|EUR){_B}\d"
    rf"|(?<!\w)[A-ZÆØÅ]\.{_B}[A-ZÆØÅ]"
    rf"|\d[.,:\-–\u2011]{_B}\d|\d{_B}\d{{3}}(?!\d)|\d\n[.,:]?\d"
)
"""What no line may break. A line ends with ``\\n``."""


class Block(Struct):
    """The lines of a paragraph, a heading, a cell."""

    node: Node
    lines: list[tuple[Line, float]] = field(default_factory=list)
    """Each with the width it has."""

    @property
    def text(self) -> str:
        """All of them, ``\\n`` between two."""
        return "\n".join(words(line) for line, _ in self.lines)


def words(line: Line) -> str:
    """The characters of a line."""
    return "".join(segment.text for segment in line.segments)


class Recorder:
    """Stands for a page, and keeps the lines."""

    def __init__(self) -> None:
        self.blocks: dict[Node, Block] = {}
        self.repeating = False

    def lines(self, lines: Sequence[Line], *_: Any, width: float, node: Node, **__: Any) -> None:
        """Keep some lines."""
        if not self.repeating:
            block = self.blocks.setdefault(node, Block(node))
            block.lines += [(line, width) for line in lines]

    def page_of(self, _: str) -> str:
        """A number."""
        return "1"

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None


class Figures(Struct):
    """What was counted."""

    pages: int = 0
    lines: int = 0
    """Of running text, that another one follows."""
    short: list[str] = field(default_factory=list)
    before_bound: int = 0
    """Of the short ones, those before a name, or what is bound together."""
    paragraphs: int = 0
    """Of running text, of several lines."""
    alone: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    torn_in_tables: list[str] = field(default_factory=list)
    feet: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    ladders: list[str] = field(default_factory=list)
    hyphens: int = 0
    characters: int = 0
    over: float = 0
    """In points, at the ends of those lines."""


def measure(documents: dict[str, Document], style: Any) -> Figures:
    """The figures of some documents."""
    figures = Figures()
    for name, document in documents.items():
        sheet = Sheet(style)
        story = tell(document, sheet)
        cells = {
            inner
            for node in story.tree.walk()
            if node.role in (Role.CELL, Role.HEADER_CELL)
            for inner in node.walk()
        }
        recorder = Recorder()
        pages = paginate(story.flowables, sheet)
        figures.pages += len(pages)
        figures.empty += [f"{name}: {place}" for place in _empty(pages, sheet)]
        for number, page in enumerate(pages, 1):
            draw_placed(recorder, page.placed)
            last = page.placed[-1].flowable if page.placed else None
            if last is not None and last.keep and re.fullmatch(r"H\d", str(last.node.role)):
                figures.feet.append(f"{name}: page {number}")
        for block in recorder.blocks.values():
            in_table = block.node in cells
            prose = block.node.role is Role.PARAGRAPH and not in_table
            _count(figures, name, block, prose=prose, in_table=in_table)
    return figures


def _empty(pages: Sequence[Page], sheet: Sheet) -> Iterator[str]:
    for number, (page, following) in enumerate(pairwise(pages), 1):
        over = 1 - page.used / page.area(sheet).height
        next_one = following.placed[0].flowable
        forced = next_one.new_page or following.turned != page.turned
        if over >= EMPTY and not forced:
            yield f"page {number}, {over:.0%}"


def _count(figures: Figures, name: str, block: Block, *, prose: bool, in_table: bool) -> None:
    torn = [f"{name}: {_around(m)}" for m in TORN.finditer(block.text)]
    if in_table:
        figures.torn_in_tables += torn
    else:
        figures.torn += torn
    if not prose or len(block.lines) < 2:
        return
    figures.paragraphs += 1
    last = words(block.lines[-1][0]).strip()
    if len(last.split()) == 1:
        figures.alone.append(f"{name}: {last}")
    ends = [words(line).endswith("\u00ad") for line, _ in block.lines]
    figures.hyphens += sum(ends)
    if any(ended and len(list(run)) > 2 for ended, run in groupby(ends)):
        figures.ladders.append(f"{name}: {block.text[:60]}")
    for (line, width), (following, _) in pairwise(block.lines):
        figures.lines += 1
        figures.characters += len(words(line).rstrip())
        figures.over += width - line.width
        if line.width < width * (1 - SHORT):
            figures.short.append(f"{name}: {1 - line.width / width:.0%} {words(line)}")
            begins = words(following).partition(" ")[0]
            figures.before_bound += not begins.strip("(,.;:)\u00ad").islower() or "@" in begins


def _around(match: re.Match[str]) -> str:
    start, end = max(match.start() - 15, 0), match.end() + 15
    return match.string[start:end].replace("\n", " / ")


def _table(figures: Figures) -> Iterator[tuple[str, float, str, float | None]]:
    lines, paragraphs = max(figures.lines, 1), max(figures.paragraphs, 1)
    yield "pages", figures.pages, "", None
    yield "lines of running text that another follows", figures.lines, "", None
    yield "characters on such a line", figures.characters / lines, "", None
    yield "left over at its end, points", figures.over / lines, "", None
    yield "lines that end inside a word", 100 * figures.hyphens / lines, "%", None
    yield "short lines", 100 * len(figures.short) / lines, "%", 0.5
    yield "  before a name, a date, an amount", 100 * figures.before_bound / lines, "%", None
    yield "last lines of one word", 100 * len(figures.alone) / paragraphs, "%", 1.0
    yield "torn", len(figures.torn), "", 0
    yield "torn in tables", len(figures.torn_in_tables), "", 0
    yield "headings at a foot", len(figures.feet), "", 0
    yield "a third empty", len(figures.empty), "", 0
    yield "ladders", len(figures.ladders), "", 0


def main(arguments: list[str]) -> int:
    """Print the table, and with ``--all`` each place."""
    from pdf_samples import style
    from sample_documents import samples
    from stress_meeting import stressed

    missed = 0
    for title, documents in (("samples", samples()), ("stress meeting", stressed())):
        figures = measure(documents, style())
        print(f"{title}: {len(documents)} documents")
        for what, figure, unit, bar in _table(figures):
            over = bar is not None and figure > bar
            missed += over
            verdict = "" if bar is None else f"  at most {bar:g}{'  MISSED' if over else ''}"
            print(f"  {what:<46} {figure:>9.2f} {unit:<2}{verdict}".rstrip())
        if "--all" in arguments:
            for kind in ("short", "alone", "torn", "torn_in_tables", "feet", "empty", "ladders"):
                print("\n".join(f"  {kind}: {place}" for place in getattr(figures, kind)))
    return missed > 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
