"""What is typed as facts (points, outcomes, votes, grounds) put into sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from moedebog import typography
from moedebog.blocks import (
    Alignment,
    Block,
    Blocks,
    BulletList,
    Cell,
    Foreign,
    Heading,
    LabelledItem,
    LabelledList,
    ListItem,
    NumberedList,
    Paragraph,
    Run,
    Table,
    plain,
    spoken,
    text_of,
)
from moedebog.catalogue import IndstillingOrdlyd, Opstilling, Udfald
from moedebog.catalogue.outcomes import FIXED
from moedebog.meeting import (
    Afstemning,
    Delbeslutning,
    Forum,
    Indstilling,
    Lukket,
    Protokolbemaerkning,
    Stemmer,
)
from moedebog.phrases import Phrases

MAX_LEVEL = 6
_TAKEN_OFF = re.compile(
    r"(?:(?:dette\s+)?\w*(?:punkt|sag|emne)(?:et|en)?\s+|det\s+)?(?:(?:er|blev|var)\s+)?"
    r"(?:udg(?:ik|år|ået|aar)\b|taget\s+af\b)",
    re.IGNORECASE,
)
"""``Punktet udgik``, ``Sagen er taget af dagsordenen``."""


def at_level(blocks: Blocks, level: int) -> Blocks:
    """The text with its headings at real levels: from ``level`` on, and without a gap."""
    for block in blocks:
        if isinstance(block, Heading):
            break
    else:
        return blocks
    open_levels: list[int] = []
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
            result.append(replace(block, level=min(level + len(open_levels), MAX_LEVEL)))
            open_levels.append(block.level)
        else:
            result.append(block)
    return tuple(result)


def fact(label: str, text: str) -> Paragraph:
    """``label: text``, the label in bold."""
    return Paragraph((Run(f"{label}:", strong=True), Run(f" {text}")))


def closed_text(what: str, lukket: Lukket, words: Phrases) -> str:
    """``what: the ground``."""
    return words.labelled.format(label=what, text=lukket.grund) if lukket.grund else what


def closed_note(what: str, lukket: Lukket, words: Phrases) -> Paragraph:
    """The sentence that says that something is closed, and why."""
    return plain(typography.sentence(closed_text(what, lukket, words)))


def recommendation(indstilling: Indstilling, forum: Forum, words: Phrases, level: int) -> Blocks:
    """``Det indstilles, at …:`` and the points."""
    items = tuple(ListItem(at_level(point.tekst, level)) for point in indstilling.at)
    style = indstilling.opstilling or forum.politik.indstillingspunkter
    points = (NumberedList if style is Opstilling.TAL else BulletList)(items)
    return plain(_opening(indstilling, forum, words), indstilling.position), points


def _opening(indstilling: Indstilling, forum: Forum, words: Phrases) -> str:
    if indstilling.indledning:
        return indstilling.indledning
    receiver = indstilling.til or forum.navn_i_saetning
    alone, by = words.recommended, words.recommended_by
    if forum.politik.indstilling_ordlyd is IndstillingOrdlyd.TIL_MODTAGER:
        alone, by = words.recommended_to, words.recommended_to_by
    if indstilling.fra:
        return typography.sentence(by.format(sender=indstilling.fra, receiver=receiver))
    return alone.format(receiver=receiver)


def is_withdrawal(udfald: Sequence[str], tekst: Blocks) -> bool:
    """Whether an item was taken off and nothing else is said of it."""
    return list(udfald) == [Udfald.UDGAAR] and not tekst


def outcome(udfald: Sequence[str], tekst: Blocks, words: Phrases) -> Blocks:
    """The outcome, where the decision's own text does not begin with it."""
    if list(udfald) == [Udfald.UDGAAR]:
        return () if _tells_withdrawal(tekst) else (plain(words.withdrawn),)
    outcomes = typography.enumeration([printed(u, words) for u in udfald], words)
    text = " ".join(_sentences(udfald, words))
    if not outcomes or _beginning(tekst).casefold().startswith(outcomes.casefold()):
        return ()
    return (plain(text),)


def _sentences(udfald: Sequence[str], words: Phrases) -> Iterator[str]:
    """Outcomes as sentences: one for those that a list can hold, one for each with a verb."""
    for clause, group in groupby(udfald, lambda one: one in FIXED and FIXED[one].kind.clause):
        several = [printed(one, words) for one in group]
        if clause or len(several) == 1:
            yield from map(typography.sentence, several)
        else:
            listed = typography.enumeration(several, words)
            yield typography.sentence(listed[:1] + listed[1:].lower())


def _tells_withdrawal(tekst: Blocks) -> bool:
    """Whether a text begins with saying that the item was taken off."""
    return _TAKEN_OFF.match(_beginning(tekst)) is not None


def _beginning(tekst: Blocks) -> str:
    """The paragraph that a text begins with; empty where it begins otherwise."""
    return next((text_of(b.inlines) for b in tekst[:1] if isinstance(b, Paragraph)), "")


def printed(udfald: str, words: Phrases) -> str:
    """An outcome as a referat says it; a text of one's own as it stands."""
    return words.outcomes[FIXED[udfald]] if udfald in FIXED else udfald


def answer(delbeslutning: Delbeslutning, forum: Forum, words: Phrases, level: int) -> LabelledItem:
    """``Ad 1 og 2``, or the number alone, and what was decided."""
    blocks = (
        *outcome(delbeslutning.udfald, delbeslutning.tekst, words),
        *at_level(delbeslutning.tekst, level),
    )
    numbers = _numbers(delbeslutning.punkt, words)
    own = forum.politik.svarord
    word = words.answer_word if own is None else own
    return LabelledItem(f"{word} {numbers}" if word else f"{numbers}.", blocks)


def _numbers(points: Sequence[int], words: Phrases) -> str:
    """``1``, ``1 og 2``, ``1-3``."""
    points = sorted(points)
    if len(points) > 2 and points == list(range(points[0], points[-1] + 1)):
        return f"{points[0]}{typography.NO_BREAK_HYPHEN}{points[-1]}"
    return typography.enumeration([str(p) for p in points], words)


def vote(afstemning: Afstemning, people: Collection[str], words: Phrases) -> Blocks:
    """What was voted on, and who voted how.

    ``people`` are the names of persons: a party is a name as well, but not one vote.
    """
    sides = [
        (words.votes_for, afstemning.for_),
        (words.votes_against, afstemning.imod),
        (words.votes_abstained, afstemning.undlod),
    ]
    votes = LabelledList(
        tuple(
            LabelledItem(label, (plain(_votes(side, people, words)),))
            for label, side in sides
            if side is not None and (side.navne or side.antal is not None)
        ),
        afstemning.position,
    )
    if afstemning.forslag is None:
        return (votes,)
    return fact(words.proposal, afstemning.forslag), votes


def counted(stemmer: Stemmer, people: Collection[str]) -> int | None:
    """How many voted so: as stated, else the number of names, if all of them are persons'."""
    if stemmer.antal is not None or not all(name in people for name in stemmer.navne):
        return stemmer.antal
    return len(stemmer.navne)


def _votes(stemmer: Stemmer, people: Collection[str], words: Phrases) -> str:
    names = typography.enumeration(stemmer.navne, words)
    if stemmer.antal is None:
        number = counted(stemmer, people)
        if number is None:
            return names
        return words.in_brackets.format(text=names, more=number)
    text = words.one_vote if stemmer.antal == 1 else words.several_votes
    count = text.format(number=stemmer.antal)
    return words.labelled.format(label=count, text=names) if names else count


def statement(bemaerkning: Protokolbemaerkning, name: str, words: Phrases, level: int) -> Blocks:
    """Who (``name``) wanted it in the minutes, and what it says, on one line where it can be."""
    blocks = at_level(bemaerkning.tekst, level)
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph) and _introduces_itself(first, bemaerkning.fra):
        return blocks
    lead = Run(words.statement.format(name=name), strong=True)
    if isinstance(first, Paragraph):
        begun = Paragraph((lead, Run(" "), *first.inlines), bemaerkning.position)
        return begun, *blocks[1:]
    return Paragraph((lead,), bemaerkning.position), *blocks


def _introduces_itself(paragraph: Paragraph, name: str) -> bool:
    """Whether a text says whose statement it is: ``Bo Ny ønsker tilført protokollen …``."""
    text = text_of(paragraph.inlines)
    begun = rf"{re.escape(name)}\b.{{0,60}}\b(?:protokol|referat)"
    return re.match(begun, text, re.IGNORECASE) is not None


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], foreign: Foreign = ()) -> Table:
    """A table of plain texts; ``foreign``: passages in them that are in another language."""
    return Table(
        header=tuple(_cell(column) for column in columns),
        rows=tuple(tuple(_cell(text, foreign) for text in row) for row in rows),
        alignments=(Alignment.LEFT,) * len(columns),
    )


def _cell(text: str, foreign: Foreign = ()) -> Cell:
    return Cell((Paragraph(spoken(text, foreign)),) if text else ())
