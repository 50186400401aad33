"""``python -m corpus FOLDER [planted clean mix]``, in ``tools``: writes the files.

Beside the planted files stands ``expected.json``: for each, what must be found and where.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from corpus import clean, mix, planted
from corpus.expected import Planted

PARTS = ("planted", "clean", "mix")


def main(arguments: list[str]) -> int:
    """Write the parts that are asked for, or all."""
    if not arguments or set(arguments[1:]) - set(PARTS):
        print(f"python -m corpus FOLDER [{' '.join(PARTS)}]")
        return 2
    folder = Path(arguments[0])
    for part in arguments[1:] or PARTS:
        count = size = 0
        for name, data in _files(part, folder / part):
            (folder / part / name).write_bytes(data)
            count, size = count + 1, size + len(data)
        print(f"{part}: {count} files, {size / 1e6:.1f} MB")
    return 0


def _files(part: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    folder.mkdir(parents=True, exist_ok=True)
    if part == "planted":
        files = planted.files()
        (folder / "expected.json").write_bytes(msgspec.json.format(_expected(files), indent=2))
        yield from ((one.name, one.data) for one in files)
    elif part == "clean":
        yield from clean.files()
    else:
        yield from mix.files()


def _expected(files: list[Planted]) -> bytes:
    return msgspec.json.encode({one.name: one.wanted for one in files})


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
