"""Takes what was left out of the pages also out of all that stands beside them.

Files inside, scripts, private data and miniatures go whole: nobody can say what is in them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any
from urllib.parse import unquote

import pikepdf
from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name, Stream, String

from indhold.cleaning.pdf_metadata import packet, xmp_in
from indhold.cleaning.pdf_structure import Gone
from indhold.cleaning.told import Refused as NotParsed
from indhold.leaving_out.drawings import Reader
from indhold.leaving_out.geometry import Box, meet
from indhold.leaving_out.marks import TELLING
from indhold.leaving_out.matching import Needle, folded, traced
from indhold.leaving_out.objects import change_strings, containers, strings_below
from indhold.leaving_out.readings import readings
from indhold.leaving_out.told import Reason, Refused

_DEEPEST = 60
_SIGNS = re.compile(r"[-_.+]+")
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")


class Scrub(Struct):
    """What is taken out beside the pages."""

    pdf: pikepdf.Pdf
    needles: Sequence[tuple[int, Needle]]
    """With the entry of each."""
    short: str
    hits: Counter[int] = field(default_factory=Counter)
    files: int = 0
    signed: bool = False

    def whole_things(self) -> None:
        """Take out what is no part of the pages and may hold anything."""
        root: Any = self.pdf.Root
        for one in list(containers(self.pdf)):
            if isinstance(one, Dictionary | Stream):
                self._whole_things_of(one)
        names = root.get("/Names", Dictionary())
        form = root.get("/AcroForm", Dictionary())
        for holder, keys in ((names, _NAMED), (root, _OF_FILE), (form, ("/XFA", "/SigFlags"))):
            for key in keys:
                if key in holder:
                    self.signed = self.signed or key == "/Perms"
                    del holder[key]

    def _whole_things_of(self, one: Any) -> None:
        self.files += isinstance(one.get("/EF"), Dictionary)
        for key in _ALWAYS:
            if key in one:
                del one[key]
        if "/Metadata" in one and one.objgen != self.pdf.Root.objgen:
            del one["/Metadata"]
        if str(one.get("/FT", "")) == "/Sig" and "/V" in one:
            self.signed = True
            del one["/V"]

    # --- annotations ------------------------------------------------------------------------

    def annotations(self, boxes: Sequence[Sequence[Box]], reader: Reader) -> None:
        """Take out the annotations, links and fields that say it, or lie where it stood.

        ``boxes``: where on each page something went.
        """
        gone = Gone()
        for number, (page, places) in enumerate(zip(self.pdf.pages, boxes, strict=True), 1):
            gone.take(page.obj, partial(self._goes, boxes=places, reader=reader, number=number))
        if not gone.ids:
            return
        gone.forget(self.pdf)
        form = self.pdf.Root.get("/AcroForm")
        if isinstance(form, Dictionary) and isinstance(form.get("/Fields"), Array):
            form["/Fields"] = Array(_fields_without(form["/Fields"], gone.ids, 0))

    def _goes(self, one: Any, *, boxes: Sequence[Box], reader: Reader, number: int) -> bool:
        if str(one.get("/Subtype", "")) == "/FileAttachment":
            return True
        rect = _rect(one)
        if rect is not None and any(meet(rect, box, 0.5) for box in boxes):
            return True
        told = [strings_below(one)]
        above = one.get("/Parent")
        for _ in range(_DEEPEST):
            if not isinstance(above, Dictionary):
                break
            told += [str(above[key]) for key in above.keys() if isinstance(above[key], String)]  # noqa: SIM118
            above = above.get("/Parent")
        told += [
            text
            for look in looks(one.get("/AP"))
            for text in self._texts(look, look.get("/Resources", Dictionary()), reader, number)
        ]
        found = self._found(told)
        for entry in found:
            self.hits[entry] += 1
        return bool(found)

    def _found(self, texts: Iterable[str]) -> set[int]:
        ways = (way for text in texts if text for way in (text, _address_as_words(text)))
        every = [folded(way) for way in ways]
        return {entry for entry, needle in self.needles if any(map(needle.stands_in, every))}

    def _texts(self, stream: Any, resources: Any, reader: Reader, number: int) -> list[str]:
        page = reader.page(stream, resources, number)
        return [one.text.characters for one in readings(page.letters)] if page.letters else []

    # --- what cannot be taken apart -----------------------------------------------------------

    def refuse_elsewhere(self, reader: Reader) -> None:
        """Raise ``Refused`` where patterns, soft masks or drawn glyphs say it."""
        for one in containers(self.pdf):
            if not isinstance(one, Dictionary | Stream):
                continue
            for stream in content_apart(one):
                own = stream.get("/Resources", one.get("/Resources", Dictionary()))
                if self._found(self._texts(stream, own, reader, 0)):
                    raise Refused(Reason.ELSEWHERE)

    # --- words ------------------------------------------------------------------------------

    def structure(self, touched: Sequence[tuple[Any, set[int]]]) -> None:
        """What the tags say in place of what was taken out of them."""
        root = self.pdf.Root.get("/StructTreeRoot")
        tree = root.get("/ParentTree") if isinstance(root, Dictionary) else None
        if not isinstance(tree, Dictionary):
            return
        for holder, marked in touched:
            if "/StructParents" not in holder or not marked:
                continue
            row = _numbered(tree, int(holder["/StructParents"]), 0)
            for number in marked:
                if isinstance(row, Array) and number < len(row):
                    self._element(row[number])

    def _element(self, element: Any) -> None:
        for _ in range(_DEEPEST):
            if not isinstance(element, Dictionary) or "/S" not in element:
                return
            for key in TELLING:
                if key in element:
                    element[key] = String(self.short)
            element = element.get("/P")

    def strings(self) -> None:
        """Every string of the file."""
        for one in containers(self.pdf):
            change_strings(one, self._change)

    def _change(self, text: str) -> str:
        if _BINARY.search(text):
            return text
        plain = traced(text)
        for entry, needle in self.needles:
            new = needle.replaced(text, plain, self.short)
            if new != text:
                self.hits[entry] += 1
                text, plain = new, traced(new)
        return text

    def properties(self) -> None:
        """The XMP of the file."""
        stream = self.pdf.Root.get("/Metadata")
        if not isinstance(stream, Stream):
            return
        try:
            root = xmp_in(stream.read_bytes())
        except NotParsed:
            del self.pdf.Root["/Metadata"]
            return
        if _change_tree(root, self._change):
            self.pdf.Root["/Metadata"] = self.pdf.make_indirect(
                Stream(self.pdf, packet(root), Type=Name.Metadata, Subtype=Name.XML)
            )


_NAMED = ("/EmbeddedFiles", "/JavaScript", "/AlternatePresentations", "/Renditions")
_OF_FILE = ("/Collection", "/Perms", "/DSS", "/Legal")
_ALWAYS = ("/AF", "/EF", "/AA", "/PieceInfo", "/Thumb", "/JS", "/SpiderInfo", "/OPI", "/Alternates")


def _address_as_words(text: str) -> str:
    """What an address says, e.g. ``https://example.org/jens-%C3%A5kerlund``."""
    return _SIGNS.sub(" ", unquote(text))


def _change_tree(root: Any, change: Callable[[str], str]) -> bool:
    changed = False
    for element in root.iter():
        if not isinstance(element.tag, str):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        for key, value in list(element.attrib.items()):
            if (new := change(value)) != value:
                element.set(key, new)
                changed = True
        for name in ("text", "tail"):
            value = getattr(element, name)
            if value and (new := change(value)) != value:
                setattr(element, name, new)
                changed = True
    return changed


def _rect(annotation: Any) -> Box | None:
    given = annotation.get("/Rect")
    try:
        a, b, c, d = (float(one) for one in given)
    except (TypeError, ValueError):
        return None
    return min(a, c), min(b, d), max(a, c), max(b, d)


def looks(appearance: Any, depth: int = 3) -> Iterable[Any]:
    """The streams that draw an annotation."""
    if isinstance(appearance, Stream):
        yield appearance
    elif isinstance(appearance, Dictionary) and depth:
        for key in list(appearance.keys()):
            yield from looks(appearance[key], depth - 1)


def content_apart(one: Any) -> Iterable[Any]:
    """The content streams that an object has and no page draws as its own."""
    if isinstance(one, Stream) and one.get("/PatternType") == 1:
        yield one
    mask = one.get("/SMask")
    if isinstance(mask, Dictionary) and isinstance(mask.get("/G"), Stream):
        yield mask["/G"]
    drawn = one.get("/CharProcs")
    if isinstance(drawn, Dictionary):
        yield from (each for _, each in drawn.items() if isinstance(each, Stream))


def _numbered(node: Any, number: int, depth: int) -> Any:
    """What a tree of numbers has under one."""
    pairs = node.get("/Nums")
    if isinstance(pairs, Array):
        for place in range(0, len(pairs) - 1, 2):
            if int(pairs[place]) == number:
                return pairs[place + 1]
    for kid in node.get("/Kids", Array()) if depth < _DEEPEST else ():
        limits = kid.get("/Limits")
        if isinstance(limits, Array) and not int(limits[0]) <= number <= int(limits[1]):
            continue
        found = _numbered(kid, number, depth + 1)
        if found is not None:
            return found
    return None


def _fields_without(fields: Any, gone: set[tuple[int, int]], depth: int) -> list[Any]:
    kept = []
    for one in fields:
        if not isinstance(one, Dictionary) or one.objgen in gone:
            continue
        kids = one.get("/Kids")
        if isinstance(kids, Array) and len(kids) and depth < _DEEPEST:
            left = _fields_without(kids, gone, depth + 1)
            if not left:
                continue
            one["/Kids"] = Array(left)
        kept.append(one)
    return kept
