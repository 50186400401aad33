"""What leads to the points of an indstilling, where the document says nothing before them."""

from __future__ import annotations

from pathlib import Path

import pytest

from import_support import imported

DOCUMENT = """# Referat fra Udvalget den 3. marts 2025 kl. 10.00

## Punkt 1: Sag

### Indstilling

{points}

### Beslutning

Godkendt.

## Punkt 2: Eventuelt

Intet.
"""


@pytest.mark.parametrize(
    ("points", "lead"),
    [
        ("at sagen godkendes,\n\nat den sendes videre.", "Det indstilles,"),
        ("**at** sagen godkendes,\n\nat den sendes videre.", "Det indstilles:"),
        ("1. at sagen godkendes\n2. at den sendes videre", "Det indstilles,"),
        ("1. Sagen godkendes\n2. Den sendes videre", "Det indstilles:"),
        ("Direktionen anbefaler,\n\nat sagen godkendes.", "Direktionen anbefaler,"),
        ("Det indstilles:\n\nAt sagen godkendes.\n\nAt den sendes videre.", "Det indstilles:"),
    ],
)
def test_the_least_that_leads_to_the_points(points: str, lead: str, tmp_path: Path) -> None:
    made = imported(DOCUMENT.format(points=points), tmp_path, name="gammelt.md")
    assert made.tree["punkter"][0]["indstilling"]["indledning"] == lead
