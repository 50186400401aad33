"""The properties of the whole: those of its first file, and what all its files conform to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pikepdf import Name, Pdf

from samling.parts import Claims

_LEVELS = "bua"
"""From the least to the most (ISO 19005-2, 5)."""
_UA = "http://www.aiim.org/pdfua/ns/id/"
_PDFA = "http://www.aiim.org/pdfa/ns/id/"


_DESCRIBED = re.compile(
    rb"schemas>.*namespaceURI>\s*http://www\.aiim\.org/pdfua/ns/id/\s*<", re.DOTALL
)
_SCHEMA = b"""<rdf:Description rdf:about=""
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


def claims_of_all(said: Sequence[Claims]) -> Claims:
    """What files say that all say."""
    levels = [one.pdfa for one in said]
    least = min(levels, key=_LEVELS.index) if levels and all(levels) else ""
    return Claims(ua=bool(said) and all(one.ua for one in said), pdfa=least)


def describe(whole: Pdf, packet: bytes | None, title: str, language: str, said: Claims) -> None:
    """Writes the properties as XMP; of the older ones those that viewers show as the name of the
    window, which ISO 19005-2 asks not to contradict them."""
    if packet is not None:
        whole.Root.Metadata = whole.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    with whole.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = title
        xmp["dc:language"] = [language]
        for key, value in (
            (f"{{{_UA}}}part", "1" if said.ua else ""),
            (f"{{{_PDFA}}}part", "2" if said.pdfa else ""),
            (f"{{{_PDFA}}}conformance", said.pdfa.upper()),
        ):
            if value:
                xmp[key] = value
            elif key in xmp:
                del xmp[key]
        creators = xmp.get("dc:creator")
    whole.docinfo["/Title"] = title
    if isinstance(creators, list) and len(creators) == 1:
        whole.docinfo["/Author"] = str(creators[0])
    if said.ua and said.pdfa:
        packet = whole.Root.Metadata.read_bytes()
        if not _DESCRIBED.search(packet):
            whole.Root.Metadata.write(packet.replace(b"</rdf:RDF>", _SCHEMA + b"</rdf:RDF>", 1))
