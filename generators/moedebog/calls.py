"""A command, as it is typed the way that this one was: with make, or without."""

from __future__ import annotations

import os

BY_MAKE = "MAKECMDGOALS"
"""What stands in the environment where make called the program."""


def by_make() -> bool:
    """Whether make called the program."""
    return BY_MAKE in os.environ


def call(make: str, plain: str) -> str:
    """One of the two forms of a command: ``make validate`` or ``moedebog validate``."""
    return make if by_make() else plain


def quoted(word: str) -> str:
    """A word as it is typed in a shell: one with blanks stands in quotation marks."""
    return f'"{word}"' if " " in word else word
