"""Attachments as they are listed: under an item, before the overview, and at the end."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from moedebog import typography
from moedebog.blocks import Blocks, LabelledItem, LabelledList, Paragraph, Run, spoken
from moedebog.catalogue import Udfald, UdsendesMed
from moedebog.compose import attachments
from moedebog.compose.attachments import NumberedBilag
from moedebog.compose.planning import Holder
from moedebog.compose.wording import closed_text
from moedebog.document import Audience, Kind
from moedebog.meeting import Bilag
from moedebog.phrases import Phrases


def listed(
    holder: Holder, bilag: Iterable[NumberedBilag], kind: Kind, audience: Audience
) -> Blocks:
    """Those of some attachments that come with this document, a line each."""
    items = tuple(
        _entry(holder, one, audience) for one in bilag if attachments.belongs(one.bilag, kind)
    )
    return (LabelledList(items),) if items else ()


def _entry(holder: Holder, numbered: NumberedBilag, audience: Audience) -> LabelledItem:
    bilag, words = numbered.bilag, holder.phrases
    title = text = holder.attachment_title(bilag, audience)
    if facts := facts_of(holder, bilag, audience):
        text = words.in_brackets.format(text=text, more=facts)
    text = _as_withdrawn(text, bilag, words)
    if bilag.lukket:
        closed = holder.part_closed_to(bilag, audience)
        marked = words.attachment_closed_to_public.format(title=text)
        text = closed_text(text if closed else marked, bilag.lukket, words)
    return LabelledItem(numbered.label, (_linked(text, title, holder, bilag, audience),))


def titled(holder: Holder, bilag: Bilag, audience: Audience) -> Paragraph:
    """What an attachment is called; one that not everybody may have says so."""
    title = text = holder.attachment_title(bilag, audience)
    if holder.is_marked_closed(bilag, audience):
        text = holder.phrases.attachment_closed_to_public.format(title=title)
    text = _as_withdrawn(text, bilag, holder.phrases)
    return _linked(text, title, holder, bilag, audience)


def _as_withdrawn(text: str, bilag: Bilag, words: Phrases) -> str:
    """``Kort (udgår)``."""
    if not bilag.udgaar:
        return text
    return words.in_brackets.format(
        text=text, more=typography.uncapitalised(words.outcomes[Udfald.UDGAAR])
    )


def facts_of(holder: Holder, bilag: Bilag, audience: Audience) -> str:
    """Kind and size of its file, or whose page it is on the web; and who made it.

    Of a page that not everybody may know, its address is told by the link alone: the name of a
    host stands in many a letter, where it must not look like something closed.
    """
    file = holder.attachment_file(bilag, audience)
    address = holder.attachment_address(bilag, audience)
    if address and holder.is_marked_closed(bilag, audience):
        address = None
    maker = holder.attachment_maker(bilag, audience)
    words = holder.phrases
    told = [attachments.file_facts(file, address, maker, words)]
    if not holder.part_closed_to(bilag, audience):
        told.append(_when_it_comes(bilag, words))
    return words.list_separator.join(filter(None, told))


def _when_it_comes(bilag: Bilag, words: Phrases) -> str:
    """That it is still to come, or was handed out; else empty."""
    if bilag.udgaar:
        return ""
    if bilag.udsendes_med is UdsendesMed.OMDELT:
        return words.attachment_handed_out
    is_here = bilag.fil is not None and bilag.fil.stoerrelse is not None
    later = bilag.udsendes_med is UdsendesMed.EFTERSENDES and not is_here
    return words.attachment_to_come if later else ""


def _linked(text: str, title: str, holder: Holder, bilag: Bilag, audience: Audience) -> Paragraph:
    """A text in which the title leads to where the attachment is on the web."""
    address = holder.attachment_address(bilag, audience)
    before, _, after = text.partition(title)
    if address is None:
        return Paragraph(spoken(text, holder.foreign), bilag.position)
    linked = (replace(run, link=address) for run in spoken(title, holder.foreign))
    runs = (Run(before), *linked, Run(after))
    return Paragraph(tuple(run for run in runs if run.text), bilag.position)
