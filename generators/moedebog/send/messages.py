"""The bytes of a message. Attachments are encoded once, however many recipients there are."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode, encodebytes
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from email.utils import format_datetime
from io import BytesIO
from mimetypes import guess_type

from msgspec import Struct

from moedebog.addresses import on_the_wire
from moedebog.fakta import MEDIA_TYPES
from moedebog.render.calendar import Address
from moedebog.render.formats import FORMATS
from moedebog.render.mail import MessageText
from moedebog.send.encoded import Encoded, Spool

LONGEST_LINE = 998
"""Bytes, RFC 5322, 2.1.1; longer ones may not travel as they are."""
AUTOMATIC = "Auto-Submitted: auto-generated"
_PIECE = 60
"""Characters of a parameter's value before it is cut in pieces (RFC 2231, 3)."""
_LINE = 60
"""Characters of a header's text that stand on one line, its name not counted."""


_ENVELOPED = (
    'Content-Type: application/pkcs7-mime; smime-type=enveloped-data;\r\n name="smime.p7m"\r\n'
    "Content-Transfer-Encoding: base64\r\n"
    'Content-Disposition: attachment;\r\n filename="smime.p7m"'
)


class Enclosure(Struct, frozen=True, eq=False):
    """A file that goes out, encoded."""

    name: str
    digest: str
    """SHA-256 of the file."""
    size: int
    encoded: Encoded
    punkt: str = ""
    """The anchor of the item that it belongs to; empty for the document itself."""
    reference: str = ""
    """What it is called where its name is not to be read: it is closed. Else empty."""
    made: bool = False
    """Whether it is a document that was made of the meeting file, and no file of somebody's."""
    holds: frozenset[str] = frozenset()
    """Where it is one file of a document and its attachments: SHA-256 of those in it."""
    begins: bool = True
    """Whether the document itself is in it: it is not in a later one of several files."""

    @classmethod
    def of(cls, name: str, data: bytes, punkt: str = "") -> Enclosure:
        """A file as it goes out."""
        encoded, digest, size = Spool().encode(BytesIO(data), len(data))
        return cls(name, digest, size, encoded, punkt)

    @property
    def public_name(self) -> str:
        """What anybody may read of its name."""
        return self.reference or self.name


class Head(Struct, frozen=True):
    """What the headers say."""

    sender: Address
    reply_to: Address
    list_id: str
    """``udvalg.example.org``."""
    list_name: str
    recipient: Address | None
    """``None`` for a message that is only shown."""
    group: str
    message_id: str
    refers_to: str
    date: datetime
    language: str
    """Of the text, e.g. ``da``."""
    mark: str = ""
    """What stands before the subject, in ASCII, for the mail server; may be empty."""
    extra: tuple[tuple[str, str], ...] = ()
    """Further headers: name and value, in ASCII."""


class Message(Struct, frozen=True):
    """A whole message, in pieces that are not joined: the large ones are shared."""

    pieces: tuple[bytes | Encoded, ...]
    tunnel: bool = False
    """Whether it may only be handed over an encrypted connection to a server that is known."""

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(map(len, self.pieces))

    def __iter__(self) -> Iterator[bytes]:
        """Piece by piece, none of them large; no line is cut by two of them."""
        for piece in self.pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                yield from piece

    def __bytes__(self) -> bytes:
        return b"".join(self)


class Calendar(Struct, frozen=True):
    """A calendar entry as a part of a message."""

    data: bytes
    method: str


def message(
    head: Head,
    text: MessageText,
    enclosures: Sequence[Enclosure],
    calendar: Calendar | None,
    *,
    eight_bit: bool,
    enciphers: Callable[[bytes], bytes] | None = None,
) -> Message:
    """One message to one recipient.

    ``enciphers``: makes enveloped data of the whole body, with what it is and what is attached to
    it (S/MIME, RFC 8551, 3.3). The head stays readable.
    """
    key = hashlib.sha256(head.message_id.encode()).hexdigest()[:24]
    boundary = f"=_blandet_{key}"
    kind = f'Content-Type: multipart/mixed;\r\n boundary="{boundary}"'
    if enciphers is not None:
        inner = Message(_body(f"{kind}\r\n\r\n".encode(), text, enclosures, calendar, key, False))
        sealed = encodebytes(enciphers(bytes(inner))).replace(b"\n", b"\r\n")
        return Message((_headers(head, text.subject, _ENVELOPED), sealed))
    first = _headers(head, text.subject, kind)
    return Message(_body(first, text, enclosures, calendar, key, eight_bit))


def _body(
    first: bytes,
    text: MessageText,
    enclosures: Sequence[Enclosure],
    calendar: Calendar | None,
    key: str,
    eight_bit: bool,
) -> tuple[bytes | Encoded, ...]:
    """The parts of a message behind the headers ``first``."""
    boundary = f"=_blandet_{key}"
    pieces: list[bytes | Encoded] = [
        first,
        _alternatives(text, calendar, boundary, key, eight_bit),
    ]
    for enclosure in enclosures:
        pieces += [_attachment_headers(enclosure.name, boundary), enclosure.encoded]
    pieces.append(f"--{boundary}--\r\n".encode())
    return tuple(pieces)


def message_id(domain: str, *parts: object) -> str:
    """A Message-ID that is the same whenever ``parts`` are."""
    digest = hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]
    return f"<{digest}@{domain}>"


def domain_of(address: Address) -> str:
    """The domain, in ASCII."""
    return on_the_wire(address.email)[0].rpartition("@")[2]


def address_of(text: str) -> Address:
    """``Børn, Unge og Familie <post@example.org>``, or an address alone.

    A name is written as it is, without the quotation marks that a comma needs in a header.
    """
    name, _, address = text.rpartition("<")
    return Address(name.strip().strip('"'), address.removesuffix(">").strip())


# --- headers ----------------------------------------------------------------------------------


def _headers(head: Head, subject: str, *kind: str) -> bytes:
    # Written here: the library's own folding loses spaces between encoded words, and encodes
    # a Message-ID that is too long for a line, which makes it another one.
    lines = [
        f"From: {_mailbox(head.sender)}",
        f"To: {_mailbox(head.recipient) if head.recipient else f'{_phrase(head.group)}:;'}",
        f"Reply-To: {_mailbox(head.reply_to)}",
        f"Subject: {_unstructured(subject, head.mark)}",
        f"Date: {format_datetime(head.date)}",
        f"Message-ID: {head.message_id}",
        *(
            [f"In-Reply-To: {head.refers_to}", f"References: {head.refers_to}"]
            if head.refers_to
            else []
        ),
        f"List-Id: {_phrase(head.list_name)}\r\n <{head.list_id}>",
        AUTOMATIC,
        *(f"{name}: {value}" for name, value in head.extra),
        f"Content-Language: {head.language}",
        "MIME-Version: 1.0",
        *kind,
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def _mailbox(address: Address) -> str:
    wire, _ = on_the_wire(address.email)
    return f"{_phrase(address.name)}\r\n <{wire}>" if address.name.strip() else wire


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _unstructured(text: str, mark: str = "") -> str:
    """A header's free text; what is not plain, or too long for a line, in encoded words.

    ``mark`` stands before it as it is: programs look for it there that decode nothing.
    """
    text = _one_line(text)
    written = text if _is_plain(text) else "\r\n ".join(_encoded_words(text))
    return f"{mark}\r\n {written}" if mark else written


def _phrase(text: str) -> str:
    """A name in a header."""
    text = _one_line(text)
    if _is_plain(text):
        return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'
    return "\r\n ".join(_encoded_words(text))


def _is_plain(text: str) -> bool:
    return text.isascii() and len(text) <= _LINE and "=?" not in text


def _encoded_words(text: str) -> Iterator[str]:
    piece = ""
    for character in text:
        if len((piece + character).encode()) > 42:
            yield _encoded_word(piece)
            piece = ""
        piece += character
    yield _encoded_word(piece)


def _encoded_word(text: str) -> str:
    return f"=?utf-8?B?{b64encode(text.encode()).decode()}?="


# --- text and calendar -----------------------------------------------------------------------


def _alternatives(
    text: MessageText, calendar: Calendar | None, outer: str, key: str, eight_bit: bool
) -> bytes:
    """The same in plain text, as HTML and as a calendar entry: the best comes last."""
    boundary = f"=_valg_{key}"
    parts = [
        f"--{outer}\r\n"
        f'Content-Type: multipart/alternative;\r\n boundary="{boundary}"\r\n\r\n'.encode()
    ]
    bodies = [("plain", "", text.plain.encode()), ("html", "", text.html.encode())]
    if calendar:
        bodies.append(("calendar", f"; method={calendar.method}", calendar.data))
    for subtype, parameters, data in bodies:
        lines = data.replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")
        data = b"\r\n".join(lines) + b"\r\n"
        encoding = "7bit" if data.isascii() else "8bit"
        if max(map(len, lines)) > LONGEST_LINE or (encoding == "8bit" and not eight_bit):
            encoding = "base64"
            data = encodebytes(data).replace(b"\n", b"\r\n")
        headers = (
            f"--{boundary}\r\nContent-Type: text/{subtype}; charset=utf-8{parameters}\r\n"
            f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
        )
        parts += [headers.encode(), data]
    parts.append(f"--{boundary}--\r\n\r\n".encode())
    return b"".join(parts)


# --- attachments --------------------------------------------------------------------------------


def _attachment_headers(name: str, boundary: str) -> bytes:
    """Headers by which every mail program finds the name.

    ``filename*`` (RFC 2231) is the rule. The encoded word in ``name`` is for those Outlooks
    that do not know it. A plain ``filename`` beside them would be what such a one takes
    first, and it has no Danish letters.
    """
    suffix = _suffix(name)
    drawn = FORMATS.get(suffix.removeprefix("."))
    known = drawn.media_type if drawn else MEDIA_TYPES.get(suffix)
    kind = known or guess_type(name)[0] or "application/octet-stream"
    if name.isascii():
        called, filed = [f'name="{name}"'], [f'filename="{name}"']
    else:
        words = "\r\n ".join(_encoded_words(name))
        called, filed = [f'name="{words}"'], list(_coded("filename", name))
    headers = [
        ";\r\n ".join([f"Content-Type: {kind}", *called]),
        ";\r\n ".join(["Content-Disposition: attachment", *filed]),
    ]
    return "\r\n".join(
        [f"--{boundary}", *headers, "Content-Transfer-Encoding: base64", "", ""]
    ).encode()


def _coded(key: str, value: str) -> Iterator[str]:
    """A parameter by RFC 2231, in pieces where it is long; none ends inside a character."""
    pieces = ["utf-8''"]
    for character in value:
        coded = character
        if character != "." and not (character.isascii() and character.isalnum()):
            coded = "".join(f"%{byte:02X}" for byte in character.encode())
        if len(pieces[-1] + coded) > _PIECE:
            pieces.append("")
        pieces[-1] += coded
    if len(pieces) == 1:
        yield f"{key}*={pieces[0]}"
    else:
        yield from (f"{key}*{number}*={piece}" for number, piece in enumerate(pieces))


def _suffix(name: str) -> str:
    return f".{name.rpartition('.')[2].lower()}"
