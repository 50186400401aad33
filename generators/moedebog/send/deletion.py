"""Who holds what is closed now, or was taken back, and drafts of messages that ask to delete it.

They are printed and sent by nobody: what is to be said, a person decides. One is for all who hold
the same versions; those who may read what is closed are only asked to pass it on to nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from moedebog import typography
from moedebog.addresses import mailbox
from moedebog.compose import plan
from moedebog.compose.attachments import item_name
from moedebog.compose.exposed import Exposed, exposed
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.compose.withholding import verdicts
from moedebog.diagnostics import Phrase
from moedebog.document import Audience, Kind
from moedebog.fakta import ZONE
from moedebog.issued import Hold, Issue, from_data, in_time
from moedebog.meeting import Meeting
from moedebog.phrases import DANISH
from moedebog.secrecy import masked
from moedebog.send.disqualified import Disqualified
from moedebog.send.record import DOUBTFUL, DRAFT, Record, RecordedMessage, State, by_address

_NOTHING = Phrase(
    "Intet af det, der er lukket nu, stod åbent i noget, der er udsendt.",
    "Nothing that is closed now stood open in anything that was issued.",
)
_HELD_BY = Phrase("Det har:", "It is held by:")
_MAY_READ = Phrase(
    "Det har, og må læse det, men ikke give det videre:",
    "It is held by these, who may read it, but not pass it on:",
)
_NOBODY = Phrase(
    "    ingen, som det er skrevet ned om her; se efter, hvor det ellers er sendt fra",
    "    nobody who is put down here; find out where else it was mailed from",
)
_TAKEN = Phrase(
    "    hvem det var, er kasseret; se efter i jeres egne lister fra dengang",
    "    who it was has been disposed of; look at your own lists of that time",
)
_DRAFT = Phrase(
    "Udkast til en mail; moedebog sender den ikke:",
    "Draft of a mail (in Danish); moedebog does not send it:",
)
_FIRST = Phrase(
    "Tal med databeskyttelsesrådgiveren først: et brud på persondatasikkerheden skal anmeldes "
    "inden 72 timer (databeskyttelsesforordningen, artikel 33).",
    "Talk to the data protection officer first: a breach of personal data security must be "
    "reported within 72 hours (General Data Protection Regulation, art. 33).",
)
_LETTER = """\
Emne: Slet {en_mail} om {emne}

Du har fået{udgaver}
{hvad}Vi beder dig om at

- slette {mailen} og de filer, der fulgte med, også i papirkurven og hvor du har gemt dem,
- makulere det, du har skrevet ud,
- ikke give indholdet videre, og
- svare på denne mail, når det er gjort, og skrive, om andre har set det.

{slutning}"""
_LETTER_TO_READERS = """\
Emne: Giv ikke {en_mail} videre: {emne}

Du har fået{udgaver}
{hvad}Du må selv læse det, men vi beder dig om at

- ikke give det videre, og
- svare på denne mail, hvis du allerede har givet det videre, og skrive til hvem.

{slutning}"""
_RIGHT_ONE_COMES = "Du får selv den rigtige udgave."
_ONE_MAY_COME = "Du hører fra os, hvis der kommer en ny udgave."


class RecallTold(Struct, frozen=True):
    """What was taken back, as the message that asks for it tells it: by number, never by title."""

    hvad: str
    """E.g. ``Punkt 3``; empty: the whole document."""
    dato: date
    grund: str
    """As everybody reads it."""


class _Held(Struct, frozen=True):
    """A version, or a draft, of which something may not be kept any more."""

    issue: Issue
    draft: bool
    found: tuple[Exposed, ...] = ()
    """What stood open in it that is closed now."""


class _Holders(Struct):
    """Those who have the same versions, and may all read what is closed, or may not."""

    held: tuple[_Held, ...]
    may_read: bool
    messages: list[RecordedMessage]


def deletion(meeting: Meeting, key: str, rec: Record, *, sees_closed: bool) -> Iterator[Phrase]:
    """Who holds it, and drafts of what they are asked; the record, which has the meeting under
    ``key``, must be open.

    Others than the forum read addresses that are masked, and no names.
    """
    planned = plan(meeting)[0]
    held = sorted(
        (*_issued(planned), *_drafts(meeting, key, rec)), key=lambda one: in_time(one.issue)
    )
    if not held:
        yield _NOTHING
        return
    readers = _readers(planned, [found.item for one in held for found in one.found])
    yield from _told(planned, rec, held, readers, sees_closed=sees_closed)


def taken_back(
    planned: Plan,
    key: str,
    rec: Record,
    issues: Sequence[Issue],
    said: RecallTold,
    closed: PlannedItem | None = None,
    *,
    sees_closed: bool,
) -> Iterator[Phrase]:
    """Who holds one of these versions, or a draft of such a document, and what they are asked.

    As ``deletion``. ``closed``: the item that was taken back, where it is closed now, so that those
    who read what is closed may keep it; of all else nobody may. Nothing where nobody ever got any.
    """
    readers = _readers(planned, [closed]) if closed is not None else frozenset()
    drafts = [
        _Held(from_data(one.issue), draft=True)
        for one in rec.versions(key)
        if one.document == DRAFT and one.issue.get("dokument") in {i.dokument for i in issues}
    ]
    held = [_Held(one, draft=False) for one in issues if one.modtagere or rec.entries(one.id)]
    held = sorted((*held, *drafts), key=lambda one: in_time(one.issue))
    if held:
        yield from _told(planned, rec, held, readers, said, sees_closed=sees_closed)


def _told(
    planned: Plan,
    rec: Record,
    held: Sequence[_Held],
    readers: Collection[str],
    said: RecallTold | None = None,
    *,
    sees_closed: bool,
) -> Iterator[Phrase]:
    """Who holds it, in groups that have the same, and what each is asked.

    ``readers``: the mailboxes of those who may keep it.
    """
    if said is None:  # else whoever tells of the rest says what else is to be done
        yield _FIRST
    groups = list(_holders(rec, held, readers))
    elsewhere = [one for one in held if one.issue.modtagere and not rec.entries(one.issue.id)]
    if elsewhere or not groups:
        groups.append(_Holders(tuple(elsewhere or held), False, []))
    for group in groups:
        yield _MAY_READ if group.may_read else _HELD_BY
        for entry in group.messages:
            who = masked(entry.address)
            if sees_closed:
                who = f"{entry.name} <{entry.address}>" if entry.name else entry.address
            yield Phrase.same(f"    {who}")
        if not group.messages:
            taken = any(one.issue.taken(Hold.BEVISER) for one in group.held)
            yield _TAKEN if taken else _NOBODY
        yield _DRAFT
        yield Phrase.same("")
        for line in _letter(planned, group, said).split("\n"):
            yield Phrase.same(line)
        yield Phrase.same("")


def _issued(planned: Plan) -> Iterator[_Held]:
    for issue in planned.meeting.udgaver:
        if found := tuple(exposed(planned, (issue,))):
            yield _Held(issue, False, found)


def _drafts(meeting: Meeting, key: str, rec: Record) -> Iterator[_Held]:
    """Drafts that were mailed. Each is compared by itself: its ids are those of that day, and may
    have become other items' when the first version was issued."""
    known = rec.versions(key, [issue.id for issue in meeting.udgaver])
    for draft in (from_data(one.issue) for one in known if one.document == DRAFT):
        alone, _ = plan(replace(meeting, udgaver=(draft,)))
        if found := tuple(exposed(alone)):
            yield _Held(draft, True, found)


def _holders(rec: Record, held: Sequence[_Held], readers: Collection[str]) -> Iterator[_Holders]:
    """Everybody to whom the server took something of it in, or may have; others than those who
    may read it first."""
    had = (State.ACCEPTED, *DOUBTFUL)
    entries = [e for one in held for e in rec.entries(one.issue.id) if e.state in had]
    groups: dict[tuple[bool, tuple[str, ...]], _Holders] = {}
    for address, own in by_address(entries).items():
        ids = {entry.mailing for entry in own}
        theirs = tuple(one for one in held if one.issue.id in ids)
        may_read = address in readers
        same = may_read, tuple(one.issue.id for one in theirs)
        groups.setdefault(same, _Holders(theirs, may_read, [])).messages.append(own[-1])
    yield from sorted(groups.values(), key=lambda group: group.may_read)


def _readers(planned: Plan, closed: Iterable[PlannedItem]) -> frozenset[str]:
    """The mailboxes of those who get what is closed, and are not disqualified in any of these."""
    items = {one.punkt.position for one in closed}
    named = [one for one in verdicts(planned, Kind.REFERAT) if one.item.punkt.position in items]
    disqualified = Disqualified(planned.meeting, named)
    return frozenset(
        mailbox(person.email)
        for group in planned.meeting.forum.modtagere
        if planned.is_confidential(Audience(group.maalgruppe))
        for person in group.personer
        if not disqualified.names_of(person, confidential=True)
    )


def _letter(planned: Plan, group: _Holders, said: RecallTold | None = None) -> str:
    what = [_called(planned, one) for one in _together(planned, group.held)]
    versions = [_version(planned, one) for one in group.held]
    several = len(versions) > 1
    mail = "mails" if several else "en mail"
    letter = _LETTER_TO_READERS if group.may_read else _LETTER
    if said is not None:
        return letter.format(
            emne=said.hvad or ", ".join((planned.called, planned.dates_text)),
            udgaver=_list(versions) if several else f" {versions[0]}.",
            hvad=_why(said),
            en_mail=mail,
            mailen="de mails" if several else "mailen",
            slutning=_ONE_MAY_COME,
        )
    wrongly = f"skulle ikke have stået åbent i {'dem' if several else 'det'}"
    return letter.format(
        emne="; ".join(what),
        udgaver=_list(versions) if several else f" {versions[0]}.",
        hvad=f"Dette {wrongly}{_list(what)}\n"
        if len(what) > 1
        else f"{typography.capitalised(what[0])} {wrongly}. ",
        en_mail=mail,
        mailen="de mails" if several else "mailen",
        slutning=_RIGHT_ONE_COMES,
    )


def _why(said: RecallTold) -> str:
    """That it was taken back, when and why."""
    what = said.hvad or "Det"
    day = typography.long_date(said.dato, DANISH, weekday=False)
    return f"{what} er trukket tilbage den {day}. Begrundelse: {said.grund}\n\n"


def _list(entries: Sequence[str]) -> str:
    """A list, as what is said of each may have commas."""
    return "\n".join((":", "", *(f"- {one}" for one in entries), ""))


def _together(planned: Plan, held: Iterable[_Held]) -> Iterator[Exposed]:
    """What stood open in any of these versions, in the order of the items."""
    found = [one for version in held for one in version.found]
    for item in planned.items:
        own = [one for one in found if one.item.punkt is item.punkt]
        if own:
            out = {bilag.nr for one in own for bilag in one.bilag}
            bilag = tuple(one for one in item.bilag if one.nr in out)
            yield Exposed(item, any(one.text for one in own), bilag, ())


def _called(planned: Plan, one: Exposed) -> str:
    """By numbers: a title may be what is closed."""
    name = planned.item_called(one.item)
    if not one.text:
        name = item_name(one.item.numbered, planned.phrases.at_item, planned.phrases)
    numbers = typography.enumeration([bilag.nr for bilag in one.bilag], DANISH)
    if not numbers:
        return name
    return f"{name} med bilag {numbers}" if one.text else f"bilag {numbers} til {name}"


def _version(planned: Plan, one: _Held) -> str:
    issue = one.issue
    day = typography.long_date(issue.tid.astimezone(ZONE).date(), DANISH, weekday=False)
    name = DANISH.documents.get(issue.dokument, issue.dokument)
    called = f"»{', '.join((name, planned.called, planned.dates_text))}«"
    if one.draft:
        return f"{called}, udkast sendt den {day}"
    return f"{called}, version {issue.version}, udsendt den {day}"
