"""check-jsonschema, given the same schema, comes to the same verdict, but for what is listed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from moedebog import schema, source
from moedebog.diagnostics import has_errors
from support import ROOT

CORPUS = sorted(
    path
    for folder in (ROOT / "meetings", ROOT / "tests" / "meetings")
    for path in folder.rglob("*.yaml")
    if path.name != "forum.yaml" and not path.name.endswith(".udsendt.yaml")
)

DIFFERENT = {
    # Refused by moedebog before the schema is asked: no YAML, or YAML that we do not take.
    "syntax.yaml": "cannot be parsed",
    "tab.yaml": "cannot be parsed",
    "indentation.yaml": "cannot be parsed",
    "unindented.yaml": "cannot be parsed",
    "latin-1.yaml": "cannot be parsed",
    "characters.yaml": "cannot be parsed",
    # A scalar that moedebog keeps as text (normalise checks it), and others make into a date.
    "date.yaml": "2025-02-30 is no date, and ends the reading of the file",
}


def theirs() -> dict[str, bool]:
    """Which files check-jsonschema takes for valid."""
    command = [sys.executable, "-m", "check_jsonschema", "--output-format", "json", "--schemafile"]
    command += [str(ROOT / "schemas" / "meeting.schema.json"), *map(str, CORPUS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    wrong = {e["filename"] for key in ("errors", "parse_errors") for e in report.get(key, ())}
    return {str(path): str(path) not in wrong for path in CORPUS}


@pytest.fixture(scope="module")
def verdicts() -> dict[str, bool]:
    return theirs()


def ours(path: Path) -> bool:
    tree, problems = source.read(path, path.name)
    if tree is None or has_errors(problems):
        return False
    return not schema.check(tree, "meeting")


def test_the_corpus_is_there() -> None:
    assert len(CORPUS) >= 25


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_both_come_to_the_same_verdict(path: Path, verdicts: dict[str, bool]) -> None:
    if path.name in DIFFERENT:
        return
    assert ours(path) == verdicts[str(path)]


def test_what_is_listed_as_different_is_so(verdicts: dict[str, bool]) -> None:
    for path in CORPUS:
        if DIFFERENT.get(path.name, "cannot be parsed") != "cannot be parsed":
            assert ours(path) != verdicts[str(path)], path.name
