"""``python tools/build_mark_font.py``: writes generators/indhold/leaving_out/marks.pdf.

A page with every letter that a mark may have, in Lato, which is embedded. ``indhold.leaving_out``
takes the font from it for what it prints where words were left out.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
from fontpkg_lato import __file__ as lato
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "generators" / "indhold" / "leaving_out" / "marks.pdf"
LETTERS = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA1, 0x100)))) + "–—‘’“”„•…€"
"""The letters of western Europe, and the signs of running text, fewer than a font has codes."""


def built() -> bytes:
    """The page."""
    font = TTFont("Marks", str(Path(lato).parent / "files" / "Lato-Regular.ttf"), shapable=False)
    pdfmetrics.registerFont(font)
    page = BytesIO()
    canvas = Canvas(page, invariant=1)
    canvas.setFont("Marks", 10)
    letters = [one for one in LETTERS if ord(one) in font.face.charToGlyph]
    for start in range(0, len(letters), 60):
        canvas.drawString(40, 800 - start, "".join(letters[start : start + 60]))
    canvas.save()
    made = BytesIO()
    with pikepdf.open(BytesIO(page.getvalue())) as pdf:
        del pdf.trailer["/Info"]
        resources = pdf.pages[0].Resources
        for name in list(resources.Font.keys()):
            if str(resources.Font[name].get("/Subtype")) != "/TrueType":
                del resources.Font[name]
            else:
                del resources.Font[name]["/Name"]
        pdf.save(made, deterministic_id=True, compress_streams=True, recompress_flate=True)
    return made.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(built())
