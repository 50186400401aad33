"""What a decision says of an election, against who is elected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import BulletList, NumberedList
from moedebog.catalogue import Slags, Udfald
from moedebog.compose import voting
from moedebog.compose.ballots import by_candidate, elected, winner
from moedebog.compose.told import Decided, decided, said_in
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Afsnit, Delbeslutning, Punkt, Valg
from moedebog.rules.case import Case

_MEMBERS = "medlemmer: [Anna Ager, Bo Bæk]"
_ROUND = (
    "- titel: A\n  afstemning:\n    valg:\n      runder:\n        - kandidater:\n"
    "            - {navn: Bo Bæk, stemmer: 2}\n"
)
_TWO = (
    "\n  afstemning:\n    valg:\n      runder:\n        - kandidater:\n"
    "            - {navn: Bo Bæk, stemmer: 2}\n      valgt: [Bo Bæk]"
)
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

NOBODY_TOLD = Rule(
    "M5232",
    Severity.WARNING,
    Phrase(
        "Der er holdt valg, men det står ikke, hvem der blev valgt.",
        "An election was held, but it is not said who was elected.",
    ),
    Phrase(
        "Skriv det under valgets `valgt`, eller i beslutningen; referatet regner det ikke ud af "
        "stemmerne.",
        "Write it under the election's `valgt`, or in the decision; the referat does not work it "
        "out from the votes.",
    ),
    Example(
        wrong=_ROUND,
        right=f"{_ROUND}      valgt: [Bo Bæk]",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Referatet beviser, hvem der er valgt; det kan stemmetal alene ikke.",
        "The referat proves who is elected; votes alone do not.",
    ),
    rests_on=_VOTE,
)
OTHER_NUMBERS = Rule(
    "M5241",
    Severity.WARNING,
    Phrase(
        "Beslutningen siger »{sagt}«, men det siger stemmerne ikke: {hvorfor}.",
        "The decision says »{sagt}«, but the votes do not: {hvorfor}.",
    ),
    Phrase("Ret beslutningen eller stemmerne.", "Correct the decision or the votes."),
    Example(
        wrong=f"- titel: A\n  beslutning: Bo Bæk blev valgt med 3 stemmer.{_TWO}",
        right=f"- titel: A\n  beslutning: Bo Bæk blev valgt med 2 stemmer.{_TWO}",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Siger beslutning og stemmer hver sit, beviser referatet ikke, hvordan valget faldt ud.",
        "If decision and votes contradict one another, the referat does not prove how the "
        "election went.",
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
_PUT_OFF = (
    r"(?i)(?:\w*punktet|sagen|\w*valget)\s+(?:er|blev|bliver|måtte)\s+"
    r"(?:uds(?:at|ættes|kudt|kydes)|aflyst|ikke\s+(?:behandlet|gennemført|afholdt))\.?"
)
"""A text that says nothing else."""
_CLAUSE = r"(?<=[.!?;])\s+|\n|,\s+(?:og|mens|men)\s+"
_CAPITAL = r"\b[A-ZÆØÅÉÖÜ][\w'’-]*+"
_NAME = (
    rf"{_CAPITAL}(?:\s+(?:(?:af|de|von|van|da|el|al)\s+)?{_CAPITAL}){{0,5}}(?:\s*\([^)]{{1,40}}\))?"
)
"""With few words, so that a long text of capitals takes no time."""
_NAMES = rf"(?P<names>{_NAME}(?:(?:,|\s+og|,?\s+samt)\s+{_NAME}){{0,40}})"
_VERB = r"(?P<verb>blev|bliver|er)"
_WORDS = r"(?:(?!ikke\b)[a-zæøå]+\s+){0,2}?"
"""Between two of them: *enstemmigt*, *herefter* …"""
_CHOSEN = r"(?:(?:gen|ny)?valgt|(?:gen)?udpeget|konstitueret)"
_SAYS = (
    rf"{_NAMES}\s+{_VERB}\s+{_WORDS}{_CHOSEN}\b",  # Anna Ager blev enstemmigt valgt
    rf"\A{_NAMES}\s+(?:enstemmigt\s+)?{_CHOSEN}\b",  # Anna Ager valgt
    rf"{_NAMES}\s+(?:(?:gen)?vælges|udpeges|konstitueres)\b",
    rf"\b{_VERB}\s+{_NAMES}\s+{_WORDS}{_CHOSEN}\b",  # Til formand blev Anna Ager valgt
    rf"\b(?:gen|ny)?(?:valgtes?|vælger|udpegedes?|udpeger)\s+{_WORDS}{_NAMES}",
    rf"\b(?i:valgt|udpeget)(?:(?:\s+(?:blev|er))?:|\s+(?:blev|er))\s+{_WORDS}{_NAMES}",
)
_SAYS_NOT = rf"{_NAMES}\s+(?:blev|er|bliver)\s+ikke\s+{_CHOSEN}\b"
_ELECTS = r"(?i)valgt|vælg|udpeg|konstituer|blev|bliver"
_IN_OFFICE = (
    rf"(?P<names>{_NAME})\s+(?P<verb>(?:(?:blev|bliver|er)\s+)?{_WORDS}{_CHOSEN}\s+(?:til|som)"
    r"|til|som|blev|bliver)\s+(?:(?:ny|den nye|udvalgets|rådets)\s+)?(?P<office>[a-zæøå]+)"
)
"""Anna Ager (blev valgt) som formand."""
_ONE_OFFICE = (
    r"(?i)(?P<kind>næst|vice|sted)?"
    r"(?P<head>formand|forkvinde|forperson|borgmester|kasserer|sekretær|dirigent)(?:en)?"
)
_CHOOSES = r"(?i)(?:konstituer|valgt|vælge|udpeg)\w*(?!.*\b(?:idet|da|hvor|efter|mens|og)\b)"
"""Before *Anna Ager som formand*, with nothing in between that begins something else."""
_NOT_YET = r"(?i)foresl|indstil|hvis|ønske|protest|tidligere"
"""Before a name: somebody is proposed, and not elected."""
_OFFICE = r"(?i)\b(?:til|som)\s+\w"
_BODY = r"(?i)(?:råd|udvalg|bestyrelse|nævn|gruppe|kommune|region|forvaltning)(?:et|en|s)?\Z"
_COUNTED = ["en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"]
_COUNT = rf"(\d{{1,3}}|{'|'.join(_COUNTED)})"
_GOT = rf"(?P<names>{_NAME})\s+(?:fik|modtog|opnåede)\s+(?P<count>{_COUNT})\s+stemmer?\b"
_NUMBERS = rf"(?i)\bmed {_COUNT} stemmer?(?: (?:i?mod|for og) {_COUNT})?\b"
_BY_ALL = r"(?i)\benstemmigt?\b|\buden modkandidat(?:er)?\b|\bved fredsvalg\b"
_BETWEEN = r",?\s+(?:og|samt)\s+|,\s+"
_STEM = 6
"""Letters by which an office is known in a sentence: *formand*, *formanden*."""
_SHORTEST = 4
_LONGEST = 1000
"""Characters of a clause: whatever is longer is looked at no further."""


_Said = Afsnit | Delbeslutning
"""What says something of an election."""


class _Case(Struct, frozen=True):
    """The decisions of an item with the elections that belong to them."""

    group: Decided
    said: Sequence[_Said]
    """The decisions, and the answers to points of the indstilling."""
    held: Sequence[Valg]
    everybody: frozenset[str]
    """All who are known, or stood."""
    numbers: Mapping[str, int] | None
    """The votes in the last round of the only election; ``None`` where that is not known."""
    before: Sequence[Mapping[str, int]] = ()
    """The votes in the rounds before it, as far as they are known."""

    @property
    def names(self) -> tuple[str, ...]:
        """Who is elected, to whatever it is."""
        return tuple(name for valg in self.held for name in elected(valg))


def elected_as_decided(case: Case) -> Iterator[Diagnostic]:
    """What a decision says of who was elected is what the election says; and it is said."""
    for item in case.plan.items:
        groups = list(decided(item.punkt.afsnit))
        for group in groups:
            held = [vote.valg for vote in group.votes if vote.valg]
            if not held:
                yield from _nameless(item.punkt, group)
                continue
            hall = voting.hall(case.plan, item, group)
            stood = {one.navn for valg in held for r in valg.runder for one in r.kandidater}
            rounds = [
                by_candidate(runde, held[0], hall.people, hall.voters)
                for runde in (held[0].runder if len(held) == 1 else ())
            ]
            numbers = rounds[-1] if rounds else None
            before = () if None in rounds else [each for each in rounds[:-1] if each]
            answers = _answers(item.punkt) if len(groups) == 1 else ()
            said: tuple[_Said, ...] = (*group.decisions, *answers)
            one = _Case(group, said, held, case.plan.people | stood, numbers, before)
            yield from _untold(one)
            whole = said and all(elected(valg) for valg in held)
            if whole and not _is_divided(item.punkt):
                yield from _against(replace(one, everybody=one.everybody.union(one.names)))


def _is_divided(punkt: Punkt) -> bool:
    """Whether only a part is closed, so that a finding at one would tell of the other."""
    parts = [
        a
        for a in punkt.afsnit
        if a.afstemning or a.slags is Slags.BESLUTNING or (a.indstilling and _answers(punkt))
    ]
    return len({a.lukket is None for a in parts}) > 1


def _answers(punkt: Punkt) -> tuple[Delbeslutning, ...]:
    return tuple(d for a in punkt.afsnit if a.indstilling for d in a.indstilling.delbeslutninger)


def _nameless(punkt: Punkt, group: Decided) -> Iterator[Diagnostic]:
    """An outcome alone does not say who was elected; any text or proposal may."""
    says = any(a.tekst or a.indstilling or a.afsnit for a in punkt.alle_afsnit())
    if Udfald.VALGT in group.outcomes and group.decisions and not says and not punkt.underpunkter:
        yield NOBODY_TOLD.at(group.decisions[0].position)


def _untold(one: _Case) -> Iterator[Diagnostic]:
    """Where votes have elected somebody, it is said whom."""
    if one.group.others or one.names or not one.numbers or len(one.held) > 1:
        return
    last = one.held[0].runder[-1]
    texts = (_running(one.said), *one.group.outcomes)
    if winner(one.numbers, last.grundlag) is None or any(map(_is_nothing, texts)):
        return
    said = "\n".join(texts).casefold()
    if not any(_base(each.navn).casefold() in said for each in last.kandidater):
        yield NOBODY_TOLD.at(last.position)


def _against(one: _Case) -> Iterator[Diagnostic]:
    group, only = one.group, len(one.held) == len(one.group.votes)
    text = _running(one.said)
    found = list(_statements(one, text))
    named = any(name in one.names for _, _, name in found)
    said = group.outcomes or ((text,) if text and not named else ())
    put_off = bool(text and not named) and re.fullmatch(_PUT_OFF, text.strip()) is not None
    if only and ((said and all(map(_is_nothing, said))) or put_off):
        yield NOT_HELD.at(one.said[0].position, navn=one.names[0])
        return
    for said_here in one.said:
        yield from _against_text(one, said_here)


def _running(said: Sequence[_Said]) -> str:
    return "\n".join(map(_text, said))


def _text(said: _Said) -> str:
    """What a decision says, also in the list that a paragraph introduces."""
    lines: list[str] = []
    for block in said.tekst:
        if isinstance(block, BulletList | NumberedList) and lines and lines[-1].endswith(":"):
            entries = (said_in(item.blocks).split("\n")[0].rstrip(".,;") for item in block.items)
            lines[-1] += f" {', '.join(entries)}"
        else:
            lines.append(said_in((block,)))
    return "\n".join(lines)


def _is_nothing(said: str) -> bool:
    """Whether an outcome or a text says that nobody was elected."""
    return said in _NOBODY or re.search(_CAME_TO_NOTHING, said) is not None


def _base(name: str) -> str:
    """A name without what stands in brackets behind it."""
    return name.partition(" (")[0]


# --- what a text says -----------------------------------------------------------------


def _clauses(text: str) -> Iterator[str]:
    """The clauses that speak of an election at all; of a text without end only its beginning."""
    clauses = (clause[:_LONGEST] for clause in re.split(_CLAUSE, text[: 20 * _LONGEST]))
    return (clause for clause in clauses if re.search(_ELECTS, clause))


def _statements(one: _Case, text: str) -> Iterator[tuple[str, str, str]]:
    """Who was elected as a text says it: the clause, the name as written, and who that is.

    Somebody unknown is told as written, and only where nobody who is elected is named.
    """
    named = any(_base(name) in text for name in one.names)
    for clause in _clauses(text):
        for match in (found for says in _SAYS for found in re.finditer(says, clause)):
            names = _chosen(clause, match, one.held)
            for written in re.split(_BETWEEN, match["names"]) if names else ():
                who = _meant(_base(written), names, one.everybody)
                if who is None and not named:
                    who = _stranger(_base(written), one.everybody)
                if who is not None:
                    yield clause, written, who


def _in_office(one: _Case, text: str) -> Iterator[tuple[str, str, str]]:
    """Who is said to be elected to an office that others are: as written, who it is, to what."""
    for clause in _clauses(text):
        for match in re.finditer(_IN_OFFICE, clause):
            before = clause[: match.start()]
            alone = match["verb"] in ("til", "som")
            if re.search(_NOT_YET, before) or (alone and not re.search(_CHOOSES, before)):
                continue
            held = [valg for valg in one.held if valg.til and _speaks_of(match["office"], valg.til)]
            who = _meant(_base(match["names"]), _all(held), one.everybody)
            if held and who is not None and who not in _all(held):
                yield match["names"], who, match["office"]


def _to_another_office(one: _Case, text: str) -> Iterator[tuple[str, str, str]]:
    """Who is said to be elected to another office than the only one that was elected to."""
    if len(one.held) != 1 or len(one.group.votes) != 1 or not one.held[0].til:
        return
    office = re.fullmatch(_ONE_OFFICE, one.held[0].til.strip())
    if office is None or _speaks_of(text, office[0]):
        return  # what is said of another one is a choice of its own
    for match in re.finditer(_IN_OFFICE, text):
        said = re.fullmatch(_ONE_OFFICE, match["office"])
        who = _meant(_base(match["names"]), one.names, one.everybody)
        verb = match["verb"] not in ("til", "som", "blev", "bliver")
        if said and verb and who in one.names and _kind(office) != _kind(said):
            yield match["names"], who or "", match["office"]


def _kind(office: re.Match[str]) -> tuple[str, str]:
    """An office as it is told from another: whoever is a chair is one by any word."""
    head = re.sub("forkvinde|forperson", "formand", office["head"].casefold())
    return (office["kind"] or "").casefold().replace("vice", "næst"), head


def _against_text(one: _Case, afsnit: _Said) -> Iterator[Diagnostic]:
    text = "\n".join((_text(afsnit), *afsnit.udfald))
    otherwise = Phrase("blev valgt", "was elected")
    told: set[str] = set()
    for written, who, office in (*_in_office(one, text), *_to_another_office(one, text)):
        if who not in told:
            told.add(who)
            said = Phrase(f"blev valgt til {office}", f"was elected {office}")
            yield SAYS_OTHERWISE.at(afsnit.position, navn=who, sagt=said).on(written)
    yield from _got(one, afsnit, text)
    found = list(_statements(one, text))
    right = [clause for clause, _, who in found if who in one.names]
    for clause, written, who in found:
        if who in told or (right and clause not in right and _is_another(clause, one.held)):
            continue
        told.add(who)
        if any(who in elected(valg) and _may_be(clause, valg, one.held) for valg in one.held):
            yield from _numbers(one, afsnit, clause, who)
        else:
            yield SAYS_OTHERWISE.at(afsnit.position, navn=who, sagt=otherwise).on(written)
    for clause in _clauses(text):
        for match in re.finditer(_SAYS_NOT, clause):
            for name in _chosen(clause, match, one.held):
                if _is(_base(match["names"]), name):
                    said = Phrase("ikke blev valgt", "was not elected")
                    yield SAYS_OTHERWISE.at(afsnit.position, navn=name, sagt=said).on(match[0])


def _got(one: _Case, afsnit: _Said, text: str) -> Iterator[Diagnostic]:
    """How many votes a candidate got as a text says it, against every round."""
    if one.numbers is None or len(one.group.votes) != 1 or len(set(one.names)) > 1:
        return
    rounds = [one.numbers, *one.before]
    for match in re.finditer(_GOT, text):
        name = _meant(_base(match["names"]), tuple(one.numbers), one.everybody)
        said = _number(match["count"])
        if name is None:
            continue
        if name in one.numbers and all(said != numbers.get(name) for numbers in rounds):
            told = f"{match['names']} fik {match['count']}"
            own = one.numbers[name]
            why = Phrase(f"{name} fik {own}", f"{name} got {own}")
            yield OTHER_NUMBERS.at(afsnit.position, sagt=told, hvorfor=why).on(match[0])


def _numbers(one: _Case, afsnit: _Said, clause: str, name: str) -> Iterator[Diagnostic]:
    """The votes that a clause speaks of are those that somebody got."""
    if one.numbers is None or len(set(one.names)) > 1 or name not in one.numbers:
        return
    own, others = one.numbers[name], sum(one.numbers.values()) - one.numbers[name]
    why = Phrase(f"{own} stemte på {name}, {others} på andre", f"{own} for {name}, {others} others")
    match = re.search(_NUMBERS, clause)
    if match:
        said = _number(match[1]), _number(match[2]) if match[2] else None
        differs = said[0] != own or (
            said[1] is not None and len(one.numbers) < 3 and said[1] != others
        )
        if differs:
            yield OTHER_NUMBERS.at(afsnit.position, sagt=match[0], hvorfor=why).on(match[0])
            return
    match = re.search(_BY_ALL, clause)
    if match and others:
        yield OTHER_NUMBERS.at(afsnit.position, sagt=match[0], hvorfor=why).on(match[0])


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else 1 + _COUNTED.index(written.lower())


def _chosen(clause: str, match: re.Match[str], held: Sequence[Valg]) -> tuple[str, ...]:
    """Who is elected to what a clause speaks of; nobody where it speaks of something else."""
    if re.search(_NOT_YET, clause[: match.start("names")]):
        return ()
    if match.groupdict().get("verb") == "er" and not any(valg.til for valg in held):
        return () if re.search(_OFFICE, clause) else _all(held)
    return _all([valg for valg in held if _may_be(clause, valg, held)])


def _all(held: Sequence[Valg]) -> tuple[str, ...]:
    return tuple(name for valg in held for name in elected(valg))


def _may_be(clause: str, valg: Valg, held: Sequence[Valg]) -> bool:
    """Whether a clause may speak of an election."""
    if not _has_office(clause, held) or not any(one.til for one in held):
        return True
    return valg.til is not None and _speaks_of(clause, valg.til)


def _has_office(clause: str, held: Sequence[Valg]) -> bool:
    """Whether a clause says to what somebody is elected; *2 til Anna Ager* are votes."""
    stood = {one.navn for valg in held for r in valg.runder for one in r.kandidater}
    for name in stood:
        for each in (_base(name), *_base(name).split()):
            clause = clause.replace(f" til {each}", "")
    return re.search(_OFFICE, clause) is not None


def _is_another(clause: str, held: Sequence[Valg]) -> bool:
    """Whether a clause is about an office, and no election says to which one it is."""
    return _has_office(clause, held) and not any(valg.til for valg in held)


def _speaks_of(clause: str, office: str) -> bool:
    stems = [word[:_STEM] for word in re.findall(r"\w+", office) if len(word) >= _SHORTEST]
    return any(re.search(rf"\b{re.escape(stem)}", clause, re.IGNORECASE) for stem in stems)


def _meant(written: str, names: Sequence[str], everybody: frozenset[str]) -> str | None:
    """Whom a name means, one of those elected first; ``None`` where nobody can tell."""
    words = written.split()
    for begin in range(len(words)):
        rest = " ".join(words[begin:])
        for among in (names, sorted(everybody)):
            meant = [name for name in among if _is(rest, name)]
            if meant:
                return meant[0] if len(meant) == 1 or among is names else None
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
