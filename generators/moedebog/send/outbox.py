"""Sending: one recipient after the other, each put down before and after, until all have it.

Clock and connection are handed in. Whoever has the message is passed over, whoever lacks
it gets it; what may or may not have arrived is sent again under the same Message-ID, by
which mail programs know a duplicate.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from moedebog import issued
from moedebog.addresses import mailbox, on_the_wire
from moedebog.diagnostics import EnvironmentProblem, Phrase, Problems
from moedebog.issue import make
from moedebog.render.calendar import Address
from moedebog.send import record
from moedebog.send.answers import NOT_TRIED, in_words
from moedebog.send.due import Due, Summary, due_deliveries
from moedebog.send.history import counted
from moedebog.send.mailing import Mailing, Part
from moedebog.send.messages import Message
from moedebog.send.record import (
    DOUBTFUL,
    SETTLED,
    Record,
    RecordedMessage,
    State,
    by_address,
    latest_turn,
)
from moedebog.send.smtp import (
    Abilities,
    Answer,
    FateUnknown,
    NotAccepted,
    NotServed,
    Permanent,
    Unreachable,
)
from moedebog.send.uninvited import Uninvited

BACKOFF = (10.0, 60.0, 300.0)
"""Seconds before each further round over those who did not get it."""
MOST_LOST = 3
"""Connections lost in a row before the round is given up."""
MOST_REJECTED = 5
"""Recipients refused for good, one after the other from the first one on, before the run is
stopped: then it is the server or the sender that is wrong, and not their addresses."""
WAY_BETWEEN = "; "
IDLE = 5.0
"""Seconds of waiting that a server may not like: the conversation is ended first."""


class Clock(Protocol):
    """What tells the time and lets it pass."""

    def now(self) -> datetime:
        """This moment, with a time zone."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class Connection(Protocol):
    """What talks to the mail server."""

    tls: str
    """By which version of TLS and which cipher it is encrypted; empty where it is not for sure."""

    def open(self) -> Abilities:
        """Make sure that there is a connection."""

    def send(
        self,
        sender: str,
        recipient: str,
        pieces: Iterable[bytes],
        size: int,
        *,
        eight_bit: bool,
        tunnel: bool = False,
    ) -> Answer:
        """Offer a message; raises ``NotAccepted`` where it is not accepted.

        ``tunnel``: only over an encrypted connection.
        """

    def close(self) -> None:
        """End the conversation."""


class Job(Struct, frozen=True):
    """A message to be sent."""

    entry: RecordedMessage
    made: Callable[[RecordedMessage, bool], Message]
    """Makes it; the server may take eight bits."""
    way: str = ""
    """By which way what is closed in it goes; empty where nothing is."""


class Sending:
    """One run of sending a version out. The record must be open, and held for this run."""

    def __init__(
        self,
        mailing: Mailing,
        rec: Record,
        connection: Connection,
        clock: Clock,
        *,
        resend: str = "",
        backoff: Sequence[float] = BACKOFF,
        per_minute: int = 0,
        settled: Callable[[int, int, str, State], None] = lambda *_: None,
        waiting: Callable[[float, str], None] = lambda *_: None,
    ) -> None:
        """``settled`` hears of each message that is settled, ``waiting`` why it takes so long."""
        self.mailing = mailing
        self.record = rec
        self.connection = connection
        self.clock = clock
        self.backoff = backoff
        self.settled = settled
        self.waiting = waiting
        self.pause = 60.0 / per_minute if per_minute else 0.0
        self.deliveries = due_deliveries(mailing, rec, resend)
        self.summary = self.deliveries.summary
        self._next = 0.0
        self._abilities = Abilities(0, False, False, False)
        self._done = 0
        self._any_accepted = False
        self._why: dict[str, str] = {}
        self._way = ""

    def run(self, confirm: Callable[[int], bool] = lambda _: True) -> Summary:
        """Send to all who lack it. ``confirm`` is asked with the number of recipients.

        A version that was never issued is made first. Raises ``EnvironmentProblem`` or
        ``Problems`` where nothing could be sent at all.
        """
        if self.mailing.lost:
            raise Problems(list(self.mailing.lost))
        if not self.deliveries.people:
            self.record.add([], self.deliveries.dropped)
            if self._recorded() and not self.mailing.draft:
                self.mailing.version = make.keep(self.mailing.version)
            self._file_issue()
            return self.summary
        try:
            self._abilities = self._begin()
            self._keep_from_open_lines()
            if not self.deliveries.people:
                return self.summary
            limit = self._limit()
            shares = {
                d.variant.label: self.mailing.parts(d.variant, limit) for d in self.deliveries.todo
            }
            self._prove(shares)
            self.connection.close()  # a server does not wait for somebody to make up their mind
            if not confirm(self.deliveries.people):
                self.summary.declined = True
                return self.summary
            jobs = self._put_down(shares, limit)
            self._file_issue()
            try:
                self._rounds(jobs)
            finally:
                self._file_issue()
        finally:
            self.connection.close()
        return self.summary

    def _begin(self) -> Abilities:
        for wait in (*self.backoff, None):
            try:
                return self.connection.open()
            except Unreachable as failure:
                if wait is None:
                    raise _unreachable(failure) from None
                self._wait_after(str(failure.answer), wait)
            except NotAccepted as failure:
                raise _unreachable(failure) from None
        raise AssertionError  # pragma: no cover

    def _keep_from_open_lines(self) -> None:
        """Pass over whom what is closed may reach by a tunnel alone, where there is none."""
        if self.connection.tls:
            return
        left = []
        for due in self.deliveries.todo:
            way = self.mailing.safe_way(due.variant, due.since)
            if way is not None and way.tunnel:
                self.summary.unsafe.append((due.person.email, due.variant.group.gruppe))
                self.summary.unencrypted = True
            else:
                left.append(due)
        self.deliveries.todo = left

    def _recorded(self) -> record.RecordedVersion | None:
        """This version, where the record has it already."""
        issue = self.mailing.issue
        versions = self.record.versions(self.mailing.key, [issue.id])
        return next((one for one in versions if one.id == issue.id), None)

    def _limit(self) -> int:
        """The size to split by: as it was when the version was begun, for the parts stay."""
        begun = self._recorded()
        limits = (self._abilities.size, begun.limit if begun else 0)
        return min(filter(None, limits), default=0)

    def _prove(self, shares: Mapping[Phrase, Sequence[Part]]) -> None:
        """See to it, for each different message, that it may go out."""
        size = self._abilities.size
        different = {
            (due.variant.label, due.since and due.since.version): due
            for due in self.deliveries.todo
        }
        for due in different.values():
            for part in shares[due.variant.label]:
                shown = self.mailing.shown(
                    due.variant, part, due.since, eight_bit=self._abilities.eight_bit
                )
                on_the_way = self.mailing.on_the_way(due.variant, shown, due.since)
                if size and on_the_way > size:
                    raise EnvironmentProblem(
                        Phrase(
                            f"Mailserveren tager højst {size} byte pr. besked, og beskeden til "
                            f"{due.variant.label} fylder {on_the_way}. Intet er sendt.",
                            f"The mail server takes at most {size} bytes for each message, and "
                            f"the message to {due.variant.label.english} takes up {on_the_way}. "
                            "Nothing was sent.",
                        ),
                        Phrase(
                            f"Mailserveren tager højst {size} byte pr. besked, og beskeden til "
                            f"gruppen {due.variant.group.gruppe} fylder {on_the_way}. Intet er "
                            "sendt.",
                            f"The mail server takes at most {size} bytes for each message, and "
                            f"the message to the group {due.variant.group.gruppe} takes up "
                            f"{on_the_way}. Nothing was sent.",
                        ),
                    )

        for one in self.deliveries.invitations.gone:
            self.mailing.shown_removal(one.state, one.invitation.group)

    # --- putting down -----------------------------------------------------------------------

    def _put_down(self, shares: Mapping[Phrase, tuple[Part, ...]], limit: int) -> list[Job]:
        """Enter into the record what is not in it yet; returns what is to be sent."""
        if not self.mailing.draft:
            self.mailing.version = make.keep(self.mailing.version)
        issue = self.mailing.issue
        new: list[RecordedMessage] = []
        dropped = list(self.deliveries.dropped)
        for due in self.deliveries.todo:
            if not self._can_go_on(due, shares[due.variant.label]):
                new += self._turn(due, shares[due.variant.label])
                dropped += [e for e in latest_turn(due.entries) if e.state not in SETTLED]
        gone = self.deliveries.invitations.gone
        new += [self._removal(one) for one in gone if one.waiting is None]
        if self._recorded():
            self.record.add(new, dropped)
        else:
            self.record.begin(
                record.RecordedVersion(
                    issue.id,
                    self.mailing.key,
                    record.DRAFT if self.mailing.draft else self.mailing.kind,
                    issue.version,
                    issue.tid,
                    limit,
                    issued.to_data(issue),
                ),
                new,
            )
            self.record.add([], dropped)  # of earlier versions: what this one says in their place
        entries = by_address(self.record.entries(issue.id))
        jobs = [
            Job(
                entry,
                partial(self._made, due, shares[due.variant.label][entry.part - 1]),
                self.mailing.told_way(due.variant, due.since),
            )
            for due in self.deliveries.todo
            for entry in latest_turn(entries[mailbox(due.person.email)])
            if entry.state not in SETTLED
        ]
        removals = by_address(self.record.removals([issue.id]))
        jobs += [
            Job(entry, partial(self._made_removal, one))
            for one in gone
            for entry in latest_turn(removals[mailbox(one.person.email)])
            if entry.state not in SETTLED
        ]
        self.summary.repeated += dict.fromkeys(
            job.entry.address for job in jobs if job.entry.state in DOUBTFUL
        )
        return jobs

    def _can_go_on(self, due: Due, parts: Sequence[Part]) -> bool:
        """Whether messages are waiting that carry, part by part, what is to be sent now.

        An older record may have several of one part, or an address in a form that is no longer
        written: to one mailbox.
        """
        waiting = latest_turn(due.entries)
        wanted = on_the_wire(due.person.email)[0].lower()
        if len(waiting) != len(parts) or any(
            on_the_wire(entry.address)[0].lower() != wanted for entry in waiting
        ):
            return False
        carried = {entry.part: entry.material for entry in waiting}
        return carried == {
            part.number: self.mailing.recorded(due.variant, part) for part in parts
        } and any(entry.state not in SETTLED for entry in waiting)

    def _turn(self, due: Due, parts: Sequence[Part]) -> Iterator[RecordedMessage]:
        """New messages to somebody, which refer to those that they may have had."""
        turn = max((entry.turn + 1 for entry in due.entries), default=0)
        before = {entry.part: entry.message_id for entry in latest_turn(due.entries)}
        for part in parts:
            yield RecordedMessage(
                number=0,
                mailing=self.mailing.issue.id,
                address=due.person.email,
                name=due.person.navn or "",
                group=due.variant.group.gruppe,
                part=part.number,
                turn=turn,
                message_id=self.mailing.message_id(
                    due.person.email, part.number, turn, secrets.token_hex(16)
                ),
                refers_to=before.get(part.number, ""),
                content=due.variant.content,
                material=self.mailing.recorded(due.variant, part),
                state=State.WAITING,
                date=None,
                time=None,
                answer="",
            )

    def _removal(self, one: Uninvited) -> RecordedMessage:
        """A new message to somebody who is no longer invited."""
        email = one.person.email
        return RecordedMessage(
            number=0,
            mailing=self.mailing.issue.id,
            address=email,
            name=one.person.navn or "",
            group=one.invitation.group,
            part=record.REMOVAL,
            turn=one.turn,
            message_id=self.mailing.message_id(email, record.REMOVAL, one.turn),
            refers_to=one.invitation.message_id,
            content="",
            material=frozenset(),
            state=State.WAITING,
            date=None,
            time=None,
            answer="",
        )

    def _made(self, due: Due, part: Part, entry: RecordedMessage, eight_bit: bool) -> Message:
        return self.mailing.message(
            due.variant,
            part,
            Address(entry.name, entry.address),
            message_id=entry.message_id,
            since=due.since,
            refers_to=entry.refers_to,
            removals=due.removals,
            date=_offered_at(entry),
            eight_bit=eight_bit,
        )

    def _made_removal(self, one: Uninvited, entry: RecordedMessage, eight_bit: bool) -> Message:
        return self.mailing.removal(
            one.state,
            entry.group,
            Address(entry.name, entry.address),
            removals=one.before,
            message_id=entry.message_id,
            refers_to=entry.refers_to,
            date=_offered_at(entry),
            eight_bit=eight_bit,
        )

    def _file_issue(self) -> None:
        """Write into the record of the version how many have it by now."""
        mailing = self.mailing
        if mailing.draft or not self._recorded():
            return
        version = mailing.version
        issue = counted(version.issue, self.record.entries(version.issue.id))
        make.file_issues(version.candidate, version.filed, [*version.others, issue])

    # --- the rounds ---------------------------------------------------------------------------

    def _rounds(self, jobs: list[Job]) -> None:
        self._all = len(jobs)
        left = self._round(jobs)
        for wait in self.backoff:
            if not left or self.summary.stopped:
                break
            self._wait_after(self._why.get(left[-1].entry.address, ""), wait)
            left = self._round(left)
        summary = self.summary
        for entry in {job.entry.address: job.entry for job in left}.values():
            short_of = summary.not_told if entry.part == record.REMOVAL else summary.missing
            short_of.append((entry.address, self._why.get(entry.address, NOT_TRIED.danish)))
        unheard = (*summary.not_told, *summary.never_told)
        short = {a for a, _ in (*summary.missing, *summary.rejected, *unheard)}
        for entry in {job.entry.address: job.entry for job in jobs}.values():
            if entry.address not in short:
                removed = entry.part == record.REMOVAL
                (summary.uninvited if removed else summary.accepted).append(entry.address)

    def _round(self, jobs: list[Job]) -> list[Job]:
        """Offer each message once; returns those that were not settled."""
        left: list[Job] = []
        lost = 0
        for index, job in enumerate(jobs):
            try:
                self._wait_for_turn()
                self._abilities = self.connection.open()
                job = self._offered(job)
                answer = self._send(job)
            except NotServed as failure:
                self.summary.stopped = in_words(str(failure.answer))
                self._note(job, _after(job, failure), failure.answer)
                return [*left, *jobs[index:]]
            except Permanent as failure:
                self._note(job, State.REJECTED, failure.answer)
                removed = job.entry.part == record.REMOVAL
                refused = self.summary.never_told if removed else self.summary.rejected
                if job.entry.address not in dict(refused):
                    refused.append((job.entry.address, str(failure.answer)))
                lost = 0
                if self._done == MOST_REJECTED and not self._any_accepted and jobs[index + 1 :]:
                    self.summary.stopped = Phrase(
                        f"De første {MOST_REJECTED} er alle afvist. Det ligner serveren eller "
                        "afsenderen, ikke adresserne.",
                        f"The first {MOST_REJECTED} were all rejected. That looks like the server "
                        "or the sender, not the addresses.",
                    )
                    return [*left, *jobs[index + 1 :]]
            except NotAccepted as failure:
                state = _after(job, failure)
                if state is State.UNKNOWN and job.entry.address not in self.summary.repeated:
                    self.summary.repeated.append(job.entry.address)
                self._note(job, state, failure.answer)
                left.append(replace(job, entry=replace(job.entry, state=state)))
                lost = 0 if failure.answer.code else lost + 1
                if lost >= MOST_LOST:
                    return [*left, *jobs[index + 1 :]]
            else:
                self._note(job, State.ACCEPTED, answer)
                lost = 0
        return left

    def _wait_for_turn(self) -> None:
        if not self.pause:
            return
        now = self.clock.now().timestamp()
        self._wait(min(self._next - now, self.pause))  # the clock may have been set back
        self._next = max(now, min(self._next, now + self.pause)) + self.pause

    def _wait_after(self, why: str, seconds: float) -> None:
        self.waiting(seconds, why)
        self._wait(seconds)

    def _wait(self, seconds: float) -> None:
        if seconds >= IDLE:
            self.connection.close()
        if seconds > 0:
            self.clock.sleep(seconds)

    def _offered(self, job: Job) -> Job:
        date = self.record.offer(job.entry, self.clock.now())
        return replace(job, entry=replace(job.entry, date=date))

    def _send(self, job: Job) -> Answer:
        entry = job.entry
        message = job.made(entry, self._abilities.eight_bit)
        self._way = self._told_way(job)
        return self.connection.send(
            self.mailing.sender.email,
            entry.address,
            iter(message),
            message.size,
            eight_bit=self._abilities.eight_bit,
            tunnel=message.tunnel,
        )

    def _told_way(self, job: Job) -> str:
        """By which way a message went, and how the line was encrypted, for the record."""
        return WAY_BETWEEN.join(filter(None, (job.way, self.connection.tls))) if job.way else ""

    def _note(self, job: Job, state: State, answer: Answer) -> None:
        way = self._way if state is State.ACCEPTED else ""
        self.record.settle(job.entry, state, self.clock.now(), str(answer), way)
        self._why[job.entry.address] = str(answer)
        self._any_accepted = self._any_accepted or state is State.ACCEPTED
        self._done += state in SETTLED
        self.settled(self._done, self._all, job.entry.address, state)


def _offered_at(entry: RecordedMessage) -> datetime:
    assert entry.date is not None  # noqa: S101 - it was offered
    return entry.date


def _after(job: Job, failure: NotAccepted) -> State:
    """What a message is that was not accepted.

    That a further try failed says nothing of an earlier one whose fate is unknown.
    """
    if isinstance(failure, FateUnknown) or job.entry.state in DOUBTFUL:
        return State.UNKNOWN
    return State.FAILED


def _unreachable(failure: NotAccepted) -> EnvironmentProblem:
    why = in_words(str(failure.answer))
    return EnvironmentProblem(
        Phrase(
            f"Mailserveren kan ikke bruges: {why}. Intet er sendt.",
            f"The mail server cannot be used: {why.english}. Nothing was sent.",
        )
    )
