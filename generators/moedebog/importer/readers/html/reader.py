"""Web pages -> pieces."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog.blocks import Inlines, Run, Script
from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.importer.budget import DEEPEST, Budget
from moedebog.importer.genre import dates
from moedebog.importer.genre.patterns import FILE_TYPE
from moedebog.importer.pieces import (
    BOLD,
    CAPTION,
    EMPTY_ABOVE,
    FRAME,
    Kind,
    Piece,
    text_piece,
    tidy,
)
from moedebog.importer.readers import text as text_reader
from moedebog.importer.readers.forms import as_heading, looks_like_heading, superscript
from moedebog.importer.readers.html.elements import (
    UNSEEN,
    heading_level,
    is_block,
    is_bold,
    is_headline,
    is_hidden,
    is_italic,
    is_struck,
    name_of,
    script_of,
    style_of,
)
from moedebog.importer.readers.html.frame import Frame
from moedebog.importer.readers.html.lists import OpenList, list_of
from moedebog.importer.readers.html.page import opened
from moedebog.importer.readers.html.tables import NESTED, Rows, is_layout, reach
from moedebog.importer.readers.joining import mend
from moedebog.importer.readers.letters import clean
from moedebog.importer.readers.picture_pieces import LEFT_OUT, in_address, picture_piece
from moedebog.importer.readers.struck import StruckWords
from moedebog.importer.readers.typed_lists import typed_lists

_FRONT = 40
"""So many pieces may come before the line that tells the day of the meeting."""
_HEADLINE = 120
"""What is called a heading is one where it has no more characters."""
_FEW = 80
"""Hidden words that are fewer than this are a hint of the page, not of the document."""
HIDDEN = "teksten var foldet sammen eller skjult på siden"
_BLANK_LINE = re.compile(r"[ \t]*\r?\n[ \t]*\r?\n\s*")
_LIST_LEVEL = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)", re.IGNORECASE)
_MARKER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_ABSOLUTE = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_SMALLEST = 16
"""A picture of which a side has fewer dots is an ornament."""


def read(data: bytes, budget: Budget | None = None) -> list[Piece]:
    """The pieces of a web page. Raises ``UsageProblem`` where it is none, or past the budget."""
    budget = budget or Budget()
    page = opened(data)
    budget.tick()
    body = page.root.find("body")
    body = page.root if body is None else body
    pieces = _Walker(Frame(body), page.files, budget).walk(body)
    if not any(dates.find_date(piece.text) for piece in pieces[:_FRONT] if piece.marker != FRAME):
        title = " ".join(clean("".join(page.root.xpath("string(.//title)"))).split())
        pieces[:0] = [text_piece(title)] if dates.find_date(title) else []
    return mend(typed_lists(pieces))


class _Level(Struct):
    """What holds inside an element."""

    name: str
    look: Run
    block: bool
    heading: int = 0
    marker: str = ""
    quoted: int = 0
    framed: bool = False
    hidden: bool = False
    kept: bool = False
    """Whether blanks and ends of lines count."""
    depth: int = 0
    """Of an entry of one of Word's lists."""
    lists: list[OpenList] = field(default_factory=list)
    """The lists that this element stands in."""


class _Walker:
    """Goes through the elements and gathers what stands in them into pieces."""

    def __init__(self, frame: Frame, files: dict[str, bytes], budget: Budget) -> None:
        self.frame = frame
        self.files = files
        self.budget = budget
        self.sinks: list[list[Piece]] = [[]]
        """Where pieces go: the document, and each cell that is open."""
        self.tables: list[Rows] = []
        self.levels = [_Level("", Run(""), block=True)]
        self.lines: list[list[Run]] = [[]]
        self.waiting: list[Piece] = []
        """Pictures in the line that is open."""
        self.struck = StruckWords()
        self.put_off: tuple[str, ...] = ()
        """Notes of a line that held nothing else."""
        self.term: Piece | None = None
        """The word that the next line explains."""
        self.told_hidden = False
        self.word_marker = ""

    def walk(self, body: Any) -> list[Piece]:
        """The pieces of all that stands in an element."""
        from lxml import etree

        walk = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if self.begin(element):
                    self.text(element.text)
                else:
                    walk.skip_subtree()
                    self.levels.append(replace(self.levels[-1], name="", block=False))
                continue
            if event == "end":
                self.end(element)
            if element is not body:
                self.text(element.tail)
        self.flush()
        self.put_term()
        return self.sinks[0]

    # --- elements -----------------------------------------------------------------------

    def begin(self, element: Any) -> bool:
        """Begins an element; false where what stands in it is passed over."""
        name = name_of(element)
        above = self.levels[-1]
        hidden = above.hidden or is_hidden(element)
        if name in UNSEEN or self.is_hint(element, name, hidden and not above.hidden):
            return False
        if name in ("input", "img", "br") or _MARKER.search(style_of(element)):
            self.sign(element, name)
            return False
        level = self.level(element, name, above, hidden)
        if level.block:
            self.flush()
            self.budget.tick()
        if name == "hr":
            self.put(Piece(Kind.RULE))
            return False
        self.levels.append(level)
        self.open_container(element, name, level)
        return True

    def open_container(self, element: Any, name: str, level: _Level) -> None:
        """Begins a list, a table, or what these consist of."""
        match name:
            case "ul" | "ol" | "menu" | "dir":
                level.lists.append(list_of(element, name))
            case "li":
                self.entry(element, level)
            case "table":
                self.begin_table(element)
            case "tr" if self.tables:
                self.tables[-1].begin_row()
            case "td" | "th" if self.tables:
                self.sinks.append([])
                level.lists = []

    def is_hint(self, element: Any, name: str, hidden: bool) -> bool:
        """Whether an element only works the page, or hides a few words; it is counted then."""
        short = self.frame.sizes.get(element, (0, 0))[0] < _FEW
        few = hidden and short and not is_block(element, name)
        choice = name in ("textarea", "option")
        control = name in ("button", "label", "legend") and self.is_control(element, name)
        sign = short and name in ("span", "em", "i", "b") and self.is_sign(element)
        if few or choice or control or sign:
            self.put(replace(text_piece(""), marker=FRAME))
        return few or choice or control or sign

    def is_sign(self, element: Any) -> bool:
        """Whether an element only says of what type the file beside it is."""
        return len(element) == 0 and bool(FILE_TYPE.match((element.text or "").strip()))

    def sign(self, element: Any, name: str) -> None:
        """What stands for itself in a line: a box, a picture, a break, a number of Word's."""
        match name:
            case "input":
                if _ticks(element):
                    self.text("☒ " if element.get("checked") is not None else "☐ ")
            case "img":
                self.picture(element)
            case "br":
                self.lines.append([])
            case _:
                # Word writes what it counts into the text.
                self.word_marker = " ".join(clean("".join(element.itertext())).split())

    def level(self, element: Any, name: str, above: _Level, hidden: bool) -> _Level:
        """What holds inside an element."""
        look = replace(
            above.look,
            strong=is_bold(element, name, above.look.strong),
            emphasis=is_italic(element, name, above.look.emphasis),
            struck=above.look.struck or is_struck(element, name),
            script=script_of(element, name, above.look.script),
            link=_address(element) if name == "a" else above.look.link,
        )
        heading = heading_level(element, name)
        framed = element in self.frame.parts
        block = framed or is_block(element, name)
        if name == "summary" or (block and not heading and self.is_headline(element)):
            heading = BOLD
        indent = _LIST_LEVEL.search(style_of(element))
        return _Level(
            name,
            look,
            block,
            heading=heading or above.heading,
            depth=int(indent[1]) - 1 if indent else 0,
            marker=CAPTION if name == "caption" else "",
            quoted=above.quoted + (name == "blockquote"),
            framed=above.framed or framed,
            hidden=hidden and not self.frame.opens(element),
            kept=above.kept or name in ("pre", "xmp", "listing", "plaintext"),
            lists=[*above.lists],
        )

    def is_headline(self, element: Any) -> bool:
        """Whether an element is called a heading, and holds no more than one has."""
        size = self.frame.sizes.get(element, (0, 0))[0]
        alone = not any(is_block(child, name_of(child)) for child in element if name_of(child))
        return 0 < size <= _HEADLINE and alone and is_headline(element)

    def end(self, element: Any) -> None:
        """Ends an element."""
        level = self.levels[-1]
        if level.block:
            self.flush()
        self.levels.pop()
        match level.name:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if not self.frame.sizes[element][0]:
                if self.sinks[-1] and self.sinks[-1][-1].kind is not Kind.HEADING:
                    self.put_off = (*self.put_off, EMPTY_ABOVE)
            case "td" | "th" if self.tables:
                self.end_cell(element)
            case "table" if self.tables:
                self.end_table()
            case "dl":
                self.put_term()

    def is_control(self, element: Any, name: str) -> bool:
        """Whether an element only works the page: a button that heads nothing, a box's label."""
        if name == "label":
            boxes = [one for one in element.iter("input") if _ticks(one)]
            before = element.getprevious()
            beside = before is not None and name_of(before) == "input" and _ticks(before)
            return element.get("for") is not None and not boxes and not beside
        heads = any(level.heading for level in self.levels)
        opens = element.get("aria-expanded") or element.get("aria-controls")
        return name == "button" and not heads and not opens

    def entry(self, element: Any, level: _Level) -> None:
        """Begins an entry of the innermost list."""
        if not level.lists:
            level.lists.append(OpenList(numbered=False, counter=1))
        innermost = level.lists[-1]
        innermost.marker = innermost.next(element.get("value"))
        innermost.begun = False

    def begin_table(self, element: Any) -> None:
        """Begins a table."""
        if len(self.tables) >= DEEPEST:
            raise UsageProblem(
                Phrase(
                    f"En tabel står inde i mere end {DEEPEST} andre. Åbn siden i Word, tag de "
                    "indre tabeller ud af de ydre, og gem den som .docx.",
                    f"A table stands inside more than {DEEPEST} others. Open the page in Word, "
                    "take the inner tables out of the outer ones, and save it as .docx.",
                )
            )
        self.tables.append(Rows(is_layout(element)))

    def end_cell(self, element: Any) -> None:
        """Puts a cell that is read into its row."""
        self.put_term()
        columns, rows = reach(element, "colspan"), reach(element, "rowspan")
        cell: list[Piece] = []
        table = self.tables[-1]
        for piece in self.sinks.pop():
            if piece.kind is Kind.TABLE and piece.table and not table.layout:
                table.notes.append(NESTED)
                cell += piece.table.pieces()
            else:
                cell.append(piece)
        before, after = element.getprevious(), element.getnext()
        table.add(tuple(cell), columns, rows, alone=before is None and after is None)
        size = max((len(row) for row in table.rows[-1:]), default=0)
        self.budget.table(len(table.rows), size)

    def end_table(self) -> None:
        """Puts a table that is read among the pieces."""
        table = self.tables.pop()
        framed = self.levels[-1].framed
        self.sinks[-1] += (replace(one, marker=FRAME) if framed else one for one in table.pieces())

    def picture(self, element: Any) -> None:
        """A picture: itself, where it lies in the file, else its words; ornaments are nothing."""
        alt = " ".join(clean(element.get("alt") or "").split())
        source = (element.get("src") or "").strip()
        sides = [element.get(side) or "" for side in ("width", "height")]
        small = any(side.isdigit() and int(side[:6]) < _SMALLEST for side in sides)
        decorative = element.get("alt") == "" or (element.get("role") or "") == "presentation"
        if self.levels[-1].framed or small or (decorative and not source.startswith("data:")):
            return
        self.budget.picture()
        data = self.files.get(source) or self.files.get(source.rpartition("/")[2])
        if source[:5].lower() == "data:":
            data = in_address(source[5:])
        piece = picture_piece(data, alt, 1) if data else None
        if piece is None:
            described = f": {alt}" if alt else ""
            piece = replace(text_piece(f"[Billede{described}]"), notes=(LEFT_OUT,))
        self.waiting.append(piece)

    # --- text ---------------------------------------------------------------------------

    def text(self, text: str | None) -> None:
        """Adds characters to the line that is open."""
        if not text:
            return
        level = self.levels[-1]
        if level.name in ("table", "tr", "tbody", "thead", "tfoot", "colgroup") and text.isspace():
            return
        if level.kept:
            first, *more = clean(text).split("\n")
            self.add(first, level)
            for line in more:
                self.lines.append([])
                self.add(line, level)
            return
        # An author who leaves a line empty in the middle of a text means one of its own.
        first, *more = _BLANK_LINE.split(text.strip("\r\n\t ")) if "\n" in text else [text]
        if more:
            blank_before, blank_after = text[:1].isspace(), text[-1:].isspace()
            self.add(f"{' ' * blank_before}{clean(first)}", level)
            for line in more:
                self.lines.append([])
                self.add(clean(line), level)
            self.add(" " * blank_after, level)
        else:
            self.add(clean(text), level)

    def add(self, text: str, level: _Level) -> None:
        """Adds characters with their look; those that are struck are only told."""
        text = text if level.kept else re.sub(r"\s+", " ", text)
        if not text:
            return
        if level.look.struck:
            self.struck.add(text)
            text = " "
        script = level.look.script
        if script is Script.SUPER and text.strip():
            before = self.lines[-1][-1].text if self.lines[-1] else ""
            text, script = superscript(before, text.strip())
        self.lines[-1].append(replace(level.look, text=text, struck=False, script=script))

    def flush(self) -> None:
        """Ends the line that is open, and puts down what it holds."""
        level = self.levels[-1]
        lines, self.lines = self.lines, [[]]
        pictures, self.waiting = self.waiting, []
        tidied = [line for one in lines if (line := tidy(one))]
        if level.heading:  # a heading is one, however its line is broken
            whole = tidy(run for line in tidied for run in (*line, Run(" ")))
            tidied = [whole] if whole else []
        notes = (*self.put_off, *self.struck.notes())
        self.put_off = ()
        if level.kept and tidied:
            self.put_kept(lines, notes)
            tidied = []
        for at, line in enumerate(tidied):
            piece = self.line(line, level)
            if at == 0 and notes:
                headed = piece.kind is Kind.HEADING
                told = (note for note in notes if not (headed and note == EMPTY_ABOVE))
                piece = replace(piece, notes=(*piece.notes, *told))
            self.put(piece)
        if notes and not tidied and not level.kept:
            self.put_off = notes  # for the next line: there is none here
        for picture in pictures:
            self.put(picture)

    def put_kept(self, lines: list[list[Run]], notes: tuple[str, ...]) -> None:
        """Text whose lines are kept is read as a file of text is."""
        joined = "\n".join("".join(run.text for run in line) for line in lines)
        if not joined.strip():
            return
        first, *rest = text_reader.read(joined.encode(), self.budget)
        self.put(replace(first, line=0, notes=(*first.notes, *notes)))
        for piece in rest:
            self.put(replace(piece, line=0))

    def line(self, inlines: Inlines, level: _Level) -> Piece:
        """One line as what it is: a heading, an entry of a list, or text."""
        piece = Piece(Kind.TEXT, inlines, quoted=level.quoted)
        if level.marker:
            return replace(piece, marker=level.marker)
        innermost = level.lists[-1] if level.lists else None
        marker = ""
        if innermost is not None and innermost.marker:
            marker, innermost.marker = innermost.marker, ""
        heading = level.heading or (BOLD if looks_like_heading(piece) else 0)
        if self.word_marker and not marker:
            return self.word_entry(piece, heading)
        if heading and (not marker or level.heading):
            before = f"{marker} " if marker and innermost and innermost.numbered else ""
            return as_heading(piece, heading, before)
        if marker and innermost is not None:
            innermost.begun = True
            return replace(
                piece, kind=Kind.ITEM, level=len(level.lists) - 1 + innermost.deeper, marker=marker
            )
        return replace(piece, inside=sum(1 for one in level.lists if one.begun))

    def word_entry(self, piece: Piece, heading: int) -> Piece:
        """A line that Word has counted; its marker stood in the text."""
        marker, self.word_marker = self.word_marker, ""
        if heading:
            return as_heading(piece, heading, f"{marker} " if marker[:1].isalnum() else "")
        depth = next(filter(None, (level.depth for level in self.levels[::-1])), 0)
        plain = re.fullmatch(r"\(?(\d+|[a-z])[.)]?", marker)
        sign = f"{plain[1]}." if plain else marker if marker[:1].isalnum() else "-"
        return replace(piece, kind=Kind.ITEM, level=depth, marker=sign)

    def put(self, piece: Piece) -> None:
        """Puts a piece down; what stands in the frame of the page is marked as such."""
        level = self.levels[-1]
        if piece.text or piece.kind is not Kind.TEXT:
            self.budget.piece()
        if level.framed and piece.marker != FRAME:
            piece = replace(piece, marker=FRAME)
        elif level.hidden and piece.text.endswith(":") and len(piece.text) < _FEW:
            piece = replace(piece, marker=FRAME)  # a label without what it is for
        elif level.hidden and not self.told_hidden and piece.marker != FRAME:
            self.told_hidden = True
            piece = replace(piece, notes=(*piece.notes, HIDDEN))
        if level.name == "dt" and piece.kind is Kind.TEXT and piece.marker != FRAME:
            self.put_term()
            self.term = piece
            return
        if level.name == "dd" and self.term is not None and piece.kind is Kind.TEXT:
            term, self.term = self.term, None
            if len(term.text) <= _FEW:
                colon = "" if term.text.endswith((":", ".", "?")) else ":"
                inlines = tidy((*term.inlines, Run(f"{colon} "), *piece.inlines))
                piece = replace(piece, inlines=inlines, notes=(*term.notes, *piece.notes))
            else:
                self.sinks[-1].append(term)
        elif piece.marker != FRAME:
            self.put_term()
        self.sinks[-1].append(piece)

    def put_term(self) -> None:
        """Puts down a word that nothing explains."""
        term, self.term = self.term, None
        if term is not None:
            self.sinks[-1].append(term)


def _address(link: Any) -> str | None:
    """Where a link leads, if that is more than a place among the site's own pages."""
    target = (link.get("href") or "").strip()
    return target if _ABSOLUTE.match(target) else None


def _ticks(element: Any) -> bool:
    return (element.get("type") or "").lower() in ("checkbox", "radio")
