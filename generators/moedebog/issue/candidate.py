"""A meeting as it would read if a document of it were issued now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from functools import cache, cached_property

from msgspec.structs import replace

from moedebog import rules
from moedebog.build import digest_of, documents, template_set_of
from moedebog.catalogue import DagsordenStatus, ReferatStatus
from moedebog.compose import Composer, Plan
from moedebog.compose.withholding import without_disqualified
from moedebog.diagnostics import Phrase, Problems, Rule, Severity, has_errors
from moedebog.document import Audience, Document, Kind
from moedebog.examples import Example
from moedebog.fakta import ZONE, Fakta
from moedebog.issue.compared import Moment, proven
from moedebog.issue.sources import sources
from moedebog.issued import first_of
from moedebog.load import Unsure
from moedebog.meeting import Meeting
from moedebog.outgoing import Forsendelse
from moedebog.proof import Matter, matter_of
from moedebog.versions import Issuing, Versions
from moedebog.workspace import MeetingFile, Workspace

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

Names = tuple[str, ...]


class Candidate:
    """One document of a meeting, for each of its readers, as it would be issued now."""

    def __init__(
        self,
        ws: Workspace,
        file: MeetingFile,
        kind: Kind,
        meeting: Meeting,
        now: datetime,
        *,
        draft: bool = False,
    ) -> None:
        """``draft``: as it would be shown to somebody before it is issued."""
        self.ws, self.file, self.kind, self.now = ws, file, kind, now
        self.draft = draft
        meeting = replace(meeting, forestaar=_is_ahead(meeting, now))
        self.meeting = _as_draft(meeting) if draft else _as_issued(meeting, kind, now.date())
        today = now.astimezone(ZONE).date()
        issuing = today if kind is Kind.DAGSORDEN and not draft else None
        examined = rules.examine(ws, file, self.meeting, Unsure(), issuing, today)
        self.planned = examined.plan
        self.diagnostics = rules.wanted(examined.diagnostics, self.meeting.forum.politik)
        self.composer = Composer(self.planned)
        self.digest = cache(digest_of)
        forum = self.meeting.forum
        self.templates = template_set_of(ws, forum.skabelon, forum.position)
        self._dispatches: dict[tuple[Audience, Names], Forsendelse] = {}

    def require(self) -> None:
        """Raise ``Problems`` where the meeting has errors, as it would be issued."""
        if has_errors(self.diagnostics):
            raise Problems(self.diagnostics)

    def dispatch(self, audience: Audience, disqualified: Names = ()) -> Forsendelse:
        """What an audience gets, but what those ``disqualified`` may not; composed once.

        Raises ``Problems``.
        """
        key = audience, disqualified
        if key not in self._dispatches:
            composer = self.composer
            if disqualified:
                composer = Composer(self.plan(audience, disqualified))
            self._dispatches[key] = self._complete(composer.dispatch(self.kind, audience))
        return self._dispatches[key]

    def plan(self, audience: Audience, disqualified: Names = ()) -> Plan:
        """What an audience may know of the meeting, but what those ``disqualified`` may not."""
        if not disqualified:
            return self.planned
        return without_disqualified(self.planned, disqualified, self.kind, audience)

    def _complete(self, dispatch: Forsendelse) -> Forsendelse:
        missing = [
            NO_FILE.at(b.position, titel=b.titel, fil=b.sti.name)
            for b in dispatch.bilag
            if not b.sti.is_file()
        ]
        if missing:
            raise Problems(missing)
        return dispatch

    @cached_property
    def both(self) -> Mapping[Audience, Forsendelse]:
        """What each audience gets."""
        return {audience: self.dispatch(audience) for audience in Audience}

    @cached_property
    def moment(self) -> Moment:
        """This, to be compared with versions of before, with the source that says the same."""
        kept = sources(self.ws, self.file, self.planned, self.digest)
        moment = Moment(
            self.ws,
            self.file,
            self.kind,
            self.planned,
            self.both,
            self.digest,
            kept,
            self.versions,
        )
        return replace(moment, sources=proven(moment))

    @cached_property
    def matter(self) -> Matter:
        """What of it the public may not have, to be looked for in what goes out."""
        return matter_of(self.ws, self.file, self.planned)

    def is_kept_apart(self, audience: Audience) -> bool:
        """Whether what this audience gets lies where not everybody can read: something is closed,
        or it is not known that nothing is."""
        kept = self.moment.sources
        nothing_closed = bool(kept.kilde) and not kept.closed
        return self.planned.is_confidential(audience) and not nothing_closed

    @cached_property
    def versions(self) -> Versions:
        """The documents as those of the version that is being made, or of a draft."""
        return self._versions(
            None if self.draft else Issuing(self.number, self.now.replace(microsecond=0))
        )

    @cached_property
    def standing(self) -> Versions:
        """The documents as those of the last version, which says the same."""
        return self._versions(None)

    def _versions(self, issuing: Issuing | None) -> Versions:
        return Versions(self.ws, self.file, self.planned, self.digest, issuing)

    @property
    def number(self) -> int:
        """Which version this would be."""
        own = (one.version for one in self.meeting.udgaver if one.dokument == self.kind)
        return max(own, default=0) + 1

    @cached_property
    def files(self) -> Mapping[tuple[Audience, str], bytes]:
        """The document as files, by audience and format. Raises ``Problems``."""
        return self._drawn(self.versions)

    @cached_property
    def supplement_files(self) -> Mapping[tuple[Audience, str], bytes]:
        """The same of the tillægsdagsorden. Raises ``Problems``."""
        return self._drawn_supplements(self.versions)

    @cached_property
    def standing_supplement_files(self) -> Mapping[tuple[Audience, str], bytes]:
        """The same as they were drawn of the last version, which says the same."""
        return self._drawn_supplements(self.standing)

    @cached_property
    def standing_files(self) -> Mapping[tuple[Audience, str], bytes]:
        """The same as they were drawn of the last version, which says the same."""
        return self._drawn(self.standing)

    def edited(
        self, dispatch: Forsendelse, editions: Versions, names: Names = ()
    ) -> tuple[Document, Fakta]:
        """A document and its facts, each with which version it is."""
        document = dispatch.document
        udgave = editions.edition(document.kind, document.audience, names)
        return editions.printed(document, names), replace(dispatch.fakta, udgave=udgave)

    def supplement(self, audience: Audience, editions: Versions) -> Forsendelse | None:
        """What an audience gets that has the version before: what is new, with its attachments.

        ``None`` where nothing is new to it. Raises ``Problems``.
        """
        made = editions.supplement(audience)
        if made is None:
            return None
        dispatch = self.dispatch(audience)
        bilag = (one for one in dispatch.bilag if made.has_new(one, self.digest(one.sti)))
        return replace(dispatch, document=made.document, fakta=made.fakta, bilag=tuple(bilag))

    def _drawn_supplements(self, editions: Versions) -> Mapping[tuple[Audience, str], bytes]:
        made = (self.supplement(audience, editions) for audience in Audience)
        return self._files([(one.document, one.fakta) for one in made if one is not None])

    def _drawn(self, editions: Versions) -> Mapping[tuple[Audience, str], bytes]:
        return self._files([self.edited(one, editions) for one in self.both.values()])

    def _files(
        self, composed: Iterable[tuple[Document, Fakta]]
    ) -> Mapping[tuple[Audience, str], bytes]:
        drawn, found = documents(
            self.ws,
            self.file,
            map(_with_facts, composed),
            self.templates,
            self.meeting.forum.formater,
        )
        if has_errors(found):
            raise Problems(found)
        return {(audience, suffix): data for (_, audience, suffix), data in drawn.items()}


def _is_ahead(meeting: Meeting, now: datetime) -> bool:
    """Whether a meeting has not begun, whatever is written of it already."""
    begins = datetime.combine(meeting.dato, meeting.start or time(), ZONE)
    return now.astimezone(ZONE) < begins


def _as_draft(meeting: Meeting) -> Meeting:
    return replace(
        meeting,
        dagsorden_status=DagsordenStatus.UDKAST,
        referat_status=ReferatStatus.UDKAST,
    )


def _with_facts(edited: tuple[Document, Fakta]) -> tuple[Document, Callable[[], Fakta]]:
    document, fakta = edited
    return document, lambda: fakta


def _as_issued(meeting: Meeting, kind: Kind, today: date) -> Meeting:
    """A meeting whose dagsorden has been sent out, with this version or an earlier one."""
    if kind is not Kind.DAGSORDEN:
        return meeting
    meeting = replace(meeting, dagsorden_status=DagsordenStatus.UDSENDT)
    if first_of(meeting.udgaver, kind):  # then it has its date already
        return meeting
    ends = [meeting.dato, *(meeting.svarfrist or ())[:1]]
    late = any(today > day for day in ends)  # what is typed is nearer to the truth
    return meeting if late else replace(meeting, dagsorden_udsendt=today)
