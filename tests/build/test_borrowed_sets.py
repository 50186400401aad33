"""A template set that builds on another: what it lacks is the other's, in its own look."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from docx_samples import W, document, item, packed, parts, png, section, tree
from moedebog.blocks import plain
from moedebog.build import digest_of, style_of
from moedebog.build.check import check_set
from moedebog.build.known import Known
from moedebog.build.manifest import Digests
from moedebog.build.origin import template_set
from moedebog.build.templates import TemplateSet
from moedebog.diagnostics import Problems
from moedebog.document import Kind
from moedebog.render import docx
from moedebog.render.docx.traits import StyleTraits
from moedebog.render.formats import Needs
from moedebog.settings.appearance import Style, Tekstrolle
from moedebog.settings.lineage import lineage
from moedebog.workspace import Workspace, resources

STANDARD = resources("templates") / "standard"
RED = (0x7A / 255, 0x1F / 255, 0x1F / 255)


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    (tmp_path / "meetings").mkdir()
    return Workspace(tmp_path)


def make(ws: Workspace, name: str, text: str) -> Path:
    folder = ws.root / "templates" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pdf.yaml").write_text(text, encoding="utf-8")
    return folder


def style(ws: Workspace, folder: Path) -> Style:
    found, problems = style_of(ws, folder)
    assert found is not None, list(map(str, problems))
    return found


def faults(ws: Workspace, folder: Path) -> list[str]:
    return [f"{one.position}: {one.code}" for one in check_set(ws, folder, set(Needs))]


def drawn(ws: Workspace, folder: Path, **changes: object) -> bytes:
    text = document(item(1, section(plain("Tekst."), heading="Resumé")), **changes)
    return docx.render(text, *TemplateSet(ws, folder).template(Kind.REFERAT))


# --- which files ------------------------------------------------------------------------------


def test_a_set_holds_only_what_differs(ws: Workspace) -> None:
    folder = make(ws, "min", "bygger_paa: standard\nfarver:\n  hoved: '#7a1f1f'\n")
    assert faults(ws, folder) == []
    own, standard = style(ws, folder), style(ws, STANDARD)
    assert own.farver.titel == own.farver.fremhaevning == RED
    assert own.overskrifter[Tekstrolle.PUNKT].farve == RED
    assert own.overskrifter[Tekstrolle.GRUPPE] == standard.overskrifter[Tekstrolle.GRUPPE]
    assert own.skrift == standard.skrift


def test_a_set_may_build_on_one_that_builds_on_another(ws: Workspace) -> None:
    make(ws, "faelles", "bygger_paa: standard\ntitel:\n  stoerrelse: 20 pt\nside:\n  format: A5\n")
    folder = make(ws, "byraad", "bygger_paa: faelles\nside:\n  format: A3\n")
    own = style(ws, folder)
    assert (own.titelstoerrelse, round(own.side.bredde)) == (20, 842)
    assert own.side.hoejre == style(ws, STANDARD).side.hoejre
    sets, _ = lineage(ws, folder)
    assert sets.find("referat.docx") == STANDARD / "referat.docx"
    assert [one.name for one in sets.folders] == ["byraad", "faelles", "standard"]


def test_a_set_of_ones_own_called_standard_builds_on_the_bundled_one(ws: Workspace) -> None:
    folder = make(ws, "standard", "bygger_paa: standard\ntitel:\n  stoerrelse: 20 pt\n")
    other = make(ws, "byraad", "bygger_paa: standard\n")
    assert lineage(ws, folder)[0].folders == (folder, STANDARD)
    assert lineage(ws, other)[0].folders == (other, folder, STANDARD)
    assert style(ws, other).titelstoerrelse == 20
    assert faults(ws, other) == []


def test_a_set_that_builds_on_none_is_as_before(ws: Workspace) -> None:
    folder = make(ws, "egen", "# bygger_paa: standard\n")
    assert lineage(ws, folder) == (lineage(ws, folder)[0], [])
    assert faults(ws, folder) == [
        "templates/egen/dagsorden.docx: M401",
        "templates/egen/referat.docx: M401",
    ]


def test_an_unknown_base_is_told_at_its_place(ws: Workspace) -> None:
    folder = make(ws, "min", "# en note\nbygger_paa: standart\n")
    (found,) = check_set(ws, folder, set(Needs))
    assert (str(found.position), found.code) == ("templates/min/pdf.yaml:2:13", "M406")
    assert "Mente du »standard«?" in found.hint


@pytest.mark.parametrize("name", ["../standard", ".", "findes/ikke", "''", "minn"])
def test_what_names_no_set_is_an_unknown_base(ws: Workspace, name: str) -> None:
    folder = make(ws, "min", f"bygger_paa: {name}\n")
    assert faults(ws, folder) == ["templates/min/pdf.yaml:1:13: M406"]
    assert "»min«" not in check_set(ws, folder, set(Needs))[0].hint


@pytest.mark.parametrize(
    ("bases", "place", "ring"),
    [
        ({"a": "a"}, "a", "a → a"),
        ({"a": "b", "b": "a"}, "b", "a → b → a"),
        ({"a": "b", "b": "c", "c": "b"}, "c", "a → b → c → b"),
    ],
)
def test_sets_that_build_on_each_other_are_told(
    ws: Workspace, bases: dict[str, str], place: str, ring: str
) -> None:
    for name, base in bases.items():
        make(ws, name, f"bygger_paa: {base}\n")
    (found,) = check_set(ws, ws.template_set("a"), set(Needs))
    assert (found.code, str(found.position)) == ("M407", f"templates/{place}/pdf.yaml:1:13")
    assert ring in found.message
    with pytest.raises(Problems):
        TemplateSet(ws, ws.template_set("a")).style()


def test_a_fault_is_told_in_the_file_that_has_it(ws: Workspace) -> None:
    make(ws, "faelles", "bygger_paa: standard\ntitel:\n  stoerrelse: stor\n")
    folder = make(ws, "byraad", "bygger_paa: faelles\nfarver:\n  fremhaevet: '#c0c0c0'\n")
    assert faults(ws, folder) == ["templates/faelles/pdf.yaml:3:15: M302"]
    make(ws, "faelles", "bygger_paa: standard\n")
    # The colour of the text is that of the base, the ground that it cannot be read on is not.
    assert set(faults(ws, folder)) == {"templates/byraad/pdf.yaml:3:15: M317"}


def test_a_logo_and_a_font_lie_in_the_set_that_names_them_or_in_the_one_above(
    ws: Workspace,
) -> None:
    below = make(ws, "faelles", "bygger_paa: standard\nlogo:\n  fil: logo.png\n  alt: Varde\n")
    png(below / "logo.png")
    folder = make(ws, "byraad", "bygger_paa: faelles\nlogo:\n  hoejde: 20 mm\n")
    logo = style(ws, folder).logo
    assert logo is not None
    assert (logo.fil, logo.alt, round(logo.hoejde)) == (below / "logo.png", "Varde", 57)
    png(folder / "logo.png")
    logo = style(ws, folder).logo
    assert logo is not None
    assert logo.fil == folder / "logo.png"
    make(ws, "byraad", "bygger_paa: faelles\nlogo:\n  fil: ''\n")
    assert style(ws, folder).logo is None


def test_another_family_does_not_keep_the_font_files_of_the_base(ws: Workspace) -> None:
    below = make(ws, "faelles", "bygger_paa: standard\nskrift:\n  fed: Min.ttf\n")
    shutil.copy(STANDARD / "fonts" / "DejaVuSans.ttf", below / "Min.ttf")
    folder = make(ws, "byraad", "bygger_paa: faelles\n")
    assert style(ws, folder).skrift.fed == below / "Min.ttf"
    make(ws, "byraad", "bygger_paa: faelles\nskrift:\n  familie: Lato\n")
    assert style(ws, folder).skrift.fed.name == "Lato-Bold.ttf"


def test_headings_by_level_of_the_nearer_set_hold_before_roles_of_the_base(ws: Workspace) -> None:
    folder = make(
        ws, "min", "bygger_paa: standard\noverskrifter:\n  niveau_1:\n    stoerrelse: 21 pt\n"
    )
    assert style(ws, folder).overskrifter[Tekstrolle.PUNKT].stoerrelse == 21
    make(ws, "faelles", "bygger_paa: min\noverskrifter:\n  punkt:\n    stoerrelse: 18 pt\n")
    found = style(ws, ws.template_set("faelles")).overskrifter[Tekstrolle.PUNKT]
    assert found.stoerrelse == 18


def test_what_a_document_was_made_of_counts_the_base(ws: Workspace) -> None:
    make(ws, "faelles", "bygger_paa: standard\n")
    folder = make(ws, "byraad", "bygger_paa: faelles\n")

    def digest() -> str:
        return template_set(folder, ws, Digests(ws.root, {}, 0))

    before = digest()
    assert digest() == before
    make(ws, "faelles", "bygger_paa: standard\ntitel:\n  stoerrelse: 20 pt\n")
    assert digest() != before


# --- the Word files ---------------------------------------------------------------------------


def test_word_looks_as_the_style_file_says_without_a_further_step(ws: Workspace) -> None:
    folder = make(
        ws,
        "min",
        "bygger_paa: standard\nfarver:\n  hoved: '#7a1f1f'\nskrift:\n  word: Arial\n"
        "side:\n  margen:\n    venstre: 40 mm\n",
    )
    made = drawn(ws, folder)
    known = StyleTraits(tree(made, "word/styles.xml"))
    assert known.defaults["font"] == "Arial"
    assert known.whole(known.by_name["paragraph", "title"])["colour"] == "7A1F1F"
    margins = next(tree(made).iter(f"{W}pgMar"))
    assert margins.get(f"{W}left") == str(round(40 * 72 / 25.4 * 20))
    assert drawn(ws, folder) == made
    assert b"7A1F1F" not in parts(drawn(ws, STANDARD))["word/styles.xml"]
    assert digest_of(STANDARD / "referat.docx")  # the base itself is only read


@pytest.mark.parametrize("place", ["hoejre", "venstre"])
def test_the_logo_stands_in_word_too_with_its_text(ws: Workspace, place: str) -> None:
    folder = make(
        ws,
        "min",
        "bygger_paa: standard\nlogo:\n  fil: vaaben.png\n  alt: Varde & omegn\n"
        f"  hoejde: 20 mm\n  placering: {place}\n",
    )
    png(folder / "vaaben.png", 400, 200)
    assert faults(ws, folder) == []
    made = drawn(ws, folder)
    (picture,) = tree(made).iter("{*}docPr")
    assert picture.get("descr") == "Varde & omegn"
    (extent,) = tree(made).iter("{*}extent")
    assert int(extent.get("cx")) == pytest.approx(2 * 20 * 36_000, rel=0.001)
    assert (next(tree(made).iter("{*}anchor"), None) is not None) == (place == "hoejre")
    media = [one for one in parts(made) if one.startswith("word/media/")]
    assert media == ["word/media/moedebog-logo.png"]


def test_heads_and_feet_that_the_set_says_otherwise_stand_in_word(ws: Workspace) -> None:
    folder = make(
        ws,
        "min",
        "bygger_paa: standard\nsidehoved:\n  midt: 'Midt & {forum}'\n  hoejre: '{dato}'\n"
        "sidefod:\n  venstre: 'Side {side} ud af {sider}'\n  paa_foerste_side: nej\n",
    )
    assert faults(ws, folder) == []
    made = drawn(ws, folder)
    texts = {
        name: "".join(tree(made, name).itertext()).replace("\xa0", " ")
        for name in parts(made)
        if "moedebog-" in name
    }
    assert texts["word/moedebog-header-default.xml"].strip() == (
        "Kulturudvalget · Referat · 12. september 2025Midt & Kulturudvalget"
        "fredag den 12. september 2025"
    )
    assert texts["word/moedebog-header-first.xml"] == texts["word/moedebog-footer-first.xml"] == ""
    assert texts["word/moedebog-footer-default.xml"].startswith("Side  PAGE 1 ud af  NUMPAGES 1")
    closed = drawn(ws, folder, fortrolighed="FORTROLIGT")
    for where in ("default", "first"):
        assert "FORTROLIGT" in "".join(tree(closed, f"word/moedebog-header-{where}.xml").itertext())


def test_a_head_that_somebody_wrote_in_word_stays_where_only_its_look_is_another(
    ws: Workspace,
) -> None:
    below = make(ws, "faelles", "bygger_paa: standard\n")
    standard = parts((STANDARD / "referat.docx").read_bytes())
    head = standard["word/header1.xml"].replace(b"{{ dokument.sidehoved }}", b"Af Word")
    packed({**standard, "word/header1.xml": head}, below / "referat.docx")
    folder = make(ws, "byraad", "bygger_paa: faelles\nsidehoved:\n  streg: nej\n")
    made = drawn(ws, folder)
    assert b"Af Word" in parts(made)["word/header1.xml"]
    assert not [name for name in parts(made) if "moedebog-header" in name]
    known = StyleTraits(tree(made, "word/styles.xml"))
    assert not [key for key in known.whole(known.by_name["paragraph", "header"]) if "border" in key]


def test_what_somebody_restyled_in_the_word_template_of_the_base_stays(ws: Workspace) -> None:
    below = make(ws, "faelles", "bygger_paa: standard\n")
    standard = parts((STANDARD / "referat.docx").read_bytes())
    sheet = standard["word/styles.xml"]
    changed = sheet.replace(b'<w:sz w:val="60"/>', b'<w:sz w:val="80"/>')
    assert changed != sheet
    packed({**standard, "word/styles.xml": changed}, below / "referat.docx")
    folder = make(ws, "byraad", "bygger_paa: faelles\nfarver:\n  hoved: '#7a1f1f'\n")
    known = StyleTraits(tree(drawn(ws, folder), "word/styles.xml"))
    assert known.whole(known.by_name["paragraph", "title"])["size"] == "80"
    item_look = known.whole(known.by_name["paragraph", "mødebog punkt"])
    assert item_look["colour"] == "7A1F1F"


def test_a_word_template_of_ones_own_is_used_as_it_is(ws: Workspace) -> None:
    folder = make(ws, "min", "bygger_paa: standard\nfarver:\n  hoved: '#7a1f1f'\n")
    shutil.copy(STANDARD / "referat.docx", folder)
    look = TemplateSet(ws, folder)
    assert look.template(Kind.REFERAT) == (folder / "referat.docx", "templates/min/referat.docx")
    assert isinstance(look.template(Kind.DAGSORDEN)[0], bytes)


def test_a_fault_in_the_word_template_of_the_base_is_told_at_its_file(ws: Workspace) -> None:
    below = make(ws, "faelles", "bygger_paa: standard\n")
    (below / "referat.docx").write_bytes(b"ikke Word")
    folder = make(ws, "byraad", "bygger_paa: faelles\n")
    assert faults(ws, folder) == ["templates/faelles/referat.docx: M330"]


def test_a_borrowed_word_template_found_good_is_tried_again_when_the_base_changes(
    ws: Workspace,
) -> None:
    below = make(ws, "faelles", "bygger_paa: standard\n")
    folder = make(ws, "byraad", "bygger_paa: faelles\n")
    png(folder / "logo.png")
    long_ago = 1_700_000_000
    for path in (*below.iterdir(), *folder.iterdir()):
        os.utime(path, (long_ago, long_ago))
    look, known = TemplateSet(ws, folder), Known(ws)
    files = look.word_files(Kind.REFERAT)
    assert {below / "pdf.yaml", folder / "pdf.yaml", STANDARD / "referat.docx"} <= set(files)
    assert not known.has_word("x", files)
    known.remember_word("x", files)
    known.save()
    assert Known(ws).has_word("x", files)
    make(ws, "faelles", "bygger_paa: standard\nfarver:\n  hoved: '#7a1f1f'\n")
    assert not Known(ws).has_word("x", files)
