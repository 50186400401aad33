"""Pages: what they inherit, what of them is seen, and their labels."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from samling.parts import Label
from samling.values import Objgen, numbers, objgen

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
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


def seen(page: Dictionary) -> tuple[float, float, float, float]:
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
