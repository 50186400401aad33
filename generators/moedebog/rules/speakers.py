"""Whom words stand for that say whose something is: a statement, a matter brought on, a ruling.

``Bo Bæk``, ``Bo Bæk (V) og Dora Dam (F)``, ``SF ved Dora Dam``, ``Mindretallet (V og F)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from moedebog.compose.membership import members, substitutes
from moedebog.compose.planning import PlannedItem
from moedebog.compose.voters import voters_at
from moedebog.diagnostics import Phrase, joined
from moedebog.guesses import nearest, one_called
from moedebog.names import Same, party, same, spelling
from moedebog.rules.case import Case

INHABIL = Phrase("er inhabil", "is inhabil")
ABSENT = Phrase("er ikke til stede", "is not present")
NOT_ANSWERED = Phrase(
    "deltog ikke i den skriftlige behandling", "took no part in the written procedure"
)
_AT_ITEM = Phrase(" ved punktet", " at the item")
_NOBODY = Phrase("havde ingen med ved punktet", "had nobody taking part at the item")

_MORE = re.compile(r"\s+m\.?\s?fl\.?(?=\W|\Z)|\s+med\s+flere\b", re.IGNORECASE)
_FOR_OTHERS = re.compile(r"\s+(?:på vegne af|for)\s+.*")
_BETWEEN = re.compile(r"\s*[,;:/&]\s*|\s+(?:og|samt)\s+")
_WITH = re.compile(r"\s*[()\[\]]\s*|\s+(?:med|ved|v/|fra|af|støttet|tiltrådt)\s+")
"""Parts names as well: only where what stands there is nobody's name as it is."""
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_GROUP = re.compile(r"^gruppe\s+|[-\s]*gruppen?$", re.IGNORECASE)
_OFFICIAL = frozenset("abcfimovæøå")
"""Letters of parties that are the same everywhere, and so known by their names as well."""
_AMBIGUOUS = frozenset("skre")
"""What some write in place of a party's letter, e.g. S for A."""
_WORD = r"[A-ZÆØÅÉÖÄÜ][\w'’-]*\.?"
_NAME = re.compile(rf"{_WORD}(?:\s+(?:(?:af|von|van|de|der|den|al|el|la)\s+)?{_WORD}){{1,4}}\Z")
_NO_NAME = re.compile(
    r"\b(?:dansk\w*|danmarks|den|det|de|et|en|alle|hele|flere|nye?|nyt|frie|øvrige|ældre|"
    r"radikale|"
    r"konservative|liberale?|socialistisk|borgerlige|\w*(?:kommune|region|råd|udvalg|bestyrelse|"
    r"direktion|forening|forbund|organisation|parti|liste|grupp|klynge|alliance|demokrat|venstre|"
    r"direktør|chef|ledelse|leder|forvaltning|styrelse|nævn|union|klub|skole|hospital|sygehus|"
    r"center|fællesskab|industri|erhverv|afdeling|sekretariat|repræsentant|medlem|mindretal|"
    r"flertal|opposition|borgmester|formand|kreds|niveau|forum|fond|menighed|provst|biskop|"
    r"institution|selskab|ministeri|lokal|fælles|sagen|huset|værket)\w*)\b"
    r"|\b(?-i:[A-ZÆØÅ]{2,})\b",
    re.IGNORECASE,
)
"""Words of bodies, parties and offices."""


class Mentioned(Struct, frozen=True):
    """Whom words stand for."""

    people: tuple[str, ...]
    """By the names that mean nobody else."""
    others: tuple[str, ...]
    """All else, as typed: parties, groups, strangers."""


class Speakers:
    """Those of a meeting whom words may stand for, and who of them took part in what."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.plan = case.plan
        meeting = case.meeting
        self.members = members(meeting)
        self.brief = {one.person.navn for item in self.plan.items for one in item.instead}
        voting = [one.known_as for one in (*self.members, *substitutes(meeting))]
        self.voting = {*voting, *self.brief}
        self.guests = {one.navn for item in self.plan.items for one in item.punkt.beside}
        always = [one.navn for one in meeting.beside]
        always += [name for name in (meeting.moedeleder, meeting.referent) if name]
        self.always = set(always)
        names = [*voting, *sorted(self.brief), *always, *sorted(self.guests)]
        self.people = {spelling(name): name for name in names}
        self.namesakes = {spelling(one.navn) for one in self.members if one.apart}

    # --- reading ------------------------------------------------------------------

    def read(self, said: str) -> Mentioned:
        """Whom words stand for."""
        said = _MORE.sub("", said)
        if name := self._person(_FOR_OTHERS.sub("", said)):
            return Mentioned((name,), ())
        people: list[str] = []
        others: list[str] = []
        for piece in _BETWEEN.split(_FOR_OTHERS.sub("", said)):
            bare = _BRACKETS.sub("", piece)
            is_party = bare != piece and _party(piece) == _party(bare)
            for part in [piece] if is_party or self._person(piece) else _WITH.split(piece):
                name = self._person(part.strip())
                (people if name else others).append(name or part.strip())
        others = list(filter(None, others))
        return Mentioned(tuple(dict.fromkeys(people)), tuple(others))

    def _person(self, said: str) -> str | None:
        """The one person whose name words are, with title or party or without."""
        bare = _BRACKETS.sub("", said)
        known = self.people.get(spelling(said)) or self.people.get(spelling(bare))
        if known or not bare.strip():
            return known
        called = {name for name in self.people.values() if same(bare, name) is Same.YES}
        return called.pop() if len(called) == 1 else None

    # --- who took part ------------------------------------------------------------

    def took_no_part(self, item: PlannedItem, said: Mentioned) -> Iterator[tuple[str, Phrase]]:
        """Those of them who took no part in an item, each with why."""
        for name in said.people:
            away = name in item.absent or self._is_elsewhere(item, name)
            reasons = [INHABIL] if name in item.out else []
            if away:
                reasons.append(NOT_ANSWERED if self.case.meeting.written else ABSENT)
            if reasons:
                at_item = Phrase("", "") if reasons[-1] is NOT_ANSWERED else _AT_ITEM
                yield name, joined(reasons, Phrase(" og ", " and ")) + at_item
        if said.people:
            return  # who speaks for a party has named themselves
        parties = voters_at(self.plan, item).parties
        for part in said.others:
            if parties.get(_party(part)) == frozenset():
                yield part, _NOBODY

    def _is_elsewhere(self, item: PlannedItem, name: str) -> bool:
        """Whether somebody came for other items alone."""
        if name in self.plan.presence.stays or name in self.always:
            return False
        if name not in self.brief and name not in self.guests:
            return False
        return not any(
            name in {one.person.navn for one in other.instead}
            or name in {one.navn for one in other.punkt.beside}
            for other in self.plan.around(item)
        )

    def without_seat(self, said: Mentioned) -> tuple[str, ...]:
        """Those of them who are at the meeting, but neither members nor substitutes.

        Nobody where the forum does not say who its members are.
        """
        if not self.members:
            return ()
        return tuple(name for name in said.people if name not in self.voting)

    # --- whom nobody knows --------------------------------------------------------

    def strangers(self, said: Mentioned) -> Iterator[tuple[str, Phrase]]:
        """Those whom the meeting does not know, each with what to do about it."""
        if not self.members:
            return
        for part in said.others:
            if spelling(part) in self.namesakes or self._is_no_person(part):
                continue
            if advice := self._advice(part):
                yield part, advice
        for part in said.others:
            if self._is_party_of_nobody(part):
                yield part, _OF_PARTY

    def _advice(self, name: str) -> Phrase | None:
        """What to do about a name; ``None`` where it may be no person's."""
        listed = [one.navn for forum in self.case.meeting.fora for one in forum.stedfortraedere]
        if spelling(name) in map(spelling, listed):
            return _CALL_IN
        former = [one.navn for forum in self.case.meeting.fora for one in forum.medlemmer]
        if spelling(name) in map(spelling, former):
            return _NO_LONGER
        if meant := self._meant(name):
            return Phrase(f"Mente du »{meant}«?", f"Did you mean »{meant}«?")
        return _ADD if _NAME.match(name) and not _NO_NAME.search(name) else None

    def _meant(self, name: str) -> str | None:
        """Who is meant by a name that is not quite theirs."""
        everybody = list(dict.fromkeys(self.people.values()))
        if len(name) < 2:
            return None
        if one := one_called(name, everybody):
            return one
        likely = [one for one in everybody if same(name, one) is Same.PERHAPS]
        if len(likely) == 1 and not _NO_NAME.search(name):
            return likely[0]
        return nearest(name, everybody, cutoff=0.75)

    def _is_no_person(self, said: str) -> bool:
        """Whether words are a party of the forum, where somebody comes from, or a body."""
        meeting = self.case.meeting
        people = [*self.members, *substitutes(meeting), *meeting.beside]
        people += [one for item in self.plan.items for one in item.punkt.beside]
        bodies = [one.organisation for one in people if one.organisation]
        bodies += [name for forum in meeting.fora for name in (forum.navn, forum.navn_i_saetning)]
        return _party(said) in self.parties or spelling(said) in map(spelling, bodies)

    @property
    def parties(self) -> set[str]:
        """What the parties of the forum are known by."""
        meeting = self.case.meeting
        listed = (one for forum in meeting.fora for one in forum.stedfortraedere)
        people = (*self.members, *substitutes(meeting), *meeting.beside, *listed)
        return {party(one.parti) for one in people if one.parti}

    def _is_party_of_nobody(self, said: str) -> bool:
        """Whether words are a party that nobody of the forum is of; where those are known."""
        known = self.parties
        lettered = all(len(one) == 1 and one not in _AMBIGUOUS for one in known)
        if not known or not lettered or not all(one.parti for one in self.members):
            return False
        return _party(said) in _OFFICIAL - known


def _party(said: str) -> str:
    return party(_GROUP.sub("", said))


_CALL_IN = Phrase(
    "Skriv personen som stedfortraeder ved den, pladsen tilhører, under afbud, udeblevet eller "
    "inhabil.",
    "Write the person as stedfortraeder of the one whose seat it is, under afbud, udeblevet or "
    "inhabil.",
)
_NO_LONGER = Phrase(
    "Personen er ikke medlem på mødets dato; ret navnet, eller ret `fra` og `til` i forum.yaml.",
    "They are not a member on the meeting's date; correct the name, or `fra` and `til` in "
    "forum.yaml.",
)
_ADD = Phrase(
    "Ret navnet, eller tilføj det under medlemmer i forum.yaml.",
    "Correct the name, or add it under medlemmer in forum.yaml.",
)
_OF_PARTY = Phrase(
    "Ret partiet, eller skriv det ved medlemmerne i forum.yaml.",
    "Correct the party, or write it at the members in forum.yaml.",
)
