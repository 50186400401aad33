"""The command that tells what the commands can do."""

from __future__ import annotations

from argparse import Namespace

from moedebog.calls import by_make
from moedebog.cli.arguments import parsed
from moedebog.cli.status import GOOD
from moedebog.cli.table import COMMANDS, EVERYWHERE
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase

_EVERYWHERE = Phrase(
    "hver kommando tager også imod: {keys}\n", "every command also takes: {keys}\n"
)


def help_(options: Namespace, teller: Teller) -> int:
    """``help``: the overview, or one command's own help, as ``--help`` prints it."""
    named = [options.kommando] if options.kommando else []
    if named or not by_make():
        parsed([*named, "--help"], teller.language)  # ends the process
    keys = " ".join(f"[{option.key}={option.example}]" for option in EVERYWHERE)
    teller.out(_EVERYWHERE.put(keys=keys))
    for command in COMMANDS:
        teller.out(Phrase.same(f"  make {command.name:<11} ") + command.help + f": {command.make}")
    return GOOD
