"""YAML text to a tree that knows line and column of every key and value.

The C parser's events are read by a builder of our own: that is many times faster than a
loader that keeps positions, and it decides for itself what a secretary's text means.
Only whole numbers, ``true``, ``false`` and ``null`` are more than text, so ``nej``,
``10.30``, ``012345`` and ``2025-09-12`` stay as they were written. What YAML can do
beyond keys, lists and text (anchors, tags, merging, several documents) is refused.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path

from moedebog.diagnostics import Diagnostic, Phrase, Position, Severity
from moedebog.source import doubtful
from moedebog.source.characters import (
    MAX_BYTES,
    TABBED,
    decode,
    lines_with,
    scan,
    without_faults,
)
from moedebog.source.conflicts import sides, torn_at
from moedebog.source.indentation import in_texts, indent
from moedebog.source.reader import MAX_DEPTH, MAX_NODES, YamlReader
from moedebog.source.rules import (
    CONFLICT,
    INDENTATION,
    JOINED_ENTRIES,
    LEADS_OUT,
    LOST_HEADING,
    NOT_A_FILE,
    NOT_INDENTED,
    TAB,
    TOO_LARGE,
    UNREADABLE,
)
from moedebog.source.tabs import as_blanks
from moedebog.source.tree import Tree, TreePath, texts

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "Tree",
    "TreePath",
    "contents",
    "decode",
    "parse",
    "read",
    "sides",
    "texts",
]


def read(path: Path, name: str, within: Path | None = None) -> tuple[Tree | None, list[Diagnostic]]:
    """The tree in the file at ``path``; ``name`` is what the diagnostics call it.

    ``within``: a folder that a symbolic link may not lead out of. What others have written
    must not show a file of the machine it is checked on.
    """
    data, problems = contents(path, name, within)
    return (None, problems) if data is None else parse(data, name)


def contents(
    path: Path, name: str, within: Path | None = None
) -> tuple[bytes | None, list[Diagnostic]]:
    """What the file at ``path`` holds, or why it cannot be read."""
    place = Position(name)
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            if within and not path.resolve().is_relative_to(within.resolve()):
                return None, [LEADS_OUT.at(place, mappe=within.name)]
            status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None, [NOT_A_FILE.at(place)]
        if status.st_size > MAX_BYTES:
            return None, [TOO_LARGE.at(place, mb=MAX_BYTES // 1_000_000)]
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1), []
    except FileNotFoundError:
        return None, [UNREADABLE.at(place, grund=Phrase("den findes ikke", "it does not exist"))]
    except PermissionError:
        return None, [
            UNREADABLE.at(place, grund=Phrase("du har ikke adgang til den", "you may not read it"))
        ]
    except (OSError, ValueError, RuntimeError):  # RuntimeError: a link to itself
        return None, [
            UNREADABLE.at(
                place, grund=Phrase("systemet melder fejl", "the system reports an error")
            )
        ]


def _untabbed(text: str, name: str) -> tuple[Tree | None, list[Diagnostic]]:
    """The tree in a text with tabs in its indentation, where there is but one way to read it.

    What belongs to what depends on how wide a tab is. Widths that do not fit the other lines are
    out; where those that do give different trees, nobody knows.
    """
    tabbed = {number + 1 for number in lines_with(TABBED, text)}
    last: tuple[Tree | None, list[Diagnostic]] = None, []
    for width in _TAB_WIDTHS if len(text) <= _TABBED_CHARACTERS else ():
        reader = YamlReader(name, without_faults(_spaced(text, width)))
        tree = reader.read()
        if tree is None or any(
            problem.position.line in tabbed or problem.rule in (INDENTATION, NOT_INDENTED)
            for problem in reader.problems
        ):
            continue
        if last[0] is not None and last[0].data != tree.data:
            return None, []
        last = tree, reader.problems
    return last


def _spaced(text: str, width: int) -> str:
    """The text with blanks for the tabs that lines begin with."""
    return re.sub(r"(?m)^[ \t]+", lambda match: match[0].expandtabs(width), text)


_HEADING = r"(?m)^ *#{2,6} +(?![a-z_]+:)\w[^\n]*(?<!#)$"
"""Several ``#`` and words, but no key that was put out of use, and no frame around a comment."""
_TAB_WIDTHS = (2, 4, 8)
_TABBED_CHARACTERS = 200_000


def _is_json(text: str) -> bool:
    """Whether a text with tabs is JSON, where they stand between the values alone."""
    if text.lstrip()[:1] not in ("{", "["):
        return False
    import json

    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _lost_headings(text: str, name: str, told: list[Diagnostic]) -> list[Diagnostic]:
    """Headings of a text below a ``|`` that are comments, since they are not indented as it is."""
    if not re.search(_HEADING, text):
        return []
    lines = text.split("\n")
    inside = in_texts(lines, len(lines))
    places = {problem.position for problem in told}
    found: list[Diagnostic] = []
    column, begun = 0, 0
    """The column (from 1) of the text right above, 0: there is none; and the line to go on at."""
    for heading in lines_with(_HEADING, text):
        if heading in inside:
            continue
        for number in range(begun, heading):
            if number in inside and lines[number].strip():
                column = column or indent(lines[number]) + 1
            elif lines[number].strip() and not re.match(_HEADING, lines[number]):
                column = 0
        begun = heading + 1
        place = Position(name, heading + 1, indent(lines[heading]) + 1)
        if column and place not in places:
            found.append(LOST_HEADING.at(place, tekst=lines[heading].strip(), der=column))
    return found


def parse(data: bytes, name: str) -> tuple[Tree | None, list[Diagnostic]]:
    """The tree written in ``data``, and everything that is wrong with it.

    There may be a tree although there are errors: what could be read, so that it can be
    checked further. It is ``None`` where nothing could be made of the text.
    """
    text, problems = decode(data, name)
    if text is None:
        return None, problems
    if torn := torn_at(text):
        return None, [CONFLICT.at(Position(name, number + 1, 1)) for number in torn]
    text, tabs = as_blanks(text, name) if "\t" in text else (text, [])
    problems = scan(text, name)
    if problems and problems[0].rule is TAB and _is_json(text):
        text, problems = text.replace("\t", " "), []
    if problems:
        if re.search(TABBED, text):
            tree, more = _untabbed(text, name)
            return tree, tabs + problems + more
        text = without_faults(text)
    reader = YamlReader(name, text)
    tree = reader.read()
    problems = tabs + problems + _lost_headings(text, name, reader.problems)
    if tree is not None:
        problems += doubtful.found_in(tree)
    problems += reader.problems
    told = {p.position.line for p in problems if p.severity is Severity.ERROR}
    # A line that could not be read, and the one it hangs below, have one cause.
    below = {line + 1 for line in told}
    return tree, [
        p for p in problems if p.rule is not JOINED_ENTRIES or p.position.line not in told | below
    ]
