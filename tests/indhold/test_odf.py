"""OpenDocument: wherever words stand in it, and whether anybody sees them, is told."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest
from PIL import Image

from indhold.findings import At, Finding, Kind, Look, Unread
from indhold.given import Given
from indhold.looking import look

NUMBER = "010190-1234"
SHOWN = "0101••-••••"
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
    for short, name in {
        "office": "office:1.0",
        "text": "text:1.0",
        "table": "table:1.0",
        "draw": "drawing:1.0",
        "style": "style:1.0",
        "meta": "meta:1.0",
        "number": "datastyle:1.0",
        "presentation": "presentation:1.0",
        "form": "form:1.0",
        "script": "script:1.0",
        "config": "config:1.0",
        "manifest": "manifest:1.0",
        "svg": "svg-compatible:1.0",
        "fo": "xsl-fo-compatible:1.0",
        "loext": "loext:1.0",
    }.items()
)
SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
TYPE = "application/vnd.oasis.opendocument."


def content(body: str, styles: str = "", kind: str = "text") -> str:
    return (
        f"<office:document-content {SPACES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )


def style(family: str, **properties: str) -> str:
    """One called after its family, e.g. ``Xtext``."""
    told = " ".join(
        f'{name.replace("__", ":").replace("_", "-")}="{value}"'
        for name, value in properties.items()
    )
    kind = {"paragraph": "text", "drawing-page": "drawing-page"}.get(family, family)
    return (
        f'<style:style style:name="X{family}" style:family="{family}">'
        f"<style:{kind}-properties {told}/></style:style>"
    )


def odf(body: str = "", styles: str = "", kind: str = "text", **parts: str | bytes) -> Look:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr("mimetype", TYPE + kind)
        file.writestr("content.xml", content(body, styles, kind))
        for name, part in parts.items():
            file.writestr(name, part)
    ending = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}[kind]
    return look(Given(f"bilag.{ending}", held=held.getvalue()))


def places(found: Look, kind: Kind = Kind.PERSONAL_NUMBER) -> list[list[tuple[str, str]]]:
    return [[(step.at.value, step.name) for step in one.place] for one in found.of(kind)]


def the(found: Look, kind: Kind) -> Finding:
    (one,) = found.of(kind)
    return one


def test_a_plain_text_has_nothing_to_tell() -> None:
    found = odf(
        "<text:h>Referat</text:h><text:p>Sag 24/1234 af 02.03.2024, tlf. 12345678.</text:p>"
    )
    assert (found.format, found.findings, found.gaps) == ("odf", (), ())


@pytest.mark.parametrize(
    "words",
    [
        NUMBER,
        "0101<text:span>90</text:span>-<text:span><text:span>12</text:span>34</text:span>",
        "010190-<text:line-break/>1234",
        "0101<text:bookmark text:name='a'/>90-12<office:annotation/>34",
        "0101<draw:frame><draw:text-box><text:p>x</text:p></draw:text-box></draw:frame>90-1234",
        "010190<text:s/>-<text:tab/>1234",
        "CPR <text:user-field-get text:name='a'>010190-1234</text:user-field-get>",
        "0101<!-- x -->90-1234",
        "010190-<text:note><text:note-body><text:p>1</text:p></text:note-body></text:note>1234",
    ],
)
def test_a_number_is_found_however_it_is_split(words: str) -> None:
    assert places(odf(f"<text:p>Et</text:p><text:p>Om {words}.</text:p>")) == [[("paragraph", "2")]]


def test_a_number_is_found_over_two_paragraphs_and_after_a_label() -> None:
    for words in ("CPR 010190-</text:p><text:p>1234", "CPR-nr.</text:p><text:p>0101901234"):
        (number,) = odf(f"<text:p>{words}</text:p>").findings
        assert number.kind is Kind.PERSONAL_NUMBER


def test_only_the_text_has_its_paragraphs_counted() -> None:
    note = f"<text:note><text:note-body>{'<text:p>n</text:p>' * 2}</text:note-body></text:note>"
    body = CHANGE.format("x") + f"<text:p>a{note}</text:p><text:p>{NUMBER}</text:p>"
    assert places(odf(body)) == [[("paragraph", "3")]]


HIDING_PLACES = {
    "note": f"<text:note><text:note-citation>3</text:note-citation><text:note-body><text:p>{NUMBER}"
    "</text:p></text:note-body></text:note>",
    "alt text": f"<draw:frame><draw:image/><svg:desc>{NUMBER}</svg:desc></draw:frame>",
    "text box": f"<draw:frame><draw:text-box><text:p>{NUMBER}</text:p></draw:text-box>"
    "</draw:frame>",
    "shape": f"<draw:custom-shape><text:p>{NUMBER}</text:p></draw:custom-shape>",
    "bookmark": f'<text:bookmark text:name="{NUMBER}"/>',
    "drop-down list": f'<text:dropdown><text:label text:value="{NUMBER}"/></text:dropdown>',
    "form": f'<office:forms><form:text form:current-value="{NUMBER}"/></office:forms>',
    "link": f'<text:a xlink:href="https://example.org/?cpr={NUMBER}">her</text:a>',
    "variable": f'<text:user-field-decl office:string-value="{NUMBER}"/>',
    "remark of XML": f"<!-- {NUMBER} -->",
    "after a remark": f"<text:list><!-- x -->{NUMBER}</text:list>",
    "no paragraph": f"<text:list>{NUMBER}</text:list>",
    "between": f"<text:list/>{NUMBER}",
    "unknown": f'<loext:new loext:told="{NUMBER}"/>',
    "section": f"<text:section><text:p>{NUMBER}</text:p></text:section>",
    "list": f"<text:list><text:list-item><text:p>{NUMBER}</text:p></text:list-item></text:list>",
    "nested table": "<table:table><table:table-row><table:table-cell><table:table>"
    f"<table:table-row><table:table-cell><text:p>{NUMBER}</text:p></table:table-cell>"
    "</table:table-row></table:table></table:table-cell></table:table-row></table:table>",
}


@pytest.mark.parametrize("where", HIDING_PLACES)
def test_words_are_read_wherever_they_stand(where: str) -> None:
    found = odf(f"<text:p>Et.</text:p>{HIDING_PLACES[where]}")
    assert the(found, Kind.PERSONAL_NUMBER).shown.endswith(SHOWN)
    assert not found.gaps


@pytest.mark.parametrize(
    ("name", "part", "where"),
    [
        ("meta.xml", "<office:meta><dc:subject>{}</dc:subject></office:meta>", "properties"),
        (
            "meta.xml",
            '<office:meta><meta:user-defined meta:name="CPR">{}</meta:user-defined></office:meta>',
            "properties",
        ),
        (
            "styles.xml",
            "<style:master-page><style:header><text:p>{}</text:p></style:header></style:master-page>",
            "header",
        ),
        (
            "styles.xml",
            "<style:master-page><style:footer><text:p>{}</text:p></style:footer></style:master-page>",
            "footer",
        ),
        (
            "styles.xml",
            '<office:styles><style:style style:display-name="{}"/></office:styles>',
            "part",
        ),
        (
            "settings.xml",
            '<config:config-item config:name="A" config:type="string">{}</config:config-item>',
            "part",
        ),
        ("manifest.rdf", "<office:a>{}</office:a>", "part"),
        ("Configurations2/menubar.xml", '<office:a office:b="{}"/>', "part"),
        ("Object 1/content.xml", "<office:body><text:p>{}</text:p></office:body>", "part"),
        (
            "META-INF/documentsignatures.xml",
            "<office:X509SubjectName>CN=Anna Prøve,serialNumber={}</office:X509SubjectName>",
            "signature",
        ),
    ],
)
def test_every_part_is_read(name: str, part: str, where: str) -> None:
    found = odf(**{name: f"<office:x {SPACES}>{part.format(NUMBER)}</office:x>"})
    assert places(found)[0][0][0] == where
    assert not found.gaps


def cell(words: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"


def row(words: str) -> str:
    if words.startswith("<table:table-row"):
        return words
    return f"<table:table-row>{words}</table:table-row>"


def sheet(*rows: str, more: str = "", columns: str = "") -> str:
    told = "".join(map(row, rows))
    return f'<table:table table:name="Ark" {more}>{columns}{told}</table:table>'


def test_a_cell_is_called_by_the_head_of_its_column() -> None:
    rows = cell("Navn") + cell("CPR-nr."), cell("Anna") + cell("0101901234")
    found = odf(sheet(*rows), kind="spreadsheet")
    assert places(found) == [[("sheet", "Ark"), ("cell", "B2")]]
    other = cell("Navn") + cell("Sagsnr."), cell("Anna") + cell("0101901234")
    assert not odf(sheet(*other), kind="spreadsheet").of(Kind.PERSONAL_NUMBER)


def test_cells_are_counted_also_where_they_are_repeated() -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>',
        '<table:table-cell table:number-columns-repeated="26"/>' + cell(NUMBER),
    )
    assert places(odf(sheet(*rows), kind="spreadsheet"))[0][-1] == ("cell", "AA4")


def test_a_number_that_lost_its_first_digit_is_found() -> None:
    value = 'office:value-type="float" office:value="101901234"'
    rows = cell("CPR-nr."), cell("101901234", value)
    assert the(odf(sheet(*rows), kind="spreadsheet"), Kind.PERSONAL_NUMBER).shown == "1019•••••"
    rows = cell("Journalnr."), cell("101901234", value)
    assert not odf(sheet(*rows), kind="spreadsheet").findings


def test_what_a_cell_holds_and_does_not_show_is_read() -> None:
    value = 'office:value-type="float" office:value="0101901234"'
    rows = cell("CPR-nr."), cell("###", value)
    assert the(odf(sheet(*rows), kind="spreadsheet"), Kind.PERSONAL_NUMBER)
    money = 'office:value-type="float" office:value="1001901234"'
    assert not odf(sheet(cell("Beløb"), cell("1.001.901.234", money)), kind="spreadsheet").findings


def test_a_table_in_a_text_has_heads_as_well() -> None:
    rows = cell("CPR-nr."), cell("0101901234")
    assert places(odf(sheet(*rows))) == [[("paragraph", "2")]]


HIDDEN = {
    "row": (
        "<table:table-row table:visibility='collapse'>" + cell("to ord") + "</table:table-row>",
        "",
    ),
    "column": (cell("to ord"), ""),
    "sheet": (cell("to ord"), style("table", table__display="false")),
}


@pytest.mark.parametrize("what", HIDDEN)
def test_hidden_cells_are_told_once_with_how_many_words(what: str) -> None:
    cells, styles = HIDDEN[what]
    columns = "<table:table-column table:visibility='collapse'/>" if what == "column" else ""
    body = sheet(cells, cells, more='table:style-name="Xtable"', columns=columns)
    found = the(odf(body, styles, "spreadsheet"), Kind.HIDDEN)
    assert (found.shown, found.count) == (f"{what}: to ord", 4)
    assert [step.at for step in found.place] == [At.SHEET]


@pytest.mark.parametrize(
    ("body", "styles", "what"),
    [
        (
            "<text:p>a <text:span text:style-name='Xtext'>to ord</text:span></text:p>",
            {"text__display": "none"},
            "text",
        ),
        (
            "<text:p>a <text:span text:style-name='Xtext'>to ord</text:span></text:p>",
            {"fo__color": "#fffffe"},
            "colour",
        ),
        (
            "<text:p>a <text:span text:style-name='Xtext'>to ord</text:span></text:p>",
            {"fo__font_size": "1pt"},
            "size",
        ),
        ("<text:p>to <text:hidden-paragraph text:is-hidden='true'/>ord</text:p>", {}, "paragraph"),
        ("<text:section text:display='none'><text:p>to ord</text:p></text:section>", {}, "section"),
        ("<text:p><text:hidden-text text:string-value='to ord'/></text:p>", {}, "text"),
    ],
)
def test_words_that_nobody_sees_are_told(body: str, styles: dict[str, str], what: str) -> None:
    found = the(odf(body, style("text", **styles) if styles else ""), Kind.HIDDEN)
    assert (found.shown.split(":")[0], found.count) == (what, 2)
    shown = odf(
        body.replace("none", "true")
        .replace("is-hidden='true'", "is-hidden='false'")
        .replace("<text:hidden-text", "<text:hidden-text text:is-hidden='false'")
    )
    assert not shown.findings


def test_white_words_on_a_dark_ground_are_seen() -> None:
    white = style("text", fo__color="#ffffff")
    words = '<text:span text:style-name="Xtext">to ord</text:span>'
    dark = style("table-cell", fo__background_color="#003366")
    table = sheet(cell(words, 'table:style-name="Xtable-cell"'))
    assert not odf(table, white + dark).findings
    assert odf(table, white).findings
    shape = f'<draw:rect draw:style-name="Xgraphic"><text:p>{words}</text:p></draw:rect>'
    filled = style("graphic", draw__fill="solid", draw__fill_color="#003366")
    assert not odf(shape, white + filled).findings
    assert odf(shape, white).findings


def test_what_a_paragraph_tells_of_its_shape_is_not_behind_it() -> None:
    told = (
        '<style:style style:name="P" style:family="paragraph">'
        '<loext:graphic-properties draw:fill="solid" draw:fill-color="#ffffff"/></style:style>'
    )
    shape = (
        '<draw:rect draw:style-name="Xgraphic"><text:p text:style-name="P">'
        '<text:span text:style-name="Xtext">ord</text:span></text:p></draw:rect>'
    )
    filled = style("graphic", draw__fill="solid", draw__fill_color="#003366")
    assert not odf(shape, style("text", fo__color="#ffffff") + filled + told).findings


def test_what_a_chart_does_not_draw_is_not_hidden() -> None:
    columns = "<table:table-column table:visibility='collapse'/>"
    part = content(
        f"<chart:chart>{sheet(cell('ord'), columns=columns)}</chart:chart>", kind="chart"
    )
    part = part.replace("chart:", "loext:")
    assert not odf(**{"Object 1/content.xml": part}).of(Kind.HIDDEN)


def test_a_database_is_told_where_letters_are_merged_from_it() -> None:
    item = (
        '<config:config-item config:name="CurrentDatabase{}" config:type="string">{}'
        "</config:config-item>"
    )
    source = item.format("DataSource", "Adresser")
    for command, told in (("", []), ("kunder", ["database: Adresser"])):
        settings = f"<config:a {SPACES}>{source}{item.format('Command', command)}</config:a>"
        found = odf(**{"settings.xml": settings})
        assert [one.shown for one in found.of(Kind.EXTERNAL_LINK)] == told


def test_parts_of_older_programs_are_no_damage() -> None:
    types = '<!DOCTYPE manifest:manifest PUBLIC "-//A//DTD Manifest 1.0//EN" "Manifest.dtd">'
    entry = '<manifest:file-entry manifest:full-path="content.xml"/>'
    manifest = f"{types}<manifest:manifest>{entry}</manifest:manifest>"
    assert not odf(**{"META-INF/manifest.xml": manifest}).gaps
    grows = f'<!DOCTYPE a [<!ENTITY b "{NUMBER}">]><office:a {SPACES}>&b;</office:a>'
    assert {gap.reason for gap in odf(**{"Basic/a.xml": grows}).gaps} == {Unread.DAMAGED}


def test_styles_have_what_their_parents_have() -> None:
    child = '<style:style style:name="B" style:family="text" style:parent-style-name="Xtext"/>'
    circle = '<style:style style:name="B" style:family="text" style:parent-style-name="B"/>'
    body = "<text:p><text:span text:style-name='B'>ord</text:span></text:p>"
    assert odf(body, style("text", text__display="none") + child).of(Kind.HIDDEN)
    assert not odf(body, circle).findings


CHANGE = (
    "<text:tracked-changes><text:changed-region><text:deletion><office:change-info>"
    "<dc:creator>Anna Prøve</dc:creator></office:change-info><text:p>slettede ord {}</text:p>"
    "</text:deletion></text:changed-region></text:tracked-changes><text:p>Et</text:p>"
)


def test_comments_and_changes_are_told_with_who_made_them() -> None:
    comment = (
        "<text:p>x<office:annotation><dc:creator>Bo Prøve</dc:creator><text:p>en note</text:p>"
        "</office:annotation></text:p>"
    )
    found = odf(CHANGE.format(NUMBER) + comment * 2)
    assert the(found, Kind.TRACKED_CHANGE).shown == f"deleted: slettede ord {SHOWN}"
    assert (the(found, Kind.COMMENT).shown, the(found, Kind.COMMENT).count) == ("en note", 2)
    assert [one.shown for one in found.of(Kind.AUTHOR)] == ["Anna Prøve", "Bo Prøve"]
    assert found.of(Kind.PERSONAL_NUMBER)


def test_slides_with_notes_and_hidden_ones() -> None:
    page = (
        '<draw:page draw:style-name="{}"><draw:frame><draw:text-box><text:p>ord</text:p>'
        f"</draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box><text:p>{NUMBER}"
        "</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>"
    )
    styles = style("drawing-page", presentation__visibility="hidden")
    found = odf(page.format("x") + page.format("Xdrawing-page"), styles, "presentation")
    assert [place[:2] for place in places(found)] == [
        [("slide", str(n)), ("speaker-notes", "")] for n in (1, 2)
    ]
    hidden = the(found, Kind.HIDDEN)
    assert hidden.shown.startswith("slide: ord")
    assert hidden.place[0].name == "2"


def test_who_made_it_with_what() -> None:
    meta = (
        "<dc:title>Bilag</dc:title><dc:creator>Anna Prøve</dc:creator>"
        "<meta:initial-creator>Bo Prøve</meta:initial-creator>"
        "<meta:generator>Skriver 1.0</meta:generator>"
        "<meta:editing-duration>PT2H</meta:editing-duration>"
        '<meta:template xlink:href="file:///C:/Users/prove/brev.ott" xlink:title="brev"/>'
        '<meta:user-defined meta:name="Company">Prøve Kommune</meta:user-defined>'
    )
    found = odf(**{"meta.xml": f"<office:meta {SPACES}>{meta}</office:meta>"})
    assert [one.shown for one in found.of(Kind.AUTHOR)] == ["Anna Prøve", "Bo Prøve"]
    assert [one.shown for one in found.of(Kind.METADATA)] == [
        "template: brev",
    ]
    assert found.of(Kind.PATH)
    assert found.maker == "Prøve Kommune"
    assert found.accessible is not None
    assert found.accessible.title
    assert not found.accessible.language


def test_what_is_fetched_from_elsewhere_is_told_and_links_are_not() -> None:
    found = odf(
        '<draw:frame><draw:image xlink:href="https://example.org/x.png"/></draw:frame>'
        '<text:a xlink:href="https://example.org/">her</text:a>'
        '<draw:frame><draw:image xlink:href="Pictures/x.png"/></draw:frame>'
        '<table:table><table:table-source xlink:href="file:///C:/tal/bo.ods"/></table:table>'
    )
    assert [one.shown for one in found.of(Kind.EXTERNAL_LINK)] == [
        "image: https://example.org/x.png",
        "table-source: file:///C:/tal/bo.ods",
    ]
    assert the(found, Kind.PATH).shown == "file:///C:/tal/bo.ods"


def test_macros_are_told_and_an_empty_library_is_none() -> None:
    library = (
        f'<script:libraries {SPACES}><script:library script:name="Standard"/></script:libraries>'
    )
    assert not odf(**{"Basic/script-lc.xml": library}).findings
    module = f"<script:module {SPACES}>Sub Main ' {NUMBER}</script:module>"
    found = odf(**{"Basic/Standard/Module1.xml": module})
    assert the(found, Kind.MACRO).shown == "Basic/Standard/Module1.xml"
    assert found.of(Kind.PERSONAL_NUMBER)
    assert odf(**{"Scripts/python/x.py": "import os"}).of(Kind.MACRO)
    listeners = "<office:event-listeners>{}</office:event-listeners>"
    event = '<script:event-listener xlink:href="vnd.sun.star.script:A"/>'
    assert odf(listeners.format(event)).of(Kind.MACRO)
    click = '<presentation:event-listener presentation:action="{}" xlink:href="#2"/>'
    assert not odf(listeners.format(click.format("show"))).of(Kind.MACRO)
    assert odf(listeners.format(click.format("execute"))).of(Kind.MACRO)


def picture() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (20, 20)).save(held, "png")
    return held.getvalue()


def test_files_inside_are_looked_into_and_pictures_are_no_gap() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("mimetype", TYPE + "text")
        file.writestr("content.xml", content(f"<text:p>{NUMBER}</text:p>"))
    found = odf(
        **{  # type: ignore[arg-type]
            "Pictures/1.png": picture(),
            "Thumbnails/thumbnail.png": picture(),
            "Versions/Version1": inner.getvalue(),
        }
    )
    assert not found.gaps
    assert the(found, Kind.METADATA).shown == "thumbnail"
    assert the(found, Kind.EMBEDDED).shown == "Versions/Version1"
    assert places(found)[0][0] == ("member", "Version1")


def test_pictures_without_words_are_counted() -> None:
    frame = "<draw:frame><draw:image/>{}</draw:frame>"
    found = odf(frame.format("") + frame.format("<svg:title>Kort</svg:title>"))
    assert found.accessible is not None
    assert (found.accessible.pictures, found.accessible.without_text) == (2, 1)


def test_pictures_and_hardly_a_word_are_a_scan() -> None:
    frame = "<draw:frame><draw:image/></draw:frame>"
    assert [gap.reason for gap in odf(frame).gaps] == [Unread.SCAN]
    assert not odf(frame + f"<text:p>{'Ord ' * 30}</text:p>").gaps


def test_a_drawing_in_place_of_an_object_is_searched() -> None:
    found = odf(**{"ObjectReplacements/Object 1": b"VCLMTF\1\0" + NUMBER.encode() + bytes(9)})  # type: ignore[arg-type]
    assert found.of(Kind.PERSONAL_NUMBER)
    assert not found.gaps


def test_what_needs_a_password_is_a_gap() -> None:
    entry = (
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr("mimetype", TYPE + "text")
        file.writestr("content.xml", bytes(range(256)))
        file.writestr(
            "META-INF/manifest.xml", f"<manifest:manifest {SPACES}>{entry}</manifest:manifest>"
        )
    found = look(Given("bilag.odt", held=held.getvalue()))
    assert [gap.reason for gap in found.gaps] == [Unread.PASSWORD]


def test_one_xml_file_is_read_as_well() -> None:
    held = base64.b64encode(picture()).decode()
    body = (
        f"<office:meta><dc:creator>Anna Prøve</dc:creator></office:meta><office:body><office:text>"
        f"<text:p>{NUMBER}</text:p><draw:frame><draw:image><office:binary-data>{held}"
        "</office:binary-data></draw:image><svg:title>Rød</svg:title></draw:frame></office:text>"
        "</office:body>"
    )
    whole = f'<?xml version="1.0"?><office:document {SPACES}>{body}</office:document>'
    found = look(Given("bilag.fodt", held=whole.encode()))
    assert (found.format, found.gaps) == ("odf", ())
    assert places(found) == [[("paragraph", "1")]]
    assert the(found, Kind.AUTHOR).shown == "Anna Prøve"


def test_damage_is_told_and_the_rest_is_read() -> None:
    found = odf(**{"styles.xml": f"<office:x {SPACES}><text:p>{NUMBER}</office:x>"})
    assert [gap.reason for gap in found.gaps] == [Unread.DAMAGED]
    assert found.of(Kind.PERSONAL_NUMBER)


def test_elements_within_elements_do_no_harm() -> None:
    deep = "<text:list>" * 3000
    found = odf(deep + f"<text:p>{NUMBER}</text:p>" + deep.replace("<", "</"))
    assert found.of(Kind.PERSONAL_NUMBER)
