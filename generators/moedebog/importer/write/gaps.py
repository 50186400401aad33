"""Words that a document of ours leaves out, or shows to some alone, marked in the meeting file.

An internal document that was read as plain text would make its words public.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from moedebog import left_out
from moedebog.importer.write.unsure import Unsure
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import expression

_SAID = expression(DANISH.left_out, ground=r"(?P<ground>[^\[\]{}\"\n]+(?:\n[^\[\]{}\"\n]+)?)")
_GAP = re.compile(rf"\\?\[{_SAID}\\?\]")
_AFTER_WORDS = re.compile(rf"\s+–\s+{_SAID}\\?\]")


def marked(value: Any) -> Any:
    """The values of a meeting file, in whose texts all that was left out is so again."""
    if isinstance(value, Unsure):
        return Unsure(marked(value.value), value.notes)
    if isinstance(value, Mapping):
        return {key: marked(one) for key, one in value.items()}
    if isinstance(value, list):
        return [marked(one) for one in value]
    return _in_text(value) if isinstance(value, str) else value


def _in_text(text: str) -> str:
    text = _GAP.sub(lambda match: left_out.mark("", _ground(match)), text)
    at = 0
    while match := _AFTER_WORDS.search(text, at):
        start = _opening(text, match.start())
        at = match.end()
        if start is not None:
            words = text[start + 1 : match.start()]
            begin = start - (text[start - 1 : start] == "\\")
            made = left_out.mark(words, _ground(match))
            text, at = text[:begin] + made + text[at:], begin + len(made)
    return text


def _ground(match: re.Match[str]) -> str:
    return " ".join(match["ground"].replace("\\", "").split())


def _opening(text: str, end: int) -> int | None:
    """Where the bracket stands before words that end at a place."""
    depth = 0
    for at in range(end - 1, -1, -1):
        if text[at] == "]":
            depth += 1
        elif text[at] == "[" and depth:
            depth -= 1
        elif text[at] == "[":
            return at
    return None
