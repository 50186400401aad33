"""A document says which version it is and what has changed, to each reader what they may see."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

import issue_support
import version_support as issued
from issue_support import FORUM, HEAD, workspace, write
from moedebog import blocks, compose, kept
from moedebog.build import Order, run
from moedebog.difference.written import Compared, as_json
from moedebog.document import Audience, Document, Kind
from moedebog.phrases import DANISH
from moedebog.phrases.item_words import USUAL
from moedebog.render import docx, pdf
from moedebog.render.pdf import story
from moedebog.render.pdf.sheet import Sheet
from moedebog.send.export import export
from moedebog.versions import Issuing
from moedebog.workspace import Workspace
from pdf_samples import style
from support import ROOT
from tagged import Node, Role
from texts import document_lines
from validators import pdfua, verapdf

POLICY = f"{FORUM}politik:\n  nye_punkter: mellem\n"
ITEMS = """  - titel: Havnen
    sagsfremstilling: Det koster 10 mio. kr.
  - titel: Ansøgning om fritagelse
    sagsfremstilling: Ansøgeren har været syg siden foråret og søger om fritagelse.
    bilag:
      - titel: Lægens brev
        fil: brev.txt
  - titel: Eventuelt
"""
OPEN_WORDS = ("Ansøgning", "fritagelse", "Ansøgeren", "syg", "foråret", "Lægens", "brev")
CLOSED = ITEMS.replace(
    "  - titel: Ansøgning om fritagelse\n",
    "  - titel: Ansøgning om fritagelse\n    lukket:\n      grund: Personoplysninger\n",
)


IN_A_CLOSED_SECTION = """    afsnit:
      - slags: sagsfremstilling
        lukket: ja
        tekst: Ansøgeren har været syg siden foråret og søger om fritagelse.
"""


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """A meeting whose first version is out."""
    made = workspace(tmp_path, ITEMS, forum=POLICY)
    (tmp_path / "meetings" / "f" / "brev.txt").write_text("Kære alle", encoding="utf-8")
    issued.issue(made)
    return made


def document(ws: Workspace, audience: Audience = issued.PUBLIC, **more: Any) -> Document:
    return issued.versions(ws, **more).document(Kind.DAGSORDEN, audience)


def everything(ws: Workspace, audience: Audience) -> str:
    """All that a list of changes says, as data, in words and in print."""
    since = issued.since(ws, audience)
    about = Compared(
        moede="m", dokument="dagsorden", maalgruppe=audience, fra=1, til=None, delvis=False
    )
    data = as_json(about, since.changes, since.told())
    changed = document(ws, audience).rettelser
    return data + repr(changed) + "\n".join(one.alene for one in since.told())


def test_of_one_version_only_the_cover_says_when_it_was_issued(ws: Workspace) -> None:
    planned = issued.versions(ws).planned
    plain = compose.Composer(planned).document(Kind.DAGSORDEN, issued.PUBLIC)
    made = document(ws)
    assert (plain.udgave, plain.status, made.rettelser) == (None, None, None)
    assert made.status == "Udsendt den 20.\u00a0maj 2026"
    assert replace(made, status=None, udgave=None) == plain


def test_before_the_first_version_nothing_says_that_it_was_issued(tmp_path: Path) -> None:
    ws = workspace(tmp_path, ITEMS, forum=POLICY)
    made = document(ws)
    assert (made.status, made.udgave) == ("Udkast", None)
    assert issued.versions(ws).facts(Kind.DAGSORDEN, issued.PUBLIC).udgave is None


def test_what_differs_from_the_last_version_is_a_draft_of_the_next(
    ws: Workspace, tmp_path: Path
) -> None:
    write(tmp_path, ITEMS.replace("10 mio.", "20 mio."))
    made = document(ws)
    assert made.udgave is not None
    assert (made.udgave.version, made.udgave.dato, made.status) == (2, None, "Version 2, udkast")
    assert made.side_af_sider.foer.startswith("Version 2, udkast")
    lines = document_lines(made)
    start = lines.index("Rettelser")
    (said,) = issued.told(ws)
    assert said.startswith("Punkt 1: under »Sagsfremstilling« står nu »Det koster 20 mio. kr.« i")
    assert lines[start : start + 4] == [
        "Rettelser",
        "Siden version 1 af 20.\u00a0maj 2026 er dette rettet:",
        "Punkt 1: Havnen",
        said.removeprefix("Punkt 1: ").replace("under", "Under"),
    ]


def test_an_issued_version_prints_as_it_was_issued(ws: Workspace, tmp_path: Path) -> None:
    write(tmp_path, ITEMS.replace("10 mio.", "20 mio."))
    of = issued.versions(ws)
    when = issue_support.FIRST.replace(day=21)
    made = document(ws, issuing=Issuing(2, when))
    facts = issued.versions(ws, issuing=Issuing(2, when)).facts(Kind.DAGSORDEN, issued.PUBLIC)
    issued.issue(ws)
    assert document(ws) == made
    assert issued.versions(ws).facts(Kind.DAGSORDEN, issued.PUBLIC).udgave == facts.udgave
    assert made.udgave is not None
    assert made.udgave.tekst == "Version 2, 21.\u00a0maj 2026"
    assert made.titel.endswith("(Version 2, 21.\u00a0maj 2026)")
    assert of.facts(Kind.DAGSORDEN, issued.PUBLIC).udgave != facts.udgave  # it was a draft


@pytest.mark.parametrize(
    "text", [CLOSED, CLOSED.replace("grund", "offentlig_titel: Sag\n      grund")]
)
def test_of_an_item_closed_since_a_public_list_says_that_and_no_word_of_before(
    ws: Workspace, tmp_path: Path, text: str
) -> None:
    write(tmp_path, text)
    said = everything(ws, issued.PUBLIC)
    assert "er nu lukket for offentligheden: Personoplysninger." in said
    assert [one for one in OPEN_WORDS if one in said] == []
    assert "Ansøgning om fritagelse" in everything(ws, issued.INTERNAL)


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("Det koster 10 mio. kr.", "Det koster noget. Ansøgeren har gæld til kommunen.", None),
        (
            "      - titel: Lægens brev\n",
            "      - titel: Lægens brev\n        lukket: ja\n",
            "Lægens",
        ),
        (
            "    sagsfremstilling: Ansøgeren har været syg siden foråret og søger om fritagelse.\n",
            IN_A_CLOSED_SECTION,
            "foråret",
        ),
        ("  - titel: Eventuelt\n", "  - titel: Eventuelt\n    lukket: ja\n", "Eventuelt"),
    ],
)
def test_what_is_closed_since_stands_in_no_public_list(
    ws: Workspace, tmp_path: Path, old: str, new: str, gone: str | None
) -> None:
    assert old in ITEMS
    write(tmp_path, ITEMS.replace(old, new))
    said = everything(ws, issued.PUBLIC)
    assert issued.told(ws)
    assert gone is None or gone not in said


def test_an_open_text_that_moved_into_a_closed_item_is_not_quoted(
    ws: Workspace, tmp_path: Path
) -> None:
    text = ITEMS.replace(
        "    sagsfremstilling: Ansøgeren har været syg siden foråret og søger om fritagelse.\n", ""
    )
    hidden = (
        "  - titel: Lukket\n    lukket: ja\n    sagsfremstilling: Ansøgeren har været syg siden "
    )
    write(tmp_path, f"{text}{hidden}foråret og søger om det.\n")
    said = everything(ws, issued.PUBLIC)
    assert "foråret" not in said
    assert "»Sagsfremstilling« er taget ud" in said


def test_neither_another_class_nor_another_phrase_is_a_change(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = replace(
        DANISH,
        label_place="Hvor",
        item_word="Sag",
        sections={one: f"{text}!" for one, text in DANISH.sections.items()},
    )
    usual = compose.plan
    for module in (kept, issued):
        monkeypatch.setattr(module, "plan", lambda meeting: usual(meeting, book))
    called = blocks.Paragraph.__name__
    blocks.Paragraph.__name__ = "Stretch"
    try:
        assert issued.told(ws) == []
        made = document(ws).udgave
        assert made is not None
        assert made.version == 1
    finally:
        blocks.Paragraph.__name__ = called
    write(tmp_path, ITEMS.replace("10 mio.", "20 mio."))
    (said,) = issued.told(ws)
    assert said.startswith("Sag 1: under »Sagsfremstilling!« står nu")


def test_without_its_source_the_record_tells_numbers_titles_and_attachments(
    ws: Workspace, tmp_path: Path
) -> None:
    write(tmp_path, ITEMS.replace("Havnen", "Havnene").replace("10 mio.", "20 mio."))
    shutil.rmtree(ws.issued)
    of = issued.versions(ws)
    made = of.document(Kind.DAGSORDEN, issued.PUBLIC)
    lines = document_lines(made)
    assert "Punkt 1 hedder nu »Havnene« i stedet for »Havnen«." in lines
    assert USUAL.corrections_partly in lines
    assert {one.code for one in of.warnings(of.planned.meeting.position)} == {"M4697"}


def test_where_only_what_is_closed_is_not_here_the_cover_is_told_once_and_one_folder_asked_for(
    tmp_path: Path,
) -> None:
    made = workspace(tmp_path, CLOSED, forum=POLICY)
    (tmp_path / "meetings" / "f" / "brev.txt").write_text("Kære alle", encoding="utf-8")
    issued.issue(made, checksums=True)
    write(tmp_path, CLOSED, head=f"{HEAD}indledning: Velkommen.\n")
    before = issued.told(made)
    assert before
    shutil.rmtree(made.issued_closed)
    of = issued.versions(made)
    since = of.since(Kind.DAGSORDEN, issued.INTERNAL, of.issues(Kind.DAGSORDEN)[0])
    assert since.partly
    assert [one.alene for one in since.told()] == before
    (found,) = of.warnings(of.planned.meeting.position)
    assert found.hint == (
        "Hent mappen udsendt-lukket fra den maskine, der blev sendt fra. Findes kilden ikke, så "
        "skriv selv til modtagerne, hvad der er rettet i teksten."
    )


def test_numbers_that_were_given_between_others_stay_when_a_version_is_read_again(
    ws: Workspace, tmp_path: Path
) -> None:
    write(tmp_path, ITEMS.replace("  - titel: Ansøgning", "  - titel: Kajen\n  - titel: Ansøgning"))
    assert issued.told(ws) == ["Punkt 1.A, Kajen, er kommet til."]
    issued.issue(ws)
    assert issued.told(ws) == []
    assert issued.told(ws, first=0) == ["Punkt 1.A, Kajen, er kommet til."]


def test_an_attachment_that_was_replaced_is_told_with_its_number(
    ws: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "meetings" / "f" / "brev.txt").write_text("Kære alle igen", encoding="utf-8")
    assert issued.told(ws) == ["Punkt 2: Bilag 1, Lægens brev, er erstattet."]


def test_the_facts_for_other_programs_name_the_version(ws: Workspace, tmp_path: Path) -> None:
    file, *_ = ws.meeting_files()

    def edition() -> Any:
        data, _ = export(ws, file, Kind.DAGSORDEN, issued.PUBLIC, checksums=False)
        return json.loads(data)["udgave"]

    assert edition() == {"version": 1, "dato": "2026-05-20", "tillaeg": False}
    write(tmp_path, ITEMS.replace("10 mio.", "20 mio."))
    assert edition() == {"version": 2, "dato": None, "tillaeg": False}


def test_the_word_file_has_the_list_before_the_overview_and_the_version_in_its_properties(
    ws: Workspace, tmp_path: Path
) -> None:
    write(tmp_path, ITEMS.replace("10 mio.", "20 mio."), head=f"{HEAD}indledning: Velkommen.\n")
    data = docx.render(document(ws), ROOT / "templates" / "standard" / "dagsorden.docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
        core = archive.read("docProps/core.xml").decode()
    assert body.index("Rettelser") < body.index("står nu") < body.rindex("Velkommen.")
    opening = body[: body.rindex("Velkommen.")]
    assert opening[opening.rindex("<w:p>") :].count("<w:pageBreakBefore/>") == 1
    assert body.count("<w:pageBreakBefore/>") == 1
    assert "<cp:version>2</cp:version>" in core


def test_the_pdf_has_the_list_under_a_heading_and_the_overview_on_the_next_page(
    ws: Workspace, tmp_path: Path
) -> None:
    write(tmp_path, ITEMS.replace("10 mio.", "20 mio."))
    data = pdf.render(document(ws), style())
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]
    assert "Rettelser Siden version 1" in pages[0]
    assert "Oversigt" not in pages[0]
    assert pages[1].startswith("Oversigt")
    assert all("Version 2, udkast · Side" in page for page in pages)
    tree = story.tell(document(ws), Sheet(style())).tree
    roles = [node.role for node in tree.children if isinstance(node, Node)]
    first = roles.index(Role.H2)
    assert roles[first : first + 4] == [Role.H2, Role.PARAGRAPH, Role.H3, Role.LIST]


@pytest.mark.slow
def test_a_corrected_pdf_conforms(ws: Workspace, tmp_path: Path) -> None:
    write(tmp_path, ITEMS.replace("10 mio.", "20 mio."))
    path = tmp_path / "rettet.pdf"
    path.write_bytes(pdf.render(document(ws), style()))
    assert verapdf([path])[path] == {"PDF/A-2A": set(), "PDF/UA-1": set()}
    assert pdfua(path) == set()


def test_a_foot_without_the_number_of_pages_says_the_version_too(
    ws: Workspace, tmp_path: Path
) -> None:
    write(tmp_path, ITEMS.replace("10 mio.", "20 mio."))
    foot = replace(style().sidefod, hoejre="Side {side}")
    data = pdf.render(document(ws), replace(style(), sidefod=foot))
    for page in PdfReader(io.BytesIO(data)).pages:
        assert page.extract_text().splitlines()[-1].startswith("Version 2, udkast")


def test_a_build_prints_the_version_and_an_unchanged_meeting_stays_as_it_was(
    ws: Workspace, tmp_path: Path
) -> None:
    file, *_ = ws.meeting_files()
    order = Order(file, (Kind.DAGSORDEN,))
    first = run(ws, [order])
    assert not first.failed, first.diagnostics
    assert run(ws, [order]).made == []
    path = ws.output_file(file, Kind.DAGSORDEN, issued.PUBLIC, "pdf")
    assert b"1</xmpMM:VersionID>" in path.read_bytes()
    write(tmp_path, ITEMS.replace("10 mio.", "20 mio."))
    run(ws, [order])
    assert b"2</xmpMM:VersionID>" in path.read_bytes()


def test_of_many_people_those_are_named_who_are_others(tmp_path: Path) -> None:
    """They stand by party, with how many they are."""
    names = [f"Navn{one} Efter{one}" for one in "abcdefghijkl"]
    people = [f"  - {{navn: {name}, parti: {'AB'[n % 2]}}}\n" for n, name in enumerate(names)]
    forum = f"navn: Stort\nmedlemmer:\n{''.join(people)}"
    ws = workspace(tmp_path, "  - titel: A\n", forum=forum)
    issued.issue(ws)
    assert issued.told(ws) == []
    path = tmp_path / "meetings" / "f" / "forum.yaml"
    path.write_text(forum.replace("Navnc Efterc", "Ny Person"), encoding="utf-8")
    assert issued.told(ws) == [
        "Under »Medlemmer« er kommet til: Ny Person (A).",
        "Under »Medlemmer« er taget ud: Navnc Efterc (A).",
    ]
    path.write_text(forum.replace("Navnc Efterc, parti: A", "Navnc Efterc, parti: B"), "utf-8")
    assert issued.told(ws) == [
        "Under »Medlemmer« står nu »Navnc Efterc (B)« i stedet for »Navnc Efterc (A)«.",
    ]


def test_an_item_with_several_changes_has_them_all_under_its_heading(ws: Workspace) -> None:
    changed = ITEMS.replace("titel: Havnen", "titel: Havnen i byen\n    nr: '1'")
    changed = changed.replace("10 mio.", "12 mio.")
    write(ws.root, changed.replace("titel: Eventuelt", "titel: Til sidst\n    id: punkt-3"))
    made = document(ws).rettelser
    assert made is not None
    said: list[str] = []
    for block in made.tekst:
        if isinstance(block, blocks.Heading):
            said.append(f"# {blocks.text_of(block.inlines)}")
        elif isinstance(block, blocks.BulletList):
            paragraphs = [one for item in block.items for one in item.blocks]
            said += [
                blocks.text_of(p.inlines) for p in paragraphs if isinstance(p, blocks.Paragraph)
            ]
    price = "»Det koster {} mio. kr.«"
    assert said == [
        "# Dagsordenen",
        "Punkt 3 hedder nu »Til sidst« i stedet for »Eventuelt«.",
        "# Punkt 1: Havnen i byen",
        "Punkt 1 hedder nu »Havnen i byen« i stedet for »Havnen«.",
        f"Under »Sagsfremstilling« står nu {price.format(12)} i stedet for {price.format(10)}",
    ]
