"""What the public reads of a closed decision, against the votes and elections on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from moedebog.compose.ballots import elected
from moedebog.compose.item_facts import plain_text
from moedebog.compose.planning import PlannedItem
from moedebog.compose.stances import carries_text
from moedebog.compose.told import decided
from moedebog.compose.voting import counting
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Valg
from moedebog.names import Same, same
from moedebog.rules.case import Case
from moedebog.rules.told_votes import numbers_against, unanimous_against

VOTED_OTHERWISE = Rule(
    "M5224",
    Severity.WARNING,
    Phrase(
        "`offentlig_beslutning` siger noget andet om {hvad}, end der står på punktet.",
        "`offentlig_beslutning` says something else of {hvad} than stands on the item.",
    ),
    Phrase(
        "Ret den, der er forkert. Må offentligheden ikke kende det, så lad det ude af "
        "`offentlig_beslutning`.",
        "Correct the one that is wrong. If the public may not know, leave it out of "
        "`offentlig_beslutning`.",
    ),
    Example(
        wrong="- titel: A\n  lukket:\n    grund: Personsag\n"
        "    offentlig_beslutning: Enstemmigt godkendt.\n  udfald: godkendt\n"
        "  afstemning: {for: 3, imod: 2}",
        right="- titel: A\n  lukket:\n    grund: Personsag\n"
        "    offentlig_beslutning: Godkendt.\n  udfald: godkendt\n"
        "  afstemning: {for: 3, imod: 2}",
        forum="medlemmer: [Anna, Bo, Carl, Dina, Erik]",
    ),
    reason=Phrase(
        "Offentligheden læser kun den ene og får så et forkert svar.",
        "The public reads one of them alone, and so gets a wrong answer.",
    ),
    rests_on=("lukket", "offentlig_beslutning", "udfald", "beslutning", "afstemning"),
)
_OF_VOTES = Phrase("stemmerne", "the votes")
_OF_ELECTION = Phrase("valget", "the election")
_NAME = r"[A-ZÆØÅ][\w.'’-]*(?:\s+[A-ZÆØÅ][\w.'’-]*)*"
_CHOSE = re.compile(
    rf"\b(?i:valgt|ansat|udpeget)(?:e)?(?:\s+(?:blev|er))?:?\s+(?P<who>{_NAME})|"
    rf"(?P<before>{_NAME})\s+(?:(?:blev|er|bliver)\s+(?:valgt|ansat|udpeget)|ansættes|udpeges|vælges)\b"
)


def told_publicly(case: Case) -> Iterator[Diagnostic]:
    """What the public reads of votes and elections is how they went."""
    for item in case.plan.items:
        lukket = item.punkt.lukket
        if lukket is None or item.lukket is not lukket:
            continue
        text = plain_text(lukket.offentlig_beslutning)
        votes = [
            vote for group in decided(item.punkt.afsnit) for vote in group.votes if not group.others
        ]
        if not text or not votes:
            continue
        elections = [vote.valg for vote in votes if vote.valg]
        if elections:
            alone = len(elections) == 1
            if any(_names_another(text, valg, alone=alone) for valg in elections):
                yield VOTED_OTHERWISE.at(lukket.position, hvad=_OF_ELECTION)
        elif any(_against(case, item, text)):
            yield VOTED_OTHERWISE.at(lukket.position, hvad=_OF_VOTES)


def _against(case: Case, item: PlannedItem, text: str) -> Iterator[bool]:
    """Whether what is said of the votes cannot be true of those on the item."""
    for group in decided(item.punkt.afsnit):
        hall = counting(case.plan, item, group)
        found = [(vote, hall.verdict(vote)) for vote in group.votes]
        if group.others or not found:
            continue
        tallies = [one.tally for _, one in found]
        yield any(True for _ in numbers_against(case, text, tallies, item.punkt.position))
        on_it = [one for one in found if one[0] in group.on_the_matter]
        yield any(True for _ in unanimous_against(case, text, carries_text(text), on_it))


def _names_another(text: str, valg: Valg, *, alone: bool) -> bool:
    """Whether somebody is said to be elected who stood for it and was not, or a stranger alone.

    ``alone``: it is the only election.
    """
    chosen = elected(valg)
    stood = [one.navn for runde in valg.runder for one in runde.kandidater]
    lost = [name for name in stood if not _is_one_of(name, chosen)]
    said = [match["who"] or match["before"] for match in _CHOSE.finditer(text)]
    if not chosen or not said:
        return False
    stranger = alone and " " in said[0] and not any(name in text for name in chosen)
    return stranger or any(_is_one_of(name, lost) for name in said)


def _is_one_of(name: str, names: Sequence[str]) -> bool:
    return any(same(name, one) is Same.YES for one in names)
