"""The items of a version as the record of what was issued has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from moedebog.compose.attachments import belongs
from moedebog.compose.identity import lasting_id, new_id, trace
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.compose.schedule import Slot
from moedebog.difference.sums import Digest
from moedebog.document import Audience
from moedebog.issued import IssuedAttachment, IssuedItem
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
    known = planned.identified.of_items
    taken = {one.id for one in planned.identified.known}
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
                tid=_slot(item.slot),
                sagsnr=item.punkt.sagsnr if not item.closed_to(_PUBLIC) else (),
                spor=trace(item.punkt) if not item.closed_to(_PUBLIC) else "",
                udgaaet=item.withdrawn is not None,
                bilag=tuple(_attachments(item, public, digest)),
            )
        )
    return tuple(made)


def _slot(slot: Slot | None) -> str:
    ends = () if slot is None else (slot.start, slot.end)
    return "/".join(f"{clock:%H:%M}" for clock in ends if clock is not None)


def _attachments(
    item: PlannedItem, public: Forsendelse, digest: Digest
) -> Iterator[IssuedAttachment]:
    for one in item.bilag:
        if not belongs(one.bilag, public.document.kind):
            continue
        file = item.attachment_file(one.bilag, _PUBLIC)
        yield IssuedAttachment(
            one.nr,
            one.bilag.titel if item.is_open(one.bilag) else "",
            digest(file.sti) if file is not None and file.sti.is_file() else "",
        )
