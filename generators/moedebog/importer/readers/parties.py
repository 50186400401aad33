"""A list of people by party, as our own documents have it, on one line for the recogniser.

``Til stede (3): A (2): Anna Ny (formand); Bo Ny; V (1): Eva Ny``. It is one only where all the
numbers are right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import Run
from moedebog.importer.genre import labels
from moedebog.importer.pieces import Kind, Piece


class Party(Struct):
    """A party, how many it has, and who stands beside it."""

    label: str
    number: int
    names: list[str]

    @property
    def complete(self) -> bool:
        """Whether as many are named as its label says."""
        return len(self.names) == self.number or self.names == [labels.WHOLE]

    def __str__(self) -> str:
        return f"{self.label} ({self.number}): {'; '.join(self.names)}"


def are_all(parties: Sequence[Party], number: int) -> bool:
    """Whether these are all the people of a list with so many."""
    return sum(p.number for p in parties) == number and all(p.complete for p in parties)


def on_one_line(label: str, number: int, parties: Iterable[Party]) -> str:
    """The list as the recogniser knows it."""
    return f"{label} ({number}): {'; '.join(map(str, parties))}"


def told_on_lines(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with each list whose parties have paragraphs of their own as one."""
    index = 0
    while index < len(pieces):
        end = index + 1
        begun = labels.BY_PARTY.fullmatch(pieces[index].text)
        if begun and (first := _party(begun["names"])):
            number, parties = int(begun["number"]), [first]
            while end < len(pieces) and not are_all(parties, number):
                more = _party(pieces[end].text) if pieces[end].kind is Kind.TEXT else None
                if more is None:
                    break
                parties.append(more)
                end += 1
            if are_all(parties, number):
                text = on_one_line(begun["label"], number, parties)
                yield replace(pieces[index], kind=Kind.TEXT, inlines=(Run(text),), level=0)
                index = end
                continue
        yield pieces[index]
        index += 1


def _party(text: str) -> Party | None:
    match = labels.BY_PARTY.fullmatch(text)
    return match and Party(match["label"], int(match["number"]), match["names"].split("; "))
