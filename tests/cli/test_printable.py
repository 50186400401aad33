"""What stands in a file steers neither a terminal nor the program that reads a log."""

from __future__ import annotations

import ast
import contextlib
import json
import re
import sys
import unicodedata
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from moedebog import cli, printable
from moedebog.document import Document

COMMAND = re.compile(
    r"^\s*::"  # GitHub
    r"|##\w*\["  # Azure DevOps, TeamCity, GitHub as it was
    r"|section_(?:start|end):|travis_(?:fold|time):"  # GitLab, Travis
    r"|^\s*(?:---|\+\+\+|~~~|\^\^\^)(?:\s|$)"  # Buildkite
)
MARKS = (
    "::stop-commands::x",
    " ::error::x",
    "x\r::add-mask::y",
    "a\n::set-env name=X::y",
    "a\u2028::warning::b",
    "##[error]x",
    "x ##vso[task.setvariable variable=A]b",
    "##teamcity[message text='x']",
    "--- x",
    "+++ x",
    "\x1b[0Ksection_start:1560896352:a\r\x1b[0K",
    "\x1b]8;;https://example.org\x07her\x1b]8;;\x07",
    "\x9b31mred",
    "\u202egnp.exe",
    "\u2066x\u2069",
    "zero\u200bwidth\ufeff",
)


def is_harmless(line: str) -> bool:
    signs = (unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in line)
    return not COMMAND.search(line) and not any(signs)


def assert_harmless(text: str, where: object = "") -> None:
    for line in text.split("\n"):
        assert is_harmless(line), (where, line)


def test_the_patterns_know_the_marks() -> None:
    assert not any(all(map(is_harmless, mark.split("\n"))) for mark in MARKS)


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_is_made_harmless_and_can_still_be_read(mark: str) -> None:
    shown = printable.lines(mark)
    assert_harmless(shown)
    words = re.findall(r"[a-z]+", mark)
    assert re.findall(r"[a-z]+", shown) == words
    assert json.loads(printable.json_text(json.dumps({"a": mark}, ensure_ascii=False)))["a"] == mark
    assert_harmless(printable.json_text(json.dumps({"a": mark}, ensure_ascii=False)))


def test_what_steers_nothing_is_left_as_it_is() -> None:
    for text in (
        "Skrevet: output/x/referat.pdf\n",
        "kl.\u00a010.30 – 11.00: 5\u202f% ❤️ 𝄞",
        "## Baggrund [1]",
        "a::b, Modul::navn, ---------, [x]: y",
        "  - punkt\n+ 1\n--\n",
    ):
        assert printable.lines(text) == text
        assert printable.json_text(text) == "".join(
            f"\\u{ord(c):04x}" if c in "\u00a0\u202f" else c for c in text
        )


def test_a_sign_takes_the_place_of_one_character() -> None:
    """Else the caret under a line would point elsewhere."""
    assert printable.visible("a\x1b\tb\x7fc\x85d\u202ee") == "a␛␉b␡c�d�e"


# --- through the command ---------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("MEETING", "AUDIENCE", "FORUM", "DOC", "FILE", "CI", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("moedebog.render.docx.render", _drawn)
    monkeypatch.setattr("moedebog.render.pdf.render", _drawn)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _drawn(document: Document, *_: object) -> bytes:
    return repr(document).encode()


def quoted(mark: str) -> str:
    """The mark as YAML writes it, with escapes."""
    return json.dumps(mark)


HEAD = "dato: 2025-09-12\nstart: 10.00\n"
MEETING: dict[str, Callable[[str], str]] = {
    "a key": lambda m: f"{HEAD}punkter: [{{titel: A}}]\n{quoted(m)}: x\n",
    "a key as it stands": lambda m: f"{HEAD}punkter: [{{titel: A}}]\n{m}: x\n",
    "a value": lambda m: f"{HEAD}afbud: [{quoted(m)}]\npunkter: [{{titel: A}}]\n",
    "an item's kind": lambda m: f"{HEAD}punkter: [{{titel: A, sagstype: {quoted(m)}}}]\n",
    "a text": lambda m: f"{HEAD}punkter:\n  - titel: A\n    tekst: |\n      {m} den 31. februar\n",
    "a title": lambda m: f"{HEAD}punkter: [{{titel: {quoted(f'{m} Punkt 3.')}}}]\n",
    "an attachment": lambda m: (
        f"{HEAD}punkter: [{{titel: A, bilag: [{{titel: B, fil: {quoted(m)}}}]}}]\n"
    ),
    "a picture": lambda m: f"{HEAD}punkter:\n  - titel: A\n    tekst: {quoted(f'![a]({m}.png)')}\n",
    "a link": lambda m: (
        f"{HEAD}punkter:\n  - titel: A\n    tekst: {quoted(f'[a](javascript:{m})')}\n"
    ),
    "no YAML": lambda m: f"{HEAD}punkter: [\n{m}\n",
    "a line that follows": lambda m: f"{HEAD}sted: a\n{m}\npunkter: []\n",
    "an anchor": lambda m: f"{HEAD}sted: &{m} a\npunkter: []\n",
    "a tag": lambda m: f"{HEAD}sted: !{m} a\npunkter: []\n",
}


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    with contextlib.suppress(SystemExit):
        cli.main(arguments)
    return capsys.readouterr()


@pytest.mark.parametrize("place", MEETING)
def test_what_stands_in_a_meeting_is_no_command(
    place: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root / "meetings/u/forum.yaml", "navn: U\n")
    for mark in MARKS:
        write(root / "meetings/u/2025-09-12.yaml", MEETING[place](mark))
        for arguments in (("validate",), ("validate", "--lang", "en"), ("referat", "2025-09-12")):
            out, err = said(capsys, *arguments)
            assert out + err
            assert_harmless(out + err, (mark, arguments))
        number = 0
        for form in ("json", "sarif", "gitlab"):
            out, err = said(capsys, "validate", "--format", form)
            assert_harmless(out + err, (mark, form))
            number = len(json.loads(out).get("diagnostics", ())) if form == "json" else number
        out, err = said(capsys, "validate", "--format", "github")
        assert_harmless(err)
        for line in out.splitlines():
            # A command, but only our own.
            match = re.match(r"::(?:error|warning|notice) file=[^\s:,]+(,\w+=[^:,]*)*::", line)
            assert match, line
            assert_harmless(line[match.end() :])
            assert not re.search(r"##\w*\[", line)
        assert len(out.split("\n")) == number + 1


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
@pytest.mark.parametrize("mark", [mark for mark in MARKS if "/" not in mark])
def test_how_things_are_called_is_no_command(
    mark: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    meeting = f"{HEAD}punkter: [{{titel: {quoted('Se punkt 3.')}}}]\nukendt: x\n"
    write(root / f"meetings/{mark}/forum.yaml", "navn: U\nukendt: x\n")
    write(root / f"meetings/{mark}/2025-09-12.yaml", meeting)
    write(root / f"meetings/u/{mark}.yaml", meeting)
    write(root / "meetings/u/forum.yaml", f"navn: {quoted(mark)}\nskabelon: {quoted(mark)}\n")
    write(root / f"meetings/u/{mark}.yml", "")
    write(root / f"gammel {mark}.txt", "Dagsorden\n\n1. Punkt\n")
    write(root / f"gammel {mark}.pdf", "%PDF-1.7")
    for arguments in (
        ("validate",),
        ("all",),
        ("referat", "2025-09-12"),
        ("dagsorden", mark),
        ("dagsorden", f"{mark}/2025-09-12"),
        ("mail", "2025-09-12", "--doc", "dagsorden"),
        ("mail-status", "2025-09-12"),
        ("fakta", "2025-09-12"),
        ("fakta", mark),
        ("mail-status", mark),
        ("calendar",),
        ("calendar", "--forum", mark),
        ("new", mark, "--forum", mark),
        ("new", "2026-01-01", "--forum", mark),
        ("import", f"gammel {mark}.txt", "--forum", "u"),
        ("import", f"gammel {mark}.pdf", "--forum", "u"),
        ("import", mark, "--forum", mark),
        ("referat", "x", "--audience", mark),
        (mark,),
        ("validate", "--jobs", mark),
        ("validate", f"--{mark}"),
        ("clean",),
    ):
        assert_harmless("\n".join(said(capsys, *arguments)), arguments)
    write(root / "moedebog.yaml", f"{quoted(mark)}: x\noutput: {quoted(mark)}\n")
    assert_harmless("\n".join(said(capsys, "all")))


@pytest.mark.parametrize("mark", MARKS)
def test_facts_hold_no_command_and_every_character(
    mark: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "".join(filter(str.isprintable, mark)).strip()  # else it is refused
    write(root / "meetings/u/forum.yaml", "navn: U\n")
    write(root / "meetings/u/2025-09-12.yaml", f"{HEAD}punkter: [{{titel: {quoted(title)}}}]\n")
    assert cli.main(["fakta", "2025-09-12"]) == 0
    told = capsys.readouterr().out
    assert_harmless(told)
    assert json.loads(told)["punkter"][0]["titel"] == title


@pytest.mark.parametrize("mark", MARKS)
def test_what_would_be_mailed_is_no_command(
    mark: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = quoted("".join(filter(str.isprintable, mark)).strip())  # else it is refused
    write(
        root / "meetings/u/forum.yaml",
        f"navn: {title}\nkontakt: {{email: a@example.org}}\nmodtagere:\n"
        f"  - {{gruppe: g, personer: [{{navn: {title}, email: b@example.org}}]}}\n",
    )
    meeting = f"{HEAD}titel: {title}\nsted: {title}\npunkter: [{{titel: {title}}}]\n"
    write(root / "meetings/u/2025-09-12.yaml", meeting)
    write(root / "moedebog.yaml", "mail: {afsender: S <s@example.org>}\n")
    out, err = said(capsys, "mail", "2025-09-12", "--doc", "dagsorden")
    assert "Intet er sendt." in out
    assert_harmless(out + err)


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_colours_and_progress_are_ours(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = "##[error]\x1b[31m\u202e"
    write(root / "meetings/u/forum.yaml", "navn: U\n")
    write(root / "meetings/u/a.yaml", f"{HEAD}punkter: [{{titel: A}}]\n{quoted(mark)}: x\n")
    write(root / "meetings/u/b.yaml", f"{HEAD}punkter: [{{titel: A}}]\n")
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    monkeypatch.setattr("time.monotonic", iter(range(0, 10_000, 2)).__next__)
    assert cli.main(["validate"]) == 1
    told = terminal.getvalue()
    ours = re.compile(r"\x1b\[(?:0|1|1;31|31)m|\r\x1b\[K(?:\[\d/\d\] u/[ab])?")
    assert "\x1b[1;31mfejl" in told
    assert "\r\x1b[K[1/2] u/a" in told
    assert_harmless(ours.sub("", told))
    assert "␛" in told


@pytest.mark.usefixtures("sees_closed")
def test_a_crash_quotes_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    for mark in MARKS:
        try:
            raise ValueError(f"{mark}\n{mark}")
        except ValueError as fault:
            cli.tell_bug(fault)
        told = capsys.readouterr().err
        assert "Traceback" in told
        assert_harmless(told)


def test_nothing_is_printed_past_it() -> None:
    """Each text that the command writes has been made printable, or is a report of ours."""
    package = Path(cli.__file__).parent
    written, as_data = {}, set()
    for path in package.rglob("*.py"):
        name = path.relative_to(package).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for node in ast.walk(function):
                assert not (isinstance(node, ast.Name) and node.id == "print")
                if isinstance(node, ast.Call):
                    called = ast.unparse(node.func)
                    if called.endswith(".write"):
                        assert (name, function.name) == ("streams.py", "_write")
                    if called == "_write":
                        written[function.name] = ast.unparse(node.args[1])
                    if called == "streams.data":
                        as_data.add((name, ast.unparse(node.args[0])))
    assert {function for function, text in written.items() if "printable." not in text} == {"data"}
    assert len(written) > 5
    assert as_data == {
        ("telling.py", "render(findings, form, self.language)"),
        ("commands/facts.py", "data.decode()"),
        ("commands/differing.py", "as_json(compared, since.changes, sentences)"),
        ("commands/differing.py", "as_markdown(head.rstrip(':'), sentences, nothing, warning)"),
    }
