"""What a number looks like that a sign before it may belong to."""

from __future__ import annotations

import re

AMOUNT = re.compile(
    r"\d[\d.,]*\s*(?:kr\b|%|pct\b|mio\b|mia\b|t\.?\s?kr|DKK|EUR|€|grader\b|°|procent|point\b|\Z)"
    r"|\d{1,3}(?:\.\d{3})+\b|\d+,\d"
)
"""An amount of money, a share, a temperature."""
