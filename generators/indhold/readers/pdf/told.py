"""What was told of a PDF so far, so that the same words are not told again from another place."""

from __future__ import annotations

import re
from itertools import islice

from indhold.collecting import Collector
from indhold.findings import At, Kind

_DIGITS = re.compile(r"\d").findall
_PATH = re.compile(
    r"(?<![A-Za-z])[A-Za-z]:\\\w[^\n<>|\"*?]{2,250}|\\\\[\w.-]+\\[^\n<>|\"*?]{1,250}"
    r"|file:/{1,3}[^\s<>\"]{3,250}|(?<![\w/.])/(?:Users|home|Volumes)/[^\n<>\"]{2,250}"
)
_MOST_PATHS = 100
_IDENTIFIER = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\b")
_HYPHENS = 4
_LEAST = 10
"""Digits of a personal number."""


class Told:
    """Passes texts on to the collector, and remembers them."""

    def __init__(self, collector: Collector) -> None:
        self.collector = collector
        self._texts: set[str] = set()
        self._paths: list[str] = []
        self._pages: list[str] = []
        self._all_pages = ""

    def text(
        self, text: str, *, called: str = "", at: At | None = None, name: str | int = ""
    ) -> None:
        """A text with a place of its own. Raises ``Exceeded``."""
        if text:
            self._texts.update((text, *text.split("\n")))
            for path in islice(_PATH.finditer(text), _MOST_PATHS):
                self._path(path[0].strip(), at, name)
            self.collector.text(_without_marks(text), called=called, at=at, name=name)

    def _path(self, path: str, at: At | None, name: str | int) -> None:
        """Programs write the same one in many places."""
        if not any(path.startswith(told) for told in self._paths):
            if len(self._paths) < _MOST_PATHS:
                self._paths.append(path)
            self.collector.found(Kind.PATH, path, at=at, name=name)

    def page(self, text: str) -> None:
        """The text of a page. Raises ``Exceeded``."""
        self.remember(text)
        self.collector.text(_without_marks(text))

    def remember(self, text: str) -> None:
        """The text of a page that was told otherwise."""
        self._pages.append(text)

    def rest(self, text: str, *, at: At | None = None, name: str | int = "") -> None:
        """A text met in passing: looked at unless told before. Raises ``Exceeded``."""
        if text not in self._texts and len(_DIGITS(text)) >= _LEAST:
            self.text(text, at=at, name=name)

    def is_on_a_page(self, text: str) -> bool:
        """Whether these very words stand on a page that was read."""
        if self._pages:
            self._all_pages = "\n".join((self._all_pages, *map(_packed, self._pages)))
            self._pages = []
        return _packed(text) in self._all_pages


def _without_marks(text: str) -> str:
    """Without identifiers (RFC 9562), whose digits are nobody's number."""
    return _IDENTIFIER.sub("", text) if text.count("-") >= _HYPHENS else text


def _packed(text: str) -> str:
    """Without blanks, which programs set in their own ways."""
    return "".join(text.split())
