"""What programs of Windows embed in other files: objects of OLE 1.0, and packages ([MS-OLEDS])."""

from __future__ import annotations

import re

from indhold.collecting import Collector
from indhold.findings import At, Kind
from indhold.given import Given
from indhold.readers import strings
from indhold.sniffing import kind_of

_LINKED, _EMBEDDED = 1, 2
_UNTOLD = ("unknown", "text", "empty")


def read_object(data: bytes, collector: Collector) -> None:
    """An object as RTF holds it ([MS-OLEDS] §§ 2.2.4-2.2.6). Raises ``Exceeded``."""
    kind = int.from_bytes(data[4:8], "little")
    name, place = _counted(data, 8)
    topic, place = _counted(data, place)
    item, place = _counted(data, place)
    for words in (name, topic, item):
        collector.text(words, at=At.PART, name="object")
    if kind == _LINKED:
        collector.found(Kind.EXTERNAL_LINK, topic)
        return
    if topic.strip():
        collector.found(Kind.PATH, topic)
    size = int.from_bytes(data[place : place + 4], "little")
    content = data[place + 4 : place + 4 + size] if kind == _EMBEDDED else data
    if name.lower() == "package":
        read_package(content, collector)
    else:
        read_embedded(name or "object", content or data, collector)


def read_package(data: bytes, collector: Collector) -> None:
    """A file that was put in as an icon, with where it lay. Raises ``Exceeded``.

    As in the stream ``Ole10Native``, without its length in front.
    """
    label, place = _ended(data, 2)
    path, place = _ended(data, place)
    temporary, place = _counted(data, place + 4)
    size = int.from_bytes(data[place : place + 4], "little")
    content = data[place + 4 : place + 4 + size]
    if not content:
        read_embedded(label or "package", data, collector)
        return
    for words in dict.fromkeys((path, temporary)):
        if re.search(r"[/\\]", words):
            collector.found(Kind.PATH, words)
        collector.text(words, at=At.PART, name="package")
    name = re.split(r"[/\\]", label or path)[-1] or "package"
    collector.found(Kind.EMBEDDED, name)
    collector.inside(Given(name, held=content))
    strings.search(data[place + 4 + size :], collector)


def read_embedded(name: str, data: bytes, collector: Collector) -> None:
    """An object of which the class is named ``name``. Raises ``Exceeded``."""
    collector.found(Kind.EMBEDDED, name)
    if kind_of(Given(name, held=data)) in _UNTOLD:
        with collector.within(At.PART, name):
            strings.search(data, collector)
    else:
        collector.inside(Given(name, held=data))


def _counted(data: bytes, place: int) -> tuple[str, int]:
    """A text with its length in front, and where it ends."""
    size = int.from_bytes(data[place : place + 4], "little")
    end = place + 4 + size
    return data[place + 4 : end].rstrip(b"\0").decode("cp1252", "replace"), end


def _ended(data: bytes, place: int) -> tuple[str, int]:
    """A text with a zero behind it, and where it ends."""
    end = data.find(b"\0", place)
    if end < 0:
        return "", len(data)
    return data[place:end].decode("cp1252", "replace"), end + 1
