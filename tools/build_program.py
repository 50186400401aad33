"""The program in one file, for machines without Python: ``dist/moedebog``, or ``moedebog.exe``.

    python tools/build_program.py

PyInstaller puts the wheel, its packages as they are pinned, and Python itself into it. It is for
the system that it is built on; on Linux for those whose libc is not older.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import build_package

ROOT = build_package.ROOT
WINDOWS = os.name == "nt"
PROGRAM = "moedebog.exe" if WINDOWS else "moedebog"
WHOLE = ("moedebog", "tagged", "indhold", "bevis", "samling", "keyring.backends")
"""Packages of which modules are found by looking through the folder, so that no import names them:
rules, changes, the keyrings of systems."""
DATA = (
    "moedebog",
    "docx",
    "docxtpl",
    "indhold",
    "fontpkg_lato",
    "pdfminer",
    "pyphen",
    "pikepdf",
    "pypdfium2",
    "pypdfium2_raw",
)
"""Packages with other files than modules."""
NAMED = ("fontpkg_lato",)
"""Modules that are looked for by a name put together from the font's."""
METADATA = ("moedebog", "keyring", "pdfminer.six", "pikepdf", "pypdfium2")
"""What brings all packages: of each its licence comes along, and keyring looks for its own."""


def main() -> int:
    """Build it into ``dist/``; returns the exit status."""
    _, wheel = build_package.build(build_package.DIST)
    print(program(wheel, build_package.DIST).relative_to(ROOT).as_posix())
    return 0


def program(wheel: Path, folder: Path) -> Path:
    """The program with what is in a wheel. Raises ``CalledProcessError`` where it is not made."""
    with tempfile.TemporaryDirectory() as name:
        temporary = Path(name)
        python = environment(temporary / "venv", wheel)
        command = [str(python), "-m", "PyInstaller", *options(temporary)]
        entry = shutil.copy(ROOT / "tools" / "program_entry.py", temporary)
        subprocess.run([*command, entry], cwd=temporary, check=True)
        return Path(shutil.copy(temporary / "dist" / PROGRAM, folder))


def environment(folder: Path, wheel: Path) -> Path:
    """A new environment of the wheel, its pinned packages and PyInstaller; returns its Python."""
    uv = [sys.executable, "-m", "uv", "--quiet"]
    subprocess.run([*uv, "venv", "--python", sys.executable, str(folder)], check=True)
    python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
    install = [*uv, "pip", "install", "--python", str(python)]
    pinned = [str(ROOT / f"requirements{name}.txt") for name in ("", "-package")]
    subprocess.run([*install, "--require-hashes", "-r", pinned[0], "-r", pinned[1]], check=True)
    subprocess.run([*install, "--no-deps", str(wheel)], check=True)
    return python


def options(temporary: Path) -> list[str]:
    """What PyInstaller is told."""
    told = ["--onefile", "--name", "moedebog", "--noconfirm", "--log-level", "ERROR"]
    told += ["--distpath", str(temporary / "dist"), "--workpath", str(temporary / "build")]
    told += [f"--collect-submodules={name}" for name in WHOLE]
    told += [f"--collect-data={name}" for name in DATA]
    told += [f"--hidden-import={name}" for name in NAMED]
    told += [f"--recursive-copy-metadata={name}" for name in METADATA]
    told += [f"--exclude-module={name}" for name in ("tkinter", "readline", "test")]
    told += [f"--add-data={path}{os.pathsep}python" for path in licence_of_python()]
    if not WINDOWS:  # a system without a language must not have it start itself anew
        told += ["--python-option", "X utf8"]
    return told


def licence_of_python() -> list[Path]:
    """Where Python has put its own licence: beside its library, or above it on Windows."""
    library = Path(sysconfig.get_path("stdlib"))
    return [path for path in (library / "LICENSE.txt", library.parent / "LICENSE.txt")
            if path.is_file()][:1]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
