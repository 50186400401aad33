"""A tillægsdagsorden says what is new since the last version, and all of it, to each reader."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

import issue_support
import version_support as issued
from issue_support import FORUM, HEAD, workspace, write
from moedebog import blocks
from moedebog.build import Order, run
from moedebog.document import Audience, Document, Kind
from moedebog.issued import dump, issued_file, of_meeting
from moedebog.render import docx, pdf
from moedebog.render.data import as_json
from moedebog.supplement import Supplement
from moedebog.versions import Issuing
from moedebog.workspace import Workspace
from pdf_samples import style
from support import ROOT
from texts import document_lines
from validators import pdfua, verapdf

POLICY = f"{FORUM}politik:\n  nye_punkter: mellem\n"
ITEMS = """  - titel: Havnen
    gruppe: Åbne punkter
    sagsfremstilling: Det koster 10 mio. kr.
    bilag:
      - titel: Kort
        fil: kort.txt
    underpunkter:
      - titel: Molen
  - titel: Skolen
    sagsfremstilling: Distrikterne ændres.
  - titel: Ansøgning fra en borger
    gruppe: Lukkede punkter
    lukket: Personoplysninger
"""
LATE = """  - titel: Julelukning
    gruppe: Tillæg
    tillaeg_grund: Fristen udløber inden næste møde
    sagsfremstilling: Rådhuset foreslås lukket.
    bilag:
      - titel: Kalender
        fil: kalender.txt
"""
CLOSED = """  - titel: Køb af skibet Havfruen
    lukket: Forhandling
    sagsfremstilling: Vi byder 900.000 kroner.
    bilag:
      - titel: Hemmeligt tilbud
        fil: tilbud.txt
"""
PUBLIC, INTERNAL = issued.PUBLIC, issued.INTERNAL


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """A meeting whose first version is out."""
    made = workspace(tmp_path, ITEMS, forum=POLICY)
    for name in ("kort", "kalender", "notat", "tilbud"):
        (tmp_path / "meetings" / "f" / f"{name}.txt").write_text(name, encoding="utf-8")
    issued.issue(made)
    return made


def supplement(
    ws: Workspace, audience: Audience = PUBLIC, issuing: Issuing | None = None
) -> Supplement:
    made = issued.versions(ws, issuing=issuing).supplement(audience)
    assert made is not None
    return made


def lines(ws: Workspace, audience: Audience = PUBLIC) -> list[str]:
    return document_lines(supplement(ws, audience).document)


def titles(document: Document) -> list[str]:
    return [one.overskrift for one in document.punkter]


def test_without_additions_there_is_none(ws: Workspace, tmp_path: Path) -> None:
    assert issued.versions(ws).supplement(PUBLIC) is None
    write(tmp_path, ITEMS.replace("10 mio.", "20 mio."))
    assert issued.versions(ws).supplement(PUBLIC) is None


def test_before_the_dagsorden_is_issued_there_is_none(tmp_path: Path) -> None:
    made = workspace(tmp_path, ITEMS, forum=POLICY)
    assert issued.versions(made).supplement(PUBLIC) is None


def test_a_new_item_stands_in_whole_with_its_reason_and_nothing_that_was_there(
    ws: Workspace, tmp_path: Path
) -> None:
    write(tmp_path, ITEMS + LATE)
    made = supplement(ws).document
    assert titles(made) == ["Punkt 4: Julelukning"]
    (item,) = made.punkter
    assert item.undertitel == "Tillægspunkt: Fristen udløber inden næste møde"
    assert item.gruppe is not None
    assert item.gruppe.overskrift == "Tillæg"
    said = document_lines(made)
    assert "Rådhuset foreslås lukket." in said
    assert any("Kalender" in one for one in said)
    assert not any("Havnen" in one or "Desuden" in one for one in said)
    assert [line.titel for line in made.oversigt.linjer] == ["Tillæg", "Julelukning"]


def test_it_says_what_it_is_and_what_it_adds_to(ws: Workspace, tmp_path: Path) -> None:
    write(tmp_path, ITEMS + LATE)
    made = supplement(ws).document
    assert made.overskrift == "TILLÆGSDAGSORDEN"
    titel = made.titel.replace("\u00a0", " ")
    assert titel == "Tillægsdagsorden: Prøveudvalget, 1. juni 2026 (Version 2, udkast)"
    assert "Tillægsdagsorden" in made.sidehoved
    assert made.side_af_sider.foer == "Version 2, udkast · Side "
    assert made.status == "Version 2, udkast"
    (said,) = made.indledning
    assert isinstance(said, blocks.Paragraph)
    assert blocks.text_of(said.inlines).replace("\u00a0", " ") == (
        "Tillæg til dagsordenen af 20. maj 2026"
    )
    labels = [line.label for line in made.fakta.items]
    assert "Tid" in labels
    assert not any(label.startswith("Medlemmer") for label in labels)


def test_of_an_item_that_was_there_its_new_attachments_stand_alone(
    ws: Workspace, tmp_path: Path
) -> None:
    more = "        fil: kort.txt\n      - titel: Notat\n        fil: notat.txt\n"
    late = "    tillaeg_grund: Notatet var ikke færdigt\n    underpunkter:\n"
    changed = ITEMS.replace("        fil: kort.txt\n", more).replace("    underpunkter:\n", late)
    write(tmp_path, changed)
    made = supplement(ws)
    assert titles(made.document) == ["Punkt 1: Havnen"]
    said = document_lines(made.document)
    at = said.index("Nye bilag")
    assert said[at + 1] == "Bilag 2"
    assert said[at + 2].startswith("Notat (")
    assert not any("Kort" in one or "10 mio." in one for one in said)
    assert made.document.punkter[0].undertitel == "Tillægspunkt: Notatet var ikke færdigt"
    assert not any("Desuden" in one for one in said)
    (fakta,) = made.fakta.punkter
    assert [one.titel for one in fakta.bilag] == ["Notat"]


def test_a_new_part_stands_under_the_item_that_it_is_a_part_of(
    ws: Workspace, tmp_path: Path
) -> None:
    write(tmp_path, ITEMS.replace("- titel: Molen\n", "- titel: Molen\n      - titel: Bøjen\n"))
    made = supplement(ws).document
    assert titles(made) == ["Punkt 1: Havnen", "Punkt 1.2: Bøjen"]
    assert made.punkter[0].afsnit == ()
    assert not any("10 mio." in one for one in document_lines(made))


def test_a_new_item_stands_under_the_heading_of_its_group(ws: Workspace, tmp_path: Path) -> None:
    new = "  - titel: Vejen\n  - titel: Ansøgning"
    write(tmp_path, ITEMS.replace("  - titel: Ansøgning", new))
    made = supplement(ws)
    (item,) = made.document.punkter
    assert item.gruppe is not None
    assert item.gruppe.overskrift == "Åbne punkter"
    (fakta,) = made.fakta.punkter
    assert fakta.gruppe == "Åbne punkter"
    assert [line.titel for line in made.document.oversigt.linjer] == ["Åbne punkter", "Vejen"]


def test_both_headings_of_a_group_inside_a_group_stand_over_what_is_new(tmp_path: Path) -> None:
    items = "  - titel: A\n    gruppe: Åbne\n    undergruppe: Teknik\n  - titel: B\n"
    ws = workspace(tmp_path, items, forum=POLICY)
    issued.issue(ws)
    write(tmp_path, f"{items}  - titel: C\n  - titel: D\n    undergruppe: Skole\n")
    made = supplement(ws).document
    assert titles(made) == ["Åbne", "Punkt 3: C", "Punkt 4: D"]
    groups = [one.gruppe.overskrift if one.gruppe else "" for one in made.punkter]
    assert groups == ["", "Teknik", "Skole"]
    levels = [one.niveau for one in made.punkter]
    assert levels == [1, 3, 3]


def test_attachments_of_the_meeting_as_a_whole_are_additions_too(
    ws: Workspace, tmp_path: Path
) -> None:
    head = f"{HEAD}bilag:\n  - titel: Kørselsvejledning\n    fil: notat.txt\n"
    write(tmp_path, ITEMS, head=head)
    made = supplement(ws)
    assert made.document.punkter == ()
    said = document_lines(made.document)
    assert any("Kørselsvejledning" in one for one in said[said.index("Nye bilag") :])
    assert [one.titel for one in made.fakta.bilag] == ["Kørselsvejledning"]


def test_what_else_has_changed_is_told_at_the_end(ws: Workspace, tmp_path: Path) -> None:
    changed = ITEMS.replace("Distrikterne ændres.", "Distrikterne bliver.")
    write(tmp_path, changed + LATE, head=f"{HEAD}sted: Lille sal\n")
    said = lines(ws)
    at = said.index("Desuden er rettet")
    told = " ".join(said[at:])
    assert "Distrikterne bliver." in told
    assert "Lille sal" in told
    assert "Julelukning" not in told  # it stands there


def test_every_change_is_an_addition_or_told(ws: Workspace, tmp_path: Path) -> None:
    changed = ITEMS.replace("  - titel: Skolen\n", "  - titel: Skolen\n    udfald: udgaar\n")
    write(tmp_path, changed + LATE)
    told = " ".join(lines(ws))
    for one in issued.since(ws).told():
        where = "Julelukning" if "er kommet til" in one.alene else one.saetning
        assert where in told


def test_nothing_closed_stands_in_the_public_one(ws: Workspace, tmp_path: Path) -> None:
    write(tmp_path, ITEMS + CLOSED)
    public, internal = supplement(ws), supplement(ws, INTERNAL)
    assert titles(public.document) == ["Punkt 4: Lukket punkt"]
    everything = repr(public.document) + as_json(public.fakta).decode()
    for closed in ("Havfruen", "900.000", "tilbud"):
        assert closed not in everything
    assert titles(internal.document) == ["Punkt 4: Køb af skibet Havfruen"]
    assert "Vi byder 900.000 kroner." in document_lines(internal.document)


def test_what_was_closed_and_is_open_now_stands_there_in_whole(
    ws: Workspace, tmp_path: Path
) -> None:
    opened = ITEMS.replace("    lukket: Personoplysninger\n", "    sagsfremstilling: Nu åbent.\n")
    write(tmp_path, opened)
    said = lines(ws)
    assert "Nu åbent." in said
    assert "Desuden er rettet" in said


def test_what_is_closed_since_is_told_without_its_words(ws: Workspace, tmp_path: Path) -> None:
    closed = ITEMS.replace("  - titel: Skolen\n", "  - titel: Skolen\n    lukket: Person\n")
    write(tmp_path, closed + LATE)
    made = supplement(ws)
    assert "Distrikterne" not in repr(made.document) + as_json(made.fakta).decode()
    assert "Desuden er rettet" in document_lines(made.document)


def test_where_the_source_is_gone_it_says_that_there_may_be_more(
    ws: Workspace, tmp_path: Path
) -> None:
    shutil.rmtree(ws.issued)
    shutil.rmtree(ws.issued_closed)
    write(tmp_path, ITEMS + LATE)
    for audience in Audience:
        said = lines(ws, audience)
        assert "Rådhuset foreslås lukket." in said
        assert any("kan her ikke læses" in one for one in said)


def as_supplement(ws: Workspace) -> None:
    """The last version was issued as an addition."""
    file, *_ = ws.meeting_files()
    *others, last = of_meeting(ws, file, "2026-06-01").udgaver
    data = dump("2026-06-01", [*others, replace(last, tillaeg=True)])
    issued_file(file).write_bytes(data)


def test_one_that_was_issued_prints_as_it_was_issued(ws: Workspace, tmp_path: Path) -> None:
    write(tmp_path, ITEMS + LATE)
    made = supplement(ws, issuing=Issuing(2, issue_support.FIRST.replace(day=21)))
    issued.issue(ws)
    assert issued.versions(ws).supplement(PUBLIC) is None  # it was issued as a whole
    as_supplement(ws)
    again = supplement(ws)
    assert (again.document, again.fakta) == (made.document, made.fakta)
    assert again.document.status == "Version 2, 21.\u00a0maj 2026"
    whole = issued.versions(ws).document(Kind.DAGSORDEN, PUBLIC)
    assert whole.status == again.document.status
    assert whole.udgave is not None
    assert not whole.udgave.tillaeg


def test_the_next_adds_to_the_last_version_alone(ws: Workspace, tmp_path: Path) -> None:
    write(tmp_path, ITEMS + LATE)
    issued.issue(ws)
    as_supplement(ws)
    write(tmp_path, ITEMS + LATE + "  - titel: Hasteforslag\n")
    made = supplement(ws).document
    assert titles(made) == ["Punkt 5: Hasteforslag"]
    said = [one.replace("\u00a0", " ") for one in document_lines(made)]
    assert "Tillæg til dagsordenen, version 2 af 21. maj 2026" in said


def test_its_facts_say_that_it_is_one_and_no_more_than_it_prints(
    ws: Workspace, tmp_path: Path
) -> None:
    write(tmp_path, ITEMS + LATE)
    fakta = json.loads(as_json(supplement(ws).fakta))
    assert fakta["udgave"] == {"version": 2, "dato": None, "tillaeg": True}
    assert [one["titel"] for one in fakta["punkter"]] == ["Julelukning"]
    assert fakta["punkter"][0]["tillaeg_grund"] == "Fristen udløber inden næste møde"
    assert fakta["personer"] == []


def test_both_formats_have_it(ws: Workspace, tmp_path: Path) -> None:
    write(tmp_path, ITEMS + LATE, head=f"{HEAD}sted: Lille sal\n")
    made = supplement(ws)
    data = pdf.render(made.document, replace(style(), indlejr_kilde=True), made.fakta)
    reader = PdfReader(io.BytesIO(data))
    assert list(reader.attachments) == ["tillaegsdagsorden.json"]
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Tillægsdagsorden: ")
    text = " ".join(page.extract_text() for page in reader.pages)
    word = docx.render(made.document, ROOT / "templates" / "standard" / "dagsorden.docx")
    for one in ("TILLÆGSDAGSORDEN", "Julelukning", "Desuden er rettet", "Lille sal"):
        assert one in text
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        body = archive.read("word/document.xml").decode()
    for one in ("TILLÆGSDAGSORDEN", "Julelukning", "Desuden er rettet", "Lille sal"):
        assert one in body


@pytest.mark.slow
def test_its_pdf_conforms(ws: Workspace, tmp_path: Path) -> None:
    head = f"{HEAD}sted: Lille sal\nbilag:\n  - titel: Vej\n    fil: notat.txt\n"
    write(tmp_path, ITEMS + LATE, head=head)
    path = tmp_path / "tillaeg.pdf"
    path.write_bytes(pdf.render(supplement(ws).document, style()))
    assert verapdf([path])[path] == {"PDF/A-2A": set(), "PDF/UA-1": set()}
    assert pdfua(path) == set()


# --- in the folder of outputs -----------------------------------------------------------------


def made_of(ws: Workspace, *, tillaeg: bool, audience: Audience = PUBLIC) -> list[str]:
    file, *_ = ws.meeting_files()
    report = run(ws, [Order(file, (Kind.DAGSORDEN,), (audience,), tillaeg=tillaeg)])
    assert not report.failed, report.diagnostics
    return sorted(path.name for path in ws.output_folder(file).glob("*.pdf"))


def test_it_lies_beside_the_dagsorden_and_neither_removes_the_other(
    ws: Workspace, tmp_path: Path, quick_renderers: None
) -> None:
    write(tmp_path, ITEMS + LATE)
    made_of(ws, tillaeg=False)
    both = ["dagsorden.pdf", "tillaegsdagsorden.pdf"]
    assert made_of(ws, tillaeg=True) == both
    assert made_of(ws, tillaeg=False) == both


def test_it_is_made_again_with_the_dagsorden_where_the_meeting_has_changed(
    ws: Workspace, tmp_path: Path, quick_renderers: None
) -> None:
    write(tmp_path, ITEMS + LATE)
    for audience in Audience:
        made_of(ws, tillaeg=True, audience=audience)
    write(tmp_path, ITEMS + LATE.replace("Julelukning", "Sommerlukning"))
    made = made_of(ws, tillaeg=False)
    assert made == ["dagsorden.pdf", "tillaegsdagsorden-intern.pdf", "tillaegsdagsorden.pdf"]
    file, *_ = ws.meeting_files()
    for name in made[1:]:
        assert b"Sommerlukning" in (ws.output_folder(file) / name).read_bytes()


def test_one_with_nothing_to_add_goes_and_so_does_the_internal_one(
    ws: Workspace, tmp_path: Path, quick_renderers: None
) -> None:
    write(tmp_path, ITEMS + LATE)
    for audience in Audience:
        made_of(ws, tillaeg=True, audience=audience)
    write(tmp_path, ITEMS)
    assert made_of(ws, tillaeg=False) == ["dagsorden.pdf"]


def test_a_public_one_whose_record_is_lost_goes_as_a_dagsorden_does(
    ws: Workspace, tmp_path: Path
) -> None:
    write(tmp_path, ITEMS + LATE)
    assert "tillaegsdagsorden.pdf" in made_of(ws, tillaeg=True)
    shutil.rmtree(tmp_path / ".moedebog")
    assert made_of(ws, tillaeg=False) == ["dagsorden.pdf"]


def test_authority_and_case_of_the_meeting_stand_on_its_cover(tmp_path: Path) -> None:
    head = f"{HEAD}sagsnr: 26/100\n"
    ws = workspace(tmp_path, ITEMS, forum=f"myndighed: Strandby Kommune\n{POLICY}", head=head)
    issued.issue(ws)
    write(tmp_path, ITEMS + LATE, head=head)
    said = lines(ws)
    assert said[said.index("Myndighed") + 1] == "Strandby Kommune"
    assert said[said.index("Sagsnr.") + 1] == "26/100"
