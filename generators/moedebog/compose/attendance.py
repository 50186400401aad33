"""Who was there, in the words of a document; ``presence`` has worked it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from moedebog import typography
from moedebog.catalogue import Deltagelse, Habilitet
from moedebog.compose.membership import members, missing, substitutes
from moedebog.compose.planning import PlannedItem
from moedebog.compose.presence import Move, Presence, took_part
from moedebog.meeting import Fravaer, Habilitetsbeslutning, Medlem, Medvirkende, Meeting, Person
from moedebog.phrases import Phrases


class Listed(Struct, frozen=True):
    """Somebody in a list of people, with what is told of them."""

    person: Person
    facts: tuple[str, ...] = ()
    behind: str = ""
    """What stands after all of that: for whom they came."""

    def text(self, words: Phrases, without: str | None = None) -> str:
        """``Navn (formand, V), stedfortræder for Navn (A)``; ``without`` what is told before."""
        facts = (fact for fact in self.facts if fact != without)
        name = self.person.navn.removesuffix(f" ({without})")
        told = (_with(name, facts, words), self.behind)
        return words.list_separator.join(filter(None, told))


def attending(
    meeting: Meeting, presence: Presence, words: Phrases, of: Sequence[Medlem]
) -> list[Listed]:
    """Those ``of`` the members who took part in the meeting or some of it, and the substitutes.

    Only to be printed as a fact where ``presence.recorded``.
    """
    came = [m for m in of if presence.was_there(m.known_as)]
    elsewhere = {m.known_as for m in members(meeting)} - {m.known_as for m in of}
    return [
        *(listed(m, words, _how(meeting, m, words)) for m in came),
        *(
            _substitute(meeting, f, words)
            for f in missing(meeting)
            if f.stedfortraeder
            and f.navn not in elsewhere
            and presence.was_there(f.stedfortraeder.navn)
        ),
    ]


def expected(meeting: Meeting, words: Phrases, of: Sequence[Medlem]) -> list[Listed]:
    """Those ``of`` the members who have not said that they do not come, and the substitutes."""
    entries = missing(meeting)
    away = {entry.navn for entry in entries}
    instead = (entry for entry in entries if entry.stedfortraeder)
    return [
        *(listed(m, words) for m in of if m.known_as not in away),
        *(_substitute(meeting, entry, words) for entry in instead),
    ]


def all_members(
    meeting: Meeting, presence: Presence, words: Phrases, of: Sequence[Medlem], *, reasons: bool
) -> list[Listed]:
    """Each ``of`` the members, those who did not come marked, each with the substitute after them.

    ``reasons``: the reader may know why somebody stays away.
    """
    unannounced = {f.navn for f in meeting.udeblevet}
    entries = {f.navn: f for f in missing(meeting)}
    people = []
    for member in of:
        entry = entries.get(member.known_as)
        marks = _how(meeting, member, words)
        if not presence.was_there(member.known_as):
            away_unannounced = member.known_as in unannounced
            marks.append(words.mark_unannounced if away_unannounced else words.mark_absent)
        stays = presence.stays.get(member.known_as)
        if entry is not None and not (stays and stays[0].fra is None):  # who came after all
            marks += _particulars(entry, words, reasons=reasons)
        people.append(listed(member, words, marks))
        if entry and entry.stedfortraeder and presence.was_there(entry.stedfortraeder.navn):
            people.append(_substitute(meeting, entry, words))
    return people


def _how(meeting: Meeting, member: Medlem, words: Phrases) -> list[str]:
    """How a member took part, where that is to be told."""
    return _screen(took_part(meeting, member.known_as), words)


def _screen(deltog: Deltagelse | None, words: Phrases) -> list[str]:
    return [words.mark_digital] if deltog is Deltagelse.DIGITALT else []


def strangers(meeting: Meeting, entries: Sequence[Fravaer]) -> tuple[Fravaer, ...]:
    """Those of the entries who are no members: guests who sent regrets."""
    names = {m.known_as for m in members(meeting)}
    return tuple(f for f in entries if f.navn not in names)


def _substitute(meeting: Meeting, fravaer: Fravaer, words: Phrases) -> Listed:
    assert fravaer.stedfortraeder is not None  # noqa: S101 - the callers have looked
    for_whom = absentees(meeting, [fravaer.navn], words)
    instead = words.substitute_for.format(name=for_whom)
    return replace(listed(fravaer.stedfortraeder, words), behind=instead)


def with_party(meeting: Meeting, name: str, words: Phrases) -> str:
    """``Navn (V)`` for somebody whose party is known, else the name as it stands."""
    return by_party(known(meeting, name)).text(words)


def known(meeting: Meeting, name: str) -> Person:
    """Who is known by a name; somebody of whom no more is known where nobody is."""
    return _everybody(meeting).get(name, Person(name))


def by_party(person: Person) -> Listed:
    """Somebody with the party, and what tells them from another of their name, in the order of
    the cover."""
    marks = (person.parti, person.apart)
    return Listed(person, tuple(fact for fact in _origin(person) if fact and fact in marks))


def absentees(meeting: Meeting, names: Sequence[str], words: Phrases) -> str:
    """The names with where each comes from: ``Navn (Varde Kommune); Navn (V)``."""
    return words.people_separator.join(one.text(words) for one in by_origin(meeting, names))


def by_origin(meeting: Meeting, names: Sequence[str]) -> list[Listed]:
    """The same, one by one."""
    people = _everybody(meeting)
    known = (people.get(name, Person(name)) for name in names)
    return [Listed(person, tuple(filter(None, _origin(person)))) for person in known]


def _everybody(meeting: Meeting) -> dict[str, Person]:
    """All of whom more is told than a name, by that."""
    people = (*meeting.beside, *substitutes(meeting), *members(meeting))
    return {person.known_as: person for person in people}


def describe(person: Person, words: Phrases, marks: Iterable[str] = ()) -> str:
    """``Navn (formand, Esbjerg Kommune, V)``."""
    return listed(person, words, marks).text(words)


def listed(person: Person, words: Phrases, marks: Iterable[str] = ()) -> Listed:
    """The same where it may stand in a list by party."""
    office = person.hverv if isinstance(person, Medlem) else None
    how = _screen(person.deltog, words) if isinstance(person, Medvirkende) else ()
    facts = [office, person.titel, *_origin(person), *how, *marks]
    return Listed(person, tuple(dict.fromkeys(filter(None, facts))))


def regrets(
    meeting: Meeting, entries: Sequence[Fravaer], words: Phrases, *, reasons: bool
) -> list[Listed]:
    """The names of those who do not come, with where they come from, and their substitutes.

    ``reasons``: the reader may know why they do not.
    """
    known = {m.known_as: m for m in members(meeting)}
    people = []
    for entry in entries:
        member = known.get(entry.navn)
        particulars = _particulars(entry, words, reasons=reasons)
        person = member or Person(entry.navn)
        facts = filter(None, (*_origin(person), *particulars))
        people.append(Listed(person, tuple(facts)))
    return people


def _origin(person: Person) -> list[str | None]:
    """Where somebody comes from, and what tells them from another of their name; not what stands
    behind their name already."""
    facts = (person.organisation, person.parti)
    origin = [fact for fact in facts if not person.navn.endswith(f" ({fact})")]
    return origin if person.apart in (None, *origin) else [*origin, person.apart]


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


def moved(
    moves: Sequence[Move], presence: Presence, words: Phrases, separator: str
) -> Iterator[str]:
    """Who came and left at an item, a sentence each.

    ``Navn ankom kl. 10.50.``, and of who left and came back at once: ``Navn forlod mødet kl. 11.10
    og kom tilbage kl. 11.20.``
    """
    told: set[Move] = set()
    for move in moves:
        if move in told:
            continue
        back = next((b for left, b in presence.breaks(move.navn) if left is move), None)
        if back and back in moves and (move.tid is None) == (back.tid is None):
            told.add(back)
            times = {
                "left": _when(move, words, separator),
                "back": _when(back, words, separator),
            }
            phrase = words.left_and_came_back if move.tid else words.left_and_came_back_untimed
            yield phrase.format(name=move.navn, **times)
            continue
        if not move.came:
            timed, untimed = words.left, words.left_untimed
        elif presence.came_back(move):
            timed, untimed = words.came_back, words.came_back_untimed
        else:
            timed, untimed = words.came, words.came_untimed
        phrase = timed if move.tid else untimed
        yield phrase.format(name=move.navn, time=_when(move, words, separator))


def disqualified(meeting: Meeting, item: PlannedItem, words: Phrases) -> Iterator[str]:
    """Who declared that they may take no part, what was decided on it, and who then took none.

    A sentence each. Whoever is not there at the item is left out.
    """
    punkt = item.punkt
    there = [one for one in punkt.inhabil if one.navn not in item.absent]
    if declared := [one.navn for one in there if one.erklaeret]:
        phrase = words.declared_disqualified if len(declared) == 1 else words.declared_several
        yield phrase.format(names=typography.enumeration(declared, words))
    if punkt.habilitetsbeslutning:
        yield from _ruling(meeting, item, punkt.habilitetsbeslutning, words)
    out = [one for one in punkt.out if one.navn not in item.absent]
    left = [one.navn for one in out if one.forlod_lokalet]
    stayed = [one.navn for one in out if not one.forlod_lokalet]
    for names, phrase in ((left, words.disqualified_left), (stayed, words.disqualified)):
        if names:
            yield phrase.format(names=typography.enumeration(names, words))
    for one in item.instead:
        name = describe(one.person, words)
        yield words.took_part_instead.format(name=name, absent=one.for_whom)


def ruled_on(item: PlannedItem) -> tuple[str, ...]:
    """Whom the decision on who may take part is about; the absent only where it names them."""
    decision = item.punkt.habilitetsbeslutning
    absent = () if decision and decision.om else item.absent
    return tuple(name for name in item.punkt.questioned if name not in absent)


def _ruling(
    meeting: Meeting, item: PlannedItem, decision: Habilitetsbeslutning, words: Phrases
) -> Iterator[str]:
    """The decision on who may take part, in its own words or the usual ones."""
    if decision.tekst:
        yield typography.sentence(decision.tekst)
        return
    names = ruled_on(item)
    if not names:
        return
    one = len(names) == 1
    if decision.udfald is Habilitet.HABIL:
        phrase = words.found_free if one else words.found_free_several
    else:
        phrase = words.found_disqualified if one else words.found_disqualified_several
    body = decision.af or meeting.forum.navn_i_saetning
    named = typography.enumeration(names, words)
    yield typography.sentence(phrase.format(body=body, names=named))


def _when(move: Move, words: Phrases, separator: str) -> str:
    return typography.slot(move.tid, None, words, separator) if move.tid else ""
