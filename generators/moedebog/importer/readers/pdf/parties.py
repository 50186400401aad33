"""A list of people by party, as our own PDF files have it, put together to one line.

Beside the label with how many they are stands the first party with how many it has, and beside
that its people in columns; each of the other parties begins a row below the first. It is one only
where all the numbers are right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from moedebog.blocks import Run
from moedebog.importer.genre import labels
from moedebog.importer.readers.joining import join, vocabulary
from moedebog.importer.readers.parties import Party, are_all, on_one_line
from moedebog.importer.readers.pdf.lines import SAME_LINE, Line, room_for
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import before


class _Listing(Struct):
    """What has been read of a list by party."""

    label: str
    number: int
    left: float
    """Where the parties stand."""
    inner: float | None
    """Where the names begin; not known before there is one."""
    parties: list[Party]
    words: frozenset[str]
    """Those with a hyphen inside."""
    right: float
    """Where lines end."""
    last: Line | None = None
    """The last name, or part of one, on the line before."""

    def take(self, line: Line) -> bool:
        """Whether the line is of the list; what it holds is noted."""
        first, *rest = line.parted
        counted = labels.COUNTED.fullmatch(first.text)
        if counted and _at(first, self.left):
            self.parties.append(Party(counted["label"], int(counted["number"]), []))
            self.last = None
        else:
            rest = [first, *rest]
        if not rest:
            return bool(counted)  # the names stand below
        if self.inner is None and rest[0].x0 > self.left + SAME_LINE:
            self.inner = rest[0].x0
        if not _at(rest[0], self.inner):
            return False
        names, last = self.parties[-1].names, self.last
        text = rest[0].text
        full = not room_for(text, last.text, (last.x0, last.x1), self.right) if last else False
        if names and _goes_on(names[-1], text, full):
            names[-1] = join(names[-1], rest[0].text, self.words)
            rest = rest[1:]
        names += [one.text for one in rest]
        self.last = line.parted[-1]
        return True

    @property
    def complete(self) -> bool:
        """Whether as many are named as the labels say."""
        return are_all(self.parties, self.number)

    def told(self) -> str:
        """The list on one line."""
        return on_one_line(self.label, self.number, self.parties)


def put_together(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with each list by party as one of them."""
    words = vocabulary(line.text for line in lines)
    right = max((line.x1 for line in lines if line.flows), default=0.0)
    index = 0
    while index < len(lines):
        end = index + 1
        listing = _begun(lines[index], words, right)
        while listing and end < len(lines) and not listing.complete and listing.take(lines[end]):
            end += 1
        if listing and listing.complete:
            yield _one(lines[index:end], listing)
            index = end
        else:
            yield lines[index]
            index += 1


def _begun(line: Line, words: frozenset[str], right: float) -> _Listing | None:
    """The list that begins in a line, with what it holds of it."""
    if len(line.parted) < 2:
        return None
    label, first = line.parted[:2]
    counted = labels.COUNTED.fullmatch(label.text)
    if counted is None or labels.COUNTED.fullmatch(first.text) is None:
        return None
    found = _Listing(counted["label"], int(counted["number"]), first.x0, None, [], words, right)
    found.take(
        Line(line.page, first.x0, line.x1, line.y, "", (), line.style, pieces=line.parted[1:])
    )
    return found


def _at(piece: Line, place: float | None) -> bool:
    return place is not None and abs(piece.x0 - place) < SAME_LINE


_FOR_WHOM = re.compile(rf"{before(DANISH.substitute_for, 'name')}[^()]*\Z")
"""How a line ends where it may not yet have said for whom somebody came."""


def _goes_on(name: str, after: str, full: bool) -> bool:
    """Whether what is told of somebody is broken at the end of a line, which is ``full`` where
    the first word of the next has no room on it."""
    if name.count("(") > name.count(")") or name.endswith(","):
        return True
    return not after[:1].isupper() or (full and _FOR_WHOM.search(name) is not None)


def _one(lines: Sequence[Line], listing: _Listing) -> Line:
    first, last = lines[0], lines[-1]
    return Line(
        first.page,
        first.x0,
        max(line.x1 for line in lines),
        last.y,
        listing.told(),
        (Run(listing.told()),),
        first.style,
        label=True,
        column=first.column,
        notes=tuple(note for line in lines for note in line.notes),
    )
