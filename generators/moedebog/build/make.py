"""One meeting's documents, from its files to bytes on disk. Runs in a process of its own."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field

from moedebog import rules
from moedebog.build import characters
from moedebog.build.manifest import Digests, Made, Seen, contents, fingerprint
from moedebog.build.origin import template_set
from moedebog.build.run import SUFFIXES, kinds
from moedebog.build.store import Store
from moedebog.build.templates import style_of, template_set_of, word_template
from moedebog.compose import compose, compose_facts
from moedebog.diagnostics import (
    Diagnostic,
    EnvironmentProblem,
    Problems,
    has_errors,
)
from moedebog.document import Audience, Document, Kind
from moedebog.fakta import Fakta
from moedebog.load import Loaded, load
from moedebog.meeting import Meeting, Punkt
from moedebog.settings.appearance import Style
from moedebog.workspace import MeetingFile, Workspace

MINUTES = frozenset({"beslutning", "afstemning", "protokolbemaerkninger", "opfoelgning"})
"""Sections that are written at the meeting or after it."""


class Task(Struct, frozen=True):
    """A meeting to make documents of."""

    ws: Workspace
    file: MeetingFile
    kinds: tuple[Kind, ...] | None
    """Which ones; ``None``: those there is content for."""
    audience: Audience
    program: str
    """Checksum of the program."""
    started: int
    """When the run began, in nanoseconds."""
    inputs: tuple[str, ...] = ()
    """What the meeting was made from last time."""


class Result(Struct):
    """What became of a task."""

    file: MeetingFile
    diagnostics: list[Diagnostic] = field(default_factory=list)
    trouble: str = ""
    """What in the environment stood in the way."""
    fingerprint: str = ""
    template: str = ""
    minutes: bool = False
    contents: str = ""
    inputs: tuple[str, ...] = ()
    seen: dict[str, Seen] = field(default_factory=dict)
    made: dict[Path, Made] = field(default_factory=dict)


def make(task: Task) -> Result:
    """Make the documents of a meeting: all that were asked for, or none."""
    result = Result(task.file)
    digests, loaded = _read(task)
    result.diagnostics += loaded.diagnostics
    result.inputs = tuple(map(task.ws.display, loaded.inputs))
    templates = ""
    try:
        if loaded.meeting:
            result.template = loaded.meeting.forum.skabelon
            result.minutes = has_minutes(loaded.meeting)
            forum = loaded.meeting.forum
            folder = template_set_of(task.ws, forum.skabelon, forum.position)
            templates = template_set(folder, task.ws, digests)
            found, _ = rules.examine(task.ws, task.file, loaded)
            result.diagnostics = rules.wanted([*result.diagnostics, *found], forum.politik)
            if not has_errors(result.diagnostics):
                drawn = _draw(task, loaded.meeting, folder, result)
                result.fingerprint = fingerprint(task.program, templates, digests, result.inputs)
                _write(task.ws, drawn, result)
    except Problems as problems:
        result.diagnostics += problems.diagnostics
    except EnvironmentProblem as problem:
        result.trouble = str(problem)
    result.fingerprint = fingerprint(task.program, templates, digests, result.inputs)
    result.contents = contents(digests, result.inputs)
    result.seen = digests.seen
    return result


def has_minutes(meeting: Meeting) -> bool:
    """Whether there is anything yet that only a referat can hold.

    That is a decision, a vote, a statement or an action, also as an answer to an
    indstilling; the time at which the meeting began or ended; who stayed away, came or
    left; or a referat that the secretary has declared past the draft.
    """
    if meeting.referat_status != "udkast" or meeting.faktisk_start or meeting.faktisk_slut:
        return True
    return bool(meeting.udeblevet) or any(map(_item_has_minutes, meeting.punkter))


def _item_has_minutes(punkt: Punkt) -> bool:
    return (
        bool(punkt.ankom or punkt.forlod)
        or any(
            afsnit.slags in MINUTES
            or bool(afsnit.indstilling and afsnit.indstilling.delbeslutninger)
            for afsnit in punkt.alle_afsnit()
        )
        or any(map(_item_has_minutes, punkt.underpunkter))
    )


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


def _draw(task: Task, meeting: Meeting, folder: Path, result: Result) -> dict[Path, bytes]:
    """The documents asked for, as bytes; raises ``Problems`` when one cannot be made."""
    documents = [
        compose(meeting, kind, task.audience)[0] for kind in task.kinds or kinds(result.minutes)
    ]
    style, diagnostics = style_of(task.ws, folder)
    result.diagnostics += diagnostics
    if has_errors(result.diagnostics):
        return {}
    fakta: dict[Kind, Fakta] = {}
    if style and style.indlejr_kilde:
        fakta = {d.kind: compose_facts(meeting, d.kind, d.audience) for d in documents}
    try:
        return {
            task.ws.output_file(task.file, document.kind, document.audience, suffix): drawn(
                task.ws, document, fakta.get(document.kind), folder, suffix, style
            )
            for document in documents
            for suffix in SUFFIXES
        }
    except Problems as problems:
        raise Problems(
            characters.placed(problems.diagnostics, task.ws, task.file, folder)
        ) from None


def drawn(
    ws: Workspace,
    document: Document,
    fakta: Fakta | None,
    folder: Path,
    suffix: str,
    style: Style | None = None,
) -> bytes:
    """One file of a document, by the template set in ``folder``; raises ``Problems``.

    ``style`` is that of the set's PDFs, where it has been read already; one that asks for the
    document's ``fakta`` must get them.
    """
    from moedebog.render import docx, pdf

    if suffix == "pdf":
        if style is None:
            style, diagnostics = style_of(ws, folder)
            if style is None:
                raise Problems(diagnostics)
        return pdf.render(document, style, fakta)
    template = word_template(ws, folder, document.kind)
    return docx.render(document, template, ws.display(template))


def _write(ws: Workspace, drawn: dict[Path, bytes], result: Result) -> None:
    store = Store(ws.output, ws.root)
    for path, data in drawn.items():
        result.made[path] = store.put(path, data, result.fingerprint)
