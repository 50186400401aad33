"""Small PDFs to join: written by hand, so that each has just what a test is about."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

FONT = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
UA = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    b'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
    b"<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part>"
    b"<pdfaid:conformance>A</pdfaid:conformance></rdf:Description></rdf:RDF></x:xmpmeta>"
)


class Made:
    """A PDF as it is made: pages first, then what is tagged on them."""

    def __init__(self, *texts: str, size: tuple[int, int] = (595, 842)) -> None:
        self.pdf = Pdf.new()
        for text in texts:
            self.page(f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET", size)

    def page(self, content: str, size: tuple[int, int] = (595, 842)) -> Any:
        page = self.pdf.add_blank_page(page_size=size)
        page.obj.Contents = self.pdf.make_stream(content.encode("latin-1"))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=FONT))
        return page.obj

    def link(self, page: int, **entries: Any) -> Any:
        """A link on a page."""
        made = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=[50, 695, 150, 712], F=4, **entries
        )
        return self.annotation(page, made)

    def annotation(self, page: int, made: Any) -> Any:
        made = self.pdf.make_indirect(made)
        holder = self.pdf.pages[page].obj
        if "/Annots" not in holder:
            holder.Annots = Array()
        holder.Annots.append(made)
        return made

    def tag(self, *leaves: tuple[str, str], language: str = "da", **more: Any) -> Any:
        """A page of leaves, each a role and its text; gives the structure's root."""
        drawn = "".join(
            f"/{role} <</MCID {number}>> BDC "
            f"BT /F1 12 Tf 50 {700 - 20 * number} Td ({text}) Tj ET EMC\n"
            for number, (role, text) in enumerate(leaves)
        )
        page = self.page(drawn)
        root: Any = self.pdf.Root.get("/StructTreeRoot")
        if root is None:
            root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
            self.pdf.Root.StructTreeRoot = root
            document = self.pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array())
            )
            root.K = Array([document])
            root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array()))
            self.pdf.Root.MarkInfo = Dictionary(Marked=True)
        document = root.K[0]
        key = len(root.ParentTree.Nums) // 2
        page.StructParents = key
        elements = [
            self.pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=document, Pg=page, K=number)
            )
            for number, (role, _) in enumerate(leaves)
        ]
        document.K.extend(elements)
        root.ParentTree.Nums.append(key)
        root.ParentTree.Nums.append(self.pdf.make_indirect(Array(elements)))
        if language:
            self.pdf.Root.Lang = String(language)
        for name, value in more.items():
            root[f"/{name}"] = value
        return root

    def says(self, packet: bytes = UA) -> None:
        """What the file says it conforms to."""
        self.pdf.Root.Metadata = self.pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.pdf.save(out, deterministic_id=True)
        return out.getvalue()


def tree(pdf: Any) -> list[Any]:
    """The structure as nested lists: a role with its title, and the texts of its leaves."""
    texts = {}
    for page in pdf.pages:
        number: Any = None
        for one in pikepdf.parse_content_stream(page):
            name = str(one.operator)
            if name == "BDC" and isinstance(one.operands[1], Dictionary):
                number = one.operands[1].get("/MCID")
            elif name == "EMC":
                number = None
            elif name == "Tj" and number is not None:
                texts[page.obj.objgen, number] = str(one.operands[0])
    return [_read(kid, texts, None) for kid in pdf.Root.StructTreeRoot.K]


def _read(element: Any, texts: dict[Any, str], page: Any) -> Any:
    if isinstance(element, int):
        return texts[page.objgen, element]
    page = element.get("/Pg", page)
    if element.get("/Type") == Name.MCR:
        return texts[page.objgen, element.MCID]
    if element.get("/Type") == Name.OBJR:
        return str(element.Obj.Subtype)
    kids = element.get("/K", Array())
    kids = list(kids) if isinstance(kids, Array) else [kids]
    title = f" {element.T}" if "/T" in element else ""
    return [f"{str(element.S)[1:]}{title}", *(_read(kid, texts, page) for kid in kids)]
