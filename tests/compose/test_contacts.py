"""Whom to ask and where to take part: links that lead there, for those who are to know."""

from __future__ import annotations

import io
import zipfile

import pytest
from pypdf import PdfReader

from moedebog.blocks import Run
from moedebog.compose.contacts import telephone
from moedebog.document import Audience, Document, Kind
from moedebog.normalise import normalise_forum
from moedebog.render import docx, pdf
from moedebog.settings.style import load_style
from support import DAGSORDEN, INTERN, OFFENTLIG, REFERAT, ROOT, document
from texts import document_lines

TEMPLATES = ROOT / "templates" / "standard"
KONTAKT = """
navn: Udvalget
kontakt: {navn: Sekretariatet, email: øre@møde.example.org, telefon: 12 34 56 78}
"""
LINK = "https://moede.example.org/123?pwd=hemmelig"


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("12 34 56 78", "tel:+4512345678"),
        ("12345678", "tel:+4512345678"),
        ("12-34-56-78", "tel:+4512345678"),
        ("12.34.56.78", "tel:+4512345678"),
        ("1234 5678", "tel:+4512345678"),
        ("tlf. 12 34 56 78", "tel:+4512345678"),
        ("Telefon: 12 34 56 78", "tel:+4512345678"),
        ("+45 12 34 56 78", "tel:+4512345678"),
        ("+4512345678", "tel:+4512345678"),
        ("(+45) 12 34 56 78", "tel:+4512345678"),
        ("0045 12 34 56 78", "tel:+4512345678"),
        ("+298 12 34 56", "tel:+298123456"),
        ("+46 8 123 456 78", "tel:+46812345678"),
        ("1813", ""),
        ("lokal 5678", ""),
        ("12 34 56 78 lokal 9", ""),
        ("12 34 56 78 / 87 65 43 21", ""),
        ("12 34 56 7", ""),
        ("12 34 56 78 9", ""),
        ("+45", ""),
        ("efter aftale", ""),
    ],
)
def test_a_number_is_called_in_international_form_or_not_at_all(written: str, link: str) -> None:
    assert telephone(written) == link


def links(found: Document) -> dict[str, str | None]:
    """Each stretch of text on the cover that leads somewhere."""
    runs = (
        run
        for line in found.fakta.items
        for block in line.blocks
        for run in getattr(block, "inlines", ())
    )
    return {run.text: run.link for run in runs if isinstance(run, Run) and run.link}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("audience", Audience)
def test_address_and_telephone_are_links_on_the_cover(kind: Kind, audience: Audience) -> None:
    assert links(document("punkter: []", kind, audience, KONTAKT)) == {
        "øre@møde.example.org": "mailto:%C3%B8re@xn--mde-0na.example.org",
        "12 34 56 78": "tel:+4512345678",
    }


def test_both_formats_have_them() -> None:
    found = document("punkter: []", DAGSORDEN, OFFENTLIG, KONTAKT)
    wanted = {"mailto:%C3%B8re@xn--mde-0na.example.org", "tel:+4512345678"}
    data = docx.render(found, TEMPLATES / "dagsorden.docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
    assert all(f'Target="{link}"' in relations for link in wanted)
    style, problems = load_style(TEMPLATES / "pdf.yaml", "pdf.yaml")
    assert style is not None, problems
    pages = PdfReader(io.BytesIO(pdf.render(found, style))).pages
    annotations = [one.get_object() for page in pages for one in page.get("/Annots", ())]
    assert wanted <= {one["/A"]["/URI"] for one in annotations if "/A" in one}


# --- the link to the meeting ---------------------------------------------------------------------

OPEN = "navn: Udvalget\npolitik: {moedelink_offentlig: ja}\n"


def told(meeting: str, kind: Kind, audience: Audience, forum: str = "navn: Udvalget") -> bool:
    found = document(f"{meeting}\npunkter: []", kind, audience, forum)
    is_link = LINK in links(found).values()
    assert is_link == (LINK in "\n".join(document_lines(found)))
    return is_link


@pytest.mark.parametrize("forum", ["navn: Udvalget", OPEN])
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("audience", Audience)
def test_it_stands_on_the_dagsorden_of_members_and_of_others_only_where_all_may_listen(
    audience: Audience, kind: Kind, forum: str
) -> None:
    may = kind is DAGSORDEN and (audience is INTERN or forum == OPEN)
    assert told(f"moedelink: {LINK}", kind, audience, forum) == may
    assert told("titel: x", kind, audience, f"{forum}\nmoedelink: {LINK}") == may


def test_the_meetings_own_counts_before_that_of_the_forum() -> None:
    forum = "navn: Udvalget\nmoedelink: https://andet.example.org/9"
    assert told(f"moedelink: {LINK}", DAGSORDEN, INTERN, forum)
    assert not told("titel: x", DAGSORDEN, INTERN, forum)


@pytest.mark.parametrize(
    "wrong", ["møde.example.org/1", "javascript:alert(1)", "https://", "Teams", "a@example.org"]
)
def test_what_is_no_web_address_is_refused(wrong: str) -> None:
    from moedebog import schema, source

    for name, text in (
        ("forum", f"navn: U\nmoedelink: {wrong}\n"),
        ("meeting", f'dato: 2025-09-12\nstart: "10:00"\npunkter: []\nmoedelink: {wrong}\n'),
    ):
        tree, _ = source.parse(text.encode(), "x.yaml")
        assert tree is not None
        (found,) = schema.check(tree, name)  # type: ignore[arg-type]
        assert "webadresse" in str(found)


def test_the_referat_has_nobody_to_call_in() -> None:
    assert not told(f"moedelink: {LINK}", REFERAT, INTERN, OPEN)


def test_a_forum_without_a_contact_has_no_line() -> None:
    from moedebog import source

    tree, _ = source.parse(b"navn: U\n", "forum.yaml")
    assert tree is not None
    found, _ = normalise_forum(tree)
    assert found is not None
    assert found.kontakt is None
    assert links(document("punkter: []", DAGSORDEN, INTERN)) == {}
