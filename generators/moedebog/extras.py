"""What an installation may leave out (``moedebog[import]``), and what to write where it is missing.

What is told installs the one package that is missing beside the program: moedebog itself may have
come from git or from a file, where no installer would find it again.

``pyproject.toml`` says which packages an extra brings; the environment that make sets up and the
program in one file have them all.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from moedebog.diagnostics import EnvironmentProblem, Phrase


class Extra(StrEnum):
    """The extras, by the name of each in ``pyproject.toml``."""

    IMPORT = "import"
    KEYRING = "keyring"

    @property
    def module(self) -> str:
        """What is imported of its package."""
        return _MODULES[self]

    @property
    def command(self) -> str:
        """What installs its package where moedebog runs, with what moedebog was installed by."""
        package = f'"{PACKAGES[self]}"'
        place = Path(sys.prefix).as_posix()
        if "/pipx/" in place:
            return f"pipx inject moedebog {package}"
        python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
        if "/uv/" in place or find_spec("pip") is None:
            return f"uv pip install --python {python} {package}"
        return f"{python} -m pip install {package}"


PACKAGES = {
    Extra.IMPORT: "pdfminer.six>=20260107",
    Extra.KEYRING: "keyring>=25.7,<26",
}
"""What each brings, as ``pyproject.toml`` says it."""
_MODULES = {
    Extra.IMPORT: "pdfminer",
    Extra.KEYRING: "keyring",
}


@contextmanager
def needed(extra: Extra, what_for: Phrase) -> Iterator[None]:
    """Around the imports that need an extra; ``what_for`` begins the sentence of what is missing.

    Raises ``EnvironmentProblem`` where it is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if not is_of(error, extra):
            raise
        raise EnvironmentProblem(lacking(extra, what_for)) from error


def lacking(extra: Extra, what_for: Phrase) -> Phrase:
    """That an extra is not installed, and what installs it."""
    return Phrase(
        f"{what_for} kræver tilføjelsen {extra}, som ikke er installeret. Skriv: {extra.command}",
        f"{what_for.english} requires the extra {extra}, which is not installed. Write: "
        f"{extra.command}",
    )


def is_of(error: ModuleNotFoundError, *extras: Extra) -> bool:
    """Whether what could not be imported is the package of an extra; of none in particular: any."""
    missing = (error.name or "").partition(".")[0]
    return missing in {extra.module for extra in extras or Extra}
