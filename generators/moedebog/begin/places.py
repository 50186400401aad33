"""Where new files go, what they may be called, and writing them."""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from datetime import date
from pathlib import Path, PurePosixPath

from moedebog.begin.names import checked_folder, is_name, slug
from moedebog.calls import call, quoted
from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.guesses import several
from moedebog.load import read_forum
from moedebog.workspace import FORUM_FILE, MEETINGS, Workspace, resources

_STEM = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-[\w-]+)?")
_SCHEMAS = ("forum", "meeting", "moedebog")
_ALIKE = 0.75
"""How alike a word and a forum must be for the one to be a slip for the other."""


def write_new(files: dict[Path, bytes]) -> None:
    """Write files that are not there yet, with their folders, each whole or not at all.

    Nothing is overwritten; raises ``FileExistsError``.
    """
    for file, data in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        begun = file.with_name(f".{file.name}.ny")
        try:
            begun.write_bytes(data)
            if os.path.lexists(file):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))
            begun.replace(file)
        except BaseException:
            begun.unlink(missing_ok=True)
            raise


def refuse_existing(ws: Workspace, path: Path) -> None:
    """Raises ``UsageProblem`` where the file is there already."""
    if path.exists():
        raise UsageProblem(
            Phrase(
                f"{ws.display(path)} findes allerede og er ikke rørt.",
                f"{ws.display(path)} is there already and was not touched.",
            )
        )


def forum_folder(ws: Workspace, forum: str | None, *, may_found: bool = False) -> Path:
    """The folder of a forum that there is, by its folder or its ``navn``; without a word the only
    one.

    ``may_found``: a folder that is like no forum's is a new one's. Raises ``UsageProblem`` where no
    forum is meant for certain.
    """
    known = _forums(ws)
    if forum is None:
        if len(known) == 1:
            return ws.meetings / PurePosixPath(known[0])
        raise UsageProblem(_which(known))
    wanted = forum.strip().replace("\\", "/").removeprefix("./")
    wanted = wanted.removeprefix(f"{MEETINGS}/").strip("/")
    refuse_a_file(ws, wanted)
    if wanted in known or wanted in _within_a_forum(ws):
        return ws.meetings / PurePosixPath(wanted)
    if any(wanted.startswith(f"{one}/") for one in known):
        return ws.meetings / PurePosixPath(checked_folder(wanted))
    named = [one for one in known if _same(wanted, *_names(ws, one))]
    if len(named) == 1:
        return ws.meetings / PurePosixPath(named[0])
    close = named or _like(ws, wanted, known)
    if close:
        meant = ", ".join(quoted(one) for one in close)
        asked = Phrase(
            f"Intet forum hedder {forum!r}. Mente du {meant}?",
            f"No forum is called {forum!r}. Did you mean {meant}?",
        )
        # Where its folder is there already, no new one can be begun by the word.
        double = slug(wanted) in known or _same(wanted, *known)
        raise UsageProblem(asked if double else asked + Phrase.same(" ") + _founding(wanted))
    checked_folder(wanted)
    if may_found:
        return ws.meetings / PurePosixPath(wanted)
    raise UsageProblem(
        Phrase(
            f"Intet forum hedder {forum!r}.{_there(known)} {_founding(wanted)}",
            f"No forum is called {forum!r}.{_there(known).english} {_founding(wanted).english}",
        )
    )


def refuse_a_file(ws: Workspace, typed: str) -> None:
    """Raises ``UsageProblem`` where a file, or what lies in one, was typed for a forum's folder."""
    path = ws.meetings / PurePosixPath(typed.strip().strip("/"))
    file = next((one for one in (path, *path.parents) if one.is_file()), None)
    if file is None:
        return
    known = [one for one in _forums(ws) if ws.meetings / one in file.parents]
    said = Phrase(
        f"{ws.display(file)} er en fil; et forum er en mappe.",
        f"{ws.display(file)} is a file; a forum is a folder.",
    )
    if known:
        meant = quoted(max(known, key=len))
        said += Phrase(f" Mente du {meant}?", f" Did you mean {meant}?")
    raise UsageProblem(said)


def refuse_a_double(ws: Workspace, folder: str) -> None:
    """Raises ``UsageProblem`` where another forum's folder differs in capitals alone."""
    for known in _forums(ws):
        if known != folder and _same(known, folder):
            raise UsageProblem(
                Phrase(
                    f"{known!r} er der allerede. To mapper må ikke kun afvige i store og små "
                    "bogstaver; nogle maskiner kan ikke kende dem fra hinanden.",
                    f"{known!r} is there already. Two folders must not differ in capitals alone; "
                    "some machines cannot tell them apart.",
                )
            )


def _forums(ws: Workspace) -> list[str]:
    """The folders of all forums, below ``meetings/`` with ``/``."""
    return sorted(path.parent.relative_to(ws.meetings).as_posix() for path in ws.forum_files())


def _within_a_forum(ws: Workspace) -> set[str]:
    """The folders that a forum file holds for, in their own or further up."""
    folders = (Path(folder) for folder, _, _ in ws.folders())
    return {
        folder.relative_to(ws.meetings).as_posix()
        for folder in folders
        if ws.forum_file(folder / FORUM_FILE)
    }


def _names(ws: Workspace, folder: str) -> list[str]:
    """What the forum in a folder is called; nothing where its file cannot be read."""
    path = ws.meetings / folder / FORUM_FILE
    forum = read_forum(path, ws.display(path), ws.meetings).forum
    return [name for name in (forum.navn, forum.navn_i_saetning) if name] if forum else []


def _same(one: str, *others: str) -> bool:
    """Whether a word is one of the others, whatever its capitals and blanks."""
    return _plain(one) in map(_plain, others)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _like(ws: Workspace, wanted: str, known: list[str]) -> list[str]:
    """The forums whose folder or name is like what was typed."""
    words = {_plain(one): one for one in known}
    words |= {_plain(name): one for one in known for name in _names(ws, one)}
    words |= {_plain(one.rpartition("/")[2]): one for one in known if "/" in one}
    return list(dict.fromkeys(words[word] for word in several(_plain(wanted), words, _ALIKE)))


def _which(known: list[str]) -> Phrase:
    if not known:
        typed = call("make forum", "moedebog forum")
        return Phrase(
            f"Der er intet udvalg endnu. Begynd det med: {typed}",
            f"There is no committee yet. Begin it with: {typed}",
        )
    typed = call("FORUM=", "--forum ") + quoted(known[0])
    return Phrase(
        f"Hvilket forum? Skriv f.eks. {typed}.{_there(known)}",
        f"Which forum? Write e.g. {typed}.{_there(known).english}",
    )


def _there(known: list[str]) -> Phrase:
    listed = ", ".join(map(quoted, known))
    if not known:
        return Phrase(" Der er intet udvalg endnu.", " There is no committee yet.")
    return Phrase(f" Der er: {listed}.", f" There are: {listed}.")


def _founding(folder: str) -> Phrase:
    """How a new forum is begun, in a folder or, where a name was typed, by it."""
    word = quoted(folder)
    named = is_name(folder)
    make, plain = ("", "") if named else (" NAVN=…", " --navn …")
    typed = call(f"make forum FORUM={word}{make}", f"moedebog forum {word}{plain}")
    return Phrase(f"Et nyt begyndes med: {typed}", f"A new one is begun with: {typed}")


def day_of(name: str) -> date:
    """The date that the name of a meeting begins with; raises ``UsageProblem`` for another."""
    match = _STEM.fullmatch(name)
    try:
        if match:
            return date.fromisoformat(match[1])
    except ValueError:
        pass
    raise UsageProblem(
        Phrase(
            f"{name!r} duer ikke som navn på et møde. Begynd med datoen, f.eks. 2026-01-20 eller "
            "2026-01-20-ekstra.",
            f"{name!r} cannot be the name of a meeting. Begin with the date, e.g. 2026-01-20 or "
            "2026-01-20-ekstra.",
        )
    )


def schemas(ws: Workspace) -> dict[Path, bytes]:
    """The schemas of meetings and forums, as far as the workspace lacks them.

    An editor explains the keys by them.
    """
    wanted = {ws.root / name: data for name, data in every_schema().items()}
    settings = ws.root / _schema("moedebog")
    return {path: data for path, data in wanted.items() if path != settings and not path.exists()}


def every_schema() -> dict[str, bytes]:
    """The schemas of all files that are written by hand, by their names in a workspace."""
    return {
        _schema(name): (resources("schemas") / Path(_schema(name)).name).read_bytes()
        for name in _SCHEMAS
    }


def schema_path(ws: Workspace, folder: Path, name: str) -> str:
    """The way from a folder to a schema, as the first line of a file names it."""
    target = ws.root / _schema(name)
    return Path(os.path.relpath(target, folder)).as_posix()


def _schema(name: str) -> str:
    return f"schemas/{name}.schema.json"
