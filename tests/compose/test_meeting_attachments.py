"""Attachments of the meeting as a whole, and attachments that are addresses on the web."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from closed_meeting import everything
from indhold.given import Given
from indhold.looking import look
from moedebog.blocks import LabelledList, Paragraph, Run, Table
from moedebog.catalogue import Bilagsnumre
from moedebog.compose import Composer, compose_facts, plan
from moedebog.compose.dispatch import attached
from moedebog.diagnostics import Diagnostic
from moedebog.document import Document
from moedebog.examples import pdf
from moedebog.load import files_of
from moedebog.meeting import Meeting
from moedebog.render.data import as_json
from moedebog.rules import Case, check
from moedebog.rules.looked_into import attached_of, findings
from moedebog.typography import plain_spaces
from support import DAGSORDEN, INTERN, OFFENTLIG, REFERAT, document, meeting, read
from texts import block_lines, lines

OWN = """
    bilag:
      - {titel: Invitation, fil: bilag/invitation.pdf}
      - {titel: Plan for året, adresse: "https://www.example.org/plan?aar=2025"}
      - {titel: Navneliste, fil: bilag/navne.pdf, lukket: Personoplysninger}
      - {titel: Billede af tavlen, fil: bilag/tavle.pdf, udsendes_med: referat}
    punkter:
      - titel: Budget
        bilag:
          - {titel: Notat}
          - {titel: Regneark, adresse: "https://example.org/ark"}
"""

TWO_OF_ITEM = ["Punkt 1, bilag 1", "Punkt 1, bilag 2"]


@pytest.fixture
def own(tmp_path: Path) -> Meeting:
    path = own_path(tmp_path)
    (path.parent / "bilag").mkdir(parents=True)
    for name in ("invitation", "navne", "tavle"):
        (path.parent / "bilag" / f"{name}.pdf").write_bytes(b"%PDF-1.7" + b"x" * 30_000 + b"%%EOF")
    return meeting(OWN, path=path)


def own_path(folder: Path) -> Path:
    return folder / "meetings" / "udvalg" / "2025-09-12.yaml"


def shown(made: Document) -> list[str]:
    return [plain_spaces(line) for line in lines(made.indledning)]


def listing(made: Document) -> list[str]:
    (section,) = [s for s in made.slutafsnit if s.slags == "bilagsoversigt"]
    (table,) = section.tekst
    assert isinstance(table, Table)
    return [plain_spaces(line) for line in block_lines(table)]


def links(made: Document) -> list[tuple[str, str]]:
    found = []
    blocks = [*made.indledning, *(b for p in made.punkter for s in p.afsnit for b in s.tekst)]
    for block in blocks:
        for item in block.items if isinstance(block, LabelledList) else ():
            (paragraph,) = item.blocks
            assert isinstance(paragraph, Paragraph)
            found += [(r.text, r.link) for r in paragraph.inlines if isinstance(r, Run) and r.link]
    return found


def test_they_stand_before_the_overview_with_numbers_that_are_no_items(own: Meeting) -> None:
    made = Composer(plan(own)[0]).document(DAGSORDEN, INTERN)
    assert shown(made) == [
        *("Mødets bilag 1", "Invitation (PDF, 30 kB)"),
        *("Mødets bilag 2", "Plan for året (www.example.org)"),
        *("Mødets bilag 3", "Navneliste (PDF, 30 kB) – lukket: Personoplysninger"),
    ]


def test_the_list_at_the_end_has_them_first(own: Meeting) -> None:
    told = listing(Composer(plan(own)[0]).document(REFERAT, OFFENTLIG))
    names = [line for line in told if "ødets bilag" in line or "Punkt 1" in line]
    assert names == [*(f"Mødets bilag {n}" for n in (1, 2, 3, 4)), *TWO_OF_ITEM]
    assert "www.example.org" in told


@pytest.mark.parametrize("style", ["pr_punkt", "punkt_bilag", "gennemloebende"])
def test_an_items_attachments_keep_their_numbers_beside_them(own: Meeting, style: str) -> None:
    politik = replace(own.forum.politik, bilagsnumre=Bilagsnumre.of(style))
    planned, _ = plan(replace(own, forum=replace(own.forum, politik=politik)))
    alone, _ = plan(replace(own, forum=replace(own.forum, politik=politik), bilag=()))
    assert [n.label for n in planned.items[0].bilag] == [n.label for n in alone.items[0].bilag]
    assert planned.whole.bilag[0].reference == "Mødets bilag 1"


def test_a_closed_one_is_nobodys_business(own: Meeting) -> None:
    planned, _ = plan(own)
    for kind in (DAGSORDEN, REFERAT):
        made = Composer(planned).document(kind, OFFENTLIG)
        told = [*everything(made), as_json(compose_facts(own, kind, OFFENTLIG)).decode()]
        assert not [text for text in told if "avne" in text]
        assert "Lukket bilag: Personoplysninger" in shown(made)
        assert "Navneliste" not in [b.titel for b in attached(planned, kind, OFFENTLIG)]
    assert "Navneliste" in [b.titel for b in attached(planned, DAGSORDEN, INTERN)]


def test_the_files_go_out_with_their_document_and_addresses_do_not(own: Meeting) -> None:
    planned, _ = plan(own)
    sent = {
        kind: [(b.punkt, b.reference, b.titel) for b in attached(planned, kind, OFFENTLIG)]
        for kind in (DAGSORDEN, REFERAT)
    }
    assert sent[DAGSORDEN] == [("", "Mødets bilag 1", "Invitation")]
    assert sent[REFERAT] == [("", "Mødets bilag 4", "Billede af tavlen")]


def test_a_file_of_theirs_is_one_that_the_documents_are_made_from(own: Meeting) -> None:
    names = sorted(path.name for path in files_of(own))
    assert names == ["invitation.pdf", "navne.pdf", "tavle.pdf"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    lacking = meeting(OWN, path=tmp_path / "2025-09-12.yaml")
    assert [d.code for d in plan(lacking)[1]] == ["M211"] * 3


def test_what_is_in_a_file_of_theirs_is_told(own: Meeting, tmp_path: Path) -> None:
    path = tmp_path / "meetings" / "udvalg" / "bilag" / "invitation.pdf"
    path.write_bytes(pdf("CPR 010190-1234"))
    (one,) = [
        one
        for one in attached_of(plan(meeting(OWN, path=own_path(tmp_path)))[0])
        if one.fil.sti == path
    ]
    found = findings(one, look(Given(path.name, path)), "2025-09-12")
    assert [(d.code, d.values["fil"]) for d in found] == [("M600", "bilag/invitation.pdf")]


def test_a_personal_number_in_their_title_or_address_is_told() -> None:
    text = """
        bilag:
          - {titel: Brev fra 010180-1234}
          - {titel: Side, adresse: "https://example.org/010180-1234"}
        punkter: []
    """
    found = [d.position.line for d in check(Case(plan(meeting(text))[0])) if d.code == "M540"]
    assert len(found) == 2


# --- on the web --------------------------------------------------------------------------------


def test_the_title_leads_to_the_page(own: Meeting) -> None:
    made = Composer(plan(own)[0]).document(DAGSORDEN, OFFENTLIG)
    assert links(made) == [
        ("Plan for året", "https://www.example.org/plan?aar=2025"),
        ("Regneark", "https://example.org/ark"),
    ]


def test_a_closed_page_is_no_link() -> None:
    made = document(
        """
        punkter:
          - titel: A
            bilag:
              - {titel: Side, adresse: "https://example.org/hemmelig", offentlig: nej}
        """,
        audience=OFFENTLIG,
    )
    assert links(made) == []
    assert "hemmelig" not in "".join(everything(made))


def test_the_facts_have_the_address(own: Meeting) -> None:
    fakta = compose_facts(own, DAGSORDEN, OFFENTLIG)
    assert [b.adresse for b in fakta.bilag] == [None, "https://www.example.org/plan?aar=2025", None]
    assert fakta.punkter[0].bilag[1].adresse == "https://example.org/ark"


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("www.example.org/plan", "»adresse: https://www.example.org/plan«"),
        ("kommune.example.org/plan", "»adresse: https://kommune.example.org/plan«"),
        ("bilag/plan.pdf", "»fil: bilag/plan.pdf«"),
        ("plan.pdf", "»fil: plan.pdf«"),
        ("http:/example.org", "som browseren har den"),
        ("https://", "som browseren har den"),
        ("https://exam ple.org", "som browseren har den"),
        ("mailto:anna@example.org", "som browseren har den"),
        ("ftp://example.org/plan", "som browseren har den"),
        ("javascript:alert(1)", "som browseren har den"),
    ],
)
def test_what_is_no_address_is_told_with_what_to_write(typed: str, advice: str) -> None:
    found = attachment(f"adresse: {typed!r}")
    assert [d.code for d in found] == ["M138"]
    assert advice in found[0].hint


@pytest.mark.parametrize(
    "typed", ["https://example.org", "http://example.org/æøå?a=b#c", "HTTPS://EXAMPLE.ORG/X"]
)
def test_what_is_an_address_is_taken(typed: str) -> None:
    assert attachment(f"adresse: {typed!r}") == []


@pytest.mark.parametrize("typed", ["https://example.org/plan.pdf", "www.example.org/plan.pdf"])
def test_an_address_that_is_typed_as_a_file_is_told_with_what_to_write(typed: str) -> None:
    (found,) = attachment(f"fil: {typed}")
    assert found.code == "M113"
    assert "»adresse: https://" in found.hint


def test_a_file_beside_an_address_is_told() -> None:
    assert "M137" in [d.code for d in attachment("fil: b.pdf, adresse: 'https://example.org'")]


def attachment(keys: str) -> list[Diagnostic]:
    return read(f"punkter:\n  - titel: A\n    bilag:\n      - {{titel: B, {keys}}}\n")[1]
