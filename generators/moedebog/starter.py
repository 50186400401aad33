"""A new meeting to begin with: a commented meeting file and, where it lacks one, its forum."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path, PurePosixPath

from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.workspace import FORUM_FILE, MEETINGS, Workspace, resources

_SCHEMAS = ("forum", "meeting")
"""Those of the files that are written by hand."""

MEETING = """\
# yaml-language-server: $schema={schema}
# Et møde. Alt efter # er en bemærkning til dig og kommer ikke med i dokumenterne.
# Når der er skrevet i filen:   make dagsorden MEETING={stem}    (eller: moedebog dagsorden {stem})
# Når mødet er holdt:           make referat MEETING={stem}      (eller: moedebog referat {stem})

dato: {date}
start: "10:00"
# slut: "12:00"
# ekstraordinaert: ja         # indkaldt uden for mødeplanen
# form: virtuelt              # eller fysisk, hybrid, skriftlig
# sted: Mødelokale 1          # uden denne linje bruges stedet i forum.yaml
dagsorden_status: udkast      # udsendt, når dagsordenen er sendt ud
# afbud: [Navn Navnesen]      # navne, der står under medlemmer i forum.yaml

punkter:
  - titel: Godkendelse af dagsorden
    sagstype: godkendelse_dagsorden
    varighed: 5               # minutter; klokkeslættene regnes ud

  - titel: Et punkt med en sag
    sagstype: beslutning
    varighed: 30
    # sagsnr: 25/12345
    sagsfremstilling: |
      Her skrives sagen. Tomme linjer skiller afsnit, og **fed** og *kursiv* kan bruges.

      - et punkt i en liste
      - et punkt til
    indstilling:
      fra: Sekretariatet
      at:
        - tager orienteringen til efterretning
    # beslutning: |           # skrives, når mødet er holdt
    #   Indstillingen blev tiltrådt.
    # bilag:
    #   - titel: Notat
    #     fil: bilag/notat.pdf

  - titel: Eventuelt
    sagstype: eventuelt
"""

FORUM = """\
# yaml-language-server: $schema={schema}
# Det, som forummets møder har til fælles.

navn: {name}
# sted: Mødelokale 1          # det sædvanlige mødested
# moedeleder: Navn Navnesen
# referent: Navn Navnesen
# medlemmer:
#   - Navn Navnesen
#   - navn: Anden Andersen
#     titel: Direktør
#     organisation: Kommunen
"""

_STEM = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-[\w-]+)?")
_FOLDER = re.compile(r"\w[\w .-]*")


def new(ws: Workspace, name: str, forum: str | None) -> list[Path]:
    """Make the meeting file ``name`` (a date) in ``forum``; returns the files made.

    The forum's file and the schemas that an editor reads are made where they are missing.
    Nothing is overwritten. Raises ``UsageProblem`` where the names will not do.
    """
    name = name.strip().removeprefix(f"{MEETINGS}/").removesuffix(".yaml")
    if forum is None and "/" in name:
        forum, _, name = name.rpartition("/")
    folder = forum_folder(ws, forum)
    day = day_of(name)
    path = folder / f"{name}.yaml"
    refuse_existing(ws, path)
    files = schemas(ws)
    if ws.forum_file(path) is None:
        forum_name = folder.name.replace("-", " ").replace("_", " ").capitalize()
        text = FORUM.format(schema=schema_path(ws, folder, "forum"), name=_quoted(forum_name))
        files[folder / FORUM_FILE] = text.encode()
    schema = schema_path(ws, folder, "meeting")
    files[path] = MEETING.format(schema=schema, stem=name, date=day.isoformat()).encode()
    write_new(files)
    return list(files)


def write_new(files: dict[Path, bytes]) -> None:
    """Write files that are not there yet, with their folders; nothing is overwritten."""
    for file, data in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(data)


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
    """The schemas that the workspace lacks: an editor explains the keys by them."""
    return {
        ws.root / "schemas" / schema.name: schema.read_bytes()
        for schema in (resources("schemas") / f"{name}.schema.json" for name in _SCHEMAS)
        if not (ws.root / "schemas" / schema.name).exists()
    }


def schema_path(ws: Workspace, folder: Path, name: str) -> str:
    """The way from a folder to a schema, as the first line of a file names it."""
    target = ws.root / "schemas" / f"{name}.schema.json"
    return Path(os.path.relpath(target, folder)).as_posix()


def _quoted(text: str) -> str:
    """A name as a YAML scalar that no reader takes for anything but text."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
