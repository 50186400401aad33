"""Facts as JSON. ``schemas/fakta.schema.json`` describes the form."""

from __future__ import annotations

import json

import msgspec

from moedebog import printable
from moedebog.fakta import Fakta


def as_json(fakta: Fakta) -> bytes:
    """The file: UTF-8, a value a line. The same facts give the same bytes.

    No character in it steers a terminal or is a command to a log.
    """
    text = json.dumps(msgspec.to_builtins(fakta), ensure_ascii=False, indent=1)
    return printable.json_text(text).encode() + b"\n"
