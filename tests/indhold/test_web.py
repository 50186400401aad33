"""Pages of the web, and drawings."""

from __future__ import annotations

import base64
import time

import pytest

from indhold.findings import Kind, Unread
from indhold.given import Given
from indhold.looking import look
from looks import CPR, looked, places, shown, told

PAGE = '<!DOCTYPE html><html lang="da"><head><title>Møde</title>{}</head><body>{}</body></html>'


def page(body: str, head: str = "") -> str:
    return PAGE.format(head, body)


def test_a_number_over_several_cells_is_found() -> None:
    digits = "".join(f"<td>{digit}</td>" for digit in "0101901234")
    for row in ("<td>CPR-nr.</td><td>010190</td><td>1234</td>", f"<td>CPR</td>{digits}"):
        assert len(places(looked("a.html", page(f"<table><tr>{row}</tr></table>")))) == 1
    other = "<tr><td>Konto</td><td>010190</td><td>1234</td></tr>"
    assert not places(looked("a.html", page(f"<table>{other}</table>")))


@pytest.mark.parametrize(
    "body",
    [
        f"<p>CPR {CPR}</p>",
        "<p>CPR 01<b>01</b>90-<i>12</i>34</p>",
        "<p>CPR 010190-<br>1234</p>",
        f'<img alt="CPR {CPR}" src="a.png">',
        f'<p title="CPR {CPR}">a</p>',
        f'<input name="cpr" value="{CPR}">',
        f'<p data-cpr="{CPR}">a</p>',
        f"<!-- CPR {CPR} -->",
        f"<!--[if mso]><p>CPR {CPR}</p><![endif]-->",
        f"<script>var cpr='{CPR}'</script>",
        f"<style>/* CPR {CPR} */</style>",
        f"<template><p>CPR {CPR}</p></template>",
        f"<noscript>CPR {CPR}</noscript>",
        f"<textarea>CPR {CPR}</textarea>",
        f"<title>CPR {CPR}</title>",
        f'<a href="https://example.org/?cpr={CPR}">a</a>',
        "<p>CPR 010190&#8209;1234</p>",
        '<a href="mailto:a@example.org?body=cpr%20010190%2D1234">a</a>',
        f'<iframe srcdoc="&lt;p&gt;CPR {CPR}&lt;/p&gt;"></iframe>',
        f"<unknown>CPR {CPR}",
        f"<p>CPR <p>{CPR}",
    ],
)
def test_a_number_is_found_wherever_it_stands(body: str) -> None:
    seen = looked("a.html", page(body))
    assert sum(one.count for one in seen.of(Kind.PERSONAL_NUMBER)) == 1


def test_the_head_of_a_column_says_what_is_in_it() -> None:
    rows = "<tr><th>Navn<th>CPR-nr.<th>Konto<tr><td>A<td>0101901235<td>0101901235"
    seen = looked("a.html", page(f"<table>{rows}</table>"))
    assert len(seen.of(Kind.PERSONAL_NUMBER)) == len(seen.of(Kind.PERHAPS_PERSONAL_NUMBER)) == 1


@pytest.mark.parametrize(
    "body",
    [
        '<p style="display:none">{}</p>',
        '<p style="VISIBILITY: Hidden !important">{}</p>',
        "<p hidden>{}</p>",
        '<span style="font-size:0px">{}</span>',
        '<span style="font-size:1pt">{}</span>',
        '<font color="#FFFFFF">{}</font>',
        '<p style="color:white">{}</p>',
        '<div style="color:white"><b>{}</b></div>',
        '<p style="opacity:0">{}</p>',
        '<p style="text-indent:-9999px">{}</p>',
        '<p class="x away">{}</p>',
        '<p id="gone">{}</p>',
    ],
)
def test_words_that_nobody_sees_are_told_and_searched(body: str) -> None:
    style = "<style>.away{display:none} p#gone, i {font-size:0}</style>"
    seen = looked("a.html", page("Synlig " + body.format(f"skjulte ord CPR {CPR}"), style))
    (hidden,) = seen.of(Kind.HIDDEN)
    assert (hidden.count, hidden.shown) == (4, "skjulte ord CPR 0101••-••••")
    assert places(seen, Kind.PERSONAL_NUMBER)


@pytest.mark.parametrize(
    "body",
    [
        '<td bgcolor="#003366"><font color="white">Overskrift</font></td>',
        '<div style="background:#036"><p style="color:#fff">Overskrift</p></div>',
        '<div class="dark"><p style="color:#fff">Overskrift</p></div>',
        '<p class="narrow">Overskrift</p>',
        '<p style="font-size:10px">Lille</p>',
        '<p style="font-size:0.9em">Lille</p>',
        '<div style="display:none">&nbsp;&zwnj;</div>',
        "<!--[if gte mso 9]><xml><o:x/></xml><![endif]-->",
        "<!--[if !mso]><!--><p>a</p><!--<![endif]-->",
        "<!--StartFragment--><p>a</p><!--EndFragment-->",
        '<script type="application/ld+json">{}</script>',
        '<a href="https://example.org/">et link</a><a href="mailto:a@example.org">b</a>',
        '<img src="cid:logo@example.org" alt=""><img src="logo.png" alt="">',
        "<p>Ring mandag 8.00</p>" * 3000,
    ],
)
def test_an_ordinary_page_tells_nothing(body: str) -> None:
    style = (
        "<style>.dark{background-color:#036}"
        "@media only screen and (max-width:600px){.narrow{display:none!important} p{color:#fff}}"
        "</style>"
    )
    seen = looked("a.html", page(body, style))
    assert (seen.findings, seen.gaps) == ((), ())


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<script src="a.js"></script>',
        '<p onclick="a()">a</p>',
        '<a href=" java&#10;script:a()">a</a>',
        '<a href="vbscript:a">a</a>',
        '<iframe src="javascript:a()"></iframe>',
        '<meta http-equiv="refresh" content="0;url=javascript:a()">',
        '<a href="data:text/html,a">a</a>',
    ],
)
def test_scripts_are_told(body: str) -> None:
    assert "script" in told(looked("a.html", page(body)))


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://example.org/a.png" alt="">',
        '<img src="//example.org/a.png" alt="">',
        '<img srcset="a.png 1x, https://example.org/b.png 2x" alt="">',
        '<iframe src="https://example.org/a"></iframe>',
        '<link rel="stylesheet" href="https://example.org/a.css">',
        '<p style="background:url(https://example.org/a.png)">a</p>',
        "<style>@import 'https://example.org/a.css';</style>",
        '<meta http-equiv="refresh" content="0; url=https://example.org/">',
        '<video poster="https://example.org/a.png"></video>',
    ],
)
def test_what_is_fetched_is_told_by_where_from(body: str) -> None:
    seen = looked("a.html", page(body + body))
    (link,) = seen.of(Kind.EXTERNAL_LINK)
    assert link.shown.endswith("://example.org")
    assert link.count == 2


def test_comments_authors_makers_and_paths() -> None:
    office = "<!--[if gte mso 9]><o:Author>Anna</o:Author><o:Company>Et råd</o:Company><![endif]-->"
    body = '<!-- slettes før udsendelse --><a href="file:///C:/Users/anna/a.docx">a</a>'
    seen = looked("a.html", page(body, f'<meta name="author" content="Bo">{office}'))
    assert shown(seen, Kind.COMMENT) == ["slettes før udsendelse"]
    assert shown(seen, Kind.AUTHOR) == ["Bo", "Anna"]
    assert shown(seen, Kind.PATH) == ["file:///C:/Users/anna/a.docx"]
    assert seen.maker == "Et råd"


def test_files_within_addresses_are_looked_into() -> None:
    inside = base64.b64encode(f"CPR {CPR}".encode()).decode()
    seen = looked("a.html", page(f'<a href="data:text/plain;charset=utf-8;base64,{inside}">a</a>'))
    assert places(seen) == ["member data-1, line 1"]
    seen = looked("a.html", page(f'<p style="background:url(data:,CPR%20{CPR})">a</p>'))
    assert "member data-1, line 1" in places(seen)


def test_how_accessible_a_page_is() -> None:
    seen = looked("a.html", page('<img src="a.png"><img src="b.png" alt="">'))
    assert seen.accessible is not None
    assert (seen.accessible.pictures, seen.accessible.without_text) == (2, 1)
    assert seen.accessible.language
    assert seen.accessible.title
    bare = looked("a.html", "<html><body>a</body></html>").accessible
    assert bare is not None
    assert (bare.language, bare.title) == (False, False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_letters_are_read_as_the_page_says(encoding: str) -> None:
    head = f'<meta charset="{encoding}"><meta name="author" content="Åse Øst">'
    seen = looked("a.html", page("a", head).encode(encoding))
    assert shown(seen, Kind.AUTHOR) == ["Åse Øst"]


SVG = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:x="urn:x">{}</svg>'


def test_a_drawing() -> None:
    body = (
        f'<script href="a.js"/><text>CPR <tspan>010190</tspan><tspan>-1234</tspan></text>'
        f"<metadata><x:creator><x:title>Anna</x:title></x:creator></metadata>"
        '<image x:href="https://example.org/a.png"/><g onload="a()"/>'
        f'<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">CPR {CPR}</p></foreignObject>'
        f'<text display="none">skjult</text>'
    )
    seen = looked("a.svg", SVG.format(body))
    assert len(places(seen, Kind.PERSONAL_NUMBER)) == 2
    assert told(seen) == {"script", "author", "external-link", "hidden"}
    assert shown(seen, Kind.AUTHOR) == ["Anna"]
    plain = SVG.format('<text>a</text><path d="M010190-1234 010190 1234"/>')
    assert look(Given("a.svg", held=plain.encode())).findings == ()


def test_names_that_stand_for_words_are_told_and_a_drawing_of_a_program_tells_nothing() -> None:
    def drawing(types: str, body: str) -> str:
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="&i;">{body}</svg>'
        return f'<!-- Generator: Et program 2.0 --><!DOCTYPE svg [<!ENTITY i "urn:x">{types}]>{svg}'

    seen = looked("a.svg", drawing("", '<path d="M0101901234.5 9z"/><text>Logo</text>'))
    assert not seen.findings
    assert not seen.gaps
    halves = '<!ENTITY a "010190"><!ENTITY b "-1234">'
    assert told(looked("a.svg", drawing(halves, "<text>&a;&b;</text>"))) == {"partly-known-format"}
    whole = f'<!ENTITY a "{CPR}">'
    assert places(looked("a.svg", drawing(whole, "<text>Logo</text>")))


def test_types_that_grow_and_elements_without_end_are_bounded() -> None:
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE svg [<!ENTITY a0 "CPR {CPR}">{grown}]><svg><text>&a11;</text></svg>'
    for data in (bomb, SVG.format(f"<text>CPR {CPR}</text>" + "<g>" * 100_000)):
        assert places(looked("a.svg", data))
    for deep in (1000, 200_000):
        started = time.process_time()
        seen = looked("a.html", "<html>" + "<div>" * deep + f"CPR {CPR}")
        assert places(seen)
        assert time.process_time() - started < 5
    assert [gap.reason for gap in seen.gaps] == [Unread.TOO_DEEP]


@pytest.mark.parametrize("style", ["/*", "@media ", "a{", "a", "@", "a:", ";", "{", "}"])
def test_a_style_sheet_takes_time_as_it_is_long(style: str) -> None:
    started = time.process_time()
    looked("a.html", page("a", f"<style>{style * 200_000}</style>"))
    looked("a.html", page(f'<p style="{style * 200_000}">a</p>'))
    assert time.process_time() - started < 3
