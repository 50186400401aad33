"""What stands before the first item -> the facts of the meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, time

from msgspec import Struct, field

from moedebog.importer import dates, labels, patterns, people
from moedebog.importer.patterns import folded
from moedebog.importer.people import Someone
from moedebog.importer.pieces import GUESSED, Kind, Piece, text_piece, without_end, without_start
from moedebog.phrases import DANISH


class Cover(Struct):
    """The facts of the meeting, as far as the document tells them."""

    forum: str = ""
    titel: str = ""
    dato: date | None = None
    dated_by: str = ""
    """The line that gave the date, where it may be another day than the meeting's."""
    short_date: bool = False
    """Whether the date is written as 12-09-2025."""
    start: time | None = None
    slut: time | None = None
    colon: bool = False
    faktisk_start: time | None = None
    faktisk_slut: time | None = None
    sted: str = ""
    form: str = ""
    kind: str = ""
    """``dagsorden`` or ``referat``, where the document says which it is."""
    status: str = ""
    """As printed, e.g. ``udkast``; empty where there is none."""
    aflyst: bool = False
    moedeleder: str = ""
    moedeleder_label: str = ""
    """What the one who led the meeting is called here: *Ordstyrer* …"""
    referent: str = ""
    there: list[Someone] | None = None
    """Those on the list of who took part; ``None`` where there is no list."""
    members: list[Someone] | None = None
    afbud: list[Someone] = field(default_factory=list)
    udeblevet: list[Someone] = field(default_factory=list)
    guests: list[Someone] = field(default_factory=list)
    moved: list[tuple[str, Someone]] = field(default_factory=list)
    """Those said to have come late or left early; the items must say when."""
    substitutes: list[Someone] = field(default_factory=list)
    """Those who came for somebody, until it is known for whom."""
    first_item: bool = False
    """Whether who was there is told under the first item."""
    contact: str = ""
    names: list[Piece] = field(default_factory=list)
    """Lines of ``rest`` that may be the name of the forum."""
    rest: list[Piece] = field(default_factory=list)
    """What has no place of its own."""
    notes: list[str] = field(default_factory=list)


def read(pieces: Sequence[Piece]) -> Cover:
    """The facts; what is not understood is kept in ``rest``."""
    cover = Cover()
    flat = [one for piece in pieces for one in _opened(piece)]
    index = 0
    while index < len(flat):
        index = _one(cover, flat, index)
    _settle_name(cover)
    _settle_leader(cover)
    _settle_date(cover)
    _settle_substitutes(cover)
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


def _one(cover: Cover, pieces: Sequence[Piece], index: int) -> int:
    """Reads the piece at ``index``, with those that belong to it; returns the next index."""
    piece = pieces[index]
    if piece.kind is Kind.RULE:
        return index + 1
    if piece.kind in (Kind.TEXT, Kind.HEADING):
        if _headline(cover, piece):
            return index + 1
        after = _labelled(cover, pieces, index)
        if after is not None:
            return after
        if _may_be_name(cover, piece):
            cover.names.append(piece)
    cover.rest.append(piece)
    return index + 1


# --- labelled lines ---------------------------------------------------------------------------

PEOPLE = ("til_stede", "medlemmer", "afbud", "udeblevet", "gaester", "ankom", "forlod")
"""Labels of lists of people."""


def _labelled(
    cover: Cover, pieces: Sequence[Piece], index: int, only: Sequence[str] = ()
) -> int | None:
    """Reads a line with a label; the index after it, ``None`` where it is none."""
    text = pieces[index].text
    label = _label(text)
    if label is None and labels.SORTS.match(text):
        label = "til_stede", "", text
    if label is None or (only and label[0] not in only):
        return None
    key, typed, value = label
    if key == "sted" and labels.ROOM.match(text):
        value = text
    after = index + 1
    if not value:
        value, after = _following(pieces, after, key)
    elif key in PEOPLE and _SAID_OF.search(value):
        more, after = _following(pieces, after, key, _SAID_OF)
        value = f"{value}; {more}" if more else value
    if not _fact(cover, key, value):
        return None
    if key == "moedeleder":
        cover.moedeleder_label = typed
    return after


def people_line(cover: Cover, pieces: Sequence[Piece], index: int) -> int | None:
    """Reads a labelled list of people at ``index``; the index after it, ``None`` if it is none."""
    return _labelled(cover, pieces, index, PEOPLE)


def _label(text: str) -> tuple[str, str, str] | None:
    """The label that the line begins with, as a key and as typed, and what stands after it."""
    for key, pattern in labels.LABELS:
        match = pattern.match(text)
        if match and _is_label(key, text, match["value"]):
            typed = text[: match.start("value")].strip(" :")
            return key, typed, match["value"].strip()
    return None


def _is_label(key: str, text: str, value: str) -> bool:
    """Whether a line begins with a label and not with a sentence that has the word in it."""
    if ":" in text[: len(text) - len(value)] or not value:
        return True
    if key in PEOPLE:
        return value[:1].isupper()
    return (
        len(text) < 110 and not text.endswith(".") and not (key == "titel" and value[:1].islower())
    )


_SAID_OF = re.compile(r"\A[^,;]+\([^()]+\)(?:, [^,;]+)?\Z")
"""One person on a line of its own: ``Birthe Ny (V)``."""


def _following(
    pieces: Sequence[Piece], index: int, key: str, like: re.Pattern[str] | None = None
) -> tuple[str, int]:
    """The value on the lines after a label: one paragraph, or the lines that name people."""
    if key not in PEOPLE:
        one = pieces[index] if index < len(pieces) else None
        if one is None or not _plain(one) or _label(one.text):
            return "", index
        return one.text, index + 1
    lines: list[str] = []
    while index < len(pieces) and (pieces[index].kind is Kind.ITEM or _plain(pieces[index])):
        text = pieces[index].text.rstrip(";,")
        sort = people.is_sort(text) and key not in ("til_stede", "medlemmer")
        if _label(text) or sort or people.parse(text) is None or (like and not like.match(text)):
            break
        lines.append(text)
        index += 1
    return "; ".join(lines), index


def _plain(piece: Piece) -> bool:
    """Whether it is a paragraph, or a line that only looks like a heading."""
    return piece.kind is Kind.TEXT or (piece.kind is Kind.HEADING and piece.level == GUESSED)


def _opened(piece: Piece) -> Iterator[Piece]:
    """The cells of a table that holds facts, one by one; any other piece as it is."""
    if match := labels.BESIDES.match(piece.text):
        yield without_end(piece, match.end("til"))
        yield without_start(piece, match.start("ogsaa"))
        return
    cells: list[Piece] = []
    for row in piece.rows:
        texts = [" ".join(p.text for p in cell) for cell in row]
        label = _label(texts[0]) if len(row) == 2 else None
        if label and not label[2]:
            value = "; ".join(p.text for p in row[1])
            cells += [text_piece(f"{label[1]}: {value}")] if value else []
        else:
            cells += [p for cell in row for p in cell]
    facts = sum(1 for one in cells if _label(one.text) or _time_in(one.text))
    yield from cells if facts * 2 >= len(cells) > 0 else [piece]


def _time_in(text: str) -> bool:
    return dates.find_date(text) is not None or dates.find_clock(text) is not None


def _fact(cover: Cover, key: str, value: str) -> bool:
    """Notes a fact; false where it is not understood."""
    if not value:
        return key in ("ankom", "forlod")
    if key in PEOPLE or key == "stedfortraeder":
        return _people(cover, key, value)
    match key:
        case "dato":
            return _when(cover, value)
        case "afholdt":
            clock = dates.find_clock(value)
            if clock:
                cover.faktisk_start, cover.faktisk_slut = clock[0], clock[1]
            return clock is not None
        case "start" | "slut":
            said = value if value[:2].lower() == "kl" else f"kl. {value}"
            clock = dates.find_clock(said)
            more = clock is None or _letters(said[: clock[2]] + said[clock[3] :])
            if clock is None or more or getattr(cover, key) is not None:
                return False
            setattr(cover, key, clock[0])
            cover.colon = cover.colon or ":" in value
            return True
        case "form":
            cover.form = labels.FORMS.get(folded(value), "")
            return bool(cover.form)
        case "kontakt":
            cover.contact = value
            return True
        case "moedenr":
            key, value = "titel", f"Møde nr. {value}"
    if getattr(cover, key):
        return bool(getattr(cover, key) == value)
    setattr(cover, key, value if key == "sted" else value.rstrip("."))
    return True


def _settle_leader(cover: Cover) -> None:
    """*Formand Aase Lind* leads the meeting: the title goes where she is listed."""
    found = people.parse(cover.moedeleder)
    listed = [*(cover.members or ()), *(cover.there or ())]
    if not found or len(found) > 1 or found[0].navn == cover.moedeleder:
        return
    same = [one for one in listed if one.navn == found[0].navn]
    for one in same:
        one.titel = one.titel or found[0].titel
        one.hverv = one.hverv or found[0].hverv
    if same:
        cover.moedeleder = found[0].navn


def _when(cover: Cover, value: str) -> bool:
    """The date, the clock and perhaps the place in one line."""
    found = dates.find_date(value)
    if found:
        _set_date(cover, found, value)
    left = _without_time(cover, value, found)
    if left is None:
        return False
    other = found is not None and found[0] != cover.dato
    return not other and (not left or _is_place(left)) and _set_place(cover, left)


def _is_place(text: str) -> bool:
    """Whether what stands behind a date is likely to be a place."""
    return len(text) < 70 and bool(labels.PLACE.search(text) or labels.PLACED.match(text))


def _without_time(cover: Cover, text: str, found: tuple[date, int, int] | None) -> str | None:
    """What a line says besides date and clock, which are noted; ``None`` where it has neither."""
    rest = f"{text[: found[1]]}, {text[found[2] :]}" if found else text
    clock = dates.find_clock(rest)
    if clock:
        if cover.start is None:
            cover.start, cover.slut = clock[0], clock[1]
            cover.colon = ":" in rest[clock[2] : clock[3]]
            if cover.slut and cover.slut <= clock[0]:
                cover.slut = None
        rest = f"{rest[: clock[2]]}, {rest[clock[3] :]}"
    if not found and not clock:
        return None
    rest = re.sub(r"(?:\s*[,.–-]\s*)+", lambda m: ", " if "," in m[0] else m[0], rest)
    return _FILLER.sub("", rest).strip(" ,.–-:") if _letters(rest) else ""


def _set_place(cover: Cover, text: str) -> bool:
    """Notes the place; false where there is another already."""
    text = re.sub(r"\A(?:i|på|ved)\s+(?=\S)", "", text)
    if text and not cover.sted:
        cover.sted = text
    return text in ("", cover.sted)


# --- people -----------------------------------------------------------------------------------


_MOVED = {"ankom": DANISH.label_came, "forlod": DANISH.label_left}


def _people(cover: Cover, key: str, value: str) -> bool:
    if labels.NOBODY.match(value):
        return True
    if key == "stedfortraeder":
        return _substitutes(cover, value)
    found = people.parse(value)
    if not found:
        return False
    match key:
        case "til_stede":
            cover.there = [*(cover.there or []), *(one for one in found if not one.absent)]
            cover.members = [*(cover.members or []), *found]
            away = [one for one in found if one.absent]
            cover.afbud += [one for one in away if not one.unannounced]
            cover.udeblevet += [one for one in away if one.unannounced]
        case "medlemmer":
            cover.members = found
        case "afbud" | "udeblevet":
            getattr(cover, key).extend(found)
        case "gaester":
            cover.guests += found
        case _:
            cover.moved += [(_MOVED[key], one) for one in found]
    return True


def _substitutes(cover: Cover, value: str) -> bool:
    """``Ny (V) for Fast (V)``, several divided by commas."""
    found: list[Someone] = []
    for part in re.split(r"[;,]\s+(?=[A-ZÆØÅ])", value):
        match = labels.INSTEAD.match(part)
        pair = [people.parse(match[name]) for name in ("ny", "fast")] if match else []
        if not match or not all(one and len(one) == 1 for one in pair):
            return False
        (new,), (old,) = pair  # type: ignore[misc]
        new.stands_in_for = old.navn
        found.append(new)
    cover.substitutes += found
    return True


def _settle_substitutes(cover: Cover) -> None:
    """Each substitute goes to the one who sent regrets; else the line is kept."""
    missing: dict[str, Someone] = {}
    for one in (*cover.afbud, *cover.udeblevet):
        missing.setdefault(one.navn, one)
    for one in cover.substitutes:
        absent = missing.get(one.stands_in_for)
        if absent is not None and absent.substitute is None:
            absent.substitute, one.stands_in_for = one, ""
            cover.there = [p for p in cover.there if p.navn != one.navn] if cover.there else None
        else:
            text = f"Stedfortræder: {one.described()} for {one.stands_in_for}"
            cover.rest.append(text_piece(text))


# --- lines without a label ----------------------------------------------------------------------


def _headline(cover: Cover, piece: Piece) -> bool:
    """The lines without a label: kind of document, forum, date, place, status."""
    text = piece.text
    word = folded(text)
    if labels.DOCUMENT_WORD.match(text):
        cover.kind = cover.kind or _kind(text)
        return True
    if word in labels.STATUS and not text.endswith("."):
        cover.status = word
        return True
    if word == folded(DANISH.status_cancelled):
        cover.aflyst = True
        return True
    if (match := labels.COVER.match(text)) and len(text) < 200:
        cover.kind = cover.kind or _kind(match["slags"])
        return _meeting_line(cover, match["navn"])
    name, _, document = text.rpartition(" - ")
    if name and labels.DOCUMENT_WORD.match(document) and not cover.forum:
        cover.kind, cover.forum = cover.kind or _kind(document), name
        return True
    if len(text) > 160 or _label(text) or patterns.NEXT_MEETING.match(text):
        return False
    if _time_in(text):
        return _meeting_line(cover, text)
    if labels.MEETING.fullmatch(text) and not cover.titel:
        return _set_meeting(cover, text)
    if cover.dato and not cover.sted and len(text) < 80 and not re.search(r"[.:;?!]\Z", text):
        named = cover.forum or cover.names
        return bool(named) and bool(labels.PLACE.search(text)) and _set_place(cover, text)
    return False


def _kind(word: str) -> str:
    return "dagsorden" if "dagsorden" in word.casefold() else "referat"


def _meeting_line(cover: Cover, text: str) -> bool:
    """``Byrådets møde den 4. marts 2025 kl. 17.00 i Byrådssalen``.

    False where some of it has no place; what is understood is noted all the same.
    """
    found = dates.find_date(text)
    if found is None:
        if dates.find_clock(text) is None:
            return _set_meeting(cover, text)
        before, after = "", text
    else:
        before, after = text[: found[1]], text[found[1] :]
        found = (found[0], 0, found[2] - found[1])
    before = re.sub(r"\A(?:for|fra|af|til)\s+", "", _FILLER.sub("", before).strip(" ,:–-"))
    before = before if _letters(before) else ""
    known = not before or bool(labels.MEETING.fullmatch(before))
    if found:
        if cover.dato and cover.dato != found[0] and known and "møde" in before.casefold():
            cover.rest.append(text_piece(cover.dated_by))  # the day of the letter, not the meeting
            cover.notes.append(f"dokumentet nævner også datoen {cover.dato:%d.%m.%Y}")
            cover.dato = None
        _set_date(cover, found, after)
    left = _without_time(cover, after, found)
    placed = not left or (_is_place(left) and _set_place(cover, left))
    placed = placed and (found is None or found[0] == cover.dato)
    return _set_meeting(cover, before) and placed


def _set_meeting(cover: Cover, text: str) -> bool:
    """Notes which meeting of which forum it is; false where there is another forum already."""
    name = text
    if match := labels.WHOSE_MEETING.fullmatch(text):
        name = match["navn"]
        if match["slags"] and not cover.titel:
            cover.titel = f"{match['slags'].removesuffix('e')}t møde".capitalize()
    elif match := labels.MEETING_BEHIND.match(text) or labels.MEETING.fullmatch(text):
        titel, name = match["titel"], match["navn"] or ""
        titel = titel[:1].upper() + titel[1:]
        if titel.casefold() not in ("møde", "mødet"):
            if cover.titel not in ("", titel):
                return False
            cover.titel = titel
    if not name:
        return True
    if cover.forum:
        return folded(name) == folded(cover.forum)
    cover.forum = name
    return True


_FILLER = re.compile(
    r"\b(?:kl|klokken|den|d|fra|til|i tidsrummet|(?:man|tirs|ons|tors|fre|lør|søn)dag)\b\.?",
    re.IGNORECASE,
)


def _letters(text: str) -> str:
    """What is left when the words around a date are taken off."""
    return re.sub(r"[\W_]+", "", _FILLER.sub("", text))


def _set_date(cover: Cover, found: tuple[date, int, int], text: str) -> None:
    if cover.dato is None:
        cover.dato, cover.dated_by = found[0], f"Dato: {text}"
        cover.short_date = bool(re.fullmatch(r"\D*[\d./-]+", text[found[1] : found[2]]))
    elif cover.dato != found[0]:
        cover.notes.append(f"dokumentet nævner også datoen {found[0]:%d.%m.%Y}")


def _may_be_name(cover: Cover, piece: Piece) -> bool:
    text = piece.text
    early = len(cover.names) < 3 and len(cover.rest) < 6
    plain = not re.search(r"[.;?!]\Z|\A\W|:", text) and dates.find_date(text) is None
    return early and plain and len(text) < 120


# --- what only the whole cover tells ------------------------------------------------------------


def _settle_name(cover: Cover) -> None:
    """The forum is the first line that names a body that meets, else the first of all."""
    if not cover.forum and cover.names:
        bodies = [piece for piece in cover.names if labels.BODY.search(piece.text)]
        cover.forum = (bodies or cover.names)[0].text
    told = [p for p in cover.names if folded(p.text) == folded(cover.forum)]
    cover.rest = [p for p in cover.rest if not any(p is one for one in told)]


def _settle_date(cover: Cover) -> None:
    """A date in a line that is kept as text is better than none."""
    for piece in cover.rest if cover.dato is None else ():
        if found := dates.find_date(piece.text):
            _set_date(cover, found, piece.text)
            _without_time(cover, piece.text, found)
            cover.notes.append(f"datoen er fundet i »{piece.text[:60]}«")
            return
