"""One file in, one ``Look`` out: which reader takes it, and what is made of what it says."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

from indhold import beside, cpr
from indhold.bounds import Bounds, Exceeded
from indhold.collecting import Collector
from indhold.findings import At, Kind, Look, Unread
from indhold.given import Given
from indhold.readers import strings
from indhold.sniffing import Format, contents_of, format_of, is_what_it_says, kind_of

_MOST_OF_NAME = 200
"""Characters of the name of whoever made a file."""

_MOST_UNKNOWN = 4_000_000
"""Bytes of a format that is not known in which words are looked for."""

READERS: dict[Format, str] = {
    Format.PDF: "pdf",
    Format.DOCX: "docx",
    Format.XLSX: "xlsx",
    Format.PPTX: "pptx",
    Format.ODF: "odf",
    Format.PICTURE: "pictures",
    Format.SVG: "web",
    Format.HTML: "web",
    Format.TEXT: "text",
    Format.RTF: "rtf",
    Format.LETTER: "letters",
    Format.OUTLOOK: "outlook",
    Format.OLE: "ole",
    Format.ARCHIVE: "archives",
}
"""The module of ``readers`` that reads a format; loaded when it is needed. Each has a function
``read(given, collector)``."""

_WORDS_AS_THEY_STAND = frozenset(
    (Format.TEXT, Format.HTML, Format.SVG, Format.RTF, Format.LETTER, Format.OLE, Format.OUTLOOK)
)
"""Formats in which a file that its reader fails at may still be searched for words."""


def look(given: Given, bounds: Bounds | None = None) -> Look:
    """Look into a file, in this process: time and memory are held to bounds by ``pool`` alone.

    Raises ``OSError`` where it cannot be read from the disk.
    """
    collector = Collector(bounds or Bounds(), look_inside)
    try:
        with suppress(Exceeded):  # it is put down as a gap
            look_inside(given, collector)
    except MemoryError:
        collector.gap(Unread.TOO_MUCH_MEMORY)
    return Look(
        given.sha256,
        given.size,
        collector.format,
        collector.findings,
        collector.gaps,
        collector.accessible,
        _named(collector.maker),
    )


def _named(maker: str) -> str:
    """The name of an organisation as it can stand in a line anywhere."""
    words = "".join(c if c.isprintable() else " " for c in maker).split()
    return cpr.masked(" ".join(words))[:_MOST_OF_NAME]


def look_inside(given: Given, collector: Collector) -> None:
    """Have a file read, at whatever depth. Raises ``Exceeded`` or ``OSError``."""
    collector.part()
    collector.text(given.name, at=At.FILE_NAME)
    if given.size > collector.bounds.bytes:
        collector.gap(Unread.TOO_LARGE)
        return
    found = format_of(given)
    collector.format = found.value
    if not is_what_it_says(given, found):
        collector.found(Kind.DISGUISED, found.value)
    is_program = found is Format.EXECUTABLE
    if is_program:
        collector.found(Kind.EXECUTABLE, given.suffix.removeprefix(".") or kind_of(given))
        found = contents_of(given)  # a script has words, and what is called one may be anything
    if found is Format.EMPTY:
        return
    _guarded(beside.search, given, collector)
    if found in READERS:
        reader = import_module(f"indhold.readers.{READERS[found]}")
        if not _guarded(reader.read, given, collector) and found in _WORDS_AS_THEY_STAND:
            _guarded(_search, given, collector)
    elif not is_program:
        collector.gap(Unread.UNKNOWN, given.suffix.removeprefix("."))
        _guarded(_search_beginning, given, collector)  # who sees it through had better know


def _search(given: Given, collector: Collector) -> None:
    strings.search(bytes(given.data), collector)


def _search_beginning(given: Given, collector: Collector) -> None:
    strings.search(bytes(given.data[:_MOST_UNKNOWN]), collector)


def _guarded(read: Callable[[Given, Collector], None], given: Given, collector: Collector) -> bool:
    """Whether it went well. Files from anywhere break libraries in any way: that is a gap."""
    try:
        read(given, collector)
    except (Exceeded, MemoryError):
        raise
    except RecursionError:
        collector.gap(Unread.TOO_DEEP)
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None and given.path is not None:
            raise  # of the disk; libraries raise such errors as well, of what they cannot read
        collector.gap(Unread.DAMAGED, type(error).__name__)
        return False
    return True
