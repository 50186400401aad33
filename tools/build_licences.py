"""``python tools/build_licences.py``: writes docs/licenser.md.

What comes along when moedebog is installed, with the licence that each part's own metadata names.
One that is not known to be fit stops the page: a new package is looked at before it gets in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "licenser.md"
REQUIREMENTS = ROOT / "requirements.txt"
FONTS = ROOT / "templates"

SPDX = {
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.0-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""What the classifiers of the package index stand for, and other words for a licence."""
FREE = frozenset(
    ("Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "MIT-CMU",
     "OFL-1.1", "PSF-2.0")
)  # fmt: skip
"""Licences that ask for no more than to be named."""
WITH_TERMS = {
    "docxtpl": (
        "LGPL-2.1-only",
        "Bruges uændret, som en pakke for sig, der kan skiftes ud; LGPL gælder kun den.",
    ),
    "pyphen": (
        "MPL-1.1",
        (
            "Pakken kan efter eget valg bruges under en af tre licenser; her er det MPL, og den "
            "bruges uændret. Af dens ordbøger læses kun den danske (LGPL) og de engelske, franske, "
            "spanske og tyske, som hver kan bruges på vilkår som LGPL eller friere."
        ),
    ),
    "pypdfium2": (
        "BSD-3-Clause, Apache-2.0, dependency licenses",
        (
            "Selve PDFium og det, der er bygget ind i den (FreeType, libjpeg-turbo, OpenJPEG, zlib "
            "…), er under licenser, der kun beder om at blive nævnt. Bruges uændret, og kun til "
            "billederne i skabelon vis."
        ),
    ),
    "pikepdf": (
        "MPL-2.0",
        (
            "Bruges uændret, og kun til at tage en underskrevet PDF tilbage; MPL gælder fil for "
            "fil. Det, der er bygget ind i den (QPDF, libjpeg-turbo, zlib …), er under licenser, "
            "der kun beder om at blive nævnt."
        ),
    ),
    "pathspec": (
        "MPL-2.0",
        "Bruges uændret, og kun når pakken bygges; MPL gælder fil for fil.",
    ),
}
"""Packages whose licence asks for more, and why they can be used all the same."""
ELSEWHERE = {
    "backports-tarfile": "MIT",
    "cffi": "MIT-0",
    "importlib-metadata": "Apache-2.0",
    "jeepney": "MIT",
    "lazy-importer": "Apache-2.0",
    "pycparser": "BSD-3-Clause",
    "pywin32-ctypes": "BSD-3-Clause",
    "secretstorage": "BSD-3-Clause",
    "zipp": "MIT",
}
"""Licences of packages that only some systems or versions of Python get."""
FONT_LICENCES = {"DejaVu": "Bitstream Vera; tilføjelserne er fri (public domain)"}
"""By the name before ``-LICENSE.txt``."""

INTRODUCTION = """\
# Licenser

<!-- Skrevet af `python tools/build_licences.py`; ret teksten dér. -->

moedebog selv har licensen EUPL-1.2. Her står alt, hvad der installeres sammen med den, også på
andre systemer end dit, med den licens, som delene selv oplyser. Intet er under GPL eller AGPL.
"""

PROGRAM = """\
`make program` lægger Python selv (PSF-2.0) og pakkerne i én fil, med pakkernes licenser. Den
begynder med et lille program, som PyInstaller (GPL-2.0-or-later) sætter foran; licensen undtager
netop det, så filen kan gives videre på moedebogs egne vilkår. Resten af PyInstaller bruges kun til
at lave filen. En anden udgave af en pakke, også af docxtpl, lægges i ved at rette requirements.txt
og lave filen igen."""


class UnfitLicence(Exception):
    """A package has no licence that is known to be fit."""


class Package(NamedTuple):
    """A package that is pinned."""

    name: str
    version: str
    marker: str
    """The systems that it is for; empty: all."""


def packages() -> list[Package]:
    """What requirements.txt pins."""
    text = REQUIREMENTS.read_text(encoding="utf-8")
    found = re.findall(r"^([\w.-]+)==([\w.]+) ?(?:; (.*?))? ?\\$", text, re.MULTILINE)
    return [Package(*match) for match in found]


def licence(package: Package) -> str:
    """The licence of a package. Raises ``UnfitLicence``."""
    stated = stated_licence(package)
    known = WITH_TERMS[package.name][0] if package.name in WITH_TERMS else None
    parts = re.split(r" (?:AND|OR) ", stated)
    if known in parts and " AND " not in stated:
        return str(known)  # one of several that there is a choice of
    if stated != known and not all(part in FREE for part in parts):
        raise UnfitLicence(f"{package.name}: {stated or 'no licence is stated'}")
    return stated


def stated_licence(package: Package) -> str:
    """What the package's metadata says; for one that is not for this system, what is known."""
    try:
        data = metadata(package.name)
    except PackageNotFoundError:
        if package.marker:
            return ELSEWHERE.get(package.name, "")
        raise
    classifiers = [
        name.rpartition(" :: ")[2]
        for name in data.get_all("Classifier") or ()
        if name.startswith("License :: ")
    ]
    named = " OR ".join(sorted(SPDX.get(name, name) for name in classifiers))
    expression, text = ((data.get_all(key) or [""])[0] for key in ("License-Expression", "License"))
    return expression or named or SPDX.get(text, text)


def fonts() -> list[tuple[str, str]]:
    """The fonts of the template sets, each with its licence. Raises ``UnfitLicence``."""
    found = []
    for path in sorted(FONTS.rglob("*.[to]tf")):
        family = next((name for name in FONT_LICENCES if path.name.startswith(name)), "")
        if not path.with_name(f"{family}-LICENSE.txt").is_file():
            raise UnfitLicence(path.name)
        found.append((path.relative_to(ROOT).as_posix(), FONT_LICENCES[family]))
    return found


def page() -> str:
    """The whole of docs/licenser.md."""
    return "\n".join([INTRODUCTION, *_sections()]) + "\n"


def _sections() -> Iterator[str]:
    yield "## Pakker\n"
    yield "| pakke | udgave | licens | kun når |\n|---|---|---|---|"
    for package in packages():
        marker = f"`{package.marker}`" if package.marker else ""
        yield f"| {package.name} | {package.version} | {licence(package)} | {marker} |"
    yield "\n## Pakker med vilkår\n"
    for name, (terms, reason) in WITH_TERMS.items():
        yield f"- **{name}** ({terms}): {reason}"
    yield "\n## Programmet i én fil\n"
    yield PROGRAM
    yield "\n## Skrifttyper\n"
    yield "Lato kommer med pakken fontpkg-lato (OFL-1.1). Disse ligger i skabelonsættet:\n"
    yield "| fil | licens |\n|---|---|"
    for name, terms in fonts():
        yield f"| {name} | {terms} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
