"""Headings over several items: which stand before an item, and groups that nothing stands in.

A heading that no item follows (an empty group, or a group that a group of the second level begins)
takes an entry of its own among the items, so that templates need to know nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from moedebog import typography
from moedebog.blocks import plain
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.diagnostics import Position
from moedebog.document import Afsnitstekst, Art, Gruppe, Punkttekst
from moedebog.meeting import TomGruppe
from moedebog.phrases import Phrases


class Grouping:
    """The headings of groups in the order of a document; asked for each item once, in order."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.words = plan.phrases
        self.count = 0
        self.level = 0
        """Of the heading that holds; 0 before the first."""
        self.outermost = 0
        """How many outermost items have been asked for."""
        self.waiting = list(plan.meeting.tomme_grupper)

    def before(self, item: PlannedItem) -> tuple[tuple[Punkttekst, ...], Gruppe | None]:
        """The headings that stand alone before an item, and the one that begins at it."""
        if item.numbered.parent is not None:
            return (), None
        punkt = item.punkt
        alone = tuple(self._empty(self.outermost))
        self.outermost += 1
        gruppe = undergruppe = None
        if text := self._first_level(item):
            gruppe = self._heading(text, 1, punkt.position)
        if punkt.undergruppe:
            undergruppe = self._heading(punkt.undergruppe, 2, punkt.position)
        if gruppe and undergruppe:
            alone = (*alone, standing(gruppe, self.words, empty=False))
        return alone, undergruppe or gruppe

    def _first_level(self, item: PlannedItem) -> str | None:
        """The heading that begins at an item: its group, and the day of a meeting over several."""
        day, group = self.plan.day_begun(item), item.punkt.gruppe
        if day is None:
            return group
        text = typography.capitalised(typography.long_date(day, self.words))
        return self.words.day_and_group.format(day=text, group=group) if group else text

    def after(self) -> tuple[Punkttekst, ...]:
        """The empty groups after the last item."""
        return tuple(self._empty(self.outermost))

    def _empty(self, before: int) -> Iterator[Punkttekst]:
        """Those with so many outermost items before them."""
        while self.waiting and self.waiting[0].efter <= before:
            yield from self._empty_group(self.waiting.pop(0))

    def _empty_group(self, tom: TomGruppe) -> Iterator[Punkttekst]:
        if tom.gruppe:
            gruppe = self._heading(tom.gruppe, 1, tom.position)
            yield standing(gruppe, self.words, empty=tom.undergruppe is None)
        if tom.undergruppe:
            undergruppe = self._heading(tom.undergruppe, 2, tom.position)
            yield standing(undergruppe, self.words, empty=True)

    def _heading(self, text: str, level: int, place: Position) -> Gruppe:
        self.count += 1
        self.level = level
        return Gruppe(text, level, f"gruppe-{self.count}", place)


def standing(gruppe: Gruppe, words: Phrases, *, empty: bool = False) -> Punkttekst:
    """A group's heading as an entry of its own; an ``empty`` one says so."""
    text = plain(words.empty_group, gruppe.position)
    none = Afsnitstekst("tekst", None, gruppe.niveau + 1, (text,))
    titel = gruppe.overskrift
    return Punkttekst(
        nr="",
        titel=words.labelled.format(label=titel, text=words.empty_group) if empty else titel,
        overskrift=titel,
        niveau=gruppe.niveau,
        anker=gruppe.anker,
        tid="",
        sagstype="",
        sagsnr="",
        undertitel="",
        afsnit=(none,) if empty else (),
        position=gruppe.position,
        art=Art.GRUPPE,
    )
