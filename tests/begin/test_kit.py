"""Each file that a workspace begins with can be read by the program that it is for."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from moedebog import __version__, cli, schema
from moedebog.begin import kit
from moedebog.begin.origin import WITHOUT_PLACE
from moedebog.begin.pins import raised, stated
from moedebog.cli.table import COMMANDS, EVERYWHERE, GRUPPE, RESEND, SEND, SLET, STATUS, UDKAST
from moedebog.settings.command import load_settings
from moedebog.workspace import RESERVED, Workspace
from prose_in_brackets import in_lines, in_yaml
from support import ROOT

EVERY = {**kit.core(), **{n: d for ci in kit.CI for n, d in kit.for_server(ci).items()}}
TEXTS = {name: data.decode() for name, data in {**EVERY, **kit.example()}.items()}
MAKEFILE = TEXTS["Makefile"]

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def yaml(text: str) -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).load(text)


def test_what_belongs_to_a_workspace_is_there() -> None:
    assert set(kit.core()) == {
        *(".editorconfig", ".gitattributes", ".gitignore", ".pre-commit-config.yaml"),
        *(".vscode/extensions.json", ".vscode/settings.json", "Makefile", "README.md"),
        *("constraints.txt", "meetings/.gitkeep", "moedebog.yaml", "requirements.txt"),
        *("schemas/forum.schema.json", "schemas/meeting.schema.json"),
        "schemas/moedebog.schema.json",
    }
    assert all(name.startswith(kit.MEETINGS) for name in kit.example())
    assert not any("dot-" in name for name in TEXTS)
    assert not [name for name, text in TEXTS.items() if "@" in name or re.search("@[A-Z]+@", text)]


@pytest.mark.parametrize("name", [name for name in TEXTS if name.endswith((".yaml", ".yml"))])
def test_the_yaml_can_be_read_and_has_its_prose_in_lines(name: str) -> None:
    assert yaml(TEXTS[name]) or name == "moedebog.yaml"
    assert in_yaml(TEXTS[name]) == []
    assert in_lines(TEXTS[name]) == []


@pytest.mark.parametrize("name", [name for name in TEXTS if name.endswith(".json")])
def test_the_json_can_be_read(name: str) -> None:
    assert json.loads(TEXTS[name])


@pytest.mark.parametrize("name", [*TEXTS])
def test_the_texts_end_in_a_line_and_their_lines_as_on_unix(name: str) -> None:
    assert "\r" not in TEXTS[name]
    assert TEXTS[name] == "" or TEXTS[name].endswith("\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shape", "name"),
    [
        ("github-workflows", ".github/workflows/moeder.yml"),
        ("github-workflows", ".forgejo/workflows/moeder.yml"),
        ("gitlab-ci", ".gitlab-ci.yml"),
        ("azure-pipelines", "azure-pipelines.yml"),
    ],
)
def test_what_a_server_reads_follows_its_schema(shape: str, name: str, tmp_path: Path) -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{shape}"]
    check += ["--regex-variant", "python"]
    file = tmp_path / "file.yml"
    for text, status in ((TEXTS[name], 0), (f"{TEXTS[name]}\nstages: 1\njobs: 2\n", 1)):
        file.write_text(text, encoding="utf-8")
        assert subprocess.run([*check, str(file)], capture_output=True).returncode == status


@pytest.mark.parametrize("ci", kit.CI)
def test_a_server_fetches_what_the_requirements_say_and_validates(ci: str) -> None:
    (text,) = (data.decode() for data in kit.for_server(ci).values())
    assert "pip install --quiet --requirement requirements.txt" in text
    assert re.search(r"(?:(?:run|script|-):|-) (?:/opt/moedebog/bin/)?moedebog validate", text)
    # Actions can be moved; a commit cannot.
    assert all(re.search(r"@[0-9a-f]{40} # v", line) for line in re.findall(r"uses: .*", text))


def test_the_version_stands_in_one_place() -> None:
    told = [name for name, text in TEXTS.items() if re.search(rf"\b{__version__}\b", text)]
    assert [name for name in told if name != "constraints.txt"] == ["requirements.txt"]


def test_the_program_is_never_fetched_by_its_bare_name() -> None:
    """Nobody has it on the public index, so anybody could put something there."""
    lines = [line for line in TEXTS["requirements.txt"].splitlines() if line[0] != "#"]
    assert lines == ["--constraint constraints.txt", WITHOUT_PLACE]
    shown = [line for line in TEXTS["requirements.txt"].splitlines() if "[import" in line]
    assert len(shown) == 3
    for line in shown:  # each is right once its # is taken away and its address is filled in
        filled = re.sub(r"<.*?>", "example.org", line.removeprefix("# "))
        assert stated(filled) == __version__
        assert raised(filled, Path("/findes-ikke")).settled
    assert not re.search(r"(?m)^# moedebog\S*==", TEXTS["requirements.txt"])


@pytest.mark.slow
def test_pip_stops_where_nobody_has_said_what_to_fetch(begun: Path) -> None:
    asked = [sys.executable, "-m", "pip", "install", "--no-index", "--dry-run", "--requirement"]
    done = subprocess.run([*asked, "requirements.txt"], cwd=begun, capture_output=True, text=True)
    if "No module named pip" in done.stderr:
        pytest.skip("needs pip")
    assert done.returncode != 0
    assert WITHOUT_PLACE.partition(" ")[2] in done.stderr


def test_a_pull_request_is_checked_where_the_file_says_so() -> None:
    text = TEXTS["azure-pipelines.yml"]
    assert yaml(text)["pr"] == ["*"]
    assert "Build validation" in text  # of Azure Repos no file says it


def test_on_forgejo_python_is_that_of_the_image() -> None:
    text = TEXTS[".forgejo/workflows/moeder.yml"]
    assert "setup-python" not in text
    assert yaml(text)["jobs"]["kontrol"]["container"]["image"] == "node:22-bookworm"
    assert "apt-get install --yes --no-install-recommends python3-venv" in text


def test_the_packages_are_those_that_moedebog_was_tried_with() -> None:
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    wanted = re.findall(r"(?m)^[\w.-]+==[^ \\]+(?: ;[^\\]+)?", pinned)
    lines = TEXTS["constraints.txt"].splitlines()
    assert [line for line in lines if line[0] != "#"] == [one.strip() for one in wanted]
    assert len(wanted) > 30
    assert "--constraint constraints.txt\n" in TEXTS["requirements.txt"]


# --- moedebog.yaml --------------------------------------------------------------------------------


def settings_of(part: dict[str, Any], before: str = "") -> list[str]:
    """The settings of the schema, a group's as ``mail.afsender``."""
    found: list[str] = []
    for key, value in part["properties"].items():
        group = schema.load("moedebog")["$defs"].get(value.get("$ref", "").rpartition("/")[2])
        found += settings_of(group, f"{key}.") if group else [before + key]
    return found


def test_every_setting_is_explained_and_valid_where_its_mark_is_taken_away(
    tmp_path: Path,
) -> None:
    text = TEXTS["moedebog.yaml"]
    (tmp_path / "meetings").mkdir()
    tried = []
    for setting in settings_of(schema.load("moedebog")):
        made = text
        for key in setting.split("."):
            assert made.count(f"# {key}:") == 1, key
            before = re.search(rf"(?m)^((?: *#.*\n)+) *# {key}:", made)
            assert before, f"nothing explains {key}"
            made = made.replace(f"# {key}:", f"{key}:")
        (tmp_path / "moedebog.yaml").write_text(made, encoding="utf-8")
        settings, found = load_settings(Workspace(tmp_path))
        assert found == [], setting
        assert settings is not None
        value: Any = settings
        for key in setting.split("."):
            value = getattr(value, key)
        tried.append(setting)
    assert len(tried) >= 8
    # And nothing stands there that is no setting.
    shown = re.findall(r"(?m)^ *# (\w+):", text)
    assert set(shown) == {key for setting in tried for key in setting.split(".")}


# --- the Makefile ---------------------------------------------------------------------------------


def listed(name: str) -> list[str]:
    found = re.search(rf"(?m)^{name} = ((?:.*\\\n)*.*)$", MAKEFILE)
    assert found
    return found[1].replace("\\\n", " ").split()


TYPED_ALONE = {SEND.key, RESEND.key, UDKAST.key, GRUPPE.key, SLET.key, STATUS.key}
WITH_THOSE = {"mail", "kasser", "traek-tilbage", "status", "gennemset"}
"""The keys that make itself must be told."""


def test_make_has_every_command_and_hands_every_key_over() -> None:
    assert sorted(listed("COMMANDS")) == sorted(
        c.name for c in COMMANDS if c.name not in WITH_THOSE
    )
    options = [option for command in COMMANDS for option in command.options]
    keys = {option.key for option in (*options, *EVERYWHERE)} - TYPED_ALONE
    assert sorted(listed("KEYS")) == sorted(keys)


def make(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """``make`` where no moedebog is to be found but what is put there."""
    found = {shutil.which(name) for name in ("make", "sh", "python3")}
    places = dict.fromkeys(str(Path(path).parent) for path in found if path)
    kept = [place for place in places if not Path(place, "moedebog").exists()]
    environment = {"PATH": os.pathsep.join([str(folder / "bin"), *kept]), **variables}
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    folder = tmp_path / "Møder på Ærø"
    assert cli.main(["init", str(folder)]) == 0
    (folder / "bin").mkdir()
    return folder


@needs_make
def test_make_fetches_the_program_first_where_there_is_none(begun: Path) -> None:
    done = make(begun, "-n", "validate")
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line]
    assert [line for line in lines if "-m venv .venv" in line]
    assert "'--requirement', 'requirements.txt'" in done.stdout
    assert lines[-1].endswith("-m moedebog validate")
    (begun / ".venv").mkdir()
    (begun / ".venv" / "requirements.txt").write_text("", encoding="utf-8")
    assert make(begun, "-n", "validate").stdout.splitlines() == lines[-1:]
    # A version that somebody wrote since is fetched.
    os.utime(begun / "requirements.txt", (2**31, 2**31))
    assert "-m venv .venv" in make(begun, "-n", "validate").stdout
    # And one of the packages that it uses.
    os.utime(begun / ".venv" / "requirements.txt", (2**31, 2**31))
    assert "-m venv .venv" not in make(begun, "-n", "validate").stdout
    os.utime(begun / "constraints.txt", (2**31 + 9, 2**31 + 9))
    assert "-m venv .venv" in make(begun, "-n", "validate").stdout
    (begun / "constraints.txt").unlink()
    assert "-m venv .venv" not in make(begun, "-n", "validate").stdout


@needs_make
@pytest.mark.skipif(sys.platform == "win32", reason="the program is a script of the shell here")
def test_make_takes_the_program_that_is_on_the_machine(begun: Path) -> None:
    program = begun / "bin" / "moedebog"
    program.write_text('#!/bin/sh\necho "$@ [$NAVN] [$MEETING] [$RESEND]"\n', encoding="utf-8")
    program.chmod(0o755)
    told = make(begun, "forum", "NAVN=Børn & $(touch x) `y`", "MEETING=a b$c").stdout
    assert told == "forum [Børn & $(touch x) `y`] [a b$c] []\n"
    assert make(begun).stdout == "help [] [] []\n"
    for command in listed("COMMANDS"):
        assert make(begun, command).stdout == f"{command} [] [] []\n"
    assert make(begun, "validate", "MOEDEBOG=echo andet").stdout == "andet validate\n"
    # pre-commit checks by the version that all use, whatever is on the machine.
    (hook,) = yaml(TEXTS[".pre-commit-config.yaml"])["repos"][0]["hooks"]
    asked = make(begun, "-n", *hook["entry"].split()[1:]).stdout
    assert "-m venv .venv" in asked
    assert asked.endswith("python -m moedebog validate\n")
    assert hook["verbose"] is True  # else nobody sees a warning that stops nothing
    # What was fetched goes before it: it has the version that all use.
    (begun / ".venv").mkdir()
    (begun / ".venv" / "requirements.txt").write_text("", encoding="utf-8")
    assert make(begun, "-n", "validate").stdout.endswith("python -m moedebog validate\n")


@needs_make
def test_only_what_is_typed_sends(begun: Path) -> None:
    def mail(*typed: str, **variables: str) -> str:
        return make(begun, "-n", "mail", "MOEDEBOG=moedebog", *typed, **variables).stdout.strip()

    assert mail("SEND=1") == "moedebog mail --send --ask"
    assert mail("SEND=1", "RESEND=a@example.org") == 'moedebog mail --send --ask --resend "$RESEND"'
    assert mail("SEND=0") == mail(SEND="1", RESEND="x") == mail() == "moedebog mail"


@needs_make
@pytest.mark.parametrize("command", sorted(WITH_THOSE))
def test_the_commands_that_are_told_something_are_there(begun: Path, command: str) -> None:
    done = make(begun, "-n", command, "MOEDEBOG=moedebog")
    assert done.stdout.strip() == f"moedebog {command}"


@needs_make
@pytest.mark.parametrize("command", ["kasser", "traek-tilbage"])
def test_only_what_is_typed_deletes(begun: Path, command: str) -> None:
    def told(*typed: str, **variables: str) -> str:
        return make(begun, "-n", command, "MOEDEBOG=moedebog", *typed, **variables).stdout.strip()

    assert told("SLET=1") == f"moedebog {command} --slet --ask"
    assert told(SLET="1") == told("SLET=0") == f"moedebog {command}"


@needs_make
def test_only_a_reason_that_is_typed_takes_back(begun: Path) -> None:
    def told(*typed: str, **variables: str) -> str:
        return make(begun, "-n", "traek-tilbage", "MOEDEBOG=moedebog", *typed, **variables).stdout

    assert told("GRUND=Fejl").strip() == 'moedebog traek-tilbage --grund "$GRUND"'
    assert told(GRUND="Fejl").strip() == "moedebog traek-tilbage"


@needs_make
def test_only_a_status_that_is_typed_is_put_down(begun: Path) -> None:
    def status(*typed: str, **variables: str) -> str:
        return make(begun, "-n", "status", "MOEDEBOG=moedebog", *typed, **variables).stdout.strip()

    assert status("STATUS=godkendt", "DATO=2025-10-10") == 'moedebog status --status "$STATUS"'
    assert status(STATUS="godkendt") == status() == "moedebog status"


@needs_make
@pytest.mark.slow
def test_what_cannot_be_fetched_is_told_of(begun: Path) -> None:
    (begun / "requirements.txt").write_text("./findes-ikke.whl\n", encoding="utf-8")
    done = make(begun, "validate", HOME=str(begun))
    assert done.returncode != 0
    assert "Programmet kunne ikke hentes" in done.stderr
    assert not (begun / ".venv" / "requirements.txt").exists()


def test_the_readme_names_what_there_is() -> None:
    text = TEXTS["README.md"]
    named = set(re.findall(r"`(?:make|moedebog) ([a-z-]+)", text))
    assert {"forum", "new", "validate", "dagsorden", "referat", "mail"} <= named
    assert named <= {*listed("COMMANDS"), "mail", "status", "gennemset", "program"}
    for name in re.findall(r"`([\w.]+/?)`", text):
        known = {*(n.partition("/")[0] + "/" * ("/" in n) for n in EVERY), "moedebog.lock"}
        of_program = {f"{place}/" for place in RESERVED} | {"output/", "forum.yaml", ".venv/"}
        assert name in known | of_program | {"make"}, name


# --- git ------------------------------------------------------------------------------------------

NOT_IN_GIT = (
    *("output/a/2026-01-20/referat.pdf", "output/a/2026-01-20/mail/medlemmer-intern.eml"),
    *("dokumenter/a/2026-01-20/referat-intern.docx", "a/referat-intern.pdf"),
    *("dagsorden-intern.docx", "meetings/a/bilag/dagsorden-intern.pdf"),
    "dokumenter/a/2026-01-20/mail/dagsorden-medlemmer-intern.eml",
    "dokumenter/a/2026-01-20/tillaegsdagsorden-intern.pdf",
    *(f"dokumenter/a/x/udskrifter/{name}" for name in ("1-intern.pdf", "journalliste-intern.csv")),
    *("udsendt-lukket/a/x.yaml", "udsendelser/protokol.sqlite", ".moedebog/laas"),
    *(".venv/bin/python", "meetings/a/~$notat.docx", "meetings/a/bilag/.~lock.notat.docx#"),
    "meetings/a/.forum.yaml.ny",
)
IN_GIT = (
    *("meetings/a/2026-01-20.yaml", "meetings/a/bilag/notat.docx", "meetings/a/forum.yaml"),
    *("udsendt/a/2026-01-20.yaml", "templates/vores/pdf.yaml", "moedebog.yaml", "moedebog.lock"),
    *("meetings/a/bilag/retningslinjer-intern.pdf", "meetings/a/bilag/notat-intern.docx"),
    *("meetings/a/bilag/mail/hoering-intern.eml", "meetings/a/bilag/mail-intern.eml"),
    *("meetings/a/2026-01-20.udsendt.yaml", ".gitignore", "schemas/forum.schema.json"),
)


@needs_git
def test_git_takes_the_meetings_and_leaves_what_is_closed(begun: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(begun)], check=True)
    asked = subprocess.run(
        ["git", "-c", "core.quotepath=off", "check-ignore", "--stdin"],
        cwd=begun,
        input="\n".join((*NOT_IN_GIT, *IN_GIT)),
        capture_output=True,
        text=True,
    )
    assert asked.stdout.splitlines() == list(NOT_IN_GIT)


@needs_git
def test_git_leaves_every_byte_of_what_was_issued(begun: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(begun)], check=True)
    asked = subprocess.run(
        ["git", "check-attr", "text", "udsendt/a/x.yaml", "meetings/a/x.yaml", "a.docx"],
        cwd=begun,
        capture_output=True,
        text=True,
    )
    ends = [line.rpartition(": ")[2] for line in asked.stdout.splitlines()]
    assert ends == ["unset", "set", "unset"]
