"""What closes a document: when the meeting ended, all attachments, remarks, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from moedebog import typography
from moedebog.blocks import Paragraph, plain
from moedebog.catalogue import UdsendesMed
from moedebog.compose import attachments, attendance, cover, objections
from moedebog.compose.attachment_access import not_for_all
from moedebog.compose.attachment_lists import facts_of, titled
from moedebog.compose.attendance import Listed
from moedebog.compose.corrected import corrections_of_meeting
from moedebog.compose.membership import members
from moedebog.compose.planning import Holder, Plan
from moedebog.compose.wording import table
from moedebog.document import ATTACHMENT_LIST, Afsnitstekst, Audience, Kind

_SHORT = 24
"""Characters."""
_IN_HAND = (11, 6, 11)
"""How wide the columns for signature, date and reservation are at least, in times the type."""


def closing_sections(plan: Plan, kind: Kind, audience: Audience) -> Iterator[Afsnitstekst]:
    """The sections after the last item."""
    ended = plan.meeting.faktisk_slut
    if kind is Kind.REFERAT and ended:
        adjourned = plan.phrases.adjourned.format(time=plan.end_text(ended))
        yield Afsnitstekst("slutning", None, 1, (plain(adjourned),))
    if kind is Kind.REFERAT:
        yield from corrections_of_meeting(plan, audience)
    if plan.meeting.forum.politik.bilagsoversigt:
        yield from _attachments(plan, kind, audience)
    yield from objections.section(plan, kind, audience)
    if kind is Kind.REFERAT and plan.meeting.underskriftsark and plan.was_held:
        yield _sheet(plan, audience)


def _sheet(plan: Plan, audience: Audience) -> Afsnitstekst:
    """The sheet for signatures: what signing means, and for each who signs a row to write in."""
    words = plan.phrases
    meaning = plan.meeting.forum.politik.underskriftsark_tekst or words.signatures_meaning
    columns = (
        words.signatures_name,
        words.signatures_signature,
        words.signatures_date,
        words.signatures_reservation,
    )
    rows = [(one.text(words), "", "", "") for one in _signing(plan, audience)]
    signatures = replace(table(columns, rows), row_headers=True, by_hand=_IN_HAND)
    blocks = (plain(meaning), signatures)
    return Afsnitstekst("underskriftsark", words.signatures, 1, blocks, "underskriftsark")


def signers(plan: Plan) -> list[str]:
    """The names of those who sign the referat."""
    return [one.person.navn for one in _signing(plan, Audience.INTERN)]


def _signing(plan: Plan, audience: Audience) -> list[Listed]:
    """Those who sign: who was there, or where nobody has put that on record, who was to come."""
    meeting, words, of = plan.meeting, plan.phrases, members(plan.meeting)
    brief = cover.for_single_items(plan, audience, of)
    if plan.claims_presence:
        return [*attendance.attending(meeting, plan.presence, words, of), *brief]
    return [*attendance.expected(meeting, words, of), *brief]


def _attachments(plan: Plan, kind: Kind, audience: Audience) -> Iterator[Afsnitstekst]:
    """All attachments of the document; of an item that is closed to the reader, none."""
    holders: list[Holder] = [plan.whole]
    holders += (
        item
        for item in plan.visible(audience)
        if not (item.closed_to(audience) or item.off_in(kind))
    )
    yield from attachments_of(plan, holders, kind, audience)


def attachments_of(
    plan: Plan, holders: Iterable[Holder], kind: Kind, audience: Audience
) -> Iterator[Afsnitstekst]:
    """The list of all attachments of some holders, where there are any."""
    listed = [
        (holder, numbered)
        for holder in holders
        for numbered in holder.bilag
        if attachments.belongs(numbered.bilag, kind)
    ]
    if not listed:
        return
    words = plan.phrases
    columns = [words.attachments_label, words.attachments_title, words.attachments_file]
    rows: list[list[str | Paragraph]] = [
        [
            _whole(n.reference),
            titled(holder, n.bilag, audience),
            _whole(facts_of(holder, n.bilag, audience)),
        ]
        for holder, n in listed
    ]
    if any(n.bilag.udsendes_med is not UdsendesMed.DAGSORDEN for _, n in listed):
        columns.append(words.attachments_sent_with)
        for row, (_, n) in zip(rows, listed, strict=True):
            row.append(words.sent_with[n.bilag.udsendes_med])
    listing = table(columns, rows, plan.meeting.fremmed)
    yield Afsnitstekst(ATTACHMENT_LIST, words.attachments, 1, (listing,), ATTACHMENT_LIST)
    yield from not_for_all(plan.meeting, listed, audience, words)


def _whole(text: str) -> str:
    """A short text that a narrow column does not break over lines."""
    return text.replace(" ", typography.NO_BREAK_SPACE) if len(text) <= _SHORT else text
