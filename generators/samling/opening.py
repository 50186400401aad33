"""Opens a part's file, and says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from samling.parts import Claims, Kind, Part, Reason, Refused, Survey, Told

_UA = re.compile(rb"pdfuaid:part\s*(?:>|=\s*[\"'])\s*1\b")
_PDFA_PART = re.compile(rb"pdfaid:part\s*(?:>|=\s*[\"'])\s*([1-4])")
_PDFA_LEVEL = re.compile(rb"pdfaid:conformance\s*(?:>|=\s*[\"'])\s*([ABUabu])")


def survey(part: Part) -> Survey:
    """What the file of a part is.

    Raises ``Refused`` where it cannot be joined.
    """
    with opened(part, []) as pdf:
        language = pdf.Root.get("/Lang")
        return Survey(
            pages=len(pdf.pages),
            tagged=is_tagged(pdf),
            claims=claims(pdf),
            language=str(language) if isinstance(language, pikepdf.String) else "",
            signed=any(map(is_signature, fields(pdf))),
        )


def opened(part: Part, told: list[Told]) -> Pdf:
    """The file of a part, open; what its opening shows is added to ``told``.

    Raises ``Refused``.
    """
    source = BytesIO(part.file) if isinstance(part.file, bytes) else part.file
    if source is None:
        raise Refused(part, Reason.NO_PDF)
    try:
        pdf = pikepdf.open(source, suppress_warnings=True, inherit_page_attributes=False)
        repaired = _straightened(pdf)
        count = len(pdf.pages)
    except pikepdf.PasswordError:
        raise Refused(part, Reason.PASSWORD) from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError, AttributeError) as error:
        reason = Reason.PASSWORD if "encrypt" in str(error).casefold() else Reason.NO_PDF
        raise Refused(part, reason) from None
    if not count:
        pdf.close()
        raise Refused(part, Reason.NO_PAGES)
    if pdf.is_encrypted:
        told.append(Told(Kind.ENCRYPTED, part))
    if repaired or pdf.get_warnings():
        told.append(Told(Kind.REPAIRED, part))
    return pdf


def _straightened(pdf: Pdf) -> bool:
    """Takes out of the page tree what leads back to itself; whether there was any."""
    tree: Any = pdf.Root.get("/Pages")
    seen: set[tuple[int, int]] = set()
    waiting = [tree]
    found = False
    while waiting:
        node = waiting.pop()
        kids = node.get("/Kids") if isinstance(node, Dictionary) else None
        if not isinstance(kids, Array):
            continue
        seen.add(node.objgen)
        back = [
            at
            for at, kid in enumerate(kids)
            if not isinstance(kid, Dictionary) or (kid.objgen in seen and "/Kids" in kid)
        ]
        for at in reversed(back):
            del kids[at]
        found = found or bool(back)
        waiting += list(kids)
    return found


def is_tagged(pdf: Pdf) -> bool:
    """Whether it has a structure that holds something."""
    root = pdf.Root.get("/StructTreeRoot")
    return isinstance(root, Dictionary) and root.get("/K") is not None


def claims(pdf: Pdf) -> Claims:
    """What it says of itself; read out of the packet as text, which damaged XML is, too."""
    metadata = pdf.Root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        return Claims()
    try:
        packet = metadata.read_bytes()
    except pikepdf.PdfError:
        return Claims()
    part, level = _PDFA_PART.search(packet), _PDFA_LEVEL.search(packet)
    pdfa = level[1].decode().lower() if level and part and part[1] in (b"2", b"3") else ""
    return Claims(ua=bool(_UA.search(packet)), pdfa=pdfa)


def fields(pdf: Pdf) -> Iterator[Dictionary]:
    """All fields of its form, those inside others too."""
    form = pdf.Root.get("/AcroForm")
    top = form.get("/Fields") if isinstance(form, Dictionary) else None
    waiting: list[Any] = list(top) if isinstance(top, Array) else []
    seen: set[tuple[int, int]] = set()
    while waiting:
        field = waiting.pop()
        if not isinstance(field, Dictionary) or (field.is_indirect and field.objgen in seen):
            continue
        seen.add(field.objgen)
        yield field
        kids = field.get("/Kids")
        waiting += list(kids) if isinstance(kids, Array) else []


def is_signature(field: Dictionary) -> bool:
    """Whether a field holds a signature."""
    return field.get("/FT") == Name.Sig and "/V" in field
