"""Which language the command speaks, and argparse's own words in it."""

from __future__ import annotations

import argparse
import gettext
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from moedebog.diagnostics import Language

LANGUAGES: tuple[Language, ...] = ("da", "en")
VARIABLE = "MOEDEBOG_LANG"
CATALOGUES = Path(__file__).parent / "locale"
"""``da/LC_MESSAGES/messages.mo``: argparse's words; ``tools/build_argparse_words.py`` makes it."""


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language asked for, also where the arguments are wrong; Danish where none is.

    Whether it is one of ours the parser says, in Danish.
    """
    looking = argparse.ArgumentParser(add_help=False)
    looking.add_argument("--lang", nargs="?")
    typed = looking.parse_known_args(arguments)[0].lang
    wanted = typed or environment.get(VARIABLE, "").strip()
    return next((language for language in LANGUAGES if language == wanted), LANGUAGES[0])


@contextmanager
def spoken_by_argparse(language: Language) -> Iterator[None]:
    """Let argparse speak a language: it asks gettext, and gettext the variable LANGUAGE."""
    before = os.environ.get("LANGUAGE")
    gettext.bindtextdomain("messages", str(CATALOGUES))
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before
