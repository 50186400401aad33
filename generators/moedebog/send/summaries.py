"""What is told of a mailing: what would be sent, how it went, who has it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from pathlib import Path

from msgspec.structs import replace

from moedebog.build import is_public, keep
from moedebog.compose.withholding import Named
from moedebog.diagnostics import Phrase, counted, joined
from moedebog.document import Audience
from moedebog.issue.names import file_name
from moedebog.issued import Hold, Issue, all_readable, filed, from_data, issues_of, meeting_id
from moedebog.meeting import Modtager
from moedebog.phrases import Phrases
from moedebog.phrases.patterns import expression
from moedebog.secrecy import masked
from moedebog.send import wording
from moedebog.send.answers import in_words
from moedebog.send.due import Deliveries, Summary
from moedebog.send.history import record_key
from moedebog.send.mailing import LARGEST, ONLY_NEW, Mailing, Part, Variant
from moedebog.send.messages import Message
from moedebog.send.naming import item_called, items_called
from moedebog.send.one_file import PDF
from moedebog.send.record import DRAFT, REMOVAL, Record, RecordedMessage, when
from moedebog.send.uninvited import Invitations
from moedebog.typography import told_size
from moedebog.workspace import MAIL_FOLDER, MeetingFile, Workspace


def write_previews(
    ws: Workspace, mailing: Mailing, deliveries: Deliveries | None = None
) -> dict[Phrase, Path]:
    """Write the messages as .eml files; returns the (first) file of each group by its label.

    There is none of what is kept back, or has no safe way, for it could be sent from there. One
    message shows what those read who are no longer invited.
    """
    gone = deliveries.invitations.gone if deliveries else ()
    files: dict[Phrase, Path] = {}
    data: dict[Path, Message] = {}
    folder = ws.output_folder(mailing.file) / MAIL_FOLDER
    for variant in mailing.variants:
        if variant.kept_back:
            continue
        parts = mailing.parts(variant, LARGEST)
        versions = readers(mailing, variant, deliveries)
        for (since, _), part in product(versions, parts):
            if _has_no_way(mailing, variant, since):
                continue
            version = since.version if since and len(versions) > 1 else 0
            path = folder / _preview_name(mailing, variant, part, version)
            files.setdefault(variant.label, path)
            data[path] = mailing.shown(variant, part, since)
    for one in gone[:1]:
        path = folder / f"{mailing.kind}-afmeldt.eml"
        data[path] = mailing.shown_removal(one.state, one.invitation.group)
    keep(ws, mailing.file, data)
    for stale in folder.glob(f"{mailing.kind}-*.eml"):
        if stale not in data:  # of a group that is called otherwise now
            stale.unlink()
    return files


def _has_no_way(mailing: Mailing, variant: Variant, since: Issue | None = None) -> bool:
    return mailing.way(variant) is None and mailing.confides(variant, since)


def readers(
    mailing: Mailing, variant: Variant, deliveries: Deliveries | None
) -> list[tuple[Issue | None, int]]:
    """The versions that those have who are to be sent to, newest first, each with how many do.

    Where nobody is, or nobody knows, the last one that was mailed.
    """
    last = next((one for one in reversed(mailing.earlier) if one.modtagere), None)
    everybody = len(variant.recipients)
    if deliveries is None:
        return [(last, everybody)]
    found = Counter(
        due.since.version if due.since else 0 for due in deliveries.todo if due.variant is variant
    )
    issues = {one.version: one for one in mailing.earlier}
    versions = [(issues.get(version), found[version]) for version in sorted(found, reverse=True)]
    return versions or [(last, everybody)]


def _preview_name(mailing: Mailing, variant: Variant, part: Part, since: int = 0) -> str:
    """Like a document's: what is not for the public says so at the end.

    ``since``: the version that its readers have, where others have another.
    """
    kind = f"{mailing.kind}-udkast" if mailing.draft else mailing.kind
    stem = f"{kind}-{'-'.join(str(variant.label).lower().split())}"
    if since:
        stem += f"-siden-version-{since}"
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
    deliveries: Deliveries | None,
    files: dict[Phrase, Path],
    *,
    sees_closed: bool,
) -> Iterator[Phrase]:
    """What would be sent, line by line; without ``deliveries`` nobody knows who has it.

    Who may not see what is closed reads numbers: of people, of attachments, of items.
    """
    issue = mailing.issue
    added = (one.supplement for one in mailing.variants if one.supplement)
    yield Phrase.same(next(added, mailing.public).document.titel)
    if mailing.draft:
        yield wording.DRAFT
    elif mailing.is_new or not issue.modtagere:
        yield wording.VERSION.put(version=issue.version, state=wording.NOT_YET)
    else:
        state = wording.SENT_OUT.put(when=when(issue.tid))
        yield wording.VERSION.put(version=issue.version, state=state)
    if issue.tillaeg and not any(variant.supplement for variant in mailing.variants):
        yield wording.NOBODY_BEFORE
    notes = _notes(deliveries) if deliveries else {}
    if sees_closed:
        yield wording.SENDER.put(sender=mailing.sender, reply_to=mailing.reply_to)
    for variant in mailing.variants:
        yield Phrase.same("")
        if sees_closed:
            versions = readers(mailing, variant, deliveries)
            yield from _preview_variant(mailing, variant, notes, versions)
            if path := files.get(variant.label):
                yield wording.SEE.put(path=ws.display(path))
        else:
            yield from _count_variant(mailing, variant, notes)
    yield Phrase.same("")
    for named in mailing.named:
        yield _held_back(named, sees_closed=sees_closed)
    for person in mailing.passed_over:
        who = _person(person) if sees_closed else masked(person.email)
        yield wording.STAYS_AWAY.put(who=who)
    for address, group in mailing.skipped:
        yield wording.TWICE.put(who=address if sees_closed else masked(address), group=group)
    if deliveries:
        yield from _kept_back(deliveries.summary)
        yield from _unsafe(deliveries.summary)
        everybody = sum(len(variant.recipients) for variant in mailing.variants)
        yield wording.WILL_GET.put(todo=len(deliveries.todo), everybody=_people(everybody))
        yield from _uninvited(deliveries.invitations, sees_closed=sees_closed)


def _kept_back(result: Summary) -> Iterator[Phrase]:
    """Which groups get nothing yet, and how many are in them."""
    for group, number in Counter(group for _, group in result.kept_back).items():
        yield wording.KEPT_BACK.put(people=_people(number), group=group)


def _unsafe(result: Summary) -> Iterator[Phrase]:
    """Which groups get nothing since what is closed has no safe way, and how many are in them."""
    if result.unencrypted:
        yield wording.UNENCRYPTED
    for group, number in Counter(group for _, group in result.unsafe).items():
        yield wording.NO_SAFE_WAY.put(people=_people(number), group=group)


def _way(mailing: Mailing, variant: Variant) -> Iterator[Phrase]:
    """By which way what is closed goes to these people, where anything is closed to others."""
    if not variant.has_papers:
        yield wording.CALENDAR_ALONE
    elif _has_no_way(mailing, variant):
        yield wording.NO_WAY
    elif told := mailing.told_way(variant):
        way = mailing.way(variant)
        where = ""
        if way is not None and way.tunnel:
            where = ", ".join(way.tunnel)
        elif way is not None and (mark := way.sikkermail) is not None:
            header = f"{mark.felt}: {mark.vaerdi}" if mark.felt else ""
            where = ", ".join(filter(None, (mark.emne, header)))
        yield wording.WAYS[told].put(where=where)


def _held_back(named: Named, *, sees_closed: bool) -> Phrase:
    """What is held back from one who is named as disqualified, or why nothing is."""
    item = named.item
    nr, words = item.numbered.nr, item.phrases
    where = Phrase.same(words.item_by_title.format(title=item.title_for(Audience.OFFENTLIG)))
    if nr:
        where = item_called(nr, item.numbered.gruppe, words)
    who = Phrase.same(named.navn.navn) if sees_closed else wording.SOMEBODY
    return wording.HELD_BACK[named.verdict].put(who=who, where=where)


def _uninvited(known: Invitations, *, sees_closed: bool) -> Iterator[Phrase]:
    """Who is told that they are no longer invited, and of whom that is not known."""
    gone = [one.person for one in known.gone]
    for people, text, number in (
        (gone, wording.UNINVITED, wording.UNINVITED_NUMBER),
        (known.elsewhere, wording.NEW_ADDRESS, wording.NEW_ADDRESS_NUMBER),
        (known.unsure, wording.PERHAPS_INVITED, wording.PERHAPS_INVITED_NUMBER),
    ):
        if people and not sees_closed:
            yield number.put(people=_people(len(people)))
        elif sees_closed:
            yield from (text.put(who=_person(person)) for person in people)
    for issue in known.unknown:
        yield wording.NOBODY_KNOWS.put(version=issue.version, when=when(issue.tid))


def _notes(deliveries: Deliveries) -> dict[str, Phrase]:
    """What is to be told of somebody, by address."""
    result = deliveries.summary
    return {
        **dict.fromkeys(result.already, wording.HAS_IT),
        **dict.fromkeys(result.unchanged, wording.HAS_THE_SAME),
        **{email: wording.DOES_NOT_GET.put(why=in_words(why)) for email, why in result.rejected},
        **{due.person.email: wording.HAS_SOME for due in deliveries.todo if due.lacks_only_some},
    }


def _preview_variant(
    mailing: Mailing,
    variant: Variant,
    notes: dict[str, Phrase],
    versions: Sequence[tuple[Issue | None, int]],
) -> Iterator[Phrase]:
    group = variant.group
    people = _people(len(variant.recipients))
    yield Phrase.same("== ") + variant.label + f" ({group.maalgruppe}): " + people
    for person in variant.recipients:
        line = Phrase.same(f"    {_person(person)}")
        note = notes.get(person.email)
        yield line + "   (" + note + ")" if note else line
    texts = [mailing.text(variant, variant.whole, since) for since, _ in versions]
    yield wording.SUBJECT.put(subject=texts[0].subject)
    yield from _way(mailing, variant)
    yield _sizes(variant)
    for enclosure in variant.enclosures:
        yield Phrase.same(f"    {enclosure.name}, ") + told_size(enclosure.size)
        if variant.one_file and enclosure.holds:
            yield wording.WITHIN.put(which="; ".join(variant.one_file.references))
    if mailing.has_calendar(variant, variant.whole):
        yield _calendar(variant)
    for text, (since, number) in zip(texts, versions, strict=True):
        yield _whose(since, number) if len(versions) > 1 else wording.TEXT
        for line_of_text in text.plain.splitlines():
            yield Phrase.same(f"    {line_of_text}".rstrip())


def _whose(since: Issue | None, number: int) -> Phrase:
    """Who reads a text, where others read another."""
    if since is None:
        return wording.TEXT_NEW.put(people=_people(number))
    return wording.TEXT_SINCE.put(people=_people(number), version=since.version)


def _count_variant(
    mailing: Mailing, variant: Variant, notes: dict[str, Phrase]
) -> Iterator[Phrase]:
    """What a group would be sent, without names, addresses, titles and files' names."""
    group, dispatch = variant.group, variant.dispatch
    people = _people(len(variant.recipients))
    yield wording.GROUP.put(people=people, group=group.gruppe, audience=group.maalgruppe)
    noted = sum(person.email in notes for person in variant.recipients)
    if noted:
        yield wording.SOME_HAVE.put(number=noted)
    if dispatch.udeladt:
        items = [punkt for punkt in dispatch.fakta.punkter if punkt.udeladt]
        words = dispatch.phrases
        numbered = [punkt for punkt in items if punkt.nr]
        one = Phrase(words.mail_items_item.lower(), "item")
        several = Phrase(words.mail_items.lower(), "items")
        which = Phrase.same("")
        if numbered:
            named = items_called(mailing.meeting, dispatch.fakta, numbered, words)
            which = Phrase.same(" (") + named + ")"
        yield wording.WITHOUT.put(items=counted(len(items), one, several), which=which)
    yield from _way(mailing, variant)
    yield _sizes(variant)
    kind = wording.SUPPLEMENT if variant.supplement else mailing.kind
    besides = list(group.formater)
    attached = [
        (one.reference, _numbered(one.reference, number, dispatch.phrases))
        for number, one in enumerate(variant.sent.bilag if group.bilag else (), 1)
    ]
    if variant.one_file:
        yield wording.AS_ONE.put(kind=kind)
        within = set(variant.one_file.references)
        yield from (Phrase.same("        ") + told for one, told in attached if one in within)
        within -= set(variant.one_file.besides)
        attached = [(one, told) for one, told in attached if one not in within]
        besides = [one for one in besides if one != PDF]
    if besides:
        formats = joined(map(Phrase.same, besides), wording.AND)
        yield wording.AS_FORMATS.put(kind=kind, formats=formats)
    yield from (Phrase.same("    ") + told for _, told in attached)
    if mailing.has_calendar(variant, variant.whole):
        yield _calendar(variant)


def _sizes(variant: Variant) -> Phrase:
    total = sum(len(e.encoded) for e in variant.enclosures)
    return wording.FILES.put(size=told_size(variant.size), total=told_size(total))


def _numbered(reference: str, number: int, words: Phrases) -> Phrase:
    """``Punkt 3, bilag 1``; only its own number where the item is named by its title."""
    bilag_number = r"(?P<bilag>[\d.]+)"
    item = expression(words.numbered_item, number=r"(?P<item>[^\s,]+)")
    in_group = expression(words.item_in_group, item=item, group="(?P<group>.+)")
    for phrase, filled in (
        (words.attachment_of_item, {"item": item, "number": bilag_number}),
        (words.attachment_of_item, {"item": in_group, "number": bilag_number}),
        (words.attachment_of_meeting, {"number": bilag_number}),
        (words.attachment, {"number": bilag_number}),
    ):
        found = re.fullmatch(expression(phrase, **filled), reference)
        if found:
            told = found.groupdict()
            group = f" in {told['group']}" if "group" in told else ""
            of = f"Item {told['item']}{group}, bilag" if "item" in told else "Bilag"
            of = "Bilag of the meeting" if phrase == words.attachment_of_meeting else of
            return Phrase(reference, f"{of} {found['bilag']}")
    return wording.NTH.put(number=number)


def _calendar(variant: Variant) -> Phrase:
    return wording.CANCELLED if variant.dispatch.indkaldelse.aflyst else wording.CALLED


def _person(person: Modtager) -> str:
    return f"{person.navn} <{person.email}>" if person.navn else person.email


def summary(result: Summary, issued: str, *, sees_closed: bool) -> Iterator[Phrase]:
    """How a sending went, line by line; ``issued`` is the file of what was, empty for a draft.

    Others than the forum read masked addresses, and of what the server answers its codes.
    """
    if sees_closed:
        yield from _summary(result, issued)
    else:
        for line in _summary(_coded(result), issued):
            yield line.changed(masked)


def _summary(result: Summary, issued: str) -> Iterator[Phrase]:
    if result.declined:
        yield wording.NOTHING
        return
    for addresses, text in (
        (result.already, wording.PASSED_OVER),
        (result.unchanged, wording.PASSED_OVER_SAME),
    ):
        if addresses:
            yield text.put(people=_people(len(addresses)))
    missing = dict(result.missing)
    for address in result.repeated:
        yield (wording.REPEATED if address not in missing else wording.TO_REPEAT).put(
            address=address
        )
    yield from _had(result)
    yield from _told(result)
    yield from _kept_back(result)
    yield from _unsafe(result)
    for address, why in result.missing:
        yield wording.MISSING.put(address=address, why=in_words(why))
    if result.accepted and issued:
        yield wording.KEPT.put(issued=issued)
    if result.stopped:
        yield wording.STOPPED.put(why=result.stopped)
    if result.missing or result.not_told:
        yield wording.RUN_AGAIN
    if result.rejected:
        yield wording.CORRECT


def _had(result: Summary) -> Iterator[Phrase]:
    """Who has it by now, and who does not get it."""
    if result.accepted or result.rejected or result.missing:
        yield wording.ACCEPTED.put(people=_people(len(result.accepted)))
    elif not (result.kept_back or result.unsafe or any(_told(result))):
        yield wording.ALL_HAVE
    for address, why in result.rejected:
        yield wording.REJECTED.put(address=address, why=in_words(why))


def _told(result: Summary) -> Iterator[Phrase]:
    """Who knows by now that they are no longer invited, and who does not."""
    for address in result.uninvited:
        yield wording.TOLD.put(who=address)
    for address, why in (*result.not_told, *result.never_told):
        yield wording.NOT_TOLD.put(who=address, why=in_words(why))


def _coded(result: Summary) -> Summary:
    rejected = [(address, _code(why)) for address, why in result.rejected]
    missing = [(address, _code(why)) for address, why in result.missing]
    not_told = [(address, _code(why)) for address, why in result.not_told]
    never = [(address, _code(why)) for address, why in result.never_told]
    return replace(result, rejected=rejected, missing=missing, not_told=not_told, never_told=never)


def _code(answer: str) -> str:
    """What a server's answer says to others: its code, and to what."""
    code = re.match(r"(?:\w+: )?\d{3}\b", answer)
    return code[0] if code else "…"


def _people(number: int) -> Phrase:
    return counted(number, *wording.RECIPIENTS)


def status(rec: Record, ws: Workspace, file: MeetingFile, *, sees_closed: bool) -> Iterator[Phrase]:
    """Every recipient's state, version by version; the record must be open.

    Others than the forum read addresses that are masked, and no names.
    Also where the meeting file has errors: it is asked for its id alone.
    """
    meeting = meeting_id(ws, file.path)
    files = filed(ws, file.path.parent)
    all_readable([one for one in files if one.meeting == meeting])
    issues = issues_of(files, meeting)
    for one in files:
        if one.meeting == meeting and not one.issues and one.taken:
            yield wording.RECORD_TAKEN.put(day=f"{one.taken:%d.%m.%Y}")
    known = rec.versions(record_key(file, meeting), [issue.id for issue in issues])
    here = {mailing.id for mailing in known}
    for issue in issues:
        if issue.id not in here and (day := issue.taken(Hold.BEVISER)):
            yield _taken(issue, day)
        elif issue.id not in here and not issue.modtagere:
            yield wording.ISSUED_ALONE.put(
                document=_called(issue.dokument, tillaeg=issue.tillaeg),
                version=issue.version,
                when=when(issue.tid),
            )
        elif issue.id not in here:
            yield wording.ELSEWHERE.put(
                document=_called(issue.dokument, tillaeg=issue.tillaeg),
                version=issue.version,
                when=when(issue.tid),
                accepted=issue.accepteret,
                people=_people(issue.modtagere),
                path=rec.path,
            )
    for mailing in known:
        if mailing.taken and mailing.document == DRAFT:
            document = _called(str(mailing.issue["dokument"]), tillaeg=False)
            gone = f"{mailing.taken:%d.%m.%Y}"
            yield wording.DRAFT_TAKEN.put(document=document, when=when(mailing.time), day=gone)
            continue
        if mailing.taken:
            yield _taken(from_data(mailing.issue), mailing.taken)
            continue
        told = wording.SENT_DRAFT if mailing.document == DRAFT else wording.SENT
        tillaeg = mailing.issue.get("tillaeg") is True
        document = _called(str(mailing.issue["dokument"]), tillaeg=tillaeg)
        yield told.put(document=document, version=mailing.version, when=when(mailing.time))
        for entry in (*rec.entries(mailing.id), *rec.removals([mailing.id])):
            yield _state(entry if sees_closed else _masked(entry), tillaeg=tillaeg)


def _taken(issue: Issue, day: date) -> Phrase:
    """A version of which nobody knows any more who got it."""
    return wording.PROOFS_TAKEN.put(
        document=_called(issue.dokument, tillaeg=issue.tillaeg),
        version=issue.version,
        when=when(issue.tid),
        accepted=issue.accepteret,
        people=_people(issue.modtagere),
        day=f"{day:%d.%m.%Y}",
    )


def _called(document: str, *, tillaeg: bool) -> Phrase:
    """A document in the list of what was sent."""
    return wording.ADDITION if tillaeg else Phrase.same(document)


def _masked(entry: RecordedMessage) -> RecordedMessage:
    """An entry as others may read it; of the server's answer its code alone."""
    answer = entry.answer and _code(entry.answer)
    return replace(entry, name="", address=masked(entry.address), answer=answer)


def _state(entry: RecordedMessage, *, tillaeg: bool) -> Phrase:
    """One line; ``tillaeg``: some have got the whole and some what is new in it."""
    name = f"{entry.name} <{entry.address}>" if entry.name else entry.address
    words = [wording.PART.put(number=entry.part)] if entry.part > 1 else []
    if tillaeg and entry.part != REMOVAL:
        words += [wording.ONLY_NEW if ONLY_NEW in entry.material else wording.ALL_OF_IT]
    words += [wording.TAKEN_BACK] if entry.part == REMOVAL else []
    words += [wording.AGAIN.put(turn=entry.turn)] if entry.turn else []
    line = Phrase.same(f"    {name}, {entry.group}")
    if words:
        line = line + " (" + joined(words) + ")"
    line = line + ": " + entry.state.said
    if entry.time:
        line = line + " " + when(entry.time)
    if entry.way:
        line = line + wording.WENT.put(way=entry.way)
    return line + " – " + in_words(entry.answer) if entry.answer else line
