"""What an installation may leave out is told of where it is missing, and nowhere else."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

from moedebog import cli
from moedebog.diagnostics import EnvironmentProblem, Phrase
from moedebog.extras import PACKAGES, Extra, needed
from moedebog.rulebook import all_rules
from support import ROOT

WHAT = Phrase("At gøre det", "To do it")
REFERAT = "Referat fra Udvalget den 3. marts 2025 kl. 10.00\n\n1. Velkomst\n"


def test_the_extras_are_those_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    former = {name for name, needed in extras.items() if not needed}
    assert set(extras) - former == set(Extra)
    for extra in Extra:
        (requirement,) = extras[extra]
        assert re.match(r"\w+", requirement)[0] == extra.module  # type: ignore[index]
        assert PACKAGES[extra] == requirement


@pytest.mark.parametrize("extra", Extra)
def test_what_is_missing_is_told_with_what_installs_it(
    extra: Extra, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, extra.module, None)
    with pytest.raises(EnvironmentProblem) as told, needed(extra, WHAT):
        __import__(extra.module)
    command = f'{sys.executable} -m pip install "{PACKAGES[extra]}"'
    assert told.value.said.danish.startswith("At gøre det kræver")
    assert told.value.said.danish.endswith(command)
    assert told.value.said.english.startswith("To do it requires")
    assert told.value.said.english.endswith(command)


@pytest.mark.parametrize(
    ("prefix", "begins"),
    [
        ("/srv/hjem/pipx/venvs/moedebog", "pipx inject moedebog "),
        ("/srv/hjem/uv/tools/moedebog", f"uv pip install --python {sys.executable} "),
        ("/srv/program", f"{sys.executable} -m pip install "),
    ],
)
def test_it_is_installed_with_what_installed_the_program(
    prefix: str, begins: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", prefix)
    assert Extra.IMPORT.command == f'{begins}"pdfminer.six>=20260107"'


def test_another_module_that_is_missing_is_a_fault_as_ever() -> None:
    with pytest.raises(ModuleNotFoundError), needed(Extra.IMPORT, WHAT):
        __import__("no_such_module")


def forget_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if nothing of a PDF had been read, and there was no pdfminer."""
    for name in list(sys.modules):
        if name.startswith(("pdfminer", "moedebog.importer.readers.pdf")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pdfminer", None)
    from moedebog.importer import readers

    monkeypatch.delattr(readers, "pdf", raising=False)


@pytest.mark.parametrize(("name", "begins"), [("a.pdf", "%PDF-1.7\n"), ("a.txt", "%PDF-1.7\n")])
def test_a_pdf_file_needs_the_extra_and_a_text_does_not(
    name: str,
    begins: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    forget_the_reader(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "meetings").mkdir()
    (tmp_path / name).write_text(begins, encoding="utf-8")
    assert cli.main(["import", name, "--forum", "udvalg"]) == cli.ENVIRONMENT
    assert '-m pip install "pdfminer.six>=' in capsys.readouterr().err
    assert not list((tmp_path / "meetings").iterdir())
    (tmp_path / "b.txt").write_text(REFERAT, encoding="utf-8")
    assert cli.main(["import", "b.txt", "--forum", "udvalg"]) == cli.GOOD


def test_every_rule_is_explained_without_the_extras(monkeypatch: pytest.MonkeyPatch) -> None:
    with_them = set(all_rules())
    forget_the_reader(monkeypatch)
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert set(all_rules()) == with_them
    assert len(with_them) > 100
