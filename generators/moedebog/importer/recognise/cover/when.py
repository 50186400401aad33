"""When and where the meeting is, in one line of a cover."""

from __future__ import annotations

import re
from datetime import date

from moedebog import hours
from moedebog.importer.genre import dates, labels
from moedebog.importer.pieces import text_piece
from moedebog.importer.recognise.cover.facts import Cover, Rank


def tells_time(text: str) -> bool:
    """Whether there is a date or a clock time in the text."""
    return dates.find_date(text) is not None or dates.find_clock(text) is not None


def when(cover: Cover, value: str, rank: Rank) -> bool:
    """The date, the clock and perhaps the place in one line, beside a label.

    Nothing is noted where words stand before the date: it is another one then.
    """
    if (span := dates.span(value)) and cover.dato and cover.start is None:
        cover.start, cover.slut = span
        cover.colon = ":" in value
        return True
    dated = dates.find_date(value)
    if dated:
        if letters_of(without_clock(value[: dated[1]])):
            return False
        set_date(cover, dated, value, rank)
    left = without_time(cover, value, dated)
    if left is None:
        return False
    other = dated is not None and dated[0] != cover.dato
    return not other and (not left or is_place(left)) and set_place(cover, left)


def without_clock(text: str) -> str:
    """The text without a clock time."""
    clock = dates.find_clock(text)
    return text[: clock[2]] + text[clock[3] :] if clock else text


def is_place(text: str) -> bool:
    """Whether what stands behind a date is likely to be a place."""
    place = labels.PLACE.search(text) or labels.PLACED.match(text)
    return len(text) < 70 and bool(place) and not labels.NO_PLACE.match(text)


def without_time(cover: Cover, text: str, dated: tuple[date, int, int] | None) -> str | None:
    """What a line says besides date and clock, which are noted; ``None`` where it has neither."""
    rest = f"{text[: dated[1]]}, {text[dated[2] :]}" if dated else text
    clock = dates.find_clock(rest)
    if clock:
        if cover.start is None:
            cover.start, cover.slut = clock[0], clock[1]
            cover.colon = ":" in rest[clock[2] : clock[3]]
            if cover.slut and hours.reckoned(clock[0], cover.slut) <= hours.minutes(clock[0]):
                cover.slut = None
        rest = f"{rest[: clock[2]]}, {rest[clock[3] :]}"
        if dates.find_clock(rest) and cover.start == clock[0]:
            cover.notes.append(f"der er flere klokkeslæt i »{text[:60]}«; se, om start passer")
    if not dated and not clock:
        return None
    rest = re.sub(r"(?:\s*[,.–-]\s*)+", lambda m: ", " if "," in m[0] else m[0], rest)
    return FILLER.sub("", rest).strip(" ,.–-:") if letters_of(rest) else ""


def set_place(cover: Cover, text: str) -> bool:
    """Notes the place; false where there is another already."""
    text = re.sub(r"\A(?:i|på|ved)\s+(?=\S)", "", text)
    if text and not cover.sted:
        cover.sted = text
    return text in ("", cover.sted)


FILLER = re.compile(
    r"\b(?:kl|klokken|den|d|fra|til|i tidsrummet|(?:man|tirs|ons|tors|fre|lør|søn)dag)\b\.?",
    re.IGNORECASE,
)


def letters_of(text: str) -> str:
    """What is left when the words around a date are taken off."""
    return re.sub(r"[\W_]+", "", FILLER.sub("", text))


_ALSO = "dokumentet nævner også datoen"


def set_date(cover: Cover, dated: tuple[date, int, int], text: str, rank: Rank) -> None:
    """Notes the date, or another one where that is more certain; two of them are told in a note."""
    other = cover.dato is not None and cover.dato != dated[0]
    if other and min(rank, cover.rank) > Rank.STRAY:
        second = cover.dato if rank > cover.rank and cover.dato else dated[0]
        told = f"{second:%d.%m.%Y}"
        at = next((n for n, one in enumerate(cover.notes) if one.startswith(_ALSO)), None)
        if at is None:
            cover.notes.append(f"{_ALSO} {told}")
        elif told not in cover.notes[at]:
            cover.notes[at] += f" og {told}"
    if cover.dato is None or (other and rank > cover.rank):
        if other:
            cover.rest.append(text_piece(cover.dated_by))
        cover.dato, cover.dated_by = dated[0], f"Dato: {text}"
        cover.short_date = bool(re.fullmatch(r"\D*[\d./-]+", text[dated[1] : dated[2]]))
    if cover.dato == dated[0]:
        cover.rank = max(rank, cover.rank)
