"""Faults in a Word template, told where they are, before a document is made with it.

docxtpl takes almost anything and leaves text out without a word where a tag is wrong. So
a template is read paragraph by paragraph, every tag is checked against the variables that
there are, and at last a sample document that uses everything is drawn with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError
from lxml.etree import XMLSyntaxError
from msgspec import Struct, field

from moedebog.diagnostics import Diagnostic, Phrase, Position, Problems, Rule, has_errors
from moedebog.document import Kind
from moedebog.render.docx import package, sample, sifting, styles
from moedebog.render.docx.archive import MOST_ON_DISK, TOO_LARGE, NotWord, Refused
from moedebog.render.docx.expressions import Expressions, Fault
from moedebog.render.docx.package import R, W
from moedebog.render.docx.rules import (
    BRACES,
    FAILS,
    LAST_IN_CELL,
    LOST,
    MISSING_STYLE,
    NEEDS_P,
    NO_ALTERNATIVE,
    NO_NUMBERING,
    NO_P,
    NOT_A_LIST,
    NOT_ALLOWED,
    NOT_ALONE,
    NOT_CLOSED,
    NOT_CONFIDENTIAL,
    NOT_OPEN,
    NOT_PRINTABLE,
    OTHER_PLACE,
    REPEATED,
    SECTION_BREAK,
    SPANS_PARAGRAPHS,
    SYNTAX,
    TRACKED,
    UNKNOWN_FILTER,
    UNKNOWN_VARIABLE,
    UNREADABLE,
    WRONG_PLACE,
)
from moedebog.render.docx.template import ENVIRONMENT, WordTemplate
from moedebog.render.docx.variables import BLOCK

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TAG_PARTS = re.compile(r"\{([{%#])(?:(tr|tc|p|r)(?=[ ]))?(.*)[}%#]\}", re.DOTALL)
_STRAY = re.compile(r"[{}]|[%#]\}|\{[%#]")
_TAG_BRACES = re.compile(r"\{[{%#]|[}%#]\}")
_CURLY_QUOTES = str.maketrans("«”‘’", "\"\"''")
_CHANGES = tuple(
    W + name
    for name in (
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tcPrChange",
        "trPrChange",
        "cellIns",
        "cellDel",
        "numberingChange",
    )
)
_NESTED_TEXT = (
    f"{W}txbxContent",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
_MOST_TOLD = 200
"""Findings in one template."""
_MOST_TAGS = 2_000
"""In one template; the standard ones have some twenty."""
_SHOWN = 60
"""Characters of a paragraph that a message quotes."""
_KINDS = {
    "paragraph": Phrase("afsnit", "paragraph"),
    "character": Phrase("tegn", "character"),
    "table": Phrase("tabel", "table"),
}
_BODY = Phrase("", "")
_NOTE = Phrase("Note, ", "Note, ")
_OUTSIDE = Phrase("uden for et afsnit", "outside a paragraph")
_PART_WORDS = {
    "header": Phrase("Sidehoved, ", "Header, "),
    "footer": Phrase("Sidefod, ", "Footer, "),
}
_OUTSIDE_BODY = Phrase("Uden for et afsnit", "Outside a paragraph")
_NESTED = Phrase("et afsnit står inde i et andet", "a paragraph stands inside another")
_EMPTY_END = Phrase("en tabelcelle ender uden et afsnit", "a table cell ends without a paragraph")


class _Tag(Struct, frozen=True):
    """One tag in a paragraph."""

    text: str
    mark: str
    """``{``, ``%`` or ``#``."""
    level: str
    """``p`` or ``tr`` where the tag stands for a whole paragraph or row, else empty."""
    content: str


class _Opened(Struct):
    """A block that waits for its end."""

    word: str
    tag: _Tag
    paragraph: Any
    where: Phrase


class _Linter(Struct):
    """Walks through the paragraphs of a template and collects what is wrong."""

    template: WordTemplate
    diagnostics: list[Diagnostic] = field(default_factory=list)
    tags: int = 0
    rows: set[Any] = field(default_factory=set)
    """Rows of tables that hold a tag."""

    def add(self, rule: Rule, **values: object) -> None:
        """A finding, told once."""
        finding = rule.at(Position(self.template.name), **values)
        if len(self.diagnostics) < _MOST_TOLD and finding not in self.diagnostics:
            self.diagnostics.append(finding)

    # --- the parts --------------------------------------------------------------------

    def parts(self) -> None:
        """All parts that can hold text."""
        for name, tree in self.template.trees.items():
            self._part(name, tree)
        contents = self.template.contents
        for kind in (package.FOOTNOTES, package.ENDNOTES):
            part = contents.part(kind)
            if part:
                tree = package.read_part(contents.parts, part)
                for where, paragraph in _numbered(_NOTE, tree):
                    if _STRAY.search(_text(paragraph)):
                        self.add(WRONG_PLACE, where=where)
                changed = map(_paragraph_of, tree.iterfind(f".//*[@{W}author]"))
                for around in dict.fromkeys(changed):
                    self.add(TRACKED, where=_where(_NOTE, tree, around))

    def _part(self, name: str, tree: Any) -> None:
        prefix = _PART_WORDS.get(re.sub(r"\d+\.xml$", "", name.rpartition("/")[2]), _BODY)
        expressions = Expressions()
        opened: list[_Opened] = []
        for where, paragraph in _numbered(prefix, tree):
            if len(self.diagnostics) >= _MOST_TOLD or self.tags > _MOST_TAGS:
                return
            if any(True for _ in paragraph.iter(*_CHANGES)):
                self.add(TRACKED, where=where)
            elif _is_nested(paragraph):
                if _STRAY.search(_text(paragraph)):
                    self.add(WRONG_PLACE, where=where)
            else:
                self._paragraph(paragraph, where, opened, expressions)
        for block in opened:
            end = "{%" + block.tag.level + f" end{block.word} %" + "}"
            self.add(NOT_CLOSED, where=block.where, tag=block.tag.text, end=end)
        self._elsewhere(prefix, tree)

    def _elsewhere(self, prefix: Phrase, tree: Any) -> None:
        """Tags outside the text, pictures that say nothing to the blind, changes of tables."""
        for where, paragraph in _numbered(prefix, tree):
            for drawing in paragraph.iter(f"{package.WP}docPr"):
                decorative = any(e.get("val") == "1" for e in drawing.iter(_DECORATIVE))
                if not (drawing.get("descr") or "").strip() and not decorative:
                    self.add(NO_ALTERNATIVE, where=where)
        for around in dict.fromkeys(map(_paragraph_of, _with_braces(tree))):
            self.add(WRONG_PLACE, where=_where(prefix, tree, around))
        changed = (
            (_paragraph_of(element), element.tag) for element in tree.iterfind(f".//*[@{W}author]")
        )
        other = (around for around, tag in changed if around is None or tag not in _CHANGES)
        for around in dict.fromkeys(other):
            self.add(TRACKED, where=_where(prefix, tree, around))

    # --- a paragraph ------------------------------------------------------------------

    def _paragraph(
        self, paragraph: Any, where: Phrase, opened: list[_Opened], expressions: Expressions
    ) -> None:
        text = _text(paragraph)
        if not _STRAY.search(text):
            return
        if _STRAY.search(_TAG.sub("", text)):
            self.add(BRACES, where=where)
            return
        tags = [_tag(match[0]) for match in _TAG.finditer(text)]
        self.tags += len(tags)
        if self.tags > _MOST_TAGS:
            what = Phrase(f"mere end {_MOST_TAGS} koder", f"more than {_MOST_TAGS} tags")
            self.add(TOO_LARGE, what=what)
            return
        depth = len(opened)
        for tag in tags:
            if tag.level == "p":
                self._alone(paragraph, where, tag, text)
            elif tag.level == "tr":
                row = next(paragraph.iterancestors(f"{W}tr"), None)
                if row is None or not self._alone_in_row(row, tag):
                    self.add(NOT_ALONE, where=where, tag=tag.text)
            if tag.mark != "#":
                self._check(tag, paragraph, where, opened, expressions)
        for block in opened[depth:]:
            if not block.tag.level:
                self.add(SPANS_PARAGRAPHS, where=where, tag=block.tag.text)
                block.tag = _Tag(block.tag.text, "%", "p", block.tag.content)  # told once

    def _alone_in_row(self, row: Any, tag: _Tag) -> bool:
        """Whether a row holds nothing but its tag; each row is looked through once."""
        if row in self.rows:  # it holds another tag as well
            return False
        self.rows.add(row)
        return "".join(map(_text, row.iter(f"{W}p"))).strip() == tag.text

    def _alone(self, paragraph: Any, where: Phrase, tag: _Tag, text: str) -> None:
        """Whether nothing is lost when the paragraph gives way to its tag."""
        if text.strip() != tag.text or any(True for _ in paragraph.iter(f"{W}drawing")):
            self.add(NOT_ALONE, where=where, tag=tag.text)
        breaks = [e for e in paragraph.iter(f"{W}br") if e.get(f"{W}type") == "page"]
        if breaks or any(True for _ in paragraph.iter(f"{W}sectPr")):
            self.add(SECTION_BREAK, where=where, tag=tag.text)
        cell = paragraph.getparent()
        if cell.tag == f"{W}tc" and cell[-1] is paragraph:
            self.add(LAST_IN_CELL, where=where, tag=tag.text)

    def _check(
        self,
        tag: _Tag,
        paragraph: Any,
        where: Phrase,
        opened: list[_Opened],
        expressions: Expressions,
    ) -> None:
        content = tag.content
        odd = content[:1] in "-+" or content[-1:] in "-+"
        if odd or tag.level in {"r", "tc"} or (tag.level == "tr" and tag.mark == "{"):
            self.add(NOT_ALLOWED, where=where, tag=tag.text)
            return
        if tag.level and re.search("[}%]", content):  # docxtpl would not see the tag's end
            self.add(SYNTAX, where=where, tag=tag.text)
            return
        try:
            if tag.mark == "{":
                self._output(tag, where, expressions)
            else:
                self._statement(tag, paragraph, where, opened, expressions)
        except TemplateSyntaxError:
            self.add(SYNTAX, where=where, tag=tag.text)
        except Fault as fault:
            rules = {
                "variable": UNKNOWN_VARIABLE,
                "filter": UNKNOWN_FILTER,
                "list": NOT_A_LIST,
                "forbidden": NOT_ALLOWED,
            }
            self.add(
                rules[fault.what],
                where=where,
                name=fault.name,
                suggestion=fault.suggestion,
                tag=tag.text,
            )

    def _output(self, tag: _Tag, where: Phrase, expressions: Expressions) -> None:
        kind, name = expressions.output(tag.content)
        if kind == BLOCK:
            if tag.level != "p":
                self.add(NEEDS_P, where=where, name=name)
        elif expressions.is_compound(kind):
            self.add(NOT_PRINTABLE, where=where, name=name, choices=expressions.choices(kind))
        elif tag.level == "p":
            self.add(NO_P, where=where, name=name)

    def _statement(
        self,
        tag: _Tag,
        paragraph: Any,
        where: Phrase,
        opened: list[_Opened],
        expressions: Expressions,
    ) -> None:
        word = tag.content.split()[0] if tag.content.split() else ""
        if word in {"for", "if"}:
            opened.append(_Opened(word, tag, paragraph, where))
            if word == "for":
                expressions.enter(tag.content)
            else:
                expressions.condition(tag.content)
        elif word in {"endfor", "endif", "else", "elif"}:
            block = opened[-1] if opened else None
            if block is None or (word.startswith("end") and word != f"end{block.word}"):
                self.add(NOT_OPEN, where=where, tag=tag.text)
                return
            self._same_place(block, tag, paragraph, where)
            if word == "elif":
                expressions.condition(tag.content[tag.content.index("if") :])
            elif word != "else":
                opened.pop()
                if word == "endfor":
                    expressions.leave()
        else:
            ENVIRONMENT.parse(tag.text.replace("{%" + tag.level, "{%", 1))
            self.add(NOT_ALLOWED, where=where, tag=tag.text)

    def _same_place(self, block: _Opened, tag: _Tag, paragraph: Any, where: Phrase) -> None:
        """Whether a block and its end enclose whole paragraphs, or whole rows, or neither."""
        if block.tag.level != tag.level:
            self.add(SPANS_PARAGRAPHS, where=where, tag=tag.text)
        elif tag.level == "tr":
            if next(block.paragraph.iterancestors(f"{W}tbl"), None) is not next(
                paragraph.iterancestors(f"{W}tbl"), None
            ):
                self.add(OTHER_PLACE, where=where, tag=tag.text)
        elif tag.level == "p" and block.paragraph.getparent() is not paragraph.getparent():
            self.add(OTHER_PLACE, where=where, tag=tag.text)

    # --- the trial --------------------------------------------------------------------

    def trial(self, known: styles.Styles) -> None:
        """Draw the sample and look at what came out."""
        try:
            self.template.compile()
            parts, trees = self.template.fill(sample.document(Kind.REFERAT), known)
        except Problems as problems:
            self.diagnostics.extend(problems.diagnostics)
            return
        except (TemplateError, TypeError, ValueError, SyntaxError, RecursionError) as error:
            self.add(FAILS, detail=error)
            return
        main = self.template.contents.main
        body = trees[main]
        text = parts[main].decode().casefold()  # a template may write in capitals
        for word, tag in sample.INDISPENSABLE.items():
            if word not in text:
                self.add(LOST, tag=tag)
        for wrong in _nested_wrongly(body):
            self.add(FAILS, detail=wrong)
        for name in _repeated(body):
            self.add(REPEATED, name=name)
        if not self._confidential(body, trees):
            self.add(NOT_CONFIDENTIAL)

    def _confidential(self, body: Any, trees: dict[str, Any]) -> bool:
        """Whether every page has a header or footer that says it is confidential."""
        targets = {r.id: r.target for r in self.template.contents.relations}
        settings = self.template.contents.part(package.SETTINGS)
        even = settings and b"evenAndOddHeaders" in self.template.contents.parts[settings]
        spoken = {part for part, tree in trees.items() if "prøvefortrolighed" in _all_text(tree)}
        shown: set[str | None] = set()  # a section without its own keeps those before it
        for section in body.iter(f"{W}sectPr"):
            present: dict[str | None, bool] = {}
            for reference in section.iter(f"{W}headerReference", f"{W}footerReference"):
                part = targets.get(reference.get(f"{R}id"), "")
                kind = reference.get(f"{W}type")
                present[kind] = present.get(kind, False) or part in spoken
            for kind, says_it in present.items():
                if says_it:
                    shown.add(kind)
                elif any(r.tag == f"{W}headerReference" for r in section):
                    shown.discard(kind)
            wanted = {"default"}
            if section.find(f"{W}titlePg") is not None:
                wanted.add("first")
            if even:
                wanted.add("even")
            if wanted - shown:
                return False
        return bool(shown)


@lru_cache(maxsize=16)
def _examined(
    data: bytes, name: str
) -> tuple[WordTemplate | None, styles.Styles | None, tuple[Diagnostic, ...]]:
    """The template of these bytes, ready for use, or what is wrong with it."""
    try:
        contents, refused = sifting.sift(package.read(data), name)
        template = WordTemplate(data, name, contents)
        known, missing = styles.find(contents)
    except Refused as error:
        return None, None, (error.rule.at(Position(name), **error.values),)
    except (NotWord, XMLSyntaxError, ValueError, KeyError, AttributeError) as error:
        reason = error.reason if isinstance(error, NotWord) else ""
        return None, None, (UNREADABLE.at(Position(name), reason=reason),)
    linter = _Linter(template, refused)
    linter.parts()
    for style in missing:
        if style.kind == "numbering":
            linter.add(NO_NUMBERING, name=style.name)
        else:
            linter.add(MISSING_STYLE, name=style.name, kind=_KINDS[style.kind])
    if known is not None and not linter.diagnostics:
        linter.trial(known)
    return template, known, tuple(linter.diagnostics)


def lint(template: Path | bytes, name: str | None = None) -> list[Diagnostic]:
    """What is wrong with a template; ``name`` is what the diagnostics call it."""
    return list(_examined(_read(template), name or _called(template))[2])


def ready(template: Path | bytes, name: str | None = None) -> tuple[WordTemplate, styles.Styles]:
    """The template and its styles, ready to be filled. Raises ``Problems`` for a faulty one."""
    prepared, known, diagnostics = _examined(_read(template), name or _called(template))
    if prepared is None or known is None or has_errors(diagnostics):
        raise Problems(diagnostics)
    return prepared, known


def _called(template: Path | bytes) -> str:
    return template.as_posix() if isinstance(template, Path) else ""


def _read(template: Path | bytes) -> bytes:
    """The file, or of one that is too large the beginning, which is too large as well."""
    if isinstance(template, bytes):
        return template
    if template.stat().st_size <= MOST_ON_DISK:
        return template.read_bytes()
    with template.open("rb") as stream:
        return stream.read(MOST_ON_DISK + 1)


def _numbered(prefix: Phrase, tree: Any) -> Iterator[tuple[Phrase, Any]]:
    """The paragraphs of a part, each with how a message names it."""
    for number, paragraph in enumerate(tree.iter(f"{W}p"), 1):
        text = " ".join(_text(paragraph).split())
        if len(text) > _SHOWN:
            text = f"{text[:_SHOWN]}…"
        where = prefix + Phrase(f"afsnit {number}", f"paragraph {number}")
        if prefix == _BODY:
            where = Phrase(f"Afsnit {number}", f"Paragraph {number}")
        yield (where + f" (»{text}«)" if text else where), paragraph


def _paragraph_of(element: Any) -> Any:
    """The paragraph in which an element stands, or ``None``."""
    return next((e for e in (element, *element.iterancestors()) if e.tag == f"{W}p"), None)


def _where(prefix: Phrase, tree: Any, around: Any) -> Phrase:
    """How a message names a paragraph; ``None`` is what stands in none."""
    if around is None:
        return prefix + _OUTSIDE if prefix != _BODY else _OUTSIDE_BODY
    return next(where for where, paragraph in _numbered(prefix, tree) if paragraph is around)


def _with_braces(tree: Any) -> Iterator[Any]:
    """The elements with braces of tags in attributes, or in text that is not a paragraph's."""
    for value in tree.xpath("//@*[contains(., '{') or contains(., '}')]"):
        if _TAG_BRACES.search(value):
            yield value.getparent()
    for text in tree.xpath("//text()[contains(., '{') or contains(., '}')]"):
        element = text.getparent()
        inside = next(element.iterancestors(f"{W}p"), None) is not None
        if text.is_tail:
            yield element.getparent()
        elif element.tag != f"{W}t" or not inside:
            yield element


def _text(paragraph: Any) -> str:
    """The text of a paragraph, without that of text boxes in it."""
    texts = []
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
        if next(element.iterancestors(f"{W}p")) is paragraph:
            if element.tag == f"{W}t":
                texts.append(element.text or "")
            elif element.getparent().tag == f"{W}r":
                texts.append("\t")
    return "".join(texts)


def _all_text(tree: Any) -> str:
    return "".join(tree.itertext())


def _is_nested(paragraph: Any) -> bool:
    return next(paragraph.iterancestors(*_NESTED_TEXT), None) is not None


def _tag(text: str) -> _Tag:
    match = _TAG_PARTS.fullmatch(text)
    if match is None:  # cannot be: the text was found as a tag
        raise ValueError(text)
    content = match[3].translate(_CURLY_QUOTES).strip()
    return _Tag(text, match[1], match[2] or "", content)


def _nested_wrongly(tree: Any) -> Iterator[Phrase]:
    """What Word would call damaged though it is well-formed."""
    for element in tree.iter(f"{W}p", f"{W}tbl"):
        parent = element.getparent().tag
        if parent in {f"{W}p", f"{W}r", f"{W}t"}:
            yield _NESTED
    for cell in tree.iter(f"{W}tc"):
        if not len(cell) or cell[-1].tag not in {f"{W}p", f"{W}sdt"}:
            yield _EMPTY_END


def _repeated(tree: Any) -> Iterator[str]:
    """Names of bookmarks, and of drawings, whose number comes twice."""
    for tag, key, name in (
        (f"{W}bookmarkStart", f"{W}id", f"{W}name"),
        (f"{package.WP}docPr", "id", "name"),
    ):
        seen = set()
        for element in tree.iter(tag):
            number = element.get(key)
            if number in seen:
                yield str(element.get(name))
            seen.add(number)
