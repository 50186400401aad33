"""Cleaned copies of Word files: what is seen stays, what nobody means to hand on is gone."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import docx as python_docx
import pytest

from cleaned_samples import (
    BY,
    CORE,
    NAMES,
    REL,
    Copy,
    dangling,
    docx,
    packed,
    paragraph,
    paragraphs,
    photo,
    relationships,
    run,
)
from indhold.cleaning import Changes, Reason, Refused, Wishes, clean
from indhold.findings import Kind
from libreoffice import SOFFICE, convert_all

ACCEPT, REJECT = Wishes(Changes.ACCEPT), Wishes(Changes.REJECT)
STYLES = (
    f"<w:styles {NAMES}>"
    '<w:style w:type="character" w:styleId="Skjult"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Arvet"><w:basedOn w:val="Skjult"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>'
    "</w:styles>"
)


def deleted(text: str) -> str:
    return f'<w:del {BY}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def inserted(text: str) -> str:
    return f"<w:ins {BY}>{run(text)}</w:ins>"


def mark(name: str) -> str:
    return f"<w:rPr><w:{name} {BY}/></w:rPr>"


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def both(folder: Path, body: str) -> tuple[list[str], list[str]]:
    """The paragraphs with all changes accepted, and with all of them rejected."""
    made = []
    for wishes in (ACCEPT, REJECT):
        copy = Copy(folder, "notat.docx", docx(body), wishes)
        assert not dangling(copy)
        assert b"Andersen" not in copy.everything
        python_docx.Document(io.BytesIO(copy.data))
        made.append(paragraphs(copy))
        copy.path.unlink()
    return made[0], made[1]


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        (paragraph(run("Ja "), deleted("ikke "), inserted("nu")), ["Ja nu"], ["Ja ikke "]),
        (  # put in by one and taken out again by another
            paragraph(run("A"), f"<w:ins {BY}>{run('B')}{deleted('C')}</w:ins>"),
            ["AB"],
            ["A"],
        ),
        (
            paragraph(f"<w:moveFrom {BY}>{run('X')}</w:moveFrom>", run("A"))
            + paragraph(run("B"), f"<w:moveTo {BY}>{run('X')}</w:moveTo>"),
            ["A", "BX"],
            ["XA", "B"],
        ),
        (  # the end of a paragraph
            paragraph(run("A"), properties=mark("del")) + paragraph(run("B")),
            ["AB"],
            ["A", "B"],
        ),
        (
            paragraph(run("A"), properties=mark("ins"))
            + paragraph(inserted("B"), properties=mark("ins"))
            + paragraph(run("C")),
            ["A", "B", "C"],
            ["AC"],
        ),
        (  # whole paragraphs before a table
            paragraph(deleted("A"), properties=mark("del"))
            + f"<w:tbl>{row(paragraph(run('B')))}</w:tbl>"
            + paragraph(run("C")),
            ["B", "C"],
            ["A", "B", "C"],
        ),
        (  # rows of tables, and the only row
            f"<w:tbl>{row(paragraph(run('A')))}"
            f"{row(paragraph(inserted('B')), properties=f'<w:ins {BY}/>')}</w:tbl>"
            f"<w:tbl>{row(paragraph(deleted('C')), properties=f'<w:del {BY}/>')}</w:tbl>"
            + paragraph(run("D")),
            ["A", "B", "D"],
            ["A", "C", "D"],
        ),
        (  # the last paragraph of a cell cannot go
            f"<w:tbl>{row(paragraph(deleted('A'), properties=mark('del')))}</w:tbl>"
            + paragraph(run("B")),
            ["", "B"],
            ["A", "B"],
        ),
        (  # a link of which nothing is left
            paragraph(f'<w:hyperlink w:anchor="x">{deleted("A")}</w:hyperlink>', run("B")),
            ["B"],
            ["AB"],
        ),
    ],
)
def test_changes_are_accepted_or_rejected(
    body: str, accepted: list[str], rejected: list[str], tmp_path: Path
) -> None:
    assert both(tmp_path, body) == (accepted, rejected)


def test_nothing_is_left_empty_that_must_not_be(tmp_path: Path) -> None:
    """A link and a control without content, a cell without a paragraph, half a bookmark."""
    inner = f"<w:tbl>{row(paragraph(run('A')))}</w:tbl>"
    new = paragraph(inserted("B"), '<w:bookmarkStart w:id="3"/>', properties=mark("ins"))
    outer = row(inner + new, properties="")
    gone = row(paragraph('<w:bookmarkStart w:id="4"/>', inserted("C")), properties=f"<w:ins {BY}/>")
    body = (
        f"<w:tbl>{outer}{gone}</w:tbl>"
        + paragraph(f'<w:hyperlink w:anchor="x">{inserted("D")}</w:hyperlink>')
        + paragraph(f"<w:sdt><w:sdtPr/><w:sdtContent>{inserted('E')}</w:sdtContent></w:sdt>")
        + paragraph('<w:bookmarkEnd w:id="4"/>')
    )
    text = Copy(tmp_path, "a.docx", docx(body), REJECT).text("word/document.xml")
    assert "</w:tbl></w:tc>" not in text
    for name in ("hyperlink", "sdt", "bookmarkEnd"):
        assert f"<w:{name}" not in text


def test_old_properties_come_back(tmp_path: Path) -> None:
    body = paragraph(
        "<w:r><w:rPr><w:b/><w:rPrChange w:id='1' w:author='Anna Andersen'><w:rPr><w:i/></w:rPr>"
        "</w:rPrChange></w:rPr><w:t>A</w:t></w:r>",
        properties='<w:jc w:val="right"/><w:rPr><w:u/></w:rPr><w:pPrChange w:id="2" '
        'w:author="Anna Andersen"><w:pPr><w:jc w:val="left"/></w:pPr></w:pPrChange>',
    )
    accepted = Copy(tmp_path, "a.docx", docx(body), ACCEPT).text("word/document.xml")
    rejected = Copy(tmp_path, "b.docx", docx(body), REJECT).text("word/document.xml")
    assert '<w:jc w:val="right"/><w:rPr><w:u/></w:rPr></w:pPr>' in accepted
    assert "<w:rPr><w:b/></w:rPr>" in accepted
    assert '<w:jc w:val="left"/><w:rPr><w:u/></w:rPr></w:pPr>' in rejected
    assert "<w:rPr><w:i/></w:rPr>" in rejected
    assert "Change" not in accepted + rejected


def test_cells(tmp_path: Path) -> None:
    cell = f"<w:tc><w:tcPr><w:cellDel {BY}/></w:tcPr>{paragraph(run('B'))}</w:tc>"
    new = f"<w:tc><w:tcPr><w:cellIns {BY}/></w:tcPr>{paragraph(run('C'))}</w:tc>"
    merged = f'<w:tc><w:tcPr><w:tcW/><w:cellMerge {BY} w:vMerge="cont"/><w:vAlign/></w:tcPr>'
    body = f"<w:tbl><w:tr><w:tc>{paragraph(run('A'))}</w:tc>{cell}{new}</w:tr>"
    body += f"<w:tr>{merged}{paragraph(run('D'))}</w:tc></w:tr></w:tbl>" + paragraph()
    assert both(tmp_path, body) == (["A", "C", "D", ""], ["A", "B", "D", ""])
    accepted = Copy(tmp_path, "a.docx", docx(body), ACCEPT).text("word/document.xml")
    assert '<w:tcW/><w:vMerge w:val="continue"/><w:vAlign/>' in accepted


def test_without_a_word_changes_stay_and_are_told(tmp_path: Path) -> None:
    body = paragraph(run("A"), deleted("hemmeligt 010190-1234"))
    copy = Copy(tmp_path, "a.docx", docx(body))
    assert "hemmeligt" in copy.text("word/document.xml")
    assert copy.left(Kind.TRACKED_CHANGE) == ["not-asked"]
    assert "1234" not in str(copy.cleaned)


def test_a_note_whose_mark_was_deleted_goes(tmp_path: Path) -> None:
    reference = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = paragraph(run("A"), reference.format(1), f"<w:del {BY}>{reference.format(2)}</w:del>")
    notes = (
        f'<w:footnotes {NAMES}><w:footnote w:type="separator" w:id="-1">{paragraph()}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph(run("bliver"))}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph(run("forsvinder"))}</w:footnote></w:footnotes>'
    )
    data = docx(body, ("footnotes", "footnotes.xml"), word__footnotes_dot_xml=notes)
    found = paragraphs(Copy(tmp_path, "a.docx", data, ACCEPT), "word/footnotes.xml")
    assert found == ["", "bliver"]


def test_comments_go_with_their_marks(tmp_path: Path) -> None:
    body = paragraph(
        '<w:commentRangeStart w:id="0"/>',
        run("Synligt"),
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    )
    comments = f'<w:comments {NAMES}><w:comment w:id="0">{paragraph(run("Bo?"))}</w:comment>'
    copy = Copy(
        tmp_path,
        "a.docx",
        docx(
            body,
            ("comments", "comments.xml"),
            ("http://schemas.microsoft.com/office/2011/relationships/people", "people.xml"),
            word__comments_dot_xml=comments + "</w:comments>",
            word__people_dot_xml='<w15:people xmlns:w15="x"><w15:person/></w15:people>',
        ),
    )
    assert paragraphs(copy) == ["Synligt"]
    assert not dangling(copy)
    assert b"omment" not in copy.everything
    assert b"people" not in copy.everything
    assert copy.taken(Kind.COMMENT) == 1


def test_people_go_and_title_language_and_organisation_stay(tmp_path: Path) -> None:
    custom = '<Properties><property name="Journalnr" pid="2"><v>25-1234</v></property></Properties>'
    data = docx(
        paragraph(run("A")),
        root=(
            ("custom-properties", "docProps/custom.xml"),
            (f"{REL}/metadata/thumbnail", "docProps/thumbnail.jpeg"),
        ),
        docProps__custom_dot_xml=custom,
        docProps__thumbnail_dot_jpeg=photo(),
    )
    copy = Copy(tmp_path, "a.docx", data)
    assert not dangling(copy)
    for word in (b"Andersen", b"Bang", b"Chef", b"25-1234", b"thumbnail", b"99", b"Husk"):
        assert word not in copy.everything
    for word in (b"Notat", b"da-DK", b"Eksempel Kommune"):
        assert word in copy.everything
    assert copy.taken(Kind.AUTHOR) == 3


def test_a_title_with_a_personal_number_goes(tmp_path: Path) -> None:
    core = CORE.replace(">Notat<", ">Notat om CPR 010190-1234<")
    copy = Copy(tmp_path, "a.docx", docx(paragraph(run("A")), docProps__core_dot_xml=core))
    assert b"1234" not in copy.everything
    assert b"da-DK" in copy.everything


def test_a_field_that_asks_for_what_is_gone_is_its_text(tmp_path: Path) -> None:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = "<w:r><w:instrText> {} </w:instrText></w:r>"
    body = paragraph(
        char.format("begin"),
        code.format("DOCPROPERTY Journalnr"),
        char.format("separate"),
        run("25-1234"),
        char.format("end"),
        f'<w:fldSimple w:instr=" AUTHOR ">{run("A.A.")}</w:fldSimple>',
        char.format("begin"),
        code.format("PAGE"),
        char.format("separate"),
        run("1"),
        char.format("end"),
    )
    copy = Copy(tmp_path, "a.docx", docx(body))
    text = copy.text("word/document.xml")
    assert paragraphs(copy) == ["25-1234A.A.1"]
    assert "DOCPROPERTY" not in text
    assert "AUTHOR" not in text
    assert text.count("fldChar ") == 3
    assert "PAGE" in text


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (paragraph(run("A"), run("skjult", "<w:vanish/>")), ["A"]),
        (paragraph(run("A", '<w:vanish w:val="0"/>')), ["A"]),
        (paragraph(run("A"), run("skjult", '<w:rStyle w:val="Arvet"/>')), ["A"]),
        (
            paragraph(run("skjult"), properties='<w:pStyle w:val="Note"/>') + paragraph(run("A")),
            ["A"],
        ),
        (  # two styles that hide: shown
            paragraph(
                run("A", '<w:rStyle w:val="Skjult"/>'), properties='<w:pStyle w:val="Note"/>'
            ),
            ["A"],
        ),
        (
            f"<w:tbl>{row(paragraph(run('A')))}"
            f"{row(paragraph(run('skjult')), properties='<w:hidden/>')}</w:tbl>" + paragraph(),
            ["A", ""],
        ),
        (paragraph(run("Indhold", "<w:webHidden/>")), ["Indhold"]),
    ],
)
def test_hidden_text_goes(body: str, seen: list[str], tmp_path: Path) -> None:
    data = docx(body, ("styles", "styles.xml"), word__styles_dot_xml=STYLES)
    copy = Copy(tmp_path, "a.docx", data)
    assert paragraphs(copy) == seen
    assert copy.taken(Kind.HIDDEN) == int("skjult" in body)


def test_macros_and_what_calls_them_go(tmp_path: Path) -> None:
    data = docx(
        paragraph(run("A")),
        ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
        main="application/vnd.ms-word.document.macroEnabled.main+xml",
        word__vbaProject_dot_bin=b"Sub AutoOpen",
        word___rels__vbaProject_dot_bin_dot_rels=relationships(
            ("http://schemas.microsoft.com/office/2006/relationships/wordVbaData", "vbaData.xml")
        ),
        word__vbaData_dot_xml="<wne:vbaSuppData xmlns:wne='x'/>",
    )
    copy = Copy(tmp_path, "a.docm", data)
    assert copy.path.suffix == ".docx"
    assert b"macroEnabled" not in copy.everything
    assert b"vba" not in copy.everything
    assert not dangling(copy)
    python_docx.Document(io.BytesIO(copy.data))


def test_settings(tmp_path: Path) -> None:
    settings = (
        f'<w:settings {NAMES}><w:attachedTemplate r:id="rId1"/><w:trackRevisions/>'
        '<w:rsids><w:rsidRoot w:val="00AA"/></w:rsids><w:docVars><w:docVar w:name="sti" '
        'w:val="S:\\sager\\anna"/></w:docVars></w:settings>'
    )
    data = docx(
        '<w:p w:rsidR="00AA"><w:r w:rsidRPr="00BB"><w:t>A</w:t></w:r></w:p>',
        ("settings", "settings.xml"),
        word__settings_dot_xml=settings,
        word___rels__settings_dot_xml_dot_rels=relationships(
            ("attachedTemplate", "file:///S:/sager/anna/Brev.dotm")
        ),
    )
    copy = Copy(tmp_path, "a.docx", data)
    for word in (b"anna", b"rsid", b"docVar", b"00AA", b"00BB"):
        assert word not in copy.everything
    assert not dangling(copy)
    assert copy.taken(Kind.EXTERNAL_LINK) == 1


def picture(rid: str, more: str = "") -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="600000"/><wp:docPr id="1" name="b" '
        f'descr="S:\\sager\\anna\\foto.jpg"/><a:graphic><a:graphicData uri="x"><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="{rid}"{more}/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def test_pictures(tmp_path: Path) -> None:
    data = docx(
        paragraph(picture("rId1", ' r:link="rId3"'), deleted("x")) + paragraph(),
        ("image", "media/a.jpeg"),
        ("image", "media/glemt.jpeg"),
        ("image", "file:///S:/sager/anna/foto.jpg"),
        word__media__a_dot_jpeg=photo(turned=6),
        word__media__glemt_dot_jpeg=photo(),
    )
    copy = Copy(tmp_path, "a.docx", data, ACCEPT)
    assert "word/media/a.jpeg" in copy.parts
    assert "word/media/glemt.jpeg" not in copy.parts
    assert b"Kamera" not in copy.everything
    assert b"anna" not in copy.everything
    assert copy.taken(Kind.POSITION) == 2
    assert not dangling(copy)


def test_a_link_to_a_file_is_told(tmp_path: Path) -> None:
    link = '<w:hyperlink r:id="rId1"><w:r><w:t>notatet</w:t></w:r></w:hyperlink>'
    data = docx(paragraph(link), ("hyperlink", "file:///S:/sager/anna/notat.docx"))
    assert Copy(tmp_path, "a.docx", data).left(Kind.PATH) == ["needed"]
    data = docx(paragraph(link), ("hyperlink", "https://example.org/notat"))
    assert not Copy(tmp_path, "b.docx", data).left(Kind.PATH)


def test_files_inside_go_where_it_is_wished(tmp_path: Path) -> None:
    shape = '<v:shape id="s"><v:imagedata r:id="rId2"/></v:shape>'
    ole = '<o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="rId1"/>'
    data = docx(
        paragraph(f"<w:r><w:object>{shape}{ole}</w:object></w:r>"),
        ("package", "embeddings/ark.xlsx"),
        ("image", "media/a.png"),
        word__embeddings__ark_dot_xlsx=b"PK hemmeligt",
        word__media__a_dot_png=photo(kind="PNG"),
    )
    assert Copy(tmp_path, "a.docx", data).left(Kind.EMBEDDED) == ["not-asked"]
    copy = Copy(tmp_path, "b.docx", data, Wishes(embedded=True))
    assert b"hemmeligt" not in copy.everything
    assert b"imagedata" in copy.everything
    assert not dangling(copy)
    assert copy.taken(Kind.EMBEDDED) == 1


def test_what_nothing_leads_to_goes(tmp_path: Path) -> None:
    data = docx(paragraph(run("A")), word__glemt_dot_xml="<glemt/>")
    copy = Copy(tmp_path, "a.docx", data)
    assert b"glemt" not in copy.everything
    assert copy.taken(Kind.HIDDEN) == 1


def test_the_same_file_comes_out_and_of_a_clean_one_nothing(tmp_path: Path) -> None:
    data = docx(paragraph(run("A"), deleted("B")))
    first = Copy(tmp_path, "a.docx", data, ACCEPT)
    assert first.cleaned.written
    before = first.path.stat().st_mtime_ns, first.data
    again = Copy(tmp_path, "a.docx", data, ACCEPT)
    assert not again.cleaned.written
    assert again.cleaned.taken
    assert (again.path.stat().st_mtime_ns, again.data) == before
    target = tmp_path / "ny.docx"
    assert clean(first.path, target, ACCEPT).taken == ()
    assert not target.exists()
    assert {path.name for path in tmp_path.iterdir()} == {"a.docx", "a-renset.docx"}


def test_the_copy_may_be_read_by_who_may_read_the_original(tmp_path: Path) -> None:
    original, target = tmp_path / "a.docx", tmp_path / "b.docx"
    original.write_bytes(docx(paragraph(run("A"))))
    original.chmod(0o640)
    clean(original, target, Wishes())
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        (
            "a.docx",
            docx(
                paragraph(run("A")),
                root=((f"{REL}/digital-signature/origin", "_xmlsignatures/origin.sigs"),),
            ),
            Reason.SIGNED,
        ),
        ("a.docx", docx("<w:p>"), Reason.DAMAGED),
        ("a.docx", docx(paragraph(run("A")))[:-40], Reason.DAMAGED),
        ("a.docx", docx("<!DOCTYPE x>"), Reason.DAMAGED),
        ("a.zip", packed({"a.txt": "x"}), Reason.ARCHIVE),
        ("a.eml", b"From: a@example.org\n\nx", Reason.LETTER),
        ("a.bin", b"\0\1\2", Reason.UNKNOWN),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Reason.DAMAGED),
    ],
)
def test_some_are_refused_and_nothing_is_written(
    name: str, data: bytes, reason: Reason, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refused:
        Copy(tmp_path, name, data)
    assert refused.value.reason is reason
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_text_is_left_alone(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "a.txt", b"CPR-nr. 010190-1234")
    assert copy.cleaned.taken == ()
    assert not copy.path.exists()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    """Of the original with its changes accepted, as LibreOffice shows what is not deleted."""
    assert SOFFICE
    body = (
        paragraph(run("Første "), deleted("borte "), inserted("nyt"))
        + paragraph(run("Andet", "<w:b/>"), run("skjult", "<w:vanish/>"))
        + f"<w:tbl><w:tblPr/><w:tblGrid/>{row(paragraph(run('Celle')))}</w:tbl>"
        + paragraph(run("Slut"))
    )
    copy = Copy(tmp_path, "a.docx", docx(body), ACCEPT)
    (text,) = convert_all([copy.path], "txt:Text (encoded):UTF8", tmp_path)
    words = text.read_text(encoding="utf-8-sig").split()
    assert words == ["Første", "nyt", "Andet", "Celle", "Slut"]
