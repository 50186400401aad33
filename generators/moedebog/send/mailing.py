"""One version of a document, and what each of those who are to have it is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property, partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog.addresses import mailbox
from moedebog.catalogue import ReferatStatus
from moedebog.certificates import enciphered
from moedebog.compose import objections
from moedebog.compose.closed_matter import holds_closed
from moedebog.compose.withholding import Named
from moedebog.diagnostics import Diagnostic, EnvironmentProblem, Phrase, Problems, joined
from moedebog.difference.changes import is_progress
from moedebog.difference.words import Danish, progress
from moedebog.document import Audience, Kind
from moedebog.issue.content import CalendarState, Difference, as_known
from moedebog.issue.make import Version
from moedebog.issued import Issue
from moedebog.meeting import Meeting, Modtager, Modtagergruppe, Sikring
from moedebog.outgoing import Forsendelse
from moedebog.proof import Proving, between
from moedebog.proof.matter import ADDRESS
from moedebog.render import calendar, mail
from moedebog.render.calendar import Address
from moedebog.render.formats import FORMATS
from moedebog.rules.looked_into import answered_for
from moedebog.rules.safe_ways import certificate_of, refusal
from moedebog.send.changes import changes
from moedebog.send.encoded import encoded_size
from moedebog.send.history import record_key
from moedebog.send.messages import (
    AUTOMATIC,
    Calendar,
    Enclosure,
    Head,
    Message,
    address_of,
    domain_of,
    message,
)
from moedebog.send.messages import message_id as make_id
from moedebog.send.one_file import OneEnclosure
from moedebog.send.proof import leaks, seen_by_others
from moedebog.settings.command import Mail
from moedebog.typography import told_size
from moedebog.versions import Since
from moedebog.workspace import MeetingFile, Workspace

IN_CALENDAR = "kalender"
"""What the record calls the calendar entry among what a message carries."""
ONLY_NEW = "tillaeg"
"""The same of a message that brings what is new alone, to who has the rest of it."""
TOLD_WHERE = "besked"
"""The same of a message that says where what is closed lies, and does not bring it."""
LARGEST = 150_000_000
"""Bytes of a message that no mail server takes more of; what the own one takes may be much less."""
_SLACK = 4096
"""Bytes of a message beyond what is counted: headers of the way, of long names."""
_ENVELOPE = 4096
"""Bytes that enciphering adds: the key, who it is for, what fills the last block."""


_UNSEEN = Phrase(
    "Beskeden til gruppen {group} har bilag, som ingen har set igennem. Den er ikke sendt.",
    "The message to the group {group} has attachments that nobody has looked through. It was not "
    "sent.",
)


_PLACES = {
    "head": Phrase("brevhovedet", "the head of the letter"),
    "name": Phrase("navnet på en fil", "the name of a file"),
    "calendar": Phrase("kalenderen", "the calendar"),
}
_LOOK_INTO = Phrase(
    "Se efter i mødefilen, i skabelonen til e-mail og i bilagene; må et bilag være der, så skriv "
    "under på det: `moedebog gennemset` (make gennemset).",
    "Look into the meeting file, the template of the e-mail and the attachments; if an attachment "
    "may be there, answer for it: `moedebog gennemset` (make gennemset).",
)
_OUTSIDE = Phrase(
    "Beskeden til gruppen {group} har noget lukket et sted, som andre kan se: {places}. Intet er "
    "sendt. Ret emnet i skabelonen til e-mail (emne.txt), eller giv mødet en titel, der kan læses "
    "af alle.",
    "The message to the group {group} has something closed in a place that others can see: "
    "{places}. Nothing was sent. Correct the subject in the template of the e-mail (emne.txt), or "
    "give the meeting a title that everybody may read.",
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
    elsewhere: str = ""
    """Where what is closed lies, for those who are told of it and get what the public gets."""
    has_papers: bool = True
    """Whether they get the document at all; who has sent regrets may get the calendar alone."""
    one_file: OneEnclosure | None = None
    """The document and its attachments in one, where that is the first of the files."""

    @property
    def audience(self) -> Audience:
        """Who these people are."""
        return self.dispatch.document.audience

    @property
    def concerns(self) -> Audience:
        """Whose document it is about: they may be told of more than they are sent."""
        return Audience.INTERN if self.elsewhere else self.audience

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

        def may_go(one: Enclosure) -> bool:
            return one.holds <= seen if one.holds else one.made or one.digest in seen

        return tuple(one for one in self.enclosures if not may_go(one))

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
    passed_over: tuple[Modtager, ...] = ()
    """Who has sent regrets and so gets nothing, as the forum wants it."""
    home: Path = Path()
    """Where ``forum.yaml`` lies."""
    now: datetime = datetime.min.replace(tzinfo=UTC)
    """By which it is told whether a certificate holds."""
    _confides: dict[tuple[Phrase, str], bool] = field(default_factory=dict)
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

    def message_id(self, address: str, part: int, turn: int, secret: str = "") -> str:
        """The message's lasting name.

        ``secret``: what a draft's is made of, which nobody can guess. What tells drafts apart is
        made of all that stands in them: who knows the rest could try closed words against it.
        """
        which = secret if self.draft else self.issue.version
        key = (self.file.forum, self.meeting.id, self.kind, which)
        return make_id(self.domain, *key, mailbox(address), part, turn)

    # --- what is closed -------------------------------------------------------------------

    def way(self, variant: Variant) -> Sikring | None:
        """How what is closed goes to these people; ``None``: not at all."""
        return self.meeting.forum.way_to(variant.group)

    def confides(self, variant: Variant, since: Issue | None = None) -> bool:
        """Whether a message tells what the public does not read: then it goes by a safe way alone.

        ``since``: the version that its readers have, and of which it says what has changed.
        """
        key = variant.label, since.id if since else ""
        if key not in self._confides:
            self._confides[key] = self._tells_closed(variant, since)
        return self._confides[key]

    def _tells_closed(self, variant: Variant, since: Issue | None) -> bool:
        editions = self.version.editions
        if not editions.planned.is_confidential(variant.audience):
            return False
        own, public = variant.sent, self.public
        if variant.supplement:
            added = self.version.supplement(Audience.OFFENTLIG)
            if added is None:
                return True
            public = added
        else:  # also what is said to have changed
            document = editions.printed(own.document, variant.disqualified)
            own = replace(own, document=document)
            public = replace(public, document=editions.printed(public.document))
        if holds_closed(own, public):
            return True
        if since is None:
            return False
        open_one = replace(variant, dispatch=self.public, disqualified=())
        return self._changes(since, variant) != self._changes(since, open_one)

    def safe_way(self, variant: Variant, since: Issue | None = None) -> Sikring | None:
        """The way of a message that tells what the public does not read; ``None``: it tells none,
        or there is no way."""
        way = self.way(variant)
        return way if way is not None and self.confides(variant, since) else None

    def refusal(self, variant: Variant, person: Modtager, since: Issue | None) -> Diagnostic | None:
        """Why somebody cannot be sent this: what is closed in it has no safe way to them."""
        if not self.confides(variant, since):
            return None
        return refusal(self.way(variant), variant.group, person, self.home, self.now)

    def told_way(self, variant: Variant, since: Issue | None = None) -> str:
        """The key of the way by which what is closed is dealt with; empty where nothing is."""
        if variant.elsewhere:
            return "besked"
        way = self.safe_way(variant, since)
        return way.vej if way is not None else ""

    def is_enciphered(self, variant: Variant, since: Issue | None = None) -> bool:
        """Whether a message is enciphered to its reader's certificate."""
        way = self.safe_way(variant, since)
        return way is not None and bool(way.smime)

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
                    spurgt=objections.asks(self.version.editions.planned, self._group(variant)),
                    elsewhere=variant.elsewhere,
                    has_papers=variant.has_papers,
                    samlet=variant.one_file is not None,
                    ved_siden_af=any(one.punkt or not one.made for one in variant.enclosures),
                ),
                self.folders,
            )
        return self._texts[key]

    def _group(self, variant: Variant) -> Modtagergruppe:
        """A variant's group as the forum has it."""
        name = variant.group.gruppe
        return next(one for one in self.meeting.forum.modtagere if one.gruppe == name)

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
        if not variant.has_papers:
            return issue.kalender == self.issue.kalender
        change = self.changed[issue.id][variant.concerns]
        if variant.dispatch.udeladt:
            if not change.by_source:
                return read == variant.content
            return issue.id in variant.since and read not in issue.sums.values()
        return read == issue.sums[issue.known_as(variant.concerns)] and not change.is_one

    def has_calendar(self, variant: Variant, part: Part) -> bool:
        """Whether the message carries the meeting's calendar entry."""
        if self.draft:
            return False
        return self.kind is Kind.DAGSORDEN and variant.group.kalender and part.number == 1

    def material(self, variant: Variant, part: Part) -> frozenset[str]:
        """What a message carries, so that two can be compared: who has all of it lacks nothing.

        Whoever has the internal document has the public one.
        """
        if not variant.has_papers:
            return frozenset({IN_CALENDAR})
        fakta = variant.dispatch.fakta
        seen = (Audience.OFFENTLIG, fakta.maalgruppe)
        names = set()
        for enclosure in part.enclosures:
            names |= {digest[:16] for digest in enclosure.holds}
            if enclosure.punkt:
                names.add(enclosure.digest[:16])
            elif enclosure.begins:
                suffix = enclosure.name.rpartition(".")[2]
                names |= {f"{audience}.{suffix}" for audience in seen}
        if part.number == 1:
            items = [punkt for punkt in fakta.punkter if not punkt.udeladt]
            names |= variant.held
            names |= {f"{audience}/{punkt.anker}" for audience in seen for punkt in items}
        if self.has_calendar(variant, part):
            names.add(IN_CALENDAR)
        if variant.elsewhere:
            names.add(TOLD_WHERE)
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
        ``EnvironmentProblem`` where it would bring the public what nobody has looked into, and
        ``Problems`` where it would bring what is closed by no safe way.
        """
        enciphers = None
        way = self.safe_way(variant, since)
        if recipient is not None:
            if part.enclosures and variant.kept_back:
                raise EnvironmentProblem(_UNSEEN.put(group=variant.group.gruppe))
            reader = Modtager(recipient.email, recipient.name)
            if refused := self.refusal(variant, reader, since):
                raise Problems([refused])
            if way is not None and way.smime:
                known = certificate_of(way, recipient.email, self.home, self.now)
                enciphers = partial(enciphered, known=known)
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
        if way is not None and way.sikkermail is not None:
            mark = way.sikkermail
            extra = ((mark.felt, mark.vaerdi),) if mark.felt else ()
            head = replace(head, mark=mark.emne, extra=extra)
        text = self.text(variant, part, since)
        made = message(head, text, part.enclosures, entry, eight_bit=eight_bit, enciphers=enciphers)
        return replace(made, tunnel=way is not None and bool(way.tunnel))

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
        if leaked := leaks(finished, (), self._proving, frozenset()):
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
        found = self._outside.in_texts(seen_by_others(finished))
        if exposed := dict.fromkeys(_PLACES[one.name] for one in found):
            raise EnvironmentProblem(
                _OUTSIDE.put(group=variant.group.gruppe, places=joined(exposed))
            )
        if variant.dispatch != self.internal:
            proving = self._proving_for(variant)
            answered = answered_for(self.version.candidate.planned)
            digest = self.version.candidate.digest
            on_disk = {digest(one.sti): one.sti for one in variant.sent.bilag}
            leaked = leaks(finished, part.enclosures, proving, variant.allowed, answered, on_disk)
            one = variant.one_file
            if one and (fault := one.leak(part.enclosures, proving.matter, answered)):
                leaked.append(fault)
            if leaked:
                raise EnvironmentProblem(
                    Phrase(
                        f"Beskeden til gruppen {variant.label} rummer noget lukket: "
                        f"{joined(leaked)}. Intet er sendt. {_LOOK_INTO}",
                        f"The message to the group {variant.label.english} holds something "
                        f"closed: {joined(leaked).english}. Nothing was sent. "
                        f"{_LOOK_INTO.english}",
                    ),
                    Phrase(
                        f"En besked til gruppen {variant.group.gruppe} rummer noget lukket. Intet "
                        f"er sendt. {_LOOK_INTO}",
                        f"A message to the group {variant.group.gruppe} holds something closed. "
                        f"Nothing was sent. {_LOOK_INTO.english}",
                    ),
                )
        return finished

    @cached_property
    def _of_letters(self) -> tuple[str, ...]:
        """What the head of each letter says by the settings and ``forum.yaml``, whatever the
        meeting is about: who sends may be a guest at a closed item."""
        forum = self.meeting.forum
        ways = (forum.sikring, *(one.sikring for one in forum.modtagere))
        marks = (one.sikkermail for one in ways if one is not None)
        return (
            *(text for one in (self.sender, self.reply_to) for text in (one.name, one.email)),
            *(one.gruppe for one in forum.modtagere),
            self.file.forum,
            *(text for mark in marks if mark for text in (mark.emne, mark.felt, mark.vaerdi)),
            AUTOMATIC,
        )

    @cached_property
    def _proving(self) -> Proving:
        """The search for what the public may not have. Addresses are on every letter."""
        matter = self.version.candidate.matter.without(ADDRESS)
        return Proving(matter.reading(*self._of_letters))

    def _proving_for(self, variant: Variant) -> Proving:
        """The search for what these people may not have."""
        if variant.audience.sees_closed:  # but something is held back from them
            matter = between((variant.dispatch, variant.sent), (self.internal,))
            # Which items, they are told.
            return Proving(matter.reading(variant.label.danish, *self._of_letters))
        return self._proving

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

    @cached_property
    def _outside(self) -> Proving:
        """The search for what only the internal material says, but for where one takes part from
        afar, and what files are called by us."""
        mark, link = self.internal.document.fortrolighed or "", self.internal.indkaldelse.link
        references = (one.reference for one in self.internal.bilag)
        matter = between((self.public,), (self.internal,))
        return Proving(matter.reading(mark, link, *references, *self._of_letters))

    # --- size -----------------------------------------------------------------------------

    def parts(self, variant: Variant, limit: int) -> tuple[Part, ...]:
        """The variant's files over as many messages as ``limit`` bytes each ask for.

        What belongs to one item stays together where there is room. ``limit`` 0 stands for
        none. Raises ``EnvironmentProblem`` where a file alone is too large.
        """
        if limit and any(self.is_enciphered(variant, one) for one in (None, *self.earlier)):
            limit = _within_envelope(limit)
        if not limit or self._size(variant, variant.whole) <= limit:
            return (variant.whole,)
        most = limit - self._size(variant, Part(1, 2, ()))
        enclosures = self._divided(variant, most)
        shares: list[list[Enclosure]] = [[]]
        room = most
        for group in _kept_together(enclosures, most):
            need = sum(map(_on_the_way, group))
            if need > most:
                raise EnvironmentProblem(too_large(group[0].public_name, group[0].size, limit))
            if need > room:
                shares.append([])
                room = most
            shares[-1] += group
            room -= need
        return tuple(Part(n, len(shares), tuple(s)) for n, s in enumerate(shares, 1))

    def _divided(self, variant: Variant, most: int) -> tuple[Enclosure, ...]:
        """A variant's files, none larger on the way than so many bytes where that can be."""
        one = variant.one_file
        if one is None or all(_on_the_way(each) <= most for each in one.enclosures):
            return variant.enclosures
        divided = one.divided(_before_encoding(most))
        self.version.issue = self.version.issue.with_files(
            (each.public_name, each.digest) for each in divided
        )
        return (*divided, *variant.enclosures[len(one.enclosures) :])

    def on_the_way(self, variant: Variant, shown: Message, since: Issue | None = None) -> int:
        """Bytes of a message as the server gets it; ``shown`` is what its reader reads."""
        if not self.is_enciphered(variant, since):
            return shown.size
        return encoded_size(shown.size + _ENVELOPE) + _SLACK

    def _size(self, variant: Variant, part: Part) -> int:
        bare = self.message(
            variant,
            replace(part, enclosures=()),
            None,
            message_id=self.message_id("", 1, 0),
            date=self.issue.tid,
            since=self.earlier[0] if self.earlier else None,  # nobody is told of more
        )
        return bare.size + _SLACK + sum(map(_on_the_way, part.enclosures))


def is_of_members(material: frozenset[str]) -> bool:
    """Whether a message of this material brought the internal document."""
    return any(f"{Audience.INTERN}.{suffix}" in material for suffix in FORMATS)


def _within_envelope(limit: int) -> int:
    """Bytes of a message that take up no more than ``limit`` once they are enciphered."""
    return max(1, (limit - _SLACK) * 57 // 78 - _ENVELOPE)


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


_NAME = 8 * 240 + 300
"""Bytes that the head of an attachment takes at most."""


def _before_encoding(most: int) -> int:
    """Bytes of a file that takes up at most so many on the way."""
    return max(1, (most - _NAME) * 57 // 78 - 57)


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
