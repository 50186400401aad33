"""``moedebog init``: a folder becomes a workspace of its own. What is there already stays."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from moedebog import __version__
from moedebog.begin import gitignore, kit
from moedebog.begin.gitignore import IGNORE
from moedebog.begin.lock import (
    LOCK_FILE,
    NEVER,
    UNKNOWN,
    Lock,
    checksum,
    is_newer,
    lock_bytes,
    read_lock,
)
from moedebog.begin.pins import PINS, names_moedebog, read_pins, rewritten, stated, what_to_add
from moedebog.begin.places import write_new
from moedebog.diagnostics import EnvironmentProblem, Phrase, UsageProblem
from moedebog.workspace import OUTPUT, RESERVED, Workspace, is_folder

_HOSTS = {
    "github": r"(.+\.)?github\..+",
    "gitlab": r"(.+\.)?gitlab\..+",
    "azure": r"(.+\.)?dev\.azure\.com|.+\.visualstudio\.com",
    "forgejo": r"codeberg\.org|(.+\.)?forgejo\..+",
}
"""By what the name of a git server is known."""
_HOST = re.compile(r"(?:[a-z+]+://(?:[^@/]*@)?|(?:[\w.-]+@)?(?=[\w-]+\.[\w.-]+:))([\w.-]+)")
"""That of ``https://host/…``, of ``ssh://git@host:22/…`` and of ``git@host:…``."""
MAKEFILE = "Makefile"
_HAS_TO_BE_IN_GIT = {
    "meetings/udvalg/2026-01-20.yaml": "meetings/",
    LOCK_FILE: LOCK_FILE,
}
"""What git is asked about, and what that stands for."""


class Begun(Struct, frozen=True):
    """What came of it. Names are from the workspace's root, with ``/``."""

    ws: Workspace
    written: list[str]
    kept: list[str]
    """Files that were there and say something else than would have been written."""
    around: Path | None
    """Another workspace that this one lies in."""
    lacking: tuple[Phrase, ...]
    """What somebody has to write before all of it works."""
    completed: tuple[str, ...] = ()
    """Files that were there and lacked lines, which were added at their end."""
    unread: tuple[str, ...] = ()
    """Files for which nobody looks here, but at the top of git: there they do not name the folder
    (or are not there yet)."""


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
    if lock and is_newer(lock.files_of, __version__):
        raise EnvironmentProblem(_NEWER.put(theirs=lock.files_of, ours=__version__))
    without = bool(lock and lock.uden_ci) if servers is None else not servers
    if servers is None:
        servers = [] if without else servers_of(root)
    files = kit.core()
    for server in (*servers, *(_servers_there(root) if lock is None else ())):
        files |= kit.for_server(server)
    if with_example:
        files |= kit.example()
    wanted = [name for name in kit.read_at_the_top() if name in files]
    elsewhere = at_the_top(root)
    files = {name: data for name, data in files.items() if name not in elsewhere}
    _refuse_files_for_folders(root, files)
    written, kept, completed, sums = [], [], [], dict(lock.filer) if lock else {}
    offered = lock.gitignore if lock else ()
    for name, data in files.items():
        path = root / name
        if not os.path.lexists(path):
            write_new({path: data})
            written.append(name)
        elif not _says(path, name, data):
            own = name == IGNORE and name not in sums and path.is_file() and not path.is_symlink()
            if own and _completed(path, data, offered):
                completed.append(name)
            else:
                kept.append(name)
            offered = tuple({*offered, *gitignore.lines_of(data)}) if own else offered
            continue
        if not name.startswith(kit.MEETINGS):
            sums[name] = checksum(path.read_bytes())
    # Last: where it is there, all else is. Its version stays that of the oldest file.
    lock = lock or _first_lock(root, kept)
    new = lock_bytes(Lock(lock.moedebog, {**lock.filer, **sums}, lock.rettet, without, offered))
    if not (root / LOCK_FILE).exists():
        write_new({root / LOCK_FILE: new})
        written.append(LOCK_FILE)
    elif (root / LOCK_FILE).read_bytes() != new:
        _replace(root / LOCK_FILE, new)
    lacking, unread = (*_lacking(root, kept), *_kept_out(root)), tuple(_unread(root, wanted))
    return Begun(ws, written, kept, around, lacking, tuple(completed), unread)


def _lacking(root: Path, kept: Sequence[str]) -> Iterator[Phrase]:
    """What nobody but people can put in."""
    text = _pins(root / PINS)
    if not names_moedebog(text):
        yield what_to_add(text)
    makefile = _text(root / MAKEFILE)
    if MAKEFILE in kept and not re.search(r"(?mi)^[^#\n]*\bmoedebog\b", makefile):
        yield _OWN_MAKEFILE


def is_program(root: Path) -> bool:
    """Whether a folder is moedebog's own, where others' files would be in the way."""
    return (root / "generators" / "moedebog").is_dir()


def _servers_there(root: Path) -> Iterator[str]:
    """Servers whose files seem to have been written by us."""
    for server in kit.CI:
        if any(_seems_ours(root / name, name) for name in kit.for_server(server)):
            yield server


def _first_lock(root: Path, kept: Sequence[str]) -> Lock:
    """The lock of a folder that has none; ``kept``: the files that say something else than ours.

    Where some of them seem to be ours, they are of another version, or somebody changed them.
    """
    own = [one for one in kept if one not in (PINS, IGNORE) and _seems_ours(root / one, one)]
    fetched = stated(_pins(root / PINS))
    if fetched and is_newer(__version__, fetched):
        version = fetched
    else:
        version = UNKNOWN if own else __version__
    return Lock(version, dict.fromkeys(own, NEVER))


def _seems_ours(path: Path, name: str) -> bool:
    return not path.is_symlink() and path.is_file() and kit.resembles(name, path.read_bytes())


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


def _pins(path: Path) -> str:
    try:
        return read_pins(path.read_bytes())
    except OSError:
        return ""


def _replace(path: Path, data: bytes) -> None:
    """Put other content in the place of what a file has, whole or not at all."""
    begun = path.with_name(f".{path.name}.ny")
    begun.write_bytes(data)
    begun.replace(path)


def servers_of(root: Path) -> list[str]:
    """The CI servers that the git around a folder is pushed to, as far as they are known."""
    top = git_top(root)
    if top is None:
        return []
    host = _HOST.match(_origin(top).lower())
    return [server for server, name in _HOSTS.items() if host and re.fullmatch(name, host[1])]


def _origin(root: Path) -> str:
    """The address that a repository of git is pushed to; empty where there is none."""
    return git_says(root, "remote", "get-url", "origin").strip()


def git_says(root: Path, *arguments: str, typed: str = "") -> str:
    """What git says in a folder; empty where it is not there or says nothing."""
    asked = ["git", "-C", str(root), *arguments]
    environment = {key: text for key, text in os.environ.items() if not key.startswith("GIT_")}
    given = typed.encode()
    try:
        told = subprocess.run(asked, capture_output=True, env=environment, input=given)  # noqa: S603 - no shell
    except OSError:
        return ""
    return told.stdout.decode("utf-8", "replace")


def _kept_out(root: Path) -> Iterator[Phrase]:
    """That git's own rules keep out what has to be in git, by which rule."""
    if git_top(root) is None:
        return
    asked = "".join(f"{name}\0" for name in _HAS_TO_BE_IN_GIT)
    told = git_says(root, "check-ignore", "--verbose", "-z", "--stdin", typed=asked).split("\0")
    for file, line, rule, name in zip(*(told[at::4] for at in range(4)), strict=False):
        if not rule.startswith("!"):
            yield _KEPT_OUT.put(name=_HAS_TO_BE_IN_GIT[name], file=file, line=line, rule=rule)


def git_top(root: Path) -> Path | None:
    """The folder of git's that a folder is or lies in; servers look for their files there."""
    root = root.resolve()
    return next((one for one in (root, *root.parents) if os.path.lexists(one / ".git")), None)


def at_the_top(root: Path) -> set[str]:
    """The files that are read at git's top alone and are there, and not in the folder below."""
    top = git_top(root)
    if top is None or top == root:
        return set()
    there = (name for name in kit.read_at_the_top() if os.path.lexists(top / name))
    return {name for name in there if not os.path.lexists(root / name)}


def _unread(root: Path, wanted: Sequence[str]) -> Iterator[str]:
    """The files of a folder below git's top that check nothing in it.

    At the top one does that names the folder. ``wanted``: those that the folder is to have.
    """
    top = git_top(root)
    if top is None or top == root:
        return
    folder = root.relative_to(top).as_posix()
    for name in kit.read_at_the_top():
        wants = name in wanted or os.path.lexists(root / name)
        if wants and not _goes_to(folder, _text(top / name)):
            yield name


def _goes_to(folder: str, text: str) -> bool:
    """Whether a server's file names a folder: not as a key, in a title or in a remark."""
    said = re.sub(r"(?m)^[ -]*name:.*|(?:^|\s)#.*", "", text).replace("./", "")
    return re.search(rf"(?<![\w./-]){re.escape(folder)}(?![\w.:-])", said) is not None


def _refuse_files_for_folders(root: Path, files: Iterable[str]) -> None:
    """Raises ``UsageProblem`` where a file has the place of a folder that is to be."""
    for name in files:
        for part in (root / name).relative_to(root).parents:
            if os.path.lexists(root / part) and not is_folder(root / part):
                raise UsageProblem(_FILE_FOR_FOLDER.put(path=str(root / part)))


def _around(root: Path) -> Path | None:
    """The workspace that a folder lies in; raises ``UsageProblem`` where it has that place."""
    if is_program(root):
        raise UsageProblem(_PROGRAM.put(folder=str(root)))
    if os.path.lexists(root) and not is_folder(root):
        raise UsageProblem(_NO_FOLDER.put(folder=str(root)))
    try:
        around = Workspace.find(root.parent).root
    except UsageProblem:
        return None
    first = root.relative_to(around).parts[0]
    if first in (OUTPUT, *RESERVED):
        raise UsageProblem(_TAKEN.put(folder=str(root), name=first, around=str(around)))
    return around


def _completed(path: Path, data: bytes, offered: Sequence[str]) -> bool:
    """Add to somebody's ``.gitignore`` what it lacks and was not offered; whether it did."""
    there = path.read_bytes()
    added = gitignore.lacking(there, data, offered)
    if not added:
        return False
    _replace(path, gitignore.completed(there, added))
    return True


def _says(path: Path, name: str, data: bytes) -> bool:
    """Whether a file says what would be written, whatever git made of its line endings.

    A file of pins does too where it has moedebog from somewhere else.
    """
    if name == PINS and path.is_file():
        text = _pins(path)
        return rewritten(text, data.decode(), path.parent).text == text
    try:
        return checksum(path.read_bytes()) == checksum(data)
    except OSError:
        return False


_OWN_MAKEFILE = Phrase(
    f"{MAKEFILE} er jeres egen, så make validate og de andre er ikke i den, og pre-commit kan ikke "
    "kontrollere med den. Tilføj linjerne »program:« og »validate dagsorden referat: ; @moedebog "
    "$@«, den sidste med de kommandoer, I bruger.",
    f"{MAKEFILE} is your own, so make validate and the others are not in it, and pre-commit cannot "
    "check by it. Add the lines »program:« and »validate dagsorden referat: ; @moedebog $@«, the "
    "last one with the commands that you use.",
)
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
_FILE_FOR_FOLDER = Phrase(
    "{path} er en fil, og her skal være en mappe af det navn. Flyt den; intet er skrevet.",
    "{path} is a file, and there is to be a folder of that name. Move it; nothing was written.",
)
_KEPT_OUT = Phrase(
    "git holder {name} ude på grund af »{rule}« ({file}, linje {line}), så ingen andre får det. "
    "Fjern linjen, eller ret den.",
    "git keeps {name} out because of »{rule}« ({file}, line {line}), so that nobody else gets it. "
    "Remove the line, or correct it.",
)
_TAKEN = Phrase(
    "{folder} ligger i {name}/ i en mappe, der har møder i forvejen: {around}. Vælg en anden.",
    "{folder} lies in {name}/ of a folder that has meetings already: {around}. Choose another.",
)
