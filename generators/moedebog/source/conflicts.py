"""Where git could not merge two versions of a text, and what each of them said."""

from __future__ import annotations

import re

from moedebog.source.characters import lines_with

_MARKS = ("<<<<<<<", "=======", ">>>>>>>")
_BEGUN, _MIDDLE, _ENDED = r"(?m)^[ \t]*<{7}( |$)", r"(?m)^[ \t]*={7}$", r"(?m)^[ \t]*>{7}( |$)"
_LEFT_OVER = r"(?m)^(?:(?:<{7}|>{7})(?: |$)|={7}$)"
"""At the margin, where nothing of a meeting looks so."""
_MARK = re.compile(r"(?:(<{7}|\|{7}|>{7})(?: .*)?|(={7}))\r?")
_NEXT = {
    ("both", "<<<<<<<"): "ours",
    ("ours", "|||||||"): "base",
    ("ours", "======="): "theirs",
    ("base", "======="): "theirs",
    ("theirs", ">>>>>>>"): "both",
}
"""Which part of a text begins at a mark, by the part that it stands in."""


def torn_at(text: str) -> list[int]:
    """The lines (from 0) where git could not merge: where each begins, or what is left of one."""
    if not any(mark in text for mark in _MARKS):
        return []
    begun = list(lines_with(_BEGUN, text))
    whole = begun and re.search(_MIDDLE, text) and re.search(_ENDED, text)
    return begun if whole else list(lines_with(_LEFT_OVER, text))[:1]


def sides(text: str) -> tuple[str, str] | None:
    """What each side of a merge says as a whole; ``None`` where the marks are not all there.

    What both came from, which git shows as well if it is told to, is left out.
    """
    parts: dict[str, list[str]] = {"ours": [], "theirs": []}
    part, merged = "both", False
    for line in text.split("\n"):
        if match := _MARK.fullmatch(line):
            following = _NEXT.get((part, match[1] or match[2]))
            if following is None:
                return None
            part, merged = following, True
        elif part == "both":
            parts["ours"].append(line)
            parts["theirs"].append(line)
        elif part != "base":
            parts[part].append(line)
    if part != "both" or not merged:
        return None
    return "\n".join(parts["ours"]), "\n".join(parts["theirs"])
