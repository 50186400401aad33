"""What is told beside a picture and after it; that nobody can tell what stands in it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image, PngImagePlugin

from indhold.findings import Kind, Look, Unread
from indhold.given import Given
from indhold.looking import look

NUMBER = "010190-1234"
SHOWN = "0101••-••••"
FORMATS = ("png", "jpeg", "tiff", "webp")


def picture(kind: str = "png", size: int = 20, **options: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (size, size), "red").save(made, kind, **options)
    return made.getvalue()


def seen(data: bytes, name: str = "foto.bin") -> Look:
    return look(Given(name, held=data))


def exif(**more: object) -> Image.Exif:
    made = Image.Exif()
    for tag, value in more.items():
        made[int(tag.strip("_"))] = value
    return made


def shown(found: Look, kind: Kind) -> list[str]:
    return [one.shown for one in found.of(kind)]


@pytest.mark.parametrize("kind", [*FORMATS, "gif", "bmp"])
def test_a_picture_that_stands_alone_cannot_be_read_and_tells_nothing_else(kind: str) -> None:
    found = seen(picture(kind))
    assert [gap.reason for gap in found.gaps] == [Unread.PICTURE]
    assert (found.format, found.findings) == ("picture", ())


def test_no_words_stand_in_a_dot_or_a_line() -> None:
    assert not seen(picture(size=1)).gaps
    assert not seen(picture("gif", size=3)).gaps


@pytest.mark.parametrize("kind", FORMATS)
def test_what_a_camera_writes_is_told(kind: str) -> None:
    made = exif(_315="Anna Prøve".encode(), _271="Mærke".encode(), _272="X1", _270=NUMBER)
    made.get_ifd(0x8825).update({1: "N", 2: (55.0, 30.0, 0.0), 3: "W", 4: (9.0, 12.0, 36.0)})
    made.get_ifd(0x8769).update(
        {0xA431: "0101901234", 0x9286: b"UNICODE\0" + "020290-1234".encode("utf-16-le")}
    )
    # The one is made as the other: EXIF is a file of tags as TIFF is, without a picture.
    found = seen(made.tobytes()[6:] if kind == "tiff" else picture(kind, exif=made))
    assert shown(found, Kind.AUTHOR) == ["Anna Prøve"]
    assert shown(found, Kind.POSITION) == ["55.5, -9.2"]
    assert set(shown(found, Kind.METADATA)) == {"camera: Mærke X1", "serial number"}
    assert set(shown(found, Kind.PERSONAL_NUMBER)) == {SHOWN, "0202••-••••"}
    assert [gap.reason for gap in found.gaps] == [Unread.PICTURE]


def test_a_camera_that_does_not_know_where_it_is_tells_no_position() -> None:
    made = exif()
    made.get_ifd(0x8825).update({0: b"\2\2\0\0", 1: "N", 29: "2026:01:01"})
    assert not seen(picture("jpeg", exif=made)).findings


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:mwg="http://www.metadataworkinggroup.com/schemas/regions/"
 xmp:CreatorTool="Maler 2" exif:GPSLatitude="55,30.0N" xmpMM:DocumentID="xmp.did:0101901234ff">
 <dc:creator><rdf:Seq><rdf:li>Anna Prøve</rdf:li></rdf:Seq></dc:creator>
 <dc:title><rdf:Alt><rdf:li>Om 010190-1234</rdf:li></rdf:Alt></dc:title>
 <mwg:List><rdf:Bag><rdf:li><rdf:Description mwg:Name="Bo Prøve"/></rdf:li></rdf:Bag></mwg:List>
 <xmpMM:History>C:\\Users\\prove\\foto.psd</xmpMM:History>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def png_with(key: str, text: str, **options: bool) -> bytes:
    info = PngImagePlugin.PngInfo()
    if key.startswith("XML"):
        info.add_itxt(key, text, **options)  # type: ignore[arg-type]
    else:
        info.add_text(key, text, **options)
    return picture(pnginfo=info)


def gif_with_xmp() -> bytes:
    plain = picture("gif")
    block = b"\x21\xff\x0bXMP DataXMP" + XMP.encode() + b"\1" + bytes(range(255, -1, -1)) + b"\0"
    return plain[:-1] + block + plain[-1:]


@pytest.mark.parametrize(
    "data",
    [
        png_with("XML:com.adobe.xmp", XMP),
        png_with("XML:com.adobe.xmp", XMP, zip=True),
        picture("jpeg", xmp=XMP.encode()),
        picture("webp", xmp=XMP.encode()),
        gif_with_xmp(),
        b"\0\0\0\x18ftypheic" + bytes(40) + XMP.encode(),
    ],
    ids=["png", "packed png", "jpeg", "webp", "gif", "heic"],
)
def test_what_a_program_writes_is_told(data: bytes) -> None:
    found = seen(data)
    assert shown(found, Kind.PERSONAL_NUMBER) == [SHOWN]
    assert not found.of(Kind.PERHAPS_PERSONAL_NUMBER)
    assert shown(found, Kind.AUTHOR) == ["Anna Prøve", "Bo Prøve"]
    assert shown(found, Kind.METADATA) == ["program: Maler 2"]
    assert found.of(Kind.POSITION)
    assert shown(found, Kind.PATH) == ["C:\\Users\\prove\\foto.psd"]


def test_words_about_a_picture_of_a_telephone_are_told() -> None:
    """HEIC may leave out the name that stands before them elsewhere."""
    words = b"010190-1234\0"
    entry = struct.pack("<HHII", 270, 2, len(words), 26)
    about = b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + entry + bytes(4) + words
    found = seen(b"\0\0\0\x18ftypheic" + bytes(12) + b"mdat" + bytes(4) + about)
    assert shown(found, Kind.PERSONAL_NUMBER) == [SHOWN]


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + bytes(4)


def with_chunk(kind: bytes, content: bytes) -> bytes:
    plain = picture()
    end = plain.index(b"IEND") - 4
    return plain[:end] + chunk(kind, content) + plain[end:]


PHOTOSHOP = (
    b"Photoshop 3.0\x008BIM\x04\x04\0\0"
    + struct.pack(">I", 27)
    + b"\x1c\x02\x50\0\x03Bo!\x1c\x02\x78\0\x0e010190-1234   "
)


def jpeg_with(marker: int, content: bytes) -> bytes:
    plain = picture("jpeg")
    return plain[:2] + struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content + plain[2:]


@pytest.mark.parametrize(
    "data",
    [
        png_with("Comment", NUMBER),
        png_with("Comment", NUMBER, zip=True),
        png_with(NUMBER, "x"),
        with_chunk(b"prVt", f"et tal: {NUMBER}".encode()),
        with_chunk(
            b"zTXt",
            b"Raw profile type iptc\0\0"
            + zlib.compress(b"\niptc\n 60\n" + PHOTOSHOP[14:].hex().encode()),
        ),
        picture("jpeg", comment=NUMBER.encode()),
        jpeg_with(0xED, PHOTOSHOP),
        jpeg_with(0xEA, f"et tal: {NUMBER}".encode()),
        picture("gif", comment=NUMBER.encode()),
        picture("tiff", tiffinfo={269: NUMBER}),
        picture("tiff", tiffinfo={40092: NUMBER.encode("utf-16-le")}),
    ],
)
def test_words_are_read_wherever_they_stand(data: bytes) -> None:
    assert shown(seen(data), Kind.PERSONAL_NUMBER) == [SHOWN]


def test_who_wrote_is_told_as_news_agencies_write_it() -> None:
    assert shown(seen(jpeg_with(0xED, PHOTOSHOP)), Kind.AUTHOR) == ["Bo!"]


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("brev.txt", f"CPR {NUMBER}")
    return made.getvalue()


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp", "bmp"])
def test_what_stands_after_a_picture_is_read(kind: str) -> None:
    plain = picture(kind)
    after = seen(plain + f"CPR {NUMBER}".encode())
    assert shown(after, Kind.HIDDEN) == [f"after the picture: CPR {SHOWN}"]
    assert after.of(Kind.PERSONAL_NUMBER)
    inside = seen(plain + archive())
    assert shown(inside, Kind.EMBEDDED) == ["zip"]
    assert not inside.of(Kind.HIDDEN)
    assert inside.of(Kind.PERSONAL_NUMBER)
    assert not seen(plain + bytes(3000)).findings


def test_several_pictures_in_one_file_are_told() -> None:
    """As telephones save them."""
    found = seen(picture("jpeg") + picture("jpeg", comment=NUMBER.encode()))
    assert shown(found, Kind.METADATA) == ["another picture"]
    assert found.of(Kind.PERSONAL_NUMBER)
    assert not found.of(Kind.HIDDEN)


def test_a_small_picture_beside_it_is_told() -> None:
    first = struct.pack("<HHHIII", 1, 0x0112, 3, 1, 1, 26)
    second = struct.pack("<HHHIII", 1, 0x0201, 4, 1, 99, 0)
    data = b"Exif\0\0II*\0\x08\0\0\0" + first
    assert not seen(jpeg_with(0xE1, data)).findings
    assert shown(seen(jpeg_with(0xE1, data + second)), Kind.METADATA) == ["thumbnail"]


def test_a_picture_that_is_cut_off_has_nothing_more_to_tell() -> None:
    for kind in ("jpeg", "png", "gif"):
        whole = picture(kind, size=300)
        found = seen(whole[: len(whole) - 8])
        assert [gap.reason for gap in found.gaps] == [Unread.PICTURE], kind
    half = picture()
    assert len(seen(half[: half.index(b"IDAT") + 9]).gaps) == 1


@pytest.mark.parametrize("kind", [*FORMATS, "gif", "bmp"])
def test_no_damage_stops_the_reading(kind: str) -> None:
    made = exif(_270=f"CPR {NUMBER}", _315="Anna")
    options = {"exif": made} if kind in FORMATS else {}
    whole = picture(kind, **options)  # type: ignore[arg-type]
    for end in range(12, len(whole), 5):
        for data in (whole[:end], whole[:end] + b"\xff\xff\xff\xff" + whole[end + 4 :]):
            assert all(gap.shown != "RecursionError" for gap in seen(data).gaps)


def test_tags_that_point_to_themselves_end() -> None:
    tags = struct.pack("<H", 2) + struct.pack(
        "<HHI4sHHIII", 315, 2, 3, b"Bo\0\0", 0x8769, 4, 1, 8, 8
    )
    found = seen(b"II*\0\x08\0\0\0" + tags, "foto.tif")
    assert [one.count for one in found.of(Kind.AUTHOR)] == [1]
    assert [gap.reason for gap in found.gaps] == [Unread.PICTURE]


def test_a_text_that_unpacks_to_more_than_is_looked_at_is_a_gap() -> None:
    bomb = zlib.compress(bytes(5_000_000))
    found = seen(with_chunk(b"zTXt", b"Comment\0\0" + bomb))
    assert {gap.reason for gap in found.gaps} == {Unread.PICTURE, Unread.TOO_LARGE}


def emf(*words: str) -> bytes:
    records = b""
    for word in words:
        text = word.encode("utf-16-le")
        text += bytes(-len(text) % 4)
        records += struct.pack("<2I36x2I24x", 84, 76 + len(text), len(word), 76) + text
    head = struct.pack("<2I32x", 1, 108) + b" EMF" + bytes(64)
    return head + records + struct.pack("<5I", 14, 20, 0, 16, 20)


def test_words_in_a_drawing_are_read_also_letter_by_letter() -> None:
    assert shown(seen(emf("Om", NUMBER)), Kind.PERSONAL_NUMBER) == [SHOWN]
    assert shown(seen(emf(*NUMBER)), Kind.PERSONAL_NUMBER)
    wmf = b"\xd7\xcd\xc6\x9a" + bytes(18) + b"\1\0\x09\0" + bytes(14)
    wmf += struct.pack("<IHH", 10, 0x0521, 11) + NUMBER.encode() + b"\0" + struct.pack("<IH", 3, 0)
    assert shown(seen(wmf), Kind.PERSONAL_NUMBER) == [SHOWN]
