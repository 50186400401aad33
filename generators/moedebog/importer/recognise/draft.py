"""What is recognised in a document: the draft of a meeting, which ``write`` puts on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct, field

from moedebog.catalogue import Habilitet, Slags, UdsendesMed
from moedebog.importer.pieces import Piece
from moedebog.importer.recognise.cover import Cover
from moedebog.importer.recognise.people import Someone
from moedebog.importer.recognise.start import Start
from moedebog.importer.recognise.title import Title


class DraftSection(Struct):
    """A section as it stands in the document."""

    slags: Slags = Slags.TEKST
    heading: str = ""
    """As typed; empty where it has none."""
    usual: bool = True
    """Whether the heading is the usual word, however it was spelt."""
    level: int = 0
    pieces: list[Piece] = field(default_factory=list)
    children: list[DraftSection] = field(default_factory=list)
    rule: bool = False
    """A rule stands before it."""
    notes: list[str] = field(default_factory=list)
    from_whom: str = ""
    """Whose statement it is, where the heading says so."""
    lines: bool = False
    """Whether it is known by its lines and has no heading: it ends where they end."""
    closed: bool | str = False
    """Whether only those may read it who see what is closed; the ground, where it is told."""
    unheaded: bool = False
    """Whether it must have no heading in print either: the document has none over it."""
    bottom: bool = False
    """Whether it stood below the last item, and may belong to none."""
    called: dict[str, str] = field(default_factory=dict)
    """The numbers by which the text speaks of the attachments listed here, by their titles."""
    leads: bool = False
    """Whether it is no more than a heading over the one that comes next."""
    goes_on: bool = False
    """Whether it goes on with the section before it, under the same heading."""


class Ruling(Struct):
    """What was decided on who may take part in an item."""

    outcome: Habilitet
    names: list[str]
    by: str


class Labels(Struct):
    """What the document calls the attachments of an item, or of the meeting."""

    typed: list[str] = field(default_factory=list)
    """In the order of the meeting file; empty texts for those that it gives no number."""
    kept: set[int] = field(default_factory=set)
    """Which of them are written, because moedebog would give others by itself."""


class DraftItem(Struct):
    """An item as the document shows it."""

    start: Start
    title: Title
    group: str = ""
    subgroup: str = ""
    """A group of the second level, inside ``group`` or one before it."""
    day: date | None = None
    """The day that begins with it, where the meeting lasts several."""
    sections: list[DraftSection] = field(default_factory=list)
    sagsnr: list[str] = field(default_factory=list)
    dok_nr: str = ""
    kle: str = ""
    tillaeg: bool = False
    tillaeg_grund: str | None = None
    kind_word: str = ""
    """The kind of item on the line under the title."""
    absent: list[Someone] | None = None
    """The names on the lines *Fraværende*; ``None`` where there is no such line."""
    absent_lines: list[Piece] = field(default_factory=list)
    absent_kept: bool = False
    """Whether the lines are kept as text, since moedebog does not print the same by itself."""
    beside: dict[str, list[Someone]] = field(default_factory=dict)
    """Those who take part in it without being members, by the key that they stand under."""
    came: list[Someone] = field(default_factory=list)
    left: list[Someone] = field(default_factory=list)
    partial: list[str] = field(default_factory=list)
    """Those who took no part because of a conflict of interest."""
    declared: set[str] = field(default_factory=set)
    """Those who said so themselves."""
    left_room: set[str] = field(default_factory=set)
    """Those of ``partial`` who left the room."""
    instead: dict[str, Someone] = field(default_factory=dict)
    """Who took part for one of ``partial``, by that one's name."""
    ruling: Ruling | None = None
    handled_before: str = ""
    """The item that it was treated right before, where that was not its place."""
    leader: str = ""
    """Who led this item, where it was somebody else."""
    listed_outcome: str = ""
    """What the overview tells as its outcome."""
    closed: str | None = None
    """The ground, or an empty text; ``None`` where the item is open."""
    doors: str = ""
    """The key under ``lukket`` that says that the meeting closed it, or opened it."""
    notes: list[str] = field(default_factory=list)
    children: list[DraftItem] = field(default_factory=list)
    taken: list[Piece] = field(default_factory=list)
    """The lines of facts and presence, as they stood."""
    shown: bool = False
    """Whether the document is the one that shows what is closed of it."""
    said_closed: bool = False
    """Whether its title, its group or a line of it says that it is closed."""
    secret: bool = False
    """Whether not even its title may be read by all."""
    moves: list[Piece] = field(default_factory=list)
    """Those of ``taken`` that tell who came, left or took no part."""
    labels: Labels = field(default_factory=Labels)
    votes_as_text: bool = False
    """Whether the votes do not fit with who was there, and are kept as text."""

    def all_sections(self) -> list[DraftSection]:
        """The sections in reading order, those of a forwarded case included."""
        return [s for section in self.sections for s in (section, *section.children)]


class Closing(Struct):
    """What stands at the end of a document and is made by moedebog itself."""

    attachments: bool = False
    """Whether there is a list of all attachments."""
    not_for_all: bool = False
    """Whether it says which of them cannot be read by everybody."""
    sent: dict[tuple[str, str], UdsendesMed] = field(default_factory=dict)
    """With what attachments came that did not come with the dagsorden, by the item's number and
    the attachment's; the item's is empty for those of the meeting, and ``ANY_ITEM`` where the
    attachment's tells it."""
    signatures: bool = False


class EmptyGroup(Struct):
    """The heading of a group that no item stands under."""

    before: int
    """How many items stand before it."""
    group: str
    subgroup: str = ""


class Draft(Struct):
    """What the recogniser has found."""

    cover: Cover
    items: list[DraftItem]
    missing_titles: list[str] = field(default_factory=list)
    """Titles of the table of contents that no item has."""
    closing: Closing = field(default_factory=Closing)
    empty_groups: list[EmptyGroup] = field(default_factory=list)
    """In their order; ``before`` counts the outermost items."""
    labels: Labels = field(default_factory=Labels)
    """Those of the attachments of the meeting as a whole."""
    headings: list[str] = field(default_factory=list)
    """Of groups and days, as a table of contents names them."""
    notes: list[str] = field(default_factory=list)
    """What is unsure of all its items."""


def flat(items: Sequence[DraftItem]) -> Iterator[DraftItem]:
    """All items in reading order, those below others included."""
    for item in items:
        yield item
        yield from flat(item.children)
