"""A line of text -> its runs, with Markdown's marks read as such."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from moedebog import markdown
from moedebog.blocks import Inlines, Paragraph, Run
from moedebog.diagnostics import Position
from moedebog.importer.budget import MANY_BRACKETS
from moedebog.importer.pieces import tidy

_ENTITY = re.compile(r"&(?:quot|amp|lt|gt|apos|nbsp|#\d{1,6}|#x[\da-fA-F]{1,5});")
"""A sign as web pages spell it."""
_BLOCK_START = re.compile(r"(\s*)([-+>#=~:]|(?<!\d)\d++(?=[.)]))")


def inlines_of(text: str) -> Inlines:
    """A line of text with its Markdown marks for bold, italics and links read as such.

    Whatever Markdown would make of the line besides, or would drop from it, is left as typed.
    """
    text = " ".join(_ENTITY.sub(lambda match: unescape(match[0]), text).split())
    if text.count("[") - text.count("](") > MANY_BRACKETS:
        return (Run(text),)
    escaped = _BLOCK_START.sub(_escaped, text, count=1)
    blocks, problems = markdown.parse(escaped, lambda _: Position(""), Path())
    unreadable = [p for p in problems if p.code != markdown.LINK_UNUSABLE.code]
    if unreadable or len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
        return (Run(text),) if text else ()
    return tidy(blocks[0].inlines)


def _escaped(match: re.Match[str]) -> str:
    start = match[2]
    return f"{match[1]}{start}\\" if start[0].isdigit() else f"{match[1]}\\{start}"
