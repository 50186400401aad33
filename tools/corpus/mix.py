"""100 MB of what is attached to a dagsorden: the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from random import Random
from xml.sax.saxutils import escape

from PIL import Image

from corpus import numbers, pdfs, sheets, slides, words
from corpus.packing import packed, relationships

_WORDS = tuple(
    "udvalget forvaltningen indstiller at budgettet for året godkendes og sendes videre til "  # noqa: SIM905
    "byrådet efter høring af brugerne som har svaret inden fristen om planen for området med veje "
    "skoler institutioner borgere og virksomheder i kommunen der forventer flere udgifter".split()
)
_COUNTS = {"pdf": 66, "docx": 40, "xlsx": 16, "pptx": 7, "zip": 6, "txt": 30, "jpg": 12}
"""Files of each kind."""


def files() -> Iterator[tuple[str, bytes]]:
    """Their names and what they hold."""
    makers = {
        "pdf": _pdf,
        "docx": _docx,
        "xlsx": _xlsx,
        "pptx": _pptx,
        "zip": _zip,
        "txt": _txt,
        "jpg": _jpg,
    }
    for kind, count in _COUNTS.items():
        for place in range(count):
            random = Random(f"{kind} {place}")  # noqa: S311 - the same bytes each time
            yield f"bilag-{place:02}.{kind}", makers[kind](random)


def paragraphs(random: Random, count: int) -> list[str]:
    """Prose, with a line of numbers now and then."""
    found = []
    for _ in range(count):
        if random.random() < 0.2:
            found.append(random.choice(numbers.LINES)(random))
        else:
            found.append(" ".join(random.choices(_WORDS, k=random.randint(20, 90))))
    return found


def photo(random: Random, size: int) -> bytes:
    """A picture that packs as one of a camera does: about 0.4 bytes a dot."""
    small = Image.frombytes(
        "RGB", (size // 4, size // 5), random.randbytes(size // 4 * (size // 5) * 3)
    )
    large = small.resize((size, size * 4 // 5), Image.Resampling.BICUBIC)
    made = io.BytesIO()
    large.save(made, "JPEG", quality=85)
    return made.getvalue()


def _pdf(random: Random) -> bytes:
    pictures = [photo(random, random.choice((500, 700, 900))) for _ in range(random.randint(1, 4))]
    objects = tuple(_image(one) for one in pictures)
    names = "".join(f"/P{at} {10 + at} 0 R" for at in range(len(objects)))
    pages = []
    for place in range(random.randint(4, 40)):
        lines = [line for text in paragraphs(random, 6) for line in _wrapped(text)][:46]
        content = "\n".join(
            pdfs.written(_quoted(line), at=f"60 {780 - 15 * at}", size=9)
            for at, line in enumerate(lines)
        )
        if place < len(objects):
            content += f"\nq 400 0 0 300 90 60 cm /P{place} Do Q"
        pages.append(content)
    return pdfs.pdf(*pages, resources=f"/XObject<<{names}>>", objects=objects)


def _image(data: bytes) -> bytes:
    width, height = Image.open(io.BytesIO(data)).size
    head = (
        f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB"
        f"/BitsPerComponent 8/Filter/DCTDecode/Length {len(data)}>>\nstream\n"
    )
    return head.encode() + data + b"\nendstream"


def _wrapped(text: str) -> list[str]:
    return [text[at : at + 95] for at in range(0, len(text), 95)]


def _quoted(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _docx(random: Random) -> bytes:
    body = "".join(
        words.paragraph(words.run(escape(text)))
        for text in paragraphs(random, random.randint(60, 500))
    )
    media = {
        f"word/media/image{at}.jpeg": photo(random, random.choice((500, 800)))
        for at in range(1, random.randint(2, 4))
    }
    related = (
        (f"rId{at}", "image", name.removeprefix("word/")) for at, name in enumerate(media, 10)
    )
    return words.document(body, media, *related)


def _xlsx(random: Random) -> bytes:
    heads = ("Konto", "Tekst", "Budget", "Regnskab", "Afvigelse", "Dato", "Bilag", "Note")
    cells: dict[str, str | int] = {f"{'ABCDEFGH'[at]}1": head for at, head in enumerate(heads)}
    for row in range(2, random.randint(2_000, 8_000)):
        figures = [random.randrange(10 ** random.randint(3, 8)) for _ in range(3)]
        cells |= {
            f"A{row}": random.randrange(10**6),
            f"B{row}": " ".join(random.choices(_WORDS, k=4)),
            f"C{row}": figures[0],
            f"D{row}": figures[1],
            f"E{row}": figures[2],
            f"F{row}": numbers.day(random),
            f"G{row}": f"{random.randint(15, 27)}/{numbers.digits(random, 5)}",
            f"H{row}": random.choice(_WORDS),
        }
    return sheets.workbook({"Budget": cells})


def _pptx(random: Random) -> bytes:
    shown = [
        slides.words(*(escape(text) for text in paragraphs(random, 4)))
        for _ in range(random.randint(8, 30))
    ]
    media = {
        f"ppt/media/image{at}.jpeg": photo(random, random.choice((1200, 1500)))
        for at in range(1, random.randint(4, 8))
    }
    parts: dict[str, str | bytes] = dict(media)
    for at, name in enumerate(media, 1):
        parts[f"ppt/slides/_rels/slide{at}.xml.rels"] = relationships(
            ("rId1", "image", f"../{name.removeprefix('ppt/')}")
        )
    return slides.presentation(*shown, parts=parts)


def _zip(random: Random) -> bytes:
    held = {"oversigt.txt": _txt(random), "bilag.docx": _docx(random), "foto.jpg": _jpg(random)}
    return packed(held, stored=("foto.jpg",))


def _txt(random: Random) -> bytes:
    return "\n\n".join(paragraphs(random, random.randint(100, 2_000))).encode()


def _jpg(random: Random) -> bytes:
    return photo(random, random.choice((1300, 1600, 1900)))
