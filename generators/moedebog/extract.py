"""The protokoludskrift: of a referat, a single item with its decision, for the file of the case.

It is made of the whole document, so that it says nothing else than that does: the item in whole
with what belongs to it, of what it is a part of the heading. Its head tells besides who took part
in this very item, as far as that is on record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import LabelledItem, LabelledList, plain
from moedebog.compose import Plan, approval, headed, numbered
from moedebog.compose.at_item import took_part
from moedebog.compose.attachments import item_name
from moedebog.compose.closing import attachments_of
from moedebog.compose.planning import PlannedItem
from moedebog.compose.some_items import head_facts, some, some_facts
from moedebog.compose.wording import table
from moedebog.document import CONFIRMED, Afsnitstekst, Document, Kind, Punkttekst
from moedebog.fakta import Fakta, Fremmoede, Punktfakta
from moedebog.issued import Issue

_IN_HAND = (10, 10, 10)
"""How wide the columns are that are signed in, in times the size of the type."""


class Extract(Struct, frozen=True):
    """A protokoludskrift for one audience."""

    document: Document
    fakta: Fakta
    """Its own."""


def extract(
    whole: Document, fakta: Fakta, plan: Plan, item: PlannedItem, issues: Sequence[Issue]
) -> Extract:
    """One item of a referat; ``issues`` are the versions of that, oldest first.

    The audience of the document must be one that reads the item.
    """
    return _Composing(whole, fakta, plan, item, issues).extract()


def case_numbers(plan: Plan, item: PlannedItem) -> tuple[str, ...]:
    """The case numbers of an item; where it has none, of what it is a part of."""
    around = (item, *plan.above(item))
    return next((one.punkt.sagsnr for one in around if one.punkt.sagsnr), ())


def extract_called(plan: Plan, item: PlannedItem) -> str:
    """``Protokoludskrift af punkt 7``."""
    words = plan.phrases
    if not item.numbered.nr:
        return words.extract
    name = item_name(item.numbered, words.at_item, words)
    return words.extract_of_item.format(document=words.extract, item=name)


class _Composing:
    def __init__(
        self, whole: Document, fakta: Fakta, plan: Plan, item: PlannedItem, issues: Sequence[Issue]
    ) -> None:
        self.whole, self.whole_facts = whole, fakta
        self.plan, self.item, self.issues = plan, item, issues
        self.words = plan.phrases
        self.own = {one.numbered.anchor for one in (item, *plan.parts(item))}
        """The anchors of the items that are printed in whole."""
        self.above = {one.numbered.anchor for one in plan.above(item)}
        """Those of which the heading alone is."""

    def extract(self) -> Extract:
        whole, words = self.whole, self.words
        titel, sidehoved = headed(self.plan, extract_called(self.plan, self.item))
        if whole.udgave is not None:
            titel = words.in_brackets.format(text=titel, more=whole.udgave.tekst)
        punkter = tuple(self.items())
        made = replace(
            whole,
            overskrift=words.extract.upper(),
            titel=titel,
            status=self.status(),
            sidehoved=sidehoved,
            fakta=LabelledList(tuple(self.cover())),
            indledning=(),
            oversigt=replace(whole.oversigt, linjer=()),
            punkter=punkter,
            slutafsnit=(*self.attachments(punkter), self.confirmed()),
            rettelser=None,
            udskrift=True,
        )
        return Extract(numbered(made), self.facts())

    def status(self) -> str | None:
        """That of the referat; that it was corrected, only where this item was, or the meeting as
        a whole."""
        told, words = self.whole.status, self.words
        for _, item in self.plan.corrected(self.whole.audience):
            if item is None or item.numbered.anchor in self.own:
                return told
        if told is None or told == words.status_corrected:
            return None
        return told.removesuffix(f"{words.parts_separator}{words.status_corrected}")

    # --- the head -----------------------------------------------------------------------------

    def cover(self) -> Iterator[LabelledItem]:
        words = self.words
        kept = (
            *(
                words.label_authority,
                words.label_meeting,
                words.label_time,
                words.label_deadline,
                words.label_began,
            ),
            *(words.label_place, words.label_form),
        )
        yield from (line for line in self.whole.fakta.items if line.label in kept)
        if numbers := case_numbers(self.plan, self.item):
            yield _line(words.label_case_number, words.list_separator.join(numbers))
        yield _line(words.label_extract_of, self.version())
        yield _line(words.label_approval, self.approval())
        yield from took_part(self.plan, self.item, self.whole.audience)

    def version(self) -> str:
        """Which version of the referat it is an extract of."""
        words, udgave = self.words, self.whole.udgave
        if not self.issues:
            return words.extract_of
        last = self.issues[-1]
        version, day = last.version, last.tid.date()
        if udgave is not None:
            if udgave.dato is None:
                return words.extract_of_unissued.format(version=udgave.version)
            version, day = udgave.version, udgave.dato
        date = self.plan.date_text(day)
        return words.extract_of_version.format(version=version, date=date)

    def approval(self) -> str:
        """Whether the referat is approved, and when and by whom where the record says so."""
        if approval.approved(self.plan, Kind.REFERAT) is None:
            return self.words.extract_approval[self.plan.meeting.referat_status]
        return approval.text(self.plan, Kind.REFERAT)

    # --- the item -----------------------------------------------------------------------------

    def items(self) -> Iterator[Punkttekst]:
        for punkt in some(self.whole.punkter, self.own | self.above, self.words):
            yield replace(punkt, afsnit=()) if punkt.anker in self.above else punkt

    def attachments(self, punkter: Sequence[Punkttekst]) -> Iterator[Afsnitstekst]:
        """The list of its attachments, unless they all stand in its text."""
        audience = self.whole.audience
        named = {one.anker: {line.label for line in _lines(one)} for one in punkter}
        holders = [
            one
            for one in self.plan.visible(audience)
            if one.numbered.anchor in self.own and not one.closed_to(audience)
        ]
        if any(bilag.label not in named[h.numbered.anchor] for h in holders for bilag in h.bilag):
            yield from attachments_of(self.plan, holders, Kind.REFERAT, audience)

    def confirmed(self) -> Afsnitstekst:
        """Where whoever answers for it signs."""
        words = self.words
        columns = (words.extract_date, words.signatures_name, words.signatures_signature)
        signed = replace(table(columns, [("", "", "")]), by_hand=_IN_HAND)
        return Afsnitstekst(CONFIRMED, words.extract_confirmed, 1, (signed,), CONFIRMED)

    # --- facts --------------------------------------------------------------------------------

    def facts(self) -> Fakta:
        return replace(
            self.whole_facts,
            udskrift=self.item.numbered.nr or self.item.punkt.titel,
            personer=(),
            fremmoede=Fremmoede(
                noteret=None, til_stede=(), afbud=(), udeblevet=(), ankom=(), forlod=()
            ),
            punkter=tuple(self.item_facts()),
            bilag=(),
            tomme_grupper=(),
        )

    def item_facts(self) -> Iterator[Punktfakta]:
        for punkt in some_facts(self.whole_facts.punkter, self.own | self.above):
            yield punkt if punkt.anker in self.own else head_facts(punkt)


def _line(label: str, text: str) -> LabelledItem:
    return LabelledItem(label, (plain(text),))


def _lines(punkt: Punkttekst) -> Iterator[LabelledItem]:
    """The lines of the labelled lists that stand in an item."""
    for afsnit in punkt.afsnit:
        for block in afsnit.tekst:
            if isinstance(block, LabelledList):
                yield from block.items
