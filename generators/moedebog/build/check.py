"""Checking meeting files without making anything: what ``make validate`` does."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from moedebog import orphans, rules
from moedebog.begin import ages, same_names
from moedebog.build import glyphs, jobs
from moedebog.build.crashes import Failure, finding
from moedebog.build.templates import TemplateSet, style_of, template_set_of
from moedebog.compose import Plan
from moedebog.diagnostics import (
    Diagnostic,
    EnvironmentProblem,
    Phrase,
    Position,
    Problems,
    Rule,
    Severity,
    has_errors,
    in_order,
)
from moedebog.document import Kind
from moedebog.examples import Example
from moedebog.load import load, read_forum
from moedebog.looked import Looks
from moedebog.meeting import Meeting, Politik
from moedebog.render.formats import FORMATS, Needs
from moedebog.rules import looked_into
from moedebog.rules.looked_into import Attached
from moedebog.workspace import FORUM_FILE, MeetingFile, Workspace

if TYPE_CHECKING:
    from moedebog.build.known import Known

WRONG_ENDING = Rule(
    "M411",
    Severity.ERROR,
    Phrase(
        "Filen bliver ikke læst: den ender ikke på .yaml.",
        "The file is not read: it does not end in .yaml.",
    ),
    Phrase("Omdøb den til {navn}.", "Rename it to {navn}."),
    Example(wrong="2025-10-10.yml", right="2025-10-10.yaml"),
    about=(),
)
LINKED_FOLDER = Rule(
    "M412",
    Severity.ERROR,
    Phrase(
        "Mappen bliver ikke læst: den er et link til en anden mappe.",
        "The folder is not read: it is a link to another folder.",
    ),
    Phrase("Læg selve mappen her.", "Put the folder itself here."),
    Example(wrong="meetings/byraad er et link til en anden mappe.", right="En mappe."),
    about=(),
)

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
    formats: tuple[str, ...] = ()
    """In which the meeting's documents are drawn."""
    inputs: tuple[Path, ...] = ()
    """Every file that was read or looked for, where nothing at all was found."""
    attached: tuple[Attached, ...] = ()
    """The attachments that are still to be looked into."""
    politik: Politik | None = None
    """By which it is decided what is told of them."""


def validate(
    ws: Workspace,
    files: Sequence[MeetingFile],
    *,
    processes: int = 1,
    everything: bool = False,
    forum: str = "",
    remember: bool = False,
    today: date | None = None,
    done: Callable[[MeetingFile], None] = lambda _: None,
    failed: Callable[[Failure], None] = lambda _: None,
) -> list[Diagnostic]:
    """All that is wrong with these meetings, their forums and template sets, in order.

    ``everything``: these are all meetings there are, or all in the folder ``forum``; forums
    without a meeting are read too.
    ``remember``: what has not changed since it was found good is not looked at again.
    ``today``: what an issued dagsorden has got since is told where it would go out too late now,
    and what of a referat is still to come.
    ``failed`` is told of each meeting that moedebog itself fails at; that is a finding as well.
    """
    diagnostics: list[Diagnostic] = []
    templates: dict[str, tuple[Position, set[Needs]]] = {}

    def uses(template: str, position: Position, formats: Iterable[str]) -> None:
        needs = templates.setdefault(template, (position, set()))[1]
        needs.update(FORMATS[suffix].needs for suffix in formats)

    known = None
    if remember:
        from moedebog.build.known import Known

        known = Known(ws)
    waiting, examined = [], []
    for file in files:
        before = known.template(file.name) if known else None
        if before is None:
            waiting.append((ws, file, today))
        else:
            uses(*before)
            done(file)
    for checked in jobs.each(_check, waiting, processes, batch=BATCH):
        if isinstance(checked, jobs.Crash):
            file = checked.task[1]
            diagnostics.append(finding(ws, file, checked))
            failed(Failure(file.name, checked))
            done(file)
            continue
        diagnostics += checked.diagnostics
        if checked.template:
            uses(checked.template, checked.position, checked.formats)
        examined.append(checked)
        done(checked.file)
    diagnostics += _look_into(ws, examined, processes, known)
    for name, (position, needs) in templates.items():
        diagnostics += _check_templates(ws, name, position, needs, known)
    if known:
        known.save()
    if everything:
        diagnostics += ages.findings(ws)
        diagnostics += same_names.findings(ws)
        diagnostics += _check_unused_forums(ws, files, forum)
        diagnostics += _unread(ws, forum)
        told = [one for one in diagnostics if one.code in orphans.CODES]
        diagnostics += orphans.of_folders(ws, forum, told)
    return in_order(diagnostics)


def _check(task: tuple[Workspace, MeetingFile, date | None]) -> Checked:
    ws, file, today = task
    loaded = load(ws, file)
    if loaded.meeting is None:
        return Checked(file, loaded.diagnostics, "", Position(""))
    forum = loaded.meeting.forum
    issuing = today if today is not None and _awaits_another(loaded.meeting, today) else None
    examined = rules.examine(ws, file, loaded.meeting, loaded.unsure, issuing, today)
    diagnostics = rules.wanted([*loaded.diagnostics, *examined.diagnostics], forum.politik)
    good = not diagnostics and issuing is None  # tomorrow it may be too late
    inputs: tuple[Path, ...] = (*loaded.inputs, *examined.inputs) if good else ()
    styled = any(FORMATS[suffix].needs is Needs.STYLE for suffix in forum.formater)
    if not has_errors(diagnostics) and loaded.rare and styled:
        diagnostics += _missing_characters(ws, file, examined.plan)
        inputs = ()  # what the fonts have is not remembered
    return Checked(
        file,
        diagnostics,
        forum.skabelon,
        forum.position,
        forum.formater,
        inputs,
        tuple(looked_into.attached_of(examined.plan)),
        forum.politik,
    )


def _look_into(
    ws: Workspace, examined: Sequence[Checked], processes: int, known: Known | None
) -> Iterator[Diagnostic]:
    """What is found in the attachments of the meetings; each file is looked into once.

    A meeting in which nothing was found until now, nor is, is noted as good.
    """
    paths = [one.fil.sti for checked in examined for one in checked.attached]
    seen = Looks(ws.root).of(paths, workers=processes) if paths else {}
    for checked in examined:
        found = [
            finding
            for one in checked.attached
            for finding in looked_into.findings(one, seen[one.fil.sti], checked.file.name)
        ]
        wanted = rules.wanted(found, checked.politik) if checked.politik else found
        yield from wanted
        if known and checked.inputs and not wanted:
            template = (checked.template, checked.position, checked.formats)
            known.remember(checked.file.name, checked.inputs, template)


def _awaits_another(meeting: Meeting, today: date) -> bool:
    """Whether a further version of the dagsorden can still go out, and there is a deadline."""
    politik = meeting.forum.politik
    has_deadline = politik.frist_hverdage or politik.materiale_frist_hverdage
    issued = any(one.dokument == Kind.DAGSORDEN for one in meeting.udgaver)
    return bool(has_deadline) and issued and today <= meeting.dato


def _missing_characters(ws: Workspace, file: MeetingFile, planned: Plan) -> list[Diagnostic]:
    """Characters that no font of the template set has."""
    forum = planned.meeting.forum
    try:
        folder = template_set_of(ws, forum.skabelon, forum.position)
        style, _ = style_of(ws, folder)
    except (Problems, EnvironmentProblem):  # told elsewhere, or when documents are made
        return []
    return glyphs.missing(ws, file, planned, folder, style) if style else []


def _check_templates(
    ws: Workspace, name: str, position: Position, needs: Collection[Needs], known: Known | None
) -> list[Diagnostic]:
    """What is wrong with what is needed of a template set."""
    try:
        folder = template_set_of(ws, name, position)
    except Problems as problems:
        return problems.diagnostics
    return check_set(ws, folder, needs, known)


def check_set(
    ws: Workspace, folder: Path, needs: Collection[Needs], known: Known | None = None
) -> list[Diagnostic]:
    """What is wrong with what is needed of the template set in a folder."""
    look = TemplateSet(ws, folder)
    diagnostics: list[Diagnostic] = []
    if Needs.STYLE in needs or look.borrows:
        diagnostics += look.style_found()
        if not has_errors(diagnostics) and glyphs.rare(*look.sets.style_files):
            diagnostics += glyphs.missing_in_heads(ws, folder, look.style())
    for kind in Kind if Needs.TEMPLATE in needs else ():
        try:
            found = _check_word(ws, look, kind, known, needs)
        except Problems as problems:
            found = problems.diagnostics
        diagnostics += [one for one in found if one not in diagnostics]
    return diagnostics


def _check_word(
    ws: Workspace, look: TemplateSet, kind: Kind, known: Known | None, needs: Collection[Needs]
) -> list[Diagnostic]:
    """What is wrong with a Word template; it is tried, unless it was found good before.

    One of the set's own that is behind its style is told of where there are PDFs to look otherwise.
    """
    styled = Needs.STYLE in needs
    name, files = ws.display(look.sets.folder / f"{kind}.docx"), look.word_files(kind)
    name = name if styled else f"{name} alone"
    if known and known.has_word(name, files):
        return []
    from moedebog.render import docx

    template, shown = look.template(kind)
    diagnostics = docx.check(template, shown)
    age = []
    sound = styled and not has_errors([*diagnostics, *look.style_found()])
    if sound and isinstance(template, Path):
        age = docx.age(template, ws.display(look.sets.folder), look.style())
    if known and not diagnostics and not age:
        known.remember_word(name, files)
    return [*diagnostics, *age]


def _check_unused_forums(
    ws: Workspace, files: Sequence[MeetingFile], forum: str
) -> list[Diagnostic]:
    used = {ws.forum_file(file.path) for file in files}
    diagnostics: list[Diagnostic] = []
    walked = ws.folders(forum)
    places = [folder for folder, folders, names in walked if FORUM_FILE in (*folders, *names)]
    for path in (Path(folder, FORUM_FILE) for folder in sorted(places)):
        if path not in used:
            read = read_forum(path, ws.display(path), ws.meetings)
            politik = read.forum.politik if read.forum else None
            diagnostics += rules.wanted(read.diagnostics, politik) if politik else read.diagnostics
    return diagnostics


def _unread(ws: Workspace, forum: str) -> Iterator[Diagnostic]:
    """What was probably meant to be read, but is not."""
    for folder, folders, names in ws.folders(forum):
        for name in sorted(folders):
            path = Path(folder, name)
            if path.is_symlink() and any(path.glob("*.yaml")):
                yield LINKED_FOLDER.at(Position(ws.display(path)))
        for name in sorted(names):
            stem, ending = os.path.splitext(name)  # noqa: PTH122 - a thousand of them
            unlike = ending != ".yaml" and ending.lower() in (".yml", ".yaml")
            if unlike and not name.startswith("."):
                path = Path(folder, name)
                yield WRONG_ENDING.at(Position(ws.display(path)), navn=f"{stem}.yaml")
