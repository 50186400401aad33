"""Running text as a secretary types it, read by itself."""

from __future__ import annotations

from pathlib import Path

from moedebog import markdown
from moedebog.blocks import Blocks
from moedebog.diagnostics import Diagnostic, Position


def read(text: str) -> tuple[Blocks, list[Diagnostic]]:
    """What is printed of a text, and what is told of it; its lines count from 1."""
    return markdown.parse(text, lambda line: Position("m.yaml", 1 + line, 1), Path())


def told(text: str) -> list[str]:
    """The codes of what is told of a text."""
    return [finding.code for finding in read(text)[1]]
