"""The pictures of pages in ``docs/billeder``, drawn from the sample meetings in true colours.

    python tools/build_pictures.py

Each holds a checksum of what was drawn on its page. ``tests/repository/test_pictures_of_pages.py``
makes the page anew and compares, so a picture that has aged is found; then run this again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
from PIL import Image, ImageOps, PngImagePlugin

from moedebog.build import drawn
from moedebog.compose import Composer, plan
from moedebog.document import Audience, Kind
from moedebog.load import load
from moedebog.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "billeder"
SHOWN = "moedebog-page"
"""The name in the picture's file under which the checksum stands."""
WIDTH = 840
"""Dots; pages of the manual show them half as wide, which is sharp on every screen."""
EDGE = "#b4b9be"


class Page(NamedTuple):
    """A page that is shown."""

    meeting: str
    kind: Kind
    holds: str
    """It is the first page with this text."""


PAGES = {
    "dagsorden": Page("eksempel/2025-11-06", Kind.DAGSORDEN, "Oversigt"),
    "referat": Page("sydvestjylland-fagligt-strategisk/2025-09-12", Kind.REFERAT, "Oversigt"),
    "punkt": Page("sydvestjylland-fagligt-strategisk/2025-09-12", Kind.REFERAT, "Punkt 10: "),
}
"""What each picture shows, by its name."""


def main() -> int:
    """Write all pictures; returns the exit status."""
    for name, page in PAGES.items():
        (FOLDER / f"{name}.png").write_bytes(picture(page))
    return 0


def picture(page: Page) -> bytes:
    """The picture of a page, as PNG."""
    pdf = document(page.meeting, page.kind)
    with pypdfium2.PdfDocument(pdf) as file:
        sheet = file[number(pdf, page.holds)]
        image = sheet.render(scale=(WIDTH - 2) / sheet.get_width()).to_pil().convert("RGB")
    told = PngImagePlugin.PngInfo()
    told.add_text(SHOWN, checksum(page))
    stream = BytesIO()
    ImageOps.expand(image, 1, EDGE).save(stream, "PNG", optimize=True, pnginfo=told)
    return stream.getvalue()


def checksum(page: Page) -> str:
    """Of what is drawn on the page: letters, lines, colours and where they are."""
    pdf = document(page.meeting, page.kind)
    with pikepdf.open(BytesIO(pdf)) as file:
        sheet = file.pages[number(pdf, page.holds)]
        # Unpacked: how tightly it is packed is a matter of the machine.
        steps = pikepdf.unparse_content_stream(pikepdf.parse_content_stream(sheet))
    return sha256(steps).hexdigest()


def told(name: str) -> str:
    """The checksum that a picture holds; empty where it holds none."""
    with Image.open(FOLDER / f"{name}.png") as image:
        return str(image.info.get(SHOWN, ""))


def number(pdf: bytes, text: str) -> int:
    """The first page with a text, from 0. Raises ``ValueError`` where there is none."""
    for index, page in enumerate(_texts(pdf)):
        if text in page:
            return index
    raise ValueError(text)


def _texts(pdf: bytes) -> Iterator[str]:
    with pypdfium2.PdfDocument(pdf) as file:
        for page in file:
            yield page.get_textpage().get_text_bounded()


@cache
def document(meeting: str, kind: Kind) -> bytes:
    """The public PDF of a sample meeting, ``forum/date``."""
    ws = Workspace(ROOT)
    loaded = load(ws, ws.meeting_file(meeting)).meeting
    if loaded is None:
        raise ValueError(meeting)
    composer = Composer(plan(loaded)[0])
    facts = composer.facts(kind, Audience.OFFENTLIG)
    folder = ws.template_set(loaded.forum.skabelon)
    return drawn(ws, composer.document(kind, Audience.OFFENTLIG), facts, folder, "pdf")


if __name__ == "__main__":
    sys.exit(main())
