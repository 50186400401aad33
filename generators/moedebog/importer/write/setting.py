"""What all that writes a draft down goes by."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field

from moedebog.importer.pieces import Piece, text_piece
from moedebog.importer.recognise import Draft, Known
from moedebog.meeting import Forum


class Setting(Struct, frozen=True):
    """A draft, and where its meeting file belongs."""

    draft: Draft
    forum: Forum
    folder: Path
    """Where the meeting file lies, and below it the attachments."""
    known: Known


class Leftover(Struct):
    """What the facts of a meeting file have no place for."""

    pieces: list[Piece] = field(default_factory=list)
    """Lines that come into the introduction."""
    notes: list[str] = field(default_factory=list)
    """What is unsure of the meeting as a whole; it stands at the date."""

    def keep(self, text: str) -> None:
        """Keeps a fact as a line of text."""
        self.pieces.append(text_piece(text))
