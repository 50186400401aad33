"""The properties of the whole: those of its first file, and what all its files conform to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from pikepdf import Name, Pdf
from pikepdf.models import PdfMetadata

from samling.parts import Claims
from samling.values import entry, text, unpacked

_LEVELS = "bua"
"""From the least to the most (ISO 19005-2, 5)."""
_UA = "http://www.aiim.org/pdfua/ns/id/"
_PDFA = "http://www.aiim.org/pdfa/ns/id/"
_XMP = "http://ns.adobe.com/xap/1.0/"
_KEPT = frozenset((
    "http://purl.org/dc/elements/1.1/",
    _XMP,
    "http://ns.adobe.com/xap/1.0/rights/",
    "http://ns.adobe.com/pdf/1.3/",
))  # fmt: skip
"""What says who made a file, when, with what, and what it is about. The rest, of which there is no
end, says what a file conforms to, or came of: that is not true of the whole."""
_NOT_KEPT = frozenset((f"{{{_XMP}}}Thumbnails",))
_OLDER = {
    "/Author": "dc:creator",
    "/Subject": "dc:description",
    "/Keywords": "pdf:Keywords",
    "/Creator": "xmp:CreatorTool",
    "/Producer": "pdf:Producer",
    "/CreationDate": "xmp:CreateDate",
    "/ModDate": "xmp:ModifyDate",
}
"""What stood for the properties before there was XMP (ISO 32000-1, 14.3.3)."""
_END = re.compile(rb"</(?:[\w.-]+:)?RDF\s*>")
_SCHEMA = b"""<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Which part of ISO 14289 is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
"""PDF/A asks that a file describes properties that are not its own (ISO 19005-2, 6.6.2.3)."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself."""

    packet: bytes = b""
    """Its XMP, as it stands there."""
    older: Mapping[str, str] = field(default_factory=dict)
    """By the keys of ``_OLDER``."""


def claims_of_all(said: Sequence[Claims]) -> Claims:
    """What files say that all say."""
    levels = [one.pdfa for one in said]
    least = min(levels, key=_LEVELS.index) if levels and all(levels) else ""
    return Claims(ua=bool(said) and all(one.ua for one in said), pdfa=least)


def properties(source: Pdf) -> Properties:
    """What a file says of itself."""
    held = entry(source.trailer, "/Info")
    older = {key: words for key in _OLDER if (words := text(entry(held, key)))}
    return Properties(unpacked(source.Root.get("/Metadata")) or b"", older)


def describe(whole: Pdf, first: Properties, title: str, language: str, said: Claims) -> None:
    """Writes the properties as XMP; of the older ones those that viewers show as the name of the
    window, which ISO 19005-2 asks not to contradict them."""
    with _read(whole, first.packet) as xmp:
        for key in list(xmp):
            if key.partition("}")[0][1:] not in _KEPT or key in _NOT_KEPT:
                del xmp[key]
        missing = {key: words for key, words in first.older.items() if _OLDER[key] not in xmp}
        xmp.load_from_docinfo(missing)
        xmp["dc:title"] = title
        xmp["dc:language"] = [language]
        if said.ua:
            xmp[f"{{{_UA}}}part"] = "1"
        if said.pdfa:
            xmp[f"{{{_PDFA}}}part"] = "2"
            xmp[f"{{{_PDFA}}}conformance"] = said.pdfa.upper()
        creators = xmp.get("dc:creator")
    whole.docinfo["/Title"] = title
    if isinstance(creators, list) and len(creators) == 1:
        whole.docinfo["/Author"] = str(creators[0])
    if said.ua and said.pdfa:
        written = whole.Root.Metadata.read_bytes()
        whole.Root.Metadata.write(_END.sub(lambda end: _SCHEMA + end[0], written, count=1))


def _read(whole: Pdf, packet: bytes) -> PdfMetadata:
    """A packet to be gone on with; an empty one where it is too damaged to be read."""
    how = {"set_pikepdf_as_editor": False, "update_docinfo": False, "strict": True}
    if packet.strip():
        whole.Root.Metadata = whole.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
        with suppress(SyntaxError, ValueError):
            return whole.open_metadata(**how)
        del whole.Root.Metadata
    return whole.open_metadata(**how)
