"""Nobody is denied papers on the word of a draft: what is held back, from whom, what is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from mail_support import change, letter_to, parsed, prepared, record, send, server, workspace
from moedebog.document import Kind
from moedebog.send.due import due_deliveries
from moedebog.send.summaries import preview, write_previews
from moedebog.workspace import Workspace

pytestmark = pytest.mark.usefixtures("quick_renderers")

AASE, BO, AVIS = "aase@example.org", "bo@example.org", "avis@example.org"
PRICE = "Punkt 2, bilag 2.docx"
MAP = "Punkt 2, bilag 1 - Kort over åen.pdf"
DEED = "Punkt 3, bilag 1.pdf"


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


OPEN, CLOSED = "  - titel: Cykelsti ved åen", "  - titel: Køb af grunden Havnevej 3"


def out_of(ws: Workspace, item: str, who: str = "Bo Bæk", decided: str = "") -> None:
    """Name somebody as disqualified in an item."""
    decision = f"\n    habilitetsbeslutning: {{{decided}}}" if decided else ""
    change(ws, item, f"{item}\n    inhabil: [{who}]{decision}")


DECLARED = "{navn: Bo Bæk, erklaeret: ja}"


def policy(ws: Workspace, word: str) -> None:
    chosen = f"politik: {{tilbagehold_ved_inhabilitet: {word}}}\n"
    change(ws, "navn: Prøveudvalget\n", f"navn: Prøveudvalget\n{chosen}", "forum.yaml")


def lacks(ws: Workspace, kind: Kind = Kind.DAGSORDEN, address: str = BO) -> set[str]:
    """The attachments that somebody does not get, of those that go to others."""
    mailing = prepared(ws, kind=kind)
    (own,) = (v for v in mailing.variants if address in {p.email for p in v.recipients})
    everything = {e.name for v in mailing.variants for e in v.enclosures if e.punkt}
    return everything - {e.name for e in own.enclosures}


def said(ws: Workspace, kind: Kind = Kind.DAGSORDEN, *, sees_closed: bool = True) -> list[str]:
    """What the preview tells of those who are named."""
    with record(ws).opened(make=False) as rec:
        mailing = prepared(ws, rec, kind)
        deliveries = due_deliveries(mailing, rec)
        files = write_previews(ws, mailing)
        lines = preview(ws, mailing, deliveries, files, sees_closed=sees_closed)
        return [str(line) for line in lines if "inhabil i" in str(line) or "habil i" in str(line)]


# --- settled, or not ------------------------------------------------------------------------------


def test_before_it_is_settled_nothing_is_held_back_and_that_is_told(ws: Workspace) -> None:
    out_of(ws, CLOSED)
    assert lacks(ws) == set()
    (warning,) = prepared(ws).warnings
    assert (warning.code, warning.rule.severity) == ("M4690", "advarsel")
    assert said(ws) == [
        "Bo Bæk er nævnt som inhabil i punkt 3: intet holdes tilbage, for det er ikke afgjort."
    ]


@pytest.mark.parametrize(
    ("who", "decided"),
    [
        (DECLARED, ""),
        ("Bo Bæk", "udfald: inhabil"),
        ("{navn: Bo Bæk, erklaeret: nej}", "udfald: inhabil, af: Byrådet"),
    ],
)
def test_once_it_is_settled_what_is_closed_is_held_back(
    ws: Workspace, who: str, decided: str
) -> None:
    out_of(ws, CLOSED, who, decided)
    assert lacks(ws) == {DEED}
    assert prepared(ws).warnings == []
    assert said(ws) == ["Bo Bæk er inhabil i punkt 3: det lukkede holdes tilbage."]


@pytest.mark.parametrize("who", ["Bo Bæk", DECLARED])
def test_whom_the_body_found_able_gets_it_all(ws: Workspace, who: str) -> None:
    out_of(ws, CLOSED, who, "udfald: habil")
    assert lacks(ws) == set()
    assert prepared(ws).warnings == []
    assert said(ws) == ["Bo Bæk er fundet habil i punkt 3: intet holdes tilbage."]


@pytest.mark.parametrize("who", ["", "\n    inhabil: [Åse Ærlig]"])
def test_whom_the_body_found_disqualified_gets_nothing_closed_wherever_they_are_named(
    ws: Workspace, who: str
) -> None:
    decision = "\n    habilitetsbeslutning: {udfald: inhabil, om: [Bo Bæk]}"
    change(ws, CLOSED, f"{CLOSED}{who}{decision}")
    assert lacks(ws) == {DEED}
    assert lacks(ws, address=AASE) == set()
    assert "Bo Bæk er inhabil i punkt 3: det lukkede holdes tilbage." in said(ws)


def test_whom_the_body_found_free_under_om_gets_it_all(ws: Workspace) -> None:
    change(ws, CLOSED, f"{CLOSED}\n    habilitetsbeslutning: {{udfald: habil, om: [Bo Bæk]}}")
    assert (lacks(ws), prepared(ws).warnings) == (set(), [])
    assert said(ws) == ["Bo Bæk er fundet habil i punkt 3: intet holdes tilbage."]


def test_the_referat_tells_what_was_and_holds_back_from_whoever_it_names(ws: Workspace) -> None:
    out_of(ws, CLOSED)
    change(ws, "{titel: Hemmeligt skøde, ", "{titel: Hemmeligt skøde, udsendes_med: referat, ")
    change(ws, "punkter:", "fremmoedt: alle\npunkter:")
    assert lacks(ws, Kind.REFERAT) == {DEED}
    change(ws, "inhabil: [Bo Bæk]", "inhabil: [Bo Bæk]\n    habilitetsbeslutning: {udfald: habil}")
    assert lacks(ws, Kind.REFERAT) == set()


# --- what is held back ----------------------------------------------------------------------------


def test_what_is_open_is_denied_to_nobody(ws: Workspace) -> None:
    out_of(ws, "  - titel: Velkomst", DECLARED)
    assert lacks(ws) == set()
    assert said(ws) == [
        "Bo Bæk er nævnt som inhabil i punkt 1: intet holdes tilbage, for punktet er åbent."
    ]
    assert prepared(ws).warnings == []


def test_of_an_open_item_only_what_is_closed_is_held_back(ws: Workspace) -> None:
    out_of(ws, OPEN, DECLARED)
    assert lacks(ws) == {PRICE}
    with server() as inbox:
        send(ws, inbox.port)
    text = letter_to(inbox, BO).get_body(("plain",)).get_content()  # type: ignore[union-attr]
    lines = text.splitlines()
    assert "på grund af inhabilitet:" in lines[lines.index("- Punkt 2: Cykelsti ved åen") - 1]
    mailing = prepared(ws)
    (own,) = (v for v in mailing.variants if v.dispatch.udeladt)
    words = str(own.dispatch.document)
    assert "En lang historie om en cykelsti" in words
    assert "Fortrolig pris" not in words
    assert "900.000" in words


def test_a_closed_section_of_an_open_item_is_held_back_alone(ws: Workspace) -> None:
    sections = (
        "    afsnit:\n      - {slags: tekst, tekst: Det åbne.}\n"
        "      - {slags: tekst, tekst: Den lukkede oplysning., lukket: ja}\n"
    )
    change(
        ws, "  - titel: Velkomst\n", f"  - titel: Velkomst\n    inhabil: [{DECLARED}]\n{sections}"
    )
    (own,) = (v for v in prepared(ws).variants if v.dispatch.udeladt)
    assert [p.email for p in own.recipients] == [BO]
    words = str(own.dispatch.document)
    assert "Det åbne." in words
    assert "Den lukkede oplysning" not in words


def test_what_belongs_to_an_item_is_held_back_with_it(ws: Workspace) -> None:
    inner = "    underpunkter:\n      - {titel: Prisen, lukket: ja, tekst: Ni hundrede tusind.}\n"
    change(ws, "  - titel: Velkomst\n", f"  - titel: Velkomst\n    inhabil: [{DECLARED}]\n{inner}")
    assert said(ws) == ["Bo Bæk er inhabil i punkt 1: det lukkede holdes tilbage."]
    (own,) = (v for v in prepared(ws).variants if v.dispatch.udeladt)
    assert "Ni hundrede" not in str(own.dispatch.document)


def test_a_part_that_somebody_was_found_free_in_is_theirs(ws: Workspace) -> None:
    inner = (
        "    underpunkter:\n      - titel: Prisen\n        lukket: ja\n"
        "        tekst: Ni hundrede tusind.\n"
        "        habilitetsbeslutning: {udfald: habil, om: [Bo Bæk]}\n"
    )
    outer = f"  - titel: Velkomst\n    lukket: ja\n    inhabil: [{DECLARED}]\n{inner}"
    change(ws, "  - titel: Velkomst\n", outer)
    (own,) = (v for v in prepared(ws).variants if BO in {p.email for p in v.recipients})
    assert "Ni hundrede" in str(own.dispatch.document)
    change(ws, "udfald: habil", "udfald: inhabil")
    (own,) = (v for v in prepared(ws).variants if BO in {p.email for p in v.recipients})
    assert "Ni hundrede" not in str(own.dispatch.document)


@pytest.mark.parametrize(
    ("word", "item", "lacking", "told"),
    [
        ("alt", OPEN, {MAP, PRICE}, "er inhabil i punkt 2: hele punktet holdes tilbage."),
        ("alt", CLOSED, {DEED}, "er inhabil i punkt 3: hele punktet holdes tilbage."),
        ("lukket", CLOSED, {DEED}, "er inhabil i punkt 3: det lukkede holdes tilbage."),
        (
            "intet",
            CLOSED,
            set(),
            "er nævnt som inhabil i punkt 3: intet holdes tilbage, for sådan vil forummet det.",
        ),
    ],
)
def test_the_forum_says_how_much(
    ws: Workspace, word: str, item: str, lacking: set[str], told: str
) -> None:
    policy(ws, word)
    out_of(ws, item, DECLARED)
    assert lacks(ws) == lacking
    assert said(ws) == [f"Bo Bæk {told}"]


def test_a_member_in_a_public_group_is_not_kept_from_what_all_may_read(ws: Workspace) -> None:
    change(ws, "[avis@example.org]", "[{navn: Bo Bæk, email: bo2@example.org}]", "forum.yaml")
    out_of(ws, OPEN, DECLARED)
    assert lacks(ws, address="bo2@example.org") == {PRICE, DEED}
    policy(ws, "alt")
    assert lacks(ws, address="bo2@example.org") == {MAP, PRICE, DEED}


def test_a_log_names_nobody(ws: Workspace) -> None:
    out_of(ws, CLOSED, DECLARED)
    assert said(ws, sees_closed=False) == [
        "En person er inhabil i punkt 3: det lukkede holdes tilbage."
    ]


def test_each_who_is_named_has_a_line(ws: Workspace) -> None:
    out_of(ws, CLOSED, f"Åse Ærlig, {DECLARED}")
    assert said(ws) == [
        "Åse Ærlig er nævnt som inhabil i punkt 3: intet holdes tilbage, for det er ikke afgjort.",
        "Bo Bæk er inhabil i punkt 3: det lukkede holdes tilbage.",
    ]
    assert lacks(ws, address=AASE) == set()


# --- after they had it ----------------------------------------------------------------------------


def names(data: bytes) -> str:
    return "\n".join(str(part.get_filename()) for part in parsed(data).iter_attachments())


def test_who_is_found_disqualified_after_they_had_it_does_not_get_it_again(ws: Workspace) -> None:
    out_of(ws, CLOSED)
    with server() as inbox:
        send(ws, inbox.port)
        assert DEED in names(inbox.to(BO)[0])
        change(ws, "inhabil: [Bo Bæk]", f"inhabil: [{DECLARED}]")
        assert send(ws, inbox.port).accepted == []
        found = send(ws, inbox.port, resend=BO)
        assert found.accepted == [BO]
        again = inbox.to(BO)[-1]
        assert DEED not in names(again)
        assert b"Havnevej" not in again
        assert DEED in names(inbox.to(AASE)[0])
        change(ws, "En lang historie", "En kort historie")
        send(ws, inbox.port)
        last = inbox.to(BO)[-1]
        assert DEED not in names(last)
        letter = parsed(last)
        body = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        document = next(letter.iter_attachments()).get_content().decode()
    for text in (body, document):
        assert "aterialet er ikke længere med i dette" in text
        assert "En kort historie" in text
        assert "Havnevej" not in text


def test_what_was_waiting_for_them_is_not_sent_as_it_was(ws: Workspace) -> None:
    """The server did not take the first one, with all of it."""
    out_of(ws, CLOSED)
    with server() as inbox:
        inbox.refuse = {BO: ["450 låst"]}
        send(ws, inbox.port)
        change(ws, "inhabil: [Bo Bæk]", f"inhabil: [{DECLARED}]")
        inbox.refuse = {}
        assert send(ws, inbox.port).accepted == [BO]
        (only,) = inbox.to(BO)
        assert DEED not in names(only)
        assert b"Havnevej" not in only


# --- numbers that begin anew ----------------------------------------------------------------------


def test_an_item_whose_number_another_group_has_too_is_told_with_its_group(ws: Workspace) -> None:
    anew = "politik: {nummerering_i_gruppe: forfra, tilbagehold_ved_inhabilitet: alt}\n"
    change(ws, "navn: Prøveudvalget\n", f"navn: Prøveudvalget\n{anew}", "forum.yaml")
    change(ws, OPEN, f"{OPEN}\n    gruppe: Åbne sager\n    inhabil: [{DECLARED}]")
    change(ws, CLOSED, f"{CLOSED}\n    gruppe: Lukkede sager\n    inhabil: [{DECLARED}]")
    for sees_closed in (True, False):
        with record(ws).opened(make=False) as rec:
            mailing = prepared(ws, rec)
            files = write_previews(ws, mailing)
            deliveries = due_deliveries(mailing, rec)
            lines = list(preview(ws, mailing, deliveries, files, sees_closed=sees_closed))
        danish = "\n".join(line.danish for line in lines)
        english = "\n".join(line.english for line in lines)
        assert "punkt 1 under Åbne sager" in danish
        assert "punkt 1 under Lukkede sager" in danish
        assert "item 1 in Åbne sager" in english
        assert "item 1 in Lukkede sager" in english
    assert "Item 1 in Åbne sager, bilag 1" in english
    labels = [variant.label for variant in mailing.variants]
    assert "uden punkt 1 under Åbne sager og punkt 1 under Lukkede sager" in str(labels)
