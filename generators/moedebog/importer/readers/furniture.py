"""Running heads, feet and page numbers: what stands on the pages and is no part of the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from moedebog.importer.genre import patterns
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import any_of, expression

_PAGE_OF = expression(DANISH.page_of, page=r"\d+", pages=r"\d+")
PAGE_NUMBER = re.compile(
    rf"(?:{_PAGE_OF}"
    r"|side\s*\d+(?:\s*(?:af|/|ud af)\s*\d+)?|\d{1,3}\s+af\s+\d{1,3}|[-–]\s*\d{1,3}\s*[-–])",
    re.IGNORECASE,
)
_OWN_HEAD = re.compile(
    DANISH.parts_separator.join((r"\S.*", f"(?:{any_of(*DANISH.documents.values())})", r".*\d\b.*"))
)
"""A running head of ours, which a document of two pages has only once."""
_DEEPEST = 8
"""So many lines a running head or foot has at most."""
_SAME_HEIGHT = 4.0
_NEAR = 16.0
"""How far from its usual height a running head may stand that has the number of its page in it."""
_NUMBERED = re.compile(r"\s*\b(?:side|page)\s+\d+(?:\s*(?:af|/|of)\s*\d+)?\b", re.IGNORECASE)

Edge = tuple[str, float]
"""A line: its text, and how high it stands on the page."""


def running(pages: Sequence[Sequence[Edge]]) -> set[tuple[int, int]]:
    """The lines that are left out, by page and place on it.

    Only what is outermost on a page can be one of them: then it uncovers the next line.
    """
    left = [[0, len(page)] for page in pages]
    found: set[tuple[int, int]] = set()
    moved: set[tuple[int, int]] = set()
    """Pages, and the end of each, with a line that has the number of the page in it."""
    for _ in range(_DEEPEST):
        before = len(found)
        for end in (0, 1):
            outermost = {
                number: at[0] if end == 0 else at[1] - 1
                for number, at in enumerate(left)
                if at[0] < at[1]
            }
            edges = {number: pages[number][at] for number, at in outermost.items()}
            moved |= {(number, end) for number, edge in edges.items() if _NUMBERED.search(edge[0])}
            near = {number for number in edges if (number, end) in moved}
            for number in _running(edges, len(pages), near):
                found.add((number, outermost[number]))
                left[number][end] += 1 if end == 0 else -1
        if len(found) == before:
            break
    return found


def _running(edges: dict[int, Edge], pages: int, near: Collection[int]) -> Iterator[int]:
    """The pages of which the line at this edge is repeated, or is a page number.

    On the pages ``near``, it may stand somewhat higher or lower than on others.
    """
    often, counted = _often(edges, pages), _counted(edges)
    for number, (text, height) in edges.items():
        most = _NEAR if number in near else _SAME_HEIGHT
        repeated = any(abs(height - other) < most for other in often.get(_key(text), ()))
        own = number > 0 and _OWN_HEAD.fullmatch(" ".join(text.split()))
        if PAGE_NUMBER.fullmatch(text.strip()) or repeated or own or number in counted:
            yield number


def _counted(edges: dict[int, Edge]) -> set[int]:
    """The pages that have at one height a bare number, each as many higher as pages lie between."""
    alike: dict[tuple[int, int], list[int]] = {}
    for number, (text, height) in edges.items():
        if re.fullmatch(r"\d{1,3}", text.strip()):
            key = int(text) - number, round(height / _SAME_HEIGHT)
            alike.setdefault(key, []).append(number)
    return {number for numbers in alike.values() if len(numbers) > 1 for number in numbers}


def _often(edges: dict[int, Edge], pages: int) -> dict[str, list[float]]:
    """What stands at one height on most pages, or on most left or right ones: where."""
    often: dict[str, list[float]] = {}
    if pages < 2:
        return often
    for numbers in (range(pages), range(0, pages, 2), range(1, pages, 2)):
        heights: dict[str, list[float]] = {}
        for number in numbers:
            if number in edges:
                heights.setdefault(_key(edges[number][0]), []).append(edges[number][1])
        usual = max(3, len(numbers) * 0.6) if pages > 2 else 2
        for text, found in heights.items():
            # What an item may have is at the edge of every page by no chance.
            enough = max(3, len(numbers)) if _says_something(text) else usual
            for one in set(found):
                if sum(1 for other in found if abs(other - one) < _SAME_HEIGHT) >= enough:
                    often.setdefault(text, []).append(one)
    return often


def _says_something(text: str) -> bool:
    """Whether it is a line that each item may have, at the edge of a page by chance."""
    titled = " " in text and patterns.MINUTES.fullmatch(patterns.folded(text))
    known = patterns.section_of(text) and not titled
    return bool(known or patterns.ABSENT.match(text) or patterns.CASE_NUMBER.match(text))


def _key(text: str) -> str:
    """The line with every number the same: so page numbers do not tell two feet apart."""
    bare = _NUMBERED.sub("", text) or text
    return re.sub(r"\d+", "0", " ".join(bare.split()))
