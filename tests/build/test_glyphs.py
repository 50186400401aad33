"""Characters that the PDF cannot show: each is told where it is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from moedebog.build.check import validate
from moedebog.build.runs import Order, run
from moedebog.compose import compose
from moedebog.diagnostics import Diagnostic, Severity
from moedebog.document import Audience, Document, Kind
from moedebog.load import load
from moedebog.render.pdf import missing_characters
from moedebog.report import explain
from moedebog.settings.style import load_style
from moedebog.workspace import Workspace, resources

FORUM = """navn: Udvalget
skabelon: egen
sted: Sal 3
medlemmer:
  - {navn: Ane Andersen, hverv: formand}
"""
MEETING = """dato: 2025-09-12
start: "10:30"
punkter:
  - titel: Første punkt
    beslutning: |
      Et afsnit.

      Et andet afsnit.
    bilag:
      - {titel: Et bilag, fil: bilag/notat.pdf}
  - titel: Andet punkt
    beslutning: Godkendt.
"""


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    folder = tmp_path / "meetings" / "x"
    (folder / "bilag").mkdir(parents=True)
    (folder / "bilag" / "notat.pdf").write_bytes(b"%PDF-1.7")
    (folder / "forum.yaml").write_text(FORUM, encoding="utf-8")
    (folder / "2025-09-12.yaml").write_text(MEETING, encoding="utf-8")
    shutil.copytree(resources("templates") / "standard", tmp_path / "templates" / "egen")
    return Workspace(tmp_path)


def change(ws: Workspace, name: str, old: str, new: str) -> None:
    path = ws.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def errors(found: list[Diagnostic]) -> list[str]:
    wrong = [finding for finding in found if finding.severity is Severity.ERROR]
    return [f"{d.position} {d.code} {d.values['tekst']}" for d in wrong]


def checked(ws: Workspace) -> list[str]:
    """What validating tells; making the documents tells the same."""
    found = errors(validate(ws, ws.meeting_files(), everything=True))
    report = run(ws, [Order(file) for file in ws.meeting_files()])
    assert not report.made or not found
    return found


YAML, HOME, STYLE = "meetings/x/2025-09-12.yaml", "meetings/x/forum.yaml", "templates/egen/pdf.yaml"


def test_nothing_is_told_of_characters_that_a_font_has(ws: Workspace) -> None:
    assert checked(ws) == []
    change(ws, YAML, "Godkendt.", "Đorđe Šarūnas → ✓ Ωμέγα Кириллица ŋ e\u0301 😀")
    assert checked(ws) == []


def test_only_what_is_missing_is_told(ws: Workspace) -> None:
    change(ws, YAML, "Godkendt.", "Godkendt 👍 → ✓ og 你好.")
    assert checked(ws) == [f"{YAML}:12:17 M360 你好", f"{YAML}:12:17 M360 👍"]


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("Et afsnit med ord\n      og **ét** 你好 tegn.", "你好"),
        ("Et *langt* afsnit\n      på tre linjer,\n      og midt iord你好ord et tegn.", "你好"),
        ("- et punkt\n      - et *andet* 你 punkt", "你"),
        ("| A | B |\n      |---|---|\n      | x | noget 👍 |", "👍"),
        ("> Et citat\n      > med 🇩🇰 i.", "🇩🇰"),
    ],
)
def test_a_character_is_marked_where_it_stands_in_its_paragraph(
    ws: Workspace, typed: str, sought: str
) -> None:
    change(ws, YAML, "Et afsnit.\n", f"{typed}\n")
    lines = (ws.root / YAML).read_text(encoding="utf-8").split("\n")
    number, line = next((n, line) for n, line in enumerate(lines, 1) if sought in line)
    told = explain(ws.root, validate(ws, ws.meeting_files()))
    (found,) = (one for one in told if one.code == "M360")
    assert str(found.position) == f"{YAML}:{number}:{line.index(sought) + 1}"


def test_each_place_of_a_character_is_told(ws: Workspace) -> None:
    change(ws, YAML, "Første punkt", "Første 你好 punkt  # og 你好 her")
    change(ws, YAML, "Andet punkt", "Andet 你好 punkt")
    change(ws, YAML, "Et bilag", "Et 你好 bilag")
    change(ws, YAML, "Et andet afsnit.", "Et andet 你好 afsnit med &#x4F60;.")
    assert checked(ws) == [
        f"{YAML}:4:12 M360 你好",
        f"{YAML}:8:7 M360 你好",
        f"{YAML}:8:7 M360 你",
        f"{YAML}:10:17 M360 你好",
        f"{YAML}:11:12 M360 你好",
    ]


def test_a_character_of_the_forum_is_told_there(ws: Workspace) -> None:
    change(ws, HOME, "navn: Udvalget", "navn: Udvalget 你")
    change(ws, HOME, "Sal 3", '"Sal \\u597d"')
    change(ws, HOME, "Ane Andersen", "Ane 你 Andersen")
    assert checked(ws) == [f"{HOME}:1:7 M360 你", f"{HOME}:3:7 M360 好", f"{HOME}:5:12 M360 你"]


def test_a_character_of_a_running_head_is_told_in_the_style_file(ws: Workspace) -> None:
    change(ws, STYLE, '{side_af_sider}"', 'Side 你 {side}"')
    (place,) = checked(ws)
    line = (ws.root / STYLE).read_text(encoding="utf-8")[:-1].split("\n")
    number = next(n for n, text in enumerate(line, 1) if "Side 你" in text)
    assert place == f"{STYLE}:{number}:11 M360 你"


def test_a_style_without_fault_is_found_so_though_a_comment_has_the_character(
    ws: Workspace,
) -> None:
    path = ws.root / STYLE
    path.write_text(path.read_text(encoding="utf-8") + "# 你\n", encoding="utf-8")
    assert checked(ws) == []


@pytest.mark.parametrize("word", ["שלום", "مرحبا", "ߊߋ", "ﺷ", "می\u200cخواهم"])
def test_what_is_written_from_right_to_left_is_made(ws: Workspace, word: str) -> None:
    change(ws, YAML, "Andet punkt", f"Andet {word} punkt")
    assert checked(ws) == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("👍🏽", "👍🏽"),
        ("🇩🇰", "🇩🇰"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("😀\u200d😀", "😀\u200d😀"),
        ("1\ufe0f\u20e3", "1\u20e3"),
        ("𐤀𐤁", "𐤀𐤁"),
    ],
)
def test_what_would_be_printed_by_half_is_told(ws: Workspace, typed: str, told: str) -> None:
    change(ws, YAML, "Godkendt.", f"Godkendt {typed} og sendt.")
    assert checked(ws) == [f"{YAML}:12:17 M360 {told}"]


@pytest.mark.parametrize(
    ("typed", "font"),
    [
        ("你好", "Noto Sans SC"),
        ("かな", "Noto Sans JP"),
        ("한국어", "Noto Sans KR"),
        ("हिन्दी", "Noto Sans Devanagari"),
        ("ไทย", "Noto Sans Thai"),
        ("👍", "Noto Emoji"),
    ],
)
def test_it_is_told_which_font_may_have_a_character_and_where_to_put_it(
    ws: Workspace, typed: str, font: str
) -> None:
    change(ws, YAML, "Godkendt.", f"Godkendt {typed}.")
    (found, *_) = [f for f in validate(ws, ws.meeting_files()) if f.code == "M360"]
    _, hint = found.texts("da")
    assert f"{font} som .ttf" in hint
    assert STYLE in hint


def test_making_tells_the_places_too(ws: Workspace) -> None:
    change(ws, YAML, "Første punkt", "Første 你 punkt")
    change(ws, YAML, "Andet punkt", "Andet 你 punkt")
    report = run(ws, [Order(file) for file in ws.meeting_files()])
    assert errors(report.diagnostics) == [f"{YAML}:4:12 M360 你", f"{YAML}:11:12 M360 你"]


def test_a_renderer_alone_tells_where_the_item_of_a_title_begins(ws: Workspace) -> None:
    change(ws, YAML, "Første punkt", "Første 你 punkt")
    change(ws, YAML, "Andet punkt", "Andet punkt\n    gruppe: Gruppe 好")
    change(ws, HOME, "navn: Udvalget", "navn: Udvalget 们")
    loaded = load(ws, ws.meeting_file("2025-09-12"))
    assert loaded.meeting
    document, _ = compose(loaded.meeting, Kind.DAGSORDEN, Audience.OFFENTLIG)
    (folder,) = (ws.root / "templates").iterdir()
    style, _ = load_style(folder / "pdf.yaml", "pdf.yaml")
    assert style
    told = {(str(d.position), d.values["tekst"]) for d in missing_characters(document, style)}
    assert told == {(f"{YAML}:4:5", "你"), (f"{YAML}:11:5", "好"), (YAML, "们")}


def test_documents_are_equal_wherever_their_titles_stand(ws: Workspace) -> None:
    def dagsorden() -> Document:
        loaded = load(ws, ws.meeting_file("2025-09-12"))
        assert loaded.meeting
        return compose(loaded.meeting, Kind.DAGSORDEN, Audience.OFFENTLIG)[0]

    before = dagsorden()
    change(ws, YAML, "punkter:", "# her\npunkter:")
    assert dagsorden().punkter[0].position != before.punkter[0].position
    assert dagsorden() == before
    change(ws, YAML, "Andet punkt", "Et andet punkt")
    assert dagsorden() != before
