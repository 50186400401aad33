"""What an installation may leave out (``pip install "moedebog[import]"``), and the clear word where
it is missing.

``pyproject.toml`` says which packages an extra brings; the environment that make sets up and the
program in one file have them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from moedebog import __version__
from moedebog.diagnostics import EnvironmentProblem, Phrase


class Extra(StrEnum):
    """The extras, by the name of each in ``pyproject.toml``."""

    IMPORT = "import"
    KEYRING = "keyring"
    VIS = "vis"

    @property
    def module(self) -> str:
        """What is imported of its package."""
        return _MODULES[self]

    @property
    def command(self) -> str:
        """What installs moedebog with it."""
        return f'pip install "moedebog[{self}]=={__version__}"'


_MODULES = {Extra.IMPORT: "pdfminer", Extra.KEYRING: "keyring", Extra.VIS: "pypdfium2"}


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
