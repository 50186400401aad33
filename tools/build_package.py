"""The sdist and the wheel, in ``dist/``.

    python tools/build_package.py

The wheel is built from the sdist, twice, and once from the checkout: unless all three are the same
byte for byte, nothing is put into ``dist/`` and the status is 1.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"


class NotTheSame(Exception):
    """Two builds of one thing gave different files."""


def main() -> int:
    """Build both; returns the exit status."""
    try:
        for path in build(DIST):
            print(path.relative_to(ROOT).as_posix())
    except NotTheSame as wrong:
        print(wrong, file=sys.stderr)
        return 1
    return 0


def build(folder: Path) -> tuple[Path, Path]:
    """Build into a folder; returns the sdist and the wheel.

    Raises ``NotTheSame``, or ``CalledProcessError`` where nothing can be built.
    """
    with tempfile.TemporaryDirectory() as name:
        temporary = Path(name)
        sdist = built("sdist", ROOT, temporary / "sdist")
        source = unpacked(sdist, temporary / "source")
        wheels = [built("wheel", place, temporary / f"wheel{number}")
                  for number, place in enumerate((source, source, ROOT))]  # fmt: skip
        if len({wheel.read_bytes() for wheel in wheels}) != 1:
            raise NotTheSame(f"{wheels[0].name} is another each time that it is built.")
        folder.mkdir(exist_ok=True)
        made = [Path(shutil.copy(path, folder)) for path in (sdist, wheels[0])]
    return made[0], made[1]


def built(kind: str, source: Path, folder: Path) -> Path:
    """What hatchling builds of a source tree: the ``sdist`` or the ``wheel``."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind]
    subprocess.run([*command, "--directory", str(folder)], cwd=source, check=True,
                   capture_output=True)  # fmt: skip
    (path,) = folder.iterdir()
    return path


def unpacked(sdist: Path, folder: Path) -> Path:
    """The source tree in an sdist."""
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (source,) = folder.iterdir()
    return source


if __name__ == "__main__":
    sys.exit(main())
