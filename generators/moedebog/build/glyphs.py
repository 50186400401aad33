"""Characters that the PDF cannot show: found without making it, each told where it is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from moedebog import source
from moedebog.compose import Composer, Plan
from moedebog.diagnostics import Diagnostic, EnvironmentProblem, Position
from moedebog.document import Audience, Kind
from moedebog.settings.appearance import Style
from moedebog.settings.lineage import lineage
from moedebog.source import Tree, TreePath
from moedebog.typography import may_lack_glyphs
from moedebog.workspace import MeetingFile, Workspace

Place = tuple[str, TreePath]
"""A text in a file."""
_NOT_DRAWN = dict.fromkeys((0xFE0E, 0xFE0F))
"""Variation selectors: findings leave them out."""


def rare(*paths: Path | None) -> bool:
    """Whether there is any character in these files that is worth looking for in the fonts."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in paths if path)
    return any(map(may_lack_glyphs, texts))


def missing(
    ws: Workspace, file: MeetingFile, planned: Plan, folder: Path, style: Style
) -> list[Diagnostic]:
    """What none of a meeting's documents can show with this style, whose file is in ``folder``."""
    from moedebog.render import pdf

    diagnostics: list[Diagnostic] = []
    composer = Composer(planned)
    try:
        for kind, audience in product(Kind, Audience):
            diagnostics += pdf.missing_characters(composer.document(kind, audience), style)
    except EnvironmentProblem:  # a font is missing: told when documents are made
        return []
    return placed(diagnostics, ws, file, folder)


def missing_in_heads(ws: Workspace, folder: Path, style: Style) -> list[Diagnostic]:
    """What the running heads of a template set's PDFs cannot show."""
    from moedebog.render import pdf

    try:
        found = pdf.missing_in_heads(style)
        return _placed(found, _trees(ws, lineage(ws, folder)[0].style_files))
    except EnvironmentProblem:
        return []


def placed(
    diagnostics: list[Diagnostic], ws: Workspace, file: MeetingFile, folder: Path
) -> list[Diagnostic]:
    """Findings of a renderer, each in the text that it is about.

    One in running text stands there already. One in a title stands where its item begins, and
    one in a name or a running head at no line: their characters may come of the meeting, its
    forum or the style, and are told wherever these have them.
    """
    if not any("tekst" in finding.values for finding in diagnostics):
        return diagnostics
    styles = lineage(ws, folder)[0].style_files
    paths = [file.path, ws.forum_file(file.path), *styles]
    return _placed(diagnostics, _trees(ws, [path for path in paths if path]))


def _trees(ws: Workspace, paths: Iterable[Path]) -> list[Tree]:
    trees = (source.read(path, ws.display(path))[0] for path in paths)
    return [tree for tree in trees if tree is not None]


def _placed(diagnostics: list[Diagnostic], trees: list[Tree]) -> list[Diagnostic]:
    result: list[Diagnostic] = []
    loose: list[Diagnostic] = []
    settled: list[tuple[Place, str]] = []
    for finding in diagnostics:
        place = next((at for tree in trees if (at := _text_at(tree, finding.position))), None)
        if "tekst" not in finding.values:
            result.append(finding)
        elif place:
            result.append(finding)
            settled.append((place, str(finding.values["tekst"])))
        else:
            loose.append(finding)
    for finding in loose:
        text = str(finding.values["tekst"])
        places = [place for tree in trees for place in _places(tree, text)]
        if not places:
            result.append(finding)
        result += [
            replace(finding, position=position)
            for place, position in places
            if not any(place == known and text in words for known, words in settled)
        ]
    return result


def _text_at(tree: Tree, position: Position) -> Place | None:
    """The text in a file that begins at a position or holds it; a key is none."""
    if not position.line or position.file != tree.name:
        return None
    path = tree.path_at(position)
    data = tree.data
    for step in path:
        data = data[step]
    is_text = isinstance(data, str) and tree.position(path) <= position
    return (tree.name, path) if is_text else None


def _places(tree: Tree, characters: str) -> Iterator[tuple[Place, Position]]:
    """Where a file has these characters in a text."""
    for path, text in _texts(tree.data):
        text = unicodedata.normalize("NFC", text).translate(_NOT_DRAWN)
        if characters in text:
            line = text.count("\n", 0, text.index(characters))
            yield (tree.name, path), tree.text_position(path, line)


def _texts(data: Any, path: TreePath = ()) -> Iterator[tuple[TreePath, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, (dict, list)):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _texts(value, (*path, step))
