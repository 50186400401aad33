"""Web and mail addresses that stand bare in a text: where they begin and end, where they lead."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

_HOST = re.compile(r"[^.%\s]+(?:\.[^.%\s]+)*\.?|[0-9a-f:.]+")
_MAILBOX = re.compile(r"[^@\s]+@[^@.\s]+(?:\.[^@.\s]+)*")

_LETTER = "A-Za-z0-9ÆØÅæøå"
_SIGN = r"[^\s<>\[\]{}|\"«»“”„`]"
_CLOSED = r"\[[\w.-]{0,99}\](?=[\w/=&%-])|\{[\w.-]{1,99}\}(?=[\w/=&%-])"
"""Brackets that more of the address follows."""
_ADDRESS = re.compile(
    rf"(?<![{_LETTER}@.+/-])(?<![{_LETTER}][’!#$%])(?:"
    r"(?P<web>(?:(?:[Hh]ttps?|HTTPS?)://|(?:[Ww]ww|WWW)\.(?=[\w-]+\.\w)|mailto:(?=[^\s@]{1,64}@))"
    rf"(?:(?!\?){_SIGN}|{_CLOSED}){{1,2000}}(?:\?(?:{_SIGN}|{_CLOSED}|\|(?=\w)){{0,2000}})?)"
    rf"|(?P<mail>[{_LETTER}](?:&amp;|[\w.+'&-]){{0,63}}"
    rf"@(?:[{_LETTER}-]{{1,63}}\.){{1,9}}[A-Za-zÆØÅæøå]{{2,63}})"
    r")"
)
_ENDS = ".,;:!?'’*~\\…"
"""What belongs to the sentence and not to the address that it ends with."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class BareAddress(NamedTuple):
    """A bare address: its place in the text, how it reads, and where it leads."""

    start: int
    end: int
    text: str
    target: str


def may_stand(text: str) -> bool:
    """Whether there may be a bare address in a text: cheap, and never wrongly no."""
    return "@" in text or "://" in text or "www." in text or "WWW." in text or "Www." in text


@lru_cache(maxsize=16)  # the parser asks at every character
def bare(text: str) -> tuple[dict[int, BareAddress], list[int]]:
    """The addresses of a text by where they begin, and these places in order."""
    if not may_stand(text):
        return {}, []
    found: dict[int, BareAddress] = {}
    for match in _ADDRESS.finditer(text):
        written = match[0] if match["mail"] else _without_end(match[0], text[: match.start()])
        said = _ESCAPED.sub(r"\1", written).replace("&amp;", "&")
        if (target := _target(said, bool(match["mail"]))) and leads_out(target):
            end = match.start() + len(written)
            found[match.start()] = BareAddress(match.start(), end, said, target)
    return found, list(found)


def _target(said: str, mail: bool) -> str:
    if mail:
        return f"mailto:{said}"
    return f"https://{said}" if said[:4].lower() == "www." else said


def _without_end(written: str, before: str) -> str:
    """An address without the marks and the closing parenthesis that come after it."""
    while True:
        last = written[-1:]
        unopened = last == ")" and written.count(")") > written.count("(")
        closes = last == "_" and before.endswith("_")
        if not last or not (last in _ENDS or unopened or closes):
            return written
        written = written[:-1]


def leads_out(target: str) -> bool:
    """Whether a link can lead somewhere outside: a web address, a mail address, a telephone."""
    try:
        address = urlsplit(target)
        host = address.hostname if address.port is None or address.port else None
    except ValueError:  # brackets that do not match, a port that is no number
        return False
    match address.scheme:
        case "http" | "https":
            return host is not None and _HOST.fullmatch(host) is not None
        case "mailto":
            return all(_MAILBOX.fullmatch(one) for one in address.path.split(","))
        case "tel":
            return any(map(str.isdecimal, address.path))
    return False
