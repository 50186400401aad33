"""Whether a file holds more than one meeting.

A date alone says nothing: documents speak of other meetings. A meeting begins where the
signs of a first page come together: a title as that of the first meeting, a date or a time
that is another, labels of place and people, and items that are counted from the beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from moedebog.diagnostics import Phrase, UsageProblem, joined
from moedebog.importer.genre import dates, labels, patterns
from moedebog.importer.pieces import GUESSED, Kind, Piece

_BLOCK = 12
"""So many pieces a first page has at most before the items, or the table of contents."""
_ENOUGH = 6
_MOST_NAMED = 12


class _Beginning(Struct):
    """Where a meeting may begin."""

    at: int
    text: str
    """Its title, or the first line of it."""
    day: date | None = None
    clock: str = ""
    labels: set[str] = set()
    titled: bool = False

    @property
    def weight(self) -> int:
        """How much it looks like a first page, by itself."""
        return 2 * self.titled + (self.day is not None) + len(self.labels - {"dato"})

    @property
    def pattern(self) -> str:
        """The title without what differs from meeting to meeting."""
        text = patterns.folded(self.text)
        if found := dates.find_date(self.text):
            text = patterns.folded(self.text[: found[1]] + self.text[found[2] :])
        return re.sub(r"[\W\d_]+|\b(?:den|d|kl)\b", " ", text).strip()

    def other(self, first: _Beginning) -> bool:
        """Whether it is held on another day, or at another time of the same."""
        pairs = ((self.day, first.day), (self.clock, first.clock))
        return any(mine and its and mine != its for mine, its in pairs)


def check(pieces: Sequence[Piece]) -> None:
    """Raises ``UsageProblem`` where the file holds more than one meeting."""
    series = list(_items(pieces))
    found = list(_beginnings(pieces, {at for at, _, _ in series}))
    if not found:
        return
    first, meetings = found[0], [found[0]]
    for beginning in found[1:]:
        weight = beginning.weight
        weight += 2 * (bool(beginning.pattern) and beginning.pattern == first.pattern)
        weight += 2 * _counts_anew(series, beginning.at)
        has_items = any(at > beginning.at for at, _, _ in series)
        if weight >= _ENOUGH and has_items and beginning.other(first):
            meetings.append(beginning)
    if len(meetings) > 1:
        named = [_where(pieces[one.at]) + one.text[:90] for one in meetings[:_MOST_NAMED]]
        more = [Phrase.same("  …")] * (len(meetings) > _MOST_NAMED)
        listed = joined([*named, *more], "\n")
        raise UsageProblem(
            Phrase(
                f"Filen rummer {len(meetings)} møder. Del den, så der er ét møde i hver fil, og "
                f"importér dem én ad gangen. De begynder her:\n{listed}",
                f"The file holds {len(meetings)} meetings. Divide it, so that each file holds "
                f"one meeting, and import them one at a time. They begin here:\n{listed.english}",
            )
        )


def _where(piece: Piece) -> Phrase:
    if piece.line:
        return Phrase(f"  linje {piece.line}: ", f"  line {piece.line}: ")
    return Phrase(f"  side {piece.page}: ", f"  page {piece.page}: ")


# --- first pages --------------------------------------------------------------------------


def _beginnings(pieces: Sequence[Piece], items: set[int]) -> Iterator[_Beginning]:
    """What may be a first page: each with all that stands close together on it."""
    now: _Beginning | None = None
    for index, piece in enumerate(pieces):
        if now is not None and (index - now.at > _BLOCK or index in items):
            yield now
            now = None
        signs = _signs(piece)
        if signs is None:
            continue
        if now is None or (signs.titled and now.titled and signs.day and now.day):
            if now is not None:
                yield now
            now = signs
            now.at = index
            continue
        now.day, now.clock = now.day or signs.day, now.clock or signs.clock
        now.titled = now.titled or signs.titled
        now.labels |= signs.labels
    if now is not None:
        yield now


def _signs(piece: Piece) -> _Beginning | None:
    """What a line tells of the meeting that it may begin."""
    text = piece.text
    if piece.kind not in (Kind.TEXT, Kind.HEADING) or not 0 < len(text) <= 160:
        return None
    dated = dates.find_date(text)
    clock = dates.find_clock(text[dated[2] :]) if dated else None
    day = dated[0] if dated else None
    moment = f"{clock[0]:%H:%M}" if clock else ""
    cover = labels.COVER.match(text)
    if labels.DOCUMENT_WORD.match(text) or (cover and dated):
        return _Beginning(0, text, day, moment, titled=True)
    for key, pattern in labels.LABELS:
        match = pattern.match(text)
        if match and (":" in text[: match.start("value")] or not match["value"]):
            return _Beginning(0, text, day, moment, labels={key})
    if day and dated and dated[2] - dated[1] > 0.5 * len(text):
        return _Beginning(0, text, day, moment)
    return None


# --- items that are counted from the beginning --------------------------------------------


def _items(pieces: Sequence[Piece]) -> Iterator[tuple[int, str, int]]:
    """What may begin an item: its place, how it is written, and its number."""
    for index, piece in enumerate(pieces):
        if piece.kind is Kind.ITEM and piece.level == 0 and piece.marker[:-1].isdigit():
            beside = (*pieces[max(0, index - 1) : index], *pieces[index + 1 : index + 2])
            if not any(one.kind is Kind.ITEM for one in beside):  # else it is of a list
                yield index, "", int(piece.marker[:-1])
            continue
        if piece.kind not in (Kind.TEXT, Kind.HEADING) or len(piece.text) > 260:
            continue
        heading = piece.kind is Kind.HEADING and piece.level != GUESSED
        style = f"{piece.level if heading else ''}"
        keyword = patterns.KEYWORD_ITEM.match(piece.text)
        if keyword and keyword["sep"].strip() and (keyword["nr"] or "").isdigit():
            yield index, f"{keyword['word'].casefold()} {style}", int(keyword["nr"])
            continue
        numbered = patterns.NUMBERED_ITEM.match(piece.text)
        if numbered and numbered["nr"].isdigit() and (numbered["sep"] or heading):
            yield index, style, int(numbered["nr"])


def _counts_anew(series: Sequence[tuple[int, str, int]], at: int) -> bool:
    """Whether a count that had begun before begins again after this place."""
    for style in {style for _, style, _ in series}:
        before = [number for place, how, number in series if how == style and place < at]
        after = [number for place, how, number in series if how == style and place > at]
        sure = bool(after) and (after[0] + 1 in after[1:] or style[:1].isalpha())
        if len(before) > 1 and sure and after[0] <= before[0]:
            return True
    return False
