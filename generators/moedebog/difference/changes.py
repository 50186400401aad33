"""What lies between two states, as data: ``applied(before, diff(before, after)) == after``.

Entries (lines of the head, items, sections, attachments) are named by their places in the lists of
before and of now; those that only got another place because of others have not moved.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from moedebog.catalogue import Begivenhedsart
from moedebog.difference.state import (
    CLOSED,
    OF_BODY,
    AttachmentState,
    FactState,
    ItemState,
    SectionState,
    VersionState,
)
from moedebog.rising import longest_rising

EntryState = FactState | ItemState | SectionState | AttachmentState
_Entry = TypeVar("_Entry", bound=EntryState)
Value = str | bool | int | tuple[str, ...] | EntryState | None


class Where(StrEnum):
    """What of a document has changed."""

    DOKUMENT = "dokument"
    """How it is arranged, where nothing that it says is another."""
    HOVED = "hoved"
    INDLEDNING = "indledning"
    PUNKT = "punkt"
    AFSNIT = "afsnit"
    """A section of an item."""
    SLUTNING = "slutning"
    BILAG = "bilag"


class How(StrEnum):
    """How it has changed."""

    NYT = "nyt"
    VAEK = "vaek"
    FLYTTET = "flyttet"
    RETTET = "rettet"
    """One of its values is another."""
    TEKST = "tekst"
    """Some of its text is another."""
    LUKKET = "lukket"
    """It was closed or opened, or is held back from this reader: it is told as it is now alone."""


class Edit(Struct, frozen=True, omit_defaults=True):
    """One change."""

    hvad: Where
    hvordan: How
    punkt: str = ""
    """The id of the item that it is in, or is about."""
    nr: str = ""
    """The item's number now; of one that is gone, what it was."""
    titel: str = ""
    """The same of its title."""
    navn: str = ""
    """What the line, the section or the attachment is called now; of one that is gone, then."""
    bilagstitel: str = ""
    """An attachment's title now; of one that is gone, then."""
    slags: str = ""
    """What kind of section it is, of one that is not the item's own text: ``rettelse`` of a
    correction."""
    felt: str = ""
    """Which value; of what was closed or opened ``lukket``, of what is held back or is no more
    ``udeladt``; of an item that went with the one that it belongs to, ``overpunkt``."""
    plads_foer: int | None = None
    """Its place among those of before, from 0."""
    plads: int | None = None
    """The same among those of now."""
    linje: int | None = None
    """Of text: where in the section of before it begins, in blocks."""
    foer: Value = None
    """``None`` where nothing stood there, or where that may not be told; of another value an empty
    text where nothing stood there."""
    nu: Value = None


Changes = tuple[Edit, ...]
Pairs = Mapping[int, int]
"""Places of before, each with that of the same entry now."""
_NEVER_CLOSED = frozenset({"nr", "gruppe", "niveau", "status", "udgaaet"})
"""What is told of an item or an attachment though it is closed."""
_CONTENT = frozenset({"afsnit", "bilag", "tekst"})
"""Attributes whose changes are told by themselves."""
_ALIKE = 0.5
"""So alike are two sections with other headings that are one."""


def diff(before: VersionState, after: VersionState) -> Changes:
    """What differs: first the head, then item by item, then the rest, in the order of now.

    Of an item first what it is (place, number, title …), then its sections, then its attachments;
    what is gone stands where it stood. Both are one kind of document, for one audience;
    ``ValueError`` otherwise.
    """
    if (before.dokument, before.alt) != (after.dokument, after.alt):
        raise ValueError("two states of different documents")
    secret = not before.alt
    made = [
        *_between(Where.HOVED, before.hoved, after.hoved, _lines_of_head(before, after)),
        *_sections(Where.INDLEDNING, before.indledning, after.indledning),
        *_attachments(before.bilag, after.bilag, secret=secret),
    ]
    made += _items(before.punkter, after.punkter, secret=secret)
    made += _sections(Where.SLUTNING, before.slutning, after.slutning)
    return tuple(made)


PROGRESS = frozenset({"status", "godkendelse"})
"""The lines of the head that say how far a referat is."""


def is_progress(change: Edit) -> bool:
    """Whether it is about how far the referat is, and about nothing that stands in it."""
    return change.hvad is Where.HOVED and change.navn in PROGRESS


ANONYMISED = Begivenhedsart.ANONYMISERET.value
"""What is told instead of which value, where personal data were taken out."""
ARRANGED = (Edit(Where.DOKUMENT, How.RETTET, felt="udseende"),)
"""The changes between two versions that say the same and look otherwise."""


def _items(
    before: Sequence[ItemState], after: Sequence[ItemState], *, secret: bool
) -> Iterator[Edit]:
    pairs = _by(before, after, lambda one: one.id)
    above = _above(before)
    hidden = {i for i, j in pairs.items() if secret and not before[i].lukket and after[j].lukket}
    for own in _entries(Where.PUNKT, before, after, pairs, secret=secret):
        was, now = own.was, own.now
        yield from (
            _at(replace(change, felt="overpunkt"), own.known)
            if now is None and above[own.place] & hidden
            else _at(change, own.known)
            for change in own.changes
        )
        if was is None or now is None or (secret and _closed_since(was, now)):
            continue
        inside = (
            *_sections(Where.AFSNIT, was.afsnit, now.afsnit, secret=secret),
            *_attachments(was.bilag, now.bilag, secret=secret),
        )
        yield from (_at(change, now) for change in inside)


def _above(items: Sequence[ItemState]) -> list[set[int]]:
    """The places of the items that each belongs to."""
    made: list[set[int]] = []
    way: list[int] = []
    for i, item in enumerate(items):
        while way and items[way[-1]].niveau >= item.niveau:
            way.pop()
        made.append(set(way))
        way.append(i)
    return made


def _at(change: Edit, item: ItemState) -> Edit:
    return replace(change, punkt=item.id, nr=item.nr, titel=item.titel)


# --- lists of entries -------------------------------------------------------------------------


class _Compared(Struct, Generic[_Entry], frozen=True):
    """An entry of before, of now or of both, and what has become of it."""

    place: int
    """Among those of before; of a new one, among those of now."""
    was: _Entry | None
    now: _Entry | None
    changes: tuple[Edit, ...]

    @property
    def known(self) -> _Entry:
        """The entry as it is now; one that is gone, as it was."""
        one = self.now if self.now is not None else self.was
        assert one is not None  # noqa: S101 - an entry is of before or of now
        return one


def _entries(
    part: Where,
    before: Sequence[_Entry],
    after: Sequence[_Entry],
    pairs: Pairs,
    *,
    secret: bool = False,
) -> Iterator[_Compared[_Entry]]:
    """Every entry in the order of now, those that are gone where they stood."""
    moved = _moved(pairs)
    for i, j in _in_order(len(before), len(after), pairs, moved):
        if i is None:
            new = after[j or 0]
            yield _Compared(j or 0, None, new, (_about(new, Edit(part, How.NYT, plads=j, nu=new)),))
        elif j is None:
            gone = before[i]
            change = Edit(part, How.VAEK, plads_foer=i, foer=_said_by(gone))
            yield _Compared(i, gone, None, (_about(gone, change),))
        else:
            was, now = before[i], after[j]
            changes = _changes(part, was, now, i, secret=secret)
            move = Edit(part, How.FLYTTET, plads_foer=i, plads=j)
            own = (_about(now, move),) if i in moved else ()
            yield _Compared(i, was, now, (*own, *changes))


def _said_by(entry: EntryState) -> Value:
    """What is told of a line or a section that is gone."""
    if isinstance(entry, FactState):
        return entry.vaerdi
    return entry.tekst if isinstance(entry, SectionState) else None


def _in_order(
    before: int, after: int, pairs: Pairs, moved: Collection[int]
) -> list[tuple[int | None, int | None]]:
    """The places of before and of now of each entry; one that is gone follows the one that it
    followed."""
    came_from = {j: i for i, j in pairs.items()}
    gone: dict[int | None, list[int]] = defaultdict(list)
    last: int | None = None
    for i in range(before):
        if i not in pairs:
            gone[last].append(i)
        elif i not in moved:
            last = pairs[i]
    made: list[tuple[int | None, int | None]] = [(i, None) for i in gone[None]]
    for j in range(after):
        made.append((came_from.get(j), j))
        made += ((i, None) for i in gone[j])
    return made


def _changes(
    part: Where, was: EntryState, now: EntryState, place: int, *, secret: bool
) -> Iterator[Edit]:
    own = _closed_since(was, now) if secret else ""
    if own:
        yield _about(now, Edit(part, How.LUKKET, felt=own, plads_foer=place, nu=now))
    for change in _values(part, was, now, place):
        if not own or change.felt in _NEVER_CLOSED:
            yield change


def _between(
    part: Where,
    before: Sequence[_Entry],
    after: Sequence[_Entry],
    pairs: Pairs,
    *,
    secret: bool = False,
) -> Iterator[Edit]:
    """What has come, gone, moved, and of what stayed which values are others."""
    for own in _entries(part, before, after, pairs, secret=secret):
        yield from own.changes


def _values(part: Where, was: EntryState, now: EntryState, place: int) -> Iterator[Edit]:
    for name in was.__struct_fields__:
        one, other = getattr(was, name), getattr(now, name)
        if name not in _CONTENT and one != other:
            before = None if name == "udseende" else one  # what was closed since may be in it
            change = Edit(part, How.RETTET, felt=name, plads_foer=place, foer=before, nu=other)
            yield _about(now, change)


def _about(entry: EntryState, change: Edit) -> Edit:
    """The change with what the entry is called."""
    match entry:
        case FactState():
            return replace(change, navn=entry.navn)
        case SectionState():
            return replace(change, navn=entry.overskrift, slags=entry.slags)
        case AttachmentState():
            return replace(change, navn=entry.nr, bilagstitel=entry.titel)
        case ItemState():
            return change


def _closed_since(was: EntryState, now: EntryState) -> str:
    """By what readers may not read of the one what they may read of the other; else empty."""
    if isinstance(was, ItemState) and isinstance(now, ItemState):
        if was.udeladt != now.udeladt:
            return "udeladt"
        return "lukket" if bool(was.lukket) != bool(now.lukket) else ""
    if isinstance(was, AttachmentState) and isinstance(now, AttachmentState):
        return "lukket" if bool(was.lukket) != bool(now.lukket) else ""
    if isinstance(was, SectionState) and isinstance(now, SectionState):
        return "lukket" if _is_closed(was) != _is_closed(now) else ""
    return ""


def _is_closed(section: SectionState) -> bool:
    """Whether all that may be read of a section is that it is closed."""
    return section.slags == CLOSED and bool(section.overskrift)


def _moved(pairs: Pairs) -> frozenset[int]:
    """The fewest entries whose moving explains the order of now."""
    return frozenset(pairs) - longest_rising(pairs)


# --- what is the same ------------------------------------------------------------------------


def _by(
    before: Sequence[_Entry], after: Sequence[_Entry], key: Callable[[_Entry], Hashable]
) -> dict[int, int]:
    """Entries with one key; where several have it, in their order."""
    return _pair(before, after, [key])


def _pair(
    before: Sequence[_Entry],
    after: Sequence[_Entry],
    keys: Iterable[Callable[[_Entry], Hashable]],
) -> dict[int, int]:
    """Entries that are the same by the first key that tells; an empty one tells nothing."""
    pairs: dict[int, int] = {}
    for key in keys:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        taken = set(pairs.values())
        for j, one in enumerate(after):
            if j not in taken and (own := key(one)) is not None:
                waiting[own].append(j)
        for i, one in enumerate(before):
            if i not in pairs and waiting.get(own := key(one)):
                pairs[i] = waiting[own].pop(0)
    return pairs


def _lines_of_head(before: VersionState, after: VersionState) -> dict[int, int]:
    """Lines of the head are the same by their name; those of a body that is called otherwise now,
    by who stands in them."""
    pairs = _by(before.hoved, after.hoved, lambda one: one.navn)
    for i, was in enumerate(before.hoved):
        for j, now in enumerate(after.hoved):
            if i not in pairs and j not in pairs.values() and _is_one_body(was, now):
                pairs[i] = j
    return pairs


def _is_one_body(was: FactState, now: FactState) -> bool:
    """Whether most of those who stand in two lines of other bodies are the same."""
    line, sign, _ = was.navn.partition(OF_BODY)
    people, others = set(was.vaerdi), set(now.vaerdi)
    alike = 2 * len(people & others) >= max(len(people), len(others))
    return bool(sign) and now.navn.startswith(f"{line}{sign}") and alike


def _sections(
    part: Where,
    before: Sequence[SectionState],
    after: Sequence[SectionState],
    *,
    secret: bool = False,
) -> Iterator[Edit]:
    pairs = _same_sections(before, after)
    if secret:
        pairs |= _closed_sections(before, after, pairs)
    for own in _entries(part, before, after, pairs, secret=secret):
        yield from own.changes
        if own.was is None or own.now is None or (secret and _closed_since(own.was, own.now)):
            continue
        yield from _text(part, own.was, own.now, own.place)


def _same_sections(before: Sequence[SectionState], after: Sequence[SectionState]) -> dict[int, int]:
    """Sections are the same by their heading, of several the one that is most like it; else by
    their text."""
    pairs = _pair(before, after, (lambda one: (one.slags, one.overskrift, one.tekst),))
    _most_alike(before, after, pairs, lambda one: (one.slags, one.overskrift), 0)
    again = _pair(before, after, (lambda one: (one.tekst and (one.slags, one.tekst)) or None,))
    free = {j for j in range(len(after)) if j not in pairs.values()}
    pairs |= {i: j for i, j in again.items() if i not in pairs and j in free}
    _most_alike(before, after, pairs, lambda one: one.slags, _ALIKE)
    return pairs


def _most_alike(
    before: Sequence[SectionState],
    after: Sequence[SectionState],
    pairs: dict[int, int],
    key: Callable[[SectionState], Hashable],
    least: float,
) -> None:
    """Pair what has one key, the most alike first; not what is less alike than ``least``."""
    taken = set(pairs.values())
    left = [i for i in range(len(before)) if i not in pairs]
    new = [j for j in range(len(after)) if j not in taken]
    likeness = [
        (-_likeness(before[i], after[j]), i, j)
        for i in left
        for j in new
        if key(before[i]) == key(after[j])
    ]
    for much, i, j in sorted(likeness):
        if -much >= least and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)


def _likeness(one: SectionState, other: SectionState) -> float:
    """From 0 to 1: how many words both have."""
    words, others = (Counter(" ".join(section.tekst).split()) for section in (one, other))
    return 2 * (words & others).total() / max(1, words.total() + others.total())


def _closed_sections(
    before: Sequence[SectionState], after: Sequence[SectionState], pairs: Pairs
) -> dict[int, int]:
    """Sections that are gone with such as stand there closed, in their order, and the reverse."""
    gone = [i for i in range(len(before)) if i not in pairs]
    new = [j for j in range(len(after)) if j not in pairs.values()]
    made: dict[int, int] = {}
    for is_closed in (True, False):
        those = [j for j in new if _is_closed(after[j]) is is_closed and after[j].overskrift]
        own = [i for i in gone if _is_closed(before[i]) is not is_closed and before[i].overskrift]
        made |= dict(zip(own, those, strict=False))
    return made


def _text(part: Where, was: SectionState, now: SectionState, place: int) -> Iterator[Edit]:
    matcher = SequenceMatcher(None, was.tekst, now.tekst, autojunk=False)
    for tag, first, last, from_, to in matcher.get_opcodes():
        if tag != "equal":
            yield Edit(
                *(part, How.TEKST),
                navn=now.overskrift,
                slags=now.slags,
                plads_foer=place,
                linje=first,
                foer=was.tekst[first:last],
                nu=now.tekst[from_:to],
            )


def _attachments(
    before: Sequence[AttachmentState], after: Sequence[AttachmentState], *, secret: bool
) -> Iterator[Edit]:
    """Attachments are the same by number and title, else by file, by title, by number."""
    pairs = _pair(
        before,
        after,
        (
            lambda one: (one.nr, one.titel),
            lambda one: one.sha256 or None,
            lambda one: one.titel,
            lambda one: one.nr or None,
        ),
    )
    return _between(Where.BILAG, before, after, pairs, secret=secret)


# --- carrying out -----------------------------------------------------------------------------


def applied(before: VersionState, changes: Iterable[Edit]) -> VersionState:
    """The state that the changes lead to."""
    of: dict[tuple[Where, str], list[Edit]] = defaultdict(list)
    for change in changes:
        of[change.hvad, "" if change.hvad is Where.PUNKT else change.punkt].append(change)
    whole = of[Where.PUNKT, ""]
    inside = tuple(
        replace(
            item,
            afsnit=_made(item.afsnit, of[Where.AFSNIT, item.id]),
            bilag=_made(item.bilag, of[Where.BILAG, item.id]),
        )
        for item in before.punkter
    )
    return replace(
        before,
        hoved=_made(before.hoved, of[Where.HOVED, ""]),
        indledning=_made(before.indledning, of[Where.INDLEDNING, ""]),
        punkter=_made(inside, whole),
        slutning=_made(before.slutning, of[Where.SLUTNING, ""]),
        bilag=_made(before.bilag, of[Where.BILAG, ""]),
    )


def _made(before: tuple[_Entry, ...], changes: Sequence[Edit]) -> tuple[_Entry, ...]:
    entries: dict[int, Any] = dict(enumerate(before))
    placed: dict[int, Any] = {}
    moves: dict[int, int] = {}
    for change in sorted(changes, key=lambda one: -(one.linje or 0)):  # text from its end on
        place = change.plads_foer
        if place is None:
            placed[_known(change.plads)] = change.nu
        elif change.hvordan is How.VAEK:
            del entries[place]
        elif change.hvordan is How.FLYTTET:
            moves[place] = _known(change.plads)
        else:
            entries[place] = _changed(entries[place], change)
    placed |= {at: entries.pop(place) for place, at in moves.items()}
    made = list(entries.values())
    for at in sorted(placed):
        made.insert(at, placed[at])
    return tuple(made)


def _changed(entry: Any, change: Edit) -> Any:
    if change.hvordan is How.LUKKET:
        return change.nu
    if change.hvordan is How.RETTET:
        return replace(entry, **{change.felt: change.nu})
    first = _known(change.linje)
    last = first + len(lines_of(change.foer))
    tekst = (*entry.tekst[:first], *lines_of(change.nu), *entry.tekst[last:])
    return replace(entry, tekst=tekst)


def _known(place: int | None) -> int:
    if place is None:
        raise ValueError("a change without its place")
    return place


def lines_of(value: Value) -> tuple[str, ...]:
    """A value that is lines; none where it is something else."""
    return value if isinstance(value, tuple) else ()
