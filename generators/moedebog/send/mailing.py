"""One version of a document, and what each of those who are to have it is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog.addresses import mailbox
from moedebog.catalogue import ReferatStatus
from moedebog.compose import objections
from moedebog.compose.withholding import Named
from moedebog.diagnostics import Diagnostic, EnvironmentProblem, Phrase, joined
from moedebog.difference.changes import is_progress
from moedebog.difference.words import Danish, progress
from moedebog.document import Audience, Kind
from moedebog.issue.content import CalendarState, Difference, as_known
from moedebog.issue.make import Version
from moedebog.issued import Issue
from moedebog.meeting import Meeting, Modtager, Modtagergruppe
from moedebog.outgoing import Forsendelse
from moedebog.render import calendar, mail
from moedebog.render.calendar import Address
from moedebog.send.changes import changes
from moedebog.send.history import record_key
from moedebog.send.messages import (
    Calendar,
    Enclosure,
    Head,
    Message,
    address_of,
    domain_of,
    message,
)
from moedebog.send.messages import message_id as make_id
from moedebog.send.proof import closed_texts, leaks
from moedebog.settings.command import Mail
from moedebog.typography import told_size
from moedebog.versions import Since
from moedebog.workspace import MeetingFile, Workspace

IN_CALENDAR = "kalender"
"""What the record calls the calendar entry among what a message carries."""
ONLY_NEW = "tillaeg"
"""The same of a message that brings what is new alone, to who has the rest of it."""
LARGEST = 150_000_000
"""Bytes of a message that no mail server takes more of; what the own one takes may be much less."""
_SLACK = 4096
"""Bytes of a message beyond what is counted: headers of the way, of long names."""
_SHOWN = Address("", "x@example.org")
"""Somebody whose message is only measured."""


_UNSEEN = Phrase(
    "Beskeden til gruppen {group} har bilag, som ingen har set igennem. Den er ikke sendt.",
    "The message to the group {group} has attachments that nobody has looked through. It was not "
    "sent.",
)


class Variant(Struct, frozen=True):
    """People who are sent the very same."""

    label: Phrase
    """The group's name, and which items are left out."""
    group: Modtagergruppe
    dispatch: Forsendelse
    enclosures: tuple[Enclosure, ...]
    recipients: tuple[Modtager, ...]
    content: str
    """Checksum of what these people read, for the delivery record."""
    disqualified: tuple[str, ...]
    """The names, as the meeting file has them, by which these people are disqualified."""
    allowed: frozenset[str]
    """SHA-256 of the files that they may have."""
    supplement: Forsendelse | None = None
    """What they are sent in place of the whole, which they have of the version before."""
    held: frozenset[str] = frozenset()
    """What the delivery record calls that of the whole which they have already."""
    since: frozenset[str] = frozenset()
    """Where they are disqualified: the ids of the versions that say the same to them."""
    cleared: frozenset[str] = frozenset()
    """SHA-256 of the attachments that were looked into and may go to everybody."""

    @property
    def audience(self) -> Audience:
        """Who these people are."""
        return self.dispatch.document.audience

    @property
    def sent(self) -> Forsendelse:
        """What they are sent: the whole, or what is new in it."""
        return self.supplement or self.dispatch

    @property
    def kept_back(self) -> tuple[Enclosure, ...]:
        """What of it must not go out yet, where these people are the public: nobody has seen it."""
        if self.audience.sees_closed:
            return ()
        seen = self.cleared
        return tuple(one for one in self.enclosures if not (one.made or one.digest in seen))

    @property
    def size(self) -> int:
        """Bytes of the files, as they lie on disk."""
        return sum(enclosure.size for enclosure in self.enclosures)

    @property
    def whole(self) -> Part:
        """All of it in one message."""
        return Part(1, 1, self.enclosures)


class Part(Struct, frozen=True):
    """One message's share of a variant's files."""

    number: int
    of: int
    enclosures: tuple[Enclosure, ...]


class Mailing(Struct, dict=True):
    """One version of a document and all who are to have it."""

    ws: Workspace
    file: MeetingFile
    kind: Kind
    meeting: Meeting
    settings: Mail
    folders: tuple[Path, ...]
    """Where the templates of messages are."""
    variants: tuple[Variant, ...]
    public: Forsendelse
    internal: Forsendelse
    version: Version
    """What is sent: made first, where it was never issued."""
    lost: tuple[Diagnostic, ...]
    """Which of its files are not here as they were issued: then nothing can be sent."""
    warnings: list[Diagnostic] = field(default_factory=list)
    skipped: tuple[tuple[str, str], ...] = ()
    """Address and group of those who stand in several groups and get it in an earlier one."""
    named: tuple[Named, ...] = ()
    """Everybody who is named as disqualified, with what is held back from them."""
    draft: bool = False
    """Whether it is shown to somebody before it is issued: no version comes of it."""
    _texts: dict[tuple[Phrase, Part, int], mail.MessageText] = field(default_factory=dict)

    @property
    def issue(self) -> Issue:
        """The version as the record has it."""
        return self.version.issue

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All others of the meeting, oldest first."""
        return self.version.others

    @property
    def is_new(self) -> bool:
        """Whether this version was never issued."""
        return self.version.is_new

    @property
    def changed(self) -> Mapping[str, Mapping[Audience, Difference]]:
        """By the id of each earlier version what differs since, for each audience."""
        return self.version.changed

    @property
    def key(self) -> str:
        """What the delivery record calls the meeting."""
        return record_key(self.file, self.meeting.id)

    @cached_property
    def earlier(self) -> tuple[Issue, ...]:
        """The versions of this document before this one, oldest first."""
        versions = [
            i for i in self.issues if i.dokument == self.kind and i.version < self.issue.version
        ]
        return tuple(sorted(versions, key=lambda i: i.version))

    @cached_property
    def sender(self) -> Address:
        """Who sends: the settings' ``afsender``."""
        return address_of(self.settings.afsender)

    @cached_property
    def reply_to(self) -> Address:
        """Where answers go: as set, else the forum's contact, else the sender."""
        if self.settings.svar_til:
            return address_of(self.settings.svar_til)
        kontakt = self.meeting.forum.kontakt
        if kontakt and kontakt.email:
            return Address(kontakt.navn or self.meeting.forum.navn, kontakt.email)
        return self.sender

    @cached_property
    def domain(self) -> str:
        """The sender's domain."""
        return domain_of(self.sender)

    def message_id(self, address: str, part: int, turn: int) -> str:
        """The message's lasting name."""
        which = self.issue.id if self.draft else self.issue.version
        key = (self.file.forum, self.meeting.id, self.kind, which)
        return make_id(self.domain, *key, mailbox(address), part, turn)

    # --- what a message holds -------------------------------------------------------------

    def text(self, variant: Variant, part: Part, since: Issue | None = None) -> mail.MessageText:
        """What a message says, to somebody who last had the version ``since``, or none."""
        last = since
        key = (variant.label, part, last.version if last else 0)
        if key not in self._texts:
            self._texts[key] = mail.render(
                mail.Brev(
                    variant.sent,
                    variant.group.gruppe,
                    self.issue.version,
                    last.version if last else 0,
                    self._changes(last, variant) if last else (),
                    tuple(enclosure.name for enclosure in part.enclosures),
                    bool(variant.sent.bilag) and not variant.group.bilag,
                    self.has_calendar(variant, part),
                    part.number,
                    part.of,
                    self.draft,
                    *self._progress(variant, last),
                    spurgt=objections.asks(self.version.editions.planned, variant.group),
                ),
                self.folders,
            )
        return self._texts[key]

    def _since(self, last: Issue, variant: Variant) -> Since:
        of = variant.dispatch.document
        return self.version.editions.since(of.kind, of.audience, last, variant.disqualified)

    def _changes(self, last: Issue, variant: Variant) -> tuple[str, ...]:
        """What has changed, but how far the referat is where the message is about that."""
        change = self.changed[last.id][variant.dispatch.document.audience]
        since = self._since(last, variant)
        if self._is_about_progress(variant, last):
            since = since.corrected
        return changes(since, last, self.issue, change, variant.dispatch)

    def _is_about_progress(self, variant: Variant, last: Issue | None) -> bool:
        """Whether how far the referat is, is what is new of it to the reader."""
        moede = variant.dispatch.fakta.moede
        if self.draft or self.kind is not Kind.REFERAT or moede.aflyst:
            return False
        before = last or next(reversed(self.earlier), None)
        if before is None:
            return moede.status != ReferatStatus.UDKAST
        if before.status and before.status != self.issue.status:
            return True
        return last is not None and any(map(is_progress, self._since(last, variant).changes))

    def _progress(self, variant: Variant, last: Issue | None) -> tuple[str, bool]:
        """How far the referat is, where the message is about that, and whether about that alone."""
        if not self._is_about_progress(variant, last):
            return "", False
        editions, audience = self.version.editions, variant.audience
        state = editions.now(self.kind, audience, variant.disqualified)
        words = Danish(variant.dispatch.phrases, editions.forms)
        alone = last is not None and self._since(last, variant).is_progress
        return progress(state, words), alone

    def says_the_same(self, variant: Variant, issue: Issue, read: str) -> bool:
        """Whether what somebody read of an earlier version is what this variant says.

        ``read`` is the checksum that the delivery record has for what they read.
        """
        change = self.changed[issue.id][variant.audience]
        if variant.dispatch.udeladt:
            if not change.by_source:
                return read == variant.content
            return issue.id in variant.since and read not in issue.sums.values()
        return read == issue.sums[issue.known_as(variant.audience)] and not change.is_one

    def has_calendar(self, variant: Variant, part: Part) -> bool:
        """Whether the message carries the meeting's calendar entry."""
        if self.draft:
            return False
        return self.kind is Kind.DAGSORDEN and variant.group.kalender and part.number == 1

    def material(self, variant: Variant, part: Part) -> frozenset[str]:
        """What a message carries, so that two can be compared: who has all of it lacks nothing.

        Whoever has the internal document has the public one.
        """
        fakta = variant.dispatch.fakta
        seen = (Audience.OFFENTLIG, fakta.maalgruppe)
        names = set()
        for enclosure in part.enclosures:
            if enclosure.punkt:
                names.add(enclosure.digest[:16])
            else:
                suffix = enclosure.name.rpartition(".")[2]
                names |= {f"{audience}.{suffix}" for audience in seen}
        if part.number == 1:
            items = [punkt for punkt in fakta.punkter if not punkt.udeladt]
            names |= variant.held
            names |= {f"{audience}/{punkt.anker}" for audience in seen for punkt in items}
        if self.has_calendar(variant, part):
            names.add(IN_CALENDAR)
        return frozenset(names)

    def recorded(self, variant: Variant, part: Part) -> frozenset[str]:
        """The material of a message as the record puts it down: also whether it is the whole."""
        own = {ONLY_NEW} if variant.supplement else set()
        return self.material(variant, part) | own

    def message(
        self,
        variant: Variant,
        part: Part,
        recipient: Address | None,
        *,
        message_id: str,
        date: datetime,
        since: Issue | None = None,
        refers_to: str = "",
        removals: int = 0,
        eight_bit: bool = False,
    ) -> Message:
        """One message; without ``recipient``, as it is shown.

        ``removals``: how often the recipient's invitation was taken back before. Raises
        ``EnvironmentProblem`` where it would bring the public what nobody has looked into.
        """
        if recipient is not None and part.enclosures and variant.kept_back:
            raise EnvironmentProblem(_UNSEEN.put(group=variant.group.gruppe))
        entry = None
        if self.has_calendar(variant, part):
            entry = Calendar(
                calendar.invitation(
                    calendar.CalendarEntry(
                        variant.dispatch.indkaldelse,
                        self.file.forum,
                        self._sequence(removals),
                        self.issue.tid,
                    ),
                    self.organizer,
                    self.sender.email,
                    recipient,
                ),
                calendar.method(variant.dispatch.indkaldelse),
            )
        head = self._head(recipient, variant.group.gruppe, message_id, refers_to, date)
        text = self.text(variant, part, since)
        return message(head, text, part.enclosures, entry, eight_bit=eight_bit)

    def _head(
        self,
        recipient: Address | None,
        group: str,
        message_id: str,
        refers_to: str,
        date: datetime,
    ) -> Head:
        return Head(
            self.sender,
            self.reply_to,
            f"{_slug(self.file.forum)}.{self.domain}",
            self.meeting.forum.navn,
            recipient,
            group,
            message_id,
            refers_to,
            date,
            self.public.phrases.language.partition("-")[0],
        )

    @cached_property
    def organizer(self) -> Address:
        """Who invites: the forum, at the address that takes the answers."""
        return Address(self.meeting.forum.navn, self.reply_to.email)

    def _sequence(self, removals: int, *, removes: bool = False) -> int:
        """SEQUENCE of one recipient's entry: rises with each that they get of another state.

        Each invitation taken back counts two, it and the next, however the meeting's own
        number has risen meanwhile.
        """
        return self.issue.sekvens + 2 * removals + removes

    def removal(
        self,
        state: CalendarState,
        group: str,
        recipient: Address | None,
        *,
        removals: int,
        message_id: str,
        date: datetime,
        refers_to: str = "",
        eight_bit: bool = False,
    ) -> Message:
        """The message to somebody who is no longer invited; proven to hold nothing closed.

        ``state`` is the meeting as they know it; ``removals`` as for ``message``. Raises
        ``EnvironmentProblem``.
        """
        meeting = as_known(self.public.indkaldelse, state)
        entry = calendar.CalendarEntry(
            meeting, self.file.forum, self._sequence(removals, removes=True), self.issue.tid
        )
        data = calendar.removal(entry, self.organizer, self.sender.email, recipient)
        finished = message(
            self._head(recipient, group, message_id, refers_to, date),
            mail.render_removal(self.public, meeting, self.folders),
            (),
            Calendar(data, calendar.CANCEL),
            eight_bit=eight_bit,
        )
        if leaked := leaks(finished, closed_texts(self.public, self.internal), ()):
            raise EnvironmentProblem(
                Phrase(
                    "Beskeden til den, der ikke længere er indkaldt, rummer noget lukket: "
                    f"{joined(leaked)}. Intet er sendt. Se efter i skabelonen til e-mail.",
                    "The message to whoever is no longer invited holds something closed: "
                    f"{joined(leaked).english}. Nothing was sent. Look into the template of the "
                    "e-mail.",
                )
            )
        return finished

    def shown(
        self, variant: Variant, part: Part, since: Issue | None = None, *, eight_bit: bool = False
    ) -> Message:
        """A message as all who get this read it, with nobody's address; proven.

        Raises ``EnvironmentProblem`` where it holds what they may not read: then nothing
        may be sent.
        """
        finished = self.message(
            variant,
            part,
            None,
            message_id=self.message_id("", part.number, 0),
            date=self.issue.tid,
            since=since,
            eight_bit=eight_bit,
        )
        if variant.dispatch != self.internal:
            closed = closed_texts(variant.dispatch, self.internal)
            leaked = leaks(finished, closed, variant.allowed)
            if leaked:
                raise EnvironmentProblem(
                    Phrase(
                        f"Beskeden til gruppen {variant.label} rummer noget lukket: "
                        f"{joined(leaked)}. Intet er sendt. Se efter i mødefilen og i skabelonen "
                        "til e-mail.",
                        f"The message to the group {variant.label.english} holds something "
                        f"closed: {joined(leaked).english}. Nothing was sent. Look into the "
                        "meeting file and the template of the e-mail.",
                    ),
                    Phrase(
                        f"En besked til gruppen {variant.group.gruppe} rummer noget lukket. Intet "
                        "er sendt. Se efter i mødefilen og i skabelonen til e-mail.",
                        f"A message to the group {variant.group.gruppe} holds something closed. "
                        "Nothing was sent. Look into the meeting file and the template of the "
                        "e-mail.",
                    ),
                )
        return finished

    def shown_removal(self, state: CalendarState, group: str) -> Message:
        """The message to somebody who is no longer invited, with nobody's address."""
        return self.removal(
            state,
            group,
            None,
            removals=0,
            message_id=self.message_id("", 0, 0),
            date=self.issue.tid,
        )

    # --- size -----------------------------------------------------------------------------

    def parts(self, variant: Variant, limit: int) -> tuple[Part, ...]:
        """The variant's files over as many messages as ``limit`` bytes each ask for.

        What belongs to one item stays together where there is room. ``limit`` 0 stands for
        none. Raises ``EnvironmentProblem`` where a file alone is too large.
        """
        if not limit or self._size(variant, variant.whole) <= limit:
            return (variant.whole,)
        most = limit - self._size(variant, Part(1, 2, ()))
        shares: list[list[Enclosure]] = [[]]
        room = most
        for group in _kept_together(variant.enclosures, most):
            need = sum(map(_on_the_way, group))
            if need > most:
                raise EnvironmentProblem(too_large(group[0].public_name, group[0].size, limit))
            if need > room:
                shares.append([])
                room = most
            shares[-1] += group
            room -= need
        return tuple(Part(n, len(shares), tuple(s)) for n, s in enumerate(shares, 1))

    def _size(self, variant: Variant, part: Part) -> int:
        bare = self.message(
            variant,
            replace(part, enclosures=()),
            _SHOWN,
            message_id=self.message_id(_SHOWN.email, 1, 0),
            date=self.issue.tid,
            since=self.earlier[0] if self.earlier else None,  # nobody is told of more
        )
        return bare.size + _SLACK + sum(map(_on_the_way, part.enclosures))


def _kept_together(enclosures: Sequence[Enclosure], most: int) -> Iterator[list[Enclosure]]:
    """The files of each item, or each by itself where they are more than ``most`` bytes."""
    for _, same in groupby(enclosures, attrgetter("punkt")):
        group = list(same)
        if sum(map(_on_the_way, group)) <= most:
            yield group
        else:
            yield from ([enclosure] for enclosure in group)


def _on_the_way(enclosure: Enclosure) -> int:
    return len(enclosure.encoded) + 8 * len(enclosure.name.encode()) + 300


def too_large(name: str, size: int, limit: int) -> Phrase:
    """Why a file cannot go out; ``size`` and ``limit`` in bytes."""
    return Phrase(
        "Mailserveren tager ikke imod beskeder over {most}, og en fil fylder en "
        "tredjedel mere undervejs. Denne er for stor: »{name}« "
        "({here}). Gør den mindre, eller lad bilagene blive hjemme med "
        "»bilag: nej« ved gruppen i forum.yaml. Intet er sendt.",
        "The mail server takes no messages above {most}, and a file takes up a third "
        "more on the way. This one is too large: »{name}« ({here}). Make it smaller, "
        "or let the attachments stay at home with »bilag: nej« at the group in forum.yaml. "
        "Nothing was sent.",
    ).put(most=told_size(limit), here=told_size(size), name=name)


def _slug(forum: str) -> str:
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in forum.lower())
    return "-".join(filter(None, plain.split("-"))) or "moeder"
