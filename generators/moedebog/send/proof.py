"""Proves on the finished message that its readers get nothing that is closed to them.

The message was built from the document that they may read. Here it is taken apart again, as a mail
program does, and searched for what only others may read (``proof``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import MappingProxyType

from moedebog.diagnostics import Phrase
from moedebog.proof import Leak, Proving, Served
from moedebog.send.encoded import Encoded
from moedebog.send.messages import Enclosure, Message

_LETTER = "brev.eml"
_FORMS = {"html": "text/html", "ics": "text/calendar"}
_HEAD = Phrase("brevhovedet", "the head of the letter")


def leaks(
    message: Message,
    enclosures: Collection[Enclosure],
    proving: Proving,
    allowed: AbstractSet[str],
    answered: Collection[str] = (),
    on_disk: Mapping[str, Path] = MappingProxyType({}),
) -> list[Phrase]:
    """Where the message holds what is closed; empty where it does not.

    ``enclosures`` are what it was made with; ``allowed``: SHA-256 of the files that its readers
    may have; ``answered``: of those that somebody answers for; ``on_disk``: where files of these
    SHA-256 lie. The closed text itself is not repeated: what is told ends up in logs. Attachments
    are looked at one by one, beside the rest.
    """
    letter = _without_bodies(message)
    bodies = [piece for piece in message.pieces if isinstance(piece, Encoded)]
    told = [_in_letter(one) for one in proving.leaks([Served(_LETTER, letter, own=True)])]
    own = {one.digest for one in enclosures if one.made}
    joined = {one.digest: one.holds for one in enclosures if one.holds}
    for name, body in zip(_names(letter), bodies, strict=True):
        digest = _digest(body)
        if digest in joined:  # it is searched by what it was joined of
            if not joined[digest] <= allowed:
                told.append(_file(name))
            continue
        path = on_disk.get(digest)
        if path is None or Served(name, path, own=False).digest != digest:
            content: bytes | Path = b"".join(body.decoded())
        else:
            content = path
        served = Served(name, content, digest in own, digest in answered)
        found = list(proving.leaks([served]))
        if digest not in allowed or found:
            told.append(_file(next((one.name for one in found), name)))
    return list(dict.fromkeys(told))


def seen_by_others(message: Message) -> dict[str, str]:
    """What others see of a message than its reader: its ``head``, which nothing enciphers, each
    ``name`` of a file, which mail programs show and keep, and the ``calendar``."""
    letter = message_from_bytes(_without_bodies(message), policy=default)
    calendar = "\n".join(
        part.get_content() for part in letter.walk() if part.get_content_type() == "text/calendar"
    )
    return {
        "head": "\n".join(str(value) for value in letter.values()),
        "name": "\n".join(part.get_filename() or "" for part in letter.walk()),
        "calendar": calendar.replace("\r\n", "\n").replace("\n ", "").replace("\\", ""),
    }


def _without_bodies(message: Message) -> bytes:
    """A message without the contents of its attachments, which may be larger than memory."""
    return b"".join(piece for piece in message.pieces if isinstance(piece, bytes))


def _digest(body: Encoded) -> str:
    digest = hashlib.sha256()
    for data in body.decoded():
        digest.update(data)
    return digest.hexdigest()


def _names(letter: bytes) -> Iterator[str]:
    """What the attachments are called, as a mail program reads it."""
    for part in message_from_bytes(letter, policy=default).walk():
        if part.get_content_disposition() == "attachment":
            yield part.get_filename() or ""


def _in_letter(leak: Leak) -> Phrase:
    where = leak.where[0] if leak.where else ""
    if where.startswith("body"):
        form = _FORMS.get(where.rpartition(".")[2], "text/plain")
        return Phrase(f"teksten ({form})", f"the text ({form})")
    return _HEAD


def _file(name: str) -> Phrase:
    return Phrase(f"filen {name}", f"the file {name}")
