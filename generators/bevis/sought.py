"""What is looked for, and looking for it.

Two texts are the same here when their letters and figures are, in order: blanks, line breaks,
hyphens and signs between them do not count, nor does case. So a word that is divided, spaced out
or set in capitals is found, and one line of a long text as well as the whole.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from bevis.held import Held
from bevis.parts import As, Part, Place
from bevis.pictures import Picture, picture_of
from bevis.sieve import Sieve

_BETWEEN = re.compile(r"[\W_]+")
_DIVIDED = re.compile("[-\u00ad\u200b\u2010\u2011\u2060\ufeff\ufffe]\\s*")
"""Where a word is divided, at the end of a line or without showing."""
_TWO_BYTES = (
    (re.compile(rb"(?:[\t\n\r -\xff]\0){4,}"), "utf-16-le"),
    (re.compile(rb"(?:\0[\t\n\r -\xff]){4,}"), "utf-16-be"),
)
_PAIRS = bytes(
    48 if one == 0 else 120 if one in b"\t\n\r" or one >= 32 else 45 for one in range(256)
)
"""What each byte is of a letter in two bytes: the zero (0), the other one (x), neither (-)."""
_PIECE = 131_072
_LAP = 4_000
"""Bytes that are read in one go, and those of the one before that are read with them."""


def letters(text: str) -> str:
    """The letters and figures of a text, as they are compared."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _BETWEEN.sub("", text.casefold())


def words(text: str) -> str:
    """The words of a text, one blank before and after each."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return f" {_BETWEEN.sub(' ', text.casefold()).strip()} "


class Secret(Struct, frozen=True, order=True):
    """One thing that must stand nowhere."""

    text: str
    what: str
    """What it is, as the caller calls it: it is told in place of the text."""


class Hit(Struct, frozen=True, order=True):
    """Where something was found that must not stand there. It does not hold the thing itself."""

    place: Place
    what: str


class Manner(Struct, frozen=True):
    """How hard is looked."""

    whole: int = 8
    """Letters and figures from which on a text is found wherever it stands."""
    word: int = 4
    """Those from which on it is found where it stands as words of its own; 0: never."""
    figures: int = 6
    """The same of figures alone, which stand among others by chance."""
    part: int = 24
    """Those of a long text that give it away, wherever in it they are."""
    step: int = 8
    """At every so many letters such a part is looked for: one of ``part + step - 1`` is found."""


class Sought(Struct, frozen=True, dict=True):
    """Texts, files and pictures that must stand nowhere, and what may although it is like them."""

    secrets: tuple[Secret, ...]
    known: str = ""
    """All that may be read, as ``letters``: what stands in it gives nothing away."""
    files: frozenset[str] = frozenset()
    """SHA-256 of files."""
    pictures: tuple[Picture, ...] = ()
    manner: Manner = Manner()

    def hits(self, parts: Iterable[Part]) -> Iterator[Hit]:
        """Where any of it stands; each place and thing once."""
        told: set[Hit] = set()
        for part in parts:
            for what in self._in(part):
                hit = Hit(part.place, what)
                if hit not in told:
                    told.add(hit)
                    yield hit

    def in_text(self, text: str) -> set[str]:
        """What of it stands in a text that is read as words."""
        return set(self._in_words(text, by_word=True))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for: all of it may be read."""
        return not (self._unknown or self.files or self.pictures)

    # --- one part -------------------------------------------------------------------------

    def _in(self, part: Part) -> Iterator[str]:
        if part.kind is As.UNREAD:
            return
        if part.kind is As.PICTURE:
            if self._shows(part.picture):
                yield "picture"
            return
        if part.kind is not As.BYTES:
            yield from self._in_words(part.words, by_word=True)
            return
        if self.files and hashlib.sha256(part.data).hexdigest() in self.files:
            yield "file"
        if self._shows(picture_of(part.data) if self.pictures else None):
            yield "picture"
        for text in _readings(part.data, self._sieve):
            yield from self._in_words(text, by_word=False)

    def _shows(self, seen: Picture | None) -> bool:
        return seen is not None and any(map(seen.is_like, self.pictures))

    def _in_words(self, text: str, *, by_word: bool) -> Iterator[str]:
        if by_word and self._short:
            apart = words(text)
            yield from (what for short, what in self._short.items() if short in apart)
        together = letters(text)
        if not together:
            return
        for whole, what in self._whole.items():
            if whole in together and (whole not in self._words or _stands(whole, text)):
                yield what
        size, known = self.manner.part, self._parts
        if known:
            for at in range(0, len(together) - size + 1, self.manner.step):
                part = known.get(together[at : at + size])
                if part is not None:
                    yield part

    # --- what is compared -----------------------------------------------------------------

    @cached_property
    def _unknown(self) -> tuple[tuple[str, Secret], ...]:
        """What may not be read, each with its letters."""
        pairs = ((letters(one.text), one) for one in self.secrets)
        return tuple((text, one) for text, one in pairs if text and text not in self.known)

    @cached_property
    def _whole(self) -> dict[str, str]:
        """Texts that are looked for as a whole; none that holds another one of them."""
        least = self.manner.whole
        found = {
            text: one.what
            for text, one in self._unknown
            if len(text) >= least and not text.isdecimal()
        }
        long = sorted(found.items(), key=lambda pair: len(pair[0]))
        kept: dict[str, str] = {}
        for text, what in long:
            if self._long[text]:
                continue  # its parts are looked for
            if not any(one in text for one in kept):
                kept[text] = what
        return kept

    @cached_property
    def _words(self) -> frozenset[str]:
        """Those that are one word."""
        return frozenset(text for text, one in self._unknown if " " not in words(one.text).strip())

    @cached_property
    def _short(self) -> dict[str, str]:
        """Those that are looked for as words."""
        manner = self.manner
        if not manner.word:
            return {}
        return {
            words(one.text): one.what
            for text, one in self._unknown
            if (
                len(text) >= manner.figures
                if text.isdecimal()
                else manner.word <= len(text) < manner.whole
            )
        }

    @cached_property
    def _parts(self) -> dict[str, str]:
        """By each part of the long texts that gives them away, what they are."""
        found: dict[str, str] = {}
        for text, one in self._unknown:
            found.update(dict.fromkeys(self._long[text], one.what))
        return found

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve(self._whole, self._parts)

    @cached_property
    def _long(self) -> dict[str, list[str]]:
        """The parts of each text that give it away; none of one that is not long."""
        return {text: self._parts_of(text) for text, _ in self._unknown}

    def _parts_of(self, text: str) -> list[str]:
        size = self.manner.part
        if len(text) < size + self.manner.step - 1:
            return []  # it may fall between two steps
        every = (text[at : at + size] for at in range(len(text) - size + 1))
        return [one for one in every if one not in self.known]

    def fingerprints(self, salt: bytes) -> list[str]:
        """What was looked for, as no one can read it who has not the thing itself."""
        texts = {text for text, _ in self._unknown}
        own = (hmac.digest(salt, one.encode(), "sha256").hex() for one in texts | self.files)
        return sorted(own)


def _stands(word: str, text: str) -> bool:
    """Whether a word stands in a text: in one word, or over several of which none is cut.

    »Navne på børn« has the letters of »navnepå«, and does not say that.
    """
    apart = _DIVIDED.sub("", unicodedata.normalize("NFKC", text).casefold())
    over = re.compile(r"[\W_]*".join(map(re.escape, word)))
    for match in over.finditer(apart):
        before, after = apart[: match.start()][-1:], apart[match.end() : match.end() + 1]
        if not _BETWEEN.search(match[0]) or not (before.isalnum() or after.isalnum()):
            return True
    return False


def _readings(data: Held, sieve: Sieve) -> Iterator[str]:
    """Bytes as text in each of the ways in which they may be meant; not such as hold nothing."""
    for start in range(0, len(data), _PIECE):
        held = bytes(data[max(0, start - _LAP) : start + _PIECE])
        try:
            yield held.decode()
        except UnicodeDecodeError:
            if sieve.lets_through(held):
                yield held.decode("utf-8", "ignore")
                yield held.decode("cp1252", "ignore")
        if b"\0" in held and b"x0x0x0" in held.translate(_PAIRS):
            for form, coding in _TWO_BYTES:
                yield "\n".join(one.decode(coding, "ignore") for one in form.findall(held))
