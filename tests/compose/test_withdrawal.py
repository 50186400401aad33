"""What is withdrawn or postponed before the meeting: the dagsorden says so, and nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import Struct

from issue_support import FORUM, HEAD, issue, workspace, write
from moedebog.blocks import Run
from moedebog.compose import Composer, has_minutes, plan
from moedebog.compose.planning import Plan
from moedebog.document import Audience, Document, Kind, Punkttekst
from moedebog.load import load
from moedebog.meeting import Meeting
from moedebog.typography import plain_spaces
from moedebog.workspace import Workspace

PUBLIC = Audience.OFFENTLIG
BEFORE = "  - titel: Velkomst\n    varighed: 10\n"
AFTER = "  - titel: Sti\n    varighed: 15\n"
CASE = """\
  - titel: Bænke
    varighed: 20
    sagsfremstilling: Bænkene er gamle.
    gaester: [Ole Gæst]
    bilag: [{titel: Kort, fil: findes-ikke.pdf}]
"""
OFF = f"{CASE}    udfald: udgaar\n    udgaar_grund: Sagen er ikke færdigbelyst\n"


def read(ws: Workspace) -> Meeting:
    file, *_ = ws.meeting_files()
    loaded = load(ws, file)
    assert loaded.meeting is not None, loaded.diagnostics
    return loaded.meeting


def planned(ws: Workspace) -> Plan:
    return plan(read(ws))[0]


def document(ws: Workspace, kind: Kind = Kind.DAGSORDEN, audience: Audience = PUBLIC) -> Document:
    return Composer(planned(ws)).document(kind, audience)


def case(document: Document, titel: str = "Bænke") -> Punkttekst:
    return next(punkt for punkt in document.punkter if punkt.titel == titel)


def words(node: object) -> str:
    """Everything that a part of a document says."""
    if isinstance(node, Run):
        return node.text
    if isinstance(node, tuple):
        return " ".join(filter(None, map(words, node)))
    if isinstance(node, Struct):
        return words(tuple(getattr(node, name) for name in node.__struct_fields__))
    return ""


def shown(ws: Workspace, titel: str = "Bænke") -> str:
    """What stands below its title: that it is off, or its time."""
    punkt = case(document(ws), titel)
    off = [s for s in punkt.afsnit if s.slags in ("udgaar", "udsat")]
    return plain_spaces(words(off[0].tekst) if off else punkt.undertitel).replace("\u2011", "-")


def test_the_dagsorden_shows_number_title_and_reason_and_nothing_of_the_case(
    tmp_path: Path,
) -> None:
    ws = workspace(tmp_path, BEFORE + OFF + AFTER)
    made, diagnostics = plan(read(ws))
    composer = Composer(made)
    text = composer.document(Kind.DAGSORDEN, PUBLIC)
    punkt = case(text)
    assert punkt.overskrift == "Punkt 2: Bænke"
    assert words(punkt.afsnit) == "Udgår: Sagen er ikke færdigbelyst."
    assert [line.titel for line in text.oversigt.linjer] == [
        "Velkomst",
        "Bænke (udgår: Sagen er ikke færdigbelyst)",
        "Sti",
    ]
    assert [s.slags for s in text.slutafsnit] == []
    assert diagnostics == []  # its file is not needed


def test_it_takes_no_time_and_the_others_are_as_planned_without_it(tmp_path: Path) -> None:
    with_it = document(workspace(tmp_path / "a", BEFORE + OFF + AFTER))
    without = document(workspace(tmp_path / "b", BEFORE + AFTER))
    assert [p.tid for p in with_it.punkter if p.titel != "Bænke"] == [
        p.tid for p in without.punkter
    ]
    assert case(with_it).tid == ""


def test_its_slot_does_not_stand_in_the_way_of_another(tmp_path: Path) -> None:
    own = OFF.replace("varighed: 20", "tid: 10.00-11.00")
    ws = workspace(tmp_path, own + "  - titel: Sti\n    tid: 10.00-10.30\n")
    assert plan(read(ws))[1] == []


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("udfald: udgaar", "Udgår"),
        ("udfald: udsat", "Udsat"),
        ("udfald: udsat\n    udgaar_grund: Afventer høring", "Udsat: Afventer høring"),
    ],
)
def test_the_calendar_and_the_facts_say_so(tmp_path: Path, said: str, word: str) -> None:
    made = planned(workspace(tmp_path, f"{BEFORE}{CASE}    {said}\n{AFTER}"))
    sent = Composer(made).dispatch(Kind.DAGSORDEN, PUBLIC)
    small = word[0].lower() + word[1:]
    assert f"2. Bænke ({small})\n" in sent.indkaldelse.tekst
    facts = next(p for p in sent.fakta.punkter if p.titel == "Bænke")
    assert (facts.kort_udfald, facts.start, facts.bilag, facts.gaester) == (word, None, (), ())
    assert sent.bilag == ()


def test_the_referat_says_it_with_the_reason(tmp_path: Path) -> None:
    ws = workspace(tmp_path, BEFORE + OFF + "  - titel: Sti\n    beslutning: Godkendt.\n")
    text = words(document(ws, Kind.REFERAT))
    assert "Punktet udgik: Sagen er ikke færdigbelyst." in text
    write(tmp_path, OFF.replace("udfald: udgaar", "udfald: udsat"))
    assert "Udsat: Sagen er ikke færdigbelyst." in words(document(ws, Kind.REFERAT))


def test_a_withdrawal_alone_is_no_referat_yet(tmp_path: Path) -> None:
    assert not has_minutes(read(workspace(tmp_path / "a", OFF)))
    assert has_minutes(read(workspace(tmp_path / "b", f"{CASE}    udfald: godkendt\n")))


# --- what the meeting decided is never said -----------------------------------------------


HELD = "  - titel: Sti\n    beslutning: Godkendt.\n"


@pytest.mark.parametrize(
    "said",
    [
        "udfald: udsat\n    beslutning: Udsat til næste møde.",
        "udfald: [udsat, sendt_i_hoering]",
        "udfald: udsat\n    afstemning: {for: 2, imod: 0}",
        "udfald: udgaar\n    opfoelgning: [{opgave: Ringe}]",
        "udfald: udsat\n    protokolbemaerkninger: [{fra: Bent Birk, tekst: Det er for sent.}]",
        "udfald: udgaar\n    ankom: [Bent Birk]",
        "udfald: bortfaldet",
        "udfald: ikke_behandlet",
        "udfald: godkendt",
    ],
)
def test_an_item_with_more_minutes_was_treated_at_the_meeting(tmp_path: Path, said: str) -> None:
    ws = workspace(tmp_path, f"{BEFORE}{CASE}    {said}\n{AFTER}")
    assert shown(ws) == "kl. 10.10-10.30"
    assert case(document(ws)).afsnit != ()


@pytest.mark.parametrize("udfald", ["udsat", "udgaar"])
def test_of_an_issued_item_the_dagsorden_made_after_the_meeting_says_nothing(
    tmp_path: Path, udfald: str
) -> None:
    ws = workspace(tmp_path, BEFORE + CASE + "  - titel: Sti\n")
    issue(ws)
    before = document(ws)
    write(tmp_path, f"{BEFORE}{CASE}    udfald: {udfald}\n{HELD}")
    assert document(ws).punkter == before.punkter
    because = f"{CASE}    udfald: {udfald}\n    udgaar_grund: Mødet trak ud\n"
    write(tmp_path, BEFORE + because + HELD)
    assert document(ws).punkter == before.punkter


def test_an_item_issued_as_withdrawn_stays_so_after_the_meeting(tmp_path: Path) -> None:
    ws = workspace(tmp_path, BEFORE + CASE + "  - titel: Sti\n")
    issue(ws)
    write(tmp_path, BEFORE + OFF + "  - titel: Sti\n")
    issue(ws)
    before = document(ws)
    write(tmp_path, BEFORE + OFF + HELD)
    assert document(ws).punkter == before.punkter
    assert shown(ws) == "Udgår: Sagen er ikke færdigbelyst."


def test_without_a_record_a_reason_says_after_the_meeting_that_it_was_known_before(
    tmp_path: Path,
) -> None:
    ws = workspace(tmp_path, BEFORE + OFF + HELD)
    assert shown(ws) == "Udgår: Sagen er ikke færdigbelyst."
    write(tmp_path, f"{BEFORE}{CASE}    udfald: udgaar\n{HELD}")
    assert shown(ws) == "kl. 10.10-10.30"


@pytest.mark.parametrize(
    "head", ["faktisk_start: 10.05\n", "fremmoedt: alle\n", "referat_status: godkendt\n"]
)
def test_whatever_says_that_the_meeting_was_held_counts(tmp_path: Path, head: str) -> None:
    ws = workspace(tmp_path, f"{CASE}    udfald: udsat\n", head=HEAD + head)
    assert shown(ws) == "kl. 10.00-10.20"


def test_an_item_that_is_on_again_is_on_again(tmp_path: Path) -> None:
    ws = workspace(tmp_path, OFF)
    issue(ws)
    write(tmp_path, CASE)
    assert shown(ws) == "kl. 10.00-10.20"


# --- parts, and what is closed -------------------------------------------------------------


def test_parts_go_with_their_item_and_one_part_goes_alone(tmp_path: Path) -> None:
    ws = workspace(
        tmp_path,
        "  - titel: Anlæg\n    udfald: udgaar\n    underpunkter:\n      - titel: Vej\n"
        "  - titel: Drift\n    underpunkter:\n      - {titel: Sne, udfald: udsat}\n"
        "      - titel: Lys\n",
    )
    lines = [line.titel for line in document(ws).oversigt.linjer]
    assert lines == ["Anlæg (udgår)", "Vej (udgår)", "Drift", "Sne (udsat)", "Lys"]


def test_of_a_closed_item_the_public_reads_that_it_is_off_but_not_why(tmp_path: Path) -> None:
    ws = workspace(tmp_path, f"{OFF}    lukket: {{grund: Handel, offentlig_titel: Ejendom}}\n")
    public = case(document(ws), "Ejendom")
    assert words(public.afsnit) == "Udgår. Punktet er lukket: Handel."
    assert "færdigbelyst" not in str(document(ws))
    assert (
        "færdigbelyst"
        not in Composer(planned(ws)).dispatch(Kind.DAGSORDEN, PUBLIC).indkaldelse.tekst
    )
    internal = case(document(ws, audience=Audience.INTERN))
    assert words(internal.afsnit).endswith("Handel. Udgår: Sagen er ikke færdigbelyst.")


def test_the_word_is_that_of_the_forum_and_its_kind_stays(tmp_path: Path) -> None:
    ws = workspace(tmp_path, f"{OFF}    sagstype: beslutning\n", forum=FORUM)
    assert shown(ws) == "Udgår: Sagen er ikke færdigbelyst."
    assert case(document(ws)).undertitel == "Beslutning"


# --- attachments ----------------------------------------------------------------------------

TWO = """\
  - titel: Bænke
    bilag:
      - {titel: Tegning}
      - {titel: Kort, fil: findes-ikke.pdf, udgaar: ja}
      - {titel: Budget, adresse: https://example.org/b}
"""


@pytest.mark.parametrize("kind", Kind)
def test_a_withdrawn_attachment_keeps_its_number_and_is_listed_as_such(
    tmp_path: Path, kind: Kind
) -> None:
    ws = workspace(tmp_path, TWO + HELD, head=f"{HEAD}dagsorden_status: udsendt\n")
    made, diagnostics = plan(read(ws))
    sent = Composer(made).dispatch(kind, PUBLIC)
    (lines,) = case(sent.document).afsnit[0].tekst
    assert [(e.label, words(e)) for e in lines.items][:2] == [  # type: ignore[union-attr]
        ("Bilag 1", "Tegning"),
        ("Bilag 2", "Kort (udgår)"),
    ]
    assert "Kort (udgår)" in words(sent.document)
    facts = sent.fakta.punkter[0].bilag[1]
    assert (facts.titel, facts.udgaar, facts.fil) == ("Kort", True, None)
    assert (sent.bilag, diagnostics) == ((), [])


def test_a_withdrawn_page_of_the_web_is_not_led_to(tmp_path: Path) -> None:
    ws = workspace(
        tmp_path,
        "  - titel: A\n    bilag: [{titel: B, adresse: https://example.org/b, udgaar: ja}]\n",
    )
    assert "example.org" not in str(document(ws))
