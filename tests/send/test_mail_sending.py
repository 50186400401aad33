"""Nobody is missed and nobody gets it twice: versions, the record, retries, and what is closed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mail_support import (
    FILES,
    FORUM,
    HOST,
    Clock,
    Inbox,
    Scripted,
    at,
    change,
    issues,
    letter_to,
    parsed,
    prepared,
    record,
    send,
    server,
    workspace,
)
from moedebog import issued
from moedebog.build.runs import clean
from moedebog.diagnostics import EnvironmentProblem, Problems, UsageProblem
from moedebog.document import Audience, Kind
from moedebog.examples import pdf
from moedebog.send.messages import Enclosure
from moedebog.send.record import State
from moedebog.send.smtp import Server, SmtpConnection
from moedebog.send.summaries import status, summary, write_previews
from moedebog.workspace import Workspace

pytestmark = pytest.mark.usefixtures("quick_renderers")

AASE, BO, AVIS = "aase@example.org", "bo@example.org", "avis@example.org"


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


def states(ws: Workspace) -> dict[str, State]:
    rec = record(ws)
    with rec.opened():
        return {
            e.address: e.state for m in rec.versions("udvalg/2025-09-12") for e in rec.entries(m.id)
        }


# --- the first version ---------------------------------------------------------------------------


def test_each_gets_one_and_a_second_run_sends_nothing(ws: Workspace) -> None:
    with server() as inbox:
        found = send(ws, inbox.port)
        assert found.accepted == [AASE, BO, AVIS]
        assert found.is_complete
        again = send(ws, inbox.port)
    assert inbox.recipients == [AASE, BO, AVIS]
    assert (again.accepted, again.already) == ([], [AASE, BO, AVIS])
    assert all(len(e.rcpt_tos) == 1 for e in inbox.envelopes)
    others = {AASE: "bo@", BO: "aase@", AVIS: "bo@"}
    for address, other in others.items():
        assert other not in inbox.to(address)[0].decode()


def test_what_was_issued_stands_beside_the_meeting_without_addresses(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
    text = (ws.meetings / "udvalg" / "2025-09-12.udsendt.yaml").read_text(encoding="utf-8")
    assert "@example.org" not in text
    assert "Havnevej" not in text
    (issue,) = issues(ws)
    assert (issue.dokument, issue.version, issue.modtagere, issue.accepteret) == (
        "dagsorden", 1, 3, 3,
    )  # fmt: skip
    assert [(i.nr, i.titel) for i in issue.punkter] == [
        ("1", "Velkomst"), ("2", "Cykelsti ved åen"), ("3", "Køb af ejendom"),
    ]  # fmt: skip
    sums = dict(issue.filer)
    assert (
        sums["Punkt 2, bilag 1 - Kort over åen.pdf"] == Enclosure.of("", FILES["kort.pdf"]).digest
    )
    assert [file.stem for file in ws.meeting_files()] == ["2025-09-12"]


def test_attachments_arrive_as_they_were(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
    letter = letter_to(inbox, AASE)
    files = {
        part.get_filename(): part.get_payload(decode=True) for part in letter.iter_attachments()
    }
    assert files["Punkt 2, bilag 1 - Kort over åen.pdf"] == FILES["kort.pdf"]
    assert files["Punkt 3, bilag 1.pdf"] == FILES["skoede.pdf"]
    name = "Dagsorden Prøveudvalget 2025-09-12 (fortroligt).pdf"
    (issue,) = issues(ws)
    kept = issue.gemt[Audience.INTERN]["pdf"]
    assert files[name] == (ws.issued_closed / f"{kept}.pdf").read_bytes()


# --- what is closed -------------------------------------------------------------------------------


def test_the_public_group_gets_the_public_document(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
    letter = letter_to(inbox, AVIS)
    names = [part.get_filename() for part in letter.iter_attachments()]
    assert names == [
        "Dagsorden Prøveudvalget 2025-09-12.pdf",
        "Punkt 2, bilag 1 - Kort over åen.pdf",
    ]
    everything = b"".join(
        part.get_payload(decode=True)  # type: ignore[misc]
        for part in letter.walk()
        if not part.is_multipart()
    ).decode()
    for closed in ("Havnevej", "900.000", "skøde", "Fortrolig pris", "FORTROLIGT"):
        assert closed not in everything + str(names)
    assert "Havnevej" in letter_to(inbox, AASE).get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_a_heading_of_ours_in_an_open_word_file_is_no_leak(ws: Workspace) -> None:
    from docx import Document as WordFile

    file = WordFile()
    file.add_heading("Sagsforløb")
    file.save(str(ws.meetings / "udvalg" / "bilag" / "tilbud.docx"))
    change(
        ws,
        "  - titel: Velkomst",
        "  - titel: Tilbud\n    bilag: [{titel: Tilbud, fil: bilag/tilbud.docx}]\n"
        "  - titel: Personsag\n    lukket: ja\n    sagsforloeb: Om den ansatte.\n"
        "  - titel: Velkomst",
    )
    with server() as inbox:
        send(ws, inbox.port)
    assert inbox.envelopes


@pytest.mark.parametrize("where", ["document", "attachment", "text", "subject", "name"])
def test_a_leak_is_found_on_the_finished_message(
    ws: Workspace, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever puts the closed matter there: nothing is sent, to nobody."""
    from msgspec.structs import replace

    from moedebog.send import mailing

    usual = mailing.Mailing.message
    secret = "Køb af grunden Havnevej 3"

    def leaking(self: Any, variant: Any, part: Any, recipient: Any, **rest: Any) -> Any:
        if variant.group.gruppe == "presse" and part.enclosures:
            text = self.text(variant, part)
            first, *others = part.enclosures
            if where == "document":
                path = ws.output / "udvalg/2025-09-12/dagsorden-intern.pdf"
                first = Enclosure.of(first.name, path.read_bytes())
            elif where == "attachment":
                others.append(Enclosure.of("x.pdf", FILES["skoede.pdf"]))
            elif where == "name":
                first = replace(first, name=f"{secret}.pdf")
            elif where == "text":
                text = replace(
                    text,
                    html=text.html.replace(
                        "Venlig", "K&oslash;b af <b>grunden</b>\u00a0Havnevej 3"
                    ),
                )
            else:
                text = replace(text, subject=secret)
            part = replace(part, enclosures=(first, *others))
            self._texts[variant.label, part, 0] = text
        return usual(self, variant, part, recipient, **rest)

    monkeypatch.setattr(mailing.Mailing, "message", leaking)
    with server() as inbox, pytest.raises(EnvironmentProblem, match="lukket") as told:
        send(ws, inbox.port)
    assert inbox.envelopes == []
    assert "Havnevej" not in str(told.value).replace(f"{secret}.pdf", "")


@pytest.mark.parametrize("leaking", ["bilag", "tekst"])
def test_a_leak_to_who_is_disqualified_is_found(
    ws: Workspace, leaking: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from msgspec.structs import replace

    from moedebog.send.mailing import Mailing

    change(
        ws, "    lukket: {grund", "    inhabil: [{navn: Bo Bæk, erklaeret: ja}]\n    lukket: {grund"
    )
    usual = Mailing.message

    def message(self: Any, variant: Any, part: Any, recipient: Any, **rest: Any) -> Any:
        if "uden punkt 3" in str(variant.label) and part.enclosures:
            if leaking == "bilag":
                added = Enclosure.of("x.pdf", FILES["skoede.pdf"], "punkt-3")
                part = replace(part, enclosures=(*part.enclosures, added))
            else:
                text = self.text(variant, part)
                said = f"{text.plain}Vi byder højst 900.000 kroner.\n"
                self._texts[variant.label, part, 0] = replace(text, plain=said)
        return usual(self, variant, part, recipient, **rest)

    monkeypatch.setattr(Mailing, "message", message)
    problem = pytest.raises(EnvironmentProblem, match=r"medlemmer uden punkt 3 rummer noget lukket")
    with server() as inbox, problem:
        send(ws, inbox.port)
    assert inbox.envelopes == []


def test_a_file_that_is_both_open_and_closed_is_refused(ws: Workspace) -> None:
    change(ws, "fil: bilag/skoede.pdf", "fil: bilag/kort.pdf")
    with server() as inbox, pytest.raises(EnvironmentProblem, match="Kort over"):
        send(ws, inbox.port)


def test_who_is_disqualified_gets_nothing_of_the_item(ws: Workspace) -> None:
    change(
        ws, "    lukket: {grund", "    inhabil: [{navn: Bo Bæk, erklaeret: ja}]\n    lukket: {grund"
    )
    with server() as inbox:
        send(ws, inbox.port)
    assert "Havnevej" in inbox.to(AASE)[0].decode()
    letter = letter_to(inbox, BO)
    names = [part.get_filename() for part in letter.iter_attachments()]
    assert "Punkt 2, bilag 2.docx" in names
    assert not [name for name in names if "Punkt 3" in str(name)]
    everything = b"".join(
        part.get_payload(decode=True)  # type: ignore[misc]
        for part in letter.walk()
        if not part.is_multipart()
    ).decode(errors="replace")
    assert "Havnevej" not in everything
    assert "900.000" not in everything
    assert "inhabilitet" in everything


def test_a_disqualified_name_that_no_recipient_has_is_told(ws: Workspace) -> None:
    change(ws, "{navn: Bo Bæk, email: bo@", "{navn: Ib Dam, email: ib@", "forum.yaml")
    change(
        ws, "    lukket: {grund", "    inhabil: [{navn: Bo Bæk, erklaeret: ja}]\n    lukket: {grund"
    )
    assert [d.code for d in prepared(ws).warnings] == ["M457"]


def disqualified(ws: Workspace, people: str, *, others: str = "") -> tuple[list[str], list[str]]:
    """Who lacks an item of two recipients more, and what is told with its line of forum.yaml."""
    old = "      - {navn: Bo Bæk, email: bo@example.org}\n"
    change(ws, old, "".join(f"      - {one}\n" for one in people.splitlines()), "forum.yaml")
    change(ws, "[Åse Ærlig, Bo Bæk]", f"[Åse Ærlig, Carla Mønster{others}]", "forum.yaml")
    change(
        ws,
        "    lukket: {grund",
        "    inhabil: [{navn: Carla Mønster, erklaeret: ja}]\n    lukket: {grund",
    )
    mailing = prepared(ws)
    lack = [p.email for v in mailing.variants if v.dispatch.udeladt for p in v.recipients]
    return lack, [f"{d.code} {d.position.line}" for d in mailing.warnings]


@pytest.mark.parametrize(
    "name",
    ["Carla Mønster (V)", "'Mønster, Carla'", "Borgmester Carla Mønster", "carla  mønster"],
)
def test_who_is_disqualified_is_known_however_the_name_is_written(ws: Workspace, name: str) -> None:
    found = disqualified(ws, f"{{navn: {name}, email: x@example.org}}")
    assert found == (["x@example.org"], [])


def test_each_address_that_may_be_hers_is_told_although_another_one_is(ws: Workspace) -> None:
    people = (
        "{navn: Carla Mønster, email: carla@example.org}\n"
        "carla.moenster@example.com\n"
        "cmo@example.net\n"
        "{navn: C. Mønster, email: privat@example.org}\n"
        "hest17@example.org\n"
        "byraadssekretariatet@example.org\n"
        "{navn: Kontoret, email: kontor2@example.org}\n"
        "aase.aerlig@example.net"
    )
    assert disqualified(ws, people) == (
        ["carla@example.org"],
        ["M462 10", "M462 11", "M462 12", "M463 13"],
    )


def test_who_is_somebody_else_is_neither_told_nor_held_back(ws: Workspace) -> None:
    people = (
        "{navn: Carla Mønster, email: carla@example.org}\n"
        "{navn: C. H. Mønster, email: ch@example.org}\n"
        "{navn: Carla Marie Mønster, email: cm@example.org}"
    )
    others = ", C. H. Mønster, Carla Marie Mønster"
    assert disqualified(ws, people, others=others) == (["carla@example.org"], [])


def test_two_who_differ_by_their_party_are_not_taken_for_each_other(ws: Workspace) -> None:
    people = (
        "{navn: Carla Mønster, email: a@example.org}\n"
        "{navn: Carla Mønster (A), email: b@example.org}\n"
        "{navn: Carla Mønster (B), email: c@example.org}"
    )
    found = disqualified(ws, people, others=", Carla Mønster (A)")
    assert found == (["a@example.org"], ["M462 11"])


def test_a_name_that_stands_at_the_address_in_another_group_counts(ws: Workspace) -> None:
    change(ws, "[avis@example.org]", "[{navn: Carla Mønster, email: X@example.org}]", "forum.yaml")
    assert disqualified(ws, "x@example.org") == (["x@example.org"], [])


def test_the_press_is_not_asked_for_names(ws: Workspace) -> None:
    change(ws, "[avis@example.org]", "[avis@example.org, tv@example.org]", "forum.yaml")
    people = "{navn: Carla Mønster, email: carla@example.org}"
    assert disqualified(ws, people) == (["carla@example.org"], [])


# --- the second version ---------------------------------------------------------------------------


def test_a_changed_document_goes_to_all_as_rettet_and_names_the_items(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "En lang historie", "En kort historie")
        found = send(ws, inbox.port)
    assert found.accepted == [AASE, BO, AVIS]
    letter = letter_to(inbox, AVIS)
    assert letter["Subject"].startswith("Rettet: Dagsorden")
    text = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "- Punkt 2: under »Sagsfremstilling« står nu »En kort historie om …« i stedet" in text
    assert "- Punkt 1" not in text
    assert [i.version for i in issues(ws)] == [1, 2]
    ids = {parsed(data)["Message-ID"] for data in inbox.to(AVIS)}
    assert len(ids) == 2


FRIDAY = "fredag den 12. september 2025"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "  - titel: Velkomst",
            "  - titel: Valg\n    nr: 0.A\n  - titel: Velkomst",
            "Punkt 0.A, Valg, er kommet til.",
        ),
        (
            "titel: Velkomst",
            "titel: Velkomsten",
            "Punkt 1 hedder nu »Velkomsten« i stedet for »Velkomst«.",
        ),
        (
            "sted: Rådhuset",
            "sted: Skolen",
            "Mødets sted er nu »Skolen« i stedet for »Rådhuset«.",
        ),
        (
            'start: "10:00"',
            'start: "09:30"',
            "Mødets tid er nu kl. 09.30-12.00 i stedet for kl. 10.00-12.00.",
        ),
        (
            "dato: 2025-09-12",
            "dato: 2025-09-13",
            f"Mødet er flyttet fra {FRIDAY} til lørdag den 13. september 2025.",
        ),
        (
            'slut: "12:00"',
            'slut: "12:30"',
            "Mødets tid er nu kl. 10.00-12.30 i stedet for kl. 10.00-12.00.",
        ),
        ("sted: Rådhuset", "sted: Rådhuset\naflyst: ja", "Mødet er aflyst."),
        (
            "sted: Rådhuset",
            "sted: Rådhuset\nafbud: [Bo Bæk]",
            "Under »Afbud« er kommet til: Bo Bæk.",
        ),
        (
            "varighed: 10",
            "varighed: 11",
            "Punkt 1, Velkomst, er nu kl. 10.00-10.11 i stedet for kl. 10.00-10.10.",
        ),
    ],
)
def test_what_has_changed_is_told(ws: Workspace, old: str, new: str, said: str) -> None:
    policy = "navn: Prøveudvalget\npolitik: {nummer_efter_udsendelse: tillad}\n"
    change(ws, "navn: Prøveudvalget\n", policy, "forum.yaml")
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, old, new)
        send(ws, inbox.port)
    text = letter_to(inbox, AVIS).get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert [line for line in text.splitlines() if line.startswith("- ")][:1] == [f"- {said}"]


def test_items_of_one_title_are_told_apart_by_their_number(ws: Workspace) -> None:
    """As two closed items are, whose title the public does not read."""
    twice = "  - {titel: Sag, tekst: Den ene.}\n  - {titel: Sag, tekst: Den anden.}\n"
    change(ws, "  - titel: Velkomst\n    varighed: 10\n", twice)
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "titel: Sag, tekst: Den ene.", "titel: Valg, tekst: Den ene.")
        send(ws, inbox.port)
    text = letter_to(inbox, AVIS).get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert [line for line in text.splitlines() if line.startswith("- Punkt 1")] == [
        "- Punkt 1 hedder nu »Valg« i stedet for »Sag«."
    ]


def test_a_changed_attachment_is_a_new_version(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        (ws.meetings / "udvalg/bilag/kort.pdf").write_bytes(pdf("nyt"))
        assert send(ws, inbox.port).accepted == [AASE, BO, AVIS]


def test_when_only_closed_matter_changes_the_public_group_is_left_alone(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "900.000", "850.000")
        found = send(ws, inbox.port)
    assert (found.accepted, found.unchanged) == ([AASE, BO], [AVIS])
    text = letter_to(inbox, BO).get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "- Punkt 3: under »Sagsfremstilling« står nu" in text


def test_comments_and_new_recipients_are_no_new_version(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "dato:", "# en bemærkning\n\ndato:")
        change(ws, "personer: [avis@", "personer: [radio@example.org, avis@", "forum.yaml")
        found = send(ws, inbox.port)
    assert found.accepted == ["radio@example.org"]
    assert [(i.version, i.modtagere, i.accepteret) for i in issues(ws)] == [(1, 4, 4)]


# --- the same version again -----------------------------------------------------------------------


def test_resend_is_a_new_message_that_refers_to_the_old(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        found = send(ws, inbox.port, resend="Bo@example.org")
        assert found.accepted == [BO]
        first, second = map(parsed, inbox.to(BO))
        assert first["Message-ID"] != second["Message-ID"]
        assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
        assert send(ws, inbox.port).accepted == []
        with pytest.raises(UsageProblem, match="ikke blandt modtagerne"):
            send(ws, inbox.port, resend="ingen@example.org")
    assert len(inbox.recipients) == 4


def test_a_clone_without_the_record_refuses_and_says_why(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        for path in record(ws).folder.iterdir():
            path.unlink()
        for resend in ("", BO):
            with pytest.raises(UsageProblem, match=r"Version 1 af dagsorden er sendt ud 05\.09"):
                send(ws, inbox.port, resend=resend)
        assert len(inbox.recipients) == 3
        change(ws, "En lang historie", "En kort historie")
        assert len(send(ws, inbox.port).accepted) == 3
    assert [i.version for i in issues(ws)] == [1, 2]


def test_two_records_for_one_version_are_noticed(ws: Workspace) -> None:
    path = issued.issued_file(ws.meeting_file("2025-09-12"))
    with server() as inbox:
        send(ws, inbox.port)
        path.write_text(path.read_text().replace(issues(ws)[0].id, "0" * 32))
        with pytest.raises(EnvironmentProblem, match="to gange"):
            send(ws, inbox.port)


def test_a_lost_file_is_written_again_from_the_record(ws: Workspace) -> None:
    path = issued.issued_file(ws.meeting_file("2025-09-12"))
    with server() as inbox:
        send(ws, inbox.port)
        before = path.read_bytes()
        path.unlink()
        assert send(ws, inbox.port).accepted == []
    assert path.read_bytes() == before


def test_a_broken_file_is_an_error(ws: Workspace) -> None:
    issued.issued_file(ws.meeting_file("2025-09-12")).write_text("udsendt: [{version: 1}]\n")
    with pytest.raises(Problems) as told:
        prepared(ws)
    assert [d.code for d in told.value.diagnostics] == ["M455"]


@pytest.mark.parametrize("kept", [b"", b'moede: "2025-09-19"\nudsendt:\n  - dok'])
def test_a_broken_file_of_another_meeting_is_a_warning(ws: Workspace, kept: bytes) -> None:
    other = ws.meeting_file("2025-09-12").path.with_name("2025-09-19.yaml")
    other.write_text("dato: 2025-09-19\nstart: 10.00\npunkter:\n  - titel: Havnen\n")
    other.with_name("2025-09-19.udsendt.yaml").write_bytes(kept)
    assert [d.code for d in prepared(ws).warnings if d.code.startswith("M45")] == ["M4561"]


def test_clean_leaves_the_record(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        write_previews(ws, prepared(ws))
        clean(ws)
        assert not [p for p in ws.output.rglob("*") if p.is_file()]
        assert send(ws, inbox.port).accepted == []
    assert (record(ws).folder / ".gitignore").read_text() == "*\n"


def test_one_address_in_two_groups_gets_one(ws: Workspace) -> None:
    change(ws, "personer: [avis@", "personer: [BO@example.org, avis@", "forum.yaml")
    with server() as inbox:
        send(ws, inbox.port)
    assert inbox.recipients == [AASE, BO, AVIS]


# --- failures -------------------------------------------------------------------------------------


def test_a_temporary_failure_is_tried_again_within_a_bound(ws: Workspace) -> None:
    clock = Clock()
    inbox = Inbox(refuse={BO: ["450 låst", "450 låst", "250 nu"]})
    with server(inbox=inbox):
        found = send(ws, inbox.port, clock=clock)
        assert found.is_complete
        assert clock.slept == [10, 60]
        inbox.refuse = {BO: ["450 låst"]}
        change(ws, "En lang", "En kort")
        found = send(ws, inbox.port, clock=clock)
        assert found.missing == [(BO, "RCPT: 450 låst")]
        assert clock.slept == [10, 60, 10, 60, 300]
        inbox.refuse = {}
        assert send(ws, inbox.port, clock=clock).accepted == [BO]
    assert [i.accepteret for i in issues(ws)] == [3, 3]


def test_a_permanent_failure_is_recorded_and_the_others_go_on(ws: Workspace) -> None:
    inbox = Inbox(refuse={AASE: ["550 findes ikke"]})
    with server(inbox=inbox):
        found = send(ws, inbox.port)
        assert (found.accepted, found.rejected) == ([BO, AVIS], [(AASE, "RCPT: 550 findes ikke")])
        again = send(ws, inbox.port)
        assert again.rejected == found.rejected
        assert states(ws)[AASE] is State.REJECTED
        inbox.refuse = {}
        assert send(ws, inbox.port, resend=AASE).accepted == [AASE]
    assert len(inbox.recipients) == 3
    text = "\n".join(map(str, summary(found, "x", sees_closed=True)))
    assert "aase@example.org har IKKE fået den" in text


@pytest.mark.parametrize(("step", "repeats"), [("dot", 0), ("accepted", 1)])
def test_unknown_fate_is_named_and_sent_again_under_the_same_id(
    ws: Workspace, step: str, repeats: int
) -> None:
    with Scripted(at(step, "drop", 2)) as scripted:
        found = send(ws, scripted.port)
    assert found.is_complete
    assert found.repeated == [BO]
    ids = [parsed(data)["Message-ID"] for to, data in scripted.accepted if to == BO]
    assert len(ids) == 1 + repeats
    assert len(set(ids)) == 1
    dates = {parsed(data)["Date"] for to, data in scripted.accepted if to == BO}
    assert len(dates) == 1
    assert [to for to, _ in scripted.accepted].count(AASE) == 1
    assert any(
        BO in line and "uvist" in line for line in map(str, summary(found, "x", sees_closed=True))
    )


def test_a_server_that_refuses_everybody_condemns_only_the_first(ws: Workspace) -> None:
    people = [f"p{n}@example.org" for n in range(20)]
    change(ws, "personer: [avis@example.org]", f"personer: [{', '.join(people)}]", "forum.yaml")
    with Scripted(lambda step, _: "550 ingen adgang" if step == "RCPT" else None) as scripted:
        found = send(ws, scripted.port)
    assert [address for address, _ in found.rejected] == [AASE, BO, *people[:3]]
    assert "ikke adresserne" in str(found.stopped)
    assert [address for address, _ in found.missing] == people[3:]
    with server() as inbox:
        assert send(ws, inbox.port).accepted == people[3:]


def test_the_sender_refused_stops_without_condemning_anybody(ws: Workspace) -> None:
    with Scripted(at("MAIL", "550 ukendt afsender", 2)) as scripted:
        found = send(ws, scripted.port)
        assert str(found.stopped) == "MAIL: 550 ukendt afsender"
        assert [address for address, _ in found.missing] == [BO, AVIS]
        assert send(ws, scripted.port).accepted == [BO, AVIS]


def test_the_conversation_is_ended_before_a_long_wait(ws: Workspace) -> None:
    """A server may hang up on who is silent, and is asked anew when there is something to say."""
    open_when_waiting: list[bool] = []

    class Watching(Clock):
        def sleep(self, seconds: float) -> None:
            open_when_waiting.append(scripted.is_talking)
            super().sleep(seconds)

    refused = iter(["450 låst"])
    with Scripted(lambda step, _: next(refused, None) if step == "RCPT" else None) as scripted:
        assert send(ws, scripted.port, clock=Watching(), per_minute=6).is_complete
    assert open_when_waiting == [False] * 3  # two between messages, one before the second round


def test_an_unreachable_server_records_nothing(ws: Workspace) -> None:
    clock = Clock()
    problem = pytest.raises(EnvironmentProblem, match="Intet er sendt")
    with Scripted(at("connect", "421 travlt")) as scripted, problem:
        send(ws, scripted.port, clock=clock)
    assert clock.slept == [10, 60, 300]
    assert issues(ws) == []
    assert states(ws) == {}


def test_a_server_that_goes_away_is_given_up_after_a_while(ws: Workspace) -> None:
    people = ", ".join(f"p{n}@example.org" for n in range(40))
    change(ws, "personer: [avis@example.org]", f"personer: [{people}]", "forum.yaml")

    def script(step: str, number: int) -> str | None:
        return "drop" if number > 5 and step in ("MAIL", "connect") else None

    with Scripted(script) as scripted:
        found = send(ws, scripted.port)
    assert len(found.accepted) == 5
    assert len(found.missing) == 37
    assert len([s for s in scripted.steps if s == "connect"]) <= 2 + 4 * 3


def test_two_sendings_exclude_each_other(ws: Workspace) -> None:
    rec = record(ws)
    with server() as inbox, rec.locked(), pytest.raises(EnvironmentProblem, match="i gang"):
        send(ws, inbox.port)
    assert inbox.envelopes == []


# --- limits ---------------------------------------------------------------------------------------


def test_too_large_is_split_between_items(ws: Workspace) -> None:
    for name in ("kort.pdf", "skoede.pdf"):
        (ws.meetings / "udvalg/bilag" / name).write_bytes(pdf(name, padding=60_000))
    with server(size=120_000) as inbox:
        assert send(ws, inbox.port).is_complete
        assert send(ws, inbox.port).already == [AASE, BO, AVIS]
    letters = [parsed(data) for data in inbox.to(AASE)]
    assert [letter["Subject"].rpartition(" (")[2] for letter in letters] == [
        "del 1 af 2)", "del 2 af 2)",
    ]  # fmt: skip
    names = [[part.get_filename() for part in letter.iter_attachments()] for letter in letters]
    assert names[0][1:] == [
        "Punkt 2, bilag 1 - Kort over åen.pdf",
        "Punkt 2, bilag 2.docx",
    ]
    assert names[1] == ["Punkt 3, bilag 1.pdf"]
    assert len(inbox.to(AVIS)) == 1
    assert letters[0]["Message-ID"] != letters[1]["Message-ID"]


def test_too_large_to_split_says_what_to_leave_out(ws: Workspace) -> None:
    (ws.meetings / "udvalg/bilag/skoede.pdf").write_bytes(b"%PDF" + bytes(200_000))
    problem = pytest.raises(EnvironmentProblem, match=r"Punkt 3, bilag 1« .*bilag: nej")
    with server(size=120_000) as inbox, problem:
        send(ws, inbox.port)
    assert inbox.envelopes == []
    assert issues(ws) == []


def test_messages_per_minute(ws: Workspace) -> None:
    clock = Clock()
    with server() as inbox:
        send(ws, inbox.port, clock=clock, per_minute=30)
    assert sum(clock.slept) == pytest.approx(4)


def test_no_is_an_answer(ws: Workspace) -> None:
    asked: list[int] = []

    def no(number: int) -> bool:
        asked.append(number)
        return False

    with server() as inbox:
        found = send(ws, inbox.port, confirm=no)
    assert asked == [3]
    assert not found.is_complete
    assert inbox.envelopes == []
    assert issues(ws) == []


# --- other documents, other states ----------------------------------------------------------------


def test_the_referat_has_versions_of_its_own_and_no_calendar_entry(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        send(ws, inbox.port, kind=Kind.REFERAT)
    letter = letter_to(inbox, AASE)
    assert letter["Subject"].startswith("Godkendt referat: ")
    assert "text/calendar" not in [part.get_content_type() for part in letter.walk()]
    assert [(i.dokument, i.version) for i in issues(ws)] == [("dagsorden", 1), ("referat", 1)]


def test_without_recipients_or_sender_it_says_what_to_write(tmp_path: Path) -> None:
    from moedebog.settings.command import Mail

    ws = workspace(tmp_path, forum=FORUM.partition("modtagere:")[0])
    with pytest.raises(UsageProblem, match=r"forum\.yaml under modtagere"):
        prepared(ws)
    with pytest.raises(UsageProblem, match="afsender"):
        prepared(ws, settings=Mail())


def test_a_missing_attachment_is_never_left_out_in_silence(ws: Workspace) -> None:
    change(ws, "referat_status: godkendt", "referat_status: udkast")
    (ws.meetings / "udvalg/bilag/kort.pdf").unlink()
    with pytest.raises(Problems) as told:
        prepared(ws)
    assert "M210" in [d.code for d in told.value.diagnostics]
    change(ws, "fil: bilag/kort.pdf}", "fil: bilag/kort.pdf, udsendes_med: referat}")
    with pytest.raises(Problems) as told:
        prepared(ws, kind=Kind.REFERAT)
    assert "M456" in [d.code for d in told.value.diagnostics]


def test_what_is_saved_meanwhile_is_not_mailed_half(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The meeting is saved between the building and the reading of the documents."""
    from moedebog.send import prepare

    usual = prepare._Gathering.mailing
    times = []

    def late(self: Any, *rest: Any) -> Any:
        made = usual(self, *rest)
        times.append(1)
        if len(times) == 1:
            change(ws, "En lang historie", "En helt anden historie")
        return made

    monkeypatch.setattr(prepare._Gathering, "mailing", late)
    mailing = prepared(ws)
    assert len(times) == 2
    assert "helt anden" in repr(mailing.public.document)


def test_status_shows_each_recipient(ws: Workspace) -> None:
    inbox = Inbox(refuse={AASE: ["550 findes ikke"], BO: ["450 låst"]})
    with server(inbox=inbox):
        send(ws, inbox.port)
    rec = record(ws)
    with rec.opened():
        lines = list(map(str, status(rec, ws, ws.meeting_file("2025-09-12"), sees_closed=True)))
    assert lines[0].startswith("dagsorden, version 1, sendt ud 05.09.2025")
    assert "Åse Ærlig <aase@example.org>, medlemmer: afvist" in lines[1]
    assert lines[1].endswith("RCPT: 550 findes ikke")
    assert "ikke accepteret" in lines[2]
    assert "accepteret" in lines[3]
    assert lines[3].endswith("250 Taget imod")


def test_the_record_is_synced_before_and_after_each_message(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another process reads from the file while the server has the message."""
    import sqlite3

    seen = []

    def script(step: str, number: int) -> str | None:
        if step in ("MAIL", "dot"):
            with sqlite3.connect(record(ws).path) as db:
                rows = db.execute("SELECT adresse, tilstand FROM besked ORDER BY nr").fetchall()
            seen.append((step, [state for _, state in rows]))
        return None

    with Scripted(script) as scripted:
        send(ws, scripted.port)
    assert seen[0] == ("MAIL", ["tilbudt", "venter", "venter"])
    assert seen[2] == ("MAIL", ["accepteret", "tilbudt", "venter"])
    rec = record(ws)
    with rec.opened():
        assert rec.db.execute("PRAGMA synchronous").fetchone()[0] >= 2


def test_nothing_secret_in_the_record_or_the_output(ws: Workspace) -> None:
    secret = "hemmeligt-kodeord"
    answers = {"AUTH": "235 velkommen", "RCPT": f"550 {secret} duer ikke"}
    with Scripted(lambda step, _: answers.get(step), ("AUTH PLAIN",)) as scripted:
        rec = record(ws)
        with rec.locked(), rec.opened():
            from moedebog.send.outbox import Sending

            talk = SmtpConnection(Server("smtp", HOST, scripted.port, "bruger", secret), timeout=5)
            found = Sending(prepared(ws, rec), rec, talk, Clock()).run()
    assert found.rejected[0][1] == "RCPT: 550 *** duer ikke"
    for path in ws.root.rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes(), path


def test_a_draft_is_told_unless_the_forum_does_not_want_to_know(ws: Workspace) -> None:
    change(ws, "referat_status: godkendt", "referat_status: udkast")
    assert [d.code for d in prepared(ws, kind=Kind.REFERAT).warnings] == ["M458"]
    change(ws, "medlemmer: [", "politik: {regler: {M458: nej}}\nmedlemmer: [", "forum.yaml")
    assert prepared(ws, kind=Kind.REFERAT).warnings == []
    change(ws, "dagsorden_status: udsendt", "dagsorden_status: udkast")
    assert prepared(ws).warnings == []  # it is sent out now
