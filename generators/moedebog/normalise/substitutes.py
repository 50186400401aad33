"""Substitutes: whom the forum may call in, and who comes instead of somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from msgspec.structs import replace

from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.guesses import nearest
from moedebog.meeting import Medlem, Medvirkende, Person, Stedfortraeder
from moedebog.normalise.persons import person
from moedebog.normalise.reading import Reader
from moedebog.source import TreePath
from moedebog.typography import composed

_PEOPLE = ("afbud", "udeblevet", "inhabil", "medlemmer", "dato", "stedfortraedere")

SUBSTITUTE_IS_MEMBER = Rule(
    "M1370",
    Severity.WARNING,
    Phrase(
        "{navn} står som stedfortræder, men er selv medlem.",
        "{navn} stands as a substitute, but is a member.",
    ),
    Phrase(
        "Ret navnet. Er det en anden med samme navn, så skriv noget mere i navnet, så de kan "
        "skelnes.",
        "Correct the name. If it is somebody else of that name, write more of it, so that they "
        "can be told apart.",
    ),
    Example(
        wrong="afbud:\n  - navn: Bo Bæk\n    stedfortraeder: Anna Ager\npunkter: []",
        right="afbud:\n  - navn: Bo Bæk\n    stedfortraeder: Ida Ny\npunkter: []",
    ),
    reason=Phrase(
        "Et medlem har sin egen plads og kan ikke også sidde på en andens. To med samme navn "
        "bliver til én person i fremmøde og afstemning.",
        "A member has a seat of their own and cannot have another's as well. Two of one name "
        "become one person in attendance and votes.",
    ),
    rests_on=_PEOPLE,
)
NOT_ON_THE_LIST = Rule(
    "M1371",
    Severity.HINT,
    Phrase(
        "{navn} er ikke blandt forummets stedfortrædere.",
        "{navn} is not among the forum's substitutes.",
    ),
    Phrase(
        "Ret navnet, eller tilføj det under stedfortraedere i forum.yaml.",
        "Correct the name, or add it under stedfortraedere in forum.yaml.",
    ),
    Example(
        wrong="afbud:\n  - navn: Bo Bæk\n    stedfortraeder: Ib Ny\npunkter: []",
        right="afbud:\n  - navn: Bo Bæk\n    stedfortraeder: Ida Ny\npunkter: []",
        forum="stedfortraedere: [Ida Ny]",
    ),
    reason=Phrase(
        "Har forummet en liste, er et navn uden for den oftest stavet forkert, eller personen "
        "kan ikke indkaldes.",
        "Where the forum has a list, a name outside it is mostly misspelt, or the person cannot "
        "be called in.",
    ),
    rests_on=_PEOPLE,
)
SUBSTITUTE_OF_ANOTHER = Rule(
    "M1372",
    Severity.HINT,
    Phrase(
        "{navn} er stedfortræder for {hvem}, men møder her for {for_}.",
        "{navn} is the substitute of {hvem}, but comes for {for_} here.",
    ),
    Phrase(
        "Ret navnet, eller slet `for` ved {navn} i forum.yaml.",
        "Correct the name, or delete `for` at {navn} in forum.yaml.",
    ),
    Example(
        wrong="afbud:\n  - navn: Bo Bæk\n    stedfortraeder: Ida Ny\npunkter: []",
        right="afbud:\n  - navn: Anna Ager\n    stedfortraeder: Ida Ny\npunkter: []",
        forum="stedfortraedere: [{navn: Ida Ny, for: Anna Ager}]",
    ),
    reason=Phrase(
        "En personlig stedfortræder møder kun for sit eget medlem.",
        "A personal substitute comes for their own member alone.",
    ),
    rests_on=_PEOPLE,
)
SUBSTITUTE_FOR_NOBODY = Rule(
    "M1373",
    Severity.WARNING,
    Phrase(
        "Stedfortræderen er for {navn}, som ikke er blandt medlemmerne.",
        "The substitute is for {navn}, who is not among the members.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="navn: U\nmedlemmer: [Anna]\nstedfortraedere: [{navn: Ida, for: Ana}]",
        right="navn: U\nmedlemmer: [Anna]\nstedfortraedere: [{navn: Ida, for: Anna}]",
        file="forum",
    ),
    reason=Phrase(
        "Et navn, som forummet ikke kender, er oftest en stavefejl. Så kan det ikke ses, om den "
        "rigtige er indkaldt.",
        "A name that the forum does not know is mostly a misspelling. Then it cannot be seen "
        "whether the right one is called in.",
    ),
    rests_on=_PEOPLE,
)


ON_BOTH_LISTS = Rule(
    "M5709",
    Severity.WARNING,
    Phrase(
        "{navn} står under stedfortraedere, men er selv medlem.",
        "{navn} stands under stedfortraedere, but is a member.",
    ),
    Phrase(
        "Slet navnet det ene sted, eller skriv fra eller til ved medlemmet. Er det to personer, så "
        "skriv parti eller organisation ved begge.",
        "Delete the name in one of the two places, or write fra or til at the member. If they are "
        "two people, write parti or organisation at both.",
    ),
    Example(
        wrong="navn: U\nmedlemmer: [Anna, Bo]\nstedfortraedere: [Bo]",
        right="navn: U\nmedlemmer: [Anna, Bo]\nstedfortraedere: [Ida]",
        file="forum",
    ),
    reason=Phrase(
        "Et medlem har sin egen plads og kan ikke møde for en anden.",
        "A member has a seat of their own and cannot come for somebody else.",
    ),
    rests_on=_PEOPLE,
)


class KnownNames(Protocol):
    """Who is known at a meeting."""

    members: set[str]
    """The members on its date, each as ``composed`` has their name."""
    listed: tuple[Stedfortraeder, ...]
    """The forum's list of substitutes."""
    shared: dict[str, tuple[str, ...]]
    """What to write for each of the substitutes of one name, by that name as ``composed``."""

    def report_several(
        self, reader: Reader, path: TreePath, name: str, either: Sequence[str]
    ) -> None:
        """Reports a name that may mean several people."""

    def add_marked(self, name: str, marked: str) -> None:
        """Makes a substitute known who has a name with others."""


def standing_substitutes(
    reader: Reader, data: dict[str, Any], medlemmer: Iterable[Medlem]
) -> tuple[Stedfortraeder, ...]:
    """Those whom the forum may call in; whom they are for is checked against the members."""
    listed: list[Stedfortraeder] = []
    for index, value in enumerate(data.get("stedfortraedere", ())):
        path: TreePath = ("stedfortraedere", index)
        one = person(reader, path, value)
        details = value if isinstance(value, dict) else {}
        if any(_is_the_member(one, medlem) for medlem in medlemmer):
            reader.report(ON_BOTH_LISTS, path, navn=one.navn)
        whom = reader.text(details, "for")
        if whom:
            whom = _member_called(reader, (*path, "for"), whom, medlemmer)
        listed.append(
            Stedfortraeder(
                one.navn,
                titel=one.titel,
                organisation=one.organisation,
                parti=one.parti,
                for_=whom,
                position=one.position,
            )
        )
    return tuple(listed)


def _is_the_member(one: Person, medlem: Medlem) -> bool:
    """Whether somebody on the list of substitutes is one who is a member all the time."""
    if composed(one.navn) not in {composed(medlem.navn), composed(medlem.known_as)}:
        return False
    return medlem.fra is None and medlem.til is None and _fits(one, medlem)


def shared_names(
    data: dict[str, Any], listed: Iterable[Stedfortraeder]
) -> dict[str, tuple[str, ...]]:
    """The names of which several substitutes are told apart, by party or else by organisation.

    On the forum's list or in what a meeting file says; each name with what to write instead.
    """
    found: dict[str, dict[tuple[str | None, str | None], str]] = {}
    for one in listed:
        found.setdefault(composed(one.navn), {})[one.parti, one.organisation] = one.navn
    for details in _typed(data):
        name, parti, organisation = (details.get(k) for k in ("navn", "parti", "organisation"))
        marks = (str(parti) if parti else None, str(organisation) if organisation else None)
        if any(marks) and isinstance(name, str):
            known = found.setdefault(composed(name), {})
            if not any(_goes_with(marks, other) for other in known):
                known[marks] = name
    shared = {}
    for name, people in found.items():
        marks_of = [_mark(parti, organisation) for parti, organisation in people]
        if len(people) > 1 and None not in marks_of and len({*marks_of}) == len(marks_of):
            names = zip(people.values(), marks_of, strict=True)
            shared[name] = tuple(f"{navn} ({mark})" for navn, mark in names)
    return shared


def _typed(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The substitutes in a meeting file, or in an item, of whom more than a name is told."""
    for key in ("afbud", "udeblevet", "inhabil"):
        for entry in data.get(key) or ():
            instead = entry.get("stedfortraeder") if isinstance(entry, dict) else None
            if isinstance(instead, dict):
                yield instead
    for key in ("punkter", "underpunkter"):
        for item in data.get(key) or ():
            yield from _typed(item)


def _goes_with(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


def _mark(parti: str | None, organisation: str | None) -> str | None:
    """What tells a substitute from another of their name."""
    return parti or organisation


def _member_called(reader: Reader, path: TreePath, name: str, medlemmer: Iterable[Medlem]) -> str:
    """The member for whom a substitute stands, as they are known; reported if there is none."""
    names = [m.known_as for m in medlemmer]
    for one in names:
        if composed(one) == composed(name):
            return one
    meant = nearest(name, names)
    raad = Phrase("Skriv navnet, som det står under medlemmer.", "Write it as under medlemmer.")
    if meant:
        raad = Phrase(f"Mente du »{meant}«?", f"Did you mean »{meant}«?")
    reader.report(SUBSTITUTE_FOR_NOBODY, path, navn=name, raad=raad)
    return name


def instead_of(
    reader: Reader, path: TreePath, value: Any, absent: str, names: KnownNames
) -> Medvirkende:
    """The substitute of somebody: with what the forum's list tells of them, if they are on it.

    Of several substitutes of one name each with what tells them apart behind it.
    """
    found = _as_listed(reader, path, value, absent, names)
    either = names.shared.get(composed(found.navn))
    if either is None:
        return found
    marked = f"{found.navn} ({_mark(found.parti, found.organisation)})"
    if marked not in either:
        names.report_several(reader, path, found.navn, either)
        return found
    names.add_marked(found.navn, marked)
    return replace(found, navn=marked)


def _as_listed(
    reader: Reader, path: TreePath, value: Any, absent: str, names: KnownNames
) -> Medvirkende:
    """The substitute as typed, with what the forum's list tells of them."""
    typed = person(reader, path, value)
    meant = _with_mark(typed.navn, names.listed)
    namesakes = [one for one in names.listed if composed(one.navn) == composed(typed.navn)]
    if meant:
        others = [one for one in names.listed if composed(one.navn) == composed(meant.navn)]
        if len(others) == 1 and composed(meant.navn) not in names.members:
            typed = replace(typed, navn=meant.navn)  # else the mark tells them apart
        namesakes = [meant]
    if composed(typed.navn) in names.members:
        reader.report(SUBSTITUTE_IS_MEMBER, path, navn=typed.navn)
    if not names.listed:
        return typed
    fitting = [one for one in namesakes if _fits(typed, one)]
    own = [one for one in fitting if one.for_ and composed(one.for_) == composed(absent)]
    open_to_all = [one for one in fitting if one.for_ is None]
    for candidates in (own, open_to_all, fitting):
        if len(candidates) == 1:
            listed = candidates[0]
            break
    else:
        if not fitting:
            reader.report(NOT_ON_THE_LIST, path, navn=typed.navn)
        return typed
    if candidates is fitting and listed.for_:
        reader.report(SUBSTITUTE_OF_ANOTHER, path, navn=typed.navn, hvem=listed.for_, for_=absent)
    return replace(
        typed,
        titel=typed.titel or listed.titel,
        organisation=typed.organisation or listed.organisation,
        parti=typed.parti or listed.parti,
    )


def _with_mark(name: str, listed: Iterable[Stedfortraeder]) -> Stedfortraeder | None:
    """Who on a list is meant by a name with a party or an organisation in brackets behind it."""
    for one in listed:
        marks = filter(None, (one.parti, one.organisation))
        if composed(name) in {composed(f"{one.navn} ({mark})") for mark in marks}:
            return one
    return None


def _fits(typed: Person, listed: Person) -> bool:
    """Whether what is typed of somebody goes with what a list says of one of that name."""
    facts = ((typed.parti, listed.parti), (typed.organisation, listed.organisation))
    return all(one is None or other is None or one == other for one, other in facts)
