"""A Word file as a bag of named parts: read, related, and written the same every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from html import escape
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree
from msgspec import Struct

from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.render.docx.archive import NotWord, Refused, unpack

DECLARES = Rule(
    "M382",
    Severity.ERROR,
    Phrase(
        "Delen »{part}« begynder med en DTD, som ingen Word-fil har.",
        "The part «{part}» begins with a DTD, which no Word file has.",
    ),
    Phrase(
        "Åbn skabelonen i Word, og gem den igen; brug den ikke, hvis du ikke ved, hvor den er fra.",
        "Open the template in Word and save it again; do not use it if you do not know where it "
        "comes from.",
    ),
    Example(wrong="En del med <!DOCTYPE …>", right="Gemt i Word", file="Word"),
)

WORD_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD_SPACE}}}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATED = _OFFICE
"""The namespace of the ids of relationships."""
R = f"{{{RELATED}}}"

DOCUMENT = f"{_OFFICE}/officeDocument"
HEADER = f"{_OFFICE}/header"
FOOTER = f"{_OFFICE}/footer"
STYLES = f"{_OFFICE}/styles"
NUMBERING = f"{_OFFICE}/numbering"
THEME = f"{_OFFICE}/theme"
SETTINGS = f"{_OFFICE}/settings"
FOOTNOTES = f"{_OFFICE}/footnotes"
ENDNOTES = f"{_OFFICE}/endnotes"
HYPERLINK = f"{_OFFICE}/hyperlink"
IMAGE = f"{_OFFICE}/image"
_CORE = f"{_PACKAGE}/relationships/metadata/core-properties"
_APP = f"{_OFFICE}/extended-properties"

_TYPES = f"{{{_PACKAGE}/content-types}}"
_DOCTYPES = tuple("<!DOCTYPE".encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be"))

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELS = "_rels/.rels"
CORE_PART = "docProps/core.xml"
APP_PART = "docProps/app.xml"
XML_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"


class Relationship(Struct, frozen=True):
    """What one part says of another: ``target`` is a part's name, or an address outside."""

    id: str
    type: str
    target: str
    external: bool = False

    def xml(self, base: str) -> str:
        """The element for the relationships of a part in the folder ``base``."""
        inside = not self.external and not self.target.startswith("#")
        target = f"/{self.target}" if inside and base else self.target
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
        parts = self.related(kind)
        return parts[0].target if parts else None


def parse(data: bytes) -> Any:
    """The tree of an XML part of ours; nothing is repaired, nothing is fetched.

    Raises ``etree.XMLSyntaxError``.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(data, parser)


def serialise(tree: Any) -> str:
    """The text of a tree, without an XML declaration."""
    text: str = etree.tostring(tree, encoding="unicode")
    return text


def read(data: bytes) -> Package:
    """The package in ``data``, whatever it holds. Raises ``NotWord`` and ``Refused``."""
    parts = unpack(data)
    root = relationships(parts, "")
    mains = [r.target for r in root if r.type == DOCUMENT]
    if not mains or mains[0] not in parts:
        if any("purl.oclc.org" in r.type for r in root):
            raise strict()
        raise NotWord("Den rummer ikke noget Word-dokument.", "It holds no Word document.")
    return Package(parts, mains[0], tuple(relationships(parts, mains[0])))


def strict() -> NotWord:
    """The reason not to take a file in the other dialect of Word's format."""
    return NotWord(
        "Den er gemt som »Strict Open XML-dokument«.",
        "It is saved as »Strict Open XML Document«.",
    )


def read_part(parts: Mapping[str, bytes], name: str) -> Any:
    """The tree of an XML part of a file that others made: no DTD, no bound of libxml2 lifted.

    Comments and instructions, which no one sees, are left out. Raises ``NotWord`` and
    ``Refused``.
    """
    data = parts[name]
    if any(start in data for start in _DOCTYPES):
        raise _declares(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotWord("En del af filen er ødelagt.", "A part of the file is broken.") from error
    if tree.getroottree().docinfo.internalDTD is not None:  # in an encoding that is not told of
        raise _declares(name)
    return tree


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


def with_part(content_types: bytes, name: str, *, like: str = "", kind: str = "") -> bytes:
    """The content types, with a part that is of this kind, or of the same as another."""
    types = ContentTypes({CONTENT_TYPES: content_types})
    kind = kind or next(iter(types.of(like)))
    return content_types if types.of(name) == {kind} else types.with_part(name, kind)


def relationships(parts: Mapping[str, bytes], part: str) -> list[Relationship]:
    """What a part says of others; ``""`` is the file itself. Raises as ``read_part`` does."""
    name = relationships_name(part) if part else ROOT_RELS
    if name not in parts:
        return []
    relations = []
    for element in read_part(parts, name).iter():
        if element.tag == f"{{{_PACKAGE}/relationships}}Relationships":
            continue
        if element.tag != f"{{{_PACKAGE}/relationships}}Relationship":
            raise NotWord("En del af filen er ødelagt.", "A part of the file is broken.")
        external = element.get("TargetMode") == "External"
        target = element.get("Target", "")
        if not external and not target.startswith("#"):
            target = normpath(join("/", dirname(part), target)).lstrip("/")
        kind = element.get("Type", "")
        relations.append(Relationship(element.get("Id", ""), kind, target, external))
    return relations


class ContentTypes:
    """Which part is of which type."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        if CONTENT_TYPES not in parts:
            raise NotWord(
                "Den mangler sin liste over indholdstyper.", "It lacks its list of content types."
            )
        self._tree = read_part(parts, CONTENT_TYPES)
        self._overrides: dict[str, set[str]] = {}
        self._defaults: dict[str, set[str]] = {}
        for element in self._tree.iter(f"{_TYPES}Override"):
            name = _part_name(element).casefold()
            self._overrides.setdefault(name, set()).add(element.get("ContentType", ""))
        for element in self._tree.iter(f"{_TYPES}Default"):
            extension = element.get("Extension", "").casefold()
            self._defaults.setdefault(extension, set()).add(element.get("ContentType", ""))

    def of(self, part: str) -> set[str]:
        """The types that the list gives the part: one, if all is well."""
        name = part.casefold()
        extension = name.rpartition(".")[2]
        return self._overrides.get(name) or self._defaults.get(extension) or {""}

    def with_part(self, name: str, kind: str) -> bytes:
        """The list, with one more part."""
        element = etree.SubElement(self._tree, f"{_TYPES}Override")
        element.set("PartName", f"/{name}")
        element.set("ContentType", kind)
        return (XML_START + serialise(self._tree)).encode()

    def only(self, kept: Iterable[str], is_default: Callable[[str], bool]) -> bytes:
        """The list for these parts and the properties that we write."""
        names = {name.casefold() for name in kept} - {CORE_PART.casefold(), APP_PART.casefold()}
        for element in list(self._tree):
            if element.tag == f"{_TYPES}Default":
                gone = not is_default(element.get("ContentType", ""))
            else:
                gone = _part_name(element).casefold() not in names
            if gone:
                self._tree.remove(element)
        for name, kind in ((CORE_PART, _CORE_TYPE), (APP_PART, _APP_TYPE)):
            element = etree.SubElement(self._tree, f"{_TYPES}Override")
            element.set("PartName", f"/{name}")
            element.set("ContentType", kind)
        return (XML_START + serialise(self._tree)).encode()


def _part_name(element: Any) -> str:
    return str(element.get("PartName")).lstrip("/")


def root_relationships(main: str) -> bytes:
    """The relationships of the file itself: the text and the properties that we write."""
    relations = [
        Relationship("rId1", DOCUMENT, main),
        Relationship("rId2", _CORE, CORE_PART),
        Relationship("rId3", _APP, APP_PART),
    ]
    return relationships_part(relations, "")


def _declares(name: str) -> Refused:
    return Refused(DECLARES, part=name)
