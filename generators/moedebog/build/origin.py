"""What documents are made from besides the meeting: the program itself, and its templates."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import moedebog
from moedebog.build.manifest import Digests, digest_of_value
from moedebog.settings.lineage import lineage
from moedebog.workspace import Workspace, resources

DRAWING = frozenset(
    {
        "charset-normalizer",
        "docxtpl",
        "jinja2",
        "lxml",
        "markdown-it-py",
        "markupsafe",
        "mdit-py-plugins",
        "mdurl",
        "olefile",
        "pikepdf",
        "pillow",
        "pypdfium2",
        "pyphen",
        "python-docx",
        "reportlab",
        "uharfbuzz",
        "ruamel-yaml",
        "ruamel-yaml-clib",
        "typing-extensions",
        "tzdata",
    }
)
"""The distributions whose version may show in a document, besides fonts. Some read attachments, of
which a document may tell who cannot read them."""

FONT = "fontpkg-"

_READ = (".py", ".json")
"""Our own files: the modules and the phrase book."""

LIBRARIES = ("tagged", "indhold", "samling")
"""What lies beside moedebog and draws with it, or finds what is then told in a document."""


def program(ws: Workspace, digests: Digests) -> str:
    """A checksum over our own code and the versions of all that draws."""
    if getattr(sys, "frozen", False):  # the program in one file, which holds them all
        return digest_of_value(digests.of(ws.display(Path(sys.executable))))
    package = Path(moedebog.__file__).parent
    code = [package, *(package.parent / name for name in LIBRARIES)]
    files = [path for folder in code for path in _files(folder) if path.suffix in _READ]
    files += _files(resources("schemas"))
    files += _files(resources("templates") / "standard" / "fonts")
    read = [(path.name, digests.of(ws.display(path))) for path in sorted(files)]
    return digest_of_value([read, platform.python_version(), sorted(_versions())])


def template_set(folder: Path, ws: Workspace, digests: Digests) -> str:
    """A checksum over the files of a template set, and of those that it builds on."""
    return digest_of_value(
        [
            (path.relative_to(one).as_posix(), digests.of(ws.display(path)))
            for one in lineage(ws, folder)[0].folders
            for path in sorted(_files(one))
        ]
    )


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        # ~$referat.docx is Word's mark that the file is open, .~lock.referat.docx# LibreOffice's
        yield from (Path(parent, name) for name in names if not name.startswith(("~$", ".")))


def _versions() -> set[str]:
    """Name and version of each distribution in ``DRAWING``.

    Read off the names of the folders that installers leave: importlib.metadata takes
    ten times as long.
    """
    versions = {}
    for place in reversed([entry for entry in sys.path if entry and Path(entry).is_dir()]):
        for name in os.listdir(place):  # noqa: PTH208
            if match := re.match(r"(.+?)-([^-]+)(?:-.*)?\.(?:dist-info|egg-info)$", name):
                versions[re.sub(r"[-_.]+", "-", match[1]).lower()] = match[2]
    return {
        f"{name}={version}"
        for name, version in versions.items()
        if name in DRAWING or name.startswith(FONT)
    }
