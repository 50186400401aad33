"""Looks for words in files, with nothing of what makes or proves them: an own way to take apart.

Each file is unpacked as far as it goes, each stream of bytes is read in every coding, and what is
left are letters and figures in lower case, so that a word that is divided or spaced out is found.
"""

from __future__ import annotations

import base64
import binascii
import html
import io
import quopri
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from email import message_from_bytes
from email.policy import default
from urllib.parse import unquote

from pdfminer.high_level import extract_text

CODINGS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_PACKED = re.compile(rb"[A-Za-z0-9+/\r\n]{16,}={0,2}")
_DEEP = 4


def found(words: Collection[str], name: str, data: bytes) -> set[str]:
    """Which of the words stand in a file, or in its name."""
    wanted = {_plain(word): word for word in words}
    hits: set[str] = set()
    for text in (name, *_texts(data)):
        for form in (text, html.unescape(text), unquote(text), _spelt(text)):
            plain = _plain(form)
            hits |= {word for key, word in wanted.items() if key in plain}
    return hits


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _spelt(text: str) -> str:
    """A text without the backslashes and tags of programs."""
    told = re.sub(r"\\u([0-9a-fA-F]{4})", lambda one: chr(int(one[1], 16)), text)
    return re.sub(r"<[^<>]*>|\\[nN]?|\r?\n[ \t]", "", told)


def _texts(data: bytes) -> Iterator[str]:
    for held in unpacked(data):
        for coding in CODINGS:
            yield held.decode(coding, "ignore")
            if coding.startswith("utf-16"):
                yield held[1:].decode(coding, "ignore")
        if held.startswith(b"%PDF-"):
            yield extract_text(io.BytesIO(held))


def unpacked(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes of a file, and all that is packed in them."""
    yield data
    if depth >= _DEEP:
        return
    for held in _inside(data):
        if held and held != data:
            yield from unpacked(held, depth + 1)


def _inside(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield "\n".join(package.namelist()).encode()
            yield from map(package.read, package.namelist())
        return
    if data.startswith(b"\x89PNG"):
        yield from (_inflated(data[one.start() :]) for one in re.finditer(b"\x78", data))
        return
    if data.startswith(b"%PDF-"):
        yield from (_inflated(stream[1]) for stream in _STREAM.finditer(data))
    if re.match(rb"[A-Za-z-]+: ", data):
        yield from _of_letter(data)
    for digits in _HEX.findall(data):
        plain = re.sub(rb"\s", b"", digits).decode()
        yield bytes.fromhex(plain[: len(plain) // 2 * 2])
    if b"\0" not in data[:1000]:
        yield from map(_decoded, _PACKED.findall(data))


def _of_letter(data: bytes) -> Iterator[bytes]:
    for part in message_from_bytes(data, policy=default).walk():
        yield "\n".join(map(str, part.values())).encode("utf-8", "replace")
        body = part.get_payload(decode=True)
        yield body if isinstance(body, bytes) else b""
    yield quopri.decodestring(data)


def _decoded(packed: bytes) -> bytes:
    plain = re.sub(rb"[\r\n=]", b"", packed)
    try:
        return base64.b64decode(plain + b"=" * (-len(plain) % 4))
    except binascii.Error:
        return b""


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data.lstrip(b"\r\n"))
    except zlib.error:
        return b""
