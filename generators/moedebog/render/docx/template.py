"""A Word template, read and compiled once, and filled in for each document.

docxtpl gives the language of the tags. What it does unsafely is done here instead: text is
escaped, templates run in a sandbox, an unknown variable is an error, and a rendered part
that is not well-formed is refused where docxtpl would repair it by leaving text out.
"""

from __future__ import annotations

import io
import re
from datetime import UTC
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, pass_eval_context
from jinja2.filters import do_replace
from jinja2.nodes import EvalContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from moedebog.diagnostics import Phrase, Position, Problems, Rule, Severity
from moedebog.document import Document
from moedebog.examples import Example
from moedebog.render.docx import heights, inline, notes, package, sections
from moedebog.render.docx.budget import Budget, TooMuch, check_replace
from moedebog.render.docx.fragments import PageSize, Writer
from moedebog.render.docx.package import FOOTER, HEADER, WP, Package, W
from moedebog.render.docx.parts import PICTURE_TYPES, Parts
from moedebog.render.docx.styles import Styles, add_sizes
from moedebog.render.docx.variables import context

CONTROL_CHARACTER = Rule(
    "M356",
    Severity.ERROR,
    Phrase(
        "Teksten »{text}« rummer et tegn, som ikke kan stå i et Word-dokument ({character}).",
        "The text «{text}» holds a character that cannot stand in a Word document ({character}).",
    ),
    Phrase(
        "Slet det usynlige tegn i mødefilen.", "Delete the invisible character in the meeting file."
    ),
    Example(wrong="Et usynligt styretegn i en tekst", right="Uden det", file="Word"),
)
NOT_WELL_FORMED = Rule(
    "M358",
    Severity.ERROR,
    Phrase(
        "Skabelonen giver ikke et gyldigt Word-dokument ({detail}).",
        "The template does not give a valid Word document ({detail}).",
    ),
    Phrase(
        "Sammenlign den med en ny standardskabelon: `moedebog skabelon ny kopi --word` "
        "(`make skabelon GOER=ny NAVN=kopi WORD=1`).",
        "Compare it with a new standard template: `moedebog skabelon ny kopi --word` "
        "(`make skabelon GOER=ny NAVN=kopi WORD=1`).",
    ),
    Example(wrong="En skabelon, der ikke giver et Word-dokument", right="Standarden", file="Word"),
)

ENDLESS = Rule(
    "M392",
    Severity.ERROR,
    Phrase(
        "Skabelonen gentager for meget: dokumentet ville blive større end nogen kan læse.",
        "The template repeats too much: the document would be larger than anyone can read.",
    ),
    Phrase(
        "Se efter gentagelser (for) inde i hinanden, og efter filteret replace.",
        "Look for repetitions (for) inside each other, and for the filter replace.",
    ),
    Example(
        wrong="for punkt i dokument.punkter, seks gange inde i hinanden",
        right="Én gang",
        file="Word",
    ),
)

FILTERS = ("upper", "lower", "title", "capitalize", "trim", "replace", "default", "length")
"""What a template may do with text. Not ``safe``: it would let text through unescaped."""

_FORBIDDEN = re.compile("[\0-\b\v\f\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML 1.0
_RELATIONSHIP_PREFIX = package.R.strip("{}")
_CORE_SPACES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_APP = (
    f"{package.XML_START}<Properties xmlns="
    '"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>moedebog</Application>{more}</Properties>"
)


@pass_eval_context
def _replace(settings: EvalContext, text: str, old: str, new: str, count: int | None = None) -> str:
    check_replace(str(text), str(old), str(new))
    return do_replace(settings, text, old, new, count)


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: "" if value is None else value,
    )
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.filters["replace"] = _replace
    environment.globals.clear()
    return environment


ENVIRONMENT = _environment()


class WordTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl is without types
    """A template that is ready to be filled in, as often as one likes."""

    def __init__(self, data: bytes, name: str, contents: Package) -> None:
        super().__init__(io.BytesIO(data))
        self.name = name
        """The file, as diagnostics name it."""
        self.contents = contents
        self.trees: dict[str, Any] = {
            part: _cleaned(package.read_part(contents.parts, part))
            for part in _text_parts(contents)
        }
        """The parts that hold tags; the main part first."""
        self._compiled: dict[str, Template] = {}
        self._static: dict[str, bytes] = {}
        self._first_id = _first_free_id(self.trees.values())
        self._page = _page_size(self.trees[contents.main])

    def compile(self) -> None:
        """Compile the tags. Raises ``jinja2.TemplateSyntaxError``."""
        for part, tree in self.trees.items():
            text = _with_relationship_prefix(package.serialise(tree))
            self._compiled[part] = ENVIRONMENT.from_string(self.patch_xml(text))
        replaced = {self.contents.main, *self._compiled}
        self._static = {n: p for n, p in self.contents.parts.items() if n not in replaced}
        self._static[package.APP_PART] = _APP.format(more="").encode()

    def fill(self, document: Document, styles: Styles) -> tuple[dict[str, bytes], dict[str, Any]]:
        """All parts of the finished file, and the trees of those that held tags.

        Raises ``Problems`` where a part does not come out well-formed or there is no end to it,
        and Jinja's errors.
        """
        collected = Parts(
            styles.first_number, self._first_id, first_note=notes.first_number(self.contents)
        )
        budget = Budget()
        variables = context(
            document, Writer(styles, self._page, collected, document.fremmed), budget
        )
        parts = dict(self._static)
        trees: dict[str, Any] = {}
        for name, compiled in self._compiled.items():
            try:
                text = "".join(map(budget.write, compiled.generate(variables)))
            except TooMuch as error:
                raise Problems([ENDLESS.at(Position(self.name))]) from error
            parts[name], trees[name] = self._checked(package.XML_START + text)
        parts[package.CORE_PART] = _core(document)
        body = _property("Company", document.myndighed)
        parts[package.APP_PART] = _APP.format(more=body).encode()
        self._turn_pages(parts, trees, collected, styles)
        self._add_collected(parts, collected, styles)
        return parts, trees

    def _checked(self, text: str) -> tuple[bytes, Any]:
        """The bytes of a rendered part and its tree, if nothing had to be repaired."""
        try:
            data = text.encode()
            return data, package.parse(data)
        except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
            forbidden = _FORBIDDEN.search(text)
            if forbidden is None:
                rule = NOT_WELL_FORMED.at(Position(self.name), detail=str(error))
                raise Problems([rule]) from error
            start = text.rfind(">", 0, forbidden.start()) + 1
            around = text[max(start, forbidden.start() - 40) : forbidden.start()]
            rest = text[forbidden.end() : forbidden.end() + 40].partition("<")[0]
            character = f"U+{ord(forbidden[0]):04X}"
            problem = CONTROL_CHARACTER.at(
                Position(self.name), text=f"{around}␣{rest}", character=character
            )
            raise Problems([problem]) from error

    def _turn_pages(
        self, parts: dict[str, bytes], trees: dict[str, Any], collected: Parts, styles: Styles
    ) -> None:
        """Put the wide tables of one document on pages that are turned, with heads as wide."""
        targets = {one.id: one for one in self.contents.relations}

        def wide_copy(identity: str, by: float) -> str:
            relation = targets.get(identity)
            if relation is None or relation.target not in trees:
                return identity
            folder, _, base = relation.target.rpartition("/")
            name = f"{folder}/moedebog-{base}"
            if name not in parts:
                tree = sections.widen(trees[relation.target], by, styles.tabs, styles.usual)
                trees[name] = tree
                parts[name] = (package.XML_START + package.serialise(tree)).encode()
                beside = package.relationships_name(relation.target)
                if beside in parts:
                    parts[package.relationships_name(name)] = parts[beside]
                known = parts[package.CONTENT_TYPES]
                kinds = package.with_part(known, name, like=relation.target)
                parts[package.CONTENT_TYPES] = kinds
            return collected.relate(relation.type, name)

        main = self.contents.main
        leading = sections.Leading(styles.leading | collected.headings.keys(), collected.openings)

        def reckoned() -> heights.Heights:
            said = heights.notes_of(collected.notes)
            sheet = _sheet(collected, styles)
            return heights.Heights(sheet, styles.usual, said, styles.cell_air)

        if sections.turn_pages(trees[main], leading, wide_copy, reckoned):
            parts[main] = (package.XML_START + package.serialise(trees[main])).encode()

    def _add_collected(self, parts: dict[str, bytes], collected: Parts, styles: Styles) -> None:
        """Write the lists, notes, links and pictures of one document into their parts."""
        if collected.notes:
            notes.add(parts, self.contents, collected)
        if collected.lists:
            numbering = [styles.numbering_before, *collected.lists, styles.numbering_after]
            parts[styles.numbering_part] = (package.XML_START + "".join(numbering)).encode()
        if collected.headings or (collected.notes and styles.made):
            parts[styles.styles_part] = _sheet_text(collected, styles).encode()
        if collected.relations:
            relations = [*self.contents.relations, *collected.relations.values()]
            name = package.relationships_name(self.contents.main)
            parts[name] = package.relationships_part(relations, "word")
        if collected.sizes:
            tree = package.parse(parts[styles.styles_part])
            add_sizes(tree, collected.sizes)
            parts[styles.styles_part] = (package.XML_START + package.serialise(tree)).encode()
        if collected.pictures:
            parts.update(collected.pictures)
            kinds = package.with_defaults(parts[package.CONTENT_TYPES], PICTURE_TYPES)
            parts[package.CONTENT_TYPES] = kinds


def _sheet_text(collected: Parts, styles: Styles) -> str:
    """The part with the styles, those of this document among them."""
    made = [*collected.headings.values(), *(styles.made.values() if collected.notes else ())]
    return "".join((package.XML_START, styles.styles_before, *made, styles.styles_after))


def _sheet(collected: Parts, styles: Styles) -> Any:
    """The same as a tree, with the sizes of type that tables ask for."""
    tree = package.parse(_sheet_text(collected, styles).encode())
    add_sizes(tree, collected.sizes)
    return tree


def _text_parts(contents: Package) -> list[str]:
    related = [r.target for kind in (HEADER, FOOTER) for r in contents.related(kind)]
    return [contents.main, *sorted(set(related))]


def _cleaned(tree: Any) -> Any:
    """Without what Word leaves behind while one writes, and what would split the tags."""
    for element in list(tree.iter(f"{W}proofErr", f"{W}lastRenderedPageBreak")):
        element.getparent().remove(element)
    hidden = {
        element.get(f"{W}id")
        for element in tree.iter(f"{W}bookmarkStart")
        if str(element.get(f"{W}name")).startswith("_")
    }
    for element in list(tree.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        if element.get(f"{W}id") in hidden:
            element.getparent().remove(element)
    return tree


def _with_relationship_prefix(text: str) -> str:
    """The part with ``xmlns:r`` at its root: links and pictures need it."""
    root, _, rest = text.partition(">")
    if "xmlns:r=" in root:
        return text
    return f'{root} xmlns:r="{_RELATIONSHIP_PREFIX}">{rest}'


def _first_free_id(trees: Any) -> int:
    """A number above those of all bookmarks and drawings."""
    numbers = [0]
    for tree in trees:
        numbers += [int(e.get(f"{W}id", "0")) for e in tree.iter(f"{W}bookmarkStart")]
        numbers += [int(e.get("id", "0")) for e in tree.iter(f"{WP}docPr")]
    return max(numbers) + 1


def _page_size(tree: Any) -> PageSize:
    """The room for text, by the last section of the template; A4 where it is silent."""
    sizes = {"w": 11906, "h": 16838, "left": 1304, "right": 1304, "top": 1417, "bottom": 1417}
    for section in tree.iter(f"{W}sectPr"):
        for element in section.iter(f"{W}pgSz", f"{W}pgMar"):
            for key in sizes:
                sizes[key] = abs(int(element.get(W + key, sizes[key])))
    side = min(sizes["left"], sizes["right"])
    return PageSize(
        max(1000, sizes["w"] - sizes["left"] - sizes["right"]),
        max(1000, sizes["h"] - sizes["top"] - sizes["bottom"]),
        max(0, sizes["h"] - 2 * side) if sizes["h"] > sizes["w"] else 0,
    )


def _core(document: Document) -> bytes:
    """The properties of the file. The clock is never asked: of one that is not issued they do not
    say when it was made."""
    author = inline.escape(document.forum)
    entries = {
        "dc:title": document.titel,
        "dc:creator": document.forum,
        "dc:description": document.described,
        "cp:keywords": ", ".join(document.keywords),
    }
    told = "".join(_property(name, value) for name, value in entries.items())
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}'
        f"</dcterms:{name}>"
        for name, moment in (
            ("created", document.first_issued),
            ("modified", document.issued_on),
        )
        if moment is not None
    )
    version = f"<cp:version>{document.udgave.version}</cp:version>" if document.udgave else ""
    text = (
        f"{package.XML_START}<cp:coreProperties {_CORE_SPACES}>{told}"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>{dates}"
        f"<dc:language>{inline.escape(document.sprog)}</dc:language>{version}</cp:coreProperties>"
    )
    return text.encode()


def _property(name: str, value: str) -> str:
    return f"<{name}>{inline.escape(value)}</{name}>" if value else ""
