"""What the program in one file begins with; ``tools/build_program.py`` puts it there."""

from __future__ import annotations

import multiprocessing

from moedebog.__main__ import entry

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a process beside this one is this file once more
    entry()
