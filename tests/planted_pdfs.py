"""PDFs with something in them that a reader of the library ``indhold`` is to find."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from reportlab.pdfgen.canvas import Canvas

from indhold.bounds import Bounds
from indhold.findings import Finding, Gap, Kind, Look
from indhold.given import Given
from indhold.looking import look

NUMBER, MASKED = "010190-1234", "0101••-••••"
"""A number that is nobody's, and how it is told."""
BODY = "Udvalget drøftede sagen og tog orienteringen til efterretning."

Draw = Callable[[Canvas], None]


def drawn(*pages: Draw, **options: object) -> bytes:
    """A file with a page for each function that draws one."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(595, 842), invariant=1, **options)  # type: ignore[arg-type]
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def words(text: str, x: float = 72, y: float = 760) -> Draw:
    """Draws a line of text."""
    return lambda canvas: canvas.drawString(x, y, text)


def changed(change: Callable[[pikepdf.Pdf], None], held: bytes = b"", **options: object) -> bytes:
    """A file of one page with words on it, or another, after a change of its objects."""
    with pikepdf.open(io.BytesIO(held or drawn(words(BODY)))) as pdf:
        change(pdf)
        return saved(pdf, **options)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    """A file as bytes, the same each time."""
    written = io.BytesIO()
    with warnings.catch_warnings(action="ignore", category=pikepdf.PageCopyWarning):
        pdf.save(written, deterministic_id="encryption" not in options, **options)  # type: ignore[arg-type]
    return written.getvalue()


def annotation(pdf: pikepdf.Pdf, kind: str, **entries: object) -> pikepdf.Object:
    """Put an annotation on the first page."""
    one = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=[70, 740, 170, 780])
    for key, value in entries.items():
        one[f"/{key}"] = value
    page = pdf.pages[0].obj
    if "/Annots" not in page:
        page.Annots = Array()
    made = pdf.make_indirect(one)
    page.Annots.append(made)
    return made


def contents(pdf: pikepdf.Pdf, operators: bytes) -> Stream:
    """A stream that draws, with a font of the first page called F1."""
    form = Stream(pdf, operators, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 50])
    form.Resources = pdf.pages[0].obj.Resources
    return form


def seen(held: bytes, bounds: Bounds | None = None) -> Look:
    """What is found in a file."""
    return look(Given("fil.pdf", held=held), bounds)


def numbers(found: Look) -> list[str]:
    """The places of personal numbers, e.g. ``page 1/annotation``."""
    kinds = (Kind.PERSONAL_NUMBER, Kind.PERHAPS_PERSONAL_NUMBER)
    return [place(one) for one in found.of(*kinds)]


def place(one: Finding | Gap) -> str:
    """Where something was found, as words."""
    return "/".join(f"{step.at.value} {step.name}".strip() for step in one.place)


def told(found: Look, *kinds: Kind) -> list[tuple[str, str]]:
    """Place and words of findings."""
    return [(place(one), one.shown) for one in found.of(*kinds)]


def gaps(found: Look) -> list[tuple[str, str]]:
    """Reason and place of what could not be read."""
    return [(one.reason.value, place(one)) for one in found.gaps]
