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

from moedebog.diagnostics import Diagnostic, Phrase, Position
from moedebog.source.characters import MAX_BYTES, TABBED, decode, scan, without_faults
from moedebog.source.reader import MAX_DEPTH, MAX_NODES, Reader
from moedebog.source.rules import LEADS_OUT, NOT_A_FILE, TOO_LARGE, UNREADABLE
from moedebog.source.tree import Tree, TreePath

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


def parse(data: bytes, name: str) -> tuple[Tree | None, list[Diagnostic]]:
    """The tree written in ``data``, and everything that is wrong with it.

    There may be a tree although there are errors: what could be read, so that it can be
    checked further. It is ``None`` where nothing could be made of the text.
    """
    text, problems = decode(data, name)
    if text is None:
        return None, problems
    problems = scan(text, name)
    if problems:
        if re.search(TABBED, text):
            return None, problems  # what belongs to what cannot be known
        text = without_faults(text)
    reader = Reader(name, text)
    tree = reader.read()
    return tree, problems + reader.problems
