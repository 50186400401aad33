"""A first hour with moedebog, installed in empty environments, far from its own repository.

    python tools/try_package.py pip pipx uv program

Each way installs what was built just now (and puts it into ``dist/``); then the same commands are
run that a new user would begin with. The status is 1 when one of them does not do what it should.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import build_package
import build_program
from moedebog.begin import origin

WINDOWS = os.name == "nt"
COMMAND = build_program.PROGRAM
KEPT = ("PATH", "SYSTEMROOT", "SSL_CERT_FILE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
"""Of the environment what no program can do without, besides the settings of pip and uv."""
MINUTES = "output/proeveudvalget/2026-01-20/referat.pdf"
COLLECTED = "output/proeveudvalget/2026-01-20/materiale/referat.pdf"
EXTRAS = "[import,keyring]"
GOOD, ENVIRONMENT = 0, 3


class Step(NamedTuple):
    """A command of the first hour."""

    typed: tuple[str, ...]
    prints: str = ""
    """What it must print, among other things: a regular expression."""
    makes: tuple[str, ...] = ()
    """Files that must be there afterwards and have something in them."""
    status: int = GOOD


HOUR = (
    Step(("--version",), r"^moedebog \d+\.\d+\.\d+"),
    Step(("init", "--eksempel", "--ci", "github"), makes=("moedebog.lock", "Makefile")),
    Step(("forum", "Prøveudvalget"), makes=("meetings/proeveudvalget/forum.yaml",)),
    Step(("new", "2026-01-20", "--forum", "proeveudvalget")),
    Step(("validate",), r"^2 m.+der, 0 fejl, 0 advarsler$"),
    Step(("opgrader",), "^Intet at g.+re"),
    Step(("referat", "2026-01-20"), makes=(MINUTES, MINUTES.replace(".pdf", ".docx"))),
    Step(("referat", "2026-01-20"), "ajour"),
    Step(("material", "2026-01-20", "--doc", "referat"), makes=(COLLECTED,)),
    Step(("all", "--jobs", "2")),
    Step(("forklar", "M202"), "M202"),
    Step(("calendar", "--forum", "proeveudvalget"), makes=("output/proeveudvalget/kalender.ics",)),
    Step(("clean",), "fjernet"),
    Step(("kig", "gammelt.pdf"), r"gammelt\.pdf \(pdf\)$"),  # in a process beside the program's
)
IMPORT = ("import", "gammelt.pdf", "--forum", "andet", "--meeting", "2026-01-21")
WITH_EXTRA = Step(IMPORT, makes=("meetings/andet/2026-01-21.yaml",))
WITHOUT_EXTRA = Step(IMPORT, r'pip install "pdfminer\.six>=', status=ENVIRONMENT)


class Failed(Exception):
    """A step did not do what it should."""


class Installed(NamedTuple):
    """Moedebog, as it was installed in one way."""

    command: Path
    has_extras: bool
    needs_path: bool = True
    """Whether it may find other programs."""


def main(ways: list[str]) -> int:
    """Try each way; returns the exit status."""
    if not ways or not set(ways) <= set(WAYS):
        print(__doc__, file=sys.stderr)
        return 2
    _, wheel = build_package.build(build_package.DIST)
    status = 0
    for way in ways:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name).resolve()
            try:
                first_hour(WAYS[way](wheel, folder), folder / "egne møder")
            except (Failed, subprocess.CalledProcessError) as wrong:
                print(f"{way}: {wrong}", file=sys.stderr)
                status = 1
            else:
                print(f"{way}: {len(HOUR) + 1} commands did what they should")
    return status


def first_hour(installed: Installed, folder: Path) -> None:
    """Run all steps in a new folder. Raises ``Failed``."""
    folder.mkdir()
    environment = bare(folder.parent) | ({} if installed.needs_path else {"PATH": ""})
    for step in HOUR:
        run(installed.command, step, folder, environment)
        if (minutes := folder / MINUTES).exists():
            (folder / "gammelt.pdf").write_bytes(minutes.read_bytes())
    last = WITH_EXTRA if installed.has_extras else WITHOUT_EXTRA
    run(installed.command, last, folder, environment)


def run(command: Path, step: Step, folder: Path, environment: Mapping[str, str]) -> None:
    """Run one step. Raises ``Failed``."""
    done = subprocess.run(
        [str(command), *step.typed], cwd=folder, env=dict(environment), capture_output=True
    )
    told = (done.stdout + done.stderr).decode("utf-8", "replace").replace("\r\n", "\n")
    wanted = [folder / name for name in step.makes]
    missing = [path.name for path in wanted if not (path.is_file() and path.stat().st_size)]
    if done.returncode != step.status or missing or not re.search(step.prints, told, re.MULTILINE):
        said = f"moedebog {' '.join(step.typed)}: status {done.returncode}, not there: {missing}"
        raise Failed(f"{said}\n{told}")


def bare(home: Path) -> dict[str, str]:
    """An environment in which nothing of the user's is found."""
    kept = {name: value for name, value in os.environ.items()
            if name.upper() in KEPT or name.startswith(("PIP_", "UV_"))}  # fmt: skip
    constraints = home / "constraints.txt"
    if not constraints.exists():
        # Of this checkout: a package that is published today breaks nothing here.
        constraints.write_text(origin.constraints(), encoding="utf-8")
    temporary = home / "tmp"
    temporary.mkdir(exist_ok=True)
    places = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "PIPX_HOME"), str(home))
    places |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    places |= dict.fromkeys(("PIPX_BIN_DIR", "UV_TOOL_BIN_DIR"), str(home / "bin"))
    places |= dict.fromkeys(("PIP_CONSTRAINT", "UV_CONSTRAINT"), str(constraints))
    return kept | places | {"UV_TOOL_DIR": str(home / "tools"), "PYTHONIOENCODING": "utf-8"}


def by_pip(wheel: Path, folder: Path) -> Installed:
    """In a virtual environment, without extras."""
    own = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(own)], check=True)
    bin_ = own / ("Scripts" if WINDOWS else "bin")
    quiet = ("--quiet", "--disable-pip-version-check")
    install = [str(bin_ / "python"), "-m", "pip", "install", *quiet, str(wheel)]
    subprocess.run(install, env=bare(folder), check=True)
    return Installed(bin_ / COMMAND, has_extras=False)


def by_pipx(wheel: Path, folder: Path) -> Installed:
    """As a command of the user's, with all extras."""
    install = [sys.executable, "-m", "pipx", "install", "--quiet", f"{wheel}{EXTRAS}"]
    subprocess.run(install, env=bare(folder), check=True)
    return Installed(folder / "bin" / COMMAND, has_extras=True)


def by_uv(wheel: Path, folder: Path) -> Installed:
    """As a command of the user's, with all extras."""
    install = [sys.executable, "-m", "uv", "tool", "install", "--quiet"]
    install += ["--python", sys.executable, f"{wheel}{EXTRAS}"]
    subprocess.run(install, env=bare(folder), check=True)
    return Installed(folder / "bin" / COMMAND, has_extras=True)


def by_program(wheel: Path, _: Path) -> Installed:
    """The program in one file, where no other program is found, Python least of all."""
    program = build_program.program(wheel, build_package.DIST)
    return Installed(program, has_extras=True, needs_path=False)


WAYS: dict[str, Callable[[Path, Path], Installed]] = {
    "pip": by_pip,
    "pipx": by_pipx,
    "uv": by_uv,
    "program": by_program,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
