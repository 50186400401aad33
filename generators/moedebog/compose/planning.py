"""Everything that is decided about the items, once, for all documents of the meeting.

Also what of it is closed, and to whom: whoever makes something of a meeting asks the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from msgspec import Struct

from moedebog import secrecy, typography
from moedebog.catalogue import Datoformat, FremmoedePlacering, Slags
from moedebog.compose import attachments
from moedebog.compose.attachments import NumberedBilag
from moedebog.compose.numbering import Numbered, number
from moedebog.compose.presence import Move, Presence, presence, substitutes
from moedebog.compose.schedule import Slot, schedule
from moedebog.diagnostics import Diagnostic
from moedebog.document import Audience
from moedebog.meeting import Afsnit, Afsnitspolitik, Bilag, Fil, Lukket, Meeting, Punkt
from moedebog.phrases import DANISH, Phrases


def _closed_to(audience: Audience, *, closed: bool) -> bool:
    """Whether an audience may not have something: it is closed, and no right to it is said."""
    return closed and not audience.sees_closed


class Holder(Struct, frozen=True, dict=True, kw_only=True):
    """What has attachments: an item, or the meeting as a whole."""

    bilag: tuple[NumberedBilag, ...]
    phrases: Phrases

    def part_closed_to(self, part: Afsnit | Bilag, audience: Audience) -> bool:
        """Whether this audience may not have one of its sections or attachments.

        Closed is the part itself, a section around it or the item. One that is not its own
        is nobody's who may not read everything.
        """
        return _closed_to(audience, closed=self._parts.get(id(part), True))

    def is_marked_closed(self, part: Afsnit | Bilag, audience: Audience) -> bool:
        """Whether this audience reads a part that others do not, and must be told so."""
        closed = self._parts.get(id(part), True)
        return closed and not self.part_closed_to(part, audience)

    @cached_property
    def _parts(self) -> dict[int, bool]:
        """Whether each section and attachment is closed, by identity: two may say the same."""
        return {id(one.bilag): one.bilag.lukket is not None for one in self.bilag}

    def attachment_title(self, bilag: Bilag, audience: Audience) -> str:
        """The title of one of its attachments that this audience may read."""
        if not self.part_closed_to(bilag, audience):
            return bilag.titel
        lukket = bilag.lukket
        return (lukket.offentlig_titel if lukket else None) or self.phrases.closed_attachment

    def attachment_file(self, bilag: Bilag, audience: Audience) -> Fil | None:
        """The file of one of its attachments, where there is one that this audience may have."""
        return None if self.part_closed_to(bilag, audience) else bilag.fil

    def attachment_address(self, bilag: Bilag, audience: Audience) -> str | None:
        """Where on the web one of its attachments is, where this audience may know that."""
        return None if self.part_closed_to(bilag, audience) else bilag.adresse


class PlannedItem(Holder, frozen=True, dict=True, kw_only=True):
    """An item with its number, slot, attachments, and who was missing."""

    numbered: Numbered
    slot: Slot | None
    absent: tuple[str, ...]
    """Those who were there for no part of it."""
    moves: tuple[Move, ...]
    """Who came and left during it."""
    lukket: Lukket | None
    """Why it is closed, by itself or by the item that it belongs to."""
    withheld: bool = False
    """Whether its material is left out of this copy, because the reader is disqualified."""

    @property
    def punkt(self) -> Punkt:
        """The item itself."""
        return self.numbered.punkt

    @property
    def holds_closed(self) -> bool:
        """Whether anything in it is closed: the item, a section or an attachment."""
        return self.lukket is not None or any(self._parts.values())

    def closed_to(self, audience: Audience) -> bool:
        """Whether this audience may not read the item."""
        return _closed_to(audience, closed=self.lukket is not None)

    @cached_property
    def _parts(self) -> dict[int, bool]:
        return dict(_parts(self.punkt.afsnit, closed=self.lukket is not None))

    def hidden_from(self, audience: Audience) -> bool:
        """Whether this audience may not even know of it: a part of a closed item."""
        return self.closed_to(audience) and self.lukket is not self.punkt.lukket

    def title_for(self, audience: Audience) -> str:
        """The title that this audience may read."""
        if not self.closed_to(audience):
            return self.punkt.titel
        lukket = self.punkt.lukket
        return (lukket.offentlig_titel if lukket else None) or self.phrases.closed_item


def _parts(sections: Iterable[Afsnit], *, closed: bool) -> Iterator[tuple[int, bool]]:
    """Sections, nested ones too, and their attachments, with whether each is closed."""
    for afsnit in sections:
        here = closed or afsnit.lukket is not None
        yield id(afsnit), here
        for bilag in afsnit.bilag:
            yield id(bilag), here or bilag.lukket is not None
        yield from _parts(afsnit.afsnit, closed=here)


class Plan(Struct, frozen=True, dict=True):
    """A meeting and its planned items, in reading order."""

    meeting: Meeting
    items: tuple[PlannedItem, ...]
    presence: Presence
    phrases: Phrases
    """The words that everything made of the plan is printed with."""
    whole: Holder
    """The attachments of the meeting as a whole."""

    @cached_property
    def policies(self) -> dict[Slags, Afsnitspolitik]:
        """The forum's policy for each kind of section."""
        return {policy.slags: policy for policy in self.meeting.forum.politik.afsnit}

    @cached_property
    def headings(self) -> dict[str, str | None]:
        """The forum's heading for each kind of section; the usual one where it has none."""
        return {slags: self._heading(policy) for slags, policy in self.policies.items()}

    def _heading(self, policy: Afsnitspolitik) -> str | None:
        if policy.overskrift is None:
            return self.phrases.sections.get(policy.slags)
        return self.fill(policy.overskrift) or None

    @property
    def called(self) -> str:
        """The name of the forum, or those of all that meet."""
        return typography.enumeration([f.navn for f in self.meeting.fora], self.phrases)

    @property
    def grouped(self) -> bool:
        """Whether the items stand under group headings."""
        return any(item.punkt.gruppe for item in self.items)

    def visible(self, audience: Audience) -> Iterator[PlannedItem]:
        """The items that this audience sees at all."""
        return (item for item in self.items if not item.hidden_from(audience))

    def numbered(self) -> list[Numbered]:
        """The items with their numbers alone."""
        return [item.numbered for item in self.items]

    @property
    def people(self) -> frozenset[str]:
        """The names of members and substitutes."""
        instead = (person.navn for person in substitutes(self.meeting))
        return frozenset(m.known_as for forum in self.meeting.fora for m in forum.medlemmer).union(
            instead
        )

    def told_missing(self, item: PlannedItem) -> tuple[str, ...]:
        """Those who are named as missing under an item of the referat, as the forum wants it.

        Under a sub-item only where they are others than under the item that it belongs to.
        """
        names = self._missing_as_wanted(item)
        parent = item.numbered.parent
        if parent is not None and self._missing_as_wanted(self.items[parent]) == names:
            return ()
        return names

    def _missing_as_wanted(self, item: PlannedItem) -> tuple[str, ...]:
        policy = self.meeting.forum.politik
        if not (self.was_held and policy.fravaer_under_punkter):
            return ()
        if policy.hele_fravaer_under_punkter:
            return item.absent
        return tuple(name for name in item.absent if self.presence.was_there(name))

    def leader_of(self, item: PlannedItem) -> str | None:
        """Who leads an item: as it or the one that it belongs to says, else who leads the
        meeting."""
        if item.punkt.moedeleder:
            return item.punkt.moedeleder
        parent = item.numbered.parent
        return self.meeting.moedeleder if parent is None else self.leader_of(self.items[parent])

    @property
    def chair(self) -> str | None:
        """Who led the meeting: nobody, where it was not held or they were not there at all."""
        chair = self.meeting.moedeleder
        gone = chair in self.presence.stays and not self.presence.was_there(chair)
        return None if gone or not self.was_held else chair

    @property
    def claims_presence(self) -> bool:
        """Whether a referat may say who was there: somebody put it on record."""
        return self.was_held and self.presence.recorded

    @cached_property
    def was_held(self) -> bool:
        """Whether the meeting has taken place, as far as the file tells."""
        return has_minutes(self.meeting) and not self.meeting.aflyst

    def is_confidential(self, audience: Audience) -> bool:
        """Whether a document for this audience holds all that is closed, and must say so."""
        return not _closed_to(audience, closed=True)

    def tells_reasons(self, audience: Audience) -> bool:
        """Whether this audience may read why somebody stays away: nobody's business but the
        forum's."""
        return secrecy.may_read("aarsag", sees_closed=self.is_confidential(audience))

    def tells_presence(self, item: PlannedItem, audience: Audience) -> bool:
        """Whether who was there stands under this item of the referat, not on the cover."""
        return (
            self.meeting.forum.politik.fremmoede_placering is FremmoedePlacering.FOERSTE_PUNKT
            and item is self.items[0]
            and not item.closed_to(audience)
        )

    def same_for_all(self, item: PlannedItem) -> bool:
        """Whether all audiences read the very same of an item."""
        placing = self.meeting.forum.politik.fremmoede_placering
        in_first = placing is FremmoedePlacering.FOERSTE_PUNKT
        return not item.holds_closed and not (in_first and item is self.items[0])

    def slot_text(self, item: PlannedItem) -> str:
        """The slot as the forum writes it; empty where there is none."""
        if item.slot is None:
            return ""
        return typography.slot(item.slot.start, item.slot.end, self.phrases, self.clock_separator)

    @property
    def item_word(self) -> str:
        """What stands before an item's number, e.g. ``Sag``; empty where the forum wants none."""
        own = self.meeting.forum.politik.punktord
        return self.phrases.item_word if own is None else own

    @property
    def clock_separator(self) -> str:
        """What stands between hours and minutes."""
        return self.meeting.forum.politik.klokkeslaet.separator

    def date_text(self, day: date) -> str:
        """A date in running text, as the forum writes it."""
        if self.meeting.forum.politik.datoformat is Datoformat.KORT:
            return typography.short_date(day, self.phrases)
        return typography.long_date(day, self.phrases, weekday=False)

    def fill(self, heading: str) -> str:
        """A heading of the forum's with its name and the date for ``{forum}`` and ``{dato}``.

        Plain replacement: a heading is never evaluated as a template.
        """
        dato = self.date_text(self.meeting.dato)
        return heading.replace("{forum}", self.called).replace("{dato}", dato)

    def sagstype_text(self, punkt: Punkt) -> str:
        """The kind of item in the secretariat's words; empty where the title already tells."""
        if not self.meeting.forum.politik.vis_sagstyper:
            return ""
        if punkt.sagstype_tekst:
            return punkt.sagstype_tekst
        own = dict(self.meeting.forum.politik.sagstyper)
        sagstype = punkt.sagstype
        usual = self.phrases.item_kinds
        text = (own.get(sagstype) or usual.get(sagstype, "")) if sagstype else ""
        return "" if punkt.titel.casefold().startswith(text.casefold()) else text


def has_minutes(meeting: Meeting) -> bool:
    """Whether there is anything yet that only a referat can hold.

    That is a decision, a vote, a statement or an action, also as an answer to an
    indstilling; the time at which the meeting began or ended; who came, stayed away or
    left; or a referat that the secretary has declared past the draft.
    """
    begun = meeting.faktisk_start or meeting.faktisk_slut
    if not meeting.referat_status.is_draft or begun or meeting.fremmoedt:
        return True
    return bool(meeting.udeblevet) or any(map(_item_has_minutes, meeting.punkter))


def _item_has_minutes(punkt: Punkt) -> bool:
    return (
        bool(punkt.ankom or punkt.forlod)
        or any(
            afsnit.slags.kind.minutes
            or bool(afsnit.indstilling and afsnit.indstilling.delbeslutninger)
            for afsnit in punkt.alle_afsnit()
        )
        or any(map(_item_has_minutes, punkt.underpunkter))
    )


def plan(meeting: Meeting, phrases: Phrases = DANISH) -> tuple[Plan, list[Diagnostic]]:
    """Number, time and list everything, and say what does not fit together.

    All that is made of the plan is in the words of ``phrases``.
    """
    numbered, diagnostics = number(meeting)
    slots, slot_diagnostics = schedule(meeting, numbered)
    there, presence_diagnostics = presence(meeting, numbered)
    diagnostics += slot_diagnostics + presence_diagnostics
    diagnostics += attachments.check_files(meeting, numbered)
    bilag = attachments.number_attachments(meeting, numbered, phrases)
    items: list[PlannedItem] = []
    for index, item in enumerate(numbered):
        above = items[item.parent].lukket if item.parent is not None else None
        lukket = above or item.punkt.lukket
        items.append(
            PlannedItem(
                numbered=item,
                slot=slots[index],
                bilag=bilag[index],
                absent=there.absent[index],
                moves=there.moves[index],
                lukket=lukket,
                phrases=phrases,
            )
        )
    whole = Holder(bilag=attachments.number_own(meeting, phrases), phrases=phrases)
    return Plan(meeting, tuple(items), there, phrases, whole), diagnostics
