"""Items without numbers, known by the form of their titles alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from moedebog.catalogue import Slags
from moedebog.importer.genre import dates, labels, patterns
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import BOLD, GUESSED, Kind, Piece
from moedebog.importer.recognise import attachment_labels
from moedebog.importer.recognise.numbered import label_of
from moedebog.importer.recognise.outline import Outline
from moedebog.importer.recognise.start import Start
from moedebog.importer.recognise.title_likeness import same_title

_FEWEST = 3
"""So many lines must look alike."""
_LONGEST_LINE = 120
_FIRST_TIME = re.compile(r"(\d{1,2})[.:](\d{2})")
_APPENDIX = re.compile(
    r"(?:bilag(?:or|er)?|vedlegg|appendi(?:ks|x|ces))(?: (?:\w|\d{1,2}))?:?", re.IGNORECASE
)
_OF_CASES = frozenset((Slags.BESLUTNING, Slags.INDSTILLING, Slags.SAGSFREMSTILLING, Slags.RESUME))
"""Sections that no line of plain text is a title for."""
_FEWEST_SECTIONS = 2
_HEADINGS = "deres overskrifter"
_NOTE = "punkterne har ingen numre i dokumentet og er kendt på {} alene"


def unnumbered(pieces: Sequence[Piece], contents: Outline, alone: bool) -> list[Start]:
    """The items by what tells them best, with a note on the first; none where nothing does.

    ``alone``: whether an agenda in the document is told only once.
    """
    if named := by_titles(pieces, contents):
        return named
    blocks = by_blocks(pieces, contents)
    ways = [
        ("listen", by_list(pieces, contents) if alone else []),
        ("stregerne over dem", by_rules(pieces, contents)),
        ("klokkeslættene foran", by_clock(pieces, contents)),
        (_HEADINGS, by_headings(pieces, contents)),
        ("linjernes plads", blocks),
        ("kolonet efter dem", by_colons(pieces, contents)),
    ]
    for way, starts in ways:
        plain = way == _HEADINGS and not any(start.level for start in starts)
        if starts and not (plain and len(blocks) > len(starts)):
            return [replace(starts[0], note=_NOTE.format(way)), *starts[1:]]
    return []


def by_titles(pieces: Sequence[Piece], contents: Outline) -> list[Start]:
    """Headings without a number that the table of contents names."""
    starts: list[Start] = []
    waiting = list(contents.titles)
    for index, piece in enumerate(pieces):
        if index in contents.places or not piece.may_title or not waiting:
            continue
        for place, title in enumerate(waiting[:3]):
            if same_title(title, piece.text):
                starts.append(Start(index, "", piece.text, piece.level))
                del waiting[: place + 1]
                break
    return starts if len(starts) > 1 and len(starts) * 2 >= len(contents.titles) else []


def by_headings(pieces: Sequence[Piece], contents: Outline) -> list[Start]:
    """The highest headings that are no sections and no cover."""
    plain = not any(p.kind is Kind.HEADING and p.level != GUESSED for p in pieces)
    dated = next((i for i, p in enumerate(pieces[:12]) if dates.find_date(p.text)), -1)
    heads = [
        (index, piece)
        for index, piece in enumerate(pieces)
        if (piece.kind is Kind.HEADING or (plain and _is_usual(piece)))
        and index not in contents.places
        and index > dated
        and _may_be_title(piece)
        and not attachment_labels.stands_alone(piece.text)
        and not patterns.MINUTES.fullmatch(folded(piece.text))
        and not patterns.AGENDA.fullmatch(piece.text.rstrip(" :"))
    ]
    heads = heads[: _appendices(heads)]
    times = Counter(folded(piece.text) for _, piece in heads)
    levels: dict[int, list[Start]] = {}
    for index, piece in heads:
        known = patterns.section_of(piece.text)
        if known and (times[folded(piece.text)] > 1 or (plain and known.slags in _OF_CASES)):
            continue  # a section of each item
        start = Start(index, "", piece.text, piece.level)
        levels.setdefault(piece.level or BOLD + 1, []).append(start)
    starts = next((starts for _, starts in sorted(levels.items()) if len(starts) > 1), [])
    sections = {slags for start in starts if (slags := _of_case(start.title))}
    return starts if len(sections) < _FEWEST_SECTIONS else []


def _of_case(heading: str) -> Slags | None:
    """The section of a case that a heading begins, such as no item is called."""
    known = patterns.section_of(heading)
    return known.slags if known and known.slags in _OF_CASES else None


def one_case(pieces: Sequence[Piece], contents: Outline) -> list[Start]:
    """The heading over the sections of a case, where the document has no other case in it."""
    heads = [
        (index, piece)
        for index, piece in enumerate(pieces)
        if piece.kind is Kind.HEADING and piece.level != GUESSED and index not in contents.places
    ]
    sections = [(at, _of_case(piece.text)) for at, (_, piece) in enumerate(heads)]
    known = [at for at, slags in sections if slags]
    if len({slags for _, slags in sections if slags}) < _FEWEST_SECTIONS:
        return []
    level = min(heads[at][1].level for at in known)
    over = next((at for at in range(known[0] - 1, -1, -1) if heads[at][1].level < level), None)
    if over is None or any(piece.level < level for _, piece in heads[over + 1 :]):
        return []
    index, piece = heads[over]
    number, title = label_of(piece) or ("", piece.text)
    return [Start(index, number, title, piece.level)] if _may_be_title(piece) else []


def _appendices(heads: Sequence[tuple[int, Piece]]) -> int:
    """Where what is appended to the minutes begins among the headings: *Bilag*, in larger type."""
    levels = [piece.level for _, piece in heads if piece.level]
    for at, (_, piece) in enumerate(heads):
        alike = _APPENDIX.fullmatch(piece.text) and piece.level
        if at > 1 and alike and piece.level < min(levels[1:at], default=0):
            return at
    return len(heads)


def by_clock(pieces: Sequence[Piece], contents: Outline) -> list[Start]:
    """The lines that begin with a time, one later than the other."""
    starts: list[Start] = []
    last = None
    for index, piece in enumerate(pieces):
        match = patterns.CLOCK_FIRST.match(piece.text) if index not in contents.places else None
        time = _FIRST_TIME.search(match["tid"]) if match else None
        moment = dates.clock(time[1], time[2]) if time else None
        if match is None or moment is None or piece.sure or len(piece.text) > _LONGEST_LINE:
            continue
        if last is not None and moment < last:
            return []
        last = moment
        title = piece.text[match.end() :]
        starts.append(Start(index, "", f"kl. {match['tid']} {title}", 0))
    return starts if len(starts) >= _FEWEST else []


def by_list(pieces: Sequence[Piece], contents: Outline) -> list[Start]:
    """The outermost entries of a list right under *Dagsorden*, *Emner* …"""
    for index, piece in enumerate(pieces[:-1]):
        lead = piece.text.rstrip(" :")
        cover = labels.COVER.match(lead) and pieces[index + 1].kind is Kind.ITEM
        if not piece.may_title or not (patterns.AGENDA.fullmatch(lead) or cover):
            continue
        starts = [
            Start(at, "", pieces[at].text, 0)
            for at in _of_list(pieces, index + 1)
            if pieces[at].kind is Kind.ITEM and pieces[at].level == 0
        ]
        told = sum(1 for one in pieces[:index] if _DECIDED.search(one.text))
        if len(starts) > 1 and starts[0].at not in contents.places:
            return starts if told < _FEWEST else []
    return []


_DECIDED = re.compile(
    r"\b(?:beslutte\w*|drøft\w*|noteres|vedtog|vedtaget|blev|var enige?)\b", re.IGNORECASE
)
"""Where so many lines above a list tell what happened, it is not the list of this meeting's
items."""


def by_rules(pieces: Sequence[Piece], contents: Outline) -> list[Start]:
    """The short lines right below the rules."""
    rules = sum(1 for piece in pieces if piece.kind is Kind.RULE)
    starts = [
        Start(index, "", piece.text, piece.level if piece.kind is Kind.HEADING else 0)
        for index, piece in enumerate(pieces[:-1])
        if index
        and pieces[index - 1].kind is Kind.RULE
        and index not in contents.places
        and piece.may_title
        and _may_be_title(piece)
        and not piece.text.endswith((",", ";"))
        and pieces[index + 1].kind is not Kind.RULE
    ]
    return starts if len(starts) >= _FEWEST and len(starts) * 3 >= rules * 2 else []


def by_blocks(pieces: Sequence[Piece], contents: Outline) -> list[Start]:
    """The first lines of blocks that empty lines part, where one of them is a usual title."""
    return _blocks(pieces, contents, "") or _blocks(pieces, contents, ":")


def by_colons(pieces: Sequence[Piece], contents: Outline) -> list[Start]:
    """The lines of a few words with a colon behind them over text, where one is a usual title."""
    starts = [
        Start(index, "", piece.text.removesuffix(":"), 0)
        for index, piece in enumerate(pieces[:-1])
        if index not in contents.places
        and piece.kind is Kind.TEXT
        and piece.text.endswith(":")
        and len(piece.text.split()) <= _FEWEST
        and _heads_text(piece, pieces[index + 1])
    ]
    usual = any(patterns.is_usual_title(start.title) for start in starts)
    if len(starts) < _FEWEST or not usual:
        return []
    labelled = max(
        (at for at, piece in enumerate(pieces) if labels.has_label(piece.text)), default=0
    )
    below = pieces[min(labelled, starts[0].at) :]
    headed = any(piece.kind is Kind.HEADING and piece.level != GUESSED for piece in below)
    return [] if headed else starts


def _heads_text(piece: Piece, after: Piece) -> bool:
    """Whether a line is no label, and has text right below it."""
    below = after.kind in (Kind.TEXT, Kind.ITEM) and not after.text.endswith(":")
    title = piece.may_title and piece.text[:1].isupper() and not patterns.TOLD.search(piece.text)
    return below and title and not labels.has_label(piece.text) and _may_be_title(piece)


def _blocks(pieces: Sequence[Piece], contents: Outline, end: str) -> list[Start]:
    """The longest row of such lines that have ``end`` behind them."""
    best: list[Start] = []
    row: list[Start] = []
    for index in range(len(pieces) - 1):
        piece = pieces[index]
        if not piece.spaced:
            continue
        if index in contents.places or not _heads_block(piece, pieces[index + 1], end):
            row = []
            continue
        row.append(Start(index, "", piece.text.removesuffix(end), 0))
        best = row if len(row) > len(best) else best
    usual = any(patterns.is_usual_title(start.title.removesuffix(".")) for start in best)
    return best if len(best) >= _FEWEST and usual else []


def _heads_block(piece: Piece, after: Piece, end: str) -> bool:
    """Whether a piece is a short line with ``end`` behind it and text right below it."""
    text = piece.text.removesuffix(end)
    short = piece.may_title and len(text) <= 80 and text[:1].isupper()
    ends = not piece.text.endswith(end) or text.endswith((",", ";", ":"))
    ends = ends or labels.has_label(piece.text)
    below = after.kind in (Kind.TEXT, Kind.ITEM) and not after.spaced
    return short and below and not ends and _may_be_title(piece)


def _of_list(pieces: Sequence[Piece], begin: int) -> Iterator[int]:
    """Indices of a list and of the paragraphs in it."""
    for index in range(begin, len(pieces)):
        if pieces[index].kind is not Kind.ITEM and not pieces[index].inside:
            return
        yield index


def _may_be_title(piece: Piece) -> bool:
    """Whether a line is neither of the cover nor a label."""
    text = piece.text
    cover = labels.COVER.match(text) or labels.DOCUMENT_WORD.match(text)
    matches = (pattern.match(text) for _, pattern in labels.LABELS)
    # »Øvrige emner« begins with a label, but names nobody.
    labelled = any(match and not match["value"][:1].islower() for match in matches)
    return not (cover or labelled) and dates.find_date(text) is None


def _is_usual(piece: Piece) -> bool:
    """Whether the piece is a title that most meetings have: *Eventuelt* …"""
    text = piece.text.removesuffix(".") if piece.spaced else piece.text
    ends = text.endswith((".", ":")) and not text.startswith("Evt")
    whole = piece.kind is Kind.TEXT and len(text) < 60 and not ends
    return whole and patterns.is_usual_title(text)
