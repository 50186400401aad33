"""The footnotes of one document, in the part of the file that holds them."""

from __future__ import annotations

from typing import Any

from lxml import etree

from moedebog.render.docx import package
from moedebog.render.docx.package import FOOTNOTES, SETTINGS, WORD_SPACE, Package, W
from moedebog.render.docx.parts import Parts

_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:before="120" '
    f'w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)
"""The rule over the notes, and the one where a note goes on on the next page."""
_AFTER_NOTES = frozenset(
    W + name
    for name in (
        *("endnotePr", "compat", "docVars", "rsids", "attachedSchema", "themeFontLang"),
        *("clrSchemeMapping", "doNotIncludeSubdocsInStats", "captions", "shapeDefaults"),
        *("decimalSymbol", "listSeparator"),
    )
)
"""Settings that stand after those of notes, in the order of the format."""


def first_number(contents: Package) -> int:
    """A number above those of the notes that a template has."""
    part = contents.part(FOOTNOTES)
    if part is None:
        return 1
    tree = package.read_part(contents.parts, part)
    return max((int(one.get(f"{W}id", "0")) for one in tree.iter(f"{W}footnote")), default=0) + 1


def add(parts: dict[str, bytes], contents: Package, collected: Parts) -> None:
    """Put the notes into their part of the file, which is made where a template has none."""
    notes = "".join(collected.notes)
    name = contents.part(FOOTNOTES)
    if name is not None:
        text = package.serialise(package.read_part(contents.parts, name))
        end = text.rindex("</")
        text = f"{text[:end]}{notes}{text[end:]}"
    else:
        name = _free_name(parts)
        text = f'<w:footnotes xmlns:w="{WORD_SPACE}">{_SEPARATORS}{notes}</w:footnotes>'
        collected.relate(FOOTNOTES, name)
        known = parts[package.CONTENT_TYPES]
        parts[package.CONTENT_TYPES] = package.with_part(known, name, kind=package.FOOTNOTES_TYPE)
        _tell_separators(parts, contents)
    parts[name] = (package.XML_START + text).encode()
    if collected.note_relations:
        relations = package.relationships(contents.parts, name)
        beside = package.relationships_name(name)
        both = [*relations, *collected.note_relations.values()]
        parts[beside] = package.relationships_part(both, name.rpartition("/")[0])


def _free_name(parts: dict[str, bytes]) -> str:
    number, name = 1, "word/footnotes.xml"
    while name in parts:
        number, name = number + 1, f"word/footnotes{number + 1}.xml"
    return name


def _tell_separators(parts: dict[str, bytes], contents: Package) -> None:
    """Name the separators in the settings, as Word does."""
    name = contents.part(SETTINGS)
    if name is None:
        return
    tree = package.parse(parts[name])
    for old in tree.findall(f"{W}footnotePr"):
        tree.remove(old)
    made = etree.Element(f"{W}footnotePr")
    for number in ("-1", "0"):
        etree.SubElement(made, f"{W}footnote").set(f"{W}id", number)
    at = next((i for i, one in enumerate(tree) if _is_after(one)), len(tree))
    tree.insert(at, made)
    parts[name] = (package.XML_START + package.serialise(tree)).encode()


def _is_after(element: Any) -> bool:
    return element.tag in _AFTER_NOTES or str(element.tag).endswith("}mathPr")
