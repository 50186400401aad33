"""``skabelon ny``, ``tjek`` and ``vis``: a template set is begun, examined and looked at."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from docx_samples import parts, png, tree
from moedebog import cli
from moedebog.blocks import (
    BulletList,
    CodeBlock,
    Footnote,
    NumberedList,
    Picture,
    Quote,
    Run,
    Table,
    ThematicBreak,
)
from moedebog.build import style_of
from moedebog.compose import Composer, numbered, plan
from moedebog.document import Audience, Document, Kind
from moedebog.settings.appearance import Tekstrolle
from moedebog.template_sets import shown
from moedebog.template_sets.beginning import style_text
from moedebog.workspace import Workspace, resources
from support import ROOT

MEETING = "dato: 2025-09-12\nstart: '10.00'\npunkter:\n  - titel: Budget\n    tekst: Tekst.\n"
FORUM = "navn: Udvalget\nskabelon: varde\n"
Run_ = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run_:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text(FORUM, encoding="utf-8")
    (folder / "2025-09-12.yaml").write_text(MEETING, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("GOER", "NAVN", "FRA", "WORD", "SKRIV", "TVING"):
        monkeypatch.delenv(name, raising=False)
    return lambda *arguments: cli.main(["skabelon", *arguments])


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- ny ---------------------------------------------------------------------------------------


def test_a_new_set_holds_its_style_file_and_is_good_at_once(
    run: Run_, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("ny", "varde") == 0
    told = capsys.readouterr()
    assert told.out == "Skrevet: templates/varde/pdf.yaml\n"
    assert "make skabelon GOER=vis NAVN=varde" in told.err
    assert listed(tmp_path / "templates" / "varde") == ["pdf.yaml"]
    assert run("tjek", "varde") == 0
    assert "1 skabelonsæt, 0 fejl, 0 advarsler" in capsys.readouterr().err
    assert cli.main(["validate"]) == 0
    ws = Workspace(tmp_path)
    own, standard = (style_of(ws, ws.template_set(name))[0] for name in ("varde", "standard"))
    assert own is not None
    assert standard is not None
    assert own.overskrifter == standard.overskrifter
    assert (own.skrift, own.farver, own.side) == (standard.skrift, standard.farver, standard.side)


def test_nothing_is_overwritten(
    run: Run_, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "templates" / "varde"
    folder.mkdir(parents=True)
    assert run("ny", "varde") == 2
    assert "templates/varde er der allerede" in capsys.readouterr().err
    assert listed(folder) == []


@pytest.mark.parametrize(
    "name", ["../x", "a/b", ".skjult", "_x", " x", "x.", "a:b", "", "a\nb", "con", "com1"]
)
def test_a_name_that_is_no_folder_is_refused(run: Run_, tmp_path: Path, name: str) -> None:
    assert run("ny", name) == 2
    assert not (tmp_path / "templates").exists()


def test_a_set_may_build_on_another_of_ones_own(run: Run_, tmp_path: Path) -> None:
    assert run("ny", "faelles") == 0
    assert run("ny", "varde", "--fra", "faelles") == 0
    text = (tmp_path / "templates" / "varde" / "pdf.yaml").read_text(encoding="utf-8")
    assert "\nbygger_paa: faelles\n" in text
    assert run("tjek") == 0


def test_an_unknown_base_is_told_before_anything_is_made(
    run: Run_, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for base in ("findes-ikke", "varde"):
        assert run("ny", "varde", "--fra", base) == 2
        assert f"'{base}' findes ikke" in capsys.readouterr().err
    assert not (tmp_path / "templates").exists()


def test_a_set_called_standard_holds_for_forums_that_name_none(run: Run_, tmp_path: Path) -> None:
    assert run("ny", "standard") == 0
    path = tmp_path / "templates" / "standard" / "pdf.yaml"
    path.write_text("bygger_paa: standard\ntitel:\n  stoerrelse: 20 pt\n", encoding="utf-8")
    ws = Workspace(tmp_path)
    style, _ = style_of(ws, ws.template_set("standard"))
    assert style is not None
    assert style.titelstoerrelse == 20


def test_word_templates_of_its_own_have_the_look_of_the_base(run: Run_, tmp_path: Path) -> None:
    assert run("ny", "faelles") == 0
    style = tmp_path / "templates" / "faelles" / "pdf.yaml"
    style.write_text("bygger_paa: standard\nfarver:\n  hoved: '#7a1f1f'\n", encoding="utf-8")
    assert run("ny", "varde", "--fra", "faelles", "--word") == 0
    folder = tmp_path / "templates" / "varde"
    assert listed(folder) == ["dagsorden.docx", "pdf.yaml", "referat.docx"]
    data = (folder / "referat.docx").read_bytes()
    assert b"7A1F1F" in parts(data)["word/styles.xml"]
    assert run("tjek", "varde") == 0


def test_without_a_name_the_command_asks_for_one(
    run: Run_, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("ny") == 2
    assert "make skabelon GOER=ny NAVN=mit-udseende" in capsys.readouterr().err
    assert run() == 2
    assert "ny, tjek eller ret" in capsys.readouterr().err


def groups(text: str) -> list[str]:
    """The settings of a new style file, with those that are commented out, group by group."""
    _, _, settings = text.partition("bygger_paa: standard\n")
    lines = [re.sub("^# (?=[a-z_]+:|  )", "", line) for line in settings.splitlines()]
    found: list[list[str]] = []
    for line in lines:
        if re.match("[a-z_]+:", line):
            found.append([])
        if found and not line.startswith("#"):
            found[-1].append(line)
    return ["\n".join(lines) for lines in found]


def test_every_group_of_settings_can_be_taken_out_of_its_comment(run: Run_, tmp_path: Path) -> None:
    text = style_text("varde", "standard")
    assert all(
        line.startswith("#") or not line for line in text.partition("dard\n")[2].splitlines()
    )
    found = groups(text)
    assert [one.partition(":")[0] for one in found] == [
        "side", "skrift", "titel", "overskrifter", "farver", "logo", "sidehoved", "sidefod",
        "oversigt", "afsnit", "indlejr_kilde",
    ]  # fmt: skip
    folder = tmp_path / "templates" / "varde"
    folder.mkdir(parents=True)
    png(folder / "logo.png")
    ws = Workspace(tmp_path)
    standard, _ = style_of(ws, ws.template_set("standard"))
    assert standard is not None
    for group in found:
        written = f"bygger_paa: standard\n{group}\n"
        (folder / "pdf.yaml").write_text(written, encoding="utf-8")
        style, problems = style_of(ws, folder)
        assert style is not None, (group, list(map(str, problems)))
        assert style.overskrifter == standard.overskrifter
        assert (style.logo is not None) == group.startswith("logo")


def test_what_the_manual_shows_to_be_written_is_a_good_set(
    run: Run_, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manual = (ROOT / "docs" / "skabeloner.md").read_text(encoding="utf-8")
    shown_there = textwrap.dedent(manual.partition("```yaml\n")[2].partition("```")[0])
    assert run("ny", "varde") == 0
    folder = tmp_path / "templates" / "varde"
    png(folder / "logo.png")
    text = (folder / "pdf.yaml").read_text(encoding="utf-8")
    for line in shown_there.splitlines():  # each setting can be found in the file as it is begun
        assert not line or f"{line.partition(':')[0]}:" in text, line
    (folder / "pdf.yaml").write_text(shown_there, encoding="utf-8")
    capsys.readouterr()
    assert run("tjek", "varde") == 0
    assert capsys.readouterr().err == "1 skabelonsæt, 0 fejl, 0 advarsler\n"
    style, _ = style_of(Workspace(tmp_path), folder)
    assert style is not None
    assert style.logo is not None
    assert (style.skrift.word, style.logo.alt) == ("Arial", "Eksempelby Kommune")


# --- tjek -------------------------------------------------------------------------------------


def test_a_picture_that_the_style_file_does_not_name_is_told(
    run: Run_, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("ny", "varde") == 0
    folder = tmp_path / "templates" / "varde"
    png(folder / "logo.png")
    (folder / "LÆS MIG.txt").write_text("Om mappen", encoding="utf-8")
    capsys.readouterr()
    assert run("tjek") == 0
    told = capsys.readouterr().err
    assert "templates/varde/logo.png: råd: Filen bliver ikke brugt. [M408]" in told
    assert told.count("M408") == 1
    style = folder / "pdf.yaml"
    style.write_text(
        "bygger_paa: standard\nlogo:\n  fil: logo.png\n  alt: Varde\n", encoding="utf-8"
    )
    assert run("tjek") == 0
    assert "M408" not in capsys.readouterr().err


def test_a_set_that_no_forum_uses_and_word_files_that_lag_behind_are_told(
    run: Run_, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("ny", "byraad", "--word") == 0
    style = tmp_path / "templates" / "byraad" / "pdf.yaml"
    style.write_text(
        "bygger_paa: standard\nfarver:\n  hoved: '#7a1f1f'\nlogo:\n  fil: v.png\n  alt: Varde\n",
        encoding="utf-8",
    )
    png(style.with_name("v.png"))
    capsys.readouterr()
    assert run("tjek") == 0
    told = capsys.readouterr().err
    assert "Intet forum bruger byraad. Skriv skabelon: byraad i forummets forum.yaml." in told
    assert told.count("[M394]") == 1
    assert "templates/byraad/referat.docx har ikke logoet fra pdf.yaml." in told
    (tmp_path / "meetings" / "udvalg" / "forum.yaml").write_text(
        FORUM.replace("varde", "oven"), encoding="utf-8"
    )
    for name, base in (("oven", "midt"), ("midt", "byraad")):  # a forum uses it by another
        assert run("ny", name, "--fra", base if base == "byraad" else "standard") == 0
        (tmp_path / "templates" / name / "pdf.yaml").write_text(f"bygger_paa: {base}\n", "utf-8")
    capsys.readouterr()
    assert run("tjek") == 0
    assert "Intet forum bruger" not in capsys.readouterr().err
    assert run("ret", "byraad", "--skriv") == 0
    capsys.readouterr()
    assert run("tjek") == 0
    assert "M394" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "likely"),
    [
        ("Kommunen", "kommunen"),
        ("børneudvalg", "boerneudvalg"),
        ("Børne udvalg", "boerne-udvalg"),
        ("a.b", "a-b"),
        ("-x", "x"),
        ("x" * 70, "x" * 60),
        ("水", "mit-udseende"),
    ],
)
def test_a_name_that_a_forum_could_not_have_is_refused_with_one_that_it_could(
    run: Run_, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, likely: str
) -> None:
    assert run("ny", "--", name) == 2
    assert f"moedebog skabelon ny {likely}\n" in capsys.readouterr().err
    assert not (tmp_path / "templates").exists()
    assert run("ny", likely) == 0


def test_faults_of_any_set_are_told_with_their_place(
    run: Run_, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (
        ("a", "bygger_paa: b\n"),
        ("b", "bygger_paa: a\n"),
        ("c", "bygger_paa: standard\nlogo:\n  fil: vaaben.png\n  alt: Varde\n"),
        ("d", "bygger_paa: standard\nfarver:\n  hoved: '#cccccc'\n"),
        ("e", "bygger_paa: standard\nskrift:\n  familie: Findes Ikke\n"),
    ):
        (tmp_path / "templates" / name).mkdir(parents=True)
        (tmp_path / "templates" / name / "pdf.yaml").write_text(text, encoding="utf-8")
    assert run("tjek") == 1
    told = set(re.findall(r"(?m)^(\S+): fejl: .*\[(M\d+)\]$", capsys.readouterr().err))
    assert told == {
        ("templates/a/pdf.yaml:1:13", "M407"),
        ("templates/b/pdf.yaml:1:13", "M407"),
        ("templates/c/pdf.yaml:3:8", "M312"),
        ("templates/d/pdf.yaml:3:10", "M317"),
        ("templates/e/pdf.yaml:3:12", "M310"),
    }


def test_where_there_is_no_set_of_ones_own_the_standard_one_is_checked(
    run: Run_, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("tjek") == 0
    assert capsys.readouterr().err == "1 skabelonsæt, 0 fejl, 0 advarsler\n"
    assert run("tjek", "findes-ikke") == 2
    assert "Der er: standard" in capsys.readouterr().err


def test_there_is_nothing_to_mend_where_the_word_templates_are_borrowed(
    run: Run_, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("ny", "varde") == 0
    capsys.readouterr()
    assert run("ret") == 0
    assert "varde låner sine Word-skabeloner" in capsys.readouterr().err


# --- vis --------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_pages_are_word_pdf_and_pictures_in_the_look_of_the_set(
    run: Run_, tmp_path: Path
) -> None:
    pytest.importorskip("pypdfium2")
    assert run("ny", "varde") == 0
    folder = tmp_path / "templates" / "varde"
    png(folder / "vaaben.png")
    (folder / "pdf.yaml").write_text(
        "bygger_paa: standard\nlogo:\n  fil: vaaben.png\n  alt: Varde\n", encoding="utf-8"
    )
    assert run("vis", "varde") == 0
    made = tmp_path / "output" / "skabelon" / "varde"
    names = listed(made)
    assert {"dagsorden.docx", "dagsorden.pdf", "referat.docx", "referat.pdf"} <= set(names)
    assert {"dagsorden-01.png", "referat-01.png", "referat-08.png"} <= set(names)
    assert (made / "referat-01.png").read_bytes().startswith(b"\x89PNG")
    referat = (made / "referat.docx").read_bytes()
    assert "Varde" in {one.get("descr") for one in tree(referat).iter("{*}docPr")}
    assert "FORTROLIGT" in "".join(tree(referat).itertext())
    # They are no documents: what makes documents neither removes them nor tells of them.
    assert cli.main(["all"]) == 0
    assert listed(made) == names
    (made / "referat-99.png").write_bytes(b"")
    (made / "min.png").write_bytes(b"")
    assert run("vis", "varde") == 0
    assert listed(made) == sorted([*names, "min.png"])
    assert cli.main(["clean"]) == 0
    assert listed(made) == ["min.png"]


def test_a_faulty_set_is_told_and_its_pages_stay_as_they_were(
    run: Run_, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "templates" / "varde").mkdir(parents=True)
    (tmp_path / "templates" / "varde" / "pdf.yaml").write_text("bygger_paa: x\n", encoding="utf-8")
    made = tmp_path / "output" / "skabelon" / "varde"
    made.mkdir(parents=True)
    (made / "referat.pdf").write_bytes(b"gammel")
    assert run("vis", "varde") == 1
    assert "M406" in capsys.readouterr().err
    assert listed(made) == ["referat.pdf"]


def test_a_forum_called_as_the_folder_of_the_pages_is_swept_all_the_same(
    run: Run_, tmp_path: Path
) -> None:
    forum = tmp_path / "meetings" / "skabelon"
    shutil.copytree(tmp_path / "meetings" / "udvalg", forum)
    (forum / "forum.yaml").write_text("navn: Skabelonudvalget\n", encoding="utf-8")
    (tmp_path / "meetings" / "udvalg" / "forum.yaml").write_text("navn: U\n", encoding="utf-8")
    assert cli.main(["dagsorden", "skabelon/2025-09-12"]) == 0
    shutil.rmtree(tmp_path / ".moedebog")
    made = tmp_path / "output" / "skabelon" / "2025-09-12" / "dagsorden.pdf"
    assert made.exists()
    assert cli.main(["dagsorden", "udvalg/2025-09-12"]) == 0
    assert not made.exists()


def used(document: Document) -> set[type]:
    """The kinds of blocks and marks of text in a document."""
    found: set[type] = set()

    def walk(value: Any) -> None:
        found.add(type(value))
        if hasattr(value, "__struct_fields__"):
            for name in value.__struct_fields__:
                walk(getattr(value, name))
        elif isinstance(value, Sequence) and not isinstance(value, str):
            for one in value:
                walk(one)

    walk(document)
    return found


def test_the_sample_uses_everything() -> None:
    composer = Composer(plan(shown._meeting())[0])
    document = shown.sample(composer, Kind.REFERAT, Audience.INTERN)
    assert document.fortrolighed
    assert document.status
    blocks = {BulletList, CodeBlock, NumberedList, Picture, Quote, Table, ThematicBreak, Run}
    assert blocks | {Footnote} <= used(document)
    assert numbered(document) == document, "a note has no number"
    from moedebog.render.pdf.flowables import DrawnHeading
    from moedebog.render.pdf.sheet import Sheet
    from moedebog.render.pdf.story import tell

    ws = Workspace(resources("meetings").parent)
    style, _ = style_of(ws, ws.template_set("standard"))
    assert style is not None
    sheet = Sheet(style)
    drawn = [one for one in tell(document, sheet).flowables if isinstance(one, DrawnHeading)]
    assert [r for r in Tekstrolle if sheet.headings[r] not in [d.style for d in drawn]] == []
