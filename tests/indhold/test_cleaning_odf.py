"""Cleaned copies of OpenDocument files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cleaned_samples import Copy, packed, photo
from indhold.cleaning import Changes, Reason, Refused, Wishes
from indhold.findings import Kind
from libreoffice import convert_all

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
SHORT = {
    one: one for one in ("office", "text", "table", "style", "meta", "script", "chart", "config")
} | {"draw": "drawing", "presentation": "presentation"}
NAMES = " ".join(f'xmlns:{short}="{SPACE}{name}:1.0"' for short, name in SHORT.items())
NAMES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
META = (
    f"<office:document-meta {NAMES}><office:meta><dc:title>Notat</dc:title>"
    "<meta:initial-creator>Anna Andersen</meta:initial-creator><dc:creator>Bo Bang</dc:creator>"
    '<meta:user-defined meta:name="Sag">25-1234</meta:user-defined><dc:language>da-DK</dc:language>'
    '<meta:template xlink:href="file:///S:/sager/anna/brev.ott"/></office:meta>'
    "</office:document-meta>"
)


def odf(body: str, kind: str = "text", styles: str = "", **more: str | bytes) -> bytes:
    """``more``: other entries, / written __ and . written _dot_."""
    parts: dict[str, str | bytes] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f'<office:document-content {NAMES} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        "meta.xml": META,
        "Thumbnails/thumbnail.png": b"hemmelig",
        **{k.replace("__", "/").replace("_dot_", "."): v for k, v in more.items()},
    }
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    kinds = {name: "text/xml" if name.endswith(".xml") else "" for name in parts}
    kinds["/"] = f"application/vnd.oasis.opendocument.{kind}"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{one}"/>'
        for name, one in kinds.items()
    )
    manifest = f"<manifest:manifest {space}>{entries}</manifest:manifest>"
    parts.setdefault("META-INF/manifest.xml", manifest)
    return packed(parts)


def region(number: str, kind: str, content: str = "") -> str:
    return (
        f'<text:changed-region text:id="{number}"><text:{kind}><office:change-info>'
        f"<dc:creator>Anna Andersen</dc:creator></office:change-info>{content}</text:{kind}>"
        "</text:changed-region>"
    )


ENCIPHERED = "<m:manifest xmlns:m='x'><m:encryption-data/></m:manifest>"
CHANGED = (
    f"<text:tracked-changes>{region('a', 'insertion')}"
    f"{region('b', 'deletion', '<text:p>borte</text:p>')}</text:tracked-changes>"
    '<text:p>Et <text:change-start text:change-id="a"/>nyt<text:change-end text:change-id="a"/> '
    'og <text:change text:change-id="b"/> slut</text:p>'
)


def text(copy: Copy) -> str:
    content = copy.text("content.xml")
    return content.partition(":body>")[2]


def test_properties_and_pictures_of_the_first_page_go(tmp_path: Path) -> None:
    body = "<text:p>Af <text:initial-creator>A.A.</text:initial-creator>, slut</text:p>"
    copy = Copy(tmp_path, "a.odt", odf(body))
    for word in (b"Andersen", b"Bang", b"25-1234", b"brev.ott", b"humbnail"):
        assert word not in copy.everything
    assert b"<dc:title>Notat" in copy.everything
    assert b"da-DK" in copy.everything
    assert "<text:p>Af A.A., slut</text:p>" in text(copy)
    assert next(iter(copy.parts)) == "mimetype"
    assert copy.taken(Kind.AUTHOR) == 2
    assert not Copy(tmp_path, "b.odt", copy.data).cleaned.taken


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        (Changes.ACCEPT, "<text:p>Et nyt og  slut</text:p>"),
        (Changes.REJECT, "<text:p>Et  og borte slut</text:p>"),
    ],
)
def test_changes(changes: Changes, shown: str, tmp_path: Path) -> None:
    copy = Copy(tmp_path, "a.odt", odf(CHANGED), Wishes(changes))
    assert shown in text(copy)
    assert b"Andersen" not in copy.everything
    assert copy.taken(Kind.TRACKED_CHANGE) == 2


def test_changes_that_cannot_be_rejected_stay(tmp_path: Path) -> None:
    two = "<text:p>en</text:p><text:p>to</text:p>"
    body = CHANGED.replace("<text:p>borte</text:p>", two)
    copy = Copy(tmp_path, "a.odt", odf(body), Wishes(Changes.REJECT))
    assert copy.left(Kind.TRACKED_CHANGE) == ["unable"]
    assert "tracked-changes" in text(copy)
    assert "nyt" in text(copy)


def test_comments_go_and_the_text_around_them_stays(tmp_path: Path) -> None:
    remark = (
        "<office:annotation office:name='1'><dc:creator>Bo</dc:creator><text:p>Hvorfor?</text:p>"
        "</office:annotation>"
    )
    body = f"<text:p>Her {remark}står<office:annotation-end office:name='1'/> det</text:p>"
    copy = Copy(tmp_path, "a.odt", odf(body))
    assert "<text:p>Her står det</text:p>" in text(copy)
    assert copy.taken(Kind.COMMENT) == 1


def test_hidden_text(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="T1" style:family="text"><style:text-properties '
        'text:display="none"/></style:style>'
    )
    body = (
        '<text:p>Her <text:span text:style-name="T1">skjult</text:span> er</text:p>'
        '<text:section text:display="none"><text:p>skjult</text:p></text:section>'
        '<text:p>To <text:hidden-text text:is-hidden="true" text:string-value="skjult"/></text:p>'
        '<text:section text:display="condition" text:condition="x"><text:p>måske</text:p>'
        "</text:section>"
    )
    copy = Copy(tmp_path, "a.odt", odf(body, styles=styles))
    assert b"skjult" not in copy.everything
    assert "<text:p>Her <text:s/>er</text:p>" in text(copy)  # else two blanks are one
    assert copy.taken(Kind.HIDDEN) == 3
    assert copy.left(Kind.HIDDEN) == ["needed"]


def test_macros_go(tmp_path: Path) -> None:
    body = (
        '<office:event-listeners><script:event-listener script:language="x"/>'
        '<presentation:event-listener presentation:action="next-page"/></office:event-listeners>'
    )
    data = odf(body, Basic__Standard__Modul_dot_xml="Sub Main", Basic__script_lc_dot_xml="<x/>")
    copy = Copy(tmp_path, "a.odt", data)
    assert b"Basic" not in copy.everything
    assert "next-page" in text(copy)
    assert "script:event-listener" not in text(copy)


SHEETS = (
    '<table:table table:name="Synligt"><table:table-column/><table:table-row><table:table-cell '
    'table:formula="{}" office:value-type="float" office:value="7"><text:p>7</text:p>'
    "</table:table-cell></table:table-row></table:table>"
    '<table:table table:name="Hemmeligt" table:style-name="ta1"><table:table-row>'
    "<table:table-cell><text:p>010190-1234</text:p></table:table-cell></table:table-row>"
    "</table:table>{}"
)
OFF = (
    '<style:style style:name="ta1" style:family="table"><style:table-properties '
    'table:display="false"/></style:style>'
)


@pytest.mark.parametrize("formula", ["of:=[$Hemmeligt.A1]", "of:=[$'Hemmeligt'.A1]*2", "of:=sats"])
def test_hidden_sheets_go_and_formulas_keep_their_values(formula: str, tmp_path: Path) -> None:
    names = (
        '<table:named-expressions><table:named-range table:name="sats" '
        'table:cell-range-address="$Hemmeligt.$A$1"/></table:named-expressions>'
    )
    data = odf(SHEETS.format(formula, names), "spreadsheet", OFF)
    copy = Copy(tmp_path, "a.ods", data)
    assert b"emmelig" not in copy.everything.replace(b"hemmelig", b"")
    assert b"1234" not in copy.everything
    assert "table:formula" not in text(copy)
    assert 'office:value="7"' in text(copy)


def test_a_hidden_sheet_that_a_chart_needs_stays(tmp_path: Path) -> None:
    chart = f'<office:chart {NAMES} chart:values-cell-range-address="Hemmeligt.A1:A2"/>'
    data = odf(
        SHEETS.format("of:=1", '<draw:object xlink:href="./Object 1"/>'), "spreadsheet", OFF,
        **{"Object 1__content_dot_xml": chart},
    )  # fmt: skip
    copy = Copy(tmp_path, "a.ods", data)
    assert "010190-1234" in text(copy)
    assert "needed" in copy.left(Kind.HIDDEN)


def test_hidden_rows_and_columns_are_emptied(tmp_path: Path) -> None:
    cell = (
        "<table:table-cell office:value-type='float' office:value='{0}'{1}>"
        "<text:p>{0}</text:p></table:table-cell>"
    )
    body = (
        '<table:table table:name="Ark"><table:table-column/><table:table-column '
        'table:visibility="collapse"/><table:table-row>'
        + cell.format(1, "")
        + cell.format(2, "")
        + '</table:table-row><table:table-row table:visibility="filter">'
        + cell.format(3, "")
        + "</table:table-row><table:table-row>"
        + cell.format(4, " table:formula='of:=SUM([.A1:.B2])'")
        + "</table:table-row></table:table>"
    )
    copy = Copy(tmp_path, "a.ods", odf(body, "spreadsheet"))
    shown = text(copy)
    assert [number in shown for number in ("<text:p>1<", "<text:p>2<", "<text:p>3<")] == [
        True,
        False,
        False,
    ]
    assert "<text:p>4<" in shown
    assert "formula" not in shown
    assert copy.taken(Kind.HIDDEN) == 2


def test_hidden_slides_and_notes(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="dp2" style:family="drawing-page"><style:drawing-page-properties '
        'presentation:visibility="hidden"/></style:style>'
    )
    notes = "<presentation:notes><text:p>sig det pænt</text:p></presentation:notes>"
    body = (
        f'<draw:page draw:name="a"><text:p>synligt</text:p>{notes}</draw:page>'
        '<draw:page draw:name="b" draw:style-name="dp2"><text:p>skjult</text:p></draw:page>'
    )
    data = odf(body, "presentation", styles)
    copy = Copy(tmp_path, "a.odp", data)
    assert "skjult" not in text(copy)
    assert "sig det" in text(copy)
    assert copy.left(Kind.HIDDEN) == ["not-asked"]
    copy = Copy(tmp_path, "b.odp", data, Wishes(notes=True))
    assert "sig det" not in text(copy)
    assert "synligt" in text(copy)


def test_pictures(tmp_path: Path) -> None:
    data = odf(
        '<draw:image xlink:href="Pictures/a.jpg"/>',
        Pictures__a_dot_jpg=photo(),
        Pictures__glemt_dot_jpg=photo(),
    )
    copy = Copy(tmp_path, "a.odt", data)
    assert b"Kamera" not in copy.everything
    assert b"glemt" not in copy.everything


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"META-INF__documentsignatures_dot_xml": "<x/>"}, Reason.SIGNED),
        (
            {"META-INF__manifest_dot_xml": ENCIPHERED},
            Reason.PASSWORD,
        ),
    ],
)
def test_some_are_refused(more: dict[str, str], reason: Reason, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        Copy(tmp_path, "a.odt", odf("<text:p>x</text:p>", **more))
    assert refused.value.reason is reason


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_opens_them(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "a.odt", odf(CHANGED), Wishes(Changes.ACCEPT))
    (shown,) = convert_all([copy.path], "txt:Text (encoded):UTF8", tmp_path)
    assert shown.read_text(encoding="utf-8-sig").split() == ["Et", "nyt", "og", "slut"]
