"""The sentence that says what came of a matter is marked, for the renderers to bring it out."""

from __future__ import annotations

import pytest

from moedebog.blocks import Paragraph, text_of
from moedebog.document import Document
from support import document

FORUM = """
navn: Udvalget
medlemmer:
  - navn: Anna Ager
  - navn: Bo Bæk
  - navn: Carla Clausen
"""


def brought_out(doc: Document) -> list[str]:
    return [
        text_of(block.inlines)
        for item in doc.punkter
        for section in item.afsnit
        for block in section.tekst
        if isinstance(block, Paragraph) and block.result
    ]


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("udfald: godkendt", ["Godkendt."]),
        ("beslutning: Godkendt.", ["Godkendt."]),
        (
            "beslutning: |\n      Sagen blev udsat.\n\n      Udvalget vil se tal.",
            ["Sagen blev udsat."],
        ),
        ("beslutning: Godkendt. Udvalget lagde vægt på børnenes sikkerhed.", []),
        (f"beslutning: Udvalget {'og resten af rådet ' * 6}godkendte sagen.", []),
        ("beslutning: |\n      - godkendt\n      - udsat", []),
        ("udfald: [godkendt]\n    beslutning: Udvalget lagde vægt på børnene.", ["Godkendt."]),
        ("resume: Sagen er klar.", []),
    ],
)
def test_what_came_of_a_matter_is_marked(item: str, found: list[str]) -> None:
    assert brought_out(document(f"punkter:\n  - titel: A\n    {item}")) == found


def test_who_came_is_not_what_came_of_it_and_a_vote_is() -> None:
    text = (
        "start: 10.00\nfremmoedt: [alle_andre]\npunkter:\n  - titel: A\n    ankom:\n"
        "      - navn: Carla Clausen\n        tid: 10.05\n    udfald: godkendt\n"
        "    afstemning: {for: 2, imod: 1}\n"
    )
    found = brought_out(document(text, forum_text=FORUM))
    assert found == ["Godkendt.", "Vedtaget med 2 stemmer mod 1."]


def test_what_the_public_reads_of_a_closed_decision_is_marked_as_others_are() -> None:
    text = (
        "punkter:\n  - titel: A\n    lukket:\n      grund: personsag\n"
        "      offentlig_beslutning: Godkendt.\n    beslutning: Anna Ager får lov.\n"
    )
    assert brought_out(document(text)) == ["Godkendt."]


def test_the_result_of_an_election_is_marked() -> None:
    text = (
        "fremmoedt: alle\npunkter:\n  - titel: A\n    afstemning:\n      valg:\n"
        "        til: Formand\n        valgt: [Bo Bæk]\n"
        "  - titel: B\n    afstemning:\n      valg:\n        valgt: [Carla Clausen]\n"
    )
    found = brought_out(document(text, forum_text=FORUM))
    assert len(found) == 2
    assert "Formand" in found[0]
    assert "Bo Bæk" in found[0]
    assert "Carla Clausen" in found[1]


def test_the_proposal_voted_on_stays_with_its_result() -> None:
    text = (
        "fremmoedt: alle\npunkter:\n  - titel: A\n    afstemning:\n"
        "      - {forslag: Punkt 1, for: 2, imod: 1}\n"
    )
    made = document(text, forum_text=FORUM)
    leading = [
        text_of(block.inlines)
        for section in made.punkter[0].afsnit
        for block in section.tekst
        if isinstance(block, Paragraph) and block.leads
    ]
    assert leading == ["Forslag: Punkt 1"]
