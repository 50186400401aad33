"""A PDF that was signed elsewhere: whether it is one that was issued, with signatures and no more.

Who signs a PDF by the book (PAdES, ISO 32000-2 § 12.8) adds to the end of the file and leaves what
stands before it as it is. So the file must begin with the very bytes that were issued, known by
their checksum, and what was added must hold a signature over them, and nothing that anybody reads
otherwise than before (``additions``). Whether the signature is valid, and whose it is, is not
looked into.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from moedebog.diagnostics import Phrase
from moedebog.issue import additions

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

MOST_BYTES = 256 * 1024 * 1024
"""No larger file is read."""
_HEAD = 1024
"""In so many bytes at the beginning a PDF says that it is one."""
_END = re.compile(rb"%%EOF[\r\n ]{0,3}")
"""Where a PDF, or one that others have added to, may end."""
_LAST = re.compile(rb"startxref\s+\d{1,12}\s+%%EOF\s*\Z")
_TAIL = 64
"""In so many bytes at the end that stands."""
_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_STAMP = "/DocTimeStamp"

_ASK = Phrase(
    "Bed underskriftstjenesten om den underskrevne original (PAdES: den udsendte PDF, som der kun "
    "er føjet til). Har den kun en fil, som den selv har lavet, så gem den som bilag eller i "
    "sagen.",
    "Ask the signing service for the signed original (PAdES: the issued PDF, only added to). If "
    "all it has is a file that it made itself, keep that as an attachment or with the case.",
)
_SIGN = Phrase(
    "Lad den udsendte PDF underskrive, som den er: hverken udskrevet til PDF, scannet, samlet med "
    "andet eller gemt af et andet program først.",
    "Have the issued PDF signed as it is: not printed to PDF, scanned, joined with anything or "
    "saved by another program first.",
)
_FETCH = Phrase(
    "Hent filen igen, hvor den blev underskrevet.", "Get the file again where it was signed."
)

_EMPTY = Phrase("den er tom", "it is empty")
_LARGE = Phrase("den fylder over {most} MB", "it is larger than {most} MB")
_NO_PDF = Phrase("den er ikke en PDF", "it is no PDF")
_LOCKED = Phrase("den er låst med en adgangskode", "it is locked with a password")
_DAMAGED = Phrase(
    "den kan ikke læses som PDF; den er beskadiget eller kun kommet halvt",
    "it cannot be read as a PDF; it is damaged, or only half of it has come",
)
_SHORT = Phrase(
    "den er kun begyndelsen af version {version}: {lengde} af {hele} byte",
    "it is only the beginning of version {version}: {lengde} of {hele} bytes",
)
_TAMPERED = Phrase(
    "den er version {version}, men noget i selve det udsendte er ændret (fra byte {byte})",
    "it is version {version}, but something in what was issued itself was changed (from byte "
    "{byte} on)",
)
_RESAVED = Phrase(
    "den har samme titel som version {version}, men er gemt om eller lavet på ny{program}, så det "
    "ikke kan ses, om den siger det samme",
    "it has the title of version {version}, but was saved or made anew{program}, so that nobody "
    "can tell whether it says the same",
)
_BY = Phrase(" af {program}", " by {program}")
_SCANNED = Phrase(
    "den er billeder uden tekst, som en scanning er", "it is pictures without text, as a scan is"
)
_OTHER = Phrase(
    "den er et andet dokument: den begynder ikke med nogen af de PDF'er, der er gemt af referatet "
    "({versions})",
    "it is another document: it begins with none of the PDFs that are kept of the referat "
    "({versions})",
)
_UNSIGNED = Phrase(
    "den er version {version}, men der er ingen ny underskrift i den",
    "it is version {version}, but there is no new signature in it",
)
_ONLY_STAMP = Phrase(
    "den er version {version} med et tidsstempel, men ingen har skrevet under",
    "it is version {version} with a time stamp, but nobody has signed it",
)
_NOT_COVERED = Phrase(
    "den er version {version}, men en underskrift i den gælder ikke hele det udsendte",
    "it is version {version}, but a signature in it does not hold for all of what was issued",
)
_AFTER = Phrase(
    "den er version {version}, men der er føjet noget til efter den sidste underskrift ({count} "
    "byte)",
    "it is version {version}, but something was added after the last signature ({count} bytes)",
)
_CHANGED = Phrase(
    "den er version {version}, men sammen med underskriften er ændret {what}",
    "it is version {version}, but together with the signature was changed {what}",
)
_TWICE = Phrase(
    "noget, der står to gange, så det læses forskelligt",
    "something that stands there twice, so that it is read in two ways",
)


class Original(Struct, frozen=True):
    """A kept PDF that a signed one may begin with."""

    version: int
    """Of the referat."""
    closed: bool
    """Whether it is kept apart, because something in it may be closed."""
    signed: bool = False
    """Whether it came back signed itself."""


Originals = Mapping[str, Original]
"""By their SHA-256."""


class Signature(Struct, frozen=True):
    """What a signature says of itself, which may be nothing."""

    name: str
    day: date | None


class Signed(Struct, frozen=True):
    """A file that may be taken back."""

    original: Original
    signatures: tuple[Signature, ...]
    """Those that it has and the original had not."""
    shown: tuple[int, ...]
    """The pages that show one of them, from 1."""


class NotTakenBack(Exception):
    """A file may not be taken back: why, and what to do."""

    def __init__(self, why: Phrase, advice: Phrase) -> None:
        super().__init__(why)
        self.why = why
        self.advice = advice


def examined(data: bytes, originals: Originals, kept: Callable[[str], bytes | None]) -> Signed:
    """What a signed file is.

    ``kept`` gives the bytes of one of the originals, or ``None`` where it is not here. Raises
    ``NotTakenBack``, or ``EnvironmentProblem`` where what reads a PDF is not installed.
    """
    require_size(len(data))
    if b"%PDF-" not in data[:_HEAD]:
        raise NotTakenBack(_NO_PDF, _FETCH)
    found = [(at, originals[digest]) for at, digest in _beginnings(data) if digest in originals]
    if not found:
        raise _unknown(data, originals, kept)
    (issued_end, _), (end, original) = found[0], found[-1]
    version = original.version
    if not data[end:].strip():
        raise NotTakenBack(_UNSIGNED.put(version=version), _SIGN)
    with _opened(data) as now, _opened(data[:end]) as before, _opened(data[:issued_end]) as issued:
        added = _signatures(before, now)
        if not added and not _LAST.search(data[-_TAIL:]):
            raise NotTakenBack(_DAMAGED, _FETCH)
        if not added:
            raise NotTakenBack(_UNSIGNED.put(version=version), _SIGN)
        try:
            additions.require_signatures_alone(issued, now)
            shown = additions.require_signatures_alone(before, now)
        except additions.ReadOtherwise as changed:
            raise NotTakenBack(_CHANGED.put(version=version, what=changed.what), _SIGN) from None
        if any("duplicat" in str(one) for one in now.get_warnings()):
            raise NotTakenBack(_CHANGED.put(version=version, what=_TWICE), _SIGN)
        last = max(_covers(data, end, one, version) for one in added)
        names = tuple(_said(one) for one in added if str(one.get("/Type")) != _STAMP)
    _require_nothing_after(data, last, version)
    if not names:
        raise NotTakenBack(_ONLY_STAMP.put(version=version), _SIGN)
    return Signed(original, names, tuple(shown))


def require_size(size: int) -> None:
    """See to it that a file of so many bytes can be one. Raises ``NotTakenBack``."""
    if not size:
        raise NotTakenBack(_EMPTY, _FETCH)
    if size > MOST_BYTES:
        raise NotTakenBack(_LARGE.put(most=MOST_BYTES // 2**20), _ASK)


def _beginnings(data: bytes) -> Iterator[tuple[int, str]]:
    """Where what came first may have ended, with the SHA-256 of all before that."""
    sofar, at = hashlib.sha256(), 0
    for match in _END.finditer(data):
        for end in range(match.start() + 5, match.end() + 1):
            sofar.update(data[at:end])
            at = end
            yield end, sofar.copy().hexdigest()


# --- the signatures -----------------------------------------------------------------------


@contextmanager
def _opened(data: bytes) -> Iterator[Pdf]:
    """A PDF, of which nothing is guessed. Raises ``NotTakenBack`` where it cannot be read."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise NotTakenBack(_LOCKED, _ASK)
            yield pdf
    except pikepdf.PasswordError:
        raise NotTakenBack(_LOCKED, _ASK) from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        raise NotTakenBack(_DAMAGED, _FETCH) from None


def _signatures(before: Pdf, now: Pdf) -> list[Object]:
    """The signatures that a PDF has and had not before."""
    had = {place for place, _ in _values(before)}
    return [value for place, value in _values(now) if place not in had]


def _values(pdf: Pdf) -> Iterator[tuple[tuple[int, int], Object]]:
    """Each signature, with the number of the field that it stands in."""
    for field in additions.fields(pdf):
        if additions.is_signature(field) and "/V" in field and "/ByteRange" in field["/V"]:
            yield field.objgen, field["/V"]


def _covers(data: bytes, end: int, signature: Object, version: int) -> int:
    """Where what a signature holds for ends: it begins with the file, and all that was issued
    is in it. Raises ``NotTakenBack``.
    """
    numbers = [int(one) for one in signature["/ByteRange"].as_list()]
    fault = NotTakenBack(_NOT_COVERED.put(version=version), _SIGN)
    if len(numbers) != 4 or min(numbers) < 0 or numbers[0] != 0:
        raise fault
    _, first, second, rest = numbers
    written = data[first:second]
    last = second + rest
    whole = end <= first < second <= last <= len(data) and data[:last].rstrip().endswith(b"%%EOF")
    if not whole or written[:1] + written[-1:] != b"<>":
        raise fault
    try:
        contents = bytes.fromhex(written[1:-1].decode("ascii"))
    except ValueError:
        raise fault from None
    if contents != bytes(signature["/Contents"]) or not any(contents):
        raise fault
    return last


def _require_nothing_after(data: bytes, last: int, version: int) -> None:
    """Nothing stands after the last signature but the proofs of its certificates."""
    count = len(data) - last
    if not count:
        return
    fault = NotTakenBack(_AFTER.put(version=version, count=count), _FETCH)
    if not _LAST.search(data[-_TAIL:]):
        raise fault
    try:
        with _opened(data[:last]) as before, _opened(data) as now:
            additions.require_proofs_alone(before, now)
    except additions.ReadOtherwise:
        raise fault from None


def _said(signature: Object) -> Signature:
    """What a signature says of itself."""
    name = str(signature.get("/Name", "")).strip()
    found = _DAY.match(str(signature.get("/M", "")))
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    return Signature(" ".join(name.split()), day)


# --- what else it may be ------------------------------------------------------------------


def _unknown(
    data: bytes, originals: Originals, kept: Callable[[str], bytes | None]
) -> NotTakenBack:
    """Why a file is none of the originals, as far as that can be seen."""
    titles: dict[str, int] = {}
    for digest, original in originals.items():
        whole = kept(digest)
        if whole is None:
            continue
        version, common = original.version, _common(data, whole)
        if common == len(data):
            return NotTakenBack(_SHORT.put(version=version, lengde=common, hele=len(whole)), _FETCH)
        ends_alike = data[: len(whole)].endswith(whole[-_TAIL:])
        if ends_alike or common > len(whole) // 2:
            return NotTakenBack(_TAMPERED.put(version=version, byte=common + 1), _SIGN)
        with _opened(whole) as pdf:
            titles[_title(pdf)] = version
    with _opened(data) as pdf:
        if _is_scanned(pdf):
            return NotTakenBack(_SCANNED, _ASK)
        version = titles.get(_title(pdf), 0)
        if version:
            program = str(pdf.docinfo.get("/Producer", "")).strip()
            by = _BY.put(program=program[:80]) if program else Phrase.same("")
            return NotTakenBack(_RESAVED.put(version=version, program=by), _ASK)
    versions = ", ".join(map(str, sorted({one.version for one in originals.values()})))
    told = Phrase(f"version {versions}", f"version {versions}")
    return NotTakenBack(_OTHER.put(versions=told), _ASK)


def _common(one: bytes, other: bytes) -> int:
    """With how many bytes alike two files begin."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _title(pdf: Pdf) -> str:
    return str(pdf.docinfo.get("/Title", "")).strip()


def _is_scanned(pdf: Pdf) -> bool:
    """Whether there are pictures on every page, and no type on any."""
    pages: Sequence[Object] = [page.obj for page in pdf.pages]
    parts: list[Any] = [page.get("/Resources", {}) for page in pages]
    return bool(parts) and all(one.get("/XObject") and not one.get("/Font") for one in parts)
