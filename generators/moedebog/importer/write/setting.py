"""What all that writes a draft down goes by."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from moedebog.importer.joint import Bodies
from moedebog.importer.pieces import Piece, text_piece
from moedebog.importer.recognise import Draft, Known
from moedebog.meeting import Forum
from moedebog.phrases import DANISH, Phrases
from moedebog.phrases.item_words import in_words_of_forum


class Setting(Struct, frozen=True, dict=True):
    """A draft, and where its meeting file belongs."""

    draft: Draft
    bodies: Bodies
    folder: Path
    """Where the meeting file lies, and below it the attachments."""
    known: Known
    files: dict[str, str] = field(default_factory=dict)
    """The files that attachments name so far, each with the title of the first."""

    @cached_property
    def forum(self) -> Forum:
        """The forum of the file, with the members of all bodies that meet."""
        return self.bodies.together

    @cached_property
    def phrases(self) -> Phrases:
        """The words that the meeting is printed with."""
        return in_words_of_forum(DANISH, self.forum.politik.punktord)


class Leftover(Struct):
    """What the facts of a meeting file have no place for."""

    pieces: list[Piece] = field(default_factory=list)
    """Lines that come into the introduction."""
    notes: list[str] = field(default_factory=list)
    """What is unsure of the meeting as a whole; it stands at the date."""

    def keep(self, text: str) -> None:
        """Keeps a fact as a line of text."""
        self.pieces.append(text_piece(text))
