"""What a referat tells of the time after it was approved: corrections, and closed matters opened.

A correction is an addition: what it corrects stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator

from moedebog import typography
from moedebog.blocks import Block, LabelledItem, Paragraph, Run, plain
from moedebog.catalogue.sections import RETTELSE
from moedebog.compose.corrections import decided_at
from moedebog.compose.planning import Plan
from moedebog.compose.wording import at_level
from moedebog.document import Afsnitstekst, Audience
from moedebog.meeting import Ophaevelse, Rettelse

_WHOLE = "rettelser-af-moedet"
"""The link target of what is corrected of the meeting as a whole."""


def correction(
    plan: Plan, rettelse: Rettelse, level: int, *, closed: bool, anchor: str = ""
) -> Afsnitstekst:
    """A correction under a heading of its own; of one that is closed to the reader, that it is."""
    words = plan.phrases
    heading = words.correction_of.format(date=plan.date_text(rettelse.dato))
    blocks: tuple[Block, ...] = (plain(typography.sentence(words.section_is_closed)),)
    if not closed:
        marked = plain(typography.sentence(words.section_closed_to_public))
        note = (marked,) if rettelse.lukket else ()
        decided = (plain(text) for text in filter(None, [decided_by(plan, rettelse)]))
        blocks = (*note, *at_level(rettelse.tekst, level + 1), *decided)
    return Afsnitstekst(RETTELSE, heading, level, blocks, anchor, skillelinje=level > 1)


def decided_by(plan: Plan, rettelse: Rettelse) -> str:
    """``Besluttet på mødet den 14. november 2025, punkt 2.``; empty where nothing is said."""
    words = plan.phrases
    if rettelse.besluttet_i is None:
        return words.correction_by.format(name=rettelse.af) if rettelse.af else ""
    meeting = decided_at(rettelse.besluttet_i)
    if meeting is None or meeting.mappe:
        label, text = words.correction_decided, rettelse.besluttet_i
        return typography.sentence(words.labelled.format(label=label, text=text))
    date = plan.date_text(meeting.dato)
    if not meeting.punkt:
        return words.correction_at.format(date=date)
    item = words.at_item.format(number=meeting.punkt)
    return words.correction_at_item.format(date=date, item=item)


def corrections_of_meeting(plan: Plan, audience: Audience) -> Iterator[Afsnitstekst]:
    """What is corrected of the meeting as a whole."""
    for index, one in enumerate(plan.corrections_of_meeting(audience)):
        yield correction(plan, one, 1, closed=False, anchor="" if index else _WHOLE)


def named(plan: Plan, audience: Audience) -> Iterator[LabelledItem]:
    """The line of the cover that says when what was corrected, with links."""
    words, lines = plan.phrases, dict[str, Paragraph]()
    for day, item in plan.corrected(audience):
        what = words.correction_whole if item is None else plan.item_called(item)
        target = _WHOLE if item is None else item.numbered.anchor
        when = words.labelled.format(label=plan.date_text(day), text="")
        lines[f"{when}{what}"] = Paragraph((Run(when), Run(what, link=f"#{target}")))
    if lines:
        yield LabelledItem(words.label_corrected, tuple(lines.values()))


def lifted(plan: Plan, ophaevet: Ophaevelse) -> str:
    """That an item was treated as closed, and is open now."""
    words, date = plan.phrases, plan.date_text(ophaevet.dato)
    text = words.closing_lifted.format(date=date)
    if ophaevet.af:
        text = words.closing_lifted_by.format(date=date, name=ophaevet.af)
    if ophaevet.grund:
        text = words.labelled.format(label=text, text=ophaevet.grund)
    began = words.treated_closed_written if plan.meeting.written else words.treated_closed
    return f"{began} {typography.sentence(text)}"
