"""A protokoludskrift is one item of the referat, with who took part in it, and nothing else."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from bookmarks import bookmarks
from closed_meeting import CLOSED, everything
from forum_of_five import FORUM
from moedebog.blocks import Table
from moedebog.catalogue import Begivenhedsart
from moedebog.compose import Composer, Plan, plan
from moedebog.document import CONFIRMED, Art, Audience, Document, Kind, Udgavelinje
from moedebog.events import Begivenhed
from moedebog.extract import Extract, extract
from moedebog.issued import Issue
from moedebog.render import docx, pdf
from moedebog.render.data import as_json
from moedebog.render.pdf import story
from moedebog.render.pdf.flowables import HorizontalRule
from moedebog.render.pdf.sheet import Sheet
from moedebog.typography import NO_BREAK_SPACE
from moedebog.versions import as_version, edition_text
from pdf_samples import style
from support import INTERN, OFFENTLIG, ROOT, block_lines, document_lines, meeting
from validators import pdfua, verapdf

HEAD = """
    titel: 9. møde
    sted: Rådhuset
    afbud:
      - navn: Carl Clausen
        stedfortraeder: {navn: Ida Ibsen, parti: C}
    udeblevet: [Erik Enø]
    gaester: [Tove Gæst]
    referent: Rita Referent
"""
ITEMS = f"""{HEAD}
    punkter:
      - titel: Skolen
        gruppe: Åbne punkter
        udfald: godkendt
      - titel: Havnen
        sagsnr: [25/1234, 24/987]
        sagsfremstilling: Kajen udvides[^1] i år.
        indstilling: {{fra: Forvaltningen, at: [godkende planen]}}
        beslutning: Godkendt med ændringer.
        afstemning: {{for: [Anna Ager, Ida Ibsen], imod: [Dora Dam]}}
        protokolbemaerkninger:
          - {{fra: Dora Dam, tekst: Det er for dyrt.}}
        ankom: [{{navn: Anna Ager, tid: "10:20"}}]
        inhabil:
          - navn: Bo Bæk
            erklaeret: ja
            stedfortraeder: Jens Juul
        bilag: [{{titel: Kort over havnen}}]
      - titel: Parken
        sagsnr: 25/77
        udfald: godkendt
        underpunkter:
          - titel: Bænke
            udfald: godkendt
          - titel: Træer
            sagsnr: 25/88
            sagsfremstilling: Tre ege.
            udfald: godkendt
      - titel: Lejen
        gruppe: Lukkede punkter
        lukket: Forhandling
        forlod: [Dora Dam]
        beslutning: Hemmelig pris.
      - titel: Vejen
        udfald: udsat
""".replace("udvides[^1] i", "udvides i")


def planned(text: str = ITEMS, forum: str = FORUM) -> Plan:
    return plan(meeting(text, forum))[0]


def one(
    nr: str,
    of: Plan | str = ITEMS,
    audience: Audience = OFFENTLIG,
    issues: Sequence[Issue] = (),
    udgave: Udgavelinje | None = None,
) -> Extract:
    """The extract of the item with a number."""
    now = planned(of) if isinstance(of, str) else of
    (item,) = (one for one in now.items if one.numbered.nr == nr)
    composer = Composer(now)
    whole = composer.document(Kind.REFERAT, audience)
    if udgave is not None:
        whole = as_version(whole, udgave, None, now.phrases)
    return extract(whole, composer.facts(Kind.REFERAT, audience), now, item, issues)


CORRECTED = ITEMS.replace(
    "sted:",
    "rettelser: [{dato: 2025-11-14, punkt: PUNKT, tekst: Ja.}]\n"
    "    referat_status: godkendt\n    sted:",
)


@pytest.mark.parametrize(
    ("corrected", "nr", "said"),
    [
        ("punkt: 2", "2", True),
        ("punkt: 2", "1", False),
        ("punkt: '3.2'", "3", True),
        ("punkt: '3.2'", "3.1", False),
        ("af: Formanden", "1", True),  # the meeting as a whole, e.g. who was there
        ("punkt: 4", "1", False),
    ],
)
def test_that_it_was_corrected_it_says_only_where_this_item_was(
    corrected: str, nr: str, said: bool
) -> None:
    text = CORRECTED.replace("punkt: PUNKT", corrected)
    assert (one(nr, text).document.status == "Godkendt · Rettet") is said
    assert (one(nr, text).document.status == "Godkendt") is not said
    issued = Udgavelinje(2, date(2025, 11, 20), "Version 2")
    status = one(nr, text, udgave=issued).document.status
    assert status == f"Version 2 · Godkendt{' · Rettet' if said else ''}"


def test_one_rule_stands_between_its_head_and_the_item() -> None:
    text = ITEMS.replace("        gruppe: Åbne punkter\n", "")
    told = story.tell(one("1", text).document, Sheet(style())).flowables
    ruled = [isinstance(it, HorizontalRule) or bool(getattr(it, "rule", None)) for it in told]
    assert ruled.count(True) == 1


def test_its_head_names_the_authority() -> None:
    now = planned(ITEMS, f"{FORUM}\nmyndighed: Strandby Kommune\n")
    assert head(one("1", now))["Myndighed"] == "Strandby Kommune"


def head(made: Extract) -> dict[str, str]:
    """The lines of the cover by their labels."""
    return {
        line.label: plainly(" / ".join(text for one in line.blocks for text in block_lines(one)))
        for line in made.document.fakta.items
    }


def plainly(text: str) -> str:
    """A text without blanks that no line breaks at."""
    return text.replace(NO_BREAK_SPACE, " ")


def titles(document: Document) -> list[str]:
    return [one.overskrift for one in document.punkter]


# --- the item -----------------------------------------------------------------------------


def test_it_holds_the_item_with_its_decision_and_nothing_of_the_others() -> None:
    made = one("2").document
    assert made.overskrift == "PROTOKOLUDSKRIFT"
    assert plainly(made.titel) == "Protokoludskrift af punkt 2: Udvalget, 12. september 2025"
    assert plainly(made.sidehoved) == "Udvalget · Protokoludskrift af punkt 2 · 12. september 2025"
    assert titles(made) == ["Punkt 2: Havnen"]
    said = "\n".join(document_lines(made))
    for text in (
        "Kajen udvides i år.",
        "godkende planen",
        "Godkendt med ændringer.",
        "Vedtaget med 2 stemmer mod 1.",
        "Det er for dyrt.",
        "Kort over havnen",
    ):
        assert text in said
    for other in ("Skolen", "Parken", "Lejen", "Vejen", "Hemmelig"):
        assert other not in "".join(everything(made))
    assert made.oversigt.linjer == ()


def test_it_stands_under_the_heading_of_its_group_and_ends_where_it_is_signed() -> None:
    made = one("2").document
    (item,) = made.punkter
    assert item.gruppe is not None
    assert item.gruppe.overskrift == "Åbne punkter"
    last = made.slutafsnit[-1]
    assert (last.slags, last.overskrift) == (CONFIRMED, "Udskriftens rigtighed bekræftes")
    (signed,) = last.tekst
    assert isinstance(signed, Table)
    assert [*block_lines(signed)][:3] == ["Dato", "Navn", "Underskrift"]
    assert len(signed.by_hand) == 3


def test_an_item_has_its_parts_with_it_and_a_part_the_heading_of_its_item() -> None:
    whole = one("3").document
    assert titles(whole) == ["Punkt 3: Parken", "Punkt 3.1: Bænke", "Punkt 3.2: Træer"]
    part = one("3.2").document
    assert titles(part) == ["Punkt 3: Parken", "Punkt 3.2: Træer"]
    assert [bool(item.afsnit) for item in part.punkter] == [False, True]
    assert [item.art for item in part.punkter] == [Art.PUNKT, Art.UNDERPUNKT]
    assert "Bænke" not in "".join(everything(part))


def test_its_case_number_is_its_own_or_that_of_its_item() -> None:
    assert head(one("2"))["Sagsnummer"] == "25/1234, 24/987"
    assert head(one("3.1"))["Sagsnummer"] == "25/77"
    assert head(one("3.2"))["Sagsnummer"] == "25/88"
    assert "Sagsnummer" not in head(one("1"))


def test_its_attachments_are_listed_at_the_end_where_they_stand_nowhere_else() -> None:
    assert [one.slags for one in one("2").document.slutafsnit] == [CONFIRMED]
    policy = "politik:\n  afsnit:\n    - {slags: bilag, referat: nej}\n"
    without = one("2", planned(forum=f"{FORUM}\n{policy}")).document
    (listed, _) = without.slutafsnit
    assert listed.slags == "bilagsoversigt"
    assert "Kort over havnen" in "".join(document_lines(without))


def test_of_attachments_closed_to_the_public_it_says_what_the_referat_says() -> None:
    text = ITEMS.replace("[{titel: Kort over havnen}]", "[{titel: Tilbud, offentlig: nej}]")
    assert "Tilbud" not in "".join(everything(one("2", text).document))
    assert "Tilbud" in "".join(everything(one("2", text, INTERN).document))


# --- who took part in it ------------------------------------------------------------------


def test_its_head_tells_who_took_part_in_this_very_item() -> None:
    told = head(one("2"))
    assert told["Til stede under punktet"] == (
        "Anna Ager (formand, A, en del af tiden); Dora Dam (F); "
        "Ida Ibsen (C), stedfortræder for Carl Clausen (C); "
        "Jens Juul (V), stedfortræder for Bo Bæk (V)"
    )
    assert told["Inhabil"] == "Bo Bæk (V)"
    assert told["Fraværende"] == "Carl Clausen (C); Erik Enø (V)"
    assert told["Gæster på mødet"] == "Tove Gæst"
    assert told["Referent"] == "Rita Referent"


def test_whoever_came_later_was_not_there_before_and_who_left_not_after() -> None:
    first, last = head(one("1")), head(one("3"))
    assert "Anna Ager" not in first["Til stede under punktet"]
    assert first["Fraværende"].startswith("Anna Ager (A); ")
    assert "Mødeleder" not in first  # who was not there did not lead it
    assert "Anna Ager (formand, A)" in last["Til stede under punktet"]
    assert last["Mødeleder"] == "Anna Ager"
    assert "Inhabil" not in last


def test_of_who_left_during_an_item_nothing_is_told_before() -> None:
    closed = head(one("4", audience=INTERN))
    assert "Dora Dam (F, en del af tiden)" in closed["Til stede under punktet"]
    assert "Dora Dam (F)" in head(one("5"))["Fraværende"]


def test_where_nobody_noted_who_was_there_nobody_is_said_to_have_been() -> None:
    text = ITEMS.replace("    punkter:", "    fremmoedt: ikke_noteret\n    punkter:", 1)
    told = head(one("3", text))
    assert not [label for label in told if label.startswith("Til stede")]
    assert "Fraværende" not in told
    assert told["Afbud"] == "Carl Clausen (C, stedfortræder: Ida Ibsen)"
    assert told["Udeblevet uden afbud"] == "Erik Enø (V)"


def test_nobody_took_part_in_what_was_not_treated() -> None:
    assert list(head(one("5", ITEMS.replace("udsat", "udgaar")))) == [
        *("Møde", "Tid", "Sted", "Udskrift af", "Godkendelse"),
    ]


def test_of_a_written_procedure_it_says_who_answered() -> None:
    text = """
        form: skriftlig
        svarfrist: 2025-09-12 kl. 12.00
        fremmoedt: [Anna Ager, Bo Bæk]
        punkter: [{titel: Havnen, udfald: godkendt}]
    """
    told = head(one("1", text))
    assert told["Deltog i den skriftlige behandling"] == (
        "Anna Ager (formand, A); Bo Bæk (næstformand, V)"
    )
    assert told["Svarfrist"].startswith("fredag den 12. september 2025")


# --- which referat it is of ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("udkast", "Referatet er et udkast og er ikke godkendt"),
        ("til_godkendelse", "Referatet er sendt til godkendelse og er ikke godkendt endnu"),
        ("godkendt", "Referatet er godkendt"),
        ("offentliggjort", "Referatet er offentliggjort; det fremgår ikke, om det er godkendt"),
    ],
)
def test_it_says_whether_the_referat_is_approved(status: str, said: str) -> None:
    made = one("2", ITEMS.replace("sted:", f"referat_status: {status}\n    sted:"))
    assert head(made)["Godkendelse"] == said
    assert head(made)["Udskrift af"] == "Referatet"


def test_it_says_when_and_by_whom_where_the_record_does() -> None:
    now = planned(ITEMS.replace("sted:", "referat_status: godkendt\n    sted:"))
    noted = datetime(2025, 10, 4, tzinfo=UTC)
    events = tuple(
        Begivenhed(str(day), Begivenhedsart.GODKENDT, date(2025, 10, day), noted, "Byrådet")
        for day in (2, 3)
    )
    now = replace(now, meeting=replace(now.meeting, begivenheder=events))
    said = head(one("2", now))["Godkendelse"]
    assert said == "Godkendt den 3. oktober 2025 af Byrådet"


def test_it_says_which_version_it_is_of() -> None:
    issue = cast(Any, Issue)(
        id="x",
        dokument="referat",
        version=1,
        sums={},
        heads={},
        punkter=(),
        filer=(),
        kalender="",
        sekvens=0,
        modtagere=0,
        accepteret=0,
        tid=datetime(2025, 9, 20, tzinfo=UTC),
    )
    now, words = planned(), planned().phrases
    first = one("2", now, issues=[issue])
    assert head(first)["Udskrift af"] == "Referatet, version 1 af 20. september 2025"
    for day, said in (
        (date(2025, 9, 30), "Referatet, version 2 af 30. september 2025"),
        (None, "Referatet, version 2, som ikke er udsendt"),
    ):
        udgave = Udgavelinje(2, day, edition_text(2, day, words))
        made = one("2", now, issues=[issue], udgave=udgave)
        assert head(made)["Udskrift af"] == said
        assert udgave.tekst in made.document.titel
        assert udgave.tekst in made.document.side_af_sider.foer


# --- what is closed ---------------------------------------------------------------------------


def test_of_a_closed_item_the_internal_one_says_all_and_that_it_is_confidential() -> None:
    made = one("4", audience=INTERN).document
    assert made.fortrolighed == "FORTROLIGT"
    assert "Hemmelig pris." in document_lines(made)


def test_a_public_one_holds_nothing_closed_whatever_is_closed_in_it() -> None:
    now = planned(CLOSED, "{navn: Udvalget, medlemmer: [Anna Formand, Bo Hemmelig]}")
    for item in now.items:
        if not item.closed_to(OFFENTLIG):
            made = one(item.numbered.nr, now)
            texts = "\n".join([*everything(made.document), as_json(made.fakta).decode()])
            # A member who was there is no secret.
            assert "emmelig" not in texts.replace("Bo Hemmelig", ""), item.numbered.nr


# --- facts and files ----------------------------------------------------------------------------


def test_its_facts_say_that_it_is_one_and_no_more_than_it_prints() -> None:
    fakta = json.loads(as_json(one("3.2").fakta))
    assert fakta["udskrift"] == "3.2"
    assert [(one["nr"], one["sagsnr"]) for one in fakta["punkter"]] == [
        ("3", []),
        ("3.2", ["25/88"]),
    ]
    assert fakta["punkter"][1]["beslutninger"]
    assert not fakta["punkter"][0]["beslutninger"]
    assert fakta["personer"] == fakta["bilag"] == fakta["fremmoede"]["til_stede"] == []
    whole = json.loads(as_json(Composer(planned()).facts(Kind.REFERAT, OFFENTLIG)))
    assert whole["udskrift"] is None


def test_no_link_leads_to_what_is_not_in_it() -> None:
    for nr in ("1", "2", "3", "3.2", "5"):
        made = one(nr).document
        targets = {text[1:] for text in everything(made) if text.startswith("#")}
        own = {one.anker for one in made.punkter} | {one.anker for one in made.slutafsnit}
        assert targets <= own


def test_both_formats_have_it() -> None:
    made = one("2")
    data = pdf.render(made.document, replace(style(), indlejr_kilde=True), made.fakta)
    reader = PdfReader(io.BytesIO(data))
    assert list(reader.attachments) == ["protokoludskrift.json"]
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Protokoludskrift af punkt 2: ")
    marks = [title for _, title in bookmarks(reader)]
    assert marks[0] == "Åbne punkter"
    assert {"Punkt 2: Havnen", "Udskriftens rigtighed bekræftes"} <= {*marks}
    text = " ".join(page.extract_text() for page in reader.pages)
    word = docx.render(made.document, ROOT / "templates" / "standard" / "referat.docx")
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        body = archive.read("word/document.xml").decode()
    for said in ("PROTOKOLUDSKRIFT", "Havnen", "Jens Juul", "Underskrift"):
        assert said in text
        assert said in body


@pytest.mark.slow
def test_nobody_signs_a_page_without_any_of_the_item() -> None:
    """Also where the item just fills the page before: some of it goes along."""
    for lines in range(8, 30):
        more = "".join(f"\n\n{' ' * 14}Linje {n}." for n in range(lines))
        text = ITEMS.replace("Tre ege.", f"|{more}")
        data = pdf.render(one("3.2", text).document, style())
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
        signed = pages[-1]
        assert "Underskrift" in signed
        assert "Godkendt" in signed, lines


def test_in_word_the_last_paragraph_of_the_item_stays_with_where_it_is_signed() -> None:
    data = docx.render(one("2").document, ROOT / "templates" / "standard" / "referat.docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
    before = body.partition("Udskriftens rigtighed bekræftes")[0]
    paragraphs = before.split("<w:p>")
    assert "Kort over havnen" in paragraphs[-2]
    assert "<w:keepNext/>" in paragraphs[-2]


@pytest.mark.slow
@pytest.mark.parametrize("audience", Audience)
def test_its_pdf_conforms(tmp_path: Path, audience: Audience) -> None:
    path = tmp_path / "udskrift.pdf"
    path.write_bytes(pdf.render(one("2", audience=audience).document, style()))
    assert verapdf([path])[path] == {"PDF/A-2A": set(), "PDF/UA-1": set()}
    assert pdfua(path) == set()
