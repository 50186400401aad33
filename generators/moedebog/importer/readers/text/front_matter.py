"""The keys before the text of a Markdown file that a web site is made of."""

from __future__ import annotations

import re

from moedebog.importer.genre import labels

_BLOCK = re.compile(r"\A\s*---[ \t]*\n(?P<keys>(?:(?!---)[^\n]*\n){1,60}?)---[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"(?P<key>[a-z][\w.-]*):[ \t]*(?P<value>.*)\Z")
_GOES_ON = re.compile(r"\s*(?:-\s.*|#.*|\s\S.*)?\Z")
_USED = re.compile(r"\{\{\s*page\.([\w.-]+)\s*\}\}")
_DAY = frozenset(("date", "dato"))
_TITLE = frozenset(("title", "titel"))
LEFT_OUT = "filens nøgler er udeladt: {}"


def without_keys(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with its title, its day and what names people as lines; what is to be told.

    The lines keep their numbers. A text without such keys is as it was.
    """
    block = _BLOCK.match(text)
    if block is None:
        return text, ()
    used = set(_USED.findall(text))
    known: dict[str, str] = {}
    lines, left = [], []
    for line in block["keys"].split("\n")[:-1]:
        found = _KEY.match(line)
        if found is None and not _GOES_ON.match(line):
            return text, ()
        shown = ""
        if found is not None:
            key, value = found["key"], found["value"].strip().strip("\"'")
            known[key] = value
            shown = "" if key in used else _shown(key, value)
        if line.strip() and not shown and not (found and found["key"] in used):
            left.append(line.strip())
        lines.append(shown)
    if not known:
        return text, ()
    before = block[0][: block.start("keys") - block.start()].count("\n")
    rest = _USED.sub(lambda used: known.get(used[1], used[0]), text[block.end() :])
    told = (LEFT_OUT.format("; ".join(left)),) if left else ()
    return "\n".join([*[""] * before, *lines, "", rest]), told


def _shown(key: str, value: str) -> str:
    """The line that a key becomes; empty where it says nothing of the meeting."""
    if not value or key in _TITLE:
        return value
    if key in _DAY:
        return f"Dato: {value}"
    line = f"{key.capitalize()}: {value}"
    return line if labels.has_label(line) else ""
