"""Who was there, in the words of a document; ``presence`` has worked it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from moedebog import typography
from moedebog.catalogue import Deltagelse
from moedebog.compose.presence import Move, Presence, members, missing, substitutes, took_part
from moedebog.meeting import Fravaer, Medlem, Meeting, Person
from moedebog.phrases import Phrases


def attending(
    meeting: Meeting, presence: Presence, words: Phrases, of: Sequence[Medlem]
) -> list[str]:
    """Those ``of`` the members who took part in the meeting or some of it, and the substitutes.

    Only to be printed as a fact where ``presence.recorded``.
    """
    came = [m for m in of if presence.was_there(m.known_as)]
    elsewhere = {m.known_as for m in members(meeting)} - {m.known_as for m in of}
    return [
        *(describe(m, words, _how(meeting, m, words)) for m in came),
        *(
            _substitute(meeting, f, words)
            for f in missing(meeting)
            if f.stedfortraeder
            and f.navn not in elsewhere
            and presence.was_there(f.stedfortraeder.navn)
        ),
    ]


def all_members(
    meeting: Meeting, presence: Presence, words: Phrases, of: Sequence[Medlem], *, reasons: bool
) -> list[str]:
    """Each ``of`` the members, those who did not come marked, each with the substitute after them.

    ``reasons``: the reader may know why somebody stays away.
    """
    unannounced = {f.navn for f in meeting.udeblevet}
    entries = {f.navn: f for f in missing(meeting)}
    listed = []
    for member in of:
        entry = entries.get(member.known_as)
        marks = _how(meeting, member, words)
        if not presence.was_there(member.known_as):
            away_unannounced = member.known_as in unannounced
            marks.append(words.mark_unannounced if away_unannounced else words.mark_absent)
        if entry is not None:
            marks += _particulars(entry, words, reasons=reasons)
        listed.append(describe(member, words, marks))
        if entry is not None and entry.stedfortraeder:
            listed.append(_substitute(meeting, entry, words))
    return listed


def _how(meeting: Meeting, person: Person, words: Phrases) -> list[str]:
    """How somebody took part, where that is to be told."""
    digital = took_part(meeting, person.known_as) is Deltagelse.DIGITALT
    return [words.mark_digital] if digital else []


def strangers(meeting: Meeting, entries: Sequence[Fravaer]) -> tuple[Fravaer, ...]:
    """Those of the entries who are no members: guests who sent regrets."""
    names = {m.known_as for m in members(meeting)}
    return tuple(f for f in entries if f.navn not in names)


def _substitute(meeting: Meeting, fravaer: Fravaer, words: Phrases) -> str:
    assert fravaer.stedfortraeder is not None  # noqa: S101 - the callers have looked
    for_whom = absentees(meeting, [fravaer.navn], words)
    instead = words.substitute_for.format(name=for_whom)
    return words.list_separator.join((describe(fravaer.stedfortraeder, words), instead))


def with_party(meeting: Meeting, name: str, words: Phrases) -> str:
    """``Navn (V)`` for somebody whose party is known, else the name as it stands."""
    person = _everybody(meeting).get(name, Person(name))
    apart = () if person.apart == person.parti else (person.apart,)
    return _with(person.navn, (person.parti, *apart), words)


def absentees(meeting: Meeting, names: Sequence[str], words: Phrases) -> str:
    """The names with where each comes from: ``Navn (Varde Kommune); Navn (V)``."""
    people = _everybody(meeting)
    return words.people_separator.join(
        _with(p.navn, _origin(p), words) for p in (people.get(name, Person(name)) for name in names)
    )


def _everybody(meeting: Meeting) -> dict[str, Person]:
    """All of whom more is told than a name, by that."""
    people = (*members(meeting), *meeting.gaester, *substitutes(meeting))
    return {person.known_as: person for person in people}


def describe(person: Person, words: Phrases, marks: Iterable[str] = ()) -> str:
    """``Navn (formand, Esbjerg Kommune, V)``."""
    office = person.hverv if isinstance(person, Medlem) else None
    facts = [office, person.titel, *_origin(person), *marks]
    return _with(person.navn, facts, words)


def regrets(meeting: Meeting, entries: Sequence[Fravaer], words: Phrases, *, reasons: bool) -> str:
    """The names of those who do not come, with where they come from, and their substitutes.

    ``reasons``: the reader may know why they do not.
    """
    known = {m.known_as: m for m in members(meeting)}
    people = []
    for entry in entries:
        member = known.get(entry.navn)
        particulars = _particulars(entry, words, reasons=reasons)
        person = member or Person(entry.navn)
        people.append(_with(person.navn, (*_origin(person), *particulars), words))
    return words.people_separator.join(people)


def _origin(person: Person) -> list[str | None]:
    """Where somebody comes from, and what tells them from another of their name."""
    origin = [person.organisation, person.parti]
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


def _when(move: Move, words: Phrases, separator: str) -> str:
    return typography.slot(move.tid, None, words, separator) if move.tid else ""
