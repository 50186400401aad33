"""Who was there, item by item: derived from regrets, arrivals and departures, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from moedebog import typography
from moedebog.compose.numbering import Numbered
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Fravaer, Medlem, Meeting, Navn, Person
from moedebog.phrases import Phrases

_PEOPLE = ("afbud", "udeblevet", "ankom", "forlod", "punkter", "underpunkter")

ALREADY_THERE = Rule(
    "M220",
    Severity.ERROR,
    Phrase(
        "{navn} kan ikke ankomme her: {navn} er allerede til stede.",
        "{navn} cannot arrive here: {navn} is present already.",
    ),
    Phrase(
        "Ret `ankom`, eller skriv i `forlod` på et tidligere punkt, hvornår {navn} gik.",
        "Correct `ankom`, or write in `forlod` of an earlier item when {navn} left.",
    ),
    Example(
        wrong="- titel: A\n  ankom: [Bo Bæk]\n- titel: B\n  ankom: [Bo Bæk]",
        right="- titel: A\n  ankom: [Bo Bæk]\n- titel: B",
    ),
    rests_on=_PEOPLE,
)
NOT_THERE = Rule(
    "M221",
    Severity.ERROR,
    Phrase(
        "{navn} kan ikke forlade mødet her: {navn} er ikke til stede.",
        "{navn} cannot leave the meeting here: {navn} is not present.",
    ),
    Phrase(
        "Ret `forlod`, eller skriv i `ankom`, hvornår {navn} kom.",
        "Correct `forlod`, or write in `ankom` when {navn} came.",
    ),
    Example(
        wrong="afbud: [Bo Bæk]\npunkter:\n  - titel: A\n    forlod: [Bo Bæk]",
        right="punkter:\n  - titel: A\n    forlod: [Bo Bæk]",
    ),
    rests_on=_PEOPLE,
)


def absences(
    meeting: Meeting, items: Sequence[Numbered]
) -> tuple[list[tuple[str, ...]], list[Diagnostic]]:
    """The names of those missing at each item, in the order of ``items``."""
    absent = {f.navn: None for f in _missing(meeting)}
    absent |= dict.fromkeys(late_from_the_start(items))
    missing = []
    diagnostics = []
    for item in items:
        for came in item.punkt.ankom:
            if came.navn not in absent:
                diagnostics.append(ALREADY_THERE.at(came.position, navn=came.navn))
            absent.pop(came.navn, None)
        missing.append(tuple(absent))
        for left in item.punkt.forlod:
            if left.navn in absent:
                diagnostics.append(NOT_THERE.at(left.position, navn=left.navn))
            absent[left.navn] = None
    return missing, diagnostics


def late_from_the_start(items: Sequence[Numbered]) -> Iterator[str]:
    """Those who come during the meeting and had not left it before."""
    left: set[str] = set()
    for item in items:
        yield from (came.navn for came in item.punkt.ankom if came.navn not in left)
        left |= {gone.navn for gone in item.punkt.forlod}


def members(meeting: Meeting) -> list[Medlem]:
    """The members on the day of the meeting."""
    return [
        m
        for m in meeting.forum.medlemmer
        if (m.fra is None or m.fra <= meeting.dato) and (m.til is None or meeting.dato <= m.til)
    ]


def attending(meeting: Meeting, items: Sequence[Numbered], words: Phrases) -> list[str]:
    """Members and substitutes who took part in the meeting or some of it, as printed."""
    missing = away(meeting, items)
    return [
        *(describe(m, words) for m in members(meeting) if m.navn not in missing),
        *(_substitute(meeting, f, words) for f in _missing(meeting) if f.stedfortraeder),
    ]


def all_members(
    meeting: Meeting, items: Sequence[Numbered], words: Phrases, *, reasons: bool
) -> list[str]:
    """Every member, those who did not come marked, each with the substitute after them.

    ``reasons``: the reader may know why somebody stays away.
    """
    missing = away(meeting, items)
    unannounced = {f.navn for f in meeting.udeblevet}
    entries = {f.navn: f for f in _missing(meeting)}
    listed = []
    for member in members(meeting):
        entry = entries.get(member.navn)
        marks = []
        if member.navn in missing:
            away_unannounced = member.navn in unannounced
            marks.append(words.mark_unannounced if away_unannounced else words.mark_absent)
        if entry is not None:
            marks += _particulars(entry, words, reasons=reasons)
        listed.append(describe(member, words, marks))
        if entry is not None and entry.stedfortraeder:
            listed.append(_substitute(meeting, entry, words))
    return listed


def strangers(meeting: Meeting, entries: Sequence[Fravaer]) -> tuple[Fravaer, ...]:
    """Those of the entries who are no members: guests who sent regrets."""
    names = {m.navn for m in members(meeting)}
    return tuple(f for f in entries if f.navn not in names)


def substitutes(meeting: Meeting) -> list[Person]:
    """Those who come for somebody who is absent."""
    return [f.stedfortraeder for f in _missing(meeting) if f.stedfortraeder]


def _missing(meeting: Meeting) -> tuple[Fravaer, ...]:
    return (*meeting.afbud, *meeting.udeblevet)


def away(meeting: Meeting, items: Sequence[Numbered]) -> set[str]:
    """The names of those who were not there for any of the meeting."""
    came = {n.navn for item in items for n in item.punkt.ankom}
    return {f.navn for f in _missing(meeting)} - came


def _substitute(meeting: Meeting, fravaer: Fravaer, words: Phrases) -> str:
    assert fravaer.stedfortraeder is not None  # noqa: S101 - the callers have looked
    for_whom = absentees(meeting, [fravaer.navn], words)
    instead = words.substitute_for.format(name=for_whom)
    return words.list_separator.join((describe(fravaer.stedfortraeder, words), instead))


def with_party(meeting: Meeting, name: str, words: Phrases) -> str:
    """``Navn (V)`` for somebody whose party is known, else the name as it stands."""
    person = _everybody(meeting).get(name, Person(name))
    return describe(Person(name, parti=person.parti), words)


def absentees(meeting: Meeting, names: Sequence[str], words: Phrases) -> str:
    """The names with where each comes from: ``Navn (Varde Kommune); Navn (V)``."""
    people = _everybody(meeting)
    return words.people_separator.join(
        describe(Person(p.navn, organisation=p.organisation, parti=p.parti), words)
        for p in (people.get(name, Person(name)) for name in names)
    )


def _everybody(meeting: Meeting) -> dict[str, Person]:
    """All of whom more is told than a name, by that."""
    people = (*members(meeting), *meeting.gaester, *substitutes(meeting))
    return {person.navn: person for person in people}


def describe(person: Person, words: Phrases, marks: Iterable[str] = ()) -> str:
    """``Navn (formand, Esbjerg Kommune, V)``."""
    office = person.hverv if isinstance(person, Medlem) else None
    facts = (office, person.titel, person.organisation, person.parti, *marks)
    return _with(person.navn, facts, words)


def regrets(meeting: Meeting, entries: Sequence[Fravaer], words: Phrases, *, reasons: bool) -> str:
    """The names of those who do not come, with where they come from, and their substitutes.

    ``reasons``: the reader may know why they do not.
    """
    known = {m.navn: m for m in members(meeting)}
    people = []
    for entry in entries:
        member = known.get(entry.navn)
        from_where = (member.organisation, member.parti) if member else ()
        particulars = _particulars(entry, words, reasons=reasons)
        people.append(_with(entry.navn, (*from_where, *particulars), words))
    return words.people_separator.join(people)


def _particulars(fravaer: Fravaer, words: Phrases, *, reasons: bool) -> list[str]:
    """Who comes instead, and why."""
    facts = []
    if fravaer.stedfortraeder:
        facts.append(words.substitute.format(name=fravaer.stedfortraeder.navn))
    if fravaer.aarsag and reasons:
        facts.append(fravaer.aarsag)
    return facts


def _with(navn: str, facts: Iterable[str | None], words: Phrases) -> str:
    inside = words.list_separator.join(filter(None, facts))
    return words.in_brackets.format(text=navn, more=inside) if inside else navn


def arrival(entry: Navn, words: Phrases, separator: str) -> str:
    """``Navn ankom kl. 10.50.``"""
    return _movement(entry, words.came, words.came_untimed, words, separator)


def departure(entry: Navn, words: Phrases, separator: str) -> str:
    """``Navn forlod mødet kl. 10.50.``"""
    return _movement(entry, words.left, words.left_untimed, words, separator)


def _movement(entry: Navn, timed: str, untimed: str, words: Phrases, separator: str) -> str:
    if entry.tid is None:
        return untimed.format(name=entry.navn)
    return timed.format(name=entry.navn, time=typography.slot(entry.tid, None, words, separator))
