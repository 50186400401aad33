"""What goes, in words, before it does: meeting by meeting, with sizes, days and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from moedebog.diagnostics import Phrase, counted, joined
from moedebog.issued import Issue
from moedebog.retention.reckoning import Disposal, StoreFile, Taking, begins
from moedebog.settings.command import Opbevaring
from moedebog.settings.periods import Period
from moedebog.typography import told_size
from moedebog.workspace import Workspace

_FILES = Phrase("fil", "file"), Phrase("filer", "files")
_MESSAGES = Phrase("besked", "message"), Phrase("beskeder", "messages")
_MEETINGS = Phrase("møde", "meeting"), Phrase("møder", "meetings")
_MEETING = Phrase("{name}, mødet {day}:", "{name}, the meeting of {day}:")
_STORE = Phrase(
    "    {folder}/: {files}, {size}. {versions}. Opbevares {period} fra {begun}.",
    "    {folder}/: {files}, {size}. {versions}. Kept for {period} from {begun}.",
)
_STAYS = Phrase(
    "    {folder}/: {files} bliver, for noget, der stadig opbevares, bruger dem også.",
    "    {folder}/: {files} stay, for something that is still kept uses them too.",
)
_PROOFS = Phrase(
    "    {folder}/: {messages}, hvem der fik {version}. Opbevares {period} fra {begun}.",
    "    {folder}/: {messages}, who got {version}. Kept for {period} from {begun}.",
)
_RECORD = Phrase(
    "    {path}: {size}; tilbage bliver, at den er kasseret. Opbevares {period} fra {begun}.",
    "    {path}: {size}; what stays is that it was disposed of. Kept for {period} from {begun}.",
)
_HELD_BACK = Phrase("    {path} bliver: {why}.", "    {path} stays: {why}.")
_PASSED_OVER = Phrase("{name}: intet, for {why}.", "{name}: nothing, for {why}.")
_NAMELESS = Phrase(
    "{folder}/: {files}, {size}, som ingen optegnelse nævner. De bliver: de kan høre til en anden "
    "gren i git eller en afbrudt udgave.",
    "{folder}/: {files}, {size}, that no record names. They stay: they may belong to another "
    "branch of git, or to an issue that was broken off.",
)
_OTHERS = Phrase(
    "{folder}/: {files}, som ikke er moedebogs, eller som er links. De røres ikke.",
    "{folder}/: {files} that are not moedebog's, or are links. They are not touched.",
)
_LINKED = Phrase(
    "{folder} er et link, så intet i den kasseres. Skriv den rigtige sti i moedebog.yaml.",
    "{folder} is a link, so nothing in it is disposed of. Write the real path in moedebog.yaml.",
)
_STRANGERS = Phrase(
    "{folder}/ kender også {meetings}, som ikke er her; hvem der fik dem, bliver.",
    "{folder}/ knows of {meetings} too that are not here; who got them stays.",
)
_VERSION = Phrase.same("{document} {version}")
_DRAFT = Phrase("et udkast", "a draft")


def told(ws: Workspace, found: Disposal, kept: Opbevaring, folder: str) -> Iterator[Phrase]:
    """All that goes and what does not; ``folder`` is that of the delivery record."""
    for taking in found.takings:
        yield _MEETING.put(name=taking.file.name, day=_day(taking.held))
        yield from _of_stores(ws, found, taking, kept)
        yield from _of_proofs(taking, kept, folder)
        yield from _of_record(ws, taking, kept)
    for file, why in found.passed_over:
        yield _PASSED_OVER.put(name=file.name, why=why)
    yield from _besides(ws, found, folder)


def total(found: Disposal) -> Phrase:
    """How much goes in all."""
    files = [file for taking in found.takings for file in taking.files]
    messages = sum(one.messages for taking in found.takings for one in taking.proofs)
    parts = [counted(len(files), *_FILES) + ", " + _size(files), counted(messages, *_MESSAGES)]
    records = sum(1 for taking in found.takings if taking.record is not None)
    if records:
        parts.append(
            counted(
                records,
                Phrase("optegnelse", "record"),
                Phrase("optegnelser", "records"),
            )
        )
    return joined(parts, "; ")


def _of_stores(
    ws: Workspace, found: Disposal, taking: Taking, kept: Opbevaring
) -> Iterator[Phrase]:
    newly = {(hold, issue.id) for hold, issue in taking.newly}
    for hold, store in found.stores.items():
        files = [one for one in taking.files if one.hold is hold]
        over = taking.of_stores.get(hold, [])
        own = over if files else [one for one in over if (hold, one.id) in newly]
        if not own:
            continue
        yield _STORE.put(
            folder=ws.display(store.folder),
            files=counted(len(files), *_FILES),
            size=_size(files),
            versions=_versions(own),
            period=_said(getattr(kept, hold)),
            begun=_days(begins(taking, one) for one in own),
        )
        stay = [one for one in taking.kept if one.hold is hold]
        if stay:
            number = counted(len(stay), *_FILES)
            yield _STAYS.put(folder=ws.display(store.folder), files=number)


def _of_proofs(taking: Taking, kept: Opbevaring, folder: str) -> Iterator[Phrase]:
    numbers = {issue.id: issue for issue in taking.issues}
    for one in taking.proofs:
        issue = numbers.get(one.version.id)
        yield _PROOFS.put(
            folder=folder,
            messages=counted(one.messages, *_MESSAGES),
            version=_DRAFT if issue is None else _versions([issue]),
            period=_said(kept.beviser),
            begun=_day(max(one.last, taking.held)),
        )


def _of_record(ws: Workspace, taking: Taking, kept: Opbevaring) -> Iterator[Phrase]:
    if taking.filed is None:
        return
    path = ws.display(taking.filed.path)
    if taking.record is not None:
        yield _RECORD.put(
            path=path,
            size=told_size(taking.record),
            period=_said(kept.optegnelse),
            begun=_day(max(begins(taking, issue) for issue in taking.issues)),
        )
    elif taking.held_back.danish:
        yield _HELD_BACK.put(path=path, why=taking.held_back)


def _besides(ws: Workspace, found: Disposal, folder: str) -> Iterator[Phrase]:
    """What is there and stays."""
    for hold, store in found.stores.items():
        name = ws.display(store.folder)
        if store.linked:
            yield _LINKED.put(folder=name)
        nameless = [one for one in found.nameless if one.hold is hold]
        if nameless:
            number = counted(len(nameless), *_FILES)
            yield _NAMELESS.put(folder=name, files=number, size=_size(nameless))
        if store.others:
            yield _OTHERS.put(folder=name, files=counted(len(store.others), *_FILES))
    if found.strangers:
        yield _STRANGERS.put(folder=folder, meetings=counted(found.strangers, *_MEETINGS))


def _versions(issues: Iterable[Issue]) -> Phrase:
    return joined(
        _VERSION.put(document=one.dokument, version=one.version)
        for one in sorted(issues, key=lambda one: (one.dokument, one.version))
    )


def _days(days: Iterable[date]) -> Phrase:
    """The first and the last of some days."""
    whole = sorted(set(days))
    return joined(map(_day, dict.fromkeys((whole[0], whole[-1]))), "–")


def _day(day: date) -> Phrase:
    return Phrase.same(f"{day:%d.%m.%Y}")


def _said(period: Period | None) -> Phrase:
    assert period is not None  # noqa: S101 - else nothing of it would go
    return period.said


def _size(files: Iterable[StoreFile]) -> Phrase:
    return told_size(sum(one.size for one in files))
