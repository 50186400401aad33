"""Straight quotation marks, hyphens and dots in prose, mended on request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moedebog import sloppy
from moedebog.diagnostics import Phrase
from moedebog.prose import PROSE
from moedebog.source import TreePath
from moedebog.upgrade.changes import Change, FileKind, YamlFile
from moedebog.upgrade.edits import Reword, can_reword


def _edits(place: YamlFile) -> Iterator[Reword]:
    return (edit for edit in _all(place) if can_reword(place.tree, edit))


def _left(place: YamlFile) -> Iterator[TreePath]:
    return (edit.path for edit in _all(place) if not can_reword(place.tree, edit))


def _all(place: YamlFile) -> Iterator[Reword]:
    """All that should be written otherwise, whether it can be or not."""
    for path, text in _prose(place.tree.data, (), prose=False):
        mended = sloppy.mended(text)
        if mended != text:
            yield Reword(path, mended, sloppy.mended)


def _prose(node: Any, path: TreePath, *, prose: bool) -> Iterator[tuple[TreePath, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _prose(value, (*path, key), prose=key in PROSE)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _prose(value, (*path, index), prose=prose)
    elif isinstance(node, str) and prose:
        yield path, node


TYPOGRAPHIC = Change(
    "T1",
    "0.1.0",
    FileKind.MEETING,
    Phrase(
        "lige anførselstegn, bindestreger og punktummer bliver til ”…”, – og …",
        "straight quotation marks, hyphens and full stops become ”…”, – and …",
    ),
    _edits,
    _left,
)
"""No change of a version: it is carried out only where somebody asks for it."""
