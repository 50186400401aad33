"""What of a meeting is out, and what of that is taken back. Nothing here is changed.

What is taken back of a document is every version until its last, put down by the event in the
record; a version that is made later is no part of it. So a second run finds the very same, also
when there is a new version by then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from moedebog import events, typography
from moedebog.build import sets
from moedebog.catalogue import Begivenhedsart, Slags
from moedebog.compose import Composer, Plan
from moedebog.compose.exposed import exposed
from moedebog.compose.planning import PlannedItem
from moedebog.compose.typed import plain
from moedebog.diagnostics import Phrase, Problems, Rule, Severity, UsageProblem
from moedebog.document import Audience, Kind
from moedebog.events import Begivenhed
from moedebog.examples import Example
from moedebog.issued import Issue, IssuedItem, is_document
from moedebog.meeting import Meeting
from moedebog.workspace import MeetingFile, Workspace

STILL_OPEN = Rule(
    "M620",
    Severity.ERROR,
    Phrase(
        "{punkt} er åbent i mødefilen, så det næste dokument ville vise det igen. Intet er trukket "
        "tilbage.",
        "{punkt} is open in the meeting file, so that the next document would show it again. "
        "Nothing was taken back.",
    ),
    Phrase(
        "Skriv `lukket:` med `grund:` ved punktet, ved det bilag eller det afsnit, det handler om, "
        "eller slet teksten; kør så kommandoen igen. Skal det væk med det samme, så udelad --punkt "
        "(make: PUNKT): så trækkes hele dokumentet tilbage.",
        "Write `lukket:` with `grund:` at the item, or at the attachment or the section that it is "
        "about, or delete the text; then run the command again. If it has to go at once, leave out "
        "--punkt (make: PUNKT): then the whole document is taken back.",
    ),
    Example(
        wrong="make traek-tilbage PUNKT=2, mens punkt 2 er åbent i mødefilen",
        right="lukket: med grund: ved punkt 2, og så make traek-tilbage PUNKT=2",
        file="Word",
    ),
    about=("lukket",),
    always=True,
    source=Phrase.same("docs/tilbagetraekning.md"),
)
_NO_ITEM = Phrase(
    "Intet punkt hedder »{typed}«, hverken nu eller i det, der er sendt ud. Der er: {known}.",
    "No item is called »{typed}«, neither now nor in what was issued. There are: {known}.",
)
_NOTHING_OUT = Phrase(
    "Der er intet at trække tilbage: {what} er hverken sendt ud, gemt som version eller "
    "offentliggjort herfra.",
    "There is nothing to take back: {what} was neither mailed, kept as a version nor published "
    "from here.",
)
_OF_ALL = Phrase("intet af mødet", "nothing of the meeting")
_PUBLIC = Audience.OFFENTLIG


class Taken(Struct, frozen=True):
    """The item that is taken back."""

    typed: str
    """What is typed for it: its number."""
    called: str
    """E.g. ``Punkt 3``; never by its title."""
    planned: PlannedItem | None
    """It in the meeting file, where it still stands there."""
    ids: frozenset[str]
    """What the record knows it and its parts by."""
    bilag: frozenset[str] | None = None
    """The numbers of its attachments that alone are taken back; ``None``: all of the item."""

    @property
    def scope(self) -> tuple[str, ...]:
        """What is taken back as people are told, by number alone: ``Punkt 3, bilag 1``."""
        if self.bilag is None or self.planned is None:
            return (self.called,)
        named = [one.reference for one in self.planned.bilag if one.nr in self.bilag]
        return tuple(named) or (self.called,)

    def of(self, issue: Issue) -> tuple[IssuedItem, ...]:
        """It and its parts in a version."""
        return tuple(one for one in issue.punkter if one.id and one.id in self.ids)


class Out(Struct, frozen=True):
    """One document of which something is out and is taken back."""

    kind: Kind
    issues: tuple[Issue, ...]
    """The versions that are taken back, oldest first; none where it was only published."""
    event: Begivenhed | None
    """That the record says so already: a run before this one put it down."""
    covers: bool
    """Whether what stands published is, or may be, of these versions: it is to be replaced."""
    later: tuple[Issue, ...] = ()
    """Versions that were made since, and stay."""

    @property
    def version(self) -> int:
        """The last version that is taken back; 0 where none was issued."""
        if self.event is not None:
            return self.event.version
        return max((one.version for one in self.issues), default=0)

    @property
    def bilag(self) -> tuple[str, ...]:
        """The attachments that everybody got with the last of them, by their references."""
        named = self.issues[-1].filer if self.issues else ()
        open_ones = (name for name, _ in named if " - " in name and not is_document(name))
        return tuple(dict.fromkeys(name.partition(" - ")[0] for name in open_ones))


class Recall(Struct, frozen=True, dict=True):
    """What is taken back of a meeting."""

    ws: Workspace
    file: MeetingFile
    planned: Plan
    item: Taken | None
    """``None``: whole documents."""
    outs: tuple[Out, ...]

    @property
    def meeting(self) -> Meeting:
        """The meeting."""
        return self.planned.meeting

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All versions that are taken back."""
        return tuple(issue for out in self.outs for issue in out.issues)

    @property
    def known(self) -> Begivenhed | None:
        """What the record says of it, where a run before this one put it down for all."""
        found = [out.event for out in self.outs]
        return found[0] if found and all(found) else None

    @property
    def punkt(self) -> str:
        """The item as an event has it."""
        return self.item.typed if self.item else ""

    @cached_property
    def closed(self) -> PlannedItem | None:
        """The item, where it is closed now, or something in it is."""
        planned = self.item.planned if self.item else None
        return planned if planned is not None and planned.holds_closed else None


def recall(
    ws: Workspace, file: MeetingFile, planned: Plan, kinds: Collection[Kind], typed: str, grund: str
) -> Recall:
    """What is taken back: of these ``kinds`` all that is out, or of it the item called ``typed``.

    ``grund``: why, where that was said; one that the record does not have yet takes back what has
    come out since as well. Raises ``UsageProblem`` where nothing is out, and ``Problems`` where the
    item is open in the meeting file.
    """
    item = _item(planned, typed) if typed else None
    outs = tuple(_outs(ws, file, planned, kinds, item, grund))
    if not outs:
        what = Phrase.same(item.called) if item else _what(kinds)
        raise UsageProblem(_NOTHING_OUT.put(what=what))
    if item is not None:
        if new := [out.kind for out in outs if out.event is None]:
            _require_closed(planned, item, new)
        item = replace(item, bilag=_alone(planned, item, outs))
    return Recall(ws, file, planned, item, outs)


def _alone(planned: Plan, item: Taken, outs: Sequence[Out]) -> frozenset[str] | None:
    """The attachments that alone are taken back, as the record has them or as they are closed."""
    for out in outs:
        if out.event is not None:
            return frozenset(out.event.bilag.split(", ")) if out.event.bilag else None
    own = item.planned
    found = [one for one in exposed(planned) if own is one.item]
    if own is None or own.closed_to(_PUBLIC) or not found or any(one.text for one in found):
        return None
    return frozenset(bilag.nr for one in found for bilag in one.bilag)


def _what(kinds: Collection[Kind]) -> Phrase:
    named = list(kinds)
    return Phrase.same(named[0]) if len(named) == 1 else _OF_ALL


def _outs(
    ws: Workspace,
    file: MeetingFile,
    planned: Plan,
    kinds: Collection[Kind],
    item: Taken | None,
    grund: str,
) -> Iterator[Out]:
    happened = planned.meeting.begivenheder
    for kind in Kind:
        if kind not in kinds:
            continue
        own = sorted(
            (one for one in planned.meeting.udgaver if one.dokument == kind),
            key=lambda one: one.version,
        )
        mine = [one for one in own if item is None or item.of(one)]
        published = events.published(happened, kind)
        there = sets.at(ws, file, kind)
        event = _event(happened, kind, item)
        if event is not None and _is_news(event, grund, mine, published):
            event = None
        if not (event or mine or published or there.is_there):
            continue
        last = event.version if event else _last(planned, mine, item)
        yield Out(
            kind,
            tuple(one for one in mine if one.version <= last),
            event,
            covers=_covers(there, published, event),
            later=tuple(one for one in own if one.version > last),
        )


def _covers(there: sets.Installed, published: Begivenhed | None, event: Begivenhed | None) -> bool:
    """Whether what stands published is of what is taken back, and no newer."""
    if there.is_tombstone or not (there.is_there or published):
        return False
    return event is None or published is None or not _is_newer(published, event)


def _is_newer(published: Begivenhed, taken: Begivenhed) -> bool:
    """Whether it was published after it was taken back; a moment is told to the second alone."""
    return published.version > taken.version or published.noteret > taken.noteret


def _event(happened: Sequence[Begivenhed], kind: Kind, item: Taken | None) -> Begivenhed | None:
    """The last event by which this was taken back."""
    found = None
    for one in happened:
        is_it = one.art is Begivenhedsart.TRUKKET_TILBAGE and one.of is kind
        if is_it and plain(one.punkt) == plain(item.typed if item else ""):
            found = one
    return found


def _is_news(
    event: Begivenhed, grund: str, issues: Sequence[Issue], published: Begivenhed | None
) -> bool:
    """Whether something has come out since, and is meant: another reason was given."""
    since = any(one.version > event.version for one in issues) or (
        published is not None and _is_newer(published, event)
    )
    return since and bool(grund) and grund != event.grund


def _last(planned: Plan, issues: Sequence[Issue], item: Taken | None) -> int:
    """The last version that is taken back: of an item the last in which it stood open, if any."""
    if item is not None:
        open_in = {
            issue.id for one in exposed(planned) if item.planned is one.item for issue in one.issues
        }
        own = [
            one
            for one in issues
            if one.id in open_in
            or (item.planned is None and not all(part.lukket for part in item.of(one)))
        ]
        issues = own or issues
    return max((one.version for one in issues), default=0)


# --- the item -------------------------------------------------------------------------------


def _item(planned: Plan, typed: str) -> Taken:
    wanted = plain(typed)
    of_items = planned.identified.whole.of_items
    for item in planned.items:
        if not item.unknown_to_public and plain(item.typed) == wanted:
            parts = {id(one) for one in (item, *planned.parts(item))}
            every = zip(planned.items, of_items, strict=True)
            ids = frozenset(k.id for one, k in every if k is not None and id(one) in parts)
            called = typography.capitalised(planned.item_called(item))
            return Taken(item.typed, called, item, ids)
    words = planned.phrases
    here = {known.id for known in of_items if known is not None}
    gone = [one for one in planned.identified.whole.known if one.id not in here]
    for one in gone:
        if plain(one.item.nr) == wanted:
            parts_of = f"{one.item.nr}."
            ids = frozenset({one.id, *(k.id for k in gone if k.item.nr.startswith(parts_of))})
            called = typography.capitalised(words.at_item.format(number=one.item.nr))
            return Taken(one.item.nr, called, None, ids)
    numbers = [one.typed for one in planned.items if one.numbered.nr and not one.unknown_to_public]
    numbers += [one.item.nr for one in gone if one.item.nr]
    listed = ", ".join(dict.fromkeys(numbers)) or "-"
    raise UsageProblem(_NO_ITEM.put(typed=typed, known=listed))


def _require_closed(planned: Plan, item: Taken, kinds: Collection[Kind]) -> None:
    """That nothing of what is taken back would be printed again. Raises ``Problems``."""
    own = item.planned
    if own is None or own.closed_to(_PUBLIC):
        return
    if any(one.item is own for one in exposed(planned)):
        return  # what of it is taken back is closed by itself
    if any(_tells(planned.of(kind), own, kind) for kind in kinds):
        raise Problems([STILL_OPEN.at(own.punkt.position, punkt=item.called)])


def _tells(planned: Plan, item: PlannedItem, kind: Kind) -> bool:
    """Whether the public document says anything of an item but its title and what came of it."""
    document = Composer(planned).document(kind, _PUBLIC)
    anchors = {one.numbered.anchor for one in (item, *planned.parts(item))}
    return any(
        afsnit.slags != Slags.BESLUTNING
        for punkt in document.punkter
        if punkt.anker in anchors
        for afsnit in punkt.afsnit
    )
