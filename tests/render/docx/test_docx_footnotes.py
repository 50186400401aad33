"""Footnotes in Word files: real ones, in whatever template."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree
from msgspec.structs import replace

from docx_samples import (
    REFERAT,
    W,
    bullets,
    document,
    item,
    packed,
    parts,
    section,
    style_of,
    table,
    text,
    tree,
    words,
)
from moedebog.blocks import Block, Footnote, Heading, Paragraph, Quote, Run, plain
from moedebog.compose.notes import numbered
from moedebog.document import Document
from moedebog.render.docx import check, render
from texts import document_lines

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def noted(words: str, *notes: tuple[Paragraph, ...]) -> Paragraph:
    return Paragraph((Run(words), *(Footnote(note) for note in notes), Run(".")))


def made(*blocks: Block) -> Document:
    return numbered(document(item(1, section(*blocks, heading=None))))


LINKED = Paragraph((Run("Se "), Run("loven", link="https://example.org/lov")))
SAMPLE = made(noted("Antal", (plain("Elever"), plain("Mere"))), noted("Beløb", (LINKED,)))


def notes(data: bytes) -> list[Any]:
    """The footnotes of a file, without its separators."""
    found = tree(data, "word/footnotes.xml").iter(f"{W}footnote")
    return [note for note in found if note.get(f"{W}type") is None]


def marks(data: bytes) -> list[str]:
    return [str(one.get(f"{W}id")) for one in tree(data).iter(f"{W}footnoteReference")]


def names(data: bytes) -> dict[str, str]:
    """The names of the styles by their ids."""
    styles = tree(data, "word/styles.xml").iter(f"{W}style")
    return {s.get(f"{W}styleId"): s.find(f"{W}name").get(f"{W}val") for s in styles}


def test_a_note_is_a_footnote_of_word() -> None:
    data = render(SAMPLE, REFERAT)
    first, second = notes(data)
    assert marks(data) == [first.get(f"{W}id"), second.get(f"{W}id")] == ["1", "2"]
    assert [text(p).strip() for p in first.iter(f"{W}p")] == ["Elever", "Mere"]
    assert len(list(first.iter(f"{W}footnoteRef"))) == 1
    known = names(data)
    assert {known[style_of(p)] for note in notes(data) for p in note.iter(f"{W}p")} == {
        "footnote text"
    }
    (look,) = {
        r.find(f"{W}rPr/{W}rStyle").get(f"{W}val")
        for r in tree(data).iter(f"{W}r")
        if r.find(f"{W}footnoteReference") is not None
    }
    assert known[look] == "footnote reference"


def test_the_file_has_what_footnotes_need() -> None:
    data = render(SAMPLE, REFERAT)
    members = parts(data)
    kinds = etree.fromstring(members["[Content_Types].xml"])
    assert [e.get("ContentType") for e in kinds if e.get("PartName") == "/word/footnotes.xml"] == [
        TYPE
    ]
    assert members["word/_rels/document.xml.rels"].count(b"relationships/footnotes") == 1
    separators = [
        note.get(f"{W}type")
        for note in tree(data, "word/footnotes.xml").iter(f"{W}footnote")
        if note.get(f"{W}type")
    ]
    assert separators == ["separator", "continuationSeparator"]
    settings = [e.tag.removeprefix(W) for e in tree(data, "word/settings.xml")]
    assert settings.index("characterSpacingControl") < settings.index("footnotePr")
    assert settings.index("footnotePr") < settings.index("compat")


def test_links_in_notes_are_related_to_their_own_part() -> None:
    data = render(SAMPLE, REFERAT)
    members = parts(data)
    assert b"https://example.org/lov" in members["word/_rels/footnotes.xml.rels"]
    assert b"https://example.org/lov" not in members["word/_rels/document.xml.rels"]
    (link,) = tree(data, "word/footnotes.xml").iter(f"{W}hyperlink")
    (identity,) = link.attrib.values() if len(link.attrib) == 1 else [link.values()[0]]
    assert identity.encode() in members["word/_rels/footnotes.xml.rels"]


def test_a_document_without_notes_has_no_such_part() -> None:
    members = parts(render(made(plain("Uden")), REFERAT))
    assert "word/footnotes.xml" not in members
    assert b"footnotePr" not in members["word/settings.xml"]


def test_the_words_are_the_documents_in_its_order() -> None:
    assert words(render(SAMPLE, REFERAT)) == " ".join(document_lines(SAMPLE)).split()


def without_styles(folder: Path) -> Path:
    """The standard template as one that somebody made before there were footnotes."""
    members = parts(REFERAT.read_bytes())
    sheet = etree.fromstring(members["word/styles.xml"])
    for style in list(sheet.iter(f"{W}style")):
        if style.find(f"{W}name").get(f"{W}val").startswith("footnote"):
            sheet.remove(style)
    return packed(members | {"word/styles.xml": etree.tostring(sheet)}, folder / "gammel.docx")


def test_a_template_without_the_styles_gets_them_with_the_first_note(tmp_path: Path) -> None:
    template = without_styles(tmp_path)
    assert check(template) == []
    data = render(SAMPLE, template)
    known = names(data)
    assert sorted(name for name in known.values() if name.startswith("footnote")) == [
        "footnote reference",
        "footnote text",
    ]
    assert {known[style_of(p)] for note in notes(data) for p in note.iter(f"{W}p")} == {
        "footnote text"
    }
    assert "footnote text" not in names(render(made(plain("Uden")), template)).values()


def with_own_note(folder: Path) -> Path:
    """A template that has a footnote of its own, as Word writes it."""
    space = W.strip("{}")
    members = parts(REFERAT.read_bytes())
    own = (
        f'<w:footnotes xmlns:w="{space}">'
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="4"><w:p><w:r><w:footnoteRef/><w:t>Skabelonens</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    kinds = members["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/word/footnotes.xml" ContentType="{TYPE}"/></Types>'.encode(),
    )
    relations = members["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdN" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/footnotes" Target="footnotes.xml"/></Relationships>',
    )
    text = members["word/document.xml"].replace(
        b'<w:t xml:space="preserve">{{ dokument.forum }}</w:t></w:r>',
        b'<w:t xml:space="preserve">{{ dokument.forum }}</w:t></w:r>'
        b'<w:r><w:footnoteReference w:id="4"/></w:r>',
    )
    assert text != members["word/document.xml"]
    changed = {
        "word/footnotes.xml": own.encode(),
        "[Content_Types].xml": kinds,
        "word/_rels/document.xml.rels": relations,
        "word/document.xml": text,
    }
    return packed(members | changed, folder / "egen.docx")


def test_a_template_keeps_its_own_notes_and_ours_come_beside_them(tmp_path: Path) -> None:
    template = with_own_note(tmp_path)
    assert check(template) == []
    data = render(SAMPLE, template)
    assert [note.get(f"{W}id") for note in notes(data)] == ["4", "5", "6"]
    assert marks(data) == ["4", "5", "6"]
    assert parts(data)["[Content_Types].xml"].count(b"/word/footnotes.xml") == 1
    assert parts(data)["word/_rels/document.xml.rels"].count(b"relationships/footnotes") == 1


def test_notes_are_the_same_at_each_rendering() -> None:
    assert render(SAMPLE, REFERAT) == render(SAMPLE, REFERAT)
    other = replace(SAMPLE, titel="Et andet")
    assert marks(render(other, REFERAT)) == ["1", "2"]


def test_marks_stand_in_headings_lists_quotations_and_cells() -> None:
    one = noted("A", (plain("n"),))
    blocks: tuple[Block, ...] = (
        Heading(3, one.inlines),
        bullets((one,)),
        Quote((one,)),
        table(("Post", (one,)), ((one,), "x")),
    )
    data = render(made(*blocks), REFERAT)
    assert marks(data) == ["1", "2", "3", "4", "5"]
    assert len(notes(data)) == 5


def test_a_note_that_runs_to_the_left_says_so() -> None:
    data = render(made(noted("A", (plain("אבג 12 דהו"),), (plain("Et ord"),))), REFERAT)
    ways = [note.find(f".//{W}bidi") is not None for note in notes(data)]
    assert ways == [True, False]
