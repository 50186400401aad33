"""What users' own repositories run: the command lines of the action, the hook and the snippet."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from moedebog import __version__, source
from support import ROOT

ACTION = ROOT / ".github" / "actions" / "validate" / "action.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
DOCS = ROOT / "docs" / "kontrol.md"


def yaml(text: str) -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).load(text)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "meetings" / "byraad"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Byrådet\n", encoding="utf-8")
    text = "dato: 2025-09-12\nstart: 10.00\npunkter: [{titel: A}]\n"
    (folder / "2025-09-12.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def run(line: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command line as CI runs it, with ``moedebog`` as this checkout."""
    bin_ = folder / "bin"
    bin_.mkdir(exist_ok=True)
    command = bin_ / "moedebog"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m moedebog "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(source.__file__).parents[2]),
        "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
        "CI": "true",
        **variables,
    }
    return subprocess.run(
        ["bash", "-c", f"set -eo pipefail\n{line}"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )


def break_it(repository: Path) -> None:
    path = repository / "meetings" / "byraad" / "2025-09-12.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "stad: x\n", encoding="utf-8")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="these run in bash")
def test_the_action(repository: Path) -> None:
    steps = yaml(ACTION.read_text(encoding="utf-8"))["runs"]["steps"]
    sarif, github = (step["run"] for step in steps[-2:])
    given = {"MEETINGS": "", "LANGUAGE": "en", "SARIF": "r.sarif"}
    assert run(github, repository, **given).returncode == 0
    two = run(github, repository, **{**given, "MEETINGS": "2025-09-12 byraad/2025-09-12"})
    assert (two.returncode, two.stderr[:10]) == (0, "2 meetings")
    # A name is a name, whatever the shell or the command could make of it.
    for name in ("*", "$(touch stolen)", "`touch stolen`", "; touch stolen", "--jobs=1"):
        assert run(github, repository, **{**given, "MEETINGS": name}).returncode == 2, name
    assert not (repository / "stolen").exists()
    break_it(repository)
    done = run(github, repository, **given)
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=meetings/byraad/2025-09-12.yaml,line=4,col=1,")
    assert run(sarif, repository, **given).returncode == 0
    assert json.loads((repository / "r.sarif").read_text(encoding="utf-8"))["runs"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="these run in bash")
def test_the_hook(repository: Path) -> None:
    (hook,) = yaml(HOOKS.read_text(encoding="utf-8"))
    assert re.match(hook["files"], "meetings/byraad/2025-09-12.yaml")
    assert run(hook["entry"], repository).returncode == 0
    break_it(repository)
    assert run(hook["entry"], repository).returncode == 1


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="these run in bash")
def test_the_gitlab_snippet(repository: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    snippet = next(yaml(block) for block in blocks if block.startswith("moeder:"))
    script = snippet["moeder"]["script"]
    lines = [line for line in script if not line.startswith(("pip ", "git clone "))]
    assert run("\n".join(lines), repository).returncode == 0
    break_it(repository)
    assert run("\n".join(lines), repository).returncode == 1
    (one,) = json.loads((repository / "moeder.json").read_text(encoding="utf-8"))
    assert one["check_name"] == "M041"


WORKFLOW = ROOT / ".github" / "workflows" / "ci.yml"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "path", "begins"),
    [
        ("github-workflows", WORKFLOW, ""),
        ("github-actions", ACTION, ""),
        ("github-workflows", DOCS, "name: møder"),
        ("gitlab-ci", DOCS, "moeder:"),
    ],
)
def test_what_a_server_reads_follows_its_schema(
    schema: str, path: Path, begins: str, tmp_path: Path
) -> None:
    text = path.read_text(encoding="utf-8")
    if begins:
        blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
        text = next(block for block in blocks if block.startswith(begins))
    file = tmp_path / "file.yml"
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    for given, status in ((text, 0), (f"{text}\nstages: 1\njobs: 2\nruns: 3\n", 1)):
        file.write_text(given, encoding="utf-8")
        assert subprocess.run([*check, str(file)], capture_output=True).returncode == status


def test_every_snippet_in_the_docs_can_be_read() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 4
    assert all(yaml(block) for block in blocks)


# --- what is fetched ---------------------------------------------------------------------------

CI_FILES = (ACTION, WORKFLOW, HOOKS, ROOT / ".ci" / "run")
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
COMMIT = r"[0-9a-f]{40} # v\d+\.\d+\.\d+"


def scripts(node: Any) -> Iterator[str]:
    """Every shell line of a workflow, an action or GitLab's file."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("run", "script", "before_script"):
                yield from [value] if isinstance(value, str) else value
            else:
                yield from scripts(value)
    elif isinstance(node, list):
        for value in node:
            yield from scripts(value)


def shell_of(path: Path) -> str:
    """What a shell is given by a file, or by the snippets of a page."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
        snippets = [line for block in blocks for line in scripts(yaml(block))]
        return "\n".join([*snippets, *re.findall(r"```sh\n(.*?)```", text, re.DOTALL)])
    return "\n".join(scripts(yaml(text))) if path.suffix == ".yml" else text


@pytest.mark.parametrize("path", [*CI_FILES, *PAGES], ids=lambda path: path.name)
def test_what_others_made_is_named_by_commit_and_what_we_made_by_version(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for used in re.findall(r"uses: (.*)", text):
        ours = rf"<ejer>/moedebog/\S+@v{re.escape(__version__)}"
        assert re.fullmatch(rf"actions/[\w-]+@{COMMIT}|{ours}|\./\S+", used), used
    for revision in re.findall(r"(?:rev:|--branch) (\S+)", text):
        assert revision == f"v{__version__}"
    assert not re.search(r"@(?:main|master)\b", text)
    for place in re.findall(r"git\+[^\"`\n]*", text):
        assert place.endswith(f"@v{__version__}")
    assert all(re.search(r"--branch", line) for line in re.findall(r"git clone --.*", text))


@pytest.mark.parametrize("path", [*CI_FILES, *PAGES], ids=lambda path: path.name)
def test_everything_is_installed_by_its_checksum(path: Path) -> None:
    for line in re.findall(r"pip install[^&\n`]*", shell_of(path)):
        packages = "--require-hashes" in line and re.search(r"requirements\.txt", line)
        itself = "--no-deps" in line and "--no-build-isolation" in line
        assert packages or itself, line
    # Nor in running text, where nobody sees whether it was left out.
    if path in PAGES and path.name != "kontrol.md":  # which speaks of the two lines
        shown = shell_of(path).count("pip install")
        assert path.read_text(encoding="utf-8").count("pip install") == shown


@pytest.mark.parametrize("path", [ACTION, WORKFLOW, DOCS], ids=lambda path: path.name)
def test_no_shell_line_is_put_together_from_what_others_wrote(path: Path) -> None:
    shell = shell_of(path)
    assert shell
    assert "${{" not in shell
    unquoted = re.sub(r'"[^"\n]*"|\'[^\'\n]*\'|\$\{STATUS:-0\}', "", shell)  # a number
    unquoted = re.sub(r"\|\| STATUS=\$\?", "", unquoted)
    assert not set("$`") & set(unquoted), unquoted


def test_what_builds_the_package_is_pinned_with_the_rest() -> None:
    """Else ``--no-build-isolation`` would find nothing to build with."""
    (builder,) = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert re.search(rf"^{re.escape(builder)} \\\n    --hash=sha256:", pinned, re.MULTILINE)
