"""Signs PDFs for tests as signing programs do, by an addition to the end; the signature is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Pdf

CONTENTS = b"3003020101" + b"00" * 40
TITLE = "Referat: Udvalget, 12. september 2025"


def pdf(*pages: str, title: str = TITLE, streams: bool = False, **save: object) -> bytes:
    """A small PDF with a line of text on each page; ``streams``: in the form of PDF 1.5."""
    made = Pdf.new()
    font = made.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    for text in pages or ("Budgettet blev godkendt.", "Underskriftsark"):
        page = made.add_blank_page(page_size=(595, 842))
        page.Resources = Dictionary(Font=Dictionary(F0=font))
        page.Contents = made.make_stream(f"BT /F0 12 Tf 70 700 Td ({text}) Tj ET".encode())
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[70, 690, 90, 710])
        page.Annots = pikepdf.Array([made.make_indirect(link)])
    made.docinfo["/Title"] = title
    made.docinfo["/Producer"] = "Prøvetryk"
    mode = pikepdf.ObjectStreamMode
    out = BytesIO()
    made.save(out, object_stream_mode=mode.generate if streams else mode.disable, **save)  # type: ignore[arg-type]
    return out.getvalue()


def added(
    data: bytes, objects: Mapping[int, bytes], *, root: int | None = None, size: int = 0
) -> bytes:
    """A PDF with objects put into it, or in the place of its own, by an addition."""
    with pikepdf.open(BytesIO(data)) as now:
        catalog = root or now.Root.objgen[0]
        size = max(size, int(now.trailer.Size), *(number + 1 for number in objects), 1)
        info = now.trailer.get("/Info")
        more = f" /Info {info.objgen[0]} 0 R" if info is not None else ""
    former = re.findall(rb"startxref\s+(\d+)", data)[-1].decode()
    made, places = data, {}
    for number, body in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(made)
    made += b"xref\n"
    for number, place in sorted(places.items()):
        made += b"%d 1\n%010d 00000 n \n" % (number, place)
    trailer = f"trailer\n<< /Size {size} /Root {catalog} 0 R /Prev {former}{more} >>\n"
    return made + f"{trailer}startxref\n{at}\n%%EOF\n".encode()


def signed(
    data: bytes,
    name: str = "Alma Ager",
    *,
    rect: tuple[int, int, int, int] = (70, 100, 250, 150),
    page: int = -1,
    kind: str = "/Sig",
    contents: bytes = CONTENTS,
    day: str = "D:20250918120000+02'00'",
    also: Mapping[int, bytes] | None = None,
    catalog: str = "",
    form: str = "",
    widget: str = "",
    begins: int = 0,
    short: int = 0,
) -> bytes:
    """A PDF with a signature more. The rest is what a dishonest one does besides.

    ``also`` are objects besides, ``catalog``, ``form`` and ``widget`` further entries of these;
    ``begins`` and ``short`` are how much the signature leaves out at either end.
    """
    numbers = Numbers(data)
    value, field, fields = numbers.free, numbers.free + 1, numbers.form or numbers.free + 2
    places = " ".join(map(str, rect))
    objects: dict[int, bytes] = {
        value: (
            f"<< /Type {kind} /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached "
            f"/Name ({name}) /M ({day}) /ByteRange [0000000000 0000000000 0000000000 0000000000] "
        ).encode("latin-1")
        + b"/Contents <"
        + contents
        + b"> >>",
        field: (
            f"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Underskrift {field}) /F 132 "
            f"/Rect [{places}] /P {numbers.pages[page]} 0 R /V {value} 0 R {widget} >>"
        ).encode(),
        fields: f"<< /SigFlags 3 /Fields [{numbers.fields} {field} 0 R] {form} >>".encode(),
        numbers.pages[page]: numbers.page(page, field),
    }
    if not numbers.form or catalog:
        entry = f"{catalog} " + ("" if numbers.form else f"/AcroForm {fields} 0 R ")
        objects[numbers.root] = numbers.catalog[:-2] + entry.encode() + b">>"
    made = added(data, {**objects, **(also or {})})
    hole = made.index(b"/Contents <" + contents, len(data)) + len(b"/Contents ")
    end = hole + len(contents) + 2
    ranges = b"[%010d %010d %010d %010d]" % (begins, hole - begins, end, len(made) - end - short)
    blank = b"[0000000000 0000000000 0000000000 0000000000]"
    at = made.index(blank, len(data))
    return made[:at] + ranges + made[at + len(blank) :]


class Numbers:
    """Under which numbers stands what in a PDF, and how it reads."""

    def __init__(self, data: bytes) -> None:
        with pikepdf.open(BytesIO(data)) as now:
            self.root = now.Root.objgen[0]
            self.catalog = now.Root.unparse(resolved=True)
            self.pages = [page.obj.objgen[0] for page in now.pages]
            self.contents = [page.obj.Contents.objgen[0] for page in now.pages]
            self._pages = [page.obj.unparse(resolved=True) for page in now.pages]
            form = now.Root.get("/AcroForm")
            self.form = form.objgen[0] if form is not None else 0
            fields = form.Fields if form is not None else ()
            self.fields = " ".join(f"{one.objgen[0]} 0 R" for one in fields)
            self.free = int(now.trailer.Size)

    def page(self, page: int, note: int) -> bytes:
        """A page with a note more."""
        return re.sub(rb"/Annots \[(.*?)\]", rb"/Annots [\1 %d 0 R ]" % note, self._pages[page])
