"""Where a command works: the workspace, its settings, the meeting."""

from __future__ import annotations

import contextlib
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from moedebog.cli.progress import watcher
from moedebog.cli.status import CONTENT, ENVIRONMENT, GOOD
from moedebog.cli.table import SUPPLEMENT
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, Problems, Severity, UsageProblem
from moedebog.workspace import (
    EXTRACTS_FOLDER,
    MATERIAL_FOLDER,
    SETTINGS_FILE,
    MeetingFile,
    Workspace,
)

if TYPE_CHECKING:
    from moedebog.build import Report
    from moedebog.document import Kind
    from moedebog.settings.command import Mail

_ONLY_LOOK = ("validate", "fakta", "mail-status")
"""Commands that make and remove nothing."""

WRITTEN = Phrase("Skrevet: {path}", "Written: {path}")
WHICH_DOCUMENT = Phrase(
    "Hvilket dokument? Skriv --doc dagsorden, --doc tillaeg eller --doc referat (make: "
    "DOC=referat).",
    "Which document? Write --doc dagsorden, --doc tillaeg or --doc referat (make: DOC=referat).",
)
_WHICH_MEETING = Phrase(
    "Hvilket møde? Skriv: make {command} MEETING=2025-09-12 (eller: moedebog {command} 2025-09-12)",
    "Which meeting? Write: make {command} MEETING=2025-09-12 (or: moedebog {command} 2025-09-12)",
)
_NO_DAY = Phrase(
    "»{text}« er ikke en dato; skriv den som 2025-11-14.",
    "»{text}« is no date; write it 2025-11-14.",
)
_REMOVED = Phrase(
    "Fjernet, fordi det var forældet: {path}", "Removed, because it was out of date: {path}"
)
_UNPROVEN = Phrase(
    "Fjernet, fordi det kan rumme noget, der nu er lukket: {path}/. Lav det igen med moedebog "
    "publish (make publish), og fjern det gamle dér, hvor det er lagt ud.",
    "Removed, because it may hold something that is closed by now: {path}/. Make it again by "
    "moedebog publish (make publish), and remove the old one from where it was put.",
)
_STALE = Phrase(
    "Ikke lavet om, og siger stadig, hvad mødet sagde før: {path}",
    "Not made again, and still says what the meeting said before: {path}",
)
_MAKE_ALL = Phrase(
    "Hvad der stadig hører til et møde, laver moedebog all (make all) igen.",
    "What still belongs to a meeting is made again by moedebog all (make all).",
)
_MAKE_MATERIAL = Phrase(
    "En samlet fil laves igen med moedebog material (make material).",
    "A joined file is made again by moedebog material (make material).",
)
_COMMIT = Phrase(
    "Gem i git: {record} og det nye i {folder}/",
    "Commit to git: {record}, and what is new in {folder}/",
)
_UP_TO_DATE = Phrase("Intet at gøre: {name} er ajour.", "Nothing to do: {name} is up to date.")
_NOT_MADE = Phrase("Kunne ikke laves: {names}", "Could not be made: {names}")


def workspace(options: Namespace, teller: Teller) -> tuple[Workspace, int]:
    """The workspace as its settings have it, and the number of processes to use."""
    from moedebog.build import available

    ws = Workspace.find(Path.cwd())
    if options.command != "validate":  # which tells of all that there is
        _tell_of_a_newer(ws, teller)
    jobs: int = getattr(options, "jobs", None) or 0
    if (ws.root / SETTINGS_FILE).exists():
        from moedebog.settings.command import load_settings, output_in

        settings, diagnostics = load_settings(ws)
        if settings is None:
            if options.command not in _ONLY_LOOK:
                tidy(replace(ws, output_name=output_in(ws)), teller, settled=False)
            raise Problems(diagnostics)
        ws = replace(
            ws,
            output_name=settings.output,
            issued_name=settings.udsendt,
            closed_name=settings.udsendt_lukket,
        )
        jobs = jobs or settings.jobs
    return ws, jobs or available()


def _tell_of_a_newer(ws: Workspace, teller: Teller) -> None:
    """Warn where a later version has written the workspace: this one may understand less."""
    from moedebog.begin.ages import findings

    teller.findings([one for one in findings(ws) if one.severity is not Severity.HINT])


def mail_settings(options: Namespace, teller: Teller) -> tuple[Workspace, Mail]:
    """The workspace, and how it sends."""
    from moedebog.settings.command import load_settings

    ws, _ = workspace(options, teller)
    settings, diagnostics = load_settings(ws)
    if settings is None:
        raise Problems(diagnostics)
    return ws, settings.mail


def forum_folder(ws: Workspace, options: Namespace) -> str:
    """The forum that a command is narrowed to; empty where it is not."""
    return ws.forum_folder(options.forum) if options.forum else ""


def meeting(ws: Workspace, options: Namespace) -> MeetingFile:
    """The meeting that was named; raises ``UsageProblem`` where there is no such one."""
    return ws.meeting_file(meeting_name(options), forum_folder(ws, options))


def meeting_name(options: Namespace) -> str:
    """The name of the meeting; raises ``UsageProblem`` where none was given."""
    if options.meeting is None:
        raise UsageProblem(_WHICH_MEETING.put(command=options.command))
    return str(options.meeting)


def document(options: Namespace) -> tuple[Kind, bool]:
    """The document that is issued, and whether it is what a dagsorden is added alone.

    Raises ``UsageProblem`` where none was named.
    """
    from moedebog.document import Kind

    if options.doc is None:
        raise UsageProblem(WHICH_DOCUMENT)
    if options.doc == SUPPLEMENT:
        return Kind.DAGSORDEN, True
    return Kind(options.doc), False


def meetings(ws: Workspace, options: Namespace) -> list[MeetingFile]:
    """The meetings that a command is narrowed to: those named, or all, or all of a forum."""
    forum = forum_folder(ws, options)
    named = [ws.meeting_file(name, forum) for name in options.meeting]
    return named or ws.meeting_files(forum)


def meeting_to_make(ws: Workspace, options: Namespace, teller: Teller) -> MeetingFile:
    """The meeting to make documents of; where there is none, what is stale goes all the same."""
    try:
        return meeting(ws, options)
    except UsageProblem:
        tidy(ws, teller)
        raise


def tidy(ws: Workspace, teller: Teller, *, settled: bool = True) -> None:
    """Remove the public files that may no longer stand, whatever becomes of the command."""
    from moedebog.build import tidy as tidied

    tell_run(ws, tidied(ws, settled=settled, watcher=watcher(teller)), teller)


def day(typed: str | None) -> date | None:
    """The day that was typed, if any; raises ``UsageProblem`` where it is none."""
    if not typed:
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise UsageProblem(_NO_DAY.put(text=typed)) from None


def tell_to_commit(ws: Workspace, file: MeetingFile, teller: Teller) -> None:
    """Tell what of a meeting belongs into git once a version of it was kept."""
    from moedebog.issued import issued_file

    record = ws.display(issued_file(file))
    teller.out(_COMMIT.put(record=record, folder=ws.display(ws.issued)))


@contextlib.contextmanager
def standing_again(ws: Workspace, file: MeetingFile, teller: Teller) -> Iterator[None]:
    """As ``tidy``, for a command about one meeting after which its documents stand there again,
    also where it fails.

    What the meeting is while the command works, and then, may be another version of it.
    """
    from moedebog.build import again
    from moedebog.build import tidy as tidied

    folder = ws.output_folder(file)
    told = (folder, folder / EXTRACTS_FOLDER, folder / MATERIAL_FOLDER)
    before = tidied(ws, watcher=watcher(teller), of=file)
    own = [path for path in before.removed if path.parent in (folder, folder / MATERIAL_FOLDER)]
    before.removed = [path for path in before.removed if path not in own]
    tell_run(ws, before, teller)

    def put_back(*, failing: bool) -> None:
        after = again(ws, file, before.stood, watcher(teller))
        # What shows a mailing lies under it: it has happened, or is shown anew.
        own.extend(path for path in after.removed if path.parent in told)
        after.removed = []
        # Else the command itself tells what is found in the meeting, and that it failed.
        if failing or not after.failed:
            after.diagnostics.clear()
        if failing:
            after.failed.clear()
        tell_run(ws, after, teller, each=False)

    try:
        try:
            yield
        except Exception:
            put_back(failing=True)
            raise
        put_back(failing=False)
    finally:
        for path in dict.fromkeys(own):
            if not path.exists():
                teller.note(_REMOVED.put(path=ws.display(path)))


def _tell_removed(ws: Workspace, removed: Sequence[Path], teller: Teller, each: bool) -> None:
    """Tell what was removed, and what makes again what is still wanted of it."""
    for path in removed:
        teller.note(_REMOVED.put(path=ws.display(path)))
    collected = [path for path in removed if path.parent.name == MATERIAL_FOLDER]
    if each and len(removed) > len(collected):
        teller.note(_MAKE_ALL)
    if each and collected:
        teller.note(_MAKE_MATERIAL)


def tell_run(
    ws: Workspace, report: Report, teller: Teller, *, each: bool = True, idle: bool = True
) -> int:
    """Tell what a run has done; returns the exit status. ``idle``: also that it did nothing."""
    # Hints are for those who ask for them, with validate.
    found = [d for d in report.diagnostics if d.severity is not Severity.HINT]
    teller.findings(found)
    _tell_removed(ws, [path for path in report.removed if path not in report.made], teller, each)
    for path in report.unproven:
        teller.note(_UNPROVEN.put(path=ws.display(path)))
    for path in report.stale:
        teller.say(_STALE.put(path=ws.display(path)))
    for path in report.made if each else ():
        teller.made(WRITTEN.put(path=ws.display(path)))
    for file in report.up_to_date if each and idle else ():
        teller.note(_UP_TO_DATE.put(name=file.name))
    for trouble in report.trouble:
        teller.say(Phrase.same("moedebog: ") + trouble)
    if found:
        teller.say(teller.tally(found))
    if report.failed:
        teller.say(_NOT_MADE.put(names=", ".join(file.name for file in report.failed)))
    if teller.failures(report.crashes) or report.trouble:
        return ENVIRONMENT
    return CONTENT if report.failed else GOOD
