"""Corrections are additions beside the old text, and a closed matter can be opened afterwards."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise

import pytest
from msgspec import to_builtins

import support
from moedebog import secrecy
from moedebog.blocks import Paragraph, Run
from moedebog.catalogue.sections import RETTELSE
from moedebog.compose import Composer, plan
from moedebog.compose.corrections import decided_at
from moedebog.compose.withholding import without_disqualified
from moedebog.diagnostics import Diagnostic
from moedebog.document import Audience, Document, Kind
from moedebog.rules import Case, check
from moedebog.typography import plain_spaces

PUBLIC, INTERNAL = Audience.OFFENTLIG, Audience.INTERN
HEAD = "dato: 2025-09-12\nstart: '10.00'\nreferat_status: godkendt\nfremmoedt: alle\n"
CORRECTIONS = """\
rettelser:
  - dato: 2025-12-01
    punkt: 3
    tekst: Køberen er Firma Zebra.
    af: Formanden
  - dato: 2025-11-14
    punkt: 2
    tekst: Beløbet er 1,2 mio. kr.
    besluttet_i: 2025-11-14, punkt 4
  - dato: 2025-12-02
    tekst: Bo Bæk kom kl. 10.30.
    besluttet_i: Byrådets møde den 2. december 2025
"""
ITEMS = """\
punkter:
  - titel: Dagsorden
    udfald: godkendt
  - titel: Budget
    beslutning: Godkendt med 2,1 mio. kr.
  - titel: Salg af grund
    lukket: Forhandling
    udfald: godkendt
    underpunkter:
      - titel: Vilkår
        beslutning: Overtages straks.
"""
OPENED = """\
punkter:
  - titel: Salg af grund
    lukket: Forhandling
    lukning_ophaevet:
      dato: 2026-03-02
      grund: Handlen er gennemført
      af: Byrådet
    sagsfremstilling: Prisen er hemmelig nu.
    udfald: godkendt
    bilag:
      - titel: Skøde
      - titel: Vurdering af naboen
        offentlig: nej
    underpunkter:
      - titel: Vilkår
        beslutning: Overtages straks.
      - titel: Personsag
        lukket: Personsag
        beslutning: Fritages.
"""
FORUM = "navn: Udvalget\nmedlemmer: [Bo Bæk]"


def referat(text: str, audience: Audience = PUBLIC) -> Document:
    return Composer(plan(support.meeting(text, FORUM))[0]).document(Kind.REFERAT, audience)


def said(thing: object) -> str:
    """Everything that a part of a document says, with plain blanks."""
    return plain_spaces(
        json.dumps(to_builtins(thing, str_keys=True), default=str, ensure_ascii=False)
    )


def sections(document: Document, place: int) -> list[str]:
    return [one.slags for one in document.punkter[place].afsnit]


def told(text: str) -> list[Diagnostic]:
    return check(Case(plan(support.meeting(text, FORUM))[0]))


def codes(text: str) -> set[str]:
    return {one.code for one in told(text)}


def test_a_correction_stands_behind_what_it_corrects_and_the_old_text_stays() -> None:
    document = referat(HEAD + CORRECTIONS + ITEMS)
    *_, decision, correction = document.punkter[1].afsnit
    assert "2,1 mio. kr." in said(decision)
    assert correction.slags == RETTELSE
    assert correction.skillelinje
    assert plain_spaces(correction.overskrift or "") == "Rettelse af den 14. november 2025"
    assert "Beløbet er 1,2 mio. kr." in said(correction)
    assert "Besluttet på mødet den 14. november 2025, punkt 4." in said(correction)


def test_the_cover_names_them_by_date_with_links() -> None:
    document = referat(HEAD + CORRECTIONS + ITEMS)
    line = next(one for one in document.fakta.items if one.label == "Rettet")
    runs = [run for one in line.blocks if isinstance(one, Paragraph) for run in one.inlines]
    told = [plain_spaces(run.text) for run in runs if isinstance(run, Run)]
    links = {run.link for run in runs if isinstance(run, Run) and run.link}
    assert list(pairwise(told))[::2] == [
        ("14. november 2025: ", "punkt 2"),
        ("1. december 2025: ", "punkt 3"),
        ("2. december 2025: ", "mødet som helhed"),
    ]
    anchors = {one.anker for one in document.punkter} | {one.anker for one in document.slutafsnit}
    assert links
    assert links <= {f"#{one}" for one in anchors}
    assert document.status == "Godkendt · Rettet"
    assert [one.udfald for one in document.oversigt.linjer][1].endswith("(rettet)")


def test_one_of_the_meeting_as_a_whole_stands_behind_the_items() -> None:
    document = referat(HEAD + CORRECTIONS + ITEMS)
    first = document.slutafsnit[0]
    assert first.slags == RETTELSE
    assert "Bo Bæk kom kl. 10.30." in said(first)
    assert "Besluttet: Byrådets møde den 2. december 2025." in said(first)


def test_one_of_a_closed_item_is_as_closed_as_that() -> None:
    text = HEAD + CORRECTIONS + ITEMS
    assert "Zebra" not in said(referat(text))
    assert sections(referat(text), 2) == ["lukket"]
    assert "Zebra" in said(referat(text, INTERNAL).punkter[2])


def test_of_a_part_that_the_public_does_not_know_the_cover_names_the_item_around_it() -> None:
    text = HEAD + CORRECTIONS.replace("punkt: 3", "punkt: '3.1'") + ITEMS
    assert "punkt 3.1" not in said(referat(text))
    assert "punkt 3" in said(referat(text).fakta)
    assert "Zebra" in said(referat(text, INTERNAL).punkter[3])


@pytest.mark.parametrize("part", ["", "    punkt: 2\n"])
def test_one_that_is_closed_by_itself_is_not_public(part: str) -> None:
    entry = f"rettelser:\n  - dato: 2025-11-14\n{part}    tekst: Zebra.\n    offentlig: nej\n"
    public, internal = (referat(HEAD + entry + ITEMS, one) for one in Audience)
    assert "Zebra" not in said(public)
    assert "Zebra" in said(internal)
    assert "Lukket for offentligheden" in said(internal)
    assert ("Rettet" in (public.status or "")) is bool(part)


def test_the_dagsorden_knows_of_no_correction() -> None:
    planned = plan(support.meeting(HEAD + CORRECTIONS + ITEMS, FORUM))[0]
    for audience in Audience:
        document = Composer(planned).document(Kind.DAGSORDEN, audience)
        assert "1,2 mio" not in said(document)
        assert "Rettelse af" not in said(document)
        assert not Composer(planned).facts(Kind.DAGSORDEN, audience).rettelser


def test_the_facts_tell_what_the_document_tells() -> None:
    composer = Composer(plan(support.meeting(HEAD + CORRECTIONS + ITEMS, FORUM))[0])
    public, internal = (composer.facts(Kind.REFERAT, one) for one in Audience)
    assert public.punkter[1].rettelser[0].tekst == "Beløbet er 1,2 mio. kr."
    assert not public.punkter[2].rettelser
    assert internal.punkter[2].rettelser[0].besluttet == "Besluttet af Formanden."
    assert public.rettelser[0].tekst == "Bo Bæk kom kl. 10.30."


def test_somebody_who_is_disqualified_is_not_sent_what_is_closed_in_a_correction() -> None:
    items = ITEMS.replace(
        "    lukket: Forhandling\n", "    lukket: Forhandling\n    inhabil: [Bo Bæk]\n"
    )
    planned = plan(support.meeting(HEAD + CORRECTIONS + items, FORUM))[0]
    reduced = without_disqualified(planned, ["Bo Bæk"], Kind.REFERAT, INTERNAL)
    copy = Composer(reduced).document(Kind.REFERAT, INTERNAL)
    assert "Zebra" not in said(copy)
    assert "Formanden" not in said(copy)
    assert "Zebra" in said(Composer(planned).document(Kind.REFERAT, INTERNAL))


@pytest.mark.parametrize("policy", ["lukket", "alt"])
@pytest.mark.parametrize("part", ["3", "'3.1'", "2"])
def test_somebody_who_is_disqualified_knows_what_the_public_knows(part: str, policy: str) -> None:
    forum = f"{FORUM}\npolitik:\n  tilbagehold_ved_inhabilitet: {policy}"
    items = ITEMS.replace("titel: Budget\n", "titel: Budget\n    inhabil: [Bo Bæk]\n").replace(
        "    lukket: Forhandling\n", "    lukket: Forhandling\n    inhabil: [Bo Bæk]\n"
    )
    text = HEAD + CORRECTIONS.replace("punkt: 3", f"punkt: {part}") + items
    planned = plan(support.meeting(text, forum))[0]
    reduced = without_disqualified(planned, ["Bo Bæk"], Kind.REFERAT, INTERNAL)
    public = Composer(planned).document(Kind.REFERAT, PUBLIC)
    copy = Composer(reduced).document(Kind.REFERAT, INTERNAL)
    assert copy.status == public.status
    told = said(copy.fakta).replace("punkt 3.1", "punkt 3").replace("punkt-3-1", "punkt-3")
    lines = [one for one in said(public.fakta).split("[") if "2025:" in one]
    assert lines == [one for one in told.split("[") if "2025:" in one]
    assert lines


def test_a_log_shows_nothing_of_a_correction_that_may_be_of_a_closed_item() -> None:
    closed = {"punkter": [{"titel": "A", "lukket": "ja"}]}
    entries = [{"dato": "2025-11-14", "punkt": 1, "tekst": "Zebra"}]
    paths = [part.path for part in secrecy.parts({"rettelser": entries, **closed})]
    assert ("rettelser", 0) in paths
    assert not list(secrecy.parts({"rettelser": entries, "punkter": [{"titel": "A"}]}))


@pytest.mark.parametrize("written", ["2", "punkt 2", "pkt. 2", "Punkt nr. 2", "budget"])
def test_an_item_is_named_by_its_number_or_its_id(written: str) -> None:
    text = HEAD + CORRECTIONS.replace("punkt: 2", f"punkt: {written}") + ITEMS
    text = text.replace("titel: Budget\n", "titel: Budget\n    id: budget\n")
    assert RETTELSE in sections(referat(text), 1)
    assert "M563" not in codes(text)


def test_an_item_that_there_is_not_is_an_error_with_those_there_are() -> None:
    text = HEAD + CORRECTIONS.replace("punkt: 2", "punkt: 7") + ITEMS
    (finding,) = [one for one in told(text) if one.code == "M563"]
    assert "punkt 7" in str(finding)
    assert "1, 2, 3, 3.1" in str(finding)


def test_a_number_that_several_items_have_asks_for_an_id() -> None:
    forum = f"{FORUM}\npolitik:\n  nummerering_i_gruppe: forfra"
    items = (
        "punkter:\n  - titel: A\n    gruppe: X\n    udfald: godkendt\n"
        "  - titel: B\n    gruppe: Y\n    udfald: godkendt\n"
    )
    text = f"{HEAD}rettelser:\n  - dato: 2025-11-14\n    punkt: 1\n    tekst: Ja.\n{items}"
    assert "M5631" in {one.code for one in check(Case(plan(support.meeting(text, forum))[0]))}


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ("dato: 2025-09-01", "dato: 2025-11-14", "M5632"),
        ("besluttet_i: 14-11-2025", "besluttet_i: Mødet den 14. november 2025", "M564"),
        ("besluttet_i: byraadet/2025", "besluttet_i: Byrådet", "M564"),
        ("besluttet_i: 2025-12-24", "besluttet_i: 2025-11-14", "M5643"),
        ("besluttet_i: 2025-09-12", "besluttet_i: 2025-11-14", "M5643"),
    ],
)
def test_what_cannot_be_of_a_correction_is_told(wrong: str, right: str, code: str) -> None:
    lines = "dato: 2025-11-14\n    punkt: 2\n    tekst: Ja."
    key = wrong.partition(":")[0]
    for line, expected in ((wrong, True), (right, False)):
        entry = lines.replace("dato: 2025-11-14", line) if key == "dato" else f"{lines}\n    {line}"
        text = f"{HEAD}rettelser:\n  - {entry}\n{ITEMS}"
        assert (code in codes(text)) is expected, line


def test_before_it_is_approved_the_text_itself_is_corrected() -> None:
    draft = HEAD.replace("godkendt", "til_godkendelse")
    assert "M5641" in codes(draft + CORRECTIONS + ITEMS)
    assert "M5641" not in codes(HEAD + CORRECTIONS + ITEMS)


def test_an_item_that_holds_something_closed_asks_whether_its_correction_is() -> None:
    items = ITEMS.replace("Godkendt med", "G").replace(
        "titel: Budget\n", "titel: Budget\n    bilag:\n      - titel: B\n        offentlig: nej\n"
    )
    text = HEAD + CORRECTIONS + items
    assert "M5642" in codes(text)
    for answer in ("ja", "nej"):
        said_so = text.replace("    punkt: 2\n", f"    punkt: 2\n    offentlig: {answer}\n")
        assert "M5642" not in codes(said_so)


def test_where_it_was_decided_is_a_file_or_words() -> None:
    assert decided_at("Byrådets møde den 14. november 2025, punkt 2") is None
    assert decided_at("2025-11-31") is None
    named = decided_at("2025-11-14-ekstra, pkt. 2.A")
    assert named is not None
    assert (str(named.dato), named.stamme, named.punkt) == (
        "2025-11-14",
        "2025-11-14-ekstra",
        "2.A",
    )
    other = decided_at("byraadet/2025-11-14")
    assert other is not None
    assert other.mappe == "byraadet"


def test_a_correction_is_not_of_a_day_that_is_still_to_come() -> None:
    planned = plan(support.meeting(HEAD + CORRECTIONS + ITEMS, FORUM))[0]
    for day, early in (("2025-12-01", True), ("2025-12-02", False)):
        case = Case(planned, today=date.fromisoformat(day))
        assert ("M5633" in {one.code for one in check(case)}) is early


# --- what is opened -------------------------------------------------------------------------


def test_what_was_closed_is_open_in_the_referat_and_says_so() -> None:
    document = referat(HEAD + OPENED)
    item = document.punkter[0]
    assert item.titel == "Salg af grund"
    assert (
        "Punktet blev behandlet for lukkede døre. "
        "Lukningen er ophævet den 2. marts 2026 af Byrådet: Handlen er gennemført."
    ) in said(item)
    assert "Prisen er hemmelig nu." in said(item)
    assert document.punkter[1].titel == "Vilkår"
    assert "ophævet" not in said(document.punkter[1])


def test_what_is_closed_by_itself_in_it_stays_so() -> None:
    words = said(referat(HEAD + OPENED))
    assert "Skøde" in words
    for closed in ("Vurdering af naboen", "Fritages"):
        assert closed not in words
        assert closed in said(referat(HEAD + OPENED, INTERNAL))


def test_the_dagsorden_is_as_closed_as_it_was() -> None:
    document = Composer(plan(support.meeting(HEAD + OPENED, FORUM))[0]).document(
        Kind.DAGSORDEN, PUBLIC
    )
    assert [one.titel for one in document.punkter] == ["Lukket punkt"]
    for word in ("Salg", "hemmelig", "Skøde", "Vilkår", "ophævet"):
        assert word not in said(document)


def test_what_the_meeting_closed_itself_can_be_opened() -> None:
    text = HEAD + OPENED.replace(
        "lukket: Forhandling",
        "lukket:\n      grund: Forhandling\n      besluttet_paa_moedet: ja",
        1,
    )
    words = said(referat(text))
    assert "blev behandlet for lukkede døre" in words
    assert "Prisen er hemmelig nu." in words
    assert "M2192" not in codes(text)


@pytest.mark.parametrize(
    "closing", ["", "    lukket: nej\n", "    lukket:\n      aabnet_paa_moedet: ja\n"]
)
def test_an_item_that_is_not_closed_cannot_be_opened(closing: str) -> None:
    text = HEAD + OPENED.replace("    lukket: Forhandling\n", closing, 1)
    assert "M479" in {one.code for one in support.read(text, FORUM)[1]}


def test_a_part_of_what_is_closed_is_not_opened_by_itself() -> None:
    items = (
        "punkter:\n  - titel: A\n    lukket: ja\n    underpunkter:\n      - titel: B\n"
        "        lukket: ja\n        lukning_ophaevet:\n          dato: 2026-03-02\n"
        "        beslutning: Zebra.\n"
    )
    assert "M4791" in codes(HEAD + items)
    assert "Zebra" not in said(referat(HEAD + items))


def test_it_is_opened_after_the_meeting_and_on_a_day_that_has_come() -> None:
    assert "M4792" in codes(HEAD + OPENED.replace("2026-03-02", "2025-01-01"))
    planned = plan(support.meeting(HEAD + OPENED, FORUM))[0]
    for day, early in (("2026-03-01", True), ("2026-03-02", False)):
        case = Case(planned, today=date.fromisoformat(day))
        assert ("M4793" in {one.code for one in check(case)}) is early


def test_the_facts_say_since_when_it_is_open() -> None:
    facts = Composer(plan(support.meeting(HEAD + OPENED, FORUM))[0]).facts(Kind.REFERAT, PUBLIC)
    opened = facts.punkter[0].lukning_ophaevet
    assert opened is not None
    assert (str(opened.dato), opened.grund, opened.af) == (
        "2026-03-02",
        "Handlen er gennemført",
        "Byrådet",
    )
    assert facts.punkter[0].lukket is None
