"""``moedebog init``: a folder becomes a workspace of its own. What is there already stays."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from moedebog import __version__
from moedebog.begin import kit
from moedebog.begin.lock import LOCK_FILE, Lock, checksum, is_newer, lock_bytes, read_lock
from moedebog.begin.places import write_new
from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.workspace import RESERVED, Workspace, is_folder

_HOSTS = {
    "github": r"\bgithub\.",
    "gitlab": r"\bgitlab\.",
    "azure": r"\bdev\.azure\.com\b|\bvisualstudio\.com\b",
    "forgejo": r"\bcodeberg\.org\b|\bforgejo\.",
}
"""By what an address of a git server is known."""
_IGNORE = ".gitignore"
_BLOCK = "# moedebog: dokumenter, alt mærket FORTROLIGT og adresser hører ikke til i git."
_REMOTE = re.compile(r"^\s*url\s*=\s*(\S+)", re.MULTILINE)


class Begun(Struct, frozen=True):
    """What came of it. Names are from the workspace's root, with ``/``."""

    ws: Workspace
    written: list[str]
    kept: list[str]
    """Files that were there and say something else than would have been written."""
    around: Path | None
    """Another workspace that this one lies in."""
    completed: list[str] = []
    """Files that were there and lacked lines, which were added at their end."""


def begin(root: Path, servers: Sequence[str] | None, *, with_example: bool = False) -> Begun:
    """Write what a workspace begins with, as far as it is not there.

    ``servers``: as ``kit.CI``; ``None``: those that git names, if nobody has said that there are to
    be none. Where it is empty somebody says so.

    Stopped anywhere and run again, it goes on. Raises ``UsageProblem`` where the folder will
    not do.
    """
    root = root.resolve()
    around = _around(root)
    ws = Workspace(root)
    lock = read_lock(ws)
    if lock and is_newer(lock.moedebog, __version__):
        raise UsageProblem(_NEWER.put(theirs=lock.moedebog, ours=__version__))
    without = bool(lock and lock.uden_ci) if servers is None else not servers
    if servers is None:
        servers = [] if without else servers_of(root)
    files = kit.core()
    for server in servers:
        files |= kit.for_server(server)
    if with_example:
        files |= kit.example()
    written, kept, completed, sums = [], [], [], dict(lock.filer) if lock else {}
    for name, data in files.items():
        path = root / name
        if not os.path.lexists(path):
            write_new({path: data})
            written.append(name)
        elif not _says(path, data):
            if name == _IGNORE and name not in sums and _completed(path, data):
                completed.append(name)
            else:
                kept.append(name)
            continue
        if not name.startswith(kit.MEETINGS):
            sums[name] = checksum(data)
    # Last: where it is there, all else is. Its version stays that of the oldest file.
    new = lock_bytes(Lock(lock.moedebog if lock else __version__, sums, without))
    if not (root / LOCK_FILE).exists():
        write_new({root / LOCK_FILE: new})
        written.append(LOCK_FILE)
    elif (root / LOCK_FILE).read_bytes() != new:
        replace_lock(ws, new)
    return Begun(ws, written, kept, around, completed)


def replace_lock(ws: Workspace, data: bytes) -> None:
    """Put another lock in the place of the one that is there, whole or not at all."""
    begun = ws.root / f".{LOCK_FILE}.ny"
    begun.write_bytes(data)
    begun.replace(ws.root / LOCK_FILE)


def servers_of(root: Path) -> list[str]:
    """The CI servers that the git around a folder is pushed to, as far as they are known."""
    top = git_top(root)
    try:
        config = (top / ".git" / "config") if top else None
        text = config.read_text(encoding="utf-8", errors="replace") if config else ""
    except OSError:
        return []
    addresses = " ".join(_REMOTE.findall(text))
    return [server for server, host in _HOSTS.items() if re.search(host, addresses)]


def git_top(root: Path) -> Path | None:
    """The folder of git's that a folder is or lies in; servers look for their files there."""
    root = root.resolve()
    return next((one for one in (root, *root.parents) if os.path.lexists(one / ".git")), None)


def _around(root: Path) -> Path | None:
    """The workspace that a folder lies in; raises ``UsageProblem`` where it has that place."""
    if (root / "generators" / "moedebog").is_dir():
        raise UsageProblem(_PROGRAM.put(folder=str(root)))
    if os.path.lexists(root) and not is_folder(root):
        raise UsageProblem(_NO_FOLDER.put(folder=str(root)))
    try:
        around = Workspace.find(root.parent).root
    except UsageProblem:
        return None
    first = root.relative_to(around).parts[0]
    if first in RESERVED:
        raise UsageProblem(_TAKEN.put(folder=str(root), name=first, around=str(around)))
    return around


def _completed(path: Path, data: bytes) -> bool:
    """Add to a ``.gitignore`` what it lacks, as a block of its own at the end; whether it did.

    What stands there stays as it is, and who takes lines out of the block is not given them again.
    """
    if not path.is_file() or path.is_symlink():
        return False
    there = path.read_bytes()
    known = {line.strip().strip(b"/") for line in there.splitlines()}
    wanted = [line for line in data.splitlines() if line.strip() and not line.startswith(b"#")]
    lacking = [line for line in wanted if line.strip().strip(b"/") not in known]
    if not lacking or _BLOCK.encode() in there:
        return False
    end = b"\r\n" if b"\r\n" in there else b"\n"
    gap = b"" if not there or there.endswith(b"\n") else end
    block = [b"", _BLOCK.encode(), *lacking, b""]
    begun = path.with_name(f".{path.name}.ny")
    begun.write_bytes(there + gap + end.join(block))
    begun.replace(path)
    return True


def _says(path: Path, data: bytes) -> bool:
    """Whether a file says what would be written, whatever git made of its line endings."""
    try:
        return checksum(path.read_bytes()) == checksum(data)
    except OSError:
        return False


_NEWER = Phrase(
    f"Mappen er lavet med moedebog {{theirs}}, men her er {{ours}}. Hent den nyere ({LOCK_FILE} "
    "siger hvilken).",
    f"The folder was made with moedebog {{theirs}}, but this is {{ours}}. Fetch the newer one "
    f"({LOCK_FILE} says which).",
)
_PROGRAM = Phrase(
    "{folder} er moedebogs egen mappe. Giv møderne en mappe for sig selv: moedebog init ../moeder",
    "{folder} is moedebog's own folder. Give the meetings a folder of their own: "
    "moedebog init ../moeder",
)
_NO_FOLDER = Phrase("{folder} er ikke en mappe.", "{folder} is no folder.")
_TAKEN = Phrase(
    "{folder} ligger i {name}/ i en mappe, der har møder i forvejen: {around}. Vælg en anden.",
    "{folder} lies in {name}/ of a folder that has meetings already: {around}. Choose another.",
)
