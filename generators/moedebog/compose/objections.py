"""What was answered to the minutes, and until when it is taken: read by those who read all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from moedebog import secrecy, typography
from moedebog.blocks import Block, Blocks, Heading, Paragraph, Run, plain
from moedebog.catalogue import Begivenhedsart, ReferatStatus
from moedebog.compose import attendance
from moedebog.compose.membership import members, substitutes
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.compose.wording import at_level, fact
from moedebog.document import Afsnitstekst, Audience, Kind
from moedebog.meeting import Indsigelse, Meeting, Modtagergruppe
from moedebog.names import Same, same

NAME = "indsigelser"
"""The key in the meeting file, and what the section is called."""
_LEVEL = 2
"""Of the headings over the remarks to each item."""
_WORD = re.compile(r"\Apunkt\s+", re.IGNORECASE)


def items_called(plan: Plan, wanted: str) -> list[PlannedItem]:
    """The items with this ``id``, or else with this number as printed."""
    called = [item for item in plan.items if item.punkt.id == wanted]
    number = _WORD.sub("", wanted).removesuffix(".").casefold()
    return called or [item for item in plan.items if item.numbered.nr.casefold() == number]


def readable(plan: Plan, kind: Kind, audience: Audience) -> tuple[Indsigelse, ...]:
    """The answers that stand in a document for this audience.

    In the copy of somebody from whom something is held back there are none on such an item, and
    none that may be about any.
    """
    sees_closed = plan.is_confidential(audience)
    if kind is not Kind.REFERAT or not secrecy.may_read(NAME, sees_closed=sees_closed):
        return ()
    held_back = any(item.withheld for item in plan.items)
    return tuple(
        one for one in plan.meeting.indsigelser if not (held_back and _may_be_about_held(plan, one))
    )


def _may_be_about_held(plan: Plan, one: Indsigelse) -> bool:
    if not one.tekst:
        return False
    item = item_of(plan, one)
    return item is None or item.withheld


def item_of(plan: Plan, one: Indsigelse) -> PlannedItem | None:
    """The item that an answer is about; ``None``: the minutes as a whole."""
    found = items_called(plan, one.punkt) if one.punkt else []
    return found[0] if found else None


# --- in print -------------------------------------------------------------------------------


def section(plan: Plan, kind: Kind, audience: Audience) -> Iterator[Afsnitstekst]:
    """The section with all answers, item by item; nothing where there are none."""
    told = readable(plan, kind, audience)
    if not told:
        return
    words = plan.phrases
    blocks: list[Block] = []
    remarks = [one for one in told if one.tekst]
    about = [item_of(plan, one) for one in remarks]
    for item in (None, *plan.items):
        own = [one for one, of in zip(remarks, about, strict=True) if of is item]
        if own and (item is not None or any(about)):
            blocks.append(Heading(_LEVEL, (Run(_called(plan, item, audience)),)))
        for one in own:
            blocks += _remark(plan, one)
    silent = dict.fromkeys(one.fra for one in told if not one.tekst)
    if silent:
        names = [attendance.with_party(plan.meeting, name, words) for name in silent]
        blocks.append(fact(words.no_remarks, typography.enumeration(names, words)))
    yield Afsnitstekst(NAME, words.remarks, 1, tuple(blocks), NAME)


def _called(plan: Plan, item: PlannedItem | None, audience: Audience) -> str:
    if item is None:
        return plan.phrases.remarks_on_whole
    title = item.title_for(audience)
    if not item.numbered.nr:
        return title
    label = typography.capitalised(plan.item_called(item))
    return plan.phrases.labelled.format(label=label, text=title)


def _remark(plan: Plan, one: Indsigelse) -> Blocks:
    """Who said what, and below it what was decided and why."""
    words = plan.phrases
    name = attendance.with_party(plan.meeting, one.fra, words)
    if one.dato is not None:
        name = words.remark_on.format(name=name, date=plan.date_text(one.dato))
    lead = Run(f"{name}:", strong=True)
    text = at_level(one.tekst, _LEVEL + 1)
    first = text[0]
    if isinstance(first, Paragraph):
        said: Blocks = (Paragraph((lead, Run(" "), *first.inlines), one.position), *text[1:])
    else:
        said = (Paragraph((lead,), one.position), *text)
    return (*said, *_answer(plan, one))


def _answer(plan: Plan, one: Indsigelse) -> Blocks:
    """What was decided, with the reason; nothing where neither is said."""
    if one.afgoerelse is None:
        return (plain(typography.sentence(one.grund)),) if one.grund else ()
    answer = plan.phrases.remark_answers[one.afgoerelse]
    if one.grund is None:
        return (plain(typography.sentence(answer)),)
    return (fact(answer, typography.sentence(one.grund)),)


# --- who is asked ---------------------------------------------------------------------------


def asked(plan: Plan) -> tuple[str, ...]:
    """Who is asked for remarks: the members and substitutes who took part; the members, where
    nobody has put down who did."""
    meeting = plan.meeting
    names = [one.known_as for one in members(meeting)]
    if plan.claims_presence:
        everybody = [*names, *(one.known_as for one in substitutes(meeting))]
        names = [one for one in everybody if plan.presence.was_there(one)]
    return tuple(dict.fromkeys(names))


def asks(plan: Plan, group: Modtagergruppe) -> bool:
    """Whether anybody in a group of recipients is asked for remarks.

    Of addresses without a name, those that get the internal documents are taken for members.
    """
    names, people = asked(plan), [one.navn for one in group.personer]
    if any(same(who, name) is not Same.NO for who in people if who for name in names):
        return True
    unknown = not names or None in people
    return unknown and plan.is_confidential(Audience(group.maalgruppe))


# --- until when -----------------------------------------------------------------------------


def deadline(plan: Plan) -> date | None:
    """The last day for remarks, as minutes that are out for approval say it."""
    meeting = plan.meeting
    awaited = meeting.referat_status is ReferatStatus.TIL_GODKENDELSE and not meeting.aflyst
    return last_day(meeting) if awaited else None


def last_day(meeting: Meeting) -> date | None:
    """The last day for remarks: that of the meeting file, else of the record, else by the days that
    the forum gives from the day on which the minutes were sent out for approval."""
    if meeting.indsigelsesfrist is not None:
        return meeting.indsigelsesfrist
    sent = [one for one in meeting.begivenheder if one.art is Begivenhedsart.TIL_GODKENDELSE]
    if not sent:
        return None
    days = meeting.forum.politik.indsigelsesfrist_dage
    return sent[-1].frist or (sent[-1].dato + timedelta(days=days) if days else None)
