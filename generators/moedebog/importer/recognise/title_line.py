"""The line that an item begins with: its title, and the text that may follow on it at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import Run
from moedebog.importer.genre import patterns
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import Kind, Piece
from moedebog.importer.recognise import title as titles
from moedebog.importer.recognise.outline import Outline
from moedebog.importer.recognise.start import Start
from moedebog.importer.recognise.title_likeness import same_title

_FEWEST = 3
_ANSWERED = "titlerne er dagsordenens; linjen med samme tal er læst som det, der skete"
_ANSWERED_ONE = "titlen er dagsordenens; linjen med samme tal er læst som det, der skete"
_BOLD = (
    "titlen på {items} er det, der står med fed skrift; resten af linjen er læst som det, der skete"
)
_AT_ONCE = "teksten følger på titlens egen linje; titlen er gættet: teksten til det første punktum"
_DASHES = "teksten følger på titlens egen linje; titlen er gættet: teksten til tankestregen"
_LONG_TITLE, _LONGEST_TITLE = 130, 250
"""Characters of a line that is a sentence: from the first on it is a title by a guess."""
_FIRST = re.compile(r"(?P<title>[^.:]{0,70}?(?:\w{3}|[)?\d]))[.:]\s+(?=[A-ZÆØÅ\d])")
"""A title, and a text right behind its full stop or colon."""

_DASHED = re.compile(r"(?P<title>[^.:–]{2,70}?)\s+[–-]\s+(?P<text>\S.*)")
"""A title, and a text behind a dash."""
_JOINS = re.compile(r"(?:[,(–\d-]|(?:af|d\.|den|for|fra|i|med|og|om|på|samt|som|til|ved)(?!\w))")
"""What goes on with a bold title in plain type: ``**Regnskab** for 2012``."""
_PARTS = re.compile(r"\s*[.:]\s|(?:\s*[–-])?\s+[A-ZÆØÅ]")
"""What parts a bold title from its text; »**Annoncen** – hvilke?« is one title."""


class TitleLine(Struct):
    """What the line of an item says."""

    title: str
    text: str = ""
    """What stands on it besides the title."""
    note: str = ""
    """What is unsure."""


def title_lines(
    pieces: Sequence[Piece], starts: Sequence[Start], contents: Outline, agenda: bool
) -> list[TitleLine]:
    """The line of each item; what is unsure of all of them is noted at the first.

    ``agenda``: whether the document tells nothing of what happened.
    """
    answered = _are_answers(starts, contents)
    at_once = not (agenda or answered or contents.titles) and _tell_at_once(pieces, starts)
    dashes = not (agenda or answered or contents.titles) and _tell_behind_dashes(pieces, starts)
    all_bold = not agenda and _are_bold(pieces, starts)
    lines: list[TitleLine] = []
    noted = False
    bold: list[str] = []
    for start in starts:
        line = _bold_title(pieces[start.at], start)
        if line is None and all_bold and (line := _bold_begun(pieces[start.at], start)):
            bold.append(start.number or line.title)
        first = _FIRST.match(start.title) if at_once and not line else None
        if first and start.title.endswith("."):
            note = "" if noted else _AT_ONCE
            line, noted = TitleLine(first["title"], start.title[first.end() :], note), True
        if line is None and not agenda and (told := _answered_on_line(start)):
            line = told
        dashed = _DASHED.fullmatch(start.title) if dashes and not line else None
        if dashed:
            note = "" if noted else _DASHES
            line, noted = TitleLine(dashed["title"], dashed["text"], note), True
        lines.append(line or _line(start, contents, answered))
    if answered and lines:
        lines[0].note = lines[0].note or _ANSWERED
    if bold:
        lines[0].note = lines[0].note or _BOLD.format(items=", ".join(bold))
    return lines


def _answered_on_line(start: Start) -> TitleLine | None:
    """The line of *Eventuelt*, or of an election, where what happened stands on it as well."""
    if start.sure:
        return None
    for pattern in (patterns.USUAL_FIRST, patterns.ELECTED_FIRST):
        if match := pattern.fullmatch(start.title):
            return TitleLine(match["title"], match["text"])
    return None


def _tell_at_once(pieces: Sequence[Piece], starts: Sequence[Start]) -> bool:
    """Whether most items are told in sentences behind the titles, with no text below."""
    ends = [start.at for start in starts[1:]] + [len(pieces)]
    told = sum(
        end == start.at + 1 and start.title.endswith(".") and bool(_FIRST.match(start.title))
        for start, end in zip(starts, ends, strict=True)
        if not start.sure
    )
    return told >= _FEWEST and 2 * told >= len(starts)


def _tell_behind_dashes(pieces: Sequence[Piece], starts: Sequence[Start]) -> bool:
    """Whether most items are told behind a dash, with no text below:
    ``2. Økonomi – kassereren gennemgik tallene.``
    """
    ends = [start.at for start in starts[1:]] + [len(pieces)]
    found = [
        match
        for start, end in zip(starts, ends, strict=True)
        if not start.sure and end == start.at + 1 and (match := _DASHED.fullmatch(start.title))
    ]
    told = sum(match["text"].endswith(".") or bool(_tells(match["text"])) for match in found)
    return len(found) >= _FEWEST and 3 * len(found) >= 2 * len(starts) <= 3 * told


def _bold_title(piece: Piece, start: Start) -> TitleLine | None:
    """The line where the title alone is bold, and a text in plain type follows."""
    title, rest = _bold_part(piece, start)
    told = rest.lstrip()[:1] in ("–", "-") and _tells(rest)
    parted = title.endswith((".", ":")) or _PARTS.match(rest) or told
    title = title.rstrip(" .:–-")
    if not title or not parted:
        return None
    return TitleLine(title, rest.lstrip(" :.–-"))


def _bold_begun(piece: Piece, start: Start) -> TitleLine | None:
    """The same where only the type parts them: ``**Hjemmesiden** bliver lagt om``."""
    title, rest = _bold_part(piece, start)
    joined = not rest[:1].isspace() or _JOINS.match(rest.strip())
    if not title or joined or patterns.GOES_ON.search(title):
        return None
    return TitleLine(title, rest.strip())


def _bold_part(piece: Piece, start: Start) -> tuple[str, str]:
    """What of a title is bold, and the plain text behind it; empty texts where it is not so."""
    runs = [run for run in piece.inlines if isinstance(run, Run)]
    number = len(piece.text) - len(start.title)
    if runs and not runs[0].strong and len(runs[0].text.rstrip()) <= number:
        runs[:2] = [replace(run, text=runs[0].text + run.text) for run in runs[1:2]]
    if start.sure or piece.kind is Kind.HEADING or len(runs) < 2 or not runs[0].strong:
        return "", ""
    strong = " ".join(runs[0].text.split())
    title = strong[number:]
    rest = start.title[len(start.title) - (len(piece.text) - len(strong)) :]
    whole = title and rest != start.title and start.title.startswith(title.rstrip(" .:–-"))
    return (title, rest) if whole else ("", "")


def _are_bold(pieces: Sequence[Piece], starts: Sequence[Start]) -> bool:
    """Whether all items of the document begin with bold type."""
    return len(starts) >= _FEWEST and all(_begins_bold(pieces[start.at]) for start in starts)


def _begins_bold(piece: Piece) -> bool:
    first = next((run for run in piece.inlines if isinstance(run, Run)), None)
    return piece.kind is Kind.HEADING or (first is not None and first.strong)


def _are_answers(starts: Sequence[Start], contents: Outline) -> bool:
    """Whether lines with the agenda's numbers are answers to its items, and not their titles."""
    pairs = list(zip(contents.titles, starts, strict=False))
    if len(pairs) != max(len(starts), len(contents.titles)) or len(pairs) < _FEWEST:
        return False
    known = sum(same_title(listed, start.title) for listed, start in pairs)
    plain = all(start.plain and start.title and not start.level for start in starts)
    begun = any(f"{one.title.casefold()} ".startswith(f"{key.casefold()} ") for key, one in pairs)
    return plain and not begun and known * 3 <= len(pairs)


def _line(start: Start, contents: Outline, answer: bool) -> TitleLine:
    """An item's line by its words and the agenda.

    ``answer``: whether such lines answer the items of the agenda.
    """
    text = start.title
    listed = ""
    if start.plain and start.main and start.main <= len(contents.titles):
        listed = contents.titles[start.main - 1]
    bare = start.word.lower() in ("ad", "")
    sentence = text.endswith(".") and titles.read(text).minutes is None
    prose = answer or (len(text) > 130 and bare) or (len(text) > 60 and sentence)
    if not text or (answer and same_title(listed, text)):
        return TitleLine(listed)
    if listed and folded(text) != folded(listed) and text.casefold().startswith(listed.casefold()):
        rest = text[len(listed) :]
        whole = not rest[:1].isalnum() and not start.level
        if whole and (prose or re.match(r"\s*[:.]\s", rest)):
            return TitleLine(listed, rest.lstrip(" :.–-"))
    if listed and not same_title(listed, text) and _tells(text) and not start.level:
        return TitleLine(listed, text, "" if answer else _ANSWERED_ONE)
    if start.level or not prose:
        return TitleLine(text)
    if listed:
        return TitleLine(text) if same_title(listed, text) else TitleLine(listed, text)
    first = re.match(r"(.{3,70}?)[.:]\s+(?=[A-ZÆØÅ])", text)
    if first and "," not in first[1]:
        note = "titlen er gættet: teksten til det første punktum"
        return TitleLine(first[1], text[first.end() :], note)
    if len(text) <= _LONGEST_TITLE:
        note = "titlen er gættet: hele linjen" if len(text) > _LONG_TITLE else ""
        return TitleLine(text, note=note)
    return TitleLine("", text)


def _tells(text: str) -> bool:
    """Whether the line of an item tells what happened, and is no title."""
    return text.endswith((".", ":")) and bool(patterns.TOLD.search(text))
