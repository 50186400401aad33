"""Measures the letters of a font for ``generators/moedebog/letter_widths.json``, and prints them.

For maintainers: a font that many secretariats write in is added there by its name, with what this
prints of its regular and its bold face. From the repository's root:

    .venv/bin/python tools/measure_letters.py MinSkrift-Regular.ttf MinSkrift-Bold.ttf
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

WIDTHS = Path(__file__).resolve().parents[1] / "generators" / "moedebog" / "letter_widths.json"
_INSTEAD = {"\u00a0": " ", "\u2011": "-", "−": "+", "≤": "<", "≥": ">"}
"""What is measured where a font lacks a sign; else a figure is."""


def measured(path: Path, signs: str) -> list[int]:
    """The widths of these signs, in thousandths of the font size."""
    file = TTFont(path)
    glyphs, widths, em = file.getBestCmap(), file["hmtx"], file["head"].unitsPerEm
    found = (sign if ord(sign) in glyphs else _INSTEAD.get(sign, "0") for sign in signs)
    return [round(widths[glyphs[ord(sign)]][0] * 1000 / em) for sign in found]


def main(regular: Path, bold: Path) -> str:
    """The entry of a font, as JSON."""
    signs = json.loads(WIDTHS.read_text(encoding="utf-8"))["signs"]
    faces = {"regular": measured(regular, signs), "bold": measured(bold, signs)}
    return json.dumps(faces)


if __name__ == "__main__":
    sys.stdout.write(main(*map(Path, sys.argv[1:3])) + "\n")
