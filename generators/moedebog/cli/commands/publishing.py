"""``publish``: the set of files that everybody may have, proven before it stands anywhere."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from moedebog.cli.commands.clock import RealClock
from moedebog.cli.places import (
    day,
    mail_settings,
    meeting_to_make,
    standing_again,
    tell_to_commit,
)
from moedebog.cli.status import GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, Problems, UsageProblem, counted
from moedebog.workspace import MeetingFile, Workspace

if TYPE_CHECKING:
    from moedebog.document import Kind
    from moedebog.publication import Published

_MADE = Phrase(
    "{document} af {name}, version {version}: {files} i {folder}/, prøvet efter for det lukkede.",
    "{document} of {name}, version {version}: {files} in {folder}/, proven free of what is closed.",
)
_SAME = Phrase(
    "{document} af {name}, version {version}: intet er ændret i {folder}/.",
    "{document} of {name}, version {version}: nothing has changed in {folder}/.",
)
_REPLACES = Phrase(
    "Sættet siger i saet.json, hvad det erstatter. Fjern det gamle dér, hvor det er lagt ud.",
    "The set says in saet.json what it replaces. Remove the old one from where it was put.",
)
_PROOF = Phrase(
    "Beviset ligger i {path} og hører ikke til i det, der lægges ud.",
    "The proof lies in {path} and is no part of what is put out.",
)
_LEFT_OUT = Phrase(
    "Referatet er udkast og er ikke med. Skal det ud, så skriv --doc referat (make: DOC=referat).",
    "The referat is a draft and was left out. If it is to go out, write --doc referat (make: "
    "DOC=referat).",
)
_DAGSORDEN_LEFT_OUT = Phrase(
    "Dagsordenen er udkast og ikke sendt ud, så den er ikke med. Skal den ud, så skriv --doc "
    "dagsorden (make: DOC=dagsorden).",
    "The dagsorden is a draft and was not sent out, so it was left out. If it is to go out, write "
    "--doc dagsorden (make: DOC=dagsorden).",
)
_NOTHING = Phrase(
    "Intet er offentliggjort: alt er udkast.", "Nothing was published: all of it is a draft."
)
_AHEAD = Phrase("{dato} er ikke kommet endnu.", "{dato} has not come yet.")
_FILES = Phrase("fil", "file"), Phrase("filer", "files")


def publish(options: Namespace, teller: Teller) -> int:
    """``publish``: the public documents of a meeting with their attachments, in a folder."""
    from moedebog.publication import publish as published
    from moedebog.send.record import Record

    ws, settings = mail_settings(options, teller)
    file = meeting_to_make(ws, options, teller)
    on, by = day(options.dato), (options.af or "").strip()
    if on is not None and on > RealClock().now().date():
        raise UsageProblem(_AHEAD.put(dato=on.isoformat()))
    rec = Record(ws.root / settings.protokol)
    with standing_again(ws, file, teller), rec.locked(), rec.opened(make=False):
        for kind in _kinds(ws, file, options, teller):
            done = published(ws, file, kind, rec, RealClock().now(), day=on, by=by)
            teller.findings(list(done.findings))
            _tell(ws, file, kind, done, teller)
    return GOOD


def _kinds(ws: Workspace, file: MeetingFile, options: Namespace, teller: Teller) -> list[Kind]:
    """What is published: as asked for, else all that is no draft. Raises ``Problems``."""
    from moedebog.compose import has_minutes
    from moedebog.document import Kind
    from moedebog.load import load

    if options.doc:
        return [Kind(options.doc)]
    loaded = load(ws, file)
    if loaded.meeting is None:
        raise Problems(loaded.diagnostics)
    meeting, kinds = loaded.meeting, []
    issued = any(one.dokument == Kind.DAGSORDEN for one in meeting.udgaver)
    if meeting.dagsorden_status.is_draft and not issued:
        teller.note(_DAGSORDEN_LEFT_OUT)
    else:
        kinds.append(Kind.DAGSORDEN)
    if has_minutes(meeting):
        if meeting.referat_status.is_draft:
            teller.note(_LEFT_OUT)
        else:
            kinds.append(Kind.REFERAT)
    if not kinds:
        raise UsageProblem(_NOTHING)
    return kinds


def _tell(ws: Workspace, file: MeetingFile, kind: Kind, done: Published, teller: Teller) -> None:
    from moedebog.publication.rules import DOCUMENTS

    values = {"document": DOCUMENTS[kind], "name": file.name, "version": done.version}
    folder = ws.display(done.folder)
    if not done.changed:
        teller.out(_SAME.put(**values, folder=folder))
        return
    teller.out(_MADE.put(**values, folder=folder, files=counted(len(done.files), *_FILES)))
    for name in done.files:
        teller.out(Phrase.same(f"    {name}"))
    if done.replaces:
        teller.out(_REPLACES)
    tell_to_commit(ws, file, teller)
    teller.out(_PROOF.put(path=ws.display(done.proof)))
