"""What a page is drawn from: its content streams and the forms they use."""

from __future__ import annotations

import re

from msgspec import Struct, field
from pikepdf import Array, Dictionary, Stream

from indhold.collecting import Collector
from indhold.findings import At, Unread
from indhold.readers.pdf.nesting import Nesting
from indhold.readers.pdf.streams import TooLarge, is_picture, is_too_large, unpacked
from indhold.readers.pdf.values import dictionary, entry

_STEPS = 50
"""From a page up to what it inherits from."""
_REPLACED = re.compile(rb"/ActualText\b")
_PROPERTIES = re.compile(rb"<<(?:[^<>]|<[0-9A-Fa-f\s]*>|<<[^<>]*>>){0,200}>>\s*(?:BDC|DP)\b")


_NUMBER = rb"[-+]?[\d.]{1,20}"
_SIZE = re.compile(rb"(/[^\s/]{1,40})\s+%b\s+Tf\b" % _NUMBER)
_ACROSS = re.compile(rb"\s%b\s+Tz\b" % _NUMBER)
_MATRIX = re.compile(rb"\s(?:%b\s+){4}(%b\s+%b\s+(?:Tm|cm))\b" % (_NUMBER, _NUMBER, _NUMBER))
_HAS_WORDS = re.compile(rb"/[^\s/<>\[\]()]{1,60}\s*(?:\(|<[0-9A-Fa-f])").search


class Drawn(Struct):
    """What all pages are drawn from."""

    streams: set[int] = field(default_factory=set)
    """Numbers of content streams and forms."""
    too_large: set[int] = field(default_factory=set)
    """Numbers from 1 of pages that unpack to more than is read."""
    replaced: dict[int, bytes] = field(default_factory=dict)
    """Contents of pages on which other words stand in place of what is drawn."""
    properties: dict[int, bytes] = field(default_factory=dict)
    """What is written of parts of a page in its contents: alternative words and such."""


def drawn(pages: list[Dictionary], collector: Collector) -> Drawn:
    """Look at what each page is drawn from. Raises ``Exceeded``."""
    found = Drawn()
    large: dict[tuple[int, int], bool] = {}
    nesting = Nesting(collector)
    for index, page in enumerate(pages, 1):
        streams = streams_of(page)
        forms = _forms(resources_of(page), large)
        found.streams.update(stream.objgen[0] for stream in (*streams, *forms))
        if any(large.setdefault(stream.objgen, is_too_large(stream)) for stream in streams) or any(
            large[form.objgen] for form in forms
        ):
            found.too_large.add(index)
            continue
        faults: list[str] = []
        held = contents_of(streams, collector, faults)
        if faults:
            collector.gap(Unread.DAMAGED, at=At.PAGE, name=index)
        if held is None:
            continue
        if forms and nesting.is_too_much(held, resources_of(page)):
            found.too_large.add(index)
        _note(index, held, found)
    return found


def _note(index: int, held: bytes, found: Drawn) -> None:
    if b"/ActualText" in held:
        found.replaced[index] = _REPLACED.sub(b"/WrittenText", held)
    if b"BDC" in held and _HAS_WORDS(held):
        properties = (match[0] for match in _PROPERTIES.finditer(held))
        found.properties[index] = b"\n".join(one for one in properties if _HAS_WORDS(one))


def enlarged(held: bytes) -> bytes:
    """Contents in which all letters have one size that can be read, wherever they then stand."""
    held = _SIZE.sub(rb"\1 10 Tf", held)
    held = _ACROSS.sub(b" 100 Tz", held)
    return _MATRIX.sub(rb" 1 0 0 1 \1", held)


def streams_of(page: Dictionary) -> list[Stream]:
    """The content streams of a page."""
    held = entry(page, "/Contents")
    each = list(held) if isinstance(held, Array) else [held]
    return [one for one in each if isinstance(one, Stream)]


def contents_of(
    streams: list[Stream], collector: Collector, faults: list[str] | None = None
) -> bytes | None:
    """All that draws a page; ``None`` where it is too large. Raises ``Exceeded``."""
    try:
        return b"\n".join(unpacked(stream, collector, faults) for stream in streams)
    except TooLarge:
        return None


def resources_of(page: Dictionary) -> Dictionary | None:
    """Fonts, forms and pictures of a page, its own or inherited (§ 7.7.3.4)."""
    one: Dictionary | None = page
    for _ in range(_STEPS):
        if one is None:
            return None
        found = dictionary(one, "/Resources")
        if found is not None:
            return found
        one = dictionary(one, "/Parent")
    return None


def _forms(resources: Dictionary | None, large: dict[tuple[int, int], bool]) -> list[Stream]:
    """The forms that resources lead to."""
    waiting, found, seen = [resources], [], set()
    while waiting:
        xobjects = dictionary(waiting.pop(), "/XObject")
        for _, one in xobjects.items() if xobjects is not None else ():
            if not isinstance(one, Stream) or one.objgen in seen or is_picture(one):
                continue
            if entry(one, "/Subtype") != "/Form":
                continue
            seen.add(one.objgen)
            found.append(one)
            if one.objgen not in large:
                large[one.objgen] = is_too_large(one)
            waiting.append(dictionary(one.stream_dict, "/Resources"))
    return found
