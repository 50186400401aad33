"""Values and lists of words as a message shows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from moedebog.diagnostics import Phrase

TYPES = {
    "string": Phrase("tekst", "text"),
    "integer": Phrase("et helt tal", "a whole number"),
    "number": Phrase("et tal", "a number"),
    "boolean": Phrase("ja eller nej", "ja or nej"),
    "array": Phrase("en liste", "a list"),
    "object": Phrase("nøgler med værdier", "keys with values"),
    "null": Phrase("tom", "empty"),
}
OR = Phrase("eller", "or")
AND = Phrase("og", "and")
_READ_OTHERWISE = re.compile(
    r"[\s\-?:,\[\]{}#&*!|>'\"%@`]|.*(?::\s|\s#|:\Z|\s\Z)|(?:true|false|null|~)\Z|[\d.,]+\Z", re.S
)


def listing(words: Sequence[str | Phrase], conjunction: Phrase) -> Phrase:
    """Words in a row, the last one after ``conjunction``."""
    phrases = [word if isinstance(word, Phrase) else Phrase(word, word) for word in words]
    if not phrases:
        return Phrase("", "")
    *first, last = phrases
    if not first:
        return last
    return (
        Phrase(", ".join(p.danish for p in first), ", ".join(p.english for p in first))
        + " "
        + conjunction
        + " "
        + last
    )


def as_typed(value: Any) -> str | Phrase:
    """A value as it was typed, shortened."""
    if value is None or value == "":
        return Phrase("tom", "empty")
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f"»{value}«" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:56]} …«"


def what_stands(value: Any) -> Phrase:
    """What stands there, with its type where the value does not show it."""
    shown = as_typed(value)
    if isinstance(value, bool):
        return Phrase(f"{shown}", f"{shown}")
    if isinstance(value, int):
        return Phrase(f"tallet {value}", f"the number {value}")
    if isinstance(value, str):
        return Phrase(f"teksten {shown}", f"the text {shown}")
    return TYPES["array" if isinstance(value, list) else "object"]


def shortened(text: str) -> str:
    """A text short enough to be shown within a sentence, as it is written behind a key."""
    return as_yaml(cut(text))


def cut(text: str) -> str:
    """A text short enough to be shown within a sentence."""
    return text if len(text) <= 40 else f"{text[:38]} …"


def in_brackets(text: str) -> str:
    """A list in a line, of a text whose entries have commas between them."""
    return f"[{', '.join(map(as_yaml, text.split(', ')))}]"


def as_yaml(text: str) -> str:
    """A text as YAML, in quotation marks only where it would be read as something else."""
    if not _READ_OTHERWISE.match(text):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """A text between quotation marks, as YAML reads it."""
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def clock_in(text: str) -> tuple[str, str] | None:
    """What stands before a clock time at the end of a text, and the time as ``10:45``."""
    match = re.fullmatch(
        r"(.*?)[,;(]? *(?:kl\.? ?)?(\d{1,2})(?:[.:](\d\d))?\)?\.?", text.strip(), re.I
    )
    if match is None or int(match[2]) > 23 or int(match[3] or 0) > 59:
        return None
    return match[1].rstrip(" ,"), f"{match[2]}:{match[3] or '00'}"


def minutes_in(text: str) -> int | None:
    """How many minutes ``1,5`` or ``1:30`` hours, ``20 min`` or ``2 timer`` are."""
    text = text.strip().casefold()
    if match := re.fullmatch(r"(\d{1,2}):([0-5]\d)(?: *t\w*\.?)?", text):
        return int(match[1]) * 60 + int(match[2]) or None
    if match := re.fullmatch(r"(\d{1,2})(?:[.,] ?(\d))? *(?:t|time|timer|h)\.?", text):
        return int(match[1]) * 60 + int(match[2] or 0) * 6 or None
    if match := re.fullmatch(r"(\d{1,2})[.,] ?(\d)", text):
        return int(match[1]) * 60 + int(match[2]) * 6 or None
    if match := re.fullmatch(r"(\d{1,4}) *(?:m|min|minut|minutter)\.?", text):
        return int(match[1]) or None
    return None
