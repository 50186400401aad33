"""Proves on the finished file that it holds nothing that its readers may not have.

What the program wrote is searched as it was written and again in the finished file; what others
wrote as it was joined. ``samling`` brings nothing of its own into it: so the texts of the finished
file that stand in no attachment are ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from bevis import pdf
from bevis.held import Held, on_disk
from bevis.parts import As
from bevis.parts import Part as Piece
from bevis.sought import Sought
from moedebog.checksums import digest_of
from moedebog.diagnostics import Diagnostic, Position
from moedebog.material.contents import Entry
from moedebog.material.making import INSIDE, Volume
from moedebog.material.rules import IN_ATTACHMENT, IN_DOCUMENT, LEAK
from moedebog.proof import Leak, Matter, Proving, Served
from moedebog.proof.matter import OWN
from moedebog.proof.proving import UNREAD, told
from samling import Part


def leak(
    volumes: Mapping[str, Volume],
    entries: Sequence[Entry],
    matter: Matter,
    answered: Collection[str],
    place: Position,
) -> Diagnostic | None:
    """That the files, by the names that they are to have, hold what is closed to their readers.

    ``answered``: SHA-256 of the attachments that somebody answers for. Raises ``OSError``.
    """
    if matter.sought(OWN).is_empty:
        return None
    search = _Search(volumes, entries, matter, answered)
    if found := list(search.others()):
        return LEAK.at(place, hvad=told(found), raad=IN_ATTACHMENT)
    if found := list(search.own()):
        return LEAK.at(place, hvad=told(found), raad=IN_DOCUMENT)
    return None


def leak_of_files(
    files: Mapping[str, bytes | Path],
    theirs: Collection[str],
    matter: Matter,
    answered: Collection[str],
    place: Position,
) -> Diagnostic | None:
    """The same of files that go out as they are, by name; ``theirs``: the names of attachments.

    Raises ``OSError``.
    """
    if matter.sought(OWN).is_empty:
        return None
    proving = Proving(matter)
    for name, content in files.items():
        known = isinstance(content, Path) and bool(answered) and digest_of(content) in answered
        is_own = name not in theirs
        if found := list(proving.leaks([Served(name, content, is_own, known)])):
            raad = IN_DOCUMENT if is_own else IN_ATTACHMENT
            return LEAK.at(place, hvad=told(found), raad=raad)
    return None


class _Search:
    """Going through the files of one edition."""

    def __init__(
        self,
        volumes: Mapping[str, Volume],
        entries: Sequence[Entry],
        matter: Matter,
        answered: Collection[str],
    ) -> None:
        self.volumes, self.answered, self.matter = volumes, answered, matter
        self.of_part = {f"{one.key}{INSIDE}": one for one in entries}
        self.proving = Proving(matter)

    def others(self) -> Iterator[Leak]:
        """What stands in the attachments, as they were joined."""
        for part, entry in self._attachments():
            if entry.fil is None or part.file is None:
                continue
            known = bool(self.answered) and digest_of(entry.fil) in self.answered
            yield from self.proving.leaks([Served(entry.filnavn, part.file, False, known)])

    def own(self) -> Iterator[Leak]:
        """What stands in what the program wrote, and in the finished files besides."""
        for name, volume in self.volumes.items():
            for part in _with_file(volume.parts):
                if part.file is not None and not self._is_known(part):
                    yield from self.proving.leaks([Served(name, part.file, own=True)])
        strict = self.matter.sought(OWN)
        theirs = self._texts_of_others()
        for name, volume in self.volumes.items():
            yield from self.proving.in_texts({name: name})
            yield from self._in_whole(name, volume, strict, theirs)

    def _is_known(self, part: Part) -> bool:
        """Whether it is an attachment, or the page before one, which is words alone: these are read
        in the finished file."""
        return part.key in self.of_part or f"{part.key}{INSIDE}" in self.of_part

    def _attachments(self) -> Iterator[tuple[Part, Entry]]:
        for volume in self.volumes.values():
            for part in _with_file(volume.parts):
                if entry := self.of_part.get(part.key):
                    yield part, entry

    def _texts_of_others(self) -> set[str]:
        """Every string and name of the attachments."""
        found: set[str] = set()
        for part, _ in self._attachments():
            for piece in pdf.strings((), _held(part.file)):
                found.update(piece.words.split("\n"))
        return found

    def _in_whole(
        self, name: str, volume: Volume, strict: Sought, theirs: Collection[str]
    ) -> Iterator[Leak]:
        """The pages that are ours, and all texts beside the pages that are in no attachment."""
        data = on_disk(volume.path)
        spans = volume.joined.spans
        inside = {number for key, pages in spans.items() if key in self.of_part for number in pages}
        try:
            ours = [_without(one, theirs) for one in pdf.strings((name,), data)]
            ours += pdf.pages((name,), data, inside)
        except ValueError:
            yield Leak(name, (), UNREAD)
            return
        for hit in strict.hits(ours):
            yield Leak(name, hit.place[1:], hit.what)


def _with_file(parts: Sequence[Part]) -> Iterator[Part]:
    return (one for top in parts for one in top.all() if one.file is not None)


def _held(file: Path | bytes | None) -> Held:
    return on_disk(file) if isinstance(file, Path) else file or b""


def _without(piece: Piece, theirs: Collection[str]) -> Piece:
    if piece.kind is not As.WORDS:
        return piece
    lines = (one for one in piece.words.split("\n") if one not in theirs)
    return replace(piece, words="\n".join(lines))
