"""Takes out of a file what may not come along: what acts by itself, and files inside it.

PDF/A (ISO 19005-2, 6.5 and 6.6) has none of it, and the reader of a joined file cannot know from
which of its parts a script came.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, NameTree, Pdf

from samling.opening import fields, is_signature
from samling.parts import Kind, Part, Told

_MOVES = frozenset(("/GoTo", "/GoToR", "/URI", "/Named", "/Thread"))
"""Actions that lead to a place, and do nothing else."""
_PAGES = frozenset(("/NextPage", "/PrevPage", "/FirstPage", "/LastPage"))
"""Named actions that PDF/A allows (6.5.1); others are commands of one program."""
_SCRIPTS = frozenset(("/JavaScript", "/Rendition"))
_MEDIA = frozenset(("/Sound", "/Movie", "/Screen", "/3D", "/RichMedia"))
_PAGE_KEYS = (
    "/AA",
    "/Thumb",
    "/B",
    "/PieceInfo",
    "/Metadata",
    "/AF",
    "/PresSteps",
    "/SeparationInfo",
)
"""What a page has that is about its file as it was, or acts."""


def strip(pdf: Pdf, part: Part, told: list[Told]) -> set[tuple[int, int]]:
    """Takes it out, tells of it, and gives the annotations that are gone."""
    root: Any = pdf.Root
    _document(root, part, told)
    gone: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        gone |= _page(page.obj, part, number, told)
    _fields(pdf, part, told)
    return gone


def _document(root: Dictionary, part: Part, told: list[Told]) -> None:
    for key in ("/OpenAction", "/AA"):
        if key in root:
            held = root[key]
            opening = _actions(held) if isinstance(held, Dictionary) else ()
            for action in opening if key == "/OpenAction" else _all(held):
                _tell(action, part, None, told)
            del root[key]
    names = root.get("/Names")
    if not isinstance(names, Dictionary):
        return
    scripts, files = names.get("/JavaScript"), names.get("/EmbeddedFiles")
    if isinstance(scripts, Dictionary):
        told.extend(Told(Kind.SCRIPT, part, name=str(name)) for name in NameTree(scripts))
        del names["/JavaScript"]
    if isinstance(files, Dictionary):
        told.extend(Told(Kind.FILE, part, name=str(name)) for name in NameTree(files))
        del names["/EmbeddedFiles"]
    for key in ("/AF", "/Collection"):
        if key in root:
            del root[key]


def _page(page: Dictionary, part: Part, number: int, told: list[Told]) -> set[tuple[int, int]]:
    gone: set[tuple[int, int]] = set()
    for action in _all(page.get("/AA")):
        _tell(action, part, number, told)
    for key in _PAGE_KEYS:
        if key in page:
            del page[key]
    annotations = page.get("/Annots")
    if not isinstance(annotations, Array):
        return gone
    kept = []
    for one in annotations:
        if not isinstance(one, Dictionary):
            continue
        kind = str(one.get("/Subtype"))
        if kind in _MEDIA or kind == "/FileAttachment":
            told.append(
                Told(Kind.MEDIA if kind in _MEDIA else Kind.FILE, part, number, _named(one))
            )
            gone.add(one.objgen)
            continue
        for action in _all(one.get("/AA")):
            _tell(action, part, number, told)
        if "/AA" in one:
            del one["/AA"]
        _own_action(one, part, number, told)
        kept.append(one)
    if len(kept) != len(annotations):
        page.Annots = Array(kept)
    return gone


def _own_action(annotation: Dictionary, part: Part, number: int, told: list[Told]) -> None:
    """Leaves an annotation the action that moves, and takes all others from it."""
    action = annotation.get("/A")
    if not isinstance(action, Dictionary):
        return
    for one in _actions(action):
        _tell(one, part, number, told)
    if "/Next" in action:
        del action["/Next"]
    if not _moves(action):
        del annotation["/A"]


def _fields(pdf: Pdf, part: Part, told: list[Told]) -> None:
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return
    if "/XFA" in form:
        told.append(Told(Kind.XFA, part))
    for key in ("/XFA", "/CO", "/SigFlags", "/NeedAppearances"):
        if key in form:
            del form[key]
    for field in fields(pdf):
        for action in _all(field.get("/AA")):
            _tell(action, part, None, told)
        if "/AA" in field:
            del field["/AA"]
        if is_signature(field):
            told.append(Told(Kind.SIGNATURE, part, name=str(field.get("/T", ""))))
            for key in ("/V", "/Lock", "/SV"):
                if key in field:
                    del field[key]


def _moves(action: Dictionary) -> bool:
    kind = str(action.get("/S"))
    return kind in _MOVES and (kind != "/Named" or str(action.get("/N")) in _PAGES)


def _tell(action: Dictionary, part: Part, page: int | None, told: list[Told]) -> None:
    if _moves(action):
        return
    kind = str(action.get("/S"))
    what = Kind.SCRIPT if kind in _SCRIPTS else Kind.MEDIA if kind in _MEDIA else Kind.ACTION
    told.append(Told(what, part, page, _named(action) or kind[1:]))


def _named(holder: Dictionary) -> str:
    """The file that it is about, where it says so."""
    file = holder.get("/FS", holder.get("/F"))
    if isinstance(file, Dictionary):
        file = file.get("/UF", file.get("/F"))
    return str(file) if file is not None and not isinstance(file, (Dictionary, int)) else ""


def _all(triggers: Any) -> Iterator[Dictionary]:
    """The actions of a dictionary of additional actions (12.6.3)."""
    if isinstance(triggers, Dictionary):
        for key in triggers:
            yield from _actions(triggers[str(key)])


def _actions(action: Any) -> Iterator[Dictionary]:
    """An action and those that follow it (12.6.2)."""
    waiting, left = [action], 1000
    while waiting and left:
        left -= 1
        one = waiting.pop()
        if isinstance(one, Array):
            waiting += [other for other in one if isinstance(other, Dictionary)]
        elif isinstance(one, Dictionary):
            yield one
            waiting.append(one.get("/Next"))
