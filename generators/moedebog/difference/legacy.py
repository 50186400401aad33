"""The checksums that stand in records of what was issued: a fixed formula, for old records.

They tell whether a version whose source is not kept, or not here, has changed. So they must come
out the same: names and order of what counts stand here, whatever the program calls it by now, and
nothing is added. What the formula does not know, it cannot say. Where the program prints the same
meeting otherwise than before, ``GENERATION`` goes up, and older checksums tell nothing any more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from msgspec import Struct

from moedebog import blocks, document
from moedebog.difference.sums import Digest, as_written
from moedebog.document import ATTACHMENT_LIST, Audience, Document
from moedebog.outgoing import Forsendelse

SHORT = 16
"""Characters of an item's checksum: enough to tell two texts of one item apart."""

_FORMS: dict[type, tuple[str, tuple[str, ...]]] = {
    document.Afsnitstekst: (
        "Afsnit",
        ("slags", "overskrift", "niveau", "tekst", "anker", "skillelinje"),
    ),
    document.Gruppe: ("Gruppe", ("overskrift", "niveau", "anker")),
    document.Punkttekst: (
        "Punkt",
        (
            *("nr", "titel", "overskrift", "niveau", "anker", "tid", "sagstype", "sagsnr"),
            *("undertitel", "afsnit", "gruppe"),
        ),
    ),
    document.Oversigtslinje: (
        "Oversigtslinje",
        ("nr", "titel", "tid", "sagstype", "anker", "art"),
    ),
    document.Kolonne: ("Kolonne", ("noegle", "overskrift")),
    document.Oversigt: (
        "Oversigt",
        ("overskrift", "anker", "kolonner", "linjer", "side_overskrift"),
    ),
    document.Document: (
        "Document",
        (
            *("kind", "audience", "overskrift", "forum", "dato_tekst", "titel", "sidehoved"),
            *("fortrolighed", "status", "fakta", "indledning", "oversigt", "punkter"),
            *("slutafsnit", "dato", "sprog"),
        ),
    ),
    blocks.Run: ("Run", ("text", "strong", "emphasis", "code", "link", "language")),
    blocks.LineBreak: ("LineBreak", ()),
    blocks.Footnote: ("Footnote", ("paragraphs",)),  # its number may change by another note
    blocks.Paragraph: ("Paragraph", ("inlines",)),
    blocks.Heading: ("Heading", ("level", "inlines")),
    blocks.ListItem: ("ListItem", ("blocks",)),
    blocks.BulletList: ("BulletList", ("items",)),
    blocks.NumberedList: ("NumberedList", ("items", "start")),
    blocks.LabelledItem: ("LabelledItem", ("label", "blocks")),
    blocks.LabelledList: ("LabelledList", ("items",)),
    blocks.Cell: ("Cell", ("blocks",)),
    blocks.Table: ("Table", ("header", "rows", "alignments", "caption")),
    blocks.Quote: ("Quote", ("blocks",)),
    blocks.CodeBlock: ("CodeBlock", ("text",)),
    blocks.Picture: ("Picture", ("path", "alt")),
    blocks.ThematicBreak: ("ThematicBreak", ()),
}
"""What each part was called when the first record was written, and which of it counted."""
_MOVED = frozenset({"anker", "nr", "tid", "overskrift", "undertitel", "gruppe", "niveau"})
"""Attributes of an item that differ when it has only moved."""


class OutsideFormula(LookupError):
    """A document holds something that the formula has no name for."""


class Sums(Struct, frozen=True):
    """The checksums of a version, by audience."""

    whole: Mapping[Audience, str]
    heads: Mapping[Audience, str]
    items: tuple[Mapping[Audience, str], ...]
    """Of the items that the public sees, in their order."""


GENERATION = "7"
"""Of what is printed of a meeting; ``tests/send/test_mail_versions.py`` says when it goes up."""
_FIRST = "1"


def comparable(one: str, other: str) -> bool:
    """Whether two checksums of whole documents tell if these differ."""
    return is_known(one) and is_known(other) and _generation(one) == _generation(other)


def _generation(checksum: str) -> str:
    """That of the program which made a checksum; at first none was written."""
    generation, sign, _ = checksum.partition(".")
    return generation if sign else _FIRST


def sums(both: Mapping[Audience, Forsendelse], digest: Digest) -> Sums:
    """The checksums of what goes out, from both audiences' documents. Raises ``OutsideFormula``."""
    formula = _Formula(digest)
    return Sums(
        {one: f"{GENERATION}.{formula.whole(dispatch)}" for one, dispatch in both.items()},
        {audience: formula.head(dispatch.document) for audience, dispatch in both.items()},
        tuple(formula.items(both)),
    )


_UNKNOWN = "ukendt"


def unknown(items: int) -> Sums:
    """What stands for the checksums of a document that the formula has no names for."""
    nothing = {audience: f"{_UNKNOWN}-{audience}" for audience in Audience}
    return Sums(nothing, nothing, (nothing,) * items)


def is_known(checksum: str) -> bool:
    """Whether a record's checksum is one."""
    return not checksum.startswith(_UNKNOWN)


def content_sum(dispatch: Forsendelse, digest: Digest) -> str:
    """The checksum of all that one reader gets. Raises ``OutsideFormula``."""
    return _Formula(digest).whole(dispatch)


class _Formula:
    def __init__(self, digest: Digest) -> None:
        self.digest = digest

    def whole(self, dispatch: Forsendelse) -> str:
        bilag = [(b.reference, b.titel, self.digest(b.sti)) for b in dispatch.bilag]
        document = as_written(dispatch.document)
        return _sum([self.plain(document), bilag, dispatch.indkaldelse.aflyst])

    def head(self, document: Document) -> str:
        own = as_written(document).slutafsnit
        signatures = [s for s in own if s.slags != ATTACHMENT_LIST]
        parts = (document.forum, document.dato_tekst, document.status, document.fakta)
        everything = (*parts, document.indledning, tuple(signatures))
        return _sum([self.plain(part) for part in everything])[:SHORT]

    def items(self, dispatches: Mapping[Audience, Forsendelse]) -> list[Mapping[Audience, str]]:
        public = [p.anker for p in dispatches[Audience.OFFENTLIG].document.punkter]
        sums: dict[str, dict[Audience, list[str]]] = {
            anchor: {audience: [] for audience in dispatches} for anchor in public
        }
        for audience, dispatch in dispatches.items():
            last = ""
            for punkt in dispatch.document.punkter:
                last = punkt.anker if punkt.anker in sums else last
                files = [
                    (b.titel, self.digest(b.sti)) for b in dispatch.bilag if b.punkt == punkt.anker
                ]
                if last:
                    sums[last][audience].append(_sum([self.plain(punkt, _MOVED), files]))
        return [
            {audience: _sum(item)[:SHORT] for audience, item in sums[anchor].items()}
            for anchor in public
        ]

    def plain(self, value: Any, without: frozenset[str] = frozenset()) -> Any:
        """A document tree as JSON has it."""
        if isinstance(value, Struct):
            try:
                name, attributes = _FORMS[type(value)]
                parts = [getattr(value, one) for one in attributes if one not in without]
            except (KeyError, AttributeError) as unknown:
                raise OutsideFormula from unknown
            return [name, *map(self.plain, parts)]
        if isinstance(value, tuple):
            return [self.plain(one) for one in value]
        if isinstance(value, Enum):
            return str(value.value)
        if isinstance(value, Path):
            return self.digest(value)
        return value if value is None or isinstance(value, (str, int, bool)) else str(value)


def _sum(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()
