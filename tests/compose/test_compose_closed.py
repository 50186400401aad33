"""What is closed stays closed: decided in compose, where nothing else can reach."""

from __future__ import annotations

import pytest

from closed_meeting import CLOSED, everything
from moedebog.document import Audience, Document, Kind
from support import (
    DAGSORDEN,
    INTERN,
    OFFENTLIG,
    REFERAT,
    block_lines,
    document,
    document_lines,
    lines,
)

FORUM = "{navn: Udvalget, medlemmer: [Anna Formand, Bo Hemmelig]}"


def closed(kind: Kind, audience: Audience) -> Document:
    from moedebog import compose
    from support import meeting

    # The attachments do not exist, and there is a gap in the times: warnings, no errors.
    return compose.compose(meeting(CLOSED, FORUM), kind, audience)[0]


@pytest.mark.parametrize("kind", [DAGSORDEN, REFERAT])
def test_the_public_document_holds_nothing_that_is_closed(kind: Kind) -> None:
    texts = everything(closed(kind, OFFENTLIG))
    leaked = [t for t in texts if "emmelig" in t and t != "Anna Formand; Bo Hemmelig"]
    assert leaked == []
    assert "kl.\u00a011.00\u201111.10" not in texts


def test_the_public_reads_number_title_reason_and_public_decision() -> None:
    punkt = closed(REFERAT, OFFENTLIG).punkter[1]
    assert punkt.overskrift == "Punkt 2.A: Personsag"
    assert (punkt.tid, punkt.sagsnr, punkt.sagstype, punkt.undertitel) == ("", "", "", "")
    assert [(a.overskrift, lines(a.tekst)) for a in punkt.afsnit] == [
        (None, ["Punktet er lukket: Forvaltningslovens § 27."]),
        ("Beslutning", ["Indstillingen blev fulgt."]),
    ]
    agenda = closed(DAGSORDEN, OFFENTLIG).punkter[1]
    assert [lines(a.tekst) for a in agenda.afsnit] == [
        ["Punktet er lukket: Forvaltningslovens § 27."]
    ]


def test_parts_of_a_closed_item_are_not_even_counted() -> None:
    d = closed(REFERAT, OFFENTLIG)
    assert [p.nr for p in d.punkter] == ["1", "2.A", "2"]
    assert [p.nr for p in closed(REFERAT, INTERN).punkter] == ["1", "2.A", "2.A.1", "2"]


def test_a_closed_section_and_a_closed_attachment_keep_their_place() -> None:
    punkt = closed(REFERAT, OFFENTLIG).punkter[2]
    assert [(a.overskrift, lines(a.tekst)) for a in punkt.afsnit] == [
        ("Lukket afsnit", ["Afsnittet er lukket: Priser."]),
        ("Beslutning", ["Åben beslutning."]),
        ("Bilag", ["Bilag 1", "Lukket bilag", "Bilag 2", "Åbent bilag"]),
    ]


def test_the_internal_document_holds_all_and_says_so() -> None:
    d = closed(REFERAT, INTERN)
    assert d.fortrolighed == "FORTROLIGT"
    text = "\n".join(document_lines(d))
    for word in (
        *("Hemmelig titel", "Hemmeligt resumé.", "hemmeligt svar", "Gæst Hemmelig"),
        *("Hemmeligt underpunkt", "Hemmelig pris", "Hemmeligt tilbud", "Hemmeligt bilag"),
        "Punktet er lukket for offentligheden: Forvaltningslovens § 27.",
    ):
        assert word in text
    assert closed(REFERAT, OFFENTLIG).fortrolighed is None


def test_without_a_public_title_nothing_is_told() -> None:
    d = document("punkter: [{titel: Hemmelig, lukket: ja}]\n")
    assert d.punkter[0].overskrift == "Punkt 1: Lukket punkt"
    assert lines(d.punkter[0].afsnit[0].tekst) == ["Punktet er lukket."]


def test_answers_to_a_closed_indstilling_do_not_slip_into_an_open_decision() -> None:
    text = """
        punkter:
          - titel: A
            afsnit:
              - slags: indstilling
                lukket: ja
                indstilling: {at: [x], delbeslutninger: [{punkt: 1, tekst: Hemmeligt svar}]}
              - {slags: beslutning, tekst: Åbent.}
    """
    assert not [t for t in everything(document(text)) if "Hemmelig" in t]
    assert "Hemmeligt svar" in everything(document(text, REFERAT, INTERN))


def test_who_came_during_a_closed_item_without_number_does_not_tell_its_title() -> None:
    text = "punkter: [{titel: Hemmelig, sagstype: pause, lukket: ja, ankom: [Bo Hemmelig]}]\n"
    d = document(text, forum_text=FORUM)
    assert "Bo Hemmelig" in document_lines(d)
    assert not [t for t in everything(d) if t.startswith("Hemmelig")]


def test_attachments_of_a_closed_section_are_closed() -> None:
    text = """
        punkter:
          - titel: Åbent
            afsnit:
              - {slags: bilag, lukket: ja, bilag: [{titel: Hemmeligt}]}
              - slags: sag
                lukket: Priser
                afsnit: [{slags: bilag, bilag: [{titel: Også hemmeligt}]}]
    """
    public = "\n".join(document_lines(document(text)))
    assert "emmeligt" not in public
    assert public.count("Lukket bilag") == 2
    internal = "\n".join(document_lines(document(text, audience=INTERN)))
    assert internal.count("emmeligt") == 4


def test_when_somebody_came_or_left_during_a_closed_item_is_closed() -> None:
    text = """
        punkter:
          - {titel: Hemmelig, lukket: ja, forlod: [{navn: Anna Formand, tid: 10.20}]}
          - {titel: B, ankom: [{navn: Anna Formand, tid: 10.40}]}
    """
    shown = document_lines(document(text, forum_text=FORUM))
    away = "Fraværende en del af mødet"
    assert shown[shown.index(away) + 1] == "Anna Formand"
    internal = document_lines(document(text, REFERAT, INTERN, FORUM))
    assert internal[internal.index(away) + 1] == "Anna Formand (kl.\u00a010.20\u201110.40)"


def test_presence_does_not_stand_under_what_is_closed_or_in_a_statement() -> None:
    text = """
        punkter:
          - titel: A
            ankom: [Anna Formand]
            beslutning: Vedtaget.
            protokolbemaerkninger: [{fra: Bo Hemmelig, tekst: Imod.}]
          - titel: B
            forlod: [Anna Formand]
            afsnit: [{slags: resume, tekst: Kort.}, {slags: oekonomi, tekst: Dyrt., lukket: ja}]
    """
    first, second = document(text, forum_text=FORUM).punkter
    assert [a.slags for a in first.afsnit] == ["beslutning", "protokolbemaerkninger"]
    assert lines(first.afsnit[0].tekst)[0] == "Anna Formand ankom under punktet."
    assert [a.slags for a in second.afsnit] == ["deltagelse", "resume", "lukket"]


def test_documents_composed_together_are_those_composed_alone() -> None:
    """What they share is put into words once; nothing closed comes along with it."""
    from moedebog import compose
    from support import meeting

    together, _ = compose.compose_all(meeting(CLOSED, FORUM))
    assert len(together) == 4
    for (kind, audience), made in together.items():
        assert made == closed(kind, audience)


@pytest.mark.parametrize("place", ["cover", "foerste_punkt"])
def test_presence_under_the_first_item_is_told_to_each_audience_as_it_may_know(place: str) -> None:
    from moedebog import compose
    from support import meeting

    text = "afbud: [{navn: Bo Hemmelig, aarsag: hemmelig}]\npunkter: [{titel: Åbent}]"
    policy = "" if place == "cover" else "politik: {fremmoede_placering: foerste_punkt}"
    forum = f"navn: Udvalget\nmedlemmer: [Anna Formand, Bo Hemmelig]\n{policy}"
    together, _ = compose.compose_all(meeting(text, forum))
    assert "hemmelig" in "\n".join(everything(together[REFERAT, INTERN]))
    assert "hemmelig" not in "\n".join(everything(together[REFERAT, OFFENTLIG]))


def test_the_list_of_attachments_marks_what_others_do_not_get() -> None:
    text = """punkter:
  - {titel: A, bilag: [{titel: Notat}, {titel: Kontrakt, offentlig: nej}]}
  - {titel: B, lukket: Personsag, bilag: [{titel: Udtalelse}]}
"""

    def titles(audience: Audience) -> list[str]:
        listing = document(text, REFERAT, audience).slutafsnit[0].tekst[0]
        return [line for line in block_lines(listing)[3:] if not line.startswith("Punkt")]

    assert titles(INTERN) == ["Notat", "Kontrakt – lukket", "Udtalelse – lukket"]
    assert titles(OFFENTLIG) == ["Notat", "Lukket bilag"]
