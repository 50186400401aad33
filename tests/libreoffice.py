"""Files as LibreOffice saves them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

SOFFICE = shutil.which("soffice")


def convert(source: Path, target: str, folder: Path) -> Path:
    """The file as LibreOffice saves it in another format, or in its own hand."""
    return convert_all([source], target, folder)[0]


def convert_all(sources: Sequence[Path], target: str, folder: Path) -> list[Path]:
    """The same of many files, in one run of LibreOffice."""
    assert SOFFICE
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            str(folder / "ud"),
            *map(str, sources),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    suffix = target.partition(":")[0]
    return [folder / "ud" / f"{source.stem}.{suffix}" for source in sources]
