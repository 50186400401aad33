"""Takes out of a file what may not come along: what acts by itself, and files inside it.

PDF/A (ISO 19005-2, 6.5 and 6.6) has none of it, and the reader of a joined file cannot know from
which of its parts a script came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import unquote, urljoin

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from samling.objects import ACTIONS, inside
from samling.opening import fields, is_signature
from samling.parts import Kind, Part, Told
from samling.values import (
    Objgen,
    called,
    entry,
    items,
    leaves,
    objgen,
    one_or_more,
    reached,
    table,
    text,
)

_SCRIPTS = frozenset(("JavaScript", "Rendition"))
_MEDIA = frozenset(("Sound", "Movie", "Screen", "3D", "RichMedia", "GoTo3DView"))
_ELSEWHERE = frozenset(("GoToR", "Thread"))
"""Actions that lead into other files, or along articles: neither is there in the whole."""
_PAGES = frozenset(("NextPage", "PrevPage", "FirstPage", "LastPage"))
"""Named actions that PDF/A allows (6.5.1); others are commands of one program."""
_ADDRESSES = frozenset(("", "http", "https", "mailto", "tel", "ftp", "ftps", "samling"))
"""How an address may begin. What begins otherwise is for one machine, or does something."""
_SCRIPTS_BY_ADDRESS = frozenset(("javascript", "vbscript", "data", "livescript", "jscript"))
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)\s*:")
_HOST = re.compile(r"(?:localhost|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+):\d{1,5}(?:[/?#]|\Z)")
"""A machine and its port, where an address lacks how it begins: ``example.org:80``."""
_MACHINE = re.compile(r"[\\/]{2}")
_UNSEEN = re.compile("[\\x00-\\x1f\\x7f-\\xa0\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]")
"""What those who follow an address take out of it (WHATWG URL, 4.4), and what cannot be seen."""
_PAGE_KEYS = frozenset((
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox",
    "/BoxColorInfo", "/Contents", "/Rotate", "/Group", "/Annots", "/StructParents", "/Tabs",
    "/UserUnit", "/VP", "/Trans", "/OutputIntents",
))  # fmt: skip
"""What of a page comes along. The rest acts, or is about its file as it was: previews, private data
of programs, articles, parts of a collection."""
_LONGEST = 1000
"""So many actions that follow one another are looked at."""
_FIELD_KEYS = ("/V", "/Lock", "/SV")
"""What a signature's field holds of it."""


def _about_its_making(holder: Any) -> None:
    """Takes from an object, of a picture say, what is told of how it was made: who, where, with
    what, and what a program keeps of it for itself (14.3.2, 14.5). No page shows it."""
    metadata = holder.get("/Metadata")
    if isinstance(metadata, Stream) and metadata.get("/Subtype") == Name.XML:
        del holder["/Metadata"]
    if isinstance(holder.get("/PieceInfo"), Dictionary):
        del holder["/PieceInfo"]


class Stripper:
    """Takes it out of one file, and tells of it."""

    def __init__(self, pdf: Pdf, part: Part, told: list[Told]) -> None:
        self.gone: set[Objgen] = set()
        """The annotations that were taken out."""
        self._pdf = pdf
        self._part = part
        self._told = told
        self._base = text(entry(pdf.Root.get("/URI"), "/Base"))
        """What addresses begin with that do not say where (12.6.4.7)."""
        self._signed: set[Objgen | None] = set()

    def strip(self, acting: Iterable[Any]) -> None:
        """``acting``: the objects with actions, files inside or words on their making."""
        self._document()
        for number, page in enumerate(self._pdf.pages, 1):
            self._page(page.obj, number)
        self._form()
        for one in acting:
            for holder in inside(one):
                self._left(holder)

    def tell(self, kind: Kind, page: int | None = None, name: str = "") -> None:
        """Tells of one thing."""
        self._told.append(Told(kind, self._part, page, name))

    def leads(self, holder: Any, page: int | None) -> None:
        """Leaves an annotation or bookmark the action that leads to a place, and takes the rest."""
        if "/A" not in holder:
            return
        action = holder.get("/A")
        for one in _chain(action):
            self._tell_action(one, page)
        if not isinstance(action, Dictionary) or _why(action, self._base) is not None:
            del holder["/A"]
            return
        if "/Next" in action:
            del action["/Next"]
        if self._base and action.get("/S") == Name.URI:
            action.URI = String(_address(action, self._base))

    def _document(self) -> None:
        root: Any = self._pdf.Root
        opening = root.get("/OpenAction")
        for action in _chain(opening) if isinstance(opening, Dictionary) else ():
            self._tell_action(action, None)
        self._triggers(root, None)
        names = table(root.get("/Names"))
        for name, _ in leaves(names.get("/JavaScript"), "/Names"):
            self.tell(Kind.SCRIPT, name=text(name))
        for name, file in leaves(names.get("/EmbeddedFiles"), "/Names"):
            self.tell(Kind.FILE, name=text(name))
            _empty(file)
        for key in ("/OpenAction", "/AF", "/Collection"):
            if key in root:
                del root[key]
        for key in ("/JavaScript", "/EmbeddedFiles"):
            if key in names:
                del names[key]

    def _page(self, page: Any, number: int) -> None:
        self._triggers(page, number)
        for key in [key for key in page if key not in _PAGE_KEYS]:
            del page[key]
        if "/Annots" not in page:
            return
        held = items(page.Annots)
        kept = []
        for one in held:
            if not isinstance(one, Dictionary):
                continue
            kind = called(one.get("/Subtype"))
            if kind in _MEDIA or kind == "FileAttachment":
                what = Kind.MEDIA if kind in _MEDIA else Kind.FILE
                self.tell(what, number, _file(one))
                _empty(one.get("/FS"))
                if (known := objgen(one)) is not None:
                    self.gone.add(known)
                continue
            self._triggers(one, number)
            if "/PA" in one:
                del one["/PA"]
            self.leads(one, number)
            if is_signature(one):
                self._signature(one, number)
                self._signed.add(objgen(one))
            kept.append(one)
        if len(kept) != len(held) or not isinstance(page.Annots, Array):
            page.Annots = Array(kept)

    def _form(self) -> None:
        form = table(self._pdf.Root.get("/AcroForm"))
        if "/XFA" in form:
            self.tell(Kind.XFA)
            del form["/XFA"]
        for one in fields(self._pdf):
            self._triggers(one, None)
            if is_signature(one) and objgen(one) not in self._signed:
                self._signature(one, None)

    def _signature(self, holder: Any, page: int | None) -> None:
        self.tell(Kind.SIGNATURE, page, text(holder.get("/T")))
        for key in _FIELD_KEYS:
            if key in holder:
                del holder[key]

    def _left(self, holder: Any) -> None:
        """What acts somewhere else than the standard has it: by what it is, not by its key alone,

        for fonts and pictures may be called by any name.
        """
        if any(_is_action(one) for _, one in table(entry(holder, "/AA")).items()):
            self._triggers(holder, None)
        if any(isinstance(one, Stream) for _, one in table(entry(holder, "/EF")).items()):
            self.tell(Kind.FILE, name=_file(Dictionary(F=holder)))
            _empty(holder)
        if any(_names_file(one) for one in one_or_more(entry(holder, "/AF"))):
            del holder["/AF"]
        if _is_action(entry(holder, "/PA")):
            del holder["/PA"]
        if objgen(holder) != objgen(self._pdf.Root):
            _about_its_making(holder)
        if _is_action(entry(holder, "/A")):
            self.leads(holder, None)

    def _triggers(self, holder: Any, page: int | None) -> None:
        """Takes out what happens when something else does (ISO 32000-1, 12.6.3)."""
        if "/AA" not in holder:
            return
        for held in table(holder.get("/AA")).values():
            for action in _chain(held):
                self._tell_action(action, page)
        del holder["/AA"]

    def _tell_action(self, action: Dictionary, page: int | None) -> None:
        why = _why(action, self._base)
        if why is None:
            return
        kind = called(action.get("/S"))
        address = text(action.get("/URI")) if kind == "URI" else ""
        self.tell(why, page, _file(action) or address or kind)


def _why(action: Dictionary, base: str) -> Kind | None:
    """What an action is told of as; ``None`` where it leads to a place, and may stay.

    ``base``: what addresses begin with that do not say where.
    """
    kind = called(action.get("/S"))
    if kind == "GoTo":
        return None
    if kind == "Named":
        return None if called(action.get("/N")) in _PAGES else Kind.ACTION
    if kind == "URI":
        return _why_address(_address(action, base))
    if kind in _ELSEWHERE:
        return Kind.LOST_LINK
    return Kind.SCRIPT if kind in _SCRIPTS else Kind.MEDIA if kind in _MEDIA else Kind.ACTION


def _address(action: Dictionary, base: str) -> str:
    address = text(action.get("/URI"))
    try:
        return urljoin(base, address)
    except ValueError:  # it is none
        return address


def _why_address(address: str) -> Kind | None:
    address = _UNSEEN.sub("", unquote(_UNSEEN.sub("", address))).strip()
    scheme = _SCHEME.match(address)
    name = scheme[1].casefold() if scheme else ""
    if name in _SCRIPTS_BY_ADDRESS:
        return Kind.SCRIPT
    if _HOST.match(address) or (name in _ADDRESSES and not _MACHINE.match(address)):
        return None
    return Kind.LOST_LINK


def _is_action(value: Any) -> bool:
    return called(entry(value, "/S")) in ACTIONS


def _names_file(value: Any) -> bool:
    return called(entry(value, "/Type")) in ("Filespec", "F") or entry(value, "/UF") is not None


def _file(holder: Any) -> str:
    """The name of the file that something is about, where it says so."""
    file = holder.get("/FS", holder.get("/F"))
    return text(entry(file, "/UF")) or text(entry(file, "/F")) or text(file)


def _empty(file: Any) -> None:
    """Takes the data out of what names a file (7.11.3)."""
    for key in ("/EF", "/RF"):
        if isinstance(file, Dictionary) and key in file:
            del file[key]


def _chain(action: Any) -> Iterator[Any]:
    """An action and those that follow it (12.6.2)."""
    return islice(reached([action], lambda one: one_or_more(one.get("/Next"))), _LONGEST)
