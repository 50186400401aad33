"""Cleaned copies of a meeting's attachments, beside the originals, and the lines that use them.

What is taken out of a file, the library ``indhold.cleaning`` knows. An original is never touched;
nor is a file that lies where a copy is to be, but for an earlier copy of the same original.
"""

from __future__ import annotations

import filecmp
import os
import tempfile
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import product
from pathlib import Path, PurePosixPath

from msgspec import Struct

from indhold.cleaning import Changes, Cleaned, Reason, Refused, Wishes, clean, suffix_of
from moedebog import source
from moedebog.compose import Plan, plan
from moedebog.compose.planning import Holder, PlannedItem
from moedebog.compose.typed import ALL, UNKNOWN, plain
from moedebog.diagnostics import EnvironmentProblem, Phrase, Position, Problems, UsageProblem
from moedebog.load import load
from moedebog.meeting import Bilag, Fil
from moedebog.reasons import reason
from moedebog.source import Tree
from moedebog.upgrade.edits import Edit, Replace, Uneditable, edited
from moedebog.upgrade.rewriting import rewrite
from moedebog.workspace import MeetingFile, Workspace

MARK = "-renset"
"""What the name of a copy ends in, before the dot."""
_NOT_WRITTEN = Phrase(
    "Filen kan ikke skrives: {name} ({reason}).", "The file cannot be written: {name} ({reason})."
)


class CopyState(Enum):
    """How it went with one file."""

    WRITTEN = "written"
    THERE = "there"
    """The very same copy was there already."""
    NOTHING = "nothing"
    """There is nothing to take out, so there is no copy."""
    IN_THE_WAY = "in-the-way"
    """Another file lies where the copy is to be."""
    REFUSED = "refused"
    MISSING = "missing"
    """There is no such file."""


class One(Struct, frozen=True):
    """What came of one attachment's file."""

    name: str
    """As the meeting file writes it."""
    new_name: str
    """As it is to write it, for the copy to be used."""
    path: Path
    copy: Path
    is_open: bool
    """Whether everybody may have it; of others no name is told."""
    state: CopyState
    places: tuple[Position, ...] = ()
    """Where the meeting file names it."""
    cleaned: Cleaned = Cleaned()
    refused: Reason | None = None

    @property
    def has_copy(self) -> bool:
        """Whether there is a copy to use."""
        return self.state in (CopyState.WRITTEN, CopyState.THERE)


class _Found(Struct):
    """A file, with all attachments that it is."""

    fil: Fil
    is_open: bool
    places: list[Position]


def make(ws: Workspace, file: MeetingFile, typed: str, wishes: Wishes) -> list[One]:
    """Make the cleaned copies of a meeting's attachments, those for everybody first.

    ``typed``: the number of an item, or nothing for all. Raises ``Problems`` where the meeting
    file cannot be read, ``UsageProblem`` where there is no such item, ``EnvironmentProblem``.
    """
    loaded = load(ws, file, looks=False)
    if loaded.meeting is None:
        raise Problems(loaded.diagnostics)
    planned, _ = plan(loaded.meeting)
    found: dict[Path, _Found] = {}
    for fil, is_open in _files(planned, typed):
        one = found.setdefault(fil.sti, _Found(fil, False, []))
        one.is_open = one.is_open or is_open
        one.places.append(fil.position)
    every = sorted(found.values(), key=lambda one: not one.is_open)
    return [_make(one, wishes) for one in every]


def _files(planned: Plan, typed: str) -> Iterator[tuple[Fil, bool]]:
    holders: list[Holder] = [planned.whole, *planned.items]
    wanted = plain(typed)
    if wanted and wanted != ALL:
        chosen = [one for one in planned.items if wanted in _called(one)]
        if not chosen:
            known = ", ".join(
                one.numbered.nr
                for one in planned.items
                if one.numbered.nr and not one.unknown_to_public
            )
            raise UsageProblem(UNKNOWN.put(typed=typed, known=known))
        holders = [*chosen]
    for holder in holders:
        for numbered in holder.bilag:
            bilag = numbered.bilag
            if bilag.fil is not None and not bilag.udgaar:
                yield bilag.fil, _is_open(holder, bilag)


def _is_open(holder: Holder, bilag: Bilag) -> bool:
    hidden = isinstance(holder, PlannedItem) and holder.unknown_to_public
    return holder.is_open(bilag) and not hidden


def _called(item: PlannedItem) -> tuple[str, ...]:
    """What may be typed for an item: its number also without its group."""
    return (plain(item.numbered.nr or item.typed), plain(item.typed))


# --- one file -------------------------------------------------------------------------------


def _make(found: _Found, wishes: Wishes) -> One:
    fil = found.fil
    original = _original(fil.sti) or fil.sti
    copy = fil.sti if original != fil.sti else _copy(original)
    new_name = str(PurePosixPath(fil.navn).with_name(copy.name))

    def made(state: CopyState, cleaned: Cleaned = Cleaned(), refused: Reason | None = None) -> One:  # noqa: B008 - it is frozen
        places = tuple(found.places)
        return One(
            fil.navn, new_name, original, copy, found.is_open, state, places, cleaned, refused
        )

    if fil.stoerrelse is None or not original.is_file():
        return made(CopyState.MISSING)
    try:
        if os.path.lexists(copy) and not _is_copy(original, copy, wishes):
            return made(CopyState.IN_THE_WAY)
        cleaned = clean(original, copy, wishes)
    except Refused as refused:
        return made(CopyState.REFUSED, refused=refused.reason)
    except OSError as error:
        why = reason(error)
        raise EnvironmentProblem(
            _NOT_WRITTEN.put(name=copy.name, reason=why),
            _NOT_WRITTEN.put(name=copy.name if found.is_open else "…", reason=why),
        ) from error
    if cleaned.written:
        return made(CopyState.WRITTEN, cleaned)
    return made(CopyState.THERE if cleaned.taken else CopyState.NOTHING, cleaned)


def _copy(original: Path) -> Path:
    return original.with_name(f"{original.stem}{MARK}{suffix_of(original.name)}")


def _original(path: Path) -> Path | None:
    """The file that this one is a copy of, where it is one by its name."""
    if not path.stem.endswith(MARK):
        return None
    stem = path.stem.removesuffix(MARK)
    beside = (one for one in path.parent.glob("*") if one.stem == stem and one.is_file())
    return next((one for one in sorted(beside) if _copy(one) == path), None)


def _is_copy(original: Path, copy: Path, wishes: Wishes) -> bool:
    """Whether a file is what cleaning the original gives, by these wishes or by any others."""
    if copy.is_symlink() or not copy.is_file():
        return False
    choices = product((None, *Changes), (False, True), (False, True))
    others = [Wishes(*choice) for choice in choices]
    with tempfile.TemporaryDirectory() as folder:
        for number, one in enumerate([wishes, *(o for o in others if o != wishes)]):
            made = Path(folder) / str(number)
            if clean(original, made, one).taken and filecmp.cmp(made, copy, shallow=False):
                return True
    return False


# --- the meeting file -----------------------------------------------------------------------


class Used(Struct, frozen=True):
    """What became of the lines of the meeting file."""

    changed: tuple[One, ...] = ()
    by_hand: tuple[Position, ...] = ()
    """Lines that cannot be changed without touching something else."""


def use(ws: Workspace, file: MeetingFile, made: Iterable[One]) -> Used:
    """Write into the meeting file that the copies are the attachments.

    Raises ``Problems`` or ``EnvironmentProblem``.
    """
    before = file.path.read_bytes()
    tree, problems = source.parse(before, ws.display(file.path))
    if tree is None:
        raise Problems(problems)
    text = before.decode()
    edits: list[Edit] = []
    changed, by_hand = [], []
    for one in made:
        if not one.has_copy or one.new_name == one.name:
            continue
        for place in one.places:
            edit = _edit(tree, text, place, one.new_name)
            if edit is None:
                by_hand.append(place)
            else:
                edits.append(edit)
                changed.append(one)
    if edits:
        after = edited(tree, text, edits).encode()
        rewrite(file.path, ws.display(file.path), before, after)
    return Used(tuple(dict.fromkeys(changed)), tuple(by_hand))


def _edit(tree: Tree, text: str, place: Position, name: str) -> Replace | None:
    """What names another file where one is named; ``None`` where that cannot be done."""
    path = tree.path_at(place)
    if path[-1:] != ("fil",) or tree.position(path) != place:  # the file was changed meanwhile
        return None
    edit = Replace(path, name)
    try:
        edited(tree, text, [edit])
    except Uneditable:
        return None
    return edit
