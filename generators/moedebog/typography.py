"""How Danish documents write dates, clock times, numbers and lists of names.

Source of the forms: Retskrivningsordbogen (Dansk Sprognævn), § 43-46 on full stops and
colons in clock times and dates.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, time

NO_BREAK_SPACE = "\u00a0"
NO_BREAK_HYPHEN = "\u2011"

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)


def long_date(day: date, weekday: bool = True) -> str:
    """``fredag den 12. september 2025``."""
    text = f"{day.day}.{NO_BREAK_SPACE}{MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} den {text}" if weekday else text


def short_date(day: date) -> str:
    """``12-09-2025``, with hyphens at which no line breaks."""
    return NO_BREAK_HYPHEN.join((f"{day.day:02}", f"{day.month:02}", str(day.year)))


def clock(moment: time, separator: str = ".") -> str:
    """``10.30``."""
    return f"{moment.hour:02}{separator}{moment.minute:02}"


def slot(start: time, end: time | None, separator: str = ".") -> str:
    """``kl. 10.30-10.45``, which no line breaks."""
    text = f"kl.{NO_BREAK_SPACE}{clock(start, separator)}"
    return text if end is None else f"{text}{NO_BREAK_HYPHEN}{clock(end, separator)}"


def number(value: float, decimals: int = 0) -> str:
    """``1.234,5``: full stop between thousands, decimal comma."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def file_size(size: int) -> str:
    """Bytes as a reader wants them: ``412 byte``, ``31 kB``, ``2,4 MB`` (decimal prefixes)."""
    if size < 1000:
        return f"{size}{NO_BREAK_SPACE}byte"
    if size < 999_500:
        return f"{number(size / 1000)}{NO_BREAK_SPACE}kB"
    return f"{number(size / 1e6, 1)}{NO_BREAK_SPACE}MB"


def enumeration(words: Sequence[str]) -> str:
    """``a``, ``a og b``, ``a, b og c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} og {words[-1]}"


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop at its end."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."


def plain_spaces(text: str) -> str:
    """The text for media that show no-break characters badly: e-mail and calendars."""
    return text.replace(NO_BREAK_SPACE, " ").replace(NO_BREAK_HYPHEN, "-")


def composed(text: str) -> str:
    """The text with each letter as one character and single blanks: two of them are one name
    where this is the same."""
    return " ".join(unicodedata.normalize("NFC", text).split())


# --- characters -----------------------------------------------------------------------------

_RARE = "[^\n -~\u00a0-\u017f\u2010-\u2015\u2018-\u201e\u2022\u2026\u20ac\ufeff]"
"""Characters that a font may lack; every font that can be used for Danish has the others."""
_ESCAPED = r"\\[uUxN]|&#?\w+;"
"""How such a character may be written instead."""


def may_lack_glyphs(text: str) -> bool:
    """Whether a file may have characters that a font for Danish lacks."""
    if not _is_latin_1(text) and re.search(_RARE, text):
        return True
    return ("\\" in text or "&" in text) and re.search(_ESCAPED, text) is not None


def _is_latin_1(text: str) -> bool:
    try:
        text.encode("latin-1")  # ten times as quick as the search
    except UnicodeEncodeError:
        return False
    return True
