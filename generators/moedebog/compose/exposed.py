"""What is closed now, but went out open in a version that was issued."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from moedebog.compose.attachments import NumberedBilag
from moedebog.compose.identity import KnownItem, trace
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.document import Audience, Kind
from moedebog.issued import Issue, IssuedItem


class Exposed(Struct, frozen=True):
    """An item of which others hold what they may not read any more."""

    item: PlannedItem
    text: bool
    """Whether its text, or the title that is closed now, went out; else only attachments did."""
    bilag: tuple[NumberedBilag, ...]
    """Those of its attachments that went out."""
    issues: tuple[Issue, ...]
    """The versions in which that was open, oldest first."""


def exposed(plan: Plan, among: Sequence[Issue] | None = None) -> Iterator[Exposed]:
    """Each item that is closed now, or has parts that are, which the record tells were open.

    ``among``: in these versions alone.
    """
    versions = plan.meeting.udgaver if among is None else among
    for item, known in zip(plan.items, plan.identified.whole.of_items, strict=True):
        if known is None or not item.holds_closed:
            continue
        text, bilag, issues = False, dict[str, NumberedBilag](), list[Issue]()
        for issue in _unlawful(versions, item):
            for before in (one for one in issue.punkter if _is(one, known)):
                was_open = _was_open(item, before)
                out = _attachments_out(item, before)
                text = text or was_open
                bilag |= {one.nr: one for one in out}
                issues += [issue] if was_open or out else []
        if issues:
            yield Exposed(item, text, tuple(bilag.values()), tuple(issues))


def _unlawful(issues: Iterable[Issue], item: PlannedItem) -> Iterator[Issue]:
    """The versions in which it may not have been open: what the meeting itself closed was so in
    the dagsorden by right."""
    lawful = item.lukket is not None and item.lukket.besluttet_paa_moedet
    for issue in issues:
        if not (lawful and issue.dokument == Kind.DAGSORDEN):
            yield issue


def _is(before: IssuedItem, known: KnownItem) -> bool:
    """Whether an item of a version is this one; older records name no ids."""
    if before.id:
        return before.id == known.id
    return (before.nr, before.titel) == (known.item.nr, known.item.titel)


def _was_open(item: PlannedItem, before: IssuedItem) -> bool:
    """Whether a version told the public what only others may read now."""
    if item.lukket is None:
        told = trace(item.punkt), trace(item.punkt, closed=True)
        return bool(before.spor) and told[0] != before.spor == told[1]
    title_out = before.titel == item.punkt.titel != item.public_title
    return bool(before.spor) or title_out or (not before.id and _all_alike(before))


def _all_alike(before: IssuedItem) -> bool:
    """Whether everybody read the same of an item: an older record tells no more."""
    sums = {before.sums.get(Audience.OFFENTLIG), before.sums.get(Audience.INTERN)}
    return len(sums) == 1 and not sums & {"", None}


def _attachments_out(item: PlannedItem, before: IssuedItem) -> list[NumberedBilag]:
    """The attachments that are closed now and stood in a version with their titles."""
    titles = {one.nr: one.titel for one in before.bilag if one.titel}
    closed = (one for one in item.bilag if not item.is_open(one.bilag))
    return [one for one in closed if one.nr in titles or one.bilag.titel in titles.values()]
