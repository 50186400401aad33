"""How classes make words look, where a program has written the looks of a page into its head."""

from __future__ import annotations

import re
from typing import Any

_SELECTOR = re.compile(r"\w*\.([\w-]+)")
_LOOK = re.compile(
    r"(?:font-weight|font-style|text-decoration(?:-line)?|vertical-align)\s*:\s*[\w\s-]{1,40}",
    re.IGNORECASE,
)

_LONGEST = 300
"""So many characters are kept of what is said of one class."""


def with_looks(root: Any) -> None:
    """Writes into each element what its classes say of bold, italics, struck and raised text."""
    rules: dict[str, str] = {}
    for sheet in root.iter("style"):
        for rule in (sheet.text or "").split("}"):
            selectors, _, body = rule.rpartition("{")
            if looks := ";".join(_LOOK.findall(body)):
                for selector in selectors.split(","):
                    if one := _SELECTOR.fullmatch(selector.strip()):
                        rules[one[1]] = f"{rules.get(one[1], '')};{looks}"[-_LONGEST:]
    if not rules:
        return
    for element in root.iter():
        names = (element.get("class") or "").split() if isinstance(element.tag, str) else ()
        looks = ";".join(rules[name] for name in names[:20] if name in rules)
        if looks:  # what an element says itself comes first, and so it holds
            element.set("style", f"{element.get('style') or ''};{looks}")
