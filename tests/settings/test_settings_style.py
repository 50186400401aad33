"""The style file of the PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedebog.diagnostics import Diagnostic, EnvironmentProblem
from moedebog.settings import style as style_module
from moedebog.settings.appearance import Style, Tekstrolle, fill
from moedebog.settings.colour import contrast
from moedebog.settings.options import OptionGroup
from moedebog.settings.style import load_style
from moedebog.workspace import resources
from pdf_samples import png
from support import ROOT

STANDARD = resources("templates") / "standard" / "pdf.yaml"


def load(folder: Path, content: str) -> tuple[Style | None, list[Diagnostic]]:
    path = folder / "pdf.yaml"
    path.write_text(content, encoding="utf-8")
    return load_style(path, "skabelon/pdf.yaml")


def good(folder: Path, content: str) -> Style:
    style, problems = load(folder, content)
    assert style is not None, list(map(str, problems))
    return style


def fault(folder: Path, content: str) -> str:
    style, problems = load(folder, content)
    assert style is None
    (problem,) = problems
    return str(problem)


def test_the_standard_file_says_what_is_standard_anyway(tmp_path: Path) -> None:
    standard, problems = load_style(STANDARD, "skabelon/pdf.yaml")
    assert not problems
    assert standard == good(tmp_path, "# intet\n")


def test_the_standard_file_names_every_setting() -> None:
    text = STANDARD.read_text(encoding="utf-8")

    def keys(section: OptionGroup) -> set[str]:
        found = set(section.options)
        for option in section.options.values():
            if isinstance(option, OptionGroup):
                found |= keys(option)
        return found

    missing = {key for key in keys(style_module._SCHEMA) if f"{key}:" not in text}
    older = {f"niveau_{n}" for n in range(1, 7)}
    assert missing == {*older, "bygger_paa"}  # it builds on none


def test_a_setting_that_stands_beside_its_group_is_told_where_it_belongs(tmp_path: Path) -> None:
    _, (problem,) = load(tmp_path, 'bygger_paa: standard\nhoved: "#7a1f1f"\n')
    assert problem.code == "M300"
    assert (
        problem.hint == "Den hører til under »farver«, rykket ind: skriv linjen »farver:« over den."
    )
    _, (problem,) = load(tmp_path, "farve: x\n")  # many groups have it
    assert problem.hint == "Mente du »farver«?"


WRONG = "titel:\n  stoerrelse: stor\n"


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ("skrift:\n  familie: Findes Ikke\n", {"M302", "M310"}),
        ("logo:\n  fil: v.png\n", {"M302", "M313"}),
        ("logo:\n  fil: w.png\n  alt: V\nskrift:\n  familie: Nix\n", {"M302", "M310", "M312"}),
        ("farve: x\nlogo:\n  fil: v.png\n", {"M300", "M302", "M313"}),
        # Where the value itself is wrong nobody knows whether it is missing.
        ("logo:\n  fil: v.png\n  alt: [a]\n", {"M302"}),
        ("skrift:\n  familie: [Lato]\n  normal: findes-ikke.ttf\n", {"M302"}),
        ("farver:\n  hoved: x\n", {"M302"}),
    ],
)
def test_a_wrong_value_hides_nothing_of_the_logo_and_the_fonts(
    tmp_path: Path, more: str, codes: set[str]
) -> None:
    (tmp_path / "v.png").write_bytes(png())
    style, problems = load(tmp_path, WRONG + more)
    assert style is None
    assert {one.code for one in problems} == codes


def test_one_colour_is_that_of_title_headings_and_bar(tmp_path: Path) -> None:
    red = (0x7A / 255, 0x1F / 255, 0x1F / 255)
    own = good(tmp_path, 'farver:\n  hoved: "#7a1f1f"\n')
    assert own.farver.titel == own.farver.fremhaevning == red
    coloured = {role for role in Tekstrolle if own.overskrifter[role].farve == red}
    assert coloured == {
        *(Tekstrolle.DEL, Tekstrolle.PUNKT, Tekstrolle.UNDERPUNKT),
        *(Tekstrolle.AFSNIT, Tekstrolle.BESLUTNING),
    }
    apart = good(
        tmp_path,
        'farver:\n  hoved: "#7a1f1f"\n  titel: "#000000"\n'
        'overskrifter:\n  punkt:\n    farve: "#000000"\n',
    )
    assert apart.farver.titel == apart.overskrifter[Tekstrolle.PUNKT].farve == (0, 0, 0)
    assert apart.overskrifter[Tekstrolle.AFSNIT].farve == red
    older = good(tmp_path, 'farver:\n  hoved: "#7a1f1f"\noverskrifter:\n  niveau_2: {streg: ja}\n')
    assert older.overskrifter[Tekstrolle.AFSNIT].farve != red
    _, problems = load(tmp_path, 'farver:\n  hoved: "#bbbbbb"\n')
    assert {(one.code, str(one.position)) for one in problems} == {
        ("M317", "skabelon/pdf.yaml:2:10")
    }


def test_the_page_may_lie_down(tmp_path: Path) -> None:
    side = good(tmp_path, "side:\n  format: A5\n  retning: liggende").side
    assert (round(side.bredde), round(side.hoejde)) == (595, 420)


def test_a_font_may_be_a_file(tmp_path: Path) -> None:
    mono = resources("templates") / "standard" / "fonts" / "DejaVuSansMono.ttf"
    (tmp_path / "Min.ttf").write_bytes(mono.read_bytes())
    style = good(tmp_path, "skrift:\n  fed: Min.ttf")
    assert style.skrift.fed == tmp_path / "Min.ttf"
    assert style.skrift.normal.name == "Lato-Regular.ttf"
    assert tmp_path / "Min.ttf" in style.inputs


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        ("skrift:\n  familie: Comic Sans", "2:12", "Skrifttypen »Comic Sans« findes ikke"),
        ("skrift:\n  familie: Noget/../værre", "2:12", "findes ikke"),
        ("skrift:\n  kode: mangler.ttf", "2:9", "»mangler.ttf« findes ikke"),
        ("logo:\n  fil: x.png\n  alt: Byen", "2:8", "»x.png« findes ikke"),
        ("sidefod:\n  midt: 'Side {sidde}'", "2:9", "{sidde} findes ikke"),
        ("side:\n  margen:\n    venstre: 80 mm\n    hoejre: 80 mm", "3:5", "ikke plads"),
        ("side:\n  margen:\n    top: 15 mm", "3:10", "ikke plads til »sidehoved«"),
        ("sidefod:\n  afstand: 20 mm", "2:12", "ikke plads til »sidefod«"),
        ("afsnit:\n  fremhaev: [beslutninger]", "2:13", "»beslutninger« findes ikke"),
        ("farver:\n  tekst: sort", "2:10", "Skriv en farve"),
    ],
)
def test_a_fault_is_told_at_its_place(tmp_path: Path, content: str, place: str, words: str) -> None:
    problems = load(tmp_path, content)[1]
    assert {str(p).split(": ")[0] for p in problems} == {f"skabelon/pdf.yaml:{place}"}
    assert all(words in str(p) for p in problems)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("skrift:\n  word: '<x>'", "2:9"),
        ("skrift:\n  word_kode: 'Con\"solas'", "2:14"),
        ("skrift:\n  word: ''", "2:9"),
        ("skrift:\n  word: '   '", "2:9"),
        ("skrift:\n  word: Calibri, Arial", "2:9"),
        ("skrift:\n  word: Calibri; Arial", "2:9"),
        ("skrift:\n  word: Min.TTF", "2:9"),
        ("skrift:\n  word_kode: skrift/Min.otf", "2:14"),
        ("skrift:\n  word: En skrifttype med et alt for langt navn", "2:9"),
        ("skrift:\n  word: '---'", "2:9"),
    ],
)
def test_what_is_no_name_of_a_font_in_word_is_told(
    tmp_path: Path, content: str, place: str
) -> None:
    style, (problem,) = load(tmp_path, content)
    assert style is None
    assert problem.rule is style_module.NO_WORD_FONT
    assert str(problem).startswith(f"skabelon/pdf.yaml:{place}: ")


@pytest.mark.parametrize("font", ["Times New Roman", "A & B", "Bo's", "游ゴシック", "DIN 1451-1/2"])
def test_any_name_of_a_font_will_do_for_word(tmp_path: Path, font: str) -> None:
    assert good(tmp_path, f'skrift:\n  word: "{font}"').skrift.word == font


def test_a_logo_needs_words_for_those_who_cannot_see_it(tmp_path: Path) -> None:
    (tmp_path / "l.png").write_bytes(png())
    assert "alternativ tekst" in fault(tmp_path, "logo:\n  fil: l.png")
    style = good(tmp_path, "logo:\n  fil: l.png\n  alt: Byvåben")
    assert style.logo is not None
    assert style.logo.fil in style.inputs


@pytest.mark.parametrize("alt", ["l.png", "logo.png", "Logo", "logo", "Billede 1", "IMG_1234.jpg"])
def test_a_logo_whose_words_say_nothing_is_told(tmp_path: Path, alt: str) -> None:
    (tmp_path / "l.png").write_bytes(png())
    style, (problem,) = load(tmp_path, f"logo:\n  fil: l.png\n  alt: {alt}")
    assert style is not None
    assert problem.rule is style_module.LOGO_SAYS_NOTHING
    assert str(problem).startswith("skabelon/pdf.yaml:3:8: advarsel: ")


@pytest.mark.parametrize("alt", ["Esbjerg Kommune", "Byvåben", "Logo for Ry Kommune", "Rådet"])
def test_a_logo_with_a_name_is_not_told(tmp_path: Path, alt: str) -> None:
    (tmp_path / "l.png").write_bytes(png())
    assert load(tmp_path, f"logo:\n  fil: l.png\n  alt: {alt}")[1] == []


def test_a_missing_package_is_a_fault_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(style_module, "find_spec", lambda _: None)
    with pytest.raises(EnvironmentProblem, match="fontpkg-lato"):
        load(tmp_path, "")


def test_what_is_filled_in_is_not_looked_at_again() -> None:
    assert fill("{forum} {side}", {"forum": "{side}", "side": "3"}) == "{side} 3"


# --- contrast ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ((0, 0, 0), (1, 1, 1), 21),
        ((1, 1, 1), (1, 1, 1), 1),
        ((0x76 / 255,) * 3, (1, 1, 1), 4.54),
        ((0x77 / 255,) * 3, (1, 1, 1), 4.48),
        ((1, 0, 0), (0, 0, 1), 2.15),
    ],
)
def test_contrast_as_wcag_counts_it(
    one: tuple[float, float, float], other: tuple[float, float, float], ratio: float
) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        ('farver:\n  tekst: "#777777"', "2:10", "#777777 på #ffffff har kun kontrasten 4,47:1"),
        ('farver:\n  daempet: "#999999"', "2:12", "#999999 på #ffffff har kun kontrasten 2,84:1"),
        ('farver:\n  link: "#00aa00"', "2:9", "på #eef1f4"),
        ('farver:\n  tabelhoved: "#1f3a5f"', "2:15", "#1a1a1a på #1f3a5f"),
        ('farver:\n  titel: "#999999"', "2:10", "3,00:1"),
        ('overskrifter:\n  niveau_3:\n    farve: "#808080"', "3:12", "4,50:1"),
        ('overskrifter:\n  niveau_5:\n    stoerrelse: 16 pt\n    farve: "#808080"', "4:12", "3,94"),
        ('overskrifter:\n  afsnit:\n    farve: "#808080"', "3:12", "4,50:1"),
        ('farver:\n  fremhaevet: "#c0c0c0"', "2:15", "#55585c på #c0c0c0"),
        ('overskrifter:\n  beslutning:\n    farve: "#757575"', "3:12", "#757575 på #f3f6f9"),
        ('overskrifter:\n  mellem_1:\n    farve: "#757575"', "3:12", "#757575 på #f3f6f9"),
        ('overskrifter:\n  mellem_3:\n    farve: "#757575"', "3:12", "#757575 på #f3f6f9"),
        (
            'afsnit: {fremhaev: [indstilling]}\noverskrifter:\n  afsnit:\n    farve: "#757575"',
            "4:12",
            "#757575 på #f3f6f9",
        ),
        (
            'farver:\n  fremhaevet: "#e8d8c0"\noverskrifter:\n  mellem_2:\n    farve: "#6a6a6a"',
            "5:12",
            "#6a6a6a på #e8d8c0",
        ),
        ('farver:\n  fremhaevet: "#808080"\n  streg: "#000000"', "2:15", "#1a1a1a på #808080"),
    ],
)
def test_a_colour_that_cannot_be_read_is_told(
    tmp_path: Path, content: str, place: str, words: str
) -> None:
    style, problems = load(tmp_path, content)
    assert style is None
    assert {p.rule.code for p in problems} == {"M317"}
    assert any(words in str(p) for p in problems), list(map(str, problems))
    assert {str(p).split(": ")[0] for p in problems} == {f"skabelon/pdf.yaml:{place}"}


@pytest.mark.parametrize(
    "content",
    [
        'overskrifter: {afsnit: {farve: "#757575"}}',
        'overskrifter: {punkt: {farve: "#757575"}, underpunkt: {farve: "#757575"}}',
        'afsnit: {fremhaev: [indstilling]}\noverskrifter: {beslutning: {farve: "#757575"}}',
        'afsnit: {fremhaev: []}\nfarver: {fremhaevet: "#1f3a5f", daempet: "#757575"}',
        'farver: {fremhaevet: "#ffffff", tabelhoved: "#ffffff", link: "#757575"}',
    ],
)
def test_a_ground_that_a_text_never_stands_on_is_not_asked_about(
    tmp_path: Path, content: str
) -> None:
    good(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "tinted"),
    [
        ("overskrifter: {niveau_4: {stoerrelse: 11 pt}}", True),
        ("overskrifter: {niveau_2: {stoerrelse: 11 pt}}", False),
        ("overskrifter: {niveau_2: {stoerrelse: 11 pt}, punkt: {stoerrelse: 15 pt}}", True),
        (
            'overskrifter: {niveau_2: {stoerrelse: 11 pt}}\nfarver: {fremhaevet: "#f3f6f9"}',
            True,
        ),
    ],
)
def test_only_a_style_file_of_before_there_were_roles_has_no_tint(
    tmp_path: Path, content: str, tinted: bool
) -> None:
    assert (good(tmp_path, content).farver.fremhaevet != (1, 1, 1)) == tinted


def test_a_level_beside_the_roles_of_the_standard_file_leaves_the_tint(tmp_path: Path) -> None:
    text = STANDARD.read_text(encoding="utf-8").replace(
        "  gruppe:  ", "  niveau_4: {stoerrelse: 11 pt}\n  gruppe:  ", 1
    )
    assert "niveau_4" in text
    assert good(tmp_path, text).farver == load_style(STANDARD, "pdf.yaml")[0].farver  # type: ignore[union-attr]


def test_large_headings_may_be_lighter(tmp_path: Path) -> None:
    good(tmp_path, 'overskrifter:\n  niveau_1:\n    farve: "#808080"')  # bold, 15.5 pt
    good(tmp_path, 'overskrifter:\n  niveau_5:\n    stoerrelse: 18 pt\n    farve: "#808080"')


def test_a_style_file_of_before_there_were_roles_looks_as_it_did() -> None:
    path = ROOT / "tests" / "skabeloner" / "gammel" / "pdf.yaml"
    older, problems = load_style(path, "gammel/pdf.yaml")
    assert older is not None
    assert not problems
    looks = {
        role: (h.stoerrelse, h.foer, h.efter, h.fed, h.kursiv, h.streg)
        for role, h in older.overskrifter.items()
    }
    assert looks[Tekstrolle.PUNKT] == looks[Tekstrolle.DEL] == (15.5, 24, 5, True, False, True)
    assert looks[Tekstrolle.AFSNIT] == (12.5, 15, 3.5, True, False, False)
    assert looks[Tekstrolle.BESLUTNING] == looks[Tekstrolle.AFSNIT]
    assert looks[Tekstrolle.MELLEM_1] == (11, 11, 2.5, True, False, False)
    assert looks[Tekstrolle.MELLEM_3] == (11, 8, 2, False, True, False)
    assert older.farver.fremhaevet == (1, 1, 1)  # a bar alone
    assert older.skrift.stoerrelse == 11


def test_a_role_counts_more_than_the_level_it_stood_at(tmp_path: Path) -> None:
    made = good(
        tmp_path,
        "overskrifter: {niveau_2: {stoerrelse: 14 pt}, beslutning: {stoerrelse: 20 pt}}",
    )
    assert made.overskrifter[Tekstrolle.BESLUTNING].stoerrelse == 20
    assert made.overskrifter[Tekstrolle.AFSNIT].stoerrelse == 14
    assert made.overskrifter[Tekstrolle.UNDERPUNKT].farve == made.farver.titel


@pytest.mark.parametrize("key", ["word", "word_kode"])
@pytest.mark.parametrize("value", ["''", "' '"])
def test_the_fonts_of_word_have_names(key: str, value: str, tmp_path: Path) -> None:
    (tmp_path / "pdf.yaml").write_text(f"skrift: {{{key}: {value}}}\n", encoding="utf-8")
    found, problems = load_style(tmp_path / "pdf.yaml", "pdf.yaml")
    assert found is None
    assert problems[0].code == "M319"
