"""Which number each attachment has, and how it is named from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from moedebog import typography
from moedebog.catalogue import Bilagsnumre, UdsendesMed
from moedebog.compose.numbering import Numbered
from moedebog.diagnostics import Diagnostic, Rule, Severity
from moedebog.document import Kind
from moedebog.meeting import Bilag, Fil, Meeting
from moedebog.phrases import Phrases

FILE_MISSING = Rule(
    "M210",
    Severity.ERROR,
    "Bilaget {fil} findes ikke.",
    "{raad}Læg filen i mappen, eller ret `fil`; stien regnes fra mødefilens mappe.",
)
FILE_MISSING_IN_DRAFT = Rule(
    "M211",
    Severity.WARNING,
    "Bilaget {fil} findes ikke endnu.",
    "{raad}Det skal være der, når dokumentet ikke længere er et udkast.",
)


class NumberedBilag(Struct, frozen=True):
    """An attachment with its label."""

    bilag: Bilag
    label: str
    """As printed under its item, e.g. ``Bilag 1``."""
    reference: str
    """As named from elsewhere, e.g. ``Punkt 3, bilag 1``."""


def number_attachments(
    meeting: Meeting, items: Sequence[Numbered], words: Phrases
) -> list[tuple[NumberedBilag, ...]]:
    """The attachments of each item in the order of their numbers.

    Those sent out with the referat come last, so that the dagsorden has no holes.
    """
    style = meeting.forum.politik.bilagsnumre
    if style is Bilagsnumre.GENNEMLOEBENDE:
        return _run_on(items, words)
    numbered = []
    for item in items:
        bilag = in_order(list(_of(item)))
        if style is Bilagsnumre.PUNKT_BILAG and item.nr:
            labels = [
                words.attachment.format(number=f"{item.nr}.{n}") for n, _ in enumerate(bilag, 1)
            ]
            references = labels
        else:
            labels = [words.attachment.format(number=n) for n, _ in enumerate(bilag, 1)]
            name = words.numbered_item.format(number=item.nr) if item.nr else item.punkt.titel
            references = [
                words.attachment_of_item.format(item=name, number=n) for n, _ in enumerate(bilag, 1)
            ]
        numbered.append(tuple(map(NumberedBilag, bilag, labels, references)))
    return numbered


def _run_on(items: Sequence[Numbered], words: Phrases) -> list[tuple[NumberedBilag, ...]]:
    everything = in_order([bilag for item in items for bilag in _of(item)])
    labels = {id(bilag): words.attachment.format(number=n) for n, bilag in enumerate(everything, 1)}
    return [
        tuple(
            NumberedBilag(bilag, labels[id(bilag)], labels[id(bilag)])
            for bilag in in_order(list(_of(item)))
        )
        for item in items
    ]


def in_order(bilag: list[Bilag]) -> list[Bilag]:
    """As written, but those that come with the referat last."""
    return sorted(bilag, key=lambda b: b.udsendes_med is UdsendesMed.REFERAT)


def check_files(meeting: Meeting, items: Sequence[Numbered]) -> Iterator[Diagnostic]:
    """Every attachment that names a file has it."""
    for item in items:
        for bilag in _of(item):
            if bilag.fil is None or bilag.fil.stoerrelse is not None:
                continue
            if bilag.udsendes_med is UdsendesMed.DAGSORDEN:
                draft = meeting.dagsorden_status.is_draft
            else:
                draft = meeting.referat_status.is_draft
            rule = FILE_MISSING_IN_DRAFT if draft else FILE_MISSING
            yield rule.at(bilag.fil.position, fil=bilag.fil.navn, raad="")


def belongs(bilag: Bilag, kind: Kind) -> bool:
    """Whether the attachment comes with this document."""
    return kind is Kind.REFERAT or bilag.udsendes_med is UdsendesMed.DAGSORDEN


def file_facts(fil: Fil | None, words: Phrases) -> str:
    """``PDF, 31 kB``; empty where there is no file that the reader may have."""
    if fil is None:
        return ""
    kind = fil.sti.suffix.removeprefix(".").upper()
    size = "" if fil.stoerrelse is None else typography.file_size(fil.stoerrelse, words)
    return ", ".join(filter(None, [kind, size]))


def _of(item: Numbered) -> Iterator[Bilag]:
    for afsnit in item.punkt.alle_afsnit():
        yield from afsnit.bilag
