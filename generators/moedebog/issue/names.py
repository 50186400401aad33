"""What the files of a version are called where people meet them: in a mail, in the record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import partial

from moedebog.compose import Plan
from moedebog.outgoing import Forsendelse, Vedlagt

_MOST_NAME = 120
"""Characters of a file name: some mail programs drop longer ones."""
_MOST_BYTES = 240
"""Of a file name in UTF-8: most file systems take no more than 255."""
_MOST_SUFFIX = 16
"""Characters of a suffix; a longer one is none that a program knows."""
_FIGURES = re.compile(r"\d+")
OF_MEETING = "00"
"""The number of what belongs to the meeting as a whole: it stands first in a folder."""


def document_name(dispatch: Forsendelse, suffix: str) -> str:
    """What a document's file is called; ``suffix`` without the point."""
    return _named_of(dispatch, _called(dispatch), suffix)


def one_file_name(dispatch: Forsendelse, number: int = 1, of: int = 1) -> str:
    """The same of the file of a document and its attachments, or of one of several."""
    words = dispatch.phrases
    name = words.material_title.format(document=_called(dispatch))
    if of > 1:
        name = words.material_volume.format(title=name, number=number, count=of)
    return _named_of(dispatch, name, "pdf")


def _called(dispatch: Forsendelse) -> str:
    document, words = dispatch.document, dispatch.phrases
    return words.supplement if document.is_supplement else words.documents[document.kind]


def _named_of(dispatch: Forsendelse, name: str, suffix: str) -> str:
    document = dispatch.document
    return _named(name, document.forum, document.dato, document.fortrolighed, suffix)


def called(planned: Plan, name: str, suffix: str, *, closed: bool) -> str:
    """The same of a document that is called ``name``; ``closed``: it is the internal one."""
    confidential = planned.phrases.confidential if closed else None
    return _named(name, planned.called, planned.meeting.dato, confidential, suffix)


def _named(name: str, forum: str, day: date, confidential: str | None, suffix: str) -> str:
    stem = f"{name} {forum} {day.isoformat()}"
    if confidential:
        stem += f" ({confidential.lower()})"
    return file_name(stem, f".{suffix}")


def attachment_names(
    dispatch: Forsendelse, public: Forsendelse | None = None
) -> list[tuple[Vedlagt, str]]:
    """Each attachment with what its file is called: no two alike.

    ``public``: what everybody gets. A file that is not among it goes by its reference alone, since
    names are shown where files lie and what a title says is closed as well.
    """
    taken: set[str] = set()
    named = []
    for bilag in dispatch.bilag:
        is_open = public is None or bilag in public.bilag
        name = unlike(taken, partial(attachment_name, bilag, told=is_open))
        named.append((bilag, name))
    return named


def attachment_name(bilag: Vedlagt, nth: int = 1, *, told: bool = True) -> str:
    """What the file of an attachment is called; ``nth``: where others would be called the same.

    ``told``: with its title.
    """
    stem = f"{bilag.reference} - {bilag.titel}" if told else bilag.reference
    return file_name(stem, bilag.sti.suffix, nth)


def unlike(taken: set[str], named: Callable[[int], str]) -> str:
    """The first name that is none of those taken, whatever their case, and is taken from now on.

    ``named`` gives the name by which of those called the same it is.
    """
    nth = 1
    while (name := named(nth)).casefold() in taken:
        nth += 1
    taken.add(name.casefold())
    return name


def numbered_stem(nr: str, own: str, titel: str) -> str:
    """What an attachment is called in a folder, so that names stand in its order:
    ``03.1 Organisering``. ``nr``: of its item, empty where it has none; ``own``: its own."""
    number = _FIGURES.sub(lambda figures: figures[0].zfill(2), nr) or OF_MEETING
    return f"{number}.{own} {titel}"


def file_name(stem: str, suffix: str, nth: int = 1) -> str:
    """A file name that every system takes: no characters that one of them forbids.

    ``nth``: which of those it is that are called the same; what tells them apart is never cut off.
    """
    suffix = "".join(_allowed(suffix).split())[:_MOST_SUFFIX]
    end = f" ({nth}){suffix}" if nth > 1 else suffix
    stem = " ".join(_allowed(stem).split())[: _MOST_NAME - len(end)]
    stem = stem.encode()[: _MOST_BYTES - len(end.encode())].decode(errors="ignore").strip(" .")
    return f"{stem or 'bilag'}{end}"


def _allowed(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    return "".join(c if c.isprintable() and c not in '<>:"/\\|?*%;' else " " for c in text)
