"""Random meetings in which people come and go, with where everybody is at any moment.

What is known here of each person is worked out by itself, so that tests can ask of every printed
line whether it agrees.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from hypothesis import strategies as st

FORUM = """
navn: Udvalget
moedeleder: Anna Ager
medlemmer:
  - navn: Anna Ager
    hverv: formand
    parti: A
  - navn: Bo Bæk
    parti: V
  - navn: Cara Dahl
    parti: C
  - navn: Hans Jensen
    parti: A
  - navn: Hans Jensen
    parti: V
politik:
  fravaer_under_punkter: ja
"""
MEMBERS = ("Anna Ager", "Bo Bæk", "Cara Dahl", "Hans Jensen (A)", "Hans Jensen (V)")
SUBSTITUTES = {"Bo Bæk": "Ida Ibsen", "Cara Dahl": "Jens Juul"}
GUEST = "Bo Bæk (vejchef)"
"""A guest whose name a member has too."""
CALLED_IN = "Karl Krog"
"""Who takes the seat of somebody disqualified, at one item alone."""
PEOPLE = (*MEMBERS, *SUBSTITUTES.values(), GUEST)


@dataclass(frozen=True)
class Item:
    """An item, with what bears on who is there."""

    parent: int | None
    closed: bool
    dropped: bool = False
    out: str | None = None
    """Who is disqualified in it, with somebody else in the seat."""
    new_day: bool = False


@dataclass(frozen=True)
class Event:
    """Somebody comes or leaves, at a minute of its own."""

    name: str
    came: bool
    minute: int
    item: int

    @property
    def clock(self) -> str:
        """As it stands in the file."""
        return f"{self.minute // 60:02}:{self.minute % 60:02}"


@dataclass(frozen=True)
class Walked:
    """A meeting: its items in the order of the file, and what happened in that of the clock."""

    items: tuple[Item, ...]
    treated: tuple[int, ...]
    events: tuple[Event, ...]
    away: tuple[str, ...]
    """The members who sent regrets."""
    instead: dict[str, str] = field(default_factory=dict)
    """Their substitutes."""

    # --- who is where -------------------------------------------------------------

    @property
    def possible(self) -> tuple[str, ...]:
        """All who may be there."""
        known = {*MEMBERS, *self.instead.values(), GUEST}
        return tuple(name for name in PEOPLE if name in known)

    def begins_there(self, name: str) -> bool:
        """Whether somebody is there when the meeting begins."""
        return name not in self.away

    def states(self, name: str) -> dict[int, list[bool]]:
        """At each item, whether somebody is there, moment by moment."""
        here = self.begins_there(name)
        found = {}
        for index in self.treated:
            found[index] = [here]
            for event in self.events:
                if event.item == index and event.name == name:
                    here = event.came
                    found[index].append(here)
        return found

    def part_of(self, index: int) -> list[int]:
        """An item with its sub-items."""
        return [i for i, item in enumerate(self.items) if index in (i, item.parent)]

    def there(self, name: str, index: int) -> bool:
        """Whether somebody is there for any of an item."""
        states = self.states(name)
        return any(any(states[one]) for one in self.part_of(index))

    def ever(self, name: str) -> bool:
        """Whether somebody is there at all."""
        return any(self.there(name, index) for index in range(len(self.items)))

    def own(self, name: str) -> list[Event]:
        """What one person did."""
        return [event for event in self.events if event.name == name]

    def breaks(self, name: str) -> list[tuple[Event, Event]]:
        """When somebody left and came back."""
        return [(one, two) for one, two in pairwise(self.own(name)) if not one.came and two.came]

    def missing(self, index: int) -> set[str]:
        """Whose seat is empty at an item: a member, or a substitute who was there before."""
        gone = {name for name in self.possible if not self.there(name, index)}
        went = {s for m, s in self.instead.items() if {m, s} <= gone and self.ever(s)}
        return (gone & set(MEMBERS)) | went

    # --- what is closed -----------------------------------------------------------

    def closed(self, index: int) -> bool:
        """Whether an item is closed, by itself or with what it belongs to."""
        parent = self.items[index].parent
        return self.items[index].closed or (parent is not None and self.items[parent].closed)

    def runs(self) -> list[list[int]]:
        """Closed items that were treated one after the other."""
        groups = groupby(self.treated, self.closed)
        return [list(run) for closed, run in groups if closed]

    def public_missing(self, index: int) -> set[str]:
        """Whom the public may read to be missing: at closed items in a row, from all of them."""
        gone = self.missing(index)
        for run in self.runs():
            if set(run) & set(self.part_of(index)):
                gone = gone.intersection(*(self.missing(one) for one in run))
        return gone

    def within_closed(self, one: Event, two: Event) -> bool:
        """Whether two things happened with nothing but closed items around and between."""
        return any({one.item, two.item} <= set(run) for run in self.runs())

    def without_closed_breaks(self) -> Walked:
        """The meeting as if nobody had left and come back within closed items."""
        gone = {
            event
            for name in self.possible
            for pair in self.breaks(name)
            if self.within_closed(*pair)
            for event in pair
        }
        return replace(self, events=tuple(e for e in self.events if e not in gone))

    def dealt_anew(self, places: list[int]) -> Walked:
        """What happened in closed items, at others of those in a row, in the same order."""
        events: list[Event] = []
        for at, event in enumerate(self.events):
            run = next((run for run in self.runs() if event.item in run), None)
            item = event.item
            if run is not None:
                before = [e.item for e in events if e.item in run]
                possible = run[run.index(before[-1]) if before else 0 :]
                possible = [one for one in possible if not self.items[one].dropped] or [item]
                item = possible[places[at] % len(possible)]
            events.append(replace(event, item=item))
        return replace(self, events=tuple(events))

    # --- the file -----------------------------------------------------------------

    def text(self, recorded: str = "alle_andre") -> str:
        """The meeting file."""
        regrets = [
            {
                "navn": name,
                **({"stedfortraeder": self.instead[name]} if name in self.instead else {}),
            }
            for name in self.away
        ]
        made = [f"fremmoedt: {recorded}", f"afbud: {regrets}", 'start: "10:00"']
        made += ["gaester:", "  - navn: Bo Bæk", "    titel: vejchef", "punkter:"]
        first = self.treated[0]
        for index, item in enumerate(self.items):
            if item.parent is None:
                made += self._item(index, "  ", early=index == first and index > 0)
                parts = [i for i in self.part_of(index) if i != index]
                made += ["    underpunkter:"] if parts else []
                for part in parts:
                    made += self._item(part, "      ", early=False)
        return "\n".join(made) + "\n"

    def _item(self, index: int, indent: str, *, early: bool) -> Iterator[str]:
        item = self.items[index]
        yield f"{indent}- titel: Sag nr. {index}"
        for key, came in (("ankom", True), ("forlod", False)):
            moves = [e for e in self.events if e.item == index and e.came is came]
            if moves:
                moves = moves[:: -1 if index % 2 else 1]  # the file may have them in any order
                yield f"{indent}  {key}: {[{'navn': e.name, 'tid': e.clock} for e in moves]}"
        yield f"{indent}  udfald: {'udgaar' if item.dropped else 'godkendt'}"
        if item.closed:
            yield f"{indent}  lukket: ja"
        if item.out:
            yield f"{indent}  inhabil: [{{navn: {item.out}, stedfortraeder: {CALLED_IN}}}]"
        if item.new_day:
            yield f"{indent}  dato: 2025-09-13"
        if early:
            yield f"{indent}  behandlet_foer: 1"


@st.composite
def meetings(draw: st.DrawFn) -> Walked:
    """A meeting of a few items and sub-items, some closed, in which people come and go."""
    items: list[Item] = []
    outermost = draw(st.integers(1, 5))
    two_days = outermost > 1 and draw(st.booleans())
    for number in range(outermost):
        new_day = two_days and number == outermost - 1
        items.append(Item(None, draw(st.booleans()), new_day=new_day))
        parent = len(items) - 1
        for _ in range(draw(st.sampled_from([0, 0, 0, 1, 3]))):
            dropped = draw(st.sampled_from([False, False, False, True]))
            items.append(Item(parent, draw(st.booleans()), dropped=dropped))
    tops = [i for i, item in enumerate(items) if item.parent is None]
    if not two_days and len(tops) > 1 and draw(st.booleans()):
        tops = [tops[-1], *tops[:-1]]
    treated = [i for top in tops for i in range(len(items)) if top in (i, items[i].parent)]

    away = tuple(sorted(draw(st.sets(st.sampled_from(MEMBERS[1:])))))
    instead = {m: s for m, s in SUBSTITUTES.items() if m in away and draw(st.booleans())}
    walked = Walked(tuple(items), tuple(treated), (), away, instead)
    events = draw(_events(walked))
    walked = replace(walked, events=events)
    for index, item in enumerate(items):
        there = [name for name in MEMBERS[1:] if any(walked.states(name)[index])]
        if there and not item.dropped and draw(st.sampled_from([False, False, True])):
            items[index] = replace(item, out=draw(st.sampled_from(there)))
    return replace(walked, items=tuple(items))


@st.composite
def _events(draw: st.DrawFn, walked: Walked) -> tuple[Event, ...]:
    """Who comes and leaves: of a member and the substitute, one at a time has the seat."""
    here = {name: walked.begins_there(name) for name in walked.possible}
    minute = 10 * 60
    events: list[Event] = []

    def move(name: str, index: int) -> None:
        nonlocal minute
        minute += 1
        here[name] = not here[name]
        events.append(Event(name, here[name], minute, index))

    for index in walked.treated:
        if walked.items[index].dropped:
            continue
        for name in draw(st.lists(st.sampled_from(walked.possible), max_size=4)):
            for one, other in walked.instead.items():
                rival = {one: other, other: one}.get(name)
                if rival and here[rival] and not here[name]:
                    move(rival, index)
            move(name, index)
    return tuple(events)
