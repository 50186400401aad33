"""An item's pieces -> its facts and its sections."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import time

from msgspec import Struct, field

from moedebog.importer import patterns, people, titles
from moedebog.importer.items import Start
from moedebog.importer.people import Someone
from moedebog.importer.pieces import GUESSED, Kind, Piece, without_start

BODIES = ("tekst", "resume", "sagsforloeb", "sagsfremstilling", "oekonomi", "proces")


class Section(Struct):
    """A section as it stands in the document."""

    slags: str = "tekst"
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

    def all_sections(self) -> list[Section]:
        """The sections in reading order, those of a forwarded case included."""
        return [s for section in self.sections for s in (section, *section.children)]


Known = Callable[[str], bool]
"""Whether a name is one that the meeting file may use."""


class ItemReader:
    """Reads items; what holds for the whole document is found out once."""

    def __init__(self, pieces: Sequence[Piece], known: Known, kind_words: Sequence[str]) -> None:
        self.known = known
        self.kind_words = {patterns.folded(word) for word in kind_words}
        headings = [p.text for p in pieces if p.short and patterns.section_of(p.text)]
        capital = sum(1 for text in headings if patterns.capitals(text))
        self.capitals = capital * 3 > len(headings)
        """Whether sections of a case are headed in capitals here."""

    def read(self, start: Start, pieces: Sequence[Piece], title: str) -> DraftItem:
        """The item that begins at ``start`` and has these pieces."""
        item = DraftItem(start, titles.read(title))
        if start.note:
            item.notes.append(start.note)
        rest = self.facts(item, list(pieces))
        rest = self.presence(item, rest)
        self.divide(item, rest)
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
        parts = [part.strip() for part in re.split(r"\s+·\s+", text)]
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
        begin = patterns.clock(match[1], match[2])
        end = patterns.clock(match[3], match[4]) if match[3] else None
        if begin is None or item.title.slot not in (None, (begin, end)):
            return False
        item.title.slot, item.title.slot_text = (begin, end), text
        item.title.place, item.title.colon = "under_titel", ":" in text
        return True

    # --- who came, left or was missing ----------------------------------------------------

    def presence(self, item: DraftItem, pieces: list[Piece]) -> list[Piece]:
        """Takes out the lines that moedebog derives, where the names in them are known."""
        kept = []
        for piece in pieces:
            if self.presence_line(item, piece):
                item.taken.append(piece)
            else:
                kept.append(piece)
        return kept

    def presence_line(self, item: DraftItem, piece: Piece) -> bool:
        """Whether the line is one that moedebog derives; it is noted."""
        if piece.kind is not Kind.TEXT:
            return False
        text = piece.text
        if match := re.match(
            r"(.+?) (ankom|forlod mødet)(?: kl\. ?(\d\d)[.:](\d\d)| under punktet)\.\Z", text
        ):
            if not self.known(match[1]):
                return False
            someone = Someone(match[1], where=f"{match[3]}:{match[4]}" if match[3] else "")
            (item.came if match[2] == "ankom" else item.left).append(someone)
            return True
        if match := re.match(
            r"(.+?) deltog ikke i sagens behandling på grund af inhabilitet\.\Z", text
        ):
            found = people.parse(match[1])
            if not found or not all(self.known(one.navn) for one in found):
                return False
            item.partial += [one.navn for one in found]
            return True
        if match := re.match(r"Delt(?:og|ager) under punktet: (.+)\Z", text):
            found = people.parse(match[1])
            if found is None:
                return False
            item.guests += found
            return True
        match = re.match(r"Fraværende:?\s+(\S.*)\Z", text)
        if match and item.absent is None and (found := _known_names(match[1], self.known)):
            item.absent, item.absent_text = found, piece
            return True
        return False

    # --- the sections ---------------------------------------------------------------------

    def divide(self, item: DraftItem, pieces: list[Piece]) -> None:
        """Divides the pieces at their headings."""
        if pieces and (
            match := re.match(
                r"Punktet er lukket(?: for offentligheden)?(?:: (.+?))?\.?\Z", pieces[0].text
            )
        ):
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
            if section.slags == "sag":
                case = section
            return section

        item.sections.append(current)
        for index, piece in enumerate(pieces):
            if piece.kind is Kind.RULE:
                rule = True
                continue
            section = self.heading(item, piece, pieces[index + 1 :], current)
            if section is not None:
                current = begin(section)
                continue
            if current.slags == "sag":
                current = begin(Section(level=99))
            if rule and current.pieces:
                current.pieces.append(Piece(Kind.RULE))
            rule = False
            if match := (patterns.INLINE.match(piece.text) if piece.kind is Kind.TEXT else None):
                word, _, whom = match["ord"].partition(" fra ")
                known = patterns.section_of(word)
                if known:
                    current = begin(Section(known.slags, word, known.exact, from_whom=whom))
                    piece = without_start(piece, match.end())
            current.pieces.append(piece)
        item.sections = [s for s in item.sections if s.pieces or s.children or s.heading]

    def heading(
        self, item: DraftItem, piece: Piece, after: Sequence[Piece], current: Section
    ) -> Section | None:
        """The section that the piece begins, or ``None``."""
        text = piece.text
        if piece.kind not in (Kind.TEXT, Kind.HEADING) or not text or len(text) > 160:
            return None
        sure = piece.kind is Kind.HEADING and piece.level != GUESSED
        known = patterns.section_of(text) if len(text) <= 120 else None
        if known and (sure or self.stands_alone(piece, current)):
            if known.slags in ("proces", "oekonomi", "opfoelgning") and self.is_subheading(
                after, current
            ):
                return None
            return Section(known.slags, text, known.exact, piece.level if sure else 0)
        if match := re.match(r"Protokolbemærkning(?:er)? fra (.{2,60}?):?\Z", text):
            return Section("protokolbemaerkninger", text, False, from_whom=match[1])
        if piece.kind is not Kind.HEADING or _is_attachment(piece, current):
            return None
        nearest = next((p for p in after if p.kind is Kind.HEADING and p.level != GUESSED), None)
        deeper = nearest is not None and nearest.level > piece.level and sure
        if deeper and nearest and patterns.section_of(nearest.text) and nearest.level < 7:
            return Section("sag", text, False, piece.level)
        capital = patterns.capitals(text) and self.capitals
        high = sure and item.start.level and piece.level <= item.start.level
        own = patterns.own_heading(text) and sure and 0 < piece.level <= max(current.level, 1)
        if (
            capital
            or high
            or own
            or current.slags in ("bilag", "opfoelgning", "afstemning")
            or (current.slags == "indstilling" and current.pieces)
        ):
            return Section("tekst", text, False, piece.level if sure else 0)
        return None

    def stands_alone(self, piece: Piece, current: Section) -> bool:
        """Whether a line that is no certain heading may be one by its words."""
        text = piece.text
        if text.endswith((".", ",")) or len(text) > 90:
            return False
        return text[:1].isupper() and (current.slags != "bilag" or len(text) < 60)

    def is_subheading(self, after: Sequence[Piece], current: Section) -> bool:
        """Whether *Proces* is one of the headings inside a case: others come after it."""
        if current.slags != "sagsfremstilling":
            return False
        nearest = next((p for p in after if p.kind is Kind.HEADING), None)
        return (
            nearest is not None
            and not patterns.section_of(nearest.text)
            and not (patterns.capitals(nearest.text) and self.capitals)
        )


def _is_attachment(piece: Piece, current: Section) -> bool:
    return current.slags == "bilag" and (
        piece.level == GUESSED or bool(patterns.FILE_ENDING.search(piece.text))
    )


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
