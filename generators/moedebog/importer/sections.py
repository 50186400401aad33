"""An item's pieces -> its facts and its sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, time
from typing import overload

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog.catalogue import Slags, TidPlacering
from moedebog.importer import actions, dates, patterns, people, titles, votes
from moedebog.importer.items import Start
from moedebog.importer.people import Someone
from moedebog.importer.pieces import BOLD, GUESSED, Kind, Piece, without_start
from moedebog.importer.votes import Known
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import any_of, literal

_CLOSED = re.compile(
    rf"(?:{any_of(DANISH.item_is_closed, DANISH.item_closed_to_public)})(?:: (.+?))?\.?\Z"
)
_GUESTS = re.compile(rf"(?:{any_of(*DANISH.guests_of_item.values())}): (.+)\Z")
_ABSENT = literal(DANISH.absent_at_item)


class Section(Struct):
    """A section as it stands in the document."""

    slags: Slags = Slags.TEKST
    heading: str = ""
    """As typed; empty where it has none."""
    usual: bool = True
    """Whether the heading is the usual word, however it was spelt."""
    level: int = 0
    pieces: list[Piece] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)
    rule: bool = False
    """A rule stands before it."""
    notes: list[str] = field(default_factory=list)
    from_whom: str = ""
    """Whose statement it is, where the heading says so."""
    lines: bool = False
    """Whether it is known by its lines and has no heading: it ends where they end."""
    closed: bool = False
    goes_on: bool = False
    """Whether it goes on with the section before it, under the same heading."""


class _After(Sequence[Piece]):
    """The pieces from a place on, without a copy of them."""

    def __init__(self, pieces: Sequence[Piece], begin: int) -> None:
        self.pieces = pieces
        self.begin = begin

    def __len__(self) -> int:
        return len(self.pieces) - self.begin

    @overload
    def __getitem__(self, at: int) -> Piece: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Piece]: ...
    def __getitem__(self, at: int | slice) -> Piece | Sequence[Piece]:
        if isinstance(at, int):
            return self.pieces[self.begin + at]
        return [self[one] for one in range(*at.indices(len(self)))]


class DraftItem(Struct):
    """An item as the document shows it."""

    start: Start
    title: titles.Title
    group: str = ""
    sections: list[Section] = field(default_factory=list)
    sagsnr: list[str] = field(default_factory=list)
    dok_nr: str = ""
    kle: str = ""
    tillaeg: bool = False
    tillaeg_grund: str | None = None
    kind_word: str = ""
    """The kind of item on the line under the title."""
    absent: list[Someone] | None = None
    """The names on the line *Fraværende*; ``None`` where there is no such line."""
    absent_text: Piece | None = None
    guests: list[Someone] = field(default_factory=list)
    came: list[Someone] = field(default_factory=list)
    left: list[Someone] = field(default_factory=list)
    partial: list[str] = field(default_factory=list)
    """Those who took no part because of a conflict of interest."""
    closed: str | None = None
    """The ground, or an empty text; ``None`` where the item is open."""
    notes: list[str] = field(default_factory=list)
    children: list[DraftItem] = field(default_factory=list)
    taken: list[Piece] = field(default_factory=list)
    """The lines of facts and presence, as they stood."""
    said_closed: bool = False
    """Whether its title, its group or a line of it says that it is closed."""
    secret: bool = False
    """Whether not even its title may be read by all."""
    moves: list[Piece] = field(default_factory=list)
    """Those of ``taken`` that tell who came, left or took no part."""
    votes_as_text: bool = False
    """Whether the votes do not fit with who was there, and are kept as text."""

    def all_sections(self) -> list[Section]:
        """The sections in reading order, those of a forwarded case included."""
        return [s for section in self.sections for s in (section, *section.children)]


class ItemReader:
    """Reads items; what holds for the whole document is found out once."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        known: Known,
        kind_words: Sequence[str],
        meeting: date | None = None,
    ) -> None:
        self.known = known
        self.kind_words = {patterns.folded(word) for word in kind_words}
        self.meeting = meeting
        headings = [p for p in pieces if p.short and patterns.section_of(p.text)]
        capital = sum(1 for p in headings if patterns.capitals(p.text))
        self.capitals = capital * 3 > len(headings)
        """Whether sections of a case are headed in capitals here."""
        self.level = _level(headings, GUESSED)
        """The level of the headings of sections; ``GUESSED`` where the look tells nothing."""

    def read(self, start: Start, pieces: Sequence[Piece], title: str) -> DraftItem:
        """The item that begins at ``start`` and has these pieces."""
        item = DraftItem(start, titles.read(title))
        if start.note:
            item.notes.append(start.note)
        item.tillaeg = item.title.late
        if item.title.sagsnr:
            item.sagsnr.append(item.title.sagsnr)
        if item.title.kind_behind:
            item.kind_word = item.title.kind_behind
        self.divide(item, _unnumbered(self.facts(item, list(pieces))))
        return item

    # --- what stands under the title ----------------------------------------------------

    def facts(self, item: DraftItem, pieces: list[Piece]) -> list[Piece]:
        """Takes the lines of facts off the beginning."""
        taken = 0
        while taken < min(4, len(pieces)) and (
            pieces[taken].short or " · " in pieces[taken].text  # as moedebog itself lists facts
        ):
            after = pieces[taken + 1] if taken + 1 < len(pieces) else None
            if not self.fact_line(item, pieces[taken], after):
                break
            item.taken.append(pieces[taken])
            taken += 1
        return pieces[taken:]

    def fact_line(self, item: DraftItem, piece: Piece, after: Piece | None) -> bool:
        """Whether the line holds facts of the item; they are noted."""
        text = piece.text
        parts = [part.strip() for part in patterns.FACTS_APART.split(text)]
        left = [part for part in parts if not self.fact(item, part, probe=True)]
        word = patterns.folded(left[0]) if left else ""
        # »Beslutning« alone is the kind of item where a heading follows, else it is a heading.
        headed = after is not None and after.kind is Kind.HEADING and after.level != GUESSED
        alone = len(parts) == 1 and patterns.section_of(text) is not None
        alone = alone and (piece.kind is Kind.HEADING or not headed)
        own_kind = len(left) == 1 and not alone and (word in self.kind_words or len(parts) > 1)
        if left and not own_kind:
            return False
        for part in parts:
            if part not in left:
                self.fact(item, part)
        if left:
            item.kind_word = left[0]
        return True

    def fact(self, item: DraftItem, text: str, probe: bool = False) -> bool:
        """Whether the text is a fact of the item; unless it is a probe, it is noted."""
        if match := patterns.CASE_NUMBER.match(text):
            if not probe:
                item.sagsnr += re.split(r"\s*(?:,|\bog\b)\s*", match["nr"] or match["bare"])
        elif match := patterns.DOCUMENT_NUMBER.match(text):
            item.dok_nr = match[1]
        elif match := patterns.KLE.match(text):
            item.kle = match[1]
        elif match := patterns.KIND_LINE.match(text):
            item.kind_word = match["ord"].capitalize()
        elif patterns.CLOSED_LINE.match(text):
            item.said_closed = item.said_closed or not probe
        elif match := patterns.LATE_ITEM.match(text):
            item.tillaeg, item.tillaeg_grund = True, match[1]
        elif match := patterns.SLOT_LINE.match(text):
            return self.slot(item, match, text)
        elif (match := patterns.LENGTH_LINE.match(text)) and item.title.slot is None:
            item.title.minutes = int(match[1])
        else:
            return False
        return True

    def slot(self, item: DraftItem, match: re.Match[str], text: str) -> bool:
        """Notes the slot that stands under the title."""
        begin = dates.clock(match[1], match[2])
        end = dates.clock(match[3], match[4]) if match[3] else None
        if begin is None or item.title.slot not in (None, (begin, end)):
            return False
        item.title.slot, item.title.slot_text = (begin, end), text
        item.title.place, item.title.colon = TidPlacering.UNDER_TITEL, ":" in text
        return True

    # --- who came, left or was missing ----------------------------------------------------

    def presence_line(self, item: DraftItem, piece: Piece) -> bool:
        """Whether the line is one that moedebog derives; it is noted."""
        text = piece.text
        said = [_movement(one) for one in re.split(r"(?<=\w\.)\s+(?=[A-ZÆØÅ])", text)]
        if all(said) and all(self.known(name) for one in said if one for name in one[1]):
            for key, names, when in filter(None, said):
                self.moved(item, key, names, when)
            item.moves.append(piece)
            return True
        if match := _GUESTS.match(text):
            found = people.parse(match[1])
            if found is None:
                return False
            item.guests += found
            return True
        match = re.match(rf"(?:(?:Afbud/)?[Ff]raværende|{_ABSENT}):?\s+(\S.*)\Z", text)
        if match and item.absent is None and (found := _known_names(match[1], self.known)):
            item.absent, item.absent_text = found, piece
            return True
        return False

    def moved(self, item: DraftItem, key: str, names: Sequence[str], when: str) -> None:
        """Notes who came, left or took no part."""
        if key == "inhabil":
            item.partial += names
        else:
            people = [Someone(name, where=when) for name in names]
            (item.came if key == "ankom" else item.left).extend(people)

    # --- the sections ---------------------------------------------------------------------

    def divide(self, item: DraftItem, pieces: list[Piece]) -> None:
        """Divides the pieces at their headings."""
        if pieces and (match := _CLOSED.match(pieces[0].text)):
            item.closed = match[1] or ""
            pieces = pieces[1:]
        current = Section()
        case: Section | None = None
        rule = False

        def begin(section: Section) -> Section:
            nonlocal current, case, rule
            section.rule, rule = rule, False
            if case and 0 < section.level <= case.level:
                case = None
            (case.children if case else item.sections).append(section)
            if section.slags is Slags.SAG:
                case = section
            return section

        item.sections.append(current)
        certain = self.has_sections(pieces)
        self.here = _level(
            [p for p in pieces if p.short and patterns.section_of(p.text)], self.level
        )
        for index, piece in enumerate(pieces):
            if piece.kind is Kind.RULE:
                rule = True
                continue
            after = _After(pieces, index + 1)
            section = self.heading(item, piece, after, current)
            if section is not None:
                current = begin(section)
                continue
            if self.told_apart(item, piece, current):
                item.taken.append(piece)
                continue
            if current.slags is Slags.SAG:
                current = begin(Section(level=99))
            if rule and current.pieces:
                current.pieces.append(Piece(Kind.RULE))
            rule = False
            opened = self.inline(piece, certain) or self.lines(piece, after, current)
            if opened is not None:
                section, piece = opened
                current = begin(section)
            current.pieces.append(piece)
        found = [s for s in item.sections if s.pieces or s.children or s.heading]
        item.sections = [part for section in found for part in self.apart(_settled(section))]

    def told_apart(self, item: DraftItem, piece: Piece, current: Section) -> bool:
        """Whether the piece is a line of the item itself, wherever it stands; it is noted."""
        if piece.kind is not Kind.TEXT:
            return False
        late = patterns.CASE_NUMBER.match(piece.text)
        if late and late["nr"] and not item.sagsnr:
            return self.fact(item, piece.text)
        return current.slags is not Slags.SAGSFORLOEB and self.presence_line(item, piece)

    def has_sections(self, pieces: Sequence[Piece]) -> bool:
        """Whether there are sections of a case here beyond doubt."""
        return any(
            (piece.short and patterns.section_of(piece.text))
            or ((match := patterns.INLINE.match(piece.text)) and not match["tvivl"])
            for piece in pieces
        )

    def inline(self, piece: Piece, certain: bool) -> tuple[Section, Piece] | None:
        """The section that begins with its heading and its text on one line, and the text."""
        match = patterns.INLINE.match(piece.text) if piece.kind is Kind.TEXT else None
        if match is None:
            return None
        first = piece.inlines[0]
        if match["tvivl"] and not certain and not getattr(first, "strong", False):
            return None
        word, _, whom = match["ord"].partition(" fra ")
        rest = without_start(piece, match.end())
        known = self.section(match["ord"] if whom == "" else word)
        if known is None:
            return Section(Slags.TEKST, word, False), rest
        return replace(known, from_whom=whom, lines=known.slags is Slags.BILAG), rest

    def lines(
        self, piece: Piece, after: Sequence[Piece], current: Section
    ) -> tuple[Section, Piece] | None:
        """The section that lines of their own form begin, or that begins after such lines."""
        text = piece.text
        slags: Slags | None = None
        if piece.kind in (Kind.TEXT, Kind.HEADING) and patterns.NUMBERED_ATTACHMENT.match(text):
            slags = Slags.BILAG if len(text) < 160 and not text.endswith(".") else None
        elif (piece.kind is Kind.TEXT and patterns.ACTION.match(text)) or (
            piece.kind is Kind.TABLE and actions.actions([piece], self.meeting)
        ):
            slags = Slags.OPFOELGNING
        elif (
            current.slags not in (Slags.INDSTILLING, Slags.BESLUTNING)
            and patterns.LEADS_TO_POINTS.match(text)
            and after
            and (after[0].kind is Kind.ITEM or patterns.AT_PARAGRAPH.match(after[0].text))
        ):
            return Section(Slags.INDSTILLING), piece
        if slags and current.slags != slags:
            return Section(slags, lines=True), piece
        begun = (current.slags, current.heading) != (Slags.TEKST, "")
        apart = patterns.NEXT_MEETING.match(text) and begun
        if apart or (current.lines and not slags and not patterns.FILE_ENDING.search(text)):
            return Section(), piece
        return None

    def apart(self, section: Section) -> Iterator[Section]:
        """A decision with its votes and statements as sections of their own, in their order."""
        plain = (section.slags, section.heading) == (Slags.TEKST, "")
        if not plain and section.slags is not Slags.BESLUTNING:
            yield section
            return
        before: Slags | None = None
        if not section.pieces:
            yield section
        for slags, pieces in votes.apart(section.pieces, self.known):
            if not before and slags == votes.TEXT:
                yield replace(section, pieces=pieces)
            elif not before:
                yield replace(section, slags=slags, pieces=pieces, usual=False, lines=True)
            else:  # text after somebody's statement must not seem to be a part of it
                said = Slags.PROTOKOLBEMAERKNINGER in (before, slags)
                slags = section.slags if slags == votes.TEXT else slags
                yield Section(slags, pieces=pieces, lines=True, goes_on=not said)
            before = slags

    def section(self, text: str) -> Section | None:
        """The section that these words head; a decision of another day is the case's history."""
        known = patterns.section_of(text)
        if known is None:
            return None
        day = dates.find_date(text)
        if known.slags is Slags.BESLUTNING and day and self.meeting and day[0] != self.meeting:
            return Section(Slags.SAGSFORLOEB, text, False)
        return Section(known.slags, text, known.exact)

    def heading(
        self, item: DraftItem, piece: Piece, after: Sequence[Piece], current: Section
    ) -> Section | None:
        """The section that the piece begins, or ``None``."""
        text = piece.text
        if piece.kind not in (Kind.TEXT, Kind.HEADING) or not text or len(text) > 160:
            return None
        sure = piece.kind is Kind.HEADING and piece.level != GUESSED
        known = self.section(text) if len(text) <= 120 else None
        if known and (sure or self.stands_alone(piece, current)):
            if known.slags.kind.inside_case and self.is_subheading(after, current):
                return None
            return replace(known, level=piece.level if sure else 0)
        plain = self.level == GUESSED and patterns.capitals(text) == self.capitals
        if plain and patterns.own_heading(text) and self.stands_alone(piece, current):
            return Section(Slags.TEKST, text, False)
        if match := re.match(r"Protokolbemærkning(?:er)? fra (.{2,60}?):?\Z", text):
            return Section(Slags.PROTOKOLBEMAERKNINGER, text, False, from_whom=match[1])
        if piece.kind is not Kind.HEADING or _is_attachment(piece, current):
            return None
        heads = (p for p in after if p.kind is Kind.HEADING and p.level != GUESSED)
        nearest = next(heads, None) if sure else None
        deeper = nearest is not None and nearest.level > piece.level
        if deeper and nearest and patterns.section_of(nearest.text) and nearest.level < 7:
            return Section(Slags.SAG, text, False, piece.level)
        capital = patterns.capitals(text) and self.capitals
        high = sure and item.start.level and piece.level <= item.start.level
        own = patterns.own_heading(text) and sure and 0 < piece.level <= max(current.level, 1)
        peer = sure and piece.level == self.here < BOLD
        if (
            capital
            or high
            or own
            or peer
            or current.slags.kind.listed
            or (current.slags is Slags.INDSTILLING and current.pieces)
        ):
            return Section(Slags.TEKST, text, False, piece.level if sure else 0)
        return None

    def stands_alone(self, piece: Piece, current: Section) -> bool:
        """Whether a line that is no certain heading may be one by its words."""
        text = piece.text
        if text.endswith((".", ",")) or len(text) > 90:
            return False
        return text[:1].isupper() and (current.slags is not Slags.BILAG or len(text) < 60)

    def is_subheading(self, after: Sequence[Piece], current: Section) -> bool:
        """Whether *Proces* is one of the headings inside a case: others come after it."""
        if current.slags is not Slags.SAGSFREMSTILLING:
            return False
        nearest = next((p for p in after if p.kind is Kind.HEADING), None)
        own = self.level == GUESSED and not self.capitals
        return (
            nearest is not None
            and not patterns.section_of(nearest.text)
            and not (own and patterns.own_heading(nearest.text))
            and not (patterns.capitals(nearest.text) and self.capitals)
        )


def _settled(section: Section) -> Section:
    """The section; a line that looked like a heading, but has nothing below it, is text."""
    if section.pieces and section.pieces[-1].kind is Kind.HEADING:
        last = section.pieces[-1]
        if last.level == GUESSED:
            section.pieces[-1] = replace(last, kind=Kind.TEXT)
    return section


def _level(headings: Sequence[Piece], default: int) -> int:
    """The level that most of the headings have."""
    levels = Counter(p.level for p in headings if p.kind is Kind.HEADING)
    return levels.most_common(1)[0][0] if levels else default


def _unnumbered(pieces: list[Piece]) -> list[Piece]:
    """The pieces, their headings without numbers: ``1. Resume``, ``2. Beslutningspunkter`` …"""
    numbered: list[tuple[int, str]] = []
    for index, piece in enumerate(pieces):
        match = re.fullmatch(r"(\d)\.\s+(\S.{2,60})", f"{piece.marker} {piece.text}".strip())
        if match and int(match[1]) == len(numbered) + 1 and match[2][-1] not in ".,;:":
            numbered.append((index, match[2]))
    known = sum(
        1 for _, text in numbered if patterns.section_of(text) or patterns.own_heading(text)
    )
    if known < 2 or not patterns.section_of(numbered[0][1]):
        return pieces
    result = list(pieces)
    for index, text in numbered:
        rest = without_start(pieces[index], len(pieces[index].text) - len(text))
        result[index] = replace(rest, kind=Kind.HEADING, level=BOLD - 1, marker="")
    return result


def _is_attachment(piece: Piece, current: Section) -> bool:
    return current.slags is Slags.BILAG and (
        piece.level == GUESSED or bool(patterns.FILE_ENDING.search(piece.text))
    )


def _movement(text: str) -> tuple[str, list[str], str] | None:
    """Who came, left or took no part, and when, where the sentence says that."""
    for key, pattern in patterns.PRESENCE:
        match = pattern.match(text)
        found = people.parse(match["navne"]) if match else None
        if match and found:
            when = match.groupdict().get("tid") or ""
            return key, [one.navn for one in found], when.replace(".", ":").zfill(5 if when else 0)
    return None


def _known_names(text: str, known: Known) -> list[Someone] | None:
    """The people of the line *Fraværende*; their party or place may stand before the name."""
    found = people.parse(text)
    if found is None:
        parts = [part.strip() for part in text.split(",")]
        found = [Someone(part) for part in parts if known(part)]
    return found if found and all(known(one.navn) for one in found) else None


def minutes(moment: time) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute
