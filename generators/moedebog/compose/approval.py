"""How far a referat is, in words: approved when and how, or until when remarks are awaited.

What the record tells is printed only where the meeting file says the same of the referat.
"""

from __future__ import annotations

import re
from datetime import date

from moedebog import events, typography
from moedebog.catalogue import Begivenhedsart, Godkendelse, ReferatStatus
from moedebog.compose import objections
from moedebog.compose.membership import members
from moedebog.compose.planning import Plan
from moedebog.document import Kind
from moedebog.events import Begivenhed
from moedebog.names import Same, same

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def approved(plan: Plan, kind: Kind) -> Begivenhed | None:
    """The approval of the referat; ``None`` where the record has none, or it is taken back."""
    meeting = plan.meeting
    if kind is not Kind.REFERAT or not meeting.referat_status.approved:
        return None
    last = events.state(meeting.begivenheder)
    return last if last is not None and last.art is Begivenhedsart.GODKENDT else None


def awaited(plan: Plan, kind: Kind) -> Begivenhed | None:
    """That the referat was sent out for approval, where it still is."""
    meeting = plan.meeting
    if kind is not Kind.REFERAT or meeting.referat_status is not ReferatStatus.TIL_GODKENDELSE:
        return None
    last = events.state(meeting.begivenheder)
    return last if last is not None and last.art is Begivenhedsart.TIL_GODKENDELSE else None


def who(plan: Plan, approval: Begivenhed) -> str:
    """Who approved the referat: as the record says; by signature those who have signed it, with
    who did so with a reservation. A body signs nothing."""
    if approval.ved is not Godkendelse.UNDERSKRIFT:
        return approval.af
    words = plan.phrases
    signed = events.signatures(plan.meeting.begivenheder)
    if not signed:
        belonging = [one.navn for one in members(plan.meeting)]
        known = any(same(one, approval.af) is not Same.NO for one in belonging)
        return approval.af if known else ""
    names = (
        words.in_brackets.format(text=one.af, more=words.with_reservation)
        if one.forbehold
        else one.af
        for one in signed
    )
    return typography.enumeration(tuple(names), words)


def meeting_of(approval: Begivenhed) -> date | None:
    """The day of the meeting that approved it, where one did.

    Its id begins with it; else it is the day of the approval.
    """
    at_meeting = approval.ved is Godkendelse.NAESTE_MOEDE
    if not at_meeting and (approval.ved is not None or not approval.moede):
        return None
    found = _DAY.match(approval.moede)
    try:
        return date.fromisoformat(found[0]) if found else approval.dato
    except ValueError:
        return approval.dato


def deadline(plan: Plan, approval: Begivenhed) -> date | None:
    """Until when remarks to the referat could be made, where nobody made any."""
    return approval.frist or objections.last_day(plan.meeting)


def text(plan: Plan, kind: Kind) -> str:
    """As the cover has it; empty where there is nothing to tell."""
    approval = approved(plan, kind)
    if approval is not None:
        return _approved(plan, approval)
    until = objections.deadline(plan) if kind is Kind.REFERAT else None
    return "" if until is None else plan.phrases.remarks_until.format(date=plan.date_text(until))


def _approved(plan: Plan, approval: Begivenhed) -> str:
    words, by = plan.phrases, who(plan, approval)
    day = plan.date_text(approval.dato)
    said = (words.approved_on_by if by else words.approved_on).format(date=day, who=by)
    match approval.ved:
        case Godkendelse.UNDERSKRIFT:
            signed = words.approved_signed_by if by else words.approved_signed
            return signed.format(date=day, who=by)
        case Godkendelse.INDSIGELSESFRIST:
            limit = deadline(plan, approval)
            if limit is None:
                return words.approved_unopposed.format(approved=said)
            until = plan.date_text(limit)
            return words.approved_unopposed_until.format(approved=said, date=until)
    at = meeting_of(approval)
    return said if at is None else _at_meeting(plan, approval, at, said, by)


def _at_meeting(plan: Plan, approval: Begivenhed, day: date, said: str, by: str) -> str:
    """On the day of the meeting, or, where the approval has another, on both."""
    words = plan.phrases
    if day == approval.dato:
        at = words.approved_at_by if by else words.approved_at
        said = at.format(date=plan.date_text(day), who=by)
    else:
        said = words.approved_later.format(approved=said, date=plan.date_text(day))
    if not approval.punkt:
        return said
    return words.approved_item.format(approved=said, number=approval.punkt)
