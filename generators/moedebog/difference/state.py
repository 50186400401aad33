"""What a version of a document says to one audience, as plain data.

It holds what people read and what they get, and nothing of how it looks but checksums, so that
two states are equal exactly where their readers could not tell the versions apart.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from moedebog import typography
from moedebog.blocks import (
    Block,
    Blocks,
    CodeBlock,
    Footnote,
    Heading,
    Inlines,
    LabelledItem,
    LabelledList,
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    ThematicBreak,
    text_of,
)
from moedebog.catalogue import Udfald
from moedebog.catalogue.sections import RETTELSE
from moedebog.difference.sums import Digest, as_written, checksum, plain
from moedebog.document import ATTACHMENT_LIST, Afsnitstekst, Art, Document, Kind, Punkttekst
from moedebog.fakta import Bilagsfakta, Punktfakta
from moedebog.outgoing import Forsendelse
from moedebog.phrases import Phrases
from moedebog.typography import file_size

_LETTERS = 12
"""Hexadecimal digits of a checksum of looks: they are compared within one run alone."""
_NO_CONTENT = frozenset({"position", "number"})
"""Attributes that say where something stands, and nothing else."""
_OFF = frozenset({Udfald.UDGAAR, Udfald.UDSAT})
"""Sections that say that an item is off, which stands as such."""
CLOSED = "lukket"
"""The kind of section that says that something is closed."""
_MADE = frozenset({"deltagelse", CLOSED})
"""Kinds of sections without a heading of their own that are not the item's text."""
_PEOPLE = {
    "label_members": "medlemmer",
    "label_participants": "deltagere",
    "label_present": "til_stede",
    "label_took_part": "deltog",
    "label_administration": "fra_forvaltningen",
    "label_observers": "observatoerer",
    "label_guests": "gaester",
    "label_regrets": "afbud",
    "label_absent": "udeblevet",
    "label_no_answer": "uden_svar",
    "label_came": "ankom",
    "label_left": "forlod",
    "label_away_for_a_while": "fravaerende_en_tid",
}
"""The names of the lines of the head in which people stand, by what the phrase book calls their
labels."""
_FACTS = {
    "label_corrected": "rettet",
    "label_meeting": "moede",
    "label_time": "tid",
    "label_deadline": "svarfrist",
    "label_place": "sted",
    "label_link": "moedelink",
    "label_form": "form",
    "label_chair": "moedeleder",
    "label_minute_taker": "referent",
    "label_contact": "kontakt",
    "label_authority": "myndighed",
    "label_case": "sagsnr",
    "label_approval": "godkendelse",
    **_PEOPLE,
}
"""The names of what the head tells, by what the phrase book calls their labels."""
CORRECTED = "rettet"
"""The name of the line that says when what was corrected."""
PEOPLE = frozenset(_PEOPLE.values())
"""The names of lines in which people stand."""
OF_BODY = "/"
"""Between the name of a line and that of the body of a joint meeting whose people stand in it."""
LABELS = {name: label for label, name in _FACTS.items()}
"""What the phrase book calls the label of each line that has a lasting name."""


class ItemMark(Struct, frozen=True):
    """What a plan knows of an item and a document does not say by itself."""

    id: str
    status: str = ""
    """``udgaar`` or ``udsat``; empty for an item that is to be dealt with."""
    grund: str = ""
    """Why, as far as this audience may know."""
    bilag_udgaaet: frozenset[str] = frozenset()
    """The references of its attachments that were withdrawn."""


class FactState(Struct, frozen=True):
    """A line of the head: when, where, who."""

    navn: str
    """Lasting, e.g. ``sted``; the label of one that has no such name. ``medlemmer/Nævnet``: those
    of another body of a joint meeting."""
    label: str
    vaerdi: tuple[str, ...]
    """Of people each, of ``dato`` each day (``2026-06-01``), of ``tid`` from when to when
    (``10:00/12:00``; of a meeting over several days each with its day), of ``svarfrist`` the day
    or the moment; of everything else a paragraph each."""


class SectionState(Struct, frozen=True):
    """A heading (or none) and what stands under it."""

    overskrift: str
    tekst: tuple[str, ...]
    """A block each: a paragraph, an entry of a list, a row of a table."""
    udseende: str = ""
    """A checksum of emphasis, kinds of lists and pictures."""
    slags: str = ""
    """Of one that is not the item's own text what it is, e.g. ``deltagelse``; ``lukket`` of all
    that may be read of a closed section; ``rettelse`` of a correction."""


class AttachmentState(Struct, frozen=True):
    """An attachment as it is told."""

    nr: str
    """As printed under its item, e.g. ``Bilag 2``."""
    titel: str
    sha256: str = ""
    """Empty where this audience gets no file."""
    adresse: str = ""
    """Where it is on the web."""
    udsendes_med: str = ""
    lukket: str = ""
    """Empty where it is open; else why it is closed, or ``ja``."""
    udgaaet: bool = False
    """Whether it was issued and has been withdrawn."""
    fil: str = ""
    """Of a file that does not come with this document what is told of it: its ending and size."""
    udarbejdet_af: str = ""
    """Who made it, where that is said."""


class ItemState(Struct, frozen=True):
    """An item, or the heading of a group that stands alone."""

    id: str
    nr: str
    titel: str
    gruppe: str = ""
    tid: str = ""
    """Its slot, from when to when: ``10:00/10:30``."""
    sagsnr: str = ""
    slags: str = ""
    """The kind of item as printed."""
    andet: str = ""
    """What else its line of facts tells."""
    status: str = ""
    """``udgaar`` or ``udsat``."""
    grund: str = ""
    """Why it is withdrawn or postponed."""
    lukket: str = ""
    """Empty where it is open; else why it is closed, or ``ja``."""
    ophaevet: str = ""
    """That it, or the item that it belongs to, was closed and has been opened since: what is said
    of that; of a part the day."""
    udeladt: bool = False
    """Whether its material is left out of this copy."""
    niveau: int = 1
    afsnit: tuple[SectionState, ...] = ()
    bilag: tuple[AttachmentState, ...] = ()


class VersionState(Struct, frozen=True):
    """What a version says to one audience."""

    dokument: str
    alt: bool
    """Whether this audience may read what is closed."""
    hoved: tuple[FactState, ...]
    indledning: tuple[SectionState, ...]
    punkter: tuple[ItemState, ...]
    slutning: tuple[SectionState, ...]
    bilag: tuple[AttachmentState, ...]
    """Those of the meeting as a whole."""


def state_of(
    dispatch: Forsendelse, marks: Mapping[str, ItemMark], digest: Digest, *, reads_all: bool
) -> VersionState:
    """What goes out to an audience; ``marks`` by the anchors of the items.

    ``reads_all``: whether it may read what is closed.
    """
    return _Reading(dispatch, marks, digest).state(reads_all=reads_all)


class _Reading:
    def __init__(
        self, dispatch: Forsendelse, marks: Mapping[str, ItemMark], digest: Digest
    ) -> None:
        self.document: Document = dispatch.document
        self.dispatch = dispatch
        self.words: Phrases = dispatch.phrases
        self.marks = marks
        self.digest = digest
        self.facts = {one.anker: one for one in dispatch.fakta.punkter}
        self.files = {(one.punkt, one.reference): one.sti for one in dispatch.bilag}

    def state(self, *, reads_all: bool) -> VersionState:
        document, fakta = self.document, self.dispatch.fakta
        closing = [s for s in as_written(document).slutafsnit if s.slags != ATTACHMENT_LIST]
        opening = Afsnitstekst("indledning", None, 1, document.indledning)
        labels = {one.label for one in fakta.bilag}
        return VersionState(
            dokument=document.kind.value,
            alt=reads_all,
            hoved=tuple(self.head()),
            indledning=tuple(self.sections([opening], labels)),
            punkter=tuple(self.items()),
            slutning=tuple(self.sections(closing, set())),
            bilag=tuple(self.attachment("", one, frozenset()) for one in fakta.bilag),
        )

    # --- the head ---------------------------------------------------------------------

    def head(self) -> Iterator[FactState]:
        document, words = self.document, self.words
        moede = self.dispatch.fakta.moede
        yield FactState("forum", "", (moede.forum,))
        if moede.sammen_med:
            yield FactState("sammen_med", "", moede.sammen_med)
        yield FactState("dato", words.label_time, tuple(map(str, moede.dage)))
        if self.dispatch.fakta.moede.aflyst:
            yield FactState("aflyst", "", (str(document.status),))
        elif document.kind is Kind.REFERAT and (status := self.status()):
            yield FactState("status", "", (status,))
        for entry in document.fakta.items:
            yield from self.fact(entry)

    def status(self) -> str:
        """How far the referat is, without that it is corrected: that stands as such."""
        corrected = self.words.status_corrected
        status = (self.document.status or "").removesuffix(corrected)
        return status.removesuffix(self.words.parts_separator)

    def fact(self, entry: LabelledItem) -> Iterator[FactState]:
        """A line of the head; of many people the label says how many they are."""
        words = self.words
        counted = {getattr(words, one): one for one in _PEOPLE}
        counted = {one: key for one, key in counted.items() if entry.label.startswith(one)}
        known = {getattr(words, one): one for one in _FACTS} | counted
        of_people = entry.label in counted or bool(counted and entry.label.endswith(")"))
        label = max(counted, key=len) if of_people else entry.label
        navn = _FACTS.get(known.get(label, ""), label)
        if of_people:
            yield from self.of_people(navn, label, entry.blocks)
            return
        if navn == "tid" and self.dispatch.fakta.moede.start is None:
            return  # the day alone, which is told already
        texts = self.times(navn)
        yield FactState(navn, label, texts or tuple(_all(entry.blocks)))

    def times(self, name: str) -> tuple[str, ...]:
        """What a line says that tells a time; nothing of another."""
        moede = self.dispatch.fakta.moede
        if name == "svarfrist" and moede.svarfrist is not None:
            frist = moede.svarfrist
            return (f"{frist.tid:%Y-%m-%dT%H:%M}" if frist.tid else str(frist.dato),)
        if name == "tid" and moede.start is not None:
            form = "%Y-%m-%dT%H:%M" if len(moede.dage) > 1 else "%H:%M"
            return (_span(moede.start, moede.slut, form),)
        return ()

    def of_people(self, name: str, label: str, blocks: Iterable[Block]) -> Iterator[FactState]:
        """The people in a line; at a joint meeting those of each body by themselves."""
        separator, moede = self.words.people_separator, self.dispatch.fakta.moede
        bodies = (moede.forum, *moede.sammen_med) if moede.sammen_med else ()
        before = {self.words.labelled.format(label=one, text=""): one for one in bodies}
        told: dict[str, list[str]] = {}
        for text in (text for block in blocks for text in self.people(block)):
            start = next((one for one in before if text.startswith(one)), "")
            body = before.get(start, moede.forum)
            people = text.removeprefix(start).split(separator)
            told.setdefault(body, []).extend(map(self.person, people))
        for body, people in told.items():
            if body == moede.forum:
                yield FactState(name, label, tuple(people))
            else:
                of_body = self.words.in_brackets.format(text=label, more=body)
                yield FactState(f"{name}{OF_BODY}{body}", of_body, tuple(people))

    def people(self, block: Block) -> Iterator[str]:
        """Those in a list, each with what they are listed by: how many they are is no news."""
        if not isinstance(block, LabelledList):
            yield from _texts(block)
            return
        for entry in block.items:
            texts = list(_all(entry.blocks))
            counted = self.words.label_counted.format(label="", number=len(texts))
            origin = entry.label.removesuffix(counted)
            for one in texts:
                yield self.words.in_brackets.format(text=one, more=origin)

    def person(self, text: str) -> str:
        """Somebody with where they come from last, however they are listed."""
        found = _PERSON.fullmatch(text)
        if found is None:
            return text
        name, told, origin, behind = found.groups()
        separator = self.words.list_separator
        facts = [*told.split(separator), *(origin or "").split(separator)]
        own = [one for one in dict.fromkeys(facts) if one]
        last = [one for one in own if one in self.origins.get(name, ())]
        more = separator.join([*(one for one in own if one not in last), *last])
        return self.words.in_brackets.format(text=name, more=more) + (behind or "")

    @cached_property
    def origins(self) -> dict[str, set[str]]:
        """Where those who are named come from, by their names."""
        made: dict[str, set[str]] = {}
        for one in self.dispatch.fakta.personer:
            own = filter(None, (one.parti, one.organisation))
            made.setdefault(one.navn, set()).update(own)
        return made

    # --- items ------------------------------------------------------------------------

    def items(self) -> Iterator[ItemState]:
        gruppe = ""
        for punkt in self.document.punkter:
            if punkt.gruppe is not None:
                gruppe = punkt.gruppe.overskrift
            mark = self.marks[punkt.anker]
            facts = self.facts.get(punkt.anker)
            labels = {one.label for one in facts.bilag} if facts else set()
            opened = self.opened(punkt, facts)
            notes = {_note(facts, self.words), opened} - {""}
            yield ItemState(
                id=mark.id,
                nr=punkt.nr,
                titel=punkt.titel,
                gruppe="" if punkt.art is Art.GRUPPE else gruppe,
                tid=_span(facts.start, facts.slut, "%H:%M") if facts else "",
                sagsnr=punkt.sagsnr,
                slags=punkt.sagstype,
                andet=self.rest(punkt),
                status=mark.status,
                grund=mark.grund,
                lukket=_closed(facts),
                ophaevet=opened,
                udeladt=facts.udeladt if facts else False,
                niveau=facts.niveau if facts else 1,
                afsnit=tuple(self.sections(punkt.afsnit, labels, notes, punkt.niveau)),
                bilag=tuple(
                    self.attachment(punkt.anker, one, mark.bilag_udgaaet)
                    for one in (facts.bilag if facts else ())
                ),
            )

    def opened(self, punkt: Punkttekst, facts: Punktfakta | None) -> str:
        """What is said of an item that was opened after the meeting; of a part of one, the day."""
        lifted = facts.lukning_ophaevet if facts is not None else None
        if lifted is None:
            return ""
        began = self.words.treated_closed, self.words.treated_closed_written
        texts = [text for one in punkt.afsnit[:1] for block in one.tekst for text in _texts(block)]
        return next((text for text in texts if text.startswith(began)), str(lifted.dato))

    def rest(self, punkt: Punkttekst) -> str:
        """The line under the heading without what is told by itself."""
        told = {punkt.tid, punkt.sagstype, self.words.case_number.format(number=punkt.sagsnr)}
        parts = punkt.undertitel.split(self.words.parts_separator)
        return self.words.parts_separator.join(one for one in parts if one not in told)

    def attachment(
        self, anchor: str, fakta: Bilagsfakta, withdrawn: frozenset[str]
    ) -> AttachmentState:
        path = self.files.get((anchor, fakta.reference))
        return AttachmentState(
            nr=fakta.label,
            titel=fakta.titel,
            sha256=self.digest(path) if path is not None else "",
            adresse=fakta.adresse or "",
            udsendes_med=fakta.udsendes_med,
            lukket="" if fakta.lukket is None else fakta.lukket.grund or "ja",
            udgaaet=fakta.reference in withdrawn,
            fil="" if path is not None else self.told_of_file(fakta),
            udarbejdet_af=fakta.udarbejdet_af or "",
        )

    def told_of_file(self, fakta: Bilagsfakta) -> str:
        if fakta.fil is None:
            return ""
        size = fakta.stoerrelse
        told = (Path(fakta.fil).suffix, "" if size is None else file_size(size, self.words))
        return " ".join(filter(None, told))

    # --- text -------------------------------------------------------------------------

    def sections(
        self,
        sections: Iterable[Afsnitstekst],
        labels: set[str],
        notes: Collection[str] = (),
        above: int = 0,
    ) -> Iterator[SectionState]:
        """The sections without lists of attachments, and without the ``notes`` that an item is
        closed, or was: that stands as such. ``above`` is the level of the heading that they stand
        under.
        """
        for one in sections:
            blocks = tuple(
                block for block in one.tekst if not _stands_as_such(block, labels, notes)
            )
            if one.slags == CLOSED and not one.overskrift:
                blocks = blocks[1:]  # that the item is closed, and why
            is_made = one.slags in (CLOSED, RETTELSE) or (one.slags in _MADE and not one.overskrift)
            if one.slags not in _OFF and (blocks or one.overskrift):
                yield SectionState(
                    one.overskrift or "",
                    tuple(_all(blocks)),
                    self.looks(one, blocks, above),
                    one.slags if is_made else "",
                )

    def looks(self, section: Afsnitstekst, blocks: Blocks, above: int) -> str:
        """A checksum of a section as it is drawn, wherever its item stands."""
        drawn = [self.drawn(one, above) for one in blocks]
        own = [section.slags, section.niveau - above, section.skillelinje, drawn]
        return checksum(own)[:_LETTERS]

    def drawn(self, block: Block, above: int) -> Any:
        if isinstance(block, Heading):
            block = replace(block, level=block.level - above)
        return plain(block, self.digest, _NO_CONTENT)


_PERSON = re.compile(r"(.+?) \(([^()]*)\)(?: \(([^()]*)\))?(,.*)?", re.DOTALL)
"""A name with what is told of it in brackets, where they come from in brackets of its own, and what
stands behind that."""


def _span(start: datetime | None, end: datetime | None, form: str) -> str:
    """From when to when; empty where there is no beginning."""
    if start is None:
        return ""
    return f"{start:{form}}/{end:{form}}" if end else f"{start:{form}}/"


def _closed(facts: Punktfakta | None) -> str:
    return "" if facts is None or facts.lukket is None else facts.lukket.grund or "ja"


def _note(facts: Punktfakta | None, words: Phrases) -> str:
    """What the document says of an item that its reader may read and the public may not."""
    if facts is None or facts.lukket is None:
        return ""
    said = words.item_closed_to_public
    if facts.lukket.grund:
        said = words.labelled.format(label=said, text=facts.lukket.grund)
    return typography.sentence(said)


def _stands_as_such(block: Block, labels: set[str], notes: Collection[str]) -> bool:
    """Whether it is the list of an item's attachments, or a note that the item is closed."""
    if isinstance(block, LabelledList):
        return {one.label for one in block.items} <= labels
    return isinstance(block, Paragraph) and bool(notes) and text_of(block.inlines) in notes


def _texts(block: Block) -> Iterator[str]:
    """What a block says, a text for each paragraph, entry and row in it."""
    match block:
        case Paragraph() | Heading():
            yield _said(block.inlines)
            yield from _notes(block.inlines)
        case Quote():
            yield from _all(block.blocks)
        case LabelledList():
            for item in block.items:
                yield from _entry(item.label, item.blocks)
        case Table():
            for row in (block.header, *block.rows):
                yield " | ".join(" ".join(_all(cell.blocks)) for cell in row).strip(" |")
        case CodeBlock():
            yield block.text
        case Picture():
            yield f"[{block.alt}]"
        case ThematicBreak():
            return
        case _:
            for entry in block.items:
                yield from _list_entry(entry)


def _all(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _texts(block)


def _list_entry(entry: ListItem) -> Iterator[str]:
    yield from _all(entry.blocks)


def _entry(label: str, blocks: Iterable[Block]) -> Iterator[str]:
    """What stands behind a label, with it."""
    texts = list(_all(blocks))
    yield f"{label} {texts[0]}" if texts else label
    yield from texts[1:]


def _said(inlines: Inlines) -> str:
    """The words of a paragraph, and where its links lead that do not say so themselves."""
    if all(isinstance(one, Run) and not one.link for one in inlines):
        return text_of(inlines)
    said = []
    for one in inlines:
        text = text_of((one,))
        link = one.link if isinstance(one, Run) else None
        shown = link is None or link.startswith(("#", "tel:")) or link == f"mailto:{text}"
        shown = shown or link == text
        said.append(text if shown else f"{text} <{link}>")
    return "".join(said)


def _notes(inlines: Inlines) -> Iterator[str]:
    for one in inlines:
        if isinstance(one, Footnote):
            for paragraph in one.paragraphs:
                yield _said(paragraph.inlines)
