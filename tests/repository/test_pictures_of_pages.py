"""The pictures in the manual show the samples as they are printed today."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from build_pictures import FOLDER, PAGES, checksum, told
from pdf_samples import style
from support import ROOT

MANUAL = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]


def test_every_picture_is_made_and_shown_with_its_alternative() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in MANUAL)
    shown = re.findall(r'<img src="(?:docs/)?billeder/(\w+)\.png" alt="[^"]{20,}"', text)
    assert set(shown) == {path.stem for path in FOLDER.glob("*.png")} == set(PAGES)


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_it_is_of_the_page_as_it_is_printed_today(name: str) -> None:
    assert told(name) == checksum(PAGES[name]), "run tools/build_pictures.py"


@pytest.mark.parametrize("name", PAGES)
def test_it_is_in_true_colours(name: str) -> None:
    with Image.open(FOLDER / f"{name}.png") as image:
        assert image.mode == "RGB"
        colours = {colour for _, colour in image.getcolors(image.width * image.height) or ()}
    wanted = style().farver.fremhaevning
    assert tuple(round(255 * part) for part in wanted) in colours
