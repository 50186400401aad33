"""The document tree: a dagsorden or a referat with everything decided, before it is drawn.

A renderer gets a ``Document`` and nothing else. Numbers, times, lists of attachments and
what is closed are already settled here, so two renderers cannot disagree, and none can
leak what it never got. The attributes are the variables of the Word templates.

Every renderer draws the parts in this order: ``forum``, ``overskrift``, ``dato_tekst``,
``fortrolighed`` and ``status`` (where set), ``fakta``, ``rettelser``, ``indledning``, ``oversigt``,
``punkter`` (each: ``gruppe``, ``overskrift``, ``undertitel``, ``afsnit``), ``slutafsnit``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from msgspec import Struct

from moedebog.blocks import Blocks, Foreign, LabelledList, Node
from moedebog.diagnostics import Position

NOWHERE = Position("")


class Kind(StrEnum):
    """The two documents of a meeting."""

    DAGSORDEN = "dagsorden"
    REFERAT = "referat"


SUPPLEMENT = "tillaegsdagsorden"
"""What the files of a dagsorden are called that holds only what is new since the one before."""


EXTRACT = "protokoludskrift"
"""What a single item of a referat is called where programs meet it."""
ATTACHMENT_LIST = "bilagsoversigt"
"""The kind of section that lists all attachments."""
NOT_FOR_ALL = "utilgaengelige_bilag"
"""The kind of section below it that says which of them cannot be read by everybody."""
CONFIRMED = "bekraeftelse"
"""The kind of the section in which somebody confirms by hand that an extract is right."""


class Audience(StrEnum):
    """Who a document is for. Nobody reads what is closed of whom that is not said here."""

    OFFENTLIG = "offentlig"
    INTERN = "intern", True

    sees_closed: bool
    """Whether it may read what is closed and what is private; ``compose.planning`` asks it for
    all that is made of a meeting, and everything else asks the plan."""

    def __new__(cls, name: str, sees_closed: bool = False) -> Self:
        """An audience; a name is enough for one that reads nothing closed."""
        audience = str.__new__(cls, name)
        audience._value_ = name
        audience.sees_closed = sees_closed
        return audience


class Afsnitstekst(Node, frozen=True):
    """A section: a heading (or none) and its text."""

    slags: str
    """The kind of section, e.g. ``sagsfremstilling``; a renderer may style it by this."""
    overskrift: str | None
    niveau: int
    """Heading level, 1-6."""
    tekst: Blocks
    anker: str = ""
    """Name of the link target; only the closing sections have one."""
    skillelinje: bool = False
    """A rule is drawn before the section."""
    position: Position | None = None
    """Of a heading that is the section's own: where the section begins in the meeting file."""


class Art(StrEnum):
    """What stands in the list of items: how it looks follows from this, not from its level."""

    GRUPPE = "gruppe"
    PUNKT = "punkt"
    UNDERPUNKT = "underpunkt"


class Gruppe(Node, frozen=True):
    """A heading over several items."""

    overskrift: str
    niveau: int
    anker: str
    position: Position | None = None


class Punkttekst(Node, frozen=True):
    """One agenda item, or one sub-item: they stand in one list, told apart by ``art``."""

    nr: str
    """``7``, ``3.A``, ``3.1``; empty for an item without a number."""
    titel: str
    overskrift: str
    """The heading as printed, e.g. ``Punkt 7: Implementering``."""
    niveau: int
    anker: str
    tid: str
    """The slot as printed, e.g. ``kl. 10.30-10.45``; empty where there is none."""
    sagstype: str
    """The kind of item in the secretariat's words; may be empty."""
    sagsnr: str
    """Case numbers as printed; may be empty."""
    undertitel: str
    """The line under the heading: slot, kind and case number, as far as there are any."""
    afsnit: tuple[Afsnitstekst, ...]
    gruppe: Gruppe | None = None
    """The group heading that stands before this item."""
    position: Position | None = None
    """Where the item begins in the meeting file."""
    udfald: str = ""
    """What came of it in a few words, in a referat; empty where it takes more."""
    art: Art = Art.PUNKT
    """``gruppe`` for a group's heading that stands alone."""


class Oversigtslinje(Node, frozen=True):
    """One row of the overview, linked to its target."""

    nr: str
    titel: str
    tid: str
    sagstype: str
    anker: str
    art: Art
    position: Position | None = None
    udfald: str = ""
    """What came of the item, in a referat."""

    def is_title_alone(self, columns: Iterable[str]) -> bool:
        """Whether it names a group, and has nothing in the other columns: it goes over them all."""
        others = any(getattr(self, key) for key in columns if key != "titel")
        return self.art is Art.GRUPPE and not others


class Kolonne(Struct, frozen=True):
    """A column of the overview: ``noegle`` names the attribute of ``Oversigtslinje``."""

    noegle: str
    overskrift: str


class Oversigt(Struct, frozen=True):
    """The overview of items. Page numbers are the renderer's, under ``side_overskrift``."""

    overskrift: str
    anker: str
    kolonner: tuple[Kolonne, ...]
    linjer: tuple[Oversigtslinje, ...]
    side_overskrift: str


class SideAfSider(Struct, frozen=True):
    """The words of ``Side 3 af 12``, before and between the two numbers, with their spaces."""

    foer: str
    imellem: str


class Udgavelinje(Struct, frozen=True):
    """Which version a document is, once one was issued."""

    version: int
    dato: date | None
    """The day it was issued; ``None`` while it is not."""
    tekst: str
    """As printed, e.g. ``Version 2, 12. maj 2026``; of the first ``Udsendt den 5. maj 2026``."""
    tillaeg: bool = False
    """Whether it holds only what is new since the one before."""
    tid: datetime | None = None
    """When it was issued."""
    foerst: datetime | None = None
    """When the first version of the document was."""

    @property
    def is_first(self) -> bool:
        """Whether there was none before: then nothing need be told apart by its number."""
        return self.version == 1


class Document(Node, frozen=True):
    """A whole dagsorden or referat for one audience."""

    kind: Kind
    audience: Audience
    overskrift: str
    """REFERAT or DAGSORDEN."""
    forum: str
    dato_tekst: str
    """The date as the forum writes it."""
    titel: str
    """The title in the file's properties."""
    sidehoved: str
    """Running header."""
    fortrolighed: str | None
    """FORTROLIGT, drawn on every page; set when the audience is internal."""
    status: str | None
    """E.g. ``Udkast`` or ``Aflyst``."""
    fakta: LabelledList
    """Time, place, chair, who was there."""
    indledning: Blocks
    oversigt: Oversigt
    punkter: tuple[Punkttekst, ...]
    slutafsnit: tuple[Afsnitstekst, ...]
    """Bilagsoversigt and what else closes the document."""
    dato: date
    """The meeting's date, for the file's properties."""
    side_af_sider: SideAfSider
    """At the foot of each page; the numbers are the renderer's."""
    sprog: str
    """As BCP 47 has it, e.g. ``da-DK``."""
    fremmed: Foreign = ()
    """The passages of its titles that are in another language."""
    udgave: Udgavelinje | None = None
    """``None`` while none was issued. Its text is part of ``status`` and, from the second version
    on, of ``titel`` and the foot of each page, so that every template prints it."""
    myndighed: str = ""
    """The public body that the forum belongs to, for the file's properties."""
    sagsnr: tuple[str, ...] = ()
    """The numbers of the case that the meeting is filed under, for the same."""
    godkendelse: str = ""
    """When and how the referat was approved, as ``fakta`` has it, for the same."""
    rettelser: Afsnitstekst | None = None
    """What has changed since the version before; stands after ``fakta``, and what follows begins on
    a new page."""
    udskrift: bool = False
    """Whether it is a protokoludskrift: of a referat, one item alone."""
    position: Position = NOWHERE
    """The meeting file: what is wrong with words that have no place of their own is told there."""

    @property
    def is_supplement(self) -> bool:
        """Whether it is a tillægsdagsorden: it holds only what is new since the one before."""
        return self.udgave is not None and self.udgave.tillaeg

    @property
    def keywords(self) -> tuple[str, ...]:
        """The case numbers that its reader may read: the meeting's, and those of the items."""
        own = (*self.sagsnr, *(punkt.sagsnr for punkt in self.punkter))
        return tuple(dict.fromkeys(filter(None, own)))

    @property
    def described(self) -> str:
        """Which version it is, and how far: when and how it was approved, where that is known."""
        if not self.godkendelse:
            return self.status or ""
        edition = self.udgave.tekst if self.udgave else ""
        return ". ".join(filter(None, (edition, self.godkendelse)))

    @property
    def issued_on(self) -> datetime | None:
        """When this very version was issued; ``None`` while it is not."""
        return self.udgave.tid if self.udgave else None

    @property
    def first_issued(self) -> datetime | None:
        """When its first version was issued; ``None`` while none is."""
        return self.udgave.foerst if self.udgave else None

    @property
    def stem(self) -> str:
        """What it is called where programs meet it: ``dagsorden``, ``referat``,
        ``tillaegsdagsorden`` or ``protokoludskrift``."""
        if self.udskrift:
            return EXTRACT
        return SUPPLEMENT if self.is_supplement else self.kind.value
