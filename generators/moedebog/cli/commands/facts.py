"""Commands that hand a meeting to other programs: its facts, a forum's calendar."""

from __future__ import annotations

from argparse import Namespace

from moedebog.calls import call, quoted
from moedebog.cli import streams
from moedebog.cli.arguments import variable
from moedebog.cli.commands.clock import RealClock
from moedebog.cli.places import WRITTEN, meeting, tidy, workspace
from moedebog.cli.status import GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, Severity, UsageProblem
from moedebog.workspace import Workspace

_NOT_HERE = Phrase(
    "De interne fakta rummer det lukkede. De skrives kun ud på en terminal eller med "
    "--vis-lukket (make: VIS_LUKKET=1), hvor ingen andre læser med.",
    "The internal facts hold what is closed. They are printed only on a terminal, or with "
    "--vis-lukket (make: VIS_LUKKET=1), where nobody else reads along.",
)
_WHOLE_FORUM = Phrase(
    "Kalenderen rummer alle forummets møder; MEETING bruges ikke.",
    "The calendar holds all meetings of the forum; MEETING is not used.",
)
_WHICH_FORUM = Phrase("Hvilket forum? Skriv f.eks. {typed}", "Which forum? Write e.g. {typed}")


def fakta(options: Namespace, teller: Teller) -> int:
    """``fakta``: the facts of a document as JSON."""
    from moedebog.document import Audience, Kind
    from moedebog.send.export import export

    ws, _ = workspace(options, teller)
    file = meeting(ws, options)
    audience = Audience(options.audience)
    if audience.sees_closed and not teller.shows_closed:
        raise UsageProblem(_NOT_HERE)
    kind = Kind(options.doc) if options.doc else None
    data, found = export(ws, file, kind, audience, checksums=options.sha256)
    teller.findings([d for d in found if d.severity is not Severity.HINT])
    streams.data(data.decode())  # nothing in it steers or commands
    return GOOD


def calendar(options: Namespace, teller: Teller) -> int:
    """``calendar``: the meetings of a forum as an .ics."""
    from moedebog.send.feed import write_feed

    ws, _ = workspace(options, teller)
    tidy(ws, teller)
    if variable("MEETING"):
        teller.note(_WHOLE_FORUM)
    path, diagnostics = write_feed(ws, options.forum or _only_forum(ws), RealClock().now())
    teller.findings(diagnostics)
    teller.made(WRITTEN.put(path=ws.display(path)))
    return GOOD


def _only_forum(ws: Workspace) -> str:
    forums = sorted({file.forum for file in ws.meeting_files()})
    if len(forums) != 1:
        typed = call("make calendar FORUM=", "moedebog calendar --forum ")
        typed += quoted(forums[0] if forums else "mit-forum")
        raise UsageProblem(_WHICH_FORUM.put(typed=typed))
    return forums[0]
