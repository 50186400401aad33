"""What is drawn in a Word file: pictures, rules, and what can only be told of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from moedebog.importer.budget import Budget
from moedebog.importer.pieces import Kind, Piece, text_piece
from moedebog.importer.readers.docx.xml import R, W, name, number, relation
from moedebog.importer.readers.picture_pieces import picture_piece

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_SMALLEST = 120_000
"""A picture of which a side is shorter (3.3 mm, in EMU) is an ornament."""
_FIGURES = frozenset(("chart", "relIds", "OLEObject", "wgp", "wpc"))
"""Charts, diagrams, embedded objects, groups of shapes."""
NOT_CARRIED = "her er en tegning eller et diagram, som ikke er kommet med"
NOT_READ = "her er et billede, som ikke kan læses; gem det som PNG, og sæt det ind"


def text_boxes(drawing: Any) -> list[Any]:
    """The text boxes of a drawing, none of them twice."""
    return [box for box in drawing.iter(f"{W}txbxContent") if not _within(box, drawing)]


def _within(box: Any, drawing: Any) -> bool:
    """Whether a text box lies in another, or repeats one for older programs."""
    above = box.getparent()
    while above is not None and above is not drawing:
        if name(above) in ("txbxContent", "Fallback"):
            return True
        above = above.getparent()
    return False


def shown(drawing: Any, part: Any, page: int, budget: Budget) -> Iterator[Piece]:
    """The pieces for what a drawing shows besides text; ornaments show nothing."""
    elements = list(drawing.iter())
    if any(e.get(f"{_O}hr") in ("t", "true", "1") for e in elements):
        yield Piece(Kind.RULE, page=page)
        return
    alt = _description(elements)
    described = f": {alt}" if alt else ""
    sources = [e for e in elements if e.tag in (f"{_A}blip", f"{_V}imagedata")]
    if _is_ornament(elements):
        return
    for source in sources:
        budget.picture()
        target = relation(part, source, f"{R}embed" if source.tag == f"{_A}blip" else f"{R}id")
        piece = None
        if target is not None and not target.is_external:
            piece = picture_piece(target.target_part.blob, alt, page)
        yield piece or replace(text_piece(f"[Billede{described}]", page), notes=(NOT_READ,))
    if not sources and _FIGURES & {name(e) for e in elements} and not text_boxes(drawing):
        yield replace(text_piece(f"[Figur{described}]", page), notes=(NOT_CARRIED,))


def _description(elements: list[Any]) -> str:
    """What is said of the drawing to those who cannot see it."""
    for element in elements:
        if name(element) == "docPr":
            return element.get("descr") or element.get("title") or ""
        if element.tag in (f"{_V}shape", f"{_V}rect") and element.get("alt"):
            return str(element.get("alt"))
    return ""


def _is_ornament(elements: list[Any]) -> bool:
    """Whether its author says that it shows nothing, or it is too small to."""
    if any(name(e) == "decorative" and e.get("val") == "1" for e in elements):
        return True
    extent = next((e for e in elements if name(e) == "extent"), None)
    if extent is None:
        return False
    return min(number(extent.get(side), _SMALLEST) for side in ("cx", "cy")) < _SMALLEST
