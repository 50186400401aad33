"""A section's pieces -> the values of a meeting file, and what does not fit in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from moedebog import typography
from moedebog.blocks import Run
from moedebog.compose import words
from moedebog.importer import mark, patterns
from moedebog.importer.pieces import Kind, Piece, everything, without_start

_UDFALD = {patterns.folded(word): key for key, word in words.UDFALD.items()}


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
    if any(p.kind in (Kind.TABLE, Kind.PICTURE, Kind.RULE) for p in intro):
        return None
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
    value = _opening(" ".join(p.text for p in intro))
    til = str(value.pop("_til", ""))
    value["at"] = [_point(point, numbered) for point in points]
    return Recommendation(value, len(points), numbered, til, list(pieces[last + 1 :]))


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


def _opening(text: str) -> dict[str, Any]:
    for pattern in patterns.OPENINGS:
        if match := pattern.match(text):
            parts = match.groupdict()
            fra = (parts.get("fra") or "").strip()
            value: dict[str, Any] = {"fra": fra} if fra else {}
            return {**value, "_til": parts["til"].strip()}
    return {"indledning": text} if text else {"indledning": "Indstilling:"}


def _at_paragraphs(pieces: Sequence[Piece]) -> Recommendation | None:
    """``at …`` in paragraphs of their own, or in the one sentence that there is."""
    texts = [p for p in pieces if p.kind is Kind.TEXT]
    if not texts or len(texts) != len(pieces):
        return None
    first = next((i for i, p in enumerate(texts) if patterns.AT_PARAGRAPH.match(p.text)), None)
    if first is None:
        match = re.match(
            r"(.{0,160}?\b(?:indstill|anbefal|foreslå)\w*\b[^.]{0,60}?,?)\s+(at\s\S.*)\Z",
            texts[0].text,
        )
        if not match or len(texts) > 1:
            return None
        points = [without_start(texts[0], match.start(2))]
        return Recommendation(
            {"indledning": match[1], "at": [mark.wrapped(mark.inline(points[0].inlines))]},
            1,
            False,
            "",
        )
    last = max(i for i, p in enumerate(texts) if patterns.AT_PARAGRAPH.match(p.text))
    points = texts[first : last + 1]
    if not all(patterns.AT_PARAGRAPH.match(p.text) for p in points):
        return None
    intro = " ".join(p.text for p in texts[:first])
    if not intro:
        return None
    value = {"indledning": intro, "at": [mark.wrapped(mark.inline(p.inlines)) for p in points]}
    return Recommendation(value, len(points), False, "", list(texts[last + 1 :]))


# --- the decision ---------------------------------------------------------------------------


def outcome(pieces: Sequence[Piece]) -> tuple[str | None, Sequence[Piece]]:
    """The outcome in a fixed word, where the first paragraph is that word; and the rest."""
    if pieces and pieces[0].kind is Kind.TEXT and len(pieces[0].inlines) == 1:
        text = pieces[0].text
        key = _UDFALD.get(patterns.folded(text))
        if key and text.endswith(".") and text[:1].isupper():
            return key, pieces[1:]
    return None, pieces


class Answers(Struct):
    """Answers to the points of an indstilling, and the text before them."""

    before: list[Piece]
    values: list[dict[str, Any]]


def answers(pieces: Sequence[Piece], points: int) -> Answers | None:
    """The answers, only where it is certain which point each of them answers."""
    labelled = _labelled_answers(pieces, points)
    if labelled:
        return labelled
    pieces = [_as_entry(piece) for piece in pieces]
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


def _as_entry(piece: Piece) -> Piece:
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
    return Answers(before, values)


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


# --- votes, statements, actions ---------------------------------------------------------------

_SIDES = {"for": "for", "imod": "imod", "undlod at stemme": "undlod", "undlod": "undlod"}
_SIDE = re.compile(r"(For|Imod|Undlod(?: at stemme)?)(?: (?:stemte|stemmer))?:?\s+(\S.*)\Z")


def votes(pieces: Sequence[Piece], known: Callable[[str], bool]) -> list[dict[str, Any]] | None:
    """The votes; ``None`` where a line is not understood to the letter."""
    found: list[dict[str, Any]] = []
    for piece in pieces:
        text = piece.text
        if match := re.match(r"Forslag: (.+)\Z", text):
            found.append({"forslag": match[1]})
            continue
        match = _SIDE.match(text)
        value = _side(match[2], known) if match else None
        if match is None or value is None:
            return None
        side = _SIDES[match[1].lower()]
        if not found or side in found[-1]:
            found.append({})
        found[-1][side] = value
    complete = all(set(one) - {"forslag"} for one in found)
    return found if found and complete else None


def _side(text: str, known: Callable[[str], bool]) -> Any:
    if match := re.match(r"(\d+) stemmer?(?:: (.+))?\Z", text):
        names = _names(match[2] or "")
        return {"antal": int(match[1]), "navne": names} if names else int(match[1])
    match = re.match(r"(.+?)(?: \((\d+)\))?\Z", text)
    names = _names(match[1]) if match else []
    counted = bool(match and match[2])
    if match and counted and all(re.fullmatch(r"[A-ZÆØÅ]{1,3}", name) for name in names):
        return {"antal": int(match[2]), "navne": names}  # parties, with the votes they gave
    if not names or counted != all(map(known, names)):
        return None
    if typography.enumeration(names) != (match[1] if match else "") or (
        match and match[2] and int(match[2]) != len(names)
    ):
        return None
    return names


def _names(text: str) -> list[str]:
    return [name.strip() for name in re.split(r",\s+|\s+og\s+", text) if name.strip()]


def statements(pieces: Sequence[Piece], whom: str) -> list[dict[str, Any]] | None:
    """Statements for the minutes, each under the name of who made it."""
    if whom:
        text = body(pieces)
        return [{"fra": whom, "tekst": text}] if pieces and isinstance(text, str) else None
    groups: list[tuple[str, list[Piece]]] = []
    for piece in pieces:
        match = re.match(r"([A-ZÆØÅ][^:.]{1,58}):(?:\s+(\S.*))?\Z", piece.text)
        if match and piece.kind in (Kind.TEXT, Kind.HEADING):
            here = [without_start(piece, match.start(2))] if match[2] else []
            groups.append((match[1], here))
        elif groups:
            groups[-1][1].append(piece)
        else:
            return None
    if not groups or any(not texts for _, texts in groups):
        return None
    values = [{"fra": name, "tekst": body(texts)} for name, texts in groups]
    return values if all(isinstance(value["tekst"], str) for value in values) else None


def actions(pieces: Sequence[Piece]) -> list[dict[str, Any]] | None:
    """A table of what is to be done, by whom, and when."""
    if len(pieces) != 1 or pieces[0].kind is not Kind.TABLE:
        return None
    rows = [[" ".join(p.text for p in cell) for cell in row] for row in pieces[0].rows]
    if [patterns.folded(name) for name in rows[0]] != ["opgave", "ansvarlig", "frist"]:
        return None
    found = []
    for task, who, when in rows[1:]:
        day = patterns.find_date(when)
        if not task or (when and day is None):
            return None
        one: dict[str, Any] = {"opgave": task}
        if who:
            one["ansvarlig"] = who
        if day:
            one["frist"] = day[0].isoformat()
        found.append(one)
    return found or None


# --- attachments ------------------------------------------------------------------------------

_LABEL = re.compile(r"bilag\s+\d+(?:\.\w+)*\s*[:.–-]?\s+(?=\S)", re.IGNORECASE)
_FACTS = re.compile(r"\s*\((?P<type>[A-Z]{2,5})(?:, (?P<size>\d[\d.,]* (?:byte|kB|MB)))?\)\Z")


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
            value["udsendes_med"] = "referat"
        if self.closed is not None:
            value["lukket"] = self.closed or True
        return value


def attachments(pieces: Sequence[Piece], folder: Path) -> tuple[list[Attachment], list[Piece]]:
    """The attachments, and what follows them that is none."""
    found: list[Attachment] = []
    for index, piece in enumerate(pieces):
        text = piece.text
        file = patterns.FILE_NAME.match(text)
        sentence = len(text) > 240 or (text.endswith((".", ":")) and len(text) > 90)
        if piece.kind in (Kind.TABLE, Kind.PICTURE, Kind.RULE) or (sentence and not file):
            return found, list(pieces[index:])
        found.append(_attachment(_LABEL.sub("", text, count=1), folder))
    return found, []


def _attachment(text: str, folder: Path) -> Attachment:
    if patterns.FILE_ENDING.search(text):
        stem = patterns.FILE_ENDING.sub("", text).strip()
        return Attachment(stem or text, _path(text) if stem else "")
    if match := _FACTS.search(text):
        title = text[: match.start()]
        file = _on_disk(title, match["type"], match["size"], folder)
        return Attachment(title, file) if file else Attachment(text)
    if match := re.match(r"Lukket bilag(?:: (.+))?\Z", text):
        return Attachment("Lukket bilag", closed=match[1] or "")
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
        said = typography.file_size(path.stat().st_size).replace(typography.NO_BREAK_SPACE, " ")
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
