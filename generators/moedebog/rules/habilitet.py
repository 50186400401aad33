"""Who took no part for being disqualified: as the decision has it, and by whose word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog.catalogue import Habilitet, Slags
from moedebog.compose.planning import PlannedItem
from moedebog.compose.told import words_in
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Afsnit
from moedebog.rules.case import Case

_MEMBERS = "medlemmer: [Anna Ager, Bo Bæk, Carl Clausen]"
_KEYS = ("inhabil", "om", "habilitetsbeslutning", "udfald", "beslutning", "medlemmer", "dato")

TEXT_SAYS_ABLE = Rule(
    "M5248",
    Severity.WARNING,
    Phrase(
        "Beslutningen siger, at {navn} er habil, men {navn} står som inhabil.",
        "The decision says that {navn} is free to take part, but {navn} stands as inhabil.",
    ),
    Phrase(
        "Ret beslutningen, eller ret `inhabil` og `habilitetsbeslutning`.",
        "Correct the decision, or `inhabil` and `habilitetsbeslutning`.",
    ),
    Example(
        wrong="- titel: A\n  inhabil: [Bo Bæk]\n  beslutning: Bo Bæk blev fundet habil. Godkendt.",
        right="- titel: A\n  habilitetsbeslutning:\n    udfald: habil\n    om: [Bo Bæk]\n"
        "  beslutning: Bo Bæk blev fundet habil. Godkendt.",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Referatet siger begge dele, og kun den ene kan være rigtig.",
        "The referat says both, and only one of them can be right.",
    ),
    rests_on=_KEYS,
)
TEXT_SAYS_UNABLE = Rule(
    "M5249",
    Severity.HINT,
    Phrase(
        "Beslutningen siger, at {navn} er inhabil, men {navn} regnes for at have deltaget.",
        "The decision says that {navn} is inhabil, but {navn} counts as having taken part.",
    ),
    Phrase(
        "Skriv navnet under `inhabil` på punktet.",
        "Write the name under `inhabil` at the item.",
    ),
    Example(
        wrong="- titel: A\n  beslutning: Godkendt. Bo Bæk erklærede sig inhabil.",
        right="- titel: A\n  inhabil:\n    - navn: Bo Bæk\n      erklaeret: ja\n"
        "  beslutning: Godkendt.",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Uden `inhabil` tæller personen med blandt dem, der kunne stemme, og får materialet til "
        "punktet.",
        "Without `inhabil` they count among those who could vote, and get the item's material.",
    ),
    rests_on=_KEYS,
)

_CLAUSE = re.compile(r"(?<=[.!?;])\s+|\n|,?\s+(?:mens|men)\s+")
_DOUBT = re.compile(
    r"\b(?:ikke|ej|hverken|ingen|hvorvidt|om|spørgsmål\w*|tvivl\w*)\b",
    re.IGNORECASE,
)
"""Before what is found, what makes a clause say something else."""
_ELSEWHERE = re.compile(
    r"\b(?:hvis|tidligere|forrige|sidste|ville|punkt|pkt|punkterne|sagerne|møde\w*)\b",
    re.IGNORECASE,
)
"""What makes a clause speak of another item, another day, or of what would be."""
_FOUND = (
    r"(?:\s+\([^()]*\))?\s+(?:er|var|blev|bliver|anses|ansås|erklærede|erklæres|findes|fandtes|"
    r"meldte|må\s+anses)\s+(?:(?:fundet|anset|erklæret|sig|for|som|at|være|enstemmigt|herefter)\s+){0,4}"
    r"(?P<un>in)?habil\b"
)
_SPEAKS_OF_IT = re.compile(r"habil\w*", re.IGNORECASE).search


def told_in_texts(case: Case) -> Iterator[Diagnostic]:
    """Whom a decision's text calls inhabil, or not, stands so in the item's keys."""
    for item in case.plan.items:
        for afsnit in item.punkt.afsnit:
            if afsnit.slags is Slags.BESLUTNING and not item.taken_off:
                yield from _told(case, item, afsnit)


def _told(case: Case, item: PlannedItem, afsnit: Afsnit) -> Iterator[Diagnostic]:
    text = words_in(afsnit.tekst)
    if not _SPEAKS_OF_IT(text):
        return
    out = set(item.out)
    for clause in _CLAUSE.split(text):
        if _ELSEWHERE.search(clause):
            continue
        for name in sorted(case.plan.people):
            match = re.search(rf"\b{re.escape(name.partition(' (')[0])}{_FOUND}", clause)
            if match is None or name in item.absent or _DOUBT.search(clause[: match.end()]):
                continue
            yield from _against(item, name, afsnit.position, unable=bool(match["un"]), out=out)


def _against(
    item: PlannedItem, name: str, place: Position, *, unable: bool, out: set[str]
) -> Iterator[Diagnostic]:
    if not unable and name in out:
        yield TEXT_SAYS_ABLE.at(place, navn=name).on(name)
    elif unable and name not in out:
        decision = item.punkt.habilitetsbeslutning
        cleared = decision is not None and decision.udfald is Habilitet.HABIL
        if not (cleared and name in item.punkt.questioned):  # who declared it may be cleared
            yield TEXT_SAYS_UNABLE.at(place, navn=name).on(name)
