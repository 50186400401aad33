"""The Word files for those who hear them: headings, tables, pictures, language, links."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import docx_samples
import pdf_samples
from docx_samples import STANDARD, W, headings_by_style, parts, style_of, text, tree
from moedebog.document import Document
from moedebog.render.docx import render
from sample_documents import samples

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DC = "{http://purl.org/dc/elements/1.1/}"


def documents(folder: Path) -> list[Document]:
    own = [pdf_samples.everything(folder), pdf_samples.stress(folder)]
    return [*own, *samples().values()]


def faults(document: Document, data: bytes) -> list[str]:
    """What keeps a Word file from being accessible."""
    body = tree(data).find(f"{W}body")
    return [
        *_headings(body, data),
        *_tables(body),
        *_pictures(body),
        *_paragraphs(body),
        *_links(body, data),
        *_properties(document, data),
    ]


def _headings(body: Any, data: bytes) -> list[str]:
    found, above = [], 0
    styles = headings_by_style(data)
    for paragraph in body.iter(f"{W}p"):
        match = re.fullmatch(r"heading (\d)", styles.get(style_of(paragraph), ""))
        if match:
            if int(match[1]) > above + 1:
                found.append(f"heading: {text(paragraph).strip()} leaves out a level")
            above = int(match[1])
    return found if above else ["heading: none"]


def _tables(body: Any) -> list[str]:
    tables = list(body.iter(f"{W}tbl"))
    rows = [table.findall(f"{W}tr") for table in tables]
    found = ["table: no header row" for r in rows if r[0].find(f"{W}trPr/{W}tblHeader") is None]
    merged = (f"{W}gridSpan", f"{W}vMerge")
    parted = [row for r in rows for row in r if len(row.findall(f"{W}tc")) > 1]  # not a group's
    found += ["table: merged cells" for row in parted if any(True for _ in row.iter(*merged))]
    return found + [
        "table: in a table" for t in tables if any(True for _ in t.iterancestors(t.tag))
    ]


def _pictures(body: Any) -> list[str]:
    found = ["picture: no words" for p in body.iter(f"{WP}docPr") if not p.get("descr", "").strip()]
    floating = (f"{WP}anchor", f"{W}framePr", f"{W}txbxContent", f"{W}pict")
    return found + [f"floating: {thing.tag}" for thing in body.iter(*floating)]


def _paragraphs(body: Any) -> list[str]:
    found = []
    for paragraph in body.iter(f"{W}p"):
        content = text(paragraph).strip()
        if content[:1] in set("•◦▪"):
            found.append(f"list: a bullet that is only text: {content[:30]}")
        if content or paragraph.findall(f".//{W}drawing"):
            continue
        before, after = paragraph.getprevious(), paragraph.getnext()
        alone = paragraph.getparent().tag == f"{W}tc" and len(paragraph.getparent()) <= 2
        # Two tables that touch become one: there must be something between them.
        between = before is not None and before.tag == f"{W}tbl"
        between = between and after is not None and after.tag == f"{W}tbl"
        # A section that ends with a table: the end of a section is a paragraph.
        ending = paragraph.find(f"{W}pPr/{W}sectPr") is not None
        ending = ending and before is not None and before.tag == f"{W}tbl"
        if not (alone or between or ending):
            found.append("paragraph: empty")
    return found


def _links(body: Any, data: bytes) -> list[str]:
    known = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    relations = etree.fromstring(parts(data)["word/_rels/document.xml.rels"])
    targets = {relation.get("Id") for relation in relations}
    found = []
    for link in body.iter(f"{W}hyperlink"):
        if not text(link).strip():
            found.append("link: without words")
        if link.get(f"{W}anchor") not in known and link.get(f"{R}id") not in targets:
            found.append("link: leads nowhere")
    return found


def _properties(document: Document, data: bytes) -> list[str]:
    files = parts(data)
    core = etree.fromstring(files["docProps/core.xml"])
    found = [] if core.findtext(f"{DC}title") == document.titel else ["title: another"]
    if core.findtext(f"{DC}language") != document.sprog:
        found.append("language: not in the properties")
    styles = etree.fromstring(files["word/styles.xml"])
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if default is None or default.get(f"{W}val") != document.sprog:
        found.append("language: not in the styles")
    return found


def test_every_word_file_is_accessible(tmp_path: Path) -> None:
    for document in documents(tmp_path):
        data = render(document, STANDARD / f"{document.kind}.docx")
        assert faults(document, data) == []


@pytest.mark.parametrize(
    ("part", "pattern", "replacement", "expected"),
    [
        ("document", 'w:val="Mb-afsnit-3"', 'w:val="Mb-mellem_2-5"', "heading: Resumé leaves out"),
        ("document", "<w:tblHeader/>", "", "table: no header row"),
        ("document", 'descr="En blå flade"', 'descr=""', "picture: no words"),
        ("document", "wp:inline", "wp:anchor", "floating:"),
        ("document", "(</w:p>)(?=<w:p>)", r"\1<w:p><w:pPr><w:pStyle w:val='X'/></w:pPr></w:p>",
         "paragraph: empty"),
        ("document", r'w:anchor="[^"]*"', 'w:anchor="x"', "link: leads nowhere"),
        ("document", ">yderst<", ">• yderst<", "list: a bullet"),
        ("styles", 'w:val="da-DK"', 'w:val="en-US"', "language: not in the styles"),
        ("core", "<dc:title>", "<dc:title>X", "title: another"),
    ],
)  # fmt: skip
def test_the_check_sees_faults(
    tmp_path: Path, part: str, pattern: str, replacement: str, expected: str
) -> None:
    document = pdf_samples.everything(tmp_path)
    members = parts(render(document, STANDARD / "referat.docx"))
    name = "docProps/core.xml" if part == "core" else f"word/{part}.xml"
    changed = re.sub(pattern, replacement, members[name].decode())
    assert changed != members[name].decode()
    members[name] = changed.encode()
    data = docx_samples.packed(members, tmp_path / "f.docx").read_bytes()
    assert any(fault.startswith(expected) for fault in faults(document, data))
