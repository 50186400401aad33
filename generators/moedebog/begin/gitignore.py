"""Somebody's own ``.gitignore``: the lines that must be in it, in a block of their own."""

from __future__ import annotations

from collections.abc import Iterable

IGNORE = ".gitignore"
_BLOCK = "# moedebog: dokumenter, fortrolige udgaver og adresser hører ikke til i git.".encode()
"""The line that the block begins with. It ends where a line is empty."""


def lines_of(data: bytes) -> tuple[str, ...]:
    """What git does not take, by a ``.gitignore`` as moedebog writes it; without its remarks."""
    lines = data.decode().splitlines()
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))


def lacking(there: bytes, data: bytes, offered: Iterable[str]) -> list[str]:
    """The lines of ``data`` that somebody's file lacks and was not offered yet.

    Who takes a line out again is not given it once more.
    """
    known = {line.strip().strip(b"/") for line in there.splitlines()}
    seen = set(offered)
    return [
        line
        for line in lines_of(data)
        if line not in seen and line.strip().strip("/").encode() not in known
    ]


def completed(there: bytes, added: Iterable[str]) -> bytes:
    """The file with lines at the end of its block, or with the block at its end.

    What stands there stays as it is.
    """
    end = b"\r\n" if b"\r\n" in there else b"\n"
    lines = there.splitlines(keepends=True)
    if lines and not lines[-1].endswith(b"\n"):
        lines[-1] += end
    new = [line.encode() + end for line in added]
    plain = [line.strip() for line in lines]
    if _BLOCK not in plain:
        return b"".join([*lines, end, _BLOCK + end, *new])
    at = plain.index(_BLOCK)
    at += [*plain[at:], b""].index(b"")
    return b"".join([*lines[:at], *new, *lines[at:]])
