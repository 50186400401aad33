"""Picture files as every renderer can use them: PNG or JPEG, upright, in a screen's colours.

A file is first looked into, without decoding more than there is need for (``measure``), and
made ready when its place is known (``fit``): one at a time, with no more dots than the place
can show. Only the compressed bytes are kept.
"""

from __future__ import annotations

import re
import struct
import warnings
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from indhold.stripping import UnknownFormat, stripped
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import LARGE_PNG, PNG, TIFF_OF_TWO, Example, in_text

if TYPE_CHECKING:
    from PIL import Image

BAD_PICTURE = Rule(
    "M539",
    Severity.ERROR,
    Phrase("Billedet »{fil}« kan ikke læses.", "The picture “{fil}” cannot be read."),
    Phrase(
        "Det skal være en hel fil i formatet PNG, JPEG, WebP, TIFF, GIF eller BMP; gem det igen.",
        "It must be a whole file in the format PNG, JPEG, WebP, TIFF, GIF or BMP; save it again.",
    ),
    Example(
        wrong=in_text("![Kort over stien](sti.png)"),
        right=in_text("![Kort over stien](kort.png)"),
        files={"kort.png": PNG, "sti.png": PNG[:40]},
    ),
)
OTHER_FORMAT = Rule(
    "M5394",
    Severity.ERROR,
    Phrase(
        "Billedet »{fil}« er i formatet {format}, som ikke kan vises.",
        "The picture “{fil}” is in the format {format}, which cannot be shown.",
    ),
    Phrase(
        "Åbn det i et billedprogram, gem det som JPEG (fotografier) eller PNG (kort, tegninger), "
        "og ret navnet her.",
        "Open it in a program for pictures, save it as JPEG (photographs) or PNG (maps, "
        "drawings), and correct the name here.",
    ),
    Example(
        wrong=in_text("![Kort over stien](sti.heic)"),
        right=in_text("![Kort over stien](sti.png)"),
        files={"sti.png": PNG, "sti.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"},
    ),
)
MOST_DOTS = 120
"""Millions. What has more is refused: it could be made to fill the memory."""
TOO_MANY_DOTS = Rule(
    "M5395",
    Severity.ERROR,
    Phrase(
        "Billedet »{fil}« har over {graense} millioner punkter.",
        "The picture “{fil}” has more than {graense} million dots.",
    ),
    Phrase(
        "Gem det mindre; på en A4-side ses ikke flere end 2.500 × 3.500.",
        "Save it smaller; no more than 2,500 × 3,500 are seen on an A4 page.",
    ),
    Example(
        wrong=in_text("![Kort over stien](stort.png)"),
        right=in_text("![Kort over stien](sti.png)"),
        files={"sti.png": PNG, "stort.png": LARGE_PNG},
    ),
    reason=Phrase(
        "En lille fil kan være pakket sådan, at den udpakket fylder hele hukommelsen.",
        "A small file can be packed so that it takes all of the memory when unpacked.",
    ),
)
ONLY_THE_FIRST = Rule(
    "M5396",
    Severity.WARNING,
    Phrase(
        "Filen »{fil}« har {antal:side eller billede|sider eller billeder}; kun den første vises.",
        "The file “{fil}” has {antal:page or picture|pages or pictures}; only the first is shown.",
    ),
    Phrase(
        "Gem hver side, der skal ses, som et billede for sig, eller vedlæg filen som bilag.",
        "Save each page that is to be seen as a picture of its own, or enclose the file.",
    ),
    Example(
        wrong=in_text("![Kort over stien](sti.tif)"),
        right=in_text("![Kort over stien](sti.png)"),
        files={"sti.png": PNG, "sti.tif": TIFF_OF_TWO},
    ),
    reason=Phrase(
        "Den, der skriver, ser alle siderne i sit billedprogram; den, der læser, kun den første.",
        "Who writes sees all pages in a program for pictures; who reads sees only the first.",
    ),
)

DOTS_PER_INCH = 300
"""No print shows more."""
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")
_BRANDS = {b"avif": "AVIF", b"avis": "AVIF", b"crx ": "Canon RAW"}
_FAMILIES = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_BEGINNINGS = {
    b"%PDF": "PDF",
    b"%!PS": "EPS",
    b"<svg": "SVG",
    b"8BPS": "Photoshop (PSD)",
    b"\xff\x0a": "JPEG XL",
    b"\0\0\0\x0cJXL ": "JPEG XL",
    b"\0\0\0\x0cjP  ": "JPEG 2000",
    b"\xff\x4f\xff\x51": "JPEG 2000",
    b"\0\0\x01\0": "ICO",
    b"PK\x03\x04": "ZIP",
    b"\xd7\xcd\xc6\x9a": "WMF",
}
"""How files begin that people take for pictures, and what they are."""

_ORIENTATION = 0x0112
"""The tag by which a camera tells how it was held; neither PDF nor Word looks at it."""
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
"""What it tells -> the ``Transpose`` of Pillow that puts it right."""
_LYING = (5, 6, 7, 8)
_SMALLER_PICTURE, _IS_LESS = 254, 0b101
"""The tag by which a page of a TIFF tells that it is a smaller edition, or a mask."""
_DEEP = ("I;16", "I;16B", "I;16L", "I;16N")
"""Greys in 65,536 shades, as Pillow calls them."""
_SHOWN = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr", *_DEEP)
"""Kinds of dots that come out right; the others are numbers that mean something else."""
_QUALITY = 85
"""Of a JPEG that has to be made again."""
_SCREEN = 96
_ENOUGH = 1.25
"""So many times the dots that are wanted are decoded, at least: the rest is averaged."""
_STEP = 4
"""Both formats round to multiples of it: what differs by a hair is one picture."""
_KEPT = 32_000_000
"""Bytes of pictures that are remembered."""
_FAULTS = (OSError, SyntaxError, ValueError, EOFError, TypeError, struct.error, zlib.error)
"""What Pillow raises for a file that is not whole, or not what it seems."""


class Measures(Struct, frozen=True):
    """How large a picture is, as a person sees it: upright."""

    width: int
    """In dots; ``height`` too."""
    height: int
    density: tuple[int, int]
    """Dots per inch, across and down: as the file says, or those of a screen."""

    @property
    def inches(self) -> tuple[float, float]:
        """Its natural size."""
        return self.width / self.density[0], self.height / self.density[1]


class PictureFile(Struct, frozen=True):
    """A picture that was read to its end."""

    data: bytes
    kind: str
    """``png`` or ``jpeg``."""
    width: int
    """In dots; ``height`` too."""
    height: int


class NoPicture(Exception):
    """A file that is missing, not whole, too large, or no picture of a kind that is known."""

    def __init__(self, rule: Rule = BAD_PICTURE, **values: object) -> None:
        super().__init__(rule.code)
        self._rule = rule
        self._values = values

    @property
    def has_too_many_dots(self) -> bool:
        """Whether nothing else is wrong with it."""
        return self._rule is TOO_MANY_DOTS

    def at(self, position: Position, name: str) -> Diagnostic:
        """What is told of it; ``name`` is that of the file."""
        return self._rule.at(position, fil=name, **self._values)


def measure(path: Path) -> Measures:
    """How large the picture in a file is; raises ``NoPicture``. Only its head is read."""
    with _opened(path) as image:
        across, down = image.info.get("dpi", (_SCREEN, _SCREEN))
        density = round(across) or _SCREEN, round(down) or _SCREEN
        width, height = image.size
        if _turn(image) in _LYING:
            return Measures(height, width, density)
        return Measures(width, height, density)


def fit(path: Path, inches: tuple[float, float]) -> PictureFile:
    """The picture in a file for a place so wide and high; raises ``NoPicture``.

    It has no more than ``DOTS_PER_INCH``. A JPEG that has not, and needs no turning, is left as
    it is, but for what a camera or a program says of it. One in the colours of a printing press
    gets those of a screen: PDF/A allows only those of the file's one colour space, sRGB. One
    with 65,536 shades gets 256.
    """
    try:
        stamp = path.stat().st_mtime_ns
    except OSError as error:
        raise NoPicture from error
    size = measure(path)
    across, down = (
        dots if dots <= room else room // _STEP * _STEP or 1
        for dots, room in (
            (size.width, round(inches[0] * DOTS_PER_INCH)),
            (size.height, round(inches[1] * DOTS_PER_INCH)),
        )
    )
    return _made.get(path, stamp, (across, down))


def every(path: Path, folder: Path) -> list[Path]:
    """The pages of a TIFF as files of their own, in a folder; any other file as it is.

    Raises ``NoPicture``.
    """
    made: list[Path] = []
    with _opened(path) as image:
        if image.format != "TIFF" or _count(image) < 2:
            return [path]
        for number in range(int(getattr(image, "n_frames", 1))):
            image.seek(number)
            if _tag(image, _SMALLER_PICTURE) & _IS_LESS:
                continue
            if image.width * image.height > MOST_DOTS * 1_000_000:
                raise NoPicture(TOO_MANY_DOTS, graense=MOST_DOTS)
            page = folder / f"{number:04}.tif"
            kept = {key: image.info[key] for key in ("dpi", "icc_profile") if key in image.info}
            image.copy().save(page, "TIFF", compression="tiff_deflate", **kept)
            made.append(page)
    return made


def findings(path: Path, position: Position) -> list[Diagnostic]:
    """What is to be told of the picture in a file that is there."""
    fault, count = _looked_into(path, path.stat().st_mtime_ns)
    if fault is not None:
        return [fault.at(position, path.name)]
    return [ONLY_THE_FIRST.at(position, fil=path.name, antal=count)] if count > 1 else []


@lru_cache(maxsize=4096)
def _looked_into(path: Path, stamp: int) -> tuple[NoPicture | None, int]:  # noqa: ARG001 (key)
    """What is wrong with a file, and how many pictures are in it. It is decoded to its end, but
    no finer than need be.
    """
    try:
        with _opened(path) as image:
            count = _count(image)
            image.draft("L", (1, 1))
            image.load()
    except NoPicture as error:
        return error, 0
    return None, count


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """The picture, not yet decoded; what Pillow raises inside becomes ``NoPicture``."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():  # the limit is told below
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(path, formats=_FORMATS)
        with image:
            if image.width * image.height > MOST_DOTS * 1_000_000:
                raise NoPicture(TOO_MANY_DOTS, graense=MOST_DOTS)
            if image.mode not in _SHOWN:
                raise NoPicture
            yield image
    except Image.DecompressionBombError as error:
        raise NoPicture(TOO_MANY_DOTS, graense=MOST_DOTS) from error
    except UnidentifiedImageError as error:
        kind = _other_kind(path)
        raise (NoPicture(OTHER_FORMAT, format=kind) if kind else NoPicture()) from error
    except _FAULTS as error:
        raise NoPicture from error


def _other_kind(path: Path) -> str:
    """What a file is that is taken for a picture; empty where that is not known."""
    with path.open("rb") as file:
        start = file.read(512)
    if start[4:8] == b"ftyp":
        brand = start[8:12]
        return "HEIC" if brand in _FAMILIES else _BRANDS.get(brand, "")
    if start[40:44] == b" EMF":
        return "EMF"
    if b"<svg" in start:
        return "SVG"
    return next((kind for begin, kind in _BEGINNINGS.items() if start.startswith(begin)), "")


def _count(image: Image.Image) -> int:
    """How many pictures or pages a file has that are meant to be seen."""
    if image.format in ("JPEG", "MPO", "PNG"):  # a camera's own copies; those of a moving PNG
        return int(getattr(image, "n_frames", 1)) if image.format == "PNG" else 1
    if image.format != "TIFF":
        return int(getattr(image, "n_frames", 1))
    count = 0
    for number in range(int(getattr(image, "n_frames", 1))):
        image.seek(number)
        count += not _tag(image, _SMALLER_PICTURE) & _IS_LESS
    image.seek(0)
    return count


def _tag(image: Image.Image, number: int) -> int:
    told = getattr(image, "tag_v2", {}).get(number, 0)
    return told if isinstance(told, int) else 0


def _turn(image: Image.Image) -> int:
    """How the picture was held, as its file says; Pillow itself turns a TIFF."""
    from PIL import Image

    if image.format == "TIFF":
        return 1
    told = Image.Image.getexif(image).get(_ORIENTATION, 1)  # that of a PNG would decode it
    return told if told in _TURNS else 1


class _Made:
    """The pictures that were made last, as compressed bytes: both formats ask for the same."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[Path, int, tuple[int, int]], PictureFile] = OrderedDict()
        self._size = 0

    def get(self, path: Path, stamp: int, dots: tuple[int, int]) -> PictureFile:
        """The picture in a file, changed at ``stamp``, with so many dots."""
        key = path, stamp, dots
        found = self._known.pop(key, None)
        if found is None:
            found = _make(path, dots)
            self._size += len(found.data)
        self._known[key] = found
        while self._size > _KEPT and len(self._known) > 1:
            _, oldest = self._known.popitem(last=False)
            self._size -= len(oldest.data)
        return found


_made = _Made()


def _make(path: Path, dots: tuple[int, int]) -> PictureFile:
    """The picture in a file with so many dots, across and down as a person sees it."""
    from PIL import Image

    with _opened(path) as image:
        turn = _turn(image)
        stored = dots[::-1] if turn in _LYING else dots
        smaller = stored != image.size
        kind = "jpeg" if _is_photograph(image, path) else "png"
        if not smaller and turn == 1 and _is_ready(image):
            image.draft("L", (1, 1)) if kind == "jpeg" else None
            image.load()  # to its end: it is whole
            try:
                return PictureFile(stripped(path.read_bytes()), kind, *dots)
            except UnknownFormat:  # it was read, though it is not as it should be
                pass
        if smaller:
            image.draft(None, (round(stored[0] * _ENOUGH), round(stored[1] * _ENOUGH)))
        ready = _for_a_screen(image)
        if ready.size != stored:
            ready = _scaled(ready, stored)
        if turn != 1:
            ready = ready.transpose(Image.Transpose(_TURNS[turn]))
        made = BytesIO()
        quality = {"quality": _QUALITY} if kind == "jpeg" else {}
        ready.save(made, kind, icc_profile=ready.info.get("icc_profile"), **quality)
    return PictureFile(stripped(made.getvalue()), kind, *ready.size)


def _is_ready(image: Image.Image) -> bool:
    """Whether the file itself can be used, as far as its colours go."""
    if image.format not in ("PNG", "JPEG", "MPO") or image.mode in ("CMYK", "YCbCr", *_DEEP):
        return False
    tiles = getattr(image, "tile", ())
    return not any(";16" in str(tile[3]) for tile in tiles)  # two bytes for each colour


def _is_photograph(image: Image.Image, path: Path) -> bool:
    """Whether it was compressed with a loss already, as only photographs are."""
    if image.format in ("JPEG", "MPO"):
        return True
    if image.format == "TIFF":
        return image.info.get("compression") == "jpeg"
    return image.format == "WEBP" and image.mode == "RGB" and b"VP8 " in _chunks(path)


def _chunks(path: Path) -> Iterator[bytes]:
    """The names of the parts of a WebP."""
    with path.open("rb") as file:
        file.seek(12)
        while len(head := file.read(8)) == 8:
            yield head[:4]
            size = int.from_bytes(head[4:], "little")
            file.seek(size + size % 2, 1)


def _for_a_screen(image: Image.Image) -> Image.Image:
    """The picture decoded, in colours of a screen or in greys."""
    if image.mode == "CMYK":
        return _from_print(image)
    if image.mode in _DEEP:
        return image.convert("I").point(lambda shade: shade * (1 / 256)).convert("L")
    if image.mode in ("YCbCr", "PA"):
        return image.convert("RGB" if image.mode == "YCbCr" else "RGBA")
    image.load()
    return image


def _from_print(image: Image.Image) -> Image.Image:
    """The colours of a printing press as a screen shows them, by the file's profile if it has
    one.
    """
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
            made = ImageCms.profileToProfile(image, source, screen, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            made = None
        if made is not None:
            made.info.pop("icc_profile", None)
            return made
    made = image.convert("RGB")
    made.info.pop("icc_profile", None)
    return made


def _scaled(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture with fewer dots, each the mean of those that were there."""
    from PIL import Image

    if image.mode == "1":
        image = image.convert("L")
    elif image.mode == "P" or "transparency" in image.info:
        grey = image.mode in ("L", "1")
        seen = ("LA" if grey else "RGBA") if image.has_transparency_data else "RGB"
        image = image.convert(seen)
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


# --- what stands for them -----------------------------------------------------------------

_KIND = (
    r"(?:billede[rt]?|foto|fotografi|figur|illustration|grafik|diagram|graf|logo|tegning|ikon|"
    r"skærmbillede|skærmklip|skærmdump|image|img|picture|photo|figure|graphic|chart|icon|screenshot|"
    r"screen shot|whatsapp[ -](?:image|billede|foto)|scan|scanning|dsc[nf]?|pxl|mvimg|wp|"
    r"(?:billede|image) (?:fra|from) ios|signal(?=-\d)|fb_img|dokument|document|"
    r"indsat billede|unavngivet|untitled|pladsholder|placeholder|alt|alt-?tekst|alternativ tekst|"
    r"todo|xxx+)"
)
_COUNTED = (
    r"(?:[\W\d_]|\b(?:kl|at|am|pm|den|nr|kopi|copy|uden titel|"
    r"jan|feb|mar|apr|jun|jul|aug|sep|okt|nov|dec|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\b"
    r"|wa(?=\d)|(?<=\d)[a-z]+)"
)
_ENDING = r"(?:\.(?:png|jpe?g|gif|webp|tiff?|bmp|svg|heic|emf|wmf))"
_SAYS_NOTHING = re.compile(
    rf"(?:(?:et|en|the|a|vores|kopi af|copy of)\s+)?{_KIND}{_COUNTED}*{_ENDING}?"
    rf"|\S+{_ENDING}"
    r"|p[-_ ]?\d[-_\d ]+\w*"
    r"|[\W\d_]*"
    r"|(?:et billede|a picture|an image),? (?:der|som|that)? ?(?:indeholder|containing|contains)"
    r" [\w/-]+(?:, [\w/-]+)*\W*"
    r"|.*(?:automatisk genereret|genereret automatisk|automatically generated|AI-genereret"
    r"|AI-generated).*",
    re.IGNORECASE | re.DOTALL,
)


def says_nothing(alt: str, file: str) -> bool:
    """Whether the text that stands for a picture does not tell what one sees in it.

    So do names of files, kinds of pictures with a number or a date, and what Word writes by itself.
    """
    return bool(_SAYS_NOTHING.fullmatch(alt)) or alt == file
