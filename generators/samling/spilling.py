"""Keeps the pictures of very large files on disk while they are joined.

pikepdf copies every stream into memory. Where the files together are large, the data of their
pictures is put into a file of its own first, the whole begins as that file, and each picture gets
its data from there when the pages have been copied.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from pikepdf import Name, Pdf, Stream

from samling.opening import opened
from samling.parts import Part, Stage, Step
from samling.values import Objgen

_AT_ONCE = 100_000_000
"""So many bytes of files are joined in memory."""
_LARGE = 64_000
"""From so many bytes on the data of a picture is put aside."""
_HEAD = b"%PDF-1.7\n1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n"
_PAGES = b"2 0 obj\n<</Type /Pages /Kids [] /Count 0>>\nendobj\n"


class Spill:
    """The pictures that were put aside: of which part, and under which number."""

    def __init__(self, whole: Pdf) -> None:
        self.whole = whole
        """What is joined to."""
        self._aside: dict[int, list[tuple[Objgen, int]]] = defaultdict(list)
        self._waiting: list[tuple[Any, int]] = []

    def note(self, part: Part, picture: Objgen, number: int) -> None:
        """Puts down where the data of a picture lies."""
        self._aside[id(part)].append((picture, number))

    def empty(self, source: Pdf, part: Part) -> None:
        """Takes the data from the pictures of a file, before its pages are copied."""
        for objgen, number in self._aside.get(id(part), ()):
            picture: Any = source.get_object(objgen)
            picture._write(b"", picture.get("/Filter"), picture.get("/DecodeParms"))
            self._waiting.append((picture, number))

    def fill(self) -> None:
        """Gives the copies of these pictures their data again."""
        for picture, number in self._waiting:
            copied = self.whole.copy_foreign(picture)
            held = self.whole.get_object((number, 0))
            self.whole._swap_objects(copied.objgen, held.objgen)
            filled: Any = self.whole.get_object(copied.objgen)
            empty: Any = self.whole.get_object((number, 0))
            for key in empty:
                if key != "/Length":
                    filled[key] = empty[key]
        self._waiting.clear()


@contextmanager
def spilled(
    parts: Sequence[Part], folder: Path, progress: Callable[[Step], None]
) -> Iterator[Spill]:
    """A new file to join these parts to, which holds their pictures where they are large.

    They lie in a folder, without a name, so that the system takes them back however this ends.
    Raises ``Refused`` where a file cannot be opened.
    """
    if sum(_size(part) for part in parts) <= _AT_ONCE:
        with Pdf.new() as whole:
            yield Spill(whole)
        return
    with tempfile.TemporaryFile(dir=folder) as file:
        places = [len(_HEAD) - len(_HEAD.split(b"\n", 1)[1]), len(_HEAD)]
        file.write(_HEAD + _PAGES)
        noted = []
        for done, part in enumerate(parts):
            progress(Step(Stage.PUTTING_ASIDE, done, len(parts), part))
            noted += [(part, at, _put(file, places, data)) for at, data in _pictures(part)]
        _end(file, places)
        file.seek(0)
        with Pdf.open(file) as whole:
            spill = Spill(whole)
            for part, objgen, number in noted:
                spill.note(part, objgen, number)
            yield spill


def _size(part: Part) -> int:
    if part.file is None:
        return 0
    return len(part.file) if isinstance(part.file, bytes) else part.file.stat().st_size


def _pictures(part: Part) -> Iterable[tuple[Objgen, bytes]]:
    if part.file is None:
        return
    with opened(part, []) as source:
        for held in source.objects:
            is_picture = isinstance(held, Stream) and held.get("/Subtype") == Name.Image
            if is_picture and int(held.get("/Length", 0)) >= _LARGE:
                yield held.objgen, held.read_raw_bytes()


def _put(file: IO[bytes], places: list[int], data: bytes) -> int:
    """Writes the data as an object of the file, and says its number."""
    places.append(file.tell())
    number = len(places)
    file.write(b"%d 0 obj\n<</Length %d>>\nstream\n" % (number, len(data)))
    file.write(data)
    file.write(b"\nendstream\nendobj\n")
    return number


def _end(file: IO[bytes], places: Sequence[int]) -> None:
    table, size = file.tell(), len(places) + 1
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for place in places:
        file.write(b"%010d 00000 n \n" % place)
    file.write(b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, table))
