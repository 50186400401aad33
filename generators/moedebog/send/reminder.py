"""Who has answered to the minutes that are out for approval, and the draft of a mail to the rest.

It is printed and sent by nobody: what is to be said, a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from moedebog import typography
from moedebog.calls import call, quoted
from moedebog.catalogue import Godkendelse, ReferatStatus
from moedebog.compose import objections, plan
from moedebog.compose.planning import Plan
from moedebog.diagnostics import Phrase, Problems, Rule, Severity
from moedebog.document import Kind
from moedebog.examples import Example
from moedebog.meeting import Meeting
from moedebog.names import Same, same
from moedebog.phrases import DANISH

NOT_ASKED = Rule(
    "M478",
    Severity.ERROR,
    Phrase(
        "Ingen er bedt om bemærkninger til referatet endnu: {hvorfor}.",
        "Nobody has been asked for remarks to the minutes yet: {hvorfor}.",
    ),
    Phrase(
        "Send referatet til godkendelse først: {kommando}",
        "Send the minutes out for approval first: {kommando}",
    ),
    Example(
        wrong="moedebog paamindelse 2025-09-12, mens referatet er udkast",
        right="referat_status: til_godkendelse",
        file="Word",
    ),
    about=("referat_status",),
)

_USUAL_DAYS = 14
"""For remarks, in the command that is shown."""
_DRAFT_STILL = Phrase("det er stadig et udkast", "they are still a draft")
_CANCELLED = Phrase("mødet er aflyst", "the meeting is off")
_ANSWERED = Phrase("Har svaret:", "Have answered:")
_MISSING = Phrase("Har ikke svaret:", "Have not answered:")
_ALL = Phrase("Alle har svaret.", "Everybody has answered.")
_COUNTED = Phrase(
    "{svar:har svaret|har svaret}, {mangler:mangler|mangler}.",
    "{svar:has answered|have answered}, {mangler:has not|have not}.",
)
_NO_REMARKS = Phrase("ingen bemærkninger", "no remarks")
_REMARKS = Phrase("{antal:bemærkning|bemærkninger}", "{antal:remark|remarks}")
_NO_ADDRESS = Phrase("ingen adresse i forum.yaml", "no address in forum.yaml")
_NO_DEADLINE = Phrase(
    "Der er ingen frist; skriv den som `indsigelsesfrist` i mødefilen.",
    "There is no deadline; write it as `indsigelsesfrist` in the meeting file.",
)
_DEADLINE = Phrase(
    "Fristen er {dato}, om {dage:dag|dage}.", "The deadline is {dato}, in {dage:day|days}."
)
_TODAY = Phrase("Fristen er i dag, {dato}.", "The deadline is today, {dato}.")
_OVER = Phrase(
    "Fristen var {dato}; den udløb for {dage:dag|dage} siden.",
    "The deadline was {dato}; it ran out {dage:day|days} ago.",
)
_APPROVED = Phrase(
    "Referatet er godkendt; der er intet at minde om.",
    "The minutes are approved; there is nothing to remind of.",
)
_UNCHALLENGED = Phrase(
    "Forummets referater er godkendt, når fristen er gået uden bemærkninger: den, der ikke har "
    "svaret, har ingen. Afgør de bemærkninger, der er, og kør: {kommando}",
    "The forum's minutes are approved once the deadline has passed without remarks: whoever has "
    "not answered has none. Decide on those that there are, and run: {kommando}",
)
_DRAFT = Phrase(
    "Udkast til en mail til hver af dem, der ikke har svaret; moedebog sender den ikke:",
    "Draft of a mail (in Danish) to each who has not answered; moedebog does not send it:",
)
_LETTER = """\
Emne: {emne}

{har}, og vi mangler dit svar.

{naar}, om du har bemærkninger: til hvilket punkt, og hvad der skal rettes. Skriv også, hvis du \
ingen har.
{siden}"""
_SENT = "Du har fået {referatet} til godkendelse"
_NOT_SENT = "{referatet} er til godkendelse"
_SEND_FIRST = Phrase(
    "Ingen version af referatet er sendt til godkendelse herfra. Har de ikke fået det på en anden "
    "måde, så send det først, eller vedhæft det: {kommando}",
    "No version of the minutes has been mailed for approval from here. Unless they have got them "
    "another way, mail them first, or attach them: {kommando}",
)
_SUBJECT = "Dine bemærkninger til referatet, {moede}"
_AFTERWARDS = {
    Godkendelse.UNDERSKRIFT: "\nBagefter skal referatet underskrives af dem, der deltog.\n",
    Godkendelse.NAESTE_MOEDE: "\nReferatet bliver lagt frem til godkendelse på et senere møde.\n",
    Godkendelse.INDSIGELSESFRIST: (
        "\nHar du ikke svaret inden fristen, regner vi med, at du ingen bemærkninger har.\n"
    ),
}


class _Asked(Struct, frozen=True):
    """Somebody who was to answer."""

    navn: str
    remarks: int | None
    """How many they have; ``None`` where they have not answered."""
    addresses: tuple[str, ...]


def reminder(meeting: Meeting, name: str, today: date, *, sees_closed: bool) -> Iterator[Phrase]:
    """Who has answered to the minutes, who has not, and the draft of a mail to these.

    ``name`` is what the meeting is called in a command. Others than the forum read how many they
    are, and no names. Raises ``Problems`` where nobody has been asked yet.
    """
    planned = plan(meeting)[0]
    _require_asked(meeting, name, today)
    asked = list(_asked(planned))
    missing = [one for one in asked if one.remarks is None]
    last = objections.last_day(meeting)
    approved = meeting.referat_status is ReferatStatus.GODKENDT
    yield _APPROVED if approved else _until(last, today)
    yield from _told(asked, sees_closed=sees_closed)
    if approved or not missing:
        return
    is_over = last is not None and last < today
    if is_over and meeting.forum.politik.godkendelse is Godkendelse.INDSIGELSESFRIST:
        unchallenged = f"VED={Godkendelse.INDSIGELSESFRIST}"
        yield _UNCHALLENGED.put(
            kommando=_status(name, ReferatStatus.GODKENDT, f"DATO={today}", "AF=NAVN", unchallenged)
        )
        return
    sent = _was_sent(meeting)
    if not sent:
        shown = quoted(name)
        mail = call(
            f"make mail MEETING={shown} DOC={Kind.REFERAT}",
            f"moedebog mail {shown} --doc {Kind.REFERAT}",
        )
        yield _SEND_FIRST.put(kommando=mail)
    yield _DRAFT
    yield Phrase.same("")
    for line in _letter(planned, last, today, sent=sent).split("\n"):
        yield Phrase.same(line)


def _require_asked(meeting: Meeting, name: str, today: date) -> None:
    why = None
    if meeting.aflyst:
        why = _CANCELLED
    elif meeting.referat_status.is_draft:
        why = _DRAFT_STILL
    if why is not None:
        days = meeting.forum.politik.indsigelsesfrist_dage or _USUAL_DAYS
        more = (f"DATO={today}", "AF=NAVN", f"FRIST={today + timedelta(days=days)}")
        command = _status(name, ReferatStatus.TIL_GODKENDELSE, *more)
        raise Problems([NOT_ASKED.at(meeting.position, hvorfor=why, kommando=command)])


def _status(name: str, status: str, *more: str) -> str:
    """The command that says how far the minutes are."""
    make = " ".join((f"make status MEETING={quoted(name)} STATUS={status}", *more))
    options = (f"--{key.lower()} {value}" for key, _, value in (one.partition("=") for one in more))
    plain = " ".join((f"moedebog status {quoted(name)} --status {status}", *options))
    return call(make, plain)


def _asked(planned: Plan) -> Iterator[_Asked]:
    """Those who are asked, and what each has answered."""
    meeting = planned.meeting
    people = [one for group in meeting.forum.modtagere for one in group.personer if one.navn]
    for name in objections.asked(planned):
        own = [one for one in meeting.indsigelser if same(one.fra, name) is Same.YES]
        to = (one.email for one in people if same(one.navn or "", name) is Same.YES)
        remarks = sum(bool(one.tekst) for one in own) if own else None
        yield _Asked(name, remarks, tuple(dict.fromkeys(to)))


def _was_sent(meeting: Meeting) -> bool:
    """Whether anybody was mailed the minutes, as more than a draft."""
    issues = (one for one in meeting.udgaver if one.dokument == Kind.REFERAT and one.modtagere)
    return any(one.status != ReferatStatus.UDKAST for one in issues)


def _until(last: date | None, today: date) -> Phrase:
    if last is None:
        return _NO_DEADLINE
    days = (last - today).days
    if days == 0:
        return _TODAY.put(dato=last.isoformat())
    return (_OVER if days < 0 else _DEADLINE).put(dato=last.isoformat(), dage=abs(days))


def _told(asked: Sequence[_Asked], *, sees_closed: bool) -> Iterator[Phrase]:
    missing = [one for one in asked if one.remarks is None]
    if not sees_closed:
        yield _COUNTED.put(svar=len(asked) - len(missing), mangler=len(missing))
        return
    if len(missing) < len(asked):
        yield _ANSWERED
    for one in asked:
        if one.remarks is not None:
            said = _REMARKS.put(antal=one.remarks) if one.remarks else _NO_REMARKS
            yield Phrase.same(f"    {one.navn}: ") + said
    if not missing:
        yield _ALL
        return
    yield _MISSING
    for one in missing:
        to = Phrase.same(", ".join(f"<{address}>" for address in one.addresses))
        yield Phrase.same(f"    {one.navn} ") + (to if one.addresses else _bracketed(_NO_ADDRESS))


def _bracketed(said: Phrase) -> Phrase:
    return Phrase.same("(") + said + Phrase.same(")")


def _letter(planned: Plan, last: date | None, today: date, *, sent: bool) -> str:
    moede = ", ".join((planned.called, planned.dates_text))
    day = typography.long_date(last, DANISH) if last else ""
    when = "Skriv"
    if last and last < today:
        when = f"Fristen var {day}. Skriv hurtigst muligt"
    elif last:
        when = f"Skriv senest {day}"
    policy = planned.meeting.forum.politik.godkendelse
    said = _SENT if sent else _NOT_SENT
    letter = _LETTER.format(
        emne=_SUBJECT.format(moede=moede),
        har=typography.capitalised(said.format(referatet=f"referatet af mødet »{moede}«")),
        naar=when,
        siden=_AFTERWARDS.get(policy, "") if policy else "",
    )
    return typography.plain_spaces(letter)
