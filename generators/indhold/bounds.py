"""What looking into a file may cost, so that no file stops the others."""

from __future__ import annotations

from msgspec import Struct


class Bounds(Struct, frozen=True):
    """The most that one file may take."""

    bytes: int = 500_000_000
    """Of the file itself."""
    unpacked: int = 2_000_000_000
    """Bytes of all that is packed inside it, whatever it says of itself."""
    part: int = 400_000_000
    """Bytes of a single part, unpacked."""
    parts: int = 20_000
    """Files inside it, at every depth."""
    depth: int = 4
    """Files inside files."""
    characters: int = 200_000_000
    """Of text."""
    findings: int = 500
    """Of each kind that are told of one file; more of one in one place are counted."""
    seconds: float = 60
    memory: int = 1_500_000_000
    """Bytes that its process may take, where the system can hold it to that."""


class Exceeded(Exception):
    """A bound was met; what of the file was read until then holds."""
