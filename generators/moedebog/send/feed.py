"""The meetings of a forum as a calendar file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from moedebog import rules
from moedebog.build import keep_feed
from moedebog.compose import Composer, Plan, plan
from moedebog.compose.dispatch import entry as calendar_entry
from moedebog.diagnostics import (
    Diagnostic,
    Phrase,
    Problems,
    Rule,
    Severity,
    UsageProblem,
    has_errors,
    in_order,
)
from moedebog.document import Audience, Kind
from moedebog.examples import Example
from moedebog.issue import content
from moedebog.issue.history import SHARED_ID
from moedebog.issued import all_readable, filed, issues_of
from moedebog.load import load
from moedebog.meeting import Forum
from moedebog.proof import Proving, Served, matter_of
from moedebog.proof.matter import ADDRESS
from moedebog.proof.proving import require_none
from moedebog.render import calendar
from moedebog.send.messages import address_of
from moedebog.settings.command import load_settings
from moedebog.workspace import CALENDAR_FILE, MeetingFile, Workspace

NO_ORGANIZER = Rule(
    "M4692",
    Severity.WARNING,
    Phrase(
        "Kalenderen siger ikke, hvem der indkalder: ingen adresse er kendt.",
        "The calendar does not say who invites: no address is known.",
    ),
    Phrase(
        "Skriv `email` under `kontakt` i forum.yaml, eller `afsender` under `mail` i "
        "moedebog.yaml.",
        "Write `email` under `kontakt` in forum.yaml, or `afsender` under `mail` in moedebog.yaml.",
    ),
    Example(
        wrong="moedebog calendar for et forum uden kontakt", right="kontakt: med email", file="Word"
    ),
    reason=Phrase(
        "En kalender, der udgives, skal sige, hvem der indkalder; nogle programmer afviser den "
        "ellers.",
        "A calendar that is published has to say who invites; some programs refuse it else.",
    ),
    source=Phrase("RFC 5546, afsnit 3.2.1", "RFC 5546, section 3.2.1"),
)


def write_feed(ws: Workspace, forum: str, now: datetime) -> tuple[Path, list[Diagnostic]]:
    """Write the calendar of a forum; returns the file and what is odd in the meetings.

    It holds time, place and status of each meeting and nothing of its items, so that it
    cannot tell what is closed. Raises ``Problems`` where a meeting has errors.
    """
    wanted = forum.strip().strip("/")
    files = [file for file in ws.meeting_files() if file.forum == wanted]
    if not files:
        forums = ", ".join(sorted({file.forum for file in ws.meeting_files() if file.forum}))
        raise UsageProblem(
            Phrase(
                f"Der er ingen møder i forummet »{wanted}«. Der er: {forums}",
                f"There are no meetings in the forum »{wanted}«. There are: {forums}",
            )
        )
    problems: list[Diagnostic] = []
    entries, holders, planned_of = [], [], []
    for file, entry, planned, diagnostics in _entries(ws, files, now):
        problems += diagnostics
        planned_of.append((file, planned))
        entries.append((f"{entry.indkaldelse.start:%Y%m%d%H%M}", file.name, entry))
        holders.append(planned.meeting.forum)
    if has_errors(problems):
        raise Problems(problems)
    in_time = (entry for *_, entry in sorted(entries, key=lambda e: e[:2]))
    organizer = _organizer(ws, holders[-1])
    if organizer is None:
        missing = NO_ORGANIZER.at(holders[-1].position)
        problems += rules.wanted([missing], holders[-1].politik)
    data = calendar.feed(in_time, holders[-1].navn, organizer)
    for entry, (file, planned) in zip((one for *_, one in entries), planned_of, strict=True):
        _require_nothing_closed(ws, file, planned, calendar.feed([entry], holders[-1].navn, None))
    path = ws.output.joinpath(*filter(None, wanted.split("/")), CALENDAR_FILE)
    keep_feed(ws, path, data, files)
    return path, in_order(problems)


def _require_nothing_closed(ws: Workspace, file: MeetingFile, planned: Plan, data: bytes) -> None:
    """Raise ``EnvironmentProblem`` where a meeting's entry tells what is closed in it.

    Each meeting is held against its own entry: what is closed in one may stand by right in another.
    """
    proving = Proving(matter_of(ws, file, planned).without(ADDRESS))
    require_none(proving, [Served(CALENDAR_FILE, data, own=True)])


def _organizer(ws: Workspace, forum: Forum) -> calendar.Address | None:
    """Who holds the meetings: the forum, at the address that its documents tell.

    Where they tell none, at the one that takes the answers to its mail.
    """
    kontakt = forum.kontakt
    if kontakt and kontakt.email:
        return calendar.Address(forum.navn, kontakt.email)
    settings, _ = load_settings(ws)
    known = settings and (settings.mail.svar_til or settings.mail.afsender)
    return calendar.Address(forum.navn, address_of(known).email) if known else None


def _entries(
    ws: Workspace, files: list[MeetingFile], now: datetime
) -> Iterator[tuple[MeetingFile, calendar.CalendarEntry, Plan, list[Diagnostic]]]:
    past = all_readable(filed(ws, files[0].path.parent))
    seen: dict[str, MeetingFile] = {}
    for file in files:
        loaded = load(ws, file, looks=False)
        if loaded.meeting is None or has_errors(loaded.diagnostics):
            raise Problems(loaded.diagnostics)
        own = loaded.meeting
        twin = seen.setdefault(own.id, file)
        if twin is not file:
            fault = SHARED_ID.at(own.position, fil=ws.display(twin.path), id=own.id)
            raise Problems([fault])
        whole, diagnostics = plan(own)
        planned = whole.of(Kind.DAGSORDEN)
        public = Composer(planned).facts(Kind.DAGSORDEN, Audience.OFFENTLIG)
        meeting = replace(calendar_entry(planned, public, Audience.OFFENTLIG), tekst="")
        invited = [i for i in issues_of(past, own.id) if i.dokument == Kind.DAGSORDEN]
        number = content.sequence(invited, content.calendar_state(meeting))
        entry = calendar.CalendarEntry(meeting, file.forum, number, now)
        yield (
            file,
            entry,
            whole,
            rules.wanted([*loaded.diagnostics, *diagnostics], own.forum.politik),
        )
