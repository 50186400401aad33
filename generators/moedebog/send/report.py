"""What is told of a mailing: what would be sent, how it went, who has it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from moedebog.build import keep
from moedebog.meeting import Modtager
from moedebog.send.prepare import Mailing, Part, Variant
from moedebog.send.record import Entry, Record, State
from moedebog.send.sending import Plan, Summary
from moedebog.typography import file_size, plain_spaces
from moedebog.workspace import MeetingFile, Workspace

FOLDER = "mail"
"""Inside the meeting's output folder: the messages as they would be sent."""


def write_previews(ws: Workspace, mailing: Mailing) -> dict[str, Path]:
    """Write the message to each group as an .eml file; returns the files by the group's label."""
    files: dict[str, Path] = {}
    data: dict[Path, bytes] = {}
    for variant in mailing.variants:
        name = f"{mailing.kind}-{'-'.join(variant.label.lower().split())}.eml"
        path = ws.output_folder(mailing.file) / FOLDER / name
        shown = mailing.message(
            variant,
            _whole(variant),
            None,
            message_id=mailing.message_id("", 1, 0),
            date=mailing.issue.tid,
        )
        mailing.prove(variant, shown)
        files[variant.label] = path
        data[path] = bytes(shown)
    keep(ws, mailing.file, data)
    return files


def preview(
    ws: Workspace, mailing: Mailing, plan: Plan | None, files: dict[str, Path]
) -> Iterator[str]:
    """What would be sent, line by line."""
    issue = mailing.issue
    yield f"{mailing.public.document.titel}"
    state = "ikke sendt ud endnu" if mailing.is_new else f"sendt ud {_when(issue.tid)}"
    yield f"Version {issue.version}, {state}."
    yield f"Afsender: {mailing.sender}. Svar går til: {mailing.reply_to}."
    todo = None
    if plan:
        todo = {person.email for _, person in plan.todo}
    for variant in mailing.variants:
        yield ""
        yield from _preview_variant(ws, mailing, variant, todo, files[variant.label])
    for address, group in mailing.skipped:
        yield f"{address} står også i gruppen {group}, men får det kun én gang."


def _preview_variant(
    ws: Workspace, mailing: Mailing, variant: Variant, todo: set[str] | None, path: Path
) -> Iterator[str]:
    group = variant.group
    number = len(variant.recipients)
    people = "1 modtager" if number == 1 else f"{number} modtagere"
    yield f"--- {variant.label} ({group.maalgruppe}): {people}"
    for person in variant.recipients:
        had = "" if todo is None or person.email in todo else "   (har den)"
        yield f"    {_person(person)}{had}"
    text = mailing.text(variant, _whole(variant))
    yield f"Emne: {text.subject}"
    total = sum(len(e.encoded) for e in variant.enclosures)
    yield plain_spaces(f"Filer ({file_size(variant.size)}, {file_size(total)} i beskeden):")
    for enclosure in variant.enclosures:
        yield plain_spaces(f"    {enclosure.name}, {file_size(enclosure.size)}")
    if mailing.has_calendar(variant, _whole(variant)):
        cancelled = variant.dispatch.indkaldelse.aflyst
        what = "aflysning" if cancelled else "indkaldelse"
        yield f"    {what} til kalenderen (nr. {mailing.issue.sekvens})"
    yield "Tekst:"
    for line in text.plain.splitlines():
        yield f"    {line}".rstrip()
    yield f"Se beskeden: {ws.display(path)}"


def _whole(variant: Variant) -> Part:
    return Part(1, 1, variant.enclosures)


def _person(person: Modtager) -> str:
    return f"{person.navn} <{person.email}>" if person.navn else person.email


def summary(found: Summary) -> Iterator[str]:
    """How a sending went, line by line."""
    for addresses, text in (
        (found.already, "havde den allerede og er sprunget over"),
        (found.unchanged, "har den samme udgave fra før og er sprunget over"),
    ):
        if addresses:
            yield f"{_people(len(addresses))} {text}."
    for address in found.repeated:
        yield (
            f"{address}: det er uvist, om beskeden nåede frem første gang. Den er sendt igen under "
            "samme Message-ID, så postprogrammet kan kende den."
        )
    yield f"{_people(len(found.accepted))}: mailserveren har accepteret beskeden."
    for address, why in found.rejected:
        yield f"{address} har IKKE fået den; serveren afviser den for altid ({why})."
    for address, why in found.missing:
        yield f"{address} har IKKE fået den endnu ({why})."
    if found.stopped:
        yield f"Udsendelsen er stoppet: {found.stopped}"
    if found.missing:
        yield "Kør den samme kommando igen: de, der mangler den, får den, og ingen andre."
    if found.rejected:
        yield "Ret adressen i forum.yaml; er den rigtig, så send til den igen med RESEND=adresse."


def _people(number: int) -> str:
    return "1 modtager" if number == 1 else f"{number} modtagere"


def status(rec: Record, file: MeetingFile) -> Iterator[str]:
    """Every recipient's state, version by version; the record must be open."""
    for mailing in rec.mailings(file.name):
        yield f"{mailing.document}, version {mailing.version}, sendt ud {_when(mailing.time)}:"
        for entry in rec.entries(mailing.id):
            yield f"    {_state(entry)}"


def _state(entry: Entry) -> str:
    name = f"{entry.name} <{entry.address}>" if entry.name else entry.address
    words = [f"del {entry.part}"] if entry.part > 1 else []
    words += [f"gensendt {entry.turn}. gang"] if entry.turn else []
    state = "uvist" if entry.state in (State.OFFERED, State.UNKNOWN) else str(entry.state)
    when = f" {_when(entry.time)}" if entry.time else ""
    extra = f" ({', '.join(words)})" if words else ""
    answer = f" – {entry.answer}" if entry.answer else ""
    return f"{name}, {entry.group}{extra}: {state}{when}{answer}"


def _when(moment: datetime) -> str:
    return f"{moment:%d.%m.%Y kl. %H.%M}"
