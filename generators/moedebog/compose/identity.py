"""Which item of a meeting is which of those that were issued.

An item is the same through every edit, move and rewording: by its ``id``, if it is written, else by
what the record of what was issued can match without doubt, which is its case number, its title and
its text, in that order. What may be either of two is told, and never guessed.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from functools import cached_property

from msgspec import Struct

from moedebog.blocks import Run
from moedebog.compose.numbering import Numbered
from moedebog.document import Kind
from moedebog.issued import Issue, IssuedAttachment, IssuedItem
from moedebog.meeting import Meeting, Punkt
from moedebog.phrases import Phrases

_ALIKE = 0.6
"""So far two titles under one number are alike if they are one item's."""
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

    @cached_property
    def gone(self) -> tuple[KnownItem, ...]:
        """Those that stood in the last version and that the meeting has no more."""
        doubtful = {one.id for doubt in self.doubts for one in doubt.known}
        here = {one.id for one in self.of_items if one is not None} | doubtful
        last = max((one.version for one in self.known), default=0)
        return tuple(one for one in self.known if one.version == last and one.id not in here)

    @cached_property
    def owners(self) -> dict[tuple[str, str], KnownItem]:
        """Whose each number is that was ever issued, by its group; the last one's to have it."""
        taken: dict[tuple[str, str], KnownItem] = {}
        for one in sorted(self.known, key=lambda one: one.version):
            taken |= dict.fromkeys(one.numbers, one)
        return taken


NOTHING = Identified((), ())


def known_items(issues: Iterable[Issue]) -> tuple[KnownItem, ...]:
    """Every item of the versions of a dagsorden, as its last version tells it.

    Older records name no ids: their items are matched by number and title.
    """
    known: dict[str, KnownItem] = {}
    for issue in issues:
        if issue.dokument != Kind.DAGSORDEN:
            continue
        for place, (own_id, item) in enumerate(_with_ids(issue.punkter, tuple(known.values()))):
            before = known.get(own_id)
            numbers = {(item.gruppe, item.nr)} if item.nr else set()
            attachments = {one.nr: one for one in (*_of(before), *item.bilag)}
            known[own_id] = KnownItem(
                own_id,
                item,
                issue.version,
                issue.tid,
                frozenset(numbers) | (before.numbers if before else frozenset()),
                place,
                tuple(attachments.values()),
            )
    return tuple(sorted(known.values(), key=lambda one: (one.version, one.place)))


def ids_of(issue: Issue, issues: Iterable[Issue]) -> tuple[str, ...]:
    """The ids of the items of a version, in their order; ``issues`` are all of the meeting.

    Older records name none: what those items are is told by the versions before.
    """
    before = (one for one in issues if (one.tid, one.version) < (issue.tid, issue.version))
    return tuple(own for own, _ in _with_ids(issue.punkter, known_items(before)))


def _of(known: KnownItem | None) -> tuple[IssuedAttachment, ...]:
    return known.attachments if known is not None else ()


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
            or next((o for o in left if _folded(o.item.titel) == _folded(item.titel)), None)
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
    return item.nr, _folded(item.titel)


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


# --- matching ---------------------------------------------------------------------------


def identify(meeting: Meeting, items: Sequence[Numbered], words: Phrases) -> Identified:
    """Which of the issued items each item is. A closed one is known by its public title, too."""
    known = known_items(meeting.udgaver)
    if not known:
        return Identified((), (None,) * len(items))
    return _Matching(items, known, words.closed_item).done()


class _Matching:
    def __init__(
        self, items: Sequence[Numbered], known: tuple[KnownItem, ...], closed: str
    ) -> None:
        self.items = items
        self.known = known
        self.titles = [_titles(item.punkt, closed) for item in items]
        self.traces = [trace(item.punkt) for item in items]
        self.found: dict[int, KnownItem] = {}
        self.left = dict.fromkeys(range(len(items)))
        self.missing = {one.id: one for one in known}

    def done(self) -> Identified:
        self._pair(lambda i: self.items[i].punkt.id, lambda k: k.id)
        self._pair(lambda i: self.items[i].punkt.id, lambda k: k.item.eget_id)
        for which in (0, 1):  # by the title that it has, then by the one that the public reads
            self._by_title(which)
        self._pair(lambda i: self.traces[i], lambda k: k.item.spor)
        self._alike()
        doubts = tuple(self._doubts())
        of_items = tuple(self.found.get(index) for index in range(len(self.items)))
        return Identified(self.known, of_items, doubts)

    def _by_title(self, which: int) -> None:
        """By title, with what tells those of one title apart; case numbers before titles."""

        def title(i: int) -> str:
            return self.titles[i][which]

        def cases(i: int) -> tuple[str, ...]:
            return self.items[i].punkt.sagsnr

        self._pair(
            lambda i: (title(i), cases(i), self.traces[i]),
            lambda k: (_folded(k.item.titel), k.item.sagsnr, k.item.spor),
        )
        self._pair(
            lambda i: cases(i) and (title(i), cases(i)),
            lambda k: k.item.sagsnr and (_folded(k.item.titel), k.item.sagsnr),
        )
        self._pair(
            lambda i: self.traces[i] and (title(i), self.traces[i]),
            lambda k: k.item.spor and (_folded(k.item.titel), k.item.spor),
        )
        self._pair(cases, lambda k: k.item.sagsnr)
        self._pair(
            lambda i: self.items[i].punkt.nr and (title(i), self.items[i].punkt.nr),
            lambda k: k.item.nr and (_folded(k.item.titel), k.item.nr),
        )
        self._pair(title, lambda k: _folded(k.item.titel), in_order=True)

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
        for index in list(self.left):
            item = self.items[index]
            same = [
                one
                for one in self.missing.values()
                if item.nr and (item.gruppe or "", item.nr) == (one.item.gruppe, one.item.nr)
            ]
            if len(same) == 1 and any(
                _is_alike(title, _folded(same[0].item.titel)) for title in self.titles[index]
            ):
                self._match(index, same[0])

    def _doubts(self) -> Iterator[Doubt]:
        """What has the title of several that were issued, or of one together with others."""
        by_title: dict[str, list[int]] = defaultdict(list)
        for index in self.left:
            by_title[self.titles[index][0]].append(index)
        for title, indices in by_title.items():
            known = tuple(o for o in self.missing.values() if _folded(o.item.titel) == title)
            if known:
                yield Doubt(tuple(indices), known)


def _titles(punkt: Punkt, closed: str) -> tuple[str, str]:
    """The title of an item, and the one that the public reads."""
    public, lukket = punkt.titel, punkt.lukket or punkt.aabnet
    if lukket is not None:
        public = lukket.offentlig_titel or closed
    return _folded(punkt.titel), _folded(public)


def _is_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()


def trace(punkt: Punkt, *, closed: bool = False) -> str:
    """A checksum of what the dagsorden says of an item; empty where that is nothing, or closed.

    What the meeting itself closed was open there.

    ``closed``: with what is closed in it, as if that were open.
    """
    if punkt.lukket is not None and not punkt.lukket.besluttet_paa_moedet:
        return ""
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
