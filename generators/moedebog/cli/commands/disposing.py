"""``kasser``: what has been kept for its time is told, and disposed of where that is asked for."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from moedebog.cli import streams
from moedebog.cli.commands.clock import RealClock
from moedebog.cli.places import meetings, workspace
from moedebog.cli.status import ENVIRONMENT, GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, Problems, UsageProblem

if TYPE_CHECKING:
    from moedebog.retention.reckoning import Disposal
    from moedebog.send.record import Record
    from moedebog.settings.command import Settings
    from moedebog.workspace import MeetingFile, Workspace

_NOT_SET = Phrase(
    "Der er ikke sat nogen tid: uden opbevaring i moedebog.yaml gemmes alt, til nogen bestemmer "
    "andet. Se docs/opbevaring.md.",
    "No time is set: without opbevaring in moedebog.yaml all is kept until somebody decides "
    "otherwise. See docs/opbevaring.md.",
)
_NOTHING = Phrase("Intet har haft sin tid.", "Nothing has had its time.")
_ADD_SLET = Phrase(
    "\nI alt {total}. Intet er slettet. Tilføj SLET=1 (eller --slet) for at slette. Hent først "
    "det nyeste fra git: det, en anden gren bruger, kan ikke ses her.",
    "\n{total} in all. Nothing was deleted. Add SLET=1 (or --slet) to delete. Pull from git first: "
    "what another branch uses cannot be seen here.",
)
_DELETE = Phrase("Slet {total}? Skriv ja: ", "Delete {total}? Write yes: ")
_KEPT = Phrase("Intet er slettet.", "Nothing was deleted.")
_DONE = Phrase(
    "Slettet: {total}. Gem ændringerne i git. Det, der ligger i gits historie, i sikkerhedskopier "
    "og i folks postkasser, er der stadig.",
    "Deleted: {total}. Commit the changes to git. What lies in git's history, in backups and in "
    "people's mailboxes is still there.",
)
_NOBODY_TO_ASK = Phrase(
    "make spørger, før der slettes, og her er ingen terminal at spørge ved. Intet er slettet. Uden "
    "terminal sletter kommandoen selv: moedebog kasser --slet",
    "make asks before anything is deleted, and there is no terminal to ask at here. Nothing was "
    "deleted. Without a terminal the command itself deletes: moedebog kasser --slet",
)


def kasser(options: Namespace, teller: Teller) -> int:
    """``kasser``: what has had its time, or disposing of it."""
    from moedebog.send.record import Record
    from moedebog.settings.command import load_settings

    ws, _ = workspace(options, teller)
    settings, diagnostics = load_settings(ws)
    if settings is None:
        raise Problems(diagnostics)
    wanted = meetings(ws, options)
    if options.slet and options.ask and not streams.can_ask():
        raise UsageProblem(_NOBODY_TO_ASK)
    if not settings.opbevaring.is_set:
        teller.out(_NOT_SET)
        return GOOD
    rec = Record(ws.root / settings.mail.protokol)
    if not options.slet:
        with rec.opened(make=False):
            found = _told(ws, settings, rec, wanted, teller)
        from moedebog.retention.told import total

        if found.takings:
            teller.out(_ADD_SLET.put(total=total(found)))
        return GOOD
    with rec.locked(), rec.opened(make=rec.exists()):
        return _dispose(ws, settings, rec, wanted, teller)


def _told(
    ws: Workspace, settings: Settings, rec: Record, wanted: list[MeetingFile], teller: Teller
) -> Disposal:
    from moedebog.retention.reckoning import day_of, disposal
    from moedebog.retention.told import told

    found = disposal(ws, settings.opbevaring, rec, day_of(RealClock().now()), wanted)
    for line in told(ws, found, settings.opbevaring, settings.mail.protokol):
        teller.out(line)
    if not any(one.is_one for one in found.takings):
        teller.out(_NOTHING)
    return found


def _dispose(
    ws: Workspace, settings: Settings, rec: Record, wanted: list[MeetingFile], teller: Teller
) -> int:
    from moedebog.retention.carrying import carry_out
    from moedebog.retention.told import total

    found = _told(ws, settings, rec, wanted, teller)
    if not any(one.is_one for one in found.takings):
        return GOOD
    if not teller.agreed(_DELETE.put(total=total(found))):
        teller.out(_KEPT)
        return GOOD
    trouble = carry_out(found, rec, RealClock().now())
    for one in trouble:
        teller.say(Phrase.same("moedebog: ") + one)
    teller.out(_DONE.put(total=total(found)))
    return ENVIRONMENT if trouble else GOOD
