"""What a file comes apart into: names, words, bytes, pictures, and what could not be read."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from bevis.held import Held
from bevis.pictures import Picture

Place = tuple[str, ...]
"""From the outside in: the file's name, a member's, a page or an object."""


class As(StrEnum):
    """What a part is."""

    NAME = "name"
    """What a file or a member is called."""
    WORDS = "words"
    """Text as somebody reads or hears it, or as a program finds it."""
    BYTES = "bytes"
    """Bytes as they stand, or unpacked: whatever form they have."""
    PICTURE = "picture"
    """A picture inside a file whose bytes alone do not show it."""
    UNREAD = "unread"
    """Something that could not be taken apart; ``words`` says why."""


class Part(Struct, frozen=True):
    """One part of a file."""

    kind: As
    place: Place
    words: str = ""
    data: Held = b""
    picture: Picture | None = None


class Limits(Struct, frozen=True):
    """What taking one file apart may cost."""

    unpacked: int = 2_000_000_000
    """Bytes of all that comes out of it."""
    depth: int = 6
    """Files inside files."""
    parts: int = 400_000
    pictures: bool = True
    """Whether to look at what the pictures of a PDF show."""
