"""Where the items begin: the headings found, and the table of contents that proves them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from moedebog.importer.genre import patterns
from moedebog.importer.pieces import BOLD, GUESSED, Kind, Piece
from moedebog.importer.recognise.lettered import (
    all_first,
    are_groups,
    by_count,
    by_letters,
    by_own_numbers,
    by_romans,
    by_small_letters,
)
from moedebog.importer.recognise.numbered import number_alone, numbered
from moedebog.importer.recognise.outline import Outline, agenda
from moedebog.importer.recognise.start import Start
from moedebog.importer.recognise.title_likeness import Titles
from moedebog.importer.recognise.treated import answering, pointed
from moedebog.importer.recognise.unnumbered import by_headings, one_case, unnumbered

_FEWEST = 3
"""So many numbers in a row, which begin elsewhere than at 1, may be those of items."""


def find(pieces: Sequence[Piece], contents: Outline) -> tuple[list[Start], Outline]:
    """The items in their order, and the table of contents in the end taken for one."""
    listed = agenda(pieces)
    first = len(contents.titles)
    told_twice = Outline(
        [*contents.titles, *listed.titles],
        contents.places | listed.places,
        {**contents.groups, **{first + i: group for i, group in listed.groups.items()}},
        contents.outcomes,
        contents.told,
        numbers=listed.numbers | contents.numbers,
    )
    starts = _counted_below(pieces, listed) or _search(pieces, told_twice)
    enough = bool(listed.titles) and len(starts) * 2 > len(listed.titles)
    if not enough or _goes_on(pieces, starts, listed):
        return _search(pieces, contents, agenda_alone=True), contents
    if _is_told(pieces, starts, listed):
        return starts, told_twice
    below = starts[0].at > max(listed.places)
    return (starts if below else _search(pieces, contents, agenda_alone=True)), contents


def _goes_on(pieces: Sequence[Piece], starts: Sequence[Start], listed: Outline) -> bool:
    """Whether the items only go on with the numbers below the heading: there is no list then."""
    last = max(_numbers(pieces, listed), default=0)
    plain = all(start.plain for start in starts)
    return plain and starts[0].main == last + 1 and starts[0].at > max(listed.places)


def _numbers(pieces: Sequence[Piece], listed: Outline) -> list[int]:
    labels = (numbered(pieces[at]) for at in listed.places)
    return [int(label[0]) for label in labels if label and label[0].isdigit()]


def _is_told(pieces: Sequence[Piece], starts: Sequence[Start], listed: Outline) -> bool:
    """Whether the items are those of the list: as many are counted, or some have its titles."""
    most = max(_numbers(pieces, listed), default=0)
    numbers = {start.number for start in starts if start.number}
    if numbers and len(numbers) <= most <= len(starts):
        return True
    known = Titles(listed.titles)
    return 3 * sum(known.has(start.title) for start in starts) >= len(starts)


def _counted_below(pieces: Sequence[Piece], listed: Outline) -> list[Start]:
    """The list right below an agenda that has its numbers and no more: an answer to each item."""
    starts: list[Start] = []
    for index in range(max(listed.places, default=len(pieces)) + 1, len(pieces)):
        label = numbered(pieces[index])
        if label and label[0] == str(len(starts) + 1):
            starts.append(Start(index, *label, 0))
        elif starts or pieces[index].kind is not Kind.HEADING:
            break
    return starts if len(starts) == len(listed.titles) else []


def _search(pieces: Sequence[Piece], contents: Outline, agenda_alone: bool = False) -> list[Start]:
    words = _keyword_chains(pieces, contents) or _own_word_chains(pieces, contents)
    bare = _bare_chain(pieces, contents, agenda_alone)
    letters = by_letters(pieces, contents.places) or by_romans(pieces, contents.places)
    if letters and any(are_groups(letters, chain, pieces) for chain in (*words, bare)):
        letters = []
    elif letters and bare and letters[0].at < bare[0].at < letters[-1].at:
        bare = []
    found = [chain for chain in (*words, bare, letters) if chain]
    outer = [one for one in found if not any(_is_inside(one, other) for other in found)]
    bare, letters = (chain if chain in outer else [] for chain in (bare, letters))
    best = max((chain for chain in words if chain in outer), key=len, default=[])
    if letters and len(letters) >= max(len(best), len(bare)):
        return letters
    inside = bool(best and bare) and bare[0].at > best[0].at and not any(s.level for s in bare)
    if best and (len(best) > 1 or len(bare) < 3 or inside):
        return _with_sub_items(pieces, best, contents)
    heads = by_headings(pieces, contents)
    styled = len(heads) > 1 and all(GUESSED < start.level < BOLD for start in heads)
    styled = styled and not (len(bare) > 1 and _is_inside(heads, bare))
    listed = Titles(contents.titles)
    told = 2 * sum(listed.has(start.title) for start in bare) > len(bare)
    if bare and (told or not styled or any(start.level for start in bare)):
        return bare
    if best:
        return best
    if own := by_own_numbers(pieces, contents.places) or one_case(pieces, contents):
        return own
    counted = all_first(pieces, contents.places)
    if not counted and not styled:
        counted = by_small_letters(pieces, contents.places)
        counted = counted or by_count(pieces, contents.places | answering(pieces))
    return counted or unnumbered(pieces, contents, agenda_alone)


def _is_inside(chain: Sequence[Start], other: Sequence[Start]) -> bool:
    """Whether a chain stands inside one item of another, or is the answers to points in its items.

    One that tells the same numbers again is no part of it: minutes below an agenda.
    """
    if chain is other or chain[0].at < other[0].at:
        return False
    answers = chain[0].word.lower().startswith("ad") and bool(other[0].word or len(other) > 1)
    if answers and chain[0].at < other[-1].at:
        return True
    places = [start.at for start in other]
    together = bisect_left(places, chain[0].at) == bisect_left(places, chain[-1].at)
    again = len(chain) * 3 >= len(other) * 2 and chain[0].main == other[0].main
    return together and (answers or len(other) > 1) and not again


_GAP_ALONE = -1.0
"""The weight of a line that may as well be a sentence: it only fills a gap between others."""


def _keyword_chains(pieces: Sequence[Piece], contents: Outline) -> list[list[Start]]:
    by_word: dict[str, list[tuple[Start, float]]] = {}
    listed = Titles(contents.titles)
    answers = answering(pieces)
    for index, piece in enumerate(pieces):
        if index in contents.places or not piece.may_head:
            continue
        text = piece.text
        match = patterns.KEYWORD_ITEM.match(text)
        if not match or patterns.FILE_ENDING.search(text) or len(text) > 2000:
            continue
        word, number = match["word"].lower(), (match["nr"] or "").replace(" ", "")
        colon = bool(match["sep"].strip())
        if not number and not (":" in match["sep"] and word in ("punkt", "pkt")):
            continue
        heading = piece.kind is Kind.HEADING and piece.level != GUESSED
        title = match["title"].strip()
        told = listed.has(title)
        if index in answers and not told:
            continue  # the answer to a point
        long = len(text) > 260 or (len(text) > 110 and text.endswith("."))
        sentence = not colon and not heading and (long or text.endswith("."))
        sentence = sentence and not word.startswith("ad") and not patterns.is_usual_title(title)
        counted = bool(title[:1].isupper()) and not long
        if sentence and not (counted or (piece.spaced and not long)):
            continue
        if long and not word.startswith("ad") and not heading:
            continue
        weight = _GAP_ALONE if sentence else 10.0 + 8 * heading + 3 * colon
        weight += 8 * told
        start = Start(index, number, title, piece.level if heading else 0, match["word"])
        key = {"pkt": "punkt", "dagsordenspunkt": "punkt", "dagsordenpunkt": "punkt"}.get(
            word, word
        )
        by_word.setdefault(key, []).append((start, weight))
    chains = [_chain(list(_weighed(pieces, row)), gap=True) for row in by_word.values()]
    return [chain for chain in chains if chain]


def _weighed(
    pieces: Sequence[Piece], row: Sequence[tuple[Start, float]]
) -> Iterator[tuple[Start, float]]:
    """The lines with one word: those with a full stop are titles where all together count up.

    ``§ 2 Valg af dirigent.`` is one between § 1 and § 3; alone it may be a sentence.
    """
    numbers = [start.main for start, _ in row if start.plain and start.main]
    rises = all(one <= other <= one + 1 for one, other in pairwise(numbers))
    counted = len(numbers) >= _FEWEST and numbers[0] == 1 and rises and numbers[-1] >= _FEWEST
    for start, weight in row:
        if weight != _GAP_ALONE:
            yield start, weight
        elif counted:
            yield start, 10.0
        elif pieces[start.at].spaced:
            yield start, weight


def _own_word_chains(pieces: Sequence[Piece], contents: Outline) -> list[list[Start]]:
    """The highest headings with a word and a number, by their word: ``Tema 7: Titel``."""
    heads = [
        (index, piece)
        for index, piece in enumerate(pieces)
        if piece.kind is Kind.HEADING and GUESSED < piece.level < BOLD
    ]
    if heads and _is_title(heads[0][1], [piece for _, piece in heads[1:]]):
        heads = heads[1:]
    by_word: dict[str, list[tuple[Start, float]]] = {}
    for index, piece in heads:
        match = patterns.OWN_WORD_ITEM.match(piece.text)
        if match and index not in contents.places:
            start = Start(index, match["nr"], match["title"], piece.level, match["word"])
            by_word.setdefault(start.word, []).append((start, 18.0))
    top = min((piece.level for _, piece in heads), default=0)
    chains = [_chain(candidates, gap=True) for candidates in by_word.values()]
    return [chain for chain in chains if chain and chain[0].level == top]


def _is_title(piece: Piece, others: Sequence[Piece]) -> bool:
    """Whether the first heading stands over all others, and is no item."""
    alone = all(other.level > piece.level for other in others)
    return alone and not patterns.OWN_WORD_ITEM.match(piece.text)


def _bare_chain(pieces: Sequence[Piece], contents: Outline, agenda_alone: bool) -> list[Start]:
    candidates: list[tuple[Start, float]] = []
    listed = Titles(contents.titles)
    points = pointed(pieces)
    proven = 0
    for index, piece in enumerate(pieces):
        found = None if index in contents.places else numbered(piece)
        found = found or number_alone(pieces, index)
        if found is None:
            continue
        number, title = found
        heading = piece.kind is Kind.HEADING and piece.level != GUESSED
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        before = pieces[index - 1] if index else None
        alone = not any(p and p.kind is Kind.ITEM and p.level == 0 for p in (before, after)) or (
            after is not None and numbered(after) is None
        )
        known = listed.has(title)
        known = known or bool(patterns.TITLE_CASE_NUMBER.search(title))
        weight = 10.0 + 9 * heading + 8 * known + _ALONE * alone
        weight -= 9 * (len(title) > 150) + 4 * (len(title) > 60 and title.endswith("."))
        point = index in points or patterns.AT_PARAGRAPH.match(title)
        weight -= 15 * bool(point or title.endswith((",", ";")))
        good = heading or known or (alone and len(title) <= 100)
        proven += good
        candidates.append(
            (Start(index, number, title, piece.level if heading else 0), weight + 5 * good)
        )
    chain = _before_lists(_chain(candidates, gap=False), candidates)
    chain = _without_list_behind(pieces, chain)
    if not chain:
        return []
    chosen = {start.at for start in chain}
    goods = sum(1 for s, w in candidates if s.at in chosen and w >= 19)
    if len(chain) >= 2 and goods * 2 >= len(chain) and chain[0].main is not None:
        heads = any(s.level for s in chain)
        apart = all(not _is_entry(pieces[s.at], pieces[s.at + 1 : s.at + 2]) for s in chain)
        enough = len(chain) > 3 or (len(chain) == _FEWEST and goods == len(chain) and apart)
        cases = any(_has_section(pieces, start.at) for start in chain)
        if heads or chain[0].main == 1 or enough or cases:
            return chain
    if len(chain) == 1 and chain[0].main is not None and _is_only_case(pieces, chain[0]):
        return chain
    if _is_list_of_items(pieces, chain):
        return chain
    if len(chain) == len(contents.titles) and all(listed.has(start.title) for start in chain):
        return chain
    items = sum(1 for p in pieces if p.kind is not Kind.RULE)
    if agenda_alone and len(chain) >= 2 and len(chain) * 2 >= items - chain[0].at - 2:
        return chain
    return []


def _is_list_of_items(pieces: Sequence[Piece], chain: Sequence[Start]) -> bool:
    """Whether entries that are counted from 1 on, some with text below, end with *Eventuelt*."""
    if len(chain) <= _FEWEST or chain[0].main != 1:
        return False
    title = chain[-1].title
    usual = patterns.USUAL_FIRST.fullmatch(title) or patterns.is_usual_title(title.rstrip(". :"))
    apart = any(pieces[start.at + 1].kind is Kind.TEXT for start in chain[:-1])
    return bool(usual) and apart


_ALONE = 4.0
"""What a line weighs more that stands apart from other entries of a list."""


def _before_lists(chain: list[Start], candidates: Sequence[tuple[Start, float]]) -> list[Start]:
    """The chain, with no entry of a list in place of the item that the list stands in.

    Where *3* comes, then *1, 2, 3*, all below item 2, the first *3* is the item.
    """
    weights = {start.at: weight for start, weight in candidates}
    places = [start.at for start, _ in candidates]
    found = list(chain)
    for number, start in enumerate(chain[1:], 1):
        begin, end = bisect_left(places, found[number - 1].at + 1), bisect_left(places, start.at)
        between = [one for one, _ in candidates[begin:end]]
        same = [at for at, one in enumerate(between) if start.plain and one.number == start.number]
        heavy = [at for at in same if weights[between[at].at] >= weights[start.at] - _ALONE]
        if heavy and any(one.main == 1 for one in between[heavy[0] + 1 :]):
            found[number] = between[heavy[0]]
    return found


def _without_list_behind(pieces: Sequence[Piece], chain: list[Start]) -> list[Start]:
    """The chain without the end of another list, which begins anew below the last item."""
    end = len(pieces)
    while end and pieces[end - 1].kind is Kind.ITEM:
        end -= 1
    for number, start in enumerate(chain):
        before = numbered(pieces[start.at - 1]) if start.at > end else None
        goes_on = before is not None and before[0] == str((start.main or 0) - 1)
        if number and goes_on and chain[number - 1].at < end:
            return chain[:number]
    return chain


def _has_section(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the heading of a section stands right below an item's line."""
    below = pieces[at + 1 : at + 2]
    return any(piece.may_title and patterns.section_of(piece.text) for piece in below)


def _is_only_case(pieces: Sequence[Piece], start: Start) -> bool:
    """Whether the only item with a number is a case: it has sections right below, or lower ones."""
    if not start.level:
        return _has_section(pieces, start.at)
    below = [p for p in pieces[start.at + 1 :] if p.kind is Kind.HEADING and p.level > start.level]
    return any(patterns.section_of(piece.text) for piece in below)


def _is_entry(piece: Piece, after: Sequence[Piece]) -> bool:
    """Whether a piece is one entry among others of a list."""
    return piece.kind is Kind.ITEM and bool(after) and after[0].kind is Kind.ITEM


def _with_sub_items(pieces: Sequence[Piece], chain: list[Start], contents: Outline) -> list[Start]:
    """The chain with the sub-items that only have a number: ``2.1 Fra formanden`` under Ad 2."""
    taken = {start.at for start in chain} | contents.places
    numbers = {start.number for start in chain}
    found = list(chain)
    for number, start in enumerate(chain):
        end = chain[number + 1].at if number + 1 < len(chain) else len(pieces)
        inner: list[Start] = []
        for index in range(start.at + 1, end if start.plain else start.at):
            piece = pieces[index]
            label = numbered(piece) if index not in taken else None
            if label is None or label[0] != f"{start.number}.{len(inner) + 1}":
                continue
            heading = piece.kind is Kind.HEADING and piece.level != GUESSED
            if heading or (len(label[1]) <= 100 and not label[1].endswith((".", ",", ";"))):
                inner.append(Start(index, label[0], label[1], piece.level if heading else 0))
        if (len(inner) > 1 or any(s.level for s in inner)) and not numbers & {
            s.number for s in inner
        }:
            found += inner
    return sorted(found, key=lambda start: start.at)


def _chain(candidates: list[tuple[Start, float]], gap: bool) -> list[Start]:
    """The heaviest run of rising numbers; sub-items and unnumbered ones are put in between."""
    main = [(s, w) for s, w in candidates if s.plain][:3000]
    if not main:
        return []
    numbers = [start.main or 0 for start, _ in main]
    best: list[float] = []
    previous: list[int] = []
    for i, (start, weight) in enumerate(main):
        number = numbers[i]
        value = weight - (0 if number == 1 else 2 + min(number, 20) * (0 if gap else 0.5))
        link = -1
        for j in range(max(0, i - 400), i):
            step = number - numbers[j]
            if step == 1 or (step > 1 and (gap or start.level)):
                reached = best[j] + weight - 3 * (step - 1)
                if reached >= value:
                    value, link = reached, j
        best.append(value)
        previous.append(link)
    at = max(range(len(main)), key=lambda i: best[i])
    chain: list[Start] = []
    while at >= 0:
        chain.append(main[at][0])
        at = previous[at]
    chain.reverse()
    counted = list(chain)
    places = [start.at for start in counted]
    for start, _ in candidates:
        place = bisect_left(places, start.at)
        if start.plain or counted[place : place + 1] == [start]:
            continue
        before = counted[place - 1 : place] if place else []
        later = counted[place] if place < len(counted) else None
        fits = not start.number or (before and before[-1].main == start.main)
        # »Punkt 87.A« of a supplementary agenda stands without a »Punkt 87« before it.
        alone = (
            gap
            and start.main
            and later
            and (start.main < (later.main or 0))
            and not (before and (before[-1].main or 0) > start.main)
        )
        if (fits and start.at > chain[0].at) or alone:
            chain.append(start)
    return sorted(chain, key=lambda start: start.at)
