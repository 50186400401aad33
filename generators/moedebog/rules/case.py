"""What a rule may look at: one meeting, its texts, and which other meetings there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from msgspec import Struct, field

from moedebog.blocks import (
    Block,
    Blocks,
    BulletList,
    Cell,
    CodeBlock,
    Heading,
    Inlines,
    LabelledList,
    NumberedList,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    notes_in,
    text_of,
)
from moedebog.catalogue import Sagstype, Slags
from moedebog.catalogue.items import TITLES
from moedebog.catalogue.sections import RETTELSE
from moedebog.compose.planning import Holder, Plan, PlannedItem
from moedebog.diagnostics import Position
from moedebog.document import Audience
from moedebog.load import load
from moedebog.meeting import (
    Afsnit,
    Bilag,
    Indstilling,
    Lukket,
    Meeting,
    Person,
    Punkt,
    Rettelse,
    Valg,
)
from moedebog.workspace import MeetingFile, Workspace


class Passage(Struct, frozen=True):
    """A piece of running text or a title, with its place."""

    text: str
    position: Position
    public: bool
    """Whether it stands in a public document."""
    slags: str = ""
    """The kind of section, or what else of an item it is; empty outside items."""
    item: PlannedItem | None = None
    inlines: Inlines = ()
    """The text with its look, where it has any."""
    called: str = ""
    """What it is said to be where that stands outside it: the heads of a table's cell, the key."""


class Stream(Struct, frozen=True):
    """A running text as a whole."""

    blocks: Blocks
    slags: str = ""
    """The kind of section it is in; empty outside items."""
    title: str = ""
    """That of its item."""


class Case(Struct, dict=True):
    """A meeting to be looked at."""

    plan: Plan
    ws: Workspace | None = None
    file: MeetingFile | None = None
    inputs: set[Path] = field(default_factory=set)
    """Other files that were looked at, and folders whose list of files was."""
    issuing: date | None = None
    """The day on which the dagsorden would go out as it is now, where that is asked for."""
    today: date | None = None
    """By which it is told what is still to come, where that is known."""

    @property
    def meeting(self) -> Meeting:
        """The meeting itself."""
        return self.plan.meeting

    @cached_property
    def texts(self) -> tuple[Passage, ...]:
        """Everything that is printed of the meeting, in reading order."""
        return tuple(self._collected.passages)

    @property
    def pictures(self) -> list[Picture]:
        """The pictures in the meeting's texts."""
        return [one for one in self._collected.others if isinstance(one, Picture)]

    @property
    def tables(self) -> list[Table]:
        """The tables in the meeting's texts."""
        return [one for one in self._collected.others if isinstance(one, Table)]

    @cached_property
    def streams(self) -> tuple[Stream, ...]:
        """The meeting's running texts, each on its own, in reading order."""
        return tuple(stream for stream in self._streams() if stream.blocks)

    def _streams(self) -> Iterable[Stream]:
        yield Stream(self.meeting.indledning)
        yield from (Stream(one.tekst) for one in self.meeting.indsigelser)
        for item in self.plan.items:
            punkt = item.punkt
            if punkt.lukket:
                public = punkt.lukket.offentlig_beslutning
                yield Stream(public, Slags.BESLUTNING, punkt.titel)
            for afsnit in punkt.alle_afsnit():
                for blocks in afsnit.tekster():
                    yield Stream(blocks, afsnit.slags, punkt.titel)
            for rettelse in item.rettelser:
                yield Stream(rettelse.tekst, RETTELSE, punkt.titel)
        for rettelse in self.plan.corrections.of_meeting:
            yield Stream(rettelse.tekst, RETTELSE)

    @cached_property
    def _collected(self) -> _Texts:
        return _Texts(self.plan)

    @cached_property
    def texts_with_digits(self) -> tuple[Passage, ...]:
        """The texts that can hold a number or a date: few, so that rules about them are quick."""
        return tuple(text for text in self.texts if _has_digit(text.text))

    @cached_property
    def links(self) -> dict[tuple[str, Position], Passage]:
        """Where links lead and stand, with the text that each is in."""
        return {
            (run.link, text.position): text
            for text in self.texts
            for run in text.inlines
            if isinstance(run, Run) and run.link
        }

    @cached_property
    def dates(self) -> dict[date, MeetingFile]:
        """The forum's meetings by the date in their files' names."""
        if self.ws is None or self.file is None:
            return {}
        folder = self.file.path.parent
        self.inputs.add(folder)
        files = {}
        for name in _yaml_names(folder, folder.stat().st_mtime_ns):
            day = date_of(name)
            if day is not None:
                stem = name.removesuffix(".yaml")
                files[day] = MeetingFile(folder / name, self.file.forum, stem)
        return files

    def other(self, day: date) -> Meeting | None:
        """The forum's meeting on another day, where it can be read."""
        file = self.dates.get(day)
        if file is None or self.ws is None:
            return None
        self.inputs.add(file.path)
        try:
            return load(self.ws, file, looks=False).meeting
        except Exception:  # noqa: BLE001 - a bug that the other file brings out is told there
            return None


def _has_digit(text: str) -> bool:
    # Of full width only those that every month begins with.
    for digit in "0123456789０１":  # noqa: SIM110 - on a long text ten times as quick as a pattern
        if digit in text:
            return True
    return False


def date_of(name: str) -> date | None:
    """The date that a file's name begins with."""
    try:
        return date.fromisoformat(name[:10])
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _yaml_names(folder: Path, stamp: int) -> tuple[str, ...]:  # noqa: ARG001 (part of the key)
    return tuple(sorted(path.name for path in folder.glob("*.yaml")))


def kind(punkt: Punkt) -> Sagstype | None:
    """The kind of an item, also where only its title tells."""
    return TITLES.get(punkt.titel.casefold().strip(" .")) or punkt.sagstype


# --- texts ------------------------------------------------------------------------------


Printed = tuple[str, Position, Inlines, str]
"""A text, its place, the text with its look, and what it is said to be."""


def _gather(
    blocks: Iterable[Block],
    place: Position,
    texts: list[Printed],
    others: list[Picture | Table],
    called: str = "",
) -> None:
    """Collects the texts of blocks, and the pictures and tables among them.

    A text without a place of its own stands where its container does.
    """
    lead = ""
    for block in blocks:
        here = block.position or place
        before, lead = lead, ""
        if isinstance(block, (Paragraph, Heading)):
            text = text_of(block.inlines)
            texts.append((text, here, block.inlines, called))
            lead = text if text.endswith(":") else ""  # it says what is listed below
            texts += _notes(block.inlines, here, called)
        elif isinstance(block, (BulletList, NumberedList, LabelledList)):
            for item in block.items:
                _gather(item.blocks, here, texts, others, called or before)
        elif isinstance(block, Table):
            others.append(block)
            if block.caption:
                texts.append((block.caption, here, (), called))
            heads = [_first_line(cell) for cell in block.header]
            for row in (block.header, *block.rows):
                for cell, head in zip(row, heads, strict=False):
                    head_words = "" if row is block.header else f"{_first_line(row[0])} {head}"
                    _gather(cell.blocks, here, texts, others, head_words)
        elif isinstance(block, Quote):
            _gather(block.blocks, here, texts, others, called)
        elif isinstance(block, CodeBlock):
            texts.append((block.text, here, (Run(block.text, code=True),), called))
        elif isinstance(block, Picture):
            texts += [(block.alt, here, (), ""), (block.path.name, here, (), "")]
            others.append(block)
        # Else a line.


def _notes(inlines: Inlines, place: Position, called: str) -> Iterator[Printed]:
    for note in notes_in(inlines):
        for one in note.paragraphs:
            yield text_of(one.inlines), one.position or place, one.inlines, called


def _first_line(cell: Cell) -> str:
    """What a cell says of others: the text that it begins with."""
    first = cell.blocks[0] if cell.blocks else None
    return text_of(first.inlines) if isinstance(first, (Paragraph, Heading)) else ""


class _Texts:
    """Collects everything that is printed of a meeting, in reading order."""

    def __init__(self, plan: Plan) -> None:
        self.passages: list[Passage] = []
        self.others: list[Picture | Table] = []
        self.meeting(plan.meeting, plan.whole)
        for item in plan.items:
            self.item(item)
        for rettelse in plan.corrections.of_meeting:
            self.correction(rettelse, rettelse in plan.corrections_of_meeting(Audience.OFFENTLIG))

    def add(
        self,
        texts: Iterable[str | None],
        place: Position,
        public: bool,
        slags: str = "",
        item: PlannedItem | None = None,
        called: str = "",
    ) -> None:
        """Texts that stand at one place, those that there are."""
        for text in texts:
            if text:
                self.passages.append(Passage(text, place, public, slags, item, (), called))

    def blocks(
        self,
        blocks: Blocks,
        place: Position,
        public: bool,
        slags: str = "",
        item: PlannedItem | None = None,
    ) -> None:
        """Running text, paragraph by paragraph."""
        if not blocks:
            return
        printed: list[Printed] = []
        _gather(blocks, place, printed, self.others)
        for text, here, inlines, called in printed:
            self.passages.append(Passage(text, here, public, slags, item, inlines, called))

    def meeting(self, meeting: Meeting, whole: Holder) -> None:
        place = meeting.position
        forum = meeting.forum
        usual = (forum.sted, forum.moedeleder, forum.referent)  # told at their place
        facts = (meeting.titel, meeting.sted, meeting.moedeleder, meeting.referent, meeting.id)
        self.add([meeting.virtuelt_grundlag], place, True)
        self.add((fact for fact in facts if fact not in usual), place, True)
        self.blocks(meeting.indledning, place, True)
        for entry in (*meeting.afbud, *meeting.udeblevet):
            self.add([entry.navn], entry.position, True)
            if entry.stedfortraeder:
                self.person(entry.stedfortraeder, True)
            self.add([entry.aarsag], entry.position, False)
        for one in meeting.beside:
            self.person(one, True)
        for tom in meeting.tomme_grupper:
            self.add([tom.gruppe, tom.undergruppe], tom.position, True, "gruppe")
        for bilag in meeting.bilag:
            self.attachment(bilag, True, whole)
        for answer in meeting.indsigelser:
            self.add((answer.fra, answer.grund), answer.position, False)
            self.blocks(answer.tekst, answer.position, False)

    def person(self, person: Person, public: bool) -> None:
        facts = (person.navn, person.titel, person.organisation, person.parti)
        self.add(facts, person.position, public)

    def item(self, item: PlannedItem) -> None:
        punkt = item.punkt
        public = not item.closed_to(Audience.OFFENTLIG)
        shown = not item.hidden_from(Audience.OFFENTLIG)
        place = punkt.position
        self.add([punkt.gruppe, punkt.undergruppe], place, shown, "gruppe", item)
        self.add([punkt.nr], place, shown, "nr", item)
        self.add([punkt.titel], place, public, "titel", item)
        facts = (punkt.sagstype_tekst, punkt.kle, punkt.tillaeg_grund, punkt.udgaar_grund)
        self.add(facts, place, public, "", item)
        self.add((punkt.dok_nr, *punkt.sagsnr), place, public, "", item, called="sagsnr")
        for one in punkt.beside:
            self.person(one, public)
        for out in punkt.inhabil:
            if out.stedfortraeder:
                self.person(out.stedfortraeder, public)
        if ruling := punkt.habilitetsbeslutning:
            self.add((ruling.af, ruling.tekst), ruling.position, public, "", item)
        if punkt.lukket:
            self.closed(punkt.lukket, shown, item)
        for afsnit in punkt.afsnit:
            self.section(afsnit, public, item)
        if opened := punkt.ophaevet:
            self.add((opened.grund, opened.af), opened.position, public, "lukket", item)
        for rettelse in item.rettelser:
            told = not item.correction_closed_to(rettelse, Audience.OFFENTLIG)
            self.correction(rettelse, told, item)

    def correction(self, rettelse: Rettelse, public: bool, item: PlannedItem | None = None) -> None:
        place = rettelse.position
        self.blocks(rettelse.tekst, place, public, RETTELSE, item)
        self.add((rettelse.besluttet_i, rettelse.af), place, public, RETTELSE, item)

    def closed(self, lukket: Lukket, public: bool, item: PlannedItem | None) -> None:
        """What the public reads of what is closed; ``public``: where that stands it reads on."""
        place = lukket.position
        self.add((lukket.grund, lukket.offentlig_titel), place, public, "lukket", item)
        self.blocks(lukket.offentlig_beslutning, place, public, Slags.BESLUTNING, item)

    def section(self, afsnit: Afsnit, public: bool, item: PlannedItem) -> None:
        slags, place = afsnit.slags, afsnit.position
        if afsnit.lukket:
            self.closed(afsnit.lukket, public, item)
        public = not item.part_closed_to(afsnit, Audience.OFFENTLIG)
        self.add([afsnit.overskrift], place, public, "overskrift", item)
        self.blocks(afsnit.tekst, place, public, slags, item)
        self.add(afsnit.udfald, place, public, slags, item)
        if afsnit.indbragt:
            brought = afsnit.indbragt
            self.add((*brought.af, brought.for_), brought.position, public, slags, item)
        if afsnit.indstilling:
            self.recommendation(afsnit.indstilling, public, item)
        self.minutes(afsnit, public, item)
        for bilag in afsnit.bilag:
            self.attachment(bilag, public, item)
        for inner in afsnit.afsnit:
            self.section(inner, public, item)

    def minutes(self, afsnit: Afsnit, public: bool, item: PlannedItem) -> None:
        """What is written at the meeting beside the decision itself."""
        slags = afsnit.slags
        for vote in afsnit.afstemning:
            self.add([vote.forslag], vote.position, public, slags, item)
            for side in vote.sider:
                self.add(side.navne, vote.position, public, slags, item)
            if vote.valg:
                self.election(vote.valg, public, slags, item)
        for statement in afsnit.protokolbemaerkninger:
            self.add([statement.fra], statement.position, public, slags, item)
            self.blocks(statement.tekst, statement.position, public, slags, item)
        for action in afsnit.opfoelgning:
            texts = (action.opgave, action.ansvarlig)
            self.add(texts, action.position, public, slags, item)

    def election(self, valg: Valg, public: bool, slags: Slags, item: PlannedItem) -> None:
        self.add((valg.til, *valg.valgt), valg.position, public, slags, item)
        for runde in valg.runder:
            for kandidat in runde.kandidater:
                names = (kandidat.navn, *kandidat.stemmer.navne)
                self.add(names, kandidat.position, public, slags, item)
        for liste in valg.lister:
            self.add((liste.navn, *liste.valgte), liste.position, public, slags, item)

    def recommendation(self, indstilling: Indstilling, public: bool, item: PlannedItem) -> None:
        facts = (indstilling.fra, indstilling.til, indstilling.indledning)
        self.add(facts, indstilling.position, public, Slags.INDSTILLING, item)
        for point in indstilling.at:
            self.blocks(point.tekst, point.position, public, Slags.INDSTILLING, item)
        for answer in indstilling.delbeslutninger:
            self.blocks(answer.tekst, answer.position, public, Slags.BESLUTNING, item)
            self.add(answer.udfald, answer.position, public, Slags.BESLUTNING, item)

    def attachment(self, bilag: Bilag, public: bool, holder: Holder) -> None:
        item = holder if isinstance(holder, PlannedItem) else None
        if bilag.lukket:
            self.closed(bilag.lukket, public, item)
        public = not holder.part_closed_to(bilag, Audience.OFFENTLIG)
        words = [bilag.titel, bilag.udarbejdet_af] if bilag.udarbejdet_af else [bilag.titel]
        self.add(words, bilag.position, public, Slags.BILAG, item)
        if bilag.adresse:  # is printed as a link alone
            linked = (Run(bilag.titel, link=bilag.adresse),)
            self.passages.append(Passage("", bilag.position, public, Slags.BILAG, item, linked))
        if bilag.fil:
            self.add([bilag.fil.sti.name], bilag.fil.position, public, Slags.BILAG, item)
