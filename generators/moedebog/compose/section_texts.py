"""The sections of an item as this document and this audience see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from moedebog import typography
from moedebog.blocks import (
    Block,
    Blocks,
    LabelledList,
    plain,
)
from moedebog.catalogue import Slags
from moedebog.compose import attendance, cover
from moedebog.compose.attachment_lists import listed
from moedebog.compose.ballots import is_voted_on
from moedebog.compose.corrected import correction, lifted
from moedebog.compose.material import Material, brought_out
from moedebog.compose.planning import was_treated
from moedebog.compose.told import words_in
from moedebog.compose.wording import (
    MAX_LEVEL,
    answer,
    at_level,
    closed_note,
    fact,
    is_withdrawal,
)
from moedebog.document import Afsnitstekst, Audience, Kind
from moedebog.meeting import Afsnit


class Sections:
    """Turns the sections of one item into what is printed."""

    def __init__(self, material: Material, kind: Kind, audience: Audience, level: int) -> None:
        self.material = material
        self.plan = material.plan
        self.words = material.words
        self.item = material.item
        self.kind = kind
        self.audience = audience
        self.level = level
        """Heading level of the item's sections."""
        self.forum = self.plan.meeting.forum

    def compose(self) -> tuple[Afsnitstekst, ...]:
        """All sections in their order, with what is derived put in its place."""
        if self.item.closed_to(self.audience):
            closed = [*self.off(), *self.closed_item()]
            return self.with_people(closed, (), self.missing())  # its corrections are as closed
        if self.item.off_in(self.kind):
            return self.off()
        sections = [
            s for afsnit in self.material.sections for s in self.section(afsnit, self.level)
        ]
        opening = self.opening()
        if opening:
            sections.insert(0, self.headless("deltagelse", opening))
        if approved := self.approves():
            sections.insert(1 if opening else 0, self.headless("godkender", approved))
        told = self.with_people(sections, self.people(), self.missing())
        if self.kind is Kind.REFERAT and self.plan.tells_presence(self.item, self.audience):
            told = self.with_presence(told)
        return (*told, *self.corrections())

    def corrections(self) -> Iterator[Afsnitstekst]:
        """What was corrected afterwards, behind all that the item said before."""
        if self.kind is Kind.DAGSORDEN:
            return
        for one in self.item.rettelser:
            closed = self.item.correction_closed_to(one, self.audience)
            yield correction(self.plan, one, self.level, closed=closed)

    def with_people(
        self, sections: list[Afsnitstekst], before: Blocks, after: Blocks
    ) -> tuple[Afsnitstekst, ...]:
        """The sections with who came and left before the decision, and who was missing after it.

        These lines have no heading of their own, and must not seem to belong to somebody's
        statement: without a decision they stand before all headings, and after everything.
        """
        last = max((i for i, s in enumerate(sections) if s.slags == Slags.BESLUTNING), default=None)
        if last is not None:
            decision = sections[last]
            sections = list(sections)
            sections[last] = replace(decision, tekst=(*before, *decision.tekst))
            end = last + 1 if _is_part_of_decision(sections[last + 1 : last + 2]) else last
            sections[end] = replace(sections[end], tekst=(*sections[end].tekst, *after))
            return tuple(sections)
        first = (self.headless("deltagelse", before),) if before else ()
        last_of_all = (self.headless("deltagelse", after),) if after else ()
        return (*first, *sections, *last_of_all)

    def with_presence(self, sections: tuple[Afsnitstekst, ...]) -> tuple[Afsnitstekst, ...]:
        """The sections with who was there, first in the decision or before all of them."""
        present = cover.presence(self.plan, self.audience)
        if not present.items:
            return sections
        for index, section in enumerate(sections):
            if section.slags == Slags.BESLUTNING:
                with_it = replace(section, tekst=(present, *section.tekst))
                return (*sections[:index], with_it, *sections[index + 1 :])
        return (self.headless("deltagelse", (present,)), *sections)

    def headless(self, slags: str, blocks: Blocks) -> Afsnitstekst:
        """A section without a heading."""
        return Afsnitstekst(slags, None, self.level, blocks)

    # --- what is closed -----------------------------------------------------------

    def closed_item(self) -> Iterator[Afsnitstekst]:
        """All that the public reads of a closed item, but its number and title."""
        lukket = self.item.lukket
        assert lukket is not None  # noqa: S101 - callers ask closed_to first
        note = closed_note(self.words.item_is_closed, lukket, self.words)
        yield self.headless("lukket", (note, *self.doors()))
        if self.kind is Kind.REFERAT and lukket.offentlig_beslutning:
            yield Afsnitstekst(
                Slags.BESLUTNING.value,
                self.heading_of(Slags.BESLUTNING),
                self.level,
                brought_out(at_level(lukket.offentlig_beslutning, self.level + 1)),
            )

    def closed(self, afsnit: Afsnit) -> bool:
        """Whether a section is closed to the audience.

        What is made here, for answers that need a place or from what is open, is not.
        """
        own = all(afsnit is not made for made in self.material.made)
        return own and self.item.part_closed_to(afsnit, self.audience)

    # --- one section --------------------------------------------------------------

    def section(self, afsnit: Afsnit, level: int) -> Iterator[Afsnitstekst]:
        """The section, and the nested ones of a forwarded case; nothing if it has no content."""
        if not self.stands_here(afsnit.slags):
            return
        if self.closed(afsnit):
            yield self.closed_section(afsnit, level)
            return
        own = afsnit.overskrift
        heading = self.heading_of(afsnit.slags) if own is None else own or None
        if own is None and is_withdrawal(afsnit.udfald, afsnit.tekst):
            heading = None
        if own is None and self._goes_with_decision(afsnit):
            heading = None
        text = self.content(afsnit, level + 1 if heading else level)
        if afsnit.lukket:
            text = (
                closed_note(self.words.section_closed_to_public, afsnit.lukket, self.words),
                *text,
            )
        nested = [s for a in afsnit.afsnit for s in self.section(a, min(level + 1, MAX_LEVEL))]
        if text or nested or (afsnit.overskrift and afsnit.slags.kind.heading_alone):
            yield Afsnitstekst(
                *(afsnit.slags.value, heading, level, text),
                skillelinje=afsnit.skillelinje,
                position=afsnit.position if own else None,
            )
        yield from nested

    def _goes_with_decision(self, afsnit: Afsnit) -> bool:
        """Whether it tells only of elections without a vote, right after the decision.

        Under a heading of its own the referat would claim that there was a vote.
        """
        if not afsnit.afstemning or any(is_voted_on(vote) for vote in afsnit.afstemning):
            return False
        own = [a for a in self.material.sections if self.stands_here(a.slags)]
        place = next((i for i, a in enumerate(own) if a is afsnit), 0)
        before = own[place - 1] if place else None
        return before is not None and before.slags is Slags.BESLUTNING and not self.closed(before)

    def closed_section(self, afsnit: Afsnit, level: int) -> Afsnitstekst:
        """All that the public reads of a closed section."""
        lukket = afsnit.lukket
        assert lukket is not None  # noqa: S101 - callers stop at the outermost closed one
        note = closed_note(self.words.section_is_closed, lukket, self.words)
        public: Blocks = ()
        if self.kind is Kind.REFERAT:
            public = at_level(lukket.offentlig_beslutning, level + 1)
            public = brought_out(public) if afsnit.slags is Slags.BESLUTNING else public
        heading = lukket.offentlig_titel or self.words.closed_section
        return Afsnitstekst(
            *("lukket", heading, level, (note, *public)),
            skillelinje=afsnit.skillelinje,
            position=lukket.position if lukket.offentlig_titel else None,
        )

    def stands_here(self, slags: Slags) -> bool:
        """Whether this kind of section stands in this document."""
        policy = self.plan.policies.get(slags)
        if self.kind is Kind.REFERAT:
            return policy is None or policy.referat
        return not slags.kind.minutes and (policy is None or policy.dagsorden)

    def heading_of(self, slags: Slags) -> str | None:
        """The forum's heading for a kind of section."""
        return self.plan.headings.get(slags)

    def content(self, afsnit: Afsnit, level: int) -> Blocks:
        """The section's text; ``level`` is that of headings inside it."""
        before, after = self.material.blocks_of(afsnit, level)
        answers = self.answers(level) if afsnit is self.material.answering else ()
        return (*before, *answers, *after, *self.attachment_list(afsnit))

    # --- decisions, point by point ------------------------------------------------

    def open_sections(self, model: Iterable[Afsnit]) -> Iterator[Afsnit]:
        """The sections that this audience may read, nested ones included."""
        for afsnit in model:
            if not self.closed(afsnit):
                yield afsnit
                yield from self.open_sections(afsnit.afsnit)

    def answers(self, level: int) -> Blocks:
        """One labelled list for each indstilling that has answers."""
        answered = [
            a.indstilling
            for a in self.open_sections(self.item.punkt.afsnit)
            if a.indstilling and a.indstilling.delbeslutninger
        ]
        lists: list[Block] = []
        for indstilling in answered:
            whose = indstilling.til or indstilling.fra
            if len(answered) > 1 and whose:
                lists.append(plain(f"{typography.sentence(whose).rstrip('.')}:"))
            lists.append(
                LabelledList(
                    tuple(
                        answer(d, self.forum, self.words, level)
                        for d in indstilling.delbeslutninger
                    ),
                    indstilling.position,
                )
            )
        return tuple(lists)

    def approves(self) -> Blocks:
        """Which minutes the item approves, where its own words do not say so."""
        days = [one.dato for one in self.item.punkt.godkender]
        if not days:
            return ()
        own = (a for a in self.open_sections(self.item.punkt.afsnit) if self.stands_here(a.slags))
        texts = [self.item.punkt.titel, *(words_in(a.tekst) for a in own)]
        said = "\n".join(texts)
        return tuple(
            plain(self.words.approves.format(date=self.plan.date_text(day)))
            for day in days
            if not typography.says_date(said, day, self.words)
        )

    # --- lists that belong to the item --------------------------------------------

    def attachment_list(self, afsnit: Afsnit) -> Blocks:
        """The attachments of a section that come with this document."""
        if not afsnit.bilag:
            return ()
        ids = set(map(id, afsnit.bilag))
        own = [numbered for numbered in self.item.bilag if id(numbered.bilag) in ids]
        return listed(self.item, own, self.kind, self.audience)

    # --- who took part ------------------------------------------------------------

    def off(self) -> tuple[Afsnitstekst, ...]:
        """All that a dagsorden says of an item that is withdrawn or postponed; else nothing."""
        state = self.item.state_in(self.kind, self.audience)
        if self.item.withdrawn is None or not state:
            return ()
        note = () if self.item.closed_to(self.audience) else self.closing()
        said = plain(typography.sentence(state), result=True)
        return (self.headless(self.item.withdrawn.udfald.value, (*note, said)),)

    def closing(self) -> Blocks:
        """That the public does not read the item, for those who do."""
        lukket = self.item.lukket
        if lukket is None:
            return ()
        return (closed_note(self.words.item_closed_to_public, lukket, self.words),)

    def doors(self) -> Blocks:
        """That the meeting itself closed the item, or opened it."""
        if self.kind is Kind.DAGSORDEN:
            return ()
        if self.item.punkt.ophaevet and self.item.lifted is self.item.punkt.ophaevet:
            return (plain(lifted(self.plan, self.item.punkt.ophaevet)),)
        if self.item.closed_at_meeting:
            return (plain(self.words.closed_at_meeting),)
        return (plain(self.words.opened_at_meeting),) if self.item.opened_at_meeting else ()

    def opening(self) -> Blocks:
        """What stands first: that the item is closed or late, and its guests."""
        punkt = self.item.punkt
        blocks: list[Block] = [*self.closing(), *self.doors()]
        for label, people in (
            (self.words.administration_of_item, punkt.fra_forvaltningen),
            (self.words.observers_of_item, punkt.observatoerer),
            (self.words.guests_of_item, punkt.gaester),
        ):
            if people:
                named = (attendance.describe(one, self.words) for one in people)
                text = self.words.people_separator.join(named)
                blocks.append(fact(label[self.kind], text))
        return tuple(blocks)

    def people(self) -> Blocks:
        """Who came, left or took no part; only the referat knows."""
        if self.kind is Kind.DAGSORDEN or not self.plan.was_held:
            return ()
        words, separator = self.words, self.plan.clock_separator
        blocks: list[Block] = [plain(t) for t in self.order()]
        blocks += [
            plain(t)
            for t in attendance.moved(self.item.moves, self.plan.presence, words, separator)
        ]
        leader = self.item.punkt.moedeleder
        if leader and not self.item.taken_off and not self.plan.leader_left(self.item):
            blocks.append(plain(words.led_item.format(name=leader)))
        told = attendance.disqualified(self.plan.meeting, self.item, words)
        blocks += [plain(text) for text in told]
        return tuple(blocks)

    def order(self) -> Iterator[str]:
        """That the item was treated before another one, where that was not its place."""
        plan, words = self.plan, self.words
        before = plan.treated_before(self.item)
        if before is None:
            return
        called, day = plan.item_called(before), plan.day_treated(self.item)
        if day is None or day == plan.day_of(self.item):
            yield words.treated_before.format(item=called)
        else:
            yield words.treated_before_on_day.format(day=plan.day_text(day), item=called)

    def missing(self) -> Blocks:
        """The line of those who were missing."""
        if self.kind is Kind.DAGSORDEN or not self.tells_absence():
            return ()
        missing = self.plan.told_missing(self.item, self.audience)
        if not missing:
            return ()
        names = attendance.absentees(self.plan.meeting, missing, self.words)
        return (replace(fact(self.words.absent_at_item, names), people=True),)

    def tells_absence(self) -> bool:
        """Whether the line stands here: under items that the meeting itself treats."""
        if self.item.closed_to(self.audience):
            return True  # what else there is of it, nobody is to know
        return was_treated(self.item.punkt)


def _is_part_of_decision(following: Sequence[Afsnitstekst]) -> bool:
    """Whether what comes after the decision is an election without a heading of its own."""
    return any(one.slags == Slags.AFSTEMNING and one.overskrift is None for one in following)
