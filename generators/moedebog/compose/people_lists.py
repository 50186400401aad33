"""Lists of people: one after the other where they are few, else in columns and by party."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec.structs import replace

from moedebog.blocks import LabelledItem, LabelledList, Paragraph, plain
from moedebog.compose.attendance import Listed
from moedebog.meeting import Person
from moedebog.names import party
from moedebog.phrases import Phrases

MANY = 8
"""Of more people than these, it is told how many they are."""
_UNKNOWN = 0.3
"""At most so large a part of the people in a list by party has none."""
_LONGEST = 60
"""Characters that the name of a party has at most, to stand on one line above its people."""
_MARKS = re.compile("[:;()]")
"""Signs that divide one party's people from the next where a list is read again."""
_ALONE = 1 / 3
"""At most so large a part of the organisations in a list by them sends a single person."""
_NONE: Mapping[str, int] = MappingProxyType({})


def running(people: Sequence[Listed], words: Phrases) -> str:
    """The people one after the other."""
    return words.people_separator.join(one.text(words) for one in people)


def listing(text: str) -> Paragraph:
    """A paragraph that lists people."""
    return replace(plain(text), people=True)


def people_item(
    label: str, people: Sequence[Listed], words: Phrases, members: Sequence[Person] = ()
) -> LabelledItem:
    """The people behind their label; of many, how many they are, and where they come from in the
    order in which the ``members`` do.
    """
    if len(people) <= MANY:
        return LabelledItem(label, (listing(running(people, words)),))
    label = words.label_counted.format(label=label, number=len(people))
    return by_origin(label, people, words, members) or in_columns(label, people, words)


def by_origin(
    label: str,
    people: Sequence[Listed],
    words: Phrases,
    members: Sequence[Person] = (),
    whole: Mapping[str, int] = _NONE,
) -> LabelledItem | None:
    """The people in columns by party or organisation, in the order in which these first appear
    among the ``members``; ``None`` where that is not fewer.

    ``whole`` are parties of which all so many are there; their names need not be told.
    """
    groups = _by_party(people, members) or _by_organisation(people)
    if not groups:
        return None
    places = _places(members)
    return LabelledItem(label, (_grouped(groups, words, whole, places),))


def in_columns(label: str, people: Sequence[Listed], words: Phrases) -> LabelledItem:
    """The people in columns; whoever is too wide for one has a row."""
    texts = tuple(listing(one.text(words)) for one in people)
    return LabelledItem(label, texts, abreast=True)


Groups = dict[str, list[Listed]]
"""People by where they come from; under an empty text those of whom that is not known, last."""


def _by_party(people: Sequence[Listed], members: Sequence[Person]) -> Groups:
    """The people by party; nothing where that would not be fewer."""
    called: dict[str, str] = {}
    for person in (*members, *(one.person for one in people)):
        if own := person.parti:
            called.setdefault(party(own), own)
    return _by([called.get(party(one.person.parti or "")) for one in people], people)


def _by_organisation(people: Sequence[Listed]) -> Groups:
    """The same by organisation, where most of them send several."""
    groups = _by([one.person.organisation for one in people], people)
    alone = sum(len(of) == 1 for of in groups.values())
    return groups if alone <= _ALONE * len(groups) else {}


def _by(origins: Sequence[str | None], people: Sequence[Listed]) -> Groups:
    groups: Groups = {origin: [] for origin in origins if origin}
    unknown = [one for one, origin in zip(people, origins, strict=True) if not origin]
    for one, origin in zip(people, origins, strict=True):
        if origin:
            groups[origin].append(one)
    if len(groups) < 2 or len(groups) * 2 > len(people) or len(unknown) > _UNKNOWN * len(people):
        return {}
    if any(len(name) > _LONGEST or _MARKS.search(name) for name in groups):
        return {}
    return groups | ({"": unknown} if unknown else {})


def _places(members: Sequence[Person]) -> dict[str, int]:
    """The places of parties and organisations, by when the members first have them."""
    places: dict[str, int] = {}
    for person in members:
        for origin in (person.parti and party(person.parti), person.organisation):
            if origin:
                places.setdefault(origin, len(places))
    return places


def _grouped(
    groups: Groups, words: Phrases, whole: Mapping[str, int], places: Mapping[str, int]
) -> LabelledList:
    """The list by party, each at its place; those without have the last one."""
    told = {
        origin: [one.text(words, _fact(one.person, origin)) for one in of]
        for origin, of in groups.items()
    }
    parties = [
        *((label, number, [words.whole_party]) for label, number in whole.items()),
        *((origin, len(texts), texts) for origin, texts in told.items()),
    ]
    parties.sort(key=lambda one: (not one[0], _place(one[0], places)))
    return LabelledList(
        tuple(
            LabelledItem(
                words.label_counted.format(label=origin or words.label_others, number=number),
                tuple(map(listing, texts)),
                abreast=True,
            )
            for origin, number, texts in parties
        )
    )


def _place(origin: str, places: Mapping[str, int]) -> int:
    """The place of a party or an organisation; those that no member has come after the others."""
    return places.get(party(origin), places.get(origin, len(places)))


def _fact(person: Person, origin: str) -> str | None:
    """What the person's own facts have of what the label says, maybe spelt otherwise."""
    if origin and person.parti and party(person.parti) == party(origin):
        return person.parti
    return origin or None
