"""Says what a file is, before it is joined."""

from __future__ import annotations

from dataclasses import replace

from pikepdf import Dictionary, Name, Pdf, Stream

from samling.content import Marker
from samling.describing import pages_of
from samling.objects import Objects
from samling.opening import (
    bounded,
    claims,
    fields,
    is_signature,
    is_tagged,
    opened,
    readable,
    says_language,
)
from samling.outline import read
from samling.pages import own_what_is_inherited
from samling.parts import Kind, Part, Survey, Told
from samling.places import Places
from samling.stripping import Stripper
from samling.structure import undescribed
from samling.values import entry, text

_INSTEAD = ("/Alt", "/ActualText")
"""What is read out in place of what is drawn (ISO 32000-1, 14.9.3 and 14.9.4)."""


def survey(part: Part, *, closely: bool = False) -> Survey:
    """What the file of a part is; ``closely``: with what joining will tell of it.

    Raises ``Refused`` where it cannot be joined.
    """
    told: list[Told] = []
    with bounded(), opened(part, told) as pdf, readable(part):
        made = Survey(
            pages=len(pdf.pages),
            tagged=is_tagged(pdf),
            claims=claims(pdf),
            language=text(pdf.Root.get("/Lang")),
            signed=any(map(is_signature, fields(pdf))),
        )
        if not closely:
            return made
        told += _taken_out(pdf, part)
        if made.tagged:
            marker = Marker(pdf)
            left = (number for number, page in enumerate(pdf.pages, 1) if marker.page(page.obj)[0])
            told += [Told(Kind.UNMARKED, part, number) for number in left]
            told += [Told(Kind.UNDESCRIBED, part, on) for on in pages_of(pdf, undescribed(pdf))]
            if not says_language(pdf):
                told.append(Told(Kind.NO_LANGUAGE, part))
        else:
            told.append(Told(Kind.UNTAGGED, part))
        return replace(made, told=tuple(told), scanned=_is_scanned(pdf))


def _taken_out(pdf: Pdf, part: Part) -> list[Told]:
    told: list[Told] = []
    own_what_is_inherited(pdf)
    stripper = Stripper(pdf, part, told)
    stripper.strip(Objects(pdf).acting)
    read(pdf, Places(pdf), 0, stripper)
    return [one for one in told if one.kind is not Kind.LOST_LINK]


def _is_scanned(pdf: Pdf) -> bool:
    """Whether nothing in it draws with a font, something with a picture, and no words stand for
    that."""
    pictures = False
    for one in pdf.objects:
        if not isinstance(one, (Dictionary, Stream)):
            continue
        if any(name in one for name in _INSTEAD):
            return False
        fonts = entry(entry(one, "/Resources"), "/Font")
        if isinstance(fonts, Dictionary) and len(fonts.keys()):
            return False
        pictures = pictures or (isinstance(one, Stream) and one.get("/Subtype") == Name.Image)
    return pictures
