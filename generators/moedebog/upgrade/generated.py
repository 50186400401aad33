"""Files that moedebog wrote (``begin/kit``), as this version writes them.

``moedebog.lock`` says what was last offered of each. A file that still is that nobody changed, so
it is written anew; of one that somebody changed the difference is shown, once for each time that
moedebog writes it otherwise. One that was deleted stays so.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from moedebog import __version__
from moedebog.begin import kit
from moedebog.begin.lock import LOCK_FILE, Lock, checksum, is_newer, lock_bytes, read_lock
from moedebog.begin.places import write_new
from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.upgrade.renewal import Done, Renewed
from moedebog.upgrade.renewal import write as replace_file
from moedebog.workspace import Workspace

PINS = "requirements.txt"
"""The file that names the version to fetch: in it that alone is changed."""
EMPTIED = "constraints.txt"
"""A file that somebody has to empty to fetch a later version, whose packages it would not allow."""
_OUR_LINE = re.compile(rb"(?m)^moedebog\b.*$")
_SCHEMAS = "schemas/"

_ANEW = Phrase(
    f"ingen har ændret den; den skrives som af moedebog {__version__}",
    f"nobody changed it; it is written as by moedebog {__version__}",
)
_ADDED = Phrase(f"ny i moedebog {__version__}", f"new in moedebog {__version__}")
_PINNED = Phrase(f"moedebog {__version__} skal hentes", f"moedebog {__version__} is to be fetched")
_NOTED = Phrase(
    f"mappen er skrevet med moedebog {__version__}",
    f"the folder is written with moedebog {__version__}",
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


def refuse_newer(ws: Workspace) -> None:
    """Raises ``UsageProblem`` where a later version has written the workspace."""
    lock = read_lock(ws)
    if lock and is_newer(lock.moedebog, __version__):
        raise UsageProblem(_NEWER.put(theirs=lock.moedebog, ours=__version__))


def upkeep(ws: Workspace) -> Upkeep:
    """What this version writes otherwise.

    Without a lock nobody knows of any file but the copies of our schemas that it is ours. Raises
    ``UsageProblem`` where the lock is damaged.
    """
    lock = read_lock(ws)
    if lock is None:
        copies = tuple(_copies_of_schemas(ws))
        anew = tuple(copy for copy in copies if copy.before != copy.after)
        return Upkeep(anew, (), len(copies))
    offered = kit.kept_up(lock.filer)
    looks = [look for name, data in offered.items() if (look := _look(ws, lock, name, data))]
    files = [look.anew for look in looks if look.anew]
    sums = {**lock.filer, **{look.name: look.recorded for look in looks}}
    noted = _file(ws, LOCK_FILE, lock_bytes(Lock(__version__, sums, lock.uden_ci)), _NOTED)
    if noted.before != noted.after:
        files.append(noted)
    return Upkeep(tuple(files), tuple(look.own for look in looks if look.own), len(offered))


def write(file: Renewed) -> None:
    """Write a file, whole or not at all. Raises ``EnvironmentProblem``."""
    if file.before or os.path.lexists(file.path):
        replace_file(file)
    else:
        write_new({file.path: file.after})


class _Look(Struct, frozen=True):
    """What one file needs, and the checksum that the lock is to have of it."""

    name: str
    recorded: str
    anew: Renewed | None = None
    own: Renewed | None = None


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
    if name == PINS and recorded:
        pinned = _pinned(ws, lock.moedebog, data if here == recorded else None)
        return _Look(name, checksum(pinned.after) if pinned else recorded, anew=pinned)
    if here == ours:
        return _Look(name, ours)
    if recorded is None:
        return None
    if here == recorded or (name == EMPTIED and not text.strip()):
        return _Look(name, ours, anew=_file(ws, name, data, _ANEW))
    return _Look(name, ours, own=_file(ws, name, data, _ANEW) if recorded != ours else None)


def _pinned(ws: Workspace, old: str, data: bytes | None) -> Renewed | None:
    """The file of pins with this version in the place of the old one, wherever it is fetched.

    ``data``: what this version writes around that line, where nobody has changed it.
    """
    text = (ws.root / PINS).read_bytes().replace(b"\r\n", b"\n")
    number = re.compile(rb"(?<![\w.])(v?)" + re.escape(old.encode()) + rb"(?!\w|\.\d)")
    new = rb"\g<1>" + __version__.encode()
    after = _OUR_LINE.sub(lambda line: number.sub(new, line[0]), text)
    line = _OUR_LINE.search(after)
    if data and line:
        after = _OUR_LINE.sub(lambda _: line[0], data)
    return _file(ws, PINS, after, _PINNED) if after != text else None


def _copies_of_schemas(ws: Workspace) -> Iterator[Renewed]:
    """Those in the workspace that can be told to be copies of ours, by their titles."""
    for name, data in kit.kept_up({}).items():
        path = ws.root / name
        if name.startswith(_SCHEMAS) and path.is_file() and _title(path) == _title_of(data):
            yield _file(ws, name, data, _ANEW)


def _title(path: Path) -> object:
    return _title_of(path.read_bytes())


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
