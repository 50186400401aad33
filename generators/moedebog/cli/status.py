"""How the command ends."""

from __future__ import annotations

GOOD = 0
CONTENT = 1
"""The content has errors."""
USAGE = 2
"""The command was called wrongly."""
ENVIRONMENT = 3
"""Something outside the content is missing."""
INTERRUPTED = 130
