"""Lines of a cover that begin with a label: *Mødested:*, *Afbud:* …"""

from __future__ import annotations

import re
from collections.abc import Sequence

from moedebog.catalogue import Rolle
from moedebog.importer.genre import dates, labels
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import Kind, Piece, text_piece
from moedebog.importer.recognise import people
from moedebog.importer.recognise.cover.attendance import note_people, substitutes
from moedebog.importer.recognise.cover.facts import Cover, Rank
from moedebog.importer.recognise.cover.listed import Listed, listed, on_one_line, plain
from moedebog.importer.recognise.cover.naming import is_name
from moedebog.importer.recognise.cover.when import letters_of, when
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import expression

_BESIDE = ("fra_forvaltningen", "observatoerer", "gaester")
_MOVES = ("ankom", "forlod", "vaek")
PRESENCE = ("til_stede", "afbud", "udeblevet")
"""Labels of those who were there, and of those who were not."""
PEOPLE = (*PRESENCE, "medlemmer", *_BESIDE, *_MOVES)
"""Labels of lists of people."""


def labelled(
    cover: Cover, pieces: Sequence[Piece], index: int, only: Sequence[str] = ()
) -> int | None:
    """Reads a line with a label; the index after it, ``None`` where it is none."""
    text = pieces[index].text
    label = label_of(text)
    if label is None and labels.SORTS.match(text):
        if cover.last_list not in _GOES_ON_WITH_SORTS:
            _unread(cover, cover.last_list, text)
            return None
        label = "til_stede", "", text
    if label is None or (only and label[0] not in only):
        return None
    key, typed, value = label
    if key in PEOPLE:
        return _people(cover, pieces, index, key, value)
    if key == "sted" and labels.ROOM.match(text):
        value = text
    after = index + 1
    if not value and key in _OFFICES and (read := _officers(cover, pieces, after, key)):
        return read
    if not value:
        value, after = _value_below(pieces, after)
    if not _fact(cover, key, value, typed):
        return None
    if key == "moedeleder":
        cover.moedeleder_label = typed
    return after


_OFFICES = (Rolle.MOEDELEDER, Rolle.REFERENT)


def _officers(cover: Cover, pieces: Sequence[Piece], index: int, key: str) -> int:
    """Reads a list of those who led the meeting and wrote, below its label; the index after it, 0
    where it is not understood.
    """
    first = pieces[index] if index < len(pieces) else None
    if first is None or first.kind is not Kind.ITEM:
        return 0
    found = listed(pieces, index, pieces[index - 1], _ends_list)
    told: dict[str, str] = {}
    for one in found.people:
        office = f"{one.hverv} {one.titel}".casefold()
        roles = [role for role, words in _IN_OFFICE.items() if words.search(office)]
        for role in roles or [key]:
            if told.setdefault(role, one.navn) != one.navn:
                return 0
    if found.unread or not told or any(getattr(cover, role) for role in told):
        return 0
    for role, navn in told.items():
        setattr(cover, role, navn)
    return found.after


_IN_OFFICE = {
    Rolle.MOEDELEDER.value: re.compile(r"leder|ordstyrer|dirigent"),
    Rolle.REFERENT.value: re.compile(r"refer"),
}
_GOES_ON_WITH_SORTS = ("", "til_stede", "medlemmer")
"""The lists after which those of one sort are more of those who took part."""


def _people(cover: Cover, pieces: Sequence[Piece], index: int, key: str, value: str) -> int | None:
    """Reads a list of people: on the line of its label, on the lines below it, or both."""
    text, after = pieces[index].text, index + 1
    cover.last_list = key
    while value.count("(") > value.count(")") and after < len(pieces):
        value, after = f"{value} {pieces[after].text}", after + 1  # a line broke inside a pair
    while (
        value.endswith((",", " og"))
        and len(value) < _LONGEST_LIST
        and after < len(pieces)
        and plain(pieces[after])
    ):
        value, after = f"{value} {pieces[after].text}", after + 1  # or behind a comma
    nobody = bool(labels.NOBODY.match(value))
    named = [] if nobody else on_one_line(value)
    doubtful = named is not None and not pieces[index].sure and people.run_together(named)
    if doubtful and not (after < len(pieces) and _ONE_PERSON[1].search(pieces[after].text)):
        named = None
    if named and not pieces[index].sure:
        cover.notes += [f"»{name}« er måske to personer" for name in people.perhaps_two(named)]
    if named is None or not _are_all(text, value):
        _unread(cover, key, value)
        return None
    more = Listed(after=after)
    one_person = next((one for one in _ONE_PERSON if one.search(value)), None)
    if not value or one_person:
        more = listed(pieces, after, pieces[index], _ends_list, begun=bool(value))
    if one_person and not all(map(one_person.search, (p.text for p in pieces[after : more.after]))):
        more = Listed(after=after)
    nobody = nobody or (not value and more.after > after and not more.unread)
    nobody = nobody or (not value and key in _PERHAPS_NOBODY and _heads_nothing(pieces, index))
    if not (nobody or named or more.people or key in _MOVES):
        below = pieces[after].text if after < len(pieces) else ""
        told = people.NAMES.search(below) or people.tells_all(below)
        _unread(cover, key, below if told and not _ends_list(below) else "")
        return None
    note_people(cover, key, [*named, *more.people])
    if key == "til_stede" and cover.there and not labels.PARTICIPANTS.match(text):
        cover.told_present = True
    for piece in more.unread:
        _unread(cover, key, piece.text)
        cover.rest.append(piece)
    return more.after


_PERHAPS_NOBODY = ("afbud", "udeblevet", *_BESIDE)


def _heads_nothing(pieces: Sequence[Piece], index: int) -> bool:
    """Whether the heading of a list has another heading below it at once."""
    above, after = pieces[index], pieces[index + 1] if index + 1 < len(pieces) else None
    if after is None or after.kind is above.kind is Kind.HEADING:
        return after is None or after.level <= above.level
    return above.text.endswith(":") and (after.kind is Kind.HEADING or _ends_list(after.text))


def _unread(cover: Cover, key: str, value: str) -> None:
    """Notes a list that is not understood; how many there were is no list."""
    counted = re.search(r"\d", value) and not people.NAMES.search(value)
    if key in PRESENCE and value and not counted:
        cover.unread.append((key, value))


def _ends_list(text: str) -> bool:
    return label_of(text) is not None


def people_line(cover: Cover, pieces: Sequence[Piece], index: int) -> int | None:
    """Reads a labelled list of people at ``index``; the index after it, ``None`` if it is none."""
    return labelled(cover, pieces, index, PEOPLE)


def missing_below(pieces: Sequence[Piece], index: int) -> Listed | None:
    """Those who were missing at an item, by a label at ``index``; ``None`` where it is none."""
    below = Cover()
    after = labelled(below, pieces, index, _MISSING)
    if after is None or below.unread:
        return None
    return Listed([*below.afbud, *below.udeblevet], after=after)


_MISSING = ("afbud", "udeblevet")


def label_of(text: str) -> tuple[str, str, str] | None:
    """The label that the line begins with, as a key and as typed, and what stands after it."""
    for key, pattern in labels.LABELS:
        match = pattern.match(text)
        if match and _is_label(key, text, match["value"]):
            typed = text[: match.start("value")].strip(" :")
            return key, typed, match["value"].strip()
    if counted := labels.COUNTER.match(text):
        label = label_of(text[counted.end() :])
        return label if label and label[0] in PEOPLE else None
    return None


def tells_presence(text: str) -> bool:
    """Whether a line begins as one that names those who were there, understood or not."""
    label = label_of(text)
    if label is None or label[0] != "til_stede" or ":" not in text[: len(text) - len(label[2])]:
        return False
    return bool(people.NAMES.search(label[2]))


def _is_label(key: str, text: str, value: str) -> bool:
    """Whether a line begins with a label and not with a sentence that has the word in it."""
    labelled = ":" in text[: len(text) - len(value)]
    if key == "moedenr" and dates.find_date(value):
        return False  # »Møde nr. 4, tirsdag den 4. november 2025«
    if key == "titel" and not labelled and dates.find_date(value):
        return False  # »Møde 5. maj 2025 kl. 10-11«
    if labelled or not value:
        return True
    if _LABEL_FIRST.match(value):
        return False  # »Tid start: 19.03«
    if key in PEOPLE:
        return value[:1].isupper()
    return (
        len(text) < 110 and not text.endswith(".") and not (key == "titel" and value[:1].islower())
    )


_LABEL_FIRST = re.compile(r"[a-zæøå]+\s*:")
_ONE_PERSON = (
    re.compile(r"\A[^,;]+\([^()]+\)(?:, [^,;]+)?\Z"),
    re.compile(rf"\A{people.NAMES.pattern}(?:\s[A-ZÆØÅ][\w.-]*){{0,2}}\Z"),
)
"""One person on a line of its own: ``Birthe Ny (V)``, ``Birthe Ny``."""


def _value_below(pieces: Sequence[Piece], index: int) -> tuple[str, int]:
    """The value on the line after a label."""
    one = pieces[index] if index < len(pieces) else None
    dated = one is not None and one.kind is Kind.HEADING and dates.find_date(one.text)
    if (
        one is None
        or not (plain(one) or dated)
        or (label_of(one.text) and not labels.ROOM.match(one.text))
    ):
        return "", index
    return one.text, index + 1


def _are_all(text: str, value: str) -> bool:
    """Whether a list by party has as many people as its label says, where it does."""
    counted = labels.COUNTED.match(text)
    if counted is None or not labels.BY_PARTY.match(value):
        return True
    return len(people.parse(value) or ()) == int(counted["number"])


def _fact(cover: Cover, key: str, value: str, typed: str) -> bool:
    """Notes a fact; false where it is not understood."""
    if not value:
        return False
    if key == "stedfortraeder":
        return bool(labels.NOBODY.match(value)) or substitutes(cover, value)
    match key:
        case "forum":
            return _forum(cover, value)
        case "dato":
            value = _FOUR_DIGITS.sub(r"\1.\2", value) if _FOUR.fullmatch(value) else value
            value = f"kl. {value}" if _HOURS.fullmatch(value) else value
            sure = folded(typed) != "dato" or dates.find_clock(value) is not None
            return when(cover, value, Rank.LABEL if sure else Rank.LINE)
        case "afholdt" if dates.find_date(value):
            return when(cover, value, Rank.LABEL)
        case "afholdt":
            return _held_at(cover, value)
        case "start" | "slut":
            return _clock(cover, key, value)
        case "form" | "svarfrist":
            return _held(cover, key, value)
        case "kontakt":
            cover.contact = value
            return True
        case "moedenr":
            key, value = "titel", f"Møde nr. {value}"
        case "titel":
            value = _without_extraordinary(cover, value)
    return _noted(cover, key, value)


def _forum(cover: Cover, value: str) -> bool:
    """Notes the forum by its label, before any other line that may name it."""
    if not is_name(value):
        return False
    cover.forum, cover.forum_doubt, cover.forum_derived = value, False, False
    return True


def _held_at(cover: Cover, value: str) -> bool:
    """Notes when the meeting was held: the day, or when it really began and ended."""
    if dates.find_date(value):
        return when(cover, value, Rank.LABEL)
    clock = dates.find_clock(value)
    if clock:
        cover.faktisk_start, cover.faktisk_slut = clock[0], clock[1]
    return clock is not None


def _noted(cover: Cover, key: str, value: str) -> bool:
    """Notes a fact in the words of the document; false where another one is there already."""
    if key == "sted" and cover.sted and cover.sted != value and not cover.placed:
        cover.rest.append(text_piece(cover.sted))
        cover.sted = ""
    cover.placed = cover.placed or key == "sted"
    if key in (Rolle.REFERENT, Rolle.MOEDELEDER):
        if not _is_somebody(value):
            return False
        value = value.rstrip(" :")
        if match := _BOTH.fullmatch(value):
            value = match["navn"]
            cover.moedeleder, cover.referent = cover.moedeleder or value, cover.referent or value
    if value and not getattr(cover, key):
        setattr(cover, key, value if key == "sted" else value.rstrip("."))
        return True
    return not value or bool(getattr(cover, key) == value)


def _is_somebody(value: str) -> bool:
    """Whether it can be a name, or what somebody is called: no sentence and no blank."""
    return bool(_CAN_BE_NAME.match(value)) and len(value) < _LONGEST_NAME


_BOTH = re.compile(
    r"(?P<navn>[^()]+?)\s*\((?:(?:mødeleder|ordstyrer|dirigent) og referent"
    r"|referent og (?:mødeleder|ordstyrer|dirigent))\)"
)
"""One who led the meeting and wrote as well."""
_HOURS = re.compile(r"\d{1,2}(?:[.:]\d\d)?\s*[-–]\s*\d{1,2}(?:[.:]\d\d)?|\d{1,2}[.:]\d\d")
_FOUR = re.compile(r"\d{4}(?:\s*[-–]\s*\d{4})?")
_FOUR_DIGITS = re.compile(r"(\d\d)(\d\d)")
"""``1300-1500``."""
_CAN_BE_NAME = re.compile(r"[A-ZÆØÅ](?!.*[a-zæøå]{3}\. )")
_LONGEST_NAME = 80
_LONGEST_LIST = 4000


def _clock(cover: Cover, key: str, value: str) -> bool:
    """Notes a clock time with a label of its own."""
    moment = value if value[:2].lower() == "kl" else f"kl. {value}"
    clock = dates.find_clock(moment)
    more = clock is None or letters_of(moment[: clock[2]] + moment[clock[3] :])
    if clock is None or more or getattr(cover, key) is not None:
        return False
    setattr(cover, key, clock[0])
    cover.colon = cover.colon or ":" in value
    return True


def _without_extraordinary(cover: Cover, value: str) -> str:
    """Notes that the meeting is extraordinary; what the line says besides."""
    if folded(value).endswith(labels.EXTRAORDINARY):
        cover.ekstraordinaert = True
        return value[: -len(labels.EXTRAORDINARY)].strip(" ,")
    return value


def _held(cover: Cover, key: str, value: str) -> bool:
    """Notes how the meeting was held, or until when a written procedure was answered."""
    if key == "form":
        value = _without_extraordinary(cover, value)
        cover.form = labels.FORMS.get(folded(value), "")
        if not cover.form and (match := _WITH_BASIS.fullmatch(value)):
            cover.form = labels.FORMS.get(folded(match["form"]), "")
            cover.virtuelt_grundlag = match["grundlag"] if cover.form else ""
        return bool(cover.form) or not value
    cover.svarfrist = _deadline(value)
    return bool(cover.svarfrist)


_WITH_BASIS = re.compile(
    expression(DANISH.in_brackets, text=r"(?P<form>[^()]+?)", more=r"(?P<grundlag>.+)")
)
"""``Virtuelt møde (styrelsesvedtægten § 4)``."""


def _deadline(value: str) -> str:
    """``fredag den 12. september 2025 kl. 12.00`` as a meeting file has it; else nothing."""
    dated = dates.find_date(value)
    if dated is None:
        return ""
    behind = value[dated[2] :]
    clock = dates.find_clock(behind)
    rest = behind[: clock[2]] + behind[clock[3] :] if clock else behind
    if letters_of(value[: dated[1]] + rest):
        return ""
    return dated[0].isoformat() + (f" kl. {clock[0]:%H.%M}" if clock else "")
