"""Who is still to have a version: moved between groups, split in parts, in doubt."""

from __future__ import annotations

import sqlite3
from email.message import EmailMessage
from pathlib import Path

import pytest

from mail_support import (
    Inbox,
    Scripted,
    change,
    issues,
    letter_to,
    parsed,
    prepared,
    record,
    send,
    server,
    word,
    workspace,
)
from moedebog.examples import pdf
from moedebog.send.due import due_deliveries
from moedebog.send.record import State
from moedebog.send.summaries import preview, write_previews
from moedebog.workspace import Workspace

AASE, BO, AVIS = "aase@example.org", "bo@example.org", "avis@example.org"
AASE_LINE = "      - {navn: Åse Ærlig, email: aase@example.org}\n"
BO_LINE = "      - {navn: Bo Bæk, email: bo@example.org}\n"
AVIS_LINE = "    personer: [avis@example.org]\n"

pytestmark = pytest.mark.usefixtures("quick_renderers")


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


def names(data: bytes) -> list[str]:
    return [str(part.get_filename()) for part in parsed(data).iter_attachments()]


def shown(ws: Workspace) -> list[str]:
    """The dry run."""
    with record(ws).opened(make=False) as rec:
        mailing = prepared(ws, rec)
        files = write_previews(ws, mailing)
        lines = preview(ws, mailing, due_deliveries(mailing, rec), files, sees_closed=True)
        return list(map(str, lines))


def states(ws: Workspace, address: str) -> list[tuple[int, int, State]]:
    """Turn, part and state of each message to an address."""
    with record(ws).opened() as rec:
        mailings = rec.versions("udvalg/2025-09-12")
        entries = [e for m in mailings for e in rec.entries(m.id) if e.address == address]
    return [(e.turn, e.part, e.state) for e in entries]


# --- moved between groups, within one version -----------------------------------------------------


def test_who_comes_into_a_group_that_gets_more_gets_it(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, AVIS_LINE, "    personer: [radio@example.org]\n", "forum.yaml")
        change(ws, BO_LINE, BO_LINE + "      - {email: avis@example.org}\n", "forum.yaml")
        assert any(
            line.endswith("(har den, men ikke alt det, gruppen får nu)") for line in shown(ws)
        )
        found = send(ws, inbox.port)
        assert found.accepted == [AVIS, "radio@example.org"]
        first, second = map(parsed, inbox.to(AVIS))
        assert second["In-Reply-To"] == first["Message-ID"]
        assert "Punkt 3, bilag 1.pdf" in names(inbox.to(AVIS)[1])
        assert AVIS in send(ws, inbox.port).already
    assert [i.version for i in issues(ws)] == [1]


def test_who_goes_to_a_group_that_gets_less_has_had_it(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, BO_LINE, "", "forum.yaml")
        change(ws, AVIS_LINE, "    personer: [avis@example.org, bo@example.org]\n", "forum.yaml")
        found = send(ws, inbox.port)
    assert (found.accepted, found.already) == ([], [AASE, AVIS, BO])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("personer: [avis@", "formater: [pdf, docx]\n    personer: [avis@"),
        ("bilag: nej\n    personer: [avis@", "personer: [avis@"),
        ("kalender: nej\n    personer: [avis@", "personer: [avis@"),
    ],
)
def test_a_group_that_is_to_get_more_gets_it(ws: Workspace, old: str, new: str) -> None:
    change(ws, "personer: [avis@", old, "forum.yaml")
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, old, new, "forum.yaml")
        assert send(ws, inbox.port).accepted == [AVIS]
        change(ws, new, old, "forum.yaml")
        assert send(ws, inbox.port).accepted == []


def test_who_is_no_longer_disqualified_gets_the_item(ws: Workspace) -> None:
    """The name was wrong, and somebody else's."""
    change(
        ws, "    lukket: {grund", "    inhabil: [{navn: Bo Bæk, erklaeret: ja}]\n    lukket: {grund"
    )
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "{navn: Bo Bæk, email", "{navn: Bo Berg, email", "forum.yaml")
        assert send(ws, inbox.port).accepted == [BO]
        assert "Punkt 3, bilag 1.pdf" in names(inbox.to(BO)[-1])
        change(ws, "{navn: Bo Berg, email", "{navn: Bo Bæk, email", "forum.yaml")
        assert send(ws, inbox.port).accepted == []


def test_what_is_new_may_be_the_document_alone(ws: Workspace) -> None:
    """Neither group gets attachments; one reads what is closed, one an item less."""
    change(ws, "    maalgruppe: intern", "    maalgruppe: intern\n    bilag: nej", "forum.yaml")
    change(ws, "personer: [avis@", "bilag: nej\n    personer: [avis@", "forum.yaml")
    change(
        ws, "    lukket: {grund", "    inhabil: [{navn: Bo Bæk, erklaeret: ja}]\n    lukket: {grund"
    )
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "{navn: Bo Bæk, email", "{navn: Bo Berg, email", "forum.yaml")
        assert send(ws, inbox.port).accepted == [BO]
        change(ws, "bilag: nej\n    personer: [avis@", "personer: [radio@", "forum.yaml")
        change(
            ws, "{navn: Bo Berg", "{email: avis@example.org}\n      - {navn: Bo Berg", "forum.yaml"
        )
        assert send(ws, inbox.port).accepted == [AVIS, "radio@example.org"]


def test_a_group_that_gets_more_is_passed_over_by_an_equal_version_only_if_it_has_it(
    ws: Workspace,
) -> None:
    """The second version says the same to the public; the attachments are new to this group."""
    change(ws, "personer: [avis@", "bilag: nej\n    personer: [avis@", "forum.yaml")
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "900.000", "850.000")
        assert send(ws, inbox.port).unchanged == [AVIS]
        change(ws, "bilag: nej\n    personer: [avis@", "personer: [avis@", "forum.yaml")
        assert send(ws, inbox.port).accepted == [AVIS]
    assert "Punkt 2, bilag 1 - Kort over åen.pdf" in names(inbox.to(AVIS)[-1])


# --- split in parts -------------------------------------------------------------------------------


@pytest.fixture
def split(ws: Workspace) -> Workspace:
    for name in ("kort.pdf", "skoede.pdf"):
        (ws.meetings / "udvalg/bilag" / name).write_bytes(pdf(name, padding=60_000))
    return ws


def refusing_the_second_part(inbox: Inbox) -> None:
    """Bo's first message is taken, and no other one of this run."""
    inbox.refuse = {BO: ["250 OK", "450 låst"]}


@pytest.mark.parametrize(
    ("setting", "sent"),
    [
        ("bilag: nej", 0),  # the first part held the document, which is all he is to have
        ("formater: [docx]", 2),
        ("formater: [pdf, docx]", 2),
    ],
)
def test_a_group_changed_before_all_parts_were_out(
    split: Workspace, setting: str, sent: int
) -> None:
    ws = split
    with server(size=150_000) as inbox:
        refusing_the_second_part(inbox)
        assert [address for address, _ in send(ws, inbox.port).missing] == [BO]
        inbox.refuse = {}
        change(ws, "maalgruppe: intern", f"maalgruppe: intern\n    {setting}", "forum.yaml")
        found = send(ws, inbox.port)
        assert found.is_complete
        assert (BO in found.accepted) == bool(sent)
        assert len(inbox.to(BO)) == 1 + sent
        assert send(ws, inbox.port).accepted == []
    turns = states(ws, BO)
    assert turns[:2] == [(0, 1, State.ACCEPTED), (0, 2, State.DROPPED)]
    assert turns[2:] == [(1, n, State.ACCEPTED) for n in range(1, sent + 1)]
    assert len({parsed(data)["Message-ID"] for data in inbox.to(BO)}) == 1 + sent
    assert [i.accepteret for i in issues(ws)] == [3]


def test_a_part_that_is_missing_is_sent_alone(split: Workspace) -> None:
    with server(size=150_000) as inbox:
        refusing_the_second_part(inbox)
        send(split, inbox.port)
        inbox.refuse = {}
        assert send(split, inbox.port).accepted == [BO]
    assert [parsed(data)["Subject"].strip()[-12:] for data in inbox.to(BO)] == [
        "(del 1 af 2)", "(del 2 af 2)",
    ]  # fmt: skip


def test_a_server_that_takes_less_than_the_first_one_did(split: Workspace) -> None:
    with server() as inbox:
        inbox.refuse = {BO: ["450 låst"]}
        send(split, inbox.port)
    with server(size=150_000) as inbox:
        assert send(split, inbox.port).accepted == [BO]
    assert inbox.recipients == [BO, BO]


def test_an_item_too_large_for_a_message_is_split_between_its_files(split: Workspace) -> None:
    (split.meetings / "udvalg/bilag/pris.docx").write_bytes(word("pris" * 15_000))
    with server(size=150_000) as inbox:
        assert send(split, inbox.port).is_complete
    assert [names(data)[-1] for data in inbox.to(AASE)] == [
        "Punkt 2, bilag 1 - Kort over åen.pdf",
        "Punkt 2, bilag 2.docx",
        "Punkt 3, bilag 1.pdf",
    ]


# --- changed there and back -----------------------------------------------------------------------


def test_a_third_version_that_equals_the_first_goes_to_who_may_have_the_second(
    ws: Workspace,
) -> None:
    with server() as inbox:
        send(ws, inbox.port)
    change(ws, "900.000", "850.000")
    with Scripted(lambda step, _: "drop" if step == "accepted" else None) as scripted:
        assert AASE in [address for address, _ in send(ws, scripted.port).missing]
    change(ws, "850.000", "900.000")
    with server() as inbox:
        found = send(ws, inbox.port)
    assert AASE in found.accepted
    assert found.unchanged == [AVIS]


def test_a_third_version_that_equals_the_first_passes_over_who_never_got_the_second(
    ws: Workspace,
) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "900.000", "850.000")
        inbox.refuse = {BO: ["450 låst"]}
        assert send(ws, inbox.port).accepted == [AASE]
        change(ws, "850.000", "900.000")
        found = send(ws, inbox.port)
    assert (found.accepted, found.unchanged) == ([AASE], [BO, AVIS])


def test_a_version_that_another_record_tells_of_may_be_had_by_anybody(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "En lang historie", "En kort historie")
        aside = record(ws).folder.rename(ws.root / "her")
        send(ws, inbox.port)  # from another machine
        record(ws).folder.rename(ws.root / "der")
        aside.rename(record(ws).folder)
        change(ws, "En kort historie", "En lang historie")
        assert send(ws, inbox.port).accepted == [AASE, BO, AVIS]


def test_what_has_changed_is_told_from_the_version_that_somebody_has(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        inbox.refuse = {BO: ["450 låst"]}
        change(ws, "titel: Velkomst", "titel: Velkomsten")
        send(ws, inbox.port)
        inbox.refuse = {}
        change(ws, "En lang historie", "En kort historie")
        send(ws, inbox.port)
    told = {}
    for address in (AASE, BO):
        text = letter_to(inbox, address).get_body(("plain",)).get_content()  # type: ignore[union-attr]
        told_of = text.partition("Vedhæftet")[0].splitlines()
        lines = [line for line in told_of if line.startswith(("- Punkt", "Ændret"))]
        told[address] = [line.partition(" »")[0] for line in lines]
    assert told == {
        AASE: ["Ændret siden version 2:", "- Punkt 2: under"],
        BO: ["Ændret siden version 1:", "- Punkt 1 hedder nu", "- Punkt 2: under"],
    }


def changes_told(message: EmailMessage) -> list[str]:
    body = message.get_body(("plain",))
    assert body is not None
    told_of = body.get_content().partition("Vedhæftet")[0].splitlines()
    return [line for line in told_of if line.startswith(("- Punkt", "Ændret"))]


def test_who_never_had_any_version_gets_no_list_of_changes(ws: Workspace) -> None:
    change(ws, BO_LINE, "", "forum.yaml")
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "titel: Velkomst", "titel: Velkomsten")
        change(ws, AASE_LINE, AASE_LINE + BO_LINE, "forum.yaml")
        assert send(ws, inbox.port).accepted == [AASE, BO, AVIS]
    assert changes_told(letter_to(inbox, AASE))
    assert changes_told(letter_to(inbox, BO)) == []


def test_the_preview_shows_what_each_of_those_reads_who_had_other_versions(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        inbox.refuse = {BO: ["450 låst"]}
        change(ws, "titel: Velkomst", "titel: Velkomsten")
        send(ws, inbox.port)
    change(ws, "En lang historie", "En kort historie")
    with record(ws).opened() as rec:
        mailing = prepared(ws, rec)
        planned = due_deliveries(mailing, rec)
        files = write_previews(ws, mailing, planned)
        lines = [str(one) for one in preview(ws, mailing, planned, files, sees_closed=True)]
    assert "Tekst til 1 modtager, der har version 2:" in lines
    assert "Tekst til 1 modtager, der har version 1:" in lines
    folder = next(iter(files.values())).parent
    assert sorted(path.name for path in folder.glob("*siden*")) == [
        "dagsorden-medlemmer-siden-version-1-intern.eml",
        "dagsorden-medlemmer-siden-version-2-intern.eml",
    ]


def test_of_a_version_that_may_have_come_the_older_one_is_told_of(ws: Workspace) -> None:
    """The list is long enough whichever of the two they have."""
    with server() as inbox:
        send(ws, inbox.port)
    change(ws, "titel: Velkomst", "titel: Velkomsten")
    with Scripted(lambda step, _: "drop" if step == "accepted" else None) as scripted:
        assert AASE in [address for address, _ in send(ws, scripted.port).missing]
    change(ws, "En lang historie", "En kort historie")
    with server() as inbox:
        send(ws, inbox.port)
    assert changes_told(letter_to(inbox, AASE))[0] == "Ændret siden version 1:"


# --- records of older versions of moedebog --------------------------------------------------------


def test_a_record_and_file_of_the_first_format_are_read(ws: Workspace) -> None:
    change(ws, "dato:", "id: moede-7\ndato:")
    with server() as inbox:
        inbox.refuse = {BO: ["450 låst"]}
        send(ws, inbox.port)
        with sqlite3.connect(record(ws).path) as db:
            db.execute("ALTER TABLE besked DROP COLUMN materiale")
            db.execute("ALTER TABLE besked DROP COLUMN vej")
            db.execute("UPDATE udsendelse SET moede = 'udvalg/2025-09-12'")
            db.execute("PRAGMA user_version = 1")
        path = ws.meetings / "udvalg" / "2025-09-12.udsendt.yaml"
        path.write_text(path.read_text("utf-8").replace('moede: "moede-7"\n', ""), "utf-8")
        inbox.refuse = {}
        found = send(ws, inbox.port)
    assert (found.accepted, found.already) == ([BO], [AASE, AVIS])
    assert 'moede: "moede-7"\n' in path.read_text("utf-8")


def test_a_folder_that_is_in_use_is_no_record(ws: Workspace) -> None:
    from moedebog.diagnostics import EnvironmentProblem
    from moedebog.send.record import Record

    for folder in (ws.root, ws.meetings / "udvalg"):
        with pytest.raises(EnvironmentProblem, match="i brug til andet"), Record(folder).locked():
            pass
        assert not (folder / ".gitignore").exists()
    empty = ws.root / "ny"
    empty.mkdir()
    (empty / ".DS_Store").touch()
    with Record(empty).opened():
        assert (empty / ".gitignore").is_file()


# --- one mailbox, however it is written -----------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("avis@møde.example.org", "Avis@xn--mde-0na.example.org"),
        ("avis@example.org", "AVIS@EXAMPLE.ORG"),
    ],
)
def test_one_mailbox_in_two_groups_gets_it_once(ws: Workspace, one: str, other: str) -> None:
    change(ws, BO_LINE, BO_LINE + f"      - {{email: {one}}}\n", "forum.yaml")
    change(ws, AVIS_LINE, f"    personer: [{other}]\n", "forum.yaml")
    with server() as inbox:
        send(ws, inbox.port)
    assert len(inbox.recipients) == 3
    assert [address for address, _ in prepared(ws).skipped] == [other]


RECORDED = [
    "avis@ex\u200bample.org",
    "avis@ｅxample.org",
    "a\u00advis@example.org",
    "AVIS@example.org.",
]


def recorded_as(ws: Workspace, address: str, former: str) -> None:
    """Make the record one of an older version, which took the address as it was written."""
    with sqlite3.connect(record(ws).path) as db:
        assert db.execute(
            "UPDATE besked SET adresse = ? WHERE adresse = ?", (former, address)
        ).rowcount


@pytest.mark.parametrize("former", RECORDED)
def test_who_was_recorded_under_another_form_gets_nothing_twice(ws: Workspace, former: str) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        recorded_as(ws, AVIS, former)
        assert send(ws, inbox.port).already == [AASE, BO, AVIS]
        change(ws, "900.000", "850.000")
        assert send(ws, inbox.port).unchanged == [AVIS]
        recorded_as(ws, AASE, "aase@example.org.")
        change(ws, "850.000", "900.000")
        send(ws, inbox.port)
    assert inbox.recipients == [AASE, BO, AVIS, AASE, BO, AASE, BO]
    assert letter_to(inbox, AASE)["Subject"].startswith("Rettet")


@pytest.mark.parametrize("former", RECORDED)
def test_what_waits_under_another_form_goes_to_the_address_as_it_is_now(
    ws: Workspace, former: str
) -> None:
    with server() as inbox:
        inbox.refuse = {AVIS: ["450 låst"]}
        send(ws, inbox.port)
        recorded_as(ws, AVIS, former)
        inbox.refuse = {}
        assert len(send(ws, inbox.port).accepted) == 1
        assert AVIS in send(ws, inbox.port).already
    assert [a.lower().rstrip(".") for a in inbox.recipients].count(AVIS) == 1


def test_two_messages_that_wait_for_one_mailbox_become_one(ws: Workspace) -> None:
    """An older version took two forms of the address for two people."""
    change(ws, AVIS_LINE, "    personer: [avis@example.org, radio@example.org]\n", "forum.yaml")
    with server() as inbox:
        inbox.refuse = {AVIS: ["450 låst"], "radio@example.org": ["450 låst"]}
        send(ws, inbox.port)
        recorded_as(ws, "radio@example.org", "avis@ｅxample.org")
        change(ws, ", radio@example.org", "", "forum.yaml")
        inbox.refuse = {}
        assert send(ws, inbox.port).accepted == [AVIS]
        assert len(inbox.to(AVIS)) == 1
        assert AVIS in send(ws, inbox.port).already
    assert [i.modtagere for i in issues(ws)] == [3]


def test_resend_knows_the_address_in_any_form(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        assert send(ws, inbox.port, resend="Avis@EXAMPLE.org.").accepted == [AVIS]
