"""The bytes of a text file -> its letters."""

from __future__ import annotations

from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.importer.readers.furniture import PAGE_NUMBER, running
from moedebog.importer.readers.letters import UNREADABLE

Numbered = tuple[int, str]
"""A line of the file with its number, from 1."""


def pages_of(text: str) -> list[list[Numbered]]:
    """The lines of each page: between form feeds, or else each with its number at the end."""
    pages: list[list[Numbered]] = [[]]
    fed = "\f" in text
    for number, line in enumerate(text.replace("\f", "\n\f").split("\n"), 1):
        if line.startswith("\f"):
            pages.append([])
        pages[-1].append((number - len(pages) + 1 if fed else number, line.removeprefix("\f")))
        if not fed and PAGE_NUMBER.fullmatch(line.strip()):
            pages.append([])
    return pages


def without_running(pages: list[list[Numbered]]) -> list[Numbered]:
    """The lines without running heads, feet and page numbers."""
    filled = [[at for at, (_, line) in enumerate(page) if line.strip()] for page in pages]
    edges = [[(pages[n][at][1].strip(), 0.0) for at in places] for n, places in enumerate(filled)]
    gone = {(n, filled[n][at]) for n, at in running(edges)}
    return [
        line for n, page in enumerate(pages) for at, line in enumerate(page) if (n, at) not in gone
    ]


def decoded(data: bytes) -> str:
    """The text in the encoding that it seems to have. Raises ``UsageProblem`` where it is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif data[:400].count(0) * 3 > len(data[:400]):
        little = data[1:400:2].count(0) > data[0:400:2].count(0)
        text = data.decode("utf-16-le" if little else "utf-16-be", "replace")
    else:
        text = data.decode("utf-8-sig", "replace")
        if _garbled(text) * 2 > sum(1 for letter in text if letter > "\x7f"):
            text = data.decode("cp1252", "replace")  # of one byte for each letter, then
    controls = sum(1 for letter in text if letter < " " and letter not in "\t\n\r\f\v")
    if _garbled(text) + controls > max(20, len(text) / 20):
        raise UsageProblem(
            Phrase(
                "Filen er ikke en tekstfil. Gem den som .docx eller PDF.",
                "The file is no text file. Save it as .docx or PDF.",
            )
        )
    return text


def _garbled(text: str) -> int:
    return text.count(UNREADABLE)
