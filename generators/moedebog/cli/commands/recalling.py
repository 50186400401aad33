"""``traek-tilbage``: what is out is taken back, and what the house has kept of it deleted."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING

from moedebog.cli import streams
from moedebog.cli.commands.clock import RealClock
from moedebog.cli.places import day, mail_settings, meeting_to_make, tidy
from moedebog.cli.status import CONTENT, ENVIRONMENT, GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, Problems, UsageProblem, has_errors
from moedebog.workspace import MeetingFile, Workspace

if TYPE_CHECKING:
    from moedebog.recall.clearing import Clearing
    from moedebog.recall.downing import Downed, Reason
    from moedebog.recall.reckoning import Recall
    from moedebog.send.record import Record

_WRITE_WHY = Phrase(
    'Intet er trukket tilbage endnu. Hvorfor skal det? Skriv --grund "…" (make: GRUND="…"). Det '
    "står på siden og i protokollen, hvor alle kan læse det: skriv intet lukket.",
    'Nothing was taken back yet. Why is it to be? Write --grund "…" (make: GRUND="…"). It stands '
    "on the page and in the record, where everybody reads it: write nothing closed.",
)
_AHEAD = Phrase(
    "»{dato}« er ikke kommet endnu. Skriv den dag, det trækkes tilbage, eller udelad --dato "
    "(make: DATO).",
    "»{dato}« has not come yet. Write the day on which it is taken back, or leave out --dato "
    "(make: DATO).",
)
_NOBODY_TO_ASK = Phrase(
    "make spørger, før der slettes, og her er ingen terminal at spørge ved. Intet er slettet. Uden "
    "terminal sletter kommandoen selv: moedebog traek-tilbage {moede} --slet",
    "make asks before anything is deleted, and there is no terminal to ask at here. Nothing was "
    "deleted. Without a terminal the command itself deletes: moedebog traek-tilbage {moede} --slet",
)
_NOBODY_HAS_IT = Phrase(
    "Det er ikke sendt til nogen herfra.", "It was not mailed to anybody from here."
)
_DELETE = Phrase("Slet husets egne kopier, {total}? Skriv ja: ", "Delete {total}? Write yes: ")
_NOT_DELETED = Phrase("Intet er slettet.", "Nothing was deleted.")
_DELETED = Phrase(
    "Slettet: {total}. Kontrolsummer, numre, dag og grund står stadig i protokollen.",
    "Deleted: {total}. Checksums, numbers, day and reason still stand in the record.",
)
_ADD_SLET = Phrase(
    "Husets egne kopier er ikke rørt. SLET=1 (eller --slet) sletter dem.",
    "The house's own copies were not touched. SLET=1 (or --slet) deletes them.",
)


def traek_tilbage(options: Namespace, teller: Teller) -> int:
    """``traek-tilbage``: take back what is out of a meeting."""
    from moedebog.send.record import Record

    ws, settings = mail_settings(options, teller)
    file = meeting_to_make(ws, options, teller)
    if options.slet and options.ask and not streams.can_ask():
        raise UsageProblem(_NOBODY_TO_ASK.put(moede=file.name))
    tidy(ws, teller)
    rec = Record(ws.root / settings.protokol)
    with rec.locked(), rec.opened(make=rec.exists()):
        return _take_back(ws, file, options, rec, teller)


def _take_back(
    ws: Workspace, file: MeetingFile, options: Namespace, rec: Record, teller: Teller
) -> int:
    from moedebog.recall import told
    from moedebog.recall.clearing import clearing
    from moedebog.recall.downing import require_public, take_back

    recall = _recall(ws, file, options)
    for line in told.planned(recall):
        teller.out(line)
    reason = _reason(recall, options)
    if reason is None:
        for line in told.kept(clearing(recall)):
            teller.out(line)
        raise UsageProblem(_WRITE_WHY)
    require_public(recall, reason)
    downed = take_back(recall, reason, RealClock().now())
    teller.findings(downed.found)
    for line in told.done(recall, downed):
        teller.out(line)
    teller.findings(downed.report.diagnostics)
    found = clearing(recall)
    status = _status(downed)
    deleted = False
    if options.slet:
        status, deleted = _clear(found, rec, status, teller)
    _tell_left(recall, found, reason, rec, teller, deleted=deleted)
    if not deleted:
        teller.out(_ADD_SLET)
    return status


def _recall(ws: Workspace, file: MeetingFile, options: Namespace) -> Recall:
    from moedebog.compose import plan
    from moedebog.document import Kind
    from moedebog.load import load
    from moedebog.recall.reckoning import recall

    loaded = load(ws, file)
    typed = (options.punkt or "").strip()
    # With errors nobody knows that the item is not open; a whole document goes all the same.
    if loaded.meeting is None or (typed and has_errors(loaded.diagnostics)):
        raise Problems(loaded.diagnostics)
    kinds = [Kind(options.doc)] if options.doc else list(Kind)
    grund = (options.grund or "").strip()
    return recall(ws, file, plan(loaded.meeting)[0], kinds, typed, grund)


def _reason(recall: Recall, options: Namespace) -> Reason | None:
    """What was said of it, or what the record says; ``None`` where neither does."""
    from moedebog.recall.downing import Reason

    known = recall.known
    grund = (options.grund or "").strip()
    today = RealClock().now().date()
    dato: date = day(options.dato) or today
    if dato > today:
        raise UsageProblem(_AHEAD.put(dato=f"{dato:%Y-%m-%d}"))
    if known is not None:
        return Reason(known.dato, known.grund, known.af)
    return Reason(dato, grund, (options.af or "").strip()) if grund else None


def _status(downed: Downed) -> int:
    if downed.report.trouble:
        return ENVIRONMENT
    return CONTENT if downed.removed else GOOD


def _clear(found: Clearing, rec: Record, status: int, teller: Teller) -> tuple[int, bool]:
    """Delete what was kept, where somebody agrees; the exit status, and whether it was done."""
    from moedebog.recall import told
    from moedebog.recall.clearing import clear

    for line in told.kept(found):
        teller.out(line)
    total = told.total(found)
    if not teller.agreed(_DELETE.put(total=total)):
        teller.out(_NOT_DELETED)
        return status, False
    trouble = clear(found, rec, RealClock().now())
    for one in trouble:
        teller.say(Phrase.same("moedebog: ") + one)
    teller.out(_DELETED.put(total=total))
    return (ENVIRONMENT if trouble else status), True


def _tell_left(
    recall: Recall,
    found: Clearing,
    reason: Reason,
    rec: Record,
    teller: Teller,
    *,
    deleted: bool,
) -> None:
    """Who has it, where it still lies, and what is to be done."""
    from moedebog.recall import told
    from moedebog.recall.beyond import beyond
    from moedebog.send.deletion import RecallTold, taken_back
    from moedebog.send.history import record_key

    sees_closed = teller.shows_closed
    called = "; ".join(recall.item.scope) if recall.item else ""
    key = record_key(recall.file, recall.meeting.id)
    said = RecallTold(called, reason.dato, reason.grund)
    holders = list(
        taken_back(
            recall.planned, key, rec, recall.issues, said, recall.closed, sees_closed=sees_closed
        )
    )
    for line in holders or [_NOBODY_HAS_IT]:
        teller.out(line)
    lines = told.left(
        recall, beyond(recall, found), found, deleted=deleted, sees_closed=sees_closed
    )
    for line in (*lines, *told.to_do(recall)):
        teller.out(line)
    teller.veil(bool(holders) and not sees_closed)
