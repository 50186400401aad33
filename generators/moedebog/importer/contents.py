"""A section's pieces -> the values of a meeting file, and what does not fit in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from moedebog import typography
from moedebog.blocks import Run
from moedebog.catalogue import UdsendesMed
from moedebog.importer import mark, patterns
from moedebog.importer.pieces import GUESSED, Kind, Piece, everything, text_piece, without_start
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import expression, literal

_UDFALD = {patterns.folded(text): udfald.value for udfald, text in DANISH.outcomes.items()}


def body(pieces: Sequence[Piece], notes: list[str] | None = None) -> Any:
    """A body of Markdown, or of Markdown and tables."""
    parts = mark.body(pieces)
    values: list[Any] = []
    for part in parts:
        if isinstance(part, str):
            values.append(part)
            continue
        rows = [list(row) for row in part.rows]
        values.append({"tabel": {"kolonner": list(part.columns), "raekker": rows}})
    if notes is not None:
        notes += notes_of(pieces)
    return values[0] if len(values) == 1 and isinstance(values[0], str) else values


def notes_of(pieces: Sequence[Piece]) -> list[str]:
    """What the reader was unsure of, and which links have lost their address."""
    notes: list[str] = []
    for piece in everything(pieces):
        notes += piece.notes
        for run in piece.inlines:
            if isinstance(run, Run) and run.link and mark.usable_link(run.link) is None:
                notes.append(f"linket »{run.text.strip()[:60]}« har mistet sin adresse")
    return notes


# --- the indstilling ------------------------------------------------------------------------


class Recommendation(Struct):
    """An indstilling, and the text of its section that is none of it."""

    value: dict[str, Any]
    points: int
    numbered: bool
    til: str
    rest: list[Piece] = field(default_factory=list)


def recommendation(pieces: Sequence[Piece]) -> Recommendation | None:
    """The indstilling; ``None`` where there are no points that are certain."""
    first = next((i for i, p in enumerate(pieces) if p.kind is Kind.ITEM), None)
    if first is None:
        return _at_paragraphs(pieces)
    intro = list(pieces[:first])
    broken = any(p.kind in (Kind.TABLE, Kind.PICTURE, Kind.RULE) for p in intro)
    if broken or not _leads(intro):
        return _at_paragraphs(pieces)
    last = max(i for i, p in enumerate(pieces) if p.kind is Kind.ITEM)
    points: list[list[Piece]] = []
    for piece in pieces[first : last + 1]:
        if piece.kind in (Kind.TABLE, Kind.PICTURE, Kind.HEADING, Kind.RULE):
            return None
        if piece.kind is Kind.ITEM and piece.level == 0:
            points.append([piece])
        elif points:
            points[-1].append(piece)
        else:
            return None
    numbers = [p[0].marker[:-1] for p in points]
    numbered = all(n.isdigit() for n in numbers)
    if numbered and [int(n) for n in numbers] != list(range(1, len(numbers) + 1)):
        return None
    if not points:
        return None
    value = _opening(" ".join(p.text for p in intro), points[0][0].text)
    til = str(value.pop("_til", ""))
    value["at"] = [_point(point, numbered) for point in points]
    return Recommendation(value, len(points), numbered, til, list(pieces[last + 1 :]))


def _leads(intro: Sequence[Piece]) -> bool:
    """Whether the paragraphs before a list lead to it, and are no text of their own."""
    if not intro:
        return True
    last = intro[-1].text
    return not last.endswith((".", "!", "?")) and (
        len(intro) < 3 or bool(patterns.RECOMMENDS.search(last))
    )


def _point(point: list[Piece], numbered: bool) -> str:
    head = point[0]
    label = "" if numbered else mark.own_label(head)
    first = mark.inline(head.inlines)
    first = mark.wrapped(f"{label} {first}" if label else first)
    rest = [
        Piece(Kind.ITEM, p.inlines, p.level - 1, p.marker) if p.kind is Kind.ITEM else p
        for p in point[1:]
    ]
    if not rest:
        return first
    return "\n\n".join([first, *(str(part) for part in mark.body(rest))])


def _opening(text: str, first: str) -> dict[str, Any]:
    """What stands before the points; where nothing does, the least that leads to them."""
    for pattern in patterns.OPENINGS:
        if match := pattern.match(text):
            parts = match.groupdict()
            fra = (parts.get("fra") or "").strip()
            value: dict[str, Any] = {"fra": fra} if fra else {}
            return {**value, "_til": parts["til"].strip()}
    if text:
        return {"indledning": text}
    at = patterns.AT_PARAGRAPH.match(first)
    return {"indledning": "Det indstilles," if at else "Det indstilles:"}


def _at_paragraphs(pieces: Sequence[Piece]) -> Recommendation | None:
    """``at …`` in paragraphs of their own, or in the one sentence that there is."""
    texts: list[Piece] = []
    for piece in pieces:
        if piece.kind is not Kind.TEXT:
            break
        texts.append(piece)
    first = next((i for i, p in enumerate(texts) if patterns.AT_PARAGRAPH.match(p.text)), None)
    if first is None:
        return _in_one_sentence(pieces)
    last = first
    while last + 1 < len(texts) and patterns.AT_PARAGRAPH.match(texts[last + 1].text):
        last += 1
    if any(patterns.AT_PARAGRAPH.match(p.text) for p in texts[last + 1 :]):
        return None
    points = [mark.wrapped(mark.inline(p.inlines)) for p in texts[first : last + 1]]
    intro = " ".join(p.text for p in texts[:first])
    value = {"indledning": intro} if intro else _opening("", points[0])
    return Recommendation({**value, "at": points}, len(points), False, "", list(pieces[last + 1 :]))


def _in_one_sentence(pieces: Sequence[Piece]) -> Recommendation | None:
    """``Direktionen indstiller, at sagen godkendes.``"""
    head = pieces[0] if pieces and pieces[0].kind is Kind.TEXT else None
    match = head and re.match(
        r"(.{0,160}?\b(?:indstill|anbefal|foreslå)\w*\b[^.]{0,60}?,?)\s+(at\s\S.*)\Z", head.text
    )
    if not head or not match:
        return None
    point = mark.wrapped(mark.inline(without_start(head, match.start(2)).inlines))
    value = {"indledning": match[1], "at": [point]}
    return Recommendation(value, 1, False, "", list(pieces[1:]))


# --- the decision ---------------------------------------------------------------------------


def outcome(pieces: Sequence[Piece]) -> tuple[str | None, Sequence[Piece]]:
    """The outcome in a fixed word, where the first paragraph is that word; and the rest."""
    first = pieces[0] if pieces else None
    if first and first.level == GUESSED and first.kind in (Kind.TEXT, Kind.HEADING):
        text = first.text
        key = _UDFALD.get(patterns.folded(text))
        if key and text[-1:] not in (":", "*", "#") and len(first.inlines) == 1:
            return key, pieces[1:]
    return None, pieces


class Answers(Struct):
    """Answers to the points of an indstilling, and the text before them."""

    before: list[Piece]
    values: list[dict[str, Any]]
    note: str = ""
    """What is unsure of them."""


def answers(pieces: Sequence[Piece], points: int) -> Answers | None:
    """The answers, only where it is certain which point each of them answers."""
    labelled = _labelled_answers(pieces, points)
    if labelled:
        return labelled
    pieces = [as_entry(piece) for piece in pieces]
    first = next((i for i, p in enumerate(pieces) if p.kind is Kind.ITEM), None)
    if first is None:
        return None
    entries = pieces[first:]
    numbers = [p.marker[:-1] for p in entries if p.kind is Kind.ITEM and p.level == 0]
    plain = all(p.kind is Kind.ITEM for p in entries)
    if not plain or numbers != [str(n) for n in range(1, points + 1)]:
        return None
    values: list[dict[str, Any]] = []
    grouped: list[list[Piece]] = []
    for piece in entries:
        if piece.level == 0:
            grouped.append([piece])
        else:
            grouped[-1].append(piece)
    for number, group in enumerate(grouped, 1):
        head = Piece(Kind.TEXT, group[0].inlines)
        nested = [Piece(Kind.ITEM, p.inlines, p.level - 1, p.marker) for p in group[1:]]
        values.append(_answer(number, [head, *nested]))
    return Answers(list(pieces[:first]), values)


def as_entry(piece: Piece) -> Piece:
    """A paragraph that begins with a number of its own is an entry of a list."""
    match = re.match(r"(\d{1,2}\.)\s+(?=\S)", piece.text) if piece.kind is Kind.TEXT else None
    if match is None:
        return piece
    return Piece(Kind.ITEM, without_start(piece, match.end()).inlines, 0, match[1])


def _labelled_answers(pieces: Sequence[Piece], points: int) -> Answers | None:
    groups: list[tuple[list[int], list[Piece]]] = []
    before: list[Piece] = []
    for piece in pieces:
        match = patterns.POINT_ANSWER.match(piece.text) if piece.kind is Kind.TEXT else None
        if match:
            rest = match.start("text")
            here = [without_start(piece, rest)] if match["text"] else []
            groups.append((_numbers(match["nr"]), here))
        elif groups:
            groups[-1][1].append(piece)
        else:
            before.append(piece)
    numbers = [n for group, _ in groups for n in group]
    if not groups or sorted(numbers) != numbers or len(set(numbers)) != len(numbers):
        return None
    if numbers[-1] > points or any(not texts for _, texts in groups):
        return None
    values = [_answer(n if len(n) > 1 else n[0], texts) for n, texts in groups]
    more = len(groups[-1][1]) > 1
    note = "svaret på det sidste punkt rummer også det, der står efter det" if more else ""
    return Answers(before, values, note)


def _numbers(text: str) -> list[int]:
    found = [int(n) for n in re.findall(r"\d+", text)]
    if "-" in text and len(found) == 2 and found[0] < found[1] < found[0] + 30:
        return list(range(found[0], found[1] + 1))
    return found


def _answer(number: int | list[int], pieces: list[Piece]) -> dict[str, Any]:
    word, rest = outcome(pieces)
    value: dict[str, Any] = {"punkt": number}
    if word:
        value["udfald"] = word
    if rest:
        value["tekst"] = body(rest)
        if not isinstance(value["tekst"], str):
            value["tekst"] = "\n\n".join(piece.text for piece in rest)
    return value


# --- attachments ------------------------------------------------------------------------------

_LABEL = re.compile(rf"{patterns.ATTACHMENT}(?=\S)", re.IGNORECASE)
_SIZE = "|".join(
    expression(words, number=r"\d[\d.,]*")
    for words in (DANISH.bytes, DANISH.kilobytes, DANISH.megabytes)
)
_FACTS = re.compile(rf"\s*\((?P<type>[A-Z]{{2,5}})(?:, (?P<size>{_SIZE}))?\)\Z")
_CLOSED = re.compile(rf"{literal(DANISH.closed_attachment)}(?:: (.+))?\Z")


class Attachment(Struct):
    """One line of a list of attachments."""

    titel: str
    fil: str = ""
    closed: str | None = None
    """Why it is closed; empty where that is not said, ``None`` where it is open."""

    def value(self, with_referat: bool = False) -> dict[str, Any]:
        """As it stands in a meeting file."""
        value: dict[str, Any] = {"titel": self.titel}
        if self.fil:
            value["fil"] = self.fil
        if with_referat:
            value["udsendes_med"] = UdsendesMed.REFERAT.value
        if self.closed is not None:
            value["lukket"] = self.closed or True
        return value


def attachments(pieces: Sequence[Piece], folder: Path) -> tuple[list[Attachment], list[Piece]]:
    """The attachments, and what follows them that is none."""
    found: list[Attachment] = []
    pieces = _with_type_behind(pieces)
    counted = [re.match(r"(\d{1,2}) (?=\S)", piece.text) for piece in pieces]
    counts = [match and match[1] for match in counted] == [str(n + 1) for n in range(len(pieces))]
    for index, piece in enumerate(pieces):
        text = piece.text[len(str(index + 1)) + 1 :] if counts else piece.text
        file = patterns.FILE_NAME.match(text)
        sentence = len(text) > 240 or (text.endswith((".", ":")) and len(text) > 90)
        if piece.kind in (Kind.TABLE, Kind.PICTURE, Kind.RULE) or (sentence and not file):
            return found, list(pieces[index:])
        found.append(_attachment(_LABEL.sub("", text, count=1), folder))
    return found, []


def _with_type_behind(pieces: Sequence[Piece]) -> list[Piece]:
    """The lines; a file's type that stands above its title comes behind it."""
    found: list[Piece] = []
    for piece in pieces:
        if found and patterns.FILE_TYPE.match(found[-1].text):
            found[-1] = text_piece(f"{piece.text} ({found[-1].text})")
        else:
            found.append(piece)
    return found


def _attachment(text: str, folder: Path) -> Attachment:
    if patterns.FILE_ENDING.search(text):
        stem = patterns.FILE_ENDING.sub("", text).strip()
        return Attachment(stem or text, _path(text) if stem else "")
    if match := _FACTS.search(text):
        title = text[: match.start()]
        file = _on_disk(title, match["type"], match["size"], folder)
        return Attachment(title, file) if file else Attachment(text)
    if match := _CLOSED.match(text):
        return Attachment(DANISH.closed_attachment, closed=match[1] or "")
    return Attachment(text)


def _path(name: str) -> str:
    unusable = (
        name.startswith(("/", "~", ".")) or name[1:2] == ":" or re.search(r"[\\/\n]|://", name)
    )
    return "" if unusable else f"bilag/{name}"


def _on_disk(title: str, type_: str, size: str | None, folder: Path) -> str:
    """The file in ``bilag/`` that a list of attachments means by title, type and size."""
    best, likeness = "", 0.0
    for path in sorted((folder / "bilag").glob(f"*.{type_.lower()}")):
        said = typography.plain_spaces(typography.file_size(path.stat().st_size, DANISH))
        if size is not None and said != size:
            continue
        ratio = SequenceMatcher(None, patterns.folded(title), patterns.folded(path.stem)).ratio()
        if ratio > likeness or not best:
            best, likeness = f"bilag/{path.name}", ratio
    return best


def same_attachment(typed: str, titel: str) -> bool:
    """Whether a title typed in the case names the file that is listed."""
    one, other = _bare(typed), _bare(titel)
    if not one or not other:
        return False
    if one in other or other in one:
        return True
    a, b = set(one.split()), set(other.split())
    shared = len(a & b) / max(1, min(len(a), len(b)))
    return shared >= 0.7 or SequenceMatcher(None, one, other).ratio() > 0.75


def _bare(text: str) -> str:
    text = re.sub(r"^(?:bilag|notat|punkt \d+)\b[.,:]?\s*", "", patterns.folded(text))
    words_ = re.findall(r"[^\W\d_]{3,}", text)
    return " ".join(
        word for word in words_ if word not in ("bilag", "punkt", "notat", "samt", "med")
    )
