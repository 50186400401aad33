"""What is built of the repository: the same bytes each time, with all that the program needs."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

import build_package
import try_package
from build_package import NotTheSame
from moedebog import __version__
from moedebog.extras import Extra
from support import ROOT

INSIDE = {
    "generators/moedebog": "moedebog",
    "generators/tagged": "tagged",
    "generators/indhold": "indhold",
    "generators/bevis": "bevis",
    "generators/samling": "samling",
    "schemas": "moedebog/data/schemas",
    "templates": "moedebog/data/templates",
    "meetings/eksempel": "moedebog/data/meetings/eksempel",
    "requirements.txt": "moedebog/data/requirements.txt",
}
"""Where the wheel has what of the repository."""
FORMER = ("underskrift", "vis")
"""Extras that bring nothing any more, for whoever still asks for them."""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return build_package.build(tmp_path_factory.mktemp("dist"))


def committed(*folders: str) -> list[str]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("the files of the repository are known from git")
    listed = subprocess.run(["git", "ls-files", "-z", *folders], cwd=ROOT, capture_output=True)
    return [name for name in listed.stdout.decode().split("\0") if (ROOT / name).is_file()]


@pytest.mark.slow
def test_the_wheel_has_every_file_of_the_program_and_no_other(packages: tuple[Path, Path]) -> None:
    wanted = set()
    for folder, inside in INSIDE.items():
        wanted |= {inside + name.removeprefix(folder) for name in committed(folder)}
    with zipfile.ZipFile(packages[1]) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert names == wanted
    assert len(names) > 200


@pytest.mark.slow
def test_the_sdist_has_every_file_of_the_repository(packages: tuple[Path, Path]) -> None:
    top = f"moedebog-{__version__}"
    with tarfile.open(packages[0]) as sdist:
        names = {name.removeprefix(f"{top}/") for name in sdist.getnames()}
    assert set(committed()) - names <= {"output/.gitkeep"}
    assert not {name.partition("/")[0] for name in names} & {".git", ".venv", "dist", "build"}


@pytest.mark.slow
def test_the_wheel_says_what_it_is(packages: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(packages[1]) as wheel:
        info = f"moedebog-{__version__}.dist-info"
        told = Parser().parsestr(wheel.read(f"{info}/METADATA").decode())
        assert b"moedebog = moedebog.__main__:entry" in wheel.read(f"{info}/entry_points.txt")
    assert told["Version"] == __version__
    assert told["License-Expression"] == "EUPL-1.2"
    assert set(told.get_all("Provides-Extra", [])) == {*Extra, *FORMER}
    needed = [name for name in told.get_all("Requires-Dist", []) if "extra ==" not in name]
    assert not [name for name in needed if name.startswith(("pdfminer", "keyring"))]


def test_a_wheel_that_is_another_each_time_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = iter(range(9))

    def otherwise(kind: str, _: Path, folder: Path) -> Path:
        folder.mkdir(parents=True)
        path = folder / f"moedebog.{kind}"
        path.write_text(str(next(made)), encoding="utf-8")
        return path

    monkeypatch.setattr(build_package, "built", otherwise)
    monkeypatch.setattr(build_package, "unpacked", lambda _, folder: folder)
    with pytest.raises(NotTheSame, match=r"moedebog\.wheel"):
        build_package.build(tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


# --- trying them --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "step"),
    [
        ("exit 1", try_package.Step(("all",))),
        ("echo 1 fejl", try_package.Step(("validate",), "^0 fejl")),
        ("exit 0", try_package.Step(("referat",), makes=("referat.pdf",))),
        (": > referat.pdf", try_package.Step(("referat",), makes=("referat.pdf",))),
        ("exit 0", try_package.Step(("import",), status=3)),
    ],
)
@pytest.mark.skipif(try_package.WINDOWS, reason="the command is a shell script")
def test_a_step_that_does_not_do_what_it_should_is_told_of(
    script: str, step: try_package.Step, tmp_path: Path
) -> None:
    command = tmp_path / "moedebog"
    command.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    command.chmod(0o755)
    with pytest.raises(try_package.Failed, match=f"^moedebog {step.typed[0]}: status"):
        try_package.run(command, step, tmp_path, {})
    good = "echo 0 fejl; echo x > referat.pdf; exit " + str(step.status)
    command.write_text(f"#!/bin/sh\n{good}\n", encoding="utf-8")
    try_package.run(command, step, tmp_path, {"PATH": "/bin"})


def test_nothing_of_the_users_own_reaches_what_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PYTHONPATH", "VIRTUAL_ENV", "MEETING", "MOEDEBOG_LANG", "MAKEFLAGS"):
        monkeypatch.setenv(name, "x")
    bare = try_package.bare(tmp_path)
    assert not {"PYTHONPATH", "VIRTUAL_ENV", "MEETING", "MOEDEBOG_LANG", "MAKEFLAGS"} & set(bare)
    for name in ("PIP_CONSTRAINT", "UV_CONSTRAINT"):
        assert "reportlab==" in Path(bare[name]).read_text(encoding="utf-8")
