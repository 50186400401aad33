"""Web pages as browsers, Word and content systems save them: what is seen becomes pieces."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from moedebog.blocks import Run
from moedebog.diagnostics import UsageProblem
from moedebog.importer.budget import Budget
from moedebog.importer.pieces import BOLD, EMPTY_ABOVE, FRAME, MERGED, Kind, Piece
from moedebog.importer.readers import html as html_reader
from moedebog.importer.readers.html import page as html_page
from moedebog.importer.readers.html.reader import HIDDEN
from moedebog.importer.readers.html.tables import NESTED
from moedebog.importer.readers.picture_pieces import LEFT_OUT
from moedebog.importer.readers.web import without_frame


def pieces(body: str) -> list[Piece]:
    return html_reader.read(f"<!DOCTYPE html><body>{body}".encode())


def shape(found: list[Piece]) -> list[tuple[str, str]]:
    """Each piece as its kind, with level or marker, and its text."""
    levels = {Kind.HEADING: "{0.level}", Kind.ITEM: "{0.level} {0.marker}", Kind.TEXT: "{0.marker}"}
    return [(f"{p.kind} {levels.get(p.kind, '').format(p)}".strip(), p.text) for p in found]


COUNTED_BY_WORD = (
    "<p style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>b)"
    "<span>&nbsp; </span></span><![endif]>Et<o:p></o:p></p>"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h2>Et</h2>to", [("heading 2", "Et"), ("text", "to")]),
        ("<h2><p>Et</p></h2><p>to</p>", [("heading 2", "Et"), ("text", "to")]),
        ("<h1>Et<br>to</h1>", [("heading 1", "Et to")]),
        ("<b><p>Et</p></b><p>to", [(f"heading {BOLD}", "Et"), ("text", "to")]),
        ("<p><b>Beslutning</b><br>Ja<br>", [(f"heading {BOLD}", "Beslutning"), ("text", "Ja")]),
        ("<p><b>En sætning.</b>", [("text", "En sætning.")]),
        ("<div class='x-overskrift'>Et</div>", [(f"heading {BOLD}", "Et")]),
        ("<div role=heading aria-level=3>Et</div>", [("heading 3", "Et")]),
        ("<p>et\n  to<p>tre", [("text", "et to"), ("text", "tre")]),
        ("<p>Til stede: Bo\n\n  Afbud: Eva", [("text", "Til stede: Bo"), ("text", "Afbud: Eva")]),
        ("a<hr>b", [("text", "a"), ("rule", ""), ("text", "b")]),
        (
            "<ul><li>a<ul><li>b</ul><li>c</ul>",
            [("item 0 -", "a"), ("item 1 -", "b"), ("item 0 -", "c")],
        ),
        (
            "<ol start=3><li>a<li value=7>b<li>c</ol>",
            [("item 0 3.", "a"), ("item 0 7.", "b"), ("item 0 8.", "c")],
        ),
        ("<ol type=a><li>a<li>b</ol>", [("item 0 a.", "a"), ("item 0 b.", "b")]),
        ("<ol><li><h3>Et</h3><p>to</ol>", [("heading 3", "1. Et"), ("text", "to")]),
        (
            "<dl><dt>Dato<dd>i dag<dt>Sted:<dd>her<dd>og der</dl>",
            [("text", "Dato: i dag"), ("text", "Sted: her"), ("text", "og der")],
        ),
        ("<pre>et\nto</pre>", [("text", "et"), ("text", "to")]),
        (
            "<label><input type=checkbox checked> Bo</label><br><input type=checkbox> Eva",
            [("text", "☒ Bo"), ("text", "☐ Eva")],
        ),
        (
            "<script>nej</script><style>nej</style><!-- nej --><template>nej</template>ja",
            [("text", "ja")],
        ),
        ("a &lt;b&gt; &oslash;&nbsp;&#230;", [("text", "a <b> ø æ")]),
        (COUNTED_BY_WORD, [("item 1 b.", "Et")]),
        ("<details><summary>Et</summary>to</details>", [(f"heading {BOLD}", "Et"), ("text", "to")]),
    ],
)
def test_what_is_seen(body: str, expected: list[tuple[str, str]]) -> None:
    assert shape(pieces(body)) == expected


def test_how_words_look() -> None:
    piece = pieces(
        "<p>a <strong>b</strong> <span style='font-style: italic'>c</span> CO<sub>2</sub> "
        "<a href='https://example.org/x'>d</a> <a href='/y'>e</a> <s>f</s>"
    )[0]
    runs = {run.text.strip(): run for run in piece.inlines if isinstance(run, Run)}
    assert runs["b"].strong
    assert runs["c"].emphasis
    assert runs["2"].script == "sub"
    assert runs["d"].link == "https://example.org/x"
    assert piece.text == "a b c CO2 d e"
    assert piece.notes == ("streget over i dokumentet og udeladt: »f«",)


def test_how_classes_make_words_look() -> None:
    style = "<style>.c1{color:red;font-weight:700} p.c2,.c3 { vertical-align: super }</style>"
    found = html_reader.read(
        f"<head>{style}</head><p><span class=c1>Beslutning</span><p>a <span class=c1>b</span> 5 m"
        "<span class=c3>2</span>".encode()
    )
    assert [piece.kind for piece in found] == [Kind.HEADING, Kind.TEXT]
    looks = [one for one in found[1].inlines if isinstance(one, Run)]
    assert [(one.text.strip(), one.strong, one.script) for one in looks] == [
        *(("a", False, None), ("b", True, None), ("5 m", False, None), ("2", False, "super")),
    ]


def test_inner_lists_that_stand_after_the_outer_one() -> None:
    lists = "".join(f"<ol class='lst-kix_ab-{at}'><li>{at}</ol>" for at in (0, 1, 2))
    assert [piece.level for piece in pieces(lists)] == [0, 1, 2]


def test_what_is_struck_as_a_whole_is_told_at_the_next_line() -> None:
    assert [(p.text, len(p.notes)) for p in pieces("<p><del>Afvist.</del></p><p>Ja.</p>")] == [
        ("Ja.", 1)
    ]


def test_tables() -> None:
    data = pieces("<table><tr><th>a<th>b<tr><td rowspan=2>1<td>2<tr><td>3</table>")
    assert [p.kind for p in data] == [Kind.TABLE]
    assert data[0].table is not None
    assert data[0].table.texts == [["a", "b"], ["1", "2"], ["", "3"]]
    assert data[0].notes == (MERGED,)
    layout = pieces("<table><tr><td><h2>a</h2><td><table><tr><td>1<td>2</table></table>")
    assert [p.kind for p in layout] == [Kind.HEADING, Kind.TABLE]
    inner = "<table role=none><tr><td>1<td>2</table>"
    assert [p.text for p in pieces(f"<table><tr><td>{inner}</table>")] == ["1", "2"]
    assert NESTED not in layout[1].notes


def test_a_picture_in_the_page_and_one_beside_it() -> None:
    made = io.BytesIO()
    Image.new("RGB", (40, 40)).save(made, "PNG")
    address = base64.b64encode(made.getvalue()).decode()
    found = pieces(
        f"<p>a<img alt='Et kort' src='data:image/png;base64,{address}'>"
        "<p><img alt='Et hus' src='hus.png'><img src=i.gif width=1><img alt='' src=x.png>"
    )
    assert [p.kind for p in found] == [Kind.TEXT, Kind.PICTURE, Kind.TEXT]
    assert found[1].picture is not None
    assert found[1].picture.alt == "Et kort"
    assert (found[2].text, found[2].notes) == ("[Billede: Et hus]", (LEFT_OUT,))


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=iso-8859-1><p>ærø".encode("cp1252"),
        "<meta charset=iso-8859-1><p>ærø".encode(),
        "<p>ærø".encode("utf-16"),
        "<p>ærø".encode("utf-8-sig"),
        '<%@ Page Title="<p>nej" %>\n<?xml version="1.0"?><p>ærø'.encode(),
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
            b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: "
            b"quoted-printable\n\n<p>=C3=A6r=C3=B8\n--x--\n"
        ),
    ],
    ids=["windows", "declared wrongly", "utf-16", "mark", "server's words", "archive"],
)
def test_the_letters_of_a_page(data: bytes) -> None:
    assert [piece.text for piece in html_reader.read(data)] == ["ærø"]


MENU = "<li><a href=/a>A</a><li><a href=/b>B</a><li><a href=/c>C</a>"
MATTER = "<h1>Referat</h1><p>4. marts 2025</p><p>Sagen blev drøftet, og alle var enige.</p>"


@pytest.mark.parametrize(
    "around",
    [
        f"<nav><ul>{MENU}</ul></nav>{{}}",
        f"<ul>{MENU}</ul>{{}}",
        "<header><a href=/>Kommunen</a></header>{}<footer><p>Torvet 1</p></footer>",
        "<div>Nyt den 1. maj 2025</div><main>{}</main>",
        "<div class='cookie-banner'>Vi bruger cookies</div>{}",
        "<form id=aspnetForm><p class=breadcrumb>Forside</p>{}</form>",
        "<form><input type=search><label for=q>Søg</label></form>{}",
        "{}<p>Del siden</p><footer>Bund</footer><p>Til toppen</p>",
    ],
)
def test_the_frame_of_a_page_is_left_out_and_counted(around: str) -> None:
    found = without_frame(pieces(around.format(MATTER)))
    assert [p.text for p in found] == [p.text for p in pieces(MATTER)]
    assert "af websidens egne linjer" in found[0].notes[0]


@pytest.mark.parametrize(
    "body",
    [
        "<header><h1>Byrådet</h1><p>Mødedato: 4. marts 2025</p></header><p>Tekst.",
        "<aside><dl><dt>Afbud<dd>Bo Prøve</dl></aside><p>Tekst.",
        f"<ul>{MENU.replace('/a', '/a.pdf')}</ul><p>Tekst.",
        f"<ul>{MENU.replace('/', '#')}</ul><p>Tekst.",
        "<div class=menu><p>Hele sagen står her, og der er ikke mere.</p></div><p>Tekst.",
    ],
)
def test_what_may_belong_to_the_matter_stays(body: str) -> None:
    assert not [piece for piece in pieces(body) if piece.marker == FRAME]


def test_what_is_folded_together_is_read() -> None:
    folded = pieces("<button aria-controls=x>Vis</button><div id=x hidden>Ja.</div>")
    assert [(p.text, p.notes) for p in folded] == [("Vis", ()), ("Ja.", ())]
    assert [(p.text, p.notes) for p in pieces("<p>a<div hidden>Ja.</div>")][1] == ("Ja.", (HIDDEN,))


def test_the_title_tells_the_day_where_nothing_else_does() -> None:
    found = html_reader.read("<title>Byrådet 4. marts 2025</title><p>Tekst".encode())
    assert [piece.text for piece in found] == ["Byrådet 4. marts 2025", "Tekst"]


def test_past_its_bounds_a_page_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for body in ("<div>" * 9000, "<table><tr><td>" * 30):
        with pytest.raises(UsageProblem):
            pieces(f"{body}x")
    with pytest.raises(UsageProblem, match="afsnit"):
        html_reader.read(b"<p>x" * 100, Budget(spent_pieces=59_950))
    monkeypatch.setattr(html_page, "LARGEST_TEXT_FILE", 100)
    with pytest.raises(UsageProblem, match="større end"):
        pieces("x" * 200)


def test_what_follows_an_empty_heading_is_marked() -> None:
    found = pieces("<h3>Beslutning</h3><p>Ja.</p><h3></h3><p>Sagen.</p><h3></h3><h3>Bilag</h3>")
    assert [(p.text, p.notes) for p in found if p.notes] == [("Sagen.", (EMPTY_ABOVE,))]


def test_a_page_needs_no_tag_of_its_body() -> None:
    page = "<!doctype html><meta charset=utf-8><title>A</title><article><h1>Møde</h1><p>Ja."
    assert [piece.text for piece in html_reader.read(page.encode())] == ["Møde", "Ja."]
    assert [piece.text for piece in html_reader.read(b"<script>'<p>'</script><section>Ja")] == [
        "Ja"
    ]
    assert html_reader.read(b"<script>never ends") == []


def test_a_table_with_heads_is_matter_whatever_the_part_around_it_is_called() -> None:
    table = "<table><tr><th>Navn<th>Antal<tr><td>Bo Prøve<td>2</table>"
    text = f"<p>{'Mødet blev holdt. ' * 20}<div class='page-footer'><p>Hvem kom:{table}</div>"
    assert any(piece.table for piece in without_frame(pieces(text)))
