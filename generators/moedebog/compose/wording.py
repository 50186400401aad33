"""What is typed as facts (points, outcomes, votes, grounds) put into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
    Afsnit,
    Delbeslutning,
    Forum,
    Indstilling,
    Lukket,
    Protokolbemaerkning,
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


def outcome(
    udfald: Sequence[str], tekst: Blocks, words: Phrases, brought: str | None = None
) -> Blocks:
    """The outcome, where the decision's own text does not begin with it.

    ``brought`` is what is said of a matter that goes to another body, if more than that it does.
    """
    if list(udfald) == [Udfald.UDGAAR]:
        return () if _tells_withdrawal(tekst) else (plain(words.withdrawn, result=True),)
    said = [brought if brought and u == Udfald.INDBRAGT else printed(u, words) for u in udfald]
    outcomes = enumerated(said, words)
    text = " ".join(_sentences(udfald, said, words))
    if not outcomes or _beginning(tekst).casefold().startswith(outcomes.casefold()):
        return ()
    return (plain(text, result=True),)


def outcome_because(afsnit: Afsnit, reason: str, words: Phrases) -> Blocks:
    """The outcome with the reason: as one sentence, or as two where other text makes it long."""
    if is_withdrawal(afsnit.udfald, afsnit.tekst):
        said = words.withdrawn_because.format(reason=reason)
    elif list(afsnit.udfald) == [Udfald.UDSAT]:
        said = words.labelled.format(label=words.outcomes[Udfald.UDSAT], text=reason)
    else:
        because = plain(typography.sentence(reason))
        return (*outcome(afsnit.udfald, afsnit.tekst, words), because)
    return (plain(typography.sentence(said), result=True),)


def enumerated(outcomes: Sequence[str], words: Phrases) -> str:
    """Outcomes as one sentence without its full stop, the later ones with small letters."""
    later = (_uncapitalised(one) for one in outcomes[1:])
    return typography.enumeration([*outcomes[:1], *later], words)


def _uncapitalised(text: str) -> str:
    """The text inside a sentence; an abbreviation such as »KL« stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _sentences(udfald: Sequence[str], said: Sequence[str], words: Phrases) -> Iterator[str]:
    """Outcomes as sentences: one for those that a list can hold, one for each with a verb.

    ``said`` is what is printed of each.
    """
    pairs = zip(udfald, said, strict=True)
    for clause, group in groupby(pairs, lambda one: one[0] in FIXED and FIXED[one[0]].kind.clause):
        several = [text for _, text in group]
        if clause:
            yield from map(typography.sentence, several)
        else:
            yield typography.sentence(enumerated(several, words))


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


def table(
    columns: Sequence[str], rows: Sequence[Sequence[str | Paragraph]], foreign: Foreign = ()
) -> Table:
    """A table of short texts; ``foreign``: passages in plain ones that are in another language."""
    return Table(
        header=tuple(_cell(column) for column in columns),
        rows=tuple(tuple(_cell(text, foreign) for text in row) for row in rows),
        alignments=(Alignment.LEFT,) * len(columns),
    )


def _cell(text: str | Paragraph, foreign: Foreign = ()) -> Cell:
    if isinstance(text, Paragraph):
        return Cell((text,))
    return Cell((Paragraph(spoken(text, foreign)),) if text else ())
