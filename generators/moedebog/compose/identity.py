"""Which item of a meeting is which of those that were issued.

An item is the same through every edit, move and rewording: by its ``id``, if it is written, else by
what the record of what was issued can match without doubt, which is its case number, its title and
its text, in that order. What may be either of two is told, and never guessed.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import Run
from moedebog.compose.numbering import Numbered
from moedebog.document import Kind
from moedebog.issued import (
    WHOLE_MEETING,
    Issue,
    IssuedAttachment,
    IssuedItem,
    Skjult,
    folded,
)
from moedebog.meeting import Meeting, Punkt
from moedebog.phrases import Phrases

_ALIKE = 0.6
"""So far two titles under one number are alike if they are one item's."""
_NEUTRAL = re.compile(r"(?:punkt|plads|lukket)(?:-(?:nr|\d+[a-z]?|[ivxlc]+|[a-z]))*|\d+")
"""Ids that ``new_id`` makes, and such as are like them."""
_LETTERS = 16
"""Hexadecimal digits of a fingerprint."""


class KnownItem(Struct, frozen=True):
    """An item that was issued, as its last version tells it."""

    id: str
    item: IssuedItem
    version: int
    """The last one that it stands in."""
    time: datetime
    numbers: frozenset[tuple[str, str]]
    """Every group and number that it was issued with."""
    place: int
    """Among those of that version."""
    attachments: tuple[IssuedAttachment, ...] = ()
    """Every one that was issued with it, the last one of each number."""
    titles: frozenset[str] = frozenset()
    """Every title that it was issued under: one that is closed now was open before."""
    traces: frozenset[str] = frozenset()
    """The same of the checksums of its text."""
    own: IssuedItem | None = None
    """It as those read it who read what is closed, where it was closed and that is known here.
    This and the next two are for nothing but to know it by."""
    own_titles: frozenset[str] = frozenset()
    own_traces: frozenset[str] = frozenset()
    own_attachments: tuple[IssuedAttachment, ...] = ()
    """As ``attachments``, in their order, with what closed ones are known by."""
    dokument: str = Kind.DAGSORDEN
    """That it was issued in; one that the meeting took up, in the referat alone."""

    def as_known(self) -> KnownItem:
        """It with what it is known by: with its own title for the one that the public reads."""
        own = self.own or self.item
        return replace(self, item=own, titles=self.own_titles, traces=self.own_traces)


class Doubt(Struct, frozen=True):
    """Items that may each be one of several that were issued."""

    items: tuple[int, ...]
    known: tuple[KnownItem, ...]


class Identified(Struct, frozen=True, dict=True):
    """The items of a meeting beside those that were issued."""

    known: tuple[KnownItem, ...]
    """Those of all versions, in the order of the last one."""
    of_items: tuple[KnownItem | None, ...]
    """By the item's place; ``None`` for one that was never issued."""
    doubts: tuple[Doubt, ...] = ()
    meeting: KnownItem | None = None
    """The meeting as a whole, of which no more is known than its attachments."""
    with_referat: Identified | None = None

    @property
    def whole(self) -> Identified:
        """The same with what only a referat was issued with: items that the meeting took up, and
        attachments that came after it."""
        return self.with_referat or self

    @cached_property
    def gone(self) -> tuple[KnownItem, ...]:
        """Those that stood in the last version and that the meeting has no more."""
        doubtful = {one.id for doubt in self.doubts for one in doubt.known}
        here = {one.id for one in self.of_items if one is not None} | doubtful
        last = {(one.dokument, self.last_version(one.dokument)) for one in self.known}
        return tuple(
            one for one in self.known if (one.dokument, one.version) in last and one.id not in here
        )

    def last_version(self, dokument: str) -> int:
        """The last version of a document that has any of them; 0 where there is none."""
        return max((one.version for one in self.known if one.dokument == dokument), default=0)

    @cached_property
    def owners(self) -> dict[tuple[str, str], KnownItem]:
        """Whose each number is that was ever issued, by its group; the last one's to have it."""
        taken: dict[tuple[str, str], KnownItem] = {}
        for one in sorted(self.known, key=lambda k: (k.dokument == Kind.DAGSORDEN, k.version)):
            taken |= dict.fromkeys(one.numbers, one)
        return taken


NOTHING = Identified((), ())


def known_items(
    issues: Iterable[Issue], kind: Kind = Kind.DAGSORDEN, others: Sequence[KnownItem] = ()
) -> tuple[KnownItem, ...]:
    """Every item of the versions of a document but ``others``, as its last version tells it.

    Older records name no ids: their items are matched by number and title.
    """
    known: dict[str, KnownItem] = {}
    apart = {one.id for one in others}
    for issue in issues:
        if issue.dokument != kind:
            continue
        with_ids = _with_ids(issue.punkter, (*others, *known.values()))
        for place, (own_id, item) in enumerate(with_ids):
            if own_id not in apart:
                known[own_id] = _known(own_id, item, issue, place, known.get(own_id))
    return tuple(sorted(known.values(), key=lambda one: (one.version, one.place)))


def _known(
    own_id: str, item: IssuedItem, issue: Issue, place: int, before: KnownItem | None
) -> KnownItem:
    hidden = issue.skjult.get(own_id)
    own = None
    if hidden is not None and hidden.titel:
        told = {"titel": hidden.titel, "spor": hidden.spor, "sagsnr": hidden.sagsnr}
        own = replace(item, **told)
    if before is None:
        before = KnownItem(own_id, item, issue.version, issue.tid, frozenset(), place)
    numbers = {(item.gruppe, item.nr)} if item.nr else set()
    read = own or item
    return KnownItem(
        own_id,
        item,
        issue.version,
        issue.tid,
        before.numbers | numbers,
        place,
        _last_of_each(before.attachments, item.bilag),
        before.titles | {folded(item.titel)},
        before.traces | ({item.spor} if item.spor else set()),
        own,
        before.own_titles | {folded(read.titel)},
        before.own_traces | ({read.spor} if read.spor else set()),
        _last_of_each(before.own_attachments, item.bilag, hidden.bilag if hidden else ()),
        issue.dokument,
    )


def known_meeting(issues: Iterable[Issue]) -> KnownItem | None:
    """The meeting as a whole with its attachments; ``None`` where it was issued with none."""
    known = None
    for issue in issues:
        if issue.bilag or known is not None:
            item = IssuedItem("", "", {}, bilag=issue.bilag)
            known = _known(WHOLE_MEETING, item, issue, 0, known)
    return known


def _with_attachments(
    known: KnownItem, issues: Iterable[Issue], ids: Mapping[str, tuple[str, ...]]
) -> KnownItem:
    """An item of the dagsorden, with the attachments that it was issued with in a referat."""
    for issue in issues:
        for own_id, item in zip(ids[issue.id], issue.punkter, strict=True):
            if own_id == known.id:
                more = _last_of_each(known.item.bilag, item.bilag)
                hidden = issue.skjult.get(own_id, Skjult())
                known = replace(
                    known,
                    item=replace(known.item, bilag=more),
                    attachments=_last_of_each(known.attachments, item.bilag),
                    own_attachments=_last_of_each(known.own_attachments, item.bilag, hidden.bilag),
                )
    return known


def ids_of(issue: Issue, issues: Iterable[Issue]) -> tuple[str, ...]:
    """The ids of the items of a version, in their order; ``issues`` are all of the meeting.

    Older records name none: what those items are is told by the versions before.
    """
    before = [one for one in issues if (one.tid, one.version) < (issue.tid, issue.version)]
    known = known_items(before)
    if issue.dokument == Kind.REFERAT:
        known = (*known, *known_items(before, Kind.REFERAT, known))
    return tuple(own for own, _ in _with_ids(issue.punkter, known))


def _last_of_each(*rows: Sequence[IssuedAttachment]) -> tuple[IssuedAttachment, ...]:
    """The last one of each number."""
    return tuple({one.nr: one for row in rows for one in row}.values())


def _with_ids(
    items: Sequence[IssuedItem], before: Sequence[KnownItem]
) -> Iterator[tuple[str, IssuedItem]]:
    """The items of a version with their ids; in older records that of the same one before."""
    left = [one for one in before if one.id not in {item.id for item in items}]
    taken = {one.id for one in before} | {item.id for item in items}
    for place, item in enumerate(items):
        if item.id:
            yield item.id, item
            continue
        same = (
            next((o for o in left if _number_and_title(o.item) == _number_and_title(item)), None)
            or next((o for o in left if folded(o.item.titel) == folded(item.titel)), None)
            or next((o for o in left if item.nr and o.item.nr == item.nr), None)
        )
        if same is not None:
            left.remove(same)
            yield same.id, item
        else:
            own = new_id(item.nr, place, taken)
            taken.add(own)
            yield own, item


def _number_and_title(item: IssuedItem) -> tuple[str, str]:
    return item.nr, folded(item.titel)


def new_id(nr: str, place: int, taken: Iterable[str]) -> str:
    """An id for an item that is issued for the first time with a number, or at a place."""
    letters = re.findall(r"[^\W_]+", nr.lower())
    name = "-".join(["punkt", *letters]) if letters else f"plads-{place + 1}"
    known = set(taken)
    nth, wanted = 1, name
    while wanted in known:
        nth += 1
        wanted = f"{name}-nr-{nth}"
    return wanted


def lasting_id(punkt: Punkt) -> str:
    """The ``id`` that is written for an item, as far as it may stand in the open record.

    Of a closed item only one that says nothing, as moedebog itself makes them; by any other it is
    known only where the public has read that before.
    """
    lukket = punkt.lukket
    is_closed = lukket is not None and not lukket.besluttet_paa_moedet
    return punkt.id if not is_closed or _NEUTRAL.fullmatch(punkt.id) else ""


# --- matching ---------------------------------------------------------------------------


def identify(meeting: Meeting, items: Sequence[Numbered], words: Phrases) -> Identified:
    """Which of the issued items each item is. A closed one is known by its public title, too."""
    known = known_items(meeting.udgaver)
    nothing = Identified((), (None,) * len(items))
    found = _Matching(items, known, words.closed_item).done() if known else nothing
    agenda = [one for one in meeting.udgaver if one.dokument == Kind.DAGSORDEN]
    found = replace(found, meeting=known_meeting(agenda))
    if len(agenda) == len(meeting.udgaver):
        return found
    return replace(found, with_referat=_with_referat(meeting.udgaver, items, found, words))


def _with_referat(
    issues: Sequence[Issue], items: Sequence[Numbered], found: Identified, words: Phrases
) -> Identified:
    """What is left of the items beside those that were issued in a referat alone."""
    later = [one for one in issues if one.dokument == Kind.REFERAT]
    taken_up = known_items(issues, Kind.REFERAT, found.known)
    doubtful = {index for doubt in found.doubts for index in doubt.items}
    apart = {i for i, one in enumerate(found.of_items) if one is not None} | doubtful
    more = Identified((), (None,) * len(items))
    if taken_up:
        more = _Matching(items, taken_up, words.closed_item, apart).done()
    ids = {one.id: ids_of(one, issues) for one in later}
    both = {one.id: _with_attachments(one, later, ids) for one in found.known}
    both |= {one.id: one for one in taken_up}
    pairs = zip(found.of_items, more.of_items, strict=True)
    return Identified(
        tuple(both.values()),
        tuple(both[one.id] if (one := first or then) else None for first, then in pairs),
        (*found.doubts, *more.doubts),
        known_meeting(issues),
    )


class _Matching:
    def __init__(
        self,
        items: Sequence[Numbered],
        known: tuple[KnownItem, ...],
        closed: str,
        apart: Collection[int] = (),
    ) -> None:
        """``apart``: the places of items that are none of those."""
        self.items = items
        self.known = known
        self.titles = [_titles(item.punkt, closed) for item in items]
        self.ids = [lasting_id(item.punkt) for item in items]
        self.traces = [own_trace(item.punkt) for item in items]
        self.found: dict[int, KnownItem] = {}
        self.missing = {one.id: one.as_known() for one in known}
        hidden = _hidden(items)
        those = [index for index in range(len(items)) if index not in apart]
        self.left = {index: None for index in those if index not in hidden}
        self.hidden = {index: None for index in those if index in hidden}
        """Parts of closed items, which the public may have read before those were closed."""
        self.older: dict[str, KnownItem] = {}
        """What stands in no more than an earlier version."""

    def done(self) -> Identified:
        self._by_id()
        self._by_what_it_says()
        self.missing |= self.older  # what was taken away before is looked for last
        self._by_what_it_says()
        self._parts()
        self._alike()
        self._unnumbered()
        doubts = list(self._doubts())
        of_id = {one.id: one for one in self.known}
        found = {index: of_id[one.id] for index, one in self.found.items()}
        of_items = tuple(found.get(index) for index in range(len(self.items)))
        told = (Doubt(one.items, tuple(of_id[k.id] for k in one.known)) for one in doubts)
        return Identified(self.known, of_items, tuple(told))

    def _by_id(self) -> None:
        visible, last = dict(self.left), max(one.version for one in self.known)
        self.left |= self.hidden
        self._pair(lambda i: self.items[i].punkt.id, lambda k: k.id)
        self._pair(lambda i: self.items[i].punkt.id, lambda k: k.item.eget_id)
        self.left = {index: None for index in visible if index not in self.found}
        self.older = {key: one for key, one in self.missing.items() if one.version != last}
        self.missing = {key: one for key, one in self.missing.items() if one.version == last}

    def _by_what_it_says(self) -> None:
        """By what makes sure first; by its title alone, one that has no ``id``, last."""
        self._by_title_and_more()
        self._pair(lambda i: self.traces[i], lambda k: k.item.spor)
        traces = {self.traces[index] for index in self.left}
        self._pair(lambda i: self.traces[i], lambda k: _only(k.traces & traces))
        self._by_place()
        self._pair(self._title_alone, lambda k: folded(k.item.titel), in_order=True)
        titles = {self.titles[index][0] for index in self.left}
        self._pair(self._title_alone, lambda k: _only(k.titles & titles), in_order=True)

    def _by_place(self) -> None:
        """By title and a number that is written, or by title and neighbours: by the title that it
        has, and by the one that the public reads of a closed one, which may be that of others."""
        titles = Counter(own for own, _ in map(self.titles.__getitem__, self.left))
        self._pair(
            lambda i: self._named(i, titles) and (self.titles[i][0], self.items[i].nr),
            lambda k: k.item.nr and (folded(k.item.titel), k.item.nr),
        )
        self._between(lambda i: self.titles[i][0])
        self._pair(
            lambda i: (
                self.items[i].punkt.nr and self._public(i) and (self._public(i), self.items[i].nr)
            ),
            lambda k: k.item.nr and (folded(k.item.titel), k.item.nr),
        )
        self._between(self._public)
        public = Counter(self._public(index) for index in self.left)
        known = Counter(folded(one.item.titel) for one in self.missing.values())

        def is_alone(title: str) -> bool:
            return bool(title) and public[title] == known[title] == 1

        self._pair(
            lambda i: (
                is_alone(self._public(i))
                and not self.ids[i]
                and (self._public(i), self.items[i].gruppe or "", self.items[i].nr)
            ),
            lambda k: (folded(k.item.titel), k.item.gruppe, k.item.nr),
        )

    def _public(self, i: int) -> str:
        """What the public reads as the title of a closed item; empty for others."""
        own, public = self.titles[i]
        return "" if own == public else public

    def _title_alone(self, i: int) -> str:
        """The title of an item that has no ``id``: with one it would be known by that."""
        return "" if self.ids[i] else self.titles[i][0]

    def _named(self, i: int, titles: Counter[str]) -> str:
        """The number of an item for which that is written, or an id where no other one is called
        the same."""
        punkt = self.items[i].punkt
        is_single = titles[self.titles[i][0]] == 1
        return self.items[i].nr if punkt.nr or (self.ids[i] and is_single) else ""

    def _by_title_and_more(self) -> None:
        """By title and what tells those of one title apart; case numbers before titles."""

        def title(i: int) -> str:
            return self.titles[i][0]

        def cases(i: int) -> tuple[str, ...]:
            return self.items[i].punkt.sagsnr

        self._pair(
            lambda i: (title(i), cases(i), self.traces[i]),
            lambda k: (folded(k.item.titel), k.item.sagsnr, k.item.spor),
        )
        self._pair(
            lambda i: cases(i) and (title(i), cases(i)),
            lambda k: k.item.sagsnr and (folded(k.item.titel), k.item.sagsnr),
        )
        self._pair(
            lambda i: self.traces[i] and (title(i), self.traces[i]),
            lambda k: k.item.spor and (folded(k.item.titel), k.item.spor),
        )
        self._pair(cases, lambda k: k.item.sagsnr)

    def _between(self, title: Callable[[int], str]) -> None:
        """By title, where as many have it between the same neighbours as had it then.

        Where some are gone, or others have come, that must be so of each; else they may have
        changed places.
        """
        now, then = self._neighbours()
        items: dict[str, dict[Hashable, list[int]]] = defaultdict(lambda: defaultdict(list))
        known: dict[str, dict[Hashable, list[KnownItem]]]
        known = defaultdict(lambda: defaultdict(list))
        for index in self.left:
            if not self.ids[index]:
                items[title(index)][now[index]].append(index)
        for one in self.missing.values():
            known[folded(one.item.titel)][then.get(one.id)].append(one)
        for name, places in known.items():
            here = items.get(name, {})
            same = [at for at, those in places.items() if len(those) == len(here.get(at, ()))]
            as_many = sum(map(len, places.values())) == sum(map(len, here.values()))
            for at in same if as_many or len(same) == len(places) else ():
                for index, one in zip(here[at], places[at], strict=True):
                    self._match(index, one)

    def _neighbours(self) -> tuple[dict[int, Hashable], dict[str, Hashable]]:
        """Between which of those that are known already each other one stands, now and then."""
        here = {one.id for one in self.found.values()}
        then = [one.id for one in self.known if one.version == self.known[-1].version]
        now = [self.found[i].id if i in self.found else i for i in range(len(self.items))]
        return dict(_gaps(now, here)), dict(_gaps(then, here))

    def _parts(self) -> None:
        """The parts of an item that has been closed, by its number and their titles."""
        self.left |= {index: None for index in self.hidden if index not in self.found}
        of_number = {number: one.id for one in self.known for number in one.numbers}

        def of_item(i: int) -> Hashable:
            parent = self.items[i].parent
            above = self.found.get(parent) if parent is not None else None
            return above and i in self.hidden and (above.id, self.titles[i][0])

        def of_known(k: KnownItem) -> Hashable:
            above = of_number.get((k.item.gruppe, k.item.nr.rpartition(".")[0]))
            return above and (above, folded(k.item.titel))

        self._pair(of_item, of_known, in_order=True)
        for index in self.hidden:
            self.left.pop(index, None)

    def _pair(
        self,
        of_item: Callable[[int], Hashable],
        of_known: Callable[[KnownItem], Hashable],
        *,
        in_order: bool = False,
    ) -> None:
        """Match what has one key; with ``in_order`` also as many as there are of it."""
        items: dict[Hashable, list[int]] = defaultdict(list)
        known: dict[Hashable, list[KnownItem]] = defaultdict(list)
        for index in self.left:
            if key := of_item(index):
                items[key].append(index)
        for one in self.missing.values():
            if key := of_known(one):
                known[key].append(one)
        for key, indices in items.items():
            those = known.get(key, [])
            if len(indices) == len(those) and (in_order or len(those) == 1):
                for index, one in zip(indices, those, strict=True):
                    self._match(index, one)

    def _match(self, index: int, one: KnownItem) -> None:
        self.found[index] = one
        del self.left[index], self.missing[one.id]

    def _alike(self) -> None:
        """An item that has its number still, under a title that is only worded otherwise."""
        titles = {folded(one.item.titel) for one in self.missing.values()}
        for index in list(self.left):
            item = self.items[index]
            same = [
                one
                for one in self.missing.values()
                if item.nr and (item.gruppe or "", item.nr) == (one.item.gruppe, one.item.nr)
            ]
            if titles.intersection(self.titles[index]):
                continue  # it may be any of those of that title
            if len(same) == 1 and any(
                is_alike(title, folded(same[0].item.titel)) for title in self.titles[index]
            ):
                self._match(index, same[0])

    def _unnumbered(self) -> None:
        """Breaks and the like, which no number tells apart, in the order in which they stand."""
        known: dict[str, list[KnownItem]] = defaultdict(list)
        for one in self.missing.values():
            if not one.item.nr:
                known[folded(one.item.titel)].append(one)
        for index in list(self.left):
            same = known.get(self.titles[index][0])
            if same and not self.items[index].nr and not self.items[index].punkt.id:
                self._match(index, same.pop(0))

    def _doubts(self) -> Iterator[Doubt]:
        """What has the title of several that were issued, or of one together with others.

        One that has an ``id`` that was not issued is none of them.
        """
        by_title: dict[str, list[int]] = defaultdict(list)
        for index in self.left:
            if not self.ids[index]:
                for title in dict.fromkeys(self.titles[index]):
                    by_title[title].append(index)
        for title, indices in by_title.items():
            known = tuple(
                o for o in self.missing.values() if o.item.nr and folded(o.item.titel) == title
            )
            here = tuple(i for i in indices if i in self.left and self.items[i].nr)
            if len(here) == len(known) == 1 and self.titles[here[0]][0] == title:
                self._match(here[0], known[0])
            elif known and here:
                yield Doubt(here, known)


def _hidden(items: Sequence[Numbered]) -> set[int]:
    """The places of the parts of closed items."""
    hidden: set[int] = set()
    for index, item in enumerate(items):
        above = item.parent
        if above is not None and (above in hidden or items[above].punkt.lukket is not None):
            hidden.add(index)
    return hidden


def _only(values: Collection[str]) -> str:
    """The one value that there is; empty where there are others."""
    return next(iter(values)) if len(values) == 1 else ""


def _gaps(row: Sequence[Any], here: Collection[Hashable]) -> Iterator[tuple[Any, Hashable]]:
    """What is not ``here`` with what is before it and behind it in a row."""
    behind: list[Hashable] = [None] * len(row)
    for place in range(len(row) - 2, -1, -1):
        behind[place] = row[place + 1] if row[place + 1] in here else behind[place + 1]
    before: Hashable = None
    for place, one in enumerate(row):
        if one in here:
            before = one
        else:
            yield one, (before, behind[place])


def _titles(punkt: Punkt, closed: str) -> tuple[str, str]:
    """The title of an item, and the one that the public reads."""
    public, lukket = punkt.titel, punkt.closing
    if lukket is not None:
        public = lukket.offentlig_titel or closed
    return folded(punkt.titel), folded(public)


def is_alike(one: str, other: str) -> bool:
    """Whether one title may be the other, only worded otherwise, or with more words."""
    words, others = (set(re.findall(r"\w+", title.casefold())) for title in (one, other))
    if words and others and (words <= others or others <= words):
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def trace(punkt: Punkt, *, closed: bool = False) -> str:
    """A checksum of what the dagsorden says of an item; empty where that is nothing, or closed.

    What the meeting itself closed was open there.

    ``closed``: with what is closed in it, as if that were open.
    """
    closed_before = punkt.lukket is not None and not punkt.lukket.besluttet_paa_moedet
    return "" if closed_before else own_trace(punkt, closed=closed)


def own_trace(punkt: Punkt, *, closed: bool = False) -> str:
    """The same as if an item that is closed were open."""
    before = [a for a in punkt.alle_afsnit() if not a.slags.kind.minutes]
    told = [a for a in before if closed or a.lukket is None]
    texts = [text for afsnit in told for text in _texts(afsnit)]
    words = " ".join(" ".join(texts).split())
    return hashlib.sha256(words.encode()).hexdigest()[:_LETTERS] if words else ""


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Run):
        yield value.text
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))
