"""Which item of a version is which: its lasting id, and whether it is withdrawn or postponed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from msgspec.structs import replace

from moedebog.compose.attachments import belongs
from moedebog.compose.identity import ids_of, lasting_id
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.difference.state import ItemMark, VersionState
from moedebog.document import Audience, Document, Kind, Punkttekst
from moedebog.issued import Issue


def marks_of_issue(
    planned: Plan, document: Document, public: Document, issues: Sequence[Issue], issue: Issue
) -> dict[str, ItemMark]:
    """The items of a version in the record, by their anchors in ``document``.

    ``public`` is the same version's for the public, whose items the record lists.
    """
    ids = ids_of(issue, issues)
    if len(ids) == len(public.punkter):
        own = dict(zip((punkt.anker for punkt in public.punkter), ids, strict=True))
    else:  # composed otherwise than it was then
        own = _alike(public.punkter, issue, issues)
    return _marks(planned, document, own)


def marks_of_now(
    planned: Plan, document: Document, public: Document, issues: Sequence[Issue]
) -> dict[str, ItemMark]:
    """The items of this moment by their anchors: each under the id that it was issued under."""
    known = planned.identified.whole.of_items
    of_kind = [one for one in issues if one.dokument == document.kind]
    own: dict[str, str] = {}
    for item, one in zip(planned.items, known, strict=True):
        if one is not None:
            own[item.numbered.anchor] = one.id
        elif (written := lasting_id(item.punkt)) and not item.unknown_to_public:
            own[item.numbered.anchor] = written
    if of_kind and (document.kind is Kind.REFERAT or not planned.identified.known):
        left = [punkt for punkt in public.punkter if punkt.anker not in own]
        own |= _alike(left, of_kind[-1], issues, set(own.values()))
    if document.kind is Kind.DAGSORDEN:
        groups = [p for p in public.punkter if p.anker not in planned.anchors]
        own |= _alike(groups, of_kind[-1], issues, set(own.values())) if of_kind else {}
    return _marks(planned, document, own)


def reconciled(before: VersionState, after: VersionState) -> VersionState:
    """The state of before, in which an item that the record does not list, as what lies in a closed
    one, has the id of the only one of its title that is new now."""
    here, there = ({one.id for one in state.punkter} for state in (before, after))
    gone = [one for one in before.punkter if one.id not in there]
    new = [one for one in after.punkter if one.id not in here]
    titles, others = (Counter(one.titel for one in those) for those in (gone, new))
    same = {
        was.id: now.id
        for was in gone
        for now in new
        if was.titel == now.titel and titles[was.titel] == others[was.titel] == 1
        if _MADE_UP in f"{was.id}{now.id}"
    }
    if not same:
        return before
    items = (replace(one, id=same.get(one.id, one.id)) for one in before.punkter)
    return replace(before, punkter=tuple(items))


_MADE_UP = "/"
"""It stands in ids that are in no record."""


def _alike(
    punkter: Iterable[Punkttekst],
    issue: Issue,
    issues: Sequence[Issue],
    taken: set[str] | None = None,
) -> dict[str, str]:
    """Ids of the items that have number and title of one in a version, or its title alone."""
    left = {
        own: item
        for own, item in zip(ids_of(issue, issues), issue.punkter, strict=True)
        if own not in (taken or set())
    }
    found: dict[str, str] = {}
    waiting = list(punkter)
    for key in (lambda one: (one.nr, one.titel), lambda one: one.titel):
        for punkt in list(waiting):
            own = next((id_ for id_, item in left.items() if key(item) == key(punkt)), None)
            if own is not None:
                found[punkt.anker] = own
                del left[own]
                waiting.remove(punkt)
    return found


def _marks(planned: Plan, document: Document, own: Mapping[str, str]) -> dict[str, ItemMark]:
    """A mark for every item; what has no id yet gets one that is nobody's."""
    items = {item.numbered.anchor: item for item in planned.items}
    taken = set(own.values())
    made: dict[str, ItemMark] = {}
    for punkt in document.punkter:
        item = items.get(punkt.anker)
        wanted = own.get(punkt.anker)
        if wanted is None or any(mark.id == wanted for mark in made.values()):
            above = item.numbered.parent if item is not None else None
            place = made[planned.items[above].numbered.anchor].id if above is not None else "nyt"
            wanted = _free(f"{place}{_MADE_UP}{punkt.titel}", taken)
            taken.add(wanted)
        if item is None:
            made[punkt.anker] = ItemMark(wanted)
        else:
            made[punkt.anker] = _mark(item, wanted, document)
    return made


def _free(wanted: str, taken: set[str]) -> str:
    return next(one for n in count(1) if (one := f"{wanted}/{n}" if n > 1 else wanted) not in taken)


def _mark(item: PlannedItem, own: str, document: Document) -> ItemMark:
    withdrawn = frozenset(
        one.reference
        for one in item.bilag
        if one.bilag.udgaar and belongs(one.bilag, document.kind)
    )
    if document.kind is Kind.REFERAT:
        return ItemMark(own, bilag_udgaaet=withdrawn)
    status, grund = _off(item, document.audience)
    return ItemMark(own, status, grund, withdrawn)


def _off(item: PlannedItem, audience: Audience) -> tuple[str, str]:
    """Whether an item is withdrawn or postponed, and why as far as this audience may know."""
    off = item.withdrawn
    if off is None:
        return "", ""
    return off.udfald.value, "" if item.closed_to(audience) else off.grund or ""
