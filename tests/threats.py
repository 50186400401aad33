"""The table of what may leak, as data: ``docs/sikkerhed.md``."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from support import ROOT

PAGE = (ROOT / "docs" / "sikkerhed.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if line.startswith("|") and "tests/" in line
]
"""What, by which way, what stops it, which tests show it."""


def patterns() -> set[str]:
    """The files that the rows speak of; a ``*`` stands for anything."""
    told = {one for row in ROWS for one in re.findall(r"`([^`]+)`", row[1])}
    return {one for one in told if "." in one or "/" in one}


def is_told(name: str) -> bool:
    """Whether a row speaks of a file of the workspace."""
    return any(fnmatchcase(name, one) or name.endswith("/.gitignore") for one in patterns())
