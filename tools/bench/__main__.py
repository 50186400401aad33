"""``make bench``: how fast the program is, in one table measured in one run on this machine.

    python tools/bench [start docx pdf validate import mail issued look joining]

Each part is a module ``bench_…`` with ``rows()``. Figures are processor time in milliseconds,
medians of pairs taken in turns, unless the row names another unit; ``ratio`` is ours to theirs,
``floor`` what nobody could go below, ``aim`` what the ratio (without one: our own figure) must not
exceed. What there is to compare with and is not installed is said, and left out.
"""

from __future__ import annotations

import importlib
import sys

from measuring import HEAD, ROOT, Absent, line

PARTS = ("start", "docx", "pdf", "validate", "import", "mail", "issued", "look", "joining")


def main(parts: list[str]) -> int:
    """Measure, and print each row as it is known."""
    sys.path[:0] = [str(ROOT / name) for name in ("generators", "tests", "tools")]
    if unknown := set(parts) - set(PARTS):
        print(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
        return 2
    print(HEAD)
    missed = absent = 0
    for part in parts or PARTS:
        for found in importlib.import_module(f"bench_{part}").rows():
            if isinstance(found, Absent):
                absent += 1
                print(f"left out: {found}", flush=True)
            else:
                missed += not found.met
                print(line(found), flush=True)
    print(f"{missed} aims missed, {absent} comparisons left out")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
