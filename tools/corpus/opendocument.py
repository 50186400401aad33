"""Planted files of OpenDocument (ISO 26300)."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.expected import Planted, number, told
from corpus.packing import XML, Parts, packed, picture
from indhold.findings import At, Kind, Unread

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = " ".join(
    f'xmlns:{name}="{_OASIS}:{name}:1.0"'
    for name in (
        "office",
        "text",
        "table",
        "style",
        "drawing",
        "presentation",
        "script",
        "manifest",
    )
) + (
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def odf(
    kind: str,
    body: str,
    *,
    styles: str = "",
    meta: str = "",
    parts: Parts | None = None,
    locked: bool = False,
) -> bytes:
    """A whole file. ``kind``: text, spreadsheet or presentation."""
    mime = f"application/vnd.oasis.opendocument.{kind}"
    made: dict[str, str | bytes] = {
        "mimetype": mime,
        "content.xml": f"{XML}<office:document-content {_NAMES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>",
        "meta.xml": f"{XML}<office:document-meta {_NAMES}><office:meta>{meta}</office:meta>"
        "</office:document-meta>",
        **(parts or {}),
    }
    how = "<manifest:encryption-data><manifest:algorithm/></manifest:encryption-data>"
    each = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml">'
        f"{how if locked else ''}</manifest:file-entry>"
        for name in made
        if name != "mimetype"
    )
    made["META-INF/manifest.xml"] = (
        f'{XML}<manifest:manifest {_NAMES}><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{mime}"/>{each}</manifest:manifest>'
    )
    return packed(made, stored=("mimetype",))


def files() -> Iterator[Planted]:
    """Each with what must be found in it."""
    yield Planted(
        "brev.odt", odf("text", _p("Anna 0105<text:span>90-12</text:span>34")), (number(),)
    )
    yield Planted(
        "blanke.odt", odf("text", _p('020590<text:s text:c="2"/>-<text:s/>1234')), (number(),)
    )
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        "<office:change-info><dc:creator>Anna Berg</dc:creator>"
        f"<dc:date>2025-01-01T10:00:00</dc:date></office:change-info>{_p('030590-1234')}</text:deletion></text:changed-region>"
        '</text:tracked-changes><text:p>Han <text:change text:change-id="c1"/>er enig</text:p>'
    )
    yield Planted(
        "aendret.odt",
        odf("text", changes),
        (number(), told(Kind.TRACKED_CHANGE), told(Kind.AUTHOR)),
    )
    remark = (
        "<text:p>Tekst<office:annotation><dc:creator>Anna Berg</dc:creator>"
        f"{_p('040590-1234')}</office:annotation></text:p>"
    )
    yield Planted("bemaerket.odt", odf("text", remark), (number(), told(Kind.COMMENT)))
    style = (
        '<style:style style:name="H" style:family="text">'
        '<style:text-properties text:display="none"/></style:style>'
    )
    hidden = '<text:p>Synlig <text:span text:style-name="H">050590-1234</text:span></text:p>'
    yield Planted("skjult.odt", odf("text", hidden, styles=style), (number(), told(Kind.HIDDEN)))
    meta = (
        "<meta:initial-creator>Bo Dahl</meta:initial-creator>"
        '<meta:user-defined meta:name="CPR">0605901234</meta:user-defined>'
    )
    yield Planted(
        "egenskaber.odt",
        odf("text", _p("Tekst"), meta=meta),
        (number(At.PROPERTIES), told(Kind.AUTHOR)),
    )
    master = {
        "styles.xml": f"{XML}<office:document-styles {_NAMES}><office:master-styles>"
        f'<style:master-page style:name="S"><style:header>{_p("070590-1234")}</style:header>'
        "</style:master-page></office:master-styles></office:document-styles>"
    }
    yield Planted("sidehoved.odt", odf("text", _p("Tekst"), parts=master), (number(),))
    basic = {
        "Basic/Standard/Module1.xml": f'{XML}<script:module xmlns:script="http://openoffice.org/2000/'
        'script" script:name="Module1" script:language="StarBasic">Sub Main\nEnd Sub'
        "</script:module>",
        "Basic/Standard/script-lb.xml": f'{XML}<library:library xmlns:library="http://openoffice.org/'
        '2000/library" library:name="Standard"><library:element library:name="Module1"/>'
        "</library:library>",
    }
    yield Planted("makro.odt", odf("text", _p("Tekst"), parts=basic), (told(Kind.MACRO),))
    yield Planted("kodeord.odt", odf("text", _p("x"), locked=True), (told(Unread.PASSWORD),))
    yield from _sheets_and_slides()


def _sheets_and_slides() -> Iterator[Planted]:
    rows = "".join(
        f"<table:table-row>{''.join(_cell(value) for value in row)}</table:table-row>"
        for row in (("Navn", "CPR-nr."), ("Anna", "0805901234"))
    )
    table = f'<table:table table:name="Liste">{rows}</table:table>'
    yield Planted(
        "liste.ods",
        odf("spreadsheet", table),
        (number(At.SHEET, "Liste"), number(At.CELL, "B2")),
    )
    style = (
        '<style:style style:name="T" style:family="table"><style:table-properties '
        'table:display="false"/></style:style>'
    )
    hidden = (
        '<table:table table:name="Synlig"/><table:table table:name="Skjult" table:style-name="T">'
        f"<table:table-row>{_cell('090590-1234')}</table:table-row></table:table>"
    )
    yield Planted(
        "skjult-ark.ods",
        odf("spreadsheet", hidden, styles=style),
        (number(At.SHEET, "Skjult"), told(Kind.HIDDEN)),
    )
    collapsed = (
        '<table:table table:name="Ark1"><table:table-row table:visibility="collapse">'
        f"{_cell('100590-1234')}</table:table-row></table:table>"
    )
    yield Planted("skjult-raekke.ods", odf("spreadsheet", collapsed), (number(), told(Kind.HIDDEN)))
    notes = (
        f'<draw:page draw:name="side1"><draw:frame><draw:text-box>{_p("Oplæg")}</draw:text-box>'
        f"</draw:frame></draw:page><draw:page draw:name='side2'><presentation:notes><draw:frame>"
        f"<draw:text-box>{_p('110590-1234')}</draw:text-box></draw:frame></presentation:notes>"
        "</draw:page>"
    )
    yield Planted("noter.odp", odf("presentation", notes), (number(At.SLIDE, "2"),))
    small = {"Thumbnails/thumbnail.png": picture("PNG")}
    yield Planted(
        "miniature.odp",
        odf("presentation", notes.replace("110590-1234", "x"), parts=small),
        (told(Kind.METADATA, Unread.PICTURE),),
    )


def _p(content: str) -> str:
    return f"<text:p>{content}</text:p>"


def _cell(value: str) -> str:
    return f'<table:table-cell office:value-type="string">{_p(value)}</table:table-cell>'
