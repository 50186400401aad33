"""A stamp is seen on every page, and all else of the page is drawn as before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import ImageChops, ImageDraw

from pdf_parts import Made
from samling import Part, join

SIZE = 80, 12
ODD = {
    "states-left-open": "q 2 0 0 2 0 0 cm q 1 0 0 1 9 9 cm",
    "states-never-saved": "Q Q 3 0 0 3 0 0 cm",
    "text-left-open": "BT /F1 12 Tf 50 700 Td (hej) Tj",
    "clipped": "0 0 9 9 re W n",
    "marked-left-open": "/P BMC q 0 0 m",
    "inline-picture": "q 9 0 0 9 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID ( EI",
    "no-content": "",
    "string-left-open": "BT /F1 12 Tf 50 700 Td (hej \\( (du",
    "string-left-open-behind-a-slash": "(hej\\",
    "array-left-open": "BT /F1 12 Tf [(hej) (",
    "dictionary-left-open": "/P <</A [(b)] /C <</D (",
    "hex-left-open": "<41",
    "comment-at-the-end": "% (",
}


def shown(data: bytes | Path) -> list[Any]:
    pdf = pypdfium2.PdfDocument(data if isinstance(data, bytes) else str(data))
    return [page.render().to_pil().convert("RGB") for page in pdf]


@pytest.mark.parametrize("drawn", ODD.values(), ids=ODD.keys())
def test_a_stamp_is_seen_and_disturbs_nothing(drawn: str, tmp_path: Path) -> None:
    made = Made()
    made.page(f"BT /F1 30 Tf 50 500 Td (foer) Tj ET 0 0 1 rg 20 20 50 50 re f {drawn}", (400, 600))
    stamp = Made()
    stamp.page("1 0 0 rg 0 0 80 12 re f", SIZE)
    data, out = made.bytes(), tmp_path / "w.pdf"
    part = Part("a", data, stamped_from=0)
    join([part], out, title="t", language="da", stamps=stamp.bytes())
    (before,), (after,) = shown(data), shown(out)
    width, height = after.size
    assert after.getpixel((width - 50, height - 18)) == (255, 0, 0)
    place = (width - 12 - SIZE[0] - 1, height - 12 - SIZE[1] - 1, width - 11, height - 11)
    for picture in (before, after):
        ImageDraw.Draw(picture).rectangle(place, fill=0)
    assert ImageChops.difference(before, after).getbbox() is None
