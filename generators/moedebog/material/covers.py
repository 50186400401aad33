"""The page before each attachment: what it is, and how it can be read."""

from __future__ import annotations

from msgspec.structs import replace

from moedebog.blocks import LabelledItem, LabelledList, Paragraph, Run, plain
from moedebog.document import Document, Oversigt
from moedebog.material.contents import Apart, Entry
from moedebog.phrases import Phrases
from moedebog.typography import uncapitalised
from samling import FROM, Survey

_NOTHING = Oversigt("", "", (), (), "")


def cover(
    document: Document, entry: Entry, survey: Survey | None, words: Phrases, *, back: bool
) -> Document:
    """A document of one page that says what an attachment is; ``survey``: of its PDF, where it is
    in the file."""
    rows: list[tuple[str, str]] = []
    punkt = next((p for p in document.punkter if p.anker == entry.punkt), None)
    if punkt is not None:
        rows.append((words.material_item, punkt.overskrift))
    if entry.fil is not None:
        rows.append((words.attachments_file, entry.fil.name))
    if survey is not None:
        rows.append((words.material_pages, str(survey.pages)))
        can = words.material_tagged if survey.tagged else words.material_untagged
        rows.append((words.material_reading, can))
    facts = LabelledList(tuple(LabelledItem(label, (plain(text),)) for label, text in rows))
    told = [plain(_why(entry, words))] if entry.apart else []
    if back:
        name = uncapitalised(words.documents_definite[document.kind])
        text = words.material_back.format(document=name)
        told.append(Paragraph((Run(text, link=f"{FROM}{entry.key}"),)))
    return replace(
        document,
        overskrift=entry.titel,
        dato_tekst=entry.reference,
        titel=f"{entry.reference}: {entry.titel}",
        status=None,
        fakta=facts,
        indledning=tuple(told),
        oversigt=_NOTHING,
        punkter=(),
        slutafsnit=(),
        rettelser=None,
    )


def _why(entry: Entry, words: Phrases) -> str:
    """Why there is nothing behind it."""
    if entry.apart is Apart.ON_THE_WEB:
        return words.material_web.format(address=entry.adresse)
    return {
        Apart.TO_COME: words.material_to_come,
        Apart.HANDED_OUT: words.material_handed_out,
        Apart.OWN_FILE: words.material_own_file,
        Apart.NO_FILE: words.material_no_file,
    }[entry.apart or Apart.NO_FILE]
