"""A title as typed -> the title itself, its slot, its length and its kind."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from datetime import time

from msgspec import Struct

from moedebog import typography
from moedebog.catalogue import Sagstype, TidPlacering
from moedebog.importer.genre import dates, patterns
from moedebog.phrases import DANISH


class Title(Struct):
    """The parts of a title."""

    text: str
    slot: tuple[time, time | None] | None = None
    slot_text: str = ""
    """The slot as typed, for a title that has to keep it."""
    place: TidPlacering | None = None
    """Where the slot stood; unset where there is none, or where no forum puts it."""
    colon: bool = False
    """Whether clock times are written with a colon."""
    minutes: int | None = None
    length_text: str = ""
    """The length as typed, with what parts it from the title, for one that has to keep it."""
    kind: Sagstype | None = None
    kind_text: str = ""
    """The kind's prefix as typed, without its colon; empty where there was none."""
    kind_behind: str = ""
    """The kind behind the title, as typed."""
    late: bool = False
    """Whether it says that the item came later than the others."""
    closed: bool = False
    """Whether it begins with the word that its item is closed."""
    sagsnr: str = ""
    """The case number behind the title."""


_ATTACHED = re.compile(
    r"(?P<title>\S.*[^\W\d_])(?:\s*[,–-])?\s+\(?(?P<bilag>Bilag[ae]?\s+(?:nr\.?\s*)?\d{1,2}[A-Za-z]?)\)?"
)
"""``Fastsættelse af budget   Bilag 5``: an attachment at the margin of a title."""


def attachment_behind(text: str, *, sure: bool) -> tuple[str, str]:
    """A title without the number of an attachment behind it, and that."""
    match = None if sure else _ATTACHED.fullmatch(text.strip())
    if match is None or patterns.GOES_ON.search(match["title"]):
        return text, ""
    return match["title"], match["bilag"]


def read(text: str) -> Title:
    """The parts of a title; what is not certain stays in the text."""
    title = Title(text.strip().removeprefix("|").lstrip())  # a scan reads a rule so
    if match := patterns.LATE_TITLE.search(title.text):
        title.late, title.text = True, title.text[: match.start()]
    _take_case_number(title)
    for place, pattern in patterns.SLOTS:
        match = pattern.search(title.text)
        if not match:
            continue
        start = dates.clock(match[1], match[2])
        end = dates.clock(match[3], match[4]) if match[3] else None
        rest = (title.text[: match.start()] + title.text[match.end() :]).strip(" ,")
        if start is None or not rest or (end is not None and end <= start):
            continue
        if match[3] and end is None:
            continue
        title.slot, title.slot_text, title.place = (start, end), match[0].strip(), place
        title.colon = ":" in match[0].replace(": ", " ")
        title.text = rest
        break
    if title.slot is None and (match := patterns.LENGTH.search(title.text)):
        minutes, rest = int(match[2] or match[3]), title.text[: match.start()].strip()
        whole = rest.count("(") == rest.count(")")  # ``(14:17 - 5 min.)`` says more than that
        if rest and whole and 0 < minutes <= 600:
            rest = f"{rest} ({match['tegn']})" if match["tegn"] else rest
            title.minutes, title.text = minutes, rest
            title.length_text = "" if match["tegn"] else match[0].rstrip()
    if match := patterns.KIND_SUFFIX.search(title.text):
        title.kind_behind, title.text = match["ord"] or match["til"], title.text[: match.start()]
    for kind, pattern in patterns.KIND_PREFIXES:
        if match := pattern.match(title.text):
            title.kind, title.kind_text = kind, match[1]
            title.text = title.text[match.end() :]
            break
    else:
        title.kind = next(
            (kind for kind, pattern in patterns.KIND_TITLES if pattern.match(title.text)), None
        )
    return title


def _take_case_number(title: Title) -> None:
    """Notes a case number behind or before the title, which need not say that it is open."""
    title.text = patterns.SAID_OPEN.sub("", title.text, count=1)
    if match := patterns.TITLE_CASE_NUMBER.search(title.text):
        title.sagsnr = match["nr"] or match["told"] or match["form"]
        title.text = title.text[: match.start()]
        return
    doors = patterns.CLOSED_FIRST.match(title.text)
    begin = doors.end() if doors else 0
    if match := patterns.CASE_NUMBER_FIRST.match(title.text[begin:]):
        title.closed = doors is not None
        title.sagsnr, title.text = match["nr"], title.text[begin + match.end() :]


_LONGEST_NAMED = 50


_MOST_ITEMS = 20


def under_items(names: Sequence[str]) -> str:
    """Under which items something holds, as a note says it; of many, the first and how many more.

    ``names``: what the note calls each of them; at least one.
    """
    more = len(names) - _MOST_ITEMS
    told = [*names[:_MOST_ITEMS], f"{more} punkter mere"] if more > 0 else names
    return f"under punkt {typography.enumeration(told, DANISH)}"


def in_short(title: str, longest: int = _LONGEST_NAMED) -> str:
    """The first words of a title, or of another text, as a note names it."""
    short = textwrap.shorten(title, longest, placeholder=" …")
    return short if short.strip(" …") else f"{title[:longest]} …"
