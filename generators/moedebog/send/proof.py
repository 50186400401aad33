"""Proves on the finished message that a public group gets nothing that is closed.

The message was built from the public document. Here it is taken apart again, as a mail
program does, and held against what only the internal document says.
"""

from __future__ import annotations

import hashlib
import html
import re
import zipfile
from collections.abc import Collection, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from enum import Enum
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from msgspec import Struct

from moedebog.diagnostics import Phrase
from moedebog.fakta import Fakta
from moedebog.outgoing import Forsendelse
from moedebog.send.encoded import Encoded
from moedebog.send.messages import Message
from moedebog.typography import plain_spaces

SHORTEST = 6
"""Characters of a text that is looked for; shorter ones stand in other words by chance."""
_HELD = 8_000_000
"""Bytes of a Word file that are held in memory while it is looked into."""
_NOT_SHOWN = frozenset(
    {"position", "slags", "anker", "art", "noegle", "punkt", "sti", "path", "id", "phrases"}
)
"""Attributes whose value no reader sees, or not all of it."""
_TAGS = re.compile(r"<[^>]*>")
_PARAGRAPHS = re.compile(r"</w:p>|<w:br/>|<w:tab/>")


def closed_texts(public: Forsendelse, internal: Forsendelse) -> frozenset[str]:
    """What only the internal material says."""
    # The headings of sections, as the program itself writes them, tell nothing of what is closed.
    known = "\n".join((*_texts(public), *internal.phrases.sections.values()))
    return frozenset(
        text for text in _texts(internal) if len(text) >= SHORTEST and text not in known
    )


def leaks(message: Message, closed: Collection[str], allowed: Collection[str]) -> list[Phrase]:
    """Where the message holds what is closed; empty where it does not.

    ``allowed`` are the SHA-256 of the files that the public may have. The closed text
    itself is not repeated: what is told ends up in logs. Attachments are looked at one by one,
    beside the rest, since they may be larger than memory.
    """
    bodies = [piece for piece in message.pieces if isinstance(piece, Encoded)]
    letter = message_from_bytes(
        b"".join(piece for piece in message.pieces if isinstance(piece, bytes)), policy=default
    )
    assert isinstance(letter, EmailMessage)  # noqa: S101 - the policy makes it so
    places: list[Phrase] = []
    headers = "\n".join(str(value) for value in letter.values())
    if _holds(headers, closed):
        places.append(Phrase("brevhovedet", "the head of the letter"))
    attached = [p for p in letter.walk() if p.get_content_disposition() == "attachment"]
    for part, body in zip(attached, bodies, strict=True):
        known, text = _looked_into(body)
        if known not in allowed or _holds(f"{part.get_filename()}\n{text}", closed):
            name = part.get_filename()
            places.append(Phrase(f"filen {name}", f"the file {name}"))
    for part in letter.walk():
        if part.is_multipart() or part in attached:
            continue
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)  # noqa: S101 - it is no multipart
        text = data.decode("utf-8", "replace").replace("\r\n ", "").replace("\\", "")
        if _holds(text, closed) or _holds(html.unescape(_TAGS.sub(" ", text)), closed):
            form = part.get_content_type()
            places.append(Phrase(f"teksten ({form})", f"the text ({form})"))
    return places


def _looked_into(body: Encoded) -> tuple[str, str]:
    """An attachment's SHA-256, and its text where it is a Word file."""
    digest = hashlib.sha256()
    with SpooledTemporaryFile(max_size=_HELD) as file:
        zipped = False
        for number, data in enumerate(body.decoded()):
            digest.update(data)
            zipped = zipped or (number == 0 and data.startswith(b"PK"))
            if zipped:
                file.write(data)
        return digest.hexdigest(), _text_of_docx(file) if zipped else ""


def _holds(text: str, closed: Collection[str]) -> bool:
    text = _normal(text)
    return any(one in text for one in closed)


def _texts(value: Any) -> Iterator[str]:
    """Every text that a reader of the material may see."""
    if isinstance(value, (Enum, Fakta)):  # facts are no part of a message
        return
    if isinstance(value, str):
        if text := _normal(value):
            yield text
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            if name not in _NOT_SHOWN:
                yield from _texts(getattr(value, name))


def _normal(text: str) -> str:
    return " ".join(plain_spaces(text).split())


def _text_of_docx(file: IO[bytes]) -> str:
    """The text of a Word file; nothing of any other."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = [n for n in archive.namelist() if re.fullmatch(r"(word|docProps)/\w+\.xml", n)]
            xml = "\n".join(archive.read(name).decode("utf-8", "replace") for name in parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return ""
    return html.unescape(_TAGS.sub("", _PARAGRAPHS.sub(" ", xml)))
