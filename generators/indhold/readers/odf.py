"""Reads OpenDocument: texts, sheets, slides and drawings, packed or in one XML file (``.fodt``).

OpenDocument 1.3 part 2 tells of the package, part 3 of what is in it.
"""

from __future__ import annotations

import base64
import binascii
import re

from indhold import cpr
from indhold.collecting import Collector
from indhold.findings import Accessible, At, Kind, Unread
from indhold.given import Given
from indhold.readers.odf_styles import Styles
from indhold.readers.odf_words import Words
from indhold.readers.ooxml import attribute, local, search_binary, tell_author, tell_paths
from indhold.readers.package import Element, Package, parse
from indhold.sniffing import Format, format_of

_MANIFEST = "META-INF/manifest.xml"
_PACKED = b"PK"
_ENCRYPTED_WHOLE = "encrypted-package"
_PERSONS = frozenset(("creator", "initial-creator", "printed-by"))
_PERSON = re.compile(r"(?i)author|owner|ejer|forfatter|sagsbeh|initial|user|bruger|e-?mail").search
_MAKER = re.compile(r"(?i)company|firma|virksomhed|organi[sz]ation(?:en)?|myndighed").fullmatch
_PROPERTIES_OF_PROGRAM = frozenset(
    ("document-statistic", "editing-cycles", "date", "creation-date")
)
_DEFAULT_TEMPLATE = re.compile(r"(?i)(?:normal|standard|default)(?:\.(?:dot[mx]?|ott))?").fullmatch
_PART_OF_PAGES = ("chart", "formula", "image")
_FEW = 100
"""Letters beside pictures that are too few for a text: what there is to read is in the pictures."""
_NO_WORDS = ("layout-cache", "mimetype")
_XML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<[?!:\w]|\A(?:\xff\xfe|\xfe\xff)")


def read(given: Given, collector: Collector) -> None:
    """Read an OpenDocument file. Raises ``Exceeded``."""
    if given.start.startswith(_PACKED):
        with Package(given, collector) as package:
            _Packed(package, collector).read()
    else:
        _read_flat(given, collector)


# --- a package of parts -----------------------------------------------------------------------


class _Packed:
    def __init__(self, package: Package, collector: Collector) -> None:
        self._package = package
        self._collector = collector
        self._types: dict[str, str] = {}
        self._encrypted: set[str] = set()
        self._taken: set[str] = set()

    def read(self) -> None:
        self._read_manifest()
        self._read_properties()
        self._read_document("", is_outer=True)
        for name in self._package.names:
            folder, _, file = name.rpartition("/")
            if file == "content.xml" and name not in self._taken:
                self._read_object(folder)
        for name in self._package.names:
            if name not in self._taken:
                self._collector.text(name, at=At.PART, name=name)
                self._read_other(name)

    def _read_manifest(self) -> None:
        root = self._take(_MANIFEST)
        if root is None:
            return
        for entry in root.iter("{*}file-entry"):
            name = attribute(entry, "full-path") or ""
            self._collector.text(name, at=At.PART, name=_MANIFEST)
            self._types[name.rstrip("/")] = attribute(entry, "media-type") or ""
            if any(local(one) == "encryption-data" for one in entry):
                self._encrypted.add(name)
        if self._encrypted or _ENCRYPTED_WHOLE in self._package:
            self._collector.gap(Unread.PASSWORD)

    def _take(self, name: str) -> Element | None:
        """A part that is XML, or ``None``: it is not there, not for us to read, or taken."""
        found = self._package.find(name)
        if found is None or found in self._taken:
            return None
        self._taken.add(found)
        data = self._package.read(found)
        if found in self._encrypted and not _XML.match(data):
            return None
        return self._parsed(found, data)

    def _parsed(self, name: str, data: bytes) -> Element | None:
        return self._package.parsed(name, _without_types(data))

    def _read_properties(self) -> None:
        root = self._take("meta.xml")
        if root is not None:
            _read_properties(root, self._collector)
        settings = self._take("settings.xml")
        if settings is not None:
            _read_settings(settings, self._collector, "settings.xml")

    def _read_document(self, folder: str, *, is_outer: bool = False) -> None:
        """The words of the file, or of an object in it, which is made the same way."""
        prefix = f"{folder}/" if folder else ""
        parts = {name: self._take(prefix + name) for name in ("styles.xml", "content.xml")}
        styles = Styles()
        for root in parts.values():
            if root is not None:
                styles.add(root)
        for name, root in parts.items():
            if root is None:
                continue
            words = Words(self._collector, styles, prefix + name)
            words.read(root)
            _read_binaries(words, self._collector)
            if is_outer and name == "content.xml":
                _tell_accessible(self._collector, styles, words)

    def _read_object(self, folder: str) -> None:
        kind = self._types.get(folder, "").rsplit(".", 1)[-1]
        if not folder.startswith("Object") or not kind.startswith(_PART_OF_PAGES):
            self._collector.found(Kind.EMBEDDED, folder)
        with self._collector.within(At.PART, folder):
            for name, reads in (("meta.xml", _read_properties), ("settings.xml", None)):
                root = self._take(f"{folder}/{name}")
                if root is not None and reads is not None:
                    reads(root, self._collector)
                elif root is not None:
                    _read_settings(root, self._collector, name)
            self._read_document(folder)

    def _read_other(self, name: str) -> None:
        """A part of which no more is known than its name and how it begins."""
        self._taken.add(name)
        folder = name.split("/", 1)[0].casefold()
        data = self._package.read(name)
        if not data or name.casefold().rsplit("/", 1)[-1] in _NO_WORDS:
            search_binary(data, self._collector, At.PART, name)
        elif name in self._encrypted and not _XML.match(data):
            return
        elif folder == "thumbnails":
            self._collector.found(Kind.METADATA, "thumbnail")
            _look_at_picture(_given(name, data), self._collector, At.THUMBNAIL)
        elif folder in ("basic", "scripts", "dialogs"):
            self._read_macro(name, data)
        elif _XML.match(data) and b"<svg" not in data[:1000]:
            self._read_xml(name, data)
        elif folder in ("pictures", "objectreplacements", "replacementimages"):
            _look_at_picture(_given(name, data), self._collector, At.PICTURE)
        elif folder == "fonts":
            return
        else:
            self._collector.found(Kind.EMBEDDED, name)
            self._collector.inside(_given(name, data))

    def _read_macro(self, name: str, data: bytes) -> None:
        root = self._parsed(name, data) if _XML.match(data) else None
        if root is None:
            self._collector.found(Kind.MACRO, name)
            search_binary(data, self._collector, At.PART, name)
            return
        if local(root) in ("module", "window", "parcel"):
            self._collector.found(Kind.MACRO, name)
        _read_any(root, self._collector, At.PART, name)

    def _read_xml(self, name: str, data: bytes) -> None:
        root = self._parsed(name, data)
        if root is None:
            return
        if name.startswith("META-INF/") and "signature" in name:
            _read_signatures(root, self._collector)
        else:
            _read_any(root, self._collector, At.PART, name)


_TYPES_ELSEWHERE = re.compile(rb"<!DOCTYPE[^<>\[]*>")
_UNDECLARED = re.compile(rb"<manifest:manifest\s*>")


def _without_types(data: bytes) -> bytes:
    """Older programs name files of types, and leave to one of them to declare a namespace.

    Nothing is declared where they are named, so nothing can grow.
    """
    start = data[:1000]
    if b"<!DOCTYPE" not in start:
        return data
    start = _TYPES_ELSEWHERE.sub(b"", start, count=1)
    start = _UNDECLARED.sub(b'<manifest:manifest xmlns:manifest="urn:manifest">', start)
    return start + data[1000:]


# --- one XML file -----------------------------------------------------------------------------


def _read_flat(given: Given, collector: Collector) -> None:
    data = bytes(given.data)
    root = parse(data, huge=True)
    if root is None:
        collector.gap(Unread.DAMAGED)
        search_binary(data, collector, At.PART, given.name)
        root = parse(data, huge=True, recover=True)
    if root is None:
        return
    for part, reads in (("meta", _read_properties), ("settings", None)):
        found = next(root.iter(f"{{*}}{part}"), None)
        if found is None:
            continue
        if reads is not None:
            reads(found, collector)
        else:
            _read_settings(found, collector, part)
        found.getparent().remove(found)
    styles = Styles()
    styles.add(root)
    words = Words(collector, styles, "document")
    words.read(root)
    _read_binaries(words, collector)
    _tell_accessible(collector, styles, words)


def _read_binaries(words: Words, collector: Collector) -> None:
    """Pictures and files that stand in the XML."""
    for number, (kind, text) in enumerate(words.binaries, 1):
        data = _decoded(text)
        collector.unpacked(len(data))
        if kind in ("image", "background-image", "fill-image"):
            _look_at_picture(Given(f"{kind} {number}", held=data), collector, At.PICTURE)
        else:
            collector.found(Kind.EMBEDDED, kind)
            collector.inside(Given(f"{kind} {number}", held=data))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()))
    except (binascii.Error, ValueError):
        return text.encode("utf-8", "replace")


# --- what all parts have ----------------------------------------------------------------------


def _given(name: str, data: bytes) -> Given:
    return Given(name.rsplit("/", 1)[-1], held=data)


def _look_at_picture(given: Given, collector: Collector, at: At) -> None:
    """A picture; or what the program that made it draws in place of an object."""
    if format_of(given) in (Format.PICTURE, Format.SVG):
        collector.inside(given, at=at, document=True)
    else:
        search_binary(bytes(given.data), collector, at, given.name)


def _tell_accessible(collector: Collector, styles: Styles, words: Words) -> None:
    said = collector.accessible or Accessible(language=False, title=False)
    collector.accessible = Accessible(
        language=said.language or bool(styles.language),
        title=said.title,
        pictures=words.pictures,
        without_text=words.without_text,
    )
    if words.without_text and words.characters < _FEW:
        collector.gap(Unread.SCAN)


def _read_properties(root: Element, collector: Collector) -> None:
    """OpenDocument 1.3 part 3 § 4.3."""
    title = language = False
    with collector.within(At.PROPERTIES):
        for element in root.iter():
            name, text = local(element), (element.text or "").strip()
            if name in ("template", "auto-reload"):
                _read_source(element, name, collector)
            if not text or name in _PROPERTIES_OF_PROGRAM:
                continue
            title, language = title or name == "title", language or name == "language"
            _read_property(element, name, text, collector)
    collector.accessible = Accessible(title=title, language=language)


def _read_property(element: Element, name: str, text: str, collector: Collector) -> None:
    called = attribute(element, "name") or name
    collector.text(called)
    collector.text(text, called=called)
    tell_paths(collector, text)
    if name in _PERSONS or (name == "user-defined" and _PERSON(called) and not text.isdecimal()):
        tell_author(collector, text)
    elif name == "user-defined" and _MAKER(called):
        collector.maker = cpr.masked(text)


def _read_source(element: Element, name: str, collector: Collector) -> None:
    for key, value in element.attrib.items():
        key = key.rpartition("}")[2]
        collector.text(value)
        tell_paths(collector, value)
        if key == "title" and value and not _DEFAULT_TEMPLATE(value):
            collector.found(Kind.METADATA, f"template: {value}")
        elif key == "href" and name == "auto-reload" and value:
            collector.found(Kind.EXTERNAL_LINK, f"{name}: {value}")


def _read_settings(root: Element, collector: Collector, part: str) -> None:
    """OpenDocument 1.3 part 3 § 3.10: switches, and also the printer and a database."""
    switches = {attribute(item, "name"): item.text for item in root.iter("{*}config-item")}
    for item in root.iter("{*}config-item"):
        name, text = attribute(item, "name") or "", (item.text or "").strip()
        if not text:
            continue
        kind = attribute(item, "type")
        if kind == "string":
            collector.text(text, at=At.PART, name=part)
            tell_paths(collector, text)
            # The source alone is the one that the program would ask; it stands in any text.
            if name == "CurrentDatabaseDataSource" and switches.get("CurrentDatabaseCommand"):
                collector.found(Kind.EXTERNAL_LINK, f"database: {text}")
        elif kind == "base64Binary":
            data = _decoded(text)
            for match in re.finditer(rb"\\\\[\x20-\x7e]{4,}", data):
                tell_paths(collector, match[0].decode("ascii"))


def _read_signatures(root: Element, collector: Collector) -> None:
    """Who signed: XML-DSig, with the certificates (OpenDocument 1.3 part 2 § 5)."""
    for element in root.iter():
        name, text = local(element), (element.text or "").strip()
        if name in ("X509Certificate", "EncapsulatedX509Certificate"):
            search_binary(_decoded(text), collector, At.SIGNATURE, "")
        elif text and name not in ("SignatureValue", "DigestValue", "X509SerialNumber"):
            collector.text(text, at=At.SIGNATURE)


def _read_any(root: Element, collector: Collector, at: At, name: str) -> None:
    """All texts and all values of attributes."""
    for element in root.iter():
        for text in (element.text, element.tail):
            if text and not text.isspace():
                collector.text(text, at=at, name=name)
                tell_paths(collector, text)
        tag = local(element)
        if tag in ("creator", "author"):
            tell_author(collector, element.text)
        for key, value in element.attrib.items() if tag else ():
            if key.rpartition("}")[2] == "creator":  # of earlier versions that were kept
                tell_author(collector, value)
            collector.text(value, at=at, name=name)
            tell_paths(collector, value)
