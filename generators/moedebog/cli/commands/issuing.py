"""Commands that make versions of documents."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from moedebog.cli.commands.clock import RealClock
from moedebog.cli.places import (
    document,
    mail_settings,
    meeting_to_make,
    standing_again,
    tell_run,
    tell_to_commit,
)
from moedebog.cli.progress import watcher
from moedebog.cli.status import GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Diagnostic, Phrase, Problems, Severity, has_errors
from moedebog.workspace import MeetingFile, Workspace

if TYPE_CHECKING:
    from moedebog.document import Kind
    from moedebog.issue.candidate import Candidate
    from moedebog.issue.make import Version
    from moedebog.settings.command import Mail

_MADE = Phrase(
    "Version {version} af {document} er lavet: {name}.",
    "Version {version} of the {document} has been made: {name}.",
)
_SAME = Phrase(
    "Intet er ændret siden version {version} af {document} ({when}). Der er ikke lavet en ny.",
    "Nothing has changed since version {version} of the {document} ({when}). No new one was made.",
)
_ADDS = Phrase(
    "Den er et tillæg: hvem der har versionen før, får tillægsdagsordenen alene.",
    "It is an addition: whoever has the version before gets only what is new.",
)
_FILE = Phrase("    {name}", "    {name}")
_CLOSED = Phrase(
    "Det lukkede ligger i {folder}/, som ikke er i git. Tag en kopi af mappen.",
    "What is closed lies in {folder}/, which is not in git. Keep a copy of the folder.",
)
_HELD = Phrase(
    "Udgaven er lavet og kan sendes til medlemmerne, men må ikke offentliggøres endnu: den har "
    "bilag, som ingen har set igennem, eller som rummer CPR-numre. Ret det, der står ovenfor.",
    "The version was made and can be sent to the members, but must not be published yet: it has "
    "attachments that nobody has looked through, or that hold CPR numbers. Mend what stands above.",
)
_NOTHING_SENT = Phrase("Intet er sendt.", "Nothing was sent.")


def udgave(options: Namespace, teller: Teller) -> int:
    """``udgave``: a version of a document, made and kept, and sent to nobody."""
    ws, settings = mail_settings(options, teller)
    file = meeting_to_make(ws, options, teller)
    of = document(options)
    with standing_again(ws, file, teller):
        return _udgave(ws, file, settings, of, teller)


def _udgave(
    ws: Workspace, file: MeetingFile, settings: Mail, of: tuple[Kind, bool], teller: Teller
) -> int:
    from moedebog.build import Order, run
    from moedebog.issue.candidate import Candidate
    from moedebog.issue.make import keep, require_not_taken_back, version
    from moedebog.load import load
    from moedebog.send.history import history
    from moedebog.send.record import Record

    kind, tillaeg = of
    rec = Record(ws.root / settings.protokol)
    with rec.locked(), rec.opened(make=False):
        loaded = load(ws, file)
        if loaded.meeting is None or has_errors(loaded.diagnostics):
            raise Problems(loaded.diagnostics)
        candidate = Candidate(ws, file, kind, loaded.meeting, RealClock().now())
        candidate.require()
        found = [*loaded.diagnostics, *candidate.diagnostics]
        found = [one for one in found if one.severity is not Severity.HINT]
        teller.findings(found)
        past = history(ws, file, loaded.meeting, rec)
        teller.findings(list(past.warnings))
        made = version(candidate, past, tillaeg=tillaeg)
        require_not_taken_back(made)
        teller.findings(list(made.compared.warnings(loaded.meeting.position)))
        waits = made.is_new and not _may_go_out(ws, file, candidate, teller)
        kept = keep(made)
    if made.is_new:
        _tell_made(ws, file, kept, teller)
        # In the folder of outputs as well the documents are the issued ones now.
        told = {(one.code, one.position) for one in found}
        for adds in (False, True) if tillaeg else (False,):
            report = run(ws, [Order(file, (kind,), tillaeg=adds)], watcher=watcher(teller))
            report.diagnostics = [
                one for one in report.diagnostics if (one.code, one.position) not in told
            ]
            tell_run(ws, report, teller, idle=False)
    else:
        _tell_same(kept, teller)
    if waits:
        teller.out(_HELD)
    teller.out(_NOTHING_SENT)
    return GOOD


def _may_go_out(ws: Workspace, file: MeetingFile, candidate: Candidate, teller: Teller) -> bool:
    """Tell what is found in the attachments that everybody would get; whether all of them may."""
    from moedebog.cleared import Cleared
    from moedebog.document import Audience

    paths = {one.sti for one in candidate.both[Audience.OFFENTLIG].bilag}
    cleared = Cleared.of(ws.root, candidate.planned, paths)
    if held := list(cleared.held(file.name)):
        teller.findings(held)
        return False
    teller.findings(list(cleared.told(file.name, candidate.meeting.forum.politik)))
    return True


def _tell_made(ws: Workspace, file: MeetingFile, made: Version, teller: Teller) -> None:
    issue = made.issue
    teller.out(_MADE.put(version=issue.version, document=issue.dokument, name=file.name))
    if issue.tillaeg:
        teller.out(_ADDS)
    for name, _ in issue.filer:
        teller.out(_FILE.put(name=name))
    tell_to_commit(ws, file, teller)
    if any(map(made.candidate.is_kept_apart, issue.gemt)):
        teller.out(_CLOSED.put(folder=ws.display(ws.issued_closed)))


def _tell_same(made: Version, teller: Teller) -> None:
    """That there is nothing new; raises ``Problems`` where something that was kept is not here."""
    from moedebog.send.record import when

    issue = made.issue
    teller.out(_SAME.put(version=issue.version, document=issue.dokument, when=when(issue.tid)))
    lost: list[Diagnostic] = []
    for of, tillaeg in ((issue.gemt, False), (issue.gemt_tillaeg, True)):
        wanted = {(audience, suffix) for audience, files in of.items() for suffix in files}
        lost += made.missing(wanted, tillaeg=tillaeg)
    if lost:
        teller.out(_NOTHING_SENT)
        raise Problems(lost)
