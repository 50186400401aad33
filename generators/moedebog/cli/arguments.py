"""The parser, made from the table."""

from __future__ import annotations

import argparse
import os
import sys
import textwrap
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from moedebog import __version__
from moedebog.cli import streams
from moedebog.cli.language import spoken_by_argparse
from moedebog.cli.status import USAGE
from moedebog.cli.table import COMMANDS, EVERYWHERE, LANG, SEND, SLET, Argument, CommandRow
from moedebog.diagnostics import Language, Phrase

_DESCRIPTION = Phrase(
    "Laver dagsorden og referat (.docx og .pdf) af en YAML-fil pr. møde.",
    "Makes dagsorden and referat (.docx and .pdf) out of one YAML file per meeting.",
)
_EPILOG = Phrase(
    "Skriv moedebog KOMMANDO --help for at se, hvad en kommando kan. Det meste kan også stå i "
    "miljøet under det navn, make kender det ved, f.eks. MEETING, AUDIENCE, FORUM og "
    "MOEDEBOG_LANG.",
    "Write moedebog COMMAND --help to see what a command can do. Most of it may stand in the "
    "environment too, under the name that make knows it by, e.g. MEETING, AUDIENCE, FORUM and "
    "MOEDEBOG_LANG.",
)
_MAKE = Phrase("Med make: {form}", "With make: {form}")
_COMMANDS = Phrase("kommandoer", "commands")
_COMMAND = Phrase("KOMMANDO", "COMMAND")
_HELP = Phrase("vis denne hjælp", "show this help")
_VERSION = Phrase("vis, hvilken version det er", "show which version this is")
_SHOWN = Phrase(
    "moedebog {version} (som udgivelse: mærket v{version} i git)",
    "moedebog {version} (as a release: tag v{version} in git)",
)
_ONE_OF = Phrase(
    "{text!r} duer ikke; skriv {choices} (make: {key}={first})",
    "{text!r} will not do; write {choices} (make: {key}={first})",
)
_NO_NUMBER = Phrase(
    "{text!r} duer ikke; skriv et tal, f.eks. 2 (make: {key}=2)",
    "{text!r} will not do; write a number, e.g. 2 (make: {key}=2)",
)
_OR = Phrase(" eller ", " or ")
_NO_BREAK = "\u00a0"


def parsed(arguments: Sequence[str], language: Language) -> argparse.Namespace:
    """The arguments, as attributes; ``command`` is the command's name.

    Help and what is wrong with them is told in the language, and ends the process by
    ``SystemExit``.
    """
    with spoken_by_argparse(language):
        return _parser(next(iter(arguments), None), language).parse_args(arguments)


class _Wide(argparse.HelpFormatter):
    """Help texts beside the longest option."""

    def __init__(self, prog: str, **settings: Any) -> None:
        super().__init__(prog, **{**settings, "max_help_position": 34})


class _Parser(argparse.ArgumentParser):
    """argparse, whose messages name the program as all others do, and are printable."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=_Wide, add_help=False, **settings)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        streams.say(f"moedebog: {message}")
        self.exit(USAGE)

    def _print_message(self, message: str, file: Any = None) -> None:
        """All else that argparse prints."""
        if message:
            streams.report(message, asked_for=file is sys.stdout)


def _parser(typed: str | None, language: Language) -> argparse.ArgumentParser:
    """``typed``: a command to make the parser for alone, since each of them takes its time."""
    parser = _Parser(
        prog="moedebog",
        description=_DESCRIPTION.within(language),
        epilog=_EPILOG.within(language),
    )
    _add_help(parser, language)
    parser.add_argument(
        "--version",
        action="version",
        version=_SHOWN.put(version=__version__).within(language),
        help=_VERSION.within(language),
    )
    # Its default is the command's, which comes later.
    _add(parser, LANG, language, default=argparse.SUPPRESS)
    commands = parser.add_subparsers(
        title=_COMMANDS.within(language),
        metavar=_COMMAND.within(language),
        dest="command",
        required=True,
        prog="moedebog",
    )
    named = [command for command in COMMANDS if command.name == typed]
    for command in named or COMMANDS:
        _add_command(commands, command, language)
    return parser


def _add_command(
    commands: argparse._SubParsersAction[_Parser], command: CommandRow, language: Language
) -> None:
    text = command.help.within(language)
    parser = commands.add_parser(
        command.name,
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog=_MAKE.put(form=command.make).within(language),
        usage=_usage(command, language),
    )
    for option in (*command.options, *EVERYWHERE):
        _add(parser, option, language)
    if {one.name for one in command.options} & {SEND.name, SLET.name}:
        # For the Makefile: make cannot tell for certain that SEND=1 or SLET=1 was typed.
        parser.add_argument("--ask", action="store_true", help=argparse.SUPPRESS)
    _add_help(parser, language)


def _usage(command: CommandRow, language: Language) -> str:
    """The form of a command; what has no name first: after an option that takes several words it
    would be one of them."""
    options = sorted((*command.options, *EVERYWHERE), key=lambda one: one.name.startswith("-"))
    parts = []
    for option in options:
        value = option.value.within(language) if option.value else ""
        name = (option.short or option.name) if option.name.startswith("-") else ""
        parts.append(f"[{name} {value}{' ...' * option.several}".replace("[ ", "[").rstrip() + "]")
    head = f"moedebog {command.name} "
    text = " ".join(_unbroken(part) for part in parts)
    width = 78 - len(head)
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return head + f"\n{' ' * (len(head) + 7)}".join(lines).replace(_NO_BREAK, " ")


def _unbroken(part: str) -> str:
    """A part that no line ends in the middle of."""
    return part.replace(" ", _NO_BREAK)


def _add(
    parser: argparse.ArgumentParser, option: Argument, language: Language, **settings: Any
) -> None:
    given = variable(option.key) if option.environment else None
    names = [name for name in (option.short, option.name) if name]
    settings.setdefault("help", option.help.within(language))
    if option.value is None:
        settings.setdefault("default", given == "1")
        parser.add_argument(*names, action="store_true", **settings)
        return
    settings.setdefault("metavar", option.value.within(language))
    settings.setdefault("default", given or option.default)
    if option.several:
        settings["default"] = [given] if given else []
        if option.name.startswith("-"):
            settings |= {"nargs": "+", "action": "extend"}
        else:
            settings["nargs"] = "*"
    elif not option.name.startswith("-"):
        settings["nargs"] = "?"
    if option.choices:
        settings["type"] = _one_of(option, language)
    elif option.number:
        settings["type"] = _number(option, language)
    parser.add_argument(*names, **settings)


def _add_help(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.add_argument("-h", "--help", action="help", help=_HELP.within(language))


def variable(name: str) -> str | None:
    """A value that make hands over; an empty one is none."""
    return os.environ.get(name, "").strip() or None


def _one_of(option: Argument, language: Language) -> Callable[[str], str]:
    """Not argparse's own ``choices``, which does not look at what the environment says."""

    def checked(text: str) -> str:
        *others, last = choices = option.choices
        if text not in choices:
            listed = f"{', '.join(others)}{_OR.within(language)}{last}" if others else last
            wrong = _ONE_OF.put(text=text, choices=listed, key=option.key, first=choices[0])
            raise argparse.ArgumentTypeError(wrong.within(language))
        return text

    return checked


def _number(option: Argument, language: Language) -> Callable[[str], int]:
    def checked(text: str) -> int:
        if not text.isdecimal() or int(text) < 1:
            raise argparse.ArgumentTypeError(
                _NO_NUMBER.put(text=text, key=option.key).within(language)
            )
        return int(text)

    return checked
