"""What the sections of an item say, whoever reads them: put into words once for all documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from moedebog import typography
from moedebog.blocks import Block, Blocks, Paragraph, Table, text_of
from moedebog.catalogue import Slags, SvarPlacering, Udfald
from moedebog.compose import attendance, voting
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.compose.told import decided, words_in
from moedebog.compose.withdrawal import says_off
from moedebog.compose.wording import (
    at_level,
    outcome,
    outcome_because,
    recommendation,
    statement,
    table,
)
from moedebog.meeting import Afsnit, Afstemning, Indbringelse, Opfoelgning


class Material:
    """One item's sections; who may see which of them is decided elsewhere."""

    def __init__(self, plan: Plan, item: PlannedItem) -> None:
        self.plan = plan
        self.words = plan.phrases
        self.item = item
        self.made: list[Afsnit] = []
        """What the item itself does not have: a Beslutning for answers that need a place, and an
        Opfølgning for a matter that goes to another body."""
        sections, self.answering = self._with_decision()
        self.sections = self._with_follow_up(sections)
        """The sections; ``answering`` is the Beslutning under which points are answered."""
        self._halls: dict[int, voting.Hall] | None = None
        self._blocks: dict[tuple[int, int], tuple[Blocks, Blocks]] = {}

    @property
    def _explained(self) -> Afsnit | None:
        """The section that says that the item is off, where there is a reason for it."""
        punkt = self.item.punkt
        off = (a for a in punkt.alle_afsnit() if says_off(a))
        return next(off, None) if punkt.udgaar_grund else None

    def blocks_of(self, afsnit: Afsnit, level: int) -> tuple[Blocks, Blocks]:
        """The section's text before and after the answers that may stand in it.

        ``level`` is that of headings inside it.
        """
        key = id(afsnit), level  # a section lives as long as its item
        if key not in self._blocks:
            self._blocks[key] = (
                tuple(self._before(afsnit, level)),
                tuple(self._after(afsnit, level)),
            )
        return self._blocks[key]

    def _before(self, afsnit: Afsnit, level: int) -> list[Block]:
        blocks: list[Block] = []
        if self._explained is afsnit:
            blocks += outcome_because(afsnit, self.item.punkt.udgaar_grund or "", self.words)
        elif afsnit.udfald:
            brought = self.brought(afsnit.indbragt) if afsnit.indbragt else None
            told = tells_brought(afsnit)
            said = [u for u in afsnit.udfald if not (told and u == Udfald.INDBRAGT)]
            blocks += outcome(said, afsnit.tekst, self.words, brought)
        own = at_level(afsnit.tekst, level)
        if afsnit.slags is Slags.BESLUTNING and not blocks:
            own = brought_out(own)
        blocks += own
        if afsnit.indstilling:
            forum = self.plan.meeting.forum
            blocks += recommendation(afsnit.indstilling, forum, self.words, level)
        return blocks

    def _after(self, afsnit: Afsnit, level: int) -> list[Block]:
        blocks: list[Block] = []
        for afstemning in afsnit.afstemning:
            blocks += voting.blocks(afstemning, self.hall_of(afstemning))
        for bemaerkning in afsnit.protokolbemaerkninger:
            name = attendance.with_party(self.plan.meeting, bemaerkning.fra, self.words)
            blocks += statement(bemaerkning, name, self.words, level)
        if afsnit.opfoelgning:
            blocks.append(self._actions(afsnit.opfoelgning))
        return blocks

    def hall_of(self, afstemning: Afstemning) -> voting.Hall:
        """Where a vote of the item was held."""
        if self._halls is None:
            self._halls = {
                id(vote): voting.hall(self.plan, self.item, group)
                for group in decided(self.item.punkt.afsnit)
                for vote in group.votes
            }
        return self._halls[id(afstemning)]

    def brought(self, indbragt: Indbringelse) -> str | None:
        """Before which body a matter is brought, and by whom; ``None`` where neither is said."""
        words = self.words
        names = [attendance.with_party(self.plan.meeting, one, words) for one in indbragt.af]
        name = typography.enumeration(names, words)
        if indbragt.for_ and name:
            return words.brought_before_by.format(body=indbragt.for_, name=name)
        if indbragt.for_:
            return words.brought_before.format(body=indbragt.for_)
        return words.brought_by.format(name=name) if name else None

    def _with_decision(self) -> tuple[tuple[Afsnit, ...], Afsnit | None]:
        """The item's sections, and the Beslutning under which its points are answered.

        Answers that would else have no place get a Beslutning of their own, right after the
        indstilling. Where the forum wants one for them in any case, it comes after the general
        decision, unless that is closed: then the answers are a part of what is closed. A
        Beslutning without text marks their place.
        """
        sections = list(self.item.punkt.afsnit)
        if not any(map(_has_answers, sections)):
            return tuple(sections), None
        decisions = [a for a in self.item.punkt.alle_afsnit() if a.slags is Slags.BESLUTNING]
        marked = [a for a in decisions if not (a.tekst or a.udfald or a.lukket)]
        if marked:
            return tuple(sections), marked[0]
        apart = self.plan.meeting.forum.politik.svar_placering is SvarPlacering.EGET_AFSNIT
        if decisions and (not apart or any(a.lukket for a in decisions)):
            return tuple(sections), decisions[0]
        decision = Afsnit(Slags.BESLUTNING)
        self.made.append(decision)
        general = [i for i, a in enumerate(sections) if a.slags is Slags.BESLUTNING]
        answered = [i for i, a in enumerate(sections) if _has_answers(a)]
        sections.insert((general or answered)[-1] + 1, decision)
        return tuple(sections), decision

    def _with_follow_up(self, sections: tuple[Afsnit, ...]) -> tuple[Afsnit, ...]:
        """The sections with what is to be done about a matter that goes to another body.

        Whoever has written an Opfølgning has thought of it.
        """
        if any(a.slags is Slags.OPFOELGNING for a in self.item.punkt.alle_afsnit()):
            return sections
        bodies = [a.indbragt.for_ for a in sections if a.indbragt and not a.lukket]
        tasks = tuple(
            Opfoelgning(self.words.brought_task.format(body=body)) for body in bodies if body
        )
        if not tasks:
            return sections
        made = Afsnit(Slags.OPFOELGNING, opfoelgning=tasks)
        self.made.append(made)
        return (*sections, made)

    def _actions(self, opfoelgning: Sequence[Opfoelgning]) -> Table:
        """What is to be done, by whom, and when."""
        words = self.words
        rows = [
            (o.opgave, o.ansvarlig or "", self.plan.date_text(o.frist) if o.frist else "")
            for o in opfoelgning
        ]
        return table((words.action_task, words.action_owner, words.action_deadline), rows)


def _has_answers(afsnit: Afsnit) -> bool:
    own = afsnit.indstilling is not None and bool(afsnit.indstilling.delbeslutninger)
    return own or any(_has_answers(a) for a in afsnit.afsnit)


def tells_brought(afsnit: Afsnit) -> bool:
    """Whether a decision's own text tells by whom and before whom the matter was brought."""
    brought = afsnit.indbragt
    if brought is None or not (brought.for_ or brought.af):
        return False
    text = words_in(afsnit.tekst).casefold()
    told = [*(name.partition(" (")[0] for name in brought.af), *filter(None, [brought.for_])]
    return "indbr" in text and all(each.casefold() in text for each in told)


_LONGEST_RESULT = 90
"""Characters of a decision that is brought out as a whole."""
_SENTENCES = re.compile(r"[.!?]\s+\S")


def brought_out(blocks: Blocks) -> Blocks:
    """A decision that begins with a sentence in a line of its own, with that brought out."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph):
        return blocks
    text = text_of(first.inlines)
    if len(text) > _LONGEST_RESULT or not text.endswith(".") or _SENTENCES.search(text):
        return blocks
    return (replace(first, result=True), *blocks[1:])
