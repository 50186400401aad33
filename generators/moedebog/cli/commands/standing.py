"""``status``: what happens to a referat after the meeting, put down or shown."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from moedebog.cli.commands.clock import RealClock
from moedebog.cli.places import day, mail_settings, meeting, standing_again, tell_run
from moedebog.cli.progress import watcher
from moedebog.cli.status import GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, Problems, Severity, UsageProblem, counted, has_errors
from moedebog.workspace import MeetingFile, Workspace

if TYPE_CHECKING:
    from moedebog.events import Begivenhed
    from moedebog.issue.candidate import Candidate
    from moedebog.issue.standing import Given
    from moedebog.issued import Issue
    from moedebog.meeting import Meeting
    from moedebog.send.record import Record

_WHICH = Phrase(
    "Hvad skal noteres? {said} er skrevet, men ikke --status (make: STATUS=…). Intet er noteret.",
    "What is to be put down? {said} is written, but not --status (make: STATUS=…). Nothing was put "
    "down.",
)
_DONE = Phrase("Noteret: {event}.", "Put down: {event}.")
_ALREADY = Phrase(
    "Det er allerede noteret: {event}. Intet er skrevet.",
    "That is put down already: {event}. Nothing was written.",
)
_VERSION = Phrase(
    "Version {version} af referatet er gemt. Den ændres nu kun med tilføjelser (`rettelser`).",
    "Version {version} of the referat is kept. It is now changed by additions alone (`rettelser`).",
)
_TAKEN_OUT = Phrase(
    "Det er ændret i teksten, og kun det må være personoplysninger:",
    "This has changed in the text, and it may be personal data alone:",
)
_HIDDEN = Phrase(
    "Hvad der er ændret, vises på en terminal eller med --vis-lukket (make: VIS_LUKKET=1).",
    "What has changed is shown on a terminal, or with --vis-lukket (make: VIS_LUKKET=1).",
)
_REWRITTEN = Phrase(
    "I {name} står nu referat_status: {status}.", "{name} now says referat_status: {status}."
)
_COMMIT = Phrase("Gem i git: {names}", "Commit to git: {names}")
_NOTHING_SENT = Phrase("Intet er sendt.", "Nothing was sent.")
_NOTHING_YET = Phrase(
    "Intet er udsendt eller noteret om mødet endnu.",
    "Nothing has been issued or put down of the meeting yet.",
)
_LINE = Phrase("{day}  {text}", "{day}  {text}")
_ISSUED = Phrase("{document}, version {version}", "{document}, version {version}")
_MAILED = Phrase(", sendt til {people}", ", mailed to {people}")
_DELETED = Phrase(", slettet {day}", ", deleted {day}")
_PEOPLE = Phrase("modtager", "recipient"), Phrase("modtagere", "recipients")


def status(options: Namespace, teller: Teller) -> int:
    """``status``: put an event into the record of a meeting, or show what stands there."""
    ws, settings = mail_settings(options, teller)
    file = meeting(ws, options)
    if options.status is None:
        _require_nothing_said(options)
        return _show(ws, file, teller)
    given = _given(options)
    from moedebog.send.record import Record

    with standing_again(ws, file, teller):
        rec = Record(ws.root / settings.protokol)
        with rec.locked(), rec.opened(make=False):
            return _put_down(ws, file, given, rec, teller)


def _require_nothing_said(options: Namespace) -> None:
    """Nothing is said of an event that is not named; raises ``UsageProblem``."""
    from moedebog.issue.standing import Given

    names = [name for name in Given.__struct_fields__ if getattr(options, name, None)]
    said = [f"--{name} ({name.upper()})" for name in names]
    if said:
        raise UsageProblem(_WHICH.put(said=", ".join(said)))


def _given(options: Namespace) -> Given:
    from moedebog.catalogue import Begivenhedsart, Godkendelse
    from moedebog.issue.standing import Given

    return Given(
        Begivenhedsart.of(options.status),
        dato=day(options.dato),
        af=(options.af or "").strip(),
        frist=day(options.frist),
        ved=Godkendelse.of(options.ved) if options.ved else None,
        moede=options.moede or "",
        punkt=(options.punkt or "").strip(),
        forbehold=(options.forbehold or "").strip(),
        grund=(options.grund or "").strip(),
    )


def _put_down(ws: Workspace, file: MeetingFile, given: Given, rec: Record, teller: Teller) -> int:
    from moedebog.compose import plan
    from moedebog.issue import noting, standing
    from moedebog.issue.happened import record_event
    from moedebog.load import load

    loaded = load(ws, file)
    if loaded.meeting is None or has_errors(loaded.diagnostics):
        raise Problems(loaded.diagnostics)
    now = RealClock().now().replace(microsecond=0)
    event = standing.event(ws, file, loaded.meeting, given, now)
    if same := noting.put_down_before(loaded.meeting, event):
        teller.out(_ALREADY.put(event=noting.told(same)))
        return GOOD
    with noting.rewritten(ws, file, event) as status:
        if event.art in noting.ISSUES:
            event = _issue(ws, file, event, rec, teller)
        else:
            record_event(ws, file, loaded.meeting, event)
            teller.findings(list(standing.strangers(plan(loaded.meeting)[0], event)))
    _tell(ws, file, event, status, teller)
    if event.art in noting.ISSUES:
        _make(ws, file, teller)
    teller.out(_NOTHING_SENT)
    return GOOD


def _make(ws: Workspace, file: MeetingFile, teller: Teller) -> None:
    """In the folder of outputs as well the referat is the one that is kept now."""
    from moedebog.build import Order, run
    from moedebog.document import Kind

    report = run(ws, [Order(file, (Kind.REFERAT,))], watcher=watcher(teller))
    report.diagnostics.clear()  # what is found was told before
    tell_run(ws, report, teller, idle=False)


def _issue(
    ws: Workspace, file: MeetingFile, event: Begivenhed, rec: Record, teller: Teller
) -> Begivenhed:
    """Keep the referat as a version of its own, with the event; returns that as it is kept."""
    from moedebog.catalogue import Begivenhedsart
    from moedebog.document import Kind
    from moedebog.issue import standing
    from moedebog.issue.candidate import Candidate
    from moedebog.issue.happened import record_event
    from moedebog.issue.make import keep, version
    from moedebog.load import load
    from moedebog.send.history import history

    loaded = load(ws, file)  # as it is written now
    if loaded.meeting is None or has_errors(loaded.diagnostics):
        raise Problems(loaded.diagnostics)
    held = replace(loaded.meeting, begivenheder=(*loaded.meeting.begivenheder, event))
    candidate = Candidate(ws, file, Kind.REFERAT, held, event.noteret)
    candidate.require()
    found = [*loaded.diagnostics, *candidate.diagnostics]
    found += standing.unsigned(candidate.planned, event, file.name)
    teller.findings([one for one in found if one.severity is not Severity.HINT])
    past = history(ws, file, loaded.meeting, rec)
    teller.findings(list(past.warnings))
    made = version(candidate, past)
    if not made.is_new and event.art is not Begivenhedsart.GODKENDT:
        raise standing.nothing_new(loaded.meeting, event, made.issue.version)
    if event.art is Begivenhedsart.ANONYMISERET:
        _tell_taken_out(candidate, teller)
    keep(made)
    if not made.is_new:  # it was issued as such before, and only when and by whom is news
        event = replace(event, version=made.issue.version)
        record_event(ws, file, loaded.meeting, event)
    return event


def _tell_taken_out(candidate: Candidate, teller: Teller) -> None:
    """What is another in the text, to whoever may see it: no document and no list tells it."""
    from moedebog.document import Audience

    if not teller.shows_closed:
        teller.note(_HIDDEN)
        return
    last = candidate.versions.issues(candidate.kind)[-1]
    since = candidate.versions.since(candidate.kind, Audience.INTERN, last, hides=False)
    teller.out(_TAKEN_OUT)
    for sentence in since.told():
        teller.out(Phrase.same(f"    {sentence.alene}"))


def _tell(ws: Workspace, file: MeetingFile, event: Begivenhed, status: str, teller: Teller) -> None:
    from moedebog.issue import noting
    from moedebog.issued import issued_file

    teller.out(_DONE.put(event=noting.told(event)))
    if event.art in noting.ISSUES:
        teller.out(_VERSION.put(version=event.version))
    names = [ws.display(issued_file(file))]
    if status:
        teller.out(_REWRITTEN.put(name=ws.display(file.path), status=status))
        names.append(ws.display(file.path))
    if event.art in noting.ISSUES:
        names.append(f"{ws.display(ws.issued)}/")
    teller.out(_COMMIT.put(names=", ".join(names)))


# --- showing ----------------------------------------------------------------------------------


def _show(ws: Workspace, file: MeetingFile, teller: Teller) -> int:
    """All that the record tells of a meeting, oldest first."""
    from moedebog.load import load

    loaded = load(ws, file)
    if loaded.meeting is None:
        raise Problems(loaded.diagnostics)
    whole = teller.shows_closed
    told = sorted(_history(loaded.meeting, whole=whole), key=lambda one: one[0])
    for _, line in told:
        teller.out(line)
    if not told:
        teller.out(_NOTHING_YET)
    return GOOD


def _history(
    meeting: Meeting, *, whole: bool
) -> Iterator[tuple[tuple[str, int, datetime], Phrase]]:
    from moedebog.fakta import ZONE
    from moedebog.issue.noting import told

    for issue in meeting.udgaver:
        day = f"{issue.tid.astimezone(ZONE):%Y-%m-%d}"
        yield (day, 0, issue.tid), _LINE.put(day=day, text=_issued(issue))
    for event in meeting.begivenheder:
        day = f"{event.dato:%Y-%m-%d}"
        yield (day, 1, event.noteret), _LINE.put(day=day, text=told(event, whole=whole))


def _issued(issue: Issue) -> Phrase:
    text = _ISSUED.put(document=issue.dokument, version=issue.version)
    if issue.modtagere:
        text += _MAILED.put(people=counted(issue.modtagere, *_PEOPLE))
    if issue.tilbagetrukket:
        text += _DELETED.put(day=f"{issue.tilbagetrukket:%d.%m.%Y}")
    return text
