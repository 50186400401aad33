"""The zip file that a Word template is, unpacked within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib

from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example

TOO_LARGE = Rule(
    "M380",
    Severity.ERROR,
    Phrase("Skabelonen er for stor: {what}.", "The template is too large: {what}."),
    Phrase(
        "Gem billeder mindre, og slet det, skabelonen ikke bruger; eller begynd på "
        "ny med `moedebog skabelon ny kopi --word` (`make skabelon GOER=ny NAVN=kopi WORD=1`).",
        "Save pictures smaller, and delete what the template does not use; or begin "
        "anew with `moedebog skabelon ny kopi --word` (`make skabelon GOER=ny NAVN=kopi WORD=1`).",
    ),
    Example(wrong="En skabelon på 30 MB", right="Et logo på 100 kB", file="Word"),
)
BADLY_PACKED = Rule(
    "M381",
    Severity.ERROR,
    Phrase(
        "Delen »{part}« er pakket, som ingen Word-fil må være det: {reason}.",
        "The part «{part}» is packed as no part of a Word file may be: {reason}.",
    ),
    Phrase(
        "Åbn skabelonen i Word, og gem den igen; brug den ikke, hvis du ikke ved, hvor den er fra.",
        "Open the template in Word and save it again; do not use it if you do not know where it "
        "comes from.",
    ),
    Example(wrong="En fil pakket af et andet program end Word", right="Gemt i Word", file="Word"),
)

MEGABYTE = 1_000_000
MOST_ON_DISK = 20 * MEGABYTE
MOST_UNPACKED = 64 * MEGABYTE
"""Of all parts together."""
MOST_OF_A_PART = 32 * MEGABYTE
MOST_OF_XML = 16 * MEGABYTE
"""Of a part that is XML; its tree takes several times as much memory."""
MOST_PARTS = 1_000
MOST_RATIO = 100
"""How many times as large as packed a part of more than a megabyte may be. What people write
shrinks to between a third and a fiftieth."""

_CENTRAL_ENTRY = b"PK\x01\x02"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class NotWord(Exception):
    """The bytes are no Word file that we can use, and why."""

    def __init__(self, danish: str, english: str) -> None:
        super().__init__(danish)
        self.reason = Phrase(danish, english)


class Refused(Exception):
    """The file is not read to its end, by this rule."""

    def __init__(self, rule: Rule, **values: object) -> None:
        super().__init__(rule.code)
        self.rule = rule
        self.values = values


def too_large(danish: str, english: str) -> Refused:
    """The refusal of what goes beyond a bound."""
    return Refused(TOO_LARGE, what=Phrase(danish, english))


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts by name. Raises ``NotWord``, and ``Refused`` before what is too large is read."""
    if len(data) > MOST_ON_DISK:
        size = MOST_ON_DISK // MEGABYTE
        raise too_large(f"filen fylder mere end {size} MB", f"the file has more than {size} MB")
    if data.count(_CENTRAL_ENTRY) > MOST_PARTS:  # before they are made into objects
        raise too_large(f"mere end {MOST_PARTS} dele", f"more than {MOST_PARTS} parts")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_names(entries)
            _check_sizes(entries)
            return {e.filename: archive.read(e) for e in entries if not e.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise NotWord("Filen kan ikke pakkes ud.", "The file cannot be unpacked.") from error


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        steps = name.removesuffix("/").split("/")
        if not name.isprintable() or "\\" in name or ":" in name or not all(steps):
            raise Refused(BADLY_PACKED, part=name, reason=_STRANGE_NAME)
        if {".", ".."} & set(steps):
            raise Refused(BADLY_PACKED, part=name, reason=_LEADS_OUT)
        if name.casefold() in seen:
            raise Refused(BADLY_PACKED, part=name, reason=_TWICE)
        seen.add(name.casefold())


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    """By what the entries say; ``zipfile`` reads no more of one than it says."""
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        size = MOST_UNPACKED // MEGABYTE
        raise too_large(f"pakket ud mere end {size} MB", f"more than {size} MB when unpacked")
    for entry in entries:
        name = entry.filename
        if entry.compress_type not in _METHODS:
            raise Refused(BADLY_PACKED, part=name, reason=_STRANGE_METHOD)
        xml = name.lower().endswith((".xml", ".rels"))
        most = MOST_OF_XML if xml else MOST_OF_A_PART
        if entry.file_size > most:
            size = most // MEGABYTE
            raise too_large(
                f"delen »{name}« har pakket ud mere end {size} MB",
                f"the part «{name}» has more than {size} MB when unpacked",
            )
        packed = max(1, entry.compress_size)
        if entry.file_size > MEGABYTE and entry.file_size > MOST_RATIO * packed:
            raise too_large(
                f"delen »{name}« fylder mere end {MOST_RATIO} gange så meget, når den pakkes ud",
                f"the part «{name}» is more than {MOST_RATIO} times as large when unpacked",
            )


_STRANGE_NAME = Phrase("navnet er ikke en dels", "the name is no part's")
_LEADS_OUT = Phrase("navnet fører ud af filen", "the name leads out of the file")
_TWICE = Phrase("navnet kommer to gange", "the name comes twice")
_STRANGE_METHOD = Phrase("den er pakket på en anden måde", "it is packed in another way")
