"""The repository itself: what lies where, and that nothing of one machine has crept in."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

from moedebog.build.origin import DRAWING
from support import ROOT

PINNED = ("requirements.txt", "requirements-dev.txt", "requirements-package.txt")
SKIPPED = {".git", ".venv", "__pycache__", "output", "dist", "build", ".hypothesis"}
SUFFIXES = {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".json", ".cfg", ""}

NOT_DRAWING = {
    "anyio",
    "attrs",
    "cerberus",
    "cffi",
    "cryptography",
    "filelock",
    "fontpkg",
    "icalendar",
    "idna",
    "jaraco-classes",
    "jaraco-context",
    "jaraco-functools",
    "jsonschema",
    "jsonschema-rs",
    "jsonschema-specifications",
    "keyring",
    "more-itertools",
    "msgspec",
    "packaging",
    "python-dateutil",
    "pdfminer-six",
    "pycparser",
    "referencing",
    "rpds-py",
    "six",
    "watchfiles",
}
"""Distributions whose version cannot show in a document."""


ACROSS = {"repository", "whole"}
"""Folders of tests that are of no package: the checkout itself, and all stages together."""


def texts() -> list[Path]:
    """The repository's text files."""
    found = []
    for entry in sorted(ROOT.iterdir()):
        if entry.name in SKIPPED or entry.name.endswith("_cache"):
            continue
        paths = [entry] if entry.is_file() else sorted(entry.rglob("*"))
        found += [
            path
            for path in paths
            if path.is_file() and path.suffix in SUFFIXES and not SKIPPED & set(path.parts)
        ]
    return found


@pytest.mark.parametrize(
    "name",
    [
        "pyproject.toml",
        "schemas/meeting.schema.json",
        "schemas/forum.schema.json",
        "templates/standard/dagsorden.docx",
        "templates/standard/referat.docx",
        "templates/standard/pdf.yaml",
        "generators/moedebog/__init__.py",
        "meetings/sydvestjylland-fagligt-strategisk/2025-09-12.yaml",
        "output/.gitkeep",
        "Makefile",
        "tests",
        "README.md",
        "docs",
        "CHANGELOG.md",
        "LICENSE",
        ".ci/run",
        ".github/workflows/ci.yml",
        *PINNED,
    ],
)
def test_it_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_the_text_files_are_found() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in texts()}
    assert {"Makefile", ".ci/run", "README.md", "tests/repository/test_repository.py"} <= names


def test_data_folders_are_no_packages() -> None:
    for folder in ("schemas", "templates", "meetings", "output", "tests", "docs"):
        assert not list((ROOT / folder).rglob("__init__.py"))


def test_the_tests_lie_as_what_they_test_does() -> None:
    tests = list((ROOT / "tests").rglob("test_*.py"))
    assert len(tests) > 80
    assert len({path.name for path in tests}) == len(tests)
    for path in tests:
        if (place := path.parent.relative_to(ROOT / "tests")).name in ACROSS:
            continue
        product = ROOT / "generators" / "moedebog" / place
        of_one_module = (product / path.name.removeprefix("test_")).is_file()
        of_a_package = product.with_suffix(".py").is_file() or product.is_dir()
        library = (ROOT / "generators" / place).is_dir()
        assert of_one_module or (place.parts and (of_a_package or library)), path


def test_tests_share_what_they_need_in_modules_of_its_own() -> None:
    for path in (ROOT / "tests").rglob("*.py"):
        found = re.findall(
            r"^\s*from test_\w+ import", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        assert not found, path


def plants(path: Path) -> bool:
    """Whether a file plants invented paths, since it tries that they are found in files."""
    return path.is_relative_to(ROOT / "tests" / "indhold") or path.name.startswith("planted")


def test_no_paths_of_a_machine() -> None:
    pattern = re.compile(r"/(?:home|Users|root|work)/[\w.]+|[A-Z]:\\Users\\")
    for path in texts():
        found = pattern.search(path.read_text(encoding="utf-8", errors="replace"))
        assert not found or path == Path(__file__) or plants(path), f"{path}: {found}"


@pytest.mark.parametrize("name", PINNED)
def test_everything_is_pinned_with_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    requirements = [line for line in text.splitlines() if re.match(r"\w", line)]
    assert requirements
    assert all(re.match(r"[\w.-]+==[\w.]+ ?(;.*)?\\$", line) for line in requirements)
    assert text.count("--hash=sha256:") >= len(requirements)
    assert not re.search(r"https?:|--(?:extra-)?index|--find-links|file:", text)


def needed(project: dict[str, Any]) -> list[str]:
    """What the program is installed with, extras included."""
    extras = project["project"]["optional-dependencies"].values()
    return [*project["project"]["dependencies"], *(name for extra in extras for name in extra)]


def test_what_make_installs_has_every_extra() -> None:
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    for name in ("pdfminer-six", "keyring", "pikepdf", "pypdfium2"):
        assert re.search(rf"^{name}==", pinned, re.MULTILINE)


def test_pins_cover_what_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = "".join((ROOT / name).read_text(encoding="utf-8") for name in PINNED)
    groups = project["dependency-groups"]
    named = [*needed(project), *groups["build"], *groups["dev"], *groups["package"]]
    assert project["build-system"]["requires"] == groups["build"]
    for requirement in named:
        match = re.match(r"[\w.-]+", requirement)
        assert match
        assert re.search(rf"^{_normal(match[0])}==", pinned, re.MULTILINE), requirement


def test_every_dependency_is_known_to_draw_or_not() -> None:
    """Else a new version of it would not make the documents anew."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    closure: set[str] = set()
    waiting = needed(project)
    while waiting:
        requirement = waiting.pop()
        match = re.match(r"[\w.-]+", requirement)
        assert match
        name = _normal(match[0])
        if name not in closure and ";" not in requirement:
            closure.add(name)
            waiting += distribution(name).requires or ()
    fonts = {name for name in closure if name.startswith("fontpkg-")}
    assert closure - fonts <= DRAWING | NOT_DRAWING
    assert len(closure) > 10


def test_the_bootstrap_parses_on_an_old_python() -> None:
    source = (ROOT / "generators" / "bootstrap.py").read_text(encoding="utf-8")
    assert ast.parse(source, feature_version=(3, 6))


def test_every_target_is_documented() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    documented = re.findall(r"^([\w-]+):.*## \S", makefile, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    assert [*documented, "runtime", "dev", "packaging"] == phony[1].split()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in documented:
        assert f"make {target}" in readme, target


def test_make_hands_names_over_in_the_environment() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipes = [line for line in makefile.splitlines() if line.startswith("\t")]
    assert len(recipes) > 10
    for line in recipes:
        assert not re.search(r"\$[({]?(?:MEETING|FORUM|AUDIENCE)", line)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
