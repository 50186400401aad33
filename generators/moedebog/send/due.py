"""Who is still to have a version of a document, and who has it, by the delivery record."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec import Struct, field

from moedebog.addresses import mailbox
from moedebog.diagnostics import Diagnostic, Phrase, Problems, UsageProblem, counted
from moedebog.issued import Hold, Issue
from moedebog.meeting import Modtager
from moedebog.send import wording
from moedebog.send.mailing import TOLD_WHERE, Mailing, Variant, is_of_members
from moedebog.send.record import (
    SETTLED,
    Record,
    RecordedMessage,
    State,
    by_address,
    latest_turn,
    when,
)
from moedebog.send.uninvited import Invitations, invitations

_DOUBTFUL = frozenset({State.OFFERED, State.UNKNOWN, State.ACCEPTED})
"""What somebody may have got of a version: some of it, or all."""


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
    uninvited: list[str] = field(default_factory=list)
    """They have been told that they are no longer invited."""
    not_told: list[tuple[str, str]] = field(default_factory=list)
    """They were to be told so and were not yet, and why."""
    never_told: list[tuple[str, str]] = field(default_factory=list)
    """They cannot be told so: the server rejects the address for good."""
    kept_back: list[tuple[str, str]] = field(default_factory=list)
    """They get nothing yet, since attachments are not seen through; address and group."""
    unsafe: list[tuple[str, str]] = field(default_factory=list)
    """They get nothing, since what is closed has no safe way to them; address and group."""
    unencrypted: bool = False
    """Whether that is so because the connection to the mail server is no tunnel."""
    stopped: Phrase | None = None
    """Why the sending was given up, if it was."""
    declined: bool = False
    """Somebody did not agree to it."""

    @property
    def is_complete(self) -> bool:
        """Whether everybody has it."""
        left = self.rejected or self.missing or self.not_told or self.never_told
        held = self.kept_back or self.unsafe
        return not (left or held or self.stopped or self.declined)


class Due(Struct, frozen=True):
    """Somebody who is to be sent to."""

    variant: Variant
    person: Modtager
    entries: tuple[RecordedMessage, ...]
    """The messages of this version that the record has for them, dropped ones too."""
    since: Issue | None
    """The version that they last had, as far as the record knows; the oldest of those that may be
    the last one. ``None``: they never had any."""

    removals: int = 0
    """How often their invitation was taken back."""

    @property
    def lacks_only_some(self) -> bool:
        """Whether they have had this version, but not all that they are to have now."""
        own = latest_turn(self.entries)
        return bool(own) and all(entry.state is State.ACCEPTED for entry in own)


class Deliveries(Struct):
    """Who is to be sent to, what is not needed any more, and who is passed over."""

    todo: list[Due] = field(default_factory=list)
    dropped: list[RecordedMessage] = field(default_factory=list)
    """Messages that were put down for somebody who has it all without them."""
    summary: Summary = field(default_factory=Summary)
    refused: list[Diagnostic] = field(default_factory=list)
    """Why what is closed has no safe way to some of them."""
    invitations: Invitations = field(default_factory=Invitations)
    """Who is to be told that they are no longer invited."""

    @property
    def people(self) -> int:
        """How many are to be sent something."""
        return len(self.todo) + len(self.invitations.gone)


def due_deliveries(mailing: Mailing, rec: Record, resend: str = "") -> Deliveries:
    """Who is to be sent to. The record must be open. Raises ``UsageProblem``.

    ``resend`` is the address of the one person who is to have it anew. Raises ``Problems`` where
    what is closed has no safe way to them.
    """
    issues = [mailing.issue.id, *(issue.id for issue in mailing.issues)]
    versions = rec.versions(mailing.key, issues)
    known = {m.id for m in versions if not m.taken}
    if mailing.issue.id not in known:
        own = (m.taken for m in versions if m.id == mailing.issue.id)
        if taken := next(filter(None, (*own, mailing.issue.taken(Hold.BEVISER))), None):
            raise UsageProblem(_taken(mailing, taken))
    if mailing.issue.modtagere and not mailing.is_new and mailing.issue.id not in known:
        raise UsageProblem(_no_record(mailing, rec))
    invited = invitations(mailing, rec)
    entries = by_address(invited.still(rec.entries(mailing.issue.id)))
    had = _had(mailing, rec, known, invited)
    held, by_others = _held(mailing, rec, known, invited)
    made = Deliveries()
    if not resend:
        made.invitations = invited
        made.dropped += invited.dropped
    for variant in mailing.variants:
        for person in variant.recipients:
            key = mailbox(person.email)
            last = had.get(key)
            due = Due(
                variant,
                person,
                tuple(entries.get(key, ())),
                held.get(key, by_others),
                invited.removals.get(key, 0),
            )
            if resend:
                if key == mailbox(resend):
                    if variant.kept_back:
                        raise UsageProblem(wording.KEPT_FROM.put(who=resend))
                    if refused := mailing.refusal(variant, person, due.since):
                        raise Problems([refused])
                    made.todo.append(due)
            else:
                _sort(mailing, made, due, last)
    if resend:
        _check_resend(mailing, made, resend)
    return made


class _Had(NamedTuple):
    """What somebody was last accepted for."""

    issue: Issue
    entries: list[RecordedMessage]


def _sort(mailing: Mailing, made: Deliveries, due: Due, last: _Had | None) -> None:
    """Put somebody where they belong among them."""
    wanted = mailing.material(due.variant, due.variant.whole)
    own = latest_turn(due.entries)
    rejected = [entry for entry in own if entry.state is State.REJECTED]
    if _covers([e for e in due.entries if e.state is State.ACCEPTED], wanted):
        made.summary.already.append(due.person.email)
        made.dropped += [entry for entry in own if entry.state not in SETTLED]
    elif rejected:
        made.summary.rejected.append((due.person.email, rejected[0].answer))
    elif not own and last and _has_the_same(mailing, last, due.variant, wanted):
        made.summary.unchanged.append(due.person.email)
    elif refused := mailing.refusal(due.variant, due.person, due.since):
        made.refused += [refused] if refused not in made.refused else []
        made.summary.unsafe.append((due.person.email, due.variant.group.gruppe))
    elif due.variant.kept_back:
        made.summary.kept_back.append((due.person.email, due.variant.group.gruppe))
    else:
        made.todo.append(due)


def _has_the_same(mailing: Mailing, last: _Had, variant: Variant, wanted: frozenset[str]) -> bool:
    """Whether what was accepted of an earlier version is what this one says as well."""
    read = last.entries[0].content
    return mailing.says_the_same(variant, last.issue, read) and _covers(last.entries, wanted)


def _covers(accepted: list[RecordedMessage], wanted: frozenset[str]) -> bool:
    """Whether these messages together carry all that is wanted."""
    carried = [entry.material for entry in accepted]
    if any(map(is_of_members, carried)):
        wanted -= {TOLD_WHERE}  # who has what is closed need not be told where it lies
    return bool(carried) and (not all(carried) or wanted <= frozenset().union(*carried))


def _had(mailing: Mailing, rec: Record, known: set[str], invited: Invitations) -> dict[str, _Had]:
    """What each address was last accepted for of the earlier versions of this document.

    Somebody who may have got a later version, nobody knows, is not in it; nor is anybody
    who may have got one that another record tells of.
    """
    had: dict[str, _Had] = {}
    for issue in mailing.earlier:
        if issue.modtagere and issue.id not in known:
            had.clear()
        for address, entries in by_address(invited.still(rec.entries(issue.id))).items():
            own = latest_turn(entries)
            if own and all(entry.state is State.ACCEPTED for entry in own):
                had[address] = _Had(issue, own)
            elif any(entry.state not in (State.WAITING, State.FAILED) for entry in entries):
                had.pop(address, None)
    return had


def _held(
    mailing: Mailing, rec: Record, known: set[str], invited: Invitations
) -> tuple[dict[str, Issue], Issue | None]:
    """Since which version each address is told what has changed, and everybody else.

    It is the last one that they have; where nobody knows that, the oldest that it may be.
    """
    held: dict[str, Issue] = {}
    by_others: Issue | None = None
    for issue in mailing.earlier:
        if issue.modtagere and issue.id not in known:
            by_others = by_others or issue
        for address, entries in by_address(invited.still(rec.entries(issue.id))).items():
            own = latest_turn(entries)
            if own and all(entry.state is State.ACCEPTED for entry in own):
                held[address] = issue
            elif any(entry.state in _DOUBTFUL for entry in entries):
                held.setdefault(address, by_others or issue)
    return held, by_others


def _check_resend(mailing: Mailing, made: Deliveries, resend: str) -> None:
    if not made.todo:
        raise UsageProblem(
            Phrase(
                f"{resend} er ikke blandt modtagerne af denne {mailing.kind}; se forum.yaml.",
                f"{resend} is not among the recipients of this {mailing.kind}; see forum.yaml.",
            )
        )
    if not any(due.entries for due in made.todo):
        raise UsageProblem(
            Phrase(
                f"{resend} har ikke fået denne version endnu. Send den uden RESEND til alle, der "
                "mangler den.",
                f"{resend} has not had this version yet. Send it without RESEND to all who lack "
                "it.",
            )
        )


def _taken(mailing: Mailing, day: date) -> Phrase:
    if mailing.draft:
        return Phrase(
            f"Hvem der har fået dette udkast, er kasseret den {day:%d.%m.%Y}. Ingen ved, hvem der "
            "mangler det, og derfor sendes der ikke. Er udkastet ændret, kan det nye sendes.",
            f"Who has got this draft was disposed of on {day:%d.%m.%Y}. Nobody knows who lacks it, "
            "and so nothing is sent. If the draft has changed, the new one can be sent.",
        )
    version, kind = mailing.issue.version, mailing.kind
    return Phrase(
        f"Hvem der har fået version {version} af {kind}, er kasseret den {day:%d.%m.%Y}. Ingen "
        "ved, hvem der mangler den, og derfor sendes der ikke. Send den selv til den, der beder om "
        "den; bliver noget ændret, går den nye version til alle.",
        f"Who has got version {version} of the {kind} was disposed of on {day:%d.%m.%Y}. Nobody "
        "knows who lacks it, and so nothing is sent. Send it yourself to whoever asks for it; if "
        "something is changed, the new version goes to everybody.",
    )


def _no_record(mailing: Mailing, rec: Record) -> Phrase:
    issue = mailing.issue
    people = counted(issue.accepteret, *wording.RECIPIENTS)
    return Phrase(
        f"Version {issue.version} af {mailing.kind} er sendt ud {when(issue.tid)} "
        f"til {people}, men protokollen over, hvem der fik den, er ikke her "
        f"({rec.path}). Uden den kan ingen vide, hvem der mangler, og derfor sendes der ikke. "
        "Send fra den maskine, hvor det begyndte, eller lad maskinerne dele protokollen "
        "(mail: protokol i moedebog.yaml).",
        f"Version {issue.version} of the {mailing.kind} was sent out {when(issue.tid).english} "
        f"to {people.english}, but the record of who got it is not here "
        f"({rec.path}). Without it nobody can know who lacks it, and so nothing is sent. "
        "Send from the machine where it began, or let the machines share the record "
        "(mail: protokol in moedebog.yaml).",
    )
