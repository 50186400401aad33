"""What came of an item in a few words, for the overview."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from moedebog import typography
from moedebog.blocks import Paragraph, text_of
from moedebog.catalogue import Slags, Udfald
from moedebog.compose.ballots import Resultat, elected
from moedebog.compose.section_texts import Sections
from moedebog.compose.wording import enumerated, printed
from moedebog.document import Kind
from moedebog.meeting import Afsnit, Afstemning, Delbeslutning
from moedebog.phrases import Phrases

_LONGEST = 60
"""Characters that the overview has room for."""


def in_short(sections: Sections) -> str:
    """What came of an item, as far as its document and audience tell.

    It is the outcome, that of all answers, or the whole decision where that is short; where
    nothing of that is said, who was elected, or what the vote came to. Empty where that is not
    certain, or takes more than a few words.
    """
    if sections.kind is Kind.DAGSORDEN or sections.item.closed_to(sections.audience):
        return ""
    own = [a for a in sections.material.sections if not sections.closed(a)]
    standing = [a for a in own if sections.stands_here(a.slags)]
    decisions = [a for a in standing if a.slags is Slags.BESLUTNING]
    votes = [vote for a in standing for vote in a.afstemning]
    said = _said(sections, own, decisions)
    if said and not (set(said) == {Udfald.VALGT} and _told(votes)):
        exact = said | _brought(decisions, sections.words)
        texts = (_in_one_line(one.values(), sections.words) for one in (exact, said))
        return next(filter(_short, texts), "")
    if not said and (whole := _short(_whole(decisions).rstrip("."))):
        return whole
    if _told(votes):
        return _elected(votes, sections.words)
    wordless = not any(a.tekst for a in decisions) and not _answers(own)
    return _by_vote(sections, votes) if wordless else ""


def _short(text: str) -> str:
    """The text, or nothing where there is no room for it."""
    return text if len(text) <= _LONGEST else ""


def _in_one_line(texts: Iterable[str], words: Phrases) -> str:
    return enumerated([one.rstrip(".") for one in texts], words)


def _brought(decisions: Sequence[Afsnit], words: Phrases) -> dict[str, str]:
    """Before whom the matter was brought, where that is told."""
    brought = next((a.indbragt for a in decisions if a.indbragt), None)
    if brought is None or not brought.for_:
        return {}
    return {Udfald.INDBRAGT.value: words.brought_before.format(body=brought.for_)}


def _said(sections: Sections, own: Sequence[Afsnit], decisions: Sequence[Afsnit]) -> dict[str, str]:
    """The outcomes as typed, with what is printed of each."""
    words = sections.words
    said = {u: printed(u, words) for a in decisions for u in a.udfald}
    if not said and any(a is sections.material.answering for a in decisions):
        said = {u: printed(u, words) for answer in _answers(own) for u in answer.udfald}
    return said


def _answers(own: Sequence[Afsnit]) -> list[Delbeslutning]:
    return [d for a in own if a.indstilling for d in a.indstilling.delbeslutninger]


def _whole(decisions: Sequence[Afsnit]) -> str:
    """The text of the only decision, where it is a single paragraph."""
    texts = [a.tekst for a in decisions if a.tekst]
    if len(texts) != 1 or len(texts[0]) != 1 or not isinstance(texts[0][0], Paragraph):
        return ""
    return text_of(texts[0][0].inlines)


# --- by elections and votes -----------------------------------------------------------


def _told(votes: Sequence[Afstemning]) -> bool:
    """Whether it is on record who was elected."""
    return any(elected(vote.valg) for vote in votes if vote.valg)


def _elected(votes: Sequence[Afstemning], words: Phrases) -> str:
    """Who was elected, and to what where there were several elections; or that somebody was."""
    held = [vote.valg for vote in votes if vote.valg]
    names = [name for valg in held for name in elected(valg)]
    texts = [_enumerated(names, words), words.outcomes[Udfald.VALGT]]
    if len(held) > 1 and all(valg.til for valg in held):
        with_office = [
            words.in_brackets.format(text=name, more=typography.uncapitalised(valg.til or ""))
            for valg in held
            for name in elected(valg)
        ]
        texts.insert(0, _enumerated(with_office, words))
    return next(filter(_short, texts))


def _enumerated(names: Sequence[str], words: Phrases) -> str:
    return words.elected.format(names=typography.enumeration(list(names), words))


def _by_vote(sections: Sections, votes: Sequence[Afstemning]) -> str:
    """What the only vote on the matter came to, where that is certain."""
    words = sections.words
    halls = [(vote, sections.material.hall_of(vote)) for vote in votes]
    on_it = [(vote, hall) for vote, hall in halls if vote in hall.decided.on_the_matter]
    if len(on_it) != 1:
        return ""
    vote, hall = on_it[0]
    match hall.verdict(vote).result:
        case Resultat.VEDTAGET:
            return words.result_carried
        case Resultat.FORKASTET:
            return words.result_rejected
        case Resultat.STEMMELIGHED:
            return words.outcomes[Udfald.BORTFALDET]
        case None:
            return ""
