"""Which number each attachment has, and how it is named from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, count
from urllib.parse import urlsplit

from msgspec import Struct

from moedebog import typography
from moedebog.catalogue import Bilagsnumre, UdsendesMed
from moedebog.compose.numbering import Numbered
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.document import Kind
from moedebog.examples import PDF, Example, attached
from moedebog.meeting import Bilag, Fil, Meeting
from moedebog.phrases import Phrases

FILE_MISSING = Rule(
    "M210",
    Severity.ERROR,
    Phrase("Bilaget {fil} findes ikke.", "The bilag {fil} does not exist."),
    Phrase(
        "{raad}Læg filen i mappen, eller ret `fil`; stien regnes fra mødefilens mappe.",
        "{raad}Put the file in the folder, or correct `fil`; the path begins in the meeting "
        "file's folder.",
    ),
    Example(
        wrong="dagsorden_status: udsendt\npunkter:\n  - titel: A\n    bilag:  # findes ikke\n"
        "      - titel: N\n        fil: n.pdf",
        right="dagsorden_status: udsendt\npunkter:\n  - titel: A\n    bilag:  # findes\n"
        "      - titel: N\n        fil: b.pdf",
        files={"b.pdf": PDF},
    ),
)
FILE_MISSING_IN_DRAFT = Rule(
    "M211",
    Severity.WARNING,
    Phrase("Bilaget {fil} findes ikke endnu.", "The bilag {fil} does not exist yet."),
    Phrase(
        "{raad}Det skal være der, når dokumentet ikke længere er et udkast.",
        "{raad}It must be there when the document is no longer a draft.",
    ),
    Example(
        wrong=attached("Notat", "n.pdf", "en fil, der ikke findes"),
        right=attached("Notat", "b.pdf", "en fil, der findes"),
        files={"b.pdf": PDF},
    ),
    reason=Phrase(
        "Den, der læser dagsordenen, leder efter det bilag, der er nævnt. I et udkast kan det "
        "komme senere; i det endelige dokument skal det være der.",
        "Whoever reads the dagsorden looks for the attachment that is named. In a draft it may "
        "come later; in the final document it must be there.",
    ),
)


class NumberedBilag(Struct, frozen=True):
    """An attachment with its label."""

    bilag: Bilag
    label: str
    """As printed under its item, e.g. ``Bilag 1``."""
    reference: str
    """As named from elsewhere, e.g. ``Punkt 3, bilag 1``."""
    nr: str
    """Its number alone."""


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
        prefixed = style is Bilagsnumre.PUNKT_BILAG and bool(item.nr)
        numbers = _numbers(bilag, prefix=f"{item.nr}." if prefixed else "")
        labels = [words.attachment.format(number=n) for n in numbers]
        if prefixed:
            references = labels
            if item.gruppe is not None:  # the label may be that of another group's
                references = [
                    words.item_in_group.format(item=label, group=item.gruppe) for label in labels
                ]
        else:
            name = item_name(item, words.numbered_item, words)
            references = [words.attachment_of_item.format(item=name, number=n) for n in numbers]
        numbered.append(tuple(map(NumberedBilag, bilag, labels, references, numbers)))
    return numbered


def item_name(item: Numbered, pattern: str, words: Phrases) -> str:
    """An item as it is called elsewhere; ``pattern`` is how its number is said."""
    if not item.nr:
        return item.punkt.titel
    name = pattern.format(number=item.nr)
    if item.gruppe is None:
        return name
    return words.item_in_group.format(item=name, group=item.gruppe)


def number_own(meeting: Meeting, words: Phrases) -> tuple[NumberedBilag, ...]:
    """The attachments of the meeting as a whole: numbers that none of an item's can be."""
    own = in_order(list(meeting.bilag))
    numbers = _numbers(own)
    labels = [words.attachment_of_meeting.format(number=n) for n in numbers]
    return tuple(map(NumberedBilag, own, labels, labels, numbers))


def _run_on(items: Sequence[Numbered], words: Phrases) -> list[tuple[NumberedBilag, ...]]:
    everything = in_order([bilag for item in items for bilag in _of(item)])
    numbers = zip(everything, _numbers(everything), strict=True)
    numbered = {
        id(bilag): NumberedBilag(bilag, label, label, n)
        for bilag, n in numbers
        for label in (words.attachment.format(number=n),)
    }
    return [tuple(numbered[id(bilag)] for bilag in in_order(list(_of(item)))) for item in items]


def _numbers(bilag: Sequence[Bilag], prefix: str = "") -> list[str]:
    """Each one's number: its own, or the next that is no other's own."""
    taken = {one.nr for one in bilag if one.nr is not None}
    following = (number for n in count(1) if (number := f"{prefix}{n}") not in taken)
    return [one.nr if one.nr is not None else next(following) for one in bilag]


def in_order(bilag: list[Bilag]) -> list[Bilag]:
    """As written, but those that come with the referat last."""
    return sorted(bilag, key=lambda b: not b.udsendes_med.is_listed_before)


def check_files(meeting: Meeting, items: Sequence[Numbered]) -> Iterator[Diagnostic]:
    """Every attachment that names a file has it."""
    for bilag in chain(meeting.bilag, *map(_of, items)):
        if bilag.udgaar or bilag.fil is None or bilag.fil.stoerrelse is not None:
            continue
        if bilag.udsendes_med is UdsendesMed.EFTERSENDES and meeting.referat_status.is_draft:
            continue  # it is still to come
        if bilag.udsendes_med is UdsendesMed.DAGSORDEN:
            draft = meeting.dagsorden_status.is_draft
        else:
            draft = meeting.referat_status.is_draft
        rule = FILE_MISSING_IN_DRAFT if draft else FILE_MISSING
        yield rule.at(bilag.fil.position, fil=bilag.fil.navn, raad="")


def belongs(bilag: Bilag, kind: Kind) -> bool:
    """Whether the attachment comes with this document."""
    return kind is Kind.REFERAT or bilag.udsendes_med.is_listed_before


def file_facts(
    fil: Fil | None, adresse: str | None, udarbejdet_af: str | None, words: Phrases
) -> str:
    """``PDF, 31 kB, udarbejdet af Rådgiver A/S``; of a page on the web whose it is.

    Empty where the reader may have nothing of it.
    """
    facts = [_kind_and_size(fil, adresse, words)]
    if udarbejdet_af is not None:
        facts.append(words.attachment_made_by.format(maker=udarbejdet_af))
    return words.list_separator.join(filter(None, facts))


def _kind_and_size(fil: Fil | None, adresse: str | None, words: Phrases) -> str:
    if adresse is not None:
        return urlsplit(adresse).hostname or adresse
    if fil is None:
        return ""
    kind = fil.sti.suffix.removeprefix(".").upper()
    size = "" if fil.stoerrelse is None else typography.file_size(fil.stoerrelse, words)
    return words.list_separator.join(filter(None, [kind, size]))


def _of(item: Numbered) -> Iterator[Bilag]:
    for afsnit in item.punkt.alle_afsnit():
        yield from afsnit.bilag
