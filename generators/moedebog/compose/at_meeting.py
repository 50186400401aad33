"""What the meeting itself added or decided of its dagsorden: the referat alone tells it.

Once the meeting is held, the dagsorden stays what was issued. An item that no version of it has
was taken up at the meeting, where the file says that the meeting dealt with it, or has begun; one
that was put on before says ``tillaeg``, or has been issued. Where neither is certain the item
stands in the dagsorden, and ``rules.at_meeting`` tells. An item that the meeting closed went out
open, and one that it opened went out closed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from moedebog.catalogue import UdsendesMed
from moedebog.compose.identity import Identified, KnownItem, trace
from moedebog.compose.numbering import Numbered
from moedebog.compose.withdrawal import has_own_minutes, withdrawn_alone
from moedebog.document import Kind
from moedebog.meeting import Afsnit, Lukket, Meeting, Punkt, TomGruppe

_NAMED = ("afbud", "fra_forvaltningen", "observatoerer", "gaester")
_LED = ("moedeleder", "referent")
"""Keys of a meeting with people whom the cover of its dagsorden names."""


class AddedThere(Struct, frozen=True):
    """Items that no issued dagsorden has, by their places; parts go with their item."""

    taken_up: frozenset[int] = frozenset()
    """Those that came at the meeting."""
    doubtful: frozenset[int] = frozenset()
    """Those of which nothing says whether they came at the meeting or before it."""

    def __contains__(self, place: object) -> bool:
        """Whether an item is one of them."""
        return place in self.taken_up or place in self.doubtful


def has_begun(meeting: Meeting) -> bool:
    """Whether the file says that the meeting has begun, whatever came of its items."""
    begun = meeting.faktisk_start or meeting.faktisk_slut or meeting.udeblevet
    return bool(begun) or meeting.fremmoedt is not None or not meeting.referat_status.is_draft


def has_minutes(meeting: Meeting) -> bool:
    """Whether there is anything yet that only a referat can hold.

    That is a decision, a vote, a statement or an action, also as an answer to an
    indstilling; the time at which the meeting began or ended; who came, stayed away or
    left; or a referat that the secretary has declared past the draft. That an item is withdrawn
    or postponed, and nothing else of it, may as well have been known before.
    """
    return has_begun(meeting) or any(map(is_dealt_with, meeting.punkter))


def is_dealt_with(punkt: Punkt) -> bool:
    """Whether something is written of an item, or of its parts, that only a meeting can add."""
    own = has_own_minutes(punkt) and withdrawn_alone(punkt) is None
    return own or any(map(is_dealt_with, punkt.underpunkter))


def added(meeting: Meeting, items: Sequence[Numbered], found: Identified) -> AddedThere:
    """Which items the meeting added to the dagsorden that was issued."""
    is_out = any(one.dokument == Kind.DAGSORDEN for one in meeting.udgaver)
    if not is_out or not _is_held(meeting):
        return AddedThere()
    doubtful_match = {place for doubt in found.doubts for place in doubt.items}
    certain, unsure = set[int](), set[int]()
    for place, item in enumerate(items):
        is_known = place in doubtful_match or found.of_items[place] is not None
        if item.parent in certain:
            certain.add(place)
        elif item.parent in unsure:
            unsure.add(place)
        elif not (is_known or _is_late(item.punkt)) and _is_listed(items, found, item.parent):
            told = has_begun(meeting) or is_dealt_with(item.punkt)
            (certain if told and not found.gone else unsure).add(place)
    return AddedThere(frozenset(certain), frozenset(unsure))


def _is_held(meeting: Meeting) -> bool:
    return not meeting.aflyst and not meeting.forestaar and has_minutes(meeting)


def _is_late(punkt: Punkt) -> bool:
    """Whether an item was put on after the dagsorden went out, and before the meeting."""
    return punkt.tillaeg or punkt.tillaeg_grund is not None


def _is_listed(items: Sequence[Numbered], found: Identified, parent: int | None) -> bool:
    """Whether the record would have the parts of an item: those of a closed one it has not."""
    if parent is None:
        return True
    known = found.of_items[parent]
    return known is not None and went_out_open(items[parent].punkt, known)


def went_out_open(punkt: Punkt, known: KnownItem) -> bool:
    """Whether an item was open in the last version that has it, as far as the record tells."""
    closing = punkt.closing
    public = closing.offentlig_titel if closing is not None else None
    return bool(known.item.spor) or known.item.titel == punkt.titel != public


def in_order(punkter: Sequence[Punkt]) -> Iterator[Punkt]:
    """Items and their parts in the order of their places."""
    for punkt in punkter:
        yield punkt
        yield from in_order(punkt.underpunkter)


def with_the_referat(meeting: Meeting, new: AddedThere) -> Meeting:
    """The meeting, in which all attachments of what it took up come with the referat: nobody got
    them before. The very same where there are none."""
    places = {id(punkt): place for place, punkt in enumerate(in_order(meeting.punkter))}

    def told(punkt: Punkt) -> Punkt:
        parts = tuple(map(told, punkt.underpunkter))
        sections = punkt.afsnit
        if places[id(punkt)] in new.taken_up:
            sections = tuple(map(_with_the_referat, sections))
        return replace(punkt, underpunkter=parts, afsnit=sections)

    punkter = tuple(map(told, meeting.punkter)) if new.taken_up else meeting.punkter
    return meeting if punkter == meeting.punkter else replace(meeting, punkter=punkter)


def _with_the_referat(afsnit: Afsnit) -> Afsnit:
    bilag = tuple(
        replace(one, udsendes_med=UdsendesMed.REFERAT) if one.udsendes_med.is_listed_before else one
        for one in afsnit.bilag
    )
    return replace(afsnit, bilag=bilag, afsnit=tuple(map(_with_the_referat, afsnit.afsnit)))


# --- the dagsorden as it was issued -----------------------------------------------------------


def dagsorden_of(
    meeting: Meeting, items: Sequence[Numbered], found: Identified, new: AddedThere
) -> Meeting:
    """The meeting as its dagsorden has it; the very same where the meeting changed nothing."""
    meeting = _with_those_on_cover(meeting)
    if not new.taken_up and not any(_decided(item.punkt) for item in items):
        return meeting
    return _Before(meeting, found, new).of(meeting)


def named_on_cover(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """Whom the cover of the dagsorden names besides the members, by their keys."""
    named = {key: tuple(one.navn for one in getattr(meeting, key)) for key in _NAMED}
    led = {key: (name,) for key in _LED if (name := getattr(meeting, key))}
    return {key: names for key, names in named.items() if names} | led


def _with_those_on_cover(meeting: Meeting) -> Meeting:
    """The meeting, once held, with those alone whom the dagsorden named: who else came, or stayed
    away, and who led it instead, the referat tells."""
    issued = [one for one in meeting.udgaver if one.dokument == Kind.DAGSORDEN]
    told = issued[-1].personer if issued else None
    if told is None or not _is_held(meeting):
        return meeting
    own = named_on_cover(meeting)
    changes: dict[str, object] = {
        key: tuple(one for one in getattr(meeting, key) if one.navn in told.get(key, ()))
        for key in _NAMED
        if not set(own.get(key, ())) <= set(told.get(key, ()))
    }
    changes |= {
        key: next(iter(told.get(key, ())), None) for key in _LED if own.get(key) != told.get(key)
    }
    return replace(meeting, **changes) if changes else meeting


def _decided(punkt: Punkt) -> bool:
    opened = punkt.aabnet is not None or punkt.ophaevet is not None
    return opened or _is_closed_there(punkt)


def _as_treated(punkt: Punkt) -> Punkt:
    """An item as it was at the meeting: what was opened afterwards was closed."""
    if punkt.ophaevet is None:
        return punkt
    return replace(punkt, lukket=punkt.ophaevet.lukket, ophaevet=None)


def _is_closed_there(punkt: Punkt) -> bool:
    return punkt.lukket is not None and punkt.lukket.besluttet_paa_moedet


class _Before:
    """Takes back what the meeting added and decided."""

    def __init__(self, meeting: Meeting, found: Identified, new: AddedThere) -> None:
        items = list(in_order(meeting.punkter))
        self.known = {id(punkt): one for punkt, one in zip(items, found.of_items, strict=True)}
        self.new = {id(items[place]) for place in new.taken_up}

    def of(self, meeting: Meeting) -> Meeting:
        punkter = tuple(self.items(meeting.punkter))
        gone = [id(punkt) in self.new for punkt in meeting.punkter]
        groups = tuple(_moved_up(one, gone) for one in meeting.tomme_grupper)
        return replace(meeting, punkter=punkter, tomme_grupper=groups)

    def items(self, punkter: Sequence[Punkt], closing: Lukket | None = None) -> Iterator[Punkt]:
        """Those that were there; a heading or a day that began with another begins with the next.

        ``closing``: why the item that they are parts of is closed now, which went out open.
        """
        gruppe: str | None = None
        undergruppe: str | None = None
        dato: date | None = None
        for punkt in punkter:
            undergruppe = punkt.undergruppe or (None if punkt.gruppe else undergruppe)
            gruppe, dato = punkt.gruppe or gruppe, punkt.dato or dato
            if id(punkt) in self.new or (closing is not None and self.known[id(punkt)] is None):
                continue
            begun = replace(punkt, gruppe=gruppe, undergruppe=undergruppe, dato=dato)
            yield self.item(punkt, begun, closing)
            gruppe = undergruppe = dato = None

    def item(self, punkt: Punkt, begun: Punkt, closing: Lukket | None) -> Punkt:
        """``begun`` is the item with what begins with it."""
        known = self.known[id(punkt)]
        punkt = _as_treated(punkt)
        lukket = punkt.lukket
        if punkt.aabnet is not None:
            lukket = punkt.aabnet
        elif is_as_issued(punkt, known) and _is_closed_there(punkt):
            closing, lukket = punkt.lukket, None
        elif closing is not None and not (lukket is None and is_as_issued(punkt, known)):
            lukket = lukket or closing
        if lukket is not None:
            closing, lukket = None, replace(lukket, besluttet_paa_moedet=False)
        parts = tuple(self.items(punkt.underpunkter, closing))
        made = replace(begun, lukket=lukket, aabnet=None, ophaevet=None, underpunkter=parts)
        if closing is not None and known is not None:
            told = {one.titel for one in known.attachments if one.titel}
            made = replace(made, afsnit=tuple(_sections(punkt.afsnit, told, closing)))
        return made


def issued_title(punkt: Punkt, known: KnownItem | None) -> str | None:
    """The title that the public has of an item which the meeting closed; ``None`` of others."""
    if not _is_closed_there(punkt) or known is None or not went_out_open(punkt, known):
        return None
    return known.item.titel


def is_as_issued(punkt: Punkt, known: KnownItem | None) -> bool:
    """Whether an item went out open, and says before the meeting what it said then."""
    if known is None or not went_out_open(punkt, known):
        return False
    issued = known.item
    told = punkt.titel, punkt.sagsnr, trace(punkt)
    return told == (issued.titel, issued.sagsnr, issued.spor)


def _sections(
    sections: Sequence[Afsnit], told: Collection[str], closing: Lukket
) -> Iterator[Afsnit]:
    """The sections; an attachment that did not go out is as closed as the item is now."""
    for afsnit in sections:
        bilag = tuple(
            one if one.titel in told else replace(one, lukket=one.lukket or closing)
            for one in afsnit.bilag
        )
        inside = tuple(_sections(afsnit.afsnit, told, closing))
        yield replace(afsnit, bilag=bilag, afsnit=inside)


def _moved_up(group: TomGruppe, gone: Sequence[bool]) -> TomGruppe:
    return replace(group, efter=group.efter - sum(gone[: group.efter]))
