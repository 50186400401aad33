"""Everything that is decided about the items, once, for all documents of the meeting.

Also what of it is closed, and to whom: whoever makes something of a meeting asks the plan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, time
from functools import cached_property
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from moedebog import secrecy, typography
from moedebog.blocks import Foreign
from moedebog.catalogue import Datoformat, FremmoedePlacering, Habilitet, Slags, Udfald
from moedebog.catalogue.outcomes import not_treated
from moedebog.compose import at_meeting, attachments
from moedebog.compose.at_meeting import AddedThere, has_minutes
from moedebog.compose.attachments import NumberedBilag
from moedebog.compose.comings import presence
from moedebog.compose.corrections import Corrections, corrections
from moedebog.compose.gap_words import reworded
from moedebog.compose.identity import Identified, identify
from moedebog.compose.lasting import lasting_numbers
from moedebog.compose.membership import substitutes
from moedebog.compose.numbering import Numbered, number
from moedebog.compose.order import Treatment, day_of_treatment, order
from moedebog.compose.presence import Instead, Move, Presence, missed
from moedebog.compose.reckoning import Reckoning, reckoning
from moedebog.compose.schedule import Slot, schedule
from moedebog.compose.withdrawal import Withdrawal, withdrawals
from moedebog.diagnostics import Diagnostic
from moedebog.document import Audience, Kind
from moedebog.issued import Issue
from moedebog.meeting import (
    Afsnit,
    Afsnitspolitik,
    Bilag,
    Fil,
    Fravaer,
    Lukket,
    Meeting,
    Ophaevelse,
    Punkt,
    Rettelse,
)
from moedebog.phrases import DANISH, Phrases
from moedebog.phrases.item_words import in_words_of_forum, word_by_number


def _closed_to(audience: Audience, *, closed: bool) -> bool:
    """Whether an audience may not have something: it is closed, and no right to it is said."""
    return closed and not audience.sees_closed


class Holder(Struct, frozen=True, dict=True, kw_only=True):
    """What has attachments: an item, or the meeting as a whole."""

    bilag: tuple[NumberedBilag, ...]
    phrases: Phrases
    foreign: Foreign = ()
    """The passages of titles that are in another language."""

    def part_closed_to(self, part: Afsnit | Bilag, audience: Audience) -> bool:
        """Whether this audience may not have one of its sections or attachments.

        Closed is the part itself, a section around it or the item. One that is not its own
        is nobody's who may not read everything.
        """
        return _closed_to(audience, closed=self._parts.get(id(part), True))

    def is_open(self, part: Afsnit | Bilag) -> bool:
        """Whether everybody may have one of its sections or attachments."""
        return not self._parts.get(id(part), True)

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
        """The file of one of its attachments, where there is one that this audience may have.

        Of one that is withdrawn, nobody may. Where something is left out of it, who may not read
        what is closed gets the copy without that, and nothing where there is none.
        """
        if bilag.udgaar or self.part_closed_to(bilag, audience):
            return None
        apart = _closed_to(audience, closed=bool(bilag.udelad))
        return bilag.kopi if apart else bilag.fil

    def attachment_address(self, bilag: Bilag, audience: Audience) -> str | None:
        """Where on the web one of its attachments is, where this audience may know that."""
        return None if bilag.udgaar or self.part_closed_to(bilag, audience) else bilag.adresse

    def attachment_maker(self, bilag: Bilag, audience: Audience) -> str | None:
        """Who made one of its attachments, where that is said and this audience may know it."""
        return None if bilag.udgaar or self.part_closed_to(bilag, audience) else bilag.udarbejdet_af


class PlannedItem(Holder, frozen=True, dict=True, kw_only=True):
    """An item with its number, slot, attachments, and who was missing."""

    numbered: Numbered
    slot: Slot | None
    absent: tuple[str, ...]
    """Those who were there for no part of it."""
    moves: tuple[Move, ...]
    """Who came and left during it."""
    instead: tuple[Instead, ...]
    """Who took part in it alone, for somebody who is disqualified."""
    taken_off: bool
    """Whether it was taken off, by itself or with the item that it belongs to."""
    out: tuple[str, ...]
    """Who is disqualified in it, or in the item that it belongs to."""
    called_in: tuple[Instead, ...]
    """Who takes part in it for one of them; ``instead`` tells it where it is said."""
    withdrawn: Withdrawal | None
    """That the dagsorden shows it as withdrawn or postponed."""
    lukket: Lukket | None
    """Why it is closed, by itself or by the item that it belongs to."""
    rettelser: tuple[Rettelse, ...] = ()
    """The corrections of it, the oldest first."""
    opened_above: Ophaevelse | None = None
    """That the item that it belongs to has been opened afterwards."""
    issued_title: str | None = None
    """Its title in the open, where it was issued as open and the meeting itself closed it."""
    left_out: bool = False
    """Whether words of it are left out of what not everybody may read."""
    withheld: bool = False
    """Whether its material is left out of this copy, because the reader is disqualified."""

    parts_withheld: bool = False
    """Whether that is only what is closed in it, the item itself being open."""

    @property
    def punkt(self) -> Punkt:
        """The item itself."""
        return self.numbered.punkt

    @property
    def holds_closed(self) -> bool:
        """Whether anything in it is closed: the item, a section, an attachment, a correction, or
        words of it."""
        return self.lukket is not None or self._holds_closed_parts

    @property
    def _holds_closed_parts(self) -> bool:
        parts = any(self._parts.values()) or any(one.lukket for one in self.rettelser)
        return parts or self.left_out

    def closed_to(self, audience: Audience) -> bool:
        """Whether this audience may not read the item."""
        return _closed_to(audience, closed=self.lukket is not None)

    def part_closed_to(self, part: Afsnit | Bilag, audience: Audience) -> bool:
        """As of any holder; in a copy from which parts are withheld, also what is closed."""
        closed = self._parts.get(id(part), True)
        return (closed and self.parts_withheld) or _closed_to(audience, closed=closed)

    def tells_closed(self, audience: Audience) -> bool:
        """Whether this audience reads the item although others may not."""
        return self.lukket is not None and not self.closed_to(audience)

    def tells_closed_parts(self, audience: Audience) -> bool:
        """Whether this audience reads sections, attachments, corrections or words of it that others
        may not."""
        return self._holds_closed_parts and not _closed_to(audience, closed=True)

    @cached_property
    def _parts(self) -> dict[int, bool]:
        return dict(_parts(self.punkt.afsnit, closed=self.lukket is not None))

    @property
    def treats(self) -> bool:
        """Whether it is a matter, and no break or written information."""
        sagstype = self.punkt.sagstype
        return sagstype is None or (sagstype.kind.takes_time and not sagstype.kind.is_break)

    def off_in(self, kind: Kind) -> bool:
        """Whether a document shows it as withdrawn or postponed, without what it is about."""
        return kind is Kind.DAGSORDEN and self.withdrawn is not None

    def state_in(self, kind: Kind, audience: Audience) -> str:
        """``Udgår: Sagen er ikke færdigbelyst``, as this audience may read it; else empty."""
        if self.withdrawn is None or not self.off_in(kind):
            return ""
        return self.withdrawn.text(self.phrases, closed=self.closed_to(audience))

    def listed_title(self, kind: Kind, audience: Audience) -> str:
        """Its title as a list of the items has it: with that in brackets."""
        title = self.title_for(audience)
        if self.withdrawn is None or not self.off_in(kind):
            return title
        return self.withdrawn.after(title, self.phrases, closed=self.closed_to(audience))

    @property
    def unknown_to_public(self) -> bool:
        """Whether nobody may know of it who may not read what is closed: a part of a closed
        item."""
        return self.lukket is not None and self.lukket is not self.punkt.lukket

    def hidden_from(self, audience: Audience) -> bool:
        """Whether this audience may not even know of it: a part of a closed item."""
        return self.closed_to(audience) and self.lukket is not self.punkt.lukket

    def title_for(self, audience: Audience) -> str:
        """The title that this audience may read."""
        return self.public_title if self.closed_to(audience) else self.punkt.titel

    @property
    def public_title(self) -> str:
        """The title that everybody may read."""
        if self.lukket is None:
            return self.punkt.titel
        lukket = self.punkt.lukket
        told = (lukket.offentlig_titel if lukket else None) or self.issued_title
        return told or self.phrases.closed_item

    @property
    def typed(self) -> str:
        """What is typed for it in commands: its number, with the group that it counts in where it
        counts in one; of an item without a number the title that everybody may read."""
        nr, group = self.numbered.nr, self.numbered.gruppe
        if not nr:
            return self.public_title
        return nr if group is None else self.phrases.item_in_group.format(item=nr, group=group)

    @property
    def closed_at_meeting(self) -> bool:
        """Whether the meeting itself decided to close it."""
        lukket = self.punkt.lukket
        return lukket is not None and lukket is self.lukket and lukket.besluttet_paa_moedet

    def correction_closed_to(self, rettelse: Rettelse, audience: Audience) -> bool:
        """Whether this audience may not read a correction of it."""
        closed = rettelse.lukket is True
        return self.closed_to(audience) or (
            (closed and self.withheld) or _closed_to(audience, closed=closed)
        )

    @property
    def lifted(self) -> Ophaevelse | None:
        """That it, or the item that it belongs to, was closed and has been opened afterwards."""
        return None if self.lukket is not None else self.punkt.ophaevet or self.opened_above

    @property
    def opened_at_meeting(self) -> bool:
        """Whether the dagsorden had it as closed, and the meeting decided to open it."""
        return self.lukket is None and self.punkt.aabnet is not None


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
    reckoning: Reckoning
    """Which day each item is on, and what its clock times mean."""
    held: Reckoning
    """The same as it went: an item that was treated before another one was so on that one's day."""
    order: Treatment
    """In which order the items were treated."""
    phrases: Phrases
    """The words that everything made of the plan is printed with."""
    whole: Holder
    """The attachments of the meeting as a whole."""
    identified: Identified
    """Which items are which of those that were issued."""
    added: AddedThere
    """Which items no issued dagsorden has, the meeting being held."""
    corrections: Corrections
    """What is corrected of the referat."""

    def of(self, kind: Kind) -> Plan:
        """What a document is made of: the dagsorden knows nothing of what the meeting did."""
        return self._dagsorden if kind is Kind.DAGSORDEN else self

    @cached_property
    def _dagsorden(self) -> Plan:
        own = at_meeting.dagsorden_of(self.meeting, self.numbered(), self.identified, self.added)
        if own is self.meeting:
            return self
        return _plan(own, self.phrases, held=has_minutes(self.meeting))[0]

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
        return self.lasts_days or any(item.punkt.gruppe for item in self.items)

    @property
    def lasts_days(self) -> bool:
        """Whether the meeting lasts several days."""
        return len(self.reckoning.days) > 1

    def day_of(self, item: PlannedItem) -> date | None:
        """The day that an item is on, where the meeting lasts several."""
        if not self.lasts_days:
            return None
        return self.reckoning.dates[self.reckoning.of_items[self._places[item.numbered.anchor]]]

    def day_treated(self, item: PlannedItem, clock: time | None = None) -> date | None:
        """The day that an item, or a clock time at it, was on, where the meeting lasts several."""
        if not self.lasts_days:
            return None
        place = self._places[item.numbered.anchor]
        if clock is None:
            return self.held.dates[self.held.of_items[place]]
        return self.held.moment(self.held.at(place, clock)).date()

    def minutes_at(self, item: PlannedItem, clock: time) -> int:
        """Minutes from the midnight before the meeting to a clock time at an item, as planned."""
        return self.reckoning.at(self._places[item.numbered.anchor], clock)

    def day_begun(self, item: PlannedItem) -> date | None:
        """The day that begins with an item, where the meeting lasts several."""
        begins = self.reckoning.begins_day(self._places[item.numbered.anchor])
        return self.day_of(item) if begins else None

    def kept_its_place(self, item: PlannedItem) -> bool:
        """Whether just those items were treated before it that stand before it; those that the
        public may not know of count only for one another."""
        return item.numbered.anchor in self._in_place

    @cached_property
    def _in_place(self) -> frozenset[str]:
        hidden = {i for i, item in enumerate(self.items) if item.unknown_to_public}
        known = [index for index in self.order.treated if index not in hidden]
        kept = _standing(known) - hidden | _standing(self.order.treated) & hidden
        return frozenset(self.items[index].numbered.anchor for index in kept)

    @cached_property
    def _places(self) -> dict[str, int]:
        """Index of each item, by its anchor."""
        return {item.numbered.anchor: index for index, item in enumerate(self.items)}

    @property
    def anchors(self) -> Collection[str]:
        """Those of the items."""
        return self._places.keys()

    def visible(self, audience: Audience) -> Iterator[PlannedItem]:
        """The items that this audience sees at all."""
        return (item for item in self.items if not item.hidden_from(audience))

    def numbered(self) -> list[Numbered]:
        """The items with their numbers alone."""
        return [item.numbered for item in self.items]

    @cached_property
    def people(self) -> frozenset[str]:
        """The names of members and substitutes, also of those who come for one item."""
        instead = (person.navn for person in substitutes(self.meeting))
        brief = (one.person.navn for item in self.items for one in item.instead)
        everybody = (m.known_as for forum in self.meeting.fora for m in forum.medlemmer)
        return frozenset(everybody).union(instead, brief)

    def above(self, item: PlannedItem) -> Iterator[PlannedItem]:
        """What an item belongs to, from the innermost on."""
        parent = item.numbered.parent
        while parent is not None:
            yield self.items[parent]
            parent = self.items[parent].numbered.parent

    def around(self, item: PlannedItem) -> Iterator[PlannedItem]:
        """An item with all that it belongs to or that belong to it."""
        yield from self.above(item)
        yield item
        yield from self.parts(item)

    def presence_for(self, audience: Audience) -> Presence:
        """Who was there when, as far as this audience may know."""
        return self._presence_outside if _closed_to(audience, closed=True) else self.presence

    @cached_property
    def _presence_outside(self) -> Presence:
        closed = {i for i, item in enumerate(self.items) if item.lukket is not None}
        parents = [item.numbered.parent for item in self.items]
        return self.presence.without_breaks_in(closed, self.order.treated, parents)

    def told_missing(self, item: PlannedItem, audience: Audience) -> tuple[str, ...]:
        """Those who are named as missing under an item of the referat, as the forum wants it.

        Under a sub-item only where they are others than under the item that it belongs to.
        """
        names = self._missing_as_wanted(item, audience)
        parent = item.numbered.parent
        if parent is not None and self._missing_as_wanted(self.items[parent], audience) == names:
            return ()
        return names

    def _missing_as_wanted(self, item: PlannedItem, audience: Audience) -> tuple[str, ...]:
        policy = self.meeting.forum.politik
        if not (self.was_held and policy.fravaer_under_punkter) or self.meeting.written:
            return ()
        told = self.presence_for(audience)
        names = missed(self.meeting, told, self.absent_from(item, audience))
        if policy.hele_fravaer_under_punkter:
            return names
        return tuple(name for name in names if told.was_there(name))

    def absent_from(self, item: PlannedItem, audience: Audience) -> tuple[str, ...]:
        """Those who were there for no part of an item, as far as this audience may know."""
        return self.presence_for(audience).absent[self._places[item.numbered.anchor]]

    def leader_of(self, item: PlannedItem) -> str | None:
        """Who leads an item: as it or the one that it belongs to says, else who leads the
        meeting."""
        if item.punkt.moedeleder:
            return item.punkt.moedeleder
        parent = item.numbered.parent
        return self.meeting.moedeleder if parent is None else self.leader_of(self.items[parent])

    def parts(self, item: PlannedItem) -> Iterator[PlannedItem]:
        """What belongs to an item, in reading order."""
        rest = self.items[self._places[item.numbered.anchor] + 1 :]
        return takewhile(lambda one: one.numbered.depth > item.numbered.depth, rest)

    def leader_left(self, item: PlannedItem) -> bool:
        """Whether whoever leads an item left during it, or during a part that they lead as well.

        Also who came back: somebody else led in between.
        """
        leader = self.leader_of(item)
        led = (one for one in (item, *self.parts(item)) if self.leader_of(one) == leader)
        return any(m.navn == leader and not m.came for one in led for m in one.moves)

    @property
    def chair(self) -> str | None:
        """Who led the meeting: nobody, where it was not held or they were not there at all."""
        chair = self.meeting.moedeleder
        gone = chair in self.presence.stays and not self.presence.was_there(chair)
        return None if gone or not self.was_held else chair

    def treated_before(self, item: PlannedItem) -> PlannedItem | None:
        """The item that this one was treated right before, where not in its place.

        Of what nobody may know who may read this item, the item that it belongs to.
        """
        target = self.order.before.get(self._places[item.numbered.anchor])
        while (
            target is not None
            and self.items[target].unknown_to_public
            and not item.unknown_to_public
        ):
            target = self.items[target].numbered.parent
        return None if target is None else self.items[target]

    def item_called(self, item: PlannedItem) -> str:
        """What an item is called in a sentence that everybody may read."""
        if item.numbered.nr:
            return attachments.item_name(item.numbered, self.phrases.at_item, self.phrases)
        return self.phrases.item_by_title.format(title=item.public_title)

    def stayed_away(self, entries: Sequence[Fravaer]) -> tuple[Fravaer, ...]:
        """Those of the entries who did not come after all, as far as the referat knows."""
        held = self.was_held
        return tuple(one for one in entries if not (held and self.presence.was_there(one.navn)))

    def moves_for(self, audience: Audience) -> Iterator[tuple[PlannedItem, Move]]:
        """Who came and left, in the order in which the items were treated, each with the item.

        Also in items that the audience does not see: then it may know no more than the name.
        """
        told = self.presence_for(audience)
        return ((self.items[i], move) for i in self.order.treated for move in told.moves[i])

    @property
    def claims_presence(self) -> bool:
        """Whether a referat may say who was there: somebody put it on record."""
        return self.was_held and self.presence.recorded

    @cached_property
    def dagsordener(self) -> tuple[Issue, ...]:
        """The versions of the dagsorden that were issued, oldest first."""
        return tuple(one for one in self.meeting.udgaver if one.dokument == Kind.DAGSORDEN)

    def taken_up(self, item: PlannedItem) -> bool:
        """Whether an item was put on at the meeting: no version of the dagsorden has it.

        Without a record of one nobody knows; a part goes with its item.
        """
        place, above = self._places[item.numbered.anchor], item.numbered.parent
        return item.treats and place in self.added and above not in self.added

    @cached_property
    def was_held(self) -> bool:
        """Whether the meeting has taken place, as far as the file tells."""
        return has_minutes(self.meeting) and not self.meeting.aflyst

    def is_confidential(self, audience: Audience) -> bool:
        """Whether a document for this audience holds all that is closed, and must say so."""
        return not _closed_to(audience, closed=True)

    def corrections_of_meeting(self, audience: Audience) -> tuple[Rettelse, ...]:
        """The corrections of the meeting as a whole that this audience may read."""
        return tuple(
            one
            for one in self.corrections.of_meeting
            if not _closed_to(audience, closed=one.lukket is True)
        )

    def corrected(self, audience: Audience) -> Iterator[tuple[date, PlannedItem | None]]:
        """When what was corrected, as far as this audience may know, the oldest first.

        Of an item that it may know nothing of, the item that this belongs to; ``None`` is the
        meeting as a whole.
        """
        told: list[tuple[date, PlannedItem | None]] = [
            (one.dato, None) for one in self.corrections_of_meeting(audience)
        ]
        for item in self.items:
            known = next(one for one in (item, *self.above(item)) if not one.hidden_from(audience))
            told += [(one.dato, known) for one in item.rettelser]
        yield from sorted(told, key=lambda one: one[0])

    def tells_reasons(self, audience: Audience) -> bool:
        """Whether this audience may read why somebody stays away: nobody's business but the
        forum's."""
        return secrecy.may_read("aarsag", sees_closed=self.is_confidential(audience))

    def moedelink_for(self, audience: Audience) -> str:
        """Where this audience can take part from afar; empty where it is not to know, or where
        there is nothing to take part in."""
        if self.meeting.aflyst:
            return ""
        told = self.meeting.forum.politik.moedelink_offentlig or secrecy.may_read(
            "moedelink", sees_closed=self.is_confidential(audience)
        )
        return (self.meeting.moedelink or "") if told else ""

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

    def slot_text(self, slot: Slot | None) -> str:
        """A slot as the forum writes it; empty where there is none."""
        if slot is None:
            return ""
        end = slot.end.time() if slot.end else None
        return typography.slot(slot.start.time(), end, self.phrases, self.clock_separator)

    @property
    def time_text(self) -> str:
        """When the meeting is planned, or until when a written procedure is answered.

        Empty where nobody has said it.
        """
        meeting = self.meeting
        if meeting.start is not None:
            return self.span(meeting.start, meeting.slut)
        if meeting.svarfrist is None:
            return ""
        day, clock = meeting.svarfrist
        text = typography.long_date(day, self.phrases)
        return f"{text} {self.clock(clock)}" if clock else text

    def clock(self, clock: time) -> str:
        """``kl. 10.30``, as the forum writes it."""
        return typography.slot(clock, None, self.phrases, self.clock_separator)

    def span(self, start: time, end: time | None) -> str:
        """From when to when the meeting is or was; of several days each end with its day."""
        if not self.lasts_days:
            return typography.slot(start, end, self.phrases, self.clock_separator)
        first = self.day_and_clock(self.reckoning.dates[0], start)
        if end is None:
            return first
        return self.phrases.from_to.format(first=first, last=self.end_text(end))

    def end_text(self, clock: time) -> str:
        """The clock time at which the meeting ends; of several days with its day.

        A clock time of the night belongs to the day after the last one.
        """
        if not self.lasts_days:
            return self.clock(clock)
        reckoned = self.reckoning
        return self.day_and_clock(reckoned.moment(reckoned.on_last(clock)).date(), clock)

    def day_and_clock(self, day: date, clock: time) -> str:
        """``fredag den 12. september kl. 10.30``."""
        return f"{self.day_text(day)} {self.clock(clock)}"

    def day_text(self, day: date) -> str:
        """``fredag den 12. september``."""
        words = self.phrases
        date_text = words.date_without_year.format(day=day.day, month=words.months[day.month - 1])
        weekday = words.weekdays[day.weekday()]
        return words.date_with_weekday.format(weekday=weekday, date=date_text)

    @property
    def title(self) -> str | None:
        """What the meeting is called: its own title, and that it is extraordinary."""
        titel, words = self.meeting.titel, self.phrases
        if not self.meeting.ekstraordinaert:
            return titel
        if titel is None:
            return words.extraordinary
        if words.extraordinary.split()[0].casefold() in titel.casefold():
            return titel
        extraordinary = typography.uncapitalised(words.extraordinary)
        return words.list_separator.join((titel, extraordinary))

    @property
    def item_word(self) -> str:
        """What stands before an item's number, e.g. ``Sag``; empty where the forum wants none."""
        return word_by_number(self.meeting.forum.politik.punktord, self.phrases)

    @property
    def clock_separator(self) -> str:
        """What stands between hours and minutes."""
        return self.meeting.forum.politik.klokkeslaet.separator

    @property
    def dates_text(self) -> str:
        """The days of the meeting in running text, as the forum writes dates."""
        return self.dates_in_words(weekday=False)

    def dates_in_words(self, *, weekday: bool) -> str:
        """The days of the meeting: ``fredag den 12. og lørdag den 13. september 2025``."""
        days, words = self.reckoning.dates, self.phrases
        if self.meeting.forum.politik.datoformat is Datoformat.KORT:
            return typography.enumeration([typography.short_date(d, words) for d in days], words)
        return typography.long_dates(days, words, weekday=weekday)

    def date_text(self, day: date) -> str:
        """A date in running text, as the forum writes it."""
        if self.meeting.forum.politik.datoformat is Datoformat.KORT:
            return typography.short_date(day, self.phrases)
        return typography.long_date(day, self.phrases, weekday=False)

    def fill(self, heading: str) -> str:
        """A heading of the forum's with its name and the date for ``{forum}`` and ``{dato}``.

        Plain replacement: a heading is never evaluated as a template.
        """
        dato = self.dates_text
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


def _standing(treated: Sequence[int]) -> set[int]:
    """Of items in the order of treatment those that have the same before them as by their
    indices."""
    last, found = -1, set()
    for index, in_place in zip(treated, sorted(treated), strict=True):
        if index == in_place and last < index:
            found.add(index)
        last = max(last, index)
    return found


def was_dropped(punkt: Punkt) -> bool:
    """Whether the meeting did not deal with an item: it says so, and nobody voted on it."""
    return say_dropped(punkt.alle_afsnit())


def say_dropped(sections: Sequence[Afsnit]) -> bool:
    """Whether the sections of an item say that the meeting did not deal with it."""
    says_so = any(not_treated(u) for afsnit in sections for u in afsnit.udfald)
    return says_so and not any(afsnit.afstemning for afsnit in sections)


def was_treated(punkt: Punkt) -> bool:
    """Whether an item is one that a meeting itself treats, and this one did not drop it."""
    treated = True
    if punkt.sagstype:
        kind = punkt.sagstype.kind
        decided = any(afsnit.slags.kind.treated for afsnit in punkt.alle_afsnit())
        treated = not kind.is_break and (kind.takes_time or decided)
    return treated and not was_dropped(punkt)


def _without(absent: tuple[str, ...], instead: tuple[Instead, ...]) -> tuple[str, ...]:
    """The absent but those who take part in the item alone: they may have been there before."""
    called_in = {one.person.known_as for one in instead}
    return tuple(name for name in absent if name not in called_in)


def is_taken_off(punkt: Punkt) -> bool:
    """Whether an item was taken off before anybody dealt with it: it says so, and has no vote.

    What is said to have lapsed (``bortfaldet``) may have been dealt with.
    """
    sections = punkt.alle_afsnit()
    off = (Udfald.UDGAAR, Udfald.IKKE_BEHANDLET)
    says_so = any(u in off for afsnit in sections for u in afsnit.udfald)
    return says_so and not any(afsnit.afstemning for afsnit in sections)


def _disqualified(
    punkt: Punkt, instead: tuple[Instead, ...], whole: PlannedItem | None
) -> tuple[tuple[str, ...], tuple[Instead, ...]]:
    """Who is disqualified in an item, and who takes part for them.

    Whoever is disqualified in an item is so in its parts, unless a part says otherwise.
    """
    own = tuple(one.navn for one in punkt.out)
    if whole is None:
        return own, instead
    decision = punkt.habilitetsbeslutning
    free = punkt.questioned if decision and decision.udfald is Habilitet.HABIL else ()
    replaced = {*free, *(one.for_whom for one in instead)}
    return (
        tuple(dict.fromkeys((*own, *(name for name in whole.out if name not in free)))),
        (*instead, *(one for one in whole.called_in if one.for_whom not in replaced)),
    )


def plan(meeting: Meeting, phrases: Phrases = DANISH) -> tuple[Plan, list[Diagnostic]]:
    """Number, time and list everything, and say what does not fit together.

    All that is made of the plan is in the words of ``phrases``, and calls the items as the forum
    does.
    """
    meeting = reworded(meeting, phrases)
    phrases = in_words_of_forum(phrases, meeting.forum.politik.punktord)
    return _plan(meeting, phrases, held=has_minutes(meeting))


def _plan(meeting: Meeting, phrases: Phrases, *, held: bool) -> tuple[Plan, list[Diagnostic]]:
    """``held``: whether anything was written at the meeting."""
    numbered, diagnostics = number(meeting)
    identified = identify(meeting, numbered, phrases)
    if given := lasting_numbers(meeting, numbered, identified):
        numbered, diagnostics = number(meeting, given)
    added = at_meeting.added(meeting, numbered, identified)
    told = at_meeting.with_the_referat(meeting, added)
    if told is not meeting:
        made, diagnostics = _plan(told, phrases, held=held)
        return replace(made, meeting=meeting), diagnostics
    reckoned, day_diagnostics = reckoning(meeting, numbered)
    treated, order_diagnostics = order(numbered)
    off = withdrawals(numbered, identified, held=held)
    without = {index for index, one in enumerate(off) if one is not None}
    slots, slot_diagnostics = schedule(meeting, numbered, reckoned, without)
    on_days = [day_of_treatment(numbered, treated, index) for index in range(len(numbered))]
    went = reckoned.moved(on_days)
    there, presence_diagnostics = presence(meeting, numbered, went, treated.treated)
    diagnostics += [*day_diagnostics, *order_diagnostics, *slot_diagnostics, *presence_diagnostics]
    needed = [item for item, one in zip(numbered, off, strict=True) if one is None]
    diagnostics += attachments.check_files(meeting, needed)
    bilag = attachments.number_attachments(meeting, numbered, phrases)
    corrected = corrections(meeting, numbered)
    items: list[PlannedItem] = []
    for index, item in enumerate(numbered):
        above = items[item.parent].lukket if item.parent is not None else None
        lukket = above or item.punkt.lukket
        with_above = item.parent is not None and items[item.parent].taken_off
        decided = any(afsnit.slags.kind.minutes for afsnit in item.punkt.alle_afsnit())
        taken_off = is_taken_off(item.punkt) or (with_above and not decided)
        out, called_in = _disqualified(
            item.punkt,
            there.instead[index],
            items[item.parent] if item.parent is not None else None,
        )
        items.append(
            PlannedItem(
                numbered=item,
                slot=slots[index],
                bilag=bilag[index],
                absent=_without(there.absent[index], there.instead[index]),
                moves=there.moves[index],
                instead=() if taken_off else there.instead[index],
                taken_off=taken_off,
                withdrawn=off[index],
                out=out,
                called_in=called_in,
                lukket=lukket,
                rettelser=corrected.of_items.get(index, ()),
                opened_above=items[item.parent].lifted if item.parent is not None else None,
                issued_title=at_meeting.issued_title(item.punkt, identified.of_items[index]),
                phrases=phrases,
                foreign=meeting.fremmed,
                left_out=meeting.leaves_out_of(item.punkt, *corrected.of_items.get(index, ())),
            )
        )
    own = attachments.number_own(meeting, phrases)
    whole = Holder(bilag=own, phrases=phrases, foreign=meeting.fremmed)
    made = Plan(
        *(meeting, tuple(items), there, reckoned, went, treated, phrases, whole, identified),
        added=added,
        corrections=corrected,
    )
    return made, diagnostics
