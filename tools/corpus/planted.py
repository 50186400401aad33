"""All planted files."""

from __future__ import annotations

from corpus import bombs, opendocument, pdfs, pictures, sheets, slides, texts, words
from corpus.expected import Planted


def files() -> list[Planted]:
    """Each with what must be found in it; their names differ."""
    kinds = (words, sheets, slides, opendocument, pdfs, pictures, texts, bombs)
    return [one for kind in kinds for one in kind.files()]
