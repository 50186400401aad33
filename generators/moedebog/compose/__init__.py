"""A meeting becomes a document: here, and only here, is decided who may see what.

``plan`` numbers, times and lists once for all documents, and decides what is closed to whom; a
``Composer`` puts the result into words, for one kind of document and one audience at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from moedebog import typography
from moedebog.blocks import Foreign
from moedebog.catalogue import Datoformat, TidPlacering
from moedebog.compose import approval, cover, dispatch
from moedebog.compose.at_meeting import has_minutes
from moedebog.compose.attachment_lists import listed
from moedebog.compose.closing import closing_sections
from moedebog.compose.facts import facts_of
from moedebog.compose.groups import Grouping
from moedebog.compose.material import Material
from moedebog.compose.notes import numbered
from moedebog.compose.outcomes import in_short
from moedebog.compose.planning import Plan, PlannedItem, plan
from moedebog.compose.restored import with_words
from moedebog.compose.section_texts import Sections
from moedebog.compose.times import slot_for
from moedebog.compose.wording import MAX_LEVEL, at_level
from moedebog.diagnostics import Diagnostic, Position
from moedebog.document import (
    Art,
    Audience,
    Document,
    Gruppe,
    Kind,
    Kolonne,
    Oversigt,
    Oversigtslinje,
    Punkttekst,
    SideAfSider,
)
from moedebog.fakta import Fakta
from moedebog.meeting import Meeting
from moedebog.outgoing import Forsendelse
from moedebog.phrases import Phrases

__all__ = [
    "Composer",
    "Plan",
    "compose",
    "compose_all",
    "compose_facts",
    "has_minutes",
    "headed",
    "numbered",
    "plan",
]


def compose(meeting: Meeting, kind: Kind, audience: Audience) -> tuple[Document, list[Diagnostic]]:
    """One document of the meeting, and what does not fit together in it.

    The document is complete even where something is wrong; whoever finds an error among
    the diagnostics must not publish it.
    """
    planned, diagnostics = plan(meeting)
    return Composer(planned).document(kind, audience), diagnostics


def compose_facts(meeting: Meeting, kind: Kind, audience: Audience) -> Fakta:
    """The facts of one document of the meeting; what does not fit together, ``compose`` tells."""
    return Composer(plan(meeting)[0]).facts(kind, audience)


def compose_all(
    meeting: Meeting,
) -> tuple[dict[tuple[Kind, Audience], Document], list[Diagnostic]]:
    """Every document of the meeting by kind and audience, planned once."""
    planned, diagnostics = plan(meeting)
    composer = Composer(planned)
    return {(k, a): composer.document(k, a) for k in Kind for a in Audience}, diagnostics


class Composer:
    """Puts one planned meeting into words, document by document as they are asked for.

    What several documents share is put into words once.
    """

    def __init__(self, planned: Plan) -> None:
        self.planned = planned
        self.open_heads: dict[tuple[str, Kind], Punkttekst] = {}
        """Items in which nothing is closed, by their anchors, without their sections."""
        self.open_items: dict[tuple[str, Kind], Punkttekst] = {}
        """The same with their sections: all audiences read them alike."""
        self.material = {item.numbered.anchor: Material(planned, item) for item in planned.items}
        self._dagsorden: Composer | None = None
        self._with_words: Composer | None = None

    def told_to(self, audience: Audience) -> Composer:
        """Who composes one kind of document for an audience: words that are left out, only those
        have who may read what is closed."""
        if not self.planned.is_confidential(audience):
            return self
        if self._with_words is None:
            own = with_words(self.planned)
            self._with_words = self if own is self.planned else Composer(own)
            self._with_words._with_words = self._with_words
        return self._with_words

    def of(self, kind: Kind) -> Composer:
        """Who composes a document: the dagsorden knows nothing of what the meeting did."""
        own = self.planned.of(kind)
        if own is self.planned:
            return self
        self._dagsorden = self._dagsorden or Composer(own)
        return self._dagsorden

    def document(self, kind: Kind, audience: Audience) -> Document:
        """One document for one audience."""
        own = self.of(kind).told_to(audience)
        if own is not self:
            return own.document(kind, audience)
        planned = self.planned
        meeting = planned.meeting
        words = planned.phrases
        name = words.documents[kind]
        titel, sidehoved = headed(planned, name)
        punkter = tuple(self.items(kind, audience))
        document = Document(
            kind=kind,
            audience=audience,
            overskrift=name.upper(),
            forum=planned.called,
            dato_tekst=_cover_date(planned),
            titel=titel,
            sidehoved=sidehoved,
            fortrolighed=words.confidential if planned.is_confidential(audience) else None,
            status=cover.status(planned, kind, audience),
            fakta=cover.facts(planned, kind, audience),
            indledning=(
                *at_level(meeting.indledning, 1),
                *listed(planned.whole, planned.whole.bilag, kind, audience),
            ),
            oversigt=_overview(punkter, words, self.listed_titles(kind, audience)),
            punkter=punkter,
            slutafsnit=tuple(closing_sections(planned, kind, audience)),
            dato=meeting.dato,
            side_af_sider=_page_of(words),
            sprog=words.language,
            fremmed=_foreign(planned, punkter),
            myndighed=meeting.forum.myndighed or "",
            sagsnr=meeting.sagsnr,
            godkendelse=approval.text(planned, kind) if approval.approved(planned, kind) else "",
            position=Position(meeting.position.file),
        )
        return numbered(document)

    def dispatch(self, kind: Kind, audience: Audience) -> Forsendelse:
        """One document with what is sent out with it."""
        if self.of(kind) is not self:
            return self.of(kind).dispatch(kind, audience)
        # Others can often see a member's calendar.
        public = self.facts(kind, Audience.OFFENTLIG)
        document, fakta = self.document(kind, audience), self.facts(kind, audience)
        return dispatch.dispatch(self.planned, document, fakta, public)

    def facts(self, kind: Kind, audience: Audience) -> Fakta:
        """What one document says as values for programs."""
        return facts_of(self.of(kind).told_to(audience).planned, kind, audience)

    def items(self, kind: Kind, audience: Audience) -> Iterator[Punkttekst]:
        """The items that this audience sees."""
        grouping = Grouping(self.planned)
        for item in self.planned.visible(audience):
            alone, gruppe = grouping.before(item)
            yield from alone
            level = min(grouping.level + 1 + item.numbered.depth, MAX_LEVEL)
            yield self.item(item, self.headed(item, kind, audience, gruppe, level), kind, audience)
        yield from grouping.after()

    def listed_titles(self, kind: Kind, audience: Audience) -> dict[str, str]:
        """The titles in the overview of items that are off, by their anchors."""
        return {
            item.numbered.anchor: item.listed_title(kind, audience)
            for item in self.planned.visible(audience)
            if item.off_in(kind)
        }

    def headed(
        self,
        item: PlannedItem,
        kind: Kind,
        audience: Audience,
        gruppe: Gruppe | None,
        level: int,
    ) -> Punkttekst:
        """The item without its sections, under the group heading that begins at it."""
        if not self.planned.same_for_all(item):
            return self.head(item, kind, audience, gruppe, level)
        key = item.numbered.anchor, kind
        if key not in self.open_heads:
            self.open_heads[key] = self.head(item, kind, audience, gruppe, level)
        return self.open_heads[key]

    def item(
        self, item: PlannedItem, head: Punkttekst, kind: Kind, audience: Audience
    ) -> Punkttekst:
        """The item with its sections; one in which nothing is closed, once for all audiences."""
        if not self.planned.same_for_all(item):
            return self.with_sections(item, head, kind, audience)
        key = item.numbered.anchor, kind
        if key not in self.open_items:
            self.open_items[key] = self.with_sections(item, head, kind, audience)
        return self.open_items[key]

    def with_sections(
        self, item: PlannedItem, head: Punkttekst, kind: Kind, audience: Audience
    ) -> Punkttekst:
        """The item with its sections."""
        level = min(head.niveau + 1, MAX_LEVEL)
        material = self.material[item.numbered.anchor]
        sections = Sections(material, kind, audience, level)
        short = in_short(sections)
        if short and not item.closed_to(audience) and any(sections.corrections()):
            words = self.planned.phrases
            short = words.in_brackets.format(text=short, more=words.outcome_corrected)
        return replace(head, afsnit=sections.compose(), udfald=short)

    def head(
        self,
        item: PlannedItem,
        kind: Kind,
        audience: Audience,
        gruppe: Gruppe | None,
        level: int,
    ) -> Punkttekst:
        """The item without its sections."""
        planned, punkt = self.planned, item.punkt
        words = planned.phrases
        closed = item.closed_to(audience)
        politik = planned.meeting.forum.politik
        slot = "" if closed else planned.slot_text(slot_for(planned, item, kind, audience))
        sagstype = "" if closed else planned.sagstype_text(punkt)
        sagsnr = "" if closed else words.list_separator.join(punkt.sagsnr)
        titel = item.title_for(audience)
        subtitle = []
        if politik.sagstype_i_titel and sagstype:
            titel = words.labelled.format(label=sagstype, text=titel)
        elif sagstype:
            subtitle.append(sagstype)
        if slot and politik.tid_placering is TidPlacering.UNDER_TITEL:
            subtitle.insert(0, slot)
        if kind is Kind.REFERAT and planned.taken_up(item):
            subtitle.append(words.taken_up)
        if not closed:
            subtitle += _case_numbers(item, sagsnr, planned.phrases)
        return Punkttekst(
            nr=item.numbered.nr,
            titel=titel,
            overskrift=_heading(planned, item, titel, slot),
            niveau=level,
            anker=item.numbered.anchor,
            tid=slot,
            sagstype="" if politik.sagstype_i_titel else sagstype,
            sagsnr=sagsnr,
            undertitel=words.parts_separator.join(subtitle),
            afsnit=(),
            gruppe=gruppe,
            position=punkt.position,
            art=Art.UNDERPUNKT if item.numbered.depth else Art.PUNKT,
        )


def headed(planned: Plan, name: str) -> tuple[str, str]:
    """The title and the running head of a document that is called so."""
    words, dato = planned.phrases, planned.dates_text
    called = [planned.called, dato]
    if planned.meeting.ekstraordinaert:
        called.insert(1, typography.uncapitalised(words.extraordinary))
    titel = words.labelled.format(label=name, text=words.list_separator.join(called))
    return titel, words.parts_separator.join((planned.called, name, dato))


def _foreign(planned: Plan, punkter: tuple[Punkttekst, ...]) -> Foreign:
    """Of the passages in another language those in titles that this audience reads."""
    titles = "\n".join(
        title
        for punkt in punkter
        for title in (
            punkt.overskrift,
            punkt.gruppe.overskrift if punkt.gruppe else "",
            *(afsnit.overskrift or "" for afsnit in punkt.afsnit),
        )
    )
    return tuple(one for one in planned.meeting.fremmed if one[0] in titles)


def _cover_date(planned: Plan) -> str:
    words, dates = planned.phrases, planned.dates_in_words(weekday=True)
    if planned.meeting.forum.politik.datoformat is Datoformat.KORT:
        return words.short_date_on_cover.format(date=dates)
    return typography.capitalised(dates)


def _page_of(words: Phrases) -> SideAfSider:
    """What stands around the two numbers at the foot of a page."""
    before, between, after = re.split(r"\{page\}|\{pages\}", words.page_of)
    assert not after  # noqa: S101 - tests/phrases/test_phrases.py holds every language to it
    return SideAfSider(before, between)


def _heading(planned: Plan, item: PlannedItem, titel: str, slot: str) -> str:
    """``Punkt 7: Implementering, kl. 12.10-12.30``, as the forum's policy has it."""
    politik = planned.meeting.forum.politik
    words = planned.phrases
    word = planned.item_word
    nr = item.numbered.nr
    if not nr:
        heading = titel
    elif word:
        heading = words.labelled.format(label=f"{word} {nr}", text=titel)
    else:
        heading = f"{nr}. {titel}" if nr.isdigit() else f"{nr} {titel}"
    if slot and politik.tid_placering is TidPlacering.I_TITEL:
        return words.list_separator.join((heading, slot))
    if slot and politik.tid_placering is TidPlacering.I_TITEL_PARENTES:
        return words.in_brackets.format(text=heading, more=slot)
    return heading


def _case_numbers(item: PlannedItem, sagsnr: str, words: Phrases) -> Iterator[str]:
    punkt = item.punkt
    if sagsnr:
        yield words.case_number.format(number=sagsnr)
    if punkt.dok_nr:
        yield words.document_number.format(number=punkt.dok_nr)
    if punkt.kle:
        yield words.kle.format(number=punkt.kle)
    if punkt.tillaeg_grund:
        yield words.late_item_because.format(reason=punkt.tillaeg_grund)
    elif punkt.tillaeg:
        yield words.late_item


def _overview(
    punkter: tuple[Punkttekst, ...], words: Phrases, titles: Mapping[str, str]
) -> Oversigt:
    """``titles`` are those, by anchors, that are others here than above the item."""
    lines: list[Oversigtslinje] = []
    for punkt in punkter:
        if punkt.gruppe:
            g = punkt.gruppe
            lines.append(Oversigtslinje("", g.overskrift, "", "", g.anker, Art.GRUPPE, g.position))
        lines.append(
            Oversigtslinje(
                punkt.nr,
                titles.get(punkt.anker, punkt.titel),
                *(punkt.tid, punkt.sagstype, punkt.anker, punkt.art),
                position=punkt.position,
                udfald=punkt.udfald,
            )
        )
    columns = [Kolonne("nr", words.overview_number), Kolonne("titel", words.overview_title)]
    # What came of the items takes the place of when they were planned to be.
    outcomes = any(line.udfald for line in lines)
    if any(line.tid for line in lines) and not outcomes:
        columns.append(Kolonne("tid", words.overview_time))
    if any(line.sagstype for line in lines):
        columns.append(Kolonne("sagstype", words.overview_kind))
    if outcomes:
        columns.append(Kolonne("udfald", words.overview_outcome))
    return Oversigt(words.overview, "oversigt", tuple(columns), tuple(lines), words.overview_page)
