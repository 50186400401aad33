"""Changes as they are printed: of the document as a whole first, then item by item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from moedebog.blocks import Block, Blocks, BulletList, Heading, ListItem, Paragraph, Run
from moedebog.difference.state import VersionState
from moedebog.difference.words import Sentence
from moedebog.phrases import Phrases


def grouped(sentences: Sequence[Sentence], after: VersionState, words: Phrases) -> Iterator[Block]:
    """Sentences on what led to a state, under headings that say what they are about."""
    own = {one.punkt: one.sted for one in sentences if one.sted and one.punkt}
    placed = [(one, one.sted or own.get(one.punkt, "")) for one in sentences]
    whole = [one for one, sted in placed if not sted]
    if whole:
        yield from _part(words.documents_definite[after.dokument], whole)
    of_item: dict[tuple[str, str], list[Sentence]] = {}
    for one, sted in placed:
        if sted:
            of_item.setdefault((one.punkt, sted), []).append(one)
    items = {item.id: item for item in after.punkter}
    for (punkt, sted), here in of_item.items():
        item = items.get(punkt)
        heading = sted
        if item is not None and item.nr and item.titel not in sted:
            heading = words.labelled.format(label=sted, text=item.titel)
        yield from _part(heading, here)


def _part(heading: str, sentences: Iterable[Sentence]) -> Iterator[Block]:
    yield Heading(2, (Run(heading),))
    yield BulletList(tuple(ListItem(_listed(one)) for one in sentences))


def _listed(sentence: Sentence) -> Blocks:
    """A sentence, and what is listed below it."""
    said = Paragraph((Run(sentence.saetning),))
    if not sentence.linjer:
        return (said,)
    lines = (ListItem((Paragraph((Run(one),)),)) for one in sentence.linjer)
    return said, BulletList(tuple(lines))
