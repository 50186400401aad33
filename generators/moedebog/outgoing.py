"""What goes out with a document: frozen structs."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from moedebog.catalogue import Form
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


class Tidsrum(Struct, frozen=True):
    """From when to when: Danish clock time, without a time zone; or a whole day."""

    start: datetime | date
    slut: datetime | None = None
    """``None`` where that is not known."""


class Indkaldelse(Struct, frozen=True):
    """A meeting as a calendar knows it."""

    moede: Moedefakta
    """Public, whoever gets it: others can often see a member's calendar."""
    titel: str
    """The forum's name and the meeting's title."""
    overskrift: str
    """The title, with whether the meeting is off."""
    dage: tuple[Tidsrum, ...]
    """When the meeting is, or a written procedure is to be answered: as a rule one, of a meeting
    over several days one for each day."""
    tekst: str
    """The overview of items, a line each."""
    link: str = ""
    """Where its readers take part from afar; empty where they are not told."""

    @property
    def start(self) -> datetime | date:
        """When it begins."""
        return self.dage[0].start

    @property
    def slut(self) -> datetime | None:
        """When it is planned to end; ``None`` where that is not known."""
        return self.dage[-1].slut

    @property
    def id(self) -> str:
        """Lasting: stays when the meeting is moved."""
        return self.moede.id

    @property
    def written(self) -> bool:
        """Whether it is a written procedure: nobody is occupied, and ``start`` is a deadline."""
        return self.moede.form == Form.SKRIFTLIG

    @property
    def sted(self) -> str:
        """May be empty."""
        return self.moede.sted or ""

    @property
    def aflyst(self) -> bool:
        """Whether the meeting is off."""
        return self.moede.aflyst


class Kontaktlinje(Struct, frozen=True):
    """A line of whom to ask, as it is read; in a template, its text."""

    tekst: str
    link: str = ""
    """What it leads to: ``mailto:`` or ``tel:``; may be empty."""

    def __str__(self) -> str:
        return self.tekst


class Forsendelse(Struct, frozen=True):
    """A document with all that goes out with it, to one audience or one reader."""

    document: Document
    fakta: Fakta
    """Those of this very document."""
    indkaldelse: Indkaldelse
    tid: str
    """The meeting's time as printed, e.g. ``kl. 10.30-12.00``; the deadline of a written
    procedure."""
    dato_tid: str
    """Date and time, or the deadline with what it is: ``Svarfrist: …``."""
    kontakt: tuple[Kontaktlinje, ...]
    """Name, address and telephone, as far as there are any."""
    bilag: tuple[Vedlagt, ...]
    phrases: Phrases
    """The words of the mail."""
    moedelink: str = ""
    """Where this audience takes part from afar; empty where it is not told."""
    klokkeslaet: str = "."
    """What the forum writes between hours and minutes."""
    udeladt: tuple[str, ...] = ()
    """Headings of the items whose material is left out of this copy."""
