"""What is joined, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Label:
    """What the pages of a part are called in a viewer (ISO 32000-1, 12.4.2): ``B 1, B 2 …``."""

    prefix: str = ""
    counted: bool = True
    """Whether each page has a number behind the prefix, from 1 on."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the whole, and the parts that belong below it."""

    title: str
    """What its bookmark and its place in the structure are called."""
    file: Path | bytes | None = field(default=None, repr=False)
    """A PDF; ``None`` where the part only holds others together."""
    parts: Sequence[Part] = ()
    key: str = ""
    """What links call it, see ``links``; unique in the whole."""
    bookmarked: bool = True
    """Whether it has a bookmark of its own; without, those of its file stand one higher, and a
    single one over them that is called as the part is left out."""
    open: bool = False
    """Whether the bookmarks inside its own are shown from the beginning."""
    under: Sequence[tuple[str, int]] = ()
    """The bookmark that its own stands under, by the titles from the top on, each with which of
    those at its level that are called so it is, from 0 on. Where there is none such, its own stands
    where it would without."""
    headings_below: int = 0
    """How deep the headings lie that stand above it: its first level comes one below this."""
    label: Label = Label()
    """What its pages are called; the file's own labels are not kept."""
    language: str = ""
    """In which language the file is (BCP 47), where it does not say so itself and you know it."""
    stamped_from: int | None = None
    """Which page of the file of stamps is drawn on its first page, from 0 on; the others follow."""
    readable: bool = True
    """Whether the file is believed where it says that it conforms to PDF/UA-1."""

    def all(self) -> Iterator[Part]:
        """It and all below it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.all()


class Kind(Enum):
    """What may be told of a part."""

    SCRIPT = "script"
    """A script was taken out."""
    ACTION = "action"
    """What starts a program, sends a form, or plays or opens something was taken out."""
    FILE = "file"
    """A file inside it was taken out."""
    MEDIA = "media"
    """Sound, film or a model in three dimensions was taken out."""
    XFA = "xfa"
    """A form of Adobe's own kind was taken out; its ordinary fields, if it has any, are kept."""
    SIGNATURE = "signature"
    """It was signed. Joined to others it is not what was signed."""
    UNTAGGED = "untagged"
    """It has no tags, so a screen reader is told nothing of it."""
    UNMARKED = "unmarked"
    """Text or pictures that belong to no tag stand on a page."""
    UNDESCRIBED = "undescribed"
    """A figure or formula stands on a page, and no words say what it shows (ISO 14289-1, 7.3, 7.7);
    without a page where it is not known on which."""
    NO_LANGUAGE = "no_language"
    """Its tags do not say in which language it is, so a screen reader cannot know."""
    NO_UA = "no_ua"
    """It does not say that it conforms to PDF/UA-1, or cannot once its fields are drawn anew."""
    NO_PDFA = "no_pdfa"
    """The same for PDF/A-2 and -3."""
    ENCRYPTED = "encrypted"
    """It was enciphered, without a password to open it."""
    REPAIRED = "repaired"
    """It was damaged and could be put right."""
    LOST_LINK = "lost_link"
    """A link or bookmark leads to a place that is not there."""


class Stage(Enum):
    """What joining is at."""

    PUTTING_ASIDE = "putting aside"
    """What is large in a file is put on disk."""
    JOINING = "joining"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Step:
    """How far it is: told before each step."""

    stage: Stage
    done: int
    """Of the files; of a hundred while the whole is written."""
    of: int
    part: Part | None = None
    """Whose file comes next."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something about a part that whoever hands on the whole ought to know."""

    kind: Kind
    part: Part
    page: int | None = None
    """Of the part, from 1 on; ``None``: of the whole file."""
    name: str = ""
    """Of what it is about: the name of a file, a link's address."""


class Refused(Exception):
    """A file that cannot be joined; nothing was written."""

    def __init__(self, part: Part, reason: Reason) -> None:
        super().__init__(f"{part.title}: {reason.value}")
        self.part = part
        self.reason = reason


class Reason(Enum):
    """Why a file cannot be joined."""

    NO_PDF = "it is no PDF, or too damaged to be read"
    PASSWORD = "it asks for a password"  # noqa: S105 (says why)
    NO_PAGES = "it has no pages"
    NO_FIXED_PAGES = "its pages are drawn by Adobe's program when it is opened (dynamic XFA)"
    TOO_LARGE = "it holds more, when it is unpacked, than anyone could read"
    TOO_DEEP = "things stand so deep inside each other that it cannot be copied"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a file says it conforms to, in its metadata."""

    ua: bool = False
    """PDF/UA-1."""
    pdfa: str = ""
    """The level of PDF/A-2 or -3: ``a``, ``b`` or ``u``; empty: neither of them."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a file is, before it is joined."""

    pages: int
    tagged: bool
    claims: Claims
    language: str
    signed: bool
    told: Sequence[Told] = ()
    """What joining will tell of it, but for links and what it does not say it conforms to (see
    ``claims``); empty where it was not looked at closely."""
    scanned: bool = False
    """Whether it has pictures and no words, nor words in their place; known where it was looked at
    closely."""
