"""Who among the recipients is, or may be, one of those that the meeting file calls ``inhabil``.

Whoever surely is one gets nothing of those items. Whoever only may be one gets them, since they
may just as well be somebody else, and is named, so that it can be made clear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moedebog.addresses import mailbox
from moedebog.compose.withholding import HeldBack, Named
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Meeting, Modtager, Punkt
from moedebog.names import Same, in_address, is_office, same, spelling

DISQUALIFIED_UNKNOWN = Rule(
    "M457",
    Severity.WARNING,
    Phrase(
        "{navn} er inhabil i et punkt, men ingen modtager hedder sådan, så intet er holdt tilbage.",
        "{navn} is inhabil in an item, but no recipient has that name, so nothing is held back.",
    ),
    Phrase(
        "Får personen materialet, så skriv navnet ved e-mailadressen under modtagere i forum.yaml.",
        "If they get the material, write the name at the address under modtagere in forum.yaml.",
    ),
    Example(
        wrong="inhabil: [Bo Bæk], og blandt modtagerne kun bo@example.org",
        right="{navn: Bo Bæk, email: bo@example.org}",
        file="Word",
    ),
    reason=Phrase(
        "Den, der er inhabil, må ikke få sagens materiale. Programmet kender kun modtageren på "
        "navnet ved adressen.",
        "Whoever is inhabil must not get the material of the case. The program knows the "
        "recipient only by the name at the address.",
    ),
)
PERHAPS_DISQUALIFIED = Rule(
    "M462",
    Severity.WARNING,
    Phrase(
        "{modtager} får det, som {navn} er inhabil i, og kan være den samme person.",
        "{modtager} gets what {navn} is inhabil in, and may be the same person.",
    ),
    Phrase(
        "Er det {navn}, så skriv navn: {navn} ved adressen; så holdes det tilbage. Er det en "
        "anden, så skriv personens hele navn.",
        "If it is {navn}, write navn: {navn} at the address, and it is held back. If it is "
        "somebody else, write their whole name.",
    ),
    Example(
        wrong="inhabil: [Bo Bæk], og blandt modtagerne {navn: B. Bæk, email: bb@example.org}",
        right="{navn: Bo Bæk, email: bb@example.org}",
        file="Word",
    ),
    reason=Phrase(
        "Den, der er inhabil, må ikke få sagens materiale, og et forkortet navn kan være deres.",
        "Whoever is inhabil must not get the material of the case, and a shortened name may be "
        "theirs.",
    ),
)
NO_NAME = Rule(
    "M463",
    Severity.WARNING,
    Phrase(
        "Det kan ikke ses, hvis adresse {email} er, og den får det, som {navne} er inhabil i.",
        "It cannot be seen whose address {email} is, and it gets what these must not have as "
        "inhabil: {navne}.",
    ),
    Phrase(
        "Skriv navnet ved adressen: navn og email.",
        "Write the name at the address: navn and email.",
    ),
    Example(
        wrong="inhabil: [Bo Bæk], og i en intern gruppe adressen kontoret@example.org",
        right="{navn: Kontoret, email: kontoret@example.org}",
        file="Word",
    ),
    reason=Phrase(
        "Den, der er inhabil, må ikke få sagens materiale. En adresse uden navn kan være deres "
        "eller læses af dem.",
        "Whoever is inhabil must not get the material of the case. An address without a name may "
        "be theirs, or be read by them.",
    ),
)


UNSETTLED = Rule(
    "M4690",
    Severity.WARNING,
    Phrase(
        "{navn} er nævnt som inhabil, men det er ikke afgjort, så intet er holdt tilbage.",
        "{navn} is named as inhabil, but that is not settled, so nothing is held back.",
    ),
    Phrase(
        "Har personen selv erklæret det, så skriv erklaeret: ja ved navnet; har forummet "
        "besluttet det, så skriv habilitetsbeslutning ved punktet.",
        "If they declared it themselves, write erklaeret: ja at the name; if the body has decided "
        "it, write habilitetsbeslutning at the item.",
    ),
    Example(
        wrong="inhabil: [Bo Bæk] ved et lukket punkt, før dagsordenen sendes",
        right="{navn: Bo Bæk, erklaeret: ja}",
        file="Word",
    ),
    reason=Phrase(
        "Et medlem har krav på sagens materiale, indtil forummet har fundet det inhabilt, eller "
        "det selv har erklæret sig inhabilt. Men den, det så er afgjort for, må ikke få det.",
        "A member is entitled to the material of a case until the body has found them "
        "disqualified or they have declared it themselves. But whoever it is settled for must not "
        "get it.",
    ),
)
_HELD = (HeldBack.ALL, HeldBack.CLOSED)


class Disqualified:
    """Those from whom something is held back, and what is found out about recipients."""

    def __init__(self, meeting: Meeting, named: Sequence[Named]) -> None:
        self._unsettled = [one for one in named if one.verdict is HeldBack.UNSETTLED]
        self._places = {one.navn.navn: one.navn.position for one in named if one.verdict in _HELD}
        self.names = sorted(self._places)
        self.known = sorted(set(_known(meeting)) | {one.navn.navn for one in named})
        """Everybody whom the meeting and its forum name."""
        self._spelt = {spelling(name) for name in self.known}
        self._apart = {
            spelling(f"{member.navn}, {member.apart}"): member.known_as
            for member in meeting.forum.medlemmer
            if member.apart
        }
        """What a meeting file may write as well of members who share their name."""
        self._called: dict[str, list[str]] = {}
        """The names that stand at a mailbox, in any group."""
        for group in meeting.forum.modtagere:
            for person in group.personer:
                called = self._called.setdefault(mailbox(person.email), [])
                called += [person.navn] if person.navn else []
        self._sure: set[str] = set()
        self._found: list[Diagnostic] = []
        self._told: set[str] = set()

    def names_of(self, person: Modtager, *, confidential: bool) -> tuple[str, ...]:
        """The names that are surely this recipient's; who else they may be is put down.

        ``confidential``: what they get holds what is closed.
        """
        called = self._called.get(mailbox(person.email), [])
        verdicts = {
            name: max(
                (self._verdict(one, person.email, name) for one in called),
                default=in_address(name, person.email),
            )
            for name in self.names
        }
        sure = tuple(name for name, verdict in verdicts.items() if verdict is Same.YES)
        self._sure.update(sure)
        perhaps = [name for name, verdict in verdicts.items() if verdict is Same.PERHAPS]
        for name in perhaps:
            self._told.add(name)
            who = " / ".join(dict.fromkeys(called)) or person.email
            self._found.append(PERHAPS_DISQUALIFIED.at(person.position, modtager=who, navn=name))
        # What is open, anybody can read; and those who get that are mostly editors and the like.
        if self.names and confidential and not called and not perhaps:
            self._found += self._unnamed(person)
        return sure

    def _unnamed(self, person: Modtager) -> Iterator[Diagnostic]:
        """Somebody without a name, unless the address is an office's or made of a known name."""
        if is_office(person.email):
            return
        if not any(in_address(name, person.email) for name in self.known):
            navne = ", ".join(self.names)
            yield NO_NAME.at(person.position, email=person.email, navne=navne)

    def _verdict(self, called: str, email: str, name: str) -> Same:
        """Whether somebody called so is the one with this name."""
        called = self._apart.get(spelling(called), called)
        if spelling(called) == spelling(name):
            return Same.YES
        if spelling(called) in self._spelt:
            return Same.NO
        verdict = same(called, name) or in_address(name, email, whole=True)
        if verdict and any(same(called, o) is Same.YES for o in self.known if o != name):
            return Same.PERHAPS if verdict is Same.YES else Same.NO
        return verdict

    def warnings(self) -> Iterator[Diagnostic]:
        """What is to be told, once all recipients have been looked at."""
        for name in self.names:
            if name not in self._sure | self._told:
                # At a place that is known to be closed where it is, not in forum.yaml.
                yield DISQUALIFIED_UNKNOWN.at(self._places[name], navn=name)
        for one in self._unsettled:
            yield UNSETTLED.at(one.navn.position, navn=one.navn.navn)
        yield from self._found


def _known(meeting: Meeting) -> Iterator[str]:
    yield from (member.known_as for forum in meeting.fora for member in forum.medlemmer)
    yield from (person.navn for person in meeting.beside)
    yield from (a.stedfortraeder.navn for a in meeting.afbud if a.stedfortraeder)
    yield from (a.stedfortraeder.navn for a in meeting.udeblevet if a.stedfortraeder)
    yield from (person.navn for forum in meeting.fora for person in forum.stedfortraedere)
    yield from _beside(meeting.punkter)


def _beside(punkter: Sequence[Punkt]) -> Iterator[str]:
    for punkt in punkter:
        yield from (person.navn for person in punkt.beside)
        yield from (one.stedfortraeder.navn for one in punkt.inhabil if one.stedfortraeder)
        yield from _beside(punkt.underpunkter)
