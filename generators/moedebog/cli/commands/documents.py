"""Commands that make documents, look at meetings, or take documents away."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from moedebog.calls import call
from moedebog.cli import streams
from moedebog.cli.arguments import variable
from moedebog.cli.commands.clock import RealClock
from moedebog.cli.places import forum_folder, meeting_to_make, meetings, tell_run, tidy, workspace
from moedebog.cli.progress import Progress, watcher
from moedebog.cli.status import CONTENT, ENVIRONMENT, GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import (
    Diagnostic,
    EnvironmentProblem,
    Phrase,
    Severity,
    UsageProblem,
    counted,
    has_errors,
    joined,
)
from moedebog.workspace import MEETINGS, Workspace

if TYPE_CHECKING:
    from moedebog.build import Failure

_ONLY_PUBLIC = Phrase(
    "all laver kun offentlige dokumenter. De interne laves ét møde ad gangen: {typed}",
    "all makes public documents alone. The internal ones are made one meeting at a time: {typed}",
)
_DOCUMENTS = Phrase("dokument", "document"), Phrase("dokumenter", "documents")
_MEETINGS = Phrase("møde", "meeting"), Phrase("møder", "meetings")
_FILES = Phrase("fil", "file"), Phrase("filer", "files")
_ALL_DONE = Phrase(
    "{made} skrevet, {same} af {number} var ajour.",
    "{made} written; up to date: {same} of {number}.",
)
_WATCHING = Phrase(
    "Holder øje med {name}. Stop med Ctrl-C.\nDen sidste gode side ses imens i {folder}/",
    "Watching {name}. Stop it with Ctrl-C.\nThe last good page is seen in {folder}/ meanwhile",
)
_MORE = Phrase("Mere om en besked: {form}{code}", "More about a message: {form}{code}")
_REMOVED = Phrase("{files} fjernet.", "{files} removed.")
_GONE = Phrase("Fjernet: {path}", "Removed: {path}")
_OTHERS = Phrase(
    "Bliver liggende, for moedebog har ikke lavet den: {path}",
    "Stays, since moedebog did not make it: {path}",
)
_MORE_OTHERS = Phrase("… og {files} til.", "… and {files} more.")
_LISTED = 20
_SPARED = Phrase("Ikke rørt: {what}.", "Left alone: {what}.")
_OF_MEETINGS = Phrase("mødefilerne i {name}/", "the meeting files in {name}/")
_ISSUED = Phrase("det udsendte i {name}/", "what was issued in {name}/")
_RECORD = Phrase("protokollen i {name}/", "the delivery record in {name}/")


def one(options: Namespace, teller: Teller) -> int:
    """``dagsorden`` and ``referat``: one document of one meeting."""
    from moedebog.build import Order, run
    from moedebog.document import Audience, Kind

    ws, _ = workspace(options, teller)
    file = meeting_to_make(ws, options, teller)
    order = Order(file, (Kind(options.command),), (Audience(options.audience),))
    return tell_run(ws, run(ws, [order], watcher=watcher(teller)), teller)


def tillaeg(options: Namespace, teller: Teller) -> int:
    """``tillaeg``: what is new since the last version of the dagsorden, as a document."""
    from moedebog import rules
    from moedebog.build import Order, digest_of, run
    from moedebog.cli.commands.clock import RealClock
    from moedebog.document import Audience, Kind
    from moedebog.issue import supplements
    from moedebog.load import load
    from moedebog.rules.dates import DEADLINES
    from moedebog.versions import Versions

    ws, _ = workspace(options, teller)
    file = meeting_to_make(ws, options, teller)
    audiences = (Audience(options.audience),)
    report = run(
        ws, [Order(file, (Kind.DAGSORDEN,), audiences, tillaeg=True)], watcher=watcher(teller)
    )
    loaded = load(ws, file)
    if report.failed or loaded.meeting is None:
        return tell_run(ws, report, teller)
    # As it would be if it were issued now.
    today = RealClock().now().date()
    examined = rules.examine(ws, file, loaded.meeting, loaded.unsure, today, today)
    found = rules.wanted(examined.diagnostics, loaded.meeting.forum.politik)
    report.diagnostics = [one for one in report.diagnostics if one.rule not in DEADLINES]
    report.diagnostics += [one for one in found if one.rule in DEADLINES]
    status = tell_run(ws, report, teller)
    supplements.require(Versions(ws, file, examined.plan, digest_of), audiences)
    return status


def every(options: Namespace, teller: Teller) -> int:
    """``all``: every meeting's public documents."""
    from moedebog.build import Order, run

    ws, processes = workspace(options, teller)
    if variable("AUDIENCE") not in (None, "offentlig"):
        tidy(ws, teller)
        typed = call(
            "make referat MEETING=2025-09-12 AUDIENCE=intern",
            "moedebog referat 2025-09-12 --audience intern",
        )
        raise UsageProblem(_ONLY_PUBLIC.put(typed=typed))
    try:
        files = meetings(ws, options)
    except UsageProblem:
        tidy(ws, teller)
        raise
    orders = [Order(file) for file in files]
    everything = not options.forum and not options.meeting
    report = run(ws, orders, processes=processes, everything=everything, watcher=watcher(teller))
    status = tell_run(ws, report, teller, each=False)
    made = counted(len(report.made), *_DOCUMENTS)
    same = counted(len(report.up_to_date), *_MEETINGS)
    teller.note(_ALL_DONE.put(made=made, same=same, number=len(files)))
    return status


def validate(options: Namespace, teller: Teller) -> int:
    """``validate``: what is wrong with meeting files."""
    from moedebog.build import validate as validated
    from moedebog.fakta import ZONE
    from moedebog.report.readers import in_ci

    ws, processes = workspace(options, teller)
    files = meetings(ws, options)
    progress = Progress(teller)
    progress.begin(len(files))
    failures: list[Failure] = []
    found = validated(
        ws,
        files,
        processes=processes,
        everything=not options.meeting,
        forum=forum_folder(ws, options),
        remember=not in_ci(os.environ),
        today=RealClock().now().astimezone(ZONE).date(),
        done=progress.advance,
        failed=failures.append,
    )
    progress.end()
    teller.findings_as(options.format, found, each=options.verbose)
    teller.say(counted(len(files), *_MEETINGS) + ", " + teller.tally(found))
    if found and streams.at_terminal() and options.format == "text":
        form = call("make forklar KODE=", "moedebog forklar ")
        teller.note(_MORE.put(form=form, code=_worst(found).code))
    if teller.failures(failures):
        return ENVIRONMENT
    return CONTENT if has_errors(found) else GOOD


def _worst(found: Sequence[Diagnostic]) -> Diagnostic:
    """The first of the worst findings."""
    return min(found, key=lambda one: list(Severity).index(one.severity))


def watch(options: Namespace, teller: Teller) -> int:
    """``watch``: the documents again, at each save."""
    from moedebog.build import Order, Preview, rebuild_on_save, run
    from moedebog.document import Audience

    ws, _ = workspace(options, teller)
    audience = Audience(options.audience)
    order = Order(meeting_to_make(ws, options, teller), None, (audience,))
    preview = Preview(ws, order.file, audience)

    def rebuild() -> None:
        try:
            report = run(ws, [order], watcher=watcher(teller))
            tell_run(ws, report, teller, idle=False)
            if not report.failed:
                preview.show()
        except EnvironmentProblem as problem:
            teller.problem(problem)

    teller.note(_WATCHING.put(name=order.file.name, folder=ws.display(preview.folder)))
    try:
        rebuild_on_save(ws, [ws.meetings, ws.root / "templates"], rebuild)
    finally:
        preview.remove()
    return GOOD


def clean(options: Namespace, teller: Teller) -> int:
    """``clean``: all that was made goes, or what was made of some meetings or one forum."""
    from moedebog.build import clean as cleaned
    from moedebog.template_sets import forget

    ws, _ = workspace(options, teller)
    narrowed = [file.name for file in meetings(ws, options)] if options.meeting else []
    if options.forum and not narrowed:
        narrowed = [forum_folder(ws, options)]
    report = cleaned(ws, watcher(teller), narrowed)
    if not narrowed and not report.trouble:
        report.removed += forget(ws)
    for path in report.removed:
        teller.made(_GONE.put(path=ws.display(path)))
    teller.note(_REMOVED.put(files=counted(len(report.removed), *_FILES)))
    report.removed.clear()
    status = tell_run(ws, report, teller)
    told = {diagnostic.position.file for diagnostic in report.diagnostics}
    _tell_spared(ws, narrowed, told, teller)
    return status


def _tell_spared(
    ws: Workspace, narrowed: Sequence[str], told: Container[str], teller: Teller
) -> None:
    """What ``clean`` leaves: files of others among the documents, and all that is no document."""
    from moedebog.settings.command import load_settings

    places = [ws.output / name for name in narrowed] or [ws.output]
    others = [
        ws.display(path)
        for place in places
        if not ws.output.is_symlink()
        for path in _visible(place)
    ]
    others = [name for name in others if name not in told]
    for name in others[:_LISTED]:
        teller.note(_OTHERS.put(path=name))
    if others[_LISTED:]:
        teller.note(_MORE_OTHERS.put(files=counted(len(others) - _LISTED, *_FILES)))
    settings, _ = load_settings(ws)
    kept = [(_OF_MEETINGS, MEETINGS), (_ISSUED, ws.issued_name), (_ISSUED, ws.closed_name)]
    kept += [(_RECORD, settings.mail.protokol)] if settings else []
    there = [what.put(name=name) for what, name in kept if (ws.root / name).is_dir()]
    teller.note(_SPARED.put(what=joined(there)))


def _visible(folder: Path) -> Iterator[Path]:
    """The files in a folder and below, but for what programs keep for themselves there."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts):
            yield path
