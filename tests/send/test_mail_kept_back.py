"""No group of the public gets what nobody has seen; the members get theirs."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace

from mail_support import Clock, change, parsed, prepared, record, send, server, workspace
from moedebog.diagnostics import EnvironmentProblem, UsageProblem
from moedebog.examples import pdf
from moedebog.issue.answering import Vouching, chosen, put_down, seen
from moedebog.render.calendar import Address
from moedebog.send.due import due_deliveries
from moedebog.send.mailing import Mailing, Variant
from moedebog.send.summaries import preview, summary, write_previews
from moedebog.workspace import Workspace

pytestmark = pytest.mark.usefixtures("quick_renderers")

AASE, BO, AVIS = "aase@example.org", "bo@example.org", "avis@example.org"
NUMBER = pdf("Ansøger: CPR 010190-1234")
NOT_READ = bytes(range(256)) * 40
CARD = "udvalg/bilag/kort.pdf"


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


@pytest.mark.parametrize(("data", "code"), [(NUMBER, "M600"), (NOT_READ, "M605")])
def test_the_public_waits_and_the_members_do_not(data: bytes, code: str, ws: Workspace) -> None:
    (ws.meetings / CARD).write_bytes(data)
    with server() as inbox:
        found = send(ws, inbox.port)
    assert inbox.recipients == found.accepted == [AASE, BO]
    assert found.kept_back == [(AVIS, "presse")]
    assert not found.is_complete
    assert code in {one.code for one in prepared(ws).warnings}
    told = [str(line) for line in summary(found, "x.yaml", sees_closed=True)]
    assert any("1 modtager i gruppen presse" in line for line in told)


def test_once_somebody_answers_for_it_the_rest_get_it_and_nobody_twice(ws: Workspace) -> None:
    (ws.meetings / CARD).write_bytes(NOT_READ)
    (file,) = ws.meeting_files()
    with server() as inbox:
        send(ws, inbox.port)
        public = seen(ws, file)
        put_down(
            ws, file, chosen(public, "2", "1", file.name), Vouching("Anna", "Set", date.today())
        )
        found = send(ws, inbox.port)
    assert (found.accepted, found.already) == ([AVIS], [AASE, BO])
    assert found.is_complete
    assert inbox.recipients == [AASE, BO, AVIS]


def test_a_file_that_is_closed_keeps_nobody_waiting(ws: Workspace) -> None:
    for name in ("pris.docx", "skoede.pdf"):
        (ws.meetings / "udvalg" / "bilag" / name).write_bytes(NOT_READ)
    with server() as inbox:
        assert send(ws, inbox.port).is_complete
    assert AVIS in inbox.recipients


def test_who_waits_is_no_one_to_send_again_to(ws: Workspace) -> None:
    (ws.meetings / CARD).write_bytes(NUMBER)
    with server() as inbox:
        send(ws, inbox.port)
        with pytest.raises(UsageProblem) as told:
            send(ws, inbox.port, resend=AVIS)
    assert AVIS in str(told.value.said)
    assert AVIS not in inbox.recipients


def test_it_is_shown_before_anything_is_sent(ws: Workspace) -> None:
    (ws.meetings / CARD).write_bytes(NUMBER)
    mailing = prepared(ws)
    with record(ws).opened(make=False) as rec:
        due = due_deliveries(mailing, rec)
    files = write_previews(ws, mailing, due)
    told = [str(one) for one in preview(ws, mailing, due, files, sees_closed=True)]
    assert any("Holdes tilbage fra 1 modtager i gruppen presse" in line for line in told)
    assert "2 af 3 modtagere vil få en besked." in told
    assert not [line for line in told if "010190-1234" in line]


# --- without a record of the look ---------------------------------------------------------


def of_public(mailing: Mailing) -> Variant:
    (variant,) = [one for one in mailing.variants if not one.audience.sees_closed]
    return variant


def offered(mailing: Mailing, variant: Variant) -> bytes:
    made = mailing.message(
        variant, variant.whole, Address("", AVIS), message_id="<x@x>", date=Clock().now()
    )
    return b"".join(piece for piece in made.pieces if isinstance(piece, bytes))


def test_without_a_record_of_the_look_no_message_to_the_public_can_be_made(ws: Workspace) -> None:
    mailing = prepared(ws)
    variant = of_public(mailing)
    assert sha256((ws.meetings / CARD).read_bytes()).hexdigest() in variant.cleared
    assert offered(mailing, variant)
    with pytest.raises(EnvironmentProblem):
        offered(mailing, replace(variant, cleared=frozenset()))


def test_a_look_that_fails_lets_nothing_out(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moedebog.cleared.Cleared.digests", lambda _: frozenset())
    with server() as inbox:
        found = send(ws, inbox.port)
    assert (inbox.recipients, found.kept_back) == ([AASE, BO], [(AVIS, "presse")])


def test_a_look_at_other_bytes_is_none(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is enclosed is known by its own checksum, whatever was looked into."""
    mailing = prepared(ws)
    variant = of_public(mailing)
    others = tuple(one if one.made else replace(one, digest="0" * 64) for one in variant.enclosures)
    assert replace(variant, enclosures=others).kept_back


def test_a_group_without_attachments_waits_for_none(ws: Workspace) -> None:
    (ws.meetings / CARD).write_bytes(NUMBER)
    change(
        ws,
        "personer: [avis@example.org]",
        "bilag: nej\n    personer: [avis@example.org]",
        "forum.yaml",
    )
    with server() as inbox:
        assert send(ws, inbox.port).is_complete
    assert len(list(parsed(inbox.to(AVIS)[0]).iter_attachments())) == 1
