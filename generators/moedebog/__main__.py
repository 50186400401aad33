"""The command as a process of its own: ``moedebog``, or ``python -m moedebog``."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def entry() -> NoReturn:
    """Run the command and end the process.

    What a short run makes lives until its end, so it hardly looks for garbage, also while it
    is importing, and does not take down at the end what the system takes back anyway. Both
    together are a tenth of the time of one meeting.
    """
    if sys.platform != "win32" and sys.getfilesystemencoding().lower() != "utf-8":
        # A system without a language (LC_ALL=POSIX) could not open files with Danish names.
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606
    gc.set_threshold(50_000, 20, 20)
    from moedebog.cli import CONTENT, ENVIRONMENT, main, tell_bug, tell_unwritten

    try:
        status = main()
    except SystemExit as end:  # of argparse, after --help or a wrong argument
        status = int(end.code or 0)
    except Exception as bug:  # noqa: BLE001 - told below, as Python would
        tell_bug(bug)
        status = CONTENT
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError as problem:
            tell_unwritten(problem)
            if not isinstance(problem, BrokenPipeError):
                status = ENVIRONMENT
    os._exit(status)


if __name__ == "__main__":
    entry()
