"""Scripts other than Latin: from right to left, joined letters, marks, several in one picture."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from msgspec.structs import replace
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTAnno, LTChar, LTPage, LTTextContainer

from moedebog.blocks import Block, BulletList, ListItem, Paragraph, Run, plain
from moedebog.render.pdf import missing_characters, render
from moedebog.render.pdf.fonts import load
from moedebog.render.pdf.sheet import Sheet
from moedebog.settings.appearance import Style
from pdf_samples import document, item, section, style
from pdf_structure import Reading, even, paragraphs

DEJAVU = load(next(path for path in style().skrift.reserve if path.stem == "DejaVuSans"))


def drawn(*blocks: Block, look: Style | None = None) -> bytes:
    return render(document(item(1, section(*blocks))), look or style())


def characters(page: object) -> list[LTChar]:
    if isinstance(page, LTChar):
        return [page]
    inside = page if isinstance(page, LTPage | LTTextContainer) or hasattr(page, "__iter__") else ()
    return [one for part in inside for one in characters(part) if not isinstance(part, LTAnno)]


def seen(data: bytes) -> list[str]:
    """The lines of a file as they are seen: characters from left to right. A bracket that is
    mirrored is read as it was typed.
    """
    found: dict[tuple[int, int], list[LTChar]] = {}
    for number, page in enumerate(extract_pages(io.BytesIO(data), laparams=LAParams())):
        for one in characters(page):
            found.setdefault((number, -round(one.matrix[5])), []).append(one)
    rows = [sorted(row, key=lambda one: one.matrix[4]) for _, row in sorted(found.items())]
    return ["".join(one.get_text() for one in row).strip() for row in rows]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Vi siger אבג דהו til alle", "Vi siger והד גבא til alle"),
        ("Den אבג 12 דהו (וזח) er", "Den )חזו( והד 12 גבא er"),
        ("אבג דהו abc def הוז", "זוה abc def והד גבא"),
        ("אבג ( דהו", "והד ( גבא"),
        ("אבג **דהו** הוז", "זוה והד גבא"),
    ],
)
def test_words_stand_from_right_to_left(typed: str, shown: str) -> None:
    runs = [Run(text, strong=bool(n % 2)) for n, text in enumerate(typed.split("**"))]
    assert shown in seen(drawn(Paragraph(tuple(runs))))


def test_every_line_of_a_paragraph_stands_so() -> None:
    words = ["אבג", "דהוזח", "טיכ"] * 20
    lines = [line for line in seen(drawn(plain(" ".join(words)))) if "אבג"[::-1] in line]
    assert len(lines) > 2
    assert [word[::-1] for line in lines for word in reversed(line.split())] == words


ARABIC = "مرحبا بكم في الاجتماع 12 نوفمبر 2025 (Kultur og Fritid) كتابٌ مُفيدٌ"


@pytest.mark.parametrize(
    "typed", [ARABIC, f"Vi siger {ARABIC} til alle.", "می\u200cخواهم", "בַּבַּיִת שלום", "Ж̂ og x̂"]
)
def test_what_is_read_is_what_was_typed(typed: str) -> None:
    assert even(typed) in paragraphs(Reading(drawn(plain(typed))).tree)


def test_arabic_letters_are_joined() -> None:
    _, glyphs = DEJAVU.glyphs("بيب")
    apart = [DEJAVU.glyphs(letter)[1][0].character for letter in "بيب"]
    assert len({glyph.character for glyph in glyphs}) == 3
    assert not {glyph.character for glyph in glyphs} & set(apart)


def test_a_word_takes_the_room_that_harfbuzz_gives_it_and_ends_where_it_ends() -> None:
    for word in ("مرحبا", "بَيْتٌ", "שלום"):
        width, glyphs = DEJAVU.glyphs(word)
        widths = DEJAVU.font.face.charWidths
        pen = sum(widths[ord(g.character)] - g.before - g.after for g in glyphs)
        assert pen == pytest.approx(width * 1000)
        assert width == pytest.approx(DEJAVU.width(word))


def test_a_paragraph_in_such_a_script_stands_at_the_right_and_its_bullet_too() -> None:
    data = drawn(plain("אבג"), BulletList((ListItem((plain("דהו"),)), ListItem((plain("xyz"),)))))
    places: dict[str, list[tuple[float, float]]] = {}
    for page in extract_pages(io.BytesIO(data)):
        for one in characters(page):
            places.setdefault(one.get_text(), []).append((one.x0, one.y0))
    right, bullets = places["א"][0][0], sorted(places["•"], key=lambda place: -place[1])
    assert right > 300
    assert bullets[0][0] > places["ד"][0][0] > 300
    assert bullets[1][0] < places["x"][0][0] < 300


def test_a_mark_is_of_the_font_of_its_letter() -> None:
    fonts = Sheet(style()).fonts
    parts = list(fonts.split("aЖ\u0302b\u0302", fonts.regular))
    assert "".join(text for text, _ in parts) == "aЖ\u0302b\u0302"
    assert all(not text.startswith("\u0302") for text, _ in parts)
    assert all(font is not None and font.has(text) for text, font in parts)


@pytest.fixture(scope="module")
def emoji(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A font with a thumb, the same in brown, a Chinese character, and nothing else."""
    names = [".notdef", "space", "thumb", "tone", "brown", "han"]
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(names)
    made.setupCharacterMap({0x20: "space", 0x1F44D: "thumb", 0x1F3FD: "tone", 0x4F60: "han"})
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 700), (800, 700), (800, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    empty = TTGlyphPen(None).glyph()
    made.setupGlyf({name: empty if name == "space" else square for name in names})
    made.setupHorizontalMetrics(dict.fromkeys(names, (900, 100)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupOS2(sTypoAscender=800, sTypoDescender=-200, fsType=0)
    made.setupNameTable({"familyName": "Prøve", "styleName": "Regular", "psName": "Proeve"})
    made.setupPost()
    made.addOpenTypeFeatures("feature ccmp { sub thumb tone by brown; } ccmp;")
    path = tmp_path_factory.mktemp("fonts") / "Proeve.ttf"
    made.save(path)
    return path


def test_a_reserve_font_lends_what_it_has_as_a_whole(emoji: Path) -> None:
    look = style()
    look = replace(look, skrift=replace(look.skrift, reserve=(*look.skrift.reserve, emoji)))
    for good in ("Godt 👍 gået", "Godt 👍🏽 gået", "Godt 你 gået"):
        made = document(item(1, section(plain(good))))
        assert missing_characters(made, look) == []
        assert good in paragraphs(Reading(render(made, look)).tree)
    for bad in ("👍🏽\u200d👍", "👍\u20e3", "你\u0302"):
        (found,) = missing_characters(document(item(1, section(plain(f"Og {bad}.")))), look)
        assert found.values["tekst"] == bad
