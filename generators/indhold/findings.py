"""What looking into a file gives: findings, what could not be read, how accessible it is.

No value here holds a personal number in full: whatever is kept of a file's words goes through
``cpr.masked``.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """What was found."""

    PERSONAL_NUMBER = "personal-number"
    """Called or written as a CPR number, or with its check digit."""
    PERHAPS_PERSONAL_NUMBER = "perhaps-personal-number"
    """Ten digits that may be one."""
    COMMENT = "comment"
    """A remark beside the text, in a margin or on a note."""
    TRACKED_CHANGE = "tracked-change"
    """Words put in or taken out that are kept with who did it."""
    HIDDEN = "hidden"
    """Words that are in the file and that nobody sees: hidden, white, tiny, switched off."""
    SCRIPT = "script"
    MACRO = "macro"
    EXECUTABLE = "executable"
    """A program, or what starts one."""
    DISGUISED = "disguised"
    """The contents are not what the name says."""
    EMBEDDED = "embedded-file"
    """A whole file inside this one, which was looked into as well."""
    AUTHOR = "author"
    """A person's or a user's name in the properties."""
    PATH = "path"
    """Where a file lay on somebody's machine or network."""
    POSITION = "position"
    """Where on earth a picture was taken."""
    EXTERNAL_LINK = "external-link"
    """What is fetched from elsewhere when the file is opened; no ordinary link."""
    METADATA = "metadata"
    """Other properties that tell of how the file was made: machine, camera, small pictures."""


class Unread(StrEnum):
    """Why something could not be read."""

    SCAN = "scan"
    """Pictures of text, and no text."""
    PICTURE = "picture"
    """A picture, in which there may be text."""
    NO_CHARACTERS = "no-characters"
    """Text whose letters the file does not name."""
    PASSWORD = "password"  # noqa: S105
    UNKNOWN = "unknown-format"
    PARTLY = "partly-known-format"
    """A format of which only some can be read."""
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    TOO_LONG = "too-long"
    """It took more time than is given."""
    TOO_MUCH_MEMORY = "too-much-memory"
    TOO_DEEP = "too-deep"
    """Files inside files inside files."""
    TOO_MANY = "too-many"
    """More parts than are looked at."""
    FAILED = "failed"
    """The program itself failed at it."""


class At(StrEnum):
    """What one step of a place is."""

    FILE_NAME = "file-name"
    MEMBER = "member"
    """A file inside this one, by its name."""
    PAGE = "page"
    SHEET = "sheet"
    CELL = "cell"
    SLIDE = "slide"
    PARAGRAPH = "paragraph"
    LINE = "line"
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"
    """A footnote or endnote."""
    SPEAKER_NOTES = "speaker-notes"
    MASTER = "master"
    """What slides or pages share."""
    COMMENT = "comment"
    ANNOTATION = "annotation"
    FIELD = "field"
    BOOKMARK = "bookmark"
    LAYER = "layer"
    PROPERTIES = "properties"
    CUSTOM_XML = "custom-xml"
    SIGNATURE = "signature"
    PICTURE = "picture"
    THUMBNAIL = "thumbnail"
    PART = "part"
    """Another part of a package, by its name."""
    HEAD = "head"
    """The head of a letter."""


class Step(Struct, frozen=True, array_like=True):
    """One step from the file to the place."""

    at: At
    name: str = ""
    """A number from 1, or a name; empty where there is only one."""


Place = tuple[Step, ...]
"""From the outside in: the member of a zip file, its page. Empty: the file as a whole."""


class Finding(Struct, frozen=True, array_like=True):
    """Something that was found, once or several times, in one place."""

    kind: Kind
    place: Place = ()
    shown: str = ""
    """What tells it from others: a masked number, a name, the beginning of a comment."""
    count: int = 1


class Gap(Struct, frozen=True, array_like=True):
    """Something that could not be read."""

    reason: Unread
    place: Place = ()
    shown: str = ""


class Accessible(Struct, frozen=True):
    """Whether somebody who cannot see can read the file, as far as a program can tell."""

    tagged: bool | None = None
    """Whether headings, lists and tables are marked; ``None`` where the format always has them."""
    language: bool = True
    """Whether it says in which language it is."""
    title: bool = True
    """Whether it says what it is called."""
    pictures: int = 0
    without_text: int = 0
    """How many of the pictures have no words in place of them."""
    scanned: int = 0
    """Pages that are pictures of text."""

    @property
    def is_good(self) -> bool:
        """Whether nothing of it stands in the way."""
        marked = self.tagged is not False
        return marked and self.language and self.title and not (self.without_text or self.scanned)


class Look(Struct, frozen=True):
    """What was found in a file."""

    sha256: str
    """Of the very bytes that were looked at."""
    size: int
    format: str
    """What it is by its contents, e.g. ``pdf``; empty where that is not known."""
    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    accessible: Accessible | None = None
    """Of documents; ``None`` of what is none."""
    maker: str = ""
    """The organisation that the file says made it, else empty."""

    @property
    def is_read(self) -> bool:
        """Whether all of it was read."""
        return not self.gaps

    def of(self, *kinds: Kind) -> tuple[Finding, ...]:
        """The findings of some kinds."""
        return tuple(one for one in self.findings if one.kind in kinds)
