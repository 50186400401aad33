"""A signed PDF is taken back: kept by content beside what was issued, and named in the record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from moedebog.build import digest_of, digest_of_bytes
from moedebog.catalogue import Begivenhedsart
from moedebog.compose import Plan
from moedebog.diagnostics import Diagnostic, Phrase, Position, Problems, Rule, Severity
from moedebog.document import Audience, Kind
from moedebog.events import FILE_SUFFIX, Begivenhed
from moedebog.examples import Example
from moedebog.fakta import ZONE
from moedebog.issue import signed, stores
from moedebog.issue.happened import new_event, record_event
from moedebog.issue.signed import Original, Signed
from moedebog.issue.stores import Keepsake
from moedebog.issued import Indfoert, Issue, in_time
from moedebog.meeting import Meeting
from moedebog.reasons import reason
from moedebog.versions import Versions
from moedebog.workspace import MeetingFile, Workspace

REFUSED = Rule(
    "M474",
    Severity.ERROR,
    Phrase("Filen kan ikke tages tilbage: {grund}.", "The file cannot be taken back: {grund}."),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="Det underskrevne referat er udskrevet til PDF igen eller scannet",
        right="Den udsendte PDF, underskrevet som den er",
        file="Word",
    ),
    reason=Phrase(
        "Det, der er skrevet under på, skal være det, der er udsendt. Det kan kun ses, når den "
        "udsendte fil står uændret først i den underskrevne.",
        "What was signed must be what was issued. That can only be seen where the issued file "
        "stands unchanged at the beginning of the signed one.",
    ),
    source=Phrase(
        "ISO 32000-2 § 12.8 og ETSI EN 319 142-1 (PAdES)",
        "ISO 32000-2 § 12.8 and ETSI EN 319 142-1 (PAdES)",
    ),
    about=(),
)
OUTDATED = Rule(
    "M475",
    Severity.WARNING,
    Phrase(
        "Det er version {version} af referatet, der er skrevet under på, men version {sidste}, som "
        "er udsendt siden, siger noget andet, eller det kan ikke ses, om den gør.",
        "It is version {version} of the referat that was signed, but version {sidste}, issued "
        "since, says something else, or it cannot be seen whether it does.",
    ),
    Phrase(
        "Se med `moedebog diff {moede} --doc referat --fra {version}` (make diff), hvad der er "
        "ændret, og lad den nye version underskrive, hvis det betyder noget.",
        "See by `moedebog diff {moede} --doc referat --fra {version}` (make diff) what has "
        "changed, and have the new version signed if it matters.",
    ),
    Example(
        wrong="Version 1 kommer underskrevet tilbage, efter at version 2 har fået en ny tekst",
        right="Version 2 er underskrevet",
        file="Word",
    ),
    reason=Phrase(
        "En underskrift gælder det, der stod i den fil, der blev skrevet under.",
        "A signature vouches for what stood in the file that was signed.",
    ),
    about=(),
)
_NEVER_ISSUED = Phrase(
    "der er ingen PDF af mødets referat gemt endnu", "no PDF of the meeting's referat is kept yet"
)
_ISSUE_FIRST = Phrase(
    "Lav en version af referatet med `moedebog udgave {moede} --doc referat` (make udgave), med "
    "pdf blandt forummets `formater`, og lad den underskrive.",
    "Make a version of the referat with `moedebog udgave {moede} --doc referat` (make udgave), "
    "with pdf among the `formater` of the forum, and have that signed.",
)
_UNREADABLE = Phrase("den kan ikke læses ({fejl})", "it cannot be read ({fejl})")
_NAME_IT = Phrase("Skriv filens rette navn.", "Write the right name of the file.")


class TakenBack(Struct, frozen=True):
    """A file that came back signed."""

    digest: str
    data: bytes
    is_new: bool
    """Whether the record does not name it yet."""
    known: Begivenhed | None
    """The event that names it."""
    found: Signed | None
    """What it is; ``None`` of one that is named already."""
    latest: int
    """The last version of the referat."""
    issued: date | None
    """When the version was issued that it is of."""

    @property
    def day(self) -> date | None:
        """When it was signed last, as it says."""
        days = (one.day for one in self.found.signatures if one.day) if self.found else ()
        return max(days, default=None)

    @property
    def names(self) -> tuple[str, ...]:
        """Who signed, as it says."""
        signatures = self.found.signatures if self.found else ()
        return tuple(dict.fromkeys(one.name for one in signatures if one.name))


def read(ws: Workspace, file: MeetingFile, told: Indfoert, path: Path) -> TakenBack:
    """What a file is, by what the record tells of the meeting. Raises ``Problems``."""
    place = Position(ws.display(path), 1, 1)
    try:
        try:
            signed.require_size(path.stat().st_size)
            data = path.read_bytes()
        except OSError as error:
            why = _UNREADABLE.put(fejl=reason(error))
            raise signed.NotTakenBack(why, _NAME_IT) from None
        return _examined(ws, file, told, data)
    except signed.NotTakenBack as refused:
        fault: Diagnostic = REFUSED.at(place, grund=refused.why, raad=refused.advice)
        raise Problems([fault]) from None


def _examined(ws: Workspace, file: MeetingFile, told: Indfoert, data: bytes) -> TakenBack:
    digest = digest_of_bytes(data)
    issues = [one for one in told.udgaver if one.dokument == Kind.REFERAT]
    latest = max((one.version for one in issues), default=0)
    events = [one for one in told.begivenheder if one.art is Begivenhedsart.UNDERSKREVET]
    for event in events:
        if event.fil == digest:
            return TakenBack(digest, data, False, event, None, latest, None)
    originals = originals_of(ws, issues, events)
    if not originals:
        raise signed.NotTakenBack(_NEVER_ISSUED, _ISSUE_FIRST.put(moede=file.name))

    def kept(name: str) -> bytes | None:
        found = stores.found(ws, name, FILE_SUFFIX)
        return found.read_bytes() if found else None

    found = signed.examined(data, originals, kept)
    days = {one.version: one.tid.astimezone(ZONE).date() for one in issues}
    issued = days.get(found.original.version)
    return TakenBack(digest, data, True, None, found, latest, issued)


def originals_of(
    ws: Workspace, issues: Iterable[Issue], events: Iterable[Begivenhed]
) -> dict[str, Original]:
    """The PDFs that a signed one may begin with, the latest first."""
    originals: dict[str, Original] = {}
    for event in events:
        originals[event.fil] = Original(event.version, event.lukket, signed=True)
    for issue in sorted(issues, key=in_time, reverse=True):
        public = issue.gemt.get(Audience.OFFENTLIG, {}).values()
        for digest in (files.get(FILE_SUFFIX.removeprefix(".")) for files in issue.gemt.values()):
            if digest and digest not in originals:
                closed = digest not in public and not _lies_open(ws, digest)
                originals[digest] = Original(issue.version, closed)
    return originals


def _lies_open(ws: Workspace, digest: str) -> bool:
    """Whether a file is kept where everybody may read it."""
    return stores.is_kept(ws.issued / f"{digest}{FILE_SUFFIX}", digest)


def outdated(
    ws: Workspace, file: MeetingFile, planned: Plan, taken: TakenBack
) -> Iterable[Diagnostic]:
    """Whether the last version says, or may say, something else than the one that was signed."""
    if taken.found is None or taken.found.original.version >= taken.latest:
        return
    original = taken.found.original
    if not _reads_alike(Versions(ws, file, planned, digest_of), original, taken.latest):
        yield OUTDATED.at(
            planned.meeting.position,
            version=original.version,
            sidste=taken.latest,
            moede=file.name,
        )


def _reads_alike(versions: Versions, original: Original, latest: int) -> bool:
    """Whether nothing but how far the referat is differs in what was signed, for sure."""
    issues = {one.version: one for one in versions.issues(Kind.REFERAT)}
    audience = Audience.INTERN if original.closed else Audience.OFFENTLIG
    last = issues[latest]
    since = versions.since(Kind.REFERAT, audience, issues[original.version], until=last)
    return not since.partly and (not since.changes or since.is_progress)


def keep(
    ws: Workspace,
    file: MeetingFile,
    meeting: Meeting,
    taken: TakenBack,
    *,
    dato: date,
    af: str,
    forbehold: str,
    now: datetime,
) -> Begivenhed:
    """Put a file down that came back signed, and name it in the record.

    Of one that is named already only the file is put back, where it is lost. Whoever calls holds
    the lock of the delivery record. Raises ``Problems`` or ``EnvironmentProblem``.
    """
    event = taken.known
    if event is None:
        assert taken.found is not None  # noqa: S101 - else it is known
        original = taken.found.original
        event = new_event(
            Begivenhedsart.UNDERSKREVET,
            dato,
            now,
            af=af,
            forbehold=forbehold,
            version=original.version,
            fil=taken.digest,
            lukket=original.closed,
        )
    stores.keep(ws, [Keepsake(taken.digest, FILE_SUFFIX, taken.data, event.lukket)])
    if taken.is_new:
        record_event(ws, file, meeting, event)
    return event
