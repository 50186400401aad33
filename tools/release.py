"""A new version, in all places that name it.

    python tools/release.py 0.2.0

Writes the number into the program, gives what is unreleased in CHANGELOG.md its heading, and pins
what the docs tell others to fetch to the new tag. Nothing is committed and no tag is set: the last
lines say which one is due. ``tests/repository/test_versions.py`` holds the places together.
"""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "generators/moedebog/__init__.py"
CHANGELOG = "CHANGELOG.md"
PAGES = ("README.md", "docs/*.md")
"""What tells others which version to fetch."""
UNRELEASED = "## Unreleased\n"


class Refused(Exception):
    """There is no such version to be made now."""


def main(arguments: list[str]) -> int:
    """Write the version; returns the exit status."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        written = release(ROOT, arguments[0], date.today())
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    print("\n".join(written))
    print(f"Due when this is committed: git tag --annotate v{arguments[0]} "
          f"--message 'moedebog {arguments[0]}' && git push origin v{arguments[0]}")  # fmt: skip
    return 0


def release(root: Path, version: str, day: date) -> list[str]:
    """Write a version into all places; returns the files. Raises ``Refused``, nothing written."""
    program = (root / PROGRAM).read_text(encoding="utf-8")
    current = version_in(program)
    changelog = (root / CHANGELOG).read_text(encoding="utf-8")
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise Refused(f"{version}: a version is three numbers, e.g. 0.2.0")
    if numbers(version) < numbers(current) or f"\n## {version} (" in changelog:
        raise Refused(f"{version} does not come after {current}")
    if UNRELEASED not in changelog:
        raise Refused(f"{CHANGELOG} has no heading {UNRELEASED.strip()}: nothing is new")
    texts = {
        PROGRAM: program.replace(f'"{current}"', f'"{version}"'),
        CHANGELOG: changelog.replace(UNRELEASED, f"## {version} ({day.isoformat()})\n", 1),
    }
    for path in sorted(path for pattern in PAGES for path in root.glob(pattern)):
        name = path.relative_to(root).as_posix()
        texts[name] = pinned(path.read_text(encoding="utf-8"), current, version)
    written = [name for name, text in texts.items()
               if (root / name).read_text(encoding="utf-8") != text]  # fmt: skip
    for name in written:
        (root / name).write_text(texts[name], encoding="utf-8", newline="\n")
    return written


def version_in(program: str) -> str:
    """The version that ``moedebog/__init__.py`` states."""
    match = re.search(r'^__version__ = "([^"]+)"$', program, re.MULTILINE)
    if match is None:
        raise Refused(f"{PROGRAM} states no version")
    return match[1]


def numbers(version: str) -> tuple[int, ...]:
    """``0.10.0`` as numbers, to tell which of two versions comes after the other."""
    return tuple(map(int, version.split(".")))


def pinned(text: str, old: str, new: str) -> str:
    """A page with the tag, and the package that is to be fetched, made the new ones."""
    before = r"((?<![\w.])v|==|\bmoedebog-)"
    return re.sub(rf"{before}{re.escape(old)}(?![\w.]*\d)", rf"\g<1>{new}", text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
