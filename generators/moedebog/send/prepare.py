"""What goes to whom: the documents, brought up to date, and the groups that are to have them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from moedebog import rules
from moedebog.addresses import mailbox, on_the_wire
from moedebog.build import Order, Watcher, digest_of, drawn, run, template_set_of
from moedebog.compose import Composer, plan
from moedebog.compose.dispatch import attached
from moedebog.compose.withholding import verdicts, without_disqualified
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
from moedebog.document import Audience, Kind
from moedebog.examples import Example
from moedebog.issued import Issue, without_closed_names
from moedebog.load import load
from moedebog.meeting import Meeting, Modtager, Modtagergruppe
from moedebog.outgoing import Forsendelse
from moedebog.reasons import reason
from moedebog.send import content, legacy
from moedebog.send.compared import Comparison, Moment, proven
from moedebog.send.disqualified import Disqualified
from moedebog.send.encoded import Spool, encoded_size
from moedebog.send.history import History, history, record_key
from moedebog.send.items import issued_items
from moedebog.send.mailing import LARGEST, Mailing, Variant, too_large
from moedebog.send.messages import Enclosure, address_of, attachment_name, file_name, message_id
from moedebog.send.naming import items_called
from moedebog.send.record import Record
from moedebog.send.sources import sources
from moedebog.send.uninvited import holders
from moedebog.settings.command import Mail
from moedebog.settings.lineage import lineage
from moedebog.versions import Versions
from moedebog.workspace import MeetingFile, Workspace, resources

NO_FILE = Rule(
    "M456",
    Severity.ERROR,
    Phrase(
        "Bilaget »{titel}« kan ikke sendes: filen {fil} findes ikke.",
        "The attachment »{titel}« cannot be sent: there is no file {fil}.",
    ),
    Phrase(
        "Læg filen i mappen, eller fjern bilaget fra mødefilen.",
        "Put the file into the folder, or take the attachment out of the meeting file.",
    ),
    Example(wrong="Et bilag, hvis fil er slettet", right="Et bilag med sin fil", file="Word"),
)
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
        wrong="make mail, mens dagsordenen er udkast",
        right="dagsorden_status: udsendt",
        file="Word",
    ),
    reason=Phrase(
        "Modtagerne kan tro, at det er det endelige dokument, og et nyt skal sendes bagefter.",
        "Recipients may take it for the final document, and a new one must be sent afterwards.",
    ),
)

Names = tuple[str, ...]

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
) -> Mailing:
    """Everything that is to be mailed, made from what the files say at this moment.

    The delivery record must be open. Raises ``Problems``, ``UsageProblem`` or
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
        gathered = _Gathering(ws, file, kind, settings, watcher)
        past = history(ws, file, gathered.meeting, rec)
        key = record_key(file, gathered.meeting.id)
        mailing = gathered.mailing(now, past, holders(rec, key, past.issues))
        if gathered.still_holds():
            return mailing
    raise EnvironmentProblem(
        Phrase(
            "Mødets filer bliver ændret hele tiden. Prøv igen om lidt.",
            "The files of the meeting are changed all the time. Try again in a while.",
        )
    )


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
        self.planned, self.diagnostics = plan(self.meeting)
        self.groups = [g for g in self.meeting.forum.modtagere if kind in g.dokumenter]
        if not self.groups:
            raise UsageProblem(
                Phrase(
                    f"Ingen skal have {kind} for {self.meeting.forum.navn}. Skriv modtagerne i "
                    "forum.yaml under modtagere; docs/udsendelse.md viser hvordan.",
                    f"Nobody is to have the {kind} of {self.meeting.forum.navn}. Write the "
                    "recipients in forum.yaml under `modtagere`; docs/udsendelse.md shows how.",
                )
            )
        self.audiences = tuple(sorted({Audience(g.maalgruppe) for g in self.groups}))
        self._check_sizes()
        self._build()
        self.composer = Composer(self.planned)
        self.dispatches: dict[tuple[Audience, tuple[str, ...]], Forsendelse] = {}
        forum = self.meeting.forum
        self.templates = template_set_of(ws, forum.skabelon, forum.position)
        self.spool = Spool()
        self.files: dict[Path, Enclosure] = {}
        self.named = tuple(verdicts(self.planned, kind))
        self.disqualified = Disqualified(self.meeting, self.named)

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

    def mailing(self, now: datetime, past: History, invited: Collection[str]) -> Mailing:
        """``invited`` are the mailboxes that have the meeting in their calendar."""
        both = {a: self._composed(a) for a in Audience}
        variants, skipped = self._variants(both, invited)
        known = {e.name for v in variants for e in v.enclosures if not e.reference}
        issues = [without_closed_names(issue, known) for issue in past.issues]
        moment = self._moment(both)
        issue = self._issue(moment, variants, issues, now)
        same_document = [i for i in issues if i.dokument == self.kind]
        compared = Comparison(moment, issue, self.audiences)
        changed = {old.id: compared.changes(old) for old in same_document}
        latest = max(same_document, key=lambda i: i.version, default=None)
        is_new = latest is None or any(changed[latest.id][a].is_one for a in self.audiences)
        if latest is not None and not is_new:
            files = dict.fromkeys((*latest.filer, *issue.filer))
            kilde = issue.kilde if compared.is_adopted(latest) else latest.kilde
            issue = replace(latest, filer=tuple(files), kilde=kilde)
        variants = [self._dated(v, issue, compared, same_document) for v in variants]
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
            issue,
            tuple(i for i in issues if i.id != issue.id),
            past.files,
            is_new,
            changed,
            moment.sources,
            Versions(self.ws, self.file, self.planned, digest_of),
            rules.wanted(self._warnings(compared), self.meeting.forum.politik),
            tuple(skipped),
            self.named,
        )

    def _mail_folders(self) -> tuple[Path, ...]:
        """Where the words of messages are looked for: in the set, and in those it builds on."""
        sets, _ = lineage(self.ws, self.templates)
        folders = (*sets.folders, resources("templates") / "standard")
        return tuple(dict.fromkeys(folder / "mail" for folder in folders))

    def _moment(self, both: Mapping[Audience, Forsendelse]) -> Moment:
        digest = cache(digest_of)
        kept = sources(self.ws, self.file, self.planned, digest)
        moment = Moment(self.ws, self.file, self.kind, self.planned, both, digest, kept)
        return replace(moment, sources=proven(moment))

    def _dated(
        self, variant: Variant, issue: Issue, compared: Comparison, before: Sequence[Issue]
    ) -> Variant:
        """The variant as the delivery record is to know it, in the version that it belongs to."""
        if not variant.dispatch.udeladt:
            return replace(variant, content=issue.sums[issue.known_as(variant.audience)])
        same = (
            old.id
            for old in before
            if compared.says_the_same(old, variant.dispatch, variant.disqualified)
        )
        return replace(variant, since=frozenset(same))

    def _composed(self, audience: Audience, disqualified: tuple[str, ...] = ()) -> Forsendelse:
        """What an audience gets, but what those ``disqualified`` may not; composed once."""
        if (audience, disqualified) not in self.dispatches:
            self.dispatches[audience, disqualified] = self._compose(audience, disqualified)
        return self.dispatches[audience, disqualified]

    def _compose(self, audience: Audience, disqualified: tuple[str, ...]) -> Forsendelse:
        composer = self.composer
        if disqualified:
            own = without_disqualified(self.planned, disqualified, self.kind, audience)
            composer = Composer(own)
        dispatch = composer.dispatch(self.kind, audience)
        missing = [
            NO_FILE.at(b.position, titel=b.titel, fil=b.sti.name)
            for b in dispatch.bilag
            if not b.sti.is_file()
        ]
        if missing or has_errors(self.diagnostics):
            raise Problems([*self.diagnostics, *missing])
        return dispatch

    def _variants(
        self, both: Mapping[Audience, Forsendelse], invited: Collection[str]
    ) -> tuple[list[Variant], list[tuple[str, str]]]:
        """Who gets what, and who stands in two groups.

        Whoever has the meeting in their calendar is told there what becomes of it, though their
        group gets no invitations any more.
        """
        seen: set[str] = set()
        skipped: list[tuple[str, str]] = []
        variants: list[Variant] = []
        for group in self.groups:
            audience = Audience(group.maalgruppe)
            shares: dict[
                tuple[tuple[str, ...], bool], tuple[Forsendelse, list[Modtager], Names]
            ] = {}
            for person in group.personer:
                if mailbox(person.email) in seen:
                    skipped.append((person.email, group.gruppe))
                    continue
                seen.add(mailbox(person.email))
                dispatch = both[audience]
                confidential = self.planned.is_confidential(audience)
                names = self.disqualified.names_of(person, confidential=confidential)
                if names and self._composed(audience, names).udeladt:
                    dispatch = self._composed(audience, names)
                else:
                    names = ()  # nothing of what they get is held back
                told = group.kalender or mailbox(person.email) in invited
                key = (dispatch.udeladt, told)
                share = shares.setdefault(key, (dispatch, [], tuple(names)))
                share[1].append(person)
            for (_, told), (dispatch, people, withheld) in sorted(shares.items()):
                taken = [variant.label for variant in variants]
                label = _label(self.planned.meeting, group, dispatch, taken)
                if told and not group.kalender:
                    label += _INVITED_BEFORE
                enclosures = tuple(self._enclosures(group, dispatch, both[Audience.OFFENTLIG]))
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
                    )
                )
        return variants, skipped

    # --- files ------------------------------------------------------------------------------

    def _enclosures(
        self, group: Modtagergruppe, dispatch: Forsendelse, public: Forsendelse
    ) -> Iterator[Enclosure]:
        document = dispatch.document
        called = dispatch.phrases.documents[document.kind]
        name = f"{called} {document.forum} {document.dato.isoformat()}"
        if document.fortrolighed:
            name += f" ({document.fortrolighed.lower()})"
        for suffix in group.formater:
            path = self.ws.output_file(self.file, document.kind, document.audience, suffix)
            if dispatch.udeladt:
                data = drawn(self.ws, document, dispatch.fakta, self.templates, suffix)
                yield Enclosure.of(file_name(name, f".{suffix}"), data)
            else:
                yield self._enclosure(path, file_name(name, f".{suffix}"))
        if not group.bilag:
            return
        taken: set[str] = set()
        for bilag in dispatch.bilag:
            nth = 1
            while (wanted := attachment_name(bilag, nth)).casefold() in taken:
                nth += 1
            taken.add(wanted.casefold())
            reference = "" if bilag in public.bilag else bilag.reference
            yield self._enclosure(bilag.sti, wanted, bilag.punkt, reference)

    def _enclosure(self, path: Path, name: str, punkt: str = "", reference: str = "") -> Enclosure:
        if path not in self.files:
            try:
                _check_size(path, reference or name)
                encoded, digest, size = self.spool.encode_file(path)
            except OSError as error:
                where = reference or self.ws.display(path)
                raise EnvironmentProblem(
                    Phrase(
                        f"Filen kan ikke læses: {where} ({reason(error)}).",
                        f"The file cannot be read: {where} ({reason(error).english}).",
                    )
                ) from error
            self.files[path] = Enclosure(name, digest, size, encoded)
        return replace(self.files[path], name=name, punkt=punkt, reference=reference)

    def _allowed(
        self, dispatch: Forsendelse, internal: Forsendelse, enclosures: Sequence[Enclosure]
    ) -> frozenset[str]:
        """Checksums of what a reader may have: of the files made for them, from the disk."""
        document = dispatch.document
        if dispatch.udeladt:  # drawn for one reader
            may = {enclosure.digest for enclosure in enclosures if not enclosure.punkt}
        else:
            may = {
                digest_of(self.ws.output_file(self.file, self.kind, document.audience, suffix))
                for suffix in self.meeting.forum.formater
            }
        may |= {digest_of(bilag.sti) for bilag in dispatch.bilag}
        closed = [bilag for bilag in internal.bilag if bilag not in dispatch.bilag]
        return frozenset(may - {digest_of(bilag.sti) for bilag in closed})

    # --- the version ----------------------------------------------------------------------

    def _issue(
        self,
        moment: Moment,
        variants: Sequence[Variant],
        issues: Sequence[Issue],
        now: datetime,
    ) -> Issue:
        """This moment as a version of its own."""
        of_kind = [i.version for i in issues if i.dokument == self.kind]
        version = max(of_kind, default=0) + 1
        public = moment.both[Audience.OFFENTLIG]
        state = content.calendar_state(public.indkaldelse)
        invited = [i for i in issues if i.dokument == Kind.DAGSORDEN]
        files = dict.fromkeys((e.public_name, e.digest) for v in variants for e in v.enclosures)
        sums = moment.sums()
        return Issue(
            id=message_id(self.file.forum, self.meeting.id, self.kind, version, now)[1:33],
            dokument=self.kind,
            version=version,
            tid=now.replace(microsecond=0),
            sums=sums.whole,
            heads=sums.heads,
            punkter=issued_items(self.planned, public, sums.items, moment.digest),
            filer=tuple(files),
            kalender=state,
            sekvens=content.sequence(invited, state),
            modtagere=sum(len(v.recipients) for v in variants),
            accepteret=0,
            kilde=moment.sources.kilde,
        )

    def _warnings(self, compared: Comparison) -> Iterator[Diagnostic]:
        yield from compared.warnings(self.meeting.position)
        yield from self.disqualified.warnings()
        status = f"{self.kind}_status"
        if getattr(self.meeting, status).is_draft and not self.meeting.aflyst:
            yield DRAFT.at(self.meeting.position, noegle=status)


def _content(dispatch: Forsendelse) -> str:
    """What the delivery record knows by which somebody disqualified has had their own copy."""
    try:
        return legacy.content_sum(dispatch, digest_of)
    except legacy.OutsideFormula:
        return content.content_sum(dispatch, digest_of)


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
    if dispatch.udeladt:
        items = [punkt for punkt in dispatch.fakta.punkter if punkt.udeladt]
        called = items_called(meeting, dispatch.fakta, items, dispatch.phrases)
        label += Phrase(" uden ", " without ") + called
    alike = [other for other in taken if other == label or str(other).startswith(f"{label} (")]
    return label + f" ({len(alike) + 1})" if alike else label
