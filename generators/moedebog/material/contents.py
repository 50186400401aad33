"""What goes into the one file: the attachments in their order, and why one of them does not."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from moedebog.catalogue import UdsendesMed
from moedebog.compose import Plan
from moedebog.compose.attachments import NumberedBilag, belongs, file_facts
from moedebog.compose.planning import Holder, PlannedItem
from moedebog.diagnostics import Position
from moedebog.document import Audience, Kind
from moedebog.issue.names import file_name
from moedebog.meeting import Bilag


class Apart(StrEnum):
    """Why an attachment has a page of its own and nothing behind it."""

    TO_COME = "eftersendes"
    HANDED_OUT = "omdelt"
    OWN_FILE = "kun_fil"
    ON_THE_WEB = "adresse"
    NO_FILE = "uden_fil"


class Entry(Struct, frozen=True):
    """An attachment that its reader may have."""

    key: str
    """What links call it."""
    punkt: str
    """The anchor of its item; empty: of the meeting as a whole."""
    item_number: str
    """In a folder: that of its item. ``2a``: of the first item without a number that comes after
    item 2; empty: of the meeting as a whole."""
    number: str
    """Its own."""
    short: str
    """How its pages are called: ``3-2``; no other's are called so."""
    label: str
    """What it is called under its item: ``Bilag 2``."""
    reference: str
    """``Punkt 3, bilag 2``."""
    titel: str
    fil: Path | None
    filnavn: str
    """What its file is called for its readers, by number and title: what it is called where it lies
    may tell what not everybody may know. Empty where there is none."""
    fakta: str
    """Kind and size of its file; empty where there is none."""
    maker: str
    """Who made it; may be empty."""
    is_closed: bool
    """Whether there are others who may not have it."""
    apart: Apart | None
    adresse: str
    position: Position
    alt: str = ""
    """What stands for it where it is a picture."""


def entries(plan: Plan, kind: Kind, audience: Audience) -> Iterator[Entry]:
    """The attachments of a document, as a reader of this audience gets them.

    What they may not have is not among them.
    """
    plan = plan.of(kind)
    holders: list[Holder] = [plan.whole]
    holders += (item for item in plan.visible(audience) if not item.off_in(kind))
    taken: set[str] = set()
    before, without = "0", 0
    for at, holder in enumerate(holders):
        nr = holder.numbered.nr if isinstance(holder, PlannedItem) else ""
        if nr:
            before, without = nr, 0
        elif at:
            without += 1
        number = nr or (f"{before}{_letters(without)}" if at else "")
        for nth, numbered in enumerate(holder.bilag, 1):
            bilag = numbered.bilag
            if bilag.udgaar or not belongs(bilag, kind) or holder.part_closed_to(bilag, audience):
                continue
            yield _entry(holder, numbered, audience, f"{at}-{nth}", number, taken)


def _entry(
    holder: Holder,
    numbered: NumberedBilag,
    audience: Audience,
    key: str,
    item_number: str,
    taken: set[str],
) -> Entry:
    bilag = numbered.bilag
    fil = holder.attachment_file(bilag, audience)
    is_here = fil is not None and fil.stoerrelse is not None
    adresse = holder.attachment_address(bilag, audience) or ""
    titel = holder.attachment_title(bilag, audience)
    nr = holder.numbered.nr if isinstance(holder, PlannedItem) else ""
    number = numbered.nr.removeprefix(f"{nr}.")
    short = _short(f"{nr}-{number}" if nr else numbered.label, taken)
    return Entry(
        key=key,
        punkt=holder.numbered.anchor if isinstance(holder, PlannedItem) else "",
        item_number=item_number,
        number=number,
        short=short,
        label=numbered.label,
        reference=numbered.reference,
        titel=titel,
        fil=fil.sti if fil is not None and is_here else None,
        filnavn=file_name(f"{short} {titel}", fil.sti.suffix.lower()) if fil and is_here else "",
        fakta=file_facts(fil, None, None, holder.phrases) if is_here else "",
        maker=holder.attachment_maker(bilag, audience) or "",
        is_closed=holder.is_marked_closed(bilag, audience),
        apart=_apart(bilag, is_here=is_here, adresse=adresse),
        alt=bilag.alt or "",
        adresse=adresse,
        position=bilag.position,
    )


def _letters(nth: int) -> str:
    """``a`` to ``z``, and then ``za`` and on, so that they stand in this order."""
    rounds, rest = divmod(nth - 1, 26)
    return "z" * rounds + chr(ord("a") + rest)


def _short(wanted: str, taken: set[str]) -> str:
    """How the pages of an attachment are called, unlike those of all before it and of the document,
    which are mere numbers."""
    short = wanted
    nth = 1
    while short in taken:
        nth += 1
        short = f"{wanted} ({nth})"
    taken.add(short)
    return short


def _apart(bilag: Bilag, *, is_here: bool, adresse: str) -> Apart | None:
    if is_here:
        return Apart.OWN_FILE if bilag.kun_fil else None
    if adresse:
        return Apart.ON_THE_WEB
    if bilag.udsendes_med is UdsendesMed.EFTERSENDES:
        return Apart.TO_COME
    return Apart.HANDED_OUT if bilag.udsendes_med is UdsendesMed.OMDELT else Apart.NO_FILE
