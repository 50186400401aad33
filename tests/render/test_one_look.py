"""The PDF and the standard Word templates look alike, role by role: one style file for both."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import build_standard
import docx_samples
from docx_samples import DAGSORDEN, REFERAT, W, parts
from moedebog.blocks import Paragraph, Run, plain
from moedebog.build import TemplateSet
from moedebog.build import style_of as set_style
from moedebog.diagnostics import Position
from moedebog.document import Kind
from moedebog.render.docx import look, render, traits
from moedebog.render.docx.styles import FACT_LABEL, PARAGRAPH_STYLES, frame_name, role_name
from moedebog.render.docx.traits import StyleTraits
from moedebog.render.pdf.flowables import DrawnHeading, DrawnText
from moedebog.render.pdf.shaping import Shaper
from moedebog.render.pdf.sheet import Sheet
from moedebog.render.pdf.story import tell
from moedebog.render.pdf.tables import Grid
from moedebog.render.texts import TextStyle
from moedebog.settings.appearance import Style, Tekstrolle
from moedebog.settings.colour import Colour, written
from moedebog.workspace import Workspace
from pdf_samples import document, item, section, style, style_of
from sample_documents import samples

TEMPLATES = [REFERAT, DAGSORDEN]
HALF, TWENTIETH = 0.5, 0.05
"""The steps in which Word counts sizes and lengths, in points."""


def word(path: Path) -> StyleTraits:
    return StyleTraits(etree.fromstring(parts(path.read_bytes())["word/styles.xml"]))


def drawn(sheet: Sheet) -> dict[str, TextStyle]:
    """What the PDF is set in, by the name that the style has in Word."""
    return {
        "Body Text": sheet.body,
        "Title": sheet.title,
        "Subtitle": sheet.forum,
        "Date": sheet.date,
        "caption": sheet.caption,
        "footnote text": sheet.note,
        "List Bullet": sheet.item,
        "List Number": sheet.item,
        "List Continue": sheet.item,
        PARAGRAPH_STYLES["facts"]: sheet.fact_line,
        PARAGRAPH_STYLES["labelled"]: sheet.item,
        PARAGRAPH_STYLES["code"]: sheet.code,
        PARAGRAPH_STYLES["cell"]: sheet.cell,
        PARAGRAPH_STYLES["header_cell"]: sheet.header_cell,
        "Mødebog undertitel": sheet.subtitle,
        "Mødebog resultat": sheet.result,
        "Mødebog status": sheet.tag,
        "Mødebog fortroligt": sheet.tag,
        **{role_name(role): sheet.headings[role] for role in Tekstrolle},
    }


def ink(colour: Colour) -> str:
    return written(colour)[1:].upper()


def points(found: dict[str, str], key: str) -> float:
    return int(found.get(key, "0").split()[0]) / 20


def differences(sheet: Sheet, found: StyleTraits) -> list[str]:
    """Where a style of Word looks otherwise than the same text in the PDF."""
    wrong = []
    for name, wanted in drawn(sheet).items():
        here = found.whole(found.by_name["paragraph", name.lower()])
        pairs = {
            "size": (int(here["size"]) / 2, wanted.size, HALF / 2),
            "before": (points(here, "before"), wanted.before, TWENTIETH),
            "after": (points(here, "after"), wanted.after, TWENTIETH),
            "leading": (points(here, "line"), wanted.leading, TWENTIETH),
            "spaced": (points(here, "spaced"), wanted.spacing, TWENTIETH),
        }
        wrong += [f"{name}: {n} {a} ≠ {b}" for n, (a, b, s) in pairs.items() if abs(a - b) > s]
        flags = {
            "bold": wanted.strong,
            "italic": wanted.emphasis,
            "capitals": wanted.capitals,
            "keep": wanted.keep,
        }
        wrong += [f"{name}: {key}" for key, on in flags.items() if (key in here) != on]
        if here["colour"] != ink(wanted.colour):
            wrong.append(f"{name}: {here['colour']} ≠ {ink(wanted.colour)}")
    return wrong


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_text_of_the_word_template_looks_as_in_the_pdf(path: Path) -> None:
    assert differences(Sheet(style()), word(path)) == []


def test_a_difference_is_seen() -> None:
    members = parts(REFERAT.read_bytes())
    for old, new in (
        (b'<w:sz w:val="31"/>', b'<w:sz w:val="30"/>'),
        (b"<w:caps/>", b""),
        (b'w:before="480"', b'w:before="460"'),
        (b'w:line="294"', b'w:line="300"'),
        (b'<w:color w:val="1F3A5F"/>', b'<w:color w:val="1F3A5E"/>'),
    ):
        assert old in members["word/styles.xml"]
        changed = etree.fromstring(members["word/styles.xml"].replace(old, new))
        assert differences(Sheet(style()), StyleTraits(changed)), old


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_rules_grounds_indents_and_labels_are_those_of_the_pdf(path: Path) -> None:
    look_of, found, sheet = style(), word(path), Sheet(style())
    ground, line = ink(look_of.farver.fremhaevet), ink(look_of.farver.streg)
    frame = found.whole(found.by_name["paragraph", frame_name("beslutning").lower()])
    bars = bars_of(look_of)
    assert frame["ground"] == ground == ink(bars.ground)
    kind, eighths, space, colour = frame["border left"].split()
    assert (kind, colour) == ("single", ink(bars.colour))
    assert int(eighths) / 8 == bars.thickness
    assert int(space) == -bars.offset
    for role in Tekstrolle:
        here = found.whole(found.by_name["paragraph", role_name(role).lower()])
        ruled = here.get("border top", "").split()
        assert bool(ruled) == look_of.overskrifter[role].streg
        assert not ruled or (ruled[3], ruled[2]) == (line, f"{DrawnHeading.rule_gap:.0f}")
    quote = found.whole(found.by_name["paragraph", "quote"])
    assert abs(points(quote, "indent left") - sheet.indent) < TWENTIETH
    assert quote["border left"].endswith(line)
    label = found.whole(found.by_name["character", FACT_LABEL.lower()])
    assert int(label["size"]) / 2 == round(sheet.fact_label.size * 2) / 2
    assert label["colour"] == ink(sheet.fact_label.colour)
    table = found.whole(found.by_name["table", "mødebog tabel"])
    assert table["head ground"] == ink(look_of.farver.tabelhoved)
    assert table["border insideH"].endswith(line)


def bars_of(look_of: Style):  # type: ignore[no-untyped-def]
    """The bar that the PDF draws beside a decision."""
    text = section(plain("Godkendt."), heading="Beslutning", kind="beslutning")
    story = tell(document(item(1, text)), Sheet(look_of))
    (bar,) = {bar for one in story.flowables for bar in one.bars}
    return bar


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_the_page_its_head_and_its_foot_are_those_of_the_pdf(path: Path) -> None:
    look_of, sheet, found = style(), Sheet(style()), word(path)
    tree = docx_samples.tree(path.read_bytes())
    page = traits.page(next(tree.iter(f"{W}sectPr")))
    side = look_of.side
    wanted = {
        "w": side.bredde, "h": side.hoejde, "top": side.top, "bottom": side.bund,
        "left": side.venstre, "right": side.hoejre,
        "header": look_of.sidehoved.afstand, "footer": look_of.sidefod.afstand,
    }  # fmt: skip
    assert {key: abs(int(page[f"page {key}"]) / 20 - width) < TWENTIETH
            for key, width in wanted.items()} == dict.fromkeys(wanted, True)  # fmt: skip
    for name, running in (("header", look_of.sidehoved), ("footer", look_of.sidefod)):
        here = found.whole(found.by_name["paragraph", name])
        assert abs(int(here["size"]) / 2 - sheet.running.size) <= HALF / 2
        assert here["colour"] == ink(sheet.running.colour)
        assert any(key.startswith("border") for key in here) == running.streg
        assert here["tabs"] == f"right {round(sheet.width * 20)}"


def test_what_came_of_a_matter_is_brought_out_in_both(tmp_path: Path) -> None:
    text = section(plain("Anna kom kl. 10."), plain("Godkendt.", result=True), heading="Beslutning")
    doc = document(item(1, text))
    sheet = Sheet(style())
    drawn_as = {
        "".join(str(piece.text) for piece in one.pieces): one.style
        for one in tell(doc, sheet).flowables
        if type(one) is DrawnText
    }
    assert [name for name, look_of in drawn_as.items() if look_of is sheet.result] == ["Godkendt."]
    data = render(doc, REFERAT)
    assert docx_samples.style_of(docx_samples.paragraph(data, "Godkendt.")) == "MbResultat"
    members = parts(REFERAT.read_bytes())
    members["word/styles.xml"] = members["word/styles.xml"].replace(
        "Mødebog resultat".encode(), b"En anden"
    )
    data = render(doc, docx_samples.packed(members, tmp_path / "uden.docx"))
    assert docx_samples.style_of(docx_samples.paragraph(data, "Godkendt.")) == "BodyText"


def test_the_overview_and_the_facts_of_word_are_as_light_as_those_of_the_pdf() -> None:
    tree = docx_samples.tree(render(samples()["eksempel/2025-11-06-referat-offentlig"], REFERAT))
    overview = next(tree.iter(f"{W}tbl"))
    for cell in overview[2].iter(f"{W}tc"):
        assert cell.find(f"{W}tcPr/{W}shd").get(f"{W}fill") == "auto"
        assert cell.find(f"{W}p/{W}r/{W}rPr/{W}b").get(f"{W}val") == "0"
        assert cell.find(f"{W}p/{W}r/{W}rPr/{W}color").get(f"{W}val") == ink(style().farver.daempet)
    assert {p.find(f"{W}pPr/{W}spacing").get(f"{W}after") for p in overview.iter(f"{W}p")} == {"0"}
    facts = [p for p in tree.iter(f"{W}p") if docx_samples.style_of(p) == "MbFakta"]
    ruled = [p.find(f"{W}pPr/{W}pBdr/{W}bottom") is not None for p in facts]
    assert ruled == [False] * (len(facts) - 1) + [True]
    spaces = [p.find(f"{W}pPr/{W}spacing") for p in facts]
    assert int(spaces[0].get(f"{W}before")) > 20 * 6
    sheet = Sheet(style())
    assert int(spaces[-1].get(f"{W}after")) == pytest.approx(2 * sheet.gap * 20, abs=1)


def test_rows_are_as_high_in_word_as_in_the_pdf() -> None:
    sums = docx_samples.table(("A", "B"), ("x", "y"))
    tree = docx_samples.tree(render(document(item(1, section(sums))), REFERAT))
    overview, table = tree.iter(f"{W}tbl")
    own = overview.find(f"{W}tblPr/{W}tblCellMar/{W}top")
    of_style = docx_samples.tree(REFERAT.read_bytes(), "word/styles.xml").find(
        f".//{W}style[@{W}styleId='MbTabel']/{W}tblPr/{W}tblCellMar/{W}top"
    )
    assert table.find(f"{W}tblPr/{W}tblCellMar") is None
    # Word gives a line a little more than its leading.
    assert int(own.get(f"{W}w")) / 20 == pytest.approx(2.2, abs=0.5)
    assert int(of_style.get(f"{W}w")) / 20 == pytest.approx(Grid((0, 0, 0), None).pad_y, abs=0.5)


def test_another_style_file_gives_both_another_look(tmp_path: Path) -> None:
    (tmp_path / "pdf.yaml").write_text(
        "skrift: {stoerrelse: 12 pt, word: Arial}\n"
        "overskrifter: {punkt: {stoerrelse: 20 pt, farve: '#7a1f1f', streg: nej},\n"
        "  gruppe: {versaler: nej, spatiering: 0 pt}}\n"
        "side: {margen: {venstre: 40 mm}}\n"
        "afsnit: {fremhaev: [indstilling, beslutning]}\n",
        encoding="utf-8",
    )
    own = style_of(tmp_path / "pdf.yaml")
    made = build_standard.parts("referat", own)
    found = StyleTraits(etree.fromstring(made["word/styles.xml"]))
    assert differences(Sheet(own), found) == []
    assert differences(Sheet(style()), found)
    assert found.defaults["font"] == "Arial"
    assert ("paragraph", frame_name("indstilling").lower()) in found.by_name
    assert look.definitions(own).keys() > look.definitions(style()).keys()


def test_a_borrowed_word_template_and_the_pdf_look_alike_without_a_further_step(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "templates" / "min"
    folder.mkdir(parents=True)
    (folder / "pdf.yaml").write_text(
        "bygger_paa: standard\n"
        "skrift: {stoerrelse: 12 pt, word: Georgia}\n"
        "titel: {stoerrelse: 22 pt}\n"
        "overskrifter: {punkt: {stoerrelse: 20 pt, streg: nej}, gruppe: {versaler: nej}}\n"
        "farver: {hoved: '#7a1f1f', daempet: '#333333', streg: '#888888'}\n"
        "side: {format: A5, margen: {venstre: 20 mm, hoejre: 20 mm}}\n"
        "afsnit: {fremhaev: [indstilling]}\n",
        encoding="utf-8",
    )
    ws = Workspace(tmp_path)
    own, problems = set_style(ws, folder)
    assert own is not None, list(map(str, problems))
    for kind in Kind:
        data, _ = TemplateSet(ws, folder).template(kind)
        assert isinstance(data, bytes)
        found = StyleTraits(docx_samples.tree(data, "word/styles.xml"))
        assert differences(Sheet(own), found) == []
        page = traits.page(next(docx_samples.tree(data).iter(f"{W}sectPr")))
        assert int(page["page w"]) / 20 == pytest.approx(own.side.bredde, abs=TWENTIETH)
        assert found.defaults["font"] == "Georgia"
        assert ("paragraph", frame_name("beslutning").lower()) not in found.by_name
        here = found.whole(found.by_name["paragraph", "header"])
        assert here["tabs"] == f"right {round(Sheet(own).width * 20)}"


def test_code_has_its_ground_in_both_and_is_smaller_in_running_text() -> None:
    found, look_of = word(REFERAT), style()
    code = found.whole(found.by_name["paragraph", PARAGRAPH_STYLES["code"].lower()])
    assert code["ground"] == ink(look_of.farver.tabelhoved)
    letters = found.whole(found.by_name["character", "mødebog kodetegn"])
    sheet = Sheet(look_of)
    story = tell(document(item(1, section(Paragraph((Run("x = 1", code=True),))))), sheet)
    sizes = {
        piece.look.size
        for one in story.flowables
        if isinstance(one, DrawnText) and one.style is sheet.body
        for piece in one.pieces
    }
    assert len(sizes) == 1
    assert abs(int(letters["size"]) / 2 - sizes.pop()) <= HALF / 2


def test_lines_that_would_touch_and_letters_set_too_wide_are_alike_in_both(tmp_path: Path) -> None:
    (tmp_path / "pdf.yaml").write_text(
        "skrift: {linjeafstand: 1.0}\noverskrifter: {gruppe: {spatiering: 4 pt}}\n",
        encoding="utf-8",
    )
    look_of = style_of(tmp_path / "pdf.yaml")
    sheet = Sheet(look_of)
    assert sheet.body.leading == pytest.approx(1.2 * sheet.body.size)
    tree = etree.fromstring(look.style_sheet(look_of).encode())
    found = StyleTraits(tree)
    body = found.whole(found.by_name["paragraph", "body text"])
    assert points(body, "line") == pytest.approx(sheet.body.leading, abs=TWENTIETH)
    group = found.whole(found.by_name["paragraph", role_name(Tekstrolle.GRUPPE).lower()])
    heading = sheet.headings[Tekstrolle.GRUPPE]
    shaped = Shaper(sheet, Position("pdf.yaml")).look(heading)
    assert points(group, "spaced") == pytest.approx(shaped.spacing, abs=TWENTIETH)
