"""What goes out with a document: frozen structs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from moedebog.diagnostics import Position
from moedebog.document import Document
from moedebog.fakta import Fakta, Moedefakta
from moedebog.phrases import Phrases


class Vedlagt(Struct, frozen=True):
    """An attachment that goes out with a document."""

    punkt: str
    """The anchor of the item that it belongs to; empty: the meeting as a whole."""
    reference: str
    """E.g. ``Punkt 3, bilag 1``."""
    titel: str
    sti: Path
    """The file on disk."""
    position: Position
    """Where the meeting file names it."""


class Indkaldelse(Struct, frozen=True):
    """A meeting as a calendar knows it."""

    moede: Moedefakta
    """Public, whoever gets it: others can often see a member's calendar."""
    titel: str
    """The forum's name and the meeting's title."""
    overskrift: str
    """The title, with whether the meeting is off."""
    slut: datetime
    """When the meeting ends or is expected to; Danish clock time, without a time zone."""
    tekst: str
    """The overview of items, a line each."""

    @property
    def id(self) -> str:
        """Lasting: stays when the meeting is moved."""
        return self.moede.id

    @property
    def start(self) -> datetime:
        """Danish clock time, without a time zone."""
        return self.moede.start.replace(tzinfo=None)

    @property
    def sted(self) -> str:
        """May be empty."""
        return self.moede.sted or ""

    @property
    def aflyst(self) -> bool:
        """Whether the meeting is off."""
        return self.moede.aflyst


class Forsendelse(Struct, frozen=True):
    """A document with all that goes out with it, to one audience or one reader."""

    document: Document
    fakta: Fakta
    """Those of this very document."""
    indkaldelse: Indkaldelse
    tid: str
    """The meeting's time as printed, e.g. ``kl. 10.30-12.00``."""
    kontakt: tuple[str, ...]
    """Name, address and telephone, as far as there are any."""
    bilag: tuple[Vedlagt, ...]
    phrases: Phrases
    """The words of the mail."""
    udeladt: tuple[str, ...] = ()
    """Headings of the items whose material is left out of this copy."""
