"""A Word template of the set that another one builds on, in the look of that other one.

Its styles and its page are brought in line by ``restyle``; the logo, and running heads and feet
that the style file says otherwise, are put in here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from moedebog.pictures import fit, measure
from moedebog.render.docx import look, package, running
from moedebog.render.docx.package import FOOTER, HEADER, IMAGE, SETTINGS, STYLES, WP, R, W
from moedebog.render.docx.restyle import restyled
from moedebog.render.docx.traits import StyleTraits
from moedebog.render.texts import Texts
from moedebog.settings.appearance import Logo, Sidelinje, Style

_EMU_PER_POINT = 12_700
_EMU_PER_INCH = 72 * _EMU_PER_POINT
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_OWN_PARAGRAPH = re.compile(r"\{[{%#](?:p|tr)\b")
"""In a paragraph that gives way to its tag."""
_LOGO = "Logo"


def dressed(data: bytes, style: Style, base: Style) -> bytes:
    """The template, which looks like ``base``, in the look of ``style``.

    What somebody restyled in it in Word stays. Raises ``NotWord`` and ``Refused`` for a file that
    is no template, ``NoPicture`` for a logo that cannot be read.
    """
    data = restyled(data, style).data
    heads = _says(style.sidehoved) != _says(base.sidehoved)
    feet = _says(style.sidefod) != _says(base.sidefod)
    logo = style.logo if style.logo != base.logo else None
    if not (heads or feet or logo):
        return data
    work = _Work(data, style)
    if heads:
        work.heads()
    if feet:
        work.feet()
    if logo:
        work.logo(logo)
    return work.done()


def _says(line: Sidelinje) -> tuple[tuple[str, str, str], bool]:
    """What a running head says and where: how it looks else is a matter of styles."""
    return line.tekster, line.paa_foerste_side


class _Work:
    """The work on one template."""

    def __init__(self, data: bytes, style: Style) -> None:
        self.style = style
        self.contents = package.read(data)
        self.parts = dict(self.contents.parts)
        self.tree = package.read_part(self.parts, self.contents.main)
        self.relations = list(self.contents.relations)
        self.width = look.text_width(style)

    def done(self) -> bytes:
        """The file."""
        main = self.contents.main
        self.parts[main] = (package.XML_START + package.serialise(self.tree)).encode()
        base = main.rpartition("/")[0]
        related = package.relationships_part(self.relations, base)
        self.parts[package.relationships_name(main)] = related
        return package.write(self.parts)

    def _relate(self, kind: str, target: str) -> str:
        """The id of a new relationship of the text."""
        taken = {one.id for one in self.relations}
        identity = next(one for n in range(1, 999) if (one := f"mbsaet{n}") not in taken)
        self.relations.append(package.Relationship(identity, kind, target))
        return identity

    # --- running heads and feet

    def heads(self) -> None:
        """The running head on every page, and on the first one where that has its own."""
        line, style = self.style.sidehoved, self._style_id("header")
        usual = running.head(line, style, self.width)
        first = running.head(line, style, self.width, first=not line.paa_foerste_side)
        self._put("header", HEADER, running.HEADER_TYPE, usual, first)

    def feet(self) -> None:
        """The same at the foot."""
        line, style = self.style.sidefod, self._style_id("footer")
        usual = running.foot(line, style, self.width)
        first = usual if line.paa_foerste_side else running.empty_foot(style)
        self._put("footer", FOOTER, running.FOOTER_TYPE, usual, first)

    def _style_id(self, name: str) -> str:
        part = self.contents.part(STYLES)
        known = StyleTraits(package.read_part(self.parts, part)).by_name if part else {}
        found = known.get(("paragraph", name))
        return "" if found is None else str(found.get(f"{W}styleId"))

    def _put(self, word: str, kind: str, content_type: str, usual: str, first: str) -> None:
        """Give every section these heads (or feet) in place of those that it has."""
        numbers = {}
        for where, text in (("default", usual), ("first", first)):
            name = f"word/moedebog-{word}-{where}.xml"
            self.parts[name] = (package.XML_START + text).encode()
            types = self.parts[package.CONTENT_TYPES]
            self.parts[package.CONTENT_TYPES] = package.with_part(types, name, kind=content_type)
            numbers[where] = self._relate(kind, name)
        settings = self.contents.part(SETTINGS)
        if settings and b"evenAndOddHeaders" in self.parts[settings]:
            numbers["even"] = numbers["default"]
        for section in self.tree.iter(f"{W}sectPr"):
            for old in section.findall(f"{W}{word}Reference"):
                section.remove(old)
            if section.find(f"{W}titlePg") is None:
                _own_first_page(section)
            for where, number in numbers.items():
                values = {f"{W}type": where, f"{R}id": number}
                section.insert(0, section.makeelement(f"{W}{word}Reference", values))

    # --- the logo

    def logo(self, logo: Logo) -> None:
        """The logo at the top of the first page: beside the words there, or above them."""
        natural, high = measure(logo.fil), round(logo.hoejde * _EMU_PER_POINT)
        size = (max(1, high * natural.width // natural.height), high)
        picture = fit(logo.fil, (size[0] / _EMU_PER_INCH, size[1] / _EMU_PER_INCH))
        target = f"word/media/moedebog-logo.{picture.kind}"
        self.parts[target] = picture.data
        kinds = {picture.kind: f"image/{picture.kind}"}
        types = self.parts[package.CONTENT_TYPES]
        self.parts[package.CONTENT_TYPES] = package.with_defaults(types, kinds)
        drawing = _Drawing(logo, size, self._relate(IMAGE, target), self._free_number())
        body = self.tree.find(f"{W}body")
        gap = Texts(self.style).gap
        if logo.placering == "venstre":
            spacing = f'<w:spacing w:before="0" w:after="{round(gap * 20)}"/>'
            body.insert(0, _parsed(f"<w:pPr>{spacing}</w:pPr>{drawing.in_line()}"))
            return
        beside = drawing.at_right(round(gap * 2 * _EMU_PER_POINT))
        first = next(_lines_of_text(body), None)
        if first is None:
            body.insert(0, _parsed(beside))
            return
        properties = first.find(f"{W}pPr")
        place = 0 if properties is None else list(first).index(properties) + 1
        first.insert(place, _parsed(beside)[0])

    def _free_number(self) -> int:
        taken = [int(e.get("id", "0")) for e in self.tree.iter(f"{WP}docPr")]
        return max([0, *taken]) + 1


def _own_first_page(section: Any) -> None:
    """Let the first page of a section have heads and feet of its own: those it has, at first."""
    after = {f"{W}{name}" for name in ("textDirection", "bidi", "rtlGutter", "docGrid")}
    place = next((n for n, one in enumerate(section) if one.tag in after), len(section))
    section.insert(place, section.makeelement(f"{W}titlePg"))
    for word in ("header", "footer"):
        found = {one.get(f"{W}type"): one for one in section.findall(f"{W}{word}Reference")}
        if "default" in found and "first" not in found:
            copy = found["default"].__deepcopy__(None)
            copy.set(f"{W}type", "first")
            section.insert(0, copy)


def _lines_of_text(body: Any) -> Iterator[Any]:
    """The paragraphs of the body that are printed as they stand."""
    for paragraph in body.iterchildren(f"{W}p"):
        text = "".join(paragraph.itertext())
        if text.strip() and not _OWN_PARAGRAPH.search(text):
            yield paragraph


def _parsed(content: str) -> Any:
    spaces = (
        f'xmlns:w="{package.WORD_SPACE}" xmlns:r="{R.strip("{}")}" '
        f'xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
    )
    return package.parse(f"<w:p {spaces}>{content}</w:p>".encode())


class _Drawing:
    """The logo, as Word has pictures."""

    def __init__(self, logo: Logo, size: tuple[int, int], relation: str, number: int) -> None:
        self.width, self.height = size
        self.extent = f'<wp:extent cx="{self.width}" cy="{self.height}"/>'
        described = f'id="{number}" name="{_LOGO}" descr="{escape(logo.alt)}"'
        self.properties = f"<wp:docPr {described}/>"
        self.graphic = (
            f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
            f'<pic:pic xmlns:pic="{_DRAWING}/picture">'
            f"<pic:nvPicPr><pic:cNvPr {described}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{relation}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{self.width}" cy="{self.height}"/>'
            '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic>"
        )

    def in_line(self) -> str:
        """In line with the text."""
        around = '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        return _drawn(f"{around}{self.extent}{self.properties}{self.graphic}</wp:inline>")

    def at_right(self, apart: int) -> str:
        """At the right margin, with the text so far apart from it."""
        return _drawn(
            f'<wp:anchor distT="0" distB="0" distL="{apart}" distR="0" simplePos="0" '
            'relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">'
            '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin">'
            '<wp:align>right</wp:align></wp:positionH><wp:positionV relativeFrom="margin">'
            f"<wp:align>top</wp:align></wp:positionV>{self.extent}"
            f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapSquare wrapText="left"/>'
            f"{self.properties}{self.graphic}</wp:anchor>"
        )


def _drawn(inner: str) -> str:
    return f"<w:r><w:drawing>{inner}</w:drawing></w:r>"
