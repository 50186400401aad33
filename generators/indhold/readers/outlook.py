"""Letters, appointments and cards as Outlook keeps them (msg, [MS-OXMSG])."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from indhold.collecting import Collector
from indhold.decoding import decoded
from indhold.findings import At, Kind, Unread
from indhold.given import Given
from indhold.readers import letters, rtf, strings, text, web
from indhold.readers.ole import opened, printable, stream

_STREAM = re.compile(r"__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})(?:-[0-9A-F]{8})?$", re.IGNORECASE)
_TEXT8, _TEXT16, _BYTES, _OBJECT = "001E", "001F", "0102", "000D"
# Properties ([MS-OXPROPS]).
_BODY, _RTF, _HTML, _HEADS, _BCC, _MODIFIER = "1000", "1009", "1013", "007D", "0E02", "3FFA"
_DATA, _NAMES, _PATH_NAME = "3701", ("3707", "3704", "3001"), "370D"
_NO_WORDS = frozenset(
    ("1035", "1039", "1042", "0070", "0071", "300B", "3014", "7D01", "003F", "0041")
)
"""Names of letters and of threads, and keys: rows of digits that nobody wrote."""
_NAMED = frozenset(("__nameid_version1.0",))


def read(given: Given, collector: Collector) -> None:
    """A message. Raises ``Exceeded``."""
    with opened(given, collector, storages=True) as compound:
        if compound is not None:
            _Message(*compound, collector).read([], 0)


class _Message:
    def __init__(self, ole: Any, paths: list[list[str]], collector: Collector) -> None:
        self._ole, self._collector = ole, collector
        self._below: dict[tuple[str, ...], list[str]] = {}
        for path in paths:
            self._below.setdefault(tuple(path[:-1]), []).append(path[-1])

    def read(self, folder: list[str], depth: int) -> None:
        """A message, and those inside it."""
        if depth > self._collector.bounds.depth:
            self._collector.gap(Unread.TOO_DEEP)
            return
        for name in self._below.get(tuple(folder), []):
            path = [*folder, name]
            if name.startswith("__attach"):
                self._attachment(path, depth)
            elif name.startswith("__recip"):
                for key, kind, inner in self._properties(path):
                    self._property(key, kind, inner, At.HEAD)
        for key, kind, path in self._properties(folder):
            self._property(key, kind, path, At.PROPERTIES)

    def _properties(self, folder: list[str]) -> Iterator[tuple[str, str, list[str]]]:
        for name in self._below.get(tuple(folder), []):
            match = _STREAM.match(name)
            if match and match[2].upper() != _OBJECT:
                yield match[1].upper(), match[2].upper(), [*folder, name]

    def _words(self, kind: str, path: list[str]) -> str:
        data = stream(self._ole, path, self._collector)
        if kind in (_TEXT16, "101F"):
            return data.decode("utf-16-le", "replace").rstrip("\0")
        return decoded(data).rstrip("\0")

    def _property(self, key: str, kind: str, path: list[str], at: At) -> None:
        collector = self._collector
        if key in _NO_WORDS:
            return
        if key == _RTF:
            data = rtf.decompressed(stream(self._ole, path, collector))
            collector.unpacked(len(data))
            with collector.within(At.PART, "rtf"):
                rtf.search(data, collector)
        elif key == _HTML:
            web.search(self._words(kind, path), collector)
        elif kind not in (_TEXT8, _TEXT16, "101E", "101F"):
            with collector.within(at, key):
                strings.search(stream(self._ole, path, collector), collector)
        else:
            self._text(key, self._words(kind, path), at)

    def _text(self, key: str, words: str, at: At) -> None:
        if key == _BODY:
            text.search(words, self._collector)
        elif key == _HEADS:
            letters.search_heads(words, self._collector)
        else:
            self._collector.text(words, at=at, name=key)
        if key == _BCC and words.strip():
            self._collector.found(Kind.HIDDEN, words, at=At.HEAD, name="Bcc")
        elif key == _MODIFIER and words.strip():
            self._collector.found(Kind.AUTHOR, words, at=At.PROPERTIES)

    def _attachment(self, folder: list[str], depth: int) -> None:
        collector = self._collector
        inside = {key: (kind, path) for key, kind, path in self._properties(folder)}
        told = (self._words(*inside[key]).strip() for key in _NAMES if key in inside)
        name = next(filter(None, told), "") or printable(folder[-1])
        for key, (kind, path) in inside.items():
            if key == _PATH_NAME:
                collector.found(Kind.PATH, self._words(kind, path))
            if key != _DATA:
                with collector.within(At.MEMBER, name):
                    self._property(key, kind, path, At.PROPERTIES)
        if _DATA in inside:
            collector.inside(Given(name, held=stream(self._ole, inside[_DATA][1], collector)))
        for inner in self._below.get(tuple(folder), []):
            match = _STREAM.match(inner)
            if match and match[2].upper() == _OBJECT:
                with collector.within(At.MEMBER, name):
                    self._object([*folder, inner], depth)

    def _object(self, folder: list[str], depth: int) -> None:
        """A message inside, or an object of another program."""
        if "__properties_version1.0" in self._below.get(tuple(folder), []):
            self.read(folder, depth + 1)
            return
        self._collector.found(Kind.EMBEDDED, printable(folder[-1]))
        self._collector.gap(Unread.PARTLY, "OLE")
        self._search_all(folder)

    def _search_all(self, folder: list[str]) -> None:
        waiting = [folder]
        while waiting:
            here = waiting.pop()
            for name in self._below.get(tuple(here), []):
                if (*here, name) in self._below:
                    waiting.append([*here, name])
                else:
                    strings.search(
                        stream(self._ole, [*here, name], self._collector), self._collector
                    )
