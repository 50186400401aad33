"""``python -m moedebog``: the command, where it is not on the search path."""

from __future__ import annotations

from moedebog.cli import entry

if __name__ == "__main__":
    entry()
