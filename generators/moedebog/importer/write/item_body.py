"""The sections of an item, under their own keys where the forum prints them the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from moedebog.catalogue import Slags
from moedebog.importer.recognise import DraftItem
from moedebog.importer.write.attachments import reconciled
from moedebog.importer.write.parts import GOES_ON, Part, Parts, text_part
from moedebog.importer.write.recommendation import answered
from moedebog.importer.write.setting import Setting
from moedebog.importer.write.unsure import opened, unsure

_DECISION = ("beslutning", "udfald", "indbragt")
"""The keys that a decision becomes; what is unsure of it is told at the first."""


def sections(item: DraftItem, setting: Setting, notes: list[str]) -> dict[str, Any]:
    """The sections under their own keys, or as an ``afsnit`` list."""
    found = reconciled(item.sections, setting.folder, notes)
    item.labels.typed.clear()
    writer = Parts(item, setting, answered(found))
    parts = [part for section in found for part in writer.of(section)]
    notes += writer.late.notes()
    if item.absent_kept:  # in no dagsorden, and apart from what was decided
        kept = {**text_part(item.absent_lines), "slags": Slags.BESLUTNING.value}
        parts.append({**kept, "overskrift": ""})
    order = {policy.slags: n for n, policy in enumerate(setting.forum.politik.afsnit)}
    named = _named(parts, order)
    if named is not None:
        return named
    for part in parts:
        _, plain = opened(part)
        if plain.pop(GOES_ON, False):
            plain["overskrift"] = ""
    return {"afsnit": parts}


def _named(parts: Sequence[Part], order: dict[Slags, int]) -> dict[str, Any] | None:
    """The sections under their own keys, where the forum would print them the same."""
    tree: dict[str, Any] = {}
    last = -1
    for raw in parts:
        notes, part = opened(raw)
        slags = Slags.of(part["slags"])
        place = order.get(slags, -1)
        apart = set(part) & {"overskrift", "skillelinje", "afsnit", "lukket"}
        if not slags.kind.own_key or place <= last or apart:
            return None
        last = place
        if slags is Slags.BESLUTNING:
            if set(part) == {"slags"} and not _answers_next_to(parts):
                return None
            told = {"beslutning": part.get("tekst"), **part}
            values = {key: told[key] for key in _DECISION if told.get(key)}
            for key, value in values.items():
                tree[key] = unsure(value, notes)
                notes = []
            continue
        key = slags.kind.contents[0]
        if key not in part:
            return None
        tree[slags.value] = unsure(part[key], notes)
    return tree


def _answers_next_to(parts: Sequence[Part]) -> bool:
    """Whether the answers would be printed where they stand: right after the indstilling."""
    kinds = [opened(part)[1]["slags"] for part in parts]
    at = kinds.index(Slags.BESLUTNING)
    return at > 0 and kinds[at - 1] == Slags.INDSTILLING
