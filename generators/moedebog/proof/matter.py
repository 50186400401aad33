"""What of a meeting is closed, as it may give itself away: texts, names, files, pictures.

It is gathered twice, so that a fault in the one is found by the other: from what the internal
documents say and the public ones do not, and from the parts of the files themselves that are not
for the public (``secrecy``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bevis.held import on_disk
from bevis.pictures import Picture as Shown
from bevis.pictures import picture_of
from bevis.sought import Manner, Secret, Sought, letters
from moedebog import catalogue, fakta, issued, left_out, secrecy, source
from moedebog.blocks import Picture
from moedebog.checksums import digest_if_there
from moedebog.compose import Composer, Plan
from moedebog.document import Audience, Kind
from moedebog.fakta import MEDIA_TYPES
from moedebog.load import attachments_of
from moedebog.meeting import Fil, Forum
from moedebog.outgoing import Forsendelse
from moedebog.phrases import DANISH, Phrases
from moedebog.proof.letterhead import lines, printed
from moedebog.workspace import MeetingFile, Workspace

TEXT, NAME, FILE_NAME, CHECKSUM, ADDRESS = "text", "name", "file-name", "checksum", "address"
"""What a leak is called to programs, besides ``file`` and ``picture``."""
OWN = Manner()
"""How documents are searched that the program made: nothing closed has any business there."""
OF_OTHERS = Manner(whole=24, word=0, part=48, step=16)
"""How attachments are: what people wrote may share a name or a turn of phrase by right."""
_NOT_SHOWN = frozenset(
    {"position", "slags", "anker", "art", "noegle", "punkt", "sti", "path", "id", "phrases"}
)
"""Attributes whose value no reader sees, or not all of it."""
_APART = "|"
_BORDERS = re.compile(r"[.:;!?]\s+|[\n()»«]")
_PLACEHOLDER = re.compile(r"\{\w*\}")
_MONTHS = "|".join(DANISH.months)
_DAY = rf"(?:\w+dag,? (?:den )?)?(?:\d{{1,2}}\.? ?)?(?:{_MONTHS})(?: \d{{4}})?(?: kl\.?)?"
_NOTHING_TOLD = re.compile(
    r"(?:kl\.? ?)?\d{1,2}[.:]\d\d(?: ?[-–] ?\d{1,2}[.:]\d\d)?"
    r"|\.?\w{2,5},? [\d.,]+ [kMG]?B"
    r"|\d{4}-\d\d-\d\d(?:[ T][\d:.+]+)?|\d{1,2}[-./]\d{1,2}[-./]\d{4}"
    rf"|{_DAY}",
    re.IGNORECASE,
)
"""A clock time, the kind and size of a file, or a day: the program writes such itself."""

_OF_FORMATS = re.findall(
    r"\w+",
    """
about adobe after align anchor arial ascii author auto before begin bidi body bold border bottom
bullet bytes caps caption catalog charset clear color column columns content core count creator
decimal default descent dest device dict doctype docx europe false family fill filter first fixed
flags font fonts footer form format freq gutter header heading height hidden history href html
http https image info initial integer italic kern lang last latin left length line link list main
margin message meta method mime mixed modern name next none normal null number object office
opaque package padding page pages parent part percent pitch plain prefix prev publish quote rect
regular reply request right role root rotate scale schema scope script scripts serif side single
size solid space span start status string strong style styles subject subtype summary swiss syntax
table tabs tekst text theme title trans transp type types upright value version weight white width
widths zone alternative application attachment attendee bookmark boundary calendar calibri
character confirmed contents copenhagen creation description disposition document encoding
helvetica hyperlink identity individual keywords language location metadata microsoft modified
multipart numbering organizer outlines paragraph producer properties reference relationships
resources revision section settings standard structure template timezone transfer transparent
abstractnum accessibility aiim anker annot annots artifact atleast available avlst background
basedon basefont bbox beginbfchar begincmap begincodespacerange between blip blipfill block
blockquote bodytext bookmarkend bookmarks byday bymonth cantsplit carefully category center cest
characters cidinit cidsysteminfo cmap cmapname cmaptype cnvpicpr cnvpr collapse colors colorspace
colspan compat compatibility component compress condition conflict conformance
consecutivehyphenlimit consolas contenttype continue copyright coreproperties created createdate
creationdate creatortool currentdict customstyle cyrillic daylight dcterms decimals decodeparms
defaultparagraphfont defaults defaulttabstop defineresource descriptor designed destoutputprofile
devicergb disc displaydoctitle displays distb distl distr distt docpr docprops donothyphenatecaps
drawing drawingml dtstamp dtstart eastasia elements embed emphasis endbfchar endcmap
endcodespacerange endstream extended extension extent external figure filename fillrect findresource
firstchar firstcolumn firstrow flatedecode fldchar fldchartype followed fontfile fontname fonttable
footerreference footnote from generate graphic graphicdata gridcol gridspan hanging hansi
headerreference help hrule hyphenation identifier ilvl indexed indicate initials inline insideh
instance instrtext internal json keeplines keepnext kids label languages lastcolumn lastmodifiedby
lastrow lato layout lbody licensed linerule listnumbering lowerletter lowerroman lvljc lvltext
marked markinfo mcid means media mediabox medietype metadatadate missingwidth moddate modifydate
namespace nobreakhyphen nohband nolist novband numfmt numid numpages numpr nums nvpicpr objr objstm
ordering original outlinelvl outputconditionidentifier outputintent override pagebreakbefore
pagination parenttree parsetype particular partname pbdr pdfa pdfaid pdfaschema pdfua pdfuaid pgmar
phonetic picture placement portions pprdefault predictor presentations preserve procset prodid
property proportion provides prst prstgeom pstyle purl qformat references registry reportlab
reserved reserves rfonts rolemap roller rprdefault rrule rstyle sans schemas sectpr semihidden
separate separator sequence smallcaps solidfill spacing sppr srgb standalone startxref stretch
structelem structparent structtreeroot styleid submitted subtitle superscript supplement supports
suppress tablenormal target targetmode tblborders tblcaption tblcellmar tblgrid tblheader tblind
tbllayout tbllook tblpr tblstyle tblw tbody tcborders tcpr terms thead themefontlang titlepg
tounicode trademark trheight trpr true truetype typeface tzid tzname tzoffsetfrom tzoffsetto
uipriority universal uppercase valign valuetype variable versionid vertalign vertical vtimezone
which widowcontrol worddocument wordfont wordprocessingdrawing wordstyles xfrm xmlns xmlschema
xmpmeta xmpmm xobject xobjects xpacket xref yearly zoom
""",
)
"""What files of these formats say of themselves, whatever is in them: a heading »Status« that is
closed stands in each calendar entry."""


_OF_TEMPLATES = (
    *("Billede", "Dagsordenpunkt", "Etiket", "Faktaetiket", "Fortroligt", "Kode", "Kodetegn"),
    *("Mellemoverskrift", "Niveau", "Oversigtslink", "Ramme", "Resultat", "Skabelonkode"),
    *("Skillelinje", "Tabelhoved", "Tabeltekst", "Overpunkt", "Opstilling", "Undertitel"),
)
"""What the styles of documents are called."""
_OF_RECORDS = (
    *("filer", "fjernet", "erstatter", "medietype", "lukket_siden"),
    *("udsendelse", "indhold", "hoved", "sekvens", "tilstand"),
)
"""Keys of what says what a set is, and of what was issued, that are no names in the program."""


class Matter(Struct, frozen=True, dict=True):
    """What must stand nowhere that these readers get, and what they may read."""

    secrets: tuple[Secret, ...]
    readable: tuple[str, ...]
    files: frozenset[str] = frozenset()
    """SHA-256 of the closed files."""
    pictures: tuple[Shown, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is closed."""
        return not (self.secrets or self.files)

    def without(self, *what: str) -> Matter:
        """The same but for some kinds of things."""
        return replace(self, secrets=tuple(one for one in self.secrets if one.what not in what))

    def reading(self, *more: str) -> Matter:
        """The same where more may be read."""
        return replace(self, readable=(*self.readable, *more))

    def sought(self, manner: Manner = OWN) -> Sought:
        """What is looked for; made once for each manner."""
        made: dict[Manner, Sought] = self.__dict__.setdefault("_made", {})
        if manner not in made:
            known = _APART.join(map(letters, self.readable))
            made[manner] = Sought(self.secrets, known, self.files, self.pictures, manner)
        return made[manner]


def between(readable: Sequence[Forsendelse], whole: Sequence[Forsendelse]) -> Matter:
    """What only the ``whole`` material says, held against what somebody may read of it."""
    told = [text for one in readable for text in texts(one)]
    words = [text for one in whole for text in _texts_of_program(one.phrases)]
    secrets = {Secret(part, TEXT) for one in whole for text in texts(one) for part in clauses(text)}
    words += (*_vocabulary(), *MEDIA_TYPES.values(), *_OF_FORMATS, *_OF_TEMPLATES, *_OF_RECORDS)
    return Matter(tuple(sorted(secrets)), (*told, *words))


def matter_of(ws: Workspace, file: MeetingFile, planned: Plan) -> Matter:
    """What of a meeting the public may not have. Raises ``OSError``."""
    composer, meeting = Composer(planned), planned.meeting
    public = [composer.dispatch(kind, Audience.OFFENTLIG) for kind in Kind]
    internal = [composer.dispatch(kind, Audience.INTERN) for kind in Kind]
    base = between(public, internal)
    closed, shown = _files(planned)
    own = _pictures(public)
    closed_paths = (*(fil.sti for fil in closed), *_pictures(internal) - own)
    digests = {path: digest for path in closed_paths if (digest := digest_if_there(path))}
    openly = {digest_if_there(fil.sti) for fil in shown}
    files = frozenset(digests.values()) - openly
    names = {name for fil in closed for name in (fil.navn, fil.sti.name, fil.sti.stem)}
    secrets = {
        *base.secrets,
        *_of_files(ws, file),
        *(Secret(name, FILE_NAME) for name in names),
        *(Secret(digest, CHECKSUM) for digest in files),
    }
    readable = (
        *base.readable,
        *(text for fil in shown for text in (fil.navn, fil.sti.name)),
        *openly,
        *(one.grund for bilag in attachments_of(meeting) for one in bilag.udelad),
        *_of_forum(meeting.forum),
        *printed(ws, meeting.forum.skabelon),
        *(text for forum in meeting.sammen_med for text in _of_forum(forum)),
        *(fil.sti.suffix for fil in closed),
    )
    known = [found for path in own if (found := _shown(path))]
    seen = [found for path in sorted(digests) if (found := _shown(path))]
    pictures = tuple(one for one in seen if not any(map(one.is_like, known)))
    return Matter(tuple(sorted(secrets)), readable, files, pictures)


# --- texts ------------------------------------------------------------------------------------


def texts(value: Any) -> Iterator[str]:
    """Every text that a reader of the material may see."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        if text := value.strip():
            yield text
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from texts(one)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            if name not in _NOT_SHOWN:
                yield from texts(getattr(value, name))


def clauses(text: str) -> Iterator[str]:
    """What of a text gives something away by itself: its clauses, without times and sizes.

    A text is put together of what is closed and what is not (»Lukket for offentligheden: …«).
    """
    for part in _BORDERS.split(text):
        if part.strip() and not _NOTHING_TOLD.fullmatch(part.strip()):
            yield part.strip()


def _texts_of_program(phrases: Phrases) -> Iterator[str]:
    """The words of the phrase book, which tell nothing of what is closed."""
    waiting: list[Any] = [msgspec.to_builtins(phrases, str_keys=True)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield from _PLACEHOLDER.split(one)
        elif isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, (list, tuple)):
            waiting += one


def _of_forum(forum: Forum) -> Iterator[str]:
    """What everybody may know of a forum: its names and who belongs to it."""
    yield from filter(None, (forum.navn, forum.navn_i_saetning, forum.myndighed, forum.sted))
    yield from (one.navn for one in (*forum.medlemmer, *forum.stedfortraedere))
    yield from filter(None, (forum.moedeleder, forum.referent))
    yield from texts(forum.kontakt)


@cache
def _vocabulary() -> tuple[str, ...]:
    """The words of files and of the catalogue, and the keys of what is written as data."""
    told = (one for of in (fakta, issued) for one in vars(of).values() if isinstance(one, type))
    keys = (key for one in told if issubclass(one, Struct) for key in one.__struct_fields__)
    kinds = (one for one in vars(catalogue).values() if isinstance(one, type))
    members = (
        member.value
        for one in kinds
        if issubclass(one, Enum)
        for member in one.__members__.values()
    )
    return (*secrecy.vocabulary(), *keys, *(one for one in members if isinstance(one, str)))


def _of_files(ws: Workspace, file: MeetingFile) -> Iterator[Secret]:
    """What stands in the parts of the meeting's files that are not for the public."""
    forum = ws.forum_file(file.path)
    for path in (file.path, *([forum] if forum else [])):
        tree, _ = source.parse(path.read_bytes(), ws.display(path))
        if tree is None:
            continue
        for one in left_out.marked(tree.data).values():
            for span in one.spans:
                yield from (Secret(words, TEXT) for words in clauses(span.plain))
        for part in secrecy.parts(tree.data):
            what = TEXT if part.closed else NAME
            for text in lines(_at(tree.data, part.path)):
                if "@" in text:
                    yield Secret(text, ADDRESS)
                elif path == file.path:  # what a forum calls its groups is no secret
                    yield from (Secret(one, what) for one in clauses(text))


def _at(node: Any, path: source.TreePath) -> Any:
    for step in path:
        node = node[step]
    return node


# --- files ------------------------------------------------------------------------------------


def _files(planned: Plan) -> tuple[list[Fil], list[Fil]]:
    """The files of attachments: those that are closed, and those that everybody may have."""
    closed: list[Fil] = []
    shown: list[Fil] = []
    for holder in (planned.whole, *planned.items):
        for numbered in holder.bilag:
            bilag = numbered.bilag
            is_open = not holder.part_closed_to(bilag, Audience.OFFENTLIG)
            if bilag.fil:
                (shown if is_open and not bilag.udelad else closed).append(bilag.fil)
            if bilag.kopi:
                (shown if is_open else closed).append(bilag.kopi)
    return closed, shown


def _pictures(dispatches: Iterable[Forsendelse]) -> set[Path]:
    """The picture files that stand in texts."""
    found: set[Path] = set()
    waiting: list[Any] = [one.document for one in dispatches]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Picture):
            found.add(one.path)
        elif isinstance(one, Struct):
            waiting += [getattr(one, name) for name in one.__struct_fields__]
        elif isinstance(one, (tuple, list)):
            waiting += one
    return found


def _shown(path: Path) -> Shown | None:
    try:
        return picture_of(on_disk(path))
    except OSError:
        return None
