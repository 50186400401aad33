"""The headings inside an item: which section begins where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from msgspec.structs import replace

from moedebog.catalogue import Slags
from moedebog.importer.genre import dates, labels, patterns
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import BOLD, EMPTY_ABOVE, GUESSED, INNER, Kind, Piece, without_start
from moedebog.importer.recognise import actions, attachment_labels
from moedebog.importer.recognise.bodies import is_other
from moedebog.importer.recognise.draft import DraftSection
from moedebog.importer.recognise.start import Start
from moedebog.importer.recognise.treated import treatment
from moedebog.phrases import DANISH

AFTER_DECISION = "overskriften står efter beslutningen; hører teksten til den, så saml dem"
OTHER_BODY = (
    "er læst som det, en anden besluttede før mødet, fordi overskriften nævner et andet navn end "
    "mødets; er det dette mødes beslutning, så gør afsnittet til beslutning"
)
THIS_MEETING = "er læst som beslutningen på dette møde, fordi datoen er mødets"
_SHORTEST = 9
"""A line in capitals that is a heading is longer than this."""


class Headings:
    """What headings of sections look like in this document."""

    def __init__(self, pieces: Sequence[Piece], meeting: date | None, forum: str) -> None:
        self.meeting = meeting
        self.forum = forum
        """The name of the body that meets, where it is known."""
        headings = [
            p for p in pieces if p.may_title and p.level < INNER and patterns.section_of(p.text)
        ]
        capital = sum(1 for p in headings if patterns.capitals(p.text))
        self.capitals = capital * 3 > len(headings)
        """Whether sections of a case are headed in capitals here."""
        self.repeated = _repeated(pieces)
        """Lines that may head a section by their form, and stand in several places."""
        self.level = level_of(headings, GUESSED)
        """The level of the headings of sections; ``GUESSED`` where the look tells nothing."""

    def section(self, text: str) -> DraftSection | None:
        """The section that these words head; a decision of another day is the case's history."""
        known = patterns.section_of(text)
        if known is None:
            return None
        day = dates.find_date(text)
        if known.slags is Slags.BESLUTNING and day and self.meeting and day[0] != self.meeting:
            return DraftSection(Slags.SAGSFORLOEB, text, False)
        if known.slags is Slags.BESLUTNING and not known.exact and self.forum:
            named = re.sub(r"[ ,]*(?:\b(?:den|d\.?))?\Z", "", text[: day[1]] if day else text)
            body = patterns.DECIDED_BY.match(named)
            if body and is_other(body["hvem"] or body["hvis"], self.forum):
                return DraftSection(Slags.SAGSFORLOEB, text, False, notes=[OTHER_BODY])
        return DraftSection(known.slags, text, known.exact)

    def heading(
        self, piece: Piece, after: Sequence[Piece], current: DraftSection, start: Start, here: int
    ) -> DraftSection | None:
        """The section that the piece begins, or ``None``.

        ``start`` is where its item begins, ``here`` the level of most headings in the item.
        """
        text = piece.text
        if not piece.may_head or not text or len(text) > 160 or _names_attachment(piece):
            return None
        if patterns.ATTACHMENT_OF_ITEM.match(text) or _is_above_labels(piece, after, current):
            return None
        if piece.sure and _is_below(piece, current, start):
            return None
        if not piece.sure and (apart := self.apart(piece, after, current)):
            return apart
        sure = piece.kind is Kind.HEADING and piece.level != GUESSED
        known = self.section(text) if len(text) <= 120 else None
        if known and (sure or self.stands_alone(piece, current)):
            if known.slags.kind.inside_case and self.is_subheading(after, current):
                return None
            return replace(known, level=piece.level if sure else 0)
        plain = self.level == GUESSED and patterns.capitals(text) == self.capitals
        if plain and patterns.own_heading(text) and self.stands_alone(piece, current):
            return DraftSection(Slags.TEKST, text, False)
        if match := re.match(r"Protokolbemærkning(?:er)? fra (.{2,60}?):?\Z", text):
            return DraftSection(Slags.PROTOKOLBEMAERKNINGER, text, False, from_whom=match[1])
        content = _is_attachment(piece, current) or (not sure and _is_line_of(current, text))
        if piece.kind is not Kind.HEADING or content:
            return None
        heads = (p for p in after if p.kind is Kind.HEADING and p.level != GUESSED)
        nearest = next(heads, None) if sure else None
        deeper = nearest is not None and nearest.level > piece.level
        if deeper and nearest and patterns.section_of(nearest.text) and nearest.level < 7:
            return DraftSection(Slags.SAG, text, False, piece.level)
        capital = patterns.capitals(text) and self.capitals
        high = sure and start.level and piece.level <= start.level
        own = patterns.own_heading(text) and sure and 0 < piece.level <= max(current.level, 1)
        peer = sure and piece.level == here < BOLD
        if (
            capital
            or high
            or own
            or peer
            or current.slags.kind.listed
            or (current.slags is Slags.INDSTILLING and current.pieces)
        ):
            return DraftSection(Slags.TEKST, text, False, piece.level if sure else 0)
        return None

    def apart(
        self, piece: Piece, after: Sequence[Piece], current: DraftSection
    ) -> DraftSection | None:
        """The section that a line begins by its form, and that decides nothing."""
        if (treated := self.treated(piece.text, current)) and not treated[1]:
            return treated[0]
        text = piece.text.rstrip(":")
        if not after or text.endswith((".", ",")) or len(text) > 90 or self.section(text):
            return None
        leads = after[0].kind not in (Kind.HEADING, Kind.RULE)
        level = piece.level if piece.kind is Kind.HEADING else 0
        account = piece.text != text and patterns.ACCOUNT.fullmatch(text)
        if leads and (account or patterns.MOTION.fullmatch(text)) and text[:1].isupper():
            return DraftSection(Slags.TEKST, text, False, level)
        if current.slags is not Slags.BESLUTNING or not current.pieces or _is_account(current):
            return None
        if GUESSED < level <= current.level < BOLD:
            return DraftSection(Slags.TEKST, text, False, level)
        lower = current.level in (GUESSED, BOLD)
        bold = piece.kind is Kind.HEADING and piece.level == BOLD and lower
        capital = patterns.capitals(text) and len(text) > _SHORTEST and " " in text
        shown = (bold and after[0].kind is not Kind.RULE) or (
            capital and not self.capitals and leads
        )
        named = patterns.folded(text) in self.repeated and current.heading
        if (shown and (leads or not patterns.OUTCOME.search(text))) or named:
            notes = [] if patterns.own_heading(text) else [AFTER_DECISION]
            return DraftSection(Slags.TEKST, text, False, level, notes=notes)
        return None

    def treated(self, text: str, current: DraftSection) -> tuple[DraftSection, int] | None:
        """The treatment of a case that a line tells of by body and day, perhaps with what was
        decided: *Social og Sundhed, 6. januar 2025, pkt. 123:*; and where that begins.
        """
        found = treatment(text) if self.meeting else None
        if found is None or (current.slags is Slags.SAGSFORLOEB and self.section(current.heading)):
            return None
        heading = text[: found.text_at].strip() or text
        if found.day == self.meeting and not (self.forum and is_other(found.by, self.forum)):
            told = DraftSection(Slags.BESLUTNING, heading, False, notes=[THIS_MEETING])
        else:
            told = DraftSection(Slags.SAGSFORLOEB, heading, False)
        return told, found.text_at

    def stands_alone(self, piece: Piece, current: DraftSection) -> bool:
        """Whether a line that is no certain heading may be one by its words."""
        text = piece.text
        if text.endswith((".", ",")) or len(text) > 90:
            return False
        return text[:1].isupper() and (current.slags is not Slags.BILAG or len(text) < 60)

    def is_subheading(self, after: Sequence[Piece], current: DraftSection) -> bool:
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

    def inline(
        self, piece: Piece, certain: bool, current: DraftSection
    ) -> tuple[DraftSection, Piece] | None:
        """The section that begins with its heading and its text on one line, and the text."""
        may_be = (piece.kind is Kind.TEXT and not piece.sure) or _names_attachment(piece)
        if EMPTY_ABOVE in piece.notes and current.slags is Slags.BESLUTNING and current.pieces:
            return DraftSection(), piece
        if may_be and (treated := self.treated(piece.text, current)):
            return treated[0], without_start(piece, treated[1])
        match = patterns.INLINE.match(piece.text) if may_be else None
        if match is None or patterns.WRITTEN_BY.fullmatch(piece.text):
            return None
        first = piece.inlines[0]
        if match["tvivl"] and not certain and not getattr(first, "strong", False):
            return None
        word, _, whom = match["ord"].partition(" fra ")
        before = current.pieces[-1].text if current.pieces and not current.heading else ""
        if match["ord"] in _LISTED and _LABELLED.match(before):
            return None  # one of several lines with labels
        rest = without_start(piece, match.end())
        known = self.section(match["ord"] if whom == "" else word)
        if known is None:
            return DraftSection(Slags.TEKST, word, False), rest
        return replace(known, from_whom=whom, lines=known.slags is Slags.BILAG), rest

    def lines(
        self, piece: Piece, after: Sequence[Piece], current: DraftSection
    ) -> tuple[DraftSection, Piece] | None:
        """The section that lines of their own form begin, or that begins after such lines."""
        text = piece.text
        slags: Slags | None = None
        of_item = patterns.ATTACHMENT_OF_ITEM.match(text)
        entry = piece.kind is Kind.ITEM and not piece.sure
        if (piece.kind in (Kind.TEXT, Kind.HEADING) or entry) and (
            of_item or patterns.NUMBERED_ATTACHMENT.match(text)
        ):
            slags = Slags.BILAG if len(text) < 160 and not text.endswith(".") else None
        elif (piece.kind is Kind.TEXT and patterns.ACTION.match(text)) or (
            piece.kind is Kind.TABLE and actions.actions_in([piece], self.meeting)
        ):
            slags = Slags.OPFOELGNING
        elif (
            current.slags not in (Slags.INDSTILLING, Slags.BESLUTNING)
            and patterns.LEADS_TO_POINTS.match(text)
            and after
            and (after[0].kind is Kind.ITEM or patterns.AT_PARAGRAPH.match(after[0].text))
        ):
            return DraftSection(Slags.INDSTILLING), piece
        if slags and current.slags != slags:
            return DraftSection(slags, lines=True), piece
        begun = (current.slags, current.heading) != (Slags.TEKST, "")
        entry = piece.sure and piece.kind is Kind.ITEM
        begun = begun and bool(current.pieces or current.lines)
        apart = not entry and patterns.NEXT_MEETING.match(text) and begun
        if apart or (current.lines and not slags and not patterns.FILE_ENDING.search(text)):
            return DraftSection(), piece
        return None


def _names_attachment(piece: Piece) -> bool:
    """Whether a line names an attachment, though it looks like a heading: ``**Bilag: Kort**``."""
    return piece.kind is Kind.HEADING and not piece.sure and bool(_NAMED.match(piece.text))


_NAMED = re.compile(r"Bilag\s*:\s+\S")
_LISTED = (DANISH.documents["referat"],)
"""A word that may stand among other labels: *Indkaldelse: …*, *Referat: …*."""
_LABELLED = re.compile(r"[A-ZÆØÅ]\w+: \S")


def _is_below(piece: Piece, current: DraftSection, start: Start) -> bool:
    """Whether a heading in a document of ours stands in the text of a section."""
    if piece.level >= INNER:
        return True
    if current.slags is Slags.SAG:
        return False
    return piece.level > (current.level or (start.level + 1 if start.level else piece.level))


def _repeated(pieces: Sequence[Piece]) -> frozenset[str]:
    """Short lines in a few words, such as a form has them in each item, and no name or label."""
    lines = Counter(
        folded(piece.text)
        for piece, after in pairwise(pieces)
        if _is_plain(piece) and _is_plain(after)
        if _FORM_LINE.fullmatch(piece.text) and not patterns.OUTCOME.search(piece.text)
        if not patterns.ACTION_LABEL.match(f"{piece.text} ") and not labels.has_label(piece.text)
        if not patterns.ROLE.match(piece.text) and not patterns.PARTY.fullmatch(piece.text)
    )
    return frozenset(line for line, times in lines.items() if times > 1)


def _is_plain(piece: Piece) -> bool:
    """Whether it is a line without looks of its own."""
    guessed = piece.kind is Kind.HEADING and piece.level == GUESSED
    return (guessed or piece.kind is Kind.TEXT) and not piece.sure


_FORM_LINE = re.compile(r"[A-ZÆØÅ][a-zæøå]{4,}(?: [a-zæøå]{2,}){0,3}:?")
"""One word or a few, of which only the first has a capital: a name has several."""


def _is_account(section: DraftSection) -> bool:
    """Whether a decision is the account of a meeting, which may have headings of its own."""
    return bool(patterns.MINUTES.fullmatch(folded(section.heading)))


def level_of(headings: Sequence[Piece], default: int) -> int:
    """The level that most of the headings have."""
    levels = Counter(p.level for p in headings if p.kind is Kind.HEADING)
    return levels.most_common(1)[0][0] if levels else default


def _is_attachment(piece: Piece, current: DraftSection) -> bool:
    return current.slags is Slags.BILAG and (
        piece.level == GUESSED or bool(patterns.FILE_ENDING.search(piece.text))
    )


def _is_above_labels(piece: Piece, after: Sequence[Piece], current: DraftSection) -> bool:
    """Whether *Indstilling* is an attachment, because the next line of the list has a number."""
    sure = piece.kind is Kind.HEADING and piece.level != GUESSED
    listed = current.slags is Slags.BILAG and not sure and bool(after)
    return listed and bool(attachment_labels.labels_of(after[:1])[0].text)


def _is_line_of(current: DraftSection, text: str) -> bool:
    """Whether a line is one side of a vote, or heads the columns of what is to be done."""
    if current.slags is Slags.AFSTEMNING:
        return any(pattern.match(text) for _, pattern in patterns.SIDES)
    return current.slags is Slags.OPFOELGNING and heads_tasks(text)


def heads_tasks(text: str) -> bool:
    """Whether it is the head of a table of tasks in one line: ``Opgave Ansvarlig Frist``."""
    words = folded(text).split()
    known = {word for names in patterns.ACTION_COLUMNS.values() for word in names}
    return len(words) > 1 and set(words) <= known
