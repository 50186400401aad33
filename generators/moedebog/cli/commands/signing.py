"""``underskrevet``: a PDF that was signed elsewhere is taken back."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from moedebog.cli.commands.clock import RealClock
from moedebog.cli.places import day, mail_settings, meeting, tell_to_commit
from moedebog.cli.status import GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, Problems, UsageProblem

if TYPE_CHECKING:
    from moedebog.events import Begivenhed
    from moedebog.issue.taken_back import TakenBack
    from moedebog.workspace import MeetingFile, Workspace

_WHICH_FILE = Phrase(
    "Hvilken fil? Skriv: make underskrevet MEETING=2025-09-12 FILE=underskrevet.pdf (eller: "
    "moedebog underskrevet 2025-09-12 --file underskrevet.pdf)",
    "Which file? Write: make underskrevet MEETING=2025-09-12 FILE=underskrevet.pdf (or: moedebog "
    "underskrevet 2025-09-12 --file underskrevet.pdf)",
)
_WHO = Phrase(
    'Hvem har skrevet under? Filen siger det ikke. Skriv --af "Navn" (make: AF="Navn")',
    'Who signed it? The file does not say. Write --af "Name" (make: AF="Name")',
)
_AHEAD = Phrase(
    "{text} er ikke kommet endnu; hvornår blev der skrevet under?",
    "{text} has not come yet; when was it signed?",
)
_TOO_EARLY = Phrase(
    "{text} duer ikke: version {version}, som der er skrevet under på, er fra {issued}.",
    "{text} will not do: version {version}, which was signed, is from {issued}.",
)
_CLAIMS = Phrase(
    "Filen siger, at der er skrevet under {text}, men {hvorfor}. Skriv selv, hvornår det skete: "
    "--dato {today} (make: DATO={today})",
    "The file says that it was signed on {text}, but {hvorfor}. Write yourself when it happened: "
    "--dato {today} (make: DATO={today})",
)
_OLDER = Phrase(
    "version {version}, som der er skrevet under på, er fra {issued}",
    "version {version}, which was signed, is from {issued}",
)
_TO_COME = Phrase("den dag er ikke kommet", "that day has not come")
_TAKEN = Phrase(
    "Version {version} af referatet er kommet tilbage underskrevet: {af}, {dato}.",
    "Version {version} of the referat has come back signed: {af}, {dato}.",
)
_RESERVATION = Phrase("Forbehold: {forbehold}", "Reservation: {forbehold}")
_SAME = Phrase(
    "Filen er taget tilbage før: version {version}, {af}, {dato}. Intet er skrevet.",
    "The file has been taken back before: version {version}, {af}, {dato}. Nothing was written.",
)
_CLAIMED = Phrase("Det siger filen selv: {said}.", "So the file says itself: {said}.")
_UNPROVEN = Phrase(
    "Det udsendte står uændret i den. Om underskriften er gyldig, og hvis den er, ser moedebog "
    "ikke efter; det viser et program, der kontrollerer underskrifter.",
    "What was issued stands in it unchanged. Whether the signature is valid, and whose it is, "
    "moedebog does not look into; a program that checks signatures shows that.",
)
_SHOWN = Phrase(
    "En underskrift vises på side {pages}; se efter, at den ikke dækker noget.",
    "A signature is shown on page {pages}; see that it covers nothing.",
)
_COMMIT_CLOSED = Phrase("Gem i git: {record}", "Commit to git: {record}")
_CLOSED = Phrase(
    "Filen kan rumme noget lukket og ligger i {folder}/, som ikke er i git. Tag en kopi af mappen.",
    "The file may hold something closed and lies in {folder}/, which is not in git. Keep a copy "
    "of the folder.",
)
_MORE = Phrase(
    "Skal flere skrive under, så lad den næste gøre det i denne fil, og tag den tilbage igen.",
    "If others are to sign, let the next one do it in this file, and take it back again.",
)


def underskrevet(options: Namespace, teller: Teller) -> int:
    """``underskrevet``: the file is kept, and the record says who signed and when."""
    from moedebog import issued
    from moedebog.compose import plan
    from moedebog.fakta import ZONE
    from moedebog.issue import standing, taken_back
    from moedebog.load import load
    from moedebog.send.record import Record

    if options.file is None:
        raise UsageProblem(_WHICH_FILE)
    now = RealClock().now()
    dato = day(options.dato)
    if dato and dato > now.date():
        raise UsageProblem(_AHEAD.put(text=dato.isoformat()))
    ws, settings = mail_settings(options, teller)
    file = meeting(ws, options)
    loaded = load(ws, file)
    if loaded.meeting is None:
        raise Problems(loaded.diagnostics)
    with Record(ws.root / settings.protokol).locked():
        told = issued.of_meeting(ws, file, loaded.meeting.id)
        taken = taken_back.read(ws, file, told, Path(options.file))
        af = " ".join((options.af or ", ".join(taken.names)).split())
        if taken.is_new and not af:
            raise UsageProblem(_WHO)
        if dato and taken.found and taken.issued and dato < taken.issued:
            version = taken.found.original.version
            issued_on = taken.issued.isoformat()
            raise UsageProblem(
                _TOO_EARLY.put(text=dato.isoformat(), version=version, issued=issued_on)
            )
        if not dato:
            _require_likely(taken, now.astimezone(ZONE).date())
        planned = plan(loaded.meeting)[0]
        found = list(taken_back.outdated(ws, file, planned, taken))
        event = taken_back.keep(
            *(ws, file, loaded.meeting, taken),
            dato=dato or taken.day or now.date(),
            af=af,
            forbehold=" ".join((options.forbehold or "").split()),
            now=now,
        )
    if taken.is_new:
        for name in [af] if options.af else taken.names:
            found += standing.strangers(planned, replace(event, af=name))
    teller.findings(found)
    _tell(ws, file, taken, event, teller)
    return GOOD


def _require_likely(taken: TakenBack, today: date) -> None:
    """See to it that the file can have been signed on the days that it says.

    Raises ``UsageProblem``.
    """
    for one in taken.found.signatures if taken.found else ():
        if one.day and taken.found and taken.issued and one.day < taken.issued:
            issued = taken.issued.isoformat()
            why = _OLDER.put(version=taken.found.original.version, issued=issued)
        elif one.day and one.day > today:
            why = _TO_COME
        else:
            continue
        values = {"text": one.day.isoformat(), "today": today.isoformat()}
        raise UsageProblem(_CLAIMS.put(hvorfor=why, **values))


def _tell(
    ws: Workspace, file: MeetingFile, taken: TakenBack, event: Begivenhed, teller: Teller
) -> None:
    from moedebog.issued import issued_file

    values = {"version": event.version, "af": event.af, "dato": f"{event.dato:%d.%m.%Y}"}
    teller.out((_TAKEN if taken.is_new else _SAME).put(**values))
    if not taken.is_new or taken.found is None:
        return
    if event.forbehold:
        teller.out(_RESERVATION.put(forbehold=event.forbehold))
    days = [f"{taken.day:%d.%m.%Y}"] if taken.day else []
    if said := [*taken.names, *days]:
        teller.out(_CLAIMED.put(said=", ".join(said)))
    teller.out(_UNPROVEN)
    if shown := taken.found.shown:
        teller.out(_SHOWN.put(pages=", ".join(map(str, shown))))
    if event.lukket:
        teller.out(_COMMIT_CLOSED.put(record=ws.display(issued_file(file))))
        teller.out(_CLOSED.put(folder=ws.display(ws.issued_closed)))
    else:
        tell_to_commit(ws, file, teller)
    teller.out(_MORE)
