"""What a template prints on every document, whatever the meeting: it tells nothing of one.

Everybody reads it in each meeting that the forum holds. Where it names somebody whom a closed item
names as well, that is no leak.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from moedebog import source
from moedebog.diagnostics import UsageProblem
from moedebog.settings.lineage import lineage
from moedebog.workspace import Workspace

_PARAGRAPH = re.compile(r"</w:p>|<w:(?:tab|br)\b")
_TAG = re.compile(r"<[^<>]*>")
_SHOWN = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")


def printed(ws: Workspace, template: str) -> Iterator[str]:
    """The texts of a template set and of those it builds on, as far as they can be read."""
    try:
        sets, _ = lineage(ws, ws.template_set(template))
    except UsageProblem:
        return
    for path in sets.style_files:
        if path.is_file():
            tree, _ = source.parse(path.read_bytes(), path.name)
            if tree is not None:
                yield from lines(tree.data)
    for folder in sets.folders:
        for path in sorted(folder.glob("*.docx")):
            yield from _of_word(path)


def _of_word(path: Path) -> Iterator[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(one) for one in archive.namelist() if _SHOWN.fullmatch(one)]
    except (OSError, zipfile.BadZipFile):
        return  # whoever draws by it says so
    for part in parts:
        for paragraph in _PARAGRAPH.split(part.decode("utf-8", "replace")):
            if text := unescape(_TAG.sub("", paragraph)).strip():
                yield text


def lines(data: Any) -> Iterator[str]:
    """The texts in what a YAML file says, line by line."""
    for _, text in source.texts(data):
        yield from filter(None, map(str.strip, text.splitlines()))
