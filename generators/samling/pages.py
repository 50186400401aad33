"""Pages: what they inherit, their labels, and the stamps on them."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from samling.content import Balance
from samling.parts import Label
from samling.values import Objgen, number, numbers, objgen, one_or_more

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_EDGE = 12
"""How far from the edges of the page a stamp stands, in points."""
_USUAL = (0, 0, 612, 792)


def own_what_is_inherited(pdf: Pdf) -> None:
    """Gives each page itself what it has from the tree above it (ISO 32000-1, 7.7.3.4)."""
    for page in pdf.pages:
        for key in _INHERITED:
            if key not in page.obj and (value := _from_above(page.obj, key)) is not None:
                page.obj[key] = value
        if not isinstance(page.obj.get("/Resources"), Dictionary):
            page.obj.Resources = Dictionary()
        if numbers(page.obj.get("/MediaBox"), 4) is None:
            page.obj.MediaBox = Array(list(_USUAL))


def _from_above(page: Dictionary, key: str) -> Any:
    above, seen = page.get("/Parent"), set[Objgen | None]()
    while isinstance(above, Dictionary) and objgen(above) not in seen:
        if key in above:
            return above[key]
        seen.add(objgen(above))
        above = above.get("/Parent")
    return None


def labels(parts: list[tuple[int, Label]]) -> Dictionary:
    """The names of pages, by the first page of each part (12.4.2)."""
    nums = Array()
    for first, label in parts:
        entry = Dictionary()
        if label.counted:
            entry.S = Name.D
        if label.prefix:
            entry.P = String(label.prefix)
        nums.append(first)
        nums.append(entry)
    return Dictionary(Nums=nums)


def stamp(whole: Pdf, page: Any, form: Object, name: str, balance: Balance) -> None:
    """Draws a form at the lower right of a page as it is seen, as an artifact (14.8.2.2).

    ``balance`` is what the content of the page leaves open.
    """
    unit = number(page.get("/UserUnit"), 1)
    scale = 1 / unit if unit > 0 else 1.0
    left, bottom, right, top = _box(page)
    width = float(form.BBox[2]) * scale
    edge = _EDGE * scale
    turned = int(number(page.get("/Rotate"), 0)) % 360
    where = {
        0: (scale, 0, 0, scale, right - edge - width, bottom + edge),
        90: (0, scale, -scale, 0, right - edge, top - edge - width),
        180: (-scale, 0, 0, -scale, left + edge + width, top - edge),
        270: (0, -scale, scale, 0, left + edge, bottom + edge + width),
    }[turned - turned % 90]
    matrix = " ".join(f"{n:.4f}".rstrip("0").rstrip(".") for n in where)
    drawn = f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC q {matrix} cm {name} Do Q EMC"
    before = whole.make_stream(balance.before())
    after = whole.make_stream(b"\n" + balance.after() + drawn.encode())
    held = [one for one in one_or_more(page.get("/Contents")) if isinstance(one, Stream)]
    page.Contents = Array([before, *held, after])
    objects = page.Resources.get("/XObject")
    if not isinstance(objects, Dictionary):
        page.Resources.XObject = objects = Dictionary()
    page.Resources.XObject[name] = form


def _box(page: Dictionary) -> tuple[float, float, float, float]:
    """What of the page is seen."""
    left, bottom, right, top = _ordered(numbers(page.get("/MediaBox"), 4) or _USUAL)
    if crop := numbers(page.get("/CropBox"), 4):
        a, b, c, d = _ordered(crop)
        inner = max(left, a), max(bottom, b), min(right, c), min(top, d)
        if inner[0] < inner[2] and inner[1] < inner[3]:
            return inner
    return left, bottom, right, top


def _ordered(box: tuple[float, ...]) -> tuple[float, float, float, float]:
    a, b, c, d = box
    return min(a, c), min(b, d), max(a, c), max(b, d)
