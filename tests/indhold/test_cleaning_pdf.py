"""Cleaned copies of PDF files: the pages, the tags and what they conform to stay."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from cleaned_samples import Copy, photo
from indhold.cleaning import Reason, Refused, Wishes
from indhold.cleaning.pdf_streams import unpacked
from indhold.findings import Kind
from support import ROOT
from validators import outloud, pdfua

XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
    ' xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmpMM:DocumentID="uuid:7" pdfaid:part="2">'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Notat</rdf:li></rdf:Alt></dc:title>'
    "<dc:creator><rdf:Seq><rdf:li>Anna Andersen</rdf:li></rdf:Seq></dc:creator>"
    "<pdfuaid:part>1</pdfuaid:part>"
    "<xmpMM:DerivedFrom>S:/sager/anna/Notat.docx</xmpMM:DerivedFrom>"
    "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
)
CONTENT = b"/P <</MCID 0>> BDC BT /F1 12 Tf 72 720 Td (Synligt) Tj ET EMC"


def sample() -> pikepdf.Pdf:
    """A page with a tag, without anything that is to go."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.obj.Contents = pdf.make_stream(CONTENT)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
    page.obj.StructParents = 0
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(S=Name.Document, P=root))
    words = pdf.make_indirect(Dictionary(S=Name.P, P=document, Pg=page.obj, K=0))
    document.K = Array([words])
    root.K = Array([document])
    leaves = pdf.make_indirect(Array([words]))
    numbers: list[Any] = [0, leaves]
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("da-DK")
    return pdf


def annotate(pdf: pikepdf.Pdf, kind: str, number: int | None = None, **keys: Any) -> Any:
    """An annotation on the page; ``number``: it is in the tree of tags under this."""
    made = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name(kind), Rect=[0, 0, 10, 10], **keys)
    )
    page = pdf.pages[0].obj
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(made)
    if number is not None:
        made.StructParent = number
        document = pdf.Root.StructTreeRoot.K[0]
        element = pdf.make_indirect(Dictionary(S=Name.Annot, P=document, Pg=page))
        element.K = Dictionary(Type=Name.OBJR, Obj=made, Pg=page)
        document.K.append(element)
        more: list[Any] = [number, element]
        pdf.Root.StructTreeRoot.ParentTree.Nums.extend(more)
    return made


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    made = io.BytesIO()
    pdf.save(made, deterministic_id=not options, fix_metadata_version=False, **options)
    return made.getvalue()


def cleaned(
    folder: Path, pdf: pikepdf.Pdf, wishes: Wishes | None = None
) -> tuple[Copy, pikepdf.Pdf, bytes]:
    """The copy, read again, and all of its objects in plain."""
    copy = Copy(folder, "a.pdf", saved(pdf), wishes)
    again = pikepdf.open(copy.path)
    plain = io.BytesIO()
    again.save(
        plain,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        static_id=True,
    )
    return copy, again, plain.getvalue()


def test_properties(tmp_path: Path) -> None:
    pdf = sample()
    pdf.docinfo["/Title"] = "Notat"
    pdf.docinfo["/Author"] = "Anna Andersen"
    pdf.docinfo["/Sagsnr"] = "25-1234"
    pdf.Root.Metadata = pdf.make_stream(XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.PieceInfo = Dictionary(Word=Dictionary(Private=String("anna")))
    pdf.pages[0].obj.Metadata = pdf.make_stream(b"<x>anna</x>", Subtype=Name.XML)
    pdf.pages[0].obj.Thumb = pdf.make_stream(b"thumb-anna")
    copy, again, plain = cleaned(tmp_path, pdf)
    for word in (b"Andersen", b"anna", b"25-1234", b"uuid:7"):
        assert word not in plain
    assert again.docinfo["/Title"] == "Notat"
    assert b"<pdfuaid:part>1" in plain
    assert b'pdfaid:part="2"' in plain
    assert b"Notat</rdf:li>" in plain
    assert str(again.Root.Lang) == "da-DK"
    assert CONTENT in plain
    assert copy.taken(Kind.AUTHOR) == 2
    assert Copy(tmp_path, "b.pdf", copy.data).cleaned.taken == ()


def test_remarks_go_and_links_and_fields_stay(tmp_path: Path) -> None:
    pdf = sample()
    remark = annotate(pdf, "/Text", 5, Contents=String("Husk Bo"), T=String("Anna Andersen"))
    remark.Popup = annotate(pdf, "/Popup", Parent=remark)
    annotate(pdf, "/Highlight", Contents=String("uenig"), IRT=remark)
    annotate(pdf, "/Link", 6, A=Dictionary(S=Name.URI, URI=String("https://example.org")))
    field = annotate(pdf, "/Widget", FT=Name.Tx, T=String("felt"), V=String("svar"))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    annotate(
        pdf,
        "/FreeText",
        IT=Name.FreeTextTypeWriter,
        Contents=String("udfyldt"),
        T=String("Anna Andersen"),
    )
    copy, again, plain = cleaned(tmp_path, pdf)
    kinds = [str(one.Subtype) for one in again.pages[0].obj.Annots]
    assert kinds == ["/Link", "/Widget", "/FreeText"]
    for word in (b"Husk Bo", b"uenig", b"Andersen"):
        assert word not in plain
    assert b"udfyldt" in plain
    tree = again.Root.StructTreeRoot
    assert [str(one.S) for one in tree.K[0].K] == ["/P", "/Annot"]
    assert [int(one) for one in list(tree.ParentTree.Nums)[::2]] == [0, 6]
    assert copy.taken(Kind.COMMENT) == 2
    assert copy.left(Kind.COMMENT) == ["needed"]


def test_scripts_go(tmp_path: Path) -> None:
    pdf = sample()
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.pages[0].obj.AA = Dictionary(O=script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=[String("a"), script]))
    launch = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    address = Dictionary(S=Name.URI, URI=String("https://example.org"), Next=launch)
    annotate(pdf, "/Link", A=launch)
    annotate(pdf, "/Link", A=address)
    copy, again, plain = cleaned(tmp_path, pdf)
    assert b"alert" not in plain
    assert b"cmd.exe" not in plain
    assert b"https://example.org" in plain
    assert len(again.pages[0].obj.Annots) == 2
    assert copy.taken(Kind.SCRIPT) == 6


def test_where_it_opens_stays(tmp_path: Path) -> None:
    pdf = sample()
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
    pdf.docinfo["/Author"] = "Anna Andersen"
    _, again, _ = cleaned(tmp_path, pdf)
    assert "/OpenAction" in again.Root


def test_files_inside_go_where_it_is_wished(tmp_path: Path) -> None:
    pdf = sample()
    pdf.attachments["data.txt"] = b"hemmeligt"
    pdf.Root.AF = Array([pdf.attachments["data.txt"].obj])
    copy = Copy(tmp_path, "b.pdf", saved(pdf))
    assert copy.left(Kind.EMBEDDED) == ["not-asked"]
    assert not copy.path.exists()
    copy, again, plain = cleaned(tmp_path, pdf, Wishes(embedded=True))
    assert not again.attachments
    assert b"hemmeligt" not in plain
    assert b"data.txt" not in plain
    assert copy.taken(Kind.EMBEDDED) == 1


def test_earlier_revisions_go(tmp_path: Path) -> None:
    data = saved(sample())
    old = data + b"\n9 0 obj\n(hemmeligt)\nendobj\n" + data[data.rindex(b"startxref") :]
    copy = Copy(tmp_path, "a.pdf", old)
    assert b"hemmeligt" not in copy.data
    assert copy.taken(Kind.HIDDEN) == 1
    linear = Copy(tmp_path, "b.pdf", saved(sample(), linearize=True))
    assert linear.cleaned.taken == ()


def test_what_nothing_leads_to_goes(tmp_path: Path) -> None:
    old = saved(sample(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    place = len(old)
    loose = b"90 0 obj\n(hemmeligt)\nendobj\n"
    before = old[old.rindex(b"startxref") :].split()[1]
    table = f"xref\n90 1\n{place:010} 00000 n \ntrailer <</Size 91 /Root 1 0 R /Prev ".encode()
    table += before + b">>\nstartxref\n" + str(place + len(loose)).encode() + b"\n%%EOF\n"
    copy = Copy(tmp_path, "a.pdf", old + loose + table)
    assert b"hemmeligt" not in copy.data
    assert copy.taken(Kind.HIDDEN) == 2  # the object, and that it was added


def test_a_number_may_be_an_object_of_its_own(tmp_path: Path) -> None:
    pdf = sample()
    pdf.docinfo["/Author"] = "Anna Andersen"
    data = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    table = f"xref\n90 1\n{len(data):010} 00000 n \ntrailer <</Size 91 /Root 1 0 R /Prev ".encode()
    table += data[data.rindex(b"startxref") :].split()[1]
    number = b"90 0 obj\n7\nendobj\n"
    table += b">>\nstartxref\n" + str(len(data + number)).encode() + b"\n%%EOF\n"
    assert b"Anna" not in Copy(tmp_path, "a.pdf", data + number + table).data


def test_pictures(tmp_path: Path) -> None:
    pdf = sample()
    image = pdf.make_stream(photo(), Subtype=Name.Image, Width=48, Height=32, BitsPerComponent=8)
    image.ColorSpace, image.Filter = Name.DeviceRGB, Name.DCTDecode
    pdf.pages[0].obj.Resources.XObject = Dictionary(I=image)
    copy, again, _ = cleaned(tmp_path, pdf)
    new = again.pages[0].obj.Resources.XObject.I
    assert b"Kamera" not in copy.data
    with Image.open(io.BytesIO(new.read_raw_bytes())) as picture:
        assert picture.size == (48, 32)


def test_a_stream_that_grows_without_end_is_not_unpacked(tmp_path: Path) -> None:
    pdf = sample()
    many = zlib.compress(bytes(30_000_000))
    pdf.pages[0].obj.Contents = pdf.make_stream(many, Filter=Name.FlateDecode)
    pdf.Root.Metadata = pdf.make_stream(many, Filter=Name.FlateDecode)
    copy = Copy(tmp_path, "a.pdf", saved(pdf))
    assert len(copy.data) < 100_000
    assert copy.taken(Kind.METADATA) == 1  # nobody can say what it holds
    assert unpacked(pdf.pages[0].obj.Contents, 1000) is None


def test_what_is_drawn_unseen_is_told(tmp_path: Path) -> None:
    pdf = sample()
    pdf.pages[0].obj.Contents = pdf.make_stream(b"BT 3 Tr (skjult) Tj ET")
    off = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("kladde")))
    pdf.Root.OCProperties = Dictionary(OCGs=[off], D=Dictionary(OFF=[off]))
    copy = Copy(tmp_path, "a.pdf", saved(pdf))
    assert copy.left(Kind.HIDDEN) == ["unable", "unable"]


def signed() -> bytes:
    pdf = sample()
    signature = Dictionary(Type=Name.Sig, ByteRange=[0, 1, 2, 3], Contents=String("x"))
    field = annotate(pdf, "/Widget", FT=Name.Sig, T=String("s"), V=pdf.make_indirect(signature))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    return saved(pdf)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (signed(), Reason.SIGNED),
        (saved(sample(), encryption=pikepdf.Encryption(owner="a", user="b")), Reason.PASSWORD),
        (saved(sample(), encryption=pikepdf.Encryption(owner="a", user="")), Reason.PASSWORD),
        (b"%PDF-1.7\nx", Reason.DAMAGED),
    ],
)
def test_some_are_refused(data: bytes, reason: Reason, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        Copy(tmp_path, "a.pdf", data)
    assert refused.value.reason is reason


def test_the_same_bytes_come_out(tmp_path: Path) -> None:
    pdf = sample()
    pdf.docinfo["/Author"] = "Anna Andersen"
    data = saved(pdf)
    first = Copy(tmp_path, "a.pdf", data).data
    assert Copy(tmp_path, "b.pdf", data).data == first


def test_a_tagged_file_still_conforms(tmp_path: Path) -> None:
    original = ROOT / "meetings" / "eksempel" / "bilag" / "Forslag til cykelsti.pdf"
    copy = Copy(tmp_path, "a.pdf", original.read_bytes())
    assert pdfua(copy.path) == pdfua(original) == set()
    assert outloud(copy.path)[0] == outloud(original)[0]
