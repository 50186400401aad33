"""Planted PDF files, each object written by hand (ISO 32000-2)."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

import pikepdf

from corpus import sheets
from corpus.expected import Planted, number, perhaps, told
from corpus.packing import picture
from indhold.findings import At, Kind, Unread

_FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def written(words: str, before: str = "", at: str = "72 700", size: float = 11) -> str:
    """Operators that write words."""
    return f"{before} BT /F1 {size} Tf {at} Td ({words}) Tj ET"


def pdf(
    *pages: str | bytes,
    catalog: str = "",
    page: str = "",
    resources: str = "",
    objects: tuple[str | bytes, ...] = (),
    info: str = "",
) -> bytes:
    """A whole PDF. Own ``objects`` are numbered from 10; ``page`` and ``resources`` go to each."""
    first = 10 + len(objects)
    numbered: dict[int, str | bytes] = {
        1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        2: f"<</Type/Pages/Count {len(pages)}"
        f"/Kids[{' '.join(f'{first + 2 * n} 0 R' for n in range(len(pages)))}]>>",
        3: _FONT,
        4: f"<<{info}>>",
    }
    numbered |= dict(enumerate(objects, 10))
    for place, content in enumerate(pages):
        at = first + 2 * place
        numbered[at] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {at + 1} 0 R"
            f"/Resources<</Font<</F1 3 0 R>>{resources}>>{page}>>"
        )
        numbered[at + 1] = stream(content)
    return _put_together(numbered)


def stream(content: str | bytes, entries: str = "") -> bytes:
    """A stream, deflated."""
    data = zlib.compress(_bytes(content))
    head = f"<<{entries}/Filter/FlateDecode/Length {len(data)}>>\nstream\n"
    return head.encode() + data + b"\nendstream"


def _bytes(text: str | bytes) -> bytes:
    return text.encode("latin-1", "replace") if isinstance(text, str) else text


def _put_together(numbered: dict[int, str | bytes]) -> bytes:
    made = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for name, content in sorted(numbered.items()):
        places[name] = len(made)
        made += f"{name} 0 obj\n".encode() + _bytes(content) + b"\nendobj\n"
    table = len(made)
    size = max(numbered) + 1
    made += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for name in range(1, size):
        kept = f"{places[name]:010} 00000 n" if name in places else "0000000000 65535 f"
        made += f"{kept} \n".encode()
    made += f"trailer\n<</Size {size}/Root 1 0 R/Info 4 0 R>>\n".encode()
    return bytes(made + f"startxref\n{table}\n%%EOF\n".encode())


def changed(before: bytes, number_of: int, content: str | bytes) -> bytes:
    """The file with one object written anew behind it, as programs save small changes."""
    previous = int(before.rpartition(b"startxref\n")[2].split(b"\n")[0])
    place = len(before)
    made = before + f"{number_of} 0 obj\n".encode() + _bytes(content) + b"\nendobj\n"
    table = len(made)
    made += f"xref\n{number_of} 1\n{place:010} 00000 n \n".encode()
    made += f"trailer\n<</Size 40/Root 1 0 R/Info 4 0 R/Prev {previous}>>\n".encode()
    return made + f"startxref\n{table}\n%%EOF\n".encode()


def files() -> Iterator[Planted]:
    """Each with what must be found in it."""
    yield from _on_pages()
    yield from _hidden_on_pages()
    yield from _beside_pages()
    yield from _behind()


def _on_pages() -> Iterator[Planted]:
    first = written("Dagsorden")
    yield Planted("side2.pdf", pdf(first, written("CPR-nr. 0104901234")), (number(At.PAGE, "2"),))
    pieces = "BT /F1 11 Tf 72 700 Td [(0204) -20 (90-1) 15 (234)] TJ ET"
    yield Planted("delt.pdf", pdf(pieces), (number(At.PAGE, "1"),))
    lines = "BT /F1 11 Tf 72 700 Td (Anna, 030490-) Tj 0 -14 Td (1234, er enig) Tj ET"
    yield Planted("to-linjer.pdf", pdf(lines), (number(At.PAGE, "1"),))
    comb = "BT /F1 11 Tf 72 700 Td (CPR-nr.) Tj ET" + "".join(
        written(digit, at=f"{130 + 18 * place} 700") for place, digit in enumerate("0404901234")
    )
    yield Planted("felter.pdf", pdf(comb), (perhaps(At.PAGE, "1"),))
    form = stream(
        written("050490-1234"),
        "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>",
    )
    made = pdf("q /X1 Do Q", resources="/XObject<</X1 10 0 R>>", objects=(form,))
    yield Planted("formular-objekt.pdf", made, (number(At.PAGE, "1"),))
    locked = pdf(written("060490-1234"))
    yield Planted("kodeord.pdf", _locked(locked, "hemmelig"), (told(Unread.PASSWORD),))
    yield Planted("uden-ret.pdf", _locked(locked, ""), (number(At.PAGE, "1"),))
    yield Planted(
        "serienummer.pdf",
        pdf(written("Underskrevet af PID:9208-2002-2-0704901234")),
        (perhaps(At.PAGE, "1"),),
    )


def _locked(data: bytes, word: str) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        encryption = pikepdf.Encryption(owner="ejer", user=word, R=4)
        file.save(made, encryption=encryption, deterministic_id=False, static_id=True)
    return made.getvalue()


def _hidden_on_pages() -> Iterator[Planted]:
    for name, content in (
        ("hvid", written("080490-1234", "1 1 1 rg")),
        ("uden-stoerrelse", written("080490-1234", size=0.1)),
        ("usynlig", written("Synlig") + written("080490-1234", " 3 Tr", "72 600")),
        ("uden-for-siden", written("080490-1234", at="72 -400")),
        ("sort-kasse", written("080490-1234") + " 0 g 60 690 200 30 re f"),
        ("under-billede", written("080490-1234") + " q 300 0 0 40 60 690 cm /P1 Do Q"),
    ):
        photo = picture()
        entries = (
            "/Type/XObject/Subtype/Image/Width 48/Height 32/ColorSpace/DeviceRGB/BitsPerComponent 8"
            f"/Filter/DCTDecode/Length {len(photo)}"
        )
        image = f"<<{entries}>>\nstream\n".encode() + photo + b"\nendstream"
        made = pdf(content, resources="/XObject<</P1 10 0 R>>", objects=(image,))
        yield Planted(
            f"{name}.pdf", made, (number(At.PAGE, "1"), told(Kind.HIDDEN, at=At.PAGE, name="1"))
        )
    layer = "/OC /L1 BDC " + written("090490-1234") + " EMC"
    made = pdf(
        written("Synlig", at="72 600") + layer,
        catalog="/OCProperties<</OCGs[10 0 R]/D<</OFF[10 0 R]/Order[10 0 R]>>>>",
        resources="/Properties<</L1 10 0 R>>",
        objects=("<</Type/OCG/Name(Navne)>>",),
    )
    yield Planted("lag.pdf", made, (number(At.PAGE, "1"), told(Kind.HIDDEN)))
    made = pdf("/Span <</ActualText(100490-1234)>> BDC " + written("x") + " EMC")
    yield Planted("erstattet.pdf", made, (number(),))


def _beside_pages() -> Iterator[Planted]:
    plain = written("Tekst")
    note = (
        "<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/T(Anna Berg)/Contents(Ring til 110490-1234)>>"
    )
    made = pdf(plain, page="/Annots[10 0 R]", objects=(note,))
    yield Planted("note.pdf", made, (number(At.PAGE, "1"), told(Kind.COMMENT), told(Kind.AUTHOR)))
    utf16 = "\ufeff120490-1234".encode("utf-16-be").hex()
    note = f"<</Type/Annot/Subtype/FreeText/Rect[10 10 30 30]/DA(/F1 9 Tf)/Contents<{utf16}>>>"
    yield Planted("tekstnote.pdf", pdf(plain, page="/Annots[10 0 R]", objects=(note,)), (number(),))
    field = (
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(cpr)/V(1304901234)/Rect[10 10 90 30]"
        "/DA(/F1 9 Tf 0 g)>>"
    )
    made = pdf(
        plain,
        catalog="/AcroForm<</Fields[10 0 R]/DA(/F1 9 Tf)>>",
        page="/Annots[10 0 R]",
        objects=(field,),
    )
    yield Planted("felt.pdf", made, (perhaps(At.FIELD),))
    link = (
        "<</Type/Annot/Subtype/Link/Rect[10 10 90 30]/A<</S/URI/URI(https://example.org/"
        "?cpr=140490-1234)>>>>"
    )
    yield Planted("link.pdf", pdf(plain, page="/Annots[10 0 R]", objects=(link,)), (number(),))
    book = sheets.workbook({"Ark1": {"B3": "150490-1234"}})
    files_ = (
        "<</Names[(liste.xlsx) 11 0 R]>>",
        "<</Type/Filespec/F(liste.xlsx)/UF(liste.xlsx)/EF<</F 12 0 R>>>>",
        stream(book, "/Type/EmbeddedFile"),
    )
    made = pdf(plain, catalog="/Names<</EmbeddedFiles 10 0 R>>", objects=files_)
    yield Planted(
        "vedhaeftet.pdf",
        made,
        (number(At.MEMBER, "liste.xlsx"), number(At.CELL, "B3"), told(Kind.EMBEDDED)),
    )
    xmp = (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt>'
        '<rdf:li xml:lang="x-default">Sag om 160490-1234</rdf:li></rdf:Alt></dc:description>'
        "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    )
    made = pdf(
        plain, catalog="/Metadata 10 0 R", objects=(stream(xmp, "/Type/Metadata/Subtype/XML"),)
    )
    yield Planted("xmp.pdf", made, (number(At.PROPERTIES),))
    made = pdf(plain, info="/Title(Sag 170490-1234 Anna)/Author(Bo Dahl)/Producer(Program)")
    yield Planted("info.pdf", made, (perhaps(At.PROPERTIES), told(Kind.AUTHOR)))
    outline = (
        "<</Type/Outlines/First 11 0 R/Last 11 0 R/Count 1>>",
        "<</Title(Anna 180490-1234)/Parent 10 0 R>>",
    )
    yield Planted(
        "bogmaerke.pdf", pdf(plain, catalog="/Outlines 10 0 R", objects=outline), (number(),)
    )


def _behind() -> Iterator[Planted]:
    plain = written("Tekst")
    yield Planted(
        "script.pdf",
        pdf(plain, catalog="/OpenAction<</S/JavaScript/JS(app.alert\\('hej'\\))>>"),
        (told(Kind.SCRIPT),),
    )
    yield Planted(
        "start.pdf",
        pdf(plain, catalog="/OpenAction<</S/Launch/F(cmd.exe)>>"),
        (told(Kind.SCRIPT, Kind.EXECUTABLE, Kind.EXTERNAL_LINK),),
    )
    held = _certificate("PID:9208-2002-2-1904901234")
    proof = (
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(Underskrift)/Rect[0 0 0 0]/V 11 0 R>>",
        f"<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 10 20 10]/Contents<{held.hex()}>>>",
    )
    made = pdf(
        plain,
        catalog="/AcroForm<</Fields[10 0 R]/SigFlags 3>>",
        page="/Annots[10 0 R]",
        objects=proof,
    )
    yield Planted("underskrevet.pdf", made, (perhaps(At.SIGNATURE),))
    before = pdf(written("Anna, 200490-1234"))
    yield Planted("rettet.pdf", changed(before, 11, stream(written("Anna"))), (number(),))
    photo = picture(size=(600, 800))
    image = (
        (
            "<</Type/XObject/Subtype/Image/Width 600/Height 800/ColorSpace/DeviceRGB"
            f"/BitsPerComponent 8/Filter/DCTDecode/Length {len(photo)}>>\nstream\n"
        ).encode()
        + photo
        + b"\nendstream"
    )
    scan = "q 595 0 0 842 0 0 cm /P1 Do Q"
    made = pdf(written("Forside"), scan, scan, resources="/XObject<</P1 10 0 R>>", objects=(image,))
    yield Planted("scan.pdf", made, (told(Unread.SCAN, at=At.PAGE, name="2"),))
    yield Planted(
        "afkortet.pdf", pdf(plain)[:300], (told(Unread.DAMAGED, Unread.PARTLY, Unread.FAILED),)
    )
    orphan = pdf(plain, objects=(stream(written("210490-1234")),))
    yield Planted("loest-objekt.pdf", orphan, (number(),))


def _certificate(serial: str) -> bytes:
    """The part of a proof in which a certificate says whose it is: serialNumber, 2.5.4.5."""
    held = serial.encode()
    value = bytes((0x13, len(held))) + held
    pair = b"\x06\x03\x55\x04\x05" + value
    each = bytes((0x30, len(pair))) + pair
    one = bytes((0x31, len(each))) + each
    return bytes((0x30, len(one))) + one
