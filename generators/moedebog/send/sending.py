"""Sending: one recipient after the other, each put down before and after, until all have it.

Clock and connection are handed in. Whoever has the message is passed over, whoever lacks
it gets it; what may or may not have arrived is sent again under the same Message-ID, by
which mail programs know a duplicate.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog.diagnostics import EnvironmentProblem, UsageProblem
from moedebog.meeting import Modtager
from moedebog.render.calendar import Address
from moedebog.send import issued, record
from moedebog.send.prepare import Mailing, Part, Variant
from moedebog.send.record import DOUBTFUL, SETTLED, Entry, Record, State
from moedebog.send.smtp import (
    Abilities,
    Answer,
    Failure,
    Permanent,
    Refused,
    Unknown,
    Unreachable,
)

BACKOFF = (10.0, 60.0, 300.0)
"""Seconds before each further round over those who did not get it."""
MOST_LOST = 3
"""Connections lost in a row before the round is given up."""


class Clock(Protocol):
    """What tells the time and lets it pass."""

    def now(self) -> datetime:
        """This moment, with a time zone."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class Connection(Protocol):
    """What talks to the mail server."""

    def open(self) -> Abilities:
        """Make sure that there is a connection."""

    def send(
        self, sender: str, recipient: str, pieces: Iterable[bytes], size: int, *, eight_bit: bool
    ) -> Answer:
        """Offer a message; raises ``Failure`` where it is not accepted."""

    def close(self) -> None:
        """End the conversation."""


class Job(Struct, frozen=True):
    """A message to be sent."""

    entry: Entry
    variant: Variant
    part: Part


class Summary(Struct):
    """How a sending went. Addresses, each once."""

    accepted: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    """They have had it before."""
    unchanged: list[str] = field(default_factory=list)
    """Nothing that they get has changed since the version they have."""
    rejected: list[tuple[str, str]] = field(default_factory=list)
    """For good, and what the server said; from earlier sendings too."""
    missing: list[tuple[str, str]] = field(default_factory=list)
    """Not now, and why."""
    repeated: list[str] = field(default_factory=list)
    """Sent again because nobody knew whether they had it."""
    stopped: str = ""
    """Why the sending was given up, if it was."""

    @property
    def is_complete(self) -> bool:
        """Whether everybody has it."""
        return not (self.rejected or self.missing or self.stopped)


class Plan(Struct):
    """Who is still to have a version, and who has it."""

    todo: list[tuple[Variant, Modtager]] = field(default_factory=list)
    summary: Summary = field(default_factory=Summary)


def plan(mailing: Mailing, rec: Record, resend: str = "") -> Plan:
    """Who is to be sent to. The record must be open. Raises ``UsageProblem``.

    ``resend`` is the address of the one person who is to have it anew.
    """
    known = []
    if rec.exists():
        known = [m.id for m in rec.mailings(mailing.file.name, mailing.kind)]
    if not mailing.is_new and mailing.issue.id not in known:
        raise UsageProblem(_no_record(mailing, rec))
    entries = rec.entries(mailing.issue.id) if mailing.issue.id in known else []
    latest = _latest(entries)
    has = _content_had(rec, known)
    made = Plan()
    for variant in mailing.variants:
        for person in variant.recipients:
            key = person.email.casefold()
            if resend:
                if key == resend.strip().casefold():
                    made.todo.append((variant, person))
                continue
            own = latest.get(key, [])
            if own and all(e.state is State.ACCEPTED for e in own):
                made.summary.already.append(person.email)
            elif any(e.state is State.REJECTED for e in own):
                answer = next(e.answer for e in own if e.state is State.REJECTED)
                made.summary.rejected.append((person.email, answer))
            elif not own and has.get(key) == variant.content:
                made.summary.unchanged.append(person.email)
            else:
                made.todo.append((variant, person))
    if resend:
        _check_resend(mailing, made, resend, latest)
    return made


def _check_resend(
    mailing: Mailing, made: Plan, resend: str, latest: dict[str, list[Entry]]
) -> None:
    if not made.todo:
        raise UsageProblem(
            f"{resend} er ikke blandt modtagerne af denne {mailing.kind}; se forum.yaml."
        )
    if not latest.get(resend.strip().casefold()):
        raise UsageProblem(
            f"{resend} har ikke fået denne version endnu. Send den uden RESEND til alle, der "
            "mangler den."
        )


def _latest(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The messages of each address's latest turn."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        own = found.setdefault(entry.address.casefold(), [])
        if own and own[0].turn < entry.turn:
            own.clear()
        own.append(entry)
    return found


def _content_had(rec: Record, known: Sequence[str]) -> dict[str, str]:
    """What each address was last accepted for, by checksum."""
    had: dict[str, str] = {}
    for mailing in known:
        for address, own in _latest(rec.entries(mailing)).items():
            if all(e.state is State.ACCEPTED for e in own):
                had[address] = own[0].content
    return had


def _no_record(mailing: Mailing, rec: Record) -> str:
    issue = mailing.issue
    return (
        f"Version {issue.version} af {mailing.kind} er sendt ud {issue.tid:%d.%m.%Y kl. %H.%M} "
        f"til {issue.accepteret} modtagere, men protokollen over, hvem der fik den, er ikke her "
        f"({rec.path}). Uden den kan ingen vide, hvem der mangler, og derfor sendes der ikke. "
        "Send fra den maskine, hvor det begyndte, eller lad maskinerne dele protokollen "
        "(mail: protokol i moedebog.yaml)."
    )


# --- sending --------------------------------------------------------------------------------------


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
        told: Callable[[int, int, str, State], None] = lambda *_: None,
    ) -> None:
        self.mailing = mailing
        self.record = rec
        self.connection = connection
        self.clock = clock
        self.resend = resend
        self.backoff = backoff
        self.told = told
        self.pause = 60.0 / per_minute if per_minute else 0.0
        self.plan = plan(mailing, rec, resend)
        self.summary = self.plan.summary
        self._next = 0.0
        self._abilities = Abilities(0, False, False, False)
        self._done = 0
        self._why: dict[str, str] = {}

    def run(self, confirm: Callable[[int], bool] = lambda _: True) -> Summary:
        """Send to all who lack it. ``confirm`` is asked with the number of recipients.

        Raises ``EnvironmentProblem`` where nothing could be sent at all.
        """
        if not self.plan.todo:
            self._file_issue()
            return self.summary
        try:
            self._abilities = self._begin()
            limit = self._limit()
            shares = {v.label: self.mailing.parts(v, limit) for v, _ in self.plan.todo}
            for variant in {v.label: v for v, _ in self.plan.todo}.values():
                self._prove(variant, shares[variant.label])
            self.connection.close()  # a server does not wait for somebody to make up their mind
            if not confirm(len(self.plan.todo)):
                self.summary.stopped = "Du svarede nej."
                self.summary.missing = [(p.email, "ikke sendt") for _, p in self.plan.todo]
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
                self.clock.sleep(wait)
            except Failure as failure:
                raise _unreachable(failure) from None
        raise AssertionError  # pragma: no cover

    def _limit(self) -> int:
        """The size to split by: as it was when the version was begun, for the parts stay."""
        for known in self.record.mailings(self.mailing.file.name, self.mailing.kind):
            if known.id == self.mailing.issue.id:
                return known.limit
        return self._abilities.size

    def _prove(self, variant: Variant, parts: Sequence[Part]) -> None:
        for part in parts:
            shown = self.mailing.message(
                variant,
                part,
                None,
                message_id=self.mailing.message_id("", part.number, 0),
                date=self.mailing.issue.tid,
                eight_bit=self._abilities.eight_bit,
            )
            self.mailing.prove(variant, shown)
            if self._abilities.size and shown.size > self._abilities.size:
                raise EnvironmentProblem(
                    f"Mailserveren tager højst {self._abilities.size} byte pr. besked, og "
                    f"beskeden til {variant.label} fylder {shown.size}. Intet er sendt."
                )

    # --- putting down -----------------------------------------------------------------------

    def _put_down(self, shares: dict[str, tuple[Part, ...]], limit: int) -> list[Job]:
        """Enter into the record what is not in it yet; returns what is to be sent."""
        issue = self.mailing.issue
        known = {m.id for m in self.record.mailings(self.mailing.file.name, self.mailing.kind)}
        before = self.record.entries(issue.id) if issue.id in known else []
        latest = _latest(before)
        new: list[Entry] = []
        for variant, person in self.plan.todo:
            own = latest.get(person.email.casefold(), [])
            again = bool(own) and bool(self.resend) and all(e.state in SETTLED for e in own)
            turn = own[0].turn + again if own else 0
            there = {e.part: e for e in own}
            for part in shares[variant.label]:
                if part.number not in there or again:
                    old = there[part.number].message_id if part.number in there else ""
                    new.append(self._entry(variant, person, part, turn, old))
        if issue.id in known:
            self.record.add(new)
        else:
            self.record.begin(
                record.Mailing(
                    issue.id,
                    self.mailing.file.name,
                    self.mailing.kind,
                    issue.version,
                    issue.tid,
                    limit,
                    issued.to_data(issue),
                ),
                new,
            )
        entries = _latest(self.record.entries(issue.id))
        jobs = [
            Job(entry, variant, shares[variant.label][entry.part - 1])
            for variant, person in self.plan.todo
            for entry in entries[person.email.casefold()]
            if entry.state not in SETTLED
        ]
        self.summary.repeated += dict.fromkeys(
            job.entry.address for job in jobs if job.entry.state in DOUBTFUL
        )
        return jobs

    def _entry(
        self, variant: Variant, person: Modtager, part: Part, turn: int, refers_to: str
    ) -> Entry:
        return Entry(
            number=0,
            mailing=self.mailing.issue.id,
            address=person.email,
            name=person.navn or "",
            group=variant.group.gruppe,
            part=part.number,
            turn=turn,
            message_id=self.mailing.message_id(person.email, part.number, turn),
            refers_to=refers_to,
            content=variant.content,
            state=State.WAITING,
            date=None,
            time=None,
            answer="",
        )

    def _file_issue(self) -> None:
        """Write the file beside the meeting, with the number of those who have it by now."""
        known = [m.id for m in self.record.mailings(self.mailing.file.name)]
        if self.mailing.issue.id not in known:
            return
        entries = _latest(self.record.entries(self.mailing.issue.id))
        had = sum(all(e.state is State.ACCEPTED for e in own) for own in entries.values())
        issue = replace(self.mailing.issue, accepteret=had, modtagere=len(entries))
        others = [i for i in self.mailing.issues if i.id != issue.id]
        data = issued.dump(sorted([*others, issue], key=lambda i: (i.tid, i.version)))
        path = issued.issued_file(self.mailing.file)
        write_synced(path, data)

    # --- the rounds ---------------------------------------------------------------------------

    def _rounds(self, jobs: list[Job]) -> None:
        self._all = len(jobs)
        left = jobs
        for wait in (0.0, *self.backoff):
            if wait:
                self.clock.sleep(wait)
            left = self._round(left)
            if not left or self.summary.stopped:
                break
        for address in dict.fromkeys(job.entry.address for job in left):
            self.summary.missing.append((address, self._why.get(address, "ikke forsøgt")))
        short = {address for address, _ in (*self.summary.missing, *self.summary.rejected)}
        sent = dict.fromkeys(job.entry.address for job in jobs)
        self.summary.accepted = [address for address in sent if address not in short]

    def _round(self, jobs: list[Job]) -> list[Job]:
        """Offer each message once; returns those that were not settled."""
        left: list[Job] = []
        lost = 0
        for index, job in enumerate(jobs):
            try:
                self._abilities = self.connection.open()
                self._wait_for_turn()
                job = self._offered(job)
                answer = self._send(job)
            except Refused as failure:
                self.summary.stopped = str(failure.answer)
                self._note(job, _after(job, failure), failure.answer)
                return [*left, *jobs[index:]]
            except Permanent as failure:
                self._note(job, State.REJECTED, failure.answer)
                if job.entry.address not in dict(self.summary.rejected):
                    self.summary.rejected.append((job.entry.address, str(failure.answer)))
                lost = 0
            except Failure as failure:
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
        if now < self._next:
            self.clock.sleep(self._next - now)
        self._next = max(now, self._next) + self.pause

    def _offered(self, job: Job) -> Job:
        date = self.record.offer(job.entry, self.clock.now())
        return replace(job, entry=replace(job.entry, date=date))

    def _send(self, job: Job) -> Answer:
        entry = job.entry
        assert entry.date is not None  # noqa: S101 - it was offered
        message = self.mailing.message(
            job.variant,
            job.part,
            Address(entry.name, entry.address),
            message_id=entry.message_id,
            refers_to=entry.refers_to,
            date=entry.date,
            eight_bit=self._abilities.eight_bit,
        )
        return self.connection.send(
            self.mailing.sender_address,
            entry.address,
            message.pieces,
            message.size,
            eight_bit=self._abilities.eight_bit,
        )

    def _note(self, job: Job, state: State, answer: Answer) -> None:
        self.record.settle(job.entry, state, self.clock.now(), str(answer))
        self._why[job.entry.address] = str(answer)
        self._done += state in SETTLED
        self.told(self._done, self._all, job.entry.address, state)


def _after(job: Job, failure: Failure) -> State:
    """What a message is that was not accepted.

    That a further try failed says nothing of an earlier one whose fate is unknown.
    """
    if isinstance(failure, Unknown) or job.entry.state in DOUBTFUL:
        return State.UNKNOWN
    return State.FAILED


def _unreachable(failure: Failure) -> EnvironmentProblem:
    return EnvironmentProblem(f"Mailserveren kan ikke bruges: {failure.answer}. Intet er sendt.")


def recorded(rec: Record, meeting: str) -> Iterator[issued.Issue]:
    """The issues that an open record knows of a meeting."""
    for mailing in rec.mailings(meeting):
        yield issued.from_data(mailing.issue)


def write_synced(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, and on the disk."""
    import os

    begun = path.with_name(f".{path.name}.ny")
    try:
        with begun.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        begun.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            begun.unlink()
        raise EnvironmentProblem(
            f"Filen kan ikke skrives: {path} ({error.strerror or error})."
        ) from error
