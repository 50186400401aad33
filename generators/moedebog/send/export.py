"""The facts of a meeting as JSON, for other programs: what ``moedebog fakta`` prints."""

from __future__ import annotations

from msgspec.structs import replace

from moedebog import rules
from moedebog.build import digest_of
from moedebog.compose import has_minutes
from moedebog.compose.facts import facts_of
from moedebog.diagnostics import Diagnostic
from moedebog.document import Audience, Kind
from moedebog.fakta import ZONE, Udgave
from moedebog.issued import filed, issues_of
from moedebog.proof import Proving, Served, matter_of
from moedebog.proof.proving import require_none
from moedebog.render.data import as_json
from moedebog.versions import Versions
from moedebog.workspace import MeetingFile, Workspace


def export(
    ws: Workspace, file: MeetingFile, kind: Kind | None, audience: Audience, *, checksums: bool
) -> tuple[bytes, list[Diagnostic]]:
    """The facts of one document, and what is odd in the meeting.

    ``kind`` unset: of the referat once there is anything to put into it, else of the dagsorden.
    ``checksums``: with those of the attachments. Raises ``Problems`` where the document could not
    be made either, and ``EnvironmentProblem`` where something closed stands in the public ones.
    """
    meeting, planned, diagnostics = rules.sound(ws, file)
    if kind is None:
        kind = Kind.REFERAT if has_minutes(meeting) else Kind.DAGSORDEN
    udgaver = [
        Udgave(dokument=Kind(issue.dokument), version=issue.version, tid=issue.tid.astimezone(ZONE))
        for issue in issues_of(filed(ws, file.path.parent), meeting.id)
    ]
    checksum = digest_of if checksums else None
    fakta = facts_of(
        planned, kind, audience, checksum=checksum, udgaver=udgaver, tells_published=True
    )
    if meeting.udgaver:
        versions = Versions(ws, file, planned, digest_of)
        fakta = replace(fakta, udgave=versions.edition(kind, audience))
        diagnostics += versions.warnings(meeting.position)
    data = as_json(fakta)
    if not audience.sees_closed:
        proving = Proving(matter_of(ws, file, planned))
        require_none(proving, [Served(f"{kind}.json", data, own=True)])
    return data, diagnostics
