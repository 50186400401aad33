"""Letters (RFC 5322): heads as they are read, and each body as it is meant."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default

from bevis.held import Held
from bevis.parts import As, Part, Place

_ENDINGS = {"text/html": ".html", "text/calendar": ".ics", "text/plain": ".txt"}


def parts(place: Place, data: Held) -> Iterator[Part]:
    """The heads and bodies of a letter; a body is ``BYTES`` and may be a file of its own."""
    letter = message_from_bytes(bytes(data), policy=default)
    for number, one in enumerate(letter.walk(), 1):
        heads = "\n".join(f"{name}: {value}" for name, value in one.items())
        yield Part(As.WORDS, (*place, "head" if number == 1 else f"head {number}"), heads)
        if one.is_multipart():
            continue
        name = one.get_filename() or f"body {number}{_ENDINGS.get(one.get_content_type(), '')}"
        held = one.get_payload(decode=True)
        yield Part(As.BYTES, (*place, name), data=held if isinstance(held, bytes) else b"")
