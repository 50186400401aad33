"""What Office wrote before 2007, and what else is a compound file ([MS-CFB]): known only in part.

All words in it are looked for, whatever the form; remarks and changes are not told apart.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import olefile

from indhold.collecting import Collector
from indhold.decoding import decoded
from indhold.findings import At, Kind, Unread
from indhold.given import Given
from indhold.readers import biff, native, strings
from indhold.sniffing import kind_of

_MACROS = frozenset(("macros", "vba", "_vba_project_cur", "_vba_project"))
_AUTHORS = ("author", "last_saved_by", "manager")
_SUMMARIES = frozenset(("\x05SummaryInformation", "\x05DocumentSummaryInformation"))
_SUMMARY_WORDS = ("title", "subject", "keywords", "comments", "template", "category", "company")
_NOT_INSIDE = frozenset(("text", "html", "xml", "svg", "eml", "unknown", "empty", "p7m", "script"))
_OF_OBJECTS = re.compile(
    "\x01CompObj|\x01Ole$|\x02OlePres|\x03|\x05|PROJECT(?:wm|lk)?$|VisualBasic$"
)
"""Streams that say what an embedded object is and how it looks ([MS-OLEDS] § 2.3)."""
_OBJECT = 0x1011
"""The record of a PowerPoint file that holds an object ([MS-PPT] § 2.10.34)."""
_SCRAMBLED = 0x0100
"""The flag of a Word file that is encrypted ([MS-DOC] § 2.5.2)."""
_PPT_SCRAMBLED = b"\xdf\xc4\xd1\xf3"
_LEFT_BY_SYSTEM = "thumbs.db"


def read(given: Given, collector: Collector) -> None:
    """A compound file. Raises ``Exceeded``."""
    with opened(given, collector, storages=False) as compound:
        if compound is not None:
            _read(*compound, given, collector)


@contextmanager
def opened(
    given: Given, collector: Collector, *, storages: bool
) -> Iterator[tuple[Any, list[list[str]]] | None]:
    """A compound file, and the ways to its streams (and storages).

    ``None`` for a damaged one, in which words have been searched for. Raises ``Exceeded``.
    """
    with given.open() as file:
        try:
            ole = olefile.OleFileIO(file)
            paths = ole.listdir(streams=True, storages=storages)
        except Exception as error:  # noqa: BLE001 - it raises whatever the damage leads to
            collector.gap(Unread.DAMAGED, type(error).__name__)
            strings.search(bytes(given.data), collector)
            yield None
            return
        with ole:
            yield ole, paths


def _read(ole: Any, paths: list[list[str]], given: Given, collector: Collector) -> None:
    if ole.exists("EncryptedPackage"):
        collector.gap(Unread.PASSWORD)
        return
    if given.name.lower().endswith(_LEFT_BY_SYSTEM):  # small pictures of what lay beside it
        collector.found(Kind.METADATA, given.name)
        for path in paths:
            strings.search(stream(ole, path, collector), collector)
        return
    _read_properties(ole, collector)
    if any(_MACROS.intersection(step.lower() for step in path) for path in paths):
        collector.found(Kind.MACRO, "VBA")
    for pool in _objects(ole):
        collector.found(Kind.EMBEDDED, pool)
    known = [_read_stream(ole, path, collector) for path in paths]
    if not all(known):
        collector.gap(Unread.PARTLY, kind_of(given))


def stream(ole: Any, path: list[str] | str, collector: Collector) -> bytes:
    """The bytes of a stream; what there is of one that is damaged. Raises ``Exceeded``."""
    collector.part()
    try:
        with ole.openstream(path) as source:
            collector.unpacked(source.size)
            data: bytes = source.read()
            return data
    except OSError as error:
        collector.gap(Unread.DAMAGED, type(error).__name__)
        return b""


def _read_stream(ole: Any, path: list[str], collector: Collector) -> bool:
    """Whether all of it is known: what a file of which it is a part needs, or a whole file."""
    name = path[-1]
    with collector.within(At.PART, printable("/".join(path))):
        data = stream(ole, path, collector)
        if name == "\x01Ole10Native":
            if data[4:6] == b"\2\0":
                native.read_package(data[4:], collector)
            else:
                native.read_embedded("object", data[4:], collector)
            return True
        if name in ("Package", "EmbeddedOdf"):
            native.read_embedded(name, data, collector)
            return True
        if name in ("Workbook", "Book"):
            biff.read(data, collector)
        elif name == "WordDocument":
            if int.from_bytes(data[10:12], "little") & _SCRAMBLED:
                collector.gap(Unread.PASSWORD)
        elif name == "PowerPoint Document":
            _read_slides(data, collector)
        elif name == "Current User" and data[12:16] == _PPT_SCRAMBLED:
            collector.gap(Unread.PASSWORD)
        elif kind_of(Given(name, held=data)) not in _NOT_INSIDE:
            native.read_embedded(printable(name), data, collector)
            return True
        strings.search(data, collector)
    return bool(_OF_OBJECTS.match(name) or _MACROS.intersection(map(str.lower, path)))


def printable(name: str) -> str:
    """A stream's name without the signs that say what kind of stream it is."""
    return re.sub(r"[\x00-\x1f]", "", name)


# --- properties -------------------------------------------------------------------------------


def _read_properties(ole: Any, collector: Collector) -> None:
    """What [MS-OLEPS] calls summary information; the streams are searched as well."""
    try:
        told = ole.get_metadata()
    except Exception as error:  # noqa: BLE001 - as above
        collector.gap(Unread.DAMAGED, type(error).__name__, at=At.PROPERTIES)
        return
    codepage = told.codepage if isinstance(told.codepage, int) else 1252
    encoding = {65001: "utf-8", 1200: "utf-16-le"}.get(codepage & 0xFFFF, f"cp{codepage & 0xFFFF}")

    def said(name: str) -> str:
        value = getattr(told, name, None)
        words = decoded(value, encoding) if isinstance(value, bytes) else str(value or "")
        return words.rstrip("\0").strip()

    for name in _SUMMARY_WORDS:
        collector.text(said(name), at=At.PROPERTIES, name=name)
    for name in _AUTHORS:
        collector.text(said(name), at=At.PROPERTIES, name=name)
        if said(name):
            collector.found(Kind.AUTHOR, said(name), at=At.PROPERTIES)
    if re.search(r"[\\/]", said("template")):
        collector.found(Kind.PATH, said("template"), at=At.PROPERTIES)
    elif said("template").lower() not in ("", "normal", "normal.dot", "normal.dotm"):
        collector.found(Kind.METADATA, said("template"), at=At.PROPERTIES)
    collector.maker = said("company") or collector.maker


# --- objects ----------------------------------------------------------------------------------


def _objects(ole: Any) -> Iterator[str]:
    """What each object in a Word or Excel file says that it is."""
    for path in ole.listdir(streams=False, storages=True):
        inside = path[-2:-1] == ["ObjectPool"] or path[-1].startswith("MBD")
        if inside and not ole.exists([*path, "\x01Ole10Native"]):  # which tells more of itself
            yield _class(ole, path)


def _class(ole: Any, path: list[str]) -> str:
    """The name of its class for users ([MS-OLEDS] § 2.3.8)."""
    try:
        with ole.openstream([*path, "\x01CompObj"]) as source:
            data = source.read()
    except OSError:
        return path[-1]
    size = int.from_bytes(data[28:32], "little")
    return data[32 : 32 + size].rstrip(b"\0").decode("cp1252", "replace") or path[-1]


def _read_slides(data: bytes, collector: Collector) -> None:
    """The objects of a PowerPoint file, among them its macros, are packed."""
    for kind, instance, content in records(data):
        if kind != _OBJECT:
            continue
        if instance:
            try:
                content = zlib.decompressobj().decompress(content[4:], collector.bounds.part)
            except zlib.error as error:
                collector.gap(Unread.DAMAGED, type(error).__name__)
                continue
            collector.unpacked(len(content))
        native.read_embedded("object", content, collector)


def records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Kind, instance and contents of each record, at every depth ([MS-PPT] § 2.3.1)."""
    place = 0
    while place + 8 <= len(data):
        flags = int.from_bytes(data[place : place + 2], "little")
        kind = int.from_bytes(data[place + 2 : place + 4], "little")
        size = int.from_bytes(data[place + 4 : place + 8], "little")
        place += 8
        if flags & 0xF != 0xF:  # else it holds records, which come next
            if kind == _OBJECT:
                yield kind, flags >> 4, data[place : place + size]
            place += size
