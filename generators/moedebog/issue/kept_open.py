"""Proves what is kept of a version where others read: its part of the record, and its open source.

Both lie in git. They are made by leaving out what is closed; here the finished bytes are searched
for it, by what searches a published set (``proof``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bevis.sought import Manner
from moedebog import issued, secrecy, source
from moedebog.issue.candidate import Candidate
from moedebog.issue.names import document_name
from moedebog.issue.stores import Keepsake
from moedebog.issued import Issue, issued_file
from moedebog.proof import Proving, Served
from moedebog.proof.matter import ADDRESS, CHECKSUM
from moedebog.proof.proving import require_none

_MANNER = Manner(word=0)
"""Short words stand by right in data: a role, the name of a group."""


def require_nothing_closed(candidate: Candidate, issue: Issue, kept: Iterable[Keepsake]) -> None:
    """Raise ``EnvironmentProblem`` where something closed would be kept in the open.

    The record knows closed files by their checksums, and addresses stand in no part of it.
    """
    ws, file = candidate.ws, candidate.file
    matter = candidate.matter
    if matter.is_empty:
        return
    own = (document_name(one, "pdf") for one in candidate.both.values())
    numbers = (one.reference for dispatch in candidate.both.values() for one in dispatch.bilag)
    readable = (*_open_of_forum(candidate), *own, *numbers, *sorted(issue.named))
    proving = Proving(matter.without(CHECKSUM, ADDRESS).reading(*readable), _MANNER)
    record = issued.dump(candidate.meeting.id, [issue])
    served = [Served(ws.display(issued_file(file)), record, own=True)]
    served += [
        Served(one.name, one.content, own=True)
        for one in kept
        if not one.closed and isinstance(one.content, bytes)
    ]
    require_none(proving, served)


def _open_of_forum(candidate: Candidate) -> Iterator[str]:
    """All texts of ``forum.yaml`` that everybody may read, also those that no document prints."""
    path = candidate.ws.forum_file(candidate.file.path)
    if path is None:
        return
    tree, _ = source.read(path, candidate.ws.display(path), candidate.ws.meetings)
    if tree is not None:
        yield from (text for _, text in secrecy.open_texts(tree.data))
