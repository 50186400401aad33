"""People: who is named, and whether the forum knows them on the meeting's date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.guesses import nearest
from moedebog.meeting import Forum, Fravaer, Medlem, Navn, Person
from moedebog.normalise.reading import Reader, line
from moedebog.normalise.times import clock_at, date_at
from moedebog.schema.wording import clock_in
from moedebog.sloppy import without_quotes
from moedebog.source import TreePath
from moedebog.typography import composed

_MEMBERS = ("medlemmer", "dato")
_PEOPLE = ("afbud", "udeblevet", "gaester", "navn", *_MEMBERS)

UNKNOWN_NAME = Rule(
    "M104",
    Severity.ERROR,
    Phrase(
        "{navn} er hverken medlem, stedfortræder eller gæst.",
        "{navn} is neither a member, a substitute nor a guest.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(wrong="- titel: A\n  inhabil: [Bo Baek]", right="- titel: A\n  inhabil: [Bo Bæk]"),
    reason=Phrase(
        "Et navn, som forummet ikke kender, er oftest en stavefejl. Så bliver personen hverken "
        "talt med, holdt ude eller nævnt, hvor det skulle ske.",
        "A name that the forum does not know is mostly a misspelling. Then the person is not "
        "counted, kept out or mentioned where they should be.",
    ),
    rests_on=_PEOPLE,
)
NOT_MEMBER_THEN = Rule(
    "M105",
    Severity.ERROR,
    Phrase("{navn} er ikke medlem den {dato}.", "{navn} is not a member on {dato}."),
    Phrase(
        "Ret fra og til ved navnet i forum.yaml, eller skriv navnet under gaester.",
        "Correct fra and til at the name in forum.yaml, or write the name under gaester.",
    ),
    Example(wrong="afbud: [Carl Clausen]", right="afbud: [Bo Bæk]"),
    rests_on=_MEMBERS,
)
NAMED_TWICE = Rule(
    "M106",
    Severity.ERROR,
    Phrase(
        "{navn} står her for anden gang; navnet står også i linje {linje}.",
        "{navn} stands here for the second time; the name also stands in line {linje}.",
    ),
    Phrase("Lad navnet stå ét sted.", "Let the name stand in one place."),
    Example(wrong="afbud: [Bo Bæk, Bo Bæk]", right="afbud: [Bo Bæk]"),
    rests_on=("navn",),
)
MEMBER_TWICE = Rule(
    "M125",
    Severity.ERROR,
    Phrase(
        "{navn} er nævnt to gange som medlem i samme tid; første gang i linje {linje}.",
        "{navn} is named twice as a member at the same time; first in line {linje}.",
    ),
    Phrase(
        "Slet den ene, eller giv dem fra og til, så perioderne ikke overlapper.",
        "Delete one of them, or give them fra and til so that the periods do not overlap.",
    ),
    Example(
        wrong="navn: U\nmedlemmer: [Anna, Anna]",
        right="navn: U\nmedlemmer: [Anna, Bo]",
        file="forum",
    ),
)
MEMBERSHIP_BACKWARDS = Rule(
    "M126",
    Severity.ERROR,
    Phrase("Medlemskabet slutter, før det begynder.", "The membership ends before it begins."),
    Phrase("Ret fra eller til.", "Correct fra or til."),
    Example(
        wrong="navn: U\nmedlemmer: [{navn: Anna, fra: 2025-01-01, til: 2024-01-01}]",
        right="navn: U\nmedlemmer: [{navn: Anna, fra: 2024-01-01, til: 2025-12-31}]",
        file="forum",
    ),
)
CHAIR_NO_MEMBER = Rule(
    "M128",
    Severity.ERROR,
    Phrase(
        "Mødelederen {navn} er ikke blandt medlemmerne.",
        "The chair {navn} is not among the members.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="navn: U\nmoedeleder: Ana\nmedlemmer: [Anna]",
        right="navn: U\nmoedeleder: Anna\nmedlemmer: [Anna]",
        file="forum",
    ),
    rests_on=_MEMBERS,
)
USUAL_CHAIR_GONE = Rule(
    "M129",
    Severity.ERROR,
    Phrase(
        "Forummets mødeleder {navn} er ikke medlem på denne dato.",
        "The forum's chair {navn} is not a member on this date.",
    ),
    Phrase(
        "Skriv moedeleder: i mødefilen, eller ret forum.yaml.",
        "Write moedeleder: in the meeting file, or correct forum.yaml.",
    ),
    Example(wrong="punkter: []", right="moedeleder: Bo Bæk", forum="moedeleder: Carl Clausen"),
    rests_on=_MEMBERS,
)


def person(reader: Reader, path: TreePath, value: Any) -> Person:
    """A name, or a name with title, organisation and party."""
    if not isinstance(value, dict):
        return Person(line(value), position=reader.at(path))
    return Person(
        line(value["navn"]),
        titel=reader.text(value, "titel"),
        organisation=reader.text(value, "organisation"),
        parti=reader.text(value, "parti"),
        position=reader.at(path),
    )


def persons(reader: Reader, data: dict[str, Any], key: str, path: TreePath) -> tuple[Person, ...]:
    """The people listed under ``key``."""
    return tuple(
        person(reader, (*path, key, index), one) for index, one in enumerate(data.get(key, ()))
    )


def members(reader: Reader, data: dict[str, Any]) -> tuple[Medlem, ...]:
    """The forum's members, checked for doubles."""
    medlemmer: list[Medlem] = []
    namesakes: dict[str, list[Medlem]] = {}
    for index, value in enumerate(data.get("medlemmer", ())):
        path: TreePath = ("medlemmer", index)
        details = value if isinstance(value, dict) else {"navn": value}
        first = date_at(reader, details, "fra", path)
        last = date_at(reader, details, "til", path)
        if first and last and last < first:
            reader.report(MEMBERSHIP_BACKWARDS, (*path, "til"))
        medlem = Medlem(
            line(details["navn"]),
            titel=reader.text(details, "titel"),
            organisation=reader.text(details, "organisation"),
            parti=reader.text(details, "parti"),
            hverv=reader.text(details, "hverv"),
            fra=first,
            til=last,
            position=reader.at(path),
        )
        others = namesakes.setdefault(composed(medlem.navn), [])
        other = next((other for other in others if _overlap(other, medlem)), None)
        if other is not None:
            reader.report(MEMBER_TWICE, path, navn=medlem.navn, linje=other.position.line)
        others.append(medlem)
        medlemmer.append(medlem)
    return tuple(medlemmer)


def _overlap(one: Medlem, other: Medlem) -> bool:
    return (one.fra or date.min) <= (other.til or date.max) and (other.fra or date.min) <= (
        one.til or date.max
    )


def check_chair(reader: Reader, chair: str | None, medlemmer: Iterable[Medlem]) -> None:
    """Reports a usual chair of the forum who was never a member."""
    names = [m.navn for m in medlemmer]
    if chair is None or not names or composed(chair) in map(composed, names):
        return
    meant = nearest(chair, names)
    raad = Phrase("Tilføj navnet under medlemmer.", "Add the name under medlemmer.")
    if meant:
        raad = Phrase(f"Mente du »{meant}«?", f"Did you mean »{meant}«?")
    reader.report(CHAIR_NO_MEMBER, ("moedeleder",), navn=chair, raad=raad)


def _one_called(part: str, names: Iterable[str]) -> str | None:
    """The only one who has all words of a shorter name."""
    words = set(part.casefold().split())
    called = [name for name in names if words <= set(name.casefold().split())]
    return called[0] if len(called) == 1 else None


def _clock_advice(name: str, clock: str) -> Phrase:
    """How to write a name with a clock time behind it."""
    lines = f'- navn: {name or "…"}«, »  tid: "{clock}"'
    return Phrase(
        f"Skriv navn og klokkeslæt på hver sin linje under nøglen: »{lines}«",
        f"Write name and clock time, each on its own line below the key: »{lines}«",
    )


class Names:
    """The names that may be used in a meeting: members on its date, substitutes, guests.

    On an unknown date (``None``) everybody who ever was a member may be named.
    """

    def __init__(self, forum: Forum, day: date | None) -> None:
        self.day = day
        self.known: dict[str, str] = {}
        self.former: set[str] = set()
        for medlem in forum.medlemmer:
            if day is None or (medlem.fra or date.min) <= day <= (medlem.til or date.max):
                self.add(medlem.navn)
            else:
                self.former.add(composed(medlem.navn))

    def add(self, name: str) -> None:
        """Makes a name known."""
        self.known.setdefault(composed(name), name)

    def __contains__(self, name: str) -> bool:
        return composed(name) in self.known

    def was_member(self, name: str) -> bool:
        """Whether the name belongs to a member at another time than the meeting's."""
        return composed(name) in self.former

    def use(self, reader: Reader, path: TreePath, value: Any, here: Iterable[Person] = ()) -> str:
        """The name as it is known, or as it was typed, reported where it is not known.

        ``here`` are guests who are known at this place only.
        """
        name = line(value)
        key = composed(name)
        if key in self.known:
            return self.known[key]
        guests = {composed(guest.navn): guest.navn for guest in here}
        if key in guests:
            return guests[key]
        if key in self.former:
            reader.report(NOT_MEMBER_THEN, path, navn=name, dato=f"{self.day:%d.%m.%Y}")
            return name
        everybody = [*self.known.values(), *guests.values()]
        bare = without_quotes(name)
        meant = _one_called(name, everybody) or nearest(bare or name, everybody, cutoff=0.6)
        raad = Phrase(
            "Tilføj navnet under medlemmer i forum.yaml eller under gaester.",
            "Add the name under medlemmer in forum.yaml or under gaester.",
        )
        clock = clock_in(name) if path[-2:-1] in (("ankom",), ("forlod",)) else None
        if clock:
            raad = _clock_advice(*clock)
        elif bare and meant:
            raad = Phrase(
                f"Skriv »{meant}« uden anførselstegn eller mellem lige.",
                f"Write »{meant}« without quotation marks, or between straight ones.",
            )
        elif meant:
            raad = Phrase(f"Mente du »{meant}«? ", f"Did you mean »{meant}«? ") + raad
        reader.report(UNKNOWN_NAME, path, navn=name, raad=raad)
        return name


def absentees(
    reader: Reader, data: dict[str, Any], key: str, names: Names
) -> list[tuple[TreePath, Fravaer]]:
    """The entries of ``afbud`` or ``udeblevet``; their substitutes become known names.

    The absent themselves are checked afterwards, by ``check_absentees``.
    """
    absent: list[tuple[TreePath, Fravaer]] = []
    for index, value in enumerate(data.get(key, ())):
        path: TreePath = (key, index)
        details = value if isinstance(value, dict) else {"navn": value}
        substitute = None
        if "stedfortraeder" in details:
            substitute = person(reader, (*path, "stedfortraeder"), details["stedfortraeder"])
            names.add(substitute.navn)
        place: TreePath = (*path, "navn") if isinstance(value, dict) else path
        absent.append(
            (
                place,
                Fravaer(
                    line(details["navn"]),
                    stedfortraeder=substitute,
                    aarsag=reader.text(details, "aarsag"),
                    position=reader.at(place),
                ),
            )
        )
    return absent


def check_absentees(
    reader: Reader, names: Names, *lists: list[tuple[TreePath, Fravaer]]
) -> list[tuple[Fravaer, ...]]:
    """The lists with the names as they are known; doubles and strangers are reported."""
    seen: dict[str, int] = {}
    checked = []
    for entries in lists:
        result = []
        for path, entry in entries:
            name = names.use(reader, path, entry.navn)
            if name in seen:
                reader.report(NAMED_TWICE, path, navn=name, linje=seen[name])
                continue
            seen[name] = entry.position.line
            result.append(Fravaer(name, entry.stedfortraeder, entry.aarsag, entry.position))
        checked.append(tuple(result))
    return checked


def named(
    reader: Reader,
    data: dict[str, Any],
    key: str,
    path: TreePath,
    names: Names,
    here: tuple[Person, ...],
) -> tuple[Navn, ...]:
    """The people named under ``inhabil``, ``ankom`` or ``forlod`` of an item."""
    people: dict[str, Navn] = {}
    for index, value in enumerate(data.get(key, ())):
        place: TreePath = (*path, key, index)
        clock = None
        if isinstance(value, dict):
            clock = clock_at(reader, value, "tid", place)
            value, place = value["navn"], (*place, "navn")
        name = names.use(reader, place, value, here)
        if name in people:
            reader.report(NAMED_TWICE, place, navn=name, linje=people[name].position.line)
            continue
        people[name] = Navn(name, clock, reader.at(place))
    return tuple(people.values())
