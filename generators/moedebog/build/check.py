"""Checking meeting files without making anything: what ``make validate`` does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from moedebog import rules
from moedebog.build import jobs
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


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one meeting."""

    file: MeetingFile
    diagnostics: list[Diagnostic]
    template: str
    """The template set; empty where the meeting could not be read."""
    position: Position
    """Where the forum names it."""


def validate(
    ws: Workspace,
    files: Sequence[MeetingFile],
    *,
    processes: int = 1,
    everything: bool = False,
    done: Callable[[MeetingFile], None] = lambda _: None,
) -> list[Diagnostic]:
    """All that is wrong with these meetings, their forums and template sets, in order.

    ``everything``: these are all meetings there are; forums without a meeting are read too,
    and the Word templates are tried.
    """
    found: list[Diagnostic] = []
    templates: dict[str, Position] = {}
    for checked in jobs.each(_check, [(ws, file) for file in files], processes):
        found += checked.diagnostics
        if checked.template:
            templates.setdefault(checked.template, checked.position)
        done(checked.file)
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
    found = rules.wanted([*loaded.diagnostics, *rules.examine(ws, file, loaded)], forum.politik)
    if not has_errors(found):
        found += _missing_glyphs(ws, file, loaded.meeting)
    return Checked(file, found, forum.skabelon, forum.position)


_RARE = re.compile("[^\n -~\u00a0-\u017f\u2010-\u2015\u2018-\u201e\u2022\u2026\u20ac\ufeff]")
"""Characters that a font may lack; every font that can be used for Danish has the others."""


def _missing_glyphs(ws: Workspace, file: MeetingFile, meeting: Meeting) -> list[Diagnostic]:
    """Characters that no font of the template set has, found by drawing what has rare ones."""
    if not _RARE.search(file.path.read_text(encoding="utf-8")):
        return []
    from moedebog.render import pdf

    found: list[Diagnostic] = []
    try:
        folder = template_set_of(ws, meeting.forum.skabelon, meeting.forum.position)
        style, _ = style_of(ws, folder)
        for document in compose_all(meeting)[0].values() if style else ():
            pdf.render(document, style)  # type: ignore[arg-type]
    except Problems as problems:
        found += problems.diagnostics
    except EnvironmentProblem:
        pass  # told when documents are made
    return in_order(found)


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
