"""Some items of a whole document, for what is made of it and says nothing else than that does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from moedebog.compose.groups import standing
from moedebog.document import Art, Gruppe, Punkttekst
from moedebog.fakta import Bilagsfakta, Punktfakta
from moedebog.phrases import Phrases


def some(
    punkter: Iterable[Punkttekst], wanted: Collection[str], words: Phrases
) -> Iterator[Punkttekst]:
    """The items whose anchors are wanted, under the headings that they stand under."""
    waiting: list[Punkttekst | Gruppe] = []
    """Headings that hold and are not printed yet, the outermost first."""
    for punkt in punkter:
        # Of a group that was empty, the heading alone: what stands after it is a level below.
        heading = replace(punkt, afsnit=()) if punkt.art is Art.GRUPPE else punkt.gruppe
        if heading is not None:
            waiting = [one for one in waiting if one.niveau < heading.niveau]
            waiting.append(heading)
        if punkt.anker in wanted:
            last = waiting.pop() if waiting and isinstance(waiting[-1], Gruppe) else None
            for one in waiting:
                yield standing(one, words) if isinstance(one, Gruppe) else one
            waiting = []
            yield replace(punkt, gruppe=last)


def some_facts(punkter: Iterable[Punktfakta], wanted: Collection[str]) -> Iterator[Punktfakta]:
    """The facts of the same items."""
    gruppe = undergruppe = None
    for punkt in punkter:
        if punkt.gruppe:
            gruppe, undergruppe = punkt.gruppe, None
        undergruppe = punkt.undergruppe or undergruppe
        if punkt.anker in wanted:
            yield replace(punkt, gruppe=gruppe, undergruppe=undergruppe)
            gruppe = undergruppe = None


def head_facts(punkt: Punktfakta, bilag: tuple[Bilagsfakta, ...] = ()) -> Punktfakta:
    """The facts of an item of which the heading alone is printed, and some attachments."""
    return Punktfakta(
        anker=punkt.anker,
        nr=punkt.nr,
        titel=punkt.titel,
        niveau=punkt.niveau,
        overpunkt=punkt.overpunkt,
        gruppe=punkt.gruppe,
        undergruppe=punkt.undergruppe,
        dato=punkt.dato,
        lukket=punkt.lukket,
        udeladt=punkt.udeladt,
        tillaeg_grund=punkt.tillaeg_grund,
        bilag=bilag,
    )
