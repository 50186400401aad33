"""What may go into a file for everybody: what was looked into, these very bytes.

As in a mailing and where something is published: what nobody has looked into is held from the
public alone, and then there is no file. The members get theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from indhold.findings import Kind, Look
from moedebog.checksums import digest_if_there
from moedebog.cleared import Cleared
from moedebog.diagnostics import Diagnostic, Problems, Severity
from moedebog.looked import Looks
from moedebog.material.contents import Entry
from moedebog.material.editions import Edition
from moedebog.material.rules import HELD
from moedebog.rules.looked_into import findings
from moedebog.workspace import MeetingFile, Workspace


class Clearance:
    """The attachments of one file, as they were when it was begun."""

    def __init__(
        self, ws: Workspace, file: MeetingFile, edition: Edition, entries: Sequence[Entry]
    ) -> None:
        self.ws, self.file, self.edition = ws, file, edition
        self.paths = {one.fil for one in entries if one.fil is not None and one.apart is None}
        self.cleared: Cleared | None = None
        if not edition.plan.is_confidential(edition.audience):
            self.cleared = Cleared.of(ws.root, edition.plan, self.paths)
        self.digests: Mapping[Path, str] = {path: self._digest(path) for path in self.paths}

    def _digest(self, path: Path) -> str:
        return self.cleared.looks[path].sha256 if self.cleared else digest_if_there(path)

    def require(self) -> None:
        """Raise ``Problems`` where nobody has looked into something that everybody would get."""
        if self.cleared is not None:
            self._refuse(list(self.cleared.held(self.file.name)), len(self.cleared.held_digests))

    def require_made(self, pdfs: Mapping[Path, Path]) -> None:
        """The same of what was made of other files: there what a file only reckons or fetches can
        be read that could not before."""
        held = self.held_made(pdfs)
        self._refuse([one for found in held.values() for one in found], len(held))

    def held_made(self, pdfs: Mapping[Path, Path]) -> dict[Path, list[Diagnostic]]:
        """What is found in PDFs that were made of other files, by where these lie."""
        if self.cleared is None:
            return {}
        made = {path: pdf for path, pdf in pdfs.items() if path != pdf}
        return dict(self._held(made, Looks(self.ws.root).of(made.values())))

    def _held(
        self, made: Mapping[Path, Path], looks: Mapping[Path, Look]
    ) -> Iterator[tuple[Path, list[Diagnostic]]]:
        assert self.cleared is not None  # noqa: S101 - else nothing is held
        for one in self.cleared.attached:
            before = self.cleared.looks[one.fil.sti]
            look = looks[made[one.fil.sti]] if one.fil.sti in made else before
            if not one.public or one.answered_for(before) or before.of(Kind.PERSONAL_NUMBER):
                continue
            if look.of(Kind.PERSONAL_NUMBER):
                told = findings(one, look, self.file.name)
                yield one.fil.sti, [each for each in told if each.severity is not Severity.HINT]

    def _refuse(self, held: Sequence[Diagnostic], count: int) -> None:
        if held or count:
            raise Problems([*held, HELD.at(self.edition.plan.meeting.position, antal=count)])

    def still_holds(self) -> bool:
        """Whether the files are still those that were looked into, or begun with."""
        return all(digest_if_there(path) == known for path, known in self.digests.items())

    def told(self) -> tuple[Diagnostic, ...]:
        """What is found in those for everybody besides."""
        if self.cleared is None:
            return ()
        politik = self.edition.plan.meeting.forum.politik
        return tuple(self.cleared.told(self.file.name, politik))
