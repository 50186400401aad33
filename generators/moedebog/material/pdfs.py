"""What each attachment is as PDF: what it is by its contents decides, whatever its name says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from indhold.findings import Unread
from indhold.given import Given
from indhold.sniffing import Format, format_of, is_what_it_says, kind_of
from moedebog.blocks import Blocks, Picture
from moedebog.diagnostics import EnvironmentProblem, Phrase, Problems
from moedebog.document import Document
from moedebog.looked import Looks
from moedebog.material import prepared, texts
from moedebog.material.bare import bare
from moedebog.material.contents import Entry
from moedebog.material.failures import NoPages
from moedebog.material.prepared import Account, Pages
from moedebog.material.reading import Origin
from moedebog.pictures import NoPicture, every
from moedebog.reasons import reason
from moedebog.render.pdf.loose import draw_loose
from moedebog.render.pdf.shaping import MISSING_GLYPH
from moedebog.settings.appearance import Style
from samling import Part, Reason, Refused, survey

_PICTURES = frozenset(("png", "jpeg", "gif", "webp", "tiff", "bmp"))
_OTHERS = {
    Format.LETTER: NoPages.LETTER,
    Format.OUTLOOK: NoPages.LETTER,
    Format.HTML: NoPages.WEB,
    Format.SVG: NoPages.PICTURE,
    Format.PICTURE: NoPages.PICTURE,
    Format.ARCHIVE: NoPages.ARCHIVE,
    Format.EXECUTABLE: NoPages.PROGRAM,
    Format.EMPTY: NoPages.EMPTY,
}
REFUSED: Mapping[Reason, NoPages] = {
    Reason.PASSWORD: NoPages.PASSWORD,
    Reason.NO_PDF: NoPages.DAMAGED,
    Reason.NO_PAGES: NoPages.NO_PAGES,
    Reason.NO_FIXED_PAGES: NoPages.DRAWN_LATER,
    Reason.TOO_LARGE: NoPages.TOO_LARGE,
    Reason.TOO_DEEP: NoPages.DAMAGED,
}
_NO_PAGES = Phrase(
    "Bilagenes sider kan ikke laves: {grund}.", "The attachments' pages cannot be made: {grund}."
)
_ALONE = "encrypted"
"""A file of Office that is enciphered, as ``indhold.sniffing`` calls it."""


class Pdfs(Struct, frozen=True):
    """What files are as PDF."""

    made: dict[Path, Path] = field(default_factory=dict)
    accounts: dict[Path, Account] = field(default_factory=dict)
    """Of those that were made of a file of Office, what their pages are without."""
    pictures: dict[Path, int] = field(default_factory=dict)
    """Of those that are pictures, how many of them were drawn."""
    failures: dict[Path, NoPages] = field(default_factory=dict)

    def origin(self, entry: Entry) -> Origin:
        """What an attachment is of which there is a PDF."""
        path = entry.fil
        assert path is not None  # noqa: S101 - else there is no PDF
        if path in self.pictures:
            if self.pictures[path] > 1:
                return Origin.PICTURES
            return Origin.DESCRIBED if entry.alt else Origin.PICTURE
        return Origin.PDF if self.made[path] == path else Origin.OTHER


def pdfs_of(
    root: Path, entries: Sequence[Entry], document: Document, style: Style, folder: Path
) -> Pdfs:
    """The attachments as PDF, as far as one can be made of them.

    ``root``: the workspace; ``document``: what they belong to; ``folder``: for what is made here.
    Raises ``EnvironmentProblem`` where something cannot be read or written.
    """
    try:
        return _pdfs_of(root, entries, document, style, folder / "sider")
    except OSError as error:
        raise EnvironmentProblem(_NO_PAGES.put(grund=reason(error))) from error


def _pdfs_of(
    root: Path, entries: Sequence[Entry], document: Document, style: Style, folder: Path
) -> Pdfs:
    made = Pdfs()
    files = {one.fil: one for one in entries if one.apart is None and one.fil is not None}
    office: dict[Path, str] = {}
    for number, (path, entry) in enumerate(files.items()):
        given = Given(path.name, path)
        kind = kind_of(given)
        if kind == "pdf":
            _check(path, made)
        elif kind in prepared.KINDS:
            office[path] = kind
        else:
            untold = _untold(document, entry)
            try:
                _draw(given, kind, entry, untold, style, folder / f"{number:04}", made)
            except NoPicture as error:
                dots = error.has_too_many_dots
                made.failures[path] = NoPages.TOO_LARGE if dots else NoPages.DAMAGED
            except Problems as problems:
                glyphs = all(one.rule is MISSING_GLYPH for one in problems.diagnostics)
                made.failures[path] = NoPages.CHARACTERS if glyphs else NoPages.DAMAGED
            except texts.TooMuchText:
                made.failures[path] = NoPages.TABLE_TOO_LARGE
    for path, one in _of_office(root, office, document.sprog, folder / "kontor"):
        if isinstance(one, NoPages):
            made.failures[path] = one
        else:
            made.made[path], made.accounts[path] = one.pdf, one.account
    return made


def _check(path: Path, made: Pdfs) -> None:
    try:
        survey(Part(path.name, path))
    except Refused as refused:
        made.failures[path] = REFUSED[refused.reason]
    else:
        made.made[path] = path


def _of_office(
    root: Path, kinds: Mapping[Path, str], language: str, work: Path
) -> Iterator[tuple[Path, Pages | NoPages]]:
    looks = Looks(root).of(kinds) if kinds else {}
    locked = [
        path
        for path, look in looks.items()
        if any(gap.reason is Unread.PASSWORD and not gap.place for gap in look.gaps)
    ]
    yield from dict.fromkeys(locked, NoPages.PASSWORD).items()
    wanted = {path: kind for path, kind in kinds.items() if path not in locked}
    yield from prepared.as_pages(root, wanted, language, work).items()


def _draw(
    given: Given,
    kind: str,
    entry: Entry,
    document: Document,
    style: Style,
    folder: Path,
    made: Pdfs,
) -> None:
    """Pages of a picture or a text. Raises ``NoPicture``, ``TooMuchText`` or ``Problems``."""
    path = given.path
    assert path is not None  # noqa: S101 - an attachment is a file
    if kind in _PICTURES:
        folder.mkdir(parents=True)
        pages = every(path, folder)
        words = entry.alt or entry.titel
        blocks: Blocks = tuple(
            Picture(page, f"{words} ({nr}/{len(pages)})" if len(pages) > 1 else words)
            for nr, page in enumerate(pages, 1)
        )
        made.pictures[path] = len(pages)
    elif kind == "text" and given.suffix in texts.ENDINGS:
        blocks = texts.blocks_of(path)
        if not blocks:
            made.failures[path] = NoPages.EMPTY
            return
    else:
        made.failures[path] = _failure(given, kind)
        return
    pdf = folder.with_suffix(".pdf")
    pdf.parent.mkdir(parents=True, exist_ok=True)
    pdf.write_bytes(draw_loose(document, blocks, style))
    made.made[path] = pdf


def _failure(given: Given, kind: str) -> NoPages:
    """Why what is none of the above cannot become pages."""
    if kind == _ALONE:
        return NoPages.PASSWORD
    found = format_of(given)
    if found in _OTHERS:
        return _OTHERS[found]
    return NoPages.OTHER_KIND if is_what_it_says(given, found) else NoPages.DISGUISED


def _untold(document: Document, entry: Entry) -> Document:
    """What is told of the pages of an attachment in their own file."""
    return bare(
        document,
        titel=entry.titel,
        sidehoved="",
        fortrolighed=None,
        status=None,
        indledning=(),
        position=entry.position,
    )
