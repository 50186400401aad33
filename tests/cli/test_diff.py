"""``moedebog diff`` tells what has changed, as text, as data and for a pull request."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import version_support as issued
from issue_support import FORUM, workspace, write
from moedebog import cli
from moedebog.workspace import Workspace

ITEMS = """  - titel: Havnen
    sagsfremstilling: Det koster 10 mio. kr.
  - titel: Personsag
    lukket: ja
    sagsfremstilling: En hemmelig sygdom.
"""
LATER = ITEMS.replace("Havnen", "Havnene *nu*").replace("hemmelig", "lang")


@pytest.fixture
def _issued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = workspace(tmp_path, ITEMS, forum=FORUM)
    issued.issue(made)
    write(tmp_path, LATER)
    monkeypatch.chdir(tmp_path)


def told(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert cli.main(["diff", "2026-06-01", *more]) == 0
    return capsys.readouterr().out


@pytest.mark.usefixtures("_issued")
def test_it_tells_what_has_changed_since_the_last_version(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert told(capsys).splitlines() == [
        "Ændret i dagsordenen siden version 1:",
        "- Punkt 1 hedder nu »Havnene *nu*« i stedet for »Havnen«.",
    ]
    assert told(capsys, "--lang", "en").splitlines() == [
        "Changed in the dagsorden since version 1:",
        "- Item 1 is now called »Havnene *nu*« instead of »Havnen«.",
    ]


@pytest.mark.usefixtures("_issued")
def test_as_markdown_what_was_typed_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "--format", "markdown") == (
        "### Ændret i dagsordenen siden version 1\n\n"
        "- Punkt 1 hedder nu »Havnene \\*nu\\*« i stedet for »Havnen«.\n"
    )


@pytest.mark.usefixtures("_issued")
def test_as_json_it_is_data_with_the_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(told(capsys, "--format", "json"))
    assert (data["format"], data["fra"], data["til"]) == ("moedebog-diff", 1, None)
    (change,) = data["aendringer"]
    assert (change["hvad"], change["hvordan"], change["felt"]) == ("punkt", "rettet", "titel")
    assert (change["foer"], change["nu"]) == ("Havnen", "Havnene *nu*")
    assert data["saetninger"] == ["Punkt 1 hedder nu »Havnene *nu*« i stedet for »Havnen«."]


@pytest.mark.usefixtures("_issued")
def test_what_is_closed_is_told_only_where_it_may_be(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["diff", "2026-06-01", "--audience", "intern"]) == 2
    assert "--vis-lukket" in capsys.readouterr().err
    said = told(capsys, "--audience", "intern", "--vis-lukket")
    assert "står nu »En lang sygdom.« i stedet for »En hemmelig sygdom.«" in said


@pytest.mark.usefixtures("_issued")
def test_two_versions_are_compared_with_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issued.issue(Workspace(tmp_path))
    assert told(capsys) == "Ændret i dagsordenen siden version 2: Ingen ændringer.\n"
    lines = told(capsys, "--fra", "1", "--til", "2").splitlines()
    assert lines[0] == "Ændret i dagsordenen fra version 1 til version 2:"
    assert len(lines) == 2


@pytest.mark.usefixtures("_issued")
def test_a_version_that_is_not_there_is_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["diff", "2026-06-01", "--fra", "7"]) == 2
    assert "Der er udsendt: 1." in capsys.readouterr().err
    assert told(capsys, "--doc", "referat") == ""


BETWEEN = LATER.replace(
    "  - titel: Personsag",
    "  - titel: Broen\n    sagsfremstilling: Den er ny.\n  - titel: Personsag",
)
CANNOT = "Dokumentet kan ikke udsendes, som det er"


@pytest.mark.usefixtures("_issued")
@pytest.mark.parametrize("form", ["tekst", "json", "markdown"])
def test_what_could_not_be_issued_as_it_is_has_its_errors_told_beside_the_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    write(tmp_path, BETWEEN)
    assert cli.main(["diff", "2026-06-01", "--format", form]) == 1
    printed = capsys.readouterr()
    assert "[M212]" in printed.err
    assert "Broen" in printed.out
    assert (CANNOT in printed.out) == (form == "markdown")


@pytest.mark.usefixtures("_issued")
def test_what_was_issued_is_compared_whatever_the_meeting_says_now(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issued.issue(Workspace(tmp_path))
    write(tmp_path, BETWEEN)
    assert CANNOT not in told(capsys, "--fra", "1", "--til", "2", "--format", "markdown")
    assert capsys.readouterr().err == ""


ERRORS: dict[str, tuple[str, Callable[[str], str]]] = {
    "a value that is none": ("2026-06-01.yaml", lambda text: f"{text}    varighed: ti\n"),
    "no YAML": ("2026-06-01.yaml", lambda text: f"{text}  : [\n"),
    "no meeting at all": ("2026-06-01.yaml", lambda text: ""),
    "a record that is cut off": ("2026-06-01.udsendt.yaml", lambda text: text[:300]),
    "an empty record": ("2026-06-01.udsendt.yaml", lambda text: ""),
    "a forum that cannot be read": ("forum.yaml", lambda text: "navn: [\n"),
    "two versions of one number": (
        "2026-06-01.udsendt.yaml",
        lambda text: f"{text}{text.partition('udsendt:')[2].lstrip()}".replace(
            'udsendelse: "', 'udsendelse: "x', 1
        ),
    ),
}


@pytest.mark.usefixtures("_issued")
@pytest.mark.parametrize("form", ["tekst", "json", "markdown"])
@pytest.mark.parametrize("case", ERRORS)
def test_what_is_wrong_is_told_in_every_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str, form: str
) -> None:
    name, spoilt = ERRORS[case]
    path = tmp_path / "meetings" / "f" / name
    path.write_text(spoilt(path.read_text()))
    assert cli.main(["diff", "2026-06-01", "--format", form]) == 1
    printed = capsys.readouterr()
    if form == "json":
        assert json.loads(printed.out)["diagnostics"][0]["severity"] == "error"
    else:
        assert "fejl: " in printed.out + printed.err
