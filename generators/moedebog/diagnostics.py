"""What can be wrong, and how it is told: values that carry file, line and column.

Every stage returns its problems instead of raising the first one, so that a secretary
sees all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is; only an error stops a document from being made."""

    ERROR = "fejl"
    WARNING = "advarsel"
    HINT = "råd"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text file. Lines and columns count from 1, columns in characters.

    Line 0 stands for the file as a whole.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that moedebog checks. ``message`` and ``hint`` are format strings.

    The message says what is wrong, the hint what to do about it.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""

    def at(self, position: Position, **values: object) -> Diagnostic:
        """The finding that this rule is broken at ``position``."""
        return Diagnostic(self, position, values)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a rule, the place, and the values that its texts speak of."""

    rule: Rule
    position: Position
    values: dict[str, object] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The rule's lasting name, e.g. ``M012``."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """Error, warning or hint."""
        return self.rule.severity

    @property
    def message(self) -> str:
        """What is wrong."""
        return self.rule.message.format(**self.values)

    @property
    def hint(self) -> str:
        """What to do about it; may be empty."""
        return self.rule.hint.format(**self.values)

    def __str__(self) -> str:
        hint = f" {self.hint}" if self.hint else ""
        return f"{self.position}: {self.severity}: {self.message}{hint} [{self.code}]"


class Problems(Exception):
    """Raised where a stage cannot return a result: the content has these errors."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = in_order(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))


class UsageProblem(Exception):
    """The command was called in a way that cannot be carried out (exit status 2)."""


class EnvironmentProblem(Exception):
    """Something outside the content is missing or broken, e.g. a font (exit status 3)."""


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of the findings stops the document from being made."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings by place, each told once."""
    unique = {(d.position, d.code, d.message): d for d in diagnostics}
    return [unique[key] for key in sorted(unique)]
