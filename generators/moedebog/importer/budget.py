"""What one import may cost: time, size, depth and pieces. Past a bound the import ends in words.

The bounds are far above any real document: a referat of 300 pages uses a tenth of them. All
readers get the same ``Budget`` and tell it what they take; nothing else ends an import early.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from msgspec import Struct, field

from moedebog.diagnostics import Phrase, UsageProblem

SECONDS = 300.0
"""Processor time of one import."""
MOST_PIECES = 60_000
"""Paragraphs, headings, list entries and cells with text."""
MOST_CELLS = 300_000
"""Cells of one table, the empty ones included."""
MOST_TEXT = 1_500_000
"""Characters of the most text that one meeting is thought to have."""
LARGEST = 60_000_000
"""Bytes of the largest file that is read."""
LARGEST_TEXT_FILE = 6_000_000
"""Bytes of a text file without its pictures."""
LARGEST_UNPACKED = 500_000_000
"""Bytes of all that is packed into a file."""
LARGEST_XML = 80_000_000
"""Bytes of the text and the styles of a Word file, unpacked."""
LARGEST_STREAM = 100_000_000
"""Bytes of one unpacked part of a PDF file: a picture, a font, what is drawn on a page."""
MOST_DRAWN = 40_000_000
"""Bytes of all drawing instructions of a PDF file, as often as they are carried out."""
MOST_SAVED = 1000
"""How often a page of a PDF file may put its state by without taking it up again."""
DEEPEST = 20
"""Forms inside one another in a PDF file, and tables inside one another in a Word file."""
MOST_ON_PAGE = 100_000
"""Characters, and lines and shapes, on one page of a PDF file."""
MOST_PICTURES = 1000
MANY_BRACKETS = 100
"""Brackets in one line: the time of the parser grows with the square of those that may begin a
link, so more of them are text."""

_MARKS = {
    "characters": Phrase("tegn", "characters"),
    "shapes": Phrase("streger og flader", "lines and shapes"),
}
_DIVIDE = Phrase(
    "Del den, så der er ét møde i hver fil", "Divide it, so that each file holds one meeting"
)


class Budget(Struct):
    """What is left for one import. Every method raises ``UsageProblem`` past its bound."""

    clock: Callable[[], float] = time.process_time
    """Seconds; handed in, so that nothing else depends on the time."""
    began: float | None = None
    spent_pieces: int = 0
    spent_pictures: int = 0
    unpacked: int = 0
    drawn: int = 0
    on_page: dict[str, int] = field(default_factory=dict)

    def tick(self) -> None:
        """Called between pieces: whether there is time left."""
        now = self.clock()
        if self.began is None:
            self.began = now
        if now - self.began > SECONDS:
            raise UsageProblem(
                Phrase(
                    f"Importen tog mere end {SECONDS:.0f} sekunder og er standset. {_DIVIDE}, "
                    "eller gem dokumentet igen i Word eller LibreOffice, og prøv med den fil.",
                    f"The import took more than {SECONDS:.0f} seconds and was stopped. "
                    f"{_DIVIDE.english}, or save the document again in Word or LibreOffice, and "
                    "try with that file.",
                )
            )

    def allow(self, pieces: int) -> None:
        """Asks whether a file may hold so many pieces."""
        if pieces > MOST_PIECES:
            raise UsageProblem(
                Phrase(
                    f"Der er mere end {MOST_PIECES} afsnit i filen, flere end ét møde har. "
                    f"{_DIVIDE}.",
                    f"There are more than {MOST_PIECES} paragraphs in the file, more than one "
                    f"meeting has. {_DIVIDE.english}.",
                )
            )

    def piece(self) -> None:
        """Takes one piece more."""
        self.spent_pieces += 1
        self.allow(self.spent_pieces)
        if self.spent_pieces % 50 == 0:
            self.tick()

    def picture(self) -> None:
        """Takes one picture more."""
        self.spent_pictures += 1
        if self.spent_pictures > MOST_PICTURES:
            raise UsageProblem(
                Phrase(
                    f"Der er mere end {MOST_PICTURES} billeder i filen. {_DIVIDE}.",
                    f"There are more than {MOST_PICTURES} pictures in the file. {_DIVIDE.english}.",
                )
            )
        self.tick()

    def table(self, rows: int, columns: int) -> None:
        """Takes a table of that size."""
        if rows * columns > MOST_CELLS:
            raise UsageProblem(
                Phrase(
                    f"En tabel har mere end {MOST_CELLS} celler ({{rows:række|rækker}} og "
                    "{columns:kolonne|kolonner}). Del tabellen, eller fjern de tomme kolonner.",
                    f"A table has more than {MOST_CELLS} cells ({{rows:row|rows}} and "
                    "{columns:column|columns}). Divide the table, or remove the empty columns.",
                ).put(rows=rows, columns=columns)
            )

    def unpack(self, size: int) -> None:
        """Takes an unpacked part of a PDF file of ``size`` bytes."""
        self.unpacked += size
        if size > LARGEST_STREAM or self.unpacked > LARGEST_UNPACKED:
            raise UsageProblem(
                Phrase(
                    f"PDF-filen fylder mere end {LARGEST_UNPACKED // 1_000_000} MB, når den "
                    f"pakkes ud, eller en del af den mere end {LARGEST_STREAM // 1_000_000} MB. "
                    "Gør billederne mindre, eller udskriv den til en ny PDF.",
                    f"The PDF file takes up more than {LARGEST_UNPACKED // 1_000_000} MB when "
                    f"it is unpacked, or a part of it more than {LARGEST_STREAM // 1_000_000} "
                    "MB. Make the pictures smaller, or print it to a new PDF.",
                )
            )
        self.tick()

    def draw(self, size: int, depth: int) -> None:
        """Carries out ``size`` bytes of drawing instructions, ``depth`` forms deep."""
        self.drawn += size
        if self.drawn > MOST_DRAWN or depth > DEEPEST:
            raise UsageProblem(
                Phrase(
                    f"PDF-filen tegner for meget: mere end {MOST_DRAWN // 1_000_000} MB, eller "
                    f"mere end {DEEPEST} figurer inde i hinanden. Find Word-filen, eller udskriv "
                    "PDF-filen til en ny PDF.",
                    f"The PDF file draws too much: more than {MOST_DRAWN // 1_000_000} MB, or "
                    f"more than {DEEPEST} forms inside one another. Find the Word file, or "
                    "print the PDF file to a new PDF.",
                )
            )
        self.tick()

    def mark(self, kind: str, more: int) -> None:
        """Puts so many characters, or lines and shapes, more on a page of a PDF."""
        before = self.on_page.get(kind, 0)
        self.on_page[kind] = count = before + more
        if count > MOST_ON_PAGE:
            raise UsageProblem(
                Phrase(
                    f"En side i PDF-filen har mere end {MOST_ON_PAGE} {_MARKS[kind]}. Find "
                    "Word-filen, eller sæt siden ind som et billede.",
                    f"A page of the PDF file has more than {MOST_ON_PAGE} {_MARKS[kind].english}. "
                    "Find the Word file, or put the page in as a picture.",
                )
            )
        if count // 500 > before // 500:
            self.tick()

    def page(self) -> None:
        """Begins a page of a PDF file."""
        self.on_page.clear()
        self.tick()
