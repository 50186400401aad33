"""Plain text and Markdown -> pieces."""

from __future__ import annotations

import re

from msgspec.structs import replace

from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.importer.budget import LARGEST_TEXT_FILE, Budget
from moedebog.importer.pieces import Kind, Piece
from moedebog.importer.readers.decoding import decoded
from moedebog.importer.readers.joining import mend
from moedebog.importer.readers.letters import clean
from moedebog.importer.readers.text.embedded import Embedded
from moedebog.importer.readers.text.front_matter import without_keys
from moedebog.importer.readers.text.gathering import Gathering
from moedebog.importer.readers.text.guessed import with_guessed_headings
from moedebog.importer.readers.text.pages import pages_of, without_running
from moedebog.importer.readers.text.tags import struck_told, without_tags


def read(data: bytes, budget: Budget | None = None) -> list[Piece]:
    """The pieces of a text file in any of the usual encodings."""
    budget = budget or Budget()
    pictures = Embedded()
    text = pictures.taken_out(decoded(data))
    if len(text) > LARGEST_TEXT_FILE:
        raise UsageProblem(
            Phrase(
                f"Tekstfilen er større end {LARGEST_TEXT_FILE // 1_000_000} MB. Del den, så der "
                "er ét møde i hver fil.",
                f"The text file is larger than {LARGEST_TEXT_FILE // 1_000_000} MB. Divide it, "
                "so that each file holds one meeting.",
            )
        )
    text, comments = without_tags(clean(text.replace("\f", "\x0c")))
    text = re.sub(r"(?<!\n)\n*+\f", "\f", pictures.taken_out(text))
    text, told = without_keys(text)
    found = Gathering(without_running(pages_of(text)), budget).pieces()
    found = pictures.put_back(found, budget) if pictures.found else found
    found = [struck_told(piece) for piece in found]
    marked = any(p.kind is Kind.HEADING for p in found)
    found = mend(found if marked else with_guessed_headings(found))
    told = (*told, *comments)
    return [replace(found[0], notes=(*found[0].notes, *told)), *found[1:]] if found else []
