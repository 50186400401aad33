"""A path that the system refuses is a finding at its place, wherever it was written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from moedebog import cli

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")

LONG = "x" * 300
PATHS = {
    "a name too long": f"{LONG}.png",
    "a path too long": "/".join(["mappe"] * 1000) + "/k.png",
    "a link to itself": "runde.png",
    "below a link to itself": "runde/k.png",
    "below a file": "2025-09-12.yaml/k.png",
    "a folder": "mappe",
    "nothing": "findes-ikke.png",
}
HEAD = "dato: 2025-09-12\nstart: 10.00\n"


def _bilag(path: str) -> str:
    return f"{HEAD}punkter: [{{titel: A, bilag: [{{titel: B, fil: {path}}}]}}]\n"


def _text(key: str) -> Callable[[str], str]:
    return lambda path: f"{HEAD}punkter:\n  - titel: A\n    {key}: '![K]({path})'\n"


PLACES: dict[str, Callable[[str], str]] = {
    "bilag": _bilag,
    "closed bilag": lambda path: _bilag(path).replace("titel: B", "titel: B, offentlig: nej"),
    **{key: _text(key) for key in ("tekst", "sagsfremstilling", "beslutning")},
    "indledning": lambda path: f"{HEAD}indledning: '![K]({path})'\npunkter: [{{titel: A}}]\n",
    "indstilling": lambda path: (
        f"{HEAD}punkter:\n  - titel: A\n    indstilling: {{at: ['![K]({path})']}}\n"
    ),
    "table": lambda path: (
        f"{HEAD}punkter:\n  - titel: A\n    tekst: |\n      | a |\n      |---|\n"
        f"      | ![K]({path}) |\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "meetings" / "udvalg"
    (folder / "mappe").mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", encoding="utf-8")
    for name in ("runde", "runde.png"):
        (folder / name).symlink_to(name)
    other = HEAD.replace("09-12", "10-10") + "punkter: [{tittel: A}]\n"
    (folder / "2025-10-10.yaml").write_text(other, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("path", PATHS)
def test_a_path_in_a_meeting(
    path: str, place: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "2025-09-12.yaml").write_text(PLACES[place](PATHS[path]), encoding="utf-8")
    assert cli.main(["validate", "--jobs", "1"]) == 1
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert "2025-10-10.yaml:3" in told
    assert "meetings/udvalg/2025-09-12.yaml:" in told
    if path.endswith(("itself", "too long")) and place != "table":  # no place for a picture
        assert "M553" in told
    assert cli.main(["all", "--jobs", "1"]) == 1
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32" or not os.geteuid(), reason="root may read all")
def test_a_folder_without_access(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mappe").chmod(0)
    (folder / "2025-09-12.yaml").write_text(_bilag("mappe/b.pdf"), encoding="utf-8")
    assert cli.main(["validate", "--jobs", "1"]) == 1
    assert "M553" in capsys.readouterr().err


SETTINGS: dict[str, tuple[str, str]] = {
    "output": ("moedebog.yaml", "output: {path}\n"),
    "protokol": ("moedebog.yaml", "mail: {{afsender: a@example.org, protokol: {path}}}\n"),
    "skabelon": ("meetings/udvalg/forum.yaml", "navn: U\nskabelon: {path}\n"),
    "logo": ("templates/egen/pdf.yaml", "logo: {{fil: {path}, alt: Et logo}}\n"),
    "skrift": ("templates/egen/pdf.yaml", "skrift: {{familie: {path}.ttf}}\n"),
}


@pytest.mark.parametrize("path", [LONG, "runde", "runde/k", "fil/k", "a/" * 3000 + "k"])
@pytest.mark.parametrize("key", SETTINGS)
def test_a_path_in_the_settings(
    key: str, path: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "2025-10-10.yaml").write_text(HEAD + "punkter: [{titel: A}]\n", encoding="utf-8")
    name, text = SETTINGS[key]
    (tmp_path / "templates" / "egen").mkdir(parents=True)
    (tmp_path / "templates" / "egen" / "pdf.yaml").write_text("", encoding="utf-8")
    (tmp_path / "fil").write_text("", encoding="utf-8")
    for parent in (tmp_path, tmp_path / "templates", tmp_path / "templates" / "egen"):
        (parent / "runde").symlink_to("runde")
    if name.startswith("templates"):
        (folder / "forum.yaml").write_text("navn: U\nskabelon: egen\n", encoding="utf-8")
    (tmp_path / name).write_text(text.format(path=path), encoding="utf-8")
    statuses = [
        cli.main(["validate", "--jobs", "1"]),
        cli.main(["all", "--jobs", "1"]),
        cli.main(["mail", "2025-10-10", "--doc", "dagsorden"]),
        cli.main(["clean"]),
    ]
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert any(statuses)


@pytest.mark.parametrize("name", [LONG, f"udvalg/{LONG}", f"{LONG}/2025-09-12", "a/" * 3000 + "b"])
def test_names_on_the_command_line(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (
        ["dagsorden", name],
        ["validate", name],
        ["new", name],
        ["new", f"2025-11-14-{name}", "--forum", "udvalg"],
        ["new", "2025-11-14", "--forum", name],
        ["import", name, "--forum", "udvalg"],
        ["import", f"{folder}/2025-10-10.yaml", "--forum", name],
        ["mail", name, "--doc", "dagsorden"],
        ["mail-status", name],
        ["fakta", name],
        ["calendar", "--forum", name],
        ["watch", name],
    ):
        assert cli.main(arguments) in (1, 2, 3), arguments
        told = capsys.readouterr().err
        assert "Traceback" not in told
        assert told
