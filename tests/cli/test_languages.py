"""What is said to a person is said in one language: Danish, or English with ``--lang en``."""

from __future__ import annotations

import argparse
import ast
import gettext
import os
import re
import runpy
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import docx_samples
from mail_support import HOST, record, server
from moedebog import cli
from moedebog.cli.language import CATALOGUES, chosen, spoken_by_argparse
from moedebog.cli.table import COMMANDS
from moedebog.diagnostics import Language
from moedebog.send import credentials
from moedebog.workspace import Workspace
from support import ROOT

PACKAGE = ROOT / "generators" / "moedebog"
TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}
DANISH = re.compile(
    r"[æøåÆØÅ]|\b(?:af|alle|andre|der|det|eller|er|fejl|filen|filer|findes|fra|hvad|hvem|hvilket|"
    r"hvor|igen|ikke|ingen|intet|kan|med|mangler|men|modtagere?|og|om|punkter|sendt|skal|skriv|"
    r"skrevet|som|til|uden|ved|vil)\b",
    re.I,
)
ENGLISH = re.compile(
    r"\b(?:an|and|are|be|cannot|command|file|files|from|has|in|is|it|meetings?|must|no|not|"
    r"nothing|of|or|recipients?|sent|that|the|there|this|usage|was|what|which|with|write|"
    r"written)\b",
    re.I,
)
OTHER: dict[Language, re.Pattern[str]] = {"da": ENGLISH, "en": DANISH}
QUOTED = re.compile(r"»[^«]*«|`[^`]*`|'[^']*'|\b[A-Z_]{2,}\b|--[\w-]+")
"""What is typed, or stands in a file, is the same in both."""


def assert_speaks(language: Language, told: str) -> None:
    """Lines that quote a file begin with its line number and a bar."""
    for line in re.sub(r"(?m)^ *\d* [|+] .*$", "", told).splitlines():
        words = QUOTED.sub(" ", re.sub(r"\S*[/=@.<\[{-]\S*", " ", line))
        assert not OTHER[language].search(words), (language, line)


# --- by what stands in the code -----------------------------------------------------------------


NAMES_OF_LAWS = "authorities.py"
"""Danish laws keep their names."""


def phrases() -> Iterator[tuple[str, ast.Call]]:
    """All but those of rules, which have tests of their own."""
    for name, tree in TREES.items():
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        of_rules = {
            id(part)
            for call in calls
            if ast.unparse(call.func) == "Rule"
            for part in ast.walk(call)
        }
        for call in calls:
            if ast.unparse(call.func) == "Phrase" and id(call) not in of_rules:
                yield name, call


def words_of(node: ast.expr) -> str:
    """The words that a text is written with; what it is filled in with left out."""
    if isinstance(node, ast.Constant):
        return re.sub(r"\{\w*[^}]*\}", " ", str(node.value))
    if isinstance(node, ast.JoinedStr):
        return "".join(words_of(v) if isinstance(v, ast.Constant) else " " for v in node.values)
    return ""


def test_each_half_of_a_phrase_is_in_its_language() -> None:
    both = list(phrases())
    assert len(both) > 300
    for name, phrase in both:
        if len(phrase.args) < 2 or name == NAMES_OF_LAWS:
            continue
        danish, english = (
            QUOTED.sub(" ", words_of(half).replace("meetings/", "")) for half in phrase.args[:2]
        )
        assert not DANISH.search(english), (name, phrase.lineno, english)
        assert not ENGLISH.search(danish), (name, phrase.lineno, danish)


def test_both_halves_of_a_phrase_are_filled_in_with_the_same() -> None:
    def filled_in(node: ast.expr) -> set[str]:
        if isinstance(node, ast.JoinedStr):
            values = [v.value for v in node.values if isinstance(v, ast.FormattedValue)]
            return {re.sub(r"\.english\b|\.danish\b", "", ast.unparse(v)) for v in values}
        return set(re.findall(r"\{(\w+)", str(getattr(node, "value", ""))))

    texts = (ast.Constant, ast.JoinedStr)
    for name, phrase in phrases():
        if len(phrase.args) == 2 and all(isinstance(half, texts) for half in phrase.args):
            danish, english = map(filled_in, phrase.args)
            if name not in SAID_OTHERWISE:
                assert danish == english, (name, phrase.lineno)


SAID_OTHERWISE = {
    "reasons.py": "the system's own words are English",
    "authorities.py": "a criterion has a name in each language",
}


def test_nothing_is_said_but_phrases() -> None:
    """mypy holds the types to it; a bare text would not even be found by a reader."""
    said = 0
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = ast.unparse(node.func)
            if called in ("UsageProblem", "EnvironmentProblem") or re.fullmatch(
                r"(?:self|teller)\.(?:say|note|out|made|passing)", called
            ):
                said += 1
                assert not isinstance(node.args[0], (ast.Constant, ast.JoinedStr)), (
                    name,
                    node.lineno,
                )
    assert said > 100


def test_what_makes_the_environment_speaks_both_languages_too() -> None:
    """It cannot import phrases: it runs before anything is installed."""
    tree = ast.parse((ROOT / "generators" / "bootstrap.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    both = [call for call in calls if ast.unparse(call.func) == "in_words"]
    assert len(both) > 5
    for call in both:
        danish, english = map(words_of, call.args)
        assert danish
        assert english
        assert not DANISH.search(english.replace("sudo apt", "")), english
        assert not ENGLISH.search(danish), danish
    for call in calls:
        if ast.unparse(call.func) in ("say", "complain"):
            assert not isinstance(call.args[0], (ast.Constant, ast.JoinedStr)), call.lineno


def test_the_command_spells_no_danish_beside_its_phrases() -> None:
    for name, tree in TREES.items():
        if not name.startswith("cli/"):
            continue
        inside = {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr)  # a docstring
            or (isinstance(node, ast.Call) and ast.unparse(node.func) == "Phrase")
            for part in ([node.value] if isinstance(node, ast.Expr) else ast.walk(node))
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and id(node) not in inside:
                typed = (
                    r"--skriv|SKRIV|--fra|FRA|--til|TIL|--ved|VED|--bed-om-sletning|--af|\baf\b|AF"
                )
                text = re.sub(typed, "", str(node.value))
                assert not DANISH.search(text), (name, node.lineno, text)


# --- argparse's own words -----------------------------------------------------------------------

TO_THE_PROGRAMMER = {
    ".__call__() not defined",
    "'required' is an invalid argument for positionals",
    "mutually exclusive arguments must be optional",
    "%r is not callable",
    "cannot merge actions - two groups are named %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "cannot have multiple subparser arguments",
    "conflicting option string: %s",
    "conflicting subparser: %s",
    "conflicting subparser alias: %s",
    'argument "-" with mode %r',
}


def test_argparse_has_a_word_in_danish_for_all_that_it_says_to_a_user() -> None:
    tree = ast.parse(Path(argparse.__file__).read_text(encoding="utf-8"))
    asked = {
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(asked) > 20
    words = gettext.translation("messages", CATALOGUES, ["da"])
    lacking = {
        message
        for message in asked - TO_THE_PROGRAMMER
        if words.gettext(message) == message and words.ngettext(message, "", 1) == message
    }
    same = {"argument %(argument_name)s: %(message)s", "%(heading)s:"}
    assert lacking <= same


def test_the_words_are_what_the_tool_makes() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "build_argparse_words.py"))
    assert tool["FILE"].read_bytes() == tool["catalogue"](tool["DANISH"])


def test_the_language_of_the_system_neither_counts_nor_is_changed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    with pytest.raises(SystemExit):
        cli.main([])
    assert "brug: moedebog" in capsys.readouterr().err
    with spoken_by_argparse("da"):
        assert os.environ["LANGUAGE"] == "da"
    assert os.environ["LANGUAGE"] == "en"
    monkeypatch.delenv("LANGUAGE")
    with spoken_by_argparse("en"):
        pass
    assert "LANGUAGE" not in os.environ


# --- which language -----------------------------------------------------------------------------


def test_the_language_is_known_before_the_arguments_are() -> None:
    for arguments in (
        ["--lang", "en"],
        ["x", "--lang=en", "--nonsense"],
        ["referat", "--la", "en"],
        ["--lang", "en", "--help"],
    ):
        assert chosen(arguments, {}) == "en"
    assert chosen(["--lang", "da"], {"MOEDEBOG_LANG": "en"}) == "da"
    assert chosen([], {"MOEDEBOG_LANG": " en "}) == "en"
    for arguments in ([], ["--lang"], ["--lang", "fr"], ["lang", "en"], ["--", "--lang"]):
        assert chosen(arguments, {}) == "da"


def test_a_language_that_is_none_of_ours_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for setting in ("option", "variable"):
        if setting == "variable":
            monkeypatch.setenv("MOEDEBOG_LANG", "fr")
        with pytest.raises(SystemExit) as ended:
            cli.main(["validate", *(["--lang", "fr"] if setting == "option" else [])])
        assert ended.value.code == 2
        told = capsys.readouterr().err
        assert "'fr' duer ikke; skriv da eller en (make: MOEDEBOG_LANG=da)" in told


# --- by running it ------------------------------------------------------------------------------

MEETING = """\
dato: 2025-09-12
start: "10:00"
sted: Room 1
punkter:
  - titel: Budget
    beslutning: Agreed.
"""
FORUM = """\
navn: Committee
kontakt: {email: post@example.org}
modtagere:
  - gruppe: members
    maalgruppe: intern
    personer: [bo@example.org]
    sikring:
      sikkermail:
        felt: X-Secure
  - gruppe: press
    personer: [{navn: Paper, email: paper@example.org}]
"""


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_renderers: None) -> Workspace:
    """A workspace without a Danish word of its own."""
    folder = tmp_path / "meetings" / "a"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text(FORUM, encoding="utf-8")
    (folder / "2025-09-12.yaml").write_text(MEETING, encoding="utf-8")
    settings = "mail: {afsender: Secretary <s@example.org>}\n"
    (tmp_path / "moedebog.yaml").write_text(settings, encoding="utf-8")
    for command in COMMANDS:
        for option in command.options:
            monkeypatch.delenv(option.key, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("moedebog.build.rebuild_on_save", lambda *_: None)
    return Workspace(tmp_path)


Prepare = Callable[[Workspace], object]


def nothing(ws: Workspace) -> None:
    """As it is."""


def written(name: str, text: str | bytes = "") -> Prepare:
    def write(ws: Workspace) -> None:
        path = ws.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    return write


def without_meetings(ws: Workspace) -> None:
    shutil.rmtree(ws.meetings)


def empty(ws: Workspace) -> None:
    without_meetings(ws)
    ws.meetings.mkdir()


def two_forums(ws: Workspace) -> None:
    shutil.copytree(ws.meetings / "a", ws.meetings / "b")


def output_leads_out(ws: Workspace) -> None:
    ws.output.symlink_to(ws.meetings, target_is_directory=True)


def made(*arguments: str) -> Prepare:
    def make(ws: Workspace) -> None:
        assert cli.main(arguments) == 0

    return make


def stale(ws: Workspace) -> None:
    assert cli.main(["referat", "2025-09-12"]) == 0
    (ws.meetings / "a" / "2025-09-12.yaml").unlink()


def in_the_way(name: str) -> Prepare:
    """A folder where a file is to be written."""

    def make(ws: Workspace) -> None:
        (ws.root / name).mkdir(parents=True)

    return make


def outdated(ws: Workspace) -> None:
    shutil.copytree(ROOT / "tests" / "opgrader", ws.root, dirs_exist_ok=True)


def own_templates(ws: Workspace) -> None:
    shutil.copytree(ROOT / "templates" / "standard", ws.root / "templates" / "b")


def restyled(ws: Workspace) -> None:
    """Another style file, and a heading that somebody changed in Word."""
    own_templates(ws)
    folder = ws.root / "templates" / "b"
    (folder / "pdf.yaml").write_text("skrift: {stoerrelse: 12 pt}\n", encoding="utf-8")
    path = folder / "referat.docx"
    members = docx_samples.parts(path.read_bytes())
    styles = members["word/styles.xml"].replace(b'w:val="60"', b'w:val="80"')
    docx_samples.packed({**members, "word/styles.xml": styles}, path)


MAIL = ("mail", "2025-09-12", "--doc", "dagsorden")
OLD = "Referat\n\n1. Budget\n\n2. Other\n"
BAD_SETTINGS = written("moedebog.yaml", "mail: {afsender: x\n")
CASES: dict[str, tuple[Prepare, tuple[str, ...], int]] = {
    # what goes well
    "referat": (nothing, ("referat", "2025-09-12"), 0),
    "referat again": (made("referat", "2025-09-12"), ("referat", "2025-09-12"), 0),
    "internal": (nothing, ("dagsorden", "2025-09-12", "--audience", "intern"), 0),
    "all": (nothing, ("all",), 0),
    "all quiet": (nothing, ("all", "--quiet"), 0),
    "validate": (nothing, ("validate",), 0),
    "new": (nothing, ("new", "2026-01-20"), 0),
    "forum with members": (nothing, ("forum", "c", "--navn", "C", "--medlem", "Anna"), 0),
    "forum called as another": (nothing, ("forum", "c", "--navn", "A"), 0),
    "forum with a finding": (nothing, ("forum", "C", "--medlem", "Bo 010190-1234"), 1),
    "init": (nothing, ("init", "../x"), 0),
    "init again": (made("init", "../x"), ("init", "../x", "--ci", "github"), 0),
    "init inside": (nothing, ("init", "x", "--eksempel"), 0),
    "init here": (written("Makefile", "x:\n"), ("init",), 0),
    "forum": (nothing, ("forum", "c", "--navn", "Committee", "--start", "16.30"), 0),
    "forum by its name": (nothing, ("forum", "Committee"), 0),
    "help": (nothing, ("help",), 0),
    "help of one": (nothing, ("help", "init"), 0),
    "import": (
        written("old.txt", OLD), ("import", "old.txt", "--meeting", "2025-10-10"), 0,
    ),
    "import a forum": (
        written("old.txt", "Referat\n\nDato: 2025-10-10\n\n1. Budget\n\n2. Other\n"),
        ("import", "old.txt", "--forum", "c"),
        0,
    ),
    "forklar": (nothing, ("forklar", "M202"), 0),
    "forklar all": (nothing, ("forklar",), 0),
    "forklar no rule": (nothing, ("forklar", "M20"), 2),
    "rens": (nothing, ("rens", "2025-09-12"), 0),
    "rens no item": (nothing, ("rens", "2025-09-12", "--punkt", "x"), 2),
    "rens how": (nothing, ("rens", "2025-09-12", "--aendringer", "x"), 2),
    "watch": (nothing, ("watch", "2025-09-12"), 0),
    "fakta": (nothing, ("fakta", "2025-09-12"), 0),
    "tillaeg": (nothing, ("tillaeg", "2025-09-12"), 2),
    "mail": (nothing, MAIL, 0),
    "mail shown": (nothing, (*MAIL, "--vis-lukket"), 0),
    "mail-status": (nothing, ("mail-status", "2025-09-12"), 0),
    "calendar": (nothing, ("calendar",), 0),
    "opgrader": (nothing, ("opgrader",), 0),
    "opgrader older": (outdated, ("opgrader",), 0),
    "opgrader older shown": (outdated, ("opgrader", "--vis-lukket"), 0),
    "opgrader writes": (outdated, ("opgrader", "--skriv"), 0),
    "skabelon": (own_templates, ("skabelon", "ret"), 0),
    "skabelon other": (restyled, ("skabelon", "ret", "b"), 0),
    "skabelon writes": (restyled, ("skabelon", "ret", "--skriv"), 0),
    "skabelon none": (nothing, ("skabelon", "ret", "x"), 2),
    "skabelon what": (nothing, ("skabelon",), 2),
    "skabelon unknown": (nothing, ("skabelon", "gør"), 2),
    "clean": (made("all"), ("clean",), 0),
    # options misused
    "no command": (nothing, (), 2),
    "unknown command": (nothing, ("referrat",), 2),
    "unknown option": (nothing, ("all", "--fast"), 2),
    "too much": (nothing, ("referat", "a", "b"), 2),
    "ambiguous": (nothing, ("mail", "2025-09-12", "--", "x"), 2),
    "audience": (nothing, ("referat", "2025-09-12", "--audience", "x"), 2),
    "audience without": (nothing, ("referat", "2025-09-12", "--audience"), 2),
    "jobs": (nothing, ("all", "--jobs", "x"), 2),
    "format": (nothing, ("validate", "--format", "x"), 2),
    "doc": (nothing, ("mail", "2025-09-12", "--doc", "x"), 2),
    "forum without": (nothing, ("new", "2026-01-20", "--forum"), 2),
    "meeting without": (nothing, ("import", "x", "--meeting"), 2),
    "resend without": (nothing, (*MAIL, "--resend"), 2),
    "a flag with a value": (nothing, ("opgrader", "--skriv=1"), 2),
    "sha256 with a value": (nothing, ("fakta", "2025-09-12", "--sha256=1"), 2),
    "send with a value": (nothing, (*MAIL, "--send=1"), 2),
    "quiet with a value": (nothing, ("all", "--quiet=1"), 2),
    "vis-lukket with a value": (nothing, ("all", "--vis-lukket=1"), 2),
    # used wrongly
    "nowhere": (without_meetings, ("all",), 2),
    "no meetings": (empty, ("referat", "x"), 2),
    "no meeting": (nothing, ("referat",), 2),
    "unknown meeting": (nothing, ("referat", "1999-01-01"), 2),
    "like another": (nothing, ("referat", "2025-09-13"), 2),
    "of several": (two_forums, ("referat", "2025-09-12"), 2),
    "wrong ending": (written("meetings/a/2025-10-10.yml"), ("referat", "2025-10-10"), 2),
    "new without": (nothing, ("new",), 2),
    "new without forum": (two_forums, ("new", "2026-01-20"), 2),
    "new badly called": (nothing, ("new", "x"), 2),
    "new in a bad folder": (nothing, ("new", "2026-01-20", "--forum", "../x"), 2),
    "new of another forum": (nothing, ("new", "2026-01-20", "--forum", "byraad"), 2),
    "new with a slip": (two_forums, ("new", "2026-01-20", "--forum", "A2"), 2),
    "new without any forum": (empty, ("new", "2026-01-20"), 2),
    "forum with a folder at the end": (nothing, ("forum", "--navn", "C", "--medlem", "A", "c"), 2),
    "forum that ends first": (nothing, ("forum", "C", "--start", "10", "--slut", "9"), 2),
    "forum twice": (nothing, ("forum", "A", "--navn", "x"), 2),
    "new set badly called": (nothing, ("skabelon", "ny", "Kommunen"), 2),
    "new again": (nothing, ("new", "2025-09-12"), 2),
    "init for a server": (nothing, ("init", "--ci", "x"), 2),
    "init among meetings": (nothing, ("init", "meetings/x"), 2),
    "init in a file": (written("x"), ("init", "x"), 2),
    "init after another": (
        written("moedebog.lock", '{"moedebog": "999.0.0"}'), ("init",), 3,
    ),
    "init with a bad lock": (written("moedebog.lock", "x"), ("init",), 2),
    "forum without a name": (nothing, ("forum", "c"), 2),
    "forum without anything": (nothing, ("forum",), 2),
    "forum at a bad time": (nothing, ("forum", "C", "--start", "25"), 2),
    "forum again": (nothing, ("forum", "a", "--navn", "A"), 2),
    "forum of no letters": (nothing, ("forum", "--navn", "?!"), 2),
    "forum of no kind": (nothing, ("forum", "C", "--retsgrundlag", "x"), 2),
    "help of none": (nothing, ("help", "x"), 2),
    "import nothing": (nothing, ("import",), 2),
    "import missing": (nothing, ("import", "x.txt"), 2),
    "import a folder": (in_the_way("x"), ("import", "x"), 2),
    "import an empty file": (written("x.txt"), ("import", "x.txt"), 2),
    "import blanks": (written("x.docx", b"x"), ("import", "x.docx"), 2),
    "import no PDF": (written("x.pdf", b"%PDF-1.7 x"), ("import", "x.pdf"), 2),
    "import a zip": (written("x.zip", b"x"), ("import", "x.zip"), 2),
    "import a picture": (written("x.png", b"x"), ("import", "x.png"), 2),
    "import a table": (written("x.csv", b"x"), ("import", "x.csv"), 2),
    "import anything": (written("x.bin", b"x"), ("import", "x.bin"), 2),
    "import no text": (written("x.txt", bytes(range(256)) * 9), ("import", "x.txt"), 2),
    "import without date": (written("x.txt", OLD), ("import", "x.txt"), 2),
    "mail what": (nothing, ("mail", "2025-09-12"), 2),
    "mail again": (nothing, (*MAIL, "--resend", "bo@example.org"), 2),
    "mail where": (nothing, (*MAIL, "--send"), 2),
    "mail from nobody": (written("moedebog.yaml", "jobs: 1\n"), MAIL, 2),
    "mail to nobody": (written("meetings/a/forum.yaml", "navn: Committee\n"), MAIL, 2),
    "calendar of whom": (two_forums, ("calendar",), 2),
    "calendar of nobody": (nothing, ("calendar", "--forum", "x"), 2),
    "internal facts": (nothing, ("fakta", "2025-09-12", "--audience", "intern"), 2),
    # what is wrong with the files
    "settings": (BAD_SETTINGS, ("all",), 1),
    "findings": (written("meetings/a/2025-09-12.yaml", f"{MEETING}x: y\n"), ("all",), 1),
    "validated": (written("meetings/a/2025-09-12.yaml", f"{MEETING}x: y\n"), ("validate",), 1),
    # what is wrong with the machine
    "output is a link": (output_leads_out, ("referat", "2025-09-12"), 3),
    "a folder in the way": (
        in_the_way("output/a/2025-09-12/referat.pdf"), ("referat", "2025-09-12"), 3,
    ),
    "records in the way": (written(".moedebog", "x"), ("referat", "2025-09-12"), 3),
    "a folder for a file": (written("meetings/c", "x"), ("forum", "c", "--navn", "C"), 2),
    # what is removed
    "stale": (stale, ("all",), 0),
    "stale told of one by one": (stale, ("referat", "x"), 2),
}  # fmt: skip


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("case", CASES)
def test_it_speaks_one_language(
    case: str, language: Language, ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare, arguments, status = CASES[case]
    prepare(ws)
    capsys.readouterr()
    # The language stands before what is wrong, so that no value is missing after it.
    assert status_of([*arguments[:1], "--lang", language, *arguments[1:]]) == status
    out, err = capsys.readouterr()
    assert out + err or case == "all quiet"
    if case == "fakta":
        out = ""
    # What a mail says, a file's lines, and where a rule comes from, are Danish in both.
    out = re.sub(r"(?m)^(?:Kilde|Source): .*$", "", out)
    out = re.sub(r"(?ms)^(?:Tekst|Text):$.*?^(?=Se(?:e)? )|^(?:Emne|Subject): .*?$", "", out)
    out = re.sub(r"(?m)^[-+@ ].*$", "", out) if case == "opgrader older shown" else out
    err = re.sub(r"(?m)^ {2,}.*$", "", err) if case == "mail to nobody" else err
    assert_speaks(language, out + err)


def status_of(arguments: list[str]) -> object:
    try:
        return cli.main(arguments)
    except SystemExit as ended:
        return ended.code


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("arguments", [[], *[[command.name] for command in COMMANDS]], ids=str)
def test_help_speaks_one_language(
    arguments: list[str], language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cli.main([*arguments, "--help", "--lang", language])
    told = capsys.readouterr().out
    names = "|".join(command.name for command in COMMANDS)
    shown = re.sub(rf"(?m)^ +(?:{names})\b|^\S*: (?:make|moedebog) .*$|make .*$", "", told)
    assert_speaks(language, shown.replace("da eller en", "da eller").replace("--lang", ""))


def test_what_cannot_be_printed_is_told_in_the_language_too(
    ws: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def write(self, _: str) -> int:
            raise OSError(28, "No space left on device")

        def isatty(self) -> bool:
            return False

        def flush(self) -> None:
            """Nothing was written."""

    monkeypatch.setattr(sys, "stdout", Full())
    assert cli.main(["referat", "2025-09-12"]) == 3
    assert "Der kan ikke skrives: der er ikke mere plads på disken" in capsys.readouterr().err
    assert cli.main(["dagsorden", "2025-09-12", "--lang", "en"]) == 3
    assert "Nothing can be written: no space is left on the disk" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["da", "en"])
def test_how_a_sending_goes_is_told_in_one_language(
    language: Language,
    ws: Workspace,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("moedebog.cli.commands.clock.time.sleep", lambda _: None)
    send = [*MAIL, "--send", "--lang", language]
    status = ["mail-status", "2025-09-12", "--vis-lukket", "--lang", language]
    with server() as inbox:
        port = inbox.port
        inbox.refuse = {"bo@example.org": ["451 greylisted", "550 unknown"]}
        monkeypatch.setenv(credentials.URL, f"smtp://{HOST}:{port}")
        assert cli.main(send) == 1
        assert cli.main(status) == 0
        assert cli.main([*MAIL, "--vis-lukket", "--lang", language]) == 0
        assert cli.main([*send, "--resend", "paper@example.org"]) == 0
        assert cli.main([*send, "--resend", "x@example.org"]) == 2
    # Nobody answers there now; the reason is put down in Danish, and told in either.
    (ws.meetings / "a" / "2025-09-12.yaml").write_text(MEETING.replace("Budget", "Budgetter"))
    assert cli.main(send) == 3
    # What the record keeps of ours is Danish.
    with sqlite3.connect(record(ws).path) as kept:
        kept.execute("UPDATE besked SET svar = 'svar: forbindelsen blev afbrudt'")
    assert cli.main(status) == 0
    out, err = capsys.readouterr()
    shown = re.sub(r"(?ms)^(?:Tekst|Text):$.*?^(?=Se(?:e)? )|^(?:Emne|Subject): .*?$", "", out)
    assert_speaks(language, shown + err)
    for words in {
        "da": (
            "1 modtager: mailserveren har accepteret",
            "afvist",
            "ingen mailserver",
            "forbindelsen blev afbrudt",
        ),
        "en": (
            "1 recipient: the mail server has accepted",
            "rejected",
            "no mail server",
            "connection was lost",
        ),
    }[language]:
        assert words in out + err
