"""What the items of a mailing are called where it is told of, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from moedebog.catalogue import Gruppenumre
from moedebog.diagnostics import Phrase, joined
from moedebog.fakta import Fakta, Punktfakta
from moedebog.meeting import Meeting
from moedebog.phrases import Phrases
from moedebog.send.wording import AND


def item_called(nr: str | Phrase, gruppe: str | None, words: Phrases) -> Phrase:
    """``punkt 1``; ``punkt 1 under Lukkede punkter`` where another group has that number too."""
    english = nr.english if isinstance(nr, Phrase) else nr
    told = Phrase(words.at_item.format(number=nr), f"item {english}")
    if gruppe is None:
        return told
    danish = words.item_in_group.format(item=told.danish, group=gruppe)
    return Phrase(danish, f"{told.english} in {gruppe}")


def items_called(
    meeting: Meeting, fakta: Fakta, items: Iterable[Punktfakta], words: Phrases
) -> Phrase:
    """``punkt 1 og 3``; where numbers begin anew in each group, each group with its own.

    An item without a number goes by its title.
    """
    groups = _groups(meeting, fakta)
    of_group: dict[str | None, list[Phrase]] = {}
    for punkt in items:
        name = Phrase.same(punkt.nr or punkt.titel)
        of_group.setdefault(groups.get(punkt.anker), []).append(name)
    return joined(
        [item_called(joined(names, AND), group, words) for group, names in of_group.items()], AND
    )


def _groups(meeting: Meeting, fakta: Fakta) -> dict[str, str]:
    """The group of each item by its anchor, where numbers begin anew in it."""
    groups, last = {}, None
    if meeting.forum.politik.nummerering_i_gruppe is Gruppenumre.FORFRA:
        for punkt in fakta.punkter:
            last = punkt.gruppe or last
            if last is not None:
                groups[punkt.anker] = last
    return groups
