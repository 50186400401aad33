"""One import, from the file that is read to the files that are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from moedebog.begin import places
from moedebog.diagnostics import Phrase, Problems, UsageProblem, has_errors
from moedebog.importer.budget import Budget
from moedebog.importer.genre import dates
from moedebog.importer.joint import Bodies, bodies_of, in_one_list
from moedebog.importer.pieces import Piece, everything
from moedebog.importer.readers import read
from moedebog.importer.recognise import Draft, draft_of
from moedebog.importer.write import (
    MARK,
    ONCE,
    drawable,
    forum_text,
    name_pictures,
    notes_of,
    written,
)
from moedebog.load import load_forum
from moedebog.meeting import Forum
from moedebog.workspace import FORUM_FILE, Workspace

TURNED = "efter filens navn er dagen måske {day}; dag og måned kan være byttet om"


class Imported(Struct, frozen=True):
    """What an import has made."""

    made: list[Path]
    """The files written, the meeting file last."""
    items: int
    unsure: int
    """Places with a comment ``# import: …``."""
    forum_drafted: bool
    pictures: int
    """Files of pictures, the first of those made."""


def import_file(
    ws: Workspace,
    file: Path,
    forum: str | None,
    meeting: str | None,
    budget: Budget | None = None,
) -> Imported:
    """Make a meeting file in ``forum`` out of ``file``; ``meeting`` names it, else its date.

    ``budget``: what the import may cost, where that is not the usual.

    Raises ``UsageProblem`` where the file cannot be read or the meeting file is there
    already, and ``Problems`` where the forum's own file has errors.
    """
    budget = budget or Budget()
    pieces = read(file, budget)
    folder = places.forum_folder(ws, forum, may_found=True)
    stem = meeting.strip().removesuffix(".yaml").rpartition("/")[2] if meeting else None
    if stem:
        places.day_of(stem)
        places.refuse_existing(ws, folder / f"{stem}.yaml")
    there = ws.forum_file(folder / "x.yaml")
    known_forum = _forum(ws, folder) if there else None
    bodies = bodies_of(ws, known_forum, folder, pieces) if known_forum else None
    if bodies is not None:
        pieces = in_one_list(pieces, bodies)
    draft = draft_of(pieces, bodies.together if bodies else None, budget)
    if draft.cover.dato and (other := dates.day_turned(draft.cover.dato, file.stem)):
        draft.cover.notes.append(TURNED.format(day=other.isoformat()))
    draft.cover.dato = draft.cover.dato or (places.day_of(stem) if stem else None)
    if draft.cover.dato is None and draft.cover.day:
        day = draft.cover.day
        raise UsageProblem(
            Phrase(
                f"Dagen står i dokumentet ({day}), men ikke året. Skriv datoen, f.eks. "
                "--meeting 2025-09-12 (make: MEETING=2025-09-12).",
                f"The document tells the day ({day}) but not the year. Write the date, e.g. "
                "--meeting 2025-09-12 (make: MEETING=2025-09-12).",
            )
        )
    if draft.cover.dato is None:
        raise UsageProblem(
            Phrase(
                "Der er ingen dato for mødet i dokumentet. Skriv den, f.eks. "
                "--meeting 2025-09-12 (make: MEETING=2025-09-12).",
                "There is no date of the meeting in the document. Write it, e.g. "
                "--meeting 2025-09-12 (make: MEETING=2025-09-12).",
            )
        )
    path = folder / f"{stem or draft.cover.dato.isoformat()}.yaml"
    shown = {folder / fil: data for fil, data in name_pictures(pieces, path.stem).items()}
    for file_ in (path, *shown):
        places.refuse_existing(ws, file_)
    files = places.schemas(ws)
    drafted = ""
    if bodies is None:
        drafted, new = forum_text(ws, draft, folder)
        bodies = Bodies(new)
        files[folder / FORUM_FILE] = drafted.encode()
    with _in_place(shown):
        schema_path = places.schema_path(ws, folder, "meeting")
        text = written(draft, bodies, path, schema_path, budget)
        if _keep_what_is_untold(draft, pieces, text):
            text = written(draft, bodies, path, schema_path, budget)
        text = drawable(text, ws, bodies, path)
        files[path] = text.encode()
        places.write_new(files)
    unsure = text.count(MARK) + drafted.count(MARK)
    return Imported([*shown, *files], len(draft.items), unsure, bool(drafted), len(shown))


@contextmanager
def _in_place(files: dict[Path, bytes]) -> Iterator[None]:
    """Files that must be there while the meeting file is checked; they go if it fails."""
    try:
        places.write_new(files)
        yield
    except BaseException:
        for file in files:
            file.unlink(missing_ok=True)
        raise


def _keep_what_is_untold(draft: Draft, pieces: list[Piece], text: str) -> bool:
    """Moves to the front what the meeting file does not tell; false where there is nothing.

    It holds what the reader was unsure of at a place that can have no comment, a title say.
    """
    wanted = Counter(" ".join(note.split()) for note in notes_of(pieces))
    written_down = Counter(re.findall(rf"(?m)^\s*(?:- )?{MARK}(.*)$", text))
    told = {note for note in ONCE if any(line.startswith(note) for line in written_down)}
    notes = [note for note in (wanted - written_down).elements() if note not in told]
    draft.cover.notes += notes
    lost = [p for p in everything(pieces) if p.picture and f"({p.picture.fil})" not in text]
    draft.cover.rest += lost
    return bool(notes or lost)


def _forum(ws: Workspace, folder: Path) -> Forum:
    meeting = folder / "x.yaml"
    loaded = load_forum(ws, meeting, ws.forum_file(meeting))
    if loaded.forum is None or has_errors(loaded.diagnostics):
        raise Problems([*loaded.diagnostics])
    return loaded.forum
