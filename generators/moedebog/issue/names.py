"""What the files of a version are called where people meet them: in a mail, in the record."""

from __future__ import annotations

import unicodedata
from datetime import date

from moedebog.compose import Plan
from moedebog.outgoing import Forsendelse, Vedlagt

_MOST_NAME = 120
"""Characters of a file name: some mail programs drop longer ones."""


def document_name(dispatch: Forsendelse, suffix: str) -> str:
    """What a document's file is called; ``suffix`` without the point."""
    document = dispatch.document
    words = dispatch.phrases
    name = words.supplement if document.is_supplement else words.documents[document.kind]
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
        nth = 1
        is_open = public is None or bilag in public.bilag
        while (wanted := attachment_name(bilag, nth, told=is_open)).casefold() in taken:
            nth += 1
        taken.add(wanted.casefold())
        named.append((bilag, wanted))
    return named


def attachment_name(bilag: Vedlagt, nth: int = 1, *, told: bool = True) -> str:
    """What the file of an attachment is called; ``nth``: where others would be called the same.

    ``told``: with its title.
    """
    stem = f"{bilag.reference} - {bilag.titel}" if told else bilag.reference
    return file_name(f"{stem} ({nth})" if nth > 1 else stem, bilag.sti.suffix)


def file_name(stem: str, suffix: str) -> str:
    """A file name that every system takes: no characters that one of them forbids."""
    stem = unicodedata.normalize("NFC", stem)
    stem = "".join(c if c.isprintable() and c not in '<>:"/\\|?*%;' else " " for c in stem)
    stem = " ".join(stem.split())[: _MOST_NAME - len(suffix)].strip(" .")
    return f"{stem or 'bilag'}{suffix}"
