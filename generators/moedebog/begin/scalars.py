"""Texts as they stand in a YAML file that a person goes on with."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[^\W\d_][\w’.,()/&-]*(?: [\w’.(/&–-][\w’.,()/&-]*)*")
_OTHER = {"ja", "nej", "yes", "no", "on", "off", "true", "false", "null", "y", "n", "j"}
"""Words that could be read as something else than text."""


def scalar(text: str) -> str:
    """A text on one line: as it is, where no reader can take it for anything else, or quoted."""
    text = " ".join(text.split())
    if _PLAIN.fullmatch(text) and text.lower() not in _OTHER:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
