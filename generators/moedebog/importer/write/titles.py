"""The title of an item and its kind, as the forum's policy prints them."""

from __future__ import annotations

from typing import Any

from moedebog.catalogue import Sagstype
from moedebog.importer.genre import patterns
from moedebog.importer.genre.patterns import folded
from moedebog.importer.recognise import DraftItem
from moedebog.meeting import Politik
from moedebog.phrases import DANISH


def title(item: DraftItem, policy: Politik, tree: dict[str, Any], notes: list[str]) -> str:
    """The title as written in the file; the kind of item goes into ``tree``."""
    read = item.title
    text, kind = read.text, read.kind
    if kind and not kind.kind.takes_time and (read.slot or read.minutes):
        kind = None
    if kind and item.start.number and not counts(kind, policy):
        kind = None
    if read.kind_text:
        if policy.sagstype_i_titel:
            if read.kind_text != (_word_of(kind, policy) if kind else ""):
                tree["sagstype_tekst"] = read.kind_text
        else:
            text = f"{read.kind_text}: {text}"
            if not text.casefold().startswith(
                (DANISH.item_kinds.get(kind, "") if kind else "").casefold()
            ):
                kind = None
    elif kind and not text.casefold().startswith(_word_of(kind, policy).casefold()):
        kind = None  # setting it would add a word to what is printed
    if item.kind_word:
        kind = _kind_of(item.kind_word, policy, tree) or kind
    if kind:
        tree["sagstype"] = kind.value
    if not text:
        notes.append("punktet har ingen titel i dokumentet")
        text = f"Punkt {item.start.number}".strip()
    return text


def counts(kind: Sagstype, policy: Politik) -> bool:
    """Whether items of a kind have a number here."""
    return kind.kind.numbered or policy.nummererede_pauser


def _word_of(kind: Sagstype, policy: Politik) -> str:
    """What the forum prints for a kind of item; empty where it prints nothing."""
    return dict(policy.sagstyper).get(kind, "") or DANISH.item_kinds.get(kind, "")


def _kind_of(word: str, policy: Politik, tree: dict[str, Any]) -> Sagstype | None:
    """The kind that a word on the line under the title means."""
    for kind in Sagstype:
        if kind in DANISH.item_kinds and folded(_word_of(kind, policy)) == folded(word):
            return kind
    tree["sagstype_tekst"] = word
    known = (kind for kind, pattern in patterns.KIND_PREFIXES if pattern.match(f"{word}: x"))
    return next(known, None)
