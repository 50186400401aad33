"""Checksums of all that a reader gets, for comparing within one run of the program.

They are kept nowhere, so they may count whatever the document tree has.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from moedebog.document import NOT_FOR_ALL, Document
from moedebog.outgoing import Forsendelse

Digest = Callable[[Path], str]
"""The checksum of a file's content."""

POSITION = frozenset({"position"})
"""Attributes that say where in the meeting file something stands."""


def content_sum(dispatch: Forsendelse, digest: Digest) -> str:
    """Checksum of all that one reader gets: the document's words and the attachments."""
    bilag = [(b.reference, b.titel, digest(b.sti)) for b in dispatch.bilag]
    document = as_written(dispatch.document)
    return checksum([plain(document, digest), bilag, dispatch.indkaldelse.aflyst])


def as_written(document: Document) -> Document:
    """A document without what was looked up in the attachments.

    It follows from them, which count by their content: that somebody looks is no news, and neither
    is that a later version of the program sees more.
    """
    if all(one.slags != NOT_FOR_ALL for one in document.slutafsnit):
        return document
    rest = tuple(one for one in document.slutafsnit if one.slags != NOT_FOR_ALL)
    return replace(document, slutafsnit=rest)


def plain(value: Any, digest: Digest, without: frozenset[str] = frozenset()) -> Any:
    """A document tree as JSON has it; positions in the meeting file are no content.

    ``without``: attributes of the outermost struct that do not count.
    """
    if isinstance(value, Struct):
        return [
            type(value).__name__,
            *(
                plain(getattr(value, name), digest)
                for name in value.__struct_fields__
                if name not in POSITION | without
            ),
        ]
    if isinstance(value, tuple):
        return [plain(one, digest) for one in value]
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Path):
        return digest(value)
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)


def checksum(value: Any) -> str:
    """The checksum of what is plain."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()
