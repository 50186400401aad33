"""A Word file as a bag of named parts: read, related, and written the same every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree
from msgspec import Struct

from moedebog.diagnostics import Phrase

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
R = f"{{{_OFFICE}}}"

DOCUMENT = f"{_OFFICE}/officeDocument"
HEADER = f"{_OFFICE}/header"
FOOTER = f"{_OFFICE}/footer"
STYLES = f"{_OFFICE}/styles"
NUMBERING = f"{_OFFICE}/numbering"
SETTINGS = f"{_OFFICE}/settings"
COMMENTS = f"{_OFFICE}/comments"
FOOTNOTES = f"{_OFFICE}/footnotes"
ENDNOTES = f"{_OFFICE}/endnotes"
HYPERLINK = f"{_OFFICE}/hyperlink"
IMAGE = f"{_OFFICE}/image"
_CORE = f"{_PACKAGE}/relationships/metadata/core-properties"
_APP = f"{_OFFICE}/extended-properties"
_CUSTOM = f"{_OFFICE}/custom-properties"

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELS = "_rels/.rels"
CORE_PART = "docProps/core.xml"
APP_PART = "docProps/app.xml"
XML_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"


class NotWord(Exception):
    """The bytes are no Word file that we can use, and why."""

    def __init__(self, danish: str, english: str) -> None:
        super().__init__(danish)
        self.reason = Phrase(danish, english)


class Relationship(Struct, frozen=True):
    """What one part says of another: ``target`` is a part's name, or an address outside."""

    id: str
    type: str
    target: str
    external: bool = False

    def xml(self, base: str) -> str:
        """The element for the relationships of a part in the folder ``base``."""
        target = self.target if self.external or not base else f"/{self.target}"
        mode = ' TargetMode="External"' if self.external else ""
        return (
            f'<Relationship Id="{escape(self.id)}" Type="{escape(self.type)}" '
            f'Target="{escape(target)}"{mode}/>'
        )


class Package(Struct, frozen=True):
    """The parts of a Word file, by their names without a leading slash."""

    parts: Mapping[str, bytes]
    main: str
    """Name of the part that holds the text."""
    relations: tuple[Relationship, ...]
    """The relationships of the main part."""

    def related(self, kind: str) -> list[Relationship]:
        """The relationships of one type whose part is there."""
        return [r for r in self.relations if r.type == kind and r.target in self.parts]

    def part(self, kind: str) -> str | None:
        """The name of the one part of this type."""
        found = self.related(kind)
        return found[0].target if found else None


def parse(data: bytes) -> Any:
    """The tree of an XML part; nothing is repaired, nothing is fetched.

    Raises ``etree.XMLSyntaxError``.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(data, parser)


def serialise(tree: Any) -> str:
    """The text of a tree, without an XML declaration."""
    text: str = etree.tostring(tree, encoding="unicode")
    return text


def read(data: bytes) -> Package:
    """The package in ``data``, its properties replaced by places for our own.

    A file saved by LibreOffice may carry two sets of core properties, and one saved by
    Word a thumbnail of the template: neither is brought along. Raises ``NotWord``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {i.filename: archive.read(i) for i in archive.infolist() if not i.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise NotWord("Filen kan ikke pakkes ud.", "The file cannot be unpacked.") from error
    try:
        root = _relationships(parts, "")
        mains = [r.target for r in root if r.type == DOCUMENT]
        if not mains or mains[0] not in parts:
            if any("purl.oclc.org" in r.type for r in root):
                raise NotWord(
                    "Den er gemt som »Strict Open XML-dokument«.",
                    "It is saved as »Strict Open XML Document«.",
                )
            raise NotWord("Den rummer ikke noget Word-dokument.", "It holds no Word document.")
        main = mains[0]
        _replace_properties(parts, root, main)
        return Package(parts, main, tuple(_relationships(parts, main)))
    except etree.XMLSyntaxError as error:
        raise NotWord("En del af filen er ødelagt.", "A part of the file is broken.") from error


def write(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip file whose bytes depend on nothing but the parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(parts):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # the same on Windows as elsewhere
            archive.writestr(info, parts[name])
    return stream.getvalue()


def relationships_name(part: str) -> str:
    """Name of the part that holds the relationships of ``part``."""
    folder, _, name = part.rpartition("/")
    return join(folder, "_rels", f"{name}.rels")


def relationships_part(relations: list[Relationship], base: str) -> bytes:
    """A part with these relationships, for a part in the folder ``base``."""
    inner = "".join(r.xml(base) for r in relations)
    text = f'{XML_START}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'
    return text.encode()


def with_defaults(content_types: bytes, wanted: Mapping[str, str]) -> bytes:
    """The content types, with a type for each wanted file extension."""
    tree = parse(content_types)
    space = f"{{{_PACKAGE}/content-types}}"
    known = {str(e.get("Extension")).lower() for e in tree.iter(f"{space}Default")}
    for extension in sorted(set(wanted) - known):
        element = etree.Element(f"{space}Default")
        element.set("Extension", extension)
        element.set("ContentType", wanted[extension])
        tree.insert(0, element)
    return (XML_START + serialise(tree)).encode()


def _relationships(parts: Mapping[str, bytes], part: str) -> list[Relationship]:
    name = relationships_name(part) if part else ROOT_RELS
    if name not in parts:
        return []
    found = []
    for element in parse(parts[name]):
        external = element.get("TargetMode") == "External"
        target = element.get("Target", "")
        if not external:
            target = normpath(join("/", dirname(part), target)).lstrip("/")
        found.append(Relationship(element.get("Id", ""), element.get("Type", ""), target, external))
    return found


def _replace_properties(parts: dict[str, bytes], root: list[Relationship], main: str) -> None:
    """Leave the root with the document, one core part, one app part and custom properties."""
    custom = [r for r in root if r.type == _CUSTOM and r.target in parts]
    kept = {main, *(r.target for r in custom)}
    dropped = {r.target for r in root if not r.external} - kept | {CORE_PART, APP_PART}
    for name in dropped:
        parts.pop(name, None)
    parts[CORE_PART] = parts[APP_PART] = b""  # filled when a document is written
    relations = [
        Relationship("rId1", DOCUMENT, main),
        Relationship("rId2", _CORE, CORE_PART),
        Relationship("rId3", _APP, APP_PART),
        *(Relationship(f"rId{i}", _CUSTOM, r.target) for i, r in enumerate(custom, 4)),
    ]
    parts[ROOT_RELS] = relationships_part(relations, "")

    tree = parse(parts[CONTENT_TYPES]) if CONTENT_TYPES in parts else None
    if tree is None:
        raise NotWord(
            "Den mangler sin liste over indholdstyper.", "It lacks its list of content types."
        )
    space = f"{{{_PACKAGE}/content-types}}"
    for element in list(tree.iter(f"{space}Override")):
        name = str(element.get("PartName")).lstrip("/")
        if name == main and element.get("ContentType") != _MAIN_TYPE:
            raise NotWord(
                "Den er gemt som Word-skabelon eller med makroer.",
                "It is saved as a Word template or with macros.",
            )
        if name in dropped:
            tree.remove(element)
    for name, kind in ((CORE_PART, _CORE_TYPE), (APP_PART, _APP_TYPE)):
        element = etree.SubElement(tree, f"{space}Override")
        element.set("PartName", f"/{name}")
        element.set("ContentType", kind)
    parts[CONTENT_TYPES] = (XML_START + serialise(tree)).encode()
