"""A list of changes as JSON for programs and as Markdown for a pull request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from moedebog import printable
from moedebog.difference.changes import Changes
from moedebog.difference.words import Sentence, alone

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&])")
"""What Markdown would take for its own."""


class Compared(Struct, frozen=True, kw_only=True):
    """Which two states of a document a list of changes lies between."""

    format: str = "moedebog-diff"
    version: int = 1
    """Of the form; rises when a program that reads the old one would go wrong."""
    moede: str
    """The meeting's lasting id."""
    dokument: str
    maalgruppe: str
    fra: int
    """The number of a version."""
    til: int | None
    """The same; ``null``: what the meeting file says now."""
    delvis: bool
    """Whether there may be more, a source not being here."""


def as_json(compared: Compared, changes: Changes, sentences: Iterable[Sentence]) -> str:
    """The data, a value a line. Nothing in it steers a terminal."""
    data: dict[str, Any] = msgspec.to_builtins(compared)
    data["aendringer"] = msgspec.to_builtins(changes)
    data["saetninger"] = list(alone(sentences))
    return printable.json_text(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"


def as_markdown(
    heading: str, sentences: Sequence[Sentence], nothing: str, warning: str = ""
) -> str:
    """A heading, a warning and a list; ``nothing`` stands for an empty one."""
    lines = []
    for one in sentences:
        lines.append(f"- {_plain(one.alene)}")
        lines += [f"  - {_plain(line)}" for line in one.linjer]
    lines = lines or [_plain(nothing)]
    before = [f"**{_plain(warning)}**", ""] if warning else []
    return "\n".join([f"### {_plain(heading)}", "", *before, *lines]) + "\n"


def _plain(text: str) -> str:
    """The text on one line, as Markdown that shows it so."""
    return _SIGNS.sub(r"\\\1", " ".join(printable.visible(text).split()))
