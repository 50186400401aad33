"""Where what was taken back still lies, and nothing here deletes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from moedebog.begin.repository import git_says, git_top
from moedebog.build import sets
from moedebog.issued import issued_file
from moedebog.load import files_of
from moedebog.recall.clearing import Clearing
from moedebog.recall.reckoning import Recall

_MOST = 200
"""How many files git is asked for at a time."""


class Beyond(Struct, frozen=True):
    """What neither the tombstone nor the deleting reaches, as far as it is known here."""

    own: tuple[Path, ...]
    """The meeting file, and its attachments that were taken back, which are the house's own."""
    line: int
    """Where the item stands in the meeting file, if one was taken back; 0: nowhere, or all of it.
    """
    commits: tuple[str, ...]
    """Those of git that hold any of the files, e.g. ``1a2b3c4 (2025-09-12)``, newest first."""
    remotes: tuple[str, ...]
    """The places that git pushes to."""
    in_git: bool


def beyond(recall: Recall, found: Clearing) -> Beyond:
    """What is beyond our reach; ``found`` is what is deleted of what was kept."""
    ws, root = recall.ws, recall.ws.root
    own = (recall.file.path, *_attachments(recall))
    item = recall.item.planned if recall.item else None
    if git_top(root) is None:
        return Beyond(own, item.punkt.position.line if item else 0, (), (), in_git=False)
    paths = [*own, issued_file(recall.file), ws.output_folder(recall.file)]
    paths += (one.path for one in found.files)
    paths += (sets.set_folder(ws, recall.file, out.kind) for out in recall.outs)
    return Beyond(
        own,
        item.punkt.position.line if item else 0,
        tuple(_commits(root, paths)),
        tuple(git_says(root, "remote").split()),
        in_git=True,
    )


def _attachments(recall: Recall) -> Iterator[Path]:
    """The files in ``meetings/`` that were taken back and lie there still."""
    if recall.item is None:
        yield from (path for path in dict.fromkeys(files_of(recall.meeting)) if path.is_file())
        return
    item = recall.item.planned
    if item is None:
        return
    alone = recall.item.bilag
    for one in (item, *recall.planned.parts(item)):
        for numbered in one.bilag:
            file = numbered.bilag.fil
            taken = alone is None or numbered.nr in alone
            if taken and file is not None and file.sti.is_file():
                yield file.sti


def _commits(root: Path, paths: Iterable[Path]) -> Iterator[str]:
    """The commits that put down or changed any of these files, on every branch."""
    top = root.resolve()
    inside = [one.resolve() for one in paths]
    names = [one.relative_to(top).as_posix() for one in inside if one.is_relative_to(top)]
    told: dict[str, str] = {}
    for at in range(0, len(names), _MOST):
        asked = ("log", "--all", "--format=%ct %h (%as)", "--", *names[at : at + _MOST])
        for line in git_says(root, *asked).splitlines():
            moment, _, commit = line.partition(" ")
            told[commit] = moment
    yield from sorted(told, key=lambda one: int(told[one]), reverse=True)
