"""What a decision says in its own words, of its votes too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from moedebog.blocks import (
    Blocks,
    BulletList,
    Heading,
    LabelledList,
    NumberedList,
    Paragraph,
    Quote,
    text_of,
)
from moedebog.catalogue import Afgoerelse, Slags, Udfald
from moedebog.catalogue.outcomes import FIXED
from moedebog.compose.stances import carries_text, proposes_less
from moedebog.meeting import (
    Afsnit,
    Afstemning,
    Delbeslutning,
    Indstilling,
)


def deciders_told(text: str) -> set[Afgoerelse]:
    """What a text says that decided a vote: the chair or a lot."""
    return {
        decider
        for decider, pattern in _TELLS_DECIDER.items()
        if any(
            not _DENIED(text[: match.start()]) and not _DENIED_AFTER(text, match.end())
            for match in pattern.finditer(text)
        )
    }


def tells_lot(text: str) -> bool:
    """Whether a text on an election says that a lot was drawn."""
    return any(not _DENIED(text[: match.start()]) for match in _LOT.finditer(text))


_LOT = re.compile(
    r"lodtræk|lodkast|\b(?:ved|trukket|trak|trækning af|kastet) lod\b|\bloddet\b", re.IGNORECASE
)
_TELLS_DECIDER = {
    Afgoerelse.FORMAND: re.compile(
        r"\b(?:formand|forkvinde|forperson|mødeleder|borgmester|dirigent)en(?:s\s+(?:"
        r"stemme\s+(?:(?:var|blev|er|som)\s+)?(?:den\s+)?(?:afgørende|udslagsgivende)|"
        r"stemme\s+(?:afgjorde|gjorde\s+udslaget)|(?:afgørende|udslagsgivende)\s+stemme)|"
        r"\s+(?:har|havde|fik|brugte)\s+(?:den\s+)?(?:afgørende|udslagsgivende)\s+stemme)|"
        r"\b(?:afgjort|vedtaget|godkendt|forkastet)\s+(?:af|ved|med|på)\s+"
        r"(?:formand|forkvinde|forperson|mødeleder|borgmester)ens\s+stemme",
        re.IGNORECASE,
    ),
    Afgoerelse.LODTRAEKNING: re.compile(
        r"\b(?:vedtaget|forkastet|godkendt|bortfaldet|afgjort|afgjordes|afgøres)"
        r"(?:\s+\w+){0,3}\s+(?:ved|efter|gennem)\s+(?:lodtrækning|lod)\b|"
        r"\b(?:lodtrækning(?:en)?|loddet)\s+afgjorde\b|"
        r"\b(?:trukket|trak)\s+(?:der\s+)?lod(?=\s*[.,;]|\s*$)",
        re.IGNORECASE | re.MULTILINE,
    ),
}
_DENIED = re.compile(r"\b(?:ikke|ej|uden|ingen)\b[^.!?\n]*\Z", re.IGNORECASE).search

_DENIED_AFTER = re.compile(r"[^.,;!?\n]{0,12}\bikke\b", re.IGNORECASE).match


class Said(Struct, frozen=True):
    """What a decision says of a vote."""

    carried: bool | None = None
    """Whether it was carried; ``None``: nobody can tell."""
    fell: bool = False
    """Whether it fell without anything deciding it."""


class Decided(Struct, frozen=True):
    """A decision, or several that stand together, with the votes on it."""

    decisions: tuple[Afsnit, ...]
    votes: tuple[Afstemning, ...]
    others: bool = False
    """Whether it is another forum's, in a case that it has sent on."""
    answers: tuple[Delbeslutning, ...] = ()
    """The answers to points of the indstilling."""
    less: bool = False
    """Whether the indstilling is to say no, or to wait: then a no in words may be a yes to it."""

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What came of it, in the words of ``udfald``."""
        answered = tuple(u for answer in self.answers for u in answer.udfald)
        return tuple(u for afsnit in self.decisions for u in afsnit.udfald) + answered

    @property
    def text(self) -> str:
        """What the decisions say, without what only some may read."""
        return "\n".join(words_in(afsnit.tekst) for afsnit in self.decisions if not afsnit.lukket)

    @property
    def carried(self) -> bool | None:
        """Whether what was proposed was carried, as the decision says; ``None``: it does not."""
        return self._carried(self.decisions, self.outcomes)

    @property
    def on_the_matter(self) -> tuple[Afstemning, ...]:
        """The votes on what is decided, not on another proposal."""
        return tuple(
            vote
            for vote in self.votes
            if vote.valg is None and (vote.forslag is None or _INDSTILLING(vote.forslag))
        )

    def votes_on(self, answer: Delbeslutning) -> tuple[Afstemning, ...]:
        """The votes on what an answer is about."""
        if len(self.answers) == 1 and self.on_the_matter:
            return self.on_the_matter
        return tuple(vote for vote in self.votes if _points(vote.forslag) & set(answer.punkt))

    def says_of(self, vote: Afstemning) -> Said:
        """What the decision says of this vote.

        A closed decision says nothing here: what is printed of an open vote would give it away.
        """
        is_open = tuple(afsnit for afsnit in self.decisions if not afsnit.lukket)
        outcomes = tuple(u for afsnit in is_open for u in afsnit.udfald)
        if vote.forslag is not None and not _INDSTILLING(vote.forslag):
            return Said(self._of_proposal(vote.forslag, outcomes))
        if len(self.on_the_matter) != 1 or self.on_the_matter[0] is not vote:
            return Said()
        text = "\n".join(said_in(afsnit.tekst) for afsnit in is_open)
        fell = Udfald.BORTFALDET in outcomes or _FELL(text) is not None
        answered = tuple(u for answer in self.answers for u in answer.udfald)
        return Said(self._carried(is_open, (*outcomes, *answered)), fell)

    def _carried(self, decisions: Sequence[Afsnit], outcomes: Sequence[str]) -> bool | None:
        said = {carries(outcome) for outcome in outcomes} - {None}
        if not said:
            said = {carries_text(said_in(afsnit.tekst)) for afsnit in decisions} - {None}
            said -= {False} if self.less else set()
        return said.pop() if len(said) == 1 else None

    def _of_proposal(self, forslag: str, outcomes: Sequence[str]) -> bool | None:
        """Whether what came of the case says that a proposal of its own was carried."""
        if points := _points(forslag):
            return _common(answer_carries(one) for one in self.answers if points & set(one.punkt))
        if _PUT_OFF(forslag):
            if Udfald.UDSAT in outcomes:
                return True
            treated = any(carries(outcome) is not None for outcome in outcomes)
            return False if treated else None
        return None


def answer_carries(answer: Delbeslutning) -> bool | None:
    """Whether an answer says that its points were carried; ``None``: it says neither."""
    if answer.udfald:
        return _common(map(carries, answer.udfald))
    return carries_text(said_in(answer.tekst))


def _points(forslag: str | None) -> set[int]:
    """The numbers of the points that a proposal is about."""
    match = _POINTS(forslag or "")
    return set(map(int, re.findall(r"\d+", match[0]))) if match else set()


def _common(answers: Iterable[bool | None]) -> bool | None:
    said = set(answers)
    return said.pop() if len(said) == 1 else None


_INDSTILLING = re.compile(
    r"(?:(?!mindretal|ændr|alternativ|ny)[^\W\d]+\s+)?indstilling(?:en|erne)?"
    r"(?: (?:som|i sin) helhed)?\.?\Z",
    re.IGNORECASE,
).match
_POINTS = re.compile(
    r"(?:indstillingens?\s+)?(?:(?:punkt(?:erne)?|at-punkt|pkt\.?|ad|nr\.?)\s*)?"
    r"\d+(?:(?:\s*,\s*|\s+og\s+)\d+)*\.?\Z",
    re.IGNORECASE,
).match
"""A vote on points of the indstilling by their numbers: »Ad 1 og 2«."""
_THE_CASE = "(?:sagen|punktet|behandlingen|beslutningen)"
_PUT_OFF = re.compile(
    r"(?:forslag(?:et)?\s+om\s+)?(?:"
    rf"(?:at\s+)?(?:udsætte|udskyde)\s+{_THE_CASE}|at\s+{_THE_CASE}\s+(?:udsættes|udskydes)|"
    rf"(?:udsættelse|udskydelse)(?:n)?(?:\s+af\s+{_THE_CASE})?)(?:\s+til\b.*)?\.?\Z",
    re.IGNORECASE,
).match
"""A vote on putting the case off, not something in it."""
_FELL = re.compile(r"\bbortfald\w*\b", re.IGNORECASE).search


def carries(outcome: str) -> bool | None:
    """Whether an outcome says that what was proposed was carried; ``None``: neither."""
    if outcome in FIXED:
        return FIXED[outcome].kind.carries
    return carries_text(outcome)


def said_in(blocks: Blocks) -> str:
    """The paragraphs and headings of a text."""
    return "\n".join(
        text_of(block.inlines) for block in blocks if isinstance(block, Paragraph | Heading)
    )


def words_in(blocks: Blocks) -> str:
    """All paragraphs of a text, those in its lists and quotations too."""
    return "\n".join(_lines(blocks))


def _lines(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield text_of(block.inlines)
        elif isinstance(block, BulletList | NumberedList | LabelledList):
            for item in block.items:
                yield from _lines(item.blocks)
        elif isinstance(block, Quote):
            yield from _lines(block.blocks)


def decided(sections: Sequence[Afsnit], *, others: bool = False) -> Iterator[Decided]:
    """The decisions of an item with the votes on each.

    A vote belongs to the decision before it, or after it where the votes come first.
    """
    listed = [a for a in sections if a.afstemning or a.slags is Slags.BESLUTNING]
    groups: list[tuple[list[Afsnit], list[Afstemning]]] = []
    votes_first = bool(listed) and bool(listed[0].afstemning)
    for afsnit in listed:
        decides = afsnit.slags is Slags.BESLUTNING
        begins = decides != votes_first
        # A new one begins where something of the second kind stood last.
        if not groups or (begins and groups[-1][0 if votes_first else 1]):
            groups.append(([], []))
        decisions, votes = groups[-1]
        if decides:
            decisions.append(afsnit)
        votes.extend(afsnit.afstemning)
    answers = answers_in(sections)
    asked = (afsnit.indstilling for afsnit in sections if afsnit.indstilling)
    less = bool(groups) and any(map(asks_for_less, asked))
    for decisions, votes in groups:
        only = len(groups) == 1
        yield Decided(tuple(decisions), tuple(votes), others, answers if only else (), less)
    for afsnit in sections:
        yield from decided(afsnit.afsnit, others=True)


def asks_for_less(indstilling: Indstilling) -> bool:
    """Whether an indstilling is to say no, or to wait, in any of its points."""
    return any(proposes_less(words_in(point.tekst), point=True) for point in indstilling.at)


def answers_in(sections: Iterable[Afsnit]) -> tuple[Delbeslutning, ...]:
    """The answers to points of the indstilling; none where several of them have answers."""
    found = [a.indstilling.delbeslutninger for a in sections if a.indstilling]
    answered = [answers for answers in found if answers]
    return answered[0] if len(answered) == 1 else ()
