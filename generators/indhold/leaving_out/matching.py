"""Finds words in text as letters stand in a PDF: cut up, joined, accented and broken in any way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from msgspec import Struct

from indhold.leaving_out.told import Pattern, Reason, Refused, Words

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u02bc\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00ad", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\t\r\f\v", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", ""),
    }
)
_SOFT = re.compile("[\u00ad\ufffe\x02]")
"""Soft hyphens, as several programs write them."""
_CUTTING = re.compile(_SOFT.pattern + r"(?=[ \r]*\n)")
_CUT = r"(?:-[ ]*\n\s*)?"
"""What may stand between two letters of a word: a line that ends in a hyphen."""
_BREAK = r"(?:-?[ ]*\n\s*)?"
"""The same of a long word, which a line may cut without one."""
_BETWEEN_WORDS = r"[\s]*"
_LONG = 6
"""Letters from which on any blanks between them may stand in a word: in shorter ones, other words
would be taken for it, e.g. »Ida« in »med ild, andre«."""


class Text(Struct, frozen=True):
    """A text with what each of its characters comes from."""

    characters: str
    sources: tuple[tuple[int, ...], ...]
    """For each character the things that it was made of, by their number."""


def folded(text: str) -> str:
    """A text in small letters, composed, with one kind of quotation mark, dash and blank."""
    text = _SOFT.sub("", _CUTTING.sub("-", text))
    return _alike(unicodedata.normalize("NFKC", text).casefold())


def _alike(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_ALIKE))


def text_of(pieces: Iterable[tuple[str, int]]) -> Text:
    """Fold pieces of text; a mark that is composed with the letter before becomes one with it.

    A piece with the number -1 is a blank or a line break that nobody wrote.
    """
    characters: list[str] = []
    sources: list[tuple[int, ...]] = []
    every = [*pieces, ("", -1)]
    for (written, source), (following, _) in pairwise(every):
        if _SOFT.search(written):
            written = _SOFT.sub("-" if following == "\n" else "", written)
        for one in unicodedata.normalize("NFKC", written):
            if unicodedata.combining(one) and characters and characters[-1].strip():
                both = _alike(unicodedata.normalize("NFC", characters[-1] + one))
                if len(both) == 1:
                    characters[-1] = both
                    sources[-1] = (*sources[-1], source)
                    continue
            for small in _alike(one.casefold()):
                characters.append(small)
                sources.append((source,) if source >= 0 else ())
    return Text("".join(characters), tuple(sources))


def traced(text: str) -> Text:
    """A folded text, with the place in the text of what each of its characters comes from."""
    return text_of((one, place) for place, one in enumerate(text))


class Needle(Struct, frozen=True):
    """Something that is looked for."""

    expressions: tuple[re.Pattern[str], ...]
    literal: str = ""
    """The folded text, where it is one."""

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where it stands in a folded text, however its lines are broken."""
        readings: list[tuple[str, Callable[[int], int]]] = [(text, _same)]
        if not self.literal:
            readings += [(text.replace("\n", " "), _same), _joined(text)]
        for reading, back in readings:
            for expression in self.expressions:
                for match in expression.finditer(reading):
                    if match.end() > match.start():
                        yield back(match.start()), back(match.end() - 1) + 1

    def stands_in(self, text: str) -> bool:
        """Whether it stands in a folded text."""
        return next(self.spans(text), None) is not None

    def is_in(self, text: str) -> bool:
        """Whether it stands in a text that is not folded yet."""
        return self.stands_in(folded(text))

    def replaced(self, text: str, plain: Text, mark: str) -> str:
        """The text with a mark in place of it; the text itself where it is not in it.

        ``plain``: what ``traced`` makes of the text.
        """
        gone: set[int] = set()
        starts: set[int] = set()
        for start, end in self.spans(plain.characters):
            places = [place for each in plain.sources[start:end] for place in each]
            if places and not gone.issuperset(range(min(places), max(places) + 1)):
                starts.add(min(places))
                gone.update(range(min(places), max(places) + 1))
        if not gone:
            return text
        made = (
            (mark if place in starts else "") + ("" if place in gone else one)
            for place, one in enumerate(text)
        )
        return "".join(made)


def _same(place: int) -> int:
    return place


def _joined(text: str) -> tuple[str, Callable[[int], int]]:
    """The text with the words that a line break cuts made whole."""
    places: list[int] = []
    at = 0
    for match in re.finditer(r"(?<=\w)-[ ]*\n\s*(?=\w)", text):
        places += range(at, match.start())
        at = match.end()
    places += range(at, len(text))
    return "".join(text[place] for place in places).replace("\n", " "), places.__getitem__


def needle(entry: Words | Pattern, number: int) -> Needle:
    """What is looked for. Raises ``Refused`` where there is nothing to look for."""
    if isinstance(entry, Words):
        return literal(entry.text, number)
    try:
        expression = re.compile(_blanks_open(_alike(entry.expression)), re.IGNORECASE)
    except (re.error, RecursionError, OverflowError):
        raise Refused(Reason.BAD_PATTERN, number) from None
    if expression.search("") or expression.search("\n"):
        raise Refused(Reason.EMPTY, number)
    return Needle((expression,))


def literal(text: str, number: int = -1) -> Needle:
    """What finds a text. Raises ``Refused`` where nothing but blanks and signs is in it."""
    small = folded(text)
    words = small.split()
    if not any(map(str.isalnum, small)):
        raise Refused(Reason.EMPTY, number)
    letters = [re.escape(one) for word in words for one in word]
    is_long = len(letters) >= _LONG
    between = _BREAK if is_long else _CUT
    tight = _BETWEEN_WORDS.join(between.join(map(re.escape, word)) for word in words)
    apart = (r"-?\s*" if is_long else r"\s+").join(letters)
    return Needle((re.compile(tight), re.compile(apart)), small)


def _blanks_open(expression: str) -> str:
    """A regular expression in which a blank is any blanks."""
    made, in_class, escaped = [], False, False
    for one in expression:
        if one == " " and not in_class and not escaped:
            made.append(r"\s+")
            continue
        if not escaped:
            in_class = (in_class or one == "[") and one != "]"
        escaped = one == "\\" and not escaped
        made.append(one)
    return "".join(made)
