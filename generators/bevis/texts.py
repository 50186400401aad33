"""Words in texts of programs: XML, HTML, JSON, calendars, plain text, and text inside pictures."""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from bevis.held import Held
from bevis.parts import As, Part, Place

_TAGS = re.compile(r"<[^<>]*>")
_ENDS = re.compile(r"</(?:\w+:)?(?:p|tc|tr|td|th|li|div|h\d|title|a)\s*>|<(?:\w+:)?(?:br|tab)\b")
"""Tags at which a word ends."""
_FOLDED = re.compile(r"\r?\n[ \t]")
_ESCAPED = {"\\n": " ", "\\N": " ", "\\,": ",", "\\;": ";", "\\\\": "\\"}
_ESCAPES = re.compile(r"\\[nN,;\\]")
_PACKED = re.compile(r"[A-Za-z0-9+/]{40,}={0,2}")
_BEGINNING = 4096
_ASCII, _CONTROLS = bytes(range(128)), bytes((*range(9), *range(14, 32)))


def is_text(data: Held) -> bool:
    """Whether bytes are text: near their beginning no control characters, and signs that most
    texts are written with, or UTF-8. The dots of a white page are none."""
    start = bytes(data[:_BEGINNING])
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if not start or len(start.translate(None, _CONTROLS)) < len(start):
        return False
    return len(start.translate(None, _ASCII)) * 2 <= len(start) or _is_utf_8(start)


def _is_utf_8(start: bytes) -> bool:
    try:
        start.decode()
    except UnicodeDecodeError as error:
        return error.end >= len(start) == _BEGINNING  # cut
    return True


def of_text(place: Place, data: Held) -> Iterator[Part]:
    """What stands in a text, whatever writes its letters otherwise than they are read."""
    text = _decoded(bytes(data))
    forms = {text: None, html.unescape(text): None, html.unescape(_TAGS.sub(_untagged, text)): None}
    if "\\" in text or "\n " in text or "\n\t" in text:
        unfolded = _FOLDED.sub("", text)
        forms[_ESCAPES.sub(lambda match: _ESCAPED[match[0]], unfolded)] = None
    if "%" in text:
        forms[unquote(text)] = None
    if text.lstrip()[:1] in ("{", "[") or text.lstrip().startswith('"'):
        forms["\n".join(_in_json(text))] = None
    for form in forms:
        yield Part(As.WORDS, place, form)
    for match in _PACKED.finditer(text):
        try:
            held = base64.b64decode(match[0] + "=" * (-len(match[0]) % 4))
        except binascii.Error:
            continue
        yield Part(As.BYTES, place, data=held)


def _untagged(tag: re.Match[str]) -> str:
    return "\n" if _ENDS.match(tag[0]) else ""


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _in_json(text: str) -> Iterator[str]:
    try:
        waiting: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one


def of_png(place: Place, data: Held) -> Iterator[Part]:
    """The texts beside a picture (PNG 11.3.3), packed or not. Raises ``ValueError``."""
    at = 8
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        held = data[at + 8 : at + 8 + size]
        if kind in (b"zTXt", b"iTXt", b"iCCP"):
            for begin in range(len(held)):
                if held[begin : begin + 1] == b"\x78":  # how packed matter begins (RFC 1950)
                    try:
                        yield Part(As.BYTES, place, data=zlib.decompress(held[begin:]))
                        break
                    except zlib.error:
                        continue
        at += 12 + size
