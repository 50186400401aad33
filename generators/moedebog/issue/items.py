"""The items of a version as the record of what was issued has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from moedebog.compose.attachments import belongs
from moedebog.compose.identity import lasting_id, new_id, own_trace, trace
from moedebog.compose.planning import Holder, Plan, PlannedItem
from moedebog.compose.schedule import Slot
from moedebog.difference.sums import Digest
from moedebog.document import Audience, Kind
from moedebog.issued import WHOLE_MEETING, IssuedAttachment, IssuedItem, Skjult
from moedebog.meeting import Fil
from moedebog.outgoing import Forsendelse

_PUBLIC = Audience.OFFENTLIG


def issued_items(
    planned: Plan,
    public: Forsendelse,
    sums: Sequence[Mapping[Audience, str]],
    digest: Digest,
) -> tuple[IssuedItem, ...]:
    """Each item that the public sees, with what it is known by and without what is closed.

    ``sums`` are those of the items of the ``public`` document, in their order.
    """
    places = {item.numbered.anchor: place for place, item in enumerate(planned.items)}
    known = planned.identified.whole.of_items
    taken = {one.id for one in planned.identified.whole.known}
    made: list[IssuedItem] = []
    for punkt, own in zip(public.document.punkter, sums, strict=True):
        place = places.get(punkt.anker)
        if place is None:  # the heading of a group
            made.append(IssuedItem(punkt.nr, punkt.titel, own))
            continue
        item, one = planned.items[place], known[place]
        written = lasting_id(item.punkt)
        own_id = one.id if one is not None else written or new_id(punkt.nr, place, taken)
        taken.add(own_id)
        made.append(
            IssuedItem(
                punkt.nr,
                punkt.titel,
                own,
                id=own_id,
                eget_id=written if written != own_id else "",
                gruppe=item.numbered.gruppe or "",
                tid=_slot(item.slot) if not item.closed_to(_PUBLIC) else "",
                sagsnr=item.punkt.sagsnr if not item.closed_to(_PUBLIC) else (),
                spor=trace(item.punkt) if not item.closed_to(_PUBLIC) else "",
                udgaaet=item.withdrawn is not None,
                lukket=_why(item),
                overskrift=item.punkt.gruppe or "",
                bilag=tuple(_attachments(item, public.document.kind, digest)),
            )
        )
    return tuple(made)


def _slot(slot: Slot | None) -> str:
    ends = () if slot is None else (slot.start, slot.end)
    return "/".join(f"{clock:%H:%M}" for clock in ends if clock is not None)


def _why(item: PlannedItem) -> str:
    """Why an item is closed, as it is written; ``ja`` where nothing is."""
    if not item.closed_to(_PUBLIC):
        return ""
    return (item.punkt.lukket.grund if item.punkt.lukket else None) or "ja"


def issued_attachments(planned: Plan, kind: Kind, digest: Digest) -> tuple[IssuedAttachment, ...]:
    """The attachments of the meeting as a whole."""
    return tuple(_attachments(planned.whole, kind, digest))


def _attachments(holder: Holder, kind: Kind, digest: Digest) -> Iterator[IssuedAttachment]:
    for one in holder.bilag:
        if belongs(one.bilag, kind):
            file = holder.attachment_file(one.bilag, _PUBLIC)
            title = one.bilag.titel if holder.is_open(one.bilag) else ""
            yield IssuedAttachment(one.nr, title, _digest(file, digest))


def _digest(file: Fil | None, digest: Digest) -> str:
    return digest(file.sti) if file is not None and file.sti.is_file() else ""


# --- what is closed ---------------------------------------------------------------------


def hidden_items(
    planned: Plan, public: Forsendelse, issued: Sequence[IssuedItem], digest: Digest
) -> dict[str, Skjult]:
    """What the items are known by that the public may not read, by their ids."""
    items = {item.numbered.anchor: item for item in planned.items}
    kind = public.document.kind
    hidden = {WHOLE_MEETING: Skjult(bilag=tuple(_closed(planned.whole, kind, digest)))}
    for punkt, one in zip(public.document.punkter, issued, strict=True):
        item = items.get(punkt.anker)
        if item is None:
            continue
        own = Skjult(bilag=tuple(_closed(item, kind, digest)))
        if item.closed_to(_PUBLIC):
            told = item.punkt
            own = replace(own, titel=told.titel, spor=own_trace(told), sagsnr=told.sagsnr)
        hidden[one.id] = own
    return {key: one for key, one in hidden.items() if one != Skjult()}


def _closed(holder: Holder, kind: Kind, digest: Digest) -> Iterator[IssuedAttachment]:
    for one in holder.bilag:
        if belongs(one.bilag, kind) and not holder.is_open(one.bilag):
            yield IssuedAttachment(one.nr, one.bilag.titel, _digest(one.bilag.fil, digest))
