"""How documents write dates, clock times, numbers and lists of names, in a phrase book's words.

Source of the Danish forms: Retskrivningsordbogen (Dansk Sprognævn), § 43-46 on full stops and
colons in clock times and dates.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from itertools import accumulate, chain, pairwise

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


def says_date(text: str, day: date, words: Phrases) -> bool:
    """Whether a text names a day, in any of the usual ways; without a year it is that of the day.

    ``den 12. september``, ``12. sept. 2025``, ``12.09.2025``, ``12/9-25``, ``2025-09-12``.
    """
    month = words.months[day.month - 1]
    year = rf"(?:\W{{0,3}}(?:{day.year}|{day.year % 100:02})(?!\d)|(?!\W{{0,3}}\d{{4}}|[-./]\d\d))"
    spelt = rf"(?<!\d)0?{day.day}\.?\s*(?:{month}|{month[:3]}\w{{0,2}}\b\.?){year}"
    figures = rf"(?<!\d)0?{day.day}[-./]\s?0?{day.month}(?!\d){year}"
    return re.search(f"{spelt}|{figures}|{day.isoformat()}", text, re.IGNORECASE) is not None


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

# Words without the full stop that may end them.
_BEFORE_NUMBERS = frozenset((
    "§", "§§", "jf", "stk", "litra", "kap", "kapitel", "art", "pkt", "punkt", "kl", "kr", "dkk",
    "eur", "usd", "€", "s", "side", "bilag", "tabel", "figur", "fig", "ca", "tlf", "uge", "d",
    "inkl", "ekskl", "min", "maks", "kle", "+", "±", "<", ">", "≤", "≥", "×", "~",
))  # fmt: skip
UNITS = frozenset((
    "%", "‰", "°", "°C", "kr", "kroner", "t.kr", "tkr", "mio", "mia", "millioner", "milliarder",
    "tusind", "DKK", "EUR", "USD", "€", "pct", "procent", "promille", "km/t", "km", "km²", "km2",
    "cm", "mm", "m", "m²", "m³", "m2", "m3", "ha", "kg", "g", "t", "ton", "tons", "l", "liter",
    "kWh", "MWh", "GWh", "TWh", "kW", "MW", "GW", "kB", "MB", "GB", "TB", "byte", "stk", "time",
    "timer", "min", "minutter", "sek", "dag", "dage", "uge", "uger", "mdr", "måneder", "år",
    "årsværk", "point", "stemme", "stemmer", "timers", "minutters", "dages", "ugers", "måneders",
    "års", "meter", "kilometer", "kvadratmeter",
))  # fmt: skip
"""What may stand behind a number, without a full stop."""
_MULTIPLES = frozenset((
    "mio", "mia", "t", "millioner", "milliarder", "tusind",
))  # fmt: skip
"""After them stands the unit."""
_AFTER_ORDINALS = frozenset((
    "halvår", "kvartal", "behandling", "sal", "etape", "fase", "del", "runde", "gang", "juledag",
    "påskedag", "pinsedag", "klasse", "semester", "tv", "th", "mf", "pkt", "punktum", "led",
))  # fmt: skip
MONTHS = frozenset((
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec",
)).union(DANISH.months)  # fmt: skip
_LETTERS = frozenset("abcdefgh")
"""Of a paragraph of a law: § 62 b. Not all, since *i* and *å* are words."""
_OPENING, _CLOSING = "([»”\"'", ",;:.!?)]»”’\"'"
_BLANK = re.compile(f"[ {NO_BREAK_SPACE}]")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?!\d)")
_FRACTION = re.compile(r"\d/\d\d?(?!\d)")
_STREET = re.compile(
    r"[A-ZÆØÅ]\w*(?:vej|gade|allé|alle|stræde|plads|torv|torvet|vænge|boulevard|parken|stien|vang"
    r"|bakken|gården|toften|haven|kaj|kajen)|Vej|Gade|Allé|Alle|Stræde|Plads|Torv|Vænge|Boulevard"
    r"|Kaj"
)
_HOUSE = re.compile(r"\d{1,3}[A-Za-z]?(?!\w)")
_LITRA = re.compile(r"(?<=itra) (?=[a-zæøå](?!\w))")
_DIGIT = re.compile(r"[\d½¼¾]")
_PAIR, _TRIPLE = re.compile(r"\d\d(?![\d-])"), re.compile(r"\d{3}(?![\d-])")
_FORMAT = re.compile(r"\([A-ZÆØÅ]{2,5},")
_INITIAL = re.compile(r"\. (?<=(?<!\w)[A-ZÆØÅ]\. )(?=[A-ZÆØÅ])")
_LETTERED = re.compile(r"ilag (?=[A-ZÆØÅ](?!\w))")


_PERSON = re.compile(r"((?<!\w)[A-ZÆØÅ][\w.'’-]*) (?=\([A-ZÆØÅ]{1,3}\))")
"""A name before a party's letters in brackets; what is longer may stand on the next line."""
_OFFICE_NUMBER = re.compile(r"(?<=\(\d\.) (?=[a-zæøå])")
_PARTY_LAST = re.compile(r"(?<=\w,) (?=[A-ZÆØÅ]{1,3}\))")

_HYPHENATED = re.compile(r"\S*-[^\W_]\S*")
_ADDRESS = re.compile(r"[_@=&#?\\]|--|//|www\.|\.[A-Za-z]{3,4}$")
"""Of the net, or of a file: a line may end in it."""
_HELD = re.compile(r"-(?=\w)(?!(?<=[^\W\d_]{2}-)[^\W\d_]{3})")
"""A hyphen that does not stand between two words: in 12-09-2025, CVR-nr., e-mail."""
_CAPITALISED = "[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ'’]{1,11}"
_NAMES = re.compile(rf"(?<!\w){_CAPITALISED}(?:-{_CAPITALISED})+(?!\w)")


_REMEMBERED = 1000
"""So many bound texts: dagsorden and referat, for each audience and in each format, say much the
same."""


def bound_together(texts: Sequence[str]) -> list[str]:
    """Texts that follow each other on a line, bound as the one text that they are for readers."""
    if len(texts) == 1:
        return [bound(texts[0])]
    whole = bound("".join(texts))
    ends = list(accumulate(map(len, texts)))
    return [whole[begin:end] for begin, end in pairwise((0, *ends))]


@lru_cache(maxsize=_REMEMBERED)
def bound(text: str) -> str:
    """The text with no-break spaces and hyphens where a line must not end: in dates, amounts,
    references to paragraphs, initials, double names, before the letters of a party. Nothing else
    is changed, and there are as many characters.
    """
    if "-" in text:
        text = _HYPHENATED.sub(_bound_hyphens, text)
    return _bound_blanks(text) if " " in text else text


def _bound_hyphens(match: re.Match[str]) -> str:
    word = match[0]
    if _ADDRESS.search(word):
        return word
    word = _NAMES.sub(lambda name: name[0].replace("-", NO_BREAK_HYPHEN), word)
    return _HELD.sub(NO_BREAK_HYPHEN, word)


def _bound_blanks(text: str) -> str:
    if _DIGIT.search(text):
        words = _BLANK.split(text)
        places = {
            place
            for index, word in enumerate(words)
            if not word.isalpha() and _DIGIT.search(word)
            for place in (*_on_the_left(words, index), *_on_the_right(words, index))
        }
        if places:
            blanks = [
                NO_BREAK_SPACE if i in places else typed
                for i, typed in enumerate(_BLANK.findall(text), 1)
            ]
            text = "".join(
                chain(words[:1], chain.from_iterable(zip(blanks, words[1:], strict=True)))
            )
    text = _INITIAL.sub(f".{NO_BREAK_SPACE}", text)
    if " (" in text:
        text = _PERSON.sub(rf"\1{NO_BREAK_SPACE}", text)
        text = _OFFICE_NUMBER.sub(NO_BREAK_SPACE, _PARTY_LAST.sub(NO_BREAK_SPACE, text))
    if "itra " in text:
        text = _LITRA.sub(NO_BREAK_SPACE, text)
    return _LETTERED.sub(f"ilag{NO_BREAK_SPACE}", text) if "ilag " in text else text


def _on_the_left(words: Sequence[str], index: int) -> Iterator[int]:
    """The words up to a number before which no line ends."""
    if not index:
        return
    number, last = words[index], words[index - 1]
    if _FORMAT.fullmatch(last) or _is_one_number(last, number) or _is_house(last, number):
        yield index
    elif last in ("-", "–", "x", "×") and index > 1 and words[index - 2][-1:].isdigit():
        yield from (index - 1, index)
    while index and _announces(words[index - 1]):
        yield index
        index -= 1


def _announces(word: str) -> bool:
    """Whether what comes after a word is its number."""
    plain = word.lstrip(_OPENING).rstrip(".").lower()
    return plain in _BEFORE_NUMBERS or plain.endswith("nr")


def _is_one_number(first: str, second: str) -> bool:
    """Whether two groups of digits are of one number: ``1 234``, ``12 34 56 78``."""
    if not first[-1:].isdigit():
        return False
    if first.isdigit() and _FRACTION.match(second):
        return True  # 1 1/2
    pair = first[-2:].isdigit() and not first[-3:-2].isdigit()
    return bool(_TRIPLE.match(second) or (pair and _PAIR.match(second)))


def _is_house(street: str, number: str) -> bool:
    """Whether a number is that of a house: ``Campusvej 55``."""
    return bool(_HOUSE.match(number) and _STREET.fullmatch(street.lstrip(_OPENING)))


def _on_the_right(words: Sequence[str], index: int) -> Iterator[int]:
    """The words after a number before which no line ends."""
    number, plain = words[index], _plain(words, index + 1)
    if number[-1] == "." and number[-2:-1].isdigit():
        if plain.partition(NO_BREAK_HYPHEN)[0] in MONTHS:
            yield index + 1
            if words[index + 1].rstrip(".") in MONTHS and _YEAR.match(_plain(words, index + 2)):
                yield index + 2
        elif plain in _AFTER_ORDINALS:
            yield index + 1
    elif number[-1].isdigit() or number[-1] in "½¼¾":
        if plain in _LETTERS and index and words[index - 1].endswith("§"):
            yield index + 1
        while plain.partition(NO_BREAK_HYPHEN)[0].partition("-")[0] in UNITS:
            index += 1
            yield index
            plain = _plain(words, index + 1) if plain in _MULTIPLES else ""


def _plain(words: Sequence[str], index: int) -> str:
    """A word without the signs that end it; empty where there is none."""
    return words[index].rstrip(_CLOSING) if index < len(words) else ""


# --- characters -----------------------------------------------------------------------------

_RARE = "[^\n -~\u00a0-\u017f\u2010-\u2015\u2018-\u201e\u2022\u2026\u20ac\ufeff]"
"""Characters that a font may lack; every font that can be used for Danish has the others."""
_ESCAPED = r"\\[uUxN]|&#?\w+;"
"""How such a character may be written instead."""


def may_lack_glyphs(text: str) -> bool:
    """Whether a file may have characters that a font for Danish lacks."""
    if not is_latin_1(text) and re.search(_RARE, text):
        return True
    return ("\\" in text or "&" in text) and re.search(_ESCAPED, text) is not None


def is_latin_1(text: str) -> bool:
    """Whether all its characters are of Latin-1, as in most texts: no search is as quick."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True
