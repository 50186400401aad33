"""Small things drawn on pages, where nothing else stands (``Part.stamped_from``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from samling.content import Balance
from samling.occupied import UNIT, Box, bounds, occupied
from samling.pages import seen
from samling.values import number, one_or_more

_EDGE = 12
"""How far from the edges of the page a stamp stands, in points."""
_STRIP = 3
"""The same in a strip that was added to the page for it."""


def stamp(whole: Pdf, page: Any, form: Object, name: str, balance: Balance) -> None:
    """Draws a form on a page as an artifact (14.8.2.2): in the first corner in which nothing
    stands, beginning at the lower right of the page as it is seen.

    Where something stands in all of them, or that cannot be known, the page gets a strip at its
    lower edge. ``balance`` is what the content of the page leaves open.
    """
    unit = number(page.get("/UserUnit"), 1)
    scale = 1 / unit if unit > 0 else 1.0
    sheet = _Sheet(page)
    own = [side * scale for side in bounds(form, UNIT)]
    width, height = own[2] - own[0], own[3] - own[1]
    edge = _EDGE * scale
    if width > sheet.wide - 2 * edge:
        smaller = max(sheet.wide - 2 * edge, sheet.wide / 2) / width
        scale, width, height = scale * smaller, width * smaller, height * smaller
        own = [side * smaller for side in own]
    right, top = sheet.wide - edge - width, sheet.high - edge - height
    taken = occupied(page)
    corners = ((right, edge), (right, top), (edge, edge), (edge, top))
    free = (
        (across, up)
        for across, up in corners
        if taken is not None and _is_free(sheet.box(across, up, width, height), taken)
    )
    place, clip = next(free, None), ""
    if place is None:
        strip = height + 2 * _STRIP * scale
        clip = "{:.4f} {:.4f} {:.4f} {:.4f} re W n ".format(*sheet.rectangle)
        sheet.widen(page, strip)
        place = right, _STRIP * scale - strip
    matrix = sheet.matrix(place[0] - own[0], place[1] - own[1], scale)
    _draw(whole, page, form, name, matrix, balance, clip)


def _draw(
    whole: Pdf,
    page: Any,
    form: Object,
    name: str,
    matrix: Sequence[float],
    balance: Balance,
    clip: str,
) -> None:
    """``clip`` keeps what was drawn before inside the page as it was."""
    written = " ".join(f"{n:.4f}".rstrip("0").rstrip(".") for n in matrix)
    drawn = f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC q {written} cm {name} Do Q EMC"
    before = f"q {clip}".encode() * bool(clip) + balance.before()
    after = balance.after() + b"Q " * bool(clip) + drawn.encode()
    held = [one for one in one_or_more(page.get("/Contents")) if isinstance(one, Stream)]
    page.Contents = Array([whole.make_stream(before), *held, whole.make_stream(after)])
    objects = page.Resources.get("/XObject")
    if not isinstance(objects, Dictionary):
        page.Resources.XObject = Dictionary()
    page.Resources.XObject[name] = form


class _Sheet:
    """A page as it is seen: turned, and no more of it than is shown."""

    def __init__(self, page: Dictionary) -> None:
        left, bottom, right, top = self.own = seen(page)
        self.turned = int(number(page.get("/Rotate"), 0)) % 360 // 90 * 90
        across, up = right - left, top - bottom
        self.wide, self.high = (across, up) if self.turned % 180 == 0 else (up, across)

    @property
    def rectangle(self) -> tuple[float, float, float, float]:
        """Left, bottom, width and height, in the page's own coordinates."""
        left, bottom, right, top = self.own
        return left, bottom, right - left, top - bottom

    def point(self, across: float, up: float) -> tuple[float, float]:
        """A place, counted from the lower left as it is seen, in the page's own coordinates."""
        left, bottom, right, top = self.own
        return {
            0: (left + across, bottom + up),
            90: (right - up, bottom + across),
            180: (right - across, top - up),
            270: (left + up, top - across),
        }[self.turned]

    def box(self, across: float, up: float, width: float, height: float) -> Box:
        """A rectangle in the page's own coordinates."""
        (a, b), (c, d) = self.point(across, up), self.point(across + width, up + height)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def matrix(self, across: float, up: float, scale: float) -> tuple[float, ...]:
        """What puts a form there upright."""
        turn = {
            0: (scale, 0, 0, scale),
            90: (0, scale, -scale, 0),
            180: (-scale, 0, 0, -scale),
            270: (0, -scale, scale, 0),
        }[self.turned]
        return (*turn, *self.point(across, up))

    def widen(self, page: Dictionary, strip: float) -> None:
        """Adds a strip at the lower edge; places are counted as before."""
        a, b, c, d = self.own
        x, y = self.point(0, -strip)
        now = [min(a, x), min(b, y), max(c, x), max(d, y)]
        for key in ("/MediaBox", "/CropBox"):
            if key == "/MediaBox" or key in page:
                page[key] = Array([round(n, 4) for n in now])


def _is_free(box: Box, taken: Sequence[Box]) -> bool:
    return not any(
        one[0] < box[2] and box[0] < one[2] and one[1] < box[3] and box[1] < one[3] for one in taken
    )
