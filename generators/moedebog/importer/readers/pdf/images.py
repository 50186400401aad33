"""The pictures of a PDF file: its samples and colours -> files."""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import apply_png_predictor

from moedebog.importer.budget import Budget
from moedebog.importer.pieces import Piece, text_piece
from moedebog.importer.readers.pdf.content import name_of
from moedebog.importer.readers.pdf.file import Page
from moedebog.importer.readers.pdf.glyphs import Image
from moedebog.importer.readers.picture_pieces import MOST_PIXELS, as_png, picture_piece

NOT_READ = "her er et billede, som ikke kan læses; tag et skærmbillede af det, og sæt det ind"
NOT_CARRIED = "her er en tegning eller et diagram, som ikke er kommet med; se i dokumentet"
SCANNED = "siden er skannet, så dens tekst er ikke kommet med; kør tekstgenkendelse (OCR) på den"
_SMALLEST = 12.0
"""A picture of which a side is shorter, in points, is an ornament."""
_FEWEST_CURVES = 25
_DOT = 7.0
"""A curve that is no larger, in points, is a bullet or the like."""
_WHOLE = 0.7
"""A picture that covers so much of a page is the page."""
_MODES = {"DeviceGray": "L", "CalGray": "L", "G": "L", "DeviceRGB": "RGB", "CalRGB": "RGB"}
_MODES |= {"RGB": "RGB", "DeviceCMYK": "CMYK", "CMYK": "CMYK"}
_PNG = 15
"""The predictor that each row names for itself."""
_OF_COMPONENTS = {1: "L", 3: "RGB", 4: "CMYK"}


class Placed(Struct, frozen=True):
    """A picture where it stands on a page."""

    image: Image
    page: int
    place: tuple[Any, int | None]
    """By which the logical tree names it: the page, and the number of marked content."""
    share: float
    """How much of the page it covers."""
    only: bool
    """Whether there is no text on the page."""


class Drawing(Struct, frozen=True):
    """What is drawn with curves on a page, running heads and feet aside."""

    curves: int
    top: float
    """How high it reaches on the page."""

    def shows(self, usual: int) -> bool:
        """Whether it is more than what all pages have."""
        return self.curves - usual >= _FEWEST_CURVES


def drawing(page: Page) -> Drawing:
    """The curves on a page; straight lines are those of tables and rules."""
    height = page.height
    tops = [
        item.y1
        for item in page.shapes
        if item.curve
        and max(item.width, item.height) > _DOT
        and 0.12 * height < item.y1
        and item.y0 < 0.82 * height
    ]
    return Drawing(len(tops), max(tops, default=0.0))


def figure(page: int) -> Piece:
    """What stands for a drawing that cannot be carried."""
    return replace(text_piece("[Figur]", page), notes=(NOT_CARRIED,))


def placed(page: Page, has_text: bool) -> Iterator[Placed]:
    """The pictures of a page, but for ornaments; behind text a whole page is a scan of it."""
    size = max(1.0, page.width * page.height)
    for image in page.images:
        if min(image.width, image.height) >= _SMALLEST:
            share = image.width * image.height / size
            if share < _WHOLE or not has_text:
                yield Placed(image, page.number, (page.id, image.mark), share, not has_text)


def pieces(
    found: Sequence[Placed],
    pages: int,
    describe: Callable[[], Mapping[Any, str]],
    budget: Budget,
    *,
    all_told: bool = False,
) -> list[Piece | None]:
    """The piece for each picture; ``None`` for one that stands on many pages, as a logo does.

    ``all_told``: each belongs to the text, however often it stands there.
    """
    seen = Counter(_key(one.image) for one in found)
    descriptions = describe() if found else {}
    return [
        None
        if seen[_key(one.image)] > max(1, 0.3 * pages) and not all_told
        else _piece(one, descriptions.get(one.place, ""), budget)
        for one in found
    ]


def _piece(one: Placed, alt: str, budget: Budget) -> Piece:
    budget.picture()
    data = _data(one.image.stream)
    piece = picture_piece(data, alt, one.page) if data else None
    if piece is None:
        described = f": {alt}" if alt else ""
        piece = replace(text_piece(f"[Billede{described}]", one.page), notes=(NOT_READ,))
    scanned = one.only and one.share >= _WHOLE
    return replace(piece, notes=(*piece.notes, SCANNED)) if scanned else piece


def _key(image: Image) -> Any:
    return image.stream.objid or id(image.stream)


def _data(stream: PDFStream) -> bytes | None:
    """A picture file; ``None`` where the samples are of a kind that is not known here."""
    filters = [name for name, _ in stream.get_filters()]
    last = name_of(filters[-1]) if filters else ""
    if last in ("DCTDecode", "DCT", "JPXDecode"):
        return stream.get_data() if "SMask" not in stream else _masked(stream, stream.get_data())
    if last == "JBIG2Decode" or resolve1(stream.get("ImageMask")):
        return None
    image = _samples(stream)
    return None if image is None else _finished(stream, image)


def _samples(stream: PDFStream) -> Any:
    """The image of PIL with these samples."""
    from PIL import Image

    width, height = (resolve1(stream.get_any((a, a[0]), 0)) for a in ("Width", "Height"))
    bits = resolve1(stream.get_any(("BitsPerComponent", "BPC"), 8))
    space = resolve1(stream.get_any(("ColorSpace", "CS")))
    mode, palette = _mode(space)
    packed = bits in (1, 2, 4) and mode in ("L", "P")
    if not mode or not width or not height or not (packed or bits == 8):
        return None
    if width * height > MOST_PIXELS:
        return None
    bits *= {"L": 1, "P": 1, "RGB": 3, "CMYK": 4}[mode]
    row = (width * bits + 7) // 8
    data, size = _unpacked(stream, row), row * height
    if len(data) < size:
        return None
    kind = "1" if bits == 1 and mode == "L" else mode
    raw = f"{mode};{bits}" if packed and kind != "1" else kind
    image = Image.frombytes(kind, (width, height), data[:size], "raw", raw)
    if palette:
        image.putpalette(palette, "RGB")
    return image


def _unpacked(stream: PDFStream, row: int) -> bytes:
    """The samples, of which a row takes so many bytes; none where they cannot be unpacked."""
    try:
        return bytes(stream.get_data())
    except PDFException:
        # pdfminer undoes the predictors of PNG for 8 bits alone; of fewer they are of bytes too.
        if len(stream.get_filters()) > 1:
            return b""
        try:
            packed = zlib.decompress(stream.get_rawdata() or b"")
            return bytes(apply_png_predictor(_PNG, 1, row, 8, packed))
        except (zlib.error, PDFException):
            return b""


def _mode(space: Any) -> tuple[str, bytes]:
    """How PIL calls a space of colours, and its palette; empty where it is not known."""
    if isinstance(space, PSLiteral):
        return _MODES.get(str(space.name), ""), b""
    if not isinstance(space, list) or not space:
        return "", b""
    kind = name_of(space[0])
    if kind == "ICCBased":
        profile = resolve1(space[1])
        count = resolve1(profile.get("N")) if isinstance(profile, PDFStream) else 0
        return _OF_COMPONENTS.get(count, ""), b""
    if kind in ("Indexed", "I") and len(space) == 4:
        base, _ = _mode(resolve1(space[1]))
        table = resolve1(space[3])
        colours = table.get_data() if isinstance(table, PDFStream) else table
        if base == "L" and isinstance(colours, bytes):
            return "P", bytes(one for grey in colours for one in (grey, grey, grey))
        return ("P", colours) if base == "RGB" and isinstance(colours, bytes) else ("", b"")
    return _MODES.get(kind, ""), b""


def _finished(stream: PDFStream, image: Any) -> bytes:
    from PIL import ImageOps

    if resolve1(stream.get("Decode")) == [1, 0]:
        image = ImageOps.invert(image.convert("L"))
    mask = resolve1(stream.get("SMask"))
    opacity = _samples(mask) if isinstance(mask, PDFStream) else None
    if opacity is not None and opacity.mode in ("L", "1"):
        image = image.convert("RGBA")
        image.putalpha(opacity.convert("L").resize(image.size))
    return as_png(image)


def _masked(stream: PDFStream, data: bytes) -> bytes | None:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            return _finished(stream, image.convert("RGB"))
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
