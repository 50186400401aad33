"""Where prose stands between brackets or braces, in a YAML file and in a text that shows YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from moedebog.prose import PROSE

CELLS = frozenset({"kolonner", "raekker"})
KEYS = PROSE - CELLS
OTHERS = {
    "gruppe": "personer",  # a group of recipients has a name
    "beslutning": "droeftelse",  # how a forum calls its kinds of items
}
"""Keys that are no prose where the other stands beside them."""
_KEY = re.compile(rf"[{{,]\s*({'|'.join(sorted(KEYS))}):\s")
_AT = re.compile(r"(?<![\w/])at:\s+\[")


def in_yaml(text: str) -> list[str]:
    """What of a YAML text is prose between brackets; empty, too, where it cannot be read."""
    yaml = YAML()
    try:
        root = yaml.compose(StringIO(text))
    except YAMLError:
        return []
    return [text[n.start_mark.index : n.end_mark.index] for n in _flow(root, "")]


def in_lines(text: str) -> list[str]:
    """The lines of a text that show prose between brackets, in a comment or inline code too."""
    return [
        line
        for line in text.split("\n")
        if _AT.search(line) or any(_shows(line, match) for match in _KEY.finditer(line))
    ]


def in_markdown(text: str) -> list[str]:
    """Both, of a page with blocks of YAML."""
    blocks = re.findall(r"^( *)```yaml\n(.*?)^\1```", text, re.MULTILINE | re.DOTALL)
    return [*in_lines(text), *(found for _, block in blocks for found in in_yaml(block))]


def _shows(line: str, match: re.Match[str]) -> bool:
    before = line[: match.start() + 1]
    other = OTHERS.get(match[1], "{")
    return before.count("{") > before.count("}") and f"{other}:" not in line


def _flow(node: Any, key: str) -> Iterator[Any]:
    """The outermost collections in flow style that hold prose."""
    if node is None or isinstance(node.value, str):
        return
    if node.flow_style and _holds(node, key):
        yield node
        return
    for entry in node.value:
        name, value = entry if isinstance(entry, tuple) else (None, entry)
        yield from _flow(value, str(name.value) if name else key if key in CELLS else "")


def _holds(node: Any, key: str) -> bool:
    if isinstance(node.value, str):
        text = node.value.strip()
        return (key in KEYS and bool(text)) or (key in CELLS and " " in text)
    if not node.value:
        return False
    if node.id == "sequence":
        return any(_holds(entry, key) for entry in node.value)
    if key == "sagstyper":
        return True
    names = {name.value for name, _ in node.value if isinstance(name.value, str)}
    return any(
        _holds(value, name.value)
        for name, value in node.value
        if isinstance(name.value, str) and not {OTHERS.get(name.value)} & names
    )
