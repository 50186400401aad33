"""Letters as they are mailed: their heads, their bodies, and what is attached to them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from email import message_from_bytes, message_from_string
from email.errors import (
    HeaderParseError,
    InvalidBase64CharactersDefect,
    InvalidBase64LengthDefect,
)
from email.header import decode_header
from email.message import Message

from indhold.collecting import Collector
from indhold.decoding import decoded
from indhold.findings import At, Kind, Unread
from indhold.given import Given
from indhold.readers import strings, text, web

_MADE_BY_MACHINES = re.compile(
    r"(?i)(?:arc-|dkim|domainkey|authentication-results|message-id|references|in-reply-to|content-id"
    r"|thread-index|x-google|x-gm-|x-ms-exchange|x-microsoft|x-forefront|x-ironport|x-received"
    r"|x-spam|x-proofpoint|received-spf|x-ms-has|x-mimecast|x-virus|list-)"
)
"""Heads with rows of digits that nobody wrote: checksums, and names of letters."""
_NAMED = re.compile(
    r"(?i)\b(?:smtps?a?|with\s+\w+|by\s+\S+(?:\s+\([^()]*\))?)\s+id\s+\S+|\bboundary=(?:\"[^\"]*\"|\S+)"
)
"""What a mail server called a letter on its way, and what stands between parts."""
_LONG_HEAD = 20_000
"""Characters; to decode a longer one may take without end."""
_DEEPEST = 50
"""Parts within parts."""
_MACHINES = ("Received", "X-Originating-IP", "X-Mailer", "User-Agent")
_MBOX = re.compile(rb"^From .*\d\r?\n", re.MULTILINE)
_MARKUP = frozenset(("text/html", "application/xhtml+xml", "text/enriched", "text/richtext"))
_OTHER_TEXTS = {
    "text/calendar": ".ics",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "text/directory": ".vcf",
    "text/rtf": ".rtf",
    "text/csv": ".csv",
    "text/xml": ".xml",
}
"""Bodies that are files of their own, though they have no name."""
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_UNIX = re.compile(r"^begin(-base64)? [0-7]{3,4} ([^\n]{1,200})\n(.*?)^(?:end|====)$", re.M | re.S)
"""A file between the lines of a letter, as it was done before MIME (POSIX.1, uuencode)."""
_PGP = "-----BEGIN PGP MESSAGE-----"
_SIGNED = bytes.fromhex("2a864886f70d010702")
_ENVELOPED = bytes.fromhex("2a864886f70d010703")
_PLAIN = bytes.fromhex("06092a864886f70d010701")
"""Object identifiers of CMS (RFC 5652 §§ 4, 5.1 and 6.1), in DER."""
_BROKEN = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect)
_SEALED = frozenset(
    ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pkcs7-signature")
)


def read(given: Given, collector: Collector) -> None:
    """A letter, several in one file, or a signed or sealed one. Raises ``Exceeded``."""
    data = bytes(given.data)
    collector.unpacked(len(data))
    if data[:1] == b"\x30":
        _read_sealed(data, collector)
        return
    if data.startswith(b"From ") and len(starts := [m.start() for m in _MBOX.finditer(data)]) > 1:
        for number, (start, end) in enumerate(
            zip(starts, [*starts[1:], len(data)], strict=True), 1
        ):
            held = data[data.index(b"\n", start) + 1 : end]
            collector.inside(Given(f"{number}.eml", held=held))
        return
    if re.match(rb"\d+\s*\n", data):  # Apple's begin with how long they are
        data = data[data.index(b"\n") + 1 :]
    _read_letter(message_from_bytes(data), collector)


def _read_letter(letter: Message, collector: Collector, depth: int = 0) -> None:
    _tell_heads(letter, collector)
    _read_part(letter, "1", collector, depth)


# --- heads ------------------------------------------------------------------------------------


def search_heads(written: str, collector: Collector) -> None:
    """The heads of a letter that came with it, as one text. Raises ``Exceeded``."""
    letter = message_from_string(written.lstrip())
    _search_heads(letter, collector)
    _tell_heads(letter, collector)


def _search_heads(part: Message, collector: Collector) -> None:
    for name, value in part.items():
        if not _MADE_BY_MACHINES.match(name):
            words = _NAMED.sub(" ", head_words(value))
            collector.text(f"{name}: {words}", at=At.HEAD, name=name)


def _tell_heads(letter: Message, collector: Collector) -> None:
    unseen = head_words(letter.get("Bcc", "")).strip()
    if unseen:
        collector.found(Kind.HIDDEN, unseen, at=At.HEAD, name="Bcc")
    for name in _MACHINES:
        told = letter.get_all(name, [])
        if told:  # the last one is where it came from
            shown = f"{name}: {head_words(told[-1])}"
            collector.found(Kind.METADATA, shown, count=len(told), at=At.HEAD)


def head_words(value: object) -> str:
    """A head as it is read (RFC 2047); as it is written where that fails."""
    written = str(value)
    if len(written) > _LONG_HEAD:
        return written
    try:
        parts = decode_header(written)
    except (ValueError, LookupError, HeaderParseError):
        return written
    return "".join(
        part
        if isinstance(part, str)
        else decoded(part, None if encoding in (None, "unknown-8bit") else encoding)
        for part, encoding in parts
    )


# --- parts ------------------------------------------------------------------------------------


def _read_part(part: Message, number: str, collector: Collector, depth: int) -> None:
    collector.part()
    _search_heads(part, collector)
    for edge in (part.preamble, part.epilogue):
        _read_edge(edge, collector)
    if part.get_content_type() == "multipart/encrypted":
        collector.gap(Unread.PASSWORD, "multipart/encrypted")
    if not part.is_multipart():
        _read_leaf(part, number, collector)
    elif depth >= _DEEPEST:
        collector.gap(Unread.TOO_DEEP)
    elif _is_packed_letter(part):
        _read_packed_letter(part, number, collector)
    elif part.get_content_maintype() == "message":
        with collector.within(At.MEMBER, _file_name(part) or f"part-{number}"):
            for letter in _parts(part):
                _read_letter(letter, collector, depth + 1)
    else:
        for place, inner in enumerate(_parts(part), 1):
            _read_part(inner, f"{number}.{place}", collector, depth + 1)


def _is_packed_letter(part: Message) -> bool:
    """RFC 2046 § 5.2.1 allows no such thing, and some servers do it all the same."""
    packed = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    return part.get_content_type() == "message/rfc822" and packed == "base64"


def _read_packed_letter(part: Message, number: str, collector: Collector) -> None:
    for letter in _parts(part):
        written = re.sub(rb"\s+", b"", letter.as_bytes())
        try:
            held = base64.b64decode(written + b"===")
        except binascii.Error:
            held = b""
            collector.gap(Unread.DAMAGED, "base64")
        collector.unpacked(len(held))
        collector.inside(Given(_file_name(part) or f"part-{number}.eml", held=held))


def _parts(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _read_leaf(part: Message, number: str, collector: Collector) -> None:
    kind = part.get_content_type()
    held = part.get_payload(decode=True)
    held = held if isinstance(held, bytes) else str(part.get_payload()).encode()
    collector.unpacked(len(held))
    if any(isinstance(one, _BROKEN) for one in part.defects):
        collector.gap(Unread.DAMAGED, "base64")
    name = _file_name(part)
    if kind in _SEALED:
        _read_sealed(held, collector)
    elif name or kind in _OTHER_TEXTS or not kind.startswith(("text/", "multipart/", "message/")):
        ending = _OTHER_TEXTS.get(kind, "")
        collector.inside(Given(name or f"part-{number}{ending}", held=held))
    else:
        _read_body(part, kind, held, collector)


def _read_edge(edge: str | None, collector: Collector) -> None:
    """What stands before and after the parts is not shown by any program."""
    if not edge or not re.search(r"\w", edge):
        return
    text.search(edge, collector)
    if "mime" not in edge.casefold() and "multipart" not in edge.casefold():
        collector.found(Kind.HIDDEN, edge[:200], count=len(edge.split()))


def _file_name(part: Message) -> str:
    return head_words(part.get_filename() or "").strip()


def _read_body(part: Message, kind: str, held: bytes, collector: Collector) -> None:
    if kind.startswith("multipart/"):  # its parts were not found
        collector.gap(Unread.DAMAGED, kind)
    words = decoded(held, part.get_content_charset())
    if kind in _MARKUP:
        web.search(words, collector)
    else:
        text.search(_QUOTED.sub("", words), collector)
        _read_unix(words, collector)
    if _PGP in words:
        collector.gap(Unread.PASSWORD, "PGP")


def _read_unix(words: str, collector: Collector) -> None:
    if "begin" not in words:
        return
    for packed, name, lines in _UNIX.findall(words.replace("\r\n", "\n")):
        try:
            if packed:
                held = base64.b64decode(lines)
            else:
                held = b"".join(binascii.a2b_uu(line) for line in lines.splitlines() if line)
        except (binascii.Error, ValueError):
            collector.gap(Unread.DAMAGED, "uuencode")
            continue
        collector.unpacked(len(held))
        collector.inside(Given(name.strip(), held=held))


# --- signed and sealed (S/MIME, RFC 8551) -------------------------------------------------------


def _read_sealed(data: bytes, collector: Collector) -> None:
    if _ENVELOPED in data[:64]:
        collector.gap(Unread.PASSWORD, "S/MIME")
        return
    place = data.find(_PLAIN, 0, 400)
    content = b"".join(_octets(data, place + len(_PLAIN))) if place >= 0 else b""
    if content:
        collector.inside(Given("signed.eml", held=content))
    elif _SIGNED not in data[:64]:
        collector.gap(Unread.UNKNOWN, "p7m")
    else:  # of whose content there is nothing to open here
        strings.search(data, collector)


def _octets(data: bytes, place: int, depth: int = 0) -> Iterator[bytes]:
    """The bytes that are signed: one string, or one in pieces (X.690 § 8.7)."""
    while place + 2 <= len(data) and data[place] in (0x04, 0x24, 0xA0):
        tag, size, start = _head(data, place)
        if tag == 0x04:
            yield data[start : start + size]
        elif depth < 4:
            yield from _octets(data[start : start + size] if size else data[start:], 0, depth + 1)
        if not size or depth == 0:
            return
        place = start + size


def _head(data: bytes, place: int) -> tuple[int, int, int]:
    """The tag, the length (0 where the end is marked instead) and where the contents begin."""
    size, start = data[place + 1], place + 2
    if size >= 0x80:
        more = size & 0x7F
        size, start = int.from_bytes(data[start : start + more], "big"), start + more
    return data[place], size, start
