from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from docx_samples import DAGSORDEN, REFERAT, document, item, packed, parts, words
from moedebog.diagnostics import Diagnostic, Problems, Rule, Severity
from moedebog.document import Document, Punkttekst
from moedebog.render.docx import archive, check, lint, package, render, sifting, template
from moedebog.render.docx.variables import BLOCK, FLAG, NUMBER, TEXT, VARIABLES

Edit = Callable[[str], str]
MAIN = "word/document.xml"


def p(text: str, properties: str = "") -> str:
    """A paragraph with this text, as XML."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def with_paragraph(*xml: str) -> Edit:
    """Put paragraphs after the first one of the template: they become the second and on."""
    return lambda source: source.replace("</w:p>", "</w:p>" + "".join(xml), 1)


def replaced(old: str, new: str) -> Edit:
    def edit(source: str) -> str:
        assert old in source
        return source.replace(old, new)

    return edit


def without(tag: str) -> Edit:
    """Take out the paragraphs with this tag."""
    return lambda source: re.sub(
        rf"<w:p>(?:(?!<w:p>).)*{re.escape(tag)}(?:(?!<w:p>).)*</w:p>", "", source
    )


@pytest.fixture
def faulty(tmp_path: Path) -> Callable[..., Path]:
    """The standard template with one part changed."""

    def make(edit: Edit, part: str = MAIN) -> Path:
        members = parts(REFERAT.read_bytes())
        members[part] = edit(members[part].decode()).encode()
        return packed(members, tmp_path / "referat.docx")

    return make


def codes(found: list[Diagnostic]) -> list[str]:
    return [d.code for d in found]


@pytest.mark.parametrize("path", [REFERAT, DAGSORDEN])
def test_standard_templates_are_without_fault(path: Path) -> None:
    assert check(path) == []


# --- one fault at a time: what is put in, and what is said ------------------------------

TAGS = [
    # braces
    ("{{ dokument.titel }", "M331", "dokument.titel"),
    ("{ dokument.titel }}", "M331", "dokument.titel"),
    ("{% if dokument.status }", "M331", "dokument.status"),
    ("dokument.titel }}", "M331", "dokument.titel"),
    # what cannot be understood, or is not for these templates
    ("{{ dokument. }}", "M332", "{{ dokument. }}"),
    ("{% if %}x{% endif %}", "M332", "{% if %}"),
    ("{% fro punkt in dokument.punkter %}", "M332", "fro"),
    ("{% set x = 1 %}", "M333", "set"),
    ("{% include 'x' %}", "M333", "include"),
    ("{{r dokument.titel }}", "M333", "{{r dokument.titel }}"),
    ("{{- dokument.titel }}", "M333", "{{-"),
    ("{{ dokument.titel.upper() }}", "M333", "upper"),
    ("{{ [1, 2][0] }}", "M333", "[0]"),
    ("{{ dokument.__class__ }}", "M334", "__class__"),
    # names
    ("{{ dokument.overskirft }}", "M334", "Mente du dokument.overskrift?"),
    ("{{ document.titel }}", "M334", "Mente du dokument?"),
    ("{{ punkt.titel }}", "M334", "Her kendes: dokument."),
    ("{% if dokument.stat %}x{% endif %}", "M334", "dokument.stat"),
    ("{{ dokument.titel|uper }}", "M335", "upper"),
    ("{{ dokument.titel|safe }}", "M335", "upper"),
    ("{%p for x in dokument.titel %}", "M336", "dokument.titel"),
    # text and blocks
    ("{{ dokument.indledning }}", "M337", "{{p dokument.indledning }}"),
    ("{{p dokument.titel }}", "M338", "{{ dokument.titel }}"),
    ("{{ dokument.oversigt }}", "M339", "tabel"),
    ("{{ dokument.punkter }}", "M339", "overskrift"),
    ("Før {{p dokument.indledning }}", "M340", "{{p dokument.indledning }}"),
    ("{%p if dokument.status %} efter", "M340", "{%p if dokument.status %}"),
    # blocks
    ("{%p endif %}", "M341", "{%p endif %}"),
    ("{%p else %}", "M341", "{%p else %}"),
    ("{%p for punkt in dokument.punkter %}", "M342", "{%p endfor %}"),
    ("{% if dokument.status %}", "M343", "{% if dokument.status %}"),
]


@pytest.mark.parametrize(("tag", "code", "said"), TAGS)
def test_fault_in_a_tag(faulty: Callable[..., Path], tag: str, code: str, said: str) -> None:
    path = faulty(with_paragraph(p(tag)))
    found = check(path, "templates/egen/referat.docx")
    assert code in codes(found)
    problem = next(d for d in found if d.code == code)
    assert problem.severity is Severity.ERROR
    assert str(problem.position) == "templates/egen/referat.docx"
    assert problem.message.startswith("Afsnit 2 (»")
    assert said in problem.message + problem.hint
    with pytest.raises(Problems):
        render(document(item(1)), path)


@pytest.mark.parametrize(("tag", "code", "_said"), TAGS)
def test_one_fault_is_told_once(
    faulty: Callable[..., Path], tag: str, code: str, _said: str
) -> None:
    found = codes(check(faulty(with_paragraph(p(tag)))))
    alone = {
        "{%p for x in dokument.titel %}": ["M336", "M342"],
        "{%p if dokument.status %} efter": ["M340", "M342"],
    }
    assert found == alone.get(tag, [code] if code != "M343" else ["M343", "M342"])


def test_a_tag_over_two_paragraphs(faulty: Callable[..., Path]) -> None:
    found = check(faulty(with_paragraph(p("{{ dokument."), p("titel }}"))))
    assert codes(found) == ["M331", "M331"]
    assert [d.message[:8] for d in found] == ["Afsnit 2", "Afsnit 3"]


def test_a_block_over_two_paragraphs_without_p(faulty: Callable[..., Path]) -> None:
    tags = with_paragraph(p("{% if dokument.status %}"), p("x"), p("{% endif %}"))
    assert "M343" in codes(check(faulty(tags)))
    mixed = with_paragraph(p("{%p if dokument.status %}"), p("x {% endif %}"))
    assert "M343" in codes(check(faulty(mixed)))


def test_the_wrong_end(faulty: Callable[..., Path]) -> None:
    wrong = with_paragraph(p("{%p if dokument.status %}"), p("{%p endfor %}"), p("{%p endif %}"))
    assert codes(check(faulty(wrong))) == ["M341"]


def test_names_are_known_only_inside_their_loop(faulty: Callable[..., Path]) -> None:
    good = with_paragraph(
        p("{%p for punkt in dokument.punkter %}"),
        p("{{ loop.index }}. {{ punkt.titel }}{% if not loop.last %},{% endif %}"),
        p("{%p for afsnit in punkt.afsnit if afsnit.slags != 'bilag' %}"),
        p("{{ afsnit.slags|upper }}"),
        p("{%p endfor %}"),
        p("{%p endfor %}"),
    )
    assert check(faulty(good)) == []
    late = with_paragraph(
        p("{%p for punkt in dokument.punkter %}"), p("{%p endfor %}"), p("{{ punkt.titel }}")
    )
    (problem,) = check(faulty(late))
    assert problem.message.startswith("Afsnit 4 (»{{ punkt.titel }}«)")


def table(*rows: str) -> str:
    inner = "".join(f"<w:tr><w:tc>{row}</w:tc></w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{inner}</w:tbl>"


def test_a_block_half_in_a_table(faulty: Callable[..., Path]) -> None:
    half = with_paragraph(p("{%p if dokument.status %}"), table(p("{%p endif %}") + p("x")), p("x"))
    assert codes(check(faulty(half))) == ["M344"]


def test_a_cell_that_could_become_empty(faulty: Callable[..., Path]) -> None:
    assert codes(check(faulty(with_paragraph(table(p("{{p dokument.indledning }}")))))) == ["M345"]
    filled = table(p("{{p dokument.indledning }}") + p("x"))
    assert check(faulty(with_paragraph(filled))) == []


def test_a_row_tag_beside_text(faulty: Callable[..., Path]) -> None:
    rows = table(p("x {%tr for punkt in dokument.punkter %}"), p("y"), p("{%tr endfor %}"))
    assert codes(check(faulty(with_paragraph(rows)))) == ["M340"]


@pytest.mark.parametrize(
    "xml",
    [
        "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{{p dokument.indledning }}</w:t></w:r></w:p>",
        '<w:p><w:r><w:br w:type="page"/><w:t>{{p dokument.indledning }}</w:t></w:r></w:p>',
    ],
)
def test_a_break_that_would_be_lost(faulty: Callable[..., Path], xml: str) -> None:
    assert "M346" in codes(check(faulty(with_paragraph(xml))))


TRACKED = (
    '<w:p><w:r><w:t>{{ dokument.</w:t></w:r><w:ins w:id="1" w:author="A"><w:r><w:t>titel</w:t>'
    "</w:r></w:ins><w:r><w:t> }}</w:t></w:r></w:p>"
)
DELETED = '<w:p><w:del w:id="1" w:author="A"><w:r><w:delText>x</w:delText></w:r></w:del></w:p>'
RESTYLED = '<w:p><w:pPr><w:pPrChange w:id="1" w:author="A"><w:pPr/></w:pPrChange></w:pPr></w:p>'


@pytest.mark.parametrize("xml", [TRACKED, DELETED, RESTYLED])
def test_tracked_changes(faulty: Callable[..., Path], xml: str) -> None:
    found = check(faulty(with_paragraph(xml)))
    assert codes(found) == ["M347"]
    assert found[0].message.startswith("Afsnit 2")


def with_part(tmp_path: Path, kind: str, xml: str) -> Path:
    members = parts(REFERAT.read_bytes())
    members[f"word/{kind}.xml"] = xml.encode()
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/word/{kind}.xml" ContentType="application/vnd.openxmlformats-'
        f'officedocument.wordprocessingml.{kind}+xml"/></Types>'.encode(),
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="x1" Type="{office}/{kind}" Target="{kind}.xml"/>'
    members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", f"{relation}</Relationships>".encode()
    )
    return packed(members, tmp_path / "referat.docx")


NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_tags_where_they_are_not_filled(faulty: Callable[..., Path], tmp_path: Path) -> None:
    tag = p("{{ dokument.titel }}")
    notes = f"<w:footnotes {NAMESPACE}><w:footnote w:id='1'>{tag}</w:footnote></w:footnotes>"
    assert codes(check(with_part(tmp_path, "footnotes", notes))) == ["M349"]
    field = "<w:p><w:r><w:instrText>TITLE {{ dokument.titel }}</w:instrText></w:r></w:p>"
    assert codes(check(faulty(with_paragraph(field)))) == ["M349"]
    box = (
        "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox>"
        f"<w:txbxContent>{tag}</w:txbxContent></v:textbox></v:shape>"
        "</w:pict></w:r></w:p>"
    )
    assert codes(check(faulty(with_paragraph(box)))) == ["M349"]


def test_fault_in_the_header(faulty: Callable[..., Path]) -> None:
    edit = replaced("{{ dokument.sidehoved }}", "{{ dokument.sidehovd }}")
    (problem,) = check(faulty(edit, "word/header1.xml"))
    assert problem.code == "M334"
    assert problem.message.startswith("Sidehoved, afsnit 1 (»{{ dokument.sidehovd }}")


# --- styles -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["heading 6", "List Number", "Mødebog tabel", "Hyperlink"])
def test_a_missing_style(faulty: Callable[..., Path], name: str) -> None:
    edit = replaced(f'<w:name w:val="{name}"/>', '<w:name w:val="noget andet"/>')
    (problem,) = check(faulty(edit, "word/styles.xml"))
    assert problem.code == "M350"
    assert f"»{name}«" in problem.message


def test_a_list_style_without_numbers(faulty: Callable[..., Path]) -> None:
    edit = replaced('<w:numPr><w:numId w:val="2"/></w:numPr>', "")
    (problem,) = check(faulty(edit, "word/styles.xml"))
    assert problem.code == "M351"
    assert "List Number" in problem.message


def test_a_list_style_may_get_its_numbers_from_another(
    faulty: Callable[..., Path], tmp_path: Path
) -> None:
    source = parts(REFERAT.read_bytes())["word/styles.xml"].decode()
    base = re.search(r'<w:style [^>]*w:styleId="ListNumber">.*?</w:style>', source)
    assert base
    other = base[0].replace("ListNumber", "Egen").replace("List Number", "Egen liste")
    heir = (
        base[0]
        .replace('<w:numPr><w:numId w:val="2"/></w:numPr>', "")
        .replace('basedOn w:val="BodyText"', 'basedOn w:val="Egen"')
    )
    assert check(faulty(replaced(base[0], other + heir), "word/styles.xml")) == []


# --- what only the trial finds ----------------------------------------------------------


@pytest.mark.parametrize(
    "tag",
    ["{{p dokument.indledning }}", "{{p punkt.overskrift }}", "{{p punkt.gruppe.overskrift }}"],
)
def test_content_that_would_be_lost(faulty: Callable[..., Path], tag: str) -> None:
    found = check(faulty(without(tag)))
    assert codes(found) == ["M353"]
    assert tag in found[0].message


def test_the_same_block_twice_is_no_trouble(faulty: Callable[..., Path]) -> None:
    again = with_paragraph(p("{{p dokument.oversigt.overskrift }}"))
    assert check(faulty(again)) == []


def test_a_group_that_is_not_there(faulty: Callable[..., Path]) -> None:
    bare = with_paragraph(
        p("{%p for punkt in dokument.punkter %}"),
        p("{{p punkt.gruppe.overskrift }}"),
        p("{%p endfor %}"),
    )
    found = check(faulty(bare))
    assert codes(found) == ["M352"]
    assert "overskrift" in found[0].message


def test_a_bookmark_that_is_repeated(faulty: Callable[..., Path]) -> None:
    mark = '<w:p><w:bookmarkStart w:id="3" w:name="mit"/><w:bookmarkEnd w:id="3"/></w:p>'
    loop = with_paragraph(p("{%p for punkt in dokument.punkter %}"), mark, p("{%p endfor %}"))
    found = check(faulty(loop))
    assert codes(found) == ["M355"]
    assert "mit" in found[0].message
    assert check(faulty(with_paragraph(mark))) == []


def test_confidential_must_be_on_every_page(faulty: Callable[..., Path]) -> None:
    gone = replaced("{{ dokument.fortrolighed }}", "")
    assert codes(check(faulty(gone, "word/header1.xml"))) == ["M354"]
    assert codes(check(faulty(gone, "word/header2.xml"))) == ["M354"]  # of the first page
    other_even_pages = replaced("<w:zoom", "<w:evenAndOddHeaders/><w:zoom")
    assert codes(check(faulty(other_even_pages, "word/settings.xml"))) == ["M354"]


def test_confidential_may_stand_in_the_footer(faulty: Callable[..., Path]) -> None:
    members = parts(REFERAT.read_bytes())
    for name, old, new in (
        ("header1", b"{{ dokument.fortrolighed }}", b""),
        ("footer1", b"{{ dokument.side", b"{{ dokument.fortrolighed }} {{ dokument.side"),
    ):
        members[f"word/{name}.xml"] = members[f"word/{name}.xml"].replace(old, new)
    path = faulty(lambda source: source)
    assert check(packed(members, path)) == []


# --- files ------------------------------------------------------------------------------


def test_what_is_no_word_file(tmp_path: Path) -> None:
    path = tmp_path / "referat.docx"
    for data in (b"", b"ikke en zip", REFERAT.read_bytes()[:2000]):
        path.write_bytes(data)
        assert codes(check(path)) == ["M330"]
    members = parts(REFERAT.read_bytes())
    for broken in (
        {"mimetype": b"application/vnd.oasis.opendocument.text"},
        {n: d for n, d in members.items() if n != MAIN},
        members | {MAIN: b"<w:document>"},
        members
        | {
            "[Content_Types].xml": members["[Content_Types].xml"].replace(
                b"wordprocessingml.document.main", b"wordprocessingml.template.main"
            )
        },
    ):
        assert codes(check(packed(broken, path))) == ["M330"]


def test_an_entity_is_not_expanded(faulty: Callable[..., Path]) -> None:
    secret = replaced(
        "<w:document ", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document '
    )
    path = faulty(lambda s: with_paragraph("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>")(secret(s)))
    try:
        data = render(document(item(1)), path)
    except Problems:
        return
    assert not any("root:" in word for word in words(data))


def test_hostile_templates_reach_nothing(faulty: Callable[..., Path]) -> None:
    for attack in (
        "{{ dokument.titel.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ self._TemplateReference__context }}",
        "{{ dokument.titel|attr('__class__') }}",
    ):
        assert check(faulty(with_paragraph(p(attack)))), attack


def test_a_template_is_looked_at_again_when_it_has_changed(faulty: Callable[..., Path]) -> None:
    path = faulty(lambda source: source)
    assert check(path) == []
    faulty(with_paragraph(p("{{ dokument.x }}")))
    assert codes(check(path)) == ["M334"]


@pytest.mark.parametrize(
    ("described", "found"),
    [
        ("", ["M359"]),
        (' descr=" "', ["M359"]),
        (' descr="Byvåben"', []),
    ],
)
def test_a_picture_needs_words_for_those_who_cannot_see_it(
    faulty: Callable[..., Path], described: str, found: list[str]
) -> None:
    drawing = f"<w:p><w:r><w:drawing>{inline_drawing(described)}</w:drawing></w:r></w:p>"
    assert codes(check(faulty(with_paragraph(drawing)))) == found


def test_a_picture_may_be_said_to_be_decoration(faulty: Callable[..., Path]) -> None:
    drawings = "http://schemas.openxmlformats.org/drawingml/2006/main"
    decoration = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    mark = (
        f'<a:extLst xmlns:a="{drawings}"><a:ext uri="{{C}}">'
        f'<d:decorative xmlns:d="{decoration}" val="1"/></a:ext></a:extLst>'
    )
    drawing = inline_drawing("").replace("/>", f">{mark}</wp:docPr>", 1)
    path = faulty(with_paragraph(f"<w:p><w:r><w:drawing>{drawing}</w:drawing></w:r></w:p>"))
    assert codes(check(path)) == []


def inline_drawing(described: str) -> str:
    return (
        "<wp:inline "
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:docPr id="901" name="Billede"{described}/></wp:inline>'
    )


# --- the rules and the variables themselves ---------------------------------------------


def test_rules_have_codes_of_their_own() -> None:
    rules = {
        id(value): value
        for module in (archive, lint, package, sifting, template)
        for value in vars(module).values()
        if isinstance(value, Rule)
    }.values()
    found = [rule.code for rule in rules]
    assert len(rules) > 30
    assert len(set(found)) == len(found)
    assert all("M330" <= code <= "M359" or "M380" <= code <= "M399" for code in found)


def test_variables_are_the_attributes_of_the_document() -> None:
    for name, kind in VARIABLES["dokument"].items():
        assert name in Document.__struct_fields__, name
        assert kind in {TEXT, BLOCK, FLAG, NUMBER} or kind.strip("[]") in VARIABLES
    internal = {"dato", "position", "fremmed"}  # for the file, findings and titles
    internal |= {"udgave", "rettelser"}  # in `status`, `titel` and the foot; in `indledning`
    internal |= {"myndighed", "sagsnr", "godkendelse"}  # in `fakta`
    internal |= {"udskrift"}  # told by `overskrift`
    assert set(Document.__struct_fields__) - set(VARIABLES["dokument"]) == internal
    assert set(Punkttekst.__struct_fields__) - set(VARIABLES["punkt"]) == {"anker", "position"}


def test_guide_names_every_variable_and_error() -> None:
    guide = (REFERAT.parent.parent.parent / "docs" / "skabeloner.md").read_text("utf-8")
    said = {
        "oversigt": "dokument.oversigt",
        "gruppe": "punkt.gruppe",
        "side_af_sider": "dokument.side_af_sider",
    }
    for owner, attributes in VARIABLES.items():
        for name in attributes:
            assert f"`{said.get(owner, owner)}.{name}`" in guide, f"{owner}.{name}"
    for module in (lint, template):
        for value in vars(module).values():
            if isinstance(value, Rule):
                assert value.code in guide
    for name in template.FILTERS:
        assert f"`{name}`" in guide


@pytest.mark.parametrize(
    "tag",
    [
        *("{{ dokument.overskrift }}", "{{ dokument.forum }}", "{{ dokument.dato_tekst }}"),
        *("{{p dokument.fakta }}", "{{p dokument.oversigt.tabel }}", "{{ punkt.undertitel }}"),
    ],
)
def test_a_template_without_a_part_of_the_document(tag: str, tmp_path: Path) -> None:
    members = parts(REFERAT.read_bytes())
    body = members["word/document.xml"].decode()
    assert tag in body
    paragraph = re.compile(rf"<w:p>(?:(?!<w:p>).)*{re.escape(tag)}(?:(?!<w:p>).)*</w:p>")
    members["word/document.xml"] = paragraph.sub("", body).encode()
    found = check(packed(members, tmp_path / "uden.docx"))
    assert "M353" in codes(found)
    assert tag in " ".join(d.message for d in found)
