"""An item's pieces -> its facts and its sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import overload

from msgspec.structs import replace

from moedebog.catalogue import Slags
from moedebog.importer.genre import patterns
from moedebog.importer.pieces import BOLD, GUESSED, INNER, Kind, Piece, without_start
from moedebog.importer.recognise import title as titles
from moedebog.importer.recognise import votes
from moedebog.importer.recognise.draft import DraftItem, DraftSection
from moedebog.importer.recognise.facts import Facts, fact
from moedebog.importer.recognise.headings import Headings, level_of
from moedebog.importer.recognise.presence import absent_list, presence_line
from moedebog.importer.recognise.start import Start
from moedebog.importer.recognise.treated import own_treatment
from moedebog.importer.recognise.votes import Known
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import any_of, expression, literal

_CLOSED = re.compile(
    rf"(?:{any_of(DANISH.item_is_closed)}|(?P<shown>{any_of(DANISH.item_closed_to_public)}))"
    r"(?:: (?P<ground>.+?))?\.?\Z"
)
_DOORS = (
    ("besluttet_paa_moedet", re.compile(any_of(DANISH.closed_at_meeting))),
    ("aabnet_paa_moedet", re.compile(any_of(DANISH.opened_at_meeting))),
)
"""What the meeting decided of the doors, of an item that is closed, and of one that is open."""
_SECTION_CLOSED = re.compile(rf"{literal(DANISH.section_closed_to_public)}(?:: (.+?))?\.?\Z")
"""Over what only the document shows that is for those who may read it."""
_NOBODY = re.compile(
    r".{0,40}\b(?:deltog ikke|fraværende|afbud|ikke til stede|inhabile?)\b.{0,40}:", re.IGNORECASE
)
_NEXT = re.compile(r"næste møde|mødedato|\bmøder\b", re.IGNORECASE)
_WITHDRAWN = re.compile(expression(DANISH.withdrawn))


class ItemReader:
    """Reads items; what holds for the whole document is found out once."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        known: Known,
        kind_words: Sequence[str],
        meeting: date | None = None,
        forum: str = "",
    ) -> None:
        self.known = known
        self.facts = Facts(kind_words)
        self.headings = Headings(pieces, meeting, forum)

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
        rest = _open(item, _unnumbered(self.facts.take(item, list(pieces))))
        sections = _Division(item, self.headings, self.known).of(rest)
        for section in sections:
            _close(section)
        divided = [part for one in sections for part in _withdrawn(_settled(one))]
        day, forum = self.headings.meeting, self.headings.forum
        divided = [part for one in divided for part in own_treatment(one, day, forum)]
        item.sections = [part for one in divided for part in _apart(one, self.known)]
        for section in item.all_sections():
            if section.slags is not Slags.BILAG and any(map(_lists_attachments, section.pieces)):
                section.notes.append(IN_CELLS)
        return item


IN_CELLS = "tabellen nævner bilag, som står i dens celler; skal de være bilag, så skriv dem der"


def _lists_attachments(piece: Piece) -> bool:
    """Whether a table that is no list of attachments has some in its cells, under their word."""
    if piece.sure:
        return False
    inside = (one for row in piece.rows for cell in row for one in cell)
    return any(_ATTACHED.search(one.text) for one in inside)


_ATTACHED = re.compile(r"(?:\A|[.:?!]\s)Bilag(?:\Z|(?::|(?=\s+[A-ZÆØÅ\d]))\s+(?!\d{1,2}\b)\S)")


class _Division:
    """Divides an item at the headings in it."""

    def __init__(self, item: DraftItem, headings: Headings, known: Known) -> None:
        self.item = item
        self.headings = headings
        self.known = known
        self.current = DraftSection()
        """The section that the next piece belongs to."""
        self.sections = [self.current]
        self.case: DraftSection | None = None
        """The forwarded case that is being read."""
        self.rule = False
        """Whether a rule has just been read."""

    def of(self, pieces: Sequence[Piece]) -> list[DraftSection]:
        """The sections that hold something."""
        certain = _has_sections(pieces)
        inner = (p for p in pieces if p.may_title and p.level < INNER)
        heads = [p for p in inner if patterns.section_of(p.text)]
        here = level_of(heads, self.headings.level)
        read = 0
        for index, piece in enumerate(pieces):
            if index < read:
                continue
            if piece.kind is Kind.RULE:
                self.rule = True
                continue
            history = self.current.slags is Slags.SAGSFORLOEB
            if not history and (lines := absent_list(self.item, pieces, index, self.known)):
                read = index + lines
                self.item.taken += pieces[index:read]
                continue
            after = _After(pieces, index + 1)
            start = self.item.start
            section = self.headings.heading(piece, after, self.current, start, here)
            if section is not None and not self.leads_on(section, piece):
                self.begin(section)
            elif self.told_apart(piece):
                self.item.taken.append(piece)
            else:
                self.content(piece, after, certain)
        return [s for s in self.sections if s.pieces or s.children or s.heading]

    def leads_on(self, section: DraftSection, piece: Piece) -> bool:
        """Whether a line such as *Det indstilles:* is the first below the heading of its kind."""
        below = self.current.heading and not self.current.pieces
        same = section.slags is self.current.slags is not Slags.TEKST
        return bool(below) and piece.kind is Kind.TEXT and same

    def begin(self, section: DraftSection) -> None:
        """Begins a section, perhaps inside the case that is being read."""
        plain = self.current.slags is Slags.TEKST and not self.current.usual
        self.current.leads = plain and not self.current.pieces
        section.rule, self.rule = self.rule, False
        if self.case and 0 < section.level <= self.case.level:
            self.case = None
        (self.case.children if self.case else self.sections).append(section)
        if section.slags is Slags.SAG:
            self.case = section
        self.current = section

    def content(self, piece: Piece, after: Sequence[Piece], certain: bool) -> None:
        """Puts a piece into the section that is open, or into one that it begins itself."""
        if self.current.slags is Slags.SAG:
            self.begin(DraftSection(level=99))
        if self.rule and self.current.pieces:
            self.current.pieces.append(Piece(Kind.RULE))
        self.rule = False
        opened = self.headings.inline(piece, certain, self.current)
        if not (opened or self.is_of_title(piece)):
            opened = self.headings.lines(piece, after, self.current)
        if opened is not None:
            section, piece = opened
            self.begin(section)
        self.current.pieces.append(piece)

    def is_of_title(self, piece: Piece) -> bool:
        """Whether a line on the next meeting is what the item is of, and was decided."""
        coming = patterns.NEXT_MEETING.match(piece.text) and not self.current.lines
        return bool(coming and _NEXT.search(self.item.title.text))

    def told_apart(self, piece: Piece) -> bool:
        """Whether the piece is a line of the item itself, wherever it stands; it is noted."""
        if piece.kind is not Kind.TEXT:
            return False
        number = patterns.CASE_NUMBER.match(piece.text)
        if number and number["nr"] and not self.item.sagsnr:
            return fact(self.item, piece.text)
        history = self.current.slags is Slags.SAGSFORLOEB
        return not history and presence_line(self.item, piece, self.known)


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


def _open(item: DraftItem, pieces: list[Piece]) -> list[Piece]:
    """The pieces without a first line that says that the item is closed; it is noted."""
    match = pieces and _CLOSED.match(pieces[0].text)
    if match:
        item.closed, item.shown = match["ground"] or "", match["shown"] is not None
        pieces = pieces[1:]
    key, doors = _DOORS[0] if match else _DOORS[1]
    if pieces and doors.fullmatch(pieces[0].text):
        item.doors = key
        pieces = pieces[1:]
    return pieces


def _take_empty_label(item: DraftItem, section: DraftSection) -> None:
    """Takes off the end of a decision the label of who was missing, which names nobody."""
    decided = section.slags in (Slags.BESLUTNING, Slags.SAGSFORLOEB)
    last = section.pieces[-1] if decided and len(section.pieces) > 1 else None
    if last and last.kind is Kind.TEXT and not last.sure and _NOBODY.fullmatch(last.text):
        item.taken.append(section.pieces.pop())


def _close(section: DraftSection) -> None:
    """Notes where the first line of a section, or of one in it, says that it is closed."""
    match = _SECTION_CLOSED.match(section.pieces[0].text) if section.pieces else None
    if match:
        section.closed = match[1] or True
        del section.pieces[0]
    for child in section.children:
        _close(child)


def _has_sections(pieces: Sequence[Piece]) -> bool:
    """Whether there are sections of a case here beyond doubt."""
    return any(
        (piece.may_title and patterns.section_of(piece.text))
        or ((match := patterns.INLINE.match(piece.text)) and not match["tvivl"])
        for piece in pieces
    )


def _apart(section: DraftSection, known: Known) -> Iterator[DraftSection]:
    """A decision with its votes and statements as sections of their own, in their order."""
    plain = (section.slags, section.heading) == (Slags.TEKST, "")
    if not plain and section.slags is not Slags.BESLUTNING:
        yield section
        return
    before: Slags | None = None
    if not section.pieces:
        yield section
    for slags, pieces in votes.apart(section.pieces, known):
        if not before and slags == votes.TEXT:
            yield replace(section, pieces=pieces)
        elif not before:
            yield replace(section, slags=slags, pieces=pieces, usual=False, lines=True)
        else:  # text after somebody's statement must not seem to be a part of it
            statement = Slags.PROTOKOLBEMAERKNINGER in (before, slags)
            slags = section.slags if slags == votes.TEXT else slags
            yield DraftSection(slags, pieces=pieces, lines=True, goes_on=not statement)
        before = slags


def _withdrawn(section: DraftSection) -> Iterator[DraftSection]:
    """The section, and a last line that says that the item was taken off as a decision.

    Such a decision stands without a heading, so the line seems to belong to what is before it:
    a section, or the last one of a forwarded case.
    """
    holder = section.children[-1] if section.children else section
    last = holder.pieces[-1] if holder.pieces else None
    said = last is not None and last.kind is Kind.TEXT and _WITHDRAWN.fullmatch(last.text)
    if last is None or not said or holder.slags in (Slags.BESLUTNING, Slags.SAG):
        yield section
        return
    rest = replace(holder, pieces=holder.pieces[:-1])
    kept = [rest] if rest.pieces or rest.heading else []
    if holder is not section:
        yield replace(section, children=[*section.children[:-1], *kept])
    else:
        yield from kept
    yield DraftSection(Slags.BESLUTNING, pieces=[last], lines=True)


def _settled(section: DraftSection) -> DraftSection:
    """The section; a line that only looked like a heading is text there."""
    section.pieces = [
        replace(piece, kind=Kind.TEXT)
        if piece.kind is Kind.HEADING and piece.level == GUESSED
        else piece
        for piece in section.pieces
    ]
    return section


def _unnumbered(pieces: list[Piece]) -> list[Piece]:
    """The pieces, their headings without numbers: ``1. Resume``, ``2. Beslutningspunkter`` …"""
    numbered: list[tuple[int, str]] = []
    for index, piece in enumerate(pieces):
        told = "" if piece.sure and not piece.may_head else f"{piece.marker} {piece.text}".strip()
        match = re.fullmatch(r"(\d)\.\s+(\S.{2,60})", told)
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
