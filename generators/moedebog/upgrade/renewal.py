"""Which files there are to bring up to date, what would be written, and writing it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct

from moedebog import source
from moedebog.diagnostics import (
    Diagnostic,
    Phrase,
    Position,
    Problems,
    Rule,
    Severity,
    in_order,
    joined,
)
from moedebog.examples import Example
from moedebog.upgrade import tags
from moedebog.upgrade.changes import Change, FileKind, TagChange, applied, left_over, renamed
from moedebog.upgrade.edits import Uneditable
from moedebog.upgrade.rewriting import rewrite
from moedebog.workspace import FORUM_FILE, ISSUED_SUFFIX, SETTINGS_FILE, MeetingFile, Workspace

NOT_BY_ITSELF = Rule(
    "M466",
    Severity.WARNING,
    Phrase(
        "Her skal noget skrives om ({hvad}), men det er skrevet på en måde, som moedebog ikke "
        "retter uden at røre ved resten.",
        "Something is to be rewritten here ({hvad}), but it is written in a way that moedebog "
        "does not correct without touching the rest.",
    ),
    Phrase("Ret det i hånden.", "Correct it by hand."),
    Example(
        wrong="En nøgle, der er lavet om, med skråstreger i anførselstegn",
        right="Nøglen uden anførselstegn",
        file="Word",
    ),
    source=Phrase.same("docs/opgradering.md"),
    always=True,
)
CUT_TAG = Rule(
    "M467",
    Severity.WARNING,
    Phrase(
        "Mærket {maerke} bruger et navn, som er lavet om, men Word har delt det i stykker.",
        "The tag {maerke} uses a name that has changed, but Word has cut it into pieces.",
    ),
    Phrase("Skriv mærket forfra i Word, med {nyt}.", "Write the tag anew in Word, with {nyt}."),
    Example(
        wrong="{{ gammelt_navn }}, hvor Word retter stavning midt i navnet",
        right="{{ nyt_navn }}, skrevet forfra",
        file="Word",
    ),
    source=Phrase.same("docs/opgradering.md"),
    always=True,
)

STYLE = "pdf.yaml"
_BOM = "\ufeff"


class Done(Struct, frozen=True):
    """One thing that is written otherwise in a file."""

    line: int
    """0 in a file that is no text."""
    says: Phrase


class Renewed(Struct, frozen=True):
    """A file that is not up to date."""

    path: Path
    name: str
    """As messages call it."""
    before: bytes
    after: bytes
    done: tuple[Done, ...]
    tags: tuple[tuple[str, str], ...] = ()
    """Of a Word template: each tag as it was and as it is to be."""


class Outdated(Struct, frozen=True):
    """What there is to do in a workspace."""

    files: tuple[Renewed, ...]
    diagnostics: tuple[Diagnostic, ...]
    looked_at: int
    """How many files."""


def outdated(
    ws: Workspace,
    changes: Sequence[Change],
    renames: Sequence[TagChange],
    forum: str = "",
    meetings: Sequence[MeetingFile] = (),
) -> Outdated:
    """Every file that an earlier version wrote, or let write, otherwise.

    ``forum``: those in or below its folder alone, so neither settings nor templates;
    ``meetings``: the files of these alone, and the records beside them.
    """
    files: list[Renewed] = []
    diagnostics: list[Diagnostic] = []
    places = list(_of(meetings) if meetings else _files(ws, forum))
    for path, kind in places:
        own = [change for change in changes if change.kind is kind]
        renewed, problems = _renewed(ws, path, own)
        files += [renewed] if renewed else []
        diagnostics += problems
    templates = list(_templates(ws)) if renames and not forum and not meetings else []
    for path in templates:
        renewed, problems = _template(ws, path, renames)
        files += [renewed] if renewed else []
        diagnostics += problems
    return Outdated(tuple(files), tuple(in_order(diagnostics)), len(places) + len(templates))


def _of(meetings: Sequence[MeetingFile]) -> Iterator[tuple[Path, FileKind]]:
    for file in meetings:
        yield file.path, FileKind.MEETING
        record = file.path.with_name(f"{file.path.stem}{ISSUED_SUFFIX}")
        if record.is_file():
            yield record, FileKind.RECORD


def _files(ws: Workspace, forum: str) -> Iterator[tuple[Path, FileKind]]:
    for file in ws.meeting_files(forum):
        yield file.path, FileKind.MEETING
    for folder, _, names in ws.folders(forum):
        for name in sorted(names):
            if name == FORUM_FILE:
                yield Path(folder, name), FileKind.FORUM
            elif name.endswith(ISSUED_SUFFIX) and not name.startswith("."):
                yield Path(folder, name), FileKind.RECORD
    if forum:
        return
    if (ws.root / SETTINGS_FILE).is_file():
        yield ws.root / SETTINGS_FILE, FileKind.SETTINGS
    for path in sorted((ws.root / "templates").glob(f"*/{STYLE}")):
        yield path, FileKind.STYLE


def _templates(ws: Workspace) -> Iterator[Path]:
    for path in sorted((ws.root / "templates").glob("*/*.docx")):
        if not path.name.startswith(("~$", ".")):
            yield path


def _renewed(
    ws: Workspace, path: Path, changes: Sequence[Change]
) -> tuple[Renewed | None, list[Diagnostic]]:
    """A file with all changes that it needs, one after the other, and what is wrong with it."""
    name = ws.display(path)
    data, problems = source.contents(path, name, ws.root)
    if data is None:
        return None, problems
    before = data.decode("utf-8", "surrogateescape")
    text = before.removeprefix(_BOM)
    try:
        made, done, problems = applied(ws, path, name, text, changes)
    except Uneditable as trouble:
        says = joined(dict.fromkeys(change.says for change in changes))
        return None, [NOT_BY_ITSELF.at(trouble.position, hvad=says)]
    except Problems as unclear:
        return None, unclear.diagnostics
    problems += [
        NOT_BY_ITSELF.at(position, hvad=change.says)
        for change, position in left_over(ws, path, name, made, changes)
    ]
    if not done:
        return None, problems
    after = before.removesuffix(text) + made
    steps = tuple(Done(one.line, one.says) for one in done)
    return Renewed(path, name, data, after.encode("utf-8", "surrogateescape"), steps), problems


def _template(
    ws: Workspace, path: Path, renames: Sequence[TagChange]
) -> tuple[Renewed | None, list[Diagnostic]]:
    data = path.read_bytes()
    after, new_tags = tags.renamed(data, renames)
    new = ", ".join(change.new for change in renames)
    position = Position(ws.display(path))
    problems = [CUT_TAG.at(position, maerke=tag, nyt=new) for tag in tags.cut(after, renames)]
    if not new_tags:
        return None, problems
    done = tuple(Done(0, renamed(old, made)) for old, made in new_tags)
    return Renewed(path, ws.display(path), data, after, done, tuple(new_tags)), problems


def difference(file: Renewed) -> Iterator[str]:
    """What would be written, as a unified diff under the file's name; of a Word template, its tags.

    Without the lines that programs know a diff by: logs take these for commands.
    """
    yield f"{file.name}:"
    if file.tags:
        for old, new in file.tags:
            yield f"-{old}"
            yield f"+{new}"
        return
    before, after = (data.decode("utf-8", "replace") for data in (file.before, file.after))
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="")
    yield from islice(lines, 2, None)


def write(file: Renewed) -> None:
    """Write a file, whole or not at all. Raises ``EnvironmentProblem``.

    One that was changed since it was looked at is left alone.
    """
    rewrite(file.path, file.name, file.before, file.after)
