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
from moedebog.importer.recognise.numbered import numbered

_BLOCK = 12
"""So many pieces a first page has at most before the items, or the table of contents."""
_ENOUGH = 6
_MOST_NAMED = 12
_APART, _FEWEST = 5, 3
"""So many pieces stand between titles, and so many titles are alike, at least."""
_FIRST = 2
"""The line that begins the first meeting stands no further down than here."""
_MEETING = re.compile(
    r"dagsorden|referat|protokol|m[øö][dt]e|generalforsamling|stämma", re.IGNORECASE
)
"""What a line speaks of that begins a meeting."""


_WEEK = re.compile(r"\buge (?:nr\.? ?)?\d{1,2}\b", re.IGNORECASE)
"""``Uge 8 - 18/2``: what stands over a meeting in a log."""


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
        text = dates.WEEKDAY.sub(" ", text)
        return " ".join(re.sub(r"[\W\d_]+|\b(?:den|d|kl)\b", " ", text).split())

    def other(self, first: _Beginning) -> bool:
        """Whether it is held on another day, or at another time of the same."""
        pairs = ((self.day, first.day), (self.clock, first.clock))
        return any(mine and its and mine != its for mine, its in pairs)


def check(pieces: Sequence[Piece]) -> None:
    """Raises ``UsageProblem`` where the file holds more than one meeting."""
    series = list(_items(pieces))
    found = list(_beginnings(pieces, {at for at, _, _ in series}))
    logged = _logged(pieces)
    if not found and not logged:
        return
    meetings = logged or _meetings(found, series)
    if len(meetings) == 1:
        meetings = _attended(found) or _headed(found) or list(_alike(pieces, series[:1]))
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


def _meetings(
    found: Sequence[_Beginning], series: Sequence[tuple[int, str, int]]
) -> list[_Beginning]:
    """The first pages that are of other meetings than the first one, and that."""
    first, meetings = found[0], [found[0]]
    for beginning in found[1:]:
        weight = beginning.weight
        weight += 2 * (bool(beginning.pattern) and beginning.pattern == first.pattern)
        weight += 2 * _counts_anew(series, beginning.at)
        has_items = any(at > beginning.at for at, _, _ in series)
        if weight >= _ENOUGH and has_items and beginning.other(first):
            meetings.append(beginning)
    return meetings


def _logged(pieces: Sequence[Piece]) -> list[_Beginning]:
    """The headings of one level that each name a day or a week, with an agenda of its own below."""
    rows: dict[int, list[_Beginning]] = {}
    over: dict[int, int] = {}
    for index, piece in enumerate(pieces):
        if piece.sure or piece.kind is not Kind.HEADING or piece.level == GUESSED:
            continue
        over = {level: at for level, at in over.items() if level < piece.level}
        if patterns.AGENDA.fullmatch(piece.text.rstrip(" :")):
            for level, at in over.items():
                text = pieces[at].text
                row = rows.setdefault(level, [])
                new = not row or row[-1].at != at
                if new and (_WEEK.search(text) or dates.find_date(text)):
                    row.append(_Beginning(at, text))
        over[piece.level] = index
    row = max(rows.values(), key=len, default=[])
    return row if len({one.text for one in row}) > 1 else []


def _attended(found: Sequence[_Beginning]) -> list[_Beginning]:
    """The first pages that tell a day and who was there, where they are of several days."""
    by_day: dict[date, _Beginning] = {}
    for one in found:
        if one.day and "til_stede" in one.labels:
            by_day.setdefault(one.day, one)
    return list(by_day.values()) if len(by_day) > 1 else []


def _headed(found: Sequence[_Beginning]) -> list[_Beginning]:
    """The titles of one pattern that tell a day each, with pages of text between them."""
    rows: dict[str, list[_Beginning]] = {}
    for one in found:
        row = rows.setdefault(one.pattern, [])
        apart = not row or one.at - row[-1].at >= _APART
        if one.titled and one.day and apart and one.day not in {other.day for other in row[-1:]}:
            row.append(one)
    row = max(rows.values(), key=len, default=[])
    return row if len(row) >= _FEWEST else []


def _alike(pieces: Sequence[Piece], item: Sequence[tuple[int, str, int]]) -> Iterator[_Beginning]:
    """Lines that say the same of another day each, from the beginning on, each over its items.

    ``item``: the first item that is counted, which the first of them stands above.
    """
    if any(piece.sure or dates.several_days(piece.text) for piece in pieces[:_BLOCK]):
        return
    first: tuple[Kind, int, str] | None = None
    days: set[date] = set()
    for index, piece in enumerate(pieces):
        dated = dates.find_date(piece.text) if piece.short and not piece.quoted else None
        if dated is None or not _begins_list(pieces, index + 1):
            continue
        head = _Beginning(index, piece.text, dated[0])
        if not _MEETING.search(piece.text) and head.pattern:
            continue
        if first is None and (index > _FIRST or any(at < index for at, _, _ in item)):
            return
        look = (piece.kind, piece.level, head.pattern)
        first = first or look
        if look == first and dated[0] not in days:
            days.add(dated[0])
            yield head


def _begins_list(pieces: Sequence[Piece], begin: int) -> bool:
    """Whether a list begins right here, or below a line that heads it, and not amid its count."""
    for piece in pieces[begin : begin + 2]:
        label = numbered(piece)
        if label or piece.kind is Kind.ITEM:
            return label is None or label[0] == "1"
        if not (piece.may_title and patterns.AGENDA.fullmatch(piece.text.rstrip(" :"))):
            return False
    return False


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
        if now is None or (signs.day and now.day and _begins_anew(now, signs)):
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


def _begins_anew(now: _Beginning, signs: _Beginning) -> bool:
    """Whether a line with a day begins another first page than the one before it."""
    told = "til_stede" in now.labels and (not signs.labels or "dato" in now.labels & signs.labels)
    return (signs.titled and now.titled) or (told and now.day != signs.day)


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
