"""How what was done and found is told: in one language, to somebody who may see all or not."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from moedebog.cli import streams
from moedebog.diagnostics import (
    Diagnostic,
    EnvironmentProblem,
    Language,
    Phrase,
    Severity,
    UsageProblem,
    tally,
)
from moedebog.workspace import Workspace

if TYPE_CHECKING:
    from moedebog.build import Failure

_VEILED = Phrase(
    "Noget er skjult her, fordi det ikke er offentligt. Det vises på en terminal, eller med "
    "--vis-lukket (make: VIS_LUKKET=1), hvor ingen andre læser med.",
    "Something is hidden here, because it is not public. It is shown on a terminal, or with "
    "--vis-lukket (make: VIS_LUKKET=1), where nobody else reads along.",
)


_YES = {"da": ("ja", "j"), "en": ("yes", "y")}


class Teller:
    """Tells how a command goes."""

    def __init__(self, language: Language, *, quiet: bool, asked_for_closed: bool) -> None:
        """``asked_for_closed``: somebody typed ``--vis-lukket``."""
        self.language = language
        self.quiet = quiet
        self.asked_for_closed = asked_for_closed
        self._told_of_veil = False

    @property
    def shows_closed(self) -> bool:
        """Whether what is not public may be printed."""
        return may_see_closed(asked=self.asked_for_closed)

    # --- lines --------------------------------------------------------------------------------

    def say(self, said: Phrase) -> None:
        """How it went."""
        streams.say(said.within(self.language))

    def note(self, said: Phrase) -> None:
        """How it went, for those who want to know."""
        if not self.quiet:
            self.say(said)

    def out(self, said: Phrase) -> None:
        """What was asked for."""
        streams.out(said.within(self.language))

    def made(self, said: Phrase) -> None:
        """What was made, for those who want to know."""
        if not self.quiet:
            self.out(said)

    def agreed(self, question: Phrase) -> bool:
        """Whether somebody at the terminal says yes; where nobody is there, having asked for it was
        enough."""
        if not streams.can_ask():
            return True
        answer = streams.ask(question.within(self.language))
        return answer is not None and answer.lower() in _YES[self.language]

    def passing(self, said: Phrase) -> None:
        """A line on the terminal that the next one takes the place of."""
        streams.passing(said.within(self.language))

    def for_reader(self, said: Phrase) -> Phrase:
        """A text of ours as it may be printed: without addresses, where others may read it."""
        if self.shows_closed:
            return said
        from moedebog.secrecy import masked

        return said.changed(masked)

    # --- findings and problems ----------------------------------------------------------------

    def findings(self, found: Sequence[Diagnostic], *, each: bool = False) -> None:
        """Findings for people, on a terminal the worst last.

        ``each``: also those, one by one, that are told together as a rule.
        """
        if not found:
            return
        from moedebog.cli.printed import printed_items
        from moedebog.report import explain
        from moedebog.report.text import text
        from moedebog.report.together import by_file, gathered, worst_last

        public = not self.shows_closed
        root = _root()
        findings = explain(
            root,
            found,
            language=self.language,
            public=public,
            printed=lambda name: printed_items(Workspace(root), name),
        )
        told = findings if each else gathered(findings)
        if streams.at_terminal():
            told = worst_last(told)
        colour = streams.at_terminal() and not os.environ.get("NO_COLOR")
        streams.report(text(told, self.language, colour=colour))
        if streams.at_terminal():
            for line in by_file(told):
                self.say(self.for_reader(line))
        self.veil(any(finding.veiled for finding in findings))

    def findings_as(self, form: str, found: Sequence[Diagnostic], *, each: bool = False) -> None:
        """Findings in the format that was asked for; ``each`` is about that for people."""
        if form == "text":
            self.findings(found, each=each)
            return
        from moedebog.report import OPEN_FORMATS, explain
        from moedebog.report.machine import render

        public = form in OPEN_FORMATS or not self.shows_closed
        findings = explain(_root(), found, language=self.language, public=public)
        # Among it are commands of GitHub's; what it quotes has been escaped by its own rules.
        streams.data(render(findings, form, self.language))
        if form not in OPEN_FORMATS:
            self.veil(any(finding.veiled for finding in findings))

    def tally(self, found: Sequence[Diagnostic]) -> Phrase:
        """How many findings there are, e.g. ``1 fejl, 2 advarsler``."""
        kinds = (diagnostic.severity for diagnostic in found)
        return tally(kinds, Severity.ERROR, Severity.WARNING)

    def problem(self, problem: UsageProblem | EnvironmentProblem) -> None:
        """What stopped the command."""
        said = problem.said
        if isinstance(problem, EnvironmentProblem) and not self.shows_closed:
            said = problem.public
        shown = self.for_reader(said)
        self.say(Phrase.same("moedebog: ") + shown)
        self.veil(shown != problem.said)

    def failures(self, failures: Sequence[Failure]) -> bool:
        """What moedebog itself failed at; returns whether the system stopped it somewhere."""
        for failure in failures:
            self.say(failure.traceback(public=not self.shows_closed))
        return any(failure.killed for failure in failures)

    def veil(self, veiled: bool) -> None:
        """Say once how to see what was hidden, where something was."""
        if veiled and not self._told_of_veil:
            self._told_of_veil = True
            self.say(_VEILED)


def may_see_closed(*, asked: bool) -> bool:
    """Whether what is not public may be printed here."""
    from moedebog.report.readers import sees_closed

    return sees_closed(os.environ, at_terminal=streams.at_terminal(), asked=asked)


def tell_bug(bug: Exception) -> None:
    """Print the traceback of a fault of the program.

    What an exception says may quote a file, so that others than the forum read of the way through
    the program alone.
    """
    import contextlib
    import traceback

    if may_see_closed(asked="--vis-lukket" in sys.argv):
        lines = traceback.format_exception(bug)
    else:
        head = "Traceback (most recent call last):\n"
        lines = [head, *traceback.format_tb(bug.__traceback__), f"{type(bug).__name__}: …\n"]
    with contextlib.suppress(streams.Unwritten):
        streams.say("".join(lines).rstrip("\n"))


def _root() -> Path:
    try:
        return Workspace.find(Path.cwd()).root
    except UsageProblem:
        return Path.cwd()
