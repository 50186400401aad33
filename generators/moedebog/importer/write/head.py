"""The facts of the meeting, as the head of its file has them."""

from __future__ import annotations

from datetime import time
from itertools import takewhile
from pathlib import Path
from typing import Any

from moedebog.catalogue import DagsordenStatus, Form, ReferatStatus
from moedebog.importer.genre import labels
from moedebog.importer.recognise import Cover, Draft, flat
from moedebog.importer.write.people import attendance, officers
from moedebog.importer.write.setting import Leftover, Setting
from moedebog.importer.write.unsure import Unsure, unsure
from moedebog.phrases import DANISH


def head(setting: Setting, left: Leftover) -> dict[str, Any]:
    """The facts; what has no place among them is put into ``left``."""
    cover = setting.draft.cover
    tree = _called(cover)
    written = cover.form == Form.SKRIFTLIG and cover.svarfrist
    tree |= _times(setting.draft, left, starts=not written)
    if cover.sted and (cover.form == Form.VIRTUELT or cover.sted != setting.forum.sted):
        tree["sted"] = cover.sted
    if cover.form:
        tree["form"] = cover.form
    if cover.virtuelt_grundlag:
        tree["virtuelt_grundlag"] = cover.virtuelt_grundlag
    if written:
        tree["svarfrist"] = cover.svarfrist
    elif cover.svarfrist:
        left.keep(f"{DANISH.label_deadline}: {cover.svarfrist}")
    if cover.indsigelsesfrist:
        tree["indsigelsesfrist"] = cover.indsigelsesfrist.isoformat()
    if cover.ekstraordinaert:
        tree["ekstraordinaert"] = True
    if cover.aflyst:
        tree["aflyst"] = True
    tree |= officers(setting, left) | attendance(setting, left)
    assert cover.dato is not None  # noqa: S101 - the caller has seen to it
    tree["dato"] = unsure(cover.dato.isoformat(), list(dict.fromkeys([*cover.notes, *left.notes])))
    return tree


def _called(cover: Cover) -> dict[str, Any]:
    """The meeting's title and the numbers of its case."""
    tree: dict[str, Any] = {}
    if cover.titel:
        tree["titel"] = cover.titel
    if cover.sagsnr:
        numbers = cover.sagsnr.split(DANISH.list_separator)
        tree["sagsnr"] = numbers[0] if len(numbers) == 1 else numbers
    return tree


def first_start(draft: Draft) -> time | None:
    """When the meeting begins: as the cover says, but not after the first slot of its day.

    ``None`` where the document says nothing of it and no item has a time.
    """
    first_day = takewhile(lambda item: not item.day, draft.items)
    slots = [i.title.slot[0] for i in flat(list(first_day)) if i.title.slot]
    stated = draft.cover.start
    if not slots:
        timed = any(item.title.slot for item in flat(draft.items))
        return stated or (time(9) if timed else None)
    if stated and draft.items[0].title.slot is None:
        return stated
    return min(stated, slots[0]) if stated else slots[0]


def _times(draft: Draft, left: Leftover, *, starts: bool) -> dict[str, Any]:
    """When the meeting is and was; an end without a start stays as text."""
    cover = draft.cover
    tree = _start(draft) if starts else {}
    for key in ("slut", "faktisk_start", "faktisk_slut"):
        moment = getattr(cover, key)
        if moment and key == "slut" and starts and not tree:
            left.keep(f"Slut: kl. {moment:%H.%M}")
        elif moment:
            tree[key] = f"{moment:%H:%M}"
    return tree


def _start(draft: Draft) -> dict[str, Any]:
    stated, start = draft.cover.start, first_start(draft)
    notes = []
    if start is None:
        return {}
    if stated is None and draft.items[0].title.slot is None:
        notes = ["dokumentet siger ikke, hvornår mødet begynder"]
    elif stated is not None and start != stated:
        notes = [f"mødet begynder {stated:%H.%M} efter dokumentet, men et punkt {start:%H.%M}"]
    return {"start": unsure(f"{start:%H:%M}", notes)}


def status(cover: Cover, files: list[str], folder: Path) -> dict[str, Any]:
    """A document without the word Udkast was sent out; but its files must be there."""
    if not cover.kind:
        return {}
    unsent = labels.STATUS[cover.status] is ReferatStatus.UDKAST
    sent = DagsordenStatus.UDKAST if unsent else DagsordenStatus.UDSENDT
    values = {"dagsorden_status": sent.value}
    if cover.kind == "referat":
        values = {
            "dagsorden_status": DagsordenStatus.UDSENDT.value,
            "referat_status": labels.STATUS[cover.status].value,
        }
    missing = [file for file in files if not (folder / file).is_file()]
    if missing and set(values.values()) != {DagsordenStatus.UDKAST}:
        counted = f"{len(missing)} filer" if len(missing) > 1 else "1 fil"
        lines = " og ".join(f"{key}: {value}" for key, value in values.items())
        note = f"læg {counted} i bilag/, og skriv så {lines}"
        return {"dagsorden_status": Unsure(DagsordenStatus.UDKAST.value, [note])}
    return {key: value for key, value in values.items() if value != DagsordenStatus.UDKAST}
