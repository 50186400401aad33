"""The draft -> the tree of a meeting file, as the forum's policy writes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from moedebog.catalogue import UdsendesMed
from moedebog.importer.pieces import Kind, text_piece
from moedebog.importer.recognise import Attachment, Draft, EmptyGroup, attachments_in
from moedebog.importer.write.attachments import entries, told_by_line
from moedebog.importer.write.body import body
from moedebog.importer.write.head import first_start, head, status
from moedebog.importer.write.items import Items
from moedebog.importer.write.setting import Leftover, Setting
from moedebog.importer.write.unsure import parts, unsure

BEFORE_ITEMS = (
    "stod før det første punkt; flyt, hvad der hører til et punkt eller til mødets oplysninger"
)


def meeting(setting: Setting) -> dict[str, Any]:
    """The tree of the meeting file."""
    draft, left = setting.draft, Leftover()
    tree = head(setting, left)
    first = next((item.start.main for item in draft.items if item.start.plain), None) or 1
    if first > 1:
        tree["nummerering"] = {"start": first}
    items = Items(setting, first_start(draft), first)
    tree["punkter"] = unsure(list(_entries(draft, items)), draft.notes)
    if draft.cover.bilag and (bilag := _attachments(setting, left)):
        tree["bilag"] = bilag
    files = [*_files(tree.get("bilag")), *_files(tree["punkter"])]
    tree |= status(draft.cover, files, setting.folder)
    if draft.cover.rest or left.pieces or draft.missing_titles:
        tree["indledning"] = _introduction(setting, left)
    if draft.closing.signatures:
        tree["underskriftsark"] = True
    return tree


def _entries(draft: Draft, items: Items) -> Iterator[Any]:
    """The items, and in their places the groups that have none."""
    waiting = list(draft.empty_groups)
    for number in range(len(draft.items) + 1):
        while waiting and waiting[0].before <= number:
            yield _empty_group(waiting.pop(0))
        if number < len(draft.items):
            yield items.tree(draft.items[number])


def _empty_group(empty: EmptyGroup) -> dict[str, Any]:
    names = {"gruppe": empty.group, "undergruppe": empty.subgroup}
    return {**{key: text for key, text in names.items() if text}, "ingen": True}


def _attachments(setting: Setting, left: Leftover) -> Any:
    """The attachments of the meeting as a whole."""
    draft, notes = setting.draft, list[str]()
    found, rest = attachments_in(draft.cover.bilag, setting.folder)
    left.pieces += rest
    listed = draft.closing.sent
    in_referat = draft.cover.kind != "dagsorden"
    draft.labels.typed.clear()

    def sent(attachment: Attachment, number: str) -> UdsendesMed:
        told = listed.get(("", number)) or told_by_line(attachment, in_referat=in_referat)
        return told or UdsendesMed.DAGSORDEN

    return unsure(entries(found, sent, draft.labels, setting, notes), notes)


def _introduction(setting: Setting, left: Leftover) -> Any:
    """What stood before the items and has no place of its own."""
    pieces = [
        replace(p, kind=Kind.TEXT) if p.kind is Kind.HEADING else p
        for p in (*setting.draft.cover.rest, *left.pieces)
    ]
    notes = [BEFORE_ITEMS] if pieces else []
    missing = setting.draft.missing_titles
    pieces += map(text_piece, missing)
    if missing:
        named = ", ".join(f"»{title[:60]}«" for title in missing)
        notes.append(f"{named} er nævnt øverst i dokumentet, men ikke fundet som punkt")
    return unsure(body(pieces, notes), notes)


def _files(value: Any) -> list[str]:
    """The attachment files that a tree names."""
    named = (one.get("fil") for one in parts(value) if isinstance(one, dict))
    return [fil for fil in named if isinstance(fil, str)]
