"""What was issued and is open is still kept: git has it for whoever looks it up years later."""

from __future__ import annotations

from collections.abc import Iterator

from moedebog import orphans
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.document import Kind
from moedebog.examples import Example
from moedebog.issued import Hold
from moedebog.rules.case import Case

NOT_KEPT = Rule(
    "M4698",
    Severity.WARNING,
    Phrase(
        "Version {version} af {dokument} er ikke gemt i sin helhed: i {mappe} mangler "
        "{antal:fil|filer}.",
        "Version {version} of the {dokument} is not kept as a whole: {mappe} lacks "
        "{antal:file|files}.",
    ),
    Phrase(
        "Hent {mappe} igen fra git, eller fra den maskine, versionen blev lavet på, og gem den i "
        "git. Er intet ændret siden den version, lægger `moedebog udgave {moede} --doc {dokument}` "
        "(make udgave) det tilbage, der stadig kan laves til sidste byte.",
        "Get {mappe} from git again, or from the machine on which the version was made, and put it "
        "into git. If nothing has changed since that version, `moedebog udgave {moede} --doc "
        "{dokument}` (make udgave) puts back what can still be made to the last byte.",
    ),
    Example(
        wrong="2025-09-12.udsendt.yaml er i git, men ikke de filer i udsendt/, som den nævner.",
        right="Begge er i git.",
        file="Word",
    ),
    reason=Phrase(
        "Det, folk sidder med, kan ikke vises mere, og moedebog kan kun sige efter protokollen, "
        "hvad der er ændret siden.",
        "What people hold can no longer be shown, and moedebog can only say by the record what has "
        "changed since.",
    ),
    about=(),
)
SIGNED_LOST = Rule(
    "M565",
    Severity.WARNING,
    Phrase(
        "Det underskrevne referat, version {version} ({af}, {dato}), ligger ikke i {mappe}.",
        "The signed referat, version {version} ({af}, {dato}), does not lie in {mappe}.",
    ),
    Phrase(
        "Hent {mappe} igen fra git, eller tag filen tilbage igen med `moedebog underskrevet "
        "{moede} --file` og filens navn (make underskrevet).",
        "Get {mappe} from git again, or take the file back again by `moedebog underskrevet "
        "{moede} --file` and the name of the file (make underskrevet).",
    ),
    Example(
        wrong="2025-09-12.udsendt.yaml er i git, men ikke den underskrevne PDF, som den nævner",
        right="Begge er i git.",
        file="Word",
    ),
    reason=Phrase(
        "Underskriften står kun i den fil; uden den er der kun protokollens ord for, at der er "
        "skrevet under.",
        "The signature stands in that file alone; without it there is only the word of the record "
        "that anybody signed.",
    ),
    about=(),
)


def kept(case: Case) -> Iterator[Diagnostic]:
    """Every open file of every version lies where what was issued is kept.

    The closed ones are on one machine alone, and are told of where they are asked for.
    """
    if case.ws is None or case.file is None:
        return
    for issue in case.meeting.udgaver:
        if issue.taken(Hold.LAGER):
            continue
        lacking = [name for name in dict.fromkeys(issue.open_files()) if not _is_there(case, name)]
        if lacking:
            yield NOT_KEPT.at(
                case.meeting.position,
                dokument=issue.dokument,
                version=issue.version,
                mappe=f"{case.ws.display(case.ws.issued)}/",
                antal=len(lacking),
                moede=case.file.name,
            )
    if all(issue.taken(Hold.LAGER) for issue in case.meeting.udgaver):
        return  # what was signed goes with the last version
    recalled = {
        one.version
        for one in case.meeting.udgaver
        if one.tilbagetrukket and one.dokument == Kind.REFERAT
    }
    for event in case.meeting.begivenheder:
        if event.version in recalled:
            continue  # what was signed went with what it holds
        if event.fil and not event.lukket and not _is_there(case, event.filnavn):
            yield SIGNED_LOST.at(
                case.meeting.position,
                version=event.version,
                af=event.af,
                dato=f"{event.dato:%d.%m.%Y}",
                mappe=f"{case.ws.display(case.ws.issued)}/",
                moede=case.file.name,
            )


def orphaned(case: Case) -> Iterator[Diagnostic]:
    """What was issued of this meeting is not taken for another's because its file was renamed."""
    if case.ws is not None and case.file is not None:
        yield from orphans.of_meeting(case.ws, case.file, case.meeting)


def _is_there(case: Case, name: str) -> bool:
    """Whether a file is kept; where it is not, the meeting is looked at again once it is."""
    assert case.ws is not None  # noqa: S101 - looked at before
    path = case.ws.issued / name
    if path.exists() or (case.ws.issued_closed / name).exists():
        return True
    case.inputs.add(path)
    return False
