"""The only place that writes to the streams.

What comes from a file may look like a command to who reads it, so each text is made
``printable`` here; but for the formats of other programs, which escape by rules of their own.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
from io import TextIOWrapper
from typing import TextIO

from moedebog import printable
from moedebog.diagnostics import Language, Phrase
from moedebog.reasons import reason

_UNWRITABLE = Phrase(
    "moedebog: Der kan ikke skrives: {why}", "moedebog: Nothing can be written: {why}"
)


class Unwritten(Exception):
    """Something could not be printed."""

    def __init__(self, why: OSError) -> None:
        super().__init__()
        self.why = why


def prepare() -> None:
    """Let a terminal without Danish letters show them by their numbers."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """A line of how it went."""
    _write(sys.stderr, printable.lines(f"{text}\n"))


def out(text: str) -> None:
    """A line of what was asked for."""
    _write(sys.stdout, printable.lines(f"{text}\n"))


def report(text: str, *, asked_for: bool = False) -> None:
    """A text of ours whose data is ``printable.visible`` already, such as coloured findings."""
    _write(sys.stdout if asked_for else sys.stderr, printable.unsteering(text))


def passing(text: str) -> None:
    """A line on the terminal that the next one takes the place of; an empty one removes it."""
    shown = printable.visible(text.replace("\n", " "))
    room = shutil.get_terminal_size().columns - 1  # what is longer could not be taken back
    shown = shown if len(shown) <= room else f"{shown[: room - 1]}…"
    _write(sys.stderr, f"\r\x1b[K{printable.unsteering(shown)}", at_once=True)


def can_ask() -> bool:
    """Whether somebody sits at a terminal and can answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask(question: str) -> str | None:
    """The answer to a question at the terminal; ``None`` where nobody sits there or answers any
    more (Ctrl-D)."""
    if not can_ask():
        return None
    _write(sys.stderr, printable.lines(question), at_once=True)
    line = sys.stdin.readline()
    return line.strip() if line else None


def data(text: str) -> None:
    """What is for another program, in UTF-8 wherever it is read: escaped by its own rules."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    _write(sys.stdout, text)


def width() -> int | None:
    """How many characters a line of the terminal holds that reads what was asked for."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    return shutil.get_terminal_size().columns


def at_terminal() -> bool:
    """Whether somebody reads along at a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


def tell_unwritten(why: OSError, language: Language) -> None:
    """Say that the output could not be written, if it is not that nobody reads it any more."""
    if not isinstance(why, BrokenPipeError):
        with contextlib.suppress(Unwritten, AttributeError):
            text = _UNWRITABLE.put(why=reason(why)).within(language)
            _write(sys.stderr, printable.lines(f"{text}\n"), at_once=True)


def _write(stream: TextIO | None, text: str, *, at_once: bool = False) -> None:
    """Print to a stream; one that was closed before the command began gets nothing."""
    try:
        if stream is not None:
            stream.write(text)
            if at_once:
                stream.flush()
    except OSError as problem:
        raise Unwritten(problem) from None
