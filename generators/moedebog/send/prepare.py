"""What goes to whom: the documents, brought up to date, and the groups that are to have them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from moedebog import rules
from moedebog.addresses import mailbox, on_the_wire
from moedebog.build import Order, Watcher, digest_of, drawn, run
from moedebog.cleared import Cleared
from moedebog.compose.closed_matter import holds_closed
from moedebog.compose.dispatch import attached
from moedebog.compose.withholding import verdicts
from moedebog.diagnostics import (
    Diagnostic,
    EnvironmentProblem,
    Phrase,
    Problems,
    Rule,
    Severity,
    UsageProblem,
    has_errors,
    joined,
)
from moedebog.difference import legacy
from moedebog.difference.sums import content_sum
from moedebog.document import Audience, Kind
from moedebog.examples import Example
from moedebog.issue import make
from moedebog.issue.candidate import Candidate
from moedebog.issue.history import History
from moedebog.issue.make import Version
from moedebog.issue.names import attachment_names, document_name
from moedebog.issued import Issue
from moedebog.load import load
from moedebog.meeting import Meeting, Modtager, Modtagergruppe
from moedebog.names import Same, same
from moedebog.outgoing import Forsendelse
from moedebog.reasons import CHANGING, reason
from moedebog.rules import Case, dates, placeholders
from moedebog.rules.safe_ways import OTHER_WAY, ending, forum_folder
from moedebog.rules.substitutes import unmailed
from moedebog.send.disqualified import Disqualified
from moedebog.send.encoded import Spool, encoded_size
from moedebog.send.history import history, record_key
from moedebog.send.mailing import LARGEST, Mailing, Variant, too_large
from moedebog.send.messages import Enclosure, address_of
from moedebog.send.naming import items_called
from moedebog.send.one_file import PDF, OneEnclosure
from moedebog.send.record import Record, carried
from moedebog.send.uninvited import holders
from moedebog.settings.command import Mail
from moedebog.settings.lineage import lineage
from moedebog.workspace import MeetingFile, Workspace, resources

_RECIPIENTS = """
  modtagere:
    - gruppe: medlemmer
      personer:
        - navn: Navn Navnesen
          email: navn@example.org"""
DRAFT = Rule(
    "M458",
    Severity.WARNING,
    Phrase(
        "Dokumentet er mærket som udkast og sendes sådan.",
        "The document is marked as a draft and is sent so.",
    ),
    Phrase(
        "Ret {noegle} i mødefilen, hvis det ikke er meningen.",
        "Correct {noegle} in the meeting file if that is not intended.",
    ),
    Example(
        wrong="moedebog mail --doc referat, mens referatet er udkast",
        right="referat_status: til_godkendelse",
        file="Word",
    ),
    reason=Phrase(
        "Modtagerne kan tro, at det er det endelige dokument, og et nyt skal sendes bagefter.",
        "Recipients may take it for the final document, and a new one must be sent afterwards.",
    ),
)

Names = tuple[str, ...]

_ADDITION = Phrase(" (tillæg)", " (addition)")
_REGRETS = Phrase(" (afbud)", " (regrets)")
_INVITED_BEFORE = Phrase(" (er indkaldt)", " (already invited)")

_TRIES = 3
"""How often the documents are made again because something was saved meanwhile."""


def prepare(
    ws: Workspace,
    file: MeetingFile,
    kind: Kind,
    settings: Mail,
    now: datetime,
    rec: Record,
    watcher: Watcher | None = None,
    draft: Sequence[str] | None = None,
    *,
    tillaeg: bool = False,
) -> Mailing:
    """Everything that is to be mailed, made from what the files say at this moment.

    ``tillaeg``: a new version of the dagsorden adds to the one before, and whoever has that gets
    what is new alone.

    ``draft``: the groups that are to have a draft; where none is named, those of the forum that
    get drafts. The delivery record must be open. Raises ``Problems``, ``UsageProblem`` or
    ``EnvironmentProblem``.
    """
    if not settings.afsender:
        raise UsageProblem(
            Phrase(
                "Hvem sender? Skriv i moedebog.yaml:\nmail:\n  afsender: Sekretariatet "
                "<e-mailadresse>",
                "Who sends? Write in moedebog.yaml:\nmail:\n  afsender: Sekretariatet <e-mail "
                "address>",
            )
        )
    if on_the_wire(address_of(settings.afsender).email)[1]:
        raise UsageProblem(
            Phrase(
                "Afsenderens adresse må kun have bogstaverne a-z før @.",
                "The address of the sender may only have the letters a-z before @.",
            )
        )
    for _ in range(_TRIES):
        gathered = _Gathering(ws, file, kind, settings, now, watcher, draft, tillaeg=tillaeg)
        past = history(ws, file, gathered.meeting, rec)
        key = record_key(file, gathered.meeting.id)
        mailing = gathered.mailing(past, holders(rec, key, past.issues), rec)
        if gathered.still_holds():
            return mailing
    raise EnvironmentProblem(CHANGING)


class Adding(Struct, frozen=True):
    """What of a version is sent to who has the one before."""

    sent: Mapping[Audience, Forsendelse]
    """What is new to an audience; to one that is not here, the whole is sent."""
    had: Mapping[str, frozenset[str]]
    """By mailbox what the delivery record says that its owner has of that version."""


class _Gathering:
    """The documents and recipients of one moment."""

    def __init__(
        self,
        ws: Workspace,
        file: MeetingFile,
        kind: Kind,
        settings: Mail,
        now: datetime,
        watcher: Watcher | None,
        draft: Sequence[str] | None,
        *,
        tillaeg: bool,
    ) -> None:
        self.ws, self.file, self.kind, self.settings = ws, file, kind, settings
        self.watcher, self.now = watcher, now
        self.home = forum_folder(ws.forum_file(file.path), file.path)
        self.passed_over: list[Modtager] = []
        self.meeting = self._load()
        self.draft, self.tillaeg = draft is not None, tillaeg
        self.candidate = Candidate(ws, file, kind, self.meeting, now, draft=self.draft)
        self.planned = self.candidate.planned
        everybody = self.meeting.forum.modtagere
        self.groups = self.usual = [g for g in everybody if kind in g.dokumenter]
        if draft is not None:
            self.groups = _groups_for_draft(everybody, draft)
        if not self.groups:
            raise UsageProblem(
                Phrase(
                    f"Ingen skal have {kind} for {self.meeting.forum.navn}. Skriv modtagerne i "
                    f"forum.yaml under modtagere:{_RECIPIENTS}",
                    f"Nobody is to have the {kind} of {self.meeting.forum.navn}. Write the "
                    f"recipients in forum.yaml under `modtagere`:{_RECIPIENTS}",
                )
            )
        self.audiences = tuple(
            sorted({Audience(one) for group in self.groups for one in self._read_by(group)})
        )
        self._check_sizes()
        self._build()
        self.candidate.require()
        self.spool = Spool()
        self.files: dict[Path, Enclosure] = {}
        self.documents: dict[tuple[str, Audience, str], Enclosure] = {}
        self.one_files: dict[tuple[str, Audience, tuple[str, ...]], OneEnclosure] = {}
        self.named = tuple(verdicts(self.planned, kind))
        self.disqualified = Disqualified(self.meeting, self.named)

    def _read_by(self, group: Modtagergruppe) -> Iterator[str]:
        """For whom documents are made that a group gets: who is told of what is closed, and those
        who have sent regrets, get what is public."""
        yield group.maalgruppe
        way = self.meeting.forum.way_to(group)
        if way is not None and way.besked:
            yield Audience.OFFENTLIG.value

    def _load(self) -> Meeting:
        loaded = load(self.ws, self.file)
        if loaded.meeting is None or has_errors(loaded.diagnostics):
            raise Problems(loaded.diagnostics)
        return loaded.meeting

    def _check_sizes(self) -> None:
        """Refuse what no mail server takes before a byte of it is read."""
        public = set(attached(self.planned, self.kind, Audience.OFFENTLIG))
        for audience in {Audience(g.maalgruppe) for g in self.groups if g.bilag}:
            for bilag in attached(self.planned, self.kind, audience):
                name = f"{bilag.reference} - {bilag.titel}"
                if bilag.sti.is_file():  # else it is told later, with its place
                    _check_size(bilag.sti, name if bilag in public else bilag.reference)

    def _build(self) -> bool:
        """Bring the documents up to date; whether there was anything to do."""
        order = Order(self.file, (self.kind,), self.audiences)
        report = run(self.ws, [order], watcher=self.watcher)
        if report.trouble:
            raise EnvironmentProblem(joined(report.trouble, " "))
        if report.failed:
            raise Problems(report.diagnostics)
        return bool(report.made)

    def still_holds(self) -> bool:
        """Whether nothing was saved since the meeting was read and the documents were made."""
        return not self._build() and self._load() == self.meeting

    # --- one moment -----------------------------------------------------------------------

    def mailing(self, past: History, invited: Collection[str], rec: Record) -> Mailing:
        """``invited`` are the mailboxes that have the meeting in their calendar."""
        if self.draft:
            made = make.draft(self.candidate, past, tillaeg=self.tillaeg)
        else:
            made = make.version(self.candidate, past, self.audiences, tillaeg=self.tillaeg)
            make.require_not_taken_back(made)
        both = self.candidate.both
        adding = self._adding(made, rec)
        variants, skipped = self._variants(made, invited, adding)
        cleared = self._look_into(variants)
        politik = self.meeting.forum.politik
        variants = [replace(one, cleared=cleared.digests()) for one in variants]
        same_document = [one for one in made.others if one.dokument == self.kind]
        if not made.is_new:
            same_document.append(made.issue)
        made.issue = made.issue.with_files(
            (one.public_name, one.digest)
            for variant in variants
            for one in variant.enclosures
            if variant.disqualified or one.holds
        )
        variants = [self._dated(v, made, same_document) for v in variants]
        return Mailing(
            self.ws,
            self.file,
            self.kind,
            self.meeting,
            self.settings,
            self._mail_folders(),
            tuple(variants),
            both[Audience.OFFENTLIG],
            both[Audience.INTERN],
            made,
            tuple(self._missing(made, adding)),
            [
                *rules.wanted([*past.warnings, *self._warnings(made)], politik),
                *cleared.told(self.file.name, politik),
                *self._about_joining(),
            ],
            tuple(skipped),
            self.named,
            self.draft,
            tuple(self.passed_over),
            self.home,
            self.now,
        )

    def _look_into(self, variants: Sequence[Variant]) -> Cleared:
        """What is in the attachments that go to anybody."""
        paths = {b.sti for one in variants if one.group.bilag for b in one.sent.bilag}
        return Cleared.of(self.ws.root, self.planned, paths)

    def _formats(self) -> set[tuple[Audience, str]]:
        """The files that groups are to have."""
        return {
            (Audience(one), suffix)
            for group in self.groups
            for one in self._read_by(group)
            for suffix in group.formater
        }

    def _adding(self, made: Version, rec: Record) -> Adding:
        """What is sent to who has the version before, and who that is."""
        sent = {one: made.supplement(one) for one in self.audiences}
        earlier = [
            one
            for one in made.others
            if one.dokument == self.kind and one.version < made.issue.version
        ]
        before = max(earlier, key=lambda one: one.version, default=None)
        had = {} if before is None else dict(carried(rec.entries(before.id)))
        return Adding({one: it for one, it in sent.items() if it is not None}, had)

    def _missing(self, made: Version, adding: Adding) -> Iterator[Diagnostic]:
        yield from made.missing(self._formats())
        wanted = {(one, suffix) for one, suffix in self._formats() if one in adding.sent}
        yield from made.missing(wanted, tillaeg=True)

    def _mail_folders(self) -> tuple[Path, ...]:
        """Where the words of messages are looked for: in the set, and in those it builds on."""
        sets, _ = lineage(self.ws, self.candidate.templates)
        folders = (*sets.folders, resources("templates") / "standard")
        return tuple(dict.fromkeys(folder / "mail" for folder in folders))

    def _dated(self, variant: Variant, made: Version, before: Sequence[Issue]) -> Variant:
        """The variant as the delivery record is to know it, in the version that it belongs to."""
        if not variant.dispatch.udeladt:
            issue = made.issue
            return replace(variant, content=issue.sums[issue.known_as(variant.concerns)])
        same = (
            old.id
            for old in before
            if made.compared.says_the_same(old, variant.dispatch, variant.disqualified)
        )
        return replace(variant, since=frozenset(same))

    def _variants(
        self, made: Version, invited: Collection[str], adding: Adding
    ) -> tuple[list[Variant], list[tuple[str, str]]]:
        """Who gets what, and who stands in two groups.

        Whoever has the meeting in their calendar is told there what becomes of it, though their
        group gets no invitations any more.
        """
        both = self.candidate.both
        seen: set[str] = set()
        skipped: list[tuple[str, str]] = []
        variants: list[Variant] = []
        for group in self.groups:
            group, elsewhere = self._as_sent(group, made)
            audience = Audience(group.maalgruppe)
            shares: dict[
                tuple[tuple[str, ...], bool, bool], tuple[Forsendelse, list[Modtager], Names]
            ] = {}
            held = self._held(group, adding)
            absent: list[Modtager] = []
            for person in group.personer:
                if mailbox(person.email) in seen:
                    skipped.append((person.email, group.gruppe))
                    continue
                seen.add(mailbox(person.email))
                dispatch = both[audience]
                confidential = self.planned.is_confidential(audience)
                names = self.disqualified.names_of(person, confidential=confidential)
                if self._stays_away(person):
                    has_entry = mailbox(person.email) in invited and not self.draft
                    (absent if has_entry else self.passed_over).append(person)
                    continue
                if names and self.candidate.dispatch(audience, names).udeladt:
                    dispatch = self.candidate.dispatch(audience, names)
                else:
                    names = ()  # nothing of what they get is held back
                told = group.kalender or (mailbox(person.email) in invited and not self.draft)
                adds = not names and self._gets_supplement(person, group, adding, held)
                key = (dispatch.udeladt, told, adds)
                share = shares.setdefault(key, (dispatch, [], tuple(names)))
                share[1].append(person)
            for (_, told, adds), (dispatch, people, withheld) in sorted(shares.items()):
                taken = [variant.label for variant in variants]
                supplement = adding.sent[audience] if adds else None
                label = _label(self.planned.meeting, group, supplement or dispatch, taken)
                if told and not group.kalender:
                    label += _INVITED_BEFORE
                sent = supplement or dispatch
                one = self._one_file(group, sent, made, withheld)
                enclosures = tuple(self._enclosures(group, sent, made, withheld, one))
                variants.append(
                    Variant(
                        label,
                        replace(group, kalender=told),
                        dispatch,
                        enclosures,
                        tuple(people),
                        _content(dispatch),
                        withheld,
                        self._allowed(dispatch, both[Audience.INTERN], enclosures),
                        supplement,
                        held if adds else frozenset(),
                        elsewhere=elsewhere,
                        one_file=one,
                    )
                )
            if absent:
                variants.append(self._calendar_alone(group, absent))
        return variants, skipped

    def _as_sent(self, group: Modtagergruppe, made: Version) -> tuple[Modtagergruppe, str]:
        """The group as it is mailed to, and where what is closed lies that it is told of instead.

        Whoever is not to be mailed what is closed gets what the public gets, where there is any.
        """
        way, audience = self.meeting.forum.way_to(group), Audience(group.maalgruppe)
        if way is None or not way.besked or not self.planned.is_confidential(audience):
            return group, ""
        editions, both, everybody = made.editions, self.candidate.both, Audience.OFFENTLIG
        own, public = (
            replace(one, document=editions.printed(one.document))
            for one in (both[audience], both[everybody])
        )
        before = (one for one in made.others if one.dokument == self.kind)
        if holds_closed(own, public) or any(
            editions.since(self.kind, audience, one).told()
            != editions.since(self.kind, everybody, one).told()
            for one in before
            if one.version < made.issue.version
        ):
            return replace(group, maalgruppe=everybody.value), way.besked
        return group, ""

    def _stays_away(self, person: Modtager) -> bool:
        """Whether somebody has sent regrets, where the forum then sends no papers.

        The referat is for all members, whoever was there.
        """
        if self.meeting.forum.politik.afbud_faar_materiale or self.kind is not Kind.DAGSORDEN:
            return False
        called = person.navn or ""
        return any(same(one.navn, called) is Same.YES for one in self.meeting.afbud if called)

    def _calendar_alone(self, group: Modtagergruppe, people: Sequence[Modtager]) -> Variant:
        """Those who have sent regrets, and have the meeting in their calendar."""
        public = self.candidate.both[Audience.OFFENTLIG]
        group = replace(group, maalgruppe=Audience.OFFENTLIG.value, kalender=True, bilag=False)
        return Variant(
            Phrase.same(group.gruppe) + _REGRETS,
            group,
            public,
            (),
            tuple(people),
            "",
            (),
            frozenset(),
            has_papers=False,
        )

    def _held(self, group: Modtagergruppe, adding: Adding) -> frozenset[str]:
        """What of the whole a group must have had, that it gets what is new alone."""
        audience = Audience(group.maalgruppe)
        if audience not in adding.sent:
            return frozenset()
        whole, sent = self.candidate.both[audience], adding.sent[audience]
        old = [one for one in whole.bilag if one not in sent.bilag] if group.bilag else []
        return frozenset(
            (
                *(f"{audience}.{suffix}" for suffix in group.formater),
                *(self.candidate.digest(one.sti)[:16] for one in old),
            )
        )

    def _gets_supplement(
        self, person: Modtager, group: Modtagergruppe, adding: Adding, held: frozenset[str]
    ) -> bool:
        """Whether somebody has all of the version before; of a draft everybody gets what is new."""
        if Audience(group.maalgruppe) not in adding.sent:
            return False
        had = adding.had.get(mailbox(person.email))
        return self.draft or (had is not None and held <= had)

    # --- files ------------------------------------------------------------------------------

    def _one_file(
        self, group: Modtagergruppe, dispatch: Forsendelse, made: Version, names: Names
    ) -> OneEnclosure | None:
        """The document and its attachments in one, where the group wants it so and it can be."""
        if not group.samlet or not dispatch.bilag:
            return None
        key = dispatch.document.stem, dispatch.document.audience, dispatch.udeladt
        if key not in self.one_files:
            try:
                one = OneEnclosure(self.candidate, dispatch, made, names, self.spool)
            except OSError as error:
                raise _unreadable(group.gruppe, error) from error
            self.one_files[key] = one
        one = self.one_files[key]
        return one if one.enclosures else None

    def _enclosures(
        self,
        group: Modtagergruppe,
        dispatch: Forsendelse,
        made: Version,
        names: Names,
        one: OneEnclosure | None,
    ) -> Iterator[Enclosure]:
        """The files of a group; ``one``: in place of those that are in it."""
        if one is not None:
            yield from one.enclosures
        for suffix in group.formater:
            if one is not None and suffix == PDF:
                continue
            yield replace(self._document(dispatch, suffix, made, names), made=True)
        if not group.bilag:
            return
        public = self.candidate.both[Audience.OFFENTLIG]
        whole = self.candidate.both[dispatch.document.audience]
        named = attachment_names(whole if dispatch.document.is_supplement else dispatch, public)
        for bilag, name in named:  # called as in the whole
            if bilag not in dispatch.bilag or (one is not None and bilag.sti in one.instead_of):
                continue
            reference = "" if bilag in public.bilag else bilag.reference
            yield self._enclosure(bilag.sti, name, bilag.punkt, reference)

    def _document(
        self, dispatch: Forsendelse, suffix: str, made: Version, names: Names
    ) -> Enclosure:
        """A file of the document: of the version, or drawn for whoever may not have all of it.

        One that is not here as it was issued is shown as it would be now; it is not sent.
        """
        document, name = dispatch.document, document_name(dispatch, suffix)
        templates = self.candidate.templates
        if dispatch.udeladt:
            edited = self.candidate.edited(dispatch, made.editions, names)
            data = drawn(self.ws, *edited, templates, suffix)
            return Enclosure.of(name, data)
        key = document.stem, document.audience, suffix
        if key not in self.documents:
            tillaeg = document.is_supplement
            kept = made.file(*key[1:], tillaeg=tillaeg) or made.drawn(tillaeg=tillaeg)[key[1:]]
            if isinstance(kept, Path):
                self.documents[key] = self._enclosure(kept, name)
            else:
                self.documents[key] = Enclosure.of(name, kept)
        return self.documents[key]

    def _enclosure(self, path: Path, name: str, punkt: str = "", reference: str = "") -> Enclosure:
        if path not in self.files:
            try:
                _check_size(path, reference or name)
                encoded, digest, size = self.spool.encode_file(path)
            except OSError as error:
                raise _unreadable(reference or self.ws.display(path), error) from error
            self.files[path] = Enclosure(name, digest, size, encoded)
        return replace(self.files[path], name=name, punkt=punkt, reference=reference)

    def _allowed(
        self, dispatch: Forsendelse, internal: Forsendelse, enclosures: Sequence[Enclosure]
    ) -> frozenset[str]:
        """Checksums of what a reader may have: of the files made for them, from the disk."""
        may = {enclosure.digest for enclosure in enclosures if not enclosure.punkt}
        may |= {digest_of(bilag.sti) for bilag in dispatch.bilag}
        closed = [bilag for bilag in internal.bilag if bilag not in dispatch.bilag]
        return frozenset(may - {digest_of(bilag.sti) for bilag in closed})

    def _warnings(self, made: Version) -> Iterator[Diagnostic]:
        yield from made.compared.warnings(self.meeting.position)
        if made.is_new and not self.draft:
            yield from (one for one in self.candidate.diagnostics if one.rule in dates.DEADLINES)
        yield from self.disqualified.warnings()
        yield from self._about_ways()
        yield from unmailed(self.meeting, self.usual)  # a draft goes to few on purpose
        yield from placeholders.left_in(Case(self.planned).texts)
        status = f"{self.kind}_status"
        if self.draft:
            return
        if getattr(self.candidate.meeting, status).is_draft and not self.meeting.aflyst:
            yield DRAFT.at(self.meeting.position, noegle=status)

    def _about_joining(self) -> list[Diagnostic]:
        """What is to be told of attachments that go, or do not go, into one file."""
        told: list[Diagnostic] = []
        for one in self.one_files.values():
            told += [each for each in one.findings if each not in told]
        return told

    def _about_ways(self) -> Iterator[Diagnostic]:
        """What is to be told of the ways by which what is closed goes to groups."""
        forum = self.meeting.forum
        public = self.candidate.both[Audience.OFFENTLIG]
        for group in self.groups:
            way, audience = forum.way_to(group), Audience(group.maalgruppe)
            if way is None or not holds_closed(self.candidate.both[audience], public):
                continue
            if way.anden:
                yield OTHER_WAY.at(group.position, gruppe=group.gruppe, grund=way.anden)
            yield from ending(way, group.personer, self.home, self.now)


def _groups_for_draft(
    groups: Sequence[Modtagergruppe], named: Sequence[str]
) -> list[Modtagergruppe]:
    """The groups that a draft goes to. Raises ``UsageProblem``, which names those there are."""
    wanted = {name.strip().casefold() for name in named if name.strip()}
    chosen = [
        group
        for group in groups
        if group.gruppe.casefold() in wanted or (not wanted and group.faar_udkast)
    ]
    unknown = wanted - {group.gruppe.casefold() for group in chosen}
    if chosen and not unknown:
        return chosen
    known = ", ".join(group.gruppe for group in groups) or "-"
    raise UsageProblem(
        Phrase(
            "Hvem skal have udkastet? Skriv --gruppe (make: GRUPPE=) og en gruppe fra forum.yaml, "
            "eller skriv faar_udkast: ja ved gruppen. Der er: {known}",
            "Who is to have the draft? Write --gruppe (make: GRUPPE=) and a group of forum.yaml, "
            "or write faar_udkast: ja at the group. There are: {known}",
        ).put(known=known)
    )


def _unreadable(where: str, error: OSError) -> EnvironmentProblem:
    return EnvironmentProblem(
        Phrase(
            f"Filen kan ikke læses: {where} ({reason(error)}).",
            f"The file cannot be read: {where} ({reason(error).english}).",
        )
    )


def _content(dispatch: Forsendelse) -> str:
    """What the delivery record knows by which somebody disqualified has had their own copy."""
    try:
        return legacy.content_sum(dispatch, digest_of)
    except legacy.OutsideFormula:
        return content_sum(dispatch, digest_of)


def _check_size(path: Path, name: str) -> None:
    """Raises ``EnvironmentProblem`` or ``OSError``."""
    size = path.stat().st_size
    if encoded_size(size) > LARGEST:
        raise EnvironmentProblem(too_large(name, size, LARGEST))


def _label(
    meeting: Meeting, group: Modtagergruppe, dispatch: Forsendelse, taken: Sequence[Phrase]
) -> Phrase:
    """What tells a variant from the others: the group's name, and which items it lacks."""
    label = Phrase.same(group.gruppe)
    if dispatch.document.is_supplement:
        label += _ADDITION
    if dispatch.udeladt:
        items = [punkt for punkt in dispatch.fakta.punkter if punkt.udeladt]
        called = items_called(meeting, dispatch.fakta, items, dispatch.phrases)
        label += Phrase(" uden ", " without ") + called
    alike = [other for other in taken if other == label or str(other).startswith(f"{label} (")]
    return label + f" ({len(alike) + 1})" if alike else label
