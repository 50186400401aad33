"""A ``Document`` as JSON, for machines: what the document says, and nothing that it does not.

The attributes are those of ``document`` and ``blocks``, under their names; what is ``None``
or ``False`` is left out. A block, a run and a line break say in ``type`` which class they are.
Where a text stands in the meeting file, and in which folder a picture lies, is not told.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct

from moedebog import blocks
from moedebog.diagnostics import Position
from moedebog.document import Document

FORMAT = "moedebog-dokument-1"
"""Stands first in the file. The number rises when a reader of the old form would go wrong."""

_TYPED = (*get_args(blocks.Block), blocks.Run, blocks.LineBreak)


def as_json(document: Document) -> bytes:
    """The file. The same document gives the same bytes."""
    data = {"format": FORMAT, **_plain(document)}
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Struct):
        pairs = ((name, getattr(value, name)) for name in value.__struct_fields__)
        told = {name: _plain(v) for name, v in pairs if _is_told(v)}
        return {"type": type(value).__name__, **told} if isinstance(value, _TYPED) else told
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Path):
        return value.name
    return value.isoformat() if isinstance(value, date) else value


def _is_told(value: Any) -> bool:
    return value is not None and value is not False and not isinstance(value, Position)
