"""What is looked for is found in whatever form it stands, and nothing else is."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import tarfile
import unicodedata
import zipfile
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from random import Random
from urllib.parse import quote

import pikepdf
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from bevis.apart import taken_apart
from bevis.held import on_disk
from bevis.parts import As, Limits
from bevis.pictures import picture_of
from bevis.sieve import Sieve
from bevis.sought import Manner, Secret, Sought, letters

WORDS = "Køb af grunden Skolevej 7"
LONG = (
    "Sælgeren har over for borgmesteren oplyst, at prisen kan sættes ned med en femtedel, hvis "
    "handlen er på plads inden årets udgang"
)
SOUGHT = Sought((Secret(WORDS, "title"), Secret(LONG, "text")), letters("Køb af ejendom"))


def found(name: str, data: bytes, sought: Sought = SOUGHT) -> set[str]:
    return {hit.what for hit in sought.hits(taken_apart(name, data))}


def zipped(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def tarred(data: bytes) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


def drawn(*lines: str, title: str = "", outline: str = "") -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held)
    for number, line in enumerate(lines):
        canvas.drawString(50, 700 - 20 * number, line)
    if title:
        canvas.setTitle(title)
    if outline:
        canvas.bookmarkPage("a")
        canvas.addOutlineEntry(outline, "a")
    canvas.save()
    return held.getvalue()


def changed(data: bytes, **entries: pikepdf.Object) -> bytes:
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for name, value in entries.items():
            pdf.Root[f"/{name}"] = pdf.make_indirect(value)
        pdf.save(held, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return held.getvalue()


def letter() -> bytes:
    message = EmailMessage()
    message["Subject"] = "Dagsorden"
    message.set_content("Se vedlagte.")
    message.add_attachment(
        zipped(**{"a.txt": WORDS.encode()}), maintype="application", subtype="zip", filename="a.zip"
    )
    return message.as_bytes()


HEADED = EmailMessage()
HEADED["Subject"] = WORDS
HEADED.set_content("Hej")
RUNS = "<w:r><w:t>Køb af gr</w:t></w:r><w:r><w:rPr/><w:t>unden Skolevej&#160;7</w:t></w:r>"
ICS = "SUMMARY:Møde\r\nDESCRIPTION:1. Køb af gru\r\n nden Skolevej 7\\nPause\r\n"
FORMS = {
    "plain": ("a.txt", WORDS.encode()),
    "capitals": ("a.txt", WORDS.upper().encode()),
    "divided": ("a.txt", "Køb af grun-\nden  Skole\u00advej\u00a07".encode()),
    "composed otherwise": (
        "a.txt",
        "Ko\u0308b af".replace("o\u0308", "ø").encode() + b" grunden Skolevej 7",
    ),
    "cp1252": ("a.txt", WORDS.encode("cp1252")),
    "utf-16": ("a.txt", WORDS.encode("utf-16")),
    "utf-16 inside": ("a.bin", b"\x01\x02" + WORDS.encode("utf-16-le") + b"\xff"),
    "entities": ("a.html", b"<p>K&oslash;b af <b>grunden</b> Skolevej&nbsp;7"),
    "attribute": ("a.html", b'<img alt="K&#248;b af grunden Skolevej 7">'),
    "escaped": ("a.json", json.dumps({"a": [WORDS]}).encode()),
    "in an address": ("a.html", f'<a href="x/{quote(WORDS)}">'.encode()),
    "base64": ("a.html", b"data:;base64," + base64.b64encode(LONG.encode())),
    "folded": ("a.ics", ICS.encode()),
    "gzip": ("a.gz", gzip.compress(WORDS.encode())),
    "bzip2": ("a.bz2", bz2.compress(WORDS.encode())),
    "xz": ("a.xz", lzma.compress(WORDS.encode())),
    "tar": ("a.tar", tarred(WORDS.encode())),
    "two runs": ("a.docx", zipped(**{"word/document.xml": RUNS.encode()})),
    "zip in zip": ("a.zip", zipped(**{"b.zip": zipped(**{"a.txt": WORDS.encode()})})),
    "name of a member": ("a.zip", zipped(**{f"{WORDS}.txt": b"."})),
    "name of the file": (f"{WORDS}.txt", b"."),
    "attachment": ("a.eml", letter()),
    "subject": ("a.eml", HEADED.as_bytes()),
    "drawn": ("a.pdf", drawn(WORDS)),
    "drawn on two lines": ("a.pdf", drawn("Køb af grunden", "Skolevej 7")),
    "properties": ("a.pdf", drawn("x", title=WORDS)),
    "outline": ("a.pdf", drawn("x", outline=WORDS)),
    "an object of no use": ("a.pdf", changed(drawn("x"), Gemt=pikepdf.String(WORDS))),
    "a name": ("a.pdf", changed(drawn("x"), Gemt=pikepdf.Name("/KøbafgrundenSkolevej7"))),
    "a part of a long text": ("a.txt", LONG[20:70].encode()),
}


@pytest.mark.parametrize("form", FORMS)
def test_it_is_found(form: str) -> None:
    assert found(*FORMS[form])


def test_a_stream_that_no_page_draws_is_read() -> None:
    with pikepdf.open(io.BytesIO(drawn("x"))) as pdf:
        pdf.Root.Gemt = pdf.make_stream(WORDS.encode())
        held = io.BytesIO()
        pdf.save(held, compress_streams=True)
    assert found("a.pdf", held.getvalue()) == {"title"}


def test_what_may_be_read_is_not_found() -> None:
    for text in ("Køb af ejendom", "Skolevej 7", LONG[:25], "grunden", ""):
        assert not found("a.txt", text.encode())


def test_short_words_count_as_words_alone() -> None:
    sought = Sought((Secret("Bo Li", "name"), Secret("22/43402", "number")))
    assert sought.in_text("Ifølge Bo  Li er") == {"name"}
    assert not sought.in_text("bolig og Bo Lind")
    assert sought.in_text("sag 22/43402.") == {"number"}
    assert not found("a.bin", b"\x00 9922434021 \x01", sought)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("salget af Rosengårdens have", True),
        ("landsrosengården", True),
        ("R o s e n g å r d e n", True),
        ("om Rosen-\ngårdens salg", True),
        ("om Rosen\u00adgårdens salg", True),
        ("rosen gården er", True),
        ("rosen gård en", True),
        ('"rosen":"","gårde":"","nr":1', False),
        ("mange rosen gårdene", False),
        ("forårsrosen gården", False),
    ],
)
def test_a_word_does_not_stand_in_the_ends_of_two_others(text: str, stands: bool) -> None:
    sought = Sought((Secret("Rosengården", "title"),))
    assert bool(sought.in_text(text)) is stands
    assert bool(found("a.txt", text.encode(), sought)) is stands


def test_paragraphs_and_lines_are_not_one_word() -> None:
    xml = "<w:p><w:t>Udvalget</w:t></w:p><w:p><w:t>Sager</w:t></w:p>"
    sought = Sought((Secret("Udvalgets", "title"),))
    assert not found("a.docx", zipped(**{"word/document.xml": xml.encode()}), sought)
    assert not found("a.pdf", drawn("Udvalget", "sagen"), sought)
    assert found("a.pdf", drawn("Udvalgets", "sag"), sought)


def test_letters_of_another_font_make_no_words() -> None:
    """Read by the font of another text, »områder« has no r and no o; it does not say »måde«."""
    with pikepdf.open(io.BytesIO(drawn("x"))) as pdf:
        codes = "".join(f"<{ord(one):02x}> <{ord(one):04x}>\n" for one in "måde")
        pdf.Root.Kort = pdf.make_stream(f"begincmap\n4 beginbfchar\n{codes}endbfchar".encode())
        pdf.Root.Tegnet = pdf.make_stream("(områder) Tj".encode("cp1252"))
        held = io.BytesIO()
        pdf.save(held)
    assert not found("a.pdf", held.getvalue(), Sought((Secret("måde", "text"),)))
    assert found("a.pdf", held.getvalue(), Sought((Secret("områder", "text"),)))


def test_of_what_people_wrote_only_long_texts_count() -> None:
    manner = Manner(whole=24, word=0, part=48, step=16)
    sought = Sought((Secret(WORDS, "title"), Secret(LONG, "text")), manner=manner)
    assert not found("a.txt", WORDS.encode(), sought)
    assert found("a.txt", LONG[:90].encode(), sought)


def test_the_same_file_is_found_inside_another() -> None:
    secret = b"\x00\x01bytes of a closed file"
    sought = Sought((), files=frozenset({sha256(secret).hexdigest()}))
    assert found("a.zip", zipped(**{"x/y.bin": secret}), sought) == {"file"}
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn("x"))) as pdf:
        pdf.attachments["y.bin"] = secret
        pdf.save(held)
    assert found("a.pdf", held.getvalue(), sought) == {"file"}


def test_the_same_picture_is_found_in_another_size_and_form() -> None:
    image = Image.new("RGB", (300, 200), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((40, 30, 200, 170), fill="navy")
    draw.rectangle((220, 20, 280, 180), fill="red")
    sought = Sought((), pictures=(_shown(image, "PNG"),))
    smaller = _saved(image.resize((150, 100)), "JPEG")
    assert found("a.docx", zipped(**{"word/media/1.jpg": smaller}), sought) == {"picture"}
    held = io.BytesIO()
    image.resize((120, 80)).save(held, "PDF")
    assert found("a.pdf", held.getvalue(), sought) == {"picture"}
    other = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(other).ellipse((100, 30, 280, 170), fill="navy")
    assert not found("a.png", _saved(other, "PNG"), sought)
    assert picture_of(_saved(Image.new("RGB", (30, 20), "white"), "PNG")) is None


NOISE = Random(7).randbytes(400_000)
"""Bytes as those of a picture; more than are read in one go."""
STREET = "Forhandling om Straße 12: flytning af fjerde afdeling"
OF_PICTURE = Sought(
    (Secret(STREET, "title"), Secret(LONG, "text")),
    manner=Manner(whole=24, word=0, part=48, step=16),
)
WRITTEN = {
    "utf-8": STREET.encode(),
    "cp1252": STREET.encode("cp1252"),
    "with ligatures": STREET.replace("fl", "ﬂ").encode(),
    "in capitals": STREET.upper().encode(),
    "divided": STREET.replace("flyt", "flyt-\n").encode(),
    "accents apart": unicodedata.normalize("NFD", LONG).encode(),
    "a part of a long text": LONG[20:115].encode(),
    "utf-16": STREET.encode("utf-16-be"),
}


@pytest.mark.parametrize("form", WRITTEN)
@pytest.mark.parametrize("at", [0, 131_050, 399_999])
def test_it_is_found_among_bytes_that_are_no_text(form: str, at: int) -> None:
    assert found("a.bin", NOISE[:at] + b"\xff" + WRITTEN[form] + b"\xff" + NOISE[at:], OF_PICTURE)


def test_bytes_that_are_no_text_are_not_read_where_nothing_can_stand_in_them() -> None:
    sieve = Sieve([letters(STREET)], [letters(LONG)[at : at + 48] for at in range(40)])
    assert not sieve.lets_through(NOISE)
    assert Sieve(["Привет, секретарь"], []).lets_through(NOISE)  # has nothing to tell it by


@pytest.mark.parametrize("beside", ["exif", "exif of Windows", "xmp", "comment", "a stream"])
def test_words_beside_a_picture_of_a_pdf_are_found(beside: str) -> None:
    xmp = f"<x:xmpmeta><dc:title>{STREET}</dc:title></x:xmpmeta>".encode()
    exif = Image.Exif()
    if beside == "exif":
        exif[0x010E] = STREET.encode()  # ImageDescription
    elif beside == "exif of Windows":
        exif[0x9C9C] = STREET.encode("utf-16-le")  # XPComment
    more = {"xmp": {"xmp": xmp}, "comment": {"comment": STREET.encode()}}.get(beside, {})
    jpeg = io.BytesIO()
    Image.frombytes("RGB", (300, 400), NOISE[:360_000]).save(jpeg, "JPEG", exif=exif, **more)
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn("x"))) as pdf:
        picture = pdf.make_stream(
            jpeg.getvalue(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=300,
            Height=400,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        if beside == "a stream":
            picture.Metadata = pdf.make_stream(xmp)
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(I=picture)
        pdf.save(held)
    assert found("a.pdf", held.getvalue(), OF_PICTURE) == {"title"}


def _saved(image: Image.Image, form: str) -> bytes:
    held = io.BytesIO()
    image.save(held, form)
    return held.getvalue()


def _shown(image: Image.Image, form: str):  # type: ignore[no-untyped-def]
    shown = picture_of(_saved(image, form))
    assert shown
    return shown


@pytest.mark.parametrize(
    "data",
    [zipped(a=b"x" * 99)[:-30], b"%PDF-1.7\nkun begyndelsen", gzip.compress(b"x")[:-9]],
    ids=["zip", "pdf", "gzip"],
)
def test_what_cannot_be_taken_apart_is_told(data: bytes) -> None:
    assert any(part.kind is As.UNREAD for part in taken_apart("a", data))


def test_a_bomb_ends_and_is_told() -> None:
    bomb = zipped(a=bytes(5_000_000))
    parts = list(taken_apart("a.zip", bomb, Limits(unpacked=1_000_000)))
    assert parts[-1].kind is As.UNREAD


def test_a_file_on_disk_is_read_as_one_in_memory(tmp_path: Path) -> None:
    for form, (_, data) in FORMS.items():
        path = tmp_path / "a"
        path.write_bytes(data)
        name = FORMS[form][0]
        assert list(taken_apart(name, bytes(on_disk(path)))) == list(taken_apart(name, data))
        hits = {hit.what for hit in SOUGHT.hits(taken_apart(name, on_disk(path)))}
        assert hits == found(name, data)


def test_the_record_of_what_was_looked_for_tells_it_to_nobody() -> None:
    prints = SOUGHT.fingerprints(b"salt")
    assert len(prints) == 2
    assert prints != SOUGHT.fingerprints(b"other")
    assert not any(word in "".join(prints) for word in ("grund", "skole"))
