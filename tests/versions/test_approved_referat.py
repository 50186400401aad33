"""An approved referat says so on the page, in the file and in the facts, and no more than is so."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

import approved_support as life
import issue_support
from approved_support import APPROVED, FIRST, FOR_APPROVAL, SECOND, event, issue, put_down
from moedebog.catalogue import Begivenhedsart, Godkendelse
from moedebog.compose import Composer, plan
from moedebog.document import Audience, Document, Kind
from moedebog.issued import Issue
from moedebog.send.export import export
from moedebog.versions import Versions
from moedebog.workspace import Workspace
from texts import document_lines

DAY, DEADLINE = date(2026, 6, 19), date(2026, 6, 12)
UNOPPOSED = "Godkendt den 19. juni 2026, da ingen havde gjort indsigelse inden fristen"
SIGNED = Begivenhedsart.UNDERSKREVET
BACK = Begivenhedsart.UDKAST


def versions(ws: Workspace) -> Versions:
    return life.candidate(ws, SECOND + timedelta(days=9)).standing


def document(ws: Workspace, audience: Audience = Audience.OFFENTLIG) -> Document:
    return versions(ws).document(Kind.REFERAT, audience)


def line(ws: Workspace, label: str = "Godkendelse") -> str:
    """What stands behind a label of the cover; empty where there is no such line."""
    made = Composer(plan(life.loaded(ws))[0]).document(Kind.REFERAT, Audience.OFFENTLIG)
    lines = document_lines(made)
    return lines[lines.index(label) + 1].replace("\u00a0", " ") if label in lines else ""


def facts(ws: Workspace) -> dict[str, Any]:
    file, *_ = ws.meeting_files()
    made, _ = export(ws, file, Kind.REFERAT, Audience.OFFENTLIG, checksums=False)
    told: dict[str, Any] = json.loads(made)
    return told


def told(ws: Workspace, one: Issue, audience: Audience = Audience.OFFENTLIG) -> list[str]:
    since = versions(ws).since(Kind.REFERAT, audience, one)
    return [sentence.alene.replace("\u00a0", " ") for sentence in since.told()]


def test_a_draft_with_a_correction_says_once_that_it_is_a_draft(tmp_path: Path) -> None:
    ws = life.workspace(tmp_path, "godkendt")
    put_down(ws, event(APPROVED, DAY, FIRST))
    issue(ws, SECOND)
    put_down(ws, event(BACK, DAY, SECOND + timedelta(hours=1)))
    correction = "rettelser:\n  - {dato: 2026-06-21, punkt: 1, tekst: For kr. 100.}\n"
    issue_support.write(ws.root, life.ITEMS, head=life.HEAD + correction)
    assert document(ws).status == "Version 2, udkast · Rettet"


# --- on the page -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "Godkendt den 19. juni 2026"),
        ({"af": "Udvalget"}, "Godkendt den 19. juni 2026 af Udvalget"),
        (
            {"ved": Godkendelse.NAESTE_MOEDE, "moede": "2026-06-19", "punkt": "2"},
            "Godkendt på mødet den 19. juni 2026, punkt 2",
        ),
        (
            {"ved": Godkendelse.NAESTE_MOEDE, "moede": "ekstra", "af": "Udvalget"},
            "Godkendt af Udvalget på mødet den 19. juni 2026",
        ),
        (
            {"moede": "2026-06-17-ekstra", "punkt": "3.A"},
            "Godkendt den 19. juni 2026 på mødet den 17. juni 2026, punkt 3.A",
        ),
        (
            {"ved": Godkendelse.UNDERSKRIFT, "af": "Alma Ager og Bent Birk"},
            "Godkendt den 19. juni 2026 ved underskrift af Alma Ager og Bent Birk",
        ),
        ({"ved": Godkendelse.UNDERSKRIFT}, "Godkendt den 19. juni 2026 ved underskrift"),
        (
            {"ved": Godkendelse.INDSIGELSESFRIST, "frist": DEADLINE},
            (
                "Godkendt den 19. juni 2026, da ingen havde gjort indsigelse inden fristen "
                "den 12. juni 2026"
            ),
        ),
        (
            {"ved": Godkendelse.INDSIGELSESFRIST},
            UNOPPOSED,
        ),
    ],
)
def test_the_cover_says_when_and_how_it_was_approved(
    tmp_path: Path, more: dict[str, Any], said: str
) -> None:
    ws = life.workspace(tmp_path, "godkendt")
    put_down(ws, event(APPROVED, DAY, SECOND, **more))
    assert line(ws) == said


def test_the_deadline_of_an_unchallenged_referat_is_the_one_it_was_sent_out_with(
    tmp_path: Path,
) -> None:
    ws = life.workspace(tmp_path, "godkendt")
    put_down(
        ws,
        event(FOR_APPROVAL, date(2026, 6, 2), FIRST, frist=DEADLINE),
        event(APPROVED, DAY, SECOND, ved=Godkendelse.INDSIGELSESFRIST),
    )
    assert line(ws).endswith("inden fristen den 12. juni 2026")


def test_who_signed_is_named_and_that_it_was_with_a_reservation(tmp_path: Path) -> None:
    ws = life.workspace(tmp_path, "godkendt")
    hour = timedelta(hours=1)
    put_down(
        ws,
        event(SIGNED, DAY, FIRST, af="Carl Ceder"),
        event(BACK, DAY, FIRST + hour),
        event(SIGNED, DAY, FIRST + 2 * hour, af="Alma Ager"),
        event(SIGNED, DAY, FIRST + 3 * hour, af="Bent Birk", forbehold="Ikke punkt 1"),
        event(APPROVED, DAY, SECOND, ved=Godkendelse.UNDERSKRIFT),
    )
    names = "Alma Ager og Bent Birk (med forbehold)"
    assert line(ws) == f"Godkendt den 19. juni 2026 ved underskrift af {names}"
    assert "Ikke punkt 1" not in repr(document(ws, Audience.INTERN))


def test_what_is_sent_out_for_approval_says_until_when_remarks_are_awaited(tmp_path: Path) -> None:
    ws = life.workspace(tmp_path, "til_godkendelse")
    put_down(ws, event(FOR_APPROVAL, date(2026, 6, 2), FIRST, frist=DEADLINE))
    assert line(ws) == "Bemærkninger senest den 12. juni 2026"
    assert document(ws).status == "Til godkendelse"


@pytest.mark.parametrize("status", ["udkast", "til_godkendelse"])
def test_an_approval_that_the_meeting_file_does_not_know_is_not_claimed(
    tmp_path: Path, status: str
) -> None:
    ws = life.workspace(tmp_path, status)
    put_down(ws, event(APPROVED, DAY, SECOND))
    assert line(ws) == ""
    assert facts(ws)["moede"]["godkendt"] is None


@pytest.mark.parametrize("back", [BACK, FOR_APPROVAL])
def test_an_approval_that_was_taken_back_is_not_claimed(
    tmp_path: Path, back: Begivenhedsart
) -> None:
    ws = life.workspace(tmp_path, "godkendt")
    put_down(ws, event(APPROVED, DAY, FIRST), event(back, DAY, SECOND))
    assert line(ws) == ""


def test_a_status_written_by_hand_claims_no_date(tmp_path: Path) -> None:
    ws = life.workspace(tmp_path, "godkendt")
    assert document(ws).status == "Godkendt"
    assert line(ws) == ""


def test_the_dagsorden_says_nothing_of_it(tmp_path: Path) -> None:
    ws = life.workspace(tmp_path, "godkendt")
    put_down(ws, event(APPROVED, DAY, SECOND))
    made = versions(ws).document(Kind.DAGSORDEN, Audience.INTERN)
    assert "Godkendelse" not in document_lines(made)


def test_authority_and_case_number_stand_on_both_covers(tmp_path: Path) -> None:
    ws = life.workspace(tmp_path)
    for kind in Kind:
        lines = document_lines(versions(ws).document(kind, Audience.OFFENTLIG))
        assert lines[lines.index("Myndighed") + 1] == "Strandby Kommune"
        assert lines[lines.index("Sagsnr.") + 1] == "26/100"


# --- versions --------------------------------------------------------------------------------


@pytest.fixture
def approved(tmp_path: Path) -> tuple[Workspace, Issue, Issue]:
    """Sent out for approval and issued, then approved and issued again; nothing else changed."""
    ws = life.workspace(tmp_path, "til_godkendelse")
    put_down(ws, event(FOR_APPROVAL, date(2026, 6, 2), FIRST, frist=DEADLINE))
    one = issue(ws, FIRST)
    life.set_status(ws, "godkendt")
    how: dict[str, Any] = {"ved": Godkendelse.NAESTE_MOEDE, "moede": "2026-06-19", "punkt": "2"}
    put_down(ws, event(APPROVED, DAY, SECOND, af="Udvalget", **how))
    return ws, one, issue(ws, SECOND)


def test_an_approval_is_a_version_told_in_one_sentence(
    approved: tuple[Workspace, Issue, Issue],
) -> None:
    ws, one, two = approved
    assert (one.version, two.version) == (1, 2)
    for audience in Audience:
        assert told(ws, one, audience) == [
            "Referatet er godkendt af Udvalget på mødet den 19. juni 2026, punkt 2."
        ]


def test_where_only_its_status_changed_the_cover_has_a_line_and_no_list(
    approved: tuple[Workspace, Issue, Issue],
) -> None:
    ws, *_ = approved
    made = document(ws)
    lines = [one.replace("\u00a0", " ") for one in document_lines(made)]
    assert made.rettelser is None
    assert lines[lines.index("Ordlyd") + 1] == "Den samme som i version 1 af 2. juni 2026"


def test_what_is_corrected_with_it_is_listed(tmp_path: Path) -> None:
    ws = life.workspace(tmp_path, "til_godkendelse")
    issue(ws, FIRST)
    life.set_status(ws, "godkendt", life.ITEMS.replace("Havnen", "Den nye havn"))
    put_down(ws, event(APPROVED, DAY, SECOND))
    issue(ws, SECOND)
    lines = [one.replace("\u00a0", " ") for one in document_lines(document(ws))]
    assert "Ordlyd" not in lines
    start = lines.index("Rettelser")
    assert "Referatet er godkendt den 19. juni 2026." in lines[start:]
    assert any("Den nye havn" in one for one in lines[start : start + 8])


def test_an_event_behind_a_status_that_stood_already_is_a_version_too(tmp_path: Path) -> None:
    ws = life.workspace(tmp_path, "godkendt")
    one = issue(ws, FIRST)
    assert not life.version(ws, SECOND).is_new
    put_down(ws, event(APPROVED, DAY, SECOND))
    assert life.version(ws, SECOND).is_new
    assert told(ws, one) == ["Referatet er godkendt den 19. juni 2026."]


def test_what_was_published_is_no_new_version_and_the_files_stay_as_they_are(
    approved: tuple[Workspace, Issue, Issue],
) -> None:
    ws, _, two = approved
    put_down(ws, event(Begivenhedsart.OFFENTLIGGJORT, DAY, SECOND + timedelta(days=1)))
    later = SECOND + timedelta(days=2)
    assert not life.version(ws, later).is_new
    for (audience, suffix), data in life.candidate(ws, later).standing_files.items():
        assert hashlib.sha256(data).hexdigest() == two.gemt[audience][suffix]


# --- in the file and in the facts -------------------------------------------------------------


def kept(ws: Workspace, one: Issue, suffix: str, audience: Audience = Audience.OFFENTLIG) -> bytes:
    name = f"{one.gemt[audience][suffix]}.{suffix}"
    places = (ws.issued / name, ws.issued_closed / name)
    return next(path for path in places if path.is_file()).read_bytes()


def test_a_file_says_when_its_document_was_first_issued_and_when_it_was(
    approved: tuple[Workspace, Issue, Issue],
) -> None:
    ws, one, two = approved
    first, second = (PdfReader(io.BytesIO(kept(ws, i, "pdf"))).metadata for i in (one, two))
    assert first is not None
    assert second is not None
    assert first["/CreationDate"] == first["/ModDate"] == second["/CreationDate"]
    assert str(first["/CreationDate"]) == "D:20260602110000+02'00'"
    assert str(second["/ModDate"]) == "D:20260620143000+02'00'"
    assert first.title == "Referat: Prøveudvalget, 1.\u00a0juni 2026"
    assert str(second.title).endswith("(Version 2, 20.\u00a0juni 2026)")
    assert "Godkendt af Udvalget på mødet" in str(second.subject)


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_the_number_of_a_closed_case_is_in_no_public_file(
    approved: tuple[Workspace, Issue, Issue], suffix: str
) -> None:
    ws, _, two = approved
    keywords: dict[Audience, str] = {}
    for audience in Audience:
        data = kept(ws, two, suffix, audience)
        if suffix == "pdf":
            about = PdfReader(io.BytesIO(data)).metadata
            assert about is not None
            keywords[audience] = str(about["/Keywords"])
        else:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                core = archive.read("docProps/core.xml").decode()
            keywords[audience] = core.partition("<cp:keywords>")[2].partition("<")[0]
    assert keywords[Audience.INTERN] == "26/100, 26/101, 26/102"
    assert keywords[Audience.OFFENTLIG] == "26/100, 26/101"


def test_the_facts_tell_it_to_programs(approved: tuple[Workspace, Issue, Issue]) -> None:
    ws, *_ = approved
    found = facts(ws)
    assert found["udgave"] == {"version": 2, "dato": "2026-06-20", "tillaeg": False}
    moede = found["moede"]
    assert (moede["myndighed"], moede["sagsnr"]) == ("Strandby Kommune", ["26/100"])
    assert moede["godkendt"] == {
        "dato": "2026-06-19",
        "af": "Udvalget",
        "ved": "naeste_moede",
        "moede": "2026-06-19",
        "punkt": "2",
        "frist": None,
    }
    assert (moede["til_godkendelse"], moede["offentliggjort"]) == (None, None)


def test_the_facts_tell_of_a_deadline_and_that_it_was_published(tmp_path: Path) -> None:
    ws = life.workspace(tmp_path, "til_godkendelse")
    put_down(
        ws,
        event(FOR_APPROVAL, date(2026, 6, 2), FIRST, frist=DEADLINE),
        event(Begivenhedsart.OFFENTLIGGJORT, date(2026, 6, 3), SECOND),
    )
    moede = facts(ws)["moede"]
    assert moede["til_godkendelse"] == {"dato": "2026-06-02"}
    assert moede["offentliggjort"] == {"dato": "2026-06-03"}
    within = Composer(plan(life.loaded(ws))[0]).facts(Kind.REFERAT, Audience.OFFENTLIG)
    assert within.moede.offentliggjort is None  # a file made before cannot tell
