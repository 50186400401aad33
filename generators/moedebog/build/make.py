"""One meeting's documents, from its files to bytes on disk. Runs in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from moedebog import rules
from moedebog.build import glyphs
from moedebog.build.manifest import Digests, contents, digest_of, fingerprint
from moedebog.build.origin import template_set
from moedebog.build.store import Store
from moedebog.build.tasks import Paper, Result, Task
from moedebog.build.templates import TemplateSet, template_set_of
from moedebog.compose import Composer, Plan, has_minutes
from moedebog.diagnostics import (
    Diagnostic,
    EnvironmentProblem,
    Phrase,
    Problems,
    Rule,
    Severity,
    has_errors,
)
from moedebog.document import Audience, Document, Kind
from moedebog.events import Begivenhed
from moedebog.examples import Example
from moedebog.fakta import ZONE, Fakta
from moedebog.issued import issued_file
from moedebog.load import Loaded, load
from moedebog.render.formats import FORMATS, Needs
from moedebog.rules.dates import in_words
from moedebog.workspace import MeetingFile, Workspace

if TYPE_CHECKING:
    from moedebog.versions import Versions

TAKEN_BACK = Rule(
    "M622",
    Severity.WARNING,
    Phrase(
        "{dokument} er trukket tilbage {dato}, og mødefilen siger stadig det samme. Der laves "
        "intet til offentligheden.",
        "The {dokument} was taken back {dato}, and the meeting file still says the same. Nothing "
        "is made for the public.",
    ),
    Phrase(
        "Ret mødefilen. Blev det trukket tilbage ved en fejl, så hent {fil} igen fra git, som den "
        "var før.",
        "Correct the meeting file. If it was taken back by mistake, get {fil} from git again as "
        "it was before.",
    ),
    Example(
        wrong="make traek-tilbage DOC=referat, og så make referat",
        right="make traek-tilbage DOC=referat, mødefilen rettes, og så make referat",
        file="Word",
    ),
    about=(),
    always=True,
    source=Phrase.same("docs/tilbagetraekning.md"),
)
Composed = tuple[Document, Callable[[], Fakta]]
"""A document, and what gives its facts where its files hold them."""


def make(task: Task) -> Result:
    """Make the documents of a meeting: all that were asked for, or none."""
    result = Result(task.file)
    digests, loaded = _read(task)
    result.diagnostics += loaded.diagnostics
    result.inputs = tuple(map(task.ws.display, loaded.inputs))
    templates = ""
    try:
        if loaded.meeting:
            forum = loaded.meeting.forum
            result.template, result.formats = forum.skabelon, forum.formater
            result.minutes = has_minutes(loaded.meeting)
            folder = template_set_of(task.ws, forum.skabelon, forum.position)
            templates = template_set(folder, task.ws, digests)
            today = datetime.fromtimestamp(task.started // 1_000_000_000, ZONE).date()
            examined = rules.examine(task.ws, task.file, loaded.meeting, loaded.unsure, today=today)
            diagnostics = [*result.diagnostics, *examined.diagnostics]
            result.diagnostics = rules.wanted(diagnostics, forum.politik)
            if not has_errors(result.diagnostics):
                drawn = _draw(task, examined.plan, folder, result)
                result.fingerprint = fingerprint(task.program, templates, digests, result.inputs)
                _write(task.ws, drawn, result)
    except Problems as problems:
        result.diagnostics += problems.diagnostics
    except EnvironmentProblem as problem:
        result.trouble = problem.said
    result.fingerprint = fingerprint(task.program, templates, digests, result.inputs)
    result.contents = contents(digests, result.inputs)
    result.seen = digests.seen
    return result


def _read(task: Task) -> tuple[Digests, Loaded]:
    """The meeting, and checksums of all its files as they were when it was read.

    They are taken *before* reading: a file that is changed while the documents are being
    made has then another checksum at the next run, and the documents are made again. Which
    files there are is only known after reading. One that comes as news was the same then as
    now if it had been left alone for a while; else the meeting is read once more.
    """
    ws, file = task.ws, task.file
    known = {*task.inputs, ws.display(file.path)}
    while True:
        digests = Digests(ws.root, {}, task.started)
        for name in known:
            digests.of(name)
        loaded = load(ws, file)
        news = set(map(ws.display, loaded.inputs)) - known
        for name in news:
            digests.of(name)
        if news <= digests.settled:
            return digests, loaded
        known |= news


def _draw(task: Task, planned: Plan, folder: Path, result: Result) -> dict[Path, bytes]:
    """The documents asked for, as bytes; raises ``Problems`` when one cannot be made."""
    composer = _composer(task, planned)
    wanted = task.papers(result.minutes)
    composed: list[Composed] = []
    taken: dict[Kind, Begivenhed] = {}
    for paper in wanted:
        if event := _taken_back(composer, paper):
            taken[paper.kind] = event
        elif (one := _composed(composer, paper)) is not None:
            composed.append(one)
    for kind, event in taken.items():
        values = {"dokument": kind, "dato": in_words(event.dato)}
        place, name = planned.meeting.position, issued_file(task.file).name
        result.diagnostics.append(TAKEN_BACK.at(place, **values, fil=name))
    if not isinstance(composer, Composer):
        result.diagnostics += composer.warnings(planned.meeting.position)
    files, found = documents(task.ws, task.file, composed, folder, result.formats)
    result.diagnostics += found
    drawn = {task.ws.output_file(task.file, *name): data for name, data in files.items()}
    asked = (
        task.ws.output_file(task.file, paper.stem, paper.audience, suffix)
        for paper in wanted
        for suffix in result.formats
    )
    result.untrue = tuple(path for path in asked if path not in drawn and not has_errors(found))
    return drawn


def _taken_back(composer: Composer | Versions, paper: Paper) -> Begivenhed | None:
    """That a document for everybody would say again what was taken back."""
    if isinstance(composer, Composer) or paper.audience.sees_closed:
        return None
    return composer.taken_back(paper.kind, paper.audience)


def _composed(composer: Composer | Versions, paper: Paper) -> Composed | None:
    """A document with what gives its facts; ``None`` where there is nothing to add."""
    kind, audience = paper.kind, paper.audience
    if not paper.tillaeg:
        return composer.document(kind, audience), partial(composer.facts, kind, audience)
    if isinstance(composer, Composer):
        return None
    made = composer.supplement(audience)
    if made is None:
        return None
    fakta = made.fakta
    return made.document, lambda: fakta


def documents(
    ws: Workspace,
    file: MeetingFile,
    composed: Iterable[Composed],
    folder: Path,
    formats: Sequence[str],
) -> tuple[dict[tuple[str, Audience, str], bytes], list[Diagnostic]]:
    """Documents, each with what gives its facts, as bytes; by the template set in ``folder``.

    They are named by what their files are called, by audience and format.

    None where that has errors. Raises ``Problems`` when one cannot be made.
    """
    look = TemplateSet(ws, folder)
    found: list[Diagnostic] = []
    if any(FORMATS[suffix].needs is Needs.STYLE for suffix in formats):
        found += look.style_found()
        if has_errors(found):
            return {}, found
    try:
        return {
            (document.stem, document.audience, suffix): FORMATS[suffix].draw(document, facts, look)
            for document, facts in composed
            for suffix in formats
        }, found
    except Problems as problems:
        raise Problems(glyphs.placed(problems.diagnostics, ws, file, folder)) from None


def _composer(task: Task, planned: Plan) -> Composer | Versions:
    """Composes the documents; of what was issued, each with which version it is."""
    if not planned.meeting.udgaver:
        return Composer(planned)
    from moedebog.versions import Versions  # much of it, for few meetings

    return Versions(task.ws, task.file, planned, digest_of)


def _write(ws: Workspace, drawn: dict[Path, bytes], result: Result) -> None:
    store = Store(ws.output, ws.root)
    for path, data in drawn.items():
        result.made[path] = store.put(path, data, result.fingerprint)
