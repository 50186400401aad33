"""What of a Word template is taken, what is left out, and what is refused.

The parts are followed from the file itself by their relationships, so that nothing is taken
that is not known to be harmless, wherever in the file it hides.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from indhold.stripping import UnknownFormat, stripped
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule
from moedebog.render.docx import allowed, cleaning, package
from moedebog.render.docx.archive import MEGABYTE, NotWord, too_large
from moedebog.render.docx.fields import fields
from moedebog.render.docx.package import ContentTypes, Package, Relationship, W
from moedebog.render.docx.rules import (
    BAD_PICTURE,
    CONTENT,
    EXTERNAL,
    FIELD,
    HIDDEN,
    LINK,
    MAIL_MERGE,
    POINTS_AWAY,
    RELATIONSHIP,
)

MOST_OF_TEXT = 4 * MEGABYTE
"""Of a part that holds paragraphs: each is looked through several times."""
LONGEST_PARAGRAPH = 20_000
"""Characters of text, ten pages; a longer one is nobody's boilerplate."""
LARGEST_PARAGRAPH = MEGABYTE
"""Bytes of XML: a paragraph with a large drawing has a tenth."""

_WORD_XML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_FORM_STYLES = ("html top of form", "html bottom of form")
"""Word's own hidden styles, which come along when one pastes a form from a web page."""
_STRICT = "boolean(//*[starts-with(namespace-uri(), 'http://purl.oclc.org/ooxml')])"
_LINK_ELEMENTS = ("hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver")
_REFERENCES = (
    "//@*[(contains(namespace-uri(), '/relationships') or local-name() = 'relid') and . != '']"
)
_ADDRESSES = (
    "//@*[local-name()='href' or local-name()='src' or local-name()='action'"
    " or local-name()='embeddedHtml']"
)
_FETCHERS = ("imagedata", "fill", "stroke", "image")
"""Elements of VML whose address is that of a picture."""
_SHOWN_BY_ID = (package.IMAGE, package.HYPERLINK, package.HEADER, package.FOOTER)
"""Relationships of which nothing is seen unless something in the part speaks of them."""
_MOST_TOLD = 100
_OFF = ("0", "false", "off")


class _Verdict(IntEnum):
    """What becomes of a part; the first that it gets from any side holds."""

    KEPT = 0
    LEFT_OUT = 1
    REFUSED = 2


def sift(raw: Package, name: str) -> tuple[Package, list[Diagnostic]]:
    """The package without what is left out, and what must not be in it.

    ``name`` is what the findings call the file. Raises ``NotWord``, and ``Refused`` for what is
    too large to be looked at.
    """
    types = ContentTypes(raw.parts)
    if types.of(raw.main) != {package.MAIN_TYPE}:
        raise NotWord(
            "Den er gemt som Word-skabelon eller med makroer.",
            "It is saved as a Word template or with macros.",
        )
    sifter = _Sifter(raw, types, name)
    sifter.follow()
    sifter.look()
    return sifter.result(), sifter.diagnostics


class _Sifter:
    """The work of ``sift``."""

    def __init__(self, raw: Package, types: ContentTypes, name: str) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._parts = dict(raw.parts)
        self._main = raw.main
        self._types = types
        self._name = name
        self._verdicts: dict[str, _Verdict] = {}
        self._kept: dict[str, list[Relationship]] = {}
        """Source -> those of its relationships that are kept."""
        self._refused: dict[str, set[str]] = {}
        """Source -> the ids of those that were told of."""

    def _add(self, rule: Rule, **values: object) -> None:
        finding = rule.at(Position(self._name), **values)
        if len(self.diagnostics) < _MOST_TOLD and finding not in self.diagnostics:
            self.diagnostics.append(finding)

    # --- the relationships ------------------------------------------------------------

    def follow(self) -> None:
        """Give each part its verdict."""
        waiting: dict[_Verdict, list[str]] = {v: [] for v in _Verdict}
        waiting[_Verdict.KEPT].append("")
        for verdict in _Verdict:
            while waiting[verdict]:
                source = waiting[verdict].pop()
                if source in self._verdicts:
                    continue
                self._verdicts[source] = verdict
                for relation in package.relationships(self._parts, source):
                    own = self._judge(source, relation, verdict)
                    if own is _Verdict.KEPT:
                        self._kept.setdefault(source, []).append(relation)
                    elif own is _Verdict.REFUSED:
                        self._refused.setdefault(source, set()).add(relation.id)
                    if not relation.external and relation.target in self._parts:
                        waiting[max(own, verdict)].append(relation.target)
                if verdict is _Verdict.LEFT_OUT:
                    self._check_left_out(source)
        relationships = {package.relationships_name(part) for part in self._verdicts if part}
        known = {*self._verdicts, *relationships, package.ROOT_RELS, package.CONTENT_TYPES}
        for part in sorted(self._parts.keys() - known):
            if not part.startswith("[trash]/"):  # where Word puts what it has no use for
                self._add(CONTENT, part=part, kind=_type(self._types.of(part)))

    def _judge(self, source: str, relation: Relationship, verdict: _Verdict) -> _Verdict:
        """What becomes of a relationship, looked at alone."""
        kind, target = relation.type, relation.target
        part = source or package.ROOT_RELS
        shown = kind.rpartition("/")[2]
        if verdict is _Verdict.REFUSED:
            return _Verdict.REFUSED
        if kind == package.HYPERLINK:
            if allowed.link(target) and (relation.external or target.startswith("#")):
                return _Verdict.KEPT
            self._add(LINK, where=Phrase(part, part), target=target)
            return _Verdict.REFUSED
        if relation.external:
            if kind == allowed.ATTACHED_TEMPLATE:
                return _Verdict.LEFT_OUT
            self._add(EXTERNAL, part=part, kind=shown, target=target)
            return _Verdict.REFUSED
        if kind in allowed.LEFT_OUT:
            return _Verdict.LEFT_OUT
        is_main = source == "" and target == self._main
        if kind not in allowed.KEPT or (kind == package.DOCUMENT) != is_main:
            self._add(RELATIONSHIP, part=part, kind=shown, target=target)
            return _Verdict.REFUSED
        if target not in self._parts:  # an error where something in the part speaks of it
            return _Verdict.LEFT_OUT
        types = self._types.of(target)
        if kind == package.IMAGE and types == {allowed.SVG}:  # Word has a PNG beside it
            return _Verdict.LEFT_OUT
        if not types <= allowed.KEPT[kind]:
            self._add(CONTENT, part=target, kind=_type(types))
            return _Verdict.REFUSED
        return _Verdict.KEPT

    def _check_left_out(self, part: str) -> None:
        types = self._types.of(part)
        if not all(map(allowed.may_be_left_out, types)):
            self._add(CONTENT, part=part, kind=_type(types))

    # --- the parts --------------------------------------------------------------------

    def look(self) -> None:
        """Look into each part, and clean those that are kept."""
        for part in sorted(filter(None, self._verdicts)):
            verdict = self._verdicts[part]
            types = self._types.of(part)
            if verdict is _Verdict.KEPT and types <= allowed.PICTURES:
                self._clean_picture(part)
            elif verdict is not _Verdict.REFUSED and any(_is_word(t) for t in types):
                self._look_into(part, kept=verdict is _Verdict.KEPT)

    def _clean_picture(self, part: str) -> None:
        try:
            self._parts[part] = stripped(self._parts[part])
        except UnknownFormat:
            self._add(BAD_PICTURE, part=part)

    def _look_into(self, part: str, *, kept: bool) -> None:
        tree = package.read_part(self._parts, part)
        places = _Places(part, tree)
        _check_size(part, tree, len(self._parts[part]))
        if tree.xpath(_STRICT):
            raise package.strict()
        for field in fields(tree):
            if field.torn or not allowed.field(field.code):
                code = " ".join(field.code.replace(allowed.NESTED, "{…}").split())
                where = places.of(field.element)
                self._add(FIELD, where=where, code=code if len(code) <= 60 else f"{code[:60]}…")
        if tree.tag == f"{W}settings" and cleaning.has_data_source(tree):
            self._add(MAIL_MERGE, part=part)
        if not kept:
            return
        changed = cleaning.clean(tree)
        for element in _hidden(tree):
            self._add(HIDDEN, where=places.of(element))
        changed = self._check_references(part, tree, places) or changed
        if changed:
            self._parts[part] = (package.XML_START + package.serialise(tree)).encode()

    def _check_references(self, part: str, tree: Any, places: _Places) -> bool:
        """Refuse what speaks of things that are not taken; whether something was removed."""
        kept = {relation.id: relation for relation in self._kept.get(part, ())}
        refused = self._refused.get(part, set())
        changed = False
        used: set[str] = set()
        for reference in tree.xpath(_REFERENCES):
            used.add(str(reference))
            element = reference.getparent()
            short = element.tag.rpartition("}")[2]
            relation = kept.get(str(reference))
            if relation is not None:
                is_link = relation.type == package.HYPERLINK
                if is_link != (short in _LINK_ELEMENTS):
                    self._add(POINTS_AWAY, where=places.of(element), element=short)
            elif str(reference) not in refused:
                if cleaning.remove_reference(element):
                    changed = True
                else:
                    self._add(POINTS_AWAY, where=places.of(element), element=short)
        for address in filter(None, tree.xpath(_ADDRESSES)):
            element = address.getparent()
            is_link = address.attrname.endswith("href") and not element.tag.endswith(_FETCHERS)
            if not (is_link and allowed.link(address)):
                self._add(LINK, where=places.of(element), target=str(address)[:100])
        self._kept[part] = [
            relation
            for relation in kept.values()
            if relation.type not in _SHOWN_BY_ID or relation.id in used
        ]
        return changed

    # --- what is left -----------------------------------------------------------------

    def result(self) -> Package:
        """The package of what is kept, with places for the properties that we write."""
        kept = self._reached()
        parts = {part: self._parts[part] for part in kept}
        for part in kept:
            name = package.relationships_name(part)
            if name in self._parts:
                relations = self._kept.get(part, [])
                if relations == package.relationships(self._parts, part):
                    parts[name] = self._parts[name]
                elif relations:
                    folder = part.rpartition("/")[0]
                    parts[name] = package.relationships_part(relations, folder)
        parts[package.ROOT_RELS] = package.root_relationships(self._main)
        parts[package.CONTENT_TYPES] = self._types.only(kept, allowed.may_be_default)
        parts[package.CORE_PART] = parts[package.APP_PART] = b""  # filled for each document
        return Package(parts, self._main, tuple(self._kept.get(self._main, ())))

    def _reached(self) -> list[str]:
        """The parts that are kept and that something kept speaks of, the main part first."""
        reached = {self._main: None}
        waiting = [self._main]
        while waiting:
            for relation in self._kept.get(waiting.pop(), ()):
                if relation.target not in reached and relation.type != package.HYPERLINK:
                    reached[relation.target] = None
                    waiting.append(relation.target)
        return list(reached)


class _Places:
    """How a message names a place in a part."""

    def __init__(self, part: str, tree: Any) -> None:
        self._part = part
        self._tree = tree
        self._numbers: dict[Any, int] = {}

    def of(self, element: Any) -> Phrase:
        """The part, and the paragraph or the style."""
        for above in (element, *element.iterancestors()):
            if above.tag == f"{W}p":
                if not self._numbers:
                    self._numbers = {p: n for n, p in enumerate(self._tree.iter(f"{W}p"), 1)}
                number = self._numbers[above]
                danish, english = f", afsnit {number}", f", paragraph {number}"
                return Phrase(self._part + danish, self._part + english)
            if above.tag == f"{W}style":
                name = _style_name(above)
                return Phrase(
                    f"{self._part}, typografien »{name}«", f"{self._part}, the style «{name}»"
                )
            if above.tag == f"{W}docDefaults":
                return Phrase(f"{self._part}, standardskriften", f"{self._part}, the defaults")
        return Phrase(self._part, self._part)


def _is_word(content_type: str) -> bool:
    """Whether a part of this type is XML that Word reads, or one that may hold fields."""
    word = content_type.startswith(_WORD_XML) and content_type.endswith("+xml")
    return word or content_type.endswith(".theme+xml")


def _type(types: set[str]) -> Phrase | str:
    shown = ", ".join(sorted(filter(None, types)))
    return shown or Phrase("uden indholdstype", "without content type")


def _style_name(style: Any) -> str:
    name = style.find(f"{W}name")
    return str(style.get(f"{W}styleId") if name is None else name.get(f"{W}val"))


def _check_size(part: str, tree: Any, size: int) -> None:
    """Raises ``Refused`` for a part, or a paragraph, that is too large to be looked through."""
    if next(tree.iter(f"{W}p"), None) is None:
        return
    if size > MOST_OF_TEXT:
        most = MOST_OF_TEXT // MEGABYTE
        raise too_large(
            f"delen »{part}« har pakket ud mere end {most} MB",
            f"the part «{part}» has more than {most} MB when unpacked",
        )
    if size <= LONGEST_PARAGRAPH:
        return
    for number, paragraph in enumerate(tree.iter(f"{W}p"), 1):
        if next(paragraph.iterancestors(f"{W}p"), None) is not None:
            continue  # it is counted with the one around it
        length = sum(len(text) for text in paragraph.itertext())
        if length > LONGEST_PARAGRAPH or len(package.serialise(paragraph)) > LARGEST_PARAGRAPH:
            raise too_large(
                f"afsnit {number} i delen »{part}« har over {LONGEST_PARAGRAPH} tegn eller "
                f"{LARGEST_PARAGRAPH // MEGABYTE} MB",
                f"paragraph {number} in the part «{part}» has more than {LONGEST_PARAGRAPH} "
                f"characters or {LARGEST_PARAGRAPH // MEGABYTE} MB",
            )


def _hidden(tree: Any) -> list[Any]:
    """The elements that hide text, a table's row, or a drawing."""
    used = {e.get(f"{W}val") for e in tree.iter(f"{W}pStyle", f"{W}rStyle", f"{W}basedOn")}
    elements = [
        element
        for element in tree.iter(f"{W}vanish", f"{W}specVanish", f"{W}hidden")
        if element.get(f"{W}val", "1").lower() not in _OFF and not _hides_nothing(element, used)
    ]
    elements += [a.getparent() for a in tree.xpath("//@hidden[. = '1' or . = 'true']")]
    elements += [
        a.getparent()
        for a in tree.xpath("//@style[contains(., 'hidden') or contains(., 'display:none')]")
        if "visibility:hidden" in a.replace(" ", "") or "display:none" in a.replace(" ", "")
    ]
    return elements


def _hides_nothing(element: Any, used: set[str | None]) -> bool:
    """Whether only a style's name is hidden in Word's list, or one of Word's own styles."""
    style = next(element.iterancestors(f"{W}style"), None)
    if style is None:
        return False
    if element.tag == f"{W}hidden":
        return element.getparent() is style
    return _style_name(style).lower() in _FORM_STYLES and style.get(f"{W}styleId") not in used
