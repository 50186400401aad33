"""The lines of a text file by page, without what is repeated on each."""

from __future__ import annotations

from moedebog.importer.readers.furniture import PAGE_NUMBER, running

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
