"""Files that moedebog wrote (``begin/kit``), as this version writes them.

``moedebog.lock`` says what was last offered of each. A file that still is that nobody changed, so
it is written anew; of one that somebody changed the difference is shown, until somebody has seen
it, once for each time that moedebog writes it otherwise. One that was deleted stays so.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from moedebog import __version__
from moedebog.begin import gitignore, kit
from moedebog.begin.gitignore import IGNORE
from moedebog.begin.lock import LOCK_FILE, Lock, checksum, is_newer, lock_bytes, read_lock
from moedebog.begin.pins import PINS, Left, Raised, pins_bytes, raised, read_pins, rewritten
from moedebog.begin.places import write_new
from moedebog.begin.repository import at_the_top, is_program
from moedebog.diagnostics import EnvironmentProblem, Phrase
from moedebog.upgrade.renewal import Done, Renewed, difference
from moedebog.upgrade.renewal import write as replace_file
from moedebog.workspace import Workspace

EMPTIED = "constraints.txt"
"""A file that somebody has to empty to fetch a later version, whose packages it would not allow."""
_SCHEMAS = "schemas/"

_ANEW = Phrase(
    f"ingen har ændret den; den skrives som af moedebog {__version__}",
    f"nobody changed it; it is written as by moedebog {__version__}",
)
_ADDED = Phrase(f"ny i moedebog {__version__}", f"new in moedebog {__version__}")
_LACKED = Phrase(
    "jeres egen får det, der ikke må komme i git: {lines}",
    "your own gets what must not get into git: {lines}",
)
_PINNED = Phrase(f"moedebog {__version__} skal hentes", f"moedebog {__version__} is to be fetched")
_NOTED = Phrase(
    f"mappen er skrevet med moedebog {__version__}",
    f"the folder is written with moedebog {__version__}",
)
_NOTED_BUT = Phrase(
    f"filerne er som af moedebog {__version__}, men {PINS} henter endnu {{fetched}}",
    f"the files are as of moedebog {__version__}, but {PINS} still fetches {{fetched}}",
)
_NEWER = Phrase(
    "Mappen er skrevet med moedebog {theirs}, men her kører {ours}, som ikke kan opgradere den. "
    "Hent {theirs} eller nyere.",
    "The folder was written with moedebog {theirs}, but this is {ours}, which cannot upgrade it. "
    "Fetch {theirs} or later.",
)


class Upkeep(Struct, frozen=True):
    """What there is to do with the files that moedebog wrote."""

    anew: tuple[Renewed, ...] = ()
    """To be written, the lock last. One that is not there has nothing before."""
    own: tuple[Renewed, ...] = ()
    """Changed by somebody, so left alone: as they are, and as this version would write them."""
    looked_at: int = 0
    """How many files."""
    left: tuple[Left, ...] = ()
    """What only people can do about the pins."""
    dropped: tuple[str, ...] = ()
    """Files that moedebog wrote once, writes no more, and that are still there."""
    without_lock: bool = False
    """Whether nobody knows which files are moedebog's."""

    @property
    def unsettled(self) -> bool:
        """Whether another version is fetched than this one."""
        return not all(one.settled for one in self.left)


def refuse_newer(ws: Workspace) -> None:
    """Raises ``EnvironmentProblem`` where a later version has written the workspace."""
    lock = read_lock(ws)
    if lock and is_newer(lock.files_of, __version__):
        raise EnvironmentProblem(_NEWER.put(theirs=lock.files_of, ours=__version__))


def upkeep(ws: Workspace, *, shows_all: bool = True) -> Upkeep:
    """What this version writes otherwise.

    Without a lock nobody knows of any file but the copies of our schemas that it is ours; those
    that seem to be are shown. ``shows_all``: whether who reads it is shown somebody's own lines;
    else a file in which there are any is put down as not offered yet. Raises ``UsageProblem``
    where the lock is damaged.
    """
    lock = read_lock(ws)
    if lock is None:
        return _without_lock(ws)
    offered = kit.kept_up(lock.filer)
    elsewhere = at_the_top(ws.root)
    here = {name: data for name, data in offered.items() if name not in elsewhere}
    looks = [look for name, data in here.items() if (look := _look(ws, lock, name, data))]
    files = [look.anew for look in looks if look.anew]
    own = tuple(look.own for look in looks if look.own)
    unseen = {file.name for file in own if not shows_all and has_own_lines(file)}
    sums = {name: total for name, total in lock.filer.items() if name in offered}
    known = [look for look in looks if look.recorded and look.name not in unseen]
    sums |= {look.name: look.recorded or "" for look in known}
    pins = next((look.pins for look in looks if look.pins), None)
    lines = lock.gitignore
    if any(look.name == IGNORE and look.recorded is None for look in looks):
        lines = tuple({*lines, *gitignore.lines_of(offered[IGNORE])})
    if pins is None or pins.settled:
        settled = Lock(__version__, sums, uden_ci=lock.uden_ci, gitignore=lines)
        noted = _file(ws, LOCK_FILE, lock_bytes(settled), _NOTED)
    else:
        kept = lock_bytes(Lock(lock.moedebog, sums, __version__, lock.uden_ci, lines))
        noted = _file(ws, LOCK_FILE, kept, _NOTED_BUT.put(fetched=lock.moedebog))
    if noted.before != noted.after:
        files.append(noted)
    gone = {*lock.filer} - {*offered}
    dropped = tuple(sorted(name for name in gone if os.path.lexists(ws.root / name)))
    return Upkeep(tuple(files), own, len(offered), pins.left if pins else (), dropped)


def write(file: Renewed) -> None:
    """Write a file, whole or not at all. Raises ``EnvironmentProblem``."""
    if file.before or os.path.lexists(file.path):
        replace_file(file)
    else:
        write_new({file.path: file.after})


def has_own_lines(file: Renewed) -> bool:
    """Whether somebody's file has lines that moedebog's has not."""
    return any(line.startswith("-") for line in beside(file, shows_own=True))


def beside(file: Renewed, *, shows_own: bool) -> Iterator[str]:
    """Somebody's file beside moedebog's: - only in theirs, + only in moedebog's.

    ``shows_own``: whether somebody's own lines are shown; else how many there are.
    """
    hidden = 0
    for line in islice(difference(file), 1, None):
        if line.startswith("-") and not shows_own:
            hidden += 1
            continue
        if hidden:
            yield f"- … ({hidden})"
        hidden = 0
        yield line
    if hidden:
        yield f"- … ({hidden})"


class _Look(Struct, frozen=True):
    """What one file needs, and the checksum that the lock is to have of it, if any."""

    name: str
    recorded: str | None
    anew: Renewed | None = None
    own: Renewed | None = None
    pins: Raised | None = None


def _look(ws: Workspace, lock: Lock, name: str, data: bytes) -> _Look | None:
    """``data``: as this version writes the file. ``None``: it is not ours, or not there any more"""
    path, recorded, ours = ws.root / name, lock.filer.get(name), checksum(data)
    if not os.path.lexists(path):
        added = _file(ws, name, data, _ADDED)
        return None if recorded else _Look(name, ours, anew=added)
    if path.is_symlink() or not path.is_file():
        return None
    text = path.read_bytes()
    here = checksum(text)
    if name == PINS:
        return _look_at_pins(ws, recorded, text, data)
    if here == ours:
        return _Look(name, ours)
    if name == IGNORE and recorded is None:
        return _look_at_ignored(ws, lock, text, data)
    if recorded is None:
        return None
    if here == recorded or (name == EMPTIED and not text.strip()):
        return _Look(name, ours, anew=_file(ws, name, data, _ANEW))
    return _Look(name, ours, own=_file(ws, name, data, _ANEW) if recorded != ours else None)


def _look_at_ignored(ws: Workspace, lock: Lock, before: bytes, data: bytes) -> _Look:
    """Somebody's own ``.gitignore``, which gets the lines that are new and stays theirs."""
    added = gitignore.lacking(before, data, lock.gitignore)
    if not added:
        return _Look(IGNORE, None)
    says = _LACKED.put(lines=", ".join(added))
    after = gitignore.completed(before, added)
    return _Look(
        IGNORE, None, anew=Renewed(ws.root / IGNORE, IGNORE, before, after, (Done(0, says),))
    )


def _look_at_pins(ws: Workspace, recorded: str | None, before: bytes, data: bytes) -> _Look:
    """The file of pins: in it the version is raised, whoever wrote the rest.

    The lock has the checksum of what moedebog wrote of it as a whole: what somebody has added
    since is theirs for ever.
    """
    text = read_pins(before)
    ours = data.decode()
    whole = rewritten(text, ours, ws.root)
    unchanged = checksum(before) == recorded
    pins = whole if unchanged or whole.text == text else raised(text, ws.root)
    after = pins_bytes(pins.text, before)
    mine = checksum(after) if pins is whole and pins.settled else recorded
    anew = _file(ws, PINS, after, _PINNED) if pins.text != text else None
    return _Look(PINS, mine, anew=anew, pins=pins)


def _without_lock(ws: Workspace) -> Upkeep:
    """Copies of our schemas, and files that seem to be ours and say something else."""
    files = kit.kept_up({name for ci in kit.CI for name in kit.for_server(ci)})
    there = {name: data for name, data in files.items() if (ws.root / name).is_file()}
    copies, own = [], []
    for name, data in there.items():
        file = _file(ws, name, data, _ANEW)
        if _is_copy_of_schema(name, file):
            copies.append(file)
        elif not is_program(ws.root) and kit.resembles(name, file.before):
            own.append(file)
    return Upkeep(
        tuple(file for file in copies if file.before != file.after),
        tuple(file for file in own if not _is_ours(ws, file)),
        len(copies) + len(own),
        without_lock=not is_program(ws.root),
    )


def _is_ours(ws: Workspace, file: Renewed) -> bool:
    """Whether a file says what this version writes."""
    if file.name == PINS:
        text, ours = read_pins(file.before), read_pins(file.after)
        return rewritten(text, ours, ws.root).text == text
    return checksum(file.before) == checksum(file.after)


def _is_copy_of_schema(name: str, file: Renewed) -> bool:
    """Whether a file can be told to be a copy of ours, by its title."""
    return name.startswith(_SCHEMAS) and _title_of(file.before) == _title_of(file.after)


def _title_of(data: bytes) -> object:
    try:
        return dict(json.loads(data)).get("title")
    except (ValueError, TypeError):
        return None


def _file(ws: Workspace, name: str, data: bytes, says: Phrase) -> Renewed:
    """A file with what is to be in it, its lines ending as they do now."""
    path = ws.root / name
    before = path.read_bytes() if path.is_file() else b""
    after = data.replace(b"\n", b"\r\n") if b"\r\n" in before else data
    return Renewed(path, name, before, after, (Done(0, says),))
