"""The items, one after the other, with all that is theirs but their sections."""

from __future__ import annotations

from datetime import time
from typing import Any

from moedebog.catalogue import Sagstype
from moedebog.importer.recognise import DraftItem
from moedebog.importer.write.body import body
from moedebog.importer.write.clock import Clock, spanned
from moedebog.importer.write.item_body import sections
from moedebog.importer.write.numbers import Numbers
from moedebog.importer.write.people import person
from moedebog.importer.write.setting import Setting
from moedebog.importer.write.titles import counts, title
from moedebog.importer.write.unsure import opened, unsure
from moedebog.meeting import Forum

SHOWN = (
    "punktet er lukket, og offentligheden ser intet af det; hvad den må læse, kan stå som "
    "offentlig_titel og offentlig_beslutning"
)


class Items:
    """Writes item after item; the clock and the count go on from one to the next."""

    def __init__(self, setting: Setting, start: time | None, first: int) -> None:
        self.setting = setting
        self.policy = setting.forum.politik
        self.start = start
        self.clock = Clock(start)
        self.numbers = Numbers(first)

    def tree(self, item: DraftItem, counted: str | None = None) -> Any:
        """The tree of an item; a sub-item is ``counted`` by the item above it, or has no number."""
        notes = list(item.notes)
        tree: dict[str, Any] = {}
        if item.group:
            tree["gruppe"] = item.group
        if item.subgroup:
            tree["undergruppe"] = item.subgroup
        if item.day:
            tree["dato"] = item.day.isoformat()
            self.clock = self.morning(item)
        tree["titel"] = title(item, self.policy, tree, notes)
        number = self.number(item, counted, tree, notes)
        begin = self.clock.reckoned(item.title.slot[0]) if item.title.slot else self.clock.hand
        self.clock.slot(item.title, tree, notes)
        tree |= _facts(item, self.setting.forum)
        if item.closed is not None and item.shown:
            tree |= sections(item, self.setting, notes)
            tree["lukket"] = {"grund": item.closed} if item.closed else True
            notes.append(SHOWN)
        elif item.closed is not None:
            tree["lukket"] = _closed(item, self.public_title(tree["titel"]), notes)
        else:
            tree |= sections(item, self.setting, notes)
            if item.said_closed:
                tree["lukket"] = _said_closed(item, self.public_title(tree["titel"]), notes)
        if item.doors:
            tree["lukket"] = _with_doors(item, tree.get("lukket", True))
        if item.children:
            self.children(item, number, begin, tree)
        return unsure(tree, notes)

    def morning(self, item: DraftItem) -> Clock:
        """The clock on the day that begins with an item: at the meeting's start, or before it."""
        slot, start = item.title.slot, self.start
        early = slot is not None and start is not None and slot[0] < start
        return Clock(time() if early else self.start)

    def public_title(self, titel: str) -> dict[str, Any]:
        """The title that everybody may read, unless it is what stands in the place of one."""
        return {} if titel == self.setting.phrases.closed_item else {"offentlig_titel": titel}

    def number(
        self, item: DraftItem, counted: str | None, tree: dict[str, Any], notes: list[str]
    ) -> str:
        """The item's number, which is written only where it is not the one it gets anyway."""
        if counted is not None:
            return self.numbers.label(item.start, counted, tree, notes)
        kind = tree.get("sagstype")
        numbered = kind is None or counts(Sagstype.of(kind), self.policy)
        following = self.numbers.following(item.start, numbered)
        label = self.numbers.label(item.start, following, tree, notes)
        self.numbers.outermost(label)
        return label

    def children(self, item: DraftItem, number: str, begin: int, tree: dict[str, Any]) -> None:
        """The sub-items: they share the slot of the item, where it has one."""
        end = self.clock.hand
        if item.title.slot:
            self.clock.hand = begin
        tree["underpunkter"] = parts = []
        count = 1
        for child in item.children:
            counted = f"{number}.{count}" if number else ""
            part = self.tree(child, counted)
            parts.append(part)
            count += "nr" not in opened(part)[1]
        self.clock.hand = max(self.clock.hand, end)
        if spanned(item):
            for key in ("tid", "varighed"):
                tree.pop(key, None)


def _facts(item: DraftItem, forum: Forum) -> dict[str, Any]:
    """Numbers of the case, and who came, left or took no part."""
    tree: dict[str, Any] = {}
    if item.sagsnr:
        tree["sagsnr"] = item.sagsnr[0] if len(item.sagsnr) == 1 else list(item.sagsnr)
    for key in ("dok_nr", "kle"):
        if value := getattr(item, key):
            tree[key] = value
    if item.tillaeg:
        tree["tillaeg"] = True
        if item.tillaeg_grund:
            tree["tillaeg_grund"] = item.tillaeg_grund
    for key, moved in (("ankom", item.came), ("forlod", item.left)):
        if moved:
            tree[key] = [{"navn": p.navn, "tid": p.where} if p.where else p.navn for p in moved]
    if item.handled_before:
        tree["behandlet_foer"] = item.handled_before
    if item.leader:
        tree["moedeleder"] = item.leader
    tree |= _disqualification(item, forum)
    for key, people in item.beside.items():
        tree[key] = [person(one) for one in people]
    return tree


def _disqualification(item: DraftItem, forum: Forum) -> dict[str, Any]:
    """Who took no part, and what was decided on it."""
    tree: dict[str, Any] = {}
    if item.partial:
        tree["inhabil"] = [_disqualified(item, name) for name in item.partial]
    if ruling := item.ruling:
        decision: dict[str, Any] = {"udfald": ruling.outcome.value}
        if ruling.by and ruling.by.casefold() != forum.navn_i_saetning.casefold():
            decision["af"] = ruling.by
        if ruling.names != item.partial:
            decision["om"] = list(ruling.names)
        tree["habilitetsbeslutning"] = decision
    return tree


def _disqualified(item: DraftItem, name: str) -> Any:
    """One under ``inhabil``: the name, or the name with how it came about."""
    value: dict[str, Any] = {"navn": name}
    if name in item.declared:
        value["erklaeret"] = True
    if name in item.left_room:
        value["forlod_lokalet"] = True
    if name in item.instead:
        value["stedfortraeder"] = person(item.instead[name])
    return value if len(value) > 1 else name


def _closed(item: DraftItem, public: dict[str, Any], notes: list[str]) -> Any:
    """An item of which the document shows only what the public may read."""
    value: dict[str, Any] = {"grund": item.closed} if item.closed else {}
    value |= public
    pieces = [p for section in item.all_sections() for p in section.pieces]
    if pieces:
        value["offentlig_beslutning"] = body(pieces)
    notes.append("punktet er lukket; resten af sagen står ikke i dokumentet")
    return value or True


def _with_doors(item: DraftItem, lukket: Any) -> dict[str, Any]:
    """What closes an item, with that the meeting itself decided so, or opened it."""
    if isinstance(lukket, dict):
        return {**lukket, item.doors: True}
    return {**({"grund": lukket} if isinstance(lukket, str) else {}), item.doors: True}


def _said_closed(item: DraftItem, public: dict[str, Any], notes: list[str]) -> Any:
    """An item that the document calls closed stays so: the public reads its title alone."""
    if (item.sections or item.children) and not item.secret:
        notes.append(
            "dokumentet siger, at punktet er lukket, så offentligheden ser kun titlen; hvad "
            "alle må læse, kan stå som offentlig_beslutning"
        )
    return True if item.secret else public or True
