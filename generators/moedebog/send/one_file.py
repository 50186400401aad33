"""The document and its attachments as one file of a message, for groups that want it so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from moedebog.build import TemplateSet, drawn
from moedebog.diagnostics import Diagnostic, Phrase
from moedebog.issue.candidate import Candidate
from moedebog.issue.make import Version
from moedebog.issue.names import one_file_name
from moedebog.material.editions import Edition
from moedebog.material.mailed import OneFile
from moedebog.material.making import Volume
from moedebog.outgoing import Forsendelse
from moedebog.proof import Matter
from moedebog.send.encoded import Spool
from moedebog.send.messages import Enclosure

PDF = "pdf"


class OneEnclosure:
    """One file for those who get this very document."""

    def __init__(
        self,
        candidate: Candidate,
        dispatch: Forsendelse,
        made: Version,
        names: Sequence[str],
        spool: Spool,
    ) -> None:
        """``names``: of the reader, where items are held back from them. Raises ``Problems`` or
        ``OSError``."""
        self.candidate, self.dispatch, self.spool = candidate, dispatch, spool
        document, _ = candidate.edited(dispatch, made.editions, tuple(names))
        plan = candidate.plan(document.audience, tuple(names))
        own = Edition(plan, document.kind, document.audience, document, Matter((), ()))
        self._file = OneFile(
            candidate.ws,
            candidate.file,
            own,
            dispatch,
            TemplateSet(candidate.ws, candidate.templates).style(),
            None if dispatch.udeladt or made.is_new else self._other_than_now(made),
        )
        self._volumes: dict[str, tuple[str, Volume]] = {}
        self._divided: dict[int, tuple[Enclosure, ...]] = {}
        self.enclosures = self._encoded(self._file.volumes) if self._file.inside else ()
        """None where nothing can be joined to the document."""

    @property
    def instead_of(self) -> Collection[Path]:
        """The attachments that need not go as files of their own."""
        return self._file.inside.keys() - self._file.besides

    @property
    def references(self) -> tuple[str, ...]:
        """What the attachments in it are called from elsewhere, in their order."""
        return tuple(one.reference for one in self._file.inside.values())

    @property
    def besides(self) -> tuple[str, ...]:
        """Those of them that go along as files of their own as well."""
        inside = self._file.inside.items()
        return tuple(one.reference for path, one in inside if path in self._file.besides)

    @property
    def findings(self) -> list[Diagnostic]:
        """What there is to say of the attachments."""
        return self._file.findings

    def divided(self, most: int) -> tuple[Enclosure, ...]:
        """The same as files of at most so many bytes, where that can be."""
        if most not in self._divided:
            self._divided[most] = self._encoded(self._file.divided(most))
        return self._divided[most]

    def leak(
        self, enclosures: Iterable[Enclosure], matter: Matter, answered: Collection[str]
    ) -> Phrase | None:
        """What some of its files hold that is closed to their readers, which is ``matter``.

        ``answered``: SHA-256 of the attachments that somebody answers for. Raises ``OSError``.
        """
        named = dict(self._volumes[one.digest] for one in enclosures if one.holds)
        return self._file.leak(named, matter, answered)

    def _other_than_now(self, made: Version) -> bytes | None:
        """The file of the document as it was issued, where it would look otherwise now.

        Then it is joined as it is, though nothing in it leads to the attachments.
        """
        document, fakta = self.candidate.edited(self.dispatch, made.editions)
        kept = made.file(document.audience, PDF, tillaeg=document.is_supplement)
        if kept is None:
            return None
        data = kept if isinstance(kept, bytes) else kept.read_bytes()
        now = drawn(self.candidate.ws, document, fakta, self.candidate.templates, PDF)
        return None if data == now else data

    def _encoded(self, volumes: Sequence[Volume]) -> tuple[Enclosure, ...]:
        made = []
        for number, volume in enumerate(volumes, 1):
            encoded, digest, size = self.spool.encode_file(volume.path)
            holds = frozenset(map(self.candidate.digest, self._file.keys(volume)))
            name = one_file_name(self.dispatch, number, len(volumes))
            self._volumes[digest] = name, volume
            made.append(
                Enclosure(name, digest, size, encoded, holds=holds, made=True, begins=number == 1)
            )
        return tuple(made)
