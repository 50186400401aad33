"""What was issued of a meeting: by the file beside it, by the delivery record, or by both.

A meeting is known by its ``id``, so that its file can be renamed. What is not clear is an
error here, before anything is sent: whoever has a document would get it as a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from moedebog.diagnostics import (
    Diagnostic,
    EnvironmentProblem,
    Phrase,
    Problems,
    Rule,
    Severity,
)
from moedebog.examples import Example
from moedebog.issued import Filed, Issue, all_readable, in_time, issued_file, meeting_id
from moedebog.meeting import Meeting
from moedebog.workspace import MeetingFile, Workspace

OTHER_MEETING = Rule(
    "M459",
    Severity.ERROR,
    Phrase(
        "{fil} hører til mødet med id »{andet}«, men mødefilen har id »{eget}«.",
        "{fil} belongs to the meeting with the id »{andet}«, but the meeting file has »{eget}«.",
    ),
    Phrase(
        "Er det samme møde, så skriv id: {andet} i mødefilen. Er det ikke, så omdøb {fil} efter "
        "dets eget møde.",
        "If it is the same meeting, write id: {andet} in the meeting file. If not, rename {fil} "
        "after its own meeting.",
    ),
    Example(
        wrong="id: moede-7, men 2025-09-12.udsendt.yaml siger moede: moede-6",
        right="id: moede-6",
        file="Word",
    ),
)
NO_MEETING = Rule(
    "M460",
    Severity.ERROR,
    Phrase(
        "{fil} hører til et møde, hvis fil ikke er her mere. Er dette møde det samme, bare omdøbt?",
        "{fil} belongs to a meeting whose file is gone. Is this the same meeting, renamed?",
    ),
    Phrase(
        "Er det, så skriv id: {andet} i mødefilen. Er det ikke, så læg {fil} i arkiv uden for "
        "mappen.",
        "If so, write id: {andet} in the meeting file. If not, put {fil} into an archive outside "
        "the folder.",
    ),
    Example(
        wrong="2025-09-12.yaml er omdøbt til 2025-09-19.yaml, efter at den er sendt ud",
        right="id: 2025-09-12 i 2025-09-19.yaml",
        file="Word",
    ),
)
SHARED_ID = Rule(
    "M461",
    Severity.ERROR,
    Phrase(
        "{fil} er også et møde med id »{id}«, så udsendelser og kalender kan ikke kende dem fra "
        "hinanden.",
        "{fil} is also a meeting with the id »{id}«, so mailings and calendar cannot tell them "
        "apart.",
    ),
    Phrase(
        "Giv det ene møde et andet id, eller slet filen, hvis mødet er flyttet.",
        "Give one of them another id, or delete the file if the meeting has been moved.",
    ),
    Example(
        wrong="id: moede-7 i både 2025-09-12.yaml og 2025-09-19.yaml",
        right="id: moede-7 kun i den ene",
        file="Word",
    ),
)
ANOTHERS = Rule(
    "M4561",
    Severity.WARNING,
    Phrase(
        "{fil} kan ikke læses. Den hører til et andet møde, så dette møde går videre.",
        "{fil} cannot be read. It belongs to another meeting, so this meeting goes on.",
    ),
    Phrase(
        "Kør `make validate`, som siger, hvad der er galt med den, eller hent den igen fra git.",
        "Run `make validate`, which says what is wrong with it, or take it from git again.",
    ),
    Example(
        wrong="2025-10-10.udsendt.yaml er kun halv, og 2025-09-12 sendes ud",
        right="2025-10-10.udsendt.yaml er hentet igen fra git",
        file="Word",
    ),
    reason=Phrase(
        "Så længe den ikke kan læses, kan det andet møde hverken sendes ud eller få en ny version.",
        "As long as it cannot be read, the other meeting can neither be sent out nor get a new "
        "version.",
    ),
)
RECORD_TAKEN = Rule(
    "M477",
    Severity.ERROR,
    Phrase(
        "Optegnelsen over, hvad der er udsendt af mødet, er kasseret den {dato}. En ny version "
        "ville hedde 1 igen og gå til alle som noget nyt.",
        "The record of what was issued of the meeting was disposed of on {dato}. A new version "
        "would be called 1 again and go to everybody as something new.",
    ),
    Phrase(
        "Skal mødet sendes ud på ny, så slet {fil}; så tæller det som aldrig udsendt. Ellers hent "
        "optegnelsen igen fra git.",
        "If the meeting is to be issued anew, delete {fil}; then it counts as never issued. Else "
        "get the record from git again.",
    ),
    Example(
        wrong="make mail af et møde, hvis optegnelse er kasseret",
        right="Optegnelsen er hentet igen fra git",
        file="Word",
    ),
    source=Phrase.same("docs/opbevaring.md"),
)


class History(Struct, frozen=True):
    """What was issued of a meeting until now."""

    issues: tuple[Issue, ...]
    """Oldest first."""
    files: tuple[Path, ...] = ()
    """Where that stands; mostly one."""
    warnings: tuple[Diagnostic, ...] = ()
    """Of other meetings' files that cannot be read."""


def check_identity(
    ws: Workspace, file: MeetingFile, meeting: Meeting, files: Sequence[Filed]
) -> None:
    """See to it that the meeting is no other one's double, and that its own files can be read.

    A file that cannot be read stops another meeting only where it may be that one's: where nothing
    was issued of that by another file, and the unread one has no meeting, or one with another file.
    Raises ``Problems``.
    """
    others = {
        meeting_id(ws, other.path): other
        for other in ws.meeting_files()
        if other.forum == file.forum and other != file
    }
    if twin := others.get(meeting.id):
        raise Problems([SHARED_ID.at(meeting.position, fil=ws.display(twin.path), id=meeting.id)])
    own = [one for one in files if one.meeting == meeting.id]
    all_readable(own)
    for one in own:
        if not one.issues and (day := one.taken):
            values = {"dato": f"{day:%d.%m.%Y}", "fil": ws.display(one.path)}
            raise Problems([RECORD_TAKEN.at(meeting.position, **values)])
    known = bool(own)
    for one in files:
        if one.meeting == meeting.id:
            continue
        rule = OTHER_MEETING if one.path == issued_file(file) else NO_MEETING
        if one.faults:
            twice = any(one.meeting == other.meeting for other in files if other is not one)
            if not known and (twice or one.meeting not in others):
                raise Problems(one.faults)
        elif rule is OTHER_MEETING or not (known or one.meeting in others):
            values = {"fil": one.path.name, "andet": one.meeting, "eget": meeting.id}
            raise Problems([rule.at(meeting.position, **values)])


def unread(ws: Workspace, meeting: Meeting, files: Iterable[Filed]) -> Iterator[Diagnostic]:
    """The files of other meetings that cannot be read."""
    for one in files:
        if one.faults and one.meeting != meeting.id:
            yield ANOTHERS.at(meeting.position, fil=ws.display(one.path))


def merged(filed: Sequence[Issue], recorded: Sequence[Issue]) -> tuple[Issue, ...]:
    """What was issued by the file and by the record; each alone may have been lost.

    Raises ``EnvironmentProblem`` where they contradict each other.
    """
    by_id = {issue.id: issue for issue in (*recorded, *filed)}
    versions: dict[tuple[str, int], Issue] = {}
    for issue in by_id.values():
        other = versions.setdefault((issue.dokument, issue.version), issue)
        if other.id != issue.id:
            raise EnvironmentProblem(_two_of(other, issue))
    return tuple(sorted(by_id.values(), key=in_time))


def _two_of(one: Issue, other: Issue) -> Phrase:
    (first, then) = sorted((one, other), key=in_time)
    at = (f"{one.id[:8]} ({one.tid:%d.%m.%Y %H.%M})" for one in (first, then))
    return Phrase(
        "Version {version} af {dokument} er sendt ud to gange hver for sig, {foerste} og {anden}: "
        "filen med det udsendte og udsendelsesprotokollen passer ikke sammen. Intet er sendt. Find "
        "ud af, hvem der har sendt hvad, før der sendes mere.",
        "Version {version} of the {dokument} was sent out twice, each time by itself, {foerste} "
        "and {anden}: the file of what was issued and the delivery record do not agree. Nothing "
        "was sent. Find out who has sent what before more is sent.",
    ).put(
        version=one.version,
        dokument=one.dokument,
        **dict(zip(("foerste", "anden"), at, strict=True)),
    )
