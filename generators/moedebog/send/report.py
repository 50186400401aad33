"""What is told of a mailing: what would be sent, how it went, who has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from moedebog.build import is_public, keep
from moedebog.document import Audience
from moedebog.load import meeting_id
from moedebog.meeting import Modtager
from moedebog.phrases import DANISH
from moedebog.secrecy import masked
from moedebog.send.history import record_key
from moedebog.send.issued import filed, issues_of
from moedebog.send.mailing import LARGEST, Mailing, Part, Variant
from moedebog.send.messages import Message, file_name
from moedebog.send.plan import Plan, Summary
from moedebog.send.record import Entry, Record, State
from moedebog.typography import file_size, plain_spaces
from moedebog.workspace import MAIL_FOLDER, MeetingFile, Workspace


def write_previews(ws: Workspace, mailing: Mailing) -> dict[str, Path]:
    """Write the messages as .eml files; returns the (first) file of each group by its label."""
    files: dict[str, Path] = {}
    data: dict[Path, Message] = {}
    folder = ws.output_folder(mailing.file) / MAIL_FOLDER
    for variant in mailing.variants:
        parts = mailing.parts(variant, LARGEST)
        for part in parts:
            path = folder / _preview_name(mailing, variant, part)
            files.setdefault(variant.label, path)
            data[path] = mailing.shown(variant, part)
    keep(ws, mailing.file, data)
    for stale in folder.glob(f"{mailing.kind}-*.eml"):
        if stale not in data:  # of a group that is called otherwise now
            stale.unlink()
    return files


def _preview_name(mailing: Mailing, variant: Variant, part: Part) -> str:
    """Like a document's: what is not for the public says so at the end."""
    stem = f"{mailing.kind}-{'-'.join(variant.label.lower().split())}"
    if part.of > 1:
        stem += f"-del-{part.number}"
    audience = variant.dispatch.document.audience
    seems_closed = not is_public(f"{stem}.eml")  # the group is called that, and need not be
    if audience is not Audience.OFFENTLIG or seems_closed:
        stem += f"-{audience}"
    return file_name(stem, ".eml")


def preview(
    ws: Workspace,
    mailing: Mailing,
    plan: Plan | None,
    files: dict[str, Path],
    *,
    sees_closed: bool,
) -> Iterator[str]:
    """What would be sent, line by line; without a plan nobody knows who has it.

    Who may not see what is closed reads numbers: of people, of attachments, of items.
    """
    issue = mailing.issue
    yield f"{mailing.public.document.titel}"
    state = "ikke sendt ud endnu" if mailing.is_new else f"sendt ud {_when(issue.tid)}"
    yield f"Version {issue.version}, {state}."
    notes = _notes(plan) if plan else {}
    if sees_closed:
        yield f"Afsender: {mailing.sender}. Svar går til: {mailing.reply_to}."
    for variant in mailing.variants:
        yield ""
        if sees_closed:
            yield from _preview_variant(ws, mailing, variant, notes, files[variant.label])
        else:
            yield from _count_variant(mailing, variant, notes)
    yield ""
    for address, group in mailing.skipped:
        who = address if sees_closed else masked(address)
        yield f"{who} står også i gruppen {group}, men får det kun én gang."
    if plan:
        everybody = sum(len(variant.recipients) for variant in mailing.variants)
        yield f"{len(plan.todo)} af {_people(everybody)} vil få en besked."


def _notes(plan: Plan) -> dict[str, str]:
    """What is to be told of somebody, by address."""
    found = plan.summary
    return {
        **dict.fromkeys(found.already, "har den"),
        **dict.fromkeys(found.unchanged, "har den samme udgave fra før"),
        **{address: f"får den ikke: {why}" for address, why in found.rejected},
        **{
            due.person.email: "har den, men ikke alt det, gruppen får nu"
            for due in plan.todo
            if due.lacks_only_some
        },
    }


def _preview_variant(
    ws: Workspace, mailing: Mailing, variant: Variant, notes: dict[str, str], path: Path
) -> Iterator[str]:
    group = variant.group
    yield f"== {variant.label} ({group.maalgruppe}): {_people(len(variant.recipients))}"
    for person in variant.recipients:
        note = notes.get(person.email)
        yield f"    {_person(person)}{f'   ({note})' if note else ''}"
    text = mailing.text(variant, variant.whole)
    yield f"Emne: {text.subject}"
    total = sum(len(e.encoded) for e in variant.enclosures)
    yield plain_spaces(
        f"Filer ({file_size(variant.size, DANISH)}, {file_size(total, DANISH)} i beskeden):"
    )
    for enclosure in variant.enclosures:
        yield plain_spaces(f"    {enclosure.name}, {file_size(enclosure.size, DANISH)}")
    if mailing.has_calendar(variant, variant.whole):
        yield f"    {_calendar(variant)}"
    yield "Tekst:"
    for line in text.plain.splitlines():
        yield f"    {line}".rstrip()
    yield f"Se beskeden: {ws.display(path)}"


def _count_variant(mailing: Mailing, variant: Variant, notes: dict[str, str]) -> Iterator[str]:
    """What a group would be sent, without names, addresses, titles and files' names."""
    group, dispatch = variant.group, variant.dispatch
    yield f"{_people(len(variant.recipients))} i gruppen {group.gruppe} ({group.maalgruppe})"
    noted = sum(person.email in notes for person in variant.recipients)
    if noted:
        yield f"    {noted} af dem har den helt eller delvis, eller kan ikke få den"
    if dispatch.udeladt:
        items = [punkt for punkt in dispatch.fakta.punkter if punkt.udeladt]
        numbers = [item.nr for item in items if item.nr]
        which = f" ({', '.join(f'punkt {nr}' for nr in numbers)})" if numbers else ""
        yield f"    uden materialet til {len(items)} af punkterne{which}"
    total = sum(len(e.encoded) for e in variant.enclosures)
    yield plain_spaces(
        f"Filer ({file_size(variant.size, DANISH)}, {file_size(total, DANISH)} i beskeden):"
    )
    yield f"    {mailing.kind} som {' og '.join(group.formater)}"
    if group.bilag:
        for number, bilag in enumerate(dispatch.bilag, 1):
            yield f"    {_numbered(bilag.reference) or f'bilag nr. {number} i beskeden'}"
    if mailing.has_calendar(variant, variant.whole):
        yield f"    {_calendar(variant)}"


def _numbered(reference: str) -> str:
    """``Punkt 3, bilag 1``; empty where an item without a number is named by its title."""
    return reference if re.fullmatch(r"(?:Punkt [^\s,]+, b|B)ilag [\d.]+", reference) else ""


def _calendar(variant: Variant) -> str:
    cancelled = variant.dispatch.indkaldelse.aflyst
    return f"{'aflysning' if cancelled else 'indkaldelse'} til kalenderen"


def _person(person: Modtager) -> str:
    return f"{person.navn} <{person.email}>" if person.navn else person.email


def summary(found: Summary, issued: str, *, sees_closed: bool) -> Iterator[str]:
    """How a sending went, line by line; ``issued`` is the file of what was.

    Others than the forum read masked addresses, and of what the server answers its codes.
    """
    if sees_closed:
        yield from _summary(found, issued)
    else:
        yield from map(masked, _summary(_coded(found), issued))


def _summary(found: Summary, issued: str) -> Iterator[str]:
    if found.declined:
        yield "Intet er sendt."
        return
    for addresses, text in (
        (found.already, "havde den allerede og er sprunget over"),
        (found.unchanged, "har den samme udgave fra før og er sprunget over"),
    ):
        if addresses:
            yield f"{_people(len(addresses))} {text}."
    missing = dict(found.missing)
    for address in found.repeated:
        again = "bliver" if address in missing else "er"
        yield (
            f"{address}: det er uvist, om beskeden nåede frem første gang. Den {again} sendt igen "
            "under samme Message-ID, så postprogrammet kan kende den."
        )
    if found.accepted or not found.is_complete:
        yield f"{_people(len(found.accepted))}: mailserveren har accepteret beskeden."
    else:
        yield "Intet er sendt: alle har den."
    for address, why in found.rejected:
        yield f"{address} har IKKE fået den; serveren afviser den for altid ({why})."
    for address, why in found.missing:
        yield f"{address} har IKKE fået den endnu ({why})."
    if found.accepted:
        yield f"Hvad der er sendt ud, står i {issued}. Gem den i git."
    if found.stopped:
        yield f"Udsendelsen er stoppet: {found.stopped}"
    if found.missing:
        yield "Kør den samme kommando igen: de, der mangler den, får den, og ingen andre."
    if found.rejected:
        yield "Ret adressen i forum.yaml; er den rigtig, så send til den igen med RESEND=adresse."


def _coded(found: Summary) -> Summary:
    rejected = [(address, _code(why)) for address, why in found.rejected]
    missing = [(address, _code(why)) for address, why in found.missing]
    return replace(found, rejected=rejected, missing=missing)


def _code(answer: str) -> str:
    """What a server's answer says to others: its code, and to what."""
    code = re.match(r"(?:\w+: )?\d{3}\b", answer)
    return code[0] if code else "…"


def _people(number: int) -> str:
    return "1 modtager" if number == 1 else f"{number} modtagere"


def status(rec: Record, ws: Workspace, file: MeetingFile, *, sees_closed: bool) -> Iterator[str]:
    """Every recipient's state, version by version; the record must be open.

    Others than the forum read addresses that are masked, and no names.
    Also where the meeting file has errors: it is asked for its id alone.
    """
    meeting = meeting_id(ws, file.path)
    issues = issues_of(filed(ws, file.path.parent), meeting)
    known = rec.mailings(record_key(file, meeting), [issue.id for issue in issues])
    here = {mailing.id for mailing in known}
    for issue in issues:
        if issue.id not in here:
            yield (
                f"{issue.dokument}, version {issue.version}, sendt ud {_when(issue.tid)}: "
                f"accepteret for {issue.accepteret} af {_people(issue.modtagere)}. Hvem det er, "
                f"ved kun den protokol, den blev sendt med; den er ikke her ({rec.path})."
            )
    for mailing in known:
        yield f"{mailing.document}, version {mailing.version}, sendt ud {_when(mailing.time)}:"
        for entry in rec.entries(mailing.id):
            shown = entry if sees_closed else _masked(entry)
            yield f"    {_state(shown)}"


def _masked(entry: Entry) -> Entry:
    """An entry as others may read it; of the server's answer its code alone."""
    answer = entry.answer and _code(entry.answer)
    return replace(entry, name="", address=masked(entry.address), answer=answer)


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
