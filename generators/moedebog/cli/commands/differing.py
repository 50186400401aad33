"""``diff``: what differs between two versions of a document, or since the last one."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from moedebog.cli import streams
from moedebog.cli.places import meeting, workspace
from moedebog.cli.status import CONTENT, GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, Problems, Severity, UsageProblem, has_errors

if TYPE_CHECKING:
    from moedebog.issued import Issue
    from moedebog.versions import Since

_NOT_HERE = Phrase(
    "Det interne rummer det lukkede. Det vises kun på en terminal eller med --vis-lukket (make: "
    "VIS_LUKKET=1), hvor ingen andre læser med.",
    "The internal one holds what is closed. It is shown only on a terminal, or with --vis-lukket "
    "(make: VIS_LUKKET=1), where nobody else reads along.",
)
_NEVER_ISSUED = Phrase(
    "Mødets {kind} er ikke udsendt endnu, så der er intet at sammenligne med.",
    "The {kind} of the meeting is not issued yet, so there is nothing to compare with.",
)
_NO_VERSION = Phrase(
    "Der er ingen version {version} af mødets {kind}. Der er udsendt: {versions}.",
    "There is no version {version} of the meeting's {kind}. Issued: {versions}.",
)
_SINCE = Phrase(
    "Ændret i {kind} siden version {first}:", "Changed in the {kind} since version {first}:"
)
_BETWEEN = Phrase(
    "Ændret i {kind} fra version {first} til version {last}:",
    "Changed in the {kind} from version {first} to version {last}:",
)
_NOT_AS_IT_IS = Phrase(
    "Dokumentet kan ikke udsendes, som det er: make validate siger hvorfor.",
    "The document cannot be issued as it is: make validate tells why.",
)
_NOTHING = Phrase("Ingen ændringer.", "No changes.")


def diff(options: Namespace, teller: Teller) -> int:
    """``diff``: the list of changes as text, JSON or Markdown."""
    from moedebog import orphans, rules
    from moedebog.build import digest_of
    from moedebog.document import Audience, Kind
    from moedebog.load import load
    from moedebog.versions import Versions

    ws, _ = workspace(options, teller)
    file = meeting(ws, options)
    audience, kind = Audience(options.audience), Kind(options.doc or Kind.DAGSORDEN)
    loaded = load(ws, file)
    if loaded.meeting is None or has_errors(loaded.diagnostics):
        raise Problems(loaded.diagnostics)
    examined = rules.examine(ws, file, loaded.meeting, loaded.unsure)
    planned = examined.plan
    if planned.is_confidential(audience) and not teller.shows_closed:
        raise UsageProblem(_NOT_HERE)
    versions = Versions(ws, file, planned, digest_of)
    issues = {one.version: one for one in versions.issues(kind)}
    if not issues:
        teller.findings(list(orphans.of_meeting(ws, file, loaded.meeting)))
        teller.note(_NEVER_ISSUED.put(kind=kind))
        return GOOD
    first = _version(issues, options.fra or max(issues), kind)
    last = _version(issues, options.til, kind) if options.til else None
    since = versions.since(kind, audience, first, until=last)
    # What the meeting file says now is asked about, and could not go out as it is.
    errors = [one for one in examined.diagnostics if one.severity is Severity.ERROR and not last]
    teller.findings([*versions.warnings(loaded.meeting.position), *errors])
    about = (loaded.meeting.id, first, last, audience)
    _tell(options, teller, since, about, can_go_out=not errors)
    return CONTENT if errors else GOOD


def _version(issues: dict[int, Issue], version: int, kind: str) -> Issue:
    if version not in issues:
        there = ", ".join(map(str, issues))
        raise UsageProblem(_NO_VERSION.put(version=version, kind=kind, versions=there))
    return issues[version]


def _tell(
    options: Namespace,
    teller: Teller,
    since: Since,
    about: tuple[str, Issue, Issue | None, str],
    *,
    can_go_out: bool,
) -> None:
    from moedebog import typography
    from moedebog.difference.words import Danish, English
    from moedebog.difference.written import Compared, as_json, as_markdown

    meeting_id, first, last, audience = about
    language = English if teller.language == "en" else Danish
    sentences = since.told(language)
    said = _SINCE if last is None else _BETWEEN
    definite = since.phrases.documents_definite[first.dokument]
    kind = Phrase(typography.uncapitalised(definite), first.dokument)
    heading = said.put(kind=kind, first=first.version, last=last.version if last else "")
    if options.format == "json":
        compared = Compared(
            moede=meeting_id,
            dokument=first.dokument,
            maalgruppe=str(audience),
            fra=first.version,
            til=last.version if last else None,
            delvis=since.partly,
        )
        streams.data(as_json(compared, since.changes, sentences))
    elif options.format == "markdown":
        head, nothing = (one.within(teller.language) for one in (heading, _NOTHING))
        warning = "" if can_go_out else _NOT_AS_IT_IS.within(teller.language)
        streams.data(as_markdown(head.rstrip(":"), sentences, nothing, warning))
    elif sentences:
        teller.out(heading)
        for one in sentences:
            teller.out(Phrase.same(f"- {one.alene}"))
            for line in one.linjer:
                teller.out(Phrase.same(f"  - {line}"))
    else:
        teller.out(heading + Phrase.same(" ") + _NOTHING)
