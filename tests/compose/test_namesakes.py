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
        ("organisation: Vejby", "id: jun", "Bo Ny (Vejby)"),
        ("id: jun", "parti: V", "Bo Ny (jun)"),
        ("parti: A\n    organisation: Vejby", "id: jun", "Bo Ny (A)"),
    ],
)
def test_party_organisation_or_a_short_word_tells_them_apart(
    first: str, second: str, known: str
) -> None:
    made, findings = forum(f"  - navn: Bo Ny\n    {first}\n  - navn: Bo Ny\n    {second}\n")
    assert findings == []
    assert made.medlemmer[0].known_as == known


@pytest.mark.parametrize("mark", ["parti: A", "organisation: Vejby", "id: jun"])
def test_where_one_of_them_has_nothing_the_doubles_are_an_error(mark: str) -> None:
    name = f"Bo Ny ({mark.split()[-1]})"
    for chair in ("", f"moedeleder: {name}\n", "moedeleder: Bo Ny\n"):
        _, (finding,) = forum(f"  - Bo Ny\n  - navn: Bo Ny\n    {mark}\n{chair}")
        assert finding.code == "M125"
        assert "parti, organisation eller id ved hver af dem" in finding.hint


def test_a_usual_chair_who_may_be_either_of_two_is_an_error_that_says_what_to_write() -> None:
    two = "  - navn: Bo Ny\n    parti: A\n  - navn: Bo Ny\n    id: jun\n"
    _, (finding,) = forum(f"{two}moedeleder: Bo Ny\n")
    assert finding.code == "M136"
    assert finding.hint == "Skriv »Bo Ny (A)« eller »Bo Ny (jun)«."
    _, (finding,) = forum(f"{two}moedeleder: Bo Ny (V)\n")
    assert finding.code == "M128"
    assert forum(f"{two}moedeleder: Bo Ny (jun)\n")[1] == []
    periods = "  - navn: Bo Ny\n    fra: 2026-01-01\n  - navn: Bo Ny\n    til: 2025-12-31\n"
    assert [one.code for one in forum(f"{periods}moedeleder: Bo Ny (V)\n")[1]] == ["M128"]


SUBSTITUTES = """
navn: Byrådet
medlemmer: [Anna Ager, Bo Bæk, Cara Dahl]
stedfortraedere:
  - navn: Ida Ny
    parti: V
  - navn: Ida Ny
    parti: A
"""
FROM_THE_LIST = """
fremmoedt: alle_andre
afbud:
  - navn: Anna Ager
    stedfortraeder: Ida Ny (V)
  - navn: Bo Bæk
    stedfortraeder: Ida Ny (A)
"""


@pytest.mark.parametrize(
    ("forum_text", "before", "name"),
    [
        (BY_PARTY, "fremmoedt: alle\n", "Hans Jensen"),
        (BY_PARTY.replace("Hans Jensen", "Hans V. Jensen"), "fremmoedt: alle\n", "Hans V. Jensen"),
        (SUBSTITUTES, FROM_THE_LIST, "Ida Ny"),
    ],
)
def test_who_is_told_apart_by_party_votes_as_a_person(
    forum_text: str, before: str, name: str
) -> None:
    text = (
        f"{before}punkter:\n  - titel: Sag\n    afstemning:\n"
        f"      for: [{name} (A)]\n      imod: [{name} (V)]\n"
    )
    found = [one.code for one in check(Case(plan(meeting(text, forum_text))[0]))]
    assert "M5494" not in found
    shown = [
        t.replace("\u00a0", " ") for t in document_lines(document(text, forum_text=forum_text))
    ]
    assert shown[shown.index("For") + 1] == f"{name} (A)"
    assert shown[shown.index("Imod") + 1] == f"{name} (V)"


def forum(members: str):  # type: ignore[no-untyped-def]
    text = f"navn: Byrådet\nmedlemmer:\n{members}"
    tree, problems = source.parse(text.encode(), "forum.yaml")
    assert tree is not None
    assert schema.check(tree, "forum") == problems == []
    return normalise.normalise_forum(tree)
