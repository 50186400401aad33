"""The source of what was issued, made to be kept by content; ``kept`` reads it again.

A source is a meeting file and its ``forum.yaml`` as they were read, without comments and without
recipients, with size and checksum of the files that the meeting names. Of each version the public
part is kept in git, and where that is not all, the whole in a folder that git does not see. So a
version of before can be composed by the program of today and compared with this moment.

The public part holds what the public document says and no more: a closed item is its number, its
public title and its reason, and the slots of the others stand as they were worked out, so that no
length of a closed one is needed. Whether that is so is tried before it is kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from moedebog import left_out, secrecy, source
from moedebog.build import digest_of_bytes
from moedebog.catalogue import Bilagsnumre, NyePunkter, Sagstype
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.document import Audience
from moedebog.issue.stores import Keepsake
from moedebog.issued import SOURCE_SUFFIX, Kilde
from moedebog.kept import COPY, NAMELESS, as_issued_with, read_back, read_trees
from moedebog.load import attachments_of, files_of, joint_folders, joint_forum
from moedebog.meeting import Meeting, without_copies
from moedebog.source import Tree, TreePath
from moedebog.workspace import MeetingFile, Workspace

_OF_LUKKET = (
    *("grund", "offentlig_titel", "offentlig_beslutning"),
    *("besluttet_paa_moedet", "aabnet_paa_moedet"),
)
_SALT = b"moedebog kendetegn"
_OF_ABSENT = ("navn", "stedfortraeder")
_KEPT_OF_CLOSED_ITEM = ("gruppe", "undergruppe", "nr", "dato")
_KEPT_OF_CLOSED_ATTACHMENT = ("nr", "udsendes_med", "offentlig", "udgaar")


class Sources(Struct, frozen=True):
    """What is to be kept of this moment."""

    kilde: Mapping[Audience, Kilde]
    data: Mapping[str, bytes]
    """By checksum."""
    closed: frozenset[str]
    """The checksums of what may not stand where others read."""


# --- making -----------------------------------------------------------------------------


def sources(
    ws: Workspace, file: MeetingFile, planned: Plan, digest: Callable[[Path], str]
) -> Sources:
    """The source of a meeting without errors, as it was read and planned."""
    nothing = Sources({}, {}, frozenset())
    forum_file = ws.forum_file(file.path)
    tree, _ = source.read(file.path, ws.display(file.path), ws.meetings)
    if tree is None or forum_file is None:  # changed meanwhile: it is seen later
        return nothing
    forum, _ = source.read(forum_file, ws.display(forum_file), ws.meetings)
    others = _other_fora(ws, tree)
    meeting = None if forum is None else read_trees(tree, forum, file.path, others)
    if forum is None or meeting is None or not _is_same(meeting, planned.meeting):
        return nothing
    kept = {"forum": _public_forum(forum)}
    if others:
        kept["sammen_med"] = [_public_forum(one) for one in others]
    shared = _packed(kept)
    public = left_out.emptied(_Public(tree, planned).meeting())
    told = _with_link(tree.data, planned)
    copies = {
        one.fil.sti: one.kopi.sti
        for one in attachments_of(planned.meeting)
        if one.fil is not None and one.kopi is not None
    }
    whole = _meeting_source(told, list(files_of(meeting)), file, digest, copies)
    data = {digest_of_bytes(one): one for one in (shared, whole)}
    kilde = {Audience.INTERN: Kilde(digest_of_bytes(whole), digest_of_bytes(shared))}
    if public == told:
        return Sources({Audience.OFFENTLIG: kilde[Audience.INTERN]}, data, frozenset())
    closed = frozenset({digest_of_bytes(whole)})
    bare = read_back(ws, _packed({"moede": public, "filer": {}}), shared, file.path)
    if bare is not None:
        named = list(files_of(bare.meeting))
        part = _meeting_source(public, named, file, digest, copies, for_all=True)
        kilde[Audience.OFFENTLIG] = Kilde(digest_of_bytes(part), digest_of_bytes(shared))
        data[digest_of_bytes(part)] = part
    return Sources(kilde, data, closed)


def _with_link(data: dict[str, Any], planned: Plan) -> dict[str, Any]:
    """The meeting's data with the forum's link, which what is kept of the forum does not have."""
    link = planned.meeting.moedelink
    return {**data, "moedelink": link} if link else data


def _public_forum(forum: Tree) -> Any:
    return _without(forum.data, [part.path for part in secrecy.parts(forum.data)])


def _other_fora(ws: Workspace, tree: Tree) -> list[Tree]:
    """The files of the other bodies of a joint meeting."""
    paths = filter(None, (joint_forum(ws, folder) for folder in joint_folders(tree.data)))
    read = (source.read(path, ws.display(path), ws.meetings)[0] for path in paths)
    return [one for one in read if one is not None]


def _is_same(read: Meeting, planned: Meeting) -> bool:
    """Whether a meeting is the one that was planned; who is mailed is nothing to its source."""
    modtagere = planned.forum.modtagere
    read = replace(read, sammen_med=tuple(replace(f, modtagere=()) for f in read.sammen_med))
    forum = replace(read.forum, modtagere=modtagere)
    read, planned = replace(read, forum=forum), without_copies(planned)
    return as_issued_with(read, planned) == as_issued_with(planned, planned)


def _meeting_source(
    data: Any,
    named: list[Path],
    file: MeetingFile,
    digest: Callable[[Path], str],
    copies: Mapping[Path, Path],
    *,
    for_all: bool = False,
) -> bytes:
    """A source with the files that it names. ``copies``: those that the public gets instead."""
    folder = file.path.parent
    files: dict[str, Any] = {}
    for path in sorted(set(named)):
        if not path.is_file():
            continue
        told = {one: _facts(one, digest) for one in (path, copies.get(path)) if one is not None}
        facts = told[copies.get(path, path)] if for_all else told[path]
        if path in copies and not for_all:
            facts = {**facts, COPY: told[copies[path]]}
        files[Path(os.path.relpath(path, folder)).as_posix()] = facts
    return _packed({"moede": data, "filer": files})


def _facts(path: Path, digest: Callable[[Path], str]) -> dict[str, Any]:
    return {"sha256": digest(path), "byte": path.stat().st_size}


def _packed(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _without(node: Any, paths: Collection[TreePath], here: TreePath = ()) -> Any:
    """A copy of a tree's data without the parts at some paths."""
    if isinstance(node, dict):
        return {
            key: _without(value, paths, (*here, key))
            for key, value in node.items()
            if (*here, key) not in paths
        }
    if isinstance(node, list):
        return [
            _without(value, paths, (*here, index))
            for index, value in enumerate(node)
            if (*here, index) not in paths
        ]
    return node


class _Public:
    """The public part of a meeting file: the whole data itself where nothing in it is closed."""

    def __init__(self, tree: Tree, planned: Plan) -> None:
        self.tree = tree
        self.planned = planned
        self.items = iter(planned.items)
        self.timed = not any(map(_is_closed, planned.items))
        """Whether lengths and slots can stand as they are: no item is closed."""
        self.run_on = planned.meeting.forum.politik.bilagsnumre is Bilagsnumre.GENNEMLOEBENDE

    def meeting(self) -> Any:
        made: dict[str, Any] = {}
        if link := self.planned.moedelink_for(Audience.OFFENTLIG):
            made["moedelink"] = link
        for key, value in self.tree.data.items():
            if key in ("afbud", "udeblevet"):
                made[key] = [self.absent(key, i, one) for i, one in enumerate(value)]
            elif key == "punkter":
                made[key] = self.punkter(value, (key,))
            elif key == "bilag":
                made[key] = self.attachments(value, (key,), ())
            elif key == "rettelser":
                made[key] = list(self.corrections(value))
            elif not secrecy.closes(key, value) and key not in secrecy.PRIVATE:
                made[key] = value
        return made

    def corrections(self, data: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The corrections; of a closed one when it was, and of which item, as the cover tells."""
        planned, public = self.planned, Audience.OFFENTLIG
        told = {one.position for one in planned.corrections_of_meeting(public)}
        closed: dict[Any, PlannedItem] = {}
        for item in planned.items:
            known = next(i for i in (item, *planned.above(item)) if not i.hidden_from(public))
            for one in item.rettelser:
                if item.correction_closed_to(one, public):
                    closed[one.position] = known
                else:
                    told.add(one.position)
        for index, entry in enumerate(data):
            place = self.tree.position(("rettelser", index))
            if place in told:
                yield entry
            elif place in closed:
                nr = closed[place].numbered.nr
                part = {"punkt": nr, "tekst": NAMELESS, "offentlig": "nej"}
                yield {"dato": entry["dato"], **part}

    def absent(self, key: str, index: int, entry: Any) -> Any:
        if isinstance(entry, dict):
            return _only(entry, _OF_ABSENT)
        if any(secrecy.parts({key: [entry]})):  # more than a name: as the forum knows it
            return str(getattr(self.planned.meeting, key)[index].navn)
        return entry

    def punkter(self, data: list[Any], path: TreePath) -> list[Any]:
        return [
            one if "ingen" in one else self.item(one, (*path, index))
            for index, one in enumerate(data)
        ]

    def item(self, data: dict[str, Any], path: TreePath) -> dict[str, Any]:
        item = next(self.items)
        if _is_closed(item):
            self.pass_over(data)
            return self.in_order(item, self.closed_item(item, data), data)
        closed = {
            n.bilag.position for n in item.bilag if item.part_closed_to(n.bilag, Audience.OFFENTLIG)
        }
        made = self.open(data, path, closed)
        if "underpunkter" in data:
            made["underpunkter"] = self.punkter(data["underpunkter"], (*path, "underpunkter"))
        if not self.timed:
            made.pop("varighed", None)
            made.pop("tid", None)
            if item.slot:
                ends = filter(None, (item.slot.start, item.slot.end))
                made["tid"] = "-".join(f"{clock:%H:%M}" for clock in ends)
        return self.in_order(item, made, data)

    def in_order(
        self, item: PlannedItem, made: dict[str, Any], data: dict[str, Any]
    ) -> dict[str, Any]:
        """The item with what it was treated before, by number: a title may be closed."""
        before = self.planned.treated_before(item)
        made.pop("behandlet_foer", None)
        if before is not None and self.is_told_by_title(item, before):
            made["behandlet_foer"] = before.punkt.titel
        elif before is not None and before.numbered.nr:
            made["behandlet_foer"] = before.numbered.nr
        elif before is not None and before.lukket is None:
            made["behandlet_foer"] = data["behandlet_foer"]
        return made

    @staticmethod
    def is_told_by_title(item: PlannedItem, before: PlannedItem) -> bool:
        """Whether a number would mean another item: numbers begin anew in each group."""
        return before.numbered.gruppe != item.numbered.gruppe and before.lukket is None

    def pass_over(self, data: dict[str, Any]) -> None:
        """The parts of a closed item, of which the public may not even know."""
        for one in data.get("underpunkter", ()):
            next(self.items)
            self.pass_over(one)

    def closed_item(self, item: PlannedItem, data: dict[str, Any]) -> dict[str, Any]:
        titel = item.issued_title or NAMELESS
        made = {"titel": titel, **_only(data, _KEPT_OF_CLOSED_ITEM)}
        if not item.numbered.nr and item.punkt.nr is None:
            made["sagstype"] = Sagstype.PAUSE.value
        made["lukket"] = _public_lukket(data["lukket"])
        made |= self.kept_number(item)
        if item.withdrawn is not None:  # which the public reads; why, it does not
            made["udfald"] = item.withdrawn.udfald.value
        for key in ("ankom", "forlod"):
            if moves := getattr(item.punkt, key):
                made[key] = [move.navn for move in moves]
        if self.run_on and item.bilag:
            made["bilag"] = [
                {
                    "titel": NAMELESS,
                    "udsendes_med": n.bilag.udsendes_med.value,
                    "offentlig": "nej",
                }
                for n in item.bilag
                if n.bilag.nr is None  # else it takes none of the numbers that are counted
            ]
        return made

    def kept_number(self, item: PlannedItem) -> dict[str, str]:
        """Its number and which one it is, where that follows from what is closed in it: the forum
        has new items find a number between those that keep theirs."""
        policy = self.planned.meeting.forum.politik.nye_punkter
        if policy is NyePunkter.FEJL or not self.planned.meeting.udgaver or not item.numbered.nr:
            return {}
        place = self.planned.items.index(item)
        known = self.planned.identified.whole.of_items[place]
        return {"id": known.id if known else f"lukket-{place + 1}", "nr": item.numbered.nr}

    def open(self, data: dict[str, Any], path: TreePath, closed: Collection[Any]) -> dict[str, Any]:
        """An item or a section that is not closed, without what is closed in it."""
        made = {}
        for key, value in data.items():
            here = (*path, key)
            if key == "afsnit":
                made[key] = [self.section(s, (*here, i), closed) for i, s in enumerate(value)]
            elif key == "bilag":
                made[key] = self.attachments(value, here, closed)
            elif key == "lukket":  # of an item that the meeting opened
                made[key] = _public_lukket(value)
            elif key not in secrecy.PRIVATE and key != "underpunkter":
                made[key] = value
        return made

    def section(self, data: dict[str, Any], path: TreePath, closed: Collection[Any]) -> Any:
        if not any(secrecy.closes(key, value) for key, value in data.items()):
            return self.open(data, path, closed)
        made = _only(data, ("slags", "skillelinje"))
        made["lukket"] = _public_lukket(data["lukket"])
        kept = {key: data[key] for key in ("afsnit", "bilag") if key in data}
        for index, one in enumerate(kept.get("afsnit", ())):
            part = self.section({**one, "lukket": "ja"}, (*path, "afsnit", index), closed)
            made.setdefault("afsnit", []).append(part)
        if "bilag" in kept:
            made["bilag"] = self.attachments(kept["bilag"], (*path, "bilag"), closed)
        return made

    def attachments(
        self, data: list[dict[str, Any]], path: TreePath, closed: Collection[Any]
    ) -> list[dict[str, Any]]:
        made = []
        for index, one in enumerate(data):
            is_closed = self.tree.position((*path, index)) in closed
            if not is_closed and not any(secrecy.closes(key, value) for key, value in one.items()):
                made.append({k: v for k, v in one.items() if k not in secrecy.PRIVATE})
                continue
            part = {"titel": NAMELESS, **_only(one, _KEPT_OF_CLOSED_ATTACHMENT)}
            part["lukket"] = _public_lukket(one.get("lukket", "ja"))
            made.append(part)
        return made


def _only(data: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key in keys}


def _is_closed(item: PlannedItem) -> bool:
    return item.closed_to(Audience.OFFENTLIG)


def _public_lukket(value: Any) -> Any:
    return _only(value, _OF_LUKKET) if isinstance(value, dict) else value


def salt(moment: Sources) -> str:
    """What nobody can tell who has not read what is closed at this moment; empty where that is
    not known. The same of the same source."""
    parts = (moment.data[digest] for digest in sorted(moment.data))
    return digest_of_bytes(b"\0".join((_SALT, *parts))) if moment.closed else ""


# --- keeping ----------------------------------------------------------------------------


def keepsakes(moment: Sources, wanted: Mapping[Audience, Kilde]) -> Iterator[Keepsake]:
    """The sources that a version names, to be kept.

    What is not of this moment is there already, or is told to be missing where it is asked for.
    """
    for digest in dict.fromkeys(d for k in wanted.values() for d in (k.moede, k.forum)):
        if digest in moment.data:
            yield Keepsake(digest, SOURCE_SUFFIX, moment.data[digest], digest in moment.closed)
