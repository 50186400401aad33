"""The properties of a file, as readers and archives see them, and what it carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about itself."""

    title: str
    """Shown in the title bar."""
    author: str
    language: str
    """BCP 47 tag of the text."""
    created: datetime | None = None
    """With its time zone; the clock is never asked. ``None``: the file does not say."""
    modified: datetime | None = None
    """The same of what the file holds now."""
    subject: str = ""
    """In a sentence, what the file is."""
    keywords: tuple[str, ...] = ()
    publisher: str = ""
    """The body that answers for it."""
    creator: str = ""
    """The program that made the document."""
    producer: str = "ReportLab"
    version: str = ""
    """Which version of the document the file is."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF that belongs to the document as a whole."""

    name: str
    data: bytes
    media_type: str
    """E.g. ``application/json``."""
    relationship: str = "Source"
    """``Source``, ``Data``, ``Alternative``, ``Supplement`` or ``Unspecified``."""
    description: str = ""


def text(words: str) -> bytes:
    """A text string of PDF."""
    if words.isascii() and words.isprintable():
        escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(" + escaped.encode() + b")"
    return b"<FEFF" + words.encode("utf-16-be").hex().upper().encode() + b">"


def name(words: str) -> bytes:
    """A name of PDF, everything but letters and figures escaped."""
    coded = (chr(b) if chr(b).isalnum() and b < 128 else f"#{b:02X}" for b in words.encode())
    return b"/" + "".join(coded).encode()


def date(moment: datetime) -> bytes:
    """A date of PDF."""
    offset = moment.strftime("%z") or "+0000"
    return text(f"{moment:D:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'")


def information(about: Metadata) -> bytes:
    """The document information dictionary."""
    entries = {
        b"Title": text(about.title),
        b"Author": text(about.author),
        b"Subject": text(about.subject) if about.subject else b"",
        b"Keywords": text(_joined(about.keywords)) if about.keywords else b"",
        b"Creator": text(about.creator) if about.creator else b"",
        b"Producer": text(about.producer),
        b"CreationDate": date(about.created) if about.created else b"",
        b"ModDate": date(about.modified) if about.modified else b"",
    }
    return b"<<" + b"".join(b"/" + key + value for key, value in entries.items() if value) + b">>"


def _joined(keywords: Sequence[str]) -> str:
    return ", ".join(keywords)


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{publisher}{subject}{keywords}{created}{modified}{creator}{version}<pdf:Producer>{producer}</pdf:Producer>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""  # noqa: E501 (lines of the packet)

_SUBJECT = (
    '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:description>\n'
)
_PUBLISHER = "<dc:publisher><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:publisher>\n"
_KEYWORDS = (
    "<dc:subject><rdf:Bag>{each}</rdf:Bag></dc:subject>\n<pdf:Keywords>{all}</pdf:Keywords>\n"
)
_CREATED = "<xmp:CreateDate>{}</xmp:CreateDate>\n"
_MODIFIED = (
    "<dc:date><rdf:Seq><rdf:li>{0}</rdf:li></rdf:Seq></dc:date>\n"
    "<xmp:ModifyDate>{0}</xmp:ModifyDate>\n<xmp:MetadataDate>{0}</xmp:MetadataDate>\n"
)
_CREATOR = "<xmp:CreatorTool>{}</xmp:CreatorTool>\n"
_VERSION = '<xmpMM:VersionID xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">{}</xmpMM:VersionID>\n'


def packet(about: Metadata, part: int) -> bytes:
    """The same as XMP, with what the file conforms to: PDF/UA-1 and PDF/A of this part."""
    each = "".join(f"<rdf:li>{escape(one)}</rdf:li>" for one in about.keywords)
    keywords = _KEYWORDS.format(each=each, all=escape(_joined(about.keywords)))
    return _PACKET.format(
        part=part,
        title=escape(about.title),
        author=escape(about.author),
        language=escape(about.language),
        publisher=_PUBLISHER.format(escape(about.publisher)) if about.publisher else "",
        created=_CREATED.format(_moment(about.created)) if about.created else "",
        modified=_MODIFIED.format(_moment(about.modified)) if about.modified else "",
        keywords=keywords if about.keywords else "",
        subject=_SUBJECT.format(escape(about.subject)) if about.subject else "",
        creator=_CREATOR.format(escape(about.creator)) if about.creator else "",
        version=_VERSION.format(escape(about.version)) if about.version else "",
        producer=escape(about.producer),
    ).encode()


def _moment(moment: datetime) -> str:
    """A date of XMP."""
    return moment.isoformat(timespec="seconds")
