"""What stands before the first item -> the facts of the meeting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from moedebog.blocks import Run
from moedebog.catalogue import ReferatStatus
from moedebog.importer.genre import dates, labels, patterns
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import (
    Kind,
    Piece,
    text_of_cell,
    text_piece,
    without_end,
    without_start,
)
from moedebog.importer.recognise.cover.attendance import settle_leader, settle_substitutes
from moedebog.importer.recognise.cover.facts import Cover, Rank
from moedebog.importer.recognise.cover.labelled import PEOPLE, label_of, labelled
from moedebog.importer.recognise.cover.naming import Named, is_body, is_name, is_sentence, named
from moedebog.importer.recognise.cover.people_table import lists_by_column, people_table
from moedebog.importer.recognise.cover.when import (
    FILLER,
    is_place,
    letters_of,
    set_date,
    set_place,
    tells_time,
    without_clock,
    without_time,
)
from moedebog.importer.recognise.title import in_short
from moedebog.phrases import DANISH


def read(pieces: Sequence[Piece]) -> Cover:
    """The facts; what is not understood is kept in ``rest``."""
    cover = Cover()
    flat = [one for piece in pieces for one in _opened(piece)]
    index = 0
    while index < len(flat):
        index = _one(cover, flat, index)
    _settle_kind(cover, flat)
    _settle_name(cover)
    settle_leader(cover)
    _settle_date(cover, flat)
    if not any(piece.sure for piece in flat):
        cover.forum = _YEAR_LAST.sub("", cover.forum)
    _check_weekday(cover, flat)
    settle_substitutes(cover)
    if (
        cover.status
        and cover.kind != "referat"
        and (cover.kind, cover.status)
        != (
            "dagsorden",
            "udkast",
        )
    ):
        cover.rest.append(text_piece(cover.status.capitalize()))
        cover.status = ""
    return cover


_LAST_LINES = 3


def _settle_kind(cover: Cover, pieces: Sequence[Piece]) -> None:
    """Notes what lines of the document say it is, wherever on the cover they stand."""
    cover.call = any(one.short and labels.CALL_LINE.fullmatch(one.text) for one in pieces)
    if cover.call and not cover.kind:
        cover.kind = "dagsorden"
    last = [one for one in pieces if one.text][-_LAST_LINES:]
    cover.agenda_above = any(one.short and labels.AGENDA_ABOVE.fullmatch(one.text) for one in last)


def _one(cover: Cover, pieces: Sequence[Piece], index: int) -> int:
    """Reads the piece at ``index``, with those that belong to it; returns the next index."""
    piece = pieces[index]
    if piece.kind is Kind.RULE:
        return index + 1
    if piece.table:
        above = label_of(pieces[index - 1].text) if index else None
        under = above[0] if above and above[0] in PEOPLE and not above[2] else ""
        before = len(cover.rest)
        if people_table(cover, piece.table, under):
            if above and not above[2] and before and cover.rest[before - 1] is pieces[index - 1]:
                del cover.rest[before - 1]  # the label over it
            return index + 1
    if piece.kind in (Kind.TEXT, Kind.HEADING):
        if match := labels.MEETING_ATTACHMENT.match(piece.text):
            # Its label is what the lines of an item have.
            label = DANISH.attachment.format(number=match["nr"])
            rest = without_start(piece, match.end())
            cover.bilag.append(replace(rest, inlines=(Run(f"{label}: "), *rest.inlines)))
            return index + 1
        if _headline(cover, piece):
            return index + 1
        after = labelled(cover, pieces, index)
        if after is not None:
            return after
        if labels.AUTHORITY.match(piece.text) and not cover.myndighed:
            cover.myndighed = piece.text
            return index + 1
        if _may_be_name(cover, piece):
            cover.names.append(piece)
    cover.rest.append(piece)
    return index + 1


# --- labelled lines ---------------------------------------------------------------------------


def _opened(piece: Piece) -> Iterator[Piece]:
    """The cells of a table that holds facts, one by one; any other piece as it is."""
    if match := labels.NEXT_LABEL.search(piece.text):
        yield from _opened(without_end(piece, match.start()))
        yield from _opened(without_start(piece, match.end()))
        return
    short = not piece.sure and len(piece.text) < _ONE_LINE
    if piece.kind is Kind.ITEM and piece.level == 0 and short and _is_fact(piece.text):
        piece = replace(piece, kind=Kind.TEXT, marker="")
    label = label_of(piece.text) if short else None
    match = _next_label(piece.text) if label and label[0] not in PEOPLE else None
    if match:
        yield from _opened(without_end(piece, match.start()))
        yield from _opened(without_start(piece, match.end()))
        return
    if short and piece.kind in (Kind.TEXT, Kind.HEADING) and _is_several(piece.text):
        match = _BETWEEN.search(piece.text)
        assert match is not None  # noqa: S101 - it is several
        yield without_end(piece, match.start())
        yield from _opened(without_start(piece, match.end()))
        return
    if piece.kind is Kind.TEXT and (unwrapped := _unwrapped(piece.text)):
        yield text_piece(unwrapped, piece.page)
        return
    if match := labels.BESIDES.match(piece.text):
        yield without_end(piece, match.end("til"))
        yield without_start(piece, match.start("ogsaa"))
        return
    if piece.table and (by_column := list(lists_by_column(piece.table))):
        yield from by_column
        return
    cells: list[Piece] = []
    for row in piece.rows:
        label = label_of(text_of_cell(row[0])) if len(row) == 2 else None
        if label and not label[2]:
            value = "; ".join(p.text for p in row[1])
            cells += [text_piece(f"{label[1]}: {value}")] if value else []
        else:
            cells += [p for cell in row for p in cell]
    facts = sum(1 for one in cells if label_of(one.text) or tells_time(one.text))
    yield from cells if facts * 2 >= len(cells) > 0 else [piece]


def _is_fact(text: str) -> bool:
    """Whether an entry of a list is a label with its value, and names nobody: ``Dato: 5. maj``."""
    label = label_of(text)
    told = label is not None and ":" in text[: len(text) - len(label[2])]
    return label is not None and told and bool(label[2]) and label[0] not in PEOPLE


def _is_several(text: str) -> bool:
    """Whether facts stand on one line with a sign between them: the first or last tells it."""
    parts = _BETWEEN.split(text)
    ends = (parts[0], parts[-1])
    known = any(tells_time(one) or labels.DOCUMENT_WORD.fullmatch(one) for one in ends)
    return len(parts) > 1 and (known or any(map(tells_time, parts)))


def _next_label(text: str) -> re.Match[str] | None:
    """Where another label begins on the line of one: ``Sted: Klubben  Dato/tid: 5. maj``."""
    if match := _NEXT_LABEL.search(text):
        return match
    others = (one for one in _LABEL_AGAIN.finditer(text) if label_of(text[one.end() :]))
    return next(others, None)


_LABEL_AGAIN = re.compile(r"(?<=[\w.,):])\s+(?=[A-ZÆØÅ][a-zæøå]+(?:\s?/\s?|\s)?[a-zæøå ]{0,12}:)")
_BETWEEN = re.compile(r"\s+[·•|]\s+")
_ONE_LINE = 200
_NEXT_LABEL = re.compile(r"(?<=[\w.,)])\s+(?=[A-ZÆØÅ][a-zæøå]{3,}:\s+\S)")
"""Where the value of a label is followed by another label, on one line."""


def _unwrapped(text: str) -> str:
    """The line with a label of ours whole that the lines of its value stood between."""
    for label, pattern in labels.WRAPPED:
        if match := pattern.match(text):
            return f"{label}: {match['a']}{match['b'] or ''}"
    return ""


# --- people -----------------------------------------------------------------------------------


# --- lines without a label ----------------------------------------------------------------------


CONFIDENTIAL = "dokumentet er det fortrolige; se efter, at alt lukket i det er mærket som lukket"


APPROVED = "referatet siger om sin godkendelse: »{said}«; moedebog har det fra protokollen alene"


def _status(cover: Cover, piece: Piece, word: str) -> bool:
    """The words in a frame: a status, and whether the document is confidential."""
    first, _, rest = piece.text.partition(DANISH.parts_separator)
    if rest and labels.EDITION.fullmatch(first):
        word = folded(rest)
    if labels.DRAFT_OF_VERSION.fullmatch(first) and not rest:
        cover.status = folded(DANISH.referat_status[ReferatStatus.UDKAST])
    elif word in labels.STATUS and not piece.text.endswith("."):
        cover.status = word
    elif piece.sure and piece.text == DANISH.confidential:
        cover.notes.append(CONFIDENTIAL)
    elif word in (folded(DANISH.status_cancelled), folded(DANISH.status_cancelled_written)):
        cover.aflyst = True
    else:
        return False
    return True


def _approval(cover: Cover, text: str) -> bool:
    """How far the referat is: until when remarks are awaited, or that it was approved."""
    match = labels.APPROVAL.fullmatch(text)
    if match is None:
        return False
    found = dates.find_date(match["frist"] or "")
    if found is not None:
        cover.indsigelsesfrist = found[0]
    else:
        cover.notes.append(APPROVED.format(said=match["said"]))
    return True


def _headline(cover: Cover, piece: Piece) -> bool:
    """The lines without a label: kind of document, forum, date, place, status."""
    text = piece.text
    word = folded(text)
    when = _beside_document(text)
    if when or labels.DOCUMENT_WORD.match(text.rstrip(" :")):
        cover.kind = cover.kind or _kind(text)
        return not when or _meeting_line(cover, when, titled=True)
    over_agenda = _OVER_AGENDA.fullmatch(text)
    same = over_agenda or labels.SAME_WORDING.fullmatch(text)
    if _status(cover, piece, word) or same or _approval(cover, text) or _told(cover, text):
        return True
    match = labels.COVER.match(text) or labels.CALL.fullmatch(text)
    if match and len(text) < 200:
        if labels.OTHER_MEETING.match(match["navn"]) or is_sentence(match["navn"]):
            return False
        _note_document(cover, match["slags"])
        return _meeting_line(cover, match["navn"], titled=True)
    if (match := _BEFORE_DOCUMENT.fullmatch(text)) and not cover.forum and is_name(match["navn"]):
        cover.kind, cover.forum = cover.kind or _kind(match["slags"]), match["navn"]
        return True
    if days := dates.several_days(text):
        if cover.dato is None:
            cover.dato, cover.dated_by, cover.rank = days[0], text, Rank.LINE
        return cover.dato == days[0]
    if len(text) > 160 or label_of(text) or patterns.NEXT_MEETING.match(text):
        return False
    if tells_time(text):
        return _meeting_line(cover, text)
    if not cover.titel and (meeting := named(text)) and meeting.titel and not is_sentence(text):
        return _note_meeting(cover, meeting)
    if cover.dato and not cover.sted and len(text) < 80 and not re.search(r"[.:;?!]\Z", text):
        told = cover.forum or cover.names
        return bool(told) and bool(labels.PLACE.search(text)) and set_place(cover, text)
    return False


def _beside_document(text: str) -> str:
    """The date of a line that besides it only says what the document is: ``2025-03-03 Referat``."""
    dated = dates.find_date(text)
    word = f"{text[: dated[1]]}{text[dated[2] :]}".strip(" ,:–-") if dated else ""
    return text[dated[1] : dated[2]] if dated and labels.DOCUMENT_WORD.match(word) else ""


def _told(cover: Cover, text: str) -> bool:
    """Notes what a line tells in words of the meeting: whose it was, who led it, who wrote."""
    parts = [_OFFICE_OF.fullmatch(part) for part in re.split(r"(?<=[a-zæøå])\.\s*", text) if part]
    if not parts or not all(parts):
        return _whose(cover, text)
    for match in filter(None, parts):
        role = "referent" if match["hverv"].casefold() == "referent" else "moedeleder"
        if getattr(cover, role) not in ("", match["navn"]):
            return False
        setattr(cover, role, match["navn"])
    return True


_OFFICE_OF = re.compile(
    r"(?P<navn>[A-ZÆØÅ][\w-]*(?: [A-ZÆØÅ][\w-]*){0,3})"
    r" (?:er|var|blev(?: valgt)?|valgt)(?: som| til)? "
    r"(?P<hverv>(?i:dirigent|ordstyrer|mødeleder|referent))"
)
"""``Ada er dirigent``, ``Bo blev valgt som referent``."""


def _whose(cover: Cover, text: str) -> bool:
    """Notes whose meeting it was, where that stands on a line below the title: ``i E/F Prøve``."""
    match = _WHOSE.fullmatch(text) if cover.titel and not cover.forum else None
    if match is None or not is_name(match["navn"]):
        return False
    cover.forum, cover.forum_doubt = match["navn"], not is_body(match["navn"])
    return is_body(match["navn"]) or not is_place(text)


_WHOSE = re.compile(r"(?:i|for|af|hos)\s+(?P<navn>[A-ZÆØÅ]\S.*)")


def _note_document(cover: Cover, slags: str) -> None:
    """Notes which document it is by its word; that it was revised is kept as text."""
    cover.kind = cover.kind or _kind(slags)
    if revised := _REVISED.match(slags):
        cover.rest.append(text_piece(revised[0]))


_REVISED = re.compile(r"(?:revideret|rettet)\b", re.IGNORECASE)
_OVER_AGENDA = re.compile(
    r"(?:med følgende |foreløbig )?(?:dagsorden|agenda)(?: (?:ifølge|i henhold til) vedtægterne"
    r"| fra (?:møde)?indkaldelsen?)?\s*:",
    re.IGNORECASE,
)
"""What stands over a list of items on a line of its own."""
_BEFORE_DOCUMENT = re.compile(
    rf"(?P<navn>\S.*\S)\s[-–—]\s(?P<slags>{labels.DOCUMENT_WORD.pattern})", re.IGNORECASE
)
"""``Teknisk Udvalg – referat``."""


def _kind(word: str) -> str:
    """Which document it is; one that is called both tells by its text which it is."""
    agenda = re.search(r"dags?ord(?:en|ning)|saksliste", word, re.I) or labels.CALLS.search(word)
    minutes = re.search(r"referat|protokol", word, re.IGNORECASE)
    if agenda and minutes and not re.search("beslutnings|dagsordens?referat", word, re.I):
        return ""
    return "dagsorden" if agenda else "referat"


def _meeting_line(cover: Cover, text: str, titled: bool = False) -> bool:
    """``Byrådets møde den 4. marts 2025 kl. 17.00 i Byrådssalen``.

    False where some of it has no place; what is understood is noted all the same. A sentence, and
    what has words before its date that name no meeting, tells nothing. ``titled``: the word for the
    document stands before it.
    """
    dated = dates.find_date(text)
    if dated is None:
        clock = dates.find_clock(text)
        if clock is None:
            return _set_meeting(cover, text)
        left = FILLER.sub("", text[clock[3] :]).strip(" ,.–-:")
        if letters_of(text[: clock[2]]) or (letters_of(left) and not is_place(left)):
            return False
        before, after = "", text
    else:
        before, after = text[: dated[1]], text[dated[1] :]
        dated = (dated[0], 0, dated[2] - dated[1])
    before = re.sub(r"\A(?:for|fra|af|til)\s+", "", FILLER.sub("", before).strip(" ,–-"))
    before = before if letters_of(before) else ""
    announced = labels.ANNOUNCED.fullmatch(before)
    if announced:
        before = announced["hvad"]
    meeting = named(before) if before else Named()
    if meeting is None or (before.endswith(":") and not meeting.titel):
        return False
    if dated:
        named_so = Rank.DOCUMENT if titled and before else Rank.TITLE
        rank = named_so if before or titled else Rank.LINE
        set_date(cover, dated, after, rank)
    rest = without_time(cover, after, dated)
    placed = not rest or (is_place(rest) and set_place(cover, rest))
    placed = placed and (dated is None or dated[0] == cover.dato)
    return _note_meeting(cover, meeting) and placed and not announced


def _set_meeting(cover: Cover, text: str) -> bool:
    """Notes which meeting of which forum it is; false where that is told otherwise, or not."""
    meeting = named(text)
    return meeting is not None and _note_meeting(cover, meeting)


def _note_meeting(cover: Cover, meeting: Named) -> bool:
    if meeting.titel:
        if folded(cover.titel) not in ("", folded(meeting.titel)):
            return False
        if not cover.titel or cover.titel.isupper():
            cover.titel = meeting.titel
    placed = not meeting.sted or set_place(cover, meeting.sted)
    if not meeting.forum:
        return placed
    if cover.forum and not (cover.forum_derived and not meeting.derived):
        return placed and (meeting.derived or folded(meeting.forum) == folded(cover.forum))
    cover.forum = meeting.forum
    cover.forum_doubt, cover.forum_derived = meeting.doubt, meeting.derived
    return placed


def _may_be_name(cover: Cover, piece: Piece) -> bool:
    early = len(cover.names) < 3 and len(cover.rest) < 6
    return early and is_name(piece.text)


# --- what only the whole cover tells ------------------------------------------------------------


_YEAR_LAST = re.compile(r"\s+20\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?\Z")
"""The year of the meeting behind the name of the forum."""


def _settle_name(cover: Cover) -> None:
    """The forum, where no line tells whose meeting it is: the first line that names a body, else
    what the word for the meeting is made of, else the first that may be a name."""
    bodies = [piece for piece in cover.names if is_body(piece.text)]
    if bodies and (not cover.forum or cover.forum_derived or cover.forum_doubt):
        cover.forum, cover.forum_doubt, cover.forum_derived = bodies[0].text, False, False
    elif cover.names and not cover.forum:
        cover.forum, cover.forum_doubt = cover.names[0].text, True
    lines = [p for p in cover.names if folded(p.text) == folded(cover.forum)]
    cover.rest = [p for p in cover.rest if not any(p is one for one in lines)]


def _settle_date(cover: Cover, pieces: Sequence[Piece]) -> None:
    """A date in a line that is kept as text is better than none, if it is not told to be another.

    A line at the head of the document that begins with *Referat* tells of this meeting. Where the
    year stands in another line, the day of the week must be right.
    """
    for piece in cover.rest if cover.dato is None else ():
        found = dates.find_date(piece.text)
        first = any(piece is one for one in pieces[:_FIRST_LINES])
        heads = found and first and _HEADS_REFERAT.match(piece.text)
        if found and (heads or not _is_other(piece.text, found)):
            set_date(cover, found, piece.text, Rank.STRAY)
            if not letters_of(without_clock(piece.text[: found[1]])):
                without_time(cover, piece.text, found)
            if not (heads or _SAYS_DATE.match(piece.text)):
                cover.notes.append(f"{_FOUND_IN} »{_around(piece.text, found)}«")
            break
    if cover.dato is None:
        days = (dates.day_without_year(piece.text) for piece in pieces)
        cover.day = next(filter(None, days), "")
        lines = [cover.titel, cover.forum, *(piece.text for piece in cover.rest)]
        titles = [line for line in lines if _TITLE.search(line)]
        years = _years(titles) if len(_years(titles)) == 1 else _years(lines)
        for piece in cover.rest:
            found = dates.find_day(piece.text, years)
            if found and not labels.OTHER_DATE.search(piece.text[: found[1]]):
                set_date(cover, found, piece.text, Rank.STRAY)
                without_time(cover, piece.text, found)
                cover.notes.append(f"året er ikke skrevet i »{in_short(piece.text)}«")
                break
    for piece in pieces[:3] if cover.dato is None else ():
        if piece.sure or not piece.short:
            continue
        if day := dates.six_figures(piece.text):
            cover.dato, cover.rank, cover.dated_by = day, Rank.STRAY, piece.text
            cover.notes.append(f"datoen er læst af tallet i »{in_short(piece.text)}«")
            if match := _DOCUMENT_FIRST.match(piece.text):
                cover.kind = cover.kind or _kind(match["slags"])
            break


_FIRST_LINES = 3
_DOCUMENT_FIRST = re.compile(r"[\d ]+(?P<slags>dagsorden|referat)\b", re.IGNORECASE)
"""``310601 Dagsorden for bestyrelsesmøde``."""
_SAYS_DATE = re.compile(r"(?:møde)?dat(?:o|e|um)\s*:", re.IGNORECASE)
"""A line that says of itself that it tells the date."""
_HEADS_REFERAT = re.compile(
    rf"referat (?:fra|af) (?!.*{labels.OTHER_MEETING.pattern})", re.IGNORECASE
)


def _around(text: str, found: tuple[date, int, int]) -> str:
    """A date with the words on both sides of it, whole."""
    begin, end = max(0, found[1] - _AROUND), found[2] + _AROUND
    before, after = text[begin : found[1]], text[found[2] : end]
    if begin and not text[begin - 1].isspace():
        before = before.partition(" ")[2]
    if text[end : end + 1].strip():
        after = after.rpartition(" ")[0]
    return f"{before}{text[found[1] : found[2]]}{after}".strip()


def _is_other(text: str, found: tuple[date, int, int]) -> bool:
    """Whether a date is not the meeting's, by what stands before it, or as it ends a period."""
    behind = re.match(r"\s*[-–—]\s*", text[found[2] :])
    after = text[found[2] + behind.end() :] if behind else ""
    second = dates.find_date(after)
    return bool(labels.OTHER_DATE.search(text[: found[1]])) or bool(second and not second[1])


def _years(lines: Iterable[str]) -> set[int]:
    return {int(year) for line in lines for year in re.findall(r"\b20\d\d\b", line)}


_TITLE = re.compile(r"\b\w*(?:m[øö][dt]e|generalforsamling)t?(?: \d{4})?\Z", re.IGNORECASE)
"""A line that is called after the meeting."""


def date_by_decision(cover: Cover, pieces: Sequence[Piece]) -> None:
    """The day in the heading of a decision, where nothing better than a text tells the meeting's.

    The meeting is no earlier than what was decided of its cases; a text may tell of any day.
    """
    if cover.rank > Rank.STRAY:
        return
    told = [
        (found[0], piece.text)
        for piece in pieces
        if piece.may_title and patterns.DECISION.match(piece.text.rstrip(": "))
        if (found := dates.find_date(piece.text))
    ]
    if not told or (cover.dato and max(told)[0] <= cover.dato):
        return
    cover.dato, cover.dated_by = max(told)
    cover.rank = Rank.STRAY
    cover.notes = [note for note in cover.notes if not note.startswith(_FOUND_IN)]
    cover.notes.append(f"{_FOUND_IN} overskriften »{cover.dated_by}«; se, om det er mødets")


_AROUND = 40
"""So much of the text beside a date is shown."""
_FOUND_IN = "datoen er fundet i"


def _check_weekday(cover: Cover, pieces: Sequence[Piece]) -> None:
    """Notes that the day of the week is not that of the date beside it: one of them is wrong."""
    for piece in pieces:
        found = dates.find_date(piece.text)
        day = _WEEKDAY_LAST.search(piece.text[: found[2]]) if found else None
        if found and day and found[0] == cover.dato:
            spelt = dates.spelt(found[0])
            if not spelt.casefold().startswith(day["dag"].casefold()):
                cover.notes.append(f"ugedagen passer ikke: datoen er {spelt.casefold()}")
                return


_WEEKDAY_LAST = re.compile(
    rf"\b(?P<dag>{dates.WEEKDAY.pattern}),?\s*(?:den\s|d\.)?\s*\d[^a-zæøå]*"
    r"(?:[a-zæøå]+\.?,?\s*\d+)?\Z",
    re.IGNORECASE,
)
"""A date that is the last of a text, with the day of the week before it."""
