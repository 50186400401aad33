"""Checking meeting files without making anything: what ``make validate`` does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from moedebog import rules
from moedebog.build import jobs
from moedebog.build.known import Known
from moedebog.build.make import style_of, template_set_of, word_template
from moedebog.compose import compose_all
from moedebog.diagnostics import (
    Diagnostic,
    EnvironmentProblem,
    Position,
    Problems,
    has_errors,
    in_order,
)
from moedebog.document import Kind
from moedebog.load import load, read_forum
from moedebog.meeting import Meeting
from moedebog.workspace import FORUM_FILE, MeetingFile, Workspace

BATCH = 16
"""Meetings that a process is given at a time: each takes some ten milliseconds."""


class Checked(Struct, frozen=True):
    """What was found in one meeting."""

    file: MeetingFile
    diagnostics: list[Diagnostic]
    template: str
    """The template set; empty where the meeting could not be read."""
    position: Position
    """Where the forum names it."""
    inputs: tuple[Path, ...] = ()
    """Every file that was read or looked for, where nothing at all was found."""


def validate(
    ws: Workspace,
    files: Sequence[MeetingFile],
    *,
    processes: int = 1,
    everything: bool = False,
    remember: bool = False,
    done: Callable[[MeetingFile], None] = lambda _: None,
) -> list[Diagnostic]:
    """All that is wrong with these meetings, their forums and template sets, in order.

    ``everything``: these are all meetings there are; forums without a meeting are read too,
    and the Word templates are tried.
    ``remember``: a meeting that has not changed since it was found good is not read again.
    """
    found: list[Diagnostic] = []
    templates: dict[str, Position] = {}
    known = Known(ws) if remember else None
    waiting = []
    for file in files:
        before = known.template(file.name) if known else None
        if before is None:
            waiting.append((ws, file))
        else:
            templates.setdefault(before[0], Position(*before[1:]))
            done(file)
    for checked in jobs.each(_check, waiting, processes, batch=BATCH):
        found += checked.diagnostics
        if checked.template:
            templates.setdefault(checked.template, checked.position)
        if known and checked.inputs:
            place = checked.position
            template = (checked.template, place.file, place.line, place.column)
            known.remember(checked.file.name, checked.inputs, template)
        done(checked.file)
    if known:
        known.save()
    for name, position in templates.items():
        found += _check_templates(ws, name, position, everything)
    if everything:
        found += _check_unused_forums(ws, files)
    return in_order(found)


def _check(task: tuple[Workspace, MeetingFile]) -> Checked:
    ws, file = task
    loaded = load(ws, file)
    if loaded.meeting is None:
        return Checked(file, loaded.diagnostics, "", Position(""))
    forum = loaded.meeting.forum
    more, others = rules.examine(ws, file, loaded)
    found = rules.wanted([*loaded.diagnostics, *more], forum.politik)
    inputs: tuple[Path, ...] = () if found else (*loaded.inputs, *others)
    if not has_errors(found) and _may_lack_glyphs(file.path.read_text(encoding="utf-8")):
        found += _missing_glyphs(ws, file, loaded.meeting)
        inputs = ()  # what the fonts have is not remembered
    return Checked(file, found, forum.skabelon, forum.position, inputs)


_RARE = re.compile("[^\n -~\u00a0-\u017f\u2010-\u2015\u2018-\u201e\u2022\u2026\u20ac\ufeff]")
"""Characters that a font may lack; every font that can be used for Danish has the others."""
_ESCAPED = re.compile(r"\\[uUxN]|&#?\w+;")
"""How such a character may be written instead."""


def _may_lack_glyphs(text: str) -> bool:
    if not _is_latin_1(text) and _RARE.search(text):
        return True
    return ("\\" in text or "&" in text) and _ESCAPED.search(text) is not None


def _is_latin_1(text: str) -> bool:
    try:
        text.encode("latin-1")  # ten times as quick as the search
    except UnicodeEncodeError:
        return False
    return True


def _missing_glyphs(ws: Workspace, file: MeetingFile, meeting: Meeting) -> list[Diagnostic]:
    """Characters that no font of the template set has, told once."""
    from moedebog.render import pdf

    try:
        folder = template_set_of(ws, meeting.forum.skabelon, meeting.forum.position)
        style, _ = style_of(ws, folder)
    except (Problems, EnvironmentProblem):  # told elsewhere, or when documents are made
        return []
    text = file.path.read_text(encoding="utf-8")
    found: dict[str, Diagnostic] = {}
    for document in compose_all(meeting)[0].values() if style else ():
        for diagnostic in pdf.missing_characters(document, style):  # type: ignore[arg-type]
            if not diagnostic.position.line:  # a title, say, which knows no place of its own
                place = _first(text, str(diagnostic.values["tegn"]), ws.display(file.path))
                diagnostic = replace(diagnostic, position=place)
            found.setdefault(str(diagnostic), diagnostic)
    return in_order(found.values())


def _first(text: str, described: str, name: str) -> Position:
    """Where a character, described by its code, first stands in a file."""
    match = re.search(r"U\+([0-9A-F]+)", described)
    index = text.find(chr(int(match[1], 16))) if match else -1
    if index < 0:
        return Position(name)
    return Position(name, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _check_templates(ws: Workspace, name: str, position: Position, word: bool) -> list[Diagnostic]:
    """What is wrong with a template set; ``word``: also with its Word templates."""
    try:
        folder = template_set_of(ws, name, position)
        found = style_of(ws, folder)[1]
        if word:
            found += [d for kind in Kind for d in _check_word(ws, word_template(ws, folder, kind))]
        return found
    except Problems as problems:
        return problems.diagnostics


def _check_word(ws: Workspace, template: Path) -> list[Diagnostic]:
    from moedebog.render import docx

    return docx.check(template, ws.display(template))


def _check_unused_forums(ws: Workspace, files: Sequence[MeetingFile]) -> list[Diagnostic]:
    used = {ws.forum_file(file.path) for file in files}
    found: list[Diagnostic] = []
    for path in sorted(ws.meetings.rglob(FORUM_FILE)):
        hidden = any(part.startswith(".") for part in path.relative_to(ws.meetings).parts)
        if path in used or hidden:
            continue
        found += read_forum(path, ws.display(path))[1]
    return found
