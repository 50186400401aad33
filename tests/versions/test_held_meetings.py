"""Once the meeting is held, its dagsorden stays what was issued: the referat tells the rest."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

import version_support as issued
from issue_support import FIRST, FORUM, HEAD, findings, issue, numbers, workspace, write
from moedebog.compose import Composer, compose_facts, plan
from moedebog.diagnostics import Rule
from moedebog.document import Audience, Document, Kind
from moedebog.issue import make
from moedebog.issue.history import History
from moedebog.load import load
from moedebog.meeting import Meeting
from moedebog.rules import at_meeting, dates, decisions, examine, exposed, lasting
from moedebog.send import feed
from moedebog.workspace import Workspace
from texts import document_lines

ITEMS = """\
  - titel: Velkomst
  - titel: Grund
    gruppe: Sager
    sagsfremstilling: Naboen hedder Skov.
    bilag:
      - titel: Kort
        fil: kort.txt
  - titel: Eventuelt
    gruppe: Til sidst
"""
DECIDED = ITEMS.replace("Naboen hedder Skov.", "Naboen hedder Skov.\n    beslutning: Godkendt.")
NEW = "  - titel: Havn\n    sagsfremstilling: Kajen skrider.\n"
TREATED = f"{NEW}    beslutning: Havnen lukkes.\n"
BEGUN = f"{HEAD}faktisk_start: 10.05\n"


def put(root: Path, punkter: str, head: str = HEAD) -> None:
    write(root, punkter, head=head)


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """A meeting whose dagsorden is out."""
    made = workspace(tmp_path, ITEMS)
    (tmp_path / "meetings" / "f" / "kort.txt").write_text("Kort", encoding="utf-8")
    issued.issue(made)
    return made


def read(ws: Workspace) -> Meeting:
    file, *_ = ws.meeting_files()
    loaded = load(ws, file)
    assert loaded.meeting is not None, loaded.diagnostics
    return loaded.meeting


def document(ws: Workspace, kind: Kind, audience: Audience = Audience.OFFENTLIG) -> Document:
    return issued.versions(ws).document(kind, audience)


def dagsordener(ws: Workspace) -> list[Document]:
    """For each audience, without the places in the file."""
    return [document(ws, Kind.DAGSORDEN, audience) for audience in Audience]


def lines(ws: Workspace, kind: Kind, audience: Audience = Audience.OFFENTLIG) -> str:
    return "\n".join(document_lines(document(ws, kind, audience))).replace("\xa0", " ")


def rules(ws: Workspace) -> list[Rule]:
    own = (*vars(at_meeting).values(), exposed.OPEN_BEFORE, lasting.NEW_BETWEEN)
    return [one.rule for one in findings(ws) if one.rule in own]


def stays(ws: Workspace) -> bool:
    """Whether the dagsorden is what was issued, to every reader."""
    return not any(issued.since(ws, audience).changes for audience in Audience)


# --- items ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "head", "told"),
    [
        (DECIDED + TREATED, BEGUN, []),
        (ITEMS + TREATED, BEGUN, []),
        (DECIDED + TREATED, HEAD, [at_meeting.IN_REFERAT_ALONE]),
        (ITEMS + TREATED, HEAD, [at_meeting.IN_REFERAT_ALONE]),
        (ITEMS + NEW, BEGUN, [at_meeting.IN_REFERAT_ALONE]),
        (ITEMS + NEW, f"{BEGUN}referat_status: godkendt\n", []),
        (ITEMS + NEW, f"{HEAD}fremmoedt: alle\n", [at_meeting.IN_REFERAT_ALONE]),
        (ITEMS + NEW, f"{HEAD}udeblevet: [Bent Birk]\n", [at_meeting.IN_REFERAT_ALONE]),
        (f"{ITEMS}  - titel: Pause\n    sagstype: pause\n", BEGUN, []),
        (
            ITEMS.replace("  - titel: Eventuelt", f"{TREATED}    nr: 2.A\n  - titel: Eventuelt"),
            BEGUN,
            [],
        ),
        (f"{ITEMS}    underpunkter:\n      - titel: Skilt\n        beslutning: Ja.\n", BEGUN, []),
        (f"{ITEMS}{NEW}    underpunkter:\n      - titel: Kaj\n        udfald: udsat\n", BEGUN, []),
    ],
)
def test_what_the_meeting_took_up_stands_in_the_referat_alone(
    ws: Workspace, items: str, head: str, told: list[Rule]
) -> None:
    before = dagsordener(ws)
    put(ws.root, items, head)
    assert dagsordener(ws) == before
    assert stays(ws)
    assert rules(ws) == told
    new = {p.titel for p in document(ws, Kind.REFERAT).punkter} - {
        p.titel for p in before[0].punkter
    }
    assert new


def test_it_has_its_number_in_the_referat(ws: Workspace) -> None:
    put(ws.root, DECIDED + TREATED, BEGUN)
    assert numbers(ws)[-1] == ("4", "Havn")
    assert "4Havn" in lines(ws, Kind.REFERAT).replace("\n", "")
    facts = compose_facts(read(ws), Kind.REFERAT, Audience.OFFENTLIG)
    assert [one.taget_op for one in facts.punkter] == [False, False, False, True]


def test_one_in_the_middle_without_a_number_is_told_as_before(ws: Workspace) -> None:
    put(ws.root, TREATED + DECIDED, BEGUN)
    assert rules(ws) == [lasting.NEW_BETWEEN]


@pytest.mark.parametrize(
    "policy", ["nye_punkter: mellem", "nye_punkter: sidst", "nummer_efter_udsendelse: tillad"]
)
def test_no_policy_lets_it_change_a_number_of_the_dagsorden(tmp_path: Path, policy: str) -> None:
    made = workspace(tmp_path, ITEMS, forum=f"{FORUM}politik:\n  {policy}\n")
    issued.issue(made)
    before = dagsordener(made)
    put(tmp_path, TREATED + DECIDED, BEGUN)
    assert dagsordener(made) == before


@pytest.mark.parametrize(
    ("items", "head"),
    [
        (ITEMS + NEW, HEAD),  # nothing of the meeting is written
        (f"{ITEMS}{TREATED}    tillaeg: ja\n", BEGUN),
        (f"{ITEMS}{TREATED}    tillaeg_grund: Haster\n", BEGUN),
        (f"{ITEMS}{NEW}    udgaar_grund: Trukket\n    udfald: udgaar\n", HEAD),
        (ITEMS + TREATED, f"{BEGUN}aflyst: ja\n"),
    ],
)
def test_what_was_put_on_before_the_meeting_is_in_the_dagsorden(
    ws: Workspace, items: str, head: str
) -> None:
    put(ws.root, items, head)
    told = issued.told(ws)
    assert any("Havn" in one for one in told)
    assert rules(ws) == []


def test_where_nothing_tells_it_stands_in_both_and_that_is_told(ws: Workspace) -> None:
    put(ws.root, DECIDED + NEW)
    assert issued.told(ws) == ["Punkt 4, Havn, er kommet til."]
    assert rules(ws) == [at_meeting.PERHAPS_ADDED]


def test_an_item_that_may_be_one_that_is_missing_is_not_hidden(ws: Workspace) -> None:
    put(ws.root, DECIDED.replace("titel: Eventuelt", "titel: Skilte langs havnen"), BEGUN)
    assert not stays(ws)
    assert "Skilte langs havnen" in lines(ws, Kind.DAGSORDEN)


def test_an_item_of_a_later_version_is_not_taken_up(ws: Workspace) -> None:
    put(ws.root, ITEMS + NEW)
    issued.issue(ws)
    put(ws.root, ITEMS + TREATED, BEGUN)
    assert stays(ws)
    assert "Version 2, 21. maj 2026" in lines(ws, Kind.DAGSORDEN)
    assert "Taget op på mødet" not in lines(ws, Kind.REFERAT)


def test_the_parts_of_a_closed_item_were_in_the_dagsorden(tmp_path: Path) -> None:
    parts = "    underpunkter:\n      - titel: Bud\n      - titel: Svar\n"
    closed = f"{ITEMS}  - titel: Handel\n    lukket: Forhandling\n{parts}"
    ws = workspace(tmp_path, closed)
    issued.issue(ws)
    before = dagsordener(ws)
    put(tmp_path, closed.replace("titel: Bud", "titel: Bud\n        beslutning: Nej."), BEGUN)
    assert dagsordener(ws) == before
    assert "Taget op på mødet" not in lines(ws, Kind.REFERAT, Audience.INTERN)
    put(tmp_path, closed.replace("    lukket: Forhandling\n", ""), BEGUN)
    assert "Bud" in lines(ws, Kind.DAGSORDEN)  # opened since: what is new of it, nobody knows


def test_a_group_and_a_day_that_begin_with_it_stay(tmp_path: Path) -> None:
    ws = workspace(tmp_path, ITEMS)
    issued.issue(ws)
    before = dagsordener(ws)
    first = f"{TREATED}    gruppe: Sager\n    nr: 1.A\n"
    put(
        tmp_path,
        DECIDED.replace("  - titel: Grund\n    gruppe: Sager\n", f"{first}  - titel: Grund\n"),
    )
    assert dagsordener(ws) == before


def test_the_meeting_that_is_still_to_come_has_all_its_items(ws: Workspace) -> None:
    put(ws.root, DECIDED + TREATED)
    planned, _ = plan(replace(read(ws), forestaar=True))
    told = Composer(planned).document(Kind.DAGSORDEN, Audience.OFFENTLIG)
    assert "Havn" in [one.titel for one in told.punkter]


def test_before_it_begins_by_the_clock_nothing_is_left_out_of_what_goes_out(ws: Workspace) -> None:
    put(ws.root, DECIDED + TREATED)
    ahead = issued.candidate(ws, Kind.DAGSORDEN, FIRST + timedelta(days=1))
    public = ahead.dispatch(Audience.OFFENTLIG).document
    assert "Havn" in [one.titel for one in public.punkter]
    assert Audience.OFFENTLIG in ahead.moment.sources.kilde
    after = issued.candidate(ws, Kind.DAGSORDEN).dispatch(Audience.OFFENTLIG).document
    assert "Havn" not in [one.titel for one in after.punkter]


def test_a_mailing_after_the_meeting_makes_no_new_version(ws: Workspace) -> None:
    for text in (DECIDED + TREATED, CLOSED_THERE):
        put(ws.root, text, BEGUN)
        one = issued.candidate(ws, Kind.DAGSORDEN)
        made = make.version(one, History(one.meeting.udgaver))
        assert not made.is_new
        assert made.issue.version == 1


def test_the_calendar_knows_the_issued_items_alone(ws: Workspace) -> None:
    put(ws.root, DECIDED + TREATED, BEGUN)
    assert b"BEGIN:VEVENT" in feed.write_feed(ws, "f", FIRST)[0].read_bytes()


def test_a_closed_item_between_open_ones_is_no_fault_where_the_meeting_closed_it(
    ws: Workspace,
) -> None:
    put(ws.root, CLOSED_THERE, BEGUN)
    assert decisions.CLOSED_NOT_LAST not in [one.rule for one in findings(ws)]


def test_attachments_of_the_referat_are_none_of_the_dagsorden(ws: Workspace) -> None:
    before = dagsordener(ws)
    more = "        fil: kort.txt\n      - titel: Tal\n        udsendes_med: referat\n"
    put(ws.root, DECIDED.replace("        fil: kort.txt\n", more), BEGUN)
    assert dagsordener(ws) == before


@pytest.mark.parametrize("numbers_of", ["pr_punkt", "gennemloebende"])
def test_the_attachments_of_what_was_taken_up_come_with_the_referat(
    tmp_path: Path, numbers_of: str
) -> None:
    ws = workspace(tmp_path, ITEMS, forum=f"{FORUM}politik:\n  bilagsnumre: {numbers_of}\n")
    (tmp_path / "meetings" / "f" / "kort.txt").write_text("Kort", encoding="utf-8")
    (tmp_path / "meetings" / "f" / "tal.txt").write_text("Tal", encoding="utf-8")
    issued.issue(ws)
    before = dagsordener(ws)
    file = "{0}bilag:\n{0}  - titel: Tal\n{0}    fil: tal.txt\n"
    part = "    underpunkter:\n      - titel: Kaj\n" + file.format(" " * 8)
    for more in (file.format(" " * 4), part):
        put(tmp_path, f"{TREATED}    nr: 1.A\n{more}{DECIDED}", BEGUN)
        assert dagsordener(ws) == before
        composer = Composer(plan(read(ws))[0])
        sent = {kind: composer.dispatch(kind, Audience.OFFENTLIG).bilag for kind in Kind}
        assert [one.titel for one in sent[Kind.DAGSORDEN]] == ["Kort"]
        assert [one.titel for one in sent[Kind.REFERAT]] == ["Tal"]
        facts = compose_facts(read(ws), Kind.REFERAT, Audience.OFFENTLIG)
        labels = {one.titel: one.label for item in facts.punkter for one in item.bilag}
        assert labels["Kort"] == "Bilag 1"
        assert issued.candidate(ws, Kind.REFERAT).moment.sources.kilde


def test_of_an_attachment_that_came_at_the_meeting_it_is_told_what_to_write(ws: Workspace) -> None:
    more = "        fil: kort.txt\n      - titel: Tal\n"
    put(ws.root, DECIDED.replace("        fil: kort.txt\n", more))
    assert rules(ws) == []
    put(ws.root, DECIDED.replace("        fil: kort.txt\n", more), BEGUN)
    assert rules(ws) == [at_meeting.HANDED_OUT]
    renamed = DECIDED.replace("titel: Kort", "titel: Kort over havnen\n        nr: '1'")
    put(ws.root, renamed, BEGUN)
    assert rules(ws) == []


def test_the_order_of_the_meeting_is_told_by_the_referat_alone(ws: Workspace) -> None:
    before = dagsordener(ws)
    put(ws.root, DECIDED.replace("titel: Eventuelt", "titel: Eventuelt\n    behandlet_foer: 2"))
    assert dagsordener(ws) == before
    assert "Punktet blev behandlet før punkt 2." in lines(ws, Kind.REFERAT)
    assert [nr for nr, _ in numbers(ws)] == ["1", "2", "3"]


# --- doors ------------------------------------------------------------------------------------


CLOSING = "titel: Grund\n    lukket:\n      grund: Handel\n      besluttet_paa_moedet: ja"
CLOSED_THERE = DECIDED.replace("titel: Grund", CLOSING)
CLOSED_WORDS = "Det blev besluttet på mødet at behandle punktet for lukkede døre."
OPENED_WORDS = "Det blev besluttet på mødet at behandle punktet for åbne døre."


def test_what_the_meeting_closed_went_out_open_by_right(ws: Workspace) -> None:
    before = dagsordener(ws)
    put(ws.root, CLOSED_THERE, BEGUN)
    assert dagsordener(ws) == before
    assert rules(ws) == []
    public = lines(ws, Kind.REFERAT)
    assert CLOSED_WORDS in public
    assert "Grund" in public
    assert "Punktet er lukket: Handel." in public
    assert "Godkendt" not in public
    assert "Skov" not in public
    internal = lines(ws, Kind.REFERAT, Audience.INTERN)
    assert CLOSED_WORDS in internal
    assert "Godkendt" in internal
    facts = compose_facts(read(ws), Kind.REFERAT, Audience.OFFENTLIG)
    assert [one.lukket_paa_moedet for one in facts.punkter] == [False, True, False]


def test_without_that_it_may_be_a_breach(ws: Workspace) -> None:
    put(ws.root, DECIDED.replace("titel: Grund", "titel: Grund\n    lukket: Handel"), BEGUN)
    assert rules(ws) == [exposed.OPEN_BEFORE]
    assert not stays(ws)


def test_a_referat_that_told_it_openly_did_so_without_right(ws: Workspace) -> None:
    put(ws.root, DECIDED, BEGUN)
    one = issued.candidate(ws, Kind.REFERAT)
    make.keep(make.version(one, History(one.meeting.udgaver)))
    put(ws.root, CLOSED_THERE, BEGUN)
    (found,) = [one for one in findings(ws) if one.rule is exposed.OPEN_BEFORE]
    assert "referat, version 1" in found.message
    assert "dagsorden" not in found.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Naboen hedder Skov.", "Naboen hedder Skov og vil have en million."),
        ("titel: Grund", "titel: Grund\n    sagsnr: 25/1"),
        ("titel: Grund", "titel: Grund\n    id: punkt-2\n    nr: '2'"),
    ],
)
def test_what_was_written_after_the_doors_closed_is_not_shown(
    ws: Workspace, old: str, new: str
) -> None:
    changed = CLOSED_THERE.replace(old, new)
    if "id:" in new:
        changed = changed.replace("titel: Grund", "titel: Køb for en million")
    put(ws.root, changed, BEGUN)
    assert rules(ws) == [at_meeting.NOT_AS_ISSUED]
    public = lines(ws, Kind.DAGSORDEN)
    assert "Skov" not in public
    assert "million" not in public
    assert "25/1" not in public


def test_attachments_and_parts_that_came_later_are_as_closed_as_the_item(ws: Workspace) -> None:
    more = CLOSED_THERE.replace(
        "        fil: kort.txt\n",
        "        fil: kort.txt\n      - titel: Bud\n        fil: kort.txt\n"
        "    underpunkter:\n      - titel: Modbud\n        sagsfremstilling: En million.\n",
    )
    put(ws.root, more)
    for audience in Audience:
        assert "Modbud" not in lines(ws, Kind.DAGSORDEN, audience)
    public = lines(ws, Kind.DAGSORDEN)
    assert "Bud" not in public
    assert "Kort" in public
    sent = Composer(plan(read(ws))[0]).dispatch(Kind.DAGSORDEN, Audience.OFFENTLIG)
    assert [one.titel for one in sent.bilag] == ["Kort"]


def test_without_an_issued_dagsorden_what_is_closed_stays_closed(tmp_path: Path) -> None:
    ws = workspace(tmp_path, CLOSED_THERE)
    (tmp_path / "meetings" / "f" / "kort.txt").write_text("Kort", encoding="utf-8")
    assert "Skov" not in lines(ws, Kind.DAGSORDEN)
    assert "Grund" not in lines(ws, Kind.REFERAT)
    assert CLOSED_WORDS in lines(ws, Kind.REFERAT)
    assert rules(ws) == [at_meeting.NO_ISSUE]


def test_an_item_that_went_out_closed_may_be_decided_to_be(tmp_path: Path) -> None:
    closed = "  - titel: Handel\n    lukket: Forhandling\n    sagsfremstilling: Skov sælger.\n"
    ws = workspace(tmp_path, closed)
    issue(ws)
    before = dagsordener(ws)
    there = "lukket: {grund: Forhandling, besluttet_paa_moedet: ja}"
    put(tmp_path, closed.replace("lukket: Forhandling", there), BEGUN)
    assert dagsordener(ws) == before
    assert rules(ws) == []
    public = lines(ws, Kind.REFERAT)
    assert CLOSED_WORDS in public
    assert "Handel" not in public
    assert "Skov" not in public


def test_what_the_meeting_opened_is_closed_in_the_dagsorden_alone(tmp_path: Path) -> None:
    closed = (
        "  - titel: Velkomst\n  - titel: Handel\n    lukket: Forhandling\n"
        "    sagsfremstilling: Skov sælger.\n    underpunkter:\n      - titel: Bud\n"
    )
    ws = workspace(tmp_path, closed)
    issued.issue(ws)
    before = dagsordener(ws)
    there = "beslutning: Købt.\n    lukket: {grund: Forhandling, aabnet_paa_moedet: ja}"
    put(tmp_path, closed.replace("lukket: Forhandling", there), BEGUN)
    assert dagsordener(ws) == before
    assert stays(ws)
    assert rules(ws) == []
    public = lines(ws, Kind.REFERAT)
    for text in (OPENED_WORDS, "Handel", "Skov sælger.", "Købt.", "Bud"):
        assert text in public
    assert "lukket" not in public
    assert "Taget op på mødet" not in public
    facts = compose_facts(read(ws), Kind.REFERAT, Audience.OFFENTLIG)
    assert [one.aabnet_paa_moedet for one in facts.punkter] == [False, True, False]


def test_what_went_out_open_was_not_opened(ws: Workspace) -> None:
    there = "titel: Grund\n    lukket: {aabnet_paa_moedet: ja}"
    put(ws.root, DECIDED.replace("titel: Grund", there), BEGUN)
    assert rules(ws) == [at_meeting.WAS_OPEN]


def test_what_the_meeting_closed_is_the_meetings_alone(ws: Workspace) -> None:
    """The key itself says that there was a meeting."""
    put(ws.root, ITEMS.replace("titel: Grund", CLOSING))
    assert stays(ws)
    assert CLOSED_WORDS in lines(ws, Kind.REFERAT)


@pytest.mark.parametrize("text", [DECIDED + TREATED, CLOSED_THERE])
def test_the_source_of_the_referat_says_the_same_to_the_public(ws: Workspace, text: str) -> None:
    put(ws.root, text, BEGUN)
    moment = issued.candidate(ws, Kind.REFERAT).moment
    assert set(moment.sources.kilde) >= {Audience.OFFENTLIG}
    public = moment.sources.data[moment.sources.kilde[Audience.OFFENTLIG].moede].decode()
    if text == CLOSED_THERE:
        assert "Skov" not in public
        assert "Godkendt" not in public


def test_who_stayed_away_or_came_to_it_is_for_the_referat(ws: Workspace, tmp_path: Path) -> None:
    before = dagsordener(ws)
    people = "afbud:\n  - Bent Birk\ngaester:\n  - Gerda Gran\nmoedeleder: Alma Ager\n"
    put(tmp_path, DECIDED, HEAD + people)
    assert dagsordener(ws) == before
    referat = lines(ws, Kind.REFERAT)
    assert "Bent Birk" in referat
    assert "Gerda Gran" in referat


def test_who_stayed_away_is_told_before_the_meeting(ws: Workspace, tmp_path: Path) -> None:
    put(tmp_path, ITEMS, f"{HEAD}afbud:\n  - Bent Birk\n")
    assert "Under »Afbud« er kommet til: Bent Birk." in lines(ws, Kind.DAGSORDEN)


def test_whom_the_dagsorden_named_it_names_still(tmp_path: Path) -> None:
    head = f"{HEAD}afbud:\n  - Bent Birk\nmoedeleder: Alma Ager\n"
    ws = workspace(tmp_path, ITEMS, head=head)
    (tmp_path / "meetings" / "f" / "kort.txt").write_text("Kort", encoding="utf-8")
    issued.issue(ws)
    before = dagsordener(ws)
    late = f"{HEAD}afbud:\n  - Bent Birk\n  - Alma Ager\nmoedeleder: Gerda Gran\n"
    put(tmp_path, DECIDED, late)
    assert dagsordener(ws) == before


def test_what_the_meeting_took_up_was_planned_for_no_time(ws: Workspace, tmp_path: Path) -> None:
    timed = TREATED.replace("  - titel: Havn\n", "  - titel: Havn\n    varighed: 15\n")
    put(tmp_path, ITEMS + timed, BEGUN)
    referat = document(ws, Kind.REFERAT)
    assert referat.punkter[-1].titel == "Havn"
    assert referat.punkter[-1].tid == ""


def test_what_only_the_referat_has_is_not_too_late_for_the_dagsorden(tmp_path: Path) -> None:
    deadlines = f"{FORUM}politik: {{frist_hverdage: 4, materiale_frist_hverdage: 3}}\n"
    ws = workspace(tmp_path, ITEMS, forum=deadlines)
    for name in ("kort.txt", "oplaeg.txt"):
        (tmp_path / "meetings" / "f" / name).write_text(name, encoding="utf-8")
    issued.issue(ws)
    shown = (
        "    bilag:\n      - titel: Oplæg\n        fil: oplaeg.txt\n        udsendes_med: referat\n"
    )
    put(tmp_path, f"{DECIDED}{shown}{TREATED}", BEGUN)
    file, *_ = ws.meeting_files()
    loaded = load(ws, file)
    assert loaded.meeting is not None, loaded.diagnostics
    found = examine(ws, file, loaded.meeting, loaded.unsure, loaded.meeting.dato).diagnostics
    assert not [one for one in found if one.rule in dates.DEADLINES[1:]]
