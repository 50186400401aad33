"""Puts a closed word or picture into finished files, in each way in which it may slip in."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw

WORD = "Havnevejskøbet"
"""What is closed. All but its ø can be written by any font."""
Plant = Callable[[bytes], bytes]


def picture(form: str = "PNG", width: int = 480) -> bytes:
    """The closed picture, as it is or in another size and form."""
    image = Image.new("RGB", (480, 300), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 40, 200, 220), "navy")
    draw.ellipse((240, 90, 440, 280), "darkred")
    draw.line((0, 299, 479, 0), "black", 9)
    held = io.BytesIO()
    image.resize((width, width * 300 // 480)).save(held, form)
    return held.getvalue()


# --- Word ---------------------------------------------------------------------------------------


def _docx(change: Callable[[dict[str, bytes]], object]) -> Plant:
    def plant(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        change(parts)
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
            for name, part in parts.items():
                package.writestr(name, part)
        return held.getvalue()

    return plant


def _body(xml: str, coding: str = "utf-8") -> Plant:
    """More at the end of the text."""

    def change(parts: dict[str, bytes]) -> None:
        body = parts["word/document.xml"]
        assert b"</w:body>" in body
        parts["word/document.xml"] = body.replace(b"</w:body>", xml.encode(coding) + b"</w:body>")

    return _docx(change)


def _part(name: str, data: str | bytes) -> Plant:
    held = data if isinstance(data, bytes) else data.encode()
    return _docx(lambda parts: parts.update({name: held}))


def _in(name: str, before: bytes, text: str) -> Plant:
    def change(parts: dict[str, bytes]) -> None:
        assert before in parts[name], (name, parts[name][:500])
        parts[name] = parts[name].replace(before, text.encode() + before, 1)

    return _docx(change)


def _run(text: str, more: str = "") -> str:
    return f"<w:r>{more}<w:t>{text}</w:t></w:r>"


def _numbered(text: str) -> str:
    return "".join(f"&#{ord(one)};" for one in text)


DOCX: dict[str, Plant] = {
    "text": _body(f"<w:p>{_run(WORD)}</w:p>"),
    "two runs": _body(f"<w:p>{_run(WORD[:6])}{_run(WORD[6:])}</w:p>"),
    "runs with properties": _body(
        f"<w:p>{_run(WORD[:5])}{_run(WORD[5:9], '<w:rPr><w:b/></w:rPr>')}{_run(WORD[9:])}</w:p>"
    ),
    "capitals": _body(f"<w:p>{_run(WORD.upper())}</w:p>"),
    "spaced out": _body(f"<w:p>{_run(' '.join(WORD))}</w:p>"),
    "soft hyphens": _body(f"<w:p>{_run(WORD[:6] + chr(0xAD) + WORD[6:])}</w:p>"),
    "hidden": _body(f"<w:p>{_run(WORD, '<w:rPr><w:vanish/></w:rPr>')}</w:p>"),
    "deleted": _body(
        f'<w:p><w:del w:id="9"><w:r><w:delText>{WORD}</w:delText></w:r></w:del></w:p>'
    ),
    "character references": _body(f"<w:p>{_run(_numbered(WORD))}</w:p>"),
    "alt text": _body(
        f'<w:p><w:drawing><wp:docPr id="9" name="x" descr="{WORD}"/></w:drawing></w:p>'
    ),
    "bookmark": _body(f'<w:p><w:bookmarkStart w:id="99" w:name="{WORD}"/></w:p>'),
    "field": _body(f"<w:p><w:r><w:instrText>HYPERLINK x{WORD}</w:instrText></w:r></w:p>"),
    "comment of XML": _body(f"<!-- {WORD} -->"),
    "comment": _part("word/comments.xml", f"<w:comments>{_run(WORD)}</w:comments>"),
    "custom property": _part("docProps/custom.xml", f"<Properties><p>{WORD}</p></Properties>"),
    "own property": _in("docProps/core.xml", b"</cp:coreProperties>", f"<x>{WORD}</x>"),
    "custom XML": _part("customXml/item1.xml", f"<a b='{WORD}'/>"),
    "XML of two bytes": _part("customXml/item1.xml", f"<a>{WORD}</a>".encode("utf-16")),
    "base64": _part("customXml/i.xml", base64.b64encode(f"Sagen om {WORD} i dag.".encode() * 2)),
    "address": _part("customXml/i.xml", f"<a b='https://example.org/{'Havnevejsk%C3%B8bet'}'/>"),
    "name of a part": _part(f"word/media/{WORD}.bin", b"\0\1"),
    "package inside": _part(
        "word/embeddings/x.docx",
        _part("word/document.xml", f"<w:p>{WORD}</w:p>")(b"PK\x05\x06" + b"\0" * 18),
    ),
    "picture": _part("word/media/x.png", picture()),
    "picture made smaller": _part("word/media/x.jpg", picture("JPEG", 200)),
}


# --- PDF ----------------------------------------------------------------------------------------


def _pdf(change: Callable[[pikepdf.Pdf], object]) -> Plant:
    def plant(data: bytes) -> bytes:
        held = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as file:
            change(file)
            file.save(held, compress_streams=True)
        return held.getvalue()

    return plant


def _keyed(key: str) -> Plant:
    """An object that nothing leads to from the pages."""
    made = String(WORD)
    return _pdf(lambda pdf: pdf.Root.update({"/Lost": Dictionary({key: made})}))


def _drawn(code: str) -> Plant:
    """More on the first page, in a font that every reader has."""

    def change(pdf: pikepdf.Pdf) -> None:
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
        page = pdf.pages[0]
        page.Resources.Font["/Plant"] = pdf.make_indirect(font)
        text = f"\nq BT /Plant 9 Tf 1 0 0 1 50 20 Tm {code} ET Q\n"
        page.contents_add(Stream(pdf, text.encode("cp1252")))

    return _pdf(change)


def _image(form: str, width: int) -> Plant:
    def change(pdf: pikepdf.Pdf) -> None:
        with Image.open(io.BytesIO(picture(form, width))) as image:
            seen = image.convert("RGB")
        stream = Stream(pdf, seen.tobytes())
        stream.update(
            {
                "/Type": Name.XObject,
                "/Subtype": Name.Image,
                "/Width": seen.width,
                "/Height": seen.height,
                "/ColorSpace": Name.DeviceRGB,
                "/BitsPerComponent": 8,
            }
        )
        pdf.Root.Lost = pdf.make_indirect(stream)

    return _pdf(change)


def _outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(WORD, 0))


def _xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
        about["dc:description"] = WORD


def _note(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=String(WORD))
    pdf.pages[0].Annots = Array([*pdf.pages[0].get("/Annots", Array()), pdf.make_indirect(note)])


def _attached(pdf: pikepdf.Pdf) -> None:
    text = json.dumps({"titel": WORD}).encode()
    pdf.attachments["x.json"] = pikepdf.AttachedFileSpec(  # type: ignore[call-arg]
        pdf, text, filename="x.json"
    )


PDF: dict[str, Plant] = {
    "text": _drawn(f"({WORD}) Tj"),
    "kerned": _drawn(f"[({WORD[:4]}) 20 ({WORD[4:]})] TJ"),
    "two strings": _drawn(f"({WORD[:6]}) Tj ({WORD[6:]}) Tj"),
    "hexadecimal": _drawn(f"<{WORD.encode('cp1252').hex()}> Tj"),
    "invisible": _drawn(f"3 Tr ({WORD}) Tj"),
    "capitals": _drawn(f"({WORD.upper()}) Tj"),
    "ActualText in a page": _drawn(
        f"/Span <</ActualText <FEFF{WORD.encode('utf-16-be').hex()}>>> BDC EMC"
    ),
    "ActualText": _keyed("/ActualText"),
    "Alt": _keyed("/Alt"),
    "property": _pdf(lambda pdf: pdf.docinfo.update({"/Subject": WORD})),
    "XMP": _pdf(_xmp),
    "bookmark": _pdf(_outline),
    "note": _pdf(_note),
    "attached JSON": _pdf(_attached),
    "a name": _pdf(lambda pdf: pdf.Root.update({"/Lost": Name(f"/{WORD}")})),
    "after the end": lambda data: data + f"\n% {WORD}\n".encode(),
    "picture": _image("PNG", 480),
    "picture made smaller": _image("JPEG", 200),
}


# --- texts of programs ----------------------------------------------------------------------------


def _json(change: Callable[[dict[str, object]], object], *, ascii_only: bool = False) -> Plant:
    def plant(data: bytes) -> bytes:
        value = json.loads(data)
        change(value)
        return json.dumps(value, ensure_ascii=ascii_only).encode()

    return plant


JSON: dict[str, Plant] = {
    "value": _json(lambda value: value.update(x=f"Om {WORD}.")),
    "escaped": _json(lambda value: value.update(x=WORD), ascii_only=True),
    "key": _json(lambda value: value.update({WORD: 1})),
    "base64": _json(
        lambda value: value.update(x=base64.b64encode(f"Om {WORD}, som er solgt".encode()).decode())
    ),
}
SUMS: dict[str, Plant] = {"a line": lambda data: data + f"# {WORD}\n".encode()}


# --- a letter -------------------------------------------------------------------------------------


def folded(data: bytes) -> bytes:
    """A calendar whose description has the word, torn by the fold of a line."""
    line = f"DESCRIPTION:{WORD[:7]}\r\n {WORD[7:]}\r\n".encode()
    return data.replace(b"BEGIN:VEVENT\r\n", b"BEGIN:VEVENT\r\n" + line, 1)
