"""Lines of a cover that begin with a label: *Mødested:*, *Afbud:* …"""

from __future__ import annotations

import re
from collections.abc import Sequence

from moedebog.importer.genre import dates, labels
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import GUESSED, Kind, Piece
from moedebog.importer.recognise import people
from moedebog.importer.recognise.cover.attendance import people_of
from moedebog.importer.recognise.cover.facts import Cover
from moedebog.importer.recognise.cover.when import letters_of, when
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import expression

_BESIDE = ("fra_forvaltningen", "observatoerer", "gaester")
PEOPLE = ("til_stede", "medlemmer", "afbud", "udeblevet", *_BESIDE, "ankom", "forlod", "vaek")
"""Labels of lists of people."""


def labelled(
    cover: Cover, pieces: Sequence[Piece], index: int, only: Sequence[str] = ()
) -> int | None:
    """Reads a line with a label; the index after it, ``None`` where it is none."""
    text = pieces[index].text
    label = label_of(text)
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
    elif key in PEOPLE and _ONE_PERSON.search(value):
        more, after = _following(pieces, after, key, _ONE_PERSON)
        value = f"{value}; {more}" if more else value
    while key in PEOPLE and value.count("(") > value.count(")") and after < len(pieces):
        value, after = f"{value} {pieces[after].text}", after + 1  # a line broke inside a pair
    if not _are_all(text, value) or not _fact(cover, key, value):
        return None
    if key == "moedeleder":
        cover.moedeleder_label = typed
    return after


def people_line(cover: Cover, pieces: Sequence[Piece], index: int) -> int | None:
    """Reads a labelled list of people at ``index``; the index after it, ``None`` if it is none."""
    return labelled(cover, pieces, index, PEOPLE)


def label_of(text: str) -> tuple[str, str, str] | None:
    """The label that the line begins with, as a key and as typed, and what stands after it."""
    for key, pattern in labels.LABELS:
        match = pattern.match(text)
        if match and _is_label(key, text, match["value"]):
            typed = text[: match.start("value")].strip(" :")
            return key, typed, match["value"].strip()
    return None


def tells_presence(text: str) -> bool:
    """Whether a line begins as one that names those who were there, understood or not."""
    match = dict(labels.LABELS)["til_stede"].match(text)
    return match is not None and bool(people.NAMES.search(match["value"]))


def _is_label(key: str, text: str, value: str) -> bool:
    """Whether a line begins with a label and not with a sentence that has the word in it."""
    if ":" in text[: len(text) - len(value)] or not value:
        return True
    if key in PEOPLE:
        return value[:1].isupper()
    return (
        len(text) < 110 and not text.endswith(".") and not (key == "titel" and value[:1].islower())
    )


_ONE_PERSON = re.compile(r"\A[^,;]+\([^()]+\)(?:, [^,;]+)?\Z")
"""One person on a line of its own: ``Birthe Ny (V)``."""


def _following(
    pieces: Sequence[Piece], index: int, key: str, like: re.Pattern[str] | None = None
) -> tuple[str, int]:
    """The value on the lines after a label: one paragraph, or the lines that name people."""
    if key not in PEOPLE:
        one = pieces[index] if index < len(pieces) else None
        if one is None or not _plain(one) or label_of(one.text):
            return "", index
        return one.text, index + 1
    lines: list[str] = []
    while index < len(pieces) and (pieces[index].kind is Kind.ITEM or _plain(pieces[index])):
        text = pieces[index].text.rstrip(";,")
        sort = people.is_sort(text) and key not in ("til_stede", "medlemmer")
        if label_of(text) or sort or people.parse(text) is None or (like and not like.match(text)):
            break
        lines.append(text)
        index += 1
    return "; ".join(lines), index


def _are_all(text: str, value: str) -> bool:
    """Whether a list by party has as many people as its label says, where it does."""
    counted = labels.COUNTED.match(text)
    if counted is None or not labels.BY_PARTY.match(value):
        return True
    return len(people.parse(value) or ()) == int(counted["number"])


def _plain(piece: Piece) -> bool:
    """Whether it is a paragraph, or a line that only looks like a heading."""
    return piece.kind is Kind.TEXT or (piece.kind is Kind.HEADING and piece.level == GUESSED)


def _fact(cover: Cover, key: str, value: str) -> bool:
    """Notes a fact; false where it is not understood."""
    if not value:
        return key in ("ankom", "forlod", "vaek")
    if key in PEOPLE or key == "stedfortraeder":
        return people_of(cover, key, value)
    match key:
        case "dato":
            return when(cover, value)
        case "afholdt":
            clock = dates.find_clock(value)
            if clock:
                cover.faktisk_start, cover.faktisk_slut = clock[0], clock[1]
            return clock is not None
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


def _noted(cover: Cover, key: str, value: str) -> bool:
    """Notes a fact in the words of the document; false where another one is there already."""
    if value and not getattr(cover, key):
        setattr(cover, key, value if key == "sted" else value.rstrip("."))
        return True
    return not value or bool(getattr(cover, key) == value)


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
