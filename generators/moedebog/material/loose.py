"""The document and its attachments as files of their own, with names that stand in their order."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from html import escape
from math import inf
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from moedebog.build import ZIP_COMMENT, digest_of_bytes
from moedebog.build.sets import SUMS, digest, sums_lines
from moedebog.diagnostics import EnvironmentProblem
from moedebog.document import Document
from moedebog.issue.names import OF_MEETING, file_name, numbered_stem, unlike
from moedebog.material.contents import Entry
from moedebog.material.covers import why_apart
from moedebog.material.dividing import by_item, divided
from moedebog.phrases import Phrases
from moedebog.reasons import CHANGING
from moedebog.typography import capitalised, file_size

Files = dict[str, bytes | Path]

LIST = "00 Indhold.html"
"""The page that tells of the files."""
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""When each file in a zip was changed, by the zip: so that the same files give the same bytes."""
_READABLE = 0o100644 << 16
_UNIX = 3
_PIECE = 1 << 20
_ROUND = 1000
"""Bytes of a zip besides its files."""
_EACH = 400
"""Bytes that a file takes in it besides its own and its name."""


class Loose(Struct, frozen=True):
    """The files of one folder, or of one zip."""

    files: Files
    """By name."""
    digests: Mapping[str, str]
    """SHA-256 of each, but of the list of them."""

    @property
    def whole(self) -> Files:
        """With the list of checksums, which ``sha256sum --check`` reads."""
        return {**self.files, SUMS: sums_lines(self.digests)}

    @property
    def proven(self) -> dict[str, str]:
        """SHA-256 of each, the list as well."""
        return {**self.digests, SUMS: digest_of_bytes(sums_lines(self.digests))}


class Loosening:
    """A document of a meeting and its attachments, as one reader gets them."""

    def __init__(
        self,
        document: Document,
        papers: Mapping[str, bytes | Path],
        entries: Sequence[Entry],
        public: Sequence[Entry],
        words: Phrases,
    ) -> None:
        """``papers``: the files of the document by their endings; ``public``: the attachments as
        everybody gets them, by which it is told whose titles may be read from names."""
        self.document, self.words = document, words
        taken = {LIST.casefold(), SUMS.casefold()}
        called = capitalised(words.documents[document.kind])
        self.papers = {
            unlike(taken, partial(file_name, f"{OF_MEETING} {called}", suffix)): paper
            for suffix, paper in papers.items()
        }
        self.entries = entries
        told = {(one.position, one.titel, one.fil) for one in public}
        width = max((len(one.number) for one in entries if one.number.isdecimal()), default=0)
        self.names = {
            one.key: unlike(
                taken,
                partial(
                    file_name,
                    _stem(one, width, told=(one.position, one.titel, one.fil) in told),
                    one.fil.suffix.lower(),
                ),
            )
            for one in entries
            if one.fil is not None
        }

    def sets(self, most: int | None) -> list[Loose]:
        """All of it, or divided between the items; ``most``: bytes that one takes at most.

        The document and the page stand in the first. Raises ``OSError``.
        """
        everywhere = dict.fromkeys(self.names.values(), len(self.names))
        page = self._page(everywhere if most is not None else {}).encode()
        first: Files = {**self.papers, LIST: page}
        here = [one for one in self.entries if one.key in self.names]
        room = inf if most is None else most - _ROUND
        used = sum(map(_need, first.items()))
        sets: list[Files] = [
            {self.names[one.key]: one.fil for one in some if one.fil is not None}
            for some in divided(here, self._need_of, used, room)
        ]
        sets[0] = {**first, **sets[0]}
        elsewhere = {name: at for at, some in enumerate(sets, 1) if at > 1 for name in some}
        sets[0][LIST] = self._page(elsewhere).encode()
        return [Loose(files, {n: digest(c) for n, c in files.items()}) for files in sets]

    def _need_of(self, entry: Entry) -> int:
        return 0 if entry.fil is None else _need((self.names[entry.key], entry.fil))

    def _page(self, elsewhere: Mapping[str, int]) -> str:
        """The page that tells what there is, with links to the files.

        ``elsewhere``: which of several holds a file that is not where the page is, by its name.
        """
        words, document = self.words, self.document
        title = words.material_title.format(document=document.titel)
        headings = {punkt.anker: punkt.overskrift for punkt in document.punkter}
        lines = [
            "<!DOCTYPE html>",
            f'<html lang="{escape(document.sprog)}">',
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title></head>",
            "<body>",
            f"<h1>{escape(title)}</h1>",
        ]
        if document.fortrolighed:
            lines.append(f"<p><strong>{escape(document.fortrolighed)}</strong></p>")
        lines += ["<ul>", *(_line(n, n, p, words) for n, p in self.papers.items()), "</ul>"]
        for group in by_item(self.entries):
            heading = headings.get(group[0].punkt) or words.attachments_label
            lines += [f"<h2>{escape(heading)}</h2>", "<ul>"]
            lines += [self._told(one, elsewhere) for one in group]
            lines.append("</ul>")
        return "\n".join([*lines, "</body>", "</html>", ""])

    def _told(self, entry: Entry, elsewhere: Mapping[str, int]) -> str:
        called = f"{entry.reference}: {entry.titel}"
        if entry.fil is not None:
            name = self.names[entry.key]
            return _line(name, called, entry.fil, self.words, elsewhere.get(name))
        why = escape(why_apart(entry, self.words))
        return f"<li>{escape(called)}. {why}</li>"


def packed(loose: Loose, path: Path, folder: str) -> None:
    """Write a zip of the files, in a folder of this name inside it.

    The same files give the same bytes: they are stored as they are, in the order of their names,
    all of one moment. Raises ``EnvironmentProblem`` where one was changed meanwhile.
    """
    proven = loose.proven
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as made:
        made.comment = ZIP_COMMENT
        for name, content in sorted(loose.whole.items()):
            info = zipfile.ZipInfo(f"{folder}/{name}", _MOMENT)
            info.create_system, info.external_attr = _UNIX, _READABLE
            info.file_size = _size(content)
            summed = hashlib.sha256()
            with made.open(info, "w") as place:
                for piece in _pieces(content):
                    summed.update(piece)
                    place.write(piece)
            if summed.hexdigest() != proven[name]:
                raise EnvironmentProblem(CHANGING)


def _stem(entry: Entry, width: int, *, told: bool) -> str:
    """``told``: with its title; names are shown where files lie, and a title may be closed."""
    own = entry.number.zfill(max(width, 2)) if entry.number.isdecimal() else entry.number
    return numbered_stem(entry.item_number, own, entry.titel if told else entry.reference)


def _line(
    name: str, called: str, content: bytes | Path, words: Phrases, volume: int | None = None
) -> str:
    """``volume``: which of several holds the file, where it is another than this one."""
    size = file_size(_size(content), words)
    facts = words.list_separator.join((name.rpartition(".")[2].upper(), size))
    if volume is not None:
        where = words.material_in_volume.format(volume=volume)
        return f"<li>{escape(called)} ({escape(facts)}): {escape(where)}</li>"
    link = f'<a href="{quote(name)}">{escape(called)}</a>'
    return f"<li>{link} ({escape(facts)})</li>"


def _size(content: bytes | Path) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _need(file: tuple[str, bytes | Path]) -> int:
    """Bytes of a file in a zip: its name stands there three times, its folder's twice."""
    name, content = file
    return _size(content) + 3 * len(name.encode()) + _EACH


def _pieces(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
