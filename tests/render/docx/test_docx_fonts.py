"""Columns in Word are as wide as the template's own font asks, in the usual fonts of Office."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from docx_samples import REFERAT, W, document, item, labelled, packed, parts, section, table, tree
from moedebog.blocks import Alignment
from moedebog.columns import cell_text, hyphenated
from moedebog.letter_widths import Letters, letters_of, width_of
from moedebog.render.docx import own_font, render
from moedebog.settings.appearance import WordFont
from moedebog.settings.style import _family
from moedebog.workspace import resources

BUNDLED = resources("templates") / "standard" / "fonts"
FONTS = ("Arial", "Calibri", "Times New Roman", "Verdana", "Georgia", "Segoe UI")
AMOUNTS = ("1.234.567", "987.654.321", "12.345.678", "-1.234.567", "100.000.000", "234.567,50")
HEADS = ("Punkt", "Regnskab 2024", "Budget 2025", "Ændring", "Overslagsår", "Bevilling")


def letters(font: str) -> Letters:
    found = letters_of(font)
    assert found is not None, font
    return found


def in_font(font: str, folder: Path, *, theme: bool = False) -> Path:
    """The standard template in another font, named in the styles or by the theme."""
    members = parts(REFERAT.read_bytes())
    name = f'w:ascii="{font}"' if not theme else 'w:asciiTheme="minorHAnsi"'
    sheet = members["word/styles.xml"].replace(b'w:ascii="Calibri"', name.encode())
    assert name.encode() in sheet
    if theme:
        scheme = members["word/theme.xml"]
        members["word/theme.xml"] = scheme.replace(
            b'typeface="Calibri"', f'typeface="{font}"'.encode()
        )
    return packed({**members, "word/styles.xml": sheet}, folder / f"{font}.docx")


def drawn(font: str, folder: Path, *, theme: bool = False, count: int = 6) -> Any:
    rows = ((HEADS * 3)[:count], (AMOUNTS * 3)[:count])
    made = table(*rows, alignments=(Alignment.RIGHT,) * len(rows[0]))
    facts = labelled(Sted="Rådhuset", Ankom_senere="Anna", Stemmeret_WWW="Bo")
    return tree(
        render(document(item(1, section(made)), fakta=facts), in_font(font, folder, theme=theme))
    )


def last_table(body: Any) -> tuple[list[int], int, float]:
    """The widths of the columns of the last table, the room beside a text, and its size."""
    (*_, found) = body.iter(f"{W}tbl")
    grid = [int(one.get(f"{W}w")) for one in found.iter(f"{W}gridCol")]
    tight = found.find(f"{W}tblPr/{W}tblCellMar") is not None
    style = next(found.iter(f"{W}pStyle")).get(f"{W}val")
    size = int(found_size[1]) / 2 if (found_size := re.search(r"-(\d+)$", style)) else 10.0
    return grid, 45 if tight else 100, size


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("count", [4, 5, 6, 7, 8, 9, 10, 11])
def test_no_head_and_no_amount_is_broken_in_the_font_of_the_template(
    font: str, count: int, tmp_path: Path
) -> None:
    grid, pad, size = last_table(drawn(font, tmp_path, count=count))
    own = letters(font)
    torn = [
        text
        for row, measure in ((HEADS, own.bold), (AMOUNTS, own.regular))
        for width, text in zip(grid, row * 2, strict=False)
        for word in text.split(" ")
        if width - 2 * pad < measure(word) * size * 20
    ]
    assert torn == []


@pytest.mark.parametrize("font", FONTS)
def test_a_label_does_not_touch_what_stands_beside_it(font: str, tmp_path: Path) -> None:
    body = drawn(font, tmp_path)
    paragraph = next(p for p in body.iter(f"{W}p") if "Stemmeret WWW" in "".join(p.itertext()))
    room = int(paragraph.find(f"{W}pPr/{W}ind").get(f"{W}hanging"))
    widest = max(letters(font).regular(label) for label in ("Ankom senere", "Stemmeret WWW"))
    assert room >= widest * 9 * 20 + 60


@pytest.mark.parametrize("font", FONTS)
def test_the_columns_of_the_overview_hold_their_words(font: str, tmp_path: Path) -> None:
    body = drawn(font, tmp_path)
    overview = next(body.iter(f"{W}tbl"))
    grid = [int(one.get(f"{W}w")) for one in overview.iter(f"{W}gridCol")]
    own = letters(font)
    assert grid[0] - 200 >= own.bold("Punkt") * 9.5 * 20
    assert grid[2] - 200 >= own.regular("kl. 10.30-10.45") * 9.5 * 20


def test_a_font_of_the_theme_counts_as_well(tmp_path: Path) -> None:
    named, of_theme = (
        last_table(drawn("Verdana", tmp_path, theme=theme, count=12)) for theme in (False, True)
    )
    assert named == of_theme
    assert named != last_table(drawn("Calibri", tmp_path, count=12))


def test_a_wide_word_is_hyphenated_in_the_font_that_it_has() -> None:
    own = letters("Verdana")
    word = "Investeringsoversigten"
    block = table((word,), ("1",))
    room = (width_of(word) + own.bold(word)) / 2
    assert hyphenated(block, [room], 1.0) == block
    (cell,) = hyphenated(block, [room], 1.0, own.bold).header
    assert "\u00ad" in cell_text(cell)


def test_a_font_that_nobody_measured_has_what_it_had(tmp_path: Path) -> None:
    assert letters_of("Egen Skrift") is None
    assert last_table(drawn("Egen Skrift", tmp_path))[0]


def test_names_that_mean_the_same_font_are_known() -> None:
    for one, other in (("ARIAL", "Liberation Sans"), ("Calibri", "carlito"), ("times", "Tinos")):
        assert letters_of(one).bold("Ankom senere") == letters_of(other).bold("Ankom senere")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("font", "face", "path"),
    [
        (
            "DejaVu Sans",
            "regular",
            resources("templates") / "standard" / "fonts" / "DejaVuSans.ttf",
        ),
        ("Lato", "regular", (_family("Lato") or {})[400, "normal"]),
        ("Lato", "bold", (_family("Lato") or {})[700, "normal"]),
    ],
)
def test_what_was_measured_is_what_the_font_has(font: str, face: str, path: Path) -> None:
    file = TTFont(path)
    glyphs, widths, em = file.getBestCmap(), file["hmtx"], file["head"].unitsPerEm
    text = "Ankom senere: 1.234,50 kr. til Ærø Å/S (»København«) – 50 %"
    wanted = sum(widths[glyphs[ord(sign)]][0] for sign in text) / em
    assert getattr(letters(font), face)(text) == pytest.approx(wanted, abs=0.001 * len(text))


def test_each_font_has_a_width_for_each_sign() -> None:
    for font in (*FONTS, "Tahoma", "Trebuchet MS"):
        own = letters(font)
        for sign in "abcæøåÆØÅ0123456789§%&–»«€ ":
            assert 0.1 < own.regular(sign) <= own.bold(sign) + 0.06 < 1.4, (font, sign)


def test_a_font_of_the_set_itself_is_measured_in_its_file(tmp_path: Path) -> None:
    template = in_font("Egen Skrift", tmp_path)
    wide = BUNDLED / "DejaVuSansMono.ttf"
    made = table((HEADS * 2)[:7], (AMOUNTS * 2)[:7], alignments=(Alignment.RIGHT,) * 7)
    text = document(item(1, section(made)))

    def grid(name: str) -> list[int]:
        font = WordFont(name, wide, wide)
        return last_table(tree(render(text, template, font=font)))[0]

    assert own_font.letters("Egen Skrift", wide, wide) is None  # the files are of another font
    usual = last_table(tree(render(text, template)))[0]
    assert grid("Egen Skrift") == usual
    template = in_font("DejaVu Sans Mono", tmp_path)
    assert letters_of("DejaVu Sans Mono") is None
    assert grid("DejaVu Sans Mono") != last_table(tree(render(text, template)))[0]
    own = own_font.letters("DejaVu Sans Mono", wide, wide)
    assert own is not None
    assert own.bold("Punkt") == pytest.approx(5 * 0.602, abs=0.01)
