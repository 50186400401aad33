"""Attachments of the meeting as a whole, in what is mailed."""

from __future__ import annotations

from pathlib import Path

import pytest

from mail_support import FORUM, MEETING, change, issues, prepared, record, send, server, workspace
from moedebog.diagnostics import Phrase
from moedebog.examples import pdf
from moedebog.phrases import DANISH
from moedebog.send.mailing import Mailing
from moedebog.send.summaries import _numbered
from moedebog.workspace import Workspace

OWN = """\
bilag:
  - {titel: Invitation, fil: bilag/kort.pdf}
  - {titel: Hemmelig liste, fil: bilag/pris.docx, lukket: Personoplysninger}
  - {titel: Planen, adresse: "https://example.org/plan"}
"""


@pytest.fixture
def ws(tmp_path: Path, quick_renderers: None) -> Workspace:
    return workspace(tmp_path, meeting=MEETING + OWN)


def names(mailing: Mailing, group: str) -> list[str]:
    (variant,) = [v for v in mailing.variants if v.group.gruppe == group]
    return [enclosure.name for enclosure in variant.enclosures if "bilag" in enclosure.name]


def test_members_get_all_files_and_others_the_open_ones(ws: Workspace) -> None:
    with record(ws).opened() as rec:
        mailing = prepared(ws, rec)
    assert names(mailing, "presse")[0] == "Mødets bilag 1 - Invitation.pdf"
    assert not [name for name in names(mailing, "presse") if "bilag 2" in name and "ødets" in name]
    assert names(mailing, "medlemmer")[:2] == [
        "Mødets bilag 1 - Invitation.pdf",
        "Mødets bilag 2.docx",
    ]
    assert not [name for name in names(mailing, "medlemmer") if "Planen" in name]


def test_a_changed_page_or_file_is_another_version_and_an_unchanged_meeting_is_not(
    ws: Workspace,
) -> None:
    with server() as inbox:
        send(ws, inbox.port)
    with record(ws).opened() as rec:
        assert not prepared(ws, rec).is_new
        change(ws, "https://example.org/plan", "https://example.org/plan2")
        assert prepared(ws, rec).is_new
        change(ws, "https://example.org/plan2", "https://example.org/plan")
        assert not prepared(ws, rec).is_new
        (ws.meetings / "udvalg" / "bilag" / "kort.pdf").write_bytes(pdf("nyt"))
        new = prepared(ws, rec)
        assert new.is_new
        (variant,) = [v for v in new.variants if v.group.gruppe == "presse"]
        assert "er erstattet." in new.text(variant, variant.whole, new.earlier[-1]).plain


def test_what_is_kept_where_others_read_tells_nothing_closed(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
    assert issues(ws)
    kept = [path.read_text(encoding="utf-8") for path in ws.issued.glob("*.json")]
    assert any("Invitation" in text and "https://example.org/plan" in text for text in kept)
    assert not any("Hemmelig liste" in text for text in kept)


def test_the_summary_names_them_by_number_alone() -> None:
    assert _numbered("Mødets bilag 2", 1, DANISH) == Phrase(
        "Mødets bilag 2", "Bilag of the meeting 2"
    )


def test_a_changed_item_is_told_by_its_own_heading_where_numbers_begin_anew(
    tmp_path: Path, quick_renderers: None
) -> None:
    items = (
        "punkter:\n  - {titel: Budget, gruppe: A, resume: Kort.}\n  - {titel: Valg, gruppe: B}\n"
    )
    head = 'dato: 2025-09-12\nstart: "10:00"\ndagsorden_status: udsendt\n'
    ws = workspace(tmp_path, f"{FORUM}politik: {{nummerering_i_gruppe: forfra}}\n", head + items)
    with server() as inbox:
        send(ws, inbox.port)
    change(ws, "Kort.", "Lang.")
    with record(ws).opened() as rec:
        new = prepared(ws, rec)
        text = new.text(new.variants[0], new.variants[0].whole, new.earlier[-1]).plain
    assert "- Punkt 1, Budget: under" in text
    assert "- Punkt 1, Valg: " not in text
