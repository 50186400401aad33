"""Where new files go, what they may be called, and writing them."""

from __future__ import annotations

import errno
import os
import re
from datetime import date
from pathlib import Path, PurePosixPath

from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.workspace import FORUM_FILE, Workspace, resources

_STEM = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-[\w-]+)?")
_SCHEMAS = ("forum", "meeting", "moedebog")
_FOLDER = re.compile(r"\w[\w .-]*")


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


def forum_folder(ws: Workspace, forum: str | None) -> Path:
    """The folder of a forum; without a name the only one there is.

    Raises ``UsageProblem`` where the name will not do, or one is needed.
    """
    return ws.meetings / PurePosixPath(_checked_forum(ws, forum))


def _checked_forum(ws: Workspace, forum: str | None) -> str:
    if forum is None:
        forums = sorted(
            path.parent.relative_to(ws.meetings).as_posix()
            for path in ws.meetings.rglob(FORUM_FILE)
        )
        if len(forums) == 1:
            return forums[0]
        listed = ", ".join(forums)
        there = (
            Phrase(f" Der er: {listed}.", f" There are: {listed}.") if forums else Phrase("", "")
        )
        raise UsageProblem(
            Phrase(
                f"Hvilket forum? Skriv f.eks. FORUM=mit-forum.{there}",
                f"Which forum? Write e.g. FORUM=mit-forum.{there.english}",
            )
        )
    return checked_folder(forum)


def checked_folder(forum: str) -> str:
    """The folder of a forum below ``meetings/``, as it was typed; raises ``UsageProblem``."""
    parts = forum.strip().strip("/").split("/")
    if not all(_FOLDER.fullmatch(part) and part.rstrip(" .") == part for part in parts):
        raise UsageProblem(
            Phrase(
                f"{forum!r} duer ikke som navn på en mappe. Brug bogstaver, tal og bindestreg, "
                "f.eks. FORUM=teknisk-udvalg.",
                f"{forum!r} cannot be the name of a folder. Use letters, digits and hyphens, "
                "e.g. FORUM=teknisk-udvalg.",
            )
        )
    return "/".join(parts)


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
            f"{name!r} duer ikke som navn på et møde. Begynd med datoen, f.eks. MEETING=2026-01-20 "
            "eller MEETING=2026-01-20-ekstra.",
            f"{name!r} cannot be the name of a meeting. Begin with the date, e.g. "
            "MEETING=2026-01-20 or MEETING=2026-01-20-ekstra.",
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
