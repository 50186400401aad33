"""PDF: every object, whether anything leads to it or not, and each page as it reads."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from io import BufferedReader

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from bevis import texts
from bevis.held import Held, Reading
from bevis.parts import As, Part, Place
from bevis.pictures import Picture, coarsen, shown

_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]*)>", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_CODE = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_SHOWS = re.compile(rb"\b(?:Tj|TJ|BDC|BI)\b|['\"]")
_LINE = re.compile(rb"\b(?:ET|Td|TD|Tm)\b|T\*")
"""What stands between the pieces of two lines, or of two words that are placed one by one."""
_MOST_CODES = 70_000


def parts(place: Place, data: Held, *, pictures: bool = True) -> Iterator[Part]:
    """All strings, names and unpacked streams of a PDF, and its pages as text.

    A stream is ``BYTES``; with ``pictures`` also what those show is a part. Raises
    ``ValueError`` where the file is beyond reading.
    """
    with _opened(data) as file:
        maps = [found for one in file.objects if (found := _map_of(one))]
        for one in _objects(file):
            if pictures and isinstance(one, Stream) and one.get("/Subtype") == "/Image":
                yield from _seen(place, one)
            yield from _object(place, one, maps)
    yield from pages(place, data)


def strings(place: Place, data: Held) -> Iterator[Part]:
    """What of a PDF needs no font to be read: the strings and names of all objects, and what it
    says of itself.

    With ``pages`` for what is put together of files that were taken apart before (``parts``): there
    each text is read by every font of its own file, here it would be by those of all of them.
    Raises ``ValueError`` where the file is beyond reading.
    """
    with _opened(data) as file:
        for one in _objects(file):
            here = _place_of(place, one)
            found = list(_strings(one.stream_dict if isinstance(one, Stream) else one))
            if found:
                yield Part(As.WORDS, here, "\n".join(found))
            if isinstance(one, Stream) and one.get("/Subtype") == "/XML":
                yield from texts.of_text(here, bytes(one.read_bytes()))


def _objects(file: pikepdf.Pdf) -> Iterator[Object]:
    """All of them; one that is a number alone holds no text."""
    yield file.trailer
    yield from (one for one in file.objects if isinstance(one, Object))


def _opened(data: Held) -> pikepdf.Pdf:
    try:
        return pikepdf.open(BufferedReader(Reading(data)))
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise ValueError from error


def pages(place: Place, data: Held, without: Collection[int] = ()) -> Iterator[Part]:
    """Each page as it reads, but some, which are not opened: what is on a page, pictures too, stays
    in memory to the end. The first is ``page 1``, and 0 in ``without``. Raises ``ValueError``.
    """
    try:
        shown = pypdfium2.PdfDocument(BufferedReader(Reading(data)))
    except pypdfium2.PdfiumError as error:
        raise ValueError from error
    try:
        for number in range(len(shown)):
            if number in without:
                continue
            page = shown[number]
            words = page.get_textpage()
            yield Part(As.WORDS, (*place, f"page {number + 1}"), words.get_text_range())
            words.close()
            page.close()
    finally:
        shown.close()


def _place_of(place: Place, one: Object) -> Place:
    number = one.objgen[0] if one.is_indirect else 0
    return (*place, f"object {number}" if number else "trailer")


def _object(place: Place, one: Object, maps: list[dict[bytes, str]]) -> Iterator[Part]:
    here = _place_of(place, one)
    found = list(_strings(one.stream_dict if isinstance(one, Stream) else one))
    if found:
        yield Part(As.WORDS, here, "\n".join(found))
    if not isinstance(one, Stream):
        return
    if one.get("/Type") in ("/XRef", "/ObjStm"):
        return
    try:
        held = bytes(one.read_bytes())
    except pikepdf.PdfError:  # of a picture, say
        yield Part(As.BYTES, here, data=bytes(one.read_raw_bytes()))
        return
    yield Part(As.BYTES, here, data=held)
    if _SHOWS.search(held) and not _are_dots(one, held):
        yield from _shown(here, held, maps)


def _are_dots(one: Stream, held: bytes) -> bool:
    """Whether a stream is a picture's dots, to the last byte (ISO 32000-2, 8.9.3); that it calls
    itself a picture is not enough."""
    if one.get("/Subtype") != "/Image":
        return False
    wide, high, bits = (one.get(key) for key in ("/Width", "/Height", "/BitsPerComponent"))
    if not (isinstance(wide, int) and isinstance(high, int) and isinstance(bits, int)):
        return False
    return len(held) in {(wide * bits * each + 7) // 8 * high for each in (1, 3, 4)}


def _strings(one: Object) -> Iterator[str]:
    """Strings and names inside an object, but not those of others that it leads to."""
    waiting: list[Object] = [one]
    while waiting:
        here = waiting.pop()
        if isinstance(here, String):
            yield str(here)
            yield bytes(here).decode("utf-8", "ignore")
        elif isinstance(here, Name):
            yield str(here)[1:]
        elif isinstance(here, Dictionary):
            for key, value in here.items():
                yield key[1:]
                if isinstance(value, Object) and not value.is_indirect:
                    waiting.append(value)
        elif isinstance(here, Array):
            waiting += [
                value for value in here if isinstance(value, Object) and not value.is_indirect
            ]


def _seen(place: Place, one: Stream) -> Iterator[Part]:
    if seen := _picture(one):
        yield Part(As.PICTURE, _place_of(place, one), picture=seen)


def _picture(one: Stream) -> Picture | None:
    """What a picture shows, its mask laid over it."""
    try:
        image = pikepdf.PdfImage(one).as_pil_image()
        coarsen(image)
        if isinstance(mask := one.get("/SMask"), Stream):
            image = image.convert("RGB")
            image.putalpha(pikepdf.PdfImage(mask).as_pil_image().convert("L").resize(image.size))
        return shown(image)
    except Exception:  # noqa: BLE001 - of forms that no library here draws; its bytes are looked at
        return None


# --- text as it is drawn ----------------------------------------------------------------------


def _shown(place: Place, held: bytes, maps: list[dict[bytes, str]]) -> Iterator[Part]:
    """What a stream draws, by each font of the file: also where no page draws it."""
    written: list[bytes] = []
    lines: list[bytes] = []
    end = 0
    for match in _LITERAL.finditer(held):
        written.append(_bytes_of(match))
        if not lines or _LINE.search(held, end, match.start()):
            lines.append(b"")
        lines[-1] += written[-1]
        end = match.end()
    joined = b"\n".join(lines)
    alone = "\n".join(_decoded(one) for one in written if one[:2] in (b"\xfe\xff", b"\xff\xfe"))
    yield Part(As.WORDS, place, "\n".join((joined.decode("cp1252", "replace"), alone)))
    for one in maps:
        size = max(map(len, one))
        read = (_read(line, one, size) for line in lines)
        yield Part(As.WORDS, place, "\n".join(read))


def _read(line: bytes, map_: dict[bytes, str], size: int) -> str:
    """A line by one of the fonts; a code of another one stands between letters, not for none."""
    codes = (line[at : at + size] for at in range(0, len(line), size))
    return "".join(map_.get(code, " ") for code in codes)


def _bytes_of(match: re.Match[bytes]) -> bytes:
    literal, digits = match.groups()
    if digits is not None:
        digits = b"".join(digits.split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return _ESCAPED.sub(_sign, literal)


def _sign(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    if sign[:1].isdigit():
        return bytes([int(sign, 8) & 255])
    return _SIGNS.get(sign, sign)


def _decoded(written: bytes) -> str:
    return written.decode("utf-16", "replace")


def _map_of(one: Object) -> dict[bytes, str] | None:
    """What the codes of a font stand for (ISO 32000-2, 9.10.3)."""
    if not isinstance(one, Stream):
        return None
    try:
        held = bytes(one.read_bytes())
    except pikepdf.PdfError:
        return None
    if b"begincmap" not in held:
        return None
    found: dict[bytes, str] = {}
    for block in _BLOCK.finditer(held):
        codes = [_code(match) for match in _CODE.finditer(block[2])]
        if block[1] == b"bfchar":
            pairs = [one for one in codes if isinstance(one, bytes)]
            found |= {
                code: _utf16(text) for code, text in zip(pairs[::2], pairs[1::2], strict=False)
            }
        else:
            _take_ranges(codes, found)
    return found or None


def _code(match: re.Match[bytes]) -> bytes | str:
    if match[1] is None:
        return match[0].decode()
    digits = b"".join(match[1].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _take_ranges(codes: list[bytes | str], found: dict[bytes, str]) -> None:
    at = 0
    while at + 2 < len(codes):
        first, last, to = codes[at : at + 3]
        at += 3
        if not (isinstance(first, bytes) and isinstance(last, bytes)):
            return
        begin, end = int.from_bytes(first, "big"), int.from_bytes(last, "big")
        texts: list[str] = []
        if isinstance(to, bytes):
            base = to[:-2], int.from_bytes(to[-2:], "big")
            texts += [
                _utf16(base[0] + ((base[1] + step) & 0xFFFF).to_bytes(2, "big"))
                for step in range(min(end - begin + 1, _MOST_CODES))
            ]
        else:
            while at < len(codes) and isinstance(each := codes[at], bytes):
                texts.append(_utf16(each))
                at += 1
            at += 1
        for step, text in enumerate(texts):
            found[(begin + step).to_bytes(len(first), "big")] = text


def _utf16(text: bytes) -> str:
    return text.decode("utf-16-be", "replace")
