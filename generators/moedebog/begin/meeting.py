"""A new meeting to begin with: a commented meeting file in a forum that there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time
from itertools import cycle, islice
from pathlib import Path

from moedebog.begin.places import (
    day_of,
    forum_folder,
    refuse_existing,
    schema_path,
    schemas,
    write_new,
)
from moedebog.begin.scalars import scalar
from moedebog.diagnostics import Problems, has_errors
from moedebog.load import load_forum
from moedebog.meeting import Forum
from moedebog.workspace import MEETINGS, Workspace

_HEAD = """\
# yaml-language-server: $schema={schema}
# Et møde. Alt efter # er en bemærkning til dig og kommer ikke med i dokumenterne.
# Når der er skrevet i filen:   make dagsorden MEETING={stem}    (eller: moedebog dagsorden {stem})
# Når mødet er holdt:           make referat MEETING={stem}      (eller: moedebog referat {stem})

dato: {date}
"""
_BEFORE_ITEMS = """\
# afbud:                      # navne, der står under medlemmer i forum.yaml
#   - {name}
"""
_ITEMS = """\

punkter:
  - titel: Godkendelse af dagsorden
    sagstype: godkendelse_dagsorden
    varighed: 5               # minutter; klokkeslættene regnes ud

  # Skriv sagens egen titel og tekst i stedet for de her.
  - titel: Et punkt med en sag
    sagstype: beslutning
    varighed: 30
    # sagsnr: 25/12345
"""
_CASE = """\
    sagsfremstilling: |
      Her skrives sagen. Tomme linjer skiller afsnit, og **fed** og *kursiv* kan bruges.

      - et punkt i en liste
      - et punkt til
    # indstilling:
    #   fra: Sekretariatet
    #   at:
    #     - godkender forslaget
    # beslutning: |           # skrives, når mødet er holdt
    #   Indstillingen blev tiltrådt.
"""
_END = """\
    # bilag:
    #   - titel: Notat
    #     fil: bilag/notat.pdf

  - titel: Eventuelt
    sagstype: eventuelt
"""
_OF_MEETING = {
    "ekstraordinaert": """\
# ekstraordinaert: ja         # indkaldt uden for mødeplanen
""",
    "form": """\
# form: virtuelt              # eller fysisk, hybrid, skriftlig
""",
    "gaester": """\
# gaester:                    # andre, der er med til mødet
#   - Navn Navnesen
""",
}
"""Keys of the meeting, each with the lines that show it."""
_BEFORE_CASE = {
    "inhabil": """\
    # inhabil:
    #   - {name}
""",
    "lukket": """\
    # lukket:                 # så ser offentligheden kun dette af punktet
    #   grund: Forhandling om køb af ejendom
    #   offentlig_titel: Køb af ejendom
""",
}
_AFTER_CASE = {
    "afstemning": """\
    # afstemning:
    #   forslag: Indstillingen
    #   for: 5                # et tal, eller navne
    #   imod: 2
""",
    "protokolbemaerkninger": """\
    # protokolbemaerkninger:
    #   - fra: {other}
    #     tekst: |
    #       Det, der ønskes ført til protokols.
""",
    "opfoelgning": """\
    # opfoelgning:
    #   - opgave: Sender notatet ud
    #     ansvarlig: {name}
    #     frist: {date}
""",
}
"""Keys of the case, in the order of the document."""


def new(ws: Workspace, name: str, forum: str | None) -> list[Path]:
    """Make the meeting file ``name`` (a date) in ``forum``; returns the files made.

    The schemas that an editor reads are made where they are missing. Nothing is overwritten. Raises
    ``UsageProblem`` where the names will not do, and ``Problems`` where the forum's own file has
    errors.
    """
    path = meeting_path(ws, name, forum)
    loaded = load_forum(ws, path, ws.forum_file(path))
    if loaded.forum is None or has_errors(loaded.diagnostics):
        raise Problems(list(loaded.diagnostics))
    files = schemas(ws)
    schema = schema_path(ws, path.parent, "meeting")
    text = "".join(_lines(schema, path.stem, day_of(path.stem), loaded.forum))
    write_new({**files, path: text.encode()})
    return [*files, path]


def meeting_path(ws: Workspace, name: str, forum: str | None) -> Path:
    """Where a new meeting file goes; raises ``UsageProblem`` where the names will not do."""
    name = name.strip().removeprefix(f"{MEETINGS}/").removesuffix(".yaml")
    if forum is None and "/" in name:
        forum, _, name = name.rpartition("/")
    folder = forum_folder(ws, forum)
    day_of(name)
    path = folder / f"{name}.yaml"
    refuse_existing(ws, path)
    return path


def _lines(schema: str, stem: str, day: date, forum: Forum) -> Iterator[str]:
    """The file: what the forum's meetings share, and the keys that its legal kind often needs."""
    kind = forum.politik.retsgrundlag
    members = [one.navn for one in forum.medlemmer]
    name, other = islice(cycle(scalar(one) for one in members[:2] or ["Navn Navnesen"]), 2)
    wanted = {"name": name, "other": other, "date": day.isoformat()}
    yield _HEAD.format(schema=schema, stem=stem, **wanted)
    yield from _when_and_where(forum)
    yield from _of(_OF_MEETING, kind.preset.keys)
    yield _BEFORE_ITEMS.format(**wanted)
    yield _ITEMS
    yield from (lines.format(**wanted) for lines in _of(_BEFORE_CASE, kind.preset.keys))
    yield _CASE
    yield from (lines.format(**wanted) for lines in _of(_AFTER_CASE, kind.preset.keys))
    yield _END


def _of(lines: dict[str, str], keys: Iterable[str]) -> list[str]:
    return [text for key, text in lines.items() if key in keys]


def _when_and_where(forum: Forum) -> Iterator[str]:
    """When and where the forum usually meets; what it does not say is shown, commented."""
    start = forum.start or time(10)
    line = f'start: "{start:%H:%M}"'
    yield _beside(line, "forummets sædvanlige tid") if forum.start else f"{line}\n"
    if forum.slut:
        yield f'slut: "{forum.slut:%H:%M}"\n'
    else:
        yield f'# slut: "{start.replace(hour=(start.hour + 2) % 24):%H:%M}"\n'
    if forum.sted:
        yield _beside(f"sted: {scalar(forum.sted)}", "forummets; slet linjen ved et virtuelt møde")
    else:
        yield "# sted: Mødelokale 1\n"


def _beside(line: str, remark: str) -> str:
    """A line with a remark where the others have theirs."""
    return f"{line:<29} # {remark}\n"
