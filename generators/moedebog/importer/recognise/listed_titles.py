"""What the table of contents proves of the items, and what it has besides."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from moedebog.catalogue import Slags
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import text_piece
from moedebog.importer.recognise.draft import Draft, DraftItem, DraftSection, flat
from moedebog.importer.recognise.groups import says_closed
from moedebog.importer.recognise.outline import Outline
from moedebog.importer.recognise.title_likeness import Titles, key_of, same_title

ONLY_LISTED = "udfaldet står kun i dokumentets oversigt, ikke under punktet"
_DECIDED = (Slags.BESLUTNING, Slags.AFSTEMNING)
_STEM = 6
"""What begins two forms of a word in the same way."""
_CUT = 12
"""A title that is cut off has more letters and digits than this."""


def add_groups(draft: Draft, contents: Outline) -> None:
    """Groups that only the table of contents tells of; one without an item is kept as text."""
    known = {folded(item.group) for item in draft.items if item.group}
    known |= set(map(folded, draft.headings))
    for at, group in contents.groups.items():
        titles_ = contents.titles[at : at + 1]
        item = next((i for i in draft.items if titles_ and _is_title(i, titles_[0])), None)
        if folded(group) in known:
            continue
        if item is None or item.group:
            draft.missing_titles.append(group)
        else:
            item.group = group
    group = ""
    for item in draft.items:
        group = item.group or group
        item.said_closed = item.said_closed or says_closed(item, group)


def check_titles(draft: Draft, contents: Outline) -> None:
    """The table of contents proves the titles; what it has besides is kept."""
    everything = list(flat(draft.items))
    groups = {folded(item.group) for item in everything if item.group}
    groups |= set(map(folded, draft.headings))
    known = _Known(everything)
    placed = _by_place(draft, contents)
    for at, listed in enumerate(contents.titles):
        bare = re.sub(r"\A(?:punkt\s+)?\d+[.:)]?\s+", "", listed, flags=re.IGNORECASE)
        if folded(listed) in groups:
            continue
        if known.exactly(listed) or known.exactly(bare):
            continue
        if contents.outcomes and known.begins(bare):
            continue
        match = known.first(listed, bare)
        if match is None:
            match = placed.get(contents.numbers.get(listed, str(at)))
            match = match if match and _share(match.title.text, listed) else None
        if match is None:
            draft.missing_titles.append(listed)
        else:
            match.notes.append(f"øverst i dokumentet hedder punktet »{listed[:90]}«")


def _by_place(draft: Draft, contents: Outline) -> dict[str, DraftItem]:
    """The items that the table of contents does not name, by their numbers; where it has no numbers
    and as many titles as there are items, by their places in the list.
    """
    titles = Titles(contents.titles)
    places = [(item.start.number, item) for item in flat(draft.items)]
    if not contents.numbers and len(contents.titles) == len(draft.items):
        places = [(str(at), item) for at, item in enumerate(draft.items)]
    return {place: item for place, item in places if place and not titles.has(item.title.text)}


def _share(one: str, other: str) -> bool:
    """Whether two titles have a word in common, perhaps in another form."""
    first, second = (
        {word[:_STEM] for word in re.findall(r"\w{4,}", folded(t))} for t in (one, other)
    )
    return not first.isdisjoint(second)


def note_outcomes(draft: Draft, contents: Outline) -> None:
    """What the overview tells as outcomes, at the items; one that only it tells is a decision."""
    found = list(flat(draft.items))
    for number, title, outcome in contents.told:
        named = [one for one in found if one.start.number == number] if number else found
        item = next((one for one in named if _is_title(one, title)), None)
        if item is None:
            continue
        item.listed_outcome = outcome
        said = any(section.slags in _DECIDED for section in item.all_sections())
        text = " ".join(piece.text for one in item.all_sections() for piece in one.pieces)
        if said or item.closed is not None or item.children or folded(outcome) in folded(text):
            continue
        item.notes.append(ONLY_LISTED)
        sentence = text_piece(f"{outcome.rstrip('.')}.")
        item.sections.append(DraftSection(Slags.BESLUTNING, pieces=[sentence]))


class _Known:
    """The titles of the items, in all their forms."""

    def __init__(self, found: Sequence[DraftItem]) -> None:
        forms = [(form, item) for item in found for form in _forms(item)]
        self.items = [item for _, item in forms]
        self.forms = Titles([form for form, _ in forms])
        self.keys = sorted({key_of(form) for form, _ in forms})

    def exactly(self, listed: str) -> bool:
        """Whether it is the title of an item to the letter, perhaps cut off."""
        key = key_of(listed)
        at = bisect_left(self.keys, key)
        near = self.keys[at] if at < len(self.keys) else None
        return near is not None and (near == key or (len(key) > _CUT and near.startswith(key)))

    def begins(self, listed: str) -> bool:
        """Whether it begins with the title of an item; its outcome may stand behind."""
        key = key_of(re.sub(r"\A\d+(?:\.\w+)*\s+", "", listed))
        at = bisect_right(self.keys, key)
        return any(key.startswith(one) for one in self.keys[max(0, at - 5) : at] if one)

    def first(self, *listed: str) -> DraftItem | None:
        """The first item of which one of these is the title, in another spelling."""
        found = [at for one in listed for at in self.forms.like(one)]
        return self.items[min(found)] if found else None


def _is_title(item: DraftItem, listed: str) -> bool:
    return any(same_title(text, listed) for text in _forms(item))


def _forms(item: DraftItem) -> list[str]:
    title = item.title
    bare = re.sub(r"\A\(?lukket(?: \w+)?\)?\s*[:.–-]?\s*", "", title.text, flags=re.IGNORECASE)
    return [item.start.title, title.text, f"{title.kind_text}: {title.text}", bare or title.text]
