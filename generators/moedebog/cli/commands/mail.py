"""Commands that send documents out, and tell who has them."""

from __future__ import annotations

import os
from argparse import Namespace
from typing import TYPE_CHECKING

from moedebog.cli import streams
from moedebog.cli.commands.clock import RealClock
from moedebog.cli.places import (
    document,
    mail_settings,
    meeting,
    meeting_to_make,
    standing_again,
    workspace,
)
from moedebog.cli.progress import SendingProgress, watcher
from moedebog.cli.status import CONTENT, ENVIRONMENT, GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, Problems, UsageProblem, counted
from moedebog.workspace import MeetingFile, Workspace

if TYPE_CHECKING:
    from moedebog.send.mailing import Mailing
    from moedebog.send.record import Record
    from moedebog.settings.command import Mail

_NEEDS_SEND = Phrase(
    "--resend (RESEND) sender igen og kræver --send (make: SEND=1).",
    "--resend (RESEND) sends again and requires --send (make: SEND=1).",
)
_NEEDS_DRAFT = Phrase(
    "--gruppe (GRUPPE) hører til udkast og kræver --udkast (make: UDKAST=1).",
    "--gruppe (GRUPPE) belongs to drafts and requires --udkast (make: UDKAST=1).",
)
_NO_DRAFT_AGAIN = Phrase(
    "--resend (RESEND) gælder det udsendte. Et udkast sendes igen, når det er ændret.",
    "--resend (RESEND) is for what was issued. A draft is sent again once it has changed.",
)
_NOBODY_TO_ASK = Phrase(
    "make spørger, før der sendes, og her er ingen terminal at spørge ved. Intet er sendt. Uden "
    "terminal sender kommandoen selv: moedebog mail {meeting} --doc {doc} --send",
    "make asks before anything is sent, and there is no terminal to ask at here. Nothing was sent. "
    "Without a terminal the command itself sends: moedebog mail {meeting} --doc {doc} --send",
)
_NOTHING_SENT = Phrase("\nIntet er sendt.", "\nNothing was sent.")
_ADD_SEND = Phrase(
    "\nIntet er sendt. Tilføj SEND=1 (eller --send) for at sende.",
    "\nNothing was sent. Add SEND=1 (or --send) to send.",
)
_TRYING_AGAIN = Phrase(
    "Prøver igen om {seconds:sekund|sekunder} ({why}) …",
    "Trying again in {seconds:second|seconds} ({why}) …",
)
_RECIPIENTS = Phrase("modtager", "recipient"), Phrase("modtagere", "recipients")
_SEND_TO = Phrase("Send til {people}? Skriv ja: ", "Send to {people}? Write yes: ")
_NEVER = Phrase(
    "Der er ikke sendt noget ud herfra for {name}.", "Nothing was sent out from here for {name}."
)


def mail(options: Namespace, teller: Teller) -> int:
    """``mail``: what would be mailed, or mailing it."""
    from moedebog.send.prepare import prepare
    from moedebog.send.record import Record

    ws, settings = mail_settings(options, teller)
    file = meeting_to_make(ws, options, teller)
    kind, tillaeg = document(options)
    draft = _draft_groups(options)
    _require_sending(options, file)
    with standing_again(ws, file, teller):
        rec = Record(ws.root / settings.protokol)
        now = RealClock().now()
        watching = watcher(teller)

        def prepared() -> Mailing:
            return prepare(ws, file, kind, settings, now, rec, watching, draft, tillaeg=tillaeg)

        if options.send:
            with rec.locked(), rec.opened():
                return _send(ws, prepared(), rec, settings, options.resend or "", teller)
        with rec.opened(make=False):
            return _show(ws, prepared(), rec, teller)


def _require_sending(options: Namespace, file: MeetingFile) -> None:
    """Raise ``UsageProblem`` where what is to be sent, or sent again, cannot be."""
    if options.resend and not options.send:
        raise UsageProblem(_NEEDS_SEND)
    if options.send and options.ask and not streams.can_ask():
        raise UsageProblem(_NOBODY_TO_ASK.put(meeting=file.name, doc=options.doc))


def _draft_groups(options: Namespace) -> list[str] | None:
    """The groups named for a draft; ``None`` where it is no draft. Raises ``UsageProblem``."""
    named = [one for text in options.gruppe for one in text.split(";")]
    if options.udkast and options.resend:
        raise UsageProblem(_NO_DRAFT_AGAIN)
    if named and not options.udkast:
        raise UsageProblem(_NEEDS_DRAFT)
    return named if options.udkast else None


def _show(ws: Workspace, mailing: Mailing, rec: Record, teller: Teller) -> int:
    """The dry run."""
    from moedebog.send import summaries
    from moedebog.send.due import due_deliveries

    trouble, planned = None, None
    try:
        planned = due_deliveries(mailing, rec)
    except UsageProblem as problem:  # nobody knows who has it; what it is can be shown
        trouble = problem
    refused = planned.refused if planned else []
    teller.findings([*mailing.warnings, *refused])
    files = summaries.write_previews(ws, mailing, planned)
    sees_closed = teller.shows_closed
    for line in summaries.preview(ws, mailing, planned, files, sees_closed=sees_closed):
        teller.out(line)
    teller.veil(not sees_closed)
    if trouble:
        teller.out(_NOTHING_SENT)
        raise trouble
    teller.out(_ADD_SEND)
    return CONTENT if refused else GOOD


def _send(
    ws: Workspace, mailing: Mailing, rec: Record, settings: Mail, resend: str, teller: Teller
) -> int:
    from moedebog.issued import issued_file
    from moedebog.send import summaries
    from moedebog.send.answers import in_words
    from moedebog.send.credentials import server_from
    from moedebog.send.outbox import Sending
    from moedebog.send.smtp import SmtpConnection

    def waiting(seconds: float, why: str) -> None:
        teller.say(teller.for_reader(_TRYING_AGAIN.put(seconds=round(seconds), why=in_words(why))))

    sending = Sending(
        mailing,
        rec,
        SmtpConnection(server_from(os.environ)),
        RealClock(),
        resend=resend,
        per_minute=settings.pr_minut,
        settled=SendingProgress(teller).settled,
        waiting=waiting,
    )
    teller.findings([*mailing.warnings, *sending.deliveries.refused])
    summary = sending.run(lambda recipients: _confirmed(recipients, teller))
    issued = "" if mailing.draft else ws.display(issued_file(mailing.file))
    sees_closed = teller.shows_closed
    for line in summaries.summary(summary, issued, sees_closed=sees_closed):
        teller.out(line)
    teller.veil(not sees_closed and not summary.is_complete)
    if summary.stopped or summary.missing or summary.not_told or summary.declined:
        return ENVIRONMENT
    return GOOD if summary.is_complete else CONTENT


def _confirmed(recipients: int, teller: Teller) -> bool:
    """Whether somebody at the terminal agrees; where nobody is, asking for it was enough."""
    return teller.agreed(_SEND_TO.put(people=counted(recipients, *_RECIPIENTS)))


def status(options: Namespace, teller: Teller) -> int:
    """``mail-status``: who has been offered what, and what the server answered."""
    from moedebog.send import summaries
    from moedebog.send.record import Record

    ws, settings = mail_settings(options, teller)
    file = meeting(ws, options)
    rec = Record(ws.root / settings.protokol)
    with rec.opened(make=False):
        sees_closed = teller.shows_closed
        lines = list(summaries.status(rec, ws, file, sees_closed=sees_closed))
        told = bool(lines) or options.bed_om_sletning
        lines = lines or [_NEVER.put(name=file.name)]
        if options.bed_om_sletning:
            lines += _deletion(ws, file, rec, sees_closed=sees_closed)
    for line in lines:
        teller.out(line)
    teller.veil(told and not sees_closed)
    return GOOD


def _deletion(ws: Workspace, file: MeetingFile, rec: Record, *, sees_closed: bool) -> list[Phrase]:
    """Who has what was closed since, and what they are to be asked."""
    from moedebog.load import load
    from moedebog.send.deletion import deletion
    from moedebog.send.history import record_key

    loaded = load(ws, file)
    if loaded.meeting is None:
        raise Problems(loaded.diagnostics)
    key = record_key(file, loaded.meeting.id)
    return list(deletion(loaded.meeting, key, rec, sees_closed=sees_closed))


def paamindelse(options: Namespace, teller: Teller) -> int:
    """``paamindelse``: who has answered to the minutes, and a draft to those who have not."""
    from moedebog.load import load
    from moedebog.send.reminder import reminder

    ws, _ = workspace(options, teller)
    file = meeting(ws, options)
    loaded = load(ws, file)
    if loaded.meeting is None:
        raise Problems(loaded.diagnostics)
    sees_closed = teller.shows_closed
    today = RealClock().now().date()
    for line in reminder(loaded.meeting, file.name, today, sees_closed=sees_closed):
        teller.out(line)
    teller.veil(not sees_closed)
    return GOOD
