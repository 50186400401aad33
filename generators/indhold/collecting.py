"""Takes what readers come upon, and makes findings of it: the same questions of every text."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from indhold import cpr
from indhold.bounds import Bounds, Exceeded
from indhold.findings import Accessible, At, Finding, Gap, Kind, Place, Step, Unread
from indhold.given import Given

_SHOWN = 80
"""Characters of what is told of a finding."""
_LAP = 120
"""Characters of a paragraph's end, and of the next one's beginning, that are read together."""
_ENDS_IN_NUMBER = re.compile(r"\d[^\S\n]?[-\u2010-\u2015\u2212]?\Z").search
_BEGINS_IN_NUMBER = re.compile(r"[-\u2010-\u2015\u2212]?[^\S\n]?\d").match
_IN_TIME = 0.9
"""Part of the time after which a reader ends by itself, so that what it found is not lost."""
_NOBODY = frozenset(
    (
        *("anonymous", "author", "forfatter", "microsoft office user", "ukendt", "unknown"),
        *("unknown author", "unspecified", "moedebog", "openpyxl", "python-docx", "python-pptx"),
    )
)
"""What stands for a person's name where programs know of none, or names were taken out."""


class Collector:
    """What was found in one file, and in those inside it.

    Readers tell it of every text with ``text``, of anything else with ``found`` and ``gap``, of
    files inside the file with ``inside``. Places are told from where the reader is: ``within``
    moves there.
    """

    def __init__(self, bounds: Bounds, look_inside: Callable[[Given, Collector], None]) -> None:
        self.bounds = bounds
        self.accessible: Accessible | None = None
        self.maker = ""
        self.format = ""
        self.in_document = False
        """Whether the file that is looked into stands in a document's pages, as a picture does."""
        self._look_inside = look_inside
        self._here: Place = ()
        self._depth = self._parts = 0
        self._unpacked = self._characters = 0
        self._found: dict[tuple[Kind, Place, str], int] = {}
        self._of_kind: Counter[Kind] = Counter()
        self._gaps: dict[Gap, None] = {}
        self._deadline = time.monotonic() + bounds.seconds * _IN_TIME

    # --- what readers say -------------------------------------------------------------------

    @contextmanager
    def within(self, at: At, name: str | int = "") -> Iterator[None]:
        """Everything that is told meanwhile is in this step of the place."""
        before = self._here
        self._here = (*before, Step(at, _short(str(name))))
        try:
            yield
        finally:
            self._here = before

    def text(
        self, text: str, *, called: str = "", at: At | None = None, name: str | int = ""
    ) -> None:
        """A text that stands in the file, all of it in one piece.

        ``called``: words outside the text that say what it is, e.g. the head of its column. ``at``
        and ``name``: one more step of the place. Raises ``Exceeded``.
        """
        self.keep_time()
        self._characters += len(text)
        if self._characters > self.bounds.characters:
            raise self.exceeded(Unread.TOO_LARGE)
        for number in cpr.personal_numbers(text, called, cpr.ALL, anywhere=True):
            kind = Kind.PERSONAL_NUMBER if number.certain else Kind.PERHAPS_PERSONAL_NUMBER
            self.found(kind, cpr.mask(number.written), at=at, name=name)

    def joint(self, before: str, after: str, *, at: At | None = None, name: str | int = "") -> None:
        """Two paragraphs of which one follows the other: a number may go on over their border.

        Each was told with ``text`` before. Raises ``Exceeded``.
        """
        before, after = before[-_LAP:].rstrip(), after[:_LAP].lstrip()
        if not (_ENDS_IN_NUMBER(before) and _BEGINS_IN_NUMBER(after)):
            return
        self.keep_time()
        for number in cpr.personal_numbers(f"{before}\n{after}", most=cpr.ALL, anywhere=True):
            if "\n" in number.written:
                kind = Kind.PERSONAL_NUMBER if number.certain else Kind.PERHAPS_PERSONAL_NUMBER
                self.found(kind, cpr.mask(number.written), at=at, name=name)

    def found(
        self,
        kind: Kind,
        shown: str = "",
        *,
        count: int = 1,
        at: At | None = None,
        name: str | int = "",
    ) -> None:
        """Something that was found here. What is shown of it loses its personal numbers.

        Of each kind so many are told as ``Bounds.findings`` says, so that none hides another.
        """
        if kind is Kind.AUTHOR and shown.strip("() ").casefold() in _NOBODY:
            return
        key = kind, self._place(at, name), _short(shown)
        if key in self._found:
            self._found[key] += count
        elif self._of_kind[kind] < self.bounds.findings:
            self._of_kind[kind] += 1
            self._found[key] = count
        else:
            self._gaps[Gap(Unread.TOO_MANY, (), kind.value)] = None

    def gap(
        self, reason: Unread, shown: str = "", *, at: At | None = None, name: str | int = ""
    ) -> None:
        """Something here that could not be read."""
        if len(self._gaps) < self.bounds.findings:
            self._gaps[Gap(reason, self._place(at, name), _short(shown))] = None

    def inside(self, given: Given, *, at: At = At.MEMBER, document: bool = False) -> None:
        """A whole file inside this one: it is looked into in the same way. Raises ``Exceeded``.

        ``document``: it is shown where this file's own words are, and was seen with them. A
        picture that is not may be a scan, of which nobody knows what stands in it.
        """
        with self.within(at, given.name):
            if self._depth >= self.bounds.depth:
                self.gap(Unread.TOO_DEEP)
                return
            outer = self.accessible, self.maker, self.format, self.in_document
            self._depth += 1
            self.in_document = document
            try:
                self._look_inside(given, self)
            finally:
                self._depth -= 1
                self.accessible, self.maker, self.format, self.in_document = outer

    # --- bounds -----------------------------------------------------------------------------

    def unpacked(self, size: int) -> None:
        """So many bytes more were unpacked. Raises ``Exceeded``."""
        self.keep_time()
        self._unpacked += size
        if self._unpacked > self.bounds.unpacked:
            raise self.exceeded(Unread.TOO_LARGE)

    def part(self) -> None:
        """One more part is looked into. Raises ``Exceeded``."""
        self.keep_time()
        self._parts += 1
        if self._parts > self.bounds.parts:
            raise self.exceeded(Unread.TOO_MANY)

    def keep_time(self) -> None:
        """For what takes long and gives no text. Raises ``Exceeded`` when the time is up."""
        if time.monotonic() > self._deadline:
            raise self.exceeded(Unread.TOO_LONG)

    def exceeded(self, reason: Unread) -> Exceeded:
        """Puts down that a bound was met here; to be raised."""
        self.gap(reason)
        return Exceeded(reason)

    # --- what came of it --------------------------------------------------------------------

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was found, in the order in which it was met."""
        return tuple(Finding(*key, count) for key, count in self._found.items())

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """All that could not be read."""
        return tuple(self._gaps)

    def _place(self, at: At | None, name: str | int) -> Place:
        return self._here if at is None else (*self._here, Step(at, _short(str(name))))


def _short(text: str) -> str:
    text = " ".join(cpr.masked(text).split())
    text = text.encode("utf-8", "replace").decode()  # half of a pair of surrogates is kept nowhere
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
