"""Publishing a document: a version, its set, the proof, and the record of all three.

The order is what makes it safe to stop anywhere: nothing stands in the folder of what is published
that was not proven, and nothing does of which the record says nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from indhold.findings import Kind as Finding
from indhold.findings import Look
from moedebog import events
from moedebog.build import sets
from moedebog.build.proofs import proof, proof_file, put_down, served
from moedebog.catalogue import Begivenhedsart
from moedebog.cleared import Cleared
from moedebog.diagnostics import (
    Diagnostic,
    Phrase,
    Position,
    Problems,
    Severity,
    has_errors,
)
from moedebog.document import Audience, Kind
from moedebog.events import Begivenhed
from moedebog.fakta import ZONE
from moedebog.issue.candidate import Candidate
from moedebog.issue.happened import new_event, record_event
from moedebog.issue.make import Version, keep, require_not_taken_back, version
from moedebog.load import load
from moedebog.looked import found
from moedebog.looked.looks import look_at
from moedebog.proof import Leak, Proving
from moedebog.proof.proving import told
from moedebog.publication import rules
from moedebog.publication.assembling import Files, Former, assembled
from moedebog.rules.dates import in_words
from moedebog.rules.looked_into import answered_for, attached_of
from moedebog.send.history import history
from moedebog.send.record import Record
from moedebog.unseen import make_private
from moedebog.workspace import PUBLISHED, STATE, MeetingFile, Workspace

_STAGE = "publicering"
"""Inside the private folder: the files of a set while they are looked into."""
_BAD = frozenset(
    {
        *(Finding.PERSONAL_NUMBER, Finding.AUTHOR, Finding.PATH, Finding.POSITION),
        *(Finding.COMMENT, Finding.TRACKED_CHANGE, Finding.MACRO, Finding.SCRIPT),
    }
)
"""What has no business in a document that the program made."""


class Published(Struct, frozen=True):
    """What came of it."""

    folder: Path
    version: int
    files: tuple[str, ...]
    is_new: bool
    """Whether a version was made for it."""
    changed: bool
    """Whether the set was not there already, just so."""
    replaces: bool
    findings: tuple[Diagnostic, ...]
    """Warnings."""
    kept_apart: bool
    """Whether something closed was kept with the version."""
    proof: Path
    """Where the proof is; it is no part of what is put out."""


def publish(
    ws: Workspace,
    file: MeetingFile,
    kind: Kind,
    rec: Record,
    now: datetime,
    *,
    day: date | None = None,
    by: str = "",
) -> Published:
    """Publish a document of a meeting. The delivery record must be open, and locked.

    ``day``: when it is published; today where nothing is said. Raises ``Problems`` where it may
    not be: then no set stands there that holds what it must not. Raises ``EnvironmentProblem``.
    """
    return _Publishing(ws, file, kind, rec, now, day, by).published()


class _Publishing:
    """One document on its way out."""

    def __init__(
        self,
        ws: Workspace,
        file: MeetingFile,
        kind: Kind,
        rec: Record,
        now: datetime,
        day: date | None,
        by: str,
    ) -> None:
        self.ws, self.file, self.kind, self.rec, self.now = ws, file, kind, rec, now
        loaded = load(ws, file)
        if loaded.meeting is None or has_errors(loaded.diagnostics):
            raise Problems(loaded.diagnostics)
        self.meeting = loaded.meeting
        self.findings = list(loaded.diagnostics)
        self.place = self.meeting.position
        self._require_time()
        self.former = events.published(self.meeting.begivenheder, kind)
        self.event = self._event(day, by)

    def published(self) -> Published:
        """The set, whole, or a reason why there is none."""
        made = self._version()
        candidate = made.candidate
        self._require_looked_into(candidate)
        matter = candidate.matter
        event = replace(self.event, version=made.issue.version)
        before = self._installed()
        if self.former is not None and self._says_the_same(event):
            event = self.former
        replaced = self._replaced(before, event)
        files = assembled(made, event, replaced, matter)
        proving = Proving(matter)
        self._prove(candidate, proving, files)
        kept = keep(made)
        planned, number = candidate.planned, kept.issue.version
        put_down(self.ws, self.file, planned, self.kind, number, proving, self.now)

        def record() -> None:
            if event is not self.former:
                record_event(self.ws, self.file, self.meeting, event)

        changed = before is None or before.digests() != proving.searched
        if changed:
            sets.install(self.ws, self.file, self.kind, files, proving.searched, record)
        else:
            record()
        return Published(
            sets.set_folder(self.ws, self.file, self.kind),
            kept.issue.version,
            tuple(files),
            made.is_new,
            changed,
            replaced is not None,
            tuple(one for one in self.findings if one.severity is not Severity.HINT),
            made.is_new and any(map(candidate.is_kept_apart, kept.issue.gemt)),
            proof_file(self.ws, self.file, self.kind),
        )

    # --- whether it may be ------------------------------------------------------------------

    def _require_time(self) -> None:
        """Raise ``Problems`` where it is too early, or there is no place for it."""
        if (self.ws.meetings / PUBLISHED).exists():
            place = Position(self.ws.display(self.ws.meetings / PUBLISHED))
            raise Problems([rules.OCCUPIED.at(place, mappe=PUBLISHED)])
        if self.meeting.offentliggoeres is None:
            return
        on, clock = self.meeting.offentliggoeres
        if self.now < datetime.combine(on, clock or time(), ZONE):
            at = Phrase(f" kl. {clock:%H.%M}", f" {clock:%H.%M}") if clock else Phrase.same("")
            raise Problems([rules.TOO_EARLY.at(self.place, hvornaar=in_words(on) + at)])

    def _event(self, day: date | None, by: str) -> Begivenhed:
        today = self.now.astimezone(ZONE).date()
        named = events.named(self.kind)
        art = Begivenhedsart.OFFENTLIGGJORT
        return new_event(art, day or today, self.now, af=by, dokument=named)

    def _says_the_same(self, event: Begivenhed) -> bool:
        """Whether what is put down as published is this, and was not taken back since."""
        assert self.former is not None  # noqa: S101 - else there is nothing to compare with
        taken = Begivenhedsart.TRUKKET_TILBAGE
        since = (one for one in self.meeting.begivenheder if one.noteret >= self.former.noteret)
        if any(
            one.art is taken and one.of is self.kind and one.version >= self.former.version
            for one in since
        ):
            return False
        said = not event.af or event.af == self.former.af
        return said and event.version == self.former.version

    def _version(self) -> Version:
        """What the document is now, as a version. Raises ``Problems``."""
        candidate = Candidate(self.ws, self.file, self.kind, self.meeting, self.now)
        candidate.require()
        self.findings += candidate.diagnostics
        past = history(self.ws, self.file, self.meeting, self.rec)
        self.findings += past.warnings
        if self.kind is Kind.REFERAT and candidate.meeting.referat_status.is_draft:
            self.findings.append(rules.DRAFT.at(self.place))
        made = version(candidate, past)
        require_not_taken_back(made)
        self.findings += made.compared.warnings(self.place)
        return made

    def _require_looked_into(self, candidate: Candidate) -> None:
        """Raise ``Problems`` where nobody has looked into something that goes to everybody."""
        paths = {one.fil.sti for one in attached_of(candidate.planned) if one.public}
        cleared = Cleared.of(self.ws.root, candidate.planned, paths)
        if held := list(cleared.held(self.file.name)):
            before = self._installed()
            if before and cleared.held_digests & set(before.digests().values()):
                self._take_away()  # more is seen in it now than when it was published
            waits = rules.HELD.at(
                self.place,
                dokument=rules.DOCUMENTS[self.kind],
                antal=len(cleared.held_digests),
            )
            raise Problems([*held, waits])
        politik = candidate.meeting.forum.politik
        self.findings += cleared.told(self.file.name, politik)

    # --- the proof --------------------------------------------------------------------------

    def _prove(self, candidate: Candidate, proving: Proving, files: Files) -> None:
        """Raise ``Problems`` where something that is not public stands in the files."""
        answered = answered_for(candidate.planned)
        leaks = list(proving.leaks(served(files, self.kind, answered)))
        leaks += proving.in_texts({"mappen": sets.set_name(self.file, self.kind)})
        faults = [self._leak(leaks)] if leaks else []
        faults += self._looked(files, candidate)
        if faults:
            self._take_away()
            raise Problems(faults)

    def _leak(self, leaks: list[Leak]) -> Diagnostic:
        own = any(sets.is_own(one.name, self.kind) for one in leaks)
        advice = rules.IN_DOCUMENT if own else rules.IN_ATTACHMENT
        return rules.LEAK.at(self.place, hvad=told(leaks), raad=advice)

    def _looked(self, files: Files, candidate: Candidate) -> Iterator[Diagnostic]:
        """What is in the documents that has no business there: looked into as any other file."""
        named = {self.meeting.forum.navn, self.meeting.forum.myndighed}
        named |= {forum.navn for forum in self.meeting.sammen_med}
        named.add(candidate.both[Audience.OFFENTLIG].document.forum)
        for name, look in self._looks(files):
            bad = [
                one
                for one in look.of(*_BAD)
                if not (one.kind is Finding.AUTHOR and one.shown in named)
            ]
            if bad:
                what = Phrase.same(f"{name}: ") + found(bad)
                yield rules.LEAK.at(self.place, hvad=what, raad=rules.IN_DOCUMENT)

    def _looks(self, files: Files) -> Iterator[tuple[str, Look]]:
        with self._staged(files) as staged:
            for path, look in look_at(staged):
                yield path.name, look

    @contextlib.contextmanager
    def _staged(self, files: Files) -> Iterator[list[Path]]:
        """The files that the program made, in a folder that only its owner can read."""
        state = self.ws.root / STATE
        make_private(state)
        folder = state / _STAGE
        folder.mkdir(mode=0o700, exist_ok=True)
        staged = []
        try:
            for name, content in files.items():
                if sets.is_own(name, self.kind):
                    path = folder / name
                    data = content if isinstance(content, bytes) else content.read_bytes()
                    path.write_bytes(data)
                    staged.append(path)
            yield staged
        finally:
            for path in staged:
                path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                folder.rmdir()

    # --- what was there ---------------------------------------------------------------------

    def _installed(self) -> sets.Installed | None:
        known = sets.at(self.ws, self.file, self.kind)
        return known if known.about else None

    def _replaced(self, before: sets.Installed | None, event: Begivenhed) -> Former | None:
        if before is not None and before.about.get("version") == event.version:
            return Former(before.about, None, stays=not before.is_tombstone)
        if before is None and event is self.former:  # it is made again, as it was
            return self._former_but_this(event)
        if before is None and self.former is None:
            return None
        return Former(before.about if before else self._proven_before(), self.former)

    def _former_but_this(self, event: Begivenhed) -> Former | None:
        """What the set replaced that was published by this event, as far as the record knows."""
        happened = self.meeting.begivenheder[: self.meeting.begivenheder.index(event)]
        earlier = events.published(happened, self.kind)
        if earlier is None or earlier.version == event.version:
            return None
        return Former({}, earlier)

    def _proven_before(self) -> Mapping[str, Any]:
        """What is known of a set that is not there any more: the proof of it stays."""
        bevis = proof(self.ws, self.file, self.kind)
        if bevis is None:
            return {}
        filer = [{"navn": name, "sha256": digest} for name, digest in bevis.filer.items()]
        return {"version": bevis.version, "filer": filer}

    def _take_away(self) -> None:
        """The set that stands there may hold the same: it goes, whatever becomes of this one."""
        sets.remove(self.ws, self.file, self.kind)
