"""Pages: what they inherit, their labels, and the stamps on them."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from samling.parts import Label

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_EDGE = 12
"""How far from the edges of the page a stamp stands, in points."""
_USUAL = (0, 0, 612, 792)


def own_what_is_inherited(pdf: Pdf) -> None:
    """Gives each page itself what it has from the tree above it (ISO 32000-1, 7.7.3.4)."""
    for page in pdf.pages:
        for key in _INHERITED:
            if key in page.obj:
                continue
            above, steps = page.obj.get("/Parent"), 0
            while isinstance(above, Dictionary) and steps < 64:
                if key in above:
                    page.obj[key] = above[key]
                    break
                above, steps = above.get("/Parent"), steps + 1
        if "/Resources" not in page.obj:
            page.obj.Resources = Dictionary()
        if "/MediaBox" not in page.obj:
            page.obj.MediaBox = Array(list(_USUAL))


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


def stamp(whole: Pdf, page: Dictionary, form: Object, name: str, open_states: int) -> None:
    """Draws a form at the lower right of a page as it is seen, as an artifact (14.8.2.2)."""
    unit = page.get("/UserUnit")
    scale = 1 / float(unit) if unit else 1.0
    left, bottom, right, top = _box(page)
    width = float(form.BBox[2]) * scale
    edge = _EDGE * scale
    turned = int(page.get("/Rotate", 0)) % 360
    where = {
        0: (scale, 0, 0, scale, right - edge - width, bottom + edge),
        90: (0, scale, -scale, 0, right - edge, top - edge - width),
        180: (-scale, 0, 0, -scale, left + edge + width, top - edge),
        270: (0, -scale, scale, 0, left + edge, bottom + edge + width),
    }[turned - turned % 90]
    matrix = " ".join(f"{n:.4f}".rstrip("0").rstrip(".") for n in where)
    drawn = (
        "Q " * (open_states + 1)
        + "/Artifact <</Type /Pagination /Subtype /Footer>> BDC "
        + f"q {matrix} cm {name} Do Q EMC"
    )
    before, after = whole.make_stream(b"q"), whole.make_stream(drawn.encode())
    contents = page.get("/Contents")
    held = list(contents) if isinstance(contents, Array) else [contents] if contents else []
    page.Contents = Array([before, *held, after])
    objects = page.Resources.get("/XObject")
    if not isinstance(objects, Dictionary):
        page.Resources.XObject = objects = Dictionary()
    page.Resources.XObject[name] = form


def _box(page: Dictionary) -> tuple[float, float, float, float]:
    """What of the page is seen."""
    media, crop = page.get("/MediaBox"), page.get("/CropBox")
    a, b, c, d = (float(n) for n in (media if isinstance(media, Array) else _USUAL))
    left, bottom, right, top = min(a, c), min(b, d), max(a, c), max(b, d)
    if isinstance(crop, Array) and len(crop) == 4:
        a, b, c, d = (float(n) for n in crop)
        inner = (
            max(left, min(a, c)),
            max(bottom, min(b, d)),
            min(right, max(a, c)),
            min(top, max(b, d)),
        )
        if inner[0] < inner[2] and inner[1] < inner[3]:
            return inner
    return left, bottom, right, top
