"""The facts of the meeting, as far as a cover tells them."""

from __future__ import annotations

from datetime import date, time
from enum import IntEnum

from msgspec import Struct, field

from moedebog.catalogue import Rolle
from moedebog.importer.pieces import Piece
from moedebog.importer.recognise.people import Someone


class Rank(IntEnum):
    """What tells that a date is the meeting's."""

    NONE = 0
    STRAY = 1
    """It stands in a text."""
    LINE = 2
    """It has a line of its own, or the label of any date."""
    TITLE = 3
    """It stands beside the meeting or the body."""
    DOCUMENT = 4
    """It stands in the document's own title: *Referat af bestyrelsesmøde …*."""
    LABEL = 5
    """It stands beside *Mødedato* or *Tid*."""


class Cover(Struct):
    """The facts of the meeting, as far as the document tells them."""

    forum: str = ""
    forum_doubt: bool = False
    """Whether the forum may be called otherwise."""
    forum_derived: bool = False
    """Whether its words are those of the title."""
    titel: str = ""
    dato: date | None = None
    dated_by: str = ""
    """The line that gave the date, where it may be another day than the meeting's."""
    day: str = ""
    """The day as it stands, where no year does: *1. april*."""
    rank: Rank = Rank.NONE
    """How certain it is that the date is the meeting's."""
    short_date: bool = False
    """Whether the date is written as 12-09-2025."""
    start: time | None = None
    slut: time | None = None
    colon: bool = False
    faktisk_start: time | None = None
    faktisk_slut: time | None = None
    sted: str = ""
    placed: bool = False
    """Whether a label says where it was."""
    form: str = ""
    virtuelt_grundlag: str = ""
    myndighed: str = ""
    sagsnr: str = ""
    """The numbers of the case that the meeting itself is filed under, as printed."""
    ekstraordinaert: bool = False
    svarfrist: str = ""
    """Until when a written procedure was answered, as a meeting file has it."""
    indsigelsesfrist: date | None = None
    """Until when remarks to the referat are awaited."""
    kind: str = ""
    """``dagsorden`` or ``referat``, where the document says which it is."""
    call: bool = False
    """Whether the document says that it calls the meeting, as none does that was written at it."""
    agenda_above: bool = False
    """Whether *Dagsorden* stands over the items, as in agendas and in many a referat."""
    status: str = ""
    """As printed, e.g. ``udkast``; empty where there is none."""
    aflyst: bool = False
    moedeleder: str = ""
    moedeleder_label: str = ""
    """What the one who led the meeting is called here: *Ordstyrer* …"""
    referent: str = ""
    there: list[Someone] | None = None
    """Those on the list of who took part; ``None`` where there is no list."""
    members: list[Someone] | None = None
    afbud: list[Someone] = field(default_factory=list)
    udeblevet: list[Someone] = field(default_factory=list)
    administration: list[Someone] = field(default_factory=list)
    observers: list[Someone] = field(default_factory=list)
    guests: list[Someone] = field(default_factory=list)
    moved: list[tuple[str, Someone]] = field(default_factory=list)
    """Those said to have come late or left early; the items must say when."""
    for_items: list[Someone] = field(default_factory=list)
    """Those who took part in single items alone, which tell for whom."""
    substitutes: list[Someone] = field(default_factory=list)
    """Those who came for somebody, until it is known for whom."""
    unread: list[tuple[str, str]] = field(default_factory=list)
    """What tells who was there or was not and is not understood, each under its label's key."""
    doubted: set[str] = field(default_factory=set)
    """Those on the list of who took part whom another line tells to be missing."""
    blank_boxes: bool = False
    """Whether there is a list with boxes of which none is ticked."""
    last_list: str = ""
    """The label of the last list of people, as a key."""
    first_item: bool = False
    """Whether who was there is told under the first item."""
    told_present: bool = False
    """Whether it is told who was there, or how many, as no agenda does."""
    contact: str = ""
    bilag: list[Piece] = field(default_factory=list)
    """The attachments of the meeting as a whole, without their numbers."""
    names: list[Piece] = field(default_factory=list)
    """Lines of ``rest`` that may be the name of the forum."""
    rest: list[Piece] = field(default_factory=list)
    """What has no place of its own."""
    notes: list[str] = field(default_factory=list)

    def beside(self) -> dict[str, list[Someone]]:
        """Those who take part without being members, by the key that they stand under."""
        return {
            Rolle.FORVALTNING.value: self.administration,
            Rolle.OBSERVATOER.value: self.observers,
            Rolle.GAEST.value: self.guests,
        }
