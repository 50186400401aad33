"""What users' own repositories run: the command lines of the action, the hook and the snippet."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from moedebog import source
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
    lines = [line for line in snippet["moeder"]["script"] if not line.startswith("pip ")]
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
    assert len(blocks) == 3
    assert all(yaml(block) for block in blocks)
