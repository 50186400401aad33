"""The one file as it is mailed: what cannot be in it goes beside it and is told of.

So one attachment does not stop a mailing on the evening before it has to be out.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from moedebog.compose import Plan
from moedebog.diagnostics import Diagnostic, Phrase
from moedebog.material.clearance import Clearance
from moedebog.material.contents import Apart, Entry, entries
from moedebog.material.editions import Edition, numbers_told
from moedebog.material.failures import NoPages
from moedebog.material.findings import (
    by_key,
    converted,
    demanded,
    no_pdf,
    refusal,
    set_apart,
    shows_more,
    told_of,
)
from moedebog.material.making import INSIDE, Making, Volume
from moedebog.material.pdfs import pdfs_of
from moedebog.material.proving import leak
from moedebog.material.steps import untold
from moedebog.outgoing import Forsendelse
from moedebog.proof import Matter
from moedebog.settings.appearance import Style
from moedebog.workspace import MeetingFile, Workspace
from samling import Kind, Refused

_LOST = frozenset({Kind.SIGNATURE, Kind.FILE, Kind.MEDIA, Kind.XFA})
"""What an attachment loses by being joined that its reader may want: the file itself goes along."""


class OneFile:
    """A document with those of the attachments that go out with it which can be joined."""

    def __init__(
        self,
        ws: Workspace,
        file: MeetingFile,
        own: Edition,
        dispatch: Forsendelse,
        style: Style,
        kept: bytes | None,
    ) -> None:
        """``own``: what the reader may have; ``kept``: the file of its document, where it is not to
        be drawn anew. Raises ``Problems`` or ``OSError``."""
        self._place = tempfile.TemporaryDirectory()
        self.folder = Path(self._place.name)
        self.own, self.style, self.kept = own, style, kept
        self.entries = tuple(_sent(own.plan, dispatch))
        self.findings: list[Diagnostic] = []
        self.making, self.volumes = self._joined(Clearance(ws, file, own, self.entries))
        told = by_key(self.volumes)
        self.inside = {one.fil: one for one in self.entries if one.fil and one.apart is None}
        """The attachments that are in it, by where they lie."""
        self.besides = frozenset(
            path
            for path, one in self.inside.items()
            if any(each.kind in _LOST for each in told[f"{one.key}{INSIDE}"])
        )
        """Those of them that go along as they are all the same."""
        self.findings += told_of(self.entries, self.volumes, self.making.readings, self.besides)

    def divided(self, most: int) -> list[Volume]:
        """The same as several files of at most so many bytes, where that can be."""
        place = self.folder / f"{most}"
        place.mkdir(exist_ok=True)
        return self.making.volumes(place, most, untold)

    def keys(self, volume: Volume) -> frozenset[Path]:
        """The attachments in one of its files, by where they lie."""
        inside = {part.key for top in volume.parts for part in top.all()}
        return frozenset(p for p, one in self.inside.items() if f"{one.key}{INSIDE}" in inside)

    def leak(
        self, named: Mapping[str, Volume], matter: Matter, answered: Collection[str]
    ) -> Phrase | None:
        """What some of its files, by name, hold that is closed to their readers: ``matter``.

        ``answered``: SHA-256 of the attachments that somebody answers for. Raises ``OSError``.
        """
        plan = self.own.plan
        told = numbers_told(matter, plan)
        found = leak(named, self.entries, told, answered, plan.meeting.position)
        what = found.values["hvad"] if found else None
        return what if isinstance(what, Phrase) else None

    def _joined(self, clearance: Clearance) -> tuple[Making, list[Volume]]:
        """Joins what can be; each that cannot is set apart, and it is tried again."""
        own, krav = self.own, self.own.plan.meeting.forum.krav
        made = pdfs_of(clearance.ws.root, self.entries, own.document, self.style, self.folder)
        pdfs, failures = made.made, made.failures
        more = clearance.held_made(pdfs)
        self._set_apart(
            no_pdf(one, failures.get(one.fil, NoPages.NOT_MADE))
            for one in self._inside()
            if one.fil is not None and one.fil not in pdfs
        )
        self._set_apart(shows_more(one) for one in self._inside() if one.fil in more)
        while True:
            try:
                making = Making(
                    own.document, self.entries, made, self.style, own.plan.phrases, self.kept
                )
                volumes = making.volumes(self.folder, None, untold)
            except Refused as refused:
                self._set_apart([refusal(refused, self.entries)])
                continue
            if not (short := list(demanded(krav, self.entries, volumes, making.readings))):
                self.findings += converted(self.entries, made)
                return making, volumes
            self._set_apart(short)

    def _inside(self) -> list[Entry]:
        return [one for one in self.entries if one.fil is not None and one.apart is None]

    def _set_apart(self, found: Iterable[Diagnostic]) -> None:
        """Send those that cannot be joined as files of their own, and say so."""
        found = list(found)
        places = {one.position for one in found}
        self.entries = tuple(
            replace(one, apart=Apart.OWN_FILE) if one.position in places and one.fil else one
            for one in self.entries
        )
        self.findings += map(set_apart, found)


def _sent(plan: Plan, dispatch: Forsendelse) -> Iterator[Entry]:
    """The attachments that go out with the document, and pages for those that come later or are
    handed out; what went out with another document is none of it."""
    document = dispatch.document
    sent = {(one.reference, one.sti) for one in dispatch.bilag}
    for one in entries(plan, document.kind, document.audience):
        waits = one.fil is None and not document.is_supplement
        if waits or (one.reference, one.fil) in sent:
            yield one
