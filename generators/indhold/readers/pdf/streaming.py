"""The streams that no reader of pages asks for: which hold words, and how they are read."""

from __future__ import annotations

from msgspec import Struct, field
from pikepdf import Stream

from indhold.findings import At, Kind, Unread
from indhold.given import Given
from indhold.readers.pdf.beside import SHOWS_TEXT, Drawing
from indhold.readers.pdf.der import is_der
from indhold.readers.pdf.files import is_a_file
from indhold.readers.pdf.metadata import Properties, read_xmp
from indhold.readers.pdf.objects import Objects
from indhold.readers.pdf.pictures import read_picture
from indhold.readers.pdf.signatures import tell_proof
from indhold.readers.pdf.streams import TooLarge, is_picture, unpacked
from indhold.readers.pdf.strings import readings
from indhold.readers.pdf.told import Told
from indhold.readers.pdf.values import dictionary, entry

_NO_WORDS = frozenset(("/CMap", "/XRef", "/ObjStm"))
_FONT_STARTS = (b"\0\1\0\0", b"OTTO", b"true", b"%!PS-AdobeFont", b"%!FontType")
_COLOURS = slice(36, 40), b"acsp"
"""Where a profile of colours says that it is one (ISO 15076-1 § 7.2)."""


class Rest(Struct):
    """What is left of the streams."""

    drawings: list[Drawing] = field(default_factory=list)
    properties: Properties = field(default_factory=Properties)
    of_the_file: int = 0
    """Number of the stream in which they stand."""


def read_streams(
    objects: Objects,
    read: set[int],
    looks: dict[int, tuple[int, Stream]],
    of_the_file: int,
    told: Told,
) -> Rest:
    """Tell the words of every stream but those that were ``read``. Raises ``Exceeded``.

    ``looks``: what draws annotations, with its page. ``of_the_file``: the stream with the
    properties of the file as a whole.
    """
    rest = Rest(of_the_file=of_the_file)
    for number, stream in objects.streams.items():
        if number in read or number in objects.for_showing or _is_without_words(stream):
            continue
        if entry(stream, "/Subtype") == "/Image" or is_picture(stream):
            read_picture(stream, told)
            continue
        try:
            held = unpacked(stream, told.collector)
        except TooLarge:
            told.collector.gap(Unread.TOO_LARGE, at=At.PART, name=f"object {number}")
            continue
        if SHOWS_TEXT(held):
            rest.drawings.append(_drawing(number, stream, held, objects, looks))
        else:
            _read(number, stream, held, rest, told)
    return rest


def _drawing(
    number: int,
    stream: Stream,
    held: bytes,
    objects: Objects,
    looks: dict[int, tuple[int, Stream]],
) -> Drawing:
    resources = dictionary(stream.stream_dict, "/Resources")
    if number in looks:
        return Drawing(held, resources, At.PAGE, str(looks[number][0]))
    unused = number not in objects.reached
    return Drawing(held, resources, At.PART, f"object {number}", unused)


def _read(number: int, stream: Stream, held: bytes, rest: Rest, told: Told) -> None:
    name = f"object {number}"
    if entry(stream, "/Type") == "/Metadata" or entry(stream, "/Subtype") == "/XML":
        found = read_xmp(held, told)
        if number == rest.of_the_file:
            rest.properties = found
    elif is_a_file(held):
        told.collector.found(Kind.EMBEDDED, name)
        told.collector.inside(Given(name, held=held))
    elif is_der(held):
        tell_proof(held, told)
    elif not held.startswith(_FONT_STARTS) and held[_COLOURS[0]] != _COLOURS[1]:
        for words in readings(held):
            told.rest(words, at=At.PART, name=name)


def _is_without_words(stream: Stream) -> bool:
    if str(entry(stream, "/Type")) in _NO_WORDS:
        return True
    return any(entry(stream, key) is not None for key in ("/FunctionType", "/ShadingType"))
