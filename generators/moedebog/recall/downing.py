"""Puts a tombstone in the place of what is published, and what happened into the record.

What is published goes first, for that is what cannot wait; a second run does what is left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from moedebog import events
from moedebog.build import Report, documents, sets, take_down, template_set_of
from moedebog.build.proofs import put_down, served
from moedebog.catalogue import Begivenhedsart
from moedebog.compose import Composer
from moedebog.diagnostics import Diagnostic, Phrase, Problems, Rule, Severity, has_errors
from moedebog.document import Audience, Document
from moedebog.events import Begivenhed
from moedebog.examples import Example
from moedebog.issue.happened import new_event, record_event
from moedebog.proof import Matter, Proving, matter_of
from moedebog.proof.proving import told
from moedebog.publication import rules
from moedebog.publication.assembling import REPLACES, about_file, in_list
from moedebog.recall.reckoning import Out, Recall
from moedebog.render.formats import FORMATS
from moedebog.tombstone import TombstoneWords, tombstone
from moedebog.typography import plain_spaces

TELLS = Rule(
    "M621",
    Severity.ERROR,
    Phrase(
        "Begrundelsen, eller hvem der trækker det tilbage, siger noget, der er lukket. Intet er "
        "trukket tilbage.",
        "The reason, or who takes it back, says something that is closed. Nothing was taken back.",
    ),
    Phrase(
        "Alle kan læse det. Skriv det uden det lukkede: --grund (make: GRUND=…).",
        "Everybody reads it. Write it without what is closed: --grund (make: GRUND=…).",
    ),
    Example(
        wrong='make traek-tilbage GRUND="Køb af grunden Havnevej 3", titlen på et lukket punkt',
        right='make traek-tilbage GRUND="Et bilag skulle ikke have været med"',
        file="Word",
    ),
    about=(),
    always=True,
    source=Phrase.same("docs/tilbagetraekning.md"),
)
_PUBLIC = Audience.OFFENTLIG


class Reason(Struct, frozen=True):
    """What was said of a taking back. All of it is public."""

    dato: date
    grund: str
    af: str = ""


class Downed(Struct):
    """What was done."""

    replaced: list[Out]
    """Those in whose place there is a tombstone now."""
    removed: list[Out]
    """Those that were removed, because no tombstone could be made; ``found`` says why."""
    report: Report
    """What became of the documents in the folder of outputs."""
    found: list[Diagnostic]


def take_back(recall: Recall, reason: Reason, now: datetime) -> Downed:
    """Take back: what is published, what was made for everybody, and the word in the record.

    Whoever calls holds the lock of the delivery record. Raises ``Problems`` or
    ``EnvironmentProblem``.
    """
    replaced: list[Out] = []
    removed: list[Out] = []
    found: list[Diagnostic] = []
    matter = matter_of(recall.ws, recall.file, recall.planned)
    for out in recall.outs:
        if not out.covers:
            continue
        try:
            files = _files(recall, out, _as_recorded(out, reason), matter)
            proven = _prove(recall, out, files, matter, now)
        except Problems as problems:  # a page can wait, what is published cannot
            found += problems.diagnostics
            sets.remove(recall.ws, recall.file, out.kind)
            removed.append(out)
        else:
            sets.install(recall.ws, recall.file, out.kind, files, proven)
            replaced.append(out)
    for out in recall.outs:
        if out.event is None:
            event = _event(recall, out, reason, now)
            record_event(recall.ws, recall.file, recall.meeting, event)
    return Downed(replaced, removed, take_down(recall.ws, recall.file), found)


def require_public(recall: Recall, reason: Reason) -> None:
    """That what was said of it tells nothing that is closed: everybody reads it.

    Raises ``Problems``.
    """
    proving = Proving(matter_of(recall.ws, recall.file, recall.planned))
    if any(proving.in_texts({"grund": f"{reason.grund}\n{reason.af}"})):
        raise Problems([TELLS.at(recall.meeting.position)])


def _as_recorded(out: Out, reason: Reason) -> Reason:
    """What the record says already stays, whatever is said now."""
    event = out.event
    return reason if event is None else Reason(event.dato, event.grund, event.af)


def _event(recall: Recall, out: Out, reason: Reason, now: datetime) -> Begivenhed:
    return new_event(
        Begivenhedsart.TRUKKET_TILBAGE,
        reason.dato,
        now,
        dokument=events.named(out.kind),
        af=reason.af,
        punkt=recall.punkt,
        bilag=", ".join(sorted((recall.item and recall.item.bilag) or ())),
        grund=reason.grund,
        version=out.version,
    )


# --- the tombstone --------------------------------------------------------------------------


def _files(recall: Recall, out: Out, reason: Reason, matter: Matter) -> dict[str, bytes]:
    """The set that takes the place of the one that is taken back, by name."""
    ws, file, meeting = recall.ws, recall.file, recall.meeting
    composer, kind = Composer(recall.planned), out.kind
    item = recall.item
    said = TombstoneWords(
        reason.dato,
        reason.grund,
        reason.af,
        item.scope if item else (),
        bilag=tuple(_told_openly(out.bilag, matter)),
    )
    made = tombstone(
        composer.document(kind, _PUBLIC), composer.facts(kind, _PUBLIC), recall.planned, said
    )
    forum = meeting.forum
    folder = template_set_of(ws, forum.skabelon, forum.position)
    before = _before(recall, out)
    stood = [suffix for suffix in FORMATS if f"{kind}.{suffix}" in before]
    formats = [one for one in FORMATS if one in stood or (not stood and one in forum.formater)]
    drawn, found = documents(ws, file, [(made.document, lambda: made.fakta)], folder, formats)
    if has_errors(found):
        raise Problems(found)
    files = {f"{kind}.{suffix}": data for (_, _, suffix), data in drawn.items()}
    about = _about(recall, made.document, out, said)
    about["filer"] = [in_list(name, data) for name, data in files.items()]
    if replaced := _replaced(recall, out):
        about[REPLACES] = replaced
    files[sets.ABOUT] = about_file(about)
    files[sets.SUMS] = sets.sums_file(files)
    return files


def _prove(
    recall: Recall, out: Out, files: Mapping[str, bytes], matter: Matter, now: datetime
) -> Mapping[str, str]:
    """That nothing closed stands in the page, as of every set; SHA-256 of its files.

    Raises ``Problems``.
    """
    ws, file, planned = recall.ws, recall.file, recall.planned
    proving = Proving(matter)
    if leaks := list(proving.leaks(served(files, out.kind, ()))):
        raise Problems(
            [rules.LEAK.at(recall.meeting.position, hvad=told(leaks), raad=rules.IN_DOCUMENT)]
        )
    put_down(ws, file, planned, out.kind, out.version, proving, now)
    return proving.searched


def _told_openly(bilag: Sequence[str], matter: Matter) -> Iterator[str]:
    """The attachments that may be named: of an item that is closed now, nobody may even know how
    many it has."""
    proving = Proving(matter)
    yield from (one for one in bilag if not any(proving.in_texts({"bilag": one})))


def _replaced(recall: Recall, out: Out) -> dict[str, Any]:
    """Which set it takes the place of. No checksums: they would know what is closed now again."""
    about = sets.at(recall.ws, recall.file, out.kind).about
    if about:
        return {key: about[key] for key in ("version", "offentliggjort") if key in about}
    # What is closed was removed before: the record knows what it was.
    event = events.published(recall.meeting.begivenheder, out.kind)
    if event is None:
        return {}
    return {"version": event.version, "offentliggjort": event.dato.isoformat()}


def _before(recall: Recall, out: Out) -> Collection[str]:
    """The names of the files that stood there."""
    before = sets.at(recall.ws, recall.file, out.kind)
    return before.files if before.is_there else ()


def _about(recall: Recall, document: Document, out: Out, said: TombstoneWords) -> dict[str, Any]:
    """What the set is: nothing of it is a title, for that may be what is closed now."""
    taken: dict[str, Any] = {"dato": said.dato.isoformat(), "grund": said.grund}
    if said.af:
        taken["af"] = said.af
    if recall.punkt:
        taken["punkt"] = recall.punkt
    if said.bilag:
        taken["bilag"] = list(said.bilag)
    return {
        "forum": document.forum,
        "moede": recall.meeting.id,
        "dato": recall.meeting.dato.isoformat(),
        "dokument": out.kind.value,
        "titel": plain_spaces(document.titel),
        "version": out.version,
        sets.TAKEN_BACK: taken,
    }
