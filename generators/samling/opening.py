"""Opens a part's file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from samling.parts import Claims, Kind, Part, Reason, Refused, Told
from samling.values import (
    FAULTS,
    MOST_UNPACKED,
    Objgen,
    Unpacked,
    entry,
    items,
    one_or_more,
    reached,
    text,
    unpacked,
)

_FILTERS = 4
"""So many times over may a stream be packed."""

_IS = rb"(?:(?:\s[^<>]*)?>|\s*=\s*[\"'])\s*"
"""Between a property and its value, be it an element or an attribute."""
_UA = re.compile(rb"pdfuaid:part" + _IS + rb"1\b")
_PDFA_PART = re.compile(rb"pdfaid:part" + _IS + rb"([1-4])")
_PDFA_LEVEL = re.compile(rb"pdfaid:conformance" + _IS + rb"([ABUabu])")


@contextmanager
def readable(part: Part) -> Iterator[None]:
    """What is found of a file's damages while it is read: ``Refused``."""
    try:
        yield
    except FAULTS:
        raise Refused(part, Reason.NO_PDF) from None
    except Unpacked:
        raise Refused(part, Reason.TOO_LARGE) from None


def opened(part: Part, told: list[Told]) -> Pdf:
    """The file of a part, open; what its opening shows is added to ``told``.

    Raises ``Refused``, and ``OSError`` where the file cannot be read.
    """
    source = BytesIO(part.file) if isinstance(part.file, bytes) else part.file
    if source is None:
        raise Refused(part, Reason.NO_PDF)
    try:
        pdf = pikepdf.open(source, suppress_warnings=True, inherit_page_attributes=False)
    except pikepdf.PasswordError:
        raise Refused(part, Reason.PASSWORD) from None
    except FAULTS as error:
        reason = Reason.PASSWORD if "encrypt" in str(error).casefold() else Reason.NO_PDF
        raise Refused(part, reason) from None
    try:
        repaired = _straightened(pdf)
        if not len(pdf.pages):
            raise Refused(part, Reason.NO_PAGES)
        if _is_drawn_by_program(pdf):
            raise Refused(part, Reason.NO_FIXED_PAGES)
    except (*FAULTS, AttributeError):  # where the file has no catalogue
        pdf.close()
        raise Refused(part, Reason.NO_PDF) from None
    except Refused:
        pdf.close()
        raise
    if pdf.is_encrypted:
        told.append(Told(Kind.ENCRYPTED, part))
    if repaired or pdf.get_warnings():
        told.append(Told(Kind.REPAIRED, part))
    return pdf


@contextmanager
def bounded() -> Iterator[None]:
    """Nothing that is read in here is unpacked beyond what can be held (``MOST_UNPACKED``).

    The bound is qpdf's and holds for the whole process, so it is put back afterwards.
    """
    before = pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MOST_UNPACKED,
        run_length_max_memory=MOST_UNPACKED,
        max_stream_filters=_FILTERS,
    )
    try:
        yield
    finally:
        pikepdf.settings.set_qpdf_limits(**before)  # type: ignore[arg-type]


def _straightened(pdf: Pdf) -> bool:
    """Takes out of the page tree what leads back to itself; whether there was any."""
    seen: set[Objgen] = set()
    waiting: list[Any] = [pdf.Root.get("/Pages")]
    found = False
    while waiting:
        node = waiting.pop()
        kids = entry(node, "/Kids")
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


def _is_drawn_by_program(pdf: Pdf) -> bool:
    """Whether a form of Adobe's own kind has all it shows; its page says »Please wait« alone."""
    form = pdf.Root.get("/AcroForm")
    if entry(form, "/XFA") is None:
        return False
    needs: Any = pdf.Root.get("/NeedsRendering")
    return needs is True or not items(entry(form, "/Fields"))


def is_tagged(pdf: Pdf) -> bool:
    """Whether it has a structure with an element in it."""
    return bool(_tags(pdf.Root.get("/StructTreeRoot")))


def says_language(pdf: Pdf) -> bool:
    """Whether its catalogue says in which language it is, or all of its outermost tags do."""
    if text(pdf.Root.get("/Lang")).strip():
        return True
    tags = _tags(pdf.Root.get("/StructTreeRoot"))
    if len(tags) == 1 and "/Lang" not in tags[0]:
        tags = _tags(tags[0])
    return bool(tags) and all(text(one.get("/Lang")).strip() for one in tags)


def _tags(above: Any) -> list[Any]:
    return [one for one in one_or_more(entry(above, "/K")) if isinstance(one, Dictionary)]


def claims(pdf: Pdf) -> Claims:
    """What it says of itself; read out of the packet as text, which damaged XML is, too.

    Nothing, where its fields are to be drawn anew (12.7.2): that is done with the fonts they name,
    which need not be in the file. No PDF/UA where it says besides that its tags are none, or may
    be wrong (ISO 14289-1, 6.2 and 7.1).
    """
    anew: Any = entry(pdf.Root.get("/AcroForm"), "/NeedAppearances")
    if anew is True and next(fields(pdf), None) is not None:
        return Claims()
    packet = unpacked(pdf.Root.get("/Metadata")) or b""
    part, level = _PDFA_PART.search(packet), _PDFA_LEVEL.search(packet)
    pdfa = level[1].decode().lower() if level and part and part[1] in (b"2", b"3") else ""
    if not is_tagged(pdf):  # programs say it of files that they write without tags
        return Claims(ua=False, pdfa="b" if pdfa == "a" else pdfa)
    marks = pdf.Root.get("/MarkInfo")
    is_marked = entry(marks, "/Marked") is True and entry(marks, "/Suspects") is not True
    return Claims(ua=is_marked and bool(_UA.search(packet)), pdfa=pdfa)


def fields(pdf: Pdf) -> Iterator[Any]:
    """All fields of its form, those inside others too."""
    top = items(entry(pdf.Root.get("/AcroForm"), "/Fields"))
    return reached(top, lambda one: items(one.get("/Kids")))


def is_signature(field: Dictionary) -> bool:
    """Whether a field holds a signature."""
    return field.get("/FT") == Name.Sig and "/V" in field
