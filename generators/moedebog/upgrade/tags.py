"""Variables in the tags of a Word template, renamed; all other bytes of its parts stay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from moedebog.upgrade.changes import TagChange

_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TAG = re.compile(rb"\{[{%#].*?[}%#]\}", re.DOTALL)
_MARKUP = re.compile(rb"<[^>]*>")


def renamed(data: bytes, changes: Sequence[TagChange]) -> tuple[bytes, list[tuple[str, str]]]:
    """The template with its variables renamed, and each tag that was and is.

    A tag that Word has cut into pieces is left as it is where its variable is in pieces: ``cut``
    finds those.
    """
    pairs: list[tuple[str, str]] = []

    def tag(match: re.Match[bytes]) -> bytes:
        made = match[0]
        for change in changes:
            made = _pattern(change).sub(change.new.encode(), made)
        if made != match[0]:
            pairs.append((_plain(match[0]), _plain(made)))
        return made

    out = BytesIO()
    try:
        with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
            for entry in old.infolist():
                part = old.read(entry)
                if _PARTS.fullmatch(entry.filename):
                    part = _TAG.sub(tag, part)
                new.writestr(entry, part, entry.compress_type)
    except (BadZipFile, OSError, NotImplementedError, RuntimeError):
        return data, []  # no template; it is told where it is used
    return (out.getvalue() if pairs else data), pairs


def cut(data: bytes, changes: Sequence[TagChange]) -> list[str]:
    """The tags whose variable is still called as it was, because Word has cut it into pieces."""
    texts = []
    try:
        with ZipFile(BytesIO(data)) as file:
            for name in filter(_PARTS.fullmatch, file.namelist()):
                for match in _TAG.finditer(file.read(name)):
                    plain = _plain(match[0])
                    if any(_pattern(change).search(plain.encode()) for change in changes):
                        texts.append(plain)
    except (BadZipFile, OSError, NotImplementedError, RuntimeError):
        return []
    return texts


def _pattern(change: TagChange) -> re.Pattern[bytes]:
    return re.compile(rb"(?<![\w.])" + re.escape(change.old.encode()) + rb"(?!\w)")


def _plain(tag: bytes) -> str:
    return _MARKUP.sub(b"", tag).decode("utf-8", "replace")
