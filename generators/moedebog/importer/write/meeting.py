"""The draft -> the tree of a meeting file, as the forum's policy writes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from moedebog.importer.pieces import Kind, text_piece
from moedebog.importer.write.body import body
from moedebog.importer.write.head import first_start, head, status
from moedebog.importer.write.items import Items
from moedebog.importer.write.setting import Leftover, Setting
from moedebog.importer.write.unsure import Unsure, unsure


def meeting(setting: Setting) -> dict[str, Any]:
    """The tree of the meeting file."""
    draft, left = setting.draft, Leftover()
    tree = head(setting, left)
    first = next((item.start.main for item in draft.items if item.start.plain), None) or 1
    if first > 1:
        tree["nummerering"] = {"start": first}
    items = Items(setting, first_start(draft), first)
    tree["punkter"] = [items.tree(item) for item in draft.items]
    tree |= status(draft.cover, list(_files(tree["punkter"])), setting.folder)
    if draft.cover.rest or left.pieces or draft.missing_titles:
        tree["indledning"] = _introduction(setting, left)
    if draft.closing.signatures:
        tree["underskriftsark"] = True
    return tree


def _introduction(setting: Setting, left: Leftover) -> Any:
    """What stood before the items and has no place of its own."""
    pieces = [
        replace(p, kind=Kind.TEXT) if p.kind is Kind.HEADING else p
        for p in (*setting.draft.cover.rest, *left.pieces)
    ]
    notes = ["stod på forsiden og er ikke genkendt"] if pieces else []
    for title in setting.draft.missing_titles:
        pieces.append(text_piece(title))
        notes.append(f"»{title[:60]}« står i indholdsfortegnelsen, men ikke som punkt")
    return unsure(body(pieces, notes), notes)


def _files(value: Any) -> Iterator[str]:
    """The attachment files that a tree names."""
    if isinstance(value, Unsure):
        yield from _files(value.value)
    elif isinstance(value, dict):
        if isinstance(value.get("fil"), str):
            yield value["fil"]
        for inner in value.values():
            yield from _files(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _files(inner)
