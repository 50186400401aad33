"""Where in the document's own bookmarks each item stands, as ``samling.Part.under`` asks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from moedebog.blocks import Blocks, Heading, text_of
from moedebog.document import Afsnitstekst, Document

Path = tuple[tuple[str, int], ...]


def places(document: Document) -> dict[str, Path]:
    """The bookmarks above and of each item, by its anchor."""
    above: list[tuple[str, int]] = []
    called: Counter[Path] = Counter()
    found: dict[str, Path] = {}
    for title, level, anchor in _headings(document):
        del above[level - 1 :]  # one that is two deeper than the one before stands one deeper
        nth = called[(*above, (title, 0))]
        called[(*above, (title, 0))] += 1
        above.append((title, nth))
        if anchor:
            found[anchor] = tuple(above)
    return found


def _headings(document: Document) -> Iterator[tuple[str, int, str]]:
    """All headings in the order in which they are drawn: words, level, anchor of an item."""
    if document.rettelser is not None:
        yield from _sections((document.rettelser,))
    yield from _inside(document.indledning)
    if document.oversigt.linjer:
        yield document.oversigt.overskrift, 1, ""
    for punkt in document.punkter:
        if punkt.gruppe is not None:
            yield punkt.gruppe.overskrift, punkt.gruppe.niveau, ""
        yield punkt.overskrift, punkt.niveau, punkt.anker
        yield from _sections(punkt.afsnit)


def _sections(sections: Sequence[Afsnitstekst]) -> Iterator[tuple[str, int, str]]:
    for one in sections:
        if one.overskrift is not None:
            yield one.overskrift, one.niveau, ""
        yield from _inside(one.tekst)


def _inside(blocks: Blocks) -> Iterator[tuple[str, int, str]]:
    for one in blocks:
        if isinstance(one, Heading):
            yield text_of(one.inlines), one.level, ""
