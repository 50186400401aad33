"""Word templates brought in line with their style file; what somebody restyled in Word stays."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

import docx_samples
from docx_samples import REFERAT, STANDARD, W, document, item, packed, parts, tree
from libreoffice import SOFFICE, convert
from moedebog import cli
from moedebog.render.docx import check, package, render, traits
from moedebog.render.docx.restyle import LookChange, Restyled, is_behind, restyled
from moedebog.render.docx.styles import role_name
from moedebog.settings.appearance import Style, Tekstrolle
from pdf_samples import style, style_of
from support import ROOT
from texts import words as expected

OLD = ROOT / "tests" / "skabeloner" / "gammel"
"""A set as the standard one was before its styles came of the style file."""


def _zipped(members: dict[str, bytes]) -> bytes:
    return package.write(members)


def check_bytes(data: bytes, folder: Path) -> list[object]:
    path = folder / "referat.docx"
    path.write_bytes(data)
    return list(check(path, path.name))


def names(changes: object) -> set[str]:
    return {change.name.danish for change in changes}  # type: ignore[attr-defined]


def called(change: LookChange) -> str:
    return change.name.danish


def whole(data: bytes, name: str) -> dict[str, str]:
    found = traits.StyleTraits(tree(data, "word/styles.xml"))
    kinds = ("paragraph", "character", "table")
    return found.whole(next(found.by_name[k, name] for k in kinds if (k, name) in found.by_name))


@pytest.fixture
def other(tmp_path: Path) -> Style:
    (tmp_path / "pdf.yaml").write_text(
        "overskrifter: {punkt: {stoerrelse: 18 pt}}\nside: {margen: {venstre: 30 mm}}\n"
        "afsnit: {fremhaev: [indstilling]}\n",
        encoding="utf-8",
    )
    return style_of(tmp_path / "pdf.yaml")


def test_the_standard_templates_are_in_line_with_the_standard_style_file() -> None:
    for path in STANDARD.glob("*.docx"):
        made = restyled(path.read_bytes(), style())
        assert made == Restyled(path.read_bytes(), (), ())


def test_another_style_file_changes_what_it_says_and_nothing_else(other: Style) -> None:
    made = restyled(REFERAT.read_bytes(), other)
    assert made.kept == ()
    assert names(made.changed) == {
        "Mødebog punkt", "heading 1", "header", "footer", "sidens mål",
        "Mødebog ramme indstilling", "Mødebog ramme beslutning",
    }  # fmt: skip
    assert whole(made.data, "mødebog punkt")["size"] == "36"
    page = next(tree(made.data).iter(f"{W}sectPr"))
    assert traits.page(page)["page left"] == str(round(30 / 25.4 * 1440))
    assert restyled(made.data, other) == Restyled(made.data, (), ())
    assert names(restyled(made.data, style()).changed) == names(made.changed)


@pytest.mark.parametrize("font", ["A & B", "Bo's Skrift", "Æbleskrift 2"])
def test_the_name_of_a_font_is_written_as_it_is(tmp_path: Path, font: str) -> None:
    path = tmp_path / "pdf.yaml"
    path.write_text(f'skrift:\n  word: "{font}"\n  word_kode: "{font}"\n', encoding="utf-8")
    made = restyled(REFERAT.read_bytes(), style_of(path)).data
    fonts = tree(made, "word/styles.xml").iter(f"{W}rFonts")
    assert {one.get(f"{W}ascii") for one in fonts} == {font}
    assert check_bytes(made, tmp_path) == []


RESTYLED = [
    ("Mødebog punkt", rb'(w:styleId="MbPunkt">.*?<w:sz w:val=")31', rb"\g<1>40"),
    ("Title", rb'(w:styleId="Title">.*?<w:color w:val=")1F3A5F', rb"\g<1>7A1F1F"),
    ("Mødebog gruppe", rb'(w:styleId="MbGruppe">.*?)<w:caps/>', rb"\g<1>"),
    ("Body Text", rb'(w:styleId="BodyText">.*?)<w:spacing ', rb'\g<1><w:spacing w:x="1" '),
    ("Mødebog afsnit", rb'(w:styleId="MbAfsnit">.*?)<w:b/>', rb'\g<1><w:b w:val="0"/>'),
    ("Mødebog tabel", rb'(w:styleId="MbTabel">.*?w:fill=")EEF1F4', rb"\g<1>DDEEFF"),
    ("Mødebog ramme beslutning", rb'("MbRammeBeslutning">.*?w:fill=")F3F6F9', rb"\g<1>FFF6DD"),
    ("Quote", rb'(w:styleId="Quote">.*?<w:ind w:left=")\d+', rb"\g<1>600"),
    ("header", rb'(w:styleId="Header">.*?)<w:pBdr>.*?</w:pBdr>', rb"\g<1>"),
    ("standardværdier", rb'(<w:docDefaults>.*?w:ascii=")Calibri', rb"\g<1>Arial"),
    ("Mødebog etiket", rb'(w:styleId="MbEtiket">.*?<w:rPr>)', rb"\g<1><w:i/>"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "pattern", "new"), RESTYLED, ids=[one[0] for one in RESTYLED])
def test_what_somebody_restyled_is_kept_and_told(
    name: str, pattern: bytes, new: bytes, other: Style
) -> None:
    members = parts(REFERAT.read_bytes())
    before = members["word/styles.xml"]
    members["word/styles.xml"], times = re.subn(pattern, new, before, count=1, flags=re.DOTALL)
    assert times == 1
    data = _zipped(members)
    is_a_look = name != "Body Text"  # an attribute that nobody knows is none
    assert names(restyled(data, style()).kept) == ({name} if is_a_look else set())
    made = restyled(data, other)
    follows = {"Mødebog punkt": {"linjeafstand"}, "header": {"tabulatorer"}}  # nobody changed them
    told = {change.says.danish.split(" ")[0] for change in made.changed if called(change) == name}
    assert told == follows.get(name, set())
    if is_a_look and name != "Mødebog ramme beslutning":
        assert name in names(made.kept)
        assert name not in names(restyled(made.data, other).changed)
        forced = restyled(data, other, force=True)
        assert name in names(forced.changed)
        assert restyled(forced.data, other) == Restyled(forced.data, (), ())


def test_the_style_all_others_rest_on_is_kept_told_and_taken_as_they_are() -> None:
    members = parts(REFERAT.read_bytes())
    own = (
        b'<w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:color w:val="2E7D32"/>'
        b'<w:sz w:val="28"/></w:rPr></w:style>'
    )
    members["word/styles.xml"] = re.sub(
        rb'(w:styleId="Normal">.*?)</w:style>', rb"\g<1>" + own, members["word/styles.xml"], count=1
    )
    data = _zipped(members)
    made = restyled(data, style())
    (kept,) = made.kept
    assert kept.name.danish == "Normal"
    assert kept.says.danish.startswith("skrift Georgia → som ellers, farve #2e7d32")
    assert "størrelse 14 pt" in kept.says.danish
    assert whole(made.data, "normal")["size"] == "28"
    forced = restyled(data, style(), force=True)
    assert names(forced.changed) == {"Normal"}
    assert whole(forced.data, "normal")["font"] == "Calibri"
    assert whole(forced.data, "normal")["size"] == "21"


@pytest.mark.parametrize(
    ("pattern", "new", "says"),
    [
        (rb'("MbPunkt">.*?<w:pPr>)', rb"\g<1><w:pageBreakBefore/>", "sideskift før ja → nej"),
        (rb'("MbPunkt">.*?<w:rPr>)', rb'\g<1><w:highlight w:val="yellow"/>',
         "fremhævningsfarve yellow → ingen"),
        (rb'("MbTabel">.*?w:fill=")EEF1F4', rb"\g<1>DDEEFF",
         "øverste række baggrund #ddeeff → #eef1f4"),
        (rb'("MbTabel">.*?<w:tcBorders>.*?w:sz=")8', rb"\g<1>16",
         "øverste række kant forneden streg 2 pt #c3c8ce → streg 1 pt #c3c8ce"),
        (rb'("MbEtiket">.*?<w:rPr>)', rb'\g<1><w:rFonts w:ascii="Georgia"/>',
         "skrift Georgia → som ellers"),
    ],
)  # fmt: skip
def test_a_difference_is_told_in_words(pattern: bytes, new: bytes, says: str) -> None:
    members = parts(REFERAT.read_bytes())
    sheet = members["word/styles.xml"]
    members["word/styles.xml"], times = re.subn(pattern, new, sheet, count=1, flags=re.DOTALL)
    assert times == 1
    (kept,) = restyled(_zipped(members), style()).kept
    assert kept.says.danish == says


def test_measures_of_the_page_are_told_in_words(other: Style) -> None:
    (page,) = (c for c in restyled(REFERAT.read_bytes(), other).changed if "mål" in c.name.danish)
    assert page.says.danish == "venstre margen 79,35 pt → 85,05 pt"


def test_margins_that_somebody_set_are_kept(other: Style) -> None:
    members = parts(REFERAT.read_bytes())
    text = members["word/document.xml"]
    assert b'w:left="1587"' in text
    text = text.replace(b'w:left="1587"', b'w:left="2000"')
    data = _zipped({**members, "word/document.xml": text})
    made = restyled(data, other)
    assert "sidens mål" in names(made.kept)
    assert traits.page(next(tree(made.data).iter(f"{W}sectPr")))["page left"] == "2000"


HYPHENS = re.compile(
    rb'<w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/>'
    rb'<w:hyphenationZone w:val="\d+"/><w:doNotHyphenateCaps/>'
)


def test_words_are_hyphenated_in_running_text_alone() -> None:
    for path in (REFERAT, REFERAT.with_name("dagsorden.docx")):
        members = parts(path.read_bytes())
        assert HYPHENS.search(members["word/settings.xml"])
        sheet = traits.StyleTraits(etree.fromstring(members["word/styles.xml"]))
        whole = {
            traits.name_of(one)
            for one in sheet.by_id.values()
            if one.get(f"{W}type") == "paragraph" and "undivided" not in sheet.whole(one)
        }
        running = {"Normal", "Body Text", "Quote", "List Bullet", "List Number", "List Continue"}
        running.add("footnote text")
        without_text = {"Mødebog billede", "Mødebog skillelinje", "Mødebog skabelonkode"}
        assert whole == running | without_text | {"Mødebog ramme beslutning"}
        assert sheet.defaults["kerned"] == traits.ON


def test_a_template_that_says_nothing_of_hyphens_gets_them_between_its_other_settings() -> None:
    members = parts(REFERAT.read_bytes())
    for name in ("docProps/custom.xml",):
        members[name] = re.sub(
            rb'<property [^>]*"moedebog orddeling".*?</property>', b"", members[name]
        )
    members["word/settings.xml"] = HYPHENS.sub(b"", members["word/settings.xml"])
    made = restyled(_zipped(members), style())
    assert names(made.changed) == {"orddeling"}
    settings = parts(made.data)["word/settings.xml"]
    assert HYPHENS.search(settings)
    order = [one.tag.removeprefix(W) for one in etree.fromstring(settings)]
    assert order[:3] == ["zoom", "defaultTabStop", "autoHyphenation"]
    assert order[5:7] == ["doNotHyphenateCaps", "characterSpacingControl"]
    assert restyled(made.data, style()) == Restyled(made.data, (), ())


@pytest.mark.parametrize("off", [b"", b'<w:autoHyphenation w:val="0"/>'])
def test_hyphens_that_somebody_turned_off_stay_off(off: bytes) -> None:
    members = parts(REFERAT.read_bytes())
    members["word/settings.xml"] = HYPHENS.sub(off, members["word/settings.xml"])
    data = _zipped(members)
    made = restyled(data, style())
    assert names(made.kept) == {"orddeling"}
    assert made.changed == ()
    forced = restyled(data, style(), force=True)
    assert HYPHENS.search(parts(forced.data)["word/settings.xml"])


def test_the_difference_is_told_in_words_and_points(other: Style) -> None:
    changed = restyled(REFERAT.read_bytes(), other).changed
    (says,) = [change.says for change in changed if "punkt" in change.name.danish]
    assert says.danish.startswith("størrelse 15,5 pt → 18 pt, linjeafstand mindst 19,4 pt → mindst")
    assert says.english.startswith("size 15.5 pt → 18 pt, line spacing at least 19.4 pt → at least")


def test_ids_names_and_lists_of_the_template_stay(other: Style) -> None:
    """As Danish Word saves them."""
    members = parts(REFERAT.read_bytes())
    for name in ("styles", "document", "header1", "footer1", "numbering"):
        members[f"word/{name}.xml"] = re.sub(
            rb'(<w:(?:style [^>]*w:styleId|basedOn w:val|next w:val|pStyle w:val)=")([^"]+)"',
            rb'\1Ny\2"',
            members[f"word/{name}.xml"],
        )
    data = _zipped(members)
    assert restyled(data, style()).changed == ()
    made = restyled(data, other)
    sheet = tree(made.data, "word/styles.xml")
    ids = {e.get(f"{W}styleId") for e in sheet.iter(f"{W}style")}
    assert "NyMbPunkt" in ids
    assert {e.get(f"{W}val") for e in sheet.iter(f"{W}basedOn", f"{W}next")} <= ids
    numbers = sheet.findall(f".//{W}style[@{W}styleId='NyListBullet']/{W}pPr/{W}numPr/{W}numId")
    assert [n.get(f"{W}val") for n in numbers] == ["1"]


def test_what_comes_out_is_a_good_template(other: Style, tmp_path: Path) -> None:
    for source in (REFERAT, OLD / "referat.docx"):
        path = tmp_path / "referat.docx"
        path.write_bytes(restyled(source.read_bytes(), other).data)
        assert check(path) == []
        sample = document(item(1))
        data = render(sample, path)
        assert docx_samples.words(data) == expected(sample) or source != REFERAT
        # The checksums are nobody's business but the template's.
        assert b"moedebog " not in b"".join(
            part for name, part in parts(data).items() if name.startswith("docProps/custom")
        )


def test_properties_of_others_stay(other: Style) -> None:
    members = parts(REFERAT.read_bytes())
    entry = (
        b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="99" name="Sag">'
        b'<vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'docPropsVTypes">25/1</vt:lpwstr></property></Properties>'
    )
    name = "docProps/custom.xml"
    members[name] = members[name].replace(b"</Properties>", entry)
    made = etree.fromstring(parts(restyled(_zipped(members), other).data)[name])
    assert [e.get("name") for e in made if not e.get("name").startswith("moedebog ")] == ["Sag"]
    assert len({e.get("pid") for e in made}) == len(made)


# --- whose a trait is ------------------------------------------------------------------------


@pytest.fixture
def sized(tmp_path: Path) -> Callable[[str], Style]:
    def made(size: str) -> Style:
        path = tmp_path / "pdf.yaml"
        path.write_text(f"skrift: {{stoerrelse: {size} pt}}\n", encoding="utf-8")
        return style_of(path)

    return made


def of_before(data: bytes) -> bytes:
    """As the file was when of each style the checksum of the whole alone was kept."""
    members = parts(data)
    name = "docProps/custom.xml"
    members[name] = re.sub(rb"(lpwstr[^>]*>[0-9a-f]{12}) [^<]*<", rb"\1<", members[name])
    assert members[name] != parts(data)[name]
    return _zipped(members)


def in_word(data: bytes, name: str, group: str, tag: str, **values: str) -> bytes:
    """With one property of one style changed, and all else as it is."""
    members = parts(data)
    sheet = etree.fromstring(members["word/styles.xml"])
    found = traits.StyleTraits(sheet).by_name["paragraph", name.lower()]
    where = found.find(f"{W}{group}")
    if where is None:
        where = etree.SubElement(found, f"{W}{group}")
    one = where.find(f"{W}{tag}")
    if one is None:
        one = etree.SubElement(where, f"{W}{tag}")
    for key, value in values.items():
        one.set(W + key, value)
    members["word/styles.xml"] = etree.tostring(sheet)
    return _zipped(members)


OWN = [
    ("Body Text", "rPr", "color", {"val": "2E7D32"}, "colour"),
    ("Body Text", "pPr", "spacing", {"after": "400"}, "after"),
    ("Body Text", "pPr", "spacing", {"line": "500"}, "line"),
    ("Body Text", "rPr", "sz", {"val": "30"}, "size"),
    ("Body Text", "pPr", "ind", {"left": "300"}, "indent left"),
    ("Body Text", "rPr", "rFonts", {"ascii": "Georgia", "hAnsi": "Georgia"}, "font"),
    ("Normal", "rPr", "color", {"val": "2E7D32"}, "colour"),
    ("Normal", "pPr", "spacing", {"before": "100"}, "before"),
    ("List Bullet", "rPr", "color", {"val": "2E7D32"}, "colour"),
    ("List Number", "pPr", "spacing", {"after": "0"}, "after"),
    ("Quote", "pPr", "jc", {"val": "both"}, "alignment"),
    ("Mødebog resultat", "rPr", "i", {}, "italic"),
    ("Title", "rPr", "color", {"val": "2E7D32"}, "colour"),
]
IDS = [f"{one[0]} {one[-1]}" for one in OWN]


@pytest.mark.parametrize(("name", "group", "tag", "values", "key"), OWN, ids=IDS)
def test_one_property_of_one_style_is_somebodys_own_and_all_else_follows(
    name: str,
    group: str,
    tag: str,
    values: dict[str, str],
    key: str,
    sized: Callable[[str], Style],
) -> None:
    data = in_word(REFERAT.read_bytes(), name, group, tag, **values)
    theirs = whole(data, name.lower()).get(key, "")
    found = restyled(data, style())
    assert (found.changed, names(found.kept)) == ((), {name})
    for size in ("13", "9", "10.5"):
        wanted = sized(size)
        clean = restyled(REFERAT.read_bytes(), wanted).data
        assert is_behind(data, wanted)
        made = restyled(data, wanted)
        assert names(made.kept) == {name}
        data = made.data
        assert not is_behind(data, wanted)
        assert restyled(data, wanted) == Restyled(data, (), made.kept)
        assert whole(data, name.lower()).get(key, "") == theirs
        for one in ("normal", "body text", "quote", "list bullet", "list number", "title"):
            other = {k: v for k, v in whole(data, one).items() if k != key}
            assert other == {k: v for k, v in whole(clean, one).items() if k != key}, one
        forced = restyled(data, wanted, force=True)
        assert names(forced.changed) == {name}
        assert restyled(forced.data, wanted) == Restyled(forced.data, (), ())


def test_lists_and_the_order_of_properties_stay_where_one_is_somebodys_own(
    sized: Callable[[str], Style],
) -> None:
    data = in_word(REFERAT.read_bytes(), "List Bullet", "rPr", "color", val="2E7D32")
    data = in_word(data, "Body Text", "rPr", "color", val="7A1F1F")
    made = restyled(data, sized("13"))
    sheet = traits.StyleTraits(tree(made.data, "word/styles.xml"))
    bullet = sheet.by_name["paragraph", "list bullet"]
    order = [one.tag.removeprefix(W) for one in bullet.find(f"{W}pPr")]
    assert order == ["numPr", "spacing"]
    quote = sheet.by_name["paragraph", "quote"]
    order = [one.tag.removeprefix(W) for one in quote.find(f"{W}pPr")]
    assert order == ["pBdr", "spacing", "ind"]
    assert names(made.kept) == {"Body Text", "List Bullet"}
    assert sheet.whole(quote)["colour"] == "7A1F1F"
    assert "colour" not in sheet.own(quote)


def test_what_a_child_repeats_of_its_parent_is_not_its_own() -> None:
    """As programs write it that leave out, or repeat, what a style inherits."""
    data = in_word(REFERAT.read_bytes(), "Body Text", "pPr", "spacing", after="400")
    members = parts(data)
    pattern = rb'(w:styleId="Quote">.*?<w:spacing [^>]*?) w:after="\d+"'
    sheet, times = re.subn(pattern, rb"\1", members["word/styles.xml"], count=1, flags=re.DOTALL)
    assert times == 1
    for one in (data, _zipped({**members, "word/styles.xml": sheet})):
        found = restyled(one, style())
        assert (found.changed, names(found.kept)) == ((), {"Body Text"})


def test_a_parent_and_its_child_changed_alike_are_both_somebodys_own(
    sized: Callable[[str], Style],
) -> None:
    data = REFERAT.read_bytes()
    for name in ("Body Text", "Quote"):
        data = in_word(data, name, "pPr", "spacing", after="400")
    made = restyled(data, sized("13"))
    assert names(made.kept) == {"Body Text", "Quote"}
    assert whole(made.data, "quote")["after"] == "400"
    assert whole(made.data, "quote")["line"] == "364 atLeast"


def test_what_somebody_changed_in_a_child_stays_where_its_parent_is_not_understood(
    sized: Callable[[str], Style],
) -> None:
    data = in_word(of_before(REFERAT.read_bytes()), "Body Text", "pPr", "spacing", after="400")
    data = in_word(data, "Quote", "rPr", "color", val="2E7D32")
    made = restyled(data, sized("13"))
    assert names(made.kept) == {"Body Text", "Quote"}
    assert whole(made.data, "quote")["colour"] == "2E7D32"


@pytest.mark.parametrize(("name", "group", "tag", "values", "key"), OWN, ids=IDS)
def test_templates_with_one_checksum_a_style_are_still_understood(
    name: str,
    group: str,
    tag: str,
    values: dict[str, str],
    key: str,
    sized: Callable[[str], Style],
) -> None:
    before = of_before(REFERAT.read_bytes())
    assert restyled(before, style()) == Restyled(before, (), ())
    data = in_word(before, name, group, tag, **values)
    found = restyled(data, style())
    assert (found.data, found.changed, names(found.kept)) == (data, (), {name})
    made = restyled(data, sized("13"))
    assert names(made.kept) == {name}
    assert whole(made.data, name.lower()).get(key) == whole(data, name.lower()).get(key)
    again = restyled(made.data, sized("13"))
    assert (again.data, again.changed, names(again.kept)) == (made.data, (), {name})


def test_the_checksums_of_a_style_have_room_in_a_property_of_word() -> None:
    for path in STANDARD.glob("*.docx"):
        custom = etree.fromstring(parts(path.read_bytes())["docProps/custom.xml"])
        assert max(len("".join(one.itertext())) for one in custom) < 255
    short = {traits.short(key) for key in traits.NAMES}
    assert len(short) == len(traits.NAMES)


# --- sets of before -------------------------------------------------------------------------


def test_the_old_standard_set_is_known_as_ours_and_taken_whole() -> None:
    for path in OLD.glob("*.docx"):
        made = restyled(path.read_bytes(), style())
        assert made.kept == ()
        found = traits.StyleTraits(tree(made.data, "word/styles.xml"))
        wanted = traits.StyleTraits(tree(REFERAT.read_bytes(), "word/styles.xml"))
        for key, element in wanted.by_name.items():
            assert found.whole(found.by_name[key]) == wanted.whole(element), key


def cover(data: bytes) -> list[str]:
    """The fields of the cover that stand above the date."""
    found = ["".join(p.itertext()).strip() for p in tree(data).iter(f"{W}p")]
    return [one for one in found if one in ("{{ dokument.overskrift }}", "{{ dokument.forum }}")]


def test_the_old_standard_set_gets_the_forum_above_the_title_as_the_pdf_has_it() -> None:
    old = (OLD / "referat.docx").read_bytes()
    assert cover(old) == ["{{ dokument.overskrift }}", "{{ dokument.forum }}"]
    made = restyled(old, style())
    assert cover(made.data) == cover(REFERAT.read_bytes()) == list(reversed(cover(old)))
    assert "forsiden" in names(made.changed)
    assert restyled(made.data, style()) == Restyled(made.data, (), ())


def test_a_title_that_somebody_put_above_the_forum_stays_there() -> None:
    members = parts(REFERAT.read_bytes())
    main = etree.fromstring(members["word/document.xml"])
    forum = next(p for p in main.iter(f"{W}p") if "dokument.forum" in "".join(p.itertext()))
    forum.getnext().addnext(forum)
    members["word/document.xml"] = etree.tostring(main)
    moved = _zipped(members)
    assert cover(moved) == ["{{ dokument.overskrift }}", "{{ dokument.forum }}"]
    assert restyled(moved, style()).changed == ()


def test_headings_that_somebody_restyled_before_there_were_roles_keep_their_look(
    tmp_path: Path,
) -> None:
    members = parts((OLD / "referat.docx").read_bytes())
    sheet = etree.fromstring(members["word/styles.xml"])
    heading = sheet.find(f"{W}style[@{W}styleId='Heading1']/{W}rPr")
    for old in heading.findall(f"{W}color"):
        heading.remove(old)
    heading.append(etree.Element(f"{W}color", {f"{W}val": "AA0000"}))
    members["word/styles.xml"] = etree.tostring(sheet)
    made = restyled(_zipped(members), style())
    assert names(made.kept) == {"heading 1"}
    (tmp_path / "referat.docx").write_bytes(made.data)
    assert check(tmp_path / "referat.docx") == []
    whole_now = {name: whole(made.data, name) for name in ("mødebog punkt", "mødebog afsnit")}
    assert whole_now["mødebog punkt"]["colour"] == "AA0000"
    assert whole_now["mødebog afsnit"] == whole(REFERAT.read_bytes(), "mødebog afsnit")
    sample = document(item(1, docx_samples.section(heading="Resumé")))
    drawn = render(sample, tmp_path / "referat.docx")
    used = docx_samples.style_of(docx_samples.paragraph(drawn, "Punkt 1: Et punkt"))
    found = traits.StyleTraits(tree(drawn, "word/styles.xml"))
    assert found.whole(found.by_id[used])["colour"] == "AA0000"
    again = restyled(made.data, style())
    assert again.changed == ()
    assert {"heading 1", "Mødebog punkt"} <= names(again.kept)
    forced = restyled(made.data, style(), force=True).data
    assert whole(forced, "mødebog punkt") == whole(REFERAT.read_bytes(), "mødebog punkt")


def test_a_template_without_roles_has_headings_by_level_and_no_frames() -> None:
    sample = document(
        item(1, docx_samples.section(heading="Resumé")),
    )
    data = render(sample, OLD / "referat.docx")
    heading = docx_samples.paragraph(data, "Resumé")
    assert docx_samples.style_of(heading) == "Heading2"
    assert docx_samples.style_of(docx_samples.paragraph(data, "Punkt 1: Et punkt")) == "Heading1"
    assert b"w:shd" not in parts(data)["word/document.xml"]
    known = {n.lower() for n in map(role_name, Tekstrolle)}
    sheet = traits.StyleTraits(tree(data, "word/styles.xml"))
    assert not known & {name for _, name in sheet.by_name}


# --- other programs, and the command --------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="soffice (LibreOffice) er ikke installeret")
def test_what_libreoffice_saved_is_still_known_as_ours(tmp_path: Path) -> None:
    path = tmp_path / "referat.docx"
    shutil.copy(REFERAT, path)
    (tmp_path / "ud").mkdir()
    saved = convert(path, "docx:MS Word 2007 XML", tmp_path / "ud").read_bytes()
    assert b"moedebog " in parts(saved)["docProps/custom.xml"]
    kept = names(restyled(saved, style()).kept)
    assert len(kept) < 8, kept


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    shutil.copytree(OLD, tmp_path / "templates" / "byraad")
    (tmp_path / "meetings").mkdir()
    (tmp_path / "moedebog.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("GOER", "NAVN", "SKRIV", "TVING"):
        monkeypatch.delenv(name, raising=False)
    return lambda *more: cli.main(["skabelon", "ret", *more])


def test_the_command_shows_and_then_writes(
    workspace: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "templates" / "byraad" / "referat.docx"
    before = path.read_bytes()
    assert workspace() == 0
    told = capsys.readouterr()
    assert "templates/byraad/referat.docx: »Mødebog punkt«: ny typografi" in told.out
    assert "2 filer er ikke som pdf.yaml siger. Intet er skrevet; tilføj SKRIV=1" in told.err
    assert path.read_bytes() == before
    assert workspace("byraad", "--skriv") == 0
    assert "Skrevet: templates/byraad/referat.docx" in capsys.readouterr().err
    assert path.read_bytes() != before
    assert workspace() == 0
    assert "Intet at gøre i 2 filer." in capsys.readouterr().err


def test_the_command_tells_what_it_keeps_and_takes_it_when_forced(
    workspace: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "templates" / "byraad" / "referat.docx"
    members = parts(path.read_bytes())
    styles = members["word/styles.xml"].replace(b'<w:sz w:val="54"/>', b'<w:sz w:val="80"/>')
    packed({**members, "word/styles.xml": styles}, path)
    assert workspace("--skriv") == 0
    told = capsys.readouterr()
    assert "»Title« er rettet i Word og bliver, som den er: størrelse 40 pt" in told.out
    assert "1 typografi rettet i Word er ikke rørt. TVING=1" in told.err
    assert whole(path.read_bytes(), "title")["size"] == "80"
    assert workspace("--skriv", "--tving") == 0
    assert whole(path.read_bytes(), "title")["size"] == "52"


def test_the_command_tells_of_faults_and_leaves_such_a_set(
    workspace: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "templates" / "byraad" / "referat.docx"
    path.write_bytes(b"ingenting")
    assert workspace("--skriv") == 1
    assert path.read_bytes() == b"ingenting"
    assert "templates/byraad/referat.docx" in capsys.readouterr().err
