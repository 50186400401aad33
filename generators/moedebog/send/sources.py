"""The source of what was issued: kept by content, and read again by today's program.

A source is a meeting file and its ``forum.yaml`` as they were read, without comments and without
recipients, with size and checksum of the files that the meeting names. Of each version the public
part is kept in git, and where that is not all, the whole in a folder that git does not see. So a
version of before can be composed by the program of today and compared with this moment.

The public part holds what the public document says and no more: a closed item is its number, its
public title and its reason, and the slots of the others stand as they were worked out, so that no
length of a closed one is needed. Whether that is so is tried before it is kept.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from moedebog import schema, secrecy, source
from moedebog.build import digest_of_bytes
from moedebog.catalogue import Bilagsnumre, Sagstype
from moedebog.compose import Composer, plan
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.compose.withholding import without_disqualified
from moedebog.diagnostics import EnvironmentProblem, Phrase, Problems, has_errors
from moedebog.document import Audience, Kind
from moedebog.issued import Kilde
from moedebog.load import files_of, joint_folders, joint_forum
from moedebog.meeting import Afsnit, Bilag, Meeting, Punkt
from moedebog.normalise import normalise, normalise_forum
from moedebog.outgoing import Forsendelse
from moedebog.reasons import reason
from moedebog.source import Tree, TreePath
from moedebog.upgrade import changes
from moedebog.upgrade.edits import Uneditable
from moedebog.workspace import MeetingFile, Workspace

_SUFFIX = ".json"
_KINDS: dict[schema.Name, changes.FileKind] = {
    "meeting": changes.FileKind.MEETING,
    "forum": changes.FileKind.FORUM,
}
_OF_LUKKET = ("grund", "offentlig_titel", "offentlig_beslutning")
_OF_ABSENT = ("navn", "stedfortraeder")
_NAMELESS = "Lukket"
"""What stands for a title that the public does not read."""
_KEPT_OF_CLOSED_ITEM = ("gruppe", "undergruppe", "nr", "dato")
_KEPT_OF_CLOSED_ATTACHMENT = ("udsendes_med", "offentlig", "nr", "udgaar")


class Files(Struct, frozen=True):
    """The checksums and sizes of the files that a meeting names."""

    digests: Mapping[str, str]
    """By path, without ``a/../``."""
    sizes: Mapping[str, int]

    def digest(self, path: Path) -> str:
        """The checksum of a file; empty where there was none."""
        return self.digests.get(os.path.normpath(path), "")

    def size(self, path: Path) -> int | None:
        """Bytes of a file; ``None`` where there was none."""
        return self.sizes.get(os.path.normpath(path))


class Then(Struct, frozen=True, dict=True):
    """A version as its source tells it."""

    meeting: Meeting
    files: Files

    @cached_property
    def _planned(self) -> Plan:
        return plan(self.meeting)[0]

    @cached_property
    def _for_all(self) -> Composer:
        return Composer(self._planned)

    @cached_property
    def _dispatches(self) -> dict[tuple[Kind, Audience, tuple[str, ...]], Forsendelse]:
        return {}

    def dispatch(self, kind: Kind, audience: Audience, names: tuple[str, ...] = ()) -> Forsendelse:
        """What went out, but what those called ``names`` may not have; composed once."""
        key = kind, audience, names
        if key not in self._dispatches:
            self._dispatches[key] = self._composer(kind, audience, names).dispatch(kind, audience)
        return self._dispatches[key]

    def _composer(self, kind: Kind, audience: Audience, names: tuple[str, ...]) -> Composer:
        if not names:
            return self._for_all
        return Composer(without_disqualified(self._planned, names, kind, audience))


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
    meeting = None if forum is None else _read(tree, forum, file.path, others)
    if forum is None or meeting is None or not _is_same(meeting, planned.meeting):
        return nothing
    kept = {"forum": _public_forum(forum)}
    if others:
        kept["sammen_med"] = [_public_forum(one) for one in others]
    shared = _packed(kept)
    public = _Public(tree, planned).meeting()
    told = _with_link(tree.data, planned)
    whole = _meeting_source(told, list(files_of(meeting)), file, digest)
    data = {digest_of_bytes(one): one for one in (shared, whole)}
    kilde = {Audience.INTERN: Kilde(digest_of_bytes(whole), digest_of_bytes(shared))}
    if public == told:
        return Sources({Audience.OFFENTLIG: kilde[Audience.INTERN]}, data, frozenset())
    closed = frozenset({digest_of_bytes(whole)})
    bare = read_back(ws, _packed({"moede": public, "filer": {}}), shared, file.path)
    if bare is not None:
        named = list(files_of(bare.meeting))
        part = _meeting_source(public, named, file, digest)
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
    """Whether a meeting is the one that was planned; who is mailed is nothing to its source, nor is
    what was issued."""
    modtagere = planned.forum.modtagere
    read = replace(read, sammen_med=tuple(replace(f, modtagere=()) for f in read.sammen_med))
    forum = replace(read.forum, modtagere=modtagere)
    return replace(read, forum=forum, udgaver=planned.udgaver) == planned


def _meeting_source(
    data: Any, named: list[Path], file: MeetingFile, digest: Callable[[Path], str]
) -> bytes:
    folder = file.path.parent
    files = {
        Path(os.path.relpath(path, folder)).as_posix(): {
            "sha256": digest(path),
            "byte": path.stat().st_size,
        }
        for path in sorted(set(named))
        if path.is_file()
    }
    return _packed({"moede": data, "filer": files})


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
            elif not secrecy.closes(key, value) and key not in secrecy.PRIVATE:
                made[key] = value
        return made

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
        made = {"titel": _NAMELESS, **_only(data, _KEPT_OF_CLOSED_ITEM)}
        if not item.numbered.nr and item.punkt.nr is None:
            made["sagstype"] = Sagstype.PAUSE.value
        made["lukket"] = _public_lukket(data["lukket"])
        if item.withdrawn is not None:  # which the public reads; why, it does not
            made["udfald"] = item.withdrawn.udfald.value
        for key in ("ankom", "forlod"):
            if moves := getattr(item.punkt, key):
                made[key] = [move.navn for move in moves]
        if self.run_on and item.bilag:
            made["bilag"] = [
                {
                    "titel": _NAMELESS,
                    "udsendes_med": n.bilag.udsendes_med.value,
                    "offentlig": "nej",
                    **({} if n.bilag.nr is None else {"nr": n.bilag.nr}),
                }
                for n in item.bilag
            ]
        return made

    def open(self, data: dict[str, Any], path: TreePath, closed: Collection[Any]) -> dict[str, Any]:
        """An item or a section that is not closed, without what is closed in it."""
        made = {}
        for key, value in data.items():
            here = (*path, key)
            if key == "afsnit":
                made[key] = [self.section(s, (*here, i), closed) for i, s in enumerate(value)]
            elif key == "bilag":
                made[key] = self.attachments(value, here, closed)
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
                made.append(one)
                continue
            part = {"titel": _NAMELESS, **_only(one, _KEPT_OF_CLOSED_ATTACHMENT)}
            part["lukket"] = _public_lukket(one.get("lukket", "ja"))
            made.append(part)
        return made


def _only(data: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key in keys}


def _is_closed(item: PlannedItem) -> bool:
    return item.closed_to(Audience.OFFENTLIG)


def _public_lukket(value: Any) -> Any:
    return _only(value, _OF_LUKKET) if isinstance(value, dict) else value


# --- keeping ----------------------------------------------------------------------------


def keep(ws: Workspace, moment: Sources, wanted: Mapping[Audience, Kilde]) -> None:
    """Put down the sources that a version names, each once. Raises ``EnvironmentProblem``.

    What is not of this moment is there already, or is told to be missing where it is asked for.
    """
    for digest in dict.fromkeys(d for k in wanted.values() for d in (k.moede, k.forum)):
        if digest not in moment.data:
            continue
        is_closed = digest in moment.closed
        folder = ws.issued_closed if is_closed else ws.issued
        path = folder / f"{digest}{_SUFFIX}"
        if _fetched(path, digest) is None:
            _prepare(folder, is_closed=is_closed)
            write_synced(path, moment.data[digest])


def _prepare(folder: Path, *, is_closed: bool) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700 if is_closed else 0o777)
        ignore = folder / ".gitignore"
        if is_closed and not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise EnvironmentProblem(
            Phrase(
                f"Mappen til det udsendte kan ikke laves: {folder} ({reason(error)}).",
                f"The folder of what was issued cannot be made: {folder} "
                f"({reason(error).english}).",
            )
        ) from error


def write_synced(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, and on the disk."""
    begun = path.with_name(f".{path.name}.ny")
    try:
        with begun.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        begun.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            begun.unlink()
        raise EnvironmentProblem(
            Phrase(
                f"Filen kan ikke skrives: {path} ({reason(error)}).",
                f"The file cannot be written: {path} ({reason(error).english}).",
            )
        ) from error


# --- reading again ----------------------------------------------------------------------


def fetch(ws: Workspace, kilde: Kilde, path: Path) -> Then | None:
    """A version as its kept source tells it, the meeting file being at ``path`` now.

    ``None`` where it is not here, is not what was kept, or is written in a way of its time that
    this program does not understand.
    """
    texts = []
    for digest in (kilde.moede, kilde.forum):
        for folder in (ws.issued, ws.issued_closed):
            data = _fetched(folder / f"{digest}{_SUFFIX}", digest)
            if data is not None:
                texts.append(data)
                break
    return read_back(ws, texts[0], texts[1], path) if len(texts) == 2 else None


def _fetched(path: Path, digest: str) -> bytes | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if digest_of_bytes(data) == digest else None


def read_back(ws: Workspace, meeting: bytes, forum: bytes, path: Path) -> Then | None:
    """What two kept sources say; ``None`` where this program does not understand them."""
    kept, shared = json.loads(meeting), json.loads(forum)
    forum_tree = _tree(ws, path, shared["forum"], "forum")
    meeting_tree = _tree(ws, path, kept["moede"], "meeting")
    if forum_tree is None or meeting_tree is None:
        return None
    others = [_tree(ws, path, one, "forum") for one in shared.get("sammen_med", ())]
    read = _read(meeting_tree, forum_tree, path, [one for one in others if one is not None])
    if read is None:
        return None
    files = kept["filer"]
    places = {os.path.normpath(path.parent / name): one for name, one in files.items()}
    facts = Files(
        {place: str(one["sha256"]) for place, one in places.items()},
        {place: int(one["byte"]) for place, one in places.items()},
    )
    return Then(_with_sizes(read, facts), facts)


def _read(meeting: Tree, forum: Tree, path: Path, others: Iterable[Tree]) -> Meeting | None:
    """The meeting in trees that the schema has nothing against."""
    fora = (forum, *others)
    checked = (schema.check(one, "forum") for one in fora)
    if has_errors([*schema.check(meeting, "meeting"), *chain.from_iterable(checked)]):
        return None
    own, *joint = (normalise_forum(one)[0] for one in fora)
    if own is None:
        return None
    return normalise(meeting, own, path, tuple(one for one in joint if one is not None))[0]


def _tree(ws: Workspace, path: Path, data: Any, name: schema.Name) -> Tree | None:
    """The tree that this program reads, brought up to date; ``None`` where it is none."""
    text = json.dumps(data, ensure_ascii=False)
    own = [change for change in changes.CHANGES if change.kind is _KINDS[name]]
    with contextlib.suppress(Uneditable, Problems):
        text = changes.applied(ws, path, name, text, own)[0]
    tree, problems = source.parse(text.encode(), name)
    return None if has_errors(problems) else tree


def _with_sizes(meeting: Meeting, files: Files) -> Meeting:
    """The meeting with the sizes that its attachments had."""
    punkter = tuple(_item(punkt, files) for punkt in meeting.punkter)
    return replace(meeting, punkter=punkter, bilag=_attachments(meeting.bilag, files))


def _item(punkt: Punkt, files: Files) -> Punkt:
    return replace(
        punkt,
        afsnit=tuple(_sections(punkt.afsnit, files)),
        underpunkter=tuple(_item(one, files) for one in punkt.underpunkter),
    )


def _sections(sections: tuple[Afsnit, ...], files: Files) -> Iterator[Afsnit]:
    for afsnit in sections:
        bilag = _attachments(afsnit.bilag, files)
        yield replace(afsnit, bilag=bilag, afsnit=tuple(_sections(afsnit.afsnit, files)))


def _attachments(bilag: tuple[Bilag, ...], files: Files) -> tuple[Bilag, ...]:
    return tuple(
        replace(one, fil=replace(one.fil, stoerrelse=files.size(one.fil.sti))) if one.fil else one
        for one in bilag
    )
