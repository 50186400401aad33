"""Running the command: its arguments, its work, its exit status."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from moedebog.cli import streams
from moedebog.cli.arguments import parsed
from moedebog.cli.commands import RUN
from moedebog.cli.language import chosen
from moedebog.cli.status import CONTENT, ENVIRONMENT, INTERRUPTED, USAGE
from moedebog.cli.table import FORMATS
from moedebog.cli.telling import Teller
from moedebog.diagnostics import EnvironmentProblem, Language, Phrase, Problems, UsageProblem
from moedebog.reasons import reason

_INTERRUPTED = Phrase("\nAfbrudt.", "\nInterrupted.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    streams.prepare()
    typed = sys.argv[1:] if arguments is None else arguments
    language = chosen(typed, os.environ)
    try:
        return _run(typed, language)
    except streams.Unwritten as unwritten:
        streams.tell_unwritten(unwritten.why, language)
        return ENVIRONMENT


def _run(arguments: Sequence[str], language: Language) -> int:
    options = parsed(arguments, language)
    teller = Teller(language, quiet=options.quiet, asked_for_closed=options.vis_lukket)
    try:
        return RUN[options.command](options, teller)
    except UsageProblem as problem:
        teller.problem(problem)
        return USAGE
    except EnvironmentProblem as problem:
        teller.problem(problem)
        return ENVIRONMENT
    except Problems as problems:
        teller.findings_as(_form(options), problems.diagnostics)
        return CONTENT
    except OSError as problem:
        if problem.filename is None:  # not of a file: a bug
            raise
        teller.say(Phrase.same(f"moedebog: {problem.filename}: ") + reason(problem))
        return ENVIRONMENT
    except KeyboardInterrupt:
        teller.say(_INTERRUPTED)
        return INTERRUPTED


def _form(options: Namespace) -> str:
    """In which form what is wrong is told: as it was asked for, where findings have that form."""
    form: str = getattr(options, "format", FORMATS[0])
    return form if form in FORMATS else FORMATS[0]


def tell_unwritten(why: OSError) -> None:
    """Say in the language of the command that what it printed could not be written."""
    streams.tell_unwritten(why, chosen(sys.argv[1:], os.environ))
