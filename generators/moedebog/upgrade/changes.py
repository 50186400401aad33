"""What earlier versions wrote otherwise: the list of changes, oldest first.

A later version that renames a key, a status or a tag adds its change here; one that needs to know
more than the file itself is added where that is known (``send/older``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from moedebog import source
from moedebog.begin.lock import is_newer
from moedebog.catalogue import Form, Optegnet, ReferatStatus
from moedebog.diagnostics import Diagnostic, Phrase, Position, Severity, has_errors
from moedebog.source import Tree, TreePath
from moedebog.upgrade.edits import Edit, Insert, Rename, Replace, edited
from moedebog.workspace import FORUM_FILE, SETTINGS_FILE, Workspace


class FileKind(StrEnum):
    """The kinds of files that there are to bring up to date."""

    MEETING = "mødefil"
    FORUM = FORUM_FILE
    SETTINGS = SETTINGS_FILE
    STYLE = "pdf.yaml"
    RECORD = "udsendt.yaml"


class YamlFile(Struct, frozen=True):
    """A file that is looked at."""

    ws: Workspace
    path: Path
    tree: Tree


class Change(Struct, frozen=True):
    """What is written otherwise since a version, in one kind of YAML file."""

    code: str
    """Its lasting name, e.g. ``O1``."""
    since: str
    """The version that writes it so."""
    kind: FileKind
    says: Phrase
    """What is done, as it is told of each place."""
    edits: Callable[[YamlFile], Iterable[Edit]] = lambda _: ()
    """What is to be done in a file; nothing where it is up to date."""
    left: Callable[[YamlFile], Iterable[TreePath]] | None = None
    """What should be done too, but is written in a way that leaves it to be done by hand."""
    keeps_meaning: bool = False
    """Whether it writes out what a file meant to earlier versions and means no more: so it would be
    wrong in one that was written for this version or a later one."""
    anew: Callable[[bytes, str], tuple[bytes, list[Phrase]] | None] | None = None
    """What a file that only moedebog writes holds instead, by its name, and what is done in it;
    ``None`` where it is up to date. It may be no YAML yet. Raises ``Problems``."""


def due(changes: Sequence[Change], written_by: str | None) -> tuple[Change, ...]:
    """The changes that a workspace may need.

    ``written_by``: the version that its files are as of; ``None`` where nobody knows.
    """
    return tuple(
        change
        for change in changes
        if not change.keeps_meaning or written_by is None or is_newer(change.since, written_by)
    )


class TagChange(Struct, frozen=True):
    """A variable that Word templates call otherwise since a version."""

    code: str
    since: str
    says: Phrase
    old: str
    """As it stands in tags, e.g. ``punkt.tid``."""
    new: str


class Applied(Struct, frozen=True):
    """One change that was carried out."""

    change: Change
    line: int
    says: Phrase


def applied(
    ws: Workspace, path: Path, name: str, text: str, changes: Sequence[Change]
) -> tuple[str, list[Applied], list[Diagnostic]]:
    """A file's text with all changes that it needs, one after the other, and where they were.

    Besides what stops the file from being read, if anything does: then it is as it was from there.
    Raises ``Uneditable``, or ``Problems`` where a change cannot tell what to do.
    """
    done: list[Applied] = []
    for change in changes:
        data = text.encode("utf-8", "surrogateescape")
        if change.anew is not None:
            if (written := change.anew(data, name)) is not None:
                text = written[0].decode()
                done += [Applied(change, 0, says) for says in written[1]]
            continue
        tree, problems = source.parse(data, name)
        if tree is None or has_errors(problems):
            return text, done, [p for p in problems if p.severity is Severity.ERROR]
        edits = tuple(change.edits(YamlFile(ws, path, tree)))
        text = edited(tree, text, edits) if edits else text
        done += [Applied(change, tree.position(edit.path).line, change.says) for edit in edits]
    return text, done, []


def left_over(
    ws: Workspace, path: Path, name: str, text: str, changes: Sequence[Change]
) -> list[tuple[Change, Position]]:
    """What the changes leave to be done by hand in a file's text, and where."""
    leaving = [(change, change.left) for change in changes if change.left]
    if not leaving:
        return []
    tree, _ = source.parse(text.encode("utf-8", "surrogateescape"), name)
    if tree is None:
        return []
    place = YamlFile(ws, path, tree)
    return [(change, tree.position(at)) for change, left in leaving for at in left(place)]


def renamed(old: object, new: str) -> Phrase:
    """What is told of a key, a word or a tag that is called otherwise."""
    return Phrase(f"{old} hedder nu {new}", f"{old} is called {new} now")


def renamed_key(code: str, since: str, kind: FileKind, path: TreePath, new: str) -> Change:
    """A key that is called ``new`` now; ``"*"`` in its path stands for each entry of a list."""

    def edits(place: YamlFile) -> Iterator[Edit]:
        for at in _matching(place.tree, path):
            if not _has(place.tree, (*at[:-1], new)):
                yield Rename(at, new)

    return Change(code, since, kind, renamed(path[-1], new), edits)


def renamed_value(
    code: str, since: str, kind: FileKind, path: TreePath, old: str, new: str
) -> Change:
    """A fixed word that is called ``new`` now, at a path as ``renamed_key`` takes it."""

    def edits(place: YamlFile) -> Iterator[Edit]:
        for at in _matching(place.tree, path):
            if place.tree.at(at) == old:
                yield Replace(at, new)

    return Change(code, since, kind, renamed(old, new), edits)


def _matching(tree: Tree, path: TreePath) -> Iterator[TreePath]:
    paths: list[TreePath] = [()]
    for step in path:
        if step == "*":
            paths = [(*p, i) for p in paths for i in range(_length(tree, p))]
        else:
            paths = [(*p, step) for p in paths if _has(tree, (*p, step))]
    return iter(paths)


def _length(tree: Tree, path: TreePath) -> int:
    node = tree.at(path)
    return len(node) if isinstance(node, list) else 0


def _has(tree: Tree, path: TreePath) -> bool:
    node = tree.at(path[:-1])
    return isinstance(node, dict) and path[-1] in node


def _told_presence(place: YamlFile) -> Iterator[Insert]:
    """That all others came, where a referat that is no draft has said so without being told to."""
    data = place.tree.data
    status = data.get("referat_status", ReferatStatus.UDKAST)
    finished = status in set(ReferatStatus) and not ReferatStatus.of(status).is_draft
    if finished and "fremmoedt" not in data and data.get("aflyst") not in (True, "ja"):
        yield Insert(("referat_status",), "fremmoedt", Optegnet.ALLE_ANDRE.value)


def _extraordinary(place: YamlFile) -> Iterator[Edit]:
    """``form: ekstraordinaert`` becomes ``ekstraordinaert: ja``."""
    older = _has(place.tree, ("form",)) and place.tree.at(("form",)) == Form.EKSTRAORDINAERT
    if older and not _has(place.tree, ("ekstraordinaert",)):
        yield Rename(("form",), "ekstraordinaert")
        yield Replace(("form",), "ja")


CHANGES: tuple[Change, ...] = (
    Change(
        "O2",
        "0.1.0",
        FileKind.MEETING,
        Phrase(
            "referatet har hidtil nævnt alle andre som til stede; ret linjen, hvis det ikke passer",
            "the referat has named all others as present so far; correct the line if that is wrong",
        ),
        _told_presence,
        keeps_meaning=True,
    ),
    Change(
        "O3",
        "0.1.0",
        FileKind.MEETING,
        Phrase(
            "form: ekstraordinaert skrives nu ekstraordinaert: ja",
            "form: ekstraordinaert is written ekstraordinaert: ja now",
        ),
        _extraordinary,
    ),
)
"""Of meeting files, ``forum.yaml``, ``moedebog.yaml`` and ``pdf.yaml``."""
TAG_CHANGES: tuple[TagChange, ...] = ()
"""Of Word templates."""
