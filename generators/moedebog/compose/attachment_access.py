"""Which attachments cannot be read by everybody, below the list of all of them.

What is told was looked up in the files when the meeting was read, and only where the forum asks for
it. Of a file that could not be looked into, nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from moedebog.blocks import BulletList, ListItem, Paragraph, plain, spoken
from moedebog.compose.attachments import NumberedBilag
from moedebog.compose.planning import Holder
from moedebog.document import NOT_FOR_ALL, Afsnitstekst, Audience
from moedebog.meeting import Meeting, Utilgaengelig
from moedebog.phrases import Phrases


def not_for_all(
    meeting: Meeting,
    listed: Iterable[tuple[Holder, NumberedBilag]],
    audience: Audience,
    words: Phrases,
) -> Iterator[Afsnitstekst]:
    """A line for each of these attachments that an audience gets and may not be able to read."""
    known = {one.sti: one for one in meeting.utilgaengelige}
    lines = []
    for holder, numbered in listed:
        file = holder.attachment_file(numbered.bilag, audience)
        lacking = known.get(file.sti) if file is not None else None
        if lacking is not None:
            maker = holder.attachment_maker(numbered.bilag, audience) or lacking.lavet_af
            text = _line(numbered.reference, lacking, maker, words)
            inlines = spoken(text, holder.foreign)
            lines.append(ListItem((Paragraph(inlines, numbered.bilag.position),)))
    if lines:
        told = (plain(words.not_for_all), BulletList(tuple(lines)))
        yield Afsnitstekst(NOT_FOR_ALL, None, 1, told)


def _line(reference: str, lacking: Utilgaengelig, maker: str, words: Phrases) -> str:
    why = words.list_separator.join(_reasons(lacking, words))
    text = words.labelled.format(label=reference, text=why)
    if not maker:
        return text
    return words.in_brackets.format(text=text, more=words.attachment_made_by.format(maker=maker))


def _reasons(lacking: Utilgaengelig, words: Phrases) -> Iterator[str]:
    if lacking.uden_maerker:
        yield words.not_for_all_untagged
    if lacking.uden_sprog:
        yield words.not_for_all_no_language
    if lacking.uden_titel:
        yield words.not_for_all_no_title
    for number, one, several in (
        (lacking.billeder_uden_tekst, words.not_for_all_picture, words.not_for_all_pictures),
        (lacking.skannede_sider, words.not_for_all_scanned_page, words.not_for_all_scanned_pages),
    ):
        if number:
            yield one if number == 1 else several.format(number=number)
