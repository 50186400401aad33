"""Files of text: what a web site keeps before the text, and the letters."""

from __future__ import annotations

import pytest

from moedebog.importer.readers import joining, text
from moedebog.importer.readers.text.front_matter import LEFT_OUT


def test_the_keys_before_a_page_of_a_web_site() -> None:
    keys = "---\nlayout: page\ntitle: 'Møde nr. 3'\ndate: 2025-03-04\nreferent: Bo Prøve\n---\n"
    found = text.read(f"{keys}\n# {{{{ page.title }}}}\n\nGodkendt.\n".encode())
    assert [(piece.line, piece.text) for piece in found] == [
        *((4, "Dato: 2025-03-04"), (5, "Referent: Bo Prøve")),
        *((8, "Møde nr. 3"), (10, "Godkendt.")),
    ]
    assert found[0].notes == (LEFT_OUT.format("layout: page"),)


@pytest.mark.parametrize("lines", ["Dato: 4. marts", "Bo Prøve bød velkommen", "layout page"])
def test_lines_between_rules_are_text(lines: str) -> None:
    assert lines in [piece.text for piece in text.read(f"---\n{lines}\n---\n\nJa.\n".encode())]


def test_signs_spelt_as_on_web_pages_are_signs() -> None:
    found = text.read(b"Om &quot;Broen&quot; &amp; &lt;b&gt;stien&lt;/b&gt; &ukendt;")
    assert found[0].text == 'Om "Broen" & <b>stien</b> &ukendt;'


def test_a_hyphen_after_one_letter_at_the_end_of_a_line_stays() -> None:
    assert joining.join("ti nye p-", "pladser") == "ti nye p-pladser"
    assert joining.join("ved hal-", "len") == "ved hallen"


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        ("Der mangler p-\npladser her.\n\nSlut.", ["Der mangler p-pladser her.", "Slut."]),
        (
            "FORSLAG FRA SF, V OG LISTE P I RÅDET\nDer plantes 100 træer ved den store skole.",
            ["FORSLAG FRA SF, V OG LISTE P I RÅDET", "Der plantes 100 træer ved den store skole."],
        ),
    ],
)
def test_where_a_line_goes_on(lines: str, read: list[str]) -> None:
    assert [piece.text for piece in text.read(lines.encode())] == read
