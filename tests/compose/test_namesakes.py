"""Two members of one name are two people, wherever they are named."""

from __future__ import annotations

import pytest

from moedebog import normalise, schema, source
from moedebog.compose import plan
from moedebog.rules import Case, check
from support import document, document_lines, meeting, read

BY_PARTY = """
navn: Byrådet
medlemmer:
  - navn: Hans Jensen
    parti: A
  - navn: Hans Jensen
    parti: V
  - navn: Mette Olsen
    parti: V
politik:
  fravaer_under_punkter: ja
"""
TEXT = """
fremmoedt: alle_andre
afbud: [Hans Jensen (V)]
punkter:
  - titel: Sag
    udfald: godkendt
    inhabil: ["Hans Jensen, A"]
    afstemning:
      for: [Mette Olsen]
"""


def test_they_are_told_apart_in_every_line() -> None:
    shown = [
        text.replace("\u00a0", " ") for text in document_lines(document(TEXT, forum_text=BY_PARTY))
    ]
    assert shown[shown.index("Til stede") + 1] == "Hans Jensen (A); Mette Olsen (V)"
    assert shown[shown.index("Afbud") + 1] == "Hans Jensen (V)"
    assert "Hans Jensen (A) deltog ikke i sagens behandling på grund af inhabilitet." in shown
    assert "Fraværende: Hans Jensen (V)" in shown
    assert check(Case(plan(meeting(TEXT, BY_PARTY))[0])) == []


def test_a_name_that_may_be_either_is_an_error_that_says_what_to_write() -> None:
    _, (finding,) = read("afbud: [Hans Jensen]\npunkter: []\n", BY_PARTY)
    assert finding.code == "M136"
    assert "»Hans Jensen (A)« eller »Hans Jensen (V)«" in str(finding)


@pytest.mark.parametrize(
    ("first", "second", "known"),
    [
        ("parti: A", "parti: V", "Bo Ny (A)"),
        ("organisation: Vejby", "organisation: Søby", "Bo Ny (Vejby)"),
        ("id: den ældre", "id: den yngre", "Bo Ny (den ældre)"),
        ("fra: 2026-01-01", "til: 2025-12-31", "Bo Ny"),
    ],
)
def test_party_organisation_or_a_short_word_tells_them_apart(
    first: str, second: str, known: str
) -> None:
    made, findings = forum(f"  - navn: Bo Ny\n    {first}\n  - navn: Bo Ny\n    {second}\n")
    assert findings == []
    assert made.medlemmer[0].known_as == known


def test_without_any_of_them_the_doubles_are_an_error() -> None:
    _, (finding,) = forum("  - Bo Ny\n  - navn: Bo Ny\n    parti: A\n")
    assert finding.code == "M125"
    assert "parti, organisation eller id" in str(finding)


def forum(members: str):  # type: ignore[no-untyped-def]
    text = f"navn: Byrådet\nmedlemmer:\n{members}"
    tree, problems = source.parse(text.encode(), "forum.yaml")
    assert tree is not None
    assert schema.check(tree, "forum") == problems == []
    return normalise.normalise_forum(tree)
