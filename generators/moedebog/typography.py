"""How documents write dates, clock times, numbers and lists of names, in a phrase book's words.

Source of the Danish forms: Retskrivningsordbogen (Dansk Sprognævn), § 43-46 on full stops and
colons in clock times and dates.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time

from msgspec.structs import replace

from moedebog.diagnostics import Phrase
from moedebog.phrases import DANISH, Phrases

_ENGLISH_NUMBERS = replace(
    DANISH, decimal_mark=".", thousands_mark=",", bytes=DANISH.bytes.replace("byte", "bytes")
)

NO_BREAK_SPACE = "\u00a0"
NO_BREAK_HYPHEN = "\u2011"


def long_date(day: date, words: Phrases, weekday: bool = True) -> str:
    """``fredag den 12. september 2025``."""
    month = words.months[day.month - 1]
    text = words.date.format(day=day.day, month=month, year=day.year)
    if not weekday:
        return text
    return words.date_with_weekday.format(weekday=words.weekdays[day.weekday()], date=text)


def long_dates(days: Sequence[date], words: Phrases, *, weekday: bool) -> str:
    """``fredag den 12. og lørdag den 13. september 2025``: what they share is said once."""
    texts = []
    for day, following in zip(days, (*days[1:], None), strict=True):
        pattern = words.date
        if following is not None and following.year == day.year:
            same_month = following.month == day.month
            pattern = words.date_day_alone if same_month else words.date_without_year
        month = words.months[day.month - 1]
        text = pattern.format(day=day.day, month=month, year=day.year)
        if weekday:
            name = words.weekdays[day.weekday()]
            text = words.date_with_weekday.format(weekday=name, date=text)
        texts.append(text)
    return enumeration(texts, words)


def short_date(day: date, words: Phrases) -> str:
    """``12-09-2025``, with hyphens at which no line breaks."""
    return words.short_date.format(day=f"{day.day:02}", month=f"{day.month:02}", year=day.year)


def clock(moment: time, separator: str = ".") -> str:
    """``10.30``."""
    return f"{moment.hour:02}{separator}{moment.minute:02}"


def slot(start: time, end: time | None, words: Phrases, separator: str = ".") -> str:
    """``kl. 10.30-10.45``, which no line breaks."""
    if end is None:
        return words.time_from.format(start=clock(start, separator))
    return words.time_from_to.format(start=clock(start, separator), end=clock(end, separator))


def moment(when: datetime | date, words: Phrases, separator: str = ".") -> str:
    """``mandag den 1. juni 2026 kl. 10.00``; a whole day without a clock time."""
    if not isinstance(when, datetime):
        return long_date(when, words)
    return f"{long_date(when, words)} {slot(when.time(), None, words, separator)}"


def number(value: float, words: Phrases, decimals: int = 0) -> str:
    """``1.234,5``: full stop between thousands, decimal comma."""
    whole, _, rest = f"{value:,.{decimals}f}".partition(".")
    whole = whole.replace(",", words.thousands_mark)
    return f"{whole}{words.decimal_mark}{rest}" if rest else whole


def file_size(size: int, words: Phrases) -> str:
    """Bytes as a reader wants them: ``412 byte``, ``31 kB``, ``2,4 MB`` (decimal prefixes)."""
    if size < 1000:
        return words.bytes.format(number=size)
    if size < 999_500:
        return words.kilobytes.format(number=number(size / 1000, words))
    return words.megabytes.format(number=number(size / 1e6, words, 1))


def told_size(size: int) -> Phrase:
    """A size in bytes as people are told of it: ``2,4 MB``, in English ``2.4 MB``."""
    return Phrase(file_size(size, DANISH), file_size(size, _ENGLISH_NUMBERS)).changed(plain_spaces)


def enumeration(texts: Sequence[str], words: Phrases) -> str:
    """``a``, ``a og b``, ``a, b og c``."""
    if len(texts) < 2:
        return "".join(texts)
    return words.enumeration.format(before=words.list_separator.join(texts[:-1]), last=texts[-1])


def capitalised(text: str) -> str:
    """The text with a capital letter first, and all else as it is."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """The text with a small letter first, and all else as it is."""
    return text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop at its end."""
    text = text.strip()
    text = capitalised(text)
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."


def plain_spaces(text: str) -> str:
    """The text for media that show no-break characters badly: e-mail and calendars."""
    return text.replace(NO_BREAK_SPACE, " ").replace(NO_BREAK_HYPHEN, "-")


def composed(text: str) -> str:
    """The text with each letter as one character and single blanks: two of them are one name
    where this is the same."""
    return " ".join(unicodedata.normalize("NFC", text).split())


# --- what stays together --------------------------------------------------------------------

_BEFORE_NUMBERS = (
    r"§§?|[Jj]f\.|[Ss]tk\.?|\w*[Nn]r\.?|[Ll]itra|[Kk]ap\.|[Kk]apitel|[Aa]rt\.|[Pp]kt\.?|[Pp]unkt|"
    r"[Kk]l\.?|[Kk]r\.?|DKK|EUR|USD|€|[Ss]\.|[Ss]ide|[Bb]ilag|[Tt]abel|[Ff]igur|[Ff]ig\.|[Cc]a\.|"
    r"[Tt]lf\.?|[Uu]ge|d\.|[Ii]nkl\.|[Ee]kskl\.|[Mm]in\.|[Mm]aks\.|[+±<>≤≥×~]"
)
_UNITS = (
    r"%|‰|°C?|kr\.?|kroner|t\.\s?kr\.?|tkr\.?|mio\.?|mia\.?|millioner|milliarder|tusind|DKK|EUR|USD|"
    r"€|pct\.?|procent|promille|km/t|km²?|cm|mm|m[²³23]?|ha|kg|g|tons?|t|liter|l|[kMGT]Wh|[kMG]W|"
    r"[kMGT]B|byte|stk\.?|timer?|min\.|minutter|sek\.|dage?|uger?|mdr\.|måneder|år|årsværk|point"
)
_AFTER_ORDINALS = (
    "halvår|kvartal|behandling|sal|etape|fase|del|runde|gang|juledag|påskedag|pinsedag|"
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\.|" + "|".join(DANISH.months)
)
_BOUND = re.compile(
    r"§§? \d+ [a-hj-z](?![\w])"
    rf"|(?<!\w)(?:(?:{_BEFORE_NUMBERS}) )+(?=\d)|(?<=[Bb]ilag) (?=[A-ZÆØÅ](?!\w))"
    rf"|(?<=\d)(?: (?:{_UNITS}))+(?!\w)"
    rf"|(?<=\d\.) (?=(?:{_AFTER_ORDINALS})(?!\w))"
    r"|(?<=\d) (?=\d{3}(?!\d))|(?<!\d)\d\d(?: \d\d){3}(?!\d)"
    r"|(?<=\d) [-–] (?=\d)|\([A-ZÆØÅ]{2,5}, (?=\d)"
)
_INITIALS = re.compile(r"(?<![\w.])(?:[A-ZÆØÅ]\. )+(?=[A-ZÆØÅ])")
_FIGURE = re.compile(r"\d")


def bound(text: str) -> str:
    """The text with no-break spaces where a line must not end: in dates, amounts, references
    to paragraphs, initials. Nothing else is changed.
    """
    if _FIGURE.search(text):
        text = _BOUND.sub(_with_no_break, text)
    return _INITIALS.sub(_with_no_break, text) if ". " in text else text


def _with_no_break(match: re.Match[str]) -> str:
    return match[0].replace(" ", NO_BREAK_SPACE)


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
