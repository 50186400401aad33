"""People: who is named, and whether the forum knows them on the meeting's date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from itertools import combinations
from typing import Any

from msgspec.structs import replace

from moedebog.catalogue import Deltagelse, Optegnet
from moedebog.diagnostics import Phrase, Rule, Severity, joined
from moedebog.examples import Example
from moedebog.guesses import nearest, one_called
from moedebog.meeting import (
    Deltager,
    Forum,
    Fravaer,
    Fremmoedt,
    Medlem,
    Medvirkende,
    Navn,
)
from moedebog.normalise.reading import Reader, line
from moedebog.normalise.substitutes import instead_of, shared_names
from moedebog.normalise.times import clock_at, date_at
from moedebog.schema.wording import clock_in
from moedebog.sloppy import without_quotes
from moedebog.source import TreePath
from moedebog.typography import composed

_MEMBERS = ("medlemmer", "dato")
_PEOPLE = (
    *("afbud", "udeblevet", "fra_forvaltningen", "observatoerer", "gaester", "inhabil", "navn"),
    *_MEMBERS,
)

UNKNOWN_NAME = Rule(
    "M104",
    Severity.ERROR,
    Phrase(
        "{navn} {hvad}.",
        "{navn} {hvad}.",
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
        "Er det to personer, så skriv parti, organisation eller id ved hver af dem, så de er "
        "forskellige; ellers slet den ene, eller giv dem fra og til, så perioderne ikke "
        "overlapper.",
        "If they are two people, write parti, organisation or id at each of them, so that they "
        "differ; else delete one of them, or give them fra and til so that the periods do not "
        "overlap.",
    ),
    Example(
        wrong="navn: U\nmedlemmer: [Anna, Anna]",
        right="navn: U\nmedlemmer: [Anna, Bo]",
        file="forum",
    ),
)
SEVERAL_OF_THAT_NAME = Rule(
    "M136",
    Severity.ERROR,
    Phrase(
        "Der er {antal:person|personer}, som hedder {navn}.",
        "{antal:person is|people are} called {navn}.",
    ),
    Phrase("Skriv {hvem}.", "Write {hvem}."),
    Example(
        wrong="afbud: [Bo Ny]\npunkter: []",
        right="afbud: [Bo Ny (A)]\npunkter: []",
        forum="medlemmer:\n  - navn: Bo Ny\n    parti: A\n  - navn: Bo Ny\n    parti: V",
    ),
    rests_on=(*_MEMBERS, "afbud", "udeblevet", "inhabil", "stedfortraedere"),
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

MEMBER_OR_GUEST = Rule(
    "M5704",
    Severity.WARNING,
    Phrase(
        "{navn} er både medlem og en af dem, der ellers deltager; her regnes medlemmet.",
        "{navn} is both a member and one of those who take part besides; this is taken for the "
        "member.",
    ),
    Phrase(
        "Skriv »{medlem}« for medlemmet eller »{gaest}« for den anden.",
        "Write »{medlem}« for the member or »{gaest}« for the other one.",
    ),
    Example(
        wrong="gaester:\n  - navn: Bo Bæk\n    titel: vejchef\npunkter:\n  - titel: A\n"
        "    forlod: [Bo Bæk]",
        right="gaester:\n  - navn: Bo Bæk\n    titel: vejchef\npunkter:\n  - titel: A\n"
        "    forlod: [Bo Bæk (vejchef)]",
    ),
    reason=Phrase(
        "De to hedder det samme. Ellers kan ingen se, hvem af dem der kom, gik eller var inhabil.",
        "The two have one name. Else nobody can see which of them came, left or was inhabil.",
    ),
    rests_on=_PEOPLE,
)
THERE_AND_ABSENT = Rule(
    "M133",
    Severity.ERROR,
    Phrase(
        "{navn} står som fremmødt, men også som udeblevet (linje {linje}).",
        "{navn} stands among those who were there, but also under udeblevet (line {linje}).",
    ),
    Phrase("Slet navnet det ene sted.", "Delete the name in one of the two places."),
    Example(
        wrong="fremmoedt: [Anna Ager, Bo Bæk]\nudeblevet: [Bo Bæk]\npunkter: []",
        right="fremmoedt: [Anna Ager]\nudeblevet: [Bo Bæk]\npunkter: []",
    ),
    rests_on=(*_PEOPLE, "fremmoedt"),
)
CAME_DESPITE_REGRETS = Rule(
    "M134",
    Severity.WARNING,
    Phrase(
        "{navn} står som fremmødt, men har også meldt afbud (linje {linje}).",
        "{navn} stands among those who were there, but sent regrets too (line {linje}).",
    ),
    Phrase(
        "Kom {navn} alligevel, så slet afbuddet; ellers slet navnet under fremmoedt.",
        "If {navn} came all the same, delete the regrets; else delete the name under fremmoedt.",
    ),
    Example(
        wrong="fremmoedt: [Anna Ager, Bo Bæk]\nafbud: [Bo Bæk]\npunkter: []",
        right="fremmoedt: [Anna Ager]\nafbud: [Bo Bæk]\npunkter: []",
    ),
    reason=Phrase(
        "Et afbud skrives før mødet, og den, der meldte det, kan være kommet alligevel. Men begge "
        "dele i ét referat læses som en fejl. Referatet følger fremmoedt.",
        "Regrets are written before the meeting, and whoever sent them may have come all the "
        "same. But both in one referat read as a mistake. The referat goes by fremmoedt.",
    ),
    rests_on=(*_PEOPLE, "fremmoedt"),
)
ALL_BUT_ABSENT = Rule(
    "M135",
    Severity.ERROR,
    Phrase(
        "Her står, at alle var der, men {navn} kom ikke (linje {linje}).",
        "This says that everybody was there, but {navn} did not come (line {linje}).",
    ),
    Phrase(
        "Skriv fremmoedt: alle_andre, eller slet dem, der kom, under afbud og udeblevet.",
        "Write fremmoedt: alle_andre, or delete those who came under afbud and udeblevet.",
    ),
    Example(
        wrong="fremmoedt: alle\nafbud: [Bo Bæk]\npunkter: []",
        right="fremmoedt: alle_andre\nafbud: [Bo Bæk]\npunkter: []",
    ),
    rests_on=(*_PEOPLE, "fremmoedt"),
)


WORD_AMONG_NAMES = Rule(
    "M5701",
    Severity.ERROR,
    Phrase(
        "»{ord}« står her som et navn under fremmoedt.",
        "»{ord}« stands here as a name under fremmoedt.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="fremmoedt:\n  - navn: alle_andre\npunkter: []",
        right="fremmoedt:\n  - alle_andre\npunkter: []",
    ),
    rests_on=("fremmoedt",),
)


def members(reader: Reader, data: dict[str, Any]) -> tuple[Medlem, ...]:
    """The forum's members, checked for doubles."""
    medlemmer: list[Medlem] = []
    short: list[str | None] = []
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
        medlemmer.append(medlem)
        short.append(reader.text(details, "id"))
    return tuple(_told_apart(reader, medlemmer, short))


def _told_apart(
    reader: Reader, medlemmer: list[Medlem], short: list[str | None]
) -> Iterator[Medlem]:
    """The members, those of one name with what tells them apart; doubles are reported."""
    namesakes: dict[str, list[int]] = {}
    for index, medlem in enumerate(medlemmer):
        namesakes.setdefault(composed(medlem.navn), []).append(index)
    for index, medlem in enumerate(medlemmer):
        others = [
            other
            for other in namesakes[composed(medlem.navn)]
            if other != index and _overlap(medlemmer[other], medlem)
        ]
        if not others:
            yield replace(medlem, skelnes=short[index])
            continue
        group = [index, *others]
        marks = (
            [short[i] for i in group],
            [medlemmer[i].parti for i in group],
            [medlemmer[i].organisation for i in group],
            [short[i] or medlemmer[i].parti or medlemmer[i].organisation for i in group],
        )
        apart = next((m for m in marks if None not in m and len(set(m)) == len(m)), None)
        if apart is None and index > min(others):
            first = medlemmer[min(others)].position.line
            path: TreePath = ("medlemmer", index)
            reader.report(MEMBER_TWICE, path, navn=medlem.navn, linje=first)
        yield replace(medlem, skelnes=apart[0]) if apart else medlem


def _overlap(one: Medlem, other: Medlem) -> bool:
    return (one.fra or date.min) <= (other.til or date.max) and (other.fra or date.min) <= (
        one.til or date.max
    )


def _is_called(medlem: Medlem, name: str) -> bool:
    """Whether a ``composed`` name is a member's without what tells them apart, or may be."""
    own = composed(medlem.navn)
    return name == own or (medlem.skelnes is None and name.startswith(f"{own} ("))


def check_chair(reader: Reader, chair: str | None, medlemmer: Sequence[Medlem]) -> None:
    """Reports a usual chair of the forum who was never a member, or may be either of two."""
    names = [m.known_as for m in medlemmer]
    if chair is None or not names or composed(chair) in map(composed, names):
        return
    name = composed(chair)
    several = [m for m in medlemmer if _is_called(m, name)]
    either = list(dict.fromkeys(m.known_as for m in several))
    if any(
        one.known_as == other.known_as and _overlap(one, other)
        for one, other in combinations(several, 2)
    ):
        return  # told as named twice
    if len(either) > 1:
        reader.report(
            SEVERAL_OF_THAT_NAME,
            ("moedeleder",),
            navn=chair,
            antal=len(either),
            hvem=joined(map(Phrase.same, (f"»{one}«" for one in either)), _OR),
        )
        return
    meant = nearest(chair, names)
    raad = Phrase("Tilføj navnet under medlemmer.", "Add the name under medlemmer.")
    if meant:
        raad = Phrase(f"Mente du »{meant}«?", f"Did you mean »{meant}«?")
    reader.report(CHAIR_NO_MEMBER, ("moedeleder",), navn=chair, raad=raad)


_OR = Phrase(" eller ", " or ")
_STRANGER = Phrase(
    "er hverken medlem, stedfortræder eller gæst",
    "is neither a member, a substitute nor a guest",
)
_CALLED_IN_BY_NOBODY = Phrase(
    "kan møde som stedfortræder, men her står ikke for hvem",
    "may come as a substitute, but it is not said for whom",
)
_MEMBER = "medlem"
"""What may stand in brackets behind a member's name, to tell them from a guest of that name."""


def _clock_advice(name: str, clock: str) -> Phrase:
    """How to write a name with a clock time behind it."""
    lines = f'- navn: {name or "…"}«, »  tid: "{clock}"'
    return Phrase(
        f"Skriv navn og klokkeslæt på hver sin linje under nøglen: »{lines}«",
        f"Write name and clock time, each on its own line below the key: »{lines}«",
    )


class Names:
    """The names that may be used in a meeting: members on its date, substitutes, guests.

    On an unknown date (``None``) everybody who ever was a member may be named. ``data``: the
    meeting file.
    """

    def __init__(self, fora: Sequence[Forum], day: date | None, data: dict[str, Any]) -> None:
        self.day = day
        self.known: dict[str, str] = {}
        self.lettered: dict[str, str] = {}
        """Names with the party behind them, as a referat prints them, of people who are known."""
        self.several: dict[str, list[str]] = {}
        """Names that several members have, each with what to write instead."""
        self.marked: dict[str, str] = {}
        """The first substitute of a shared name at the meeting, by that name."""
        self.former: set[str] = set()
        self.own: dict[str, Medlem] = {}
        """A member of each name, by ``composed``."""
        self.besides: dict[str, str] = {}
        """What somebody beside the members is known as who has a member's name, by that."""
        self.members: set[str] = set()
        """What the members are called, by ``composed``; with and without what tells them apart."""
        self.listed = tuple(one for forum in fora for one in forum.stedfortraedere)
        self.shared = shared_names(data, self.listed)
        for medlem in (medlem for forum in fora for medlem in forum.medlemmer):
            if day is None or (medlem.fra or date.min) <= day <= (medlem.til or date.max):
                self.add(medlem.known_as)
                self._letter(medlem.navn, medlem.parti, medlem.known_as)
                self.members |= {composed(medlem.known_as), composed(medlem.navn)}
                self.own.setdefault(composed(medlem.navn), medlem)
                self.lettered[composed(f"{medlem.navn} ({_MEMBER})")] = medlem.known_as
                if medlem.skelnes:
                    self.several.setdefault(composed(medlem.navn), []).append(medlem.known_as)
                    self.known.setdefault(
                        composed(f"{medlem.navn}, {medlem.skelnes}"), medlem.known_as
                    )
            else:
                self.former.add(composed(medlem.navn))

    def add(self, name: str, parti: str | None = None) -> None:
        """Makes a name known."""
        self.known.setdefault(composed(name), name)
        self._letter(name, parti, name)

    def beside(self, person: Medvirkende) -> Medvirkende:
        """Somebody who takes part besides, with what tells them from a member of their name."""
        member = self.own.get(composed(person.navn))
        if member is None:
            return person
        known = (member.titel, member.organisation, member.parti)
        marks = (person.titel, person.organisation, person.parti)
        apart = [
            mark for mark, theirs in zip(marks, known, strict=True) if mark not in (None, theirs)
        ]
        return replace(person, skelnes=apart[0]) if apart else person

    def add_beside(self, people: Iterable[Medvirkende]) -> None:
        """Makes those known who take part in the whole meeting besides."""
        for one in people:
            self.add(one.known_as)
            if one.skelnes:
                self.besides.setdefault(composed(one.navn), one.known_as)

    def _letter(self, name: str, parti: str | None, known_as: str) -> None:
        if parti:
            self.lettered.setdefault(composed(f"{name} ({parti})"), known_as)

    def add_marked(self, name: str, marked: str) -> None:
        """Makes a substitute known who has a name with others: by that alone where they are the
        only one of them at the meeting."""
        key = composed(name)
        first = self.marked.setdefault(key, marked)
        if first == marked:
            self.known.setdefault(key, marked)
        else:
            self.several.setdefault(key, [*self.shared[key]])

    def report_several(
        self, reader: Reader, path: TreePath, name: str, either: Sequence[str]
    ) -> None:
        """Reports a name that may mean several people."""
        hvem = joined(map(Phrase.same, (f"»{one}«" for one in either)), _OR)
        reader.report(SEVERAL_OF_THAT_NAME, path, navn=name, antal=len(either), hvem=hvem)

    def __contains__(self, name: str) -> bool:
        return composed(name) in self.known

    def was_member(self, name: str) -> bool:
        """Whether the name belongs to a member at another time than the meeting's."""
        return composed(name) in self.former

    def voice(self, reader: Reader, path: TreePath, value: Any) -> str:
        """Who votes, is voted for or has a statement, by the name as it is known.

        That may be a party or somebody from elsewhere as well: what is not known stands as typed.
        """
        name = line(value)
        key = composed(name)
        if key in self.several:
            return self.use(reader, path, name)
        return self.known.get(key) or self.lettered.get(key, name)

    def use(
        self, reader: Reader, path: TreePath, value: Any, here: Iterable[Medvirkende] = ()
    ) -> str:
        """The name as it is known, or as it was typed, reported where it is not known.

        ``here`` are guests who are known at this place only.
        """
        name = line(value)
        key = composed(name)
        if key in self.several:  # also where a guest has that name
            self.report_several(reader, path, name, self.several[key])
            return name
        besides = {composed(one.navn): one.known_as for one in here if one.skelnes}
        other = besides.get(key) or self.besides.get(key)
        if other and path[0] != "fremmoedt":
            reader.report(
                MEMBER_OR_GUEST, path, navn=name, medlem=self._as_member(key), gaest=other
            )
        if key in self.known:
            return self.known[key]
        guests = {composed(guest.known_as): guest.known_as for guest in here}
        if key in guests:
            return guests[key]
        if key in self.lettered:
            return self.lettered[key]
        if key in self.former:
            reader.report(NOT_MEMBER_THEN, path, navn=name, dato=f"{self.day:%d.%m.%Y}")
            return name
        everybody = [*self.known.values(), *guests.values()]
        bare = without_quotes(name)
        meant = one_called(name, everybody) or nearest(bare or name, everybody, cutoff=0.6)
        raad = Phrase(
            "Tilføj navnet under medlemmer i forum.yaml eller under gaester.",
            "Add the name under medlemmer in forum.yaml or under gaester.",
        )
        hvad = _STRANGER
        clock = clock_in(name) if path[-2:-1] in (("ankom",), ("forlod",)) else None
        if clock:
            raad = _clock_advice(*clock)
        elif bare and meant:
            raad = Phrase(
                f"Skriv »{meant}« uden anførselstegn eller mellem lige.",
                f"Write »{meant}« without quotation marks, or between straight ones.",
            )
        elif key in {composed(one.navn) for one in self.listed}:
            hvad = _CALLED_IN_BY_NOBODY
            raad = Phrase(
                "Skriv personen som stedfortraeder ved den, pladsen tilhører, under afbud, "
                "udeblevet eller inhabil.",
                "Write the person as stedfortraeder of the one whose seat it is, under afbud, "
                "udeblevet or inhabil.",
            )
        elif meant:
            raad = Phrase(f"Mente du »{meant}«? ", f"Did you mean »{meant}«? ") + raad
        reader.report(UNKNOWN_NAME, path, navn=name, hvad=hvad, raad=raad)
        return name

    def _as_member(self, key: str) -> str:
        """What to write for the member of a name that others have too."""
        member = self.own[key]
        return f"{member.navn} ({member.parti or _MEMBER})"


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
            place: TreePath = (*path, "stedfortraeder")
            absent_one = line(details["navn"])
            substitute = instead_of(reader, place, details["stedfortraeder"], absent_one, names)
            names.add(substitute.navn, substitute.parti)
        place = (*path, "navn") if isinstance(value, dict) else path
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
    here: tuple[Medvirkende, ...],
) -> tuple[Navn, ...]:
    """The people named under ``inhabil``, ``ankom`` or ``forlod`` of an item.

    Somebody may come or leave several times, each at a time of its own.
    """
    people: dict[tuple[str, time | None], Navn] = {}
    for index, value in enumerate(data.get(key, ())):
        place: TreePath = (*path, key, index)
        clock, details = None, value if isinstance(value, dict) else {}
        if details:
            clock = clock_at(reader, value, "tid", place)
            value, place = value["navn"], (*place, "navn")
        name = names.use(reader, place, value, here)
        others = [one for one in people.values() if one.navn == name]
        if others and (clock is None or any(one.tid in (clock, None) for one in others)):
            reader.report(NAMED_TWICE, place, navn=name, linje=others[0].position.line)
            continue
        substitute = None
        if "stedfortraeder" in details:
            where: TreePath = (*path, key, index, "stedfortraeder")
            substitute = instead_of(reader, where, details["stedfortraeder"], name, names)
        people[name, clock] = Navn(
            name,
            clock,
            erklaeret=reader.yes(details, "erklaeret"),
            forlod_lokalet=reader.yes(details, "forlod_lokalet"),
            stedfortraeder=substitute,
            position=reader.at(place),
        )
    return tuple(people.values())


def attendance(
    reader: Reader,
    data: dict[str, Any],
    names: Names,
    afbud: tuple[Fravaer, ...],
    udeblevet: tuple[Fravaer, ...],
) -> Fremmoedt | None:
    """Who was there, under ``fremmoedt``; what it says against ``afbud`` and ``udeblevet``."""
    if "fremmoedt" not in data:
        return None
    value, path = data["fremmoedt"], ("fremmoedt",)
    word = Optegnet.of(value) if isinstance(value, str) else None
    people: dict[str, Deltager] = {}
    for index, one in enumerate(value if isinstance(value, list) else ()):
        place: TreePath = (*path, index)
        details = one if isinstance(one, dict) else {"navn": one}
        if index == 0 and one in (Optegnet.ALLE, Optegnet.ALLE_ANDRE):
            word = Optegnet.of(one)
            continue
        place = (*place, "navn") if isinstance(one, dict) else place
        if line(details["navn"]) in set(Optegnet):
            reader.report(WORD_AMONG_NAMES, place, **_as_a_word(line(details["navn"])))
            continue
        name = names.use(reader, place, details["navn"])
        if name in people:
            reader.report(NAMED_TWICE, place, navn=name, linje=people[name].position.line)
            continue
        how = Deltagelse.of(details["deltog"]) if "deltog" in details else None
        people[name] = Deltager(name, how, reader.at(place))
    there = Fremmoedt(word, tuple(people.values()), reader.at(path))
    _check_attendance(reader, there, path, afbud, udeblevet)
    return there


def _as_a_word(word: str) -> dict[str, Any]:
    """What to do about a word that stands among the names."""
    raad = Phrase(
        f"Skriv »- {word}« alene som den første linje under fremmoedt.",
        f"Write »- {word}« alone as the first line under fremmoedt.",
    )
    if word == Optegnet.IKKE_NOTERET:
        raad = Phrase(
            f"Slet linjen, eller skriv »fremmoedt: {word}« uden navne.",
            f"Delete the line, or write »fremmoedt: {word}« without names.",
        )
    return {"ord": word, "raad": raad}


def _check_attendance(
    reader: Reader,
    there: Fremmoedt,
    path: TreePath,
    afbud: tuple[Fravaer, ...],
    udeblevet: tuple[Fravaer, ...],
) -> None:
    """Reports who is said both to have been there and to have stayed away."""
    if there.ord is Optegnet.ALLE:
        for entry in (*afbud, *udeblevet)[:1]:
            reader.report(ALL_BUT_ABSENT, path, navn=entry.navn, linje=entry.position.line)
        return
    for one in there.navne:
        for entry in afbud:
            if entry.navn == one.navn:
                reader.diagnostics.append(
                    CAME_DESPITE_REGRETS.at(one.position, navn=one.navn, linje=entry.position.line)
                )
        for entry in udeblevet:
            if entry.navn == one.navn:
                reader.diagnostics.append(
                    THERE_AND_ABSENT.at(one.position, navn=one.navn, linje=entry.position.line)
                )
