"""What a style of a Word file looks like, told in the same way whichever program wrote it.

Word and LibreOffice order, repeat and leave out properties as they like. A trait is what a style
adds to the one it rests on; only traits are compared, and never the XML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from moedebog.diagnostics import Phrase
from moedebog.render.docx.package import W

Traits = dict[str, str]
"""Name of a trait -> its value, as the file has it; what is as usual is left out."""

DEFAULTS = "docDefaults"
"""Stands for the looks that all styles rest on."""
PAGE = "side"
"""Stands for format and margins of the page."""
HYPHENATION = "orddeling"
"""Stands for what the whole file says of dividing words."""

BASE = "base"
ON = "on"
_OFF = frozenset({"0", "false", "off", "none", "nil", "auto", ""})
_TOGGLES = {"b": "bold", "i": "italic", "caps": "capitals", "smallCaps": "small capitals"}
_SIDES = ("top", "left", "bottom", "right", "start", "end", "insideH", "insideV", "between")
_SIDE_NAMES = {"start": "left", "end": "right"}
_CHECKSUM = 12
"""So many characters of it are kept."""
_SHORT = 4
"""So many of the name and of the value of one trait."""

NAMES = {
    BASE: Phrase("bygger på", "based on"),
    "font": Phrase("skrift", "font"),
    "size": Phrase("størrelse", "size"),
    "bold": Phrase("fed", "bold"),
    "italic": Phrase("kursiv", "italic"),
    "capitals": Phrase("versaler", "capitals"),
    "small capitals": Phrase("kapitæler", "small capitals"),
    "colour": Phrase("farve", "colour"),
    "spaced": Phrase("spatiering", "letter spacing"),
    "underline": Phrase("understregning", "underline"),
    "box": Phrase("ramme om tegn", "box around characters"),
    "before": Phrase("afstand før", "space before"),
    "after": Phrase("afstand efter", "space after"),
    "line": Phrase("linjeafstand", "line spacing"),
    "indent left": Phrase("indrykning til venstre", "indent at the left"),
    "indent right": Phrase("indrykning til højre", "indent at the right"),
    "indent first": Phrase("indrykning af første linje", "indent of the first line"),
    "alignment": Phrase("justering", "alignment"),
    "keep": Phrase("sammen med næste", "kept with next"),
    "undivided": Phrase("uden orddeling", "without hyphenation"),
    "kerned": Phrase("knibning", "kerning"),
    "divided": Phrase("deler ord ved linjens ende", "hyphenates words at the ends of lines"),
    "outline": Phrase("niveau", "outline level"),
    "tabs": Phrase("tabulatorer", "tab stops"),
    "ground": Phrase("baggrund", "shading"),
    "border": Phrase("kant", "border"),
    "margin": Phrase("luft i celler", "cell margins"),
    "head": Phrase("øverste række", "first row"),
    "page": Phrase("side", "page"),
    "new page": Phrase("sideskift før", "page break before"),
    "marked": Phrase("fremhævningsfarve", "highlight"),
}
"""What people call them; of ``border top`` and the like by the first word."""

_PARTS = {
    "top": Phrase("foroven", "top"),
    "bottom": Phrase("forneden", "bottom"),
    "left": Phrase("til venstre", "left"),
    "right": Phrase("til højre", "right"),
    "between": Phrase("mellem ens afsnit", "between like paragraphs"),
    "insideH": Phrase("mellem rækker", "between rows"),
    "insideV": Phrase("mellem spalter", "between columns"),
}
_PAGE = {
    "w": Phrase("sidens bredde", "width of the page"),
    "h": Phrase("sidens højde", "height of the page"),
    "top": Phrase("øverste margen", "upper margin"),
    "bottom": Phrase("nederste margen", "lower margin"),
    "left": Phrase("venstre margen", "left margin"),
    "right": Phrase("højre margen", "right margin"),
    "header": Phrase("sidehovedets afstand", "distance of the header"),
    "footer": Phrase("sidefodens afstand", "distance of the footer"),
}
_UNCHANGED = Phrase("som ellers", "as otherwise")
_LINES = {
    "single": Phrase("streg", "line"),
    "double": Phrase("dobbelt streg", "double line"),
    "dotted": Phrase("prikket", "dotted"),
    "dashed": Phrase("stiplet", "dashed"),
}
_JUSTIFIED = {
    "center": Phrase("midtstillet", "centred"),
    "right": Phrase("højrestillet", "right"),
    "end": Phrase("højrestillet", "right"),
    "both": Phrase("lige margener", "justified"),
}


class StyleTraits:
    """The traits of the styles of one file."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree
        self.by_id = {e.get(f"{W}styleId"): e for e in tree.iter(f"{W}style")}
        self.by_name: dict[tuple[str, str], Any] = {}
        for element in self.by_id.values():
            kind = element.get(f"{W}type", "paragraph")
            self.by_name.setdefault((kind, name_of(element).lower()), element)
        self.defaults = _own(_default_looks(tree))

    def traits(self, element: Any) -> Traits:
        """What a style adds to the one it rests on, and which one that is."""
        base = self.by_id.get(_value(element, "basedOn"))
        usual = self._whole(base) if base is not None else self._usual(element)
        whole = {**usual, **_own(element)}
        found = {key: value for key, value in whole.items() if value != usual.get(key, "")}
        if base is not None:
            found[BASE] = name_of(base).lower()
        return found

    def own(self, element: Any) -> Traits:
        """What a style states itself, also where it states what it would inherit."""
        return _own(element)

    def base(self, element: Any) -> Any:
        """The style that one rests on, if any."""
        return self.by_id.get(_value(element, "basedOn"))

    def usual(self, element: Any) -> Traits:
        """What a style looks like where it states nothing itself."""
        base = self.base(element)
        return self._usual(element) if base is None else self._whole(base)

    def whole(self, element: Any) -> Traits:
        """All traits of a style, with those it inherits."""
        return {key: value for key, value in self._whole(element).items() if value}

    def _whole(self, element: Any) -> Traits:
        lineage = []
        while element is not None and element not in lineage:
            lineage.append(element)
            element = self.by_id.get(_value(element, "basedOn"))
        whole = dict(self._usual(lineage[-1]))
        for one in reversed(lineage):
            whole |= _own(one)
        return whole

    def _usual(self, element: Any) -> Traits:
        return self.defaults if element.get(f"{W}type", "paragraph") == "paragraph" else {}


def name_of(element: Any) -> str:
    """The name of a style."""
    return _value(element, "name") or ""


def page(section: Any) -> Traits:
    """Format and margins of a section."""
    found: Traits = {}
    for element in section.iter(f"{W}pgSz", f"{W}pgMar"):
        for key in ("w", "h", "top", "right", "bottom", "left", "header", "footer"):
            if value := element.get(W + key):
                found[f"page {key}"] = value
    return found


def hyphenation(settings: Any) -> Traits:
    """Whether a file divides words at the ends of lines."""
    found = settings.find(f"{W}autoHyphenation")
    on = found is not None and found.get(f"{W}val", "1") not in _OFF
    return {"divided": ON} if on else {}


def checksum(traits: Mapping[str, str]) -> str:
    """The same for the same looks, whoever wrote them down."""
    told = "\n".join(f"{key}={value}" for key, value in sorted(traits.items()))
    return sha256(told.encode()).hexdigest()[:_CHECKSUM]


def record(traits: Mapping[str, str]) -> str:
    """The checksum, and after it one of each trait: short, as Word keeps 255 characters."""
    each = (f"{key}{value}" for key, value in sorted(fingerprint(traits).items()))
    return " ".join((checksum(traits), *each))


def fingerprint(traits: Mapping[str, str]) -> dict[str, str]:
    """Of each trait a short checksum of its name -> one of its value."""
    return {short(key): short(value) for key, value in traits.items()}


def recorded(mark: str) -> dict[str, str] | None:
    """The fingerprint in a record; ``None`` for one of before that kept the checksum alone."""
    total, *each = mark.split()
    if not each and total != checksum({}):
        return None
    return {one[:_SHORT]: one[_SHORT:] for one in each}


def short(text: str) -> str:
    """A short checksum of a name or of a value."""
    return sha256(text.encode()).hexdigest()[:_SHORT]


def told(key: str) -> Phrase:
    """A trait for people: ``kant foroven``."""
    word, _, more = key.partition(" ")
    if key in NAMES:
        return NAMES[key]
    if word == "page":
        return _PAGE[more]
    return NAMES[word] + " " + (_PARTS[more] if more in _PARTS else told(more))


def shown(key: str, value: str) -> Phrase:
    """A value for people: lengths in points."""
    key = key.removeprefix("head ")
    word = key.split(" ")[0]
    if value == ON or (not value and key in _YES_OR_NO):
        return Phrase("ja", "yes") if value else Phrase("nej", "no")
    if not value:
        return _NONE if word in _NOTHING else _UNCHANGED
    if key in _POINTS or word in {"indent", "page", "margin"}:
        return _points(int(float(value)) / _POINTS.get(key, 20))
    if word == "line":
        number, rule = value.split()
        if rule == "auto":
            return _number(int(number) / 240) + " ×"
        least = Phrase("mindst ", "at least ") if rule == "atLeast" else Phrase.same("")
        return least + _points(int(number) / 20)
    if word in {"border", "box"}:
        kind, eighths, _, colour = value.split()
        line = _LINES.get(kind, Phrase.same(kind))
        return line + " " + _points(int(eighths) / 8) + f" {_coloured(colour)}"
    if word in {"colour", "ground"}:
        return Phrase.same(_coloured(value))
    return _JUSTIFIED.get(value, Phrase.same(value))


def _coloured(value: str) -> str:
    """A colour as a style file has it."""
    return f"#{value.lower()}" if len(value) == 6 else value


_YES_OR_NO = frozenset((*_TOGGLES.values(), "keep", "undivided", "kerned", "divided", "new page"))
_NOTHING = frozenset(("border", "box", "ground", "underline", "marked", "tabs"))
_NONE = Phrase("ingen", "none")
_POINTS = {"size": 2, "spaced": 20, "before": 20, "after": 20}
"""How many of the file's units are a point."""


def _points(points: float) -> Phrase:
    return _number(points) + " pt"


def _number(number: float) -> Phrase:
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return Phrase(text.replace(".", ","), text)


# --- reading --------------------------------------------------------------------------


def _default_looks(tree: Any) -> Any:
    """The looks that all styles rest on, as if they were a style."""
    made = tree.makeelement(f"{W}style", {})
    for group in ("rPr", "pPr"):
        for found in tree.iterfind(f"{W}docDefaults/{W}{group}Default/{W}{group}"):
            inner = made.makeelement(found.tag, {})
            inner.extend(one.__copy__() for one in found)
            made.append(inner)
    return made


def _value(element: Any, name: str) -> str | None:
    found = element.find(W + name)
    return None if found is None else found.get(f"{W}val")


def _own(element: Any) -> Traits:
    """What a style says itself; a trait that it takes away is empty."""
    found = dict(_of_characters(element.find(f"{W}rPr")))
    found |= _of_paragraphs(element.find(f"{W}pPr"))
    found |= _of_tables(element)
    return found


def _of_characters(group: Any) -> Iterator[tuple[str, str]]:
    for one in () if group is None else group:
        name = str(one.tag).rpartition("}")[2]
        value = one.get(f"{W}val", "")
        if name in _TOGGLES:
            yield _TOGGLES[name], "" if value in _OFF - {""} else ON
        elif name == "sz":
            yield "size", value
        elif name == "color":
            yield "colour", "" if value in _OFF else value.upper()
        elif name == "spacing":
            yield "spaced", "" if value in _OFF else value
        elif name == "u":
            yield "underline", "" if value in _OFF else value
        elif name == "rFonts":
            yield "font", one.get(f"{W}ascii") or one.get(f"{W}asciiTheme") or ""
        elif name == "bdr":
            yield "box", _border(one)
        elif name == "highlight":
            yield "marked", "" if value in _OFF else value
        elif name == "kern":
            yield "kerned", "" if value in _OFF else ON


def _of_paragraphs(group: Any) -> Iterator[tuple[str, str]]:
    for one in () if group is None else group:
        name = str(one.tag).rpartition("}")[2]
        value = one.get(f"{W}val", "")
        if name == "spacing":
            yield from _spacing(one)
        elif name == "ind":
            yield from _indents(one)
        elif name == "jc":
            yield "alignment", "" if value in {"left", "start"} else value
        elif name == "keepNext":
            yield "keep", "" if value in _OFF - {""} else ON
        elif name == "pageBreakBefore":
            yield "new page", "" if value in _OFF - {""} else ON
        elif name == "suppressAutoHyphens":
            yield "undivided", "" if value in _OFF - {""} else ON
        elif name == "outlineLvl":
            yield "outline", "" if value == "9" else value
        elif name == "tabs":
            stops = sorted((t.get(f"{W}pos", ""), t.get(f"{W}val", "")) for t in one)
            yield "tabs", ", ".join(f"{kind} {place}" for place, kind in stops if kind != "clear")
        elif name == "shd":
            yield "ground", _ground(one)
        elif name == "pBdr":
            yield from _borders("border", one)


def _spacing(element: Any) -> Iterator[tuple[str, str]]:
    for key in ("before", "after"):
        value = element.get(W + key)
        if value is not None:
            yield key, "" if value in _OFF else value
    line = element.get(f"{W}line")
    if line is not None:
        yield "line", f"{line} {element.get(f'{W}lineRule', 'auto')}"


def _indents(element: Any) -> Iterator[tuple[str, str]]:
    for key, others in (("left", ("left", "start")), ("right", ("right", "end"))):
        for other in others:
            value = element.get(W + other)
            if value is not None:
                yield f"indent {key}", "" if value in _OFF else value
    hanging, first = element.get(f"{W}hanging"), element.get(f"{W}firstLine")
    if hanging not in {None, "0"}:
        yield "indent first", f"-{hanging}"
    elif first is not None or hanging is not None:
        yield "indent first", "" if first in {None, "0"} else str(first)


def _border(element: Any) -> str:
    if element.get(f"{W}val", "") in _OFF:
        return ""
    told = (element.get(W + key, "0") for key in ("val", "sz", "space", "color"))
    return " ".join(one.upper() if n == 3 else one for n, one in enumerate(told))


def _borders(name: str, group: Any) -> Iterator[tuple[str, str]]:
    for one in group:
        side = str(one.tag).rpartition("}")[2]
        if side in _SIDES:
            yield f"{name} {_SIDE_NAMES.get(side, side)}", _border(one)


def _ground(element: Any) -> str:
    fill = element.get(f"{W}fill", "")
    return "" if fill in _OFF else fill.upper()


def _of_tables(element: Any) -> Iterator[tuple[str, str]]:
    for group in element.iterfind(f"{W}tblPr/{W}tblBorders"):
        yield from _borders("border", group)
    for margins in element.iterfind(f"{W}tblPr/{W}tblCellMar"):
        for one in margins:
            side = str(one.tag).rpartition("}")[2]
            yield f"margin {_SIDE_NAMES.get(side, side)}", one.get(f"{W}w", "")
    for head in element.iterfind(f"{W}tblStylePr[@{W}type='firstRow']"):
        for key, value in _of_characters(head.find(f"{W}rPr")):
            yield f"head {key}", value
        for ground in head.iterfind(f"{W}tcPr/{W}shd"):
            yield "head ground", _ground(ground)
        for borders in head.iterfind(f"{W}tcPr/{W}tcBorders"):
            yield from _borders("head border", borders)


# --- writing --------------------------------------------------------------------------

_RUN_TAGS = {
    **{trait: (tag,) for tag, trait in _TOGGLES.items()},
    "bold": ("b", "bCs"),
    "italic": ("i", "iCs"),
    "font": ("rFonts",),
    "size": ("sz", "szCs"),
    "colour": ("color",),
    "spaced": ("spacing",),
    "underline": ("u",),
    "box": ("bdr",),
    "marked": ("highlight",),
    "kerned": ("kern",),
}
_PARAGRAPH_TAGS = {
    "alignment": "jc",
    "keep": "keepNext",
    "new page": "pageBreakBefore",
    "undivided": "suppressAutoHyphens",
    "outline": "outlineLvl",
    "tabs": "tabs",
    "ground": "shd",
}
_VALUES = {
    "before": ("spacing", ("before", "beforeLines", "beforeAutospacing")),
    "after": ("spacing", ("after", "afterLines", "afterAutospacing")),
    "line": ("spacing", ("line", "lineRule")),
    "indent left": ("ind", ("left", "start", "leftChars", "startChars")),
    "indent right": ("ind", ("right", "end", "rightChars", "endChars")),
    "indent first": ("ind", ("hanging", "firstLine", "hangingChars", "firstLineChars")),
}
"""Of traits that share a tag with others, the values that are theirs in it."""
_ORDER = {
    "pPr": (
        "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
        "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku",
        "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi",
        "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
        "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
        "textboxTightWrap", "outlineLvl",
    ),
    "rPr": (
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike",
        "dstrike", "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid",
        "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs",
        "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
        "lang", "eastAsianLayout", "specVanish", "oMath",
    ),
    "pBdr": (
        "top", "left", "start", "bottom", "right", "end", "between", "bar",
    ),
}  # fmt: skip
"""The order in which the format asks for what stands in a group."""


def put(element: Any, key: str, source: Any) -> None:
    """Let a paragraph or character style state a trait as ``source`` does, or not at all."""
    if key in _VALUES:
        tag, names = _VALUES[key]
        _put_values(element, tag, names, source)
    elif key in _RUN_TAGS:
        _put_tags(element, ("rPr",), _RUN_TAGS[key], source)
    elif key.startswith("border "):
        side = key.removeprefix("border ")
        others = (name for name, one in _SIDE_NAMES.items() if one == side)
        _put_tags(element, ("pPr", "pBdr"), (side, *others), source)
    else:
        _put_tags(element, ("pPr",), (_PARAGRAPH_TAGS[key],), source)


def _put_tags(element: Any, path: tuple[str, ...], tags: tuple[str, ...], source: Any) -> None:
    where = "/".join(W + name for name in path)
    old = [one for tag in tags for one in element.findall(f"{where}/{W}{tag}")]
    new = [one for tag in tags for one in source.findall(f"{where}/{W}{tag}")]
    for one in old:
        one.getparent().remove(one)
    for one in new:
        _insert(_group(element, path), one.__deepcopy__(None), path[-1])


def _put_values(element: Any, tag: str, names: tuple[str, ...], source: Any) -> None:
    from_there = source.find(f"{W}pPr/{W}{tag}")
    values = {} if from_there is None else {n: from_there.get(W + n) for n in names}
    here = element.find(f"{W}pPr/{W}{tag}")
    if here is None:
        if not any(values.values()):
            return
        here = element.makeelement(W + tag, {})
        _insert(_group(element, ("pPr",)), here, "pPr")
    for name in names:
        here.attrib.pop(W + name, None)
        if (value := values.get(name)) is not None:
            here.set(W + name, value)
    if not here.attrib:
        here.getparent().remove(here)


def _group(element: Any, path: tuple[str, ...]) -> Any:
    """A group of properties, made where it is not there."""
    for above, name in zip(("style", *path), path, strict=False):
        found = element.find(W + name)
        if found is None:
            found = element.makeelement(W + name, {})
            if above in _ORDER:
                _insert(element, found, above)
            elif name == "pPr" and element.find(f"{W}rPr") is not None:
                element.find(f"{W}rPr").addprevious(found)
            else:
                element.append(found)
        element = found
    return element


def _insert(group: Any, new: Any, name: str) -> None:
    """Put a property where the format wants it; what it does not know stands last."""
    order = {tag: number for number, tag in enumerate(_ORDER[name])}
    place = order[str(new.tag).removeprefix(W)]
    before = (order.get(str(one.tag).removeprefix(W), len(order)) < place for one in group)
    group.insert(sum(before), new)
