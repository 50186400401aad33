"""The styles of a template, found by name, and what the renderer must know of them.

Names are compared without regard to case: Word writes ``heading 1``, others
``Heading 1``, and the ids behind the names are renamed by Danish Word and LibreOffice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree
from msgspec import Struct

from moedebog.render.docx.package import NUMBERING, STYLES, Package, W, read_part, serialise

LEVELS = 9
"""Word's lists have nine levels."""

PARAGRAPH_STYLES = {
    **{f"heading{level}": f"heading {level}" for level in range(1, 7)},
    "body": "Body Text",
    "bullet": "List Bullet",
    "number": "List Number",
    "further": "List Continue",
    "quote": "Quote",
    "caption": "caption",
    "facts": "Mødebog fakta",
    "labelled": "Mødebog opstilling",
    "code": "Mødebog kode",
    "picture": "Mødebog billede",
    "cell": "Mødebog tabeltekst",
    "header_cell": "Mødebog tabelhoved",
    "rule": "Mødebog skillelinje",
}
CHARACTER_STYLES = {
    "strong": "Strong",
    "emphasis": "Emphasis",
    "link": "Hyperlink",
    "code_run": "Mødebog kodetegn",
    "label": "Mødebog etiket",
    "overview_link": "Mødebog oversigtslink",
}
TABLE_STYLES = {"table": "Mødebog tabel"}

_ON = ("1", "true", "on")

_KINDS = {
    "paragraph": PARAGRAPH_STYLES,
    "character": CHARACTER_STYLES,
    "table": TABLE_STYLES,
}
_OTHER_NAMES = {
    "body text": "text body",
    "strong": "strong emphasis",
    "hyperlink": "internet link",
    "quote": "quotations",
}
"""Names that LibreOffice gives some of Word's own styles."""


class ListStyle(Struct, frozen=True):
    """The numbering behind a list style."""

    number: str
    """Its ``w:num``."""
    definition: str
    """Its ``w:abstractNum``."""
    left: tuple[int, ...]
    """Where the text stands at each level, in twentieths of a point."""
    hanging: tuple[int, ...]


class Tab(Struct, frozen=True):
    """A tab stop."""

    kind: str
    position: int
    """In twentieths of a point."""


class Styles(Struct, frozen=True):
    """What the fragments need to know of the template."""

    ids: dict[str, str]
    """Our word for a style -> the id it has in this template."""
    bullets: ListStyle
    numbers: ListStyle
    numbering_part: str
    numbering_before: str
    """The numbering part as far as the place where new lists go."""
    numbering_after: str
    first_number: int
    """The first free ``w:numId``."""
    gap: int
    """Space after a paragraph of body text, in twentieths of a point."""
    character: dict[str, int]
    """Width of a middling character in some styles, in twentieths of a point."""
    rule: str
    """Attributes of the border that draws a rule."""
    styles_part: str
    leading: frozenset[str]
    """Ids of the styles whose paragraphs stay on the page of what follows."""
    tabs: dict[str, tuple[Tab, ...]]
    """The tab stops of the styles that have any."""
    usual: str
    """The id of the style of paragraphs that name none."""


class Missing(Struct, frozen=True):
    """The template lacks a style, or a list style has no numbering."""

    name: str
    kind: str
    """``paragraph``, ``character``, ``table`` or ``numbering``."""


def find(package: Package) -> tuple[Styles | None, list[Missing]]:
    """The styles of a template, and those that it lacks."""
    part = package.part(STYLES)
    if part is None:
        return None, [
            Missing(name, kind) for kind, names in _KINDS.items() for name in names.values()
        ]
    sheet = _Sheet(read_part(package.parts, part))
    ids: dict[str, str] = {}
    missing: list[Missing] = []
    for kind, names in _KINDS.items():
        for word, name in names.items():
            style_id = sheet.id_of(kind, name)
            if style_id is None:
                missing.append(Missing(name, kind))
            else:
                ids[word] = style_id
    if missing:
        return None, missing

    numbering_part = package.part(NUMBERING)
    numbering = read_part(package.parts, numbering_part) if numbering_part else None
    lists = {word: _list_style(sheet, numbering, ids[word]) for word in ("bullet", "number")}
    bullets, numbers = lists["bullet"], lists["number"]
    if bullets is None or numbers is None or numbering_part is None:
        return None, [
            Missing(PARAGRAPH_STYLES[word], "numbering")
            for word, found_list in lists.items()
            if found_list is None
        ]
    before, after, first = _open_numbering(numbering)
    return Styles(
        ids=ids,
        bullets=bullets,
        numbers=numbers,
        numbering_part=numbering_part,
        numbering_before=before,
        numbering_after=after,
        first_number=first,
        gap=sheet.number(ids["body"], "spacing", "after", 120),
        character={
            word: sheet.size(ids[word]) * 10
            for word in ("facts", "labelled", "cell", "header_cell")
        },
        rule=sheet.border(ids["rule"]),
        styles_part=part,
        leading=frozenset(sheet.leading()),
        tabs={one: stops for one in sheet.paragraphs() if (stops := sheet.tabs(one))},
        usual=sheet.usual(),
    ), []


class _Sheet:
    """The style sheet, with the inheritance between its styles."""

    def __init__(self, tree: Any) -> None:
        self._styles = {e.get(f"{W}styleId"): e for e in tree.iter(f"{W}style")}
        self._defaults = tree.find(f"{W}docDefaults")
        self._names: dict[tuple[str, str], str] = {}
        for identity, element in self._styles.items():
            name = element.find(f"{W}name")
            if name is not None:
                kind = str(element.get(f"{W}type"))
                self._names.setdefault((kind, str(name.get(f"{W}val")).lower()), identity)

    def id_of(self, kind: str, name: str) -> str | None:
        """The id of the style with this name."""
        key = name.lower()
        other = _OTHER_NAMES.get(key, key)
        return self._names.get((kind, key)) or self._names.get((kind, other))

    def lineage(self, identity: str) -> list[Any]:
        """The style, the one it is based on, and so on."""
        ancestors: dict[Any, None] = {}
        element = self._styles.get(identity)
        while element is not None and element not in ancestors:
            ancestors[element] = None
            base = element.find(f"{W}basedOn")
            element = None if base is None else self._styles.get(base.get(f"{W}val"))
        return list(ancestors)

    def number(self, identity: str, name: str, attribute: str, default: int) -> int:
        """A number among the paragraph properties, inherited."""
        for element in [*self.lineage(identity), self._defaults]:
            if element is None:
                continue
            for one in element.iter(W + name):
                value = one.get(W + attribute)
                if value is not None and one.getparent().tag == f"{W}pPr":
                    return int(float(value))
        return default

    def size(self, identity: str) -> int:
        """The font size in points, rounded up."""
        for element in [*self.lineage(identity), self._defaults]:
            if element is None:
                continue
            for size in element.iter(f"{W}sz"):
                if size.getparent().getparent().tag in {f"{W}style", f"{W}rPrDefault"}:
                    return -(-int(size.get(f"{W}val")) // 2)
        return 11

    def paragraphs(self) -> list[str]:
        """The ids of the paragraph styles."""
        kind = f"{W}type"
        return [one for one, element in self._styles.items() if element.get(kind) == "paragraph"]

    def usual(self) -> str:
        """The id of the default paragraph style; empty where there is none."""
        default = f"{W}default"
        found = (one for one in self.paragraphs() if self._styles[one].get(default) in _ON)
        return next(found, "")

    def leading(self) -> Iterator[str]:
        """The ids of the paragraph styles that stay with what follows, inherited."""
        for identity in self.paragraphs():
            for element in self.lineage(identity):
                keep = element.find(f"{W}pPr/{W}keepNext")
                if keep is not None:
                    if keep.get(f"{W}val", "1") in _ON:
                        yield identity
                    break

    def tabs(self, identity: str) -> tuple[Tab, ...]:
        """The tab stops of a style, inherited."""
        stops: dict[int, str] = {}
        for element in reversed(self.lineage(identity)):
            for tab in element.iterfind(f"{W}pPr/{W}tabs/{W}tab"):
                position = int(float(tab.get(f"{W}pos", "0")))
                stops[position] = str(tab.get(f"{W}val"))
        return tuple(Tab(kind, at) for at, kind in sorted(stops.items()) if kind != "clear")

    def border(self, identity: str) -> str:
        """The attributes of the first border of a paragraph style, as XML."""
        for element in self.lineage(identity):
            for borders in element.iter(f"{W}pBdr"):
                for border in borders:
                    return "".join(
                        f' w:{key.rpartition("}")[2]}="{value}"'
                        for key, value in sorted(border.attrib.items())
                        if key.startswith(W)
                    )
        return ' w:val="single" w:sz="4" w:space="6" w:color="auto"'


def _list_style(sheet: _Sheet, numbering: Any, identity: str) -> ListStyle | None:
    """The numbering that a list style refers to, through the styles it is based on."""
    if numbering is None:
        return None
    number = None
    for element in sheet.lineage(identity):
        number = element.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            break
    if number is None:
        return None
    wanted = number.get(f"{W}val")
    for entry in numbering.iter(f"{W}num"):
        if entry.get(f"{W}numId") == wanted:
            definition = entry.find(f"{W}abstractNumId").get(f"{W}val")
            break
    else:
        return None
    left, hanging = [360 * (i + 1) for i in range(LEVELS)], [360] * LEVELS
    for level in numbering.iterfind(f"{W}abstractNum[@{W}abstractNumId='{definition}']/{W}lvl"):
        depth = int(level.get(f"{W}ilvl"))
        indent = level.find(f"{W}pPr/{W}ind")
        if indent is not None and depth < LEVELS:
            left[depth] = int(indent.get(f"{W}left") or indent.get(f"{W}start") or left[depth])
            hanging[depth] = int(indent.get(f"{W}hanging") or 0)
    return ListStyle(wanted, definition, tuple(left), tuple(hanging))


def _open_numbering(numbering: Any) -> tuple[str, str, int]:
    """The numbering part cut at the place for new lists, and the first free number."""
    entries = list(numbering.iter(f"{W}num"))
    first = max(int(e.get(f"{W}numId")) for e in entries) + 1
    marker = entries[-1].makeelement(f"{W}num", {f"{W}numId": "her"})
    entries[-1].addnext(marker)
    prefix = marker.prefix
    before, _, after = serialise(numbering).partition(f'<{prefix}:num {prefix}:numId="her"/>')
    return before, after, first


def add_sizes(tree: Any, sizes: Mapping[tuple[str, int], str]) -> None:
    """Add to a style sheet, for each style and size in half points, one that is so large."""
    names = {
        element.get(f"{W}styleId"): element.find(f"{W}name").get(f"{W}val")
        for element in tree.iter(f"{W}style")
    }
    for (base, half_points), identity in sizes.items():
        values = {f"{W}type": "paragraph", f"{W}customStyle": "1", f"{W}styleId": identity}
        style = etree.SubElement(tree, f"{W}style", values)
        size = f"{half_points / 2:g}".replace(".", ",")
        etree.SubElement(style, f"{W}name", {f"{W}val": f"{names[base]} {size}"})
        etree.SubElement(style, f"{W}basedOn", {f"{W}val": base})
        properties = etree.SubElement(style, f"{W}rPr")
        for name in ("sz", "szCs"):
            etree.SubElement(properties, W + name, {f"{W}val": str(half_points)})
