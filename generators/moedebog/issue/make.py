"""Making a version: its files first, then its source, then the record that names them.

Whatever stops it on the way, there is a whole version or none: a file that no record names is
nothing, and is found there the next time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from moedebog import issued
from moedebog.build import digest_of_bytes
from moedebog.compose import headed
from moedebog.compose.at_meeting import named_on_cover
from moedebog.diagnostics import Diagnostic, Phrase, Position, Problems, Rule, Severity
from moedebog.document import Audience, Kind
from moedebog.examples import Example
from moedebog.issue import content, sources, stores, supplements
from moedebog.issue.candidate import Candidate
from moedebog.issue.compared import Comparison
from moedebog.issue.content import Difference
from moedebog.issue.history import History
from moedebog.issue.items import hidden_items, issued_attachments, issued_items
from moedebog.issue.kept_open import require_nothing_closed
from moedebog.issue.names import attachment_names, document_name
from moedebog.issue.stores import Keepsake
from moedebog.issued import Hold, Issue, issued_file, without_closed_names
from moedebog.outgoing import Forsendelse
from moedebog.rules.dates import in_words
from moedebog.versions import FROM_GIT, FROM_MACHINE, Versions

FILE_MISSING = Rule(
    "M4694",
    Severity.ERROR,
    Phrase(
        "Filen med {dokument}, version {version}, som {format}, ligger ikke i {mappe}, som den "
        "blev udsendt.",
        "The file of {dokument}, version {version}, as {format}, does not lie in {mappe} as it "
        "was issued.",
    ),
    Phrase(
        "Hent {kopi} igen.",
        "Get {kopi} again.",
    ),
    Example(
        wrong="udsendt-lukket/ er ikke på den maskine, hvor moedebog mail køres",
        right="udsendt-lukket/ er der",
        file="Word",
    ),
    about=(),
    always=True,
)

FILE_TAKEN = Rule(
    "M476",
    Severity.ERROR,
    Phrase(
        "Filen med {dokument}, version {version}, som {format}, er {hvordan} den {dato}, og den "
        "kan ikke laves igen til sidste byte.",
        "The file of {dokument}, version {version}, as {format}, was {hvordan} on {dato}, and it "
        "cannot be made again to the last byte.",
    ),
    Phrase(
        "Find den i jeres journal eller arkiv, og send den selv; eller ret mødefilen, så der "
        "bliver en ny version.",
        "Find it in your case system or archive and send it yourself; or change the meeting file, "
        "so that there is a new version.",
    ),
    Example(
        wrong="make mail RESEND=…, efter at udsendt/ er kasseret",
        right="Filen sendes fra journalen",
        file="Word",
    ),
    source=Phrase.same("docs/opbevaring.md"),
    about=(),
    always=True,
)


TAKEN_BACK = Rule(
    "M623",
    Severity.ERROR,
    Phrase(
        "{dokument}, version {version}, er trukket tilbage {dato}, og mødefilen siger stadig det "
        "samme. Intet er lavet eller sendt.",
        "The {dokument}, version {version}, was taken back {dato}, and the meeting file still says "
        "the same. Nothing was made or sent.",
    ),
    Phrase(
        "Ret mødefilen, så der bliver en ny version. Blev den trukket tilbage ved en fejl, så hent "
        "{fil} igen fra git, som den var før.",
        "Correct the meeting file, so that there is a new version. If it was taken back by "
        "mistake, get {fil} from git again as it was before.",
    ),
    Example(
        wrong="make traek-tilbage DOC=referat, og så make mail DOC=referat SEND=1",
        right="make traek-tilbage DOC=referat, mødefilen rettes, og så make mail",
        file="Word",
    ),
    about=(),
    always=True,
    source=Phrase.same("docs/tilbagetraekning.md"),
)
_TILLAEG = Phrase("tillægsdagsorden", "supplementary dagsorden")


class Version(Struct):
    """This moment as a version: a new one, or the one of before that says the same."""

    candidate: Candidate
    issue: Issue
    others: tuple[Issue, ...]
    """All others of the meeting, oldest first."""
    filed: tuple[Path, ...]
    """The files that tell of them."""
    is_new: bool
    compared: Comparison
    changed: Mapping[str, Mapping[Audience, Difference]]
    """By the id of each earlier version what differs since, for each audience."""

    @property
    def editions(self) -> Versions:
        """What puts on each document which version it is."""
        return self.candidate.versions if self.is_new else self.candidate.standing

    def supplement(self, audience: Audience) -> Forsendelse | None:
        """What is sent to who has the version before; ``None``: the whole document."""
        issue = self.issue
        if not issue.tillaeg or not (self.is_new or audience in issue.gemt_tillaeg):
            return None
        dispatch = self.candidate.supplement(audience, self.editions)
        if dispatch is None:
            return None
        # In a mail it is called as the whole is, without its version.
        titel, _ = headed(self.candidate.planned, dispatch.phrases.supplement)
        return replace(dispatch, document=replace(dispatch.document, titel=titel))

    def file(
        self, audience: Audience, suffix: str, *, tillaeg: bool = False
    ) -> bytes | Path | None:
        """A file of the document, or of the tillægsdagsorden: as it will be kept, or as it is kept.

        Of a version from before files were kept, made now. ``None`` where it was kept and is
        not here.
        """
        of = self.issue.gemt_tillaeg if tillaeg else self.issue.gemt
        kept = of.get(audience, {}).get(suffix, "")
        if not self.is_new and kept:
            found = stores.found(self.candidate.ws, kept, f".{suffix}")
            if found is not None:
                return found
        data = self.drawn(tillaeg=tillaeg).get((audience, suffix))
        return data if data is None or not kept or digest_of_bytes(data) == kept else None

    def drawn(self, *, tillaeg: bool) -> Mapping[tuple[Audience, str], bytes]:
        """The files of the document, or of the tillægsdagsorden, drawn now."""
        one = self.candidate
        if tillaeg:
            return one.supplement_files if self.is_new else one.standing_supplement_files
        return one.files if self.is_new else one.standing_files

    def missing(
        self, wanted: Collection[tuple[Audience, str]], *, tillaeg: bool = False
    ) -> Iterator[Diagnostic]:
        """Which files of the document, by audience and format, are not here as they were.

        ``tillaeg``: of the tillægsdagsorden.
        """
        ws = self.candidate.ws
        for audience, suffix in sorted(wanted):
            if self.file(audience, suffix, tillaeg=tillaeg) is None:
                closed = self.candidate.is_kept_apart(audience)
                folder = ws.issued_closed if closed else ws.issued
                place = Position(ws.display(issued_file(self.candidate.file)), 1, 1)
                values = {
                    "dokument": _TILLAEG if tillaeg else self.issue.dokument,
                    "version": self.issue.version,
                    "format": suffix,
                }
                if taken := self.issue.taken(Hold.LAGER_LUKKET if closed else Hold.LAGER):
                    how = self.issue.taken_how
                    yield FILE_TAKEN.at(place, **values, hvordan=how, dato=f"{taken:%d.%m.%Y}")
                    continue
                yield FILE_MISSING.at(
                    place,
                    **values,
                    mappe=ws.display(folder),
                    kopi=(FROM_MACHINE if closed else FROM_GIT).put(mappe=ws.display(folder)),
                )


def version(
    candidate: Candidate,
    past: History,
    audiences: Collection[Audience] = tuple(Audience),
    *,
    tillaeg: bool = False,
) -> Version:
    """What a meeting is now, as a version; new where it says something else to the ``audiences``.

    ``tillaeg``: a new one adds to the one before. Raises ``Problems``, or ``UsageProblem`` where
    there is nothing to add.
    """
    known = {name for _, name in attachment_names(candidate.both[Audience.OFFENTLIG])}
    issues = [without_closed_names(issue, known) for issue in past.issues]
    issue = _issue(candidate, issues)
    same_document = [one for one in issues if one.dokument == candidate.kind]
    compared = Comparison(candidate.moment, issue, audiences)
    changed = {old.id: compared.changes(old) for old in same_document}
    latest = max(same_document, key=lambda one: one.version, default=None)
    is_new = latest is None or any(changed[latest.id][one].is_one for one in audiences)
    if latest is not None and not is_new:
        kilde = issue.kilde if compared.is_adopted(latest) else latest.kilde
        issue = replace(latest, kilde=kilde)
    others = tuple(one for one in issues if one.id != issue.id)
    if is_new and tillaeg:
        issue = replace(issue, tillaeg=True)
    made = Version(candidate, issue, others, past.files, is_new, compared, changed)
    if tillaeg:
        supplements.require(made.editions, audiences)
    return made


def require_not_taken_back(made: Version) -> None:
    """That what is to go out does not tell the public again what was taken back.

    Raises ``Problems``.
    """
    candidate = made.candidate
    if event := candidate.standing.taken_back(candidate.kind, Audience.OFFENTLIG):
        found = TAKEN_BACK.at(
            candidate.meeting.position,
            dokument=candidate.kind,
            version=event.version,
            dato=in_words(event.dato),
            fil=issued_file(candidate.file).name,
        )
        raise Problems([found])


def draft(candidate: Candidate, past: History, *, tillaeg: bool = False) -> Version:
    """What a meeting is now, to be shown before it is issued: no version, and never kept.

    ``tillaeg``: of a tillægsdagsorden. Raises ``UsageProblem`` where there is nothing to add.
    """
    made = version(candidate, past, tillaeg=tillaeg)
    issue = _issue(candidate, past.issues)
    parts = ["udkast", candidate.meeting.id, candidate.kind, *issue.sums.values()]
    if tillaeg:
        parts.append("tillaeg")
    name = digest_of_bytes("\n".join(parts).encode())
    own = replace(issue, id=name[:32], version=0, tillaeg=tillaeg)
    return replace(made, issue=own, others=past.issues, is_new=True)


def _issue(candidate: Candidate, issues: Sequence[Issue]) -> Issue:
    """This moment as a version of its own; its files are put down when it is made."""
    kind, meeting, moment = candidate.kind, candidate.meeting, candidate.moment
    number = max((one.version for one in issues if one.dokument == kind), default=0) + 1
    public = candidate.both[Audience.OFFENTLIG]
    state = content.calendar_state(public.indkaldelse)
    invited = [one for one in issues if one.dokument == Kind.DAGSORDEN]
    sums = moment.sums()
    name = "\n".join(map(str, (meeting.id, kind, number, candidate.now)))
    is_agenda = kind is Kind.DAGSORDEN
    return Issue(
        id=digest_of_bytes(name.encode())[:32],
        dokument=kind,
        version=number,
        tid=candidate.now.replace(microsecond=0),
        sums=sums.whole,
        heads=sums.heads,
        punkter=issued_items(candidate.planned.of(kind), public, sums.items, moment.digest),
        filer=tuple(_attached(candidate)),
        kalender=state,
        sekvens=content.sequence(invited, state),
        modtagere=0,
        accepteret=0,
        kilde=moment.sources.kilde,
        status=_status(candidate),
        personer=named_on_cover(candidate.planned.of(kind).meeting) if is_agenda else None,
        bilag=issued_attachments(candidate.planned, kind, moment.digest),
    )


def _status(candidate: Candidate) -> str:
    """What the document says that it is."""
    meeting = candidate.meeting
    is_agenda = candidate.kind is Kind.DAGSORDEN
    return meeting.dagsorden_status.value if is_agenda else meeting.referat_status.value


def _attached(candidate: Candidate) -> Iterator[tuple[str, str]]:
    """Name and checksum of each attachment, of one that is closed its reference alone."""
    public = candidate.both[Audience.OFFENTLIG]
    told: dict[tuple[str, str], None] = {}
    for dispatch in candidate.both.values():
        for bilag, name in attachment_names(dispatch):
            known = name if bilag in public.bilag else bilag.reference
            told[known, candidate.digest(bilag.sti)] = None
    yield from told


# --- keeping ----------------------------------------------------------------------------


def keep(made: Version) -> Version:
    """Put a version down: what is not kept yet of it, and, of a new one, the record.

    Returns it with its files, as one that there is. Raises ``Problems`` or ``EnvironmentProblem``.
    """
    candidate, issue = made.candidate, made.issue
    kept: Iterable[Keepsake] = sources.keepsakes(candidate.moment.sources, issue.kilde)
    if not made.is_new:
        hidden = [one for one in _hidden(candidate, issue) if one.digest == issue.kendetegn]
        again = (*_lost(made), *_attachments(candidate), *hidden) if issue.gemt else ()
        stores.keep(candidate.ws, _not_taken(issue, chain(again, kept)))
        if issued_file(candidate.file) in made.filed:
            stores.remove_former(issued_file(candidate.file), made.filed)
        return made
    issue = with_files(candidate, issue)
    hidden = _hidden(candidate, issue)
    issue = replace(issue, kendetegn="".join(one.digest for one in hidden))
    kept = [*kept]
    require_nothing_closed(candidate, issue, kept)
    files = (_documents(candidate, issue), _attachments(candidate))
    stores.keep(candidate.ws, chain(*files, kept, hidden))
    file_issues(candidate, made.filed, [*made.others, issue])
    return replace(made, issue=issue, is_new=False)


def _not_taken(issue: Issue, things: Iterable[Keepsake]) -> Iterator[Keepsake]:
    """What may be put back: what was disposed of stays away."""
    for one in things:
        if not issue.taken(Hold.LAGER_LUKKET if one.closed else Hold.LAGER):
            yield one


def with_files(candidate: Candidate, issue: Issue) -> Issue:
    """The version with the checksums of its document's files."""
    gemt: dict[Audience, dict[str, str]] = {}
    names: list[tuple[str, str]] = []
    for (audience, suffix), data in candidate.files.items():
        digest = digest_of_bytes(data)
        gemt.setdefault(audience, {})[suffix] = digest
        names.append((document_name(candidate.both[audience], suffix), digest))
    adding: dict[Audience, dict[str, str]] = {}
    files = _supplements(candidate, issue)
    sent = {one: candidate.supplement(one, candidate.versions) for one, _ in files}
    for (audience, suffix), data in files.items():
        digest = digest_of_bytes(data)
        adding.setdefault(audience, {})[suffix] = digest
        if (dispatch := sent[audience]) is not None:
            names.append((document_name(dispatch, suffix), digest))
    filer = tuple(dict.fromkeys((*names, *issue.filer)))
    return replace(issue, gemt=gemt, gemt_tillaeg=adding, filer=filer)


def _supplements(candidate: Candidate, issue: Issue) -> Mapping[tuple[Audience, str], bytes]:
    return candidate.supplement_files if issue.tillaeg else {}


def _hidden(candidate: Candidate, issue: Issue) -> list[Keepsake]:
    """What the closed items are known by, where anything is closed."""
    moment, public = candidate.moment, candidate.both[Audience.OFFENTLIG]
    salt = sources.salt(moment.sources)
    planned = candidate.planned.of(candidate.kind)
    items = hidden_items(planned, public, issue.punkter, candidate.digest) if salt else {}
    if not items:
        return []
    data = issued.hidden_data(salt, items)
    return [Keepsake(digest_of_bytes(data), issued.SOURCE_SUFFIX, data, closed=True)]


def _documents(candidate: Candidate, issue: Issue) -> Iterator[Keepsake]:
    for files in (candidate.files, _supplements(candidate, issue)):
        for (audience, suffix), data in files.items():
            yield _document(candidate, audience, suffix, data)


def _lost(made: Version) -> Iterator[Keepsake]:
    """Files of the document that are not here, but can be made again to the last byte."""
    for of, tillaeg in ((made.issue.gemt, False), (made.issue.gemt_tillaeg, True)):
        for audience, files in of.items():
            for suffix in files:
                data = made.file(audience, suffix, tillaeg=tillaeg)
                if isinstance(data, bytes):
                    yield _document(made.candidate, audience, suffix, data)


def _document(candidate: Candidate, audience: Audience, suffix: str, data: bytes) -> Keepsake:
    closed = candidate.is_kept_apart(audience)
    return Keepsake(digest_of_bytes(data), f".{suffix}", data, closed)


def _attachments(candidate: Candidate) -> Iterator[Keepsake]:
    """Each file once: what is open in one place is not kept as closed for another."""
    public = {candidate.digest(one.sti) for one in candidate.both[Audience.OFFENTLIG].bilag}
    seen: set[tuple[str, str]] = set()
    for dispatch in candidate.both.values():
        for one in dispatch.bilag:
            digest, suffix = candidate.digest(one.sti), one.sti.suffix.lower()
            if (digest, suffix) not in seen:
                seen.add((digest, suffix))
                yield Keepsake(digest, suffix, one.sti, digest not in public)


def file_issues(candidate: Candidate, filed: Sequence[Path], issues: Sequence[Issue]) -> None:
    """Write the record beside the meeting.

    One with the meeting's id and another name goes: the meeting file was called that.
    """
    path, meeting = issued_file(candidate.file), candidate.meeting
    stores.write_record(path, meeting.id, issues, meeting.begivenheder)
    stores.remove_former(path, filed)
