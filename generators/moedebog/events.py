"""What has happened to a referat after the meeting: the events in the record, with day and person.

They stand beside the versions in the file of what was issued (``issued``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from msgspec import Struct, field

from moedebog.catalogue import Begivenhedsart, Godkendelse
from moedebog.document import Kind

FILE_SUFFIX = ".pdf"
"""Of the files that events name."""
_KIND, _WAY = "begivenhed", "ved"
"""The keys under which the record says what happened, and how."""


class Begivenhed(Struct, frozen=True):
    """One event. Nothing in it is closed."""

    id: str
    """By which it is one event, where two branches have it."""
    art: Begivenhedsart | None
    """What happened; ``None`` where a later moedebog wrote something that is not known here. That
    is kept as it stands, and does nothing."""
    dato: date
    """When it happened."""
    noteret: datetime
    """When it was put into the record."""
    af: str = ""
    """Who did it: a person, or the body."""
    ved: Godkendelse | None = None
    """How the referat was approved; ``None`` also where that is not known here."""
    moede: str = ""
    """The id of the meeting that approved it."""
    punkt: str = ""
    """The number of the item: of that meeting; where no meeting is named, of this one."""
    frist: date | None = None
    """Until when remarks are awaited."""
    forbehold: str = ""
    """With what reservation somebody signed."""
    version: int = 0
    """The version of the referat that it is about; 0 where none was issued."""
    grund: str = ""
    fil: str = ""
    """SHA-256 of the kept file that shows it, a PDF."""
    lukket: bool = False
    """Whether that file is kept apart, because something in it may be closed."""
    dokument: str = ""
    """Which document was published or taken back; empty: the referat, as all else is about."""
    bilag: str = ""
    """The numbers of the attachments that alone were taken back of the item, e.g. ``1, 3``."""
    ukendt: Mapping[str, Any] = field(default_factory=dict)
    """What else stands of it in the record, written by a later moedebog."""

    @property
    def of(self) -> Kind:
        """Which document it is about."""
        return Kind(self.dokument) if self.dokument in list(Kind) else Kind.REFERAT

    @property
    def ord(self) -> str:
        """What it is called in the record."""
        return self.art.value if self.art is not None else str(self.ukendt.get(_KIND, ""))

    @property
    def filnavn(self) -> str:
        """What that file is called in the store; empty where there is none."""
        return f"{self.fil}{FILE_SUFFIX}" if self.fil else ""


def named(kind: Kind) -> str:
    """A document as an event names it: the referat goes without saying."""
    return "" if kind is Kind.REFERAT else kind.value


_TEXTS = ("dokument", "af", "moede", "punkt", "bilag", "forbehold", "grund", "fil")
_KEYS = (_KIND, _WAY, *_TEXTS, "id", "dato", "noteret", "frist", "version", "lukket")


def in_order(events: Iterable[Begivenhed]) -> tuple[Begivenhed, ...]:
    """Each event once, oldest first; those of one moment as they came."""
    once: dict[str, Begivenhed] = {}
    for event in events:
        once.setdefault(event.id, event)
    return tuple(sorted(once.values(), key=lambda one: one.noteret))


_STATES = (Begivenhedsart.UDKAST, Begivenhedsart.TIL_GODKENDELSE, Begivenhedsart.GODKENDT)
"""What a referat is one of at a time; all else happens beside."""


def state(happened: Iterable[Begivenhed]) -> Begivenhed | None:
    """How far the referat is, by the last event that says so; ``happened`` is oldest first."""
    return _last(happened, *_STATES)


def published(happened: Iterable[Begivenhed], kind: Kind = Kind.REFERAT) -> Begivenhed | None:
    """When a document was last published, however far it was."""
    return _last((one for one in happened if one.of is kind), Begivenhedsart.OFFENTLIGGJORT)


def signatures(happened: Iterable[Begivenhed]) -> tuple[Begivenhed, ...]:
    """Who has signed the referat since it was a draft, each once, in the order that they did."""
    made: dict[str, Begivenhed] = {}
    for one in happened:
        if one.art is Begivenhedsart.UDKAST:
            made = {}
        elif one.art is Begivenhedsart.UNDERSKREVET and one.af:
            made[one.af] = one
    return tuple(made.values())


def standing(
    happened: Sequence[Begivenhed],
) -> tuple[Begivenhed | None, tuple[Begivenhed, ...]]:
    """All of it that a referat may print."""
    return state(happened), signatures(happened)


def known_at(happened: Iterable[Begivenhed], moment: datetime) -> tuple[Begivenhed, ...]:
    """The events that stood in the record at a moment; their times are kept to the second."""
    return tuple(one for one in happened if one.noteret.replace(microsecond=0) <= moment)


def _last(happened: Iterable[Begivenhed], *kinds: Begivenhedsart) -> Begivenhed | None:
    found = None
    for one in happened:
        found = one if one.art in kinds else found
    return found


def to_data(event: Begivenhed) -> dict[str, Any]:
    """An event as it stands in the file; what it has not is left out.

    What a later moedebog wrote into it stays.
    """
    data: dict[str, Any] = {
        _KIND: event.art.value if event.art is not None else "",
        "dokument": event.dokument,
        "dato": event.dato.isoformat(),
        "af": event.af,
        _WAY: event.ved.value if event.ved else "",
        "moede": event.moede,
        "punkt": event.punkt,
        "bilag": event.bilag,
        "frist": event.frist.isoformat() if event.frist else "",
        "forbehold": event.forbehold,
        "version": event.version,
        "grund": event.grund,
        "fil": event.fil,
        "lukket": event.lukket,
        "noteret": event.noteret.isoformat(timespec="seconds"),
        "id": event.id,
    }
    data |= event.ukendt
    return {key: value for key, value in data.items() if value or key in event.ukendt}


def from_data(data: Mapping[str, Any]) -> Begivenhed:
    """An event from the file; raises ``KeyError``, ``TypeError`` or ``ValueError``.

    A word that is not known here, for what happened or how, is no error.
    """
    frist, ved, kind = data.get("frist"), str(data.get(_WAY) or ""), str(data[_KIND])
    unknown = set(data) - set(_KEYS)
    if kind not in list(Begivenhedsart):
        unknown.add(_KIND)
    if ved and ved not in list(Godkendelse):
        unknown.add(_WAY)
    return Begivenhed(
        id=str(data["id"]),
        art=None if _KIND in unknown else Begivenhedsart.of(kind),
        dato=date.fromisoformat(str(data["dato"])),
        noteret=datetime.fromisoformat(data["noteret"]),
        ved=Godkendelse.of(ved) if ved and _WAY not in unknown else None,
        frist=date.fromisoformat(str(frist)) if frist else None,
        version=int(data.get("version", 0)),
        lukket=data.get("lukket") is True,
        ukendt={key: data[key] for key in data if key in unknown},
        **{key: str(data.get(key, "")) for key in _TEXTS},
    )
