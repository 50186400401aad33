"""Which changes of an approved referat are additions: corrections, and closed matters that are
opened.

What was approved stays as it was beside them. A correction that is there already is a part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from moedebog.catalogue.sections import RETTELSE
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.difference.changes import Changes, Edit, How, Where, lines_of
from moedebog.difference.state import (
    CORRECTED,
    PEOPLE,
    FactState,
    ItemState,
    SectionState,
    VersionState,
)

_SECTIONS = (Where.AFSNIT, Where.SLUTNING)


def beyond(changes: Iterable[Edit], after: VersionState) -> Changes:
    """The changes that lead to a state and are no additions; none where all of them are.

    The words of a matter that was opened are new to the public. Whether they are the very words
    that were approved, the changes for those tell who read it before: ask for both.
    """
    told = tuple(changes)
    opened = frozenset(one.punkt for one in told if _opens(one, after))
    return tuple(one for one in told if not _is_addition(one, after, opened))


def opened_besides(then: Plan, now: Plan) -> Iterator[PlannedItem]:
    """The items of now that were opened with the one that they belong to, or hold attachments that
    were, although they were closed by themselves when it was approved.

    Only where nothing else is beyond additions: items and attachments are told by their places.
    """
    for was, one in zip(then.items, now.items, strict=False):
        if one.lifted is None:
            continue
        own = was.punkt.lukket is not None and one.punkt.lukket is None
        closed = [bilag.bilag.lukket is not None for bilag in was.bilag]
        still = [bilag.bilag.lukket is not None for bilag in one.bilag]
        files = any(before and not after for before, after in zip(closed, still, strict=False))
        if files or (own and one.punkt.ophaevet is None):
            yield one


def is_correction(change: Edit) -> bool:
    """Whether a correction has come, gone or become another."""
    if change.hvad not in _SECTIONS:
        return False
    if isinstance(change.nu, SectionState):
        return change.nu.slags == RETTELSE
    return change.slags == RETTELSE


def _is_addition(change: Edit, after: VersionState, opened: frozenset[str]) -> bool:
    if change.hvad in _SECTIONS:
        return change.hvordan is How.NYT and is_correction(change)
    if change.hvad is Where.HOVED:
        # Who came and left in a matter that was opened is no secret any more.
        of_opened = bool(opened) and not after.alt and change.navn in PEOPLE
        return of_opened or _names_more(change)
    if change.hvad is Where.BILAG:  # an attachment that was closed with its item
        is_open = change.hvordan is How.RETTET and not change.nu
        return change.felt == "lukket" and is_open and change.punkt in opened
    return change.hvad is Where.PUNKT and _is_opening(change, after, opened)


def _names_more(change: Edit) -> bool:
    """Whether the cover names another correction, and all that it named before."""
    if change.navn != CORRECTED:
        return False
    if change.hvordan is How.NYT:
        return isinstance(change.nu, FactState)
    before, now = Counter(lines_of(change.foer)), Counter(lines_of(change.nu))
    return change.felt == "vaerdi" and before <= now


def _is_opening(change: Edit, after: VersionState, opened: frozenset[str]) -> bool:
    if change.hvordan is How.NYT:  # a part of it, of which the public knew nothing
        return not after.alt and isinstance(change.nu, ItemState) and bool(change.nu.ophaevet)
    if change.punkt not in opened:
        return False
    if change.hvordan is How.LUKKET:
        return change.felt == "lukket"
    return change.hvordan is How.RETTET and change.felt in ("lukket", "ophaevet")


def _opens(change: Edit, after: VersionState) -> bool:
    """Whether an item that was closed is open, and says that it was opened afterwards."""
    if (change.hvad, change.felt) != (Where.PUNKT, "lukket"):
        return False
    item = next((one for one in after.punkter if one.id == change.punkt), None)
    return item is not None and bool(item.ophaevet) and not item.lukket
