"""What a decision says of an election, against who is elected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from moedebog.catalogue import Slags, Udfald
from moedebog.compose.ballots import Decided, decided, elected, said_in
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Afsnit, Punkt, Valg
from moedebog.rules.case import Case

_MEMBERS = "medlemmer: [Anna Ager, Bo Bæk]"
_VOTE = ("afstemning", "udfald", "beslutning")

SAYS_OTHERWISE = Rule(
    "M5230",
    Severity.WARNING,
    Phrase(
        "Beslutningen siger, at {navn} {sagt}, men det siger valget ikke.",
        "The decision says that {navn} {sagt}, but the election does not.",
    ),
    Phrase("Ret beslutningen eller `valgt`.", "Correct the decision or `valgt`."),
    Example(
        wrong="- titel: A\n  beslutning: Bo Bæk blev valgt.\n  afstemning:\n"
        "    valg: {valgt: [Anna Ager]}",
        right="- titel: A\n  beslutning: Bo Bæk blev valgt.\n  afstemning:\n"
        "    valg: {valgt: [Bo Bæk]}",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Siger beslutning og valg hver sit, beviser referatet ikke, hvem der er valgt.",
        "If decision and election contradict one another, the referat does not prove who is "
        "elected.",
    ),
    rests_on=_VOTE,
)
NOT_HELD = Rule(
    "M5231",
    Severity.WARNING,
    Phrase(
        "Beslutningen siger, at der ikke blev valgt nogen, men {navn} står som valgt.",
        "The decision says that nobody was elected, but {navn} stands as elected.",
    ),
    Phrase("Ret `udfald` eller valget.", "Correct `udfald` or the election."),
    Example(
        wrong="- titel: A\n  udfald: udsat\n  afstemning:\n    valg: {valgt: [Anna Ager]}",
        right="- titel: A\n  udfald: valgt\n  afstemning:\n    valg: {valgt: [Anna Ager]}",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Siger beslutning og valg hver sit, beviser referatet ikke, om nogen er valgt.",
        "If decision and election contradict one another, the referat does not prove whether "
        "anybody is elected.",
    ),
    rests_on=_VOTE,
)

_NOBODY = frozenset(
    {
        Udfald.IKKE_GODKENDT,
        Udfald.TILBAGESENDT,
        Udfald.UDSAT,
        Udfald.UDGAAR,
        Udfald.BORTFALDET,
        Udfald.IKKE_BEHANDLET,
    }
)
"""Outcomes of an item in which nobody was elected."""
_CAME_TO_NOTHING = (
    r"(?i)\A(?:\w*punktet|sagen|\w*valget|valg af [^.]*?)?\s*(?:(?:er|blev|bliver|måtte)\s+)?"
    r"(?:uds(?:at|ættes|kudt|kydes)|udgik|udgår|bortfald\w*|aflyst|"
    r"ikke\s+(?:behandlet|gennemført|afholdt))\b"
    r"|\b(?:ingen|ikke nogen)\s+(?:\w+\s+){0,3}?"
    r"(?:valgt|opnåede|fik (?:det )?(?:nødvendig|flertal))"
    r"|\bder blev ikke valgt\b"
)
_CLAUSE = r"(?<=[.!?;])\s+|\n|,\s+(?:og|mens|men)\s+"
_CAPITAL = r"\b[A-ZÆØÅÉÖÜ][\w'’-]*"
_NAME = rf"{_CAPITAL}(?:\s+(?:(?:af|de|von|van|da|el|al)\s+)?{_CAPITAL})*(?:\s*\([^)]{{1,40}}\))?"
_NAMES = rf"(?P<names>{_NAME}(?:(?:,|\s+og|,?\s+samt)\s+{_NAME})*)"
_VERB = r"(?P<verb>blev|bliver|er)"
_WORDS = r"(?:(?!ikke\b)[a-zæøå]+\s+){0,2}?"
"""Between two of them: *enstemmigt*, *herefter* …"""
_CHOSEN = r"(?:(?:gen|ny)?valgt|(?:gen)?udpeget)"
_SAYS = (
    rf"{_NAMES}\s+{_VERB}\s+{_WORDS}{_CHOSEN}\b",  # Anna Ager blev enstemmigt valgt
    rf"\b{_VERB}\s+{_NAMES}\s+{_WORDS}{_CHOSEN}\b",  # Til formand blev Anna Ager valgt
    rf"\b(?:gen|ny)?(?:valgte|vælger|udpegede|udpeger)\s+{_WORDS}{_NAMES}",
    rf"\b(?i:valgt|udpeget)(?:\s+(?:blev|er)|:)\s+{_WORDS}{_NAMES}",
)
_SAYS_NOT = rf"{_NAMES}\s+(?:blev|er|bliver)\s+ikke\s+{_CHOSEN}\b"
_NOT_YET = r"(?i)foresl|indstil|hvis|ønske|protest|tidligere"
"""Before a name: somebody is proposed, and not elected."""
_OFFICE = r"(?i)\b(?:til|som)\s+\w"
_BODY = r"(?i)(?:råd|udvalg|bestyrelse|nævn|gruppe|kommune|region|forvaltning)(?:et|en|s)?\Z"
_BETWEEN = r",?\s+(?:og|samt)\s+|,\s+"
_STEM = 6
"""Letters by which an office is known in a sentence: *formand*, *formanden*."""
_SHORTEST = 4


def elected_as_decided(case: Case) -> Iterator[Diagnostic]:
    """What a decision says of who was elected is what the election says."""
    for item in case.plan.items:
        if _is_divided(item.punkt):
            continue
        for group in decided(item.punkt.afsnit):
            held = [vote.valg for vote in group.votes if vote.valg]
            if held and group.decisions and all(elected(valg) for valg in held):
                yield from _against(case, group, held)


def _is_divided(punkt: Punkt) -> bool:
    """Whether only a part is closed, so that a finding at one would tell of the other."""
    parts = [a for a in punkt.afsnit if a.afstemning or a.slags is Slags.BESLUTNING]
    return len({a.lukket is None for a in parts}) > 1


def _against(case: Case, group: Decided, held: Sequence[Valg]) -> Iterator[Diagnostic]:
    only = len(held) == len(group.votes)
    names = [name for valg in held for name in elected(valg)]
    outcomes = group.outcomes
    text = "\n".join(said_in(afsnit.tekst) for afsnit in group.decisions)
    said = outcomes or ((text,) if text and not _named(names, text) else ())
    if only and said and all(map(_is_nothing, said)):
        yield NOT_HELD.at(group.decisions[0].position, navn=names[0])
    else:
        for afsnit in group.decisions:
            yield from _said(case, afsnit, held)


def _is_nothing(said: str) -> bool:
    """Whether an outcome or a text says that nobody was elected."""
    return said in _NOBODY or re.search(_CAME_TO_NOTHING, said) is not None


def _named(names: Sequence[str], text: str) -> bool:
    return any(_base(name) in text for name in names)


def _base(name: str) -> str:
    """A name without what stands in brackets behind it."""
    return name.partition(" (")[0]


def _said(case: Case, afsnit: Afsnit, held: Sequence[Valg]) -> Iterator[Diagnostic]:
    text = "\n".join((said_in(afsnit.tekst), *afsnit.udfald))
    stood = {each.navn for valg in held for runde in valg.runder for each in runde.kandidater}
    everybody = case.plan.people | stood | {name for valg in held for name in elected(valg)}
    told: set[str] = set()
    for clause in re.split(_CLAUSE, text):
        for match in (found for says in _SAYS for found in re.finditer(says, clause)):
            names = _chosen(clause, match, held)
            for written in re.split(_BETWEEN, match["names"]) if names else ():
                other = _other(_base(written), names, everybody)
                if other is None and _named(names, text):
                    continue
                who = other or _stranger(_base(written), everybody)
                if who and who not in told:
                    told.add(who)
                    said = Phrase("blev valgt", "was elected")
                    yield SAYS_OTHERWISE.at(afsnit.position, navn=who, sagt=said).on(written)
        for match in re.finditer(_SAYS_NOT, clause):
            for name in _chosen(clause, match, held):
                if _is(_base(match["names"]), name):
                    said = Phrase("ikke blev valgt", "was not elected")
                    yield SAYS_OTHERWISE.at(afsnit.position, navn=name, sagt=said).on(match[0])


def _chosen(clause: str, match: re.Match[str], held: Sequence[Valg]) -> tuple[str, ...]:
    """Who is elected to what a clause speaks of; nobody where it speaks of something else."""
    if re.search(_NOT_YET, clause[: match.start("names")]):
        return ()
    about: Sequence[Valg] = held
    if re.search(_OFFICE, clause):
        about = [valg for valg in held if valg.til and _speaks_of(clause, valg.til)]
        if (
            not about
            and not any(valg.til for valg in held)
            and match.groupdict().get("verb") != "er"
        ):
            about = held
    return tuple(name for valg in about for name in elected(valg))


def _speaks_of(clause: str, office: str) -> bool:
    stems = [word[:_STEM] for word in re.findall(r"\w+", office) if len(word) >= _SHORTEST]
    return any(re.search(rf"\b{re.escape(stem)}", clause, re.IGNORECASE) for stem in stems)


def _other(written: str, names: Sequence[str], everybody: frozenset[str]) -> str | None:
    """Whom a name means, where that is somebody else than those elected."""
    words = written.split()
    for begin in range(len(words)):
        rest = " ".join(words[begin:])
        if any(_is(rest, name) for name in names):
            return None
        meant = [name for name in sorted(everybody) if _is(rest, name)]
        if meant:
            return meant[0] if len(meant) == 1 else None
    return None


def _is(written: str, name: str) -> bool:
    """Whether a written name is that of somebody, or a part of it."""
    return set(written.casefold().split()) <= set(_base(name).casefold().split())


def _stranger(written: str, everybody: frozenset[str]) -> str | None:
    """A name of somebody unknown, where it is a person's at all."""
    words = written.split()
    if len(words) < 2 or re.search(_BODY, words[-1]):
        return None
    ends = [" ".join(words[begin:]) for begin in range(len(words))]
    return None if any(_is(end, name) for end in ends for name in everybody) else written
