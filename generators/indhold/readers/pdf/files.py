"""Files inside a PDF, wherever they are attached (ISO 32000-2 § 7.11.4)."""

from __future__ import annotations

import pikepdf
from pikepdf import Dictionary, Stream

from indhold.findings import At, Kind, Unread
from indhold.given import Given
from indhold.readers.pdf.actions import file_name, objects_of
from indhold.readers.pdf.objects import Objects, dictionaries
from indhold.readers.pdf.streams import TooLarge, unpacked
from indhold.readers.pdf.told import Told
from indhold.readers.pdf.values import dictionary, entry, text

_STARTS = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"MZ\x90")


def read_files(pdf: pikepdf.Pdf, objects: Objects, read: set[int], told: Told) -> set[int]:
    """Look into each file, but those that were ``read``. Raises ``Exceeded``.

    The numbers of the streams that hold them, and of those.
    """
    seen = set(read)
    for one in objects_of(pdf, objects.files):
        for specification in dictionaries(one):
            _read(specification, told, seen)
    for number, stream in objects.streams.items():
        _tell_elsewhere(stream, told)
        if number not in seen and entry(stream, "/Type") == "/EmbeddedFile":
            seen.add(number)
            look_into(stream, f"object {number}", told)
    return seen


def _tell_elsewhere(stream: Stream, told: Told) -> None:
    """What is fetched from another file when this one is shown (§ 7.3.8.2 and 8.10.4)."""
    for where in (entry(stream, "/F"), entry(dictionary(stream.stream_dict, "/Ref"), "/F")):
        name = file_name(where, told)
        if name and dictionary(where if isinstance(where, Dictionary) else None, "/EF") is None:
            told.text(name)
            told.collector.found(Kind.EXTERNAL_LINK, name)


def _read(specification: Dictionary, told: Told, seen: set[int]) -> None:
    held = dictionary(specification, "/EF")
    name = file_name(specification, told)
    if held is None:
        if name and entry(specification, "/Type") in ("/Filespec", "/F"):
            told.text(name)
        return
    told.text(text(specification, "/Desc", told.collector), at=At.MEMBER, name=name)
    told.text(name, at=At.MEMBER, name=name)
    for stream in held.values():
        if isinstance(stream, Stream) and stream.objgen[0] not in seen:
            seen.add(stream.objgen[0])
            look_into(stream, name or f"object {stream.objgen[0]}", told)


def look_into(stream: Stream, name: str, told: Told) -> None:
    """Look into the file that a stream holds. Raises ``Exceeded``."""
    told.collector.found(Kind.EMBEDDED, name)
    try:
        held = unpacked(stream, told.collector)
    except TooLarge:
        told.collector.gap(Unread.TOO_LARGE, at=At.MEMBER, name=name)
        return
    told.collector.inside(Given(name, held=held))


def is_a_file(held: bytes) -> bool:
    """Whether bytes begin as a file does that has its own reader."""
    return held.startswith(_STARTS)
