"""Numbers, slots and attachments: decided once, the same in every document."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedebog import compose
from moedebog.document import Document
from support import (
    DAGSORDEN,
    INTERN,
    OFFENTLIG,
    REFERAT,
    block_lines,
    document,
    found,
    lines,
    meeting,
)


def numbers(d: Document) -> list[str]:
    return [p.nr for p in d.punkter]


def slots(d: Document) -> list[str]:
    return [p.tid.replace("\u00a0", " ").replace("\u2011", "-") for p in d.punkter]


def test_items_count_pauses_do_not_and_written_orientations_do() -> None:
    text = """
        punkter:
          - titel: Velkomst
          - {titel: Pause, sagstype: pause}
          - titel: Reformen
          - {titel: Nyt fra puljen, sagstype: skriftlig_orientering}
    """
    assert numbers(document(text)) == ["1", "", "2", "3"]


def test_a_forum_may_number_its_pauses() -> None:
    text = """
        punkter:
          - titel: Velkomst
          - {titel: Pause, sagstype: pause}
          - titel: Reformen
    """
    forum = "{navn: Udvalget, politik: {nummererede_pauser: ja}}"
    d = document(text, forum_text=forum)
    assert numbers(d) == ["1", "2", "3"]
    assert d.punkter[1].overskrift == "Punkt 2: Pause"


def test_numbers_run_on_from_another_meeting() -> None:
    text = "nummerering: {start: 49}\npunkter: [{titel: A}, {titel: B}]\n"
    assert numbers(document(text)) == ["49", "50"]


def test_an_own_label_uses_up_no_number_and_sub_items_extend_it() -> None:
    text = """
        punkter:
          - titel: A
          - {titel: B, nr: 3.A, underpunkter: [{titel: B1}]}
          - titel: C
            underpunkter:
              - titel: C1
              - {titel: C2, underpunkter: [{titel: C21}]}
    """
    assert numbers(document(text)) == ["1", "3.A", "3.A.1", "2", "2.1", "2.2", "2.2.1"]


def test_a_number_given_twice_is_an_error_at_the_second() -> None:
    text = "punkter:\n  - titel: A\n  - {titel: B, nr: 1}\n"
    (diagnostic,) = found(text)
    assert diagnostic.code == "M200"
    assert diagnostic.position.line == 5  # dato and start are put before
    assert "»A«" in diagnostic.message


def test_group_headings_take_no_number_and_lower_the_items_below_them() -> None:
    text = """
        punkter:
          - titel: Velkomst
          - {titel: Budget, gruppe: Til beslutning, sagsfremstilling: Tal.}
          - titel: Regnskab
    """
    d = document(text)
    assert numbers(d) == ["1", "2", "3"]
    assert [p.niveau for p in d.punkter] == [1, 2, 2]
    assert d.punkter[1].gruppe is not None
    assert (d.punkter[1].gruppe.overskrift, d.punkter[1].gruppe.niveau) == ("Til beslutning", 1)
    assert [a.niveau for a in d.punkter[1].afsnit] == [3]
    assert [(line.art, line.titel) for line in d.oversigt.linjer] == [
        ("punkt", "Velkomst"),
        ("gruppe", "Til beslutning"),
        ("punkt", "Budget"),
        ("punkt", "Regnskab"),
    ]


def test_numbers_slots_and_anchors_are_the_same_in_all_four_documents() -> None:
    text = """
        punkter:
          - {titel: A, varighed: 10}
          - {titel: B, varighed: 5, lukket: ja}
          - {titel: Pause, sagstype: pause}
          - {titel: C, tid: "10.30-11", beslutning: Godkendt.}
    """
    documents, _ = compose.compose_all(meeting(text))
    assert len(documents) == 4
    assert len({tuple((p.nr, p.anker) for p in d.punkter) for d in documents.values()}) == 1
    intern = {tuple(slots(d)) for (_, audience), d in documents.items() if audience is INTERN}
    assert intern == {("kl. 10.00-10.10", "kl. 10.10-10.15", "kl. 10.15-10.30", "kl. 10.30-11.00")}
    # The slot of a closed item is not the public's business.
    assert slots(documents[REFERAT, OFFENTLIG]) == [
        "kl. 10.00-10.10",
        "",
        "kl. 10.15-10.30",
        "kl. 10.30-11.00",
    ]


def test_anchors_are_unique_even_where_labels_differ_only_in_signs() -> None:
    text = "punkter:\n  - {titel: A, nr: 3.A}\n  - {titel: B, nr: 3-A}\n  - {titel: C, nr: '*'}\n"
    anchors = [p.anker for p in document(text).punkter]
    assert len(set(anchors)) == 3
    assert all(a.isascii() and a == a.lower() for a in anchors)


def test_lengths_follow_one_another_from_the_start() -> None:
    text = """
        start: 9.30
        punkter:
          - titel: Velkomst
          - {titel: A, varighed: 15}
          - {titel: B, varighed: 45}
          - {titel: Skriftligt, sagstype: skriftlig_orientering}
    """
    assert slots(document(text)) == ["", "kl. 09.30-09.45", "kl. 09.45-10.30", ""]


def test_a_pause_without_length_fills_the_gap_before_a_fixed_slot() -> None:
    text = """
        punkter:
          - {titel: A, varighed: 50}
          - {titel: Frokost, sagstype: pause}
          - titel: Uden tid
          - {titel: B, tid: 11.10-11.30}
    """
    assert slots(document(text)) == ["kl. 10.00-10.50", "kl. 10.50-11.10", "", "kl. 11.10-11.30"]


def test_a_pause_fills_only_the_gap_that_it_stands_in() -> None:
    text = """
        punkter:
          - {titel: Pause, sagstype: pause}
          - {titel: A, varighed: 10}
          - {titel: B, tid: 10.30-10.40}
    """
    assert [d.code for d in found(text)] == ["M202"]
    d, _ = compose.compose(meeting(text), REFERAT, OFFENTLIG)
    assert slots(d) == ["", "kl. 10.00-10.10", "kl. 10.30-10.40"]


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ("[{titel: A, varighed: 30}, {titel: B, tid: 10.20-10.40}]", "M201"),
        ("[{titel: A, varighed: 30}, {titel: B, tid: 10.40-10.50}]", "M202"),
        ("[{titel: A, varighed: 200}]", "M203"),
        ("[{titel: A, sagstype: skriftlig_orientering, varighed: 5}]", "M204"),
        ("[{titel: A, tid: 10.00-10.20, varighed: 15}]", "M205"),
        ("[{titel: A, varighed: 5, underpunkter: [{titel: B, varighed: 10}]}]", "M206"),
    ],
)
def test_times_that_do_not_fit_are_told_at_the_item(items: str, code: str) -> None:
    diagnostics = found(f"slut: 12.00\npunkter: {items}\n")
    assert [d.code for d in diagnostics] == [code]
    assert diagnostics[0].position.line == 4
    assert diagnostics[0].position.column > 1


def test_a_programme_past_midnight_is_an_error() -> None:
    assert "M207" in [d.code for d in found("punkter: [{titel: A, varighed: 1000}]\n")]


def test_sub_items_lie_inside_their_item_and_give_it_a_slot() -> None:
    text = """
        punkter:
          - {titel: A, varighed: 30, underpunkter: [{titel: A1, varighed: 10}, {titel: A2}]}
          - titel: B
            underpunkter: [{titel: B1, varighed: 10}, {titel: B2, varighed: 20}]
          - {titel: C, varighed: 5}
    """
    assert slots(document(text)) == [
        "kl. 10.00-10.30",
        "kl. 10.00-10.10",
        "",
        "kl. 10.30-11.00",
        "kl. 10.30-10.40",
        "kl. 10.40-11.00",
        "kl. 11.00-11.05",
    ]


@pytest.mark.parametrize(
    ("policy", "heading", "subtitle"),
    [
        ("{}", "Punkt 1: Budget", "kl. 10.00-10.30 · Beslutning · Sagsnr. 25/1, 25/2"),
        ("{tid_placering: i_titel}", "Punkt 1: Budget, kl. 10.00-10.30", None),
        ("{tid_placering: i_titel_parentes}", "Punkt 1: Budget (kl. 10.00-10.30)", None),
        ("{tid_placering: kun_oversigt}", "Punkt 1: Budget", "Beslutning · Sagsnr. 25/1, 25/2"),
        ("{klokkeslaet: kolon, tid_placering: i_titel}", "Punkt 1: Budget, kl. 10:00-10:30", None),
        ("{punktord: Ad}", "Ad 1: Budget", None),
        ("{punktord: ''}", "1. Budget", None),
        (
            "{sagstype_i_titel: ja, sagstyper: {beslutning: Beslutningssag}}",
            "Punkt 1: Beslutningssag: Budget",
            "kl. 10.00-10.30 · Sagsnr. 25/1, 25/2",
        ),
    ],
)
def test_titles_and_slots_are_written_as_the_forum_chose(
    policy: str, heading: str, subtitle: str | None
) -> None:
    text = """
        punkter:
          - {titel: Budget, sagstype: beslutning, varighed: 30, sagsnr: [25/1, 25/2]}
    """
    punkt = document(text, forum_text=f"{{navn: Udvalget, politik: {policy}}}").punkter[0]
    plain = str.maketrans("\u00a0\u2011", " -")
    assert punkt.overskrift.translate(plain) == heading
    if subtitle is not None:
        assert punkt.undertitel.translate(plain) == subtitle


def test_a_forum_may_leave_the_kinds_out() -> None:
    item = "punkter: [{titel: A, sagstype: beslutning, sagstype_tekst: Hastesag, sagsnr: 25/1}]\n"
    d = document(item, forum_text="{navn: Udvalget, politik: {vis_sagstyper: nej}}")
    assert (d.punkter[0].undertitel, d.punkter[0].sagstype) == ("Sagsnr. 25/1", "")
    assert [column.noegle for column in d.oversigt.kolonner] == ["nr", "titel"]


def test_a_kind_that_the_title_already_tells_is_not_repeated() -> None:
    text = """
        punkter:
          - {titel: Orientering om puljen, sagstype: orientering}
          - {titel: Puljen, sagstype: orientering}
    """
    assert [p.sagstype for p in document(text).punkter] == ["", "Orientering"]


ATTACHMENTS = """
    punkter:
      - titel: A
        bilag:
          - {titel: Med referatet, udsendes_med: referat}
          - {titel: Først}
          - {titel: Dernæst}
      - titel: B
        bilag: [{titel: Alene}]
"""


def attachments(d: Document) -> list[list[str]]:
    return [[line for a in p.afsnit for line in lines(a.tekst)] for p in d.punkter]


def test_attachments_sent_with_the_referat_are_numbered_last() -> None:
    assert attachments(document(ATTACHMENTS, DAGSORDEN)) == [
        ["Bilag 1", "Først", "Bilag 2", "Dernæst"],
        ["Bilag 1", "Alene"],
    ]
    assert attachments(document(ATTACHMENTS, REFERAT))[0] == [
        *["Bilag 1", "Først", "Bilag 2", "Dernæst"],
        *["Bilag 3", "Med referatet"],
    ]


@pytest.mark.parametrize(
    ("policy", "labels", "references"),
    [
        ("pr_punkt", ["Bilag 1", "Bilag 2", "Bilag 3", "Bilag 1"], "Punkt 2, bilag 1"),
        ("punkt_bilag", ["Bilag 1.1", "Bilag 1.2", "Bilag 1.3", "Bilag 2.1"], "Bilag 2.1"),
        ("gennemloebende", ["Bilag 1", "Bilag 2", "Bilag 4", "Bilag 3"], "Bilag 3"),
    ],
)
def test_attachments_are_numbered_as_the_forum_chose(
    policy: str, labels: list[str], references: str
) -> None:
    forum = f"{{navn: Udvalget, politik: {{bilagsnumre: {policy}}}}}"
    d = document(ATTACHMENTS, forum_text=forum)
    texts = attachments(d)
    assert [*texts[0][::2], *texts[1][::2]] == labels
    overview = [text.replace("\u00a0", " ") for text in block_lines(d.slutafsnit[0].tekst[0])]
    assert overview[:4] == ["Bilag", "Titel", "Fil", "Udsendt med"]
    assert references in overview


def test_file_type_and_size_are_told_and_a_missing_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"x" * 31_400)
    text = """
        dagsorden_status: {status}
        punkter:
          - titel: A
            bilag: [{{titel: Plan, fil: plan.pdf}}, {{titel: Kort, fil: mangler.png}}]
    """
    path = tmp_path / "2025-09-12.yaml"
    draft = meeting(text.format(status="udkast"), path=path)
    d, diagnostics = compose.compose(draft, DAGSORDEN, OFFENTLIG)
    assert "Plan (PDF, 31 kB)" in [t.replace("\u00a0", " ") for t in attachments(d)[0]]
    assert [(x.code, x.severity.name) for x in diagnostics] == [("M211", "WARNING")]
    sent = meeting(text.format(status="udsendt"), path=path)
    _, diagnostics = compose.compose(sent, DAGSORDEN, OFFENTLIG)
    assert [(x.code, x.severity.name) for x in diagnostics] == [("M210", "ERROR")]
    assert "mangler.png" in diagnostics[0].message
