"""What a rule may look at: one meeting, its texts, and which other meetings there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from msgspec import Struct, field

from moedebog.blocks import (
    Block,
    BulletList,
    CodeBlock,
    Heading,
    LabelledList,
    NumberedList,
    Paragraph,
    Picture,
    Quote,
    Table,
    text_of,
)
from moedebog.compose.plan import Plan, PlannedItem
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
    Stemmer,
)
from moedebog.workspace import MeetingFile, Workspace


class Text(Struct, frozen=True):
    """A piece of running text or a title, with its place."""

    text: str
    position: Position
    public: bool
    """Whether it stands in a public document."""
    slags: str = ""
    """The kind of section; empty outside sections."""
    item: PlannedItem | None = None


class Case(Struct, dict=True):
    """A meeting to be looked at."""

    plan: Plan
    ws: Workspace | None = None
    file: MeetingFile | None = None
    inputs: set[Path] = field(default_factory=set)
    """Other files that were looked at, and folders whose list of files was."""

    @property
    def meeting(self) -> Meeting:
        """The meeting itself."""
        return self.plan.meeting

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Everything that is printed of the meeting, in reading order."""
        return tuple(_texts(self.plan))

    @cached_property
    def texts_with_digits(self) -> tuple[Text, ...]:
        """The texts that can hold a number or a date: few, so that rules about them are quick."""
        return tuple(text for text in self.texts if _DIGIT(text.text))

    @cached_property
    def dates(self) -> dict[date, MeetingFile]:
        """The forum's meetings by the date in their files' names."""
        if self.ws is None or self.file is None:
            return {}
        folder = self.file.path.parent
        self.inputs.add(folder)
        found = {}
        for name in _yaml_names(folder, folder.stat().st_mtime_ns):
            day = date_of(name)
            if day is not None:
                stem = name.removesuffix(".yaml")
                found[day] = MeetingFile(folder / name, self.file.forum, stem)
        return found

    def other(self, day: date) -> Meeting | None:
        """The forum's meeting on another day, where it can be read."""
        file = self.dates.get(day)
        if file is None or self.ws is None:
            return None
        self.inputs.add(file.path)
        return load(self.ws, file).meeting


_DIGIT = re.compile(r"\d").search


def date_of(name: str) -> date | None:
    """The date that a file's name begins with."""
    try:
        return date.fromisoformat(name[:10])
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _yaml_names(folder: Path, stamp: int) -> tuple[str, ...]:  # noqa: ARG001 (part of the key)
    return tuple(sorted(path.name for path in folder.glob("*.yaml")))


# --- texts ------------------------------------------------------------------------------


def block_texts(blocks: Iterable[Block], place: Position) -> Iterator[tuple[str, Position]]:
    """The texts of blocks; one without a place of its own stands where its container does."""
    for block in blocks:
        here = getattr(block, "position", None) or place
        match block:
            case Paragraph(inlines=inlines) | Heading(inlines=inlines):
                yield text_of(inlines), here
            case CodeBlock(text=text) | Picture(alt=text):
                yield text, here
            case Quote(blocks=inner):
                yield from block_texts(inner, here)
            case BulletList(items=items) | NumberedList(items=items):
                for item in items:
                    yield from block_texts(item.blocks, here)
            case LabelledList():
                pass  # never in a meeting: compose makes them
            case Table(header=header, rows=rows, caption=caption):
                if caption:
                    yield caption, here
                for row in (header, *rows):
                    for cell in row:
                        yield from block_texts(cell.blocks, here)
            case _:
                pass


def _texts(plan: Plan) -> Iterator[Text]:
    meeting = plan.meeting
    place = meeting.position
    for text in (meeting.titel, meeting.sted, meeting.moedeleder, meeting.referent):
        if text:
            yield Text(text, place, True)
    for text, here in block_texts(meeting.indledning, place):
        yield Text(text, here, True)
    for entry in (*meeting.afbud, *meeting.udeblevet):
        yield Text(entry.navn, entry.position, True)
        if entry.stedfortraeder:
            yield from _person(entry.stedfortraeder, True)
        if entry.aarsag:
            yield Text(entry.aarsag, entry.position, False)
    for guest in meeting.gaester:
        yield from _person(guest, True)
    for item in plan.items:
        yield from _item(item)


def _person(person: Person, public: bool) -> Iterator[Text]:
    for text in (person.navn, person.titel, person.organisation, person.parti):
        if text:
            yield Text(text, person.position, public)


def _item(item: PlannedItem) -> Iterator[Text]:
    punkt = item.punkt
    public = not item.closed_to(Audience.OFFENTLIG)
    shown = not item.hidden_from(Audience.OFFENTLIG)
    place = punkt.position
    if punkt.gruppe:
        yield Text(punkt.gruppe, place, shown, "gruppe", item)
    if punkt.nr:
        yield Text(punkt.nr, place, shown, "nr", item)
    yield Text(punkt.titel, place, public, "titel", item)
    facts = (punkt.sagstype_tekst, punkt.dok_nr, punkt.kle, punkt.tillaeg_grund, *punkt.sagsnr)
    for text in facts:
        if text:
            yield Text(text, place, public, "", item)
    for guest in punkt.gaester:
        yield from _person(guest, public)
    if punkt.lukket:
        yield from _closed(punkt.lukket, shown, item)
    for afsnit in punkt.afsnit:
        yield from _section(afsnit, public, item)


def _closed(lukket: Lukket, public: bool, item: PlannedItem) -> Iterator[Text]:
    for text in (lukket.grund, lukket.offentlig_titel):
        if text:
            yield Text(text, lukket.position, public, "lukket", item)
    for text, here in block_texts(lukket.offentlig_beslutning, lukket.position):
        yield Text(text, here, public, "beslutning", item)


def _section(afsnit: Afsnit, public: bool, item: PlannedItem) -> Iterator[Text]:
    slags, place = afsnit.slags, afsnit.position
    if afsnit.lukket:
        yield from _closed(afsnit.lukket, public, item)
        public = False
    if afsnit.overskrift:
        yield Text(afsnit.overskrift, place, public, "overskrift", item)
    for text, here in block_texts(afsnit.tekst, place):
        yield Text(text, here, public, slags, item)
    for word in afsnit.udfald:
        yield Text(word, place, public, slags, item)
    if afsnit.indstilling:
        yield from _recommendation(afsnit.indstilling, public, item)
    for one, here in _minutes(afsnit):
        yield Text(one, here, public, slags, item)
    for bilag in afsnit.bilag:
        yield from _attachment(bilag, public, item)
    for inner in afsnit.afsnit:
        yield from _section(inner, public, item)


def _minutes(afsnit: Afsnit) -> Iterator[tuple[str, Position]]:
    """What is written at the meeting beside the decision itself."""
    for vote in afsnit.afstemning:
        if vote.forslag:
            yield vote.forslag, vote.position
        for side in (vote.for_, vote.imod, vote.undlod):
            for name in side.navne if isinstance(side, Stemmer) else ():
                yield name, vote.position
    for statement in afsnit.protokolbemaerkninger:
        yield statement.fra, statement.position
        yield from block_texts(statement.tekst, statement.position)
    for action in afsnit.opfoelgning:
        for one in (action.opgave, action.ansvarlig):
            if one:
                yield one, action.position


def _recommendation(indstilling: Indstilling, public: bool, item: PlannedItem) -> Iterator[Text]:
    place = indstilling.position
    for one in (indstilling.fra, indstilling.til, indstilling.indledning):
        if one:
            yield Text(one, place, public, "indstilling", item)
    for point in indstilling.at:
        for text, here in block_texts(point.tekst, point.position):
            yield Text(text, here, public, "indstilling", item)
    for answer in indstilling.delbeslutninger:
        for text, here in block_texts(answer.tekst, answer.position):
            yield Text(text, here, public, "beslutning", item)
        for word in answer.udfald:
            yield Text(word, answer.position, public, "beslutning", item)


def _attachment(bilag: Bilag, public: bool, item: PlannedItem) -> Iterator[Text]:
    if bilag.lukket:
        yield from _closed(bilag.lukket, public, item)
        public = False
    yield Text(bilag.titel, bilag.position, public, "bilag", item)
    if bilag.fil:
        yield Text(bilag.fil.sti.name, bilag.fil.position, public, "bilag", item)
