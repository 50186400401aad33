"""Which attachments may go to everybody: those that were looked into, these very bytes.

What is held back is held from the public alone, and only until it is mended or somebody answers
for it: the members get theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from indhold.findings import Look
from moedebog import rules
from moedebog.compose import Plan
from moedebog.diagnostics import Diagnostic, Severity
from moedebog.looked import Looks
from moedebog.meeting import Politik
from moedebog.rules.looked_into import Attached, attached_of, findings


class Cleared(Struct, frozen=True):
    """What is known of the attachments of a mailing."""

    attached: tuple[Attached, ...]
    """Several of them may be the same file."""
    looks: Mapping[Path, Look]

    @classmethod
    def of(cls, root: Path, plan: Plan, paths: Collection[Path]) -> Cleared:
        """Look into these files of a meeting; ``root`` is the workspace's."""
        attached = tuple(one for one in attached_of(plan) if one.fil.sti in paths)
        return cls(attached, Looks(root).of(paths))

    def digests(self) -> frozenset[str]:
        """SHA-256 of the files that may go to everybody, wherever they are attached."""
        looked = [(one, self.looks[one.fil.sti]) for one in self.attached]
        good = {look.sha256 for one, look in looked if not one.is_held(look)}
        return frozenset(good - self.held_digests - {""})

    def held(self, meeting: str) -> Iterator[Diagnostic]:
        """What is found in those for everybody that may not go out yet, hints left out."""
        for is_held, found in self._found(meeting):
            yield from found if is_held else ()

    @property
    def held_digests(self) -> frozenset[str]:
        """SHA-256 of those for everybody that may not go out yet."""
        looked = [(one, self.looks[one.fil.sti]) for one in self.attached]
        return frozenset(look.sha256 for one, look in looked if one.public and one.is_held(look))

    def told(self, meeting: str, politik: Politik) -> Iterator[Diagnostic]:
        """What is found in them; hints are left to the check of the meeting file.

        What a forum does not want to be told is, where nothing else says why a file is held back.
        """
        for is_held, found in self._found(meeting):
            yield from rules.wanted(found, politik) or (found if is_held else ())

    def _found(self, meeting: str) -> Iterator[tuple[bool, list[Diagnostic]]]:
        """Whether each is held back from everybody, and what is found in it but hints."""
        for one in self.attached:
            look = self.looks[one.fil.sti]
            found = findings(one, look, meeting)
            told = [each for each in found if each.severity is not Severity.HINT]
            yield one.public and one.is_held(look), told
