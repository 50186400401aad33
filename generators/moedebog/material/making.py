"""Makes the one file: the document, and behind it each attachment with a page before it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from msgspec import Struct

from moedebog.document import Document
from moedebog.material import office
from moedebog.material.contents import Entry
from moedebog.material.covers import cover
from moedebog.material.linked import linked
from moedebog.material.numbers import stamps
from moedebog.phrases import Phrases
from moedebog.render.pdf import render
from moedebog.settings.appearance import Style
from samling import Joined, Label, Part, join, survey

Progress = Callable[[int, int], None]


class Material(Struct, frozen=True):
    """What came of it."""

    joined: Joined
    entries: Sequence[Entry]
    left: Sequence[Entry]
    """The attachments that could not be made into a PDF."""


def make(
    document: Document,
    entries: Sequence[Entry],
    style: Style,
    words: Phrases,
    out: Path,
    progress: Progress | None = None,
) -> Material:
    """Writes the file. Raises ``Refused`` where an attachment cannot be joined."""
    with tempfile.TemporaryDirectory() as folder:
        pdfs = _pdfs(entries, Path(folder))
        inside = {
            entry.key: Part(entry.titel, pdfs[entry.fil]) for entry in entries if entry.fil in pdfs
        }
        keys = {entry.position: entry.key for entry in entries}
        parts = [Part(document.overskrift.capitalize(), render(linked(document, keys), style))]
        parts += _grouped(document, entries, inside, style, words)
        parts, count = _numbered(parts)
        joined = join(
            parts,
            out,
            title=words.material_title.format(document=document.titel),
            language=document.sprog,
            stamps=stamps([_number(n, count, words) for n in range(1, count + 1)], style),
            progress=progress,
        )
    left = [entry for entry in entries if entry.fil is not None and entry.key not in inside]
    return Material(joined, entries, left)


def _number(number: int, count: int, words: Phrases) -> str:
    return words.material_number.format(number=number, count=count)


def _numbered(parts: Sequence[Part]) -> tuple[list[Part], int]:
    """The parts with the numbers that are stamped on them, and how many pages there are.

    The document itself has its own: it comes first, so they are the same.
    """
    count = survey(parts[0]).pages

    def numbered(part: Part) -> Part:
        nonlocal count
        first = count
        if part.file is not None:
            count += survey(part).pages
            part = replace(part, stamped_from=first)
        return replace(part, parts=[numbered(one) for one in part.parts])

    return [parts[0], *(numbered(part) for part in parts[1:])], count


def _pdfs(entries: Sequence[Entry], folder: Path) -> Mapping[Path | None, Path]:
    """The attachments as PDF."""
    files = list(dict.fromkeys(entry.fil for entry in entries if entry.fil is not None))
    made: dict[Path | None, Path] = {file: file for file in files if file.suffix.lower() == ".pdf"}
    made |= office.as_pdf([file for file in files if office.takes(file)], folder)
    return made


def _grouped(
    document: Document,
    entries: Sequence[Entry],
    inside: Mapping[str, Part],
    style: Style,
    words: Phrases,
) -> list[Part]:
    """The attachments under the items that they belong to."""
    headings = {punkt.anker: punkt.overskrift for punkt in document.punkter}
    groups: dict[str, list[Part]] = {}
    for entry in entries:
        part = inside.get(entry.key)
        page = cover(document, entry, survey(part) if part else None, words)
        below = []
        if part is not None and part.file is not None:
            label = Label(f"{entry.short} {words.material_page}")
            below.append(
                Part(entry.titel, part.file, bookmarked=False, headings_below=1, label=label)
            )
        groups.setdefault(entry.punkt, []).append(
            Part(
                f"{entry.reference}: {entry.titel}",
                render(page, style),
                parts=below,
                key=entry.key,
                label=Label(entry.short, counted=False),
            )
        )
    return [
        Part(headings[anchor], parts=parts) if anchor in headings else part
        for anchor, parts in groups.items()
        for part in (parts if anchor not in headings else parts[:1])
    ]
