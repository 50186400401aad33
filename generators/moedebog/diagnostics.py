"""What can be wrong, and how it is told: values that carry file, line and column.

Every stage returns its problems instead of raising the first one, so that a secretary
sees all of them at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog.examples import Example

Language = Literal["da", "en"]
Veil = Callable[[str, str | int, bool], str | int]
"""Hides what must not be told of a finding: gets the name of a value, the value, and whether it
is a phrase of ours; returns what may be said instead."""


CODE = r"M\d{3,4}"
"""What the code of a rule looks like."""


class Severity(StrEnum):
    """How bad a problem is; only an error stops a document from being made."""

    ERROR = "fejl"
    WARNING = "advarsel"
    HINT = "råd"

    @property
    def english(self) -> str:
        """The word in English."""
        return self.name.lower()


class Position(Struct, frozen=True, order=True):
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


class Phrase(Struct, frozen=True):
    """A part of a message that is itself language, in both languages."""

    danish: str
    english: str

    def __str__(self) -> str:
        return self.danish

    def __add__(self, other: Phrase | str) -> Phrase:
        more = other if isinstance(other, Phrase) else Phrase.same(other)
        return Phrase(self.danish + more.danish, self.english + more.english)

    @classmethod
    def same(cls, text: str) -> Phrase:
        """What is the same in both languages: a name, a number, a text of a file."""
        return cls(text, text)

    def changed(self, change: Callable[[str], str]) -> Phrase:
        """The phrase with something done to it in each language."""
        return Phrase(change(self.danish), change(self.english))

    def within(self, language: Language) -> str:
        """The words in one language."""
        return self.danish if language == "da" else self.english

    def put(self, **values: object) -> Phrase:
        """The phrase with values in its braces; of one that is a phrase, each language's words.

        ``{number:file|files}`` is a number with its word.
        """
        english = {n: v.english if isinstance(v, Phrase) else v for n, v in values.items()}
        return Phrase(_filled(self.danish, values), _filled(self.english, english))


def joined(phrases: Iterable[Phrase], between: Phrase | str = ", ") -> Phrase:
    """Phrases one after the other."""
    parts = list(phrases)
    mark = between if isinstance(between, Phrase) else Phrase.same(between)
    return Phrase(
        mark.danish.join(p.danish for p in parts), mark.english.join(p.english for p in parts)
    )


def counted(number: int, one: Phrase, several: Phrase) -> Phrase:
    """A number with what is counted, e.g. ``1 fil``, ``2 filer``."""
    what = one if number == 1 else several
    return Phrase(f"{number} {what.danish}", f"{number} {what.english}")


_FOUND = {
    Severity.ERROR: (Phrase("fejl", "error"), Phrase("fejl", "errors")),
    Severity.WARNING: (Phrase("advarsel", "warning"), Phrase("advarsler", "warnings")),
    Severity.HINT: (Phrase("råd", "hint"), Phrase("råd", "hints")),
}


def tally(found: Iterable[Severity], *always: Severity) -> Phrase:
    """How many findings of each kind there are, e.g. ``1 fejl, 2 råd``.

    ``always``: kinds that are told of where there are none, too.
    """
    numbers = Counter(found)
    kinds = [kind for kind in Severity if numbers[kind] or kind in always]
    return joined(counted(numbers[kind], *_FOUND[kind]) for kind in kinds)


NOTHING = Phrase("", "")


_BY_NUMBER = re.compile(r"\{(\w+):([^{}|]*)\|([^{}|]*)\}")


def _filled(text: str, values: Mapping[str, object]) -> str:
    """A text of a rule with its values; ``{antal:stemme|stemmer}`` is a number and its word."""

    def numbered(match: re.Match[str]) -> str:
        name, one, several = match.groups()
        return f"{{{name}}} {one if values[name] == 1 else several}"

    if "|" in text:
        text = _BY_NUMBER.sub(numbered, text)
    return text.format_map(values)


class _Dots(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


class Rule(Struct, frozen=True):
    """One thing that moedebog checks, with all that is said of it.

    Message and hint are format strings, with the same values in both languages;
    ``{antal:stemme|stemmer}`` is a number with its word. What a secretary types is Danish in both.
    """

    code: str
    """Its lasting name. Which codes are free, ``docs/architecture.md`` says."""
    severity: Severity
    message: Phrase
    """What is wrong."""
    hint: Phrase
    """What to do about it; may be empty."""
    example: Example
    source: Phrase = NOTHING
    """Law, standard or practice; empty: that of the rule's group in the rule book."""
    reason: Phrase = NOTHING
    """Why it matters, where the message does not say so."""
    on: bool = True
    """Whether the rule holds where the forum's policy says nothing of it."""
    rests_on: tuple[str, ...] = ()
    """Keys of the meeting file and the forum's. A mistake in one of them, or inside it, could be
    what breaks the rule."""
    always: bool = False
    """A forum cannot turn it off although it is no error."""
    beside: bool = False
    """The position is that of a neighbour, because what it is about is not there."""
    together: Phrase | None = None
    """What people read where it is broken several times, with ``{antal}``: one line for all.
    Each is told to programs, and to whoever asks for all of them."""
    about: tuple[str, ...] | None = None
    """The position is where a meeting or an item begins, and the finding is about the first of
    these keys that it has; with none of them, about the whole. ``None``: the position is exact."""

    @property
    def optional(self) -> bool:
        """Whether a forum may turn the rule off, or on; an error it may not."""
        return self.severity is not Severity.ERROR and not self.always

    def texts(self, language: Language) -> tuple[str, str]:
        """Message and hint in one language."""
        return self.message.within(language), self.hint.within(language)

    def summary(self, language: Language) -> tuple[str, str]:
        """Message and hint whatever the rule is broken by: each value is told as ``…``."""
        message, hint = self.texts(language)
        return _filled(message, _Dots()), _filled(hint, _Dots())

    def at(self, position: Position, **values: object) -> Diagnostic:
        """The finding that this rule is broken at ``position``."""
        return Diagnostic(self, position, values)


class Diagnostic(Struct, frozen=True):
    """One finding: a rule, the place, and the values that its texts speak of."""

    rule: Rule
    position: Position
    values: dict[str, object] = field(default_factory=dict)
    words: str = ""
    """What the finding is about in the text that begins at the position; they are looked up
    where it is told."""
    nth: int = 0
    """Which of those words it is, where they stand there several times, from 0."""

    def on(self, words: str, nth: int = 0) -> Diagnostic:
        """The same finding, about some words of the text."""
        return replace(self, words=words, nth=nth)

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
        return _filled(self.rule.message.danish, self.values)

    @property
    def hint(self) -> str:
        """What to do about it; may be empty."""
        return _filled(self.rule.hint.danish, self.values)

    def texts(self, language: Language = "da", veil: Veil | None = None) -> tuple[str, str]:
        """Message and hint in one language; ``veil`` hides values that must not be shown."""
        values = {key: _in_words(key, value, language, veil) for key, value in self.values.items()}
        message, hint = self.rule.texts(language)
        return _filled(message, values), _filled(hint, values)

    def __str__(self) -> str:
        hint = f" {self.hint}" if self.hint else ""
        return f"{self.position}: {self.severity}: {self.message}{hint} [{self.code}]"


def _in_words(name: str, value: object, language: Language, veil: Veil | None) -> object:
    phrase = isinstance(value, Phrase)
    word = value.within(language) if isinstance(value, Phrase) else value
    if veil is None:
        return word
    return veil(name, word if isinstance(word, int) else str(word), phrase)


class Problems(Exception):
    """Raised where a stage cannot return a result: the content has these errors."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = in_order(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))


class UsageProblem(Exception):
    """The command was called in a way that cannot be carried out (exit status 2)."""

    def __init__(self, said: Phrase) -> None:
        super().__init__(said)
        self.said = said


class EnvironmentProblem(Exception):
    """Something outside the content is missing or broken, e.g. a font (exit status 3).

    ``public`` says it to others than the forum, where ``said`` itself names what is closed.
    """

    def __init__(self, said: Phrase, public: Phrase | None = None) -> None:
        super().__init__(said, public)
        self.said = said
        self.public = said if public is None else public

    def __str__(self) -> str:
        return str(self.said)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of the findings stops the document from being made."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings by place, each told once."""
    unique = {(d.position, d.code, d.message, d.words, d.nth): d for d in diagnostics}
    return [unique[key] for key in sorted(unique)]
