"""What is in a PDF beside the words on its pages: each hiding place, with a number in it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

from indhold.findings import Kind
from planted_pdfs import (
    BODY,
    MASKED,
    NUMBER,
    annotation,
    changed,
    contents,
    drawn,
    gaps,
    numbers,
    place,
    seen,
    told,
    words,
)

DRAWS = f"BT /F1 9 Tf 2 9 Td ({NUMBER}) Tj ET".encode()


def unicode(text: str) -> String:
    return String(b"\xfe\xff" + text.encode("utf-16-be"))


# --- annotations ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["Text", "FreeText", "Highlight", "Stamp", "Ink", "StrikeOut"])
def test_a_note_is_told_with_who_wrote_it(kind: str) -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        annotation(pdf, kind, Contents=unicode(f"Ring til {NUMBER}"), T=String("Birthe Bæk"))
        annotation(pdf, "Text", Contents=String("Ja"), T=String("Birthe Bæk"))
        annotation(pdf, "Popup")
        annotation(pdf, "Link", A=Dictionary(S=Name.URI, URI=String("https://example.org")))

    found = seen(changed(plant))
    (comment,) = found.of(Kind.COMMENT)
    assert (place(comment), comment.shown, comment.count) == ("page 1", f"Ring til {MASKED}", 2)
    assert told(found, Kind.AUTHOR) == [("page 1/annotation", "Birthe Bæk")]
    assert numbers(found) == ["page 1/annotation"]


def rich(pdf: pikepdf.Pdf) -> None:
    annotation(pdf, "FreeText", RC=String(f"<body><p>01<b>0190</b>-{NUMBER[7:]}</p></body>"))


def subject(pdf: pikepdf.Pdf) -> None:
    annotation(pdf, "Square", Subj=String(NUMBER))


def look(pdf: pikepdf.Pdf) -> None:
    annotation(pdf, "Stamp", AP=Dictionary(N=contents(pdf, DRAWS)))


def look_in_a_state(pdf: pikepdf.Pdf) -> None:
    states = Dictionary(On=contents(pdf, DRAWS), Off=contents(pdf, b""))
    annotation(pdf, "Widget", FT=Name.Btn, AP=Dictionary(N=states))


def link(pdf: pikepdf.Pdf) -> None:
    address = String(f"https://example.org/?cpr={NUMBER}")
    annotation(pdf, "Link", A=Dictionary(S=Name.URI, URI=address))


def words_for_a_link(pdf: pikepdf.Pdf) -> None:
    annotation(pdf, "Link", Contents=String(NUMBER))


# --- forms ------------------------------------------------------------------------------


def form(pdf: pikepdf.Pdf, **entries: object) -> pikepdf.Object:
    field = annotation(pdf, "Widget", FT=Name.Tx, T=String("felt"), **entries)
    parent = pdf.make_indirect(Dictionary(T=String("gruppe"), Kids=[field]))
    field.Parent = parent
    pdf.Root.AcroForm = Dictionary(Fields=[parent])
    return field


def value(pdf: pikepdf.Pdf) -> None:
    form(pdf, V=unicode(NUMBER))


def value_in_a_stream(pdf: pikepdf.Pdf) -> None:
    form(pdf, V=pdf.make_stream(NUMBER.encode()))


def former_value(pdf: pikepdf.Pdf) -> None:
    form(pdf, DV=String(NUMBER))


def tooltip(pdf: pikepdf.Pdf) -> None:
    form(pdf, TU=String(f"fx {NUMBER}"))


def choices(pdf: pikepdf.Pdf) -> None:
    form(pdf, Opt=Array([String("ingen"), String(NUMBER)]))


def field_on_no_form(pdf: pikepdf.Pdf) -> None:
    annotation(pdf, "Widget", FT=Name.Tx, V=String(NUMBER))


def xfa(pdf: pikepdf.Pdf) -> None:
    data = f"<xfa:data xmlns:xfa='urn:x'><cpr>{NUMBER}</cpr></xfa:data>".encode()
    halves = [pdf.make_stream(data[:40]), pdf.make_stream(data[40:])]
    pdf.Root.AcroForm = Dictionary(Fields=[], XFA=[String("a"), halves[0], String("b"), halves[1]])


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["010190", "1234"], Kind.PERSONAL_NUMBER),
        (["010190-", "1234"], Kind.PERSONAL_NUMBER),
        (list("0101901234"), Kind.PERSONAL_NUMBER),
        (["010190", "Anna", "1234"], None),
        (["0101", "12345678"], None),
    ],
)
def test_a_number_in_several_fields_is_found(values: list[str], kind: Kind | None) -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        group = pdf.make_indirect(Dictionary(T=String("CPR-nummer")))
        group.Kids = Array(
            annotation(pdf, "Widget", FT=Name.Tx, T=String(f"f{place}"), V=String(one))
            for place, one in enumerate(values)
        )
        for one in group.Kids:
            one.Parent = group
        pdf.Root.AcroForm = Dictionary(Fields=[group])

    found = seen(changed(plant)).of(Kind.PERSONAL_NUMBER, Kind.PERHAPS_PERSONAL_NUMBER)
    assert [one.kind for one in found] == ([kind] if kind else [])


# --- properties -------------------------------------------------------------------------


def information(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Keywords"] = f"sag, {NUMBER}"


def own_property(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Borger"] = NUMBER


def xmp(pdf: pikepdf.Pdf, where: pikepdf.Object | None = None) -> None:
    packet = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
      xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
      xmlns:dc="http://purl.org/dc/elements/1.1/" dc:subject="{NUMBER}"/></rdf:RDF></x:xmpmeta>"""
    holder = pdf.Root if where is None else where
    holder.Metadata = Stream(pdf, packet.encode(), Type=Name.Metadata, Subtype=Name.XML)


def xmp_of_a_page(pdf: pikepdf.Pdf) -> None:
    xmp(pdf, pdf.pages[0].obj)


def private_data(pdf: pikepdf.Pdf) -> None:
    private = Dictionary(Tekst=String(NUMBER))
    pdf.pages[0].obj.PieceInfo = Dictionary(Prog=Dictionary(Private=private))


def private_stream(pdf: pikepdf.Pdf) -> None:
    held = pdf.make_stream(b"\0\1\2\3" * 9 + NUMBER.encode() + b"\0\1\2\3" * 9)
    pdf.Root.PieceInfo = Dictionary(Prog=Dictionary(Private=held))


def private_wide_stream(pdf: pikepdf.Pdf) -> None:
    held = pdf.make_stream(b"\1\2\3" + f"Borger {NUMBER}".encode("utf-16-le"))
    pdf.Root.PieceInfo = Dictionary(Prog=Dictionary(Private=held))


# --- structure, names, bookmarks --------------------------------------------------------


def words_for_a_picture(pdf: pikepdf.Pdf) -> None:
    figure = pdf.make_indirect(Dictionary(S=Name.Figure, Alt=String(f"Brev om {NUMBER}")))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=[figure])
    figure.P = pdf.Root.StructTreeRoot


def bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"Sag {NUMBER}", 0))


def label(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=[0, Dictionary(P=String(f"{NUMBER}-"))])


def destination(pdf: pikepdf.Pdf) -> None:
    pages = Array([String(NUMBER), Array([pdf.pages[0].obj, Name.Fit])])
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=pages))


def name(pdf: pikepdf.Pdf) -> None:
    annotation(pdf, "Widget", FT=Name.Btn, AS=Name(f"/{NUMBER}"))


def unknown(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Xyz = pdf.make_indirect(Array([Dictionary(A=Array([unicode(NUMBER)]))]))


def unused(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Xyz = Dictionary(B=pdf.make_stream(NUMBER.encode()))


# --- scripts ----------------------------------------------------------------------------


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"find('{NUMBER}')"))


def script_in_a_stream(pdf: pikepdf.Pdf) -> None:
    held = pdf.make_stream(f"find('{NUMBER}')".encode())
    action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=held))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=[String("a"), action]))


@pytest.mark.parametrize(
    ("plant", "where"),
    [
        (rich, "page 1/annotation"),
        (subject, "page 1/annotation"),
        (look, "page 1"),
        (look_in_a_state, "page 1"),
        (link, ""),
        (words_for_a_link, "page 1/annotation"),
        (value, "field felt"),
        (value_in_a_stream, "field felt"),
        (former_value, "field felt"),
        (tooltip, "field"),
        (choices, "field felt"),
        (field_on_no_form, "page 1/field"),
        (xfa, "field XFA"),
        (information, "properties"),
        (own_property, "properties"),
        (xmp, "properties"),
        (xmp_of_a_page, "properties"),
        (private_data, "part object"),
        (private_stream, "part object"),
        (private_wide_stream, "part object"),
        (words_for_a_picture, "part structure"),
        (bookmark, f"bookmark Sag {MASKED}"),
        (label, "part object"),
        (destination, "part object"),
        (name, "part object"),
        (unknown, "part object"),
        (unused, "part object"),
        (script, "part JavaScript"),
        (script_in_a_stream, "part JavaScript"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_number_is_found_wherever_it_is(
    plant: Callable[[pikepdf.Pdf], None], where: str, packed: bool
) -> None:
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    found = seen(changed(plant, object_stream_mode=mode))
    assert not gaps(found)
    (only,) = numbers(found)
    assert only.startswith(where)


# --- what else is told ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "shown"),
    [
        (Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")), "JavaScript: app.alert(1)"),
        (Dictionary(S=Name.Launch, F=String("a.exe")), "Launch: a.exe"),
        (Dictionary(S=Name.SubmitForm, F=String("https://example.org")), None),
        (Dictionary(S=Name.ImportData, F=String("a.fdf")), "ImportData: a.fdf"),
    ],
)
@pytest.mark.parametrize("at", ["OpenAction", "AA", "annotation", "Next"])
def test_what_a_file_does_is_told(action: Dictionary, shown: str | None, at: str) -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        if at == "OpenAction":
            pdf.Root.OpenAction = action
        elif at == "AA":
            pdf.pages[0].obj.AA = Dictionary(O=action)
        elif at == "Next":
            pdf.Root.OpenAction = Dictionary(S=Name.GoTo, Next=Array([action]))
        else:
            annotation(pdf, "Widget", A=action)

    found = seen(changed(plant))
    assert told(found, Kind.SCRIPT) == [("", shown or "SubmitForm: https://example.org")]


@pytest.mark.parametrize(
    "path", [r"C:\Users\bb\sag.docx", r"\\server\drev\sag.docx", "file:///home/bb/sag.docx"]
)
def test_a_place_on_a_machine_is_told(path: str) -> None:
    def title(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = path

    def target(pdf: pikepdf.Pdf) -> None:
        annotation(pdf, "Link", A=Dictionary(S=Name.GoToR, F=String(path)))

    assert [shown for _, shown in told(seen(changed(title)), Kind.PATH)] == [path]
    assert [shown for _, shown in told(seen(changed(target)), Kind.PATH)] == [path]


def test_an_ordinary_address_is_no_place_on_a_machine() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        address = String("https://example.org/home/side")
        annotation(pdf, "Link", A=Dictionary(S=Name.URI, URI=address))

    found = seen(changed(plant))
    assert not found.of(Kind.PATH, Kind.COMMENT, Kind.SCRIPT, Kind.EXTERNAL_LINK)


def attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["indre.pdf"] = pikepdf.AttachedFileSpec(pdf, drawn(words(NUMBER)))  # type: ignore[call-arg]


def attach_by_note(pdf: pikepdf.Pdf) -> None:
    attach(pdf)
    specification = pdf.attachments["indre.pdf"].obj
    del pdf.Root.Names
    annotation(pdf, "FileAttachment", FS=specification)


def attach_in_line(pdf: pikepdf.Pdf) -> None:
    held = pdf.make_stream(drawn(words(NUMBER)))
    held.Type = Name.EmbeddedFile
    one = Dictionary(F=String("indre.pdf"), EF=Dictionary(F=held))
    annotation(pdf, "FileAttachment", FS=one)


def associate(pdf: pikepdf.Pdf) -> None:
    attach(pdf)
    specification = pdf.attachments["indre.pdf"].obj
    del pdf.Root.Names
    pdf.Root.AF = Array([specification])


@pytest.mark.parametrize("plant", [attach, attach_by_note, attach_in_line, associate])
def test_a_file_inside_is_told_and_looked_into(plant: Callable[[pikepdf.Pdf], None]) -> None:
    found = seen(changed(plant))
    assert told(found, Kind.EMBEDDED) == [("", "indre.pdf")]
    assert numbers(found) == ["member indre.pdf/page 1"]
    assert not gaps(found)


def test_what_is_fetched_from_elsewhere_is_told() -> None:
    def data(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Xyz = pdf.make_stream(b"", F=String("https://example.org/data"))

    def page(pdf: pikepdf.Pdf) -> None:
        form = contents(pdf, b"")
        form.Ref = Dictionary(F=String("https://example.org/data"), Page=0)
        pdf.pages[0].obj.Resources.XObject = Dictionary(Fm=form)

    for plant in (data, page):
        shown = told(seen(changed(plant)), Kind.EXTERNAL_LINK)
        assert shown == [("", "https://example.org/data")]


def test_a_file_that_a_program_keeps_is_looked_into() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        held = pdf.make_stream(drawn(words(NUMBER)))
        pdf.Root.PieceInfo = Dictionary(Prog=Dictionary(Private=held))

    found = seen(changed(plant))
    assert found.of(Kind.EMBEDDED)
    assert numbers(found)[0].endswith("page 1")
    assert ("", "private data: Prog") in told(found, Kind.METADATA)


def test_names_and_programs_in_the_properties_are_told() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        del pdf.docinfo["/Author"]
        with pdf.open_metadata(set_pikepdf_as_editor=False) as properties:
            properties["dc:creator"] = ["Anders And"]
            properties["dc:publisher"] = {"Byen"}
        pdf.docinfo["/Creator"] = "Skriveprogram 3"

    found = seen(changed(plant))
    assert ("properties", "Anders And") in told(found, Kind.AUTHOR)
    assert found.maker == "Byen"


def test_small_pictures_of_pages_are_told() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        small = pdf.make_stream(bytes(12), Width=2, Height=2, BitsPerComponent=8)
        small.ColorSpace = Name.DeviceRGB
        pdf.pages[0].obj.Thumb = small

    assert ("thumbnail", "thumbnail") in told(seen(changed(plant)), Kind.METADATA)


def test_where_a_picture_was_taken_is_told() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        held = io.BytesIO()
        properties = Image.Exif()
        properties[0x010F], properties[0x0110], properties[0x013B] = "Ka", "M1", "Birthe Lund"
        properties.get_ifd(0x8825)[1] = "N"
        Image.new("RGB", (4, 4)).save(held, "JPEG", exif=properties)
        picture = Stream(pdf, held.getvalue(), Subtype=Name.Image, Width=4, Height=4)
        picture.Filter, picture.BitsPerComponent = Name.DCTDecode, 8
        picture.ColorSpace = Name.DeviceRGB
        pdf.pages[0].obj.Resources.XObject = Dictionary(Im=picture)

    found = seen(changed(plant))
    assert told(found, Kind.POSITION) == [("picture", "")]
    assert ("picture", "Birthe Lund") in told(found, Kind.AUTHOR)


def test_a_field_or_note_that_is_hidden_is_told() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        form(pdf, V=String("Anders And"), F=2)
        annotation(pdf, "Text", Contents=String("Ring til ham"), F=2)

    shown = [shown for _, shown in told(seen(changed(plant)), Kind.HIDDEN)]
    assert shown == ["hidden annotation: Ring til ham", "hidden field: Anders And"]


# --- signatures -------------------------------------------------------------------------


def der(kind: int, *held: bytes) -> bytes:
    inner = b"".join(held)
    size = len(inner)
    length = bytes((size,)) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes((kind,)) + length + inner


def certificate(kind: int, coding: str) -> bytes:
    serial = der(0x30, der(0x06, b"\x55\x04\x05"), der(kind, f"cpr {NUMBER}".encode(coding)))
    name_ = der(0x30, der(0x06, b"\x55\x04\x03"), der(0x0C, "Birthe Bæk".encode()))
    filler = der(0x04, bytes(range(200)))
    return der(0x30, der(0x02, b"\1"), filler, der(0xA0, der(0x31, name_, serial)))


STRINGS = [(0x13, "ascii"), (0x0C, "utf-8"), (0x1E, "utf-16-be"), (0x16, "ascii")]


@pytest.mark.parametrize(("kind", "coding"), STRINGS)
@pytest.mark.parametrize("wrapped", [False, True])
def test_numbers_in_the_proof_of_a_signature_are_found(
    kind: int, coding: str, wrapped: bool
) -> None:
    proof = certificate(kind, coding)

    def plant(pdf: pikepdf.Pdf) -> None:
        held = der(0x30, der(0x04, proof)) if wrapped else proof
        signature = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"))
        signature.Contents, signature.ByteRange = String(held + bytes(500)), [0, 1, 2, 3]
        form(pdf, V=pdf.make_indirect(signature))

    assert numbers(seen(changed(plant))) == ["signature"]


@pytest.mark.parametrize(("kind", "coding"), STRINGS)
def test_numbers_in_stored_certificates_are_found(kind: int, coding: str) -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        held = pdf.make_stream(certificate(kind, coding))
        pdf.Root.DSS = Dictionary(Certs=[held])

    assert numbers(seen(changed(plant))) == ["signature"]


def test_bytes_that_are_no_words_hold_no_number() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        noise = b"".join(bytes((n * 7 % 256, n * 13 % 256, 0x31, 0x00)) for n in range(4000))
        pdf.Root.Xyz = pdf.make_stream(noise)
        pdf.Root.Zyx = String(b"\x99\x01" + noise[:300])
        pdf.Root.When = String("D:20240101120000+01'00'")

    assert not numbers(seen(changed(plant)))


def test_what_is_told_holds_no_number_in_full() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        annotation(pdf, "Text", Contents=String(f"{BODY} {NUMBER}"), T=String(NUMBER))
        pdf.docinfo["/Author"] = NUMBER
        script(pdf)

    assert NUMBER not in repr(seen(changed(plant)))
