"""In which order characters stand where some are written from right to left.

The Unicode bidirectional algorithm (UAX 9) for one paragraph, without the marks that nest one
direction in another: they hide what is read, and no meeting file may hold them. Levels are
those of the algorithm: even ones run to the right, odd ones to the left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TypeVar

from moedebog.typography import NO_BREAK_HYPHEN, is_latin_1

_LEFTWARD = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks of what is written from right to left."""
_STRONG = {"L": 0, "R": 1, "AL": 1}
_NEUTRAL = ("B", "S", "WS", "ON", "BN")
_PAIRS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⟦": "⟧", "「": "」", "『": "』", "【": "】"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_MOST_OPEN = 63

_Item = TypeVar("_Item")


def has_leftward(text: str) -> bool:
    """Whether anything in it may be written from right to left."""
    return not is_latin_1(text) and _LEFTWARD.search(text) is not None


def is_leftward(text: str) -> bool:
    """Whether the text as a whole is: its first letter is."""
    if not has_leftward(text):
        return False
    return next(
        (bool(_STRONG[k]) for k in map(unicodedata.bidirectional, text) if k in _STRONG), False
    )


def runs_leftward(word: str) -> bool:
    """Whether a word that has one level is drawn from right to left."""
    return has_leftward(word) and any(unicodedata.bidirectional(c) in ("R", "AL") for c in word)


def levels(text: str, *, leftward: bool = False) -> list[int]:
    """The level of each character of a paragraph, which itself runs to the left or not."""
    base = leftward
    kinds = [unicodedata.bidirectional(c) or "L" for c in text]
    around = "R" if base else "L"
    _weak(kinds, around)
    _brackets(text, kinds, around)
    _neutral(kinds, around)
    found = []
    for kind in kinds:
        if base:
            found.append(1 if kind == "R" else 2)
        else:
            found.append({"L": 0, "R": 1}.get(kind, 2))
    return found


def in_order(items: Sequence[_Item], at: Sequence[int]) -> list[_Item]:
    """The items of a line from left to right; ``at`` is the level of each (rule L2)."""
    order = list(range(len(items)))
    highest = max(at, default=0)
    for level in range(highest, 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and at[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = max(end, start + 1)
    return [items[index] for index in order]


def passages(texts: Sequence[str], *, leftward: bool = False) -> Iterator[list[tuple[str, int]]]:
    """The texts that make up a paragraph, each cut where the level changes: parts and levels.

    Hyphens become plain ones: the numbers at both sides of another would change places.
    """
    texts = [text.replace(NO_BREAK_HYPHEN, "-") for text in texts]
    at = levels("".join(texts), leftward=leftward)
    start = 0
    for text in texts:
        parts: list[tuple[str, int]] = []
        for index, character in enumerate(text, start):
            if parts and at[index] == parts[-1][1]:
                parts[-1] = parts[-1][0] + character, at[index]
            else:
                parts.append((character, at[index]))
        start += len(text)
        yield parts


def _weak(kinds: list[str], around: str) -> None:
    """Numbers, and what stands in and beside them (rules W1 to W7)."""
    before = strong = around
    for index, kind in enumerate(kinds):
        if kind == "NSM":
            kind = before
        before = kind
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[index] = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for index in range(1, len(kinds) - 1):
        left, kind, right = kinds[index - 1 : index + 2]
        if kind in ("ES", "CS") and left == right == "EN":
            kinds[index] = "EN"
        elif kind == "CS" and left == right == "AN":
            kinds[index] = "AN"
    _signs(kinds)
    strong = around
    for index, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[index] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"


def _signs(kinds: list[str]) -> None:
    """Signs of money, per cent and the like go with the number beside them (W5)."""
    index = 0
    while index < len(kinds):
        end = index
        while end < len(kinds) and kinds[end] in ("ET", "BN"):
            end += 1
        signs = "ET" in kinds[index:end]
        if signs and "EN" in (*kinds[index - 1 : index], *kinds[end : end + 1]):
            kinds[index:end] = ["EN"] * (end - index)
        index = max(end, index + 1)


def _as_strong(kind: str) -> str:
    """Numbers count as what runs to the left."""
    return "R" if kind in ("EN", "AN") else kind


def _brackets(text: str, kinds: list[str], around: str) -> None:
    """Two brackets that belong together run as what is between them (N0)."""
    for opening, closing in _pairs(text, kinds):
        inside = {_as_strong(kind) for kind in kinds[opening + 1 : closing]} & {"L", "R"}
        if not inside:
            continue
        if around not in inside:
            before = (_as_strong(kind) for kind in reversed(kinds[:opening]))
            context = next((kind for kind in before if kind in ("L", "R")), around)
            found = context if context != around else around
        else:
            found = around
        kinds[opening] = kinds[closing] = found


def _pairs(text: str, kinds: Sequence[str]) -> list[tuple[int, int]]:
    open_: list[tuple[str, int]] = []
    found = []
    for index, character in enumerate(text):
        if kinds[index] != "ON":
            continue
        if character in _PAIRS:
            if len(open_) == _MOST_OPEN:
                return []
            open_.append((character, index))
        elif character in _CLOSING:
            for depth in range(len(open_) - 1, -1, -1):
                if open_[depth][0] == _CLOSING[character]:
                    found.append((open_[depth][1], index))
                    del open_[depth:]
                    break
    return sorted(found)


def _neutral(kinds: list[str], around: str) -> None:
    """What has no direction of its own has that of both its sides, or else the paragraph's."""
    index = 0
    while index < len(kinds):
        end = index
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > index:
            before = _as_strong(kinds[index - 1]) if index else around
            after = _as_strong(kinds[end]) if end < len(kinds) else around
            kinds[index:end] = [before if before == after else around] * (end - index)
        index = max(end, index + 1)
