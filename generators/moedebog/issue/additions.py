"""What was added to the end of a PDF: whether anybody reads it otherwise than before.

Each object of the PDF as it was must be the same in the one that it became, but those that a
signature cannot do without, of which each is looked into: the catalog, the form, and the lists of
annotations of the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from moedebog.diagnostics import Phrase
from moedebog.phrases import DANISH

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf

ObjectId = tuple[int, int]

_OF_CATALOG = frozenset(
    {"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms", "/Version"},
)
"""What signing may change of a document's catalog: nothing of it is read on a page."""
_PROOFS = frozenset({"/DSS", "/Extensions", "/Version"})
"""What may be added after the last signature: the proofs that its certificates were valid."""
_OF_FORM = frozenset({"/Fields", "/SigFlags", "/DR", "/DA", "/Q", "/NeedAppearances"})
_PERMISSIONS = frozenset({"/DocMDP", "/UR3"})
_OF_PROOFS = ("/Certs", "/CRLs", "/OCSPs", "/Cert", "/CRL", "/OCSP")
_ACTIONS = ("/A", "/AA")
_MOST_FIELDS = 1000
_MOST_OF_PAGE = 0.25
"""A signature that is shown covers no more of its page, and all together no more of any page but
that to sign on."""

_CATALOG = Phrase("dokumentets katalog ({noegle})", "the catalog of the document ({noegle})")
_FORM = Phrase(
    "en formular med andet end underskrifter", "a form with something else than signatures"
)
_OF_PAGE = Phrase("side {nummer} ({noegle})", "page {nummer} ({noegle})")
_ANNOTATION = Phrase(
    "side {nummer}, hvor der er lagt noget over, som ikke er en underskrift",
    "page {nummer}, where something was put on top that is no signature",
)
_COVERING = Phrase(
    "side {nummer}, som en underskrift dækker mere end en fjerdedel af",
    "page {nummer}, of which a signature covers more than a quarter",
)
_TOGETHER = Phrase(
    "side {nummer}, som underskrifterne tilsammen dækker mere end en fjerdedel af",
    "page {nummer}, of which the signatures together cover more than a quarter",
)
_OBJECT = Phrase(
    "noget af det, der stod før (objekt {nummer})",
    "something of what stood there before (object {nummer})",
)


class ReadOtherwise(Exception):
    """What is read otherwise than before."""

    def __init__(self, what: Phrase) -> None:
        super().__init__(what)
        self.what = what


def require_signatures_alone(before: Pdf, after: Pdf) -> list[int]:
    """See to it that a PDF became another by signatures alone; the pages that show one.

    Raises ``ReadOtherwise``.
    """
    _require_catalog(before, after, _OF_CATALOG)
    shown = [number for number, _ in enumerate(before.pages, 1) if _on_page(before, after, number)]
    for number in range(1, _before_sheet(before) + 1):
        page = after.pages[number - 1]
        signatures = filter(_is_shown, page.obj.get("/Annots", ()))
        if sum(_covered(one, page) for one in signatures) > _MOST_OF_PAGE:
            raise ReadOtherwise(_TOGETHER.put(nummer=number))
    _require_form(before, after)
    _require_same(before, after, set(_may_change(before)))
    return shown


def require_proofs_alone(before: Pdf, after: Pdf) -> None:
    """See to it that nothing was added but the proofs that certificates were valid.

    Raises ``ReadOtherwise``.
    """
    _require_catalog(before, after, _PROOFS)
    proofs = set(_proofs(before))
    grown = any(not _same(before.get_object(one), after.get_object(one)) for one in proofs)
    if not grown and "/DSS" not in _differing(before.Root, after.Root):
        raise ReadOtherwise(_CATALOG.put(noegle="/DSS"))
    _require_same(before, after, {before.Root.objgen, *proofs})


def fields(pdf: Pdf) -> Iterator[Object]:
    """The fields of a form that hold something, or nothing yet: its ends, without those above."""
    form = pdf.Root.get("/AcroForm")
    waiting = list(form.get("/Fields", ())) if form is not None else []
    for _ in range(_MOST_FIELDS):
        if not waiting:
            return
        field = waiting.pop(0)
        below = [one for one in field.get("/Kids", ()) if "/T" in one]
        if below:
            waiting += below
        else:
            yield field
    raise ReadOtherwise(_FORM)


def is_signature(field: Object) -> bool:
    """Whether a field, or a part of one that is shown, is for a signature."""
    kind = field.get("/FT")
    for _ in range(_MOST_FIELDS):
        if kind is not None or "/Parent" not in field:
            break
        field = field["/Parent"]
        kind = field.get("/FT")
    return kind is not None and str(kind) == "/Sig"


# --- what is looked into ------------------------------------------------------------------


def _require_catalog(before: Pdf, after: Pdf, allowed: frozenset[str]) -> None:
    for key in _differing(before.Root, after.Root) - allowed:
        raise ReadOtherwise(_CATALOG.put(noegle=key))
    permissions = after.Root.get("/Perms")
    if permissions is not None and set(permissions.keys()) - _PERMISSIONS:
        raise ReadOtherwise(_CATALOG.put(noegle="/Perms"))


def _require_form(before: Pdf, after: Pdf) -> None:
    form = after.Root.get("/AcroForm")
    if form is None:
        if "/AcroForm" in before.Root:
            raise ReadOtherwise(_FORM)
        return
    former = before.Root.get("/AcroForm")
    roots = list(former.get("/Fields", ())) if former is not None else []
    _, lost = _new_among(roots, list(form.get("/Fields", ())))
    if lost or set(form.keys()) - _OF_FORM:
        raise ReadOtherwise(_FORM)
    for field in fields(after):
        if not is_signature(field) or any(key in field for key in _ACTIONS):
            raise ReadOtherwise(_FORM)


def _on_page(before: Pdf, after: Pdf, number: int) -> bool:
    """Whether a signature was added that a page shows."""
    page, now = before.pages[number - 1], after.pages[number - 1]
    for key in _differing(page.obj, now.obj) - {"/Annots"}:
        raise ReadOtherwise(_OF_PAGE.put(nummer=number, noegle=key))
    notes = list(now.obj.get("/Annots", ()))
    new, lost = _new_among(list(page.obj.get("/Annots", ())), notes)
    if lost:
        raise ReadOtherwise(_OF_PAGE.put(nummer=number, noegle="/Annots"))
    for one in notes:
        is_widget = _is_shown(one)
        acts = is_widget and any(key in one for key in _ACTIONS)
        if acts or (one in new and not is_widget):
            raise ReadOtherwise(_ANNOTATION.put(nummer=number))
        if is_widget and _covered(one, now) > _MOST_OF_PAGE:
            raise ReadOtherwise(_COVERING.put(nummer=number))
    return any(_covered(one, now) > 0 for one in new)


def _is_shown(note: Object) -> bool:
    """Whether a note on a page is the place of a signature."""
    return str(note.get("/Subtype")) == "/Widget" and is_signature(note)


def _before_sheet(pdf: Pdf) -> int:
    """How many pages stand before the sheet for signatures; all, where there is none."""
    import pikepdf

    outline = pdf.open_outline().root  # to leave it as a context would write it anew
    places = [one.destination for one in outline if one.title == DANISH.signatures]
    begins = {one[0].objgen for one in places if isinstance(one, pikepdf.Array) and len(one)}
    pages = [page.obj.objgen for page in pdf.pages]
    return next((at for at, page in enumerate(pages) if page in begins), len(pages))


def _new_among(former: list[Object], now: list[Object]) -> tuple[list[Object], bool]:
    """What a list has that it had not before, and whether it has lost or moved anything."""
    before = [_text(one) for one in former]
    stayed = [text for one in now if (text := _text(one)) in before]
    return [one for one in now if _text(one) not in before], stayed != before


def _covered(note: Object, page: Page) -> float:
    """How much of a page lies under a note."""
    whole = _area(page.mediabox)
    return _area(note.get("/Rect", (0, 0, 0, 0))) / whole if whole else 1.0


def _area(box: Any) -> float:
    left, low, right, high = map(float, box)
    return abs(right - left) * abs(high - low)


# --- what must be the same ----------------------------------------------------------------


def _may_change(before: Pdf) -> Iterator[ObjectId]:
    """The objects that a signature may change, each of which is looked into."""
    root = before.Root
    places = [root, before.trailer.get("/Info"), root.get("/Metadata"), root.get("/Extensions")]
    places += [part for page in before.pages for part in (page.obj, page.obj.get("/Annots"))]
    form = root.get("/AcroForm")
    if form is not None:
        places += [form, form.get("/Fields"), form.get("/DR")]
        # who has a place of their own to sign in fills that
        places += [one for one in fields(before) if is_signature(one) and "/V" not in one]
    yield from chain(_ids(places), _proofs(before))


def _proofs(pdf: Pdf) -> Iterator[ObjectId]:
    """The objects that list proofs; what they list is never changed."""
    store = pdf.Root.get("/DSS")
    if store is None:
        return iter(())
    of_each = store.get("/VRI")
    own = [store, *(of_each.values() if of_each is not None else ())]
    lists = [one.get(key) for one in own for key in _OF_PROOFS]
    return _ids([*own, of_each, *lists])


def _ids(places: Iterator[Any] | list[Any]) -> Iterator[ObjectId]:
    yield from (one.objgen for one in places if one is not None and one.is_indirect)


def _require_same(before: Pdf, after: Pdf, but: set[ObjectId]) -> None:
    for one in before.objects:
        if one.objgen not in but and not _same(one, after.get_object(one.objgen)):
            raise ReadOtherwise(_OBJECT.put(nummer=one.objgen[0]))


def _same(one: Object, other: Object) -> bool:
    import pikepdf

    if isinstance(one, pikepdf.Stream) != isinstance(other, pikepdf.Stream):
        return False
    if not isinstance(one, pikepdf.Stream):
        return _whole(one) == _whole(other)
    return (
        _differing(one.stream_dict, other.stream_dict) == set()
        and one.read_raw_bytes() == other.read_raw_bytes()
    )


def _differing(one: Object, other: Object) -> set[str]:
    """The keys under which two dictionaries do not say the same."""
    keys = {*one.keys(), *other.keys()}
    return {key for key in keys if _text(one.get(key)) != _text(other.get(key))}


def _text(value: Any) -> str:
    """A value as it is written; what stands elsewhere by its number."""
    import pikepdf

    return value.unparse().decode("latin-1") if isinstance(value, pikepdf.Object) else repr(value)


def _whole(value: Any) -> str:
    """The same of what stands in an object of its own: itself."""
    import pikepdf

    if isinstance(value, pikepdf.Object):
        return value.unparse(resolved=True).decode("latin-1")
    return repr(value)
