"""The styles of a template, found by name, and what the renderer must know of them.

Names are compared without regard to case: Word writes ``heading 1``, others
``Heading 1``, and the ids behind the names are renamed by Danish Word and LibreOffice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from html import escape
from typing import Any

from lxml import etree
from msgspec import Struct

from moedebog.blocks import Counting
from moedebog.catalogue import Slags
from moedebog.letter_widths import Letters
from moedebog.render.docx.package import (
    NUMBERING,
    STYLES,
    THEME,
    WORD_SPACE,
    Package,
    W,
    read_part,
    serialise,
)
from moedebog.render.texts import NOTE_SHARE
from moedebog.settings.appearance import Tekstrolle

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
NOTE_STYLES = {"note": ("paragraph", "footnote text"), "mark": ("character", "footnote reference")}
"""Styles that are made where a template lacks them: few have footnotes when they are drawn."""

_MEASURED = ("facts", "labelled", "cell", "header_cell")
"""Styles whose texts are measured."""
_ON = ("1", "true", "on")
_QUOTE_LEFT = 284
"""How far a quotation is moved in where the template does not say it."""


def role_name(role: Tekstrolle) -> str:
    """The name of the style for headings of a role; a template may lack it."""
    return f"Mødebog {_ROLES[role]}"


def frame_name(kind: str) -> str:
    """The name of the style with what is drawn around sections of a kind; most have none."""
    return f"Mødebog ramme {kind}"


_ROLES = {
    Tekstrolle.DEL: "del",
    Tekstrolle.GRUPPE: "gruppe",
    Tekstrolle.UNDERGRUPPE: "undergruppe",
    Tekstrolle.PUNKT: "punkt",
    Tekstrolle.UNDERPUNKT: "underpunkt",
    Tekstrolle.AFSNIT: "afsnit",
    Tekstrolle.BESLUTNING: "beslutning",
    Tekstrolle.MELLEM_1: "mellemoverskrift 1",
    Tekstrolle.MELLEM_2: "mellemoverskrift 2",
    Tekstrolle.MELLEM_3: "mellemoverskrift 3",
}

RESULT = "Mødebog resultat"
"""The style of what came of a matter, where the template has one."""
FACT_LABEL = "Mødebog faktaetiket"
"""The style of the labels of the facts, where the template has one of its own."""

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
    levels: tuple[Level, ...]

    def other_level(self, depth: int, level: int) -> str:
        """What counts a list at a depth, where the template's own does not: the ``w:lvl``.

        The template decides how a list inside ``level`` numbered ones is counted, but where it
        has 1. 2. 3. at each of its levels, which says nothing.
        """
        own, here = self.levels[level], self.levels[depth]
        text = own.text.replace(f"%{level + 1}", f"%{depth + 1}")
        counting = own.counting
        plain = (own.counting, own.text) == (Counting.DECIMAL, f"%{level + 1}.")
        if plain or (text.count("%") > 1 and level != depth):
            counting, text = Counting.at(level), f"%{depth + 1}."
        if (counting, text) == (here.counting, here.text):
            return ""
        made = _VALUE["numFmt"].sub(rf"\g<1>{counting}\g<2>", here.xml)
        return _VALUE["lvlText"].sub(rf"\g<1>{escape(text)}\g<2>", made)

    def in_usual_font(self, depth: int) -> bool:
        """Whether the mark at a depth is in the font of the text, which has blanks."""
        return "<w:rFonts" not in self.levels[depth].xml

    def moved(self, depth: int, before: str, other: str = "") -> str:
        """The ``w:lvl`` of a depth (``other`` instead of the template's own) with blanks before
        the number or bullet. LibreOffice takes but the first character for a bullet: it is the
        text of a number here.
        """
        made = _MARK.sub(rf"\g<1>{before}", other or self.levels[depth].xml)
        return made.replace('w:val="bullet"', 'w:val="none"')


class Level(Struct, frozen=True):
    """How a list of the template is counted at one level."""

    counting: str
    text: str
    """Around the number: ``%2.`` at the second level."""
    xml: str
    """The ``w:lvl``."""


_VALUE = {
    name: re.compile(rf'(<w:{name}(?: [^>]*)? w:val=")[^"]*(")') for name in ("numFmt", "lvlText")
}


_MARK = re.compile(r'(<w:lvlText(?: [^>]*)? w:val=")')


class Tab(Struct, frozen=True):
    """A tab stop."""

    kind: str
    position: int
    """In twentieths of a point."""


class Frame(Struct, frozen=True):
    """What is drawn around a section that is brought out: a bar at its left, a ground behind it."""

    bar: tuple[tuple[str, str], ...]
    """The attributes of the bar's border, without its distance from the text."""
    space: int
    """Between the bar and the text, in points."""
    ground: str
    """The ``w:shd`` element; empty where there is none."""


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
    fonts: dict[str, str]
    """The names of the fonts that these are written in, as far as the template says it."""
    rule: str
    """Attributes of the border that draws a rule."""
    styles_part: str
    leading: frozenset[str]
    """Ids of the styles whose paragraphs stay on the page of what follows."""
    tabs: dict[str, tuple[Tab, ...]]
    """The tab stops of the styles that have any."""
    usual: str
    """The id of the style of paragraphs that name none."""

    roles: dict[Tekstrolle, str]
    """All properties of headings of a role, for those that the template has a style for."""
    titled: bool
    """The title is the heading of the first level; the others stand below it."""
    frames: dict[str, Frame]
    """What is drawn around sections, by their kind."""
    quote: Frame
    """The bar beside a quotation; it has none where the template has none."""
    quote_left: int
    """How far a quotation is moved in, in twentieths of a point."""
    cell_air: int
    """Above and below the text of a cell, in twentieths of a point."""
    code_left: int
    """How far code is moved in, in twentieths of a point."""
    code_ground: str
    """What is behind code, as that of frames."""
    spaces: dict[str, tuple[int, int]]
    """Before and after paragraphs of a style, in twentieths of a point."""
    fact_label: str
    """The style of the labels of the facts."""
    bold_labels: bool
    """Other labels are bold."""
    label_colour: str
    """The ``w:color`` of these; empty where the template gives them none."""
    made: dict[str, str]
    """The styles that the template lacks and that are made where they are needed, as XML."""
    styles_before: str
    """The part with the styles as far as the place where new ones go."""
    styles_after: str
    own_font: tuple[str, Letters] | None = None
    """A font of the template set's own, with its letters."""


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
    sheet = StyleSheet(read_part(package.parts, part))
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
    own_label = sheet.id_of("character", FACT_LABEL)
    made = _note_styles(sheet, ids)
    theme = _theme_fonts(package)
    opening, closing = _open_styles(sheet.tree)
    ids["result"] = sheet.id_of("paragraph", RESULT) or ids["body"]
    return Styles(
        ids=ids,
        bullets=bullets,
        numbers=numbers,
        numbering_part=numbering_part,
        numbering_before=before,
        numbering_after=after,
        first_number=first,
        gap=sheet.number(ids["body"], "spacing", "after", 120),
        character={word: sheet.half_points(ids[word]) * 5 for word in _MEASURED}
        | ({"fact_label": sheet.half_points(own_label) * 5} if own_label else {}),
        fonts={
            **{word: sheet.font(ids[word], theme) for word in _MEASURED},
            "fact_label": sheet.font(own_label or ids["facts"], theme),
        },
        rule=sheet.border(ids["rule"]),
        styles_part=part,
        leading=frozenset(sheet.leading()),
        tabs={one: stops for one in sheet.paragraphs() if (stops := sheet.tabs(one))},
        usual=sheet.usual(),
        roles=_roles(sheet),
        titled=_is_titled(sheet),
        frames=_frames(sheet),
        quote=sheet.frame(ids["quote"]),
        quote_left=sheet.number(ids["quote"], "ind", "left", 0) or _QUOTE_LEFT,
        cell_air=sheet.cell_air(ids["table"]),
        code_left=sheet.number(ids["code"], "ind", "left", 0),
        code_ground=sheet.frame(ids["code"]).ground,
        spaces={
            word: (
                sheet.number(ids[word], "spacing", "before", 0),
                sheet.number(ids[word], "spacing", "after", 0),
            )
            for word in (*PARAGRAPH_STYLES, "result")
        },
        fact_label=own_label or ids["label"],
        label_colour=sheet.colour(ids["label"]),
        bold_labels=sheet.is_bold(ids["label"]) or sheet.is_bold(ids["labelled"]),
        made=made,
        styles_before=opening,
        styles_after=closing,
    ), []


def _theme_fonts(package: Package) -> dict[str, str]:
    """The fonts of the template's theme, by what styles call them."""
    part = package.part(THEME)
    if part is None:
        return {}
    tree = read_part(package.parts, part)
    found: dict[str, str] = {}
    for word in ("major", "minor"):
        latin = next(tree.iter(f"{{*}}{word}Font"), None)
        latin = None if latin is None else latin.find("{*}latin")
        if latin is not None:
            found |= dict.fromkeys((f"{word}HAnsi", f"{word}Ascii"), str(latin.get("typeface", "")))
    return found


def _roles(sheet: StyleSheet) -> dict[Tekstrolle, str]:
    """The properties of the headings for which the template has a style of their own; where it
    knows of groups alone, those inside them look the same.
    """
    found = {role: sheet.id_of("paragraph", role_name(role)) for role in Tekstrolle}
    if found[Tekstrolle.UNDERGRUPPE] is None:
        found[Tekstrolle.UNDERGRUPPE] = found[Tekstrolle.GRUPPE]
    return {role: sheet.complete(identity) for role, identity in found.items() if identity}


def _is_titled(sheet: StyleSheet) -> bool:
    """Whether the style of the title has the level of a first heading."""
    identity = sheet.id_of("paragraph", "Title")
    level = sheet.inherited(identity, "pPr", "outlineLvl") if identity else None
    return level is not None and level.get(f"{W}val") == "0"


def _frames(sheet: StyleSheet) -> dict[str, Frame]:
    """What the template draws around sections."""
    frames: dict[str, Frame] = {}
    for kind in Slags:
        identity = sheet.id_of("paragraph", frame_name(kind))
        if identity is None:
            continue
        frames[kind] = sheet.frame(identity)
    return frames


def _note_styles(sheet: StyleSheet, ids: dict[str, str]) -> dict[str, str]:
    """Find the styles of footnotes; those that the template lacks, as XML."""
    made: dict[str, str] = {}
    half = round(sheet.half_points(ids["body"]) * NOTE_SHARE)
    looks = {
        "note": '<w:pPr><w:spacing w:before="0" w:after="40"/></w:pPr>'
        f'<w:rPr><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>',
        "mark": '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
    }
    for word, (kind, name) in NOTE_STYLES.items():
        known = sheet.id_of(kind, name)
        ids[word] = known or f"Mb{word.capitalize()}"
        if known is None:
            base = f'<w:basedOn w:val="{sheet.usual()}"/>' if word == "note" else ""
            made[word] = (
                f'<w:style xmlns:w="{WORD_SPACE}" w:type="{kind}" w:styleId="{ids[word]}">'
                f'<w:name w:val="{name}"/>{base}{looks[word]}</w:style>'
            )
    return made


class StyleSheet:
    """The style sheet, with the inheritance between its styles."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree
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

    def inherited(self, identity: str, group: str, name: str) -> Any:
        """A property of a style, from itself or what it is based on; ``None`` without it."""
        for element in self.lineage(identity):
            found = element.find(f"{W}{group}/{W}{name}")
            if found is not None:
                return found
        if self._defaults is None:
            return None
        return self._defaults.find(f"{W}{group}Default/{W}{group}/{W}{name}")

    def complete(self, identity: str) -> str:
        """All properties that make the look of a heading, as XML.

        What the style does not have is said too, so that it is not taken over from another one.
        """
        groups = []
        for group, names in _LOOKS.items():
            inner = ""
            for name in names:
                found = self.inherited(identity, group, name)
                inner += _WITHOUT.get(name, "") if found is None else _as_xml(found)
            groups.append(f"<w:{group}>{inner}</w:{group}>")
        return "".join(groups)

    def frame(self, identity: str) -> Frame:
        """The bar at the left that a paragraph style has, and the ground."""
        bar = self.inherited(identity, "pPr", "pBdr")
        left = None if bar is None else bar.find(f"{W}left")
        ground = self.inherited(identity, "pPr", "shd")
        return Frame(
            ()
            if left is None
            else tuple(
                (key.rpartition("}")[2], value)
                for key, value in left.attrib.items()
                if key.startswith(W) and not key.endswith("}space")
            ),
            0 if left is None else int(left.get(f"{W}space", "0")),
            "" if ground is None else _as_xml(ground),
        )

    def cell_air(self, identity: str) -> int:
        """The room above the text of a cell in a style of tables."""
        margins = (one.find(f"{W}tblPr/{W}tblCellMar/{W}top") for one in self.lineage(identity))
        found = next((one for one in margins if one is not None), None)
        return 0 if found is None else int(found.get(f"{W}w", "0"))

    def colour(self, identity: str) -> str:
        """The colour of the characters of a style, as XML; empty where it has none of its own."""
        own = (one.find(f"{W}rPr/{W}color") for one in self.lineage(identity))
        return next((_as_xml(one) for one in own if one is not None), "")

    def is_bold(self, identity: str) -> bool:
        """Whether the characters of a style are bold."""
        bold = self.inherited(identity, "rPr", "b")
        return bold is not None and bold.get(f"{W}val", "1") in _ON

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

    def half_points(self, identity: str) -> int:
        """The size of the font in halves of a point."""
        for element in [*self.lineage(identity), self._defaults]:
            if element is None:
                continue
            for size in element.iter(f"{W}sz"):
                if size.getparent().getparent().tag in {f"{W}style", f"{W}rPrDefault"}:
                    return int(size.get(f"{W}val"))
        return 22

    def font(self, identity: str, theme: Mapping[str, str]) -> str:
        """The name of the font; empty where the template does not say it."""
        for element in [*self.lineage(identity), self._defaults]:
            if element is None:
                continue
            for fonts in element.iter(f"{W}rFonts"):
                if fonts.getparent().getparent().tag in {f"{W}style", f"{W}rPrDefault"}:
                    of_theme = fonts.get(f"{W}asciiTheme") or fonts.get(f"{W}hAnsiTheme")
                    named = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
                    if found := theme.get(of_theme or "") or named:
                        return str(found)
        return ""

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


def _list_style(sheet: StyleSheet, numbering: Any, identity: str) -> ListStyle | None:
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
    levels = [_level(None, depth) for depth in range(LEVELS)]
    for level in numbering.iterfind(f"{W}abstractNum[@{W}abstractNumId='{definition}']/{W}lvl"):
        depth = int(level.get(f"{W}ilvl"))
        if depth < LEVELS:
            levels[depth] = _level(level, depth)
        indent = level.find(f"{W}pPr/{W}ind")
        if indent is not None and depth < LEVELS:
            left[depth] = int(indent.get(f"{W}left") or indent.get(f"{W}start") or left[depth])
            hanging[depth] = int(indent.get(f"{W}hanging") or 0)
    return ListStyle(wanted, definition, tuple(left), tuple(hanging), tuple(levels))


def _level(element: Any, depth: int) -> Level:
    """A level of a list; without it the one that Word takes."""
    found = {name: None if element is None else element.find(W + name) for name in _VALUE}
    counting, text = (
        usual if one is None else str(one.get(f"{W}val", usual))
        for one, usual in zip(found.values(), (Counting.DECIMAL, f"%{depth + 1}."), strict=True)
    )
    if element is None or None in found.values():
        return Level(
            counting,
            text,
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{counting}"/>'
            f'<w:lvlText w:val="{escape(text)}"/><w:lvlJc w:val="left"/></w:lvl>',
        )
    kept = deepcopy(element)
    for style in kept.findall(f"{W}pStyle"):  # it is another list's
        kept.remove(style)
    return Level(counting, text, _as_xml(kept))


def _as_xml(element: Any) -> str:
    """A property as XML, by the prefix that documents have for Word's names."""
    name = element.tag.rpartition("}")[2]
    attributes = "".join(
        f' w:{key.rpartition("}")[2]}="{escape(value)}"'
        for key, value in element.attrib.items()
        if key.startswith(W)
    )
    inner = "".join(_as_xml(one) for one in element if isinstance(one.tag, str))
    return f"<w:{name}{attributes}>{inner}</w:{name}>"


def _open_styles(tree: Any) -> tuple[str, str]:
    """The part with the styles cut at its end, where new ones go."""
    text = serialise(tree)
    end = text.rindex("</")
    return text[:end], text[end:]


_LOOKS = {
    "pPr": (
        *("keepNext", "keepLines", "pageBreakBefore", "pBdr", "shd", "suppressAutoHyphens"),
        *("spacing", "ind", "jc"),
    ),
    "rPr": (
        *("rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "color", "spacing"),
        *("sz", "szCs", "u"),
    ),
}
"""The properties that make the look of a heading, in the order of the format."""
_SIDES = ("top", "left", "bottom", "right", "between")
_OFF = {name: f'<w:{name} w:val="0"/>' for name in ("b", "bCs", "i", "iCs", "caps", "smallCaps")}
_WITHOUT = _OFF | {
    "pBdr": "".join(("<w:pBdr>", *(f'<w:{s} w:val="nil"/>' for s in _SIDES))) + "</w:pBdr>",
    "color": '<w:color w:val="auto"/>',
    "u": '<w:u w:val="none"/>',
}
"""What says that a style is without a property."""


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
