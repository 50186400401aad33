"""Who has an invitation to a meeting and is no longer among the recipients, by the record.

They are told once. A message of theirs stands in the record with those of the version that was
mailed when they were told (``REMOVAL``). Whoever is among the recipients again afterwards, no
longer has the invitation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog.addresses import mailbox
from moedebog.document import Kind
from moedebog.issue.content import CalendarState
from moedebog.issued import Issue
from moedebog.meeting import Modtager
from moedebog.names import spelling
from moedebog.send.mailing import IN_CALENDAR, Mailing
from moedebog.send.record import DOUBTFUL, Record, RecordedMessage, State

_NOT_IN_IT = "ikke i kalenderen"
"""What stands for the content of a message that is not known, once its invitation is taken back."""
_PERHAPS_READ = (State.ACCEPTED, *DOUBTFUL)
_PENDING = (State.WAITING, State.FAILED, *DOUBTFUL)


class Uninvited(Struct, frozen=True):
    """Somebody who is to be told that they are no longer invited."""

    person: Modtager
    invitation: RecordedMessage
    """The last one that they got, or may have got."""
    state: CalendarState
    """The meeting, as that one told it."""
    before: int
    """How many such messages were put down for them earlier."""
    turn: int
    """How many of these with this very version."""
    waiting: RecordedMessage | None
    """The message that is put down with this version and is not settled yet."""


class Invitations(Struct):
    """Who has the meeting in their calendar and should not, and what is known of the others."""

    gone: list[Uninvited] = field(default_factory=list)
    dropped: list[RecordedMessage] = field(default_factory=list)
    """Messages that need not be sent any more, or not as they were put down."""
    elsewhere: list[Modtager] = field(default_factory=list)
    """Those who stand among the recipients with another address: none of theirs is told."""
    unsure: list[Modtager] = field(default_factory=list)
    """Those of whom an older record does not say whether they were invited."""
    unknown: list[Issue] = field(default_factory=list)
    """Versions of which this record does not know who got them."""
    removals: Mapping[str, int] = field(default_factory=dict)
    """How many messages of ours took an invitation back, by mailbox."""
    taken_back: Mapping[str, int] = field(default_factory=dict)
    """The number of the last one that arrived, or may have, by mailbox."""

    def still(self, entries: Iterable[RecordedMessage]) -> list[RecordedMessage]:
        """Somebody's messages, with no calendar entry in those that were taken back."""
        return [
            replace(entry, material=(entry.material - {IN_CALENDAR}) or frozenset({_NOT_IN_IT}))
            if entry.number < self.taken_back.get(mailbox(entry.address), 0)
            else entry
            for entry in entries
        ]


def invitations(mailing: Mailing, rec: Record) -> Invitations:
    """Who of those once invited is no longer a recipient. The record must be open."""
    if mailing.kind is not Kind.DAGSORDEN or mailing.draft:
        return Invitations()
    issues = {i.id: i for i in (*mailing.earlier, mailing.issue)}
    versions = rec.versions(mailing.key, issues)
    known = [one.id for one in versions if one.id in issues and not one.taken]
    removals: dict[str, list[RecordedMessage]] = {}
    for entry in rec.removals(known):
        removals.setdefault(mailbox(entry.address), []).append(entry)
    made = Invitations(
        removals={one: len(entries) for one, entries in removals.items()},
        taken_back={
            one: max((e.number for e in entries if e.state in _PERHAPS_READ), default=0)
            for one, entries in removals.items()
        },
        unknown=[
            issue
            for issue in mailing.earlier
            if issue.id not in known and issue.accepteret and not _state(issue).aflyst
        ],
    )
    recipients = [p for group in mailing.meeting.forum.modtagere for p in group.personer]
    listed = {mailbox(person.email) for person in recipients}
    names = {spelling(person.navn) for person in recipients if person.navn}
    for one, entries in removals.items():
        if one in listed:
            made.dropped += [e for e in entries if e.state in (State.WAITING, State.FAILED)]
    for one, invited in _invited(rec, known).items():
        if one in listed or _state(issues[invited.mailing]).aflyst:
            continue
        person = Modtager(invited.address, invited.name or None)
        if spelling(invited.name) in names:
            if not removals.get(one):
                made.elsewhere.append(person)
        elif not invited.material:
            made.unsure.append(person)
        else:
            _sort(mailing, made, person, invited, issues, removals.get(one, []))
    return made


def holders(rec: Record, meeting: str, issues: Iterable[Issue]) -> frozenset[str]:
    """The mailboxes that have the meeting in their calendar, by the record, which must be open.

    ``meeting``: what the record calls it. None who heard that it is off, or were taken off.
    """
    mailed = {issue.id: issue for issue in issues if issue.dokument == Kind.DAGSORDEN}
    known = [one.id for one in rec.versions(meeting, mailed) if one.id in mailed]
    gone: dict[str, int] = {}
    for entry in rec.removals(known):
        if entry.state in _PERHAPS_READ:
            gone[mailbox(entry.address)] = entry.number
    return frozenset(
        one
        for one, entry in _invited(rec, known).items()
        if IN_CALENDAR in entry.material
        and entry.number > gone.get(one, 0)
        and not _state(mailed[entry.mailing]).aflyst
    )


def _invited(rec: Record, known: Iterable[str]) -> dict[str, RecordedMessage]:
    """By mailbox the last message that carried an invitation, or of which nobody knows."""
    last: dict[str, RecordedMessage] = {}
    for entry in sorted(
        (e for one in known for e in rec.entries(one)), key=lambda entry: entry.number
    ):
        carries = IN_CALENDAR in entry.material or (not entry.material and entry.part == 1)
        if carries and entry.state in _PERHAPS_READ:
            last[mailbox(entry.address)] = entry
    return last


def _sort(
    mailing: Mailing,
    made: Invitations,
    person: Modtager,
    invited: RecordedMessage,
    issues: Mapping[str, Issue],
    told: list[RecordedMessage],
) -> None:
    """Put down that somebody is to be told, unless they were since they were last invited."""
    since = [entry for entry in told if entry.number > invited.number]
    if any(entry.state in (State.ACCEPTED, State.REJECTED) for entry in since):
        return
    here = [entry for entry in told if entry.mailing == mailing.issue.id]
    waiting = next((entry for entry in here if entry.state in _PENDING), None)
    made.dropped += [e for e in since if e.state in _PENDING and e is not waiting]
    before = [e for e in told if waiting is None or e.number < waiting.number]
    state = _state(issues[invited.mailing])
    made.gone.append(Uninvited(person, invited, state, len(before), len(here), waiting))


def _state(issue: Issue) -> CalendarState:
    return CalendarState.read(issue.kalender)
