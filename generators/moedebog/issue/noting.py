"""Putting an event down: what the meeting file says of it too, and how it is told."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from moedebog import source
from moedebog.catalogue import Begivenhedsart, Godkendelse, ReferatStatus
from moedebog.diagnostics import Phrase, Problems, Rule, Severity, joined
from moedebog.document import Kind
from moedebog.events import Begivenhed
from moedebog.examples import Example
from moedebog.issue import stores
from moedebog.issued import issued_file
from moedebog.meeting import Meeting
from moedebog.rules.dates import in_words
from moedebog.upgrade.edits import Edit, Insert, Replace, Uneditable, edited
from moedebog.workspace import MeetingFile, Workspace

BY_HAND = Rule(
    "M4701",
    Severity.ERROR,
    Phrase(
        "Linjen med referat_status kan ikke rettes uden at røre andet.",
        "The line of referat_status cannot be changed without touching something else.",
    ),
    Phrase(
        "Skriv selv linjen referat_status: {status}, og kør kommandoen igen.",
        "Write the line referat_status: {status} yourself, and run the command again.",
    ),
    Example(
        wrong='"referat_status": &s udkast',
        right="referat_status: udkast",
        file="Word",
    ),
    always=True,
)


ISSUES = frozenset(
    {Begivenhedsart.GODKENDT, Begivenhedsart.ANONYMISERET, Begivenhedsart.LUKNING_OPHAEVET}
)
"""What makes a version of the referat."""

WRITES = frozenset({Begivenhedsart.TIL_GODKENDELSE, Begivenhedsart.GODKENDT, Begivenhedsart.UDKAST})
"""What the meeting file says itself, as ``referat_status``."""
_STATUS = "referat_status"
_OF = Phrase("({dokument})", "({dokument})")
_BY = Phrase("af {af}", "by {af}")
_ON = Phrase("den {dato}", "on {dato}")
_AT = Phrase("på mødet {moede}, punkt {punkt}", "at the meeting {moede}, item {punkt}")
_IN_ITEM = Phrase("i punkt {punkt}", "in item {punkt}")
_OF_ITEM = Phrase("(punkt {punkt})", "(item {punkt})")
_OF_ATTACHMENT = Phrase("(punkt {punkt}, bilag {bilag})", "(item {punkt}, attachment {bilag})")
_UNTIL = Phrase("med frist til {frist}", "with the deadline {frist}")
_BY_WAY = {
    Godkendelse.UNDERSKRIFT: Phrase("ved underskrift", "by signature"),
    Godkendelse.NAESTE_MOEDE: Phrase("på næste møde", "at the next meeting"),
    Godkendelse.INDSIGELSESFRIST: Phrase("uden indsigelser", "unchallenged"),
}
_TOLD = {
    Begivenhedsart.TIL_GODKENDELSE: Phrase("til godkendelse", "out for approval"),
    Begivenhedsart.UNDERSKREVET: Phrase("underskrevet", "signed"),
    Begivenhedsart.GODKENDT: Phrase("godkendt", "approved"),
    Begivenhedsart.OFFENTLIGGJORT: Phrase("offentliggjort", "published"),
    Begivenhedsart.UDKAST: Phrase("taget tilbage til udkast", "taken back to a draft"),
    Begivenhedsart.LUKNING_OPHAEVET: Phrase(
        "lukningen af punkt {punkt} ophævet", "item {punkt} opened"
    ),
    Begivenhedsart.TRUKKET_TILBAGE: Phrase("trukket tilbage", "withdrawn"),
    Begivenhedsart.ANONYMISERET: Phrase("anonymiseret", "anonymised"),
    Begivenhedsart.KASSERET: Phrase("kasseret", "discarded"),
}


def put_down_before(meeting: Meeting, event: Begivenhed) -> Begivenhed | None:
    """The event of the record that says the very same, where that still holds."""
    written = [one for one in meeting.begivenheder if one.art in WRITES]
    standing = written[-1:] if event.art in WRITES else meeting.begivenheder
    return next((one for one in standing if _says(one) == _says(event)), None)


def _says(event: Begivenhed) -> Begivenhed:
    """An event but for when it was put down, and in which version."""
    return replace(event, id="", noteret=datetime.min, version=0, fil="")


@contextlib.contextmanager
def rewritten(ws: Workspace, file: MeetingFile, event: Begivenhed) -> Iterator[str]:
    """The meeting file says the status that it is to have while the event is put down.

    Gives the status, or nothing where the file says it, or is not to. The file is as it was where
    the event does not come into the record. Raises ``Problems`` where it cannot be changed.
    """
    status = event.art.value if event.art in WRITES else ""
    before = file.path.read_bytes()
    after = _with_status(before, ws.display(file.path), status) if status else before
    if after == before:
        yield ""
        return
    stores.write_synced(file.path, [after])
    try:
        yield status
    except BaseException:
        record = issued_file(file)
        if not (record.is_file() and event.id.encode() in record.read_bytes()):
            stores.write_synced(file.path, [before])
        raise


def _with_status(data: bytes, name: str, status: str) -> bytes:
    """The text of a meeting file with another ``referat_status``."""
    tree, problems = source.parse(data, name)
    if tree is None or not isinstance(tree.data, dict):
        raise Problems(problems)
    said = tree.data.get(_STATUS)
    if said == status or (said is None and status == ReferatStatus.UDKAST):
        return data
    if said is not None:
        edit: Edit = Replace((_STATUS,), status)
    else:
        before = next((one for one in ("slut", "start", "dato") if one in tree.data), "dato")
        edit = Insert((before,), _STATUS, status)
    try:
        return edited(tree, data.decode(), [edit]).encode()
    except Uneditable as uneditable:
        raise Problems([BY_HAND.at(uneditable.position, status=status)]) from None


# --- telling --------------------------------------------------------------------------------


def told(event: Begivenhed, *, whole: bool = True) -> Phrase:
    """An event as it is told on the terminal.

    ``whole``: with what was typed in its own words, which may be about what is closed.
    """
    what = Phrase.same(event.ord) if event.art is None else _TOLD[event.art].put(punkt=event.punkt)
    parts = [what]
    if event.of is not Kind.REFERAT:
        parts.append(_OF.put(dokument=event.of))
    if event.punkt and event.art is Begivenhedsart.TRUKKET_TILBAGE:
        of = _OF_ATTACHMENT if event.bilag else _OF_ITEM
        parts.append(of.put(punkt=event.punkt, bilag=event.bilag))
    if event.af:
        parts.append(_BY.put(af=event.af))
    parts.append(_ON.put(dato=in_words(event.dato)))
    if event.moede:
        parts.append(_AT.put(moede=event.moede, punkt=event.punkt))
    elif event.ved is not None:
        parts.append(_BY_WAY[event.ved])
    elif event.punkt and event.art is Begivenhedsart.ANONYMISERET:
        parts.append(_IN_ITEM.put(punkt=event.punkt))
    if event.frist and event.art is Begivenhedsart.TIL_GODKENDELSE:
        parts.append(_UNTIL.put(frist=in_words(event.frist)))
    said = [text for text in (event.forbehold, event.grund) if text]
    return joined([*parts, *(Phrase.same(f"»{text}«" if whole else "»…«") for text in said)], " ")
