"""Files of Office as pages: of a copy without what is not to be seen, kept by content.

A page shows what the file is once it is finished: ``indhold.cleaning`` accepts tracked changes, and
takes out comments, macros and what is fetched from elsewhere, before LibreOffice gets it.
What that does not know, such as files of before 2007, LibreOffice first makes OpenDocument of.

The PDFs lie in ``.moedebog/sider/``, which only its owner can read and which git overlooks: known
by the file's checksum, LibreOffice and how it is called, so that each is made once.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from indhold.bounds import Bounds
from indhold.cleaning import Changes, Left, Reason, Refused, Wishes, clean
from indhold.cleaning.for_pages import stand
from indhold.findings import Finding
from moedebog.checksums import digest_of
from moedebog.material.failures import NoPages
from moedebog.material.office import Office, program, version
from moedebog.unseen import make_private, write_whole
from moedebog.workspace import STATE

FOLDER = "sider"
_VERSION = "1"
"""Raised where pages that were made before must be made anew."""
_MOST = 1_000_000_000
"""Bytes of what is kept; what was not used for longest goes first."""
_DAYS = 60
"""What was not used for so long goes."""
_BOUNDS = Bounds(bytes=200_000_000, unpacked=600_000_000, part=300_000_000)
_WISHES = Wishes(changes=Changes.ACCEPT)

CLEANABLE = frozenset(("docx", "docm", "xlsx", "xlsm", "pptx", "pptm", "odt", "ods", "odp", "odg"))
"""Kinds of files, as ``indhold.sniffing`` tells them."""
_NEWER = {
    **dict.fromkeys(("docx", "docm", "doc", "rtf", "odt"), "odt"),
    **dict.fromkeys(("xlsx", "xlsm", "ods"), "ods"),
    **dict.fromkeys(("xlsb", "xls"), "xlsx"),
    **dict.fromkeys(("pptx", "pptm", "ppt", "odp"), "odp"),
    "odg": "odg",
}
"""In which format each can be cleaned, at the latest."""
KINDS = frozenset(_NEWER)


class Account(Struct, frozen=True):
    """What the pages of a file are without."""

    taken: tuple[Finding, ...] = ()
    left: tuple[Left, ...] = ()
    """What is still in the file of which the pages are made."""


class Pages(Struct, frozen=True):
    """A PDF of a file."""

    pdf: Path
    account: Account = Account()


def as_pages(
    root: Path, kinds: Mapping[Path, str], language: str, work: Path
) -> dict[Path, Pages | NoPages]:
    """The PDF of each of these files of Office, or why there is none.

    ``root``: the workspace; ``kinds``: what each is by its contents; ``language``: of those that
    do not say theirs; ``work``: a folder for what is made on the way, which is not there yet.
    Raises ``OSError`` where pages cannot be written.
    """
    soffice = program()
    if soffice is None or not kinds:
        return dict.fromkeys(kinds, NoPages.NO_OFFICE)
    folder = root / STATE / FOLDER
    made: dict[Path, Pages | NoPages] = {}
    places: dict[Path, Path] = {}
    for path, kind in kinds.items():
        told = "\0".join((_VERSION, version(soffice), language, kind, digest_of(path)))
        places[path] = folder / f"{sha256(told.encode()).hexdigest()[:40]}.pdf"
        if known := _known(places[path]):
            made[path] = known
    waiting = {path: kind for path, kind in kinds.items() if path not in made}
    if waiting:
        make_private(root / STATE)
        folder.mkdir(mode=0o700, exist_ok=True)
        work.mkdir(parents=True)
        for path, one in _Preparing(soffice, work, language).done(waiting).items():
            made[path] = _kept(one, places[path]) if isinstance(one, Pages) else one
        _sweep(folder, {places[path] for path in kinds})
    return made


class _Preparing:
    """Makes pages of files that have none yet."""

    def __init__(self, soffice: str, folder: Path, language: str) -> None:
        self._folder = folder
        self._own = folder / "kontor"
        self._office = Office(soffice, self._own, language)
        self._made: dict[Path, Pages | NoPages] = {}
        self._ready: dict[Path, tuple[Path, Account]] = {}
        """Each file's copy of which its pages are made."""

    def done(self, kinds: Mapping[Path, str]) -> dict[Path, Pages | NoPages]:
        older: dict[str, dict[Path, Path]] = {}
        for number, (path, kind) in enumerate(kinds.items()):
            copy = self._folder / f"{number:04}.{kind}"
            shutil.copyfile(path, copy)
            if kind not in CLEANABLE or not self._prepare(path, copy, last=False):
                older.setdefault(_NEWER[kind], {})[path] = copy
        for target, copies in older.items():
            newer = self._office.converted(copies.values(), target)
            for path, copy in copies.items():
                if path in self._made:
                    continue
                if copy not in newer:
                    self._made[path] = NoPages.NOT_MADE
                else:
                    self._prepare(path, newer[copy], last=True)
        pdfs = self._office.converted([copy for copy, _ in self._ready.values()], "pdf")
        for path, (copy, account) in self._ready.items():
            pdf = pdfs.get(copy)
            self._made[path] = Pages(pdf, account) if pdf else NoPages.NOT_MADE
        return self._made

    def _prepare(self, path: Path, copy: Path, *, last: bool) -> bool:
        """Take out of a copy what is not to be seen; whether that is settled."""
        clear, standing = (copy.with_name(f"{copy.stem}{one}{copy.suffix}") for one in "rs")
        try:
            cleaned = clean(copy, clear, _WISHES, _BOUNDS)
            stand(clear if cleaned.written else copy, standing, _BOUNDS)
        except Refused as refused:
            failure = _FAILURES.get(refused.reason)
            if failure is None and not last:
                return False
            self._made[path] = failure or NoPages.NOT_MADE
            return True
        self._ready[path] = standing, Account(cleaned.taken, cleaned.left)
        return True


_FAILURES = {
    Reason.PASSWORD: NoPages.PASSWORD,
    Reason.DAMAGED: NoPages.DAMAGED,
    Reason.TOO_LARGE: NoPages.TOO_LARGE,
}
"""Why a copy cannot be cleaned, where LibreOffice would do no better."""


# --- keeping --------------------------------------------------------------------------------


def _known(place: Path) -> Pages | None:
    try:
        account = msgspec.json.decode(place.with_suffix(".json").read_bytes(), type=Account)
        place.touch()  # it was used: see ``_sweep``
    except (OSError, msgspec.MsgspecError):
        return None
    return Pages(place, account)


def _kept(made: Pages, place: Path) -> Pages:
    write_whole(place, made.pdf.read_bytes())
    write_whole(place.with_suffix(".json"), msgspec.json.encode(made.account))
    return Pages(place, made.account)


def _sweep(folder: Path, used: set[Path]) -> None:
    """Remove what was not used for long, and what is too much."""
    with suppress(OSError):
        kept = sorted(folder.glob("*.pdf"), key=lambda one: one.stat().st_mtime, reverse=True)
        limit, size = time.time() - _DAYS * 86_400, 0
        for place in kept:
            size += place.stat().st_size
            if place not in used and (size > _MOST or place.stat().st_mtime < limit):
                place.with_suffix(".json").unlink(missing_ok=True)
                place.unlink()
