"""What goes to whom: the documents, brought up to date, and the groups that are to have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from email.utils import parseaddr
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog import rules
from moedebog.build import SUFFIXES, Order, Watcher, run
from moedebog.build.make import drawn, template_set_of
from moedebog.build.manifest import digest_of
from moedebog.compose import compose_dispatch
from moedebog.compose.dispatch import name_key
from moedebog.diagnostics import (
    Diagnostic,
    EnvironmentProblem,
    Problems,
    Rule,
    Severity,
    UsageProblem,
    has_errors,
)
from moedebog.document import Audience, Forsendelse, Kind
from moedebog.load import load
from moedebog.meeting import Meeting, Modtager, Modtagergruppe, Punkt
from moedebog.render import calendar, mail
from moedebog.render.calendar import Address
from moedebog.send import issued
from moedebog.send.issued import Issue
from moedebog.send.messages import Calendar, Enclosure, Head, Message, domain_of, file_name, message
from moedebog.send.messages import message_id as make_id
from moedebog.send.proof import closed_texts, leaks
from moedebog.settings.command import Mail
from moedebog.workspace import MeetingFile, Workspace, resources

NO_FILE = Rule(
    "M456",
    Severity.ERROR,
    "Bilaget »{titel}« kan ikke sendes: filen {fil} findes ikke.",
    "Læg filen i mappen, eller fjern bilaget fra mødefilen.",
)
DISQUALIFIED_UNKNOWN = Rule(
    "M457",
    Severity.WARNING,
    "{navn} er inhabil i et punkt, men ingen modtager hedder sådan, så intet er holdt tilbage.",
    "Får personen materialet, så skriv navnet ved e-mailadressen under modtagere i forum.yaml.",
)
DRAFT = Rule(
    "M458",
    Severity.WARNING,
    "Dokumentet er mærket som udkast og sendes sådan.",
    "Ret {noegle} i mødefilen, hvis det ikke er meningen.",
)

_TRIES = 3
"""How often the documents are made again because something was saved meanwhile."""
_SLACK = 4096
"""Bytes of a message beyond what is counted: headers of the way, of long names."""


class Variant(Struct, frozen=True):
    """People who are sent the very same."""

    label: str
    """The group's name, and which items are left out."""
    group: Modtagergruppe
    dispatch: Forsendelse
    enclosures: tuple[Enclosure, ...]
    recipients: tuple[Modtager, ...]
    content: str
    """Checksum of what these people get."""

    @property
    def size(self) -> int:
        """Bytes of the files, as they lie on disk."""
        return sum(enclosure.size for enclosure in self.enclosures)


class Part(Struct, frozen=True):
    """One message's share of a variant's files."""

    number: int
    of: int
    enclosures: tuple[Enclosure, ...]


class Mailing(Struct, dict=True):
    """One version of a document and all who are to have it."""

    file: MeetingFile
    kind: Kind
    meeting: Meeting
    settings: Mail
    folders: tuple[Path, ...]
    """Where the templates of messages are."""
    variants: tuple[Variant, ...]
    public: Forsendelse
    internal: Forsendelse
    issue: Issue
    previous: Issue | None
    """The version before this one."""
    is_new: bool
    """Whether this version was never issued."""
    issues: list[Issue]
    """All of the meeting, this one not included."""
    allowed: frozenset[str] = frozenset()
    """SHA-256 of the files that the public may have."""
    warnings: list[Diagnostic] = field(default_factory=list)
    skipped: tuple[tuple[str, str], ...] = ()
    """Address and group of those who stand in several groups and get it in an earlier one."""
    _texts: dict[tuple[str, Part], mail.Text] = field(default_factory=dict)

    @property
    def sender(self) -> str:
        """Who sends: the settings' ``afsender``."""
        return self.settings.afsender

    @cached_property
    def sender_address(self) -> str:
        """The sender's address alone."""
        return parseaddr(self.sender)[1]

    @property
    def reply_to(self) -> str:
        """Where answers go: as set, else the forum's contact, else the sender."""
        kontakt = self.meeting.forum.kontakt
        own = ""
        if kontakt and kontakt.email:
            own = f"{kontakt.navn or self.meeting.forum.navn} <{kontakt.email}>"
        return self.settings.svar_til or own or self.sender

    @cached_property
    def domain(self) -> str:
        """The sender's domain."""
        return domain_of(self.sender)

    def message_id(self, address: str, part: int, turn: int) -> str:
        """The message's lasting name."""
        key = (self.file.forum, self.meeting.id, self.kind, self.issue.version)
        return make_id(self.domain, *key, address.casefold(), part, turn)

    def text(self, variant: Variant, part: Part) -> mail.Text:
        """What a message says."""
        key = (variant.label, part)
        if key not in self._texts:
            changes = (
                issued.changes(self.previous, self.issue, variant.dispatch) if self.previous else ()
            )
            self._texts[key] = mail.render(
                mail.Brev(
                    variant.dispatch,
                    variant.group.gruppe,
                    self.issue.version,
                    changes,
                    tuple(enclosure.name for enclosure in part.enclosures),
                    bool(variant.dispatch.bilag) and not variant.group.bilag,
                    self.has_calendar(variant, part),
                    part.number,
                    part.of,
                ),
                self.folders,
            )
        return self._texts[key]

    def has_calendar(self, variant: Variant, part: Part) -> bool:
        """Whether the message carries the meeting's calendar entry."""
        return self.kind is Kind.DAGSORDEN and variant.group.kalender and part.number == 1

    def message(
        self,
        variant: Variant,
        part: Part,
        recipient: Address | None,
        *,
        message_id: str,
        date: datetime,
        refers_to: str = "",
        eight_bit: bool = False,
    ) -> Message:
        """One message; without ``recipient``, as it is shown."""
        entry = None
        if self.has_calendar(variant, part):
            entry = Calendar(
                calendar.invitation(
                    calendar.Entry(
                        variant.dispatch.indkaldelse,
                        self.file.forum,
                        self.issue.sekvens,
                        self.issue.tid,
                    ),
                    Address(self.meeting.forum.navn, parseaddr(self.reply_to)[1]),
                    recipient,
                ),
                calendar.method(variant.dispatch.indkaldelse),
            )
        head = Head(
            self.sender,
            self.reply_to,
            f"{_slug(self.file.forum)}.{self.domain}",
            self.meeting.forum.navn,
            recipient,
            variant.group.gruppe,
            message_id,
            refers_to,
            date,
        )
        text = self.text(variant, part)
        return message(head, text, part.enclosures, entry, eight_bit=eight_bit)

    # --- size -----------------------------------------------------------------------------

    def parts(self, variant: Variant, limit: int) -> tuple[Part, ...]:
        """The variant's files over as many messages as ``limit`` bytes each ask for.

        What belongs to one item stays together. ``limit`` 0 stands for none. Raises
        ``EnvironmentProblem`` where an item alone is too large.
        """
        whole = Part(1, 1, variant.enclosures)
        if not limit or self._size(variant, whole) <= limit:
            return (whole,)
        bare = self._size(variant, Part(1, 2, ()))
        shares: list[list[Enclosure]] = [[]]
        room = limit - bare
        for group in _by_item(variant.enclosures):
            need = sum(map(_on_the_way, group))
            if need > limit - bare:
                raise EnvironmentProblem(_too_large(group, limit))
            if need > room:
                shares.append([])
                room = limit - bare
            shares[-1] += group
            room -= need
        return tuple(Part(n, len(shares), tuple(s)) for n, s in enumerate(shares, 1))

    def _size(self, variant: Variant, part: Part) -> int:
        bare = self.message(
            variant,
            replace(part, enclosures=()),
            Address("", "x@example.org"),
            message_id=self.message_id("x@example.org", 1, 0),
            date=self.issue.tid,
        )
        return bare.size + _SLACK + sum(map(_on_the_way, part.enclosures))

    # --- proof ----------------------------------------------------------------------------

    def prove(self, variant: Variant, finished: Message) -> None:
        """See to it that a message to the public holds nothing closed.

        Raises ``EnvironmentProblem`` where it does: nothing may be sent then.
        """
        if variant.group.maalgruppe != Audience.OFFENTLIG:
            return
        closed = closed_texts(self.public, self.internal)
        found = leaks(bytes(finished), closed, self.allowed)
        if found:
            raise EnvironmentProblem(
                f"Beskeden til gruppen {variant.label} rummer noget lukket: {', '.join(found)}. "
                "Intet er sendt. Se efter i mødefilen og i skabelonen til e-mail."
            )


def _by_item(enclosures: Sequence[Enclosure]) -> Iterator[list[Enclosure]]:
    group: list[Enclosure] = []
    for enclosure in enclosures:
        if group and group[-1].punkt != enclosure.punkt:
            yield group
            group = []
        group.append(enclosure)
    if group:
        yield group


def _on_the_way(enclosure: Enclosure) -> int:
    return len(enclosure.encoded) + 8 * len(enclosure.name.encode()) + 300


def _too_large(group: Sequence[Enclosure], limit: int) -> str:
    from moedebog.typography import file_size

    names = ", ".join(f"»{e.name}« ({file_size(e.size)})" for e in group)
    return (
        f"Mailserveren tager ikke imod beskeder over {file_size(limit)}, og en fil fylder en "
        f"tredjedel mere undervejs. Dette kan ikke deles: {names}. Gør det mindre, eller lad "
        "bilagene blive hjemme med »bilag: nej« ved gruppen i forum.yaml. Intet er sendt."
    )


def _slug(forum: str) -> str:
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in forum.lower())
    return "-".join(filter(None, plain.split("-"))) or "moeder"


# --- gathering ----------------------------------------------------------------------------------


def prepare(
    ws: Workspace,
    file: MeetingFile,
    kind: Kind,
    settings: Mail,
    now: datetime,
    recorded: Sequence[Issue] = (),
    watcher: Watcher | None = None,
) -> Mailing:
    """Everything that is to be mailed, made from what the files say at this moment.

    ``recorded`` are the issues that the delivery record knows. Raises ``Problems``,
    ``UsageProblem`` or ``EnvironmentProblem``.
    """
    if not settings.afsender:
        raise UsageProblem(
            "Hvem sender? Skriv i moedebog.yaml:\nmail:\n  afsender: Sekretariatet <din@adresse>"
        )
    if not parseaddr(settings.afsender)[1].rpartition("@")[0].isascii():
        raise UsageProblem("Afsenderens adresse må kun have bogstaverne a-z før @.")
    issues = _known_issues(issued.load(ws, file), recorded)
    for _ in range(_TRIES):
        gathered = _Gathering(ws, file, kind, settings, watcher)
        mailing = gathered.mailing(now, issues)
        if gathered.still_holds():
            return mailing
    raise EnvironmentProblem("Mødets filer bliver ændret hele tiden. Prøv igen om lidt.")


def _known_issues(filed: Sequence[Issue], recorded: Sequence[Issue]) -> list[Issue]:
    """What was issued by the file and by the record; each alone may have been lost."""
    by_id = {issue.id: issue for issue in (*recorded, *filed)}
    versions: dict[tuple[str, int], str] = {}
    for issue in by_id.values():
        other = versions.setdefault((issue.dokument, issue.version), issue.id)
        if other != issue.id:
            raise EnvironmentProblem(
                f"Version {issue.version} af {issue.dokument} er sendt ud to gange hver for sig: "
                "filen med det udsendte og udsendelsesprotokollen passer ikke sammen. Intet er "
                "sendt. Find ud af, hvem der har sendt hvad, før der sendes mere."
            )
    return sorted(by_id.values(), key=lambda issue: (issue.tid, issue.version))


class _Gathering:
    """The documents and recipients of one moment."""

    def __init__(
        self,
        ws: Workspace,
        file: MeetingFile,
        kind: Kind,
        settings: Mail,
        watcher: Watcher | None,
    ) -> None:
        self.ws, self.file, self.kind, self.settings = ws, file, kind, settings
        self.watcher = watcher
        self.meeting = self._load()
        self.groups = [g for g in self.meeting.forum.modtagere if kind in g.dokumenter]
        if not self.groups:
            raise UsageProblem(
                f"Ingen skal have {kind} for {self.meeting.forum.navn}. Skriv modtagerne i "
                "forum.yaml under modtagere; docs/udsendelse.md viser hvordan."
            )
        self.audiences = sorted({Audience(g.maalgruppe) for g in self.groups})
        self._build()
        self.meeting = self._load()
        forum = self.meeting.forum
        self.templates = template_set_of(ws, forum.skabelon, forum.position)
        self.files: dict[Path, Enclosure] = {}

    def _load(self) -> Meeting:
        loaded = load(self.ws, self.file)
        if loaded.meeting is None or has_errors(loaded.diagnostics):
            raise Problems(loaded.diagnostics)
        return loaded.meeting

    def _build(self) -> bool:
        """Bring the documents up to date; whether there was anything to do."""
        orders = [Order(self.file, (self.kind,), audience) for audience in self.audiences]
        made = False
        for order in orders:  # one at a time: a build removes stale files of the same meeting
            report = run(self.ws, [order], watcher=self.watcher)
            if report.trouble:
                raise EnvironmentProblem(" ".join(report.trouble))
            if report.failed:
                raise Problems(report.diagnostics)
            made = made or bool(report.made)
        return made

    def still_holds(self) -> bool:
        """Whether nothing was saved since the documents were made."""
        return not self._build()

    # --- one moment -----------------------------------------------------------------------

    def mailing(self, now: datetime, issues: list[Issue]) -> Mailing:
        both = {a: self._composed(a) for a in Audience}
        public, internal = both[Audience.OFFENTLIG], both[Audience.INTERN]
        variants, skipped = self._variants(both)
        issue = self._issue(both, variants, issues, now)
        same_document = [i for i in issues if i.dokument == self.kind]
        latest = same_document[-1] if same_document else None
        is_new = latest is None or any(latest.sums[a] != issue.sums[a] for a in self.audiences)
        previous = latest
        if latest is not None and not is_new:
            files = dict.fromkeys((*latest.filer, *issue.filer))
            issue = replace(latest, filer=tuple(files))
            previous = same_document[-2] if len(same_document) > 1 else None
        return Mailing(
            self.file,
            self.kind,
            self.meeting,
            self.settings,
            (self.templates / "mail", resources("templates") / "standard" / "mail"),
            tuple(variants),
            public,
            internal,
            issue,
            previous,
            is_new,
            [i for i in issues if i.id != issue.id],
            self._allowed(public, internal, variants),
            rules.wanted(self._warnings(), self.meeting.forum.politik),
            tuple(skipped),
        )

    def _composed(self, audience: Audience, disqualified: str = "") -> Forsendelse:
        dispatch, diagnostics = compose_dispatch(self.meeting, self.kind, audience, disqualified)
        missing = [
            NO_FILE.at(self.meeting.position, titel=b.titel, fil=b.sti.name)
            for b in dispatch.bilag
            if not b.sti.is_file()
        ]
        if missing or has_errors(diagnostics):
            raise Problems([*diagnostics, *missing])
        return dispatch

    def _variants(
        self, both: dict[Audience, Forsendelse]
    ) -> tuple[list[Variant], list[tuple[str, str]]]:
        disqualified = {name_key(name) for name in _disqualified(self.meeting.punkter)}
        seen: set[str] = set()
        skipped: list[tuple[str, str]] = []
        variants: list[Variant] = []
        for group in self.groups:
            audience = Audience(group.maalgruppe)
            shares: dict[tuple[str, ...], tuple[Forsendelse, list[Modtager]]] = {}
            for person in group.personer:
                if person.email.casefold() in seen:
                    skipped.append((person.email, group.gruppe))
                    continue
                seen.add(person.email.casefold())
                dispatch = both[audience]
                if person.navn and name_key(person.navn) in disqualified:
                    dispatch = self._composed(audience, person.navn)
                shares.setdefault(dispatch.udeladt, (dispatch, []))[1].append(person)
            for left_out, (dispatch, people) in sorted(shares.items()):
                label = group.gruppe
                if left_out:
                    nrs = [
                        p.nr or p.titel
                        for p in dispatch.document.punkter
                        if p.overskrift in left_out
                    ]
                    label = f"{label} uden punkt {' og '.join(nrs)}"
                variants.append(
                    Variant(
                        label,
                        group,
                        dispatch,
                        tuple(self._enclosures(group, dispatch)),
                        tuple(people),
                        issued.content_sum(dispatch),
                    )
                )
        return variants, skipped

    # --- files ------------------------------------------------------------------------------

    def _enclosures(self, group: Modtagergruppe, dispatch: Forsendelse) -> Iterator[Enclosure]:
        document = dispatch.document
        name = f"{document.overskrift.capitalize()} {document.forum} {document.dato.isoformat()}"
        if document.fortrolighed:
            name += f" ({document.fortrolighed.lower()})"
        for suffix in group.formater:
            path = self.ws.output_file(self.file, document.kind, document.audience, suffix)
            if dispatch.udeladt:
                data = drawn(self.ws, document, self.templates, suffix)
                yield Enclosure.of(file_name(name, f".{suffix}"), data)
            else:
                yield self._enclosure(path, file_name(name, f".{suffix}"), "")
        if not group.bilag:
            return
        taken: set[str] = set()
        for bilag in dispatch.bilag:
            wanted = file_name(f"{bilag.reference} - {bilag.titel}", bilag.sti.suffix)
            number = 2
            while wanted.casefold() in taken:
                stem = f"{bilag.reference} - {bilag.titel} ({number})"
                wanted, number = file_name(stem, bilag.sti.suffix), number + 1
            taken.add(wanted.casefold())
            yield replace(self._enclosure(bilag.sti, wanted, bilag.punkt), name=wanted)

    def _enclosure(self, path: Path, name: str, punkt: str) -> Enclosure:
        if path not in self.files:
            try:
                self.files[path] = Enclosure.of(name, path.read_bytes(), punkt)
            except OSError as error:
                raise EnvironmentProblem(
                    f"Filen kan ikke læses: {path} ({error.strerror})."
                ) from error
        return replace(self.files[path], name=name, punkt=punkt)

    def _allowed(
        self, public: Forsendelse, internal: Forsendelse, variants: Sequence[Variant]
    ) -> frozenset[str]:
        """Checksums of what the public may have, taken from the public files themselves."""
        documents = (
            self.ws.output_file(self.file, self.kind, Audience.OFFENTLIG, suffix)
            for suffix in SUFFIXES
        )
        may = {digest_of(path) for path in documents if path.is_file()}
        may |= {digest_of(bilag.sti) for bilag in public.bilag}
        for variant in variants:  # documents drawn for one reader, who is of the public
            document = variant.dispatch.document
            if variant.dispatch.udeladt and document.audience is Audience.OFFENTLIG:
                may |= {e.digest for e in variant.enclosures if not e.punkt}
        closed = {bilag.sti for bilag in internal.bilag if bilag not in public.bilag}
        return frozenset(may - {digest_of(path) for path in closed})

    # --- the version ----------------------------------------------------------------------

    def _issue(
        self,
        both: dict[Audience, Forsendelse],
        variants: list[Variant],
        issues: list[Issue],
        now: datetime,
    ) -> Issue:
        """This moment as a version of its own."""
        of_kind = [i.version for i in issues if i.dokument == self.kind]
        version = max(of_kind, default=0) + 1
        state = issued.calendar_state(both[Audience.OFFENTLIG].indkaldelse)
        invited = [i for i in issues if i.dokument == Kind.DAGSORDEN]
        files = dict.fromkeys((e.name, e.digest) for v in variants for e in v.enclosures)
        return Issue(
            id=make_id(self.file.forum, self.meeting.id, self.kind, version, now)[1:33],
            dokument=self.kind,
            version=version,
            tid=now.replace(microsecond=0),
            sums={a: issued.content_sum(dispatch) for a, dispatch in both.items()},
            heads={a: issued.head_sum(dispatch.document) for a, dispatch in both.items()},
            punkter=issued.items_of(both),
            filer=tuple(files),
            kalender=state,
            sekvens=issued.sequence(invited, state),
            modtagere=sum(len(v.recipients) for v in variants),
            accepteret=0,
        )

    def _warnings(self) -> Iterator[Diagnostic]:
        known = {name_key(p.navn) for g in self.groups for p in g.personer if p.navn}
        for name in sorted(set(_disqualified(self.meeting.punkter))):
            if name_key(name) not in known:
                yield DISQUALIFIED_UNKNOWN.at(self.meeting.forum.position, navn=name)
        status = f"{self.kind}_status"
        if getattr(self.meeting, status) == "udkast" and not self.meeting.aflyst:
            yield DRAFT.at(self.meeting.position, noegle=status)


def _disqualified(punkter: Sequence[Punkt]) -> Iterator[str]:
    for punkt in punkter:
        yield from (one.navn for one in punkt.inhabil)
        yield from _disqualified(punkt.underpunkter)
