"""What a file is by its contents, and whether that is what its name says."""

from __future__ import annotations

import mmap
import re
import struct
import zipfile
from collections.abc import Iterator
from enum import StrEnum
from pathlib import PurePosixPath

import olefile

from indhold.decoding import BYTE_ORDER_MARKS, decoded, encoding_of
from indhold.given import Given


class Format(StrEnum):
    """What files are told apart by."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODF = "odf"
    PICTURE = "picture"
    SVG = "svg"
    HTML = "html"
    TEXT = "text"
    RTF = "rtf"
    LETTER = "eml"
    OUTLOOK = "msg"
    OLE = "ole"
    """What Office wrote before 2007, and what else lies in such a file."""
    ARCHIVE = "archive"
    EXECUTABLE = "executable"
    EMPTY = "empty"
    UNKNOWN = "unknown"


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Below, a kind is told apart more finely than a format: ``png`` and ``jpeg`` are both pictures.
_PICTURES = _words("png jpeg gif tiff webp bmp heic ico emf wmf jp2")
_PACKED = _words("zip gz bz2 xz tar 7z rar cab zst")
_PROGRAMS = _words("exe elf macho class lnk chm msi jar script")
_OLE = _words("doc xls ppt encrypted ole")
_ODF = _words("odt ods odp odg odf")
_FORMATS: dict[str, Format] = {
    "pdf": Format.PDF,
    **dict.fromkeys(("docx", "docm"), Format.DOCX),
    **dict.fromkeys(("xlsx", "xlsm"), Format.XLSX),
    **dict.fromkeys(("pptx", "pptm"), Format.PPTX),
    **dict.fromkeys((*_ODF, "flat"), Format.ODF),
    **dict.fromkeys(_PICTURES, Format.PICTURE),
    **dict.fromkeys((*_PACKED, "xlsb"), Format.ARCHIVE),
    **dict.fromkeys(_PROGRAMS, Format.EXECUTABLE),
    **dict.fromkeys(_OLE, Format.OLE),
    **dict.fromkeys(("text", "xml"), Format.TEXT),
    "svg": Format.SVG,
    "html": Format.HTML,
    **dict.fromkeys(("eml", "p7m"), Format.LETTER),
    "rtf": Format.RTF,
    "msg": Format.OUTLOOK,
    "empty": Format.EMPTY,
}

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"\0\0\0\x0cjP  ", "jp2"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
    (b"\x01\0\x09\0\0\x03", "wmf"),
    (b"\x02\0\x09\0\0\x03", "wmf"),
    (b"{\\rt", "rtf"),
    (b"\x1f\x8b", "gz"),
    (b"\xfd7zXZ\0", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"MSCF\0\0\0\0", "cab"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"\x7fELF", "elf"),
    (b"\xfe\xed\xfa\xce", "macho"),
    (b"\xfe\xed\xfa\xcf", "macho"),
    (b"\xce\xfa\xed\xfe", "macho"),
    (b"\xcf\xfa\xed\xfe", "macho"),
    (b"\xca\xfe\xba\xbe", "class"),  # of Java, or several programs for Apple in one
    (b"L\0\0\0\x01\x14\x02\0", "lnk"),
    (b"ITSF\x03\0\0\0", "chm"),
    (b"#!/", "script"),
    (b"#! /", "script"),
    (b"\xef\xbb\xbf#!/", "script"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HEIC = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis"))
_BITMAP_HEADS = frozenset((12, 16, 40, 52, 56, 64, 108, 124))
"""Bytes that the second head of a bitmap may have."""
_SIGNED_OR_SEALED = re.compile(
    rb"\x30[\x80-\x84].{0,4}?\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07[\x02\x03]", re.DOTALL
)
"""The beginning of CMS (RFC 5652 § 3), as in ``smime.p7m``."""
_PDF_WITHIN = 1024
"""Readers look so far for the beginning of a PDF (ISO 32000-1, implementation note of Acrobat)."""

_PROGRAM_ENDINGS = _words(
    # What Windows, macOS or Linux run, or hand to something that runs it, when it is opened.
    ".action .app .apk .appimage .application .appref-ms .appx .bat .cmd .com .command .cpl"
    " .deb .desktop .diagcab .dll .dmg .exe .gadget .hta .htc .inf .ins .jar .jnlp .js .jse .ksh"
    " .lnk .msc .msh .msi .msix .msp .mst .msu .ocx .pif .pkg .pl .ps1 .ps1xml .ps2 .psc1 .psd1"
    " .psm1 .py .pyc .pyw .pyz .rb .reg .rpm .run .scf .scr .sct .settingcontent-ms .sh .shb .shs"
    " .slk .sys .terminal .url .vb .vbe .vbs .webloc .website .workflow .ws .wsc .wsf .wsh .xbap"
    " .xll .iqy .chm .class .library-ms .search-ms .searchconnector-ms .rdp .theme .themepack"
    " .diagcfg .msrcincident .udl .vsto"
)
_DOCUMENT_KINDS = _PICTURES | _ODF | _words("pdf docx docm xlsx xlsm pptx pptm rtf msg")
_ENDINGS: dict[str, frozenset[str]] = {
    ending: _words(kinds)
    for endings, kinds in (
        (".pdf .ai", "pdf"),
        (".docx .dotx", "docx encrypted"),
        (".docm .dotm", "docx docm encrypted"),
        (".xlsx .xltx", "xlsx encrypted"),
        (".xlsm .xltm .xlam", "xlsx xlsm encrypted"),
        (".xlsb", "xlsb encrypted"),
        (".pptx .potx .ppsx", "pptx encrypted"),
        (".pptm .potm .ppsm .ppam", "pptx pptm encrypted"),
        (".doc .dot", "doc encrypted"),
        (".xls .xlt .xla", "xls encrypted"),
        (".ppt .pot .pps", "ppt encrypted"),
        (".msg .oft", "msg"),
        (".odt .ott .odm", "odt odf"),
        (".ods .ots", "ods odf"),
        (".odp .otp", "odp odf"),
        (".odg .otg", "odg odf"),
        (".fodt .fods .fodp .fodg", "flat"),
        (".png", "png"),
        (".jpg .jpeg .jpe .jfif", "jpeg"),
        (".gif", "gif"),
        (".tif .tiff", "tiff"),
        (".webp", "webp"),
        (".bmp", "bmp"),
        (".heic .heif .avif", "heic"),
        (".ico", "ico png"),
        (".emf", "emf"),
        (".wmf", "wmf"),
        (".svg", "svg"),
        (".html .htm .xhtml", "html"),
        (".rtf", "rtf"),
        (".eml .mht .mhtml", "eml"),
        (
            ".txt .csv .tsv .md .log .json .ics .vcf .xml .yaml .yml",
            "text xml html svg eml flat",
        ),
        (".gz .tgz .svgz", "gz"),
        (".bz2", "bz2"),
        (".xz", "xz"),
        (".tar", "tar"),
        (".7z", "7z"),
        (".rar", "rar"),
        (
            ".zip",
            "zip docx docm xlsx xlsm xlsb pptx pptm odt ods odp odg odf jar",
        ),
    )
    for ending in endings.split()
}
"""What an ending says. Others say nothing that could be untrue."""
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that change the order in which a name is seen (UAX 9): ``fdp.exe`` as ``exe.pdf``."""
_HTML_ENDINGS = frozenset((".html", ".htm", ".xhtml", ".shtml", ".hta"))
_LETTER_ENDINGS = frozenset((".eml", ".mht", ".mhtml", ".mbox", ".emlx"))


def format_of(given: Given) -> Format:
    """The format, told by the contents; the name decides between kinds of text, and of a program.

    What is called as a program is started as one, whatever is in it: ``contents_of`` tells that.
    """
    if given.size and is_called_program(given):
        return Format.EXECUTABLE
    return _FORMATS.get(kind_of(given), Format.UNKNOWN)


def contents_of(given: Given) -> Format:
    """The format in which what is called or written as a program can be read."""
    kind = kind_of(given)
    if kind in ("script", "jar"):
        return Format.TEXT if kind == "script" else Format.ARCHIVE
    return _FORMATS.get(kind, Format.UNKNOWN)


def is_called_program(given: Given) -> bool:
    """Whether the name's ending is one of programs, scripts, or what starts one."""
    return _ending(given.name) in _PROGRAM_ENDINGS


def is_what_it_says(given: Given, found: Format) -> bool:
    """Whether the name's ending fits the contents, as far as the ending is known."""
    if _TURNS.search(given.name):
        return False
    ending = _ending(given.name)
    if found is Format.EMPTY:
        return True
    if ending in _PROGRAM_ENDINGS:
        return kind_of(given) not in _DOCUMENT_KINDS and not _hides_its_ending(given.name)
    if ending not in _ENDINGS:
        return True
    return kind_of(given) in _ENDINGS[ending]


def kind_of(given: Given) -> str:
    """More finely than the format: ``png``, ``docm``, ``rar`` ...; ``unknown``, ``empty``."""
    if not given.kind:
        given.kind = _told_kind(given)
    return given.kind


def _ending(name: str) -> str:
    """Windows leaves out dots and blanks at the end of a name."""
    return PurePosixPath(name.replace("\\", "/").rstrip(". ")).suffix.lower()


def _hides_its_ending(name: str) -> bool:
    """``faktura.pdf.exe``, and many blanks before the true ending."""
    stem = PurePosixPath(name.replace("\\", "/").rstrip(". ")).stem
    return stem != stem.rstrip() or PurePosixPath(stem).suffix.lower() in _ENDINGS


def _told_kind(given: Given) -> str:
    start = given.start
    if not start:
        return "empty"
    if start.startswith(_ZIP):
        return _kind_of_zip(given)
    if start.startswith(olefile.MAGIC):
        return _kind_of_ole(given)
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    return _by_structure(given) or _kind_of_text(given) or "unknown"


def _by_structure(given: Given) -> str:
    """Told by more than the first bytes; else empty."""
    start = given.start
    if start.startswith(b"MZ") and b"\0" in start[:64]:
        return "exe"
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "webp"
    if start[4:8] == b"ftyp" and start[8:12] in _HEIC:
        return "heic"
    if start[:2] == b"BM" and int.from_bytes(start[14:18], "little") in _BITMAP_HEADS:
        return "bmp"
    if start[:4] == b"\1\0\0\0" and start[40:44] == b" EMF":
        return "emf"
    if start[:4] in (b"\0\0\1\0", b"\0\0\2\0") and start[4] > 0 and not start[5] and not start[9]:
        return "ico"
    if _SIGNED_OR_SEALED.match(start):
        return "p7m"
    if re.match(rb"BZh[1-9](1AY&SY|\x17rE8P\x90)", start):
        return "bz2"
    if is_tar_head(start[:512]):
        return "tar"
    if start.lstrip()[:4] == b"{\\rt":
        return "rtf"
    return "pdf" if _is_pdf(given) else ""


def is_tar_head(block: bytes) -> bool:
    """Whether these 512 bytes have the checksum of a head of tar (POSIX.1-1988, and older)."""
    field = block[148:156].strip(b" \0")
    if len(block) < 512 or not field or not block[0] or re.search(rb"[^0-7]", field):
        return False
    return int(field, 8) == sum(block[:148]) + sum(block[156:]) + 8 * 32


def _is_pdf(given: Given) -> bool:
    """Something may stand before it; then it must be one to its end, and no text about one."""
    place = given.start.find(b"%PDF-", 0, _PDF_WITHIN)
    if place < 0:
        return False
    if not given.start[:place].strip(b"\xef\xbb\xbf \t\r\n\0"):
        return True
    return re.search(rb"\d\s+obj\b", given.data) is not None


# --- zip ------------------------------------------------------------------------------------------

_END = b"PK\x05\x06"
_MOST_DIRECTORY = 1 << 24
"""Bytes of a directory that is read here; a document's is much smaller."""
_MOST_TYPES = 1 << 20
_MAIN_TYPES = tuple(
    # ECMA-376 part 1 §§ 11.3.10, 12.3.23, 13.3.6 and 15.2; the binary one is [MS-XLSB].
    (re.compile(types), kind)
    for types, kind in (
        (rb"wordprocessingml\.(?:document|template)\.main", "docx"),
        (rb"ms-word\.(?:document|template)\.macroenabled(?:template)?\.main", "docm"),
        (rb"spreadsheetml\.(?:sheet|template)\.main", "xlsx"),
        (rb"ms-excel\.sheet\.binary\.macroenabled\.main", "xlsb"),
        (rb"ms-excel\.(?:sheet|template|addin)\.macroenabled\.main", "xlsm"),
        (rb"presentationml\.(?:presentation|template|slideshow)\.main", "pptx"),
        (rb"ms-powerpoint\.(?:presentation|template|slideshow|addin)\.macroenabled\.main", "pptm"),
    )
)
_FOLDERS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_FLAT = "urn:oasis:names:tc:opendocument:xmlns:office:"
"""OpenDocument 1.3 part 3 § 3.1.2: all of it in one XML file."""
_ODF_TYPES = (
    ("text", "odt"),
    ("spreadsheet", "ods"),
    ("presentation", "odp"),
    ("graphics", "odg"),
)


def zip_names(data: bytes | mmap.mmap) -> list[str]:
    """What a zip file's directory names; what its first bytes name where that cannot be read."""
    directory, _ = _zip_directory(data)
    if not directory:
        return list(_local_names(data[:65536]))
    return [name.decode("utf-8", "replace") for name, _ in _entries(directory)]


def zip_comments(data: bytes | mmap.mmap) -> list[bytes]:
    """What is said of a zip file and of each of its members, as far as anything is."""
    directory, comment = _zip_directory(data)
    return [words for words in (comment, *(words for _, words in _entries(directory))) if words]


def _zip_directory(data: bytes | mmap.mmap) -> tuple[bytes, bytes]:
    """The directory, and the comment behind it; nothing of one that is not there or too large."""
    end = data.rfind(_END, max(0, len(data) - 70_000))
    if end < 0:
        return b"", b""
    comment = data[end + 22 : end + 70_000]
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    # Where it begins is told wrongly if something stands before the zip file; it ends here.
    return (data[end - size : end] if size <= min(end, _MOST_DIRECTORY) else b""), comment


def _entries(directory: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The name and the comment of each member (APPNOTE 4.3.12)."""
    place = 0
    while place + 46 <= len(directory) and directory[place : place + 4] == b"PK\1\2":
        name, extra, comment = struct.unpack_from("<3H", directory, place + 28)
        after = place + 46 + name + extra
        yield directory[place + 46 : place + 46 + name], directory[after : after + comment]
        place = after + comment


def _local_names(data: bytes) -> Iterator[str]:
    for match in re.finditer(rb"PK\x03\x04.{22}(..)..", data, re.DOTALL):
        length = int.from_bytes(match[1], "little")
        yield data[match.end() : match.end() + length].decode("utf-8", "replace")


def _kind_of_zip(given: Given) -> str:
    names = zip_names(given.data)
    known = {name.replace("\\", "/").lower() for name in names}
    if "mimetype" in known or "meta-inf/manifest.xml" in known:
        kind = _kind_of_odf(given, known)
        if kind:
            return kind
    if "[content_types].xml" in known:
        return _kind_of_package(given, known)
    if "meta-inf/manifest.mf" in known and any(name.endswith(".class") for name in known):
        return "jar"
    return "zip"


def _kind_of_odf(given: Given, names: set[str]) -> str:
    """OpenDocument 1.3 part 2 § 3.3: the first file is ``mimetype``, and is not packed."""
    told = re.match(
        rb"PK\x03\x04.{26}mimetype.{0,64}?application/vnd\.oasis\.opendocument\.([a-z]+)",
        given.start,
        re.DOTALL,
    )
    if told:
        return dict(_ODF_TYPES).get(told[1].decode(), "odf")
    return "odf" if "content.xml" in names and "meta-inf/manifest.xml" in names else ""


def _kind_of_package(given: Given, names: set[str]) -> str:
    types = _content_types(given)
    for main, kind in _MAIN_TYPES:
        if main.search(types):
            return kind
    for folder, kind in _FOLDERS:
        if any(name.startswith(folder) for name in names):
            return kind
    return "zip"


def _content_types(given: Given) -> bytes:
    """The beginning of what a package says of its parts, in small letters."""
    try:
        with given.open() as file, zipfile.ZipFile(file) as package:
            name = next(n for n in package.namelist() if n.lower() == "[content_types].xml")
            with package.open(name) as part:
                return part.read(_MOST_TYPES).replace(b"\0", b"").lower()
    except Exception:  # noqa: BLE001 - the names tell the kind as well; its reader tells the damage
        return b""


# --- OLE ------------------------------------------------------------------------------------------

_OLE_KINDS = (
    ("__properties_version1.0", "msg"),  # [MS-OXMSG] § 2.2.3
    ("EncryptedPackage", "encrypted"),  # [MS-OFFCRYPTO] § 2.3.4.4
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_INSTALLERS = frozenset(
    f"000C10{number}-0000-0000-C000-000000000046" for number in ("82", "84", "86")
)
"""The class of the root of a transform, a package and a patch of Windows Installer."""


def _kind_of_ole(given: Given) -> str:
    try:
        with given.open() as file, olefile.OleFileIO(file) as ole:
            if ole.root.clsid.upper() in _INSTALLERS:
                return "msi"
            return next((kind for name, kind in _OLE_KINDS if ole.exists(name)), "ole")
    except Exception:  # noqa: BLE001 - its reader tells the damage
        found = (k for name, k in _OLE_KINDS if given.data.find(name.encode("utf-16-le")) >= 0)
        return next(found, "ole")


# --- text -----------------------------------------------------------------------------------------

_BEFORE_ROOT = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\]\s*)?>", re.S | re.I)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([a-z][\w.-]*)", re.I)
_HTML_FIRST = _words(
    "html head body title meta base link style script noscript iframe frameset table div p span h1"
    " h2 h3 h4 font center form ul ol br hr b i img a"
)
_HTML_SURE = frozenset(("html", "head", "body", "script", "iframe"))
_HEAD_LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]*):(?:[ \t]|$)|[ \t]|(From )|\d+\s*$")
_LETTER_HEADS = _words(
    "from to cc bcc subject date received message-id mime-version return-path delivered-to reply-to"
    " sender content-type x-mailer x-unsent dkim-signature arc-seal x-received"
)
_LETTER_SURE = _words(
    "received message-id mime-version return-path delivered-to x-received x-unsent"
)


def _kind_of_text(given: Given) -> str:
    """Which kind of text; empty where it is none, at its beginning, in its middle or at its end."""
    encoding = encoding_of(given.start)
    if encoding is None or not _is_text_throughout(given):
        return ""
    text = decoded(given.start, encoding).lstrip("\ufeff")
    ending = _ending(given.name)
    if ending in _LETTER_ENDINGS or _is_letter(text):
        return "eml"
    if text.lstrip().startswith("<"):
        return _kind_of_markup(given, encoding)
    return "html" if ending in _HTML_ENDINGS else "text"


def _is_text_throughout(given: Given) -> bool:
    if given.start.startswith(BYTE_ORDER_MARKS):
        return True
    size, step = given.size, len(given.start)
    places = (size // 2 & ~3, max(0, size - step) & ~3)
    return all(encoding_of(bytes(given.data[place : place + step])) for place in places)


def _is_letter(text: str) -> bool:
    """Whether it begins with the head of a letter (RFC 5322 § 2.2)."""
    heads = set()
    for line in text.splitlines()[:60]:
        match = _HEAD_LINE.match(line)
        if match is None:
            break
        heads.add((match[1] or "").lower())
    return len(heads & _LETTER_HEADS) >= 2 and bool(heads & _LETTER_SURE)


def _kind_of_markup(given: Given, encoding: str) -> str:
    text = decoded(bytes(given.data[:65536]), encoding).lstrip("\ufeff")
    ending = _ending(given.name)
    place = 0
    while match := _BEFORE_ROOT.match(text, place):
        place = match.end()
    root = _ROOT.match(text, place)
    name = root[1].lower() if root else ""
    if name == "svg" or (ending == ".svg" and "<svg" in text):
        return "svg"
    if name == "document" and _FLAT in text:
        return "flat"
    if name in _HTML_SURE or ending in _HTML_ENDINGS or re.match(r"\s*<!doctype html", text, re.I):
        return "html"
    if text.lstrip().startswith("<?xml"):
        return "xml"
    says_text = "html" not in _ENDINGS.get(ending, frozenset(("html",)))
    if name in _HTML_FIRST and (says_text or ending not in _ENDINGS):
        return "html"
    return "xml" if root else "text"
