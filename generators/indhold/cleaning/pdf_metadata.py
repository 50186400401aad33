"""The properties of a PDF: who made it with what goes, what readers need of it stays."""

from __future__ import annotations

from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Stream

from indhold.cleaning.pdf_streams import unpacked
from indhold.cleaning.tally import Tally, holds_number
from indhold.cleaning.told import Refused
from indhold.cleaning.trees import parsed, take_out
from indhold.findings import At, Kind

_INFO_KEPT = frozenset(("/Title", "/Subject", "/Keywords", "/CreationDate", "/ModDate", "/Trapped"))
_INFO_PEOPLE = frozenset(("/Author", "/Company", "/Manager"))
_MOST = 10_000_000
"""Bytes of XMP."""
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_PDF = "{http://ns.adobe.com/pdf/1.3/}"
_KEPT = frozenset(
    (
        *(f"{_DC}{name}" for name in ("title", "language", "subject", "description", "publisher")),
        *(f"{_DC}{name}" for name in ("format", "rights", "type", "date")),
        *(f"{_XMP}{name}" for name in ("CreateDate", "ModifyDate", "MetadataDate")),
        f"{_PDF}Keywords",
        f"{_PDF}Trapped",
        f"{_PDF}PDFVersion",
    )
)
_KEPT_SPACES = (
    "http://www.aiim.org/pdfa/ns/",
    "http://www.aiim.org/pdfua/ns/",
    "http://www.aiim.org/pdfe/ns/",
    "http://www.npes.org/pdfx/ns/id/",
    "http://pdfa.org/",
)
"""Which standard a file keeps, and what PDF/A asks to be said of other properties in it."""


def clean_info(pdf: pikepdf.Pdf, tally: Tally) -> None:
    """Clean the document information dictionary (ISO 32000-2 § 14.3.3)."""
    if "/Info" not in pdf.trailer:
        return
    info = pdf.trailer.Info
    for key in list(info.keys()):
        text = str(info[key]).strip()
        if key in _INFO_KEPT and not holds_number(text):
            continue
        del info[key]
        if text:
            kind = Kind.AUTHOR if key in _INFO_PEOPLE else Kind.METADATA
            _tell(tally, kind, key.removeprefix("/"), text)


def _tell(tally: Tally, kind: Kind, name: str, text: str) -> None:
    if name in ("Producer", "Creator", "CreatorTool"):  # every file tells that
        tally.took_aside(Kind.METADATA, At.PROPERTIES, name, shown=text)
    else:
        tally.took(kind, At.PROPERTIES, "" if kind is Kind.AUTHOR else name, shown=text)


def clean_xmp(pdf: pikepdf.Pdf, tally: Tally) -> None:
    """Clean the XMP of the document (ISO 16684-1); one that cannot be read goes."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, Stream):
        return
    try:
        root = xmp_in(unpacked(stream, _MOST) or b"")
    except Refused:
        del pdf.Root["/Metadata"]
        tally.took(Kind.METADATA, At.PROPERTIES, "XMP")
        return
    for description in list(root.iter(f"{_RDF}Description")):
        if description.getparent() is None or description.getparent().tag != f"{_RDF}RDF":
            continue
        for child in list(description):
            _drop(child, tally)
        for key in list(description.attrib):
            if key != f"{_RDF}about" and not _is_kept(key):
                _tell_property(key, description.get(key), tally)
                del description.attrib[key]
    for one in list(root.iter(etree.Comment)):
        take_out(one)
    tree = root if root.getroottree().getroot() is root else root.getroottree()
    stream.write(packet(tree))


def xmp_in(data: bytes) -> Any:
    """The root of a packet of XMP. Raises ``Refused`` where it cannot be read."""
    return parsed(data.strip(b"\0 \r\n\t\xef\xbb\xbf"))


def packet(tree: Any) -> bytes:
    """A packet of XMP (ISO 16684-1 § 7.3)."""
    begin = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    data: bytes = etree.tostring(tree, encoding="utf-8")
    return begin + data + b'\n<?xpacket end="w"?>'


def _drop(child: Any, tally: Tally) -> None:
    text = "; ".join(t for s in child.itertext() if (t := s.strip()))
    if not isinstance(child.tag, str) or (_is_kept(child.tag) and not holds_number(text)):
        return
    _tell_property(child.tag, text, tally)
    take_out(child)


def _is_kept(tag: str) -> bool:
    return tag in _KEPT or tag.startswith(tuple("{" + space for space in _KEPT_SPACES))


def _tell_property(tag: str, text: str, tally: Tally) -> None:
    name = tag.rpartition("}")[2]
    is_person = tag in (f"{_DC}creator", f"{_DC}contributor")
    if name in ("Producer", "CreatorTool", "DocumentID", "InstanceID", "OriginalDocumentID"):
        tally.took_aside(Kind.METADATA, At.PROPERTIES, name)
    elif is_person and text:
        tally.took(Kind.AUTHOR, At.PROPERTIES, shown=text)
    elif text:
        tally.took(Kind.METADATA, At.PROPERTIES, name)
