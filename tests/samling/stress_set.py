"""PDFs of many makers and in many states: those of ``made``, and those that are made here."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A3, A6, landscape
from reportlab.pdfgen.canvas import Canvas

from pdf_parts import Made

MADE = Path(__file__).parent / "made"


def scan() -> bytes:
    """A page that is a picture."""
    page = Image.new("L", (620, 877), 255)
    ImageDraw.Draw(page).text((60, 60), "Skannet brev", fill=0)
    out = io.BytesIO()
    page.save(out, "PDF", resolution=75)
    return out.getvalue()


def untagged() -> bytes:
    """What ReportLab draws by itself, of three sizes."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for size in (A3, A6, landscape(A6)):
        canvas.setPageSize(size)
        canvas.drawString(40, 40, "Uden tags")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def encrypted() -> bytes:
    out = io.BytesIO()
    made = Made()
    made.tag(("H1", "Laast"), ("P", "kun for ejeren"))
    made.pdf.save(out, encryption=pikepdf.Encryption(owner="hemmelig", user=""))
    return out.getvalue()


def form() -> bytes:
    """A page with a field, and one for a signature."""
    made = Made("Udfyld")
    shared: dict[str, Any] = {
        "Type": Name.Annot,
        "Subtype": Name.Widget,
        "F": 4,
        "Rect": [50, 600, 200, 620],
    }
    fields = [
        made.annotation(0, Dictionary(FT=Name.Tx, T=String("navn"), V=String("Ane"), **shared)),
        made.annotation(0, Dictionary(FT=Name.Sig, T=String("underskrift"), **shared)),
    ]
    made.pdf.Root.AcroForm = Dictionary(Fields=Array(fields))
    return made.bytes()


def layers() -> bytes:
    made = Made("Kort")
    layer = made.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Ledninger")))
    usual = Dictionary(BaseState=Name.OFF, Order=Array([layer]))
    made.pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=usual)
    made.pdf.pages[0].obj.Resources.Properties = Dictionary(MC0=layer)
    return made.bytes()


def bookmarks() -> bytes:
    made = Made(*["side"] * 500)
    with made.pdf.open_outline() as outline:
        outline.root += [OutlineItem(f"Afsnit {n}", n) for n in range(500)]
    return made.bytes()


def cyclic() -> bytes:
    """A page tree that leads back to itself."""
    made = Made("rundt")
    old = b"<< /Count 1 /Kids [ 3 0 R ] /Type /Pages >>"
    new = b"<</Kids[3 0 R 2 0 R]/Count 1/Type/Pages>>".ljust(len(old))
    assert old in made.bytes()
    return made.bytes().replace(old, new)


def damaged() -> bytes:
    """A cross-reference table that points elsewhere."""
    made = Made("skaeve tal")
    data = bytearray(made.bytes())
    at = data.rindex(b"startxref")
    data[at + 10 : at + 12] = b"99"
    return bytes(data)


def turned() -> bytes:
    made = Made()
    for degrees in (90, 180, 270):
        made.tag(("H1", f"Drejet {degrees}"), ("P", "tekst"))
        made.pdf.pages[-1].obj.Rotate = degrees
    return made.bytes()


HERE: dict[str, Callable[[], bytes]] = {
    one.__name__: one
    for one in (
        scan,
        untagged,
        encrypted,
        form,
        layers,
        bookmarks,
        cyclic,
        damaged,
        turned,
    )
}


def write_all(folder: Path) -> list[Path]:
    """All of them as files."""
    for name, make in HERE.items():
        (folder / f"{name}.pdf").write_bytes(make())
    for path in sorted(MADE.glob("*.pdf")):
        (folder / path.name).write_bytes(path.read_bytes())
    return sorted(folder.glob("*.pdf"))
