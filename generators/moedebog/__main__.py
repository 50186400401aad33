"""``python -m moedebog``: the command, where it is not on the search path."""

from __future__ import annotations

import sys

from moedebog.cli import main

if __name__ == "__main__":
    sys.exit(main())
